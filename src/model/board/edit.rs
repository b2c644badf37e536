//! The changes a board can undergo, and why a change can be refused.
//!
//! Must not change anything itself: an edit is data, written to the journal and replayed.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::department::DepartmentId;
use super::node::{Node, Parent, State};
use super::phase::{Phase, PhaseStart};
use super::view::Attribution;
use super::{Board, MAX_DEPTH};
use crate::model::{Lang, NodeId};

/// A change to a board.
///
/// An index counts places in the list a node is put into, without the node itself; none, or one
/// beyond the end, means the end. The names of variants and fields are the journal's format: they
/// are never renamed, and new fields have a default.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the line above each variant explains its fields")]
pub enum Edit {
    /// Words the topic, the effect at the head of the fishbone.
    SetTopic { topic: String },
    /// Replaces the rules of the session.
    SetRules { rules: Vec<String> },
    /// Adds a department.
    AddDepartment {
        id: DepartmentId,
        name: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        index: Option<usize>,
    },
    /// Changes a department's name.
    RenameDepartment { id: DepartmentId, name: String },
    /// Takes away a department that has raised nothing and not voted.
    RemoveDepartment { id: DepartmentId },
    /// Adds a group, an idea or a cause, by `parent`.
    Add {
        id: NodeId,
        parent: Parent,
        #[serde(skip_serializing_if = "Option::is_none")]
        index: Option<usize>,
        text: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        department: Option<DepartmentId>,
    },
    /// Changes the wording.
    SetText { id: NodeId, text: String },
    /// Hangs a node with everything below it elsewhere: grouping, sorting, promoting.
    Move {
        id: NodeId,
        parent: Parent,
        #[serde(skip_serializing_if = "Option::is_none")]
        index: Option<usize>,
    },
    /// Takes a node and everything below it off the board.
    Remove { id: NodeId },
    /// Puts a removed subtree back: its root first, every parent before its children.
    Restore {
        nodes: Vec<Node>,
        #[serde(skip_serializing_if = "Option::is_none")]
        index: Option<usize>,
    },
    /// Makes `from` another wording of `into`, which takes over its causes. Departments, votes and
    /// evidence of both count for `into`; nothing is lost, a `Move` of `from` takes it out again.
    Merge { into: NodeId, from: NodeId },
    /// Counts that a department raised the idea again (or, below zero, takes that back).
    Raise { id: NodeId, department: DepartmentId, delta: i32 },
    /// Counts votes of a department, or hands where there is none.
    Vote {
        id: NodeId,
        #[serde(skip_serializing_if = "Option::is_none")]
        department: Option<DepartmentId>,
        delta: i32,
    },
    /// Links a fact as evidence.
    LinkEvidence {
        id: NodeId,
        fact: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        index: Option<usize>,
    },
    /// Takes the link to a fact away.
    UnlinkEvidence { id: NodeId, fact: String },
    /// Sets or clears the remark.
    SetNote { id: NodeId, note: Option<String> },
    /// Opens, parks or drops an idea.
    SetState { id: NodeId, state: State },
    /// Enters a phase now.
    SetPhase { phase: Phase },
    /// Replaces the record of phases entered; what undoing a change of phase does.
    SetPhases { phases: Vec<PhaseStart> },
    /// Plans minutes for a phase, or none.
    SetMinutes { phase: Phase, minutes: Option<u32> },
    /// Shows the votes to everybody, or hides them again.
    RevealVotes { revealed: bool },
    /// Overrides the suggested number of votes each department has.
    SetBudget { votes: Option<u32> },
    /// Says from when on the room sees which department raised what.
    SetAttribution { attribution: Attribution },
    /// Puts a whole board in the place of this one: a template, an example, a snapshot.
    Replace { board: Box<Board> },
    /// Several changes that are done and undone as one.
    Batch { edits: Vec<Edit> },
}

impl Edit {
    /// Several changes as one; a single one stays itself.
    #[must_use]
    pub fn batch(mut edits: Vec<Self>) -> Self {
        match edits.len() {
            1 => edits.pop().unwrap_or(Self::Batch { edits: Vec::new() }),
            _ => Self::Batch { edits },
        }
    }

