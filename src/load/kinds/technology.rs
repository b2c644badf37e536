//! Releases, capabilities, series and counts.

use chrono::Months;

use super::periods;
use crate::load::entry::Entry;
use crate::load::fault::Fault;
use crate::load::reader::{FileReader, Value};
use crate::load::shape::{Field, Shape, Ty, may, must};
use crate::model::{
    Availability, Body, Capability, CapabilityType, Count, Dimension, Effort, Kind, PerMarket,
    Point, Precision, Release, ReleaseDate, Series,
};

const STATUS: Ty = Ty::PerMarket(&Ty::OneOf(&["available", "limited", "missing"]));
const SCORE: Ty = Ty::Whole(1, 5);

/// The field `status`, shared with the free tier.
pub(super) const STATUS_FIELD: Field =
    must("status", STATUS, "各市场的可用性；未写表示未说明", "per market; absent: not stated");

const IMPACT: Field = may("impact", SCORE, "对客户需求的影响，1 到 5", "demand impact, 1 to 5");
const DIFFICULTY: Field =
    may("difficulty", SCORE, "技术实现难度，1 到 5", "technical difficulty, 1 to 5");
const WORKAROUND: Field = may("workaround", Ty::Text, "替代方案", "what can be done meanwhile");

pub(super) static RELEASE: Shape = Shape {
    kind: Kind::Release,
    dimension: Some(Dimension::Technology),
    about: ("一项功能及其在各市场的发布日期", "a feature and its release date per market"),
    fields: &[
        must(
            "dates",
            Ty::PerMarket(&Ty::DateOrMissing),
            "各市场的发布日期，或 \"missing\"",
            "release date per market, or \"missing\"",
        ),
        may(
            "group",
            Ty::Word,
            "来源所归的时期；若是年份，即发布的年份",
            "the period the source counts it in; if that is a year, the year of the release",
        ),
        IMPACT,
        DIFFICULTY,
        WORKAROUND,
    ],
    read: |entry| {
        Body::Release(Release {
            dates: entry.per_market("dates", release_date),
            group: entry.shared_word("group"),
            effort: effort(entry),
        })
    },
};

/// How far ahead a release may be planned.
const PLANNED: Months = Months::new(24);

fn release_date(file: &mut FileReader<'_>, value: &Value<'_>) -> Option<ReleaseDate> {
    if value.get_ref().as_str() == Some("missing") {
        return Some(ReleaseDate::Missing);
    }
    let date = file.date(value)?;
    // A plan reaches beyond the day the study speaks of, but not for years.
    let planned = file.names.as_of.and_then(|study| study.checked_add_months(PLANNED));
    if let (Some(study), true) = (file.names.as_of, planned.is_some_and(|last| date > last)) {
        file.report(Fault::LateDate { study }, value.span());
    }
    Some(ReleaseDate::On(date))
}

fn effort(entry: &mut Entry<'_, '_, '_>) -> Effort {
    Effort {
        impact: entry.whole("impact"),
        difficulty: entry.whole("difficulty"),
        workaround: entry.text("workaround").map(Box::new),
    }
}

pub(super) static CAPABILITY: Shape = Shape {
    kind: Kind::Capability,
    dimension: Some(Dimension::Technology),
    about: (
        "一项服务、功能、实例类型或芯片及其在各市场的可用性",
        "a service, function, instance type or chip and its availability per market",
    ),
    fields: &[
        must(
            "type",
            Ty::OneOf(&["service", "function", "instance", "chip", "language", "document"]),
            "类型",
            "what it is",
        ),
        may("layer", Ty::Ref, "技术栈层次（类别 id）", "layer of the stack (a category id)"),
        STATUS_FIELD,
        may("limit", Ty::Text, "受限之处", "what the limit is"),
        IMPACT,
        DIFFICULTY,
        WORKAROUND,
    ],
    read: |entry| {
        Body::Capability(Capability {
            what: entry.term("type").unwrap_or(CapabilityType::Service),
            layer: entry.category("layer"),
            status: statuses(entry),
            limit: entry.text("limit").map(Box::new),
            effort: effort(entry),
        })
    },
};

/// Reads [`STATUS_FIELD`].
pub(super) fn statuses(entry: &mut Entry<'_, '_, '_>) -> PerMarket<Availability> {
    entry.per_market("status", FileReader::term)
}

pub(super) static SERIES: Shape = Shape {
    kind: Kind::Series,
    dimension: Some(Dimension::Technology),
    about: ("按时期统计的数", "a number per period"),
    fields: &[
        must("unit", Ty::Text, "单位", "unit of the values"),
        must("points", Ty::Tables(POINT), "各时期的数", "the numbers, one entry per period"),
        may("total", Ty::PerMarket(&Ty::Number), "原文的合计", "totals as printed"),
    ],
    read: |entry| {
        Body::Series(Box::new(Series {
            unit: entry.text("unit").unwrap_or_default(),
            points: points(entry),
            total: entry.numbers("total"),
        }))
    },
};

const POINT: &[Field] = &[
    must("period", Ty::Word, "时期", "a year, a quarter: any label"),
    must("values", Ty::PerMarket(&Ty::Number), "各市场的数", "the number per market"),
];

fn points(entry: &mut Entry<'_, '_, '_>) -> Vec<Point> {
    let mut places = Vec::new();
    let points = entry.tables("points", |entry| {
        let period = entry.shared_word("period")?;
        places.push((period.clone(), entry.at()));
        Some(Point { period, values: entry.numbers("values") })
    });
    periods::check(entry.file, &places);
    points
}

pub(super) static COUNT: Shape = Shape {
    kind: Kind::Count,
    dimension: None,
    about: ("每个市场一个数", "one figure per market"),
    fields: &[
        must("unit", Ty::Text, "单位", "unit of the values"),
        must("values", Ty::PerMarket(&Ty::Number), "各市场的数", "the figure per market"),
        may("lower_bound", Ty::Flag, "原文写「超过」", "the source says \"more than\""),
        may("approximate", Ty::Flag, "原文为约数", "the source says \"about\""),
        may("period", Ty::Word, "统计时期", "the period counted"),
    ],
    read: |entry| {
        let precision = precision(entry);
        Body::Count(Box::new(Count {
            unit: entry.text("unit").unwrap_or_default(),
            values: entry.numbers("values"),
            precision,
            period: entry.shared_word("period"),
        }))
    },
};

/// Reads `lower_bound` and `approximate`.
pub(super) fn precision(entry: &mut Entry<'_, '_, '_>) -> Precision {
    match (entry.flag("lower_bound"), entry.flag("approximate")) {
        (true, _) => Precision::AtLeast,
        (_, true) => Precision::About,
        _ => Precision::Exact,
    }
}
