//! The side of a tab of facts: the fact under the cursor, a chart of the rows shown, or both.
//!
//! Which charts there are is decided in `analysis::chart`, how they lie in `layout::chart`. A chart
//! is made by a job when the rows change, not when the screen is drawn; the former one stays until
//! then. Drawing must not compute one.

mod cursor;
mod draw;
mod said;
mod widgets;

use std::sync::Arc;

pub(crate) use cursor::LeftChart;

use ratatui::layout::Rect;

use super::canvas::{Canvas, split_left, split_top};
use super::details;
use super::facts::{FactsPane, Table};
use super::state::State;
use crate::analysis::chart::{ChartKind, Chosen, Target};
use crate::analysis::columns::Columns;
use crate::analysis::table::{Row, View};
use crate::analysis::what_if::WhatIf;
use crate::analysis::work::Stop;
use crate::model::{Lang, Study};

/// From how many columns on something is shown beside the table.
const SIDE_BY_SIDE: u16 = 110;
/// From how many columns and rows on a chart is shown below the details.
const ROOMY: (u16, u16) = (160, 40);

/// What is shown beside the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Side {
    /// The fact under the cursor.
    Details,
    /// A chart; on a narrow screen in place of the table.
    Chart,
    /// Details above, a chart below, where there is room for both; else the details.
    #[default]
    Both,
}

/// Which chart is shown, and the chart as it was last made.
#[derive(Debug, Default)]
pub(crate) struct ChartPane {
    side: Side,
    /// Whether the table that is shown has charts; the details stand beside one that has none.
    offered: bool,
    /// The position among the charts of the table of the one that is wanted; the next one with
    /// something to draw is shown.
    at: usize,
    /// What the chart was made of.
    of: Option<Charting>,
    chart: Option<Chosen>,
    /// What another one is being made of, by the job with this number.
    asked: Option<(u64, Charting)>,
    /// Whether the keys go to the chart although the list stands beside it.
    focused: bool,
    /// The mark under the cursor; the first one where that is none of the chart.
    cursor: Option<Target>,
}

/// A chart to be made.
#[derive(Debug, Clone)]
pub(crate) struct Charting {
    /// The table.
    pub(crate) view: &'static View,
    /// The rows it shows.
    pub(crate) rows: Arc<Vec<Row>>,
    /// The position among the charts of the table.
    pub(crate) at: usize,
    pub(crate) lang: Lang,
    /// What is asked "what if" of.
    pub(crate) what_if: WhatIf,
}

impl Charting {
    /// Makes the chart; none of them where the rows have nothing to draw, nothing at all if nobody
    /// waits for it any more.
    pub(crate) fn chart(&self, study: &Study, with: (&Columns, &Stop)) -> Option<Option<Chosen>> {
        let Self { view, rows, at, lang, what_if } = self;
        ChartKind::beside(view, *at, (study, rows, *lang, what_if), with)
    }

    /// Whether it is the same chart of the same rows.
    pub(crate) fn is(&self, other: &Self) -> bool {
        std::ptr::eq(self.view, other.view)
            && Arc::ptr_eq(&self.rows, &other.rows)
            && (self.at, self.lang) == (other.at, other.lang)
            && self.what_if == other.what_if
    }
}

impl ChartPane {
    /// The table beside it is this one.
    pub(crate) fn offer(&mut self, view: Option<&View>) {
        let mut kinds = view.into_iter().flat_map(|view| ChartKind::of(view.dimension, view.id));
        self.offered = kinds.next().is_some();
    }

    /// Whether there are charts of the table.
    pub(crate) fn is_offered(&self) -> bool {
        self.offered
    }

    /// What is shown on a screen of this size.
    pub(crate) fn shown(&self, (cols, rows): (u16, u16)) -> Side {
        match self.side {
            _ if !self.offered => Side::Details,
            Side::Both if cols < ROOMY.0 || rows < ROOMY.1 => Side::Details,
            side => side,
        }
    }

    /// Whether a chart is shown in place of the table.
    pub(crate) fn covers_list(&self, size: (u16, u16)) -> bool {
        size.0 < SIDE_BY_SIDE && self.shown(size) == Side::Chart
    }

