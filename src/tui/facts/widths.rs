//! How wide the columns of a table are: what they need, and what a page has room for.
//!
//! Looks at some of the rows only; must not draw.

use super::Table;
use crate::analysis::table::{Field, cell};
use crate::model::{Fact, Lang, Study};
use crate::text::Measure;
use crate::tui::canvas::cells;

/// How wide a column may get, the name aside, which takes what is left.
const WIDEST: usize = 26;
/// How many rows are measured to find the widths of columns.
const MEASURED: usize = 400;

impl Table {
    /// Finds the widths of the columns from their titles and a sample of the rows.
    pub(crate) fn measure(&mut self, study: &Study, lang: Lang) {
        let mut fields = self.view.columns(study);
        fields.retain(|field| !self.hidden.contains(field));
        self.column = self.column.min(fields.len().saturating_sub(1));
        self.reference = study.pair.reference;
        // Widths are those of the whole table, so that a filter neither moves nor cuts anything.
        let rows = self.view.members(study);
        let step = (rows.len() / MEASURED).max(1);
        let facts: Vec<&Fact> =
            rows.iter().step_by(step).filter_map(|row| study.fact_at(*row as usize)).collect();
        let width = |field: Field| {
            let cols = |text: &str| Measure::Narrow.cols(text);
            let shown =
                facts.iter().map(|fact| cols(&cell(field, study, fact, lang).shown())).max();
            // Two columns more than the title, for the mark of the order.
            let title = cols(field.title(study, lang)) + 2;
            cells(shown.unwrap_or(0).clamp(title.min(WIDEST), WIDEST.max(title)))
        };
        self.widths = fields.into_iter().map(|field| (field, width(field))).collect();
        let platforms = self.widths.iter_mut().filter(|(field, _)| is_platform(*field));
        let platforms: Vec<&mut (Field, u16)> = platforms.collect();
        let amount = |field: Field| {
            let cols = |fact: &&Fact| Measure::Narrow.cols(&cell(field, study, fact, lang).text);
            facts.iter().map(cols).max().unwrap_or(0)
        };
        // One column more for the mark of a change.
        let amounts = platforms.iter().map(|(field, _)| amount(*field)).max();
        self.amounts = amounts.map_or(0, |amounts| cells(amounts) + 1);
        for (_, width) in platforms {
            *width = (*width).max(self.amounts + SHARE);
        }
    }

    /// Columns with the widths they get on a page. Too narrow a page drops the most expendable
    /// columns, never the one under the cursor, and the one that orders the rows last; names and texts shrink to what is left, or take what is left over.
    pub(super) fn fitted(&self, cols: u16) -> Vec<(Field, u16)> {
        let mut fitted = self.widths.clone();
        let least = |column: &(Field, u16)| {
            if is_platform(column.0) { column.1.min(self.amounts) } else { least(column) }
        };
        let used = |fitted: &[(Field, u16)], width: &dyn Fn(&(Field, u16)) -> u16| {
            fitted.iter().map(|column| width(column) + GAP).sum::<u16>().saturating_sub(GAP)
        };
        while used(&fitted, &least) > cols && fitted.len() > 1 {
            let after_first = fitted.iter().enumerate().skip(1);
            let expendable = |field| match field {
                field if Some(field) == self.column() => 0,
                // What the rows are in the order of is what they are read for.
                field if self.order.is_some_and(|(by, _)| by == field) => 1,
                field => 2 + self.view.expendable(field, self.reference),
            };
            let drop = after_first.max_by_key(|(at, (field, _))| (expendable(*field), *at));
            let at = drop.map_or(1, |(at, _)| at);
            fitted.remove(at);
        }
        let mut free = cols.saturating_sub(used(&fitted, &least));
        // Amounts are never cut; their titles and shares get room before texts do.
        let platforms = fitted.iter_mut().filter(|column| is_platform(column.0));
        let count = cells(self.widths.iter().filter(|column| is_platform(column.0)).count());
        for (left, (_, width)) in (1..=count).rev().zip(platforms) {
            let more = width.saturating_sub(self.amounts).min(free / left);
            *width = (*width).min(self.amounts) + more;
            free -= more;
        }
        let growing = cells(fitted.iter().filter(|(field, _)| grows(*field)).count());
        let columns = fitted.iter_mut().rev().filter(|column| grows(column.0));
        for (left, (field, width)) in (1..=growing).rev().zip(columns) {
            let base = (*width).min(least_of(*field));
            // What changed takes what it needs, from the right, and leaves the rest to the name.
            let most = if field.is_of_change() { *width - base } else { u16::MAX };
            let more = (free / left).min(most);
            *width = base + more;
            free -= more;
        }
        fitted
    }

    /// Whether a column of platforms of this width has room for shares behind its amounts.
    pub(super) fn has_shares(&self, width: u16) -> bool {
        self.amounts + SHARE <= width
    }
}

/// Columns between two columns.
const GAP: u16 = 2;
/// The least width of a name or a text, unless all of its column are shorter.
const LEAST: u16 = 20;
/// The least width of a value before and after.
const LEAST_SIDE: u16 = 12;

fn least_of(field: Field) -> u16 {
    match field {
        Field::Before | Field::After => LEAST_SIDE,
        _ => LEAST,
    }
}

/// The columns that the share of an amount takes, such as ` 100.0 %`.
const SHARE: u16 = 8;

fn is_platform(field: Field) -> bool {
    matches!(field, Field::Platform(_))
}

fn grows(field: Field) -> bool {
    matches!(
        field,
        Field::Name
            | Field::Tier
            | Field::Text
            | Field::Values
            | Field::Speakers
            | Field::Topic
            | Field::Workaround
    ) || field.is_of_change()
}

/// The width below which a column is dropped rather than shrunk.
fn least((field, width): &(Field, u16)) -> u16 {
    if grows(*field) { (*width).min(least_of(*field)) } else { *width }
}
