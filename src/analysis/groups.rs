//! Rows grouped by a column: how many there are of each value, what is missing, how late it came.
//!
//! Any column groups; gaps and delays are those of the pair that is compared. It must not know how
//! a group is shown.

use std::cmp::Ordering;

use super::distinct::{Distinct, distinct};
use super::filter::Pick;
use super::gap::{Gap, delay_between, standing};
use super::hash::QuickMap;
use super::stats::{Summary, summary};
use super::table::{Field, Key, Row, cell};
use super::work::Stop;
use crate::model::{Fact, Lang, Study};

/// The rows that share a value.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// What they share, as the column shows it: that it is not stated, too. Empty for rows of which
    /// the column says nothing.
    pub value: String,
    /// What the value sorts by.
    pub key: Key,
    /// The rows, in the order they were given: positions among the study's facts.
    pub rows: Vec<Row>,
    /// How many of all rows they are, in percent.
    pub share: f64,
    /// How they stand between the two markets.
    pub tally: Tally,
    /// The delays of the rows that have one, in days.
    pub delays: Option<Summary>,
}

impl Group {
    /// How many rows share the value.
    #[must_use]
    pub fn count(&self) -> usize {
        self.rows.len()
    }
}

/// How many rows are available, limited, missing, late, or not stated. Rows that compare no
/// availability, such as prices, count nowhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Level with the reference market, or ahead of it.
    pub available: usize,
    /// There with a limit.
    pub limited: usize,
    /// Not there.
    pub missing: usize,
    /// There, but later than in the reference market.
    pub late: usize,
    /// Of which the source says too little.
    pub not_stated: usize,
}

impl Tally {
    /// Counts gaps.
    #[must_use]
    pub fn of(gaps: impl IntoIterator<Item = Gap>) -> Self {
        let mut tally = Self::default();
        gaps.into_iter().for_each(|gap| tally.count(gap, 1));
        tally
    }

    /// Counts so many rows with a gap.
    pub(super) fn count(&mut self, gap: Gap, rows: usize) {
        let counter = match gap {
            Gap::Level => &mut self.available,
            Gap::Limited => &mut self.limited,
            Gap::Missing => &mut self.missing,
            Gap::Late(_) => &mut self.late,
            Gap::NotStated => &mut self.not_stated,
        };
        *counter += rows;
    }

    /// How many rows the source says enough of.
    #[must_use]
    pub fn stated(&self) -> usize {
        self.available + self.limited + self.missing + self.late
    }

    /// How much of what is stated the home market has in full, late or not, in percent; `None`
    /// where nothing is stated.
    #[must_use]
    pub fn coverage(&self) -> Option<f64> {
        let covered = self.available + self.late;
        (self.stated() > 0).then(|| percent(covered, self.stated()))
    }
}

/// Groups rows by the values of a column: gaps by weight, numbers, years and other periods in their
/// order, everything else by size; rows of which the column says nothing come last. `None` if nobody waits for them any
/// more.
///
/// `rows` are positions among the study's facts, as [`super::table::View::rows`] gives them.
#[must_use]
pub fn groups(
    study: &Study,
    rows: &[Row],
    (field, lang): (Field, Lang),
    stop: &Stop,
) -> Option<Vec<Group>> {
    let gather = |rows: &mut Vec<Row>, row| rows.push(row);
    let values = distinct((study, rows), field, (usize::MAX, stop), gather)?;
    // Values that are worded alike are one to the reader.
    let mut found: Vec<(Key, String, Vec<Row>)> = Vec::new();
    let mut places: QuickMap<String, usize> = QuickMap::default();
    for Distinct { first, gathered: rows } in stop.watch(values.into_iter()) {
        let shown = cell(field, study, first, lang);
        let value = shown.text;
        let at = *places.entry(value.clone()).or_insert(found.len());
        match found.get_mut(at) {
            Some((_, _, known)) => known.extend(rows),
            None => found.push((shown.key, value, rows)),
        }
    }
    let all = found.iter().map(|(_, _, rows)| rows.len()).sum();
    let group = |(key, value, rows)| group(study, (key, value, rows), all);
    let mut groups: Vec<Group> = stop.watch(found.into_iter()).map(group).collect();
    groups.sort_by(|a, b| order(field, a, b));
    (!stop.is_due()).then_some(groups)
}

