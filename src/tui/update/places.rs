//! Going far: from link to link, to a fact found anywhere, back and forward again.
//!
//! A place that is left for one far away is remembered first.

use super::board;
use crate::analysis::filter::Filter;
use crate::command::{Action, Motion, Tab};
use crate::model::board::Moment;
use crate::tui::chart::LeftChart;
use crate::tui::desk::Spot;
use crate::tui::details;
use crate::tui::find::Find;
use crate::tui::links::{End, links};
use crate::tui::pages::Overlay;
use crate::tui::state::State;

/// Does what a command about places stands for; returns whether it is one.
pub(super) fn act(state: &mut State, action: Action) -> bool {
    match action {
        Action::Open => open(state),
        Action::Find => state.overlay = Some(Overlay::Find(Find::new(None))),
        Action::Jump(by) => jump(state, by),
        Action::StepLink(by) => step_link(state, by),
        Action::Follow => follow_link(state),
        Action::Recompute => {
            if let Some(row) = state.fact_row() {
                state.overlay = Some(Overlay::Recomputation(row, 0));
            }
        }
        _ => return false,
    }
    true
}

/// Remembers the place if the command that comes leads far away from it.
pub(super) fn before(state: &mut State, action: Action) {
    let far = match action {
        Action::Go(tab) => tab != state.tab,
        Action::Turn(_) => true,
        Action::Move(Motion::First | Motion::Last) => {
            matches!(state.tab, Tab::Facts(_)) && !state.is_covered()
        }
        _ => false,
    };
    if far {
        leave(state);
    }
}

/// Remembers the place that is left.
pub(super) fn leave(state: &mut State) {
    let spot = state.spot();
    state.desk.places.leave(spot);
}

/// Opens the fact under the cursor: from the overview in its table, there in a page of its own.
fn open(state: &mut State) {
    let Some(row) = state.fact_row() else { return };
    if state.tab == Tab::Overview {
        return go_to(state, row);
    }
    open_details(state, row);
}

fn open_details(state: &mut State, row: usize) {
    state.desk.link = 0;
    state.overlay = Some(Overlay::Details(row, 0));
}

/// Goes to a fact in its table.
pub(super) fn go_to(state: &mut State, row: usize) {
    leave(state);
    show(state, row);
}

/// Shows a fact in its table.
pub(super) fn show(state: &mut State, row: usize) {
    state.overlay = None;
    if state.show_fact(row) {
        let said = state.lang.pick("已清除筛选，以显示这一行", "filters cleared to show this row");
        state.notice = Some(said.to_owned());
    }
}

/// Takes what was found anywhere, to go to it or as evidence; when it is found, if that is still to
/// come.
pub(super) fn confirm_find(state: &mut State, now: Moment) {
    let Some(Overlay::Find(find)) = &mut state.overlay else { return };
    if !find.confirm() {
        return;
    }
    let (row, cause) = (find.row(), find.cause());
    state.overlay = None;
    let fact = row.and_then(|row| state.study().facts.get(row)).map(|fact| fact.id.clone());
    match (row, cause, fact) {
        (_, Some(cause), Some(fact)) => board::toggle_evidence(state, (cause, &fact), now),
        (Some(row), None, _) => go_to(state, row),
        _ => {}
    }
}

/// Goes back or forward in the list of places.
fn jump(state: &mut State, by: i8) {
    let here = state.spot();
    let Some(spot) = state.desk.places.turn(by, here) else { return };
    let Spot { tab, view, fact, details, chart } = spot;
    state.overlay = None;
    state.tab = tab;
    if let Some((pane, _)) = state.facts_pane_mut() {
        pane.turn_to(view);
    }
    state.show(tab);
    if let Some((left, filter)) = chart {
        come_back(state, left, filter);
    }
    let Some(row) = fact.and_then(|id| state.row_of(&id)) else { return };
    if tab == Tab::Overview {
        state.overview.select(row);
    } else if let Some((table, _, _)) = state.table_mut()
        && !table.select(row)
    {
        let said = state.lang.pick("那一行被筛选隐藏了", "the row is hidden by a filter");
        state.notice = Some(said.to_owned());
    }
    if details {
        open_details(state, row);
    }
}

/// Shows a chart as it was left, of the rows it was of.
fn come_back(state: &mut State, left: LeftChart, filter: Filter) {
    let Some((pane, _)) = state.facts_pane_mut() else { return };
    pane.chart.come_back(left);
    if pane.table().is_some_and(|table| *table.filter() != filter) {
        super::tables::set_filter(state, filter);
    }
}

/// Moves the cursor among the links, and the page so that it is in view.
pub(super) fn step_link(state: &mut State, by: i8) {
    let count = state.link_count();
    if count == 0 {
        return;
    }
    let link = (state.desk.link + count).saturating_add_signed(by.into()) % count;
    state.desk.link = link;
    let Some(Overlay::Details(row, from)) = state.overlay else { return };
    let lines = details::details(state, row);
    let (inside, found) = super::on_page(state, |inside, canvas| {
        (inside, details::lines_of_link(&lines, link, (inside.width, canvas)))
    });
    if let Some((first, end)) = found {
        let page = usize::from(inside.height).max(1);
        let least = end.saturating_sub(page).min(first);
        let from = from.clamp(least, first);
        state.overlay = Some(Overlay::Details(row, from));
    }
}

/// Goes where the link under the cursor leads; the details of a fact stay open, those of its other
/// end.
fn follow_link(state: &mut State) {
    let Some(Overlay::Details(row, _)) = state.overlay else { return };
    let Some(link) = links(state, row).into_iter().nth(state.desk.link) else { return };
    match link.to {
        End::Fact(row) => {
            go_to(state, row);
            open_details(state, row);
        }
        End::Cause(node) => {
            leave(state);
            state.overlay = None;
            state.cursor = Some(node);
            state.show(Tab::Fishbone);
        }
        End::Fishbone => {
            leave(state);
            state.overlay = None;
            state.show(Tab::Fishbone);
        }
    }
}
