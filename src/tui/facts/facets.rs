//! The values of columns with their counts, to be picked from.
//!
//! A line narrows the list; picking keeps it open. Counting is done when something was picked,
//! never while drawing.

use ratatui::layout::Rect;

use super::chips::said;
use crate::analysis::facets::Facet;
use crate::analysis::filter::{Count, Pick};
use crate::analysis::search::Query;
use crate::analysis::table::Field;
use crate::model::{Lang, Study};
use crate::text::Align;
use crate::tui::canvas::{Canvas, cells, inner, split_top};
use crate::tui::finder::Asked;
use crate::tui::line::Line;
use crate::tui::scroll::Scroll;
use crate::tui::state::State;

/// The list and the line that narrows it.
#[derive(Debug, Default)]
pub(crate) struct Facets {
    pub(crate) line: Line,
    pub(crate) scroll: Scroll,
    facets: Vec<Facet>,
    /// The values listed: facet and value within it.
    shown: Vec<(usize, usize)>,
    /// Whether they are being counted.
    pub(crate) asked: Asked,
    /// The value that the cursor goes to when they are.
    keep: Option<Pick>,
}

impl Facets {
    /// The facets of the table that is shown, to be counted.
    pub(crate) fn new() -> Self {
        Self { asked: Asked::Due, ..Self::default() }
    }

    /// Counts are to be taken anew; the cursor stays on this value.
    pub(crate) fn recount(&mut self, pick: Pick) {
        (self.asked, self.keep) = (Asked::Due, Some(pick));
    }

    /// Takes over what was counted.
    pub(crate) fn take(&mut self, facets: Vec<Facet>, (study, lang): (&Study, Lang)) {
        self.facets = facets;
        self.narrow(study, lang);
        if let Some(pick) = self.keep.take() {
            self.select(&pick);
        }
    }

    /// Lists the values that suit what was typed: each word a part of the value or of its column's
    /// title, without gaps, so that a year finds no other year's days. Columns of markets answer to
    /// that word as well.
    pub(crate) fn narrow(&mut self, study: &Study, lang: Lang) {
        let query = Query::new(self.line.text());
        let suits = |field: Field, count: &Count| {
            let market = matches!(field, Field::Market(_) | Field::Where);
            let texts = [
                said(&count.label, field, lang),
                field.title(study, lang),
                &count.pick.value,
                if market { "市场 market" } else { "" },
            ];
            query.stands_in(texts.into_iter())
        };
        self.shown.clear();
        for (at, facet) in self.facets.iter().enumerate() {
            let values = facet.counts.iter().enumerate();
            let suiting = values.filter(|(_, count)| suits(facet.field, count));
            self.shown.extend(suiting.map(|(value, _)| (at, value)));
        }
        self.scroll.set_len(self.shown.len());
    }

    /// How many values are listed.
    pub(crate) fn len(&self) -> usize {
        self.shown.len()
    }

    fn value(&self, at: usize) -> Option<(&Facet, &Count)> {
        let (facet, value) = self.shown.get(at)?;
        let facet = self.facets.get(*facet)?;
        Some((facet, facet.counts.get(*value)?))
    }

    /// The value under the cursor.
    pub(crate) fn pick(&self) -> Option<Pick> {
        self.value(self.scroll.selected()).map(|(_, count)| count.pick.clone())
    }

    /// Puts the cursor on a value, if it is listed.
    fn select(&mut self, pick: &Pick) {
        let is = |at: &usize| self.value(*at).is_some_and(|(_, count)| count.pick == *pick);
        if let Some(at) = (0..self.shown.len()).find(is) {
            self.scroll.select(at);
        }
    }
}

/// From how many columns on the list leaves the table in view.
const BESIDE: u16 = 110;

/// The list's frame: over the details where there is room for both.
fn frame(screen: Rect) -> Rect {
    let (across, rows) = (screen.width, screen.height.saturating_sub(3));
    let width = if across >= BESIDE { across * 46 / 100 } else { across.min(84) };
    let x = if across >= BESIDE { across - width } else { (across - width) / 2 };
    Rect { x: screen.x + x, y: screen.y + 2, width, height: rows }.intersection(screen)
}

/// How many values are in view on a screen.
pub(crate) fn page(screen: Rect) -> usize {
    usize::from(inner(frame(screen)).height.saturating_sub(2)).max(1)
}

