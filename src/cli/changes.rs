//! What changed between two editions of a study as plain text, one change a line.
//!
//! Linear like the overview; what counts as a change is known elsewhere.

use super::failure::Outcome;
use super::overview::colon;
use super::scene::Scene;
use crate::analysis::compare::{self, Change};
use crate::analysis::table::Row;
use crate::model::{Dimension, Fact, Study, Term};

/// Writes the changes of every dimension.
pub(super) fn write(study: &Study, scene: &mut Scene<'_>) -> Outcome<()> {
    let lang = scene.lang;
    let rows = Dimension::ALL.map(|dimension| (dimension, compare::rows(study, dimension)));
    let all: Vec<Row> = rows.iter().flat_map(|(_, rows)| rows.iter().copied()).collect();
    writeln!(scene.out, "{}", study.title.get(lang))?;
    let rates = compare::rates(study);
    let mut tally = compare::tally_text(&compare::tally(study, &all), lang);
    if tally.is_empty() && rates.is_empty() {
        lang.pick("没有变化", "nothing changed").clone_into(&mut tally);
    }
    if !tally.is_empty() {
        writeln!(scene.out, "{tally}")?;
    }
    write_rates(&rates, scene)?;
    for (dimension, rows) in rows.iter().filter(|(_, rows)| !rows.is_empty()) {
        writeln!(scene.out, "\n{}", dimension.label(lang))?;
        for fact in rows.iter().filter_map(|row| study.fact_at(*row as usize)) {
            write_fact(study, fact, scene)?;
        }
    }
    Ok(())
}

/// The rates that changed: no facts, and yet figures follow from them.
fn write_rates(rates: &[Change], scene: &mut Scene<'_>) -> Outcome<()> {
    let lang = scene.lang;
    if rates.is_empty() {
        return Ok(());
    }
    writeln!(scene.out, "\n{}", lang.pick("汇率", "Rates"))?;
    for rate in rates {
        writeln!(scene.out, "  - {}", rate.line(lang))?;
    }
    Ok(())
}

fn write_fact(study: &Study, fact: &Fact, scene: &mut Scene<'_>) -> Outcome<()> {
    let lang = scene.lang;
    let (name, id) = (fact.name.get(lang), &fact.id);
    for change in compare::changes(study, fact) {
        writeln!(scene.out, "  - {name}{}{} [{id}]", colon(lang), change.line(lang))?;
    }
    Ok(())
}
