//! From a wish about the node under the cursor to an edit of the board.
//!
//! Shared by the board and the fishbone, so that a key means the same in both. It must not change
//! the board: it looks and proposes.

use crate::model::NodeId;
use crate::model::board::{Board, Edit, Node, Parent};

/// Where a new node goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Slot {
    /// What it hangs under.
    pub(crate) parent: Parent,
    /// Its place among its siblings; the end if none.
    pub(crate) index: Option<usize>,
}

/// The children of a parent, in order.
pub(crate) fn children(board: &Board, parent: Parent) -> &[NodeId] {
    match parent {
        Parent::Groups => board.groups(),
        Parent::Inbox => board.inbox(),
        Parent::Under(id) => board.children(id),
        Parent::Merged(_) => &[],
    }
}

/// The node's siblings and its own place among them.
fn place<'b>(board: &'b Board, node: &Node) -> Option<(&'b [NodeId], usize)> {
    let siblings = children(board, node.parent);
    Some((siblings, siblings.iter().position(|id| *id == node.id)?))
}

/// Where a cause beside the node goes: after it, or into it if it is a group.
pub(crate) fn beside(board: &Board, id: NodeId) -> Option<Slot> {
    let node = board.node(id)?;
    if node.is_group() {
        return Some(Slot { parent: Parent::Under(id), index: None });
    }
    let (_, at) = place(board, node)?;
    Some(Slot { parent: node.parent, index: Some(at + 1) })
}

/// The edit that adds a node with this text at a slot, and the id it will have.
pub(crate) fn add(board: &Board, slot: Slot, text: &str) -> (Edit, NodeId) {
    let id = board.next_node();
    let (parent, index) = (slot.parent, slot.index);
    (Edit::Add { id, parent, index, text: text.to_owned(), department: None }, id)
}

/// The edit that moves the node among its siblings.
pub(crate) fn shift(board: &Board, id: NodeId, by: i8) -> Option<Edit> {
    let node = board.node(id)?;
    let (siblings, at) = place(board, node)?;
    let to = at.checked_add_signed(by.into()).filter(|to| *to < siblings.len())?;
    Some(Edit::Move { id, parent: node.parent, index: Some(to) })
}

/// The edit that puts the node behind the sibling above it.
pub(crate) fn indent(board: &Board, id: NodeId) -> Option<Edit> {
    let node = board.node(id).filter(|node| !node.is_group())?;
    let (siblings, at) = place(board, node)?;
    let above = siblings.get(at.checked_sub(1)?)?;
    Some(Edit::Move { id, parent: Parent::Under(*above), index: None })
}

/// The edit that puts the node beside its parent, right after it.
pub(crate) fn outdent(board: &Board, id: NodeId) -> Option<Edit> {
    let node = board.node(id)?;
    let Parent::Under(above) = node.parent else { return None };
    let above = board.node(above).filter(|above| !above.is_group())?;
    let (_, at) = place(board, above)?;
    Some(Edit::Move { id, parent: above.parent, index: Some(at + 1) })
}

/// The slot of a node that is being typed, one level deeper: behind what stands before it.
pub(crate) fn indent_slot(board: &Board, slot: Slot) -> Option<Slot> {
    let siblings = children(board, slot.parent);
    let at = slot.index.unwrap_or(siblings.len());
    let above = siblings.get(at.checked_sub(1)?)?;
    (slot.parent != Parent::Groups).then_some(Slot { parent: Parent::Under(*above), index: None })
}

/// The slot of a node that is being typed, one level up: right after its parent.
pub(crate) fn outdent_slot(board: &Board, slot: Slot) -> Option<Slot> {
    let Parent::Under(above) = slot.parent else { return None };
    board.node(above).filter(|above| !above.is_group()).and_then(|_| beside(board, above))
}

/// The edit that moves a node beside another one, or into a group.
pub(crate) fn move_to(board: &Board, id: NodeId, to: NodeId) -> Option<Edit> {
    let node = board.node(id)?;
    let target = board.node(to).filter(|target| target.id != id)?;
    let (parent, index) = if node.is_group() && target.is_group() {
        (Parent::Groups, place(board, target).map(|(_, at)| at + 1))
    } else {
        let slot = beside(board, to)?;
        (slot.parent, slot.index)
    };
    // The node leaves its own place first, which moves later siblings up by one.
    let earlier = parent == node.parent && place(board, node)?.1 < index.unwrap_or(0);
    let index = index.map(|index| index - usize::from(earlier));
    Some(Edit::Move { id, parent, index })
}

