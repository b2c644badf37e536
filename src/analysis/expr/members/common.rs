//! The members that every fact has.
//!
//! Must not know what a kind adds.

use super::{Known, Members, Scope, count, ids, record_of, shown, text, worded};
use crate::analysis::claims;
use crate::analysis::compare;
use crate::analysis::expr::value::Value;
use crate::analysis::gap;
use crate::analysis::table::{Field, cell};
use crate::load::{COMMON as KEYS, SHAPES};
use crate::model::{Fact, Ours, Pair, Study, Term};

/// The rows of the table, which need no body.
macro_rules! rows {
    ($scope:ident, $fact:ident; $($name:literal $(($zh:literal, $en:literal))? : $value:expr),* $(,)?) => {
        &[$(Known {
            name: $name,
            about: &[$(($zh, $en))?],
            value: |$scope: Scope<'_>, $fact: &Fact| {
                let _ = $scope;
                Option::<Value>::from($value)
            },
        }),*]
    };
}

pub(super) static COMMON: &[Known] = rows! { s, fact;
    "id": Value::from(fact.id.as_str()),
    "name": Value::from(&fact.name),
    "kind" ("种类，如 \"release\"", "the kind, such as \"release\""): Value::from(fact.body.kind().word()),
    "dimension": Value::from(fact.dimension.word()),
    "category": text(fact.category.as_deref()),
    "source": text(fact.source.as_deref()),
    "source_title" ("来源的标题", "title of the source"): source_title(s, fact),
    "at": worded(fact.locator()),
    "as_of": fact.as_of.map(Value::Date),
    "note": worded(fact.note()),
    "doubt": worded(fact.doubt()),
    "ours": ours(fact),
    "printed": printed(fact),
    "gap" ("本市场与对照市场的差距：missing、limited、late、level（也可写 available）、not stated",
        "how the home market lags behind the reference: missing, limited, late, level (available means the same), not stated"):
        text(gap_of(s.pair, fact)),
    "priority" ("影响乘以难度，1 到 25", "impact times difficulty, 1 to 25"): count(gap::priority(fact)),
    "disputed_by" ("与该事实的数字不符的其他论断；论断自身的表达式里没有", "the other facts, claims, that contradict its figure; not in expressions of claims"):
        disputed_by(s.study, fact),
    "values_text" ("一行写完的所有值", "all that it says, in one line"):
        shown(|lang| cell(Field::Values, s.study, fact, lang).text),
    "details" ("各市场的值之外所写的", "what is said beside the values per market"):
        shown(|lang| cell(Field::Details, s.study, fact, lang).text),
    "change" ("与早先版本相比的变化，如 \"lost\"；论断自身的表达式里没有",
        "what changed since the earlier edition compared with, such as \"lost\"; not in expressions of claims"):
        compare::changes(s.study, fact).first().map(|change| Value::from(change.kind.word())),
    "change_kind" ("同 change；论断自身的表达式里没有", "the same as change; not in expressions of claims"):
        compare::changes(s.study, fact).first().map(|change| Value::from(change.kind.word())),
    "before" ("之前的值；论断自身的表达式里没有", "the value before; not in expressions of claims"): shown(|lang| cell(Field::Before, s.study, fact, lang).text),
    "after" ("之后的值；论断自身的表达式里没有", "the value after; not in expressions of claims"): shown(|lang| cell(Field::After, s.study, fact, lang).text),
};

/// The word of a gap.
pub(super) fn gap_of(pair: Pair, fact: &Fact) -> Option<&'static str> {
    gap::gap_between(pair, fact).map(gap::Gap::word)
}

fn disputed_by(study: &Study, fact: &Fact) -> Option<Value> {
    let claims = claims::disputed_by(study, &fact.id);
    (!claims.is_empty()).then(|| ids(claims))
}

fn source_title(scope: Scope<'_>, fact: &Fact) -> Option<Value> {
    let source = scope.study.source(fact.source.as_deref()?)?;
    Some(Value::from(&source.title))
}

/// The keys a fact of this kind may have.
fn keys(fact: &Fact) -> impl Iterator<Item = &'static str> {
    let shape = SHAPES.iter().find(|shape| shape.kind == fact.body.kind());
    let own = shape.map_or(&[][..], |shape| shape.fields);
    KEYS.iter().chain(own).map(|field| field.key)
}

/// The keys that the source does not say: all of them where the whole fact is the author's.
fn ours(fact: &Fact) -> Option<Value> {
    match fact.ours() {
        Ours::Nothing => None,
        Ours::Whole => Some(Value::List(keys(fact).map(Value::from).collect())),
        Ours::Keys(keys) => Some(Value::List(keys.iter().map(|key| Value::from(&**key)).collect())),
    }
}

/// The printed forms, under the keys they are of, which are free.
fn printed(fact: &Fact) -> Option<Value> {
    let forms = fact.printed();
    let written = forms.iter().map(|(key, form)| (key.to_string(), Some(Value::from(&**form))));
    let members: Members = written.collect();
    (!forms.is_empty()).then(|| record_of(fact, "printed", members))
}
