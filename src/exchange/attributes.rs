//! What a cause carries beside its text, as `key=value` pairs for formats that have comments only.
//!
//! It must not know the format around it: `votes=3 evidence=["fact-a"]`, every value in JSON.

use serde_json::Value;

use crate::model::Cause;

/// The pairs of a cause, without those in `known`, which the format writes in its own way.
pub(super) fn write(cause: &Cause, known: &[&str]) -> String {
    let pairs = [
        ("votes", (cause.votes > 0).then(|| Value::from(cause.votes))),
        ("evidence", list(&cause.evidence)),
        ("departments", list(&cause.departments)),
        ("note", cause.note.as_deref().map(Value::from)),
    ];
    pairs
        .into_iter()
        .filter(|(key, _)| !known.contains(key))
        .filter_map(|(key, value)| Some(format!("{key}={}", guarded(&value?))))
        .collect::<Vec<_>>()
        .join(" ")
}

fn list(items: &[String]) -> Option<Value> {
    (!items.is_empty()).then(|| Value::from(items.to_vec()))
}

/// JSON without the characters that end a comment somewhere.
fn guarded(value: &Value) -> String {
    value.to_string().replace("--", "-\\u002d").replace('>', "\\u003e").replace('%', "\\u0025")
}

/// Reads pairs into a cause; whether the text was made of pairs and nothing else.
pub(super) fn read(text: &str, into: &mut Cause) -> bool {
    let mut rest = text.trim();
    let mut found = Cause::default();
    let mut any = false;
    while let Some((key, value)) = rest.split_once('=') {
        let mut values = serde_json::Deserializer::from_str(value).into_iter::<Value>();
        let Some(Ok(read)) = values.next() else { return false };
        if !set(&mut found, key.trim(), read) {
            return false;
        }
        rest = value.get(values.byte_offset()..).unwrap_or_default().trim_start();
        any = true;
    }
    if !any || !rest.is_empty() {
        return false;
    }
    into.votes = into.votes.max(found.votes);
    into.evidence.append(&mut found.evidence);
    into.departments.append(&mut found.departments);
    into.note = into.note.take().or(found.note);
    true
}

fn set(cause: &mut Cause, key: &str, value: Value) -> bool {
    let strings = |value: Value| serde_json::from_value::<Vec<String>>(value).ok();
    match key {
        "votes" => value
            .as_u64()
            .and_then(|votes| u32::try_from(votes).ok())
            .map(|votes| cause.votes = votes),
        "evidence" => strings(value).map(|ids| cause.evidence = ids),
        "departments" => strings(value).map(|names| cause.departments = names),
        "note" => value.as_str().map(|note| cause.note = Some(note.to_owned())),
        _ => None,
    }
    .is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_come_back_whatever_they_hold() {
        let cause = Cause {
            votes: 3,
            evidence: vec!["a-->b".into(), "c %% \"d\"".into()],
            departments: vec!["研发".into()],
            note: Some("two\nlines = yes".into()),
            ..Cause::default()
        };
        let text = write(&cause, &[]);
        assert!(!text.contains("--") && !text.contains('>') && !text.contains('%'));
        let mut back = Cause::default();
        assert!(read(&text, &mut back));
        assert_eq!(back, cause);
    }

    #[test]
    fn prose_is_no_pair() {
        let mut cause = Cause::default();
        assert!(!read("a = b", &mut cause));
        assert!(!read("just words", &mut cause));
        assert!(!read("votes=3 and more", &mut cause));
        assert_eq!(cause, Cause::default());
    }
}
