//! The periods of a series: gaps, repetitions, and what stands out of order.
//!
//! Understands years, half-years, quarters and months; other labels are only compared with each other.
//! It must not read values.

use std::collections::HashMap;
use std::ops::Range;

use crate::load::fault::Fault;
use crate::load::reader::FileReader;
use crate::model::Word;

/// A period with its place.
type Placed = (Word, Range<usize>);

/// Reports what is wrong with the periods of one series.
pub(super) fn check(file: &mut FileReader<'_>, periods: &[Placed]) {
    let periods = check_repeated(file, periods);
    let measured = periods.iter().map(|placed| Some((measure(&placed.0)?, *placed)));
    let measured: Vec<_> = measured.collect();
    // What no calendar knows ends one course of periods, and so does another length.
    let alike = |a: &Option<(Measured, _)>, b: &Option<(Measured, _)>| {
        a.as_ref().zip(b.as_ref()).is_some_and(|(a, b)| a.0.0 == b.0.0)
    };
    for course in measured.chunk_by(alike) {
        let mut course: Vec<(i32, &Placed)> =
            course.iter().flatten().map(|((_, at), placed)| (*at, *placed)).collect();
        check_order(file, &course);
        if !course.is_sorted_by(|a, b| a.0 > b.0) {
            course.sort_by_key(|(at, _)| *at);
        }
        check_gaps(file, &course);
    }
}

/// Reports periods that are there twice; returns the others.
fn check_repeated<'p>(file: &mut FileReader<'_>, periods: &'p [Placed]) -> Vec<&'p Placed> {
    let mut first: HashMap<&Word, &Range<usize>> = HashMap::new();
    let mut others = Vec::new();
    for placed in periods {
        let (period, at) = placed;
        if let Some(first) = first.get(period) {
            let fault = Fault::RepeatedPeriod(period.clone());
            file.report_beside(fault, at.clone(), Some((*first).clone()));
        } else {
            first.insert(period, at);
            others.push(placed);
        }
    }
    others
}

/// Reports the first period that turns the order, whichever it is.
fn check_order(file: &mut FileReader<'_>, course: &[(i32, &Placed)]) {
    let mut steps = course.windows(2).filter_map(|pair| match pair {
        [a, b] => Some((a, b)),
        _ => None,
    });
    let Some(falls) = steps.clone().next().map(|(a, b)| b.0 < a.0) else { return };
    if let Some((before, here)) = steps.find(|(a, b)| (b.0 < a.0) != falls) {
        let between = (before.1.0.clone(), here.1.0.clone());
        file.report(Fault::PeriodOrder { between }, here.1.1.clone());
    }
}

fn check_gaps(file: &mut FileReader<'_>, course: &[(i32, &Placed)]) {
    for pair in course.windows(2) {
        if let [(from, (before, _)), (to, (here, at))] = pair
            && from.abs_diff(*to) > 1
        {
            let between = (before.clone(), here.clone());
            file.report(Fault::SeriesGap { between }, at.clone());
        }
    }
}

/// How many periods of its length a year has, and its number, counted in periods of that length.
type Measured = (i32, i32);

/// `2024`, `2024-H1`, `2024-Q3`, `2024-03`; a blank, a slash or nothing may stand for the hyphen.
fn measure(period: &str) -> Option<Measured> {
    let (year, rest) = period.split_at_checked(4)?;
    if !year.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let year: i32 = year.parse().ok()?;
    let part = rest.trim_start_matches(['-', '/', ' ']);
    if rest.is_empty() {
        return Some((1, year));
    }
    let (parts, digits) = match part.strip_prefix(['Q', 'q']) {
        Some(quarter) => (4, quarter),
        None => match part.strip_prefix(['H', 'h']) {
            Some(half) => (2, half),
            None if part.len() < rest.len() && part.len() == 2 => (12, part),
            None => return None,
        },
    };
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number: i32 = digits.parse().ok()?;
    (1..=parts).contains(&number).then_some((parts, year * parts + number - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_halves_quarters_and_months_follow_each_other() {
        for (before, here) in [
            ("2023", "2024"),
            ("2023-H2", "2024-H1"),
            ("2023Q4", "2024 Q1"),
            ("2023-12", "2024-01"),
        ] {
            let (one, other) = (measure(before).unwrap(), measure(here).unwrap());
            assert_eq!((one.0, one.1 + 1), other, "{before} {here}");
        }
        for other in
            ["W14", "202403", "2024-13", "2024-Q5", "2024-Q", "+202", "二〇二四", "2024-03-01"]
        {
            assert_eq!(measure(other), None, "{other}");
        }
    }
}
