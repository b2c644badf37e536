//! `facts`: every fact of a study, with its values, its source and what follows from it.
//!
//! Chooses; the formats are laid out elsewhere.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::args::StudyArg;
use super::choice::{self, Choice};
use super::failure::{Exit, Failure, Outcome};
use super::scene::Scene;
use super::subcommand::Run;
use crate::analysis::claims::verdicts;
use crate::analysis::compare;
use crate::analysis::table::Row;
use crate::exchange::facts::{FACT_FORMATS, Selection};
use crate::model::{Dimension, Lang, Pair, Study};

/// `herringbone facts [STUDY]`
#[derive(Debug, Args)]
pub(super) struct Facts {
    #[command(flatten)]
    study: StudyArg,
    /// Which facts
    #[arg(long, value_enum, default_value_t)]
    panel: Panel,
    /// The two markets to compare, such as china,global [default: those the study declares]
    #[arg(long, value_name = "HOME,REFERENCE")]
    pair: Option<String>,
    /// Format of the output
    #[arg(long, default_value = "table", value_parser = formats())]
    format: String,
    /// Only what changed since an earlier edition of the study, with before and after
    #[arg(long, value_name = "STUDY")]
    since: Option<PathBuf>,
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
        let since = ("since", "只列自研究的某一早先版本以来的变化，含之前与之后");
        let pair = ("pair", "比较哪两个市场，如 china,global [默认：研究所声明的]");
        [
            ("panel", "哪些事实"),
            pair,
            ("format", "输出格式"),
            since,
            condition,
            search,
            sort,
            columns,
        ]
    };

    fn run(self, scene: &mut Scene<'_>) -> Outcome {
        let former = self.since.clone().map(|study| StudyArg { study: Some(study) });
        let mut loaded = self.study.load_since(former.as_ref(), scene)?;
        if let Some(pair) = &self.pair {
            loaded.study.pair = pair_of(pair, &loaded.study, scene.lang)?;
        }
        let study = &loaded.study;
        let dimension = self.panel.dimension();
        let columns = self.choice.columns(study, scene)?;
        let all = self.listed(study);
        let rows = self.choice.rows(study, all.clone(), scene)?;
        // What changed is a choice of its own.
        let rows = rows.or(former.map(|_| all));
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
            scene.out.by(|out| format.write(&selection, out))?;
        }
        Ok(if loaded.counts().0 == 0 { Exit::Done } else { Exit::Wrong })
    }
}

/// The two markets that `--pair` names.
fn pair_of(text: &str, study: &Study, lang: Lang) -> Outcome<Pair> {
    let ids: Vec<&str> = study.markets.iter().map(|market| &*market.id).collect();
    let all = ids.join(", ");
    let hint = lang.pick(format!("市场有：{all}"), format!("the markets are: {all}"));
    let named: Vec<&str> = text.split([',', '，']).map(str::trim).collect();
    let [home, reference] = named.as_slice() else {
        let message = lang
            .pick("--pair 要两个市场，用逗号分开", "--pair takes two markets with a comma between");
        return Err(Failure::usage(message).hint(hint));
    };
    if let Some(unknown) = [home, reference].into_iter().find(|id| !ids.contains(id)) {
        let message =
            lang.pick(format!("没有市场 `{unknown}`"), format!("there is no market `{unknown}`"));
        return Err(Failure::usage(message).hint(hint));
    }
    Pair::named(study, home, reference).ok_or_else(|| {
        let message = lang.pick("一个市场不能与自己比较", "a market is not compared with itself");
        Failure::usage(message).hint(hint)
    })
}

impl Facts {
    /// The facts there are to choose from: all of them, or those that changed, came or went.
    fn listed(&self, study: &Study) -> Vec<Row> {
        let dimensions = self.panel.dimension().map_or(Dimension::ALL.to_vec(), |one| vec![one]);
        if self.since.is_some() {
            let changed = |dimension: &Dimension| compare::rows(study, *dimension);
            return dimensions.iter().flat_map(changed).collect();
        }
        let facts = (0..).zip(&study.facts);
        facts.filter(|(_, fact)| dimensions.contains(&fact.dimension)).map(|(row, _)| row).collect()
    }
}
