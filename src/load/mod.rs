//! From TOML files to a [`Study`], with every problem at its place.
//!
//! Reads all files piece by piece, parses the pieces in parallel, keeps whatever can be kept and
//! reports the rest: a bad value costs its key, a bad file costs its facts, never the study. It must
//! not compute anything from the facts.

mod broken;
mod crew;
mod document;
mod entry;
mod extras;
mod fault;
mod files;
mod header;
mod hints;
mod iso;
mod join;
mod kinds;
mod money;
mod pieces;
mod reader;
mod reading;
mod shape;
mod shelf;
mod twins;
mod values;
mod wording;

#[cfg(test)]
mod fuzz;
#[cfg(test)]
mod mistakes;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::collections::HashMap;

use crate::model::{Body, Place, Study};
pub use document::DEFAULTS;
pub use extras::{BRAINSTORM, FISHBONE};
pub(crate) use fault::LOOKS;
pub use fault::{Advice, Fault, Lost, Problem, Referent, Severity, Slip, Span, nearest};
use files::Input;
pub use files::{BUILT_IN, LoadError, Origin, StudyFile};
pub use header::HEADER;
pub(crate) use hints::did_you_mean;
pub use kinds::SHAPES;
use pieces::PIECE;
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
    /// The texts of the files, aligned with [`Study::files`]; empty where nothing points into them,
    /// because a study may be larger than what is read from it.
    pub texts: Vec<Cow<'static, str>>,
    /// The folder or file it was read from; the place of a problem that is in no file.
    pub origin: Box<str>,
    /// What could not be read in full.
    pub lost: Lost,
    /// How many errors and warnings the edition has that the study is compared with.
    pub former_problems: (usize, usize),
}

impl Loaded {
    /// Line and column of a span's start.
    #[must_use]
    pub fn place(&self, span: &Span) -> Place {
        let text = self.texts.get(span.file as usize).map_or("", |text| text);
        reader::place(span.file, text, &reader::line_starts(text), span.bytes.start)
    }

    /// Lines and columns of the starts of many spans.
    pub fn places<'s>(&self, spans: impl Iterator<Item = &'s Span>) -> Vec<Place> {
        let mut lines: HashMap<u32, Vec<usize>> = HashMap::new();
        let mut place = |span: &Span| {
            let text = self.texts.get(span.file as usize).map_or("", |text| text);
            let starts = lines.entry(span.file).or_insert_with(|| reader::line_starts(text));
            reader::place(span.file, text, starts, span.bytes.start)
        };
        spans.map(&mut place).collect()
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
pub fn load(origin: &Origin) -> Result<Loaded, LoadError> {
    load_telling(origin, &|_, _| {})
}

/// Loads a study and tells how far it is: bytes taken in, and bytes in all.
///
/// # Errors
/// As for [`load`].
pub fn load_telling(origin: &Origin, tell: &dyn Fn(usize, usize)) -> Result<Loaded, LoadError> {
    read_from(origin, Keep::Problems, tell)
}

fn read_from(
    origin: &Origin,
    keep: Keep,
    tell: &dyn Fn(usize, usize),
) -> Result<Loaded, LoadError> {
    let mut loaded = read(files::find(origin)?, keep, tell);
    if let Origin::Path(path) = origin {
        loaded.origin = path.to_string_lossy().into();
        let is_folder = path.is_dir();
        for problem in &mut loaded.problems {
            match problem.fault {
                Fault::NoStudyFile if is_folder => problem.span = Span::NOWHERE,
                Fault::NoStudyFile => problem.fault = Fault::NoHeader,
                _ => {}
            }
        }
    }
    Ok(loaded)
}

/// Loads a study with the earlier edition to compare it with, if there is one, and tells how far it
/// is. The texts of files with claims are kept, for what is found of the claims points into them.
///
/// # Errors
/// As for [`load`], for either of the two.
pub fn load_compared(
    origin: &Origin,
    former: Option<&Origin>,
    tell: &dyn Fn(usize, usize),
) -> Result<Loaded, LoadError> {
    let edition = former.map(|former| load_telling(former, tell)).transpose()?;
    let mut loaded = read_from(origin, Keep::ProblemsAndClaims, tell)?;
    if let Some(edition) = edition {
        loaded.former_problems = edition.counts();
        loaded.study = std::mem::take(&mut loaded.study).compared_with(edition.study);
    }
    Ok(loaded)
}

/// Loads a study and keeps the texts of files with claims as well, to point into them later.
///
/// # Errors
/// As for [`load`].
pub fn load_with_texts(origin: &Origin) -> Result<Loaded, LoadError> {
    read_from(origin, Keep::ProblemsAndClaims, &|_, _| {})
}

/// Loads a study from texts, the header file first.
#[must_use]
pub fn from_files(files: Vec<StudyFile>) -> Loaded {
    read(files.into_iter().map(Input::Held).collect(), Keep::ProblemsAndClaims, &|_, _| {})
}

/// Which texts outlive the reading: those that somebody may point into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Keep {
    Problems,
    ProblemsAndClaims,
}

fn read(inputs: Vec<Input>, keep: Keep, tell: &dyn Fn(usize, usize)) -> Loaded {
    read_in((inputs, PIECE), keep, tell)
}

/// Reads files in pieces of about so many bytes.
fn read_in((inputs, size): (Vec<Input>, usize), keep: Keep, tell: &dyn Fn(usize, usize)) -> Loaded {
    let (study, problems, lost) = reading::read((&inputs, size), tell).finish();
    let mut kept = vec![false; inputs.len()];
    let spans = problems.iter().flat_map(|p| std::iter::once(&p.span).chain(&p.related));
    let claims = study.facts.iter().filter(|fact| matches!(fact.body, Body::Claim(_)));
    let claims = claims.filter(|_| keep == Keep::ProblemsAndClaims).map(|fact| fact.place.file);
    for file in spans.map(|span| span.file).chain(claims) {
        if let Some(kept) = kept.get_mut(file as usize) {
            *kept = true;
        }
    }
    let files = inputs.iter().map(Input::name).collect();
    let text = |(input, kept): (Input, bool)| if kept { input.into_text() } else { "".into() };
    let texts = inputs.into_iter().zip(kept).map(text).collect();
    Loaded { study: Study { files, ..study }, problems, texts, lost, ..Loaded::default() }
}
