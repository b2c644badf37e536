//! Reads one parsed file: its header, its facts, its fishbone.
//!
//! Knows the top level of a file and what every fact has; the values of each kind are read by its
//! shape. It must not look at other files.

use std::borrow::Cow;
use std::ops::Range;

use chrono::NaiveDate;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::broken::{self, Broken};
use super::entry::Entry;
use super::extras::{self, BRAINSTORM, FISHBONE};
use super::fault::{Fault, Problem, Referent, Severity, Span};
use super::files::{StudyFile, Unread};
use super::header::{self, DECLARED, HEADER};
use super::kinds::{self, SHAPES};
use super::pieces::Piece;
use super::reader::{self, Desk, FileReader, Names, Reference, Source, Start, Stated, Uses, Value};
use super::shape::{COMMON, Field, Shape, Ty, may};
use super::shelf::Shelf;
use crate::model::{
    Brainstorm, Dimension, Fact, FactId, Remarks, Study, StudyFishbone, Term, Word,
};

/// A source or a category with the place of its id in the header file.
pub(super) type Declared = (Referent, Box<str>, Range<usize>);

/// A fact with what the whole study needs to judge it.
pub(super) struct Read {
    pub(super) fact: Fact,
    /// Where its id stands.
    pub(super) id: Range<usize>,
    /// Equal for names that look alike; see [`reader::name_key`].
    pub(super) name_key: u64,
}

/// What one file gives.
#[derive(Default)]
pub(super) struct Part {
    pub(super) facts: Vec<Read>,
    pub(super) fishbone: Option<StudyFishbone>,
    pub(super) brainstorm: Option<Brainstorm>,
    /// The date that the file sets for its facts.
    pub(super) default_day: Option<(u32, NaiveDate)>,
    pub(super) problems: Vec<Problem>,
    pub(super) fact_refs: Vec<Reference>,
    pub(super) stated: Vec<Stated>,
    /// What could not be read in full: what refers to one that is not there may be right.
    pub(super) lost: Vec<Referent>,
    /// The facts that lack something that is written of them.
    pub(super) flawed: Vec<FactId>,
    /// Sources and categories that the header declares.
    pub(super) declared: Vec<Declared>,
    /// Sources and categories that are referred to.
    pub(super) uses: Uses,
}

/// A file, or a piece of one, parsed.
pub(super) struct Document<'t> {
    index: u32,
    /// The text that was parsed, and where in the file it begins.
    text: &'t str,
    start: Start,
    table: DeTable<'t>,
    problems: Vec<Problem>,
    broken: Broken,
    /// Whether there was a file to read.
    is_read: bool,
}

impl<'t> Document<'t> {
    /// Parses a whole file.
    pub(super) fn whole(index: u32, file: &'t StudyFile) -> Self {
        let Some(Unread { fault, at }) = file.unread() else {
            return Self::parse(index, (&file.text, Start::default()));
        };
        let mut document = Self::parse(index, ("", Start::default()));
        let span = Span { file: index, bytes: at };
        document.problems.insert(0, Problem { fault, span, related: None });
        Self { is_read: false, ..document }
    }

    /// Parses a piece of a file.
    pub(super) fn piece(index: u32, piece: &'t Piece) -> Self {
        Self::parse(index, (&piece.text, piece.start))
    }

