//! Does to the world what the update asked for.
//!
//! The only place of the interface that writes files, stops the program or takes the terminal. What
//! takes long is done on a thread and comes back as a message.

use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::sync::mpsc::Sender;
use std::thread;

use super::finder::{self, Job};
use super::guard::{self, Guard};
use super::msg::{Effect, Msg, Replace};
use crate::load::{Origin, load};
use crate::model::Lang;

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
    pub(crate) inbox: Sender<Msg>,
    pub(crate) origin: Origin,
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
            Effect::Reload => self.reload(),
            Effect::Find(job) => {
                let inbox = &self.inbox;
                let finder = self.finder.get_or_insert_with(|| finder::start(inbox.clone()));
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
    fn reload(&self) {
        let (origin, inbox) = (self.origin.clone(), self.inbox.clone());
        thread::spawn(move || {
            if let Ok(loaded) = load(&origin) {
                let _ = inbox.send(Msg::Loaded(Box::new(loaded)));
            }
        });
    }
}

/// Stops the program until it is continued.
fn stop() {
    #[cfg(unix)]
    let _ = signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP);
}

/// Writes a file whole or not at all; returns what to say.
pub(crate) fn write_file(path: &Path, text: &str, lang: Lang) -> String {
    match replace(path, text) {
        Ok(()) => {
            let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
            format!("{} {}", lang.pick("已写入", "written to"), path.display())
        }
        Err(error) => {
            let reason = reason(&error);
            format!("{} {}: {reason}", lang.pick("无法写入", "cannot write"), path.display())
        }
    }
}

/// The system's own words, without the name of the temporary file.
fn reason(error: &io::Error) -> String {
    let source = error.get_ref().and_then(|wrapped| wrapped.source());
    source.map_or_else(|| error.to_string(), ToString::to_string)
}

fn replace(path: &Path, text: &str) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut file = tempfile::NamedTempFile::new_in(folder.unwrap_or(Path::new(".")))?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    readable_like_others(file.path())?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// A temporary file is its owner's alone; what a user exports is to be read like any other file.
fn readable_like_others(path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(path, fs::Permissions::from_mode(0o644))?;
    }
    let _ = path;
    Ok(())
}
