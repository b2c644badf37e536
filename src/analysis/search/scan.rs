//! Goes through rows for a query: which match, and in which order they are shown.
//!
//! Every row that matches gets a grade, which is cheap; rows of a grade keep the order they had. The
//! first few screens are then put in order by fuzzy-matcher's score within each grade. Must not
//! decide what matches.

use std::cmp::Reverse;
use std::ops::Range;

use super::Query;
use super::index::Index;
use super::word::{Grade, Matcher, NONE, Word};
use crate::analysis::table::Row;
use crate::analysis::work::{BEAT, Stop, in_parts};
use crate::model::Study;

/// How many rows at the top are put in order by their exact score: as many as the tallest screen shows,
/// for a score costs more than all else of a row; where more rows than that have
/// one grade, the first of them in the table's order are.
pub const EXACT: usize = 64;

/// Positions among the rows that were searched, in ascending order, a bit each.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hits {
    words: Vec<u64>,
    count: usize,
}

impl Hits {
    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.count
    }

    /// Those of a part of the rows, which begins at a multiple of 64.
    fn within(&self, part: Range<usize>) -> impl Iterator<Item = usize> {
        let first = part.start / 64;
        let words = self.words.iter().enumerate().take(part.end.div_ceil(64)).skip(first);
        words.flat_map(|(at, word)| ones(*word).map(move |bit| at * 64 + bit))
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = usize> {
        self.within(0..self.words.len() * 64)
    }
}

/// The bits that are set.
fn ones(mut word: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let bit = (word != 0).then(|| word.trailing_zeros() as usize)?;
        word &= word - 1;
        Some(bit)
    })
}

/// What one thread found in its part of the rows.
#[derive(Default)]
struct Part {
    words: Vec<u64>,
    /// The grades of what matches, in order.
    grades: Vec<u16>,
}

/// What of some rows matches a query.
pub(super) struct Matches {
    pub(super) hits: Hits,
    grades: Vec<u16>,
}

/// The rows that match; of those that an earlier search found, if it was a wider one. None if nobody
/// waits for it any more.
pub(super) fn scan(
    index: &Index,
    query: &Query,
    (rows, among): (&[Row], Option<&Hits>),
    stop: &Stop,
) -> Option<Matches> {
    let work = |part: Range<usize>| match among {
        Some(hits) => scan_part(index, query, (rows, part.clone()), (hits.within(part), stop)),
        None => scan_part(index, query, (rows, part.clone()), (part, stop)),
    };
    // Few rows are not worth a thread, nor are those of which most are known by their kind.
    let worth = if query.words.iter().any(Word::has_digits) { 4 * BEAT } else { 16 * BEAT };
    let few = among.is_some_and(|hits| hits.count < worth);
    let parts = if few { vec![work(0..rows.len())] } else { in_parts(rows.len(), work) };
    let mut matches = Matches { hits: Hits::default(), grades: Vec::new() };
    for part in parts {
        let part = part?;
        matches.hits.words.extend(part.words);
        matches.grades.extend(part.grades);
    }
    matches.hits.count = matches.grades.len();
    Some(matches)
}

fn scan_part(
    index: &Index,
    query: &Query,
    (rows, part): (&[Row], Range<usize>),
    (among, stop): (impl Iterator<Item = usize>, &Stop),
) -> Option<Part> {
    let mut words: Vec<&Word> = query.words.iter().collect();
    // What is soon known of most rows comes first.
    words.sort_by_key(|word| word.has_digits());
    let mut matchers: Vec<Matcher<'_>> =
        words.into_iter().map(|word| Matcher::new(index, word)).collect();
    let first = part.start / 64;
    let mut found = Part { words: vec![0; part.len().div_ceil(64)], grades: Vec::new() };
    for (seen, at) in among.enumerate() {
        if seen % BEAT == 0 && stop.is_due() {
            return None;
        }
        let Some(&row) = rows.get(at) else { break };
        let Some(grade) = grade(&mut matchers, row) else { continue };
        if let Some(word) = found.words.get_mut(at / 64 - first) {
            *word |= 1 << (at % 64);
        }
        found.grades.push(grade);
    }
    Some(found)
}

/// The sum of the grades of all words, each of which must match.
fn grade(matchers: &mut [Matcher<'_>], row: Row) -> Option<u16> {
    let grade = |matcher: &mut Matcher<'_>| match matcher.grade(row as usize) {
        NONE => None,
        grade => Some(u16::from(grade)),
    };
    matchers.iter_mut().try_fold(0_u16, |sum, matcher| Some(sum.saturating_add(grade(matcher)?)))
}

impl Matches {
    /// The rows in the order they are shown in: by grade, the first [`EXACT`] by score within it,
    /// else as they were.
    pub(super) fn ranked(&self, study: &Study, query: &Query, rows: &[Row]) -> Vec<Row> {
        let grades = usize::from(Grade::MAX) * query.words.len() + 1;
        // Where the rows of each grade begin, best first.
        let mut starts = vec![0_usize; grades + 1];
        let rank = |grade: u16| (grades - 1).saturating_sub(grade.into());
        for grade in &self.grades {
            if let Some(count) = starts.get_mut(rank(*grade) + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut next = starts.clone();
        let mut ranked = vec![0; self.grades.len()];
        for (at, grade) in self.hits.iter().zip(&self.grades) {
            let (Some(next), Some(row)) = (next.get_mut(rank(*grade)), rows.get(at)) else {
                continue;
            };
            if let Some(place) = ranked.get_mut(*next) {
                *place = *row;
            }
            *next += 1;
        }
        for pair in starts.windows(2) {
            let [from, to] = pair else { continue };
            let (from, to) = (*from, (*to).min(EXACT));
            if let Some(equal) = ranked.get_mut(from..to.max(from)).filter(|equal| equal.len() > 1)
            {
                equal.sort_by_cached_key(|row| Reverse(query.exactly(study, *row as usize)));
            }
        }
        ranked
    }
}
