//! How alike two texts are, in Chinese and English.
//!
//! Must not know a board; what is done with alike ideas is `twins`'s part.
//!
//! Two ideas are alike when they share what they speak of. Words (or, in Chinese, characters) are
//! compared as sets; width, case and word endings are folded; words that only say "there is none"
//! or hold the sentence together are left out, since "few documents" and "documentation is missing"
//! differ in little else. The measure is the mean of Dice's coefficient (Dice 1945) and the overlap
//! coefficient (Simpson 1943): the first asks for the same size, the second forgives a longer
//! wording. `benches/duplicates.rs` holds it against token overlap, character pairs, edit distance
//! and a fuzzy matcher on labelled pairs.

use std::hash::{DefaultHasher, Hash, Hasher};

use crate::model::narrow;

/// What a text speaks of, ready to be compared.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Gist(Vec<u64>);

impl Gist {
    /// The gist of a text; empty where it has no words.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let folded: String = text.chars().flat_map(fold).collect();
        let mut meaning = folded.clone();
        for lack in LACK_ZH {
            meaning = meaning.replace(lack, " ");
        }
        let tokens = words(&meaning, true);
        // A text of nothing but small words ("not enough") still says something.
        let tokens = if tokens.is_empty() { words(&folded, false) } else { tokens };
        let mut hashes: Vec<u64> = tokens.iter().map(|token| hash(token)).collect();
        hashes.sort_unstable();
        hashes.dedup();
        Self(hashes)
    }

    /// How alike two texts are, from 0 (nothing shared) to 1 (the same gist).
    #[must_use]
    pub fn likeness(&self, other: &Self) -> f32 {
        let (mine, theirs) = (self.0.len(), other.0.len());
        let shared = self.shared(other) as f32;
        if shared == 0.0 {
            return 0.0;
        }
        let dice = 2.0 * shared / (mine + theirs) as f32;
        let overlap = shared / mine.min(theirs) as f32;
        f32::midpoint(dice, overlap)
    }

    fn shared(&self, other: &Self) -> usize {
        let mut theirs = other.0.iter().peekable();
        let is_shared = |mine: &&u64| {
            while theirs.next_if(|hash| hash < mine).is_some() {}
            theirs.peek() == Some(mine)
        };
        self.0.iter().filter(is_shared).count()
    }

    /// Whether there is enough to tell twins by.
    pub(super) fn says_enough(&self) -> bool {
        self.0.len() >= 2
    }
}

/// How alike two texts are, from 0 to 1.
#[must_use]
pub fn likeness(a: &str, b: &str) -> f32 {
    Gist::of(a).likeness(&Gist::of(b))
}

pub(super) fn hash(token: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    token.hash(&mut hasher);
    hasher.finish()
}

/// Full-width letters and digits as their usual twins, in lower case.
fn fold(c: char) -> impl Iterator<Item = char> {
    narrow(c).to_lowercase()
}

/// The words of a text, each ideograph, kana or syllable block being one.
fn words(text: &str, only_meaning: bool) -> Vec<String> {
    let mut words = Vec::new();
    for run in text.split(|c: char| !c.is_alphanumeric()) {
        let mut word = String::new();
        for c in run.chars() {
            if is_word_alone(c) {
                words.push(std::mem::take(&mut word));
                words.push(c.to_string());
            } else {
                word.push(c);
            }
        }
        words.push(word);
    }
    words.retain(|word| !word.is_empty());
    if only_meaning {
        words.retain(|word| !SMALL_WORDS.contains(&word.as_str()));
        words.iter_mut().for_each(drop_ending);
    }
    words
}

fn is_word_alone(c: char) -> bool {
    matches!(u32::from(c), 0x3040..=0x30ff | 0x3400..=0x9fff | 0xac00..=0xd7a3 | 0x2_0000..=0x3_ffff)
}

/// Cuts an English ending, so that "documents" and "documentation" meet.
fn drop_ending(word: &mut String) {
    if !word.is_ascii() {
        return;
    }
    for ending in ENDINGS {
        if word.len() >= ending.len() + 4 && word.ends_with(ending) {
            word.truncate(word.len() - ending.len());
            return;
        }
    }
}

const ENDINGS: [&str; 12] =
    ["ations", "ation", "ings", "ing", "ers", "er", "ies", "ied", "ed", "es", "s", "ly"];

/// Says that there is none or little of what the idea speaks of.
const LACK_ZH: [&str; 9] = ["没有", "缺少", "缺乏", "缺失", "不足", "不够", "极少", "较少", "太少"];

/// Words that hold a sentence together, and English ones for a lack of something.
const SMALL_WORDS: &[&str] = &[
    "的", "了", "太", "很", "和", "与", "在", "对", "给", "使", "被", "等", "也", "都", "就", "是",
    "有", "以", "及", "过", "较", "老", "把", "得", "着", "the", "a", "an", "of", "is", "are",
    "was", "were", "be", "to", "too", "in", "on", "by", "for", "and", "we", "so", "there", "our",
    "at", "because", "get", "gets", "have", "has", "had", "it", "with", "from", "than", "as", "do",
    "does", "very", "could", "no", "not", "lack", "lacks", "missing", "few", "enough", "never",
    "scarce", "nobody", "without", "little",
];

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn width_case_and_white_space_make_no_difference() {
        for (a, b) in [("ＡＰＩ　文档", "api文档"), ("Test  COVERAGE", "test coverage")] {
            assert!((likeness(a, b) - 1.0).abs() < f32::EPSILON, "{a} {b}");
        }
    }

    proptest! {
        #[test]
        fn likeness_is_between_zero_and_one_and_the_same_both_ways(a in ".{0,30}", b in ".{0,30}") {
            let score = likeness(&a, &b);
            prop_assert!((0.0..=1.0).contains(&score));
            prop_assert!((score - likeness(&b, &a)).abs() < f32::EPSILON);
            prop_assert!(Gist::of(&a).0.is_empty() || likeness(&a, &a) == 1.0);
        }
    }
}
