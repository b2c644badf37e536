//! Reads the two fishes: spines, the trunk that gathers them, the head, the bones on both sides.
//!
//! It must not know how wide a bone was meant to be; strips end at the neighbour's rib.

use super::bones::{self, Heading, Strip};
use super::expect::{Bone, Expected};
use super::grid::Grid;
use super::{Findings, Rule, frame};

/// The rows that are spines: lines from the left edge on. `None` if there is none.
pub(super) fn spines(grid: &Grid) -> Option<Vec<usize>> {
    let is_spine = |row: &usize| (0..3).all(|col| grid.is((*row, col), grid.pick("═╪╧╤╝╗╣", "=+")));
    let rows: Vec<usize> = (0..grid.rows()).filter(is_spine).collect();
    (!rows.is_empty()).then_some(rows)
}

/// What a spine carries.
struct Spine {
    row: usize,
    /// The columns at which ribs meet it.
    feet: Vec<usize>,
    /// The first column behind the bones.
    end: usize,
    slanted: bool,
}

/// Reads the whole fish.
pub(super) fn read(grid: &mut Grid, rows: &[usize], expected: &Expected, findings: &mut Findings) {
    let Some(arrow) = Arrow::find(grid, rows) else {
        findings.add(Rule::Connected, "no arrow leads into a head");
        return;
    };
    let pairs = expected.bones.len().div_ceil(2).div_ceil(rows.len());
    let decks = rows.iter().zip(expected.bones.chunks(2 * pairs));
    let spines: Vec<Spine> =
        decks.map(|(row, bones)| Spine::read(grid, *row, arrow.trunk, (bones, pairs))).collect();
    let top = arrow.read_head(grid, rows, &expected.effect, findings);
    let mut bones = expected.bones.iter();
    let mut from = top;
    for (index, spine) in spines.iter().enumerate() {
        let below_end = spines.get(index + 1).map_or(grid.rows(), |next| next.row);
        spine.take(grid, arrow.trunk, findings);
        let mut sides = [0usize, 0];
        for (place, foot) in spine.feet.iter().enumerate() {
            let strip = spine.strip(place, *foot);
            for (side, count) in sides.iter_mut().enumerate() {
                let Some(bone) = bones.next() else { continue };
                *count += 1;
                let (strip, rows, heading) = spine.half(grid, strip, side, (from, below_end));
                bones::read(grid, strip, rows, (bone, heading), findings);
            }
        }
        let [above, below] = sides;
        if above.abs_diff(below) > 1 {
            findings.add(Rule::Balanced, format!("{above} bones above and {below} below a spine"));
        }
        from = spine.row + 1;
    }
    if let Some(bone) = bones.next() {
        findings.add(Rule::OnceEach, format!("the bone {:?} is missing", bone.heading));
    }
}

impl Spine {
    /// Reads a spine that carries so many pairs of the bones to come.
    fn read(
        grid: &Grid,
        row: usize,
        trunk: Option<usize>,
        (bones, pairs): (&[Bone], usize),
    ) -> Self {
        let line = grid.pick("═╪╧╤", "=+");
        let end = (0..).find(|col| Some(*col) == trunk || !grid.is((row, *col), line)).unwrap_or(0);
        let feet: Vec<usize> =
            (0..end).filter(|col| grid.is((row, *col), grid.pick("╪╧╤", "+"))).collect();
        if !feet.is_empty() {
            return Self { row, feet, end, slanted: false };
        }
        let mut feet = Vec::new();
        for bone in bones.iter().step_by(2).take(pairs) {
            feet.extend(slanted_foot(grid, row, feet.last().map_or(0, |foot| foot + 1)..end, bone));
        }
        Self { row, feet, end, slanted: true }
    }

    fn take(&self, grid: &mut Grid, trunk: Option<usize>, findings: &mut Findings) {
        let mut whole = (0..self.end)
            .all(|col| grid.take((self.row, col), grid.pick("═╪╧╤", "=+").to_owned().as_str()));
        if let Some(trunk) = trunk {
            whole &= trunk == self.end;
        }
        if !whole {
            findings.add(Rule::Connected, format!("the spine in row {} is broken", self.row));
        }
    }

    /// The strip of the bones at a foot, in the row of the spine.
    fn strip(&self, place: usize, foot: usize) -> Strip {
        let before = place.checked_sub(1).and_then(|before| self.feet.get(before));
        let steps = if self.slanted {
            before.map_or(usize::MAX / 4, |before| foot - before - 1)
        } else {
            // The last strip ends before the blank that parts it from the head.
            self.feet.get(place + 1).map_or(self.end, |next| next - 1) - foot
        };
        let col = isize::try_from(foot).unwrap_or(0);
        Strip { row: self.row, col, shear: 0, mirrored: self.slanted, steps }
    }

    /// The strip of one half and the rows of its bone.
    fn half(
        &self,
        grid: &Grid,
        strip: Strip,
        side: usize,
        (top, end): (usize, usize),
    ) -> (Strip, std::ops::Range<usize>, Heading) {
        let above = side == 0;
        let shear = if !self.slanted {
            0
        } else if above {
            1
        } else {
            -1
        };
        let strip = Strip { shear, ..strip };
        let heading = match (above, self.slanted) {
            (true, _) => Heading::FirstOfRunning,
            (false, false) => Heading::First,
            (false, true) => Heading::Last,
        };
        // The bone ends where its strip is blank.
        let blank = |row: &usize| grid.is_blank(*row, strip.all_cols(*row));
        let rows = if above {
            let first = (top..self.row).rev().find(blank).map_or(top, |row| row + 1);
            first..self.row
        } else {
            self.row + 1..(self.row + 1..end).find(blank).unwrap_or(end)
        };
        (strip, rows, heading)
    }
}

