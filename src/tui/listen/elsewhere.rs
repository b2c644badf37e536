//! Keys where the system offers no way to wait for two things at once.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;

use ratatui::crossterm::event;

use super::{HAS_COME, forward};
use crate::tui::msg::Msg;

/// How long a pause may take to begin.
const BEAT: Duration = Duration::from_millis(100);

/// The thread that reads keys.
#[derive(Debug)]
pub(crate) struct Keys {
    paused: Arc<AtomicBool>,
}

impl Keys {
    /// Starts reading.
    pub(super) fn listen(to: Sender<Msg>) -> io::Result<Self> {
        let paused = Arc::new(AtomicBool::new(false));
        let keys = Self { paused: Arc::clone(&paused) };
        thread::spawn(move || {
            loop {
                let arrived = if paused.load(Ordering::SeqCst) {
                    thread::sleep(BEAT);
                    Ok(false)
                } else {
                    event::poll(BEAT)
                };
                let goes_on = match arrived {
                    Ok(true) => forward(&to, HAS_COME).is_some(),
                    arrived => arrived.is_ok(),
                };
                if !goes_on {
                    let _ = to.send(Msg::End(None));
                    return;
                }
            }
        });
        Ok(keys)
    }

    /// Leaves the keys to another program from now on.
    pub(crate) fn pause(&self) {
        self.paused.store(true, Ordering::SeqCst);
        thread::sleep(2 * BEAT);
    }

    /// Reads keys again.
    pub(crate) fn resume(&self) {
        self.paused.store(false, Ordering::SeqCst);
    }
}
