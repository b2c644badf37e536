//! Total cost of ownership: what each platform costs, of what, and where the difference comes from.
//!
//! Adds up lines of one currency only and says how many others there are.

use rust_decimal::Decimal;

use super::scene::{Scene, grouped, length, signed};
use super::{Bar, BarGroup, Bars, Chart, Figure, Part, Stack, Stacked};
use crate::analysis::table::{Tone, number_text};
use crate::model::{Body, FactId, Tco};

/// The lines that are added up, and their currency.
struct Ledger<'a> {
    scene: Scene<'a>,
    lines: Vec<(&'a FactId, &'a Tco)>,
    currency: &'a str,
    notes: Vec<String>,
}

impl<'a> Ledger<'a> {
    fn of(scene: Scene<'a>) -> Option<Self> {
        let all = scene.facts().filter_map(|(_, fact)| match &fact.body {
            Body::Tco(line) => Some((&fact.id, &**line)),
            _ => None,
        });
        let all: Vec<(&FactId, &Tco)> = all.collect();
        let currency = &*all.first()?.1.currency;
        let alike = all.iter().copied().filter(|(_, line)| *line.currency == *currency);
        let lines: Vec<(&FactId, &Tco)> = alike.collect();
        let (_, first) = *lines.first()?;
        let years =
            first.years.map(|years| scene.say(format!("{years} 年"), format!("{years} years")));
        let scenario = first.scenario.as_ref().map(|text| text.get(scene.lang).to_owned());
        let what: Vec<String> =
            scenario.into_iter().chain(years).chain([currency.to_owned()]).collect();
        let mut notes = vec![what.join(scene.lang.pick("，", ", "))];
        let others = all.len() - lines.len();
        if others > 0 {
            notes.push(scene.say(
                format!("另有 {others} 行为其他货币，未计"),
                format!("{others} lines in other currencies are left out"),
            ));
        }
        let amounts = lines.iter().flat_map(|(_, line)| &line.amounts);
        let gaps = amounts.filter(|amount| amount.is_none()).count();
        if gaps > 0 {
            notes.push(scene.say(
                format!("{gaps} 个金额未说明，不计入"),
                format!("{gaps} amounts are not stated and not added"),
            ));
        }
        Some(Self { scene, lines, currency, notes })
    }

    /// The sum of a platform over the lines of a kind or a phase; over all of them without.
    fn sum(&self, platform: usize, of: Option<(Split, &str)>) -> Decimal {
        let Scene { study, asked, .. } = self.scene;
        let wanted =
            |(_, line): &&(&FactId, &Tco)| of.is_none_or(|(split, id)| split.of(line) == id);
        let lines = self.lines.iter().filter(wanted);
        lines.filter_map(|line| asked.amount(study, *line, platform)).sum()
    }

    /// The ids by which the lines are split, in order of appearance.
    fn ids(&self, split: Split) -> Vec<&'a str> {
        grouped(self.lines.iter().map(|(_, line)| (split.of(line), ())))
            .into_iter()
            .map(|(id, _)| id)
            .collect()
    }

    /// The platforms that cost something, with their totals.
    fn totals(&self, scene: Scene<'_>) -> Vec<(usize, Decimal)> {
        let platforms = 0..scene.study.platforms.len();
        platforms.map(|at| (at, self.sum(at, None))).filter(|(_, total)| !total.is_zero()).collect()
    }
}

/// By what the lines are split.
#[derive(Debug, Clone, Copy)]
enum Split {
    Cost,
    Phase,
}

impl Split {
    fn of(self, line: &Tco) -> &str {
        match self {
            Self::Cost => &line.cost,
            Self::Phase => &line.phase,
        }
    }
}

/// Every platform as a bar of kinds of cost.
pub(super) fn by_cost(scene: Scene<'_>) -> Option<Chart> {
    let title = scene.say("总体拥有成本，按成本类型", "Total cost of ownership by kind of cost");
    stacked(scene, title, Split::Cost)
}

/// Every platform as a bar of phases.
pub(super) fn by_phase(scene: Scene<'_>) -> Option<Chart> {
    let title = scene.say("总体拥有成本，按阶段", "Total cost of ownership by phase");
    stacked(scene, title, Split::Phase)
}

