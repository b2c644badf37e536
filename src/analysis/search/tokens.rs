//! Texts as sequences of tokens: words, short runs of digits, single Chinese characters and signs.
//!
//! Names repeat their words thousands of times, so a query is compared with each distinct token
//! once, and a row is a handful of numbers. Must not know queries.

use std::hash::Hasher;

use super::letters::{Kind, bit, fold};
use super::pinyin::readings;
use crate::analysis::hash::Quick;

/// The token after the last of a text.
pub(super) const END: u32 = 0;

/// The token stands behind a blank or begins its text.
pub(super) const APART: u8 = 1;
/// The token goes on with the word before it, rather than beginning one.
pub(super) const GOES_ON: u8 = 2;
/// The token is made of digits.
pub(super) const NUMERIC: u8 = 4;

/// Digits of a token: few, so that there are few tokens of them.
pub(super) const DIGITS: usize = 3;

/// Splits texts into tokens; keeps its room between texts.
#[derive(Debug, Default)]
pub(super) struct Splitter {
    run: String,
    flags: u8,
}

impl Splitter {
    /// Hands over every token of a text, folded, with what it is to its neighbours.
    pub(super) fn split(&mut self, text: &str, mut take: impl FnMut(&str, u8)) {
        let (mut before, mut apart, mut lower) = (Kind::Blank, APART, false);
        for c in text.chars() {
            let folded = fold(c);
            let kind = Kind::of(folded);
            let hump = lower && c.is_uppercase();
            let full = before == Kind::Digit && kind == before && self.run.len() == DIGITS;
            let same = kind == before && matches!(kind, Kind::Letter | Kind::Digit);
            if !same || hump || full {
                self.flush(&mut take);
                let goes_on = match kind {
                    Kind::Digit => full,
                    Kind::Han => before == Kind::Han,
                    Kind::Sign => apart == 0,
                    _ => false,
                };
                let numeric = if kind == Kind::Digit { NUMERIC } else { 0 };
                self.flags = apart | numeric | if goes_on { GOES_ON } else { 0 };
                apart = 0;
            }
            if kind == Kind::Blank {
                apart = APART;
            } else {
                self.run.push(folded);
            }
            (before, lower) = (kind, c.is_lowercase());
        }
        self.flush(&mut take);
    }

    fn flush(&mut self, take: &mut impl FnMut(&str, u8)) {
        if !self.run.is_empty() {
            take(&self.run, self.flags);
            self.run.clear();
        }
    }
}

/// Every distinct token, by number from 1.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    texts: String,
    ends: Vec<u32>,
    flags: Vec<u8>,
}

impl Vocabulary {
    /// How many numbers are taken, that of [`END`] among them.
    pub(super) fn len(&self) -> usize {
        self.ends.len() + 1
    }

    /// The text of a token and what it is to its neighbours.
    pub(super) fn get(&self, token: u32) -> (&str, u8) {
        let Some(at) = (token as usize).checked_sub(1) else { return ("", 0) };
        let start = at.checked_sub(1).and_then(|at| self.ends.get(at)).copied().unwrap_or(0);
        let end = self.ends.get(at).copied().unwrap_or(0);
        let text = self.texts.get(start as usize..end as usize).unwrap_or_default();
        (text, self.flags.get(at).copied().unwrap_or(0))
    }

    /// Whether a token is made of digits.
    pub(super) fn is_digits(&self, token: u32) -> bool {
        let at = (token as usize).checked_sub(1);
        at.and_then(|at| self.flags.get(at)).is_some_and(|flags| flags & NUMERIC != 0)
    }

    fn push(&mut self, text: &str, flags: u8) -> u32 {
        self.texts.push_str(text);
        self.ends.push(number(self.texts.len()));
        self.flags.push(flags);
        number(self.ends.len())
    }
}

/// Positions are kept in 32 bits; a study whose names take four gigabytes is not searched beyond
/// them.
pub(super) fn number(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Gives tokens their numbers: an open table of those it knows.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    pub(super) vocabulary: Vocabulary,
    slots: Vec<u32>,
    /// Per token: the characters that occur in it, letters of its readings among them.
    bits: Vec<u64>,
}

impl Numbering {
    pub(super) fn number(&mut self, text: &str, flags: u8) -> u32 {
        if self.vocabulary.len() * 2 > self.slots.len() {
            self.grow();
        }
        let mut at = self.slot(text, flags);
        loop {
            match self.slots.get(at).copied() {
                Some(END) | None => break,
                Some(token) if self.vocabulary.get(token) == (text, flags) => return token,
                Some(_) => at = (at + 1) % self.slots.len(),
            }
        }
        let token = self.vocabulary.push(text, flags);
        self.bits.push(bits_of(text));
        if let Some(slot) = self.slots.get_mut(at) {
            *slot = token;
        }
        token
    }

