//! The text of one Markdown line: escapes, entities, emphasis, and the votes and evidence behind a cause.
//!
//! It must not know about the lines around it.

use crate::exchange::{attributes, entity};
use crate::model::Cause;

/// The text of a label: escapes and entities resolved, emphasis, links and comments taken away.
pub(super) fn plain(source: &str) -> String {
    unescape(source.trim(), &mut Cause::default())
}

/// A cause with the votes, evidence and attributes that stand behind its text.
pub(super) fn cause(source: &str) -> Cause {
    let mut cause = Cause::default();
    let mut text = source.trim();
    while let Some((before, comment)) =
        text.strip_suffix("-->").and_then(|text| text.rsplit_once("<!--"))
    {
        attributes::read(comment, &mut cause);
        text = before.trim_end();
    }
    let mut evidence = Vec::new();
    while let Some((before, id)) = text.strip_suffix(']').and_then(|text| text.rsplit_once("[^")) {
        if before.ends_with('\\') || !is_plain_id(id) {
            break;
        }
        evidence.push(id.to_owned());
        text = before.trim_end();
    }
    evidence.reverse();
    cause.evidence.splice(0..0, evidence);
    if let Some((before, votes)) = votes(text) {
        cause.votes = votes;
        text = before;
    }
    cause.text = unescape(text, &mut cause);
    cause
}

/// Votes at the end of a text: `(3)`, full-width `（3）` too.
fn votes(text: &str) -> Option<(&str, u32)> {
    let (before, number) = text.strip_suffix([')', '）'])?.rsplit_once(['(', '（'])?;
    let number = number.strip_suffix('票').or(number.strip_suffix(" votes")).unwrap_or(number);
    let apart = before.is_empty() || before.ends_with([' ', '\t']) || text.ends_with('）');
    let plain =
        !number.is_empty() && number.len() < 10 && number.chars().all(|c| c.is_ascii_digit());
    if !apart || !plain || before.ends_with('\\') {
        return None;
    }
    Some((before.trim_end(), number.parse().ok()?))
}

/// Whether an id can stand in `[^id]`.
pub(super) fn is_plain_id(id: &str) -> bool {
    !id.is_empty() && id.chars().all(|c| c.is_alphanumeric() || "-_.:".contains(c))
}

/// Whether a remark comes back from quoted lines as it is.
pub(super) fn is_plain_note(note: &str) -> bool {
    !note.is_empty()
        && note.split('\n').all(|line| {
            !line.is_empty() && line.trim() == line && !line.chars().any(char::is_control)
        })
}

/// Escapes a label so that it reads as itself: a line break is `<br>`.
pub(super) fn escape(text: &str) -> String {
    let text = text.trim();
    let mut out = String::with_capacity(text.len() + 4);
    let mut before = ' ';
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let after = chars.peek().copied().unwrap_or(' ');
        if needs_escape(c, before, after, out.is_empty()) {
            out.push('\\');
        }
        match c {
            '\n' => out.push_str("<br>"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
        before = c;
    }
    guard_number(&mut out);
    guard_votes(&mut out);
    out
}

fn needs_escape(c: char, before: char, after: char, first: bool) -> bool {
    match c {
        '\\' | '`' | '*' | '[' | '<' => true,
        '_' => !before.is_alphanumeric() || !after.is_alphanumeric(),
        '~' => before == '~' || after == '~',
        '&' => after == '#' || after.is_ascii_alphanumeric(),
        '-' | '+' | '>' | '=' | '•' | '–' | '●' | '○' => first,
        '#' => first || after == ' ',
        _ => false,
    }
}

/// `1. x` would start a list: `1\. x`.
fn guard_number(out: &mut String) {
    let digits = out.chars().take_while(char::is_ascii_digit).count();
    if digits > 0 && out.get(digits..).is_some_and(|rest| rest.starts_with(['.', ')', '、'])) {
        out.insert(digits, '\\');
    }
}

/// A label that ends like votes keeps its parentheses.
fn guard_votes(out: &mut String) {
    if votes(out).is_some()
        && let Some(open) = out.rfind(['(', '（'])
    {
        out.insert(open, '\\');
    }
}

fn unescape(text: &str, cause: &mut Cause) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let step = take_markup(rest, &mut out, cause).unwrap_or_else(|| {
            out.push(c);
            c.len_utf8()
        });
        rest = rest.get(step..).unwrap_or_default();
    }
    out.trim().to_owned()
}

/// The bytes of the markup that a text starts with, its meaning pushed to `out`.
fn take_markup(rest: &str, out: &mut String, cause: &mut Cause) -> Option<usize> {
    if let Some(escaped) = rest.strip_prefix('\\') {
        let c = escaped.chars().next().filter(|c| !c.is_alphanumeric() && !c.is_whitespace())?;
        out.push(c);
        return Some(1 + c.len_utf8());
    }
    if let Some(comment) = rest.strip_prefix("<!--") {
        let end = comment.find("-->")?;
        attributes::read(comment.get(..end)?, cause);
        return Some(end + "<!---->".len());
    }
    if let Some(tag) =
        ["<br>", "<br/>", "<br />", "<BR>"].into_iter().find(|tag| rest.starts_with(tag))
    {
        out.push('\n');
        return Some(tag.len());
    }
    if let Some(mark) = ["**", "__", "~~", "`"].into_iter().find(|mark| rest.starts_with(mark)) {
        return Some(mark.len());
    }
    take_link(rest, out).or_else(|| {
        let (c, len) = entity::take(rest, '&')?;
        out.push(c);
        Some(len)
    })
}

/// `[text](target)` reads as its text.
fn take_link(rest: &str, out: &mut String) -> Option<usize> {
    let (text, behind) = rest.strip_prefix('[')?.split_once("](")?;
    let target = behind.find(')')?;
    if text.contains(['[', '\\', '\n']) || text.is_empty() {
        return None;
    }
    out.push_str(text);
    Some(1 + text.len() + 2 + target + 1)
}
