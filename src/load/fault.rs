//! What can be wrong with a study, where, and what to do about it.
//!
//! A [`Fault`] is the mistake as data, with its stable code. It must not word the mistake or decide
//! how it is drawn.

use std::ops::Range;

use chrono::NaiveDate;

use crate::model::Lang;

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Something is lost or cannot be trusted.
    Error,
    /// Nothing is lost, but somebody should look.
    Warning,
    /// A finding that its author knows of.
    Note,
}

/// A mistake at a place of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What is wrong.
    pub fault: Fault,
    /// Where.
    pub span: Span,
    /// Another place that matters: the first use of an id, say.
    pub related: Option<Span>,
}

/// A range of bytes in one file of a study.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Span {
    /// Position among [`crate::model::Study::files`].
    pub file: u32,
    /// Bytes in that file.
    pub bytes: Range<usize>,
}

/// The kinds of things that facts refer to by id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Referent {
    Fact,
    Market,
    Platform,
    Category,
    Source,
}

impl Referent {
    pub(super) fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::Fact => lang.pick("事实", "fact"),
            Self::Market => lang.pick("市场", "market"),
            Self::Platform => lang.pick("平台", "platform"),
            Self::Category => lang.pick("类别", "category"),
            Self::Source => lang.pick("来源", "source"),
        }
    }
}

/// A mistake, as data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The file cannot be read: the system's reason.
    Unreadable(String),
    /// The file is not UTF-8; the encoding it looks like, if one can tell.
    Encoding(&'static str),
    /// The file is not TOML: the parser's reason.
    Syntax(String),
    /// The folder has no `study.toml`.
    NoStudyFile,
    /// A key that its table does not know.
    UnknownKey {
        /// The key as written.
        key: Box<str>,
        /// The keys the table knows.
        expected: Vec<&'static str>,
    },
    /// A key that its table must have.
    MissingKey {
        /// The key.
        key: &'static str,
    },
    /// A value of another type than the key takes.
    WrongType {
        /// What the key takes, in Chinese and English.
        wanted: (&'static str, &'static str),
        /// The TOML type that was found.
        found: &'static str,
    },
    /// A word outside a closed list.
    UnknownWord {
        /// The word as written.
        word: Box<str>,
        /// The words allowed.
        allowed: Vec<&'static str>,
    },
    /// An id with characters outside `a-z`, `0-9` and `-`.
    BadId(Box<str>),
    /// An id that is used twice; the related place is the first use.
    DuplicateId(Box<str>),
    /// A reference to something that the study does not have.
    UnknownReference {
        /// What kind of thing is meant.
        referent: Referent,
        /// The id as written.
        id: Box<str>,
        /// Ids that exist and look alike, nearest first.
        near: Option<Box<str>>,
    },
    /// A number outside the range its key takes.
    OutOfRange {
        /// The smallest and the largest number allowed.
        allowed: (i64, i64),
    },
    /// A text worded in one language only.
    OneLanguage {
        /// The language that lacks.
        lacks: Lang,
    },
    /// A format version this program does not know.
    Version,
    /// A fact without a source.
    NoSource,
    /// A file larger than [`MAX_MIB`](super::MAX_MIB).
    TooLarge,
    /// Tables or lists nested too deeply.
    TooDeep,
    /// A name that two facts of one kind share; the related place is the first.
    SameName(Box<str>),
    /// A source or a category that nothing refers to.
    Unused {
        /// What kind of thing it is.
        referent: Referent,
        /// Its id.
        id: Box<str>,
    },
    /// A date after the one the study speaks of.
    LateDate {
        /// The study's date.
        study: NaiveDate,
    },
    /// A date after the publication of the source.
    BeyondSource {
        /// When the source was published.
        published: NaiveDate,
    },
    /// A series of years that skips some.
    SeriesGap {
        /// The year before the gap and the year after it.
        between: (i32, i32),
    },
    /// An amount in another currency than what it is compared with; the related place is the first.
    MixedCurrency {
        /// The currency here.
        here: Box<str>,
        /// The currency of the first.
        first: Box<str>,
    },
}

impl Fault {
    /// The stable code of the mistake.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unreadable(_) => "HB001",
            Self::Encoding(_) => "HB002",
            Self::Syntax(_) => "HB003",
            Self::NoStudyFile => "HB004",
            Self::Version => "HB005",
            Self::TooLarge => "HB006",
            Self::TooDeep => "HB007",
            Self::UnknownKey { .. } => "HB010",
            Self::MissingKey { .. } => "HB011",
            Self::WrongType { .. } => "HB012",
            Self::UnknownWord { .. } => "HB013",
            Self::OutOfRange { .. } => "HB014",
            Self::BadId(_) => "HB020",
            Self::DuplicateId(_) => "HB021",
            Self::UnknownReference { .. } => "HB022",
            Self::SameName(_) => "HB023",
            Self::NoSource => "HB030",
            Self::OneLanguage { .. } => "HB031",
            Self::Unused { referent: Referent::Source, .. } => "HB032",
            Self::Unused { .. } => "HB033",
            Self::LateDate { .. } => "HB034",
            Self::SeriesGap { .. } => "HB035",
            Self::MixedCurrency { .. } => "HB036",
            Self::BeyondSource { .. } => "HB037",
        }
    }

    /// How bad it is.
    #[must_use]
    pub fn severity(&self) -> Severity {
        match self {
            Self::NoSource
            | Self::OneLanguage { .. }
            | Self::SameName(_)
            | Self::Unused { .. }
            | Self::BeyondSource { .. }
            | Self::SeriesGap { .. }
            | Self::MixedCurrency { .. } => Severity::Warning,
            // Written on purpose more often than not, and the reader sees the date.
            Self::LateDate { .. } => Severity::Note,
            _ => Severity::Error,
        }
    }
}

/// The candidate that `found`, which is none of them, is most likely a misspelling of, if any is
/// near enough; of several as near the first.
#[must_use]
pub fn nearest<'a>(found: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let length = found.chars().count();
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        let letters = candidate.chars().count();
        let near_enough = 1 + letters / 4;
        let wanted = best.map_or(near_enough, |(least, _)| near_enough.min(least - 1));
        // No word is nearer than the letters it has more or less.
        if length.abs_diff(letters) > wanted {
            continue;
        }
        let distance = strsim::damerau_levenshtein(found, candidate);
        if distance <= wanted {
            best = Some((distance, candidate));
        }
        if distance <= 1 {
            break;
        }
    }
    best.map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_key_finds_its_neighbour_and_a_strange_one_none() {
        let keys = ["status", "limit", "impact"];
        assert_eq!(nearest("statsu", keys.into_iter()), Some("status"));
        assert_eq!(nearest("colour", keys.into_iter()), None);
        assert_eq!(nearest("impect", ["import", "impact", "impart"].into_iter()), Some("impact"));
        assert_eq!(nearest("xx-1", ["xx-12", "xx-3", "xx-2"].into_iter()), Some("xx-12"));
    }
}
