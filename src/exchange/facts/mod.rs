//! Facts out: every fact with its values and everything derived from it, in four formats.
//!
//! A fact becomes one `record`; the formats only lay records out. It must not
//! compute a figure itself.

mod clip;
mod column;
mod delimited;
mod json;
mod record;
mod table;

use std::io::{self, Write};

use crate::analysis::claims::{Disputes, Verdict};
use crate::analysis::compare::{self, Change};
use crate::analysis::table::{Field, Row};
use crate::model::{Dimension, Fact, Lang, Study};
pub use clip::{ClipFormat, cell_text, row_text, table_text};

/// A format of fact lists.
#[derive(Debug)]
pub struct FactFormat {
    /// The name used on the command line.
    pub id: &'static str,
    /// What people call it, in Chinese and English.
    pub label: (&'static str, &'static str),
    write: fn(&Selection<'_>, &mut dyn Write) -> io::Result<()>,
}

impl FactFormat {
    /// Writes a selection of facts.
    ///
    /// # Errors
    /// If `out` cannot be written to.
    pub fn write(&self, selection: &Selection<'_>, out: &mut dyn Write) -> io::Result<()> {
        (self.write)(selection, out)
    }
}

/// Every format of fact lists.
pub static FACT_FORMATS: [FactFormat; 4] = [
    FactFormat { id: "table", label: ("对齐的文本表", "aligned text"), write: table::text },
    FactFormat { id: "csv", label: ("CSV", "CSV"), write: delimited::csv },
    FactFormat { id: "json", label: ("JSON", "JSON"), write: json::json },
    FactFormat { id: "md", label: ("Markdown 表", "Markdown table"), write: table::markdown },
];

/// Which facts of a study to write, and in which language.
#[derive(Debug, Clone, Copy)]
pub struct Selection<'a> {
    /// The study.
    pub study: &'a Study,
    /// One dimension; all of them if none.
    pub dimension: Option<Dimension>,
    /// The language of names and texts.
    pub lang: Lang,
    /// Columns of the page, for aligned text on a terminal; none for as many as it takes.
    pub cols: Option<usize>,
    /// What came of recomputing the study's claims.
    pub verdicts: &'a [Verdict],
    /// These facts in this order, as positions in the study; those of the dimension if none.
    pub rows: Option<&'a [Row]>,
    /// These columns; the usual ones if none.
    pub columns: Option<&'a [Field]>,
}

