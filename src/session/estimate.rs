//! How many ideas the room may still have: an estimate from independent repeats.
//!
//! Must not be shown as a count: it stands on an assumption, which is shown with it.
//!
//! Capture-recapture as used for counting species: each department is one visit to the field, an
//! idea raised by one department only is a singleton, by two a doubleton. Chao's lower bound for
//! such incidence data (A. Chao, "Estimating the population size for capture-recapture data with
//! unequal catchability", Biometrics 43, 783-791, 1987), in its later bias-corrected form ("Chao2"),
//! with `m` departments, `Q1` singletons and `Q2` doubletons:
//!
//! ```text
//! unseen = (m - 1)/m * Q1 (Q1 - 1) / (2 (Q2 + 1))
//! ```
//!
//! The 95 % range is the log-normal one of the same paper: a range below what was seen would be
//! nonsense.

use crate::model::Lang;
use crate::model::board::Board;

/// An estimate of all ideas the departments could raise, those on the board included.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// Ideas on the board that a department has raised, merged ones counted once.
    pub seen: usize,
    /// Departments that raised any.
    pub departments: usize,
    /// Ideas raised by two departments or more.
    pub repeated: usize,
    /// How many there are likely in all.
    pub total: f64,
    /// The lower end of the 95 % range; never below what is seen.
    pub low: f64,
    /// The upper end of the 95 % range.
    pub high: f64,
}

impl Estimate {
    /// The estimate for a board; none where fewer than two departments raised anything, or no idea
    /// was raised twice, since then there is nothing to estimate from.
    #[must_use]
    pub fn of(board: &Board) -> Option<Self> {
        let raised: Vec<_> =
            board.ideas().map(|idea| board.raised(idea.id)).filter(|by| !by.is_empty()).collect();
        let took_part = |department: &&crate::model::board::Department| {
            raised.iter().any(|by| by.get(department.id) > 0)
        };
        let departments = board.departments().iter().filter(took_part).count();
        let by = |count: usize| raised.iter().filter(|by| by.len() == count).count();
        let (singles, doubles) = (by(1), by(2));
        let repeated = raised.len() - singles;
        if departments < 2 || repeated == 0 {
            return None;
        }
        let (total, low, high) = chao(raised.len(), departments, singles as f64, doubles as f64);
        Some(Self { seen: raised.len(), departments, repeated, total, low, high })
    }

    /// The share of ideas that are on the board already, from 0 to 1.
    #[must_use]
    pub fn completeness(&self) -> f64 {
        self.seen as f64 / self.total
    }

    /// What the estimate takes for granted, in a sentence to be shown with it.
    #[must_use]
    pub fn assumption(lang: Lang) -> &'static str {
        lang.pick(
            "估计（Chao 1987）：假设各部门独立提出想法，重复已合并；实际多为下限",
            "estimate (Chao 1987): assumes that departments wrote independently and repeats are \
             merged; rather a lower bound",
        )
    }
}

/// The estimated total and its 95 % range.
fn chao(seen: usize, departments: usize, singles: f64, doubles: f64) -> (f64, f64, f64) {
    let seen = seen as f64;
    let departments = departments as f64;
    let factor = (departments - 1.0) / departments;
    let unseen = factor * singles * (singles - 1.0) / (2.0 * (doubles + 1.0));
    if unseen <= 0.0 {
        return (seen, seen, seen);
    }
    let singles_left = 2.0 * singles - 1.0;
    let doubled = doubles + 1.0;
    let variance = unseen
        + factor.powi(2) * singles * singles_left.powi(2) / (4.0 * doubled.powi(2))
        + factor.powi(2) * singles.powi(2) * doubles * (singles - 1.0).powi(2)
            / (4.0 * doubled.powi(4));
    let spread = (1.96 * (1.0 + variance / unseen.powi(2)).ln().sqrt()).exp();
    (seen + unseen, seen + unseen / spread, seen + unseen * spread)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::board::{DepartmentId, Edit, Moment};

    /// A board where idea n was raised by the departments of the n-th list.
    fn board_of(raised_by: &[&[u32]]) -> Board {
        let mut board = Board::default();
        for number in 1..=7 {
            let edit = board.new_department(&format!("D{number}"));
            board.apply(&edit, Moment::default()).unwrap();
        }
        for departments in raised_by {
            board.apply(&board.new_idea("idea", None), Moment::default()).unwrap();
            let id = *board.inbox().last().unwrap();
            for number in *departments {
                let department = DepartmentId(*number);
                let edit = Edit::Raise { id, department, delta: 1 };
                board.apply(&edit, Moment::default()).unwrap();
            }
        }
        board
    }

    #[test]
    fn the_estimate_is_the_published_formula() {
        // Two departments, three singletons, one doubleton: 1/2 * 3 * 2 / (2 * 2) = 0.75 unseen.
        let estimate = Estimate::of(&board_of(&[&[1], &[1], &[2], &[1, 2]])).unwrap();
        assert!((estimate.total - 4.75).abs() < 1e-9);
        assert!(4.0 < estimate.low && estimate.low < 4.75 && estimate.high > 4.75);
        assert_eq!((estimate.seen, estimate.departments, estimate.repeated), (4, 2, 1));
    }

    #[test]
    fn a_room_where_everybody_said_everything_is_done() {
        let estimate = Estimate::of(&board_of(&[&[1, 2, 3], &[1, 2], &[2, 3]])).unwrap();
        assert!((estimate.completeness() - 1.0).abs() < f64::EPSILON);
    }

    #[test]
    fn without_repeats_or_departments_there_is_no_estimate() {
        let nobody: &[u32] = &[];
        for raised_by in [&[] as &[&[u32]], &[nobody, nobody], &[&[1], &[2]], &[&[1], &[1]]] {
            assert_eq!(Estimate::of(&board_of(raised_by)), None);
        }
    }

    #[test]
    fn more_ideas_that_nobody_else_had_mean_more_to_come() {
        let few = Estimate::of(&board_of(&[&[1, 2], &[1], &[2]])).unwrap();
        let many = Estimate::of(&board_of(&[&[1, 2], &[1], &[2], &[3], &[4], &[5]])).unwrap();
        assert!(many.completeness() < few.completeness());
    }
}
