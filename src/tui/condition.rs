//! What stands above the line in which a condition is typed: names to use, and what is wrong.
//!
//! Draws over the last rows of the tab; must not change what is typed.

use ratatui::layout::Rect;

use super::canvas::{Canvas, cells, split_bottom};
use super::line::Line;
use super::state::State;
use crate::analysis::expr::{FUNCTIONS, Fault, words};
use crate::text::{Glyphs, Measure};

/// The rows of names, or of advice, at most.
const TOLD_ROWS: u16 = 3;

/// What is being typed at the cursor.
#[derive(Debug, PartialEq, Eq)]
enum Typed<'l> {
    /// A name, or nothing yet.
    Name(&'l str),
    /// Within quotes a value of the name that is compared.
    Value { of: &'l str, begun: &'l str },
    /// A value of this name comes next.
    Compared(&'l str),
}

impl<'l> Typed<'l> {
    fn of(line: &'l Line) -> Self {
        let before = line.before();
        if let Some((left, begun)) = before.rsplit_once('"')
            && left.matches('"').count().is_multiple_of(2)
        {
            return Self::Value { of: compared(left), begun };
        }
        match last_word(before) {
            "" if is_compared(before) => Self::Compared(compared(before)),
            word => Self::Name(word),
        }
    }

    /// What is there of it.
    fn begun(&self) -> &'l str {
        match *self {
            Self::Name(begun) | Self::Value { begun, .. } => begun,
            Self::Compared(_) => "",
        }
    }
}

/// The name, with its dots, that a text ends with.
fn last_word(text: &str) -> &str {
    let ends = |c: char| !(c.is_alphanumeric() || matches!(c, '_' | '.'));
    text.rsplit(ends).next().unwrap_or_default()
}

/// Whether a value has to follow that is or is not the one compared.
fn is_compared(before: &str) -> bool {
    ["==", "!="].iter().any(|sign| before.trim_end().ends_with(sign))
}

/// The name whose value follows.
fn compared(left: &str) -> &str {
    last_word(left.trim_end_matches(|c: char| c.is_whitespace() || "=!<>".contains(c)))
}

/// What can stand at the cursor: names that begin with the word before it, all of them where there is
/// none; the values of a name that is compared, in their quotes where those are not typed yet.
fn candidates(state: &State, typed: &Typed<'_>) -> Vec<String> {
    let study = state.study();
    let values = match *typed {
        Typed::Value { of, begun } => return words(study, of, begun),
        Typed::Compared(of) => words(study, of, ""),
        Typed::Name(_) => Vec::new(),
    };
    if !values.is_empty() {
        return values.iter().map(|value| format!("\"{value}\"")).collect();
    }
    let word = typed.begun();
    let functions = FUNCTIONS.iter().map(|function| function.name.to_owned());
    let names = state.desk.conditions.names.iter().cloned();
    let known = names.chain(functions.filter(|_| !word.is_empty()));
    // Nothing completes a number.
    let number = word.starts_with(|c: char| c.is_ascii_digit());
    known.filter(|name| number || name.starts_with(word)).collect()
}

/// What Tab adds behind the cursor: as much as all candidates have in common.
pub(crate) fn completion(state: &State, line: &Line) -> Option<String> {
    let typed = Typed::of(line);
    let candidates = candidates(state, &typed);
    let first = candidates.first()?;
    let common = |a: &str, b: &str| {
        a.char_indices()
            .zip(b.chars())
            .find(|((_, x), y)| x != y)
            .map_or(a.len().min(b.len()), |((at, _), _)| at)
    };
    let shared = candidates.iter().fold(first.len(), |len, name| len.min(common(first, name)));
    let rest = first.get(typed.begun().len()..shared)?;
    (!rest.is_empty()).then(|| rest.to_owned())
}

