//! Series over categories: a plot, and under it every value in a table whose columns are the plot's.
//!
//! `arrange` says where things lie; `draw` writes them. Where the page is too small for a plot
//! with its numbers, the same values become bars, a group per category.

use super::row::Pen;
use super::scale::Scale;
use super::{Ink, Page, Row, Sheet, bars, marks};
use crate::analysis::chart::{Bar, BarGroup, Bars, LineSeries, Lines, Panel, Steps};
use crate::analysis::table::Tone;
use crate::text::{Align, Glyphs};

/// Where a plot lies and what stands around it.
#[derive(Debug, Clone, PartialEq)]
pub struct Arranged {
    /// Columns of the axis and of the names of the series.
    pub label: usize,
    /// Columns of the plot.
    pub cols: usize,
    /// Rows of the plot.
    pub rows: usize,
    /// The column of each category inside the plot.
    pub at: Vec<usize>,
    /// The scale of the values.
    pub scale: Scale,
    /// What is written on the axis: row of the plot and text.
    pub ticks: Vec<(usize, String)>,
    /// The rows under the plot: categories, then the values of each series.
    pub below: Vec<Row>,
}

/// Rows of a plot that may choose.
const ROWS: usize = 10;
/// The least rows of a plot that is worth drawing.
const LEAST: usize = 4;
/// Columns of the axis line and the blank before it, between the labels and the plot.
pub const AXIS: usize = 2;

/// Decides where things lie; `None` where the page is too small for a plot with its numbers.
#[must_use]
pub fn arrange(lines: &Lines, page: &Page) -> Option<Arranged> {
    let count = lines.categories.len();
    let names = page.widest(lines.series.iter().map(|series| &*series.name)) + 2;
    let label = names.max(page.cols_of(&lines.unit)).max(6).min(page.cols / 3);
    let cols = page.cols.saturating_sub(label + AXIS);
    let slot = cols.checked_div(count)?;
    let titles: Vec<Vec<String>> =
        lines.categories.iter().map(|title| in_two(title, slot.saturating_sub(1), page)).collect();
    let below = lines.series.len() + titles.iter().map(Vec::len).max().unwrap_or(1) + 1;
    let room = page.rows.map_or(ROWS, |rows| rows.saturating_sub(below).min(ROWS * 2));
    let marked = (room / 2).min(LEAST);
    let scale = Scale::of(values(lines), lines.steps).rounded(marked);
    let texts =
        lines.series.iter().flat_map(|series| &series.values).flatten().map(|value| &*value.1);
    if slot < page.widest(texts) + 1 || room < LEAST || slot < 5 {
        return None;
    }
    let at = (0..count).map(|index| index * slot + (slot - 1) / 2).collect();
    let row = |value: f64| ((1.0 - scale.fraction(value)) * (room - 1) as f64).round() as usize;
    let ticks = scale.ticks(marked).into_iter().map(|tick| (row(tick), scale.text(tick))).collect();
    let mut arranged = Arranged { label, cols, rows: room, at, scale, ticks, below: Vec::new() };
    arranged.below = written_below((lines, &titles), &arranged, (slot, page));
    Some(arranged)
}

/// A category in two lines at most, the second of which is cut where it has to be; in one where a
/// word is wider than the column.
fn in_two(title: &str, cols: usize, page: &Page) -> Vec<String> {
    let mut words = title.split(|c: char| !c.is_ascii_alphanumeric());
    if words.any(|word| word.len() > cols) {
        return vec![title.to_owned()];
    }
    let mut lines = page.measure.balance(title, cols.max(1)).into_iter();
    let first = lines.next().unwrap_or_default();
    let rest = lines.collect::<Vec<_>>().join(" ");
    std::iter::once(first).chain(Some(rest).filter(|rest| !rest.is_empty())).collect()
}

fn values(lines: &Lines) -> impl Iterator<Item = f64> + '_ {
    lines.series.iter().flat_map(|series| &series.values).flatten().map(|value| value.0)
}

impl Arranged {
    /// The row of the plot at which a value lies, counted from the top.
    #[must_use]
    pub fn row(&self, value: f64) -> usize {
        ((1.0 - self.scale.fraction(value)) * self.rows.saturating_sub(1) as f64).round() as usize
    }
}

/// The categories with the unit before them, and the values of every series.
fn written_below(
    (lines, titles): (&Lines, &[Vec<String>]),
    arranged: &Arranged,
    (slot, page): (usize, &Page),
) -> Vec<Row> {
    let indent = arranged.label + AXIS;
    let heading = |at: usize| {
        let unit = if at == 0 { &*lines.unit } else { "" };
        let label = (arranged.label, Align::Right);
        let mut pen = Pen::new(page).field(unit, label, Ink::Faint).to(indent);
        for title in titles {
            let text = title.get(at).map_or("", String::as_str);
            // One blank between two labels, or they would read as one.
            let field = (slot.saturating_sub(1), Align::Centre);
            pen = pen.field(text, field, Ink::Faint).put(" ", Ink::Plain);
        }
        pen.done()
    };
    let headings = (0..titles.iter().map(Vec::len).max().unwrap_or(1)).map(heading);
    let row = |(index, series): (usize, &LineSeries)| {
        let mark = marks::mark(page.glyphs, index).to_string();
        let name = arranged.label.saturating_sub(2);
        let mut pen = Pen::new(page).put(&mark, Ink::Series(index)).put(" ", Ink::Plain);
        pen = pen.field(&series.name, (name, Align::Left), Ink::Plain).to(indent);
        for value in &series.values {
            let (text, ink) = match value {
                Some((_, text)) => (text.as_str(), Ink::Series(index)),
                None => ("-", Ink::Faint),
            };
            pen =
                pen.field(text, (slot.saturating_sub(1), Align::Centre), ink).put(" ", Ink::Plain);
        }
        pen.done()
    };
    headings.chain(lines.series.iter().enumerate().map(row)).collect()
}

