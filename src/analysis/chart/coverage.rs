//! How much of what is stated a market has: per layer, over the whole stack, offer by offer.
//!
//! What is not stated counts for neither side and is shown: a cell says "2 of 3, 4 not stated". It
//! must never take silence for an absence.

use std::iter::Sum;

use rust_decimal::Decimal;

use super::scene::{MOST, Scene, grouped, length};
use super::{Chart, Figure, Grid, GridCell, GridGroup, GridRow};
use crate::analysis::columns::{Said, availability};
use crate::analysis::table::{Row, Tone, number_text};
use crate::model::{
    Availability, Body, Count, Dimension, Fact, Kind, MarketIndex, PerMarket, Term,
};

/// The rows shown, layer by layer.
pub(super) fn by_layer(scene: Scene<'_>) -> Option<Chart> {
    let groups = vec![GridGroup { label: String::new(), rows: layers(scene, scene.rows()) }];
    chart(scene, groups)
}

/// The rows shown, layer by layer; below them, under headings of their own, the layers that other
/// tables hold and the figures that can be compared, so that the stack is seen whole.
pub(super) fn whole_stack(scene: Scene<'_>) -> Option<Chart> {
    let shown = layers(scene, scene.rows());
    let dimension = scene.facts().next()?.1.dimension;
    let others = (0..)
        .zip(&scene.study.facts)
        .filter(|(_, fact)| fact.dimension != dimension && fact.body.kind() == Kind::Capability);
    let elsewhere = layers(scene, others.map(|(row, _)| row));
    let figures = scene.study.facts.iter().filter(|fact| fact.dimension == dimension);
    let figures = figures.filter_map(|fact| figure_row(scene, fact)).collect();
    let groups = [
        (String::new(), shown),
        (scene.say("其他页签中的各层", "Layers in other tabs"), elsewhere),
        (scene.say("数量：占最多市场的比例", "Figures, as a share of the largest market"), figures),
    ];
    chart(scene, groups.map(|(label, rows)| GridGroup { label, rows }).into())
}

fn chart(scene: Scene<'_>, mut groups: Vec<GridGroup>) -> Option<Chart> {
    if groups.first().is_none_or(|group| group.rows.is_empty()) {
        return None;
    }
    groups.retain(|group| !group.rows.is_empty());
    Some(Chart {
        title: scene.say("各层覆盖：已说明的项中完整提供的比例", "Coverage per layer: offered in full, of what is stated"),
        notes: vec![scene.say(
            "未说明的项不计入任何一方，另行列出；受限不算完整提供",
            "what is not stated counts for neither side and is given beside; limited is not in full",
        )],
        figure: Figure::Grid(Grid { columns: scene.markets(), groups }),
    })
}

/// One row per layer, in order of appearance.
fn layers(scene: Scene<'_>, rows: impl Iterator<Item = Row>) -> Vec<GridRow> {
    let study = scene.study;
    let layers = scene.columns.coverage(study).count(rows);
    let named = layers.into_iter().map(|(id, said)| (scene.category(id), said));
    // Layers of one name are one to the reader.
    let row = |(label, parts): (String, Vec<Vec<Said>>)| {
        let of = |market: usize| parts.iter().filter_map(move |said| said.get(market));
        let cell =
            |MarketIndex(market)| of(market).copied().map(Tally::from).sum::<Tally>().cell(scene);
        GridRow { label, cells: study.market_indexes().map(cell).collect(), row: None }
    };
    grouped(named).into_iter().map(row).collect()
}

/// How many facts say what of a market.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Tally {
    full: usize,
    limited: usize,
    missing: usize,
    unknown: usize,
}

impl From<Said> for Tally {
    fn from([full, limited, missing, unknown]: Said) -> Self {
        Self { full, limited, missing, unknown }
    }
}

impl Sum for Tally {
    fn sum<I: Iterator<Item = Self>>(tallies: I) -> Self {
        tallies.fold(Self::default(), |a, b| Self {
            full: a.full + b.full,
            limited: a.limited + b.limited,
            missing: a.missing + b.missing,
            unknown: a.unknown + b.unknown,
        })
    }
}

impl Tally {
    fn of(facts: &[&Fact], market: MarketIndex) -> Self {
        let mut tally = Self::default();
        facts.iter().for_each(|fact| tally.count(availability(fact, market)));
        tally
    }

    fn count(&mut self, availability: Option<Availability>) {
        *match availability {
            Some(Availability::Available) => &mut self.full,
            Some(Availability::Limited) => &mut self.limited,
            Some(Availability::Missing) => &mut self.missing,
            None => &mut self.unknown,
        } += 1;
    }

    fn cell(self, scene: Scene<'_>) -> GridCell {
        let Self { full, limited, missing, unknown } = self;
        let stated = full + limited + missing;
        if stated == 0 {
            let text = scene.say("未说明", "not stated");
            let detail = scene.say(format!("{unknown} 项"), format!("{unknown}"));
            return GridCell {
                share: None,
                text,
                detail,
                short: format!("?{unknown}"),
                tone: Tone::Faint,
            };
        }
        let share = full as f64 / stated as f64;
        let mut detail = scene.say(format!("{stated} 项中 {full}"), format!("{full} of {stated}"));
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
        let short = format!("{full}/{stated}{}{}", sign('~', limited), sign('?', unknown));
        GridCell {
            share: Some(share),
            text: scene.percent(share),
            detail,
            short,
            tone: tone(share),
        }
    }
}

/// A count as a row: each market as a share of the largest; none where only one market is stated.
fn figure_row(scene: Scene<'_>, fact: &Fact) -> Option<GridRow> {
    let Body::Count(count) = &fact.body else { return None };
    let most =
        count.values.stated().map(|(_, value)| *value).max().filter(|most| !most.is_zero())?;
    if count.values.stated().count() < 2 {
        return None;
    }
    let cell = |market| count_cell(scene, (count, market), most);
    let cells = scene.study.market_indexes().map(cell).collect();
    Some(GridRow { label: fact.name.get(scene.lang).to_owned(), cells, row: None })
}

fn count_cell(scene: Scene<'_>, (count, market): (&Count, MarketIndex), most: Decimal) -> GridCell {
    let Some(value) = count.values.get(market) else {
        return silent(scene);
    };
    let share = length(*value) / length(most);
    let detail = format!("{}{}", count.precision.mark(), number_text(*value));
    let short = detail.clone();
    GridCell { share: Some(share), text: scene.percent(share), detail, short, tone: tone(share) }
}

/// A cell of which nothing is known.
fn silent(scene: Scene<'_>) -> GridCell {
    let text = scene.say("未说明", "not stated");
    GridCell { text, tone: Tone::Faint, ..GridCell::default() }
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
        format!("{} {}", scene.market(market), Tally::of(&facts, market).cell(scene).detail)
    };
    let notes: Vec<String> = scene.study.market_indexes().map(note).collect();
    let notes = scene.say(
        format!("免费试用：{}", notes.join("；")),
        format!("free tier in full: {}", notes.join("; ")),
    );
    (!groups.is_empty()).then(|| Chart {
        title: scene.say("优惠与免费试用对照", "Offers and free tier, market by market"),
        notes: if facts.is_empty() { Vec::new() } else { vec![notes] },
        figure: Figure::Grid(Grid { columns: scene.markets(), groups }),
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
            short: String::new(),
            tone: Tone::of_availability(status),
        }
    };
    let label = fact.name.get(scene.lang).to_owned();
    GridRow { label, cells: scene.study.market_indexes().map(cell).collect(), row: Some(row) }
}