/// What can stand at the cursor, in rows of so many columns; no name is broken.
fn names(state: &State, line: &Line, (width, measure): (usize, Measure)) -> Vec<String> {
    let candidates = candidates(state, &Typed::of(line));
    if candidates.is_empty() {
        return vec![state.lang.pick("没有可补全的", "nothing to complete").to_owned()];
    }
    let mut rows: Vec<String> = Vec::new();
    for name in candidates {
        match rows.last_mut() {
            Some(row) if measure.cols(row) + 1 + measure.cols(&name) <= width => {
                row.push(' ');
                row.push_str(&name);
            }
            _ => rows.push(name),
        }
    }
    rows
}

/// Draws names, or what to do about the fault and where it is, above a line that starts at column `x` of the row below `body`.
pub(crate) fn draw(state: &State, (line, x): (&Line, u16), body: Rect, canvas: &mut Canvas<'_>) {
    let lang = state.lang;
    let fault = state.desk.conditions.fault.as_ref();
    let width = usize::from(body.width.saturating_sub(2)).max(1);
    let (mut lines, style) = match fault {
        Some(fault) => {
            let advice = fault.condition_advice(line.text().trim(), lang);
            (canvas.measure.wrap(&advice, width), canvas.theme.plain)
        }
        None => (names(state, line, (width, canvas.measure)), canvas.theme.faint),
    };
    lines.truncate(TOLD_ROWS.into());
    let rows = cells(lines.len()) + 1 + u16::from(fault.is_some());
    let (_, area) = split_bottom(body, rows);
    canvas.clear(area);
    let heading = lang.pick(
        "Tab 补全，↑↓ 以前的条件；例如 delay > 30 && category == \"hardware\"",
        "Tab completes, Up: earlier ones; as in delay > 30 && category == \"hardware\"",
    );
    canvas.text((area.x + 1, area.y), area.width, heading, canvas.theme.heading);
    for (text, y) in lines.iter().zip(area.top() + 1..area.bottom()) {
        canvas.text((area.x + 1, y), area.width, text, style);
    }
    if let Some(fault) = fault {
        draw_fault(state, (line, x, fault), area, canvas);
    }
}

/// A caret over the place of the fault, and what is wrong there, on the side that has room.
fn draw_fault(
    state: &State,
    (line, x, fault): (&Line, u16, &Fault),
    area: Rect,
    canvas: &mut Canvas<'_>,
) {
    let y = area.bottom().saturating_sub(1);
    let said = fault.message(state.lang);
    // The fault counts from the first character that is no blank.
    let typed = line.text();
    let blanks = typed.len() - typed.trim_start().len();
    let before = typed.get(..(blanks + fault.at).min(typed.len())).unwrap_or(typed);
    let (_, cursor) = line.shown(canvas.measure, area.width.saturating_sub(x).max(1).into());
    let scrolled = canvas.measure.cols(line.before()) - cursor;
    let caret = x + cells(canvas.measure.cols(before).saturating_sub(scrolled));
    let caret = caret.min(area.right().saturating_sub(1));
    // It points down at the line below.
    let arrow = if canvas.glyphs == Glyphs::Ascii { "v" } else { "↓" };
    canvas.text((caret, y), 1, arrow, canvas.theme.bad);
    let cols = cells(canvas.measure.cols(&said));
    // Where neither side has room for all of it, the larger one has the beginning.
    let at = match area.right().saturating_sub(caret + 2) {
        room if room >= cols || room >= caret => caret + 2,
        _ => caret.saturating_sub(cols + 1),
    };
    let room = if at > caret { area.right() - at } else { caret.saturating_sub(at + 1) };
    canvas.text((at, y), room, &said, canvas.theme.bad);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_ends_with_a_name_a_value_or_where_a_value_is_due() {
        for (line, typed) in [
            ("del", Typed::Name("del")),
            ("gap == \"late\" && status.ch", Typed::Name("status.ch")),
            ("delay > ", Typed::Name("")),
            ("gap == ", Typed::Compared("gap")),
            ("a == 1 && dates.cn!=", Typed::Compared("dates.cn")),
            ("gap == \"not s", Typed::Value { of: "gap", begun: "not s" }),
            ("gap == \"late\" || gap != \"", Typed::Value { of: "gap", begun: "" }),
        ] {
            assert_eq!(Typed::of(&Line::with(line)), typed, "{line}");
        }
    }
}