/// Draws plots one below the other, each under what it is of, in the rows there are.
pub(super) fn draw_panels(panels: &[Panel], page: &Page) -> Sheet {
    let share = |rows: usize| (rows / panels.len().max(1)).saturating_sub(2);
    let mut body = Vec::new();
    for panel in panels {
        // A panel that would be no plot for want of rows is scrolled rather than turned into bars,
        // and one in which no slope could be seen as well.
        let least = panel.lines.series.len() + 2 + 2 * LEAST;
        let page = Page { rows: page.rows.map(|rows| share(rows).max(least)), ..*page };
        if !body.is_empty() {
            body.push(Row::default());
        }
        let title = page.measure.wrap(&panel.title, page.cols.max(1)).into_iter();
        body.extend(title.map(|line| Pen::new(&page).put(&line, Ink::Heading).done()));
        let sheet = draw(&panel.lines, &page);
        body.extend(sheet.head.into_iter().chain(sheet.body));
    }
    Sheet { head: Vec::new(), body }
}

/// Draws a plot with its values, or bars where it does not fit.
pub(super) fn draw(lines: &Lines, page: &Page) -> Sheet {
    let Some(arranged) = arrange(lines, page) else { return bars::draw(&as_bars(lines), page) };
    let mut cells = vec![vec![(' ', Ink::Plain); arranged.cols]; arranged.rows];
    for (index, series) in lines.series.iter().enumerate() {
        connect(&mut cells, (series, index), (&arranged, page.glyphs));
    }
    for (index, series) in lines.series.iter().enumerate() {
        let points = arranged.at.iter().zip(&series.values);
        for (col, value) in points.filter_map(|(col, value)| Some((*col, value.as_ref()?.0))) {
            set(
                &mut cells,
                (arranged.row(value), col),
                (marks::mark(page.glyphs, index), Ink::Series(index)),
            );
        }
    }
    let mut body = frame(&arranged, page);
    for (row, cells) in body.iter_mut().zip(&cells) {
        let frame = std::mem::take(row);
        *row = Pen::after(frame, page).glyphs(cells).done();
    }
    body.extend(arranged.below.iter().cloned());
    Sheet { head: Vec::new(), body }
}

/// The rows of the plot with nothing in it but the axes, and the rule under it.
#[must_use]
pub fn frame(arranged: &Arranged, page: &Page) -> Vec<Row> {
    let [upright, corner, across] = match page.glyphs {
        Glyphs::Unicode => ['│', '└', '─'],
        Glyphs::Ascii => ['|', '+', '-'],
    };
    let row = |row: usize| {
        let tick = arranged.ticks.iter().find(|tick| tick.0 == row).map_or("", |tick| &*tick.1);
        let pen = Pen::new(page).field(tick, (arranged.label, Align::Right), Ink::Faint);
        pen.put(&format!(" {upright}"), Ink::Faint).done()
    };
    let rule = across.to_string().repeat(arranged.cols);
    let rule = Pen::new(page).to(arranged.label + 1).put(&format!("{corner}{rule}"), Ink::Faint);
    (0..arranged.rows).map(row).chain([rule.done()]).collect()
}

type Cells = Vec<Vec<(char, Ink)>>;

fn set(cells: &mut Cells, (row, col): (usize, usize), cell: (char, Ink)) {
    if let Some(at) = cells.get_mut(row).and_then(|row| row.get_mut(col)) {
        *at = cell;
    }
}

/// Dots between neighbouring points that are both stated.
fn connect(
    cells: &mut Cells,
    (series, index): (&LineSeries, usize),
    (arranged, glyphs): (&Arranged, Glyphs),
) {
    let dot = if glyphs == Glyphs::Ascii { '.' } else { '·' };
    let points: Vec<_> = arranged.at.iter().zip(&series.values).collect();
    for pair in points.windows(2) {
        let [(from, Some(a)), (to, Some(b))] = pair else { continue };
        let (low, high) = (arranged.row(a.0) as f64, arranged.row(b.0) as f64);
        for col in **from + 1..**to {
            let part = (col - **from) as f64 / (**to - **from) as f64;
            let row = (low + (high - low) * part).round() as usize;
            set(cells, (row, col), (dot, Ink::Series(index)));
        }
    }
}

/// The same values as bars, a group per category.
#[must_use]
pub fn as_bars(lines: &Lines) -> Bars {
    let scale = Scale::of(values(lines), lines.steps);
    let bar = |series: &LineSeries, at: usize| {
        let (value, text) = series.values.get(at)?.as_ref()?;
        let value = match lines.steps {
            Steps::Amounts => *value,
            Steps::Decades => scale.fraction(*value),
            // A year or a rank has no length.
            Steps::Points => 0.0,
        };
        Some(Bar {
            label: series.name.clone(),
            value,
            text: text.clone(),
            tone: Tone::Plain,
            row: None,
        })
    };
    let group = |(at, category): (usize, &String)| BarGroup {
        label: category.clone(),
        unit: String::new(),
        bars: lines.series.iter().filter_map(|series| bar(series, at)).collect(),
    };
    Bars { groups: lines.categories.iter().enumerate().map(group).collect() }
}
