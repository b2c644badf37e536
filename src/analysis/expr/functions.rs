//! The functions of the language, one row each; the reference page is made from the same table.
//!
//! Must not read facts: what a function computes follows from its arguments alone.

use std::cmp::Ordering;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::fault::{BadDay, Reason};
use super::money::joined;
use super::value::{Quantity, Value};
use crate::analysis::number::round_half_away;
use crate::model::Lang;

/// Computes a value from arguments.
type Compute = fn(Vec<Value>) -> Result<Value, Reason>;

/// A function.
pub struct Function {
    /// Its name.
    pub name: &'static str,
    /// What it takes, as written.
    pub takes: &'static str,
    /// What it gives, in Chinese and English.
    pub about: (&'static str, &'static str),
    /// How many arguments it takes.
    pub(super) count: usize,
    /// How it is computed; none for those that the evaluator itself must know.
    pub(super) compute: Option<Compute>,
}

macro_rules! functions {
    ($($name:literal ($takes:literal, $count:literal) $compute:expr, $zh:literal, $en:literal;)*) => {
        &[$(Function {
            name: $name,
            takes: $takes,
            about: ($zh, $en),
            count: $count,
            compute: $compute,
        }),*]
    };
}

/// Every function, in the order of the reference.
pub static FUNCTIONS: &[Function] = functions![
    "sum" ("list", 1) Some(sum), "各数之和", "the sum of numbers";
    "mean" ("list", 1) Some(mean), "算术平均", "the arithmetic mean";
    "median" ("list", 1) Some(median), "中位数", "the middle value";
    "min" ("list", 1) Some(min), "最小值", "the smallest value";
    "max" ("list", 1) Some(max), "最大值", "the largest value";
    "size" ("list", 1) Some(size), "项数", "how many elements";
    "plain" ("number", 1) Some(plain), "不带货币与数量的数，用于自行换算", "a number without its currency and quantity, to convert it oneself";
    "abs" ("number", 1) Some(abs), "绝对值", "the magnitude";
    "round" ("number, digits", 2) Some(round), "四舍五入到若干位小数", "rounded to so many decimals, halves away from zero";
    "date" ("string", 1) Some(date), "日期，如 date(\"2022-12-31\")", "a day, as in date(\"2022-12-31\")";
    "contains" ("string, part", 2) Some(contains), "是否含有某段文字，不分大小写；列表则看其中各项", "whether a text, or one of a list, holds another, in any case";
    "fact" ("id", 1) None, "某条事实", "the fact with this id";
    "facts" ("kind", 1) None, "某种类的全部事实", "all facts of a kind";
    "point" ("series, period", 2) None, "序列中某时期的点", "the point of a series for a period";
    "has" ("member", 1) None, "该成员是否写明：has(r.values.china)", "whether a member is stated: has(r.values.china)";
    "map" ("list, name, expr", 3) None, "对每一项求值：list.map(r, r.delay)", "one value per element: list.map(r, r.delay)";
    "filter" ("list, name, condition", 3) None, "满足条件的各项", "the elements for which a condition holds";
    "all" ("list, name, condition", 3) None, "是否各项都满足", "whether a condition holds for every element";
    "exists" ("list, name, condition", 3) None, "是否有一项满足", "whether a condition holds for some element";
];

/// The function with this name.
pub(super) fn function(name: &str) -> Option<&'static Function> {
    FUNCTIONS.iter().find(|function| function.name == name)
}

fn only(arguments: Vec<Value>) -> Result<Value, Reason> {
    arguments.into_iter().next().ok_or(Reason::Arguments(1))
}

/// The numbers of a list.
pub(super) fn numbers(arguments: Vec<Value>) -> Result<Vec<Quantity>, Reason> {
    only(arguments)?.list()?.iter().map(Value::number).collect()
}

fn total(numbers: &[Quantity]) -> Result<Quantity, Reason> {
    numbers.iter().try_fold(Quantity::default(), |total, number| total.add(*number))
}

fn sum(arguments: Vec<Value>) -> Result<Value, Reason> {
    Ok(Value::Number(total(&numbers(arguments)?)?))
}

fn mean(arguments: Vec<Value>) -> Result<Value, Reason> {
    let numbers = numbers(arguments)?;
    if numbers.is_empty() {
        return Err(Reason::EmptyList);
    }
    let count = Quantity::exact(Decimal::from(numbers.len()));
    Ok(Value::Number(total(&numbers)?.divide(count)?))
}

fn median(arguments: Vec<Value>) -> Result<Value, Reason> {
    let mut numbers = numbers(arguments)?;
    // Unlike amounts of money have no order.
    numbers.iter().try_fold(None, |money, number| joined(money, number.money))?;
    numbers.sort_by_key(|number| number.value);
    let middle = numbers.len() / 2;
    let high = *numbers.get(middle).ok_or(Reason::EmptyList)?;
    if !numbers.len().is_multiple_of(2) {
        return Ok(Value::Number(high));
    }
    let low = *numbers.get(middle.saturating_sub(1)).ok_or(Reason::NoElement)?;
    Ok(Value::Number(low.add(high)?.divide(Quantity::exact(Decimal::TWO))?))
}

fn min(arguments: Vec<Value>) -> Result<Value, Reason> {
    extreme(arguments, Ordering::Less)
}

