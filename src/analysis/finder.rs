//! Finds the rows of a table, in order and filtered, and remembers what the next key can build on.
//!
//! Rows are sorted again only for another order, narrowed again only by another filter. Must not know
//! who asks, nor start threads of its own.

use std::sync::Arc;

use rust_decimal::prelude::ToPrimitive;

use super::columns::Columns;
use super::compare::{self, ChangeKind};
use super::filter::{Filter, Halt};
use super::groups::Tally;
use super::prices;
use super::search::{Searchable, Searches};
use super::stats::{Summary, summary};
use super::table::{Field, Row, View};
use super::work::Stop;
use crate::model::{Body, FactId, Kind, Study};

/// The rows that are wanted.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// The table.
    pub view: &'static View,
    /// The column it is sorted by, and whether downwards.
    pub order: Option<(Field, bool)>,
    /// What narrows it.
    pub filter: Filter,
    /// The rows there are to choose from, in ascending order, if not all.
    pub only: Option<Arc<Vec<Row>>>,
    /// A fact whose place among the rows is wanted as well.
    pub fact: Option<FactId>,
}

/// The rows of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Rows {
    /// Those that are shown, in order.
    pub rows: Arc<Vec<Row>>,
    /// How many there are without a filter.
    pub total: usize,
    /// The delays of the rows that are shown; none where changes are the matter.
    pub delays: Option<Summary>,
    /// How many of them differ between the markets compared; none if nothing of them can be compared.
    pub differing: Option<usize>,
    /// How the rows that are shown stand; none if the table has no column of gaps.
    pub gaps: Option<Tally>,
    /// The ratios of the prices that are shown.
    pub ratios: Option<Summary>,
    /// How many changes of each kind they show, if that is what they show.
    pub changes: Vec<(ChangeKind, usize)>,
    /// The place of the fact that was asked for, if it is shown.
    pub place: Option<usize>,
}

/// How long each kind of work is wanted: the index as long as the study is the same, the order of
/// rows as long as the table and its order are, the rest until something else is wanted.
#[derive(Debug, Clone, Default)]
pub struct Stops {
    /// For the index.
    pub index: Stop,
    /// For the order of rows.
    pub order: Stop,
    /// For anything else.
    pub rest: Stop,
}

impl Stops {
    fn for_search(&self) -> (&Stop, &Stop) {
        (&self.index, &self.rest)
    }
}

/// Finds rows; see the module.
#[derive(Debug, Default)]
pub struct Finder {
    edition: u64,
    columns: Columns,
    /// All rows of a table in an order.
    ordered: Option<Ordered>,
    /// Those that show picked values and meet the condition, of those there are to choose from.
    kept: Option<Kept>,
    searches: Searches,
    /// Searches among all facts, whatever table they are in.
    anywhere: Searches,
    all: Option<Arc<Vec<Row>>>,
}

