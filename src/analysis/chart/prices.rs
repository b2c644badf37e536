//! Prices over their tiers, and price cuts over time.

use rust_decimal::Decimal;

use super::scene::{MOST, Scene, grouped, length};
use super::{Chart, Figure, LineSeries, Lines, Timeline, Track};
use crate::analysis::prices::compare;
use crate::analysis::table::{Field, Row, Tone, cell, number_text, row_at};
use crate::model::{Body, Fact, Lang, MarketIndex, Price, PriceCut, Study};

/// From which ratio of the largest to the smallest price on the scale is logarithmic.
const WIDE: f64 = 30.0;
/// Decimals of a price that had to be converted; prices are rarely written with more.
const DIGITS: u32 = 8;

/// The prices that one chart can hold: for one unit in one currency, converted where they have to
/// be, service by service, the tiers of each in the order of the study, for that is how they step.
struct Tariff<'a> {
    services: Vec<(&'a str, Vec<Priced<'a>>)>,
    unit: String,
    /// How many prices are for another unit or in a currency without a rate.
    others: usize,
}

/// A price with what it is in each market.
#[derive(Clone, Copy)]
struct Priced<'a> {
    fact: &'a Fact,
    price: &'a Price,
    study: &'a Study,
}

impl Priced<'_> {
    /// What it is in a market, in the currency and for the unit of the comparison.
    fn get(&self, market: MarketIndex) -> Option<Decimal> {
        compare(self.study, self.price).get(market)
    }

    /// The unit with its currency.
    fn unit(&self, lang: Lang) -> String {
        cell(Field::Unit, self.study, self.fact, lang).text
    }
}

impl<'a> Tariff<'a> {
    fn of(scene: Scene<'a>) -> Option<Self> {
        let study = scene.study;
        let all = scene.facts().filter_map(|(row, fact)| match &fact.body {
            Body::Price(price) => Some((row, Priced { fact, price, study })),
            _ => None,
        });
        let mut all: Vec<(usize, Priced<'a>)> = all.collect();
        all.sort_by_key(|(row, _)| *row);
        let unit = all.first()?.1.unit(scene.lang);
        let alike = |one: &Priced<'_>| one.unit(scene.lang) == unit;
        let drawn: Vec<_> = all.iter().filter(|(_, one)| alike(one)).take(MOST).collect();
        let others = all.len() - drawn.len();
        let services = drawn.into_iter().map(|(_, one)| (one.price.service.get(scene.lang), *one));
        Some(Self { services: grouped(services), unit, others })
    }

    fn prices(&self) -> impl Iterator<Item = Priced<'a>> + '_ {
        self.services.iter().flat_map(|(_, prices)| prices).copied()
    }

    /// The curve of a service in a market; none where it states no price.
    fn curve(&self, service: &str, market: MarketIndex, name: &str) -> Option<LineSeries> {
        let value = |(of, prices): &(&str, Vec<Priced<'_>>)| {
            let here = *of == service;
            let value = move |one: &Priced<'_>| {
                let value = one.get(market).filter(|_| here)?;
                Some((length(value), number_text(value.round_dp(DIGITS))))
            };
            prices.iter().map(value).collect::<Vec<_>>()
        };
        let values: Vec<_> = self.services.iter().flat_map(value).collect();
        let name = format!("{service}, {name}");
        values.iter().any(Option::is_some).then_some(LineSeries { name, values })
    }
}

/// The prices of a table by the unit and currency they are in, which one chart can hold each.
pub(super) fn by_unit(scene: Scene<'_>) -> Vec<Vec<Row>> {
    let prices = scene.facts().filter(|(_, fact)| matches!(fact.body, Body::Price(_)));
    let unit = |fact| cell(Field::Unit, scene.study, fact, scene.lang).text;
    let rows = prices.map(|(row, fact)| (unit(fact), row_at(row)));
    grouped(rows).into_iter().map(|(_, rows)| rows).collect()
}

