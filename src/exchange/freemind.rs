//! FreeMind's `.mm`, in and out; Freeplane, XMind and others read it too.
//!
//! It must not depend on rich text: older readers lose it, so every text stands in `TEXT` too.
//!
//! Votes, evidence and departments are `<attribute>` elements, a remark is a note.

use std::fmt::Write as _;

use super::error::{Fault, ReadError};
use super::xml::{self, Element, escape};
use super::{Warning, WriteOptions, Written};
use crate::layout::Misfit;
use crate::model::{Category, Cause, Fishbone, Lang};

/// Reads a map: its centre is the effect, the first ring the categories.
pub(super) fn read(text: &str, _: Lang) -> Result<(Fishbone, Vec<Warning>), ReadError> {
    let root = xml::parse(text)?.filter(|root| root.name.eq_ignore_ascii_case("map"));
    let root = root.ok_or_else(|| ReadError::on_line(Fault::NoElement("map"), 1))?;
    let centre = root.elements("node").next();
    let centre = centre.ok_or_else(|| ReadError::on_line(Fault::NoElement("node"), root.line))?;
    let category = |node: &Element| {
        Ok(Category { name: text_of(node), causes: causes(node, 1)?, ..Category::default() })
    };
    let categories = centre.elements("node").map(category).collect::<Result<_, ReadError>>()?;
    Ok((Fishbone { effect: text_of(centre), categories }, Vec::new()))
}

fn text_of(node: &Element) -> String {
    node.attribute("TEXT")
        .map(|text| text.trim().to_owned())
        .or_else(|| rich(node, "NODE"))
        .unwrap_or_default()
}

fn rich(node: &Element, kind: &str) -> Option<String> {
    let mut contents = node.elements("richcontent");
    contents
        .find(|content| {
            content.attribute("TYPE").is_some_and(|found| found.eq_ignore_ascii_case(kind))
        })
        .map(Element::text)
}

fn causes(parent: &Element, level: usize) -> Result<Vec<Cause>, ReadError> {
    parent
        .elements("node")
        .map(|node| {
            super::grow::allow(level).map_err(ReadError::line_of(node.line))?;
            let values = |name: &str| attributes(node, name).map(str::to_owned).collect();
            Ok(Cause {
                text: text_of(node),
                votes: attributes(node, "votes")
                    .next()
                    .and_then(|votes| votes.trim().parse().ok())
                    .unwrap_or(0),
                departments: values("department"),
                evidence: values("evidence"),
                note: rich(node, "NOTE"),
                causes: causes(node, level + 1)?,
                ..Cause::default()
            })
        })
        .collect()
}

fn attributes<'a>(node: &'a Element, name: &'a str) -> impl Iterator<Item = &'a str> {
    let named =
        move |attribute: &&Element| attribute.attribute("NAME").is_some_and(|found| found == name);
    node.elements("attribute").filter(named).filter_map(|attribute| attribute.attribute("VALUE"))
}

/// Writes a map, the categories on both sides in turn.
pub(super) fn write(fishbone: &Fishbone, _: &WriteOptions) -> Result<Written, Misfit> {
    let mut out =
        format!("<map version=\"1.0.1\">\n<node TEXT=\"{}\">\n", escape(&fishbone.effect));
    for (index, category) in fishbone.categories.iter().enumerate() {
        let side = if index.is_multiple_of(2) { "right" } else { "left" };
        let _ = writeln!(out, "<node TEXT=\"{}\" POSITION=\"{side}\">", escape(&category.name));
        category.causes.iter().for_each(|cause| push_cause(&mut out, cause));
        out.push_str("</node>\n");
    }
    out.push_str("</node>\n</map>\n");
    Ok(out.into())
}

fn push_cause(out: &mut String, cause: &Cause) {
    let _ = writeln!(out, "<node TEXT=\"{}\">", escape(&cause.text));
    if let Some(note) = &cause.note {
        let paragraphs: String =
            note.split('\n').map(|line| format!("<p>{}</p>", escape(line))).collect();
        let _ = writeln!(
            out,
            "<richcontent TYPE=\"NOTE\"><html><head/><body>{paragraphs}</body></html></richcontent>"
        );
    }
    if cause.votes > 0 {
        let _ = writeln!(out, "<attribute NAME=\"votes\" VALUE=\"{}\"/>", cause.votes);
    }
    for (name, list) in [("department", &cause.departments), ("evidence", &cause.evidence)] {
        for value in list {
            let _ = writeln!(out, "<attribute NAME=\"{name}\" VALUE=\"{}\"/>", escape(value));
        }
    }
    cause.causes.iter().for_each(|deeper| push_cause(out, deeper));
    out.push_str("</node>\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn maps_of_newer_programs_are_read() {
        let text = "<map version=\"freeplane 1.9\"><node TEXT=\"Late&#xa;again\" ID=\"x\"><font SIZE=\"12\"/>
            <node POSITION=\"left\"><richcontent TYPE=\"NODE\"><html><body><p>Peo<b>ple</b></p></body></html></richcontent>
            <node TEXT=\"Few\"><icon BUILTIN=\"full-1\"/></node></node></node></map>";
        let fishbone = read(text, Lang::En).unwrap().0;
        assert_eq!(fishbone.effect, "Late\nagain");
        assert_eq!(fishbone.categories[0].name, "People");
        assert_eq!(fishbone.categories[0].causes[0].text, "Few");
    }
}