/// Draws the line, what is picked, and the values.
pub(crate) fn draw(facets: &Facets, state: &State, screen: Rect, canvas: &mut Canvas<'_>) {
    let Some(table) = state.facts_pane().and_then(|pane| pane.table()) else { return };
    let lang = state.lang;
    let (shown, all) = (table.len(), table.total);
    let title =
        lang.pick(format!("分面：{shown} / {all} 行"), format!("Facets: {shown} of {all} rows"));
    let inside = canvas.frame(frame(screen), &title);
    let (input, rest) = split_top(inside, 1);
    let (top, list) = split_top(rest, 1);
    let (text, cursor) = facets.line.shown(canvas.measure, input.width.max(1).into());
    canvas.text((input.x, input.y), input.width, &text, canvas.theme.plain);
    if facets.line.is_empty() {
        let hint = lang.pick("输入可缩小列表", "type to narrow the list");
        canvas.text((input.x + 1, input.y), input.width, hint, canvas.theme.faint);
    }
    canvas.place_cursor(input.x + cells(cursor), input.y);
    draw_picked(state, top, canvas);
    let offset = facets.scroll.offset();
    let most = facets.facets.iter().flat_map(|facet| &facet.counts).map(|count| count.rows).max();
    for (at, y) in (offset..facets.len()).zip(list.top()..list.bottom()) {
        let row = Rect { y, height: 1, ..list };
        let first = at == offset
            || facets.shown.get(at).map(|v| v.0) != facets.shown.get(at - 1).map(|v| v.0);
        if let Some(value) = facets.value(at) {
            draw_value(value, (state, first, most.unwrap_or(1)), row, canvas);
        }
        if at == facets.scroll.selected() {
            canvas.style(row, canvas.theme.selected);
        }
    }
    if facets.len() == 0 {
        let none = match (facets.asked.is_open(), facets.facets.is_empty()) {
            (true, _) => lang.pick("正在计数……", "counting…"),
            (_, true) => lang.pick(
                "各列在此只有一个值，或值太多",
                "each column has one value here, or too many",
            ),
            _ => lang.pick("没有匹配的值", "no value matches"),
        };
        canvas.text((list.x, list.y), list.width, none, canvas.theme.faint);
    }
}

fn draw_picked(state: &State, area: Rect, canvas: &mut Canvas<'_>) {
    let Some(table) = state.facts_pane().and_then(|pane| pane.table()) else { return };
    let lang = state.lang;
    let picked: Vec<&str> =
        table.labels().iter().map(|(pick, label)| said(label, pick.field, lang)).collect();
    let (text, style) = if picked.is_empty() {
        (lang.pick("未选取", "nothing is picked").to_owned(), canvas.theme.faint)
    } else {
        let picked = picked.join(lang.pick("、", ", "));
        (lang.pick(format!("已选：{picked}"), format!("Picked: {picked}")), canvas.theme.key)
    };
    canvas.text((area.x, area.y), area.width, &text, style);
}

/// A value: its column's title on the first of a column, whether it is picked, count and bar.
fn draw_value(
    (facet, count): (&Facet, &Count),
    (state, first, most): (&State, bool, usize),
    row: Rect,
    canvas: &mut Canvas<'_>,
) {
    let lang = state.lang;
    let picked = state.facts_pane().and_then(|pane| pane.table());
    let picked = picked.is_some_and(|table| table.filter().picks.contains(&count.pick));
    let titles = row.width / 5;
    if first {
        let title = facet.field.title(state.study(), lang);
        canvas.text((row.x, row.y), titles, title, canvas.theme.heading);
    }
    let bar = row.width / 6;
    let mark = if picked { "[x]" } else { "[ ]" };
    let style = if picked { canvas.theme.key } else { canvas.theme.plain };
    let x = row.x + titles + 1;
    canvas.text((x, row.y), 3, mark, style);
    let room = row.width.saturating_sub(titles + 1 + 4 + 7 + bar);
    canvas.text((x + 4, row.y), room, said(&count.label, facet.field, lang), style);
    let right = row.right().saturating_sub(bar + 7);
    canvas.field((right, row.y), (6, Align::Right), &count.rows.to_string(), style);
    let filled = usize::from(bar) * count.rows / most.max(1);
    let filled = filled.max(usize::from(count.rows > 0));
    canvas.text((right + 7, row.y), bar, &canvas.glyphs.bar().repeat(filled), canvas.theme.line);
}
