//! Drawings inside a Markdown file that stay true: finds the blocks that say what they draw, and redraws them.
//!
//! It must not open files: whoever calls says what a named file holds.
//!
//! A block is a fence behind a comment on a line of its own:
//!
//! ````markdown
//! <!-- herringbone: causes.md width=80 layout=comb -->
//! ```text
//! (the drawing; redrawn from causes.md)
//! ```
//! ````
//!
//! The comment names the file with the fishbone, relative to the Markdown file, and the settings that
//! differ from the usual: `width`, `layout`, `order=weight`, `ascii`, `spread`, `lang`, `from`, and `to` for
//! another format than `text`. Without a file the fence before the comment is the source:
//! a `mermaid`, `toml`, `json` or `csv` block that readers of the page see too. Where no fence follows the
//! comment, one is added. Comments inside fences are examples and stay as they are.

mod scan;

use std::fmt;

use self::scan::{Comment, Fence, Item};
use super::error::ReadError;
use super::{Format, WriteOptions, Written, by_id, by_path};
use crate::layout::{Layout, Misfit, Order};
use crate::model::Lang;
use crate::text::Glyphs;

/// A Markdown file with its drawings redrawn.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Redrawn {
    /// The whole file.
    pub text: String,
    /// How many blocks it has.
    pub blocks: usize,
    /// The lines, from 1, of the comments whose drawing was out of date.
    pub stale: Vec<usize>,
}

/// Why a block cannot be redrawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FencedError {
    /// The line of the comment, from 1.
    pub line: usize,
    /// What is wrong.
    pub fault: FencedFault,
}

/// What is wrong with a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FencedFault {
    /// A setting that is unknown or has a value it does not take.
    Setting(String),
    /// No file is named and no fence before the comment can be read.
    NoSource,
    /// The named file cannot be opened: its name and the reason.
    File(String, String),
    /// The source breaks the rules of its format: its name and the mistake.
    Source(String, ReadError),
    /// The drawing does not fit its width.
    Misfit(Misfit),
    /// The fence behind the comment is never closed.
    Open,
}

/// Redraws every block of a Markdown text.
///
/// `open` gives the bytes of a file named in a comment, or the reason why not; `usual` is what holds
/// where a comment says nothing.
///
/// # Errors
///
/// The first block that cannot be redrawn, with its line.
pub fn redraw(
    markdown: &str,
    usual: &WriteOptions,
    open: &mut dyn FnMut(&str) -> Result<Vec<u8>, String>,
) -> Result<Redrawn, FencedError> {
    let lines: Vec<&str> = markdown.split_inclusive('\n').collect();
    let items = scan::items(&lines);
    let mut out = Redrawn::default();
    let mut copied = 0;
    for (index, item) in items.iter().enumerate() {
        let Item::Comment(comment) = item else { continue };
        let fail = |fault| FencedError { line: comment.line + 1, fault };
        let block = Block::new(comment, usual).map_err(&fail)?;
        let before = items.get(..index).unwrap_or_default();
        let drawn = block.draw(&lines, before, open).map_err(&fail)?;
        let (from, to) = target(&lines, comment, items.get(index + 1)).map_err(&fail)?;
        let fence = fenced(&drawn.text, &lines, comment, (from, to, block.to.id));
        let old: String = lines.get(from..to).unwrap_or_default().concat();
        if old != fence {
            out.stale.push(comment.line + 1);
        }
        out.text.extend(lines.get(copied..from).unwrap_or_default().iter().copied());
        out.text.push_str(&fence);
        out.blocks += 1;
        copied = to;
    }
    out.text.extend(lines.get(copied..).unwrap_or_default().iter().copied());
    Ok(out)
}

/// What a comment asks for.
struct Block {
    file: Option<String>,
    from: Option<&'static Format>,
    to: &'static Format,
    options: WriteOptions,
}

impl Block {
    fn new(comment: &Comment<'_>, usual: &WriteOptions) -> Result<Self, FencedFault> {
        let unknown = |word: &str| FencedFault::Setting(word.to_owned());
        let to = by_id("text").ok_or_else(|| unknown("text"))?;
        let mut block = Self { file: None, from: None, to, options: *usual };
        for word in comment.settings.split_whitespace() {
            block.set(word).ok_or_else(|| unknown(word))?;
        }
        Ok(block)
    }

