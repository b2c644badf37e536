//! One fact as a record: the keys of the file format, values per market, what is derived from it.
//!
//! The single place that turns a fact into plain data for scripts. It must not lay anything out.

use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

use super::Selection;
use crate::analysis::claims::{self, Outcome, Verdict};
use crate::analysis::compare::{self, By, Change};
use crate::analysis::counts;
use crate::analysis::gap;
use crate::analysis::number::{short_ratio, shortened};
use crate::analysis::prices;
use crate::analysis::series;
use crate::analysis::stats::share;
use crate::analysis::table::Field;
use crate::analysis::table::{cell, date_text};
use crate::analysis::year::year;
use crate::model::{
    Availability, Body, Dimension, Fact, FactId, Lang, Localized, MarketIndex, Ours, PerMarket,
    Point, Precision, Price, Rate, ReleaseDate, Study, Term,
};

/// A record: keys in a fixed order.
pub(super) type Record = Map<String, Value>;

/// Collects the pairs of which there is a value.
macro_rules! keys {
    ($($key:literal: $value:expr),* $(,)?) => {{
        let mut own = Record::new();
        $(put(&mut own, $key, Option::<Value>::from($value));)*
        own
    }};
}

/// The record of a fact.
pub(super) fn record(selection: &Selection<'_>, (row, fact): (usize, &Fact)) -> Record {
    let Selection { study, lang, .. } = *selection;
    let edition = study.edition_of(row);
    let mut record = Record::new();
    let text = |text: &str| Value::String(text.to_owned());
    record.insert("id".into(), text(fact.id.as_str()));
    record.insert("kind".into(), text(fact.body.kind().word()));
    record.insert("dimension".into(), text(fact.dimension.word()));
    put(&mut record, "category", fact.category.as_deref().map(text));
    record.insert("name".into(), text(fact.name.get(lang)));
    let (values, own) = body(study, &fact.body, lang);
    put(&mut record, "values", values.filter(|values| !values.is_empty()).map(Value::Object));
    record.extend(own);
    let mut derived = derived((study, lang), fact);
    derived.extend(selection.verdict(row).map(judged).unwrap_or_default());
    let claims = Some(claims::disputed_by(study, &fact.id)).filter(|claims| !claims.is_empty());
    put(&mut derived, "disputed_by", claims.map(ids));
    put(&mut record, "derived", Some(derived).filter(|d| !d.is_empty()).map(Value::Object));
    put(&mut record, "source", fact.source.as_deref().map(|id| source(edition, id, lang)));
    put(&mut record, "at", fact.locator().map(|at| text(at.get(lang))));
    put(&mut record, "as_of", fact.as_of.map(|date| text(&date_text(date))));
    put(&mut record, "note", fact.note().map(|note| text(note.get(lang))));
    put(&mut record, "doubt", fact.doubt().map(|doubt| text(doubt.get(lang))));
    put(&mut record, "ours", ours(fact.ours()));
    put(&mut record, "printed", printed(fact));
    put(&mut record, "change", change(study, fact, lang));
    record
}

/// What changed since an earlier edition, weightiest first.
fn change(study: &Study, fact: &Fact, lang: Lang) -> Option<Value> {
    changed(&compare::changes(study, fact), lang)
}

/// A rate that changed since an earlier edition, as a record of its own.
pub(super) fn rate(change: &Change, lang: Lang) -> Record {
    let dimension = Dimension::Price.word();
    keys! { "kind": Value::from("rate"), "dimension": Value::from(dimension),
    "name": Value::from(&*change.word), "change": changed(std::slice::from_ref(change), lang) }
}

fn changed(changes: &[Change], lang: Lang) -> Option<Value> {
    let kind = changes.first()?.kind.word();
    let one = |change: &Change| {
        let stated = |text: &str| (!text.is_empty()).then(|| Value::from(text));
        let (days, difference, percent) = match change.by {
            By::Nothing => (None, None, None),
            By::Days(days) => (Some(days), None, None),
            By::Number(difference, percent) => (None, Some(difference.normalize()), percent),
        };
        Value::Object(keys! { "kind": Value::from(change.kind.word()), "of": stated(&change.word),
        "before": stated(change.before.get(lang)), "after": stated(change.after.get(lang)),
        "days": some(days), "difference": difference.map(number),
        "percent": percent.map(|percent| number(shortened(percent, 2))),
        "rates": Some(&change.rates).filter(|rates| !rates.is_empty()).map(|rates| json!(rates)) })
    };
    Some(json!({ "kind": kind, "changes": changes.iter().map(one).collect::<Vec<_>>() }))
}

