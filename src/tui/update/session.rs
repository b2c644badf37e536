//! Commands of the session as a whole: phases, timer, set-up, the wall, twins while typing.
//!
//! Every change of the board is an edit; what the panes remember beside it is kept up to date by
//! [`follow`] after every message.

use super::board::{act as act_on_board, apply};
use super::lines::ask;
use crate::command::{Action, Tab};
use crate::model::NodeId;
use crate::model::board::{Edit, Moment, Phase, State as NodeState};
use crate::session::{Replay, Seq, StoreError, minutes};
use crate::tui::brainstorm::setup::{self, Entry};
use crate::tui::brainstorm::{timer, vote};
use crate::tui::pages::Overlay;
use crate::tui::scroll::Scroll;
use crate::tui::state::{Purpose, State};

/// Does what a command of the session stands for; others are about the board.
pub(super) fn act(state: &mut State, action: Action, now: Moment) {
    match action {
        Action::NextPhase => enter(state, state.board().phase().next(), now),
        Action::PreviousPhase => enter(state, state.board().phase().previous(), now),
        Action::AddMinutes(minutes) => add_minutes(state, minutes, now),
        Action::Wall => turn_wall(state),
        Action::SetUp => {
            state.overlay = Some(Overlay::SetUp(Scroll::new(setup::entries().len())));
        }
        Action::Pick(number) => {
            let at = number.and_then(|number| usize::from(number).checked_sub(1));
            if let Some(at) = at {
                choose(state, at, now);
            }
        }
        Action::MergeTyped(twin) => merge_typed(state, twin, now),
        Action::Park => park(state, now),
        Action::Minutes => ask(state, Purpose::Minutes, "minutes.md"),
        action => act_on_board(state, action, now),
    }
}

/// Enters a phase, with the minutes it usually takes where none are planned.
fn enter(state: &mut State, phase: Option<Phase>, now: Moment) {
    let Some(phase) = phase else { return };
    let mut edits = vec![Edit::SetPhase { phase }];
    let planned = state.board().minutes(phase);
    if let (None, Some(minutes)) = (planned, timer::usual_minutes(phase)) {
        edits.push(Edit::SetMinutes { phase, minutes: Some(minutes) });
    }
    if apply(state, Edit::batch(edits), now) {
        focus(state, phase);
    }
}

/// Gives the keys to what the phase is about.
fn focus(state: &mut State, phase: Phase) {
    let judging = phase >= Phase::Merge;
    state.board_pane.on_board = judging;
    state.board_pane.voter = None;
    if phase == Phase::Fishbone {
        state.cursor = state.board().groups().first().copied();
        return state.show(Tab::Fishbone);
    }
    state.show(Tab::Brainstorm);
    let board = state.board();
    let first = match phase {
        Phase::Vote => vote::list(board).first().copied(),
        Phase::Keep => board.ranking(1).first().map(|rank| rank.id),
        _ => board.inbox().first().or(board.groups().first()).copied(),
    };
    if judging {
        state.cursor = first;
    }
    if phase == Phase::RoundRobin {
        let first = state.board().departments().first().map(|department| department.id);
        state.board_pane.department = first;
    }
}

fn add_minutes(state: &mut State, minutes: i8, now: Moment) {
    let edit = state.board().add_minutes(minutes.into());
    apply(state, edit, now);
}

fn turn_wall(state: &mut State) {
    let pane = &mut state.board_pane;
    pane.wall = !pane.wall;
    if pane.wall {
        let text = state.lang.pick("投影视图；再按一次返回", "the wall; the same key leads back");
        state.notice = Some(text.to_owned());
    }
}

/// Carries out an entry of the set-up menu.
pub(super) fn choose(state: &mut State, at: usize, now: Moment) {
    let Some(entry) = setup::entries().get(at).copied() else { return };
    state.overlay = None;
    if entry == Entry::Topic {
        let topic = state.board().topic().to_owned();
        return ask(state, Purpose::Topic, &topic);
    }
    let edit = setup::edit(entry, (state.session.board(), &state.loaded.study), state.lang);
    let Some(edit) = edit.filter(|edit| !is_empty(edit)) else {
        let text = state.lang.pick("没有可加的", "there is nothing to add");
        state.notice = Some(text.to_owned());
        return;
    };
    apply(state, edit, now);
    if state.board_pane.department.is_none() {
        let first = state.board().departments().first().map(|department| department.id);
        state.board_pane.department = first;
    }
}

/// Whether a change would change nothing; such a one is not worth a step of undo.
pub(super) fn is_empty(edit: &Edit) -> bool {
    matches!(edit, Edit::Batch { edits } if edits.iter().all(is_empty))
}

