//! Items in four fields: two by two in boxes, or one below the other on a very small page.
//!
//! A box that cannot show all its items shows those around the cursor and counts the others.

use super::row::Pen;
use super::{Ink, Page, Row, Sheet};
use crate::analysis::chart::{Item, Quadrant, Target};
use crate::text::Glyphs;

/// The least columns of two boxes side by side.
const SIDE_BY_SIDE: usize = 36;
/// The least columns of a box in which an item has its weight in words.
const WORDY: usize = 32;
/// The least rows of two boxes one above the other: edges and one item each.
const LEAST: usize = 6;

/// Draws the four fields with the items in them.
pub(super) fn draw(quadrant: &Quadrant, page: &Page) -> Sheet {
    let up = format!("{} {}", if page.glyphs == Glyphs::Ascii { "^" } else { "↑" }, quadrant.up);
    let across =
        format!("{} {}", quadrant.across, if page.glyphs == Glyphs::Ascii { "->" } else { "→" });
    let axes = |left: &str, right: &str| {
        let end = page.cols.saturating_sub(page.cols_of(right));
        Pen::new(page).put(left, Ink::Faint).to(end).put(right, Ink::Faint).done()
    };
    let small = page.cols < SIDE_BY_SIDE || page.rows.is_some_and(|rows| rows < LEAST + 2);
    if small {
        return Sheet { head: vec![axes(&up, &across)], body: list(quadrant, page) };
    }
    let mut body = boxes(quadrant, page);
    body.push(axes("", &across));
    Sheet { head: vec![axes(&up, "")], body }
}

fn of(quadrant: &Quadrant, field: usize) -> Vec<&Item> {
    quadrant.items.iter().filter(|item| item.field() == field).collect()
}

fn list(quadrant: &Quadrant, page: &Page) -> Vec<Row> {
    let mut rows = Vec::new();
    for (field, name) in quadrant.fields.iter().enumerate() {
        let items = of(quadrant, field);
        let pen = Pen::new(page).about(Some(Target::Corner(field)));
        rows.push(pen.put(&format!("{name} ({})", items.len()), Ink::Heading).done());
        rows.extend(
            items.iter().map(|item| {
                item_pen(Pen::new(page).to(1), item, page.cols.saturating_sub(1)).done()
            }),
        );
    }
    rows
}

/// An item in `cols` columns, the label cut before its weight is; its weight alone on few of them.
fn item_pen<'p>(pen: Pen<'p>, item: &Item, cols: usize) -> Pen<'p> {
    let weight = if cols + 4 < WORDY { &item.short } else { &item.text };
    let pen = pen.about(item.row).part(weight, cols, Ink::Tone(item.tone));
    let used = pen.cols_of(weight) + 1;
    pen.put(" ", Ink::Plain).part(&item.label, cols.saturating_sub(used), Ink::Plain).about(None)
}

fn boxes(quadrant: &Quadrant, page: &Page) -> Vec<Row> {
    let needs = |a: usize, b: usize| of(quadrant, a).len().max(of(quadrant, b).len()).max(1);
    let (top, bottom) = (needs(0, 1), needs(2, 3));
    let (top, bottom) = match page.rows {
        // Two edges per box and the two rows of the axes are no room for items.
        Some(rows) => fitted((top, bottom), rows.saturating_sub(6)),
        None => (top, bottom),
    };
    let half = page.cols / 2;
    let mut rows = Vec::new();
    for (fields, count) in [([0, 1], top), ([2, 3], bottom)] {
        rows.push(edge(quadrant, fields, (half, true), page));
        for at in 0..count {
            let mut pen = Pen::new(page);
            for (side, field) in fields.into_iter().enumerate() {
                pen = cell(quadrant, (field, at, count), (side * half, half), (pen, page));
            }
            rows.push(pen.done());
        }
        rows.push(edge(quadrant, fields, (half, false), page));
    }
    rows
}

