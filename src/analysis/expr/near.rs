//! What a wrong word is like, and what else could stand in its place.
//!
//! Must not know what the words mean.

use crate::load::{did_you_mean, nearest};
use crate::model::Lang;

/// So many words are listed whole; of more, the likest [`LIKEST`].
const WHOLE: usize = 12;
const LIKEST: usize = 8;

/// The words that could have been meant; boxed, because faults travel through every computation.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Near(Box<Words>);

#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Words {
    likely: Option<String>,
    known: Vec<String>,
    /// Whether there are more than those listed.
    more: bool,
}

/// What other languages write, and what it is called here.
const ELSEWHERE: [(&str, &str); 9] = [
    ("=", "=="),
    ("&", "&&"),
    ("|", "||"),
    ("and", "&&"),
    ("or", "||"),
    ("not", "!"),
    ("null", "!has(...)"),
    ("like", "contains"),
    ("~", "contains"),
];

/// What is meant by a word or sign of other languages.
pub(super) fn of_elsewhere(word: &str) -> Option<&'static str> {
    let is = |row: &&(&str, &str)| row.0.eq_ignore_ascii_case(word);
    ELSEWHERE.iter().find(is).map(|row| row.1)
}

impl Near {
    /// The one word that was meant.
    pub(super) fn only(word: String) -> Self {
        Self::default().rather(word)
    }

    /// The one word that was probably meant, of too many to be listed.
    pub(super) fn likely_of<'a>(wrong: &str, known: impl Iterator<Item = &'a str>) -> Self {
        let likely = nearest(wrong, known).map(str::to_owned);
        Self(Box::new(Words { likely, ..Words::default() }))
    }

    /// The words that are known, the likest first where not all are listed.
    pub(super) fn of<'a>(wrong: &str, known: impl Iterator<Item = &'a str>) -> Self {
        let mut known: Vec<&str> = known.collect();
        let likely = nearest(wrong, known.iter().copied()).or_else(|| begun(wrong, &known));
        let likely = likely.map(str::to_owned);
        let more = known.len() > WHOLE;
        if more {
            let likeness = |word: &&str| (-1e6 * strsim::jaro_winkler(wrong, word)) as i64;
            known.sort_by_cached_key(likeness);
            known.truncate(LIKEST);
        }
        let known = known.into_iter().map(str::to_owned).collect();
        Self(Box::new(Words { likely, known, more }))
    }

    /// The same, with another word as the one that was probably meant.
    pub(super) fn rather(self, word: String) -> Self {
        Self(Box::new(Words { likely: Some(word), ..*self.0 }))
    }

    pub(super) fn likely(&self) -> Option<&str> {
        self.0.likely.as_deref()
    }

    /// Both in words, if there is anything to say.
    pub(super) fn help(&self, lang: Lang) -> Option<String> {
        let likely = self.likely().map(|word| did_you_mean(word, lang));
        let only_likely = self.0.known.iter().all(|known| Some(known) == self.0.likely.as_ref());
        let known = (!only_likely).then(|| {
            let list = self.0.known.join(", ");
            match (self.0.more, lang) {
                (false, Lang::Zh) => format!("可用的有：{list}"),
                (false, Lang::En) => format!("there are: {list}"),
                (true, Lang::Zh) => format!("相近的有：{list}"),
                (true, Lang::En) => format!("the nearest are: {list}"),
            }
        });
        let said: Vec<String> = likely.into_iter().chain(known).collect();
        (!said.is_empty()).then(|| said.join(lang.pick("", " ")))
    }
}

/// The only word that begins so, of which too much is left out to be a misspelling.
fn begun<'a>(wrong: &str, known: &[&'a str]) -> Option<&'a str> {
    let mut longer = known.iter().filter(|word| !wrong.is_empty() && word.starts_with(wrong));
    longer.next().copied().filter(|_| longer.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_words_are_all_listed_and_of_many_the_likest() {
        let few = Near::of("delya", ["delay", "gap"].into_iter());
        let said = few.help(Lang::En).unwrap();
        assert_eq!(said, "did you mean `delay`? there are: delay, gap");
        assert_eq!(
            Near::of("avail", ["available", "limited"].into_iter()).likely(),
            Some("available")
        );
        assert_eq!(Near::of("li", ["limited", "lists"].into_iter()).likely(), None);
        let names: Vec<String> = (0..30).map(|n| format!("name{n}")).collect();
        let many = Near::of("name7x", names.iter().map(String::as_str));
        let said = many.help(Lang::Zh).unwrap();
        assert!(said.contains("相近的有：name7"), "{said}");
        assert_eq!(Near::of("x", std::iter::empty()).help(Lang::En), None);
    }
}
