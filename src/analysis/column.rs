//! Sum, mean and middle of a column, with exact decimals.
//!
//! Numbers are those that the cells show, with every digit they have: prices for one unit and in the
//! currency that they are compared in. It must not add what cannot be added: units that differ,
//! shares, years.

use rust_decimal::Decimal;

use super::claims;
use super::counts;
use super::gap;
use super::prices;
use super::series;
use super::stats::percent;
use super::table::{Field, Row};
use super::year::year;
use crate::model::{Body, Fact, Lang, Study};

/// The numbers of a column, summed up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnSummary {
    /// How many rows state a number.
    pub count: usize,
    /// Their sum; none where numbers of the column are not to be added, or are too large.
    pub sum: Option<Decimal>,
    /// Their mean, carried to 28 digits; none where their units differ.
    pub mean: Option<Decimal>,
    /// The middle one, or the mean of the two middle ones; none where their units differ.
    pub median: Option<Decimal>,
    /// The largest.
    pub max: Decimal,
    /// The mean without the largest; none where no other is left.
    pub mean_without_max: Option<Decimal>,
    /// Whether the rows state their numbers in more than one unit.
    pub units_differ: bool,
}

/// The number that the cell of a fact in a column shows, before it is rounded; none where the cell
/// shows a text, such as a price that no rate makes comparable. What a claim has in print is a
/// number as far as it reads as one.
#[must_use]
pub fn number(field: Field, study: &Study, fact: &Fact) -> Option<Decimal> {
    let whole = |number: Option<u32>| number.map(Decimal::from);
    match (field, &fact.body) {
        (Field::Delay, _) => gap::delay_between(study.pair, fact).map(Decimal::from),
        (Field::Priority, _) => gap::priority(fact).map(Decimal::from),
        (Field::Market(market), Body::Price(price)) => prices::compare(study, price).get(market),
        (Field::Market(market), Body::Count(count)) => count.values.get(market).copied(),
        (Field::Market(market), Body::Series(series)) => Some(series::figure(series, market)?.0),
        (Field::Platform(platform), Body::Tco(line)) => *line.amounts.get(platform)?,
        (Field::Depth, Body::PriceCut(cut)) => cut.percent,
        (Field::Printed, Body::Claim(claim)) => claims::printed(&claim.value),
        (Field::Recomputed, Body::Claim(_)) => claims::checked(study, &fact.id)?.recomputed,
        (Field::Year, Body::Release(release)) => year(release, study.pair).map(Decimal::from),
        (Field::Year, Body::Exposure(e)) => Some(Decimal::from(e.year)),
        (Field::Year, Body::Event(e)) => Some(Decimal::from(e.year)),
        (Field::Posts, Body::Exposure(e)) => whole(e.posts),
        (Field::AllPosts, Body::Exposure(e)) => whole(e.all_posts),
        (Field::Features, Body::Exposure(e)) => whole(e.features),
        (Field::AllFeatures, Body::Exposure(e)) => whole(e.all_features),
        (Field::PostsShare, Body::Exposure(e)) => share(e.posts?, e.all_posts?),
        (Field::FeaturesShare, Body::Exposure(e)) => share(e.features?, e.all_features?),
        (Field::Sessions, Body::Event(e)) => whole(e.sessions),
        (Field::HomeSpeakers, Body::Event(e)) => whole(e.home_speakers),
        (Field::Ratio, Body::Price(price)) => prices::ratio(study, price),
        (Field::Ratio, Body::Count(count)) => counts::ratio(count, study.pair),
        _ => None,
    }
}

fn share(part: u32, whole: u32) -> Option<Decimal> {
    percent(Decimal::from(part), Decimal::from(whole))
}

/// What a number of the column is counted in; the same for all where the column has one unit.
fn unit<'a>(field: Field, study: &'a Study, fact: &'a Fact) -> (&'a str, &'a str) {
    match (field, &fact.body) {
        (Field::Market(_), Body::Price(price)) => {
            (prices::compare(study, price).currency, price.unit.get(Lang::En))
        }
        (Field::Market(_), Body::Count(count)) => ("", count.unit.get(Lang::En)),
        (Field::Market(market), Body::Series(series)) => {
            let span = series::figure(series, market).map_or("", |(_, span)| span.word());
            (span, series.unit.get(Lang::En))
        }
        (Field::Platform(_), Body::Tco(line)) => (&*line.currency, ""),
        _ => ("", field.title(study, Lang::En)),
    }
}

