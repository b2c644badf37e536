//! Reads the files of a study in order: pieces out, facts in, on all processors.
//!
//! A large file is read in pieces and, if they do not mean what the whole means, once more and whole.
//! It must not judge what is read.

use std::num::NonZero;
use std::sync::Arc;
use std::thread::{self, Scope};

use super::crew::Crew;
use super::document::{Defaults, Document, Part};
use super::fault::{Fault, Problem, Span};
use super::files::{Input, StudyFile};
use super::join::Joint;
use super::pieces::{Cutter, Piece, Uncut};
use super::reader::{Desk, Names};
use super::shelf::Shelf;
use crate::model::Study;

/// The files, and about how long their pieces are.
type Files<'a> = (&'a [Input], usize);

/// Files of fewer pieces are read whole: cutting them would cost more than it saves.
const FEW: usize = 8;

/// Told how many bytes are taken in, and how many there are.
type Tell<'a> = &'a dyn Fn(usize, usize);

/// Reads every file.
pub(super) fn read(files: Files<'_>, tell: Tell<'_>) -> Joint {
    // Everything hangs on the header, so nothing of a header that was cut in vain is kept.
    let whole = |Uncut| read_in(files, tell, Manner::Whole);
    let read = read_in(files, tell, Manner::Pieces).or_else(whole);
    read.unwrap_or_else(|Uncut| Joint::new(Study::default()))
}

/// How the file with the header is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Manner {
    Pieces,
    Whole,
}

fn read_in(files: Files<'_>, tell: Tell<'_>, manner: Manner) -> Result<Joint, Uncut> {
    let (inputs, size) = files;
    let Some(first) = inputs.first() else { return Ok(without_study()) };
    let (whole, piece);
    let mut cutter = None;
    let document = if manner == Manner::Pieces && first.bytes() >= FEW * size {
        let others = cutter.insert(cutter_of(first, size)?);
        piece = others.next()?.ok_or(Uncut)?;
        Some(Document::piece(0, &piece)).filter(Document::is_sound).ok_or(Uncut)?
    } else {
        whole = first.whole();
        Document::whole(0, &whole)
    };
    let is_header = first.is_header_file() || document.is_header();
    let (study, header) = document.read_header(is_header);
    let names = Names::of(&study, header.lost.clone());
    let mut joint = Joint::new(study);
    joint.add(header);
    // What cannot be read may be anything.
    if !is_header && document.is_read() {
        joint.add(no_study_file());
    }
    thread::scope(|scope| {
        let mut course = Course::new(scope, (files, &names, tell), joint);
        let (defaults, part) = document.read_facts(course.desk(), is_header);
        course.add(part, first.bytes().min(size));
        if let Some(cutter) = cutter {
            course.follow(0, cutter, defaults)?;
        }
        for (index, input) in (0..).zip(inputs).skip(1) {
            course.file(index, input);
        }
        course.settle();
        Ok(course.joint)
    })
}

type FileCutter<'a> = Cutter<Box<dyn std::io::Read + 'a>>;

fn cutter_of(input: &Input, size: usize) -> Result<FileCutter<'_>, Uncut> {
    Ok(Cutter::new(input.open().map_err(|_| Uncut)?, size))
}

/// What a thread is given to read.
enum Job {
    Whole(u32),
    Piece(u32, Piece, Arc<Defaults>),
}

/// What came of it, and of how many bytes; nothing if the file has to be read whole.
type Done = (Option<Part>, usize);

fn work(job: Job, inputs: &[Input], desk: Desk<'_>) -> Done {
    match job {
        Job::Whole(index) => {
            let input = inputs.get(index as usize);
            let part = input.map(|input| read_whole(index, &input.whole(), desk));
            (part, input.map_or(0, Input::bytes))
        }
        Job::Piece(index, piece, defaults) => {
            (Document::piece(index, &piece).read_piece(desk, &defaults), piece.text.len())
        }
    }
}

fn read_whole(index: u32, file: &StudyFile, desk: Desk<'_>) -> Part {
    Document::whole(index, file).read_facts(desk, false).1
}