impl Strip {
    fn all_cols(self, row: usize) -> std::ops::Range<usize> {
        let moved = self.shear
            * (isize::try_from(row).unwrap_or(0) - isize::try_from(self.row).unwrap_or(0));
        let rib = self.col + moved;
        let steps = isize::try_from(self.steps.min(10_000)).unwrap_or(0);
        let (from, to) =
            if self.mirrored { (rib - steps + 1, rib + 1) } else { (rib, rib + steps) };
        usize::try_from(from).unwrap_or(0)..usize::try_from(to).unwrap_or(0)
    }
}

/// Where the rib of a slanted bone above a spine meets it: its last twig ends on a trunk that stands
/// three steps per level before the rib.
fn slanted_foot(
    grid: &Grid,
    row: usize,
    cols: std::ops::Range<usize>,
    bone: &Bone,
) -> Option<usize> {
    let above = row.checked_sub(1)?;
    let slope = grid.pick("╲", "\\").to_owned();
    let twig = |col: usize| {
        bone.causes.is_empty() || grid.is((above, col.wrapping_sub(1)), grid.pick("─", "-"))
    };
    let trunk = cols.clone().find(|col| grid.is((above, *col), &slope) && twig(*col))?;
    let depth = bone.causes.last().map_or(0, |twig| twig.depth);
    Some(trunk + 3 * depth + 1)
}

/// The way from the spines into the head.
struct Arrow {
    /// The column of the trunk that gathers the spines, if they do not run straight into the head.
    trunk: Option<usize>,
    /// The cell of the arrow, if the head is on the right; else it is on top.
    right: Option<(usize, usize)>,
}

impl Arrow {
    fn find(grid: &Grid, rows: &[usize]) -> Option<Self> {
        let (first, last) = (*rows.first()?, *rows.last()?);
        let head = grid.pick("▶", ">").to_owned();
        let line = grid.pick("═╪╧╤╣╬", "=+").to_owned();
        let run = |row: usize, from: usize| {
            (from..).find(|col| !grid.is((row, *col), &line)).unwrap_or(from)
        };
        if rows.len() == 1 {
            let end = run(first, 0);
            if grid.is((first, end), &head) {
                return Some(Self { trunk: None, right: Some((first, end)) });
            }
        }
        let ends = |col: usize| if grid.ascii { col.saturating_sub(1) } else { col };
        let trunk = rows
            .iter()
            .map(|row| {
                (0..).find(|col| !grid.is((*row, *col), grid.pick("═╪╧╤", "=+"))).unwrap_or(0)
            })
            .min()?;
        let trunk =
            if grid.ascii { Self::ascii_trunk(grid, rows).unwrap_or(ends(trunk)) } else { trunk };
        let arrow = (first..=last).find_map(|row| {
            let end = run(row, trunk + 1);
            (end > trunk + 1 && grid.is((row, end), &head)).then_some((row, end))
        });
        Some(Self { trunk: Some(trunk), right: arrow })
    }

    /// In ASCII trunk and ribs meet the spine in the same glyph; the trunk is the last one of a row
    /// that does not go on into the head.
    fn ascii_trunk(grid: &Grid, rows: &[usize]) -> Option<usize> {
        rows.iter()
            .filter_map(|row| {
                let end = (0..).find(|col| !grid.is((*row, *col), "=+"))?;
                (!grid.is((*row, end), ">")).then(|| end - 1)
            })
            .max()
    }

    /// Accounts for trunk, arrow and head; the first row below a head on top.
    fn read_head(
        &self,
        grid: &mut Grid,
        rows: &[usize],
        effect: &str,
        findings: &mut Findings,
    ) -> usize {
        let (first, last) = (rows.first().copied().unwrap_or(0), rows.last().copied().unwrap_or(0));
        let Some((row, col)) = self.right else {
            let (_, bottom) = frame::read(grid, (0, 0), effect, findings);
            self.take_trunk(grid, bottom + 1..last + 1, findings);
            return bottom + 1;
        };
        if self.trunk.is_some() {
            self.take_trunk(grid, first..last + 1, findings);
            grid.take((row, col - 1), grid.pick("═", "=").to_owned().as_str());
        }
        grid.take((row, col), grid.pick("▶", ">").to_owned().as_str());
        let wall = grid.pick("│╡", "|").to_owned();
        let top = (0..row).rev().find(|row| !grid.is((*row, col + 1), &wall)).unwrap_or(0);
        frame::read(grid, (top, col + 1), effect, findings);
        0
    }

    fn take_trunk(&self, grid: &mut Grid, rows: std::ops::Range<usize>, findings: &mut Findings) {
        let Some(trunk) = self.trunk else { return };
        for row in rows {
            if !grid.take((row, trunk), grid.pick("║╗╝╣╬╠", "|+").to_owned().as_str()) {
                findings.add(Rule::Connected, format!("the trunk is broken in row {row}"));
            }
        }
    }
}
