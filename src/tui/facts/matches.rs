//! Going from match to match, and the marked rows.
//!
//! While words narrow the table every row matches; afterwards the words are remembered and found
//! among all rows. It must not draw.

use std::sync::Arc;

use super::Table;
use super::table::Landing;
use crate::analysis::search::{Query, Searchable};
use crate::analysis::table::{Row, row_at};
use crate::model::Study;
use crate::tui::desk::Marks;
use crate::tui::finder::Asked;

/// Words that were searched for, and the rows that match them.
#[derive(Debug, Default)]
pub(super) struct Found {
    words: String,
    /// Whether matches are marked: from the first leap on.
    shown: bool,
    /// The positions in the table of the rows that match, ascending; none if not looked for yet.
    hits: Option<Vec<usize>>,
    /// The same rows, as positions among the study's facts, ascending.
    rows: Vec<Row>,
    pub(super) asked: Asked,
    /// A leap that waits for them.
    leap: Option<i8>,
}

/// Where a leap to a match ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Leap {
    /// On this match of so many.
    On(usize, usize),
    /// The same, around the end of the table.
    Around(usize, usize),
    /// Nowhere: nothing matches these words.
    Nowhere(String),
    /// Nowhere yet: what matches is being found out.
    Later,
}

impl Table {
    /// The words to leap by.
    pub(crate) fn words(&self) -> &str {
        match self.filter.words.trim() {
            "" => &self.found.words,
            words => words,
        }
    }

    /// The words whose matches are marked in the rows.
    fn words_to_mark(&self) -> &str {
        match self.filter.words.trim() {
            "" if self.found.shown => &self.found.words,
            words => words,
        }
    }

    /// Whether matches that narrow nothing are marked.
    pub(crate) fn marks_matches(&self) -> bool {
        self.found.shown && self.filter.words.trim().is_empty()
    }

    /// What is marked in the rows and in what is told of them, if anything is.
    pub(super) fn query_to_mark(&self) -> Option<Query> {
        Some(Query::new(self.words_to_mark())).filter(|query| !query.is_empty())
    }

    /// Whether a row matches the words that are marked.
    pub(super) fn is_hit(&self, row: usize) -> bool {
        !self.marks_matches() || self.found.rows.binary_search(&row_at(row)).is_ok()
    }

    /// What is marked in what is told of a row: that by which it was found.
    pub(crate) fn query_of(&self, row: usize) -> Option<Query> {
        self.query_to_mark().filter(|_| self.is_hit(row))
    }

    /// Keeps the words of the search for leaps.
    pub(crate) fn remember_words(&mut self) {
        let words = self.filter.words.trim();
        if words.is_empty() {
            self.found = Found::default();
        } else if words != self.found.words {
            self.found = Found { words: words.to_owned(), ..Found::default() };
        }
    }

    /// What was derived from the rows is to be derived anew.
    pub(super) fn rows_changed(&mut self) {
        self.found.hits = None;
        if self.found.asked.is_open() {
            self.found.asked = Asked::Due;
        }
        self.aside.forget();
    }

    /// The rows in which words are to be found, if matches are marked and not known.
    pub(crate) fn matches_due(&mut self, latest: u64) -> Option<(Arc<Vec<Row>>, String)> {
        if self.found.hits.is_none() && self.marks_matches() && self.found.asked == Asked::Known {
            self.found.asked = Asked::Due;
        }
        let due = self.found.asked.is_due(latest) && !self.is_finding();
        due.then(|| (Arc::clone(&self.rows), self.found.words.clone()))
    }

    /// The job with this number finds the matches.
    pub(crate) fn await_matches(&mut self, number: u64) {
        self.found.asked = Asked::By(number);
    }

    /// Whether the job with this number finds the matches.
    pub(crate) fn awaits_matches(&self, number: u64) -> bool {
        self.found.asked == Asked::By(number)
    }

