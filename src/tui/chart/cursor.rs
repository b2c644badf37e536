//! The cursor of a chart: which mark it is on, and whether it has the keys.
//!
//! Must not know where a mark is drawn, nor follow one.

use super::{ChartPane, Side};
use crate::analysis::chart::{Target, targets};
use crate::command::Motion;

/// How many marks a page is.
const PAGE: usize = 10;

/// A chart that had the keys, as it was left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct LeftChart {
    side: Side,
    focused: bool,
    at: usize,
    cursor: Target,
}

impl ChartPane {
    /// The chart as it is left, if it has the keys.
    pub(crate) fn left(&self, size: (u16, u16)) -> Option<LeftChart> {
        let cursor = self.cursor(size)?;
        Some(LeftChart { side: self.side, focused: self.focused, at: self.at, cursor })
    }

    /// Shows a chart as it was left.
    pub(crate) fn come_back(&mut self, left: LeftChart) {
        let LeftChart { side, focused, at, cursor } = left;
        (self.side, self.focused, self.at, self.cursor) = (side, focused, at, Some(cursor));
    }

    fn targets(&self) -> Vec<Target> {
        self.chart.as_ref().map_or_else(Vec::new, |chosen| targets(&chosen.chart.figure))
    }

    /// The mark under the cursor, if the chart has the keys: where it stands in place of the list, or
    /// where they were given to it.
    pub(crate) fn cursor(&self, size: (u16, u16)) -> Option<Target> {
        if !self.covers_list(size) && !self.is_focused(size) {
            return None;
        }
        let targets = self.targets();
        self.cursor.filter(|at| targets.contains(at)).or(targets.first().copied())
    }

    /// Whether the keys were given to the chart beside the list, and it has marks to go to.
    pub(crate) fn is_focused(&self, size: (u16, u16)) -> bool {
        let beside = self.shown(size) != Side::Details && !self.covers_list(size);
        self.focused && beside && self.has_targets()
    }

    /// Whether its marks lead anywhere.
    pub(crate) fn has_targets(&self) -> bool {
        !self.targets().is_empty()
    }

    /// Whether it is on the screen and its marks lead nowhere.
    pub(crate) fn leads_nowhere(&self, size: (u16, u16)) -> bool {
        self.shown(size) != Side::Details && self.chart.is_some() && !self.has_targets()
    }

    /// Gives the keys to the chart, which is shown for that, or back to the list.
    pub(crate) fn turn_focus(&mut self, size: (u16, u16)) {
        if self.cursor(size).is_some() {
            return self.release(size);
        }
        if self.shown(size) == Side::Details {
            self.side = Side::Chart;
        }
        self.focused = true;
    }

    /// The keys go to the list, which is shown for that.
    pub(crate) fn release(&mut self, size: (u16, u16)) {
        self.focused = false;
        if self.covers_list(size) {
            self.side = Side::Details;
        }
    }

    /// Puts the cursor on the mark of a fact, where it has one.
    pub(crate) fn point_at(&mut self, fact: usize) {
        let target = Target::Fact(fact);
        if self.targets().contains(&target) {
            self.cursor = Some(target);
        }
    }

    /// Moves the cursor among the marks; returns the one it is on then.
    pub(crate) fn step(&mut self, motion: Motion, size: (u16, u16)) -> Option<Target> {
        let here = self.cursor(size)?;
        let targets = self.targets();
        let at = targets.iter().position(|target| *target == here)?;
        let last = targets.len().saturating_sub(1);
        let to = match motion {
            Motion::Up | Motion::Left => at.saturating_sub(1),
            Motion::Down | Motion::Right => at + 1,
            Motion::PageUp => at.saturating_sub(PAGE),
            Motion::PageDown => at + PAGE,
            Motion::First => 0,
            Motion::Last => last,
        };
        self.cursor = targets.get(to.min(last)).copied();
        self.cursor
    }
}
