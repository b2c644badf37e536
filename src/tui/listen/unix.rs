//! Keys, signals and the hang-up as Unix knows them.

use std::io::{self, Read, Write};
use std::os::unix::net::UnixStream;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::Duration;

use ratatui::crossterm::terminal::size;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGSTOP, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;

use super::{HAS_COME, forward};
use crate::tui::guard;
use crate::tui::msg::Msg;

/// How long to wait for the rest of a key of which a part has arrived.
const REST: Duration = Duration::from_millis(5);
/// How long the library is given after a key: the core is needed for what the key does.
const BRIEFLY: Duration = Duration::from_micros(50);
/// When it is given longer, in case the time passed before it had looked.
const AGAIN: Timespec = Timespec { tv_sec: 0, tv_nsec: 20_000_000 };
/// How long the reader may take to pause; it is busy only in the middle of a key.
const PATIENCE: Duration = Duration::from_millis(500);

/// The thread that reads keys.
#[derive(Debug)]
pub(crate) struct Keys {
    /// A byte pauses it, the next one has it go on.
    line: UnixStream,
    paused: Receiver<()>,
}

impl Keys {
    /// Starts reading.
    pub(super) fn listen(to: Sender<Msg>) -> io::Result<Self> {
        let (line, theirs) = UnixStream::pair()?;
        let (pausing, paused) = mpsc::channel();
        thread::spawn(move || {
            read(&to, theirs, &pausing);
        });
        Ok(Self { line, paused })
    }

    /// Leaves the keys to another program from now on.
    pub(crate) fn pause(&self) {
        let told = (&self.line).write_all(b"p").is_ok();
        let _ = told.then(|| self.paused.recv_timeout(PATIENCE));
    }

    /// Reads keys again.
    pub(crate) fn resume(&self) {
        let _ = (&self.line).write_all(b"r");
    }
}

/// Sends keys on until nobody listens. Waits by itself and asks the library only for what has
/// arrived, because a library that waits cannot be told to stop.
fn read(to: &Sender<Msg>, mut line: UnixStream, pausing: &Sender<()>) {
    let stdin = io::stdin();
    // The library may have taken in what came before anybody asked for keys.
    let mut open = forward(to, HAS_COME).is_some();
    let mut is_again_due = false;
    while open {
        let mut waiting = [PollFd::new(&stdin, PollFlags::IN), PollFd::new(&line, PollFlags::IN)];
        match poll(&mut waiting, is_again_due.then_some(&AGAIN)) {
            Ok(0) => {
                open = forward(to, HAS_COME).is_some();
                is_again_due = false;
                continue;
            }
            Ok(_) => {}
            Err(rustix::io::Errno::INTR) => continue,
            Err(_) => return,
        }
        let [keys, told] = waiting.map(|fd| fd.revents());
        let mut byte = [0];
        if told.intersects(PollFlags::IN | PollFlags::HUP) {
            let told = line.read_exact(&mut byte).is_ok() && pausing.send(()).is_ok();
            if !told || line.read_exact(&mut byte).is_err() {
                return;
            }
        } else if keys.contains(PollFlags::IN) {
            let count = forward(to, BRIEFLY);
            open = count.is_some();
            is_again_due = true;
            if count == Some(0) {
                // What has arrived is a part of a key.
                thread::sleep(REST);
            }
        } else {
            // The terminal is gone, which another thread tells.
            return;
        }
    }
    let _ = to.send(Msg::End(None));
}

pub(super) fn signals(to: Sender<Msg>) -> io::Result<()> {
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGTSTP, SIGCONT, SIGWINCH])?;
    thread::spawn(move || {
        for signal in signals.forever() {
            let Some(msg) = message(signal) else { continue };
            if to.send(msg).is_err() {
                return;
            }
        }
    });
    Ok(())
}

/// What a signal means. While another program has the terminal, interrupting is its business, and
/// stopping stops both, as a shell expects of a job.
fn message(signal: i32) -> Option<Msg> {
    match signal {
        SIGINT | SIGCONT if guard::is_lent() => None,
        SIGTSTP if guard::is_lent() => {
            let _ = signal_hook::low_level::raise(SIGSTOP);
            None
        }
        SIGTSTP => Some(Msg::Suspend),
        SIGCONT => Some(Msg::Continued),
        SIGWINCH => size().ok().map(|(cols, rows)| Msg::Resize(cols, rows)),
        signal => Some(Msg::End(Some(signal))),
    }
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
