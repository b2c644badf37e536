//! The timer of a phase: its text, its looks, and when it is to be drawn again.
//!
//! It must not lock anything when the time is over.

use chrono::TimeDelta;

use super::super::state::State;
use super::super::theme::Theme;
use crate::command::Tab;
use crate::model::board::{Moment, Phase};
use ratatui::style::Style;

/// The minutes a phase usually takes, as a start; none where nobody is hurried.
pub(crate) fn usual_minutes(phase: Phase) -> Option<u32> {
    match phase {
        Phase::Prepare | Phase::Fishbone => None,
        Phase::SilentWriting | Phase::Merge | Phase::Vote => Some(5),
        Phase::RoundRobin | Phase::Group => Some(10),
        Phase::OpenFloor => Some(15),
        Phase::Keep => Some(3),
    }
}

/// What is left of the phase, such as `4:59`, with a minus once it is over.
pub(super) fn text(left: TimeDelta) -> String {
    // A second counts until it is over, so that a phase of five minutes begins at 5:00.
    let ms = left.num_milliseconds();
    let seconds = if ms >= 0 { (ms + 999) / 1000 } else { ms / 1000 };
    let sign = if seconds < 0 { "-" } else { "" };
    let seconds = seconds.unsigned_abs();
    format!("{sign}{}:{:02}", seconds / 60, seconds % 60)
}

/// Calm, near the end, or over.
pub(super) fn style(left: TimeDelta, theme: &Theme) -> Style {
    if left < TimeDelta::zero() {
        theme.bad
    } else if left < TimeDelta::minutes(1) {
        theme.fair
    } else {
        theme.good
    }
}

/// What is left of the phase the room is in, where minutes are planned.
pub(super) fn left(state: &State) -> Option<TimeDelta> {
    state.session.remaining(state.now)
}

/// When the timer shows another second; none while no timer is shown.
pub(crate) fn due(state: &State) -> Option<Moment> {
    let shown = state.tab == Tab::Brainstorm || state.on_wall();
    let wait = left(state).map(until_next).filter(|_| shown)?;
    Some(state.now + wait)
}

/// How long the text of what is left stays the same.
fn until_next(left: TimeDelta) -> TimeDelta {
    let into_second = left.num_milliseconds().rem_euclid(1000);
    TimeDelta::milliseconds(if into_second == 0 { 1000 } else { into_second })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_timer_runs_on_below_zero() {
        let of = |ms| text(TimeDelta::milliseconds(ms));
        assert_eq!(of(300_000), "5:00");
        assert_eq!(of(299_001), "5:00");
        assert_eq!(of(299_000), "4:59");
        assert_eq!(of(0), "0:00");
        assert_eq!(of(-999), "0:00");
        assert_eq!(of(-61_000), "-1:01");
    }

    #[test]
    fn it_is_drawn_again_just_when_it_shows_another_second() {
        for ms in [300_000, 299_999, 299_001, 1, 1500, -1500, -60_001] {
            let left = TimeDelta::milliseconds(ms);
            let wait = until_next(left);
            let just_before = left - wait + TimeDelta::milliseconds(1);
            assert!(wait > TimeDelta::zero() && wait <= TimeDelta::seconds(1));
            // Below zero a second turns a millisecond later, because zero lasts two.
            let after = left - wait - TimeDelta::milliseconds(i64::from(ms <= 0));
            assert_ne!(text(after), text(left), "{ms}");
            assert_eq!(text(just_before), text(left), "{ms}");
        }
    }
}
