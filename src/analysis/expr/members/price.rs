//! The members of prices, cost lines, cuts and free-tier items.
//!
//! Amounts carry their currency and quantity; what compares them is `normalised`.

use rust_decimal::Decimal;

use super::{
    Known, Members, Scope, amount, count, market, numbers, own, per_market, record_of, stated_in,
    status, text, worded,
};
use crate::analysis::expr::value::Value;
use crate::analysis::number::short_ratio;
use crate::analysis::prices::{self, compare, rate_text};
use crate::model::{Lang, MarketIndex, Price, PriceCut, Study};

pub(super) static PRICE: &[Known] = own! { Price b, s, fact;
    "service": Value::from(&b.service),
    "tier": worded(b.tier.as_ref()),
    "unit": Value::from(&b.unit),
    "values": record_of(fact, "values", per_market(s.study, &b.values, |market, number| {
        amount(*number, b.currency_in(market), b.per_in(market))
    })),
    "currency": text(currency(s.study, b)),
    "currencies" ("各市场的货币", "the currency per market"): record_of(fact, "currencies", currencies(s.study, b)),
    "per": record_of(fact, "per", numbers(s.study, &b.per)),
    "normalised" ("各市场的价格，换算为同一货币、每一个单位", "the price per market, in one currency and for one unit"):
        record_of(fact, "normalised", normalised(s.study, b)),
    "normalised_currency" ("normalised 的货币", "the currency of normalised"): Value::from(compare(s.study, b).currency),
    "ratio" ("本市场与对照市场的价格之比，三位小数", "the home price for one of the reference, to three decimals"):
        ratio(s, b),
    "cheapest" ("最便宜的市场", "the market that is cheapest"):
        compare(s.study, b).cheapest().and_then(|cheapest| market(s.study, cheapest)),
    "not_compared" ("为何无法比较", "why the prices are not compared"):
        compare(s.study, b).lacks(s.study.market_indexes()).map(|lacks| Value::Text(lacks.message(Lang::En))),
    "markets" ("写明数值的市场", "the markets whose value is stated"): stated_in(s.study, &b.values),
    "rates" ("换算所用的汇率", "the rates that were converted by"):
        Value::List(compare(s.study, b).rates.iter().map(|rate| Value::Text(rate_text(rate))).collect()),
};

/// The markets of which a price is stated.
fn stated(study: &Study, price: &Price) -> impl Iterator<Item = MarketIndex> {
    study.market_indexes().filter(|market| price.values.get(*market).is_some())
}

/// The currency of all prices; none where they differ.
fn currency<'p>(study: &Study, price: &'p Price) -> Option<&'p str> {
    let mut all = stated(study, price).map(|market| price.currency_in(market));
    let first = all.next().unwrap_or(&price.currency);
    all.all(|other| other == first).then_some(first)
}

fn currencies(study: &Study, price: &Price) -> Members {
    per_market(study, &price.values, |market, _| Value::from(price.currency_in(market)))
}

fn normalised(study: &Study, price: &Price) -> Members {
    let compared = compare(study, price);
    let one = |market| Some(amount(compared.get(market)?, compared.currency, Decimal::ONE));
    let markets = study.markets.iter().zip(study.market_indexes());
    markets.map(|(market, index)| (market.id.to_string(), one(index))).collect()
}

fn ratio(scope: Scope<'_>, price: &Price) -> Option<Value> {
    let ratio = prices::ratio_between(scope.study, price, scope.pair)?;
    Some(Value::from(short_ratio(ratio)))
}

pub(super) static TCO: &[Known] = own! { Tco b, s, fact;
    "scenario": worded(b.scenario.as_ref()),
    "years": count(b.years),
    "phase": Value::from(&*b.phase),
    "cost": Value::from(&*b.cost),
    "currency": Value::from(&*b.currency),
    "unit" ("同 currency", "the same as currency"): Value::from(&*b.currency),
    "amounts": record_of(fact, "amounts", {
        let ids = s.study.platforms.iter().map(|platform| platform.id.to_string());
        let stated = |n: &Option<Decimal>| n.map(|n| amount(n, &b.currency, Decimal::ONE));
        ids.zip(b.amounts.iter().map(stated)).collect()
    }),
};

pub(super) static PRICE_CUT: &[Known] = own! { PriceCut b, s, fact;
    "date": b.date.map(Value::Date),
    "percent": count(b.percent),
    "up_to": Value::Flag(b.up_to),
    "type": Value::from(if b.direct { "direct" } else { "indirect" }),
    "direct" ("是否直接降价", "whether the price itself fell"): Value::Flag(b.direct),
    "markets": markets(s.study, b),
    "layer": text(b.layer.as_deref()),
};

fn markets(study: &Study, cut: &PriceCut) -> Value {
    Value::List(cut.markets.iter().filter_map(|index| market(study, *index)).collect())
}

pub(super) static FREE_TIER: &[Known] = own! { FreeTier b, s, fact;
    "status": record_of(fact, "status", per_market(s.study, &b.status, |_, known| status(*known))),
    "offers": record_of(fact, "offers", per_market(s.study, &b.offers, |_, offer| Value::from(offer))),
};