/// The edit that sends an idea with everything behind it to a group, counted from 1, or back to the
/// ideas without a group for 0.
pub(crate) fn send_to_group(board: &Board, id: NodeId, group: u8) -> Option<Edit> {
    let node = board.node(id).filter(|node| !node.is_group())?;
    let parent = match group.checked_sub(1) {
        None => Parent::Inbox,
        Some(at) => Parent::Under(*board.groups().get(usize::from(at))?),
    };
    (node.parent != parent).then_some(Edit::Move { id, parent, index: None })
}

/// The node the cursor goes to when this one leaves its place: the next sibling, the one before,
/// or what it hangs under.
pub(crate) fn neighbour(board: &Board, id: NodeId) -> Option<NodeId> {
    let node = board.node(id)?;
    let (siblings, at) = place(board, node)?;
    let next = siblings.get(at + 1).or_else(|| siblings.get(at.checked_sub(1)?)).copied();
    next.or(match node.parent {
        Parent::Under(above) => Some(above),
        _ => None,
    })
}

/// The group with this name, if the board has one.
pub(crate) fn group_named(board: &Board, name: &str) -> Option<NodeId> {
    board.groups().iter().copied().find(|id| board.node(*id).is_some_and(|node| node.text == name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::board::Moment;

    fn board(lines: &[(&str, Option<u32>)]) -> Board {
        let mut board = Board::default();
        for (text, parent) in lines {
            let parent = match parent {
                None => Parent::Groups,
                Some(0) => Parent::Inbox,
                Some(id) => Parent::Under(NodeId(*id)),
            };
            let (edit, _) = add(&board, Slot { parent, index: None }, text);
            board.apply(&edit, Moment::default()).unwrap();
        }
        board
    }

    fn apply(board: &mut Board, edit: Option<Edit>) {
        board.apply(&edit.expect("an edit"), Moment::default()).unwrap();
    }

    #[test]
    fn indent_and_outdent_are_each_others_inverse() {
        let mut board = board(&[("People", None), ("a", Some(1)), ("b", Some(1)), ("c", Some(1))]);
        let edit = indent(&board, NodeId(3));
        apply(&mut board, edit);
        assert_eq!(board.children(NodeId(2)), [NodeId(3)]);
        let edit = outdent(&board, NodeId(3));
        apply(&mut board, edit);
        assert_eq!(board.children(NodeId(1)), [NodeId(2), NodeId(3), NodeId(4)]);
        assert_eq!(indent(&board, NodeId(2)), None, "nothing is above the first cause");
        assert_eq!(outdent(&board, NodeId(2)), None, "a cause on its bone cannot go further out");
    }

    #[test]
    fn a_digit_sends_an_idea_to_that_group_and_the_cursor_to_the_next_idea() {
        let mut board =
            board(&[("People", None), ("Method", None), ("x", Some(0)), ("y", Some(0))]);
        assert_eq!(neighbour(&board, NodeId(3)), Some(NodeId(4)));
        let edit = send_to_group(&board, NodeId(3), 2);
        apply(&mut board, edit);
        assert_eq!(board.children(NodeId(2)), [NodeId(3)]);
        assert_eq!(send_to_group(&board, NodeId(3), 9), None, "there is no ninth group");
        let edit = send_to_group(&board, NodeId(3), 0);
        apply(&mut board, edit);
        assert_eq!(board.inbox(), [NodeId(4), NodeId(3)]);
    }

    #[test]
    fn a_node_that_was_cut_lands_right_behind_the_one_under_the_cursor() {
        let mut board =
            board(&[("A", None), ("a", Some(1)), ("b", Some(1)), ("c", Some(1)), ("B", None)]);
        let edit = move_to(&board, NodeId(2), NodeId(3));
        apply(&mut board, edit);
        assert_eq!(board.children(NodeId(1)), [NodeId(3), NodeId(2), NodeId(4)]);
        let edit = move_to(&board, NodeId(4), NodeId(3));
        apply(&mut board, edit);
        assert_eq!(board.children(NodeId(1)), [NodeId(3), NodeId(4), NodeId(2)]);
        let edit = move_to(&board, NodeId(4), NodeId(5));
        apply(&mut board, edit);
        assert_eq!(board.children(NodeId(5)), [NodeId(4)]);
        let edit = move_to(&board, NodeId(1), NodeId(5));
        apply(&mut board, edit);
        assert_eq!(board.groups(), [NodeId(5), NodeId(1)]);
        assert_eq!(move_to(&board, NodeId(1), NodeId(1)), None);
    }

    #[test]
    fn shifting_stops_at_either_end() {
        let mut board = board(&[("A", None), ("B", None), ("C", None)]);
        let edit = shift(&board, NodeId(1), 1);
        apply(&mut board, edit);
        assert_eq!(board.groups(), [NodeId(2), NodeId(1), NodeId(3)]);
        assert_eq!(shift(&board, NodeId(2), -1), None);
        assert_eq!(shift(&board, NodeId(3), 1), None);
    }
}
