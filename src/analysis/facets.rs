//! The columns worth picking from, with the number of rows of each value.
//!
//! Counts follow whatever else narrows the table, the picks of their own column excepted, so that
//! a second value can be added to the first. It must not know how they are listed.

use std::collections::HashMap;

use super::expr::Fault;
use super::filter::{Count, Filter, Pick};
use super::search::Searchable;
use super::table::{Field, Key, Row, View, cell};
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
/// If the filter's condition cannot be computed for a row.
pub fn facets(
    facts: Searchable<'_>,
    (view, rows): (&View, &[Row]),
    filter: &Filter,
    lang: Lang,
) -> Result<Vec<Facet>, Fault> {
    let unpicked = Filter { picks: Vec::new(), ..filter.clone() };
    let narrowed = unpicked.apply(facts, rows)?;
    let picked = Picked::of(facts.study, &narrowed, filter);
    let kinds = kinds(facts.study, &narrowed);
    let mut fields = view.columns(facts.study);
    for field in BEHIND {
        if !fields.contains(&field) && kinds.iter().any(|kind| says(*kind, field)) {
            fields.push(field);
        }
    }
    let facet = |field: Field| {
        let rows = picked.rows_but_for(field);
        of_column((facts.study, &rows, lang), field, &filter.picks)
    };
    Ok(fields.into_iter().filter(|field| is_listed(*field)).filter_map(facet).collect())
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

/// Which rows show a picked value, by the columns that were picked in.
struct Picked {
    /// Rows with the columns whose picks they miss, as bits; columns that no bit is left for are
    /// not told apart.
    rows: Vec<(Row, u64)>,
    fields: Vec<Field>,
}

impl Picked {
    fn of(study: &Study, rows: &[Row], filter: &Filter) -> Self {
        let mut fields: Vec<Field> = Vec::new();
        for pick in &filter.picks {
            if !fields.contains(&pick.field) {
                fields.push(pick.field);
            }
        }
        let missed = |row: Row| {
            let Some(fact) = study.fact_at(row as usize) else { return u64::MAX };
            let misses = |field: Field| {
                let text = cell(field, study, fact, Lang::En).text;
                !filter.picks.iter().any(|pick| pick.field == field && pick.value == text)
            };
            let bit = |at: usize| 1_u64 << at.min(63);
            fields
                .iter()
                .enumerate()
                .fold(0, |bits, (at, field)| if misses(*field) { bits | bit(at) } else { bits })
        };
        Self { rows: rows.iter().map(|row| (*row, missed(*row))).collect(), fields }
    }

    /// The rows that show a picked value in every other column.
    fn rows_but_for(&self, field: Field) -> Vec<Row> {
        let own = self.fields.iter().position(|known| *known == field).map_or(0, |at| 1 << at);
        self.rows.iter().filter(|(_, missed)| missed & !own == 0).map(|(row, _)| *row).collect()
    }
}

/// The values of a column; none if they are too many, or too alone, to be picked.
fn of_column(
    (study, rows, lang): (&Study, &[Row], Lang),
    field: Field,
    picks: &[Pick],
) -> Option<Facet> {
    let mut found: Vec<(Key, Count)> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for fact in rows.iter().filter_map(|row| study.fact_at(*row as usize)) {
        let shown = cell(field, study, fact, Lang::En);
        if let Some((_, count)) = places.get(&shown.text).and_then(|at| found.get_mut(*at)) {
            count.rows += 1;
            continue;
        }
        if found.len() == MOST_VALUES {
            return None;
        }
        places.insert(shown.text.clone(), found.len());
        let label = cell(field, study, fact, lang).text;
        found.push((shown.key, Count { pick: Pick { field, value: shown.text }, label, rows: 1 }));
    }
    // A value that was picked stays on the list even where no row is left to show it.
    let own: Vec<&Pick> = picks.iter().filter(|pick| pick.field == field).collect();
    for pick in &own {
        if !places.contains_key(&pick.value) {
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
        facets(facts, (view, &view.rows(&study)), filter, Lang::En).unwrap()
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
