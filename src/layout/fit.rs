//! How wide each bone becomes: the fewest rows that fit the page, then fewer wrapped labels.
//!
//! It must not draw; it only weighs rows against columns.

use super::bone::{Form, rows};
use super::tree::Bone;
use crate::text::Flow;

/// Below this a label is not wrapped any further.
const LEAST_LABEL: usize = 10;
/// Words longer than this may be cut where the page is narrow.
const LONG_WORD: usize = 20;
/// Blanks between bones, where there is room for more than one.
const GAP: usize = 2;
/// How many more may be added where a drawing is spread over a wide page.
const SPREAD: usize = 4;

/// The side of the spine on which a bone stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Above,
    Below,
}

/// What a bone takes at one width.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Size {
    /// Rows of heading and causes together.
    pub(super) rows: usize,
    /// Columns between the left edge and the foot of a slanted rib.
    lean: usize,
}

/// The rows of a bone at every width that makes sense for it.
#[derive(Debug)]
pub(super) struct Profile {
    least: usize,
    sizes: Vec<Size>,
}

impl Profile {
    /// Measures a bone at the widths up to `most` columns; above its natural width nothing changes.
    pub(super) fn new(bone: &Bone, form: Form, side: Side, most: usize) -> Self {
        let least = reach(bone, form, |flow| {
            flow.cols().min(LEAST_LABEL.max(flow.longest().min(LONG_WORD)))
        });
        let natural = reach(bone, form, Flow::cols);
        let sizes = (least..=natural.min(most)).map(|cols| size(bone, form, side, cols)).collect();
        Self { least, sizes }
    }

    /// The width beyond which no label is wrapped; `None` where the bone does not fit at all.
    fn natural(&self) -> Option<usize> {
        self.sizes.len().checked_sub(1).map(|widest| self.least + widest)
    }

    /// What the bone takes at a width.
    pub(super) fn at(&self, cols: usize) -> Size {
        let index = cols.saturating_sub(self.least).min(self.sizes.len().saturating_sub(1));
        self.sizes.get(index).copied().unwrap_or_default()
    }

    /// The least width at which it takes at most `rows` rows.
    fn cols_for(&self, rows: usize) -> Option<usize> {
        let index = self.sizes.partition_point(|size| size.rows > rows);
        (index < self.sizes.len()).then_some(self.least + index)
    }
}

/// The farthest that a bone reaches from its rib when each label takes what `label` says.
fn reach(bone: &Bone, form: Form, label: impl Fn(&Flow) -> usize) -> usize {
    let twigs = bone.twigs.iter().map(|twig| form.indent(twig) + label(&twig.flow));
    twigs.chain([label(&bone.heading)]).max().unwrap_or(0)
}

fn size(bone: &Bone, form: Form, side: Side, cols: usize) -> Size {
    let label = |flow: &Flow, indent: usize| {
        let pieces = rows(flow, indent, cols);
        let wide = if pieces == 1 { flow.cols() } else { cols - indent };
        (pieces, indent + wide)
    };
    let heading = label(&bone.heading, 0);
    let causes = bone.twigs.iter().map(|twig| label(&twig.flow, form.indent(twig)));
    // Lean is counted outwards from the spine: the lower half starts with the causes, the upper
    // half, read from below, with the last of them; the heading is outermost on both.
    let (mut total, mut lean) = (form.stub(bone), 0);
    let mut add = |(pieces, reach): (usize, usize)| {
        total += pieces;
        lean = lean.max(total + reach - 1);
    };
    match side {
        Side::Above => causes.rev().for_each(&mut add),
        Side::Below => causes.for_each(&mut add),
    }
    add(heading);
    Size { rows: total, lean }
}

/// The two bones, above and below the spine, that share a stretch of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pair<'a> {
    pub(super) above: &'a Profile,
    pub(super) below: Option<&'a Profile>,
}

