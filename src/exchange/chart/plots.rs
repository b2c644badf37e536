//! Figures with an axis: lines and timelines, to the scales of `layout::chart::scale`.

use super::picture::{LINE, MARGIN, Picture, WIDTH, cut, series_class, width_of};
use crate::analysis::chart::{LineSeries, Lines, Panel, Timeline, Track};
use crate::layout::chart::scale::{Days, Scale};

/// Pixels of the plot from top to bottom.
const HEIGHT: f64 = 200.0;
/// Pixels of the axis of values.
const AXIS: f64 = 56.0;

/// Plots one below the other, each under what it is of.
pub(super) fn panels(picture: &mut Picture, panels: &[Panel]) {
    for panel in panels {
        picture.line("head", &panel.title);
        picture.y += LINE / 2.0;
        lines(picture, &panel.lines);
        picture.y += LINE;
    }
}

pub(super) fn lines(picture: &mut Picture, lines: &Lines) {
    let values =
        || lines.series.iter().flat_map(|series| &series.values).flatten().map(|value| value.0);
    let scale = Scale::of(values(), lines.steps).rounded(4);
    let names = lines.series.iter().map(|series| width_of(&series.name)).fold(0.0, f64::max);
    let left = MARGIN + (names + 24.0).clamp(AXIS, WIDTH / 3.0);
    let slot = (WIDTH - MARGIN - left) / lines.categories.len().max(1) as f64;
    let x = |index: usize| left + (index as f64 + 0.5) * slot;
    let top = picture.y;
    let y = |value: f64| top + (1.0 - scale.fraction(value)) * HEIGHT;
    for tick in scale.ticks(4) {
        picture.stroke((left, y(tick)), (WIDTH - MARGIN, y(tick)), "rule");
        picture.text((left - 6.0, y(tick) + 4.0), "note end", &scale.text(tick));
    }
    for (index, series) in lines.series.iter().enumerate() {
        curves(picture, (series, index), (&x, &y));
    }
    picture.y += HEIGHT + 8.0;
    picture.text((left - 6.0, picture.y + 14.0), "note end", &cut(&lines.unit, left - MARGIN));
    for (index, category) in lines.categories.iter().enumerate() {
        picture.text((x(index), picture.y + 14.0), "note middle", &cut(category, slot));
    }
    picture.y += LINE;
    for (index, series) in lines.series.iter().enumerate() {
        picture.mark((MARGIN + 6.0, picture.y + 9.0), index);
        picture.text(
            (MARGIN + 16.0, picture.y + 14.0),
            "",
            &cut(&series.name, left - MARGIN - 16.0),
        );
        for (at, value) in series.values.iter().enumerate() {
            let text = value.as_ref().map_or("-", |value| &value.1);
            picture.text((x(at), picture.y + 14.0), "middle", text);
        }
        picture.y += LINE;
    }
}

/// From a position or a value to pixels.
type Place<'p> = (&'p dyn Fn(usize) -> f64, &'p dyn Fn(f64) -> f64);

fn curves(picture: &mut Picture, (series, index): (&LineSeries, usize), (x, y): Place<'_>) {
    let class = format!("{} curve", series_class(index));
    let points = series.values.iter().enumerate();
    let points: Vec<_> =
        points.map(|(at, value)| value.as_ref().map(|value| (x(at), y(value.0)))).collect();
    // A value that is not stated breaks the curve.
    for run in points.split(Option::is_none) {
        let run: Vec<(f64, f64)> = run.iter().flatten().copied().collect();
        if run.len() > 1 {
            picture.curve(&run, &class);
        }
    }
    for point in points.into_iter().flatten() {
        picture.mark(point, index);
    }
}

pub(super) fn timeline(picture: &mut Picture, timeline: &Timeline) {
    let days = timeline.tracks.iter().flat_map(|track| &track.marks).map(|mark| mark.1);
    let Some(days) = Days::of(days) else { return };
    picture.legend(timeline.series.iter().map(String::as_str));
    let widest = |text: fn(&Track) -> &str| {
        timeline.tracks.iter().map(|track| width_of(text(track))).fold(0.0, f64::max)
    };
    let deep =
        if timeline.tracks.iter().any(|track| track.depth.is_some()) { GAUGE + 8.0 } else { 0.0 };
    let label = widest(|track| &track.label).min(WIDTH * 0.45);
    let left = MARGIN + label + 14.0;
    let right = WIDTH - MARGIN - widest(|track| &track.text) - deep - 14.0;
    let x = |day| left + days.fraction(day) * (right - left);
    let height = timeline.tracks.len() as f64 * LINE;
    for (day, text) in days.ticks(((right - left) / 64.0) as usize) {
        picture.stroke((x(day), picture.y + LINE), (x(day), picture.y + LINE + height), "rule");
        picture.text((x(day), picture.y + 14.0), "note middle", &text);
    }
    picture.y += LINE;
    for track in &timeline.tracks {
        picture.text((MARGIN, picture.y + 14.0), "", &cut(&track.label, label));
        draw_track(picture, track, (&x, right));
        picture.y += LINE;
    }
}

/// Pixels of the gauge of depths.
const GAUGE: f64 = 60.0;

fn draw_track(
    picture: &mut Picture,
    track: &Track,
    (x, right): (&dyn Fn(chrono::NaiveDate) -> f64, f64),
) {
    let y = picture.y + 9.0;
    let places = track.marks.iter().map(|mark| x(mark.1));
    let (first, last) =
        places.fold((f64::MAX, f64::MIN), |(low, high), at| (low.min(at), high.max(at)));
    if last > first {
        picture.stroke((first, y), (last, y), "span");
    }
    if track.open {
        picture.stroke((last, y), (right, y), "open");
    }
    for (series, day) in &track.marks {
        picture.mark((x(*day), y), *series);
    }
    let mut at = right + 14.0;
    if let Some(depth) = track.depth {
        picture.rect((at, picture.y + 3.0), (GAUGE * depth, LINE - 6.0), "plain");
        picture.rect((at, picture.y + 3.0), (GAUGE, LINE - 6.0), "rule");
        at += GAUGE + 8.0;
    }
    picture.text((at, picture.y + 14.0), "", &track.text);
}
