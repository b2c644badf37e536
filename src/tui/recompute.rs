//! The figures that somebody printed about a fact, recomputed: one key away from where they stand.
//!
//! Puts verdicts into lines; computes nothing.

use super::claimed::disagrees;
use super::details::{Detail, Sheet, verdict};
use super::state::State;
use crate::analysis::claims::Verdict;
use crate::model::Body;

/// The claim itself, or every claim that the fact is used by: first those that contradict its
/// figure, then the others, which speak of many facts or agree.
pub(crate) fn lines(state: &State, row: usize) -> Vec<Detail> {
    let own = state.verdict(row);
    let (about, others) = state.claims_on(row);
    let mut sheet = Sheet::default();
    for known in own.into_iter().chain(about) {
        claim(&mut sheet, state, known);
    }
    if !others.is_empty() {
        sheet.title(state.lang.pick("还用于以下论断", "Also used by"));
        sheet.plain("", " ");
    }
    for known in others {
        claim(&mut sheet, state, known);
    }
    sheet.lines()
}

fn claim(sheet: &mut Sheet, state: &State, known: &Verdict) {
    let lang = state.lang;
    let Some(fact) = state.study().facts.get(known.row) else { return };
    let Body::Claim(claim) = &fact.body else { return };
    sheet.title(fact.name.get(lang));
    let unit = claim.unit.as_ref().map_or("", |unit| unit.get(lang));
    let printed = format!("{} {unit}", claim.value);
    sheet.doubtful(lang.pick("原文数字", "Printed"), printed.trim_end(), disagrees(known));
    verdict(sheet, state, known);
    sheet.faint(lang.pick("论断", "Claim"), fact.id.as_str());
    sheet.plain("", " ");
}
