//! Which rows of a table are shown: words, picked values, a condition. All of them must hold.
//!
//! Says which rows and in which order, and names itself in chips. It must not know how rows or chips
//! are drawn.

use std::ops::Range;

use chrono::NaiveDate;

use super::expr::{Condition, Fault};
use super::hash::QuickMap;
use super::search::Searchable;
use super::table::{Field, Row, Value, cell, value};
use super::work::{BEAT, Stop, in_parts};
use crate::model::{Fact, Lang, Study};

/// What narrows a table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Filter {
    /// Words to be found, fuzzily.
    pub words: String,
    /// Values that were picked, by column; a row shows one of them in each column picked from.
    pub picks: Vec<Pick>,
    /// A condition over the members of a row.
    pub condition: Option<Condition>,
}

/// A value picked in a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pick {
    /// The column.
    pub field: Field,
    /// The text of the cell in English, which is the same whatever the language of the screen; of
    /// days also their year (`2021`) or month (`2021-07`); empty for rows that state nothing there.
    pub value: String,
}

/// A value of a column with the number of rows that show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    /// The pick that keeps those rows.
    pub pick: Pick,
    /// The value in the language asked for.
    pub label: String,
    /// How many rows show it.
    pub rows: usize,
}

impl Filter {
    /// Whether it narrows nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.trim().is_empty() && self.picks.is_empty() && self.condition.is_none()
    }

    /// The rows (positions among the study's facts) that are shown: those that match words best
    /// first, in their own order if no words are asked for.
    ///
    /// # Errors
    /// If the condition cannot be computed for a row.
    pub fn apply(&self, facts: Searchable<'_>, rows: &[Row]) -> Result<Vec<Row>, Fault> {
        match self.narrow(facts, rows, &Stop::never()) {
            Ok(shown) => Ok(shown),
            Err(Halt::Fault(fault)) => Err(fault),
            Err(Halt::Stopped) => Ok(Vec::new()),
        }
    }

    /// The same, unless nobody waits for it any more.
    pub(super) fn narrow(
        &self,
        facts: Searchable<'_>,
        rows: &[Row],
        stop: &Stop,
    ) -> Result<Vec<Row>, Halt> {
        let kept = self.kept(facts.study, rows, stop)?;
        facts.unless_stopped(&kept, &self.words, stop).ok_or(Halt::Stopped)
    }

    /// The rows that show picked values and meet the condition, in their order.
    pub(super) fn kept(&self, study: &Study, rows: &[Row], stop: &Stop) -> Result<Vec<Row>, Halt> {
        let columns = self.columns();
        let work = |range: Range<usize>| -> Result<Vec<Row>, Halt> {
            let rows = rows.get(range).unwrap_or_default();
            let mut picked: Vec<Picked<'_, '_>> = columns.iter().map(Picked::new).collect();
            let mut kept = Vec::new();
            for chunk in rows.chunks(BEAT) {
                if stop.is_due() {
                    return Err(Halt::Stopped);
                }
                let shown = |row: &Row| {
                    let fact = study.fact_at(*row as usize)?;
                    picked.iter_mut().all(|column| column.shows(study, fact)).then_some(*row)
                };
                kept.extend(chunk.iter().filter_map(shown));
            }
            match &self.condition {
                Some(condition) => condition.met(study, kept, stop),
                None => Ok(kept),
            }
        };
        let mut kept = Vec::new();
        for part in in_parts(rows.len(), work) {
            kept.append(&mut part?);
        }
        Ok(kept)
    }

    /// The columns that values were picked in, with the values.
    fn columns(&self) -> Vec<(Field, Vec<&str>)> {
        let mut columns: Vec<(Field, Vec<&str>)> = Vec::new();
        for pick in &self.picks {
            match columns.iter_mut().find(|(field, _)| *field == pick.field) {
                Some((_, values)) => values.push(&pick.value),
                None => columns.push((pick.field, vec![&pick.value])),
            }
        }
        columns
    }

    /// Picks a value, or drops it if it was picked.
    pub fn toggle(&mut self, pick: &Pick) {
        match self.picks.iter().position(|known| known == pick) {
            Some(at) => {
                self.picks.remove(at);
            }
            None => self.picks.push(pick.clone()),
        }
    }
}

