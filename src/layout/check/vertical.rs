//! Reads the vertical drawing: the head on top, the trunk below it, bones on one or both sides.
//!
//! It must not know how wide a bone was meant to be.

use super::bones::{self, Heading, Strip};
use super::expect::{Bone, Expected};
use super::grid::Grid;
use super::{Findings, Rule, frame};

/// Reads the whole drawing.
pub(super) fn read(grid: &mut Grid, expected: &Expected, findings: &mut Findings) {
    let corner = grid.pick("┌", "+").to_owned();
    let left = (0..1000).find(|col| grid.is((0, *col), &corner)).unwrap_or(0);
    let (right, bottom) = frame::read(grid, (0, left), &expected.effect, findings);
    let Some(trunk) = (left + 1..right).find(|col| grid.is((bottom, *col), grid.pick("╥", "+")))
    else {
        findings.add(Rule::Connected, "no trunk leads into the head");
        return;
    };
    let branch = grid.pick("╠╬╣╚╩╝", "+").to_owned();
    let branches: Vec<usize> =
        (bottom + 1..grid.rows()).filter(|row| grid.is((*row, trunk), &branch)).collect();
    let last = branches.last().copied().unwrap_or(bottom);
    for row in bottom + 1..=last {
        let glyphs = grid.pick("║╠╬╣╚╩╝", "|+").to_owned();
        if !grid.take((row, trunk), &glyphs) {
            findings.add(Rule::Connected, format!("the trunk is broken in row {row}"));
        }
    }
    let mut bones = expected.bones.iter();
    for (index, row) in branches.iter().enumerate() {
        let end = branches.get(index + 1).copied().unwrap_or(grid.rows());
        for mirrored in [true, false] {
            if let Some(away) = arm(grid, *row, trunk, mirrored)
                && let Some(bone) = bones.next()
            {
                read_bone(grid, Side { trunk, away, mirrored }, *row..end, bone, findings);
            }
        }
    }
    if let Some(bone) = bones.next() {
        findings.add(Rule::OnceEach, format!("the bone {:?} is missing", bone.heading));
    }
}

#[derive(Clone, Copy)]
struct Side {
    trunk: usize,
    away: usize,
    mirrored: bool,
}

/// Accounts for the line from the trunk to a heading; the columns to the heading, if there is one.
fn arm(grid: &mut Grid, row: usize, trunk: usize, mirrored: bool) -> Option<usize> {
    let at = |away: usize| if mirrored { trunk.checked_sub(away) } else { Some(trunk + away) };
    let mut away = 1;
    while let Some(col) = at(away)
        && away < 3
        && grid.take((row, col), grid.pick("═", "=").to_owned().as_str())
    {
        away += 1;
    }
    (away > 1).then_some(away + 1)
}

fn read_bone(
    grid: &mut Grid,
    side: Side,
    rows: std::ops::Range<usize>,
    bone: &Bone,
    findings: &mut Findings,
) {
    let rib = if side.mirrored { side.trunk - side.away } else { side.trunk + side.away };
    let steps = if side.mirrored { rib + 1 } else { grid.cols() };
    let col = isize::try_from(rib).unwrap_or(0);
    let strip = Strip { row: rows.start, col, shear: 0, mirrored: side.mirrored, steps };
    let cols = if side.mirrored { 0..rib + 1 } else { rib..rib + grid.cols() };
    let end = rows.clone().find(|row| grid.is_blank(*row, cols.clone())).unwrap_or(rows.end);
    bones::read(grid, strip, rows.start..end, (bone, Heading::First), findings);
}
