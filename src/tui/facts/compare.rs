//! What the footer of a table says of the comparison.
//!
//! Words only; what differs is found in `analysis`.

use super::Table;
use crate::analysis::compare::{Change, rates as rates_of};
use crate::analysis::gap::Gap;
use crate::model::Dimension;
use crate::model::Lang;
use crate::tui::state::State;

/// The rates that changed, under the table of what changed about prices.
pub(super) fn rates(table: &Table, state: &State) -> Vec<Change> {
    let told = table.view.is_of_changes() && table.view.dimension == Dimension::Price;
    if told { rates_of(state.study()) } else { Vec::new() }
}

/// How many of the rows shown differ between the two markets, where the table compares markets.
pub(super) fn differences(table: &Table, state: &State) -> String {
    match table.differing {
        Some(count) => state.lang.pick(format!("，{count} 行不同"), format!(", {count} differ")),
        None => String::new(),
    }
}

/// How the rows shown stand, each word that any of them has with its number.
pub(super) fn tally(table: &Table, lang: Lang) -> String {
    let Some(tally) = table.gaps else { return String::new() };
    let counts = [
        (tally.missing, Gap::Missing),
        (tally.limited, Gap::Limited),
        (tally.late, Gap::Late(1)),
        (tally.available, Gap::Level),
        (tally.not_stated, Gap::NotStated),
    ];
    let said = counts.iter().filter(|(count, _)| *count > 0).map(|(count, gap)| {
        let (zh, en) = gap.label();
        lang.pick(format!("{zh} {count}"), format!("{count} {en}"))
    });
    let said: Vec<String> = said.collect();
    if said.is_empty() {
        return String::new();
    }
    // Two blanks, so that a narrow page may break the line here.
    format!("  {}", said.join(lang.pick("，", ", ")))
}

/// The ratios of the prices shown: the median beside the mean, which one row can distort.
pub(super) fn ratios(table: &Table, state: &State) -> String {
    let Some(s) = table.ratios else { return String::new() };
    let (n, mean, median) = (s.count, s.mean, s.median);
    state.lang.pick(
        format!("  比值（{n} 行）：平均 {mean:.2}，中位 {median:.2}"),
        format!("  ratio of {n}: mean {mean:.2}, median {median:.2}"),
    )
}
