//! Which characters of one text a word stands for; the same rules as for whole studies, character by
//! character.
//!
//! Says where, for the eye; must not say how good it is.

use std::collections::HashSet;

use super::letters::{Kind, fold};
use super::pinyin::readings;
use super::tokens::DIGITS;
use super::word::SKIPPED;

/// The characters that a word stands for without a gap, preferably from the start of a word on.
pub(super) fn without_gaps(text: &[char], word: &[char]) -> Option<std::ops::Range<usize>> {
    if word.is_empty() {
        return None;
    }
    let mut found = (0..text.len()).filter_map(|start| Some(start..end_of_run(text, word, start)?));
    let first = found.next()?;
    if begins_word(text, first.start) {
        return Some(first);
    }
    Some(found.find(|range| begins_word(text, range.start)).unwrap_or(first))
}

/// Where a run that begins at a character ends, if it is all of the word.
fn end_of_run(text: &[char], word: &[char], start: usize) -> Option<usize> {
    let done = 1_u64 << word.len();
    let mut places = 1_u64;
    for (at, c) in text.iter().enumerate().skip(start) {
        places = (0..word.len())
            .filter(|place| places & 1 << place != 0)
            .fold(0, |next, place| next | moves(*c, word, place));
        if places & done != 0 {
            return Some(at + 1);
        }
        if places == 0 {
            return None;
        }
    }
    None
}

/// The places after a character, as a set.
fn moves(c: char, word: &[char], place: usize) -> u64 {
    let left = word.get(place..).unwrap_or_default();
    let itself = u64::from(left.first() == Some(&c)) << (place + 1);
    let spelt = readings().spelt_by(c, left);
    itself | ((1 << spelt) - 1) << (place + 1)
}

/// Whether a word begins at a character: behind a blank or a sign, or where letters, digits and
/// Chinese characters meet. The text is folded: humps within a word are not seen.
pub(super) fn begins_word(text: &[char], at: usize) -> bool {
    let kind = |at: usize| text.get(at).map(|c| Kind::of(*c));
    match (at.checked_sub(1).and_then(kind), kind(at)) {
        (None | Some(Kind::Blank), _) => true,
        (_, Some(Kind::Sign)) => false,
        (before, here) => before != here,
    }
}

/// The characters that a word stands for in pieces, each of which begins a token of the text; at the
/// first token where all of it does, in pieces as long as can be.
pub(super) fn with_gaps(text: &str, word: &[char]) -> Option<Vec<usize>> {
    let tokens = tokens(text);
    let mut search = Pieces { text: &folded(text), word, tokens: &tokens, failed: HashSet::new() };
    (0..tokens.len()).find_map(|token| search.from(token, 0))
}

/// Where the tokens of a text lie, blanks left out.
fn tokens(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut tokens: Vec<std::ops::Range<usize>> = Vec::new();
    let (mut before, mut lower) = (Kind::Blank, false);
    for (at, c) in text.chars().enumerate() {
        let kind = Kind::of(fold(c));
        let hump = lower && c.is_uppercase();
        let same = kind == before && matches!(kind, Kind::Letter | Kind::Digit) && !hump;
        match tokens.last_mut() {
            Some(token) if same && (kind == Kind::Letter || token.len() < DIGITS) => token.end += 1,
            _ if kind != Kind::Blank => tokens.push(at..at + 1),
            _ => {}
        }
        (before, lower) = (kind, c.is_lowercase());
    }
    tokens
}

/// Looks for the pieces of a word.
struct Pieces<'a> {
    text: &'a [char],
    word: &'a [char],
    tokens: &'a [std::ops::Range<usize>],
    /// Tokens and places from which the rest of the word is not found.
    failed: HashSet<(usize, usize)>,
}

impl Pieces<'_> {
    /// The characters of a piece that begins with a token, and of those after it.
    fn from(&mut self, token: usize, place: usize) -> Option<Vec<usize>> {
        let longest = self.piece(token, place);
        for taken in (1..=longest.len()).rev() {
            let piece = self.characters(&longest, taken);
            if place + taken == self.word.len() {
                return Some(piece);
            }
            if !self.failed.insert((token, place + taken)) {
                continue;
            }
            let mut next = (token + 1..self.tokens.len()).take(SKIPPED + 1);
            if let Some(rest) = next.find_map(|next| self.from(next, place + taken)) {
                return Some(piece.into_iter().chain(rest).collect());
            }
        }
        None
    }

    /// The characters of the longest piece: one each, or one for all the letters of its reading.
    fn piece(&self, token: usize, place: usize) -> Vec<usize> {
        let (Some(range), left) =
            (self.tokens.get(token), self.word.get(place..).unwrap_or_default())
        else {
            return Vec::new();
        };
        let letters = self.text.get(range.clone()).unwrap_or_default();
        let Some(first) = letters.first() else { return Vec::new() };
        let spelt = readings().spelt_by(*first, left);
        if spelt > 0 {
            return vec![range.start; spelt];
        }
        if left.first() != Some(first) {
            return Vec::new();
        }
        let mut taken = Vec::new();
        for (at, c) in range.clone().zip(letters) {
            if left.get(taken.len()) == Some(c) {
                taken.push(at);
            }
        }
        taken
    }

    fn characters(&self, piece: &[usize], taken: usize) -> Vec<usize> {
        let mut piece = piece.get(..taken).unwrap_or_default().to_vec();
        piece.dedup();
        piece
    }
}

/// A text as it is compared.
pub(super) fn folded(text: &str) -> Vec<char> {
    text.chars().map(fold).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(text: &str, word: &str) -> Option<std::ops::Range<usize>> {
        without_gaps(&folded(text), &folded(word))
    }

    fn gaps(text: &str, word: &str) -> Option<Vec<usize>> {
        with_gaps(text, &folded(word))
    }

    #[test]
    fn pinyin_may_be_whole_or_initial_or_mixed_with_characters() {
        for word in ["biaozhu", "bz", "biaoz", "bzhu", "标注", "b注", "标zhu", "bia注", "ＢＺ"]
        {
            assert_eq!(run("自动标注功能", word), Some(2..4), "{word}");
        }
        assert_eq!(run("自动标注", "zidongbz"), Some(0..4));
        assert_eq!(run("自动标注", "zd标注"), Some(0..4));
        assert_eq!(run("自动标注", "iaozhu"), None, "a reading is typed from its start");
    }

    #[test]
    fn the_start_of_a_word_is_preferred() {
        assert_eq!(run("metadata data", "data"), Some(9..13));
        assert_eq!(run("metadata", "data"), Some(4..8));
    }

    #[test]
    fn gaps_are_taken_where_they_must_be() {
        assert_eq!(gaps("Ground Truth", "gtr"), Some(vec![0, 7, 8]));
        assert_eq!(gaps("自动数据标注", "zdbz"), Some(vec![0, 1, 4, 5]));
        assert_eq!(gaps("Ground", "gz"), None);
        // Taking all of `zh` at once would leave nothing for the last character to begin with.
        assert_eq!(gaps("找中", "zzhong"), Some(vec![0, 1]));
    }
}
