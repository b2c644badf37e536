//! Figures per market, and figures per period.
//!
//! Only figures of one unit are drawn to one scale or into one chart.

use rust_decimal::Decimal;

use super::scene::{MOST, Scene, length};
use super::{Bar, BarGroup, Bars, Chart, Figure, LineSeries, Lines};
pub(super) use crate::analysis::counts::is_listed;
use crate::analysis::table::{Tone, number_text};
use crate::model::{Body, Count, Fact, MarketIndex, Point, Series};

/// Every figure with one bar per market that states it.
pub(super) fn counts(scene: Scene<'_>) -> Option<Chart> {
    let counts = scene.facts().filter_map(|(row, fact)| match &fact.body {
        Body::Count(count) => Some((row, fact, &**count)),
        _ => None,
    });
    let counts: Vec<_> = counts.collect();
    let listed = counts.iter().filter(|(_, _, count)| is_listed(count)).count();
    let groups: Vec<BarGroup> =
        counts.iter().take(MOST).map(|count| group(scene, *count)).collect();
    let compared = counts.iter().filter(|(_, _, count)| count.values.stated().count() > 1).count();
    let single = counts.len() - compared;
    let mut notes = vec![scene.say(
        format!("同单位的数量用同一比例；{compared} 项可比较，{single} 项只有一个市场有数"),
        format!("figures of one unit share a scale; {compared} can be compared, {single} are stated for one market only"),
    )];
    if listed > 0 {
        notes.push(scene.say(
            "年份、月份和名次没有长短，只列出",
            "years, months and ranks have no length and are listed",
        ));
    }
    notes.extend(scene.left_out(groups.len(), counts.len()));
    (!groups.is_empty()).then(|| Chart {
        title: scene.say("各市场数量", "Figures, market by market"),
        notes,
        figure: Figure::Bars(Bars { groups }),
    })
}

fn group(scene: Scene<'_>, (row, fact, count): (usize, &Fact, &Count)) -> BarGroup {
    let unit = count.unit.get(scene.lang);
    let name = fact.name.get(scene.lang);
    let listed = is_listed(count);
    let (home, reference) =
        (count.values.get(scene.study.pair.home), count.values.get(scene.study.pair.reference));
    let behind = !listed && home.zip(reference).is_some_and(|(home, reference)| home < reference);
    let bar = |(market, value)| Bar {
        label: scene.market(market),
        value: if listed { 0.0 } else { length(value) },
        text: value_text(count, value),
        tone: if behind && market == scene.study.pair.home { Tone::Bad } else { Tone::Plain },
        row: Some(row.into()),
    };
    let bars = count.values.stated().map(|(market, value)| bar((market, *value))).collect();
    BarGroup {
        label: scene.say(format!("{name}（{unit}）"), format!("{name} ({unit})")),
        unit: unit.to_owned(),
        bars,
    }
}

/// A value of a count as printed: years without a separator, with a mark where it is not exact.
pub(super) fn value_text(count: &Count, value: Decimal) -> String {
    format!("{}{}", count.precision.mark(), number_text(value))
}

/// Series over their periods: curves, one per market; bars where units differ, for curves would
/// need one scale.
pub(super) fn series(scene: Scene<'_>) -> Option<Chart> {
    let all = scene.facts().filter_map(|(row, fact)| match &fact.body {
        Body::Series(series) => Some((row, fact, &**series)),
        _ => None,
    });
    let all: Vec<(usize, &Fact, &Series)> = all.collect();
    let (_, first, Series { unit, .. }) = *all.first()?;
    let title = match all.len() {
        1 => first.name.get(scene.lang).to_owned(),
        _ => scene.say("逐期数量", "Figures per period"),
    };
    if all.iter().any(|(_, _, series)| series.unit != *unit) {
        let groups = all.iter().take(MOST).map(|series| periods(scene, *series)).collect();
        let notes = vec![scene.say("同单位的数量用同一比例", "figures of one unit share a scale")];
        return Some(Chart { title, notes, figure: Figure::Bars(Bars { groups }) });
    }
    let points = all.iter().flat_map(|(_, _, series)| &series.points);
    let mut categories: Vec<String> = points.map(|point| point.period.to_string()).collect();
    categories.sort();
    categories.dedup();
    let lines = all.iter().flat_map(|(_, fact, series)| {
        let name = if all.len() > 1 { fact.name.get(scene.lang) } else { "" };
        lines_of(scene, (name, series), &categories)
    });
    let series: Vec<LineSeries> = lines.collect();
    let unit = unit.get(scene.lang).to_owned();
    let notes = vec![scene.say("没有数的时期不画点", "a period that states no number has no mark")];
    let figure = Figure::Lines(Lines { categories, series, unit, log: false });
    Some(Chart { title, notes, figure })
}

/// A series as a group of bars: one per period and market.
fn periods(scene: Scene<'_>, (row, fact, series): (usize, &Fact, &Series)) -> BarGroup {
    let bar = |point: &Point, (market, value): (MarketIndex, &Decimal)| Bar {
        label: format!("{} {}", point.period, scene.market(market)),
        value: length(*value),
        text: number_text(*value),
        tone: Tone::Plain,
        row: Some(row.into()),
    };
    let bars = series.points.iter().flat_map(|point| {
        point.values.stated().map(|stated| bar(point, stated)).collect::<Vec<_>>()
    });
    let (name, unit) = (fact.name.get(scene.lang), series.unit.get(scene.lang));
    let label = scene.say(format!("{name}（{unit}）"), format!("{name} ({unit})"));
    BarGroup { label, unit: unit.to_owned(), bars: bars.collect() }
}

fn lines_of(
    scene: Scene<'_>,
    (name, series): (&str, &Series),
    categories: &[String],
) -> Vec<LineSeries> {
    let line = |market| {
        let value = |period: &String| {
            let point = series.points.iter().find(|point| *point.period == **period)?;
            let value = *point.values.get(market)?;
            Some((length(value), number_text(value)))
        };
        let values: Vec<_> = categories.iter().map(value).collect();
        let name = format!("{name} {}", scene.market(market)).trim_start().to_owned();
        values.iter().any(Option::is_some).then_some(LineSeries { name, values })
    };
    scene.study.market_indexes().filter_map(line).collect()
}
