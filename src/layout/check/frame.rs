//! Reads the head: the box with the effect.
//!
//! It must not look at the lines that lead to it.

use super::expect::squeezed;
use super::grid::Grid;
use super::{Findings, Rule, quality};

/// Reads the box whose upper left corner is known; its right edge column and the row of its bottom.
pub(super) fn read(
    grid: &mut Grid,
    (top, left): (usize, usize),
    effect: &str,
    findings: &mut Findings,
) -> (usize, usize) {
    let level = grid.pick("─", "-").to_owned();
    let right = (left + 1..).find(|col| !grid.is((top, *col), &level)).unwrap_or(left);
    let sides = grid.pick("│╡", "|").to_owned();
    let bottom = (top + 1..grid.rows()).find(|row| !grid.is((*row, left), &sides)).unwrap_or(top);
    for (row, corners) in [(top, "┌┐"), (bottom, "└┘")] {
        let mut whole = grid.take((row, left), if grid.ascii { "+" } else { corners });
        whole &= grid.take((row, right), if grid.ascii { "+" } else { corners });
        for col in left + 1..right {
            // A trunk may come up into the bottom edge.
            whole &= grid.take((row, col), if grid.ascii { "-+^" } else { "─╥▲" });
        }
        if !whole {
            findings.add(Rule::Connected, format!("the box of the effect is broken in row {row}"));
        }
    }
    let mut pieces = Vec::new();
    for row in top + 1..bottom {
        let walls = grid.take((row, left), &sides) && grid.take((row, right), &sides);
        if !walls
            || !grid.is_blank(row, left + 1..left + 2)
            || !grid.is_blank(row, right - 1..right)
        {
            findings.add(Rule::Connected, format!("the box of the effect is broken in row {row}"));
        }
        pieces.push(grid.take_text(row, left + 1..right).0);
    }
    if squeezed(&pieces.concat()) != squeezed(effect) {
        findings.add(Rule::OnceEach, format!("the effect {effect:?} reads {pieces:?}"));
    }
    quality::check(&pieces, grid.measure, findings);
    (right, bottom)
}
