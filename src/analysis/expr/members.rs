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

/// Members of a record: known names, with a value where one is stated.
pub(super) type Members = Vec<(String, Option<Value>)>;

/// Names of members.
type Names = &'static [&'static str];

/// What asking for a member gives.
pub(super) enum Member {
    /// A value.
    Stated(Value),
    /// The kind has such a member and the fact leaves it out.
    NotStated,
    /// There is no such member; these there are, common ones and those of the kind.
    Unknown(Names, Names),
}

impl From<Option<Value>> for Member {
    fn from(value: Option<Value>) -> Self {
        value.map_or(Self::NotStated, Self::Stated)
    }
}

/// Computes the member that is asked for, and no other.
macro_rules! member {
    ($asked:expr; $($name:literal: $value:expr),* $(,)?) => {
        match $asked {
            $($name => Member::from(Option::<Value>::from($value)),)*
            _ => Member::Unknown(&[], &[$($name),*]),
        }
    };
}

macro_rules! record {
    ($($name:literal: $value:expr),* $(,)?) => {
        vec![$(($name.to_owned(), Option::<Value>::from($value))),*]
    };
}

/// The member of a fact with this name.
pub(super) fn of_fact(study: &Study, fact: &Fact, name: &str) -> Member {
    let common = member! { name;
        "id": Value::from(fact.id.as_str()),
        "name": Value::Text(names(fact)),
        "kind": Value::from(fact.body.kind().word()),
        "dimension": Value::from(fact.dimension.word()),
        "category": fact.category.as_deref().map(Value::from),
        "source": fact.source.as_deref().map(Value::from),
        "as_of": fact.as_of.map(Value::Date),
        "gap": gap::gap(study, fact).map(|gap| Value::from(gap.word())),
        "priority": count(gap::priority(fact).map(u32::from)),
        "doubt": fact.doubt().map(|doubt| Value::from(doubt.get(Lang::En))),
    };
    let Member::Unknown(_, common) = common else { return common };
    match of_body(study, fact, name) {
        Member::Unknown(_, own) => Member::Unknown(common, own),
        member => member,
    }
}

/// A member that is a text which the study has as it is; none within if the fact leaves it out, none
/// at all if it is anything else. The same as [`of_fact`], without a copy.
pub(super) fn text_of_fact<'s>(
    study: &Study,
    fact: &'s Fact,
    name: &str,
) -> Option<Option<&'s str>> {
    match name {
        "id" => Some(Some(fact.id.as_str())),
        "kind" => Some(Some(fact.body.kind().word())),
        "dimension" => Some(Some(fact.dimension.word())),
        "category" => Some(fact.category.as_deref()),
        "source" => Some(fact.source.as_deref()),
        "gap" => Some(gap::gap(study, fact).map(gap::Gap::word)),
        _ => None,
    }
}

/// The name in both languages, to be looked for in either.
fn names(fact: &Fact) -> String {
    let (zh, en) = (fact.name.get(Lang::Zh), fact.name.get(Lang::En));
    if zh == en { zh.to_owned() } else { format!("{zh} / {en}") }
}

fn count(number: Option<u32>) -> Option<Value> {
    number.map(|number| Value::from(Decimal::from(number)))
}

