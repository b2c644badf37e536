//! The tabs of facts: one table at a time, the fact under the cursor beside it.
//!
//! Which tables and columns there are is decided in `analysis::table`; this file scrolls, filters,
//! sorts and draws them. Only the visible rows are ever computed.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::canvas::{Canvas, cells, split_left, split_top};
use super::details;
use super::scroll::Scroll;
use super::state::State;
use crate::analysis::gap;
use crate::analysis::search::{Query, Searchable};
use crate::analysis::stats::{Summary, summary};
use crate::analysis::table::{Cell, Field, View, cell, sort};
use crate::model::{Dimension, Fact, Lang, Study};
use crate::text::{Align, Measure};

/// The tables of one dimension.
#[derive(Debug)]
pub(crate) struct FactsPane {
    views: Vec<&'static View>,
    tables: Vec<Option<Table>>,
    current: usize,
}

/// One table as it is shown.
#[derive(Debug)]
pub(crate) struct Table {
    view: &'static View,
    rows: Vec<usize>,
    order: Option<(Field, bool)>,
    query: String,
    pub(crate) scroll: Scroll,
    widths: Vec<(Field, u16)>,
    /// How many rows there are without a search.
    total: usize,
    /// The delays of the rows that are shown.
    delays: Option<Summary>,
}

impl std::fmt::Debug for View {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "View({} {})", self.dimension as u8, self.id)
    }
}

/// How wide a column may get, the name aside, which takes what is left.
const WIDEST: usize = 26;
/// How many rows are measured to find the widths of columns.
const MEASURED: usize = 400;
/// From how many columns on the fact under the cursor is shown beside the table.
const SIDE_BY_SIDE: u16 = 110;

