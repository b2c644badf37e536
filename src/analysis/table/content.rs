//! What stands in each column of a fact.
//!
//! Must not know how it looks; what takes more than a division is computed elsewhere.

use chrono::NaiveDate;

use super::Field;
use super::cell::{Cell, Key, Mark, Tone, date_text};
use crate::analysis::columns::layer;
use crate::analysis::compare::{self, Side};
use crate::analysis::counts;
use crate::analysis::expr::shown;
use crate::analysis::gap::{self, Gap, priority};
use crate::analysis::number::short_ratio;
use crate::analysis::series::{Span, figure};
use crate::analysis::stats::share;
use crate::analysis::year::{group_year, year as release_year};
use crate::model::{
    Availability, Body, Count, Fact, Lang, Localized, MarketIndex, Pair, PerMarket, ReleaseDate,
    Series, Study, Term,
};

fn date_cell(date: Option<NaiveDate>) -> Cell {
    date.map_or_else(Cell::default, |date| Cell::text(date_text(date)))
}

fn share_cell(part: Option<u32>, whole: Option<u32>) -> Cell {
    share(part, whole).map_or_else(Cell::default, Cell::number)
}

/// The cell of a fact in a column; empty where the column says nothing about its kind.
#[must_use]
pub fn cell(field: Field, study: &Study, fact: &Fact, lang: Lang) -> Cell {
    match field {
        Field::Id => Cell::text(fact.id.as_str()),
        Field::Name => Cell::text(fact.name.get(lang)),
        Field::Kind => Cell::text(fact.body.kind().label(lang)),
        Field::Category => category_cell(study, fact, lang),
        Field::Layer => match layer(fact).flatten() {
            Some(id) => Cell::text(study.category_name(id, lang)),
            None => Cell::default(),
        },
        Field::Market(market) => market_cell(study, fact, market, lang),
        Field::Gap => gap_cell(study, fact, lang),
        Field::Delay => delay_cell(study, fact),
        Field::Priority => Cell::whole(priority(fact)),
        Field::Impact => Cell::whole(fact.effort().and_then(|effort| effort.impact)),
        Field::Difficulty => Cell::whole(fact.effort().and_then(|effort| effort.difficulty)),
        Field::Source => {
            let source = fact.source.as_deref().and_then(|id| study.source(id));
            Cell::localized(source.map(|source| &source.title), lang)
        }
        Field::AsOf => date_cell(fact.as_of),
        Field::Workaround => {
            Cell::localized(fact.effort().and_then(|effort| effort.workaround.as_deref()), lang)
        }
        Field::Values => Cell::text(values_text(study, fact, lang)),
        Field::Change => compare::cell(study, fact, (Side::Change, lang)),
        Field::ChangeKind => compare::kind_cell(study, fact, lang),
        Field::Before => compare::cell(study, fact, (Side::Before, lang)),
        Field::After => compare::cell(study, fact, (Side::After, lang)),
        // What lists call values goes by other names in the files of some kinds.
        Field::Known("values") => Cell::text(values_text(study, fact, lang)),
        Field::KnownIn("values", market) if !matches!(fact.body, Body::Price(_)) => {
            market_cell(study, fact, market, lang)
        }
        Field::Known(name) => shown(study, fact, (name, None), lang),
        Field::KnownIn(name, market) => {
            let market = study.markets.get(market.0).map(|market| &*market.id);
            shown(study, fact, (name, market), lang)
        }
        Field::Form(..) => {
            let key = field.form_key(study);
            let form = fact.printed().iter().find(|(known, _)| **known == *key);
            form.map_or_else(Cell::default, |(_, form)| Cell::text(&**form))
        }
        Field::Details => Cell::text(details(study, fact, lang).join(lang.pick("；", "; "))),
        field => body_cell(field, study, fact, lang),
    }
}

fn category_cell(study: &Study, fact: &Fact, lang: Lang) -> Cell {
    let layer = match &fact.body {
        Body::Capability(capability) => capability.layer.as_deref(),
        Body::PriceCut(cut) => cut.layer.as_deref(),
        _ => None,
    };
    match fact.category.as_deref().or(layer) {
        Some(id) => Cell::text(study.category_name(id, lang)),
        None => Cell::default(),
    }
}

fn gap_cell(study: &Study, fact: &Fact, lang: Lang) -> Cell {
    let Some(gap) = gap::gap(study, fact) else { return Cell::default() };
    let (zh, en) = gap::label(study, fact).unwrap_or(gap.label());
    let (key, tone) = (Key::Number(gap_weight(gap, fact)), Tone::of_gap(gap));
    Cell { text: lang.pick(zh, en).to_owned(), key, tone, ..Cell::default() }
}

