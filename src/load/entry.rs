//! Reading one TOML table: typed access to its keys, every mistake reported at its place.
//!
//! A wrong value never stops the reading: it is reported and left out. This file must not know any
//! kind of fact.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use toml::de::{DeTable, DeValue};

use super::fault::{Fault, Referent, nearest};
use super::reader::{FileReader, Reference, Value};
use super::shape::{Field, Ty};
use crate::model::{
    FactId, Kind, Lang, Localized, MarketIndex, Ours, PerMarket, Place, Term, Word,
};

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
                entry.misspelt.extend(nearest(key.get_ref(), entry.keys()));
                entry.unknown_key(key.get_ref(), key.span());
            }
        }
        entry
    }

    /// The keys that the entry may have.
    fn keys(&self) -> impl Iterator<Item = &'static str> + use<'a> {
        self.fields.iter().flat_map(|group| group.iter()).map(|field| field.key)
    }

    fn unknown_key(&mut self, key: &str, at: Range<usize>) {
        let fault = Fault::UnknownKey { key: key.into(), expected: self.keys().collect() };
        self.file.report(fault, at);
    }

    /// Takes a key that is none of these for the one it is a misspelling of.
    pub(super) fn excuse(&mut self, key: &str, known: &[&'static str]) {
        if !known.contains(&key) {
            self.misspelt.extend(nearest(key, known.iter().copied()));
        }
    }

    fn field(&self, key: &str) -> Option<&'a Field> {
        self.fields.iter().flat_map(|group| group.iter()).find(|field| field.key == key)
    }

    /// Where the entry begins.
    pub(super) fn place(&self) -> Place {
        self.file.place(self.at.start)
    }

    /// Where in the file its id stands.
    pub(super) fn id_place(&self) -> Option<Range<usize>> {
        self.table.get("id").map(|value| self.file.in_file(value.span()))
    }

    /// Where in the text the entry stands.
    pub(super) fn at(&self) -> Range<usize> {
        self.at.clone()
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

    /// A text that has to say something, in both languages.
    pub(super) fn wording(&mut self, key: &'static str) -> Option<Localized> {
        let value = self.value(key)?;
        let text = self.file.text(value)?;
        if [Lang::Zh, Lang::En].into_iter().any(|lang| text.get(lang).trim().is_empty()) {
            self.file.report(Fault::Blank, value.span());
        }
        Some(text)
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

    /// A word that many entries repeat.
    pub(super) fn shared_word(&mut self, key: &'static str) -> Option<Word> {
        self.word(key).map(|word| self.file.shelf.word(&word))
    }

    /// A text that many entries repeat.
    pub(super) fn shared_text(&mut self, key: &'static str) -> Option<Arc<Localized>> {
        self.text(key).map(|text| self.file.shelf.text(text))
    }

    pub(super) fn id(&mut self) -> Option<(FactId, Range<usize>)> {
        let value = self.value("id")?;
        let id = self.file.str(Ty::Id, value)?;
        let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if id.is_empty() || !id.chars().all(allowed) {
            self.file.report(Fault::BadId(id.into()), value.span());
        }
        Some((FactId::new(id), self.file.in_file(value.span())))
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
            self.file.report(Fault::BeyondSource { date, published }, value.span());
        }
        Some(date)
    }

    /// Reports a source of the entry's own that cannot know the date of the file's defaults.
    pub(super) fn check_default_date(&mut self, date: Option<NaiveDate>) {
        let (Some(date), Some(value)) = (date, self.table.get("source")) else { return };
        let named = self.file.names.sources.iter().zip(&self.file.names.published);
        let mut named = named.filter(|(id, _)| Some(&***id) == value.get_ref().as_str());
        let published = named.find_map(|(_, published)| *published);
        if let Some(published) = published.filter(|published| date > *published) {
            self.file.report(Fault::BeyondSource { date, published }, value.span());
        }
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

    /// Reads each table of a list whose ids are unique: a second of one id is reported and left out.
    /// What cannot be read, or is not there and has to be, is remembered as lost.
    pub(super) fn declared<T>(
        &mut self,
        (key, referent): (&'static str, Referent),
        mut read: impl FnMut(&mut Entry<'_, 'f, 'i>) -> Option<T>,
    ) -> Vec<T> {
        let is_list = self.table.get(key).map(|value| value.get_ref().is_array());
        let is_required = self.field(key).is_some_and(|field| field.required);
        let mut lost = !is_list.unwrap_or(!is_required && !self.misspelt.contains(&key));
        let mut seen: HashMap<Box<str>, Range<usize>> = HashMap::new();
        let results = self.tables(key, |entry| {
            if entry.is_twin(&mut seen) {
                return None;
            }
            let before = entry.file.problems.len();
            let result = read(entry);
            lost |= result.is_none() || entry.file.refused_id_since(before);
            result
        });
        if lost {
            self.file.lost.push(referent);
        }
        results
    }

    /// Whether the id of this entry is among those seen; reports it if so, and adds it if not.
    fn is_twin(&mut self, seen: &mut HashMap<Box<str>, Range<usize>>) -> bool {
        let Some(value) = self.table.get("id") else { return false };
        let Some(id) = value.get_ref().as_str() else { return false };
        if let Some(first) = seen.get(id) {
            let first = Some(first.clone());
            self.file.report_beside(Fault::DuplicateId(id.into()), value.span(), first);
            return true;
        }
        seen.insert(id.into(), value.span());
        false
    }

    /// References to facts of any kind.
    pub(super) fn refs(&mut self, key: &'static str) -> Vec<FactId> {
        self.refs_to(key, &[])
    }

    /// References to facts of these kinds.
    pub(super) fn refs_to(&mut self, key: &'static str, wanted: &'static [Kind]) -> Vec<FactId> {
        let values = self.list(key, Ty::Refs);
        values.iter().filter_map(|value| self.fact_of(value, wanted)).collect()
    }

    /// A reference to a fact of these kinds.
    pub(super) fn fact(&mut self, key: &'static str, wanted: &'static [Kind]) -> Option<FactId> {
        let value = self.value(key)?;
        self.fact_of(value, wanted)
    }

    /// A reference to a fact; whether it exists is known when every file is read.
    fn fact_of(&mut self, value: &Value<'_>, wanted: &'static [Kind]) -> Option<FactId> {
        let id = FactId::new(self.file.str(Ty::Ref, value)?);
        let at = self.file.span(value.span());
        if !self.file.is_broken(&value.span()) {
            self.file.fact_refs.push(Reference { id: id.clone(), at, wanted });
        }
        Some(id)
    }

    pub(super) fn category(&mut self, key: &'static str) -> Option<Word> {
        let names = self.file.names;
        self.known(key, (Referent::Category, &names.categories))
    }

    pub(super) fn source(&mut self, key: &'static str) -> Option<Word> {
        let names = self.file.names;
        self.known(key, (Referent::Source, &names.sources))
    }

    /// The id under a key, which is to be one of those known.
    pub(super) fn known(
        &mut self,
        key: &'static str,
        (referent, ids): (Referent, &[Box<str>]),
    ) -> Option<Word> {
        let value = self.value(key)?;
        let id = self.file.str(Ty::Ref, value)?;
        if ids.iter().any(|known| **known == *id) {
            self.file.uses.note(referent, id);
        } else {
            self.file.unknown(referent, id, ids, value.span());
        }
        Some(self.file.shelf.word(id))
    }

    /// The index of the market under a key, among these.
    pub(super) fn market_among(
        &mut self,
        key: &'static str,
        markets: &[Box<str>],
    ) -> Option<MarketIndex> {
        let value = self.value(key)?;
        self.one_of(value, markets)
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
        let names = self.file.names;
        self.one_of(value, &names.markets)
    }

    fn one_of(&mut self, value: &Value<'_>, markets: &[Box<str>]) -> Option<MarketIndex> {
        let id = self.file.str(Ty::Ref, value)?;
        let index = markets.iter().position(|known| **known == *id);
        if index.is_none() {
            self.file.unknown(Referent::Market, id, markets, value.span());
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
                Ours::Keys(keys.iter().filter_map(|key| self.own_key(key)).collect())
            }
        }
    }

    /// A key of the entry, named by a list.
    fn own_key(&mut self, value: &Value<'_>) -> Option<Box<str>> {
        let key = self.file.str(Ty::Word, value)?;
        if self.field(key).is_none() {
            self.unknown_key(key, value.span());
        }
        Some(key.into())
    }

    /// Strings under free keys, in alphabetical order of the keys. Most keys are those of the entry, a
    /// market or a platform: one that is nearly such a key is in doubt.
    pub(super) fn free(&mut self, key: &'static str) -> Vec<(Box<str>, Box<str>)> {
        let table = self.value(key).and_then(|value| self.file.table(Ty::Free, value));
        let Some(table) = table else { return Vec::new() };
        let mut strings = Vec::new();
        for (key, value) in table {
            if let Some(near) = self.meant(key.get_ref()) {
                let fault = Fault::StrangeKey { key: key.get_ref().as_ref().into(), near };
                self.file.report(fault, key.span());
            }
            let text = self.file.str(Ty::Word, value);
            strings.extend(text.map(|text| (key.get_ref().as_ref().into(), text.into())));
        }
        strings
    }

    /// What a free key is probably a misspelling of.
    fn meant(&self, key: &str) -> Option<Box<str>> {
        let names = self.file.names;
        let ids = names.markets.iter().chain(&names.platforms).map(|id| &**id);
        if self.field(key).is_some() || ids.clone().any(|id| id == key) {
            return None;
        }
        // Any two short words are alike.
        let is_long = |word: &&str| word.len() > 2;
        let near = nearest(key, self.keys().filter(is_long));
        near.or_else(|| nearest(key, ids.filter(is_long))).map(Box::from)
    }
}
