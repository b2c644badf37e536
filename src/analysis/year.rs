//! The year a release counts for.
//!
//! Read by the column, its facet and sums, the charts and the expressions. Must not word it.

use chrono::Datelike;

use crate::model::{MarketIndex, Pair, Release, ReleaseDate, YEARS};

/// The year that the source counts a release in; where its group is no year, the year of the day on
/// which it came to the home market, and where it never did, to the reference market.
pub(crate) fn year(release: &Release, pair: Pair) -> Option<i32> {
    let on = |market: MarketIndex| match release.dates.get(market) {
        Some(ReleaseDate::On(day)) => Some(day.year()),
        Some(ReleaseDate::Missing) | None => None,
    };
    group_year(release).or_else(|| on(pair.home)).or_else(|| on(pair.reference))
}

/// The year that the source counts a release in, if its group is one: of `2021` and not of `H1 2021`.
pub(super) fn group_year(release: &Release) -> Option<i32> {
    let year = release.group.as_deref()?.parse().ok()?;
    YEARS.contains(&year).then_some(year)
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::model::{Effort, PerMarket};

    #[test]
    fn a_group_that_is_no_year_leaves_the_year_to_the_days() {
        let pair = Pair { home: MarketIndex(0), reference: MarketIndex(1) };
        let on = |year| NaiveDate::from_ymd_opt(year, 5, 1).map(ReleaseDate::On);
        let of = |group: Option<&str>, dates: [Option<ReleaseDate>; 2]| {
            let (dates, group) = (PerMarket::new(dates.to_vec()), group.map(Into::into));
            year(&Release { dates, group, effort: Effort::default() }, pair)
        };
        let both = [on(2022), on(2021)];
        assert_eq!(of(Some("2020"), both), Some(2020));
        assert_eq!(of(Some("H1 2021"), both), Some(2022));
        assert_eq!(of(Some("3"), both), Some(2022));
        assert_eq!(of(None, both), Some(2022));
        assert_eq!(of(None, [Some(ReleaseDate::Missing), on(2021)]), Some(2021));
        assert_eq!(of(Some("later"), [None, None]), None);
    }
}