impl Group {
    /// The filters' values that keep these rows and no others: more than one where what the column
    /// shows in this language has several names in English.
    #[must_use]
    pub fn picks(&self, study: &Study, field: Field) -> Vec<Pick> {
        let alone = (usize::MAX, &Stop::never());
        let values = distinct((study, &self.rows), field, alone, |(): &mut (), _| ());
        let values = values.into_iter().flatten();
        let pick = |value: Distinct<'_, ()>| Pick {
            field,
            value: cell(field, study, value.first, Lang::En).text,
        };
        let mut picks: Vec<Pick> = Vec::new();
        for pick in values.map(pick) {
            if !picks.contains(&pick) {
                picks.push(pick);
            }
        }
        picks
    }
}

fn group(study: &Study, (key, value, rows): (Key, String, Vec<Row>), all: usize) -> Group {
    let facts: Vec<&Fact> = rows.iter().filter_map(|row| study.fact_at(*row as usize)).collect();
    let days = facts.iter().filter_map(|fact| delay_between(study.pair, fact));
    Group {
        share: percent(rows.len(), all),
        tally: Tally::of(facts.iter().filter_map(|fact| standing(study, fact))),
        delays: summary(days.map(|days| days as f64)),
        key,
        value,
        rows,
    }
}

fn percent(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 * 100.0 / whole as f64 }
}

fn order(field: Field, a: &Group, b: &Group) -> Ordering {
    let unknown = |group: &Group| group.key == Key::Nothing;
    let natural = a.key.compare(&b.key);
    let by_size = b.count().cmp(&a.count()).then(natural);
    unknown(a).cmp(&unknown(b)).then(match field {
        // The worst first, as the table has them.
        Field::Gap => natural.reverse(),
        field if in_order(field) => natural,
        _ => by_size,
    })
}

