//! Fuzzy search over the texts of facts.
//!
//! Matching is fuzzy-matcher's; this file only says what is searched and in which order the hits
//! come. It must not know how hits are drawn.

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use crate::model::{Fact, Lang, Study};

/// A query: words that must all match, in any of the texts of a fact.
pub struct Query {
    words: Vec<String>,
    matcher: SkimMatcherV2,
}

impl Query {
    /// Parses what was typed; blanks separate words, case is ignored.
    #[must_use]
    pub fn new(typed: &str) -> Self {
        let words = typed.split_whitespace().map(str::to_lowercase).collect();
        Self { words, matcher: SkimMatcherV2::default().ignore_case() }
    }

    /// Whether nothing is asked for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// How well a fact matches; `None` if a word matches none of its texts.
    #[must_use]
    pub fn score(&self, study: &Study, fact: &Fact) -> Option<i64> {
        let category = fact.category.as_deref().unwrap_or_default();
        let texts = [
            fact.name.get(Lang::Zh),
            fact.name.get(Lang::En),
            fact.id.as_str(),
            study.category_name(category, Lang::Zh),
            study.category_name(category, Lang::En),
        ];
        self.score_of(&texts)
    }

    /// How well any set of texts matches; `None` if a word matches none of them.
    #[must_use]
    pub fn score_of(&self, texts: &[&str]) -> Option<i64> {
        self.words.iter().try_fold(0, |total, word| {
            let best =
                texts.iter().filter_map(|text| self.matcher.fuzzy_match(text, word)).max()?;
            Some(total + best)
        })
    }

    /// The characters of `text` that the query matches, as character positions in ascending order.
    #[must_use]
    pub fn matched_chars(&self, text: &str) -> Vec<usize> {
        let hits = |word: &String| self.matcher.fuzzy_indices(text, word).map(|(_, at)| at);
        let mut positions: Vec<usize> = self.words.iter().filter_map(hits).flatten().collect();
        positions.sort_unstable();
        positions.dedup();
        positions
    }
}

/// Keeps the facts that match, best first; every fact in its order if nothing is asked for.
#[must_use]
pub fn filter(study: &Study, rows: &[usize], typed: &str) -> Vec<usize> {
    let query = Query::new(typed);
    if query.is_empty() {
        return rows.to_vec();
    }
    let score = |&row: &usize| Some((query.score(study, study.facts.get(row)?)?, row));
    let mut hits: Vec<(i64, usize)> = rows.iter().filter_map(score).collect();
    hits.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    hits.into_iter().map(|(_, row)| row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_match_in_either_language_and_all_of_them_must() {
        let query = Query::new("infer 芯片");
        assert!(query.score_of(&["推理芯片 Inf1", "Inf1 inference chip"]).is_some());
        assert!(query.score_of(&["Inf1 inference chip"]).is_none());
        assert!(Query::new("  ").is_empty());
    }

    #[test]
    fn matched_characters_are_counted_in_characters_not_bytes() {
        assert_eq!(Query::new("标注").matched_chars("自动标注功能"), [2, 3]);
    }
}
