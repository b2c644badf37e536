//! What is typed, pasted, confirmed or abandoned in a line.
//!
//! The capture line makes an edit at once and is ready for the next idea; every other line closes.

use std::path::{Path, PathBuf};

use super::{DRAFT_AFTER, act, board, compare, meant, out, places, session, tables};
use crate::command::{Chord, Command, Key, LineEdit, Motion, Tab};
use crate::exchange::{self, WriteOptions};
use crate::layout::Misfit;
use crate::model::board::Moment;
use crate::model::narrow;
use crate::session::Draft;
use crate::tui::condition;
use crate::tui::fishbone;
use crate::tui::line::Line;
use crate::tui::msg::{Effect, Replace};
use crate::tui::pages::{self, Overlay};
use crate::tui::state::{Prompt, Purpose, State};

/// Asks for a line.
pub(super) fn ask(state: &mut State, purpose: Purpose, text: &str) {
    state.prompt = Some(Prompt::new(purpose, text));
}

/// The line that has the keys.
fn line(state: &mut State) -> Option<&mut Line> {
    if let Some(prompt) = &mut state.prompt {
        return Some(&mut prompt.line);
    }
    match &mut state.overlay {
        Some(overlay) => overlay.chooser().map(|(line, _)| line),
        None if state.tab == Tab::Brainstorm && !state.board_pane.on_board => {
            Some(&mut state.board_pane.line)
        }
        None => None,
    }
}

/// Types text into the line that has the keys.
pub(super) fn type_text(state: &mut State, text: &str, now: Moment) {
    let folded = folded(state, text);
    if let Some(line) = line(state) {
        line.insert(folded.as_deref().unwrap_or(text));
    }
    changed(state, now);
}

/// The text of a condition as an input method may deliver it, with its full-width signs folded.
fn folded(state: &State, text: &str) -> Option<String> {
    let Some(Prompt { purpose: Purpose::Condition, .. }) = state.prompt else { return None };
    let fold = |c: char| match c {
        '“' | '”' => '"',
        '【' => '[',
        '】' => ']',
        '—' => '_',
        c => narrow(c),
    };
    Some(text.chars().map(fold).collect())
}

/// Edits the line that has the keys.
pub(super) fn edit_line(state: &mut State, edit: LineEdit, now: Moment) {
    if let Some(line) = line(state) {
        line.edit(edit);
    }
    changed(state, now);
}

/// Brings a condition that was typed before into the line, or the one being typed back.
pub(super) fn turn_conditions(state: &mut State, motion: Motion) {
    let Some(Prompt { line, .. }) = &mut state.prompt else { return };
    let older = motion == Motion::Up;
    if let Some(text) = state.desk.conditions.turn(older, line.text()) {
        *line = Line::with(&text);
        state.desk.conditions.fault = None;
    }
}

/// Completes the name before the cursor, as far as it is not ambiguous.
pub(super) fn complete(state: &mut State, now: Moment) {
    let Some(Prompt { line, .. }) = &state.prompt else { return };
    if let Some(rest) = condition::completion(state, line) {
        type_text(state, &rest, now);
    }
}

/// What depends on the line follows it.
fn changed(state: &mut State, now: Moment) {
    if let Some(Prompt { purpose: Purpose::Search, line }) = &state.prompt {
        let words = line.text().to_owned();
        tables::set_words(state, &words);
    }
    state.desk.conditions.fault = None;
    tables::retype(state);
    let choices = pages::choices(state);
    if let Some((_, scroll)) = state.overlay.as_mut().and_then(Overlay::chooser) {
        scroll.set_len(choices);
        scroll.select(0);
        scroll.keep_in_view(1);
    }
    if state.draft_due.is_none() && !state.board_pane.line.is_empty() {
        state.draft_due = Some(now + DRAFT_AFTER);
    }
}

/// Journals the half-typed line.
pub(super) fn journal_draft(state: &mut State, now: Moment) {
    state.draft_due = None;
    let draft = Draft {
        text: state.board_pane.line.text().to_owned(),
        department: state.board_pane.department,
    };
    state.session.write_draft(draft, now);
}