    /// Takes one word of a comment; `None` if it means nothing.
    fn set(&mut self, word: &str) -> Option<()> {
        let layout = &mut self.options.layout;
        match word.split_once('=') {
            Some(("width", cols)) => layout.cols = cols.parse().ok()?,
            Some(("layout", id)) => layout.layout = Layout::from_id(id)?,
            Some(("order", "weight")) => layout.order = Order::Weight,
            Some(("order", "data")) => layout.order = Order::Data,
            Some(("lang", "zh")) => self.options.lang = Lang::Zh,
            Some(("lang", "en")) => self.options.lang = Lang::En,
            Some(("from", id)) => self.from = Some(by_id(id).filter(|format| format.reads())?),
            Some(("to", id)) => self.to = by_id(id).filter(|format| format.writes())?,
            Some(_) => return None,
            None if word == "ascii" => layout.glyphs = Glyphs::Ascii,
            None if word == "spread" => layout.fit = false,
            None if self.file.is_none() => self.file = Some(word.to_owned()),
            None => return None,
        }
        Some(())
    }

    fn draw(
        &self,
        lines: &[&str],
        before: &[Item<'_>],
        open: &mut dyn FnMut(&str) -> Result<Vec<u8>, String>,
    ) -> Result<Written, FencedFault> {
        let (name, bytes, looks) = match &self.file {
            Some(file) => {
                let bytes = open(file).map_err(|reason| FencedFault::File(file.clone(), reason))?;
                (file.clone(), bytes, by_path(file.as_ref()))
            }
            None => {
                let (fence, format) = source_before(before).ok_or(FencedFault::NoSource)?;
                let text = lines.get(fence.content()).unwrap_or_default().concat();
                (fence.info.to_owned(), text.into_bytes(), Some(format))
            }
        };
        let from = self.from.or(looks.filter(|format| format.reads()));
        let reading = super::read(&bytes, from, self.options.lang)
            .map_err(|error| FencedFault::Source(name, error))?;
        super::write(&reading.fishbone, self.to, &self.options).map_err(FencedFault::Misfit)
    }
}

/// The last fence whose info word names a format that can be read.
fn source_before<'a>(before: &'a [Item<'a>]) -> Option<(&'a Fence<'a>, &'static Format)> {
    before.iter().rev().find_map(|item| match item {
        Item::Fence(fence) => {
            let word = fence.info.split_whitespace().next().unwrap_or_default();
            let format = by_id(word).or_else(|| by_path(format!("x.{word}").as_ref()))?;
            format.reads().then_some((fence, format))
        }
        Item::Comment(_) => None,
    })
}

/// The lines that a block's fence takes; none behind the comment where there is no fence yet.
fn target(
    lines: &[&str],
    comment: &Comment<'_>,
    next: Option<&Item<'_>>,
) -> Result<(usize, usize), FencedFault> {
    let behind = comment.line + 1;
    if let Some(Item::Fence(fence)) = next {
        let between = lines.get(behind..fence.open).unwrap_or_default();
        if between.iter().all(|line| line.trim().is_empty()) {
            let close = fence.close.ok_or(FencedFault::Open)?;
            return Ok((fence.open, close + 1));
        }
    }
    Ok((behind, behind))
}

/// The fence around a drawing, as the file writes fences: its indent, its marker, its line ends.
fn fenced(
    text: &str,
    lines: &[&str],
    comment: &Comment<'_>,
    (from, to, id): (usize, usize, &str),
) -> String {
    let end = if lines.iter().any(|line| line.ends_with("\r\n")) { "\r\n" } else { "\n" };
    let old = lines.get(from).filter(|_| to > from).map_or("", |line| line.trim());
    let mark = if old.starts_with('~') { '~' } else { '`' };
    let info = old.trim_start_matches(mark).trim();
    let info = if old.is_empty() { id } else { info };
    // A drawing that shows fences itself needs a longer one.
    let longest =
        text.lines().map(|line| line.trim_start().chars().take_while(|c| *c == mark).count()).max();
    let old_len = old.chars().take_while(|c| *c == mark).count();
    let fence =
        mark.to_string().repeat(longest.map_or(3, |longest| longest + 1).max(3).max(old_len));
    let mut out = String::new();
    // A comment on the last line of a file may have no line end.
    if from > 0 && lines.get(from - 1).is_some_and(|line| !line.ends_with('\n')) {
        out.push_str(end);
    }
    let opening = format!("{fence}{info}");
    for line in std::iter::once(opening.as_str()).chain(text.lines()).chain([fence.as_str()]) {
        let indent = if line.is_empty() { "" } else { comment.indent };
        out.extend([indent, line, end]);
    }
    out
}

impl FencedError {
    /// What is wrong, in one sentence without the line.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        match &self.fault {
            FencedFault::Setting(word) => {
                lang.pick(format!("不认识的设置 {word}"), format!("the setting {word} is unknown"))
            }
            FencedFault::NoSource => lang
                .pick(
                    "没有写明文件，前面也没有可读的代码块（mermaid、toml、json、csv）",
                    "no file is named, and no mermaid, toml, json or csv block stands before it",
                )
                .to_owned(),
            FencedFault::File(name, reason) => lang.pick(
                format!("无法打开 {name}：{reason}"),
                format!("{name} cannot be opened: {reason}"),
            ),
            FencedFault::Source(name, error) => {
                let message = error.message(lang);
                match error.line {
                    0 => format!("{name}: {message}"),
                    line => format!("{name}:{line}: {message}"),
                }
            }
            FencedFault::Misfit(misfit) => misfit.message(lang),
            FencedFault::Open => {
                lang.pick("后面的代码块没有结束", "the fence behind it is never closed").to_owned()
            }
        }
    }
}

