//! Reads one parsed file: its header, its facts, its fishbone.
//!
//! Knows the top level of a file and what every fact has; the values of each kind are read by its
//! shape. It must not look at other files.

use std::borrow::Cow;
use std::ops::Range;

use chrono::NaiveDate;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::entry::Entry;
use super::extras::{self, BRAINSTORM, FISHBONE};
use super::fault::{Fault, Problem, Referent, Span};
use super::files::StudyFile;
use super::header::{self, HEADER};
use super::kinds::{self, SHAPES};
use super::pieces::Piece;
use super::reader::{self, Desk, FileReader, Names, Start, Uses, Value};
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
    pub(super) fact_refs: Vec<(FactId, Span)>,
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
}

impl<'t> Document<'t> {
    /// Parses a whole file.
    pub(super) fn whole(index: u32, file: &'t StudyFile) -> Self {
        let mut document = Self::parse(index, (&file.text, Start::default()));
        if let Some(fault) = file.fault.clone() {
            let span = Span { file: index, bytes: 0..0 };
            document.problems.insert(0, Problem { fault, span, related: None });
        }
        document
    }

    /// Parses a piece of a file.
    pub(super) fn piece(index: u32, piece: &'t Piece) -> Self {
        Self::parse(index, (&piece.text, piece.start))
    }

    fn parse(index: u32, (text, start): (&'t str, Start)) -> Self {
        let mut problems = Vec::new();
        let mut report = |fault, bytes: Range<usize>| {
            let bytes = start.byte + bytes.start..start.byte + bytes.end;
            problems.push(Problem { fault, span: Span { file: index, bytes }, related: None });
        };
        let (table, errors) = DeTable::parse_recoverable(text);
        let line_starts = if errors.is_empty() { Vec::new() } else { reader::line_starts(text) };
        let mut last_line = None;
        for error in errors {
            let span = error.span().unwrap_or(0..0);
            // The parser goes on after a mistake and stumbles over the rest of its line.
            let line = line_starts.partition_point(|start| *start <= span.start);
            if last_line.replace(line) != Some(line) {
                report(syntax_fault(error.message()), span);
            }
        }
        Self { index, text, start, table: table.into_inner(), problems }
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
        let desk = Desk { names: &names, shelf: &shelf };
        let mut file = FileReader::new(self.index, (self.text, self.start), desk);
        let mut study = Study::default();
        if is_header {
            let own: DeTable<'_> = self
                .table
                .iter()
                .filter(|(key, _)| HEADER.iter().any(|field| *field.key == **key.get_ref()))
                .map(|(key, value)| (key.clone(), value.clone()))
                .collect();
            study = header::read(&mut Entry::new(&mut file, (&own, 0..0), &[&HEADER]));
        }
        let FileReader { problems, declared, uses, .. } = file;
        (study, Part { problems, declared, uses, ..Part::default() })
    }

    /// Reads the facts, and what the facts of the file have in common.
    pub(super) fn read_facts(mut self, desk: Desk<'_>, is_header: bool) -> (Defaults, Part) {
        let mut file = FileReader::new(self.index, (self.text, self.start), desk);
        file.problems = std::mem::take(&mut self.problems);
        let defaults = self.table.get("defaults").map(|value| Defaults::read(&mut file, value));
        let defaults = defaults.unwrap_or_default();
        let default_day = defaults.as_of.map(|day| (self.index, day));
        let part = self.read_tables(file, (&defaults, is_header));
        (defaults, Part { default_day, ..part })
    }

    /// Reads a piece that has to hold facts alone; nothing if it does not.
    pub(super) fn read_piece(self, desk: Desk<'_>, defaults: &Defaults) -> Option<Part> {
        let file = FileReader::new(self.index, (self.text, self.start), desk);
        self.holds_facts_alone().then(|| self.read_tables(file, (defaults, false)))
    }

    fn read_tables(
        self,
        mut file: FileReader<'_>,
        (defaults, is_header): (&Defaults, bool),
    ) -> Part {
        let mut part = Part::default();
        for (key, value) in self.table {
            let word = key.get_ref().as_ref();
            match kinds::shape_of(word) {
                Some(shape) => part.facts.extend(read_kind(&mut file, (shape, defaults), &value)),
                None if word == "fishbone" => {
                    part.fishbone = in_table(&mut file, &value, &FISHBONE, extras::fishbone);
                }
                None if word == "brainstorm" => {
                    part.brainstorm = in_table(&mut file, &value, &BRAINSTORM, extras::brainstorm);
                }
                None if word == "defaults" => {}
                None if is_header && HEADER.iter().any(|field| field.key == word) => {}
                None => {
                    let fault =
                        Fault::UnknownKey { key: word.into(), expected: top_level(is_header) };
                    file.report(fault, key.span());
                }
            }
        }
        part.facts.sort_by_key(|read| read.id.start);
        let FileReader { problems, uses, fact_refs, index, .. } = file;
        let refs = fact_refs.into_iter();
        part.fact_refs = refs.map(|(id, bytes)| (id, Span { file: index, bytes })).collect();
        Part { problems, uses, ..part }
    }
}

fn syntax_fault(message: &str) -> Fault {
    if message.contains("recursion") || message.contains("recurse") {
        return Fault::TooDeep;
    }
    Fault::Syntax(message.to_owned())
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
        in_table(file, value, &DEFAULTS, |entry| Self {
            source: entry.source("source"),
            as_of: entry.as_of(None),
            dimension: entry.term("dimension"),
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
) -> Vec<Read> {
    let entries = file.list(Ty::Tables(shape.fields), value);
    entries
        .iter()
        .filter_map(|value| {
            let table = file.table(Ty::Table(shape.fields), value)?;
            let fields = [COMMON.as_slice(), shape.fields];
            read_fact(&mut Entry::new(file, (table, value.span()), &fields), (shape, defaults))
        })
        .collect()
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
    let as_of = entry.as_of(source.as_deref()).or(defaults.as_of);
    let fact = Fact {
        id,
        name: entry.text("name").unwrap_or_default(),
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
