//! What the operators compute, and which side is at fault where they cannot.
//!
//! Knows two values and no facts. Must not decide what happens to a value that is not stated.

use std::cmp::Ordering::{Greater, Less};

use rust_decimal::Decimal;

use super::fault::Reason;
use super::functions::order;
use super::money::joined;
use super::value::{Quantity, Value};

/// An operand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Left,
    Right,
}

type Combined<T = Value> = Result<T, (Side, Reason)>;

fn left<T>(result: Result<T, Reason>) -> Combined<T> {
    result.map_err(|reason| (Side::Left, reason))
}

fn right<T>(result: Result<T, Reason>) -> Combined<T> {
    result.map_err(|reason| (Side::Right, reason))
}

/// The value of a unary operator.
pub(super) fn unary(operator: &str, value: &Value) -> Result<Value, Reason> {
    match operator {
        "!" => Ok(Value::Flag(!value.flag()?)),
        _ => Ok(Value::Number(value.number()?.negate())),
    }
}

/// The value of a binary operator.
pub(super) fn combine(operator: &str, a: Value, b: Value) -> Combined {
    match operator {
        "==" => Ok(Value::Flag(right(equal(&a, &b))?)),
        "!=" => Ok(Value::Flag(right(unequal(&a, &b))?)),
        "in" => Ok(Value::Flag(is_in(&a, b)?)),
        "&&" => Ok(Value::Flag(left(a.flag())? && right(b.flag())?)),
        "||" => Ok(Value::Flag(left(a.flag())? || right(b.flag())?)),
        "<" | "<=" | ">" | ">=" => compare(operator, &a, &b),
        _ => arithmetic(operator, &a, &b),
    }
}

fn compare(operator: &str, a: &Value, b: &Value) -> Combined {
    if is_no_day(a, b) {
        return Ok(Value::Flag(false));
    }
    let order = right(order(a, b))?;
    Ok(Value::Flag(match operator {
        "<" => order == Less,
        "<=" => order != Greater,
        ">" => order == Greater,
        _ => order != Less,
    }))
}

/// Whether one is the date of what is missing and the other a date as well.
fn is_no_day(a: &Value, b: &Value) -> bool {
    let missing = |value: &Value| matches!(value, Value::Missing(_));
    a.kind() == b.kind() && (missing(a) || missing(b))
}

/// Whether two values are the same. Those of different kinds never are, so that asking is a mistake.
pub(super) fn equal(a: &Value, b: &Value) -> Result<bool, Reason> {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => {
            joined(a.money, b.money)?;
            Ok(a.value == b.value)
        }
        (Value::Worded(worded), Value::Text(text)) | (Value::Text(text), Value::Worded(worded)) => {
            use crate::model::Lang::{En, Zh};
            Ok([Zh, En].into_iter().any(|lang| worded.get(lang) == text))
        }
        // A date may be the word "missing" instead.
        (Value::Missing(_), Value::Text(text)) | (Value::Text(text), Value::Missing(_)) => {
            Ok(text == "missing")
        }
        (Value::Missing(_), Value::Missing(_)) => Ok(true),
        (Value::Date(_), Value::Text(_)) | (Value::Text(_), Value::Date(_)) => Ok(false),
        (Value::List(a), Value::List(b)) if a.len() == b.len() => {
            let mut pairs = a.iter().zip(b);
            pairs.try_fold(true, |all, (a, b)| Ok(all && equal(a, b)?))
        }
        (a, b) if a.kind() != b.kind() => Err(Reason::Kind(a.kind(), b.kind())),
        (a, b) => Ok(a == b),
    }
}

fn unequal(a: &Value, b: &Value) -> Result<bool, Reason> {
    let both_missing = matches!((a, b), (Value::Missing(_), Value::Missing(_)));
    Ok((both_missing || !is_no_day(a, b)) && !equal(a, b)?)
}

fn is_in(a: &Value, b: Value) -> Combined<bool> {
    let mut found = false;
    for element in right(b.list())? {
        // An element of another kind is another one.
        found |= match equal(&element, a) {
            Err(Reason::Kind(..)) => false,
            same => right(same)?,
        };
    }
    Ok(found)
}

fn arithmetic(operator: &str, a: &Value, b: &Value) -> Combined {
    if let ("-", Value::Date(a), Value::Date(b)) = (operator, a, b) {
        return Ok(Value::from(Decimal::from(a.signed_duration_since(*b).num_days())));
    }
    if let ("-", Value::Date(_), Value::Missing(path)) = (operator, a, b) {
        return Err((Side::Right, Reason::NoDay(path.clone())));
    }
    let (a, b) = (left(a.number())?, right(b.number())?);
    let result = match operator {
        "+" => a.add(b),
        "-" => a.add(b.negate()),
        "*" => a.multiply(b),
        "/" => a.divide(b),
        _ => remainder(a, b),
    };
    right(result.map(Value::Number))
}

fn remainder(a: Quantity, b: Quantity) -> Result<Quantity, Reason> {
    let money = joined(a.money, b.money)?;
    let value = a.value.checked_rem(b.value).ok_or(Reason::Zero)?;
    Ok(Quantity { money, ..Quantity::exact(value) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn combined(operator: &str, a: impl Into<Value>, b: impl Into<Value>) -> Combined {
        combine(operator, a.into(), b.into())
    }

    #[test]
    fn the_side_that_does_not_fit_is_the_one_at_fault() {
        let kind = |side, wanted, found| Err((side, Reason::Kind(wanted, found)));
        assert_eq!(combined("+", Decimal::ONE, "a"), kind(Side::Right, "number", "string"));
        assert_eq!(combined("+", "a", Decimal::ONE), kind(Side::Left, "number", "string"));
        assert_eq!(combined("==", Decimal::ONE, "1"), kind(Side::Right, "number", "string"));
        assert_eq!(combined("/", Decimal::ONE, Decimal::ZERO), Err((Side::Right, Reason::Zero)));
    }

    #[test]
    fn the_date_of_what_is_missing_meets_no_comparison_with_a_day() {
        let missing = || Value::Missing("r.dates.cn".into());
        let day = || Value::Date(chrono::NaiveDate::default());
        for operator in ["==", "!=", "<", "<=", ">", ">="] {
            assert_eq!(combine(operator, missing(), day()), Ok(Value::Flag(false)), "{operator}");
            assert_eq!(combine(operator, day(), missing()), Ok(Value::Flag(false)), "{operator}");
        }
        assert_eq!(combined("==", missing(), "missing"), Ok(Value::Flag(true)));
        assert_eq!(combined("!=", day(), "missing"), Ok(Value::Flag(true)));
        let days = combine("-", missing(), day());
        assert_eq!(days, Err((Side::Left, Reason::NoDay("r.dates.cn".into()))));
    }
}
