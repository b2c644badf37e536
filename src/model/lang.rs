//! The two languages of the program and text that exists in both.

use std::fmt;

/// A language of the interface and of the study's texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Lang {
    /// Simplified Chinese.
    Zh,
    /// English.
    #[default]
    En,
}

impl Lang {
    /// Picks one of two wordings; the shape in which interface texts are written down.
    #[must_use]
    pub fn pick<T>(self, zh: T, en: T) -> T {
        match self {
            Self::Zh => zh,
            Self::En => en,
        }
    }

    /// The other language, for switching.
    #[must_use]
    pub fn other(self) -> Self {
        self.pick(Self::En, Self::Zh)
    }

    /// The short code used in files and on the command line: `zh` or `en`.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.pick("zh", "en")
    }
}

/// A number with its noun in English: "1 note", "2 notes"; Chinese has one form for both.
#[must_use]
pub fn counted(number: impl fmt::Display, one: &str, many: &str) -> String {
    let number = number.to_string();
    let noun = if number == "1" { one } else { many };
    format!("{number} {noun}")
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// A text of a study: the same in every language (a product name), or worded in one or both.
///
/// Both wordings stand in one string, because a large study is mostly made of these.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Localized {
    wordings: Box<str>,
    /// How many bytes of it are the Chinese wording; [`SAME`] if all of it is every language's.
    zh: u32,
}

/// Longer than any text.
const SAME: u32 = u32::MAX;

impl Localized {
    /// A text that is the same in every language.
    #[must_use]
    pub fn same(text: impl Into<Box<str>>) -> Self {
        Self { wordings: text.into(), zh: SAME }
    }

    /// A text worded in both languages.
    #[must_use]
    pub fn each(zh: impl AsRef<str>, en: impl AsRef<str>) -> Self {
        let (zh, en) = (zh.as_ref(), en.as_ref());
        match u32::try_from(zh.len()) {
            Ok(bytes) if bytes != SAME => Self { wordings: [zh, en].concat().into(), zh: bytes },
            // No file is as large as that.
            _ => Self::same(zh),
        }
    }

    /// The wording in `lang`.
    #[must_use]
    pub fn get(&self, lang: Lang) -> &str {
        let (zh, en) = self.wordings.split_at_checked(self.zh as usize).unwrap_or_default();
        if self.zh == SAME { &self.wordings } else { lang.pick(zh, en) }
    }
}

impl Default for Localized {
    fn default() -> Self {
        Self::same("")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_singular_and_all_else_plural() {
        let notes = [0, 1, 2, 11].map(|number| counted(number, "note", "notes"));
        assert_eq!(notes, ["0 notes", "1 note", "2 notes", "11 notes"]);
    }

    #[test]
    fn a_text_has_the_wordings_it_was_given_and_stays_small() {
        let each = Localized::each("长文", "text");
        assert_eq!((each.get(Lang::Zh), each.get(Lang::En)), ("长文", "text"));
        let half = Localized::each("", "text");
        assert_eq!((half.get(Lang::Zh), half.get(Lang::En)), ("", "text"));
        let same = Localized::same("SageMaker");
        assert_eq!((same.get(Lang::Zh), same.get(Lang::En)), ("SageMaker", "SageMaker"));
        assert_ne!(Localized::each("a", ""), Localized::same("a"));
        assert_eq!(size_of::<Option<Localized>>(), 24);
    }
}
