//! Reading the values of one file: texts, numbers, dates and words, each mistake at its place.
//!
//! Knows the ids that values may refer to and where its text stands in the file. It must not know
//! the keys of any table.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::broken::Broken;
use super::fault::{Fault, Problem, Referent, Span, nearest};
use super::shape::Ty;
use super::shelf::Shelf;
use super::values;
use crate::model::{FactId, Kind, Lang, Localized, Place, Term, Word, narrow};

/// A TOML value with its place.
pub(super) type Value<'i> = Spanned<DeValue<'i>>;

/// The ids that values are aligned with.
#[derive(Debug, Clone, Default)]
pub(super) struct Names {
    pub(super) markets: Vec<Box<str>>,
    pub(super) platforms: Vec<Box<str>>,
    pub(super) categories: Vec<Box<str>>,
    pub(super) sources: Vec<Box<str>>,
    /// When each source was published, aligned with the sources.
    pub(super) published: Vec<Option<NaiveDate>>,
    pub(super) currency: Word,
    /// The currencies that the header names: the study's own, and those of its rates.
    pub(super) currencies: Vec<Box<str>>,
    /// The date the study speaks of; facts may not speak of a later one.
    pub(super) as_of: Option<NaiveDate>,
    /// What the header declares and could not be read in full: a reference to one may be right.
    pub(super) lost: Vec<Referent>,
}

/// The sources, categories and rates that a file refers to.
#[derive(Debug, Clone, Default)]
pub(super) struct Uses {
    sources: HashSet<Box<str>>,
    categories: HashSet<Box<str>>,
    rates: HashSet<Box<str>>,
}

impl Uses {
    pub(super) fn note(&mut self, referent: Referent, id: &str) {
        let known = match referent {
            Referent::Source => &mut self.sources,
            Referent::Rate => &mut self.rates,
            _ => &mut self.categories,
        };
        if !known.contains(id) {
            known.insert(id.into());
        }
    }

    pub(super) fn merge(&mut self, other: Self) {
        self.sources.extend(other.sources);
        self.categories.extend(other.categories);
        self.rates.extend(other.rates);
    }

    pub(super) fn contains(&self, referent: Referent, id: &str) -> bool {
        match referent {
            Referent::Source => self.sources.contains(id),
            Referent::Rate => self.rates.contains(id),
            _ => self.categories.contains(id),
        }
    }
}

/// A reference to a fact.
#[derive(Debug, Clone)]
pub(super) struct Reference {
    pub(super) id: FactId,
    pub(super) at: Span,
    /// The kinds that fit; empty if any does.
    pub(super) wanted: &'static [Kind],
}

/// Where a fact states a currency; small, because there may be one for each price.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Stated {
    pub(super) file: u32,
    /// Where the id of the fact begins.
    pub(super) id: u32,
    /// The position of the market it is for; none for all.
    pub(super) market: Option<u16>,
    /// Where it begins and ends.
    pub(super) at: (u32, u32),
}

/// A text that is read, and what of it cannot be trusted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Source<'f> {
    pub(super) text: &'f str,
    pub(super) start: Start,
    pub(super) broken: &'f Broken,
}

/// What a thread has at hand while it reads.
#[derive(Debug, Clone, Copy)]
pub(super) struct Desk<'f> {
    pub(super) names: &'f Names,
    pub(super) shelf: &'f Shelf,
}

/// A file being read: turns TOML values into model values and collects problems.
pub(super) struct FileReader<'f> {
    pub(super) index: u32,
    pub(super) names: &'f Names,
    pub(super) shelf: &'f Shelf,
    pub(super) problems: Vec<Problem>,
    /// References to facts, to be checked when every file is read.
    pub(super) fact_refs: Vec<Reference>,
    /// Where facts state their currencies.
    pub(super) stated: Vec<Stated>,
    /// What is declared here and could not be read.
    pub(super) lost: Vec<Referent>,
    /// Where nothing is to be trusted.
    broken: &'f Broken,
    pub(super) declared: Vec<(Referent, Box<str>, Range<usize>)>,
    pub(super) uses: Uses,
    text: &'f str,
    line_starts: Vec<usize>,
    start: Start,
}

/// Where in its file a text begins that is read on its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Start {
    pub(super) byte: usize,
    /// How many lines come before it.
    pub(super) line: usize,
}

impl<'f> FileReader<'f> {
    pub(super) fn new(index: u32, source: Source<'f>, desk: Desk<'f>) -> Self {
        let Source { text, start, broken } = source;
        Self {
            index,
            names: desk.names,
            shelf: desk.shelf,
            problems: Vec::new(),
            fact_refs: Vec::new(),
            stated: Vec::new(),
            lost: Vec::new(),
            broken,
            declared: Vec::new(),
            uses: Uses::default(),
            text,
            line_starts: line_starts(text),
            start,
        }
    }

