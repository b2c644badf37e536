//! The screen as a whole: tab bar, title, body, footer of keys, and what lies on top.
//!
//! [`PANELS`] is the one list of tabs. Where each part lies is computed by [`areas`], for drawing
//! and for the mouse alike. Drawing reads the state and changes nothing.

use std::path::Path;

use ratatui::Frame;
use ratatui::layout::Rect;

use super::canvas::{Canvas, cells, split_bottom, split_top};
use super::state::{Prompt, Purpose, State};
use super::{brainstorm, condition, facts, fishbone, overview, pages};
use crate::analysis::what_if;
use crate::command::{Tab, possible};
use crate::load::Origin;
use crate::model::{Dimension, Lang, counted};
use crate::session::Saving;
use crate::text::Glyphs;

/// A tab: what it is called and who draws it.
pub(crate) struct Panel {
    pub(crate) tab: Tab,
    /// In Chinese and English.
    label: (&'static str, &'static str),
    /// For narrow screens.
    short: (&'static str, &'static str),
    draw: fn(&State, Rect, &mut Canvas<'_>),
}

impl Panel {
    /// Its name on narrow screens and in lists.
    pub(crate) fn short_label(&self, lang: Lang) -> &'static str {
        lang.pick(self.short.0, self.short.1)
    }
}

/// The tabs, in the order of their digits.
pub(crate) static PANELS: [Panel; 8] = [
    Panel {
        tab: Tab::Overview,
        label: ("总览", "Overview"),
        short: ("总览", "Over"),
        draw: overview::draw,
    },
    facts_panel(Dimension::Technology, ("技术", "Technology"), ("技术", "Tech")),
    facts_panel(Dimension::Price, ("价格", "Price"), ("价格", "Price")),
    facts_panel(Dimension::Brand, ("品牌", "Brand"), ("品牌", "Brand")),
    facts_panel(Dimension::Ecosystem, ("生态", "Ecosystem"), ("生态", "Eco")),
    Panel {
        tab: Tab::Brainstorm,
        label: ("头脑风暴", "Brainstorm"),
        short: ("风暴", "Ideas"),
        draw: brainstorm::draw,
    },
    Panel {
        tab: Tab::Fishbone,
        label: ("鱼骨图", "Fishbone"),
        short: ("鱼骨", "Bones"),
        draw: fishbone::draw,
    },
    facts_panel(Dimension::Strategy, ("策略", "Strategy"), ("策略", "Strat")),
];

const fn facts_panel(
    dimension: Dimension,
    label: (&'static str, &'static str),
    short: (&'static str, &'static str),
) -> Panel {
    Panel { tab: Tab::Facts(dimension), label, short, draw: facts::draw }
}

/// The least size at which anything useful can be shown, in columns and rows.
pub(crate) const LEAST: (u16, u16) = (40, 10);

/// Where the parts of the screen lie.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Areas {
    /// The tab bar, one row.
    pub(crate) tabs: Rect,
    /// What the tab says about itself, one row.
    pub(crate) title: Rect,
    /// The tab.
    pub(crate) body: Rect,
    /// A message or a line being typed, one row.
    pub(crate) notice: Rect,
    /// The keys that are possible now, one row.
    pub(crate) hints: Rect,
}

/// The parts of a screen of this size.
pub(crate) fn areas(size: (u16, u16)) -> Areas {
    let screen = Rect::new(0, 0, size.0, size.1);
    let (tabs, rest) = split_top(screen, 1);
    let (title, rest) = split_top(rest, 1);
    let (rest, hints) = split_bottom(rest, 1);
    let (body, notice) = split_bottom(rest, 1);
    Areas { tabs, title, body, notice, hints }
}

/// Draws the whole screen.
pub(crate) fn draw(state: &State, frame: &mut Frame<'_>) {
    let screen = frame.area();
    let cursor = {
        let mut canvas =
            Canvas::new(frame.buffer_mut(), state.theme, state.glyphs).with_measure(state.measure);
        if screen.width < LEAST.0 || screen.height < LEAST.1 {
            draw_too_small(state, screen, &mut canvas);
        } else {
            draw_parts(state, screen, &mut canvas);
        }
        canvas.cursor
    };
    if let Some(cursor) = cursor {
        frame.set_cursor_position(cursor);
    }
}

