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

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// A text of a study: the same in every language (a product name), or worded in one or both.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Localized {
    /// One wording for every language.
    Same(Box<str>),
    /// A wording per language.
    Each {
        /// The Chinese wording.
        zh: Box<str>,
        /// The English wording.
        en: Box<str>,
    },
}

impl Localized {
    /// A text that is the same in every language.
    #[must_use]
    pub fn same(text: impl Into<Box<str>>) -> Self {
        Self::Same(text.into())
    }

    /// A text worded in both languages.
    #[must_use]
    pub fn each(zh: impl Into<Box<str>>, en: impl Into<Box<str>>) -> Self {
        Self::Each { zh: zh.into(), en: en.into() }
    }

    /// The wording in `lang`.
    #[must_use]
    pub fn get(&self, lang: Lang) -> &str {
        match self {
            Self::Same(text) => text,
            Self::Each { zh, en } => lang.pick(zh, en),
        }
    }
}

impl Default for Localized {
    fn default() -> Self {
        Self::Same(Box::default())
    }
}
