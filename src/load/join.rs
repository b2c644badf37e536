//! Joins what the files give and checks what only the whole can tell.
//!
//! Ids and names used twice, references to nothing, declarations nobody uses, amounts that cannot
//! be compared. It must not read TOML.

use std::collections::HashMap;

use super::document::{Declared, Part};
use super::fault::{Fault, Problem, Referent, Span, nearest};
use super::money;
use super::reader::Uses;
use super::twins::{Ids, twins};
use crate::model::{FactId, Lang, Study};

/// How many ids are looked at to find what dangling references may mean. Whoever has thousands of
/// them has another mistake than a misspelling, and should not wait for its report.
const LOOKS: usize = 10_000_000;

/// What is read so far.
#[derive(Default)]
pub(super) struct Joint {
    study: Study,
    problems: Vec<Problem>,
    /// What is known of each fact beside it, aligned with the facts.
    marks: Vec<Mark>,
    refs: Vec<(FactId, Span)>,
    declared: Vec<Declared>,
    uses: Uses,
}

/// What the whole has to know of a fact; small, because there is one for each.
struct Mark {
    name_key: u64,
    /// Where in its file the id begins and ends.
    id: (u32, u32),
}

/// How far a reading was, to go back to.
pub(super) struct Milestone {
    facts: usize,
    problems: usize,
    refs: usize,
    uses: Uses,
    has_fishbone: bool,
    has_brainstorm: bool,
}

impl Joint {
    /// A study without its facts.
    pub(super) fn new(study: Study) -> Self {
        Self { study, ..Self::default() }
    }

    /// Takes in what is read next.
    pub(super) fn add(&mut self, part: Part) {
        self.problems.extend(part.problems);
        self.refs.extend(part.fact_refs);
        self.declared.extend(part.declared);
        self.uses.merge(part.uses);
        self.study.fishbone = self.study.fishbone.take().or(part.fishbone);
        self.study.brainstorm = self.study.brainstorm.take().or(part.brainstorm);
        // A file that is read again says the same again.
        if let Some(day) = part.default_day.filter(|day| !self.study.default_days.contains(day)) {
            self.study.default_days.push(day);
        }
        let byte = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        for read in part.facts {
            let id = (byte(read.id.start), byte(read.id.end));
            self.marks.push(Mark { name_key: read.name_key, id });
            self.study.facts.push(read.fact);
        }
    }

    /// How far the reading is, before a file that may have to be read again.
    pub(super) fn mark(&self) -> Milestone {
        Milestone {
            facts: self.study.facts.len(),
            problems: self.problems.len(),
            refs: self.refs.len(),
            uses: self.uses.clone(),
            has_fishbone: self.study.fishbone.is_some(),
            has_brainstorm: self.study.brainstorm.is_some(),
        }
    }

    /// Forgets what was read since.
    pub(super) fn rewind(&mut self, to: Milestone) {
        self.study.facts.truncate(to.facts);
        self.marks.truncate(to.facts);
        self.problems.truncate(to.problems);
        self.refs.truncate(to.refs);
        self.uses = to.uses;
        self.study.fishbone = self.study.fishbone.take().filter(|_| to.has_fishbone);
        self.study.brainstorm = self.study.brainstorm.take().filter(|_| to.has_brainstorm);
    }

    /// The study as a whole, its problems sorted by place.
    pub(super) fn finish(mut self) -> (Study, Vec<Problem>) {
        self.check_ids();
        self.check_names();
        for id in money::rates_used(&self.study) {
            self.uses.note(Referent::Rate, &id);
        }
        self.check_declarations();
        self.check_currencies();
        let Self { mut study, mut problems, .. } = self;
        // Kinds of facts before claims about them; within a kind by file and place.
        if !study.facts.is_sorted_by_key(|fact| fact.body.kind()) {
            // In place: another way to sort would hold half of the facts twice.
            study.facts.sort_by_cached_key(|fact| fact.body.kind());
        }
        study.facts.shrink_to_fit();
        problems.sort_by_key(|problem| (problem.span.file, problem.span.bytes.start));
        (study, problems)
    }

