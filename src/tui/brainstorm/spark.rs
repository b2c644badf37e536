//! The rate of ideas, a column per minute.
//!
//! It must not be the only carrier of a figure: the counters beside it are.

use crate::model::board::{Board, Moment};
use crate::text::Glyphs;

/// How many minutes are shown.
const MINUTES: usize = 12;

/// Ideas per minute up to now, the latest minute last; as high as the best minute is tall.
pub(super) fn ideas_per_minute(board: &Board, now: Moment, glyphs: Glyphs) -> String {
    let mut counts = [0_usize; MINUTES];
    for idea in board.ideas() {
        let age = usize::try_from((now - idea.created_at).num_minutes()).unwrap_or(MINUTES);
        if let Some(count) = counts.iter_mut().rev().nth(age) {
            *count += 1;
        }
    }
    let most = counts.iter().copied().max().unwrap_or(0);
    if most == 0 {
        return String::new();
    }
    counts.iter().map(|count| bar(*count, most, glyphs)).collect()
}

fn bar(count: usize, most: usize, glyphs: Glyphs) -> char {
    let bars = match glyphs {
        Glyphs::Unicode => ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'],
        Glyphs::Ascii => ['_', '.', ':', '-', '=', '+', '*', '#'],
    };
    let level = (count * (bars.len() - 1)).div_ceil(most.max(1));
    bars.get(level).copied().unwrap_or(' ')
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    #[test]
    fn a_minute_without_ideas_is_the_base_line_and_the_best_one_is_full() {
        let start = Moment::default();
        let mut board = Board::default();
        for minute in [0, 2, 2] {
            let idea = board.new_idea("x", None);
            board.apply(&idea, start + TimeDelta::minutes(minute)).unwrap();
        }
        let now = start + TimeDelta::minutes(2);
        assert_eq!(ideas_per_minute(&board, now, Glyphs::Ascii), "_________=_#");
        let later = start + TimeDelta::minutes(60);
        assert_eq!(ideas_per_minute(&board, later, Glyphs::Ascii), "");
    }
}
