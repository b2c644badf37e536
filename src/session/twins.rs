//! Likely duplicates among ideas, as fast as somebody types.
//!
//! Must not merge anything: it only names pairs, and the room decides.

use super::gist::{Gist, hash};
use crate::model::NodeId;
use crate::model::board::{Board, State};

/// From here on two ideas are more likely the same than not; the best balance of wrong and missed
/// pairs on the labelled pairs. While somebody types, less is shown already: see [`Twins::like`].
pub const LIKELY: f32 = 0.67;

/// From here on an idea is shown below the line being typed.
const WORTH_A_LOOK: f32 = 0.5;

/// An idea that is like another text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Twin {
    /// The idea.
    pub id: NodeId,
    /// How alike, from 0 to 1.
    pub score: f32,
}

/// The ideas of a board, ready to be compared.
#[derive(Debug, Clone, Default)]
pub struct Twins {
    entries: Vec<Entry>,
}

#[derive(Debug, Clone)]
struct Entry {
    /// The idea the wording counts for.
    id: NodeId,
    /// The node that holds the wording, the same or one merged into it.
    wording: NodeId,
    /// Of the text, to see whether it has changed.
    text: u64,
    gist: Gist,
}

impl Twins {
    /// Takes in the open ideas of a board; what has not changed since is not read again.
    pub fn update(&mut self, board: &Board) {
        let mut before = std::mem::take(&mut self.entries);
        before.sort_unstable_by_key(|entry| entry.wording);
        for idea in board.ideas().filter(|idea| idea.state != State::Dropped) {
            for node in board.with_merged(idea.id) {
                let text = hash(&node.text);
                let known = before.binary_search_by_key(&node.id, |entry| entry.wording).ok();
                let known = known.and_then(|place| before.get_mut(place));
                let gist = match known.filter(|entry| entry.text == text) {
                    Some(entry) => std::mem::take(&mut entry.gist),
                    None => Gist::of(&node.text),
                };
                self.entries.push(Entry { id: idea.id, wording: node.id, text, gist });
            }
        }
    }

    /// At most three ideas that a text being typed may repeat, likeliest first; none before there
    /// are two words (or characters) to go by.
    #[must_use]
    pub fn like(&self, text: &str) -> Vec<Twin> {
        let gist = Gist::of(text);
        if !gist.says_enough() {
            return Vec::new();
        }
        let mut best: Vec<Twin> = Vec::with_capacity(4);
        for entry in &self.entries {
            let score = gist.likeness(&entry.gist);
            let id = entry.id;
            if score < WORTH_A_LOOK || best.iter().any(|twin| twin.id == id && twin.score >= score)
            {
                continue;
            }
            best.retain(|twin| twin.id != id);
            let place = best.partition_point(|twin| twin.score >= score);
            best.insert(place, Twin { id, score });
            best.truncate(3);
        }
        best
    }

    /// The groups an idea may belong to, likeliest first: those that hold an idea, or have a name,
    /// with something in common with it.
    #[must_use]
    pub fn groups_for(&self, board: &Board, id: NodeId) -> Vec<NodeId> {
        let wordings = board.with_merged(id).into_iter().map(|node| Gist::of(&node.text));
        let gists: Vec<Gist> = wordings.collect();
        let to = |gist: &Gist| gists.iter().map(|own| own.likeness(gist)).fold(0.0, f32::max);
        let mut scores: Vec<(NodeId, f32)> = board
            .groups()
            .iter()
            .filter_map(|group| Some((*group, to(&Gist::of(&board.node(*group)?.text)))))
            .collect();
        for entry in self.entries.iter().filter(|entry| entry.id != id) {
            let group = board.group_of(entry.id);
            if let Some((_, score)) = scores.iter_mut().find(|(known, _)| Some(*known) == group) {
                *score = score.max(to(&entry.gist));
            }
        }
        scores.retain(|(_, score)| *score > 0.0);
        scores.sort_by(|(_, a), (_, b)| b.total_cmp(a));
        scores.into_iter().map(|(group, _)| group).collect()
    }

