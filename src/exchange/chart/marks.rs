//! Figures made of boxes: bars, stacked bars, heat maps, quadrants.

use super::picture::{LINE, MARGIN, Picture, WIDTH, cut, series_class, width_of};
use crate::analysis::chart::{Bar, Bars, Grid, GridCell, GridRow, Item, Quadrant, Stack, Stacked};
use crate::analysis::table::Tone;

/// The most that labels before a bar may take.
const LABELS: f64 = 300.0;

fn tone_class(tone: Tone) -> &'static str {
    match tone {
        Tone::Plain => "plain",
        Tone::Good => "good",
        Tone::Fair => "fair",
        Tone::Bad => "bad",
        Tone::Faint => "faint",
    }
}

pub(super) fn bars(picture: &mut Picture, bars: &Bars) {
    let all = || bars.groups.iter().flat_map(|group| &group.bars);
    let widest = |text: fn(&Bar) -> &str| all().map(|bar| width_of(text(bar))).fold(0.0, f64::max);
    let (label, text) = (widest(|bar| &bar.label), widest(|bar| &bar.text));
    let own_rows = label > LABELS;
    let start = MARGIN + if own_rows { 0.0 } else { label + 10.0 };
    let room = WIDTH - MARGIN - text - 10.0 - start;
    let zero = start + room * bars.below();
    for group in &bars.groups {
        if !group.label.is_empty() {
            picture.line("head", &group.label);
        }
        let (above, below) = bars.reach(&group.unit);
        // One scale for both sides of zero.
        let side = |reach: f64, room: f64| if reach > 0.0 { room / reach } else { f64::MAX };
        let scale = side(above, start + room - zero).min(side(below, zero - start));
        for bar in &group.bars {
            if own_rows {
                picture.line("", &bar.label);
            } else {
                picture.text((start - 10.0, picture.y + 14.0), "end", &bar.label);
            }
            let part = |value: f64| if value > 0.0 { (value * scale).max(1.0) } else { 0.0 };
            let (right, left) = (part(bar.value), part(-bar.value));
            let (y, class) = (picture.y + 3.0, tone_class(bar.tone));
            picture.rect((zero - left, y), (left + right, LINE - 6.0), class);
            picture.text((zero + right + 6.0, picture.y + 14.0), "", &bar.text);
            picture.y += LINE;
        }
    }
}

pub(super) fn stacked(picture: &mut Picture, stacked: &Stacked) {
    picture.legend(stacked.kinds.iter().map(String::as_str));
    let sum = |stack: &Stack| stack.parts.iter().map(|part| part.value).sum::<f64>();
    let most = stacked.stacks.iter().map(sum).fold(f64::MIN_POSITIVE, f64::max);
    for stack in &stacked.stacks {
        picture.y += 6.0;
        picture.line("head", &format!("{}  {}", stack.label, stack.total));
        let mut x = MARGIN;
        for (kind, part) in stack.parts.iter().enumerate() {
            let width = part.value / most * (WIDTH - 2.0 * MARGIN);
            picture.rect((x, picture.y), (width, LINE), series_class(kind));
            x += width;
        }
        picture.y += LINE + 2.0;
        let parts = stacked.kinds.iter().zip(&stack.parts);
        let parts = parts.map(|(kind, part)| format!("{kind} {} ({})", part.text, part.percent));
        picture.line("", &parts.collect::<Vec<_>>().join("  |  "));
    }
}

/// Pixels of a gauge.
const GAUGE: f64 = 40.0;

pub(super) fn grid(picture: &mut Picture, grid: &Grid) {
    let rows = || grid.groups.iter().flat_map(|group| &group.rows);
    let celled = || rows().filter(|row| !row.cells.is_empty());
    let label = celled().map(|row| width_of(&row.label)).fold(0.0, f64::max).min(LABELS * 0.75);
    let asides = celled().map(|row| width_of(&row.aside)).fold(width_of(&grid.aside), f64::max);
    let aside = if grid.aside.is_empty() { 0.0 } else { asides + 10.0 };
    let cell = (WIDTH - 2.0 * MARGIN - label - aside) / grid.columns.len().max(1) as f64;
    grid_legend(picture, grid, cell);
    let left = |index: usize| MARGIN + label + 10.0 + index as f64 * cell;
    for (index, title) in grid.columns.iter().enumerate() {
        picture.text((left(index), picture.y + 14.0), "head", &cut(title, cell));
    }
    picture.text((left(grid.columns.len()), picture.y + 14.0), "note", &grid.aside);
    picture.y += LINE;
    for group in &grid.groups {
        if !group.label.is_empty() {
            picture.line("head", &group.label);
        }
        for row in &group.rows {
            grid_row(picture, row, (label, cell));
        }
    }
}