/// What a gap sorts by, the worst last. Among gaps of one rank the higher priority is the worse one;
/// delays count by their days.
pub(super) fn gap_weight(gap: Gap, fact: &Fact) -> f64 {
    let (rank, days) = gap.rank();
    let weight = if days > 0 { days as f64 } else { f64::from(priority(fact).unwrap_or(0)) };
    f64::from(rank) * 1e6 + weight
}

fn delay_cell(study: &Study, fact: &Fact) -> Cell {
    let Some(days) = gap::delay_between(study.pair, fact) else { return Cell::default() };
    Cell::whole(Some(days)).toned(Tone::of_delay(days))
}

/// The value a fact has for one market.
fn market_cell(study: &Study, fact: &Fact, market: MarketIndex, lang: Lang) -> Cell {
    let stated = match &fact.body {
        Body::Release(release) => release.dates.get(market).map(|date| release_cell(*date, lang)),
        Body::Capability(capability) => {
            capability.status.get(market).map(|status| status_cell(*status, lang))
        }
        Body::FreeTier(item) => free_tier_cell(&item.status, &item.offers, (market, lang)),
        Body::Price(price) => super::price::market(study, price, market),
        Body::Count(count) => count_cell(count, market),
        Body::Series(series) => series_cell(series, market, lang),
        Body::PriceCut(cut) => cut.markets.contains(&market).then(|| Cell::text("✓")),
        _ => return Cell::default(),
    };
    stated.unwrap_or_else(|| Cell {
        text: lang.pick("未说明", "not stated").to_owned(),
        key: Key::Nothing,
        tone: Tone::Faint,
        ..Cell::default()
    })
}

fn release_cell(date: ReleaseDate, lang: Lang) -> Cell {
    match date {
        ReleaseDate::On(date) => date_cell(Some(date)),
        ReleaseDate::Missing => status_cell(Availability::Missing, lang),
    }
}

fn status_cell(status: Availability, lang: Lang) -> Cell {
    Cell::text(status.label(lang)).toned(Tone::of_availability(status))
}

fn free_tier_cell(
    status: &PerMarket<Availability>,
    offers: &PerMarket<Localized>,
    (market, lang): (MarketIndex, Lang),
) -> Option<Cell> {
    let status = status.get(market).map(|status| status_cell(*status, lang));
    match (offers.get(market), status) {
        (Some(offer), Some(status)) => Some(Cell::text(offer.get(lang)).toned(status.tone)),
        (Some(offer), None) => Some(Cell::text(offer.get(lang))),
        (None, status) => status,
    }
}

fn count_cell(count: &Count, market: MarketIndex) -> Option<Cell> {
    let mut cell = Cell::figure(&count.unit, *count.values.get(market)?);
    cell.text.insert_str(0, count.precision.mark());
    Some(cell)
}

fn series_cell(series: &Series, market: MarketIndex, lang: Lang) -> Option<Cell> {
    let (number, span) = figure(series, market)?;
    let of = match span {
        Span::Total => lang.pick("合计", "total"),
        Span::Period(period) => period,
    };
    let of = lang.pick(format!("（{of}）"), format!(" ({of})"));
    Some(Cell { mark: Mark::Of(of.into()), ..Cell::figure(&series.unit, number) })
}

/// The home figure for one of the reference market, as exact as the figures are.
fn count_ratio(count: &Count, pair: Pair) -> Cell {
    let Some(ratio) = counts::ratio(count, pair) else { return Cell::default() };
    let mut cell = Cell::number(short_ratio(ratio));
    cell.text.insert_str(0, count.precision.mark());
    cell
}

