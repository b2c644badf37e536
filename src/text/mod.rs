//! The one place that measures, cuts, pads and wraps text in terminal columns.
//!
//! It must not know what a text means: no fishbone, no colours, no terminal. Every other layer asks
//! here, so bytes, characters, graphemes and columns are never mixed; a width is called `cols`.
//!
//! ```
//! use herringbone::text::{Align, Measure};
//!
//! let measure = Measure::Narrow;
//! assert_eq!(measure.cols("GPU 实例"), 8);
//! assert_eq!(measure.cut("区域与架构", 6), "区域…");
//! assert_eq!(measure.pad("区域", 6, Align::Right), "  区域");
//! ```

mod class;
mod clean;
mod flow;
mod fold;
mod glyphs;
mod grapheme;

use std::borrow::Cow;

pub use clean::clean;
pub use flow::Flow;
pub use glyphs::{Arms, Glyphs, Stroke, arms_of};
pub use grapheme::{Graphemes, plain_graphemes};

/// How characters of ambiguous width (box drawing, `…`, `“`, Greek) are measured.
///
/// Most terminals give them one column; Chinese terminals set up so give them two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Measure {
    /// Ambiguous characters take one column.
    #[default]
    Narrow,
    /// Ambiguous characters take two columns.
    Wide,
}

/// Where a text stands in a field wider than itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Align {
    /// At the left edge, blanks behind it.
    #[default]
    Left,
    /// In the middle; an odd blank goes behind.
    Centre,
    /// At the right edge, blanks before it.
    Right,
}

impl Align {
    /// How many of the free columns of a field stand before the text.
    #[must_use]
    pub fn before(self, free: usize) -> usize {
        match self {
            Self::Left => 0,
            Self::Centre => free / 2,
            Self::Right => free,
        }
    }
}

impl Measure {
    /// The columns that `text` takes; a control character counts as the one blank that [`clean`] makes of it.
    #[must_use]
    pub fn cols(self, text: &str) -> usize {
        if text.is_ascii() {
            return text.len();
        }
        self.graphemes(text).map(|(_, cols)| cols).sum()
    }

