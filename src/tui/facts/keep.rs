//! What of a table is remembered from one run to the next, and bringing it back.
//!
//! Knows tables and columns; files are not its business.

use std::sync::Arc;

use super::{FactsPane, Table};
use crate::analysis::expr::Condition;
use crate::analysis::filter::{Filter, Pick};
use crate::analysis::search::Searchable;
use crate::analysis::table::Field;
use crate::model::{Lang, Study};
use crate::tui::desk::Marks;
use crate::tui::views::{SavedTab, SavedTable};

impl FactsPane {
    /// Whether what changed is among its tables; then it is the first.
    fn has_changes(&self) -> bool {
        self.views.first().is_some_and(|view| view.is_of_changes())
    }

    /// Takes over what is remembered; tables get theirs when they are shown.
    pub(crate) fn keep(&mut self, saved: &SavedTab) {
        self.remembered.clone_from(&saved.view);
        // Two editions are compared to see what changed, wherever the study was left.
        if !self.has_changes() {
            let view = self.views.iter().position(|view| Some(view.id) == saved.view.as_deref());
            self.turn_to(view.unwrap_or(self.current));
        }
        self.kept = saved.tables.clone();
    }

    /// What there is to remember.
    pub(crate) fn kept(&self, study: &Study) -> SavedTab {
        let shown = self.views.get(self.current).filter(|_| self.current > 0);
        let view = match self.has_changes() {
            // Which table a comparison is left at says nothing of the study by itself.
            true => self.remembered.clone(),
            false => shown.map(|view| view.id.to_owned()),
        };
        let mut tables = self.kept.clone();
        for table in self.tables.iter().flatten() {
            let kept = table.kept(study);
            if kept != SavedTable::default() {
                tables.insert(table.view.id.to_owned(), kept);
            }
        }
        SavedTab { view, tables }
    }
}

impl Table {
    fn kept(&self, study: &Study) -> SavedTable {
        let order = self.order.filter(|_| self.order != self.view.order);
        let picks = self.filter.picks.iter();
        SavedTable {
            order: order.map(|(field, downwards)| (field.key(study), downwards)),
            picks: picks.map(|pick| (pick.field.key(study), pick.value.clone())).collect(),
            condition: self.filter.condition.as_ref().map(|known| known.source().to_owned()),
            marked_only: self.only.is_some(),
            hidden: self.hidden.iter().map(|field| field.key(study)).collect(),
            column: self.column().filter(|_| self.column > 0).map(|field| field.key(study)),
        }
    }

    /// Brings back what is remembered; what the study has no use for is left out.
    pub(super) fn restore(
        &mut self,
        kept: &SavedTable,
        facts: Searchable<'_>,
        (marks, lang): (&Marks, Lang),
    ) {
        let study = facts.study;
        let column = |key: &String| Field::of_key(key, study);
        let fields = self.view.columns(study);
        if let Some((key, downwards)) = &kept.order
            && let Some(field) = column(key).filter(|field| fields.contains(field))
        {
            self.order = Some((field, *downwards));
        }
        self.hidden = kept.hidden.iter().filter_map(column).collect();
        if fields.iter().all(|field| self.hidden.contains(field)) {
            self.hidden.clear();
        }
        if kept.marked_only {
            self.only = Some(Arc::new(self.marked(study, marks))).filter(|rows| !rows.is_empty());
        }
        let picks = kept
            .picks
            .iter()
            .filter_map(|(key, value)| Some(Pick { field: column(key)?, value: value.clone() }));
        let condition = kept.condition.as_deref();
        let filter = Filter {
            words: String::new(),
            picks: picks.collect(),
            condition: condition.and_then(|source| Condition::parse(source, study).ok()),
        };
        // A condition that cannot be computed any more is left out like one that cannot be read.
        if let Err(_fault) = self.set_filter(facts, filter.clone()) {
            let without = Filter { condition: None, ..filter };
            let _ = self.set_filter(facts, without);
        }
        self.scroll.select(0);
        self.measure(study, lang);
        kept.column
            .as_ref()
            .and_then(column)
            .into_iter()
            .for_each(|field| self.select_column(field));
    }

    /// Forgets order, filter, hidden columns and the cursor's column.
    pub(crate) fn forget(&mut self, facts: Searchable<'_>, lang: Lang) {
        self.order = self.view.order;
        self.hidden.clear();
        self.clear_filter(facts);
        self.measure(facts.study, lang);
        self.column = 0;
    }
}
