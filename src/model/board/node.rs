//! One idea, cause or group of a board, and where it hangs.
//!
//! Must not change the tree: a node is read here and changed by `apply` alone.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::department::Tally;
use crate::model::NodeId;

/// A point in time, always passed in by the caller: the model has no clock.
pub type Moment = DateTime<Utc>;

/// Where a node hangs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Parent {
    /// A group, that is a bone of the fishbone.
    Groups,
    /// An idea that has no group yet.
    Inbox,
    /// A cause of this group, or a deeper cause of this cause.
    Under(NodeId),
    /// Merged into this node as another wording; has no causes of its own.
    Merged(NodeId),
}

/// What was decided about an idea.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// On the board.
    #[default]
    Open,
    /// In the parking lot: off the topic, not forgotten.
    Parked,
    /// Voted down; stays in the file.
    Dropped,
}

/// Votes for one idea: hands counted in the room, ballots counted per department, or both.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Votes {
    /// Hands up, nobody's in particular.
    #[serde(skip_serializing_if = "is_zero")]
    pub hands: u32,
    /// Votes per department.
    #[serde(skip_serializing_if = "Tally::is_empty")]
    pub ballots: Tally,
}

impl Votes {
    /// All votes, hands and ballots.
    #[must_use]
    pub fn total(&self) -> u32 {
        self.hands.saturating_add(self.ballots.total())
    }

    /// Whether nobody has voted.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.hands == 0 && self.ballots.is_empty()
    }
}

/// A group, an idea or a cause; which of them it is depends on its [`Parent`] alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Node {
    /// Identity; never given to another node of the board, not even after an undo.
    pub id: NodeId,
    /// Where it hangs.
    pub parent: Parent,
    /// The wording; may hold line breaks and any character.
    pub text: String,
    /// When it was written down.
    pub created_at: Moment,
    /// Open, parked or dropped.
    #[serde(default, skip_serializing_if = "is_open")]
    pub state: State,
    /// How often each department raised it. A second department is an independent repeat, which
    /// the estimate of completeness counts.
    #[serde(default, skip_serializing_if = "Tally::is_empty")]
    pub raised: Tally,
    /// Votes for this node itself, without those of nodes merged into it.
    #[serde(default, skip_serializing_if = "Votes::is_empty")]
    pub votes: Votes,
    /// Ids of the facts linked as evidence, in the order they were linked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<String>,
    /// A free remark.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The causes below it in order. Not written: the order of the nodes says it.
    #[serde(skip)]
    pub children: Vec<NodeId>,
    /// Nodes merged into it, oldest merge first. Not written, as above.
    #[serde(skip)]
    pub merged: Vec<NodeId>,
}

impl Node {
    /// A new open node without votes, causes or evidence.
    #[must_use]
    pub fn new(id: NodeId, parent: Parent, text: impl Into<String>, created_at: Moment) -> Self {
        Self {
            id,
            parent,
            text: text.into(),
            created_at,
            state: State::Open,
            raised: Tally::default(),
            votes: Votes::default(),
            evidence: Vec::new(),
            note: None,
            children: Vec::new(),
            merged: Vec::new(),
        }
    }

    /// Whether this is a group, a bone of the fishbone.
    #[must_use]
    pub fn is_group(&self) -> bool {
        self.parent == Parent::Groups
    }

    /// Whether this is only another wording of the node it was merged into.
    #[must_use]
    pub fn is_merged(&self) -> bool {
        matches!(self.parent, Parent::Merged(_))
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes the field by reference")]
fn is_zero(count: &u32) -> bool {
    *count == 0
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes the field by reference")]
fn is_open(state: &State) -> bool {
    *state == State::Open
}
