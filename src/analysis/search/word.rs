//! One word of a query, and how well a fact matches it.
//!
//! A token takes the word from "so much of it has been found" to "so much"; what each distinct token
//! does is found out once, and a row is then a walk through its tokens. Letters match themselves; a
//! Chinese character matches itself or as much of a reading as has been typed, the initial at least.
//! Must not order rows.

use super::index::Index;
use super::letters::{Kind, bit, fold};
use super::pinyin::readings;
use super::tokens::{APART, END, GOES_ON, Tokens, number};

/// How many characters of a word count; nobody types more, and sets of places fit 32 bits.
const LONGEST: usize = 31;

/// How well a row matches, from 1; the higher the better.
pub(super) type Grade = u8;

/// Nothing of the row matches.
pub(super) const NONE: Grade = 0;
/// A name begins with the word.
const BEGINS: Grade = 60;
/// A word of a name begins with it.
const NAME_WORD: Grade = 50;
/// It stands in a name, or is the pinyin of some of it.
const NAME_PART: Grade = 40;
const ID_WORD: Grade = 35;
const ID_PART: Grade = 30;
const TEXT_WORD: Grade = 25;
const TEXT_PART: Grade = 20;
/// Its characters stand in a name or the id in pieces, each of which begins a token; less by the
/// number of pieces.
const SCATTERED: Grade = 16;

/// How many tokens may be skipped between two pieces: letters further apart are found anywhere.
pub(super) const SKIPPED: usize = 3;

/// A word of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) chars: Vec<char>,
    /// The same as a text.
    pub(super) typed: String,
    bits: u64,
    digits: bool,
}

impl Word {
    pub(super) fn new(typed: &str) -> Self {
        let chars: Vec<char> = typed.chars().map(fold).take(LONGEST).collect();
        let bits = chars.iter().fold(0, |bits, c| bits | bit(*c));
        let digits = chars.iter().any(|c| Kind::of(*c) == Kind::Digit);
        Self { typed: chars.iter().collect(), chars, bits, digits }
    }

    /// Whether there are digits in it.
    pub(super) fn has_digits(&self) -> bool {
        self.digits
    }

    /// Whether whatever matches this word matches the other one as well.
    pub(super) fn extends(&self, other: &Self) -> bool {
        self.chars.starts_with(&other.chars)
    }
}

/// What tokens do to a word, found out as they are met.
pub(super) struct Matcher<'a> {
    index: &'a Index,
    word: &'a [char],
    bits: u64,
    /// Per token: [`UNKNOWN`], [`NOTHING`], or its step, counted from 2.
    memo: Vec<u32>,
    steps: Vec<Step>,
    /// Per step and place: how many characters a piece that begins here takes at most, if gaps are
    /// allowed.
    pieces: Vec<u8>,
    /// Per step and place: the places after it if nothing is left out, by letters and by readings.
    moves: Vec<(u32, u32)>,
    /// Per group of texts: its grade, or [`UNGRADED`].
    groups: Vec<Grade>,
    /// Per kind of rows that are alike: the grade of them all, [`UNGRADED`], or [`BY_ROW`].
    alike: Vec<Grade>,
}

const UNKNOWN: u32 = 0;
const NOTHING: u32 = 1;
const UNGRADED: Grade = Grade::MAX;
/// Each row is to be looked at.
const BY_ROW: Grade = Grade::MAX - 1;

/// What a token does to a word.
struct Step {
    flags: u8,
    /// Where its pieces and its moves begin.
    pieces: u32,
    moves: u32,
    /// The places from which it takes a piece.
    by_pieces: u32,
    /// The places from which its letters, or its readings, go on without a gap.
    by_letters: u32,
    by_readings: u32,
    /// The places reached from its inside.
    inside: u32,
}

/// What of a word was found in a text.
#[derive(Default)]
struct Seen {
    begins: bool,
    word: bool,
    part: bool,
    /// In how many pieces the characters stand; 0 if not all of them do.
    pieces: u8,
}

