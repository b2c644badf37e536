//! What to close first: demand impact against technical difficulty.
//!
//! Shows what is scored and says how many rows are not; it must not score anything itself.

use super::scene::{MOST, Scene};
use super::{Chart, Figure, Item, Quadrant};
use crate::analysis::gap::{Gap, gap, priority};
use crate::analysis::table::Tone;

/// The scored facts in four fields, the highest priority first.
pub(super) fn quadrant(scene: Scene<'_>) -> Option<Chart> {
    let mut items: Vec<(u8, Item)> = Vec::new();
    let mut unscored = 0;
    for (row, fact) in scene.facts() {
        let Some(effort) = fact.effort() else { continue };
        let (Some(up), Some(across), Some(weight)) =
            (effort.impact, effort.difficulty, priority(fact))
        else {
            unscored += 1;
            continue;
        };
        let gap = gap(scene.study, fact).unwrap_or(Gap::NotStated);
        let word = scene.lang.pick(gap.label().0, gap.label().1);
        let tone = match gap {
            Gap::Missing => Tone::Bad,
            Gap::Limited | Gap::Late(_) => Tone::Fair,
            Gap::Level => Tone::Good,
            Gap::NotStated => Tone::Faint,
        };
        let label = fact.name.get(scene.lang).to_owned();
        let text = format!("{up}x{across}={weight} {word}");
        items.push((weight, Item { label, across, up, text, tone, row: Some(row) }));
    }
    items.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
    let scored = items.len();
    let items: Vec<Item> = items.into_iter().map(|(_, item)| item).take(MOST).collect();
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
            items,
        }),
    })
}
