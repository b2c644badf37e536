//! Commands that change the board, and how the cursor follows.
//!
//! Every change is an edit handed to the session; what the session refuses is said and nothing is
//! lost.

use super::lines::ask;
use super::{judge, session};
use crate::analysis::gap::{self, Gap};
use crate::command::{Action, Tab};
use crate::model::board::State::Open;
use crate::model::board::{Board, DepartmentId, Edit, Moment, Parent, Phase, TEMPLATES};
use crate::model::{Fact, FactId, NodeId, Study, Term, counted};
use crate::tui::find::Find;
use crate::tui::fishbone;
use crate::tui::pages::Overlay;
use crate::tui::state::{Chain, Prompt, Purpose, State};
use crate::tui::tree::{self, Slot};

/// Does what a command of the board stands for.
pub(super) fn act(state: &mut State, action: Action, now: Moment) {
    match action {
        Action::Capture => state.board_pane.on_board = false,
        Action::Board => to_board(state),
        Action::Department(Some(number)) => {
            choose_department(state, usize::from(number).checked_sub(1));
        }
        Action::NextDepartment => next_department(state),
        Action::AddDepartment => ask(state, Purpose::NewDepartment, ""),
        Action::AddGroup => ask(state, Purpose::NewGroup, ""),
        Action::Indent | Action::Outdent if state.prompt.is_some() => {
            move_typed(state, action, now)
        }
        Action::Topic => {
            let topic = state.board().topic().to_owned();
            ask(state, Purpose::Topic, &topic);
        }
        Action::Undo | Action::Redo => turn(state, action, now),
        Action::Adopt => adopt(state, now),
        Action::SendAsEvidence => send_as_evidence(state, now),
        action => act_on_node(state, action, now),
    }
}

/// Commands about the node under the cursor.
fn act_on_node(state: &mut State, action: Action, now: Moment) {
    if matches!(action, Action::SendToGroup(_)) && state.board().groups().is_empty() {
        return send_nowhere(state, action, now);
    }
    let Some(id) = state.cursor else { return };
    let board = state.board();
    let edit = match action {
        Action::Vote(by) => Some(Edit::Vote { id, department: None, delta: by.into() }),
        Action::Shift(by) => tree::shift(board, id, by),
        Action::Indent => tree::indent(board, id),
        Action::Outdent => tree::outdent(board, id),
        Action::AddCause | Action::AskWhy | Action::Edit => return ask_about(state, action, id),
        Action::Cut => return cut(state, id),
        Action::PasteNode => return paste(state, id, now),
        Action::Fold => return fold(state, id),
        Action::PickEvidence => return pick_evidence(state, id),
        Action::SendToGroup(Some(group)) => return send_to_group(state, (id, group), now),
        Action::Remove => return remove(state, id, now),
        action => return judge::act(state, action, now),
    };
    if let Some(edit) = edit {
        apply(state, edit, now);
    }
}

/// Asks for the text of a new node near this one, or for another text of its own.
fn ask_about(state: &mut State, action: Action, id: NodeId) {
    let board = state.board();
    match action {
        Action::AddCause => {
            if let Some(slot) = tree::beside(board, id) {
                ask(state, Purpose::NewNode(slot, Chain::Beside), "");
            }
        }
        Action::AskWhy => {
            let slot = Slot { parent: Parent::Under(id), index: None };
            state.folded.remove(&id);
            ask(state, Purpose::NewNode(slot, Chain::Behind), "");
        }
        _ => {
            let text = board.node(id).map(|node| node.text.clone()).unwrap_or_default();
            ask(state, Purpose::Rename(id), &text);
        }
    }
}

fn cut(state: &mut State, id: NodeId) {
    state.cut = Some(id);
    let text = state.lang.pick("已剪下；移到别处按 Ctrl-V", "cut; Ctrl-V elsewhere moves it there");
    state.notice = Some(text.to_owned());
}

