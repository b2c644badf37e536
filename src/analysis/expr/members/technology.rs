//! The members of releases, capabilities, series and counts.

use super::{
    Known, Members, count, numbers, own, per_market, record, record_of, shown, stated_in, status,
    text, worded,
};
use crate::analysis::counts;
use crate::analysis::expr::value::Value;
use crate::analysis::gap;
use crate::analysis::number::short_ratio;
use crate::analysis::series::figure;
use crate::analysis::table::{Field, cell};
use crate::analysis::year::year;
use crate::model::{Fact, MarketIndex, Point, Precision, ReleaseDate, Series, Study, Term};

pub(super) static RELEASE: &[Known] = own! { Release b, s, fact;
    "dates": record_of(fact, "dates", per_market(s.study, &b.dates, |market, date| day(s.study, fact, (market, *date)))),
    "group": text(b.group.as_deref()),
    "impact": count(b.effort.impact),
    "difficulty": count(b.effort.difficulty),
    "workaround": worded(b.effort.workaround.as_deref()),
    "delay" ("本市场比对照市场晚的天数；早则为负", "days by which the home market came later than the reference; negative if earlier"):
        count(gap::delay_between(s.pair, fact)),
    "delay_days" ("同 delay", "the same as delay"): count(gap::delay_between(s.pair, fact)),
    "year" ("所归的年份：`group`，不是年份则为在本市场发布的年份，尚未发布则为对照市场的",
        "the year it counts for: `group`; if that is no year, the year of release in the home market, else in the reference"):
        count(year(b, s.pair)),
};

/// A date, or the word that it is missing.
pub(super) fn day(study: &Study, fact: &Fact, (at, date): (MarketIndex, ReleaseDate)) -> Value {
    match date {
        ReleaseDate::On(date) => Value::Date(date),
        ReleaseDate::Missing => {
            let id = study.markets.get(at.0).map_or("", |market| &market.id);
            Value::Missing(format!("{}.dates.{id}", fact.id))
        }
    }
}

pub(super) static CAPABILITY: &[Known] = own! { Capability b, s, fact;
    "type": Value::from(b.what.word()),
    "layer": text(b.layer.as_deref()),
    "status": record_of(fact, "status", per_market(s.study, &b.status, |_, known| status(*known))),
    "limit": worded(b.limit.as_deref()),
    "impact": count(b.effort.impact),
    "difficulty": count(b.effort.difficulty),
    "workaround": worded(b.effort.workaround.as_deref()),
};

pub(super) static SERIES: &[Known] = own! { Series b, s, fact;
    "unit": Value::from(&b.unit),
    "points": Value::List(b.points.iter().map(|known| point(s.study, fact, known)).collect()),
    "total": record_of(fact, "total", numbers(s.study, &b.total)),
    "periods" ("各市场一列所示的数字属于哪个时期，或 total", "the period that the number in the column of each market is of, or total"):
        record_of(fact, "periods", periods(s.study, b)),
    "period" ("首末时期", "the first and the last period"):
        shown(|lang| cell(Field::Period, s.study, fact, lang).text),
};

fn periods(study: &Study, series: &Series) -> Members {
    let of = |market| Some(Value::from(figure(series, market)?.1.word()));
    let markets = study.markets.iter().zip(study.market_indexes());
    markets.map(|(market, index)| (market.id.to_string(), of(index))).collect()
}

fn point(study: &Study, fact: &Fact, point: &Point) -> Value {
    let who = format!("{}.points[{}]", fact.id, point.period);
    let values = Value::Record(who.clone(), numbers(study, &point.values));
    Value::Record(who, record! { "period": Value::from(&*point.period), "values": values })
}

pub(super) static COUNT: &[Known] = own! { Count b, s, fact;
    "unit": Value::from(&b.unit),
    "values": record_of(fact, "values", numbers(s.study, &b.values)),
    "lower_bound": Value::Flag(b.precision == Precision::AtLeast),
    "approximate": Value::Flag(b.precision == Precision::About),
    "period": text(b.period.as_deref()),
    "ratio" ("本市场与对照市场之比，三位小数", "the home figure for one of the reference, to three decimals"):
        counts::ratio(b, s.pair).map(|ratio| Value::from(short_ratio(ratio))),
    "markets" ("写明数值的市场", "the markets whose value is stated"): stated_in(s.study, &b.values),
    "precision" ("at least 或 about；精确的没有", "at least or about; nothing if exact"):
        text(precision(b.precision)),
};

fn precision(precision: Precision) -> Option<&'static str> {
    match precision {
        Precision::Exact => None,
        Precision::AtLeast => Some("at least"),
        Precision::About => Some("about"),
    }
}
