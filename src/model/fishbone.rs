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

impl Fishbone {
    /// Gives every node a fresh id, 1, 2, 3 ... in reading order, a category before its causes.
    pub fn number(&mut self) {
        let mut next = 0;
        for category in &mut self.categories {
            next += 1;
            category.id = NodeId(next);
            number_causes(&mut category.causes, &mut next);
        }
    }

    /// The fishbone with fresh ids; for trees just built.
    #[must_use]
    pub fn numbered(mut self) -> Self {
        self.number();
        self
    }

    /// How many nodes it has: categories and causes, without the effect.
    #[must_use]
    pub fn nodes(&self) -> usize {
        self.categories.iter().map(|category| 1 + count(&category.causes)).sum()
    }
}

impl Category {
    /// The votes for all causes under it.
    #[must_use]
    pub fn weight(&self) -> u64 {
        self.causes.iter().map(Cause::weight).sum()
    }
}

impl Cause {
    /// A cause that is worded and nothing else.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// The votes for it and for all causes behind it.
    #[must_use]
    pub fn weight(&self) -> u64 {
        u64::from(self.votes) + self.causes.iter().map(Self::weight).sum::<u64>()
    }
}

fn number_causes(causes: &mut [Cause], next: &mut u32) {
    for cause in causes {
        *next += 1;
        cause.id = NodeId(*next);
        number_causes(&mut cause.causes, next);
    }
}

fn count(causes: &[Cause]) -> usize {
    causes.iter().map(|cause| 1 + count(&cause.causes)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nodes_are_numbered_in_reading_order() {
        let deep = Cause { causes: vec![Cause::new("b")], ..Cause::new("a") };
        let bone = |causes| Category { causes, ..Category::default() };
        let fishbone =
            Fishbone { effect: String::new(), categories: vec![bone(vec![deep]), bone(vec![])] }
                .numbered();
        let first = &fishbone.categories[0];
        assert_eq!(first.id, NodeId(1));
        assert_eq!(first.causes[0].causes[0].id, NodeId(3));
        assert_eq!(fishbone.categories[1].id, NodeId(4));
        assert_eq!(fishbone.nodes(), 4);
    }
}
