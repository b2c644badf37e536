//! What changed between two editions of a study as plain text, one change a line.
//!
//! Linear like the overview; what counts as a change is known elsewhere.

use super::failure::Outcome;
use super::overview::colon;
use super::scene::Scene;
use crate::analysis::compare::{self, Change};
use crate::analysis::table::Row;
use crate::model::{Dimension, Fact, Lang, Study, Term};

/// Writes the changes of every dimension.
pub(super) fn write(study: &Study, scene: &mut Scene<'_>) -> Outcome<()> {
    let lang = scene.lang;
    let rows = Dimension::ALL.map(|dimension| (dimension, compare::rows(study, dimension)));
    let all: Vec<Row> = rows.iter().flat_map(|(_, rows)| rows.iter().copied()).collect();
    writeln!(scene.out, "{}", study.title.get(lang))?;
    let tally = compare::tally_text(&compare::tally(study, &all), lang);
    let tally =
        if tally.is_empty() { lang.pick("没有变化", "nothing changed") } else { &tally };
    writeln!(scene.out, "{tally}")?;
    for (dimension, rows) in rows.iter().filter(|(_, rows)| !rows.is_empty()) {
        writeln!(scene.out, "\n{}", dimension.label(lang))?;
        for fact in rows.iter().filter_map(|row| study.fact_at(*row as usize)) {
            write_fact(study, fact, scene)?;
        }
    }
    Ok(())
}

fn write_fact(study: &Study, fact: &Fact, scene: &mut Scene<'_>) -> Outcome<()> {
    let lang = scene.lang;
    let (name, id) = (fact.name.get(lang), &fact.id);
    for change in compare::changes(study, fact) {
        let (what, sides) = (change.told(lang), sides(&change, lang));
        writeln!(scene.out, "  - {name}{}{what}{sides} [{id}]", colon(lang))?;
    }
    Ok(())
}

/// Before and after, as far as there is something on either side.
fn sides(change: &Change, lang: Lang) -> String {
    match (change.before.get(lang), change.after.get(lang)) {
        ("", "") => String::new(),
        ("", only) | (only, "") => format!(" ({only})"),
        (before, after) => format!(" ({before} -> {after})"),
    }
}