    /// Pairs of ideas that are likely the same, likeliest first: the earlier idea, the later one.
    #[must_use]
    pub fn pairs(&self) -> Vec<(NodeId, Twin)> {
        let mut pairs: Vec<(NodeId, Twin)> = Vec::new();
        for (place, entry) in
            self.entries.iter().enumerate().filter(|(_, one)| one.gist.says_enough())
        {
            for other in self.entries.iter().skip(place + 1).filter(|other| other.id != entry.id) {
                let score = entry.gist.likeness(&other.gist);
                if score >= LIKELY && other.gist.says_enough() {
                    let (first, second) = (entry.id.min(other.id), entry.id.max(other.id));
                    pairs.push((first, Twin { id: second, score }));
                }
            }
        }
        let key = |(first, twin): &(NodeId, Twin)| (*first, twin.id);
        pairs.sort_by(|a, b| key(a).cmp(&key(b)).then(b.1.score.total_cmp(&a.1.score)));
        pairs.dedup_by_key(|pair| key(pair));
        pairs.sort_by(|a, b| b.1.score.total_cmp(&a.1.score));
        pairs
    }
}

#[cfg(test)]
mod tests {
    use super::super::gist::likeness;
    use super::*;
    use crate::model::board::{Edit, Moment};

    fn board_of(texts: &[&str]) -> Board {
        let mut board = Board::default();
        for text in texts {
            board.apply(&board.new_idea(text, None), Moment::default()).unwrap();
        }
        board
    }

    fn twins_of(board: &Board) -> Twins {
        let mut twins = Twins::default();
        twins.update(board);
        twins
    }

    #[test]
    fn labelled_pairs_are_told_apart_as_well_as_measured() {
        let lines = include_str!("../../tests/data/twins.tsv").lines();
        let mut named = [0.0, 0.0];
        let mut all = [0.0, 0.0];
        for line in lines.filter(|line| !line.starts_with('#')) {
            let fields: Vec<&str> = line.split('\t').collect();
            let label = usize::from(fields[0] == "same");
            all[label] += 1.0;
            named[label] += f64::from(u8::from(likeness(fields[1], fields[2]) >= LIKELY));
        }
        assert!(all[0] >= 200.0 && all[1] >= 60.0);
        let (precision, recall) = (named[1] / (named[0] + named[1]), named[1] / all[1]);
        assert!(precision > 0.85 && recall > 0.7, "precision {precision}, recall {recall}");
    }

    #[test]
    fn the_likeliest_twin_comes_first_and_at_most_three_are_named() {
        let board =
            board_of(&["说明文档较少", "价格太高", "说明文档过期", "文档太少了", "文档没有翻译"]);
        let twins = twins_of(&board).like("缺少说明文档");
        assert_eq!(twins[0].id, NodeId(1));
        assert_eq!(twins.len(), 3);
        assert!(twins_of(&board).like("文").is_empty());
    }

    #[test]
    fn a_merged_wording_still_finds_its_idea() {
        let mut board = board_of(&["few docs", "缺少说明文档"]);
        let [into, from] = *board.inbox() else { panic!() };
        let mut twins = twins_of(&board);
        board.apply(&Edit::Merge { into, from }, Moment::default()).unwrap();
        twins.update(&board);
        assert_eq!(
            twins.like("说明文档太少").iter().map(|twin| twin.id).collect::<Vec<_>>(),
            [into]
        );
        assert_eq!(twins.pairs(), []);
    }

    #[test]
    fn groups_with_something_in_common_are_suggested_first() {
        let mut board = board_of(&["价格太高", "免费额度太小", "免费的学习资料很少"]);
        for group in ["技术", "价格", "学习"] {
            board.apply(&board.new_group(group), Moment::default()).unwrap();
        }
        let [technology, price, learning] = *board.groups() else { panic!() };
        board.apply(&board.put_into(NodeId(2), price), Moment::default()).unwrap();
        let twins = twins_of(&board);
        assert_eq!(twins.groups_for(&board, NodeId(1)), [price]);
        assert_eq!(twins.groups_for(&board, NodeId(3)), [learning, price]);
        assert!(!twins.groups_for(&board, NodeId(3)).contains(&technology));
    }

    #[test]
    fn pairs_are_offered_once_likeliest_first() {
        let board =
            board_of(&["slow release process", "price", "release process is slow", "Price"]);
        let pairs: Vec<(u32, u32)> =
            twins_of(&board).pairs().iter().map(|(first, twin)| (first.0, twin.id.0)).collect();
        assert_eq!(pairs, [(1, 3)], "a single word is too little to go by");
    }
}
