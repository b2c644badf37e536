//! Applying an edit to a board, and the exact inverse of it.
//!
//! Must not leave a board half changed: every check comes before the first change, and a batch
//! that fails is taken back.

use std::mem;

use super::node::{Moment, Node, Parent};
use super::phase::{Phase, PhaseStart, PlannedTime};
use super::tree::check_text;
use super::{Board, Edit, EditError};
use crate::model::NodeId;

/// The result of a change: the edit that takes it back.
pub(super) type Inverse = Result<Edit, EditError>;

/// How far batches may be nested; a merge inside a batch needs two levels.
const MAX_NESTING: usize = 8;

impl Board {
    /// Applies `edit` as made at `at` and returns the edit that takes it back exactly.
    ///
    /// # Errors
    /// Where the edit does not fit the board; the board is then as it was before.
    pub fn apply(&mut self, edit: &Edit, at: Moment) -> Inverse {
        self.apply_nested(edit, at, 0)
    }

    fn apply_nested(&mut self, edit: &Edit, at: Moment, nesting: usize) -> Inverse {
        match edit {
            Edit::Merge { into, from } => self.merge(*into, *from, at),
            Edit::Batch { edits } if nesting < MAX_NESTING => self.batch(edits, at, nesting),
            Edit::Batch { .. } => Err(EditError::TooDeep),
            Edit::Replace { board } => Ok(self.replace(board)),
            Edit::AddDepartment { .. }
            | Edit::RenameDepartment { .. }
            | Edit::RemoveDepartment { .. } => self.apply_to_departments(edit),
            Edit::Add { .. } | Edit::Move { .. } | Edit::Remove { .. } | Edit::Restore { .. } => {
                self.apply_to_tree(edit, at)
            }
            Edit::SetText { .. }
            | Edit::Raise { .. }
            | Edit::Vote { .. }
            | Edit::LinkEvidence { .. }
            | Edit::UnlinkEvidence { .. }
            | Edit::SetNote { .. }
            | Edit::SetState { .. } => self.apply_to_node(edit),
            _ => Ok(self.apply_to_settings(edit, at)),
        }
    }

    /// Topic, rules, phases and other settings, whose changes cannot fail.
    fn apply_to_settings(&mut self, edit: &Edit, at: Moment) -> Edit {
        match edit.clone() {
            Edit::SetTopic { topic } => {
                Edit::SetTopic { topic: mem::replace(&mut self.topic, topic) }
            }
            Edit::SetRules { rules } => {
                Edit::SetRules { rules: mem::replace(&mut self.rules, rules) }
            }
            Edit::SetPhase { phase } => {
                let before = self.phases.clone();
                self.phases.push(PhaseStart { phase, at });
                Edit::SetPhases { phases: before }
            }
            Edit::SetPhases { phases } => {
                Edit::SetPhases { phases: mem::replace(&mut self.phases, phases) }
            }
            Edit::SetMinutes { phase, minutes } => self.set_minutes(phase, minutes),
            Edit::RevealVotes { revealed } => {
                Edit::RevealVotes { revealed: mem::replace(&mut self.revealed, revealed) }
            }
            Edit::SetBudget { votes } => {
                Edit::SetBudget { votes: mem::replace(&mut self.budget, votes) }
            }
            Edit::SetAttribution { attribution } => Edit::SetAttribution {
                attribution: mem::replace(&mut self.attribution, attribution),
            },
            // Every other edit is applied elsewhere; doing nothing is its own inverse.
            _ => Edit::Batch { edits: Vec::new() },
        }
    }

    pub(super) fn set_minutes(&mut self, phase: Phase, minutes: Option<u32>) -> Edit {
        let before = self.minutes(phase);
        self.planned.retain(|planned| planned.phase != phase);
        if let Some(minutes) = minutes {
            self.planned.push(PlannedTime { phase, minutes });
            // In the order of phases, so that the way there does not show.
            self.planned.sort_by_key(|planned| planned.phase);
        }
        Edit::SetMinutes { phase, minutes: before }
    }

    fn replace(&mut self, board: &Board) -> Edit {
        let last_node = self.last_node.max(board.last_node);
        let last_department = self.last_department.max(board.last_department);
        let before = mem::replace(self, Board { last_node, last_department, ..board.clone() });
        Edit::Replace { board: Box::new(before) }
    }

