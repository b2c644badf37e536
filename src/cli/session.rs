//! `session`: what the sessions on disk hold, without opening the interface.
//!
//! Shows no more than the room may see: exports ask the board as a reader of a file would.

use std::fs;
use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::failure::{Exit, Failure, Outcome};
use super::overview::colon;
use super::scene::Scene;
use super::subcommand::Run;
use crate::exchange::{self, WriteOptions};
use crate::model::NodeId;
use crate::model::board::{Seen, Viewer};
use crate::model::{Lang, counted};
use crate::session::{self, Session, Store, StoreError};

/// `herringbone session ...`
#[derive(Debug, Args)]
pub(super) struct SessionArgs {
    /// Folder of the sessions [default: herringbone/sessions in the user's data folder]
    #[arg(long, value_name = "FOLDER", global = true)]
    dir: Option<PathBuf>,
    #[command(subcommand)]
    verb: Verb,
}

/// What to do with sessions.
#[derive(Debug, Subcommand)]
enum Verb {
    /// List all sessions, newest last
    List,
    /// Show the board of a session
    Show {
        /// Name of a session, the beginning of one, or `current` for the newest
        #[arg(default_value = "current")]
        session: String,
    },
    /// Write the fishbone of a session
    Export {
        /// Name of a session, the beginning of one, or `current` for the newest
        #[arg(default_value = "current")]
        session: String,
        /// Format of the output
        #[arg(long, default_value = "text", value_parser = super::fishbone::writable())]
        to: String,
        /// Columns of the page
        #[arg(long, default_value_t = 80)]
        width: u16,
    },
    /// Bring back what was kept aside from a damaged journal
    Recover {
        /// Name of a session, the beginning of one, or `current` for the newest
        #[arg(default_value = "current")]
        session: String,
    },
    /// Read a journal file and say what it holds
    Replay {
        /// The journal
        journal: PathBuf,
    },
}

impl Run for SessionArgs {
    const ZH: &'static [(&'static str, &'static str)] = &[
        ("session", "会议名、其开头，或 `current` 表示最新一场"),
        ("to", "输出格式"),
        ("width", "页宽（列）"),
        ("journal", "日志文件"),
    ];

    fn run(self, scene: &mut Scene<'_>) -> Outcome {
        let lang = scene.lang;
        if let Verb::Replay { journal } = &self.verb {
            return replay(journal, scene);
        }
        let store = self.dir.map(Store::at).or_else(Store::of_user).ok_or_else(|| {
            Failure::wrong(
                lang.pick("找不到用户的数据文件夹", "there is no data folder of the user"),
            )
            .hint(lang.pick("用 --dir 指明会议所在文件夹", "name the folder with --dir"))
        })?;
        let failed = |error: StoreError| Failure::wrong(error.message(lang));
        match &self.verb {
            Verb::Show { session } => {
                let session = store.find(session).and_then(|id| store.show(&id)).map_err(failed)?;
                show(&session, scene)
            }
            Verb::Export { session, to, width } => {
                let session = store.find(session).and_then(|id| store.show(&id)).map_err(failed)?;
                export(&session, (to, *width), scene)
            }
            Verb::Recover { session } => {
                let id = store.find(session).map_err(failed)?;
                recover(&store, &id, scene)
            }
            Verb::List | Verb::Replay { .. } => list(&store, scene),
        }
    }
}

fn list(store: &Store, scene: &mut Scene<'_>) -> Outcome {
    let lang = scene.lang;
    let sessions = store.list();
    if sessions.is_empty() {
        let folder = store.root().display();
        scene.say(&lang.pick(
            format!("{folder} 里还没有会议"),
            format!("there are no sessions in {folder} yet"),
        ));
    }
    for summary in sessions {
        let topic = if summary.topic.is_empty() { "-" } else { &summary.topic };
        let ideas = summary.ideas;
        let ideas = lang.pick(format!("{ideas} 条想法"), counted(ideas, "idea", "ideas"));
        let damaged = if summary.damaged { lang.pick("  日志损坏", "  damaged") } else { "" };
        let changed = summary.changed.with_timezone(&chrono::Local).format("%Y-%m-%d %H:%M");
        let (id, study, phase) = (&summary.id, &summary.study, summary.phase.label(lang));
        writeln!(scene.out, "{id}  {changed}  {study}  {phase}  {ideas}  {topic}{damaged}")?;
    }
    Ok(Exit::Done)
}