/// The pieces of a word that were found so far, one behind the other with gaps between them.
struct Pieces {
    /// The places reached by the last token, by the one before it, and so on; further back is too far.
    reached: [u32; SKIPPED + 1],
    /// Per place: in how many pieces it was reached.
    counts: [u8; LONGEST + 1],
    done: bool,
}

impl Default for Pieces {
    fn default() -> Self {
        Self { reached: [0; SKIPPED + 1], counts: [0; LONGEST + 1], done: false }
    }
}

impl Pieces {
    /// A token follows that has nothing of the word.
    fn skip(&mut self) {
        self.shift(0);
    }

    fn shift(&mut self, new: u32) {
        let [last, before, third, _] = self.reached;
        self.reached = [new, last, before, third];
    }

    /// A token follows that takes up to so many characters from each place.
    fn take(&mut self, by_pieces: u32, taken: &[u8], length: usize) {
        // A word may begin anywhere.
        let live = self.reached.iter().fold(1, |all, places| all | places);
        let (mut from, mut new) = (live & by_pieces, 0_u32);
        while from != 0 {
            let place = from.trailing_zeros() as usize;
            from &= from - 1;
            let most = place + taken.get(place).map_or(0, |taken| usize::from(*taken));
            let pieces = self.counts.get(place).copied().unwrap_or(0).saturating_add(1);
            for to in place + 1..=most.min(length) {
                let known = (live | new) & 1 << to != 0;
                if let Some(count) = self.counts.get_mut(to).filter(|n| !known || pieces < **n) {
                    *count = pieces;
                }
                new |= 1 << to;
            }
        }
        self.done |= new & 1 << length != 0;
        self.shift(new);
    }

    /// In how many pieces all of the word was found; 0 if it was not.
    fn count(&self, length: usize) -> u8 {
        if self.done { self.counts.get(length).copied().unwrap_or(0) } else { 0 }
    }
}

impl<'a> Matcher<'a> {
    pub(super) fn new(index: &'a Index, word: &'a Word) -> Self {
        Self {
            index,
            word: &word.chars,
            bits: word.bits,
            memo: vec![UNKNOWN; index.vocabulary.len()],
            steps: Vec::new(),
            pieces: Vec::new(),
            moves: Vec::new(),
            groups: vec![UNGRADED; index.groups.len()],
            alike: vec![if word.digits { BY_ROW } else { UNGRADED }; index.alike.count()],
        }
    }

    /// How well a row matches.
    #[inline]
    pub(super) fn grade(&mut self, row: usize) -> Grade {
        let Some(kind) = self.index.alike.of(row) else { return NONE };
        match self.alike.get(kind) {
            Some(&grade) if grade < BY_ROW => grade,
            _ => self.grade_of((row, kind)),
        }
    }

    /// How well a row matches, of a kind that nothing is known of, or whose rows are not alike.
    fn grade_of(&mut self, (row, kind): (usize, usize)) -> Grade {
        let group = self.index.alike.group(kind).map_or(NONE, |group| self.group(group));
        let lacks = |bits: &u64| self.bits & !bits != 0;
        let names = if self.index.bits.get(row).is_none_or(lacks) { NONE } else { self.names(row) };
        let grade = names.max(group);
        if let Some(known) = self.alike.get_mut(kind).filter(|known| **known == UNGRADED) {
            let shaped = self.index.alike.is_of_one_shape(kind);
            *known = if shaped { grade } else { BY_ROW };
        }
        grade
    }

    /// How well the names and the id of a row match.
    fn names(&mut self, row: usize) -> Grade {
        let mut tokens = self.index.rows.get(row);
        let mut best = NONE;
        for grades in [NAME_GRADES, NAME_GRADES, ID_GRADES] {
            // What follows cannot be better.
            if best >= grades.begins {
                break;
            }
            // Where a word of a name begins with it, the other name is better only if all of it does.
            // Nobody goes on behind that one: the id is worth less.
            let begin_only = best >= grades.word;
            best = best.max(grades.of(&self.walk(&mut tokens, begin_only)));
        }
        best
    }

