//! The column under the cursor; hiding columns of a table and showing them again.
//!
//! Must not know how wide a column is drawn.

use super::Table;
use crate::analysis::table::Field;
use crate::model::{Lang, Study};

impl Table {
    /// Moves the cursor to another column; one that the page had no room for comes into view.
    pub(crate) fn step_column(&mut self, by: i8) {
        let last = self.widths.len().saturating_sub(1);
        self.column = self.column.saturating_add_signed(by.into()).min(last);
    }

    /// Puts the cursor on a column, if it is not hidden.
    pub(super) fn select_column(&mut self, field: Field) {
        let at = self.widths.iter().position(|(known, _)| *known == field);
        self.column = at.unwrap_or(self.column);
    }

    /// Hides the column under the cursor, unless it is the last one; returns it.
    pub(crate) fn hide_column(&mut self, study: &Study, lang: Lang) -> Option<Field> {
        let field = self.column().filter(|_| self.widths.len() > 1)?;
        self.hidden.push(field);
        self.measure(study, lang);
        Some(field)
    }

    /// Shows every column again; the cursor stays on its column.
    pub(crate) fn show_columns(&mut self, study: &Study, lang: Lang) {
        let here = self.column();
        self.hidden.clear();
        self.measure(study, lang);
        let at = self.widths.iter().position(|(field, _)| Some(*field) == here);
        self.column = at.unwrap_or(0);
    }

    /// How many columns are hidden.
    pub(crate) fn hidden(&self) -> usize {
        self.hidden.len()
    }
}
