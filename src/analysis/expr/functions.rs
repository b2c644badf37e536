//! The functions of the language, one row each; the reference page is made from the same table.
//!
//! Must not read facts: what a function computes follows from its arguments alone.

use std::cmp::Ordering;

use chrono::NaiveDate;
use rust_decimal::{Decimal, RoundingStrategy};

use super::fault::Reason;
use super::value::{Quantity, Value};

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
    "abs" ("number", 1) Some(abs), "绝对值", "the magnitude";
    "round" ("number, digits", 2) Some(round), "四舍五入到若干位小数", "rounded to so many decimals, halves away from zero";
    "date" ("string", 1) Some(date), "日期，如 date(\"2022-12-31\")", "a day, as in date(\"2022-12-31\")";
    "contains" ("string, part", 2) Some(contains), "是否含有某段文字，不分大小写", "whether a text holds another, in any case";
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
        return Err(Reason::NoElement);
    }
    let count = Quantity::exact(Decimal::from(numbers.len()));
    Ok(Value::Number(total(&numbers)?.divide(count)?))
}

fn median(arguments: Vec<Value>) -> Result<Value, Reason> {
    let mut numbers = numbers(arguments)?;
    numbers.sort_by_key(|number| number.value);
    let middle = numbers.len() / 2;
    let high = *numbers.get(middle).ok_or(Reason::NoElement)?;
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
    let first = values.next().ok_or(Reason::NoElement)?;
    values.try_fold(first, |best, value| {
        Ok(if order(&value, &best)? == wanted { value } else { best })
    })
}

/// The order of two values of one kind.
pub(super) fn order(a: &Value, b: &Value) -> Result<Ordering, Reason> {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => Ok(a.value.cmp(&b.value)),
        (Value::Text(a), Value::Text(b)) => Ok(a.cmp(b)),
        (Value::Date(a), Value::Date(b)) => Ok(a.cmp(b)),
        (a, b) => Err(Reason::Kind(a.kind(), b.kind())),
    }
}

fn size(arguments: Vec<Value>) -> Result<Value, Reason> {
    Ok(Value::from(Decimal::from(only(arguments)?.list()?.len())))
}

fn contains(arguments: Vec<Value>) -> Result<Value, Reason> {
    let [text, part] = arguments.as_slice() else { return Err(Reason::Arguments(2)) };
    let folded = |value: &Value| value.text().map(str::to_lowercase);
    Ok(Value::Flag(folded(text)?.contains(&folded(part)?)))
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

/// Rounds as people do: halves away from zero.
pub(in crate::analysis) fn round_half_away(number: Decimal, digits: u32) -> Decimal {
    number.round_dp_with_strategy(digits, RoundingStrategy::MidpointAwayFromZero)
}

fn date(arguments: Vec<Value>) -> Result<Value, Reason> {
    let text = only(arguments)?;
    let day = NaiveDate::parse_from_str(text.text()?, "%Y-%m-%d");
    day.map(Value::Date).map_err(|_| Reason::Kind("a date such as 2022-12-31", "string"))
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
            assert_eq!(compute(list(&[])), Err(Reason::NoElement));
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
    fn functions_are_named_once() {
        let mut names: Vec<_> = FUNCTIONS.iter().map(|function| function.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), FUNCTIONS.len());
    }
}
