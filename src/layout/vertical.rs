//! The vertical drawing: the effect on top, the categories below it along a trunk, on one or both sides.
//!
//! It must not decide whether it is drawn; `choose` does.

use super::bone::{Form, Pen, Rib, STEP, Writer};
use super::canvas::Canvas;
use super::drawing::Part;
use super::head::{FRAME, Frame};
use super::tree::{Bone, Tree};
use super::{Options, Shape};
use crate::text::{Arms, Stroke};

/// Columns from a trunk with bones on both sides to their headings: the trunk, two of line, a blank.
const BRANCH: usize = 4;
/// The same for a trunk with bones on its right only, which has one column of line.
const SHORT_BRANCH: usize = 3;
/// The column of a trunk with bones on its right only.
const MARGIN: usize = 1;
/// A label never gets fewer columns.
const LEAST_LABEL: usize = 4;

/// A vertical drawing that fits the page, not drawn yet.
#[derive(Debug)]
pub(super) struct Plan<'a> {
    tree: &'a Tree,
    options: &'a Options,
    trunk: usize,
    /// The columns that bones left of the trunk may take, if there are any there.
    left: Option<usize>,
    right: usize,
}

impl<'a> Plan<'a> {
    /// The drawing on one side of the trunk; `None` if the page is too narrow for its depth.
    pub(super) fn one_sided(tree: &'a Tree, options: &'a Options) -> Option<Self> {
        let right = options.cols.checked_sub(MARGIN + SHORT_BRANCH)?;
        (right >= needs(&tree.bones) && options.cols > FRAME).then_some(Self {
            tree,
            options,
            trunk: MARGIN,
            left: None,
            right,
        })
    }

    /// The drawing on both sides, if no label has to be wrapped for it.
    pub(super) fn two_sided(tree: &'a Tree, options: &'a Options) -> Option<Self> {
        let side = |odd: usize| tree.bones.iter().skip(odd).step_by(2).map(reach).max();
        let (left, right) = (side(0)?, side(1)?);
        let trunk = left + BRANCH - 1;
        (trunk + BRANCH + right <= options.cols).then_some(Self {
            tree,
            options,
            trunk,
            left: Some(left),
            right,
        })
    }

    pub(super) fn shape(&self) -> Shape {
        Shape::Vertical { sides: if self.left.is_some() { 2 } else { 1 } }
    }

    /// The rows of the finished drawing.
    pub(super) fn rows(&self) -> usize {
        let bones: usize = match self.left {
            None => self.tree.bones.iter().map(|bone| bone_rows(bone, self.right)).sum(),
            Some(left) => self
                .tree
                .bones
                .chunks(2)
                .map(|pair| {
                    pair.iter()
                        .zip([left, self.right])
                        .map(|(bone, cols)| bone_rows(bone, cols))
                        .max()
                        .unwrap_or(0)
                })
                .sum(),
        };
        self.frame().rows() + bones
    }

    fn frame(&self) -> Frame {
        Frame::shrunk(&self.tree.effect, self.options.cols - FRAME, self.options.measure)
    }

    /// Draws the plan.
    pub(super) fn draw(&self, canvas: &mut Canvas) {
        let frame = self.frame();
        let (rows, cols) = (frame.rows(), frame.cols());
        let left = if self.left.is_some() {
            self.trunk.saturating_sub(cols / 2).min(self.options.cols - cols)
        } else {
            0
        };
        frame.draw_open(canvas, (0, left), self.trunk);
        let mut row = rows;
        let mut branches = Vec::new();
        for pair in self.tree.bones.chunks(if self.left.is_some() { 2 } else { 1 }) {
            branches.push(row);
            row += self.branch(canvas, pair, row);
        }
        self.draw_trunk(canvas, rows - 1, &branches);
    }

    /// Writes the bones that leave the trunk at a row; the rows they take.
    fn branch(&self, canvas: &mut Canvas, bones: &[Bone], row: usize) -> usize {
        let sides = match self.left {
            Some(left) => [Some((true, left)), Some((false, self.right))],
            None => [Some((false, self.right)), None],
        };
        let mut most = 0;
        for (bone, (mirrored, cols)) in bones.iter().zip(sides.into_iter().flatten()) {
            let (trunk, away) = (signed(self.trunk), signed(self.away()));
            let col = if mirrored { trunk - away } else { trunk + away };
            let pen = Pen { row, col, shear: 0, mirrored };
            let (form, rib, measure) = (Form::Straight, Rib::Ends, self.options.measure);
            most = most.max(Writer { canvas, pen, form, rib, measure, cols }.write(bone));
            self.arm(canvas, row, mirrored);
        }
        most
    }

    /// The line from the trunk to a heading.
    fn arm(&self, canvas: &mut Canvas, row: usize, mirrored: bool) {
        let level = Arms { left: Stroke::Double, right: Stroke::Double, ..Arms::default() };
        let at = |away: usize| if mirrored { self.trunk - away } else { self.trunk + away };
        let stub = if mirrored {
            Arms { right: Stroke::None, ..level }
        } else {
            Arms { left: Stroke::None, ..level }
        };
        canvas.line((row, at(0)), stub, Part::Spine);
        (1..self.away() - 1).for_each(|away| canvas.line((row, at(away)), level, Part::Spine));
    }

    /// Columns from the trunk to a heading.
    fn away(&self) -> usize {
        if self.left.is_some() { BRANCH } else { SHORT_BRANCH }
    }

    fn draw_trunk(&self, canvas: &mut Canvas, from: usize, branches: &[usize]) {
        let Some(last) = branches.last() else { return };
        for row in from..*last {
            canvas.line(
                (row, self.trunk),
                Arms { down: Stroke::Double, ..Arms::default() },
                Part::Spine,
            );
            canvas.line(
                (row + 1, self.trunk),
                Arms { up: Stroke::Double, ..Arms::default() },
                Part::Spine,
            );
        }
    }
}

/// The farthest that a bone reaches when no label is wrapped.
fn reach(bone: &Bone) -> usize {
    let twigs = bone.twigs.iter().map(|twig| Form::Straight.indent(twig) + twig.flow.cols());
    twigs.chain([bone.heading.cols()]).max().unwrap_or(0)
}

/// The least columns right of the branches that leave every label some room.
fn needs(bones: &[Bone]) -> usize {
    let depth =
        bones.iter().flat_map(|bone| &bone.twigs).map(|twig| twig.depth + 1).max().unwrap_or(0);
    depth * STEP + LEAST_LABEL
}

fn bone_rows(bone: &Bone, cols: usize) -> usize {
    let twigs = bone
        .twigs
        .iter()
        .map(|twig| super::bone::rows(&twig.flow, Form::Straight.indent(twig), cols));
    twigs.sum::<usize>() + super::bone::rows(&bone.heading, 0, cols)
}

fn signed(value: usize) -> isize {
    isize::try_from(value).unwrap_or(isize::MAX)
}
