//! Sorts the rows of a table by a column.
//!
//! Numbers sort as numbers, texts where they are; nothing is worded. Must not know views.

use std::cmp::Ordering;
use std::thread;

use super::value::{SortKey, sort_key};
use super::{Field, Row};
use crate::analysis::work::{BEAT, Stop};
use crate::model::Study;

/// Sorts rows by a column, stably; cells that say nothing come last either way.
pub fn sort(study: &Study, rows: &mut Vec<Row>, order: (Field, bool)) {
    *rows = sorted(study, std::mem::take(rows), order, &Stop::never()).unwrap_or_default();
}

/// The rows sorted by a column; none if nobody waits for them any more.
pub(super) fn sorted(
    study: &Study,
    mut rows: Vec<Row>,
    (field, downwards): (Field, bool),
    stop: &Stop,
) -> Option<Vec<Row>> {
    let keys = |chunk: &[Row]| -> Vec<SortKey<'_>> {
        let facts = chunk.iter().map(|row| study.fact_at(*row as usize));
        facts
            .map(|fact| fact.map_or(SortKey::Nothing, |fact| sort_key(field, study, fact)))
            .collect()
    };
    // Numbers first: they take half the room of texts, and most columns have nothing else.
    let mut ranked: Vec<(u64, u32, Row)> = Vec::with_capacity(rows.len());
    for chunk in rows.chunks(BEAT) {
        if stop.is_due() {
            return None;
        }
        let ranks: Option<Vec<u64>> = keys(chunk).iter().map(|key| key.rank(downwards)).collect();
        let Some(ranks) = ranks else { break };
        let from = u32::try_from(ranked.len()).unwrap_or(u32::MAX);
        ranked.extend(
            ranks.into_iter().zip(from..).zip(chunk).map(|((rank, at), row)| (rank, at, *row)),
        );
    }
    if ranked.len() == rows.len() {
        sort_by(&mut ranked, Ord::cmp, stop)?;
        rows.iter_mut().zip(ranked).for_each(|(row, (_, _, sorted))| *row = sorted);
        return Some(rows);
    }
    drop(ranked);
    let mut keyed: Vec<(SortKey<'_>, Row)> = Vec::with_capacity(rows.len());
    for chunk in rows.chunks(BEAT) {
        if stop.is_due() {
            return None;
        }
        keyed.extend(keys(chunk).into_iter().zip(chunk.iter().copied()));
    }
    sort_by(&mut keyed, |a, b| a.0.compare(&b.0, downwards), stop)?;
    rows.iter_mut().zip(keyed).for_each(|(row, (_, sorted))| *row = sorted);
    Some(rows)
}

/// How many rows are sorted before looking whether they are still wanted.
const RUN: usize = 1 << 14;

/// Sorts stably, on two threads; none if nobody waits for it any more.
fn sort_by<T: Send>(
    items: &mut [T],
    compare: impl Fn(&T, &T) -> Ordering + Sync,
    stop: &Stop,
) -> Option<()> {
    if items.len() <= RUN {
        items.sort_by(compare);
        return Some(());
    }
    let (left, right) = items.split_at_mut(items.len() / 2);
    let sorted = thread::scope(|scope| {
        let other = scope.spawn(|| sort_runs(right, &compare, stop));
        let one = sort_runs(left, &compare, stop);
        one.and(other.join().ok().flatten())
    });
    sorted?;
    // The sort of the standard library merges what is sorted already.
    items.sort_by(compare);
    Some(())
}

/// Sorts run by run, then merges runs, each twice as long as the one before.
fn sort_runs<T>(items: &mut [T], compare: &impl Fn(&T, &T) -> Ordering, stop: &Stop) -> Option<()> {
    let mut run = RUN;
    loop {
        for items in items.chunks_mut(run) {
            if stop.is_due() {
                return None;
            }
            items.sort_by(compare);
        }
        if run >= items.len() {
            return Some(());
        }
        run *= 2;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lists_sort_as_short_ones_do() {
        let mut items: Vec<(u32, usize)> = (0..200_000)
            .map(|at: usize| ((at as u32).wrapping_mul(2_654_435_761) >> 20, at))
            .collect();
        let mut slow = items.clone();
        slow.sort_by_key(|item| item.0);
        sort_by(&mut items, |a, b| a.0.cmp(&b.0), &Stop::never()).unwrap();
        assert_eq!(items, slow);
    }
}
