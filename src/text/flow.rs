//! A text prepared for wrapping: its unbreakable units, measured once, laid into lines of any width.
//!
//! It must not draw or align; it answers how many lines a width needs and where they part.

use std::borrow::Cow;

use super::class::{Class, Run, class, may_part};
use super::fold;
use super::{Measure, clean};

/// A text split into units that no line break may part.
///
/// Blanks are collapsed, control characters cleaned. Latin words and numbers stay whole, Chinese
/// breaks between characters except before closing and after opening marks; a unit wider than the
/// line is cut, preferably behind a hyphen or slash.
///
/// ```
/// use herringbone::text::{Flow, Measure};
///
/// let flow = Flow::new("JumpStart 模型少", Measure::Narrow);
/// assert_eq!(flow.cols(), 16);
/// assert_eq!(flow.lines(12), 2);
/// assert_eq!(flow.balance(12), ["JumpStart", "模型少"]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flow {
    text: String,
    measure: Measure,
    units: Vec<Unit>,
    cols: usize,
    longest: usize,
}

/// A run of a text that stays on one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unit {
    /// Byte range in the text, without the blank before it.
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) cols: usize,
    /// Columns of the blank before it, where no line starts with it.
    pub(super) gap: usize,
    /// How unwelcome a line break before it is.
    pub(super) cost: usize,
    /// A single wide character, perhaps with its marks, that should not stand alone on a line.
    pub(super) lone: bool,
}

impl Flow {
    /// Prepares `text`, measured by `measure`.
    #[must_use]
    pub fn new(text: &str, measure: Measure) -> Self {
        let text = collapse(&clean(text)).into_owned();
        let units = units(&text, measure);
        Self::of(text, measure, units)
    }

    /// Prepares `text` with a mark at its end that stays on the line of its last word.
    #[must_use]
    pub fn with_mark(text: &str, mark: &str, measure: Measure) -> Self {
        let mut flow = Self::new(text, measure);
        if mark.is_empty() {
            return flow;
        }
        let mark = collapse(mark);
        let gap = usize::from(!flow.text.is_empty());
        flow.text.extend(std::iter::repeat_n(' ', gap));
        flow.text.push_str(&mark);
        let (end, cols) = (flow.text.len(), measure.cols(&mark));
        match flow.units.last_mut() {
            Some(last) => {
                last.end = end;
                last.cols += gap + cols;
                last.lone = false;
            }
            None => flow.units = units(&flow.text, measure),
        }
        Self::of(flow.text, measure, flow.units)
    }

    fn of(text: String, measure: Measure, units: Vec<Unit>) -> Self {
        Self {
            cols: units.iter().map(|unit| unit.gap + unit.cols).sum(),
            longest: units.iter().map(|unit| unit.cols).max().unwrap_or(0),
            text,
            measure,
            units,
        }
    }

    /// The text as it will be shown, on one line.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The columns of the whole text on one line.
    #[must_use]
    pub fn cols(&self) -> usize {
        self.cols
    }

    /// The columns of the widest unit: narrower lines cut words.
    #[must_use]
    pub fn longest(&self) -> usize {
        self.longest
    }

    /// How many lines of `cols` columns the text needs; an empty text needs none.
    #[must_use]
    pub fn lines(&self, cols: usize) -> usize {
        if self.cols <= cols {
            return usize::from(!self.units.is_empty());
        }
        fold::count(&self.fitting(cols), cols)
    }

    /// The text in as few lines as `cols` columns allow, of about equal length, no character left alone.
    #[must_use]
    pub fn balance(&self, cols: usize) -> Vec<String> {
        if self.cols <= cols {
            return self.whole();
        }
        let units = self.fitting(cols);
        self.pieces(&units, &fold::balanced(&units, cols))
    }

    /// How unwelcome the line breaks of [`Flow::balance`] are: 0 where only words and phrases are parted.
    #[must_use]
    pub fn strain(&self, cols: usize) -> usize {
        if self.cols <= cols {
            return 0;
        }
        let units = self.fitting(cols);
        let starts = fold::balanced(&units, cols);
        starts.iter().skip(1).filter_map(|at| units.get(*at)).map(|unit| unit.cost).sum()
    }

    /// The text in lines filled one after the other, for prose.
    #[must_use]
    pub fn fill(&self, cols: usize) -> Vec<String> {
        if self.cols <= cols {
            return self.whole();
        }
        let units = self.fitting(cols);
        self.pieces(&units, &fold::greedy(&units, cols))
    }

    fn whole(&self) -> Vec<String> {
        if self.units.is_empty() { Vec::new() } else { vec![self.text.clone()] }
    }