/// The reading on its way through the files.
struct Course<'s> {
    joint: Joint,
    crew: Crew<'s, Job, Done>,
    names: &'s Names,
    shelf: Shelf,
    size: usize,
    /// Whether a piece of the present file did not hold facts alone.
    is_uncut: bool,
    taken: usize,
    total: usize,
    tell: Tell<'s>,
}

impl<'s> Course<'s> {
    fn new(
        scope: &'s Scope<'s, '_>,
        ((inputs, size), names, tell): (Files<'s>, &'s Names, Tell<'s>),
        joint: Joint,
    ) -> Self {
        let total = inputs.iter().map(Input::bytes).sum();
        let jobs = inputs.len() - 1 + total / size;
        let threads = thread::available_parallelism().map_or(1, NonZero::get).min(jobs);
        let crew = Crew::start(scope, if threads < 2 { 0 } else { threads }, || {
            let shelf = Shelf::default();
            move |job| work(job, inputs, Desk { names, shelf: &shelf })
        });
        let shelf = Shelf::default();
        Self { joint, crew, names, shelf, size, is_uncut: false, taken: 0, total, tell }
    }

    fn desk(&self) -> Desk<'_> {
        Desk { names: self.names, shelf: &self.shelf }
    }

    /// Reads a file, a small one at some later time.
    fn file(&mut self, index: u32, input: &Input) {
        if input.bytes() < FEW * self.size {
            self.give(Job::Whole(index));
            return;
        }
        self.settle();
        let mark = self.joint.mark();
        if let Err(Uncut) = self.in_pieces(index, input) {
            self.joint.rewind(mark);
            let part = read_whole(index, &input.whole(), self.desk());
            self.add(part, 0);
        }
    }

    fn in_pieces(&mut self, index: u32, input: &Input) -> Result<(), Uncut> {
        let mut cutter = cutter_of(input, self.size)?;
        let first = cutter.next()?.ok_or(Uncut)?;
        let document = Document::piece(index, &first);
        if !document.is_sound() {
            return Err(Uncut);
        }
        let (defaults, part) = document.read_facts(self.desk(), false);
        self.add(part, first.text.len());
        self.follow(index, cutter, defaults)
    }

    /// Reads the pieces behind the first.
    fn follow(
        &mut self,
        index: u32,
        mut cutter: FileCutter<'_>,
        defaults: Defaults,
    ) -> Result<(), Uncut> {
        let defaults = Arc::new(defaults);
        let mut cut = Ok(());
        while !self.is_uncut && cut.is_ok() {
            cut = match cutter.next() {
                Ok(Some(piece)) => {
                    self.give(Job::Piece(index, piece, defaults.clone()));
                    Ok(())
                }
                Ok(None) => break,
                Err(Uncut) => Err(Uncut),
            };
        }
        self.settle();
        if std::mem::take(&mut self.is_uncut) { Err(Uncut) } else { cut }
    }

    fn give(&mut self, job: Job) {
        if let Some(done) = self.crew.give(job) {
            self.done(done);
        }
    }

    /// Waits until everything that was given is read.
    fn settle(&mut self) {
        while let Some(done) = self.crew.take() {
            self.done(done);
        }
    }

    fn done(&mut self, (part, bytes): Done) {
        match part {
            Some(part) => self.add(part, bytes),
            None => self.is_uncut = true,
        }
    }

    fn add(&mut self, part: Part, bytes: usize) {
        self.joint.add(part);
        // A file that is read twice counts once.
        self.taken = (self.taken + bytes).min(self.total);
        (self.tell)(self.taken, self.total);
    }
}

/// What there is of a study without files.
fn without_study() -> Joint {
    let mut joint = Joint::new(Study::default());
    joint.add(no_study_file());
    joint
}

fn no_study_file() -> Part {
    let span = Span::default();
    let problems = vec![Problem { fault: Fault::NoStudyFile, span, related: None }];
    Part { problems, ..Part::default() }
}
