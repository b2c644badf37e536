//! The tabs of facts: one table at a time, the fact under the cursor beside it.
//!
//! Which tables and columns there are is decided in `analysis::table`. Keeps what each table shows
//! and where its cursor is, and draws the rows in view; must not compute anything about facts.

mod aside;
pub(crate) mod asked;
mod chips;
mod columns;
mod compare;
pub(crate) mod facets;
mod footer;
pub(crate) mod groups;
mod keep;
mod matches;
mod order;
mod rows;
mod sums;
mod table;
mod widths;

use std::collections::BTreeMap;

use ratatui::layout::Rect;

use super::canvas::{Canvas, cells, split_bottom, split_top};
use super::chart::{self, ChartPane};
use super::desk::Marks;
use super::state::State;
use super::views::SavedTable;
use crate::analysis::search::Searchable;
use crate::analysis::table::View;
use crate::model::{Dimension, Lang, Study};
pub(crate) use aside::{Figured, Figuring};
pub(crate) use chips::without_last;
pub(crate) use matches::Leap;
pub(crate) use rows::highlight;
pub(crate) use sums::Sums;
pub(crate) use table::{Jump, Table};

/// The tables of one dimension.
#[derive(Debug)]
pub(crate) struct FactsPane {
    views: Vec<&'static View>,
    tables: Vec<Option<Table>>,
    current: usize,
    /// What is shown beside the table.
    pub(crate) chart: ChartPane,
    /// What is remembered of tables that were not shown yet.
    kept: BTreeMap<String, SavedTable>,
    /// The table that was remembered for the study by itself.
    remembered: Option<String>,
    /// The lines below the table.
    foot: Vec<String>,
}

impl FactsPane {
    /// The tables of a dimension; what changed comes first where there is something to compare with.
    pub(crate) fn new(dimension: Dimension, study: &Study) -> Self {
        let changes = View::of_changes(dimension).filter(|_| study.former.is_some());
        let views: Vec<_> = changes.into_iter().chain(View::of(dimension)).collect();
        let tables = views.iter().map(|_| None).collect();
        let (kept, remembered) = (BTreeMap::new(), None);
        let (chart, foot) = (ChartPane::default(), Vec::new());
        let mut pane = Self { tables, views, current: 0, chart, kept, remembered, foot };
        pane.turn_to(0);
        pane
    }

    /// Builds the current table if it was not shown before.
    pub(crate) fn prepare(&mut self, facts: Searchable<'_>, (marks, lang): (&Marks, Lang)) {
        let Some(view) = self.views.get(self.current) else { return };
        if let Some(table) = self.tables.get_mut(self.current)
            && table.is_none()
        {
            let new = table.insert(Table::new(view, facts.study, lang));
            if let Some(kept) = self.kept.remove(view.id) {
                new.restore(&kept, facts, (marks, lang));
            }
        }
    }

    /// Turns to the table `by` places further.
    pub(crate) fn turn(&mut self, by: i8) {
        let count = self.views.len();
        self.turn_to((self.current + count).saturating_add_signed(by.into()) % count.max(1));
    }

    /// Which table is shown, by its place in the tab.
    pub(crate) fn current(&self) -> usize {
        self.current
    }

    /// Turns to the table at a place in the tab, if there is one; a chart is beside it if it has any.
    pub(crate) fn turn_to(&mut self, view: usize) {
        self.current = view.min(self.views.len().saturating_sub(1));
        self.chart.offer(self.view());
    }

    pub(crate) fn has_views(&self) -> bool {
        self.views.len() > 1
    }

    /// The table that is shown, as it is listed.
    pub(crate) fn view(&self) -> Option<&'static View> {
        self.views.get(self.current).copied()
    }

    pub(crate) fn table(&self) -> Option<&Table> {
        self.tables.get(self.current)?.as_ref()
    }

    pub(crate) fn table_mut(&mut self) -> Option<&mut Table> {
        self.tables.get_mut(self.current)?.as_mut()
    }

    /// The totals of every table are added up anew when they are shown next.
    pub(crate) fn forget_sums(&mut self) {
        self.tables.iter_mut().flatten().for_each(Table::forget_sums);
    }

    /// Every table that was shown.
    pub(crate) fn tables_mut(&mut self) -> impl Iterator<Item = &mut Table> {
        self.tables.iter_mut().flatten()
    }

    /// Measures the columns of every table that was shown: texts change with the language.
    pub(crate) fn measure(&mut self, study: &Study, lang: Lang) {
        self.tables_mut().for_each(|table| table.measure(study, lang));
    }

    /// Rebuilds every table that was shown, keeping search, order and the fact under the cursor.
    pub(crate) fn rebuild(
        &mut self,
        (old, new): (&Study, Searchable<'_>),
        (marks, lang): (&Marks, Lang),
    ) {
        self.chart.forget();
        for table in self.tables.iter_mut().flatten() {
            table.follow_marks(new.study, marks);
            table.rebuild((old, new), lang);
        }
    }

    /// Shows a table that holds a fact, with the cursor on it: the one that is shown already, else
    /// the first that is made for facts of its kind. Returns whether a filter had to go for it.
    pub(crate) fn go_to(
        &mut self,
        facts: Searchable<'_>,
        row: usize,
        looks: (&Marks, Lang),
    ) -> bool {
        let Some(fact) = facts.study.fact_at(row) else { return false };
        let suits = |view: &&'static View| view.shows(fact) && !view.kinds.is_empty();
        if !self.views.get(self.current).is_some_and(suits) {
            // The table of changes says little about a fact.
            let mut views = self.views.iter();
            let first = views.position(|view| !view.is_of_changes() && view.shows(fact));
            self.turn_to(first.unwrap_or(self.current));
        }
        self.prepare(facts, looks);
        let Some(table) = self.table_mut() else { return false };
        if table.select(row) {
            return false;
        }
        table.clear_filter(facts);
        table.select(row)
    }
}

