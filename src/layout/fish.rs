//! The two fishes, classic and comb, in one or more decks: plans them for a page and draws them.
//!
//! It must not decide which drawing is made; `choose` compares the plans.

use super::bone::{Form, Pen, Rib, Writer, rows};
use super::canvas::Canvas;
use super::drawing::Part;
use super::fit::{Pair, Profile, Ribs, Side, fit};
use super::head::{Frame, Head};
use super::tree::{Bone, Tree};
use super::{Options, Shape};
use crate::text::{Arms, Flow, Stroke};

/// A cause in more lines than this does not read well.
const MOST_PIECES: usize = 3;

/// A fish that fits the page, not drawn yet.
#[derive(Debug)]
pub(super) struct Plan<'a> {
    tree: &'a Tree,
    options: &'a Options,
    form: Form,
    head: Head,
    decks: Vec<Deck<'a>>,
}

/// One spine with its bones.
#[derive(Debug)]
struct Deck<'a> {
    bones: &'a [Bone],
    ribs: Ribs,
    above: usize,
    below: usize,
}

/// The bones of a tree measured at every width of a page, for one form.
#[derive(Debug)]
pub(super) struct Measured<'a> {
    tree: &'a Tree,
    options: &'a Options,
    form: Form,
    profiles: Vec<Profile>,
}

impl<'a> Measured<'a> {
    pub(super) fn new(tree: &'a Tree, options: &'a Options, form: Form) -> Self {
        let side = |index: usize| if index.is_multiple_of(2) { Side::Above } else { Side::Below };
        let profile = |(index, bone)| Profile::new(bone, form, side(index), options.cols);
        Self { tree, options, form, profiles: tree.bones.iter().enumerate().map(profile).collect() }
    }

    /// The plan in the fewest decks that read well; else in the fewest that fit; else none.
    pub(super) fn plan(&self) -> Option<Plan<'a>> {
        let pairs = self.tree.bones.len().div_ceil(2);
        let mut first = None;
        let mut tried = 0;
        for decks in 1..=pairs {
            let each = pairs.div_ceil(decks);
            if std::mem::replace(&mut tried, each) == each {
                continue;
            }
            match self.decks(each) {
                Some(plan) if plan.reads_well() => return Some(plan),
                plan => first = first.or(plan),
            }
        }
        first
    }

    /// The plan with `each` pairs of bones on every spine.
    fn decks(&self, each: usize) -> Option<Plan<'a>> {
        let suited = Head::suited(&self.tree.effect, self.options.cols);
        let plan = self.headed(suited, each).or_else(|| self.headed(Head::Top, each))?;
        if plan.head == Head::Top {
            return Some(plan);
        }
        Head::flatter(&self.tree.effect, self.options.cols)
            .filter_map(|head| self.headed(head, each))
            .find(|flatter| {
                flatter.bone_rows() <= plan.bone_rows() && flatter.wraps() <= plan.wraps()
            })
            .or(Some(plan))
    }

    fn headed(&self, head: Head, each: usize) -> Option<Plan<'a>> {
        let decks = self.tree.bones.len().div_ceil(each * 2);
        let most = self.options.cols.checked_sub(head.cols(decks))?;
        let decks = self
            .tree
            .bones
            .chunks(each * 2)
            .zip(self.profiles.chunks(each * 2))
            .map(|(bones, profiles)| self.deck(bones, profiles, most))
            .collect::<Option<Vec<_>>>()?;
        Some(Plan { tree: self.tree, options: self.options, form: self.form, head, decks })
    }

    fn deck(&self, bones: &'a [Bone], profiles: &[Profile], most: usize) -> Option<Deck<'a>> {
        let pairs: Vec<Pair<'_>> = profiles
            .chunks(2)
            .filter_map(|pair| Some(Pair { above: pair.first()?, below: pair.get(1) }))
            .collect();
        let ribs = fit(&pairs, self.form, most, !self.options.fit)?;
        let highest = |rows: &dyn Fn(&Pair<'_>, usize) -> usize| {
            pairs.iter().zip(&ribs.widths).map(|(pair, cols)| rows(pair, *cols)).max().unwrap_or(0)
        };
        let above = highest(&|pair, cols| pair.above.at(cols).rows);
        let below = highest(&|pair, cols| pair.below.map_or(0, |below| below.at(cols).rows));
        Some(Deck { bones, ribs, above, below })
    }
}

