//! From TOML files to a [`Study`], with every problem at its place.
//!
//! Reads all files, parses them in parallel, keeps whatever can be kept and reports the rest: a bad
//! value costs its key, a bad file costs its facts, never the study. It must not compute anything
//! from the facts.

mod entry;
mod extras;
mod fault;
mod files;
mod header;
mod kinds;
mod shape;

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;
use std::thread;
use std::{io, num::NonZero};

use chrono::NaiveDate;
use toml::de::DeTable;

use crate::model::{
    Brainstorm, Dimension, Fact, FactId, Place, Remarks, Study, StudyFishbone, Term,
};
use entry::{Entry, FileReader, Names, Value};
pub use extras::{BRAINSTORM, FISHBONE};
pub use fault::{Fault, Problem, Referent, Severity, Span, nearest};
use files::HEADER_FILE;
pub use files::{BUILT_IN, Origin, StudyFile};
pub use header::HEADER;
pub use kinds::SHAPES;
use shape::may;
pub use shape::{COMMON, Field, Shape, Ty};

/// A study as far as it could be read, with its problems and the texts they point into.
#[derive(Debug, Clone, Default)]
pub struct Loaded {
    /// The study.
    pub study: Study,
    /// Every problem, by file and place.
    pub problems: Vec<Problem>,
    /// The texts of the files, aligned with [`Study::files`]; those of files without a problem are
    /// empty unless asked for, because a study may be larger than what is read from it.
    pub texts: Vec<Cow<'static, str>>,
}

impl Loaded {
    /// Line and column of a span's start.
    #[must_use]
    pub fn place(&self, span: &Span) -> Place {
        let text = self.texts.get(span.file as usize).map_or("", |text| text);
        entry::place(span.file, text, &entry::line_starts(text), span.bytes.start)
    }

    /// How many problems are errors, and how many warnings.
    #[must_use]
    pub fn counts(&self) -> (usize, usize) {
        let errors = self.problems.iter().filter(|p| p.fault.severity() == Severity::Error).count();
        (errors, self.problems.len() - errors)
    }
}

/// Loads a study.
///
/// # Errors
/// Only if there is nothing at the path; everything else becomes a problem of the result.
pub fn load(origin: &Origin) -> io::Result<Loaded> {
    Ok(from_files(files::read(origin)?))
}

/// Loads a study and keeps the texts of all its files, to point into them later.
///
/// # Errors
/// As for [`load`].
pub fn load_with_texts(origin: &Origin) -> io::Result<Loaded> {
    let files = files::read(origin)?;
    let texts = files.iter().map(|file| file.text.clone()).collect();
    Ok(Loaded { texts, ..from_files(files) })
}

/// Loads a study from texts, the header file first.
#[must_use]
pub fn from_files(files: Vec<StudyFile>) -> Loaded {
    let Some((first, rest)) = files.split_first() else {
        return assemble(Study::default(), vec![no_study_file()], files);
    };
    let document = Document::parse(0, first);
    let is_header = first.name.ends_with(HEADER_FILE) || document.table.contains_key("format");
    let (study, mut header) = document.read_header(is_header);
    if !is_header {
        header.problems.push(no_study_file().problems.remove(0));
    }
    let names = Names::of(&study);
    let others: Vec<(u32, &StudyFile)> = (1..).zip(rest).collect();
    let mut parts = vec![header, document.read_facts(&names, is_header)];
    parts.extend(parallel(&others, |(index, file)| {
        Document::parse(*index, file).read_facts(&names, false)
    }));
    assemble(study, parts, files)
}

/// Runs `work` over `items` on as many threads as there are processors, results in order.
fn parallel<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let threads = thread::available_parallelism().map_or(1, NonZero::get).min(items.len());
    if threads < 2 {
        return items.iter().map(work).collect();
    }
    // Dealt out like cards, so that neighbours of like size share the threads.
    let deal = |hand: usize| {
        let mine = items.iter().enumerate().skip(hand).step_by(threads);
        mine.map(|(index, item)| (index, work(item))).collect::<Vec<_>>()
    };
    let mut results: Vec<(usize, R)> = thread::scope(|scope| {
        let hands: Vec<_> = (0..threads).map(|hand| scope.spawn(move || deal(hand))).collect();
        let join = |hand: thread::ScopedJoinHandle<'_, _>| match hand.join() {
            Ok(results) => results,
            Err(panic) => std::panic::resume_unwind(panic),
        };
        hands.into_iter().flat_map(join).collect()
    });
    results.sort_by_key(|(index, _)| *index);
    results.into_iter().map(|(_, result)| result).collect()
}

/// What one file gives.
#[derive(Default)]
struct Part {
    facts: Vec<(Fact, Range<usize>)>,
    fishbone: Option<StudyFishbone>,
    brainstorm: Option<Brainstorm>,
    problems: Vec<Problem>,
    fact_refs: Vec<(FactId, Span)>,
}

/// A parsed file.
struct Document<'t> {
    index: u32,
    text: &'t str,
    table: DeTable<'t>,
    problems: Vec<Problem>,
}

impl<'t> Document<'t> {
    fn parse(index: u32, file: &'t StudyFile) -> Self {
        let mut problems = Vec::new();
        let mut report = |fault, bytes| {
            let span = Span { file: index, bytes };
            problems.push(Problem { fault, span, related: None });
        };
        if let Some(fault) = &file.fault {
            report(fault.clone(), 0..0);
        }
        let (table, errors) = DeTable::parse_recoverable(&file.text);
        for error in errors {
            report(Fault::Syntax(error.message().to_owned()), error.span().unwrap_or(0..0));
        }
        Self { index, text: &file.text, table: table.into_inner(), problems }
    }