    fn batch(&mut self, edits: &[Edit], at: Moment, nesting: usize) -> Inverse {
        let mut inverses = Vec::with_capacity(edits.len());
        for edit in edits {
            match self.apply_nested(edit, at, nesting + 1) {
                Ok(inverse) => inverses.push(inverse),
                Err(error) => {
                    for inverse in inverses.iter().rev() {
                        // An inverse of what was just done applies by construction.
                        let _ = self.apply_nested(inverse, at, 0);
                    }
                    return Err(error);
                }
            }
        }
        inverses.reverse();
        Ok(Edit::Batch { edits: inverses })
    }

    fn merge(&mut self, into: NodeId, from: NodeId, at: Moment) -> Inverse {
        if self.known(into)?.is_merged() {
            return Err(EditError::Merged(into));
        }
        let causes = self.known(from)?.children.iter();
        let to = |id: &NodeId, parent| Edit::Move { id: *id, parent, index: None };
        let mut edits: Vec<Edit> = causes.map(|id| to(id, Parent::Under(into))).collect();
        edits.push(to(&from, Parent::Merged(into)));
        self.batch(&edits, at, 0)
    }

    fn apply_to_tree(&mut self, edit: &Edit, at: Moment) -> Inverse {
        match edit {
            Edit::Add { id, parent, index, text, department } => {
                check_text(text)?;
                let mut node = Node::new(*id, *parent, text.as_str(), at);
                if let Some(department) = department {
                    node.raised.add(*department, 1);
                }
                self.put_node(&node, *index)?;
                Ok(Edit::Remove { id: *id })
            }
            Edit::Move { id, parent, index } => self.move_node(*id, *parent, *index),
            Edit::Remove { id } => {
                let (_, index) = self.detach(*id)?;
                Ok(Edit::Restore { nodes: self.take_subtree(*id), index: Some(index) })
            }
            Edit::Restore { nodes, index } => self.restore(nodes, *index),
            _ => Ok(Edit::Batch { edits: Vec::new() }),
        }
    }

    fn move_node(&mut self, id: NodeId, parent: Parent, index: Option<usize>) -> Inverse {
        let has_causes = !self.known(id)?.children.is_empty();
        if let Parent::Under(target) | Parent::Merged(target) = parent {
            self.known(target)?;
            if self.path_up(target).any(|above| above.id == id) {
                return Err(EditError::InsideItself(id));
            }
        }
        self.check_parent(parent, self.height(id))?;
        if matches!(parent, Parent::Merged(_)) && has_causes {
            return Err(EditError::HasCauses(id));
        }
        let (before, at) = self.detach(id)?;
        self.attach(id, parent, index);
        Ok(Edit::Move { id, parent: before, index: Some(at) })
    }