/// Rows for both halves in what there is, each at least one, the needier one more.
fn fitted((top, bottom): (usize, usize), rows: usize) -> (usize, usize) {
    if top + bottom <= rows {
        return (top, bottom);
    }
    let first = (rows * top / (top + bottom)).clamp(1, rows.saturating_sub(1).max(1));
    (first, rows.saturating_sub(first).max(1))
}

/// Which of the items of a field are in view, in `count` rows: those around the cursor, with a row
/// for the number of the others.
fn window(items: &[&Item], count: usize, at: Option<Target>) -> (usize, usize) {
    if items.len() <= count {
        return (0, items.len());
    }
    let shown = count.saturating_sub(1);
    let here = at.and_then(|at| items.iter().position(|item| item.row == Some(at)));
    let from = here.map_or(0, |here| (here + 1 + shown / 2).saturating_sub(shown));
    (from.min(items.len() - shown), shown)
}

fn cell<'p>(
    quadrant: &Quadrant,
    (field, at, count): (usize, usize, usize),
    (left, cols): (usize, usize),
    (pen, page): (Pen<'p>, &Page),
) -> Pen<'p> {
    let upright = if page.glyphs == Glyphs::Ascii { "|" } else { "│" };
    let items = of(quadrant, field);
    let inside = cols.saturating_sub(4);
    let mut pen = pen.to(left).put(upright, Ink::Faint).put(" ", Ink::Plain);
    let (from, shown) = window(&items, count, page.at);
    let (above, below) = (from, items.len().saturating_sub(from + shown));
    if at == shown && above + below > 0 {
        let more = match (above, below) {
            (0, _) => page.lang.pick(format!("还有 {below} 项"), format!("{below} more")),
            (_, 0) => page.lang.pick(format!("上有 {above} 项"), format!("{above} above")),
            _ => page.lang.pick(
                format!("上 {above} 项，下 {below} 项"),
                format!("{above} above, {below} below"),
            ),
        };
        pen = pen.part(&format!("{} {more}", page.glyphs.ellipsis()), inside, Ink::Faint);
    } else if let Some(item) = items.get(from + at).filter(|_| at < shown) {
        pen = item_pen(pen, item, inside);
    }
    pen.to(left + cols - 2).put(" ", Ink::Plain).put(upright, Ink::Faint)
}

/// An edge of two boxes; the upper one has the names, with the counts in the corners.
fn edge(quadrant: &Quadrant, fields: [usize; 2], (cols, top): (usize, bool), page: &Page) -> Row {
    let [left, right, across] = match (page.glyphs, top) {
        (Glyphs::Unicode, true) => ["┌", "┐", "─"],
        (Glyphs::Unicode, false) => ["└", "┘", "─"],
        (Glyphs::Ascii, _) => ["+", "+", "-"],
    };
    let mut pen = Pen::new(page);
    for (side, field) in fields.into_iter().enumerate() {
        pen = pen.to(side * cols).put(left, Ink::Faint);
        if !top {
            pen = pen.put(&across.repeat(cols.saturating_sub(2)), Ink::Faint);
            pen = pen.put(right, Ink::Faint);
            continue;
        }
        let count = format!(" {} ", of(quadrant, field).len());
        // A rule of one column before the name and behind the count, and one between them.
        let room = cols.saturating_sub(5 + page.cols_of(&count));
        let long = format!(" {} ", quadrant.fields.get(field).map_or("", |name| name));
        let short = format!(" {} ", quadrant.names.get(field).map_or("", |name| name));
        let name = if page.cols_of(&long) <= room { long } else { short };
        let name = page.cut(&name, room);
        let rule = cols.saturating_sub(4 + page.cols_of(&name) + page.cols_of(&count));
        pen = pen.put(across, Ink::Faint).about(Some(Target::Corner(field)));
        pen = pen.put(&name, Ink::Heading).about(None).put(&across.repeat(rule), Ink::Faint);
        pen = pen.put(&count, Ink::Heading).put(across, Ink::Faint).put(right, Ink::Faint);
    }
    pen.done()
}