fn draw_too_small(state: &State, screen: Rect, canvas: &mut Canvas<'_>) {
    let (cols, rows) = LEAST;
    let text = state.lang.pick(
        format!("窗口太小：至少 {cols}×{rows}，现在 {}×{}", screen.width, screen.height),
        format!("too small: needs {cols}x{rows}, has {}x{}", screen.width, screen.height),
    );
    let lines = canvas.measure.wrap(&text, screen.width.max(1).into());
    for (line, y) in lines.iter().zip(screen.top()..screen.bottom()) {
        canvas.text((0, y), screen.width, line, canvas.theme.fair);
    }
}

fn draw_parts(state: &State, screen: Rect, canvas: &mut Canvas<'_>) {
    let areas = areas((screen.width, screen.height));
    if state.on_wall() {
        return draw_wall(state, (screen, areas.hints), canvas);
    }
    draw_tabs(state, areas.tabs, canvas);
    draw_title(state, areas.title, canvas);
    if let Some(panel) = PANELS.iter().find(|panel| panel.tab == state.tab) {
        (panel.draw)(state, areas.body, canvas);
    }
    if let Some(Prompt { purpose: Purpose::Condition, line }) = &state.prompt {
        let x = cells(canvas.measure.cols(&prompt_label(state, &Purpose::Condition))) + 2;
        condition::draw(state, (line, x), areas.body, canvas);
    }
    draw_notice(state, areas.notice, canvas);
    draw_hints(state, areas.hints, canvas);
    let covered = Rect { height: screen.height - 1, ..screen };
    pages::draw(state, covered, canvas);
}

/// The room's view, with a message or a line being typed in its last row but one.
fn draw_wall(state: &State, (screen, last): (Rect, Rect), canvas: &mut Canvas<'_>) {
    brainstorm::wall::draw(state, screen, canvas);
    if state.prompt.is_some() || state.notice.is_some() {
        let row = Rect { y: last.y.saturating_sub(1), ..last };
        canvas.clear(row);
        draw_notice(state, row, canvas);
    }
    pages::draw(state, screen, canvas);
}

/// The labels of the tabs with their first column and width: long ones if they fit.
fn tab_cells(lang: Lang, area: Rect) -> Vec<(u16, u16, String)> {
    // The mark of what is saved needs room at the right edge.
    const MARK: u16 = 12;
    let labels = |short: bool| -> Vec<(u16, u16, String)> {
        let mut x = area.x;
        (1..)
            .zip(&PANELS)
            .map(|(digit, panel)| {
                let (zh, en) = if short { panel.short } else { panel.label };
                let text = format!(" {digit} {} ", lang.pick(zh, en));
                let cols = cells(crate::text::Measure::Narrow.cols(&text));
                x += cols;
                (x - cols, cols, text)
            })
            .collect()
    };
    let long = labels(false);
    let end = long.last().map_or(0, |(x, cols, _)| x + cols);
    if end + MARK <= area.right() { long } else { labels(true) }
}

/// The tab drawn at a column of the tab bar.
pub(crate) fn tab_at(lang: Lang, area: Rect, x: u16) -> Option<Tab> {
    let cells = tab_cells(lang, area);
    let index = cells.iter().position(|(start, cols, _)| (*start..start + cols).contains(&x))?;
    PANELS.get(index).map(|panel| panel.tab)
}

fn draw_tabs(state: &State, area: Rect, canvas: &mut Canvas<'_>) {
    for ((x, cols, text), panel) in tab_cells(state.lang, area).into_iter().zip(&PANELS) {
        let style = if panel.tab == state.tab { canvas.theme.active } else { canvas.theme.plain };
        canvas.text((x, area.y), cols.min(area.right().saturating_sub(x)), &text, style);
    }
    let end = tab_cells(state.lang, area).last().map_or(0, |(x, cols, _)| x + cols);
    let (mark, style) = saving_mark(state, canvas);
    let cols = cells(canvas.measure.cols(&mark)).min(area.right().saturating_sub(end + 1));
    canvas.text((area.right().saturating_sub(cols + 1), area.y), cols, &mark, style);
}

/// How safe the board is, in a word.
fn saving_mark(state: &State, canvas: &Canvas<'_>) -> (String, ratatui::style::Style) {
    let (lang, theme) = (state.lang, &canvas.theme);
    let tick = if canvas.glyphs == Glyphs::Ascii { "" } else { "✓ " };
    if state.session.is_read_only() {
        return (lang.pick("只读", "read-only").to_owned(), theme.fair);
    }
    match state.session.saving() {
        Saving::Off => (lang.pick("未存盘", "not on disk").to_owned(), theme.fair),
        Saving::Saved => (format!("{tick}{}", lang.pick("已保存", "saved")), theme.good),
        Saving::Pending(_) => (lang.pick("保存中", "saving").to_owned(), theme.faint),
        Saving::Failing(_) => (lang.pick("无法保存!", "CANNOT SAVE").to_owned(), theme.bad),
    }
}

