//! A heat map: gauges with their share in a word, and what it is a share of.
//!
//! What is not stated is a part of a gauge and always named or counted; it must read the same without
//! colour.

use super::row::Pen;
use super::{Ink, Page, Row, Sheet, marks};
use crate::analysis::chart::{Grid, GridCell, GridRow};
use crate::text::Align;

/// How much of a cell is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// Share and words, the cells of a row side by side.
    Full,
    /// Share and signs, side by side.
    Short,
    /// The share alone, side by side.
    Tight,
    /// Share and words, a row per cell.
    Tall,
}

/// The forms in which cells stand side by side, fullest first, with what is said aside and without.
const FORMS: [(Form, bool); 6] = [
    (Form::Full, true),
    (Form::Short, true),
    (Form::Full, false),
    (Form::Short, false),
    (Form::Tight, true),
    (Form::Tight, false),
];

/// The least columns of the labels where they are cut.
const LEAST: usize = 12;

impl Form {
    /// Columns of a gauge.
    fn gauge(self) -> usize {
        match self {
            Self::Full => 8,
            Self::Short | Self::Tight => 5,
            Self::Tall => 6,
        }
    }
}

/// Columns between two cells.
const GAP: usize = 2;

/// Where the cells of a row lie.
struct Columns {
    form: Form,
    /// Columns of the labels.
    label: usize,
    /// Columns of the shares that are percentages.
    share: usize,
    /// The first column of every cell, and how many it has.
    cells: Vec<(usize, usize)>,
    /// The first column of what is said aside, if there is room for it.
    aside: Option<usize>,
    /// Whether labels go on in the row below, for there are rows enough.
    wraps: bool,
}

/// Draws the map in the fullest form that fits.
pub(super) fn draw(grid: &Grid, page: &Page) -> Sheet {
    let asides = rows(grid).any(|row| !row.cells.is_empty() && !row.aside.is_empty());
    let forms = FORMS.into_iter().filter(|(_, aside)| *aside == asides || (asides && !aside));
    let tall = || Columns {
        form: Form::Tall,
        label: 0,
        share: 0,
        cells: Vec::new(),
        aside: None,
        wraps: false,
    };
    let columns = forms.filter_map(|form| columns(grid, form, page)).next().unwrap_or_else(tall);
    let worded = rows(grid).filter(|row| row.cells.is_empty());
    let words_at = columns.label.max(page.widest(worded.map(|row| &*row.label))) + GAP;
    let mut body = Vec::new();
    for group in &grid.groups {
        if !group.label.is_empty() {
            body.push(Pen::new(page).put(&group.label, Ink::Heading).done());
        }
        for row in &group.rows {
            match columns.form {
                _ if row.cells.is_empty() => body.extend(told(row, words_at, page)),
                Form::Tall => body.extend(tall_rows(grid, row, page)),
                _ => body.extend(wide_rows(row, &columns, page)),
            }
        }
    }
    Sheet { head: head(grid, &columns, page), body }
}

fn rows(grid: &Grid) -> impl Iterator<Item = &GridRow> {
    grid.groups.iter().flat_map(|group| &group.rows)
}

/// The rows of the head at most.
const HEAD: usize = 4;

/// The rows of headings and of what is told in words.
fn rows_beside(grid: &Grid) -> usize {
    let headings = grid.groups.iter().filter(|group| !group.label.is_empty()).count();
    headings + 3 * rows(grid).filter(|row| row.cells.is_empty()).count()
}

