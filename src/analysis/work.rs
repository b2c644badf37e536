//! Work over many rows: in parts, on as many threads as there are cores, and given up when nobody
//! waits for it any more.
//!
//! Must not know what is worked on.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, LazyLock};
use std::thread;

/// Says whether a piece of work is still wanted: every piece has a number, and the latest number
/// asked for is the only one that is.
#[derive(Debug, Clone, Default)]
pub struct Stop {
    latest: Option<Arc<AtomicU64>>,
    mine: u64,
}

impl Stop {
    /// For work that is wanted whatever happens.
    #[must_use]
    pub fn never() -> Self {
        Self::default()
    }

    /// For the work with this number, wanted while it is the latest.
    #[must_use]
    pub fn unless_latest(mine: u64, latest: &Arc<AtomicU64>) -> Self {
        Self { latest: Some(Arc::clone(latest)), mine }
    }

    /// Whether the work is to be given up.
    #[must_use]
    pub fn is_due(&self) -> bool {
        self.latest.as_ref().is_some_and(|latest| latest.load(Ordering::Relaxed) != self.mine)
    }

    /// The items of a list up to where the work is to be given up; whoever goes through them asks
    /// [`Stop::is_due`] before trusting what came of it.
    pub(super) fn watch<T>(&self, list: impl Iterator<Item = T>) -> impl Iterator<Item = T> {
        let watched = list.enumerate();
        watched.take_while(|(at, _)| at % BEAT != 0 || !self.is_due()).map(|(_, item)| item)
    }
}

/// After how many rows work looks whether it is still wanted.
pub(super) const BEAT: usize = 4096;

/// Below this many rows a second thread costs more than it saves.
const WORTH_A_THREAD: usize = 1 << 14;

/// How many threads run at once; to ask the system takes as long as many rows do.
static CORES: LazyLock<usize> =
    LazyLock::new(|| thread::available_parallelism().map_or(1, usize::from));

/// Cuts `len` rows into ranges of about equal length, one per thread, works on each, and returns
/// what came of them in order.
pub(super) fn in_parts<R: Send>(
    len: usize,
    work: impl Fn(std::ops::Range<usize>) -> R + Sync,
) -> Vec<R> {
    let parts = (*CORES).min(len / WORTH_A_THREAD).max(1);
    // Parts begin at multiples of 64, so that each fills whole words of a bit set.
    let size = len.div_ceil(parts).next_multiple_of(64);
    let range = |part: usize| (part * size).min(len)..((part + 1) * size).min(len);
    thread::scope(|scope| {
        let work = &work;
        let others: Vec<_> =
            (1..parts).map(|part| scope.spawn(move || work(range(part)))).collect();
        let mut results = vec![work(range(0))];
        for other in others {
            match other.join() {
                Ok(result) => results.push(result),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        results
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_cover_every_row_once_and_in_order() {
        for len in [0, 1, 63, 4096, 32_767, 32_768, 100_001] {
            let rows: Vec<usize> = in_parts(len, |range| range).into_iter().flatten().collect();
            assert_eq!(rows, (0..len).collect::<Vec<_>>(), "{len}");
        }
    }

    #[test]
    fn only_the_latest_piece_of_work_is_wanted() {
        let latest = Arc::new(AtomicU64::new(1));
        let stop = Stop::unless_latest(1, &latest);
        assert!(!stop.is_due() && !Stop::never().is_due());
        assert_eq!(stop.watch(0..9).count(), 9);
        latest.store(2, Ordering::Relaxed);
        assert!(stop.is_due() && !Stop::never().is_due());
        assert_eq!((stop.watch(0..9).count(), Stop::never().watch(0..9).count()), (0, 9));
    }
}
