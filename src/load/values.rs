//! What a value of the wrong type is, and what to write instead.
//!
//! Looks at one value and at how it is written. It must not report.

use rust_decimal::Decimal;
use toml::de::DeValue;

use super::fault::Advice;
use super::reader::Value;
use super::shape::Ty;

/// What a value is, in Chinese and English.
pub(super) fn found(value: &Value<'_>) -> (&'static str, &'static str) {
    match value.get_ref() {
        DeValue::String(_) => ("字符串", "a string"),
        DeValue::Integer(number) if number.radix() != 10 => {
            ("不是十进制的整数", "a whole number that is not decimal")
        }
        DeValue::Integer(_) => ("整数", "a whole number"),
        DeValue::Float(number) if is_infinite(number.as_str()) => {
            ("无穷大或不是数的值", "a value that is infinite or no number")
        }
        DeValue::Float(_) => ("小数", "a number with decimals"),
        DeValue::Boolean(_) => ("真假值", "true or false"),
        DeValue::Datetime(at) => match (at.date, at.time) {
            (Some(_), None) => ("日期", "a date"),
            (Some(_), Some(_)) => ("带时刻的日期", "a date with a time"),
            _ => ("时刻", "a time"),
        },
        DeValue::Array(_) => ("列表", "a list"),
        DeValue::Table(_) => ("表", "a table"),
    }
}

/// Whether a float is written `inf` or `nan`.
pub(super) fn is_infinite(written: &str) -> bool {
    matches!(written.trim_start_matches(['+', '-']), "inf" | "nan")
}

/// What to write instead of a value; `written` is how it stands in the file.
pub(super) fn advice(ty: Ty, value: &Value<'_>, written: &str) -> Option<Advice> {
    match (ty, value.get_ref()) {
        (Ty::Date | Ty::DateOrMissing, DeValue::String(text)) => {
            text.parse::<chrono::NaiveDate>().ok().map(|_| Advice::Unquote(text.as_ref().into()))
        }
        (Ty::Number | Ty::Whole(..), DeValue::String(text)) => {
            Decimal::from_str_exact(text).ok().map(|_| Advice::Unquote(text.as_ref().into()))
        }
        (Ty::Flag, DeValue::String(text)) => {
            matches!(&**text, "true" | "false").then(|| Advice::Unquote(text.as_ref().into()))
        }
        (Ty::Date | Ty::DateOrMissing, DeValue::Datetime(at)) => {
            at.date.map(|date| Advice::DateAlone(date.to_string().into()))
        }
        (
            Ty::Text | Ty::Word | Ty::OneOf(_) | Ty::Id | Ty::Ref | Ty::Currency,
            DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Datetime(_),
        ) => Some(Advice::Quote(written.into())),
        (Ty::Texts | Ty::Refs | Ty::Markets | Ty::Ours, DeValue::String(_)) => {
            Some(Advice::List(written.into()))
        }
        (Ty::Tables(_), DeValue::Table(_)) => {
            let name = written.strip_prefix('[')?.strip_suffix(']')?;
            Some(Advice::DoubleBrackets(name.trim().into()))
        }
        _ => None,
    }
}
