//! The fishbone (Ishikawa) diagram as a tree: an effect, its categories, their causes at any depth.

use serde::{Deserialize, Serialize};

/// Identity of a category or cause inside one fishbone; two nodes may share a text, never an id.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct NodeId(pub u32);

/// A fishbone in one language: the effect at the head and its categories in reading order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fishbone {
    /// The effect (problem statement) at the head.
    pub effect: String,
    /// The bones, in reading order.
    pub categories: Vec<Category>,
}

/// A bone: a named group of causes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Category {
    /// Identity inside the fishbone.
    pub id: NodeId,
    /// The heading.
    pub name: String,
    /// The causes, in reading order.
    pub causes: Vec<Cause>,
}

/// A cause, with the causes behind it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cause {
    /// Identity inside the fishbone.
    pub id: NodeId,
    /// The wording; may hold line breaks.
    pub text: String,
    /// Votes counted for this cause.
    pub votes: u32,
    /// Departments that raised it, where the session shows them.
    pub departments: Vec<String>,
    /// Ids of the facts linked as evidence.
    pub evidence: Vec<String>,
    /// A free remark.
    pub note: Option<String>,
    /// Deeper causes ("why?").
    pub causes: Vec<Cause>,
}
