//! The foot of the tab: prompts and likely twins, the departments, the line being typed.
//!
//! It must not wait for anything: what it shows was computed when the line changed.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::super::canvas::{Canvas, cells, split_top};
use super::super::line::Line;
use super::super::state::State;
use super::head::{guide, key};
use super::{setup, spark};
use crate::analysis::number::{percent_text, whole_text};
use crate::model::NodeId;
use crate::model::board::{Board, DepartmentId, Phase, State as NodeState};
use crate::session::{Estimate, Seq, Twin, Twins};
use crate::text::Glyphs;

/// The ideas that the line being typed may repeat.
#[derive(Debug, Default)]
pub(crate) struct Alike {
    index: Twins,
    /// The change of the board the index has taken in.
    seq: Option<Seq>,
    typed: String,
    found: Vec<Twin>,
}

impl Alike {
    /// Takes in the board, if it has changed.
    pub(crate) fn read(&mut self, board: &Board, seq: Seq) -> bool {
        let is_new = self.seq != Some(seq);
        if is_new {
            self.index.update(board);
            self.seq = Some(seq);
            self.typed.clear();
            self.found.clear();
        }
        is_new
    }

    /// Looks for twins of what is typed.
    pub(crate) fn look(&mut self, typed: &str) {
        if typed != self.typed {
            typed.clone_into(&mut self.typed);
            self.found = self.index.like(typed);
        }
    }

    /// The ideas compared.
    pub(crate) fn index(&self) -> &Twins {
        &self.index
    }

    /// The likely twins, likeliest first, at most three.
    pub(crate) fn found(&self) -> &[Twin] {
        &self.found
    }
}

/// How many ideas each department has raised, in seating order, in one pass.
fn counters(board: &Board) -> Vec<(DepartmentId, usize)> {
    let mut counters: Vec<_> = board.departments().iter().map(|one| (one.id, 0)).collect();
    for idea in board.ideas() {
        for (department, _) in board.raised(idea.id).iter() {
            if let Some((_, count)) = counters.iter_mut().find(|(id, _)| *id == department) {
                *count += 1;
            }
        }
    }
    counters
}

/// Draws twins while somebody types; else what is still missing, or what the phase is for.
pub(super) fn draw_prompt(state: &State, area: Rect, canvas: &mut Canvas<'_>) {
    let area = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    if draw_twins(state, area, canvas) {
        return;
    }
    let roomy = area.height > 1;
    let mut texts: Vec<(String, Style)> = Vec::new();
    texts.extend(suggestion(state).map(|text| (text, canvas.theme.key)));
    texts.extend(missing(state).map(|text| (text, canvas.theme.fair)));
    texts.extend(estimate(state, roomy).map(|text| (text, canvas.theme.faint)));
    // Where there is a head of several rows, the guide stands there.
    if texts.is_empty() && !roomy {
        texts.push((guide(state), canvas.theme.faint));
    }
    let mut rest = area;
    for (text, style) in &texts {
        if rest.height == 1 {
            canvas.text((rest.x, rest.y), rest.width, text, *style);
            return;
        }
        let used = setup::paragraph((text, *style), rest, canvas);
        rest = split_top(rest, used).1;
    }
}

/// Draws the likely twins of the line with their keys; says whether there are any.
pub(super) fn draw_twins(state: &State, area: Rect, canvas: &mut Canvas<'_>) -> bool {
    let found = state.board_pane.alike.found();
    let texts: Vec<&str> = found
        .iter()
        .filter_map(|twin| state.board().node(twin.id).map(|node| node.text.as_str()))
        .collect();
    if texts.is_empty() || state.board_pane.on_board {
        return false;
    }
    let share = area.width / cells(texts.len());
    for ((id, text), x) in ["twin-1", "twin-2", "twin-3"]
        .into_iter()
        .zip(texts)
        .zip((area.x..).step_by(usize::from(share.max(1))))
    {
        let key = format!("{}= ", key(id));
        let used = canvas.text((x, area.y), share, &key, canvas.theme.key);
        let room = share.saturating_sub(used + 2);
        canvas.text((x + used, area.y), room, text, canvas.theme.fair);
    }
    true
}

