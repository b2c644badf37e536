//! What is remembered of the tables from one run to the next, one small file per study.
//!
//! Says what the file holds and when it is to be written; writing is an effect. A file that cannot
//! be read is put aside, or left alone where that fails, and never an error. Words of a search are not remembered: they are typed
//! faster than understood a day later.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use chrono::TimeDelta;
use etcetera::BaseStrategy;
use serde::{Deserialize, Serialize};

use super::desk::{Conditions, Marks, SPLIT, SPLITS};
use super::msg::Effect;
use super::state::State;
use crate::command::Tab;
use crate::model::board::Moment;
use crate::model::{Dimension, FactId, Lang, Term};

/// The version of the file that this program writes.
const VERSION: u32 = 1;
/// How long a change may stay off the disk.
const WRITE_AFTER: TimeDelta = TimeDelta::seconds(1);

/// What the file holds.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Saved {
    version: u32,
    /// The tab of facts that was shown last; none for any other tab.
    #[serde(skip_serializing_if = "Option::is_none")]
    tab: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    split: Option<u16>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    marks: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    conditions: Vec<String>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    tabs: BTreeMap<String, SavedTab>,
}

/// What is remembered of a tab.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct SavedTab {
    /// The table that was shown last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) view: Option<String>,
    /// Tables that are not as they were at first.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) tables: BTreeMap<String, SavedTable>,
}

/// What is remembered of a table; columns by [`Field::key`](crate::analysis::table::Field::key).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct SavedTable {
    /// The column it is sorted by, and whether downwards.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) order: Option<(String, bool)>,
    /// Column and English value of each pick.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) picks: Vec<(String, String)>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) condition: Option<String>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(crate) marked_only: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) hidden: Vec<String>,
    /// The column under the cursor, unless it is the first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) column: Option<String>,
}

/// Where views are kept, what is there, and when it is to be written anew.
#[derive(Debug, Default)]
pub(crate) struct Keeping {
    /// The file; none if nothing is kept.
    path: Option<PathBuf>,
    /// What the file holds.
    saved: Saved,
    /// When somebody last looked whether it is to be written.
    looked: Option<Moment>,
    /// When to look if nothing happens.
    pub(crate) due: Option<Moment>,
}

/// The folder of the views: beside the sessions.
pub(crate) fn folder(sessions: Option<&Path>) -> Option<PathBuf> {
    match sessions {
        Some(sessions) => Some(sessions.join("views")),
        None => {
            let base = etcetera::choose_base_strategy().ok()?;
            Some(base.data_dir().join("herringbone").join("views"))
        }
    }
}

/// The file of a study; none for a study without a name.
fn path(folder: &Path, study: &str) -> Option<PathBuf> {
    let safe = |c: char| if c.is_alphanumeric() || matches!(c, '-' | '_') { c } else { '_' };
    let name: String = study.chars().map(safe).collect();
    (!name.is_empty()).then(|| folder.join(format!("{name}.json")))
}

/// What is remembered of a study, if anything is; and what to say if the file cannot be used.
pub(crate) fn read(folder: &Path, study: &str, lang: Lang) -> (Keeping, Option<String>) {
    let Some(path) = path(folder, study) else { return (Keeping::default(), None) };
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return (fresh(path), None),
        Err(error) => return put_aside(path, &error.to_string(), lang),
    };
    match serde_json::from_str::<Saved>(&text) {
        Ok(saved) if saved.version > VERSION => {
            // It is not ours to change.
            let said = lang.pick(
                "保存的视图来自更新的版本，本次不读写",
                "saved views are of a later version: neither read nor written",
            );
            (Keeping::default(), Some(said.to_owned()))
        }
        Ok(saved) => (Keeping { path: Some(path), saved, ..Keeping::default() }, None),
        Err(error) => put_aside(path, &error.to_string(), lang),
    }
}

/// Nothing is remembered so far.
fn fresh(path: PathBuf) -> Keeping {
    Keeping { path: Some(path), ..Keeping::default() }
}

/// Leaves a file that cannot be read for whoever can; where it cannot be moved it is not written
/// either.
fn put_aside(path: PathBuf, why: &str, lang: Lang) -> (Keeping, Option<String>) {
    let aside = path.with_extension("json.bad");
    let said = lang.pick("保存的视图无法读取", "saved views cannot be read");
    if fs::rename(&path, &aside).is_ok() {
        return (fresh(path), Some(format!("{said}: {}", aside.display())));
    }
    let left = lang.pick("本次不读写", "neither read nor written");
    (Keeping::default(), Some(format!("{said}, {left}: {}: {why}", path.display())))
}