    fn report(&mut self, fault: Fault, span: Span, related: Option<Span>) {
        self.problems.push(Problem { fault, span, related });
    }

    /// Where the id of a fact stands.
    fn span(&self, row: usize) -> Option<Span> {
        let (fact, mark) = (self.study.facts.get(row)?, self.marks.get(row)?);
        Some(Span { file: fact.place.file, bytes: mark.id.0 as usize..mark.id.1 as usize })
    }

    /// Drops facts whose id is taken, and reports them and references to no fact.
    fn check_ids(&mut self) {
        let ids = Ids::of(&self.study.facts);
        self.check_references(&ids);
        let twins = ids.twins(&self.study.facts);
        drop(ids);
        for (row, first) in &twins {
            let Some(fact) = self.study.facts.get(*row) else { continue };
            let fault = Fault::DuplicateId(fact.id.as_str().into());
            let (Some(span), related) = (self.span(*row), self.span(*first)) else { continue };
            self.report(fault, span, related);
        }
        if !twins.is_empty() {
            retain(&mut self.study.facts, &twins);
            retain(&mut self.marks, &twins);
        }
    }

    fn check_references(&mut self, ids: &Ids) {
        let mut neighbours: HashMap<FactId, Option<Box<str>>> = HashMap::new();
        for (id, span) in std::mem::take(&mut self.refs) {
            let facts = &self.study.facts;
            if ids.contains(facts, &id) {
                continue;
            }
            let near = match neighbours.get(&id) {
                Some(near) => near.clone(),
                None if neighbours.len() * facts.len() > LOOKS => None,
                None => {
                    let known = facts.iter().map(|fact| fact.id.as_str());
                    let near = nearest(id.as_str(), known).map(Box::from);
                    neighbours.entry(id.clone()).or_insert(near).clone()
                }
            };
            let (referent, id) = (Referent::Fact, id.as_str().into());
            self.report(Fault::UnknownReference { referent, id, near }, span, None);
        }
    }

    fn check_names(&mut self) {
        let rows = self.study.facts.iter().zip(&self.marks).enumerate();
        let keys = rows.map(|(row, (_, mark))| (mark.name_key, row));
        for (row, first) in twins(keys) {
            let Some(fact) = self.study.facts.get(row) else { continue };
            let name = fact.name.get(Lang::En);
            if !name.is_empty() {
                let fault = Fault::SameName(name.into());
                let (Some(span), related) = (self.span(row), self.span(first)) else { continue };
                self.report(fault, span, related);
            }
        }
    }

    fn check_declarations(&mut self) {
        // In a study that could not be read in full, a use may be in what was lost.
        let errors = self.problems.iter().any(|p| p.fault.severity() == super::Severity::Error);
        for (referent, id, bytes) in std::mem::take(&mut self.declared) {
            if !errors && !self.uses.contains(referent, &id) {
                let span = Span { file: 0, bytes };
                self.report(Fault::Unused { referent, id }, span, None);
            }
        }
    }

    /// Prices of one service and lines of one cost table have to be in one currency, or convertible.
    fn check_currencies(&mut self) {
        for (row, related, [here, first]) in money::mixed(&self.study) {
            let (Some(span), related) = (self.span(row), self.span(related)) else { continue };
            self.report(Fault::MixedCurrency { here, first }, span, related);
        }
    }
}

/// Removes the rows that have twins.
fn retain<T>(rows: &mut Vec<T>, twins: &[(usize, usize)]) {
    let mut twins = twins.iter().map(|(row, _)| *row).peekable();
    let mut row = 0..;
    rows.retain(|_| twins.next_if_eq(&row.next().unwrap_or_default()).is_none());
}
