//! Finds rows that have something in common, in little room: a hash and a number per row.
//!
//! A map would hold every id a second time, just when the study is largest. It must not report.

use std::hash::{DefaultHasher, Hash, Hasher};

use crate::model::{Fact, FactId};

/// The rows of a study by their ids.
pub(super) struct Ids(Vec<(u64, u32)>);

impl Ids {
    /// Of these facts, in this order.
    pub(super) fn of(facts: &[Fact]) -> Self {
        let mut rows: Vec<_> = (0..).zip(facts).map(|(row, fact)| (hash(&fact.id), row)).collect();
        rows.sort_unstable();
        Self(rows)
    }

    /// Rows whose id an earlier row has, each with the first such row, in order.
    pub(super) fn twins(&self, facts: &[Fact]) -> Vec<(usize, usize)> {
        let id = |row: usize| facts.get(row).map(|fact| &fact.id);
        let mut twins = Vec::new();
        for group in self.0.chunk_by(|a, b| a.0 == b.0).filter(|group| group.len() > 1) {
            let rows: Vec<usize> = group.iter().map(|(_, row)| *row as usize).collect();
            twins.extend(rows.iter().filter_map(|row| {
                let first = rows.iter().find(|first| id(**first) == id(*row))?;
                (first < row).then_some((*row, *first))
            }));
        }
        twins.sort_unstable();
        twins
    }

    /// The first fact with this id.
    pub(super) fn find<'f>(&self, facts: &'f [Fact], id: &FactId) -> Option<&'f Fact> {
        let hash = hash(id);
        let from = self.0.partition_point(|(known, _)| *known < hash);
        let alike = self.0.iter().skip(from).take_while(|(known, _)| *known == hash);
        alike.filter_map(|(_, row)| facts.get(*row as usize)).find(|fact| fact.id == *id)
    }
}

fn hash(id: &FactId) -> u64 {
    let mut hasher = DefaultHasher::new();
    id.hash(&mut hasher);
    hasher.finish()
}

/// Rows whose key an earlier row has, each with the first such row, in order.
pub(super) fn twins<K: Ord + Copy>(keys: impl Iterator<Item = (K, usize)>) -> Vec<(usize, usize)> {
    let row = |row: usize| u32::try_from(row).unwrap_or(u32::MAX);
    let mut keys: Vec<(K, u32)> = keys.map(|(key, at)| (key, row(at))).collect();
    keys.sort_unstable();
    let mut twins = Vec::new();
    for group in keys.chunk_by(|a, b| a.0 == b.0) {
        let Some(((_, first), others)) = group.split_first() else { continue };
        twins.extend(others.iter().map(|(_, row)| (*row as usize, *first as usize)));
    }
    twins.sort_unstable();
    twins
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Localized;

    #[test]
    fn rows_with_one_id_name_the_first_of_them() {
        let ids = ["b", "a", "c", "a", "b", "a"];
        let facts = ids.map(|id| Fact::named(id, Localized::same(id)));
        let index = Ids::of(&facts);
        assert_eq!(index.twins(&facts), [(3, 1), (4, 0), (5, 1)]);
        assert!(index.find(&facts, &FactId::new("c")).is_some());
        assert!(index.find(&facts, &FactId::new("d")).is_none());
        assert_eq!(twins(ids.into_iter().zip(0..)), index.twins(&facts));
    }
}