    /// The units with those too wide for a line cut.
    fn fitting(&self, cols: usize) -> Cow<'_, [Unit]> {
        if self.longest <= cols {
            return Cow::Borrowed(&self.units);
        }
        let mut fitting = Vec::with_capacity(self.units.len() + 4);
        for unit in &self.units {
            if unit.cols <= cols {
                fitting.push(*unit);
            } else {
                self.cut_unit(*unit, cols, &mut fitting);
            }
        }
        Cow::Owned(fitting)
    }

    /// Cuts one unit into parts of at most `cols` columns; a grapheme wider than that stands alone.
    fn cut_unit(&self, unit: Unit, cols: usize, into: &mut Vec<Unit>) {
        let text = self.text.get(unit.start..unit.end).unwrap_or_default();
        let (mut at, mut gap) = (0, unit.gap);
        while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
            let lead = rest.len() - rest.trim_start().len();
            let rest = rest.trim_start();
            let (len, part_cols) = part(rest, cols, self.measure);
            let start = unit.start + at + lead;
            into.push(Unit {
                start,
                end: start + len,
                cols: part_cols,
                gap: gap.max(lead.min(1)),
                cost: unit.cost,
                lone: false,
            });
            (at, gap) = (at + lead + len, 0);
        }
    }

    fn pieces(&self, units: &[Unit], starts: &[usize]) -> Vec<String> {
        let ends = starts.iter().skip(1).copied().chain([units.len()]);
        starts
            .iter()
            .zip(ends)
            .filter_map(|(&from, to)| {
                let (first, last) = (units.get(from)?, units.get(to.checked_sub(1)?)?);
                self.text.get(first.start..last.end).map(str::to_owned)
            })
            .collect()
    }
}

/// One blank for every run of white space, none at the ends.
fn collapse(text: &str) -> Cow<'_, str> {
    let tidy = !text.starts_with(' ')
        && !text.ends_with(' ')
        && !text.contains("  ")
        && text.chars().all(|c| c == ' ' || !c.is_whitespace());
    if tidy {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    Cow::Owned(out)
}

/// A text that takes one line of `cols` columns, as [`Flow::fill`] would lay it; none if it takes more.
pub(super) fn one_line(text: &str, measure: Measure, cols: usize) -> Option<String> {
    let text = clean(text);
    let text = collapse(&text);
    (measure.cols(&text) <= cols).then(|| text.into_owned())
}

/// The bytes and columns of the part of an overlong unit that goes on one line of `cols` columns.
///
/// It ends behind a hyphen or the like, if that leaves the line half full; else where no mark is
/// parted from its word; else anywhere.
fn part(text: &str, cols: usize, measure: Measure) -> (usize, usize) {
    let (mut len, mut used) = (0, 0);
    let (mut soft, mut allowed) = ((0, 0), (0, 0));
    let mut before: Option<Class> = None;
    // Where a soft end is, if what follows may start a line.
    let mut pending = None;
    for (grapheme, wide) in measure.graphemes(text) {
        let after = class(grapheme);
        let blank = grapheme == " ";
        if !blank && !after.close {
            soft = pending.unwrap_or(soft);
            if before.is_some_and(|before| !before.open) {
                allowed = pending.unwrap_or((len, used));
            }
        }
        if used + wide > cols && len > 0 {
            let choices = [(soft.1 * 2 > cols, soft), (allowed.0 > 0, allowed)];
            return choices.into_iter().find(|(fits, _)| *fits).map_or((len, used), |(_, end)| end);
        }
        pending = blank.then_some((len, used));
        len += grapheme.len();
        used += wide;
        if matches!(grapheme, "-" | "/" | "_" | "." | "\\" | "：" | "，") {
            pending = Some((len, used));
        }
        before = Some(after);
    }
    (len, used)
}

/// Splits a cleaned, collapsed text into its units.
fn units(text: &str, measure: Measure) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::with_capacity(text.len() / 3 + 1);
    let mut before: Option<Class> = None;
    let mut run = Run::default();
    let (mut at, mut gap) = (0, 0);
    let mut graphemes = measure.graphemes(text).peekable();
    while let Some((grapheme, cols)) = graphemes.next() {
        let (start, end) = (at, at + grapheme.len());
        at = end;
        if grapheme == " " {
            gap = 1;
            continue;
        }
        let mut after = class(grapheme);
        if gap > 0 && begins_word(grapheme, graphemes.peek().map(|next| next.0)) {
            after.close = false;
        }
        match (before, units.last_mut()) {
            (Some(before), Some(last)) if !parts(before, after, gap) => {
                last.end = end;
                last.cols += gap + cols;
                last.lone &= after.close;
            }
            _ => units.push(Unit {
                start,
                end,
                cols,
                gap,
                cost: before.map_or(0, |before| cost(before, after, gap, &run)),
                lone: after.single || after.open,
            }),
        }
        run.push(after);
        (before, gap) = (Some(after), 0);
    }
    units
}

