//! The tabs of facts: one table at a time, the fact under the cursor beside it.
//!
//! Which tables and columns there are is decided in `analysis::table`. Draws the visible rows and
//! nothing else; must not compute anything about facts.

mod table;

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::canvas::{Canvas, cells, split_top};
use super::chart::{self, ChartPane};
use super::state::State;
use crate::analysis::search::{Query, Searchable};
use crate::analysis::table::{Cell, Field, View, cell};
use crate::model::{Dimension, Fact, Lang, Study};
use crate::text::Align;
pub(crate) use table::Table;

/// The tables of one dimension.
#[derive(Debug)]
pub(crate) struct FactsPane {
    views: Vec<&'static View>,
    tables: Vec<Option<Table>>,
    current: usize,
    /// What is shown beside the table.
    pub(crate) chart: ChartPane,
}

impl FactsPane {
    pub(crate) fn new(dimension: Dimension) -> Self {
        let views: Vec<_> = View::of(dimension).collect();
        let tables = views.iter().map(|_| None).collect();
        Self { tables, views, current: 0, chart: ChartPane::default() }
    }

    /// Builds the current table if it was not shown before.
    pub(crate) fn prepare(&mut self, study: &Study, lang: Lang) {
        let Some(view) = self.views.get(self.current) else { return };
        if let Some(table) = self.tables.get_mut(self.current)
            && table.is_none()
        {
            *table = Some(Table::new(view, study, lang));
        }
    }

    /// Turns to the table `by` places further.
    pub(crate) fn turn(&mut self, by: i8) {
        let count = self.views.len();
        self.current = (self.current + count).saturating_add_signed(by.into()) % count.max(1);
    }

    pub(crate) fn has_views(&self) -> bool {
        self.views.len() > 1
    }

