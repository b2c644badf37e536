//! The fences and the comments of ours in a Markdown text.
//!
//! It must not look into a fence: what stands there is no Markdown.

use std::ops::Range;

/// Something that a redrawing cares for, in the order of the text.
#[derive(Debug)]
pub(super) enum Item<'a> {
    Comment(Comment<'a>),
    Fence(Fence<'a>),
}

/// A comment `<!-- herringbone: ... -->` on a line of its own.
#[derive(Debug)]
pub(super) struct Comment<'a> {
    /// Its line, from 0.
    pub(super) line: usize,
    pub(super) indent: &'a str,
    /// What stands behind the colon.
    pub(super) settings: &'a str,
}

/// A fenced block.
#[derive(Debug)]
pub(super) struct Fence<'a> {
    /// The line of its opening, from 0.
    pub(super) open: usize,
    /// The line of its end; `None` if the text ends first.
    pub(super) close: Option<usize>,
    /// The words behind the opening marks.
    pub(super) info: &'a str,
}

impl Fence<'_> {
    /// The lines between its marks.
    pub(super) fn content(&self) -> Range<usize> {
        self.open + 1..self.close.unwrap_or(self.open + 1)
    }
}

/// Finds the items of a text given as lines.
pub(super) fn items<'a>(lines: &[&'a str]) -> Vec<Item<'a>> {
    let mut items = Vec::new();
    let mut open: Option<(Fence<'a>, &'a str)> = None;
    for (index, line) in lines.iter().enumerate() {
        let line = line.trim_end();
        if let Some((mut fence, marks)) = open.take() {
            if closes(line, marks) {
                fence.close = Some(index);
                items.push(Item::Fence(fence));
            } else {
                open = Some((fence, marks));
            }
        } else if let Some((marks, info)) = opening(line) {
            open = Some((Fence { open: index, close: None, info }, marks));
        } else if let Some((indent, settings)) = comment(line) {
            items.push(Item::Comment(Comment { line: index, indent, settings }));
        }
    }
    items.extend(open.map(|(fence, _)| Item::Fence(fence)));
    items
}

/// The marks and the info words of a line that opens a fence.
fn opening(line: &str) -> Option<(&str, &str)> {
    let text = line.trim_start();
    let mark = text.chars().next().filter(|c| ['`', '~'].contains(c))?;
    let len = text.chars().take_while(|c| *c == mark).count();
    let (marks, info) = text.split_at_checked(len).filter(|_| len >= 3)?;
    (!(mark == '`' && info.contains('`'))).then_some((marks, info.trim()))
}

/// Whether a line ends a fence that was opened with these marks.
fn closes(line: &str, marks: &str) -> bool {
    let text = line.trim_start();
    let mark = marks.chars().next().unwrap_or('`');
    text.len() >= marks.len() && text.chars().all(|c| c == mark)
}

fn comment(line: &str) -> Option<(&str, &str)> {
    let text = line.trim_start();
    let settings =
        text.strip_prefix("<!--")?.strip_suffix("-->")?.trim().strip_prefix("herringbone:")?;
    let indent = line.strip_suffix(text)?;
    Some((indent, settings.trim()))
}
