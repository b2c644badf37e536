//! The merge stage: pairs of ideas that may say the same, likeliest first, one by one.
//!
//! It must not merge anything itself; the room decides, and the update makes the edit.

use ratatui::layout::Rect;

use super::super::canvas::{Canvas, split_top};
use super::super::state::State;
use super::capture::estimate_text;
use super::{roll, setup};
use crate::analysis::number::{percent_text, whole_text};
use crate::model::NodeId;
use crate::model::board::{Edit, Viewer};
use crate::session::{Seq, Twin, Twins};

/// The pairs that wait, and those that were judged to differ.
#[derive(Debug, Default)]
pub(crate) struct Pairs {
    waiting: Vec<(NodeId, Twin)>,
    different: Vec<(NodeId, NodeId)>,
    later: Vec<(NodeId, NodeId)>,
    /// Whether the later wording leads.
    pub(crate) swapped: bool,
    seq: Option<Seq>,
}

impl Pairs {
    /// Takes in the likely pairs, if the board has changed; those left for later come last.
    pub(crate) fn read(&mut self, twins: &Twins, seq: Seq) {
        if self.seq == Some(seq) {
            return;
        }
        self.seq = Some(seq);
        self.swapped = false;
        let ids = |(first, twin): &(NodeId, Twin)| (*first, twin.id);
        self.waiting = twins.pairs();
        self.waiting.retain(|pair| !self.different.contains(&ids(pair)));
        let later = &self.later;
        self.waiting.sort_by_key(|pair| later.iter().position(|known| *known == ids(pair)));
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.waiting.is_empty()
    }

    /// The pair to judge: the one that leads, the other, and how alike they are.
    pub(crate) fn first(&self) -> Option<(NodeId, NodeId, f32)> {
        let (first, twin) = self.waiting.first()?;
        Some(match self.swapped {
            false => (*first, twin.id, twin.score),
            true => (twin.id, *first, twin.score),
        })
    }

    /// The edit that makes the pair one.
    pub(crate) fn merge(&self) -> Option<Edit> {
        self.first().map(|(into, from, _)| Edit::Merge { into, from })
    }

    /// Puts the pair away: for good, or behind the others.
    pub(crate) fn pass(&mut self, for_good: bool) {
        self.swapped = false;
        let Some((first, twin)) = (!self.waiting.is_empty()).then(|| self.waiting.remove(0)) else {
            return;
        };
        let ids = (first, twin.id);
        if for_good {
            self.different.push(ids);
        } else {
            self.later.retain(|known| *known != ids);
            self.later.push(ids);
            self.waiting.push((first, twin));
        }
    }
}

/// Draws the pair that waits, one idea above the other, and what each key does.
pub(super) fn draw(state: &State, area: Rect, canvas: &mut Canvas<'_>) {
    let pairs = &state.board_pane.pairs;
    let Some((into, from, score)) = pairs.first() else { return };
    let (lang, count, dot) = (state.lang, pairs.waiting.len(), canvas.dot());
    let alike = percent_text(whole_text(f64::from(score) * 100.0), lang);
    let (head, below) = roll::split(area);
    let text = lang.pick(
        format!("还有 {count} 对相似 {dot} 相似度 {alike}"),
        format!("{count} likely pairs {dot} {alike} alike"),
    );
    canvas.text((head.x + 1, head.y), head.width, &text, canvas.theme.heading);
    let inside = Rect { x: below.x + 3, width: below.width.saturating_sub(6), ..below };
    let seen = state.board().seen_by(Viewer::Presenter);
    let mut area = inside;
    let leads = lang.pick("保留", "leads");
    for (id, label, style) in [
        (into, leads, canvas.theme.title),
        (from, lang.pick("并入", "joins it"), canvas.theme.plain),
    ] {
        let Some(node) = seen.node(id) else { continue };
        canvas.text((area.x, area.y), area.width, label, canvas.theme.faint);
        let mut text = node.text.to_owned();
        for wording in &node.wordings {
            text.push_str(&format!(" / {wording}"));
        }
        let by = node.departments.unwrap_or_default().join(" ");
        let (_, below) = split_top(area, 1);
        let used = setup::paragraph((&text, style), below, canvas);
        let (_, below) = split_top(below, used);
        canvas.text((below.x, below.y), below.width, &by, canvas.theme.faint);
        area = split_top(below, 2).1;
    }
    draw_answers(state, area, canvas);
}

fn draw_answers(state: &State, area: Rect, canvas: &mut Canvas<'_>) {
    let lang = state.lang;
    let (key, plain) = (canvas.theme.key, canvas.theme.plain);
    let answers = [
        ("1", lang.pick(" 同一件事，合并    ", " the same: merge    ")),
        ("2", lang.pick(" 不同    ", " different    ")),
        ("3", lang.pick(" 以后再说", " later")),
    ];
    let pieces: Vec<_> =
        answers.iter().flat_map(|(digit, text)| [(*digit, key), (*text, plain)]).collect();
    canvas.pieces(Rect { height: 1, ..area }, &pieces);
    if let Some(text) = estimate_text(state) {
        let (_, below) = split_top(area, 2);
        setup::paragraph((&text, canvas.theme.faint), below, canvas);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs() -> Pairs {
        let twin = |id, score| Twin { id: NodeId(id), score };
        let waiting = vec![(NodeId(1), twin(2, 0.9)), (NodeId(3), twin(4, 0.8))];
        Pairs { waiting, ..Pairs::default() }
    }

    #[test]
    fn what_is_left_for_later_comes_back_and_what_differs_does_not() {
        let mut pairs = pairs();
        pairs.pass(false);
        assert_eq!(pairs.first().map(|pair| pair.0), Some(NodeId(3)));
        pairs.pass(true);
        assert_eq!(pairs.first().map(|pair| pair.0), Some(NodeId(1)));
        pairs.pass(true);
        assert!(pairs.is_empty() && pairs.merge().is_none());
    }

    #[test]
    fn either_wording_can_lead() {
        let mut pairs = pairs();
        pairs.swapped = true;
        let edit = Edit::Merge { into: NodeId(2), from: NodeId(1) };
        assert_eq!(pairs.merge(), Some(edit));
    }
}
