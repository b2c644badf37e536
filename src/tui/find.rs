//! Finding a fact anywhere, to go to it or to take it as evidence: words, and the facts of all tabs
//! that match them.
//!
//! The search is that of the tables; this lists what it finds with the tab it is found in.

use std::sync::Arc;

use ratatui::layout::Rect;

use super::canvas::Canvas;
use super::facts::highlight;
use super::finder::Asked;
use super::line::Line;
use super::screen::PANELS;
use super::scroll::Scroll;
use super::state::State;
use crate::analysis::search::Query;
use crate::analysis::table::{Field, Row, cell};
use crate::command::Tab;
use crate::model::NodeId;
use crate::model::board::Node;

/// The line and what it finds.
#[derive(Debug, Default)]
pub(crate) struct Find {
    pub(crate) line: Line,
    pub(crate) scroll: Scroll,
    hits: Arc<Vec<Row>>,
    /// Whether what is typed is being found; the former hits stay until then.
    pub(crate) asked: Asked,
    /// Whether the first of what is found is to be taken.
    confirmed: bool,
    /// The cause that evidence is looked for; none where a fact is to be gone to.
    cause: Option<NodeId>,
}

impl Find {
    /// Looks for a fact to go to; or for evidence, if a cause is given.
    pub(crate) fn new(cause: Option<NodeId>) -> Self {
        Self { asked: Asked::Due, cause, ..Self::default() }
    }

    pub(crate) fn cause(&self) -> Option<NodeId> {
        self.cause
    }

    /// What it is for.
    pub(crate) fn title(&self, state: &State) -> String {
        let Some(cause) = self.cause else {
            return state.lang.pick("在所有页签中查找", "Find anywhere").to_owned();
        };
        let cause = state.board().node(cause).map_or("", |node| &node.text);
        format!("{} {cause}", state.lang.pick("证据：", "Evidence for"))
    }

    /// What is typed is to be looked for.
    pub(crate) fn look(&mut self) {
        self.asked = Asked::Due;
    }

    /// Takes over what was found; returns whether the first of it is to be taken.
    pub(crate) fn take(&mut self, hits: Arc<Vec<Row>>) -> bool {
        self.hits = hits;
        self.scroll.set_len(self.hits.len());
        self.confirmed
    }

    /// The fact under the cursor is to be taken; returns whether it is found already.
    pub(crate) fn confirm(&mut self) -> bool {
        self.confirmed = self.asked.is_open();
        !self.confirmed
    }

    pub(crate) fn len(&self) -> usize {
        self.hits.len()
    }

    /// The fact under the cursor.
    pub(crate) fn row(&self) -> Option<usize> {
        self.hits.get(self.scroll.selected()).map(|row| *row as usize)
    }

    /// Draws the fact at a place of the list: its tab, its name, what it says.
    pub(crate) fn draw_row(
        &self,
        (state, at): (&State, usize),
        area: Rect,
        canvas: &mut Canvas<'_>,
    ) {
        let study = state.study();
        let Some(fact) = self.hits.get(at).and_then(|row| study.facts.get(*row as usize)) else {
            return;
        };
        let tab = PANELS.iter().find(|panel| panel.tab == Tab::Facts(fact.dimension));
        let tab = tab.map_or("", |panel| panel.short_label(state.lang));
        let cause = self.cause.and_then(|id| state.board().node(id));
        let supports = |cause: &Node| cause.evidence.iter().any(|id| id == fact.id.as_str());
        let mark = if cause.is_some_and(supports) { canvas.glyphs.evidence() } else { ' ' };
        let marks = if cause.is_some() { format!("{mark} {tab}") } else { tab.to_owned() };
        let used = if cause.is_some() { 9 } else { 7 };
        canvas.text((area.x, area.y), used, &marks, canvas.theme.key);
        let name = fact.name.get(state.lang);
        let cols = (area.width / 2).saturating_sub(4);
        let x = area.x + used;
        canvas.text((x, area.y), cols, name, canvas.theme.plain);
        let query = Query::new(self.line.text());
        if !query.is_empty() {
            let matched = query.matched_chars(name);
            highlight(name, &matched, ((x, area.y), cols, canvas.theme.matched), canvas);
        }
        let values = cell(Field::Values, study, fact, state.lang).text;
        let x = x + cols + 2;
        canvas.text((x, area.y), area.right().saturating_sub(x), &values, canvas.theme.faint);
    }
}
