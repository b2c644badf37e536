//! Which facts and which sums of facts a claim contradicts: where the mark `≠` stands.
//!
//! A fact is contradicted only by a claim that is about its own figure. It must not mark a row for
//! being one of many under a sum, nor for a figure that is rounded or cut off.

use std::collections::{HashMap, HashSet};

use super::{Outcome, Verdict};
use crate::analysis::table::Row;
use crate::model::{Body, Claim, Fact, FactId, Study};

/// A claim that reads the figures of more facts than this is about all of them and about none.
const FEW: usize = 3;

/// The claims that disagree, by what they are about.
#[derive(Debug, Clone, Default)]
pub struct Disputes {
    /// The claims about the figure of a fact, as positions among the verdicts; a claim is about its
    /// own figure.
    on: HashMap<usize, Vec<usize>>,
    /// The claims about many facts, each with the facts it reads, sorted.
    over: Vec<(usize, Vec<usize>)>,
}

impl Disputes {
    /// Sorts out the claims of a study that disagree.
    #[must_use]
    pub fn of(study: &Study, verdicts: &[Verdict]) -> Self {
        let differ = |verdict: &&Verdict| matches!(verdict.outcome, Outcome::Differs { .. });
        let mut found = Self::default();
        if !verdicts.iter().any(|verdict| differ(&verdict)) {
            return found;
        }
        let rows = rows_named(study, verdicts.iter().filter(differ));
        for (at, verdict) in verdicts.iter().enumerate().filter(|(_, verdict)| differ(verdict)) {
            let fact = study.facts.get(verdict.row);
            let Some(Body::Claim(claim)) = fact.map(|fact| &fact.body) else { continue };
            let row = |id: &&str| rows.get(*id).copied();
            let read: HashSet<usize> = read(claim, verdict).iter().filter_map(row).collect();
            let listed = claim.rows.iter().map(|id| id.as_str()).filter_map(|id| row(&id));
            let few = read.len() <= FEW;
            let about = |row: &usize| {
                let fact = study.facts.get(*row);
                fact.is_some_and(|fact| few && read.contains(row) || is_meant(claim, fact))
            };
            let mut about: Vec<usize> = read.iter().copied().chain(listed).filter(about).collect();
            about.push(verdict.row);
            about.sort_unstable();
            about.dedup();
            about.into_iter().for_each(|row| found.on.entry(row).or_default().push(at));
            if !few {
                let mut read: Vec<usize> = read.into_iter().collect();
                read.sort_unstable();
                found.over.push((at, read));
            }
        }
        found
    }

    /// Whether a claim contradicts the figure of the fact at a position, or is that fact.
    #[must_use]
    pub fn is_disputed(&self, row: usize) -> bool {
        self.on.contains_key(&row)
    }

    /// The claims that contradict the figure of a fact, as positions among the verdicts.
    #[must_use]
    pub fn on(&self, row: usize) -> &[usize] {
        self.on.get(&row).map_or(&[], Vec::as_slice)
    }

    /// The facts whose figure other facts, claims, contradict, with these.
    pub(super) fn by_fact(
        &self,
        study: &Study,
        verdicts: &[Verdict],
    ) -> HashMap<FactId, Vec<FactId>> {
        let of = |(row, claims): (&usize, &Vec<usize>)| {
            let claims = claims.iter().filter_map(|at| verdicts.get(*at));
            let others = claims.filter(|verdict| verdict.row != *row);
            let others: Vec<FactId> = others.map(|verdict| verdict.claim.clone()).collect();
            Some((study.facts.get(*row)?.id.clone(), others)).filter(|(_, ids)| !ids.is_empty())
        };
        self.on.iter().filter_map(of).collect()
    }

    /// The claims about a sum, a mean or a count of many facts all of which are among these rows.
    #[must_use]
    pub fn over(&self, rows: &[Row]) -> Vec<usize> {
        if self.over.is_empty() {
            return Vec::new();
        }
        let shown: HashSet<usize> = rows.iter().map(|row| *row as usize).collect();
        let within = |(_, read): &&(usize, Vec<usize>)| read.iter().all(|row| shown.contains(row));
        self.over.iter().filter(within).map(|(at, _)| *at).collect()
    }
}

/// The positions of the facts that claims name.
fn rows_named<'a>(
    study: &'a Study,
    verdicts: impl Iterator<Item = &'a Verdict>,
) -> HashMap<&'a str, usize> {
    let mut named: HashSet<&str> = HashSet::new();
    for verdict in verdicts {
        named.extend(verdict.used.iter().map(|used| fact_of(&used.path)));
        if let Some(Body::Claim(claim)) = study.facts.get(verdict.row).map(|fact| &fact.body) {
            named.extend(claim.rows.iter().map(|id| id.as_str()));
        }
    }
    let facts = study.facts.iter().enumerate().map(|(row, fact)| (fact.id.as_str(), row));
    facts.filter(|(id, _)| named.contains(id)).collect()
}

/// The fact of a path such as `tco-build.amounts.ec2`; ids have no dots.
fn fact_of(path: &str) -> &str {
    path.split_once('.').map_or(path, |(fact, _)| fact)
}

/// The facts whose figures a claim reads; those it lists where it compares texts alone. A fact that
/// is only counted has no figure that could be wrong.
fn read<'a>(claim: &'a Claim, verdict: &'a Verdict) -> Vec<&'a str> {
    if verdict.used.is_empty() {
        return claim.rows.iter().map(|id| id.as_str()).collect();
    }
    let stated = verdict.used.iter().filter(|used| !used.value.is_empty());
    stated.map(|used| fact_of(&used.path)).collect()
}

/// Whether a claim means this very fact: its expression names it, or what is printed is its figure.
fn is_meant(claim: &Claim, fact: &Fact) -> bool {
    let id = fact.id.as_str();
    let expr = claim.expr.as_deref().unwrap_or_default();
    let named = ['"', '\''].into_iter().any(|quote| expr.contains(&format!("{quote}{id}{quote}")));
    let printed = super::judge::printed(&claim.value);
    let states = |values: &crate::model::PerMarket<rust_decimal::Decimal>| {
        values.stated().any(|(_, value)| Some(*value) == printed)
    };
    named
        || match &fact.body {
            Body::Count(count) => states(&count.values),
            Body::Series(series) => states(&series.total),
            _ => false,
        }
}
