//! Findings as JSON, for scripts.

use serde_json::{Value, json};

use super::{Finding, Findings, level, region};
use crate::analysis::claims::{Outcome, Verdict};
use crate::load::{Severity, Span};
use crate::model::Body;

pub(super) fn render(findings: &Findings<'_>) -> Value {
    let problems: Value = findings.list.iter().map(|finding| object(findings, finding)).collect();
    json!({
        "study": &*findings.loaded.study.id,
        "errors": findings.count(Severity::Error),
        "warnings": findings.count(Severity::Warning),
        "notes": findings.count(Severity::Note),
        "problems": problems,
        "claims": findings.verdicts.iter().map(|v| claim(findings, v)).collect::<Value>(),
    })
}

fn claim(findings: &Findings<'_>, verdict: &Verdict) -> Value {
    let fact = findings.loaded.study.facts.get(verdict.row);
    let claim = fact.and_then(|fact| match &fact.body {
        Body::Claim(claim) => Some(&**claim),
        _ => None,
    });
    let difference = claim.and_then(|claim| verdict.difference(claim));
    let place = fact.map(|fact| &fact.place);
    let files = &findings.loaded.study.files;
    let mut object = json!({
        "id": verdict.claim.as_str(),
        "verdict": verdict.outcome.word(),
        "printed": claim.map(|claim| &*claim.value),
        "difference": difference.map(|off| off.to_string()),
        "file": place.and_then(|place| files.get(place.file as usize)),
        "line": place.map(|place| place.line),
        "recomputed": verdict.recomputed.map(|n| n.normalize().to_string()),
        "used": verdict.used.iter().map(|u| json!({ "value_of": u.path, "value": u.value })).collect::<Value>(),
    });
    if let Outcome::Unchecked(why) = &verdict.outcome {
        merge(&mut object, json!({ "why": why.message(findings.lang) }));
    }
    object
}

fn object(findings: &Findings<'_>, finding: &Finding) -> Value {
    let mut object = json!({
        "code": finding.code,
        "severity": level(finding.severity),
        "message": finding.message,
    });
    merge(&mut object, place(findings, &finding.span));
    if !finding.notes.is_empty() {
        merge(&mut object, json!({ "notes": finding.notes }));
    }
    if let Some(help) = &finding.help {
        merge(&mut object, json!({ "help": help }));
    }
    if let Some((span, why)) = &finding.related {
        let mut related = place(findings, span);
        merge(&mut related, json!({ "message": why }));
        merge(&mut object, json!({ "related": related }));
    }
    object
}

fn place(findings: &Findings<'_>, span: &Span) -> Value {
    let (file, text) = findings.file(span);
    let region = region(text, &span.bytes);
    json!({
        "file": file,
        "line": region.start.0,
        "column": region.start.1,
        "end_line": region.end.0,
        "end_column": region.end.1,
    })
}

fn merge(into: &mut Value, from: Value) {
    if let (Value::Object(into), Value::Object(from)) = (into, from) {
        into.extend(from);
    }
}
