//! Reads what a study holds beside facts: its fishbone and the brainstorm it reports.
//!
//! Must not judge the tree; the drawing copes with any.

use super::entry::Entry;
use super::fault::Referent;
use super::header::{LABEL, label};
use super::shape::{Field, Ty, may, must};
use crate::model::{Brainstorm, Idea, StudyCause, StudyFishbone};

static CAUSE: [Field; 7] = [
    may("id", Ty::Id, "id", "stable id"),
    must("text", Ty::Text, "原因", "the cause"),
    may("votes", Ty::Whole(0, 1_000_000), "票数", "votes"),
    may("evidence", Ty::Refs, "佐证的事实", "facts that support it"),
    may("note", Ty::Text, "备注", "a remark"),
    may("ours", Ty::Ours, "哪些是作者自己加的", "what of it the source does not say"),
    may("causes", Ty::Tables(&CAUSE), "更深的原因", "the causes behind it"),
];

static CATEGORY: [Field; 4] = [
    may("id", Ty::Id, "id", "stable id"),
    must("name", Ty::Text, "大骨名称", "the heading"),
    may("ours", Ty::Ours, "哪些是作者自己加的", "what of it the source does not say"),
    may("causes", Ty::Tables(&CAUSE), "原因", "the causes"),
];

/// The keys of `[fishbone]`.
pub static FISHBONE: [Field; 2] = [
    must("effect", Ty::Text, "鱼头：结果", "the effect at the head"),
    may("category", Ty::Tables(&CATEGORY), "大骨", "the bones"),
];

/// Reads `[fishbone]`.
pub(super) fn fishbone(entry: &mut Entry<'_, '_, '_>) -> StudyFishbone {
    StudyFishbone {
        effect: entry.wording("effect").unwrap_or_default(),
        categories: entry.tables("category", |category| {
            category.ours();
            Some((category.wording("name").unwrap_or_default(), category.tables("causes", cause)))
        }),
    }
}

fn cause(entry: &mut Entry<'_, '_, '_>) -> Option<StudyCause> {
    entry.ours();
    Some(StudyCause {
        text: entry.wording("text")?,
        votes: entry.whole("votes").unwrap_or(0),
        evidence: entry.refs("evidence"),
        note: entry.text("note"),
        causes: entry.tables("causes", cause),
    })
}

const RULE: &[Field] = &[
    must("name", Ty::Text, "规则名", "what the rule is called"),
    must("text", Ty::Text, "规则内容", "what it asks"),
];

const IDEA: &[Field] = &[
    must("id", Ty::Id, "id", "stable id"),
    must("text", Ty::Text, "想法", "the idea"),
    may("core", Ty::Flag, "是否核心问题", "whether the room kept it as a core issue"),
    may("note", Ty::Text, "备注", "a remark"),
    may("doubt", Ty::Text, "存疑之处", "what is unclear about it"),
];

/// The keys of `[brainstorm]`.
pub static BRAINSTORM: [Field; 10] = [
    must("topic", Ty::Text, "议题", "the question put to the room"),
    may("date", Ty::Date, "日期", "when it took place"),
    may("participants", Ty::Whole(1, 1000), "参加人数", "how many took part"),
    may("preparation", Ty::Texts, "准备", "how it was prepared"),
    may("rules", Ty::Tables(RULE), "规则", "the rules read out at the start"),
    may("departments", Ty::Tables(LABEL), "部门", "who took part"),
    may("idea", Ty::Tables(IDEA), "想法", "what was said, in order"),
    may("note", Ty::Text, "备注", "a remark"),
    may("doubt", Ty::Text, "存疑之处", "what is unclear about it"),
    may("source", Ty::Ref, "来源", "where it is reported"),
];

/// Reads `[brainstorm]`.
pub(super) fn brainstorm(entry: &mut Entry<'_, '_, '_>) -> Brainstorm {
    // Kept nowhere yet, but it has to exist and it counts as used.
    let _ = entry.source("source");
    Brainstorm {
        topic: entry.wording("topic").unwrap_or_default(),
        date: entry.date("date"),
        participants: entry.whole("participants"),
        preparation: entry.texts("preparation"),
        rules: entry.tables("rules", |rule| Some((rule.text("name")?, rule.text("text")?))),
        departments: entry.declared(("departments", Referent::Fact), label),
        ideas: entry.declared(("idea", Referent::Fact), |idea| {
            let (id, _) = idea.id()?;
            Some(Idea {
                id: id.as_str().into(),
                text: idea.wording("text")?,
                core: idea.flag("core"),
            })
        }),
    }
}
