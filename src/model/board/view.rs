//! What of a board somebody may see: the wall, the presenter, an export.
//!
//! Must stay the one place that decides it: screens and exports ask a [`Seen`] board, never the
//! nodes, for departments and votes.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::node::State;
use super::{Board, Department, Tally};
use crate::model::{Category, Cause, Fishbone, NodeId};

/// Who looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Viewer {
    /// The room, at the projector.
    Wall,
    /// The facilitator's own screen.
    Presenter,
    /// A reader of a file, who sees no more than the room does.
    Export,
}

/// From when on others than the presenter see which department raised what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Attribution {
    /// Once the ideas are gathered and grouping begins.
    #[default]
    FromGrouping,
    /// Never.
    Hidden,
}

/// What is visible.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Visible {
    /// Which department raised which idea.
    pub departments: bool,
    /// How many votes an idea has.
    pub votes: bool,
}

impl Board {
    /// What `viewer` may see of the board now.
    #[must_use]
    pub fn visible(&self, viewer: Viewer) -> Visible {
        match viewer {
            Viewer::Presenter => Visible { departments: true, votes: true },
            Viewer::Wall | Viewer::Export => Visible {
                departments: self.attribution == Attribution::FromGrouping
                    && !self.phase().hides_departments(),
                votes: self.revealed,
            },
        }
    }

    /// The board as `viewer` may see it.
    #[must_use]
    pub fn seen_by(&self, viewer: Viewer) -> Seen<'_> {
        Seen { board: self, visible: self.visible(viewer) }
    }

    /// The fishbone as `viewer` may see it: groups are bones, open ideas are causes; ideas that
    /// have no group are not on it.
    #[must_use]
    pub fn fishbone(&self, viewer: Viewer) -> Fishbone {
        self.seen_by(viewer).fishbone(None)
    }

    /// The departments that raised an idea or anything merged into it, with how often.
    #[must_use]
    pub fn raised(&self, id: NodeId) -> Tally {
        let mut tally = Tally::default();
        for node in self.with_merged(id) {
            tally.absorb(&node.raised);
        }
        tally
    }

    /// All votes for an idea and what was merged into it, whoever may see them.
    #[must_use]
    pub fn votes(&self, id: NodeId) -> u32 {
        self.with_merged(id).iter().fold(0, |sum, node| sum.saturating_add(node.votes.total()))
    }

    /// The votes one department has cast on the whole board.
    #[must_use]
    pub fn votes_cast(&self, department: super::DepartmentId) -> u32 {
        let cast = self.nodes.values().map(|node| node.votes.ballots.get(department));
        cast.fold(0, u32::saturating_add)
    }
}

/// A board as one viewer may see it.
#[derive(Debug, Clone, Copy)]
pub struct Seen<'a> {
    board: &'a Board,
    visible: Visible,
}

/// An idea as one viewer may see it, with everything that was merged into it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenNode<'a> {
    /// Identity.
    pub id: NodeId,
    /// The wording.
    pub text: &'a str,
    /// The other wordings, of ideas merged into this one.
    pub wordings: Vec<&'a str>,
    /// Who raised it, in seating order; none where hidden.
    pub departments: Option<Vec<&'a str>>,
    /// The votes; none where hidden.
    pub votes: Option<u32>,
    /// Ids of the linked facts, each once.
    pub evidence: Vec<&'a str>,
    /// Remarks on it and on what was merged into it.
    pub notes: Vec<&'a str>,
    /// Open, parked or dropped.
    pub state: State,
}

impl<'a> Seen<'a> {
    /// What this viewer may see.
    #[must_use]
    pub fn visible(&self) -> Visible {
        self.visible
    }

