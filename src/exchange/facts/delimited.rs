//! Facts as CSV: one row per fact, nested values as columns of their own.
//!
//! Figures of the study as a whole come last, as rows of the kind `figure`, then the rates that
//! changed since an earlier edition, as rows of the kind `rate`.

use std::collections::HashSet;
use std::io::{self, Write};

use serde_json::{Value, json};

use super::Selection;
use super::column;
use super::json::figures;
use super::record::{Record, rate, record};
use crate::analysis::compare::Change;
use crate::analysis::table::{Field, cell, form_word};
use crate::model::Fact;

/// Columns that come first, whichever facts are selected.
const FIRST: [&str; 5] = ["id", "kind", "dimension", "category", "name"];

/// A row: columns with their cells.
type Cells = Vec<(String, String)>;

/// Writes the facts as CSV.
pub(super) fn csv(selection: &Selection<'_>, out: &mut dyn Write) -> io::Result<()> {
    if let Some(columns) = selection.columns {
        return csv_of(selection, columns, out);
    }
    let figures = figure_rows(selection);
    let of = |row| flat(selection, row);
    let whole: Vec<Cells> = every_row(selection).map(of).collect();
    let rates: Vec<Cells> =
        selection.rates().iter().map(|change| rate_row(selection, change)).collect();
    let columns = columns(selection, whole.iter().chain(&figures).chain(&rates));
    let rows = if selection.is_chosen() {
        selection.rows().map(of).chain(rates).collect()
    } else {
        [whole, figures, rates].concat()
    };
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

/// Every fact that could be listed, those that are gone with them.
fn every_row<'a>(selection: &Selection<'a>) -> impl Iterator<Item = (usize, &'a Fact)> {
    let Selection { study, dimension, .. } = *selection;
    let gone = study.gone();
    let gone =
        gone.filter(move |(_, fact)| dimension.is_none_or(|wanted| fact.dimension == wanted));
    Selection { rows: None, ..*selection }.rows().chain(gone)
}

/// The figures of the study as a whole.
fn figure_rows(selection: &Selection<'_>) -> Vec<Cells> {
    let of = |figure: Value| {
        let mut record = Record::new();
        record.insert("kind".into(), json!("figure"));
        if let Value::Object(figure) = figure {
            record.extend(figure);
        }
        opened(&record)
    };
    figures(selection).into_iter().map(of).collect()
}

/// A rate that changed, with what happened to it in the columns that say so of facts.
fn rate_row(selection: &Selection<'_>, change: &Change) -> Cells {
    let lang = selection.lang;
    let mut cells = opened(&rate(change, lang));
    for (field, text) in [
        (Field::Change, change.text(lang)),
        (Field::Before, change.before.get(lang).to_owned()),
        (Field::After, change.after.get(lang).to_owned()),
    ] {
        cells.push((field.word(selection.study).into_owned(), text));
    }
    cells
}

/// Writes the columns that were chosen, one value in each.
fn csv_of(selection: &Selection<'_>, columns: &[Field], out: &mut dyn Write) -> io::Result<()> {
    let study = selection.study;
    let columns: Vec<Field> = columns.iter().flat_map(|field| field.spread(study)).collect();
    let mut writer = ::csv::Writer::from_writer(out);
    writer.write_record(columns.iter().map(|field| field.word(study).into_owned()))?;
    for row in selection.rows() {
        let record = record(selection, row);
        let value = |field| column::value(selection, (row.1, &record), field);
        // As in the whole list, where the other parts have columns of their own.
        let cell = |field: &Field| match (field, value(*field)) {
            (Field::Source, Value::Object(source)) => {
                source.get("id").map(plain).unwrap_or_default()
            }
            (Field::Change, _) => cell(*field, study, row.1, selection.lang).text,
            (_, value) => plain(&value),
        };
        writer.write_record(columns.iter().map(cell))?;
    }
    writer.flush()
}

/// Every column that a fact of the study or the dimension has, whichever of them are listed and in
/// whatever order: the common ones, the markets, then by first use.
fn columns<'a>(selection: &Selection<'_>, rows: impl Iterator<Item = &'a Cells>) -> Vec<String> {
    let markets = selection.study.markets.iter().map(|market| market.id.to_string());
    let mut columns: Vec<String> = FIRST.iter().map(ToString::to_string).chain(markets).collect();
    let mut known: HashSet<String> = columns.iter().cloned().collect();
    for (key, _) in rows.flatten() {
        if !known.contains(key) {
            known.insert(key.clone());
            columns.push(key.clone());
        }
    }
    columns
}

/// The record of a fact with nested objects opened, and what changed as the screen says it.
fn flat(selection: &Selection<'_>, row: (usize, &Fact)) -> Cells {
    let mut cells = opened(&record(selection, row));
    if selection.study.former.is_some() {
        for field in [Field::Change, Field::Before, Field::After] {
            let text = cell(field, selection.study, row.1, selection.lang).text;
            cells.push((field.word(selection.study).into_owned(), text));
        }
    }
    cells
}

/// A record with nested objects opened; values per market and derived ones go by their own name.
fn opened(record: &Record) -> Cells {
    let mut row = Vec::new();
    for (key, value) in record {
        match value {
            Value::Object(nested) => {
                for (inner, value) in nested {
                    open_further((column(key, inner), value), &mut row);
                }
            }
            value => row.push((key.clone(), plain(value))),
        }
    }
    row
}

/// One value per cell: a value per market has a column per market.
fn open_further((column, value): (String, &Value), row: &mut Cells) {
    match value {
        Value::Object(nested) => {
            let cells =
                nested.iter().map(|(inner, value)| (format!("{column}_{inner}"), plain(value)));
            row.extend(cells);
        }
        value => row.push((column, plain(value))),
    }
}

fn column(key: &str, inner: &str) -> String {
    match (key, inner) {
        ("values" | "derived" | "amounts", inner) => inner.to_owned(),
        ("source", "id") => "source".to_owned(),
        ("printed", inner) => form_word(inner),
        (key, inner) => format!("{key}_{inner}"),
    }
}

/// A cell: lists with semicolons; what has parts of its own as JSON.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) if !items.iter().any(Value::is_object) => {
            items.iter().map(plain).collect::<Vec<_>>().join("; ")
        }
        Value::Null => String::new(),
        value => value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_printed_value_has_a_column_beside_the_one_of_claims() {
        assert_eq!(column("printed", "china"), "printed_china");
        assert_eq!(column("printed", "value"), "printed.value");
    }
}
