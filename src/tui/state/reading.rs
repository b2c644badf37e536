//! Reading facts: the table that is shown, where a fact is, what is claimed of it.
//!
//! What is looked up often is found once per study. It must not know how anything is drawn.

use super::State;
use crate::analysis::claims::Verdict;
use crate::analysis::search::Searchable;
use crate::analysis::table::Row;
use crate::command::Tab;
use crate::exchange::problems::{findings, severities};
use crate::model::{Dimension, FactId, Lang};
use crate::tui::claimed::{Claimed, disagrees};
use crate::tui::desk::{Marks, Spot};
use crate::tui::facts::{FactsPane, Table};
use crate::tui::links::links;
use crate::tui::pages::Overlay;
use crate::tui::problems::{Located, Tally};

impl State {
    /// The position of the fact with this id.
    pub(crate) fn row_of(&self, id: &FactId) -> Option<usize> {
        let facts = &self.study().facts;
        let by_id = self.by_id.get_or_init(|| {
            let mut rows: Vec<usize> = (0..facts.len()).collect();
            rows.sort_by_key(|row| facts.get(*row).map(|fact| &fact.id));
            rows
        });
        let of = |row: &usize| facts.get(*row).map(|fact| &fact.id);
        let at = by_id.binary_search_by_key(&Some(id), of).ok()?;
        by_id.get(at).copied()
    }

    fn claimed(&self) -> &Claimed {
        self.claimed.get_or_init(|| Claimed::of(self.study(), |id| self.row_of(id)))
    }

    /// What came of recomputing the claims, by position among the facts.
    pub(crate) fn verdicts(&self) -> &[Verdict] {
        self.claimed().verdicts()
    }

    /// What came of recomputing a claim, by its position among the facts.
    pub(crate) fn verdict(&self, row: usize) -> Option<&Verdict> {
        self.claimed().verdict(row)
    }

    /// Whether a claim does not agree with the facts under it to the digit.
    pub(crate) fn disagrees(&self, row: usize) -> bool {
        self.verdict(row).is_some_and(disagrees)
    }

    /// The claims that a fact is used by: those that contradict its figure, and the others.
    pub(crate) fn claims_on(&self, row: usize) -> (Vec<&Verdict>, Vec<&Verdict>) {
        self.claimed().on(row)
    }

    /// Whether a claim contradicts the figure of the fact, or is the fact.
    pub(crate) fn is_disputed(&self, row: usize) -> bool {
        self.claimed().is_disputed(row)
    }

    /// The same as far as it is known: nobody waits for a mark.
    pub(crate) fn is_known_disputed(&self, row: usize) -> bool {
        self.claimed.get().is_some_and(|claimed| claimed.is_disputed(row))
    }

    /// How many claims about many facts, all of them among these rows, disagree.
    pub(crate) fn disputes_over(&self, rows: &[Row]) -> usize {
        self.claimed().over(rows)
    }

    /// Recomputes the claims for the marks of the overview, once its first frame stands.
    pub(crate) fn follow_claims(&self) {
        if self.tab == Tab::Overview {
            self.claimed();
        }
    }

    /// Everything that `check` finds, in reading order.
    pub(crate) fn findings(&self) -> &[Located] {
        self.found.all.get_or_init(|| {
            Located::all(&self.loaded, findings(&self.loaded, self.verdicts(), self.lang))
        })
    }

    /// How many findings there are, as far as they are known: nobody waits for a number, and until the
    /// claims are recomputed the files alone count.
    pub(crate) fn tally(&self) -> Tally {
        let files = || self.loaded.problems.iter().map(|problem| problem.fault.severity());
        let Some(claimed) = self.claimed.get() else { return Tally::of(files()) };
        let all = || files().chain(severities(&self.loaded, claimed.verdicts()));
        *self.found.tally.get_or_init(|| Tally::of(all()))
    }

