//! Findings as text: drawn by annotate-snippets, which measures in display columns.
//!
//! Gives the drawing library only the lines a finding points at, so that a hundred findings in a
//! large file do not read it a hundred times.

use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::{Finding, Findings};
use crate::load::{Severity, Span};
use crate::model::Lang;

/// Lines of a value that spans many: the rest says no more.
const LINES: usize = 4;

pub(super) fn render(findings: &Findings<'_>, colours: bool) -> String {
    let renderer = if colours { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.decor_style(DecorStyle::Ascii);
    let mut out = String::new();
    for finding in findings.list {
        out.push_str(&renderer.render(&[group(findings, finding)]));
        out.push_str("\n\n");
    }
    out
}

fn level(severity: Severity, lang: Lang) -> Level<'static> {
    match (severity, lang) {
        (Severity::Error, Lang::En) => Level::ERROR,
        (Severity::Error, Lang::Zh) => Level::ERROR.with_name("错误"),
        (Severity::Warning, Lang::En) => Level::WARNING,
        (Severity::Warning, Lang::Zh) => Level::WARNING.with_name("警告"),
        (Severity::Note, Lang::En) => Level::NOTE,
        (Severity::Note, Lang::Zh) => Level::NOTE.with_name("说明"),
    }
}

fn group<'a>(findings: &'a Findings<'_>, finding: &'a Finding) -> Group<'a> {
    let lang = findings.lang;
    let title = level(finding.severity, lang).primary_title(&*finding.message).id(finding.code);
    let mut group = match finding.span {
        Span::NOWHERE => title.element(Origin::path(findings.file(&finding.span).0)),
        _ => title.element(snippet(findings, &finding.span, (AnnotationKind::Primary, None))),
    };
    if let Some((span, why)) = &finding.related {
        group = group.element(snippet(findings, span, (AnnotationKind::Context, Some(why))));
    }
    for note in &finding.notes {
        group = group.element(Level::NOTE.with_name(lang.pick("说明", "note")).message(&**note));
    }
    match &finding.help {
        Some(help) => {
            group.element(Level::HELP.with_name(lang.pick("帮助", "help")).message(&**help))
        }
        None => group,
    }
}

fn snippet<'a>(
    findings: &'a Findings<'_>,
    span: &Span,
    (kind, label): (AnnotationKind, Option<&'a str>),
) -> Snippet<'a, Annotation<'a>> {
    let (name, text) = findings.file(span);
    let (lines, first) = window(text, &span.bytes);
    let source = text.get(lines.clone()).unwrap_or("");
    let within = |offset: usize| offset.saturating_sub(lines.start).min(source.len());
    let marked = within(span.bytes.start)..within(span.bytes.end.max(span.bytes.start));
    let annotation = kind.span(marked).label(label);
    Snippet::source(source).line_start(first).path(name).annotation(annotation)
}

/// The whole lines around a range, at most [`LINES`], and the number of the first.
fn window(text: &str, bytes: &Range<usize>) -> (Range<usize>, usize) {
    let before = text.get(..bytes.start).unwrap_or(text);
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let number = before.matches('\n').count() + 1;
    let rest = text.get(start..).unwrap_or("");
    let asked = bytes.end.max(bytes.start) - start.min(bytes.end);
    let mut end = 0;
    for line in rest.split_inclusive('\n').take(LINES) {
        end += line.len();
        if end >= asked {
            break;
        }
    }
    (start..start + end, number)
}
