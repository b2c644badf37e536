//! A fishbone from elsewhere as an edit that adds it to a board.
//!
//! Must not replace anything: bones and causes come behind those that are there.

use super::compose::FreshNodes;
use super::node::Parent;
use super::{Board, DepartmentId, Edit};
use crate::model::{Cause, Fishbone, NodeId};

impl Board {
    /// Adds the bones and causes of a fishbone behind those of the board; the effect becomes the
    /// topic where there is none yet. Votes come as hands.
    #[must_use]
    pub fn import(&self, fishbone: &Fishbone) -> Edit {
        let mut import = Import::into(self);
        if self.topic.is_empty() {
            import.edits.push(Edit::SetTopic { topic: fishbone.effect.clone() });
        }
        for category in &fishbone.categories {
            let (add, group) = import.fresh.add(Parent::Groups, &category.name, None);
            import.edits.push(add);
            import.causes(&category.causes, group);
        }
        Edit::Batch { edits: import.edits }
    }
}

/// An import under way: the edits so far, and the departments they have named.
struct Import<'a> {
    board: &'a Board,
    fresh: FreshNodes,
    edits: Vec<Edit>,
    departments: Vec<(String, DepartmentId)>,
}

impl<'a> Import<'a> {
    fn into(board: &'a Board) -> Self {
        let known = board.departments.iter();
        Self {
            board,
            fresh: board.fresh_nodes(),
            edits: Vec::new(),
            departments: known.map(|known| (known.name.clone(), known.id)).collect(),
        }
    }

    fn causes(&mut self, causes: &[Cause], above: NodeId) {
        for cause in causes {
            let (add, id) = self.fresh.add(Parent::Under(above), &cause.text, None);
            self.edits.push(add);
            self.details(cause, id);
            self.causes(&cause.causes, id);
        }
    }

    fn details(&mut self, cause: &Cause, id: NodeId) {
        for name in &cause.departments {
            let department = self.department(name);
            self.edits.push(Edit::Raise { id, department, delta: 1 });
        }
        if cause.votes > 0 {
            let delta = i32::try_from(cause.votes).unwrap_or(i32::MAX);
            self.edits.push(Edit::Vote { id, department: None, delta });
        }
        let mut linked: Vec<&String> = Vec::new();
        for fact in &cause.evidence {
            if !linked.contains(&fact) {
                linked.push(fact);
                self.edits.push(Edit::LinkEvidence { id, fact: fact.clone(), index: None });
            }
        }
        if let Some(note) = &cause.note {
            self.edits.push(Edit::SetNote { id, note: Some(note.clone()) });
        }
    }

    fn department(&mut self, name: &str) -> DepartmentId {
        if let Some((_, id)) = self.departments.iter().find(|(known, _)| known == name) {
            return *id;
        }
        let highest = self.departments.iter().map(|(_, id)| id.0).max().unwrap_or(0);
        let id = DepartmentId(highest.max(self.board.last_department).saturating_add(1));
        self.departments.push((name.to_owned(), id));
        self.edits.push(Edit::AddDepartment { id, name: name.to_owned(), index: None });
        id
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Category;
    use crate::model::board::{Moment, Viewer};

    #[test]
    fn an_imported_fishbone_is_the_view_of_its_board() {
        let cause = |number, text: &str, causes| Cause {
            id: NodeId(number),
            text: text.to_owned(),
            votes: number,
            departments: vec!["R&D".to_owned()],
            evidence: vec!["fact".to_owned()],
            note: Some("note".to_owned()),
            causes,
        };
        let deeper = cause(3, "why", Vec::new());
        let causes = vec![cause(2, "few docs", vec![deeper]), cause(4, "few docs", Vec::new())];
        let category = Category { id: NodeId(1), name: "Content".to_owned(), causes };
        let fishbone = Fishbone { effect: "weak".to_owned(), categories: vec![category] };
        let mut board = Board::default();
        let edit = board.import(&fishbone);
        board.apply(&edit, Moment::default()).unwrap();
        assert_eq!(board.fishbone(Viewer::Presenter), fishbone);
    }
}
