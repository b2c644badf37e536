//! What a study, a board and a fishbone are.
//!
//! Plain data and the rules that hold on it. This layer must not read a file, ask the clock or know
//! a terminal; every other layer builds on it.

pub mod board;
mod checked;
mod fact;
mod fishbone;
mod former;
mod id;
mod lang;
mod narrow;
mod pair;
mod per_market;
mod study;
mod term;
mod values;

pub use checked::{Audit, Checked, Standing};
pub use fact::*;
pub use fishbone::{Category, Cause, Fishbone, NodeId};
pub use former::Former;
pub use id::{FactId, Word};
pub use lang::{Lang, Localized, counted};
pub use narrow::narrow;
pub use pair::Pair;
pub use per_market::PerMarket;
pub use study::{
    Brainstorm, DatedBy, Idea, Label, Market, MarketIndex, Place, Rate, Source, Study, StudyCause,
    StudyFishbone,
};
pub use term::{Term, TermRow};
pub use values::*;
