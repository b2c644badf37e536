//! The cells of a claim: what follows from the facts, and how what is printed stands to it.
//!
//! Words for what [`crate::analysis::claims`] finds; must not recompute anything itself.

use super::cell::{Cell, Key, Tone};
use crate::analysis::claims::checked;
use crate::analysis::number::claimed_text;
use crate::model::{Body, Checked, Fact, Lang, Standing, Study};

/// What is known of a claim: recomputed by its own edition if it is gone.
fn known<'a>(study: &'a Study, fact: &Fact) -> Option<&'a Checked> {
    let former = study.former.as_deref().filter(|former| former.owns(fact));
    checked(former.map_or(study, |former| &former.study), &fact.id)
}

/// The figure of a claim as it follows from the facts.
pub(super) fn recomputed(study: &Study, fact: &Fact) -> Cell {
    let number = known(study, fact).and_then(|checked| checked.recomputed);
    let (Some(number), Body::Claim(claim)) = (number, &fact.body) else { return Cell::default() };
    let text = claimed_text(claim, number);
    Cell { text, ..Cell::number(number) }
}

/// How a claim stands; the worst sorts last.
pub(super) fn verdict(study: &Study, fact: &Fact, lang: Lang) -> Cell {
    let Some(Checked { standing, .. }) = known(study, fact) else { return Cell::default() };
    // In fewer words than in the details: a narrow table drops wide columns.
    let (rank, tone, (zh, en)) = match standing {
        Standing::Unchecked => (0.0, Tone::Faint, ("未复核", "unchecked")),
        Standing::Agrees => (1.0, Tone::Good, ("相符", "agrees")),
        Standing::Rounded => (2.0, Tone::Good, ("舍入相符", "rounded")),
        Standing::CutOff => (3.0, Tone::Fair, ("截尾", "cut off")),
        Standing::Differs => (4.0, Tone::Bad, ("不符", "disagrees")),
    };
    Cell { text: lang.pick(zh, en).to_owned(), key: Key::Number(rank), tone, ..Cell::default() }
}