    /// Reports a mistake at a range of the text.
    pub(super) fn report(&mut self, fault: Fault, bytes: Range<usize>) {
        self.report_beside(fault, bytes, None);
    }

    /// Reports a mistake and another place of the text that matters; not where the text is broken,
    /// for there it comes of that.
    pub(super) fn report_beside(
        &mut self,
        fault: Fault,
        bytes: Range<usize>,
        related: Option<Range<usize>>,
    ) {
        if !self.is_broken(&bytes) {
            let (span, related) = (self.span(bytes), related.map(|bytes| self.span(bytes)));
            self.problems.push(Problem { fault, span, related });
        }
    }

    /// The mistakes that were reported since there were so many.
    pub(super) fn reported_since(&self, count: usize) -> &[Problem] {
        self.problems.get(count..).unwrap_or_default()
    }

    /// Whether an id was refused since so many mistakes were reported: what refers to it by the id that
    /// was meant refers to nothing, and that is the same mistake.
    pub(super) fn refused_id_since(&self, count: usize) -> bool {
        self.reported_since(count).iter().any(|problem| matches!(problem.fault, Fault::BadId(_)))
    }

    /// Whether a range of the text cannot be trusted.
    pub(super) fn is_broken(&self, bytes: &Range<usize>) -> bool {
        self.broken.holds(bytes.start)
    }

    /// A range of the text as a place.
    pub(super) fn span(&self, bytes: Range<usize>) -> Span {
        Span { file: self.index, bytes: self.in_file(bytes) }
    }

    /// A range of the text as a range of its file.
    pub(super) fn in_file(&self, bytes: Range<usize>) -> Range<usize> {
        self.start.byte + bytes.start..self.start.byte + bytes.end
    }

    pub(super) fn wrong_type(&mut self, ty: Ty, value: &Value<'_>) {
        let written = self.text.get(value.span()).unwrap_or_default();
        let (found, advice) = (values::found(value), values::advice(ty, value, written));
        self.report(Fault::WrongType { wanted: ty.wanted(), found, advice }, value.span());
    }

    /// The place of a byte offset.
    pub(super) fn place(&self, offset: usize) -> Place {
        let place = place(self.index, self.text, &self.line_starts, offset);
        let before = u32::try_from(self.start.line).unwrap_or(u32::MAX);
        Place { line: place.line.saturating_add(before), ..place }
    }

    pub(super) fn str<'v>(&mut self, ty: Ty, value: &'v Value<'_>) -> Option<&'v str> {
        if let DeValue::String(text) = value.get_ref() {
            return Some(text);
        }
        self.wrong_type(ty, value);
        None
    }

    pub(super) fn table<'v, 'i>(
        &mut self,
        ty: Ty,
        value: &'v Value<'i>,
    ) -> Option<&'v DeTable<'i>> {
        if let DeValue::Table(table) = value.get_ref() {
            return Some(table);
        }
        self.wrong_type(ty, value);
        None
    }

