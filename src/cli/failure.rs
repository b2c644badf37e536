//! How a command ends: the exit codes, and failures with what to do about them.
//!
//! It must not print; that is the scene's.

use std::io;
use std::process::ExitCode;

/// The exit codes of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Exit {
    /// It did what was asked: 0.
    Done,
    /// The input is wrong: 1.
    Wrong,
    /// It was asked for something that makes no sense: 2.
    Usage,
    /// A signal ended the interface: 128 plus its number, as shells report it.
    Signal(u8),
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Done => 0,
            Exit::Wrong => 1,
            Exit::Usage => 2,
            Exit::Signal(number) => 128_u8.saturating_add(number),
        })
    }
}

/// How a command ends.
pub(super) type Outcome<T = Exit> = Result<T, Failure>;

/// Why a command could not do what it was asked.
#[derive(Debug)]
pub(super) enum Failure {
    /// A message, and what to do about it.
    Message {
        /// The exit code.
        exit: Exit,
        /// What is wrong, in the user's language.
        message: String,
        /// What to do about it.
        hint: Option<String>,
    },
    /// The system's reason: writing the result failed. [`Output`](super::scene::Output) alone makes
    /// this one.
    Output(io::Error),
    /// What the argument parser says.
    Arguments(Box<clap::Error>),
}

impl Failure {
    /// The input is wrong.
    pub(super) fn wrong(message: impl Into<String>) -> Self {
        Self::Message { exit: Exit::Wrong, message: message.into(), hint: None }
    }

    /// The request makes no sense.
    pub(super) fn usage(message: impl Into<String>) -> Self {
        Self::Message { exit: Exit::Usage, message: message.into(), hint: None }
    }

    /// The same failure with what to do about it.
    pub(super) fn hint(mut self, text: impl Into<String>) -> Self {
        if let Self::Message { hint, .. } = &mut self {
            *hint = Some(text.into());
        }
        self
    }

    /// The exit code.
    pub(super) fn exit(&self) -> Exit {
        match self {
            Self::Message { exit, .. } => *exit,
            Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => Exit::Done,
            Self::Output(_) => Exit::Wrong,
            Self::Arguments(_) => Exit::Usage,
        }
    }
}

impl From<clap::Error> for Failure {
    fn from(error: clap::Error) -> Self {
        Self::Arguments(Box::new(error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_closed_pipe_is_no_error_and_a_full_disk_is() {
        let closed = Failure::Output(io::ErrorKind::BrokenPipe.into());
        assert_eq!(closed.exit(), Exit::Done);
        let full = Failure::Output(io::ErrorKind::StorageFull.into());
        assert_eq!(full.exit(), Exit::Wrong);
    }
}
