//! Which claims are computed from which facts, and what came of recomputing them.
//!
//! Derived once per study, when a table is first shown. It must not draw.

use std::collections::HashMap;

use crate::analysis::claims::{Outcome, Verdict, verdicts};
use crate::model::{Body, FactId, Study};

/// The claims of a study, recomputed.
#[derive(Debug)]
pub(crate) struct Claimed {
    verdicts: Vec<Verdict>,
    /// The claims that name a row, as positions among the verdicts.
    on: HashMap<usize, Vec<usize>>,
}

impl Claimed {
    /// Recomputes the claims of a study; `row_of` finds a fact by its id.
    pub(crate) fn of(study: &Study, row_of: impl Fn(&FactId) -> Option<usize>) -> Self {
        let verdicts = verdicts(study);
        let mut on: HashMap<usize, Vec<usize>> = HashMap::new();
        for (at, verdict) in verdicts.iter().enumerate() {
            let fact = study.facts.get(verdict.row);
            let Some(Body::Claim(claim)) = fact.map(|fact| &fact.body) else { continue };
            for row in claim.rows.iter().filter_map(&row_of) {
                on.entry(row).or_default().push(at);
            }
        }
        Self { verdicts, on }
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

    /// The claims that name a row among those they are computed from; those that disagree first.
    pub(crate) fn on(&self, row: usize) -> Vec<&Verdict> {
        let at = self.on.get(&row).into_iter().flatten();
        let mut claims: Vec<&Verdict> = at.filter_map(|at| self.verdicts.get(*at)).collect();
        claims.sort_by_key(|verdict| !disagrees(verdict));
        claims
    }

    /// Whether a claim that names the row disagrees with the facts.
    pub(crate) fn is_disputed(&self, row: usize) -> bool {
        self.on(row).first().is_some_and(|verdict| disagrees(verdict))
    }
}

/// Whether a claim does not agree with the facts under it.
pub(crate) fn disagrees(verdict: &Verdict) -> bool {
    matches!(verdict.outcome, Outcome::Differs { .. } | Outcome::CutOff)
}
