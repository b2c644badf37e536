//! The cursor of a chart: which mark it is on, and whether it has the keys.
//!
//! Must not know where a mark is drawn, nor follow one.

use super::{ChartPane, Side};
use crate::analysis::chart::{Target, targets};
use crate::command::Motion;

/// How many marks a page is.
const PAGE: usize = 10;

impl ChartPane {
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

    /// Whether the keys were given to the chart beside the list.
    pub(crate) fn is_focused(&self, size: (u16, u16)) -> bool {
        self.focused && self.shown(size) != Side::Details && !self.covers_list(size)
    }

    /// Whether its marks lead anywhere.
    pub(crate) fn has_targets(&self) -> bool {
        !self.targets().is_empty()
    }

    /// Gives the keys to the chart, which is shown for that, or back to the list.
    pub(crate) fn turn_focus(&mut self, size: (u16, u16)) {
        let focused = !self.is_focused(size);
        if self.shown(size) == Side::Details {
            self.side = Side::Chart;
        }
        self.focused = focused;
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
