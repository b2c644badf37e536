//! Reports as plain text: headings underlined, tables aligned.

use super::Report;
use super::blocks::Block;
use crate::exchange::aligned::aligned;
use crate::text::Measure;

pub(super) fn render(_: &Report<'_>, blocks: &[Block]) -> String {
    let mut parts: Vec<String> = Vec::new();
    for block in blocks {
        parts.push(match block {
            Block::Heading(level, text) => {
                let line = if *level < 3 { "=" } else { "-" };
                format!("{text}\n{}", line.repeat(Measure::Narrow.cols(text)))
            }
            Block::Text(text) => text.clone(),
            Block::List(items) => {
                items.iter().map(|item| format!("* {item}")).collect::<Vec<_>>().join("\n")
            }
            Block::Table(rows, numeric) => aligned(rows, numeric).join("\n"),
            Block::Drawing(text, _) => text.trim_end_matches('\n').to_owned(),
        });
    }
    parts.join("\n\n") + "\n"
}