/// Whether a sum of the column means something.
fn adds_up(field: Field) -> bool {
    use Field::{Depth, FeaturesShare, PostsShare, Priority, Ratio};
    !matches!(field, Depth | FeaturesShare | PostsShare | Priority | Ratio)
}

/// Sums up a column over rows; none where no row states a number in it.
#[must_use]
pub fn summed_up(study: &Study, rows: &[Row], field: Field) -> Option<ColumnSummary> {
    if !may_hold_numbers(field) {
        return None;
    }
    let facts = rows.iter().filter_map(|row| study.facts.get(*row as usize));
    let mut units = None;
    let mut units_differ = false;
    let mut numbers = Vec::new();
    for fact in facts {
        let Some(number) = number(field, study, fact) else { continue };
        let unit = unit(field, study, fact);
        units_differ |= *units.get_or_insert(unit) != unit;
        numbers.push(number);
    }
    numbers.sort_unstable();
    let max = *numbers.last()?;
    let alike = |number: Option<Decimal>| number.filter(|_| !units_differ);
    let sum = numbers.iter().try_fold(Decimal::ZERO, |sum, number| sum.checked_add(*number));
    let over = |sum: Option<Decimal>, count: usize| sum?.checked_div(Decimal::from(count));
    Some(ColumnSummary {
        count: numbers.len(),
        sum: alike(sum).filter(|_| adds_up(field)),
        mean: alike(over(sum, numbers.len())),
        median: alike(middle(&numbers)),
        max,
        mean_without_max: alike(over(sum.and_then(|sum| sum.checked_sub(max)), numbers.len() - 1)),
        units_differ,
    })
}

/// Whether a column holds numbers that have something to do with each other; years and the figures of
/// claims have not.
#[must_use]
pub fn may_hold_numbers(field: Field) -> bool {
    let apart = matches!(field, Field::Printed | Field::Recomputed | Field::Year);
    (field.is_numeric() && !apart) || matches!(field, Field::Market(_))
}

fn middle(sorted: &[Decimal]) -> Option<Decimal> {
    let half = sorted.len() / 2;
    let upper = *sorted.get(half)?;
    if sorted.len() % 2 == 1 {
        return Some(upper);
    }
    sorted.get(half - 1)?.checked_add(upper)?.checked_div(Decimal::TWO)
}

#[cfg(test)]
mod tests {
    use rust_decimal::prelude::ToPrimitive;

    use super::*;
    use crate::analysis::table::{Key, VIEWS, cell};
    use crate::load::{Origin, StudyFile, from_files, load};

    fn of(view: &str, field: Field) -> Option<ColumnSummary> {
        let study = load(&Origin::BuiltIn).unwrap().study;
        let view = VIEWS.iter().find(|known| known.id == view).unwrap();
        summed_up(&study, &view.rows(&study), field)
    }

    #[test]
    fn the_delays_of_the_study_with_what_one_row_makes_of_their_mean() {
        let delays = of("releases", Field::Delay).unwrap();
        assert_eq!(delays.max, Decimal::from(444));
        assert_eq!(delays.median, Some(Decimal::from(14)));
        let (mean, rest) = (delays.mean.unwrap(), delays.mean_without_max.unwrap());
        assert!(rest < mean, "{rest} {mean}");
    }

    #[test]
    fn cost_lines_add_up_to_the_last_digit() {
        let study = load(&Origin::BuiltIn).unwrap().study;
        let total = of("tco", Field::Platform(0)).unwrap();
        let lines = study.facts.iter().filter_map(|fact| number(Field::Platform(0), &study, fact));
        assert_eq!(total.sum, Some(lines.sum()));
        assert!(!total.units_differ);
    }

