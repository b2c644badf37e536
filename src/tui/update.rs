//! From something that happened to a changed state and a list of effects.
//!
//! The only place that changes the state. Reads no clock and does no I/O: the moment is passed in,
//! and what the world is to do is returned.

mod asking;
mod board;
mod charts;
mod compare;
mod judge;
mod lines;
mod out;
mod places;
mod pointer;
mod session;
mod tables;

use chrono::TimeDelta;

use ratatui::layout::Rect;

use super::canvas::{Canvas, inner};
use super::facts::{self, Parts};
use super::msg::{Effect, Msg};
use super::pages::{self, Overlay};
use super::scroll::Scroll;
use super::state::{Prompt, Purpose, State};
use super::{brainstorm, details, fishbone, recompute, screen, views};
use crate::command::{Action, Chord, Command, Motion, Scope, Tab, find};
use crate::model::board::Moment;
use crate::model::{Lang, counted};
use crate::session::Saving;

/// How long a half-typed line may stay off the disk.
const DRAFT_AFTER: TimeDelta = TimeDelta::seconds(2);

/// Changes the state by what happened; returns what is to be done outside.
pub(crate) fn update(state: &mut State, msg: Msg, now: Moment) -> Vec<Effect> {
    let mut effects = match msg {
        Msg::Key(chord) => key(state, chord, now),
        Msg::Paste(text) => lines::paste(state, &text, now),
        Msg::Mouse(act, x, y) => pointer::mouse(state, (act, x, y), now),
        Msg::Resize(cols, rows) => {
            state.size = (cols, rows);
            Vec::new()
        }
        Msg::FilesChanged => vec![Effect::Reload],
        Msg::Loaded(loaded) => {
            state.replace_study(*loaded);
            state.notice = Some(said_of_reading(state));
            Vec::new()
        }
        Msg::Found(found) => {
            asking::take(state, *found, now);
            Vec::new()
        }
        Msg::Done(text) => {
            lines::say_written(state, &text);
            Vec::new()
        }
        Msg::Said(text) => {
            state.notice = Some(text);
            Vec::new()
        }
        Msg::NotCopied(clip, tool) => vec![Effect::CopyByTerminal(clip, tool)],
        Msg::TooLong(clip) => {
            out::offer_file(state, clip);
            Vec::new()
        }
        Msg::Exists(path) => {
            lines::ask_to_replace(state, path);
            Vec::new()
        }
        Msg::Journal(read) => {
            session::catch_up(state, read);
            Vec::new()
        }
        Msg::Saving => {
            say_if_failing(state);
            Vec::new()
        }
        Msg::Wake => {
            if state.draft_due.is_some_and(|due| due <= now) {
                lines::journal_draft(state, now);
            }
            Vec::new()
        }
        Msg::Suspend => vec![Effect::Suspend],
        Msg::Continued => vec![Effect::Retake],
        Msg::End(signal) => {
            state.ending = Some(signal);
            Vec::new()
        }
    };
    session::follow(state, now);
    tables::follow(state);
    state.follow_claims();
    keep_in_view(state);
    effects.extend(views::follow(state, now));
    effects.extend(asking::ask(state, now).into_iter().map(|job| Effect::Find(Box::new(job))));
    effects
}

/// Before a frame is drawn: what it takes that no message needs.
pub(crate) fn settle(state: &mut State) {
    facts::settle(state);
}

fn key(state: &mut State, chord: Chord, now: Moment) -> Vec<Effect> {
    state.notice = None;
    match meant(state, chord) {
        Some((command, action)) => match (command.enabled)(&state.context()) {
            Ok(()) => return act(state, action, now),
            // A digit that speaks for nobody is the first character of an idea.
            Err(_) if chord.typed().is_some() && !state.place().meets(Scope::BROWSE) => {}
            Err(refusal) => {
                state.notice = Some(refusal.text(state.lang).to_owned());
                return Vec::new();
            }
        },
        None if chord.typed().is_none() => return Vec::new(),
        None => {}
    }
    if let Some(c) = chord.typed() {
        lines::type_text(state, c.encode_utf8(&mut [0; 4]), now);
    }
    Vec::new()
}

/// The command that a chord invokes where the user is, and what it does with the digit of its key. A
/// digit of a department that does not exist is none: it is the first character of an idea.
fn meant(state: &State, chord: Chord) -> Option<(&'static Command, Action)> {
    let command = find(chord, state.place())?;
    let action = command.action.by(chord);
    let count = state.board().departments().len();
    let speaks_for_nobody =
        matches!(action, Action::Department(Some(number)) if usize::from(number) > count);
    (!speaks_for_nobody).then_some((command, action))
}

