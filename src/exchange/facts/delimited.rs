//! Facts as CSV: one row per fact, nested values as columns of their own.
//!
//! Figures of the study as a whole come last, as rows of the kind `figure`, then the rates that
//! changed since an earlier edition, as rows of the kind `rate`.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::Selection;
use super::column;
use super::json::figures;
use super::record::{Record, rate, record};
use crate::analysis::table::Field;

/// Columns that come first, whichever facts are selected.
const FIRST: [&str; 5] = ["id", "kind", "dimension", "category", "name"];

/// Writes the facts as CSV.
pub(super) fn csv(selection: &Selection<'_>, out: &mut dyn Write) -> io::Result<()> {
    if let Some(columns) = selection.columns {
        return csv_of(selection, columns, out);
    }
    let mut rows: Vec<Vec<(String, String)>> = Vec::new();
    let disputes = selection.disputes();
    for row in selection.rows() {
        rows.push(flat(&record((selection, &disputes), row)));
    }
    let figures = if selection.is_chosen() { Vec::new() } else { figures(selection) };
    for figure in figures {
        let mut record = Record::new();
        record.insert("kind".into(), json!("figure"));
        if let Value::Object(figure) = figure {
            record.extend(figure);
        }
        rows.push(flat(&record));
    }
    let rates = selection.rates();
    rows.extend(rates.iter().map(|change| flat(&rate(change, selection.lang))));
    let columns = columns(selection, &rows);
    let mut writer = ::csv::Writer::from_writer(out);
    writer.write_record(&columns)?;
    for row in &rows {
        let cell = |column: &String| {
            row.iter().find(|(key, _)| key == column).map_or("", |(_, value)| value)
        };
        writer.write_record(columns.iter().map(cell))?;
    }
    writer.flush()
}

/// Writes the columns that were chosen.
fn csv_of(selection: &Selection<'_>, columns: &[Field], out: &mut dyn Write) -> io::Result<()> {
    let mut writer = ::csv::Writer::from_writer(out);
    writer.write_record(columns.iter().map(|field| field.word(selection.study)))?;
    let disputes = selection.disputes();
    for row in selection.rows() {
        let record = record((selection, &disputes), row);
        let cell = |field: &Field| match column::value(selection, (row.1, &record), *field) {
            Value::Object(source) => source.get("id").map(plain).unwrap_or_default(),
            value => plain(&value),
        };
        writer.write_record(columns.iter().map(cell))?;
    }
    writer.flush()
}

/// Every column that a row has: the common ones, the markets, then by first use.
fn columns(selection: &Selection<'_>, rows: &[Vec<(String, String)>]) -> Vec<String> {
    let markets = selection.study.markets.iter().map(|market| market.id.to_string());
    let mut columns: Vec<String> = FIRST.iter().map(ToString::to_string).chain(markets).collect();
    for (key, _) in rows.iter().flatten() {
        if !columns.contains(key) {
            columns.push(key.clone());
        }
    }
    columns
}

/// The record with nested objects opened; values per market and derived ones go by their own name.
fn flat(record: &Record) -> Vec<(String, String)> {
    let mut row = Vec::new();
    for (key, value) in record {
        match value {
            Value::Object(nested) => {
                for (inner, value) in nested {
                    row.push((column(key, inner), plain(value)));
                }
            }
            value => row.push((key.clone(), plain(value))),
        }
    }
    row
}

fn column(key: &str, inner: &str) -> String {
    match (key, inner) {
        ("values" | "derived" | "amounts", inner) => inner.to_owned(),
        ("source", "id") => "source".to_owned(),
        (key, inner) => format!("{key}_{inner}"),
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(plain).collect::<Vec<_>>().join("; "),
        Value::Object(object) => {
            let pairs = object.iter().map(|(key, value)| format!("{key} {}", plain(value)));
            pairs.collect::<Vec<_>>().join(", ")
        }
        Value::Null => String::new(),
        value => value.to_string(),
    }
}
