//! One search after the other among the same rows, as words are typed and deleted.
//!
//! A query that extends the one before looks at its hits only; a query that was typed before is not
//! searched for again. Must not know which rows they are.

use std::sync::Arc;

use super::{Hits, Query, Searchable};
use crate::analysis::table::Row;
use crate::analysis::work::Stop;

/// Searches, each narrower than the one before.
#[derive(Debug, Default)]
pub(in crate::analysis) struct Searches(Vec<Search>);

#[derive(Debug)]
struct Search {
    typed: String,
    hits: Hits,
    /// In the order shown; dropped where the memory is better used.
    rows: Option<Arc<Vec<Row>>>,
}

impl Searches {
    /// The rows are others.
    pub(in crate::analysis) fn clear(&mut self) {
        self.0.clear();
    }

    /// Those of the rows that match, best first; all of them in their order if nothing is asked for.
    /// The rows are the same at every call up to the next [`clear`](Self::clear). `None` if nobody
    /// waits for them any more.
    pub(in crate::analysis) fn find(
        &mut self,
        facts: Searchable<'_>,
        (rows, words): (Arc<Vec<Row>>, &str),
        (for_index, stop): (&Stop, &Stop),
    ) -> Option<Arc<Vec<Row>>> {
        let (typed, query) = (words.trim(), Query::new(words));
        if query.is_empty() {
            self.clear();
            return Some(rows);
        }
        while self.0.last().is_some_and(|last| !query.extends(&Query::new(&last.typed))) {
            self.0.pop();
        }
        let last = self.0.last();
        if let Some(Search { typed: known, rows: Some(rows), .. }) = last
            && known == typed
        {
            return Some(Arc::clone(rows));
        }
        facts.index(for_index)?;
        let found = facts.find(&query, (&rows, last.map(|last| &last.hits)), stop)?;
        let shown = Arc::new(found.rows);
        self.0.retain(|search| search.typed != typed);
        let (typed, kept) = (typed.to_owned(), Some(Arc::clone(&shown)));
        self.0.push(Search { typed, hits: found.hits, rows: kept });
        self.save_memory(rows.len());
        Some(shown)
    }

    /// Keeps the rows of the latest searches only: as many as there are to choose from, all in all.
    fn save_memory(&mut self, mut room: usize) {
        for search in self.0.iter_mut().rev() {
            let len = search.rows.as_ref().map_or(0, |rows| rows.len());
            match room.checked_sub(len) {
                Some(left) => room = left,
                None => search.rows = None,
            }
        }
    }
}