fn show(session: &Session, scene: &mut Scene<'_>) -> Outcome {
    let lang = scene.lang;
    let board = session.board();
    let seen = board.seen_by(Viewer::Export);
    for notice in session.notices() {
        scene.warn(&notice.message(lang));
    }
    let line = |scene: &mut Scene<'_>, label: (&str, &str), value: &str| {
        writeln!(scene.out, "{}{}{value}", lang.pick(label.0, label.1), colon(lang))
    };
    line(scene, ("会议", "Session"), session.id().as_str())?;
    line(scene, ("研究", "Study"), session.study())?;
    line(scene, ("议题", "Topic"), board.topic())?;
    line(scene, ("阶段", "Phase"), board.phase().label(lang))?;
    for &group in board.groups() {
        let Some(node) = seen.node(group) else { continue };
        writeln!(scene.out, "\n{}", node.text)?;
        for &idea in board.children(group) {
            show_idea(&seen, (idea, 1), scene)?;
        }
    }
    if !board.inbox().is_empty() {
        writeln!(scene.out, "\n{}", lang.pick("未归类", "Not grouped"))?;
    }
    for &idea in board.inbox() {
        show_idea(&seen, (idea, 1), scene)?;
    }
    Ok(Exit::Done)
}

fn show_idea(
    seen: &Seen<'_>,
    (idea, depth): (NodeId, usize),
    scene: &mut Scene<'_>,
) -> Outcome<()> {
    let Some(node) = seen.node(idea) else { return Ok(()) };
    let votes = node.votes.filter(|votes| *votes > 0).map_or(String::new(), |n| format!("  +{n}"));
    let from = node.departments.filter(|names| !names.is_empty());
    let from = from.map_or(String::new(), |names| format!("  ({})", names.join(", ")));
    writeln!(scene.out, "{:indent$}- {}{votes}{from}", "", node.text, indent = depth * 2)?;
    for &child in seen.board().children(idea) {
        show_idea(seen, (child, depth + 1), scene)?;
    }
    Ok(())
}

fn export(session: &Session, (to, width): (&str, u16), scene: &mut Scene<'_>) -> Outcome {
    let fishbone = session.board().fishbone(Viewer::Export);
    let Some(to) = exchange::by_id(to) else { return Ok(Exit::Usage) };
    let mut options = WriteOptions { lang: scene.lang, ..WriteOptions::default() };
    options.layout.cols = usize::from(width);
    let written = exchange::write(&fishbone, to, &options)
        .map_err(|misfit| Failure::wrong(misfit.message(scene.lang)))?;
    for warning in &written.warnings {
        scene.warn(warning.message.get(scene.lang));
    }
    writeln!(scene.out, "{}", written.text.trim_end_matches('\n'))?;
    Ok(Exit::Done)
}

fn recover(store: &Store, id: &session::SessionId, scene: &mut Scene<'_>) -> Outcome {
    let lang = scene.lang;
    let recovery = store
        .recover(id, chrono::Utc::now())
        .map_err(|error| Failure::wrong(error.message(lang)))?;
    let session::Recovery { files, applied, skipped, unreadable } = recovery;
    let words = lang.pick(
        format!(
            "读取 {files} 个文件：恢复 {applied} 步，跳过 {skipped} 步，{unreadable} 行无法读取"
        ),
        format!(
            "{} read: {} brought back, {skipped} skipped, {} unreadable",
            counted(files, "file", "files"),
            counted(applied, "change", "changes"),
            counted(unreadable, "line", "lines")
        ),
    );
    writeln!(scene.out, "{words}")?;
    Ok(Exit::Done)
}

fn replay(journal: &PathBuf, scene: &mut Scene<'_>) -> Outcome {
    let lang = scene.lang;
    let name = journal.display();
    let bytes = fs::read(journal).map_err(|error| Failure::wrong(format!("{name}: {error}")))?;
    let replay = session::replay(&bytes).map_err(|newer| {
        Failure::wrong(later_version(newer.0, lang))
            .hint(lang.pick("请升级程序", "update herringbone"))
    })?;
    let board = replay.history.board();
    let (steps, ideas) = (replay.last.0, board.ideas().count());
    writeln!(
        scene.out,
        "{}",
        lang.pick(
            format!("{name}：{steps} 步，{ideas} 条想法，阶段「{}」", board.phase().label(lang)),
            format!(
                "{name}: {}, {}, phase {}",
                counted(steps, "step", "steps"),
                counted(ideas, "idea", "ideas"),
                board.phase().label(lang)
            ),
        )
    )?;
    let Some(damage) = replay.damage else { return Ok(Exit::Done) };
    Err(Failure::wrong(lang.pick(
        format!("{name}:{}: 此行起无法读取（{} 字节）", damage.line, damage.bytes),
        format!(
            "{name}:{}: cannot be read from here on ({})",
            damage.line,
            counted(damage.bytes, "byte", "bytes")
        ),
    ))
    .hint(
        lang.pick("用 `herringbone session recover` 尽量恢复", "run `herringbone session recover`"),
    ))
}

fn later_version(version: u32, lang: Lang) -> String {
    lang.pick(
        format!("日志由更新的版本写入（格式 {version}）"),
        format!("a later version wrote this journal (format {version})"),
    )
}
