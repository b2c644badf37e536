//! The columns worth picking from, with the number of rows of each value.
//!
//! Counts follow whatever else narrows the table, the picks of their own column excepted, so that
//! a second value can be added to the first. It must not know how they are listed.

use super::distinct::{Distinct, distinct};
use super::filter::{Count, Filter, Halt, Pick, is_day, takes_in};
use super::groups::in_order;
use super::search::Searchable;
use super::table::{Cell, Field, Key, Row, View, cell};
use super::work::Stop;
use super::year::group_year;
use crate::model::{Body, Fact, Kind, Lang, Study};

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
const BEHIND: [Field; 15] = [
    Field::ChangeKind,
    Field::Gap,
    Field::Kind,
    Field::Category,
    Field::What,
    Field::Year,
    Field::Group,
    Field::Phase,
    Field::Cost,
    Field::Scenario,
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
    let behind = BEHIND.into_iter().filter(|field| !field.is_of_change() || view.is_of_changes());
    for field in behind {
        let adds = match field {
            // Where every group is a year, the years are the groups.
            Field::Group => facts_of(study, &narrowed).any(is_grouped),
            field => kinds.iter().any(|kind| says(*kind, field)),
        };
        if adds && !fields.contains(&field) {
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

fn facts_of<'a>(study: &'a Study, rows: &[Row]) -> impl Iterator<Item = &'a Fact> {
    rows.iter().filter_map(|row| study.fact_at(*row as usize))
}

/// The kinds of some rows.
fn kinds(study: &Study, rows: &[Row]) -> Vec<Kind> {
    let mut kinds: Vec<Kind> = Vec::new();
    for fact in facts_of(study, rows) {
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
        Field::Phase | Field::Cost | Field::Scenario | Field::Years => &[Tco],
        Field::Service => &[Price],
        Field::Unit => &[Series, Count, Price, Tco, Claim],
        Field::Where => &[PriceCut, Customer, Event, Price, Count],
        Field::Factor => &[Pest, Swot, Tows],
        _ => return true,
    };
    kinds.contains(&kind)
}

/// Whether a release is in a group that is no year.
fn is_grouped(fact: &Fact) -> bool {
    matches!(&fact.body, Body::Release(b) if b.group.is_some() && group_year(b).is_none())
}

/// A text is read, not picked.
fn is_listed(field: Field) -> bool {
    use Field::{After, Before, Change, Details, Id, Name, Printed, Speakers, Text, Topic, Values};
    !matches!(
        field,
        Id | Name | Text | Values | Details | Speakers | Topic | Printed | Change | Before | After
    )
}

/// So many days may a column hold that are picked by their years.
const MOST_DAYS: usize = 4000;

/// A value of a column: what it sorts by, whether it is a year or month, its count.
type Found = (Key, bool, Count);

/// The values of a column; none if they are too many, or too alone, to be picked.
fn of_column(
    (study, rows, lang): (&Study, &[Row], Lang),
    (field, own): (Field, &[&Pick]),
    stop: &Stop,
) -> Option<Facet> {
    let dated = matches!(field, Field::Market(_) | Field::Date | Field::AsOf);
    let most = if dated { MOST_DAYS } else { MOST_VALUES };
    let values = distinct((study, rows), field, (most, stop), |count, _| *count += 1)?;
    let shown = |value: Distinct<'_, usize>| {
        let text = cell(field, study, value.first, lang).text;
        (cell(field, study, value.first, Lang::En), text, value.gathered)
    };
    let shown: Vec<(Cell, String, usize)> = values.into_iter().map(shown).collect();
    let mut found = by_value(field, &shown)?;
    // A value that was picked stays on the list even where no row is left to show it.
    for pick in own {
        if !found.iter().any(|(_, _, count)| count.pick.value == pick.value) {
            let shows = |(cell, _, rows): &(Cell, String, usize)| {
                takes_in(&pick.value, &cell.text).then_some(*rows)
            };
            let (label, rows) = (pick.value.clone(), shown.iter().filter_map(shows).sum());
            found.push((Key::Nothing, false, Count { pick: (*pick).clone(), label, rows }));
        }
    }
    if own.is_empty() && !is_worth_picking(field, &found, rows.len()) {
        return None;
    }
    found.sort_by(|(a_key, a_time, a), (b_key, b_time, b)| match field {
        _ if *a_time || *b_time => b_time.cmp(a_time).then_with(|| a.pick.value.cmp(&b.pick.value)),
        Field::Gap => b_key.compare(a_key),
        field if in_order(field) => a_key.compare(b_key),
        _ => b.rows.cmp(&a.rows),
    });
    Some(Facet { field, counts: found.into_iter().map(|(_, _, count)| count).collect() })
}

