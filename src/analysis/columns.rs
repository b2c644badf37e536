//! What is asked of every row at every key, side by side: facts lie scattered in memory, columns do
//! not.
//!
//! Each column is made when it is first asked for. It must not hold anything that a fact does not
//! say.

use std::cell::OnceCell;
use std::iter::Sum;

use super::gap::Gap;
use super::groups::Tally;
use super::hash::QuickMap;
use super::stats::{Summary, summary_of_counts, summary_of_whole};
use super::table::Row;
use super::{difference, gap};
use crate::model::{Availability, Body, Fact, MarketIndex, ReleaseDate, Study};

/// Columns over all facts of a study.
#[derive(Debug, Default)]
pub struct Columns {
    delays: OnceCell<Delays>,
    differs: OnceCell<Vec<Option<bool>>>,
    gaps: OnceCell<Vec<Option<Gap>>>,
    coverage: OnceCell<Coverage>,
}

impl Columns {
    /// The delays of the facts.
    pub(super) fn delays(&self, study: &Study) -> &Delays {
        self.delays.get_or_init(|| Delays::of(study))
    }

    /// The delays of these rows, summed up.
    #[must_use]
    pub fn delays_of(&self, study: &Study, rows: &[Row]) -> Option<Summary> {
        self.delays(study).summary(rows.iter().copied())
    }

    /// How many of these rows differ between the markets compared; none if nothing of them can be
    /// compared.
    pub(super) fn differing(&self, study: &Study, rows: &[Row]) -> Option<usize> {
        let differs = |fact| difference::differs(study, fact);
        let known = self.differs.get_or_init(|| study.facts.iter().map(differs).collect());
        let told = rows.iter().filter_map(|row| *known.get(*row as usize)?);
        told.fold(None, |count, differs| Some(count.unwrap_or(0) + usize::from(differs)))
    }

    /// How these rows stand in the home market.
    pub(super) fn gaps(&self, study: &Study, rows: &[Row]) -> Tally {
        let standing = |fact| gap::standing(study, fact);
        let known = self.gaps.get_or_init(|| study.facts.iter().map(standing).collect());
        Tally::of(rows.iter().filter_map(|row| *known.get(*row as usize)?))
    }

    /// In which layers the facts are, and which market has them.
    pub(super) fn coverage(&self, study: &Study) -> &Coverage {
        self.coverage.get_or_init(|| Coverage::of(study))
    }
}

/// The delay of every fact, in days.
#[derive(Debug, Default)]
pub(super) struct Delays {
    days: Vec<i32>,
    /// The shortest and the longest.
    range: Option<(i32, i32)>,
}

/// No delay is stated.
const UNSTATED: i32 = i32::MIN;
/// Delays of up to 90 years are counted day by day.
const COUNTED: u32 = 1 << 15;

impl Delays {
    fn of(study: &Study) -> Self {
        let days =
            |fact| gap::delay_between(study.pair, fact).and_then(|days| i32::try_from(days).ok());
        let days: Vec<i32> =
            study.facts.iter().map(|fact| days(fact).unwrap_or(UNSTATED)).collect();
        let stated = || days.iter().copied().filter(|days| *days != UNSTATED);
        let range = stated().min().zip(stated().max());
        Self { days, range }
    }

    /// The delay of a row, if both dates are stated.
    pub(super) fn get(&self, row: Row) -> Option<i32> {
        self.days.get(row as usize).copied().filter(|days| *days != UNSTATED)
    }

    /// The delays of rows, summed up.
    pub(super) fn summary(&self, rows: impl Iterator<Item = Row>) -> Option<Summary> {
        let (least, most) = self.range?;
        let stated = rows.filter_map(|row| self.get(row));
        if most.abs_diff(least) >= COUNTED {
            return summary_of_whole(stated.collect());
        }
        let mut counts = vec![0_u32; most.abs_diff(least) as usize + 1];
        for days in stated {
            if let Some(count) = counts.get_mut(days.abs_diff(least) as usize) {
                *count = count.saturating_add(1);
            }
        }
        summary_of_counts((least..).zip(counts))
    }
}

