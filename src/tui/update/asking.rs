//! What has to be found out for what is on the screen, and taking over what was.
//!
//! Whoever shows something says what is due and keeps what comes of it; here is who asks them, and
//! in which order. Must not find out anything itself.

use super::{places, tables};
use crate::analysis::filter::Halt;
use crate::analysis::finder::Finder;
use crate::model::board::Moment;
use crate::tui::chart::Charting;
use crate::tui::facts::FactsPane;
use crate::tui::finder::{Answer, Asked, Found, Job, Question, Task, is_charted_along, is_small};
use crate::tui::pages::Overlay;
use crate::tui::state::State;

/// The jobs to be done; in a small study they are done at once.
pub(super) fn ask(state: &mut State, now: Moment) -> Vec<Job> {
    let mut jobs = Vec::new();
    while let Some(job) = due(state) {
        if !is_small(state.study()) {
            jobs.push(job);
        } else if let Some(found) = job.found(&mut Finder::default()) {
            take(state, found, now);
        }
    }
    jobs
}

/// The next job that is due. What is beside rows waits until these are found.
fn due(state: &mut State) -> Option<Job> {
    [rows, over, matches, figures, chart].into_iter().find_map(|due| due(state))
}

fn rows(state: &mut State) -> Option<Job> {
    let latest = state.latest(Question::Rows);
    let table = state.facts_pane()?.table().filter(|table| table.is_due(latest))?;
    let chart = wanted_chart(state).filter(|_| is_charted_along(state.study()));
    let job = state.job(Task::Rows(table.wanted(), chart));
    state.table_mut()?.0.await_job(job.number);
    Some(job)
}

fn over(state: &mut State) -> Option<Job> {
    let latest = state.latest(Question::Over);
    let asked = state.overlay.as_mut().and_then(Overlay::asked)?;
    if !asked.is_due(latest) {
        return None;
    }
    let table = state.facts_pane().and_then(FactsPane::table);
    let task = match (state.overlay.as_ref()?, table) {
        (Overlay::Find(find), _) => Task::Anywhere(find.line.text().to_owned()),
        (Overlay::Facets(_), Some(table)) => {
            Task::Facets(table.view(), table.only(), table.filter().clone(), state.lang)
        }
        (Overlay::Groups(groups), Some(table)) => {
            Task::Groups(table.shared_rows(), groups.field(), state.lang)
        }
        _ => return None,
    };
    let job = state.job(task);
    if let Some(asked) = state.overlay.as_mut().and_then(Overlay::asked) {
        *asked = Asked::By(job.number);
    }
    Some(job)
}

fn matches(state: &mut State) -> Option<Job> {
    let latest = state.latest(Question::Matches);
    let (rows, words) = state.table_mut()?.0.matches_due(latest)?;
    let job = state.job(Task::Matches(rows, words));
    state.table_mut()?.0.await_matches(job.number);
    Some(job)
}

fn figures(state: &mut State) -> Option<Job> {
    let latest = state.latest(Question::Figures);
    let (table, facts, marks) = state.table_mut().filter(|(table, _, _)| !table.is_finding())?;
    let figuring = table.figures_due(facts.study, (marks, latest))?;
    let job = state.job(Task::Figures(figuring));
    state.table_mut()?.0.await_figures(job.number);
    Some(job)
}

fn chart(state: &mut State) -> Option<Job> {
    let pane = state.facts_pane().filter(|pane| pane.table().is_some_and(|t| !t.is_finding()))?;
    let charting = pane.chart.due(wanted_chart(state)?, state.latest(Question::Chart))?;
    let job = state.job(Task::Chart(charting.clone()));
    state.facts_pane_mut()?.0.chart.await_job(job.number, charting);
    Some(job)
}

/// The chart of the rows that are shown, if one is.
fn wanted_chart(state: &State) -> Option<Charting> {
    let pane = state.facts_pane()?;
    let table = pane.table()?;
    let looks = (state.lang, &state.what_if);
    pane.chart.wanted((table.view(), table.shared_rows()), state.size, looks)
}

/// Takes over what was found, unless something else is wanted by now.
pub(super) fn take(state: &mut State, Found { number, answer }: Found, now: Moment) {
    match answer {
        Answer::Rows(rows, chart) => {
            state.take_rows(number, rows);
            let wanted = wanted_chart(state);
            let chart = chart.filter(|chart| wanted.is_some_and(|wanted| wanted.is(&chart.0)));
            if let Some((chart, (pane, _))) = chart.zip(state.facts_pane_mut()) {
                pane.chart.take_of(*chart);
            }
        }
        Answer::Figures(figured) => {
            if let Some(table) = state.tables_mut().find(|table| table.awaits_figures(number)) {
                table.take_figures(figured);
            }
        }
        Answer::Matches(rows) => {
            let table = state.tables_mut().find(|table| table.awaits_matches(number));
            if let Some(by) = table.and_then(|table| table.take_matches(rows)) {
                tables::leap(state, by);
            }
        }
        Answer::Chart(made) => {
            if let Some(pane) = state.charts_mut().find(|pane| pane.awaits(number)) {
                pane.take(made);
            }
        }
        answer => {
            let asked = state.overlay.as_mut().and_then(Overlay::asked);
            if asked.is_some_and(|asked| asked.answer(number)) {
                take_over(state, answer, now);
            }
        }
    }
}

/// Takes over what lies over the tab.
fn take_over(state: &mut State, answer: Answer, now: Moment) {
    let looks = (&state.loaded.study, state.lang);
    match (&mut state.overlay, answer) {
        (Some(Overlay::Facets(open)), Answer::Facets(Ok(facets))) => open.take(facets, looks),
        (Some(Overlay::Groups(open)), Answer::Groups(groups)) => open.take(groups),
        (Some(Overlay::Find(find)), Answer::Anywhere(rows)) => {
            let confirmed = find.take(rows);
            if confirmed {
                places::confirm_find(state, now);
            }
        }
        (overlay, Answer::Facets(Err(Halt::Fault(fault)))) => {
            *overlay = None;
            state.notice = Some(fault.message(state.lang));
        }
        _ => {}
    }
}
