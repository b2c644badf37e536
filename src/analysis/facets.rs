//! The columns worth picking from, with the number of rows of each value.
//!
//! Counts follow whatever else narrows the table, the picks of their own column excepted, so that
//! a second value can be added to the first. It must not know how they are listed.

use super::distinct::{Distinct, distinct};
use super::filter::{Count, Filter, Halt, Pick};
use super::search::Searchable;
use super::table::{Field, Key, Row, View, cell};
use super::work::Stop;
use crate::model::{Kind, Lang, Study};

/// A column with its values.
#[derive(Debug, Clone, PartialEq)]
pub struct Facet {
    /// The column.
    pub field: Field,
    /// Its values: points in time and numbers in their order, others by the number of rows.
    pub counts: Vec<Count>,
}

/// A column with more values than this is to be searched, not picked from.
pub const MOST_VALUES: usize = 40;

/// Columns that rows are picked by even where the table does not show them.
const BEHIND: [Field; 13] = [
    Field::Gap,
    Field::Kind,
    Field::Category,
    Field::What,
    Field::Year,
    Field::Group,
    Field::Phase,
    Field::Cost,
    Field::Service,
    Field::Unit,
    Field::Where,
    Field::Factor,
    Field::Source,
];

/// The facets of a table whose rows without any filter are `rows`.
///
/// # Errors
/// If the filter's condition cannot be computed for a row, or nobody waits for them any more.
pub fn facets(
    facts: Searchable<'_>,
    (view, rows): (&View, &[Row]),
    (filter, lang): (&Filter, Lang),
    stop: &Stop,
) -> Result<Vec<Facet>, Halt> {
    let study = facts.study;
    let unpicked = Filter { picks: Vec::new(), ..filter.clone() };
    let narrowed = unpicked.narrow(facts, rows, stop)?;
    let but_for = |field: Option<Field>| {
        let mut picks = filter.picks.clone();
        picks.retain(|pick| Some(pick.field) != field);
        Filter { picks, ..Filter::default() }.kept(study, &narrowed, stop)
    };
    let picked = but_for(None)?;
    let kinds = kinds(study, &narrowed);
    let mut fields = view.columns(study);
    for field in BEHIND {
        if !fields.contains(&field) && kinds.iter().any(|kind| says(*kind, field)) {
            fields.push(field);
        }
    }
    let mut facets = Vec::new();
    for field in fields.into_iter().filter(|field| is_listed(*field)) {
        let own: Vec<&Pick> = filter.picks.iter().filter(|pick| pick.field == field).collect();
        let rest = if own.is_empty() { None } else { Some(but_for(Some(field))?) };
        let rows = rest.as_ref().unwrap_or(&picked);
        facets.extend(of_column((study, rows, lang), (field, &own), stop));
    }
    if stop.is_due() { Err(Halt::Stopped) } else { Ok(facets) }
}