    fn group(&mut self, group: usize) -> Grade {
        match self.groups.get(group) {
            Some(&UNGRADED) => {}
            Some(&grade) => return grade,
            None => return NONE,
        }
        let index = self.index;
        let mut best = NONE;
        for &text in index.groups.get(group) {
            let seen = self.walk(&mut index.texts.get(text as usize), false);
            let prose = index.prose.get(text as usize).copied().unwrap_or(true);
            let grades = if prose { PROSE_GRADES } else { LABEL_GRADES };
            best = best.max(grades.of(&seen));
        }
        if let Some(known) = self.groups.get_mut(group) {
            *known = best;
        }
        best
    }

    /// Walks through the tokens of one text, to its end or to a match that nothing can better; no
    /// further than the text may begin with the word, if that is all that matters.
    fn walk(&mut self, tokens: &mut Tokens<'_>, begin_only: bool) -> Seen {
        let length = self.word.len();
        let (mut seen, mut pieces) = (Seen::default(), Pieces::default());
        // Places reached without a gap: from the start of the text, of a word, from anywhere.
        let (mut begun, mut worded, mut parted) = (1_u32, 0_u32, 0_u32);
        let done = 1_u32 << length;
        for token in tokens.by_ref() {
            if token == END || begin_only && begun == 0 {
                break;
            }
            let Some(at) = self.step(token) else {
                (begun, worded, parted) = (0, 0, 0);
                pieces.skip();
                continue;
            };
            let Some(step) = self.steps.get(at) else { continue };
            let taken = self.pieces.get(step.pieces as usize..).unwrap_or_default();
            pieces.take(step.by_pieces, taken, length);
            if step.flags & APART != 0 {
                (begun, worded, parted) = (begun & 1, 0, 0);
            }
            if step.flags & GOES_ON == 0 {
                worded |= 1;
            } else {
                parted |= 1;
            }
            if (begun | worded | parted) & (step.by_letters | step.by_readings) == 0 {
                (begun, worded, parted) = (0, 0, step.inside);
                seen.part |= parted & done != 0;
                continue;
            }
            let moves = self.moves.get(step.moves as usize..).unwrap_or_default();
            let by = |from: u32, which: fn(&(u32, u32)) -> u32| reached(from, moves, which);
            let readings = (begun | worded | parted) & step.by_readings;
            let letters = by(parted & step.by_letters, |m| m.0);
            parted = step.inside | letters | by(readings, |m| m.1);
            worded = by(worded & step.by_letters, |m| m.0);
            begun = by(begun & step.by_letters, |m| m.0);
            if begun & done != 0 {
                return Seen { begins: true, ..seen };
            }
            seen.word |= worded & done != 0;
            seen.part |= parted & done != 0;
        }
        seen.pieces = pieces.count(length);
        seen
    }

    /// What a token does; none if it does nothing.
    #[inline]
    fn step(&mut self, token: u32) -> Option<usize> {
        match self.memo.get(token as usize).copied().unwrap_or(NOTHING) {
            NOTHING => None,
            UNKNOWN => self.find_out(token),
            known => Some(known as usize - 2),
        }
    }

    #[cold]
    fn find_out(&mut self, token: u32) -> Option<usize> {
        let (text, flags) = self.index.vocabulary.get(token);
        let known = self.add_step(text, flags);
        if let Some(memo) = self.memo.get_mut(token as usize) {
            *memo = known.map_or(NOTHING, |at| number(at + 2));
        }
        known
    }

