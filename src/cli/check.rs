//! `check`: everything that is wrong with a study, and every claimed figure recomputed.
//!
//! Collects the findings and chooses the output; it must not judge.

use clap::{Args, ValueEnum};

use super::args::StudyArg;
use super::failure::{Exit, Failure, Outcome};
use super::scene::Scene;
use super::subcommand::Run;
use crate::analysis::claims::{Verdict, verdicts};
use crate::exchange::problems::{CODES, Findings, code, findings};
use crate::load::{self, Severity, nearest};
use crate::model::Lang;

/// `herringbone check [STUDY]`
#[derive(Debug, Args)]
pub(super) struct Check {
    #[command(flatten)]
    study: StudyArg,
    /// Format of the output
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Fail on warnings as well
    #[arg(long)]
    strict: bool,
    /// Say what a code means, and stop
    #[arg(long, value_name = "CODE")]
    explain: Option<String>,
}

/// The formats of findings.
#[derive(Debug, Clone, Copy, Default, ValueEnum)]
enum Format {
    #[default]
    Text,
    Json,
    Sarif,
}

impl Run for Check {
    const ZH: &'static [(&'static str, &'static str)] =
        &[("format", "输出格式"), ("strict", "有警告也算失败"), ("explain", "只解释一个代码")];

    fn run(self, scene: &mut Scene<'_>) -> Outcome {
        if let Some(id) = &self.explain {
            return explain(id, scene);
        }
        let loaded = self.study.load_with(load::load_with_texts, scene)?;
        let lang = scene.lang;
        let verdicts = verdicts(&loaded.study);
        let list = findings(&loaded, &verdicts, lang);
        let findings = Findings { loaded: &loaded, list: &list, verdicts: &verdicts, lang };
        match self.format {
            Format::Text => {
                let text = findings.to_text(scene.colours());
                scene.out.write_all(text.as_bytes())?;
                if !verdicts.is_empty() {
                    writeln!(scene.out, "{}", tally(&verdicts, lang))?;
                }
                writeln!(scene.out, "{}", summary(&findings))?;
            }
            Format::Json => writeln!(scene.out, "{:#}", findings.to_json())?,
            Format::Sarif => writeln!(scene.out, "{:#}", findings.to_sarif())?,
        }
        let errors = findings.count(Severity::Error);
        let warnings = findings.count(Severity::Warning);
        let clean = errors == 0 && (!self.strict || warnings == 0);
        Ok(if clean { Exit::Done } else { Exit::Wrong })
    }
}

/// One line: how many claims agree, and how many do not.
fn tally(verdicts: &[Verdict], lang: Lang) -> String {
    let mut groups: Vec<(&str, usize)> = Vec::new();
    for outcome in verdicts.iter().map(|verdict| verdict.outcome.label(lang)) {
        match groups.iter_mut().find(|(label, _)| *label == outcome) {
            Some((_, count)) => *count += 1,
            None => groups.push((outcome, 1)),
        }
    }
    groups.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let parts: Vec<String> = groups.iter().map(|(label, n)| format!("{n} {label}")).collect();
    let all = verdicts.len();
    lang.pick(
        format!("{all} 个论断数字：{}", parts.join("，")),
        format!("{all} claims: {}", parts.join(", ")),
    )
}

/// One line: how many files, facts and findings.
fn summary(findings: &Findings<'_>) -> String {
    let study = &findings.loaded.study;
    let (files, facts) = (study.files.len(), study.facts.len());
    let errors = findings.count(Severity::Error);
    let warnings = findings.count(Severity::Warning);
    let notes = findings.count(Severity::Note);
    findings.lang.pick(
        format!(
            "{files} 个文件，{facts} 条事实：{errors} 个错误，{warnings} 个警告，{notes} 条说明"
        ),
        format!(
            "{files} files, {facts} facts: {errors} errors, {warnings} warnings, {notes} notes"
        ),
    )
}

fn explain(id: &str, scene: &mut Scene<'_>) -> Outcome {
    let lang = scene.lang;
    let Some(code) = code(id) else {
        let near = nearest(&id.to_ascii_uppercase(), CODES.iter().map(|code| code.id));
        let list = || CODES.iter().map(|code| code.id).collect::<Vec<_>>().join(" ");
        let message = lang.pick(format!("没有代码 {id}"), format!("there is no code {id}"));
        return Err(Failure::usage(message).hint(match (near, lang) {
            (Some(near), Lang::Zh) => format!("是不是 {near}？"),
            (Some(near), Lang::En) => format!("did you mean {near}?"),
            (None, _) => list(),
        }));
    };
    let severity = match code.severity {
        Severity::Error => lang.pick("错误", "error"),
        Severity::Warning => lang.pick("警告", "warning"),
        Severity::Note => lang.pick("说明", "note"),
    };
    writeln!(scene.out, "{} ({severity}) {}", code.id, lang.pick(code.title.0, code.title.1))?;
    writeln!(scene.out, "{}", lang.pick(code.explanation.0, code.explanation.1))?;
    Ok(Exit::Done)
}