/// Adds what is typed to a likely twin as another wording.
fn merge_typed(state: &mut State, twin: u8, now: Moment) {
    let at = usize::from(twin).saturating_sub(1);
    let Some(twin) = state.board_pane.alike.found().get(at).copied() else { return };
    let text = state.board_pane.line.text().trim().to_owned();
    let edit = state.board().new_wording(twin.id, &text, state.board_pane.department);
    if apply(state, edit, now) {
        state.board_pane.line.take();
        pass_on(state);
        let of = state.board().node(twin.id).map(|node| node.text.clone()).unwrap_or_default();
        state.notice =
            Some(state.lang.pick(format!("已并入「{of}」"), format!("merged into \"{of}\"")));
    }
}

/// In a round robin the next department speaks after every idea.
pub(super) fn pass_on(state: &mut State) {
    if state.board().phase() == Phase::RoundRobin {
        super::board::next_department(state);
    }
}

/// Puts the typed line, or the idea under the cursor, into the parking lot; or takes it out again.
fn park(state: &mut State, now: Moment) {
    if !state.board_pane.on_board {
        return park_typed(state, now);
    }
    let board = state.board();
    let Some(node) = state.cursor.and_then(|id| board.node(id)) else { return };
    let id = node.id;
    let edit = match node.state {
        NodeState::Parked => Edit::SetState { id, state: NodeState::Open },
        _ => board.park(id),
    };
    let next = crate::tui::tree::neighbour(board, id);
    if apply(state, edit, now) {
        state.cursor = next.or(Some(id));
        say_parked(state);
    }
}

fn park_typed(state: &mut State, now: Moment) {
    let board = state.board();
    let text = state.board_pane.line.text().trim();
    let add = board.new_idea(text, state.board_pane.department);
    let park = board.park(board.next_node());
    if apply(state, Edit::Batch { edits: vec![add, park] }, now) {
        state.board_pane.line.take();
        say_parked(state);
    }
}

fn say_parked(state: &mut State) {
    let text = state.lang.pick("已放入停车场，纪要里会列出", "parked; the minutes list it");
    state.notice = Some(text.to_owned());
}

/// Says so when the last idea has found its group.
pub(super) fn say_sorted(state: &mut State, group: u8) {
    if group > 0 && state.board().inbox().is_empty() && state.board().phase() == Phase::Group {
        let text = state.lang.pick("都归类了", "every idea has its group");
        state.notice = Some(text.to_owned());
    }
}

/// The minutes of the session, as a reader of a file may see them.
pub(super) fn minutes_text(state: &State, drawing: Option<&str>) -> String {
    minutes(&state.session, crate::model::board::Viewer::Export, state.lang, drawing)
}

/// Takes over what another window wrote, or says why it cannot be followed.
pub(super) fn catch_up(state: &mut State, read: Result<Box<Replay>, StoreError>) {
    match read {
        Ok(replay) => {
            state.session.catch_up(*replay);
        }
        Err(error) => {
            let lang = state.lang;
            let said = lang.pick("无法跟上另一个窗口：", "cannot follow the other window: ");
            state.notice = Some(format!("{said}{}", error.message(lang)));
        }
    }
}

/// Brings what depends on the board, on the line and on the time up to date.
pub(super) fn follow(state: &mut State, now: Moment) {
    state.now = now;
    if state.tab == Tab::Brainstorm {
        follow_board(state);
    } else {
        state.board_pane.suggested.clear();
    }
    state.tick_due = timer::due(state);
}

fn follow_board(state: &mut State) {
    let (board, seq) = (state.session.board(), state.session.last_seq());
    let pane = &mut state.board_pane;
    pane.alike.read(board, seq);
    pane.alike.look(if pane.on_board { "" } else { pane.line.text() });
    match board.phase() {
        Phase::Merge => pane.pairs.read(pane.alike.index(), seq),
        Phase::Group => suggest(state, seq),
        _ => {}
    }
}

/// The groups that suit the idea under the cursor.
fn suggest(state: &mut State, seq: Seq) {
    let asked = (state.cursor, seq);
    if state.board_pane.asked == Some(asked) {
        return;
    }
    let board = state.session.board();
    let pane = &mut state.board_pane;
    pane.asked = Some(asked);
    let idea = state.cursor.filter(|id| board.node(*id).is_some_and(|node| !node.is_group()));
    let here = idea.and_then(|id| board.group_of(id));
    let groups = idea.map(|id| pane.alike.index().groups_for(board, id)).unwrap_or_default();
    pane.suggested = groups.into_iter().filter(|group| Some(*group) != here).collect();
}

/// The next idea in a list of ideas; the last one stays.
pub(super) fn next_in(ids: &[NodeId], id: NodeId) -> Option<NodeId> {
    let at = ids.iter().position(|known| *known == id)?;
    ids.get(at + 1).copied()
}