    /// Takes over the rows that match; returns the leap that waited for them.
    pub(crate) fn take_matches(&mut self, rows: Vec<Row>) -> Option<i8> {
        self.found.asked = Asked::Known;
        let is_hit = |row: &Row| rows.binary_search(row).is_ok();
        let places = self.rows.iter().enumerate().filter(|(_, row)| is_hit(row));
        self.found.hits = Some(places.map(|(at, _)| at).collect());
        self.found.rows = rows;
        self.found.leap.take()
    }

    /// Moves to the next match (`by` above 0) or to the one before, around the end if need be.
    pub(crate) fn leap(&mut self, by: i8) -> Leap {
        let here = self.scroll.selected();
        self.found.shown = true;
        if self.marks_matches() && self.found.hits.is_none() {
            self.found.leap = Some(by);
            return Leap::Later;
        }
        let all: Vec<usize>;
        let hits: &[usize] = match &self.found.hits {
            Some(hits) if self.marks_matches() => hits,
            _ => {
                all = (0..self.rows.len()).collect();
                &all
            }
        };
        let next = match by {
            ..0 => hits.partition_point(|at| *at < here).checked_sub(1),
            _ => Some(hits.partition_point(|at| *at <= here)).filter(|at| *at < hits.len()),
        };
        let end = if by < 0 { hits.len().saturating_sub(1) } else { 0 };
        let Some(&to) = hits.get(next.unwrap_or(end)) else {
            return Leap::Nowhere(self.words().to_owned());
        };
        let (number, count) = (next.unwrap_or(end) + 1, hits.len());
        self.scroll.select(to);
        if next.is_some() { Leap::On(number, count) } else { Leap::Around(number, count) }
    }

    /// Whether anything narrows the table.
    pub(crate) fn is_narrowed(&self) -> bool {
        !self.filter.is_empty() || self.only.is_some()
    }

    /// Whether marked rows alone are shown.
    pub(crate) fn is_marked_only(&self) -> bool {
        self.only.is_some()
    }

    /// The marked rows of this table, whether a filter hides them or not, in ascending order.
    pub(crate) fn marked(&self, study: &Study, marks: &Marks) -> Vec<Row> {
        let changed = self.view.is_of_changes().then(|| self.view.rows(study));
        let shown = |row: &Row| match &changed {
            Some(changed) => changed.contains(row),
            None => study.fact_at(*row as usize).is_some_and(|fact| self.view.shows(fact)),
        };
        let mut rows: Vec<Row> = marks.rows().map(row_at).filter(shown).collect();
        rows.sort_unstable();
        rows
    }

    /// Shows marked rows only, or every row again; the cursor stays on its fact if it can.
    pub(crate) fn turn_marked_only(&mut self, facts: Searchable<'_>, marks: &Marks) {
        let only = self.only.is_none().then(|| Arc::new(self.marked(facts.study, marks)));
        self.only = only;
        self.reorder(facts);
    }

    /// Takes note of marks that have changed; without marks there is nothing left to keep to.
    pub(crate) fn follow_marks(&mut self, study: &Study, marks: &Marks) {
        if self.only.is_some() {
            self.only = Some(Arc::new(self.marked(study, marks))).filter(|rows| !rows.is_empty());
        }
    }

    /// The same, if marks have changed while another table was shown.
    pub(crate) fn marks_changed_elsewhere(&mut self, facts: Searchable<'_>, marks: &Marks) {
        let marked = self.only.as_ref().map(|_| Arc::new(self.marked(facts.study, marks)));
        if marked != self.only {
            self.marks_changed(facts, marks);
        }
    }

    /// The same, with the rows brought up to date and the cursor where it was.
    pub(crate) fn marks_changed(&mut self, facts: Searchable<'_>, marks: &Marks) {
        if self.only.is_some() {
            self.follow_marks(facts.study, marks);
            // What narrows the table could be computed before.
            let _ = self.find(facts, Landing::At(self.scroll.selected()));
        }
    }
}
