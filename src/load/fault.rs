//! What can be wrong with a study, where, and what to do about it.
//!
//! A [`Fault`] is the mistake as data, with its stable code. It must not word the mistake or decide
//! how it is drawn.

use std::collections::HashSet;
use std::ops::Range;

use chrono::NaiveDate;

use crate::model::{FactId, Kind, Lang, Word};

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

impl Span {
    /// In no file: the study as a whole.
    pub const NOWHERE: Self = Self { file: u32::MAX, bytes: 0..0 };
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
    Rate,
}

impl Referent {
    pub(super) fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::Fact => lang.pick("事实", "fact"),
            Self::Market => lang.pick("市场", "market"),
            Self::Platform => lang.pick("平台", "platform"),
            Self::Category => lang.pick("类别", "category"),
            Self::Source => lang.pick("来源", "source"),
            Self::Rate => lang.pick("汇率", "rate"),
        }
    }
}

/// What could not be read in full, and is reported where it stands: whatever looks wrong for want of
/// it is the same mistake.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lost {
    /// Kinds of things of which some may be missing.
    pub kinds: HashSet<Referent>,
    /// Facts that lack something that is written of them.
    pub facts: HashSet<FactId>,
}

/// What to write instead of a value of the wrong type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Advice {
    /// The value without its quotes.
    Unquote(Box<str>),
    /// The value in quotes.
    Quote(Box<str>),
    /// The value in brackets.
    List(Box<str>),
    /// The header of a table in double brackets.
    DoubleBrackets(Box<str>),
    /// The date without its time.
    DateAlone(Box<str>),
}

/// A slip of the pen that breaks TOML: what looks right and is another character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slip {
    /// Typographic quotes.
    CurlyQuotes,
    /// A comma as the decimal mark.
    DecimalComma,
    /// Full-width punctuation, as input methods write it.
    FullWidth,
}

