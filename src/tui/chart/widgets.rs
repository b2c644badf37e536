//! The library's own widgets for bars and lines: it draws lengths and curves, we draw every text.
//!
//! Where things lie is asked of `layout::chart`, so that the screen and a printed chart agree.

use ratatui::layout::{Direction, Rect};
use ratatui::style::Style;
use ratatui::symbols::{Marker, bar};
use ratatui::widgets::{Axis, Bar, BarChart, BarGroup, Chart, Dataset, GraphType};

use super::super::canvas::{Canvas, cells};
use super::draw::style;
use crate::analysis::chart::{Bars, LineSeries, Lines};
use crate::layout::chart::bars::{Arranged, BarRow};
use crate::layout::chart::{Ink, Page, bars, below, eighths, lines, mark};
use crate::text::{Align, Glyphs};

/// Draws the rows of bars from `from` on.
pub(super) fn draw_bars(
    chart: &Bars,
    (page, from): (&Page, usize),
    area: Rect,
    canvas: &mut Canvas<'_>,
) {
    let arranged = bars::arrange(chart, page);
    let visible: Vec<&BarRow<'_>> =
        arranged.rows.iter().skip(from).take(area.height.into()).collect();
    draw_lengths(&visible, &arranged, area, canvas);
    for (row, y) in visible.into_iter().zip(area.top()..) {
        draw_words(row, &arranged, Rect { y, height: 1, ..area }, canvas);
    }
}

/// One bar chart for all rows; those that are no bars have no length.
fn draw_lengths(
    rows: &[&BarRow<'_>],
    arranged: &Arranged<'_>,
    area: Rect,
    canvas: &mut Canvas<'_>,
) {
    let width = cells(arranged.bar).min(area.width.saturating_sub(cells(arranged.zero)));
    if width == 0 {
        return;
    }
    let length = |row: &&BarRow<'_>| {
        let (length, style) = match row {
            BarRow::Bar(bar, length, _) => (*length, canvas.theme.tone(bar.tone)),
            _ => (0, Style::new()),
        };
        Bar::default().value(length as u64).text_value(String::new()).style(style)
    };
    let lengths: Vec<Bar<'_>> = rows.iter().map(length).collect();
    let full = if canvas.glyphs == Glyphs::Ascii { "#" } else { bar::FULL };
    let widget = BarChart::default()
        .direction(Direction::Horizontal)
        .data(BarGroup::default().bars(&lengths))
        .max(u64::from(width) * 8)
        .bar_width(1)
        .bar_gap(0)
        .bar_set(bar::Set { full, ..bar::NINE_LEVELS });
    let place = Rect { x: area.x + cells(arranged.zero), width, height: cells(rows.len()), ..area };
    canvas.widget(widget, place);
}

/// The texts of a row, the part of its bar below zero, and the last fraction of its length.
fn draw_words(row: &BarRow<'_>, arranged: &Arranged<'_>, line: Rect, canvas: &mut Canvas<'_>) {
    let at = |col: usize| (line.x.saturating_add(cells(col)).min(line.right()), line.y);
    let room = |col: usize| line.width.saturating_sub(cells(col));
    let (bar, right, left) = match row {
        BarRow::Heading(text, _) => {
            canvas.text(at(0), line.width, text, canvas.theme.heading);
            return;
        }
        BarRow::Label(_, text) => {
            canvas.text(at(arranged.indent), room(arranged.indent), text, canvas.theme.plain);
            return;
        }
        BarRow::Bar(bar, right, left) => (bar, *right, *left),
    };
    let style = style(Ink::Tone(bar.tone), &canvas.theme);
    if arranged.label > 0 {
        let field = (cells(arranged.label).min(room(arranged.indent)), Align::Left);
        canvas.field(at(arranged.indent), field, &bar.label, canvas.theme.plain);
    }
    let below = below(canvas.glyphs, left);
    let start = arranged.zero.saturating_sub(below.chars().count());
    canvas.text(at(start), room(start), &below, style);
    let drawn = eighths(canvas.glyphs, right);
    let whole = if canvas.glyphs == Glyphs::Ascii { 0 } else { right / 8 };
    let rest: String = drawn.chars().skip(whole).collect();
    canvas.text(at(arranged.zero + whole), room(arranged.zero + whole), &rest, style);
    let gap = usize::from(left > 0 || right > 0);
    let end = arranged.zero + drawn.chars().count() + gap;
    canvas.text(at(end), room(end), &bar.text, style);
}

/// Draws series as curves over a table of their values; `false` where there is no room for that.
pub(super) fn draw_lines(chart: &Lines, page: &Page, area: Rect, canvas: &mut Canvas<'_>) -> bool {
    let Some(arranged) = lines::arrange(chart, page) else { return false };
    let left = area.x + cells(arranged.label + lines::AXIS);
    let plot =
        Rect { x: left, y: area.y, width: cells(arranged.cols), height: cells(arranged.rows) };
    draw_curves(chart, &arranged, plot, canvas);
    for (index, series) in chart.series.iter().enumerate() {
        let glyph = mark(canvas.glyphs, index).to_string();
        for (col, value) in points(series, &arranged) {
            let at = (plot.x + cells(col), plot.y + cells(arranged.row(value)));
            canvas.text(at, 1, &glyph, canvas.theme.series(index));
        }
    }
    for (row, y) in
        lines::frame(&arranged, page).iter().chain(&arranged.below).zip(area.top()..area.bottom())
    {
        let mut x = area.x;
        for piece in &row.pieces {
            let style = style(piece.ink, &canvas.theme);
            x += canvas.text((x, y), area.right().saturating_sub(x), &piece.text, style);
        }
    }
    true
}

fn points<'a>(
    series: &'a LineSeries,
    arranged: &'a lines::Arranged,
) -> impl Iterator<Item = (usize, f64)> + 'a {
    let pairs = arranged.at.iter().zip(&series.values);
    pairs.filter_map(|(col, value)| Some((*col, value.as_ref()?.0)))
}

/// The curves, in dots of an eighth of a cell; a value that is not stated breaks its curve.
fn draw_curves(chart: &Lines, arranged: &lines::Arranged, plot: Rect, canvas: &mut Canvas<'_>) {
    let (cols, rows) = (arranged.cols as f64, arranged.rows as f64);
    // The middle of the cell in which the mark will stand.
    let dot = |col: usize, value: f64| {
        let down = (1.0 - arranged.scale.fraction(value)) * (rows - 1.0);
        (col as f64 * 2.0 + 0.5, (rows - 1.0 - down) * 4.0 + 1.5)
    };
    let mut curves: Vec<(usize, Vec<(f64, f64)>)> = Vec::new();
    for (index, series) in chart.series.iter().enumerate() {
        curves.push((index, Vec::new()));
        for (col, value) in arranged.at.iter().zip(&series.values) {
            match (value, curves.last_mut()) {
                (Some((value, _)), Some((_, curve))) => curve.push(dot(*col, *value)),
                _ => curves.push((index, Vec::new())),
            }
        }
    }
    let marker = if canvas.glyphs == Glyphs::Ascii { Marker::Custom('.') } else { Marker::Braille };
    let datasets = curves.iter().map(|(index, curve)| {
        let dataset = Dataset::default().marker(marker).graph_type(GraphType::Line);
        dataset.style(canvas.theme.series(*index)).data(curve)
    });
    let widget = Chart::new(datasets.collect())
        .x_axis(Axis::default().bounds([0.0, cols * 2.0 - 1.0]))
        .y_axis(Axis::default().bounds([0.0, rows * 4.0 - 1.0]))
        .legend_position(None);
    canvas.widget(widget, plot);
}