fn put(record: &mut Record, key: &str, value: Option<Value>) {
    if let Some(value) = value {
        record.insert(key.into(), value);
    }
}

fn source(study: &Study, id: &str, lang: Lang) -> Value {
    let title = study.source(id).map_or(id, |source| source.title.get(lang));
    json!({ "id": id, "title": title })
}

fn ours(ours: &Ours) -> Option<Value> {
    match ours {
        Ours::Nothing => None,
        Ours::Whole => Some(Value::Bool(true)),
        Ours::Keys(keys) => Some(keys.iter().map(|key| Value::from(&**key)).collect()),
    }
}

fn printed(fact: &Fact) -> Option<Value> {
    let forms = fact.printed();
    let object = forms.iter().map(|(key, form)| (key.to_string(), Value::from(&**form)));
    (!forms.is_empty()).then(|| Value::Object(object.collect()))
}

/// A figure with all its digits: as text where a JSON number of this program would round it.
fn exact(digits: Decimal) -> Value {
    let kept = number(digits);
    let same = kept.to_string().parse() == Ok(digits);
    if same { kept } else { Value::String(digits.to_string()) }
}

/// A number that was divided, with as many digits as readers of JSON numbers keep.
pub(super) fn nearest(quotient: Decimal) -> Value {
    number(quotient.normalize())
}

/// A number with the digits it was written with, as far as JSON readers keep them.
pub(super) fn number(number: Decimal) -> Value {
    let text = number.to_string();
    serde_json::from_str(&text).unwrap_or(Value::String(text))
}

fn per_market<T>(study: &Study, values: &PerMarket<T>, value: impl Fn(&T) -> Value) -> Record {
    let id = |market: MarketIndex| study.markets.get(market.0).map(|market| market.id.to_string());
    values.stated().filter_map(|(market, stated)| Some((id(market)?, value(stated)))).collect()
}

fn in_markets(study: &Study, value: impl Fn(MarketIndex) -> Option<Value>) -> Record {
    let markets = study.markets.iter().zip(study.market_indexes());
    markets.filter_map(|(market, index)| Some((market.id.to_string(), value(index)?))).collect()
}

fn status(status: &Availability) -> Value {
    Value::from(status.word())
}

fn date(date: &ReleaseDate) -> Value {
    match date {
        ReleaseDate::On(date) => Value::from(date_text(*date)),
        ReleaseDate::Missing => status(&Availability::Missing),
    }
}

/// A flag that is told only where it is set, as in the files.
fn flag(flag: bool) -> Option<Value> {
    flag.then_some(Value::Bool(true))
}

fn ids(ids: &[FactId]) -> Value {
    ids.iter().map(|id| Value::from(id.as_str())).collect()
}

fn texts(texts: &[Localized], lang: Lang) -> Value {
    texts.iter().map(|text| Value::from(text.get(lang))).collect()
}

fn some(number: Option<impl Into<Value>>) -> Option<Value> {
    number.map(Into::into)
}

/// The values per market, and the keys of its own, of each kind.
fn body(study: &Study, body: &Body, lang: Lang) -> (Option<Record>, Record) {
    let numbers = |values: &PerMarket<Decimal>| per_market(study, values, |n: &Decimal| number(*n));
    let text = |text: &Localized| Value::from(text.get(lang));
    match body {
        Body::Release(b) => (
            Some(per_market(study, &b.dates, date)),
            keys! { "group": some(b.group.as_deref()), "impact": some(b.effort.impact),
            "difficulty": some(b.effort.difficulty), "workaround": b.effort.workaround.as_deref().map(text) },
        ),
        Body::Capability(b) => (
            Some(per_market(study, &b.status, status)),
            keys! { "type": Value::from(b.what.word()), "layer": some(b.layer.as_deref()),
            "limit": b.limit.as_deref().map(text), "impact": some(b.effort.impact),
            "difficulty": some(b.effort.difficulty), "workaround": b.effort.workaround.as_deref().map(text) },
        ),
        Body::Series(b) => {
            let point = |point: &Point| json!({ "period": &*point.period, "values": numbers(&point.values) });
            let points: Value = b.points.iter().map(point).collect();
            let total = Some(numbers(&b.total)).filter(|total| !total.is_empty());
            let own = keys! { "unit": text(&b.unit), "points": points,
            "total": total.map(Value::Object) };
            (Some(in_markets(study, |market| Some(number(series::figure(b, market)?.0)))), own)
        }
        Body::Count(b) => (
            Some(numbers(&b.values)),
            keys! { "unit": text(&b.unit), "precision": precision(b.precision),
            "lower_bound": flag(b.precision == Precision::AtLeast),
            "approximate": flag(b.precision == Precision::About),
            "period": some(b.period.as_deref()) },
        ),
        Body::Price(b) => (
            Some(numbers(&b.values)),
            keys! { "service": text(&b.service), "tier": b.tier.as_ref().map(text),
            "unit": text(&b.unit), "currency": Value::from(&*b.currency),
            "currencies": Value::Object(in_markets(study, |market| {
                b.values.get(market).map(|_| Value::from(b.currency_in(market)))
            })),
            "per": Some(numbers(&b.per)).filter(|per| !per.is_empty()).map(Value::Object) },
        ),
        Body::FreeTier(b) => (
            Some(per_market(study, &b.status, status)),
            keys! { "offers": Value::Object(per_market(study, &b.offers, text)) },
        ),
        _ => (None, other(study, body, lang)),
    }
}

