//! The rate of ideas, a column per minute.
//!
//! It must not be the only carrier of a figure: the counters beside it are.

use crate::model::board::{Board, Moment};
use crate::text::Glyphs;

/// Ideas per minute over the last minutes, the latest one last; the best minute is full.
pub(super) fn ideas_per_minute(
    (board, now): (&Board, Moment),
    minutes: usize,
    glyphs: Glyphs,
) -> String {
    let mut counts = vec![0_usize; minutes];
    for idea in board.ideas() {
        let age = usize::try_from((now - idea.created_at).num_minutes()).unwrap_or(minutes);
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
        assert_eq!(ideas_per_minute((&board, now), 12, Glyphs::Ascii), "_________=_#");
        let later = start + TimeDelta::minutes(60);
        assert_eq!(ideas_per_minute((&board, later), 12, Glyphs::Ascii), "");
    }
}
