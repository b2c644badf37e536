//! What a mark of a chart leads to: a fact, or facts alike.
//!
//! Must not know how marks are drawn, nor narrow anything itself.

use super::{Figure, Item};
use crate::analysis::filter::Pick;
use crate::analysis::table::{Field, cell};
use crate::model::{Lang, Study};

/// What a mark of a chart shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// A fact, as a position among the study's facts.
    Fact(usize),
    /// The facts that say the same in a column as the one at this position.
    Like(Field, usize),
    /// The facts of a field of a quadrant, as a position among its fields.
    Corner(usize),
}

impl From<usize> for Target {
    fn from(row: usize) -> Self {
        Self::Fact(row)
    }
}

impl Target {
    /// The values to pick for its facts; none for a single one.
    #[must_use]
    pub fn picks(self, study: &Study) -> Vec<Pick> {
        match self {
            Self::Fact(_) => Vec::new(),
            Self::Like(field, row) => {
                let fact = study.facts.get(row).into_iter();
                let value = |fact| cell(field, study, fact, Lang::En).text;
                fact.map(|fact| Pick { field, value: value(fact) }).collect()
            }
            Self::Corner(corner) => {
                let (low, high) = (1..Item::HIGH, Item::HIGH..6);
                let up = if corner < 2 { high.clone() } else { low.clone() };
                let across = if corner % 2 == 1 { high } else { low };
                let scores = |field, range: std::ops::Range<u8>| {
                    range.map(move |score| Pick { field, value: score.to_string() })
                };
                scores(Field::Impact, up).chain(scores(Field::Difficulty, across)).collect()
            }
        }
    }
}

/// What the marks of a figure lead to, in the order in which a cursor goes through them.
#[must_use]
pub fn targets(figure: &Figure) -> Vec<Target> {
    let mut targets: Vec<Target> = match figure {
        Figure::Bars(bars) => {
            bars.groups.iter().flat_map(|group| &group.bars).filter_map(|bar| bar.row).collect()
        }
        Figure::Timeline(timeline) => {
            timeline.tracks.iter().filter_map(|track| track.row).collect()
        }
        Figure::Grid(grid) => {
            grid.groups.iter().flat_map(|group| &group.rows).filter_map(|row| row.row).collect()
        }
        Figure::Quadrant(quadrant) => {
            let of = |field: usize| {
                let own = quadrant.items.iter().filter(move |item| item.field() == field);
                own.filter_map(|item| item.row)
            };
            (0..4)
                .flat_map(|field| std::iter::once(Target::Corner(field)).chain(of(field)))
                .collect()
        }
        Figure::Stacked(_) | Figure::Lines(_) | Figure::Panels(_) => Vec::new(),
    };
    targets.dedup();
    targets
}
