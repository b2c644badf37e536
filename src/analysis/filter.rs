//! Which rows of a table are shown: words, picked values, a condition. All of them must hold.
//!
//! Says which rows and in which order, and names itself in chips. It must not know how rows or chips
//! are drawn.

use super::expr::{Condition, Fault};
use super::search::Searchable;
use super::table::{Field, Row, cell};
use crate::model::{Lang, Study};

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
    /// The text of the cell in English, which is the same whatever the language of the screen;
    /// empty for rows that state nothing there.
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
        let mut kept: Vec<Row> =
            rows.iter().copied().filter(|row| self.picked(facts.study, *row)).collect();
        if let Some(condition) = &self.condition {
            kept = condition.rows(facts.study, &kept)?;
        }
        Ok(facts.filter(&kept, &self.words))
    }

    /// Whether a row shows a picked value in every column that values were picked in.
    fn picked(&self, study: &Study, row: Row) -> bool {
        let Some(fact) = study.facts.get(row as usize) else { return false };
        let shown = |field: Field| cell(field, study, fact, Lang::En).text;
        self.picks.iter().all(|pick| {
            let text = shown(pick.field);
            self.picks.iter().any(|other| other.field == pick.field && other.value == text)
        })
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

/// The values of a column among rows, most frequent first.
#[must_use]
pub fn counts(study: &Study, rows: &[Row], field: Field, lang: Lang) -> Vec<Count> {
    let mut counts: Vec<Count> = Vec::new();
    let mut places = std::collections::HashMap::new();
    for fact in rows.iter().filter_map(|row| study.facts.get(*row as usize)) {
        let value = cell(field, study, fact, Lang::En).text;
        let at = *places.entry(value.clone()).or_insert(counts.len());
        match counts.get_mut(at) {
            Some(count) => count.rows += 1,
            None => {
                let label = cell(field, study, fact, lang).text;
                counts.push(Count { pick: Pick { field, value }, label, rows: 1 });
            }
        }
    }
    counts.sort_by_key(|count| std::cmp::Reverse(count.rows));
    counts
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

    #[test]
    fn a_count_of_a_column_is_what_its_pick_shows() {
        let study = load(&Origin::BuiltIn).unwrap().study;
        let all: Vec<Row> = (0..).take(study.facts.len()).collect();
        let counts = counts(&study, &all, Field::Gap, Lang::Zh);
        assert_eq!(counts.iter().map(|count| count.rows).sum::<usize>(), all.len());
        assert!(counts.iter().any(|count| count.label == "缺失"));
        for count in counts {
            let filter = Filter { picks: vec![count.pick], ..Filter::default() };
            assert_eq!(shown(&filter).len(), count.rows);
        }
    }
}
