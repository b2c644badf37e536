//! The tab of the fishbone: the drawing that is exported is the one that is edited.
//!
//! Arrows move in the direction one sees; what the drawing is, `layout` decides. A study's own
//! fishbone is shown until the board has one.

use ratatui::layout::Rect;

use super::canvas::{Canvas, cells, split_bottom};
use super::state::State;
use crate::command::Motion;
use crate::layout::{Direction, Drawing, Layout, Misfit, Options, Part, draw as draw_fishbone};
use crate::model::board::Viewer;
use crate::model::{Fishbone, NodeId};

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

/// The fishbone on the screen: the board's, or the study's own while the board has none.
pub(crate) fn shown(state: &State) -> (Fishbone, bool) {
    let own = state.can_adopt().then(|| state.study().fishbone.as_ref()).flatten();
    match own {
        Some(own) => (own.in_lang(state.lang), true),
        None => (state.board().fishbone(Viewer::Presenter), false),
    }
}

/// The drawing for a width.
pub(crate) fn drawing(state: &State, cols: u16) -> Result<Drawing, Misfit> {
    let options = Options {
        layout: state.fishbone_pane.layout,
        cols: cols.saturating_sub(2).into(),
        glyphs: state.glyphs,
        ..Options::default()
    };
    draw_fishbone(&shown(state).0, &options)
}

/// The node the cursor goes to from another one.
pub(crate) fn step(state: &State, (motion, body): (Motion, Rect)) -> Option<NodeId> {
    let drawing = drawing(state, body.width).ok()?;
    let here = state.cursor.and_then(|id| part_of(&drawing, id));
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

fn part_of(drawing: &Drawing, id: NodeId) -> Option<Part> {
    drawing.places().iter().map(|place| place.part).find(|part| part.node() == Some(id))
}

/// The node drawn at a cell.
pub(crate) fn node_at(state: &State, body: Rect, (x, y): (u16, u16)) -> Option<NodeId> {
    let (area, _) = areas(body);
    let drawing = drawing(state, body.width).ok()?;
    let (left, top) = state.fishbone_pane.offset;
    let col = left + usize::from(x.checked_sub(area.x + 1)?);
    let row = top + usize::from(y.checked_sub(area.y)?);
    drawing.at(row, col).and_then(Part::node)
}

/// Scrolls as little as needed for the cursor to be in view.
pub(crate) fn keep_in_view(state: &mut State, body: Rect) {
    let (area, _) = areas(body);
    let Ok(drawing) = drawing(state, body.width) else { return };
    let (rows, cols) = (usize::from(area.height.max(1)), usize::from(area.width.max(3) - 2));
    let places = state.cursor.and_then(|id| part_of(&drawing, id));
    let (mut left, mut top) = state.fishbone_pane.offset;
    for place in places.into_iter().flat_map(|part| drawing.places_of(part)) {
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
    match drawing(state, body.width) {
        Ok(drawing) => {
            draw_lines(state, &drawing, area, canvas);
            draw_foot(state, &drawing, foot, canvas);
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

fn draw_lines(state: &State, drawing: &Drawing, area: Rect, canvas: &mut Canvas<'_>) {
    let (left, top) = state.fishbone_pane.offset;
    let inside = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    for (line, y) in drawing.lines().iter().skip(top).zip(inside.top()..inside.bottom()) {
        for (span, text) in line.spans() {
            let style = match span.part {
                Part::Effect => canvas.theme.effect,
                Part::Heading(_) => canvas.theme.title,
                Part::Label(_) => canvas.theme.plain,
                Part::Rib(_) | Part::Spine => canvas.theme.line,
            };
            let selected = span.part.node().is_some() && span.part.node() == state.cursor;
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
fn draw_foot(state: &State, drawing: &Drawing, foot: Rect, canvas: &mut Canvas<'_>) {
    let lang = state.lang;
    let mut parts = vec![drawing.shape().layout().label(lang).to_owned()];
    if let Some(misfit) = drawing.misfit() {
        parts.push(misfit.message(lang));
    }
    if shown(state).1 {
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
    match shown(state) {
        (own, true) => own,
        _ => state.board().fishbone(Viewer::Export),
    }
}

/// The drawing of an export: as on the screen, on a page of at least 80 columns.
pub(crate) fn export_options(state: &State) -> Options {
    Options {
        layout: state.fishbone_pane.layout,
        cols: state.size.0.clamp(80, 120).into(),
        glyphs: state.glyphs,
        ..Options::default()
    }
}
