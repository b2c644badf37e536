//! What takes long in a large study is found out on a thread of its own, so that keys are never kept
//! waiting.
//!
//! A [`Job`] says what is wanted; what is found comes back as a message with the number of the job,
//! and a job of a kind of which a later one was asked for gives up by itself. It must not touch the
//! state.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use super::chart::Charting;
use super::facts::{Figured, Figuring};
use super::msg::Msg;
use crate::analysis::chart::Chosen;
use crate::analysis::facets::{Facet, facets};
use crate::analysis::filter::{Filter, Halt};
use crate::analysis::finder::{Finder, Rows, Stops, Wanted};
use crate::analysis::groups::{Group, groups};
use crate::analysis::search::{Index, Searchable};
use crate::analysis::table::{Field, Row, View};
use crate::analysis::work::Stop;
use crate::load::Loaded;
use crate::model::{Lang, Study};

/// Up to how many facts all is found out at once: it takes less than a frame does, and a thread
/// would cost more than it saves.
const AT_ONCE: usize = 4096;

/// Whether what is wanted of a study is found out at once.
pub(super) fn is_small(study: &Study) -> bool {
    study.facts.len() <= AT_ONCE
}

/// Up to how many facts the chart of rows is made along with them: that takes less than it takes to
/// ask for it.
const ALONG: usize = 1 << 17;

/// Whether the chart of rows of a study is made along with them.
pub(super) fn is_charted_along(study: &Study) -> bool {
    study.facts.len() <= ALONG
}

/// What is to be found out.
#[derive(Debug, Clone)]
pub(super) enum Task {
    /// The rows of a table, and the chart of them if one is wanted along with them.
    Rows(Wanted, Option<Charting>),
    /// The figures beside them.
    Figures(Figuring),
    /// Which of these rows match words.
    Matches(Arc<Vec<Row>>, String),
    /// A chart.
    Chart(Charting),
    /// The facets of a table with this filter, of these rows or all of its own.
    Facets(&'static View, Option<Arc<Vec<Row>>>, Filter, Lang),
    /// The groups of rows by a column.
    Groups(Arc<Vec<Row>>, Field, Lang),
    /// The facts of all tables that match words.
    Anywhere(String),
}

/// A chart as it was asked for; none where the rows have nothing to draw.
type Charted = (Charting, Option<Chosen>);

/// What came of a job.
#[derive(Debug)]
pub(super) enum Answer {
    /// With the chart of them, if it was wanted along with them.
    Rows(Result<Rows, Halt>, Option<Box<Charted>>),
    Figures(Figured),
    /// Ascending.
    Matches(Vec<Row>),
    /// None where the rows have nothing to draw.
    Chart(Option<Chosen>),
    Facets(Result<Vec<Facet>, Halt>),
    Groups(Vec<Group>),
    Anywhere(Arc<Vec<Row>>),
}

/// Of which tasks the latest makes the others useless.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Question {
    /// The rows of the table on the screen.
    Rows,
    /// What is beside them.
    Figures,
    Matches,
    Chart,
    /// What lies over the tab.
    Over,
}

impl Task {
    fn question(&self) -> Question {
        match self {
            Self::Rows(..) => Question::Rows,
            Self::Figures(_) => Question::Figures,
            Self::Matches(..) => Question::Matches,
            Self::Chart(_) => Question::Chart,
            Self::Facets(..) | Self::Groups(..) | Self::Anywhere(_) => Question::Over,
        }
    }
}

/// Where somebody stands who has something found out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Asked {
    /// It is known, or nobody wants to know it.
    #[default]
    Known,
    /// A job is to be done for it.
    Due,
    /// The job with this number is to find it.
    By(u64),
}

impl Asked {
    /// Whether a job is needed, where the latest one has this number.
    pub(crate) fn is_due(self, latest: u64) -> bool {
        match self {
            Self::Known => false,
            Self::Due => true,
            Self::By(number) => number != latest,
        }
    }

    /// Whether the answer has not come yet.
    pub(crate) fn is_open(self) -> bool {
        self != Self::Known
    }

    /// Takes note that the job with this number is done; returns whether it was the one waited for.
    pub(crate) fn answer(&mut self, number: u64) -> bool {
        let awaited = *self == Self::By(number);
        if awaited {
            *self = Self::Known;
        }
        awaited
    }
}

/// Something to be found out.
#[derive(Clone)]
pub struct Job {
    /// Its number, unlike that of any other job.
    pub(super) number: u64,
    task: Task,
    edition: u64,
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
        f.debug_struct("Job").field("number", &self.number).field("task", &self.task).finish()
    }
}

/// What came of the job with this number.
#[derive(Debug)]
pub struct Found {
    pub(super) number: u64,
    pub(super) answer: Answer,
}

impl Job {
    /// Does the job; nothing to say if nobody waits for it any more.
    pub fn run(&self, finder: &mut Finder) -> Option<Msg> {
        self.found(finder).map(|found| Msg::Found(Box::new(found)))
    }

    /// What comes of the job; none if nobody waits for it any more.
    pub(super) fn found(&self, finder: &mut Finder) -> Option<Found> {
        finder.turn_to(self.edition);
        let answer = self.answer(finder)?;
        let number = self.number;
        (!self.stops.rest.is_due()).then_some(Found { number, answer })
    }