/// Pasted text: many lines are many ideas, one line goes where the cursor is.
pub(super) fn paste(state: &mut State, text: &str, now: Moment) -> Vec<Effect> {
    state.notice = None;
    let many = text.trim_end().contains(['\n', '\r']);
    let capturing = state.place() == crate::command::Scope::CAPTURE;
    // An input method may deliver a digit as a paste; on the empty line it picks a department.
    let chord = single(text).filter(|_| capturing && state.board_pane.line.is_empty());
    if let Some((command, action)) = chord.and_then(|chord| meant(state, chord))
        && (command.enabled)(&state.context()).is_ok()
    {
        return act(state, action, now);
    }
    if many && capturing {
        let before = state.board_pane.line.take();
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let lines: Vec<&str> = text.lines().map(without_marker).collect();
        board::add_ideas(state, &format!("{before}{}", lines.join("\n")), now);
    } else if line(state).is_some() {
        type_text(state, text.trim_end_matches(['\n', '\r']), now);
    } else {
        let text = "这里不能粘贴；按 6 到头脑风暴采集行";
        let text = state.lang.pick(text, "nothing to paste into; press 6 for the capture line");
        state.notice = Some(text.to_owned());
    }
    Vec::new()
}

/// The key of a text that is a single digit.
fn single(text: &str) -> Option<Chord> {
    let mut chars = text.chars();
    let chord = Chord::char(chars.next()?).folded();
    let digit = matches!(chord.key, Key::Char('0'..='9'));
    (digit && chars.next().is_none()).then_some(chord)
}

/// A line of a pasted list without what makes it an item: a bullet, a number.
fn without_marker(line: &str) -> &str {
    let line = line.trim();
    let bullet = ["- [ ] ", "- [x] ", "- ", "* ", "+ ", "• ", "· "];
    if let Some(rest) = bullet.iter().find_map(|bullet| line.strip_prefix(bullet)) {
        return rest.trim_start();
    }
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = [". ", ") ", "、", "）"].iter().find_map(|mark| rest.strip_prefix(mark));
    numbered.filter(|_| rest.len() < line.len()).map_or(line, str::trim_start)
}

/// Leaves the line or closes the page.
pub(super) fn cancel(state: &mut State) {
    match state.prompt.take() {
        Some(Prompt { purpose: Purpose::Search, .. }) => {
            state.desk.before_search = None;
            tables::set_words(state, "");
        }
        Some(_) => {}
        None => state.overlay = None,
    }
}

/// Takes the line for what it was asked for, or the entry under the cursor of a list.
pub(super) fn confirm(state: &mut State, now: Moment) -> Vec<Effect> {
    match &state.overlay {
        Some(Overlay::Palette(line, scroll)) => {
            let chosen = pages::offered(state, line.text()).get(scroll.selected()).copied();
            state.overlay = None;
            return chosen.map_or_else(Vec::new, |command| invoke(state, command, now));
        }
        Some(Overlay::Find(_)) => places::confirm_find(state, now),
        Some(Overlay::Markets(home, line, scroll)) => {
            let (picked, typed) = ((*home, scroll.selected()), line.text().to_owned());
            compare::choose(state, picked, &typed);
        }
        Some(Overlay::SetUp(scroll)) => {
            let at = scroll.selected();
            session::choose(state, at, now);
        }
        Some(Overlay::Copy(_, scroll)) => {
            let at = scroll.selected();
            return out::choose(state, at);
        }
        _ => return confirm_line(state, now),
    }
    Vec::new()
}

/// Does what a command of the palette stands for; one that takes a digit is only named.
fn invoke(state: &mut State, command: &Command, now: Moment) -> Vec<Effect> {
    if command.action.lacks_digit() {
        let (zh, en) = command.label;
        state.notice = Some(state.lang.pick(zh, en).to_owned());
        return Vec::new();
    }
    act(state, command.action, now)
}