/// A mistake, as data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The file cannot be read: the system's reason.
    Unreadable(String),
    /// What has the name of a file is none: what it is, in Chinese and English.
    NoFile((&'static str, &'static str)),
    /// The file is not UTF-8.
    Encoding {
        /// The encoding it looks like, if one can tell.
        looks: Option<&'static str>,
        /// The first byte that is not.
        byte: u8,
    },
    /// The file is not TOML: the parser's reason, and the slip it comes from, if it is a usual one.
    Syntax(String, Option<Slip>),
    /// The folder has no `study.toml`.
    NoStudyFile,
    /// A single file that does not say what it studies.
    NoHeader,
    /// The `study.toml` has none of the keys that make a study: it may be empty.
    EmptyHeader,
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
        /// What was found, in Chinese and English.
        found: (&'static str, &'static str),
        /// What to write instead, if one can tell.
        advice: Option<Advice>,
    },
    /// A word outside a closed list.
    UnknownWord {
        /// The word as written.
        word: Box<str>,
        /// The words allowed.
        allowed: Vec<&'static str>,
    },
    /// A text that has to say something and is blank.
    Blank,
    /// A number with more digits than are kept.
    TooManyDigits,
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
    /// A reference to a fact of a kind that does not fit.
    WrongKind {
        /// The id as written.
        id: Box<str>,
        /// The kind of the fact.
        found: Kind,
        /// The kinds that fit.
        wanted: &'static [Kind],
    },
    /// A problem that is part of itself, maybe by way of others; the related place is the next.
    Circle(Box<str>),
    /// The market under study and the one it is compared with are the same.
    SamePair(Box<str>),
    /// A number outside the range its key takes.
    OutOfRange {
        /// The smallest and the largest number allowed.
        allowed: (i64, i64),
    },
    /// A number that must be above nought and is not.
    NotPositive,
    /// A currency that is no code of three capital letters.
    BadCurrency(Box<str>),
    /// A currency that is in no list of currencies, that no rate knows, and that looks like another.
    StrangeCurrency {
        /// The code as written.
        code: Box<str>,
        /// The code that is likely meant.
        near: Box<str>,
    },
    /// A key that may be anything, and looks like one of its entry, a market or a platform.
    StrangeKey {
        /// The key as written.
        key: Box<str>,
        /// The key that is likely meant.
        near: Box<str>,
    },
    /// A second rate between two currencies; the related place is the first.
    DuplicateRate {
        /// The currency converted.
        from: Box<str>,
        /// The currency it is converted to.
        to: Box<str>,
    },
    /// A rate from a currency to the same.
    RateToItself(Box<str>),
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
        /// The date.
        date: NaiveDate,
        /// When the source was published.
        published: NaiveDate,
    },
    /// A series of years, quarters or the like that skips some.
    SeriesGap {
        /// The period before the gap and the period after it.
        between: (Word, Word),
    },
    /// A period that a series has twice; the related place is the first.
    RepeatedPeriod(Word),
    /// A period that stands out of order.
    PeriodOrder {
        /// The period before, and the one that does not belong behind it.
        between: (Word, Word),
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
            Self::Unreadable(_) | Self::NoFile(_) => "HB001",
            Self::Encoding { .. } => "HB002",
            Self::Syntax(..) => "HB003",
            Self::NoStudyFile | Self::NoHeader => "HB004",
            Self::Version => "HB005",
            Self::TooLarge => "HB006",
            Self::TooDeep => "HB007",
            Self::EmptyHeader => "HB008",
            Self::UnknownKey { .. } => "HB010",
            Self::MissingKey { .. } => "HB011",
            Self::WrongType { .. } => "HB012",
            Self::UnknownWord { .. } => "HB013",
            Self::OutOfRange { .. } => "HB014",
            Self::NotPositive => "HB015",
            Self::RateToItself(_) => "HB016",
            Self::SamePair(_) => "HB017",
            Self::Blank => "HB018",
            Self::TooManyDigits => "HB019",
            Self::BadId(_) => "HB020",
            Self::DuplicateId(_) => "HB021",
            Self::UnknownReference { .. } => "HB022",
            Self::SameName(_) => "HB023",
            Self::BadCurrency(_) => "HB024",
            Self::DuplicateRate { .. } => "HB025",
            Self::WrongKind { .. } => "HB026",
            Self::Circle(_) => "HB027",
            Self::StrangeCurrency { .. } => "HB028",
            Self::StrangeKey { .. } => "HB029",
            Self::NoSource => "HB030",
            Self::OneLanguage { .. } => "HB031",
            Self::Unused { referent: Referent::Source, .. } => "HB032",
            Self::Unused { .. } => "HB033",
            Self::LateDate { .. } => "HB034",
            Self::SeriesGap { .. } => "HB035",
            Self::MixedCurrency { .. } => "HB036",
            Self::BeyondSource { .. } => "HB037",
            Self::RepeatedPeriod(_) => "HB038",
            Self::PeriodOrder { .. } => "HB039",
        }
    }

    /// How bad it is.
    #[must_use]
    pub fn severity(&self) -> Severity {
        match self {
            Self::NoSource
            | Self::OneLanguage { .. }
            | Self::SameName(_)
            | Self::BadCurrency(_)
            | Self::Unused { .. }
            | Self::BeyondSource { .. }
            | Self::SeriesGap { .. }
            | Self::RepeatedPeriod(_)
            | Self::PeriodOrder { .. }
            | Self::StrangeCurrency { .. }
            | Self::StrangeKey { .. }
            | Self::MixedCurrency { .. } => Severity::Warning,
            // Written on purpose more often than not, and the reader sees the date.
            Self::LateDate { .. } => Severity::Note,
            _ => Severity::Error,
        }
    }
}

/// How many ids are looked at to find what dangling references may mean. Whoever has thousands of
/// them has another mistake than a misspelling, and should not wait for its report.
pub(crate) const LOOKS: usize = 10_000_000;

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
