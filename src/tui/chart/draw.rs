//! A chart in a rectangle: title, notes, drawing; what does not fit is counted and scrolls with the
//! cursor of the table.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::super::canvas::{Canvas, cells, split_bottom, split_top};
use super::super::facts::{FactsPane, Table};
use super::super::state::State;
use super::super::theme::Theme;
use super::widgets;
use crate::analysis::chart::{Chart, ChartKind, Figure};
use crate::layout::chart::{Ink, Page, Row, Sheet, draw as lay_out};
use crate::model::counted;
use crate::text::Glyphs;

/// The least columns and rows in which a chart says anything.
const LEAST: (u16, u16) = (24, 5);

/// Draws the chart of a table.
pub(super) fn draw(
    state: &State,
    (pane, table): (&FactsPane, &Table),
    area: Rect,
    canvas: &mut Canvas<'_>,
) {
    let lang = state.lang;
    if area.width < LEAST.0 || area.height < LEAST.1 {
        let text = lang.pick("此处太小，放不下图", "too small for a chart");
        canvas.text((area.x, area.y), area.width, text, canvas.theme.faint);
        return;
    }
    let Some(chart) = &pane.chart.chart else {
        let text = match state.is_charting(pane) {
            true => lang.pick("正在画图……", "drawing a chart…"),
            false => lang.pick("这些行没有可画的图", "these rows have nothing to draw"),
        };
        canvas.text((area.x, area.y), area.width, text, canvas.theme.faint);
        return;
    };
    let rest = draw_title(state, (pane, chart), area, canvas);
    let rest = draw_notes(chart, rest, canvas);
    let page = Page {
        cols: rest.width.into(),
        rows: Some(rest.height.into()),
        glyphs: canvas.glyphs,
        measure: canvas.measure,
        lang,
    };
    match &chart.figure {
        Figure::Lines(lines) if widgets::draw_lines(lines, &page, rest, canvas) => {}
        figure => {
            let sheet = lay_out(figure, &page);
            draw_sheet(state, (&sheet, figure, table), (rest, &page), canvas);
        }
    }
}

/// Title, which of how many charts it is, and the key of the next one.
fn draw_title(
    state: &State,
    (pane, chart): (&FactsPane, &Chart),
    area: Rect,
    canvas: &mut Canvas<'_>,
) -> Rect {
    let (line, rest) = split_top(area, 1);
    let count = pane.view().map_or(0, |view| ChartKind::of(view.dimension, view.id).count());
    let more = match count {
        0 | 1 => String::new(),
        _ => state.lang.pick(
            format!(" {}/{count} C 换图", pane.chart.at + 1),
            format!(" {}/{count} C next", pane.chart.at + 1),
        ),
    };
    let used = cells(canvas.measure.cols(&more));
    let room = line.width.saturating_sub(used);
    canvas.text((line.x, line.y), room, &chart.title, canvas.theme.title);
    canvas.text((line.x + room, line.y), used, &more, canvas.theme.faint);
    rest
}

/// The notes, in a quarter of the rows at most.
fn draw_notes(chart: &Chart, area: Rect, canvas: &mut Canvas<'_>) -> Rect {
    let most = usize::from(area.height / 4).max(1);
    let wrapped = chart.notes.iter().flat_map(|note| canvas.measure.wrap(note, area.width.into()));
    let mut lines: Vec<String> = wrapped.collect();
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            let room = usize::from(area.width)
                .saturating_sub(canvas.measure.cols(canvas.glyphs.ellipsis()));
            *last = format!(
                "{}{}",
                canvas.measure.take(last, room).0.trim_end(),
                canvas.glyphs.ellipsis()
            );
        }
    }
    let (top, rest) = split_top(area, cells(lines.len()));
    for (line, y) in lines.iter().zip(top.top()..) {
        canvas.text((top.x, y), top.width, line, canvas.theme.faint);
    }
    rest
}

/// Draws rows: the head stays, the body shows the fact under the cursor, or as much of its end as
/// the cursor is near the end of the table.
fn draw_sheet(
    state: &State,
    (sheet, figure, table): (&Sheet, &Figure, &Table),
    (area, page): (Rect, &Page),
    canvas: &mut Canvas<'_>,
) {
    let (head, body) = split_top(area, cells(sheet.head.len()));
    for (row, y) in sheet.head.iter().zip(head.top()..head.bottom()) {
        draw_row(row, Rect { y, height: 1, ..head }, canvas);
    }
    let fits = sheet.body.len() <= usize::from(body.height);
    let (body, foot) = split_bottom(body, u16::from(!fits));
    let height = usize::from(body.height).max(1);
    let from = first_row(sheet, table, height);
    let visible = Rect { height: body.height.min(cells(sheet.body.len() - from)), ..body };
    if let Figure::Bars(bars) = figure {
        widgets::draw_bars(bars, (page, from), visible, canvas);
    } else {
        for (row, y) in sheet.body.iter().skip(from).zip(visible.top()..visible.bottom()) {
            draw_row(row, Rect { y, height: 1, ..visible }, canvas);
        }
    }
    mark_selected(table, (sheet, from), visible, canvas);
    if !fits {
        let below = sheet.body.len().saturating_sub(from + height);
        let dots = canvas.glyphs.ellipsis();
        let text = state.lang.pick(
            format!("{dots} 上有 {from} 行，下有 {below} 行；移动光标可滚动"),
            format!(
                "{dots} {} above, {below} below; the cursor scrolls",
                counted(from, "row", "rows")
            ),
        );
        canvas.text((foot.x, foot.y), foot.width, &text, canvas.theme.faint);
    }
}

/// The first row of the body that is shown.
fn first_row(sheet: &Sheet, table: &Table, height: usize) -> usize {
    let hidden = sheet.body.len().saturating_sub(height);
    let shown =
        table.selected().and_then(|fact| sheet.body.iter().rposition(|row| row.shows(fact)));
    match shown {
        Some(row) => (row + 1 + height / 2).saturating_sub(height).min(hidden),
        None => hidden * table.scroll.selected() / table.len().saturating_sub(1).max(1),
    }
}

fn draw_row(row: &Row, line: Rect, canvas: &mut Canvas<'_>) {
    let mut x = line.x;
    for piece in &row.pieces {
        let style = style(piece.ink, &canvas.theme);
        x += canvas.text((x, line.y), line.right().saturating_sub(x), &piece.text, style);
    }
}

/// A mark in the margin beside the fact under the cursor.
fn mark_selected(
    table: &Table,
    (sheet, from): (&Sheet, usize),
    area: Rect,
    canvas: &mut Canvas<'_>,
) {
    let Some(fact) = table.selected() else { return };
    let mark = if canvas.glyphs == Glyphs::Ascii { ">" } else { "▸" };
    let mut before = false;
    for (row, y) in sheet.body.iter().skip(from).zip(area.top()..area.bottom()) {
        let shows = row.shows(fact);
        if shows && !before {
            let pieces = row.pieces.iter().take_while(|piece| piece.fact != Some(fact));
            let col: usize = pieces.map(|piece| canvas.measure.cols(&piece.text)).sum();
            let x = (area.x + cells(col)).saturating_sub(1);
            canvas.text((x, y), 1, mark, canvas.theme.title);
        }
        before = shows;
    }
}

/// What a piece of a drawing is drawn with.
pub(super) fn style(ink: Ink, theme: &Theme) -> Style {
    match ink {
        Ink::Plain => theme.plain,
        Ink::Faint => theme.faint,
        Ink::Heading => theme.heading,
        Ink::Tone(tone) => theme.tone(tone),
        Ink::Series(index) => theme.series(index),
    }
}
