//! Writes one bone: a heading and its causes, straight, mirrored or slanted.
//!
//! It must not choose widths or places; it follows a pen that maps rows and steps to cells.

use super::canvas::Canvas;
use super::drawing::Part;
use super::tree::{Bone, Twig};
use crate::text::{Arms, Flow, Measure, Stroke};

/// The steps from one trunk to the next deeper one.
pub(super) const STEP: usize = 3;

/// How a bone is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Right angles: twigs leave the rib at the first line of a label.
    Straight,
    /// Every row one column further: twigs reach the rib at the last line of a label.
    Slanted,
}

impl Form {
    /// The steps between the rib and the text of a cause.
    pub(super) fn indent(self, twig: &Twig) -> usize {
        let trunk = STEP * twig.depth;
        match self {
            Self::Straight => trunk + STEP,
            // A twig that carries causes is long enough for their trunk to end on it.
            Self::Slanted => trunk + if twig.parent { 5 } else { 2 },
        }
    }

    /// Rows of bare rib for a category without causes, so that a slanted rib shows at all.
    pub(super) fn stub(self, bone: &Bone) -> usize {
        usize::from(self == Self::Slanted && bone.twigs.is_empty())
    }
}

/// Maps a row of a bone and the steps away from its rib to a cell.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pen {
    /// The row of the drawing at which the bone starts.
    pub(super) row: usize,
    /// The column of the rib at that row.
    pub(super) col: isize,
    /// Columns that the rib moves with every row: -1, 0 or 1.
    pub(super) shear: isize,
    /// Whether labels stand to the left of the rib.
    pub(super) mirrored: bool,
}

impl Pen {
    /// The cell at `steps` from the rib in row `row` of the bone.
    fn cell(self, row: usize, steps: usize) -> (usize, usize) {
        (self.row + row, self.col_of(row, steps).unsigned_abs())
    }

    /// Where a text of `cols` columns starts that begins (mirrored: ends) at `steps` from the rib.
    fn text(self, row: usize, steps: usize, cols: usize) -> (usize, usize) {
        let edge = self.col_of(row, steps);
        let col = if self.mirrored { edge + 1 - signed(cols) } else { edge };
        debug_assert!(col >= 0, "a label left of the page");
        (self.row + row, col.max(0).unsigned_abs())
    }

    fn col_of(self, row: usize, steps: usize) -> isize {
        let away = if self.mirrored { -signed(steps) } else { signed(steps) };
        let col = self.col + self.shear * signed(row) + away;
        debug_assert!(col >= 0, "a line left of the page");
        col.max(0)
    }
}

/// How the rib ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rib {
    /// The heading first; the rib ends at the last cause.
    Ends,
    /// The heading first; the rib runs on below the last cause, to the spine.
    RunsDown,
    /// The rib comes from the spine above; the heading is last.
    RunsUp,
}

/// A bone with all that is needed to write it.
#[derive(Debug)]
pub(super) struct Writer<'a> {
    pub(super) canvas: &'a mut Canvas,
    pub(super) pen: Pen,
    pub(super) form: Form,
    pub(super) rib: Rib,
    pub(super) measure: Measure,
    /// The columns from the rib to the end of the widest label.
    pub(super) cols: usize,
}

impl Writer<'_> {
    /// Writes the bone; the rows it takes.
    pub(super) fn write(&mut self, bone: &Bone) -> usize {
        let part = Part::Rib(bone.id);
        let mut row = 0;
        if self.rib != Rib::RunsUp {
            row = self.heading(bone, row);
        }
        for _ in 0..self.form.stub(bone) {
            self.trunk(row, 0, part);
            row += 1;
        }
        let mut open = Vec::new();
        for twig in &bone.twigs {
            row = self.twig(twig, row, &mut open, part);
        }
        if self.rib == Rib::RunsUp {
            row = self.heading(bone, row);
        }
        row
    }

    fn heading(&mut self, bone: &Bone, row: usize) -> usize {
        let pieces = bone.heading.balance(self.cols);
        self.pieces(pieces, (row, 0), Part::Heading(bone.id))
    }

    fn pieces(
        &mut self,
        pieces: Vec<String>,
        (mut row, steps): (usize, usize),
        part: Part,
    ) -> usize {
        for piece in pieces {
            let cols = self.measure.cols(&piece);
            self.canvas.label(self.pen.text(row, steps, cols), piece, cols, part);
            row += 1;
        }
        row
    }

    /// Writes a cause and the lines beside it; `open` tells which trunks go on below it.
    fn twig(&mut self, twig: &Twig, row: usize, open: &mut Vec<bool>, part: Part) -> usize {
        open.truncate(twig.depth);
        let indent = self.form.indent(twig);
        let pieces = twig.flow.balance(self.cols.saturating_sub(indent));
        let hook = match self.form {
            Form::Straight => row,
            Form::Slanted => (row + pieces.len()).saturating_sub(1),
        };
        let runs_on = !twig.last || (twig.depth == 0 && self.rib != Rib::Ends);
        for at in row..row + pieces.len() {
            for (depth, _) in open.iter().enumerate().filter(|(_, open)| **open) {
                self.trunk(at, depth * STEP, part);
            }
            if at == hook {
                self.hook(at, twig, runs_on, part);
            } else if at < hook || runs_on {
                self.trunk(at, twig.depth * STEP, part);
            }
        }
        open.push(runs_on);
        self.pieces(pieces, (row, indent), Part::Label(twig.id))
    }

    /// One cell of a trunk that passes a row.
    fn trunk(&mut self, row: usize, steps: usize, part: Part) {
        let cell = self.pen.cell(row, steps);
        match self.form {
            Form::Slanted => self.canvas.glyph(cell, self.slant(), part),
            Form::Straight => {
                let arms = Arms { up: Stroke::Thin, down: Stroke::Thin, ..Arms::default() };
                self.canvas.line(cell, arms, part);
            }
        }
    }

    /// The line from a trunk to the text of a cause.
    fn hook(&mut self, row: usize, twig: &Twig, runs_on: bool, part: Part) {
        let trunk = twig.depth * STEP;
        let level = Arms { left: Stroke::Thin, right: Stroke::Thin, ..Arms::default() };
        if self.form == Form::Slanted {
            self.trunk(row, trunk, part);
            for steps in trunk + 1..self.form.indent(twig) {
                self.canvas.line(self.pen.cell(row, steps), level, part);
            }
            return;
        }
        let down = if runs_on { Stroke::Thin } else { Stroke::None };
        let mut tee = Arms { up: Stroke::Thin, down, ..Arms::default() };
        if self.pen.mirrored {
            tee.left = Stroke::Thin;
        } else {
            tee.right = Stroke::Thin;
        }
        self.canvas.line(self.pen.cell(row, trunk), tee, part);
        self.canvas.line(self.pen.cell(row, trunk + 1), level, part);
    }

    fn slant(&self) -> char {
        self.canvas.glyphs().diagonal(self.pen.shear > 0)
    }
}

/// The rows and columns that a text takes when it starts `indent` steps from the rib of a bone `cols` wide.
pub(super) fn rows(flow: &Flow, indent: usize, cols: usize) -> usize {
    flow.lines(cols.saturating_sub(indent)).max(1)
}

fn signed(value: usize) -> isize {
    isize::try_from(value).unwrap_or(isize::MAX)
}
