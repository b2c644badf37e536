//! Ideas without a group and the groups beside them, in as many columns as fit.
//!
//! Where each row lies is computed once, for drawing, for moving and for the mouse alike. It must
//! not decide what a viewer may see.

use std::collections::HashSet;

use ratatui::layout::Rect;

use super::super::canvas::{Canvas, cells, split_left, split_top};
use super::super::state::State;
use super::setup;
use crate::command::Motion;
use crate::model::board::{
    Board, Parent, Phase, Seen, SeenNode, State as NodeState, TEMPLATES, Viewer,
};
use crate::model::{Lang, NodeId};

/// A column of ideas is at least this wide before another one is opened beside it.
const IDEA_COLS: u16 = 38;
/// A column of groups is at least this wide.
const GROUP_COLS: u16 = 30;

/// A row of a lane: a node, and how deep it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) id: NodeId,
    pub(crate) depth: u16,
}

/// A list with its own scroll position; a wide one runs over several columns.
#[derive(Debug)]
pub(crate) struct Lane {
    /// The heading, one row.
    head: Rect,
    /// The rows below it.
    area: Rect,
    rows: Vec<Row>,
    /// How many columns the rows run over, each filled before the next.
    across: u16,
    /// Whether it holds the ideas without a group.
    inbox: bool,
}

impl Lane {
    fn new(area: Rect, rows: Vec<Row>, inbox: bool) -> Self {
        let (head, area) = split_top(area, 1);
        let most = if inbox { (area.width / IDEA_COLS).max(1) } else { 1 };
        let across = cells(rows.len().div_ceil(area.height.max(1).into())).clamp(1, most);
        Self { head, area, rows, across, inbox }
    }

    fn height(&self) -> usize {
        usize::from(self.area.height.max(1))
    }

    /// How many rows are in view.
    fn page(&self) -> usize {
        self.height() * usize::from(self.across)
    }

    /// Where the row with this place in view is drawn.
    fn cell(&self, place: usize) -> Rect {
        let cols = self.area.width / self.across;
        let (column, row) = (cells(place / self.height()), cells(place % self.height()));
        Rect {
            x: self.area.x + column * cols,
            y: self.area.y + row,
            width: cols.saturating_sub(1),
            height: 1,
        }
    }
}

/// The lanes of an area, from left to right.
pub(crate) fn lanes(board: &Board, folded: &HashSet<NodeId>, area: Rect) -> Vec<Lane> {
    let outline = |ids: &[NodeId]| {
        let mut outline = Outline { board, folded, rows: Vec::new() };
        outline.add(ids, 0);
        outline.rows
    };
    let mut inbox = outline(board.inbox());
    inbox.extend(parked(board).map(|id| Row { id, depth: 0 }));
    if board.groups().is_empty() {
        return vec![Lane::new(area, inbox, true)];
    }
    let groups: Vec<Vec<Row>> = board.groups().iter().map(|id| outline(&[*id])).collect();
    let mut lanes = Vec::new();
    let mut right = area;
    if !inbox.is_empty() {
        let share = match area.width {
            0..120 => 45,
            120..180 => 38,
            _ => 30,
        };
        let (left, rest) = split_left(area, area.width * share / 100);
        lanes.push(Lane::new(left, inbox, true));
        right = rest;
    }
    let columns = usize::from(right.width / GROUP_COLS).clamp(1, groups.len());
    let cols = right.width / cells(columns);
    for (place, rows) in share_out(groups, columns).into_iter().enumerate() {
        let x = right.x + cells(place) * cols;
        let width = if place + 1 == columns { right.right() - x } else { cols };
        lanes.push(Lane::new(Rect { x, width, ..right }, rows, false));
    }
    lanes
}

/// The parking lot: it stands below the ideas without a group.
fn parked(board: &Board) -> impl Iterator<Item = NodeId> {
    board.ideas().filter(|idea| idea.state == NodeState::Parked).map(|idea| idea.id)
}

