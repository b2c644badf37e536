//! One file per exchange format of a fishbone, in and out, and the FORMATS table that lists them.
//!
//! It must not touch files or the terminal: readers get the bytes of a file, writers give back text.
//!
//! ```
//! use herringbone::exchange::{WriteOptions, by_id, read, write};
//! use herringbone::model::Lang;
//!
//! let source = b"# Late release\n## People\n- Few testers (3)\n";
//! let reading = read(source, None, Lang::En)?;
//! assert_eq!(reading.format.id, "md");
//! assert_eq!(reading.fishbone.categories[0].causes[0].votes, 3);
//!
//! let outline = by_id("outline").ok_or("no such format")?;
//! let written = write(&reading.fishbone, outline, &WriteOptions::default())?;
//! assert_eq!(written.text, "Late release\n  People\n    Few testers ▲3\n");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod aligned;
mod ansi;
mod attributes;
pub mod chart;
mod csv;
mod decode;
mod dot;
mod entity;
mod error;
pub mod facts;
pub mod fenced;
mod freemind;
mod grow;
mod json;
mod lists;
mod markdown;
mod marks;
mod mermaid;
mod mindmap;
mod opml;
mod outline;
mod plain;
mod plantuml;
pub mod problems;
pub mod report;
pub mod schema;
mod sniff;
mod svg;
mod toml;
mod xml;

#[cfg(test)]
mod tests;

use std::path::Path;

use crate::layout;
use crate::model::{Fishbone, Lang, Localized};

pub use ansi::ansi;
pub use error::{Fault, ReadError};

/// A format of the table.
#[derive(Debug)]
pub struct Format {
    /// The name used on the command line.
    pub id: &'static str,
    /// File extensions without the dot; the first is the usual one.
    pub extensions: &'static [&'static str],
    /// What people call it, in Chinese and English.
    label: (&'static str, &'static str),
    /// Whether a text looks like it, for input of unknown format; asked in the order of the table.
    looks_like: fn(&str) -> bool,
    read: Option<Reader>,
    write: Option<Writer>,
}

type Reader = fn(&str, Lang) -> Result<(Fishbone, Vec<Warning>), ReadError>;
type Writer = fn(&Fishbone, &WriteOptions) -> Result<Written, layout::Misfit>;

impl Format {
    /// What people call it.
    #[must_use]
    pub fn label(&self, lang: Lang) -> &'static str {
        lang.pick(self.label.0, self.label.1)
    }

    /// Whether it can be read.
    #[must_use]
    pub fn reads(&self) -> bool {
        self.read.is_some()
    }

    /// Whether it can be written.
    #[must_use]
    pub fn writes(&self) -> bool {
        self.write.is_some()
    }
}

/// Something that was lost or changed on the way, which somebody should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// The line of the input, from 1; `None` for output.
    pub line: Option<usize>,
    /// What happened, in both languages.
    pub message: Localized,
}

/// A fishbone that was read.
#[derive(Debug)]
pub struct Reading {
    /// The tree, its nodes numbered in reading order.
    pub fishbone: Fishbone,
    /// The format it was read as.
    pub format: &'static Format,
    /// What was passed over.
    pub warnings: Vec<Warning>,
}

/// A fishbone that was written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Written {
    /// The whole file.
    pub text: String,
    /// What the format could not hold as it is.
    pub warnings: Vec<Warning>,
}

/// What a writer may want to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct WriteOptions {
    /// How a drawing is laid out (text, SVG), and the marks for votes and evidence elsewhere.
    pub layout: layout::Options,
    /// The language of headings that a format asks for.
    pub lang: Lang,
}

