//! Shares, and averages that stand up to one odd row.
//!
//! Plain arithmetic; must not know what the numbers mean.

use rust_decimal::Decimal;

use super::number::round_half_away;

/// A part of a whole in percent, carried to 28 digits; `None` of nothing, and where it is too large
/// to be computed.
#[must_use]
pub fn percent(part: Decimal, whole: Decimal) -> Option<Decimal> {
    part.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole)
}

/// A count in percent of another, to two decimals; none unless both are stated.
#[must_use]
pub fn share(part: Option<u32>, whole: Option<u32>) -> Option<Decimal> {
    Some(round_half_away(percent(part?.into(), whole?.into())?, 2))
}

/// Mean, median and extremes of a set of numbers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Summary {
    /// How many numbers.
    pub count: usize,
    /// Arithmetic mean.
    pub mean: f64,
    /// Middle value; the mean of the two middle ones for an even count.
    pub median: f64,
    /// Smallest.
    pub min: f64,
    /// Largest.
    pub max: f64,
    /// Mean without the largest number, where at least one other is left.
    pub mean_without_max: Option<f64>,
}

/// Summarises numbers; `None` if there are none.
#[must_use]
pub fn summary(numbers: impl IntoIterator<Item = f64>) -> Option<Summary> {
    let mut sorted: Vec<f64> = numbers.into_iter().filter(|n| n.is_finite()).collect();
    sorted.sort_by(f64::total_cmp);
    let (&min, &max) = (sorted.first()?, sorted.last()?);
    let total: f64 = sorted.iter().sum();
    let count = sorted.len();
    let middle = |i: usize| sorted.get(i).copied().unwrap_or(max);
    let median = match count % 2 {
        0 => f64::midpoint(middle(count / 2 - 1), middle(count / 2)),
        _ => middle(count / 2),
    };
    Some(Summary {
        count,
        mean: total / count as f64,
        median,
        min,
        max,
        mean_without_max: (count > 1).then(|| (total - max) / (count - 1) as f64),
    })
}

/// Summarises whole numbers without sorting them; the same as [`summary`].
#[must_use]
pub fn summary_of_whole(mut numbers: Vec<i32>) -> Option<Summary> {
    let (&min, &max) = (numbers.iter().min()?, numbers.iter().max()?);
    let total: i64 = numbers.iter().copied().map(i64::from).sum();
    let count = numbers.len();
    let (below, &mut middle, _) = numbers.select_nth_unstable(count / 2);
    let median = match count % 2 {
        0 => f64::midpoint(f64::from(*below.iter().max()?), f64::from(middle)),
        _ => f64::from(middle),
    };
    let without_max = total.saturating_sub(max.into()) as f64;
    Some(Summary {
        count,
        mean: total as f64 / count as f64,
        median,
        min: min.into(),
        max: max.into(),
        mean_without_max: (count > 1).then(|| without_max / (count - 1) as f64),
    })
}

/// Summarises whole numbers that were counted, smallest first; the same as [`summary`].
#[must_use]
pub fn summary_of_counts(counts: impl Iterator<Item = (i32, u32)> + Clone) -> Option<Summary> {
    let counts = counts.filter(|(_, count)| *count > 0);
    let ((min, _), (max, _)) = (counts.clone().next()?, counts.clone().last()?);
    let (mut count, mut total) = (0, 0_i64);
    for (number, times) in counts.clone() {
        count += times as usize;
        total = total.saturating_add(i64::from(number).saturating_mul(times.into()));
    }
    let at = |place: usize| {
        let mut seen = 0;
        let reached = |(_, times): &(i32, u32)| {
            seen += *times as usize;
            seen > place
        };
        counts.clone().find(reached).map_or(max, |(number, _)| number)
    };
    let middle = f64::from(at(count / 2));
    let median = match count % 2 {
        0 => f64::midpoint(f64::from(at(count / 2 - 1)), middle),
        _ => middle,
    };
    Some(Summary {
        count,
        mean: total as f64 / count as f64,
        median,
        min: min.into(),
        max: max.into(),
        mean_without_max: (count > 1)
            .then(|| total.saturating_sub(max.into()) as f64 / (count - 1) as f64),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_are_summed_up_as_others_are() {
        for numbers in [&[][..], &[7], &[3, -1], &[5, 5, 1, 444, -7], &[2, 9, 4, 4, 0, 1]] {
            let slow = summary(numbers.iter().copied().map(f64::from));
            assert_eq!(summary_of_whole(numbers.to_vec()), slow);
            let count = |number: i32| numbers.iter().filter(|n| **n == number).count() as u32;
            let counts = (-10..500).map(|number| (number, count(number)));
            assert_eq!(summary_of_counts(counts), slow);
        }
    }

    #[test]
    fn one_large_number_moves_the_mean_but_not_the_median() {
        let s = summary([1.0, 2.0, 3.0, 444.0]).unwrap();
        assert_eq!((s.count, s.mean, s.median, s.max), (4, 112.5, 2.5, 444.0));
        assert_eq!(s.mean_without_max, Some(2.0));
        assert_eq!(summary([]), None);
    }
}
