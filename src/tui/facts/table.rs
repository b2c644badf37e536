//! One table of facts: its rows in order, its filter, its cursors, the widths of its columns.
//!
//! Only what changes rows looks at all of them; drawing asks for the visible slice. It must not
//! draw.

use std::sync::{Arc, OnceLock};

use crate::analysis::expr::Fault;
use crate::analysis::filter::{Filter, Halt};
use crate::analysis::finder::{Finder, Rows, Stops, Wanted};
use crate::analysis::search::Searchable;
use crate::analysis::stats::Summary;
use crate::analysis::table::{Field, Row, View, cell};
use crate::model::{Fact, FactId, Lang, Study};
use crate::text::Measure;
use crate::tui::canvas::cells;
use crate::tui::scroll::Scroll;

/// One table as it is shown.
#[derive(Debug)]
pub(crate) struct Table {
    pub(super) view: &'static View,
    /// The rows that are shown; the former ones while others are being found.
    pub(super) rows: Arc<Vec<Row>>,
    pub(super) order: Option<(Field, bool)>,
    filter: Filter,
    /// The filter that the rows shown were found by, in case the new one cannot be computed.
    found_by: Filter,
    /// What is being found, if the rows are not what is wanted.
    search: Option<Search>,
    pub(crate) scroll: Scroll,
    /// The column under the cursor, as a position among those of the view.
    column: usize,
    widths: Vec<(Field, u16)>,
    /// How many rows there are without a filter.
    pub(super) total: usize,
    /// The delays of the rows that are shown.
    pub(super) delays: Option<Summary>,
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
enum Landing {
    /// To the first row.
    Top,
    /// To the fact it is on then, or the first row if that is not shown.
    Stay,
    /// To this fact, or the first row.
    Row(usize),
    /// To the fact with this id; where that is gone it stays where it is.
    Fact(FactId),
}

/// How wide a column may get, the name aside, which takes what is left.
const WIDEST: usize = 26;
/// How many rows are measured to find the widths of columns.
const MEASURED: usize = 400;
/// Up to how many facts the rows of a table are found at once: a search among so many takes less
/// than a frame does, and a thread would cost more than it saves.
const AT_ONCE: usize = 4096;

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
            delays: None,
        };
        // Without words no index is needed.
        let _ = table.find(Searchable { study, index: &OnceLock::new() }, Landing::Top);
        table.measure(study, lang);
        table
    }

    /// Takes over a study that was read again; the cursor stays on its fact.
    pub(super) fn rebuild(&mut self, (old, new): (&Study, Searchable<'_>), lang: Lang) {
        let fact = self.selected().and_then(|row| old.facts.get(row)).map(|fact| fact.id.clone());
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

    pub(crate) fn len(&self) -> usize {
        self.rows.len()
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
        let (view, order, filter) = (self.view, self.order, self.filter.clone());
        Wanted { edition: 0, view, order, filter, fact }
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
    pub(crate) fn awaits(&self, view: &'static View, number: u64) -> bool {
        let job = self.search.as_ref().and_then(|search| search.job);
        std::ptr::eq(self.view, view) && job == Some(number)
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
        // Without a condition there is nothing to fail.
        let _ = self.set_filter(facts, Filter::default());
    }

    /// Puts the cursor on a fact, which is shown by whatever narrows the table or after all without.
    pub(super) fn go_to(&mut self, facts: Searchable<'_>, row: usize) {
        self.set_words(facts, "");
        self.put_on(row);
        if self.search.is_none() && self.selected() != Some(row) {
            self.clear_filter(facts);
            self.put_on(row);
        }
    }

    fn put_on(&mut self, row: usize) {
        match &mut self.search {
            Some(search) => search.landing = Landing::Row(row),
            None => self.keep(row),
        }
    }

    /// Finds the rows anew: at once in a small study, else a job is to be done.
    fn find(&mut self, facts: Searchable<'_>, landing: Landing) -> Result<(), Fault> {
        if facts.study.facts.len() > AT_ONCE {
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

    /// Takes over rows that a job found; measures the columns if there were no rows before.
    ///
    /// # Errors
    /// If the condition cannot be computed; the rows and what narrows them are what they were.
    pub(crate) fn take_found(
        &mut self,
        found: Result<Rows, Halt>,
        (study, lang): (&Study, Lang),
    ) -> Result<(), Fault> {
        let first = self.rows.is_empty();
        let taken = self.take(found);
        if taken.is_err() {
            self.filter.clone_from(&self.found_by);
            if first {
                // A condition that fails on a changed study narrows nothing.
                self.filter.condition = None;
                self.search = Some(Search { job: None, landing: Landing::Top });
            }
        }
        if first {
            self.measure(study, lang);
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
        (self.total, self.delays) = (found.total, found.delays);
        self.found_by.clone_from(&self.filter);
        self.scroll.set_len(self.rows.len());
        match (landing, kept) {
            (Landing::Fact(_), _) => found.place.into_iter().for_each(|at| self.scroll.select(at)),
            (Landing::Row(row), _) | (Landing::Stay, Some(row)) => self.keep(row),
            _ => self.scroll.select(0),
        }
        Ok(())
    }

    /// Puts the cursor on a fact; on the first row if it is not shown.
    fn keep(&mut self, row: usize) {
        let at = self.rows.iter().position(|shown| *shown as usize == row);
        self.scroll.select(at.unwrap_or(0));
    }

    /// Sorts by the next column, or the first after the last.
    pub(crate) fn sort_next(&mut self, facts: Searchable<'_>) {
        let fields: Vec<Field> = self.widths.iter().map(|(field, _)| *field).collect();
        let now = self.order.and_then(|(field, _)| fields.iter().position(|f| *f == field));
        let next = now.map_or(0, |at| (at + 1) % fields.len().max(1));
        let Some(&field) = fields.get(next) else { return };
        self.order = Some((field, field.is_numeric()));
        self.reorder(facts);
    }

    /// Moves the cursor to another column of those that are shown on a page this wide.
    pub(crate) fn step_column(&mut self, by: i8, cols: u16) {
        let shown: Vec<Field> = self.fitted(cols).into_iter().map(|(field, _)| field).collect();
        let at = shown.iter().position(|field| Some(*field) == self.column()).unwrap_or(0);
        let to = at.saturating_add_signed(by.into()).min(shown.len().saturating_sub(1));
        let field = shown.get(to);
        let at = self.widths.iter().position(|(known, _)| Some(known) == field);
        self.column = at.unwrap_or(self.column);
    }

    /// Sorts by the column under the cursor; turns the order around if it is that already.
    pub(crate) fn sort_by_column(&mut self, facts: Searchable<'_>) {
        let Some(field) = self.column() else { return };
        self.order = match self.order {
            Some((by, downwards)) if by == field => Some((field, !downwards)),
            _ => Some((field, field.is_numeric())),
        };
        self.reorder(facts);
    }

    /// Turns the order around.
    pub(crate) fn reverse(&mut self, facts: Searchable<'_>) {
        match &mut self.order {
            Some((_, downwards)) => *downwards = !*downwards,
            None => return,
        }
        self.reorder(facts);
    }

    fn reorder(&mut self, facts: Searchable<'_>) {
        // The condition, if there is one, could be computed before.
        let _ = self.find(facts, Landing::Stay);
    }

    /// Finds the widths of the columns from their titles and a sample of the rows.
    pub(crate) fn measure(&mut self, study: &Study, lang: Lang) {
        let fields = self.view.columns(study);
        let step = (self.rows.len() / MEASURED).max(1);
        let facts: Vec<&Fact> = self
            .rows
            .iter()
            .step_by(step)
            .filter_map(|row| study.facts.get(*row as usize))
            .collect();
        let width = |field: Field| {
            let cols = |text: &str| Measure::Narrow.cols(text);
            let shown = facts.iter().map(|fact| cols(&cell(field, study, fact, lang).text)).max();
            // Two columns more than the title, for the mark of the order.
            let title = cols(field.title(study, lang)) + 2;
            cells(shown.unwrap_or(0).clamp(title.min(WIDEST), WIDEST.max(title)))
        };
        self.widths = fields.into_iter().map(|field| (field, width(field))).collect();
    }

    /// Columns with the widths they get on a page. Too narrow a page drops the most expendable
    /// columns; names and texts shrink to what is left, or take what is left over.
    pub(super) fn fitted(&self, cols: u16) -> Vec<(Field, u16)> {
        let mut fitted = self.widths.clone();
        let used = |fitted: &[(Field, u16)], width: fn(&(Field, u16)) -> u16| {
            fitted.iter().map(|column| width(column) + GAP).sum::<u16>().saturating_sub(GAP)
        };
        while used(&fitted, least) > cols && fitted.len() > 1 {
            let after_first = fitted.iter().enumerate().skip(1);
            let drop = after_first.max_by_key(|(at, (field, _))| (field.expendable(), *at));
            let at = drop.map_or(1, |(at, _)| at);
            fitted.remove(at);
        }
        let mut free = cols.saturating_sub(used(&fitted, least));
        let growing = cells(fitted.iter().filter(|(field, _)| grows(*field)).count());
        for (left, (_, width)) in (1..=growing).rev().zip(fitted.iter_mut().filter(|c| grows(c.0)))
        {
            *width = (*width).min(LEAST) + free / left;
            free -= free / left;
        }
        fitted
    }
}

/// Columns between two columns.
const GAP: u16 = 2;
/// The least width of a name or a text, unless all of its column are shorter.
const LEAST: u16 = 20;

fn grows(field: Field) -> bool {
    matches!(field, Field::Name | Field::Text | Field::Values | Field::Speakers | Field::Topic)
}

/// The width below which a column is dropped rather than shrunk.
fn least((field, width): &(Field, u16)) -> u16 {
    if grows(*field) { (*width).min(LEAST) } else { *width }
}