impl<'a> Selection<'a> {
    /// The facts selected, in reading order.
    pub fn facts(&self) -> impl Iterator<Item = &'a Fact> {
        self.rows().map(|(_, fact)| fact)
    }

    /// The facts selected, with their positions in the study.
    fn rows(&self) -> impl Iterator<Item = (usize, &'a Fact)> + use<'a> {
        let Self { study, dimension, rows, .. } = *self;
        let all = if rows.is_some() { 0..0 } else { 0..study.facts.len() };
        let chosen = rows.unwrap_or_default().iter().map(|row| *row as usize).chain(all);
        let selected = move |(_, fact): &(usize, &Fact)| {
            dimension.is_none_or(|dimension| fact.dimension == dimension)
        };
        chosen.filter_map(|row| Some((row, study.fact_at(row)?))).filter(selected)
    }

    /// Whether rows or columns were chosen. Then there is one list of facts in one order: headings
    /// and figures, which speak of whole dimensions, would be in its way.
    fn is_chosen(&self) -> bool {
        self.rows.is_some() || self.columns.is_some()
    }

    /// Which facts a claim contradicts.
    fn disputes(&self) -> Disputes {
        Disputes::of(self.study, self.verdicts)
    }

    /// The rates that changed since an earlier edition, where prices are selected and nobody chose
    /// columns, which are those of facts.
    fn rates(&self) -> Vec<Change> {
        let prices = self.dimension.is_none_or(|dimension| dimension == Dimension::Price);
        let told = prices && self.columns.is_none();
        if told { compare::rates(self.study) } else { Vec::new() }
    }

    /// What came of recomputing the fact at a position, if it is a claim.
    fn verdict(&self, row: usize) -> Option<&'a Verdict> {
        let found = self.verdicts.binary_search_by_key(&row, |verdict| verdict.row).ok()?;
        self.verdicts.get(found)
    }

    /// The dimensions selected, in order.
    pub fn dimensions(&self) -> impl Iterator<Item = Dimension> {
        let wanted = self.dimension;
        Dimension::ALL.into_iter().filter(move |d| wanted.is_none_or(|wanted| wanted == *d))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::{Origin, load};

    fn written(id: &str, dimension: Option<Dimension>) -> String {
        let loaded = load(&Origin::BuiltIn).unwrap();
        let study = &loaded.study;
        let verdicts = crate::analysis::claims::verdicts(study);
        let (lang, cols) = (Lang::En, None);
        let selection = Selection {
            study,
            dimension,
            lang,
            cols,
            verdicts: &verdicts,
            rows: None,
            columns: None,
        };
        let format = FACT_FORMATS.iter().find(|format| format.id == id).unwrap();
        let mut out = Vec::new();
        format.write(&selection, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn every_format_holds_every_fact_of_the_built_in_study() {
        let study = load(&Origin::BuiltIn).unwrap().study;
        for format in &FACT_FORMATS {
            let text = written(format.id, None);
            for fact in &study.facts {
                assert!(text.contains(fact.id.as_str()), "{} lacks {}", format.id, fact.id);
            }
        }
    }

    #[test]
    fn json_gives_dates_delays_and_exact_prices() {
        let text = written("json", None);
        let all: serde_json::Value = serde_json::from_str(&text).unwrap();
        let find = |id: &str| {
            let facts = all["facts"].as_array().unwrap();
            facts.iter().find(|fact| fact["id"] == id).unwrap().clone()
        };
        let inf1 = find("release-inf1");
        assert_eq!(inf1["values"]["china"], "2021-07-08");
        assert_eq!(inf1["derived"]["delay_days"], 444);
        assert!(inf1["source"]["title"].is_string());
        assert_eq!(find("price-s3-standard")["values"]["china"].to_string(), "0.1755");
        assert_eq!(find("claim-s3-ratio")["derived"]["verdict"], "differs");
        let disputed = serde_json::json!([
            "claim-partners-worldwide",
            "claim-partners-overview",
            "claim-partners-interview",
            "claim-partners-swot"
        ]);
        assert_eq!(find("count-partners-2021")["derived"]["disputed_by"], disputed);
        assert_eq!(find("claim-s3-ratio")["derived"]["disputed_by"], serde_json::Value::Null);
        assert_eq!(find("exposure-2022")["derived"]["posts_share"].to_string(), "6.1");
    }

    #[test]
    fn tables_mark_disputed_figures_and_their_claims_and_say_what_the_mark_means() {
        for format in ["table", "md"] {
            let text = written(format, Some(Dimension::Ecosystem));
            let line = |id: &str| text.lines().find(|line| line.contains(id)).unwrap().to_owned();
            assert!(line("count-partners-2021").contains("(talk of November 2021) ≠"), "{text}");
            assert!(line("claim-partners-overview").contains(" ≠"), "{text}");
            assert!(!line("count-regions").contains('≠'), "{text}");
            assert!(text.contains("≠ a claim disagrees with this figure"), "{text}");
        }
    }

    #[test]
    fn csv_has_as_many_fields_in_every_row() {
        let text = written("csv", Some(Dimension::Technology));
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let columns = reader.headers().unwrap().clone();
        assert!(columns.iter().any(|column| column == "delay_days"));
        let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
        assert!(rows.iter().all(|row| row.len() == columns.len()));
        assert!(rows.iter().any(|row| &row[0] == "release-inf1"));
    }
}
