//! How many items each factor of an analysis has.

use super::scene::{Scene, grouped};
use super::{Bar, BarGroup, Bars, Chart, Figure, Target};
use crate::analysis::table::{Field, Tone};
use crate::model::{Body, Kind, Term};

/// One bar per factor, grouped by analysis.
pub(super) fn factors(scene: Scene<'_>) -> Option<Chart> {
    let named = scene.facts().filter_map(|(row, fact)| {
        let label = match &fact.body {
            Body::Pest(item) => item.factor.label(scene.lang),
            Body::Swot(item) => item.factor.label(scene.lang),
            Body::Tows(item) => item.cell.label(scene.lang),
            _ => return None,
        };
        Some((fact.body.kind(), (label, row)))
    });
    let bar = |(label, members): (&str, Vec<usize>)| Bar {
        label: label.to_owned(),
        value: members.len() as f64,
        text: members.len().to_string(),
        tone: Tone::Plain,
        row: members.first().map(|row| Target::Like(Field::Factor, *row)),
    };
    let group = |(kind, labels): (Kind, Vec<(&'static str, usize)>)| BarGroup {
        label: kind.label(scene.lang).to_owned(),
        unit: String::new(),
        bars: grouped(labels).into_iter().map(bar).collect(),
    };
    let groups: Vec<BarGroup> = grouped(named).into_iter().map(group).collect();
    (!groups.is_empty()).then(|| Chart {
        title: scene.say("各因素的条数", "Items per factor"),
        notes: Vec::new(),
        figure: Figure::Bars(Bars { groups }),
    })
}
