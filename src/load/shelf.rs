//! Words and texts that facts repeat, kept once for all of them.
//!
//! Remembers the latest ones alone: what no fact repeats takes no room here. Each thread has a shelf
//! of its own, so that threads do not wait for each other to count who shares a word.

use std::cell::RefCell;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use crate::model::{Localized, Word};

/// How many words, and how many texts, are remembered; of two in one slot the later.
const SLOTS: u64 = 512;

/// The latest words and texts of a thread.
#[derive(Debug, Default)]
pub(super) struct Shelf {
    words: RefCell<HashMap<u64, Word>>,
    texts: RefCell<HashMap<u64, Arc<Localized>>>,
}

impl Shelf {
    /// The word, shared with the facts that have it already.
    pub(super) fn word(&self, word: &str) -> Word {
        let mut words = self.words.borrow_mut();
        match words.get(&slot(word)) {
            Some(known) if **known == *word => known.clone(),
            _ => {
                let new = Word::new(word);
                words.insert(slot(word), new.clone());
                new
            }
        }
    }

    /// The text, shared with the facts that have it already.
    pub(super) fn text(&self, text: Localized) -> Arc<Localized> {
        let slot = slot(&text);
        let mut texts = self.texts.borrow_mut();
        match texts.get(&slot) {
            Some(known) if **known == text => known.clone(),
            _ => {
                let new = Arc::new(text);
                texts.insert(slot, new.clone());
                new
            }
        }
    }
}

fn slot(value: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish() % SLOTS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_repeated_is_shared_and_the_shelf_stays_small() {
        let shelf = Shelf::default();
        for number in 0..5000 {
            let text = || Localized::each(format!("表 {number}"), format!("table {number}"));
            assert!(Arc::ptr_eq(&shelf.text(text()), &shelf.text(text())));
            assert_eq!(&*shelf.word(&number.to_string()), number.to_string());
        }
        assert!(shelf.texts.borrow().len() <= 512 && shelf.words.borrow().len() <= 512);
        let (one, other) = (shelf.word("made"), shelf.word("made"));
        assert!(std::ptr::eq(&*one, &*other));
    }
}
