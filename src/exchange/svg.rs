//! SVG, out: our own drawing with real lines, for slides and pages.
//!
//! It must not lay out anything: it draws the character grid of `layout`, so that picture and text
//! agree. Labels are text that can be selected and searched; colours follow the reader's light or
//! dark scheme.

use std::collections::HashMap;
use std::fmt::Write as _;

use super::xml::escape;
use super::{Warning, WriteOptions, Written};
use crate::layout::{Drawing, Misfit, Options, Part, draw};
use crate::model::{Fishbone, Lang, Localized};
use crate::text::{Arms, Glyphs, Measure, Stroke, arms_of};

/// The size of a cell in pixels.
const CELL: (usize, usize) = (9, 20);
/// The margin around the grid.
const MARGIN: usize = 12;

const STYLE: &str = "  <style>
    text { font: 15px ui-monospace, 'Sarasa Mono SC', 'Noto Sans Mono CJK SC', 'Source Han Mono SC', 'PingFang SC', 'Microsoft YaHei', Menlo, Consolas, monospace; fill: #24292f; white-space: pre; }
    .effect { font-weight: bold; }
    .heading { font-weight: bold; fill: #0b5394; }
    path { fill: none; stroke: #8a6d3b; stroke-width: 1.4; stroke-linecap: round; }
    .spine { stroke: #24292f; stroke-width: 3; }
    .arrow { fill: #24292f; stroke: none; }
    .page { fill: #ffffff; }
    @media (prefers-color-scheme: dark) {
      text { fill: #e6edf3; }
      .heading { fill: #79c0ff; }
      path { stroke: #c9a86a; }
      .spine { stroke: #e6edf3; }
      .arrow { fill: #e6edf3; }
      .page { fill: #0d1117; }
    }
  </style>
";

/// Writes the drawing that `layout` makes for the page.
pub(super) fn write(fishbone: &Fishbone, options: &WriteOptions) -> Result<Written, Misfit> {
    // Lines are drawn, not written, so glyphs of ambiguous width are no matter here.
    let layout = Options { glyphs: Glyphs::Unicode, measure: Measure::Narrow, ..options.layout };
    let drawing = draw(fishbone, &layout)?;
    let (width, height) = (x(drawing.cols()) + MARGIN, y(drawing.rows()) + MARGIN);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"img\">\n"
    );
    let _ = writeln!(out, "  <title>{}</title>", escape(&fishbone.effect));
    out.push_str(STYLE);
    out.push_str("  <rect class=\"page\" width=\"100%\" height=\"100%\"/>\n");
    push_lines(&mut out, &drawing);
    push_texts(&mut out, &drawing);
    out.push_str("</svg>\n");
    let warn = |misfit: Misfit| Warning {
        line: None,
        message: Localized::each(misfit.message(Lang::Zh), misfit.message(Lang::En)),
    };
    Ok(Written { text: out, warnings: drawing.misfit().map(warn).into_iter().collect() })
}

fn x(col: usize) -> usize {
    MARGIN + col * CELL.0
}

fn y(row: usize) -> usize {
    MARGIN + row * CELL.1
}

/// The line glyphs of a drawing by cell.
type Strokes = HashMap<(usize, usize), char>;

fn strokes(drawing: &Drawing) -> Strokes {
    let lines = drawing.lines().iter().enumerate();
    let spans = lines.flat_map(|(row, line)| line.spans().map(move |span| (row, span)));
    spans
        .filter(|(_, (span, _))| !span.part.is_text())
        .flat_map(|(row, (span, text))| {
            text.chars().enumerate().map(move |(index, glyph)| ((row, span.col + index), glyph))
        })
        .collect()
}

/// The ribs as one path, the spine as another, the arrow head as a third.
fn push_lines(out: &mut String, drawing: &Drawing) {
    let strokes = strokes(drawing);
    let mut cells: Vec<_> = strokes.iter().map(|(cell, glyph)| (*cell, *glyph)).collect();
    cells.sort_unstable();
    let (mut spine, mut thin, mut arrow) = (String::new(), String::new(), String::new());
    for (cell, glyph) in cells {
        match glyph {
            '▶' | '▲' => push_arrow(&mut arrow, cell, glyph == '▲'),
            '╲' | '╱' => push_diagonal(&mut thin, cell, &strokes),
            _ => push_arms(cell, arms_of(glyph), &mut thin, &mut spine),
        }
    }
    let _ = writeln!(out, "  <path d=\"{thin}\"/>");
    let _ = writeln!(
        out,
        "  <path class=\"spine\" d=\"{spine}\"/>\n  <path class=\"arrow\" d=\"{arrow}\"/>"
    );
}

fn centre((row, col): (usize, usize)) -> (usize, usize) {
    (x(col) + CELL.0 / 2, y(row) + CELL.1 / 2)
}

fn push_arms(cell: (usize, usize), arms: Arms, thin: &mut String, spine: &mut String) {
    let (left, top) = (x(cell.1), y(cell.0));
    let (middle, centre) = centre(cell);
    let ends = [
        (arms.up, (middle, top)),
        (arms.right, (left + CELL.0, centre)),
        (arms.down, (middle, top + CELL.1)),
        (arms.left, (left, centre)),
    ];
    for (stroke, (to_x, to_y)) in ends {
        let path = match stroke {
            Stroke::None => continue,
            Stroke::Thin => &mut *thin,
            Stroke::Double => &mut *spine,
        };
        let _ = write!(path, "M{middle} {centre}L{to_x} {to_y}");
    }
}

/// A slanted line through its cell, drawn on to the level lines that it comes from and goes to, which
/// run through the middle of theirs.
fn push_diagonal(path: &mut String, (row, col): (usize, usize), strokes: &Strokes) {
    let at = |row: usize, col: usize| strokes.get(&(row, col)).copied().unwrap_or(' ');
    let level = |glyph: char| glyph == '─' || glyph == '═';
    let (left, right, top, bottom) = (x(col), x(col + 1), y(row), y(row + 1));
    let (up, down) = (row.wrapping_sub(1), row + 1);
    let (mut from, mut to) = if at(row, col) == '╲' {
        ((left, top), (right, bottom))
    } else {
        ((right, top), (left, bottom))
    };
    if at(row, col) == '╲' {
        if col > 0 && level(at(up, col - 1)) {
            from = centre((up, col - 1));
        }
        if level(at(down, col + 1)) {
            to = centre((down, col + 1));
        }
    } else if level(at(up, col + 1)) {
        from = centre((up, col + 1));
    }
    let _ = write!(path, "M{} {}L{} {}", from.0, from.1, to.0, to.1);
    if col > 0 && at(row, col - 1) == '─' {
        let (middle, centre) = centre((row, col));
        let _ = write!(path, "M{left} {centre}L{middle} {centre}");
    }
}

fn push_arrow(path: &mut String, cell: (usize, usize), up: bool) {
    let (middle, centre) = centre(cell);
    let (left, right, top, bottom) = (x(cell.1), x(cell.1 + 1), y(cell.0), y(cell.0 + 1));
    let _ = if up {
        write!(path, "M{left} {bottom}L{right} {bottom}L{middle} {top}Z")
    } else {
        write!(path, "M{left} {}L{right} {centre}L{left} {}Z", centre - 6, centre + 6)
    };
}

/// Every piece of every text; its length is fixed so that no font breaks the grid.
fn push_texts(out: &mut String, drawing: &Drawing) {
    for (row, line) in drawing.lines().iter().enumerate() {
        for (span, text) in line.spans() {
            let class = match span.part {
                Part::Effect => " class=\"effect\"",
                Part::Heading(_) => " class=\"heading\"",
                Part::Label(_) => "",
                Part::Rib(_) | Part::Spine => continue,
            };
            let (left, base, length) = (x(span.col), y(row) + 15, span.cols * CELL.0);
            let text = escape(text);
            let _ = writeln!(
                out,
                "  <text x=\"{left}\" y=\"{base}\"{class} textLength=\"{length}\" lengthAdjust=\"spacingAndGlyphs\">{text}</text>"
            );
        }
    }
}
