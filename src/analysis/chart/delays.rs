//! How late releases are: one by one, on a time axis, per year, per category.
//!
//! A release without both dates has no delay; the notes say how many there are.

use std::cmp::Reverse;

use chrono::NaiveDate;

use super::scene::{MOST, Scene, first_by_key, grouped};
use super::{Bar, BarGroup, Bars, Chart, Figure, Target, Timeline, Track};
use crate::analysis::delays::{days_text, summary_text};
use crate::analysis::gap::delay_between;
use crate::analysis::stats::{Summary, summary};
use crate::analysis::table::{Field, Tone, cell, row_at};
use crate::model::{Body, Fact, MarketIndex, Pair, ReleaseDate};

/// Every delay, the longest first.
pub(super) fn ranked(scene: Scene<'_>) -> Option<Chart> {
    let late: Vec<(usize, &Fact, i64)> = delays(scene).collect();
    let mut notes = vec![summary_text(&of_rows(scene)?, scene.lang)];
    notes.extend(without_delay(scene));
    notes.extend(scene.left_out(MOST, late.len()));
    let longest = first_by_key(late, |(_, _, days)| Reverse(*days));
    let bars = longest.into_iter().map(|(row, fact, days)| Bar {
        label: fact.name.get(scene.lang).to_owned(),
        value: days as f64,
        text: in_days(scene, days),
        tone: Tone::of_delay(days),
        row: Some(row.into()),
    });
    let group = BarGroup { bars: bars.collect(), ..BarGroup::default() };
    Some(Chart {
        title: scene.say("发布延迟（天），从最长起", "Release delays in days, longest first"),
        notes,
        figure: Figure::Bars(Bars { groups: vec![group] }),
    })
}

/// Mean, median and maximum per year.
pub(super) fn by_year(scene: Scene<'_>) -> Option<Chart> {
    let year = |fact: &Fact| cell(Field::Year, scene.study, fact, scene.lang).text;
    let mut groups = grouped(delays(scene).map(|(row, fact, days)| (year(fact), (row, days))));
    groups.sort_by(|a, b| a.0.cmp(&b.0));
    let title = scene.say("各年发布延迟（天）", "Release delays per year, in days");
    spread(scene, (title, Field::Year), groups)
}

/// Mean, median and maximum per category, the worst median first.
pub(super) fn by_category(scene: Scene<'_>) -> Option<Chart> {
    let category = |fact: &Fact| scene.category(fact.category.as_deref());
    let mut groups = grouped(delays(scene).map(|(row, fact, days)| (category(fact), (row, days))));
    let median = |late: &[(usize, i64)]| {
        summary(late.iter().map(|(_, days)| *days as f64)).map_or(0.0, |s| s.median)
    };
    groups.sort_by(|a, b| median(&b.1).total_cmp(&median(&a.1)));
    let title = scene.say("各类发布延迟（天）", "Release delays per category, in days");
    spread(scene, (title, Field::Category), groups)
}

/// The groups of a column, each with its rows and their delays.
fn spread(
    scene: Scene<'_>,
    (title, field): (String, Field),
    groups: Vec<(String, Vec<(usize, i64)>)>,
) -> Option<Chart> {
    let mut notes = vec![summary_text(&of_rows(scene)?, scene.lang)];
    notes.extend(without_delay(scene));
    let group = |(label, late): &(String, Vec<(usize, i64)>)| {
        let s = summary(late.iter().map(|(_, days)| *days as f64))?;
        let target = late.first().map(|(row, _)| Target::Like(field, *row));
        let target =
            target.filter(|of| of.picks(scene.study).iter().any(|pick| !pick.value.is_empty()));
        let bar = |label: String, value: f64, text: String| Bar {
            label,
            value,
            text,
            tone: Tone::of_delay(value.round() as i64),
            row: target,
        };
        let count =
            scene.say(format!("{label}（{} 项）", s.count), format!("{label} ({})", s.count));
        let bars = vec![
            bar(scene.say("平均", "mean"), s.mean, days_text(s.mean)),
            bar(scene.say("中位", "median"), s.median, days_text(s.median)),
            bar(scene.say("最长", "longest"), s.max, days_text(s.max)),
        ];
        Some(BarGroup { label: count, unit: String::new(), bars })
    };
    let groups = groups.iter().filter_map(group).collect();
    Some(Chart { title, notes, figure: Figure::Bars(Bars { groups }) })
}

