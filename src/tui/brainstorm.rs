//! The tab of the live session: ideas without a group, groups with theirs, the capture line.
//!
//! The capture line never closes and never waits: what is typed is an edit at once. Which
//! departments and votes are shown is decided by the board's viewer, not here.

use std::collections::HashSet;

use ratatui::layout::Rect;

use super::canvas::{Canvas, cells, split_bottom, split_left, split_top};
use super::line::Line;
use super::state::State;
use crate::command::Motion;
use crate::model::board::{Board, DepartmentId, Parent, Seen, State as NodeState, Viewer};
use crate::model::{Lang, NodeId};

/// The capture line and where the keys go.
#[derive(Debug, Default)]
pub(crate) struct BoardPane {
    pub(crate) line: Line,
    /// Whether the keys go to the board instead of the capture line.
    pub(crate) on_board: bool,
    /// Who is speaking.
    pub(crate) department: Option<DepartmentId>,
    /// First row shown of either column.
    offsets: [usize; 2],
}

/// A row of a column: a node, and how deep it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) id: NodeId,
    pub(crate) depth: u16,
}

/// The columns: ideas without a group, and the groups as an outline.
pub(crate) fn columns(board: &Board, folded: &HashSet<NodeId>) -> [Vec<Row>; 2] {
    let outline = |ids: &[NodeId]| {
        let mut outline = Outline { board, folded, rows: Vec::new() };
        outline.add(ids, 0);
        outline.rows
    };
    [outline(board.inbox()), outline(board.groups())]
}

/// A tree as it is written out in rows, what is folded left out.
struct Outline<'b> {
    board: &'b Board,
    folded: &'b HashSet<NodeId>,
    rows: Vec<Row>,
}

impl Outline<'_> {
    fn add(&mut self, ids: &[NodeId], depth: u16) {
        for id in ids {
            if self.board.node(*id).is_none_or(|node| node.state != NodeState::Open) {
                continue;
            }
            self.rows.push(Row { id: *id, depth });
            if !self.folded.contains(id) {
                self.add(self.board.children(*id), depth + 1);
            }
        }
    }
}

/// Where the cursor goes: within its column, or to the other one at the same height.
pub(crate) fn step(state: &State, (motion, page): (Motion, usize)) -> Option<NodeId> {
    let cursor = state.cursor;
    let columns = columns(state.board(), &state.folded);
    let find = |rows: &Vec<Row>| rows.iter().position(|row| Some(row.id) == cursor);
    let at = columns.iter().enumerate().find_map(|(column, rows)| Some((column, find(rows)?)));
    let Some((column, at)) = at else {
        return columns.iter().flatten().next().map(|row| row.id);
    };
    let to = match motion {
        Motion::Left => 0,
        Motion::Right => 1,
        _ => column,
    };
    let rows = columns.get(to)?;
    let last = rows.len().checked_sub(1).or(if to == column { None } else { Some(0) })?;
    let index = match motion {
        Motion::Up => at.saturating_sub(1),
        Motion::Down => at + 1,
        Motion::PageUp => at.saturating_sub(page),
        Motion::PageDown => at + page,
        Motion::First => 0,
        Motion::Last => last,
        Motion::Left | Motion::Right => at,
    };
    rows.get(index.min(last)).map(|row| row.id).or(cursor)
}

impl BoardPane {
    /// Keeps the cursor and the latest rows in view.
    pub(crate) fn keep_in_view(
        &mut self,
        columns: &[Vec<Row>; 2],
        (cursor, page): (Option<NodeId>, usize),
    ) {
        let page = page.max(1);
        for (rows, offset) in columns.iter().zip(&mut self.offsets) {
            let last = rows.len().saturating_sub(page);
            let at = rows.iter().position(|row| Some(row.id) == cursor && self.on_board);
            // While ideas are captured the newest ones are in view.
            let at = at.unwrap_or(if self.on_board { *offset } else { rows.len() });
            *offset = (*offset).clamp((at + 1).saturating_sub(page), at).min(last);
        }
    }