/// What the parts of a gauge are, and how to read the signs where one is used.
fn grid_legend(picture: &mut Picture, grid: &Grid, width: f64) {
    let [certain, open] = &grid.parts;
    if !open.is_empty() {
        let mut x = MARGIN;
        for (name, (share, most)) in [(certain, (1.0, 1.0)), (open, (0.0, 1.0))] {
            gauge(picture, (x, picture.y + 3.0), (LINE, share, most), Tone::Plain);
            picture.text((x + LINE + 6.0, picture.y + 14.0), "note", name);
            x += LINE + 24.0 + width_of(name);
        }
        picture.y += LINE;
    }
    let cells = grid.groups.iter().flat_map(|group| &group.rows).flat_map(|row| &row.cells);
    if cells.into_iter().any(|cell| fitting(cell, room(width)).1) {
        picture.line("note", &grid.signs);
    }
}

/// Pixels of the words of a cell of this width.
fn room(width: f64) -> f64 {
    width - GAUGE - 20.0
}

/// A row of gauges with their words; words alone where it has no gauges.
fn grid_row(picture: &mut Picture, row: &GridRow, (label, width): (f64, f64)) {
    if row.cells.is_empty() {
        return picture.line("", &format!("{}: {}", row.label, row.aside));
    }
    picture.text((MARGIN, picture.y + 14.0), "", &cut(&row.label, label));
    let left = |index: usize| MARGIN + label + 10.0 + index as f64 * width;
    for (index, cell) in row.cells.iter().enumerate() {
        let (x, y) = (left(index), picture.y + 3.0);
        let certain = cell.share.unwrap_or(0.0);
        let most = cell.possible.unwrap_or(certain);
        gauge(picture, (x, y), (GAUGE, certain, most), cell.tone);
        let (text, _) = fitting(cell, room(width));
        picture.text((x + GAUGE + 6.0, picture.y + 14.0), "", &text);
    }
    if !row.aside.is_empty() {
        picture.text((left(row.cells.len()), picture.y + 14.0), "note", &row.aside);
    }
    picture.y += LINE;
}

/// A frame filled as far as is certain, and hatched as far as is possible.
fn gauge(
    picture: &mut Picture,
    (x, y): (f64, f64),
    (width, certain, most): (f64, f64, f64),
    tone: Tone,
) {
    const STEP: f64 = 6.0;
    let height = LINE - 6.0;
    let (from, to) = (x + width * certain, x + width * most);
    picture.rect((x, y), (width * certain, height), tone_class(tone));
    if to > from {
        picture.rect((from, y), (to - from, height), "faint");
        for step in 1..((to - from) / STEP) as usize {
            let at = from + step as f64 * STEP;
            picture.stroke((at, y + height), ((at + STEP).min(to), y), "hatch");
        }
    }
    picture.rect((x, y), (width, height), "rule");
}

/// The fullest wording of a cell that fits, and whether it needs its signs explained.
fn fitting(cell: &GridCell, width: f64) -> (String, bool) {
    let joined = |rest: &str| {
        if rest.is_empty() { cell.text.clone() } else { format!("{}: {rest}", cell.text) }
    };
    let full = joined(&cell.detail);
    if width_of(&full) <= width || cell.short.is_empty() {
        return (cut(&full, width), false);
    }
    (cut(&joined(&cell.short), width), cell.short.contains(['~', '?']))
}

pub(super) fn quadrant(picture: &mut Picture, quadrant: &Quadrant) {
    let half = (WIDTH - 2.0 * MARGIN) / 2.0;
    picture.line("note", &format!("↑ {}", quadrant.up));
    for fields in [[0, 1], [2, 3]] {
        let of = |field: usize| quadrant.items.iter().filter(move |item| item.field() == field);
        let rows = fields.into_iter().map(|field| of(field).count()).max().unwrap_or(0).max(1);
        let height = (rows + 1) as f64 * LINE + 10.0;
        for (side, field) in fields.into_iter().enumerate() {
            let x = MARGIN + side as f64 * half;
            picture.rect((x, picture.y), (half, height), "rule");
            let name = quadrant.fields.get(field).map_or("", |name| name);
            let head = format!("{name} ({})", of(field).count());
            picture.text((x + 8.0, picture.y + 18.0), "head", &cut(&head, half - 16.0));
            for (item, line) in of(field).zip(1..) {
                item_line(
                    picture,
                    item,
                    (x + 8.0, picture.y + 18.0 + f64::from(line) * LINE, half - 16.0),
                );
            }
        }
        picture.y += height;
    }
    picture.text((WIDTH - MARGIN, picture.y + 16.0), "note end", &format!("{} →", quadrant.across));
    picture.y += LINE;
}

fn item_line(picture: &mut Picture, item: &Item, (x, y, width): (f64, f64, f64)) {
    picture.rect((x, y - 9.0), (8.0, 8.0), tone_class(item.tone));
    let text = format!("{}  {}", item.text, item.label);
    picture.text((x + 14.0, y), "", &cut(&text, width - 14.0));
}
