//! The strings that every fact has, in little room: its id, and words that many facts repeat.
//!
//! It must not know what an id or a word stands for.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::sync::Arc;

/// Stable id of a fact, unique in its study.
#[derive(Clone, PartialEq, Eq)]
pub struct FactId(Id);

/// Longer ids stand on the heap.
const SHORT: usize = 22;

/// An id of a length is always kept in the same way, so that equal ids are equal bytes.
#[derive(Clone, PartialEq, Eq)]
enum Id {
    Short(u8, [u8; SHORT]),
    Long(Box<str>),
}

impl FactId {
    /// Wraps an id as written in the study.
    #[must_use]
    pub fn new(id: impl AsRef<str>) -> Self {
        let id = id.as_ref();
        let mut bytes = [0; SHORT];
        match (bytes.get_mut(..id.len()), u8::try_from(id.len())) {
            (Some(start), Ok(length)) => {
                start.copy_from_slice(id.as_bytes());
                Self(Id::Short(length, bytes))
            }
            _ => Self(Id::Long(id.into())),
        }
    }

    /// The id as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match &self.0 {
            Id::Short(length, bytes) => {
                let text = bytes.get(..usize::from(*length)).unwrap_or_default();
                str::from_utf8(text).unwrap_or_default()
            }
            Id::Long(id) => id,
        }
    }
}

impl Default for FactId {
    fn default() -> Self {
        Self::new("")
    }
}

impl fmt::Debug for FactId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("FactId").field(&self.as_str()).finish()
    }
}

impl fmt::Display for FactId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Hash for FactId {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl PartialOrd for FactId {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for FactId {
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_str().cmp(other.as_str())
    }
}

/// A word that many facts repeat: an id of a source, a currency. Clones share it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Word(Arc<Letters>);

/// Behind a thin pointer: a fact holds a few words, and a study many facts.
#[derive(PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
struct Letters(Box<str>);

impl Word {
    /// A word of its own; a clone of another takes less room.
    #[must_use]
    pub fn new(word: &str) -> Self {
        Self(Arc::new(Letters(word.into())))
    }
}

impl Deref for Word {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0.0
    }
}

impl From<&str> for Word {
    fn from(word: &str) -> Self {
        Self::new(word)
    }
}

impl fmt::Debug for Word {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

impl fmt::Display for Word {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}

#[cfg(test)]
mod tests {
    use std::hash::{DefaultHasher, Hasher};

    use proptest::prelude::*;

    use super::*;

    fn hash(value: impl Hash) -> u64 {
        let mut hasher = DefaultHasher::new();
        value.hash(&mut hasher);
        hasher.finish()
    }

    proptest! {
        #[test]
        fn ids_compare_and_hash_as_their_texts(one in ".{0,12}", other in "[a-c中-]{0,30}") {
            let ids = [FactId::new(&one), FactId::new(&other)];
            prop_assert_eq!(ids[0].as_str(), one.as_str());
            prop_assert_eq!(ids[1].as_str(), other.as_str());
            prop_assert_eq!(ids[0].cmp(&ids[1]), one.cmp(&other));
            prop_assert_eq!(ids[0] == ids[1], one == other);
            prop_assert_eq!(hash(&ids[1]), hash(&other));
        }
    }

    #[test]
    fn ids_and_words_take_little_room() {
        assert_eq!((size_of::<FactId>(), size_of::<Option<Word>>()), (24, 8));
    }
}
