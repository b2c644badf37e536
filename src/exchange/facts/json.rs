//! Facts as JSON: the study, its facts, its headline figures.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::Selection;
use super::column;
use super::record::{Record, rate, record};
use crate::analysis::overview::Overview;
use crate::analysis::table::Field;
use crate::model::Term;

/// Writes `{ "study": …, "facts": […], "figures": […] }`, one fact a line; and the rates that changed
/// where an earlier edition is compared with.
pub(super) fn json(selection: &Selection<'_>, out: &mut dyn Write) -> io::Result<()> {
    let Selection { study, lang, .. } = *selection;
    let head = json!({
        "id": &*study.id,
        "title": study.title.get(lang),
        "home": study.markets.get(study.pair.home.0).map(|market| &*market.id),
        "reference": study.markets.get(study.pair.reference.0).map(|market| &*market.id),
        "markets": study.markets.iter().map(|market| &*market.id).collect::<Vec<_>>(),
    });
    writeln!(out, "{{\"study\": {head},\n\"facts\": [")?;
    lines(objects(selection), out)?;
    writeln!(out, "],\n\"figures\": [")?;
    let figures = if selection.is_chosen() { Vec::new() } else { figures(selection) };
    lines(figures.into_iter(), out)?;
    if study.former.is_some() {
        writeln!(out, "],\n\"rates\": [")?;
        let rates = selection.rates();
        lines(rates.iter().map(|change| Value::Object(rate(change, lang))), out)?;
    }
    writeln!(out, "]}}")
}

/// The facts as objects: whole records, or the columns that were chosen and nothing else.
pub(super) fn objects(selection: &Selection<'_>) -> impl Iterator<Item = Value> {
    let disputes = selection.disputes();
    selection.rows().map(move |row| {
        let whole = record((selection, &disputes), row);
        let Some(columns) = selection.columns else { return Value::Object(whole) };
        let study = selection.study;
        let pair = |field: &Field| {
            (field.word(study).to_owned(), column::value(selection, (row.1, &whole), *field))
        };
        Value::Object(columns.iter().map(pair).collect::<Record>())
    })
}

fn lines(values: impl Iterator<Item = Value>, out: &mut dyn Write) -> io::Result<()> {
    for (index, value) in values.enumerate() {
        if index > 0 {
            writeln!(out, ",")?;
        }
        serde_json::to_writer(&mut *out, &value)?;
    }
    writeln!(out)
}

/// The headline figures of the dimensions selected.
pub(super) fn figures(selection: &Selection<'_>) -> Vec<Value> {
    let sections = Overview::of(selection.study, selection.lang, 0).sections;
    let wanted = |d| selection.dimension.is_none_or(|dimension| dimension == d);
    let sections = sections.into_iter().filter(|section| wanted(section.dimension));
    let of = |section: crate::analysis::overview::Section| {
        let dimension = section.dimension.word();
        section
            .figures
            .into_iter()
            .map(move |f| json!({ "dimension": dimension, "name": f.label, "value": f.value }))
    };
    sections.flat_map(of).collect()
}
