//! Checks a finished drawing by reading its text, as a person with a finger on the lines would.
//!
//! It must not use the engine: it gets lines, the fishbone they should show and the options, follows
//! every line from the head, reads every label where a line ends, and says what is wrong.

mod bones;
mod expect;
mod fish;
mod frame;
mod grid;
mod quality;
mod vertical;

use std::fmt;

use self::expect::Expected;
use self::grid::Grid;
use super::Options;
use crate::model::Fishbone;

/// What a drawing has to satisfy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Rule {
    /// Every label appears once and whole.
    OnceEach,
    /// Labels keep a blank from what stands beside them.
    Apart,
    /// Every line leads somewhere, and every label hangs on one.
    Connected,
    /// Every cause hangs on its own parent.
    Direction,
    /// No line is wider than the page, none ends with blanks or holds a tab.
    Width,
    /// A rib keeps to its column, or moves one column a row.
    Aligned,
    /// In ASCII drawings only labels hold other characters.
    Ascii,
    /// The bones are shared between the sides.
    Balanced,
    /// Labels are wrapped where a reader would.
    Wrapping,
}

/// A rule that a drawing breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// The rule.
    pub rule: Rule,
    /// What was seen instead.
    pub message: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}: {}", self.rule, self.message)
    }
}

/// What is found while a drawing is read.
#[derive(Debug, Default)]
struct Findings {
    violations: Vec<Violation>,
}

impl Findings {
    fn add(&mut self, rule: Rule, message: impl Into<String>) {
        self.violations.push(Violation { rule, message: message.into() });
    }
}

/// Everything that is wrong with `text` as a drawing of `fishbone` under `options`.
///
/// Labels made of the glyphs that drawings are made of may be taken for lines.
#[must_use]
pub fn violations(text: &str, fishbone: &Fishbone, options: &Options) -> Vec<Violation> {
    let mut findings = Findings::default();
    check_lines(text, options, &mut findings);
    let mut grid = Grid::new(text, options);
    let expected = Expected::new(fishbone, options);
    if expected.bones.is_empty() {
        frame::read(&mut grid, (0, 0), &expected.effect, &mut findings);
    } else if let Some(spines) = fish::spines(&grid) {
        let expected = expected.heaviest_last(options);
        fish::read(&mut grid, &spines, &expected, &mut findings);
    } else {
        vertical::read(&mut grid, &expected, &mut findings);
    }
    for (row, col, seen) in grid.left_over() {
        findings.add(
            Rule::Connected,
            format!("{seen:?} at row {row}, column {col} belongs to nothing"),
        );
    }
    findings.violations
}

fn check_lines(text: &str, options: &Options, findings: &mut Findings) {
    for (row, line) in text.lines().enumerate() {
        let cols = options.measure.cols(line);
        if cols > options.cols {
            findings.add(Rule::Width, format!("row {row} takes {cols} columns"));
        }
        if line.ends_with(' ') || line.chars().any(char::is_control) {
            findings.add(
                Rule::Width,
                format!("row {row} ends with a blank or holds a control character"),
            );
        }
    }
}
