//! Charts of the facts that a table shows: what is drawn, in numbers and words.
//!
//! [`CHARTS`] is the one list of charts; the screen and the reports read it. A chart is plain data
//! in one of a few [`Figure`]s, every value with the text that is printed beside its mark. It must
//! not know widths, colours or glyphs.

mod asked;
mod brand;
mod counts;
mod coverage;
mod delays;
mod effort;
mod prices;
mod scene;
mod strategy;
mod table;
mod target;
mod tco;

#[cfg(test)]
mod tests;

use chrono::NaiveDate;

use super::table::Tone;
use super::unit::is_percent;
pub use table::{CHARTS, ChartKind, Chosen};
pub use target::{Target, targets};

/// A chart, ready to be drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// What is shown.
    pub title: String,
    /// How to read it, what sums it up, what is left out; a sentence each.
    pub notes: Vec<String>,
    /// What is drawn.
    pub figure: Figure,
}

/// The forms a chart can take.
#[derive(Debug, Clone, PartialEq)]
pub enum Figure {
    /// Numbers as bars.
    Bars(Bars),
    /// Wholes with their parts.
    Stacked(Stacked),
    /// Dates per market.
    Timeline(Timeline),
    /// Series over categories.
    Lines(Lines),
    /// Several of those, each to a scale of its own.
    Panels(Vec<Panel>),
    /// A heat map.
    Grid(Grid),
    /// Items in four fields.
    Quadrant(Quadrant),
}

/// Numbers as bars, in groups.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Bars {
    /// The groups, in order; one without a label where nothing is grouped.
    pub groups: Vec<BarGroup>,
}

impl Bars {
    /// How far the scale of one unit reaches above zero, and below it: to the longest bars, and that
    /// of percentages to a hundred, of which they are a part.
    #[must_use]
    pub fn reach(&self, unit: &str) -> (f64, f64) {
        let alike = self.groups.iter().filter(|group| group.unit == unit);
        let bars = alike.flat_map(|group| &group.bars);
        let (above, below) =
            bars.fold((0.0_f64, 0.0_f64), |(a, b), bar| (a.max(bar.value), b.max(-bar.value)));
        let whole = if above > 0.0 && is_percent(unit) { 100.0 } else { 0.0 };
        (above.max(whole), below)
    }

    /// The part, 0 to 1, that is below zero where it is largest.
    #[must_use]
    pub fn below(&self) -> f64 {
        let mut units: Vec<&str> = self.groups.iter().map(|group| &*group.unit).collect();
        units.sort_unstable();
        units.dedup();
        let reaches = units.into_iter().map(|unit| self.reach(unit));
        let parts = reaches.filter(|(_, below)| *below > 0.0);
        parts.map(|(above, below)| below / (above + below)).fold(0.0, f64::max)
    }
}

/// Bars that belong together.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct BarGroup {
    /// What they have in common; empty if nothing is grouped.
    pub label: String,
    /// What is measured; groups of one unit are drawn to one scale.
    pub unit: String,
    /// The bars, in order.
    pub bars: Vec<Bar>,
}

/// A bar.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    /// What is measured.
    pub label: String,
    /// Its length, finite; below zero it points the other way.
    pub value: f64,
    /// What is printed beside it.
    pub text: String,
    /// What it means for the reader; `text` or the label says so as well.
    pub tone: Tone,
    /// What it shows.
    pub row: Option<Target>,
}

/// Wholes with their parts.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Stacked {
    /// The kinds of parts, in order.
    pub kinds: Vec<String>,
    /// The wholes.
    pub stacks: Vec<Stack>,
}

/// A whole with its parts.
#[derive(Debug, Clone, PartialEq)]
pub struct Stack {
    /// What it is.
    pub label: String,
    /// Its size, and how it differs from the others, in words.
    pub total: String,
    /// One part per kind, in their order.
    pub parts: Vec<Part>,
}

/// A part of a whole.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// Its size, not below zero.
    pub value: f64,
    /// Its size in words.
    pub text: String,
    /// Its share of the whole, 0 to 1.
    pub share: f64,
    /// The share in words.
    pub percent: String,
}

/// Dates per market.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Timeline {
    /// What the marks stand for: one name per market.
    pub series: Vec<String>,
    /// The tracks, in order.
    pub tracks: Vec<Track>,
}