fn parts(before: Class, after: Class, gap: usize) -> bool {
    if gap > 0 { !before.open && !after.close } else { may_part(before, after) }
}

/// Whether a mark after a blank starts a word (`.NET`, `'quoted'`) instead of closing one.
fn begins_word(grapheme: &str, next: Option<&str>) -> bool {
    matches!(grapheme, "." | "'" | "\"" | "/" | ":" | "%" | "—" | "·" | "…" | "-")
        && next.is_some_and(|next| next.chars().all(char::is_alphanumeric))
}

/// How unwelcome a break is: best at a blank or behind a mark, worst between a number and its unit.
fn cost(before: Class, after: Class, gap: usize, run: &Run) -> usize {
    if gap > 0 || before.close || after.open {
        0
    } else if before.digit || before.leads || after.trails {
        200
    } else if after.leads || before.trails || !(before.single && after.single) {
        16
    } else if run.ends_word() {
        40
    } else {
        100
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn flow(text: &str) -> Flow {
        Flow::new(text, Measure::Narrow)
    }

    #[test]
    fn no_character_is_left_alone() {
        assert_eq!(flow("双运营主体审批").balance(12), ["双运营主", "体审批"]);
        assert_eq!(flow("GPU 实例型号少").balance(12), ["GPU", "实例型号少"]);
    }

    #[test]
    fn closing_marks_never_start_a_line_and_opening_marks_never_end_one() {
        assert_eq!(flow("流程（审批）慢").balance(10), ["流程", "（审批）慢"]);
        assert_eq!(flow("慢，而且贵。").balance(8), ["慢，而", "且贵。"]);
    }

    #[test]
    fn words_and_numbers_stay_whole() {
        assert_eq!(flow("Two operators approve").balance(16), ["Two operators", "approve"]);
        assert_eq!(flow("延迟 462.33 天").balance(8), ["延迟", "462.33", "天"]);
    }

    #[test]
    fn overlong_words_are_cut_behind_a_hyphen() {
        assert_eq!(flow("cross-border-latency").balance(14), ["cross-border-", "latency"]);
        assert_eq!(flow("abcdefghij").balance(4), ["abcd", "efgh", "ij"]);
    }

    #[test]
    fn a_mark_stays_with_the_last_word() {
        let flow = Flow::with_mark("Slow quota approval", "+3 *2", Measure::Narrow);
        assert_eq!(flow.balance(14), ["Slow quota", "approval +3 *2"]);
        assert_eq!(Flow::with_mark("", "+3", Measure::Narrow).balance(9), ["+3"]);
    }

    #[test]
    fn prose_fills_each_line() {
        assert_eq!(flow("one two three four").fill(9), ["one two", "three", "four"]);
    }

    #[test]
    fn texts_of_marks_alone_need_no_more_lines_when_lines_get_wider() {
        for (text, cols) in [
            ("区（-a 1a。。。 （，区1-aa1）aa 1--域aa，（区域。，。）。（", 11),
            ("。 。区（1域a11，，）。a。域-（（aa", 10),
        ] {
            assert!(flow(text).lines(cols + 1) <= flow(text).lines(cols), "{text}");
        }
    }

    #[test]
    fn empty_text_needs_no_line() {
        assert_eq!(flow(" \n ").lines(5), 0);
        assert!(flow("").balance(5).is_empty());
    }

    fn squeeze(text: &str) -> String {
        text.chars().filter(|c| !c.is_whitespace()).collect()
    }

    proptest! {
        #[test]
        fn pieces_join_to_the_text_and_fit(text in any::<String>(), cols in 4usize..40) {
            for measure in [Measure::Narrow, Measure::Wide] {
                let flow = Flow::new(&text, measure);
                for pieces in [flow.balance(cols), flow.fill(cols)] {
                    prop_assert_eq!(squeeze(&pieces.concat()), squeeze(flow.text()));
                    prop_assert_eq!(pieces.len(), flow.lines(cols));
                    for piece in &pieces {
                        prop_assert!(measure.cols(piece) <= cols.max(9), "{:?}", piece);
                        prop_assert_eq!(piece.trim(), piece);
                    }
                }
            }
        }

        #[test]
        fn lines_that_cut_no_word_never_become_more_when_wider(text in "[a-e 区域，。（）12-]{0,60}", cols in 4usize..40) {
            let flow = Flow::new(&text, Measure::Narrow);
            let cols = cols.max(flow.longest());
            prop_assert!(flow.lines(cols + 1) <= flow.lines(cols));
        }
    }
}
