//! The board of a session: topic, rules, departments, and one tree of groups, ideas and causes.
//!
//! Must not change except through [`Board::apply`], so that a journal of edits is the whole truth;
//! must not read a clock: every moment is passed in.
//!
//! ```
//! use herringbone::model::board::{Board, Moment};
//!
//! let mut board = Board::default();
//! let idea = board.new_idea("Too few documents", None);
//! let undo = board.apply(&idea, Moment::default())?;
//! assert_eq!(board.inbox().len(), 1);
//! board.apply(&undo, Moment::default())?;
//! assert!(board.inbox().is_empty());
//! # Ok::<(), herringbone::model::board::EditError>(())
//! ```

mod apply;
mod compose;
mod content;
mod department;
mod edit;
mod file;
mod import;
mod node;
mod phase;
#[cfg(test)]
pub(crate) mod random;
mod tally;
mod templates;
mod tree;
mod view;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use self::file::BoardFile;
use crate::model::NodeId;

pub use self::department::{Department, DepartmentId, Tally};
pub use self::edit::{Edit, EditError};
pub use self::node::{Moment, Node, Parent, State, Votes};
pub use self::phase::{Phase, PhaseStart, PlannedTime};
pub use self::tally::{Rank, Standing, suggested_budget};
pub use self::templates::{GroupTemplate, TEMPLATES};
pub use self::view::{Attribution, Seen, SeenNode, Viewer, Visible};

/// How deep the tree of causes can grow. Walks over the tree recurse, so that a hostile file must
/// not be able to make it deeper than the stack.
pub const MAX_DEPTH: usize = 64;

/// Everything a session has put on the wall; the fishbone is a view of it.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(try_from = "BoardFile", into = "BoardFile")]
pub struct Board {
    topic: String,
    rules: Vec<String>,
    departments: Vec<Department>,
    phases: Vec<PhaseStart>,
    planned: Vec<PlannedTime>,
    revealed: bool,
    budget: Option<u32>,
    attribution: Attribution,
    nodes: BTreeMap<NodeId, Node>,
    groups: Vec<NodeId>,
    inbox: Vec<NodeId>,
    last_node: u32,
    last_department: u32,
}

impl PartialEq for Board {
    /// Two boards are equal when they show the same. The highest number ever given out is not
    /// shown: it survives an undo so that no number is used twice.
    fn eq(&self, other: &Self) -> bool {
        let Self {
            topic,
            rules,
            departments,
            phases,
            planned,
            revealed,
            budget,
            attribution,
            nodes,
            groups,
            inbox,
            last_node: _,
            last_department: _,
        } = self;
        *topic == other.topic
            && *rules == other.rules
            && *departments == other.departments
            && *phases == other.phases
            && *planned == other.planned
            && *revealed == other.revealed
            && *budget == other.budget
            && *attribution == other.attribution
            && *nodes == other.nodes
            && *groups == other.groups
            && *inbox == other.inbox
    }
}

impl Eq for Board {}

impl Board {
    /// The topic: the effect at the head of the fishbone.
    #[must_use]
    pub fn topic(&self) -> &str {
        &self.topic
    }

    /// The rules the facilitator reads out.
    #[must_use]
    pub fn rules(&self) -> &[String] {
        &self.rules
    }

    /// The departments in seating order: the digit that picks one is its place, from 1.
    #[must_use]
    pub fn departments(&self) -> &[Department] {
        &self.departments
    }

    /// A department by its id.
    #[must_use]
    pub fn department(&self, id: DepartmentId) -> Option<&Department> {
        self.departments.iter().find(|department| department.id == id)
    }

    /// The phase the room is in.
    #[must_use]
    pub fn phase(&self) -> Phase {
        self.phases.last().map_or(Phase::default(), |start| start.phase)
    }

    /// When each phase was entered, oldest first; a phase entered twice is there twice.
    #[must_use]
    pub fn phases(&self) -> &[PhaseStart] {
        &self.phases
    }

    /// Minutes planned for a phase.
    #[must_use]
    pub fn minutes(&self, phase: Phase) -> Option<u32> {
        self.planned.iter().find(|planned| planned.phase == phase).map(|planned| planned.minutes)
    }

    /// Whether the votes are shown to everybody.
    #[must_use]
    pub fn votes_revealed(&self) -> bool {
        self.revealed
    }

    /// Votes per department: as set, or as suggested for the number of open ideas.
    #[must_use]
    pub fn budget(&self) -> u32 {
        self.budget.unwrap_or_else(|| suggested_budget(self.open_ideas().count()))
    }

    /// Votes per department as set by the facilitator; none where the suggestion holds.
    #[must_use]
    pub fn budget_set(&self) -> Option<u32> {
        self.budget
    }

    /// Minutes planned, in the order of phases.
    #[must_use]
    pub fn planned(&self) -> &[PlannedTime] {
        &self.planned
    }

    /// From when on the room sees who raised what.
    #[must_use]
    pub fn attribution(&self) -> Attribution {
        self.attribution
    }

    /// The groups, in the order of the bones.
    #[must_use]
    pub fn groups(&self) -> &[NodeId] {
        &self.groups
    }

    /// The ideas without a group, in the order they came.
    #[must_use]
    pub fn inbox(&self) -> &[NodeId] {
        &self.inbox
    }

    /// A node by its id, merged ones included.
    #[must_use]
    pub fn node(&self, id: NodeId) -> Option<&Node> {
        self.nodes.get(&id)
    }

    /// The causes directly below a node, in order; none for an unknown id.
    #[must_use]
    pub fn children(&self, id: NodeId) -> &[NodeId] {
        self.nodes.get(&id).map_or(&[], |node| &node.children)
    }

    /// How many nodes the board holds: groups, ideas, causes and merged wordings.
    #[must_use]
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether there is no group and no idea.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }
}
