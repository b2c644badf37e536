//! Diagnostics out: the findings about a study as text with carets, JSON and SARIF.
//!
//! A [`Finding`] is worded once; the formats lay it out. It must not decide what is wrong.

mod claims;
mod codes;
mod followers;
mod json;
mod sarif;
mod text;

use std::ops::Range;

use crate::analysis::claims::Verdict;
use crate::load::{Fault, Loaded, Problem, Severity, Span};
use crate::model::Lang;
pub use claims::{of_verdicts, severities};
pub use codes::{CODES, Code, code};

/// Something to say about a place of a study.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The stable code.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// One sentence without a full stop.
    pub message: String,
    /// What to know beside it.
    pub notes: Vec<String>,
    /// What to do about it.
    pub help: Option<String>,
    /// Where.
    pub span: Span,
    /// Another place that matters, and why.
    pub related: Option<(Span, String)>,
}

impl Finding {
    /// A problem of loading, in words.
    #[must_use]
    pub fn of(problem: &Problem, lang: Lang) -> Self {
        let related = problem.related.clone();
        let why = match problem.fault {
            Fault::DuplicateId(_) => lang.pick("第一次用在这里", "first used here"),
            Fault::RepeatedPeriod(_) => lang.pick("第一次写在这里", "first written here"),
            Fault::Circle(_) => lang.pick("下一条在这里", "the next one is here"),
            _ => lang.pick("另一处在这里", "the other one is here"),
        };
        Self {
            code: problem.fault.code(),
            severity: problem.fault.severity(),
            message: problem.fault.message(lang),
            notes: Vec::new(),
            help: Some(problem.fault.hint(lang)),
            span: problem.span.clone(),
            related: related.map(|span| (span, why.to_owned())),
        }
    }
}

/// All findings about a study, with the texts they point into.
#[derive(Debug, Clone, Copy)]
pub struct Findings<'a> {
    /// The study and its texts.
    pub loaded: &'a Loaded,
    /// What was found, in reading order.
    pub list: &'a [Finding],
    /// What came of recomputing the claims.
    pub verdicts: &'a [Verdict],
    /// The language of the words between the findings.
    pub lang: Lang,
}

/// Everything to say about a study that was loaded with its texts, by place.
#[must_use]
pub fn findings(loaded: &Loaded, verdicts: &[Verdict], lang: Lang) -> Vec<Finding> {
    let mut list: Vec<Finding> =
        loaded.problems.iter().map(|problem| Finding::of(problem, lang)).collect();
    list.extend(of_verdicts(loaded, verdicts, lang));
    // What is in no file comes first.
    list.sort_by_key(|finding| (finding.span.file.wrapping_add(1), finding.span.bytes.start));
    list
}

impl Findings<'_> {
    /// How many findings are that bad.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.list.iter().filter(|finding| finding.severity == severity).count()
    }

    /// Text in the manner of compilers: message, place, the line with a caret, help.
    #[must_use]
    pub fn to_text(&self, colours: bool) -> String {
        text::render(self, colours)
    }

    /// JSON: counts, and one object per finding with its place.
    #[must_use]
    pub fn to_json(&self) -> serde_json::Value {
        json::render(self)
    }

    /// SARIF 2.1.0, as code hosts and editors read it
    /// (<https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>).
    #[must_use]
    pub fn to_sarif(&self) -> serde_json::Value {
        sarif::render(self)
    }

    fn file(&self, span: &Span) -> (&str, &str) {
        let index = span.file as usize;
        let name = self.loaded.study.files.get(index).map_or(&*self.loaded.origin, |name| name);
        let text = self.loaded.texts.get(index).map_or("", |text| text);
        (name, text)
    }
}

/// Start and end of a range as lines and columns in characters, from 1; the end is exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Region {
    start: (usize, usize),
    end: (usize, usize),
}

fn region(text: &str, bytes: &Range<usize>) -> Region {
    let at = |offset: usize| {
        let before = text.get(..offset).unwrap_or(text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
        (line, column)
    };
    Region { start: at(bytes.start), end: at(bytes.end.max(bytes.start)) }
}

/// The word for a severity in machine-readable formats.
fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

#[cfg(test)]
mod tests;