fn max(arguments: Vec<Value>) -> Result<Value, Reason> {
    extreme(arguments, Ordering::Greater)
}

fn extreme(arguments: Vec<Value>, wanted: Ordering) -> Result<Value, Reason> {
    let mut values = only(arguments)?.list()?.into_iter();
    let first = values.next().ok_or(Reason::EmptyList)?;
    values.try_fold(first, |best, value| {
        Ok(if order(&value, &best)? == wanted { value } else { best })
    })
}

/// The order of two values of one kind.
pub(super) fn order(a: &Value, b: &Value) -> Result<Ordering, Reason> {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => {
            joined(a.money, b.money)?;
            Ok(a.value.cmp(&b.value))
        }
        (Value::Text(_) | Value::Worded(_), Value::Text(_) | Value::Worded(_)) => {
            Ok(a.text()?.cmp(b.text()?))
        }
        (Value::Date(a), Value::Date(b)) => Ok(a.cmp(b)),
        (Value::Missing(path), _) | (_, Value::Missing(path)) => Err(Reason::NoDay(path.clone())),
        (a, b) => Err(Reason::Kind(a.kind(), b.kind())),
    }
}

fn size(arguments: Vec<Value>) -> Result<Value, Reason> {
    Ok(Value::from(Decimal::from(only(arguments)?.list()?.len())))
}

fn contains(arguments: Vec<Value>) -> Result<Value, Reason> {
    let [text, part] = arguments.as_slice() else { return Err(Reason::Arguments(2)) };
    holds_part(text, &part.text()?.to_lowercase()).map(Value::Flag)
}

/// Whether a text holds another in one of its wordings; whether one of a list does.
fn holds_part(text: &Value, part: &str) -> Result<bool, Reason> {
    match text {
        Value::List(list) => {
            list.iter().try_fold(false, |any, text| Ok(any || holds_part(text, part)?))
        }
        Value::Worded(text) => {
            Ok([Lang::Zh, Lang::En].into_iter().any(|l| text.get(l).to_lowercase().contains(part)))
        }
        text => Ok(text.text()?.to_lowercase().contains(part)),
    }
}

fn plain(arguments: Vec<Value>) -> Result<Value, Reason> {
    Ok(Value::Number(only(arguments)?.number()?.plain()))
}

fn abs(arguments: Vec<Value>) -> Result<Value, Reason> {
    let number = only(arguments)?.number()?;
    Ok(Value::Number(Quantity { value: number.value.abs(), ..number }))
}

fn round(arguments: Vec<Value>) -> Result<Value, Reason> {
    let [number, digits] = arguments.as_slice() else { return Err(Reason::Arguments(2)) };
    let (number, digits) = (number.number()?, digits.number()?.value);
    let digits = u32::try_from(digits).map_err(|_| Reason::Overflow)?;
    Ok(Value::Number(Quantity { value: round_half_away(number.value, digits), ..number }))
}

fn date(arguments: Vec<Value>) -> Result<Value, Reason> {
    day(only(arguments)?.text()?).map(Value::Date)
}

/// The day that a text names.
///
/// # Errors
/// What is wrong with it: its writing, the month, or the day of the month.
pub(super) fn day(text: &str) -> Result<NaiveDate, Reason> {
    if let Ok(day) = NaiveDate::parse_from_str(text, "%Y-%m-%d") {
        return Ok(day);
    }
    let parts: Vec<Option<u32>> = text.split('-').map(|part| part.parse().ok()).collect();
    let wrong = match parts.as_slice() {
        [Some(_), Some(month), Some(_)] if !(1..=12).contains(month) => BadDay::Month(*month),
        [Some(_), Some(_), Some(day)] => BadDay::Day(*day),
        _ => BadDay::Writing,
    };
    Err(Reason::BadDay(text.to_owned(), wrong))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(numbers: &[i64]) -> Vec<Value> {
        vec![Value::List(numbers.iter().map(|n| Value::from(Decimal::from(*n))).collect())]
    }

    #[test]
    fn averages_of_nothing_are_no_numbers() {
        for compute in [mean, median, min, max] {
            assert_eq!(compute(list(&[])), Err(Reason::EmptyList));
        }
        assert_eq!(sum(list(&[])), Ok(Value::from(Decimal::ZERO)));
    }

    #[test]
    fn the_median_of_an_even_count_lies_between_the_middle_two() {
        assert_eq!(
            median(list(&[1, 444, 3, 2])),
            Ok(Value::from("2.5".parse::<Decimal>().unwrap()))
        );
    }

    #[test]
    fn what_is_wrong_with_a_date_is_said() {
        let wrong = |text: &str| day(text).unwrap_err();
        assert_eq!(wrong("2024-13-01"), Reason::BadDay("2024-13-01".into(), BadDay::Month(13)));
        assert_eq!(wrong("2023-02-29"), Reason::BadDay("2023-02-29".into(), BadDay::Day(29)));
        assert_eq!(wrong("May 2023"), Reason::BadDay("May 2023".into(), BadDay::Writing));
    }

    #[test]
    fn functions_are_named_once() {
        let mut names: Vec<_> = FUNCTIONS.iter().map(|function| function.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), FUNCTIONS.len());
    }
}
