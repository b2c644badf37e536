//! Prices made comparable: for one unit, in one currency, with the rate they were converted by.
//!
//! The currency is the study's own, or the one that all prices of a fact share. Where a rate is
//! missing nothing is compared, and [`NoRate`] says which; it must not mix currencies.

use rust_decimal::Decimal;

use crate::model::{Lang, MarketIndex, Pair, Price, Rate, Study};

/// A rate that is needed and not declared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoRate {
    /// The currency that cannot be converted.
    pub from: Box<str>,
    /// The currency it would have to be converted to.
    pub to: Box<str>,
}

impl NoRate {
    /// Why nothing is compared, in a few words.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        let Self { from, to } = self;
        lang.pick(format!("缺汇率 {from}-{to}"), format!("no rate {from}-{to}"))
    }
}

/// A price of every market in one currency and for one unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison<'a> {
    /// The currency of the values (ISO 4217).
    pub currency: &'a str,
    /// The value per market, in the study's order.
    values: Vec<Option<Decimal>>,
    /// The rates they were converted by.
    pub rates: Vec<&'a Rate>,
    /// Whether every value is as written.
    pub as_written: bool,
}

impl Comparison<'_> {
    /// The value of a market, if stated.
    #[must_use]
    pub fn get(&self, market: MarketIndex) -> Option<Decimal> {
        self.values.get(market.0).copied().flatten()
    }

    /// The market that is cheaper than all others stated; none on a tie, or without another.
    #[must_use]
    pub fn cheapest(&self) -> Option<MarketIndex> {
        let stated = self.values.iter().enumerate().filter_map(|(at, value)| Some(((*value)?, at)));
        let mut stated: Vec<(Decimal, usize)> = stated.collect();
        stated.sort_unstable();
        match stated.as_slice() {
            [(least, at), (next, _), ..] if least < next => Some(MarketIndex(*at)),
            _ => None,
        }
    }

    /// The home price for one of the reference market; none unless both are stated and the latter
    /// is not nought.
    #[must_use]
    pub fn ratio(&self, pair: Pair) -> Option<Decimal> {
        self.get(pair.home)?.checked_div(self.get(pair.reference)?)
    }

    /// Whether the two markets' prices differ; none unless both are stated.
    #[must_use]
    pub fn differ(&self, pair: Pair) -> Option<bool> {
        Some(self.get(pair.home)? != self.get(pair.reference)?)
    }
}

/// The prices of a fact, made comparable.
///
/// # Errors
/// The first currency for which a rate is missing.
pub fn compare<'a>(study: &'a Study, price: &'a Price) -> Result<Comparison<'a>, NoRate> {
    let target = target(study, price);
    let mut rates: Vec<&Rate> = Vec::new();
    let mut values = Vec::with_capacity(study.markets.len());
    let mut as_written = true;
    for market in study.market_indexes() {
        let Some(written) = price.values.get(market) else {
            values.push(None);
            continue;
        };
        let (from, per) = (price.currency_in(market), price.per_in(market));
        let rate = rate(study, (from, target))?;
        as_written &= rate.is_none() && per == Decimal::ONE;
        let one = written.checked_div(per);
        values.push(one.and_then(|one| rate.map_or(Some(one), |rate| apply(rate, one, from))));
        if let Some(rate) = rate.filter(|rate| !rates.contains(rate)) {
            rates.push(rate);
        }
    }
    Ok(Comparison { currency: target, values, rates, as_written })
}

/// What the prices of a fact are converted to: the study's currency if there is a rate to it, else
/// the one they share.
fn target<'a>(study: &'a Study, price: &'a Price) -> &'a str {
    let stated = study.market_indexes().filter(|market| price.values.get(*market).is_some());
    let mut currencies = stated.map(|market| price.currency_in(market));
    let first = currencies.next().unwrap_or(&price.currency);
    let own = &*study.currency;
    let one = currencies.all(|currency| currency == first);
    if one && (own.is_empty() || !study.exchanges(first, own)) { first } else { own }
}

/// The rate between two currencies; none is needed within one.
fn rate<'a>(study: &'a Study, (from, to): (&str, &str)) -> Result<Option<&'a Rate>, NoRate> {
    if from == to {
        return Ok(None);
    }
    study.rate(from, to).map(Some).ok_or_else(|| NoRate { from: from.into(), to: to.into() })
}

fn apply(rate: &Rate, amount: Decimal, from: &str) -> Option<Decimal> {
    if *from == *rate.from { amount.checked_mul(rate.rate) } else { amount.checked_div(rate.rate) }
}

/// An amount in the study's currency, and the rate that it was converted by if one was needed. Too
/// large an amount is none.
///
/// # Errors
/// The rate that is missing.
pub fn convert<'a>(
    study: &'a Study,
    amount: Decimal,
    from: &str,
) -> Result<(Option<Decimal>, Option<&'a Rate>), NoRate> {
    let rate = rate(study, (from, &study.currency))?;
    Ok((rate.map_or(Some(amount), |rate| apply(rate, amount, from)), rate))
}

/// The ratio of the pair compared, if the price has one.
#[must_use]
pub fn ratio(study: &Study, price: &Price) -> Option<Decimal> {
    compare(study, price).ok()?.ratio(study.pair)
}

