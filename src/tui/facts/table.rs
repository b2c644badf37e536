//! One table of facts: its rows in order, its filter, its cursors, the widths of its columns.
//!
//! Only what changes rows looks at all of them; drawing asks for the visible slice. It must not
//! draw.

use std::cell::OnceCell;
use std::sync::{Arc, OnceLock};

use super::Sums;
use super::aside::Aside;
use super::matches::Found;
use crate::analysis::compare::ChangeKind;
use crate::analysis::difference;
use crate::analysis::expr::Fault;
use crate::analysis::filter::{Filter, Halt};
use crate::analysis::finder::{Finder, Rows, Stops, Wanted};
use crate::analysis::groups::Tally;
use crate::analysis::search::Searchable;
use crate::analysis::stats::Summary;
use crate::analysis::table::{Field, Row, View};
use crate::analysis::what_if::WhatIf;
use crate::command::Motion;
use crate::model::{FactId, Lang, MarketIndex, Study};
use crate::tui::finder::is_small;
use crate::tui::scroll::Scroll;

/// One table as it is shown.
#[derive(Debug)]
pub(crate) struct Table {
    pub(super) view: &'static View,
    /// The rows that are shown; the former ones while others are being found.
    pub(super) rows: Arc<Vec<Row>>,
    pub(super) order: Option<(Field, bool)>,
    pub(super) filter: Filter,
    /// The filter that the rows shown were found by, in case the new one cannot be computed.
    found_by: Filter,
    /// What is being found, if the rows are not what is wanted.
    search: Option<Search>,
    /// The marked rows, in ascending order, if no others are to be shown.
    pub(super) only: Option<Arc<Vec<Row>>>,
    pub(crate) scroll: Scroll,
    /// The column under the cursor, as a position among those that are not hidden.
    pub(super) column: usize,
    pub(super) widths: Vec<(Field, u16)>,
    /// Columns that were hidden.
    pub(super) hidden: Vec<Field>,
    /// The words searched for last, when they narrow nothing any more.
    pub(super) found: Found,
    /// What is drawn beside the rows, derived when they have changed.
    pub(super) aside: Aside,
    /// How many rows there are without a filter.
    pub(super) total: usize,
    /// The delays of the rows that are shown.
    pub(super) delays: Option<Summary>,
    /// How many changes of each kind the rows show, if that is what they show.
    pub(super) changes: Vec<(ChangeKind, usize)>,
    /// How many of the rows that are shown differ between the markets compared; none if the table
    /// compares no markets.
    pub(super) differing: Option<usize>,
    /// How the rows that are shown stand; none if the table has no column of gaps.
    pub(super) gaps: Option<Tally>,
    /// The ratios of the prices that are shown.
    pub(super) ratios: Option<Summary>,
    /// How many claims about sums of the rows shown disagree; none until it is known.
    pub(crate) disputes: Option<usize>,
    /// The totals of the rows that are shown, added up when first asked for.
    sums: OnceCell<Option<Sums>>,
    /// The market that others are compared with.
    pub(super) reference: MarketIndex,
    /// How wide the amounts of platforms are, their shares aside.
    pub(super) amounts: u16,
}

/// Where a leap to the next difference ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Jump {
    /// On another row.
    There,
    /// On another row, around the end of the table.
    Around,
    /// Nowhere: no row differs.
    Nowhere,
}

/// Rows being found.
#[derive(Debug)]
struct Search {
    /// The number of the job, once there is one.
    job: Option<u64>,
    landing: Landing,
}

/// Where the cursor goes when rows were found.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Landing {
    /// To the first row.
    Top,
    /// To the fact it is on then, or the first row if that is not shown.
    Stay,
    /// To this fact, or the first row.
    Row(usize),
    /// To this place among the rows.
    At(usize),
    /// To the fact with this id; where that is gone it stays where it is.
    Fact(FactId),
}

impl Table {
    pub(super) fn new(view: &'static View, study: &Study, lang: Lang) -> Self {
        let mut table = Self {
            view,
            rows: Arc::default(),
            order: view.order,
            filter: Filter::default(),
            found_by: Filter::default(),
            search: None,
            scroll: Scroll::new(0),
            column: 0,
            widths: Vec::new(),
            total: 0,
            only: None,
            hidden: Vec::new(),
            found: Found::default(),
            aside: Aside::default(),
            delays: None,
            changes: Vec::new(),
            differing: None,
            gaps: None,
            reference: study.pair.reference,
            ratios: None,
            disputes: None,
            sums: OnceCell::new(),
            amounts: 0,
        };
        // Without words no index is needed.
        let _ = table.find(Searchable { study, index: &OnceLock::new() }, Landing::Top);
        table.measure(study, lang);
        table
    }

