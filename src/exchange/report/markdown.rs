//! Reports as Markdown.

use super::Report;
use super::blocks::Block;
use crate::exchange::aligned::markdown_table;

pub(super) fn render(_: &Report<'_>, blocks: &[Block]) -> String {
    let mut parts: Vec<String> = Vec::new();
    for block in blocks {
        parts.push(match block {
            Block::Heading(level, text) => format!("{} {text}", "#".repeat(usize::from(*level))),
            Block::Text(text) => text.clone(),
            Block::List(items) => {
                items.iter().map(|item| format!("- {item}")).collect::<Vec<_>>().join("\n")
            }
            Block::Table(rows, numeric) => markdown_table(rows, numeric).join("\n"),
            Block::Drawing(text, _) => format!("```text\n{}\n```", text.trim_end_matches('\n')),
        });
    }
    parts.join("\n\n") + "\n"
}
