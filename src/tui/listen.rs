//! The threads that listen: keys and mouse, signals, the terminal's hang-up, the study's files.
//!
//! Each waits for its own thing, turns it into a message and sends it on; none of them polls, so an
//! idle program costs nothing. They must not touch the state.

use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;

use ratatui::crossterm::event;

use super::keys;
use super::msg::Msg;

/// How long files must be quiet before they are read again: editors write in several steps.
const QUIET: Duration = Duration::from_millis(120);

/// Starts listening to the terminal.
pub(crate) fn terminal(inbox: &Sender<Msg>) {
    // The library begins to notice changes of size with its first call; a thread could make that
    // call too late for one that happens now.
    let _ = event::poll(Duration::ZERO);
    let to = inbox.clone();
    thread::spawn(move || {
        while let Ok(event) = event::read() {
            if let Some(msg) = keys::message(event)
                && to.send(msg).is_err()
            {
                return;
            }
        }
        let _ = to.send(Msg::End(None));
    });
    #[cfg(unix)]
    unix::hang_up(inbox.clone());
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

#[cfg(unix)]
mod unix {
    use std::io;
    use std::sync::mpsc::Sender;
    use std::thread;

    use rustix::event::{PollFd, PollFlags, poll};
    use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP};
    use signal_hook::iterator::Signals;

    use crate::tui::msg::Msg;

    pub(super) fn signals(to: Sender<Msg>) -> io::Result<()> {
        let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGTSTP, SIGCONT])?;
        thread::spawn(move || {
            for signal in signals.forever() {
                let msg = match signal {
                    SIGTSTP => Msg::Suspend,
                    SIGCONT => Msg::Continued,
                    signal => Msg::End(Some(signal)),
                };
                if to.send(msg).is_err() {
                    return;
                }
            }
        });
        Ok(())
    }

    /// Waits until the terminal is gone. The library that reads keys would spin on a closed
    /// terminal; asked for no event at all, the system reports the hang-up alone.
    pub(super) fn hang_up(to: Sender<Msg>) {
        thread::spawn(move || {
            let stdin = io::stdin();
            let mut terminal = [PollFd::new(&stdin, PollFlags::empty())];
            loop {
                match poll(&mut terminal, None) {
                    Ok(_) => break,
                    Err(rustix::io::Errno::INTR) => {}
                    Err(_) => return,
                }
            }
            let _ = to.send(Msg::End(Some(SIGHUP)));
        });
    }
}