/// Where the parts of the tab lie.
pub(crate) struct Parts {
    views: Rect,
    /// What narrows the table; no row if nothing does.
    chips: Rect,
    titles: Rect,
    rows: Rect,
    /// The totals below the rows; no row if there are none.
    sums: Rect,
    foot: Rect,
    /// What stands beside the list, or in its place; empty on a narrow page without a chart.
    side: Rect,
}

impl Parts {
    /// The parts of the tab as it is shown now.
    pub(crate) fn of(state: &State) -> Self {
        let body = state.areas().body;
        let (views, list, side) = split(state, body);
        let pane = state.facts_pane();
        let table = pane.and_then(FactsPane::table);
        let narrowed = table.is_some_and(Table::is_narrowed);
        if covers((list, side)) {
            return Self::around_chart((views, side), (state, body, narrowed));
        }
        let lines = pane.map_or(1, |pane| pane.foot.len().max(1));
        let (chips, rest) = split_top(list, u16::from(narrowed));
        let (titles, rest) = split_top(rest, 1);
        let (rows, foot) = split_bottom(rest, cells(lines));
        let (rows, sums) = split_bottom(rows, asked::rows(state, body));
        Self { views, chips, titles, rows, sums, foot, side }
    }

    /// A chart in place of the list keeps what says of which rows it is, and their totals.
    fn around_chart(
        (views, area): (Rect, Rect),
        (state, body, narrowed): (&State, Rect, bool),
    ) -> Self {
        let (chips, rest) = split_top(area, u16::from(narrowed));
        let (rest, foot) = split_bottom(rest, 1);
        let (side, sums) = split_bottom(rest, asked::rows(state, body));
        let none = Rect::default();
        Self { views, chips, titles: none, rows: none, sums, foot, side }
    }

    /// How many rows of the table are in view; for paging.
    pub(crate) fn page(&self) -> u16 {
        self.rows.height.max(1)
    }

    /// The position in the table of the row drawn at a cell, if there is one.
    pub(crate) fn row_at(&self, table: &Table, y: u16) -> Option<usize> {
        let row = table.scroll.offset() + usize::from(y.checked_sub(self.rows.y)?);
        (row < table.len() && y < self.rows.bottom()).then_some(row)
    }
}

/// The tables there are, the list, and what stands beside it or in its place.
fn split(state: &State, body: Rect) -> (Rect, Rect, Rect) {
    let (views, rest) = split_top(body, 1);
    let pane = state.facts_pane();
    let shown = pane.map_or(chart::Side::Details, |pane| pane.chart.shown(state.size));
    let (list, side) = chart::split(shown, rest, state.desk.split);
    (views, list, side)
}

fn covers((list, side): (Rect, Rect)) -> bool {
    list.width == 0 && side.width > 0
}

/// Whether something stands beside the list.
pub(crate) fn has_side(state: &State) -> bool {
    let (_, list, side) = split(state, state.areas().body);
    side.width > 0 && list.width > 0
}

/// Before a frame: what stands below the table is put into words, and its cursor is in view.
pub(crate) fn settle(state: &mut State) {
    let (_, list, side) = split(state, state.areas().body);
    let width = if covers((list, side)) { side.width } else { list.width };
    let table = state.facts_pane().and_then(FactsPane::table);
    let lines = table.map(|table| footer::lines(table, state, width.saturating_sub(2)));
    let (Some(lines), Some((pane, ..))) = (lines, state.facts_pane_mut()) else { return };
    pane.foot = lines;
    let page = Parts::of(state).page().into();
    if let Some((table, _, _)) = state.table_mut() {
        table.scroll.keep_in_view(page);
    }
}

/// Draws the tab.
pub(crate) fn draw(state: &State, _body: Rect, canvas: &mut Canvas<'_>) {
    let Some(pane) = state.facts_pane() else { return };
    let Some(table) = pane.table() else { return };
    let parts = Parts::of(state);
    draw_views(pane, state, parts.views, canvas);
    if parts.chips.height > 0 && parts.chips.width > 0 {
        chips::draw(table, state, parts.chips, canvas);
    }
    if parts.rows.width > 0 {
        rows::draw(table, state, &parts, canvas);
    }
    rows::draw_below((table, &pane.foot), state, &parts, canvas);
    chart::draw_side(state, (pane, table), (parts.rows, parts.side), canvas);
}

fn draw_views(pane: &FactsPane, state: &State, area: Rect, canvas: &mut Canvas<'_>) {
    let mut x = area.x + 1;
    for (index, view) in pane.views.iter().enumerate() {
        let label = state.lang.pick(view.label.0, view.label.1);
        let shown = index == pane.current;
        let style = if shown { canvas.theme.title } else { canvas.theme.faint };
        let text = if shown { format!("[{label}]") } else { format!(" {label} ") };
        x += canvas.text((x, area.y), area.right().saturating_sub(x), &text, style) + 1;
    }
}
