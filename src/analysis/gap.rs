//! How far one market lags behind another, fact by fact.
//!
//! Which two is the [`Pair`] that is asked for, or the one that the study compares. Says nothing about
//! facts that state too little; it must not guess.

use std::cmp::Ordering;

use super::columns::availability;
use crate::model::{Availability, Body, Capability, Fact, Pair, Release, ReleaseDate, Study};

/// The gap of the home market against the reference market.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Gap {
    /// The home market does not have it.
    Missing,
    /// The home market has it with a limit.
    Limited,
    /// The home market got it this many days later (at least one).
    Late(i64),
    /// The home market is level with the reference, or ahead.
    Level,
    /// The source states too little to tell.
    NotStated,
}

impl Gap {
    /// Name in Chinese and English, for readers.
    #[must_use]
    pub fn label(self) -> (&'static str, &'static str) {
        match self {
            Self::Missing => ("缺失", "missing"),
            Self::Limited => ("受限", "limited"),
            Self::Late(_) => ("滞后", "late"),
            Self::Level => ("可用", "available"),
            Self::NotStated => ("未说明", "not stated"),
        }
    }

    /// The word that scripts and conditions know it by; it never changes.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Level => "level",
            gap => gap.label().1,
        }
    }

    /// Rank for sorting, worst last: not stated, level, late by days, limited, missing.
    #[must_use]
    pub fn rank(self) -> (u8, i64) {
        match self {
            Self::NotStated => (0, 0),
            Self::Level => (1, 0),
            Self::Late(days) => (2, days),
            Self::Limited => (3, 0),
            Self::Missing => (4, 0),
        }
    }

    /// The same however many days it is.
    pub(super) fn without_days(self) -> Self {
        if let Self::Late(_) = self { Self::Late(1) } else { self }
    }

    /// Whether there is something to close.
    #[must_use]
    pub fn is_open(self) -> bool {
        matches!(self, Self::Missing | Self::Limited | Self::Late(_))
    }
}

impl PartialOrd for Gap {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Gap {
    fn cmp(&self, other: &Self) -> Ordering {
        self.rank().cmp(&other.rank())
    }
}

/// The gap a fact shows for the pair that is compared; `None` for kinds that compare no
/// availability.
#[must_use]
pub fn gap(study: &Study, fact: &Fact) -> Option<Gap> {
    gap_between(study.pair, fact)
}

/// The gap of one market against another; `None` for kinds that compare no availability.
#[must_use]
pub fn gap_between(pair: Pair, fact: &Fact) -> Option<Gap> {
    match &fact.body {
        Body::Release(release) => Some(release_gap(pair, release)),
        Body::Capability(Capability { status, .. }) => {
            Some(availability_gap(status.get(pair.home), status.get(pair.reference)))
        }
        Body::FreeTier(item) => {
            Some(availability_gap(item.status.get(pair.home), item.status.get(pair.reference)))
        }
        _ => None,
    }
}

/// How the home market stands, whatever the reference has: as the gap, but what is not there is
/// missing even where the reference lacks it as well.
#[must_use]
pub fn standing(study: &Study, fact: &Fact) -> Option<Gap> {
    match gap(study, fact)? {
        Gap::Level => Some(match availability(fact, study.pair.home) {
            Some(Availability::Missing) => Gap::Missing,
            Some(Availability::Limited) => Gap::Limited,
            _ => Gap::Level,
        }),
        gap => Some(gap),
    }
}

/// What readers are told of a fact's gap, in Chinese and English: never that something is available
/// which the home market lacks, only because the reference lacks it too.
#[must_use]
pub fn label(study: &Study, fact: &Fact) -> Option<(&'static str, &'static str)> {
    let gap = gap(study, fact)?;
    Some(match standing(study, fact)? {
        Gap::Missing if gap == Gap::Level => ("缺失，不落后", "missing, not behind"),
        Gap::Limited if gap == Gap::Level => ("受限，不落后", "limited, not behind"),
        standing => standing.label(),
    })
}

fn release_gap(pair: Pair, release: &Release) -> Gap {
    match (release.dates.get(pair.home), release.dates.get(pair.reference)) {
        (Some(ReleaseDate::Missing), Some(ReleaseDate::On(_)) | None) => Gap::Missing,
        (Some(_), Some(_)) => match delay_of(pair, release) {
            Some(days) if days > 0 => Gap::Late(days),
            _ => Gap::Level,
        },
        _ => Gap::NotStated,
    }
}

fn availability_gap(home: Option<&Availability>, reference: Option<&Availability>) -> Gap {
    let Some(home) = home else { return Gap::NotStated };
    // A market that lacks what the reference lacks as well is not behind.
    if reference.is_some_and(|reference| reference >= home) {
        return Gap::Level;
    }
    match home {
        Availability::Missing => Gap::Missing,
        Availability::Limited => Gap::Limited,
        Availability::Available => Gap::Level,
    }
}

/// Days from the reference release to the home release: positive when home is late, negative when
/// it is ahead; `None` unless both dates are stated.
#[must_use]
pub fn delay_between(pair: Pair, fact: &Fact) -> Option<i64> {
    match &fact.body {
        Body::Release(release) => delay_of(pair, release),
        _ => None,
    }
}

fn delay_of(pair: Pair, release: &Release) -> Option<i64> {
    let home = release.dates.get(pair.home)?;
    let reference = release.dates.get(pair.reference)?;
    match (home, reference) {
        (ReleaseDate::On(home), ReleaseDate::On(reference)) => {
            Some(home.signed_duration_since(*reference).num_days())
        }
        _ => None,
    }
}

/// Demand impact times technical difficulty (1 to 25), where both are scored.
#[must_use]
pub fn priority(fact: &Fact) -> Option<u8> {
    let effort = fact.effort()?;
    Some(effort.impact?.saturating_mul(effort.difficulty?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use Availability::{Available, Limited, Missing};

    #[test]
    fn availability_is_a_gap_only_where_the_reference_is_better_or_unknown() {
        assert_eq!(availability_gap(Some(&Missing), Some(&Available)), Gap::Missing);
        assert_eq!(availability_gap(Some(&Missing), None), Gap::Missing);
        assert_eq!(availability_gap(Some(&Missing), Some(&Missing)), Gap::Level);
        assert_eq!(availability_gap(Some(&Limited), Some(&Available)), Gap::Limited);
        assert_eq!(availability_gap(Some(&Limited), Some(&Missing)), Gap::Level);
        assert_eq!(availability_gap(None, Some(&Available)), Gap::NotStated);
    }

    #[test]
    fn a_missing_feature_outranks_a_late_one_and_a_later_one_a_late_one() {
        let mut gaps = vec![Gap::Late(444), Gap::Missing, Gap::NotStated, Gap::Level, Gap::Late(1)];
        gaps.sort();
        assert_eq!(gaps, [Gap::NotStated, Gap::Level, Gap::Late(1), Gap::Late(444), Gap::Missing]);
    }
}
