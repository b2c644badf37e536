//! Dates on an axis: a track per thing, a mark per market, the span between them.

use super::bars::own_lines;
use super::row::Pen;
use super::scale::Days;
use super::{Ink, Page, Row, Sheet, marks};
use crate::analysis::chart::{Timeline, Track};
use crate::text::{Align, Glyphs};

/// Where the parts of a row lie, in columns.
struct Columns {
    /// Labels; none where each stands on a row of its own.
    label: usize,
    /// Whether labels on rows of their own take as many as they need.
    wraps: bool,
    start: usize,
    track: usize,
    gauge: usize,
    days: Days,
}

/// Columns of the gauge of depths.
const GAUGE: usize = 10;

/// Draws tracks under one axis.
pub(super) fn draw(timeline: &Timeline, page: &Page) -> Sheet {
    let days = timeline.tracks.iter().flat_map(|track| &track.marks).map(|mark| mark.1);
    let Some(days) = Days::of(days) else { return Sheet::default() };
    let columns = columns(timeline, page, days);
    let mut body = Vec::new();
    for track in &timeline.tracks {
        if columns.label == 0 {
            let lines = own_lines(&track.label, (page.cols, columns.wraps), page).into_iter();
            let row = |line: String| Pen::new(page).about(track.row).put(&line, Ink::Plain).done();
            body.extend(lines.map(row));
        }
        body.push(track_row(track, &columns, page));
    }
    Sheet { head: vec![legend(timeline, page), axis(&columns, page)], body }
}

fn columns(timeline: &Timeline, page: &Page, days: Days) -> Columns {
    let tracks = &timeline.tracks;
    let label = page.widest(tracks.iter().map(|track| &*track.label));
    let text = page.widest(tracks.iter().map(|track| &*track.text));
    let most = (page.cols * 2 / 5).max(8);
    let own_rows = label > most && page.rows.is_none_or(|room| 2 * tracks.len() + 2 <= room);
    let label = if own_rows { 0 } else { label.min(most) };
    let lines = || tracks.iter().flat_map(|track| own_lines(&track.label, (page.cols, true), page));
    let wraps = page.rows.is_some_and(|room| tracks.len() + lines().count() + 2 <= room);
    let start = if own_rows { 2 } else { label + 1 };
    let deep = tracks.iter().any(|track| track.depth.is_some());
    let gauge = if deep && page.cols > start + text + 3 * GAUGE { GAUGE + 1 } else { 0 };
    let track = page.cols.saturating_sub(start + gauge + text + 1).max(1);
    Columns { label, wraps, start, track, gauge, days }
}

impl Columns {
    fn at(&self, fraction: f64) -> usize {
        (fraction * (self.track.saturating_sub(1)) as f64).round() as usize
    }

    /// The ticks of the axis with their columns; a label takes seven and one blank.
    fn ticks(&self) -> Vec<(usize, String)> {
        let ticks = self.days.ticks((self.track / 9).max(1)).into_iter();
        ticks.map(|(day, text)| (self.at(self.days.fraction(day)), text)).collect()
    }
}

fn legend(timeline: &Timeline, page: &Page) -> Row {
    let mut pen = Pen::new(page);
    for (series, name) in timeline.series.iter().enumerate() {
        let mark = marks::mark(page.glyphs, series).to_string();
        pen = pen.put(&mark, Ink::Series(series)).put(&format!(" {name}   "), Ink::Plain);
    }
    pen.done()
}

fn axis(columns: &Columns, page: &Page) -> Row {
    let mut pen = Pen::new(page);
    let mut free = 0;
    for (col, text) in columns.ticks() {
        let col = columns.start + col;
        // A label that would run into the values stands to the left of its tick, or nowhere.
        let end = columns.start + columns.track;
        let col = col.min(end.saturating_sub(page.cols_of(&text)));
        if col >= free {
            free = col + page.cols_of(&text) + 1;
            pen = pen.to(col).put(&text, Ink::Faint);
        }
    }
    pen.done()
}

fn track_row(track: &Track, columns: &Columns, page: &Page) -> Row {
    let mut pen = Pen::new(page).about(track.row);
    if columns.label > 0 {
        pen = pen.field(&track.label, (columns.label, Align::Left), Ink::Plain);
    }
    pen = pen.to(columns.start).glyphs(&cells(track, columns, page.glyphs));
    pen = pen.put(" ", Ink::Plain);
    if columns.gauge > 0 {
        pen = match track.depth {
            Some(depth) => {
                let [full, _, rest] = marks::gauge(page.glyphs, (depth, depth), GAUGE);
                pen.put(&full, Ink::Tone(track.tone)).put(&rest, Ink::Faint)
            }
            None => pen.put(&" ".repeat(GAUGE), Ink::Plain),
        };
        pen = pen.put(" ", Ink::Plain);
    }
    pen.put(&track.text, Ink::Tone(track.tone)).done()
}

/// The glyph of every column of a track.
fn cells(track: &Track, columns: &Columns, glyphs: Glyphs) -> Vec<(char, Ink)> {
    let [rule, open, tick] = match glyphs {
        Glyphs::Unicode => ['━', '┄', '·'],
        Glyphs::Ascii => ['-', '.', ' '],
    };
    let mut cells = vec![(' ', Ink::Plain); columns.track];
    let mut set = |col: usize, cell| {
        if let Some(at) = cells.get_mut(col) {
            *at = cell;
        }
    };
    for (col, _) in columns.ticks() {
        set(col, (tick, Ink::Faint));
    }
    let mut placed: Vec<usize> = Vec::new();
    let mut marks: Vec<_> = track.marks.clone();
    marks.sort_by_key(|mark| mark.1);
    let col = |day| columns.at(columns.days.fraction(day));
    let (first, last) =
        (marks.first().map_or(0, |m| col(m.1)), marks.last().map_or(0, |m| col(m.1)));
    for at in first..last {
        set(at, (rule, Ink::Tone(track.tone)));
    }
    if track.open {
        for at in last..columns.track {
            set(at, (open, Ink::Tone(track.tone)));
        }
    }
    for (series, day) in marks {
        // Marks of one day stand side by side.
        let wanted = col(day);
        let right = (wanted..columns.track).find(|at| !placed.contains(at));
        let at =
            right.or_else(|| (0..wanted).rev().find(|at| !placed.contains(at))).unwrap_or(wanted);
        placed.push(at);
        set(at, (marks::mark(glyphs, series), Ink::Series(series)));
    }
    cells
}