/// The study's title, on the tabs of the board its topic, with what the study is compared with; what
/// is wrong is never cut, so those make room for it.
fn draw_title(state: &State, area: Rect, canvas: &mut Canvas<'_>) {
    let study = state.study();
    let on_board = matches!(state.tab, Tab::Brainstorm | Tab::Fishbone);
    let topic = state.board().topic();
    let text = if on_board && !topic.is_empty() { topic } else { study.title.get(state.lang) };
    let tally = state.tally();
    let wrong =
        if tally.is_bad() { format!("  ! {}", tally.text(state.lang)) } else { String::new() };
    let room = area.width.saturating_sub(draw_pair(state, area, canvas) + 2);
    let rest = room.saturating_sub(cells(canvas.measure.cols(&wrong)));
    let used = canvas.text((area.x + 1, area.y), rest, text, canvas.theme.heading);
    let place = Rect { x: area.x + 1 + used, width: rest - used, ..area };
    let used = used + draw_former(state, place, canvas);
    canvas.text((area.x + 1 + used, area.y), room - used, &wrong, canvas.theme.fair);
}

/// What the study is compared with, and that it has errors, which are not cut; returns the columns
/// used.
fn draw_former(state: &State, area: Rect, canvas: &mut Canvas<'_>) -> u16 {
    let Some(Origin::Path(path)) = &state.former else { return 0 };
    let lang = state.lang;
    let told = |path: &Path| {
        let path = path.display();
        lang.pick(format!("  对照 {path}"), format!("  compared with {path}"))
    };
    let faults = match state.loaded.former_problems {
        (0, _) => String::new(),
        (errors, _) => lang.pick(
            format!("（! {errors} 个错误）"),
            format!(" (! {})", counted(errors, "error", "errors")),
        ),
    };
    let room = area.width.saturating_sub(cells(canvas.measure.cols(&faults)));
    // The folder's own name tells editions apart where its whole path does not fit.
    let fits = canvas.measure.cols(&told(path)) <= room.into();
    let text = told(path.file_name().filter(|_| !fits).map_or(path, Path::new));
    let (faint, fair) = (canvas.theme.faint, canvas.theme.fair);
    let used = canvas.text((area.x, area.y), room, &text, faint);
    used + canvas.text((area.x + used, area.y), area.width - used, &faults, fair)
}

/// The markets compared, at the right edge where facts are shown: marked if they are not the ones
/// that the study declares. Returns the columns used.
fn draw_pair(state: &State, area: Rect, canvas: &mut Canvas<'_>) -> u16 {
    let study = state.study();
    let facts = matches!(state.tab, Tab::Overview | Tab::Facts(_));
    if !facts || study.markets.len() < 2 {
        return 0;
    }
    let chosen = study.pair != study.declared;
    let mark = if chosen { "* " } else { "" };
    let text = format!("{mark}{}", study.pair.text(study, state.lang));
    let style = if chosen { canvas.theme.fair } else { canvas.theme.faint };
    let cols = cells(canvas.measure.cols(&text)).min(area.width / 2);
    canvas.text((area.right().saturating_sub(cols + 1), area.y), cols, &text, style);
    cols + 1
}

/// The line being typed, or the latest message.
fn draw_notice(state: &State, area: Rect, canvas: &mut Canvas<'_>) {
    let Some(Prompt { purpose, line }) = &state.prompt else {
        if let Some(notice) = &state.notice {
            canvas.text(
                (area.x + 1, area.y),
                area.width.saturating_sub(1),
                notice,
                canvas.theme.notice,
            );
        }
        return;
    };
    let label = format!(" {} ", prompt_label(state, purpose));
    let used = canvas.text((area.x, area.y), area.width / 2, &label, canvas.theme.title);
    let room = area.width.saturating_sub(used);
    let (shown, cursor) = line.shown(canvas.measure, room.max(1).into());
    canvas.text((area.x + used, area.y), room, &shown, canvas.theme.plain);
    if line.is_chosen() {
        let width = cells(canvas.measure.cols(line.text())).min(room);
        let text = Rect { x: area.x + used, width, height: 1, ..area };
        canvas.style(text, canvas.theme.selected);
    }
    // Where the tab shows the text in its place, the cursor is there already.
    if canvas.cursor.is_none() {
        canvas.place_cursor(area.x + used + cells(cursor), area.y);
    }
}

