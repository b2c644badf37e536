//! What the mouse does: tabs, rows, nodes and the wheel.
//!
//! Asks the same code that draws where things lie.

use super::{act, step};
use crate::command::{Action, Motion, Tab};
use crate::model::board::Moment;
use crate::tui::msg::{Effect, MouseAct};
use crate::tui::state::State;
use crate::tui::{brainstorm, facts, fishbone, screen};

/// How many rows the wheel moves.
const WHEEL_ROWS: usize = 3;

/// Changes the state by what the mouse did at a cell.
pub(super) fn mouse(
    state: &mut State,
    (act, x, y): (MouseAct, u16, u16),
    now: Moment,
) -> Vec<Effect> {
    match act {
        MouseAct::WheelUp => wheel(state, Motion::Up),
        MouseAct::WheelDown => wheel(state, Motion::Down),
        MouseAct::Press if state.is_covered() || state.on_wall() => {}
        MouseAct::Press => return press(state, (x, y), now),
    }
    Vec::new()
}

fn wheel(state: &mut State, motion: Motion) {
    for _ in 0..WHEEL_ROWS {
        step(state, motion);
    }
}

fn press(state: &mut State, (x, y): (u16, u16), now: Moment) -> Vec<Effect> {
    let areas = state.areas();
    if areas.tabs.y == y {
        if let Some(tab) = screen::tab_at(state.lang, areas.tabs, x) {
            state.show(tab);
        }
        return Vec::new();
    }
    let body = areas.body;
    match state.tab {
        Tab::Overview => {
            let before = state.overview.selected;
            // A second press on the same gap opens it.
            if state.overview.select_at((body, state.measure), (x, y))
                && state.overview.selected == before
            {
                return act(state, Action::Open, now);
            }
        }
        Tab::Facts(_) => return press_row(state, y, now),
        Tab::Brainstorm if brainstorm::is_line(body, y) => state.board_pane.on_board = false,
        Tab::Brainstorm => {
            if let Some(id) = brainstorm::node_at(state, body, (x, y)) {
                state.board_pane.on_board = true;
                state.cursor = Some(id);
            }
        }
        Tab::Fishbone => {
            state.cursor = fishbone::node_at(state, body, (x, y)).or(state.cursor);
        }
    }
    Vec::new()
}

fn press_row(state: &mut State, y: u16, now: Moment) -> Vec<Effect> {
    if state.facts_pane().is_some_and(|pane| pane.chart.covers_list(state.size)) {
        return Vec::new();
    }
    let parts = facts::Parts::of(state);
    let Some((table, _, _)) = state.table_mut() else { return Vec::new() };
    let Some(row) = parts.row_at(table, y) else { return Vec::new() };
    if table.scroll.selected() == row {
        return act(state, Action::Open, now);
    }
    table.scroll.select(row);
    Vec::new()
}
