//! Whether two markets differ in a fact.
//!
//! Knows what a difference is for each kind; like a gap, it is never guessed from what is not
//! stated.

use super::gap::{Gap, gap};
use super::prices;
use super::series::totals_compare;
use crate::model::{Body, Fact, PerMarket, Series, Study};

/// Whether the pair compared differs in a fact; `None` for kinds that have no value per market, and
/// where too little is stated to tell.
#[must_use]
pub fn differs(study: &Study, fact: &Fact) -> Option<bool> {
    match &fact.body {
        // Known to be missing here and unknown there is a gap, so it is a difference as well.
        _ if gap(study, fact).is_some_and(Gap::is_open) => Some(true),
        Body::Release(release) => unequal(study, &release.dates),
        Body::Capability(capability) => unequal(study, &capability.status),
        Body::FreeTier(item) => either(unequal(study, &item.status), unequal(study, &item.offers)),
        Body::Price(price) => prices::differ(study, price),
        Body::Count(count) => unequal(study, &count.values),
        Body::Series(series) => series_differ(study, series),
        Body::PriceCut(cut) => {
            let has = |market| cut.markets.contains(&market);
            Some(has(study.pair.home) != has(study.pair.reference))
        }
        _ => None,
    }
}

fn unequal<T: PartialEq>(study: &Study, values: &PerMarket<T>) -> Option<bool> {
    let (home, reference) = (values.get(study.pair.home)?, values.get(study.pair.reference)?);
    Some(home != reference)
}

fn series_differ(study: &Study, series: &Series) -> Option<bool> {
    let points = series.points.iter().map(|point| &point.values);
    let totals = totals_compare(series).then_some(&series.total);
    points.chain(totals).map(|values| unequal(study, values)).fold(None, either)
}

/// A difference in either; unknown only if both are.
fn either(a: Option<bool>, b: Option<bool>) -> Option<bool> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a || b),
        (known, None) | (None, known) => known,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::{StudyFile, from_files};

    const HEADER: &str = "format = 1\nid = \"s\"\ntitle = \"S\"\n\
        market = [{ id = \"a\", name = \"A\" }, { id = \"b\", name = \"B\" }]\n\
        source = [{ id = \"z\", title = \"Z\" }]\n[defaults]\nsource = \"z\"\n";

    fn found(facts: &str) -> Option<bool> {
        let text = format!("{HEADER}{facts}");
        let loaded =
            from_files(vec![StudyFile { name: "s.toml".into(), text: text.into(), fault: None }]);
        assert_eq!(loaded.counts().0, 0, "{:?}", loaded.problems);
        differs(&loaded.study, loaded.study.facts.first().unwrap())
    }

    fn release(dates: &str) -> Option<bool> {
        found(&format!("[[release]]\nid = \"r\"\nname = \"r\"\ndates = {{ {dates} }}\n"))
    }

    #[test]
    fn releases_differ_by_date_or_where_one_market_lacks_it() {
        assert_eq!(release("a = 2021-01-01, b = 2021-01-01"), Some(false));
        assert_eq!(release("a = 2021-01-01, b = 2021-01-02"), Some(true));
        assert_eq!(release("a = 2021-01-01, b = \"missing\""), Some(true));
        assert_eq!(release("a = \"missing\""), Some(true), "a gap is a difference");
        assert_eq!(release("a = 2021-01-01"), None, "nothing is known of the other");
    }

    #[test]
    fn figures_and_cuts_differ_where_their_values_do() {
        let count = |values: &str| {
            found(&format!(
                "[[count]]\nid = \"c\"\nname = \"c\"\ndimension = \"brand\"\nunit = \"u\"\nvalues = {{ {values} }}\n"
            ))
        };
        assert_eq!(count("a = 1.0, b = 1"), Some(false), "a number, not its digits");
        assert_eq!(count("a = 1, b = 2"), Some(true));
        assert_eq!(count("b = 2"), None);
        let cut = "[[price_cut]]\nid = \"c\"\nname = \"c\"\ntype = \"direct\"\nmarkets = [\"b\"]\n";
        assert_eq!(found(cut), Some(true));
    }

    #[test]
    fn a_series_differs_if_any_of_its_points_does() {
        let series = |b: u32| {
            found(&format!(
                "[[series]]\nid = \"s\"\nname = \"s\"\ndimension = \"brand\"\nunit = \"u\"\n\
                 points = [{{ period = \"2020\", values = {{ a = 1, b = 1 }} }}, {{ period = \"2021\", values = {{ a = 2, b = {b} }} }}]\n"
            ))
        };
        assert_eq!(series(2), Some(false));
        assert_eq!(series(3), Some(true));
    }

    #[test]
    fn totals_over_unlike_periods_are_no_difference() {
        let series = |b: &str| {
            found(&format!(
                "[[series]]\nid = \"s\"\nname = \"s\"\ndimension = \"brand\"\nunit = \"u\"\ntotal = {{ a = 3, b = 1 }}\n\
                 points = [{{ period = \"2020\", values = {{ a = 2 {b} }} }}, {{ period = \"2021\", values = {{ a = 1, b = 1 }} }}]\n"
            ))
        };
        assert_eq!(series(""), Some(false));
        assert_eq!(series(", b = 2"), Some(true), "the same periods, another total");
    }
}
