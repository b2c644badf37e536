//! Joins what the files give and checks what only the whole can tell.
//!
//! Ids and names used twice, references to nothing, declarations nobody uses, amounts that cannot
//! be compared. It must not read TOML.

use std::borrow::Cow;
use std::collections::HashMap;

use super::document::{Declared, Part, Read};
use super::fault::{Fault, Problem, Referent, Span, nearest};
use super::files::StudyFile;
use super::reader::Uses;
use super::{Keep, Loaded, money};
use crate::model::{FactId, Kind, Lang, Study};

/// The study as a whole, its problems sorted by place.
pub(super) fn join(
    study: Study,
    parts: Vec<Part>,
    (files, keep): (Vec<StudyFile>, Keep),
) -> Loaded {
    let mut joint = Joint { study, ..Joint::default() };
    // Once and exactly: growing by doubling would hold the facts twice at the worst moment.
    let count = parts.iter().map(|part| part.facts.len()).sum();
    joint.study.facts.reserve_exact(count);
    joint.spans.reserve_exact(count);
    joint.rows.reserve(count);
    joint.names.reserve(count);
    let (mut refs, mut declared, mut uses) = (Vec::new(), Vec::new(), Uses::default());
    for part in parts {
        joint.problems.extend(part.problems);
        refs.extend(part.fact_refs);
        declared.extend(part.declared);
        uses.merge(part.uses);
        joint.study.fishbone = joint.study.fishbone.take().or(part.fishbone);
        joint.study.brainstorm = joint.study.brainstorm.take().or(part.brainstorm);
        for read in part.facts {
            joint.add(read);
        }
    }
    joint.check_references(refs);
    for id in money::rates_used(&joint.study) {
        uses.note(Referent::Rate, &id);
    }
    joint.check_declarations(declared, &uses);
    joint.check_currencies();
    let Joint { mut study, mut problems, .. } = joint;
    // Kinds of facts before claims about them; within a kind by file and place.
    study.facts.sort_by_key(|fact| fact.body.kind());
    problems.sort_by_key(|problem| (problem.span.file, problem.span.bytes.start));
    study.files = files.iter().map(|file| file.name.clone()).collect();
    let texts = match keep {
        Keep::AllTexts => files.into_iter().map(|file| file.text).collect(),
        Keep::TextsWithProblems => texts_with_problems(files, &problems),
    };
    Loaded { study, problems, texts }
}

#[derive(Default)]
struct Joint {
    study: Study,
    problems: Vec<Problem>,
    /// Where the id of each fact stands, aligned with the facts.
    spans: Vec<Span>,
    rows: HashMap<FactId, usize>,
    names: HashMap<(Kind, u64), usize>,
}

impl Joint {
    fn report(&mut self, fault: Fault, span: Span, related: Option<Span>) {
        self.problems.push(Problem { fault, span, related });
    }

    fn span(&self, row: usize) -> Option<Span> {
        self.spans.get(row).cloned()
    }

    /// Keeps a fact; one whose id is taken is lost.
    fn add(&mut self, Read { fact, id, name_key }: Read) {
        let span = Span { file: fact.place.file, bytes: id };
        if let Some(&first) = self.rows.get(&fact.id) {
            let fault = Fault::DuplicateId(fact.id.as_str().into());
            return self.report(fault, span, self.span(first));
        }
        let row = self.study.facts.len();
        let first = *self.names.entry((fact.body.kind(), name_key)).or_insert(row);
        if first != row && !fact.name.get(Lang::En).is_empty() {
            let fault = Fault::SameName(fact.name.get(Lang::En).into());
            self.report(fault, span.clone(), self.span(first));
        }
        self.rows.insert(fact.id.clone(), row);
        self.spans.push(span);
        self.study.facts.push(fact);
    }

    fn check_references(&mut self, refs: Vec<(FactId, Span)>) {
        for (id, span) in refs {
            if self.rows.contains_key(&id) {
                continue;
            }
            let near = nearest(id.as_str(), self.rows.keys().map(FactId::as_str)).map(Into::into);
            let (referent, id) = (Referent::Fact, id.as_str().into());
            self.report(Fault::UnknownReference { referent, id, near }, span, None);
        }
    }

    fn check_declarations(&mut self, declared: Vec<Declared>, uses: &Uses) {
        // In a study that could not be read in full, a use may be in what was lost.
        let errors = self.problems.iter().any(|p| p.fault.severity() == super::Severity::Error);
        for (referent, id, bytes) in declared {
            if !errors && !uses.contains(referent, &id) {
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

/// Keeps the texts that problems point into and frees the others.
fn texts_with_problems(files: Vec<StudyFile>, problems: &[Problem]) -> Vec<Cow<'static, str>> {
    let mut pointed_at = vec![false; files.len()];
    for span in problems.iter().flat_map(|p| std::iter::once(&p.span).chain(&p.related)) {
        if let Some(pointed_at) = pointed_at.get_mut(span.file as usize) {
            *pointed_at = true;
        }
    }
    let texts = files.into_iter().zip(pointed_at);
    texts.map(|(file, keep)| if keep { file.text } else { Cow::Borrowed("") }).collect()
}
