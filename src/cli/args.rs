//! The arguments that several commands share.
//!
//! The arguments of one command stand in its file. It must not run anything.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::failure::{Failure, Outcome};
use super::scene::Scene;
use super::subcommand::SUBCOMMANDS;
use crate::load::{self, LoadError, Loaded, Origin};
use crate::model::{Lang, counted};
use crate::text::Measure;
use crate::tui::ThemeChoice;

/// The arguments of the program itself.
#[derive(Debug, Clone, Args)]
pub(super) struct Global {
    #[command(flatten)]
    pub(super) study: StudyArg,
    /// A later edition of the study: show what changed from STUDY to it
    #[arg(value_name = "LATER")]
    pub(super) later: Option<PathBuf>,
    /// Language of texts and messages [default: from the environment]
    #[arg(long, value_enum, global = true)]
    pub(super) lang: Option<LangArg>,
    /// Colours of the interface
    #[arg(long, value_enum, default_value_t)]
    pub(super) theme: ThemeArg,
    /// Draw lines in ASCII
    #[arg(long)]
    pub(super) ascii: bool,
    /// How the terminal shows characters of ambiguous width [default: asked of the terminal]
    #[arg(long, value_enum)]
    pub(super) ambiguous_width: Option<Ambiguous>,
    /// Print linear text instead of drawing a screen, for screen readers
    #[arg(long)]
    pub(super) plain: bool,
    /// Folder of the sessions [default: herringbone/sessions in the user's data folder]
    #[arg(long, value_name = "FOLDER")]
    pub(super) dir: Option<PathBuf>,
}

/// A study to work on.
#[derive(Debug, Clone, Args)]
pub(super) struct StudyArg {
    /// Folder or file of a study; without it, the study built into the program
    #[arg(value_name = "STUDY")]
    pub(super) study: Option<PathBuf>,
}

/// See [`Lang`].
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum LangArg {
    Zh,
    En,
}

/// See [`ThemeChoice`].
#[derive(Debug, Clone, Copy, Default, ValueEnum)]
pub(super) enum ThemeArg {
    #[default]
    Auto,
    Dark,
    Light,
    Mono,
}

/// See [`Measure`].
#[derive(Debug, Clone, Copy, Default, ValueEnum)]
pub(super) enum Ambiguous {
    #[default]
    Narrow,
    Wide,
}

impl From<Ambiguous> for Measure {
    fn from(ambiguous: Ambiguous) -> Self {
        match ambiguous {
            Ambiguous::Narrow => Self::Narrow,
            Ambiguous::Wide => Self::Wide,
        }
    }
}

impl From<ThemeArg> for ThemeChoice {
    fn from(theme: ThemeArg) -> Self {
        match theme {
            ThemeArg::Auto => Self::Auto,
            ThemeArg::Dark => Self::Dark,
            ThemeArg::Light => Self::Light,
            ThemeArg::Mono => Self::Mono,
        }
    }
}

impl StudyArg {
    /// Where the study comes from.
    pub(super) fn origin(&self) -> Origin {
        self.study.clone().map_or(Origin::BuiltIn, Origin::Path)
    }

    /// Loads the study.
    pub(super) fn load(&self, scene: &Scene<'_>) -> Outcome<Loaded> {
        load::load(&self.origin()).map_err(|error| not_found(&error, scene.lang))
    }

    /// Loads the study and compares it with an earlier edition, if there is one; says on standard
    /// error what is wrong with either.
    pub(super) fn load_since(&self, former: Option<&Self>, scene: &Scene<'_>) -> Outcome<Loaded> {
        let edition = former.map(Self::origin);
        let loaded = load::load_compared(&self.origin(), edition.as_ref(), &|_, _| {})
            .map_err(|error| not_found(&error, scene.lang))?;
        self.mention_problems(loaded.counts(), scene);
        if let Some(former) = former {
            former.mention_problems(loaded.former_problems, scene);
        }
        Ok(loaded)
    }

    /// Refuses a study of which there is nothing, before anything is opened.
    pub(super) fn must_exist(&self, scene: &Scene<'_>) -> Outcome<()> {
        let Some(path) = &self.study else { return Ok(()) };
        std::fs::metadata(path)
            .map(|_| ())
            .map_err(|reason| not_found(&LoadError { path: path.clone(), reason }, scene.lang))
    }

    /// Says on standard error how many problems the study has, and how to see them.
    pub(super) fn mention_problems(&self, (errors, warnings): (usize, usize), scene: &Scene<'_>) {
        if errors == 0 {
            return;
        }
        let study =
            self.study.as_ref().map_or(String::new(), |path| format!(" {}", path.display()));
        scene.warn(&scene.lang.pick(
            format!(
                "这份研究有 {errors} 个错误、{warnings} 个警告：用 `herringbone check{study}` 查看"
            ),
            format!(
                "the study has {} and {}: run `herringbone check{study}` to see them",
                counted(errors, "error", "errors"),
                counted(warnings, "warning", "warnings")
            ),
        ));
    }

    /// A study that stands before the subcommand.
    pub(super) fn misplaced(&self, name: &str, scene: &Scene<'_>) -> Failure {
        let study = self.study.clone().unwrap_or_default();
        let study = study.display();
        Failure::usage(scene.lang.pick(
            format!("研究应写在子命令之后：herringbone {name} {study}"),
            format!("the study goes after the command: herringbone {name} {study}"),
        ))
    }
}

/// There is no study: a command misspelt, or a path.
pub(super) fn not_found(error: &LoadError, lang: Lang) -> Failure {
    let name = error.path.to_string_lossy();
    let near = load::nearest(&name, SUBCOMMANDS.iter().map(|subcommand| subcommand.name));
    match near {
        Some(near) => Failure::usage(error.to_string()).hint(lang.pick(
            format!("是不是子命令 `{near}`？"),
            format!("did you mean the command `{near}`?"),
        )),
        None => Failure::wrong(error.to_string()).hint(lang.pick(
            "给出研究所在的文件夹，或用 `herringbone init DIR` 新建一份",
            "name the folder of a study, or start one with `herringbone init DIR`",
        )),
    }
}
