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
    /// The value per market, in the study's order; the rate it lacks where it cannot be converted.
    values: Vec<Option<Result<Decimal, NoRate>>>,
    /// The rates they were converted by.
    pub rates: Vec<&'a Rate>,
    /// Whether every value is as written.
    pub as_written: bool,
}

impl Comparison<'_> {
    /// The value of a market, if it is stated and can be converted.
    #[must_use]
    pub fn get(&self, market: MarketIndex) -> Option<Decimal> {
        self.values.get(market.0)?.as_ref()?.as_ref().ok().copied()
    }

    /// The rate that the price of one of these markets lacks.
    #[must_use]
    pub fn lacks(&self, markets: impl IntoIterator<Item = MarketIndex>) -> Option<&NoRate> {
        let of = |market: MarketIndex| self.values.get(market.0)?.as_ref()?.as_ref().err();
        markets.into_iter().find_map(of)
    }

    /// The market that is cheaper than all others stated; none on a tie, without another, or where
    /// a price cannot be converted.
    #[must_use]
    pub fn cheapest(&self) -> Option<MarketIndex> {
        let mut stated: Vec<(Decimal, usize)> = Vec::new();
        for (at, value) in self.values.iter().enumerate() {
            match value {
                Some(Ok(value)) => stated.push((*value, at)),
                Some(Err(_)) => return None,
                None => {}
            }
        }
        stated.sort_unstable();
        match stated.as_slice() {
            [(least, at), (next, _), ..] if least < next => Some(MarketIndex(*at)),
            _ => None,
        }
    }
}

/// The prices of a fact, made comparable as far as there are rates.
#[must_use]
pub fn compare<'a>(study: &'a Study, price: &'a Price) -> Comparison<'a> {
    let target = target(study, price);
    let mut rates: Vec<&Rate> = Vec::new();
    let mut as_written = true;
    let mut one = |market: MarketIndex| {
        let written = price.values.get(market)?;
        let (from, per) = (price.currency_in(market), price.per_in(market));
        let rate = match rate(study, (from, target)) {
            Ok(rate) => rate,
            Err(error) => return Some(Err(error)),
        };
        as_written &= rate.is_none() && per == Decimal::ONE;
        if let Some(rate) = rate.filter(|rate| !rates.contains(rate)) {
            rates.push(rate);
        }
        let one = written.checked_div(per)?;
        Some(Ok(rate.map_or(Some(one), |rate| apply(rate, one, from))?))
    };
    let values = study.market_indexes().map(&mut one).collect();
    Comparison { currency: target, values, rates, as_written }
}

/// What the prices of a fact are converted to: the study's currency if one of them is in it or has a
/// rate to it, else the first that is stated.
fn target<'a>(study: &'a Study, price: &'a Price) -> &'a str {
    let stated = study.market_indexes().filter(|market| price.values.get(*market).is_some());
    let mut currencies = stated.map(|market| price.currency_in(market));
    let first = currencies.next().unwrap_or(&price.currency);
    let own = &*study.currency;
    let own_counts = !own.is_empty()
        && std::iter::once(first).chain(currencies).any(|currency| study.exchanges(currency, own));
    if own_counts { own } else { first }
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

/// The prices of two markets, in one currency and for one unit. Two prices in one currency need no
/// rate.
fn pair_of(study: &Study, price: &Price, pair: Pair) -> Option<(Decimal, Decimal)> {
    let Pair { home, reference } = pair;
    if price.currency_in(home) == price.currency_in(reference) {
        let one = |market| price.values.get(market)?.checked_div(price.per_in(market));
        return one(home).zip(one(reference));
    }
    let compared = compare(study, price);
    compared.get(home).zip(compared.get(reference))
}

/// The home price for one of the reference market; none unless both are stated and comparable and
/// the latter is not nought.
#[must_use]
pub fn ratio(study: &Study, price: &Price) -> Option<Decimal> {
    ratio_between(study, price, study.pair)
}

/// The same for any two markets.
#[must_use]
pub fn ratio_between(study: &Study, price: &Price, pair: Pair) -> Option<Decimal> {
    let (home, reference) = pair_of(study, price, pair)?;
    home.checked_div(reference)
}

/// Whether the prices of the pair compared differ; none unless both are stated and comparable.
#[must_use]
pub fn differ(study: &Study, price: &Price) -> Option<bool> {
    pair_of(study, price, study.pair).map(|(home, reference)| home != reference)
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
        let compared = compare(&study, price(&study));
        let (a, b) = (study.pair.home, study.pair.reference);
        assert_eq!((compared.get(a), compared.get(b)), (Some(dec("7.7")), Some(dec("7"))));
        assert_eq!(ratio(&study, price(&study)), Some(dec("1.1")));
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
        let compared = compare(&study, price(&study));
        let lacks = |market| compared.lacks([market]).map(|error| error.message(Lang::En));
        assert_eq!(lacks(study.pair.reference).unwrap(), "no rate USD-CNY");
        assert_eq!(lacks(study.pair.home), None, "it is in the study's currency");
        assert_eq!((ratio(&study, price(&study)), compared.cheapest()), (None, None));
    }

    #[test]
    fn a_market_without_a_rate_takes_no_other_market_out_of_the_comparison() {
        let more = "currency = { b = \"USD\", c = \"JPY\" }";
        let mut study = study(USD, &format!("values = {{ a = 14, b = 1, c = 1 }}\n{more}"));
        assert_eq!(ratio(&study, price(&study)), Some(dec("2")));
        assert_eq!(compare(&study, price(&study)).cheapest(), None, "c may be cheaper");
        study.pair.reference = MarketIndex(2);
        assert_eq!(ratio(&study, price(&study)), None);
    }

    #[test]
    fn two_markets_of_one_foreign_currency_have_a_ratio_without_a_rate() {
        let more = "currency = { b = \"USD\", c = \"USD\" }";
        let mut study = study("", &format!("values = {{ a = 14, b = 3, c = 2 }}\n{more}"));
        study.pair = Pair { home: MarketIndex(1), reference: MarketIndex(2) };
        assert_eq!(ratio(&study, price(&study)), Some(dec("1.5")));
    }

    #[test]
    fn prices_in_one_foreign_currency_are_compared_without_a_rate() {
        let study = study("", "values = { a = 3, b = 2 }\ncurrency = \"USD\"");
        let compared = compare(&study, price(&study));
        assert_eq!((compared.currency, ratio(&study, price(&study))), ("USD", Some(dec("1.5"))));
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
            compare(&study, price(&study)).cheapest().map(|market| market.0)
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