/// Counts what cells show; days by their years, or by months where they lie in one year. None if
/// there are too many values.
fn by_value(field: Field, shown: &[(Cell, String, usize)]) -> Option<Vec<Found>> {
    let days = || shown.iter().map(|(cell, ..)| &*cell.text).filter(|text| is_day(text));
    let year = |text: &str| text.get(..4).unwrap_or_default().to_owned();
    let first = days().next().map(year);
    let digits = if days().all(|day| Some(year(day)) == first) { 7 } else { 4 };
    let mut found: Vec<Found> = Vec::new();
    for (cell, label, rows) in shown {
        let (is_time, value) = match cell.text.get(..digits).filter(|_| is_day(&cell.text)) {
            Some(value) => (true, value),
            None => (false, &*cell.text),
        };
        let known = found.iter().position(|(_, _, count)| count.pick.value == value);
        if let Some((_, _, count)) = known.and_then(|at| found.get_mut(at)) {
            count.rows += rows;
            continue;
        }
        if found.len() == MOST_VALUES {
            return None;
        }
        let label = if is_time { value.to_owned() } else { label.clone() };
        let pick = Pick { field, value: value.to_owned() };
        found.push((cell.key.clone(), is_time, Count { pick, label, rows: *rows }));
    }
    Some(found)
}

/// Where most values stand on one row each, there is nothing to pick from; what a market has, a
/// year and a kind of change are asked for all the same.
fn is_worth_picking(field: Field, found: &[Found], rows: usize) -> bool {
    if found.len() < 2 {
        return false;
    }
    if matches!(field, Field::Year | Field::Group | Field::ChangeKind)
        || found.iter().any(|found| found.1)
    {
        return true;
    }
    let alone = found.iter().filter(|(_, _, count)| count.rows == 1).count();
    let is_number = |(key, ..): &Found| matches!(key, Key::Number(_));
    let of_market = matches!(field, Field::Market(_)) && !found.iter().any(is_number);
    found.len() < rows && (of_market || alone * 2 <= found.len())
}

#[cfg(test)]
mod tests {
    use std::sync::OnceLock;

