//! The cells of a price: for one unit, in one currency, the cheapest marked.
//!
//! Words for what [`crate::analysis::prices`] computes; what cannot be compared says why.

use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};

use super::cell::{Cell, Key, Mark, Tone};
use crate::analysis::number::{number_text, short_ratio};
use crate::analysis::prices::{self, Comparison, compare};
use crate::model::{Lang, MarketIndex, Pair, Price, Study};

/// How many digits of a converted price are shown.
const DIGITS: u32 = 6;

/// The price of a market; as written where it cannot be compared with the others.
pub(super) fn market(study: &Study, price: &Price, market: MarketIndex) -> Option<Cell> {
    let written = *price.values.get(market)?;
    let compared = compare(study, price);
    let Some(value) = compared.get(market) else {
        return Some(Cell {
            tone: Tone::Faint,
            ..Cell::text(written_text(price, market, written))
        });
    };
    let key = value.to_f64().map_or(Key::Nothing, Key::Number);
    let cheapest = compared.cheapest() == Some(market);
    let tone = if cheapest { Tone::Good } else { Tone::Plain };
    let mark = if cheapest { Mark::Cheapest } else { Mark::None };
    Some(Cell { text: amount_text(&compared, value), key, tone, mark })
}

/// An amount of a comparison, in as many digits as are worth reading.
pub(crate) fn amount_text(compared: &Comparison<'_>, value: Decimal) -> String {
    if compared.as_written { number_text(value) } else { short(value) }
}

fn short(value: Decimal) -> String {
    let away = RoundingStrategy::MidpointAwayFromZero;
    number_text(value.round_sf_with_strategy(DIGITS, away).unwrap_or(value).normalize())
}

/// A price as the study states it: `0.40 USD/1,000`.
pub(crate) fn written_text(price: &Price, market: MarketIndex, written: Decimal) -> String {
    let (currency, per) = (price.currency_in(market), price.per_in(market));
    let per = if per == Decimal::ONE { String::new() } else { format!("/{}", number_text(per)) };
    format!("{} {currency}{per}", number_text(written)).trim_end().to_owned()
}

/// What one pays in, and for: `CNY/GB-month`.
pub(super) fn unit(study: &Study, price: &Price, lang: Lang) -> Cell {
    let (unit, currency) = (price.unit.get(lang), compare(study, price).currency);
    if currency.is_empty() { Cell::text(unit) } else { Cell::text(format!("{currency}/{unit}")) }
}

/// The home price for one of the reference market, or why there is none.
pub(super) fn ratio(study: &Study, price: &Price, lang: Lang) -> Cell {
    if let Some(ratio) = prices::ratio(study, price) {
        let tone = if ratio > Decimal::ONE { Tone::Fair } else { Tone::Plain };
        return Cell { tone, ..Cell::number(short_ratio(ratio)) };
    }
    let Pair { home, reference } = study.pair;
    let both = [home, reference].into_iter().all(|market| price.values.get(market).is_some());
    let compared = compare(study, price);
    match compared.lacks([home, reference]).filter(|_| both) {
        Some(error) => Cell { tone: Tone::Faint, ..Cell::text(error.message(lang)) },
        None => Cell::default(),
    }
}
