//! `check`: everything that is wrong with a study, and every claimed figure recomputed.
//!
//! Collects the findings and chooses the output; it must not judge.

use std::path::Path;

use clap::{Args, ValueEnum};

use super::args::{StudyArg, not_found};
use super::failure::{Exit, Failure, Outcome};
use super::scene::Scene;
use super::subcommand::Run;
use crate::analysis::claims::{Outcome as Claimed, Verdict, verdicts};
use crate::exchange::problems::{CODES, Findings, code, findings};
use crate::load::{self, Fault, LoadError, Loaded, Problem, Severity, Span, nearest};
use crate::model::{Lang, counted};
use crate::text::Measure;

/// The columns that a list of ids is wrapped at.
const COLS: usize = 96;

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
        let lang = scene.lang;
        let loaded = match load::load_with_texts(&self.study.origin()) {
            Ok(loaded) => loaded,
            Err(error) => {
                self.write_not_found(&error, scene)?;
                return Err(not_found(&error, lang));
            }
        };
        let verdicts = verdicts(&loaded.study);
        let list = findings(&loaded, &verdicts, lang);
        let findings = Findings { loaded: &loaded, list: &list, verdicts: &verdicts, lang };
        match self.format {
            Format::Text => {
                let text = findings.to_text(scene.colours());
                scene.out.write_all(text.as_bytes())?;
                if !verdicts.is_empty() {
                    writeln!(scene.out, "{}", tally(&verdicts, lang))?;
                    write!(scene.out, "{}", unchecked(&verdicts, lang))?;
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

impl Check {
    /// For programs, a study that is not there is a document with one error: what reads it is not to
    /// stumble over an empty one.
    fn write_not_found(&self, error: &LoadError, scene: &mut Scene<'_>) -> Outcome<()> {
        let fault = Fault::Unreadable(error.reason.to_string());
        let origin = self.study.study.as_deref().unwrap_or(Path::new("")).to_string_lossy().into();
        let problem = Problem { fault, span: Span::NOWHERE, related: None };
        let loaded = Loaded { problems: vec![problem], origin, ..Loaded::default() };
        let list = findings(&loaded, &[], scene.lang);
        let findings = Findings { loaded: &loaded, list: &list, verdicts: &[], lang: scene.lang };
        match self.format {
            Format::Text => {}
            Format::Json => writeln!(scene.out, "{:#}", findings.to_json())?,
            Format::Sarif => writeln!(scene.out, "{:#}", findings.to_sarif())?,
        }
        scene.out.flush()
    }
}

/// One line: how many claims agree, and how many do not.
fn tally(verdicts: &[Verdict], lang: Lang) -> String {
    let mut groups: Vec<(&Claimed, usize)> = Vec::new();
    for outcome in verdicts.iter().map(|verdict| &verdict.outcome) {
        match groups.iter_mut().find(|(known, _)| known.word() == outcome.word()) {
            Some((_, count)) => *count += 1,
            None => groups.push((outcome, 1)),
        }
    }
    groups.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let part = |(outcome, count): &(&Claimed, usize)| match lang {
        Lang::Zh => format!("{count} {}", outcome.label(lang)),
        Lang::En => counted(count, outcome.label(lang), outcome.label_of_many()),
    };
    let parts: Vec<String> = groups.iter().map(part).collect();
    let all = verdicts.len();
    lang.pick(
        format!("{all} 个论断数字：{}", parts.join("，")),
        format!("{}: {}", counted(all, "claim", "claims"), parts.join(", ")),
    )
}

/// Why claims cannot be checked: for each reason how many there are and which.
fn unchecked(verdicts: &[Verdict], lang: Lang) -> String {
    let mut groups: Vec<(String, Vec<&str>)> = Vec::new();
    for verdict in verdicts {
        let Claimed::Unchecked(why) = &verdict.outcome else { continue };
        let (why, id) = (why.message(lang), verdict.claim.as_str());
        match groups.iter_mut().find(|(known, _)| *known == why) {
            Some((_, ids)) => ids.push(id),
            None => groups.push((why, vec![id])),
        }
    }
    let mut text = String::new();
    for (why, ids) in groups {
        let (count, list) = (ids.len(), ids.join(", "));
        let line = lang.pick(
            format!("无法复核 {count} 个，{why}：{list}"),
            format!("{count} cannot be checked, {why}: {list}"),
        );
        for (at, line) in Measure::Narrow.wrap(&line, COLS).into_iter().enumerate() {
            let indent = if at == 0 { "  " } else { "    " };
            text.push_str(&format!("{indent}{line}\n"));
        }
    }
    text
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
            "{}, {}: {}, {}, {}",
            counted(files, "file", "files"),
            counted(facts, "fact", "facts"),
            counted(errors, "error", "errors"),
            counted(warnings, "warning", "warnings"),
            counted(notes, "note", "notes")
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
