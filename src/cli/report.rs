//! `report`: the whole study as one document.

use std::path::PathBuf;

use clap::Args;

use super::args::StudyArg;
use super::failure::{Exit, Failure, Outcome};
use super::scene::Scene;
use super::subcommand::Run;
use crate::analysis::claims::verdicts;
use crate::exchange::report::{REPORT_FORMATS, Report, write};
use crate::session::{Readers, replace};

/// `herringbone report [STUDY]`
#[derive(Debug, Args)]
pub(super) struct ReportArgs {
    #[command(flatten)]
    study: StudyArg,
    /// Format of the output
    #[arg(long, default_value = "md", value_parser = formats())]
    format: String,
    /// File to write to, instead of standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

fn formats() -> clap::builder::PossibleValuesParser {
    REPORT_FORMATS.iter().map(|format| format.id).collect::<Vec<_>>().into()
}

impl Run for ReportArgs {
    const ZH: &'static [(&'static str, &'static str)] =
        &[("format", "输出格式"), ("output", "写入此文件，而不是标准输出")];

    fn run(self, scene: &mut Scene<'_>) -> Outcome {
        let loaded = self.study.load(scene)?;
        self.study.mention_problems(loaded.counts(), scene);
        let verdicts = verdicts(&loaded.study);
        let report = Report { study: &loaded.study, verdicts: &verdicts, lang: scene.lang };
        let format = REPORT_FORMATS.iter().find(|format| format.id == self.format);
        let text = format.map(|format| write(&report, format)).unwrap_or_default();
        match &self.output {
            Some(path) => replace(path, text.as_bytes(), Readers::Usual)
                .map_err(|error| Failure::wrong(format!("{}: {error}", path.display())))?,
            None => scene.out.write_all(text.as_bytes())?,
        }
        Ok(if loaded.counts().0 == 0 { Exit::Done } else { Exit::Wrong })
    }
}
