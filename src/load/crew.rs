//! A few threads that work one job after the other, results in the order of the jobs.
//!
//! Only a few jobs are open at a time, because each holds a text and what is made of it. It must not
//! know what the jobs are.

use std::sync::mpsc::{self, Receiver, SyncSender};
use std::thread::Scope;

/// Jobs that wait for one thread, beside the one it works on: it never idles, and little piles up.
const WAITING: usize = 1;

/// The threads, and what is open.
pub(super) struct Crew<'s, J, R> {
    hands: Vec<Hand<J, R>>,
    /// Works where there are no threads.
    alone: Box<dyn FnMut(J) -> R + 's>,
    given: usize,
    taken: usize,
}

struct Hand<J, R> {
    jobs: SyncSender<J>,
    results: Receiver<R>,
}

impl<'s, J: Send + 's, R: Send + 's> Crew<'s, J, R> {
    /// Starts so many threads, each with work of its own making.
    pub(super) fn start<W>(scope: &'s Scope<'s, '_>, count: usize, hire: impl Fn() -> W) -> Self
    where
        W: FnMut(J) -> R + Send + 's,
    {
        let hand = |mut work: W| {
            let (jobs, open) = mpsc::sync_channel(WAITING);
            let (done, results) = mpsc::channel();
            scope.spawn(move || {
                let results = open.into_iter().map(&mut work);
                // Whoever gave the jobs may want no more of them.
                let _ = results.map(|result| done.send(result)).find(Result::is_err);
            });
            Hand { jobs, results }
        };
        let hands = (0..count).map(|_| hand(hire())).collect();
        Self { hands, alone: Box::new(hire()), given: 0, taken: 0 }
    }

    /// Gives a job; the result of an earlier one as soon as enough are open.
    pub(super) fn give(&mut self, job: J) -> Option<R> {
        let Some(turn) = self.given.checked_rem(self.hands.len()) else {
            return Some((self.alone)(job));
        };
        let full = self.given - self.taken >= self.hands.len() * (1 + WAITING);
        let result = if full { self.take() } else { None };
        // A thread that is gone has panicked, and so will the scope.
        self.hands.get(turn).map(|hand| hand.jobs.send(job));
        self.given += 1;
        result
    }

    /// The result of the earliest open job; none if no job is open.
    pub(super) fn take(&mut self) -> Option<R> {
        if self.taken == self.given {
            return None;
        }
        let turn = self.taken.checked_rem(self.hands.len())?;
        self.taken += 1;
        self.hands.get(turn)?.results.recv().ok()
    }
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_jobs_and_few_are_open() {
        for threads in [0, 1, 3] {
            let results = thread::scope(|scope| {
                let mut crew = Crew::start(scope, threads, || |job: u32| job * 2);
                let mut results = Vec::new();
                for job in 0..100 {
                    results.extend(crew.give(job));
                    assert!(crew.given - crew.taken <= threads * 2);
                }
                results.extend(std::iter::from_fn(|| crew.take()));
                results
            });
            assert_eq!(results, (0..100).map(|job| job * 2).collect::<Vec<_>>());
        }
    }
}
