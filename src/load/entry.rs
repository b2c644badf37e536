//! Reading one TOML table: typed access to its keys, every mistake reported at its place.
//!
//! A wrong value never stops the reading: it is reported and left out. This file must not know any
//! kind of fact.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hasher};
use std::ops::Range;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::fault::{Fault, Problem, Referent, Span, nearest};
use super::shape::{Field, Ty};
use crate::model::{FactId, Lang, Localized, MarketIndex, Ours, PerMarket, Place, Term};

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
    pub(super) currency: Box<str>,
    /// The date the study speaks of; facts may not speak of a later one.
    pub(super) as_of: Option<NaiveDate>,
}

/// The sources and categories that a file refers to.
#[derive(Debug, Clone, Default)]
pub(super) struct Uses {
    sources: HashSet<Box<str>>,
    categories: HashSet<Box<str>>,
}

impl Uses {
    fn note(&mut self, referent: Referent, id: &str) {
        let known = match referent {
            Referent::Source => &mut self.sources,
            _ => &mut self.categories,
        };
        if !known.contains(id) {
            known.insert(id.into());
        }
    }

    pub(super) fn merge(&mut self, other: Self) {
        self.sources.extend(other.sources);
        self.categories.extend(other.categories);
    }

    pub(super) fn contains(&self, referent: Referent, id: &str) -> bool {
        match referent {
            Referent::Source => self.sources.contains(id),
            _ => self.categories.contains(id),
        }
    }
}

/// A file being read: turns TOML values into model values and collects problems.
pub(super) struct FileReader<'f> {
    pub(super) index: u32,
    pub(super) names: &'f Names,
    pub(super) problems: Vec<Problem>,
    /// References to facts, to be checked when every file is read.
    pub(super) fact_refs: Vec<(FactId, Range<usize>)>,
    pub(super) declared: Vec<(Referent, Box<str>, Range<usize>)>,
    pub(super) uses: Uses,
    text: &'f str,
    line_starts: Vec<usize>,
}

impl<'f> FileReader<'f> {
    pub(super) fn new(index: u32, text: &'f str, names: &'f Names) -> Self {
        Self {
            index,
            names,
            problems: Vec::new(),
            fact_refs: Vec::new(),
            declared: Vec::new(),
            uses: Uses::default(),
            text,
            line_starts: line_starts(text),
        }
    }

    pub(super) fn report(&mut self, fault: Fault, bytes: Range<usize>) {
        let span = Span { file: self.index, bytes };
        self.problems.push(Problem { fault, span, related: None });
    }

    fn wrong_type(&mut self, ty: Ty, value: &Value<'_>) {
        let fault = Fault::WrongType { wanted: ty.wanted(), found: value.get_ref().type_str() };
        self.report(fault, value.span());
    }

    /// The place of a byte offset.
    pub(super) fn place(&self, offset: usize) -> Place {
        place(self.index, self.text, &self.line_starts, offset)
    }

