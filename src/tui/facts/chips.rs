//! The row above a table that says what narrows it.
//!
//! Each chip is words, readable without colour; the row is never more than one. Dropping a chip is
//! decided here as well, so that what goes is what stood last.

use ratatui::layout::Rect;

use super::Table;
use crate::analysis::filter::Filter;
use crate::analysis::table::Field;
use crate::tui::canvas::{Canvas, cells};
use crate::tui::state::State;

/// No chip takes more columns than this.
const WIDEST: usize = 44;

/// What narrows the table, in the order of the row.
fn chips(table: &Table, state: &State) -> Vec<String> {
    let (study, lang) = (state.study(), state.lang);
    let mut chips = Vec::new();
    let words = table.filter().words.trim();
    if !words.is_empty() {
        chips.push(format!("/{words}"));
    }
    for field in fields(table.filter()) {
        let own = table.labels().iter().filter(|(pick, _)| pick.field == field);
        let values: Vec<&str> = own.map(|(_, label)| said(label, field, lang)).collect();
        let values = values.join(lang.pick("、", ", "));
        chips.push(format!("{}: {values}", field.title(study, lang)));
    }
    if let Some(condition) = &table.filter().condition {
        chips.push(format!("= {}", condition.source()));
    }
    if let Some(only) = &table.only {
        let count = only.len();
        chips.push(lang.pick(format!("已标记 {count}"), format!("marked {count}")));
    }
    chips
}

/// A value, or what stands for none.
pub(super) fn said(label: &str, field: Field, lang: crate::model::Lang) -> &str {
    match (label, field) {
        ("", Field::Gap | Field::Market(_) | Field::What | Field::Delay) => {
            lang.pick("不适用", "does not apply")
        }
        ("", _) => lang.pick("未说明", "not stated"),
        (label, _) => label,
    }
}

/// The columns that values were picked in, in the order of the first pick.
fn fields(filter: &Filter) -> Vec<Field> {
    let mut fields = Vec::new();
    for pick in &filter.picks {
        if !fields.contains(&pick.field) {
            fields.push(pick.field);
        }
    }
    fields
}

/// The filter without the chip that stands last; none if no chip is a filter's.
pub(crate) fn without_last(filter: &Filter) -> Option<Filter> {
    let mut filter = filter.clone();
    if filter.condition.take().is_some() {
        return Some(filter);
    }
    if let Some(last) = fields(&filter).pop() {
        filter.picks.retain(|pick| pick.field != last);
        return Some(filter);
    }
    let words = std::mem::take(&mut filter.words);
    (!words.is_empty()).then_some(filter)
}

/// Draws as many chips as fit, the number of the others, and the key that clears them.
pub(super) fn draw(table: &Table, state: &State, area: Rect, canvas: &mut Canvas<'_>) {
    let theme = canvas.theme;
    let clears = state.lang.pick("Esc 清除", "Esc clears");
    let last = area.right().saturating_sub(1);
    let mut x = area.x + 1;
    let chips = chips(table, state);
    let reserved = cells(canvas.measure.cols(clears)) + 6;
    for (at, chip) in chips.iter().enumerate() {
        let room = last.saturating_sub(x + reserved);
        let chip = canvas.measure.cut_with(chip, WIDEST, canvas.glyphs.ellipsis()).into_owned();
        let wanted = cells(canvas.measure.cols(&chip));
        if wanted > room && at > 0 {
            x += canvas.text((x, area.y), room + 4, &format!("+{}", chips.len() - at), theme.key);
            x += 2;
            break;
        }
        x += canvas.text((x, area.y), room, &chip, theme.key) + 2;
    }
    canvas.text((x, area.y), last.saturating_sub(x), clears, theme.faint);
}
