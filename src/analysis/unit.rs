//! What the unit of a figure says of it, whatever its fact is.
//!
//! The words are those of the `unit` of counts and series; it must not look at anything else.

use rust_decimal::Decimal;

use crate::model::{Count, Lang, Localized, YEARS};

/// Whether values of this unit are points on a scale, not amounts: a bar twice as long would mean
/// nothing. A number among the [`YEARS`] is a date, others are a number of them.
pub(in crate::analysis) fn are_points(
    unit: &Localized,
    mut values: impl Iterator<Item = Decimal>,
) -> bool {
    let unit = unit.get(Lang::En).trim().to_lowercase();
    let calendar = Decimal::from(*YEARS.start())..=Decimal::from(*YEARS.end());
    match &*unit {
        "year" | "years" | "年" | "年份" => values.all(|value| calendar.contains(&value)),
        "rank" | "place" | "position" | "名" | "名次" | "month" => true,
        unit => unit.starts_with("month of ") || unit.starts_with("rank "),
    }
}

/// Whether a count states points, which are listed instead of measured.
pub(in crate::analysis) fn is_listed(count: &Count) -> bool {
    are_points(&count.unit, count.values.stated().map(|(_, value)| *value))
}

/// Whether a unit is a percentage, in whatever language it is named.
pub(in crate::analysis) fn is_percent(unit: &str) -> bool {
    matches!(unit.trim().to_lowercase().as_str(), "%" | "percent" | "per cent" | "百分比")
}
