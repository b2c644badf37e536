//! The tab of the fishbone: the drawing that is exported is the one that is edited.
//!
//! Arrows move in the direction one sees; what the drawing is, `layout` decides. A study's own
//! fishbone is shown until the board has one.

use std::borrow::Cow;
use std::collections::HashSet;

use ratatui::layout::Rect;

use super::canvas::{Canvas, cells, split_bottom};
use super::state::{Prompt, Purpose, State};
use super::tree;
use crate::command::Motion;
use crate::layout::{Direction, Drawing, Layout, Misfit, Options, Part, draw as draw_fishbone};
use crate::model::board::{Board, Edit, Moment, Viewer};
use crate::model::{Cause, Fishbone, NodeId};

/// How the fishbone is drawn and which part of it is in view.
#[derive(Debug, Default)]
pub(crate) struct FishbonePane {
    pub(crate) layout: Layout,
    /// First column and row in view.
    offset: (usize, usize),
}

impl FishbonePane {
    /// Turns to the next layout.
    pub(crate) fn next_layout(&mut self) {
        self.layout = match self.layout {
            Layout::Auto => Layout::Comb,
            Layout::Comb => Layout::Classic,
            Layout::Classic => Layout::Vertical,
            Layout::Vertical => Layout::Auto,
        };
    }
}

/// The area of the drawing, and the line below it.
fn areas(body: Rect) -> (Rect, Rect) {
    split_bottom(body, 1)
}

/// The fishbone on the screen.
pub(crate) struct Shown {
    /// The board's, with what is being typed in its place, or the study's own.
    pub(crate) fishbone: Fishbone,
    /// Whether it is the study's own, which the board has not taken over.
    pub(crate) is_studys: bool,
    /// What is being typed, or what the cursor is on.
    focus: Option<Part>,
}

/// What is shown: the board's fishbone, or the study's own while the board has none.
pub(crate) fn shown(state: &State) -> Shown {
    let own = state.can_adopt().then(|| state.study().fishbone.as_ref()).flatten();
    if let (Some(own), None) = (own, &state.prompt) {
        return Shown { fishbone: own.in_lang(state.lang), is_studys: true, focus: None };
    }
    let (board, focus) = match as_typed(state) {
        Some((board, focus)) => (Cow::Owned(board), Some(focus)),
        None => {
            (Cow::Borrowed(state.board()), state.cursor.and_then(|id| text_of(state.board(), id)))
        }
    };
    let mut fishbone = board.fishbone(Viewer::Presenter);
    fold(&mut fishbone, &state.folded);
    Shown { fishbone, is_studys: false, focus }
}

/// The part of a drawing that shows a node's text.
fn text_of(board: &Board, id: NodeId) -> Option<Part> {
    let node = board.node(id)?;
    Some(if node.is_group() { Part::Heading(id) } else { Part::Label(id) })
}

/// The board as it will be when what is being typed is confirmed, and the part that is typed.
fn as_typed(state: &State) -> Option<(Board, Part)> {
    let Prompt { purpose, line } = state.prompt.as_ref()?;
    let typed = line.text();
    let text = if typed.is_empty() { state.glyphs.ellipsis() } else { typed }.to_owned();
    let board = state.board();
    let (edit, id) = match purpose {
        Purpose::Rename(id) => (Edit::SetText { id: *id, text }, Some(*id)),
        Purpose::NewNode(slot, _) => {
            let (edit, id) = tree::add(board, *slot, &text);
            (edit, Some(id))
        }
        Purpose::NewGroup => (board.new_group(&text), Some(board.next_node())),
        Purpose::Topic => (Edit::SetTopic { topic: text }, None),
        Purpose::Search
        | Purpose::Condition
        | Purpose::WhatIf(_)
        | Purpose::NewDepartment
        | Purpose::Split(_)
        | Purpose::Budget
        | Purpose::Export
        | Purpose::Minutes
        | Purpose::Clip => return None,
    };
    let mut board = board.clone();
    board.apply(&edit, Moment::default()).ok()?;
    let part = match id {
        Some(id) => text_of(&board, id)?,
        None => Part::Effect,
    };
    Some((board, part))
}

/// Takes out what is folded, with its number behind what it is folded into.
fn fold(fishbone: &mut Fishbone, folded: &HashSet<NodeId>) {
    for category in &mut fishbone.categories {
        fold_causes((category.id, &mut category.name), &mut category.causes, folded);
    }
}

