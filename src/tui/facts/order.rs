//! The order of a table: by which column, and which way round.
//!
//! Must not sort; says what is to be found.

use super::Table;
use super::table::Landing;
use crate::analysis::search::Searchable;
use crate::analysis::table::Field;

impl Table {
    /// Sorts by the next column, or the first after the last.
    pub(crate) fn sort_next(&mut self, facts: Searchable<'_>) {
        let fields: Vec<Field> = self.widths.iter().map(|(field, _)| *field).collect();
        let now = self.order.and_then(|(field, _)| fields.iter().position(|f| *f == field));
        let next = now.map_or(0, |at| (at + 1) % fields.len().max(1));
        let Some(&field) = fields.get(next) else { return };
        self.order = Some((field, field.is_numeric()));
        self.reorder(facts);
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

    pub(super) fn reorder(&mut self, facts: Searchable<'_>) {
        // The condition, if there is one, could be computed before.
        let _ = self.find(facts, Landing::Stay);
    }
}
