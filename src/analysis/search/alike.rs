//! Rows that every word without digits matches alike: of one shape, and with the same other texts.
//!
//! Must not know queries.

use super::shapes::ALONE;
use super::tokens::number;
use crate::analysis::hash::QuickMap;

/// Which rows are alike.
#[derive(Debug, Default)]
pub(super) struct Lookalikes {
    /// Per row: its kind.
    of: Vec<u32>,
    /// Per kind: the group of its other texts, and whether its rows share a shape.
    kinds: Vec<(u32, bool)>,
}

impl Lookalikes {
    /// How many kinds there are.
    pub(super) fn count(&self) -> usize {
        self.kinds.len()
    }

    /// The kind of a row.
    #[inline]
    pub(super) fn of(&self, row: usize) -> Option<usize> {
        self.of.get(row).map(|kind| *kind as usize)
    }

    /// The group of texts of a kind.
    pub(super) fn group(&self, kind: usize) -> Option<usize> {
        self.kinds.get(kind).map(|(group, _)| *group as usize)
    }

    /// Whether the names of rows of this kind are the same but for their digits.
    pub(super) fn is_of_one_shape(&self, kind: usize) -> bool {
        self.kinds.get(kind).is_some_and(|(_, shaped)| *shaped)
    }
}

/// Finds out which rows are alike.
#[derive(Debug, Default)]
pub(super) struct Likening {
    alike: Lookalikes,
    known: QuickMap<(u32, u32), u32>,
}

impl Likening {
    /// Takes the next row, by its shape and the group of its texts.
    pub(super) fn add(&mut self, shape: u32, group: u32) {
        let Lookalikes { of, kinds } = &mut self.alike;
        let kind = *self.known.entry((shape, group)).or_insert_with(|| {
            kinds.push((group, shape != ALONE));
            number(kinds.len() - 1)
        });
        of.push(kind);
    }

    pub(super) fn finish(mut self) -> Lookalikes {
        self.alike.of.shrink_to_fit();
        self.alike.kinds.shrink_to_fit();
        self.alike
    }
}