    fn parse(index: u32, (text, start): (&'t str, Start)) -> Self {
        let mut problems = Vec::new();
        let mut broken = Broken::default();
        let (table, errors) = DeTable::parse_recoverable(text);
        for error in errors {
            let at = error.span().unwrap_or(0..0);
            // The parser goes on after a mistake and stumbles over the rest of its table.
            if broken.add(text, at.start) {
                let fault = broken::fault(error.message(), text, &at);
                let bytes = start.byte + at.start..start.byte + at.end;
                problems.push(Problem { fault, span: Span { file: index, bytes }, related: None });
            }
        }
        Self { index, text, start, table: table.into_inner(), problems, broken, is_read: true }
    }

    /// Whether there was a text to parse.
    pub(super) fn is_read(&self) -> bool {
        self.is_read
    }

    /// Whether the file says what format it is in, as a header does.
    pub(super) fn is_header(&self) -> bool {
        self.table.contains_key("format")
    }

    /// Whether it is valid TOML without facts: the first piece of a file that may be cut.
    pub(super) fn is_sound(&self) -> bool {
        let facts = self.table.keys().any(|key| kinds::shape_of(key.get_ref()).is_some());
        self.problems.is_empty() && !facts
    }

    /// Whether it is valid TOML that holds whole facts and nothing else. A table that is no list
    /// belongs to a fact of the piece before.
    fn holds_facts_alone(&self) -> bool {
        let is_list = |value: &Value<'_>| matches!(value.get_ref(), DeValue::Array(_));
        let facts = |(key, value): (&Spanned<Cow<'_, str>>, &Value<'_>)| {
            is_list(value) && kinds::shape_of(key.get_ref()).is_some()
        };
        self.problems.is_empty() && self.table.iter().all(facts)
    }

    /// Reads what only a header has.
    pub(super) fn read_header(&self, is_header: bool) -> (Study, Part) {
        let (names, shelf) = (Names::default(), Shelf::default());
        let mut file = self.reader(Desk { names: &names, shelf: &shelf });
        let mut study = Study::default();
        let is_own = |key: &str| is_header && HEADER.iter().any(|field| field.key == key);
        let own = self.table.iter().filter(|(key, _)| is_own(key.get_ref()));
        let own: DeTable<'_> = own.map(|(key, value)| (key.clone(), value.clone())).collect();
        if own.is_empty()
            || self.broken.names(self.text).any(|word| kinds::shape_of(word).is_none())
        {
            file.lost = DECLARED.to_vec();
        }
        if !own.is_empty() {
            let fields: [&[Field]; 1] = [&HEADER];
            // Its first key stands for the header as the line in brackets does for any other table.
            let first = own.keys().map(Spanned::span).min_by_key(|span| span.start);
            let mut entry = Entry::new(&mut file, (&own, first.unwrap_or(0..0)), &fields);
            self.table.keys().for_each(|key| entry.excuse(key.get_ref(), &top_level(true)));
            study = header::read(&mut entry);
        } else if is_header && self.problems.is_empty() {
            file.report(Fault::EmptyHeader, 0..0);
        }
        let FileReader { problems, declared, uses, lost, .. } = file;
        (study, Part { problems, declared, uses, lost, ..Part::default() })
    }

    fn reader<'f>(&'f self, desk: Desk<'f>) -> FileReader<'f> {
        let source = Source { text: self.text, start: self.start, broken: &self.broken };
        FileReader::new(self.index, source, desk)
    }

    /// Reads the facts, and what the facts of the file have in common.
    pub(super) fn read_facts(mut self, desk: Desk<'_>, is_header: bool) -> (Defaults, Part) {
        let (problems, table) =
            (std::mem::take(&mut self.problems), std::mem::take(&mut self.table));
        let mut file = self.reader(desk);
        if !problems.is_empty() {
            file.lost.push(Referent::Fact);
        }
        file.problems = problems;
        let defaults = table.get("defaults").map(|value| Defaults::read(&mut file, value));
        let defaults = defaults.unwrap_or_default();
        let default_day = defaults.as_of.map(|day| (self.index, day));
        let part = read_tables(table, file, (&defaults, is_header));
        (defaults, Part { default_day, ..part })
    }

    /// Reads a piece that has to hold facts alone; nothing if it does not.
    pub(super) fn read_piece(mut self, desk: Desk<'_>, defaults: &Defaults) -> Option<Part> {
        if !self.holds_facts_alone() {
            return None;
        }
        let table = std::mem::take(&mut self.table);
        Some(read_tables(table, self.reader(desk), (defaults, false)))
    }
}

fn read_tables(
    table: DeTable<'_>,
    mut file: FileReader<'_>,
    (defaults, is_header): (&Defaults, bool),
) -> Part {
    let mut part = Part::default();
    for (key, value) in table {
        let word = key.get_ref().as_ref();
        match kinds::shape_of(word) {
            Some(shape) => read_kind(&mut file, (shape, defaults), &value, &mut part),
            None if word == "fishbone" => {
                part.fishbone = in_table(&mut file, &value, &FISHBONE, extras::fishbone);
            }
            None if word == "brainstorm" => {
                part.brainstorm = in_table(&mut file, &value, &BRAINSTORM, extras::brainstorm);
            }
            None if word == "defaults" => {}
            None if is_header && HEADER.iter().any(|field| field.key == word) => {}
            None => {
                let fault = Fault::UnknownKey { key: word.into(), expected: top_level(is_header) };
                file.report(fault, key.span());
                if matches!(value.get_ref(), DeValue::Array(_) | DeValue::Table(_)) {
                    // It may have meant to be facts.
                    file.lost.push(Referent::Fact);
                }
            }
        }
    }
    part.facts.sort_by_key(|read| read.id.start);
    let FileReader { problems, uses, fact_refs, stated, lost, .. } = file;
    Part { problems, uses, fact_refs, stated, lost, ..part }
}

/// The keys a file may have at its top level.
fn top_level(is_header: bool) -> Vec<&'static str> {
    let header = if is_header { HEADER.as_slice() } else { &[] };
    let header = header.iter().map(|field| field.key);
    let kinds = SHAPES.iter().map(|shape| shape.kind.word());
    header.chain(["defaults", "fishbone", "brainstorm"]).chain(kinds).collect()
}

