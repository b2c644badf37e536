//! A line of text being typed: cursor, readline's edits, undo.
//!
//! Moves and deletes by grapheme and by word of Unicode, so that no Chinese character, accent or
//! emoji is ever halved. It must not know what the line is for.

use unicode_segmentation::UnicodeSegmentation;

use crate::command::LineEdit;
use crate::text::Measure;

/// How many steps of typing can be undone.
const UNDO_DEPTH: usize = 200;

/// A line being typed.
#[derive(Debug, Clone, Default)]
pub(crate) struct Line {
    text: String,
    /// Byte offset of the cursor, always between graphemes.
    cursor: usize,
    past: Vec<(String, usize)>,
    /// Whether the whole text is selected: what is typed takes its place.
    chosen: bool,
}

impl Line {
    /// A line that starts with `text`, the cursor behind it.
    pub(crate) fn with(text: &str) -> Self {
        let text = one_line(text);
        Self { cursor: text.len(), text, ..Self::default() }
    }

    /// The same with the text selected: what is typed takes its place, moving the cursor keeps it.
    pub(crate) fn chosen(text: &str) -> Self {
        Self { chosen: !text.is_empty(), ..Self::with(text) }
    }

    /// Whether the whole text is selected.
    pub(crate) fn is_chosen(&self) -> bool {
        self.chosen
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Empties the line and returns what it held; undo brings it back.
    pub(crate) fn take(&mut self) -> String {
        self.remember();
        self.cursor = 0;
        std::mem::take(&mut self.text)
    }

    /// Inserts text at the cursor; line breaks and control characters become blanks.
    pub(crate) fn insert(&mut self, text: &str) {
        self.remember();
        if std::mem::take(&mut self.chosen) {
            self.text.clear();
            self.cursor = 0;
        }
        let text = one_line(text);
        self.text.insert_str(self.cursor, &text);
        self.cursor += text.len();
    }

    /// Applies an edit.
    pub(crate) fn edit(&mut self, edit: LineEdit) {
        let chosen = std::mem::take(&mut self.chosen);
        match edit {
            LineEdit::DeleteLeft | LineEdit::DeleteRight if chosen => {
                self.delete(0, self.text.len());
            }
            LineEdit::Left => self.cursor = self.left(),
            LineEdit::Right => self.cursor = self.right(),
            LineEdit::WordLeft => self.cursor = self.word_left(),
            LineEdit::WordRight => self.cursor = self.word_right(),
            LineEdit::Start => self.cursor = 0,
            LineEdit::End => self.cursor = self.text.len(),
            LineEdit::DeleteLeft => self.delete(self.left(), self.cursor),
            LineEdit::DeleteRight => self.delete(self.cursor, self.right()),
            LineEdit::DeleteWordLeft => self.delete(self.word_left(), self.cursor),
            LineEdit::DeleteWordRight => self.delete(self.cursor, self.word_right()),
            LineEdit::DeleteToStart => self.delete(0, self.cursor),
            LineEdit::DeleteToEnd => self.delete(self.cursor, self.text.len()),
            LineEdit::Undo => self.undo(),
        }
    }

    /// What a field of `cols` columns shows of the line, and the column of the cursor in it.
    pub(crate) fn shown(&self, measure: Measure, cols: usize) -> (String, usize) {
        let before = measure.cols(self.before());
        // One column stays free at the end for the cursor.
        let from = (before + 1).saturating_sub(cols);
        (measure.window(&self.text, from, cols), before - from)
    }

    /// What stands before the cursor.
    pub(crate) fn before(&self) -> &str {
        self.text.get(..self.cursor).unwrap_or_default()
    }

    fn after(&self) -> &str {
        self.text.get(self.cursor..).unwrap_or_default()
    }

    fn left(&self) -> usize {
        self.before().grapheme_indices(true).next_back().map_or(0, |(at, _)| at)
    }

    fn right(&self) -> usize {
        self.cursor + self.after().graphemes(true).next().map_or(0, str::len)
    }

    fn word_left(&self) -> usize {
        let words = self.before().split_word_bound_indices();
        words.rev().find(|(_, word)| !word.trim().is_empty()).map_or(0, |(at, _)| at)
    }

    fn word_right(&self) -> usize {
        let mut words = self.after().split_word_bound_indices();
        let word = words.find(|(_, word)| !word.trim().is_empty());
        word.map_or(self.text.len(), |(at, word)| self.cursor + at + word.len())
    }

    fn delete(&mut self, from: usize, to: usize) {
        if from < to {
            self.remember();
            self.text.replace_range(from..to, "");
            self.cursor = from;
        }
    }

    fn remember(&mut self) {
        if self.past.len() == UNDO_DEPTH {
            self.past.remove(0);
        }
        self.past.push((self.text.clone(), self.cursor));
    }

    fn undo(&mut self) {
        if let Some((text, cursor)) = self.past.pop() {
            (self.text, self.cursor) = (text, cursor);
        }
    }
}

fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const N: Measure = Measure::Narrow;

