//! Commands that lead out of the terminal: to the clipboard, the browser, the editor.
//!
//! Decides what goes out and says why not; effects alone do it.

use std::path::PathBuf;

use super::lines::ask;
use crate::load::Origin;
use crate::model::{Fact, Study};
use crate::tui::copy;
use crate::tui::msg::{Clip, Effect};
use crate::tui::pages::Overlay;
use crate::tui::state::{Purpose, State};

/// Offers what can be copied of the fact under the cursor and of its table.
pub(super) fn offer_copies(state: &mut State) {
    if let Some(row) = state.fact_row() {
        state.overlay = Some(Overlay::Copy(row, copy::menu()));
    }
}

/// Copies what an entry of the menu stands for.
pub(super) fn choose(state: &mut State, at: usize) -> Vec<Effect> {
    match copy::clip(state, at) {
        Some(Ok(clip)) => {
            state.overlay = None;
            vec![Effect::Copy(clip)]
        }
        Some(Err(refused)) => say(state, refused),
        None => Vec::new(),
    }
}

/// Offers a file for a text that the terminal would cut.
pub(super) fn offer_file(state: &mut State, clip: Clip) {
    ask(state, Purpose::Clip, &clip.file);
    state.clip = Some(clip.text);
}

/// Opens the address of the source of the fact under the cursor.
pub(super) fn open_source(state: &mut State) -> Vec<Effect> {
    let lang = state.lang;
    let Some((edition, fact)) = fact(state) else { return Vec::new() };
    let source = fact.source.as_deref().and_then(|id| edition.source(id));
    match source.map(|source| (source.url.as_deref(), source.title.get(lang))) {
        Some((Some(url), _)) => vec![Effect::Open(url.to_owned())],
        Some((None, title)) => {
            let said = lang.pick(
                format!("来源没有网址：{title}"),
                format!("the source has no address: {title}"),
            );
            say(state, &said)
        }
        None => say(state, lang.pick("这条事实没有写来源", "the fact names no source")),
    }
}

/// Opens the file of the fact under the cursor in the editor, at its line.
pub(super) fn edit_file(state: &mut State) -> Vec<Effect> {
    let Some((edition, fact)) = fact(state) else { return Vec::new() };
    if state.origin == Origin::BuiltIn {
        let said = state.lang.pick(
            "内置研究没有文件：`herringbone init DIR --template built-in` 可写出一份",
            "built in, no file: `herringbone init DIR --template built-in` writes the study",
        );
        return say(state, said);
    }
    let place = fact.place;
    let file = edition.files.get(place.file as usize);
    file.map(|file| Effect::Edit(PathBuf::from(&**file), place.line)).into_iter().collect()
}

/// The fact under the cursor, with the edition of the study that it stands in.
fn fact(state: &State) -> Option<(&Study, &Fact)> {
    let row = state.fact_row()?;
    Some((state.study().edition_of(row), state.study().fact_at(row)?))
}

fn say(state: &mut State, text: &str) -> Vec<Effect> {
    state.notice = Some(text.to_owned());
    Vec::new()
}