/// Columns that belong to one kind.
fn body_cell(field: Field, study: &Study, fact: &Fact, lang: Lang) -> Cell {
    match (&fact.body, field) {
        (Body::Capability(capability), Field::What) => Cell::text(capability.what.label(lang)),
        (Body::Release(_), Field::What) => Cell::text(fact.body.kind().label(lang)),
        (Body::Release(release), Field::Year) => {
            release_year(release, study.pair).map_or_else(Cell::default, year)
        }
        (Body::Release(release), Field::Group) => {
            Cell::text(release.group.as_deref().unwrap_or(""))
        }
        (Body::Series(series), Field::Unit) => Cell::text(series.unit.get(lang)),
        (Body::Series(series), Field::Period) => Cell::text(period_text(
            series.points.first().map(|p| &*p.period),
            series.points.last().map(|p| &*p.period),
        )),
        (Body::Count(count), Field::Unit) => Cell::text(count.unit.get(lang)),
        (Body::Count(count), Field::Period) => Cell::text(count.period.as_deref().unwrap_or("")),
        (Body::Price(price), Field::Service) => Cell::text(price.service.get(lang)),
        (Body::Price(price), Field::Tier) => Cell::localized(price.tier.as_ref(), lang),
        (Body::Price(price), Field::Where) => stated_in(study, &price.values, lang),
        (Body::Count(count), Field::Where) => stated_in(study, &count.values, lang),
        (Body::Price(price), Field::Unit) => super::price::unit(study, price, lang),
        (Body::Price(price), Field::Ratio) => super::price::ratio(study, price, lang),
        (Body::Count(count), Field::Ratio) => count_ratio(count, study.pair),
        (Body::Tco(line), Field::Phase) => Cell::text(study.category_name(&line.phase, lang)),
        (Body::Tco(line), Field::Cost) => Cell::text(study.category_name(&line.cost, lang)),
        (Body::Tco(line), Field::Unit) => Cell::text(&*line.currency),
        (Body::Tco(line), Field::Scenario) => Cell::localized(line.scenario.as_ref(), lang),
        (Body::Tco(line), Field::Years) => {
            line.years.map_or_else(Cell::default, |years| Cell::number(years.into()))
        }
        (Body::Tco(line), Field::Platform(index)) => match line.amounts.get(index) {
            Some(Some(amount)) => Cell::number(*amount),
            _ => Cell::default(),
        },
        (Body::PriceCut(cut), Field::Date) => date_cell(cut.date),
        (Body::PriceCut(cut), Field::Depth) => cut.percent.map_or_else(Cell::default, Cell::number),
        (Body::PriceCut(cut), Field::Direct) => Cell::text(if cut.direct {
            lang.pick("直接", "direct")
        } else {
            lang.pick("间接", "indirect")
        }),
        (Body::PriceCut(cut), Field::Where) => {
            let names: Vec<_> = cut.markets.iter().map(|m| study.market_name(*m, lang)).collect();
            Cell::text(names.join(lang.pick("、", ", ")))
        }
        _ => brand_cell(field, study, fact, lang),
    }
}

fn period_text(first: Option<&str>, last: Option<&str>) -> String {
    match (first, last) {
        (Some(first), Some(last)) if first != last => format!("{first}–{last}"),
        (Some(only), _) => only.to_owned(),
        _ => String::new(),
    }
}

fn brand_cell(field: Field, study: &Study, fact: &Fact, lang: Lang) -> Cell {
    match (&fact.body, field) {
        (Body::Exposure(e), Field::Year) => year(e.year),
        (Body::Exposure(e), Field::Posts) => Cell::whole(e.posts),
        (Body::Exposure(e), Field::AllPosts) => Cell::whole(e.all_posts),
        (Body::Exposure(e), Field::PostsShare) => share_cell(e.posts, e.all_posts),
        (Body::Exposure(e), Field::Features) => Cell::whole(e.features),
        (Body::Exposure(e), Field::AllFeatures) => Cell::whole(e.all_features),
        (Body::Exposure(e), Field::FeaturesShare) => share_cell(e.features, e.all_features),
        (Body::Event(event), Field::Year) => year(event.year),
        (Body::Event(event), Field::Where) => {
            event.market.map_or_else(Cell::default, |m| Cell::text(study.market_name(m, lang)))
        }
        (Body::Event(event), Field::Sessions) => Cell::whole(event.sessions),
        (Body::Event(event), Field::HomeSpeakers) => Cell::whole(event.home_speakers),
        (Body::Event(event), Field::Speakers) => Cell::text(join(&event.speakers, lang)),
        (Body::Customer(customer), Field::Home) => {
            Cell::text(if customer.home { "✓" } else { "" })
        }
        (Body::Customer(customer), Field::Where) => {
            customer.market.map_or_else(Cell::default, |m| Cell::text(study.market_name(m, lang)))
        }
        (Body::Customer(customer), Field::Industry) => {
            Cell::localized(customer.industry.as_ref(), lang)
        }
        _ => strategy_cell(field, study, fact, lang),
    }
}

/// Whether a column says no more of a fact than others do: the markets of a figure, the year of a
/// release. Such a column is for picking and sorting, not for reading.
pub(crate) fn is_said_elsewhere(field: Field, fact: &Fact) -> bool {
    match field {
        Field::Where => matches!(fact.body, Body::Price(_) | Body::Count(_)),
        // A year that no group states follows from the dates.
        Field::Year => matches!(&fact.body, Body::Release(b) if group_year(b).is_none()),
        Field::Group => matches!(&fact.body, Body::Release(b) if group_year(b).is_some()),
        _ => false,
    }
}

