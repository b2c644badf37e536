//! The cells of a drawing's text, and which of them have been accounted for.
//!
//! It must not know what a cell should be.

use crate::layout::Options;
use crate::text::Measure;

/// A text as cells; a wide character fills its first cell and leaves the others empty.
#[derive(Debug)]
pub(super) struct Grid {
    pub(super) measure: Measure,
    pub(super) ascii: bool,
    rows: Vec<Vec<Cell>>,
    cols: usize,
}

#[derive(Debug, Clone, Default)]
struct Cell {
    grapheme: String,
    seen: bool,
}

impl Grid {
    pub(super) fn new(text: &str, options: &Options) -> Self {
        let measure = options.measure;
        let row = |line: &str| {
            let mut cells = Vec::new();
            for (grapheme, cols) in measure.graphemes(line) {
                cells.push(Cell { grapheme: grapheme.to_owned(), seen: grapheme == " " });
                cells.extend((1..cols).map(|_| Cell { grapheme: String::new(), seen: true }));
            }
            cells
        };
        let ascii = options.safe_glyphs() == crate::text::Glyphs::Ascii;
        let rows: Vec<Vec<Cell>> = text.lines().map(row).collect();
        let cols = rows.iter().map(Vec::len).max().unwrap_or(0);
        Self { measure, ascii, rows, cols }
    }

    pub(super) fn rows(&self) -> usize {
        self.rows.len()
    }

    /// The columns of the widest row.
    pub(super) fn cols(&self) -> usize {
        self.cols
    }

    /// What starts in a cell; a blank beyond the ends, nothing behind the first cell of a wide character.
    pub(super) fn at(&self, row: usize, col: usize) -> &str {
        self.rows.get(row).and_then(|cells| cells.get(col)).map_or(" ", |cell| &cell.grapheme)
    }

    pub(super) fn is(&self, (row, col): (usize, usize), glyphs: &str) -> bool {
        let seen = self.at(row, col);
        !seen.is_empty() && glyphs.contains(seen)
    }

    /// Accounts for a cell; whether it held one of the glyphs and was not accounted for before.
    pub(super) fn take(&mut self, (row, col): (usize, usize), glyphs: &str) -> bool {
        let fits = self.is((row, col), glyphs);
        let cell = self.rows.get_mut(row).and_then(|cells| cells.get_mut(col));
        match cell {
            Some(cell) if fits => !std::mem::replace(&mut cell.seen, true),
            _ => false,
        }
    }

    /// The text in some columns of a row without the blanks around it, and the column it starts in;
    /// accounts for its cells.
    pub(super) fn take_text(
        &mut self,
        row: usize,
        cols: std::ops::Range<usize>,
    ) -> (String, usize) {
        let text: String = cols.clone().map(|col| self.at(row, col)).collect();
        let start = cols.clone().find(|col| self.at(row, *col) != " ").unwrap_or(cols.end);
        if let Some(cells) = self.rows.get_mut(row) {
            cells.iter_mut().take(cols.end).skip(cols.start).for_each(|cell| cell.seen = true);
        }
        (text.trim().to_owned(), start)
    }

    /// Whether some columns of a row are blank.
    pub(super) fn is_blank(&self, row: usize, mut cols: std::ops::Range<usize>) -> bool {
        cols.all(|col| self.at(row, col) == " ")
    }

    /// The cells that nothing accounted for.
    pub(super) fn left_over(&self) -> Vec<(usize, usize, String)> {
        let cells = |(row, cells): (usize, &Vec<Cell>)| {
            let left = cells.iter().enumerate().filter(|(_, cell)| !cell.seen);
            left.map(|(col, cell)| (row, col, cell.grapheme.clone())).collect::<Vec<_>>()
        };
        self.rows.iter().enumerate().flat_map(cells).collect()
    }

    /// The glyph of a set for the kind of drawing this is.
    pub(super) fn pick<'a>(&self, unicode: &'a str, ascii: &'a str) -> &'a str {
        if self.ascii { ascii } else { unicode }
    }
}
