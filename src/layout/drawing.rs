//! A finished drawing: its lines, and what every cell of them is.
//!
//! It must not know how the drawing was made; the screen and the export read it alike.

use std::ops::Range;

use super::{Misfit, Shape};
use crate::model::NodeId;

/// What a cell of a drawing belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// The text of the effect.
    Effect,
    /// The name of a category.
    Heading(NodeId),
    /// The label of a cause.
    Label(NodeId),
    /// A line of this category: its rib and everything on it.
    Rib(NodeId),
    /// The spine, the trunk between decks, the frame of the head.
    Spine,
}

impl Part {
    /// Whether it is a text one can stand on: the effect, a heading, a label.
    #[must_use]
    pub fn is_text(self) -> bool {
        matches!(self, Self::Effect | Self::Heading(_) | Self::Label(_))
    }

    /// The category or cause whose text it is.
    #[must_use]
    pub fn node(self) -> Option<NodeId> {
        match self {
            Self::Heading(id) | Self::Label(id) => Some(id),
            Self::Effect | Self::Rib(_) | Self::Spine => None,
        }
    }
}

/// One line of a text on the grid; a wrapped text has several places, in reading order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Whose text it is: never a line.
    pub part: Part,
    /// Row from the top, from 0.
    pub row: usize,
    /// First column, from 0.
    pub col: usize,
    /// Columns it takes.
    pub cols: usize,
}

/// A run of cells of one part on one line; blanks between runs have none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// First column, from 0.
    pub col: usize,
    /// Columns it takes.
    pub cols: usize,
    /// What it is.
    pub part: Part,
    pub(super) bytes: Range<usize>,
}

/// One line of a drawing, without trailing blanks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Line {
    pub(super) text: String,
    pub(super) cols: usize,
    pub(super) spans: Vec<Span>,
}

impl Line {
    /// The line as exported.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The columns it takes.
    #[must_use]
    pub fn cols(&self) -> usize {
        self.cols
    }

    /// Its runs from left to right, each with its text.
    pub fn spans(&self) -> impl Iterator<Item = (&Span, &str)> {
        self.spans.iter().map(|span| (span, self.text.get(span.bytes.clone()).unwrap_or_default()))
    }
}

/// A fishbone drawn on a character grid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawing {
    pub(super) shape: Shape,
    pub(super) misfit: Option<Misfit>,
    pub(super) lines: Vec<Line>,
    pub(super) places: Vec<Place>,
}

impl Drawing {
    /// Which drawing it is.
    #[must_use]
    pub fn shape(&self) -> Shape {
        self.shape
    }

    /// The layout that was asked for and did not fit, if this is another one.
    #[must_use]
    pub fn misfit(&self) -> Option<Misfit> {
        self.misfit
    }

    /// The lines from top to bottom.
    #[must_use]
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// The columns of the widest line.
    #[must_use]
    pub fn cols(&self) -> usize {
        self.lines.iter().map(Line::cols).max().unwrap_or(0)
    }

    /// The number of lines.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.lines.len()
    }

    /// The lines, each ended by a line feed.
    #[must_use]
    pub fn to_text(&self) -> String {
        self.lines.iter().flat_map(|line| [line.text.as_str(), "\n"]).collect()
    }

    /// Where every piece of every text stands, bone by bone.
    #[must_use]
    pub fn places(&self) -> &[Place] {
        &self.places
    }

    /// Where the pieces of one text stand, in reading order.
    pub fn places_of(&self, part: Part) -> impl Iterator<Item = &Place> {
        self.places.iter().filter(move |place| place.part == part)
    }

    /// What stands at a cell; `None` for a blank.
    #[must_use]
    pub fn at(&self, row: usize, col: usize) -> Option<Part> {
        let spans = &self.lines.get(row)?.spans;
        spans
            .iter()
            .find(|span| (span.col..span.col + span.cols).contains(&col))
            .map(|span| span.part)
    }
}