    /// Takes over a study that was read again; the cursor stays on its fact.
    pub(super) fn rebuild(&mut self, (old, new): (&Study, Searchable<'_>), lang: Lang) {
        let fact = self.selected().and_then(|row| old.fact_at(row)).map(|fact| fact.id.clone());
        self.aside = Aside::default();
        // Rows are positions in the former study.
        self.rows = Arc::default();
        self.total = 0;
        let landing = match (self.search.take(), fact) {
            (Some(Search { landing: landing @ Landing::Fact(_), .. }), _) => landing,
            (_, Some(id)) => Landing::Fact(id),
            _ => Landing::Top,
        };
        if self.find(new, landing.clone()).is_err() {
            // A condition that fails on a changed study narrows nothing rather than showing nothing.
            self.filter.condition = None;
            let _ = self.find(new, landing);
        }
        self.measure(new.study, lang);
    }

    /// The fact under the cursor.
    pub(crate) fn selected(&self) -> Option<usize> {
        self.rows.get(self.scroll.selected()).map(|row| *row as usize)
    }

    /// What narrows the table.
    pub(crate) fn filter(&self) -> &Filter {
        &self.filter
    }

    /// The column under the cursor.
    pub(crate) fn column(&self) -> Option<Field> {
        self.widths.get(self.column).map(|(field, _)| *field)
    }

    /// The columns that are not hidden, whether or not the page is wide enough for all of them.
    pub(crate) fn columns(&self) -> Vec<Field> {
        self.widths.iter().map(|(field, _)| *field).collect()
    }

    /// The rows that are shown, as positions among the study's facts.
    pub(crate) fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The same, to be looked at by a job.
    pub(crate) fn shared_rows(&self) -> Arc<Vec<Row>> {
        Arc::clone(&self.rows)
    }

    /// The rows there are to choose from, if not all.
    pub(crate) fn only(&self) -> Option<Arc<Vec<Row>>> {
        self.only.clone()
    }

    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    /// The totals of the rows shown, with what is changed.
    pub(crate) fn sums(&self, study: &Study, asked: &WhatIf) -> Option<&Sums> {
        self.sums.get_or_init(|| Sums::of(self.view, &self.rows, (study, asked))).as_ref()
    }

    pub(super) fn forget_sums(&mut self) {
        self.sums = OnceCell::new();
    }

    /// The table it shows.
    pub(crate) fn view(&self) -> &'static View {
        self.view
    }

    /// The rows it is to show.
    pub(crate) fn wanted(&self) -> Wanted {
        let fact = match &self.search {
            Some(Search { landing: Landing::Fact(id), .. }) => Some(id.clone()),
            _ => None,
        };
        let (view, order) = (self.view, self.order);
        let (filter, only) = (self.filter.clone(), self.only.clone());
        Wanted { view, order, filter, only, fact }
    }

    /// Whether a job is needed: rows are to be found, and no job for them is the latest.
    pub(crate) fn is_due(&self, latest: u64) -> bool {
        self.search.as_ref().is_some_and(|search| search.job != Some(latest))
    }

    /// The job with this number finds the rows.
    pub(crate) fn await_job(&mut self, number: u64) {
        if let Some(search) = &mut self.search {
            search.job = Some(number);
        }
    }

    /// Whether rows are being found.
    pub(crate) fn is_finding(&self) -> bool {
        self.search.is_some()
    }

    /// Whether the job with this number finds its rows.
    pub(crate) fn awaits(&self, number: u64) -> bool {
        self.search.as_ref().and_then(|search| search.job) == Some(number)
    }

    /// Searches for words; the cursor goes to the best hit, or stays on its fact when the search
    /// ends.
    pub(crate) fn set_words(&mut self, facts: Searchable<'_>, words: &str) {
        if words == self.filter.words {
            return;
        }
        words.clone_into(&mut self.filter.words);
        // The condition, if there is one, could be computed before.
        let _ = self.find(facts, if words.is_empty() { Landing::Stay } else { Landing::Top });
    }

    /// Narrows the table in another way; the cursor stays on its fact if it is still shown.
    ///
    /// # Errors
    /// If the condition cannot be computed; the filter is what it was. In a large study this turns
    /// out later, and is said then.
    pub(crate) fn set_filter(
        &mut self,
        facts: Searchable<'_>,
        filter: Filter,
    ) -> Result<(), Fault> {
        let former = std::mem::replace(&mut self.filter, filter);
        let found = self.find(facts, Landing::Stay);
        if found.is_err() {
            self.filter = former;
        }
        found
    }

