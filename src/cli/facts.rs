//! `facts`: every fact of a study, with its values, its source and what follows from it.
//!
//! Chooses; the formats are laid out elsewhere.

use clap::{Args, ValueEnum};

use super::args::StudyArg;
use super::choice::{self, Choice};
use super::failure::{Exit, Outcome};
use super::scene::Scene;
use super::subcommand::Run;
use crate::analysis::claims::verdicts;
use crate::exchange::facts::{FACT_FORMATS, Selection};
use crate::model::{Dimension, Fact};

/// `herringbone facts [STUDY]`
#[derive(Debug, Args)]
pub(super) struct Facts {
    #[command(flatten)]
    study: StudyArg,
    /// Which facts
    #[arg(long, value_enum, default_value_t)]
    panel: Panel,
    /// Format of the output
    #[arg(long, default_value = "table", value_parser = formats())]
    format: String,
    #[command(flatten)]
    choice: Choice,
}

fn formats() -> clap::builder::PossibleValuesParser {
    FACT_FORMATS.iter().map(|format| format.id).collect::<Vec<_>>().into()
}

/// The facts of one dimension, or all.
#[derive(Debug, Clone, Copy, Default, ValueEnum)]
enum Panel {
    Technology,
    Price,
    Brand,
    Ecosystem,
    Strategy,
    #[default]
    All,
}

impl Panel {
    fn dimension(self) -> Option<Dimension> {
        match self {
            Self::Technology => Some(Dimension::Technology),
            Self::Price => Some(Dimension::Price),
            Self::Brand => Some(Dimension::Brand),
            Self::Ecosystem => Some(Dimension::Ecosystem),
            Self::Strategy => Some(Dimension::Strategy),
            Self::All => None,
        }
    }
}

impl Run for Facts {
    const ZH: &'static [(&'static str, &'static str)] = &{
        let [condition, search, sort, columns] = choice::ZH;
        [("panel", "哪些事实"), ("format", "输出格式"), condition, search, sort, columns]
    };

    fn run(self, scene: &mut Scene<'_>) -> Outcome {
        let loaded = self.study.load(scene)?;
        self.study.mention_problems(&loaded, scene);
        let study = &loaded.study;
        let dimension = self.panel.dimension();
        let wanted = |fact: &Fact| dimension.is_none_or(|dimension| fact.dimension == dimension);
        let facts = study.facts.iter().enumerate().filter(|(_, fact)| wanted(fact));
        let columns = self.choice.columns(study, scene)?;
        let rows = self.choice.rows(study, facts.map(|(row, _)| row).collect(), scene)?;
        let verdicts = verdicts(study);
        let selection = Selection {
            study,
            dimension,
            lang: scene.lang,
            cols: scene.cols(),
            verdicts: &verdicts,
            rows: rows.as_deref(),
            columns: columns.as_deref(),
        };
        for format in FACT_FORMATS.iter().filter(|format| format.id == self.format) {
            format.write(&selection, &mut scene.out)?;
        }
        Ok(if loaded.counts().0 == 0 { Exit::Done } else { Exit::Wrong })
    }
}
