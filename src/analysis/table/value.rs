//! What a cell states, before it is worded: for counting, picking and sorting many rows.
//!
//! Equal values are worded equally, and most are had without writing a text. Must not word anything
//! that [`cell`] words otherwise.

use std::borrow::Cow;
use std::cmp::Ordering;

use chrono::{Datelike, NaiveDate};

use super::{Field, Key, cell, gap_weight};
use crate::analysis::gap::{self, delay_between, gap, priority};
use crate::model::{Availability, Body, Fact, Lang, MarketIndex, ReleaseDate, Study, Term};

/// What a cell states.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::analysis) enum Value<'a> {
    Nothing,
    /// The kind has such a value and the fact leaves it out.
    Unstated,
    Text(Cow<'a, str>),
    Day(NaiveDate),
    Whole(i64),
}

impl<'a> Value<'a> {
    fn text(text: &'a str) -> Self {
        if text.is_empty() { Self::Nothing } else { Self::Text(Cow::Borrowed(text)) }
    }
}

/// What the cell of a fact in a column states.
pub(in crate::analysis) fn value<'a>(field: Field, study: &'a Study, fact: &'a Fact) -> Value<'a> {
    let stated = match field {
        Field::Id => Some(Value::text(fact.id.as_str())),
        Field::Name => Some(Value::text(fact.name.get(Lang::En))),
        Field::Kind => Some(Value::text(fact.body.kind().label(Lang::En))),
        Field::Gap => {
            Some(gap::label(study, fact).map_or(Value::Nothing, |label| Value::text(label.1)))
        }
        Field::Delay => Some(delay_between(study.pair, fact).map_or(Value::Nothing, Value::Whole)),
        Field::Priority => {
            Some(priority(fact).map_or(Value::Nothing, |number| Value::Whole(number.into())))
        }
        Field::Category => fact
            .category
            .as_deref()
            .map(|category| Value::text(study.category_name(category, Lang::En))),
        Field::Source => {
            let source = fact.source.as_deref().and_then(|id| study.source(id));
            Some(source.map_or(Value::Nothing, |source| Value::text(source.title.get(Lang::En))))
        }
        Field::AsOf => Some(fact.as_of.map_or(Value::Nothing, Value::Day)),
        Field::Market(market) => in_market(fact, market),
        _ => None,
    };
    stated.unwrap_or_else(|| match cell(field, study, fact, Lang::En).text {
        text if text.is_empty() => Value::Nothing,
        text => Value::Text(Cow::Owned(text)),
    })
}

fn in_market(fact: &Fact, market: MarketIndex) -> Option<Value<'_>> {
    let status = |status: Availability| Value::text(status.label(Lang::En));
    match &fact.body {
        Body::Release(release) => Some(match release.dates.get(market) {
            Some(ReleaseDate::On(day)) => Value::Day(*day),
            Some(ReleaseDate::Missing) => status(Availability::Missing),
            None => Value::Unstated,
        }),
        Body::Capability(capability) => {
            Some(capability.status.get(market).map_or(Value::Unstated, |known| status(*known)))
        }
        _ => None,
    }
}

/// What a row sorts by; as [`Key`], without a text of its own where the study has it.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum SortKey<'a> {
    Nothing,
    Number(f64),
    Text(Cow<'a, str>),
}

/// What the cell of a fact in a column sorts by.
pub(super) fn sort_key<'a>(field: Field, study: &'a Study, fact: &'a Fact) -> SortKey<'a> {
    let number = |number: Option<f64>| number.map_or(SortKey::Nothing, SortKey::Number);
    match field {
        Field::Gap => number(gap(study, fact).map(|gap| gap_weight(gap, fact))),
        Field::Delay => number(delay_between(study.pair, fact).map(|days| days as f64)),
        Field::Priority => number(priority(fact).map(f64::from)),
        Field::Id | Field::Name | Field::Kind | Field::Category | Field::Source | Field::AsOf => {
            of_value(value(field, study, fact))
        }
        Field::Market(market) => match in_market(fact, market) {
            Some(stated) => of_value(stated),
            None => of_cell(field, study, fact),
        },
        _ => of_cell(field, study, fact),
    }
}

fn of_cell<'a>(field: Field, study: &Study, fact: &Fact) -> SortKey<'a> {
    match cell(field, study, fact, Lang::En).key {
        Key::Nothing => SortKey::Nothing,
        Key::Number(number) => SortKey::Number(number),
        Key::Text(text) => SortKey::Text(Cow::Owned(text)),
    }
}

fn of_value(value: Value<'_>) -> SortKey<'_> {
    match value {
        Value::Nothing | Value::Unstated => SortKey::Nothing,
        Value::Text(text) => SortKey::Text(text),
        // As their texts do, days come before words.
        Value::Day(day) => SortKey::Number(f64::from(day.num_days_from_ce())),
        Value::Whole(number) => SortKey::Number(number as f64),
    }
}

impl SortKey<'_> {
    /// The order of two keys; what states nothing comes last either way.
    pub(super) fn compare(&self, other: &Self, downwards: bool) -> Ordering {
        let order = match (self, other) {
            (Self::Nothing, Self::Nothing) => return Ordering::Equal,
            (Self::Nothing, _) => return Ordering::Greater,
            (_, Self::Nothing) => return Ordering::Less,
            (Self::Number(a), Self::Number(b)) => a.total_cmp(b),
            (Self::Text(a), Self::Text(b)) => a.cmp(b),
            (Self::Number(_), Self::Text(_)) => Ordering::Less,
            (Self::Text(_), Self::Number(_)) => Ordering::Greater,
        };
        if downwards { order.reverse() } else { order }
    }

    /// A number whose order is that of the key; none for texts.
    pub(super) fn rank(&self, downwards: bool) -> Option<u64> {
        const SIGN: u64 = 1 << 63;
        match self {
            Self::Nothing => Some(u64::MAX),
            Self::Text(_) => None,
            Self::Number(number) => {
                let bits = number.to_bits();
                let rank = if bits & SIGN == 0 { bits | SIGN } else { !bits };
                Some(if downwards { !rank } else { rank })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::VIEWS;
    use super::*;
    use crate::load::{Origin, load};

    #[test]
    fn equal_values_are_worded_equally_and_keys_have_the_order_of_cells() {
        let study = load(&Origin::BuiltIn).unwrap().study;
        for view in VIEWS {
            for field in view.columns(&study) {
                let facts: Vec<&Fact> = study.facts.iter().step_by(3).collect();
                for pair in facts.windows(2) {
                    let [a, b] = [pair[0], pair[1]];
                    if value(field, &study, a) == value(field, &study, b) {
                        for lang in [Lang::Zh, Lang::En] {
                            let text = |fact| cell(field, &study, fact, lang).text;
                            assert_eq!(text(a), text(b), "{field:?} {} {}", a.id, b.id);
                        }
                    }
                    let keys = [a, b].map(|fact| cell(field, &study, fact, Lang::En).key);
                    if keys.contains(&Key::Nothing) {
                        continue;
                    }
                    let [x, y] = [a, b].map(|fact| sort_key(field, &study, fact));
                    assert_eq!(x.compare(&y, false), keys[0].compare(&keys[1]), "{field:?}");
                    if let (Some(p), Some(q)) = (x.rank(true), y.rank(true)) {
                        assert_eq!(p.cmp(&q), x.compare(&y, true), "{field:?}");
                    }
                }
            }
        }
    }
}
