//! Graphviz DOT, out: the tree with its edges pointing to the effect.
//!
//! It must not imitate a fish; Graphviz lays out trees.

use std::fmt::Write as _;

use super::grow::walk;
use super::{WriteOptions, Written};
use crate::layout::{Misfit, label};
use crate::model::Fishbone;

const HEAD: &str = "digraph fishbone {
  rankdir=LR;
  node [shape=plaintext, fontname=\"Noto Sans CJK SC, PingFang SC, Microsoft YaHei, sans-serif\"];
";

/// Writes the graph: causes point to what they cause.
pub(super) fn write(fishbone: &Fishbone, options: &WriteOptions) -> Result<Written, Misfit> {
    let mut out = String::from(HEAD);
    let _ = writeln!(out, "  n0 [label={}, shape=box];", quoted(&fishbone.effect));
    // The id of the latest node on every level; the effect is above level 0.
    let mut path = vec![0];
    let mut next = 0;
    walk(fishbone, &mut |level, node| {
        next += 1;
        path.truncate(level + 1);
        let text = node
            .cause()
            .map_or_else(|| node.text().to_owned(), |cause| label(cause, &options.layout));
        let style = if level == 0 { ", fontsize=16" } else { "" };
        let _ = writeln!(out, "  n{next} [label={}{style}];", quoted(&text));
        let _ = writeln!(out, "  n{next} -> n{};", path.last().copied().unwrap_or(0));
        path.push(next);
    });
    out.push_str("}\n");
    Ok(out.into())
}

/// A quoted id: the quotation mark and the backslash are escaped, a line break is `\n`.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Category, Cause};

    #[test]
    fn causes_point_to_what_they_cause() {
        let deep = Cause { causes: vec![Cause::new("say \"why\"")], ..Cause::new("a\\b") };
        let category = Category { name: "c".into(), causes: vec![deep], ..Category::default() };
        let fishbone = Fishbone { effect: "e\nf".into(), categories: vec![category] };
        let dot = write(&fishbone, &WriteOptions::default()).unwrap().text;
        for line in [
            r#"n0 [label="e\nf", shape=box];"#,
            "n2 -> n1;",
            r#"n2 [label="a\\b"];"#,
            r#"n3 [label="say \"why\""];"#,
        ] {
            assert!(dot.contains(line), "{dot}");
        }
    }
}
