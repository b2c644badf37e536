//! Values aligned with the markets of a study.
//!
//! It must not know what the values are.

use super::MarketIndex;

/// One value per market, aligned with the study's markets; `None` where the source states nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PerMarket<T>(Values<T>);

/// Most studies compare two markets: their values need no room of their own.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Values<T> {
    Two([Option<T>; 2]),
    Many(Box<[Option<T>]>),
}

impl<T> PerMarket<T> {
    /// Wraps values that are already in market order.
    #[must_use]
    pub fn new(values: Vec<Option<T>>) -> Self {
        match <[Option<T>; 2]>::try_from(values) {
            Ok(two) => Self(Values::Two(two)),
            Err(values) => Self(Values::Many(values.into_boxed_slice())),
        }
    }

    fn values(&self) -> &[Option<T>] {
        match &self.0 {
            Values::Two(values) => values,
            Values::Many(values) => values,
        }
    }

    /// The value of one market, if stated.
    #[must_use]
    pub fn get(&self, market: MarketIndex) -> Option<&T> {
        self.values().get(market.0).and_then(Option::as_ref)
    }

    /// The stated values with their markets.
    pub fn stated(&self) -> impl Iterator<Item = (MarketIndex, &T)> {
        let values = self.values().iter().enumerate();
        values.filter_map(|(i, value)| Some((MarketIndex(i), value.as_ref()?)))
    }

    /// Whether nothing is stated for any market.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.values().iter().all(Option::is_none)
    }
}

impl<T> Default for PerMarket<T> {
    fn default() -> Self {
        Self(Values::Many(Box::default()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_come_back_for_any_number_of_markets() {
        for markets in 0..5 {
            let values: Vec<_> = (0..markets).map(|i| (i != 1).then_some(i)).collect();
            let per_market = PerMarket::new(values.clone());
            let back: Vec<_> =
                (0..markets).map(|i| per_market.get(MarketIndex(i)).copied()).collect();
            assert_eq!(back, values);
            assert_eq!(per_market.stated().count(), values.iter().flatten().count());
            assert_eq!(per_market.get(MarketIndex(markets)), None);
            assert_eq!(per_market.is_empty(), markets == 0);
        }
    }
}
