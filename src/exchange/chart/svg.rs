//! Charts as SVG: self-contained, with a title, readable in grey.

use super::picture::{LINE, MARGIN, Picture};
use super::{marks, plots};
use crate::analysis::chart::{Chart, Figure};

/// A chart as an SVG document.
#[must_use]
pub fn svg(chart: &Chart) -> String {
    let mut picture = Picture::default();
    picture.y = MARGIN;
    picture.line("title", &chart.title);
    for note in &chart.notes {
        picture.line("note", note);
    }
    picture.y += LINE / 2.0;
    match &chart.figure {
        Figure::Bars(bars) => marks::bars(&mut picture, bars),
        Figure::Stacked(stacked) => marks::stacked(&mut picture, stacked),
        Figure::Grid(grid) => marks::grid(&mut picture, grid),
        Figure::Timeline(timeline) => plots::timeline(&mut picture, timeline),
        Figure::Lines(lines) => plots::lines(&mut picture, lines),
        Figure::Panels(panels) => plots::panels(&mut picture, panels),
        Figure::Quadrant(quadrant) => marks::quadrant(&mut picture, quadrant),
    }
    picture.finish(&chart.title, &chart.notes)
}
