//! Environment, strategies, interviews, problems, measures and claims.

use super::technology;
use crate::load::shape::{Field, Shape, Ty, may, must};
use crate::model::{
    Body, Claim, Dimension, Factor, Interview, Kind, Measure, PestFactor, Problem, Strategy,
    SwotFactor, TowsCell,
};

const STRATEGY: Option<Dimension> = Some(Dimension::Strategy);
const TEXT: Field = must("text", Ty::Text, "内容", "what is said");

pub(super) static PEST: Shape = Shape {
    kind: Kind::Pest,
    dimension: STRATEGY,
    about: ("宏观环境的一个因素", "a factor of the macro environment"),
    fields: &[
        must(
            "factor",
            Ty::OneOf(&["political", "economic", "social", "technological"]),
            "哪一类因素",
            "which factor",
        ),
        TEXT,
        may(
            "effect",
            Ty::OneOf(&["favourable", "adverse", "mixed"]),
            "利好、不利或兼有",
            "whether it helps",
        ),
    ],
    read: |entry| {
        Body::Pest(Factor {
            factor: entry.term("factor").unwrap_or(PestFactor::Political),
            text: entry.wording("text").unwrap_or_default(),
            effect: entry.shared_word("effect"),
        })
    },
};

pub(super) static SWOT: Shape = Shape {
    kind: Kind::Swot,
    dimension: STRATEGY,
    about: ("优势、劣势、机会或威胁", "a strength, weakness, opportunity or threat"),
    fields: &[
        must(
            "factor",
            Ty::OneOf(&["strength", "weakness", "opportunity", "threat"]),
            "哪一类因素",
            "which factor",
        ),
        TEXT,
    ],
    read: |entry| {
        Body::Swot(Factor {
            factor: entry.term("factor").unwrap_or(SwotFactor::Strength),
            text: entry.wording("text").unwrap_or_default(),
            effect: None,
        })
    },
};

pub(super) static TOWS: Shape = Shape {
    kind: Kind::Tows,
    dimension: STRATEGY,
    about: ("TOWS 矩阵一格中的策略", "a strategy in a cell of the TOWS matrix"),
    fields: &[
        must("cell", Ty::OneOf(&["SO", "ST", "WO", "WT"]), "矩阵的哪一格", "where in the matrix"),
        TEXT,
        may("uses", Ty::Refs, "依据的因素", "the factors it builds on"),
    ],
    read: |entry| {
        Body::Tows(Box::new(Strategy {
            cell: entry.term("cell").unwrap_or(TowsCell::So),
            text: entry.wording("text").unwrap_or_default(),
            uses: entry.refs_to("uses", &[Kind::Swot, Kind::Pest]),
        }))
    },
};

pub(super) static INTERVIEW: Shape = Shape {
    kind: Kind::Interview,
    dimension: STRATEGY,
    about: ("一次访谈", "an interview"),
    fields: &[
        must("role", Ty::Text, "受访者的职务", "who was asked, by role"),
        may("date", Ty::Date, "访谈日期", "when"),
        must("topic", Ty::Text, "主题", "about what"),
        may("questions", Ty::Texts, "提纲", "the questions, in order"),
        may("summary", Ty::Text, "要点", "what was learnt"),
    ],
    read: |entry| {
        Body::Interview(Box::new(Interview {
            role: entry.text("role").unwrap_or_default(),
            date: entry.date("date"),
            topic: entry.wording("topic").unwrap_or_default(),
            questions: entry.texts("questions"),
            summary: entry.text("summary"),
        }))
    },
};

pub(super) static PROBLEM: Shape = Shape {
    kind: Kind::Problem,
    dimension: None,
    about: ("研究发现的问题", "a problem the study finds"),
    fields: &[
        TEXT,
        may("core", Ty::Flag, "是否核心问题", "whether it is one of the core problems"),
        may("evidence", Ty::Refs, "佐证的事实", "facts that show it"),
        may("part_of", Ty::Ref, "所属的问题", "the problem it is part of"),
    ],
    read: |entry| {
        Body::Problem(Box::new(Problem {
            text: entry.wording("text").unwrap_or_default(),
            core: entry.flag("core"),
            evidence: entry.refs("evidence"),
            part_of: entry.fact("part_of", &[Kind::Problem]),
        }))
    },
};

pub(super) static MEASURE: Shape = Shape {
    kind: Kind::Measure,
    dimension: None,
    about: ("回应问题的措施", "a measure that answers problems"),
    fields: &[TEXT, may("answers", Ty::Refs, "回应的问题", "the problems it answers")],
    read: |entry| {
        Body::Measure(Box::new(Measure {
            text: entry.wording("text").unwrap_or_default(),
            answers: entry.refs_to("answers", &[Kind::Problem]),
        }))
    },
};

pub(super) static CLAIM: Shape = Shape {
    kind: Kind::Claim,
    dimension: None,
    about: ("印出来的推算数字", "a figure that somebody printed"),
    fields: &[
        must("printed_value", Ty::Word, "原文数字", "the figure, as printed"),
        may("unit", Ty::Text, "单位", "its unit"),
        TEXT,
        may("lower_bound", Ty::Flag, "原文写「超过」", "the source says \"more than\""),
        may("approximate", Ty::Flag, "原文为约数", "the source says \"about\""),
        may("rows", Ty::Refs, "由哪些事实得出", "the facts it derives from"),
        may("rows_rounded", Ty::Flag, "各行本身已舍入", "whether the rows are rounded themselves"),
        may("expr", Ty::Word, "由事实复算的表达式", "the expression that recomputes it"),
    ],
    read: |entry| {
        Body::Claim(Box::new(Claim {
            value: entry.word("printed_value").unwrap_or_default(),
            unit: entry.text("unit"),
            text: entry.wording("text").unwrap_or_default(),
            precision: technology::precision(entry),
            rows: entry.refs("rows"),
            rows_rounded: entry.flag("rows_rounded"),
            expr: entry.word("expr"),
        }))
    },
};
