//! Facts as JSON: the study, its facts, its headline figures.

use std::io::{self, Write};

use rust_decimal::Decimal;
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::value::RawValue;
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

/// The figures that are computed to more digits than a JSON number of this program holds.
const FIGURES: [&str; 2] = ["recomputed", "difference"];

/// A value whose figures are written as numbers with all their digits. A record keeps as text what a
/// binary fraction would round; whoever reads JSON numbers as decimals gets the figure itself.
pub(super) struct Exact<'a>(pub(super) &'a Value);

impl Serialize for Exact<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Value::Object(object) => {
                let mut map = serializer.serialize_map(Some(object.len()))?;
                for (key, value) in object {
                    match digits(key, value) {
                        Some(digits) => map.serialize_entry(key, &digits)?,
                        None => map.serialize_entry(key, &Self(value))?,
                    }
                }
                map.end()
            }
            Value::Array(items) => serializer.collect_seq(items.iter().map(Self)),
            value => value.serialize(serializer),
        }
    }
}

fn digits(key: &str, value: &Value) -> Option<Box<RawValue>> {
    let text = value.as_str().filter(|_| FIGURES.contains(&key))?;
    text.parse::<Decimal>().ok()?;
    RawValue::from_string(text.to_owned()).ok()
}

/// The facts as objects: whole records, or the columns that were chosen and nothing else.
pub(super) fn objects(selection: &Selection<'_>) -> impl Iterator<Item = Value> {
    let study = selection.study;
    selection.rows().map(move |row| {
        let whole = record(selection, row);
        let Some(columns) = selection.columns else { return Value::Object(whole) };
        let pair = |field: &Field| {
            (field.word(study).into_owned(), column::value(selection, (row.1, &whole), *field))
        };
        Value::Object(columns.iter().map(pair).collect::<Record>())
    })
}

fn lines(values: impl Iterator<Item = Value>, out: &mut dyn Write) -> io::Result<()> {
    for (index, value) in values.enumerate() {
        if index > 0 {
            writeln!(out, ",")?;
        }
        serde_json::to_writer(&mut *out, &Exact(&value))?;
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
