//! The phases of a session: suggestions with state, in the order most rooms take them.
//!
//! Must not lock anything: an idea can be added and a vote be cast in any phase.

use serde::{Deserialize, Serialize};

use super::node::Moment;
use crate::model::Lang;

/// What the room is doing.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Topic, departments and rules are set.
    #[default]
    Prepare,
    /// Everybody writes alone; repeats between departments are independent.
    SilentWriting,
    /// One idea per department in turn.
    RoundRobin,
    /// Whoever has an idea says it.
    OpenFloor,
    /// Ideas that say the same become one.
    Merge,
    /// Ideas are gathered into groups, the later bones.
    Group,
    /// Votes are cast.
    Vote,
    /// The top causes are kept, the rest is dropped or parked.
    Keep,
    /// The fishbone is edited and exported.
    Fishbone,
}

impl Phase {
    /// All phases in order.
    pub const ALL: [Self; 9] = [
        Self::Prepare,
        Self::SilentWriting,
        Self::RoundRobin,
        Self::OpenFloor,
        Self::Merge,
        Self::Group,
        Self::Vote,
        Self::Keep,
        Self::Fishbone,
    ];

    /// The phase after this one.
    #[must_use]
    pub fn next(self) -> Option<Self> {
        Self::ALL.into_iter().find(|phase| *phase > self)
    }

    /// The phase before this one.
    #[must_use]
    pub fn previous(self) -> Option<Self> {
        Self::ALL.into_iter().rev().find(|phase| *phase < self)
    }

    /// Whether ideas are still being generated, judged and merged without knowing whose they are.
    #[must_use]
    pub fn hides_departments(self) -> bool {
        self < Self::Group
    }

    /// The name of the phase.
    #[must_use]
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::Prepare => lang.pick("准备", "Prepare"),
            Self::SilentWriting => lang.pick("独立书写", "Silent writing"),
            Self::RoundRobin => lang.pick("轮流发言", "Round robin"),
            Self::OpenFloor => lang.pick("开放讨论", "Open floor"),
            Self::Merge => lang.pick("合并重复", "Merge duplicates"),
            Self::Group => lang.pick("归类", "Group"),
            Self::Vote => lang.pick("投票", "Vote"),
            Self::Keep => lang.pick("保留要因", "Keep the top"),
            Self::Fishbone => lang.pick("鱼骨图", "Fishbone"),
        }
    }
}

/// The moment a phase was entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhaseStart {
    /// The phase entered.
    pub phase: Phase,
    /// When.
    pub at: Moment,
}

/// The minutes planned for a phase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedTime {
    /// The phase.
    pub phase: Phase,
    /// Minutes on its timer; nothing locks when they are over.
    pub minutes: u32,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_step_forward_and_one_back_is_the_same_phase() {
        for phase in Phase::ALL {
            if let Some(next) = phase.next() {
                assert_eq!(next.previous(), Some(phase));
            }
        }
        assert_eq!(Phase::Prepare.previous(), None);
        assert_eq!(Phase::Fishbone.next(), None);
    }
}