    fn read_header(&self, is_header: bool) -> (Study, Part) {
        let names = Names::default();
        let mut file = FileReader::new(self.index, self.text, &names);
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
        (study, Part { problems: file.problems, ..Part::default() })
    }

    fn read_facts(self, names: &Names, is_header: bool) -> Part {
        let mut file = FileReader::new(self.index, self.text, names);
        file.problems = self.problems;
        let mut part = Part::default();
        let defaults = self.table.get("defaults").map(|value| Defaults::read(&mut file, value));
        let defaults = defaults.unwrap_or_default();
        for (key, value) in &self.table {
            let word = key.get_ref().as_ref();
            match kinds::shape_of(word) {
                Some(shape) => part.facts.extend(read_kind(&mut file, (shape, &defaults), value)),
                None if word == "fishbone" => {
                    part.fishbone = in_table(&mut file, value, &FISHBONE, extras::fishbone);
                }
                None if word == "brainstorm" => {
                    part.brainstorm = in_table(&mut file, value, &BRAINSTORM, extras::brainstorm);
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
        part.facts.sort_by_key(|(_, span)| span.start);
        part.problems = file.problems;
        let index = self.index;
        let refs = file.fact_refs.into_iter();
        part.fact_refs = refs.map(|(id, bytes)| (id, Span { file: index, bytes })).collect();
        part
    }
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
struct Defaults {
    source: Option<Box<str>>,
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
            as_of: entry.date("as_of"),
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
) -> Vec<(Fact, Range<usize>)> {
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
) -> Option<(Fact, Range<usize>)> {
    let place = entry.place();
    let (id, span) = entry.id()?;
    let dimension = entry.term("dimension").or(defaults.dimension).or(shape.dimension);
    if dimension.is_none() {
        entry.report(Fault::MissingKey { key: "dimension" });
    }
    let source = entry.source("source").or_else(|| defaults.source.clone());
    if source.is_none() {
        entry.report(Fault::NoSource);
    }
    let remarks = read_remarks(entry);
    let fact = Fact {
        id,
        name: entry.text("name").unwrap_or_default(),
        dimension: dimension.unwrap_or(Dimension::Technology),
        category: entry.category("category"),
        source,
        as_of: entry.date("as_of").or(defaults.as_of),
        remarks: (remarks != Remarks::default()).then(|| Box::new(remarks)),
        place,
        body: (shape.read)(entry),
    };
    Some((fact, span))
}

fn read_remarks(entry: &mut Entry<'_, '_, '_>) -> Remarks {
    Remarks {
        locator: entry.text("at"),
        note: entry.text("note"),
        doubt: entry.text("doubt"),
        ours: entry.ours(),
        printed: entry.free("printed"),
    }
}

fn no_study_file() -> Part {
    let span = Span::default();
    let problems = vec![Problem { fault: Fault::NoStudyFile, span, related: None }];
    Part { problems, ..Part::default() }
}

/// Joins the parts and checks what only the whole can tell: ids used twice, references to nothing.
fn assemble(mut study: Study, parts: Vec<Part>, files: Vec<StudyFile>) -> Loaded {
    let mut problems = Vec::new();
    let mut first_use: HashMap<FactId, Span> = HashMap::new();
    let mut refs = Vec::new();
    for part in parts {
        problems.extend(part.problems);
        refs.extend(part.fact_refs);
        study.fishbone = study.fishbone.or(part.fishbone);
        study.brainstorm = study.brainstorm.or(part.brainstorm);
        study.facts.reserve(part.facts.len());
        for (fact, bytes) in part.facts {
            let span = Span { file: fact.place.file, bytes };
            if let Some(first) = first_use.get(&fact.id) {
                let fault = Fault::DuplicateId(fact.id.as_str().into());
                problems.push(Problem { fault, span, related: Some(first.clone()) });
            } else {
                first_use.insert(fact.id.clone(), span);
                study.facts.push(fact);
            }
        }
    }
    for (id, span) in refs {
        if !first_use.contains_key(&id) {
            problems.push(dangling(&id, span, first_use.keys()));
        }
    }
    // Kinds of facts before claims about them; within a kind by file and place.
    study.facts.sort_by_key(|fact| fact.body.kind());
    problems.sort_by_key(|problem| (problem.span.file, problem.span.bytes.start));
    study.files = files.iter().map(|file| file.name.clone()).collect();
    let texts = texts_with_problems(files, &problems);
    Loaded { study, problems, texts }
}

fn dangling<'a>(id: &FactId, span: Span, known: impl Iterator<Item = &'a FactId>) -> Problem {
    let near = nearest(id.as_str(), known.map(FactId::as_str)).map(Into::into);
    let fault = Fault::UnknownReference { referent: Referent::Fact, id: id.as_str().into(), near };
    Problem { fault, span, related: None }
}

/// Keeps the texts that problems point into and frees the others.
fn texts_with_problems(files: Vec<StudyFile>, problems: &[Problem]) -> Vec<Cow<'static, str>> {
    let pointed_at = |file: usize| {
        let spans = problems.iter().flat_map(|p| std::iter::once(&p.span).chain(&p.related));
        spans.into_iter().any(|span| span.file as usize == file)
    };
    files
        .into_iter()
        .enumerate()
        .map(|(index, file)| if pointed_at(index) { file.text } else { Cow::Borrowed("") })
        .collect()
}
