//! Finding a fact anywhere: words, and the facts of all tabs that match them.
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

/// The line and what it finds.
#[derive(Debug, Default)]
pub(crate) struct Find {
    pub(crate) line: Line,
    pub(crate) scroll: Scroll,
    hits: Arc<Vec<Row>>,
    /// Whether what is typed is being found; the former hits stay until then.
    pub(crate) asked: Asked,
    /// Whether what is found first is to be gone to.
    confirmed: bool,
}

impl Find {
    pub(crate) fn new() -> Self {
        Self { asked: Asked::Due, ..Self::default() }
    }

    /// What is typed is to be looked for.
    pub(crate) fn look(&mut self) {
        self.asked = Asked::Due;
    }

    /// Takes over what was found; returns whether it is to be gone to.
    pub(crate) fn take(&mut self, hits: Arc<Vec<Row>>) -> bool {
        self.hits = hits;
        self.scroll.set_len(self.hits.len());
        self.confirmed
    }

    /// The first hit is to be gone to; returns whether it is found already.
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
        canvas.text((area.x, area.y), 7, tab, canvas.theme.key);
        let name = fact.name.get(state.lang);
        let cols = (area.width / 2).saturating_sub(4);
        let x = area.x + 7;
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
