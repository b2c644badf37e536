//! Values of expressions, and exact arithmetic with the room that rounded rows leave.
//!
//! Must not read facts.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::fault::Reason;
use super::money::{Money, joined};
use crate::model::{Lang, Localized};

/// A number, and how far the true one may be from it because the rows were rounded.
///
/// Sums, differences and products of up to 28 digits are exact; a quotient is carried to 28 digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::analysis) struct Quantity {
    pub(in crate::analysis) value: Decimal,
    pub(in crate::analysis) slack: Decimal,
    /// What it is paid in and for, where it is an amount of money. It stays with whatever is computed
    /// from the amount, until it is divided by or multiplied with another of its kind.
    pub(in crate::analysis) money: Option<Money>,
}

impl Quantity {
    pub(in crate::analysis) fn exact(value: Decimal) -> Self {
        Self { value, ..Self::default() }
    }

    /// An amount of money.
    pub(in crate::analysis) fn of_money(value: Decimal, money: Money) -> Self {
        Self { money: Some(money), ..Self::exact(value) }
    }

    /// The number alone.
    pub(in crate::analysis) fn plain(self) -> Self {
        Self { money: None, ..self }
    }

    /// A number as printed: the true one is at most half a unit of the last digit away.
    pub(in crate::analysis) fn rounded(self) -> Self {
        Self { slack: half_of_last(self.value), ..self }
    }

    pub(in crate::analysis) fn negate(self) -> Self {
        let mut value = self.value;
        value.set_sign_negative(!value.is_sign_negative());
        Self { value, ..self }
    }

    pub(in crate::analysis) fn add(self, other: Self) -> Result<Self, Reason> {
        let value = self.value.checked_add(other.value).ok_or(Reason::Overflow)?;
        let slack = self.slack.checked_add(other.slack).ok_or(Reason::Overflow)?;
        Ok(Self { value, slack, money: joined(self.money, other.money)? })
    }

    pub(in crate::analysis) fn multiply(self, other: Self) -> Result<Self, Reason> {
        let value = self.value.checked_mul(other.value).ok_or(Reason::Overflow)?;
        let most = self.most()?.checked_mul(other.most()?).ok_or(Reason::Overflow)?;
        Ok(Self { value, slack: self.room(other, most, value)?, money: self.money_of_two(other)? })
    }

    pub(in crate::analysis) fn divide(self, other: Self) -> Result<Self, Reason> {
        if other.value.is_zero() {
            return Err(Reason::Zero);
        }
        let value = self.value.checked_div(other.value).ok_or(Reason::Overflow)?;
        let least = other.value.abs().checked_sub(other.slack).ok_or(Reason::Overflow)?;
        if least <= Decimal::ZERO {
            return Err(Reason::Zero);
        }
        let most = self.most()?.checked_div(least).ok_or(Reason::Overflow)?;
        Ok(Self { value, slack: self.room(other, most, value)?, money: self.money_of_two(other)? })
    }

    /// The money of a product or quotient: two amounts of one kind make a plain number.
    fn money_of_two(self, other: Self) -> Result<Option<Money>, Reason> {
        let money = joined(self.money, other.money)?;
        Ok(if self.money.is_some() && other.money.is_some() { None } else { money })
    }

    /// The largest magnitude the true number may have.
    fn most(self) -> Result<Decimal, Reason> {
        self.value.abs().checked_add(self.slack).ok_or(Reason::Overflow)
    }

    fn room(self, other: Self, most: Decimal, value: Decimal) -> Result<Decimal, Reason> {
        if self.slack.is_zero() && other.slack.is_zero() {
            return Ok(Decimal::ZERO);
        }
        most.checked_sub(value.abs()).ok_or(Reason::Overflow)
    }
}

/// Half a unit of the last digit of a number as it is written.
pub(in crate::analysis) fn half_of_last(number: Decimal) -> Decimal {
    Decimal::new(5, number.scale().saturating_add(1).min(Decimal::MAX_SCALE))
}

/// A value of an expression.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::analysis) enum Value {
    Number(Quantity),
    Text(String),
    /// A text of the study in both languages; the same as another text if one of its wordings is.
    Worded(Localized),
    Flag(bool),
    Date(NaiveDate),
    /// The date of what is known to be missing, by its path: it is no day, so it meets no comparison
    /// with one, and it is the same as the text "missing".
    Missing(String),
    List(Vec<Value>),
    /// A fact, by its position in the study.
    Fact(usize),
    /// Members by name, and whose they are; a member that is known but not stated has no value.
    Record(String, Vec<(String, Option<Value>)>),
}

