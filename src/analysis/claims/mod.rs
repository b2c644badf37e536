//! Claims: figures that somebody printed, recomputed from the facts under them.
//!
//! Works on any study; it must not read files, and a claim without an expression is left alone.
//!
//! The expressions are those of [`super::expr`].
//!
//! ```
//! use herringbone::analysis::claims::{Outcome, verdicts};
//! use herringbone::load::{Origin, load};
//!
//! let study = load(&Origin::BuiltIn)?.study;
//! let verdicts = verdicts(&study);
//! let ratio = verdicts.iter().find(|verdict| verdict.claim.as_str() == "claim-s3-ratio");
//! assert!(ratio.is_some_and(|ratio| matches!(ratio.outcome, Outcome::Differs { .. })));
//! # Ok::<(), herringbone::load::LoadError>(())
//! ```

mod disputes;
mod judge;

#[cfg(test)]
mod tests;

use rust_decimal::Decimal;

use super::expr::{Evaluation, Fault, Ground, Reason, Used, Value, prepare};
use crate::analysis::stats::{Summary, summary};
use crate::model::{Audit, Body, Checked, Claim, FactId, Lang, Standing, Study, Term};
pub use disputes::Disputes;
pub(super) use judge::printed;

/// What came of recomputing a claim.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// The claim.
    pub claim: FactId,
    /// Its position among the facts of the study.
    pub row: usize,
    /// What came of it.
    pub outcome: Outcome,
    /// The figure as computed, where it is a number; carried to 28 digits.
    pub recomputed: Option<Decimal>,
    /// The values that went into it.
    pub used: Vec<Used>,
    /// If a mean was taken: the numbers under it, for the median and the mean without the largest.
    pub spread: Option<Summary>,
}

/// How a printed figure compares with the computed one.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// They are the same.
    Agrees,
    /// The printed one is the computed one, rounded; or the rounding of the rows explains it.
    Rounded,
    /// The printed one is the computed one with digits cut off, where rounding gives another digit.
    CutOff,
    /// They differ: printed less computed, where both are numbers.
    Differs {
        /// Printed less computed.
        difference: Option<Decimal>,
    },
    /// It cannot be checked.
    Unchecked(Unchecked),
}

/// Why a claim cannot be checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unchecked {
    /// Nobody wrote an expression for it.
    NoExpression,
    /// What is printed is no number.
    NotANumber,
    /// The expression cannot be computed.
    Fault(Fault),
}

impl Unchecked {
    /// The reason in one sentence.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::NoExpression => {
                lang.pick("没有写复算的表达式", "there is no expression for it").to_owned()
            }
            Self::NotANumber => {
                lang.pick("印出的不是一个数字", "what is printed is no number").to_owned()
            }
            Self::Fault(fault) => fault.message(lang),
        }
    }
}

impl Outcome {
    /// How the printed figure stands, without the numbers.
    #[must_use]
    pub fn standing(&self) -> Standing {
        match self {
            Self::Agrees => Standing::Agrees,
            Self::Rounded => Standing::Rounded,
            Self::CutOff => Standing::CutOff,
            Self::Differs { .. } => Standing::Differs,
            Self::Unchecked(_) => Standing::Unchecked,
        }
    }

    /// The word scripts use.
    #[must_use]
    pub fn word(&self) -> &'static str {
        self.standing().word()
    }

    /// The English name after a number that is not one.
    #[must_use]
    pub fn label_of_many(&self) -> &'static str {
        match self {
            Self::Agrees => "agree",
            Self::Rounded => "agree within rounding",
            Self::Differs { .. } => "disagree",
            Self::CutOff | Self::Unchecked(_) => self.label(Lang::En),
        }
    }

    /// The name in both languages.
    #[must_use]
    pub fn label(&self, lang: Lang) -> &'static str {
        self.standing().label(lang)
    }
}

/// Recomputes every claim of a study, in reading order.
#[must_use]
pub fn verdicts(study: &Study) -> Vec<Verdict> {
    let verdicts = judged(study);
    // Whoever asks for less of it later need not compute it again.
    study.checked.get_or_init(|| audit(study, &verdicts));
    verdicts
}

fn judged(study: &Study) -> Vec<Verdict> {
    let ground = Ground::new(study);
    let claims = study.facts.iter().enumerate().filter_map(|(row, fact)| match &fact.body {
        Body::Claim(claim) => Some((row, &fact.id, claim)),
        _ => None,
    });
    claims.map(|(row, id, claim)| verdict(&ground, (row, id), claim)).collect()
}

/// What came of recomputing a claim of a study; none for other facts. All claims are recomputed when
/// the first is asked for.
#[must_use]
pub fn checked<'a>(study: &'a Study, claim: &FactId) -> Option<&'a Checked> {
    audited(study).claims.get(claim)
}

/// The other facts, claims, that contradict the figure of a fact.
#[must_use]
pub fn disputed_by<'a>(study: &'a Study, fact: &FactId) -> &'a [FactId] {
    audited(study).disputed.get(fact).map_or(&[], Vec::as_slice)
}

fn audited(study: &Study) -> &Audit {
    study.checked.get_or_init(|| audit(study, &judged(study)))
}

fn audit(study: &Study, verdicts: &[Verdict]) -> Audit {
    let one = |verdict: &Verdict| {
        let difference = match verdict.outcome {
            Outcome::Differs { difference } => difference,
            _ => None,
        };
        let (standing, recomputed) = (verdict.outcome.standing(), verdict.recomputed);
        (verdict.claim.clone(), Checked { standing, recomputed, difference })
    };
    let claims = verdicts.iter().map(one).collect();
    Audit { claims, disputed: Disputes::of(study, verdicts).by_fact(study, verdicts) }
}

impl Verdict {
    /// Printed less computed, where both are numbers.
    #[must_use]
    pub fn difference(&self, claim: &Claim) -> Option<Decimal> {
        Some(judge::printed(&claim.value)?.checked_sub(self.recomputed?)?.normalize())
    }
}

/// Recomputes the claim that is the fact at a position, with an id.
fn verdict(ground: &Ground<'_>, (row, id): (usize, &FactId), claim: &Claim) -> Verdict {
    let mut verdict = Verdict {
        claim: id.clone(),
        row,
        outcome: Outcome::Unchecked(Unchecked::NoExpression),
        recomputed: None,
        used: Vec::new(),
        spread: None,
    };
    let Some(expr) = &claim.expr else { return verdict };
    let mut evaluation = Evaluation::new(ground, (&claim.rows, claim.rows_rounded));
    let computed = prepare(expr, ground.study()).and_then(|node| evaluation.value(&node));
    verdict.used = evaluation.used;
    verdict.spread = summary(evaluation.averaged.iter().filter_map(|n| f64::try_from(*n).ok()));
    verdict.outcome = match computed {
        Ok(Value::Number(number)) => {
            verdict.recomputed = Some(number.value);
            judge::number(claim, number)
        }
        Ok(Value::Flag(true)) => Outcome::Agrees,
        Ok(Value::Flag(false)) => Outcome::Differs { difference: None },
        Ok(other) => {
            let reason = Reason::Kind("number", other.kind());
            Outcome::Unchecked(Unchecked::Fault(Fault::new(reason, 0)))
        }
        Err(fault) => Outcome::Unchecked(Unchecked::Fault(fault)),
    };
    verdict
}
