//! A character grid to draw on: lines whose arms merge where they cross, glyphs, labels.
//!
//! It must not know what a fishbone is; it only keeps cells and who owns them.

use super::drawing::{Drawing, Line, Part, Place, Span};
use super::{Misfit, Shape};
use crate::text::{Arms, Glyphs};

/// A grid that grows as it is written on.
#[derive(Debug)]
pub(super) struct Canvas {
    glyphs: Glyphs,
    rows: Vec<Row>,
    places: Vec<Place>,
    clashes: usize,
}

#[derive(Debug, Default)]
struct Row {
    cells: Vec<Cell>,
    labels: Vec<Label>,
}

#[derive(Debug)]
struct Label {
    col: usize,
    cols: usize,
    part: Part,
    text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Cell {
    ink: Ink,
    part: Part,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ink {
    Blank,
    Line(Arms),
    Glyph(char),
    Label,
}

const BLANK: Cell = Cell { ink: Ink::Blank, part: Part::Spine };

impl Canvas {
    pub(super) fn new(glyphs: Glyphs) -> Self {
        Self { glyphs, rows: Vec::new(), places: Vec::new(), clashes: 0 }
    }

    pub(super) fn glyphs(&self) -> Glyphs {
        self.glyphs
    }

    /// Adds the arms of a line to a cell.
    pub(super) fn line(&mut self, (row, col): (usize, usize), arms: Arms, part: Part) {
        let Some(cell) = self.cell(row, col) else { return };
        match cell.ink {
            Ink::Blank => *cell = Cell { ink: Ink::Line(arms), part },
            Ink::Line(before) => cell.ink = Ink::Line(before.merge(arms)),
            Ink::Glyph(_) | Ink::Label => self.clashes += 1,
        }
    }

    /// Writes one glyph of one column.
    pub(super) fn glyph(&mut self, (row, col): (usize, usize), glyph: char, part: Part) {
        let Some(cell) = self.cell(row, col) else { return };
        let free = cell.ink == Ink::Blank;
        *cell = Cell { ink: Ink::Glyph(glyph), part };
        self.clashes += usize::from(!free);
    }

    /// Writes a piece of a text that takes `cols` columns from `place` on.
    pub(super) fn label(
        &mut self,
        (row, col): (usize, usize),
        text: String,
        cols: usize,
        part: Part,
    ) {
        for col in col..col + cols {
            let Some(cell) = self.cell(row, col) else { return };
            let free = cell.ink == Ink::Blank;
            *cell = Cell { ink: Ink::Label, part };
            self.clashes += usize::from(!free);
        }
        if let Some(line) = self.rows.get_mut(row) {
            line.labels.push(Label { col, cols, part, text });
        }
        self.places.push(Place { part, row, col, cols });
    }

    fn cell(&mut self, row: usize, col: usize) -> Option<&mut Cell> {
        if self.rows.len() <= row {
            self.rows.resize_with(row + 1, Row::default);
        }
        let cells = &mut self.rows.get_mut(row)?.cells;
        if cells.len() <= col {
            cells.resize(col + 1, BLANK);
        }
        cells.get_mut(col)
    }

    /// The finished drawing.
    pub(super) fn finish(self, shape: Shape, misfit: Option<Misfit>) -> Drawing {
        debug_assert_eq!(self.clashes, 0, "two things were drawn in one cell");
        let glyphs = self.glyphs;
        let lines = self.rows.into_iter().map(|row| row.finish(glyphs)).collect();
        Drawing { shape, misfit, lines, places: self.places }
    }
}

impl Row {
    fn finish(mut self, glyphs: Glyphs) -> Line {
        self.labels.sort_by_key(|label| label.col);
        let mut line = Line::default();
        let mut labels = self.labels.into_iter().peekable();
        let mut col = 0;
        while let Some(cell) = self.cells.get(col) {
            let label = labels.next_if(|label| label.col == col);
            let cols = label.as_ref().map_or(1, |label| label.cols.max(1));
            match (label, cell.ink) {
                (Some(label), _) => line.push(&label.text, cols, Some(label.part)),
                (None, Ink::Blank | Ink::Label) => line.push(" ", 1, None),
                (None, Ink::Line(arms)) => line.push_char(glyphs.stroke(arms), cell.part),
                (None, Ink::Glyph(glyph)) => line.push_char(glyph, cell.part),
            }
            col += cols;
        }
        let len = line.text.trim_end().len();
        line.cols -= line.text.len() - len;
        line.text.truncate(len);
        line
    }
}

impl Line {
    fn push_char(&mut self, glyph: char, part: Part) {
        self.push(glyph.encode_utf8(&mut [0; 4]), 1, Some(part));
    }

    fn push(&mut self, text: &str, cols: usize, part: Option<Part>) {
        let bytes = self.text.len()..self.text.len() + text.len();
        let col = self.cols;
        self.text.push_str(text);
        self.cols += cols;
        let Some(part) = part else { return };
        match self.spans.last_mut() {
            Some(last) if last.part == part && last.bytes.end == bytes.start => {
                last.bytes.end = bytes.end;
                last.cols += cols;
            }
            _ => self.spans.push(Span { col, cols, part, bytes }),
        }
    }
}
