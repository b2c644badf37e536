//! The thread that writes: lines to the journal, boards to the snapshot.
//!
//! Must not let anybody wait: callers hand lines over and are told later how far they are safe. A
//! disk that is full, gone or read-only is retried for as long as the session lives.

use std::io;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::record::Seq;
use super::snapshot::Snapshot;

/// Where the lines of a journal go. The writer's thread alone calls it, so it may block.
pub trait Sink: Send {
    /// Appends whole lines; when it returns, they survive a power cut.
    ///
    /// # Errors
    /// Where not all of it is safe. The same lines come again with the next call, and whatever part
    /// of them was written must not be in the journal twice.
    fn append(&mut self, lines: &[u8]) -> io::Result<()>;

    /// Replaces the snapshot.
    ///
    /// # Errors
    /// Where the old snapshot still stands.
    fn snapshot(&mut self, snapshot: &Snapshot) -> io::Result<()>;
}

/// News from the writer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Report {
    /// Every line up to this one survives a power cut.
    Saved(Seq),
    /// Writing failed, for this reason, and is tried again; the session goes on in memory.
    Failing(String),
}

/// Who is told the news. It is called on the writer's thread and should only pass them on.
pub type Notify = Box<dyn Fn(Report) + Send>;

/// Tells nobody; [`super::Session::saving`] can still be asked.
#[must_use]
pub fn quiet() -> Notify {
    Box::new(|_| {})
}

/// How long a failing disk is left alone before the next attempt.
const RETRY: Duration = Duration::from_millis(500);

/// What the writer is asked to do.
enum Job {
    Line(Seq, String),
    Snapshot(Box<Snapshot>),
    Finish(Sender<bool>),
}

/// How far the writer is, for whoever asks.
#[derive(Debug, Default)]
struct Progress {
    saved: AtomicU64,
    failing: Mutex<Option<String>>,
}

/// The caller's end of the writer's thread.
#[derive(Debug)]
pub(super) struct Writer {
    jobs: Sender<Job>,
    progress: Arc<Progress>,
    thread: JoinHandle<()>,
}

impl Writer {
    /// Starts the thread. Lines up to `saved` are in the sink already.
    ///
    /// # Errors
    /// Where the system has no thread to give.
    pub(super) fn start(sink: Box<dyn Sink>, saved: Seq, notify: Notify) -> io::Result<Self> {
        let (jobs, inbox) = mpsc::channel();
        let progress = Arc::new(Progress::default());
        progress.saved.store(saved.0, Ordering::Release);
        let desk = Desk {
            sink,
            notify,
            progress: Arc::clone(&progress),
            lines: String::new(),
            last: saved,
            snapshot: None,
            resting_until: None,
        };
        let thread = thread::Builder::new().name("journal".to_owned());
        let thread = thread.spawn(move || desk.work(&inbox))?;
        Ok(Self { jobs, progress, thread })
    }

    /// Hands a line over.
    pub(super) fn line(&self, seq: Seq, line: String) {
        // The thread ends only with the writer; a panic in the sink shows as lines never saved.
        let _ = self.jobs.send(Job::Line(seq, line));
    }

    /// Hands a snapshot over.
    pub(super) fn snapshot(&self, snapshot: Snapshot) {
        let _ = self.jobs.send(Job::Snapshot(Box::new(snapshot)));
    }

    /// The last line that survives a power cut.
    pub(super) fn saved(&self) -> Seq {
        Seq(self.progress.saved.load(Ordering::Acquire))
    }

    /// Why writing fails, where it does.
    pub(super) fn failing(&self) -> Option<String> {
        self.progress.failing.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Waits until all is written, at most `patience`, ends the thread and says whether all is safe.
    /// A thread that hangs on its disk is left to itself.
    pub(super) fn finish(self, patience: Duration) -> bool {
        let Self { jobs, thread, .. } = self;
        let (done, told) = mpsc::channel();
        let answer =
            jobs.send(Job::Finish(done)).ok().and_then(|()| told.recv_timeout(patience).ok());
        drop(jobs);
        if answer.is_some() {
            // The sink, and with it the lock on the folder, is gone when this returns.
            let _ = thread.join();
        }
        answer.unwrap_or(false)
    }
}

/// The thread's side: what is still to be written.
struct Desk {
    sink: Box<dyn Sink>,
    notify: Notify,
    progress: Arc<Progress>,
    /// Lines not safe yet, and the number of the last of them.
    lines: String,
    last: Seq,
    snapshot: Option<Box<Snapshot>>,
    /// Set while the disk fails: no attempt before that.
    resting_until: Option<Instant>,
}

impl Desk {
    fn work(mut self, inbox: &Receiver<Job>) {
        loop {
            let job = match self.resting_until {
                None => inbox.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(until) => inbox.recv_timeout(until.saturating_duration_since(Instant::now())),
            };
            let ended = matches!(job, Err(RecvTimeoutError::Disconnected));
            let mut waiting: Vec<Sender<bool>> = Vec::new();
            // Everything that has come in is written at once: one wait for the disk, not many.
            for job in job.into_iter().chain(inbox.try_iter()) {
                match job {
                    Job::Line(seq, line) => {
                        self.lines.push_str(&line);
                        self.last = seq;
                    }
                    Job::Snapshot(snapshot) => self.snapshot = Some(snapshot),
                    Job::Finish(done) => waiting.push(done),
                }
            }
            let rested = self.resting_until.is_none_or(|until| Instant::now() >= until);
            if rested || ended || !waiting.is_empty() {
                self.write();
            }
            for done in waiting {
                let _ = done.send(self.resting_until.is_none());
            }
            if ended {
                return;
            }
        }
    }

    fn write(&mut self) {
        match self.write_lines().and_then(|()| self.write_snapshot()) {
            Ok(()) => {
                self.resting_until = None;
                *self.failing() = None;
            }
            Err(error) => {
                self.resting_until = Some(Instant::now() + RETRY);
                let reason = error.to_string();
                let known = self.failing().replace(reason.clone());
                if known.as_ref() != Some(&reason) {
                    (self.notify)(Report::Failing(reason));
                }
            }
        }
    }

    fn write_lines(&mut self) -> io::Result<()> {
        if self.lines.is_empty() {
            return Ok(());
        }
        self.sink.append(self.lines.as_bytes())?;
        self.lines.clear();
        self.progress.saved.store(self.last.0, Ordering::Release);
        *self.failing() = None;
        (self.notify)(Report::Saved(self.last));
        Ok(())
    }

    /// The snapshot comes after the lines it sums up, so that it is never ahead of the journal.
    fn write_snapshot(&mut self) -> io::Result<()> {
        if let Some(snapshot) = &self.snapshot {
            self.sink.snapshot(snapshot)?;
            self.snapshot = None;
        }
        Ok(())
    }

    fn failing(&self) -> std::sync::MutexGuard<'_, Option<String>> {
        self.progress.failing.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
