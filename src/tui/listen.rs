//! The threads that listen: keys and mouse, signals, the terminal's hang-up, the study's files.
//!
//! Each waits for its own thing, turns it into a message and sends it on; none of them polls, so an
//! idle program costs nothing. They must not touch the state. The one that reads keys can be paused,
//! for whoever the terminal is lent to.

#[cfg(not(unix))]
mod elsewhere;
#[cfg(unix)]
mod unix;

use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;

use ratatui::crossterm::event;

use super::keys;
use super::msg::Msg;
#[cfg(not(unix))]
pub(crate) use elsewhere::Keys;
#[cfg(unix)]
pub(crate) use unix::Keys;

/// How long the library is given to take in what has come: with no time at all it does not look.
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

/// Sends on every event that has arrived; returns how many, or none if that is the end of it.
fn forward(to: &Sender<Msg>) -> Option<usize> {
    let mut count = 0;
    while event::poll(HAS_COME).ok()? {
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
        use notify::{RecursiveMode, Watcher};
        let (changes, changed) = std::sync::mpsc::channel();
        let tell = move |event: notify::Result<notify::Event>| {
            if event.is_ok_and(|event| is_change(&event)) {
                let _ = changes.send(());
            }
        };
        let Ok(mut watcher) = notify::recommended_watcher(tell) else { return };
        // A file is watched through its folder, because editors replace it.
        let folder = if path.is_dir() { Some(path.as_path()) } else { path.parent() };
        let folder = folder.filter(|folder| !folder.as_os_str().is_empty());
        if watcher.watch(folder.unwrap_or(Path::new(".")), RecursiveMode::NonRecursive).is_err() {
            return;
        }
        while changed.recv().is_ok() {
            while changed.recv_timeout(QUIET).is_ok() {}
            if to.send(Msg::FilesChanged).is_err() {
                return;
            }
        }
    });
}

fn is_change(event: &notify::Event) -> bool {
    use notify::EventKind;
    matches!(event.kind, EventKind::Create(_) | EventKind::Modify(_) | EventKind::Remove(_))
        && event.paths.iter().any(|path| path.extension().is_some_and(|ext| ext == "toml"))
}