/// The markets for which a figure is stated.
fn stated_in<T>(study: &Study, values: &PerMarket<T>, lang: Lang) -> Cell {
    let names: Vec<_> = values.stated().map(|(m, _)| study.market_name(m, lang)).collect();
    Cell::text(names.join(lang.pick("、", ", ")))
}

/// A year is a number that is never written with separators.
fn year(year: i32) -> Cell {
    Cell { text: year.to_string(), key: Key::Number(f64::from(year)), ..Cell::default() }
}

fn join(texts: &[Localized], lang: Lang) -> String {
    let texts: Vec<_> = texts.iter().map(|text| text.get(lang)).collect();
    texts.join(lang.pick("、", ", "))
}

fn strategy_cell(field: Field, study: &Study, fact: &Fact, lang: Lang) -> Cell {
    match (&fact.body, field) {
        (Body::Pest(item), Field::Factor) => Cell::text(item.factor.label(lang)),
        (Body::Swot(item), Field::Factor) => Cell::text(item.factor.label(lang)),
        (Body::Tows(item), Field::Factor) => Cell::text(item.cell.label(lang)),
        (Body::Interview(interview), Field::Date) => date_cell(interview.date),
        (Body::Interview(interview), Field::Topic) => Cell::text(interview.topic.get(lang)),
        (Body::Claim(claim), Field::Printed) => Cell::text(&*claim.value),
        (Body::Claim(_), Field::Recomputed) => super::claim::recomputed(study, fact),
        (Body::Claim(_), Field::Verdict) => super::claim::verdict(study, fact, lang),
        (Body::Claim(claim), Field::Unit) => Cell::localized(claim.unit.as_ref(), lang),
        (_, Field::Text) => Cell::localized(statement(fact), lang),
        _ => Cell::default(),
    }
}

/// The sentence that a fact of strategy makes.
fn statement(fact: &Fact) -> Option<&Localized> {
    match &fact.body {
        Body::Pest(item) => Some(&item.text),
        Body::Swot(item) => Some(&item.text),
        Body::Tows(item) => Some(&item.text),
        Body::Interview(item) => item.summary.as_ref(),
        Body::Problem(item) => Some(&item.text),
        Body::Measure(item) => Some(&item.text),
        Body::Claim(item) => Some(&item.text),
        _ => None,
    }
}

/// All values of a fact in one line, whatever its kind.
fn values_text(study: &Study, fact: &Fact, lang: Lang) -> String {
    let markets = study.market_indexes().filter_map(|market| {
        let Cell { text, key, mark, .. } = market_cell(study, fact, market, lang);
        let of = if let Mark::Of(of) = &mark { of } else { "" };
        (key != Key::Nothing).then(|| format!("{} {text}{of}", study.market_name(market, lang)))
    });
    let parts: Vec<String> = markets.chain(details(study, fact, lang)).collect();
    parts.join(lang.pick("；", "; "))
}

/// What a fact says beside its values per market.
fn details(study: &Study, fact: &Fact, lang: Lang) -> Vec<String> {
    let own = own_fields(&fact.body).iter();
    own.map(|field| cell(*field, study, fact, lang).text).filter(|text| !text.is_empty()).collect()
}

/// The columns that say what a kind says beside its values per market.
fn own_fields(body: &Body) -> &'static [Field] {
    match body {
        Body::Release(_) | Body::FreeTier(_) => &[Field::Gap],
        Body::Capability(_) => &[Field::What, Field::Gap],
        Body::Series(_) | Body::Count(_) => &[Field::Unit, Field::Period],
        Body::Price(_) => &[Field::Unit],
        Body::Tco(_) => &[Field::Phase, Field::Cost, Field::Unit],
        Body::PriceCut(_) => &[Field::Date, Field::Depth, Field::Direct],
        Body::Exposure(_) => &[Field::Year, Field::Posts, Field::PostsShare],
        Body::Event(_) => &[Field::Year, Field::Speakers],
        Body::Customer(_) => &[Field::Where, Field::Industry],
        Body::Claim(_) => &[Field::Printed, Field::Text],
        Body::Interview(_) => &[Field::Date, Field::Topic],
        _ => &[Field::Factor, Field::Text],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_of_nothing_is_not_a_number() {
        assert_eq!(share_cell(Some(1), Some(0)), Cell::default());
        assert_eq!(share_cell(Some(26), Some(426)).text, "6.10");
    }
}
