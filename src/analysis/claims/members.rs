//! The members of facts and of the study, as expressions see them.
//!
//! They go by the keys of the file format, so that whoever writes a fact knows how to ask for it.
//! A member that the kind knows and the fact leaves out is *not stated*, which is no mistake of
//! the expression.

use rust_decimal::Decimal;

use super::value::Value;
use crate::analysis::gap;
use crate::model::{
    Availability, Body, Brainstorm, Exposure, Fact, Lang, PerMarket, Point, PriceCut, ReleaseDate,
    Study, Term,
};

/// Members: known names, with a value where one is stated.
pub(super) type Members = Vec<(String, Option<Value>)>;

macro_rules! members {
    ($($name:literal: $value:expr),* $(,)?) => {
        vec![$(($name.to_owned(), Option::<Value>::from($value))),*]
    };
}

/// The members of a fact.
pub(super) fn of_fact(study: &Study, fact: &Fact) -> Members {
    let mut members = members! {
        "id": Value::from(fact.id.as_str()),
        "kind": Value::from(fact.body.kind().word()),
        "dimension": Value::from(fact.dimension.word()),
        "category": fact.category.as_deref().map(Value::from),
        "as_of": fact.as_of.map(Value::Date),
    };
    members.extend(of_body(study, fact));
    members
}

fn count(number: Option<u32>) -> Option<Value> {
    number.map(|number| Value::from(Decimal::from(number)))
}

fn of_body(study: &Study, fact: &Fact) -> Members {
    let id = fact.id.as_str();
    let record = |key: &str, members| Value::Record(format!("{id}.{key}"), members);
    let numbers = |key: &str, values: &PerMarket<Decimal>| {
        record(key, per_market(study, values, |number| Value::from(*number)))
    };
    match &fact.body {
        Body::Release(b) => members! {
            "dates": record("dates", per_market(study, &b.dates, date)),
            "group": b.group.as_deref().map(Value::from),
            "delay": gap::delay(study, fact).map(|days| Value::from(Decimal::from(days))),
        },
        Body::Capability(b) => members! {
            "status": record("status", per_market(study, &b.status, status)),
            "type": Value::from(b.what.word()),
            "layer": b.layer.as_deref().map(Value::from),
        },
        Body::FreeTier(b) => members! {
            "status": record("status", per_market(study, &b.status, status)),
        },
        Body::Series(b) => members! {
            "points": Value::List(b.points.iter().map(|p| point(study, id, p)).collect()),
            "total": numbers("total", &b.total),
        },
        Body::Count(b) => members! {
            "values": numbers("values", &b.values),
            "period": b.period.as_deref().map(Value::from),
        },
        Body::Price(b) => members! {
            "values": numbers("values", &b.values),
            "currency": Value::from(&*b.currency),
        },
        Body::Tco(b) => {
            let ids = study.platforms.iter().map(|platform| platform.id.to_string());
            let amounts = ids.zip(&b.amounts).map(|(id, n)| (id, n.map(Value::from)));
            members! {
                "amounts": record("amounts", amounts.collect()),
                "phase": Value::from(&*b.phase), "cost": Value::from(&*b.cost),
                "currency": Value::from(&*b.currency), "years": count(b.years),
            }
        }
        other => of_other(study, other),
    }
}

fn of_other(study: &Study, body: &Body) -> Members {
    let market = |index: crate::model::MarketIndex| {
        study.markets.get(index.0).map(|market| Value::from(&*market.id))
    };
    match body {
        Body::PriceCut(b) => of_cut(b, b.markets.iter().filter_map(|i| market(*i)).collect()),
        Body::Exposure(b) => of_exposure(b),
        Body::Event(b) => members! {
            "year": Value::from(Decimal::from(b.year)),
            "market": b.market.and_then(market),
            "sessions": count(b.sessions),
            "home_speakers": count(b.home_speakers),
            "speakers": Value::List(b.speakers.iter().map(|s| Value::from(s.get(Lang::En))).collect()),
        },
        Body::Customer(b) => members! {
            "market": b.market.and_then(market), "home": Value::Flag(b.home),
        },
        Body::Pest(b) => members! { "factor": Value::from(b.factor.word()) },
        Body::Swot(b) => members! { "factor": Value::from(b.factor.word()) },
        Body::Tows(b) => members! { "cell": Value::from(b.cell.word()) },
        Body::Problem(b) => members! { "core": Value::Flag(b.core) },
        _ => Members::new(),
    }
}

fn of_cut(cut: &PriceCut, markets: Vec<Value>) -> Members {
    members! {
        "date": cut.date.map(Value::Date),
        "percent": cut.percent.map(Value::from),
        "type": Value::from(if cut.direct { "direct" } else { "indirect" }),
        "markets": Value::List(markets),
        "layer": cut.layer.as_deref().map(Value::from),
    }
}

fn of_exposure(exposure: &Exposure) -> Members {
    members! {
        "year": Value::from(Decimal::from(exposure.year)),
        "posts": count(exposure.posts), "all_posts": count(exposure.all_posts),
        "features": count(exposure.features), "all_features": count(exposure.all_features),
    }
}

fn per_market<T>(study: &Study, values: &PerMarket<T>, value: impl Fn(&T) -> Value) -> Members {
    let stated = |index| values.get(index).map(&value);
    let markets = study.markets.iter().zip(study.market_indexes());
    markets.map(|(market, index)| (market.id.to_string(), stated(index))).collect()
}

fn date(date: &ReleaseDate) -> Value {
    match date {
        ReleaseDate::On(date) => Value::Date(*date),
        ReleaseDate::Missing => status(&Availability::Missing),
    }
}

fn status(status: &Availability) -> Value {
    Value::from(status.word())
}

fn point(study: &Study, id: &str, point: &Point) -> Value {
    let who = format!("{id}.points[{}]", point.period);
    let values = per_market(study, &point.values, |number| Value::from(*number));
    let members = members! {
        "period": Value::from(&*point.period),
        "values": Value::Record(who.clone(), values),
    };
    Value::Record(who, members)
}

/// The members of the brainstorm that the study reports.
pub(super) fn of_brainstorm(brainstorm: &Brainstorm) -> Value {
    let idea = |idea: &crate::model::Idea| {
        let members = members! { "id": Value::from(&*idea.id), "core": Value::Flag(idea.core) };
        Value::Record(String::new(), members)
    };
    let department = |department: &crate::model::Department| Value::from(&*department.id);
    let members = members! {
        "ideas": Value::List(brainstorm.ideas.iter().map(idea).collect()),
        "departments": Value::List(brainstorm.departments.iter().map(department).collect()),
        "participants": count(brainstorm.participants),
        "date": brainstorm.date.map(Value::Date),
    };
    Value::Record("brainstorm".to_owned(), members)
}
