//! Fishbone to placed labels and strokes on a character grid; used by the screen and by the export.
//!
//! It must not print, colour or read anything: it gets a tree and a page width and gives back a
//! [`Drawing`], whose lines are the export and whose parts tell the screen what every cell is.
//!
//! One engine makes three drawings. A bone is a list of rows, a heading and its causes, each row a
//! piece of a label with the trunks that pass it. Written straight it is a tooth of the **comb** and
//! a branch of the **vertical** drawing; written with every row moved by one column it is the rib
//! of the **classic** fish, in which nothing can collide that did not collide in the comb.
//!
//! ```
//! use herringbone::layout::{Layout, Options, draw};
//! use herringbone::model::{Category, Cause, Fishbone};
//!
//! let bone = |name: &str, causes: &[&str]| Category {
//!     name: name.into(),
//!     causes: causes.iter().map(|text| Cause::new(*text)).collect(),
//!     ..Category::default()
//! };
//! let fishbone = Fishbone {
//!     effect: "Late release".into(),
//!     categories: vec![bone("People", &["Few testers", "Holidays"]), bone("Method", &["No staging"])],
//! }
//! .numbered();
//! let options = Options { layout: Layout::Comb, cols: 60, ..Options::default() };
//! let drawing = draw(&fishbone, &options)?;
//! assert_eq!(
//!     drawing.lines().iter().map(|line| line.text()).collect::<Vec<_>>(),
//!     [
//!         " People",
//!         " ├─ Few testers",
//!         " ├─ Holidays     ┌──────────────┐",
//!         "═╪══════════════▶╡ Late release │",
//!         " Method          └──────────────┘",
//!         " └─ No staging",
//!     ]
//! );
//! # Ok::<(), herringbone::layout::Misfit>(())
//! ```

mod bone;
mod canvas;
pub mod chart;
pub mod check;
mod choose;
mod drawing;
mod fish;
mod fit;
mod head;
mod steer;
mod tree;
mod vertical;

#[cfg(test)]
mod tests;

use std::fmt;

use crate::model::{Fishbone, Lang};
use crate::text::{Glyphs, Measure};

pub use drawing::{Drawing, Line, Part, Place, Span};
pub use steer::Direction;

/// Which drawing is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Layout {
    /// The one that reads best on the page; see [`draw`] for the rules.
    #[default]
    Auto,
    /// The slanted fish.
    Classic,
    /// The right-angled fish.
    Comb,
    /// The tree under the effect, on one or both sides of its trunk.
    Vertical,
}

/// The order in which bones and causes stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Order {
    /// As in the data.
    #[default]
    Data,
    /// The category with most votes nearest the head, the cause with most votes first among its siblings.
    Weight,
}

/// What a drawing is to look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Options {
    /// The drawing wanted.
    pub layout: Layout,
    /// The columns of the page; no line is wider.
    pub cols: usize,
    /// The glyphs of lines and marks; ASCII is used anyway where `measure` makes Unicode lines wide.
    pub glyphs: Glyphs,
    /// How ambiguous characters are measured.
    pub measure: Measure,
    /// The order of bones and causes.
    pub order: Order,
    /// Shrink the drawing to its labels instead of spreading the bones over a wider page.
    pub fit: bool,
    /// Show votes (`▲3`, ASCII `+3`) and the number of linked facts (`◆2`, ASCII `*2`) behind the labels.
    pub marks: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            layout: Layout::Auto,
            cols: 80,
            glyphs: Glyphs::Unicode,
            measure: Measure::Narrow,
            order: Order::Data,
            fit: true,
            marks: true,
        }
    }
}

impl Options {
    /// The glyphs that keep their columns under the measure.
    #[must_use]
    pub fn safe_glyphs(&self) -> Glyphs {
        self.glyphs.under(self.measure)
    }
}

/// The drawing that was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shape {
    /// A box with the effect alone; there are no bones.
    Effect,
    /// The slanted fish, in so many decks one above the other.
    Classic {
        /// Fishes whose spines flow into one trunk; 1 is the plain fish.
        decks: usize,
    },
    /// The right-angled fish, in so many decks.
    Comb {
        /// Fishes whose spines flow into one trunk; 1 is the plain fish.
        decks: usize,
    },
    /// The tree, on one or two sides of its trunk.
    Vertical {
        /// 1 or 2.
        sides: usize,
    },
}

impl Shape {
    /// The layout this is a drawing of; `Auto` for the effect alone, which looks the same in all.
    #[must_use]
    pub fn layout(self) -> Layout {
        match self {
            Self::Effect => Layout::Auto,
            Self::Classic { .. } => Layout::Classic,
            Self::Comb { .. } => Layout::Comb,
            Self::Vertical { .. } => Layout::Vertical,
        }
    }
}

/// A layout that does not fit on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Misfit {
    /// The layout that does not fit; `Auto` when no layout fits that could stand for the one asked for.
    pub layout: Layout,
    /// The columns of the page.
    pub cols: usize,
    /// The least columns at which it fits.
    pub needs: usize,
}

impl Layout {
    /// The name used on the command line.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Classic => "classic",
            Self::Comb => "comb",
            Self::Vertical => "vertical",
        }
    }

    /// The layout with this name.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        [Self::Auto, Self::Classic, Self::Comb, Self::Vertical]
            .into_iter()
            .find(|layout| layout.id() == id)
    }

    /// What people call it.
    #[must_use]
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::Auto => lang.pick("自动", "auto"),
            Self::Classic => lang.pick("经典鱼骨", "classic"),
            Self::Comb => lang.pick("梳形", "comb"),
            Self::Vertical => lang.pick("竖排", "vertical"),
        }
    }
}

impl Misfit {
    /// One sentence for people: which layout, and how many columns it needs.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        let Self { layout, cols, needs } = self;
        match (layout, lang) {
            (Layout::Auto, Lang::Zh) => format!("鱼骨图放不进 {cols} 列：至少需要 {needs} 列"),
            (Layout::Auto, Lang::En) => {
                format!("the fishbone does not fit in {cols} columns: it needs {needs}")
            }
            (layout, Lang::Zh) => {
                format!("“{}”布局放不进 {cols} 列：至少需要 {needs} 列", layout.label(lang))
            }
            (layout, Lang::En) => {
                format!(
                    "the {} layout does not fit in {cols} columns: it needs {needs}",
                    layout.label(lang)
                )
            }
        }
    }
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

impl std::error::Error for Misfit {}

/// Draws a fishbone.
///
/// A layout that does not fit gives way to the next (classic, comb, vertical) and the drawing names
/// it in [`Drawing::misfit`]; nothing is ever clipped. A drawing *reads well* when no word is cut
/// and no cause takes more than three lines. `Auto` draws
///
/// 1. the comb, if it reads well; else the comb in the fewest decks that read well;
/// 2. instead of it the classic fish, from 120 columns on, if that reads well, wraps at most a
///    quarter of its labels and has at most 1.3 times the rows;
/// 3. the vertical tree, if neither reads well, or it needs less than three quarters of the rows
///    (five quarters where every deck of the comb has two bones only): on both sides of the trunk
///    from 100 columns on, else on one.
///
/// # Errors
///
/// The page is too narrow for the layout and those it gives way to: the one that needs least.
pub fn draw(fishbone: &Fishbone, options: &Options) -> Result<Drawing, Misfit> {
    choose::draw(fishbone, options)
}

/// A cause's label as it is drawn: its text on one line, with the marks for votes and evidence.
#[must_use]
pub fn label(cause: &crate::model::Cause, options: &Options) -> String {
    tree::label(cause, options).text().to_owned()
}