/// What the facts of a file have in common.
#[derive(Default)]
pub(super) struct Defaults {
    source: Option<Word>,
    as_of: Option<NaiveDate>,
    dimension: Option<Dimension>,
}

/// The keys of `[defaults]`.
pub static DEFAULTS: [Field; 3] = [
    may("source", Ty::Ref, "来源 id", "id of a [[source]]"),
    may("as_of", Ty::Date, "事实所指日期", "the date the facts speak of"),
    may("dimension", Ty::Word, "所属维度", "the side of the business the facts belong to"),
];

impl Defaults {
    fn read(file: &mut FileReader<'_>, value: &Value<'_>) -> Self {
        in_table(file, value, &DEFAULTS, |entry| {
            let source = entry.source("source");
            let as_of = entry.as_of(source.as_deref());
            Self { source, as_of, dimension: entry.term("dimension") }
        })
        .unwrap_or_default()
    }
}

/// Reads a table against the keys it may have; anything else is reported.
fn in_table<'f, 'i, T>(
    file: &mut FileReader<'f>,
    value: &Value<'i>,
    fields: &'static [Field],
    read: impl FnOnce(&mut Entry<'_, 'f, 'i>) -> T,
) -> Option<T> {
    let table = file.table(Ty::Table(fields), value)?;
    Some(read(&mut Entry::new(file, (table, value.span()), &[fields])))
}

fn read_kind(
    file: &mut FileReader<'_>,
    (shape, defaults): (&'static Shape, &Defaults),
    value: &Value<'_>,
    part: &mut Part,
) {
    for value in file.list(Ty::Tables(shape.fields), value) {
        let before = file.problems.len();
        let read = file.table(Ty::Table(shape.fields), value).and_then(|table| {
            let fields = [COMMON.as_slice(), shape.fields];
            read_fact(&mut Entry::new(file, (table, value.span()), &fields), (shape, defaults))
        });
        if read.is_none() || file.refused_id_since(before) {
            file.lost.push(Referent::Fact);
        }
        let is_error = |problem: &Problem| problem.fault.severity() == Severity::Error;
        let is_flawed =
            file.is_broken(&value.span()) || file.reported_since(before).iter().any(is_error);
        part.flawed.extend(read.iter().filter(|_| is_flawed).map(|read| read.fact.id.clone()));
        part.facts.extend(read);
    }
}

/// Reads one fact; only one without an id is lost.
fn read_fact(
    entry: &mut Entry<'_, '_, '_>,
    (shape, defaults): (&'static Shape, &Defaults),
) -> Option<Read> {
    let place = entry.place();
    let (id, span) = entry.id()?;
    let dimension = entry.term("dimension").or(defaults.dimension).or(shape.dimension);
    if dimension.is_none() && !entry.has("dimension") {
        entry.report(Fault::MissingKey { key: "dimension" });
    }
    let source = entry.source("source").or_else(|| defaults.source.clone());
    if source.is_none() && !entry.has("source") {
        entry.report(Fault::NoSource);
    }
    let locator = entry.shared_text("at");
    let remarks = read_remarks(entry);
    if !entry.has("as_of") {
        entry.check_default_date(defaults.as_of);
    }
    let as_of = entry.as_of(source.as_deref()).or(defaults.as_of);
    let fact = Fact {
        id,
        name: entry.wording("name").unwrap_or_default(),
        dimension: dimension.unwrap_or(Dimension::Technology),
        category: entry.category("category"),
        source,
        locator,
        as_of,
        remarks: (remarks != Remarks::default()).then(|| Box::new(remarks)),
        place,
        body: (shape.read)(entry),
    };
    let name_key = reader::name_key(shape.kind, &fact.name);
    Some(Read { fact, id: span, name_key })
}

fn read_remarks(entry: &mut Entry<'_, '_, '_>) -> Remarks {
    Remarks {
        note: entry.text("note"),
        doubt: entry.text("doubt"),
        ours: entry.ours(),
        printed: entry.free("printed"),
    }
}
