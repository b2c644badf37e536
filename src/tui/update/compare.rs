//! Which markets are compared, the way from one difference to the next, and "what if".
//!
//! The pair belongs to the study; tables, overview and figures are rebuilt when it changes, and every
//! cursor stays on its fact. What is asked "what if" must not reach the study.

use crate::analysis::what_if::WhatIf;
use crate::model::MarketIndex;
use crate::tui::facts::Jump;
use crate::tui::line::Line;
use crate::tui::markets::{self, Choice};
use crate::tui::state::{Prompt, Purpose, State};

/// Offers the markets to compare.
pub(super) fn pick_markets(state: &mut State) {
    state.overlay = Some(markets::overlay(state, None));
}

/// Takes what was picked: a pair is compared at once, a market asks for the other one.
pub(super) fn choose(state: &mut State, (home, at): (Option<MarketIndex>, usize), typed: &str) {
    match markets::choices(state, home, typed).get(at) {
        Some(Choice::Pair(pair)) => {
            state.overlay = None;
            state.set_pair(*pair);
        }
        Some(Choice::Home(home)) => state.overlay = Some(markets::overlay(state, Some(*home))),
        None => state.overlay = None,
    }
}

/// Moves to the next row in which the two markets differ, or back to the one before.
pub(super) fn next_difference(state: &mut State, by: i8) {
    let jump = state
        .facts_pane_mut()
        .and_then(|(pane, facts)| Some(pane.table_mut()?.next_difference(facts.study, by)))
        .unwrap_or(Jump::Nowhere);
    let pair = state.study().pair.text(state.study(), state.lang);
    let said = match jump {
        Jump::There => return,
        Jump::Around => state.lang.pick("从头绕回", "went around the end").to_owned(),
        Jump::Nowhere => {
            state.lang.pick(format!("{pair}：没有不同的行"), format!("{pair}: no row differs"))
        }
    };
    state.notice = Some(said);
}

/// Asks "what if" of the row under the cursor, with what was asked of it before, to be typed over.
pub(super) fn ask_what_if(state: &mut State) {
    let Some(row) = state.fact_row() else { return };
    let Some(fact) = state.study().facts.get(row) else { return };
    let text = state.what_if.text(&fact.id);
    state.prompt = Some(Prompt { purpose: Purpose::WhatIf(row), line: Line::chosen(&text) });
}

/// Takes what was typed as "what if"; what cannot be taken is said, and the line stays.
pub(super) fn take_what_if(state: &mut State, row: usize, line: Line) {
    let mut asked = state.what_if.clone();
    let Some(fact) = state.study().facts.get(row) else { return };
    match asked.set(state.study(), fact, line.text()) {
        Ok(()) => state.set_what_if(asked),
        Err(refusal) => {
            state.notice = Some(refusal.message(state.lang).to_owned());
            state.prompt = Some(Prompt { purpose: Purpose::WhatIf(row), line });
        }
    }
}

/// Forgets everything that was asked.
pub(super) fn forget_what_if(state: &mut State) {
    state.set_what_if(WhatIf::default());
    let said = state.lang.pick("「假如」都已忘掉", "every what-if is forgotten");
    state.notice = Some(said.to_owned());
}
