//! The written form of a board: a flat list of nodes, every parent before its children.
//!
//! Must not trust what it reads: a board comes out only where the tree hangs together.

use serde::{Deserialize, Serialize};

use super::department::Department;
use super::node::Node;
use super::phase::{PhaseStart, PlannedTime};
use super::view::Attribution;
use super::{Board, EditError};
use crate::model::NodeId;

/// A board as written. Flat, so that no depth of the tree can exhaust a parser, and in outline
/// order, so that one more idea is one more block. A field added later is not written where it has
/// its default: journals hold digests of this form.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct BoardFile {
    topic: String,
    rules: Vec<String>,
    departments: Vec<Department>,
    phases: Vec<PhaseStart>,
    planned: Vec<PlannedTime>,
    revealed: bool,
    budget: Option<u32>,
    attribution: Attribution,
    nodes: Vec<Node>,
}

impl Default for BoardFile {
    fn default() -> Self {
        Board::default().into()
    }
}

impl From<Board> for BoardFile {
    fn from(board: Board) -> Self {
        let nodes = board.nodes_in_order().cloned().collect();
        Self {
            topic: board.topic,
            rules: board.rules,
            departments: board.departments,
            phases: board.phases,
            planned: board.planned,
            revealed: board.revealed,
            budget: board.budget,
            attribution: board.attribution,
            nodes,
        }
    }
}

impl TryFrom<BoardFile> for Board {
    type Error = EditError;

    fn try_from(file: BoardFile) -> Result<Self, EditError> {
        let mut board = Self {
            topic: file.topic,
            rules: file.rules,
            phases: file.phases,
            revealed: file.revealed,
            budget: file.budget,
            attribution: file.attribution,
            ..Self::default()
        };
        for planned in file.planned {
            board.set_minutes(planned.phase, Some(planned.minutes));
        }
        for department in &file.departments {
            board.add_department(department.id, &department.name, None)?;
        }
        for node in &file.nodes {
            board.put_node(node, None)?;
        }
        Ok(board)
    }
}

impl Board {
    /// All nodes, every parent before its children and its merged wordings, in reading order.
    pub fn nodes_in_order(&self) -> impl Iterator<Item = &Node> + '_ {
        let mut next: Vec<NodeId> = self.inbox.iter().rev().copied().collect();
        next.extend(self.groups.iter().rev());
        std::iter::from_fn(move || {
            let node = next.pop().and_then(|id| self.nodes.get(&id))?;
            next.extend(node.children.iter().rev());
            next.extend(node.merged.iter().rev());
            Some(node)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::board::{DepartmentId, Edit, Moment, Parent};

    #[test]
    fn a_written_board_comes_back_with_every_merge_and_order() {
        let mut board = Board::default();
        let department = DepartmentId(1);
        let add = |id, parent, text: &str| Edit::Add {
            id: NodeId(id),
            parent,
            index: Some(0),
            text: text.to_owned(),
            department: Some(department),
        };
        for edit in [
            Edit::AddDepartment { id: department, name: "市场".into(), index: None },
            add(1, Parent::Groups, "人"),
            add(2, Parent::Under(NodeId(1)), "后加的在前"),
            add(3, Parent::Under(NodeId(1)), "\u{0}\"\n"),
            add(4, Parent::Inbox, "twin"),
            Edit::Merge { into: NodeId(3), from: NodeId(4) },
        ] {
            board.apply(&edit, Moment::default()).unwrap();
        }
        let json = serde_json::to_string(&board).unwrap();
        assert_eq!(serde_json::from_str::<Board>(&json).unwrap(), board);
    }

    #[test]
    fn a_file_with_a_cause_below_nothing_is_refused() {
        let orphan = r#"{"nodes":[{"id":2,"parent":{"under":1},"text":"x","created_at":"1970-01-01T00:00:00Z"}]}"#;
        let error = serde_json::from_str::<Board>(orphan).unwrap_err();
        assert!(error.to_string().contains("nothing on the board has the number 1"));
    }
}
