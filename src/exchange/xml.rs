//! The little of XML that outlines need: elements with attributes and text, in and out.
//!
//! It must not know OPML or FreeMind. Document types and processing instructions are passed over,
//! entities are never expanded beyond single characters.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::entity;
use super::error::{Fault, ReadError};

/// Elements nested deeper than this are refused.
const MOST_DEPTH: usize = 256;

/// An element.
#[derive(Debug, Default)]
pub(super) struct Element {
    /// The name without a prefix, as written.
    pub(super) name: String,
    attributes: Vec<(String, String)>,
    pub(super) children: Vec<Child>,
    /// The line it starts on, from 1.
    pub(super) line: usize,
}

/// What stands in an element.
#[derive(Debug)]
pub(super) enum Child {
    Element(Element),
    Text(String),
}

impl Element {
    /// The value of an attribute; names are compared without case, as tools differ.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let found = |(key, _): &&(String, String)| key.eq_ignore_ascii_case(name);
        self.attributes.iter().find(found).map(|(_, value)| value.as_str())
    }

    /// The child elements with a name, compared without case.
    pub(super) fn elements<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.children.iter().filter_map(move |child| match child {
            Child::Element(element) if element.name.eq_ignore_ascii_case(name) => Some(element),
            _ => None,
        })
    }

    /// The text in it and below it; paragraphs, items and `<br>` start a line.
    pub(super) fn text(&self) -> String {
        let mut out = String::new();
        self.push_text(&mut out);
        let lines: Vec<String> = out
            .split('\n')
            .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
            .filter(|line| !line.is_empty())
            .collect();
        lines.join("\n")
    }

    fn push_text(&self, out: &mut String) {
        for child in &self.children {
            match child {
                // A line break in the source of a paragraph is a blank.
                Child::Text(text) => out.push_str(&text.replace('\n', " ")),
                Child::Element(element) => {
                    let block = ["p", "br", "li", "div", "tr"]
                        .iter()
                        .any(|name| element.name.eq_ignore_ascii_case(name));
                    if block {
                        out.push('\n');
                    }
                    element.push_text(out);
                }
            }
        }
    }
}

/// Reads the element that a document consists of; `None` where it has none.
pub(super) fn parse(text: &str) -> Result<Option<Element>, ReadError> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    let mut parser =
        Parser { lines: Lines { text, line: 1, byte: 0 }, open: Vec::new(), root: None };
    loop {
        let byte = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        let event = reader.read_event().map_err(|error| {
            let byte = usize::try_from(reader.error_position()).unwrap_or(byte);
            ReadError::at_byte(Fault::Syntax(error.to_string()), text, byte)
        })?;
        match event {
            Event::Eof => break,
            Event::Start(start) => parser.start(&start, byte)?,
            Event::Empty(start) => {
                parser.start(&start, byte)?;
                parser.end();
            }
            Event::End(_) => parser.end(),
            Event::Text(text) => parser.text(&text),
            Event::CData(data) => parser.text(&data),
            Event::GeneralRef(name) => parser.reference(&name),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
    match parser.open.last() {
        Some(open) => {
            let fault = Fault::Syntax(format!("the element <{}> is not closed", open.name));
            Err(ReadError::on_line(fault, open.line))
        }
        None => Ok(parser.root),
    }
}

struct Parser<'a> {
    lines: Lines<'a>,
    open: Vec<Element>,
    root: Option<Element>,
}

/// Counts lines on the way through a text, so that the whole costs one pass.
struct Lines<'a> {
    text: &'a str,
    line: usize,
    byte: usize,
}

impl Lines<'_> {
    fn at(&mut self, byte: usize) -> usize {
        let between = self.text.get(self.byte..byte).unwrap_or_default();
        self.line += between.matches('\n').count();
        self.byte = byte.max(self.byte);
        self.line
    }
}

impl Parser<'_> {
    fn start(&mut self, start: &BytesStart<'_>, byte: usize) -> Result<(), ReadError> {
        let line = self.lines.at(byte);
        if self.open.len() >= MOST_DEPTH {
            return Err(ReadError::on_line(Fault::TooDeep(super::grow::MOST_LEVELS), line));
        }
        let mut attributes = Vec::new();
        for attribute in start.attributes().with_checks(false) {
            let attribute = attribute
                .map_err(|error| ReadError::on_line(Fault::Syntax(error.to_string()), line))?;
            let value = attribute.value.replace(['\n', '\t'], " ");
            attributes.push((
                attribute.key.local_name().into_inner().to_owned(),
                entity::decode(&value, '&'),
            ));
        }
        let name = start.local_name().into_inner().to_owned();
        self.open.push(Element { name, attributes, children: Vec::new(), line });
        Ok(())
    }

    fn end(&mut self) {
        let Some(element) = self.open.pop() else { return };
        match self.open.last_mut() {
            Some(parent) => parent.children.push(Child::Element(element)),
            None => {
                self.root.get_or_insert(element);
            }
        }
    }

    fn text(&mut self, text: &str) {
        let Some(open) = self.open.last_mut() else { return };
        match open.children.last_mut() {
            Some(Child::Text(before)) => before.push_str(text),
            _ => open.children.push(Child::Text(text.to_owned())),
        }
    }

    fn reference(&mut self, name: &str) {
        let source = format!("&{name};");
        let text = entity::decode(&source, '&');
        self.text(&text);
    }
}

/// A text as the value of an attribute in double quotation marks.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("&#10;"),
            // XML 1.0 has no way to write these at all.
            c if c.is_control() || ('\u{fffe}'..='\u{ffff}').contains(&c) => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_attributes_and_rich_text_are_read() {
        let root = parse(
            "<!-- x -->\n<map><node TEXT='a&amp;b&#10;c'/>\n<html><p>one\n two</p><p>&lt;3</p></html></map>",
        );
        let root = root.unwrap().unwrap();
        assert_eq!(root.elements("NODE").next().unwrap().attribute("text"), Some("a&b\nc"));
        let html = root.elements("html").next().unwrap();
        assert_eq!((html.text().as_str(), html.line), ("one two\n<3", 3));
    }

    #[test]
    fn broken_documents_are_refused_with_a_line() {
        assert_eq!(parse("<a>\n<b>\n</a>").unwrap_err().line, 3);
        assert_eq!(parse("<a>\n<b>").unwrap_err().line, 2);
        assert!(parse("plain").unwrap().is_none());
        assert!(parse(&"<a>".repeat(1000)).is_err());
    }
}