fn paste(state: &mut State, id: NodeId, now: Moment) {
    if let Some(edit) = state.cut.and_then(|cut| tree::move_to(state.board(), cut, id))
        && apply(state, edit, now)
    {
        state.cursor = state.cut.take();
    }
}

fn fold(state: &mut State, id: NodeId) {
    if !state.folded.remove(&id) {
        state.folded.insert(id);
    }
}

fn send_to_group(state: &mut State, (id, group): (NodeId, u8), now: Moment) {
    let board = state.board();
    let next = tree::neighbour(board, id);
    let edit = tree::send_to_group(board, id, group);
    if edit.is_some_and(|edit| apply(state, edit, now)) {
        // The cursor stays where ideas are waiting, so that digits sort them in a row.
        state.cursor = next.or(Some(id));
        session::say_sorted(state, group);
    }
}

fn remove(state: &mut State, id: NodeId, now: Moment) {
    let next = tree::neighbour(state.board(), id);
    if apply(state, Edit::Remove { id }, now) {
        state.cursor = next;
        let text = state.lang.pick("已删除；撤销可恢复", "removed; undo brings it back");
        state.notice = Some(text.to_owned());
    }
}

/// While there are no groups, a digit brings those of a template: only in the phase of grouping are
/// the templates on the screen with their digits.
fn send_nowhere(state: &mut State, action: Action, now: Moment) {
    if state.board().phase() == Phase::Group {
        if let Action::SendToGroup(Some(digit)) = action {
            add_template(state, digit, now);
        }
        return;
    }
    let text = "还没有分组：F5 添加";
    state.notice = Some(state.lang.pick(text, "there are no groups yet: F5 adds one").to_owned());
}

fn add_template(state: &mut State, digit: u8, now: Moment) {
    let template = usize::from(digit).checked_sub(1).and_then(|at| TEMPLATES.get(at));
    if let Some(template) = template {
        let edit = state.board().new_groups(template, state.lang);
        apply(state, edit, now);
    }
}

/// Moves the node whose text is being typed one level in or out.
fn move_typed(state: &mut State, action: Action, now: Moment) {
    let board = state.session.board();
    let Some(Prompt { purpose, .. }) = &mut state.prompt else { return };
    match purpose {
        Purpose::NewNode(slot, _) => {
            let moved = match action {
                Action::Indent => tree::indent_slot(board, *slot),
                _ => tree::outdent_slot(board, *slot),
            };
            *slot = moved.unwrap_or(*slot);
        }
        Purpose::Rename(id) => {
            let edit = match action {
                Action::Indent => tree::indent(board, *id),
                _ => tree::outdent(board, *id),
            };
            if let Some(edit) = edit {
                apply(state, edit, now);
            }
        }
        _ => {}
    }
}

/// Offers the facts of the study as evidence for a cause.
fn pick_evidence(state: &mut State, id: NodeId) {
    state.overlay = Some(Overlay::Find(Find::new(Some(id))));
}

/// Links the fact chosen from the list to the cause, or unlinks it if it was linked.
pub(super) fn toggle_evidence(state: &mut State, (id, fact): (NodeId, &FactId), now: Moment) {
    let fact = fact.as_str().to_owned();
    let linked = state.board().node(id).is_some_and(|node| node.evidence.contains(&fact));
    let edit = match linked {
        true => Edit::UnlinkEvidence { id, fact },
        false => Edit::LinkEvidence { id, fact, index: None },
    };
    if apply(state, edit, now) {
        let said = match linked {
            true => state.lang.pick("已取消证据", "evidence unlinked"),
            false => state.lang.pick("已关联证据", "evidence linked"),
        };
        state.notice = Some(said.to_owned());
    }
}

/// Hands an edit to the session; says why if it is refused. The first change of a board without a
/// topic gives it the study's.
pub(super) fn apply(state: &mut State, edit: Edit, now: Moment) -> bool {
    let edit = match study_topic(state) {
        Some(topic) if state.board().is_empty() && state.board().topic().is_empty() => {
            Edit::Batch { edits: vec![Edit::SetTopic { topic }, edit] }
        }
        _ => edit,
    };
    match state.session.edit(edit, now) {
        Ok(_) => true,
        Err(error) => {
            state.notice = Some(error.message(state.lang));
            false
        }
    }
}

