//! The keep stage: the ranking with its cut line, ties at the line shown as ties.
//!
//! It must not drop anything; what falls below the line stays in the file and can come back.

use ratatui::layout::Rect;

use super::super::canvas::Canvas;
use super::super::state::State;
use super::roll;
use crate::model::board::{Rank, Standing, State as NodeState, suggested_budget};
use crate::text::Glyphs;

/// How many ideas are to be kept: as said, or about the root of their number.
pub(crate) fn count(state: &State) -> usize {
    state.board_pane.keep.unwrap_or_else(|| {
        let ideas = state.board().ideas().filter(|idea| idea.state != NodeState::Parked).count();
        usize::try_from(suggested_budget(ideas)).unwrap_or(usize::MAX)
    })
}

/// The ideas by their votes.
pub(crate) fn ranking(state: &State) -> Vec<Rank> {
    state.board().ranking(count(state))
}

/// The ranking with a row for the cut line.
pub(super) fn rows(state: &State) -> Vec<Option<Rank>> {
    let ranks = ranking(state);
    let cut = ranks.iter().position(|rank| rank.standing == Standing::Out);
    let mut rows: Vec<Option<Rank>> = ranks.into_iter().map(Some).collect();
    if let Some(cut) = cut {
        rows.insert(cut, None);
    }
    rows
}

/// Draws the ranking.
pub(super) fn draw(state: &State, area: Rect, canvas: &mut Canvas<'_>) {
    let (head, below) = roll::split(area);
    draw_head(state, head, canvas);
    let rows = rows(state);
    let visible = rows.iter().skip(state.board_pane.roll_offset);
    for (row, y) in visible.zip(below.top()..below.bottom()) {
        let line = Rect { y, x: below.x + 1, width: below.width.saturating_sub(2), height: 1 };
        match row {
            Some(rank) => draw_rank(state, rank, line, canvas),
            None => draw_cut(line, canvas),
        }
    }
}

fn draw_head(state: &State, head: Rect, canvas: &mut Canvas<'_>) {
    let (lang, count, dot) = (state.lang, count(state), canvas.dot());
    let ranks = ranking(state);
    let of = |standing| ranks.iter().filter(|rank| rank.standing == standing).count();
    let (kept, tied) = (of(Standing::Kept), of(Standing::Tied));
    let mut text = lang.pick(format!("保留前 {count} 条"), format!("Keep the top {count}"));
    if tied > 0 {
        text.push_str(&lang.pick(
            format!("：{kept} 条在线上，{tied} 条并列，由大家决定"),
            format!(": {kept} above the line, {tied} tied at it; the room decides"),
        ));
    }
    canvas.text((head.x + 1, head.y), head.width, &text, canvas.theme.heading);
    let dropped = state.board().ideas().filter(|idea| idea.state == NodeState::Dropped).count();
    let shown = match state.board().votes_revealed() {
        true => lang.pick("票数已公开", "votes are shown"),
        false => lang.pick("票数保密", "votes are secret"),
    };
    let text = match dropped {
        0 => shown.to_owned(),
        _ => lang.pick(
            format!("{shown} {dot} 已去掉 {dropped} 条"),
            format!("{shown} {dot} {dropped} dropped"),
        ),
    };
    if head.height > 1 {
        canvas.text((head.x + 1, head.y + 1), head.width, &text, canvas.theme.faint);
    }
}

fn draw_rank(state: &State, rank: &Rank, line: Rect, canvas: &mut Canvas<'_>) {
    let Some(node) = state.board().node(rank.id) else { return };
    let ascii = canvas.glyphs == Glyphs::Ascii;
    let (mark, style) = match rank.standing {
        Standing::Kept => (if ascii { "*" } else { "✓" }, canvas.theme.good),
        Standing::Tied => ("=", canvas.theme.fair),
        Standing::Out => (" ", canvas.theme.faint),
    };
    let dropped = node.state == NodeState::Dropped;
    let text_style = if dropped { canvas.theme.faint } else { canvas.theme.plain };
    let head = format!("{mark} {:>3} {}{:<3} ", rank.place, canvas.glyphs.votes(), rank.votes);
    let note = state.lang.pick(" 已去掉", " dropped");
    let note = if dropped { note } else { "" };
    canvas.pieces(line, &[(&head, style), (&node.text, text_style), (note, canvas.theme.fair)]);
    if state.board_pane.on_board && state.cursor == Some(rank.id) {
        canvas.style(line, canvas.theme.selected);
    }
}

fn draw_cut(line: Rect, canvas: &mut Canvas<'_>) {
    let dash = if canvas.glyphs == Glyphs::Ascii { "-" } else { "─" };
    let text = dash.repeat(line.width.into());
    canvas.text((line.x, line.y), line.width, &text, canvas.theme.bad);
}