/// The layer of every fact that is offered or not, and what each market says of it.
#[derive(Debug, Default)]
pub(super) struct Coverage {
    /// The layers, by id, in order of appearance; none for facts without one.
    layers: Vec<Option<String>>,
    /// Per fact: the position of its layer.
    of: Vec<u16>,
    /// Per fact and market: what is stated.
    said: Vec<Option<Availability>>,
    markets: usize,
}

/// The fact is not one that is offered or not. More layers than that are not told apart.
const NO_LAYER: u16 = u16::MAX;

/// How many facts say what of a market.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Said {
    pub(super) full: usize,
    pub(super) limited: usize,
    pub(super) missing: usize,
    pub(super) unknown: usize,
}

impl Said {
    /// Counts what one more fact says.
    pub(super) fn count(&mut self, availability: Option<Availability>) {
        *match availability {
            Some(Availability::Available) => &mut self.full,
            Some(Availability::Limited) => &mut self.limited,
            Some(Availability::Missing) => &mut self.missing,
            None => &mut self.unknown,
        } += 1;
    }
}

impl Sum for Said {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), |a, b| Self {
            full: a.full + b.full,
            limited: a.limited + b.limited,
            missing: a.missing + b.missing,
            unknown: a.unknown + b.unknown,
        })
    }
}

impl Coverage {
    fn of(study: &Study) -> Self {
        let mut coverage = Self { markets: study.markets.len(), ..Self::default() };
        let mut places: QuickMap<Option<&str>, u16> = QuickMap::default();
        for fact in &study.facts {
            let place = layer(fact).map_or(NO_LAYER, |layer| {
                *places.entry(layer).or_insert_with(|| {
                    coverage.layers.push(layer.map(str::to_owned));
                    u16::try_from(coverage.layers.len() - 1).unwrap_or(NO_LAYER)
                })
            });
            coverage.of.push(place);
            let said = |market| availability(fact, market);
            coverage.said.extend(study.market_indexes().map(said));
        }
        coverage
    }

    /// What rows say, per layer and market; layers in the order in which the rows have them.
    pub(super) fn count(&self, rows: impl Iterator<Item = Row>) -> Vec<LayerCount<'_>> {
        let mut order = Vec::new();
        let mut seen = vec![false; self.layers.len()];
        let mut counts = vec![Said::default(); self.layers.len() * self.markets];
        for row in rows {
            let (first, row) = (row, row as usize);
            let layer = usize::from(self.of.get(row).copied().unwrap_or(NO_LAYER));
            let Some(seen) = seen.get_mut(layer) else { continue };
            if !*seen {
                *seen = true;
                order.push((layer, first));
            }
            let counts = counts.iter_mut().skip(layer * self.markets);
            let said = self.said.iter().skip(row * self.markets).take(self.markets);
            counts.zip(said).for_each(|(count, said)| count.count(*said));
        }
        let of = |(layer, first): (usize, Row)| {
            let from = layer * self.markets;
            let id = self.layers.get(layer)?.as_deref();
            let said = counts.get(from..from + self.markets)?.to_vec();
            Some(LayerCount { id, first, said })
        };
        order.into_iter().filter_map(of).collect()
    }
}

/// What rows of a layer say.
#[derive(Debug, Clone)]
pub(super) struct LayerCount<'a> {
    /// The id of the layer; none for facts without one.
    pub(super) id: Option<&'a str>,
    /// The first of the rows.
    pub(super) first: Row,
    /// Per market, how many say what.
    pub(super) said: Vec<Said>,
}

/// The layer a fact belongs to, which may be none; nothing if it is not one that is offered or not.
pub(super) fn layer(fact: &Fact) -> Option<Option<&str>> {
    match &fact.body {
        Body::Capability(capability) => {
            Some(capability.layer.as_deref().or(fact.category.as_deref()))
        }
        Body::Release(_) => Some(fact.category.as_deref()),
        _ => None,
    }
}

/// What a fact says of a market.
pub(super) fn availability(fact: &Fact, market: MarketIndex) -> Option<Availability> {
    match &fact.body {
        Body::Capability(capability) => capability.status.get(market).copied(),
        Body::FreeTier(item) => item.status.get(market).copied(),
        Body::Release(release) => release.dates.get(market).map(|date| match date {
            ReleaseDate::On(_) => Availability::Available,
            ReleaseDate::Missing => Availability::Missing,
        }),
        _ => None,
    }
}
