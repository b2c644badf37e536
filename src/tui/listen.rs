//! The threads that listen: keys and mouse, signals, the terminal's hang-up, the study's files, the
//! journal of another window.
//!
//! Each waits for its own thing, turns it into a message and sends it on; none of them polls, so an
//! idle program costs nothing. They must not touch the state. The one that reads keys can be paused,
//! for whoever the terminal is lent to.

#[cfg(not(unix))]
mod elsewhere;
#[cfg(unix)]
mod unix;

use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::Duration;

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use ratatui::crossterm::event;

use super::keys;
use super::msg::Msg;
use crate::session::{Follower, StoreError};
#[cfg(not(unix))]
pub(crate) use elsewhere::Keys;
#[cfg(unix)]
pub(crate) use unix::Keys;

/// How long the library is given to take in what has come: with no time at all it does not look.
/// It looks again and again until then, so this is work for a core.
pub(crate) const HAS_COME: Duration = Duration::from_millis(1);

/// How long files must be quiet before they are read again: editors write in several steps.
const QUIET: Duration = Duration::from_millis(120);

/// Starts listening to the terminal.
///
/// # Errors
/// If the system has no means to pause it.
pub(crate) fn terminal(inbox: &Sender<Msg>) -> std::io::Result<Keys> {
    // The library begins to notice changes of size with its first call; a thread could make that
    // call too late for one that happens now.
    let _ = event::poll(HAS_COME);
    #[cfg(unix)]
    unix::hang_up(inbox.clone());
    Keys::listen(inbox.clone())
}

/// Sends on every event that the library finds to have arrived in the time it is given; returns how
/// many, or none if that is the end of it.
fn forward(to: &Sender<Msg>, given: Duration) -> Option<usize> {
    let mut count = 0;
    while event::poll(given).ok()? {
        count += 1;
        if let Some(msg) = keys::message(event::read().ok()?) {
            to.send(msg).ok()?;
        }
    }
    Some(count)
}

/// Starts listening to signals.
///
/// # Errors
/// If the system refuses a handler.
pub(crate) fn signals(inbox: &Sender<Msg>) -> std::io::Result<()> {
    #[cfg(unix)]
    unix::signals(inbox.clone())?;
    #[cfg(not(unix))]
    let _ = inbox;
    Ok(())
}

/// Starts watching the files of a study; says nothing if the system cannot watch.
pub(crate) fn files(path: &Path, inbox: &Sender<Msg>) {
    let (path, to): (PathBuf, _) = (path.to_owned(), inbox.clone());
    thread::spawn(move || {
        // A file is watched through its folder, because editors replace it.
        let folder = if path.is_dir() { Some(path.as_path()) } else { path.parent() };
        let is_toml = |path: &Path| path.extension().is_some_and(|ext| ext == "toml");
        let Ok(watch) = Watch::start(folder, is_toml) else { return };
        while watch.changed.recv().is_ok() {
            while watch.changed.recv_timeout(QUIET).is_ok() {}
            if to.send(Msg::FilesChanged).is_err() {
                return;
            }
        }
    });
}

/// Starts following a session that another window writes: its journal is read when it grows, on a
/// thread of its own, because a disk may hang.
pub(crate) fn journal(mut follower: Follower, inbox: &Sender<Msg>) {
    let to = inbox.clone();
    thread::spawn(move || {
        let name = follower.journal().file_name().map(OsStr::to_owned);
        let is_it = move |path: &Path| path.file_name() == name.as_deref();
        let watch = match Watch::start(follower.journal().parent(), is_it) {
            Ok(watch) => watch,
            Err(error) => {
                let error = StoreError::Io(follower.journal().to_owned(), io::Error::other(error));
                let _ = to.send(Msg::Journal(Err(error)));
                return;
            }
        };
        // What was written before the watch began is read at once.
        loop {
            if let Some(read) = follower.read()
                && to.send(Msg::Journal(read)).is_err()
            {
                return;
            }
            if watch.changed.recv().is_err() {
                return;
            }
            while watch.changed.try_recv().is_ok() {}
        }
    });
}

/// A folder that is watched for as long as this lives.
struct Watch {
    _watcher: RecommendedWatcher,
    /// Gets something whenever a file that counts has changed.
    changed: Receiver<()>,
}

impl Watch {
    /// Watches files of a folder, or of the one where the program stands.
    fn start(
        folder: Option<&Path>,
        counts: impl Fn(&Path) -> bool + Send + 'static,
    ) -> notify::Result<Self> {
        let (changes, changed) = mpsc::channel();
        let tell = move |event: notify::Result<notify::Event>| {
            if event.is_ok_and(|event| is_change(&event) && event.paths.iter().any(|p| counts(p))) {
                let _ = changes.send(());
            }
        };
        let mut watcher = notify::recommended_watcher(tell)?;
        let folder = folder.filter(|folder| !folder.as_os_str().is_empty());
        watcher.watch(folder.unwrap_or(Path::new(".")), RecursiveMode::NonRecursive)?;
        Ok(Self { _watcher: watcher, changed })
    }
}

fn is_change(event: &notify::Event) -> bool {
    matches!(event.kind, EventKind::Create(_) | EventKind::Modify(_) | EventKind::Remove(_))
}
