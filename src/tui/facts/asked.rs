//! Rows of which somebody asks "what if": their cells, and the totals drawn below.
//!
//! Shows what `analysis` computes; must not change what is asked.

use ratatui::layout::Rect;

use super::Table;
use super::sums::{SumLine, Sums, amount};
use crate::analysis::prices::compare;
use crate::analysis::table::{Cell, Field, Mark, cell};
use crate::model::{Body, Fact};
use crate::text::Align;
use crate::tui::canvas::{Canvas, cells};
use crate::tui::state::State;

/// The cell of a fact as the table shows it: with what is changed in place of what is stated.
pub(super) fn shown(state: &State, field: Field, fact: &Fact) -> Cell {
    let cell = cell(field, state.study(), fact, state.lang);
    match changed(state, field, fact) {
        Some(text) => Cell { text, mark: Mark::Changed, ..cell },
        None => cell,
    }
}

fn changed(state: &State, field: Field, fact: &Fact) -> Option<String> {
    let (study, asked) = (state.study(), &state.what_if);
    match (&fact.body, field) {
        _ if !asked.touches(&fact.id) => None,
        (Body::Tco(line), Field::Platform(platform)) => {
            let now = asked.amount(study, (&fact.id, line), platform)?;
            let stated = line.amounts.get(platform).copied().flatten();
            (Some(now) != stated).then(|| amount(now))
        }
        (Body::Price(price), Field::Market(market)) => {
            let one = compare(study, price).get(market)?;
            Some(amount(one.checked_mul(asked.quantity(&fact.id)?)?))
        }
        _ => None,
    }
}

/// The share of a cost line in its platform's total, where the column has room for it.
pub(super) fn share(state: &State, (table, field): (&Table, Field), fact: &Fact) -> Option<String> {
    let (Body::Tco(line), Field::Platform(platform)) = (&fact.body, field) else { return None };
    let now = state.what_if.amount(state.study(), (&fact.id, line), platform)?;
    table.sums(state.study(), &state.what_if)?.share(platform, now)
}

/// How many rows the totals take of a body.
pub(super) fn rows(state: &State, body: Rect) -> u16 {
    let table = state.facts_pane().and_then(|pane| pane.table());
    let sums = table.and_then(|table| table.sums(state.study(), &state.what_if));
    // The rows come first: on a small page the totals take a third at most.
    cells(sums.map_or(0, Sums::len)).min(body.height / 3)
}

/// Draws the totals, their parts below each other.
pub(super) fn draw(state: &State, table: &Table, area: Rect, canvas: &mut Canvas<'_>) {
    let Some(sums) = table.sums(state.study(), &state.what_if) else { return };
    let lines = sums.lines(state.study(), state.lang);
    let label = format!("{}  ", sums.label(state.lang));
    let used = canvas.text((area.x + 1, area.y), area.width, &label, canvas.theme.heading) + 1;
    let width = |part: fn(&SumLine) -> &String| {
        cells(lines.iter().map(|line| canvas.measure.cols(part(line))).max().unwrap_or(0))
    };
    let name = width(|line| &line.name).min(area.width / 3);
    let (total, moved) = (width(|line| &line.total), width(|line| &line.moved));
    for (line, y) in lines.iter().zip(area.top()..area.bottom()) {
        let style = if line.is_cheapest { canvas.theme.good } else { canvas.theme.plain };
        let mut x = area.x + used;
        for (text, cols, align) in [
            (&line.name, name, Align::Left),
            (&line.total, total, Align::Right),
            (&line.moved, moved, Align::Right),
        ] {
            let room = area.right().saturating_sub(x);
            canvas.field((x, y), (cols.min(room), align), text, style);
            x += if cols == 0 { 0 } else { cols + 2 };
        }
        canvas.text((x, y), area.right().saturating_sub(x), &line.against, style);
    }
}
