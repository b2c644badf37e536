//! The figures that somebody printed about a fact, recomputed: one key away from where they stand.
//!
//! Puts verdicts into lines; computes nothing.

use super::claimed::disagrees;
use super::details::{Detail, Sheet, verdict};
use super::state::State;
use crate::model::Body;

/// The claim itself, or every claim that names the fact; those that disagree first.
pub(crate) fn lines(state: &State, row: usize) -> Vec<Detail> {
    let lang = state.lang;
    let own = state.verdict(row);
    let about = state.claims_on(row);
    let mut sheet = Sheet::default();
    for known in own.into_iter().chain(about) {
        let Some(fact) = state.study().facts.get(known.row) else { continue };
        let Body::Claim(claim) = &fact.body else { continue };
        sheet.title(fact.name.get(lang));
        let unit = claim.unit.as_ref().map_or("", |unit| unit.get(lang));
        let printed = format!("{} {unit}", claim.value);
        sheet.doubtful(lang.pick("原文数字", "Printed"), printed.trim_end(), disagrees(known));
        verdict(&mut sheet, state, known);
        sheet.faint(lang.pick("论断", "Claim"), fact.id.as_str());
        sheet.plain("", " ");
    }
    sheet.lines()
}
