//! Joins what the files give and checks what only the whole can tell.
//!
//! Ids and names used twice, references to nothing, declarations nobody uses, amounts that cannot
//! be compared. It must not read TOML.

use std::collections::{HashMap, HashSet};

use super::document::{Declared, Part};
use super::fault::{Fault, LOOKS, Lost, Problem, Referent, Span, nearest};
use super::money::{self, Amount, Mixed};
use super::reader::{Reference, Stated, Uses};
use super::twins::{Ids, twins};
use crate::model::{Body, Fact, FactId, Lang, Study};

/// What is read so far.
#[derive(Default)]
pub(super) struct Joint {
    study: Study,
    problems: Vec<Problem>,
    /// What is known of each fact beside it, aligned with the facts.
    marks: Vec<Mark>,
    refs: Vec<Reference>,
    stated: Vec<Stated>,
    declared: Vec<Declared>,
    /// What is lost, as in [`Lost`]; facts may stand twice.
    lost: HashSet<Referent>,
    flawed: Vec<FactId>,
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
    stated: usize,
    lost: HashSet<Referent>,
    flawed: usize,
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
        self.stated.extend(part.stated);
        self.declared.extend(part.declared);
        self.lost.extend(part.lost);
        self.flawed.extend(part.flawed);
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
            stated: self.stated.len(),
            lost: self.lost.clone(),
            flawed: self.flawed.len(),
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
        self.stated.truncate(to.stated);
        self.lost = to.lost;
        self.flawed.truncate(to.flawed);
        self.uses = to.uses;
        self.study.fishbone = self.study.fishbone.take().filter(|_| to.has_fishbone);
        self.study.brainstorm = self.study.brainstorm.take().filter(|_| to.has_brainstorm);
    }

    /// The study as a whole, its problems sorted by place, and what could not be read in full.
    pub(super) fn finish(mut self) -> (Study, Vec<Problem>, Lost) {
        self.check_ids();
        self.check_names();
        self.check_circles();
        let strange = self.strange_currencies();
        for id in money::rates_used(&self.study, &strange) {
            self.uses.note(Referent::Rate, &id);
        }
        self.check_declarations();
        self.check_currencies(&strange);
        let Self { mut study, mut problems, lost, flawed, .. } = self;
        // Kinds of facts before claims about them; within a kind by file and place.
        if !study.facts.is_sorted_by_key(|fact| fact.body.kind()) {
            // In place: another way to sort would hold half of the facts twice.
            study.facts.sort_by_cached_key(|fact| fact.body.kind());
        }
        study.facts.shrink_to_fit();
        problems.sort_by_key(|problem| (problem.span.file, problem.span.bytes.start));
        (study, problems, Lost { kinds: lost, facts: flawed.into_iter().collect() })
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
        for Reference { id, at, wanted } in std::mem::take(&mut self.refs) {
            let facts = &self.study.facts;
            if let Some(fact) = ids.find(facts, &id) {
                let found = fact.body.kind();
                if !wanted.is_empty() && !wanted.contains(&found) {
                    let fault = Fault::WrongKind { id: id.as_str().into(), found, wanted };
                    self.report(fault, at, None);
                }
                continue;
            }
            // The fact may be among those that could not be read.
            if self.lost.contains(&Referent::Fact) {
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
            self.report(Fault::UnknownReference { referent, id, near }, at, None);
        }
    }

    /// Reports problems that are part of themselves, each circle once.
    fn check_circles(&mut self) {
        for circle in circles(&self.study.facts) {
            let Some(&row) = circle.first() else { continue };
            let Some(id) = self.study.facts.get(row).map(|fact| fact.id.as_str().into()) else {
                continue;
            };
            let next = circle.get(1).and_then(|next| self.span(*next));
            if let Some(span) = self.span(row) {
                self.report(Fault::Circle(id), span, next);
            }
        }
    }

    /// Codes that are in doubt, with what they look like; each is reported once.
    fn strange_currencies(&mut self) -> HashMap<Box<str>, Box<str>> {
        let mut strange = HashMap::new();
        self.problems.retain(|problem| match &problem.fault {
            Fault::StrangeCurrency { code, near } => {
                strange.insert(code.clone(), near.clone()).is_none()
            }
            _ => true,
        });
        strange
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
    fn check_currencies(&mut self, strange: &HashMap<Box<str>, Box<str>>) {
        let mixed = money::mixed(&self.study, strange);
        if mixed.is_empty() {
            return;
        }
        let stated = std::mem::take(&mut self.stated).into_iter();
        let stated: HashMap<_, _> =
            stated.map(|stated| ((stated.file, stated.id, stated.market), stated.at)).collect();
        for Mixed { amounts: [here, first], currencies: [code, other] } in mixed {
            let (at, related) = (self.amount(here, &stated), self.amount(first, &stated));
            let (Some(span), related) =
                (at, related.filter(|_| here.0 != first.0 || here.1 != first.1))
            else {
                continue;
            };
            let related = related.filter(|related| *related != span);
            self.report(Fault::MixedCurrency { here: code, first: other }, span, related);
        }
    }

    /// Where the currency of an amount is stated, or else the id of its fact.
    fn amount(&self, (row, market): Amount, stated: &HashMap<Place, (u32, u32)>) -> Option<Span> {
        let span = self.span(row)?;
        let id = u32::try_from(span.bytes.start).unwrap_or(u32::MAX);
        let market = market.and_then(|market| u16::try_from(market.0).ok());
        let at =
            stated.get(&(span.file, id, market)).or_else(|| stated.get(&(span.file, id, None)));
        let bytes = at.map(|(start, end)| *start as usize..*end as usize);
        Some(Span { bytes: bytes.unwrap_or(span.bytes), ..span })
    }
}

/// A file, where in it the id of a fact begins, and the market.
type Place = (u32, u32, Option<u16>);

/// The circles of problems that are part of each other, as rows; each begins with its first row.
fn circles(facts: &[Fact]) -> Vec<Vec<usize>> {
    let problem = |(row, fact): (usize, &'_ Fact)| match &fact.body {
        Body::Problem(problem) => Some((fact.id.clone(), (row, problem.part_of.clone()))),
        _ => None,
    };
    let parts: HashMap<FactId, (usize, Option<FactId>)> =
        facts.iter().enumerate().filter_map(problem).collect();
    let mut done: HashSet<usize> = HashSet::new();
    let mut circles = Vec::new();
    let mut rows: Vec<&(usize, Option<FactId>)> = parts.values().collect();
    rows.sort_unstable_by_key(|(row, _)| *row);
    for start in rows {
        let (mut path, mut next) = (Vec::new(), Some(start));
        while let Some((row, whole)) = next {
            if let Some(at) = path.iter().position(|seen| seen == row) {
                circles.push(path.split_off(at));
                break;
            }
            if done.contains(row) {
                break;
            }
            path.push(*row);
            next = whole.as_ref().and_then(|id| parts.get(id));
        }
        done.extend(circles.last().into_iter().flatten());
        done.extend(path);
    }
    circles
}

/// Removes the rows that have twins.
fn retain<T>(rows: &mut Vec<T>, twins: &[(usize, usize)]) {
    let mut twins = twins.iter().map(|(row, _)| *row).peekable();
    let mut row = 0..;
    rows.retain(|_| twins.next_if_eq(&row.next().unwrap_or_default()).is_none());
}