/// Does what a command stands for.
pub(crate) fn act(state: &mut State, action: Action, now: Moment) -> Vec<Effect> {
    places::before(state, action);
    match action {
        Action::Go(tab) => state.show(tab),
        Action::Turn(by) => turn_tab(state, by),
        Action::TurnView(by) => turn_view(state, by),
        Action::Move(motion) => step(state, motion),
        Action::Chart | Action::NextChart | Action::ChartCursor => charts::turn(state, action),
        Action::Open if charts::open(state) => {}
        Action::ClearFilter if charts::leave(state) => {}
        Action::Markets => compare::pick_markets(state),
        Action::Difference(by) => compare::next_difference(state, by),
        Action::WhatIf => compare::ask_what_if(state),
        Action::ForgetWhatIf => compare::forget_what_if(state),
        Action::Help => state.overlay = Some(Overlay::Help(0)),
        Action::Problems => state.overlay = Some(Overlay::Problems(0)),
        Action::Palette => open_palette(state),
        Action::Language => state.set_lang(state.lang.other()),
        Action::Theme => state.theme = state.theme.next(),
        Action::Close => lines::cancel(state),
        Action::Confirm => return lines::confirm(state, now),
        Action::Complete => lines::complete(state, now),
        Action::Line(edit) => lines::edit_line(state, edit, now),
        Action::Copy => out::offer_copies(state),
        Action::OpenSource => return out::open_source(state),
        Action::EditFile => return out::edit_file(state),
        Action::Pick(number) if matches!(state.overlay, Some(Overlay::Copy(..))) => {
            let at = number.and_then(|number| usize::from(number).checked_sub(1));
            return at.map_or_else(Vec::new, |at| out::choose(state, at));
        }
        Action::Export => lines::ask(state, Purpose::Export, "fishbone.txt"),
        Action::NextLayout => state.fishbone_pane.next_layout(),
        Action::Redraw => return vec![Effect::Retake],
        Action::Suspend => return vec![Effect::Suspend],
        Action::Quit => quit(state),
        action if tables::act(state, action) => {}
        action => session::act(state, action, now),
    }
    Vec::new()
}

/// Ends the program; where something could not be saved, only when asked a second time.
fn quit(state: &mut State) {
    if let Saving::Failing(reason) = state.session.saving()
        && !state.warned
    {
        state.warned = true;
        state.notice = Some(state.lang.pick(
            format!("无法保存：{reason}。F9 导出、Shift-F9 写纪要可另存；再按一次退出"),
            format!("not saved: {reason}. F9 and Shift-F9 write elsewhere; quit again to leave"),
        ));
        return;
    }
    state.ending = Some(None);
}

/// Says once why the board cannot be saved.
fn say_if_failing(state: &mut State) {
    match state.session.saving() {
        Saving::Failing(reason) if state.notice.is_none() => {
            let said = state.lang.pick("无法保存，先记在内存里：", "cannot save, kept in memory: ");
            state.notice = Some(format!("{said}{reason}"));
        }
        _ => {}
    }
}

fn turn_tab(state: &mut State, by: i8) {
    let count = Tab::ALL.len();
    let at = Tab::ALL.iter().position(|tab| *tab == state.tab).unwrap_or(0);
    let to = (at + count).saturating_add_signed(by.into()) % count;
    if let Some(tab) = Tab::ALL.get(to) {
        state.show(*tab);
    }
}

fn turn_view(state: &mut State, by: i8) {
    if let Some((pane, _)) = state.facts_pane_mut() {
        pane.turn(by);
        state.show(state.tab);
    }
}

/// Moves the cursor of whatever has the keys.
fn step(state: &mut State, motion: Motion) {
    let body = state.areas().body;
    if let Some(Prompt { purpose: Purpose::Condition, .. }) = state.prompt {
        return lines::turn_conditions(state, motion);
    }
    if state.overlay.is_some() {
        return step_page(state, motion);
    }
    if matches!(state.prompt, Some(Prompt { purpose: Purpose::WhatIf(_), .. })) {
        return;
    }
    match state.tab {
        Tab::Overview => state.overview.step(motion, (body, state.measure)),
        Tab::Facts(_) => {
            if charts::step(state, motion) {
                return;
            }
            let page = Parts::of(state).page().into();
            if let Some((table, _, _)) = state.table_mut() {
                table.step(motion, page);
            }
        }
        Tab::Brainstorm
            if matches!(motion, Motion::Left | Motion::Right)
                && state.place_below().meets(Scope::VOTE.and(Scope::KEEP)) =>
        {
            judge::aside(state, motion);
        }
        Tab::Brainstorm => state.cursor = brainstorm::step(state, (motion, body)),
        Tab::Fishbone => state.cursor = fishbone::step(state, (motion, body)).or(state.cursor),
    }
}

