//! The head of the fish: the effect in a box, at the right end of the spine or across the top.
//!
//! It must not place bones; it chooses the shape of the box and draws it where it is told.

use super::canvas::Canvas;
use super::drawing::Part;
use crate::text::{Arms, Flow, Measure, Stroke};

/// A box is never narrower inside.
const LEAST: usize = 10;

/// A box may be wider than it must by so much.
const SLACK: usize = 4;

/// The sides of a box beside its text: two lines and two blanks.
pub(super) const FRAME: usize = 4;

/// Where the effect stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Head {
    /// In a box right of the bones whose text takes so many columns.
    Right {
        /// Columns of the text.
        inner: usize,
    },
    /// In a box across the top; the spine turns up into it.
    Top,
}

impl Head {
    /// The head that suits a page: three to five lines in a fifth of the columns, else across the top.
    pub(super) fn suited(effect: &Flow, page: usize) -> Self {
        let room = (page / 5).max(LEAST);
        (3..=5)
            .filter_map(|lines| narrowest(effect, lines, room))
            .map(|inner| Self::Right { inner })
            .next()
            .unwrap_or(Self::Top)
    }

    /// Heads with fewer lines, for pages with room left: one short line, else two.
    pub(super) fn flatter(effect: &Flow, page: usize) -> impl Iterator<Item = Self> {
        [(1, page / 5), (2, page / 3)]
            .into_iter()
            .filter_map(|(lines, room)| narrowest(effect, lines, room.max(LEAST)))
            .map(|inner| Self::Right { inner })
    }

    /// The columns it takes right of the bones' end, with `decks` spines to gather.
    pub(super) fn cols(self, decks: usize) -> usize {
        match self {
            Self::Right { inner } if decks == 1 => 2 + inner + FRAME,
            Self::Right { inner } => 4 + inner + FRAME,
            Self::Top => 4,
        }
    }
}

/// About the least columns, up to `room`, in which a text takes at most `lines` lines with no word
/// cut; a few more where that parts no phrase.
fn narrowest(effect: &Flow, lines: usize, room: usize) -> Option<usize> {
    let least = LEAST.min(effect.cols()).max(effect.longest());
    let least = (least..=room).find(|cols| effect.lines(*cols) <= lines)?;
    (least..=room.min(least + SLACK)).min_by_key(|cols| effect.strain(*cols))
}

/// A box around a text, its upper left corner at a cell.
#[derive(Debug)]
pub(super) struct Frame {
    lines: Vec<String>,
    inner: usize,
    measure: Measure,
}

impl Frame {
    /// The box of an effect whose text may take `inner` columns; it shrinks to its lines.
    pub(super) fn shrunk(effect: &Flow, inner: usize, measure: Measure) -> Self {
        let lines = effect.balance(inner);
        let inner = lines.iter().map(|line| measure.cols(line)).max().unwrap_or(0);
        Self { lines, inner, measure }
    }

    /// The box whose text takes exactly `inner` columns.
    pub(super) fn filling(effect: &Flow, inner: usize, measure: Measure) -> Self {
        Self { lines: effect.balance(inner), inner, measure }
    }

    pub(super) fn rows(&self) -> usize {
        self.lines.len() + 2
    }

    pub(super) fn cols(&self) -> usize {
        self.inner + FRAME
    }

    /// Draws it; `place` is its upper left corner.
    pub(super) fn draw(self, canvas: &mut Canvas, place: (usize, usize)) {
        let (row, col) = place;
        let (bottom, right) = (row + self.rows() - 1, col + self.cols() - 1);
        self.edges(canvas, place, (bottom, right));
        for (index, line) in self.lines.into_iter().enumerate() {
            let cols = self.measure.cols(&line);
            canvas.label((row + 1 + index, col + 2), line, cols, Part::Effect);
        }
    }

    /// Draws it with an opening for the trunk that comes up into it in column `trunk`.
    pub(super) fn draw_open(self, canvas: &mut Canvas, place: (usize, usize), trunk: usize) {
        let bottom = place.0 + self.rows() - 1;
        canvas.line((bottom, trunk), Arms { down: Stroke::Double, ..Arms::default() }, Part::Spine);
        self.draw(canvas, place);
    }

    fn edges(
        &self,
        canvas: &mut Canvas,
        (top, left): (usize, usize),
        (bottom, right): (usize, usize),
    ) {
        let (up, down) = (
            Arms { up: Stroke::Thin, ..Arms::default() },
            Arms { down: Stroke::Thin, ..Arms::default() },
        );
        let (west, east) = (
            Arms { left: Stroke::Thin, ..Arms::default() },
            Arms { right: Stroke::Thin, ..Arms::default() },
        );
        let corners = [
            (top, left, down, east),
            (top, right, down, west),
            (bottom, left, up, east),
            (bottom, right, up, west),
        ];
        for (row, col, vertical, level) in corners {
            let glyph = canvas.glyphs().corner(vertical.merge(level));
            canvas.glyph((row, col), glyph, Part::Spine);
        }
        for row in [top, bottom] {
            (left + 1..right)
                .for_each(|col| canvas.line((row, col), east.merge(west), Part::Spine));
        }
        for col in [left, right] {
            (top + 1..bottom).for_each(|row| canvas.line((row, col), up.merge(down), Part::Spine));
        }
    }
}