fn fold_causes(
    (id, text): (NodeId, &mut String),
    causes: &mut Vec<Cause>,
    folded: &HashSet<NodeId>,
) {
    if folded.contains(&id) && !causes.is_empty() {
        text.push_str(&format!(" +{}", causes.len()));
        causes.clear();
    }
    for cause in causes {
        fold_causes((cause.id, &mut cause.text), &mut cause.causes, folded);
    }
}

/// The drawing for a width.
fn drawing(state: &State, cols: u16, fishbone: &Fishbone) -> Result<Drawing, Misfit> {
    let options = Options {
        layout: state.fishbone_pane.layout,
        cols: cols.saturating_sub(2).into(),
        glyphs: state.glyphs,
        measure: state.measure,
        ..Options::default()
    };
    draw_fishbone(fishbone, &options)
}

/// The node the cursor goes to from another one.
pub(crate) fn step(state: &State, (motion, body): (Motion, Rect)) -> Option<NodeId> {
    let shown = shown(state);
    let drawing = drawing(state, body.width, &shown.fishbone).ok()?;
    let here = shown.focus.filter(|part| drawing.places_of(*part).next().is_some());
    let Some(here) = here else { return drawing.first().and_then(Part::node) };
    let mut nodes = drawing.places().iter().filter_map(|place| place.part.node());
    let direction = match motion {
        Motion::First => return nodes.next(),
        Motion::Last => return nodes.next_back(),
        Motion::Up | Motion::PageUp => Direction::Up,
        Motion::Down | Motion::PageDown => Direction::Down,
        Motion::Left => Direction::Left,
        Motion::Right => Direction::Right,
    };
    let leaps = if matches!(motion, Motion::PageUp | Motion::PageDown) { 10 } else { 1 };
    let mut at = here;
    for _ in 0..leaps {
        match drawing.step(at, direction).filter(|part| part.node().is_some()) {
            Some(next) => at = next,
            None => break,
        }
    }
    at.node()
}

/// The node drawn at a cell.
pub(crate) fn node_at(state: &State, body: Rect, (x, y): (u16, u16)) -> Option<NodeId> {
    let (area, _) = areas(body);
    let drawing = drawing(state, body.width, &shown(state).fishbone).ok()?;
    let (left, top) = state.fishbone_pane.offset;
    let col = left + usize::from(x.checked_sub(area.x + 1)?);
    let row = top + usize::from(y.checked_sub(area.y)?);
    drawing.at(row, col).and_then(Part::node)
}

/// Scrolls as little as needed for the cursor, or for what is being typed, to be in view.
pub(crate) fn keep_in_view(state: &mut State, body: Rect) {
    let (area, _) = areas(body);
    let shown = shown(state);
    let Ok(drawing) = drawing(state, body.width, &shown.fishbone) else { return };
    let (rows, cols) = (usize::from(area.height.max(1)), usize::from(area.width.max(3) - 2));
    let (mut left, mut top) = state.fishbone_pane.offset;
    for place in shown.focus.into_iter().flat_map(|part| drawing.places_of(part)) {
        top = top.clamp((place.row + 1).saturating_sub(rows), place.row);
        left = left.clamp((place.col + place.cols).saturating_sub(cols), place.col);
    }
    top = top.min(drawing.rows().saturating_sub(rows));
    left = left.min(drawing.cols().saturating_sub(cols));
    state.fishbone_pane.offset = (left, top);
}

/// Draws the tab.
pub(crate) fn draw(state: &State, body: Rect, canvas: &mut Canvas<'_>) {
    let (area, foot) = areas(body);
    let shown = shown(state);
    match drawing(state, body.width, &shown.fishbone) {
        Ok(drawing) => {
            let area = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
            draw_lines(state, (&drawing, shown.focus), area, canvas);
            draw_foot(state, (&drawing, shown.is_studys), foot, canvas);
            if let (Some(prompt), Some(part)) = (&state.prompt, shown.focus) {
                place_cursor(state, (&drawing, part, prompt.line.before()), area, canvas);
            }
        }
        Err(misfit) => {
            canvas.text(
                (area.x + 1, area.y),
                area.width,
                &misfit.message(state.lang),
                canvas.theme.fair,
            );
        }
    }
}

