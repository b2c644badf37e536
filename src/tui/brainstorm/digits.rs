//! Large digits for the timer, drawn from box glyphs, or from plain characters in ASCII.
//!
//! It must not know what time it is.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::super::canvas::{Canvas, cells};
use crate::text::Glyphs;

/// The rows of the large digits.
pub(super) const ROWS: u16 = 3;

/// The three rows of a character of a time.
fn rows(c: char, glyphs: Glyphs) -> [&'static str; 3] {
    match glyphs {
        Glyphs::Unicode => match c {
            '0' => ["┏━┓", "┃ ┃", "┗━┛"],
            '1' => [" ╻ ", " ┃ ", " ╹ "],
            '2' => ["╺━┓", "┏━┛", "┗━╸"],
            '3' => ["╺━┓", "╺━┫", "╺━┛"],
            '4' => ["╻ ╻", "┗━┫", "  ╹"],
            '5' => ["┏━╸", "┗━┓", "╺━┛"],
            '6' => ["┏━╸", "┣━┓", "┗━┛"],
            '7' => ["╺━┓", "  ┃", "  ╹"],
            '8' => ["┏━┓", "┣━┫", "┗━┛"],
            '9' => ["┏━┓", "┗━┫", "╺━┛"],
            ':' => [" ", ":", " "],
            '-' => ["   ", "╺━╸", "   "],
            _ => ["", "", ""],
        },
        Glyphs::Ascii => match c {
            '0' => [" _ ", "| |", "|_|"],
            '1' => ["   ", "  |", "  |"],
            '2' => [" _ ", " _|", "|_ "],
            '3' => [" _ ", " _|", " _|"],
            '4' => ["   ", "|_|", "  |"],
            '5' => [" _ ", "|_ ", " _|"],
            '6' => [" _ ", "|_ ", "|_|"],
            '7' => [" _ ", "  |", "  |"],
            '8' => [" _ ", "|_|", "|_|"],
            '9' => [" _ ", "|_|", " _|"],
            ':' => [" ", ".", "."],
            '-' => ["   ", " _ ", "   "],
            _ => ["", "", ""],
        },
    }
}

/// The columns a time takes in large digits.
pub(super) fn cols(time: &str, canvas: &Canvas<'_>) -> u16 {
    let of = |c| canvas.measure.cols(rows(c, canvas.glyphs)[1]) + 1;
    cells(time.chars().map(of).sum())
}

/// Draws a time in large digits at the right edge of an area; returns the columns used.
pub(super) fn draw(time: &str, area: Rect, style: Style, canvas: &mut Canvas<'_>) -> u16 {
    let used = cols(time, canvas);
    if used > area.width || area.height < ROWS {
        return 0;
    }
    let mut x = area.right() - used;
    for c in time.chars() {
        let rows = rows(c, canvas.glyphs);
        let wide = cells(canvas.measure.cols(rows[1]));
        for (row, y) in rows.into_iter().zip(area.y..) {
            canvas.text((x, y), wide, row, style);
        }
        x += wide + 1;
    }
    used
}
