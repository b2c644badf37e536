//! A fishbone made ready for drawing: every label prepared for wrapping, every bone a flat list.
//!
//! It must not know a width or a place; it is the same for every layout and page.

use super::{Options, Order};
use crate::model::{Category, Cause, Fishbone, NodeId};
use crate::text::Flow;

/// A fishbone whose labels are measured.
#[derive(Debug)]
pub(super) struct Tree {
    pub(super) effect: Flow,
    /// In the order in which they are drawn.
    pub(super) bones: Vec<Bone>,
}

/// A category.
#[derive(Debug)]
pub(super) struct Bone {
    pub(super) id: NodeId,
    pub(super) heading: Flow,
    /// Its causes at any depth, each before the causes behind it.
    pub(super) twigs: Vec<Twig>,
}

/// A cause.
#[derive(Debug)]
pub(super) struct Twig {
    pub(super) id: NodeId,
    pub(super) flow: Flow,
    /// 0 for a cause on the rib.
    pub(super) depth: usize,
    /// Whether no sibling follows.
    pub(super) last: bool,
    /// Whether causes hang on it.
    pub(super) parent: bool,
}

impl Tree {
    pub(super) fn new(fishbone: &Fishbone, options: &Options) -> Self {
        let mut categories: Vec<&Category> = fishbone.categories.iter().collect();
        if options.order == Order::Weight {
            categories.sort_by_key(|category| std::cmp::Reverse(category.weight()));
        }
        Self {
            effect: text(&fishbone.effect, "", options),
            bones: categories.into_iter().map(|category| Bone::new(category, options)).collect(),
        }
    }

    /// Turns the order round, pair by pair, so that the heaviest bones, which come first, end up at the head.
    pub(super) fn heaviest_last(self) -> Self {
        let mut rest = self.bones;
        // An odd bone stands alone on the last pair of ribs, which is nearest the head.
        let mut size = if rest.len().is_multiple_of(2) { 2 } else { 1 };
        let mut pairs = Vec::new();
        while !rest.is_empty() {
            let behind = rest.split_off(size.min(rest.len()));
            pairs.push(std::mem::replace(&mut rest, behind));
            size = 2;
        }
        Self { bones: pairs.into_iter().rev().flatten().collect(), ..self }
    }
}

impl Bone {
    fn new(category: &Category, options: &Options) -> Self {
        let mut twigs = Vec::new();
        add(&category.causes, 0, options, &mut twigs);
        Self { id: category.id, heading: text(&category.name, "", options), twigs }
    }
}

fn add(causes: &[Cause], depth: usize, options: &Options, into: &mut Vec<Twig>) {
    let mut causes: Vec<&Cause> = causes.iter().collect();
    if options.order == Order::Weight {
        causes.sort_by_key(|cause| std::cmp::Reverse(cause.weight()));
    }
    let count = causes.len();
    for (index, cause) in causes.into_iter().enumerate() {
        into.push(Twig {
            id: cause.id,
            flow: label(cause, options),
            depth,
            last: index + 1 == count,
            parent: !cause.causes.is_empty(),
        });
        add(&cause.causes, depth + 1, options, into);
    }
}

/// A cause's text with the marks for its votes and evidence.
pub(super) fn label(cause: &Cause, options: &Options) -> Flow {
    text(&cause.text, &marks(cause, options), options)
}

fn marks(cause: &Cause, options: &Options) -> String {
    let glyphs = options.safe_glyphs();
    let mut marks = String::new();
    if !options.marks {
        return marks;
    }
    if cause.votes > 0 {
        marks = format!("{}{}", glyphs.votes(), cause.votes);
    }
    if !cause.evidence.is_empty() {
        let gap = if marks.is_empty() { "" } else { " " };
        marks = format!("{marks}{gap}{}{}", glyphs.evidence(), cause.evidence.len());
    }
    marks
}

/// A text with a placeholder where it shows nothing, so that every node has a place.
fn text(text: &str, mark: &str, options: &Options) -> Flow {
    let flow = Flow::with_mark(text, mark, options.measure);
    let bare = flow.cols() == options.measure.cols(mark);
    if bare { Flow::with_mark(options.safe_glyphs().empty(), mark, options.measure) } else { flow }
}
