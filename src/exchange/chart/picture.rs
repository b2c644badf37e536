//! A picture being drawn from top to bottom: texts, rectangles, lines, dots.
//!
//! Only elements that a page's own rules for `path` and `text` cannot spoil; colours are classes, so
//! that a dark page can change them. It must not know charts.

use std::fmt::Write as _;

use crate::exchange::xml::escape;
use crate::text::{Measure, clean};

/// Width of a picture in pixels.
pub(super) const WIDTH: f64 = 760.0;
/// The margin at its sides.
pub(super) const MARGIN: f64 = 16.0;
/// Pixels of a terminal column of text.
const COL: f64 = 7.6;
/// Pixels from one line to the next.
pub(super) const LINE: f64 = 20.0;

/// Colours differ in lightness as well, so that a grey print can be read.
const STYLE: &str = "  <style>
    .hb-chart text { font: 13px system-ui, 'Noto Sans CJK SC', 'Source Han Sans SC', 'PingFang SC', 'Microsoft YaHei', sans-serif; fill: #24292f; }
    .hb-chart .title { font-size: 16px; font-weight: bold; }
    .hb-chart .head { font-weight: bold; }
    .hb-chart .note { fill: #57606a; }
    .hb-chart .end { text-anchor: end; }
    .hb-chart .middle { text-anchor: middle; }
    .hb-chart .page { fill: #ffffff; }
    .hb-chart .rule { stroke: #c4ccd4; stroke-width: 1; fill: none; }
    .hb-chart .open { stroke: #57606a; stroke-width: 2; stroke-dasharray: 3 3; }
    .hb-chart .span { stroke: #57606a; stroke-width: 3; }
    .hb-chart .plain { fill: #57769a; }
    .hb-chart .good { fill: #5fa777; }
    .hb-chart .fair { fill: #e0b040; }
    .hb-chart .bad { fill: #b03030; }
    .hb-chart .faint { fill: #eaeef2; stroke: #8c959f; stroke-dasharray: 2 2; }
    .hb-chart .hatch { stroke: #8c959f; stroke-width: 1; }
    .hb-chart .s0 { fill: #1f5fa8; stroke: #1f5fa8; }
    .hb-chart .s1 { fill: #e6a23c; stroke: #e6a23c; }
    .hb-chart .s2 { fill: #b9c6d3; stroke: #8c959f; }
    .hb-chart .s3 { fill: #4d7a4d; stroke: #4d7a4d; }
    .hb-chart .curve { fill: none; stroke-width: 2; }
    @media (prefers-color-scheme: dark) {
      .hb-chart text { fill: #e6edf3; }
      .hb-chart .note { fill: #9da7b1; }
      .hb-chart .page { fill: #0d1117; }
      .hb-chart .faint { fill: #21262d; }
      .hb-chart .bad { fill: #e5534b; }
      .hb-chart .s0 { fill: #58a6ff; stroke: #58a6ff; }
      .hb-chart .curve { fill: none; }
    }
  </style>
";

/// A picture and how far down it is drawn.
#[derive(Debug, Default)]
pub(super) struct Picture {
    body: String,
    pub(super) y: f64,
}

impl Picture {
    /// Text with its base line at a point.
    pub(super) fn text(&mut self, (x, y): (f64, f64), class: &str, text: &str) {
        let text = escape(&clean(text));
        let _ = writeln!(
            self.body,
            "  <text x=\"{x:.1}\" y=\"{y:.1}\" class=\"{class}\">{text}</text>"
        );
    }

    /// A line of text at the left margin, and down to the next.
    pub(super) fn line(&mut self, class: &str, text: &str) {
        let cols = ((WIDTH - 2.0 * MARGIN) / COL) as usize;
        for line in Measure::Narrow.wrap(text, cols) {
            self.text((MARGIN, self.y + 14.0), class, &line);
            self.y += LINE;
        }
    }

    pub(super) fn rect(&mut self, (x, y): (f64, f64), (width, height): (f64, f64), class: &str) {
        let _ = writeln!(
            self.body,
            "  <rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{:.1}\" height=\"{height:.1}\" class=\"{class}\"/>",
            width.max(0.0)
        );
    }

    pub(super) fn stroke(&mut self, (x, y): (f64, f64), (to_x, to_y): (f64, f64), class: &str) {
        let _ = writeln!(
            self.body,
            "  <line x1=\"{x:.1}\" y1=\"{y:.1}\" x2=\"{to_x:.1}\" y2=\"{to_y:.1}\" class=\"{class}\"/>"
        );
    }

    pub(super) fn curve(&mut self, points: &[(f64, f64)], class: &str) {
        let points: Vec<String> = points.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
        let _ =
            writeln!(self.body, "  <polyline points=\"{}\" class=\"{class}\"/>", points.join(" "));
    }

    /// The mark of a series: dots and squares in turn, so that colour is not all that differs.
    pub(super) fn mark(&mut self, (x, y): (f64, f64), series: usize) {
        let class = series_class(series);
        if series.is_multiple_of(2) {
            let _ = writeln!(
                self.body,
                "  <circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"5\" class=\"{class}\"/>"
            );
        } else {
            self.rect((x - 4.5, y - 4.5), (9.0, 9.0), class);
        }
    }

    /// Marks with their names on one line.
    pub(super) fn legend<'t>(&mut self, names: impl IntoIterator<Item = &'t str>) {
        let mut x = MARGIN + 6.0;
        for (series, name) in names.into_iter().enumerate() {
            self.mark((x, self.y + 9.0), series);
            self.text((x + 10.0, self.y + 14.0), "", name);
            x += 34.0 + width_of(name);
        }
        self.y += LINE;
    }

    /// The whole picture, with a title for readers that do not see it.
    pub(super) fn finish(self, title: &str, notes: &[String]) -> String {
        let height = self.y + MARGIN;
        let (title, notes) = (escape(title), notes.join("; "));
        let notes = escape(&notes);
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"hb-chart\" width=\"{WIDTH}\" height=\"{height:.0}\" viewBox=\"0 0 {WIDTH} {height:.0}\" role=\"img\">\n  \
             <title>{title}</title>\n  <desc>{notes}</desc>\n{STYLE}  <rect class=\"page\" width=\"100%\" height=\"100%\"/>\n{}</svg>\n",
            self.body
        )
    }
}

/// About how wide a text is drawn, in pixels.
pub(super) fn width_of(text: &str) -> f64 {
    Measure::Narrow.cols(&clean(text)) as f64 * COL
}

/// A text cut to a width in pixels.
pub(super) fn cut(text: &str, width: f64) -> String {
    // A width that was computed from columns may lack a trifle of the last one.
    Measure::Narrow.cut(&clean(text), (width.max(0.0) / COL + 1e-6) as usize).into_owned()
}

pub(super) fn series_class(series: usize) -> &'static str {
    ["s0", "s1", "s2", "s3"].get(series % 4).copied().unwrap_or("s0")
}
