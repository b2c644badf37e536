//! What came of recomputing a claim, as far as tables and comparisons tell it.
//!
//! Plain data beside the study; how a figure is recomputed and judged is not known here.

use std::collections::HashMap;

use rust_decimal::Decimal;

use super::{FactId, Term, TermRow};

/// How a printed figure stands to the one that follows from the facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    /// They are the same.
    Agrees,
    /// The printed one is the computed one, rounded.
    Rounded,
    /// The printed one is the computed one with digits cut off.
    CutOff,
    /// They differ.
    Differs,
    /// It cannot be checked.
    Unchecked,
}

impl Term for Standing {
    const TERMS: &'static [TermRow<Self>] = &[
        (Self::Agrees, "agrees", "相符", "agrees"),
        (Self::Rounded, "rounded", "舍入后相符", "agrees within rounding"),
        (Self::CutOff, "cut-off", "截尾而非四舍五入", "cut off instead of rounded"),
        (Self::Differs, "differs", "不符", "disagrees"),
        (Self::Unchecked, "unchecked", "无法复核", "cannot be checked"),
    ];
}

/// What came of recomputing the claims of a study.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Audit {
    /// Each claim.
    pub claims: HashMap<FactId, Checked>,
    /// The facts whose figure other facts, claims, contradict, with these.
    pub disputed: HashMap<FactId, Vec<FactId>>,
}

/// What came of recomputing one claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Checked {
    /// How the printed figure stands.
    pub standing: Standing,
    /// The figure as computed, where it is a number.
    pub recomputed: Option<Decimal>,
    /// Printed less computed, where they differ and both are numbers.
    pub difference: Option<Decimal>,
}
