//! Hostile text made harmless: what is shown can neither move the cursor nor hide.
//!
//! It must not change text that is harmless already; such text is borrowed, not copied.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::grapheme::plain_cols;

/// `text` as one line that is safe to print.
///
/// Control characters, tabs and line breaks become one blank each. Characters that show nothing or
/// reorder what stands beside them (zero-width and bidirectional marks, lone accents) are dropped;
/// joiners and variation selectors inside an emoji stay.
#[must_use]
pub fn clean(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| plain_cols(c).is_some()) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for grapheme in text.graphemes(true) {
        push_clean(&mut out, grapheme);
    }
    drop_open_end(&mut out);
    if out == text { Cow::Borrowed(text) } else { Cow::Owned(out) }
}

fn push_clean(out: &mut String, grapheme: &str) {
    let mut chars = grapheme.chars();
    let Some(first) = chars.next() else { return };
    if first.is_control() || matches!(first, '\u{2028}' | '\u{2029}') {
        out.push(' ');
        return;
    }
    if first == ' ' {
        // An accent on a blank would climb onto whatever a drawing puts there.
        out.push(' ');
        return;
    }
    let stays = !is_invisible(first) && grapheme.width() > 0 && !joins_a_blank(grapheme);
    if stays {
        out.extend(std::iter::once(first).chain(chars.filter(|c| !is_bidi(*c))));
    }
}

/// Whether a grapheme would melt into a blank before it.
fn joins_a_blank(grapheme: &str) -> bool {
    format!(" {grapheme}").graphemes(true).count() < 2
}

/// Drops characters at the end that would swallow what is printed behind them.
fn drop_open_end(out: &mut String) {
    loop {
        let tail = out.graphemes(true).next_back().unwrap_or_default();
        if tail.is_empty() || format!("{tail} ").graphemes(true).count() > 1 {
            return;
        }
        out.truncate(out.len() - tail.len());
    }
}

fn is_bidi(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Characters that leave no mark but may be given columns.
fn is_invisible(c: char) -> bool {
    is_bidi(c)
        || matches!(
            c,
            '\u{ad}' | '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' | '\u{200b}'..='\u{200d}'
                | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Measure;
    use proptest::prelude::*;

    #[test]
    fn control_characters_become_blanks() {
        assert_eq!(clean("a\tb\r\nc\u{1b}[2J"), "a b c [2J");
        assert_eq!(clean("无 plain"), "无 plain");
    }

    #[test]
    fn invisible_and_reordering_marks_are_dropped() {
        assert_eq!(clean("a\u{202e}b\u{200b}c\u{feff}"), "abc");
        assert_eq!(clean("\u{301}x"), "x");
        assert_eq!(clean("a \u{301}x"), "a x");
    }

    #[test]
    fn emoji_sequences_stay_whole() {
        assert_eq!(clean("👩‍🚀 e\u{301}"), "👩‍🚀 e\u{301}");
    }

    proptest! {
        #[test]
        fn clean_text_has_no_controls_and_stays_clean(text in any::<String>()) {
            let once = clean(&text).into_owned();
            prop_assert!(!once.chars().any(char::is_control));
            prop_assert_eq!(clean(&once), once.clone());
        }

        #[test]
        fn clean_text_keeps_its_columns_between_blanks(text in any::<String>()) {
            let once = clean(&text).into_owned();
            for measure in [Measure::Narrow, Measure::Wide] {
                let framed = format!(" {once} ");
                prop_assert_eq!(measure.cols(&framed), measure.cols(&once) + 2);
            }
        }
    }
}
