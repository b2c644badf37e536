//! The overview as plain text: headings, figures, the worst gaps, one thing a line.
//!
//! Linear on purpose, so that it reads well in a pipe, a log and a screen reader.

use super::failure::Outcome;
use super::scene::Scene;
use crate::analysis::claims::{Disputes, verdicts};
use crate::analysis::overview::{Overview, Section};
use crate::model::{Lang, Study, Term, counted};

/// How many of the worst gaps a dimension shows.
const ROWS: usize = 5;

/// Writes the overview.
pub(super) fn write(study: &Study, scene: &mut Scene<'_>) -> Outcome<()> {
    let lang = scene.lang;
    writeln!(scene.out, "{}", study.title.get(lang))?;
    let subject = study.subject.get(lang);
    if !subject.is_empty() {
        writeln!(scene.out, "{subject}")?;
    }
    let facts = study.facts.len();
    let count = lang.pick(format!("{facts} 条事实"), counted(facts, "fact", "facts"));
    writeln!(scene.out, "{count}")?;
    let disputes = Disputes::of(study, &verdicts(study));
    let sections = Overview::of(study, lang, ROWS).sections;
    for section in &sections {
        write_section((study, &disputes), section, scene)?;
    }
    let mut worst = sections.iter().flat_map(|section| &section.worst);
    if worst.any(|worst| disputes.is_disputed(worst.row)) {
        let note = lang.pick(
            "≠ 有论断数字与此不符：`herringbone check` 列出",
            "≠ a claim disagrees with this figure: `herringbone check` says which",
        );
        writeln!(scene.out, "\n{note}")?;
    }
    Ok(())
}

fn write_section(
    (study, disputes): (&Study, &Disputes),
    section: &Section,
    scene: &mut Scene<'_>,
) -> Outcome<()> {
    let lang = scene.lang;
    if section.figures.is_empty() && section.worst.is_empty() {
        return Ok(());
    }
    writeln!(scene.out, "\n{}", section.dimension.label(lang))?;
    let colon = colon(lang);
    for figure in &section.figures {
        writeln!(scene.out, "  {}{colon}{}", figure.label, figure.value)?;
    }
    for worst in &section.worst {
        let Some(fact) = study.facts.get(worst.row) else { continue };
        let (name, id) = (fact.name.get(lang), &fact.id);
        let mark = if disputes.is_disputed(worst.row) { " ≠" } else { "" };
        writeln!(scene.out, "  - {name}{colon}{}{mark} [{id}]", worst.why)?;
    }
    Ok(())
}

/// What stands between a name and its value.
pub(super) fn colon(lang: Lang) -> &'static str {
    lang.pick("：", ": ")
}
