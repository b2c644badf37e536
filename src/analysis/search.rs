//! Fuzzy search over the texts of facts, in the words of either language and by pinyin.
//!
//! A word of a query matches a fact where its characters stand in a name, the id or a short text such
//! as the name of a category: without a gap, or in pieces that each begin a word of the text, not far
//! from each other (`gtr` finds Ground Truth). In longer texts (notes, doubts, statements) they must
//! stand without a gap. A Chinese character is found by itself or by as much of a reading as was typed, so
//! that `zdbz`, `zidong`, `zidongbz` and `zd标注` all find 自动标注. Case and width are ignored.
//!
//! Hits are ordered by grade: a name that begins with the word, a word of a name, part of a name (or
//! its pinyin), the same of the id, of the other texts, and last what has gaps, the fewer pieces the
//! better. Within a grade fuzzy-matcher's score decides among the first [`EXACT`] rows shown, and the
//! order that the rows had decides where that is equal and for the rest. The grades of all words add
//! up. The same query gives the same order, however it was come by.
//!
//! This layer must not know how hits are drawn.

mod align;
mod alike;
mod index;
mod letters;
mod pinyin;
mod scan;
mod searches;
mod shapes;
mod texts;
mod tokens;
mod word;

#[cfg(test)]
mod tests;

use std::sync::OnceLock;

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use super::table::Row;
use super::work::Stop;
use crate::model::{Lang, Study};
use align::folded;
pub use index::Index;
pub use scan::{EXACT, Hits};
pub(super) use searches::Searches;
use word::Word;

/// A query: words that must all match, in any of the texts of a fact.
pub struct Query {
    words: Vec<Word>,
    matcher: SkimMatcherV2,
}

impl Query {
    /// Parses what was typed; blanks separate words, case and width are ignored.
    #[must_use]
    pub fn new(typed: &str) -> Self {
        let words = typed.split_whitespace().map(Word::new).collect();
        Self { words, matcher: SkimMatcherV2::default().ignore_case() }
    }

    /// Whether nothing is asked for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether whatever matches this query matches the other one as well.
    #[must_use]
    pub fn extends(&self, other: &Self) -> bool {
        self.words.len() >= other.words.len()
            && self.words.iter().zip(&other.words).all(|(word, other)| word.extends(other))
    }

    /// How well any set of texts matches; `None` if a word matches none of them.
    #[must_use]
    pub fn score_of<'t>(&self, texts: impl Iterator<Item = &'t str> + Clone) -> Option<i64> {
        self.words.iter().try_fold(0, |total, word| {
            let score = |text| self.score(word, text);
            Some(total + texts.clone().filter_map(score).max()?)
        })
    }

    /// Whether every word stands in one of these texts without a gap, as letters or as pinyin.
    #[must_use]
    pub fn stands_in<'t>(&self, texts: impl Iterator<Item = &'t str> + Clone) -> bool {
        self.words.iter().all(|word| {
            texts.clone().any(|text| align::without_gaps(&folded(text), &word.chars).is_some())
        })
    }

    /// fuzzy-matcher's score; where a word is pinyin, that of its letters, were they in the text.
    fn score(&self, word: &Word, text: &str) -> Option<i64> {
        /// What fuzzy-matcher gives a letter that follows another.
        const LETTER: i64 = 20;
        let direct = self.matcher.fuzzy_match(text, &word.typed);
        direct.or_else(|| {
            let range = align::without_gaps(&folded(text), &word.chars)?;
            i64::try_from(range.len()).ok().map(|letters| letters * LETTER)
        })
    }

    /// The score by which rows of one grade are ordered.
    fn exactly(&self, study: &Study, row: usize) -> i64 {
        let Some(fact) = study.fact_at(row) else { return 0 };
        let (zh, en) = (fact.name.get(Lang::Zh), fact.name.get(Lang::En));
        let names = [zh, if zh == en { "" } else { en }];
        let score =
            |word, texts: &[&str]| texts.iter().filter_map(|text| self.score(word, text)).max();
        let best = |word| score(word, &names).or_else(|| score(word, &[fact.id.as_str()]));
        self.words.iter().filter_map(best).sum()
    }

    /// The characters of a name that the query matches, as character positions in ascending order;
    /// where a word is pinyin, the characters it stands for.
    #[must_use]
    pub fn matched_chars(&self, text: &str) -> Vec<usize> {
        let chars = folded(text);
        self.positions(|word| {
            let run = align::without_gaps(&chars, &word.chars).map(Iterator::collect);
            run.or_else(|| align::with_gaps(text, &word.chars))
        })
    }

    /// The same for a text of which words match pieces only, such as a remark.
    #[must_use]
    pub fn matched_pieces(&self, text: &str) -> Vec<usize> {
        let chars = folded(text);
        self.positions(|word| align::without_gaps(&chars, &word.chars).map(Iterator::collect))
    }

    fn positions(&self, of: impl Fn(&Word) -> Option<Vec<usize>>) -> Vec<usize> {
        let mut positions: Vec<usize> = self.words.iter().filter_map(of).flatten().collect();
        positions.sort_unstable();
        positions.dedup();
        positions
    }
}

/// A study that can be searched; its index is made at the first search.
#[derive(Debug, Clone, Copy)]
pub struct Searchable<'a> {
    /// The study.
    pub study: &'a Study,
    /// Its index, once made.
    pub index: &'a OnceLock<Index>,
}

/// What a search found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// The rows that match, best first.
    pub rows: Vec<Row>,
    /// Where they stood among those that were searched.
    pub hits: Hits,
}

impl Searchable<'_> {
    /// Keeps the rows (positions among the study's facts) that match, best first; every row in its
    /// order if nothing is asked for.
    #[must_use]
    pub fn filter(&self, rows: &[Row], typed: &str) -> Vec<Row> {
        self.unless_stopped(rows, typed, &Stop::never()).unwrap_or_default()
    }

    /// The same; none if nobody waits for it any more.
    pub fn unless_stopped(&self, rows: &[Row], typed: &str, stop: &Stop) -> Option<Vec<Row>> {
        let query = Query::new(typed);
        if query.is_empty() {
            return Some(rows.to_vec());
        }
        Some(self.find(&query, (rows, None), stop)?.rows)
    }

    /// The rows that match a query; of those that a query found which this one extends, if it is
    /// given. None if nobody waits for it any more.
    #[must_use]
    pub fn find(
        &self,
        query: &Query,
        (rows, among): (&[Row], Option<&Hits>),
        stop: &Stop,
    ) -> Option<Found> {
        let index = self.index(stop)?;
        let matches = scan::scan(index, query, (rows, among), stop)?;
        let rows = matches.ranked(self.study, query, rows);
        Some(Found { rows, hits: matches.hits })
    }

    /// The index, made now if it was not before; none if nobody waits for it any more.
    pub fn index(&self, stop: &Stop) -> Option<&Index> {
        if let Some(index) = self.index.get() {
            return Some(index);
        }
        let made = Index::unless_stopped(self.study, stop)?;
        Some(self.index.get_or_init(|| made))
    }
}
