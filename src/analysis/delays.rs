//! Delays in words: the same wherever they are summed up.
//!
//! Must not compute anything but rounded digits.

use super::number::fixed_text;
use super::stats::Summary;
use crate::model::Lang;

/// From how many delays on the mean without the longest says something of the others.
const ENOUGH: usize = 3;

/// A mean, a median or a number of days: to a tenth, and whole days without one.
///
/// ```
/// use herringbone::analysis::delays::days_text;
///
/// assert_eq!([14.0, 13.5, 56.63, -0.0].map(days_text), ["14", "13.5", "56.6", "0"]);
/// ```
#[must_use]
pub fn days_text(days: f64) -> String {
    let text = fixed_text(days, 1);
    text.strip_suffix(".0").map_or_else(|| text.clone(), str::to_owned)
}

/// Delays in one line: `delay of 4: mean 112.5, median 2.5, longest 444 days (mean without it 2)`.
#[must_use]
pub fn summary_text(delays: &Summary, lang: Lang) -> String {
    if delays.max <= 0.0 {
        return early_text(delays, lang);
    }
    let n = delays.count;
    let [mean, median, max] = [delays.mean, delays.median, delays.max].map(days_text);
    let rest = delays.mean_without_max.filter(|_| n >= ENOUGH).map(days_text);
    let rest = rest.map_or(String::new(), |rest| {
        lang.pick(format!("（去掉它平均 {rest}）"), format!(" (mean without it {rest})"))
    });
    lang.pick(
        format!("延迟（{n} 行）：平均 {mean}，中位 {median}，最长 {max} 天{rest}"),
        format!("delay of {n}: mean {mean}, median {median}, longest {max} days{rest}"),
    )
}

/// Where nothing is late: how much earlier the home market was.
fn early_text(delays: &Summary, lang: Lang) -> String {
    let n = delays.count;
    let [mean, most] = [-delays.mean, -delays.min].map(days_text);
    if delays.min == 0.0 {
        return lang.pick(
            format!("延迟（{n} 行）：全部同日"),
            format!("delay of {n}: all on the same day"),
        );
    }
    let unit = if mean == "1" { "day" } else { "days" };
    lang.pick(
        format!("延迟（{n} 行）：都不晚；平均提前 {mean}，最多提前 {most} 天"),
        format!("delay of {n}: none late; early by {mean} {unit} in the mean, {most} at most"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::stats::summary;

    #[test]
    fn a_middle_between_two_days_keeps_its_half_and_two_delays_have_no_rest() {
        let text = |days: &[f64], lang| summary_text(&summary(days.to_vec()).unwrap(), lang);
        assert_eq!(text(&[1.0, 2.0], Lang::En), "delay of 2: mean 1.5, median 1.5, longest 2 days");
        assert_eq!(
            text(&[1.0, 2.0, 3.0, 444.0], Lang::Zh),
            "延迟（4 行）：平均 112.5，中位 2.5，最长 444 天（去掉它平均 2）"
        );
        let early = "delay of 2: none late; early by 1.5 days in the mean, 2 at most";
        assert_eq!(text(&[-1.0, -2.0], Lang::En), early);
        assert_eq!(text(&[0.0, 0.0], Lang::En), "delay of 2: all on the same day");
    }
}
