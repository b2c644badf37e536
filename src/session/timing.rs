//! How long the phases took, and what is left on the timer.
//!
//! Must not stop anything when the time is over, and must not read a clock.

use chrono::TimeDelta;

use super::live::Session;
use crate::model::board::{Moment, Phase, PhaseStart};

impl Session {
    /// The time spent in each phase up to the last change, in the order the phases were first
    /// entered; a phase entered twice counts once, and time while nobody had the session open does
    /// not count.
    #[must_use]
    pub fn timings(&self) -> Vec<(Phase, TimeDelta)> {
        let starts = self.board().phases();
        let end = self.last_at().unwrap_or(self.created());
        let ends = starts.iter().skip(1).map(|start| start.at).chain([end]);
        let mut timings: Vec<(Phase, TimeDelta)> = Vec::new();
        for (PhaseStart { phase, at }, end) in starts.iter().zip(ends) {
            let time = self.between(*at, end);
            match timings.iter_mut().find(|(known, _)| known == phase) {
                Some((_, sum)) => *sum += time,
                None => timings.push((*phase, time)),
            }
        }
        timings
    }

    /// The time since the phase the room is in was entered.
    #[must_use]
    pub fn elapsed(&self, now: Moment) -> TimeDelta {
        let start = self.board().phases().last().map_or(self.created(), |start| start.at);
        self.between(start, now)
    }

    /// What is left of the minutes planned for the phase the room is in, below zero once they are
    /// over; none where nothing is planned.
    #[must_use]
    pub fn remaining(&self, now: Moment) -> Option<TimeDelta> {
        let minutes = self.board().minutes(self.board().phase())?;
        Some(TimeDelta::minutes(i64::from(minutes)) - self.elapsed(now))
    }

    /// The time from one moment to another without the pauses in between, never below zero.
    fn between(&self, from: Moment, to: Moment) -> TimeDelta {
        let pauses = self.pauses().iter().map(|(start, end)| (*end).min(to) - (*start).max(from));
        let paused = pauses.filter(|pause| *pause > TimeDelta::zero());
        (to - from - paused.sum::<TimeDelta>()).max(TimeDelta::zero())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::board::Edit;

    fn at(minutes: i64) -> Moment {
        Moment::default() + TimeDelta::minutes(minutes)
    }

    fn enter(session: &mut Session, phase: Phase, minute: i64) {
        session.edit(Edit::SetPhase { phase }, at(minute)).unwrap();
    }

    #[test]
    fn a_phase_entered_twice_is_counted_together() {
        let mut session = Session::in_memory("", at(0));
        enter(&mut session, Phase::OpenFloor, 0);
        enter(&mut session, Phase::Merge, 10);
        enter(&mut session, Phase::OpenFloor, 12);
        enter(&mut session, Phase::Vote, 15);
        let minutes: Vec<(Phase, i64)> =
            session.timings().iter().map(|(phase, time)| (*phase, time.num_minutes())).collect();
        assert_eq!(minutes, [(Phase::OpenFloor, 13), (Phase::Merge, 2), (Phase::Vote, 0)]);
    }

    #[test]
    fn the_timer_runs_on_below_zero_and_a_minute_can_be_added() {
        let mut session = Session::in_memory("", at(0));
        enter(&mut session, Phase::OpenFloor, 0);
        assert_eq!(session.remaining(at(1)), None);
        session.edit(session.board().add_minutes(5), at(1)).unwrap();
        assert_eq!(session.remaining(at(7)), Some(TimeDelta::minutes(-2)));
        session.edit(session.board().add_minutes(1), at(7)).unwrap();
        assert_eq!(session.remaining(at(7)), Some(TimeDelta::minutes(-1)));
    }
}
