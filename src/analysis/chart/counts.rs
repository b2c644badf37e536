//! Figures per market, and figures per period.
//!
//! Only figures of one unit are drawn to one scale or into one chart.

use std::collections::{BTreeSet, HashMap};

use rust_decimal::Decimal;

use super::scene::{MOST, Scene, length};
use super::{Bar, BarGroup, Bars, Chart, Figure, LineSeries, Lines, Panel, Steps};
use crate::analysis::number::figure_text;
use crate::analysis::table::Tone;
use crate::analysis::unit::{are_points, is_listed};
use crate::model::{Body, Count, Fact, Point, Series};

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
    BarGroup { label: named(scene, fact, unit), unit: unit.to_owned(), bars }
}

/// A value of a count as printed, with a mark where it is not exact.
pub(super) fn value_text(count: &Count, value: Decimal) -> String {
    format!("{}{}", count.precision.mark(), figure_text(&count.unit, value))
}

/// A series with the fact that states it.
type Stated<'a> = (&'a Fact, &'a Series);

/// Series over their periods, one curve per market: in one plot where unit and periods are shared,
/// for curves need one scale, and a plot each where they are not.
pub(super) fn series(scene: Scene<'_>) -> Option<Chart> {
    let all = scene.facts().filter_map(|(_, fact)| match &fact.body {
        Body::Series(series) => Some((fact, &**series)),
        _ => None,
    });
    let all: Vec<Stated<'_>> = all.collect();
    let shown = all.len().min(MOST_SERIES);
    let plots = plots(all.get(..shown).unwrap_or_default());
    let mut panels: Vec<Panel> = plots.iter().map(|plot| panel(scene, plot)).collect();
    let mut notes =
        vec![scene.say("没有数的时期不画点", "a period that states no number has no mark")];
    notes.extend(scene.left_out(shown, all.len()));
    if panels.len() > 1 {
        let title = scene.say("逐期数量", "Figures per period");
        return Some(Chart { title, notes, figure: Figure::Panels(panels) });
    }
    let Panel { title, lines } = panels.pop()?;
    Some(Chart { title, notes, figure: Figure::Lines(lines) })
}

/// Series that one chart shows; more are left to the table.
const MOST_SERIES: usize = 40;

/// The series of each plot, in their order: those of one unit whose periods overlap, be it by way of
/// another one.
fn plots<'a>(all: &[Stated<'a>]) -> Vec<Vec<Stated<'a>>> {
    let mut plots: Vec<(BTreeSet<&str>, Vec<usize>)> = Vec::new();
    for (at, (_, series)) in all.iter().enumerate() {
        let mut periods: BTreeSet<&str> =
            series.points.iter().map(|point| &*point.period).collect();
        let mut plot = vec![at];
        let is_alike = |at: &usize| all.get(*at).is_some_and(|other| other.1.unit == series.unit);
        let shares = |(others, plot): &(BTreeSet<&str>, Vec<usize>)| {
            plot.iter().all(is_alike) && !others.is_disjoint(&periods)
        };
        let (together, apart): (Vec<_>, Vec<_>) = plots.into_iter().partition(shares);
        for (others, series) in together {
            periods.extend(others);
            plot.extend(series);
        }
        plot.sort_unstable();
        plots = apart;
        plots.push((periods, plot));
    }
    plots.sort_by_key(|(_, plot)| plot.first().copied());
    let series =
        |plot: Vec<usize>| plot.into_iter().filter_map(|at| all.get(at).copied()).collect();
    plots.into_iter().map(|(_, plot)| series(plot)).collect()
}

/// The plot of some series.
fn panel(scene: Scene<'_>, plot: &[Stated<'_>]) -> Panel {
    let points = || plot.iter().flat_map(|(_, series)| &series.points);
    let mut categories: Vec<String> = points().map(|point| point.period.to_string()).collect();
    // Numbers by their size, for 10 comes after 9; days, months and quarters by their text.
    categories.sort_by_cached_key(|period| (period.parse::<u64>().ok(), period.clone()));
    categories.dedup();
    let alone = plot.len() == 1;
    let curves = plot.iter().flat_map(|(fact, series)| {
        let name = if alone { "" } else { fact.name.get(scene.lang) };
        lines_of(scene, (name, series), &categories)
    });
    let curves: Vec<LineSeries> = curves.collect();
    let unit = plot.first().map(|(_, series)| &series.unit);
    let values = points().flat_map(|point| point.values.stated()).map(|(_, value)| *value);
    let steps = match unit.is_some_and(|unit| are_points(unit, values)) {
        true => Steps::Points,
        false => Steps::Amounts,
    };
    let unit = unit.map_or_else(String::new, |unit| unit.get(scene.lang).to_owned());
    let title = match plot {
        [(fact, _)] => fact.name.get(scene.lang).to_owned(),
        _ => scene.say("逐期数量", "Figures per period"),
    };
    Panel { title, lines: Lines { categories, series: curves, unit, steps } }
}

/// The name of a fact with the unit of its figures.
fn named(scene: Scene<'_>, fact: &Fact, unit: &str) -> String {
    let name = fact.name.get(scene.lang);
    scene.say(format!("{name}（{unit}）"), format!("{name} ({unit})"))
}

fn lines_of(
    scene: Scene<'_>,
    (name, series): (&str, &Series),
    categories: &[String],
) -> Vec<LineSeries> {
    let points: HashMap<&str, &Point> =
        series.points.iter().map(|point| (&*point.period, point)).collect();
    let line = |market| {
        let value = |period: &String| {
            let point = points.get(period.as_str())?;
            let value = *point.values.get(market)?;
            Some((length(value), figure_text(&series.unit, value)))
        };
        let values: Vec<_> = categories.iter().map(value).collect();
        let name = format!("{name} {}", scene.market(market)).trim_start().to_owned();
        values.iter().any(Option::is_some).then_some(LineSeries { name, values })
    };
    scene.study.market_indexes().filter_map(line).collect()
}