/// Every format, in the order in which the looks of an input are tried.
pub static FORMATS: &[Format] = &[
    Format {
        id: "json",
        extensions: &["json"],
        label: ("JSON", "JSON"),
        looks_like: sniff::json,
        read: Some(json::read),
        write: Some(json::write),
    },
    Format {
        id: "toml",
        extensions: &["toml"],
        label: ("TOML", "TOML"),
        looks_like: sniff::toml,
        read: Some(toml::read),
        write: Some(toml::write),
    },
    Format {
        id: "mermaid",
        extensions: &["mmd", "mermaid"],
        label: ("Mermaid 鱼骨图", "Mermaid ishikawa"),
        looks_like: mermaid::looks_like,
        read: Some(mermaid::read),
        write: Some(mermaid::write),
    },
    Format {
        id: "opml",
        extensions: &["opml"],
        label: ("OPML 大纲", "OPML outline"),
        looks_like: sniff::opml,
        read: Some(opml::read),
        write: Some(opml::write),
    },
    Format {
        id: "freemind",
        extensions: &["mm"],
        label: ("FreeMind 思维导图", "FreeMind map"),
        looks_like: sniff::freemind,
        read: Some(freemind::read),
        write: Some(freemind::write),
    },
    Format {
        id: "md",
        extensions: &["md", "markdown"],
        label: ("Markdown 大纲", "Markdown outline"),
        looks_like: sniff::markdown,
        read: Some(markdown::read),
        write: Some(markdown::write),
    },
    Format {
        id: "csv",
        extensions: &["csv", "tsv"],
        label: ("CSV 表格", "CSV table"),
        looks_like: sniff::csv,
        read: Some(csv::read),
        write: Some(csv::write),
    },
    Format {
        id: "mindmap",
        extensions: &["mmd"],
        label: ("Mermaid 思维导图", "Mermaid mind map"),
        looks_like: sniff::never,
        read: None,
        write: Some(mindmap::write),
    },
    Format {
        id: "plantuml",
        extensions: &["puml", "plantuml"],
        label: ("PlantUML 思维导图", "PlantUML mind map"),
        looks_like: sniff::never,
        read: None,
        write: Some(plantuml::write),
    },
    Format {
        id: "svg",
        extensions: &["svg"],
        label: ("SVG 图片", "SVG picture"),
        looks_like: sniff::never,
        read: None,
        write: Some(svg::write),
    },
    Format {
        id: "dot",
        extensions: &["dot", "gv"],
        label: ("Graphviz DOT", "Graphviz DOT"),
        looks_like: sniff::never,
        read: None,
        write: Some(dot::write),
    },
    Format {
        id: "outline",
        extensions: &["outline"],
        label: ("纯文本大纲", "plain outline"),
        looks_like: sniff::never,
        read: None,
        write: Some(outline::write),
    },
    Format {
        id: "text",
        extensions: &["txt"],
        label: ("文本鱼骨图", "text drawing"),
        looks_like: sniff::never,
        read: None,
        write: Some(plain::write),
    },
];

/// The format with this name.
#[must_use]
pub fn by_id(id: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.id == id)
}

/// The format that a file name points to by its extension.
#[must_use]
pub fn by_path(path: &Path) -> Option<&'static Format> {
    let extension = path.extension()?.to_str()?.to_ascii_lowercase();
    FORMATS.iter().find(|format| format.extensions.contains(&extension.as_str()))
}

/// The format that can be read and that a text looks like.
#[must_use]
pub fn by_look(text: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.reads() && (format.looks_like)(text))
}

/// Reads a fishbone from the bytes of a file, as `from` or as what it looks like.
///
/// `lang` picks the wording where a text is given in both languages.
///
/// # Errors
///
/// The bytes are no UTF-8 text, the format cannot be told or read, or the text breaks its rules;
/// the error says where and what to do.
pub fn read(bytes: &[u8], from: Option<&'static Format>, lang: Lang) -> Result<Reading, ReadError> {
    let text = decode::text(bytes)?;
    let format = from.or_else(|| by_look(&text)).ok_or(ReadError::new(Fault::UnknownFormat))?;
    let reader = format.read.ok_or(ReadError::new(Fault::WriteOnly(format.id)))?;
    let (fishbone, warnings) = reader(&text, lang)?;
    Ok(Reading { fishbone: fishbone.numbered(), format, warnings })
}

/// Writes a fishbone.
///
/// A format that can only be read writes nothing.
///
/// # Errors
///
/// The page is too narrow for a drawing.
pub fn write(
    fishbone: &Fishbone,
    to: &Format,
    options: &WriteOptions,
) -> Result<Written, layout::Misfit> {
    to.write.map_or_else(|| Ok(Written::default()), |write| write(fishbone, options))
}

impl From<String> for Written {
    fn from(text: String) -> Self {
        Self { text, warnings: Vec::new() }
    }
}