impl Pair<'_> {
    fn both(self, of: impl Fn(&Profile) -> usize) -> usize {
        of(self.above).max(self.below.map_or(0, of))
    }

    fn natural(self) -> Option<usize> {
        let below = self.below.map_or(Some(0), Profile::natural)?;
        Some(self.above.natural()?.max(below))
    }

    fn cols_for(self, rows: usize) -> Option<usize> {
        let below = self.below.map_or(Some(0), |below| below.cols_for(rows))?;
        Some(self.above.cols_for(rows)?.max(below))
    }

    fn rows(self, cols: usize) -> usize {
        self.both(|profile| profile.at(cols).rows)
    }

    fn lean(self, cols: usize) -> usize {
        self.both(|profile| profile.at(cols).lean)
    }
}

/// Where the ribs of a spine stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Ribs {
    /// The columns of each pair's bones.
    pub(super) widths: Vec<usize>,
    /// The column of each rib on the spine.
    pub(super) cols: Vec<usize>,
    /// The first column behind everything.
    pub(super) end: usize,
}

impl Ribs {
    fn new(pairs: &[Pair<'_>], form: Form, widths: Vec<usize>, gap: usize) -> Self {
        let mut cols = Vec::with_capacity(widths.len());
        let mut end = match form {
            Form::Straight => 1,
            Form::Slanted => 0,
        };
        for (pair, width) in pairs.iter().zip(&widths) {
            let between = if cols.is_empty() { 0 } else { gap };
            match form {
                Form::Straight => {
                    cols.push(end + between);
                    end += between + width;
                }
                Form::Slanted => {
                    let foot = (end + between + width).saturating_sub(1).max(pair.lean(*width));
                    cols.push(foot);
                    end = foot + 1;
                }
            }
        }
        Self { widths, cols, end }
    }
}

/// Finds the ribs with the fewest rows that end before column `most`; `None` where nothing fits.
pub(super) fn fit(pairs: &[Pair<'_>], form: Form, most: usize, spread: bool) -> Option<Ribs> {
    let natural: Vec<usize> = pairs.iter().map(|pair| pair.natural()).collect::<Option<_>>()?;
    let fewest = pairs.iter().zip(&natural).map(|(pair, cols)| pair.rows(*cols)).max()?;
    let highest = pairs.iter().map(|pair| pair.rows(0)).max()?;
    let found = (fewest..=highest).find_map(|rows| {
        let widths: Vec<usize> =
            pairs.iter().map(|pair| pair.cols_for(rows)).collect::<Option<_>>()?;
        [GAP, 1].into_iter().find_map(|gap| {
            let ribs = Ribs::new(pairs, form, widths.clone(), gap);
            (ribs.end <= most).then_some((widths.clone(), gap))
        })
    });
    let (widths, gap) = found?;
    let widths = widen(pairs, form, (widths, gap), (&natural, most));
    Some(spaced(pairs, form, widths, (gap, most, spread)))
}

/// Hands out the columns left over, the narrowest bones first, so that fewer labels are wrapped.
fn widen(
    pairs: &[Pair<'_>],
    form: Form,
    (widths, gap): (Vec<usize>, usize),
    (natural, most): (&[usize], usize),
) -> Vec<usize> {
    let widest = natural.iter().copied().max().unwrap_or(0);
    let narrowest = widths.iter().copied().min().unwrap_or(0);
    (narrowest..=widest)
        .rev()
        .map(|level| {
            let raise = |(width, natural): (&usize, &usize)| (*width).max(level.min(*natural));
            widths.iter().zip(natural).map(raise).collect::<Vec<_>>()
        })
        .find(|wider| Ribs::new(pairs, form, wider.clone(), gap).end <= most)
        .unwrap_or(widths)
}

/// Sets the blanks between the bones: two where they fit, more where the drawing is spread.
fn spaced(
    pairs: &[Pair<'_>],
    form: Form,
    widths: Vec<usize>,
    (gap, most, spread): (usize, usize, bool),
) -> Ribs {
    let most_gap = if spread { GAP + SPREAD } else { GAP };
    (gap + 1..=most_gap)
        .rev()
        .map(|gap| Ribs::new(pairs, form, widths.clone(), gap))
        .find(|ribs| ribs.end <= most)
        .unwrap_or_else(|| Ribs::new(pairs, form, widths, gap))
}
