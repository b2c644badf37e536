//! Likely duplicates among ideas, in Chinese and English, as fast as somebody types.
//!
//! Must not merge anything: it only names pairs, and the room decides.
//!
//! Two ideas are alike when they share what they speak of. Words (or, in Chinese, characters) are
//! compared as sets; width, case and word endings are folded; words that only say "there is none"
//! or hold the sentence together are left out, since "few documents" and "documentation is missing"
//! differ in little else. The measure is the mean of Dice's coefficient (Dice 1945) and the overlap
//! coefficient (Simpson 1943): the first asks for the same size, the second forgives a longer
//! wording. `benches/duplicates.rs` holds it against token overlap, character pairs, edit distance
//! and a fuzzy matcher on labelled pairs.

use std::hash::{DefaultHasher, Hash, Hasher};

use crate::model::NodeId;
use crate::model::board::{Board, State};

/// From here on two ideas are more likely the same than not; the best balance of wrong and missed
/// pairs on the labelled pairs. While somebody types, less is shown already: see [`Twins::like`].
pub const LIKELY: f32 = 0.67;

/// From here on an idea is shown below the line being typed.
const WORTH_A_LOOK: f32 = 0.5;

/// What a text speaks of, ready to be compared.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Gist(Vec<u64>);

impl Gist {
    /// The gist of a text; empty where it has no words.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let folded: String = text.chars().flat_map(fold).collect();
        let mut meaning = folded.clone();
        for lack in LACK_ZH {
            meaning = meaning.replace(lack, " ");
        }
        let tokens = words(&meaning, true);
        // A text of nothing but small words ("not enough") still says something.
        let tokens = if tokens.is_empty() { words(&folded, false) } else { tokens };
        let mut hashes: Vec<u64> = tokens.iter().map(|token| hash(token)).collect();
        hashes.sort_unstable();
        hashes.dedup();
        Self(hashes)
    }

    /// How alike two texts are, from 0 (nothing shared) to 1 (the same gist).
    #[must_use]
    pub fn likeness(&self, other: &Self) -> f32 {
        let (mine, theirs) = (self.0.len(), other.0.len());
        let shared = self.shared(other) as f32;
        if shared == 0.0 {
            return 0.0;
        }
        let dice = 2.0 * shared / (mine + theirs) as f32;
        let overlap = shared / mine.min(theirs) as f32;
        f32::midpoint(dice, overlap)
    }

    fn shared(&self, other: &Self) -> usize {
        let mut theirs = other.0.iter().peekable();
        let is_shared = |mine: &&u64| {
            while theirs.next_if(|hash| hash < mine).is_some() {}
            theirs.peek() == Some(mine)
        };
        self.0.iter().filter(is_shared).count()
    }

    /// Whether there is enough to tell twins by.
    fn says_enough(&self) -> bool {
        self.0.len() >= 2
    }
}

/// How alike two texts are, from 0 to 1.
#[must_use]
pub fn likeness(a: &str, b: &str) -> f32 {
    Gist::of(a).likeness(&Gist::of(b))
}

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

fn hash(token: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    token.hash(&mut hasher);
    hasher.finish()
}

/// Full-width letters and digits as their usual twins, in lower case.
fn fold(c: char) -> impl Iterator<Item = char> {
    let narrow = match u32::from(c) {
        code @ 0xff01..=0xff5e => char::from_u32(code - 0xfee0).unwrap_or(c),
        0x3000 => ' ',
        _ => c,
    };
    narrow.to_lowercase()
}

/// The words of a text, each ideograph, kana or syllable block being one.
fn words(text: &str, only_meaning: bool) -> Vec<String> {
    let mut words = Vec::new();
    for run in text.split(|c: char| !c.is_alphanumeric()) {
        let mut word = String::new();
        for c in run.chars() {
            if is_word_alone(c) {
                words.push(std::mem::take(&mut word));
                words.push(c.to_string());
            } else {
                word.push(c);
            }
        }
        words.push(word);
    }
    words.retain(|word| !word.is_empty());
    if only_meaning {
        words.retain(|word| !SMALL_WORDS.contains(&word.as_str()));
        words.iter_mut().for_each(drop_ending);
    }
    words
}

fn is_word_alone(c: char) -> bool {
    matches!(u32::from(c), 0x3040..=0x30ff | 0x3400..=0x9fff | 0xac00..=0xd7a3 | 0x2_0000..=0x3_ffff)
}

/// Cuts an English ending, so that "documents" and "documentation" meet.
fn drop_ending(word: &mut String) {
    if !word.is_ascii() {
        return;
    }
    for ending in ENDINGS {
        if word.len() >= ending.len() + 4 && word.ends_with(ending) {
            word.truncate(word.len() - ending.len());
            return;
        }
    }
}

const ENDINGS: [&str; 12] =
    ["ations", "ation", "ings", "ing", "ers", "er", "ies", "ied", "ed", "es", "s", "ly"];

/// Says that there is none or little of what the idea speaks of.
const LACK_ZH: [&str; 9] = ["没有", "缺少", "缺乏", "缺失", "不足", "不够", "极少", "较少", "太少"];

/// Words that hold a sentence together, and English ones for a lack of something.
const SMALL_WORDS: &[&str] = &[
    "的", "了", "太", "很", "和", "与", "在", "对", "给", "使", "被", "等", "也", "都", "就", "是",
    "有", "以", "及", "过", "较", "老", "把", "得", "着", "the", "a", "an", "of", "is", "are",
    "was", "were", "be", "to", "too", "in", "on", "by", "for", "and", "we", "so", "there", "our",
    "at", "because", "get", "gets", "have", "has", "had", "it", "with", "from", "than", "as", "do",
    "does", "very", "could", "no", "not", "lack", "lacks", "missing", "few", "enough", "never",
    "scarce", "nobody", "without", "little",
];

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

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
    fn width_case_and_white_space_make_no_difference() {
        for (a, b) in [("ＡＰＩ　文档", "api文档"), ("Test  COVERAGE", "test coverage")] {
            assert!((likeness(a, b) - 1.0).abs() < f32::EPSILON, "{a} {b}");
        }
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
    fn pairs_are_offered_once_likeliest_first() {
        let board =
            board_of(&["slow release process", "price", "release process is slow", "Price"]);
        let pairs: Vec<(u32, u32)> =
            twins_of(&board).pairs().iter().map(|(first, twin)| (first.0, twin.id.0)).collect();
        assert_eq!(pairs, [(1, 3)], "a single word is too little to go by");
    }

    proptest! {
        #[test]
        fn likeness_is_between_zero_and_one_and_the_same_both_ways(a in ".{0,30}", b in ".{0,30}") {
            let score = likeness(&a, &b);
            prop_assert!((0.0..=1.0).contains(&score));
            prop_assert!((score - likeness(&b, &a)).abs() < f32::EPSILON);
            prop_assert!(Gist::of(&a).0.is_empty() || likeness(&a, &a) == 1.0);
        }
    }
}