/// Columns for a form, if it fits: what is left over is dealt out evenly.
fn columns(grid: &Grid, (form, with_aside): (Form, bool), page: &Page) -> Option<Columns> {
    let celled = || rows(grid).filter(|row| !row.cells.is_empty());
    let widest = page.widest(celled().map(|row| &*row.label));
    let percents = celled().flat_map(|row| &row.cells).filter(|cell| cell.text.ends_with('%'));
    let share = page.widest(percents.map(|cell| &*cell.text));
    let width = |(index, title): (usize, &String)| {
        let cells = celled().filter_map(|row| row.cells.get(index));
        let words = cells.map(|cell| page.cols_of(&words(cell, (form, share))) + form.gauge() + 1);
        words.max().unwrap_or(0).max(page.cols_of(title))
    };
    let widths: Vec<usize> = grid.columns.iter().enumerate().map(width).collect();
    let asides = celled().map(|row| &*row.aside).chain([&*grid.aside]);
    let aside = if with_aside { page.widest(asides) + GAP } else { 0 };
    let used: usize = widths.iter().map(|width| width + GAP).sum::<usize>() + aside;
    let left = page.cols.checked_sub(used)?;
    let least = match form {
        Form::Full => page.cols / 3,
        // What is said aside is not worth cutting labels for.
        _ if with_aside => widest,
        _ => LEAST,
    };
    if left < widest.min(least) {
        return None;
    }
    let label = widest.min(left);
    let spare = (left - label) / (widths.len() + usize::from(with_aside)).max(1);
    let mut at = label;
    let mut place = |width: usize| {
        let first = at + GAP;
        at = first + width + spare.min(8);
        (first, width)
    };
    let cells = widths.into_iter().map(&mut place).collect();
    let aside = with_aside.then(|| place(0).0);
    let rows = celled().flat_map(|row| page.measure.balance(&row.label, label.max(1))).count();
    let others = rows_beside(grid) + HEAD;
    let wraps = page.rows.is_some_and(|room| rows + others <= room);
    Some(Columns { form, label, share, cells, aside, wraps })
}

/// A share; percentages are aligned to the right.
fn share(cell: &GridCell, cols: usize) -> String {
    let percent = cell.text.ends_with('%');
    if percent { format!("{:>cols$}", cell.text) } else { cell.text.clone() }
}

/// A share with what it is a share of.
fn words(cell: &GridCell, (form, cols): (Form, usize)) -> String {
    let rest = match form {
        Form::Short => &cell.short,
        Form::Tight => "",
        Form::Full | Form::Tall => &*cell.detail,
    };
    let text = share(cell, cols);
    if rest.is_empty() { text } else { format!("{text}  {rest}") }
}

fn head(grid: &Grid, columns: &Columns, page: &Page) -> Vec<Row> {
    let mut head = Vec::new();
    let [certain, open] = &grid.parts;
    if !open.is_empty() {
        let parts = [(certain, (1.0, 1.0)), (open, (0.0, 1.0))];
        let pen = parts.into_iter().fold(Pen::new(page), |pen, (name, share)| {
            let drawn = marks::gauge(page.glyphs, share, 2).concat();
            pen.put(&format!("{drawn} {name}   "), Ink::Faint)
        });
        head.push(pen.done());
    }
    if columns.form == Form::Short {
        let lines = page.measure.wrap(&grid.signs, page.cols.max(1)).into_iter();
        let lines = lines.filter(|line| !line.is_empty());
        head.extend(lines.map(|line| Pen::new(page).put(&line, Ink::Faint).done()));
    }
    if columns.form != Form::Tall {
        let titles = grid.columns.iter().zip(&columns.cells);
        let pen = titles.fold(Pen::new(page), |pen, (title, (first, cols))| {
            pen.to(*first).part(title, *cols, Ink::Heading)
        });
        let pen = match columns.aside {
            Some(first) => pen.to(first).put(&grid.aside, Ink::Faint),
            None => pen,
        };
        head.push(pen.done());
    }
    head
}

/// A row with its cells, and what its label goes on with below.
fn wide_rows(row: &GridRow, columns: &Columns, page: &Page) -> Vec<Row> {
    let mut label = match columns.wraps {
        true => page.measure.balance(&row.label, columns.label.max(1)),
        false => vec![row.label.clone()],
    }
    .into_iter();
    let first = label.next().unwrap_or_default();
    let below = label.map(|line| Pen::new(page).about(row.row).put(&line, Ink::Plain).done());
    std::iter::once(wide_row((row, &first), columns, page)).chain(below).collect()
}

