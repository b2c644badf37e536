//! What an analyst keeps beside the tables: marks, places been to, conditions typed, the split.
//!
//! Belongs to the study, not to one table. It must not draw.

use std::collections::{BTreeSet, HashSet};

use super::chart::LeftChart;
use super::views::Keeping;
use crate::analysis::expr::Fault;
use crate::analysis::filter::Filter;
use crate::command::Tab;
use crate::model::{FactId, Study};

/// What is kept beside the tables.
#[derive(Debug)]
pub(crate) struct Desk {
    pub(crate) marks: Marks,
    pub(crate) places: Places,
    /// Where a search began, until it is confirmed or left.
    pub(crate) before_search: Option<Spot>,
    /// The share of a wide page that the list has, in percent.
    pub(crate) split: u16,
    /// The link under the cursor of the details.
    pub(crate) link: usize,
    pub(crate) conditions: Conditions,
    pub(crate) keeping: Keeping,
}

/// The share of the list at first.
pub(crate) const SPLIT: u16 = 62;
/// The least and the most the list can have.
pub(crate) const SPLITS: (u16, u16) = (30, 74);

impl Desk {
    pub(crate) fn new(keeping: Keeping) -> Self {
        Self {
            marks: Marks::default(),
            places: Places::default(),
            before_search: None,
            split: SPLIT,
            link: 0,
            conditions: Conditions::default(),
            keeping,
        }
    }
}

/// Rows that were marked, by fact: they survive filters, orders, languages and reloads.
#[derive(Debug, Default)]
pub(crate) struct Marks {
    ids: BTreeSet<FactId>,
    rows: HashSet<usize>,
    /// Differs whenever marks have changed.
    version: u64,
}

impl Marks {
    /// Marks these facts, and no others.
    pub(crate) fn of(ids: impl IntoIterator<Item = FactId>, study: &Study) -> Self {
        let mut marks = Self { ids: ids.into_iter().collect(), ..Self::default() };
        marks.follow(study);
        marks
    }

    /// Marks a row, or takes its mark off.
    pub(crate) fn toggle(&mut self, study: &Study, row: usize) {
        let Some(fact) = study.fact_at(row) else { return };
        if self.rows.remove(&row) {
            self.ids.remove(&fact.id);
        } else {
            self.rows.insert(row);
            self.ids.insert(fact.id.clone());
        }
        self.version += 1;
    }

    pub(crate) fn clear(&mut self) {
        *self = Self { version: self.version + 1, ..Self::default() };
    }

    /// Finds the marked facts in a study that was read again. Marks of facts that are gone are
    /// kept: a file that is being written may bring them back.
    pub(crate) fn follow(&mut self, study: &Study) {
        self.version += 1;
        self.rows.clear();
        if !self.ids.is_empty() {
            let facts = study.facts.iter().enumerate();
            self.rows =
                facts.filter(|(_, fact)| self.ids.contains(&fact.id)).map(|(row, _)| row).collect();
        }
    }

    pub(crate) fn has(&self, row: usize) -> bool {
        self.rows.contains(&row)
    }

    /// The marked rows of the study, in no order.
    pub(crate) fn rows(&self) -> impl Iterator<Item = usize> {
        self.rows.iter().copied()
    }

    pub(crate) fn ids(&self) -> impl Iterator<Item = &FactId> {
        self.ids.iter()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    pub(crate) fn version(&self) -> u64 {
        self.version
    }
}

/// A place in the program.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Spot {
    pub(crate) tab: Tab,
    /// The table within the tab.
    pub(crate) view: usize,
    /// The fact under the cursor.
    pub(crate) fact: Option<FactId>,
    /// Whether its details were open.
    pub(crate) details: bool,
    /// The chart that had the keys, with what narrowed its rows.
    pub(crate) chart: Option<(LeftChart, Filter)>,
}

/// Where the user has been: places to go back to, and forward to again.
#[derive(Debug, Default)]
pub(crate) struct Places {
    past: Vec<Spot>,
    ahead: Vec<Spot>,
}

/// How many places are remembered.
const MOST_PLACES: usize = 100;

impl Places {
    /// Remembers the place that is left for one far away.
    pub(crate) fn leave(&mut self, spot: Spot) {
        self.ahead.clear();
        if self.past.last() != Some(&spot) {
            self.past.push(spot);
        }
        if self.past.len() > MOST_PLACES {
            self.past.remove(0);
        }
    }