    fn answer(&self, finder: &mut Finder) -> Option<Answer> {
        let (study, stop) = (&self.loaded.study, &self.stops.rest);
        let facts = Searchable { study, index: &self.index };
        if stop.is_due() {
            return None;
        }
        Some(match &self.task {
            Task::Rows(wanted, charting) => {
                let found = finder.find(facts, wanted, &self.stops);
                let of = |rows| Some(Charting { rows, ..charting.clone()? });
                let of = found.as_ref().ok().and_then(|found| of(Arc::clone(&found.rows)));
                let chart = of.and_then(|of| {
                    let made = of.chart(study, (finder.columns(), stop))?;
                    Some(Box::new((of, made)))
                });
                Answer::Rows(found, chart)
            }
            Task::Figures(figuring) => Answer::Figures(figuring.figures(study, finder.columns())),
            Task::Matches(rows, words) => {
                let mut rows = facts.unless_stopped(rows, words, stop)?;
                rows.sort_unstable();
                Answer::Matches(rows)
            }
            Task::Chart(charting) => {
                Answer::Chart(charting.chart(study, (finder.columns(), stop))?)
            }
            Task::Facets(view, only, filter, lang) => {
                let members = || Arc::new(view.members(study));
                let rows = only.as_ref().map_or_else(members, Arc::clone);
                Answer::Facets(facets(facts, (view, &rows), (filter, *lang), stop))
            }
            Task::Groups(rows, field, lang) => {
                Answer::Groups(groups(study, rows, (*field, *lang), stop)?)
            }
            Task::Anywhere(words) => {
                Answer::Anywhere(finder.find_anywhere(facts, words, &self.stops)?)
            }
        })
    }

    /// Prepares searches, so that the first one need not wait for it.
    fn prepare(&self) {
        let facts = Searchable { study: &self.loaded.study, index: &self.index };
        let _ = facts.index(&self.stops.index);
    }
}

/// Numbers the jobs and says which are still wanted.
#[derive(Debug, Default)]
pub(crate) struct Jobs {
    last: u64,
    /// The number of the latest job of each [`Question`].
    latest: [Arc<AtomicU64>; 5],
    /// The number of the reading of the study, and that of the table in its order.
    edition: Arc<AtomicU64>,
    order: Arc<AtomicU64>,
    ordered: Option<(&'static View, Option<(Field, bool)>)>,
}

impl Jobs {
    /// The number of the latest job of a question.
    pub(super) fn latest(&self, question: Question) -> u64 {
        self.number(question).load(Ordering::Relaxed)
    }

    fn number(&self, question: Question) -> &Arc<AtomicU64> {
        let [rows, figures, matches, chart, over] = &self.latest;
        match question {
            Question::Rows => rows,
            Question::Figures => figures,
            Question::Matches => matches,
            Question::Chart => chart,
            Question::Over => over,
        }
    }

    /// The study was read anew: whatever is being found is of no use.
    pub(crate) fn turn_over(&mut self) {
        self.last += 1;
        for number in &self.latest {
            number.store(self.last, Ordering::Relaxed);
        }
        for number in [&self.edition, &self.order] {
            number.fetch_add(1, Ordering::Relaxed);
        }
        self.ordered = None;
    }

    /// A job for a task; those before it to its question give up.
    pub(super) fn next(
        &mut self,
        task: Task,
        (loaded, index): (&Arc<Loaded>, &Arc<OnceLock<Index>>),
    ) -> Job {
        if let Task::Rows(wanted, _) = &task {
            self.note_order(wanted);
        }
        self.last += 1;
        let latest = self.number(task.question());
        latest.store(self.last, Ordering::Relaxed);
        let stop =
            |latest: &Arc<AtomicU64>| Stop::unless_latest(latest.load(Ordering::Relaxed), latest);
        let stops =
            Stops { index: stop(&self.edition), order: stop(&self.order), rest: stop(latest) };
        Job {
            number: self.last,
            task,
            edition: self.edition.load(Ordering::Relaxed),
            loaded: Arc::clone(loaded),
            index: Arc::clone(index),
            stops,
        }
    }

    /// Rows of another table, or in another order, make what is being sorted useless.
    fn note_order(&mut self, wanted: &Wanted) {
        let same = |(view, order): (&'static View, _)| {
            std::ptr::eq(view, wanted.view) && order == wanted.order
        };
        if !self.ordered.is_some_and(same) {
            self.order.fetch_add(1, Ordering::Relaxed);
        }
        self.ordered = Some((wanted.view, wanted.order));
    }
}

/// How long nobody asks anything before searches are prepared.
const IDLE: Duration = Duration::from_millis(20);

/// Does jobs as they come until nobody can send any more.
pub fn do_jobs(jobs: &Receiver<Job>, inbox: &Sender<Msg>) {
    let mut finder = Finder::default();
    while let Ok(mut job) = jobs.recv() {
        loop {
            if let Some(msg) = job.run(&mut finder)
                && inbox.send(msg).is_err()
            {
                return;
            }
            match jobs.recv_timeout(IDLE) {
                Ok(next) => job = next,
                Err(RecvTimeoutError::Timeout) => break job.prepare(),
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }
}