    /// What the change does, in two or three words: "undone: merge".
    #[must_use]
    pub fn label(&self, lang: Lang) -> &'static str {
        match self {
            Self::SetTopic { .. } => lang.pick("修改议题", "set topic"),
            Self::SetRules { .. } => lang.pick("修改规则", "set rules"),
            Self::AddDepartment { .. } => lang.pick("添加部门", "add department"),
            Self::RenameDepartment { .. } => lang.pick("部门改名", "rename department"),
            Self::RemoveDepartment { .. } => lang.pick("移除部门", "remove department"),
            Self::Add { parent: Parent::Groups, .. } => lang.pick("添加分组", "add group"),
            Self::Add { parent: Parent::Inbox, .. } => lang.pick("添加想法", "add idea"),
            Self::Add { .. } => lang.pick("添加原因", "add cause"),
            Self::SetText { .. } => lang.pick("修改文字", "change wording"),
            Self::Move { .. } => lang.pick("移动", "move"),
            Self::Remove { .. } => lang.pick("删除", "remove"),
            Self::Restore { .. } => lang.pick("恢复", "restore"),
            Self::Merge { .. } => lang.pick("合并", "merge"),
            Self::Raise { .. } => lang.pick("重复提出", "raise again"),
            Self::Vote { .. } => lang.pick("投票", "vote"),
            Self::LinkEvidence { .. } => lang.pick("关联证据", "link evidence"),
            Self::UnlinkEvidence { .. } => lang.pick("取消证据", "unlink evidence"),
            Self::SetNote { .. } => lang.pick("修改备注", "set note"),
            Self::SetState { .. } => lang.pick("修改状态", "set state"),
            Self::SetPhase { .. } | Self::SetPhases { .. } => lang.pick("切换阶段", "change phase"),
            Self::SetMinutes { .. } => lang.pick("修改计时", "set timer"),
            Self::RevealVotes { .. } => lang.pick("公开票数", "reveal votes"),
            Self::SetBudget { .. } => lang.pick("修改票数预算", "set vote budget"),
            Self::SetAttribution { .. } => lang.pick("修改署名", "set attribution"),
            Self::Replace { .. } => lang.pick("替换全部", "replace board"),
            Self::Batch { edits } => {
                edits.first().map_or(lang.pick("无操作", "nothing"), |edit| edit.label(lang))
            }
        }
    }
}

/// Why a change was refused. A refused change leaves the board as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EditError {
    /// The node is not on the board (any more).
    UnknownNode(NodeId),
    /// The id is taken, or is 0, which no node may have.
    TakenNode(NodeId),
    /// The department is not on the board.
    UnknownDepartment(DepartmentId),
    /// Another department has this id or this name.
    TakenDepartment(String),
    /// The department has raised ideas or voted.
    DepartmentInUse(DepartmentId),
    /// A node cannot hang below, or be merged into, itself.
    InsideItself(NodeId),
    /// The node was merged into another one; that one can be used instead.
    Merged(NodeId),
    /// The node has causes, which a mere wording cannot have.
    HasCauses(NodeId),
    /// The tree would be deeper than [`MAX_DEPTH`].
    TooDeep,
    /// The text has no visible character.
    Blank,
    /// More would be taken away than was counted, or more counted than a number holds.
    NoSuchCount(NodeId),
    /// The fact is already linked.
    EvidenceLinked(String),
    /// The fact is not linked.
    EvidenceNotLinked(String),
    /// A restored subtree does not hang together.
    BrokenSubtree(NodeId),
}

impl EditError {
    /// The reason in one sentence, and what to do where something can be done.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::UnknownNode(NodeId(id)) => match lang {
                Lang::Zh => format!("看板上没有编号 {id} 的条目"),
                Lang::En => format!("nothing on the board has the number {id}"),
            },
            Self::TakenNode(NodeId(id)) => match lang {
                Lang::Zh => format!("编号 {id} 已被占用"),
                Lang::En => format!("the number {id} is taken"),
            },
            Self::UnknownDepartment(DepartmentId(id)) => match lang {
                Lang::Zh => format!("没有编号 {id} 的部门"),
                Lang::En => format!("there is no department {id}"),
            },
            Self::TakenDepartment(name) => match lang {
                Lang::Zh => format!("已有部门“{name}”，请换一个名称"),
                Lang::En => {
                    format!("there is a department \"{name}\" already; choose another name")
                }
            },
            Self::EvidenceLinked(fact) => match lang {
                Lang::Zh => format!("事实 {fact} 已关联"),
                Lang::En => format!("the fact {fact} is linked already"),
            },
            Self::EvidenceNotLinked(fact) => match lang {
                Lang::Zh => format!("事实 {fact} 未关联"),
                Lang::En => format!("the fact {fact} is not linked"),
            },
            Self::TooDeep => match lang {
                Lang::Zh => format!("原因最多 {MAX_DEPTH} 层"),
                Lang::En => format!("causes go down {MAX_DEPTH} levels at most"),
            },
            _ => self.plain_message(lang).to_owned(),
        }
    }

    /// The reasons that need no number or name in their sentence.
    fn plain_message(&self, lang: Lang) -> &'static str {
        match self {
            Self::DepartmentInUse(_) => lang.pick(
                "该部门已有想法或投票，不能移除；可以改名",
                "the department has ideas or votes, so it cannot be removed; it can be renamed",
            ),
            Self::InsideItself(_) => {
                lang.pick("不能移到自身之下", "a node cannot hang below itself")
            }
            Self::Merged(_) => lang.pick(
                "该条目已并入另一条，请使用那一条",
                "this was merged into another idea; use that one",
            ),
            Self::HasCauses(_) => {
                lang.pick("带有下级原因，请改用合并", "it has causes below it; merge it instead")
            }
            Self::Blank => lang.pick("内容为空", "there is no text"),
            Self::NoSuchCount(_) => lang.pick("计数不能小于零", "a count cannot fall below zero"),
            _ => lang.pick("数据不完整", "the change does not hang together"),
        }
    }
}

impl fmt::Display for EditError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

impl std::error::Error for EditError {}