    /// The position among the departments of the one that speaks.
    pub(crate) fn seat(&self, board: &Board) -> Option<usize> {
        board.departments().iter().position(|department| Some(department.id) == self.department)
    }
}

/// The areas of the tab.
struct Areas {
    columns: [Rect; 2],
    departments: Rect,
    line: Rect,
}

fn areas(body: Rect) -> Areas {
    let (rest, line) = split_bottom(body, 1);
    let (rest, departments) = split_bottom(rest, 1);
    let (left, right) = split_left(rest, rest.width * 45 / 100);
    Areas { columns: [left, right], departments, line }
}

/// The rows of a column, for paging: its heading takes one.
pub(crate) fn page_rows(body: Rect) -> u16 {
    areas(body).columns[0].height.saturating_sub(1).max(1)
}

/// The node drawn at a cell.
pub(crate) fn node_at(state: &State, body: Rect, (x, y): (u16, u16)) -> Option<NodeId> {
    let areas = areas(body);
    let column = areas.columns.iter().position(|area| area.contains((x, y).into()))?;
    let row = y.checked_sub(areas.columns.get(column)?.y + 1)?;
    let offset = state.board_pane.offsets.get(column)?;
    columns(state.board(), &state.folded)
        .get(column)?
        .get(offset + usize::from(row))
        .map(|row| row.id)
}

/// Whether a cell belongs to the capture line.
pub(crate) fn is_line(body: Rect, y: u16) -> bool {
    areas(body).line.y == y
}

/// Draws the tab.
pub(crate) fn draw(state: &State, body: Rect, canvas: &mut Canvas<'_>) {
    let Areas { columns: [left, right], departments, line } = areas(body);
    let board = state.board();
    let [ungrouped, grouped] = columns(board, &state.folded);
    let lang = state.lang;
    let titles = [
        format!("{} {}", lang.pick("想法", "Ideas"), ungrouped.len()),
        format!("{} {}", lang.pick("分组（大骨）", "Groups (bones)"), board.groups().len()),
    ];
    for ((area, rows), (column, title)) in
        [(left, ungrouped), (right, grouped)].into_iter().zip(titles.iter().enumerate())
    {
        let (head, list) = split_top(area, 1);
        let inside = Rect { x: list.x + 1, width: list.width.saturating_sub(2), ..list };
        canvas.text((head.x + 1, head.y), head.width, title, canvas.theme.heading);
        if rows.is_empty() {
            draw_empty(column, state, inside, canvas);
        }
        draw_column(state, (&rows, column), inside, canvas);
    }
    canvas.divider(Rect { width: 1, ..right });
    draw_departments(state, departments, canvas);
    draw_line(state, line, canvas);
}

fn draw_empty(column: usize, state: &State, area: Rect, canvas: &mut Canvas<'_>) {
    let text = match (column, state.lang) {
        (0, Lang::Zh) => "在下面一行输入想法，回车记下；粘贴多行即多个想法。",
        (0, Lang::En) => {
            "Type an idea in the line below, Enter adds it; paste many lines for many."
        }
        (_, Lang::Zh) => "按 Esc 到想法板，F5 添加分组，数字把想法送入分组。",
        (_, Lang::En) => "Esc to the board, F5 adds a group, digits send ideas to groups.",
    };
    for (text, y) in
        canvas.measure.wrap(text, area.width.max(1).into()).iter().zip(area.y..area.bottom())
    {
        canvas.text((area.x + 1, y), area.width, text, canvas.theme.faint);
    }
}

fn draw_column(
    state: &State,
    (rows, column): (&[Row], usize),
    area: Rect,
    canvas: &mut Canvas<'_>,
) {
    let seen = state.board().seen_by(Viewer::Presenter);
    let offset = state.board_pane.offsets.get(column).copied().unwrap_or(0);
    let visible = rows.iter().enumerate().skip(offset);
    for ((_, row), y) in visible.zip(area.top()..area.bottom()) {
        let line = Rect { y, height: 1, ..area };
        draw_node(state, (&seen, *row), line, canvas);
        if state.board_pane.on_board && state.cursor == Some(row.id) {
            canvas.style(line, canvas.theme.selected);
        }
    }
}