/// Why rows were not found.
#[derive(Debug, Clone, PartialEq)]
pub enum Halt {
    /// Nobody waits for them any more.
    Stopped,
    /// The condition cannot be computed.
    Fault(Fault),
}

/// A column that values were picked in; each value it meets is compared with them once.
struct Picked<'p, 's> {
    field: Field,
    values: &'p [&'p str],
    known: QuickMap<Value<'s>, bool>,
}

impl<'p, 's> Picked<'p, 's> {
    fn new((field, values): &'p (Field, Vec<&'p str>)) -> Self {
        Self { field: *field, values, known: QuickMap::default() }
    }

    /// Whether a fact shows one of the values.
    fn shows(&mut self, study: &'s Study, fact: &'s Fact) -> bool {
        let value = value(self.field, study, fact);
        if let Some(known) = self.known.get(&value) {
            return *known;
        }
        let text = cell(self.field, study, fact, Lang::En).text;
        let shows = self.values.iter().any(|value| takes_in(value, &text));
        self.known.insert(value, shows);
        shows
    }
}

/// Whether a value that was picked takes in what a cell shows: the same text, or the year or month
/// of a day.
pub(super) fn takes_in(value: &str, text: &str) -> bool {
    let rest = text.strip_prefix(value);
    rest == Some("") || (is_day(text) && rest.is_some_and(|rest| rest.starts_with('-')))
}

/// Whether a cell shows a day.
pub(super) fn is_day(text: &str) -> bool {
    text.len() == 10 && text.parse::<NaiveDate>().is_ok()
}

#[cfg(test)]
mod tests {
    use std::sync::OnceLock;

    use super::*;
    use crate::load::{Origin, load};

    fn shown(filter: &Filter) -> Vec<String> {
        let study = load(&Origin::BuiltIn).unwrap().study;
        let all: Vec<Row> = (0..).take(study.facts.len()).collect();
        let index = OnceLock::new();
        let rows = filter.apply(Searchable { study: &study, index: &index }, &all).unwrap();
        rows.iter().map(|row| study.facts[*row as usize].id.to_string()).collect()
    }

    fn pick(field: Field, value: &str) -> Pick {
        Pick { field, value: value.to_owned() }
    }

    #[test]
    fn values_of_one_column_add_up_and_columns_narrow_each_other() {
        let of =
            |picks: &[Pick]| shown(&Filter { picks: picks.to_vec(), ..Filter::default() }).len();
        let (missing, late) = (pick(Field::Gap, "missing"), pick(Field::Gap, "late"));
        let hardware = pick(Field::Category, "Hardware integration");
        let (m, l) = (of(std::slice::from_ref(&missing)), of(std::slice::from_ref(&late)));
        assert_eq!(of(&[missing, late.clone()]), m + l);
        let both = of(&[late, hardware.clone()]);
        assert!(both > 0 && both < l && both <= of(&[hardware]));
    }

    #[test]
    fn a_year_takes_in_its_days_and_nothing_that_merely_begins_alike() {
        assert!(takes_in("2021", "2021-07-08") && takes_in("2021-07", "2021-07-08"));
        assert!(!takes_in("202", "2021-07-08") && !takes_in("2018", "2018-2022"));
        assert!(takes_in("missing", "missing") && !takes_in("", "2021-07-08"));
    }

    #[test]
    fn words_a_pick_and_a_condition_hold_together() {
        let study = load(&Origin::BuiltIn).unwrap().study;
        let filter = Filter {
            words: "inf1".into(),
            picks: vec![pick(Field::Gap, "late")],
            condition: Some(Condition::parse("delay > 400", &study).unwrap()),
        };
        assert_eq!(shown(&filter), ["release-inf1"]);
        assert!(!filter.is_empty() && Filter::default().is_empty());
    }
}
