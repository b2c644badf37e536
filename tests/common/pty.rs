//! The program itself on a pseudo-terminal, and what a terminal would show of it.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that panics has failed, which is what it is for"
)]
#![allow(dead_code, reason = "each test program uses its own part")]

use std::io::{Read, Write};
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};

/// How long anything may take before a test fails; nothing waits longer than it must.
const PATIENCE: Duration = Duration::from_secs(20);

/// The program on a pseudo-terminal, and what a terminal would show of it.
pub(crate) struct Pty {
    pub(crate) child: Box<dyn Child + Send + Sync>,
    pub(crate) master: Option<Box<dyn MasterPty + Send>>,
    pub(crate) keys: Option<Box<dyn Write + Send>>,
    pub(crate) seen: Arc<Mutex<Seen>>,
}

pub(crate) struct Seen {
    pub(crate) parser: vt100::Parser,
    pub(crate) bytes: Vec<u8>,
    /// Whether the reader is to let go of the terminal.
    pub(crate) closing: bool,
}

pub(crate) const SIZE: PtySize = PtySize { rows: 30, cols: 120, pixel_width: 0, pixel_height: 0 };

pub(crate) fn parser(size: PtySize) -> vt100::Parser {
    let (rows, cols) = (size.rows.try_into().unwrap(), size.cols.try_into().unwrap());
    vt100::Parser::new(rows, cols, 0)
}

impl Pty {
    /// Starts the program with its sessions in `folder`, which is also where it stands.
    pub(crate) fn start(folder: &Path, args: &[&str], env: &[(&str, &str)]) -> Self {
        Self::start_behind("", (folder, args), env)
    }

    /// Starts the program with something in the terminal's queue already.
    pub(crate) fn start_behind(
        typed: &str,
        (folder, args): (&Path, &[&str]),
        env: &[(&str, &str)],
    ) -> Self {
        let pair = native_pty_system().openpty(SIZE).unwrap();
        let mut keys = pair.master.take_writer().unwrap();
        keys.write_all(typed.as_bytes()).unwrap();
        keys.flush().unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_herringbone"));
        command.cwd(folder);
        command.args(["--dir", "sessions"]);
        command.args(args);
        command.env_remove("NO_COLOR");
        command.env("TERM", "xterm-256color");
        for (name, value) in env {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let seen = Seen { parser: parser(SIZE), bytes: Vec::new(), closing: false };
        let seen = Arc::new(Mutex::new(seen));
        let mut output = pair.master.try_clone_reader().unwrap();
        let to = Arc::clone(&seen);
        thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(count @ 1..) = output.read(&mut buffer) {
                let mut seen = to.lock().unwrap();
                seen.parser.process(&buffer[..count]);
                seen.bytes.extend_from_slice(&buffer[..count]);
                if seen.closing {
                    return;
                }
            }
        });
        Self { child, master: Some(pair.master), keys: Some(keys), seen }
    }

    pub(crate) fn english(folder: &Path) -> Self {
        let mut pty = Self::start(folder, &["--lang", "en"], &[]);
        pty.wait_for("2 Technology");
        pty
    }

    pub(crate) fn send(&mut self, keys: &str) {
        let to = self.keys.as_mut().unwrap();
        to.write_all(keys.as_bytes()).unwrap();
        to.flush().unwrap();
    }

    pub(crate) fn screen(&self) -> String {
        self.seen.lock().unwrap().parser.screen().contents()
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        self.seen.lock().unwrap().bytes.clone()
    }

    /// Waits until the screen shows a text.
    pub(crate) fn wait_for(&mut self, text: &str) {
        self.wait(&format!("{text:?} on the screen"), |pty| pty.screen().contains(text));
    }

    pub(crate) fn wait(&mut self, what: &str, mut is_so: impl FnMut(&mut Self) -> bool) {
        let start = Instant::now();
        while !is_so(self) {
            assert!(start.elapsed() < PATIENCE, "waited in vain for {what}\n{}", self.screen());
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// Waits until one and the same screen shows all these texts.
    pub(crate) fn wait_for_all(&mut self, texts: &[&str]) {
        let all = |screen: &str| texts.iter().all(|text| screen.contains(text));
        self.wait(&format!("{texts:?} on the screen"), |pty| all(&pty.screen()));
    }

    /// Closes the terminal, as a window that is closed or a line that drops.
    pub(crate) fn close(&mut self) {
        self.seen.lock().unwrap().closing = true;
        // The reader lets go at the next output, so some is asked for.
        self.send("\x0c");
        self.wait("the reader to let go", |pty| Arc::strong_count(&pty.seen) == 1);
        self.keys = None;
        self.master = None;
    }

    pub(crate) fn pid(&self) -> Pid {
        Pid::from_raw(self.child.process_id().unwrap().cast_signed()).unwrap()
    }

    pub(crate) fn signal(&self, signal: Signal) {
        kill_process(self.pid(), signal).unwrap();
    }

    pub(crate) fn wait_for_end(&mut self) -> ExitStatus {
        let mut status = None;
        self.wait("the end of the program", |pty| {
            status = pty.child.try_wait().unwrap();
            status.is_some()
        });
        status.unwrap()
    }

    /// The letter of the process state that the system reports: `T` is stopped.
    pub(crate) fn state(&self) -> String {
        let path = format!("/proc/{}/stat", self.pid().as_raw_nonzero());
        let stat = std::fs::read_to_string(path).unwrap_or_default();
        stat.rsplit(") ").next().unwrap_or_default().chars().take(1).collect()
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}

pub(crate) fn contains(haystack: &[u8], needle: &str) -> bool {
    haystack.windows(needle.len()).any(|window| window == needle.as_bytes())
}

/// What a terminal must be told for a shell to be usable on it again.
const GIVEN_BACK: [&str; 4] = ["\x1b[?1049l", "\x1b[?2004l", "\x1b[?1000l", "\x1b[?25h"];

pub(crate) fn is_given_back(bytes: &[u8]) -> bool {
    GIVEN_BACK.iter().all(|sequence| contains(bytes, sequence))
}
