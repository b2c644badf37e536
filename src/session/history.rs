//! A board with what was done to it and what can be done again.
//!
//! Must not write anything: the session turns each step into a line of the journal, and replay
//! turns the lines into the same steps.

use super::record::Seq;
use crate::model::board::{Board, Edit, EditError, Moment};

/// A change with the edit that turns it: backwards while it is done, forwards once undone.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Step {
    seq: Seq,
    edit: Edit,
    turn: Edit,
}

/// A board, the changes that led to it, and those undone since the last new one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct History {
    board: Board,
    done: Vec<Step>,
    undone: Vec<Step>,
}

impl History {
    /// The board now.
    #[must_use]
    pub fn board(&self) -> &Board {
        &self.board
    }

    /// Keeps numbers for what may be brought back; see [`Board::reserve_numbers`].
    pub(super) fn reserve_numbers(&mut self, count: u32) {
        self.board.reserve_numbers(count);
    }

    /// Makes a change, which is known by `seq` from now on. What was undone cannot be redone after.
    ///
    /// # Errors
    /// Where the edit does not fit the board; nothing has changed then.
    pub fn edit(&mut self, seq: Seq, edit: Edit, at: Moment) -> Result<(), EditError> {
        let turn = self.board.apply(&edit, at)?;
        self.undone.clear();
        self.done.push(Step { seq, edit, turn });
        Ok(())
    }

    /// The change that an undo would take back.
    #[must_use]
    pub fn undo_next(&self) -> Option<(Seq, &Edit)> {
        self.done.last().map(|step| (step.seq, &step.edit))
    }

    /// The change that a redo would make again.
    #[must_use]
    pub fn redo_next(&self) -> Option<(Seq, &Edit)> {
        self.undone.last().map(|step| (step.seq, &step.edit))
    }

    /// Takes the latest change back and says which it was; none where there is none.
    ///
    /// # Errors
    /// None can come from a change that was applied; a fault is passed on all the same.
    pub fn undo(&mut self, at: Moment) -> Result<Option<(Seq, Edit)>, EditError> {
        turn(&mut self.board, (&mut self.done, &mut self.undone), at)
    }

    /// Makes the change undone last again and says which it was; none where there is none.
    ///
    /// # Errors
    /// As for [`History::undo`].
    pub fn redo(&mut self, at: Moment) -> Result<Option<(Seq, Edit)>, EditError> {
        turn(&mut self.board, (&mut self.undone, &mut self.done), at)
    }
}

/// Turns the last step of one pile and lays it on the other.
fn turn(
    board: &mut Board,
    (from, onto): (&mut Vec<Step>, &mut Vec<Step>),
    at: Moment,
) -> Result<Option<(Seq, Edit)>, EditError> {
    let Some(step) = from.pop() else { return Ok(None) };
    match board.apply(&step.turn, at) {
        Ok(turn) => {
            let told = (step.seq, step.edit.clone());
            onto.push(Step { turn, ..step });
            Ok(Some(told))
        }
        Err(error) => {
            from.push(step);
            Err(error)
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::board::random::any_edit;

    fn now() -> Moment {
        Moment::default()
    }

    #[test]
    fn a_new_change_ends_what_could_be_redone() {
        let mut history = History::default();
        let topic = |topic: &str| Edit::SetTopic { topic: topic.to_owned() };
        history.edit(Seq(1), topic("a"), now()).unwrap();
        assert_eq!(history.undo(now()).unwrap(), Some((Seq(1), topic("a"))));
        history.edit(Seq(3), topic("b"), now()).unwrap();
        assert_eq!(history.redo(now()).unwrap(), None);
        assert_eq!(history.board().topic(), "b");
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

        #[test]
        fn undo_and_redo_at_random_end_where_the_plain_way_ends(
            edits in proptest::collection::vec(any_edit(), 1..80),
            steps in proptest::collection::vec(any::<bool>(), 0..200),
        ) {
            let mut history = History::default();
            for (seq, edit) in edits.into_iter().enumerate() {
                let _ = history.edit(Seq(seq as u64), edit, now());
            }
            let end = history.board().clone();
            for forward in steps {
                if forward { history.redo(now()).unwrap() } else { history.undo(now()).unwrap() };
            }
            while history.redo(now()).unwrap().is_some() {}
            prop_assert_eq!(history.board(), &end);
            while history.undo(now()).unwrap().is_some() {}
            prop_assert_eq!(history.board(), &Board::default());
        }
    }
}
