//! The overview as plain text: headings, figures, the worst gaps, one thing a line.
//!
//! Linear on purpose, so that it reads well in a pipe, a log and a screen reader.

use std::io;

use super::scene::Scene;
use crate::analysis::overview::{Overview, Section};
use crate::model::{Lang, Study, Term, counted};

/// How many of the worst gaps a dimension shows.
const ROWS: usize = 5;

/// Writes the overview.
pub(super) fn write(study: &Study, scene: &mut Scene<'_>) -> io::Result<()> {
    let lang = scene.lang;
    writeln!(scene.out, "{}", study.title.get(lang))?;
    let subject = study.subject.get(lang);
    if !subject.is_empty() {
        writeln!(scene.out, "{subject}")?;
    }
    let facts = study.facts.len();
    writeln!(
        scene.out,
        "{}",
        lang.pick(format!("{facts} 条事实"), counted(facts, "fact", "facts"))
    )?;
    for section in &Overview::of(study, lang, ROWS).sections {
        write_section(study, section, scene)?;
    }
    Ok(())
}

fn write_section(study: &Study, section: &Section, scene: &mut Scene<'_>) -> io::Result<()> {
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
        writeln!(scene.out, "  - {name}{colon}{} [{id}]", worst.why)?;
    }
    Ok(())
}

/// What stands between a name and its value.
pub(super) fn colon(lang: Lang) -> &'static str {
    lang.pick("：", ": ")
}
