//! The value that a fact has in a market or on a platform, which goes by the id alone.
//!
//! It is the one that the column of the market shows: a day, a word or a number, by the kind of fact.
//! Must not decide what is compared with it.

use rust_decimal::Decimal;

use super::technology::day;
use super::{Scope, Value, amount, known, status};
use crate::analysis::column::number;
use crate::analysis::prices::compare;
use crate::analysis::table::Field;
use crate::model::{Body, Fact, MarketIndex, Study};

/// The ids of markets that are names of a column, because no member is called so.
pub(in crate::analysis::expr) fn names(study: &Study) -> Vec<&str> {
    let members = known();
    let ids = study.markets.iter().map(|market| &*market.id);
    ids.filter(|id| members.iter().all(|member| member.name != *id)).collect()
}

/// Whether a value from a column of a market can be what somebody asks for who compares it with
/// another: what is a day for one kind of fact is a number for the next.
pub(in crate::analysis::expr) fn answers(operator: &str, value: &Value, other: &Value) -> bool {
    match (value, other) {
        // Words have no order.
        (Value::Text(_), Value::Text(_)) => matches!(operator, "==" | "!="),
        // A release that has a day is not what it is called where it has none.
        (Value::Date(_), Value::Text(word)) => word == "missing",
        (Value::Missing(_), Value::Text(_)) => true,
        (value, other) => {
            value.kind() == other.kind() || !matches!(other.kind(), "number" | "string" | "date")
        }
    }
}

/// The value in a market or on a platform, if the name is one of theirs and the kind has such values.
pub(super) fn value(scope: Scope<'_>, fact: &Fact, name: &str) -> Option<Option<Value>> {
    let Study { markets, platforms, .. } = scope.study;
    if let Body::Tco(line) = &fact.body {
        let platform = platforms.iter().position(|platform| *platform.id == *name)?;
        let stated = number(Field::Platform(platform), scope.study, fact);
        return Some(stated.map(|n| amount(n, &line.currency, Decimal::ONE)));
    }
    let market = MarketIndex(markets.iter().position(|market| *market.id == *name)?);
    let stated = number(Field::Market(market), scope.study, fact);
    Some(match &fact.body {
        Body::Release(b) => b.dates.get(market).map(|date| day(scope.study, fact, (market, *date))),
        Body::Capability(b) => b.status.get(market).copied().map(status),
        Body::FreeTier(b) => b.status.get(market).copied().map(status),
        Body::Price(b) => stated.map(|n| amount(n, compare(scope.study, b).currency, Decimal::ONE)),
        Body::Count(_) | Body::Series(_) => stated.map(Value::from),
        _ => return None,
    })
}
