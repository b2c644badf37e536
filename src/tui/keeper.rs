//! Writes saved views to disk on a thread of its own.
//!
//! A disk that hangs must not keep the interface waiting, nor the end of the program for long.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::Duration;

use crate::session::{Readers, create_private, replace};

/// How long the end of the program waits for the last write.
const PATIENCE: Duration = Duration::from_secs(2);

/// The thread that writes, started with the first file.
#[derive(Debug, Default)]
pub(crate) struct Keeper {
    thread: Option<(Sender<File>, Receiver<()>)>,
}

/// A file to be written: where, and what.
type File = (PathBuf, String);

impl Keeper {
    /// Has a file written, after those asked for before.
    pub(crate) fn write(&mut self, path: PathBuf, text: String) {
        let (to, _) = self.thread.get_or_insert_with(start);
        let _ = to.send((path, text));
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        if let Some((to, done)) = self.thread.take() {
            drop(to);
            // Nothing is ever sent: the other end is dropped when all is written.
            let _ = done.recv_timeout(PATIENCE);
        }
    }
}

fn start() -> (Sender<File>, Receiver<()>) {
    let (to, files) = mpsc::channel::<File>();
    let (done, end) = mpsc::channel();
    thread::spawn(move || {
        for (path, text) in files {
            // Views are a convenience: what cannot be kept is no reason to disturb anybody.
            let _ = write(&path, &text);
        }
        drop::<Sender<()>>(done);
    });
    (to, end)
}

fn write(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        create_private(folder)?;
    }
    replace(path, text.as_bytes(), Readers::Owner)
}