/// One thing that happened, market by market.
#[derive(Debug, Clone, PartialEq)]
pub struct Track {
    /// What happened.
    pub label: String,
    /// The days, each with the position of its market in [`Timeline::series`].
    pub marks: Vec<(usize, NaiveDate)>,
    /// Whether it is still to happen somewhere: the span has no end.
    pub open: bool,
    /// What is printed beside the track.
    pub text: String,
    /// How much it weighs, 0 to 1, where that is measured: the depth of a price cut.
    pub depth: Option<f64>,
    /// What it means for the reader; `text` says so as well.
    pub tone: Tone,
    /// What it shows.
    pub row: Option<Target>,
}

/// A plot among others, with what it is of.
#[derive(Debug, Clone, PartialEq)]
pub struct Panel {
    /// What it is of.
    pub title: String,
    /// What is plotted.
    pub lines: Lines,
}

/// Series over categories.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Lines {
    /// The categories, left to right.
    pub categories: Vec<String>,
    /// The series, one value per category each.
    pub series: Vec<LineSeries>,
    /// Unit of the values.
    pub unit: String,
    /// How the scale of the values steps.
    pub steps: Steps,
}

/// How the scale of a plot steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Steps {
    /// By equal amounts, from zero.
    #[default]
    Amounts,
    /// By powers of ten; every value is above zero.
    Decades,
    /// By whole numbers around the values, for these are years or ranks and zero is none of them.
    Points,
}

/// A series.
#[derive(Debug, Clone, PartialEq)]
pub struct LineSeries {
    /// What it is.
    pub name: String,
    /// Its values with the text that is printed; `None` where nothing is stated.
    pub values: Vec<Option<(f64, String)>>,
}

/// A heat map.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Grid {
    /// Titles of the columns.
    pub columns: Vec<String>,
    /// The rows, in groups.
    pub groups: Vec<GridGroup>,
    /// What the solid part of a gauge and the shaded one stand for; empty where none is shaded.
    pub parts: [String; 2],
    /// How to read [`GridCell::short`]; empty where it needs no word.
    pub signs: String,
    /// What [`GridRow::aside`] says; empty where no row says anything aside.
    pub aside: String,
}

/// Rows of a heat map that belong together.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GridGroup {
    /// What they have in common; empty if nothing is grouped.
    pub label: String,
    /// The rows.
    pub rows: Vec<GridRow>,
}

/// A row of a heat map.
#[derive(Debug, Clone, PartialEq)]
pub struct GridRow {
    /// What it is.
    pub label: String,
    /// One cell per column; none where [`aside`](Self::aside) says it all.
    pub cells: Vec<GridCell>,
    /// What is said beside the cells, where there is room.
    pub aside: String,
    /// What it shows.
    pub row: Option<Target>,
}

/// A cell of a heat map.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GridCell {
    /// How full it is for certain, 0 to 1; `None` where nothing is stated, which is not the same as
    /// empty.
    pub share: Option<f64>,
    /// How full it could be at most, where not everything is stated.
    pub possible: Option<f64>,
    /// The share in a word.
    pub text: String,
    /// What it is a share of, and what is not stated.
    pub detail: String,
    /// The same in signs, for narrow pages: `1/5 ~1 ?3` is 1 of 5, 1 limited, 3 not stated.
    pub short: String,
    /// What it means for the reader; `text` says so as well.
    pub tone: Tone,
}

/// Items in four fields.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Quadrant {
    /// What grows to the right.
    pub across: String,
    /// What grows upwards.
    pub up: String,
    /// The fields: top left, top right, bottom left, bottom right.
    pub fields: [String; 4],
    /// The same in a word or two.
    pub names: [String; 4],
    /// The items, weightiest first.
    pub items: Vec<Item>,
}

/// An item of a [`Quadrant`].
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// What it is.
    pub label: String,
    /// How far to the right, 1 to 5.
    pub across: u8,
    /// How far up, 1 to 5.
    pub up: u8,
    /// Its weight in words.
    pub text: String,
    /// Its weight alone.
    pub short: String,
    /// What it means for the reader.
    pub tone: Tone,
    /// What it shows.
    pub row: Option<Target>,
}

impl Item {
    /// The lowest of the scores that count as high.
    pub const HIGH: u8 = 4;

    /// Which of [`Quadrant::fields`] it stands in.
    #[must_use]
    pub fn field(&self) -> usize {
        usize::from(self.across >= Self::HIGH) + if self.up >= Self::HIGH { 0 } else { 2 }
    }
}