/// Takes what was typed for what it was asked for; in the capture line it is an idea.
fn confirm_line(state: &mut State, now: Moment) -> Vec<Effect> {
    let Some(Prompt { purpose, line }) = state.prompt.take() else {
        let text = state.board_pane.line.take();
        board::add_ideas(state, &text, now);
        return Vec::new();
    };
    if let Purpose::WhatIf(row) = purpose {
        compare::take_what_if(state, row, line);
        return Vec::new();
    }
    let text = line.text().trim();
    match purpose {
        Purpose::Search => tables::confirm_search(state),
        Purpose::Condition => {
            // What is wrong with it is mended in the line it stands in.
            if !tables::confirm_condition(state, text) {
                state.prompt = Some(Prompt { purpose, line });
            }
        }
        _ if text.is_empty() => {}
        Purpose::Export | Purpose::Minutes | Purpose::Clip => return write(state, (purpose, text)),
        purpose => board::confirm(state, (purpose, text), now),
    }
    Vec::new()
}

/// Writes the fishbone, the minutes or what was to be copied to the file that was named; one that is
/// there already only if it is named a second time.
fn write(state: &mut State, (purpose, name): (Purpose, &str)) -> Vec<Effect> {
    let path = PathBuf::from(name);
    let told = state.writing.1.take().is_some_and(|there| there == path);
    state.writing.0 = purpose;
    let text = match purpose {
        Purpose::Minutes => Ok(minutes(state)),
        Purpose::Clip => Ok(state.clip.clone().unwrap_or_default()),
        _ => fishbone_for(state, &path),
    };
    match text {
        Ok(text) => {
            vec![Effect::WriteFile(path, text, if told { Replace::Yes } else { Replace::Ask })]
        }
        Err(misfit) => {
            state.notice = Some(misfit.message(state.lang));
            Vec::new()
        }
    }
}

/// Asks whether a file that is there already is to be replaced.
pub(super) fn ask_to_replace(state: &mut State, path: PathBuf) {
    ask(state, state.writing.0, &path.to_string_lossy());
    state.writing.1 = Some(path);
}

/// What was written, and what of the board is not in it.
pub(super) fn say_written(state: &mut State, written: &str) {
    let board = state.board();
    let loose = board.inbox().len();
    let mut said = written.to_owned();
    if state.writing.0 == Purpose::Clip {
        state.notice = Some(said);
        return;
    }
    if !board.votes_revealed() && board.ideas().any(|idea| board.votes(idea.id) > 0) {
        let text = "；票数未公开，不在其中（F5 公开）";
        said.push_str(state.lang.pick(text, "; votes are secret and left out (F5 reveals)"));
    }
    if state.writing.0 == Purpose::Export && loose > 0 {
        said.push_str(&state.lang.pick(
            format!("；{loose} 条未分组的想法不在其中"),
            format!("; ideas without a group left out: {loose}"),
        ));
    }
    state.notice = Some(said);
}

/// The minutes with the fishbone as it is exported as text.
fn minutes(state: &State) -> String {
    let options = WriteOptions { layout: fishbone::export_options(state), lang: state.lang };
    let fishbone = fishbone::for_export(state);
    let drawn = exchange::by_id("text")
        .filter(|_| !fishbone.categories.is_empty())
        .and_then(|format| exchange::write(&fishbone, format, &options).ok());
    session::minutes_text(state, drawn.as_ref().map(|drawn| drawn.text.as_str()))
}

/// The fishbone in the format that the file's name asks for; text where it asks for none.
fn fishbone_for(state: &State, path: &Path) -> Result<String, Misfit> {
    let options = WriteOptions { layout: fishbone::export_options(state), lang: state.lang };
    let format = exchange::by_path(path).filter(|format| format.writes());
    let Some(format) = format.or_else(|| exchange::by_id("text")) else { return Ok(String::new()) };
    exchange::write(&fishbone::for_export(state), format, &options).map(|written| written.text)
}
