//! Charts on a character grid: rows of pieces of text, each with what it is; used by the screen and
//! by the export.
//!
//! Values are always printed beside their marks and tones are marks or words as well, so a drawing
//! reads the same without colour. It must not choose colours or compute anything about facts.
//!
//! ```
//! use herringbone::analysis::chart::{Bar, BarGroup, Bars, Figure};
//! use herringbone::analysis::table::Tone;
//! use herringbone::layout::chart::{Page, draw};
//!
//! let bar = |label: &str, value: f64| Bar {
//!     label: label.into(),
//!     value,
//!     text: format!("{value} d"),
//!     tone: Tone::Plain,
//!     row: None,
//! };
//! let bars = vec![bar("Inf1 实例", 4.0), bar("Studio", 2.0)];
//! let figure = Figure::Bars(Bars { groups: vec![BarGroup { bars, ..BarGroup::default() }] });
//! let drawn: Vec<String> = draw(&figure, &Page::of(24)).rows().map(|row| row.text()).collect();
//! assert_eq!(drawn, ["Inf1 实例 ██████████ 4 d", "Studio    █████ 2 d"]);
//! ```

pub mod bars;
mod grid;
pub mod lines;
mod marks;
mod quadrant;
mod row;
pub mod scale;
mod stacked;
mod timeline;

#[cfg(test)]
mod tests;

use crate::analysis::chart::{Figure, Target};
use crate::model::Lang;
use crate::text::{Glyphs, Measure};

pub use marks::{below, eighths, gauge, mark};
pub use row::{Ink, Piece, Row};

/// What a chart is drawn on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// Columns there are; no row is wider.
    pub cols: usize,
    /// Rows there are, if that matters: a drawing that can choose its height keeps to them.
    pub rows: Option<usize>,
    /// The glyphs to draw with.
    pub glyphs: Glyphs,
    /// How characters of ambiguous width are measured.
    pub measure: Measure,
    /// The language of the few words that a drawing adds.
    pub lang: Lang,
    /// Where a cursor is: a field that cannot show everything shows what is around it.
    pub at: Option<Target>,
}

impl Page {
    /// A page of this many columns, as long as it needs to be, for a terminal like most.
    #[must_use]
    pub fn of(cols: usize) -> Self {
        let (glyphs, measure) = (Glyphs::Unicode, Measure::Narrow);
        Self { cols, rows: None, glyphs, measure, lang: Lang::En, at: None }
    }
}

/// A drawing: rows that stay at the top, and rows that may be scrolled under them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sheet {
    /// Axis, titles of columns, legend.
    pub head: Vec<Row>,
    /// Everything else.
    pub body: Vec<Row>,
}

impl Sheet {
    /// All rows, in order.
    pub fn rows(&self) -> impl Iterator<Item = &Row> {
        self.head.iter().chain(&self.body)
    }
}

/// Draws a figure; no row takes more columns than the page has.
#[must_use]
pub fn draw(figure: &Figure, page: &Page) -> Sheet {
    match figure {
        Figure::Bars(bars) => bars::draw(bars, page),
        Figure::Stacked(stacked) => stacked::draw(stacked, page),
        Figure::Timeline(timeline) => timeline::draw(timeline, page),
        Figure::Lines(lines) => lines::draw(lines, page),
        Figure::Panels(panels) => lines::draw_panels(panels, page),
        Figure::Grid(grid) => grid::draw(grid, page),
        Figure::Quadrant(quadrant) => quadrant::draw(quadrant, page),
    }
}
