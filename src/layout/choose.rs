//! Which drawing is made: the one asked for if it fits, else the next; `auto` by its rules.
//!
//! It must not place anything; it compares plans.

use super::bone::Form;
use super::canvas::Canvas;
use super::fish::Measured;
use super::head::Frame;
use super::tree::Tree;
use super::{Drawing, Layout, Misfit, Options, Order, Shape, fish, vertical};
use crate::model::Fishbone;

/// From this width on the classic fish is preferred.
const CLASSIC_COLS: usize = 120;
/// From this width on the vertical tree stands on both sides of its trunk.
const TWO_SIDED_COLS: usize = 100;
/// No page is wider; the search for the columns a layout needs ends here.
const WIDEST: usize = 1 << 16;

/// A planned drawing.
enum Plan<'a> {
    Fish(fish::Plan<'a>),
    Vertical(vertical::Plan<'a>),
}

impl Plan<'_> {
    fn draw(&self, options: &Options, misfit: Option<Misfit>) -> Drawing {
        let mut canvas = Canvas::new(options.safe_glyphs());
        let shape = match self {
            Self::Fish(plan) => {
                plan.draw(&mut canvas);
                plan.shape()
            }
            Self::Vertical(plan) => {
                plan.draw(&mut canvas);
                plan.shape()
            }
        };
        canvas.finish(shape, misfit)
    }
}

/// The trees of one fishbone.
struct Trees {
    vertical: Tree,
    /// The tree of a fish, if that has another order: by weight, the heaviest bones are last.
    fish: Option<Tree>,
}

pub(super) fn draw(fishbone: &Fishbone, options: &Options) -> Result<Drawing, Misfit> {
    let fish =
        (options.order == Order::Weight).then(|| Tree::new(fishbone, options).heaviest_last());
    let trees = Trees { vertical: Tree::new(fishbone, options), fish };
    if trees.vertical.bones.is_empty() {
        return effect_alone(&trees.vertical, options);
    }
    let order = match options.layout {
        Layout::Auto => &[Layout::Auto] as &[Layout],
        Layout::Classic => &[Layout::Classic, Layout::Comb, Layout::Vertical],
        Layout::Comb => &[Layout::Comb, Layout::Vertical],
        Layout::Vertical => &[Layout::Vertical],
    };
    let mut misfits: Vec<Misfit> = Vec::new();
    for layout in order {
        if let Some(plan) = trees.plan(*layout, options) {
            return Ok(plan.draw(options, misfits.first().copied()));
        }
        misfits.push(trees.misfit(*layout, options));
    }
    // Whoever widens the page wants to know the least that helps; where that is another layout than
    // the one asked for, it is the fishbone that does not fit.
    let needs = misfits.iter().map(|misfit| misfit.needs).min().unwrap_or(WIDEST);
    let layout = if order.len() > 1 { Layout::Auto } else { options.layout };
    Err(Misfit { layout, cols: options.cols, needs })
}

impl Trees {
    fn fish(&self) -> &Tree {
        self.fish.as_ref().unwrap_or(&self.vertical)
    }

    fn plan<'a>(&'a self, layout: Layout, options: &'a Options) -> Option<Plan<'a>> {
        match layout {
            Layout::Auto => self.best(options),
            Layout::Classic => {
                Measured::new(self.fish(), options, Form::Slanted).plan().map(Plan::Fish)
            }
            Layout::Comb => {
                Measured::new(self.fish(), options, Form::Straight).plan().map(Plan::Fish)
            }
            Layout::Vertical => self.vertical(options).map(Plan::Vertical),
        }
    }

    fn vertical<'a>(&'a self, options: &'a Options) -> Option<vertical::Plan<'a>> {
        let two = (options.cols >= TWO_SIDED_COLS)
            .then(|| vertical::Plan::two_sided(&self.vertical, options));
        two.flatten().or_else(|| vertical::Plan::one_sided(&self.vertical, options))
    }

    /// The drawing that reads best; see [`super::draw`] for the rules.
    fn best<'a>(&'a self, options: &'a Options) -> Option<Plan<'a>> {
        let good =
            |form| Measured::new(self.fish(), options, form).plan().filter(fish::Plan::reads_well);
        let mut fish = good(Form::Straight);
        if options.cols >= CLASSIC_COLS
            && let Some(classic) = good(Form::Slanted)
            && classic.mostly_unwrapped()
            && fish.as_ref().is_none_or(|comb| classic.rows() * 10 <= comb.rows() * 13)
        {
            fish = Some(classic);
        }
        let vertical = self.vertical(options);
        match (fish, vertical) {
            (Some(fish), Some(vertical)) if vertical.rows() * 4 < fish.rows() * fish.worth() => {
                Some(Plan::Vertical(vertical))
            }
            (Some(fish), _) => Some(Plan::Fish(fish)),
            (None, vertical) => vertical.map(Plan::Vertical),
        }
    }

    /// Says how many columns a layout needs, found by halving.
    fn misfit(&self, layout: Layout, options: &Options) -> Misfit {
        let fits = |cols: usize| self.plan(layout, &Options { cols, ..*options }).is_some();
        let (mut below, mut above) = (options.cols, options.cols.max(1) * 2);
        while above < WIDEST && !fits(above) {
            (below, above) = (above, above * 2);
        }
        while above - below > 1 {
            let middle = usize::midpoint(below, above);
            if fits(middle) {
                above = middle;
            } else {
                below = middle;
            }
        }
        Misfit { layout, cols: options.cols, needs: above }
    }
}

/// A box around the effect of a fishbone that has no bones yet.
fn effect_alone(tree: &Tree, options: &Options) -> Result<Drawing, Misfit> {
    let needs = super::head::FRAME + 2;
    if options.cols < needs {
        return Err(Misfit { layout: options.layout, cols: options.cols, needs });
    }
    let mut canvas = Canvas::new(options.safe_glyphs());
    Frame::shrunk(&tree.effect, options.cols - super::head::FRAME, options.measure)
        .draw(&mut canvas, (0, 0));
    Ok(canvas.finish(Shape::Effect, None))
}
