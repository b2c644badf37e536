//! How much of what is stated a market has: per layer, over the whole stack, offer by offer.
//!
//! What is not stated is neither had nor lacked: a cell says "1 of 5, 4 not stated" and gives the
//! range, 20 to 100 percent. It must never take silence for an absence, nor for a presence.

use super::scene::{MOST, Scene, grouped, length};
use super::{Chart, Figure, Grid, GridCell, GridGroup, GridRow, Target, counts};
use crate::analysis::columns::{Counted, LayerCount, Said, availability};
use crate::analysis::counts::ratio;
use crate::analysis::table::{Field, Tone};
use crate::analysis::unit::is_listed;
use crate::model::{Availability, Body, Dimension, Fact, Kind, MarketIndex, Pair, PerMarket, Term};

/// The rows shown, layer by layer.
pub(super) fn by_layer(scene: Scene<'_>) -> Option<Chart> {
    let found = scene.columns.count(scene.study, scene.rows());
    let rows = layers(scene, &found).into_iter().map(|layer| layer.row).collect();
    let title = scene.say("各层覆盖：完整提供的比例", "Coverage per layer: offered in full");
    chart(scene, title, vec![GridGroup { label: String::new(), rows }])
}

/// The layers of the whole study, whatever the table shows, with where else their facts are; apart
/// from them the counts that can be set against each other, which are no coverage.
pub(super) fn whole_stack(scene: Scene<'_>) -> Option<Chart> {
    let study = scene.study;
    let mut found = layers(scene, &scene.columns.whole(study));
    let place = |layer: &Layer<'_>| {
        let ids = study.categories.iter();
        layer.ids.iter().filter_map(|id| ids.clone().position(|c| Some(&*c.id) == *id)).min()
    };
    // Layers that the study does not list come last.
    found.sort_by_key(|layer| place(layer).unwrap_or(usize::MAX));
    let rows = found.into_iter().map(|layer| {
        let aside = elsewhere_text(scene, &layer.tabs);
        GridRow { aside, ..layer.row }
    });
    let counts = scene.columns.counts(study).iter().map(|row| *row as usize);
    let facts = counts.filter_map(|row| Some((row, study.fact_at(row)?)));
    let here = facts.filter(|(_, fact)| fact.dimension == HERE);
    let counts = here.filter_map(|(row, fact)| count_row(scene, row, fact)).take(MOST);
    let groups = [
        (String::new(), rows.collect()),
        (
            scene.say(
                "数量之比（不是覆盖率）",
                "Counts set against each other, which are no coverage",
            ),
            counts.collect(),
        ),
    ];
    let title = scene.say(
        "各层覆盖，整个研究：完整提供的比例",
        "Coverage per layer, whole study: offered in full",
    );
    let mut chart =
        chart(scene, title, groups.map(|(label, rows)| GridGroup { label, rows }).into())?;
    chart.notes.push(scene.say(
        "各页签的事实合计，不随表中的筛选变化",
        "the facts of all tabs together, whatever narrows the table",
    ));
    if let Figure::Grid(grid) = &mut chart.figure {
        grid.aside = scene.say("其中在其他页签", "of them in other tabs");
    }
    Some(chart)
}

/// The tab of the chart of the whole stack.
const HERE: Dimension = Dimension::Ecosystem;

fn chart(scene: Scene<'_>, title: String, mut groups: Vec<GridGroup>) -> Option<Chart> {
    if groups.first().is_none_or(|group| group.rows.is_empty()) {
        return None;
    }
    groups.retain(|group| !group.rows.is_empty());
    let cells = groups.iter().flat_map(|group| &group.rows).flat_map(|row| &row.cells);
    let is_open = cells.clone().any(|cell| cell.possible.is_some());
    let limited = cells.clone().any(|cell| cell.short.contains('~'));
    let mut notes = Vec::new();
    if is_open {
        notes.push(scene.say(
            "有未说明的项时为范围：至少为确定提供的，至多为连未说明的也算上",
            "a range where something is not stated: at least what is known to be offered, at most with all that is not stated",
        ));
    }
    if limited {
        notes.push(scene.say("受限不算完整提供", "limited is not in full"));
    }
    let signs = scene.say(
        "1/5 ~1 ?3 即 5 项中 1 项完整、1 项受限、3 项未说明",
        "1/5 ~1 ?3: of 5, 1 in full, 1 limited, 3 not stated",
    );
    let grid = Grid {
        columns: scene.markets(),
        groups,
        parts: if is_open { parts(scene) } else { Default::default() },
        signs: if is_open || limited { signs } else { String::new() },
        aside: String::new(),
    };
    Some(Chart { title, notes, figure: Figure::Grid(grid) })
}