    pub(super) fn list<'v, 'i>(&mut self, ty: Ty, value: &'v Value<'i>) -> &'v [Value<'i>] {
        if let DeValue::Array(values) = value.get_ref() {
            return values;
        }
        self.wrong_type(ty, value);
        &[]
    }

    pub(super) fn text(&mut self, value: &Value<'_>) -> Option<Localized> {
        let table = match value.get_ref() {
            DeValue::String(text) => return Some(Localized::same(&**text)),
            DeValue::Table(table) => table,
            _ => {
                self.wrong_type(Ty::Text, value);
                return None;
            }
        };
        let mut unknown = false;
        for (key, _) in table {
            if !matches!(&**key.get_ref(), "zh" | "en") {
                unknown = true;
                let fault = Fault::UnknownKey {
                    key: key.get_ref().as_ref().into(),
                    expected: vec!["zh", "en"],
                };
                self.report(fault, key.span());
            }
        }
        let zh = table.get("zh").and_then(|value| self.str(Ty::Word, value));
        let en = table.get("en").and_then(|value| self.str(Ty::Word, value));
        match (zh, en) {
            (Some(zh), Some(en)) => Some(Localized::each(zh, en)),
            (Some(one), None) | (None, Some(one)) => {
                let lacks = if zh.is_none() { Lang::Zh } else { Lang::En };
                // One mistake, one message: the unknown key is the missing language, misspelt.
                if !unknown {
                    self.report(Fault::OneLanguage { lacks }, value.span());
                }
                Some(Localized::same(one))
            }
            (None, None) => {
                self.wrong_type(Ty::Text, value);
                None
            }
        }
    }

    pub(super) fn number(&mut self, value: &Value<'_>) -> Option<Decimal> {
        let parsed = match value.get_ref() {
            DeValue::Integer(number) if number.radix() == 10 => number.as_str().parse().ok(),
            DeValue::Float(number) => Decimal::from_str_exact(number.as_str())
                .or_else(|_| Decimal::from_scientific(number.as_str()))
                .ok(),
            _ => None,
        };
        if parsed.is_none() {
            match value.get_ref() {
                DeValue::Integer(number) if number.radix() == 10 => {
                    self.report(Fault::TooManyDigits, value.span());
                }
                DeValue::Float(number) if !values::is_infinite(number.as_str()) => {
                    self.report(Fault::TooManyDigits, value.span());
                }
                _ => self.wrong_type(Ty::Number, value),
            }
        }
        parsed
    }

    pub(super) fn whole(&mut self, allowed: (i64, i64), value: &Value<'_>) -> Option<i64> {
        let DeValue::Integer(number) = value.get_ref() else {
            self.wrong_type(Ty::Whole(allowed.0, allowed.1), value);
            return None;
        };
        match i64::from_str_radix(number.as_str(), number.radix()) {
            Ok(number) if (allowed.0..=allowed.1).contains(&number) => Some(number),
            _ => {
                self.report(Fault::OutOfRange { allowed }, value.span());
                None
            }
        }
    }

    pub(super) fn date(&mut self, value: &Value<'_>) -> Option<NaiveDate> {
        let DeValue::Datetime(at) = value.get_ref() else {
            self.wrong_type(Ty::Date, value);
            return None;
        };
        let date = at.date.and_then(|date| {
            NaiveDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into())
        });
        if date.is_none() || at.time.is_some() {
            self.wrong_type(Ty::Date, value);
        }
        date
    }

    pub(super) fn term<T: Term>(&mut self, value: &Value<'_>) -> Option<T> {
        let word = self.str(Ty::Word, value)?;
        let term = T::from_word(word);
        if term.is_none() {
            let allowed = T::TERMS.iter().map(|row| row.1).collect();
            self.report(Fault::UnknownWord { word: word.into(), allowed }, value.span());
        }
        term
    }

    /// A table keyed by ids: one slot per known id.
    pub(super) fn keyed<T>(
        &mut self,
        (referent, ids): (Referent, &[Box<str>]),
        table: &DeTable<'_>,
        mut read: impl FnMut(&mut Self, &Value<'_>) -> Option<T>,
    ) -> Vec<Option<T>> {
        let mut slots: Vec<Option<T>> = ids.iter().map(|_| None).collect();
        for (key, value) in table {
            let id = key.get_ref().as_ref();
            let index = ids.iter().position(|known| **known == *id);
            match index.and_then(|index| slots.get_mut(index)) {
                Some(slot) => *slot = read(self, value),
                None => self.unknown(referent, id, ids, key.span()),
            }
        }
        slots
    }

    pub(super) fn unknown(
        &mut self,
        referent: Referent,
        id: &str,
        known: &[Box<str>],
        at: Range<usize>,
    ) {
        if self.names.lost.contains(&referent) || self.lost.contains(&referent) {
            return;
        }
        let near = nearest(id, known.iter().map(|id| &**id)).map(Into::into);
        self.report(Fault::UnknownReference { referent, id: id.into(), near }, at);
    }
}

/// Equal for names of one kind that differ in case, blanks and full-width characters alone.
pub(super) fn name_key(kind: Kind, name: &Localized) -> u64 {
    let mut hasher = DefaultHasher::new();
    kind.hash(&mut hasher);
    for lang in [Lang::Zh, Lang::En] {
        for c in name.get(lang).chars().filter(|c| !c.is_whitespace()) {
            narrow(c).to_lowercase().for_each(|c| hasher.write_u32(c.into()));
        }
        hasher.write_u8(0);
    }
    hasher.finish()
}

/// The byte offsets at which lines begin.
#[must_use]
pub(super) fn line_starts(text: &str) -> Vec<usize> {
    std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect()
}

/// The line and column (in characters, from 1) of a byte offset.
#[must_use]
pub(super) fn place(file: u32, text: &str, line_starts: &[usize], offset: usize) -> Place {
    let line = line_starts.partition_point(|start| *start <= offset).max(1);
    let start = line_starts.get(line - 1).copied().unwrap_or(0);
    let column = text.get(start..offset).map_or(0, |before| before.chars().count()) + 1;
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Place { file, line: number(line), column: number(column) }
}