fn prompt_label(state: &State, purpose: &Purpose) -> String {
    let lang = state.lang;
    let under = |id| state.board().node(id).map(|node| node.text.clone()).unwrap_or_default();
    match purpose {
        Purpose::Search => "/".to_owned(),
        Purpose::Condition => "=".to_owned(),
        // The row of messages holds the line, so what is wrong with it stands before it.
        Purpose::WhatIf(row) => state.notice.clone().unwrap_or_else(|| {
            let fact = state.study().facts.get(*row);
            fact.map_or_else(String::new, |fact| what_if::prompt(fact, lang))
        }),
        Purpose::Rename(_) => lang.pick("修改：", "Edit:").to_owned(),
        Purpose::NewGroup => lang.pick("新大骨：", "New bone:").to_owned(),
        Purpose::NewDepartment => lang.pick("新部门：", "New department:").to_owned(),
        Purpose::Topic => lang.pick("议题：", "Topic:").to_owned(),
        Purpose::Split(_) => lang.pick("新组名：", "New group:").to_owned(),
        Purpose::Budget => lang.pick("每部门票数：", "Votes each:").to_owned(),
        Purpose::Export | Purpose::Minutes | Purpose::Clip if state.writing.1.is_some() => {
            lang.pick("已存在，回车覆盖或改名：", "Exists; Enter replaces, or rename:").to_owned()
        }
        Purpose::Clip => {
            lang.pick("超过终端上限，写到：", "Too long for the terminal; file:").to_owned()
        }
        Purpose::Minutes => lang.pick("纪要写到：", "Minutes to:").to_owned(),
        Purpose::Export => lang.pick("导出到：", "Export to:").to_owned(),
        Purpose::NewNode(slot, _) => match slot.parent {
            crate::model::board::Parent::Under(id) => {
                let under = canvas_cut(&under(id));
                lang.pick(format!("「{under}」的原因："), format!("Cause of \"{under}\":"))
            }
            _ => lang.pick("新想法：", "New idea:").to_owned(),
        },
    }
}

fn canvas_cut(text: &str) -> String {
    crate::text::Measure::Narrow.cut(text, 24).into_owned()
}

/// The commands that are possible now, as many as fit; help and quit always.
fn draw_hints(state: &State, area: Rect, canvas: &mut Canvas<'_>) {
    let context = state.context();
    let place = state.place();
    let hints = possible(place, &context).filter_map(|command| {
        let (zh, en) = command.hint_now(&context)?;
        Some((command.key_at(place)?.to_string(), state.lang.pick(zh, en)))
    });
    let hints: Vec<(String, &str)> = hints.collect();
    let width = |(key, text): &(String, &str)| {
        cells(canvas.measure.cols(key) + canvas.measure.cols(text)) + 3
    };
    // The last ones are help and quit; they stay when the middle must go.
    let kept = hints.len().min(2);
    let (first, last) = hints.split_at(hints.len() - kept);
    // Behind the last one nothing needs to be left free.
    let mut room = (area.width + 2).saturating_sub(1 + last.iter().map(width).sum::<u16>());
    let fits = |hint: &&(String, &str)| {
        let fits = width(hint) <= room;
        room = room.saturating_sub(width(hint));
        fits
    };
    let first: Vec<_> = first.iter().take_while(fits).collect();
    let mut x = area.x + 1;
    for (key, text) in first.into_iter().chain(last) {
        x += canvas.text((x, area.y), area.right().saturating_sub(x), key, canvas.theme.key) + 1;
        x += canvas.text((x, area.y), area.right().saturating_sub(x), text, canvas.theme.faint) + 2;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tab_has_one_panel_with_names_in_both_languages() {
        for tab in Tab::ALL {
            assert_eq!(PANELS.iter().filter(|panel| panel.tab == tab).count(), 1);
        }
        for panel in &PANELS {
            for name in [panel.label.0, panel.label.1, panel.short.0, panel.short.1] {
                assert!(!name.is_empty());
            }
        }
    }

    #[test]
    fn short_names_of_all_tabs_fit_eighty_columns_beside_the_mark() {
        for lang in [Lang::Zh, Lang::En] {
            let cells = tab_cells(lang, Rect::new(0, 0, 80, 1));
            let end = cells.last().map_or(0, |(x, cols, _)| x + cols);
            assert!(end + 12 <= 80, "{lang}: {end}");
        }
    }
}
