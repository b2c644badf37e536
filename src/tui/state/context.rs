//! What commands may know of the state: whether each can be invoked, and why not.
//!
//! It must not know any command.

use super::{Prompt, Purpose, State};
use crate::analysis::what_if::WhatIf;
use crate::command::Context;
use crate::model::board::Phase;
use crate::tui::facts::{self, FactsPane};
use crate::tui::problems::Tally;

impl State {
    /// The state as conditions of commands see it.
    pub(crate) fn context(&self) -> Context {
        let board = self.board();
        let node = self.cursor.and_then(|id| board.node(id));
        let table = self.facts_pane().and_then(FactsPane::table);
        let count = |n: usize| u8::try_from(n).unwrap_or(u8::MAX);
        let row = self.fact_row();
        Context {
            on_fact: row.is_some_and(|row| row < self.study().facts.len()),
            has_rows: row.is_some(),
            has_views: self.facts_pane().is_some_and(FactsPane::has_views),
            has_chart: self.facts_pane().is_some_and(|pane| pane.chart.is_offered()),
            chart_leads: self.chart_leads(),
            on_mark: self.on_mark(),
            searching: self.on_mark()
                || table.is_some_and(|table| table.is_narrowed() || table.marks_matches()),
            has_words: table.is_some_and(|table| !table.words().is_empty()),
            has_marks: table.is_some_and(|table| {
                table.is_marked_only() || !table.marked(self.study(), &self.desk.marks).is_empty()
            }),
            any_marks: !self.desk.marks.is_empty(),
            can_go_back: self.desk.places.can_go(-1),
            can_go_forward: self.desk.places.can_go(1),
            is_claimed: row.is_some_and(|row| self.is_claimed(row)),
            columns: table.map_or(0, |table| table.columns().len()),
            has_hidden: table.is_some_and(|table| table.hidden() > 0),
            has_side: table.is_some() && facts::has_side(self),
            has_links: self.link_count() > 0,
            on_cause: node.is_some_and(|node| !node.is_group()),
            on_node: node.is_some(),
            has_cut: self.cut.is_some_and(|id| board.node(id).is_some()),
            typing_node: matches!(
                self.prompt,
                Some(Prompt { purpose: Purpose::NewNode(..) | Purpose::Rename(_), .. })
            ),
            line_is_empty: self.board_pane.line.is_empty(),
            groups: count(board.groups().len()),
            departments: count(board.departments().len()),
            can_undo: self.session.can_undo().is_some(),
            can_redo: self.session.can_redo().is_some(),
            can_edit: !self.session.is_read_only(),
            can_adopt: self.can_adopt(),
            has_problems: self.tally() != Tally::default() || self.loaded.former_problems != (0, 0),
            twins: count(self.board_pane.alike.found().len()),
            picks_template: board.groups().is_empty() && board.phase() >= Phase::Group,
            has_pair: !self.board_pane.pairs.is_empty(),
            ideas: board.len(),
            has_next_phase: board.phase().next().is_some(),
            has_previous_phase: board.phase().previous().is_some(),
            on_wall: self.board_pane.wall,
            can_ask: row.and_then(|row| self.study().facts.get(row)).is_some_and(WhatIf::applies),
            has_asked: !self.what_if.is_empty(),
            has_markets: self.study().markets.len() > 1,
            has_bones: !board.groups().is_empty() || self.can_adopt(),
        }
    }
}
