//! Prices over their tiers, and price cuts over time.

use rust_decimal::Decimal;

use super::scene::{MOST, Scene, grouped, length};
use super::{Chart, Figure, LineSeries, Lines, Panel, Steps, Timeline, Track};
use crate::analysis::number::{number_text, percent_text};
use crate::analysis::prices::compare;
use crate::analysis::table::{Field, Tone, amount_text, cell};
use crate::model::{Body, Fact, Kind, Lang, MarketIndex, Price, PriceCut, Study, counted};

/// From which ratio of the largest to the smallest price on the scale is logarithmic.
const WIDE: f64 = 30.0;

/// The prices that one chart can hold: for one unit in one currency, converted where they have to
/// be, service by service, the tiers of each in the order of the study, for that is how they step.
struct Tariff<'a> {
    services: Vec<(&'a str, Vec<Priced<'a>>)>,
    unit: String,
}

/// A price with what it is in each market.
#[derive(Clone, Copy)]
struct Priced<'a> {
    fact: &'a Fact,
    price: &'a Price,
    study: &'a Study,
}

impl Priced<'_> {
    /// What it is in a market, in the currency and for the unit of the comparison, with the digits
    /// of the table.
    fn get(&self, market: MarketIndex) -> Option<(Decimal, String)> {
        let compared = compare(self.study, self.price);
        let value = compared.get(market)?;
        Some((value, amount_text(&compared, value)))
    }

    /// Why the price of a market is not drawn though it is stated: the rate that it lacks.
    fn unconverted(&self, market: MarketIndex, lang: Lang) -> Option<String> {
        compare(self.study, self.price).lacks([market]).map(|rate| rate.message(lang))
    }

    /// The unit with its currency.
    fn unit(&self, lang: Lang) -> String {
        cell(Field::Unit, self.study, self.fact, lang).text
    }
}

impl<'a> Tariff<'a> {
    /// One per unit, in order of appearance.
    fn all(scene: Scene<'a>) -> Vec<Self> {
        let study = scene.study;
        let all = scene.facts().filter_map(|(row, fact)| match &fact.body {
            Body::Price(price) => Some((row, Priced { fact, price, study })),
            _ => None,
        });
        let mut all: Vec<(usize, Priced<'a>)> = all.collect();
        all.sort_by_key(|(row, _)| *row);
        let by_unit = grouped(all.into_iter().map(|(_, one)| (one.unit(scene.lang), one)));
        let tariff = |(unit, prices): (String, Vec<Priced<'a>>)| {
            let drawn = prices.into_iter().take(MOST);
            let services = drawn.map(|one| (one.price.service.get(scene.lang), one));
            Self { services: grouped(services), unit }
        };
        by_unit.into_iter().map(tariff).collect()
    }

    fn prices(&self) -> impl Iterator<Item = Priced<'a>> + '_ {
        self.services.iter().flat_map(|(_, prices)| prices).copied()
    }

    /// The curve of a service in a market; none where it states no price.
    fn curve(&self, service: &str, market: MarketIndex, name: &str) -> Option<LineSeries> {
        let value = |(of, prices): &(&str, Vec<Priced<'_>>)| {
            let here = *of == service;
            let value = move |one: &Priced<'_>| {
                let (value, text) = one.get(market).filter(|_| here)?;
                Some((length(value), text))
            };
            prices.iter().map(value).collect::<Vec<_>>()
        };
        let values: Vec<_> = self.services.iter().flat_map(value).collect();
        let name = format!("{service}, {name}");
        values.iter().any(Option::is_some).then_some(LineSeries { name, values })
    }
}

/// Units that one chart shows; prices of more are left to the table.
const MOST_UNITS: usize = 8;

