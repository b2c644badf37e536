//! How many items each factor of an analysis has.

use super::scene::{Scene, grouped};
use super::{Bar, BarGroup, Bars, Chart, Figure};
use crate::analysis::table::Tone;
use crate::model::{Body, Kind, Term};

/// One bar per factor, grouped by analysis.
pub(super) fn factors(scene: Scene<'_>) -> Option<Chart> {
    let named = scene.facts().filter_map(|(_, fact)| {
        let label = match &fact.body {
            Body::Pest(item) => item.factor.label(scene.lang),
            Body::Swot(item) => item.factor.label(scene.lang),
            Body::Tows(item) => item.cell.label(scene.lang),
            _ => return None,
        };
        Some((fact.body.kind(), label))
    });
    let bar = |(label, members): (&str, Vec<()>)| Bar {
        label: label.to_owned(),
        value: members.len() as f64,
        text: members.len().to_string(),
        tone: Tone::Plain,
        row: None,
    };
    let group = |(kind, labels): (Kind, Vec<&'static str>)| BarGroup {
        label: kind.label(scene.lang).to_owned(),
        unit: String::new(),
        bars: grouped(labels.into_iter().map(|label| (label, ()))).into_iter().map(bar).collect(),
    };
    let groups: Vec<BarGroup> = grouped(named).into_iter().map(group).collect();
    (!groups.is_empty()).then(|| Chart {
        title: scene.say("各因素的条数", "Items per factor"),
        notes: Vec::new(),
        figure: Figure::Bars(Bars { groups }),
    })
}