impl Value {
    /// The kind of value, for messages.
    pub(in crate::analysis) fn kind(&self) -> &'static str {
        match self {
            Self::Number(_) => "number",
            Self::Text(_) | Self::Worded(_) => "string",
            Self::Flag(_) => "bool",
            Self::Date(_) | Self::Missing(_) => "date",
            Self::List(_) => "list",
            Self::Fact(_) => "fact",
            Self::Record(..) => "record",
        }
    }

    pub(in crate::analysis) fn number(&self) -> Result<Quantity, Reason> {
        match self {
            Self::Number(number) => Ok(*number),
            Self::Missing(path) => Err(Reason::NoDay(path.clone())),
            other => Err(Reason::Kind("number", other.kind())),
        }
    }

    pub(in crate::analysis) fn flag(&self) -> Result<bool, Reason> {
        match self {
            Self::Flag(flag) => Ok(*flag),
            other => Err(Reason::Kind("bool", other.kind())),
        }
    }

    pub(in crate::analysis) fn text(&self) -> Result<&str, Reason> {
        match self {
            Self::Text(text) => Ok(text),
            Self::Worded(text) => Ok(text.get(Lang::En)),
            other => Err(Reason::Kind("string", other.kind())),
        }
    }

    pub(in crate::analysis) fn list(self) -> Result<Vec<Self>, Reason> {
        match self {
            Self::List(list) => Ok(list),
            other => Err(Reason::Kind("list", other.kind())),
        }
    }
}

impl Value {
    /// Whether it says nothing: how a member reads that a fact leaves out and that has a value all
    /// the same, such as a flag or a list.
    pub(in crate::analysis) fn is_empty(&self) -> bool {
        match self {
            Self::Flag(flag) => !flag,
            Self::List(list) => list.is_empty(),
            Self::Record(_, members) => members.iter().all(|(_, value)| value.is_none()),
            _ => false,
        }
    }
}

impl From<&Localized> for Value {
    fn from(text: &Localized) -> Self {
        Self::Worded(text.clone())
    }
}

impl From<Decimal> for Value {
    fn from(number: Decimal) -> Self {
        Self::Number(Quantity::exact(number))
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn n(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn decimals_are_exact_where_binary_fractions_are_not() {
        let sum = Quantity::exact(n("0.1")).add(Quantity::exact(n("0.2"))).unwrap();
        assert_eq!(sum, Quantity::exact(n("0.3")));
    }

    #[test]
    fn nine_rounded_rows_leave_room_for_four_and_a_half() {
        let rows = (0..9)
            .try_fold(Quantity::default(), |sum, _| sum.add(Quantity::exact(n("7")).rounded()));
        let total = Quantity { slack: n("4.5"), ..Quantity::exact(n("63")) };
        assert_eq!(rows.unwrap(), total);
    }

    #[test]
    fn a_quotient_of_rounded_numbers_has_the_room_of_its_extremes() {
        let quotient =
            Quantity::exact(n("10")).rounded().divide(Quantity::exact(n("4")).rounded()).unwrap();
        assert_eq!(quotient.value, n("2.5"));
        assert_eq!(quotient.slack, n("3") - n("2.5"));
    }

    #[test]
    fn numbers_beyond_28_digits_are_refused_not_wrapped() {
        let huge = Quantity::exact(Decimal::MAX);
        assert_eq!(huge.multiply(huge), Err(Reason::Overflow));
        assert_eq!(huge.add(huge), Err(Reason::Overflow));
        assert_eq!(huge.divide(Quantity::default()), Err(Reason::Zero));
        let rounded = Quantity::exact(Decimal::MAX).rounded();
        assert_eq!(rounded.multiply(Quantity::exact(Decimal::ONE)), Err(Reason::Overflow));
        assert_eq!(rounded.divide(Quantity::exact(Decimal::ONE)), Err(Reason::Overflow));
        let far = Quantity { slack: Decimal::MAX, ..Quantity::default() };
        assert_eq!(huge.divide(far), Err(Reason::Zero));
    }
}