fn stacked(scene: Scene<'_>, title: String, split: Split) -> Option<Chart> {
    let ledger = Ledger::of(scene)?;
    let ids = ledger.ids(split);
    let totals = ledger.totals(scene);
    let least = totals.iter().map(|(_, total)| *total).min()?;
    let stack = |&(platform, total): &(usize, Decimal)| {
        let part = |id: &&str| {
            let value = ledger.sum(platform, Some((split, id)));
            let share = value.checked_div(total).map_or(0.0, length);
            Part { value: length(value).max(0.0), text: number_text(value), share }
        };
        Stack {
            label: platform_name(scene, platform),
            total: total_text(scene, &ledger, (total, least)),
            parts: ids.iter().map(part).collect(),
        }
    };
    let kinds = ids.iter().map(|id| scene.category(Some(id))).collect();
    let stacks = totals.iter().map(stack).collect();
    Some(Chart {
        title,
        notes: ledger.notes.clone(),
        figure: Figure::Stacked(Stacked { kinds, stacks }),
    })
}

fn total_text(scene: Scene<'_>, ledger: &Ledger<'_>, (total, least): (Decimal, Decimal)) -> String {
    let text = format!("{} {}", ledger.currency, number_text(total));
    if total == least {
        return scene.say(format!("{text}（最低）"), format!("{text} (lowest)"));
    }
    let more = total - least;
    let times = more.checked_div(least).map_or(0.0, length);
    let (more, percent) = (signed(more), scene.percent(times));
    scene.say(
        format!("{text}（比最低 {more}，+{percent}）"),
        format!("{text} ({more} on the lowest, +{percent})"),
    )
}

fn platform_name(scene: Scene<'_>, platform: usize) -> String {
    scene
        .study
        .platforms
        .get(platform)
        .map_or(String::new(), |label| label.name.get(scene.lang).to_owned())
}

/// What the other platforms cost more than the cheapest, by kind of cost and by phase.
pub(super) fn savings(scene: Scene<'_>) -> Option<Chart> {
    let ledger = Ledger::of(scene)?;
    let totals = ledger.totals(scene);
    let (cheapest, least) = totals.iter().copied().min_by_key(|(_, total)| *total)?;
    let others = totals.iter().copied().filter(|(platform, _)| *platform != cheapest);
    let groups: Vec<BarGroup> = others
        .flat_map(|(platform, total)| {
            let name = platform_name(scene, platform);
            let more = total - least;
            let share = more.checked_div(total).map_or(0.0, length);
            let (sum, percent) = (number_text(more), scene.percent(share));
            let headings = [
                (
                    Split::Cost,
                    scene.say(
                        format!("比 {name} 省 {sum}（{percent}），按成本类型"),
                        format!("{sum} ({percent}) saved on {name}, by kind of cost"),
                    ),
                ),
                (
                    Split::Phase,
                    scene.say(
                        format!("比 {name} 省 {sum}，按阶段"),
                        format!("{sum} saved on {name}, by phase"),
                    ),
                ),
            ];
            headings.map(|(split, label)| BarGroup {
                label,
                unit: String::new(),
                bars: differences(scene, &ledger, (split, platform, cheapest)),
            })
        })
        .collect();
    let name = platform_name(scene, cheapest);
    let mut notes = vec![scene.say(
        format!("{name} 总价最低；正数为它省下的，负数为它更贵的，括号内为占差额的比例"),
        format!("{name} costs least in all; above zero is what it saves, below zero where it costs more; in brackets the share of the difference"),
    )];
    notes.extend(ledger.notes);
    (!groups.is_empty()).then(|| Chart {
        title: scene.say("节省从何而来", "Where the saving comes from"),
        notes,
        figure: Figure::Bars(Bars { groups }),
    })
}

fn differences(
    scene: Scene<'_>,
    ledger: &Ledger<'_>,
    (split, platform, cheapest): (Split, usize, usize),
) -> Vec<Bar> {
    let whole = ledger.sum(platform, None) - ledger.sum(cheapest, None);
    let mut bars: Vec<(Decimal, Bar)> = Vec::new();
    for id in ledger.ids(split) {
        let of = Some((split, id));
        let more = ledger.sum(platform, of) - ledger.sum(cheapest, of);
        let share = more.checked_div(whole).map_or(0.0, length);
        let percent = scene.percent(share);
        let bar = Bar {
            label: scene.category(Some(id)),
            value: length(more),
            text: scene.say(
                format!("{}（{percent}）", signed(more)),
                format!("{} ({percent})", signed(more)),
            ),
            tone: if more < Decimal::ZERO { Tone::Bad } else { Tone::Good },
            row: None,
        };
        bars.push((more, bar));
    }
    bars.sort_by_key(|(more, _)| std::cmp::Reverse(*more));
    bars.into_iter().map(|(_, bar)| bar).collect()
}
