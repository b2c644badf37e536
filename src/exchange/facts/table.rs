//! Facts as an aligned table and as Markdown: id, kind, name, values per market, what follows.
//!
//! Both lay out the same cells, which are the ones the screen shows.

use std::io::{self, Write};

use super::Selection;
use crate::analysis::claims::Disputes;
use crate::analysis::overview::Overview;
use crate::analysis::table::{Field, Key, cell};
use crate::exchange::aligned::{aligned, markdown_table};
use crate::exchange::marks::{self, disputed};
use crate::model::{Dimension, Fact, Term};
use crate::text::{Measure, clean};

/// A table: its heading, if it is one of several, and its rows, the first being the column titles.
struct Table {
    heading: Option<Dimension>,
    numeric: Vec<bool>,
    rows: Vec<Vec<String>>,
    figures: Vec<(String, String)>,
    /// What the marks mean, and the rates that changed.
    notes: Vec<String>,
}

/// Writes aligned text; cut to the page if it has a width.
pub(super) fn text(selection: &Selection<'_>, out: &mut dyn Write) -> io::Result<()> {
    for (index, table) in tables(selection).enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        if let Some(dimension) = table.heading {
            writeln!(out, "{}", dimension.label(selection.lang))?;
        }
        write_aligned(&table, selection.cols, out)?;
        for (label, value) in &table.figures {
            writeln!(out, "{label}{}{value}", selection.lang.pick("：", ": "))?;
        }
        for note in &table.notes {
            writeln!(out, "{note}")?;
        }
    }
    Ok(())
}

fn write_aligned(table: &Table, cols: Option<usize>, out: &mut dyn Write) -> io::Result<()> {
    for line in aligned(&table.rows, &table.numeric) {
        match cols {
            Some(cols) => writeln!(out, "{}", Measure::Narrow.cut(&line, cols))?,
            None => writeln!(out, "{line}")?,
        }
    }
    Ok(())
}

/// Writes one Markdown table per dimension.
pub(super) fn markdown(selection: &Selection<'_>, out: &mut dyn Write) -> io::Result<()> {
    for (index, table) in tables(selection).enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        if let Some(dimension) = table.heading {
            writeln!(out, "## {}\n", dimension.label(selection.lang))?;
        }
        for line in markdown_table(&table.rows, &table.numeric) {
            writeln!(out, "{line}")?;
        }
        if !(table.figures.is_empty() && table.notes.is_empty()) {
            writeln!(out)?;
        }
        for (label, value) in &table.figures {
            writeln!(out, "- {label}{}{value}", selection.lang.pick("：", ": "))?;
        }
        for note in &table.notes {
            writeln!(out, "- {note}")?;
        }
    }
    Ok(())
}

/// One table per dimension, or a single one of the rows and columns that were chosen.
fn tables<'a>(selection: &'a Selection<'_>) -> impl Iterator<Item = Table> + use<'a> {
    let (chosen, disputes) = (selection.is_chosen(), selection.disputes());
    let single = chosen.then(|| table((selection, &disputes), (None, selection.rows().collect())));
    let each = selection.dimensions().filter(move |_| !chosen);
    let of = move |dimension| of_dimension((selection, &disputes), dimension);
    single.into_iter().chain(each.filter_map(of))
}

fn of_dimension(
    (selection, disputes): (&Selection<'_>, &Disputes),
    dimension: Dimension,
) -> Option<Table> {
    let Selection { study, lang, .. } = *selection;
    let facts: Vec<_> = selection.rows().filter(|(_, fact)| fact.dimension == dimension).collect();
    let none = facts.is_empty();
    let figures = Overview::of(study, lang, 0).sections.into_iter();
    let figures = figures.filter(|section| section.dimension == dimension);
    let figures = figures.flat_map(|section| section.figures).map(|f| (f.label, f.value)).collect();
    (!none).then(|| Table { figures, ..table((selection, disputes), (Some(dimension), facts)) })
}

fn table(
    (selection, disputes): (&Selection<'_>, &Disputes),
    (heading, rows): (Option<Dimension>, Vec<(usize, &Fact)>),
) -> Table {
    let Selection { study, lang, .. } = *selection;
    let facts: Vec<&Fact> = rows.iter().map(|(_, fact)| *fact).collect();
    let columns = columns(selection, &facts);
    // Columns that somebody chose are written as they are; a name is there to be read.
    let marked = columns.iter().position(|field| *field == Field::Name);
    let title = |field: &Field| match field {
        // The name of a market alone is the heading of its values as they are compared.
        Field::KnownIn(..) | Field::Form(..) => field.word(study).into_owned(),
        field => field.title(study, lang).to_owned(),
    };
    let titles = columns.iter().map(title).collect();
    let line = |(row, fact): &(usize, &Fact)| -> Vec<String> {
        let text = |(at, field): (usize, &Field)| {
            let shown = clean(&cell(*field, study, fact, lang).shown()).into_owned();
            if Some(at) == marked && disputes.is_disputed(*row) { disputed(shown) } else { shown }
        };
        columns.iter().enumerate().map(text).collect()
    };
    let numeric = columns.iter().map(|field| field.is_numeric()).collect();
    let lines = std::iter::once(titles).chain(rows.iter().map(line)).collect();
    let mut notes = Vec::new();
    if selection.columns.is_none() {
        let any_disputed = rows.iter().any(|(row, _)| disputes.is_disputed(*row));
        notes = marks::notes((study, lang), (&columns, &facts), any_disputed);
        notes.extend(selection.rates().iter().map(|change| change.line(lang)));
    }
    Table { heading, numeric, rows: lines, figures: Vec::new(), notes }
}

/// The columns that were chosen; else identity, values, what is derived, the source, without those
/// that are empty throughout.
fn columns(selection: &Selection<'_>, facts: &[&Fact]) -> Vec<Field> {
    let Selection { study, lang, .. } = *selection;
    if let Some(columns) = selection.columns {
        return columns.to_vec();
    }
    let mut columns = vec![Field::Id, Field::Kind, Field::Name];
    if study.former.is_some() {
        columns.extend([Field::Change, Field::Before, Field::After]);
        return columns;
    }
    let markets = study.market_indexes().map(Field::Market);
    let platforms = (0..study.platforms.len()).map(Field::Platform);
    let others = [Field::Delay, Field::Priority, Field::Ratio, Field::Details];
    let origin = [Field::Source, Field::AsOf];
    let says =
        |field: &Field| facts.iter().any(|f| cell(*field, study, f, lang).key != Key::Nothing);
    columns.extend(markets.chain(platforms).chain(others).chain(origin).filter(says));
    columns
}