fn step_page(state: &mut State, motion: Motion) {
    let (page, length) = on_page(state, |inside, canvas| {
        (usize::from(inside.height).max(1), page_length(state, inside, canvas))
    });
    if let Some(by) = link_step(state, motion).filter(|_| length <= page) {
        return places::step_link(state, by);
    }
    let screen = page_screen(state);
    match &mut state.overlay {
        Some(
            Overlay::Help(from)
            | Overlay::Problems(from)
            | Overlay::Details(_, from)
            | Overlay::Recomputation(_, from),
        ) => {
            let last = length.saturating_sub(page);
            *from = match motion {
                Motion::Up | Motion::Left => from.saturating_sub(1),
                Motion::Down | Motion::Right => *from + 1,
                Motion::PageUp => from.saturating_sub(page),
                Motion::PageDown => *from + page,
                Motion::First => 0,
                Motion::Last => last,
            }
            .min(last);
        }
        Some(Overlay::SetUp(scroll) | Overlay::Copy(_, scroll)) => scroll.step(motion, 1),
        Some(overlay) => {
            let rows = pages::page(overlay, screen);
            if let Some(scroll) = overlay.list() {
                scroll.step(motion, rows);
            }
        }
        None => {}
    }
}

/// Where nothing is out of view, arrows move among the links of a fact.
fn link_step(state: &State, motion: Motion) -> Option<i8> {
    let on_details = matches!(state.overlay, Some(Overlay::Details(..)));
    match motion {
        Motion::Up if on_details => Some(-1),
        Motion::Down if on_details => Some(1),
        _ => None,
    }
}

/// That the study was read again, and the errors that are in it now: what an editor has just written
/// may have lost its fact a value.
fn said_of_reading(state: &State) -> String {
    let said = state.lang.pick("文件已变化，重新载入", "files changed: loaded again");
    match (state.loaded.counts().0, state.lang) {
        (0, _) => said.to_owned(),
        (errors, Lang::Zh) => format!("{said}；{errors} 个错误，按 ! 查看"),
        (errors, Lang::En) => {
            format!("{said}; {}, ! shows what", counted(errors, "error", "errors"))
        }
    }
}

/// The part of the screen that pages are laid over.
fn page_screen(state: &State) -> Rect {
    let (cols, rows) = state.size;
    Rect::new(0, 0, cols, rows.saturating_sub(1))
}

/// Measures something on the page on top, with a canvas like the one it is drawn on.
fn on_page<T>(state: &State, measure: impl FnOnce(Rect, &mut Canvas<'_>) -> T) -> T {
    let screen = page_screen(state);
    let mut scratch = ratatui::buffer::Buffer::empty(screen);
    let mut canvas =
        Canvas::new(&mut scratch, state.theme, state.glyphs).with_measure(state.measure);
    measure(inner(pages::area(screen)), &mut canvas)
}

/// How many lines the page on top has; asks the same code that draws it.
fn page_length(state: &State, inside: Rect, canvas: &mut Canvas<'_>) -> usize {
    let lines = match &state.overlay {
        Some(Overlay::Details(row, _)) => details::details(state, *row),
        Some(Overlay::Recomputation(row, _)) => recompute::lines(state, *row),
        _ => return pages::lines(state, inside.width, canvas).len(),
    };
    details::draw((&lines, details::Marks::default()), inside, 0, canvas)
}

fn open_palette(state: &mut State) {
    let count = pages::offered(state, "").len();
    state.overlay = Some(Overlay::Palette(super::line::Line::default(), Scroll::new(count)));
}

/// After every change the cursors are in view and stand on something that exists; for that of a
/// table it is early enough [before a frame](settle).
fn keep_in_view(state: &mut State) {
    let body = screen::areas(state.size).body;
    let screen = page_screen(state);
    if let Some(overlay) = &mut state.overlay {
        let rows = pages::page(overlay, screen);
        if let Some(scroll) = overlay.list() {
            scroll.keep_in_view(rows);
        }
    }
    if state.cursor.is_some_and(|id| state.board().node(id).is_none()) {
        state.cursor = None;
    }
    match state.tab {
        Tab::Brainstorm => brainstorm::keep_in_view(state, body),
        Tab::Fishbone => fishbone::keep_in_view(state, body),
        _ => {}
    }
}

impl Prompt {
    /// A line that starts with a text.
    fn new(purpose: Purpose, text: &str) -> Self {
        Self { purpose, line: super::line::Line::with(text) }
    }
}