/// Every release on a time axis, by its first date.
pub(super) fn timeline(scene: Scene<'_>) -> Option<Chart> {
    let first_day = |fact| days(fact).map(|(_, day)| day).min();
    let dated = scene.facts().filter_map(|(row, fact)| Some((first_day(fact)?, row, fact)));
    let dated: Vec<_> = dated.collect();
    let shown = dated.len();
    let first = first_by_key(dated, |(day, ..)| *day);
    let tracks: Vec<Track> =
        first.into_iter().map(|(_, row, fact)| track(scene, (row, fact))).collect();
    let mut notes = vec![scene.say(
        "每行一项功能；标记为各市场的发布日，线段为其间隔，虚线表示尚未发布",
        "A line a feature: a mark is a market's release, the line between them the delay, a dotted one is still open",
    )];
    notes.extend(scene.left_out(tracks.len(), shown));
    (!tracks.is_empty()).then(|| Chart {
        title: scene.say("发布时间线", "Releases over time"),
        notes,
        figure: Figure::Timeline(Timeline { series: scene.markets(), tracks }),
    })
}

/// The days of a release, each with its market; none where no day is stated.
fn days(fact: &Fact) -> impl Iterator<Item = (usize, NaiveDate)> {
    let dates = match &fact.body {
        Body::Release(release) => Some(release.dates.stated()),
        _ => None,
    };
    let day = |(market, date): (MarketIndex, &ReleaseDate)| match date {
        ReleaseDate::On(day) => Some((market.0, *day)),
        ReleaseDate::Missing => None,
    };
    dates.into_iter().flatten().filter_map(day)
}

fn track(scene: Scene<'_>, (row, fact): (usize, &Fact)) -> Track {
    let (text, tone) = match (delay_between(scene.study.pair, fact), lacking(scene, fact)) {
        (Some(days), _) => (in_days(scene, days), Tone::of_delay(days)),
        (None, Some(market)) if market == scene.study.pair.home => {
            (scene.say("缺失", "missing"), Tone::Bad)
        }
        (None, Some(_)) => (scene.say("对方缺失", "other lacks it"), Tone::Good),
        (None, None) => (scene.say("未说明", "not stated"), Tone::Faint),
    };
    let open = match &fact.body {
        Body::Release(release) => {
            release.dates.stated().any(|(_, date)| *date == ReleaseDate::Missing)
        }
        _ => false,
    };
    let label = fact.name.get(scene.lang).to_owned();
    let marks = days(fact).collect();
    Track { label, marks, open, text, depth: None, tone, row: Some(row.into()) }
}

/// Which of the two markets lacks a release, the home market first.
fn lacking(scene: Scene<'_>, fact: &Fact) -> Option<MarketIndex> {
    let Body::Release(release) = &fact.body else { return None };
    let Pair { home, reference } = scene.study.pair;
    let lacks = |market: &MarketIndex| release.dates.get(*market) == Some(&ReleaseDate::Missing);
    [home, reference].into_iter().find(lacks)
}

fn delays<'a>(scene: Scene<'a>) -> impl Iterator<Item = (usize, &'a Fact, i64)> {
    let known = scene.columns.delays(scene.study);
    scene
        .facts()
        .filter_map(move |(row, fact)| Some((row, fact, i64::from(known.get(row_at(row))?))))
}

/// The delays of all rows, summed up.
fn of_rows(scene: Scene<'_>) -> Option<Summary> {
    scene.columns.delays(scene.study).summary(scene.rows())
}

/// How many releases have no delay, and why.
fn without_delay(scene: Scene<'_>) -> Option<String> {
    let releases = scene.facts().filter(|(_, fact)| matches!(fact.body, Body::Release(_)));
    let none = releases.filter(|(_, fact)| delay_between(scene.study.pair, fact).is_none());
    let (missing, unknown): (Vec<_>, Vec<_>) =
        none.partition(|(_, fact)| lacking(scene, fact).is_some());
    let (missing, unknown) = (missing.len(), unknown.len());
    let parts = [
        (missing, scene.say(format!("{missing} 项缺失"), format!("{missing} missing"))),
        (
            unknown,
            scene.say(
                format!("{unknown} 项日期未说明"),
                format!("{unknown} with a date not stated"),
            ),
        ),
    ];
    let parts: Vec<String> =
        parts.into_iter().filter(|part| part.0 > 0).map(|part| part.1).collect();
    (!parts.is_empty()).then(|| {
        let parts = parts.join(scene.lang.pick("，", ", "));
        scene.say(format!("不含：{parts}"), format!("left out: {parts}"))
    })
}

fn in_days(scene: Scene<'_>, days: i64) -> String {
    scene.say(
        format!("{days} 天"),
        format!("{days} {}", if days.abs() == 1 { "day" } else { "days" }),
    )
}