    #[test]
    fn prices_in_different_units_are_not_added() {
        let price = |id: &str, unit: &str| {
            format!(
                "[[price]]\nid = \"{id}\"\nname = \"{id}\"\nsource = \"x\"\nservice = \"S\"\n\
                 unit = \"{unit}\"\ncurrency = \"USD\"\nvalues = {{ a = 1.5 }}\n"
            )
        };
        let header = "format = 1\nid = \"s\"\ntitle = \"S\"\n[[market]]\nid = \"a\"\nname = \"A\"\n\
                      [[source]]\nid = \"x\"\ntitle = \"X\"\n";
        let text = format!("{header}{}{}", price("p", "GB"), price("q", "hour"));
        let file = StudyFile { name: "s.toml".into(), text: text.into(), fault: None };
        let study = from_files(vec![file]).study;
        let market = Field::Market(crate::model::MarketIndex(0));
        let both = summed_up(&study, &[0, 1], market).unwrap();
        assert!(both.units_differ);
        assert_eq!((both.count, both.sum, both.mean, both.median), (2, None, None, None));
        assert_eq!(summed_up(&study, &[0], market).unwrap().sum, Some(Decimal::new(15, 1)));
    }

    const HEADER: &str = "format = 1\nid = \"s\"\ntitle = \"S\"\ncurrency = \"CNY\"\n\
        market = [{ id = \"a\", name = \"A\" }, { id = \"b\", name = \"B\" }]\n\
        source = [{ id = \"z\", title = \"Z\" }]\n";
    const RATE: &str =
        "rate = [{ from = \"USD\", to = \"CNY\", rate = 7, date = 2022-12-31, source = \"z\" }]\n";
    const PRICES: &str = "[[price]]\nid = \"p\"\nname = \"p\"\nsource = \"z\"\nservice = \"s\"\n\
        unit = \"u\"\nvalues = { a = 14, b = 1000 }\ncurrency = { b = \"USD\" }\nper = { b = 1000 }\n\
        [[price]]\nid = \"q\"\nname = \"q\"\nsource = \"z\"\nservice = \"s\"\nunit = \"u\"\n\
        values = { a = 7, b = 1 }\ncurrency = { b = \"USD\" }\n";

    fn study_of(text: String) -> Study {
        let file = StudyFile { name: "s.toml".into(), text: text.into(), fault: None };
        let loaded = from_files(vec![file]);
        assert_eq!(loaded.counts().0, 0, "{:?}", loaded.problems);
        loaded.study
    }

    #[test]
    fn converted_prices_are_added_as_converted() {
        let study = study_of(format!("{HEADER}{RATE}{PRICES}"));
        let of = |field| summed_up(&study, &[0, 1], field).unwrap();
        let abroad = of(Field::Market(study.pair.reference));
        let seven = Decimal::from(7);
        assert_eq!((abroad.sum, abroad.mean), (Some(Decimal::from(14)), Some(seven)));
        assert!(!abroad.units_differ, "all in the currency of the study");
        assert_eq!(of(Field::Ratio).mean, Some(Decimal::new(15, 1)));
        let unrated = study_of(format!("{HEADER}{PRICES}"));
        assert_eq!(summed_up(&unrated, &[0, 1], Field::Market(unrated.pair.reference)), None);
        assert_eq!(summed_up(&unrated, &[0, 1], Field::Ratio), None, "nothing to compare by");
    }

    #[test]
    fn every_number_in_a_cell_is_the_number_that_is_summed_up() {
        let built_in = load(&Origin::BuiltIn).unwrap().study;
        let rated = study_of(format!("{HEADER}{RATE}{PRICES}"));
        let unrated = study_of(format!("{HEADER}{PRICES}"));
        for study in [built_in, rated, unrated] {
            for (field, fact) in
                Field::all(&study).flat_map(|f| study.facts.iter().map(move |x| (f, x)))
            {
                if !may_hold_numbers(field) {
                    continue;
                }
                let shown = cell(field, &study, fact, Lang::En);
                let number = number(field, &study, fact).map(|number| number.to_f64().unwrap());
                let Key::Number(key) = shown.key else {
                    assert_eq!(number, None, "{field:?} of {} shows {:?}", fact.id, shown.text);
                    continue;
                };
                let decimals = shown.text.split_once('.').map_or(0, |(_, digits)| digits.len());
                let half = 0.5 / 10_f64.powi(decimals as i32);
                let off = number.map(|number| (number - key).abs());
                assert!(off.is_some_and(|off| off <= half), "{field:?} of {}: {off:?}", fact.id);
            }
        }
    }

    #[test]
    fn years_are_not_added_up() {
        assert_eq!(of("exposure", Field::Year), None);
    }

    #[test]
    fn dates_and_texts_have_no_sum() {
        assert_eq!(of("releases", Field::Market(crate::model::MarketIndex(0))), None);
        assert_eq!(of("releases", Field::Name), None);
    }
}