    /// The graphemes of `text`, each with its columns.
    #[must_use]
    pub fn graphemes(self, text: &str) -> Graphemes<'_> {
        Graphemes::new(text, self)
    }

    /// The longest beginning of `text` that takes at most `cols` columns, and the columns it takes.
    #[must_use]
    pub fn take(self, text: &str, cols: usize) -> (&str, usize) {
        let (mut bytes, mut used) = (0, 0);
        for (grapheme, wide) in self.graphemes(text) {
            if used + wide > cols {
                break;
            }
            bytes += grapheme.len();
            used += wide;
        }
        (text.get(..bytes).unwrap_or_default(), used)
    }

    /// `text` in at most `cols` columns: whole if it fits, else cut and ended with `…`.
    #[must_use]
    pub fn cut(self, text: &str, cols: usize) -> Cow<'_, str> {
        self.cut_with(text, cols, "…")
    }

    /// Like [`Measure::cut`] with another mark for what is missing (see [`Glyphs::ellipsis`]).
    ///
    /// The mark is left out where it does not fit itself; the result never takes more than `cols`.
    #[must_use]
    pub fn cut_with<'a>(self, text: &'a str, cols: usize, ellipsis: &str) -> Cow<'a, str> {
        if (text.is_ascii() && text.len() <= cols) || self.cols(text) <= cols {
            return Cow::Borrowed(text);
        }
        let mark = self.cols(ellipsis);
        if mark > cols {
            return Cow::Borrowed(self.take(text, cols).0);
        }
        let kept = self.take(text, cols - mark).0.trim_end();
        Cow::Owned(format!("{kept}{ellipsis}"))
    }

    /// `text` in exactly `cols` columns: cut with `…` if it is too wide, else filled with blanks.
    #[must_use]
    pub fn pad(self, text: &str, cols: usize, align: Align) -> String {
        let text = self.cut(text, cols);
        let free = cols.saturating_sub(self.cols(&text));
        let before = align.before(free);
        format!("{:before$}{text}{:after$}", "", "", after = free - before)
    }

    /// Exactly `cols` columns of `text` from column `from` on: what a pane scrolled sideways shows.
    ///
    /// A wide character cut by either edge shows as blanks, so nothing behind it moves.
    #[must_use]
    pub fn window(self, text: &str, from: usize, cols: usize) -> String {
        let mut shown = String::with_capacity(cols);
        let mut col = 0;
        let mut used = 0;
        for (grapheme, wide) in self.graphemes(text) {
            let (start, end) = (col, col + wide);
            col = end;
            if end <= from {
                continue;
            }
            if start >= from + cols {
                break;
            }
            if start >= from && end <= from + cols {
                shown.push_str(grapheme);
                used += wide;
            } else {
                let seen = end.min(from + cols) - start.max(from);
                shown.extend(std::iter::repeat_n(' ', seen));
                used += seen;
            }
        }
        shown.extend(std::iter::repeat_n(' ', cols.saturating_sub(used)));
        shown
    }

    /// Prose in lines of at most `cols` columns, each filled before the next; a line break is kept.
    ///
    /// Chinese and Latin line-breaking rules hold as for [`Flow`]; an empty paragraph gives an empty line.
    #[must_use]
    pub fn wrap(self, text: &str, cols: usize) -> Vec<String> {
        text.lines()
            .flat_map(|paragraph| match flow::one_line(paragraph, self, cols) {
                // Most lines of a screen need no look at where they may part.
                Some(line) => vec![line],
                None => Flow::new(paragraph, self).fill(cols),
            })
            .collect()
    }

    /// A label in as few lines of at most `cols` columns as it needs, of about equal length.
    #[must_use]
    pub fn balance(self, text: &str, cols: usize) -> Vec<String> {
        Flow::new(text, self).balance(cols)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const N: Measure = Measure::Narrow;

    #[test]
    fn wide_and_ambiguous_characters_are_measured_by_the_policy() {
        assert_eq!(N.cols("ab区“…”─"), 8);
        assert_eq!(Measure::Wide.cols("ab区“…”─"), 12);
        assert_eq!(N.cols("👩‍🚀e\u{301}"), 3);
        assert_eq!(N.cols(""), 0);
    }

    #[test]
    fn wide_label_is_never_cut_in_half() {
        assert_eq!(N.cut("区域与架构", 6), "区域…");
        assert_eq!(N.cut("区域与架构", 10), "区域与架构");
        assert_eq!(N.cut("区域", 1), "…");
        assert_eq!(N.cut("区域", 0), "");
        assert_eq!(Measure::Wide.cut("区域", 1), "");
        assert_eq!(N.cut_with("abcdef", 4, ".."), "ab..");
    }

    #[test]
    fn blanks_before_an_ellipsis_are_dropped() {
        assert_eq!(N.cut("late release", 6), "late…");
    }

    #[test]
    fn a_field_is_filled_exactly() {
        assert_eq!(N.pad("区", 5, Align::Left), "区   ");
        assert_eq!(N.pad("区", 5, Align::Centre), " 区  ");
        assert_eq!(N.pad("区", 5, Align::Right), "   区");
        assert_eq!(N.pad("区域与", 4, Align::Left), "区… ");
    }

    #[test]
    fn a_window_shows_halves_of_wide_characters_as_blanks() {
        assert_eq!(N.window("a区域b", 2, 3), " 域");
        assert_eq!(N.window("a区域b", 1, 3), "区 ");
        assert_eq!(N.window("abc", 9, 3), "   ");
    }

    #[test]
    fn prose_keeps_its_paragraphs() {
        assert_eq!(N.wrap("one two three\n\n四五六", 8), ["one two", "three", "", "四五六"]);
    }

    proptest! {
        #[test]
        fn cut_text_is_never_wider_than_asked(text in "\\PC*", cols in 0usize..30) {
            for measure in [Measure::Narrow, Measure::Wide] {
                let text = clean(&text);
                prop_assert!(measure.cols(&measure.cut(&text, cols)) <= cols);
            }
        }

        #[test]
        fn padded_text_takes_exactly_its_field(text in "[ -~区域。“é]*", cols in 0usize..30) {
            for align in [Align::Left, Align::Centre, Align::Right] {
                prop_assert_eq!(N.cols(&N.pad(&text, cols, align)), cols);
            }
        }

        #[test]
        fn a_window_takes_exactly_its_columns(text in "[a-c区域。“é]*", from in 0usize..9, cols in 0usize..9) {
            prop_assert_eq!(N.cols(&N.window(&text, from, cols)), cols);
        }

        #[test]
        fn wrapped_text_is_laid_as_a_flow_lays_it(text in "[ a-d区域。，“é\\-]{0,20}", cols in 1usize..24) {
            for measure in [Measure::Narrow, Measure::Wide] {
                let mut laid = Flow::new(&text, measure).fill(cols);
                if laid.is_empty() && !text.is_empty() {
                    laid.push(String::new());
                }
                prop_assert_eq!(measure.wrap(&text, cols), laid);
            }
        }

        #[test]
        fn columns_add_up_over_graphemes(text in any::<String>()) {
            let text = clean(&text);
            let sum: usize = N.graphemes(&text).map(|(_, cols)| cols).sum();
            prop_assert_eq!(N.cols(&text), sum);
            let joined: String = N.graphemes(&text).map(|(grapheme, _)| grapheme).collect();
            prop_assert_eq!(joined, text);
        }
    }
}
