//! Expressions over the facts of a study: what claims are recomputed with and tables are filtered by.
//!
//! It must not judge a result, nor know who asks.
//!
//! The language is a subset of the Common Expression Language (CEL, <https://cel.dev>): numbers,
//! strings, lists, members, `+ - * / %`, comparisons, `&& || !`, `in`, `? :`, functions, and the
//! macros `map`, `filter`, `all`, `exists`. It is read by a parser of our own, because numbers of
//! CEL are 64-bit integers and binary fractions, whose operators cannot be given exact decimals:
//! 0.1 + 0.2 has to be 0.3 where a printed figure is on trial. Here every number is a decimal of up
//! to 28 digits; sums, differences and products are exact, quotients are carried to 28 digits, and
//! whatever does not fit is an error rather than another number.
//!
//! In a [`Condition`] the members of the row stand as bare names, and what a row does not state
//! compares as false:
//!
//! ```
//! use herringbone::analysis::expr::Condition;
//! use herringbone::load::{Origin, load};
//!
//! let study = load(&Origin::BuiltIn)?.study;
//! let late = Condition::parse("delay > 30 && category == \"hardware\"", &study).unwrap();
//! let rows = late.rows(&study, &(0..).take(study.facts.len()).collect::<Vec<_>>()).unwrap();
//! assert_eq!(rows.len(), 1);
//! # Ok::<(), herringbone::load::LoadError>(())
//! ```

mod advice;
mod condition;
mod eval;
mod fault;
mod functions;
mod ground;
mod lex;
mod members;
mod money;
mod names;
mod near;
mod operate;
mod parse;
mod resolve;
mod shown;
mod value;
mod words;

use std::fmt;

pub use condition::Condition;
pub(super) use eval::Evaluation;
pub use fault::{BadDay, Fault, Reason};
pub use functions::{FUNCTIONS, Function};
pub(super) use ground::Ground;
pub use ground::NAMES;
pub use members::{Known, known, members_by_kind};
pub use money::Money;
pub use names::names;
pub use near::Near;
pub use parse::{CHAIN, DEPTH};
pub(super) use resolve::prepare;
pub(super) use shown::shown;
pub(super) use value::{Quantity, Value, half_of_last};
pub use words::words;

/// A value that went into a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Used {
    /// Fact and member: `tco-build-security.amounts.ec2`; the fact alone if it was counted.
    pub path: String,
    /// The value; empty for a fact that was counted.
    pub value: String,
}

impl fmt::Display for Used {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.value.as_str() {
            "" => f.write_str(&self.path),
            value => write!(f, "{} = {value}", self.path),
        }
    }
}
