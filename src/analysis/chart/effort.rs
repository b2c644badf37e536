//! What to close first: demand impact against technical difficulty.
//!
//! Shows what is scored and says how many rows are not; it must not score anything itself.

use super::scene::{MOST, Scene};
use super::{Chart, Figure, Item, Quadrant};
use crate::analysis::gap::{Gap, gap, priority};
use crate::analysis::table::Tone;
use crate::model::Fact;

/// The scored facts in four fields, the highest priority first.
pub(super) fn quadrant(scene: Scene<'_>) -> Option<Chart> {
    let ranked = scene.facts().filter(|(_, fact)| fact.effort().is_some());
    let mut ranked: Vec<(Option<u8>, usize, &Fact)> =
        ranked.map(|(row, fact)| (priority(fact), row, fact)).collect();
    ranked.sort_by_key(|(weight, ..)| std::cmp::Reverse(*weight));
    let scored = ranked.iter().filter(|(weight, ..)| weight.is_some()).count();
    let unscored = ranked.len() - scored;
    let items = ranked.iter().filter_map(|(_, row, fact)| item(scene, *row, fact));
    let items: Vec<Item> = items.take(MOST).collect();
    let mut notes = vec![scene.say(
        format!("优先级 = 需求影响 × 技术难度（各 1–5）；{} 分起为高；{scored} 项有评分，{unscored} 项没有", Item::HIGH),
        format!("priority = demand impact x technical difficulty, 1 to 5 each; high is {} and up; {scored} scored, {unscored} not", Item::HIGH),
    )];
    notes.extend(scene.left_out(items.len(), scored));
    (!items.is_empty()).then(|| Chart {
        title: scene.say("需求影响与技术难度", "Demand impact and technical difficulty"),
        notes,
        figure: Figure::Quadrant(Quadrant {
            across: scene.say("技术难度", "technical difficulty"),
            up: scene.say("需求影响", "demand impact"),
            fields: [
                scene.say("先做：需求高，难度低", "Do first: wanted and easy"),
                scene.say("立项：需求高，难度高", "Plan: wanted but hard"),
                scene.say("顺手：需求低，难度低", "In passing: minor and easy"),
                scene.say("暂缓：需求低，难度高", "Later: minor but hard"),
            ],
            names: [
                ("先做", "Do first"),
                ("立项", "Plan"),
                ("顺手", "In passing"),
                ("暂缓", "Later"),
            ]
            .map(|(zh, en)| scene.say(zh, en)),
            items,
        }),
    })
}

fn item(scene: Scene<'_>, row: usize, fact: &Fact) -> Option<Item> {
    let effort = fact.effort()?;
    let (up, across, weight) = (effort.impact?, effort.difficulty?, priority(fact)?);
    let gap = gap(scene.study, fact).unwrap_or(Gap::NotStated);
    let word = scene.lang.pick(gap.label().0, gap.label().1);
    let label = fact.name.get(scene.lang).to_owned();
    let text = format!("{up}x{across}={weight} {word}");
    let (short, tone) = (weight.to_string(), Tone::of_gap(gap));
    Some(Item { label, across, up, text, short, tone, row: Some(row.into()) })
}
