//! Edits made ready for the common wishes: a new idea, pasted lines, a template, an import.
//!
//! Must not change the board: each of these is an [`Edit`] to hand to the session. An edit takes
//! the next free number, so it is to be applied before another one is made.

use std::collections::BTreeSet;

use super::node::{Parent, State};
use super::{Board, DepartmentId, Edit, GroupTemplate};
use crate::model::{Brainstorm, Lang, NodeId};

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

    /// The same idea in other words, raised by a department: what is typed while its twin is shown.
    #[must_use]
    pub fn new_wording(&self, of: NodeId, text: &str, department: Option<DepartmentId>) -> Edit {
        self.new_node(Parent::Merged(of), text, department)
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

    /// What a study says about its brainstorm, as a start: topic, rules and departments, each where
    /// the board has none yet.
    #[must_use]
    pub fn set_up(&self, brainstorm: &Brainstorm, lang: Lang) -> Edit {
        let mut edits = Vec::new();
        if self.topic.is_empty() {
            edits.push(Edit::SetTopic { topic: brainstorm.topic.get(lang).to_owned() });
        }
        if self.rules.is_empty() && !brainstorm.rules.is_empty() {
            let colon = lang.pick("：", ": ");
            let rules = brainstorm.rules.iter();
            let rules = rules.map(|(name, text)| (name.get(lang), text.get(lang)));
            let rules = rules.map(|(name, text)| format!("{name}{colon}{text}")).collect();
            edits.push(Edit::SetRules { rules });
        }
        if self.departments.is_empty() {
            let numbers = (self.last_department.saturating_add(1)..).map(DepartmentId);
            let mut known = BTreeSet::new();
            let names = brainstorm.departments.iter().map(|department| department.name.get(lang));
            let names = names.filter(|name| !name.trim().is_empty() && known.insert(*name));
            edits.extend(numbers.zip(names).map(|(id, name)| Edit::AddDepartment {
                id,
                name: name.to_owned(),
                index: None,
            }));
        }
        Edit::Batch { edits }
    }

    /// The ideas a study reports from its brainstorm, without departments, which it does not report.
    #[must_use]
    pub fn reported_ideas(&self, brainstorm: &Brainstorm, lang: Lang) -> Edit {
        let mut fresh = self.fresh_nodes();
        let texts = brainstorm.ideas.iter().map(|idea| idea.text.get(lang));
        let texts = texts.filter(|text| !text.trim().is_empty());
        Edit::batch(texts.map(|text| fresh.add(Parent::Inbox, text, None).0).collect())
    }

    pub(super) fn fresh_nodes(&self) -> FreshNodes {
        FreshNodes { next: self.last_node }
    }
}

/// Hands out the numbers for several nodes of one change.
pub(super) struct FreshNodes {
    next: u32,
}

impl FreshNodes {
    pub(super) fn add(
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::board::{Moment, TEMPLATES};
    use crate::model::{self, Localized};

    fn apply(board: &mut Board, make: impl Fn(&Board) -> Edit) {
        let edit = make(board);
        board.apply(&edit, Moment::default()).unwrap();
    }

    #[test]
    fn pasted_lines_are_ideas_of_one_change() {
        let mut board = Board::default();
        let edit = board.new_ideas(" one \r\n\n\u{3000}\ntwo", None).unwrap();
        let undo = board.apply(&edit, Moment::default()).unwrap();
        let texts: Vec<&str> = board.ideas().map(|idea| idea.text.as_str()).collect();
        assert_eq!(texts, ["one", "two"]);
        apply(&mut board, |_| undo.clone());
        assert!(board.is_empty());
        assert_eq!(board.new_ideas(" \n ", None), None);
    }

    #[test]
    fn a_twin_noticed_while_typing_becomes_a_wording_at_once() {
        let mut board = Board::default();
        for name in ["HR", "R&D"] {
            apply(&mut board, |board| board.new_department(name));
        }
        let [hr, rd] = [0, 1].map(|seat| Some(board.departments()[seat].id));
        apply(&mut board, |board| board.new_idea("few docs", hr));
        let idea = board.inbox()[0];
        apply(&mut board, |board| board.new_wording(idea, "docs are few", rd));
        assert_eq!(board.ideas().count(), 1);
        assert_eq!(board.raised(idea).len(), 2);
    }

    #[test]
    fn a_template_adds_the_groups_that_are_missing() {
        let mut board = Board::default();
        apply(&mut board, |board| board.new_group("Price"));
        let template = TEMPLATES.iter().find(|template| template.id == "dimensions").unwrap();
        apply(&mut board, |board| board.new_groups(template, Lang::En));
        let names: Vec<&str> =
            board.groups().iter().map(|id| board.node(*id).unwrap().text.as_str()).collect();
        assert_eq!(names, ["Price", "Technology", "Brand", "Ecosystem"]);
    }

    #[test]
    fn hands_counted_again_replace_those_of_merged_ideas() {
        let mut board = Board::default();
        apply(&mut board, |board| board.new_ideas("a\nb", None).unwrap());
        let [into, from] = *board.inbox() else { panic!() };
        apply(&mut board, |board| board.count_hands(into, 2));
        apply(&mut board, |board| board.count_hands(from, 4));
        apply(&mut board, |_| Edit::Merge { into, from });
        for hands in [6, 7, 3, 0, 5] {
            apply(&mut board, |board| board.count_hands(into, hands));
            assert_eq!(board.votes(into), hands);
        }
    }

    #[test]
    fn a_split_group_gives_ideas_to_a_new_one() {
        let mut board = Board::default();
        apply(&mut board, |board| board.new_group("all"));
        let group = board.groups()[0];
        for text in ["a", "b", "c"] {
            apply(&mut board, |board| board.new_node(Parent::Under(group), text, None));
        }
        let ids = board.children(group).to_vec();
        apply(&mut board, |board| board.split_group("half", &ids[1..]));
        assert_eq!(
            (board.children(group), board.children(board.groups()[1])),
            (&ids[..1], &ids[1..])
        );
    }

    #[test]
    fn a_study_sets_up_what_the_board_lacks() {
        let brainstorm = Brainstorm {
            topic: Localized::each("议题", "Topic"),
            date: None,
            participants: None,
            preparation: Vec::new(),
            rules: vec![(Localized::same("Free"), Localized::same("think freely"))],
            departments: ["HR", "HR", "R&D"]
                .map(|name| model::Label { id: name.into(), name: Localized::same(name) })
                .to_vec(),
            ideas: Vec::new(),
        };
        let mut board = Board::default();
        apply(&mut board, |_| Edit::SetTopic { topic: "own".to_owned() });
        apply(&mut board, |board| board.set_up(&brainstorm, Lang::En));
        assert_eq!((board.topic(), board.rules()), ("own", &["Free: think freely".to_owned()][..]));
        let names: Vec<&str> = board.departments().iter().map(|one| one.name.as_str()).collect();
        assert_eq!(names, ["HR", "R&D"]);
        assert_eq!(board.set_up(&brainstorm, Lang::En), Edit::Batch { edits: Vec::new() });
    }
}
