//! Rows of which somebody asks "what if": their cells, and the totals drawn below.
//!
//! Shows what `analysis` computes; must not change what is asked.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::Table;
use super::sums::{HEADINGS, SumLine, Sums};
use crate::analysis::number::money_text;
use crate::analysis::table::{Cell, Field, Mark, cell};
use crate::model::{Body, Fact, Lang};
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

/// An amount of a cost line as changed; none if it is as stated. Prices stay what they are: what is
/// asked of them is a quantity, and its cost is another figure.
pub(crate) fn changed(state: &State, field: Field, fact: &Fact) -> Option<String> {
    let (study, asked) = (state.study(), &state.what_if);
    match (&fact.body, field) {
        _ if !asked.touches(&fact.id) => None,
        (Body::Tco(line), Field::Platform(platform)) => {
            let now = asked.amount(study, (&fact.id, line), platform)?;
            let stated = line.amounts.get(platform).copied().flatten();
            (Some(now) != stated).then(|| money_text(now))
        }
        _ => None,
    }
}

/// The share of a cost line in its platform's total, where the column has room for it.
pub(super) fn share(state: &State, (table, field): (&Table, Field), fact: &Fact) -> Option<String> {
    let (Body::Tco(line), Field::Platform(platform)) = (&fact.body, field) else { return None };
    let now = state.what_if.amount(state.study(), (&fact.id, line), platform)?;
    let sums = table.sums(state.study(), &state.what_if)?;
    sums.at(Some(fact))?.share((platform, now), state.lang)
}

/// How many rows the totals take of a body.
pub(super) fn rows(state: &State, body: Rect) -> u16 {
    let table = state.facts_pane().and_then(|pane| pane.table());
    let sums = table.and_then(|table| table.sums(state.study(), &state.what_if));
    // The rows come first: on a small page the totals take a third at most.
    cells(sums.map_or(0, Sums::len)).min(body.height / 3)
}

/// How much of the totals is shown: whether what they were before, and amounts beside percentages.
const FORMS: [(bool, bool); 3] = [(true, true), (true, false), (false, false)];
/// Columns between two parts of a line.
const GAP: u16 = 2;
/// The least width of a name.
const LEAST: u16 = 8;

/// Draws the totals, their parts below each other under a heading. Figures are never cut: on a narrow
/// page there are fewer of them.
pub(super) fn draw(state: &State, table: &Table, area: Rect, canvas: &mut Canvas<'_>) {
    let fact = table.selected().and_then(|row| state.study().fact_at(row));
    let sums = table.sums(state.study(), &state.what_if).and_then(|sums| sums.at(fact));
    let Some(sums) = sums.filter(|_| area.height > 0) else {
        return;
    };
    let lines = sums.lines(state.study(), state.lang);
    let label = sums.label(state.lang);
    let measure = canvas.measure;
    let cols = |text: &str| cells(measure.cols(text));
    let names = lines.iter().map(|line| cols(&line.name)).max().unwrap_or(0).max(cols(&label));
    let room = area.width.saturating_sub(1);
    let parts = |form: (bool, bool)| columns(&lines, form, state.lang);
    let width = |part: &[String]| part.iter().map(|text| cols(text)).max().unwrap_or(0);
    let taken = |form| parts(form).iter().map(|part| width(part) + GAP).sum::<u16>();
    let fits = |form: &&(bool, bool)| taken(**form) + names <= room;
    let form = FORMS.iter().find(fits).or(FORMS.last()).copied().unwrap_or_default();
    let name = names.min(room.saturating_sub(taken(form)).max(LEAST));
    let heading = canvas.theme.heading;
    canvas.field((area.x + 1, area.y), (name, Align::Left), &label, heading);
    let below = || lines.iter().zip(area.top() + 1..area.bottom());
    for (line, y) in below() {
        // Why there are no totals may be longer than a name.
        let cols = if lines.len() == 1 && line.total(false).is_empty() { room } else { name };
        canvas.field((area.x + 1, y), (cols, Align::Left), &line.name, style(line, canvas));
    }
    let mut x = area.x + 1 + name + GAP;
    for part in parts(form) {
        let cols = width(&part);
        if x + cols > area.right() {
            break;
        }
        let rows = part.iter().zip(area.top()..area.bottom());
        for ((text, y), line) in rows.zip(std::iter::once(None).chain(lines.iter().map(Some))) {
            let style = line.map_or(heading, |line| style(line, canvas));
            canvas.field((x, y), (cols, Align::Right), text, style);
        }
        x += cols + GAP;
    }
}

fn style(line: &SumLine, canvas: &Canvas<'_>) -> Style {
    if line.is_cheapest { canvas.theme.good } else { canvas.theme.plain }
}

/// The figures of the totals, each part with its heading first; parts that say nothing are left out.
fn columns(lines: &[SumLine], (before, amounts): (bool, bool), lang: Lang) -> Vec<Vec<String>> {
    let part = |heading: &str, text: &dyn Fn(&SumLine) -> String| {
        let texts: Vec<String> = lines.iter().map(text).collect();
        let says = texts.iter().any(|text| !text.is_empty());
        says.then(|| std::iter::once(heading.to_owned()).chain(texts).collect())
    };
    let (moved, against) = HEADINGS;
    // Two movements in a row are read as percentages.
    let amounts = amounts && lines.iter().all(|line| line.moved.is_empty());
    let totals = part("", &|line| line.total(before));
    let moved = part(lang.pick(moved.0, moved.1), &|line| line.moved.clone());
    let against = part(lang.pick(against.0, against.1), &|line| line.against(amounts));
    [totals, moved, against].into_iter().flatten().collect()
}
