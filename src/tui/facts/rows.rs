//! The rows of a table that are in view, under their titles.
//!
//! Draws the visible slice and nothing else; must not compute anything about facts.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::compare as comparison;
use super::{Parts, Table, asked};
use crate::analysis::search::Query;
use crate::analysis::table::Field;
use crate::model::Fact;
use crate::text::Align;
use crate::tui::canvas::{Canvas, cells};
use crate::tui::state::State;

/// The columns before the first one of a table: the mark of the row, and what is to be said of it.
const GUTTER: u16 = 2;

/// The columns that the cells of a table share in a list this wide.
pub(super) fn room(list: Rect) -> u16 {
    list.width.saturating_sub(GUTTER + 1)
}

/// Draws titles and rows.
pub(super) fn draw(table: &Table, state: &State, parts: &Parts, canvas: &mut Canvas<'_>) {
    let Parts { titles, rows, .. } = *parts;
    let columns = table.fitted(room(rows));
    draw_titles(table, state, (titles, &columns), canvas);
    let query = table.query_to_mark();
    let visible = table.rows.iter().enumerate().skip(table.scroll.offset());
    for ((index, row), y) in visible.zip(rows.top()..rows.bottom()) {
        let row = *row as usize;
        let Some(fact) = state.study().fact_at(row) else { continue };
        let line = Rect { y, height: 1, ..rows };
        let query = query.as_ref().filter(|_| table.is_hit(row));
        draw_row((row, fact, query), (state, table), (line, &columns), canvas);
        if index == table.scroll.selected() {
            canvas.style(line, canvas.theme.selected);
        }
    }
    if table.len() == 0 && !table.is_finding() {
        let none = match (table.view.is_of_changes(), table.is_narrowed()) {
            (_, true) => state.lang.pick("没有匹配的事实", "no facts match"),
            (false, false) => state.lang.pick("研究中没有这类事实", "the study has no such facts"),
            (true, false) if !comparison::rates(table, state).is_empty() => {
                state.lang.pick("只有汇率变化", "nothing but rates changed")
            }
            (true, false) => state.lang.pick("没有变化", "nothing changed"),
        };
        canvas.text((rows.x + GUTTER, rows.y), rows.width, none, canvas.theme.faint);
    }
}

/// Draws the totals and the footer: below the rows, or below the chart in their place.
pub(super) fn draw_below(
    (table, said): (&Table, &[String]),
    state: &State,
    parts: &Parts,
    canvas: &mut Canvas<'_>,
) {
    let Parts { sums, foot, .. } = *parts;
    asked::draw(state, table, sums, canvas);
    let room = foot.width.saturating_sub(2);
    for (line, y) in said.iter().zip(foot.top()..foot.bottom()) {
        canvas.text((foot.x + 1, y), room, line, canvas.theme.faint);
    }
}

fn draw_titles(
    table: &Table,
    state: &State,
    (area, columns): (Rect, &[(Field, u16)]),
    canvas: &mut Canvas<'_>,
) {
    let mut x = area.x + GUTTER;
    for &(field, width) in columns {
        let mark = match table.order {
            Some((by, downwards)) if by == field && table.filter().words.is_empty() => {
                format!(" {}", canvas.glyphs.order(downwards))
            }
            _ => String::new(),
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
    // There are more columns where the cursor has not been yet.
    if columns.len() < table.columns().len() {
        canvas.text((area.right().saturating_sub(1), area.y), 1, ">", canvas.theme.key);
    }
}

fn align(field: Field) -> Align {
    if field.is_numeric() { Align::Right } else { Align::Left }
}

fn draw_row(
    (row, fact, query): (usize, &Fact, Option<&Query>),
    (state, table): (&State, &Table),
    (line, columns): (Rect, &[(Field, u16)]),
    canvas: &mut Canvas<'_>,
) {
    let mut x = line.x + GUTTER;
    for &(field, width) in columns {
        let cell = asked::shown(state, field, fact);
        let (text, style) = (cell.shown(), canvas.theme.tone(cell.tone));
        let text = match asked::share(state, (table, field), fact) {
            Some(share) if table.has_shares(width) => format!("{text} {share:>7}").into(),
            _ => text,
        };
        canvas.field((x, line.y), (width, align(field)), &text, style);
        if let Some(query) = query.filter(|_| !field.is_numeric()) {
            let matched = canvas.theme.matched;
            let at = ((x, line.y), width, matched);
            highlight(&text, &matched_in(field, query, &text), at, canvas);
        }
        x += width + 2;
    }
    draw_gutter((row, fact), state, line, canvas);
}

/// Whether the row was marked; what is asked of it, whether its figure is disputed, a claim whose
/// figure was cut off, or doubtful. The help explains each of the marks.
fn draw_gutter((row, fact): (usize, &Fact), state: &State, line: Rect, canvas: &mut Canvas<'_>) {
    if state.desk.marks.has(row) {
        canvas.text((line.x, line.y), 1, canvas.glyphs.marked(), canvas.theme.key);
    }
    let flag = match fact.doubt() {
        _ if state.what_if.touches(&fact.id) => "~",
        _ if state.is_disputed(row) => canvas.glyphs.disputed(),
        _ if state.disagrees(row) => "!",
        Some(_) => "?",
        None => return,
    };
    canvas.text((line.x + 1, line.y), 1, flag, canvas.theme.fair);
}

/// The characters of a cell that a search matches, by the rules of the search: names may have gaps.
fn matched_in(field: Field, query: &Query, text: &str) -> Vec<usize> {
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
