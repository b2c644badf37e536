//! Commands of the tables of facts: narrowing, ordering, marking, columns.
//!
//! What a table does, it does itself; here is who asks it, and what is said of it.

use super::lines::ask;
use super::places;
use crate::analysis::expr::{Condition, names};
use crate::analysis::filter::Filter;
use crate::command::{Action, Motion, Tab};
use crate::model::{Dimension, counted};
use crate::tui::desk::SPLITS;
use crate::tui::facts::facets::Facets;
use crate::tui::facts::groups::Groups;
use crate::tui::facts::{FactsPane, Leap, Parts, without_last};
use crate::tui::pages::Overlay;
use crate::tui::state::{Purpose, State};

/// Does what a command of the tables stands for; others are about places.
pub(super) fn act(state: &mut State, action: Action) -> bool {
    match action {
        Action::Search => search(state),
        Action::ClearFilter => clear_filter(state),
        Action::DropChip => drop_chip(state),
        Action::Sort | Action::ReverseSort | Action::SortColumn => sort(state, action),
        Action::StepColumn(by) => step_column(state, by),
        Action::HideColumn => hide_column(state),
        Action::ShowColumns => show_columns(state),
        Action::MoveSplit(by) => move_split(state, by),
        Action::Facets => open_facets(state),
        Action::TogglePick => toggle_pick(state),
        Action::Condition => ask_condition(state),
        Action::Groups => open_groups(state),
        Action::SortGroups => sort_groups(state),
        Action::DrillDown => drill_down(state),
        Action::NextMatch(by) => leap(state, by),
        Action::Mark => mark(state),
        Action::MarkedOnly => turn_marked_only(state),
        Action::Unmark => unmark(state),
        Action::ForgetView => forget_view(state),
        action => return places::act(state, action),
    }
    true
}

/// Starts a search in the table; from the overview, in the first one.
fn search(state: &mut State) {
    state.desk.before_search = Some(state.spot());
    if state.tab == Tab::Overview {
        let first = state.overview.row().and_then(|row| state.study().facts.get(row));
        let dimension = first.map_or(Dimension::Technology, |fact| fact.dimension);
        state.show(Tab::Facts(dimension));
    }
    let words = state.facts_pane().and_then(|pane| pane.table()).map(|t| t.filter().words.clone());
    ask(state, Purpose::Search, &words.unwrap_or_default());
}

pub(super) fn set_words(state: &mut State, words: &str) {
    if let Some((table, facts, _)) = state.table_mut() {
        table.set_words(facts, words);
    }
}

/// The search is confirmed: its words can be gone through, and where it began can be gone back to.
pub(super) fn confirm_search(state: &mut State) {
    if let Some((table, _, _)) = state.table_mut() {
        table.remember_words();
    }
    if let Some(spot) = state.desk.before_search.take()
        && spot != state.spot()
    {
        state.desk.places.leave(spot);
    }
}

fn clear_filter(state: &mut State) {
    if let Some((table, facts, _)) = state.table_mut() {
        table.clear_filter(facts);
    }
}

/// Narrows the table in another way; says why it cannot be.
pub(super) fn set_filter(state: &mut State, filter: Filter) -> bool {
    let Some((table, facts, _)) = state.table_mut() else { return false };
    match table.set_filter(facts, filter) {
        Ok(()) => true,
        Err(fault) => {
            state.notice = Some(fault.message(state.lang));
            false
        }
    }
}

fn drop_chip(state: &mut State) {
    let Some((table, facts, marks)) = state.table_mut() else { return };
    if table.is_marked_only() {
        table.turn_marked_only(facts, marks);
    } else if let Some(filter) = without_last(table.filter()) {
        table.remember_words();
        set_filter(state, filter);
    }
}

fn step_column(state: &mut State, by: i8) {
    if let Some((table, _, _)) = state.table_mut() {
        table.step_column(by);
    }
}

fn sort(state: &mut State, action: Action) {
    if let Some((table, facts, _)) = state.table_mut() {
        match action {
            Action::Sort => table.sort_next(facts),
            Action::SortColumn => table.sort_by_column(facts),
            _ => table.reverse(facts),
        }
    }
}

fn hide_column(state: &mut State) {
    let lang = state.lang;
    let Some((table, facts, _)) = state.table_mut() else { return };
    if let Some(field) = table.hide_column(facts.study, lang) {
        let title = field.title(facts.study, lang);
        let said = lang.pick(
            format!("已隐藏列「{title}」；+ 显示所有列"),
            format!("column {title} hidden; + shows every column"),
        );
        state.notice = Some(said);
    }
}

fn show_columns(state: &mut State) {
    let lang = state.lang;
    if let Some((table, facts, _)) = state.table_mut() {
        table.show_columns(facts.study, lang);
    }
}

/// How many percent a step moves the split.
const SPLIT_STEP: u16 = 4;

fn move_split(state: &mut State, by: i8) {
    let split = &mut state.desk.split;
    let to = if by < 0 { *split - SPLIT_STEP.min(*split) } else { *split + SPLIT_STEP };
    *split = to.clamp(SPLITS.0, SPLITS.1);
}

fn open_facets(state: &mut State) {
    if state.facts_pane().and_then(FactsPane::table).is_some() {
        state.overlay = Some(Overlay::Facets(Facets::new()));
    }
}

fn toggle_pick(state: &mut State) {
    let Some(Overlay::Facets(facets)) = &state.overlay else { return };
    let (Some(pick), Some(table)) = (facets.pick(), state.facts_pane().and_then(FactsPane::table))
    else {
        return;
    };
    let mut filter = table.filter().clone();
    filter.toggle(&pick);
    if set_filter(state, filter)
        && let Some(Overlay::Facets(facets)) = &mut state.overlay
    {
        facets.recount(pick);
    }
}

