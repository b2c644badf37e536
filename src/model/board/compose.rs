//! Edits made ready for the common wishes: a new idea, pasted lines, a template, an import.
//!
//! Must not change the board: each of these is an [`Edit`] to hand to the session. An edit takes
//! the next free number, so it is to be applied before another one is made.

use super::node::{Parent, State};
use super::{Board, DepartmentId, Edit, GroupTemplate};
use crate::model::{Cause, Fishbone, Lang, NodeId};

impl Board {
    /// The number the next node gets. Numbers are never given out twice on a board.
    #[must_use]
    pub fn next_node(&self) -> NodeId {
        NodeId(self.last_node.saturating_add(1))
    }

    /// Keeps the next `count` numbers from being given out: they may belong to nodes of a damaged
    /// file that can still be brought back.
    pub(crate) fn reserve_numbers(&mut self, count: u32) {
        self.last_node = self.last_node.saturating_add(count);
        self.last_department = self.last_department.saturating_add(count);
    }

    /// A new idea at the end of the inbox.
    #[must_use]
    pub fn new_idea(&self, text: &str, department: Option<DepartmentId>) -> Edit {
        self.new_node(Parent::Inbox, text, department)
    }

    /// A new group behind the others.
    #[must_use]
    pub fn new_group(&self, text: &str) -> Edit {
        self.new_node(Parent::Groups, text, None)
    }

    /// A new node at the end of what hangs at `parent`.
    #[must_use]
    pub fn new_node(&self, parent: Parent, text: &str, department: Option<DepartmentId>) -> Edit {
        let text = text.to_owned();
        Edit::Add { id: self.next_node(), parent, index: None, text, department }
    }

    /// One idea per line that holds more than white space, as one change; none without any.
    #[must_use]
    pub fn new_ideas(&self, lines: &str, department: Option<DepartmentId>) -> Option<Edit> {
        let lines = lines.lines().map(str::trim).filter(|line| !line.is_empty());
        let mut fresh = self.fresh_nodes();
        let edits: Vec<Edit> =
            lines.map(|line| fresh.add(Parent::Inbox, line, department).0).collect();
        (!edits.is_empty()).then(|| Edit::batch(edits))
    }

    /// A new department behind the others.
    #[must_use]
    pub fn new_department(&self, name: &str) -> Edit {
        let id = DepartmentId(self.last_department.saturating_add(1));
        Edit::AddDepartment { id, name: name.to_owned(), index: None }
    }

    /// The groups of a template, without those whose name the board has already.
    #[must_use]
    pub fn new_groups(&self, template: &GroupTemplate, lang: Lang) -> Edit {
        let has = |name: &str| {
            let mut groups = self.groups.iter().filter_map(|id| self.node(*id));
            groups.any(|group| group.text == name)
        };
        let mut fresh = self.fresh_nodes();
        let missing = template.groups(lang).filter(|name| !has(name));
        Edit::batch(missing.map(|name| fresh.add(Parent::Groups, name, None).0).collect())
    }

    /// Puts an idea at the end of a group.
    #[must_use]
    pub fn put_into(&self, id: NodeId, group: NodeId) -> Edit {
        Edit::Move { id, parent: Parent::Under(group), index: None }
    }

    /// The next phase, where there is one.
    #[must_use]
    pub fn next_phase(&self) -> Option<Edit> {
        self.phase().next().map(|phase| Edit::SetPhase { phase })
    }

    /// The phase before, where there is one.
    #[must_use]
    pub fn previous_phase(&self) -> Option<Edit> {
        self.phase().previous().map(|phase| Edit::SetPhase { phase })
    }

    /// More (or, below zero, fewer) minutes for the phase the room is in.
    #[must_use]
    pub fn add_minutes(&self, minutes: i32) -> Edit {
        let phase = self.phase();
        let planned = self.minutes(phase).unwrap_or(0).saturating_add_signed(minutes);
        Edit::SetMinutes { phase, minutes: Some(planned) }
    }

    /// Hands up: brings the hands counted for an idea, with those of ideas merged into it, to
    /// `hands`. Ballots of departments stay.
    #[must_use]
    pub fn count_hands(&self, id: NodeId, hands: u32) -> Edit {
        let counted = self.with_merged(id);
        let own = counted.first().map_or(0, |node| node.votes.hands);
        let others: u32 = counted.iter().skip(1).map(|node| node.votes.hands).sum();
        let vote = |id, delta: i64| Edit::Vote {
            id,
            department: None,
            delta: i32::try_from(delta).unwrap_or(i32::MAX),
        };
        if let Some(rest) = hands.checked_sub(others) {
            return vote(id, i64::from(rest) - i64::from(own));
        }
        // Fewer hands than the merged wordings had: this idea now holds the only count.
        let merged = counted.iter().skip(1).filter(|node| node.votes.hands > 0);
        let mut edits: Vec<Edit> =
            merged.map(|node| vote(node.id, -i64::from(node.votes.hands))).collect();
        edits.push(vote(id, i64::from(hands) - i64::from(own)));
        Edit::Batch { edits }
    }

    /// Takes an idea back off another it was merged into; it goes to the end of the inbox.
    #[must_use]
    pub fn unmerge(&self, id: NodeId) -> Edit {
        Edit::Move { id, parent: Parent::Inbox, index: None }
    }

    /// Puts an idea into the parking lot.
    #[must_use]
    pub fn park(&self, id: NodeId) -> Edit {
        Edit::SetState { id, state: State::Parked }
    }

    /// Splits a group: a new group with `name` takes `ids` over.
    #[must_use]
    pub fn split_group(&self, name: &str, ids: &[NodeId]) -> Edit {
        let (add, group) = self.fresh_nodes().add(Parent::Groups, name, None);
        let mut edits = vec![add];
        edits.extend(ids.iter().map(|id| self.put_into(*id, group)));
        Edit::Batch { edits }
    }

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

    fn fresh_nodes(&self) -> FreshNodes {
        FreshNodes { next: self.last_node }
    }
}

/// Hands out the numbers for several nodes of one change.
struct FreshNodes {
    next: u32,
}

impl FreshNodes {
    fn add(
        &mut self,
        parent: Parent,
        text: &str,
        department: Option<DepartmentId>,
    ) -> (Edit, NodeId) {
        self.next = self.next.saturating_add(1);
        let id = NodeId(self.next);
        (Edit::Add { id, parent, index: None, text: text.to_owned(), department }, id)
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
