//! The tab of the live session: phase and timer, the ideas, the stage of the phase, the capture line.
//!
//! The capture line never closes and never waits: what is typed is an edit at once. Which
//! departments and votes are shown is decided by the board's viewer, not here.
//!
//! ```text
//! head       phases, timer, what this phase is for
//! lanes      ideas and groups; in their phases: merge, vote, keep
//! capture    prompts and likely twins, departments, the line
//! wall       all of it as the room sees it
//! ```

mod capture;
mod digits;
mod head;
pub(crate) mod keep;
mod lanes;
pub(crate) mod merge;
mod roll;
pub(crate) mod setup;
mod spark;
pub(crate) mod timer;
pub(crate) mod vote;
pub(crate) mod wall;

use ratatui::layout::Rect;

use capture::Alike;

use super::canvas::{Canvas, split_bottom, split_top};
use super::line::Line;
use super::state::State;
use crate::command::{Motion, Scope};
use crate::model::NodeId;
use crate::model::board::{Board, DepartmentId, Phase};
use crate::session::Seq;

/// The capture line, where the keys go, and what each stage remembers.
#[derive(Debug, Default)]
pub(crate) struct BoardPane {
    pub(crate) line: Line,
    /// Whether the keys go to the board instead of the capture line.
    pub(crate) on_board: bool,
    /// Who is speaking.
    pub(crate) department: Option<DepartmentId>,
    /// Ideas that the line being typed may repeat.
    pub(crate) alike: Alike,
    /// The pairs of the merge stage.
    pub(crate) pairs: merge::Pairs,
    /// Groups that suit the idea under the cursor, likeliest first.
    pub(crate) suggested: Vec<NodeId>,
    /// For which idea, after which change, the groups were looked up.
    pub(crate) asked: Option<(Option<NodeId>, Seq)>,
    /// Whose votes are counted; none for hands up.
    pub(crate) voter: Option<DepartmentId>,
    /// How many ideas are to be kept, where it was said.
    pub(crate) keep: Option<usize>,
    /// Whether the room's view is shown instead of the presenter's.
    pub(crate) wall: bool,
    /// First row shown of each lane.
    offsets: Vec<usize>,
    /// First row shown of the list of a stage.
    roll_offset: usize,
}

impl BoardPane {
    /// The position among the departments of the one that speaks.
    pub(crate) fn seat(&self, board: &Board) -> Option<usize> {
        board.departments().iter().position(|department| Some(department.id) == self.department)
    }

    fn offset(&self, lane: usize) -> usize {
        self.offsets.get(lane).copied().unwrap_or(0)
    }
}

/// What has the keys on this tab.
pub(crate) fn place(state: &State) -> Scope {
    if !state.board_pane.on_board {
        return Scope::CAPTURE;
    }
    match state.board().phase() {
        Phase::Merge if !state.board_pane.pairs.is_empty() => Scope::MERGE,
        Phase::Vote => Scope::VOTE,
        Phase::Keep => Scope::KEEP,
        _ => Scope::BOARD,
    }
}

/// What the middle of the tab shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Prepare,
    Lanes,
    Merge,
    Vote,
    Keep,
}

fn stage(state: &State) -> Stage {
    match state.board().phase() {
        Phase::Prepare if state.board().is_empty() => Stage::Prepare,
        Phase::Merge if !state.board_pane.pairs.is_empty() => Stage::Merge,
        Phase::Vote => Stage::Vote,
        Phase::Keep => Stage::Keep,
        _ => Stage::Lanes,
    }
}

/// The areas of the tab.
struct Areas {
    head: Rect,
    stage: Rect,
    prompt: Rect,
    departments: Rect,
    line: Rect,
}

/// A head with large digits needs this many rows of the tab.
const ROOMY: u16 = 26;

fn areas(body: Rect) -> Areas {
    let (head, rest) = split_top(body, if body.height >= ROOMY { 4 } else { 1 });
    let (rest, line) = split_bottom(rest, 1);
    let (rest, departments) = split_bottom(rest, 1);
    let (stage, prompt) = split_bottom(rest, if body.height >= ROOMY { 2 } else { 1 });
    Areas { head, stage, prompt, departments, line }
}

/// Where the cursor goes from where it is.
pub(crate) fn step(state: &State, (motion, body): (Motion, Rect)) -> Option<NodeId> {
    let area = areas(body).stage;
    match stage(state) {
        Stage::Vote => roll::step(&vote::list(state.board()), (motion, area), state.cursor),
        Stage::Keep => {
            let ids: Vec<NodeId> = keep::ranking(state).iter().map(|rank| rank.id).collect();
            roll::step(&ids, (motion, area), state.cursor)
        }
        _ => lanes::step(state, (motion, area)),
    }
}

/// Keeps the cursor, or the latest ideas, in view.
pub(crate) fn keep_in_view(state: &mut State, body: Rect) {
    let area = areas(body).stage;
    match stage(state) {
        Stage::Vote | Stage::Keep => {
            let rows = roll_rows(state);
            let at = rows.iter().position(|row| row.is_some() && *row == state.cursor);
            let page = usize::from(roll::page(area));
            let offset = state.board_pane.roll_offset;
            state.board_pane.roll_offset = roll::in_view((offset, rows.len()), at, page);
        }
        _ => lanes::keep_in_view(state, area),
    }
}

/// The rows of the list of the stage; none for a row without an idea.
fn roll_rows(state: &State) -> Vec<Option<NodeId>> {
    match stage(state) {
        Stage::Vote => vote::list(state.board()).into_iter().map(Some).collect(),
        Stage::Keep => keep::rows(state).iter().map(|row| row.map(|rank| rank.id)).collect(),
        _ => Vec::new(),
    }
}

/// The node drawn at a cell.
pub(crate) fn node_at(state: &State, body: Rect, at: (u16, u16)) -> Option<NodeId> {
    let area = areas(body).stage;
    match stage(state) {
        Stage::Vote | Stage::Keep => {
            let row = at.1.checked_sub(roll::list(area).y)?;
            let index = state.board_pane.roll_offset + usize::from(row);
            roll_rows(state).get(index).copied().flatten()
        }
        _ => lanes::node_at(state, area, at),
    }
}

/// Whether a cell belongs to the capture line.
pub(crate) fn is_line(body: Rect, y: u16) -> bool {
    areas(body).line.y == y
}

/// Draws the tab.
pub(crate) fn draw(state: &State, body: Rect, canvas: &mut Canvas<'_>) {
    let Areas { head, stage: middle, prompt, departments, line } = areas(body);
    head::draw(state, head, canvas);
    match stage(state) {
        Stage::Prepare => setup::draw(state, middle, canvas),
        Stage::Lanes => lanes::draw(state, middle, canvas),
        Stage::Merge => merge::draw(state, middle, canvas),
        Stage::Vote => vote::draw(state, middle, canvas),
        Stage::Keep => keep::draw(state, middle, canvas),
    }
    capture::draw_prompt(state, prompt, canvas);
    capture::draw_departments(state, departments, canvas);
    capture::draw_line(state, line, canvas);
}