    use super::*;
    use crate::analysis::table::VIEWS;
    use crate::load::{Origin, StudyFile, from_files, load};

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
        assert!(!fields.contains(&Field::Group), "the groups are the years: {fields:?}");
        let years = facets.iter().find(|facet| facet.field == Field::Year).unwrap();
        let years: Vec<&str> = years.counts.iter().map(|count| &*count.pick.value).collect();
        assert!(years.is_sorted(), "{years:?}");
    }

    #[test]
    fn groups_that_are_no_years_are_offered_beside_the_years() {
        let release = |id: &str, group: &str| {
            format!(
                "[[release]]\nid = \"{id}\"\nname = \"{id}\"\nsource = \"x\"\ngroup = \"{group}\"\n\
                 dates = {{ a = 2022-05-01, b = 2021-05-01 }}\n"
            )
        };
        let releases = ["H1 2021", "2021", "H1 2021", "H2 2021"];
        let releases = ["p", "q", "r", "s"].into_iter().zip(releases);
        let releases: String = releases.map(|(id, group)| release(id, group)).collect();
        let header = "format = 1\nid = \"s\"\ntitle = \"S\"\nsource = [{ id = \"x\", title = \"X\" }]\n\
                      market = [{ id = \"a\", name = \"A\" }, { id = \"b\", name = \"B\" }]\n";
        let text = format!("{header}{releases}");
        let file = StudyFile { name: "s.toml".into(), text: text.into(), fault: None };
        let study = from_files(vec![file]).study;
        let view = VIEWS.iter().find(|known| known.id == "releases").unwrap();
        let index = OnceLock::new();
        let (facts, none) = (Searchable { study: &study, index: &index }, Filter::default());
        let table = (view, &*view.rows(&study));
        let facets = facets(facts, table, (&none, Lang::En), &Stop::never()).unwrap();
        let years = ["2021", "2022"].map(|year| rows(&facets, Field::Year, year));
        assert_eq!(years, [Some(1), Some(3)]);
        let groups = ["2021", "H1 2021"].map(|group| rows(&facets, Field::Group, group));
        assert_eq!(groups, [Some(1), Some(2)]);
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
    fn days_are_picked_by_their_years_for_every_market_that_has_any() {
        let facets = of("releases", &Filter::default());
        for market in 0..2 {
            let field = Field::Market(crate::model::MarketIndex(market));
            let facet = facets.iter().find(|facet| facet.field == field).unwrap();
            let values: Vec<&str> = facet.counts.iter().map(|c| &*c.pick.value).collect();
            assert!(values.contains(&"2021") && values.contains(&"2022"), "{values:?}");
            assert!(!values.iter().any(|value| is_day(value)), "{values:?}");
        }
    }

    #[test]
    fn every_table_of_the_brand_and_of_prices_has_what_is_asked_for() {
        let fields = |view| -> Vec<Field> {
            of(view, &Filter::default()).iter().map(|facet| facet.field).collect()
        };
        assert!(fields("exposure").contains(&Field::Year));
        assert!(fields("events").contains(&Field::Where));
        assert!(fields("prices").contains(&Field::Service));
    }

    #[test]
    fn prices_are_picked_by_the_markets_that_state_them() {
        let price = |id: &str, values: &str| {
            format!(
                "[[price]]\nid = \"{id}\"\nname = \"{id}\"\nservice = \"{id}\"\nunit = \"GB\"\n\
                 currency = \"USD\"\nsource = \"x\"\nvalues = {{ {values} }}\n"
            )
        };
        let prices = [price("p", "a = 1, b = 2"), price("q", "a = 1"), price("r", "a = 3, b = 2")];
        let header = "format = 1\nid = \"s\"\ntitle = \"S\"\nsource = [{ id = \"x\", title = \"X\" }]\n\
                      market = [{ id = \"a\", name = \"A\" }, { id = \"b\", name = \"B\" }]\n\
                      [defaults]\ndimension = \"price\"\n";
        let text = format!("{header}{}", prices.concat());
        let file = StudyFile { name: "s.toml".into(), text: text.into(), fault: None };
        let loaded = from_files(vec![file]);
        assert_eq!(loaded.counts().0, 0, "{:?}", loaded.problems);
        let study = loaded.study;
        let facts = Searchable { study: &study, index: &OnceLock::new() };
        let view = VIEWS.iter().find(|known| known.id == "prices").unwrap();
        let with = (&Filter::default(), Lang::En);
        let facets = facets(facts, (view, &view.rows(&study)), with, &Stop::never()).unwrap();
        assert_eq!(rows(&facets, Field::Where, "A, B"), Some(2));
        assert_eq!(rows(&facets, Field::Where, "A"), Some(1));
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
        let view = VIEWS.iter().find(|known| known.id == "releases").unwrap();
        for count in of("releases", &Filter::default()).into_iter().flat_map(|facet| facet.counts) {
            let filter = Filter { picks: vec![count.pick], ..Filter::default() };
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