fn precision(precision: Precision) -> Option<Value> {
    match precision {
        Precision::Exact => None,
        Precision::AtLeast => Some(Value::from("at least")),
        Precision::About => Some(Value::from("about")),
    }
}

/// The keys of the kinds that have no values per market.
fn other(study: &Study, body: &Body, lang: Lang) -> Record {
    let text = |text: &Localized| Value::from(text.get(lang));
    let market = |index: MarketIndex| study.markets.get(index.0).map(|m| Value::from(&*m.id));
    match body {
        Body::Tco(b) => {
            let ids = study.platforms.iter().map(|platform| platform.id.to_string());
            let amounts = ids.zip(&b.amounts).filter_map(|(id, n)| Some((id, number((*n)?))));
            keys! { "phase": Value::from(&*b.phase), "cost": Value::from(&*b.cost),
            "years": some(b.years), "currency": Value::from(&*b.currency),
            "amounts": Value::Object(amounts.collect()), "scenario": b.scenario.as_ref().map(text) }
        }
        Body::PriceCut(b) => {
            let markets: Value = b.markets.iter().filter_map(|index| market(*index)).collect();
            keys! { "date": b.date.map(|date| Value::from(date_text(date))),
            "percent": b.percent.map(number), "up_to": flag(b.up_to),
            "type": Value::from(if b.direct { "direct" } else { "indirect" }),
            "markets": markets, "layer": some(b.layer.as_deref()) }
        }
        Body::Exposure(b) => keys! { "year": Value::from(b.year), "posts": some(b.posts),
        "all_posts": some(b.all_posts), "features": some(b.features),
        "all_features": some(b.all_features) },
        Body::Event(b) => keys! { "year": Value::from(b.year), "market": b.market.and_then(market),
        "sessions": some(b.sessions), "speakers": texts(&b.speakers, lang),
        "home_speakers": some(b.home_speakers) },
        Body::Customer(b) => keys! { "market": b.market.and_then(market),
        "home": Value::Bool(b.home), "industry": b.industry.as_ref().map(text),
        "uses": b.uses.as_ref().map(text) },
        _ => strategy(body, lang),
    }
}

fn strategy(body: &Body, lang: Lang) -> Record {
    let text = |text: &Localized| Value::from(text.get(lang));
    match body {
        Body::Pest(b) => keys! { "factor": Value::from(b.factor.word()), "text": text(&b.text),
        "effect": some(b.effect.as_deref()) },
        Body::Swot(b) => keys! { "factor": Value::from(b.factor.word()), "text": text(&b.text) },
        Body::Tows(b) => keys! { "cell": Value::from(b.cell.word()), "text": text(&b.text),
        "uses": ids(&b.uses) },
        Body::Interview(b) => keys! { "role": text(&b.role),
        "date": b.date.map(|date| Value::from(date_text(date))), "topic": text(&b.topic),
        "questions": texts(&b.questions, lang), "summary": b.summary.as_ref().map(text) },
        Body::Problem(b) => keys! { "text": text(&b.text), "core": Value::Bool(b.core),
        "evidence": ids(&b.evidence), "part_of": b.part_of.as_ref().map(|id| Value::from(id.as_str())) },
        Body::Measure(b) => keys! { "text": text(&b.text), "answers": ids(&b.answers) },
        Body::Claim(b) => keys! { "printed_value": Value::from(&*b.value),
        "unit": b.unit.as_ref().map(text), "text": text(&b.text),
        "lower_bound": flag(b.precision == Precision::AtLeast),
        "approximate": flag(b.precision == Precision::About), "rows": ids(&b.rows),
        "rows_rounded": flag(b.rows_rounded), "expr": some(b.expr.as_deref()) },
        _ => Record::new(),
    }
}

