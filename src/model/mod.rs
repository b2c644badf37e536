//! What a study, a board and a fishbone are.
//!
//! Plain data and the rules that hold on it. This layer must not read a file, ask the clock or know
//! a terminal; every other layer builds on it.

mod board;
mod fishbone;
mod lang;

pub use board::{
    Attribution, Board, Department, DepartmentId, Edit, EditError, GroupTemplate, MAX_DEPTH,
    Moment, Node, Parent, Phase, PhaseStart, PlannedTime, Rank, Seen, SeenNode, Standing, State,
    TEMPLATES, Tally, Viewer, Visible, Votes, suggested_budget,
};
pub use fishbone::{Category, Cause, Fishbone, NodeId};
pub use lang::{Lang, Localized};