    fn str<'v>(&mut self, ty: Ty, value: &'v Value<'_>) -> Option<&'v str> {
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

    fn number(&mut self, value: &Value<'_>) -> Option<Decimal> {
        let parsed = match value.get_ref() {
            DeValue::Integer(number) if number.radix() == 10 => number.as_str().parse().ok(),
            DeValue::Float(number) => Decimal::from_str_exact(number.as_str())
                .or_else(|_| Decimal::from_scientific(number.as_str()))
                .ok(),
            _ => None,
        };
        if parsed.is_none() {
            self.wrong_type(Ty::Number, value);
        }
        parsed
    }

    fn whole(&mut self, allowed: (i64, i64), value: &Value<'_>) -> Option<i64> {
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
        let date = match value.get_ref() {
            DeValue::Datetime(at) => at.date.and_then(|date| {
                NaiveDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into())
            }),
            _ => None,
        };
        if date.is_none() {
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
    fn keyed<T>(
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

    fn unknown(&mut self, referent: Referent, id: &str, known: &[Box<str>], at: Range<usize>) {
        let near = nearest(id, known.iter().map(|id| &**id)).map(Into::into);
        self.report(Fault::UnknownReference { referent, id: id.into(), near }, at);
    }
}

/// A table being read against the keys it may have.
pub(super) struct Entry<'a, 'f, 'i> {
    pub(super) file: &'a mut FileReader<'f>,
    table: &'a DeTable<'i>,
    fields: &'a [&'a [Field]],
    at: Range<usize>,
    /// Keys that an unknown key is a misspelling of: reported as that, not as missing.
    misspelt: Vec<&'static str>,
}

impl<'a, 'f, 'i> Entry<'a, 'f, 'i> {
    /// Opens a table; keys that `fields` does not list are reported at once.
    pub(super) fn new(
        file: &'a mut FileReader<'f>,
        (table, at): (&'a DeTable<'i>, Range<usize>),
        fields: &'a [&'a [Field]],
    ) -> Self {
        let mut entry = Self { file, table, fields, at, misspelt: Vec::new() };
        for (key, _) in entry.table {
            if entry.field(key.get_ref()).is_none() {
                let expected: Vec<_> =
                    fields.iter().flat_map(|group| group.iter()).map(|field| field.key).collect();
                entry.misspelt.extend(nearest(key.get_ref(), expected.iter().copied()));
                let fault = Fault::UnknownKey { key: key.get_ref().as_ref().into(), expected };
                entry.file.report(fault, key.span());
            }
        }
        entry
    }

