//! Compares a printed figure with the computed one.
//!
//! Rounding is half away from zero, as printed matter rounds. Must not compute the figure.

use rust_decimal::{Decimal, RoundingStrategy};

use super::{Outcome, Unchecked};
use crate::analysis::expr::{Quantity, half_of_last};
use crate::analysis::number::round_half_away;
use crate::model::{Claim, Precision};

/// What a computed number says about what is printed.
pub(super) fn number(claim: &Claim, computed: Quantity) -> Outcome {
    let Some(printed) = printed(&claim.value) else {
        return Outcome::Unchecked(Unchecked::NotANumber);
    };
    let value = computed.value;
    let digits = printed.scale();
    // Beyond what a decimal can hold, numbers are too far apart to be the same after rounding.
    let off = printed.checked_sub(value).map(|off| off.normalize());
    let difference = Outcome::Differs { difference: off };
    if claim.precision == Precision::AtLeast {
        let most = value.checked_add(computed.slack).unwrap_or(Decimal::MAX);
        return if most >= printed { Outcome::Agrees } else { difference };
    }
    if value == printed {
        return Outcome::Agrees;
    }
    let within = |room: Decimal| off.is_some_and(|off| off.abs() <= room);
    let room = computed.slack.checked_add(half_of_last(printed)).unwrap_or(Decimal::MAX);
    let explained = !computed.slack.is_zero() && within(room);
    let about = claim.precision == Precision::About && tenth(printed).is_some_and(within);
    if round_half_away(value, digits) == printed || explained || about {
        Outcome::Rounded
    } else if value.round_dp_with_strategy(digits, RoundingStrategy::ToZero) == printed {
        Outcome::CutOff
    } else {
        difference
    }
}

/// What "about" allows for.
fn tenth(printed: Decimal) -> Option<Decimal> {
    printed.checked_div(Decimal::TEN).map(|tenth| tenth.abs())
}

/// The number that is printed; separators of thousands and a percent sign are no part of it.
pub(in crate::analysis) fn printed(text: &str) -> Option<Decimal> {
    let digits: String = text.chars().filter(|c| !matches!(c, ',' | '%' | ' ')).collect();
    Decimal::from_str_exact(digits.strip_prefix('+').unwrap_or(&digits)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(printed: &str, computed: &str) -> Outcome {
        let claim = Claim { value: printed.into(), ..Claim::default() };
        number(&claim, Quantity::exact(computed.parse().unwrap()))
    }

    #[test]
    fn printed_digits_decide_how_closely_one_looks() {
        assert_eq!(judged("-46.8", "-46.80"), Outcome::Agrees);
        assert_eq!(judged("6.10", "6.1032"), Outcome::Rounded);
        assert_eq!(judged("58", "57.5"), Outcome::Rounded);
        assert_eq!(judged("46", "46.8"), Outcome::CutOff);
        assert_eq!(judged("92.18", "92.187"), Outcome::CutOff);
        let off = Outcome::Differs { difference: Some("0.18".parse().unwrap()) };
        assert_eq!(judged("16.4", "16.22"), off);
        assert_eq!(judged("5-15", "10"), Outcome::Unchecked(Unchecked::NotANumber));
    }

    #[test]
    fn a_lower_bound_is_kept_by_anything_above_it() {
        let claim =
            Claim { value: "900".into(), precision: Precision::AtLeast, ..Claim::default() };
        let judged = |n: i64| number(&claim, Quantity::exact(Decimal::from(n)));
        assert_eq!(judged(926), Outcome::Agrees);
        assert!(matches!(judged(899), Outcome::Differs { .. }));
    }

    #[test]
    fn rounded_rows_explain_a_total_that_is_off_by_a_few() {
        let claim = Claim { value: "2460412".into(), ..Claim::default() };
        let computed =
            Quantity { slack: Decimal::new(45, 1), ..Quantity::exact(Decimal::from(2_460_414)) };
        assert_eq!(number(&claim, computed), Outcome::Rounded);
        let exact = number(&claim, Quantity::exact(Decimal::from(2_460_414)));
        assert!(matches!(exact, Outcome::Differs { .. }));
    }
}