    /// The table that is shown, with the study it shows and what its rows are drawn with.
    pub(crate) fn table_mut(&mut self) -> Option<(&mut Table, Searchable<'_>, &Marks)> {
        let Tab::Facts(dimension) = self.tab else { return None };
        let pane = self.facts.iter_mut().find(|(of, _)| *of == dimension).map(|(_, pane)| pane)?;
        let facts = Searchable { study: &self.loaded.study, index: &self.index };
        Some((pane.table_mut()?, facts, &self.desk.marks))
    }

    /// The tabs of facts.
    pub(crate) fn panes(&self) -> impl Iterator<Item = (Dimension, &FactsPane)> {
        self.facts.iter().map(|(dimension, pane)| (*dimension, pane))
    }

    /// The tabs of facts, to be changed.
    pub(crate) fn panes_mut(&mut self) -> impl Iterator<Item = (Dimension, &mut FactsPane)> {
        self.facts.iter_mut().map(|(dimension, pane)| (*dimension, pane))
    }

    /// Shows a tab.
    pub(crate) fn show(&mut self, tab: Tab) {
        self.tab = tab;
        self.with_pane(|pane, facts, looks| pane.prepare(facts, looks));
    }

    /// Does something with the tab of facts that is shown, if one is.
    fn with_pane<T>(
        &mut self,
        then: impl FnOnce(&mut FactsPane, Searchable<'_>, (&Marks, Lang)) -> T,
    ) -> Option<T> {
        let Tab::Facts(dimension) = self.tab else { return None };
        let pane = self.facts.iter_mut().find(|(of, _)| *of == dimension).map(|(_, pane)| pane)?;
        let facts = Searchable { study: &self.loaded.study, index: &self.index };
        Some(then(pane, facts, (&self.desk.marks, self.lang)))
    }

    /// Shows a fact in a table of its tab; returns whether a filter had to go for it.
    pub(crate) fn show_fact(&mut self, row: usize) -> bool {
        let Some(dimension) = self.study().fact_at(row).map(|fact| fact.dimension) else {
            return false;
        };
        self.tab = Tab::Facts(dimension);
        self.with_pane(|pane, facts, looks| pane.go_to(facts, row, looks)).unwrap_or(false)
    }

    /// Where the user is.
    pub(crate) fn spot(&self) -> Spot {
        let fact = self.fact_row().and_then(|row| self.study().fact_at(row));
        let chart = self
            .facts_pane()
            .and_then(|pane| Some((pane.chart.left(self.size)?, pane.table()?.filter().clone())));
        Spot {
            chart,
            tab: self.tab,
            view: self.facts_pane().map_or(0, FactsPane::current),
            fact: fact.map(|fact| fact.id.clone()),
            details: matches!(self.overlay, Some(Overlay::Details(..))),
        }
    }

    /// Whether a chart has the keys, its cursor on a mark.
    pub(super) fn on_mark(&self) -> bool {
        self.facts_pane().is_some_and(|pane| pane.chart.cursor(self.size).is_some())
    }

    /// Whether the marks of the chart on the screen, if there is one, lead anywhere.
    pub(super) fn chart_leads(&self) -> bool {
        !self.facts_pane().is_some_and(|pane| pane.chart.leads_nowhere(self.size))
    }

    /// Whether a figure is recomputed from a fact that is open to be read. The overview asks for no
    /// claim, so that the first frame waits for none, unless it tells what changed about them.
    pub(super) fn is_claimed(&self, row: usize) -> bool {
        let used = || {
            let (about, others) = self.claims_on(row);
            !about.is_empty() || !others.is_empty()
        };
        matches!(self.tab, Tab::Facts(_)) && (self.verdict(row).is_some() || used())
    }

    /// How many links the details that are open have.
    pub(crate) fn link_count(&self) -> usize {
        match self.overlay {
            Some(Overlay::Details(row, _)) => links(self, row).len(),
            _ => 0,
        }
    }
}
