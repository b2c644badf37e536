//! What an executive looks at first: per dimension a few headline figures and the worst gaps.
//!
//! Everything is derived from the facts of whatever study is loaded; a figure that the facts cannot
//! give is left out rather than shown as zero. It must not choose how many rows fit a screen.

mod figures;
mod worst;

use crate::model::{Dimension, Lang, Study};

use super::table::Tone;
pub use worst::Worst;

/// The overview of a study in one language.
#[derive(Debug, Clone, Default)]
pub struct Overview {
    /// One section per dimension that has facts.
    pub sections: Vec<Section>,
}

/// A dimension at a glance.
#[derive(Debug, Clone)]
pub struct Section {
    /// Which dimension.
    pub dimension: Dimension,
    /// Headline figures, most telling first.
    pub figures: Vec<Figure>,
    /// The worst gaps, most telling first.
    pub worst: Vec<Worst>,
}

/// A headline figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// What is counted.
    pub label: String,
    /// The figure, with its unit.
    pub value: String,
    /// What it means for the reader.
    pub tone: Tone,
}

impl Overview {
    /// The dimensions that the overview shows, in order.
    pub const DIMENSIONS: [Dimension; 4] =
        [Dimension::Technology, Dimension::Price, Dimension::Brand, Dimension::Ecosystem];

    /// Computes the overview; at most `rows` gaps per dimension.
    #[must_use]
    pub fn of(study: &Study, lang: Lang, rows: usize) -> Self {
        let section = |dimension| Section {
            dimension,
            figures: figures::figures(study, dimension, lang),
            worst: worst::worst(study, (dimension, lang), rows),
        };
        Self { sections: Self::DIMENSIONS.into_iter().map(section).collect() }
    }

    /// The worst gaps of all dimensions, in reading order.
    pub fn rows(&self) -> impl Iterator<Item = &Worst> {
        self.sections.iter().flat_map(|section| &section.worst)
    }
}