/// The groups that suit the idea under the cursor, by their digits.
fn suggestion(state: &State) -> Option<String> {
    let board = state.board();
    if board.phase() != Phase::Group || !state.board_pane.on_board {
        return None;
    }
    let names: Vec<String> = state
        .board_pane
        .suggested
        .iter()
        .filter_map(|id| {
            let at = board.groups().iter().position(|group| group == id)?;
            Some(format!("{} {}", at + 1, board.node(*id)?.text))
        })
        .take(3)
        .collect();
    let said = state.lang.pick("可能属于：", "may belong to: ");
    (!names.is_empty()).then(|| format!("{said}{}", names.join("  ")))
}

/// What nobody has thought of yet: groups without ideas, departments without a word.
fn missing(state: &State) -> Option<String> {
    let (board, lang) = (state.board(), state.lang);
    let phase = board.phase();
    if !(Phase::RoundRobin..=Phase::Group).contains(&phase) {
        return None;
    }
    let comma = lang.pick("、", ", ");
    let is_empty = |id: &&NodeId| board.children(**id).is_empty();
    let empty: Vec<&str> = board
        .groups()
        .iter()
        .filter(is_empty)
        .filter_map(|id| board.node(*id).map(|node| node.text.as_str()))
        .collect();
    if !empty.is_empty() {
        let said = lang.pick("还没有想法的组：", "nothing yet in: ");
        return Some(format!("{said}{}", empty.join(comma)));
    }
    let counters = counters(board);
    let spoken = counters.iter().filter(|(_, count)| *count > 0).count();
    // Before half of the room has spoken, silence is no news.
    if phase != Phase::OpenFloor || spoken * 2 < counters.len() {
        return None;
    }
    let silent = counters.iter().filter(|(_, count)| *count == 0);
    let silent: Vec<&str> =
        silent.filter_map(|(id, _)| board.department(*id).map(|one| one.name.as_str())).collect();
    let said = lang.pick("还没发言：", "not heard yet: ");
    (!silent.is_empty()).then(|| format!("{said}{}", silent.join(comma)))
}

/// How complete the ideas are, with what the estimate takes for granted.
fn estimate(state: &State, roomy: bool) -> Option<String> {
    let phase = state.board().phase();
    let merging = phase == Phase::Merge && state.board_pane.pairs.is_empty();
    let asked = phase == Phase::OpenFloor || merging || (roomy && phase == Phase::Group);
    let text = if roomy { estimate_text } else { short_estimate };
    asked.then(|| text(state)).flatten()
}

/// From so many ideas on an estimate says something.
const ENOUGH: usize = 5;

/// The estimate with its assumption in full; none where there is nothing to estimate from.
pub(super) fn estimate_text(state: &State) -> Option<String> {
    let figures = figures(state)?;
    let stop = state.lang.pick("；", "; ");
    Some(format!("{figures}{stop}{}", Estimate::assumption(state.lang)))
}

/// The same in a row of 80 columns.
fn short_estimate(state: &State) -> Option<String> {
    let figures = figures(state)?;
    Some(state.lang.pick(
        format!("{figures}（Chao 1987，假设各部门独立提出）"),
        format!("{figures}: Chao 1987, if departments wrote independently"),
    ))
}

fn figures(state: &State) -> Option<String> {
    let estimate = Estimate::of(state.board()).filter(|of| of.seen >= ENOUGH)?;
    let Estimate { seen, total, low, high, .. } = estimate;
    let share = percent_text(whole_text(estimate.completeness() * 100.0), state.lang);
    Some(state.lang.pick(
        format!("{seen} 条，估计为全部 {total:.0}（{low:.0}–{high:.0}）条的 {share}"),
        format!("{seen} raised, about {share} of {total:.0} ({low:.0}-{high:.0})"),
    ))
}

