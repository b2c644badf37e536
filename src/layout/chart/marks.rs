//! The glyphs of charts: marks of series, fillings of bars, gauges.

use crate::text::Glyphs;

fn pick(glyphs: Glyphs, unicode: &[char], ascii: &[char], index: usize) -> char {
    let set = match glyphs {
        Glyphs::Unicode => unicode,
        Glyphs::Ascii => ascii,
    };
    set.get(index % set.len().max(1)).copied().unwrap_or('*')
}

/// The mark of a series; the first ones are told apart by shape.
#[must_use]
pub fn mark(glyphs: Glyphs, series: usize) -> char {
    pick(glyphs, &['●', '○', '◆', '◇', '▲', '△'], &['x', 'o', '+', '*', '#', '%'], series)
}

/// What the share of a series in a bar is filled with.
#[must_use]
pub(super) fn fill(glyphs: Glyphs, series: usize) -> char {
    pick(glyphs, &['█', '▒', '░', '▓'], &['#', '=', '.', '+', ':', '%'], series)
}

/// A gauge of `cols` columns in its parts: what is certain, what is possible beyond that, the rest.
/// What is more than nothing shows at least one sign, and what is less than all never fills it.
///
/// ```
/// use herringbone::layout::chart::gauge;
/// use herringbone::text::Glyphs;
///
/// let drawn = |certain, most| gauge(Glyphs::Unicode, (certain, most), 5).concat();
/// assert_eq!(drawn(0.2, 1.0), "█░░░░", "1 of 5, the others not stated");
/// assert_eq!(drawn(0.6, 0.6), "███··");
/// assert_eq!(drawn(0.01, 0.02), "█░···");
/// assert_eq!(gauge(Glyphs::Ascii, (0.5, 0.75), 4).concat(), "##?.");
/// ```
#[must_use]
pub fn gauge(glyphs: Glyphs, (certain, most): (f64, f64), cols: usize) -> [String; 3] {
    let whole = |share: f64| match share {
        share if share >= 1.0 => cols,
        share if share <= 0.0 => 0,
        share => ((share * cols as f64).round() as usize).clamp(1.min(cols), cols.max(2) - 1),
    };
    let (mut solid, mut end) = (whole(certain), whole(most.max(certain)));
    if most > certain && end <= solid {
        // One more for the doubt, or one less for what is certain where none is left.
        end = (solid + 1).min(if most < 1.0 { cols.max(2) - 1 } else { cols });
        solid = solid.min(end.saturating_sub(1));
    }
    let counts = [solid, end - solid.min(end), cols - end.min(cols)];
    let signs = match glyphs {
        Glyphs::Unicode => ['█', '░', '·'],
        Glyphs::Ascii => ['#', '?', '.'],
    };
    let [solid, open, rest] = signs.map(String::from);
    let [a, b, c] = counts;
    [solid.repeat(a), open.repeat(b), rest.repeat(c)]
}

/// A bar that ends at zero, of this many eighths of a column. There are signs for an eighth and a
/// half at the right of a cell only, so its far end is rounded to these.
#[must_use]
pub fn below(glyphs: Glyphs, eighths: usize) -> String {
    match glyphs {
        Glyphs::Ascii => "=".repeat(((eighths + 4) / 8).max(eighths.min(1))),
        Glyphs::Unicode => {
            let (end, more) = match eighths % 8 {
                0 => ("", 0),
                1 | 2 => ("▕", 0),
                3..=6 => ("▐", 0),
                _ => ("", 1),
            };
            format!("{end}{}", "▒".repeat(eighths / 8 + more))
        }
    }
}

/// A bar of this many eighths of a column.
#[must_use]
pub fn eighths(glyphs: Glyphs, eighths: usize) -> String {
    let whole = eighths / 8;
    match glyphs {
        // A bar that is not zero shows at least one sign.
        Glyphs::Ascii => "#".repeat(((eighths + 4) / 8).max(eighths.min(1))),
        Glyphs::Unicode => {
            let rest = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"].get(eighths % 8).copied();
            format!("{}{}", "█".repeat(whole), rest.unwrap_or_default())
        }
    }
}
