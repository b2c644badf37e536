//! The cursor of a chart: moving it, and following the mark under it.
//!
//! A mark of a fact leads to its row, a mark of a group narrows the table to it. What a chart shows
//! is decided elsewhere.

use super::places;
use crate::analysis::chart::Target;
use crate::analysis::filter::{Filter, Pick};
use crate::analysis::table::cell;
use crate::command::{Action, Motion};
use crate::model::{Lang, Term};
use crate::tui::facts::{FactsPane, Table};
use crate::tui::state::State;

/// Shows a chart, the next one, or none; or gives it the keys, or takes them.
pub(super) fn turn(state: &mut State, action: Action) {
    let size = state.size;
    let Some((pane, _)) = state.facts_pane_mut() else { return };
    match action {
        Action::Chart => pane.chart.turn_side(size),
        Action::ChartCursor => pane.chart.turn_focus(size),
        _ => pane.chart.turn(size),
    }
    // A chart starts where the list was left.
    if let Some(row) = pane.table().and_then(Table::selected)
        && pane.chart.cursor(size).is_some()
    {
        pane.chart.point_at(row);
    }
}

/// Moves the cursor of the chart, if it has the keys; the list follows to the same fact.
pub(super) fn step(state: &mut State, motion: Motion) -> bool {
    let size = state.size;
    let Some((pane, _)) = state.facts_pane_mut() else { return false };
    let Some(target) = pane.chart.step(motion, size) else { return false };
    if let (Target::Fact(row), Some(table)) = (target, pane.table_mut()) {
        table.select(row);
    }
    true
}

/// Gives the keys back to the list; returns whether the chart had them.
pub(super) fn leave(state: &mut State) -> bool {
    let size = state.size;
    let Some((pane, _)) = state.facts_pane_mut() else { return false };
    let has_keys = pane.chart.cursor(size).is_some();
    if has_keys {
        pane.chart.release(size);
    }
    has_keys
}

/// Follows the mark under the cursor of the chart; returns whether there is one.
pub(super) fn open(state: &mut State) -> bool {
    let size = state.size;
    let Some(target) = state.facts_pane().and_then(|pane| pane.chart.cursor(size)) else {
        return false;
    };
    places::leave(state);
    if let Some((pane, _)) = state.facts_pane_mut() {
        pane.chart.release(size);
    }
    match target {
        Target::Fact(row) => places::show(state, row),
        Target::Like(_, row) => keep_alike(state, (target, Some(row))),
        Target::Corner(_) => keep_alike(state, (target, None)),
    }
    true
}

/// Narrows the table to facts alike; in the tab of the one they are like where no row shown here is.
fn keep_alike(state: &mut State, (target, like): (Target, Option<usize>)) {
    let Some(table) = state.facts_pane().and_then(FactsPane::table) else { return };
    let study = state.study();
    let picks = target.picks(study);
    let shows = |row: &u32| {
        let fact = study.fact_at(*row as usize);
        fact.is_some_and(|fact| {
            let shown = |pick: &Pick| cell(pick.field, study, fact, Lang::En).text == pick.value;
            picks.iter().any(shown)
        })
    };
    let mut filter = table.filter().clone();
    if let Some(row) = like
        && !table.shared_rows().iter().any(shows)
    {
        places::show(state, row);
        filter = Filter::default();
        let tab = state.study().fact_at(row).map(|fact| fact.dimension.label(state.lang));
        state.notice = tab.map(|tab| {
            state
                .lang
                .pick(format!("这些行在页签「{tab}」"), format!("these rows are in the tab {tab}"))
        });
    }
    filter.picks.retain(|other| picks.iter().all(|pick| pick.field != other.field));
    filter.picks.extend(picks);
    super::tables::set_filter(state, filter);
}
