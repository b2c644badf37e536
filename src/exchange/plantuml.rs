//! PlantUML's mind map, out.
//!
//! It must not let a label speak Creole, PlantUML's markup: every mark is written as a code.

use std::fmt::Write as _;

use super::grow::walk;
use super::{WriteOptions, Written};
use crate::layout::{Misfit, label};
use crate::model::Fishbone;

/// Marks of Creole and of the mind map itself.
const MARKS: &str = "~<>[]{}\\*/_-\"#=|^:;.&%'!+`@$";

/// Writes the map; votes and evidence are marked as in a drawing.
pub(super) fn write(fishbone: &Fishbone, options: &WriteOptions) -> Result<Written, Misfit> {
    let mut out = format!("@startmindmap\n* {}\n", escape(&fishbone.effect));
    walk(fishbone, &mut |level, node| {
        let text = node
            .cause()
            .map_or_else(|| node.text().to_owned(), |cause| label(cause, &options.layout));
        let _ = writeln!(out, "{} {}", "*".repeat(level + 2), escape(&text));
    });
    out.push_str("@endmindmap\n");
    Ok(out.into())
}

/// A mark matters at the edges of a label and beside another mark; alone inside it is plain text.
fn escape(text: &str) -> String {
    let text = text.trim();
    let mut out = String::with_capacity(text.len());
    let mut before = ' ';
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let after = chars.peek().copied().unwrap_or(' ');
        let is_mark = |c: char| MARKS.contains(c);
        let beside = |c: char| c == ' ' || is_mark(c);
        match c {
            '\n' => out.push_str("\\n"),
            c if c.is_control() => out.push(' '),
            '~' | '<' | '\\' | '[' | '{' | '&' | '%' => push_code(&mut out, c),
            c if is_mark(c) && (beside(before) || beside(after)) => push_code(&mut out, c),
            c => out.push(c),
        }
        before = c;
    }
    if out.is_empty() { "<U+00A0>".to_owned() } else { out }
}

fn push_code(out: &mut String, c: char) {
    let _ = write!(out, "<U+{:04X}>", u32::from(c));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_creole_become_codes() {
        assert_eq!(escape("a-b **c**"), "a-b <U+002A><U+002A>c<U+002A><U+002A>");
        assert_eq!(escape("x\ny_"), "x\\ny<U+005F>");
        assert_eq!(escape(""), "<U+00A0>");
    }
}