impl fmt::Display for FencedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.message(Lang::En))
    }
}

impl std::error::Error for FencedError {}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const CAUSES: &str = "# Late\n## People\n- Few\n";

    fn with(markdown: &str) -> Result<Redrawn, FencedError> {
        redraw(markdown, &WriteOptions::default(), &mut |name| match name {
            "causes.md" => Ok(CAUSES.as_bytes().to_vec()),
            _ => Err("not found".to_owned()),
        })
    }

    #[test]
    fn a_fence_is_redrawn_from_the_file_its_comment_names() {
        let page =
            "# Page\n\n<!-- herringbone: causes.md to=outline -->\n\n```txt\nold\n```\nrest\n";
        let redrawn = with(page).unwrap();
        assert_eq!(
            redrawn.text,
            "# Page\n\n<!-- herringbone: causes.md to=outline -->\n\n```txt\nLate\n  People\n    Few\n```\nrest\n"
        );
        assert_eq!((redrawn.blocks, redrawn.stale), (1, vec![3]));
        let again = with(&redrawn.text).unwrap();
        assert!(again.stale.is_empty());
        assert_eq!(again.text, redrawn.text);
    }

    #[test]
    fn a_missing_fence_is_added_and_keeps_the_indent_and_line_ends() {
        let redrawn = with("- item\r\n  <!-- herringbone: causes.md to=outline -->").unwrap();
        assert_eq!(
            redrawn.text,
            "- item\r\n  <!-- herringbone: causes.md to=outline -->\r\n  ```outline\r\n  Late\r\n    People\r\n      Few\r\n  ```\r\n"
        );
        assert!(with(&redrawn.text).unwrap().stale.is_empty());
    }

    #[test]
    fn the_diagram_before_a_comment_is_its_source() {
        let page = "```mermaid\nishikawa\n  Late\n    People\n```\n<!-- herringbone: width=60 layout=comb -->\n~~~\n~~~\n";
        let redrawn = with(page).unwrap();
        assert!(redrawn.text.contains("~~~\n People"), "{}", redrawn.text);
        assert!(redrawn.text.starts_with("```mermaid\nishikawa\n"));
    }

    #[test]
    fn examples_inside_fences_stay() {
        let page = "````markdown\n<!-- herringbone: nowhere.md -->\n```\n```\n````\n";
        let redrawn = with(page).unwrap();
        assert_eq!((redrawn.text.as_str(), redrawn.blocks), (page, 0));
    }

    #[test]
    fn mistakes_are_named_with_their_line() {
        let error = |page: &str| with(page).unwrap_err().to_string();
        assert_eq!(
            error("\n<!-- herringbone: causes.md wide=3 -->"),
            "line 2: the setting wide=3 is unknown"
        );
        assert_eq!(error("<!-- herringbone: x.md -->"), "line 1: x.md cannot be opened: not found");
        assert!(error("<!-- herringbone: -->").contains("no file is named"));
        assert!(error("<!-- herringbone: causes.md -->\n```\n").contains("never closed"));
        assert!(error("<!-- herringbone: causes.md width=5 -->").contains("does not fit"));
    }

    proptest! {
        #[test]
        fn pages_without_blocks_stay_as_they_are(page in "([a-z `~#<!->]{0,9}\r?\n){0,9}[a-z]{0,3}") {
            let redrawn = with(&page).unwrap();
            prop_assert_eq!(redrawn.text, page);
        }
    }
}
