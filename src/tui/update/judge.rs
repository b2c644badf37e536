//! Commands that judge ideas: merging pairs, counting votes, keeping the top, rearranging groups.
//!
//! Each is one edit, so that undo takes back what one key did.

use super::board::apply;
use super::lines::ask;
use super::session::{is_empty, next_in};
use crate::command::{Action, Motion, Scope};
use crate::model::NodeId;
use crate::model::board::{Board, Edit, Moment, Parent, State as NodeState};
use crate::tui::brainstorm::{keep, vote};
use crate::tui::state::{Purpose, State};

/// Does what a command about pairs, votes or groups stands for.
pub(super) fn act(state: &mut State, action: Action, now: Moment) {
    match action {
        Action::Same => merge_pair(state, now),
        Action::Different => state.board_pane.pairs.pass(true),
        Action::Later => state.board_pane.pairs.pass(false),
        Action::SwapPair => {
            let pairs = &mut state.board_pane.pairs;
            pairs.swapped = !pairs.swapped;
        }
        Action::MergeCut => merge_cut(state, now),
        Action::Split => {
            if let Some(id) = state.cursor.filter(|id| state.board().group_of(*id).is_some()) {
                ask(state, Purpose::Split(id), "");
            }
        }
        Action::Hands(hands) => count(state, hands, now),
        Action::Reveal => {
            let revealed = !state.board().votes_revealed();
            apply(state, Edit::RevealVotes { revealed }, now);
        }
        Action::Budget => {
            let budget = state.board().budget().to_string();
            ask(state, Purpose::Budget, &budget);
        }
        Action::KeepTop(Some(count)) => state.board_pane.keep = Some(count.max(1).into()),
        Action::DropRest(with_ties) => drop_rest(state, with_ties, now),
        Action::ToggleKept => toggle_kept(state, now),
        _ => {}
    }
}

/// Left and right in the stages that judge: who votes, how many are kept.
pub(super) fn aside(state: &mut State, motion: Motion) {
    let forward = motion == Motion::Right;
    if state.place_below() == Scope::VOTE {
        let voter = vote::voter_beside(state.board(), state.board_pane.voter, forward);
        state.board_pane.voter = voter;
        state.cursor = vote::list(state.board()).first().copied();
        return;
    }
    let count = keep::count(state);
    let count = if forward { count + 1 } else { count.saturating_sub(1).max(1) };
    state.board_pane.keep = Some(count);
}

fn merge_pair(state: &mut State, now: Moment) {
    if let Some(edit) = state.board_pane.pairs.merge() {
        apply(state, edit, now);
    }
}

/// Merges the idea or the group that was cut into the one under the cursor.
fn merge_cut(state: &mut State, now: Moment) {
    let (Some(from), Some(into)) = (state.cut, state.cursor) else { return };
    let is_group = |id| state.board().node(id).map(|node| node.is_group());
    if is_group(from) != is_group(into) {
        let text = state
            .lang
            .pick("组只能并入组，想法只能并入想法", "groups merge with groups, ideas with ideas");
        state.notice = Some(text.to_owned());
        return;
    }
    let edit = match is_group(from) {
        Some(true) => merge_groups(state.board(), from, into),
        _ => Edit::Merge { into, from },
    };
    if apply(state, edit, now) {
        state.cut = None;
    }
}

/// Moves what a group holds into another one and takes the empty group away.
fn merge_groups(board: &Board, from: NodeId, into: NodeId) -> Edit {
    let moves = board.children(from).iter().map(|id| board.put_into(*id, into));
    Edit::Batch { edits: moves.chain([Edit::Remove { id: from }]).collect() }
}

/// Splits a group: a new one takes over the idea and those after it.
pub(super) fn split(state: &mut State, (id, name): (NodeId, &str), now: Moment) {
    let board = state.board();
    let Some(group) = board.group_of(id) else { return };
    let top = board.path_up(id).find(|node| node.parent == Parent::Under(group));
    let Some(top) = top.map(|node| node.id) else { return };
    let after = board.children(group).iter().copied().skip_while(|child| *child != top);
    let edit = board.split_group(name, &after.collect::<Vec<_>>());
    apply(state, edit, now);
}

/// Counts votes for the idea under the cursor and goes on to the next one.
fn count(state: &mut State, hands: Option<u8>, now: Moment) {
    let ids = vote::list(state.board());
    let id = state.cursor.filter(|id| ids.contains(id)).or(ids.first().copied());
    let (Some(hands), Some(id)) = (hands, id) else { return };
    let (board, voter) = (state.board(), state.board_pane.voter);
    let (hands, before) = (u32::from(hands), vote::votes_of(board, id, voter));
    let edit = match voter {
        None => board.count_hands(id, hands),
        department => Edit::Vote { id, department, delta: delta(before, hands) },
    };
    if hands == before || apply(state, edit, now) {
        let next = next_in(&ids, id);
        state.cursor = next.or(Some(id));
        if next.is_none() {
            let text = state.lang.pick("已到最后一条", "that was the last one");
            state.notice = Some(text.to_owned());
        }
    }
}

fn delta(before: u32, after: u32) -> i32 {
    i32::try_from(i64::from(after) - i64::from(before)).unwrap_or(0)
}

/// Drops what is below the cut line, and brings back what is above it.
fn drop_rest(state: &mut State, with_ties: bool, now: Moment) {
    let edit = state.board().keep_top(keep::count(state), with_ties);
    if is_empty(&edit) {
        let text = state.lang.pick("没有变化", "nothing to change");
        state.notice = Some(text.to_owned());
        return;
    }
    if apply(state, edit, now) {
        let kept = state.board().open_ideas().count();
        state.notice = Some(state.lang.pick(
            format!("保留 {kept} 条；其余仍在文件里，撤销可恢复"),
            format!("{kept} kept; the rest stays in the file, undo brings it back"),
        ));
    }
}

fn toggle_kept(state: &mut State, now: Moment) {
    let Some(node) = state.cursor.and_then(|id| state.board().node(id)) else { return };
    let (id, open) = (node.id, node.state == NodeState::Open);
    let to = if open { NodeState::Dropped } else { NodeState::Open };
    apply(state, Edit::SetState { id, state: to }, now);
}
