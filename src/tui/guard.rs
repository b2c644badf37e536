//! Takes the terminal and gives it back, whatever happens.
//!
//! One guard does and undoes everything: raw mode, the alternate screen, bracketed paste, the mouse,
//! the cursor. It gives the terminal back when dropped, on a panic, and for a suspension. Nothing
//! else in the program may change a mode of the terminal.

use std::io::{self, Write, stdout};
use std::panic;
use std::sync::atomic::{AtomicBool, Ordering};

use ratatui::crossterm::event::{
    DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture,
};
use ratatui::crossterm::terminal::{
    EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use ratatui::crossterm::{cursor, execute};

/// Whether the terminal is ours now; the panic hook must know without a reference to the guard.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// Whether another program has the terminal at our wish; the signals' thread must know.
static LENT: AtomicBool = AtomicBool::new(false);

/// The terminal, taken until this is dropped.
#[derive(Debug)]
pub(crate) struct Guard(());

impl Guard {
    /// Takes the terminal.
    pub(crate) fn take() -> io::Result<Self> {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            give_back();
            before(info);
        }));
        // From here on a failure gives back what was taken so far.
        let guard = Self(());
        guard.retake()?;
        Ok(guard)
    }

    /// Takes the terminal again after it was given back, or after somebody else had it.
    pub(crate) fn retake(&self) -> io::Result<()> {
        TAKEN.store(true, Ordering::SeqCst);
        enable_raw_mode()?;
        execute!(stdout(), EnterAlternateScreen, EnableBracketedPaste, EnableMouseCapture)
    }

    /// Lends the terminal to another program while `work` runs it.
    pub(crate) fn lend<R>(&self, work: impl FnOnce() -> R) -> io::Result<R> {
        LENT.store(true, Ordering::SeqCst);
        give_back();
        let done = work();
        LENT.store(false, Ordering::SeqCst);
        self.retake()?;
        Ok(done)
    }
}

/// Whether another program has the terminal at our wish; signals, which Unix has, mean less then.
#[cfg(unix)]
pub(crate) fn is_lent() -> bool {
    LENT.load(Ordering::SeqCst)
}

impl Drop for Guard {
    fn drop(&mut self) {
        give_back();
    }
}

/// Gives the terminal back if it is ours. Failures are left alone: there is nobody to tell, and
/// the terminal may be gone.
pub(crate) fn give_back() {
    if TAKEN.swap(false, Ordering::SeqCst) {
        let _ = execute!(
            stdout(),
            DisableMouseCapture,
            DisableBracketedPaste,
            LeaveAlternateScreen,
            cursor::Show
        );
        let _ = disable_raw_mode();
        let _ = stdout().flush();
    }
}
