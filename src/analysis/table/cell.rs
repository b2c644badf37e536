//! A cell of a table: its text, its sort key, its tone, and how numbers and days are written in it.
//!
//! It must not know facts, how wide a column is, nor how a tone looks.

use std::borrow::Cow;
use std::cmp::Ordering;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::analysis::gap::Gap;
use crate::analysis::number::{figure_text, number_text};
use crate::model::{Availability, Lang, Localized};

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Cell {
    /// What is shown; empty where the fact has no such value.
    pub text: String,
    /// What it sorts by.
    pub key: Key,
    /// What it means for the reader.
    pub tone: Tone,
    /// What is put beside the text for readers, and left out for programs.
    pub mark: Mark,
}

/// A sign beside the text of a cell.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Mark {
    /// None.
    #[default]
    None,
    /// Cheaper than all others of its row.
    Cheapest,
    /// What a number of a series is of, with its brackets: a period, or the total.
    Of(Box<str>),
    /// Not what the study says, but what somebody asks "what if" with.
    Changed,
}

/// What a cell sorts by.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Key {
    /// Nothing is stated; comes last.
    #[default]
    Nothing,
    /// By number.
    Number(f64),
    /// By text.
    Text(String),
}

impl Key {
    /// Numbers before texts, each in its natural order, and what states nothing behind both.
    #[must_use]
    pub fn compare(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Number(a), Self::Number(b)) => a.total_cmp(b),
            (Self::Text(a), Self::Text(b)) => a.cmp(b),
            (a, b) => a.rank().cmp(&b.rank()),
        }
    }

    fn rank(&self) -> u8 {
        match self {
            Self::Number(_) => 0,
            Self::Text(_) => 1,
            Self::Nothing => 2,
        }
    }
}

/// What a cell means for the reader; the screen turns it into a colour, and never into colour only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// A plain value.
    #[default]
    Plain,
    /// As it should be.
    Good,
    /// To be watched.
    Fair,
    /// A gap.
    Bad,
    /// Nothing is known, or beside the point.
    Faint,
}

impl Tone {
    /// What a gap means: one that is missing is worse than one with a limit or a delay.
    #[must_use]
    pub fn of_gap(gap: Gap) -> Self {
        match gap {
            Gap::Missing => Self::Bad,
            Gap::Limited | Gap::Late(_) => Self::Fair,
            Gap::Level => Self::Good,
            Gap::NotStated => Self::Faint,
        }
    }

    /// What a delay of so many days means: less than a month is to be watched.
    #[must_use]
    pub fn of_delay(days: i64) -> Self {
        match days {
            ..=0 => Self::Good,
            1..=29 => Self::Fair,
            _ => Self::Bad,
        }
    }

    /// What it means that a market has something, or has it not.
    #[must_use]
    pub fn of_availability(status: Availability) -> Self {
        match status {
            Availability::Available => Self::Good,
            Availability::Limited => Self::Fair,
            Availability::Missing => Self::Bad,
        }
    }
}

impl Cell {
    /// The text with its mark: `0.1755 *` where cheapest, `79 (2022)` of a series, `~512,052` where
    /// changed.
    #[must_use]
    pub fn shown(&self) -> Cow<'_, str> {
        match &self.mark {
            Mark::None => Cow::Borrowed(&self.text),
            Mark::Cheapest => Cow::Owned(format!("{} *", self.text)),
            Mark::Of(of) => Cow::Owned(format!("{}{of}", self.text)),
            Mark::Changed => Cow::Owned(format!("~{}", self.text)),
        }
    }

    pub(in crate::analysis) fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        let key = if text.is_empty() { Key::Nothing } else { Key::Text(text.clone()) };
        Self { text, key, ..Self::default() }
    }

    pub(super) fn localized(text: Option<&Localized>, lang: Lang) -> Self {
        text.map_or_else(Self::default, |text| Self::text(text.get(lang)))
    }

    pub(in crate::analysis) fn number(number: Decimal) -> Self {
        let key = number.to_f64().map_or(Key::Nothing, Key::Number);
        Self { text: number_text(number), key, ..Self::default() }
    }

    /// A figure in its unit.
    pub(super) fn figure(unit: &Localized, number: Decimal) -> Self {
        Self { text: figure_text(unit, number), ..Self::number(number) }
    }

    pub(super) fn whole(number: Option<impl Into<i64>>) -> Self {
        number.map_or_else(Self::default, |number| Self::number(Decimal::from(number.into())))
    }

    pub(super) fn toned(self, tone: Tone) -> Self {
        Self { tone, ..self }
    }
}

/// A date as `2022-12-31`.
#[must_use]
pub fn date_text(date: NaiveDate) -> String {
    date.format("%Y-%m-%d").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_stated_comes_behind_numbers_and_texts() {
        let mut keys = [Key::Text("a".into()), Key::Nothing, Key::Number(2.0), Key::Number(1.0)];
        keys.sort_by(Key::compare);
        let sorted = [Key::Number(1.0), Key::Number(2.0), Key::Text("a".into()), Key::Nothing];
        assert_eq!(keys, sorted);
    }
}
