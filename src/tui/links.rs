//! What a fact leads to and what leads to it: problems, measures, claims, strategies, causes.
//!
//! Finds links in the study, in its fishbone and on the board; must not draw them.

use super::state::State;
use crate::model::{Body, Fact, FactId, Lang, NodeId, Study, StudyCause};

/// A link of a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Link {
    /// What the other end is to the fact, in Chinese and English.
    pub(crate) label: (&'static str, &'static str),
    /// What the other end says.
    pub(crate) text: String,
    /// Its id; empty for a cause, which has none that anybody typed.
    pub(crate) id: String,
    pub(crate) to: End,
}

/// Where a link leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    /// To a fact, by its position.
    Fact(usize),
    /// To a cause of the board.
    Cause(NodeId),
    /// To the study's own fishbone.
    Fishbone,
}

const PROBLEM: (&str, &str) = ("问题", "Problem");
const MEASURE: (&str, &str) = ("措施", "Measure");

const CLAIM: (&str, &str) = ("论断", "Claim");

/// The facts that name other facts, found once so that details need not look at all of them.
pub(crate) fn linking(study: &Study) -> Vec<usize> {
    let links = |body: &Body| {
        matches!(body, Body::Problem(_) | Body::Measure(_) | Body::Tows(_) | Body::Claim(_))
    };
    let facts = study.facts.iter().enumerate();
    facts.filter(|(_, fact)| links(&fact.body)).map(|(row, _)| row).collect()
}

/// Every link of a fact: what uses it first, then what it uses; claims last, for there may be many.
pub(crate) fn links(state: &State, row: usize) -> Vec<Link> {
    let Some(fact) = state.study().facts.get(row) else { return Vec::new() };
    let mut links = Vec::new();
    let problems = users(state, fact, &mut links);
    answers(state, &problems, &mut links);
    causes(state, fact, &mut links);
    used(state, fact, &mut links);
    links.sort_by_key(|link| link.label == CLAIM);
    links
}

fn to_fact(state: &State, label: (&'static str, &'static str), row: usize) -> Option<Link> {
    let fact = state.study().facts.get(row)?;
    let text = match &fact.body {
        Body::Claim(claim) => format!("{}: {}", claim.value, fact.name.get(state.lang)),
        _ => fact.name.get(state.lang).to_owned(),
    };
    Some(Link { label, text, id: fact.id.to_string(), to: End::Fact(row) })
}

fn add(links: &mut Vec<Link>, link: Option<Link>) {
    // The same fact may be reached in two ways; one line for it is enough.
    if let Some(link) = link
        && !links.iter().any(|known| known.to == link.to && known.text == link.text)
    {
        links.push(link);
    }
}

/// The facts that name this one; returns the problems among them, or the fact if it is one.
fn users(state: &State, fact: &Fact, links: &mut Vec<Link>) -> Vec<FactId> {
    let study = state.study();
    let mut problems = Vec::new();
    if let Body::Problem(_) = fact.body {
        problems.push(fact.id.clone());
    }
    for row in state.linking.iter().copied() {
        let Some(other) = study.facts.get(row) else { continue };
        let (label, uses) = match &other.body {
            Body::Problem(problem) if problem.part_of.as_ref() == Some(&fact.id) => {
                add(links, to_fact(state, ("其中", "Part"), row));
                continue;
            }
            Body::Problem(problem) => (PROBLEM, &problem.evidence),
            Body::Claim(claim) => (CLAIM, &claim.rows),
            Body::Tows(strategy) => (("策略", "Strategy"), &strategy.uses),
            Body::Measure(measure) => (MEASURE, &measure.answers),
            _ => continue,
        };
        if uses.contains(&fact.id) {
            if label == PROBLEM {
                problems.push(other.id.clone());
            }
            add(links, to_fact(state, label, row));
        }
    }
    problems
}

/// The measures that answer problems.
fn answers(state: &State, problems: &[FactId], links: &mut Vec<Link>) {
    for row in state.linking.iter().copied() {
        let fact = state.study().facts.get(row);
        let Some(Body::Measure(measure)) = fact.map(|fact| &fact.body) else { continue };
        if measure.answers.iter().any(|id| problems.contains(id)) {
            add(links, to_fact(state, MEASURE, row));
        }
    }
}

/// The causes that the fact supports, on the board and in the study's own fishbone.
fn causes(state: &State, fact: &Fact, links: &mut Vec<Link>) {
    const CAUSE: (&str, &str) = ("佐证原因", "Evidence for");
    for node in state.nodes_with_evidence(&fact.id) {
        let link = Link {
            label: CAUSE,
            text: node.text.clone(),
            id: String::new(),
            to: End::Cause(node.id),
        };
        add(links, Some(link));
    }
    let Some(fishbone) = &state.study().fishbone else { return };
    let mut found = Vec::new();
    for (_, causes) in &fishbone.categories {
        supported(causes, (&fact.id, state.lang), &mut found);
    }
    for text in found {
        // A fishbone that the board took over is there already.
        if !links.iter().any(|link| link.text == text) {
            let id = String::new();
            links.push(Link { label: CAUSE, text, id, to: End::Fishbone });
        }
    }
}

fn supported(causes: &[StudyCause], (fact, lang): (&FactId, Lang), found: &mut Vec<String>) {
    for cause in causes {
        if cause.evidence.contains(fact) {
            found.push(cause.text.get(lang).to_owned());
        }
        supported(&cause.causes, (fact, lang), found);
    }
}

/// The facts that this one names.
fn used(state: &State, fact: &Fact, links: &mut Vec<Link>) {
    let (label, ids): (_, &[FactId]) = match &fact.body {
        Body::Problem(problem) => (("证据", "Evidence"), &problem.evidence),
        Body::Measure(measure) => (PROBLEM, &measure.answers),
        Body::Claim(claim) => (("依据", "Row"), &claim.rows),
        Body::Tows(strategy) => (("依据", "From"), &strategy.uses),
        _ => return,
    };
    if let Body::Problem(problem) = &fact.body {
        let whole = problem.part_of.as_ref().and_then(|id| state.row_of(id));
        add(links, whole.and_then(|row| to_fact(state, ("属于", "Part of"), row)));
    }
    for row in ids.iter().filter_map(|id| state.row_of(id)) {
        add(links, to_fact(state, label, row));
    }
}
