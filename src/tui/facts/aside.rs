//! What is shown beside the rows of a table: figures of what is marked or shown, names of picks.
//!
//! Derived by a job after rows, marks or the column under the cursor have changed; what was derived
//! before stays until then. Never while drawing.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::Table;
use crate::analysis::added::Added;
use crate::analysis::column::{ColumnSummary, may_hold_numbers, summed_up};
use crate::analysis::columns::Columns;
use crate::analysis::filter::Pick;
use crate::analysis::search::Searchable;
use crate::analysis::stats::Summary;
use crate::analysis::table::{Field, Row, View, cell};
use crate::model::{Kind, Lang, Study};
use crate::tui::desk::Marks;
use crate::tui::finder::Asked;

/// What is shown beside the rows.
#[derive(Debug, Default)]
pub(super) struct Aside {
    /// What the figures were computed for: the column, and the version of the marks.
    of: Option<(Option<Field>, u64)>,
    asked: Asked,
    pub(super) figures: Figures,
    /// The sum of a column over the whole table.
    whole: Option<Whole>,
    /// Picks in the language of the screen.
    labels: Vec<(Pick, String)>,
    lang: Lang,
}

/// A column and its sum over a whole table.
type Whole = (Field, Option<Decimal>);

/// Figures of the marked rows; of those that are shown where none is marked.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Figures {
    /// How many rows are marked, and how many of them a filter hides; none if none is marked.
    pub(super) marked: Option<(usize, usize)>,
    pub(super) delays: Option<Summary>,
    /// The column under the cursor, where it holds numbers.
    pub(super) totals: Option<(Field, ColumnSummary)>,
    /// What the rows add up to, where no column says it.
    pub(super) added: Option<Added>,
    /// How much of the column's sum over the whole table that is, in percent.
    pub(super) share: Option<Decimal>,
}

impl Aside {
    /// The figures are to be computed anew.
    pub(super) fn forget(&mut self) {
        self.of = None;
    }
}

/// Figures to be computed.
#[derive(Debug, Clone)]
pub(crate) struct Figuring {
    view: &'static View,
    rows: Arc<Vec<Row>>,
    /// The delays of these rows.
    delays: Option<Summary>,
    /// How many rows the table has.
    total: usize,
    /// The marked rows, in ascending order.
    marked: Vec<Row>,
    column: Option<Field>,
    whole: Option<Whole>,
}

/// Figures with the sum over the whole table, to be kept for the next ones.
#[derive(Debug)]
pub(crate) struct Figured(Figures, Option<Whole>);

impl Figuring {
    /// Computes them.
    pub(crate) fn figures(&self, study: &Study, columns: &Columns) -> Figured {
        let Self { view, rows, marked, .. } = self;
        let is_marked = |row: &&Row| marked.binary_search(row).is_ok();
        let is_part = rows.len() < self.total;
        let hidden = || marked.len() - rows.iter().filter(is_marked).count();
        let hidden = if is_part && !marked.is_empty() { hidden() } else { 0 };
        let rows: &[Row] = if marked.is_empty() { rows } else { marked };
        let totals = self.column.and_then(|field| Some((field, summed_up(study, rows, field)?)));
        let is_part = rows.len() < self.total;
        let summed = totals.as_ref().filter(|_| is_part);
        let summed = summed.and_then(|(field, totals)| Some((*field, totals.sum?)));
        let mut whole = self.whole;
        let share = summed.and_then(|(field, sum)| {
            let (_, whole) = *whole.get_or_insert_with(|| {
                (field, summed_up(study, &view.members(study), field).and_then(|all| all.sum))
            });
            sum.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole?)
        });
        let delays = if marked.is_empty() { self.delays } else { columns.delays_of(study, marked) };
        let marked = (!marked.is_empty()).then_some((marked.len(), hidden));
        let facts = rows.iter().filter_map(|row| study.facts.get(*row as usize));
        let added = adding(view).and_then(|kind| Added::of(study, kind, facts));
        Figured(Figures { marked, delays, totals, added, share }, whole)
    }
}

/// The kind of the facts of a table, where it is one that adds up beside its columns.
fn adding(view: &View) -> Option<Kind> {
    match view.kinds {
        [kind] if Added::is_of(*kind) => Some(*kind),
        _ => None,
    }
}

impl Table {
    /// Brings up to date what is shown beside the rows.
    pub(crate) fn follow(&mut self, facts: Searchable<'_>, (marks, lang): (&Marks, Lang)) {
        self.name_picks(facts.study, lang);
        let of = Some((self.column(), marks.version()));
        if self.aside.of == of {
            return;
        }
        self.aside.of = of;
        let adds_up = self.column().is_some_and(may_hold_numbers) || adding(self.view).is_some();
        if adds_up || !marks.is_empty() {
            self.aside.asked = Asked::Due;
        } else {
            self.aside.asked = Asked::Known;
            self.aside.figures = Figures { delays: self.delays, ..Figures::default() };
        }
    }

    /// The figures to be computed, if they are not up to date and no job computes them.
    pub(crate) fn figures_due(
        &self,
        study: &Study,
        (marks, latest): (&Marks, u64),
    ) -> Option<Figuring> {
        self.aside.asked.is_due(latest).then(|| {
            let column = self.column();
            Figuring {
                view: self.view,
                rows: Arc::clone(&self.rows),
                delays: self.delays,
                total: self.total,
                marked: self.marked(study, marks),
                column,
                whole: self.aside.whole.filter(|(field, _)| Some(*field) == column),
            }
        })
    }

    /// The job with this number computes the figures.
    pub(crate) fn await_figures(&mut self, number: u64) {
        self.aside.asked = Asked::By(number);
    }

    /// Whether the job with this number computes the figures.
    pub(crate) fn awaits_figures(&self, number: u64) -> bool {
        self.aside.asked == Asked::By(number)
    }

    /// Takes over the figures.
    pub(crate) fn take_figures(&mut self, Figured(figures, whole): Figured) {
        self.aside.asked = Asked::Known;
        (self.aside.figures, self.aside.whole) = (figures, whole);
    }

    /// Whether anything about the rows that are shown is being found out.
    pub(crate) fn is_waiting(&self) -> bool {
        self.is_finding() || self.aside.asked.is_open() || self.found.asked.is_open()
    }

    /// Finds what picks are called on the screen: their values are kept in English.
    fn name_picks(&mut self, study: &Study, lang: Lang) {
        let known = self.aside.labels.iter().map(|(pick, _)| pick);
        if self.aside.lang == lang && known.eq(&self.filter.picks) {
            return;
        }
        let shows = |pick: &Pick, fact| cell(pick.field, study, fact, Lang::En).text == pick.value;
        let name = |pick: &Pick| {
            let fact = study.facts.iter().find(|fact| self.view.shows(fact) && shows(pick, fact));
            let label = fact.map(|fact| cell(pick.field, study, fact, lang).text);
            (pick.clone(), label.unwrap_or_else(|| pick.value.clone()))
        };
        self.aside.labels = self.filter.picks.iter().map(name).collect();
        self.aside.lang = lang;
    }

    /// The picks with what they are called on the screen.
    pub(super) fn labels(&self) -> &[(Pick, String)] {
        &self.aside.labels
    }
}
