//! Where a file breaks the rules of TOML, and how far that makes the rest of it worthless.
//!
//! A parser goes on after a mistake, and what it makes of the rest of that table is guesswork: one
//! mistake is to be one error. It must not parse.

use std::collections::BTreeSet;
use std::ops::Range;

use super::fault::{Fault, Slip};

/// The tables of a text that cannot be trusted.
#[derive(Debug, Default)]
pub(super) struct Broken {
    /// Where the headers stand; table 0 is what comes before the first of them.
    headers: Vec<usize>,
    tables: BTreeSet<usize>,
}

impl Broken {
    /// Whether something stands in one of these tables.
    pub(super) fn holds(&self, at: usize) -> bool {
        !self.tables.is_empty() && self.tables.contains(&self.table(at))
    }

    /// Takes in a mistake; returns whether it is the first of its table.
    pub(super) fn add(&mut self, text: &str, at: usize) -> bool {
        if self.tables.is_empty() {
            self.headers = headers(text);
        }
        self.tables.insert(self.table(at))
    }

    /// What the headers of the tables name; an empty word for keys before the first header.
    pub(super) fn names<'t>(&self, text: &'t str) -> impl Iterator<Item = &'t str> {
        let start = |table: &usize| table.checked_sub(1).and_then(|at| self.headers.get(at));
        self.tables.iter().map(move |table| {
            start(table).and_then(|at| header(text.get(*at..)?)).unwrap_or_default()
        })
    }

    fn table(&self, at: usize) -> usize {
        self.headers.partition_point(|start| *start <= at)
    }
}

fn headers(text: &str) -> Vec<usize> {
    let mut at = 0;
    let mut headers = Vec::new();
    for line in text.split_inclusive('\n') {
        if header(line).is_some() {
            headers.push(at);
        }
        at += line.len();
    }
    headers
}

/// The first word of a header at the start of a text: `release` of `[[release.printed]]`. A list that
/// goes on in the next line may look alike, but hardly with a bare word.
fn header(text: &str) -> Option<&str> {
    let inner = text.trim_start_matches([' ', '\t']).strip_prefix('[')?;
    let inner = inner.strip_prefix('[').unwrap_or(inner).trim_start_matches([' ', '\t']);
    let end = inner.find(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '-');
    let word = inner.get(..end.unwrap_or(inner.len()))?;
    word.starts_with(|c: char| c.is_ascii_alphabetic()).then_some(word)
}

/// What the parser says, as a mistake.
pub(super) fn fault(message: &str, text: &str, at: &Range<usize>) -> Fault {
    if message.contains("recursion") || message.contains("recurse") {
        return Fault::TooDeep;
    }
    Fault::Syntax(message.to_owned(), slip(text, at))
}

/// The slip that a mistake comes from, if the signs at its place say so.
fn slip(text: &str, at: &Range<usize>) -> Option<Slip> {
    let (head, rest) = text.split_at_checked(at.start)?;
    let marked = rest.get(..at.len()).unwrap_or_default();
    // The parser may stop behind the sign, or at the end of the word that it is in.
    let before = head.chars().next_back();
    let mut signs = marked.chars().chain(rest.chars().next()).chain(before);
    let sign = signs.find_map(|sign| match sign {
        '“' | '”' | '‘' | '’' | '„' => Some(Slip::CurlyQuotes),
        '，' | '＝' | '：' | '［' | '］' | '｛' | '｝' | '＂' | '　' => {
            Some(Slip::FullWidth)
        }
        _ => None,
    });
    let ends = |text: &str| text.ends_with(|c: char| c.is_ascii_digit());
    let starts = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
    let decimal = match (rest.strip_prefix(','), head.strip_suffix(',')) {
        (Some(rest), _) if ends(head) && starts(rest) => true,
        (None, Some(head)) => ends(head) && starts(rest),
        // In a table in one line what follows the comma is a key, and its value is missed.
        _ if rest.starts_with(['}', ',']) => {
            let key = head.trim_end();
            let before = key.trim_end_matches(|c: char| c.is_ascii_digit());
            before.len() < key.len() && before.strip_suffix(',').is_some_and(ends)
        }
        _ => false,
    };
    sign.or(decimal.then_some(Slip::DecimalComma))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistake_spoils_its_table_and_no_other() {
        let text = "a = 1\n[[count]]\nid = \nx = [\n[\"y\"],\n]\n[release.z]\nb = 1\n";
        let at = |word: &str| text.find(word).unwrap();
        let mut broken = Broken::default();
        assert!(broken.add(text, at("id")));
        assert!(!broken.add(text, at("\"y\"")), "one mistake, one error");
        assert!(broken.holds(at("[[count]]")));
        assert!(!broken.holds(at("a =")) && !broken.holds(at("[release")));
        assert_eq!(broken.names(text).collect::<Vec<_>>(), ["count"]);
        assert!(broken.add(text, 0) && broken.add(text, at("b =")));
        assert_eq!(broken.names(text).collect::<Vec<_>>(), ["", "count", "release"]);
    }

    #[test]
    fn signs_that_look_right_are_named() {
        let slip = |text: &str, marked: &str| {
            let start = text.find(marked).unwrap();
            super::slip(text, &(start..start + marked.len()))
        };
        assert_eq!(slip("a = “x”", "“x”"), Some(Slip::CurlyQuotes));
        assert_eq!(slip("rate = 0,12", ","), Some(Slip::DecimalComma));
        assert_eq!(slip("a = { b = 0,5 }", "}"), Some(Slip::DecimalComma));
        assert_eq!(slip("a ＝ 1", "＝"), Some(Slip::FullWidth));
        assert_eq!(slip("a = [1,, 2]", ","), None);
    }
}
