//! Facts as texts to paste elsewhere: a cell, a row, a table.
//!
//! The same cells and records as the lists for scripts, without what belongs to a whole file. It
//! must not know of clipboards.

use super::json::{Exact, objects};
use super::{Selection, delimited, table};
use crate::analysis::table::{Field, cell};
use crate::text::clean;

/// A format of what is copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClipFormat {
    /// A Markdown table.
    Markdown,
    /// CSV with a line of column words.
    Csv,
    /// JSON: an object for a row, a list of them for a table.
    Json,
}

impl ClipFormat {
    /// Every format, in the order of menus.
    pub const ALL: [Self; 3] = [Self::Markdown, Self::Csv, Self::Json];

    /// What people call it, in either language.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Markdown => "Markdown",
            Self::Csv => "CSV",
            Self::Json => "JSON",
        }
    }

    /// How the name of a file in it ends.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Markdown => "md",
            Self::Csv => "csv",
            Self::Json => "json",
        }
    }
}

/// What a fact says in one column, in one line.
#[must_use]
pub fn cell_text(selection: &Selection<'_>, field: Field) -> String {
    let Selection { study, lang, .. } = *selection;
    let texts = selection.facts().map(|fact| cell(field, study, fact, lang).text);
    texts.map(|text| clean(&text).into_owned()).collect()
}

/// The first fact of a selection: its columns with their titles; as JSON everything known of it.
#[must_use]
pub fn row_text(selection: &Selection<'_>, format: ClipFormat) -> String {
    if format == ClipFormat::Json {
        let whole = Selection { columns: None, ..*selection };
        // Writing to memory cannot fail.
        let pretty = |fact| serde_json::to_string_pretty(&Exact(&fact)).unwrap_or_default();
        return objects(&whole).next().map(|fact| pretty(fact) + "\n").unwrap_or_default();
    }
    table_text(selection, format)
}

/// The facts of a selection with their columns, one a line.
#[must_use]
pub fn table_text(selection: &Selection<'_>, format: ClipFormat) -> String {
    let mut out = Vec::new();
    let written = match format {
        ClipFormat::Markdown => table::markdown(selection, &mut out),
        ClipFormat::Csv => delimited::csv(selection, &mut out),
        ClipFormat::Json => {
            let line = |fact| serde_json::to_string(&Exact(&fact)).unwrap_or_default();
            let lines: Vec<String> = objects(selection).map(line).collect();
            return format!("[\n{}\n]\n", lines.join(",\n"));
        }
    };
    // Writing to memory cannot fail.
    written.map(|()| String::from_utf8(out).unwrap_or_default()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::analysis::claims::verdicts;
    use crate::analysis::table::{Row, row_at};
    use crate::load::{Origin, load};
    use crate::model::{FactId, Lang};

    /// What `write` makes of two facts in three columns.
    fn written(rows: &[&str], write: impl Fn(&Selection<'_>) -> String) -> String {
        let study = load(&Origin::BuiltIn).unwrap().study;
        let row = |id: &&str| study.facts.iter().position(|fact| fact.id == FactId::new(*id));
        let rows: Vec<Row> = rows.iter().filter_map(row).map(row_at).collect();
        let columns = [Field::Name, Field::Gap, Field::Market(study.declared.home), Field::Delay];
        let selection = Selection {
            study: &study,
            dimension: None,
            lang: Lang::En,
            cols: None,
            verdicts: &verdicts(&study),
            rows: Some(&rows),
            columns: Some(&columns),
        };
        write(&selection)
    }

    #[test]
    fn a_table_is_copied_in_its_order_with_its_columns_only() {
        let rows = ["release-inf1", "price-s3-standard"];
        let text = written(&rows, |s| table_text(s, ClipFormat::Csv));
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[0], "name,gap,china,delay_days");
        assert!(lines[1].ends_with(",late,2021-07-08,444"), "{text}");
        assert!(lines[2].ends_with(",,0.1755,"), "{text}");
        let text = written(&rows, |s| table_text(s, ClipFormat::Markdown));
        assert!(text.starts_with("| Name | Gap | China | Delay, days |\n|"), "{text}");
        assert_eq!(text.lines().count(), 4);
        let text = written(&rows, |s| table_text(s, ClipFormat::Json));
        let list: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(list[0]["delay_days"], 444);
        assert_eq!(list[1]["delay_days"], Value::Null);
        assert_eq!(list[1].as_object().unwrap().len(), 4);
    }

    #[test]
    fn a_row_as_json_is_everything_known_of_the_fact() {
        let text = written(&["release-inf1"], |s| row_text(s, ClipFormat::Json));
        let fact: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(fact["values"]["china"], "2021-07-08");
        assert!(fact["source"]["title"].is_string());
        assert_eq!(written(&["release-inf1"], |s| cell_text(s, Field::Delay)), "444");
    }
}
