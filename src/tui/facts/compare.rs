//! What the footer of a table says of the comparison.
//!
//! Words only; what differs is found in `analysis`.

use super::Table;
use crate::analysis::compare::{Change, rates as rates_of};
use crate::model::Dimension;
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

/// The ratios of the prices shown: the median beside the mean, which one row can distort.
pub(super) fn ratios(table: &Table, state: &State) -> String {
    let Some(s) = table.ratios else { return String::new() };
    let (n, mean, median) = (s.count, s.mean, s.median);
    state.lang.pick(
        format!("  比值（{n} 行）：平均 {mean:.2}，中位 {median:.2}"),
        format!("  ratio of {n}: mean {mean:.2}, median {median:.2}"),
    )
}