/// What is typed in the facets, or in the search of all tabs, has changed.
pub(super) fn retype(state: &mut State) {
    match state.overlay.take() {
        Some(Overlay::Facets(mut facets)) => {
            facets.narrow(state.study(), state.lang);
            state.overlay = Some(Overlay::Facets(facets));
        }
        Some(Overlay::Find(mut find)) => {
            find.look();
            state.overlay = Some(Overlay::Find(find));
        }
        other => state.overlay = other,
    }
}

fn ask_condition(state: &mut State) {
    let Some(table) = state.facts_pane().and_then(FactsPane::table) else { return };
    let known = table.filter().condition.as_ref().map_or("", |known| known.source()).to_owned();
    let names = names(state.study(), &table.view().members(state.study()));
    state.desk.conditions.begin(names);
    ask(state, Purpose::Condition, &known);
}

/// Takes the condition that was typed; what is wrong with it is shown, and the line stays. An empty
/// line drops the condition. Returns whether the line is done with.
pub(super) fn confirm_condition(state: &mut State, typed: &str) -> bool {
    let Some(table) = state.facts_pane().and_then(FactsPane::table) else { return true };
    let mut filter = table.filter().clone();
    let typed = typed.trim();
    filter.condition = match typed {
        "" => None,
        typed => match Condition::parse(typed, state.study()) {
            Ok(condition) => Some(condition),
            Err(fault) => {
                state.desk.conditions.fault = Some(fault);
                return false;
            }
        },
    };
    let Some((table, facts, _)) = state.table_mut() else { return true };
    if let Err(fault) = table.set_filter(facts, filter) {
        state.desk.conditions.fault = Some(fault);
        return false;
    }
    if !typed.is_empty() {
        state.desk.conditions.remember(typed);
    }
    true
}

fn open_groups(state: &mut State) {
    let table = state.facts_pane().and_then(FactsPane::table);
    state.overlay = table.and_then(Groups::of).map(Overlay::Groups);
}

fn sort_groups(state: &mut State) {
    if let Some(Overlay::Groups(groups)) = &mut state.overlay {
        groups.sort_next();
    }
}

fn drill_down(state: &mut State) {
    let Some(Overlay::Groups(groups)) = &state.overlay else { return };
    let Some(table) = state.facts_pane().and_then(FactsPane::table) else { return };
    if let Some(filter) = groups.drill(state.study(), table.filter())
        && set_filter(state, filter)
    {
        state.overlay = None;
    }
}

/// Goes to the next match and says which of how many it is; in a large table when it is found.
pub(super) fn leap(state: &mut State, by: i8) {
    let Some((table, _, _)) = state.table_mut() else { return };
    let leap = table.leap(by);
    let words = table.words().to_owned();
    let lang = state.lang;
    let on = |at: usize, count: usize| {
        lang.pick(
            format!("/{words} 第 {at} 个，共 {count} 个"),
            format!("/{words}: {at} of {count}"),
        )
    };
    let said = match leap {
        Leap::On(at, count) => on(at, count),
        Leap::Around(at, count) => {
            let around = match by {
                ..0 => lang.pick("；到顶后从末尾继续", "; from the end again"),
                _ => lang.pick("；到底后从头继续", "; from the top again"),
            };
            on(at, count) + around
        }
        Leap::Nowhere(words) => {
            lang.pick(format!("没有匹配 /{words} 的行"), format!("no row matches /{words}"))
        }
        Leap::Later => return,
    };
    state.notice = Some(said);
}

/// Marks the row and moves down; in a table of marked rows the next one moves up by itself.
fn mark(state: &mut State) {
    let Some(row) = state.fact_row() else { return };
    state.desk.marks.toggle(&state.loaded.study, row);
    let page = Parts::of(state).page().into();
    let Some((table, facts, marks)) = state.table_mut() else { return };
    if table.is_marked_only() {
        table.marks_changed(facts, marks);
    } else {
        table.scroll.step(Motion::Down, page);
    }
}

fn turn_marked_only(state: &mut State) {
    if let Some((table, facts, marks)) = state.table_mut() {
        table.turn_marked_only(facts, marks);
    }
}

fn unmark(state: &mut State) {
    let count = state.desk.marks.rows().count();
    state.desk.marks.clear();
    let lang = state.lang;
    state.notice = Some(lang.pick(
        format!("已去掉 {count} 个标记"),
        format!("{} taken off", counted(count, "mark", "marks")),
    ));
    if let Some((table, facts, marks)) = state.table_mut() {
        table.marks_changed(facts, marks);
    }
}

fn forget_view(state: &mut State) {
    let lang = state.lang;
    state.desk.split = crate::tui::desk::SPLIT;
    if let Some((table, facts, _)) = state.table_mut() {
        table.forget(facts, lang);
    }
    let said = lang.pick("此表已还原（标记保留）", "the table is as at first (marks are kept)");
    state.notice = Some(said.to_owned());
}

/// After every message: what stands beside the rows is up to date.
pub(super) fn follow(state: &mut State) {
    let lang = state.lang;
    if let Some((table, facts, marks)) = state.table_mut() {
        // Marks may have changed while another table was shown.
        table.marks_changed_elsewhere(facts, marks);
        table.follow(facts, (marks, lang));
    }
    let unknown = state.facts_pane().and_then(FactsPane::table);
    let unknown = unknown.filter(|table| table.disputes.is_none());
    if let Some(disputes) = unknown.map(|table| state.disputes_over(table.rows()))
        && let Some((table, ..)) = state.table_mut()
    {
        table.disputes = Some(disputes);
    }
}
