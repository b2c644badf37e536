//! The table of subcommands: name, meaning in both languages, arguments, what it does.
//!
//! Parsing, help, completion, the manual page and dispatch all read it. One row and one file per
//! subcommand; a row must not do anything by itself.

use clap::{ArgMatches, Args, Command, FromArgMatches};

use super::failure::Outcome;
use super::scene::Scene;
use super::{check, facts, fishbone, init, report, schema, session, shell};

/// A row of [`SUBCOMMANDS`].
pub(super) struct Subcommand {
    /// The word on the command line.
    pub(super) name: &'static str,
    /// What it does, in Chinese and English.
    pub(super) about: (&'static str, &'static str),
    /// Adds its arguments to a command.
    pub(super) augment: fn(Command) -> Command,
    /// The Chinese help of its arguments.
    pub(super) zh: &'static [(&'static str, &'static str)],
    /// Runs it.
    pub(super) run: fn(&ArgMatches, &mut Scene<'_>) -> Outcome,
}

/// The arguments of a subcommand, parsed.
pub(super) trait Run: Args + FromArgMatches {
    /// The Chinese help of the arguments, by argument id.
    const ZH: &'static [(&'static str, &'static str)];

    /// Does what was asked.
    fn run(self, scene: &mut Scene<'_>) -> Outcome;
}

const fn row<A: Run>(name: &'static str, about: (&'static str, &'static str)) -> Subcommand {
    Subcommand {
        name,
        about,
        augment: A::augment_args,
        zh: A::ZH,
        run: |matches, scene| A::from_arg_matches(matches)?.run(scene),
    }
}

/// Every subcommand, in the order of the help.
pub(super) static SUBCOMMANDS: &[Subcommand] = &[
    row::<facts::Facts>("facts", ("列出事实与推算数字", "List facts and derived figures")),
    row::<check::Check>(
        "check",
        ("检查研究，复算每个论断数字", "Check a study and recompute every claimed figure"),
    ),
    row::<fishbone::FishboneArgs>(
        "fishbone",
        ("绘制或转换鱼骨图", "Draw or convert a fishbone diagram"),
    ),
    row::<report::ReportArgs>(
        "report",
        ("把整份研究写成一份文档", "Write the whole study as one document"),
    ),
    row::<init::Init>("init", ("从模板新建研究", "Start a study from a template")),
    row::<session::SessionArgs>(
        "session",
        ("列出、查看、导出、恢复会议", "List, show, export and recover sessions"),
    ),
    row::<schema::Schema>("schema", ("输出研究文件的格式", "Print the format of study files")),
    row::<shell::Completions>(
        "completions",
        ("输出命令行补全脚本", "Print the completion script of a shell"),
    ),
    row::<shell::Man>("man", ("输出手册页", "Print the manual page")),
];
