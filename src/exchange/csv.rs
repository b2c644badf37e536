//! CSV and TSV, in and out: a row a node with its level, as spreadsheets and statistics tools use it.
//!
//! It must not trust a spreadsheet: a cell that it would run as a formula is written behind an
//! apostrophe, which the reader takes away again.
//!
//! Written are `level,text,category,votes,evidence,departments,note`, level 0 being the effect, 1 a
//! category, with the byte order mark that spreadsheets need for Chinese. Read are also the other
//! shapes in use: `parent,child`, one column per category, and staircases (a node's column is its level).

mod shapes;

use csv::{QuoteStyle, ReaderBuilder, StringRecord, Terminator, WriterBuilder};

use super::error::{Fault, ReadError};
use super::grow::{Node, walk};
use super::{Warning, WriteOptions, Written, lists};
use crate::layout::Misfit;
use crate::model::{Fishbone, Lang};

/// What a spreadsheet takes for the start of a formula, full-width forms included.
const FORMULA: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

/// The rows of a table with their line numbers.
struct Table {
    rows: Vec<(usize, Vec<String>)>,
}

/// Reads a table of any of the shapes in use.
pub(super) fn read(text: &str, _: Lang) -> Result<(Fishbone, Vec<Warning>), ReadError> {
    let table = Table::parse(text)?;
    Ok((shapes::fishbone(&table)?, Vec::new()))
}

impl Table {
    fn parse(text: &str) -> Result<Self, ReadError> {
        let mut reader = ReaderBuilder::new()
            .delimiter(delimiter(text))
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        let mut rows = Vec::new();
        for record in reader.records() {
            let record = record.map_err(|error| broken(&error))?;
            let line = record.position().map_or(0, csv::Position::line);
            let cells: Vec<String> = record.iter().map(cell).collect();
            if cells.iter().any(|cell| !cell.is_empty()) {
                rows.push((usize::try_from(line).unwrap_or(0), cells));
            }
        }
        // The reader takes a quote that is never closed for one that ends with the file.
        if !text.matches('"').count().is_multiple_of(2) {
            let line = rows.last().map_or(1, |(line, _)| *line);
            let reason = "a quotation mark is opened and never closed".to_owned();
            return Err(ReadError::on_line(Fault::Syntax(reason), line));
        }
        if rows.is_empty() { Err(ReadError::new(Fault::Empty)) } else { Ok(Self { rows }) }
    }
}

fn broken(error: &csv::Error) -> ReadError {
    let line = error.position().map_or(0, csv::Position::line);
    ReadError::on_line(Fault::Syntax(error.to_string()), usize::try_from(line).unwrap_or(0))
}

/// The delimiter that is most frequent on the first line.
fn delimiter(text: &str) -> u8 {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |mark: u8| first.bytes().filter(|byte| *byte == mark).count();
    // On a tie the later one wins, so the usual one stands last.
    [b';', b'\t', b','].into_iter().max_by_key(|mark| count(*mark)).unwrap_or(b',')
}

/// A cell without the apostrophe that keeps a formula from running.
fn cell(raw: &str) -> String {
    let raw = raw.trim();
    match raw.strip_prefix('\'') {
        Some(rest) if runs(rest) => rest.to_owned(),
        _ => raw.to_owned(),
    }
}

/// Whether a text starts like a formula, or like one kept from running.
fn runs(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(FORMULA)
}

fn guarded(text: &str) -> String {
    if runs(text) { format!("'{text}") } else { text.to_owned() }
}

/// Writes the table.
pub(super) fn write(fishbone: &Fishbone, _: &WriteOptions) -> Result<Written, Misfit> {
    let mut writer = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .quote_style(QuoteStyle::Necessary)
        .from_writer(Vec::new());
    let mut put = |fields: [String; 7]| {
        let record: StringRecord = fields.iter().map(|field| guarded(field)).collect();
        // Writing to memory cannot fail.
        let _ = writer.write_record(&record);
    };
    put(["level", "text", "category", "votes", "evidence", "departments", "note"]
        .map(str::to_owned));
    put(row(0, &fishbone.effect, ""));
    let mut category = String::new();
    walk(fishbone, &mut |level, node| match node {
        Node::Category(bone) => {
            category.clone_from(&bone.name);
            put(row(1, &bone.name, &bone.name));
        }
        Node::Cause(cause) => {
            let mut fields = row(level + 1, &cause.text, &category);
            let votes = if cause.votes > 0 { cause.votes.to_string() } else { String::new() };
            let rest = [
                votes,
                lists::join(&cause.evidence),
                lists::join(&cause.departments),
                cause.note.clone().unwrap_or_default(),
            ];
            fields.iter_mut().skip(3).zip(rest).for_each(|(field, value)| *field = value);
            put(fields);
        }
    });
    let bytes = writer.into_inner().unwrap_or_default();
    Ok(Written::from(format!("\u{feff}{}", String::from_utf8_lossy(&bytes))))
}

fn row(level: usize, text: &str, category: &str) -> [String; 7] {
    let [a, b, c] = [level.to_string(), text.to_owned(), category.to_owned()];
    [a, b, c, String::new(), String::new(), String::new(), String::new()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(text: &str) -> Fishbone {
        read(text, Lang::En).unwrap().0
    }

    fn same(text: &str) {
        let expected = tree("level,text\n0,Late\n1,People\n2,Few\n3,Why\n1,Method\n2,None\n");
        assert_eq!(tree(text), expected, "{text}");
    }

    #[test]
    fn every_shape_in_use_is_read() {
        same("层级;文本\n0;Late\n1;People\n2;Few\n3;Why\n1;Method\n2;None\n");
        same("Parent,Child\nLate,People\nPeople,Few\nFew,Why\nLate,Method\nMethod,None\n");
        same("Late\n,People\n,,Few\n,,,Why\n,Method\n,,None\n");
        let columns = tree("People\tMethod\nFew\tNone\nLazy\t\n");
        assert_eq!(columns.categories[0].causes.len(), 2);
        assert_eq!(columns.categories[1].causes[0].text, "None");
    }

    #[test]
    fn formulas_do_not_run() {
        assert_eq!(guarded("=1+1"), "'=1+1");
        assert_eq!(cell("'=1+1"), "=1+1");
        assert_eq!(cell(&guarded("'-x")), "'-x");
        assert_eq!(cell("'tis"), "'tis");
        assert_eq!(guarded("a=b"), "a=b");
    }

    #[test]
    fn a_level_that_is_no_number_is_named() {
        let error = read("level,text\n0,e\nx,y\n", Lang::En).unwrap_err();
        assert_eq!(error.line, 3);
    }
}
