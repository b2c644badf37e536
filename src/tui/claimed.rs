//! Which claims are computed from which facts, and what came of recomputing them.
//!
//! Derived once per study, when a table is first shown or the first frame of the overview stands. It
//! must not draw.

use std::collections::HashMap;

use crate::analysis::claims::{Disputes, Outcome, Verdict, verdicts};
use crate::analysis::table::Row;
use crate::model::{Body, FactId, Study};

/// The claims of a study, recomputed.
#[derive(Debug)]
pub(crate) struct Claimed {
    verdicts: Vec<Verdict>,
    /// The claims that name a row, as positions among the verdicts.
    on: HashMap<usize, Vec<usize>>,
    disputes: Disputes,
}

impl Claimed {
    /// Recomputes the claims of a study; `row_of` finds a fact by its id.
    pub(crate) fn of(study: &Study, row_of: impl Fn(&FactId) -> Option<usize>) -> Self {
        let verdicts = verdicts(study);
        let disputes = Disputes::of(study, &verdicts);
        let mut on: HashMap<usize, Vec<usize>> = HashMap::new();
        for (at, verdict) in verdicts.iter().enumerate() {
            let fact = study.facts.get(verdict.row);
            let Some(Body::Claim(claim)) = fact.map(|fact| &fact.body) else { continue };
            for row in claim.rows.iter().filter_map(&row_of) {
                on.entry(row).or_default().push(at);
            }
        }
        Self { verdicts, on, disputes }
    }

    /// What came of recomputing every claim, by position among the facts.
    pub(crate) fn verdicts(&self) -> &[Verdict] {
        &self.verdicts
    }

    /// What came of recomputing the claim at a position among the facts.
    pub(crate) fn verdict(&self, row: usize) -> Option<&Verdict> {
        let at = self.verdicts.binary_search_by_key(&row, |verdict| verdict.row).ok()?;
        self.verdicts.get(at)
    }

    /// The other claims that a row is used by: first those about its own figure, which contradict
    /// it, then those that name it among others.
    pub(crate) fn on(&self, row: usize) -> (Vec<&Verdict>, Vec<&Verdict>) {
        let about = self.disputes.on(row);
        let verdict = |at: &usize| self.verdicts.get(*at).filter(|verdict| verdict.row != row);
        let named = self.on.get(&row).into_iter().flatten();
        let mut others: Vec<&Verdict> =
            named.filter(|at| !about.contains(at)).filter_map(verdict).collect();
        others.sort_by_key(|verdict| !disagrees(verdict));
        (about.iter().filter_map(verdict).collect(), others)
    }

    /// Whether a claim that is about the figure of the row disagrees, or the row is such a claim.
    pub(crate) fn is_disputed(&self, row: usize) -> bool {
        self.disputes.is_disputed(row)
    }

    /// How many claims about many facts, all of them among these rows, disagree.
    pub(crate) fn over(&self, rows: &[Row]) -> usize {
        self.disputes.over(rows).len()
    }
}

/// Whether a claim does not agree with the facts under it to the digit.
pub(crate) fn disagrees(verdict: &Verdict) -> bool {
    matches!(verdict.outcome, Outcome::Differs { .. } | Outcome::CutOff)
}
