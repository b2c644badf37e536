//! What an amount of money is in and for, so that unlike amounts are never added or compared.
//!
//! Must not convert: that takes a rate, and [`crate::analysis::prices`] knows them.

use std::fmt;

use rust_decimal::Decimal;

use super::fault::Reason;

/// A currency and a quantity: `CNY per 10`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Money {
    /// The code of ISO 4217; blank for a study without currencies.
    currency: [u8; 3],
    per: Decimal,
}

impl Money {
    /// Amounts in a currency (ISO 4217) for so many units.
    #[must_use]
    pub fn new(currency: &str, per: Decimal) -> Self {
        let mut code = [b' '; 3];
        // A code has three letters; of anything else the first three bytes tell it apart well enough.
        code.iter_mut().zip(currency.bytes()).for_each(|(letter, byte)| *letter = byte);
        Self { currency: code, per }
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let code = String::from_utf8_lossy(&self.currency);
        write!(f, "{} per {}", code.trim_end(), self.per.normalize())
    }
}

/// What two numbers have in common: the money of either.
///
/// # Errors
/// If both are amounts and not of one kind.
pub(super) fn joined(a: Option<Money>, b: Option<Money>) -> Result<Option<Money>, Reason> {
    match (a, b) {
        (Some(a), Some(b)) if a != b => Err(Reason::Mixed(Box::new((a, b)))),
        (a, b) => Ok(a.or(b)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Quantity;
    use super::*;

    fn amount(currency: &str, per: i64) -> Quantity {
        Quantity::of_money(Decimal::TEN, Money::new(currency, Decimal::from(per)))
    }

    #[test]
    fn amounts_of_one_kind_add_up_and_their_quotient_is_a_plain_number() {
        let (a, b) = (amount("CNY", 1), amount("CNY", 1));
        assert_eq!(a.add(b).unwrap().money, a.money);
        assert_eq!(a.divide(b).unwrap().money, None);
        let twice = a.multiply(Quantity::exact(Decimal::TWO)).unwrap();
        assert_eq!(twice.money, a.money, "twice an amount is an amount");
    }

    #[test]
    fn unlike_amounts_are_refused_however_they_meet() {
        let euro = amount("EUR", 1);
        for other in [amount("CNY", 1), amount("EUR", 10)] {
            let scaled = other.multiply(Quantity::exact(Decimal::TEN)).unwrap();
            for met in [euro.add(scaled), euro.multiply(scaled), euro.divide(scaled)] {
                assert!(matches!(met, Err(Reason::Mixed(..))), "{met:?}");
            }
        }
        let (a, b) = (amount("EUR", 1).money.unwrap(), amount("CNY", 10).money.unwrap());
        assert_eq!((a.to_string(), b.to_string()), ("EUR per 1".into(), "CNY per 10".into()));
    }
}
