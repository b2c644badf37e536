//! The first tab: four dimensions with their headline figures and worst gaps.
//!
//! The cursor runs over the gaps of all dimensions; Enter goes to the row it stands on.

use ratatui::layout::Rect;

use super::canvas::{Canvas, cells, split_left, split_top};
use super::state::State;
use crate::analysis::overview::{Overview, Section, Worst};
use crate::analysis::table::Tone;
use crate::command::Motion;
use crate::model::{Lang, Study, Term};

/// The overview and the cursor in it.
#[derive(Debug, Default)]
pub(crate) struct OverviewPane {
    overview: Overview,
    /// The gap under the cursor, counted over all sections.
    pub(crate) selected: usize,
}

/// How many gaps a section shows at most.
const WORST: usize = 16;
/// From how many columns on sections stand side by side.
const TWO_COLUMNS: u16 = 72;

impl OverviewPane {
    pub(crate) fn new(study: &Study, lang: Lang) -> Self {
        let mut pane = Self::default();
        pane.rebuild(study, lang);
        pane
    }

    pub(crate) fn rebuild(&mut self, study: &Study, lang: Lang) {
        self.overview = Overview::of(study, lang, WORST);
        self.selected = self.selected.min(self.overview.rows().count().saturating_sub(1));
    }

    /// The fact under the cursor.
    pub(crate) fn row(&self) -> Option<usize> {
        self.overview.rows().nth(self.selected).map(|worst| worst.row)
    }

    /// Puts the cursor on a fact, if it is listed.
    pub(crate) fn select(&mut self, row: usize) {
        if let Some(at) = self.overview.rows().position(|worst| worst.row == row) {
            self.selected = at;
        }
    }

    /// Moves the cursor; left and right go to the section beside.
    pub(crate) fn step(&mut self, motion: Motion, body: Rect) {
        let shown = shown_rows(body, &self.overview);
        let places: Vec<(usize, usize)> = shown
            .iter()
            .enumerate()
            .flat_map(|(section, n)| (0..*n).map(move |at| (section, at)))
            .collect();
        let here = self.place();
        let at = places.iter().position(|place| *place == here).unwrap_or(0);
        let last = places.len().saturating_sub(1);
        let beside = |by: i8| {
            let section = here.0.checked_add_signed(by.into()).filter(|s| *s < shown.len())?;
            let rows = shown.get(section).filter(|rows| **rows > 0)?;
            Some((section, here.1.min(rows - 1)))
        };
        let to = match motion {
            Motion::Up => places.get(at.saturating_sub(1)).copied(),
            Motion::Down => places.get((at + 1).min(last)).copied(),
            Motion::Left => beside(-1),
            Motion::Right => beside(1),
            Motion::PageUp => beside(-2),
            Motion::PageDown => beside(2),
            Motion::First => places.first().copied(),
            Motion::Last => places.last().copied(),
        };
        if let Some((section, at)) = to {
            let before = self.overview.sections.iter().take(section).map(|s| s.worst.len());
            self.selected = before.sum::<usize>() + at;
        }
    }

    /// Section and place in it of the cursor.
    fn place(&self) -> (usize, usize) {
        let mut left = self.selected;
        for (index, section) in self.overview.sections.iter().enumerate() {
            if left < section.worst.len() {
                return (index, left);
            }
            left -= section.worst.len();
        }
        (0, 0)
    }

    /// Puts the cursor on the gap drawn at a cell.
    pub(crate) fn select_at(&mut self, body: Rect, (x, y): (u16, u16)) -> bool {
        let mut before = 0;
        for (area, section) in areas(body, &self.overview) {
            let first = area.y + 1 + cells(section.figures.len());
            if area.contains((x, y).into()) && y >= first {
                let at = usize::from(y - first);
                if at < section.worst.len() {
                    self.selected = before + at;
                    return true;
                }
            }
            before += section.worst.len();
        }
        false
    }
}