/// Prices tier by tier, one curve per service and market.
pub(super) fn tiers(scene: Scene<'_>) -> Option<Chart> {
    let tariff = Tariff::of(scene)?;
    let curves = tariff.services.iter().flat_map(|(service, _)| {
        let curve = |market| tariff.curve(service, market, &scene.market(market));
        scene.study.market_indexes().filter_map(curve).collect::<Vec<_>>()
    });
    let series: Vec<LineSeries> = curves.collect();
    let tier = |one: Priced<'_>| {
        one.price.tier.as_ref().unwrap_or(&one.fact.name).get(scene.lang).to_owned()
    };
    let log = is_wide(&series);
    let mut notes = Vec::new();
    if log {
        notes.push(scene.say(
            "对数刻度：每格为上一格的十倍",
            "logarithmic scale: every line is ten times the one below",
        ));
    }
    notes.extend(unstated(scene, &tariff));
    let others = tariff.others;
    if others > 0 {
        notes.push(scene.say(
            format!("另有 {others} 个价格单位或货币不同，未画"),
            format!("{others} more in other units or currencies"),
        ));
    }
    let (categories, unit) = (tariff.prices().map(tier).collect(), tariff.unit.clone());
    let title = scene.say(format!("分档价格（{unit}）"), format!("Prices by tier ({unit})"));
    let is_empty = series.is_empty();
    let figure = Figure::Lines(Lines { categories, series, unit, log });
    (!is_empty).then_some(Chart { title, notes, figure })
}

fn is_wide(series: &[LineSeries]) -> bool {
    let values = series.iter().flat_map(|series| &series.values).flatten().map(|(value, _)| *value);
    let (min, max) =
        values.fold((f64::MAX, 0.0_f64), |(min, max), value| (min.min(value), max.max(value)));
    min > 0.0 && max / min > WIDE
}

/// Which markets name no price for some of the tiers.
fn unstated(scene: Scene<'_>, tariff: &Tariff<'_>) -> Vec<String> {
    let missing = |market| tariff.prices().filter(|one| one.get(market).is_none()).count();
    let note = |market| {
        let (count, name) = (missing(market), scene.market(market));
        (count > 0).then(|| {
            scene.say(
                format!("{name}：{count} 个价格未说明"),
                format!("prices not stated for {name}: {count}"),
            )
        })
    };
    scene.study.market_indexes().filter_map(note).collect()
}

/// Price cuts on a time axis with their depth.
pub(super) fn cuts(scene: Scene<'_>) -> Option<Chart> {
    let cuts = scene.facts().filter_map(|(row, fact)| match &fact.body {
        Body::PriceCut(cut) => Some((row, fact, &**cut)),
        _ => None,
    });
    let mut cuts: Vec<(usize, &Fact, &PriceCut)> = cuts.collect();
    cuts.sort_by_key(|(_, _, cut)| cut.date);
    let tracks: Vec<Track> = cuts.iter().filter_map(|cut| track(scene, *cut)).take(MOST).collect();
    let of = |market| {
        let here = cuts.iter().filter(|(_, _, cut)| cut.markets.contains(&market));
        let (direct, all) = here.fold((0_usize, 0_usize), |(direct, all), (_, _, cut)| {
            (direct + usize::from(cut.direct), all + 1)
        });
        let name = scene.market(market);
        scene.say(
            format!("{name} {all} 次（直接 {direct}）"),
            format!("{name} {all} ({direct} direct)"),
        )
    };
    let sums: Vec<String> = scene.study.market_indexes().map(of).collect();
    let undated = cuts.iter().filter(|(_, _, cut)| cut.date.is_none()).count();
    let mut notes = vec![scene.say(
        format!("列明的降价：{}", sums.join("，")),
        format!("cuts listed: {}", sums.join(", ")),
    )];
    if undated > 0 {
        notes.push(scene.say(
            format!("{undated} 次没有日期，未画"),
            format!("{undated} without a date are left out"),
        ));
    }
    (!tracks.is_empty()).then(|| Chart {
        title: scene.say("降价时间线与幅度", "Price cuts over time, with their depth"),
        notes,
        figure: Figure::Timeline(Timeline { series: scene.markets(), tracks }),
    })
}

fn track(scene: Scene<'_>, (row, fact, cut): (usize, &Fact, &PriceCut)) -> Option<Track> {
    let date = cut.date?;
    let way =
        if cut.direct { scene.say("直接", "direct") } else { scene.say("间接", "indirect") };
    let text = match cut.percent {
        Some(percent) => {
            let most = if cut.up_to { scene.say("最多 ", "up to ") } else { String::new() };
            let number = number_text(percent.normalize());
            scene.say(format!("{most}-{number}% {way}"), format!("{most}-{number} % {way}"))
        }
        None => way,
    };
    let depth = cut.percent.map(|percent| (length(percent) / 100.0).clamp(0.0, 1.0));
    let marks = cut.markets.iter().map(|market| (market.0, date)).collect();
    let label = fact.name.get(scene.lang).to_owned();
    Some(Track { label, marks, open: false, text, depth, tone: Tone::Plain, row: Some(row) })
}