/// The kinds of some rows.
fn kinds(study: &Study, rows: &[Row]) -> Vec<Kind> {
    let mut kinds: Vec<Kind> = Vec::new();
    for fact in rows.iter().filter_map(|row| study.fact_at(*row as usize)) {
        let kind = fact.body.kind();
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    kinds
}

/// Whether facts of a kind say anything in a column behind the table: what they never say need not
/// be counted.
fn says(kind: Kind, field: Field) -> bool {
    use Kind::{Capability, Claim, Count, Customer, Event, Exposure, FreeTier, Pest, Price};
    use Kind::{PriceCut, Release, Series, Swot, Tco, Tows};
    let kinds: &[Kind] = match field {
        Field::Gap => &[Release, Capability, FreeTier],
        Field::What => &[Release, Capability],
        Field::Year => &[Release, Exposure, Event],
        Field::Group => &[Release],
        Field::Phase | Field::Cost => &[Tco],
        Field::Service => &[Price],
        Field::Unit => &[Series, Count, Price, Tco, Claim],
        Field::Where => &[PriceCut, Customer],
        Field::Factor => &[Pest, Swot, Tows],
        _ => return true,
    };
    kinds.contains(&kind)
}

/// A text is read, not picked.
fn is_listed(field: Field) -> bool {
    use Field::{Details, Id, Name, Printed, Speakers, Text, Topic, Values};
    !matches!(field, Id | Name | Text | Values | Details | Speakers | Topic | Printed)
}

/// The values of a column; none if they are too many, or too alone, to be picked.
fn of_column(
    (study, rows, lang): (&Study, &[Row], Lang),
    (field, own): (Field, &[&Pick]),
    stop: &Stop,
) -> Option<Facet> {
    let values = distinct((study, rows), field, (MOST_VALUES, stop), |count, _| *count += 1)?;
    let mut found: Vec<(Key, Count)> = Vec::new();
    for Distinct { first, gathered: rows } in values {
        let shown = cell(field, study, first, Lang::En);
        match found.iter_mut().find(|(_, count)| count.pick.value == shown.text) {
            Some((_, count)) => count.rows += rows,
            None => {
                let label = cell(field, study, first, lang).text;
                let pick = Pick { field, value: shown.text };
                found.push((shown.key, Count { pick, label, rows }));
            }
        }
    }
    // A value that was picked stays on the list even where no row is left to show it.
    for pick in own {
        if !found.iter().any(|(_, count)| count.pick.value == pick.value) {
            let label = pick.value.clone();
            found.push((Key::Nothing, Count { pick: (*pick).clone(), label, rows: 0 }));
        }
    }
    // Where most values stand on one row each, there is nothing to pick from; what a market has is
    // asked for all the same.
    let alone = found.iter().filter(|(_, count)| count.rows == 1).count();
    let alike = matches!(field, Field::Market(_)) || alone * 2 <= found.len();
    let worth = found.len() > 1 && found.len() < rows.len() && alike;
    if own.is_empty() && !worth {
        return None;
    }
    found.sort_by(|(a_key, a), (b_key, b)| match field {
        field if in_order(field) => a_key.compare(b_key),
        _ => b.rows.cmp(&a.rows),
    });
    Some(Facet { field, counts: found.into_iter().map(|(_, count)| count).collect() })
}

/// Whether the values of a column have an order of their own.
fn in_order(field: Field) -> bool {
    field.is_numeric()
        || matches!(field, Field::Year | Field::Group | Field::Period | Field::Date | Field::AsOf)
}

#[cfg(test)]
mod tests {
    use std::sync::OnceLock;

    use super::*;
    use crate::analysis::table::VIEWS;
    use crate::load::{Origin, load};

    fn of(view: &str, filter: &Filter) -> Vec<Facet> {
        let study = load(&Origin::BuiltIn).unwrap().study;
        let view = VIEWS.iter().find(|known| known.id == view).unwrap();
        let index = OnceLock::new();
        let facts = Searchable { study: &study, index: &index };
        facets(facts, (view, &view.rows(&study)), (filter, Lang::En), &Stop::never()).unwrap()
    }

    fn rows(facets: &[Facet], field: Field, value: &str) -> Option<usize> {
        let facet = facets.iter().find(|facet| facet.field == field)?;
        facet.counts.iter().find(|count| count.pick.value == value).map(|count| count.rows)
    }

    #[test]
    fn counts_follow_other_columns_and_not_their_own() {
        let missing = Pick { field: Field::Gap, value: "missing".into() };
        let all = of("gaps", &Filter::default());
        let narrowed = of("gaps", &Filter { picks: vec![missing], ..Filter::default() });
        for value in ["missing", "late"] {
            assert_eq!(
                rows(&all, Field::Gap, value),
                rows(&narrowed, Field::Gap, value),
                "{value}"
            );
        }
        let sum = |facets: &[Facet]| {
            let of = facets.iter().find(|facet| facet.field == Field::Category).unwrap();
            of.counts.iter().map(|count| count.rows).sum::<usize>()
        };
        assert_eq!(Some(sum(&narrowed)), rows(&all, Field::Gap, "missing"));
    }

    #[test]
    fn years_and_sources_are_offered_and_names_are_not() {
        let facets = of("releases", &Filter::default());
        let fields: Vec<Field> = facets.iter().map(|facet| facet.field).collect();
        assert!(fields.contains(&Field::Year) && !fields.contains(&Field::Name), "{fields:?}");
        let years = facets.iter().find(|facet| facet.field == Field::Year).unwrap();
        let years: Vec<&str> = years.counts.iter().map(|count| &*count.pick.value).collect();
        assert!(years.is_sorted(), "{years:?}");
    }

    #[test]
    fn rows_without_a_year_are_offered_behind_all_years() {
        let facets = of("gaps", &Filter::default());
        let years = facets.iter().find(|facet| facet.field == Field::Year).unwrap();
        let years: Vec<&str> = years.counts.iter().map(|count| &*count.pick.value).collect();
        let (last, others) = years.split_last().unwrap();
        assert!(last.is_empty() && !others.is_empty() && others.is_sorted(), "{years:?}");
    }

    #[test]
    fn a_count_is_what_its_pick_shows() {
        let study = load(&Origin::BuiltIn).unwrap().study;
        let view = VIEWS.iter().find(|known| known.id == "gaps").unwrap();
        let facts = Searchable { study: &study, index: &OnceLock::new() };
        let narrowed = Filter { words: "aws".into(), ..Filter::default() };
        let counts = of("gaps", &narrowed).into_iter().flat_map(|facet| facet.counts);
        for count in counts {
            let filter = Filter { picks: vec![count.pick], ..narrowed.clone() };
            let shown = filter.apply(facts, &view.rows(&study)).unwrap();
            assert_eq!(shown.len(), count.rows, "{filter:?}");
        }
    }

    #[test]
    fn a_column_that_is_passed_over_says_nothing_of_the_kind() {
        let study = load(&Origin::BuiltIn).unwrap().study;
        for fact in &study.facts {
            for field in BEHIND.into_iter().filter(|field| !says(fact.body.kind(), *field)) {
                let text = cell(field, &study, fact, Lang::En).text;
                assert_eq!(text, "", "{field:?} of {}", fact.id);
            }
        }
    }

    #[test]
    fn a_picked_value_stays_even_where_no_row_is_left() {
        let gone = Pick { field: Field::Category, value: "no such".into() };
        let facets = of("gaps", &Filter { picks: vec![gone], ..Filter::default() });
        assert_eq!(rows(&facets, Field::Category, "no such"), Some(0));
    }
}
