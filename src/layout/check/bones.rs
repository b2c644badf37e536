//! Reads one bone: follows its rib, its trunks and twigs, and takes the labels at their ends.
//!
//! It must not look beyond the strip of cells that belongs to the bone.

use std::ops::Range;

use super::expect::{Bone, Twig, squeezed};
use super::grid::Grid;
use super::{Findings, Rule, quality};

/// The strip of cells of a bone: rows counted down from its first, steps away from its rib.
#[derive(Debug, Clone, Copy)]
pub(super) struct Strip {
    pub(super) row: usize,
    /// The column of the rib in the first row.
    pub(super) col: isize,
    /// How many columns the rib moves with every row; not 0 in the slanted drawing.
    pub(super) shear: isize,
    /// Whether labels stand left of the rib.
    pub(super) mirrored: bool,
    /// The steps that belong to it, the rib being 0.
    pub(super) steps: usize,
}

impl Strip {
    fn col(self, row: usize, steps: usize) -> Option<usize> {
        let away = isize::try_from(steps).ok()?;
        let rib = self.col
            + self.shear * (isize::try_from(row).ok()? - isize::try_from(self.row).ok()?);
        usize::try_from(if self.mirrored { rib - away } else { rib + away }).ok()
    }

    fn cell(self, row: usize, steps: usize) -> (usize, usize) {
        // A cell left of the page is as blank as one far to the right.
        (row, self.col(row, steps).unwrap_or(usize::MAX))
    }

    /// The columns from a step to the end of the strip.
    fn cols(self, row: usize, from: usize) -> Range<usize> {
        let (near, far) = (self.col(row, from), self.col(row, self.steps.saturating_sub(1)));
        if self.mirrored {
            far.unwrap_or(0)..near.map_or(0, |near| near + 1)
        } else {
            near.unwrap_or(0)..far.map_or(0, |far| far + 1)
        }
    }
}

/// Where the heading of a bone stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Heading {
    /// In the first rows; the rib ends at the last cause.
    First,
    /// In the first rows; the rib goes on to a spine below.
    FirstOfRunning,
    /// In the last rows; the rib comes from a spine above.
    Last,
}

/// Reads the bone whose rows are known.
pub(super) fn read(
    grid: &mut Grid,
    strip: Strip,
    rows: Range<usize>,
    (bone, heading): (&Bone, Heading),
    findings: &mut Findings,
) {
    let slanted = strip.shear != 0;
    let causes = rib_rows(grid, strip, rows.clone(), heading);
    let (head, body) = match heading {
        Heading::Last => (causes.end..rows.end, rows.start..causes.end),
        _ => (rows.start..causes.start, causes.start..rows.end),
    };
    let pieces: Vec<String> = head.map(|row| piece(grid, strip, row, 0, findings)).collect();
    compare(&pieces, &bone.heading, grid, findings);
    let runs = heading != Heading::First;
    let mut reader = Reader { grid, strip, slanted, runs, findings };
    if slanted && bone.causes.is_empty() {
        body.for_each(|row| reader.trunk(row, 0));
    } else {
        reader.causes(&bone.causes, body);
    }
}

/// The rows that hold causes: those beside the rib.
fn rib_rows(grid: &Grid, strip: Strip, rows: Range<usize>, heading: Heading) -> Range<usize> {
    // A rib has a hook or a blank beside it; a slash behind a letter is the letter's.
    let beside = |row: usize| grid.is(strip.cell(row, 1), grid.pick(" ─", " -"));
    let on_rib = |row: &usize| {
        let cell = strip.cell(*row, 0);
        if strip.shear != 0 && !beside(*row) {
            return false;
        }
        match strip.shear {
            0 => grid.is(cell, grid.pick("│├┤└┘", "|`'")),
            1 => grid.is(cell, grid.pick("╲", "\\")),
            _ => grid.is(cell, grid.pick("╱", "/")),
        }
    };
    if heading == Heading::Last {
        let end = rows.clone().take_while(on_rib).last().map_or(rows.start, |row| row + 1);
        return rows.start..end;
    }
    let start = match heading {
        // The rib runs down to the last row; what is above it is the heading.
        Heading::FirstOfRunning => rows.clone().rev().take_while(on_rib).last().unwrap_or(rows.end),
        _ => rows.clone().find(on_rib).unwrap_or(rows.end),
    };
    start..rows.end
}

fn piece(
    grid: &mut Grid,
    strip: Strip,
    row: usize,
    from: usize,
    findings: &mut Findings,
) -> String {
    let cols = strip.cols(row, from);
    let (text, start) = grid.take_text(row, cols.clone());
    let edge = if strip.mirrored {
        start + grid.measure.cols(&text) == cols.end
    } else {
        start == cols.start
    };
    if !edge {
        findings.add(Rule::Aligned, format!("{text:?} in row {row} is out of line"));
    }
    text
}