    fn add_step(&mut self, text: &str, flags: u8) -> Option<usize> {
        let word = self.word;
        let token: Vec<char> = text.chars().collect();
        if !token.iter().any(|c| word.contains(c)) && !is_han(&token) {
            return None;
        }
        let from = |place: usize| word.get(place..).unwrap_or_default();
        let spelt: Vec<usize> = (0..word.len()).map(|place| spelt(&token, from(place))).collect();
        let pieces: Vec<u8> = (0..word.len())
            .map(|place| {
                let spelt = spelt.get(place).copied().unwrap_or(0);
                spelt.max(with_gaps(&token, from(place))) as u8
            })
            .collect();
        let inside = (1..token.len()).fold(0, |inside, at| {
            let rest = token.get(at..).unwrap_or_default();
            inside | without_gaps(rest, word).map_or(0, |taken| 1 << taken)
        });
        if inside == 0 && pieces.iter().all(|taken| *taken == 0) {
            return None;
        }
        let by_pieces = pieces.iter().enumerate().filter(|(_, taken)| **taken > 0);
        let by_pieces = by_pieces.fold(0, |places, (place, _)| places | 1 << place);
        let (from_pieces, from_moves) = (number(self.pieces.len()), number(self.moves.len()));
        let mut step = Step {
            flags,
            pieces: from_pieces,
            moves: from_moves,
            by_pieces,
            by_letters: 0,
            by_readings: 0,
            inside,
        };
        for (place, spelt) in spelt.into_iter().enumerate() {
            let letters = without_gaps(&token, from(place)).map_or(0, |taken| 1 << (place + taken));
            // Any number of the letters of a reading, one at least.
            let readings = ((1_u32 << spelt) - 1) << (place + 1);
            step.by_letters |= u32::from(letters != 0) << place;
            step.by_readings |= u32::from(readings != 0) << place;
            self.moves.push((letters, readings));
        }
        self.pieces.extend(pieces);
        self.steps.push(step);
        Some(self.steps.len() - 1)
    }
}

/// The places that moves lead to from a set of places.
#[inline]
fn reached(mut from: u32, moves: &[(u32, u32)], which: fn(&(u32, u32)) -> u32) -> u32 {
    let mut to = 0;
    while from != 0 {
        to |= moves.get(from.trailing_zeros() as usize).map_or(0, which);
        from &= from - 1;
    }
    to
}

fn is_han(token: &[char]) -> bool {
    matches!(token, [c] if Kind::of(*c) == Kind::Han)
}

/// How much of what is left of the word the readings of a token take; 0 unless it is Chinese.
fn spelt(token: &[char], left: &[char]) -> usize {
    match token {
        [c] => readings().spelt_by(*c, left),
        _ => 0,
    }
}

/// How much of what is left of the word a token takes, its letters in order as the word needs them;
/// nothing if the token does not begin with the first.
fn with_gaps(token: &[char], left: &[char]) -> usize {
    if token.first() != left.first() {
        return 0;
    }
    token.iter().fold(0, |taken, c| taken + usize::from(left.get(taken) == Some(c)))
}

/// How much of what is left of the word a token takes from its first letter on: all that is left, or
/// as much as the whole token; none if they part before that.
fn without_gaps(token: &[char], left: &[char]) -> Option<usize> {
    let taken = token.iter().zip(left).take_while(|(a, b)| a == b).count();
    (taken == left.len() || taken == token.len()).then_some(taken)
}

/// The grades of a kind of text.
struct Grades {
    begins: Grade,
    word: Grade,
    part: Grade,
    scattered: Grade,
}

const NAME_GRADES: Grades =
    Grades { begins: BEGINS, word: NAME_WORD, part: NAME_PART, scattered: SCATTERED };
const ID_GRADES: Grades =
    Grades { begins: ID_WORD, word: ID_WORD, part: ID_PART, scattered: SCATTERED };
const LABEL_GRADES: Grades =
    Grades { begins: TEXT_WORD, word: TEXT_WORD, part: TEXT_PART, scattered: SCATTERED / 2 };
const PROSE_GRADES: Grades = Grades { scattered: NONE, ..LABEL_GRADES };

impl Grades {
    fn of(&self, seen: &Seen) -> Grade {
        match seen {
            Seen { begins: true, .. } => self.begins,
            Seen { word: true, .. } => self.word,
            Seen { part: true, .. } => self.part,
            Seen { pieces: 0, .. } => NONE,
            _ if self.scattered == NONE => NONE,
            Seen { pieces, .. } => self.scattered.saturating_sub(*pieces).max(1),
        }
    }
}