    #[test]
    fn word_wise_editing_of_chinese_deletes_whole_characters() {
        let mut line = Line::with("是因为 GPU 不足");
        line.edit(LineEdit::DeleteWordLeft);
        assert_eq!(line.text(), "是因为 GPU 不");
        line.edit(LineEdit::WordLeft);
        line.edit(LineEdit::DeleteWordLeft);
        assert_eq!(line.text(), "是因为 不");
        line.edit(LineEdit::Undo);
        assert_eq!(line.text(), "是因为 GPU 不");
    }

    #[test]
    fn what_is_typed_takes_the_place_of_a_selected_text_and_a_moved_cursor_keeps_it() {
        let mut line = Line::chosen("x2");
        line.insert("+10%");
        line.insert("0");
        assert_eq!(line.text(), "+10%0");
        let mut line = Line::chosen("x2");
        line.edit(LineEdit::End);
        line.insert("5");
        assert_eq!(line.text(), "x25");
        let mut line = Line::chosen("x2");
        line.edit(LineEdit::DeleteLeft);
        assert_eq!(line.text(), "");
        line.edit(LineEdit::Undo);
        assert_eq!(line.text(), "x2");
    }

    #[test]
    fn the_cursor_column_counts_wide_characters_as_two() {
        let mut line = Line::with("因a");
        assert_eq!(line.shown(N, 10), ("因a       ".to_owned(), 3));
        line.edit(LineEdit::Left);
        assert_eq!(line.shown(N, 10).1, 2);
    }

    #[test]
    fn a_long_line_scrolls_so_that_the_cursor_stays_in_view() {
        let line = Line::with("一二三四五六");
        let (shown, cursor) = line.shown(N, 7);
        assert_eq!((shown.as_str(), cursor), ("四五六 ", 6));
    }

    fn any_edit() -> impl Strategy<Value = LineEdit> {
        use LineEdit as L;
        prop::sample::select(vec![
            L::Left,
            L::Right,
            L::WordLeft,
            L::WordRight,
            L::Start,
            L::End,
            L::DeleteLeft,
            L::DeleteRight,
            L::DeleteWordLeft,
            L::DeleteWordRight,
            L::DeleteToStart,
            L::DeleteToEnd,
            L::Undo,
        ])
    }

    proptest! {
        #[test]
        fn any_edits_of_any_text_keep_the_cursor_between_graphemes(
            text in "[是因为a b👩‍🚀e\u{301}\u{200d}]{0,12}",
            edits in prop::collection::vec(any_edit(), 0..30),
        ) {
            let mut line = Line::with(&text);
            for edit in edits {
                line.edit(edit);
                prop_assert!(line.text.is_char_boundary(line.cursor));
                let (shown, cursor) = line.shown(N, 8);
                prop_assert_eq!(N.cols(&shown), 8);
                prop_assert!(cursor < 8);
            }
        }
    }
}