    /// The table that is shown, as it is listed.
    pub(crate) fn view(&self) -> Option<&'static View> {
        self.views.get(self.current).copied()
    }

    /// Makes the chart anew if the rows are no longer those it was made of.
    pub(crate) fn keep_chart(&mut self, study: &Study, size: (u16, u16), lang: Lang) {
        let table = self.tables.get(self.current).and_then(Option::as_ref);
        if let (Some(view), Some(table)) = (self.views.get(self.current), table) {
            self.chart.keep((study, view, &table.rows), size, lang);
        }
    }

    pub(crate) fn table(&self) -> Option<&Table> {
        self.tables.get(self.current)?.as_ref()
    }

    pub(crate) fn table_mut(&mut self) -> Option<&mut Table> {
        self.tables.get_mut(self.current)?.as_mut()
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
    pub(crate) fn rebuild(&mut self, (old, new): (&Study, Searchable<'_>), lang: Lang) {
        self.chart.forget();
        for table in self.tables.iter_mut().flatten() {
            table.rebuild((old, new), lang);
        }
    }

    /// The list and the pane beside it; either is empty on a narrow page.
    fn halves(&self, screen: (u16, u16), body: Rect) -> (Rect, Rect) {
        chart::split(self.chart.shown(screen), split_top(body, 1).1)
    }

    /// The columns that the cells of the table share on a body of this size.
    pub(crate) fn table_cols(&self, screen: (u16, u16), body: Rect) -> u16 {
        self.halves(screen, body).0.width.saturating_sub(2)
    }

    /// Shows the first table that holds a fact, with the cursor on it.
    pub(crate) fn go_to(&mut self, facts: Searchable<'_>, row: usize, lang: Lang) {
        let Some(fact) = facts.study.facts.get(row) else { return };
        let Some(index) = self.views.iter().position(|view| view.shows(fact)) else { return };
        self.current = index;
        self.prepare(facts.study, lang);
        if let Some(table) = self.table_mut() {
            table.go_to(facts, row);
        }
    }
}

/// The rows of the table that fit a body of this size; for paging.
pub(crate) fn page_rows(body: Rect) -> u16 {
    body.height.saturating_sub(3).max(1)
}

/// The position in the table of the row drawn at a cell, if there is one.
pub(crate) fn row_at(body: Rect, table: &Table, y: u16) -> Option<usize> {
    let first = body.y + 2;
    let row = table.scroll.offset() + usize::from(y.checked_sub(first)?);
    (row < table.len() && y < first + page_rows(body)).then_some(row)
}

/// Draws the tab.
pub(crate) fn draw(state: &State, body: Rect, canvas: &mut Canvas<'_>) {
    let Some(pane) = state.facts_pane() else { return };
    let Some(table) = pane.table() else { return };
    draw_views(pane, state, split_top(body, 1).0, canvas);
    let (list, side) = pane.halves(state.size, body);
    if list.width > 0 {
        draw_table(table, state, list, canvas);
    }
    chart::draw_side(state, (pane, table), (list, side), canvas);
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

fn draw_table(table: &Table, state: &State, area: Rect, canvas: &mut Canvas<'_>) {
    let columns = table.fitted(area.width.saturating_sub(2));
    let (head, rest) = split_top(area, 1);
    draw_titles(table, state, (head, &columns), canvas);
    let (rows, foot) = super::canvas::split_bottom(rest, 1);
    let query = Query::new(&table.filter().words);
    let visible = table.rows.iter().enumerate().skip(table.scroll.offset());
    for ((index, row), y) in visible.zip(rows.top()..rows.bottom()) {
        let row = *row as usize;
        let Some(fact) = state.study().facts.get(row) else { continue };
        let line = Rect { y, height: 1, ..rows };
        draw_row((row, fact, &query), state, (line, &columns), canvas);
        if index == table.scroll.selected() {
            canvas.style(line, canvas.theme.selected);
        }
    }
    if table.len() == 0 && !table.is_finding() {
        let none = state.lang.pick("没有匹配的事实", "no facts match");
        canvas.text((rows.x + 1, rows.y), rows.width, none, canvas.theme.faint);
    }
    let text = footer(table, state);
    canvas.text((foot.x + 1, foot.y), foot.width.saturating_sub(1), &text, canvas.theme.faint);
}

fn draw_titles(
    table: &Table,
    state: &State,
    (area, columns): (Rect, &[(Field, u16)]),
    canvas: &mut Canvas<'_>,
) {
    let mut x = area.x + 1;
    for &(field, width) in columns {
        let mark = match table.order {
            Some((by, downwards)) if by == field && table.filter().words.is_empty() => {
                mark_of_order(downwards, canvas)
            }
            _ => "",
        };
        let title = format!("{}{mark}", field.title(state.study(), state.lang));
        let under_cursor = table.column() == Some(field);
        let style = if under_cursor { canvas.theme.column } else { canvas.theme.heading };
        if under_cursor {
            canvas.text((x - 1, area.y), 1, canvas.glyphs.pointer(), style);
        }
        canvas.field((x, area.y), (width, align(field)), &title, style);
        x += width + 2;
    }
}

fn mark_of_order(downwards: bool, canvas: &Canvas<'_>) -> &'static str {
    use crate::text::Glyphs;
    match (canvas.glyphs, downwards) {
        (Glyphs::Unicode, true) => " ↓",
        (Glyphs::Unicode, false) => " ↑",
        (Glyphs::Ascii, true) => " v",
        (Glyphs::Ascii, false) => " ^",
    }
}

fn align(field: Field) -> Align {
    if field.is_numeric() { Align::Right } else { Align::Left }
}

fn draw_row(
    (row, fact, query): (usize, &Fact, &Query),
    state: &State,
    (line, columns): (Rect, &[(Field, u16)]),
    canvas: &mut Canvas<'_>,
) {
    let mut x = line.x + 1;
    for &(field, width) in columns {
        let Cell { text, tone, .. } = cell(field, state.study(), fact, state.lang);
        let style = canvas.theme.tone(tone);
        canvas.field((x, line.y), (width, align(field)), &text, style);
        if !query.is_empty() && !field.is_numeric() {
            let (at, matched) =
                (((x, line.y), width, canvas.theme.matched), matched(field, query, &text));
            highlight(&text, &matched, at, canvas);
        }
        x += width + 2;
    }
    let mark = match (state.disagrees(row), fact.doubt()) {
        (true, _) => "!",
        (false, Some(_)) => "?",
        (false, None) => "",
    };
    canvas.text((line.x, line.y), 1, mark, canvas.theme.fair);
}

/// The characters of a cell that a search matches, by the rules of the search: names may have gaps.
fn matched(field: Field, query: &Query, text: &str) -> Vec<usize> {
    match field {
        Field::Name | Field::Id => query.matched_chars(text),
        _ => query.matched_pieces(text),
    }
}

/// Marks the matched characters of a text written at a cell.
pub(crate) fn highlight(
    text: &str,
    matched: &[usize],
    ((x, y), cols, style): ((u16, u16), u16, Style),
    canvas: &mut Canvas<'_>,
) {
    let mut col = 0;
    for (index, c) in text.chars().enumerate() {
        let mut utf8 = [0; 4];
        let wide = cells(canvas.measure.cols(c.encode_utf8(&mut utf8)));
        if col + wide >= cols && index + 1 < text.chars().count() {
            break;
        }
        if matched.binary_search(&index).is_ok() {
            canvas.highlight((x + col, y), wide, style);
        }
        col += wide;
    }
}

/// What is shown of what, and the delays of the rows that are shown.
fn footer(table: &Table, state: &State) -> String {
    let (shown, all) = (table.len(), table.total);
    let at = (table.scroll.selected() + 1).min(shown);
    let mut text = state.lang.pick(format!("第 {at} 行，共 {shown}"), format!("{at} of {shown}"));
    if shown < all {
        text.push_str(&state.lang.pick(format!("（全部 {all}）"), format!(" ({all} in all)")));
    }
    let words = &table.filter().words;
    if !words.is_empty() {
        text.push_str(&format!("  /{words}"));
    }
    if table.is_finding() {
        text.push_str(state.lang.pick("  正在查找……", "  searching…"));
    }
    if let Some(s) = table.delays {
        let (n, mean, median, max) = (s.count, s.mean, s.median, s.max);
        text.push_str(&state.lang.pick(
            format!("  延迟（{n} 行）：平均 {mean:.1}，中位 {median:.0}，最长 {max:.0} 天"),
            format!("  delay of {n}: mean {mean:.1}, median {median:.0}, longest {max:.0} days"),
        ));
    }
    text
}