    /// The characters that occur in a token.
    pub(super) fn bits(&self, token: u32) -> u64 {
        (token as usize).checked_sub(1).and_then(|at| self.bits.get(at)).copied().unwrap_or(0)
    }

    fn slot(&self, text: &str, flags: u8) -> usize {
        let mut hasher = Quick::default();
        hasher.write(text.as_bytes());
        hasher.write_u8(flags);
        // The number of slots is a power of two.
        hasher.finish() as usize & self.slots.len().wrapping_sub(1)
    }

    fn grow(&mut self) {
        self.slots = vec![END; (self.slots.len() * 2).max(1024)];
        for token in 1..number(self.vocabulary.len()) {
            let (text, flags) = self.vocabulary.get(token);
            let mut at = self.slot(text, flags);
            while self.slots.get(at).is_some_and(|known| *known != END) {
                at = (at + 1) % self.slots.len();
            }
            if let Some(slot) = self.slots.get_mut(at) {
                *slot = token;
            }
        }
    }
}

fn bits_of(text: &str) -> u64 {
    let of = |c: char| {
        let syllables = readings().of(c).iter();
        let letters = syllables.flat_map(|syllable| readings().spelt(*syllable).chars());
        letters.fold(bit(c), |bits, letter| bits | bit(letter))
    };
    text.chars().fold(0, |bits, c| bits | of(c))
}

/// Token numbers in 16 bits each, two units for a number beyond 15 bits.
#[derive(Debug, Default)]
pub(super) struct Streams {
    units: Vec<u16>,
    starts: Vec<u32>,
}

const LONG: u16 = 1 << 15;

impl Streams {
    /// Begins the next stream.
    pub(super) fn begin(&mut self) {
        self.starts.push(number(self.units.len()));
    }

    pub(super) fn push(&mut self, token: u32) {
        let low = token as u16;
        match u16::try_from(token) {
            Ok(short) if short < LONG => self.units.push(short),
            _ => self.units.extend([LONG | (token >> 16) as u16, low]),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.starts.len()
    }

    pub(super) fn shrink(&mut self) {
        self.units.shrink_to_fit();
        self.starts.shrink_to_fit();
    }

    /// The tokens of a stream.
    pub(super) fn get(&self, at: usize) -> Tokens<'_> {
        let start = self.starts.get(at).copied().unwrap_or(u32::MAX) as usize;
        let end = self.starts.get(at + 1).map_or(self.units.len(), |end| *end as usize);
        Tokens(self.units.get(start..end).unwrap_or_default().iter())
    }
}

/// Goes through the tokens of a stream.
pub(super) struct Tokens<'a>(std::slice::Iter<'a, u16>);

impl Iterator for Tokens<'_> {
    type Item = u32;

    #[inline]
    fn next(&mut self) -> Option<u32> {
        let unit = *self.0.next()?;
        if unit < LONG {
            return Some(u32::from(unit));
        }
        let low = self.0.next().copied().unwrap_or_default();
        Some(u32::from(unit ^ LONG) << 16 | u32::from(low))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<(String, u8)> {
        let mut tokens = Vec::new();
        Splitter::default().split(text, |text, flags| tokens.push((text.to_owned(), flags)));
        tokens
    }

    #[test]
    fn words_humps_digits_and_chinese_characters_are_tokens() {
        let texts: Vec<_> =
            split("SageMaker ml.p3 自动 12345号").into_iter().map(|t| t.0).collect();
        assert_eq!(texts, ["sage", "maker", "ml", ".", "p", "3", "自", "动", "123", "45", "号"]);
    }

    #[test]
    fn a_token_knows_whether_a_word_begins_with_it() {
        let flags: Vec<_> = split("自动 12345a-b").into_iter().map(|t| t.1).collect();
        let digits = [APART | NUMERIC, GOES_ON | NUMERIC];
        assert_eq!(flags, [APART, GOES_ON, digits[0], digits[1], 0, GOES_ON, 0]);
    }

    #[test]
    fn equal_tokens_have_one_number_and_any_number_fits_a_stream() {
        let mut numbering = Numbering::default();
        let numbers: Vec<u32> =
            (0..3000).map(|n| numbering.number(&format!("w{}", n % 1500), 0)).collect();
        assert_eq!(numbers[..1500], numbers[1500..]);
        assert_eq!(numbering.vocabulary.get(numbers[7]), ("w7", 0));
        let mut streams = Streams::default();
        for stream in [[1, 32_767, 32_768], [65_536, 9_999_999, 2]] {
            streams.begin();
            stream.into_iter().for_each(|token| streams.push(token));
        }
        assert_eq!(streams.get(0).collect::<Vec<_>>(), [1, 32_767, 32_768]);
        assert_eq!(streams.get(1).collect::<Vec<_>>(), [65_536, 9_999_999, 2]);
        assert_eq!(streams.get(2).count(), 0);
    }
}
