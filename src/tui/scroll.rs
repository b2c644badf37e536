//! A cursor in a list and the part of the list that is in view.
//!
//! Owns the offset, so that drawing needs the visible slice only. It must not know what is listed.

use crate::command::Motion;

/// A cursor and an offset over a list of a known length.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Scroll {
    len: usize,
    selected: usize,
    offset: usize,
}

impl Scroll {
    pub(crate) fn new(len: usize) -> Self {
        Self { len, ..Self::default() }
    }

    pub(crate) fn selected(&self) -> usize {
        self.selected
    }

    pub(crate) fn offset(&self) -> usize {
        self.offset
    }

    /// Puts the cursor on a row, or on the last one there is.
    pub(crate) fn select(&mut self, row: usize) {
        self.selected = row.min(self.len.saturating_sub(1));
    }

    /// The list has this many rows now.
    pub(crate) fn set_len(&mut self, len: usize) {
        self.len = len;
        self.select(self.selected);
    }

    /// Moves the cursor; a page has `page` rows, of which one stays in view.
    pub(crate) fn step(&mut self, motion: Motion, page: usize) {
        let leap = page.saturating_sub(1).max(1);
        let to = match motion {
            Motion::Up | Motion::Left => self.selected.saturating_sub(1),
            Motion::Down | Motion::Right => self.selected.saturating_add(1),
            Motion::PageUp => self.selected.saturating_sub(leap),
            Motion::PageDown => self.selected.saturating_add(leap),
            Motion::First => 0,
            Motion::Last => usize::MAX,
        };
        self.select(to);
    }

    /// Moves the view as little as needed for the cursor to be in a page of `page` rows.
    pub(crate) fn keep_in_view(&mut self, page: usize) {
        let page = page.max(1);
        self.offset = self.offset.clamp((self.selected + 1).saturating_sub(page), self.selected);
        // A list that shrank or a page that grew must not leave empty rows below.
        self.offset = self.offset.min(self.len.saturating_sub(page));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_cursor_is_always_in_view_and_no_row_below_is_wasted(
            len in 0_usize..50,
            page in 1_usize..20,
            steps in prop::collection::vec(0_usize..6, 0..40),
        ) {
            let mut scroll = Scroll::new(len);
            let motions = [
                Motion::Up, Motion::Down, Motion::PageUp, Motion::PageDown, Motion::First, Motion::Last,
            ];
            for step in steps {
                scroll.step(motions[step], page);
                scroll.keep_in_view(page);
                prop_assert!(scroll.offset() <= scroll.selected());
                prop_assert!(scroll.selected() < scroll.offset() + page);
                prop_assert!(scroll.selected() < len.max(1));
                prop_assert!(scroll.offset() == 0 || scroll.offset() + page <= len);
            }
        }
    }
}
