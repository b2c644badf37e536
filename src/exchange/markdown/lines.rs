//! The lines of a Markdown text that an outline is made of, each with its kind.
//!
//! It must not look inside a line; marks at its start are all that counts.

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A heading of a level from 1 to 6.
    Heading(usize),
    /// A list item indented by so many columns.
    Item(usize),
    /// A quoted line.
    Quote,
    /// A comment on a line of its own.
    Comment,
    /// Anything else that is not blank.
    Text,
}

impl Kind {
    pub(super) fn heading(self) -> Option<usize> {
        match self {
            Self::Heading(level) => Some(level),
            _ => None,
        }
    }

    pub(super) fn item(self) -> Option<usize> {
        match self {
            Self::Item(indent) => Some(indent),
            _ => None,
        }
    }
}

/// One line that shows something.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'a> {
    pub(super) kind: Kind,
    /// What stands behind the mark.
    pub(super) text: &'a str,
    /// From 1.
    pub(super) number: usize,
}

/// The lines of a text without blank lines, fenced code, rules and front matter.
#[derive(Debug)]
pub(super) struct Lines<'a> {
    lines: Vec<Line<'a>>,
}

impl<'a> Lines<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let mut lines: Vec<Line<'a>> = Vec::new();
        let mut skip = Skip::of(text);
        for (index, raw) in text.lines().enumerate() {
            if skip.over(raw) || raw.trim().is_empty() {
                continue;
            }
            if let Some(level) = underline(raw)
                && let Some(last) =
                    lines.last_mut().filter(|last| last.kind == Kind::Text && last.number == index)
            {
                last.kind = Kind::Heading(level);
                continue;
            }
            if !is_rule(raw.trim()) {
                lines.push(line(raw, index + 1));
            }
        }
        Self { lines }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Line<'a>> {
        self.lines.iter()
    }
}

/// The parts of a file that are no outline: front matter and fenced code.
struct Skip {
    matter: bool,
    fence: Option<&'static str>,
    first: bool,
}

impl Skip {
    fn of(text: &str) -> Self {
        let mut lines = text.lines();
        let matter = lines.next() == Some("---") && lines.any(|line| line == "---");
        Self { matter, fence: None, first: true }
    }

    /// Whether this line is passed over.
    fn over(&mut self, raw: &str) -> bool {
        let first = std::mem::take(&mut self.first);
        if self.matter {
            self.matter = first || raw != "---";
            return true;
        }
        let line = raw.trim_start();
        match self.fence {
            Some(fence) => {
                if line.starts_with(fence) {
                    self.fence = None;
                }
                true
            }
            None => {
                self.fence = ["```", "~~~"].into_iter().find(|fence| line.starts_with(fence));
                self.fence.is_some()
            }
        }
    }
}

/// The level of a heading that this line underlines.
fn underline(raw: &str) -> Option<usize> {
    let line = raw.trim_end();
    let all = |mark: char| line.len() > 1 && line.chars().all(|c| c == mark);
    if all('=') {
        Some(1)
    } else if all('-') {
        Some(2)
    } else {
        None
    }
}

fn is_rule(line: &str) -> bool {
    let mut marks = line.chars().filter(|c| !c.is_whitespace());
    let Some(mark) = marks.next().filter(|mark| "-*_".contains(*mark)) else { return false };
    let rest: Vec<char> = marks.collect();
    rest.len() >= 2 && rest.iter().all(|c| *c == mark)
}

fn line(raw: &str, number: usize) -> Line<'_> {
    let body = raw.trim_start();
    let indent = indent(raw);
    let text = body.trim_end();
    let hashes = text.chars().take_while(|c| *c == '#').count();
    if (1..=6).contains(&hashes)
        && let Some(rest) =
            text.get(hashes..).filter(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
    {
        return Line { kind: Kind::Heading(hashes), text: rest.trim(), number };
    }
    if let Some(rest) = item(text) {
        return Line { kind: Kind::Item(indent), text: rest, number };
    }
    if let Some(rest) = text.strip_prefix('>') {
        return Line { kind: Kind::Quote, text: rest.trim_start_matches(' '), number };
    }
    if let Some(rest) = text.strip_prefix("<!--").and_then(|rest| rest.strip_suffix("-->")) {
        return Line { kind: Kind::Comment, text: rest.trim(), number };
    }
    Line { kind: Kind::Text, text, number }
}

/// What stands behind the mark of a list item: `-`, `*`, `+`, `•`, `1.`, `1)`, with or without a box to tick.
fn item(text: &str) -> Option<&str> {
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    let rest = if digits == 0 {
        text.strip_prefix(['-', '*', '+', '•', '–', '●', '○'])?
    } else {
        text.get(digits..)?.strip_prefix(['.', ')', '、'])?
    };
    let rest = if rest.is_empty() {
        rest
    } else {
        rest.strip_prefix([' ', '\t', '\u{3000}'])?.trim_start()
    };
    let ticked = ["[ ]", "[x]", "[X]"].into_iter().find_map(|tick| rest.strip_prefix(tick));
    Some(ticked.map_or(rest, str::trim_start))
}

/// The columns before the text; a tab goes to the next multiple of four.
fn indent(raw: &str) -> usize {
    raw.chars()
        .take_while(|c| c.is_whitespace())
        .fold(0, |cols, c| if c == '\t' { (cols / 4 + 1) * 4 } else { cols + 1 })
}
