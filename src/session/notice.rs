//! What the facilitator is told when a session is opened.
//!
//! Must not be an error: the session is open in every one of these cases.

use std::path::PathBuf;

use super::record::{LineFault, Seq};
use super::replay::Damage;
use crate::model::{Lang, counted};

/// Something that happened while a session was opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// The journal is damaged from some line on; the rest is kept in a file beside it.
    TailKept {
        /// Where and what the damage is.
        damage: Damage,
        /// The last line that was read.
        last: Seq,
        /// The file that holds everything from the bad line on.
        tail: PathBuf,
    },
    /// What the damaged journal lacked was taken from the snapshot.
    FromSnapshot,
    /// The journal is damaged, and is left as it is because the session is read-only.
    Damaged(Damage),
    /// A half-typed line is waiting to be finished.
    DraftWaiting,
    /// Replaying gave another board than the program saw that wrote the journal.
    Drifted,
    /// Somebody else has the session open, so that it can only be looked at.
    OpenElsewhere,
    /// Nothing can be written, for this reason; the session lives in memory.
    InMemory {
        /// The system's words.
        reason: String,
    },
}

impl Notice {
    /// What happened and what can be done, in one or two sentences.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::TailKept { damage, last, tail } => tail_kept(lang, damage, *last, tail),
            Self::FromSnapshot => lang
                .pick(
                    "损坏之后的内容已从快照恢复；撤销一步可回到日志中的状态",
                    "what was lost has been taken from the snapshot; one undo shows the board as \
                     the journal has it",
                )
                .to_owned(),
            Self::Damaged(damage) => match lang {
                Lang::Zh => format!("日志第 {} 行起无法读取", damage.line),
                Lang::En => format!("the journal cannot be read from line {} on", damage.line),
            },
            Self::DraftWaiting => {
                lang.pick("有一行未输完的内容", "a half-typed line is waiting").to_owned()
            }
            Self::Drifted => lang
                .pick(
                    "重放结果与写入时不同，请核对看板",
                    "replaying gave another board than when it was written; please look it over",
                )
                .to_owned(),
            Self::OpenElsewhere => lang
                .pick(
                    "会议已在另一个窗口打开，此处只读",
                    "the session is open in another window; this one is read-only",
                )
                .to_owned(),
            Self::InMemory { reason } => match lang {
                Lang::Zh => format!("无法写入（{reason}）；内容只保存在内存中，请及时导出"),
                Lang::En => format!(
                    "nothing can be written ({reason}); the session lives in memory, so export it"
                ),
            },
        }
    }
}

fn tail_kept(lang: Lang, damage: &Damage, last: Seq, tail: &std::path::Path) -> String {
    let (line, bytes, file) = (damage.line, damage.bytes, tail.display());
    if damage.fault == LineFault::Torn {
        return match lang {
            Lang::Zh => format!("最后一行未写完（{bytes} 字节），已存于 {file}；其余内容完整"),
            Lang::En => format!(
                "the last line was cut while it was written ({}, kept in {file}); \
                 everything before it is there",
                counted(bytes, "byte", "bytes")
            ),
        };
    }
    match lang {
        Lang::Zh => format!(
            "日志第 {line} 行损坏：已恢复到第 {} 步，其余 {bytes} 字节存于 {file}，\
             可用 herringbone session recover 取回",
            last.0
        ),
        Lang::En => format!(
            "line {line} of the journal is damaged: recovered up to step {}, the other {bytes} \
             bytes are kept in {file}; herringbone session recover brings back what it can",
            last.0
        ),
    }
}