/// Brings the state to what is remembered; whatever the study no longer has is left out.
pub(crate) fn restore(state: &mut State) {
    let saved = state.desk.keeping.saved.clone();
    if saved.version == 0 {
        return;
    }
    if let Some(split) = saved.split {
        state.desk.split = split.clamp(SPLITS.0, SPLITS.1);
    }
    let ids = saved.marks.iter().map(|id| FactId::new(id.as_str()));
    state.desk.marks = Marks::of(ids, state.study());
    state.desk.conditions = Conditions::with(saved.conditions);
    for (dimension, pane) in state.panes_mut() {
        if let Some(tab) = saved.tabs.get(dimension.word()) {
            pane.keep(tab);
        }
    }
    if let Some(dimension) = saved.tab.as_deref().and_then(Dimension::from_word) {
        state.show(Tab::Facts(dimension));
    }
}

/// What there is to remember.
fn now(state: &State) -> Saved {
    let study = state.study();
    let tab = match state.tab {
        // The capture line takes digits and letters: whoever starts the program expects tabs.
        Tab::Facts(dimension) => Some(dimension.word().to_owned()),
        _ => None,
    };
    let tabs =
        state.panes().map(|(dimension, pane)| (dimension.word().to_owned(), pane.kept(study)));
    Saved {
        version: VERSION,
        tab,
        split: Some(state.desk.split).filter(|split| *split != SPLIT),
        marks: state.desk.marks.ids().map(ToString::to_string).collect(),
        conditions: state.desk.conditions.past().to_vec(),
        tabs: tabs.filter(|(_, tab)| *tab != SavedTab::default()).collect(),
    }
}

/// After every message: has the file written if there is something new to remember. Looks for it once
/// in a while, when nothing has happened for as long, and when the program ends; whoever types is not
/// woken up for it in between.
pub(crate) fn follow(state: &mut State, at: Moment) -> Option<Effect> {
    let keeping = &mut state.desk.keeping;
    let path = keeping.path.clone()?;
    let looked = *keeping.looked.get_or_insert(at);
    if at < looked + WRITE_AFTER && state.ending.is_none() {
        keeping.due = Some(at + WRITE_AFTER);
        return None;
    }
    (keeping.looked, keeping.due) = (Some(at), None);
    let saved = now(state);
    let keeping = &mut state.desk.keeping;
    // A program that was only looked at leaves no file.
    let is_new = keeping.saved.version == 0;
    if saved == keeping.saved || is_new && saved == (Saved { version: VERSION, ..Saved::default() })
    {
        return None;
    }
    let text = serde_json::to_string_pretty(&saved).ok()?;
    keeping.saved = saved;
    Some(Effect::SaveViews(path, text + "\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_cannot_be_read_is_put_aside_and_said() {
        let folder = tempfile::tempdir().unwrap();
        let (path, aside) = (folder.path().join("s.json"), folder.path().join("s.json.bad"));
        for bytes in [b"{ nonsense".as_slice(), b"{\"tab\": \"\xD6\xD0\"}"] {
            fs::write(&path, bytes).unwrap();
            let (keeping, said) = read(folder.path(), "s", Lang::En);
            assert!(said.unwrap().contains("s.json.bad"));
            assert_eq!((&keeping.path, keeping.saved), (&Some(path.clone()), Saved::default()));
            assert!(!path.exists());
            assert_eq!(fs::read(&aside).unwrap(), bytes);
        }
        // What the system does not let anybody read is moved as well.
        fs::remove_file(&aside).unwrap();
        fs::create_dir(&path).unwrap();
        assert!(read(folder.path(), "s", Lang::En).1.unwrap().contains("s.json.bad"));
        assert!(aside.is_dir());
    }

    #[test]
    fn a_file_that_can_be_neither_read_nor_moved_is_not_written() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("s.json"), "{ nonsense").unwrap();
        fs::create_dir(folder.path().join("s.json.bad")).unwrap();
        let (keeping, said) = read(folder.path(), "s", Lang::Zh);
        assert!(said.unwrap().contains("本次不读写") && keeping.path.is_none());
        let (keeping, said) = read(folder.path(), "t", Lang::Zh);
        assert!(said.is_none() && keeping.path.is_some(), "nothing there is nothing wrong");
    }

    #[test]
    fn a_file_of_a_later_version_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let text = "{\"version\": 99, \"tab\": \"price\"}";
        fs::write(folder.path().join("s.json"), text).unwrap();
        let (keeping, said) = read(folder.path(), "s", Lang::Zh);
        assert!(said.is_some() && keeping.path.is_none());
        assert_eq!(fs::read_to_string(folder.path().join("s.json")).unwrap(), text);
    }

    #[test]
    fn no_name_of_a_study_leaves_the_folder() {
        let folder = Path::new("views");
        assert_eq!(path(folder, "../../etc"), Some(folder.join("______etc.json")));
        assert_eq!(path(folder, "研究"), Some(folder.join("研究.json")));
        assert_eq!(path(folder, ""), None);
    }
}
