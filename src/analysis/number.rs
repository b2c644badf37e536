//! How numbers are written: their separators, digits and percent signs, the same wherever they stand.
//!
//! Halves are rounded away from zero, as printed matter rounds. It must not know what a number is of,
//! but for its unit.

use std::fmt::Display;

use rust_decimal::prelude::FromPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};

use super::unit::are_points;
use crate::model::{Claim, Lang, Localized};

/// Rounds as people do: halves away from zero.
#[must_use]
pub fn round_half_away(number: Decimal, digits: u32) -> Decimal {
    number.round_dp_with_strategy(digits, RoundingStrategy::MidpointAwayFromZero)
}

/// The same in at most so many decimals: no noughts behind.
#[must_use]
pub fn shortened(number: Decimal, digits: u32) -> Decimal {
    round_half_away(number, digits).normalize()
}

/// A ratio as it is shown and handed to scripts: three decimals at most.
#[must_use]
pub fn short_ratio(ratio: Decimal) -> Decimal {
    shortened(ratio, 3)
}

/// An amount of money as it is added up and set against others: two decimals at most.
#[must_use]
pub fn cents(amount: Decimal) -> Decimal {
    shortened(amount, 2)
}

/// A number with thousands separated, digits as written.
///
/// ```
/// use herringbone::analysis::number::number_text;
///
/// let text = |number: &str| number_text(number.parse().unwrap());
/// assert_eq!(["0.1755", "387", "3870", "-12345.60"].map(text), ["0.1755", "387", "3,870", "-12,345.60"]);
/// ```
#[must_use]
pub fn number_text(number: Decimal) -> String {
    let text = number.abs().to_string();
    let (whole, rest) = text.split_once('.').map_or((text.as_str(), None), |(w, r)| (w, Some(r)));
    let digits = whole.len();
    let mut out =
        String::from(if number.is_sign_negative() && !number.is_zero() { "-" } else { "" });
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && digits.saturating_sub(i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(rest) = rest {
        out.push('.');
        out.push_str(rest);
    }
    out
}

/// A difference with its sign, plus as well: `+1,200`, `-3.5`, `0`.
#[must_use]
pub fn signed_text(number: Decimal) -> String {
    let plus = if number > Decimal::ZERO { "+" } else { "" };
    format!("{plus}{}", number_text(number))
}

/// A figure of a unit: a year is a date, which has no thousands.
///
/// ```
/// use herringbone::analysis::number::figure_text;
/// use herringbone::model::Localized;
///
/// let text = |unit: &str| figure_text(&Localized::same(unit.to_owned()), 2011.into());
/// assert_eq!([text("year"), text("posts")], ["2011", "2,011"]);
/// ```
#[must_use]
pub fn figure_text(unit: &Localized, number: Decimal) -> String {
    match are_points(unit, std::iter::once(number)) {
        true => number.to_string(),
        false => number_text(number),
    }
}

/// An amount of money, the same below tables and in charts.
#[must_use]
pub fn money_text(amount: Decimal) -> String {
    number_text(cents(amount))
}

/// A number in at most so many decimals.
#[must_use]
pub fn short_text(number: Decimal, digits: u32) -> String {
    number_text(shortened(number, digits))
}

/// The decimals of a recomputed figure: more than anybody prints.
pub const RECOMPUTED: u32 = 6;

/// A figure that follows from the facts, without separators.
#[must_use]
pub fn recomputed_text(number: Decimal) -> String {
    shortened(number, RECOMPUTED).to_string()
}

/// The same as one of a claim.
#[must_use]
pub fn claimed_text(claim: &Claim, number: Decimal) -> String {
    let number = shortened(number, RECOMPUTED);
    claim.unit.as_ref().map_or_else(|| number_text(number), |unit| figure_text(unit, number))
}

/// A number in just so many decimals, for columns whose digits stand below each other.
///
/// ```
/// use herringbone::analysis::number::fixed_text;
///
/// assert_eq!([12.25, 7.0, -0.01, 1234.5].map(|n| fixed_text(n, 1)), ["12.3", "7.0", "0.0", "1,234.5"]);
/// ```
#[must_use]
pub fn fixed_text(number: f64, digits: u32) -> String {
    // What binary fractions add or take must not decide where a half goes.
    let exact = (number * 1e6).round() / 1e6;
    let Some(exact) = Decimal::from_f64(exact) else { return format!("{number:.0}") };
    let mut rounded = round_half_away(exact, digits);
    rounded.rescale(digits);
    number_text(rounded)
}

/// A number without decimals.
///
/// ```
/// use herringbone::analysis::number::whole_text;
///
/// assert_eq!([46.67, 12.5, 0.175 * 100.0].map(whole_text), ["47", "13", "18"]);
/// ```
#[must_use]
pub fn whole_text(number: f64) -> String {
    fixed_text(number, 0)
}

/// A percentage, as each language sets it.
///
/// ```
/// use herringbone::analysis::number::percent_text;
/// use herringbone::model::Lang;
///
/// assert_eq!([Lang::Zh, Lang::En].map(|lang| percent_text("12.5", lang)), ["12.5%", "12.5 %"]);
/// ```
#[must_use]
pub fn percent_text(number: impl Display, lang: Lang) -> String {
    lang.pick(format!("{number}%"), format!("{number} %"))
}
