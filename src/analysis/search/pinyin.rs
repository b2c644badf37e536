//! The readings of Chinese characters in Latin letters, without tones.
//!
//! One table for the process, made at the first use. Must not know what is searched.

use std::collections::HashMap;
use std::sync::OnceLock;

use pinyin::ToPinyinMulti;

/// The first character of the table and the one after its last: the unified ideographs and their
/// first extension.
const RANGE: std::ops::Range<u32> = 0x3400..0xa000;

/// Which syllables each character is read as; most have one, some several.
pub(super) struct Readings {
    /// Where the syllables of each character of [`RANGE`] begin.
    starts: Vec<u32>,
    of: Vec<u16>,
    syllables: Vec<&'static str>,
}

/// The table.
pub(super) fn readings() -> &'static Readings {
    static READINGS: OnceLock<Readings> = OnceLock::new();
    READINGS.get_or_init(Readings::new)
}

impl Readings {
    fn new() -> Self {
        let mut table = Self { starts: vec![0], of: Vec::new(), syllables: Vec::new() };
        let mut known: HashMap<&'static str, u16> = HashMap::new();
        for c in RANGE {
            let from = table.of.len();
            let multi = char::from_u32(c).and_then(|c| c.to_pinyin_multi());
            for reading in multi.into_iter().flatten() {
                let spelt = reading.plain();
                let next = u16::try_from(table.syllables.len()).unwrap_or(u16::MAX);
                let syllable = *known.entry(spelt).or_insert(next);
                if syllable == next {
                    table.syllables.push(spelt);
                }
                // Readings that differ by tone alone are one.
                if !table.of.iter().skip(from).any(|other| *other == syllable) {
                    table.of.push(syllable);
                }
            }
            table.starts.push(u32::try_from(table.of.len()).unwrap_or(u32::MAX));
        }
        table
    }

    /// The syllables a character is read as; none if it is not Chinese.
    pub(super) fn of(&self, c: char) -> &[u16] {
        let c = u32::from(c);
        if !RANGE.contains(&c) {
            return &[];
        }
        let at = (c - RANGE.start) as usize;
        match (self.starts.get(at), self.starts.get(at + 1)) {
            (Some(&from), Some(&to)) => self.of.get(from as usize..to as usize).unwrap_or_default(),
            _ => &[],
        }
    }

    /// How a syllable is spelt.
    pub(super) fn spelt(&self, syllable: u16) -> &'static str {
        self.syllables.get(usize::from(syllable)).copied().unwrap_or_default()
    }

    /// How many letters at the start of what was typed a reading of the character begins with: one
    /// for an initial, all of a syllable, or what has been typed of it so far.
    pub(super) fn spelt_by(&self, c: char, typed: &[char]) -> usize {
        let letters = |syllable: &u16| {
            self.spelt(*syllable).chars().zip(typed).take_while(|(a, b)| a == *b).count()
        };
        self.of(c).iter().map(letters).max().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_character_has_its_readings_once_each() {
        let spelt = |c| -> Vec<&str> {
            readings().of(c).iter().map(|syllable| readings().spelt(*syllable)).collect()
        };
        assert_eq!(spelt('标'), ["biao"]);
        assert!(spelt('重').contains(&"zhong") && spelt('重').contains(&"chong"));
        assert!(spelt('a').is_empty() && spelt('。').is_empty());
    }

    #[test]
    fn a_reading_takes_as_much_of_what_is_typed_as_it_begins_with() {
        let by = |c, typed: &str| readings().spelt_by(c, &typed.chars().collect::<Vec<_>>());
        assert_eq!(
            (by('标', "biaozhu"), by('标', "bz"), by('标', "bia"), by('标', "z")),
            (4, 1, 3, 0)
        );
    }
}
