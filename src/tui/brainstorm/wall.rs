//! The wall: the session as the room sees it at the projector.
//!
//! It must not show more than the board's view for the wall allows: no departments while they are
//! hidden, no votes before they are revealed, and no order that would give them away.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::super::canvas::{Canvas, cells, split_bottom, split_top};
use super::super::state::State;
use super::{capture, digits, lanes, setup, timer};
use crate::command::Tab;
use crate::layout::{Options, draw as draw_fishbone};
use crate::model::board::{Board, Phase, Seen, Standing, State as NodeState, Viewer};
use crate::model::{Lang, NodeId};

/// The rows of topic, phase and rules, beside the timer.
const HEAD_ROWS: u16 = 3;
/// A column of ideas is at least this wide.
const LEAST_COLS: u16 = 24;

/// A row of the wall.
struct Row {
    id: Option<NodeId>,
    head: String,
    text: String,
    marks: String,
    style: Style,
}

/// Draws the wall over the whole screen.
pub(crate) fn draw(state: &State, screen: Rect, canvas: &mut Canvas<'_>) {
    let (head, rest) = split_top(screen, HEAD_ROWS);
    let (rest, line) = split_bottom(rest, 1);
    let (rest, prompt) = split_bottom(rest, 1);
    let (_, middle) = split_top(rest, u16::from(rest.height > 12));
    draw_head(state, head, canvas);
    match (state.tab, state.board().phase()) {
        (Tab::Fishbone, _) => draw_bones(state, middle, canvas),
        (_, Phase::Prepare) if state.board().is_empty() => draw_rules(state, middle, canvas),
        (_, Phase::Merge) if !state.board_pane.pairs.is_empty() => draw_pair(state, middle, canvas),
        _ => draw_ideas(state, middle, canvas),
    }
    let prompt = Rect { x: prompt.x + 1, width: prompt.width.saturating_sub(1), ..prompt };
    capture::draw_twins(state, prompt, canvas);
    if state.tab == Tab::Brainstorm {
        // Nobody's name stands beside what is being typed.
        draw_line(state, line, canvas);
    }
}

fn draw_line(state: &State, line: Rect, canvas: &mut Canvas<'_>) {
    let pane = &state.board_pane;
    if !pane.on_board || !pane.line.is_empty() {
        capture::draw_input(state, ("", &pane.line), line, canvas);
    }
}

fn draw_head(state: &State, head: Rect, canvas: &mut Canvas<'_>) {
    let (board, lang) = (state.board(), state.lang);
    let area = Rect { width: head.width.saturating_sub(1), ..head };
    let timer = timer::left(state).map_or(0, |left| {
        let style = timer::style(left, &canvas.theme);
        digits::draw(&timer::text(left), area, style, canvas)
    });
    let room = area.width.saturating_sub(timer + 2);
    let title = state.study().title.get(lang);
    let topic = if board.topic().is_empty() { title } else { board.topic() };
    canvas.text((head.x + 1, head.y), room, topic, canvas.theme.effect);
    let ideas = board.ideas().filter(|idea| idea.state != NodeState::Parked).count();
    let phase = board.phase().label(lang);
    let count = lang.pick(format!(" · {ideas} 条想法"), format!(" · {ideas} ideas"));
    let count = if ideas == 0 { String::new() } else { count };
    let line = Rect { x: head.x + 1, y: head.y + 1, width: room, height: 1 };
    canvas.pieces(line, &[(phase, canvas.theme.title), (&count, canvas.theme.faint)]);
    let rules: Vec<&str> = board.rules().iter().map(|rule| name_of(rule)).collect();
    let y = head.y + 2;
    canvas.text((head.x + 1, y), room, &rules.join(" · "), canvas.theme.faint);
}

/// What a rule is called: what stands before its colon.
fn name_of(rule: &str) -> &str {
    rule.split(['：', ':']).next().unwrap_or(rule)
}

/// Before there are ideas: the rules in full.
fn draw_rules(state: &State, area: Rect, canvas: &mut Canvas<'_>) {
    let mut area = Rect { x: area.x + 2, width: area.width.saturating_sub(4), ..area };
    for (number, rule) in (1..).zip(state.board().rules()) {
        let used =
            setup::paragraph((&format!("{number}  {rule}"), canvas.theme.plain), area, canvas);
        area = split_top(area, used + u16::from(area.height > 12)).1;
    }
}

fn draw_pair(state: &State, area: Rect, canvas: &mut Canvas<'_>) {
    let Some((into, from, _)) = state.board_pane.pairs.first() else { return };
    let text = |id| state.board().node(id).map_or("", |node| &node.text);
    let (_, area) = split_top(area, area.height / 4);
    let mut area = Rect { x: area.x + 4, width: area.width.saturating_sub(8), ..area };
    let ask = state.lang.pick("这两条说的是同一件事吗？", "Do these two say the same?");
    for (text, style) in [
        (text(into), canvas.theme.title),
        (text(from), canvas.theme.title),
        (ask, canvas.theme.faint),
    ] {
        let used = setup::paragraph((text, style), area, canvas);
        area = split_top(area, used + 1).1;
    }
}

