//! Rows whose texts are the same but for their digits: a word without digits matches all of them as
//! it matches one.
//!
//! Tables are full of `chip, number 17` and `chip, number 18`; where they are not, no shapes are kept.
//! Must not know queries.

use std::hash::Hasher;

use super::tokens::{Streams, Vocabulary};
use crate::analysis::hash::{Quick, QuickMap};

/// The row shares its shape with no other, as far as is known.
pub(super) const ALONE: u32 = u32::MAX;

/// Finds out which rows have the same shape.
#[derive(Debug, Default)]
pub(super) struct Shaping {
    rows: usize,
    count: u32,
    /// The shape of each hash, and the first row with it.
    known: QuickMap<u64, (u32, usize)>,
}

/// So many shapes are looked for whatever comes; beyond, only as long as they are shared.
const FEW: u32 = 1024;

impl Shaping {
    /// The shape of the row after the last one.
    pub(super) fn next(&mut self, rows: &Streams, vocabulary: &Vocabulary) -> u32 {
        let row = self.rows;
        self.rows += 1;
        let shared = self.count < FEW || self.count as usize * 4 < row;
        let hash = hash(rows, row, vocabulary);
        match self.known.get(&hash) {
            Some((shape, first)) if same(rows, (*first, row), vocabulary) => *shape,
            None if shared => {
                let shape = self.count;
                self.count += 1;
                self.known.insert(hash, (shape, row));
                shape
            }
            _ => ALONE,
        }
    }
}

/// The tokens of a row, digits as one and the same.
fn shape<'a>(
    rows: &'a Streams,
    row: usize,
    vocabulary: &'a Vocabulary,
) -> impl Iterator<Item = u32> + 'a {
    rows.get(row).map(|token| if vocabulary.is_digits(token) { DIGITS } else { token })
}

/// No token has this number.
const DIGITS: u32 = u32::MAX;

fn hash(rows: &Streams, row: usize, vocabulary: &Vocabulary) -> u64 {
    let mut hasher = Quick::default();
    shape(rows, row, vocabulary).for_each(|token| hasher.write_u32(token));
    hasher.finish()
}

fn same(rows: &Streams, (a, b): (usize, usize), vocabulary: &Vocabulary) -> bool {
    shape(rows, a, vocabulary).eq(shape(rows, b, vocabulary))
}
