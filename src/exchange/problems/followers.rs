//! Verdicts that follow from a mistake of loading: one mistake is one finding.
//!
//! Looks at what the loader says was lost. It must not word anything.

use std::collections::HashSet;

use crate::analysis::claims::{Outcome, Unchecked, Verdict};
use crate::analysis::expr::{Fault, Reason};
use crate::load::{self, Loaded, Referent};
use crate::model::{Claim, FactId};

/// The mistakes of loading, looked through once for all verdicts.
pub(super) struct Reported<'a> {
    loaded: &'a Loaded,
    /// The ids that something refers to and no fact has.
    unknown: HashSet<&'a str>,
}

impl<'a> Reported<'a> {
    pub(super) fn of(loaded: &'a Loaded) -> Self {
        let unknown = loaded.problems.iter().filter_map(|problem| match &problem.fault {
            load::Fault::UnknownReference { referent: Referent::Fact, id, .. } => Some(&**id),
            _ => None,
        });
        Self { loaded, unknown: unknown.collect() }
    }

    /// Whether what is wrong with a claim comes of something that is reported where it stands.
    pub(super) fn explains(&self, verdict: &Verdict, claim: &Claim) -> bool {
        match &verdict.outcome {
            Outcome::Unchecked(Unchecked::Fault(fault)) if fault.is_mistake() => {
                self.is_about_lost(fault)
            }
            _ => is_about_flawed(self.loaded, verdict, claim),
        }
    }

    /// Whether an expression names something that may be among what could not be read, or that is
    /// reported where the claim lists it.
    fn is_about_lost(&self, fault: &Fault) -> bool {
        let lost = |referent| self.loaded.lost.kinds.contains(&referent);
        match &fault.reason {
            Reason::UnknownFact(id, _) => {
                lost(Referent::Fact) || self.unknown.contains(id.as_str())
            }
            Reason::UnknownMember(..) => lost(Referent::Market) || lost(Referent::Platform),
            _ => false,
        }
    }
}

/// Whether the claim, or a fact that it is computed from, could not be read in full.
fn is_about_flawed(loaded: &Loaded, verdict: &Verdict, claim: &Claim) -> bool {
    let flawed = &loaded.lost.facts;
    if flawed.is_empty() {
        return false;
    }
    let named = match &verdict.outcome {
        Outcome::Unchecked(Unchecked::Fault(Fault { reason, row, .. })) => {
            let path = match reason {
                Reason::NotStated(path, _) | Reason::NoDay(path) => Some(path.as_str()),
                _ => None,
            };
            [path, row.as_deref()]
        }
        _ => [None, None],
    };
    let used = verdict.used.iter().map(|used| used.path.as_str());
    let mut paths = used.chain(named.into_iter().flatten());
    // Ids have no dots.
    let fact = |path: &str| FactId::new(path.split('.').next().unwrap_or(path));
    let is_flawed = |path: &str| flawed.contains(&fact(path));
    flawed.contains(&verdict.claim)
        || claim.rows.iter().any(|id| flawed.contains(id))
        || paths.any(is_flawed)
}
