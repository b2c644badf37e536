//! Findings about claims: figures that differ, were cut off, or cannot be recomputed.
//!
//! What its author already doubts is a note, anything else a warning: a study that reports the
//! mistakes of a document is not itself mistaken. The verdicts are reached elsewhere.

use std::ops::Range;

use super::Finding;
use super::followers::Reported;
use crate::analysis::claims::{Outcome, Unchecked, Verdict};
use crate::analysis::expr::Fault;
use crate::analysis::number::recomputed_text;
use crate::load::{Loaded, Severity, Span};
use crate::model::{Body, Claim, Fact, Lang};

/// Values listed under a finding; more of them would bury it.
const USED: usize = 16;

/// The findings that verdicts give rise to.
#[must_use]
pub fn of_verdicts(loaded: &Loaded, verdicts: &[Verdict], lang: Lang) -> Vec<Finding> {
    let reported = Reported::of(loaded);
    let of = |verdict| {
        let (fact, claim) = claim_of(loaded, verdict)?;
        let judged = judged(&reported, verdict, (fact, claim))?;
        Some(of_claim(loaded, (verdict, judged), (fact, claim, lang)))
    };
    verdicts.iter().filter_map(of).collect()
}

/// How bad those findings are, without wording them.
pub fn severities(loaded: &Loaded, verdicts: &[Verdict]) -> impl Iterator<Item = Severity> {
    let reported = Reported::of(loaded);
    verdicts.iter().filter_map(move |verdict| {
        let (fact, claim) = claim_of(loaded, verdict)?;
        Some(judged(&reported, verdict, (fact, claim))?.1)
    })
}

fn claim_of<'a>(loaded: &'a Loaded, verdict: &Verdict) -> Option<(&'a Fact, &'a Claim)> {
    let fact = loaded.study.facts.get(verdict.row)?;
    match &fact.body {
        Body::Claim(claim) => Some((fact, claim)),
        _ => None,
    }
}

/// The code of what is wrong with a claim and how bad it is; none if nothing is, or if that follows
/// from a mistake of loading.
fn judged(
    reported: &Reported<'_>,
    verdict: &Verdict,
    (fact, claim): (&Fact, &Claim),
) -> Option<(&'static str, Severity)> {
    let known = if fact.doubt().is_some() { Severity::Note } else { Severity::Warning };
    let judged = match &verdict.outcome {
        Outcome::Differs { .. } => ("HB040", known),
        Outcome::CutOff => ("HB041", Severity::Note),
        Outcome::Unchecked(Unchecked::Fault(fault)) if fault.is_mistake() => {
            ("HB043", Severity::Error)
        }
        Outcome::Unchecked(Unchecked::Fault(_) | Unchecked::NotANumber) => ("HB042", known),
        _ => return None,
    };
    (!reported.explains(verdict, claim)).then_some(judged)
}

