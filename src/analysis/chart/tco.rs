//! Total cost of ownership: what each platform costs, of what, and where the difference comes from.
//!
//! Words and bars only: the sums, scenario by scenario, and which platform is cheapest, are those of
//! [`crate::analysis::totals`].

use rust_decimal::Decimal;

use super::scene::{MOST, Scene, grouped, length};
use super::{Bar, BarGroup, Bars, Chart, Figure, Part, Stack, Stacked};
use crate::analysis::number::{cents, money_text, signed_text};
use crate::analysis::prices::{NoRate, rate_text};
use crate::analysis::table::Tone;
use crate::analysis::totals::{CostLines, Totals};
use crate::analysis::what_if::WhatIf;
use crate::model::{Tco, counted};

/// The lines of a chart with their totals, whole and by kind of cost or phase.
struct Costs<'a> {
    lines: CostLines<'a>,
    asked: &'a WhatIf,
    whole: Totals,
}

impl<'a> Costs<'a> {
    fn of(lines: CostLines<'a>, asked: &'a WhatIf) -> Result<Self, NoRate> {
        let whole = lines.totals(asked)?;
        Ok(Self { lines, asked, whole })
    }

    /// The platforms that have a total.
    fn platforms(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.whole.columns.len()).filter(|at| self.whole.total(*at).is_some())
    }

    /// The ids by which the lines are split, in order of appearance, each with its totals.
    fn parts(&self, split: Split) -> Vec<(&'a str, Totals)> {
        let ids = grouped(self.lines.lines().map(|line| (split.of(line), ())));
        ids.into_iter().filter_map(|(id, _)| Some((id, self.part(split, id)?))).collect()
    }

    /// The totals of one of the ids by which lines are split.
    fn part(&self, split: Split, id: &str) -> Option<Totals> {
        self.lines.only(|line| split.of(line) == id).totals(self.asked).ok()
    }

    /// What they are the costs of; empty where the study does not say.
    fn scenario(&self, scene: Scene<'_>) -> String {
        self.lines.scenario().map_or(String::new(), |scenario| scenario.text(scene.lang))
    }

    /// A name as that of these costs, where there are those of other scenarios.
    fn named(&self, scene: Scene<'_>, name: String, each: &[Self]) -> String {
        let scenario = self.scenario(scene);
        if each.len() < 2 || scenario.is_empty() {
            return name;
        }
        scene.say(format!("{name}（{scenario}）"), format!("{name} ({scenario})"))
    }

    /// What is added up: scenario, currency, rates; and how many amounts are missing.
    fn notes(&self, scene: Scene<'_>) -> Vec<String> {
        let named = [self.scenario(scene), self.whole.currency.to_string()];
        let named = named.into_iter().filter(|part| !part.is_empty());
        let what: Vec<String> = named.chain(self.whole.rates.iter().map(rate_text)).collect();
        let mut notes = vec![what.join(scene.lang.pick("，", ", "))];
        let gaps = self.lines.lines().flat_map(|line| &line.amounts).filter(|one| one.is_none());
        let gaps = gaps.count();
        if gaps > 0 {
            let amounts = counted(gaps, "amount is", "amounts are");
            notes.push(scene.say(
                format!("{gaps} 个金额未说明，不计入；不全的平台不参与比较"),
                format!(
                    "{amounts} not stated and not added; a platform that lacks one is not compared"
                ),
            ));
        }
        notes
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
    let each = match added_up(scene)? {
        Ok(each) => each,
        Err(error) => return Some(not_added(scene, title, &error)),
    };
    // One list of parts, so that a part has one sign in all bars.
    let split_by = each.iter().map(|costs| costs.parts(split));
    let ids = grouped(split_by.flatten().map(|(id, _)| (id, ())));
    let ids: Vec<&str> = ids.into_iter().map(|(id, _)| id).collect();
    let stacks = each.iter().flat_map(|costs| stacks(scene, costs, (&each, split, &ids)));
    let kinds = ids.iter().map(|id| scene.category(Some(id))).collect();
    let figure = Figure::Stacked(Stacked { kinds, stacks: stacks.collect() });
    Some(Chart { title, notes: notes(scene, &each), figure })
}
/// The bars of a scenario, split into these parts.
fn stacks(
    scene: Scene<'_>,
    costs: &Costs<'_>,
    (each, split, ids): (&[Costs<'_>], Split, &[&str]),
) -> Vec<Stack> {
    let parts: Vec<Totals> = ids.iter().filter_map(|id| costs.part(split, id)).collect();
    let stack = |platform: usize| Stack {
        label: costs.named(scene, platform_name(scene, platform), each),
        total: total_text(scene, &costs.whole, platform),
        parts: parts.iter().map(|part| share(scene, (part, &costs.whole), platform)).collect(),
    };
    costs.platforms().map(stack).collect()
}

/// The costs of the rows shown, one of each scenario; the rate without which they are not added up;
/// nothing if there are none.
fn added_up(scene: Scene<'_>) -> Option<Result<Vec<Costs<'_>>, NoRate>> {
    let lines = CostLines::each(scene.study, scene.facts().map(|(_, fact)| fact));
    let each = lines.into_iter().take(MOST).map(|lines| Costs::of(lines, scene.asked));
    let each: Result<Vec<_>, _> = each.collect();
    each.map(|each| (!each.is_empty()).then_some(each)).transpose()
}

/// What is added up, scenario by scenario.
fn notes(scene: Scene<'_>, each: &[Costs<'_>]) -> Vec<String> {
    each.iter().flat_map(|costs| costs.notes(scene)).collect()
}

/// What stands in for a chart of sums that cannot be made.
fn not_added(scene: Scene<'_>, title: String, error: &NoRate) -> Chart {
    let why = error.message(scene.lang);
    let note = scene.say(format!("无法相加：{why}"), format!("not added up: {why}"));
    Chart { title, notes: vec![note], figure: Figure::Stacked(Stacked::default()) }
}

/// A part of a platform's total.
fn share(scene: Scene<'_>, (part, whole): (&Totals, &Totals), platform: usize) -> Part {
    let amount = part.total(platform).unwrap_or_default();
    let share = whole.share(platform, amount).map_or(0.0, length) / 100.0;
    let (value, percent) = (length(amount).max(0.0), scene.percent(share));
    Part { value, text: money_text(amount), share, percent }
}

/// A total and how it stands to the lowest; one that lacks an amount is at least as much and stands
/// to none.
fn total_text(scene: Scene<'_>, totals: &Totals, platform: usize) -> String {
    let total = money_text(totals.total(platform).unwrap_or_default());
    let text = format!("{} {total}", totals.currency).trim_start().to_owned();
    match totals.against_cheapest(platform) {
        None if totals.is_whole(platform) => text,
        None => scene.say(format!(">{text}（不全）"), format!(">{text} (incomplete)")),
        Some((more, _)) if more.is_zero() => {
            scene.say(format!("{text}（最低）"), format!("{text} (lowest)"))
        }
        Some((more, percent)) => {
            let more = signed_text(cents(more));
            let percent = percent.map(|percent| scene.percent(length(percent) / 100.0));
            let zh = percent.as_ref().map_or(String::new(), |percent| format!("，+{percent}"));
            let en = percent.as_ref().map_or(String::new(), |percent| format!(", +{percent}"));
            scene.say(
                format!("{text}（比最低 {more}{zh}）"),
                format!("{text} ({more} on the lowest{en})"),
            )
        }
    }
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
    let title = scene.say("节省从何而来", "Where the saving comes from");
    let each = match added_up(scene)? {
        Ok(each) => each,
        Err(error) => return Some(not_added(scene, title, &error)),
    };
    let groups: Vec<BarGroup> =
        each.iter().flat_map(|costs| differences_of(scene, costs, &each)).collect();
    let cheapest = each.iter().filter_map(|costs| {
        let name = platform_name(scene, costs.whole.cheapest()?);
        Some(costs.named(scene, name, &each))
    });
    let cheapest: Vec<String> = cheapest.collect();
    let costs = if cheapest.len() == 1 { "costs" } else { "cost" };
    let name = cheapest.join(scene.lang.pick("、", ", "));
    let mut said = vec![scene.say(
        format!("{name} 总价最低；正数为它省下的，负数为它更贵的，括号内为占差额的比例"),
        format!("{name} {costs} least in all; above zero is what it saves, below zero where it costs more; in brackets the share of the difference"),
    )];
    said.extend(notes(scene, &each));
    (!groups.is_empty()).then_some(Chart {
        title,
        notes: said,
        figure: Figure::Bars(Bars { groups }),
    })
}

/// What the cheapest platform of a scenario saves on each of the others.
fn differences_of(scene: Scene<'_>, costs: &Costs<'_>, each: &[Costs<'_>]) -> Vec<BarGroup> {
    let Some(cheapest) = costs.whole.cheapest() else { return Vec::new() };
    let splits = [Split::Cost, Split::Phase].map(|split| (split, costs.parts(split)));
    let others = costs.platforms().filter(|at| *at != cheapest && costs.whole.is_whole(*at));
    let groups = others.flat_map(|platform| {
        let name = costs.named(scene, platform_name(scene, platform), each);
        let group = |(split, parts): &(Split, Vec<(&str, Totals)>)| BarGroup {
            label: heading(scene, &costs.whole, (*split, platform, &name)),
            unit: String::new(),
            bars: differences(scene, parts, (&costs.whole, platform, cheapest)),
        };
        splits.iter().map(group).collect::<Vec<_>>()
    });
    groups.collect()
}

/// How much the cheapest saves on a platform; what part of that platform's total it is, once.
fn heading(
    scene: Scene<'_>,
    whole: &Totals,
    (split, platform, name): (Split, usize, &str),
) -> String {
    let more = whole.against_cheapest(platform).map_or(Decimal::ZERO, |(more, _)| more);
    let sum = money_text(more);
    match split {
        Split::Cost => {
            let share = whole.share(platform, more).map_or(0.0, length) / 100.0;
            let percent = scene.percent(share);
            scene.say(
                format!("比 {name} 省 {sum}（{percent}），按成本类型"),
                format!("{sum} ({percent}) saved on {name}, by kind of cost"),
            )
        }
        Split::Phase => scene
            .say(format!("比 {name} 省 {sum}，按阶段"), format!("{sum} saved on {name}, by phase")),
    }
}

fn differences(
    scene: Scene<'_>,
    parts: &[(&str, Totals)],
    (whole, platform, cheapest): (&Totals, usize, usize),
) -> Vec<Bar> {
    let more = |totals: &Totals| {
        let of = |at| totals.total(at).unwrap_or_default();
        of(platform).checked_sub(of(cheapest)).unwrap_or_default()
    };
    let all = more(whole);
    let bar = |(id, part): &(&str, Totals)| {
        let more = more(part);
        let percent = scene.percent(more.checked_div(all).map_or(0.0, length));
        let text = signed_text(cents(more));
        let bar = Bar {
            label: scene.category(Some(id)),
            value: length(more),
            text: scene.say(format!("{text}（{percent}）"), format!("{text} ({percent})")),
            tone: if more < Decimal::ZERO { Tone::Bad } else { Tone::Good },
            row: None,
        };
        (more, bar)
    };
    let mut bars: Vec<(Decimal, Bar)> = parts.iter().map(bar).collect();
    bars.sort_by_key(|(more, _)| std::cmp::Reverse(*more));
    bars.into_iter().map(|(_, bar)| bar).collect()
}
