//! What the footer of a table says of the comparison.
//!
//! Words only; what differs is found in `analysis`.

use super::Table;
use crate::tui::state::State;

/// How many of the rows shown differ between the two markets, where the table compares markets.
pub(super) fn differences(table: &Table, state: &State) -> String {
    match table.differing {
        Some(count) => state.lang.pick(format!("，{count} 行不同"), format!(", {count} differ")),
        None => String::new(),
    }
}
