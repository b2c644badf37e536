//! Votes: how many each department has, and which ideas they keep.
//!
//! Must not drop anything by itself: a cut is an [`Edit`] the facilitator asks for.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::node::State;
use super::{Board, Edit};
use crate::model::NodeId;

/// Where an idea stands when the top n are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    /// Above the cut line.
    Kept,
    /// On the cut line with more ideas than places; the room decides.
    Tied,
    /// Below the cut line.
    Out,
}

/// An idea with its place in the vote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rank {
    /// The idea.
    pub id: NodeId,
    /// Its votes.
    pub votes: u32,
    /// Its place from 1; equal votes share a place.
    pub place: usize,
    /// Where the cut line leaves it.
    pub standing: Standing,
}

/// Votes to give each department for `ideas` ideas: the square root, rounded, at least one where
/// there is anything to vote on.
#[must_use]
pub fn suggested_budget(ideas: usize) -> u32 {
    let root = ideas.isqrt();
    // (root + 1/2)² = root² + root + 1/4 is where rounding goes up.
    let rounded = if ideas > root * root + root { root + 1 } else { root };
    u32::try_from(rounded).unwrap_or(u32::MAX)
}

impl Board {
    /// All ideas that are not parked, most votes first and otherwise in board order, with where
    /// they stand when the top `keep` are kept. Where nobody has voted, everything is tied.
    #[must_use]
    pub fn ranking(&self, keep: usize) -> Vec<Rank> {
        let voted_on = self.ideas().filter(|idea| idea.state != State::Parked);
        let mut ranks: Vec<Rank> = voted_on
            .map(|idea| (idea.id, self.votes(idea.id)))
            .map(|(id, votes)| Rank { id, votes, place: 1, standing: Standing::Out })
            .collect();
        ranks.sort_by_key(|rank| Reverse(rank.votes));
        let votes: Vec<u32> = ranks.iter().map(|rank| rank.votes).collect();
        let above = |votes_of: u32| votes.partition_point(|other| *other > votes_of);
        let no_votes = votes.first().is_none_or(|most| *most == 0);
        for rank in &mut ranks {
            let better = above(rank.votes);
            let as_good = votes.partition_point(|other| *other >= rank.votes);
            rank.place = better + 1;
            rank.standing = match rank.votes {
                0 if no_votes => Standing::Tied,
                0 => Standing::Out,
                _ if as_good <= keep => Standing::Kept,
                _ if better < keep => Standing::Tied,
                _ => Standing::Out,
            };
        }
        ranks
    }

    /// The change that keeps the top `keep` and drops the rest; ideas tied at the line stay where
    /// `with_ties` says so. A cause above a kept one stays too. Another cut later reopens what it
    /// keeps.
    #[must_use]
    pub fn keep_top(&self, keep: usize, with_ties: bool) -> Edit {
        let stays = |rank: &&Rank| match rank.standing {
            Standing::Kept => true,
            Standing::Tied => with_ties,
            Standing::Out => false,
        };
        let ranks = self.ranking(keep);
        let kept: BTreeSet<NodeId> = ranks
            .iter()
            .filter(stays)
            .flat_map(|rank| self.path_up(rank.id).map(|node| node.id))
            .collect();
        let wanted = ranks.iter().filter_map(|rank| {
            let state = if kept.contains(&rank.id) { State::Open } else { State::Dropped };
            let is_new = self.node(rank.id).is_some_and(|node| node.state != state);
            is_new.then_some(Edit::SetState { id: rank.id, state })
        });
        Edit::Batch { edits: wanted.collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::board::{Moment, Parent, Viewer};

    fn board_with_votes(votes: &[u32]) -> Board {
        let mut board = Board::default();
        for count in votes {
            let add = board.new_idea("idea", None);
            board.apply(&add, Moment::default()).unwrap();
            let id = *board.inbox().last().unwrap();
            board.apply(&board.count_hands(id, *count), Moment::default()).unwrap();
        }
        board
    }

    fn standings(board: &Board, keep: usize) -> Vec<Standing> {
        board.ranking(keep).iter().map(|rank| rank.standing).collect()
    }

    #[test]
    fn ideas_tied_at_the_cut_line_are_shown_as_tied() {
        use Standing::{Kept, Out, Tied};
        let board = board_with_votes(&[3, 5, 3, 1, 0]);
        assert_eq!(standings(&board, 2), [Kept, Tied, Tied, Out, Out]);
        assert_eq!(standings(&board, 3), [Kept, Kept, Kept, Out, Out]);
        assert_eq!(standings(&board, 9), [Kept, Kept, Kept, Kept, Out]);
        let places: Vec<usize> = board.ranking(2).iter().map(|rank| rank.place).collect();
        assert_eq!(places, [1, 2, 2, 4, 5]);
    }

    #[test]
    fn without_a_single_vote_nothing_is_dropped_unasked() {
        let board = board_with_votes(&[0, 0]);
        assert_eq!(standings(&board, 1), [Standing::Tied; 2]);
        assert_eq!(board.keep_top(1, true), Edit::Batch { edits: vec![] });
    }

    #[test]
    fn a_second_cut_brings_back_what_it_keeps() {
        let mut board = board_with_votes(&[3, 2, 1]);
        board.apply(&board.keep_top(1, true), Moment::default()).unwrap();
        assert_eq!(board.open_ideas().count(), 1);
        board.apply(&board.keep_top(2, true), Moment::default()).unwrap();
        assert_eq!(board.open_ideas().count(), 2);
    }

    #[test]
    fn a_kept_deeper_cause_keeps_the_causes_above_it() {
        let mut board = board_with_votes(&[0, 4]);
        let [upper, lower] = *board.inbox() else { panic!() };
        let under = Edit::Move { id: lower, parent: Parent::Under(upper), index: None };
        let group = board.new_group("bone");
        board.apply(&group, Moment::default()).unwrap();
        let grouped =
            Edit::Move { id: upper, parent: Parent::Under(board.groups()[0]), index: None };
        board.apply(&under, Moment::default()).unwrap();
        board.apply(&grouped, Moment::default()).unwrap();
        board.apply(&board.keep_top(1, true), Moment::default()).unwrap();
        let fishbone = board.fishbone(Viewer::Presenter);
        assert_eq!(fishbone.categories[0].causes[0].causes[0].votes, 4);
    }

    #[test]
    fn the_budget_is_the_rounded_root_of_the_number_of_ideas() {
        let budgets = [0, 1, 2, 3, 6, 7, 12, 13, 30, 1000].map(suggested_budget);
        assert_eq!(budgets, [0, 1, 1, 2, 2, 3, 3, 4, 5, 32]);
    }
}
