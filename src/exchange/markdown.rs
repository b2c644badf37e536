//! A Markdown outline, in and out: `# effect`, `## category`, nested `- cause` items.
//!
//! It must not render Markdown: emphasis and links are read as their text, everything that is no
//! heading or list item is passed over with a warning.
//!
//! Behind a cause stand its votes, `(3)`, and its evidence, `[^fact-id]`; below it a remark,
//! `> remark`. What does not fit there goes into a comment, `<!-- departments=["ops"] -->`.

mod inline;
mod lines;

use std::fmt::Write as _;

use self::inline::{escape, plain};
use self::lines::{Kind, Lines};
use super::error::ReadError;
use super::grow::{Grower, walk};
use super::{Warning, WriteOptions, Written, attributes};
use crate::layout::Misfit;
use crate::model::{Cause, Fishbone, Lang, Localized};

/// Reads an outline made of headings, list items, or both.
pub(super) fn read(text: &str, _: Lang) -> Result<(Fishbone, Vec<Warning>), ReadError> {
    let lines = Lines::new(text);
    let base = Base::of(&lines);
    let mut reader = Reader {
        grower: Grower::default(),
        base,
        heading: 0,
        indents: Vec::new(),
        warnings: Vec::new(),
    };
    for line in lines.iter() {
        reader.line(line)?;
    }
    Ok((reader.grower.finish(), reader.warnings))
}

/// What the levels of a text are counted from.
#[derive(Debug, Clone, Copy)]
struct Base {
    /// The level of the top heading; 0 where there is none.
    heading: usize,
    /// Whether the effect is a line of its own: the only top heading or item, or a first paragraph.
    titled: bool,
}

impl Base {
    fn of(lines: &Lines<'_>) -> Self {
        let headings = || lines.iter().filter_map(|line| line.kind.heading());
        if let Some(top) = headings().min() {
            return Self {
                heading: top,
                titled: headings().filter(|level| *level == top).count() == 1,
            };
        }
        let items = || lines.iter().filter_map(|line| line.kind.item());
        let top = items().min().unwrap_or(0);
        let paragraph = lines.iter().next().is_some_and(|line| line.kind == Kind::Text);
        Self {
            heading: 0,
            titled: paragraph || items().filter(|indent| *indent == top).count() == 1,
        }
    }
}

struct Reader {
    grower: Grower,
    base: Base,
    /// The depth of the latest heading: 1 for the effect; 0 where there is none yet.
    heading: usize,
    /// The indents of the list items that are open.
    indents: Vec<usize>,
    warnings: Vec<Warning>,
}

impl Reader {
    fn line(&mut self, line: &lines::Line<'_>) -> Result<(), ReadError> {
        match line.kind {
            Kind::Heading(level) => {
                self.indents.clear();
                self.heading = 1 + level - self.base.heading.min(level);
                self.node(self.heading, line)
            }
            Kind::Item(indent) => {
                self.indents.retain(|open| *open < indent);
                self.indents.push(indent);
                self.node(self.heading + self.indents.len(), line)
            }
            Kind::Quote => {
                self.remark(line);
                Ok(())
            }
            Kind::Comment => {
                let read =
                    self.grower.last().is_some_and(|cause| attributes::read(line.text, cause));
                if !read && line.text.contains("=[") {
                    self.pass_over(line);
                }
                Ok(())
            }
            Kind::Text
                if self.base.heading == 0 && self.base.titled && !self.grower.has_effect() =>
            {
                self.heading = 1;
                self.grower.effect(plain(line.text));
                Ok(())
            }
            Kind::Text => {
                self.pass_over(line);
                Ok(())
            }
        }
    }

    /// A node at a depth: 1 is the effect where there is one of its own, then categories, then causes.
    fn node(&mut self, depth: usize, line: &lines::Line<'_>) -> Result<(), ReadError> {
        let depth = if self.base.titled { depth } else { depth + 1 };
        if depth == 1 {
            self.grower.effect(plain(line.text));
            return Ok(());
        }
        let cause =
            if depth == 2 { Cause::new(plain(line.text)) } else { inline::cause(line.text) };
        self.grower.add(depth - 2, cause).map_err(ReadError::line_of(line.number))
    }

    fn remark(&mut self, line: &lines::Line<'_>) {
        let Some(cause) = self.grower.last() else { return self.pass_over(line) };
        let text = plain(line.text);
        cause.note = Some(match cause.note.take() {
            Some(note) => format!("{note}\n{text}"),
            None => text,
        });
    }

    fn pass_over(&mut self, line: &lines::Line<'_>) {
        let message = Localized::each(
            "既不是标题也不是列表项，已略过",
            "neither a heading nor a list item: passed over",
        );
        self.warnings.push(Warning { line: Some(line.number), message });
    }
}

/// Writes the outline.
pub(super) fn write(fishbone: &Fishbone, _: &WriteOptions) -> Result<Written, Misfit> {
    let mut out = format!("# {}\n", escape(&fishbone.effect));
    walk(fishbone, &mut |level, node| match node.cause() {
        None => {
            let _ = write!(out, "\n## {}\n\n", escape(node.text()));
        }
        Some(cause) => push_cause(&mut out, cause, level - 1),
    });
    Ok(Written::from(out.replace("\n\n\n", "\n\n").trim_end().to_owned() + "\n"))
}

fn push_cause(out: &mut String, cause: &Cause, depth: usize) {
    let indent = "  ".repeat(depth);
    let mut known = vec!["votes"];
    let _ = write!(out, "{indent}- {}", escape(&cause.text));
    if cause.votes > 0 {
        let _ = write!(out, " ({})", cause.votes);
    }
    if cause.evidence.iter().all(|id| inline::is_plain_id(id)) {
        known.push("evidence");
        for id in &cause.evidence {
            let _ = write!(out, " [^{id}]");
        }
    }
    let note = cause.note.as_deref().filter(|note| inline::is_plain_note(note));
    if note.is_some() {
        known.push("note");
    }
    let rest = attributes::write(cause, &known);
    if !rest.is_empty() {
        let _ = write!(out, " <!-- {rest} -->");
    }
    out.push('\n');
    for line in note.unwrap_or_default().lines() {
        let _ = writeln!(out, "{indent}  > {}", escape(line));
    }
}
