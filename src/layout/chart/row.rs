//! A row of a drawing, written from left to right.
//!
//! Every text is cleaned, measured and cut here, so no row is wider than its page and no wide
//! character is halved.

use super::Page;
use crate::analysis::chart::Target;
use crate::analysis::table::Tone;
use crate::text::{Align, clean};

/// What a piece of a drawing is; the screen gives it a style, a text none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Ink {
    /// Plain text.
    #[default]
    Plain,
    /// Axes, rules, remarks.
    Faint,
    /// Headings.
    Heading,
    /// A value that means something.
    Tone(Tone),
    /// A mark of the series with this position, or its share of a bar.
    Series(usize),
}

/// A piece of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Its text, clean.
    pub text: String,
    /// What it is.
    pub ink: Ink,
    /// What it shows.
    pub target: Option<Target>,
}

/// A row of a drawing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Row {
    /// Its pieces, one behind the other.
    pub pieces: Vec<Piece>,
}

impl Row {
    /// The row as text, without blanks at its end.
    #[must_use]
    pub fn text(&self) -> String {
        let text: String = self.pieces.iter().map(|piece| &*piece.text).collect();
        text.trim_end().to_owned()
    }

    /// Whether a piece of it shows this.
    #[must_use]
    pub fn shows(&self, target: Target) -> bool {
        self.pieces.iter().any(|piece| piece.target == Some(target))
    }
}

/// Writes a row.
#[derive(Debug)]
pub(super) struct Pen<'p> {
    page: &'p Page,
    row: Row,
    col: usize,
    target: Option<Target>,
}

impl<'p> Pen<'p> {
    pub(super) fn new(page: &'p Page) -> Self {
        Self { page, row: Row::default(), col: 0, target: None }
    }

    /// Goes on behind a row that was written before.
    pub(super) fn after(row: Row, page: &'p Page) -> Self {
        let col = row.pieces.iter().map(|piece| page.measure.cols(&piece.text)).sum();
        Self { page, row, col, target: None }
    }

    /// What follows shows this.
    pub(super) fn about(mut self, target: Option<Target>) -> Self {
        self.target = target;
        self
    }

    /// Writes text in what is left of the page.
    pub(super) fn put(mut self, text: &str, ink: Ink) -> Self {
        let room = self.page.cols.saturating_sub(self.col);
        let text = self.page.cut(text, room);
        self.col += self.page.measure.cols(&text);
        if !text.is_empty() {
            self.row.pieces.push(Piece { text, ink, target: self.target });
        }
        self
    }

    /// Writes text in at most `cols` columns.
    pub(super) fn part(self, text: &str, cols: usize, ink: Ink) -> Self {
        let text = self.page.cut(text, cols);
        self.put(&text, ink)
    }

    /// The columns of a text once it is clean.
    pub(super) fn cols_of(&self, text: &str) -> usize {
        self.page.cols_of(text)
    }

    /// Writes text in a field of exactly `cols` columns.
    pub(super) fn field(self, text: &str, (cols, align): (usize, Align), ink: Ink) -> Self {
        let text = self.page.cut(text, cols);
        let text = self.page.measure.pad(&text, cols, align);
        self.put(&text, ink)
    }

    /// Writes glyphs of one column each, those of one ink as one piece.
    pub(super) fn glyphs(self, cells: &[(char, Ink)]) -> Self {
        cells.chunk_by(|a, b| a.1 == b.1).fold(self, |pen, run| {
            let text: String = run.iter().map(|cell| cell.0).collect();
            pen.put(&text, run.first().map_or(Ink::Plain, |cell| cell.1))
        })
    }

    /// Fills with blanks up to a column.
    pub(super) fn to(self, col: usize) -> Self {
        let blanks = " ".repeat(col.saturating_sub(self.col));
        self.put(&blanks, Ink::Plain)
    }

    pub(super) fn done(self) -> Row {
        self.row
    }
}

impl Page {
    /// Text cleaned and cut to a number of columns.
    pub(super) fn cut(&self, text: &str, cols: usize) -> String {
        self.measure.cut_with(&clean(text), cols, self.glyphs.ellipsis()).into_owned()
    }

    /// The columns of a text once it is clean.
    pub(super) fn cols_of(&self, text: &str) -> usize {
        self.measure.cols(&clean(text))
    }

    /// The columns of the widest of some texts.
    pub(super) fn widest<'t>(&self, texts: impl IntoIterator<Item = &'t str>) -> usize {
        texts.into_iter().map(|text| self.cols_of(text)).max().unwrap_or(0)
    }
}