fn parts(scene: Scene<'_>) -> [String; 2] {
    [scene.say("确定提供", "offered"), scene.say("未说明", "not stated")]
}

/// A layer with the ids that go by its name, and the tabs its facts are in.
struct Layer<'a> {
    ids: Vec<Option<&'a str>>,
    tabs: Vec<(Dimension, usize)>,
    row: GridRow,
}

/// One row per layer, in order of appearance.
fn layers<'a>(scene: Scene<'a>, found: &Counted<'a>) -> Vec<Layer<'a>> {
    let study = scene.study;
    // Layers of one name are one to the reader.
    let named = found.layers().into_iter().map(|layer| (scene.category(layer.id), layer));
    let row = |(label, parts): (String, Vec<LayerCount<'a>>)| {
        let of = |market: usize| parts.iter().filter_map(move |layer| layer.said.get(market));
        let cell = |MarketIndex(market)| of(market).copied().sum::<Said>().cell(scene);
        let ids: Vec<Option<&str>> = parts.iter().map(|layer| layer.id).collect();
        // Facts without a layer cannot be told from facts that have none by nature.
        let first = parts.iter().find(|layer| layer.id.is_some());
        let target = first.map(|layer| Target::Like(Field::Layer, layer.first as usize));
        let cells = study.market_indexes().map(cell).collect();
        let tabs = parts.iter().flat_map(|layer| &layer.tabs).copied().collect();
        Layer { ids, tabs, row: GridRow { label, cells, aside: String::new(), row: target } }
    };
    grouped(named).into_iter().map(row).collect()
}

/// How many facts of a layer are in which other tab.
fn elsewhere_text(scene: Scene<'_>, tabs: &[(Dimension, usize)]) -> String {
    let others = Dimension::ALL.into_iter().filter(|dimension| *dimension != HERE);
    let said = others.filter_map(|dimension| {
        let of = tabs.iter().filter(|(tab, _)| *tab == dimension);
        let count: usize = of.map(|(_, facts)| facts).sum();
        (count > 0).then(|| format!("{} {count}", dimension.label(scene.lang)))
    });
    said.collect::<Vec<_>>().join(scene.lang.pick("，", ", "))
}

impl Said {
    fn cell(self, scene: Scene<'_>) -> GridCell {
        let Self { full, limited, missing, unknown } = self;
        let all = full + limited + missing + unknown;
        if all == unknown {
            let detail = scene.say(format!("{unknown} 项"), format!("{unknown}"));
            return GridCell { detail, short: format!("?{unknown}"), ..silent(scene) };
        }
        let (share, most) = (full as f64 / all as f64, (full + unknown) as f64 / all as f64);
        let mut detail = scene.say(format!("{all} 项中 {full}"), format!("{full} of {all}"));
        if limited > 0 {
            detail
                .push_str(&scene.say(format!("，{limited} 受限"), format!(", {limited} limited")));
        }
        if unknown > 0 {
            detail.push_str(
                &scene.say(format!("，{unknown} 未说明"), format!(", {unknown} not stated")),
            );
        }
        let sign = |sign: char, n: usize| if n > 0 { format!(" {sign}{n}") } else { String::new() };
        let short = format!("{full}/{all}{}{}", sign('~', limited), sign('?', unknown));
        // What is certain means little as long as the rest is not known.
        let open = unknown > 0;
        GridCell {
            share: Some(share),
            possible: open.then_some(most),
            text: if open { scene.range(share, most) } else { scene.percent(share) },
            detail,
            short,
            tone: if open { Tone::Plain } else { tone(share) },
        }
    }
}

/// A count of the home market set against the reference, with the others named; none where one of
/// the two is not stated.
fn count_row(scene: Scene<'_>, row: usize, fact: &Fact) -> Option<GridRow> {
    let Body::Count(count) = &fact.body else { return None };
    if is_listed(count) {
        return None;
    }
    let Pair { home, reference } = scene.study.pair;
    let (a, b) = (*count.values.get(home)?, *count.values.get(reference)?);
    if home == reference {
        return None;
    }
    let said =
        |market, value| format!("{} {}", scene.market(market), counts::value_text(count, value));
    let share = ratio(count, scene.study.pair).map(|share| scene.percent(length(share)));
    let share = share
        .map_or(String::new(), |share| scene.say(format!("（{share}）"), format!(" ({share})")));
    let (a, b) = (said(home, a), said(reference, b));
    let mut aside = scene.say(format!("{a} 对 {b}{share}"), format!("{a} against {b}{share}"));
    for (market, value) in count.values.stated().filter(|(at, _)| *at != home && *at != reference) {
        aside.push_str(scene.lang.pick("；", "; "));
        aside.push_str(&said(market, *value));
    }
    let label = fact.name.get(scene.lang).to_owned();
    Some(GridRow { label, cells: Vec::new(), aside, row: Some(Target::Fact(row)) })
}