/// Spreads groups over columns in order, so that the columns are about equally long.
fn share_out(groups: Vec<Vec<Row>>, columns: usize) -> Vec<Vec<Row>> {
    let total: usize = groups.iter().map(Vec::len).sum();
    let target = total.div_ceil(columns.max(1));
    let mut out: Vec<Vec<Row>> = vec![Vec::new()];
    let mut left = groups.len();
    for group in groups {
        let open = columns.saturating_sub(out.len());
        let full = out.last().is_some_and(|rows| {
            !rows.is_empty() && (rows.len() + group.len() > target || open >= left)
        });
        left -= 1;
        match out.last_mut() {
            Some(rows) if !full || open == 0 => rows.extend(group),
            _ => out.push(group),
        }
    }
    out
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

/// Where the cursor goes: within its lane, or to the one beside it at the same height.
pub(super) fn step(state: &State, (motion, area): (Motion, Rect)) -> Option<NodeId> {
    let lanes = lanes(state.board(), &state.folded, area);
    let find = |lane: &Lane| lane.rows.iter().position(|row| Some(row.id) == state.cursor);
    let Some((place, at)) =
        lanes.iter().enumerate().find_map(|(place, lane)| Some((place, find(lane)?)))
    else {
        return lanes.iter().flat_map(|lane| &lane.rows).next().map(|row| row.id);
    };
    let lane = lanes.get(place)?;
    let aside = match motion {
        Motion::Left => -1,
        Motion::Right => 1,
        _ => 0,
    };
    if aside != 0 {
        return aside_of(state, (&lanes, place), (at, aside)).or(state.cursor);
    }
    let index = match motion {
        Motion::Up => at.saturating_sub(1),
        Motion::Down => at + 1,
        Motion::PageUp => at.saturating_sub(lane.page()),
        Motion::PageDown => at + lane.page(),
        Motion::First => 0,
        Motion::Last => lane.rows.len(),
        Motion::Left | Motion::Right => at,
    };
    lane.rows.get(index.min(lane.rows.len().saturating_sub(1))).map(|row| row.id)
}

/// The row beside: in the next column of the same lane, or in the next lane that has any.
fn aside_of(
    state: &State,
    (lanes, place): (&[Lane], usize),
    (at, aside): (usize, isize),
) -> Option<NodeId> {
    let lane = lanes.get(place)?;
    let shown = at.saturating_sub(state.board_pane.offset(place));
    let leap = aside.checked_mul(isize::try_from(lane.height()).ok()?)?;
    let within = shown.checked_add_signed(leap).filter(|to| *to < lane.page());
    let row = within.and_then(|_| lane.rows.get(at.checked_add_signed(leap)?));
    if let Some(row) = row {
        return Some(row.id);
    }
    let mut next = place.checked_add_signed(aside);
    while let Some(lane) = next.and_then(|next| lanes.get(next)) {
        if let Some(last) = lane.rows.len().checked_sub(1) {
            let offset = next.map_or(0, |next| state.board_pane.offset(next));
            let to = offset + shown % lane.height();
            return lane.rows.get(to.min(last)).map(|row| row.id);
        }
        next = next.and_then(|next| next.checked_add_signed(aside));
    }
    None
}

/// Keeps the cursor, or the latest rows while ideas are captured, in view.
pub(super) fn keep_in_view(state: &mut State, area: Rect) {
    let lanes = lanes(state.session.board(), &state.folded, area);
    let pane = &mut state.board_pane;
    pane.offsets.resize(lanes.len(), 0);
    for (lane, offset) in lanes.iter().zip(&mut pane.offsets) {
        let page = lane.page();
        let last = lane.rows.len().saturating_sub(page);
        let cursor = state.cursor.filter(|_| pane.on_board);
        let at = lane.rows.iter().position(|row| Some(row.id) == cursor);
        let latest = if pane.on_board || !lane.inbox { *offset } else { lane.rows.len() };
        let at = at.unwrap_or(latest);
        *offset = (*offset).clamp((at + 1).saturating_sub(page), at).min(last);
    }
}

/// The node drawn at a cell.
pub(super) fn node_at(state: &State, area: Rect, (x, y): (u16, u16)) -> Option<NodeId> {
    let lanes = lanes(state.board(), &state.folded, area);
    let (place, lane) =
        lanes.iter().enumerate().find(|(_, lane)| lane.area.contains((x, y).into()))?;
    let at = (0..lane.page()).find(|at| lane.cell(*at).contains((x, y).into()))?;
    lane.rows.get(state.board_pane.offset(place) + at).map(|row| row.id)
}

/// Draws the lanes.
pub(super) fn draw(state: &State, area: Rect, canvas: &mut Canvas<'_>) {
    let board = state.board();
    let lanes = lanes(board, &state.folded, area);
    let seen = board.seen_by(Viewer::Presenter);
    let groups =
        format!("{} {}", state.lang.pick("分组（大骨）", "Groups (bones)"), board.groups().len());
    let mut group_heading = Some(groups);
    for (place, lane) in lanes.iter().enumerate() {
        if place > 0 {
            canvas
                .divider(Rect { width: 1, ..Rect { y: area.y, height: area.height, ..lane.head } });
        }
        let title = if lane.inbox {
            Some(inbox_title(state, lane.rows.len()))
        } else {
            group_heading.take().or_else(|| group_above(state, lane, place))
        };
        let (x, y) = (lane.head.x + 1, lane.head.y);
        canvas.text((x, y), lane.head.width, &title.unwrap_or_default(), canvas.theme.heading);
        draw_rows(state, (&seen, place), lane, canvas);
    }
    draw_empty(state, &lanes, canvas);
}

/// The group that the first row in view belongs to, where its own row is scrolled out of view.
fn group_above(state: &State, lane: &Lane, place: usize) -> Option<String> {
    let board = state.board();
    let first = lane.rows.get(state.board_pane.offset(place)).filter(|row| row.depth > 0)?;
    let group = board.group_of(first.id)?;
    let number = board.groups().iter().position(|id| *id == group)? + 1;
    Some(format!("{number} {} {}", board.node(group)?.text, state.glyphs.arrow_up()))
}

/// How many ideas have no group, and how many are parked, of the rows of the inbox.
fn inbox_title(state: &State, count: usize) -> String {
    let lang = state.lang;
    let parked = parked(state.board()).count();
    let mut title = format!("{} {}", lang.pick("想法", "Ideas"), count - parked);
    if parked > 0 {
        title.push_str(&format!("  {} {parked}", lang.pick("停车场", "Parked")));
    }
    title
}

fn draw_rows(
    state: &State,
    (seen, place): (&Seen<'_>, usize),
    lane: &Lane,
    canvas: &mut Canvas<'_>,
) {
    let visible = lane.rows.iter().skip(state.board_pane.offset(place)).take(lane.page());
    for (at, row) in visible.enumerate() {
        let cell = lane.cell(at);
        let line = Rect { x: cell.x + 1, width: cell.width.saturating_sub(1), ..cell };
        draw_node(state, (seen, *row), line, canvas);
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
        _ if shown.state == NodeState::Parked => state.lang.pick("停 ", "P ").to_owned(),
        Parent::Groups => {
            let at = board.groups().iter().position(|id| *id == row.id).unwrap_or(0);
            format!("{} ", at + 1)
        }
        _ => format!("{} ", canvas.dot()),
    };
    let cut = state.cut == Some(row.id);
    let style = match (cut || shown.state == NodeState::Parked, node.is_group()) {
        (true, _) => canvas.theme.faint,
        (_, true) => canvas.theme.title,
        _ => canvas.theme.plain,
    };
    let mut marks = marks(&shown, canvas);
    if node.is_group() || state.folded.contains(&row.id) {
        let inside = board.children(row.id).len();
        marks.push_str(&match (state.folded.contains(&row.id), inside) {
            (_, 0) if node.is_group() => state.lang.pick("空", "empty").to_owned(),
            (true, inside) if inside > 0 => format!(" +{inside}"),
            (_, inside) if node.is_group() => format!("{inside}"),
            _ => String::new(),
        });
    }
    let room = line.width.saturating_sub(indent + cells(canvas.measure.cols(&marks)) + 1);
    let text = format!("{number}{}", shown.text);
    let used = canvas.text((line.x + indent, line.y), room, &text, style);
    let x = line.x + indent + used + 1;
    canvas.text((x, line.y), line.right().saturating_sub(x), &marks, canvas.theme.faint);
}

/// Votes, evidence, other wordings and departments behind an idea.
pub(super) fn marks(shown: &SeenNode<'_>, canvas: &Canvas<'_>) -> String {
    let mut marks = Vec::new();
    if let Some(votes) = shown.votes.filter(|votes| *votes > 0) {
        marks.push(format!("{}{votes}", canvas.glyphs.votes()));
    }
    if !shown.evidence.is_empty() {
        marks.push(format!("{}{}", canvas.glyphs.evidence(), shown.evidence.len()));
    }
    if !shown.wordings.is_empty() {
        marks.push(format!("={}", shown.wordings.len() + 1));
    }
    if let Some(departments) = &shown.departments
        && !departments.is_empty()
    {
        marks.push(departments.join(" "));
    }
    marks.join(" ")
}

/// What to do where there is nothing yet.
fn draw_empty(state: &State, lanes: &[Lane], canvas: &mut Canvas<'_>) {
    let Some(lane) = lanes.first() else { return };
    let area = Rect { x: lane.area.x + 1, width: lane.area.width.saturating_sub(2), ..lane.area };
    let grouping = state.board().groups().is_empty() && state.board().phase() >= Phase::Group;
    if grouping {
        // Below the ideas: which template each digit brings.
        let rows = cells(lane.rows.len().min(lane.height()));
        let (_, area) = split_top(area, rows.min(area.height.saturating_sub(TEMPLATES_ROWS)));
        canvas.clear(area);
        return draw_templates(state, area, canvas);
    }
    if !lane.rows.is_empty() || !lane.inbox {
        return;
    }
    let text = match state.lang {
        Lang::Zh => "在最下面一行输入想法，回车记下；粘贴多行即多个想法。",
        Lang::En => "Type an idea in the line below, Enter adds it; paste many lines for many.",
    };
    setup::paragraph((text, canvas.theme.faint), area, canvas);
}

/// The rows the templates need, with a blank one above.
const TEMPLATES_ROWS: u16 = 6;

fn draw_templates(state: &State, area: Rect, canvas: &mut Canvas<'_>) {
    let lang = state.lang;
    let (_, area) = split_top(area, 1);
    let text = lang.pick("选一套分组，或 F5 自己加：", "Pick groups, or F5 adds your own:");
    canvas.text((area.x, area.y), area.width, text, canvas.theme.heading);
    for ((digit, template), y) in (1..).zip(TEMPLATES).zip(area.y + 1..area.bottom()) {
        let comma = lang.pick("、", ", ");
        let groups = template.groups(lang).collect::<Vec<_>>().join(comma);
        let line = Rect { y, height: 1, ..area };
        let name = format!("{}  ", template.name(lang));
        let (key, plain, faint) = (canvas.theme.key, canvas.theme.plain, canvas.theme.faint);
        canvas.pieces(line, &[(&format!("{digit} "), key), (&name, plain), (&groups, faint)]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::board::Moment;

    fn board(groups: usize, ideas: usize) -> Board {
        let mut board = Board::default();
        for at in 0..groups {
            board.apply(&board.new_group(&format!("g{at}")), Moment::default()).unwrap();
            let group = board.groups()[at];
            for text in ["a", "b"] {
                let idea = board.new_node(Parent::Under(group), text, None);
                board.apply(&idea, Moment::default()).unwrap();
            }
        }
        for at in 0..ideas {
            board.apply(&board.new_idea(&format!("i{at}"), None), Moment::default()).unwrap();
        }
        board
    }

    #[test]
    fn groups_stay_in_order_and_whole_and_no_column_is_left_empty() {
        for (groups, cols) in [(1, 80), (4, 80), (6, 200), (9, 120), (3, 300)] {
            let board = board(groups, 5);
            let lanes = lanes(&board, &HashSet::new(), Rect::new(0, 0, cols, 20));
            let heads: Vec<NodeId> = lanes
                .iter()
                .flat_map(|lane| &lane.rows)
                .filter(|row| board.groups().contains(&row.id))
                .map(|row| row.id)
                .collect();
            assert_eq!(heads, board.groups());
            assert!(lanes.iter().all(|lane| !lane.rows.is_empty()), "{groups} groups, {cols} cols");
            assert!(lanes.iter().all(|lane| lane.inbox || lane.rows[0].depth == 0));
            assert!(lanes.windows(2).all(|pair| pair[0].area.right() <= pair[1].area.x));
        }
    }

    #[test]
    fn thirty_ideas_without_groups_are_all_in_view() {
        let lanes = lanes(&board(0, 30), &HashSet::new(), Rect::new(0, 0, 80, 17));
        assert_eq!(lanes.len(), 1);
        assert!(lanes[0].page() >= 30);
    }
}
