//! The tree below a board: finding, walking, hanging up and taking down.
//!
//! Must not decide what an edit means; `apply` does, and calls these after its checks.

use super::node::{Node, Parent, State};
use super::{Board, EditError, MAX_DEPTH};
use crate::model::NodeId;

impl Board {
    /// All ideas and causes that count as one: no groups, no merged wordings. Groups come in bone
    /// order, each with its causes from top to bottom, then the ideas without a group.
    pub fn ideas(&self) -> impl Iterator<Item = &Node> + '_ {
        let mut order = Vec::with_capacity(self.nodes.len());
        for group in &self.groups {
            self.walk(*group, &mut order);
        }
        for idea in &self.inbox {
            self.walk(*idea, &mut order);
        }
        order.into_iter().filter(|node| !node.is_group())
    }

    /// The ideas that are neither parked nor dropped, in the order of [`Board::ideas`].
    pub fn open_ideas(&self) -> impl Iterator<Item = &Node> + '_ {
        self.ideas().filter(|node| node.state == State::Open)
    }

    /// The group a node belongs to, at any depth; none for ideas in the inbox. A group is its own.
    #[must_use]
    pub fn group_of(&self, id: NodeId) -> Option<NodeId> {
        self.path_up(id).last().filter(|top| top.is_group()).map(|top| top.id)
    }

    /// The node and every node above it, ending with a group or an idea without a group.
    pub fn path_up(&self, id: NodeId) -> impl Iterator<Item = &Node> + '_ {
        std::iter::successors(self.nodes.get(&id), |node| match node.parent {
            Parent::Under(above) | Parent::Merged(above) => self.nodes.get(&above),
            Parent::Groups | Parent::Inbox => None,
        })
    }

    /// The node and everything below it, parents first, without merged wordings.
    fn walk<'a>(&'a self, id: NodeId, into: &mut Vec<&'a Node>) {
        if let Some(node) = self.nodes.get(&id) {
            into.push(node);
            for child in &node.children {
                self.walk(*child, into);
            }
        }
    }

    /// The node and all that was merged into it, itself first.
    #[must_use]
    pub fn with_merged(&self, id: NodeId) -> Vec<&Node> {
        let mut all = Vec::new();
        let mut next = vec![id];
        while let Some(node) = next.pop().and_then(|id| self.nodes.get(&id)) {
            all.push(node);
            next.extend(node.merged.iter().rev());
        }
        all
    }

    pub(super) fn known(&self, id: NodeId) -> Result<&Node, EditError> {
        self.nodes.get(&id).ok_or(EditError::UnknownNode(id))
    }

    pub(super) fn known_mut(&mut self, id: NodeId) -> Result<&mut Node, EditError> {
        self.nodes.get_mut(&id).ok_or(EditError::UnknownNode(id))
    }

    /// The list of ids a parent keeps, where the parent exists.
    pub(super) fn list_mut(&mut self, parent: Parent) -> Result<&mut Vec<NodeId>, EditError> {
        match parent {
            Parent::Groups => Ok(&mut self.groups),
            Parent::Inbox => Ok(&mut self.inbox),
            Parent::Under(id) => Ok(&mut self.known_mut(id)?.children),
            Parent::Merged(id) => Ok(&mut self.known_mut(id)?.merged),
        }
    }

    /// Whether a node of this height (1 for a leaf) may hang there.
    pub(super) fn check_parent(&self, parent: Parent, height: usize) -> Result<(), EditError> {
        match parent {
            Parent::Under(id) if self.known(id)?.is_merged() => return Err(EditError::Merged(id)),
            // A wording below a wording is what merging twice leaves, so it can be put back.
            Parent::Under(id) | Parent::Merged(id) => self.known(id).map(|_| ())?,
            Parent::Groups | Parent::Inbox => {}
        }
        if self.depth(parent) + height > MAX_DEPTH {
            return Err(EditError::TooDeep);
        }
        Ok(())
    }

    /// How many nodes are above a node that hangs there.
    fn depth(&self, parent: Parent) -> usize {
        match parent {
            Parent::Groups | Parent::Inbox => 0,
            Parent::Under(id) | Parent::Merged(id) => self.path_up(id).count(),
        }
    }

    /// The longest way down from a node, 1 for a leaf; merged wordings count as a level.
    pub(super) fn height(&self, id: NodeId) -> usize {
        self.nodes.get(&id).map_or(0, |node| {
            let below = node.children.iter().chain(&node.merged);
            1 + below.map(|child| self.height(*child)).max().unwrap_or(0)
        })
    }

    /// Puts an id into its parent's list; the node itself must be there already.
    pub(super) fn attach(&mut self, id: NodeId, parent: Parent, index: Option<usize>) {
        if let Ok(list) = self.list_mut(parent) {
            let end = list.len();
            list.insert(index.map_or(end, |index| index.min(end)), id);
        }
        if let Some(node) = self.nodes.get_mut(&id) {
            node.parent = parent;
        }
    }

    /// Takes an id out of its parent's list and says where it was.
    pub(super) fn detach(&mut self, id: NodeId) -> Result<(Parent, usize), EditError> {
        let parent = self.known(id)?.parent;
        let list = self.list_mut(parent)?;
        let at = list.iter().position(|other| *other == id).ok_or(EditError::BrokenSubtree(id))?;
        list.remove(at);
        Ok((parent, at))
    }

    /// Takes a detached node and everything below it off the board, every parent before its
    /// children, which is the order [`Board::put_subtree`] wants.
    pub(super) fn take_subtree(&mut self, id: NodeId) -> Vec<Node> {
        let mut taken = Vec::new();
        let mut next = vec![id];
        while let Some(node) = next.pop().and_then(|id| self.nodes.remove(&id)) {
            next.extend(node.children.iter().rev());
            next.extend(node.merged.iter().rev());
            taken.push(node);
        }
        taken
    }

    /// Adds one node at the end of its parent's list, after all checks a hostile file needs.
    pub(super) fn put_node(&mut self, node: &Node, index: Option<usize>) -> Result<(), EditError> {
        self.check_new(node.id)?;
        check_text(&node.text)?;
        for (place, fact) in node.evidence.iter().enumerate() {
            check_text(fact)?;
            if node.evidence.iter().skip(place + 1).any(|other| other == fact) {
                return Err(EditError::EvidenceLinked(fact.clone()));
            }
        }
        self.check_parent(node.parent, 1)?;
        for (department, _) in node.raised.iter().chain(node.votes.ballots.iter()) {
            self.known_department(department)?;
        }
        let bare = Node { children: Vec::new(), merged: Vec::new(), ..node.clone() };
        self.nodes.insert(node.id, bare);
        self.last_node = self.last_node.max(node.id.0);
        self.attach(node.id, node.parent, index);
        Ok(())
    }

    /// Whether the id may be given to a new node.
    fn check_new(&self, id: NodeId) -> Result<(), EditError> {
        if id.0 == 0 || self.nodes.contains_key(&id) {
            return Err(EditError::TakenNode(id));
        }
        Ok(())
    }
}

/// Refuses texts nobody could see.
pub(super) fn check_text(text: &str) -> Result<(), EditError> {
    if text.chars().all(char::is_whitespace) {
        return Err(EditError::Blank);
    }
    Ok(())
}
