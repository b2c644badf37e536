//! A chart in a rectangle: title, notes, drawing; what does not fit is counted and scrolls with the
//! cursor of the table.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::super::canvas::{Canvas, cells, split_bottom, split_top};
use super::super::facts::{FactsPane, Table};
use super::super::state::State;
use super::super::theme::Theme;
use super::said::said;
use super::widgets;
use crate::analysis::chart::{Chart, Chosen, Figure, Target};
use crate::layout::chart::{Ink, Page, Piece, Row, Sheet, draw as lay_out};
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
    let Some(chosen) = &pane.chart.chart else {
        let text = match state.is_charting(pane) {
            true => lang.pick("正在画图……", "drawing a chart…"),
            false if pane.chart.covers_list(state.size) => lang.pick(
                "这些行没有可画的图；c 看列表",
                "these rows have nothing to draw; c shows the list",
            ),
            false => lang.pick("这些行没有可画的图", "these rows have nothing to draw"),
        };
        canvas.text((area.x, area.y), area.width, text, canvas.theme.faint);
        return;
    };
    let chart = &chosen.chart;
    let cursor = pane.chart.cursor(state.size);
    let rest = draw_title(state, (pane, chosen), area, canvas);
    let rest = draw_notes(chart, rest, canvas);
    let rest = draw_said(state, (chart, cursor), rest, canvas);
    let page = Page {
        cols: rest.width.into(),
        rows: Some(rest.height.into()),
        glyphs: canvas.glyphs,
        measure: canvas.measure,
        lang,
        at: cursor.or(table.selected().map(Target::Fact)),
    };
    match &chart.figure {
        Figure::Lines(lines) if widgets::draw_lines(lines, &page, rest, canvas) => {}
        figure => {
            let sheet = lay_out(figure, &page);
            draw_sheet(state, (&sheet, figure, table), (rest, &page, cursor), canvas);
        }
    }
}

/// The rows a title takes at most.
const MOST_TITLE: usize = 2;

/// Title, which of how many charts with something to draw it is, and the keys of the next one and
/// of the cursor.
fn draw_title(
    state: &State,
    (pane, chosen): (&FactsPane, &Chosen),
    area: Rect,
    canvas: &mut Canvas<'_>,
) -> Rect {
    let lang = state.lang;
    let more = match chosen.place {
        Some((_, 0 | 1)) => String::new(),
        Some((at, count)) => {
            lang.pick(format!(" {at}/{count} C 换图"), format!(" {at}/{count} C next"))
        }
        None => lang.pick(" C 换图", " C next").to_owned(),
    };
    let covers = pane.chart.covers_list(state.size);
    let keys = match pane.chart.is_focused(state.size) {
        _ if covers || !pane.chart.has_targets() => "",
        true => lang.pick(" v 回表", " v out"),
        false => lang.pick(" v 进图", " v in"),
    };
    let more = format!("{more}{keys}");
    let used = cells(canvas.measure.cols(&more));
    let room = area.width.saturating_sub(used);
    let title = canvas.measure.wrap(&chosen.chart.title, room.max(1).into());
    let (lines, rest) = split_top(area, cells(title.len().clamp(1, MOST_TITLE)));
    for (text, y) in title.iter().zip(lines.top()..lines.bottom()) {
        canvas.text((lines.x, y), room, text, canvas.theme.title);
    }
    canvas.text((lines.x + room, lines.y), used, &more, canvas.theme.faint);
    rest
}

/// The least rows of a chart that has room for what its mark under the cursor says.
const SAID: u16 = 9;

/// What the mark under the cursor says, in two lines at the foot, and where Enter leads.
fn draw_said(
    state: &State,
    (chart, cursor): (&Chart, Option<Target>),
    area: Rect,
    canvas: &mut Canvas<'_>,
) -> Rect {
    let (Some(target), lang) = (cursor, state.lang) else { return area };
    let Some(text) = said(&chart.figure, target, lang).filter(|_| area.height >= SAID) else {
        return area;
    };
    let leads = match target {
        Target::Fact(_) => lang.pick("Enter 到这一行：", "Enter goes to it: "),
        Target::Like(..) | Target::Corner(_) => {
            lang.pick("Enter 只看这些：", "Enter keeps these: ")
        }
    };
    let (rest, foot) = split_bottom(area, 2);
    let lines = canvas.measure.wrap(&format!("{leads}{text}"), foot.width.max(1).into());
    for (line, y) in lines.iter().zip(foot.top()..foot.bottom()) {
        canvas.text((foot.x, y), foot.width, line, canvas.theme.key);
    }
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
    (area, page, cursor): (Rect, &Page, Option<Target>),
    canvas: &mut Canvas<'_>,
) {
    let (head, body) = split_top(area, cells(sheet.head.len()));
    for (row, y) in sheet.head.iter().zip(head.top()..head.bottom()) {
        draw_row(row, Rect { y, height: 1, ..head }, canvas);
    }
    let fits = sheet.body.len() <= usize::from(body.height);
    let (body, foot) = split_bottom(body, u16::from(!fits));
    let height = usize::from(body.height).max(1);
    let from = first_row(sheet, (table, page.at), height);
    let visible = Rect { height: body.height.min(cells(sheet.body.len() - from)), ..body };
    if let Figure::Bars(bars) = figure {
        widgets::draw_bars(bars, (page, from), visible, canvas);
    } else {
        for (row, y) in sheet.body.iter().skip(from).zip(visible.top()..visible.bottom()) {
            draw_row(row, Rect { y, height: 1, ..visible }, canvas);
        }
    }
    mark_selected(sheet, (from, page.at, cursor.is_some()), visible, canvas);
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
fn first_row(sheet: &Sheet, (table, at): (&Table, Option<Target>), height: usize) -> usize {
    let hidden = sheet.body.len().saturating_sub(height);
    let shown = at.and_then(|at| sheet.body.iter().rposition(|row| row.shows(at)));
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

/// A mark in the margin beside what is under the cursor; where the cursor is the chart's own, the
/// whole of it stands out.
fn mark_selected(
    sheet: &Sheet,
    (from, at, own): (usize, Option<Target>, bool),
    area: Rect,
    canvas: &mut Canvas<'_>,
) {
    let Some(target) = at else { return };
    let mark = if canvas.glyphs == Glyphs::Ascii { ">" } else { "▸" };
    let mut before = false;
    for (row, y) in sheet.body.iter().skip(from).zip(area.top()..area.bottom()) {
        let shows = row.shows(target);
        if shows && !before {
            let is_it = |piece: &&Piece| piece.target == Some(target);
            let cols = |pieces: &mut dyn Iterator<Item = &Piece>| -> usize {
                pieces.map(|piece| canvas.measure.cols(&piece.text)).sum()
            };
            let col = cols(&mut row.pieces.iter().take_while(|piece| !is_it(piece)));
            let wide = cols(&mut row.pieces.iter().filter(is_it));
            let x = area.x + cells(col);
            if own {
                let width = cells(wide).min(area.right().saturating_sub(x));
                canvas.style(Rect { x, y, width, height: 1 }, canvas.theme.selected);
            }
            canvas.text((x.saturating_sub(1), y), 1, mark, canvas.theme.title);
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