/// Places the real cursor inside the text that is being typed where it is drawn. The drawing wraps
/// at blanks and drops them, so that characters are counted without blanks.
fn place_cursor(
    state: &State,
    (drawing, part, before): (&Drawing, Part, &str),
    area: Rect,
    canvas: &mut Canvas<'_>,
) {
    let mut left = before.chars().filter(|c| !c.is_whitespace()).count();
    let (first, top) = state.fishbone_pane.offset;
    for place in drawing.places_of(part) {
        let Some(line) = drawing.lines().get(place.row) else { continue };
        let piece =
            line.spans().find(|(span, _)| span.col == place.col).map_or("", |(_, text)| text);
        let inside = piece.chars().filter(|c| !c.is_whitespace()).count();
        if left > inside {
            left -= inside;
            continue;
        }
        let chars: Vec<char> = piece.chars().collect();
        let solid =
            |n: &usize| chars.iter().take(*n).filter(|c| !c.is_whitespace()).count() >= left;
        let typed: String = chars.iter().take((0..=chars.len()).find(solid).unwrap_or(0)).collect();
        // A blank typed last is not drawn yet, but the next character goes behind it.
        let blank = usize::from(left > 0 && before.ends_with(' '));
        let col = place.col + canvas.measure.cols(&typed) + blank;
        if col >= first && place.row >= top {
            let (x, y) = (area.x + cells(col - first), area.y + cells(place.row - top));
            if area.contains((x, y).into()) {
                canvas.place_cursor(x, y);
            }
        }
        return;
    }
}

fn draw_lines(
    state: &State,
    (drawing, focus): (&Drawing, Option<Part>),
    inside: Rect,
    canvas: &mut Canvas<'_>,
) {
    let (left, top) = state.fishbone_pane.offset;
    for (line, y) in drawing.lines().iter().skip(top).zip(inside.top()..inside.bottom()) {
        for (span, text) in line.spans() {
            let style = match span.part {
                Part::Effect => canvas.theme.effect,
                Part::Heading(_) => canvas.theme.title,
                Part::Label(_) => canvas.theme.plain,
                Part::Rib(_) | Part::Spine => canvas.theme.line,
            };
            let cut = span.part.node().is_some() && span.part.node() == state.cut;
            let style = if cut { canvas.theme.faint } else { style };
            let selected = Some(span.part) == focus;
            let style = if selected { style.patch(canvas.theme.selected) } else { style };
            // What the left edge halves shows as blanks; the window is cut by columns.
            let hidden = left.saturating_sub(span.col);
            if hidden >= span.cols {
                continue;
            }
            let text = canvas.measure.window(text, hidden, span.cols - hidden);
            let x = inside.x + cells(span.col.saturating_sub(left));
            if x < inside.right() {
                canvas.text((x, y), inside.right() - x, &text, style);
            }
        }
    }
}

/// What is drawn: the layout, the node under the cursor, whose fishbone it is.
fn draw_foot(
    state: &State,
    (drawing, is_studys): (&Drawing, bool),
    foot: Rect,
    canvas: &mut Canvas<'_>,
) {
    let lang = state.lang;
    let mut parts = vec![drawing.shape().layout().label(lang).to_owned()];
    if let Some(misfit) = drawing.misfit() {
        parts.push(misfit.message(lang));
    }
    if is_studys {
        let text = lang.pick(
            "研究自带的鱼骨图；按 A 采用后可编辑",
            "the study's own; A takes it over for editing",
        );
        parts.push(text.to_owned());
    }
    if let Some(node) = state.cursor.and_then(|id| state.board().node(id)) {
        for fact in &node.evidence {
            let fact = state.study().facts.iter().find(|known| known.id.as_str() == fact);
            let name = fact.map(|fact| fact.name.get(lang).to_owned());
            parts.extend(name.map(|name| format!("{}{name}", canvas.glyphs.evidence())));
        }
    }
    canvas.text(
        (foot.x + 1, foot.y),
        foot.width.saturating_sub(1),
        &parts.join("  "),
        canvas.theme.faint,
    );
}

/// The fishbone as it leaves the program: what an export may show of the board.
pub(crate) fn for_export(state: &State) -> Fishbone {
    let Shown { fishbone, is_studys, .. } = shown(state);
    if is_studys { fishbone } else { state.board().fishbone(Viewer::Export) }
}

/// The drawing of an export: as on the screen, on a page of at least 80 columns.
pub(crate) fn export_options(state: &State) -> Options {
    Options {
        layout: state.fishbone_pane.layout,
        cols: state.size.0.clamp(80, 120).into(),
        glyphs: state.glyphs,
        measure: state.measure,
        ..Options::default()
    }
}
