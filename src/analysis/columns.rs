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
use crate::model::{Availability, Body, Dimension, Fact, Kind, MarketIndex, ReleaseDate, Study};

/// Columns over all facts of a study.
#[derive(Debug, Default)]
pub struct Columns {
    delays: OnceCell<Delays>,
    standings: OnceCell<Standings>,
    whole: OnceCell<Vec<Met>>,
    counts: OnceCell<Vec<Row>>,
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

    /// How many of these rows stand how.
    pub(super) fn count(&self, study: &Study, rows: impl Iterator<Item = Row>) -> Counted<'_> {
        let standings = self.standings(study);
        Counted { standings, met: standings.count(rows) }
    }

    /// How many of all facts stand how.
    pub(super) fn whole(&self, study: &Study) -> Counted<'_> {
        let standings = self.standings(study);
        let all = || standings.count((0..).take(study.facts.len()));
        Counted { standings, met: self.whole.get_or_init(all).clone() }
    }

    /// The facts that are counts, whatever tab they are in.
    pub(super) fn counts(&self, study: &Study) -> &[Row] {
        let counts = || (0..).zip(&study.facts).filter(|(_, fact)| fact.body.kind() == Kind::Count);
        self.counts.get_or_init(|| counts().map(|(row, _)| row).collect())
    }

    fn standings(&self, study: &Study) -> &Standings {
        self.standings.get_or_init(|| Standings::of(study))
    }
}

/// The delay of every fact, in days.
#[derive(Debug, Default)]
pub(super) struct Delays {
    /// [`UNSTATED`] where a date is missing.
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
        if most.abs_diff(least) >= COUNTED {
            return summary_of_whole(rows.filter_map(|row| self.get(row)).collect());
        }
        // The place after the last takes the rows without a delay: to count them costs less than to ask.
        let places = most.abs_diff(least) as usize + 1;
        let mut counts = vec![0_u32; places + 1];
        for row in rows {
            let days = self.days.get(row as usize).copied().unwrap_or(UNSTATED);
            let place = (days.abs_diff(least) as usize).min(places);
            if let Some(count) = counts.get_mut(place) {
                *count = count.wrapping_add(1);
            }
        }
        summary_of_counts((least..).zip(counts).take(places))
    }
}

/// Which facts are alike in all that is counted: their gap, whether the markets compared differ, their
/// tab and layer, what each market says. There are few kinds, so that rows are counted by kind.
#[derive(Debug, Default)]
struct Standings {
    /// Per fact: its kind.
    of: Vec<u32>,
    kinds: Vec<Like>,
    /// Per kind and market: what is stated.
    said: Vec<Option<Availability>>,
    /// The layers, by id, in order of appearance; none for facts without one.
    layers: Vec<Option<String>>,
    markets: usize,
}

/// What facts of a kind have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Like {
    differs: Option<bool>,
    gap: Option<Gap>,
    dimension: Dimension,
    /// The position of its layer; none if it is not one that is offered or not.
    layer: Option<u32>,
}

/// A kind that rows have, the first of them, and how many there are.
type Met = (usize, Row, usize);

/// How many facts say what of a market.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Said {
    pub(super) full: usize,
    pub(super) limited: usize,
    pub(super) missing: usize,
    pub(super) unknown: usize,
}

