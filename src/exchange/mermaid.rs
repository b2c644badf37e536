//! Mermaid's `ishikawa` diagram, in and out; the one fishbone that hosting sites draw from text.
//!
//! It must not do better than Mermaid where that would change a tree: depth is counted in white-space
//! characters, a tab being one.
//!
//! Votes, evidence, departments and remarks go into a comment behind the node, `%% votes=3`, which
//! Mermaid skips. Measured on Mermaid 11.17: no escapes exist but entity codes (`#35;`), so a label
//! that starts like the header or a comment gets its first character written as a code.

use std::fmt::Write as _;

use super::entity;
use super::error::{Fault, ReadError};
use super::grow::{Grower, walk};
use super::{Warning, WriteOptions, Written, attributes};
use crate::layout::Misfit;
use crate::model::{Cause, Fishbone, Lang, Localized};

const HEADERS: [&str; 2] = ["ishikawa-beta", "ishikawa"];

/// Whether a text has the header of a diagram before anything else.
pub(super) fn looks_like(text: &str) -> bool {
    body(text).is_some()
}

/// A diagram below its header.
struct Body<'a> {
    /// The effect, if it stands on the header line.
    effect: Option<&'a str>,
    /// The lines that follow, with their numbers.
    lines: Vec<(usize, &'a str)>,
}

/// The lines from the header on, with their numbers: front matter, directives, comments and the
/// fence of a Markdown block may stand before it.
fn body(text: &str) -> Option<Body<'_>> {
    let mut lines = text.lines().enumerate().map(|(index, line)| (index + 1, line)).peekable();
    if lines.peek().is_some_and(|(_, line)| line.trim() == "---") {
        lines.next();
        lines.by_ref().find(|(_, line)| line.trim() == "---");
    }
    let before = |line: &str| {
        line.trim().is_empty() || line.trim().starts_with("%%") || line.trim().starts_with("```")
    };
    let (_, header) = lines.find(|(_, line)| !before(line))?;
    let effect = header_rest(header.trim())?;
    let rest = lines.take_while(|(_, line)| !line.trim().starts_with("```")).collect();
    Some(Body { effect: Some(effect).filter(|effect| !effect.is_empty()), lines: rest })
}

/// What stands behind the header word on its line.
fn header_rest(line: &str) -> Option<&str> {
    HEADERS.iter().find_map(|header| {
        let (word, rest) = line.split_at_checked(header.len())?;
        let whole =
            rest.chars().next().is_none_or(|c| !c.is_alphanumeric() && c != '-' && c != '_');
        (word.eq_ignore_ascii_case(header) && whole).then_some(rest.trim())
    })
}

/// Reads a diagram.
pub(super) fn read(text: &str, _: Lang) -> Result<(Fishbone, Vec<Warning>), ReadError> {
    let Body { effect, lines } =
        body(text).ok_or_else(|| ReadError::on_line(Fault::NoHeader("ishikawa"), 1))?;
    let mut grower = Grower::default();
    let mut titled = effect.is_some();
    grower.effect(effect.map(label).unwrap_or_default());
    // The indents of the nodes on the path to the latest one; the first node is the base.
    let mut path: Vec<usize> = Vec::new();
    for (number, line) in lines {
        let shown = line.trim();
        if shown.is_empty() {
            continue;
        }
        if let Some(comment) = shown.strip_prefix("%%") {
            if let Some(cause) = grower.last() {
                attributes::read(comment, cause);
            }
            continue;
        }
        if !std::mem::replace(&mut titled, true) {
            grower.effect(label(shown));
            continue;
        }
        let indent = line.chars().take_while(|c| c.is_whitespace()).count();
        let base = path.first().copied().unwrap_or(indent);
        path.retain(|open| *open < indent);
        if indent <= base {
            path.clear();
        }
        grower.add(path.len(), Cause::new(label(shown))).map_err(ReadError::line_of(number))?;
        path.push(indent.max(base));
    }
    Ok((grower.finish(), Vec::new()))
}

