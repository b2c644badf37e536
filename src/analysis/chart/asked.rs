//! A chart of figures of which somebody asks "what if": as asked, and beside it as stated.
//!
//! Builds the chart twice and puts the two together; it must not add anything up.

use super::scene::Scene;
use super::{Bar, Bars, Chart, Figure, Stack, Stacked};
use crate::analysis::table::Tone;
use crate::analysis::what_if::WhatIf;
use crate::model::Body;

/// The chart with what is asked, and beside each bar that moves the one as stated; the chart as it
/// is where nothing is asked of its facts.
pub(super) fn both(scene: Scene<'_>, build: fn(Scene<'_>) -> Option<Chart>) -> Option<Chart> {
    let now = build(scene)?;
    let touched = scene
        .facts()
        .filter(|(_, fact)| matches!(fact.body, Body::Tco(_)) && scene.asked.touches(&fact.id));
    let touched = touched.count();
    if touched == 0 {
        return Some(now);
    }
    let none = WhatIf::default();
    let stated = build(Scene { asked: &none, ..scene })?;
    // Savings on another platform are no savings to compare with.
    let comparable = now.notes.first() == stated.notes.first();
    let figure = match (now.figure, &stated.figure) {
        (Figure::Stacked(now), Figure::Stacked(stated)) => {
            Figure::Stacked(beside_stacks(scene, now, stated))
        }
        (Figure::Bars(now), Figure::Bars(stated)) if comparable => {
            Figure::Bars(beside_bars(scene, now, stated))
        }
        (figure, _) => figure,
    };
    let mut notes = now.notes;
    notes.push(scene.say(
        format!("假如改了 {touched} 行；标“原数”的是研究所述"),
        format!(
            "with {touched} {} changed; \"as stated\" is what the study says",
            if touched == 1 { "line" } else { "lines" }
        ),
    ));
    if !comparable {
        notes.extend(
            stated
                .notes
                .first()
                .map(|note| scene.say(format!("原数：{note}"), format!("as stated: {note}"))),
        );
    }
    let title = scene.say(format!("假如：{}", now.title), format!("What if: {}", now.title));
    Some(Chart { title, notes, figure })
}

fn as_stated(scene: Scene<'_>, label: &str) -> String {
    scene.say(format!("{label}（原数）"), format!("{label}, as stated"))
}

fn beside_stacks(scene: Scene<'_>, now: Stacked, stated: &Stacked) -> Stacked {
    let former = |stack: &Stack| {
        let former = stated.stacks.iter().find(|former| former.label == stack.label)?;
        let moved = former.parts != stack.parts;
        moved.then(|| Stack { label: as_stated(scene, &stack.label), ..former.clone() })
    };
    let stacks = now.stacks.into_iter().flat_map(|stack| {
        let former = former(&stack);
        std::iter::once(stack).chain(former)
    });
    Stacked { stacks: stacks.collect(), kinds: now.kinds }
}

/// Groups come in the same order as long as the same platform is the cheapest.
fn beside_bars(scene: Scene<'_>, now: Bars, stated: &Bars) -> Bars {
    let mut groups = now.groups;
    for (group, former) in groups.iter_mut().zip(&stated.groups) {
        let beside = |bar: Bar| {
            let former = former.bars.iter().find(|former| former.label == bar.label);
            let former = former.filter(|former| former.text != bar.text).map(|former| Bar {
                label: as_stated(scene, &bar.label),
                tone: Tone::Faint,
                ..former.clone()
            });
            std::iter::once(bar).chain(former)
        };
        group.bars = std::mem::take(&mut group.bars).into_iter().flat_map(beside).collect();
    }
    Bars { groups }
}
