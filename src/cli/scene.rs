//! What a command runs in: its language, its streams, and what the terminal can do.
//!
//! The one place of the command line that writes messages. It must not know any subcommand.

use std::fmt;
use std::io::{self, Write};

use super::failure::{Exit, Failure, Outcome};
use crate::model::Lang;

/// What a command runs in.
pub(super) struct Scene<'a> {
    /// The language of results and messages.
    pub(super) lang: Lang,
    /// Where results go.
    pub(super) out: Output<'a>,
    /// Whether results go to a terminal.
    pub(super) terminal: bool,
}

/// Where results go. Nothing else ends in [`Failure::Output`].
pub(super) struct Output<'a>(&'a mut dyn Write);

impl Output<'_> {
    /// What `write!` and `writeln!` call.
    pub(super) fn write_fmt(&mut self, text: fmt::Arguments<'_>) -> Outcome<()> {
        self.by(|out| out.write_fmt(text))
    }

    /// Writes all of it.
    pub(super) fn write_all(&mut self, bytes: &[u8]) -> Outcome<()> {
        self.by(|out| out.write_all(bytes))
    }

    /// Has written what is held back.
    pub(super) fn flush(&mut self) -> Outcome<()> {
        self.by(|out| out.flush())
    }

    /// Lets somebody else write there.
    pub(super) fn by(
        &mut self,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Outcome<()> {
        let mut stream = Stream { out: &mut *self.0, failed: None };
        let written = write(&mut stream);
        match stream.failed {
            Some(error) => Err(Failure::Output(error)),
            None => written.map_err(Failure::Output),
        }
    }
}

/// A stream that keeps why it failed: the writer of a format reports it inside an error of its own,
/// in which nobody can tell a reader that went away from a full disk.
struct Stream<'a> {
    out: &'a mut dyn Write,
    failed: Option<io::Error>,
}

impl Stream<'_> {
    fn keep<T>(&mut self, written: io::Result<T>) -> io::Result<T> {
        written.map_err(|error| {
            let kind = error.kind();
            // What was interrupted is tried again.
            if kind != io::ErrorKind::Interrupted {
                self.failed = Some(error);
            }
            kind.into()
        })
    }
}

impl Write for Stream<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes);
        self.keep(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        let flushed = self.out.flush();
        self.keep(flushed)
    }
}

impl<'a> Scene<'a> {
    /// A scene that writes results to `out`.
    pub(super) fn new(lang: Lang, out: &'a mut dyn Write, terminal: bool) -> Self {
        Self { lang, out: Output(out), terminal }
    }

    /// Writes a message to standard error.
    pub(super) fn say(&self, message: &str) {
        // Whoever closed standard error does not want to know.
        let _ = writeln!(io::stderr().lock(), "{message}");
    }

    /// Writes a warning to standard error.
    pub(super) fn warn(&self, message: &str) {
        self.say(&format!("{}{message}", self.lang.pick("警告：", "warning: ")));
    }

    /// Says why a command failed; returns the exit code.
    pub(super) fn fail(&self, failure: &Failure) -> Exit {
        let error = self.lang.pick("错误：", "error: ");
        match failure {
            Failure::Message { message, hint, .. } => {
                self.say(&format!("{error}{message}"));
                if let Some(hint) = hint {
                    self.say(&format!("{}{hint}", self.lang.pick("提示：", "  help: ")));
                }
            }
            Failure::Output(why) if failure.exit() != Exit::Done => {
                let failed = self.lang.pick("无法写出结果：", "the result cannot be written: ");
                self.say(&format!("{error}{failed}{why}"));
            }
            Failure::Output(_) => {}
            Failure::Arguments(why) => {
                let _ = why.print();
            }
        }
        failure.exit()
    }

    /// The columns of the terminal that results go to.
    pub(super) fn cols(&self) -> Option<usize> {
        let (cols, _) = self.terminal.then(crossterm::terminal::size)?.ok()?;
        Some(usize::from(cols)).filter(|cols| *cols > 0)
    }

    /// Whether results may be coloured: they go to a terminal, and nobody asked for none.
    pub(super) fn colours(&self) -> bool {
        let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        self.terminal && !refused && !dumb
    }
}