/// The sections with their areas: two by two where the page is wide enough, each pair of sections
/// as high as the higher of them needs, as long as the page has room.
fn areas(body: Rect, overview: &Overview) -> Vec<(Rect, &Section)> {
    let columns: usize = if body.width >= TWO_COLUMNS { 2 } else { 1 };
    let width = body.width / cells(columns);
    let lines: Vec<&[Section]> = overview.sections.chunks(columns).collect();
    let mut areas = Vec::new();
    let mut y = body.y;
    for (left, line) in (1..=lines.len()).rev().zip(&lines) {
        let needs = line.iter().map(|s| 2 + s.figures.len() + s.worst.len()).max().unwrap_or(0);
        let rest = body.bottom().saturating_sub(y);
        // Later lines keep their fair share of what is left; the last one takes all of it.
        let height = if left == 1 { rest } else { cells(needs).min(rest.div_ceil(cells(left))) };
        for (section, x) in line.iter().zip((body.x..).step_by(width.max(1).into())) {
            areas.push((Rect { x, y, width, height }, section));
        }
        y += height;
    }
    areas
}

/// How many gaps of each section are on the screen.
fn shown_rows(body: Rect, overview: &Overview) -> Vec<usize> {
    let room = |(area, section): (Rect, &Section)| {
        let rows = usize::from(area.height).saturating_sub(1 + section.figures.len());
        rows.min(section.worst.len())
    };
    areas(body, overview).into_iter().map(room).collect()
}

/// Draws the tab.
pub(crate) fn draw(state: &State, body: Rect, canvas: &mut Canvas<'_>) {
    let pane = &state.overview;
    let here = pane.place();
    for (index, (area, section)) in areas(body, &pane.overview).into_iter().enumerate() {
        let selected = (here.0 == index).then_some(here.1);
        draw_section(state, (section, selected), area, canvas);
    }
}

fn draw_section(
    state: &State,
    (section, selected): (&Section, Option<usize>),
    area: Rect,
    canvas: &mut Canvas<'_>,
) {
    let (head, rest) = split_top(area, 1);
    let digit = digit_of(section);
    let title = section.dimension.label(state.lang);
    let line = if canvas.glyphs == crate::text::Glyphs::Ascii { "-" } else { "─" };
    let used = canvas.pieces(
        Rect { x: head.x + 1, width: head.width.saturating_sub(2), ..head },
        &[
            (digit, canvas.theme.key),
            (" ", canvas.theme.plain),
            (title, canvas.theme.title),
            (" ", canvas.theme.plain),
        ],
    );
    let rule = line.repeat(usize::from(head.width.saturating_sub(used + 3)));
    canvas.text(
        (head.x + 1 + used, head.y),
        head.width.saturating_sub(used + 3),
        &rule,
        canvas.theme.line,
    );
    let inside = Rect { x: rest.x + 1, width: rest.width.saturating_sub(3), ..rest };
    let (figures, gaps) = split_top(inside, cells(section.figures.len()));
    let label = section.figures.iter().map(|figure| canvas.measure.cols(&figure.label)).max();
    let label = cells(label.unwrap_or(0)) + 2;
    for (figure, y) in section.figures.iter().zip(figures.top()..figures.bottom()) {
        canvas.text((figures.x, y), label, &figure.label, canvas.theme.faint);
        let style = canvas.theme.tone(figure.tone);
        canvas.text(
            (figures.x + label, y),
            figures.width.saturating_sub(label),
            &figure.value,
            style,
        );
    }
    for ((at, worst), y) in section.worst.iter().enumerate().zip(gaps.top()..gaps.bottom()) {
        draw_gap(state, worst, Rect { y, height: 1, ..gaps }, canvas);
        if selected == Some(at) {
            canvas.style(Rect { y, height: 1, ..gaps }, canvas.theme.selected);
        }
    }
}

/// The digit that shows the section's tab.
fn digit_of(section: &Section) -> &'static str {
    use crate::command::Tab;
    let at = Tab::ALL.iter().position(|tab| *tab == Tab::Facts(section.dimension));
    at.and_then(|at| ["1", "2", "3", "4", "5", "6", "7", "8"].get(at)).copied().unwrap_or(" ")
}

fn draw_gap(state: &State, worst: &Worst, line: Rect, canvas: &mut Canvas<'_>) {
    let Some(fact) = state.study().facts.get(worst.row) else { return };
    let mark = canvas.glyphs.disputed();
    let text = match state.is_known_disputed(worst.row) {
        true => format!("{} {mark}", worst.why),
        false => worst.why.clone(),
    };
    let why = cells(canvas.measure.cols(&text)).min(line.width / 2);
    let (name, rest) = split_left(line, line.width.saturating_sub(why + 1));
    canvas.text((name.x, name.y), name.width, fact.name.get(state.lang), canvas.theme.plain);
    let style = canvas.theme.tone(Tone::Bad);
    canvas.text((rest.right().saturating_sub(why), rest.y), why, &text, style);
}