/// A cell of which nothing is known.
fn silent(scene: Scene<'_>) -> GridCell {
    let text = scene.say("未说明", "not stated");
    GridCell { text, possible: Some(1.0), tone: Tone::Faint, ..GridCell::default() }
}

fn tone(share: f64) -> Tone {
    match share {
        0.8.. => Tone::Good,
        0.4.. => Tone::Fair,
        _ => Tone::Bad,
    }
}

/// Free offers and discounts, item by item and market by market.
pub(super) fn offers(scene: Scene<'_>) -> Option<Chart> {
    let of = |kind: Kind| {
        let facts = scene.facts().filter(move |(_, fact)| fact.body.kind() == kind);
        // A capability among the prices is a discount or a class; elsewhere it is none of ours.
        let facts = facts.filter(|(_, fact)| fact.dimension == Dimension::Price);
        facts.take(MOST).map(|(row, fact)| offer_row(scene, row, fact)).collect::<Vec<_>>()
    };
    let groups = [Kind::FreeTier, Kind::Capability].map(|kind| GridGroup {
        label: match kind {
            Kind::FreeTier => scene.say("免费试用", "Free tier"),
            _ => scene.say("优惠与计价方式", "Discounts and ways to pay"),
        },
        rows: of(kind),
    });
    let groups: Vec<_> = groups.into_iter().filter(|group| !group.rows.is_empty()).collect();
    let facts: Vec<&Fact> = scene
        .facts()
        .map(|(_, fact)| fact)
        .filter(|fact| fact.body.kind() == Kind::FreeTier)
        .collect();
    let note = |market| {
        let mut said = Said::default();
        facts.iter().for_each(|fact| said.count(availability(fact, market), 1));
        format!("{} {}", scene.market(market), said.cell(scene).detail)
    };
    let notes: Vec<String> = scene.study.market_indexes().map(note).collect();
    let notes = scene.say(
        format!("免费试用：{}", notes.join("；")),
        format!("free tier in full: {}", notes.join("; ")),
    );
    (!groups.is_empty()).then(|| Chart {
        title: scene.say("优惠与免费试用对照", "Offers and free tier, market by market"),
        notes: if facts.is_empty() { Vec::new() } else { vec![notes] },
        figure: Figure::Grid(Grid {
            parts: offered(scene, &groups),
            columns: scene.markets(),
            groups,
            ..Grid::default()
        }),
    })
}

fn offer_row(scene: Scene<'_>, row: usize, fact: &Fact) -> GridRow {
    let none = PerMarket::default();
    let (offers, limit) = match &fact.body {
        Body::FreeTier(item) => (&item.offers, None),
        Body::Capability(capability) => (&none, capability.limit.as_deref()),
        _ => (&none, None),
    };
    let cell = |market| {
        let Some(status) = availability(fact, market) else {
            return silent(scene);
        };
        let share = match status {
            Availability::Available => 1.0,
            Availability::Limited => 0.5,
            Availability::Missing => 0.0,
        };
        let limit = limit.filter(|_| status != Availability::Available);
        let detail = offers.get(market).or(limit).map_or("", |text| text.get(scene.lang));
        GridCell {
            share: Some(share),
            text: status.label(scene.lang).to_owned(),
            detail: detail.to_owned(),
            tone: Tone::of_availability(status),
            ..GridCell::default()
        }
    };
    let label = fact.name.get(scene.lang).to_owned();
    let cells = scene.study.market_indexes().map(cell).collect();
    GridRow { label, cells, aside: String::new(), row: Some(Target::Fact(row)) }
}

/// What the parts of gauges stand for, where one shows that something is not stated.
fn offered(scene: Scene<'_>, groups: &[GridGroup]) -> [String; 2] {
    let mut cells = groups.iter().flat_map(|group| &group.rows).flat_map(|row| &row.cells);
    if cells.any(|cell| cell.possible.is_some()) { parts(scene) } else { Default::default() }
}
