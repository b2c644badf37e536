//! A heat map: shades with their share in a word, and what it is a share of.
//!
//! What is not stated is a shade of its own and is always named or counted.

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
    /// Share and words, a row per cell.
    Tall,
}

/// The least columns of the labels in the short form.
const LEAST: usize = 12;
impl Form {
    /// Columns of a shade.
    fn shade(self) -> usize {
        if self == Self::Short { 2 } else { 4 }
    }
}

/// Columns between two cells.
const GAP: usize = 2;

/// Where the cells of a row lie.
struct Columns {
    form: Form,
    /// Columns of the labels.
    label: usize,
    /// The first column of every cell, and how many it has.
    cells: Vec<(usize, usize)>,
}

/// Draws the map in the fullest form that fits.
pub(super) fn draw(grid: &Grid, page: &Page) -> Sheet {
    let full = columns(grid, Form::Full, page).or_else(|| columns(grid, Form::Short, page));
    let tall = Columns { form: Form::Tall, label: 0, cells: Vec::new() };
    let columns = full.unwrap_or(tall);
    let mut body = Vec::new();
    for group in &grid.groups {
        if !group.label.is_empty() {
            body.push(Pen::new(page).put(&group.label, Ink::Heading).done());
        }
        for row in &group.rows {
            match columns.form {
                Form::Tall => body.extend(tall_rows(grid, row, page)),
                _ => body.push(wide_row(row, &columns, page)),
            }
        }
    }
    Sheet { head: head(grid, &columns, page), body }
}

/// Columns for a form, if it fits: what is left over is dealt out evenly.
fn columns(grid: &Grid, form: Form, page: &Page) -> Option<Columns> {
    let rows = || grid.groups.iter().flat_map(|group| &group.rows);
    let widest = page.widest(rows().map(|row| &*row.label));
    let width = |(index, title): (usize, &String)| {
        let cells = rows().filter_map(|row| row.cells.get(index));
        let words = cells.map(|cell| page.cols_of(&words(cell, form)) + form.shade() + 1).max();
        words.unwrap_or(0).max(page.cols_of(title))
    };
    let widths: Vec<usize> = grid.columns.iter().enumerate().map(width).collect();
    let used: usize = widths.iter().map(|width| width + GAP).sum();
    let left = page.cols.checked_sub(used)?;
    let least = if form == Form::Short { LEAST } else { page.cols / 3 };
    if left < widest.min(least) {
        return None;
    }
    let label = widest.min(left);
    let spare = (left - label) / widths.len().max(1);
    let mut at = label;
    let cells = widths.iter().map(|width| {
        let first = at + GAP;
        at = first + width + spare.min(8);
        (first, *width)
    });
    Some(Columns { form, label, cells: cells.collect() })
}

/// A share; percentages are aligned to the right.
fn share(cell: &GridCell) -> String {
    let percent = cell.text.ends_with('%');
    if percent { format!("{:>5}", cell.text) } else { cell.text.clone() }
}

/// A share with what it is a share of.
fn words(cell: &GridCell, form: Form) -> String {
    let rest = if form == Form::Short { &cell.short } else { &cell.detail };
    let text = share(cell);
    if rest.is_empty() { text } else { format!("{text}  {rest}") }
}

fn head(grid: &Grid, columns: &Columns, page: &Page) -> Vec<Row> {
    let mut rows = Vec::new();
    let cells = grid.groups.iter().flat_map(|group| &group.rows).flat_map(|row| &row.cells);
    let has_signs = cells.into_iter().any(|cell| cell.short.contains(['~', '?']));
    if columns.form == Form::Short && has_signs {
        let text = page.lang.pick(
            "2/3 ~1 ?4 即已说明的 3 项中 2 项完整、1 项受限，另 4 项未说明",
            "2/3 ~1 ?4: of 3 stated 2 in full, 1 limited; 4 not stated",
        );
        let lines = page.measure.wrap(text, page.cols.max(1));
        rows.extend(lines.iter().map(|line| Pen::new(page).put(line, Ink::Faint).done()));
    }
    if columns.form != Form::Tall {
        let titles = grid.columns.iter().zip(&columns.cells);
        let pen = titles.fold(Pen::new(page), |pen, (title, (first, cols))| {
            pen.to(*first).part(title, *cols, Ink::Heading)
        });
        rows.push(pen.done());
    }
    rows
}

fn wide_row(row: &GridRow, columns: &Columns, page: &Page) -> Row {
    let label = (columns.label, Align::Left);
    let mut pen = Pen::new(page).about(row.row).field(&row.label, label, Ink::Plain);
    for (cell, (first, _)) in row.cells.iter().zip(&columns.cells) {
        pen = pen
            .to(*first)
            .put(&shade(cell, columns.form, page), Ink::Tone(cell.tone))
            .put(" ", Ink::Plain);
        pen = pen.put(&words(cell, columns.form), Ink::Tone(cell.tone));
    }
    pen.done()
}

fn tall_rows(grid: &Grid, row: &GridRow, page: &Page) -> Vec<Row> {
    let titles = page.widest(grid.columns.iter().map(|title| &**title)).min(page.cols / 3);
    let mut rows = vec![Pen::new(page).about(row.row).put(&row.label, Ink::Plain).done()];
    for (title, cell) in grid.columns.iter().zip(&row.cells) {
        let pen = Pen::new(page).about(row.row).to(2);
        let pen = pen.field(title, (titles, Align::Left), Ink::Faint).put(" ", Ink::Plain);
        let pen =
            pen.put(&shade(cell, Form::Tall, page), Ink::Tone(cell.tone)).put(" ", Ink::Plain);
        // What is not stated must never be cut off, so the words go on below.
        let share = format!("{}  ", share(cell));
        let at = 2 + titles + 1 + Form::Tall.shade() + 1 + page.cols_of(&share);
        let mut lines = page.measure.wrap(&cell.detail, page.cols.saturating_sub(at).max(1));
        let pen = pen.put(&share, Ink::Tone(cell.tone));
        let first = if lines.is_empty() { String::new() } else { lines.remove(0) };
        rows.push(pen.put(&first, Ink::Tone(cell.tone)).done());
        let below = lines.iter().map(|line| {
            Pen::new(page).about(row.row).to(at).put(line, Ink::Tone(cell.tone)).done()
        });
        rows.extend(below);
    }
    rows
}

fn shade(cell: &GridCell, form: Form, page: &Page) -> String {
    marks::heat(page.glyphs, cell.share).to_string().repeat(form.shade())
}