/// The text of a node: `<br>` breaks the line, entity codes are resolved, `id["text"]` is its text.
fn label(shown: &str) -> String {
    let quoted = shown.split_once("[\"").and_then(|(id, rest)| {
        let name = !id.is_empty() && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        rest.strip_suffix("\"]").filter(|_| name)
    });
    let text = quoted
        .unwrap_or(shown)
        .replace("<br/>", "<br>")
        .replace("<br />", "<br>")
        .replace("<br>", "\n");
    entity::decode(&text, '#').trim().to_owned()
}

/// Writes a diagram: two blanks per level, one line a node.
pub(super) fn write(fishbone: &Fishbone, _: &WriteOptions) -> Result<Written, Misfit> {
    let mut written = Written::from(String::from("ishikawa-beta\n"));
    let _ = writeln!(written.text, "  {}", escape(&fishbone.effect));
    walk(fishbone, &mut |level, node| {
        let indent = "  ".repeat(level + 2);
        let text = escape(node.text());
        let _ = writeln!(written.text, "{indent}{text}");
        let attributes =
            node.cause().map(|cause| attributes::write(cause, &[])).unwrap_or_default();
        if !attributes.is_empty() {
            let _ = writeln!(written.text, "{indent}%% {attributes}");
        }
    });
    let blank = written.text.lines().filter(|line| line.trim() == entity::BLANK).count();
    if blank > 0 {
        let message = Localized::each(
            format!("{blank} 个空白节点写成了空格"),
            format!("{blank} empty labels were written as blanks"),
        );
        written.warnings.push(Warning { line: None, message });
    }
    Ok(written)
}

/// A label on one line that Mermaid shows as it is.
fn escape(text: &str) -> String {
    let lines: Vec<String> = text
        .trim()
        .lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect();
    let text = lines.join("\n");
    if text.is_empty() {
        return entity::BLANK.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut chars = text.char_indices();
    if header_like(&text)
        && let Some((_, first)) = chars.next()
    {
        out.push_str(&entity::code(first));
    }
    for (at, c) in chars {
        let behind = text.get(at..).unwrap_or_default();
        match c {
            '\n' => out.push_str("<br>"),
            '<' | '[' => out.push_str(&entity::code(c)),
            '#' if entity::starts_code(behind, '#') => out.push_str("#35;"),
            '%' if behind.starts_with("%%{") => out.push_str("#37;"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// Whether Mermaid would take a label for its header, a comment, or the fence of a Markdown block.
fn header_like(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    lower.starts_with("ishikawa")
        || text.starts_with("%%")
        || text.starts_with("```")
        || text.starts_with("---")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(text: &str) -> Fishbone {
        read(text, Lang::En).unwrap().0
    }

    #[test]
    fn depth_is_counted_from_the_first_cause() {
        let fishbone =
            tree("ishikawa\n      Late\n  People\n      Few testers\n        Holidays\n  Method\n");
        assert_eq!(fishbone.effect, "Late");
        assert_eq!(fishbone.categories.len(), 2);
        assert_eq!(fishbone.categories[0].causes[0].causes[0].text, "Holidays");
    }

    #[test]
    fn the_effect_may_stand_on_the_header_line() {
        let fishbone = tree("%% note\nIshikawa-Beta Late\nPeople\n\n  Few testers\n");
        assert_eq!(fishbone.effect, "Late");
        assert_eq!(fishbone.categories[0].causes[0].text, "Few testers");
    }

    #[test]
    fn labels_that_mermaid_would_misread_are_coded() {
        assert_eq!(escape("Ishikawa图"), "#73;shikawa图");
        assert_eq!(escape("%% x"), "#37;% x");
        assert_eq!(escape("a #quot; b"), "a #35;quot; b");
        assert_eq!(escape("issue #12; and #"), "issue #35;12; and #");
        assert_eq!(escape("a\n <br> b"), "a<br>#60;br> b");
        assert_eq!(escape(" "), "#160;");
    }

    #[test]
    fn node_ids_that_others_write_are_taken_away() {
        assert_eq!(label("a1[\"Few testers\"]"), "Few testers");
        assert_eq!(label("Few [testers]"), "Few [testers]");
        assert_eq!(label("5 #gt; 3<br/>x"), "5 > 3\nx");
    }

    #[test]
    fn another_diagram_is_refused() {
        let error = read("graph TD\n a --> b", Lang::En).unwrap_err();
        assert_eq!(error.fault, Fault::NoHeader("ishikawa"));
    }
}