/// What the study is about, as the effect at the head of a fishbone.
fn study_topic(state: &State) -> Option<String> {
    let study = state.study();
    let effect = study.fishbone.as_ref().map(|fishbone| &fishbone.effect);
    let topic = effect.unwrap_or(&study.title).get(state.lang);
    (!topic.is_empty()).then(|| topic.to_owned())
}

fn to_board(state: &mut State) {
    state.board_pane.on_board = true;
    if state.cursor.is_none() {
        let board = state.board();
        let is_open = |id: &&NodeId| board.node(**id).is_some_and(|node| node.state == Open);
        let latest = board.inbox().iter().rfind(is_open);
        state.cursor = latest.or(board.groups().first()).copied();
    }
}

/// The department after the one that speaks has the word.
pub(super) fn next_department(state: &mut State) {
    let seat = state.board_pane.seat(state.board()).map_or(0, |seat| seat + 1);
    let count = state.board().departments().len();
    choose_department(state, Some(seat % count.max(1)));
}

fn choose_department(state: &mut State, seat: Option<usize>) {
    let departments = state.board().departments();
    if let Some(department) = seat.and_then(|seat| departments.get(seat)) {
        let name = &department.name;
        let text = state.lang.pick(
            format!("为{name}发言；想法以数字开头时先按空格"),
            format!("speaking for {name}; an idea that begins with a digit: Space first"),
        );
        state.board_pane.department = Some(department.id);
        state.notice = Some(text);
    }
}

/// Takes the last change back, or makes it again, and says which.
fn turn(state: &mut State, action: Action, now: Moment) {
    let (turned, said) = match action {
        Action::Undo => (state.session.undo(now), state.lang.pick("已撤销", "undone")),
        _ => (state.session.redo(now), state.lang.pick("已重做", "redone")),
    };
    state.notice = match turned {
        Ok(Some(edit)) => Some(format!("{said}: {}", edit.label(state.lang))),
        Ok(None) => None,
        Err(error) => Some(error.message(state.lang)),
    };
}

/// Adds one idea per line for whoever speaks.
pub(super) fn add_ideas(state: &mut State, lines: &str, now: Moment) {
    let Some(edit) = state.board().new_ideas(lines, state.board_pane.department) else { return };
    if !apply(state, edit, now) {
        // A refused idea goes back into the line: it must not be lost.
        state.board_pane.line.insert(lines);
    } else {
        session::pass_on(state);
    }
}

/// Takes a line that was asked for.
pub(super) fn confirm(state: &mut State, (purpose, text): (Purpose, &str), now: Moment) {
    let board = state.board();
    match purpose {
        Purpose::Rename(id) => {
            let edit = Edit::SetText { id, text: text.to_owned() };
            apply(state, edit, now);
        }
        Purpose::NewNode(slot, chain) => {
            let (edit, id) = tree::add(board, slot, text);
            if apply(state, edit, now) {
                state.cursor = Some(id);
                let next = match chain {
                    Chain::Beside => tree::beside(state.board(), id),
                    Chain::Behind => Some(Slot { parent: Parent::Under(id), index: None }),
                };
                // The line stays open for the next one until it is left empty.
                if let Some(next) = next {
                    ask(state, Purpose::NewNode(next, chain), "");
                }
            }
        }
        Purpose::NewGroup => {
            let (id, edit) = (board.next_node(), board.new_group(text));
            if apply(state, edit, now) && state.tab == Tab::Fishbone {
                state.cursor = Some(id);
            }
        }
        Purpose::NewDepartment => {
            let edit = board.new_department(text);
            let id = match edit {
                Edit::AddDepartment { id, .. } => Some(id),
                _ => None,
            };
            if apply(state, edit, now) {
                state.board_pane.department = id.or(state.board_pane.department);
            }
        }
        Purpose::Topic => {
            apply(state, Edit::SetTopic { topic: text.to_owned() }, now);
        }
        Purpose::Split(id) => judge::split(state, (id, text), now),
        Purpose::Budget => match text.parse() {
            Ok(votes) => {
                apply(state, Edit::SetBudget { votes: Some(votes) }, now);
            }
            Err(_) => {
                let said = state.lang.pick("请输入数字", "a number, please");
                state.notice = Some(said.to_owned());
            }
        },
        Purpose::Search
        | Purpose::Condition
        | Purpose::WhatIf(_)
        | Purpose::Export
        | Purpose::Minutes
        | Purpose::Clip => {}
    }
}

