//! Charts, out: as text in columns and as SVG, for reports, slides and chats.
//!
//! The text is the drawing of `layout::chart`; the picture is drawn to the same scales. It must not
//! compute anything about facts.

mod marks;
mod picture;
mod plots;
mod svg;

#[cfg(test)]
mod tests;

use crate::analysis::chart::Chart;
use crate::layout::chart::{Page, draw};

pub use svg::svg;

/// A chart as lines of text: title, notes, drawing, none wider than the page.
///
/// ```
/// use herringbone::analysis::chart::{Bar, BarGroup, Bars, Chart, Figure};
/// use herringbone::analysis::table::Tone;
/// use herringbone::exchange::chart::text;
/// use herringbone::layout::chart::Page;
///
/// let bar = Bar { label: "Inf1".into(), value: 4.0, text: "444 d".into(), tone: Tone::Bad, row: None };
/// let group = BarGroup { bars: vec![bar], ..BarGroup::default() };
/// let figure = Figure::Bars(Bars { groups: vec![group] });
/// let chart = Chart { title: "Delays".into(), notes: vec!["one release".into()], figure };
/// assert_eq!(text(&chart, &Page::of(20)), "Delays\none release\n\nInf1 █████████ 444 d\n");
/// ```
#[must_use]
pub fn text(chart: &Chart, page: &Page) -> String {
    let cols = page.cols.max(1);
    let wrapped = |text: &String| page.measure.wrap(text, cols);
    let mut lines = wrapped(&chart.title);
    lines.extend(chart.notes.iter().flat_map(wrapped));
    lines.push(String::new());
    lines.extend(draw(&chart.figure, page).rows().map(|row| row.text()));
    lines.join("\n") + "\n"
}