/// Prices tier by tier, one curve per service and market, one plot per unit.
pub(super) fn tiers(scene: Scene<'_>) -> Option<Chart> {
    let tariffs = Tariff::all(scene);
    let mut panels: Vec<(Panel, Vec<String>)> =
        tariffs.iter().filter_map(|tariff| panel(scene, tariff)).collect();
    let others = panels.len().saturating_sub(MOST_UNITS);
    panels.truncate(MOST_UNITS);
    if panels.len() < 2 {
        let (Panel { title, lines }, notes) = panels.pop()?;
        return Some(Chart { title, notes, figure: Figure::Lines(lines) });
    }
    let said = |(panel, notes): &(Panel, Vec<String>)| {
        let unit = panel.lines.unit.clone();
        notes
            .iter()
            .map(move |note| scene.say(format!("{unit}：{note}"), format!("{unit}: {note}")))
            .collect::<Vec<_>>()
    };
    let mut notes: Vec<String> = panels.iter().flat_map(said).collect();
    if others > 0 {
        notes.push(scene.say(
            format!("另有 {others} 种单位或货币，未画"),
            format!("{others} more units or currencies are not drawn"),
        ));
    }
    let panels = panels.into_iter().map(|(panel, _)| {
        let title = panel.lines.unit.clone();
        Panel { title, ..panel }
    });
    let title = scene.say("分档价格，各单位一图", "Prices by tier, one plot per unit");
    Some(Chart { title, notes, figure: Figure::Panels(panels.collect()) })
}

/// The plot of one unit with what is to be said of it; none where no market states a price.
fn panel(scene: Scene<'_>, tariff: &Tariff<'_>) -> Option<(Panel, Vec<String>)> {
    let curves = tariff.services.iter().flat_map(|(service, _)| {
        let curve = |market| tariff.curve(service, market, &scene.market(market));
        scene.study.market_indexes().filter_map(curve).collect::<Vec<_>>()
    });
    let series: Vec<LineSeries> = curves.collect();
    if series.is_empty() {
        return None;
    }
    let tier = |one: Priced<'_>| {
        one.price.tier.as_ref().unwrap_or(&one.fact.name).get(scene.lang).to_owned()
    };
    let steps = if is_wide(&series) { Steps::Decades } else { Steps::Amounts };
    let mut notes = Vec::new();
    if steps == Steps::Decades {
        notes.push(scene.say(
            "对数刻度：每格为上一格的十倍",
            "logarithmic scale: every line is ten times the one below",
        ));
    }
    notes.extend(unstated(scene, tariff));
    let (categories, unit) = (tariff.prices().map(tier).collect(), tariff.unit.clone());
    let title = scene.say(format!("分档价格（{unit}）"), format!("Prices by tier ({unit})"));
    let lines = Lines { categories, series, unit, steps };
    Some((Panel { title, lines }, notes))
}

fn is_wide(series: &[LineSeries]) -> bool {
    let values = series.iter().flat_map(|series| &series.values).flatten().map(|(value, _)| *value);
    let (min, max) =
        values.fold((f64::MAX, 0.0_f64), |(min, max), value| (min.min(value), max.max(value)));
    min > 0.0 && max / min > WIDE
}

/// Which markets name no price for some of the tiers, or one that cannot be converted.
fn unstated(scene: Scene<'_>, tariff: &Tariff<'_>) -> Vec<String> {
    let of = |market: MarketIndex| {
        let name = scene.market(market);
        let stated = |one: &Priced<'_>| one.price.values.get(market).is_some();
        let count = tariff.prices().filter(|one| !stated(one)).count();
        let unstated = (count > 0).then(|| {
            scene.say(
                format!("{name}：{count} 个价格未说明"),
                format!("prices not stated for {name}: {count}"),
            )
        });
        let reasons = tariff.prices().filter_map(|one| one.unconverted(market, scene.lang));
        let unconverted = grouped(reasons.map(|why| (why, ()))).into_iter().map(|(why, prices)| {
            let count = prices.len();
            scene.say(
                format!("{name}：{count} 个价格未折算，{why}"),
                format!("prices not converted for {name}, {why}: {count}"),
            )
        });
        unstated.into_iter().chain(unconverted).collect::<Vec<_>>()
    };
    scene.study.market_indexes().flat_map(of).collect()
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
    let undated = cuts.iter().filter(|(_, _, cut)| cut.date.is_none()).count();
    let mut notes = vec![scene.added(Kind::PriceCut)?];
    if undated > 0 {
        notes.push(scene.say(
            format!("{undated} 次没有日期，未画"),
            format!(
                "{} left out",
                counted(undated, "cut without a date is", "cuts without a date are")
            ),
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
            let percent = percent_text(number_text(percent.normalize()), scene.lang);
            format!("{most}-{percent} {way}")
        }
        None => way,
    };
    let depth = cut.percent.map(|percent| (length(percent) / 100.0).clamp(0.0, 1.0));
    let marks = cut.markets.iter().map(|market| (market.0, date)).collect();
    let label = fact.name.get(scene.lang).to_owned();
    Some(Track { label, marks, open: false, text, depth, tone: Tone::Plain, row: Some(row.into()) })
}
