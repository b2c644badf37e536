//! Which markets are compared, and the way from one difference to the next.
//!
//! The pair belongs to the study; tables, overview and figures are rebuilt when it changes, and
//! every cursor stays on its fact.

use crate::model::MarketIndex;
use crate::tui::facts::Jump;
use crate::tui::markets::{self, Choice};
use crate::tui::state::State;

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