fn of_body(study: &Study, fact: &Fact, name: &str) -> Member {
    let id = fact.id.as_str();
    let record = |key: &str, members| Value::Record(format!("{id}.{key}"), members);
    let numbers = |key: &str, values: &PerMarket<Decimal>| {
        record(key, per_market(study, values, |number| Value::from(*number)))
    };
    match &fact.body {
        Body::Release(b) => member! { name;
            "dates": record("dates", per_market(study, &b.dates, date)),
            "group": b.group.as_deref().map(Value::from),
            "delay": gap::delay(study, fact).map(|days| Value::from(Decimal::from(days))),
        },
        Body::Capability(b) => member! { name;
            "status": record("status", per_market(study, &b.status, status)),
            "type": Value::from(b.what.word()),
            "layer": b.layer.as_deref().map(Value::from),
        },
        Body::FreeTier(b) => member! { name;
            "status": record("status", per_market(study, &b.status, status)),
        },
        Body::Series(b) => member! { name;
            "points": Value::List(b.points.iter().map(|p| point(study, id, p)).collect()),
            "total": numbers("total", &b.total),
        },
        Body::Count(b) => member! { name;
            "values": numbers("values", &b.values),
            "period": b.period.as_deref().map(Value::from),
        },
        Body::Price(b) => member! { name;
            "values": numbers("values", &b.values),
            "currency": Value::from(&*b.currency),
        },
        Body::Tco(b) => {
            let ids = study.platforms.iter().map(|platform| platform.id.to_string());
            let amounts = ids.zip(&b.amounts).map(|(id, n)| (id, n.map(Value::from)));
            member! { name;
                "amounts": record("amounts", amounts.collect()),
                "phase": Value::from(&*b.phase), "cost": Value::from(&*b.cost),
                "currency": Value::from(&*b.currency), "years": count(b.years),
            }
        }
        other => of_other(study, other, name),
    }
}

fn of_other(study: &Study, body: &Body, name: &str) -> Member {
    let market = |index: crate::model::MarketIndex| {
        study.markets.get(index.0).map(|market| Value::from(&*market.id))
    };
    match body {
        Body::PriceCut(b) => of_cut(b, b.markets.iter().filter_map(|i| market(*i)).collect(), name),
        Body::Exposure(b) => of_exposure(b, name),
        Body::Event(b) => member! { name;
            "year": Value::from(Decimal::from(b.year)),
            "market": b.market.and_then(market),
            "sessions": count(b.sessions),
            "home_speakers": count(b.home_speakers),
            "speakers": Value::List(b.speakers.iter().map(|s| Value::from(s.get(Lang::En))).collect()),
        },
        Body::Customer(b) => member! { name;
            "market": b.market.and_then(market), "home": Value::Flag(b.home),
        },
        Body::Pest(b) => member! { name; "factor": Value::from(b.factor.word()) },
        Body::Swot(b) => member! { name; "factor": Value::from(b.factor.word()) },
        Body::Tows(b) => member! { name; "cell": Value::from(b.cell.word()) },
        Body::Problem(b) => member! { name; "core": Value::Flag(b.core) },
        _ => Member::Unknown(&[], &[]),
    }
}

fn of_cut(cut: &PriceCut, markets: Vec<Value>, name: &str) -> Member {
    member! { name;
        "date": cut.date.map(Value::Date),
        "percent": cut.percent.map(Value::from),
        "type": Value::from(if cut.direct { "direct" } else { "indirect" }),
        "markets": Value::List(markets),
        "layer": cut.layer.as_deref().map(Value::from),
    }
}

fn of_exposure(exposure: &Exposure, name: &str) -> Member {
    member! { name;
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
    let members = record! {
        "period": Value::from(&*point.period),
        "values": Value::Record(who.clone(), values),
    };
    Value::Record(who, members)
}

/// The members of the brainstorm that the study reports.
pub(super) fn of_brainstorm(brainstorm: &Brainstorm) -> Value {
    let idea = |idea: &crate::model::Idea| {
        let members = record! { "id": Value::from(&*idea.id), "core": Value::Flag(idea.core) };
        Value::Record(String::new(), members)
    };
    let department = |department: &crate::model::Department| Value::from(&*department.id);
    let members = record! {
        "ideas": Value::List(brainstorm.ideas.iter().map(idea).collect()),
        "departments": Value::List(brainstorm.departments.iter().map(department).collect()),
        "participants": count(brainstorm.participants),
        "date": brainstorm.date.map(Value::Date),
    };
    Value::Record("brainstorm".to_owned(), members)
}
