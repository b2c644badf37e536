//! Fuzzy search over the texts of facts, in the words of either language and by pinyin.
//!
//! Matching is fuzzy-matcher's; this file says what is searched, skips what cannot match and orders
//! the hits. It must not know how hits are drawn.

use std::sync::OnceLock;

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;
use pinyin::ToPinyin;

use super::table::Row;
use crate::model::{Fact, Lang, Study};

/// A query: words that must all match, in any of the texts of a fact.
pub struct Query {
    words: Vec<Word>,
    matcher: SkimMatcherV2,
}

struct Word {
    text: String,
    bits: u64,
}

impl Query {
    /// Parses what was typed; blanks separate words, case is ignored.
    #[must_use]
    pub fn new(typed: &str) -> Self {
        let word = |word: &str| {
            let text = word.to_lowercase();
            Word { bits: bits(&text), text }
        };
        let words = typed.split_whitespace().map(word).collect();
        Self { words, matcher: SkimMatcherV2::default().ignore_case() }
    }

    /// Whether nothing is asked for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// How well any set of texts matches; `None` if a word matches none of them.
    #[must_use]
    pub fn score_of<'t>(&self, texts: impl Iterator<Item = &'t str> + Clone) -> Option<i64> {
        self.words.iter().try_fold(0, |total, word| {
            let score = |text| self.matcher.fuzzy_match(text, &word.text);
            Some(total + texts.clone().filter_map(score).max()?)
        })
    }

    /// Whether every word's characters occur among those of `entry`; only then can it match.
    fn may_match(&self, entry: u64) -> bool {
        self.words.iter().all(|word| word.bits & !entry == 0)
    }

    /// The characters of `text` that the query matches, as character positions in ascending order;
    /// where a word is the initials of Chinese characters, those characters.
    #[must_use]
    pub fn matched_chars(&self, text: &str) -> Vec<usize> {
        let hits = |word: &Word| {
            let direct = self.matcher.fuzzy_indices(text, &word.text);
            let by_initials = || self.matcher.fuzzy_indices(&initials(text), &word.text);
            direct.or_else(by_initials).map(|(_, at)| at)
        };
        let mut positions: Vec<usize> = self.words.iter().filter_map(hits).flatten().collect();
        positions.sort_unstable();
        positions.dedup();
        positions
    }
}

/// How many texts of a fact are searched.
const TEXTS: usize = 6;

/// What is searched of a study's facts, in one flat text: several times faster to go through than
/// texts of their own.
#[derive(Debug, Default)]
pub struct Index {
    texts: String,
    entries: Vec<Entry>,
}

/// The texts of one fact: where each ends, and which characters occur in any of them.
#[derive(Debug, Clone, Copy)]
struct Entry {
    start: u32,
    ends: [u32; TEXTS],
    bits: u64,
}

impl Index {
    /// Prepares the search in a study.
    #[must_use]
    pub fn of(study: &Study) -> Self {
        let mut index = Self::default();
        for fact in &study.facts {
            index.add(study, fact);
        }
        index
    }

    fn add(&mut self, study: &Study, fact: &Fact) {
        let category = fact.category.as_deref().unwrap_or_default();
        let zh = fact.name.get(Lang::Zh);
        let texts: [&str; TEXTS] = [
            zh,
            fact.name.get(Lang::En),
            fact.id.as_str(),
            study.category_name(category, Lang::Zh),
            study.category_name(category, Lang::En),
            &if zh.is_ascii() {
                String::new()
            } else {
                format!("{} {}", initials(zh), spelling(zh))
            },
        ];
        let start = self.texts.len();
        let ends = texts.map(|text| {
            self.texts.push_str(&text.to_lowercase());
            offset(self.texts.len())
        });
        let bits = bits(self.texts.get(start..).unwrap_or_default());
        self.entries.push(Entry { start: offset(start), ends, bits });
    }

    fn score(&self, query: &Query, row: usize) -> Option<i64> {
        let entry = self.entries.get(row).filter(|entry| query.may_match(entry.bits))?;
        let starts = std::iter::once(entry.start).chain(entry.ends);
        let text = |(start, end): (u32, u32)| self.texts.get(start as usize..end as usize);
        query.score_of(starts.zip(entry.ends).filter_map(text))
    }
}

/// Byte offsets are kept in 32 bits; a study whose names take four gigabytes is not searched
/// beyond them.
fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// A study that can be searched; its index is made at the first search.
#[derive(Debug, Clone, Copy)]
pub struct Searchable<'a> {
    /// The study.
    pub study: &'a Study,
    /// Its index, once made.
    pub index: &'a OnceLock<Index>,
}

impl Searchable<'_> {
    /// Keeps the rows (positions among the study's facts) that match, best first; every row in its
    /// order if nothing is asked for.
    #[must_use]
    pub fn filter(&self, rows: &[Row], typed: &str) -> Vec<Row> {
        let query = Query::new(typed);
        if query.is_empty() {
            return rows.to_vec();
        }
        let index = self.index.get_or_init(|| Index::of(self.study));
        let score = |&row: &Row| Some((index.score(&query, row as usize)?, row));
        let mut hits: Vec<(i64, Row)> = rows.iter().filter_map(score).collect();
        hits.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
        hits.into_iter().map(|(_, row)| row).collect()
    }
}

/// One bit per character, by its code: texts that lack a bit lack the character.
fn bits(text: &str) -> u64 {
    text.chars().fold(0, |bits, c| bits | 1 << (u32::from(c) % 61))
}

/// The text with each Chinese character replaced by the first letter of its pinyin: `zdbz` for
/// 自动标注. Character for character, so that positions stay.
fn initials(text: &str) -> String {
    text.chars()
        .map(|c| c.to_pinyin().and_then(|p| p.plain().chars().next()).unwrap_or(c))
        .collect()
}

/// The pinyin of the Chinese characters of a text, without tones.
fn spelling(text: &str) -> String {
    text.chars().filter_map(|c| c.to_pinyin()).map(pinyin::Pinyin::plain).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_match_in_either_language_and_all_of_them_must() {
        let query = Query::new("infer 芯片");
        assert!(query.score_of(["推理芯片 Inf1", "Inf1 inference chip"].into_iter()).is_some());
        assert!(query.score_of(["Inf1 inference chip"].into_iter()).is_none());
        assert!(Query::new("  ").is_empty());
    }

    #[test]
    fn matched_characters_are_counted_in_characters_not_bytes() {
        assert_eq!(Query::new("标注").matched_chars("自动标注功能"), [2, 3]);
    }

    #[test]
    fn initials_mark_the_characters_they_stand_for() {
        assert_eq!(Query::new("zdbz").matched_chars("自动标注 Ground Truth"), [0, 1, 2, 3]);
    }

    #[test]
    fn a_fact_is_found_by_initials_by_pinyin_and_by_its_words() {
        let mut study = Study::default();
        for (id, zh, en) in [("a", "自动标注", "Data labelling"), ("b", "对象存储", "Object store")]
        {
            study.facts.push(crate::model::Fact::named(id, crate::model::Localized::each(zh, en)));
        }
        let index = OnceLock::new();
        let found = |typed| Searchable { study: &study, index: &index }.filter(&[0, 1], typed);
        for typed in ["zdbz", "zidong", "biaozhu", "标注", "LABEL", "a data"] {
            assert_eq!(found(typed), [0], "{typed}");
        }
        assert_eq!(found(""), [0, 1]);
        assert!(found("xyz").is_empty());
    }
}