impl Deck<'_> {
    fn rows(&self) -> usize {
        self.above + 1 + self.below
    }

    /// Its bones, each with the column of its rib and the columns it may take.
    fn ribs(&self) -> impl Iterator<Item = (usize, &Bone, usize, usize)> {
        let places = self.ribs.cols.iter().zip(&self.ribs.widths);
        self.bones.chunks(2).zip(places).flat_map(|(pair, (col, cols))| {
            pair.iter().enumerate().map(move |(side, bone)| (side, bone, *col, *cols))
        })
    }
}

impl Plan<'_> {
    /// The rows of the finished drawing.
    pub(super) fn rows(&self) -> usize {
        let frame = self.frame().rows();
        match self.head {
            Head::Top => self.bone_rows() + frame,
            Head::Right { .. } => {
                let (row, above) = self.head_row();
                let up = frame / 2;
                above + (self.bone_rows() - row).max(frame - up) + row.max(up) - above
            }
        }
    }

    /// The rows of the decks alone.
    fn bone_rows(&self) -> usize {
        self.decks.iter().map(|deck| deck.rows() + 1).sum::<usize>().saturating_sub(1)
    }

    /// Whether no word is cut and no cause takes too many lines.
    pub(super) fn reads_well(&self) -> bool {
        self.labels().all(|(flow, indent, cols, cause)| {
            let cols = cols - indent;
            flow.cols() <= cols
                || (flow.longest() <= cols && (!cause || flow.lines(cols) <= MOST_PIECES))
        })
    }

    /// How many quarters of its rows the vertical drawing has to stay under to be preferred: a fish
    /// with several bones along a spine is what people know, a stack of single pairs is a list.
    pub(super) fn worth(&self) -> usize {
        let stacked = self.decks.len() > 1 && self.decks.iter().all(|deck| deck.bones.len() <= 2);
        if stacked { 5 } else { 3 }
    }

    /// Whether at most a quarter of the labels take more than one line; slanted lines are hard to read on.
    pub(super) fn mostly_unwrapped(&self) -> bool {
        let wrapped =
            self.labels().filter(|(flow, indent, cols, _)| flow.cols() > cols - indent).count();
        wrapped * 4 <= self.labels().count()
    }

    /// How many lines more than labels there are.
    fn wraps(&self) -> usize {
        self.labels().map(|(flow, indent, cols, _)| rows(flow, indent, cols) - 1).sum()
    }

    fn labels(&self) -> impl Iterator<Item = (&Flow, usize, usize, bool)> {
        let form = self.form;
        self.decks.iter().flat_map(Deck::ribs).flat_map(move |(_, bone, _, cols)| {
            let twigs =
                bone.twigs.iter().map(move |twig| (&twig.flow, form.indent(twig), cols, true));
            twigs.chain([(&bone.heading, 0, cols, false)])
        })
    }

    pub(super) fn shape(&self) -> Shape {
        let decks = self.decks.len();
        match self.form {
            Form::Straight => Shape::Comb { decks },
            Form::Slanted => Shape::Classic { decks },
        }
    }

    /// The first column behind all bones.
    fn end(&self) -> usize {
        self.decks.iter().map(|deck| deck.ribs.end).max().unwrap_or(0)
    }

    fn frame(&self) -> Frame {
        match self.head {
            Head::Right { inner } => Frame::shrunk(&self.tree.effect, inner, self.options.measure),
            Head::Top => Frame::filling(&self.tree.effect, self.end(), self.options.measure),
        }
    }

    /// The row of the arrow into the head, and the rows of bones above the first spine.
    fn head_row(&self) -> (usize, usize) {
        let first = self.decks.first().map_or(0, |deck| deck.above);
        let last = self.bone_rows() - self.decks.last().map_or(0, |deck| deck.below) - 1;
        (usize::midpoint(first, last), first)
    }

    /// Draws the plan.
    pub(super) fn draw(&self, canvas: &mut Canvas) {
        let frame = self.frame();
        let start = match self.head {
            Head::Top => frame.rows(),
            Head::Right { .. } => (frame.rows() / 2).saturating_sub(self.head_row().0),
        };
        let mut spines = Vec::with_capacity(self.decks.len());
        let mut top = start;
        for deck in &self.decks {
            spines.push(top + deck.above);
            self.bones(canvas, deck, top + deck.above);
            top += deck.rows() + 1;
        }
        self.spines(canvas, &spines);
        let arrow = start + self.head_row().0;
        self.head(canvas, frame, &spines, arrow);
    }

    fn bones(&self, canvas: &mut Canvas, deck: &Deck<'_>, spine: usize) {
        let foot = Arms {
            up: Stroke::Thin,
            right: Stroke::Double,
            left: Stroke::Double,
            ..Arms::default()
        };
        for (side, bone, col, cols) in deck.ribs() {
            let mut rows_needed = self.form.stub(bone);
            rows_needed += rows(&bone.heading, 0, cols);
            rows_needed += bone
                .twigs
                .iter()
                .map(|twig| rows(&twig.flow, self.form.indent(twig), cols))
                .sum::<usize>();
            let (pen, rib) = self.pen(side, (spine, col), rows_needed);
            let mut writer =
                Writer { canvas, pen, form: self.form, rib, measure: self.options.measure, cols };
            writer.write(bone);
            if self.form == Form::Straight {
                let foot = if side == 0 {
                    foot
                } else {
                    Arms { up: Stroke::None, down: Stroke::Thin, ..foot }
                };
                canvas.line((spine, col), foot, Part::Spine);
            }
        }
    }

    /// The pen of a bone that takes `rows` rows, above (side 0) or below the spine.
    fn pen(&self, side: usize, (spine, col): (usize, usize), rows: usize) -> (Pen, Rib) {
        let (row, rib) = match (side, self.form) {
            (0, _) => (spine - rows, Rib::RunsDown),
            (_, Form::Straight) => (spine + 1, Rib::Ends),
            (_, Form::Slanted) => (spine + 1, Rib::RunsUp),
        };
        let signed = |value: usize| isize::try_from(value).unwrap_or(isize::MAX);
        let (shear, col) = match (self.form, side) {
            (Form::Straight, _) => (0, signed(col)),
            (Form::Slanted, 0) => (1, signed(col) - signed(rows)),
            (Form::Slanted, _) => (-1, signed(col) - 1),
        };
        (Pen { row, col, shear, mirrored: self.form == Form::Slanted }, rib)
    }

    /// The spines, and the trunk that gathers them.
    fn spines(&self, canvas: &mut Canvas, spines: &[usize]) {
        let level = Arms { left: Stroke::Double, right: Stroke::Double, ..Arms::default() };
        let end = self.end();
        let gathered = self.gathered();
        for row in spines {
            (0..=end).for_each(|col| canvas.line((*row, col), level, Part::Spine));
            if gathered {
                canvas.line((*row, end + 1), Arms { right: Stroke::None, ..level }, Part::Spine);
            }
        }
    }

    /// Whether the spines flow into a trunk instead of straight into the head.
    fn gathered(&self) -> bool {
        self.decks.len() > 1 || self.head == Head::Top
    }

    fn head(&self, canvas: &mut Canvas, frame: Frame, spines: &[usize], arrow: usize) {
        let last = spines.last().copied().unwrap_or(0);
        let trunk = self.end() + 1;
        match self.head {
            Head::Top => {
                let rows = frame.rows();
                draw_trunk(canvas, trunk, rows - 1, last);
                frame.draw_open(canvas, (0, 0), trunk);
            }
            Head::Right { .. } => {
                let mut col = trunk;
                if self.gathered() {
                    draw_trunk(canvas, trunk, spines.first().copied().unwrap_or(0), last);
                    let out = Arms { right: Stroke::Double, ..Arms::default() };
                    canvas.line((arrow, trunk), out, Part::Spine);
                    canvas.line(
                        (arrow, trunk + 1),
                        Arms { left: Stroke::Double, ..out },
                        Part::Spine,
                    );
                    col += 2;
                }
                let glyph = canvas.glyphs().arrow();
                canvas.glyph((arrow, col), glyph, Part::Spine);
                let top = arrow - frame.rows() / 2;
                let port = Arms { left: Stroke::Double, ..Arms::default() };
                canvas.line((arrow, col + 1), port, Part::Spine);
                frame.draw(canvas, (top, col + 1));
            }
        }
    }
}

/// A double line down a column, both ends included.
fn draw_trunk(canvas: &mut Canvas, col: usize, from: usize, to: usize) {
    for row in from..to {
        canvas.line((row, col), Arms { down: Stroke::Double, ..Arms::default() }, Part::Spine);
        canvas.line((row + 1, col), Arms { up: Stroke::Double, ..Arms::default() }, Part::Spine);
    }
}
