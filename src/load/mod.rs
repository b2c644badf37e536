//! From TOML files to a [`Study`], with every problem at its place.
//!
//! Reads all files, parses them in parallel, keeps whatever can be kept and reports the rest: a bad
//! value costs its key, a bad file costs its facts, never the study. It must not compute anything
//! from the facts.

mod document;
mod entry;
mod extras;
mod fault;
mod files;
mod header;
mod join;
mod kinds;
mod money;
mod pieces;
mod reader;
mod shape;
mod wording;

#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::{io, num::NonZero};

use crate::model::{Place, Study};
pub use document::DEFAULTS;
use document::{Document, Part};
pub use extras::{BRAINSTORM, FISHBONE};
pub use fault::{Fault, Problem, Referent, Severity, Span, nearest};
use files::HEADER_FILE;
pub use files::{BUILT_IN, Origin, StudyFile};
pub use header::HEADER;
pub use kinds::SHAPES;
use pieces::{Piece, pieces};
use reader::Names;
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
        reader::place(span.file, text, &reader::line_starts(text), span.bytes.start)
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
/// threads, a piece at a time.
///
/// # Errors
/// As for [`load`].
pub fn load_telling(origin: &Origin, tell: &(dyn Fn(usize, usize) + Sync)) -> io::Result<Loaded> {
    let files = files::read(origin)?;
    let progress = Progress::new(&files, tell);
    Ok(read(files, Keep::TextsWithProblems, &progress))
}

/// Loads a study and keeps the texts of all its files, to point into them later.
///
/// # Errors
/// As for [`load`].
pub fn load_with_texts(origin: &Origin) -> io::Result<Loaded> {
    let files = files::read(origin)?;
    let progress = Progress::new(&files, &|_, _| {});
    Ok(read(files, Keep::AllTexts, &progress))
}

/// Loads a study from texts, the header file first.
#[must_use]
pub fn from_files(files: Vec<StudyFile>) -> Loaded {
    let progress = Progress::new(&files, &|_, _| {});
    read(files, Keep::TextsWithProblems, &progress)
}

/// How far the reading is, in bytes.
struct Progress<'a> {
    taken: AtomicUsize,
    total: usize,
    tell: &'a (dyn Fn(usize, usize) + Sync),
}

impl<'a> Progress<'a> {
    fn new(files: &[StudyFile], tell: &'a (dyn Fn(usize, usize) + Sync)) -> Self {
        let total = files.iter().map(|file| file.text.len()).sum();
        Self { taken: AtomicUsize::new(0), total, tell }
    }

    fn take(&self, piece: &Piece) {
        let before = self.taken.fetch_add(piece.bytes.len(), Ordering::Relaxed);
        (self.tell)(before + piece.bytes.len(), self.total);
    }
}

/// Which texts outlive the reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Keep {
    TextsWithProblems,
    AllTexts,
}

fn read(files: Vec<StudyFile>, keep: Keep, progress: &Progress<'_>) -> Loaded {
    let Some((first, rest)) = files.split_first() else {
        return join::join(Study::default(), vec![no_study_file()], (files, keep));
    };
    let cut = pieces(&first.text);
    let document = Document::parse((0, first), cut.first());
    let is_header = first.name.ends_with(HEADER_FILE) || document.is_header();
    let (study, mut header) = document.read_header(is_header);
    if !is_header {
        header.problems.push(no_study_file().problems.remove(0));
    }
    let names = Names::of(&study);
    let mut parts = vec![header];
    parts.extend(read_first(document, cut, (&names, is_header), progress));
    parts.extend(read_rest(rest, &names, progress));
    join::join(study, parts, (files, keep))
}

/// The facts of the file that holds the header, whose first piece is parsed already.
fn read_first(
    document: Document<'_>,
    cut: Vec<Piece>,
    (names, is_header): (&Names, bool),
    progress: &Progress<'_>,
) -> Vec<Part> {
    let file = document.file();
    let sound = document.is_sound();
    let (defaults, part) = document.read_facts(names, is_header);
    cut.first().into_iter().for_each(|piece| progress.take(piece));
    if cut.len() < 2 {
        return vec![part];
    }
    let others = parallel(cut.get(1..).unwrap_or_default(), |piece| {
        let part = Document::parse(file, Some(piece)).read_piece(names, &defaults);
        progress.take(piece);
        part
    });
    let others: Option<Vec<Part>> = others.into_iter().collect();
    match others.filter(|_| sound) {
        Some(others) => std::iter::once(part).chain(others).collect(),
        None => vec![Document::parse(file, None).read_facts(names, is_header).1],
    }
}

/// The facts of the other files: first what comes first in each, then all other pieces at once.
fn read_rest(files: &[StudyFile], names: &Names, progress: &Progress<'_>) -> Vec<Part> {
    let files: Vec<(u32, &StudyFile)> = (1..).zip(files).collect();
    let firsts = parallel(&files, |file| {
        let cut = pieces(&file.1.text);
        let document = Document::parse(*file, cut.first());
        let sound = document.is_sound();
        let read = document.read_facts(names, false);
        cut.first().into_iter().for_each(|piece| progress.take(piece));
        (read, cut, sound)
    });
    let mut jobs = Vec::new();
    for (file, ((defaults, _), cut, _)) in files.iter().zip(&firsts) {
        jobs.extend(cut.iter().skip(1).map(|piece| (*file, defaults, piece)));
    }
    let mut pieces = parallel(&jobs, |(file, defaults, piece)| {
        let part = Document::parse(*file, Some(piece)).read_piece(names, defaults);
        progress.take(piece);
        part
    })
    .into_iter();
    let mut parts = Vec::new();
    for (file, ((_, part), cut, sound)) in files.iter().zip(firsts) {
        let others: Vec<Option<Part>> = pieces.by_ref().take(cut.len() - 1).collect();
        let others: Option<Vec<Part>> = others.into_iter().collect();
        match others.filter(|others| sound || others.is_empty()) {
            Some(others) => parts.extend(std::iter::once(part).chain(others)),
            None => parts.push(Document::parse(*file, None).read_facts(names, false).1),
        }
    }
    parts
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

fn no_study_file() -> Part {
    let span = Span::default();
    let problems = vec![Problem { fault: Fault::NoStudyFile, span, related: None }];
    Part { problems, ..Part::default() }
}