/// A rate with its day: `1 USD = 7 CNY (2022-12-31)`.
#[must_use]
pub fn rate_text(rate: &Rate) -> String {
    format!("1 {} = {} {} ({})", rate.from, rate.rate, rate.to, rate.date)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::load::{StudyFile, from_files};
    use crate::model::Body;

    fn study(rates: &str, price: &str) -> Study {
        let text = format!(
            "format = 1\nid = \"s\"\ntitle = \"S\"\ncurrency = \"CNY\"\n{rates}\n\
             market = [{{ id = \"a\", name = \"A\" }}, {{ id = \"b\", name = \"B\" }}, {{ id = \"c\", name = \"C\" }}]\n\
             source = [{{ id = \"z\", title = \"Z\" }}]\n[[price]]\nid = \"p\"\nname = \"p\"\nsource = \"z\"\n\
             service = \"s\"\nunit = \"request\"\n{price}\n"
        );
        let file = StudyFile { name: "s.toml".into(), text: text.into(), fault: None };
        let loaded = from_files(vec![file]);
        assert_eq!(loaded.counts().0, 0, "{:?}", loaded.problems);
        loaded.study
    }

    fn price(study: &Study) -> &Price {
        match &study.facts.first().unwrap().body {
            Body::Price(price) => price,
            _ => unreachable!(),
        }
    }

    const USD: &str =
        "rate = [{ from = \"USD\", to = \"CNY\", rate = 7, date = 2022-12-31, source = \"z\" }]";

    fn dec(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn a_price_for_a_thousand_in_another_currency_is_compared_by_the_rate_and_for_one() {
        let study = study(
            USD,
            "values = { a = 7.7, b = 1000 }\ncurrency = { b = \"USD\" }\nper = { a = 1, b = 1000 }",
        );
        let compared = compare(&study, price(&study)).unwrap();
        let (a, b) = (study.pair.home, study.pair.reference);
        assert_eq!((compared.get(a), compared.get(b)), (Some(dec("7.7")), Some(dec("7"))));
        assert_eq!(compared.ratio(study.pair), Some(dec("1.1")));
        assert_eq!(compared.cheapest(), Some(b));
        assert_eq!(
            compared.rates.iter().map(|r| rate_text(r)).collect::<Vec<_>>(),
            ["1 USD = 7 CNY (2022-12-31)"]
        );
        assert!(!compared.as_written);
    }

    #[test]
    fn without_a_rate_nothing_is_compared_and_the_missing_rate_is_named() {
        let study = study("", "values = { a = 7.7, b = 1 }\ncurrency = { b = \"USD\" }");
        let error = compare(&study, price(&study)).unwrap_err();
        assert_eq!(error.message(Lang::En), "no rate USD-CNY");
        assert_eq!(ratio(&study, price(&study)), None);
    }

    #[test]
    fn prices_in_one_foreign_currency_are_compared_without_a_rate() {
        let study = study("", "values = { a = 3, b = 2 }\ncurrency = \"USD\"");
        let compared = compare(&study, price(&study)).unwrap();
        assert_eq!((compared.currency, compared.ratio(study.pair)), ("USD", Some(dec("1.5"))));
        assert!(compared.as_written && compared.rates.is_empty());
    }

    #[test]
    fn a_rate_the_other_way_round_is_taken_by_its_inverse() {
        let rates = "rate = [{ from = \"CNY\", to = \"USD\", rate = 0.125, date = 2022-12-31, source = \"z\" }]";
        let study = study(rates, "values = { a = 8, b = 1 }\ncurrency = { b = \"USD\" }");
        assert_eq!(ratio(&study, price(&study)), Some(Decimal::ONE));
    }

    #[test]
    fn the_cheapest_is_marked_on_no_tie_and_not_alone() {
        let cheapest = |values: &str| {
            let study = study("", &format!("values = {{ {values} }}"));
            compare(&study, price(&study)).unwrap().cheapest().map(|market| market.0)
        };
        assert_eq!(cheapest("a = 3, b = 2, c = 2.5"), Some(1));
        assert_eq!(cheapest("a = 3, b = 2, c = 2.0"), None);
        assert_eq!(cheapest("b = 2"), None);
        assert_eq!(cheapest(""), None);
    }

    proptest! {
        #[test]
        fn whatever_the_unit_and_the_rate_equal_prices_have_the_ratio_one(
            cents in 1_i64..1_000_000, per in 1_i64..10_000, rate in 1_i64..10_000,
        ) {
            let rates = format!(
                "rate = [{{ from = \"USD\", to = \"CNY\", rate = {rate}, date = 2022-12-31, source = \"z\" }}]"
            );
            let dear = Decimal::new(cents * rate, 2) ;
            let study = study(&rates, &format!(
                "values = {{ a = {dear}, b = {} }}\ncurrency = {{ b = \"USD\" }}\nper = {per}",
                Decimal::new(cents, 2),
            ));
            let ratio = ratio(&study, price(&study)).unwrap();
            prop_assert_eq!(ratio.round_dp(20), Decimal::ONE);
        }
    }
}
