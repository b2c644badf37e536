//! How visible the subject is: posts and features per year, events, customers.

use rust_decimal::Decimal;

use super::scene::{MOST, Scene, length};
use super::{Bar, BarGroup, Bars, Chart, Figure, LineSeries, Lines, Part, Stack, Stacked, Steps};
use crate::analysis::number::{number_text, percent_text, round_half_away};
use crate::analysis::stats::percent;
use crate::analysis::table::Tone;
use crate::model::{Body, Event, Exposure, Fact, Kind};

fn years(scene: Scene<'_>) -> Vec<Exposure> {
    let years = scene.facts().filter_map(|(_, fact)| match &fact.body {
        Body::Exposure(year) => Some(*year),
        _ => None,
    });
    let mut years: Vec<Exposure> = years.collect();
    years.sort_by_key(|year| year.year);
    years
}

/// What a series takes from a year: its length and its text.
type Take = fn(Scene<'_>, &Exposure) -> Option<(f64, String)>;

fn lines(scene: Scene<'_>, named: [(String, Take); 2], unit: &str) -> Option<Lines> {
    let years = years(scene);
    let series = named.into_iter().map(|(name, take)| LineSeries {
        name,
        values: years.iter().map(|year| take(scene, year)).collect(),
    });
    let series: Vec<_> =
        series.filter(|series| series.values.iter().any(Option::is_some)).collect();
    let categories = years.iter().map(|year| year.year.to_string()).collect();
    (!series.is_empty()).then(|| Lines {
        categories,
        series,
        unit: unit.to_owned(),
        steps: Steps::Amounts,
    })
}

fn share(scene: Scene<'_>, part: Option<u32>, whole: Option<u32>) -> Option<(f64, String)> {
    let share = percent(Decimal::from(part?), Decimal::from(whole?))?;
    let text = format!("{:.2}", round_half_away(share, 2));
    Some((length(share), percent_text(text, scene.lang)))
}

/// The shares of posts and of features per year.
pub(super) fn shares(scene: Scene<'_>) -> Option<Chart> {
    let posts: Take = |scene, year| share(scene, year.posts, year.all_posts);
    let features: Take = |scene, year| share(scene, year.features, year.all_features);
    let names = [(scene.say("博客", "posts"), posts), (scene.say("新功能", "features"), features)];
    let lines = lines(scene, names, "%")?;
    Some(Chart {
        title: scene.say("每年曝光：占全部的比例", "Exposure per year, as a share of all"),
        notes: vec![scene.say(
            "两条线之间即曝光与产品份额之差：博客线高于新功能线，曝光跑在产品前面",
            "between the lines lies what exposure gives or withholds: above the features, posts run ahead of the product",
        )],
        figure: Figure::Lines(lines),
    })
}

/// The numbers of posts and of features per year.
pub(super) fn numbers(scene: Scene<'_>) -> Option<Chart> {
    let posts: Take = |_, year| year.posts.map(figure);
    let features: Take = |_, year| year.features.map(figure);
    let names = [(scene.say("博客", "posts"), posts), (scene.say("新功能", "features"), features)];
    let lines = lines(scene, names, "")?;
    let years = years(scene);
    let posts = sum(years.iter().map(|year| year.posts));
    let features = sum(years.iter().map(|year| year.features));
    Some(Chart {
        title: scene.say("每年博客与新功能", "Posts and features per year"),
        notes: vec![scene.say(
            format!("合计：博客 {posts} 篇，新功能 {features} 项"),
            format!("in all {posts} posts and {features} features"),
        )],
        figure: Figure::Lines(lines),
    })
}

/// The sum of what is stated.
fn sum(numbers: impl Iterator<Item = Option<u32>>) -> u64 {
    numbers.flatten().map(u64::from).sum()
}

fn figure(number: u32) -> (f64, String) {
    (f64::from(number), number_text(number.into()))
}

/// Events: sessions, customers on stage, and how many of those are of the home market.
pub(super) fn events(scene: Scene<'_>) -> Option<Chart> {
    let events = scene.facts().filter_map(|(row, fact)| match &fact.body {
        Body::Event(event) => Some((row, fact, &**event)),
        _ => None,
    });
    let events: Vec<(usize, &Fact, &Event)> = events.collect();
    let groups: Vec<BarGroup> =
        events.iter().take(MOST).map(|event| event_group(scene, *event)).collect();
    let count = events.len();
    let mut notes = vec![scene.added(Kind::Event)?];
    notes.extend(scene.left_out(groups.len(), count));
    (!groups.is_empty()).then(|| Chart {
        title: scene.say("会议、分会场与登台客户", "Events: sessions and voices on stage"),
        notes,
        figure: Figure::Bars(Bars { groups }),
    })
}

fn event_group(scene: Scene<'_>, (row, fact, event): (usize, &Fact, &Event)) -> BarGroup {
    let stage = u32::try_from(event.speakers.len()).ok();
    let bars = [
        (scene.say("分会场", "sessions"), event.sessions),
        (scene.say("登台客户", "on stage"), stage),
        (scene.say("其中本土", "home on stage"), event.home_speakers),
    ];
    let bar = |(label, number): (String, Option<u32>)| {
        let number = number?;
        let tone = if label == scene.say("其中本土", "home on stage") && number == 0 {
            Tone::Bad
        } else {
            Tone::Plain
        };
        Some(Bar {
            label,
            value: f64::from(number),
            text: number_text(number.into()),
            tone,
            row: Some(row.into()),
        })
    };
    let name = fact.name.get(scene.lang);
    let label = match event.market {
        Some(market) => {
            let market = scene.market(market);
            scene.say(format!("{name}（{market}）"), format!("{name} ({market})"))
        }
        None => name.to_owned(),
    };
    BarGroup { label, unit: String::new(), bars: bars.into_iter().filter_map(bar).collect() }
}

/// Customers by the market in which they are shown, home companies apart.
pub(super) fn customers(scene: Scene<'_>) -> Option<Chart> {
    let shown = scene.facts().filter_map(|(_, fact)| match &fact.body {
        Body::Customer(customer) => Some((customer.market, customer.home)),
        _ => None,
    });
    let shown: Vec<_> = shown.collect();
    let places = scene.study.market_indexes().map(Some).chain([None]);
    let stack = |place| {
        let here = || shown.iter().filter(move |(market, _)| *market == place);
        let (all, home) = (here().count(), here().filter(|(_, home)| *home).count());
        let part = |count: usize| {
            let share = count as f64 / all.max(1) as f64;
            let (text, percent) = (count.to_string(), scene.percent(share));
            Part { value: count as f64, text, share, percent }
        };
        let label = place.map_or_else(
            || scene.say("市场未说明", "market not stated"),
            |market| scene.market(market),
        );
        let total = scene.say(format!("{all} 家"), all.to_string());
        (all > 0).then(|| Stack { label, total, parts: vec![part(home), part(all - home)] })
    };
    let stacks: Vec<Stack> = places.filter_map(stack).collect();
    let note = scene.added(Kind::Customer)?;
    Some(Chart {
        title: scene.say("各市场展示的客户", "Customers by the market that shows them"),
        notes: vec![note],
        figure: Figure::Stacked(Stacked {
            kinds: vec![scene.say("本土企业", "home companies"), scene.say("其他企业", "others")],
            stacks,
        }),
    })
}