impl FactsPane {
    pub(crate) fn new(dimension: Dimension) -> Self {
        let views: Vec<_> = View::of(dimension).collect();
        Self { tables: views.iter().map(|_| None).collect(), views, current: 0 }
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

    pub(crate) fn table(&self) -> Option<&Table> {
        self.tables.get(self.current)?.as_ref()
    }

    pub(crate) fn table_mut(&mut self) -> Option<&mut Table> {
        self.tables.get_mut(self.current)?.as_mut()
    }

    /// Rebuilds every table that was shown, keeping search, order and the fact under the cursor.
    pub(crate) fn rebuild(&mut self, (old, new): (&Study, Searchable<'_>), lang: Lang) {
        for table in self.tables.iter_mut().flatten() {
            table.rebuild((old, new), lang);
        }
    }

    /// Shows the first table that holds a fact, with the cursor on it.
    pub(crate) fn go_to(&mut self, facts: Searchable<'_>, row: usize, lang: Lang) {
        for index in 0..self.views.len() {
            self.current = index;
            self.prepare(facts.study, lang);
            let Some(table) = self.table_mut() else { continue };
            table.set_query(facts, "");
            if let Some(at) = table.rows.iter().position(|shown| *shown == row) {
                table.scroll.select(at);
                return;
            }
        }
    }
}

impl Table {
    fn new(view: &'static View, study: &Study, lang: Lang) -> Self {
        let rows = view.rows(study);
        let mut table = Self {
            view,
            order: view.order,
            query: String::new(),
            scroll: Scroll::new(rows.len()),
            widths: Vec::new(),
            total: rows.len(),
            delays: delays(study, &rows),
            rows,
        };
        table.measure(study, lang);
        table
    }

    fn rebuild(&mut self, (old, new): (&Study, Searchable<'_>), lang: Lang) {
        let id = self.selected().and_then(|row| old.facts.get(row)).map(|fact| fact.id.clone());
        self.apply(new);
        let row = |&row: &usize| new.study.facts.get(row).map(|fact| &fact.id) == id.as_ref();
        match self.rows.iter().position(row) {
            Some(at) => self.scroll.select(at),
            None => self.scroll.select(self.scroll.selected()),
        }
        self.measure(new.study, lang);
    }

    /// The fact under the cursor.
    pub(crate) fn selected(&self) -> Option<usize> {
        self.rows.get(self.scroll.selected()).copied()
    }

    pub(crate) fn query(&self) -> &str {
        &self.query
    }

    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    /// Searches; the cursor goes to the best hit, or stays on its fact when the search ends.
    pub(crate) fn set_query(&mut self, facts: Searchable<'_>, query: &str) {
        if query == self.query {
            return;
        }
        let kept = self.selected();
        query.clone_into(&mut self.query);
        self.apply(facts);
        let at = kept.and_then(|kept| self.rows.iter().position(|row| *row == kept));
        self.scroll.select(if query.is_empty() { at.unwrap_or(0) } else { 0 });
    }

    /// Sorts by the next column, or the first after the last.
    pub(crate) fn sort_next(&mut self, facts: Searchable<'_>) {
        let fields: Vec<Field> = self.widths.iter().map(|(field, _)| *field).collect();
        let now = self.order.and_then(|(field, _)| fields.iter().position(|f| *f == field));
        let next = now.map_or(0, |at| (at + 1) % fields.len().max(1));
        let Some(&field) = fields.get(next) else { return };
        self.order = Some((field, field.is_numeric()));
        self.reorder(facts);
    }

    /// Turns the order around.
    pub(crate) fn reverse(&mut self, facts: Searchable<'_>) {
        match &mut self.order {
            Some((_, downwards)) => *downwards = !*downwards,
            None => return,
        }
        self.reorder(facts);
    }

    fn reorder(&mut self, facts: Searchable<'_>) {
        let kept = self.selected();
        self.apply(facts);
        let at = kept.and_then(|kept| self.rows.iter().position(|row| *row == kept));
        self.scroll.select(at.unwrap_or(0));
    }

    /// Filters and sorts the rows anew: hits come best first, unless a search has no words.
    fn apply(&mut self, facts: Searchable<'_>) {
        let study = facts.study;
        self.rows = self.view.rows(study);
        if let Some(order) = self.order {
            sort(study, &mut self.rows, order);
        }
        self.total = self.rows.len();
        self.rows = facts.filter(&self.rows, &self.query);
        self.delays = delays(study, &self.rows);
        self.scroll.set_len(self.rows.len());
    }

    /// Finds the widths of the columns from their titles and a sample of the rows.
    pub(crate) fn measure(&mut self, study: &Study, lang: Lang) {
        let fields = self.view.columns(study);
        let step = (self.rows.len() / MEASURED).max(1);
        let facts: Vec<&Fact> =
            self.rows.iter().step_by(step).filter_map(|row| study.facts.get(*row)).collect();
        let width = |field: Field| {
            let cols = |text: &str| Measure::Narrow.cols(text);
            let shown = facts.iter().map(|fact| cols(&cell(field, study, fact, lang).text)).max();
            // Two columns more than the title, for the mark of the order.
            let title = cols(field.title(study, lang)) + 2;
            cells(shown.unwrap_or(0).clamp(title.min(WIDEST), WIDEST.max(title)))
        };
        self.widths = fields.into_iter().map(|field| (field, width(field))).collect();
    }

    /// Columns with the widths they get on a page. Too narrow a page drops the most expendable
    /// columns; names and texts shrink to what is left, or take what is left over.
    fn fitted(&self, cols: u16) -> Vec<(Field, u16)> {
        let mut fitted = self.widths.clone();
        let used = |fitted: &[(Field, u16)], width: fn(&(Field, u16)) -> u16| {
            fitted.iter().map(|column| width(column) + GAP).sum::<u16>().saturating_sub(GAP)
        };
        while used(&fitted, least) > cols && fitted.len() > 1 {
            let after_first = fitted.iter().enumerate().skip(1);
            let drop = after_first.max_by_key(|(at, (field, _))| (field.expendable(), *at));
            let at = drop.map_or(1, |(at, _)| at);
            fitted.remove(at);
        }
        let mut free = cols.saturating_sub(used(&fitted, least));
        let growing = cells(fitted.iter().filter(|(field, _)| grows(*field)).count());
        for (left, (_, width)) in (1..=growing).rev().zip(fitted.iter_mut().filter(|c| grows(c.0)))
        {
            *width = (*width).min(LEAST) + free / left;
            free -= free / left;
        }
        fitted
    }
}

/// The delays of rows, summed up; none where no row has one.
fn delays(study: &Study, rows: &[usize]) -> Option<Summary> {
    let delays = rows.iter().filter_map(|row| gap::delay(study, study.facts.get(*row)?));
    summary(delays.map(|days| days as f64))
}

/// Columns between two columns.
const GAP: u16 = 2;
/// The least width of a name or a text, unless all of its column are shorter.
const LEAST: u16 = 20;

fn grows(field: Field) -> bool {
    matches!(field, Field::Name | Field::Text | Field::Values | Field::Speakers | Field::Topic)
}

/// The width below which a column is dropped rather than shrunk.
fn least((field, width): &(Field, u16)) -> u16 {
    if grows(*field) { (*width).min(LEAST) } else { *width }
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
    let (tabs, rest) = split_top(body, 1);
    draw_views(pane, state, tabs, canvas);
    let (list, side) = match body.width {
        SIDE_BY_SIDE.. => split_left(rest, rest.width * 62 / 100),
        _ => (rest, Rect::default()),
    };
    draw_table(table, state, list, canvas);
    if side.width > 0 {
        canvas.divider(side);
        let inside = Rect { x: side.x + 2, width: side.width.saturating_sub(3), ..side };
        if let Some(row) = table.selected() {
            details::draw_beside(state, row, inside, canvas);
        }
    }
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
    let query = Query::new(&table.query);
    let visible = table.rows.iter().enumerate().skip(table.scroll.offset());
    for ((index, row), y) in visible.zip(rows.top()..rows.bottom()) {
        let Some(fact) = state.study().facts.get(*row) else { continue };
        let line = Rect { y, height: 1, ..rows };
        draw_row((fact, &query), state, (line, &columns), canvas);
        if index == table.scroll.selected() {
            canvas.style(line, canvas.theme.selected);
        }
    }
    if table.len() == 0 {
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
            Some((by, downwards)) if by == field && table.query.is_empty() => {
                mark_of_order(downwards, canvas)
            }
            _ => "",
        };
        let title = format!("{}{mark}", field.title(state.study(), state.lang));
        canvas.field((x, area.y), (width, align(field)), &title, canvas.theme.heading);
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
    (fact, query): (&Fact, &Query),
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
            let matched = canvas.theme.matched;
            highlight(&text, &query.matched_chars(&text), ((x, line.y), width, matched), canvas);
        }
        x += width + 2;
    }
    if fact.doubt().is_some() {
        canvas.text((line.x, line.y), 1, "?", canvas.theme.fair);
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
    if !table.query.is_empty() {
        text.push_str(&format!("  /{}", table.query));
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
