//! `facts`: every fact of a study, with its values, its source and what follows from it.
//!
//! Chooses; the formats are laid out elsewhere.

use clap::{Args, ValueEnum};

use super::args::StudyArg;
use super::failure::{Exit, Failure, Outcome};
use super::scene::Scene;
use super::subcommand::Run;
use crate::analysis::claims::verdicts;
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
    const ZH: &'static [(&'static str, &'static str)] = &[
        ("panel", "哪些事实"),
        ("pair", "比较哪两个市场，如 china,global [默认：研究所声明的]"),
        ("format", "输出格式"),
    ];

    fn run(self, scene: &mut Scene<'_>) -> Outcome {
        let mut loaded = self.study.load(scene)?;
        if let Some(pair) = &self.pair {
            loaded.study.pair = pair_of(pair, &loaded.study, scene.lang)?;
        }
        self.study.mention_problems(&loaded, scene);
        let verdicts = verdicts(&loaded.study);
        let selection = Selection {
            study: &loaded.study,
            dimension: self.panel.dimension(),
            lang: scene.lang,
            cols: scene.cols(),
            verdicts: &verdicts,
        };
        for format in FACT_FORMATS.iter().filter(|format| format.id == self.format) {
            format.write(&selection, &mut scene.out)?;
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
