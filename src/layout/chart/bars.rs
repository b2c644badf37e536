//! Bars: a label, a bar, its value.
//!
//! `arrange` says what stands where; `draw` writes it. The screen uses the first with bars of
//! its own.

use super::row::Pen;
use super::{Ink, Page, Sheet, marks};
use crate::analysis::chart::{Bar, Bars, Target};
use crate::text::Align;

/// Where the parts of bars lie, in columns, and the rows.
#[derive(Debug, Clone, PartialEq)]
pub struct Arranged<'b> {
    /// Columns before the labels: those of a group are indented.
    pub indent: usize,
    /// Columns of the labels; none where each stands on a row of its own.
    pub label: usize,
    /// The column at which bars above zero start.
    pub zero: usize,
    /// The columns that the longest bar above zero takes.
    pub bar: usize,
    /// The rows.
    pub rows: Vec<BarRow<'b>>,
}

/// A row of bars.
#[derive(Debug, Clone, PartialEq)]
pub enum BarRow<'b> {
    /// The heading of a group, with what it shows.
    Heading(&'b str, Option<Target>),
    /// A line of the label of the bar below, where labels have rows of their own.
    Label(&'b Bar, String),
    /// A bar, its length above zero and the one below it, in eighths of a column.
    Bar(&'b Bar, usize, usize),
}

/// The least columns of a bar that is worth drawing.
const LEAST: usize = 6;

/// Decides what stands where.
#[must_use]
pub fn arrange<'b>(bars: &'b Bars, page: &Page) -> Arranged<'b> {
    let all = || bars.groups.iter().flat_map(|group| &group.bars);
    let (label, text) =
        (page.widest(all().map(|bar| &*bar.label)), page.widest(all().map(|bar| &*bar.text)));
    let most = (page.cols * 2 / 5).max(8);
    let headed = bars.groups.iter().filter(|group| !group.label.is_empty()).count();
    let rows = all().count() + headed;
    // A label that would be cut gets a row of its own, if the page has rows to spare.
    let own_rows = label > most && page.rows.is_none_or(|room| rows + all().count() <= room);
    let label = if own_rows { 0 } else { label.min(most) };
    let indent = if headed > 0 { 2 } else { 0 };
    let all_lines = || {
        all().flat_map(|bar| own_lines(&bar.label, (page.cols.saturating_sub(indent), true), page))
    };
    let wraps = own_rows && page.rows.is_some_and(|room| rows + all_lines().count() <= room);
    let start = indent + if own_rows { 2 } else { label + 1 };
    let room = page.cols.saturating_sub(start + text + 1);
    let below = bars.below();
    let left = match below > 0.0 {
        true => ((room as f64 * below).ceil() as usize).clamp(1, room.saturating_sub(1).max(1)),
        false => 0,
    };
    let bar = room.saturating_sub(left);
    let bar = if room < LEAST { 0 } else { bar };
    let mut arranged = Arranged {
        indent,
        label,
        zero: start + if bar > 0 { left } else { 0 },
        bar,
        rows: Vec::new(),
    };
    for group in &bars.groups {
        if !group.label.is_empty() {
            arranged
                .rows
                .push(BarRow::Heading(&group.label, group.bars.first().and_then(|bar| bar.row)));
        }
        let (above, below) = bars.reach(&group.unit);
        let left = if bar > 0 { left } else { 0 };
        let scale = scale((above, below), (bar, left));
        for one in &group.bars {
            if own_rows {
                let lines = own_lines(&one.label, (page.cols.saturating_sub(indent), wraps), page)
                    .into_iter();
                arranged.rows.extend(lines.map(|line| BarRow::Label(one, line)));
            }
            arranged.rows.push(measured(one, scale, (bar, left)));
        }
    }
    arranged
}

/// A label on rows of its own: on one, or on as many as it needs where there are so many. A drawing
/// without a height is text to be searched, and has each label on one row.
pub(super) fn own_lines(label: &str, (cols, wraps): (usize, bool), page: &Page) -> Vec<String> {
    match wraps {
        true => page.measure.wrap(label, cols.max(1)),
        false => vec![label.to_owned()],
    }
}

/// How many eighths of a column one is, the same on both sides of zero.
fn scale((above, below): (f64, f64), (right, left): (usize, usize)) -> f64 {
    let side = |reach: f64, cells: usize| match reach > 0.0 {
        true => (cells * 8) as f64 / reach,
        false => f64::INFINITY,
    };
    let scale = side(above, right).min(side(below, left));
    if scale.is_finite() { scale } else { 0.0 }
}

/// A bar with its lengths; one that is not zero shows at least a trace.
fn measured(bar: &Bar, scale: f64, (right, left): (usize, usize)) -> BarRow<'_> {
    let part = |value: f64, cells: usize| match value > 0.0 && cells > 0 {
        true => ((value * scale).round() as usize).clamp(1, cells * 8),
        false => 0,
    };
    BarRow::Bar(bar, part(bar.value, right), part(-bar.value, left))
}

/// Draws bars as text.
pub(super) fn draw(bars: &Bars, page: &Page) -> Sheet {
    let arranged = arrange(bars, page);
    let row = |row: &BarRow<'_>| match row {
        BarRow::Heading(text, fact) => Pen::new(page).about(*fact).put(text, Ink::Heading).done(),
        BarRow::Label(bar, line) => {
            Pen::new(page).about(bar.row).to(arranged.indent).put(line, Ink::Plain).done()
        }
        BarRow::Bar(bar, right, left) => {
            let mut pen = Pen::new(page).about(bar.row).to(arranged.indent);
            if arranged.label > 0 {
                pen = pen.field(&bar.label, (arranged.label, Align::Left), Ink::Plain);
            }
            let ink = Ink::Tone(bar.tone);
            let other = marks::below(page.glyphs, *left);
            let length = marks::eighths(page.glyphs, *right);
            pen = pen
                .to(arranged.zero.saturating_sub(other.chars().count()))
                .put(&other, ink)
                .to(arranged.zero);
            pen = pen.put(&length, ink);
            let gap = if *left > 0 || !length.is_empty() { " " } else { "" };
            pen.put(gap, Ink::Plain).put(&bar.text, ink).done()
        }
    };
    Sheet { head: Vec::new(), body: arranged.rows.iter().map(row).collect() }
}