fn draw_node(state: &State, (seen, row): (&Seen<'_>, Row), line: Rect, canvas: &mut Canvas<'_>) {
    let board = state.board();
    let (Some(node), Some(shown)) = (board.node(row.id), seen.node(row.id)) else { return };
    let indent = (row.depth * 2).min(line.width / 2);
    let number = match node.parent {
        Parent::Groups => {
            let at = board.groups().iter().position(|id| *id == row.id).unwrap_or(0);
            format!("{} ", at + 1)
        }
        _ => "· ".to_owned(),
    };
    let style = if node.is_group() { canvas.theme.title } else { canvas.theme.plain };
    let mut marks = marks(&shown, canvas);
    if state.folded.contains(&row.id) && !node.children.is_empty() {
        marks.push_str(&format!(" +{}", node.children.len()));
    }
    let room = line.width.saturating_sub(indent + cells(canvas.measure.cols(&marks)) + 1);
    let text = format!("{number}{}", shown.text);
    let used = canvas.text((line.x + indent, line.y), room, &text, style);
    canvas.text((line.x + indent + used + 1, line.y), line.width, &marks, canvas.theme.key);
}

/// Votes, evidence and departments behind an idea.
fn marks(shown: &crate::model::board::SeenNode<'_>, canvas: &Canvas<'_>) -> String {
    let mut marks = Vec::new();
    if let Some(votes) = shown.votes.filter(|votes| *votes > 0) {
        marks.push(format!("{}{votes}", canvas.glyphs.votes()));
    }
    if !shown.evidence.is_empty() {
        marks.push(format!("{}{}", canvas.glyphs.evidence(), shown.evidence.len()));
    }
    if let Some(departments) = &shown.departments
        && !departments.is_empty()
    {
        marks.push(departments.join(" "));
    }
    marks.join(" ")
}

/// One cell per department: its digit, name and count; one that has said nothing is marked.
fn draw_departments(state: &State, area: Rect, canvas: &mut Canvas<'_>) {
    let board = state.board();
    if board.departments().is_empty() {
        let text = state.lang.pick("F4 添加部门", "F4 adds a department");
        canvas.text((area.x + 1, area.y), area.width, text, canvas.theme.faint);
        return;
    }
    let mut x = area.x + 1;
    for (number, department) in (1..).zip(board.departments()) {
        let ideas = board.ideas_raised(department.id);
        let speaking = state.board_pane.department == Some(department.id);
        let style = match (speaking, ideas) {
            (true, _) => canvas.theme.active,
            (_, 0) => canvas.theme.fair,
            _ => canvas.theme.plain,
        };
        let text = format!(" {number} {} {ideas} ", department.name);
        x += canvas.text((x, area.y), area.right().saturating_sub(x), &text, style) + 1;
    }
}

fn draw_line(state: &State, area: Rect, canvas: &mut Canvas<'_>) {
    let pane = &state.board_pane;
    let board = state.board();
    let speaker = pane.department.and_then(|id| board.department(id));
    let name = speaker.map_or("", |department| &department.name);
    let arrow = if canvas.glyphs == crate::text::Glyphs::Ascii { ">" } else { "›" };
    let prompt = format!(" {name}{arrow} ");
    let style = if pane.on_board { canvas.theme.faint } else { canvas.theme.title };
    let used = canvas.text((area.x, area.y), area.width / 2, &prompt, style);
    let room = area.width.saturating_sub(used);
    let (shown, cursor) = pane.line.shown(canvas.measure, room.max(1).into());
    canvas.text((area.x + used, area.y), room, &shown, canvas.theme.plain);
    if !pane.on_board && !state.is_covered() {
        canvas.place_cursor(area.x + used + cells(cursor), area.y);
    }
}
