//! A member of a fact as the cell of a table.
//!
//! Must not know columns.

use super::members::{Member, Scope, of_fact};
use super::value::Value;
use crate::analysis::number::number_text;
use crate::analysis::table::{Cell, date_text};
use crate::model::{Fact, Lang, Study};

/// The cell of a member; one part of it where `part` is a market. Empty where it is not stated.
pub(in crate::analysis) fn shown(
    study: &Study,
    fact: &Fact,
    (name, part): (&str, Option<&str>),
    lang: Lang,
) -> Cell {
    let Member::Stated(value) = of_fact(Scope::of_rows(study), fact, name) else {
        return Cell::default();
    };
    let value = match (value, part) {
        (value, None) => Some(value),
        (Value::Record(_, members), Some(part)) => {
            members.into_iter().find(|(known, _)| known == part).and_then(|(_, value)| value)
        }
        (_, Some(_)) => None,
    };
    match value {
        None => Cell::default(),
        Some(Value::Number(number)) => Cell::number(number.value.normalize()),
        Some(value) => Cell::text(text(&value, lang)),
    }
}

fn text(value: &Value, lang: Lang) -> String {
    let comma = lang.pick("、", ", ");
    match value {
        Value::Number(number) => number_text(number.value.normalize()),
        Value::Text(text) => text.clone(),
        Value::Worded(text) => text.get(lang).to_owned(),
        Value::Flag(true) => lang.pick("是", "true").to_owned(),
        Value::Flag(false) => lang.pick("否", "false").to_owned(),
        Value::Date(date) => date_text(*date),
        Value::Missing(_) => lang.pick("缺失", "missing").to_owned(),
        Value::List(list) => joined(list.iter().map(|value| text(value, lang)), comma),
        Value::Record(_, members) => {
            let stated = members.iter().filter_map(|(name, value)| {
                value.as_ref().map(|value| format!("{name} {}", text(value, lang)))
            });
            joined(stated, comma)
        }
        // No member is a fact.
        Value::Fact(_) => String::new(),
    }
}

fn joined(parts: impl Iterator<Item = String>, comma: &str) -> String {
    parts.collect::<Vec<_>>().join(comma)
}