fn wide_row((row, label): (&GridRow, &str), columns: &Columns, page: &Page) -> Row {
    let field = (columns.label, Align::Left);
    let mut pen = Pen::new(page).about(row.row).field(label, field, Ink::Plain);
    for (cell, (first, _)) in row.cells.iter().zip(&columns.cells) {
        pen = gauge(cell, columns.form, pen.to(*first), page);
        pen = pen.put(&words(cell, (columns.form, columns.share)), Ink::Tone(cell.tone));
    }
    match columns.aside.filter(|_| !row.aside.is_empty()) {
        Some(first) => pen.to(first).put(&row.aside, Ink::Faint).done(),
        None => pen.done(),
    }
}

/// A row that is words alone: behind its label, or in rows below it where they would be cut.
fn told(row: &GridRow, start: usize, page: &Page) -> Vec<Row> {
    let pen = Pen::new(page).about(row.row).put(&row.label, Ink::Plain);
    if start + page.cols_of(&row.aside) <= page.cols {
        return vec![pen.to(start).put(&row.aside, Ink::Plain).done()];
    }
    let lines = page.measure.wrap(&row.aside, page.cols.saturating_sub(2).max(1)).into_iter();
    let below = lines.map(|line| Pen::new(page).about(row.row).to(2).put(&line, Ink::Plain).done());
    std::iter::once(pen.done()).chain(below).collect()
}

fn tall_rows(grid: &Grid, row: &GridRow, page: &Page) -> Vec<Row> {
    let titles = page.widest(grid.columns.iter().map(|title| &**title)).min(page.cols / 3);
    let mut rows = vec![Pen::new(page).about(row.row).put(&row.label, Ink::Plain).done()];
    for (title, cell) in grid.columns.iter().zip(&row.cells) {
        let pen = Pen::new(page).about(row.row).to(2);
        let pen = pen.field(title, (titles, Align::Left), Ink::Faint).put(" ", Ink::Plain);
        let pen = gauge(cell, Form::Tall, pen, page);
        // What is not stated must never be cut off, so the words go on below.
        let share = format!("{}  ", share(cell, 0));
        let at = 2 + titles + 1 + Form::Tall.gauge() + 1 + page.cols_of(&share);
        let mut lines = page.measure.wrap(&cell.detail, page.cols.saturating_sub(at).max(1));
        let pen = pen.put(&share, Ink::Tone(cell.tone));
        let first = if lines.is_empty() { String::new() } else { lines.remove(0) };
        rows.push(pen.put(&first, Ink::Tone(cell.tone)).done());
        let below = lines.iter().map(|line| {
            Pen::new(page).about(row.row).to(at).put(line, Ink::Tone(cell.tone)).done()
        });
        rows.extend(below);
    }
    if !row.aside.is_empty() {
        let text = format!("{}: {}", grid.aside, row.aside);
        let lines = page.measure.wrap(&text, page.cols.saturating_sub(2).max(1)).into_iter();
        rows.extend(
            lines.map(|line| Pen::new(page).about(row.row).to(2).put(&line, Ink::Faint).done()),
        );
    }
    rows
}

/// What is certain in the tone of the cell, the rest dim, and a blank behind it.
fn gauge<'p>(cell: &GridCell, form: Form, pen: Pen<'p>, page: &Page) -> Pen<'p> {
    let certain = cell.share.unwrap_or(0.0);
    let most = cell.possible.unwrap_or(certain);
    let [solid, open, rest] = marks::gauge(page.glyphs, (certain, most), form.gauge());
    let pen = pen.put(&solid, Ink::Tone(cell.tone)).put(&open, Ink::Faint);
    pen.put(&rest, Ink::Faint).put(" ", Ink::Plain)
}
