//! Scales: from a value or a day to a place, and the round numbers and days to write on an axis.
//!
//! Shared by drawings in characters and in pixels; it must not know either.

use chrono::{Datelike, Months, NaiveDate};
use rust_decimal::Decimal;
use rust_decimal::prelude::FromPrimitive;

use crate::analysis::chart::Steps;
use crate::analysis::number::short_text;

/// A scale from values to fractions of a length.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    low: f64,
    high: f64,
    steps: Steps,
}

impl Scale {
    /// A scale of amounts from zero (or the least value, if it is below) to the largest; one of
    /// decades starts at a power of ten at or below the least, one of points at the least.
    #[must_use]
    pub fn of(values: impl Iterator<Item = f64>, steps: Steps) -> Self {
        let decades = steps == Steps::Decades;
        let (mut low, mut high) = (f64::MAX, f64::MIN);
        for value in values.filter(|value| value.is_finite() && (!decades || *value > 0.0)) {
            (low, high) = (low.min(value), high.max(value));
        }
        if low > high {
            return Self { low: 0.0, high: 1.0, steps: Steps::Amounts };
        }
        let (low, high) = match steps {
            Steps::Amounts => (low.min(0.0), high.max(0.0)),
            Steps::Decades => (10_f64.powf(low.log10().floor()), 10_f64.powf(high.log10().ceil())),
            Steps::Points => (low, high),
        };
        let next = if decades { low * 10.0 } else { low + 1.0 };
        Self { low, high: if high > low { high } else { next }, steps }
    }

    /// The scale with its upper end at a round number, so that the axis ends in a tick.
    #[must_use]
    pub fn rounded(self, ticks: usize) -> Self {
        if self.steps == Steps::Decades {
            return self;
        }
        let step = self.step(ticks);
        let high = (self.high / step).ceil() * step;
        let low = (self.low / step).floor() * step;
        Self { low, high, ..self }
    }

    /// Where a value lies, 0 to 1.
    #[must_use]
    pub fn fraction(self, value: f64) -> f64 {
        let at = if self.steps == Steps::Decades {
            (value.max(self.low) / self.low).ln() / (self.high / self.low).ln()
        } else {
            (value - self.low) / (self.high - self.low)
        };
        if at.is_finite() { at.clamp(0.0, 1.0) } else { 0.0 }
    }

    /// Round values to write on the axis, about `count` of them.
    #[must_use]
    pub fn ticks(self, count: usize) -> Vec<f64> {
        if self.steps == Steps::Decades {
            let decades = (self.high / self.low).log10().round() as i32;
            return (0..=decades).map(|power| self.low * 10_f64.powi(power)).collect();
        }
        let step = self.step(count);
        let (first, last) =
            ((self.low / step).ceil() as i64, (self.high / step + 1e-9).floor() as i64);
        (first..=last).map(|tick| tick as f64 * step).collect()
    }

    /// 1, 2 or 5 times a power of ten.
    fn step(self, count: usize) -> f64 {
        let rough = (self.high - self.low) / count.max(1) as f64;
        let power = 10_f64.powf(rough.log10().floor());
        let steps = [1.0, 2.0, 5.0, 10.0].map(|times| times * power);
        let step = steps.into_iter().find(|step| *step >= rough).unwrap_or(rough);
        // There is no half year and no half rank.
        if self.steps == Steps::Points { step.ceil().max(1.0) } else { step }
    }

    /// A tick as it is written: no more digits than it needs.
    #[must_use]
    pub fn text(self, tick: f64) -> String {
        match Decimal::from_f64(tick) {
            // A year has no thousands.
            Some(point) if self.steps == Steps::Points => point.normalize().to_string(),
            Some(number) => short_text(number, 6),
            None => format!("{tick:.0}"),
        }
    }
}

/// A scale from days to fractions of a length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days {
    from: NaiveDate,
    to: NaiveDate,
}

impl Days {
    /// The span of some days.
    #[must_use]
    pub fn of(days: impl Iterator<Item = NaiveDate> + Clone) -> Option<Self> {
        let (from, to) = (days.clone().min()?, days.max()?);
        Some(Self { from, to })
    }

    /// Where a day lies, 0 to 1.
    #[must_use]
    pub fn fraction(self, day: NaiveDate) -> f64 {
        let whole = (self.to - self.from).num_days().max(1);
        ((day - self.from).num_days() as f64 / whole as f64).clamp(0.0, 1.0)
    }

    /// First days of months to write on the axis, at most `count` of them: `2021-07`, or `2021`
    /// where all are the first of a year.
    #[must_use]
    pub fn ticks(self, count: usize) -> Vec<(NaiveDate, String)> {
        for months in [1, 3, 6, 12, 24, 60, 120, 240, 600, 1200] {
            let ticks = self.every(months);
            if ticks.len() <= count.max(1) {
                let format = if months >= 12 { "%Y" } else { "%Y-%m" };
                return ticks
                    .into_iter()
                    .map(|day| (day, day.format(format).to_string()))
                    .collect();
            }
        }
        Vec::new()
    }

    fn every(self, months: u32) -> Vec<NaiveDate> {
        let start = if months >= 12 {
            let years = i32::try_from(months / 12).unwrap_or(1);
            NaiveDate::from_ymd_opt(self.from.year().div_euclid(years) * years, 1, 1)
        } else {
            NaiveDate::from_ymd_opt(self.from.year(), 1, 1)
        };
        let next = |day: &NaiveDate| day.checked_add_months(Months::new(months));
        let days = std::iter::successors(start, next).take_while(|day| *day <= self.to).take(5000);
        days.filter(|day| *day >= self.from).collect()
    }
}
