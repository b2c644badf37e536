//! Finding the rows of large tables on a thread of its own, so that keys are never kept waiting.
//!
//! A [`Job`] says which rows are wanted; what is found comes back as a message with the number of
//! the job, and a job that is not the latest any more gives up by itself. It must not touch the
//! state.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, OnceLock};
use std::thread;

use super::msg::Msg;
use crate::analysis::filter::Halt;
use crate::analysis::finder::{Finder, Rows, Stops, Wanted};
use crate::analysis::search::{Index, Searchable};
use crate::analysis::table::{Field, View};
use crate::analysis::work::Stop;
use crate::load::Loaded;

/// Rows to be found.
#[derive(Clone)]
pub struct Job {
    /// Its number.
    pub(super) number: u64,
    pub(super) wanted: Wanted,
    loaded: Arc<Loaded>,
    index: Arc<OnceLock<Index>>,
    stops: Stops,
}

impl PartialEq for Job {
    fn eq(&self, other: &Self) -> bool {
        self.number == other.number
    }
}

impl Eq for Job {}

impl fmt::Debug for Job {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Job").field("number", &self.number).field("wanted", &self.wanted).finish()
    }
}

/// What came of a job.
#[derive(Debug)]
pub struct Found {
    pub(super) number: u64,
    pub(super) view: &'static View,
    pub(super) rows: Result<Rows, Halt>,
}

impl Job {
    /// Finds the rows; nothing to say if nobody waits for them any more.
    pub fn run(&self, finder: &mut Finder) -> Option<Msg> {
        let rows = finder.find(self.facts(), &self.wanted, &self.stops);
        if rows == Err(Halt::Stopped) {
            return None;
        }
        Some(Msg::Found(Box::new(Found { number: self.number, view: self.wanted.view, rows })))
    }

    fn facts(&self) -> Searchable<'_> {
        Searchable { study: &self.loaded.study, index: &self.index }
    }

    /// Prepares searches, so that the first one need not wait for it.
    fn prepare(&self) {
        let _ = self.facts().index(&self.stops.index);
    }
}

/// Numbers the jobs and says which are still wanted.
#[derive(Debug, Default)]
pub(crate) struct Jobs {
    latest: Arc<AtomicU64>,
    /// The number of the reading of the study, and that of the table in its order.
    edition: Arc<AtomicU64>,
    order: Arc<AtomicU64>,
    ordered: Option<(&'static View, Option<(Field, bool)>)>,
}

impl Jobs {
    /// The number of the latest job.
    pub(crate) fn latest(&self) -> u64 {
        self.latest.load(Ordering::Relaxed)
    }

    /// The study was read anew: whatever is being found is of no use.
    pub(crate) fn turn_over(&mut self) {
        for number in [&self.edition, &self.order, &self.latest] {
            number.fetch_add(1, Ordering::Relaxed);
        }
        self.ordered = None;
    }

    /// A job for rows; those before it give up.
    pub(crate) fn next(
        &mut self,
        mut wanted: Wanted,
        (loaded, index): (&Arc<Loaded>, &Arc<OnceLock<Index>>),
    ) -> Job {
        let ordered = Some((wanted.view, wanted.order));
        let same =
            |a: (&'static View, _), b: (&'static View, _)| std::ptr::eq(a.0, b.0) && a.1 == b.1;
        if !self.ordered.zip(ordered).is_some_and(|(a, b)| same(a, b)) {
            self.order.fetch_add(1, Ordering::Relaxed);
        }
        self.ordered = ordered;
        let number = self.latest.fetch_add(1, Ordering::Relaxed) + 1;
        let stop =
            |latest: &Arc<AtomicU64>| Stop::unless_latest(latest.load(Ordering::Relaxed), latest);
        wanted.edition = self.edition.load(Ordering::Relaxed);
        let stops = Stops {
            index: stop(&self.edition),
            order: stop(&self.order),
            rest: stop(&self.latest),
        };
        Job { number, wanted, loaded: Arc::clone(loaded), index: Arc::clone(index), stops }
    }
}

/// Starts the thread; it ends when nobody can send jobs any more.
pub(crate) fn start(inbox: Sender<Msg>) -> Sender<Job> {
    let (jobs, waiting) = mpsc::channel::<Job>();
    thread::spawn(move || {
        let mut finder = Finder::default();
        while let Ok(mut job) = waiting.recv() {
            while let Ok(newer) = waiting.try_recv() {
                job = newer;
            }
            if let Some(msg) = job.run(&mut finder)
                && inbox.send(msg).is_err()
            {
                return;
            }
            job.prepare();
        }
    });
    jobs
}
