//! The vote stage: every idea in a row, its votes counted by one digit.
//!
//! It must not show votes to anybody but the presenter; the wall asks the board.

use ratatui::layout::Rect;

use super::super::canvas::{Canvas, cells};
use super::super::state::State;
use super::roll;
use crate::model::board::{Board, DepartmentId, Seen, Viewer};
use crate::model::{NodeId, counted};

/// Wider rows would part an idea from its votes.
const MOST_COLS: u16 = 110;

/// The ideas that are voted on, in reading order.
pub(crate) fn list(board: &Board) -> Vec<NodeId> {
    board.open_ideas().map(|idea| idea.id).collect()
}

/// Who votes after (or before) this one: hands up, then each department.
pub(crate) fn voter_beside(
    board: &Board,
    voter: Option<DepartmentId>,
    forward: bool,
) -> Option<DepartmentId> {
    let voters: Vec<Option<DepartmentId>> = std::iter::once(None)
        .chain(board.departments().iter().map(|department| Some(department.id)))
        .collect();
    let at = voters.iter().position(|known| *known == voter).unwrap_or(0);
    let to = if forward { at + 1 } else { at + voters.len() - 1 };
    voters.get(to % voters.len()).copied().flatten()
}

/// The votes of one voter for an idea and what was merged into it.
pub(crate) fn votes_of(board: &Board, id: NodeId, voter: Option<DepartmentId>) -> u32 {
    let of = |node: &&crate::model::board::Node| match voter {
        None => node.votes.hands,
        Some(department) => node.votes.ballots.get(department),
    };
    board.with_merged(id).iter().map(of).sum()
}

/// Draws the list with who votes above it.
pub(super) fn draw(state: &State, area: Rect, canvas: &mut Canvas<'_>) {
    let (head, below) = roll::split(area);
    draw_voters(state, head, canvas);
    let board = state.board();
    let seen = board.seen_by(Viewer::Presenter);
    let ids = list(board);
    let visible = ids.iter().enumerate().skip(state.board_pane.roll_offset);
    for ((at, id), y) in visible.zip(below.top()..below.bottom()) {
        let width = below.width.saturating_sub(2).min(MOST_COLS);
        let line = Rect { y, x: below.x + 1, width, height: 1 };
        draw_idea(state, (&seen, at, *id), line, canvas);
        if state.board_pane.on_board && state.cursor == Some(*id) {
            canvas.style(line, canvas.theme.selected);
        }
    }
}

fn draw_idea(
    state: &State,
    (seen, at, id): (&Seen<'_>, usize, NodeId),
    line: Rect,
    canvas: &mut Canvas<'_>,
) {
    let Some(node) = seen.node(id) else { return };
    let board = state.board();
    let own = votes_of(board, id, state.board_pane.voter);
    let total = node.votes.unwrap_or(0);
    let own = if own == 0 { canvas.dot().to_owned() } else { own.to_string() };
    let own = format!("{own:>2} ");
    let sum = format!("{}{total}", canvas.glyphs.votes());
    let sum = if total == 0 { String::new() } else { sum };
    let used = canvas.text((line.x, line.y), 4, &own, canvas.theme.heading);
    let number = format!("{:>3} ", at + 1);
    let used = used + canvas.text((line.x + used, line.y), 5, &number, canvas.theme.faint);
    let group =
        board.group_of(id).and_then(|group| board.node(group)).map_or("", |node| &node.text);
    let tail = format!("{group}  {sum:>4}");
    let cols = cells(canvas.measure.cols(&tail)).min(line.width / 2);
    let room = line.width.saturating_sub(used + cols + 1);
    canvas.text((line.x + used, line.y), room, node.text, canvas.theme.plain);
    canvas.text((line.right().saturating_sub(cols), line.y), cols, &tail, canvas.theme.faint);
}

/// Who votes, with what is left of their budget, and whether the room sees the votes.
fn draw_voters(state: &State, head: Rect, canvas: &mut Canvas<'_>) {
    let (board, lang) = (state.board(), state.lang);
    let budget = board.budget();
    let hands = lang.pick("举手", "Hands").to_owned();
    let voters =
        std::iter::once((None, hands)).chain(board.departments().iter().map(|one| {
            (Some(one.id), format!("{} {}/{budget}", one.name, board.votes_cast(one.id)))
        }));
    let mut x = head.x + 1;
    for (voter, text) in voters {
        let over = voter.is_some_and(|voter| board.votes_cast(voter) > budget);
        let style = match (state.board_pane.voter == voter, over) {
            (true, false) => canvas.theme.active,
            (true, true) => canvas.theme.active.patch(canvas.theme.bad),
            (false, true) => canvas.theme.bad,
            (false, false) => canvas.theme.faint,
        };
        let text = format!(" {text} ");
        x += canvas.text((x, head.y), head.right().saturating_sub(x), &text, style);
    }
    let secret = match board.votes_revealed() {
        false => lang.pick("票数保密", "votes are secret"),
        true => lang.pick("票数已公开", "votes are shown"),
    };
    let budget = match board.budget_set() {
        None => lang.pick(
            format!("每部门建议 {budget} 票"),
            format!("suggested: {} each", counted(budget, "vote", "votes")),
        ),
        Some(_) => lang.pick(
            format!("每部门 {budget} 票"),
            format!("{} each", counted(budget, "vote", "votes")),
        ),
    };
    let row = head.y + 1;
    if row < head.bottom() {
        let text = format!("{secret} {} {budget}", canvas.dot());
        canvas.text((head.x + 1, row), head.width, &text, canvas.theme.faint);
    }
}
