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
mod join;
mod kinds;
mod shape;
mod wording;

#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::{io, num::NonZero};

use chrono::NaiveDate;
use toml::de::DeTable;

use crate::model::{
    Brainstorm, Dimension, Fact, FactId, Place, Remarks, Study, StudyFishbone, Term,
};
use entry::{Entry, FileReader, Names, Uses, Value};
pub use extras::{BRAINSTORM, FISHBONE};
pub use fault::{Fault, Problem, Referent, Severity, Span, nearest};
use files::HEADER_FILE;
pub use files::{BUILT_IN, Origin, StudyFile};
pub use header::HEADER;
pub use kinds::SHAPES;
use shape::may;
pub use shape::{COMMON, Field, Shape, Ty};

/// The largest study file that is read, in MiB.
pub const MAX_MIB: u64 = 512;

/// How deeply tables and lists may be nested; the TOML parser enforces it.
pub const MAX_DEPTH: usize = 80;

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
        let count = |severity| {
            self.problems.iter().filter(|problem| problem.fault.severity() == severity).count()
        };
        (count(Severity::Error), count(Severity::Warning))
    }
}

/// Loads a study.
///
/// # Errors
/// Only if there is nothing at the path; everything else becomes a problem of the result.
pub fn load(origin: &Origin) -> io::Result<Loaded> {
    Ok(from_files(files::read(origin)?))
}

/// Loads a study and tells how far it is: bytes taken in, and bytes in all. Told from several
/// threads, a file at a time.
///
/// # Errors
/// As for [`load`].
pub fn load_telling(origin: &Origin, tell: &(dyn Fn(usize, usize) + Sync)) -> io::Result<Loaded> {
    Ok(from_files_telling(files::read(origin)?, tell))
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
    from_files_telling(files, &|_, _| {})
}

fn from_files_telling(files: Vec<StudyFile>, tell: &(dyn Fn(usize, usize) + Sync)) -> Loaded {
    let total = files.iter().map(|file| file.text.len()).sum();
    let taken = AtomicUsize::new(0);
    let tell = |file: &StudyFile| {
        let before = taken.fetch_add(file.text.len(), Ordering::Relaxed);
        tell(before + file.text.len(), total);
    };
    let Some((first, rest)) = files.split_first() else {
        return join::join(Study::default(), vec![no_study_file()], files);
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
    tell(first);
    parts.extend(parallel(&others, |(index, file)| {
        let part = Document::parse(*index, file).read_facts(&names, false);
        tell(file);
        part
    }));
    join::join(study, parts, files)
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

/// A source or a category with the place of its id in the header file.
type Declared = (Referent, Box<str>, Range<usize>);

/// A fact with what the whole study needs to judge it.
struct Read {
    fact: Fact,
    /// Where its id stands.
    id: Range<usize>,
    /// Equal for names that look alike; see [`entry::name_key`].
    name_key: u64,
}

/// What one file gives.
#[derive(Default)]
struct Part {
    facts: Vec<Read>,
    fishbone: Option<StudyFishbone>,
    brainstorm: Option<Brainstorm>,
    problems: Vec<Problem>,
    fact_refs: Vec<(FactId, Span)>,
    /// Sources and categories that the header declares.
    declared: Vec<Declared>,
    /// Sources and categories that are referred to.
    uses: Uses,
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
        let mut last_line = None;
        for error in errors {
            let span = error.span().unwrap_or(0..0);
            // The parser goes on after a mistake and stumbles over the rest of its line.
            let line = file.text.get(..span.start).map(|before| before.matches('\n').count());
            if last_line.replace(line) != Some(line) {
                report(syntax_fault(error.message()), span);
            }
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
        let FileReader { problems, declared, uses, .. } = file;
        (study, Part { problems, declared, uses, ..Part::default() })
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
        part.facts.sort_by_key(|read| read.id.start);
        part.problems = file.problems;
        part.uses = file.uses;
        let index = self.index;
        let refs = file.fact_refs.into_iter();
        part.fact_refs = refs.map(|(id, bytes)| (id, Span { file: index, bytes })).collect();
        part
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
    let remarks = read_remarks(entry);
    let as_of = entry.as_of(source.as_deref()).or(defaults.as_of);
    let fact = Fact {
        id,
        name: entry.text("name").unwrap_or_default(),
        dimension: dimension.unwrap_or(Dimension::Technology),
        category: entry.category("category"),
        source,
        as_of,
        remarks: (remarks != Remarks::default()).then(|| Box::new(remarks)),
        place,
        body: (shape.read)(entry),
    };
    let name_key = entry::name_key(&fact.name);
    Some(Read { fact, id: span, name_key })
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