    /// The board without its secrets' guard, for texts, order and settings.
    #[must_use]
    pub fn board(&self) -> &'a Board {
        self.board
    }

    /// A node, unless the board does not have it.
    #[must_use]
    pub fn node(&self, id: NodeId) -> Option<SeenNode<'a>> {
        let node = self.board.node(id)?;
        let all = self.board.with_merged(id);
        let mut known = BTreeSet::new();
        let evidence = all.iter().flat_map(|node| &node.evidence).map(String::as_str);
        Some(SeenNode {
            id,
            text: &node.text,
            wordings: all.iter().skip(1).map(|node| node.text.as_str()).collect(),
            departments: self.visible.departments.then(|| self.raised_by(id)),
            votes: self.visible.votes.then(|| self.board.votes(id)),
            evidence: evidence.filter(|fact| known.insert(*fact)).collect(),
            notes: all.iter().filter_map(|node| node.note.as_deref()).collect(),
            state: node.state,
        })
    }

    fn raised_by(&self, id: NodeId) -> Vec<&'a str> {
        let raised = self.board.raised(id);
        let took_part = |department: &&Department| raised.get(department.id) > 0;
        let departments = self.board.departments().iter().filter(took_part);
        departments.map(|department| department.name.as_str()).collect()
    }

    /// The fishbone: groups are bones, open ideas are causes. Ideas without a group hang on a last
    /// bone named `loose`, or are left out where that is none.
    #[must_use]
    pub fn fishbone(&self, loose: Option<&str>) -> Fishbone {
        let groups = self.board.groups().iter().filter_map(|id| self.board.node(*id));
        let open = groups.filter(|group| group.state == State::Open);
        let mut categories: Vec<Category> = open
            .map(|group| Category {
                id: group.id,
                name: group.text.clone(),
                causes: self.causes(&group.children),
            })
            .collect();
        let ungrouped = self.causes(self.board.inbox());
        if let Some(name) = loose.filter(|_| !ungrouped.is_empty()) {
            // No node has the number 0, so this bone is nobody's.
            let id = NodeId(0);
            categories.push(Category { id, name: name.to_owned(), causes: ungrouped });
        }
        Fishbone { effect: self.board.topic().to_owned(), categories }
    }

    fn causes(&self, ids: &[NodeId]) -> Vec<Cause> {
        let seen = ids.iter().filter_map(|id| self.node(*id));
        seen.filter(|node| node.state == State::Open).map(|node| self.cause(node)).collect()
    }

    fn cause(&self, node: SeenNode<'_>) -> Cause {
        let owned = |texts: Vec<&str>| texts.into_iter().map(str::to_owned).collect();
        Cause {
            id: node.id,
            text: node.text.to_owned(),
            votes: node.votes.unwrap_or(0),
            departments: node.departments.map(owned).unwrap_or_default(),
            evidence: owned(node.evidence),
            note: (!node.notes.is_empty()).then(|| node.notes.join("\n")),
            causes: self.causes(self.board.children(node.id)),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::random::any_edit;
    use super::super::{Edit, Moment, Phase};
    use super::*;

    #[test]
    fn the_room_sees_departments_from_grouping_on_and_votes_once_revealed() {
        let mut board = Board::default();
        let (hidden, shown) = (false, true);
        for (phase, departments) in [
            (Phase::Prepare, hidden),
            (Phase::SilentWriting, hidden),
            (Phase::RoundRobin, hidden),
            (Phase::OpenFloor, hidden),
            (Phase::Merge, hidden),
            (Phase::Group, shown),
            (Phase::Vote, shown),
            (Phase::Keep, shown),
            (Phase::Fishbone, shown),
        ] {
            for votes in [hidden, shown] {
                board.apply(&Edit::SetPhase { phase }, Moment::default()).unwrap();
                board.apply(&Edit::RevealVotes { revealed: votes }, Moment::default()).unwrap();
                for viewer in [Viewer::Wall, Viewer::Export] {
                    assert_eq!(board.visible(viewer), Visible { departments, votes }, "{phase:?}");
                }
                let all = Visible { departments: true, votes: true };
                assert_eq!(board.visible(Viewer::Presenter), all);
            }
        }
    }

    fn shows(causes: &[Cause], what: &dyn Fn(&Cause) -> bool) -> bool {
        causes.iter().any(|cause| what(cause) || shows(&cause.causes, what))
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

        #[test]
        fn no_fishbone_shows_what_its_viewer_may_not_see(
            edits in proptest::collection::vec(any_edit(), 0..80)
        ) {
            let mut board = Board::default();
            for edit in &edits {
                let _ = board.apply(edit, Moment::default());
            }
            for viewer in [Viewer::Wall, Viewer::Export, Viewer::Presenter] {
                let visible = board.visible(viewer);
                for category in board.seen_by(viewer).fishbone(Some("loose")).categories {
                    let votes = shows(&category.causes, &|cause| cause.votes > 0);
                    let named = shows(&category.causes, &|cause| !cause.departments.is_empty());
                    prop_assert!(visible.votes || !votes);
                    prop_assert!(visible.departments || !named);
                }
            }
        }
    }
}