/// Takes over the study's own fishbone.
fn adopt(state: &mut State, now: Moment) {
    let shown = fishbone::shown(state);
    if shown.is_studys {
        let fishbone = shown.fishbone;
        let edit = state.board().import(&fishbone);
        apply(state, edit, now);
    }
}

/// Makes the fact under the cursor a cause with itself as evidence, on the bone of its dimension.
/// A study's own fishbone is taken over first, so that nothing on the screen vanishes.
fn send_as_evidence(state: &mut State, now: Moment) {
    let Some(row) = state.fact_row() else { return };
    if state.can_adopt() {
        adopt(state, now);
    }
    let Some(fact) = state.loaded.study.facts.get(row) else { return };
    let bone = fact.dimension.label(state.lang);
    let text = cause_text(&state.loaded.study, fact, state.lang);
    if state.nodes_with_evidence(&fact.id).any(|node| node.text == text) {
        let said = state.lang.pick("已在鱼骨图上", "already on the fishbone");
        state.notice = Some(format!("{said}: {text}"));
        return;
    }
    let (edit, id) = evidence_edit(state.board(), (bone, &text), fact, state.board_pane.department);
    if apply(state, edit, now) {
        state.cursor = Some(id);
        state.notice = Some(state.lang.pick(
            format!("已送到鱼骨图「{bone}」：{text}（7 查看）"),
            format!("on the fishbone under {bone}: {text} (7 shows it)"),
        ));
    }
}

/// The fact as a cause: its name, how large the gap is, and between whom if not the declared two.
fn cause_text(study: &Study, fact: &Fact, lang: crate::model::Lang) -> String {
    let text = gap_text(study, fact, lang);
    if study.pair == study.declared || gap::gap(study, fact).is_none_or(|gap| !gap.is_open()) {
        return text;
    }
    let pair = study.pair.text(study, lang);
    lang.pick(format!("{text}（{pair}）"), format!("{text} ({pair})"))
}

fn gap_text(study: &Study, fact: &Fact, lang: crate::model::Lang) -> String {
    let name = fact.name.get(lang);
    match gap::gap(study, fact) {
        Some(Gap::Late(days)) => lang.pick(
            format!("{name}：晚 {days} 天"),
            format!("{name}: {} late", counted(days, "day", "days")),
        ),
        Some(gap @ (Gap::Missing | Gap::Limited)) => {
            let (zh, en) = gap.label();
            lang.pick(format!("{name}：{zh}"), format!("{name}: {en}"))
        }
        _ => name.to_owned(),
    }
}

fn evidence_edit(
    board: &Board,
    (bone, text): (&str, &str),
    fact: &Fact,
    department: Option<DepartmentId>,
) -> (Edit, NodeId) {
    let mut edits = Vec::new();
    let group = tree::group_named(board, bone).unwrap_or_else(|| {
        edits.push(board.new_group(bone));
        board.next_node()
    });
    // A new group takes the next number, so that the cause gets the one after it.
    let id = NodeId(board.next_node().0 + u32::from(!edits.is_empty()));
    let (parent, text) = (Parent::Under(group), text.to_owned());
    edits.push(Edit::Add { id, parent, index: None, text, department });
    edits.push(Edit::LinkEvidence { id, fact: fact.id.as_str().to_owned(), index: None });
    (Edit::batch(edits), id)
}