/// One cell per department: its digit, name and count; one that has said nothing is marked. At the
/// right edge the rate of ideas.
pub(super) fn draw_departments(state: &State, area: Rect, canvas: &mut Canvas<'_>) {
    let board = state.board();
    let minutes = if area.width < 100 { 6 } else { 15 };
    let rate = spark::ideas_per_minute((board, state.now), minutes, canvas.glyphs);
    let ideas = board.ideas().filter(|idea| idea.state != NodeState::Parked).count();
    let rate = if ideas == 0 { rate } else { format!("{rate} {ideas}") };
    let cols = cells(canvas.measure.cols(&rate));
    let right = area.right().saturating_sub(cols + 1);
    canvas.text((right, area.y), cols, &rate, canvas.theme.good);
    let room = Rect { width: right.saturating_sub(area.x + 1), ..area };
    if board.departments().is_empty() {
        let key = key("add-department");
        let text = state.lang.pick(format!("{key} 添加部门"), format!("{key} adds a department"));
        canvas.text((room.x + 1, room.y), room.width, &text, canvas.theme.faint);
        return;
    }
    draw_seats(state, room, canvas);
}

fn draw_seats(state: &State, area: Rect, canvas: &mut Canvas<'_>) {
    let board = state.board();
    let measure = canvas.measure;
    let seats: Vec<(DepartmentId, [String; 3])> = (1..)
        .zip(board.departments().iter().zip(counters(board)))
        .map(|(number, (department, (id, ideas)))| {
            // Once ideas are grouped, who said nothing is no news any more.
            let gathering = board.phase() < Phase::Group;
            let silent = if ideas == 0 && gathering { "!" } else { "" };
            (id, [format!(" {number} "), department.name.clone(), format!(" {ideas}{silent} ")])
        })
        .collect();
    // Long names give way, digits and counters do not.
    let total = |room: usize| -> usize {
        let wide = |[number, name, count]: &[String; 3]| {
            measure.cols(number) + measure.cols(name).min(room) + measure.cols(count)
        };
        seats.iter().map(|(_, parts)| wide(parts)).sum()
    };
    let room = (1..=24).rev().find(|room| total(*room) <= area.width.into()).unwrap_or(1);
    let mut x = area.x;
    for (id, [number, name, count]) in &seats {
        let name = measure.cut_with(name, room, canvas.glyphs.ellipsis());
        let style = match (state.board_pane.department == Some(*id), count.contains('!')) {
            (true, _) => canvas.theme.active,
            (_, true) => canvas.theme.fair,
            _ => canvas.theme.plain,
        };
        let text = format!("{number}{name}{count}");
        x += canvas.text((x, area.y), area.right().saturating_sub(x), &text, style);
    }
}

/// Draws the capture line of the presenter, with who speaks.
pub(super) fn draw_line(state: &State, area: Rect, canvas: &mut Canvas<'_>) {
    let speaker = state.board_pane.department.and_then(|id| state.board().department(id));
    let name = speaker.map_or("", |department| &department.name);
    draw_input(state, (name, &state.board_pane.line), area, canvas);
}

/// Draws a line being typed behind a name, with the real cursor in it.
pub(super) fn draw_input(
    state: &State,
    (name, line): (&str, &Line),
    area: Rect,
    canvas: &mut Canvas<'_>,
) {
    let on_board = state.board_pane.on_board;
    let arrow = if canvas.glyphs == Glyphs::Ascii { ">" } else { "›" };
    let prompt = format!(" {name}{arrow} ");
    let style = if on_board { canvas.theme.faint } else { canvas.theme.title };
    let used = canvas.text((area.x, area.y), area.width / 2, &prompt, style);
    let room = area.width.saturating_sub(used);
    if on_board && line.is_empty() {
        let key = key("capture");
        let text = state.lang.pick(format!("{key} 继续记想法"), format!("{key} adds ideas"));
        canvas.text((area.x + used, area.y), room, &text, canvas.theme.faint);
        return;
    }
    let (shown, cursor) = line.shown(canvas.measure, room.max(1).into());
    canvas.text((area.x + used, area.y), room, &shown, canvas.theme.plain);
    if !on_board && !state.is_covered() {
        canvas.place_cursor(area.x + used + cells(cursor), area.y);
    }
}