impl Said {
    /// Counts what so many more facts say.
    pub(super) fn count(&mut self, availability: Option<Availability>, facts: usize) {
        *match availability {
            Some(Availability::Available) => &mut self.full,
            Some(Availability::Limited) => &mut self.limited,
            Some(Availability::Missing) => &mut self.missing,
            None => &mut self.unknown,
        } += facts;
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

impl Standings {
    fn of(study: &Study) -> Self {
        let mut alike = Self { markets: study.markets.len(), ..Self::default() };
        let mut places: QuickMap<Option<&str>, u32> = QuickMap::default();
        let mut known: QuickMap<(Like, Vec<Option<Availability>>), u32> = QuickMap::default();
        for fact in &study.facts {
            let layer = layer(fact).map(|layer| {
                *places.entry(layer).or_insert_with(|| {
                    alike.layers.push(layer.map(str::to_owned));
                    number(alike.layers.len() - 1)
                })
            });
            let like = Like {
                differs: difference::differs(study, fact),
                gap: gap::standing(study, fact).map(Gap::without_days),
                dimension: fact.dimension,
                layer,
            };
            let said = study.market_indexes().map(|market| availability(fact, market)).collect();
            let kind = *known.entry((like, said)).or_insert_with_key(|(like, said)| {
                alike.kinds.push(*like);
                alike.said.extend(said);
                number(alike.kinds.len() - 1)
            });
            alike.of.push(kind);
        }
        alike
    }

    /// The kinds that rows have, in their order.
    fn count(&self, rows: impl Iterator<Item = Row>) -> Vec<Met> {
        let mut counts = vec![0_u32; self.kinds.len()];
        let mut met = Vec::new();
        for row in rows {
            let kind = self.of.get(row as usize).copied().unwrap_or(u32::MAX);
            let Some(count) = counts.get_mut(kind as usize) else { continue };
            if *count == 0 {
                met.push((kind as usize, row));
            }
            *count = count.wrapping_add(1);
        }
        let count = |(kind, first): (usize, Row)| Some((kind, first, *counts.get(kind)? as usize));
        met.into_iter().filter_map(count).collect()
    }
}

/// Positions among facts fit 32 bits, as rows do.
fn number(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Rows, counted by kind.
#[derive(Debug)]
pub(super) struct Counted<'a> {
    standings: &'a Standings,
    met: Vec<Met>,
}

impl<'a> Counted<'a> {
    fn kinds(&self) -> impl Iterator<Item = (Like, usize)> {
        let like = |(kind, _, count): &Met| Some((*self.standings.kinds.get(*kind)?, *count));
        self.met.iter().filter_map(like)
    }

    /// How many differ between the markets compared; none if nothing of them can be compared.
    pub(super) fn differing(&self) -> Option<usize> {
        let told = self.kinds().filter_map(|(like, count)| Some((like.differs?, count)));
        told.fold(None, |sum, (differs, count)| {
            Some(sum.unwrap_or(0) + if differs { count } else { 0 })
        })
    }

    /// How they stand in the home market.
    pub(super) fn gaps(&self) -> Tally {
        let mut tally = Tally::default();
        let stated = self.kinds().filter_map(|(like, count)| Some((like.gap?, count)));
        stated.for_each(|(gap, count)| tally.count(gap, count));
        tally
    }

    /// What they say, per layer and market; layers in the order in which the rows have them.
    pub(super) fn layers(&self) -> Vec<LayerCount<'a>> {
        let Standings { kinds, said, layers: ids, markets, .. } = self.standings;
        let mut layers: Vec<LayerCount<'a>> = Vec::new();
        // Per layer: its place among those that the rows have.
        let mut places = vec![None; ids.len()];
        for &(kind, first, count) in &self.met {
            let Some(like) = kinds.get(kind) else { continue };
            let Some(at) = like.layer.map(|layer| layer as usize) else { continue };
            let (Some(id), Some(place)) = (ids.get(at), places.get_mut(at)) else { continue };
            let place = *place.get_or_insert_with(|| {
                let said = vec![Said::default(); *markets];
                layers.push(LayerCount { id: id.as_deref(), first, said, tabs: Vec::new() });
                layers.len() - 1
            });
            let Some(layer) = layers.get_mut(place) else { continue };
            let said = said.iter().skip(kind * markets);
            layer.said.iter_mut().zip(said).for_each(|(sum, said)| sum.count(*said, count));
            layer.tabs.push((like.dimension, count));
        }
        layers
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
    /// How many of them are in which tab; a tab may stand several times.
    pub(super) tabs: Vec<(Dimension, usize)>,
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