    /// Details, a chart, both.
    pub(crate) fn turn_side(&mut self, size: (u16, u16)) {
        self.focused = false;
        self.side = match self.shown(size) {
            Side::Both => Side::Details,
            Side::Details => Side::Chart,
            Side::Chart => Side::Both,
        };
    }

    /// The next chart; the first one if none is shown yet.
    pub(crate) fn turn(&mut self, size: (u16, u16)) {
        if self.shown(size) == Side::Details {
            return self.turn_side(size);
        }
        self.at = self.chart.as_ref().map_or(self.at, |shown| shown.at) + 1;
    }

    /// The study is another; the chart is to be made anew.
    pub(crate) fn forget(&mut self) {
        self.of = None;
    }

    /// The chart that is wanted of these rows, if one is shown.
    pub(crate) fn wanted(
        &self,
        (view, rows): (&'static View, Arc<Vec<Row>>),
        size: (u16, u16),
        (lang, what_if): (Lang, &WhatIf),
    ) -> Option<Charting> {
        let charting = || Charting { view, rows, at: self.at, lang, what_if: what_if.clone() };
        (self.shown(size) != Side::Details).then(charting)
    }

    /// The chart to be made, if it is neither made nor being made.
    pub(crate) fn due(&self, wanted: Charting, latest: u64) -> Option<Charting> {
        let is_made = self.of.as_ref().is_some_and(|of| of.is(&wanted));
        let asked = self.asked.as_ref().filter(|(number, _)| *number == latest);
        let is_asked = asked.is_some_and(|(_, of)| of.is(&wanted));
        (!is_made && !is_asked).then_some(wanted)
    }

    /// The job with this number makes a chart.
    pub(crate) fn await_job(&mut self, number: u64, of: Charting) {
        self.asked = Some((number, of));
    }

    /// Whether the job with this number makes a chart.
    pub(crate) fn awaits(&self, number: u64) -> bool {
        self.asked.as_ref().is_some_and(|(asked, _)| *asked == number)
    }

    /// Takes over the chart that was asked for.
    pub(crate) fn take(&mut self, made: Option<Chosen>) {
        if let Some((_, of)) = self.asked.take() {
            self.take_of((of, made));
        }
    }

    /// Takes over a chart: the one that was wanted, or the next that has something to draw.
    pub(crate) fn take_of(&mut self, (of, made): (Charting, Option<Chosen>)) {
        (self.of, self.chart) = (Some(of), made);
    }
}

/// How much less of the page, in percent, the list has beside a chart than beside details.
const CHART_WIDER: u16 = 12;
/// From how many columns on a page is wide.
const WIDE: u16 = 190;

/// The parts of a tab of facts: the table, which has so many percent of the page where details
/// stand beside it, and what is beside it.
pub(crate) fn split(side: Side, area: Rect, percent: u16) -> (Rect, Rect) {
    match side {
        Side::Chart if area.width < SIDE_BY_SIDE => (Rect::default(), area),
        _ if area.width < SIDE_BY_SIDE => (area, Rect::default()),
        Side::Details => split_left(area, area.width * percent / 100),
        Side::Chart | Side::Both => {
            // On a wide page a chart has columns enough with half of that.
            let wider = if area.width < WIDE { CHART_WIDER } else { CHART_WIDER / 2 };
            split_left(area, area.width * percent.saturating_sub(wider) / 100)
        }
    }
}

/// Draws what is beside the table, or in place of it.
pub(crate) fn draw_side(
    state: &State,
    (pane, table): (&FactsPane, &Table),
    (list, side): (Rect, Rect),
    canvas: &mut Canvas<'_>,
) {
    if side.width == 0 {
        return;
    }
    if list.width > 0 {
        canvas.divider(side);
    }
    let inside = Rect { x: side.x + 2, width: side.width.saturating_sub(3), ..side };
    match pane.chart.shown(state.size) {
        Side::Details => details::draw_beside(state, table, inside, canvas),
        Side::Chart => draw::draw(state, (pane, table), inside, canvas),
        Side::Both => {
            let (above, below) = split_top(inside, inside.height * 2 / 5);
            details::draw_beside(state, table, above, canvas);
            let below = Rect { y: below.y + 1, height: below.height.saturating_sub(1), ..below };
            draw::draw(state, (pane, table), below, canvas);
        }
    }
}