fn draw_ideas(state: &State, area: Rect, canvas: &mut Canvas<'_>) {
    let seen = state.board().seen_by(Viewer::Wall);
    let rows = match state.board().phase() {
        Phase::Keep if seen.visible().votes => ranked(state, &seen, canvas),
        Phase::Group | Phase::Fishbone | Phase::Keep => grouped(&seen, canvas),
        Phase::Vote => numbered(&seen, &super::vote::list(state.board()), canvas),
        _ => numbered(&seen, &as_they_came(state.board()), canvas),
    };
    draw_columns(state, &rows, area, canvas);
}

/// Open ideas in the order they came.
fn as_they_came(board: &Board) -> Vec<NodeId> {
    let mut ids: Vec<NodeId> = board.open_ideas().map(|idea| idea.id).collect();
    ids.sort_unstable();
    ids
}

fn numbered(seen: &Seen<'_>, ids: &[NodeId], canvas: &Canvas<'_>) -> Vec<Row> {
    let rows = (1..).zip(ids).filter_map(|(number, id)| {
        let node = seen.node(*id)?;
        Some(Row {
            id: Some(*id),
            head: format!("{number:>2} "),
            text: node.text.to_owned(),
            marks: lanes::marks(&node, canvas),
            style: canvas.theme.plain,
        })
    });
    rows.collect()
}

fn grouped(seen: &Seen<'_>, canvas: &Canvas<'_>) -> Vec<Row> {
    let board = seen.board();
    let mut rows = Vec::new();
    for (number, id) in (1..).zip(board.groups()) {
        let Some(group) = board.node(*id) else { continue };
        rows.push(Row {
            id: None,
            head: format!("{number} "),
            text: group.text.clone(),
            marks: String::new(),
            style: canvas.theme.title,
        });
        rows.extend(plain_rows(seen, &group.children, canvas));
    }
    rows.extend(plain_rows(seen, board.inbox(), canvas));
    rows
}

fn plain_rows(seen: &Seen<'_>, ids: &[NodeId], canvas: &Canvas<'_>) -> Vec<Row> {
    let nodes = ids.iter().filter_map(|id| seen.node(*id));
    let open = nodes.filter(|node| node.state == NodeState::Open);
    open.map(|node| Row {
        id: Some(node.id),
        head: "  ".to_owned(),
        text: node.text.to_owned(),
        marks: lanes::marks(&node, canvas),
        style: canvas.theme.plain,
    })
    .collect()
}

/// Once the votes are revealed: the ranking, what is below the line faint.
fn ranked(state: &State, seen: &Seen<'_>, canvas: &Canvas<'_>) -> Vec<Row> {
    let ranks = super::keep::ranking(state);
    let rows = ranks.iter().filter_map(|rank| {
        let node = seen.node(rank.id)?;
        let style = match rank.standing {
            Standing::Kept => canvas.theme.heading,
            Standing::Tied => canvas.theme.fair,
            Standing::Out => canvas.theme.faint,
        };
        let tie = if rank.standing == Standing::Tied { "=" } else { " " };
        Some(Row {
            id: Some(rank.id),
            head: format!("{tie}{:>2} ", rank.place),
            text: node.text.to_owned(),
            marks: lanes::marks(&node, canvas),
            style,
        })
    });
    rows.collect()
}

/// Draws rows in as few columns as hold them all; the latest ones where nothing holds them.
fn draw_columns(state: &State, rows: &[Row], area: Rect, canvas: &mut Canvas<'_>) {
    let height = usize::from(area.height.max(1));
    let most = usize::from((area.width / LEAST_COLS).max(1));
    let columns = rows.len().div_ceil(height).clamp(1, most);
    let cols = area.width / cells(columns);
    let from = rows.len().saturating_sub(columns * height);
    let cursor = state.cursor.filter(|_| state.board_pane.on_board);
    for (at, row) in rows.iter().skip(from).enumerate() {
        let (column, y) = (cells(at / height), area.y + cells(at % height));
        let cell = Rect { x: area.x + column * cols, y, width: cols.saturating_sub(1), height: 1 };
        let marks = cells(canvas.measure.cols(&row.marks));
        let text = format!(" {}{}", row.head, row.text);
        let room = cell.width.saturating_sub(marks + u16::from(marks > 0));
        let used = canvas.text((cell.x, y), room, &text, row.style);
        let left = cell.width.saturating_sub(used + 1);
        canvas.text((cell.x + used + 1, y), left, &row.marks, canvas.theme.faint);
        if row.id.is_some() && row.id == cursor {
            canvas.style(cell, canvas.theme.selected);
        }
    }
}

/// The fishbone as the room may see it.
fn draw_bones(state: &State, area: Rect, canvas: &mut Canvas<'_>) {
    let fishbone = state.board().fishbone(Viewer::Wall);
    let options = Options {
        layout: state.fishbone_pane.layout,
        cols: area.width.saturating_sub(2).into(),
        glyphs: canvas.glyphs,
        measure: canvas.measure,
        ..Options::default()
    };
    let text = match draw_fishbone(&fishbone, &options) {
        Ok(drawing) => drawing.to_text(),
        Err(misfit) => misfit.message(state.lang),
    };
    for (line, y) in text.lines().zip(area.top()..area.bottom()) {
        canvas.text((area.x + 1, y), area.width, line, canvas.theme.plain);
    }
    if fishbone.categories.is_empty() {
        let text = match state.lang {
            Lang::Zh => "还没有分组",
            Lang::En => "no groups yet",
        };
        canvas.text((area.x + 1, area.y), area.width, text, canvas.theme.faint);
    }
}
