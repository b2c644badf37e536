//! The page of problems: what `check` finds in the files and of the claims, each at its place.
//!
//! Findings are reached and worded elsewhere, and once per study; drawing must not look for them.

use std::cell::OnceCell;

use super::canvas::Canvas;
use super::pages::PageLine;
use super::state::State;
use crate::exchange::problems::Finding;
use crate::load::{Loaded, Origin, Severity};
use crate::model::{Lang, Place, counted};

/// What was found, with its line and column.
#[derive(Debug)]
pub(crate) struct Located {
    place: Place,
    finding: Finding,
}

impl Located {
    /// Places what was found about a study.
    pub(crate) fn all(loaded: &Loaded, found: Vec<Finding>) -> Vec<Self> {
        let places = loaded.places(found.iter().map(|finding| &finding.span));
        places.into_iter().zip(found).map(|(place, finding)| Self { place, finding }).collect()
    }
}

/// What was found, once it is asked for.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) all: OnceCell<Vec<Located>>,
    pub(crate) tally: OnceCell<Tally>,
}

/// How many findings are errors, warnings and notes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) errors: usize,
    pub(crate) warnings: usize,
    pub(crate) notes: usize,
}

impl Tally {
    /// Counts what is this bad.
    pub(crate) fn of(all: impl Iterator<Item = Severity>) -> Self {
        let mut tally = Self::default();
        for severity in all {
            *match severity {
                Severity::Error => &mut tally.errors,
                Severity::Warning => &mut tally.warnings,
                Severity::Note => &mut tally.notes,
            } += 1;
        }
        tally
    }

    /// The same for findings.
    pub(crate) fn of_found(found: &[Located]) -> Self {
        Self::of(found.iter().map(|located| located.finding.severity))
    }

    /// Whether somebody should mend something.
    pub(crate) fn is_bad(self) -> bool {
        self.errors + self.warnings > 0
    }

    /// Errors and warnings in words.
    pub(crate) fn text(self, lang: Lang) -> String {
        let Self { errors, warnings, .. } = self;
        lang.pick(
            format!("{errors} 个错误，{warnings} 个警告"),
            format!(
                "{}, {}",
                counted(errors, "error", "errors"),
                counted(warnings, "warning", "warnings")
            ),
        )
    }

    /// All three in words.
    fn whole_text(self, lang: Lang) -> String {
        let (text, notes) = (self.text(lang), self.notes);
        lang.pick(
            format!("{text}，{notes} 条说明"),
            format!("{text}, {}", counted(notes, "note", "notes")),
        )
    }
}

/// The lines of the page: how many findings there are, then every one of them as `check` lists them.
pub(super) fn lines(state: &State, cols: u16, canvas: &Canvas<'_>) -> Vec<PageLine> {
    let found = state.findings();
    let mut lines = former(state, cols, canvas);
    let tally = Tally::of_found(found).whole_text(state.lang);
    lines.push(vec![(tally, canvas.theme.title)]);
    for located in found {
        lines.push(Vec::new());
        lines.extend(of_finding(state, located, cols, canvas));
    }
    lines
}

/// Where, what, what to know, what to do.
fn of_finding(
    state: &State,
    Located { place, finding }: &Located,
    cols: u16,
    canvas: &Canvas<'_>,
) -> Vec<PageLine> {
    let theme = &canvas.theme;
    let loaded = &state.loaded;
    let file = state.study().files.get(place.file as usize).unwrap_or(&loaded.origin);
    let style = match finding.severity {
        Severity::Error => theme.bad,
        Severity::Warning => theme.fair,
        Severity::Note => theme.plain,
    };
    let mut lines = vec![vec![(format!("{file}:{}:{}", place.line, place.column), theme.key)]];
    let mut add = |text: &str, style| {
        for line in canvas.measure.wrap(text, usize::from(cols.max(8)) - 2) {
            lines.push(vec![("  ".to_owned(), theme.plain), (line, style)]);
        }
    };
    add(&format!("{} {}", finding.code, finding.message), style);
    for text in finding.notes.iter().flat_map(|note| note.lines()).chain(finding.help.as_deref()) {
        add(text, theme.faint);
    }
    lines
}

/// That the study compared with has problems, and who lists them.
fn former(state: &State, cols: u16, canvas: &Canvas<'_>) -> Vec<PageLine> {
    let ((errors, warnings), lang) = (state.loaded.former_problems, state.lang);
    let Some(Origin::Path(path)) = &state.former else { return Vec::new() };
    if errors + warnings == 0 {
        return Vec::new();
    }
    let path = path.display();
    let text = Tally { errors, warnings, notes: 0 }.text(lang);
    let text = lang.pick(
        format!("对照的研究有{text}：`herringbone check {path}`"),
        format!("the study compared with has {text}: `herringbone check {path}`"),
    );
    let lines = canvas.measure.wrap(&text, cols.max(8).into()).into_iter();
    lines.map(|line| vec![(line, canvas.theme.fair)]).collect()
}
