//! The members of factors, strategies, interviews, problems, measures and claims.

use super::{Known, count, ids, own, text, texts, worded};
use crate::analysis::claims;
use crate::analysis::expr::value::Value;
use crate::model::{Precision, Term};

pub(super) static PEST: &[Known] = own! { Pest b, s, fact;
    "factor": Value::from(b.factor.word()),
    "text": Value::from(&b.text),
    "effect": text(b.effect.as_deref()),
};

pub(super) static SWOT: &[Known] = own! { Swot b, s, fact;
    "factor": Value::from(b.factor.word()),
    "text": Value::from(&b.text),
};

pub(super) static TOWS: &[Known] = own! { Tows b, s, fact;
    "cell": Value::from(b.cell.word()),
    "factor" ("同 cell", "the same as cell"): Value::from(b.cell.word()),
    "text": Value::from(&b.text),
    "uses": ids(&b.uses),
};

pub(super) static INTERVIEW: &[Known] = own! { Interview b, s, fact;
    "role": Value::from(&b.role),
    "date": b.date.map(Value::Date),
    "topic": Value::from(&b.topic),
    "questions": texts(&b.questions),
    "summary": worded(b.summary.as_ref()),
    "text" ("同 summary", "the same as summary"): worded(b.summary.as_ref()),
};

pub(super) static PROBLEM: &[Known] = own! { Problem b, s, fact;
    "text": Value::from(&b.text),
    "core": Value::Flag(b.core),
    "evidence": ids(&b.evidence),
    "part_of": b.part_of.as_ref().map(|id| Value::from(id.as_str())),
};

pub(super) static MEASURE: &[Known] = own! { Measure b, s, fact;
    "text": Value::from(&b.text),
    "answers": ids(&b.answers),
};

pub(super) static CLAIM: &[Known] = own! { Claim b, s, fact;
    "printed_value": Value::from(&*b.value),
    "unit": worded(b.unit.as_ref()),
    "text": Value::from(&b.text),
    "lower_bound": Value::Flag(b.precision == Precision::AtLeast),
    "approximate": Value::Flag(b.precision == Precision::About),
    "rows": ids(&b.rows),
    "rows_rounded": Value::Flag(b.rows_rounded),
    "expr": text(b.expr.as_deref()),
    "verdict" ("复算的结论：agrees、rounded、cut-off、differs、unchecked；论断自身的表达式里没有",
        "what came of recomputing it: agrees, rounded, cut-off, differs, unchecked; not in expressions of claims"):
        claims::checked(s.study, &fact.id).map(|checked| Value::from(checked.standing.word())),
    "recomputed" ("复算出的数；论断自身的表达式里没有",
        "the figure as recomputed; not in expressions of claims"):
        count(claims::checked(s.study, &fact.id).and_then(|checked| checked.recomputed)),
    "difference" ("印出的减去复算的；论断自身的表达式里没有",
        "printed less recomputed; not in expressions of claims"):
        count(claims::checked(s.study, &fact.id).and_then(|checked| checked.difference)),
};
