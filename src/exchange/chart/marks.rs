//! Figures made of boxes: bars, stacked bars, heat maps, quadrants.

use super::picture::{LINE, MARGIN, Picture, WIDTH, cut, series_class, width_of};
use crate::analysis::chart::{Bar, Bars, Grid, GridCell, GridRow, Item, Quadrant, Stack, Stacked};
use crate::analysis::stats::whole_text;
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
    let reach = |sign: f64| all().map(|bar| sign * bar.value).fold(0.0, f64::max);
    let zero = start + room * reach(-1.0) / (reach(1.0) + reach(-1.0)).max(f64::MIN_POSITIVE);
    for group in &bars.groups {
        if !group.label.is_empty() {
            picture.line("head", &group.label);
        }
        let alike = bars.groups.iter().filter(|other| other.unit == group.unit);
        let alike: Vec<&Bar> = alike.flat_map(|group| &group.bars).collect();
        let most = |sign: f64| alike.iter().map(|bar| sign * bar.value).fold(0.0, f64::max);
        let (above, below) = (most(1.0), most(-1.0));
        for bar in &group.bars {
            if own_rows {
                picture.line("", &bar.label);
            } else {
                picture.text((start - 10.0, picture.y + 14.0), "end", &bar.label);
            }
            let part = |value: f64, whole: f64, room: f64| {
                if value > 0.0 { (value / whole * room).max(1.0) } else { 0.0 }
            };
            let right = part(bar.value, above, start + room - zero);
            let left = part(-bar.value, below, zero - start);
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
        let parts = parts.map(|(kind, part)| {
            format!("{kind} {} ({} %)", part.text, whole_text(part.share * 100.0))
        });
        picture.line("", &parts.collect::<Vec<_>>().join("  |  "));
    }
}

pub(super) fn grid(picture: &mut Picture, grid: &Grid) {
    let rows = || grid.groups.iter().flat_map(|group| &group.rows);
    let label = rows().map(|row| width_of(&row.label)).fold(0.0, f64::max).min(LABELS * 0.75);
    let cell = (WIDTH - 2.0 * MARGIN - label) / grid.columns.len().max(1) as f64;
    let left = |index: usize| MARGIN + label + 10.0 + index as f64 * cell;
    for (index, title) in grid.columns.iter().enumerate() {
        picture.text((left(index), picture.y + 14.0), "head", &cut(title, cell));
    }
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

/// A row of gauges: a frame that is as full as the cell; dashed where nothing is stated.
fn grid_row(picture: &mut Picture, row: &GridRow, (label, width): (f64, f64)) {
    const GAUGE: f64 = 40.0;
    picture.text((MARGIN, picture.y + 14.0), "", &cut(&row.label, label));
    for (index, cell) in row.cells.iter().enumerate() {
        let (x, y) = (MARGIN + label + 10.0 + index as f64 * width, picture.y + 3.0);
        match cell.share {
            Some(share) => {
                picture.rect((x, y), (GAUGE * share, LINE - 6.0), tone_class(cell.tone));
                picture.rect((x, y), (GAUGE, LINE - 6.0), "rule");
            }
            None => picture.rect((x, y), (GAUGE, LINE - 6.0), "faint"),
        }
        let text = fitting(cell, width - GAUGE - 20.0);
        picture.text((x + GAUGE + 6.0, picture.y + 14.0), "", &text);
    }
    picture.y += LINE;
}

/// The fullest wording of a cell that fits.
fn fitting(cell: &GridCell, width: f64) -> String {
    let joined = |rest: &str| {
        if rest.is_empty() { cell.text.clone() } else { format!("{}: {rest}", cell.text) }
    };
    let full = joined(&cell.detail);
    if width_of(&full) <= width || cell.short.is_empty() {
        return cut(&full, width);
    }
    cut(&joined(&cell.short), width)
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