    /// Shows every row again; the cursor stays on its fact.
    pub(crate) fn clear_filter(&mut self, facts: Searchable<'_>) {
        self.remember_words();
        self.only = None;
        // Without a condition there is nothing to fail.
        let _ = self.set_filter(facts, Filter::default());
    }

    /// Puts the cursor on a fact; returns whether it is shown, or will be looked for among the rows
    /// that are being found.
    pub(crate) fn select(&mut self, row: usize) -> bool {
        if let Some(search) = &mut self.search {
            search.landing = Landing::Row(row);
            return true;
        }
        let at = self.rows.iter().position(|shown| *shown as usize == row);
        at.into_iter().for_each(|at| self.scroll.select(at));
        at.is_some()
    }

    /// Moves the cursor; to the end of rows that are still being found when they are.
    pub(crate) fn step(&mut self, motion: Motion, page: usize) {
        match (&mut self.search, motion) {
            (Some(search), Motion::First) => search.landing = Landing::Top,
            (Some(search), Motion::Last) => search.landing = Landing::At(usize::MAX),
            _ => {}
        }
        self.scroll.step(motion, page);
    }

    /// Finds the rows anew: at once in a small study, else a job is to be done.
    pub(super) fn find(&mut self, facts: Searchable<'_>, landing: Landing) -> Result<(), Fault> {
        if !is_small(facts.study) {
            let former = self.search.take().map(|search| search.landing);
            let landing = match (former, landing) {
                (Some(former @ (Landing::Row(_) | Landing::Fact(_))), Landing::Stay) => former,
                (_, landing) => landing,
            };
            self.search = Some(Search { job: None, landing });
            return Ok(());
        }
        self.search = Some(Search { job: None, landing });
        let found = Finder::default().find(facts, &self.wanted(), &Stops::default());
        self.take(found)
    }

    /// Takes over rows that a job found.
    ///
    /// # Errors
    /// If the condition cannot be computed; the rows and what narrows them are what they were.
    pub(crate) fn take_found(&mut self, found: Result<Rows, Halt>) -> Result<(), Fault> {
        let taken = self.take(found);
        if taken.is_err() {
            self.filter.clone_from(&self.found_by);
            if self.total == 0 {
                // A condition that fails on a changed study narrows nothing.
                self.filter.condition = None;
                self.search = Some(Search { job: None, landing: Landing::Top });
            }
        }
        taken
    }

    fn take(&mut self, found: Result<Rows, Halt>) -> Result<(), Fault> {
        let Some(Search { landing, .. }) = self.search.take() else { return Ok(()) };
        let found = match found {
            Ok(found) => found,
            Err(Halt::Stopped) => return Ok(()),
            Err(Halt::Fault(fault)) => return Err(fault),
        };
        let kept = self.selected();
        self.rows = found.rows;
        self.total = found.total;
        self.delays = found.delays;
        self.changes = found.changes;
        self.differing = found.differing;
        self.gaps = found.gaps;
        self.ratios = found.ratios;
        self.disputes = None;
        self.forget_sums();
        self.rows_changed();
        self.found_by.clone_from(&self.filter);
        self.scroll.set_len(self.rows.len());
        match (landing, kept) {
            (Landing::Fact(_), _) => found.place.into_iter().for_each(|at| self.scroll.select(at)),
            (Landing::Row(row), _) | (Landing::Stay, Some(row)) => self.keep(row),
            (Landing::At(at), _) => self.scroll.select(at),
            _ => self.scroll.select(0),
        }
        Ok(())
    }

    /// Puts the cursor on a fact; on the first row if it is not shown.
    pub(super) fn keep(&mut self, row: usize) {
        let at = self.rows.iter().position(|shown| *shown as usize == row);
        self.scroll.select(at.unwrap_or(0));
    }

    /// Moves to the next row in which the markets compared differ, or to the one before; around the
    /// end if need be.
    pub(crate) fn next_difference(&mut self, study: &Study, by: i8) -> Jump {
        let count = self.rows.len();
        let here = self.scroll.selected();
        let differs = |at: &usize| {
            let fact = self.rows.get(*at).and_then(|row| study.facts.get(*row as usize));
            fact.is_some_and(|fact| difference::differs(study, fact) == Some(true))
        };
        let step = |by: usize| (here + by) % count.max(1);
        let mut ahead = (1..=count).map(|n| step(if by < 0 { count - n } else { n }));
        let Some(at) = ahead.find(differs) else { return Jump::Nowhere };
        self.scroll.select(at);
        if (at > here) == (by > 0) && at != here { Jump::There } else { Jump::Around }
    }
}
