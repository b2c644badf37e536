//! Does to the world what the update asked for.
//!
//! Files, clipboard, browser, editor, reading the study again, stopping: all of it begins here. What
//! takes long is done on a thread and comes back as a message: the keeper writes saved views, the
//! finder looks for rows, and the journal belongs to the session's own writer. It must not change the
//! state.

mod base64;
mod clipboard;
mod editor;
mod open;
mod program;

use std::fs;
use std::io;
use std::path::Path;
use std::sync::mpsc::{self, Sender};
use std::thread;

use editor::Editor;

use super::finder::{self, Job};
use super::guard::{self, Guard};
use super::keeper::Keeper;
use super::listen::Keys;
use super::msg::{Effect, Msg, Replace};
use crate::load::{Origin, load_compared};
use crate::model::Lang;
use crate::session::{Readers, replace};

/// What runs effects: the world, or a test in its place.
pub trait World {
    /// Runs an effect; returns whether the whole screen must be drawn anew.
    ///
    /// # Errors
    /// Only if the terminal cannot be used any more.
    fn run(&mut self, effect: Effect, lang: Lang) -> io::Result<bool>;
    /// What came of an effect at once, if anything did; most say so later through the inbox.
    fn answer(&mut self) -> Option<Msg> {
        None
    }
    /// The time.
    fn now(&self) -> crate::model::board::Moment;
}

/// The real world.
pub(crate) struct RealWorld {
    pub(crate) guard: Guard,
    pub(crate) keys: Keys,
    pub(crate) inbox: Sender<Msg>,
    pub(crate) origin: Origin,
    pub(crate) keeper: Keeper,
    pub(crate) former: Option<Origin>,
    /// Where rows are found, once some were asked for.
    pub(crate) finder: Option<Sender<Job>>,
}

impl World for RealWorld {
    fn run(&mut self, effect: Effect, lang: Lang) -> io::Result<bool> {
        match effect {
            Effect::WriteFile(path, text, replace) => {
                let msg = match replace {
                    Replace::Ask if path.exists() => Msg::Exists(path),
                    _ => Msg::Done(write_file(&path, &text, lang)),
                };
                let _ = self.inbox.send(msg);
            }
            Effect::SaveViews(path, text) => self.keeper.write(path, text),
            Effect::Copy(clip) => clipboard::copy(clip, &self.inbox, lang)?,
            Effect::CopyByTerminal(clip, failed) => {
                clipboard::ask_terminal(clip, Some(failed), (&self.inbox, lang))?;
            }
            Effect::Open(url) => open::open(url, &self.inbox, lang)?,
            Effect::Edit(path, line) => return self.edit(&path, line, lang),
            Effect::Reload => self.reload(lang),
            Effect::Find(job) => {
                let inbox = &self.inbox;
                let finder = self.finder.get_or_insert_with(|| {
                    let ((jobs, asked), inbox) = (mpsc::channel(), inbox.clone());
                    thread::spawn(move || finder::do_jobs(&asked, &inbox));
                    jobs
                });
                let _ = finder.send(*job);
            }
            Effect::Suspend => {
                guard::give_back();
                stop();
                self.guard.retake()?;
                return Ok(true);
            }
            Effect::Retake => {
                self.guard.retake()?;
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn now(&self) -> crate::model::board::Moment {
        chrono::Utc::now()
    }
}

impl RealWorld {
    /// Lends the terminal to the editor; an editor that is not there is found out before.
    fn edit(&self, path: &Path, line: u32, lang: Lang) -> io::Result<bool> {
        let editor = Editor::of_user();
        let program = &editor.program;
        if !program::is_installed(program) {
            let _ = self.inbox.send(Msg::Said(lang.pick(
                format!("找不到编辑器 `{program}`：请设置 VISUAL 或 EDITOR"),
                format!("there is no editor `{program}`: set VISUAL or EDITOR"),
            )));
            return Ok(false);
        }
        self.keys.pause();
        let ended = self.guard.lend(|| editor.run(path, line));
        self.keys.resume();
        let failed = match ended? {
            Ok(status) if status.success() => None,
            Ok(status) => Some(status.to_string()),
            Err(error) => Some(error.to_string()),
        };
        if let Some(why) = failed {
            let said = lang.pick("编辑器出错", "the editor failed");
            let _ = self.inbox.send(Msg::Said(format!("{said}: {program}: {why}")));
        }
        self.reload(lang);
        Ok(true)
    }

    fn reload(&self, lang: Lang) {
        let (origin, former) = (self.origin.clone(), self.former.clone());
        let inbox = self.inbox.clone();
        thread::spawn(move || inbox.send(load_again(&origin, former.as_ref(), lang)));
    }
}

/// The study as it is on disk now; what to say if it is there no more.
fn load_again(origin: &Origin, former: Option<&Origin>, lang: Lang) -> Msg {
    match load_compared(origin, former, &|_, _| {}) {
        Ok(loaded) => Msg::Loaded(Box::new(loaded)),
        Err(error) => Msg::Said(lang.pick(
            format!("无法重新载入，仍显示先前的内容：{error}"),
            format!("not loaded again, what was read before is still shown: {error}"),
        )),
    }
}

/// Stops the program until it is continued.
fn stop() {
    #[cfg(unix)]
    let _ = signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP);
}

/// Writes a file whole or not at all; returns what to say.
pub(crate) fn write_file(path: &Path, text: &str, lang: Lang) -> String {
    match replace(path, text.as_bytes(), Readers::Usual) {
        Ok(()) => {
            let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
            format!("{} {}", lang.pick("已写入", "written to"), path.display())
        }
        Err(error) => {
            format!("{} {}: {error}", lang.pick("无法写入", "cannot write"), path.display())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_study_or_a_former_edition_that_went_away_is_said_with_what_is_still_shown() {
        let folder = tempfile::tempdir().unwrap();
        let gone = Origin::Path(folder.path().join("gone"));
        for (origin, former) in [(&gone, None), (&Origin::BuiltIn, Some(&gone))] {
            for (lang, shown) in
                [(Lang::En, "read before is still shown"), (Lang::Zh, "先前的内容")]
            {
                let Msg::Said(said) = load_again(origin, former, lang) else {
                    panic!("nothing is said")
                };
                assert!(said.contains(shown) && said.contains("gone"), "{said}");
                assert!(said.contains("os error 2"), "the reason is there: {said}");
            }
        }
        assert!(matches!(load_again(&Origin::BuiltIn, None, Lang::En), Msg::Loaded(_)));
    }
}