    /// The place before (`by` below 0) or after the one that is left.
    pub(crate) fn turn(&mut self, by: i8, here: Spot) -> Option<Spot> {
        let (from, to) = match by {
            ..0 => (&mut self.past, &mut self.ahead),
            _ => (&mut self.ahead, &mut self.past),
        };
        // A place one stands on already is no place to go to.
        let mut spot = from.pop()?;
        while spot == here {
            spot = from.pop()?;
        }
        to.push(here);
        Some(spot)
    }

    pub(crate) fn can_go(&self, by: i8) -> bool {
        !if by < 0 { &self.past } else { &self.ahead }.is_empty()
    }
}

/// Conditions that were typed, and what the one being typed needs.
#[derive(Debug, Default)]
pub(crate) struct Conditions {
    /// Oldest first.
    past: Vec<String>,
    /// Which of them the line shows, counted from the latest, and what was being typed before.
    shown: Option<(usize, String)>,
    /// What was wrong with the line when it was confirmed.
    pub(crate) fault: Option<Fault>,
    /// The names that can be used.
    pub(crate) names: Vec<String>,
}

/// How many conditions are remembered.
const MOST_CONDITIONS: usize = 50;

impl Conditions {
    pub(crate) fn with(past: Vec<String>) -> Self {
        Self { past, ..Self::default() }
    }

    pub(crate) fn past(&self) -> &[String] {
        &self.past
    }

    /// A line begins, in which these names can be used.
    pub(crate) fn begin(&mut self, names: Vec<String>) {
        (self.shown, self.fault, self.names) = (None, None, names);
    }

    /// Remembers a condition that holds now.
    pub(crate) fn remember(&mut self, condition: &str) {
        self.past.retain(|known| known != condition);
        self.past.push(condition.to_owned());
        if self.past.len() > MOST_CONDITIONS {
            self.past.remove(0);
        }
    }

    /// The condition typed before the one that the line shows (`older`), or the one after it.
    pub(crate) fn turn(&mut self, older: bool, typed: &str) -> Option<String> {
        let (at, draft) = match self.shown.take() {
            Some((at, draft)) => (Some(at), draft),
            None => (None, typed.to_owned()),
        };
        let to = match (older, at) {
            (true, None) => Some(0),
            (true, Some(at)) => Some((at + 1).min(self.past.len().saturating_sub(1))),
            (false, Some(0) | None) => None,
            (false, Some(at)) => Some(at - 1),
        };
        let text = to.and_then(|to| self.past.iter().rev().nth(to).cloned());
        match (to, text) {
            (Some(to), Some(text)) => {
                self.shown = Some((to, draft));
                Some(text)
            }
            _ => at.map(|_| draft),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spot(view: usize) -> Spot {
        Spot { tab: Tab::Overview, view, fact: None, details: false, chart: None }
    }

    #[test]
    fn places_are_left_gone_back_to_and_forward_to() {
        let mut places = Places::default();
        places.leave(spot(1));
        places.leave(spot(2));
        assert_eq!(places.turn(-1, spot(3)), Some(spot(2)));
        assert_eq!(places.turn(-1, spot(2)), Some(spot(1)));
        assert_eq!(places.turn(-1, spot(1)), None);
        assert_eq!(places.turn(1, spot(1)), Some(spot(2)));
        places.leave(spot(2));
        assert!(!places.can_go(1), "a new way forgets the old one");
    }

    #[test]
    fn no_more_places_are_kept_than_anybody_goes_back_to() {
        let mut places = Places::default();
        (0..500).for_each(|view| places.leave(spot(view)));
        assert_eq!(places.past.len(), MOST_PLACES);
        assert_eq!(places.turn(-1, spot(0)), Some(spot(499)));
    }

    #[test]
    fn older_conditions_come_back_and_so_does_what_was_being_typed() {
        let mut conditions = Conditions::with(vec!["a".into(), "b".into()]);
        assert_eq!(conditions.turn(true, "dra").as_deref(), Some("b"));
        assert_eq!(conditions.turn(true, "b").as_deref(), Some("a"));
        assert_eq!(conditions.turn(true, "a").as_deref(), Some("a"));
        assert_eq!(conditions.turn(false, "a").as_deref(), Some("b"));
        assert_eq!(conditions.turn(false, "b").as_deref(), Some("dra"));
        assert_eq!(conditions.turn(false, "dra"), None);
        conditions.remember("a");
        assert_eq!(conditions.past(), ["b", "a"]);
    }
}
