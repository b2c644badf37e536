//! OPML 2.0, in and out: the outline format of outliners and mind maps.
//!
//! It must not lose what others wrote: a missing `text` is read from `title`.
//!
//! A remark is `_note`, as outliners do; votes, evidence and departments are attributes of our own,
//! `_votes`, `_evidence`, `_departments`, which other programs keep or pass over.

use std::fmt::Write as _;

use super::error::{Fault, ReadError};
use super::xml::{self, Element, escape};
use super::{Warning, WriteOptions, Written, lists};
use crate::layout::Misfit;
use crate::model::{Category, Cause, Fishbone, Lang};

/// Reads an outline: one top element is the effect, several are categories under the title.
pub(super) fn read(text: &str, _: Lang) -> Result<(Fishbone, Vec<Warning>), ReadError> {
    let root = xml::parse(text)?.filter(|root| root.name.eq_ignore_ascii_case("opml"));
    let root = root.ok_or_else(|| ReadError::on_line(Fault::NoElement("opml"), 1))?;
    let body = root.elements("body").next();
    let body = body.ok_or_else(|| ReadError::on_line(Fault::NoElement("body"), root.line))?;
    let mut top = outlines(body);
    let (effect, bones) = match (top.next(), top.next()) {
        (Some(only), None) => (text_of(only), outlines(only).collect()),
        _ => {
            let title = root.elements("head").flat_map(|head| head.elements("title")).next();
            (title.map(Element::text).unwrap_or_default(), outlines(body).collect::<Vec<_>>())
        }
    };
    let categories = bones.into_iter().map(|bone| {
        Ok(Category { name: text_of(bone), causes: causes(bone, 1)?, ..Category::default() })
    });
    Ok((Fishbone { effect, categories: categories.collect::<Result<_, ReadError>>()? }, Vec::new()))
}

fn outlines(element: &Element) -> impl Iterator<Item = &Element> {
    let shown = |outline: &&Element| outline.attribute("isComment") != Some("true");
    element.elements("outline").filter(shown)
}

fn text_of(outline: &Element) -> String {
    outline
        .attribute("text")
        .or_else(|| outline.attribute("title"))
        .unwrap_or_default()
        .trim()
        .to_owned()
}

fn causes(parent: &Element, level: usize) -> Result<Vec<Cause>, ReadError> {
    outlines(parent)
        .map(|outline| {
            super::grow::allow(level).map_err(ReadError::line_of(outline.line))?;
            let list = |name: &str| outline.attribute(name).map(lists::split).unwrap_or_default();
            Ok(Cause {
                text: text_of(outline),
                votes: outline
                    .attribute("_votes")
                    .and_then(|votes| votes.trim().parse().ok())
                    .unwrap_or(0),
                departments: list("_departments"),
                evidence: list("_evidence"),
                note: outline.attribute("_note").map(str::to_owned),
                causes: causes(outline, level + 1)?,
                ..Cause::default()
            })
        })
        .collect()
}

/// Writes an outline with the effect as its only top element.
pub(super) fn write(fishbone: &Fishbone, _: &WriteOptions) -> Result<Written, Misfit> {
    let effect = escape(&fishbone.effect);
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n  <head>\n    <title>{effect}</title>\n  </head>\n  <body>\n    <outline text=\"{effect}\">\n"
    );
    for category in &fishbone.categories {
        let _ = writeln!(out, "      <outline text=\"{}\">", escape(&category.name));
        category.causes.iter().for_each(|cause| push_cause(&mut out, cause, 4));
        out.push_str("      </outline>\n");
    }
    out.push_str("    </outline>\n  </body>\n</opml>\n");
    Ok(out.into())
}

fn push_cause(out: &mut String, cause: &Cause, level: usize) {
    let indent = "  ".repeat(level);
    let _ = write!(out, "{indent}<outline text=\"{}\"", escape(&cause.text));
    if cause.votes > 0 {
        let _ = write!(out, " _votes=\"{}\"", cause.votes);
    }
    for (name, list) in [("_departments", &cause.departments), ("_evidence", &cause.evidence)] {
        if !list.is_empty() {
            let _ = write!(out, " {name}=\"{}\"", escape(&lists::join(list)));
        }
    }
    if let Some(note) = &cause.note {
        let _ = write!(out, " _note=\"{}\"", escape(note));
    }
    if cause.causes.is_empty() {
        out.push_str("/>\n");
        return;
    }
    out.push_str(">\n");
    cause.causes.iter().for_each(|deeper| push_cause(out, deeper, level + 1));
    let _ = writeln!(out, "{indent}</outline>");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outline_with_several_tops_takes_its_effect_from_the_title() {
        let text = "<opml version=\"1.0\"><head><title>Late</title></head><body>
            <outline title=\"People\"><outline text=\"Few\"/></outline><outline text=\"Method\"/></body></opml>";
        let fishbone = read(text, Lang::En).unwrap().0;
        assert_eq!(fishbone.effect, "Late");
        assert_eq!(fishbone.categories[0].name, "People");
        assert_eq!(fishbone.categories[0].causes[0].text, "Few");
    }

    #[test]
    fn another_document_is_refused() {
        assert_eq!(read("<html/>", Lang::En).unwrap_err().fault, Fault::NoElement("opml"));
        assert_eq!(read("<opml>\n</opml>", Lang::En).unwrap_err().fault, Fault::NoElement("body"));
    }
}