/// What came of recomputing a claim.
fn judged(verdict: &Verdict) -> Record {
    let difference = match &verdict.outcome {
        Outcome::Differs { difference } => *difference,
        _ => None,
    };
    keys! { "verdict": Value::from(verdict.outcome.word()),
    "recomputed": verdict.recomputed.map(|n| exact(n.normalize())),
    "difference": difference.map(exact) }
}

/// What is derived from the fact alone.
fn derived((study, lang): (&Study, Lang), fact: &Fact) -> Record {
    let text = |field: Field| {
        let text = cell(field, study, fact, lang).text;
        (!text.is_empty()).then(|| Value::from(text))
    };
    let percent = |part, whole| share(part, whole).map(|percent| number(percent.normalize()));
    let mut derived = keys! { "gap": gap::gap(study, fact).map(|gap| Value::from(gap.word())),
    "delay_days": some(gap::delay_between(study.pair, fact)), "priority": some(gap::priority(fact)) };
    let market = |index: MarketIndex| study.markets.get(index.0).map(|m| Value::from(&*m.id));
    let markets =
        |all: &mut dyn Iterator<Item = MarketIndex>| -> Value { all.filter_map(market).collect() };
    derived.extend(match &fact.body {
        Body::Release(b) => keys! { "year": some(year(b, study.pair)) },
        Body::Series(b) => {
            let of = |market| Some(Value::from(series::figure(b, market)?.1.word()));
            let periods = Some(in_markets(study, of)).filter(|periods| !periods.is_empty());
            keys! { "periods": periods.map(Value::Object), "period": text(Field::Period) }
        }
        Body::Count(b) => keys! { "markets": markets(&mut b.values.stated().map(|(m, _)| m)),
        "ratio": counts::ratio(b, study.pair).map(|n| number(short_ratio(n))) },
        Body::Price(b) => {
            let mut compared = compared(study, b);
            put(&mut compared, "markets", Some(markets(&mut b.values.stated().map(|(m, _)| m))));
            compared
        }
        Body::Tco(_) => keys! { "unit": text(Field::Unit) },
        Body::PriceCut(b) => keys! { "direct": Value::Bool(b.direct) },
        Body::Exposure(b) => keys! { "posts_share": percent(b.posts, b.all_posts),
        "features_share": percent(b.features, b.all_features) },
        Body::Event(b) => keys! { "markets": markets(&mut b.market.into_iter()) },
        Body::Customer(b) => keys! { "markets": markets(&mut b.market.into_iter()) },
        Body::Tows(b) => keys! { "factor": Value::from(b.cell.word()) },
        Body::Interview(b) => {
            keys! { "text": b.summary.as_ref().map(|t| Value::from(t.get(lang))) }
        }
        _ => Record::new(),
    });
    derived
}

/// The comparison of a price: in one currency, for one unit, by which rates; or what it lacks.
fn compared(study: &Study, price: &Price) -> Record {
    let id = |market: MarketIndex| study.markets.get(market.0).map(|market| &*market.id);
    let compared = prices::compare(study, price);
    let values = in_markets(study, |market| Some(nearest(compared.get(market)?)));
    let rate = |rate: &&Rate| {
        json!({ "from": &*rate.from, "to": &*rate.to, "rate": number(rate.rate),
            "date": date_text(rate.date), "source": &*rate.source })
    };
    let changed = !compared.as_written;
    let lacks = compared.lacks(study.market_indexes());
    keys! { "ratio": prices::ratio(study, price).map(|n| number(short_ratio(n))),
    "cheapest": compared.cheapest().and_then(id).map(Value::from),
    "not_compared": lacks.map(|error| Value::from(error.message(Lang::En))),
    "normalised": Some(values).filter(|values| !values.is_empty()).map(Value::Object),
    "normalised_currency": Value::from(compared.currency),
    "rates": changed.then(|| compared.rates.iter().map(rate).collect::<Value>()) }
}