    fn field(&self, key: &str) -> Option<&'a Field> {
        self.fields.iter().flat_map(|group| group.iter()).find(|field| field.key == key)
    }

    /// Where the entry begins.
    pub(super) fn place(&self) -> Place {
        self.file.place(self.at.start)
    }

    /// Reports a mistake of the entry as a whole.
    pub(super) fn report(&mut self, fault: Fault) {
        let at = self.at.clone();
        self.file.report(fault, at);
    }

    /// The value of a key; an absent one is reported if the shape requires it.
    pub(super) fn value(&mut self, key: &'static str) -> Option<&'a Value<'i>> {
        let value = self.table.get(key);
        let field = self.field(key);
        debug_assert!(field.is_some(), "the shape lacks the key {key}");
        let required = field.is_some_and(|field| field.required);
        if value.is_none() && required && !self.misspelt.contains(&key) {
            self.report(Fault::MissingKey { key });
        }
        value
    }

    /// Whether the key is there, whatever its value.
    pub(super) fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    pub(super) fn text(&mut self, key: &'static str) -> Option<Localized> {
        let value = self.value(key)?;
        self.file.text(value)
    }

    pub(super) fn word(&mut self, key: &'static str) -> Option<Box<str>> {
        let value = self.value(key)?;
        let word = self.file.str(Ty::Word, value)?;
        if let Some(Field { ty: Ty::OneOf(allowed), .. }) = self.field(key)
            && !allowed.contains(&word)
        {
            let fault = Fault::UnknownWord { word: word.into(), allowed: allowed.to_vec() };
            self.file.report(fault, value.span());
        }
        Some(word.into())
    }

    pub(super) fn id(&mut self) -> Option<(FactId, Range<usize>)> {
        let value = self.value("id")?;
        let id = self.file.str(Ty::Id, value)?;
        let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if id.is_empty() || !id.chars().all(allowed) {
            self.file.report(Fault::BadId(id.into()), value.span());
        }
        Some((FactId::new(id), value.span()))
    }

    pub(super) fn flag(&mut self, key: &'static str) -> bool {
        match self.value(key) {
            Some(value) => match value.get_ref() {
                DeValue::Boolean(flag) => *flag,
                _ => {
                    self.file.wrong_type(Ty::Flag, value);
                    false
                }
            },
            None => false,
        }
    }

    pub(super) fn whole<T: TryFrom<i64>>(&mut self, key: &'static str) -> Option<T> {
        let allowed = match self.field(key) {
            Some(Field { ty: Ty::Whole(low, high), .. }) => (*low, *high),
            _ => (0, i64::from(u32::MAX)),
        };
        let value = self.value(key)?;
        self.file.whole(allowed, value)?.try_into().ok()
    }

    pub(super) fn number(&mut self, key: &'static str) -> Option<Decimal> {
        let value = self.value(key)?;
        self.file.number(value)
    }

    pub(super) fn date(&mut self, key: &'static str) -> Option<NaiveDate> {
        let value = self.value(key)?;
        self.file.date(value)
    }

    /// The date the entry speaks of: one that the study has reached, and that its source can know.
    pub(super) fn as_of(&mut self, source: Option<&str>) -> Option<NaiveDate> {
        let value = self.value("as_of")?;
        let date = self.file.date(value)?;
        let names = self.file.names;
        if let Some(study) = names.as_of.filter(|study| date > *study) {
            self.file.report(Fault::LateDate { study }, value.span());
        }
        let named = names.sources.iter().zip(&names.published);
        let published = named.filter(|(id, _)| source == Some(id)).find_map(|(_, date)| *date);
        if let Some(published) = published.filter(|published| date > *published) {
            self.file.report(Fault::BeyondSource { published }, value.span());
        }
        Some(date)
    }

    pub(super) fn term<T: Term>(&mut self, key: &'static str) -> Option<T> {
        let value = self.value(key)?;
        self.file.term(value)
    }

    pub(super) fn texts(&mut self, key: &'static str) -> Vec<Localized> {
        let values = self.list(key, Ty::Texts);
        values.iter().filter_map(|value| self.file.text(value)).collect()
    }

    /// The elements of a list; none if the key is absent or no list.
    fn list(&mut self, key: &'static str, ty: Ty) -> &'a [Value<'i>] {
        self.value(key).map_or(&[], |value| self.file.list(ty, value))
    }

    /// Reads each table of a list.
    pub(super) fn tables<T>(
        &mut self,
        key: &'static str,
        mut read: impl FnMut(&mut Entry<'_, 'f, 'i>) -> Option<T>,
    ) -> Vec<T> {
        let Some(Field { ty: ty @ Ty::Tables(fields), .. }) = self.field(key) else {
            return Vec::new();
        };
        let Some(list) = self.value(key) else { return Vec::new() };
        let fields: [&[Field]; 1] = [fields];
        let mut results = Vec::new();
        for value in self.file.list(*ty, list) {
            let Some(table) = self.file.table(*ty, value) else { continue };
            let mut child = Entry::new(self.file, (table, value.span()), &fields);
            results.extend(read(&mut child));
        }
        results
    }

    pub(super) fn refs(&mut self, key: &'static str) -> Vec<FactId> {
        let values = self.list(key, Ty::Refs);
        values.iter().filter_map(|value| self.fact_of(value)).collect()
    }

    pub(super) fn fact(&mut self, key: &'static str) -> Option<FactId> {
        let value = self.value(key)?;
        self.fact_of(value)
    }

    /// A reference to a fact; whether it exists is known when every file is read.
    fn fact_of(&mut self, value: &Value<'_>) -> Option<FactId> {
        let id = FactId::new(self.file.str(Ty::Ref, value)?);
        self.file.fact_refs.push((id.clone(), value.span()));
        Some(id)
    }

    pub(super) fn category(&mut self, key: &'static str) -> Option<Box<str>> {
        let names = self.file.names;
        self.known(key, (Referent::Category, &names.categories))
    }

    pub(super) fn source(&mut self, key: &'static str) -> Option<Box<str>> {
        let names = self.file.names;
        self.known(key, (Referent::Source, &names.sources))
    }

    fn known(
        &mut self,
        key: &'static str,
        (referent, ids): (Referent, &[Box<str>]),
    ) -> Option<Box<str>> {
        let value = self.value(key)?;
        let id = self.file.str(Ty::Ref, value)?;
        if ids.iter().any(|known| **known == *id) {
            self.file.uses.note(referent, id);
        } else {
            self.file.unknown(referent, id, ids, value.span());
        }
        Some(id.into())
    }

    pub(super) fn market(&mut self, key: &'static str) -> Option<MarketIndex> {
        let value = self.value(key)?;
        self.market_of(value)
    }

    pub(super) fn markets(&mut self, key: &'static str) -> Vec<MarketIndex> {
        let values = self.list(key, Ty::Markets);
        values.iter().filter_map(|value| self.market_of(value)).collect()
    }

    fn market_of(&mut self, value: &Value<'_>) -> Option<MarketIndex> {
        let id = self.file.str(Ty::Ref, value)?;
        let names = self.file.names;
        let index = names.markets.iter().position(|known| **known == *id);
        if index.is_none() {
            self.file.unknown(Referent::Market, id, &names.markets, value.span());
        }
        index.map(MarketIndex)
    }

    /// A table with a value per market, each read by `read`.
    pub(super) fn per_market<T>(
        &mut self,
        key: &'static str,
        read: impl FnMut(&mut FileReader<'f>, &Value<'_>) -> Option<T>,
    ) -> PerMarket<T> {
        let table =
            self.value(key).and_then(|value| self.file.table(Ty::PerMarket(&Ty::Word), value));
        let Some(table) = table else { return PerMarket::default() };
        let names = self.file.names;
        PerMarket::new(self.file.keyed((Referent::Market, &names.markets), table, read))
    }

    /// A table with a number per market.
    pub(super) fn numbers(&mut self, key: &'static str) -> PerMarket<Decimal> {
        self.per_market(key, FileReader::number)
    }

    /// A table with a number per platform, in platform order.
    pub(super) fn per_platform(&mut self, key: &'static str) -> Vec<Option<Decimal>> {
        let table = self.value(key).and_then(|value| self.file.table(Ty::PerPlatform, value));
        let Some(table) = table else { return Vec::new() };
        let names = self.file.names;
        self.file.keyed((Referent::Platform, &names.platforms), table, FileReader::number)
    }

    /// What of the entry is the study author's own.
    pub(super) fn ours(&mut self) -> Ours {
        let Some(value) = self.value("ours") else { return Ours::Nothing };
        match value.get_ref() {
            DeValue::Boolean(true) => Ours::Whole,
            DeValue::Boolean(false) => Ours::Nothing,
            _ => {
                let keys = self.file.list(Ty::Ours, value);
                let word = |value| self.file.str(Ty::Word, value).map(Into::into);
                Ours::Keys(keys.iter().filter_map(word).collect())
            }
        }
    }

    /// Strings under free keys, in alphabetical order of the keys.
    pub(super) fn free(&mut self, key: &'static str) -> Vec<(Box<str>, Box<str>)> {
        let table = self.value(key).and_then(|value| self.file.table(Ty::Free, value));
        let Some(table) = table else { return Vec::new() };
        table
            .iter()
            .filter_map(|(key, value)| {
                Some((key.get_ref().as_ref().into(), self.file.str(Ty::Word, value)?.into()))
            })
            .collect()
    }
}

/// Equal for names that differ in case, blanks and full-width characters alone.
pub(super) fn name_key(name: &Localized) -> u64 {
    let mut hasher = DefaultHasher::new();
    for lang in [Lang::Zh, Lang::En] {
        for c in name.get(lang).chars().filter(|c| !c.is_whitespace()) {
            // Full-width forms of ASCII stand in a block of their own, in the same order.
            let narrow = match c {
                '\u{FF01}'..='\u{FF5E}' => {
                    u32::from(c).checked_sub(0xFEE0).and_then(char::from_u32).unwrap_or(c)
                }
                c => c,
            };
            narrow.to_lowercase().for_each(|c| hasher.write_u32(c.into()));
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
