//! Findings as SARIF 2.1.0.
//!
//! Only the parts that code hosts and editors show: rules, results, places, related places.

use std::fmt::Write;

use serde_json::{Value, json};

use super::{CODES, Code, Finding, Findings, level, region};
use crate::load::Span;
use crate::model::Lang;

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

pub(super) fn render(findings: &Findings<'_>) -> Value {
    let rules: Value = CODES.iter().map(|code| rule(code, findings.lang)).collect();
    let results: Value = findings.list.iter().map(|finding| result(findings, finding)).collect();
    json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "herringbone",
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn rule(code: &Code, lang: Lang) -> Value {
    json!({
        "id": code.id,
        "shortDescription": { "text": lang.pick(code.title.0, code.title.1) },
        "fullDescription": { "text": lang.pick(code.explanation.0, code.explanation.1) },
        "defaultConfiguration": { "level": level(code.severity) },
    })
}

fn result(findings: &Findings<'_>, finding: &Finding) -> Value {
    let mut text = finding.message.clone();
    for more in finding.notes.iter().chain(&finding.help) {
        text.push('\n');
        text.push_str(more);
    }
    let mut result = json!({
        "ruleId": finding.code,
        "level": level(finding.severity),
        "message": { "text": text },
        "locations": [location(findings, &finding.span)],
    });
    let index = CODES.iter().position(|code| code.id == finding.code);
    if let (Value::Object(result), Some(index)) = (&mut result, index) {
        result.insert("ruleIndex".into(), json!(index));
        if let Some((span, why)) = &finding.related {
            let mut place = location(findings, span);
            if let Value::Object(place) = &mut place {
                place.insert("message".into(), json!({ "text": why }));
            }
            result.insert("relatedLocations".into(), json!([place]));
        }
    }
    result
}

fn location(findings: &Findings<'_>, span: &Span) -> Value {
    let (name, text) = findings.file(span);
    let region = region(text, &span.bytes);
    json!({ "physicalLocation": {
        "artifactLocation": { "uri": uri(name) },
        "region": {
            "startLine": region.start.0, "startColumn": region.start.1,
            "endLine": region.end.0, "endColumn": region.end.1,
        },
    }})
}

/// A path as a URI reference (RFC 3986): what is not a plain character is percent-encoded.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    if path.starts_with('/') {
        uri.push_str("file://");
    }
    for byte in path.bytes() {
        match byte {
            b'\\' => uri.push('/'),
            b'/' | b'-' | b'_' | b'.' | b'~' => uri.push(char::from(byte)),
            byte if byte.is_ascii_alphanumeric() => uri.push(char::from(byte)),
            byte => {
                let _ = write!(uri, "%{byte:02X}");
            }
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_uri_references() {
        assert_eq!(uri("a b/中.toml"), "a%20b/%E4%B8%AD.toml");
        assert_eq!(uri("/tmp/x.toml"), "file:///tmp/x.toml");
    }
}
