//! Counts of two markets compared: pages of documentation, hours of learning, customers.
//!
//! It must not compare what is no amount, nor what is known as a bound only.

use rust_decimal::Decimal;

use super::unit::is_listed;
use crate::model::{Count, Pair, Precision};

/// The home figure for one of the reference market; none unless both are stated as amounts and the
/// latter is not nought. "More than" so many is no figure to divide by.
#[must_use]
pub fn ratio(count: &Count, pair: Pair) -> Option<Decimal> {
    if count.precision == Precision::AtLeast || is_listed(count) {
        return None;
    }
    count.values.get(pair.home)?.checked_div(*count.values.get(pair.reference)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Localized, MarketIndex, PerMarket};

    #[test]
    fn amounts_have_a_ratio_and_years_ranks_and_bounds_have_none() {
        let pair = Pair { home: MarketIndex(0), reference: MarketIndex(1) };
        let of = |unit: &str, precision, values: [i64; 2]| {
            let values = PerMarket::new(values.map(|n| Some(Decimal::from(n))).into());
            let unit = Localized::same(unit);
            ratio(&Count { unit, values, precision, period: None }, pair)
        };
        assert_eq!(of("hours", Precision::Exact, [40, 16]), Some(Decimal::new(25, 1)));
        assert_eq!(of("pages", Precision::About, [1, 2]), Some(Decimal::new(5, 1)));
        assert_eq!(of("pages", Precision::AtLeast, [1, 2]), None);
        assert_eq!(of("pages", Precision::Exact, [1, 0]), None);
        assert_eq!(of("year", Precision::Exact, [2010, 2020]), None);
        assert_eq!(of("rank", Precision::Exact, [6, 1]), None);
    }
}
