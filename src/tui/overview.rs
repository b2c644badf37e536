//! The first tab: four dimensions with their headline figures and worst gaps.
//!
//! The cursor runs over the gaps of all dimensions; Enter goes to the row it stands on.

use ratatui::layout::Rect;

use super::canvas::{Canvas, cells, split_left, split_top};
use super::state::State;
use crate::analysis::overview::{Figure, Overview, Section, Worst};
use crate::analysis::table::Tone;
use crate::command::Motion;
use crate::model::{Lang, Study, Term};
use crate::text::Measure;

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
    pub(crate) fn step(&mut self, motion: Motion, (body, measure): (Rect, Measure)) {
        let shown: Vec<usize> =
            parts(body, &self.overview, measure).iter().map(Part::shown).collect();
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
    pub(crate) fn select_at(
        &mut self,
        (body, measure): (Rect, Measure),
        (x, y): (u16, u16),
    ) -> bool {
        let mut before = 0;
        for part in parts(body, &self.overview, measure) {
            let gaps = part.gaps();
            let at = usize::from(y.saturating_sub(gaps.y));
            if gaps.contains((x, y).into()) && at < part.section.worst.len() {
                self.selected = before + at;
                return true;
            }
            before += part.section.worst.len();
        }
        false
    }
}

/// A section on its place of the page.
struct Part<'o> {
    area: Rect,
    section: &'o Section,
    figures: Vec<FigureLine<'o>>,
}

/// A line of a headline figure; its label stands in the first one.
struct FigureLine<'o> {
    label: &'o str,
    /// How many columns stand before the value.
    indent: usize,
    value: String,
    tone: Tone,
}

impl Part<'_> {
    /// Where the gaps stand, below the head and the figures.
    fn gaps(&self) -> Rect {
        split_top(self.area, cells(1 + self.figures.len())).1
    }

    /// How many gaps are on the screen.
    fn shown(&self) -> usize {
        usize::from(self.gaps().height).min(self.section.worst.len())
    }
}

/// The columns at the edges of a section that its lines leave free.
const EDGES: u16 = 3;

/// The sections with their places: two by two where the page is wide enough, each pair of sections
/// as high as the higher of them needs, as long as the page has room.
fn parts(body: Rect, overview: &Overview, measure: Measure) -> Vec<Part<'_>> {
    let columns: usize = if body.width >= TWO_COLUMNS { 2 } else { 1 };
    let width = body.width / cells(columns);
    let inside = usize::from(width.saturating_sub(EDGES));
    let lines: Vec<&[Section]> = overview.sections.chunks(columns).collect();
    let mut parts = Vec::new();
    let mut y = body.y;
    for (left, line) in (1..=lines.len()).rev().zip(&lines) {
        let figures: Vec<_> =
            line.iter().map(|section| figure_lines(&section.figures, inside, measure)).collect();
        let needs = line.iter().zip(&figures).map(|(s, f)| 2 + f.len() + s.worst.len());
        let needs = cells(needs.max().unwrap_or(0));
        let rest = body.bottom().saturating_sub(y);
        // Later lines keep their fair share of what is left; the last one takes all of it.
        let height = if left == 1 { rest } else { needs.min(rest.div_ceil(cells(left))) };
        let places = (body.x..).step_by(width.max(1).into());
        for ((section, figures), x) in line.iter().zip(figures).zip(places) {
            parts.push(Part { area: Rect { x, y, width, height }, section, figures });
        }
        y += height;
    }
    parts
}

/// The lines of figures in so many columns. The values stand below each other; one that does not fit
/// begins right behind its label and goes on in the next line: no figure is ever cut.
fn figure_lines(figures: &[Figure], cols: usize, measure: Measure) -> Vec<FigureLine<'_>> {
    let longest = figures.iter().map(|figure| measure.cols(&figure.label)).max().unwrap_or(0);
    let mut lines = Vec::new();
    for Figure { label, value, tone } in figures {
        let fits = longest + 2 + measure.cols(value) <= cols;
        let indent = if fits { longest + 2 } else { measure.cols(label) + 1 };
        let room = cols.saturating_sub(indent).max(1);
        let labels = std::iter::once(label.as_str()).chain(std::iter::repeat(""));
        let values = labels.zip(measure.wrap(value, room));
        lines.extend(values.map(|(label, value)| FigureLine { label, indent, value, tone: *tone }));
    }
    lines
}

/// Draws the tab.
pub(crate) fn draw(state: &State, body: Rect, canvas: &mut Canvas<'_>) {
    let pane = &state.overview;
    let here = pane.place();
    for (index, part) in parts(body, &pane.overview, canvas.measure).iter().enumerate() {
        let selected = (here.0 == index).then_some(here.1);
        draw_head(part, state.lang, canvas);
        draw_figures(part, canvas);
        let gaps = inside(part.gaps());
        for ((at, worst), y) in part.section.worst.iter().enumerate().zip(gaps.top()..gaps.bottom())
        {
            let line = Rect { y, height: 1, ..gaps };
            draw_gap(state, worst, line, canvas);
            if selected == Some(at) {
                canvas.style(line, canvas.theme.selected);
            }
        }
    }
}

/// An area without its edges.
fn inside(area: Rect) -> Rect {
    Rect { x: area.x + 1, width: area.width.saturating_sub(EDGES), ..area }
}

fn draw_head(part: &Part<'_>, lang: Lang, canvas: &mut Canvas<'_>) {
    let head = part.area;
    if head.height == 0 {
        return;
    }
    let digit = digit_of(part.section);
    let title = part.section.dimension.label(lang);
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
    let rest = head.width.saturating_sub(used + EDGES);
    let rule = line.repeat(rest.into());
    canvas.text((head.x + 1 + used, head.y), rest, &rule, canvas.theme.line);
}

fn draw_figures(part: &Part<'_>, canvas: &mut Canvas<'_>) {
    let area = inside(split_top(part.area, 1).1);
    for (line, y) in part.figures.iter().zip(area.top()..area.bottom()) {
        let indent = cells(line.indent).min(area.width);
        canvas.text((area.x, y), indent, line.label, canvas.theme.faint);
        let style = canvas.theme.tone(line.tone);
        canvas.text((area.x + indent, y), area.width - indent, &line.value, style);
    }
}

/// The digit that shows the section's tab.
fn digit_of(section: &Section) -> &'static str {
    use crate::command::Tab;
    let at = Tab::ALL.iter().position(|tab| *tab == Tab::Facts(section.dimension));
    at.and_then(|at| ["1", "2", "3", "4", "5", "6", "7", "8"].get(at)).copied().unwrap_or(" ")
}

/// A gap: its name, cut to what the reason and its mark leave, for those are never cut.
fn draw_gap(state: &State, worst: &Worst, line: Rect, canvas: &mut Canvas<'_>) {
    let Some(fact) = state.study().facts.get(worst.row) else { return };
    let mark = canvas.glyphs.disputed();
    let text = match state.is_known_disputed(worst.row) {
        true => format!("{} {mark}", worst.why),
        false => worst.why.clone(),
    };
    let why = cells(canvas.measure.cols(&text)).min(line.width);
    let (name, rest) = split_left(line, line.width.saturating_sub(why + 1));
    canvas.text((name.x, name.y), name.width, fact.name.get(state.lang), canvas.theme.plain);
    let style = canvas.theme.tone(Tone::Bad);
    canvas.text((rest.right().saturating_sub(why), rest.y), why, &text, style);
}