/// Whether the values of a column have an order of their own: gaps their weight, numbers and points
/// in time.
pub(super) fn in_order(field: Field) -> bool {
    use Field::{AsOf, ChangeKind, Date, Gap, Group, Period, Year};
    field.is_numeric() || matches!(field, Year | Group | Period | Date | AsOf | Gap | ChangeKind)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::{Origin, StudyFile, from_files, load};
    use crate::model::{Dimension, Pair};

    const STUDY: &str = r#"
format = 1
id = "s"
title = "S"
market = [{ id = "a", name = "A" }, { id = "b", name = "B" }]
category = [{ id = "x", name = "X" }, { id = "y", name = "Y" }]
source = [{ id = "z", title = "Z" }]
[defaults]
source = "z"
[[release]]
id = "one"
name = "one"
category = "x"
dates = { a = 2021-01-11, b = 2020-12-31 }
[[release]]
id = "two"
name = "two"
category = "x"
dates = { a = 2021-03-01, b = 2021-03-01 }
[[release]]
id = "three"
name = "three"
category = "y"
dates = { a = "missing", b = 2020-05-01 }
[[capability]]
id = "four"
name = "four"
category = "x"
type = "service"
status = { b = "available" }
[[capability]]
id = "five"
name = "five"
type = "service"
status = { a = "limited", b = "available" }
"#;

    fn study() -> Study {
        let file = StudyFile { name: "s.toml".into(), text: STUDY.into(), fault: None };
        let loaded = from_files(vec![file]);
        assert_eq!(loaded.counts().0, 0, "{:?}", loaded.problems);
        loaded.study
    }

    fn by(study: &Study, field: Field) -> Vec<Group> {
        let rows: Vec<Row> = (0..).take(study.facts.len()).collect();
        groups(study, &rows, (field, Lang::En), &Stop::never()).unwrap()
    }

    #[test]
    fn categories_come_by_size_and_what_has_none_comes_last() {
        let study = study();
        let groups = by(&study, Field::Category);
        let said: Vec<_> = groups.iter().map(|g| (g.value.as_str(), g.count())).collect();
        assert_eq!(said, [("X", 3), ("Y", 1), ("", 1)]);
        assert_eq!(groups[0].share, 60.0);
        let x = groups[0].tally;
        assert_eq!((x.available, x.late, x.not_stated), (1, 1, 1));
        assert_eq!(x.coverage(), Some(100.0), "what is not stated counts for neither");
        assert_eq!(groups[1].tally.coverage(), Some(0.0));
        let delays = groups[0].delays.unwrap();
        assert_eq!((delays.count, delays.mean, delays.max), (2, 5.5, 11.0));
        assert_eq!(groups[1].delays, None);
    }

    #[test]
    fn years_stand_in_their_order_and_are_those_of_the_home_market() {
        let study = study();
        let years: Vec<_> =
            by(&study, Field::Year).into_iter().map(|g| (g.value, g.rows.len())).collect();
        let years: Vec<_> = years.iter().map(|(year, count)| (year.as_str(), *count)).collect();
        assert_eq!(
            years,
            [("2020", 1), ("2021", 2), ("", 2)],
            "what never came is of its first year"
        );
    }

    #[test]
    fn turning_the_pair_around_turns_the_groups_around() {
        let mut study = study();
        study.pair = Pair::named(&study, "b", "a").unwrap();
        let late = by(&study, Field::Gap).into_iter().find(|group| group.value == "late");
        assert_eq!(late, None, "the other market is ahead throughout");
        let years = by(&study, Field::Year);
        let first = years.first().unwrap();
        assert_eq!((first.value.as_str(), first.count()), ("2020", 2), "those of b");
    }

    #[test]
    fn gaps_come_by_weight_and_numbers_by_number() {
        let study = load(&Origin::BuiltIn).unwrap().study;
        let gaps = super::super::table::View::of(Dimension::Technology).next().unwrap();
        let rows = gaps.rows(&study);
        let groups = |field| groups(&study, &rows, (field, Lang::En), &Stop::never()).unwrap();
        let words: Vec<String> = groups(Field::Gap).into_iter().map(|group| group.value).collect();
        assert_eq!(words, ["missing", "late", "available", "not stated"]);
        let numbers: Vec<u8> =
            groups(Field::Priority).iter().filter_map(|group| group.value.parse().ok()).collect();
        assert!(numbers.len() > 4 && numbers.is_sorted(), "{numbers:?}");
    }

    #[test]
    fn the_year_of_a_release_is_the_group_that_the_source_names() {
        let study = load(&Origin::BuiltIn).unwrap().study;
        for fact in &study.facts {
            if let crate::model::Body::Release(release) = &fact.body
                && let Some(group) = &release.group
            {
                let year = cell(Field::Year, &study, fact, Lang::En);
                assert_eq!(year.text, **group, "{}", fact.id);
            }
        }
    }

    #[test]
    fn what_both_markets_lack_is_missing_and_never_available() {
        let text = STUDY.replace(
            "status = { b = \"available\" }",
            "status = { a = \"missing\", b = \"missing\" }",
        );
        let file = StudyFile { name: "s.toml".into(), text: text.into(), fault: None };
        let study = from_files(vec![file]).study;
        let fact = study.facts.iter().find(|fact| fact.id.as_str() == "four").unwrap();
        assert_eq!(super::super::gap::gap(&study, fact), Some(Gap::Level));
        assert_eq!(cell(Field::Gap, &study, fact, Lang::En).text, "missing, not behind");
        assert_eq!(Tally::of(standing(&study, fact)).missing, 1);
    }

    #[test]
    fn every_row_of_the_built_in_study_is_in_one_group_whatever_the_column() {
        let study = load(&Origin::BuiltIn).unwrap().study;
        for view in super::super::table::View::of(Dimension::Technology) {
            let rows = view.rows(&study);
            for field in view.columns(&study).into_iter().chain([Field::Year]) {
                let groups = groups(&study, &rows, (field, Lang::Zh), &Stop::never()).unwrap();
                let mut grouped: Vec<Row> = groups.iter().flat_map(|g| g.rows.clone()).collect();
                grouped.sort_unstable();
                let mut rows = rows.clone();
                rows.sort_unstable();
                assert_eq!(grouped, rows, "{field:?}");
                let shares: f64 = groups.iter().map(|group| group.share).sum();
                assert!(rows.is_empty() || (shares - 100.0).abs() < 1e-9, "{field:?}");
            }
        }
    }
}
