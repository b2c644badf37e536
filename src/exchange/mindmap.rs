//! Mermaid's `mindmap` diagram, out.
//!
//! It must not leave a label bare: brackets in a bare label change its shape or break the diagram, so
//! every node is `n1["text"]`.

use std::fmt::Write as _;

use super::grow::walk;
use super::{WriteOptions, Written, entity};
use crate::layout::{Misfit, label};
use crate::model::Fishbone;

/// Writes the diagram; votes and evidence are marked as in a drawing.
pub(super) fn write(fishbone: &Fishbone, options: &WriteOptions) -> Result<Written, Misfit> {
    let mut out = format!("mindmap\n  n0[\"{}\"]\n", escape(&fishbone.effect));
    let mut next = 0;
    walk(fishbone, &mut |level, node| {
        next += 1;
        let text = node
            .cause()
            .map_or_else(|| node.text().to_owned(), |cause| label(cause, &options.layout));
        let _ = writeln!(out, "{}n{next}[\"{}\"]", "  ".repeat(level + 2), escape(&text));
    });
    Ok(out.into())
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.trim().chars() {
        match c {
            '"' => out.push_str("#quot;"),
            '#' | '`' | '<' => out.push_str(&entity::code(c)),
            '\n' => out.push_str("<br/>"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    if out.is_empty() { entity::BLANK.to_owned() } else { out }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotation_marks_and_codes_are_escaped() {
        assert_eq!(escape("say \"#1\"\n`x`"), "say #quot;#35;1#quot;<br/>#96;x#96;");
    }
}
