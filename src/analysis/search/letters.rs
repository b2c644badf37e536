//! Characters as the search sees them: folded, and sorted into kinds.
//!
//! Must not look at more than one character.

use super::pinyin::readings;
use crate::model::narrow;

/// What a character is to a reader of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Blank,
    Letter,
    Digit,
    /// A Chinese character with a known reading.
    Han,
    Sign,
}

impl Kind {
    pub(super) fn of(c: char) -> Self {
        match c {
            'a'..='z' => Self::Letter,
            '0'..='9' => Self::Digit,
            c if c.is_whitespace() => Self::Blank,
            c if !readings().of(c).is_empty() => Self::Han,
            c if c.is_alphanumeric() => Self::Letter,
            _ => Self::Sign,
        }
    }
}

/// The character without its case and its width: Ａ, A and a are one. One for one, so that
/// positions stay.
pub(super) fn fold(c: char) -> char {
    match c {
        'A'..='Z' => c.to_ascii_lowercase(),
        '\0'..='\x7f' => c,
        c => narrow(c).to_lowercase().next().unwrap_or(c),
    }
}

/// One bit per character: texts that lack the bit lack the character. Latin letters and digits have
/// bits of their own, others share what is left.
pub(super) fn bit(c: char) -> u64 {
    let shared = || 36 + u32::from(c) % 28;
    1 << match c {
        'a'..='z' => u32::from(c) - u32::from('a'),
        '0'..='9' => u32::from(c) - u32::from('0') + 26,
        _ => shared(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_and_capital_letters_are_their_plain_twins() {
        let folded: String = "ＡＢＣ１２ａÀ中　".chars().map(fold).collect();
        assert_eq!(folded, "abc12aà中 ");
    }

    #[test]
    fn kinds_are_what_a_reader_sees() {
        let kinds: Vec<Kind> = "a1 中-é".chars().map(Kind::of).collect();
        assert_eq!(
            kinds,
            [Kind::Letter, Kind::Digit, Kind::Blank, Kind::Han, Kind::Sign, Kind::Letter]
        );
    }
}