/// A table, its order, and its rows.
type Ordered = (&'static View, Option<(Field, bool)>, Arc<Vec<Row>>);

/// What rows were chosen by, from which, and the rows.
type Kept = (Filter, Option<Arc<Vec<Row>>>, Arc<Vec<Row>>);

impl Finder {
    /// The rows that are wanted.
    ///
    /// # Errors
    /// If nobody waits for them any more, or the condition cannot be computed.
    pub fn find(
        &mut self,
        facts: Searchable<'_>,
        wanted: &Wanted,
        stops: &Stops,
    ) -> Result<Rows, Halt> {
        let ordered = self.ordered(facts.study, wanted, &stops.order).ok_or(Halt::Stopped)?;
        let kept = self.kept(facts.study, (&ordered, wanted), &stops.rest)?;
        let rows = self.searches.find(facts, (kept, &wanted.filter.words), stops.for_search());
        let rows = rows.ok_or(Halt::Stopped)?;
        let delays = self.columns.delays_of(facts.study, &rows);
        let counted = self.columns.count(facts.study, rows.iter().copied());
        Ok(Rows {
            total: ordered.len(),
            delays: delays.filter(|_| !wanted.view.is_of_changes()),
            differing: counted.differing().filter(|_| facts.study.markets.len() > 1),
            gaps: wanted.view.shows_gaps().then(|| counted.gaps()),
            ratios: ratios(wanted.view, facts.study, &rows),
            changes: changes(wanted.view, facts.study, &rows),
            place: wanted.fact.as_ref().and_then(|id| place(facts.study, &rows, id)),
            rows,
        })
    }

    /// The facts of all tables that match words, best first; all of them if there are none. `None` if
    /// nobody waits for them any more.
    pub fn find_anywhere(
        &mut self,
        facts: Searchable<'_>,
        words: &str,
        stops: &Stops,
    ) -> Option<Arc<Vec<Row>>> {
        let all = || Arc::new((0..).take(facts.study.facts.len()).collect());
        let all = Arc::clone(self.all.get_or_insert_with(all));
        self.anywhere.find(facts, (all, words), stops.for_search())
    }

    /// Turns to a reading of the study: what was found in another one is of no use.
    pub fn turn_to(&mut self, edition: u64) {
        if self.edition != edition {
            *self = Self { edition, ..Self::default() };
        }
    }

    /// What is known of all facts.
    #[must_use]
    pub fn columns(&self) -> &Columns {
        &self.columns
    }

    fn ordered(&mut self, study: &Study, wanted: &Wanted, stop: &Stop) -> Option<Arc<Vec<Row>>> {
        let (view, order) = (wanted.view, wanted.order);
        match &self.ordered {
            Some((of, by, rows)) if std::ptr::eq(*of, view) && *by == order => {
                Some(Arc::clone(rows))
            }
            _ => {
                self.forget();
                let rows = Arc::new(view.ordered(study, order, stop)?);
                self.ordered = Some((view, order, Arc::clone(&rows)));
                Some(rows)
            }
        }
    }

    fn forget(&mut self) {
        (self.ordered, self.kept) = (None, None);
        self.searches.clear();
    }

    fn kept(
        &mut self,
        study: &Study,
        (ordered, wanted): (&Arc<Vec<Row>>, &Wanted),
        stop: &Stop,
    ) -> Result<Arc<Vec<Row>>, Halt> {
        let (filter, only) = (&wanted.filter, &wanted.only);
        let same =
            |known: &Filter| known.picks == filter.picks && known.condition == filter.condition;
        if let Some((known, from, rows)) = &self.kept
            && same(known)
            && from == only
        {
            return Ok(Arc::clone(rows));
        }
        self.kept = None;
        self.searches.clear();
        let filter = Filter { words: String::new(), ..filter.clone() };
        let from = match only {
            Some(only) => {
                let chosen = |row: &&Row| only.binary_search(row).is_ok();
                Arc::new(ordered.iter().filter(chosen).copied().collect())
            }
            None => Arc::clone(ordered),
        };
        let rows = match filter.is_empty() {
            true => from,
            false => Arc::new(filter.kept(study, &from, stop)?),
        };
        self.kept = Some((filter, only.clone(), Arc::clone(&rows)));
        Ok(rows)
    }
}

/// How many changes of each kind rows show.
fn changes(view: &View, study: &Study, rows: &[Row]) -> Vec<(ChangeKind, usize)> {
    if view.is_of_changes() { compare::tally(study, rows) } else { Vec::new() }
}

/// The price ratios of rows, summed up; none where no row has one.
fn ratios(view: &View, study: &Study, rows: &[Row]) -> Option<Summary> {
    if !view.kinds.contains(&Kind::Price) {
        return None;
    }
    let ratios = rows.iter().filter_map(|row| match &study.facts.get(*row as usize)?.body {
        Body::Price(price) => prices::ratio(study, price)?.to_f64(),
        _ => None,
    });
    summary(ratios)
}

fn place(study: &Study, rows: &[Row], id: &FactId) -> Option<usize> {
    let is_it = |row: &Row| study.fact_at(*row as usize).is_some_and(|fact| fact.id == *id);
    rows.iter().position(is_it)
}
