//! Finds the rows of a table, in order and filtered, and remembers what the next key can build on.
//!
//! A query that extends the one before looks at its hits only; a query that was typed before is not
//! searched for again, and rows are sorted again only for another order. Must not know who asks, nor
//! start threads of its own.

use std::sync::Arc;

use super::difference;
use super::filter::{Filter, Halt};
use super::gap;
use super::search::{Hits, Query, Searchable};
use super::stats::{Summary, summary_of_counts, summary_of_whole};
use super::table::{Field, Row, View};
use super::work::Stop;
use crate::model::{FactId, Study};

/// The rows that are wanted.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// Which reading of the study it is; whoever reads it again counts on.
    pub edition: u64,
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
    /// The delays of the rows that are shown.
    pub delays: Option<Summary>,
    /// How many of them differ between the markets compared; none if nothing of them can be compared.
    pub differing: Option<usize>,
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

/// Finds rows; see the module.
#[derive(Debug, Default)]
pub struct Finder {
    edition: u64,
    delays: Delays,
    /// Which facts differ between the markets compared, once asked.
    differs: Option<Vec<Option<bool>>>,
    /// All rows of a table in an order.
    ordered: Option<Ordered>,
    /// Those that show picked values and meet the condition, of those there are to choose from.
    kept: Option<Kept>,
    searches: Vec<Search>,
}

/// A table, its order, and its rows.
type Ordered = (&'static View, Option<(Field, bool)>, Arc<Vec<Row>>);

/// What rows were chosen by, from which, and the rows.
type Kept = (Filter, Option<Arc<Vec<Row>>>, Arc<Vec<Row>>);

/// A search among the kept rows.
#[derive(Debug)]
struct Search {
    typed: String,
    hits: Hits,
    /// In the order shown; dropped where the memory is better used.
    rows: Option<Arc<Vec<Row>>>,
}

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
        if self.edition != wanted.edition {
            *self = Self { edition: wanted.edition, ..Self::default() };
        }
        let ordered = self.ordered(facts.study, wanted, &stops.order).ok_or(Halt::Stopped)?;
        let kept = self.kept(facts.study, (&ordered, wanted), &stops.rest)?;
        let rows = self.searched(facts, (kept, &wanted.filter.words), stops)?;
        self.delays.prepare(facts.study);
        Ok(Rows {
            total: ordered.len(),
            delays: self.delays.summary(&rows),
            differing: self.differing(facts.study, (wanted.view, &rows)),
            place: wanted.fact.as_ref().and_then(|id| place(facts.study, &rows, id)),
            rows,
        })
    }

    fn differing(&mut self, study: &Study, (view, rows): (&View, &[Row])) -> Option<usize> {
        if study.markets.len() < 2 || !view.compares_markets() {
            return None;
        }
        let differs = |fact| difference::differs(study, fact);
        let known = self.differs.get_or_insert_with(|| study.facts.iter().map(differs).collect());
        let told = rows.iter().filter_map(|row| *known.get(*row as usize)?);
        told.fold(None, |count, differs| Some(count.unwrap_or(0) + usize::from(differs)))
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

    fn searched(
        &mut self,
        facts: Searchable<'_>,
        (kept, words): (Arc<Vec<Row>>, &str),
        stops: &Stops,
    ) -> Result<Arc<Vec<Row>>, Halt> {
        let (typed, query) = (words.trim(), Query::new(words));
        if query.is_empty() {
            self.searches.clear();
            return Ok(kept);
        }
        while self.searches.last().is_some_and(|last| !query.extends(&Query::new(&last.typed))) {
            self.searches.pop();
        }
        let last = self.searches.last();
        if let Some(Search { typed: known, rows: Some(rows), .. }) = last
            && known == typed
        {
            return Ok(Arc::clone(rows));
        }
        facts.index(&stops.index).ok_or(Halt::Stopped)?;
        let among = last.map(|last| &last.hits);
        let found = facts.find(&query, (&kept, among), &stops.rest).ok_or(Halt::Stopped)?;
        let rows = Arc::new(found.rows);
        self.searches.retain(|search| search.typed != typed);
        let (typed, shown) = (typed.to_owned(), Some(Arc::clone(&rows)));
        self.searches.push(Search { typed, hits: found.hits, rows: shown });
        self.save_memory(kept.len());
        Ok(rows)
    }

    /// Keeps the rows of the latest searches only: as many as the table has, all in all.
    fn save_memory(&mut self, mut room: usize) {
        for search in self.searches.iter_mut().rev() {
            let len = search.rows.as_ref().map_or(0, |rows| rows.len());
            match room.checked_sub(len) {
                Some(left) => room = left,
                None => search.rows = None,
            }
        }
    }
}

fn place(study: &Study, rows: &[Row], id: &FactId) -> Option<usize> {
    let is_it = |row: &Row| study.fact_at(*row as usize).is_some_and(|fact| fact.id == *id);
    rows.iter().position(is_it)
}

/// The delay of every fact, in days: facts lie scattered in memory, this does not.
#[derive(Debug, Default)]
struct Delays {
    days: Option<Vec<i32>>,
    /// The shortest and the longest.
    range: Option<(i32, i32)>,
}

/// No delay is stated.
const UNSTATED: i32 = i32::MIN;
/// Delays of up to 90 years are counted day by day.
const COUNTED: u32 = 1 << 15;

impl Delays {
    fn prepare(&mut self, study: &Study) {
        if self.days.is_some() {
            return;
        }
        let days =
            |fact| gap::delay_between(study.pair, fact).and_then(|days| i32::try_from(days).ok());
        let days: Vec<i32> =
            study.facts.iter().map(|fact| days(fact).unwrap_or(UNSTATED)).collect();
        let stated = || days.iter().copied().filter(|days| *days != UNSTATED);
        self.range = stated().min().zip(stated().max());
        self.days = Some(days);
    }

    fn summary(&self, rows: &[Row]) -> Option<Summary> {
        let (least, most) = self.range?;
        let days = self.days.as_deref().unwrap_or_default();
        let stated = rows.iter().filter_map(|row| days.get(*row as usize).copied());
        let stated = stated.filter(|days| *days != UNSTATED);
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
