//! What is shown beside the rows of a table: figures of what is marked or shown, names of picks.
//!
//! Derived once after rows, marks or the column under the cursor have changed, never while drawing.

use rust_decimal::Decimal;

use super::Table;
use super::table::delays;
use crate::analysis::column::{ColumnSummary, summed_up};
use crate::analysis::filter::Pick;
use crate::analysis::search::Searchable;
use crate::analysis::stats::Summary;
use crate::analysis::table::{Field, Row, cell};
use crate::model::{Lang, Study};
use crate::tui::desk::Marks;

/// What is shown beside the rows.
#[derive(Debug, Default)]
pub(super) struct Aside {
    /// What the figures were computed for: the column, and the version of the marks.
    of: Option<(Option<Field>, u64)>,
    pub(super) figures: Figures,
    /// The sum of a column over the whole table.
    whole: Option<(Field, Option<Decimal>)>,
    /// Picks in the language of the screen.
    labels: Vec<(Pick, String)>,
    lang: Lang,
}

/// Figures of the marked rows; of those that are shown where none is marked.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Figures {
    /// How many rows are marked, and how many of them a filter hides; none if none is marked.
    pub(super) marked: Option<(usize, usize)>,
    pub(super) delays: Option<Summary>,
    /// The column under the cursor, where it holds numbers.
    pub(super) totals: Option<(Field, ColumnSummary)>,
    /// How much of the column's sum over the whole table that is, in percent.
    pub(super) share: Option<Decimal>,
}

impl Aside {
    /// The figures are to be computed anew.
    pub(super) fn forget(&mut self) {
        self.of = None;
    }
}

impl Table {
    /// Brings up to date what is shown beside the rows.
    pub(crate) fn follow(&mut self, facts: Searchable<'_>, (marks, lang): (&Marks, Lang)) {
        self.find_hits(facts);
        self.name_picks(facts.study, lang);
        let of = Some((self.column(), marks.version()));
        if self.aside.of != of {
            self.aside.of = of;
            self.aside.figures = self.compute(facts.study, marks);
        }
    }

    fn compute(&mut self, study: &Study, marks: &Marks) -> Figures {
        let marked = self.marked(study, marks);
        let is_marked = |row: &&Row| marked.binary_search(row).is_ok();
        let hidden = if self.is_narrowed() {
            marked.len() - self.rows.iter().filter(is_marked).count()
        } else {
            0
        };
        let rows: &[Row] = if marked.is_empty() { &self.rows } else { &marked };
        let field = self.column();
        let column = field.and_then(|field| Some((field, summed_up(study, rows, field)?)));
        let figures = Figures {
            marked: (!marked.is_empty()).then_some((marked.len(), hidden)),
            delays: if marked.is_empty() { self.delays } else { delays(self.view, study, &marked) },
            share: None,
            totals: column,
        };
        let part = rows.len() < self.total;
        let share = figures.totals.as_ref().filter(|_| part).and_then(|(field, totals)| {
            let hundred = totals.sum?.checked_mul(Decimal::ONE_HUNDRED)?;
            hundred.checked_div(self.whole(study, *field)?)
        });
        Figures { share, ..figures }
    }

    /// The sum of a column over the whole table, computed once.
    fn whole(&mut self, study: &Study, field: Field) -> Option<Decimal> {
        match self.aside.whole {
            Some((known, sum)) if known == field => sum,
            _ => {
                let sum = summed_up(study, &self.all_rows(study), field).and_then(|all| all.sum);
                self.aside.whole = Some((field, sum));
                sum
            }
        }
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
