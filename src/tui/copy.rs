//! What can be copied: a cell, a row or the table as shown, and in which form.
//!
//! Texts are laid out where the lists for scripts are; it must not touch a clipboard.

use ratatui::layout::Rect;

use super::canvas::Canvas;
use super::menu;
use super::msg::Clip;
use super::scroll::Scroll;
use super::state::State;
use crate::analysis::table::{Field, Row, row_at};
use crate::exchange::facts::{ClipFormat, Selection, cell_text, row_text, table_text};
use crate::model::{Lang, counted};

/// What is copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Cell,
    Row,
    Table,
}

/// The entries of the menu: what, and in which format.
const ENTRIES: [(Part, ClipFormat); 7] = {
    let [markdown, csv, json] = ClipFormat::ALL;
    [
        (Part::Cell, markdown),
        (Part::Row, markdown),
        (Part::Row, csv),
        (Part::Row, json),
        (Part::Table, markdown),
        (Part::Table, csv),
        (Part::Table, json),
    ]
};

/// The menu with its cursor on the first entry.
pub(crate) fn menu() -> Scroll {
    Scroll::new(ENTRIES.len())
}

/// The text of an entry; the reason why there is none.
pub(crate) fn clip(state: &State, at: usize) -> Option<Result<Clip, &'static str>> {
    let (part, format) = *ENTRIES.get(at)?;
    if let Some(refused) = refused(part, state) {
        return Some(Err(refused));
    }
    let study = state.study();
    let table = state.facts_pane().and_then(|pane| pane.table());
    let row = [row_at(state.fact_row()?)];
    let columns = table.map(|table| table.columns());
    let rows = match part {
        Part::Table => table.map(|table| table.rows()),
        Part::Cell | Part::Row => Some(row.as_slice()),
    };
    let selection = Selection {
        study,
        dimension: None,
        lang: state.lang,
        cols: None,
        verdicts: state.verdicts(),
        rows,
        columns: columns.as_deref(),
    };
    let text = match part {
        Part::Cell => cell_text(&selection, field(state)),
        Part::Row => row_text(&selection, format),
        Part::Table => table_text(&selection, format),
    };
    let count = rows.map_or(0, <[Row]>::len);
    let what = said(state, (part, format), (count, text.chars().count()));
    Some(Ok(Clip { what, text, file: format!("facts.{}", format.extension()) }))
}

/// The column of the cell: the one under the cursor; the name where there are no columns.
fn field(state: &State) -> Field {
    let table = state.facts_pane().and_then(|pane| pane.table());
    table.and_then(|table| table.column()).unwrap_or(Field::Name)
}

fn refused(part: Part, state: &State) -> Option<&'static str> {
    let none = state.lang.pick("这里没有表", "there is no table here");
    (part == Part::Table && state.facts_pane().is_none()).then_some(none)
}

/// What was copied, with its size.
fn said(
    state: &State,
    (part, format): (Part, ClipFormat),
    (rows, chars): (usize, usize),
) -> String {
    let what = label(state, (part, format));
    match part {
        Part::Table => state.lang.pick(
            format!("{what}，{rows} 行，{chars} 个字符"),
            format!(
                "{what}, {}, {}",
                counted(rows, "row", "rows"),
                counted(chars, "character", "characters")
            ),
        ),
        Part::Cell | Part::Row => state.lang.pick(
            format!("{what}，{chars} 个字符"),
            format!("{what}, {}", counted(chars, "character", "characters")),
        ),
    }
}

fn label(state: &State, (part, format): (Part, ClipFormat)) -> String {
    let format = format.label();
    match (part, state.lang) {
        (Part::Cell, lang) => {
            let column = field(state).title(state.study(), lang);
            lang.pick(format!("单元格「{column}」"), format!("cell \"{column}\""))
        }
        (Part::Row, Lang::Zh) => format!("此行 {format}"),
        (Part::Row, Lang::En) => format!("row as {format}"),
        (Part::Table, Lang::Zh) => format!("整表 {format}"),
        (Part::Table, Lang::En) => format!("table as {format}"),
    }
}

/// Draws the menu.
pub(crate) fn draw_menu(state: &State, at: (&Scroll, Rect), canvas: &mut Canvas<'_>) {
    let entry = |part: &(Part, ClipFormat)| (label(state, *part), refused(part.0, state));
    let entries: Vec<menu::Entry> = ENTRIES.iter().map(entry).collect();
    let title = state.lang.pick("复制", "Copy");
    menu::draw((title, &entries), at, canvas);
}
