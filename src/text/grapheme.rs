//! Graphemes with their columns, fast on what most texts are made of.
//!
//! It must not decide where a line may break; it only tells what is one and how wide it is.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::Measure;

/// The graphemes of a text in order, each with the columns it takes.
#[derive(Debug, Clone)]
pub struct Graphemes<'a> {
    rest: &'a str,
    measure: Measure,
}

impl<'a> Graphemes<'a> {
    pub(super) fn new(text: &'a str, measure: Measure) -> Self {
        Self { rest: text, measure }
    }
}

impl<'a> Iterator for Graphemes<'a> {
    type Item = (&'a str, usize);

    fn next(&mut self) -> Option<Self::Item> {
        let mut chars = self.rest.chars();
        let first = chars.next()?;
        let plain = plain_cols(first)
            .filter(|_| chars.clone().next().is_none_or(|c| plain_cols(c).is_some()));
        let (len, cols) = match plain {
            Some(cols) => (first.len_utf8(), cols),
            None => {
                let grapheme = self.rest.graphemes(true).next().unwrap_or_default();
                (grapheme.len(), grapheme_cols(grapheme, self.measure))
            }
        };
        let (grapheme, rest) = self.rest.split_at_checked(len)?;
        self.rest = rest;
        Some((grapheme, cols))
    }
}

/// The graphemes of a text that is made of nothing but characters of which every terminal and every
/// library says the same, each with the columns it takes; none if there are others in it.
#[must_use]
pub fn plain_graphemes(text: &str) -> Option<Graphemes<'_>> {
    let is_plain = text.chars().all(|c| plain_cols(c).is_some());
    is_plain.then(|| Graphemes::new(text, Measure::Narrow))
}

/// The columns of a character that forms a grapheme of its own next to any of its kind and takes
/// the same columns everywhere: printable ASCII, Han, kana, CJK punctuation, full-width forms.
pub(super) fn plain_cols(c: char) -> Option<usize> {
    match c {
        ' '..='~' => Some(1),
        '\u{4e00}'..='\u{9fff}'
        | '\u{3000}'..='\u{3029}'
        | '\u{3041}'..='\u{3096}'
        | '\u{30a0}'..='\u{30ff}'
        | '\u{ff01}'..='\u{ff60}'
        | '\u{3400}'..='\u{4dbf}' => Some(2),
        _ => None,
    }
}

/// The columns of one grapheme; a control character (and a line break) counts as one.
fn grapheme_cols(grapheme: &str, measure: Measure) -> usize {
    if grapheme.chars().next().is_some_and(char::is_control) {
        return 1;
    }
    match measure {
        Measure::Narrow => grapheme.width(),
        Measure::Wide => grapheme.width_cjk(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fast_path_agrees_with_the_tables() {
        for c in (0..=0x1_ffff).filter_map(char::from_u32) {
            let Some(cols) = plain_cols(c) else { continue };
            let text = c.to_string();
            assert_eq!(text.width(), cols, "{c:?}");
            assert_eq!(text.width_cjk(), cols, "{c:?}");
            for pair in [format!("a{c}"), format!("{c}区"), format!("{c}{c}")] {
                assert_eq!(pair.graphemes(true).count(), 2, "{pair:?}");
            }
        }
    }
}
