//! The one number that stands for a series in a market, and what it is a number of.
//!
//! Unlike periods are not set against each other where there are like ones. Must not word it.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use crate::model::{MarketIndex, PerMarket, Series};

/// What a number of a series is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Span<'a> {
    /// All periods: a total in print.
    Total,
    /// One period.
    Period(&'a str),
}

impl<'a> Span<'a> {
    /// The word that scripts use: the period, or `total`.
    pub(crate) fn word(self) -> &'a str {
        match self {
            Self::Total => "total",
            Self::Period(period) => period,
        }
    }
}

/// The number of a market: its total where every market that states anything has one over the same
/// periods; else that of the last period which all of them state; else that of its own last period.
pub(crate) fn figure(series: &Series, market: MarketIndex) -> Option<(Decimal, Span<'_>)> {
    let total = series.total.get(market).map(|total| (*total, Span::Total));
    let all = stating(series);
    if totals_of_all(series, &all) {
        return total;
    }
    let own = series.points.iter().filter(|point| point.values.get(market).is_some());
    let shared = own.clone().rfind(|point| states_all(&point.values, &all));
    let last = shared.or_else(|| own.clone().next_back());
    match last {
        Some(point) => Some((*point.values.get(market)?, Span::Period(&point.period))),
        None => total,
    }
}

/// Whether the totals are of the same periods, and every market that states anything has one.
pub(super) fn totals_compare(series: &Series) -> bool {
    totals_of_all(series, &stating(series))
}

fn totals_of_all(series: &Series, all: &BTreeSet<MarketIndex>) -> bool {
    states_all(&series.total, all)
        && series.points.iter().all(|point| states_all(&point.values, all))
}

fn states_all(values: &PerMarket<Decimal>, all: &BTreeSet<MarketIndex>) -> bool {
    all.iter().all(|market| values.get(*market).is_some())
}

/// The markets that state anything.
fn stating(series: &Series) -> BTreeSet<MarketIndex> {
    let points = series.points.iter().map(|point| &point.values);
    points
        .chain([&series.total])
        .flat_map(|values| values.stated().map(|(market, _)| market))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Localized, Point};

    /// Points of two markets; a number that is left out is 0.
    fn of(points: &[(&str, [i64; 2])], total: [i64; 2]) -> [Option<(i64, String)>; 2] {
        let values = |numbers: [i64; 2]| {
            let stated = |number: i64| (number != 0).then(|| Decimal::from(number));
            PerMarket::new(numbers.map(stated).to_vec())
        };
        let point = |(period, numbers): &(&str, [i64; 2])| Point {
            period: (*period).into(),
            values: values(*numbers),
        };
        let points = points.iter().map(point).collect();
        let unit = Localized::each("u", "u");
        let series = Series { unit, points, total: values(total) };
        [0, 1].map(|market| {
            let (number, span) = figure(&series, MarketIndex(market))?;
            Some((number.try_into().unwrap(), span.word().to_owned()))
        })
    }

    fn is(number: i64, of: &str) -> Option<(i64, String)> {
        Some((number, of.to_owned()))
    }

    #[test]
    fn totals_stand_where_all_markets_have_one_over_the_same_periods() {
        let points = [("2021", [1, 3]), ("2022", [2, 4])];
        assert_eq!(of(&points, [3, 7]), [is(3, "total"), is(7, "total")]);
        assert_eq!(of(&[], [3, 7]), [is(3, "total"), is(7, "total")]);
        assert_eq!(of(&[("2021", [1, 0])], [3, 0]), [is(3, "total"), None]);
    }

    #[test]
    fn else_the_last_period_that_all_markets_state() {
        let points = [("2021", [1, 3]), ("2022", [2, 4]), ("2023", [0, 5])];
        assert_eq!(of(&points, [3, 12]), [is(2, "2022"), is(4, "2022")]);
        assert_eq!(of(&points[..2], [0, 7]), [is(2, "2022"), is(4, "2022")]);
    }

    #[test]
    fn else_each_market_its_own_last_period() {
        let points = [("2021", [1, 0]), ("2022", [2, 0]), ("2023", [0, 5])];
        assert_eq!(of(&points, [0, 0]), [is(2, "2022"), is(5, "2023")]);
        assert_eq!(of(&points[..2], [3, 9]), [is(2, "2022"), is(9, "total")]);
    }
}
