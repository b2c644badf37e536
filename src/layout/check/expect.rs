//! What a drawing should show: labels and their depths, in the order of reading.
//!
//! It must not know places.

use crate::layout::{Options, Order, label};
use crate::model::{Category, Cause, Fishbone};
use crate::text::clean;

/// A fishbone as labels.
#[derive(Debug)]
pub(super) struct Expected {
    pub(super) effect: String,
    pub(super) bones: Vec<Bone>,
}

/// A category.
#[derive(Debug)]
pub(super) struct Bone {
    pub(super) heading: String,
    pub(super) causes: Vec<Twig>,
}

/// A cause at its depth.
#[derive(Debug)]
pub(super) struct Twig {
    pub(super) depth: usize,
    pub(super) label: String,
    pub(super) parent: bool,
    /// Whether a sibling follows.
    pub(super) more: bool,
}

impl Expected {
    pub(super) fn new(fishbone: &Fishbone, options: &Options) -> Self {
        let mut categories: Vec<&Category> = fishbone.categories.iter().collect();
        if options.order == Order::Weight {
            categories.sort_by_key(|category| std::cmp::Reverse(category.weight()));
        }
        let bone = |category: &&Category| {
            let mut causes = Vec::new();
            list(&category.causes, 0, options, &mut causes);
            Bone { heading: shown(&category.name, options), causes }
        };
        Self {
            effect: shown(&fishbone.effect, options),
            bones: categories.iter().map(bone).collect(),
        }
    }

    /// The same with the heaviest pair of bones last, where a fish has its head.
    pub(super) fn heaviest_last(mut self, options: &Options) -> Self {
        if options.order == Order::Weight {
            let odd = self.bones.len() % 2;
            let mut bones: Vec<Bone> = Vec::new();
            while self.bones.len() > odd {
                let pair = self.bones.split_off(self.bones.len() - 2);
                bones.extend(pair);
            }
            bones.append(&mut self.bones);
            self.bones = bones;
        }
        self
    }
}

fn list(causes: &[Cause], depth: usize, options: &Options, into: &mut Vec<Twig>) {
    let mut causes: Vec<&Cause> = causes.iter().collect();
    if options.order == Order::Weight {
        causes.sort_by_key(|cause| std::cmp::Reverse(cause.weight()));
    }
    let count = causes.len();
    for (index, cause) in causes.into_iter().enumerate() {
        let label = label(cause, options);
        into.push(Twig { depth, label, parent: !cause.causes.is_empty(), more: index + 1 < count });
        list(&cause.causes, depth + 1, options, into);
    }
}

fn shown(text: &str, options: &Options) -> String {
    let text = clean(text);
    if text.trim().is_empty() {
        options.safe_glyphs().empty().to_owned()
    } else {
        text.into_owned()
    }
}

/// A label without its blanks, for comparing what was wrapped.
pub(super) fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}
