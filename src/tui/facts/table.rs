//! One table of facts: its rows in order, its filter, its cursors, the widths of its columns.
//!
//! Only what changes rows looks at all of them; drawing asks for the visible slice. It must not
//! draw.

use crate::analysis::expr::Fault;
use crate::analysis::filter::Filter;
use crate::analysis::gap;
use crate::analysis::search::Searchable;
use crate::analysis::stats::{Summary, summary};
use crate::analysis::table::{Field, Row, View, cell, sort};
use crate::model::{Fact, Lang, Study};
use crate::text::Measure;
use crate::tui::canvas::cells;
use crate::tui::scroll::Scroll;

/// One table as it is shown.
#[derive(Debug)]
pub(crate) struct Table {
    pub(super) view: &'static View,
    pub(super) rows: Vec<Row>,
    pub(super) order: Option<(Field, bool)>,
    filter: Filter,
    pub(crate) scroll: Scroll,
    /// The column under the cursor, as a position among those of the view.
    column: usize,
    widths: Vec<(Field, u16)>,
    /// How many rows there are without a filter.
    pub(super) total: usize,
    /// The delays of the rows that are shown.
    pub(super) delays: Option<Summary>,
}

/// How wide a column may get, the name aside, which takes what is left.
const WIDEST: usize = 26;
/// How many rows are measured to find the widths of columns.
const MEASURED: usize = 400;
impl Table {
    pub(super) fn new(view: &'static View, study: &Study, lang: Lang) -> Self {
        let rows = view.rows(study);
        let mut table = Self {
            view,
            order: view.order,
            filter: Filter::default(),
            scroll: Scroll::new(rows.len()),
            column: 0,
            widths: Vec::new(),
            total: rows.len(),
            delays: delays(study, &rows),
            rows,
        };
        table.measure(study, lang);
        table
    }

    pub(super) fn rebuild(&mut self, (old, new): (&Study, Searchable<'_>), lang: Lang) {
        let id = self.selected().and_then(|row| old.facts.get(row)).map(|fact| fact.id.clone());
        self.apply(new);
        let row =
            |&row: &Row| new.study.facts.get(row as usize).map(|fact| &fact.id) == id.as_ref();
        // A fact that is gone leaves the cursor where it was, inside the new rows already.
        if let Some(at) = self.rows.iter().position(row) {
            self.scroll.select(at);
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

    /// Searches for words; the cursor goes to the best hit, or stays on its fact when the search
    /// ends.
    pub(crate) fn set_words(&mut self, facts: Searchable<'_>, words: &str) {
        if words == self.filter.words {
            return;
        }
        let kept = self.selected();
        words.clone_into(&mut self.filter.words);
        self.apply(facts);
        self.keep(kept.filter(|_| words.is_empty()));
    }

    /// Narrows the table in another way; the cursor stays on its fact if it is still shown.
    ///
    /// # Errors
    /// If the condition cannot be computed; the filter is what it was.
    pub(crate) fn set_filter(
        &mut self,
        facts: Searchable<'_>,
        filter: Filter,
    ) -> Result<(), Fault> {
        filter.apply(facts, &self.view.rows(facts.study))?;
        let kept = self.selected();
        self.filter = filter;
        self.apply(facts);
        self.keep(kept);
        Ok(())
    }

    /// Shows every row again; the cursor stays on its fact.
    pub(crate) fn clear_filter(&mut self, facts: Searchable<'_>) {
        // Without a condition there is nothing to fail.
        let _ = self.set_filter(facts, Filter::default());
    }

    /// Puts the cursor on a fact; on the first row if it is not shown.
    fn keep(&mut self, row: Option<usize>) {
        let at = row.and_then(|row| self.rows.iter().position(|shown| *shown as usize == row));
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
        let kept = self.selected();
        self.apply(facts);
        self.keep(kept);
    }

    /// Filters and sorts the rows anew: hits come best first, unless a search has no words.
    fn apply(&mut self, facts: Searchable<'_>) {
        let study = facts.study;
        self.rows = self.view.rows(study);
        if let Some(order) = self.order {
            sort(study, &mut self.rows, order);
        }
        self.total = self.rows.len();
        // A condition that fails on a changed study narrows nothing rather than showing nothing.
        self.rows = self.filter.apply(facts, &self.rows).unwrap_or_else(|_| self.rows.clone());
        self.delays = delays(study, &self.rows);
        self.scroll.set_len(self.rows.len());
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

/// The delays of rows, summed up; none where no row has one.
fn delays(study: &Study, rows: &[Row]) -> Option<Summary> {
    let delays = rows.iter().filter_map(|row| gap::delay(study, study.facts.get(*row as usize)?));
    summary(delays.map(|days| days as f64))
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