    fn restore(&mut self, nodes: &[Node], index: Option<usize>) -> Inverse {
        let root = nodes.first().ok_or(EditError::BrokenSubtree(NodeId(0)))?;
        let mut index = index;
        for (place, node) in nodes.iter().enumerate() {
            let hangs_together = match node.parent {
                _ if place == 0 => true,
                Parent::Under(above) | Parent::Merged(above) => {
                    self.path_up(above).any(|above| above.id == root.id)
                }
                Parent::Groups | Parent::Inbox => false,
            };
            let put = if hangs_together {
                self.put_node(node, index.take())
            } else {
                Err(EditError::BrokenSubtree(node.id))
            };
            if let Err(error) = put {
                if place > 0 && self.detach(root.id).is_ok() {
                    self.take_subtree(root.id);
                }
                return Err(error);
            }
        }
        Ok(Edit::Remove { id: root.id })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::random::any_edit;
    use super::*;

    /// What must hold on every board, however it came about.
    fn assert_sound(board: &Board) {
        let mut seen = 0;
        for node in board.nodes_in_order() {
            seen += 1;
            for (list, parent) in
                [(&node.children, Parent::Under(node.id)), (&node.merged, Parent::Merged(node.id))]
            {
                assert!(list.iter().all(|id| board.node(*id).unwrap().parent == parent));
            }
            assert!(!node.is_merged() || node.children.is_empty());
            let counted = node.raised.iter().chain(node.votes.ballots.iter());
            for (department, _) in counted {
                assert!(board.department(department).is_some());
            }
        }
        assert_eq!(seen, board.len(), "every node hangs in the tree exactly once");
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

        #[test]
        fn a_thousand_random_edits_taken_back_give_the_empty_board(
            edits in proptest::collection::vec(any_edit(), 1000)
        ) {
            let mut board = Board::default();
            let mut done = Vec::new();
            for edit in &edits {
                let before = board.clone();
                match board.apply(edit, Moment::default()) {
                    Ok(inverse) => done.push((before, inverse)),
                    Err(_) => prop_assert_eq!(&board, &before, "a refused edit changes nothing"),
                }
            }
            assert_sound(&board);
            while let Some((before, inverse)) = done.pop() {
                board.apply(&inverse, Moment::default()).unwrap();
                prop_assert_eq!(&board, &before);
            }
            prop_assert_eq!(board, Board::default());
        }

        #[test]
        fn an_undone_edit_can_be_done_again(
            edits in proptest::collection::vec(any_edit(), 100)
        ) {
            let mut board = Board::default();
            for edit in &edits {
                let Ok(undo) = board.apply(edit, Moment::default()) else { continue };
                let after = board.clone();
                let redo = board.apply(&undo, Moment::default()).unwrap();
                board.apply(&redo, Moment::default()).unwrap();
                prop_assert_eq!(&board, &after);
            }
        }

        #[test]
        fn an_edit_and_a_board_read_back_as_written(
            edits in proptest::collection::vec(any_edit(), 60)
        ) {
            let mut board = Board::default();
            for edit in &edits {
                let json = serde_json::to_string(edit).unwrap();
                prop_assert_eq!(&serde_json::from_str::<Edit>(&json).unwrap(), edit);
                prop_assert!(!json.contains('\n'));
                let _ = board.apply(edit, Moment::default());
            }
            let json = serde_json::to_string(&board).unwrap();
            prop_assert_eq!(serde_json::from_str::<Board>(&json).unwrap(), board);
        }
    }

    fn board_of(texts: &[&str]) -> Board {
        let mut board = Board::default();
        for text in texts {
            board.apply(&board.new_idea(text, None), Moment::default()).unwrap();
        }
        board
    }

    #[test]
    fn a_merge_keeps_wordings_causes_departments_and_votes_of_both() {
        let mut board = board_of(&["docs are few", "few documents", "no budget"]);
        let [into, from, cause] = *board.inbox() else { panic!() };
        let department = board.new_department("R&D");
        board.apply(&department, Moment::default()).unwrap();
        let id = board.departments()[0].id;
        for edit in [
            Edit::Move { id: cause, parent: Parent::Under(from), index: None },
            Edit::Raise { id: from, department: id, delta: 1 },
            Edit::Vote { id: into, department: None, delta: 2 },
            Edit::Vote { id: from, department: Some(id), delta: 3 },
        ] {
            board.apply(&edit, Moment::default()).unwrap();
        }
        let apart = board.clone();
        let undo = board.apply(&Edit::Merge { into, from }, Moment::default()).unwrap();
        let seen = board.seen_by(crate::model::board::Viewer::Presenter);
        let merged = seen.node(into).unwrap();
        assert_eq!(merged.wordings, ["few documents"]);
        assert_eq!((merged.votes, merged.departments), (Some(5), Some(vec!["R&D"])));
        assert_eq!(board.children(into), [cause]);
        board.apply(&undo, Moment::default()).unwrap();
        assert_eq!(board, apart);
    }

    #[test]
    fn a_node_cannot_be_hung_below_or_merged_into_itself() {
        let mut board = board_of(&["a", "b"]);
        let [a, b] = *board.inbox() else { panic!() };
        board.apply(&board.put_into(b, a), Moment::default()).unwrap();
        for edit in [board.put_into(a, b), board.put_into(a, a), Edit::Merge { into: b, from: a }] {
            let before = board.clone();
            assert!(matches!(
                board.apply(&edit, Moment::default()),
                Err(EditError::InsideItself(_))
            ));
            assert_eq!(board, before);
        }
    }

    #[test]
    fn a_number_is_not_given_out_again_after_an_undo() {
        let mut board = board_of(&["a"]);
        let idea = board.new_idea("b", None);
        let undo = board.apply(&idea, Moment::default()).unwrap();
        board.apply(&undo, Moment::default()).unwrap();
        assert_eq!(board.next_node(), NodeId(3));
    }

    #[test]
    fn a_tree_deeper_than_the_limit_is_refused() {
        let mut board = board_of(&["top"]);
        for _ in 1..super::super::MAX_DEPTH {
            let above = Parent::Under(NodeId(board.next_node().0 - 1));
            board.apply(&board.new_node(above, "why?", None), Moment::default()).unwrap();
        }
        let above = Parent::Under(NodeId(board.next_node().0 - 1));
        let deeper = board.new_node(above, "why?", None);
        assert_eq!(board.apply(&deeper, Moment::default()), Err(EditError::TooDeep));
    }
}