fn compare(pieces: &[String], label: &str, grid: &Grid, findings: &mut Findings) {
    if squeezed(&pieces.concat()) != squeezed(label) {
        findings.add(Rule::OnceEach, format!("{label:?} reads {pieces:?}"));
    }
    quality::check(pieces, grid.measure, findings);
}

struct Reader<'a> {
    grid: &'a mut Grid,
    strip: Strip,
    slanted: bool,
    runs: bool,
    findings: &'a mut Findings,
}

impl Reader<'_> {
    /// Reads the causes in order; each takes rows up to the next hook (slanted: up to its own).
    fn causes(&mut self, causes: &[Twig], rows: Range<usize>) {
        let mut row = rows.start;
        let mut open: Vec<bool> = Vec::new();
        for twig in causes {
            open.truncate(twig.depth);
            let runs_on = twig.more || (twig.depth == 0 && self.runs);
            let end = self.end_of(row, rows.end);
            let hook = if self.slanted { end.saturating_sub(1) } else { row };
            let mut pieces = Vec::new();
            for at in row..end {
                open.iter()
                    .enumerate()
                    .filter(|(_, open)| **open)
                    .for_each(|(depth, _)| self.trunk(at, depth));
                if at == hook {
                    self.hook(at, twig, runs_on);
                } else if at < hook || runs_on {
                    self.trunk(at, twig.depth);
                }
                pieces.push(piece(self.grid, self.strip, at, self.indent(twig), self.findings));
            }
            compare(&pieces, &twig.label, self.grid, self.findings);
            open.push(runs_on);
            row = end;
        }
        if row != rows.end {
            self.findings.add(Rule::OnceEach, format!("rows {row} to {} hold no cause", rows.end));
        }
    }

    /// The row behind the lines of the label that starts in a row.
    fn end_of(&self, row: usize, last: usize) -> usize {
        let hooks =
            |row: usize| (0..).map_while(|depth| self.may_hook(row, depth)).any(|hook| hook);
        if self.slanted {
            (row..last).find(|row| hooks(*row)).map_or(last, |row| row + 1)
        } else {
            (row + 1..last).find(|row| hooks(*row)).unwrap_or(last)
        }
    }

    /// Whether a twig leaves the trunk of a depth in a row; `None` beyond the strip.
    fn may_hook(&self, row: usize, depth: usize) -> Option<bool> {
        let trunk = depth * 3;
        let col = self.strip.col(row, trunk)?;
        if trunk + 1 >= self.strip.steps || col >= self.grid.cols() {
            return None;
        }
        let tee = self.grid.pick("├┤└┘╲╱", "|`'\\/");
        let dash = self.grid.pick("─", "-");
        Some(
            self.grid.is(self.strip.cell(row, trunk), tee)
                && self.grid.is(self.strip.cell(row, trunk + 1), dash),
        )
    }

    fn indent(&self, twig: &Twig) -> usize {
        twig.depth * 3
            + if !self.slanted {
                3
            } else if twig.parent {
                5
            } else {
                2
            }
    }

    fn slant(&self) -> &'static str {
        match (self.strip.shear, self.grid.ascii) {
            (1, false) => "╲",
            (1, true) => "\\",
            (_, false) => "╱",
            (_, true) => "/",
        }
    }

    fn trunk(&mut self, row: usize, depth: usize) {
        let glyphs = if self.slanted { self.slant() } else { self.grid.pick("│", "|") };
        self.line(row, depth * 3, glyphs);
    }

    fn hook(&mut self, row: usize, twig: &Twig, runs_on: bool) {
        let trunk = twig.depth * 3;
        let tee = match (self.slanted, runs_on, self.strip.mirrored) {
            (true, _, _) => self.slant(),
            (_, true, false) => self.grid.pick("├", "|"),
            (_, true, true) => self.grid.pick("┤", "|"),
            (_, false, false) => self.grid.pick("└", "`"),
            (_, false, true) => self.grid.pick("┘", "'"),
        };
        self.line(row, trunk, tee);
        let end = if self.slanted { self.indent(twig) } else { trunk + 2 };
        for steps in trunk + 1..end {
            self.line(row, steps, self.grid.pick("─", "-"));
        }
    }

    fn line(&mut self, row: usize, steps: usize, glyphs: &str) {
        let cell = self.strip.cell(row, steps);
        if !self.grid.take(cell, glyphs) {
            let seen = self.grid.at(cell.0, cell.1);
            self.findings.add(
                Rule::Direction,
                format!("{glyphs:?} wanted, {seen:?} seen in row {row}, column {}", cell.1),
            );
        }
    }
}
