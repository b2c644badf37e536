//! A plain list below a heading of two rows, for the stages that judge ideas one by one.
//!
//! It must not know what is judged.

use ratatui::layout::Rect;

use super::super::canvas::split_top;
use crate::command::Motion;
use crate::model::NodeId;

/// The rows of the heading.
const HEAD_ROWS: u16 = 2;

/// The heading of a stage, and the list below it.
pub(super) fn split(area: Rect) -> (Rect, Rect) {
    split_top(area, HEAD_ROWS.min(area.height / 3))
}

/// The list of a stage.
pub(super) fn list(area: Rect) -> Rect {
    split(area).1
}

/// How many rows of the list are in view.
pub(super) fn page(area: Rect) -> u16 {
    list(area).height.max(1)
}

/// Where the cursor goes in the list.
pub(super) fn step(
    ids: &[NodeId],
    (motion, area): (Motion, Rect),
    cursor: Option<NodeId>,
) -> Option<NodeId> {
    let page = usize::from(page(area));
    let last = ids.len().checked_sub(1)?;
    let Some(at) = ids.iter().position(|id| Some(*id) == cursor) else {
        return ids.first().copied();
    };
    let to = match motion {
        Motion::Up => at.saturating_sub(1),
        Motion::Down => at + 1,
        Motion::PageUp => at.saturating_sub(page),
        Motion::PageDown => at + page,
        Motion::First => 0,
        Motion::Last => last,
        Motion::Left | Motion::Right => at,
    };
    ids.get(to.min(last)).copied()
}

/// The offset that keeps a row in view and wastes no row below.
pub(super) fn in_view((offset, len): (usize, usize), at: Option<usize>, page: usize) -> usize {
    let at = at.unwrap_or(offset);
    offset.clamp((at + 1).saturating_sub(page), at).min(len.saturating_sub(page))
}
