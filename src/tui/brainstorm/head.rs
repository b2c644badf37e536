//! The head of the tab: the phases, the timer, what the phase is for.
//!
//! It must not change the phase; it says which key does.

use std::cmp::Ordering;

use ratatui::layout::Rect;

use super::super::canvas::{Canvas, cells, split_top};
use super::super::state::State;
use super::{digits, timer};
use crate::command::COMMANDS;
use crate::model::Lang;
use crate::model::board::Phase;

/// The key of a command as it is written on the key, for sentences.
pub(super) fn key(id: &str) -> String {
    let command = COMMANDS.iter().find(|command| command.id == id);
    command.and_then(|command| command.keys.first()).map(ToString::to_string).unwrap_or_default()
}

/// Draws the head: one row, or four where there is room for large digits.
pub(super) fn draw(state: &State, area: Rect, canvas: &mut Canvas<'_>) {
    let timer = draw_timer(state, area, canvas);
    let room = Rect { width: area.width.saturating_sub(timer + 1), height: 1, ..area };
    draw_phases(state, room, canvas);
    if area.height > 1 {
        let (_, below) = split_top(area, 2);
        let below = Rect { x: below.x + 1, width: room.width.saturating_sub(1), ..below };
        let text = guide(state);
        super::setup::paragraph((&text, canvas.theme.faint), below, canvas);
    }
}

/// Draws what is left of the phase at the right edge; returns the columns used.
fn draw_timer(state: &State, area: Rect, canvas: &mut Canvas<'_>) -> u16 {
    let Some(left) = timer::left(state) else { return 0 };
    let (text, style) = (timer::text(left), timer::style(left, &canvas.theme));
    if area.height > digits::ROWS {
        let area = Rect { width: area.width.saturating_sub(1), ..area };
        return digits::draw(&text, area, style, canvas);
    }
    let cols = cells(canvas.measure.cols(&text)) + 1;
    let x = area.right().saturating_sub(cols);
    canvas.text((x, area.y), cols, &text, style.patch(canvas.theme.heading));
    cols
}

/// All phases with the present one marked; where they do not fit, the present one and the next.
fn draw_phases(state: &State, area: Rect, canvas: &mut Canvas<'_>) {
    let (lang, now) = (state.lang, state.board().phase());
    // A blank on either side of each name, shared with its neighbour.
    let wide = |phase: Phase| cells(canvas.measure.cols(phase.label(lang))) + 1;
    let total: u16 = Phase::ALL.into_iter().map(wide).sum();
    let mut x = area.x;
    if total < area.width {
        for phase in Phase::ALL {
            let style = match phase.cmp(&now) {
                Ordering::Equal => canvas.theme.active,
                Ordering::Less => canvas.theme.good,
                Ordering::Greater => canvas.theme.faint,
            };
            let used = canvas.text((x + 1, area.y), area.width, phase.label(lang), style);
            if phase == now {
                let around = Rect { x, y: area.y, width: used + 2, height: 1 };
                canvas.style(around, style);
            }
            x += used + 1;
        }
        return;
    }
    let place = Phase::ALL.iter().position(|phase| *phase == now).unwrap_or(0) + 1;
    let count = Phase::ALL.len();
    let text = format!(" {place}/{count} {} ", now.label(lang));
    x += canvas.text((x, area.y), area.width, &text, canvas.theme.active) + 1;
    if let Some(next) = now.next() {
        let text = format!("{} {}", key("next-phase"), next.label(lang));
        canvas.text((x, area.y), area.right().saturating_sub(x), &text, canvas.theme.faint);
    }
}

/// What the room does in a phase, in a sentence for the facilitator.
pub(super) fn guide(state: &State) -> String {
    let phase = state.board().phase();
    if phase == Phase::Merge && state.board_pane.pairs.is_empty() {
        let (cut, merge, next) = (key("cut"), key("merge-cut"), key("next-phase"));
        return state.lang.pick(
            format!("没有更多相似的了；{cut} 后 {merge} 可手动合并；{next} 去归类"),
            format!("No likely pairs left; {cut} then {merge} merges by hand; {next} goes on"),
        );
    }
    match state.lang {
        Lang::Zh => guide_zh(phase),
        Lang::En => guide_en(phase),
    }
}

fn guide_zh(phase: Phase) -> String {
    let k = key;
    match phase {
        Phase::Prepare => format!("{} 准备议题、规则、部门；{} 开始", k("set-up"), k("next-phase")),
        Phase::SilentWriting => {
            "各写各的，不交谈。空行上按数字选部门；以数字开头的想法先按空格".to_owned()
        }
        Phase::RoundRobin => "每部门一条，回车后轮到下一个，Tab 让过；不评判".to_owned(),
        Phase::OpenFloor => {
            format!("想到就说，求多不求好；跑题的按 {} 放入停车场", k("park-typed"))
        }
        Phase::Merge => "说的是同一件事吗？逐对决定；左右键换主要说法".to_owned(),
        Phase::Group => format!(
            "按数字把想法送入分组；{} 加组，{} 拆组，{} 后 {} 合并",
            k("add-group"),
            k("split"),
            k("cut"),
            k("merge-cut")
        ),
        Phase::Vote => {
            "数举手，按数字，自动到下一条；左右键换成按部门投；未公开前投影不显示".to_owned()
        }
        Phase::Keep => {
            "数字或左右键定保留几条，回车执行；空格单独改一条；去掉的仍在文件里".to_owned()
        }
        Phase::Fishbone => String::new(),
    }
}

fn guide_en(phase: Phase) -> String {
    let k = key;
    match phase {
        Phase::Prepare => {
            format!("{} sets up topic, rules, departments; {} begins", k("set-up"), k("next-phase"))
        }
        Phase::SilentWriting => {
            "Write alone. A digit on the empty line picks a department; Space first for an idea that begins with a digit"
                .to_owned()
        }
        Phase::RoundRobin => "One idea each: Enter passes on, Tab skips; no judging".to_owned(),
        Phase::OpenFloor => {
            format!("Whoever has an idea says it; {} parks what is off the topic", k("park-typed"))
        }
        Phase::Merge => "Do they say the same? Left or right: the other wording leads".to_owned(),
        Phase::Group => format!(
            "Digits send ideas to groups; {} adds one, {} splits, {} then {} merges",
            k("add-group"),
            k("split"),
            k("cut"),
            k("merge-cut")
        ),
        Phase::Vote => {
            "Count hands: a digit, and on to the next; left and right: per department; the wall shows nothing before you reveal"
                .to_owned()
        }
        Phase::Keep => {
            "Digits or left and right: how many; Enter keeps them; Space for a single one; the rest stays in the file"
                .to_owned()
        }
        Phase::Fishbone => String::new(),
    }
}
