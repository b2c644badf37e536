//! The glyphs of charts: marks of series, fillings of bars, shades of a heat map.

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
pub fn fill(glyphs: Glyphs, series: usize) -> char {
    pick(glyphs, &['█', '▒', '░', '▓'], &['#', '=', '.', '+', ':', '%'], series)
}

/// The shade of a cell that is this full, 0 to 1; a question mark where nothing is stated.
#[must_use]
pub fn heat(glyphs: Glyphs, share: Option<f64>) -> char {
    let step = match share {
        None => return '?',
        Some(share) if share <= 0.0 => 0,
        Some(share) if share < 0.5 => 1,
        Some(share) if share < 1.0 => 2,
        Some(_) => 3,
    };
    pick(glyphs, &['░', '▒', '▓', '█'], &['.', '-', '=', '#'], step)
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