fn of_claim(
    loaded: &Loaded,
    (verdict, (code, severity)): (&Verdict, (&'static str, Severity)),
    (fact, claim, lang): (&Fact, &Claim, Lang),
) -> Finding {
    let fault = match &verdict.outcome {
        Outcome::Unchecked(Unchecked::Fault(fault)) => Some(fault),
        _ => None,
    };
    Finding {
        code,
        severity,
        message: message(verdict, (fact, claim, lang)),
        notes: notes(verdict, fact, lang),
        help: (severity != Severity::Note).then(|| help(&verdict.outcome, lang)),
        span: span(loaded, fact, (claim, fault)),
        related: None,
    }
}

fn message(verdict: &Verdict, (fact, claim, lang): (&Fact, &Claim, Lang)) -> String {
    let id = &fact.id;
    let printed = &claim.value;
    let recomputed = verdict.recomputed.map_or(String::new(), recomputed_text);
    match (&verdict.outcome, lang) {
        (Outcome::Differs { difference: Some(off) }, _) => {
            let off = recomputed_text(*off);
            lang.pick(
                format!("`{id}` 不符：印作 {printed}，复算为 {recomputed}，相差 {off}"),
                format!(
                    "`{id}` disagrees: printed {printed}, recomputed {recomputed}, off by {off}"
                ),
            )
        }
        (Outcome::Differs { difference: None }, _) => lang.pick(
            format!("`{id}` 不符：事实不支持这一说法"),
            format!("`{id}` disagrees: the facts do not bear it out"),
        ),
        (Outcome::CutOff, _) => lang.pick(
            format!("`{id}` 被截尾：印作 {printed}，复算为 {recomputed}"),
            format!("`{id}` is cut off: printed {printed}, recomputed {recomputed}"),
        ),
        (Outcome::Unchecked(Unchecked::Fault(fault)), _) => {
            format!("`{id}`{}{}", lang.pick("：", ": "), fault.message(lang))
        }
        _ => lang.pick(
            format!("`{id}` 无法复算：{printed} 不是数字"),
            format!("`{id}` cannot be recomputed: {printed} is no number"),
        ),
    }
}

/// What to do about a claim that nobody doubts.
fn help(outcome: &Outcome, lang: Lang) -> String {
    match outcome {
        Outcome::Unchecked(Unchecked::Fault(fault)) => fault.advice(lang),
        Outcome::Unchecked(_) => lang
            .pick(
                "printed_value 里只写数字；若无从复算，在 doubt 里说明",
                "write the figure alone in `printed_value`, or say in `doubt` why it cannot be checked",
            )
            .to_owned(),
        _ => lang
            .pick(
                "改正数字或事实；若文献本身有误，在 doubt 里说明",
                "correct the figure or the facts; if the document itself is wrong, say so in `doubt`",
            )
            .to_owned(),
    }
}

fn notes(verdict: &Verdict, fact: &Fact, lang: Lang) -> Vec<String> {
    let mut notes = Vec::new();
    if !verdict.used.is_empty() {
        let shown: Vec<String> = verdict.used.iter().take(USED).map(ToString::to_string).collect();
        let more = verdict.used.len().saturating_sub(USED);
        let more = match more {
            0 => String::new(),
            more => lang.pick(format!("\n……另有 {more} 个"), format!("\n… and {more} more")),
        };
        let list = shown.join("\n");
        notes.push(format!("{}\n{list}{more}", lang.pick("所用的值：", "computed from:")));
    }
    if let Some(doubt) = fact.doubt() {
        notes.push(format!("{}{}", lang.pick("存疑：", "doubt: "), doubt.get(lang)));
    }
    notes
}

/// Where a finding points: into the expression if that is at fault, else at the printed figure.
fn span(loaded: &Loaded, fact: &Fact, (claim, fault): (&Claim, Option<&Fault>)) -> Span {
    let text = loaded.texts.get(fact.place.file as usize).map_or("", |text| text);
    let entry = entry(text, fact.place.line as usize);
    let within = text.get(entry.clone()).unwrap_or("");
    let found = match (fault, &claim.expr) {
        (Some(fault), Some(expr)) => in_expression(within, expr, fault),
        _ => value_of(within, "printed_value"),
    };
    let bytes = found.map_or(entry.start..entry.start, |found| {
        found.start + entry.start..found.end + entry.start
    });
    Span { file: fact.place.file, bytes }
}

/// The bytes of the entry that begins on a line: up to the next header.
fn entry(text: &str, line: usize) -> Range<usize> {
    let mut starts = text.split_inclusive('\n').scan(0, |at, line| {
        let start = *at;
        *at += line.len();
        Some((start, line))
    });
    let start = starts.nth(line.saturating_sub(1)).map_or(0, |(start, _)| start);
    let end = starts.find(|(_, line)| line.starts_with('[')).map_or(text.len(), |(at, _)| at);
    start..end
}

fn value_of(entry: &str, key: &str) -> Option<Range<usize>> {
    let mut at = 0;
    for line in entry.split_inclusive('\n') {
        let value = line.strip_prefix(key).and_then(|rest| rest.trim_start().strip_prefix('='));
        if let Some(value) = value.map(str::trim) {
            let start = at + line.find(value)?;
            return Some(start..start + value.len());
        }
        at += line.len();
    }
    None
}

fn in_expression(entry: &str, expr: &str, fault: &Fault) -> Option<Range<usize>> {
    let start = entry.find(expr)?;
    let span = fault.span(expr);
    // Where it ends too early, the last character is marked.
    let from = span.start.min(expr.len().saturating_sub(1));
    Some(start + from..start + span.end.max(from + 1).min(expr.len()))
}
