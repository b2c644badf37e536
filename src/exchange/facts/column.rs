//! The value of a fact in one column, as scripts read it.
//!
//! What the record says is taken from there, with its type and its digits; prices side by side are
//! those that the screen compares; the rest is what stands in the cell on the screen. It must not
//! compute anything.

use serde_json::Value;

use super::Selection;
use super::record::{Record, nearest};
use crate::analysis::prices::compare;
use crate::analysis::table::{Field, Key, cell, written_text};
use crate::model::{Body, Fact, MarketIndex, Price, Study};

/// The value in a column; null where the fact says nothing there.
pub(super) fn value(
    selection: &Selection<'_>,
    (fact, record): (&Fact, &Record),
    field: Field,
) -> Value {
    let Selection { study, lang, .. } = *selection;
    let word = &*field.word(study);
    let under = |key: &str, inner: &str| record.get(key).and_then(|nested| nested.get(inner));
    let found = match field {
        Field::Market(market) => match &fact.body {
            Body::Price(price) => return compared(study, price, market),
            _ => under("values", word),
        },
        Field::Platform(_) => under("amounts", word),
        Field::KnownIn(name, market) => {
            let id = study.markets.get(market.0).map_or("", |market| &market.id);
            under(name, id).or_else(|| record.get("derived")?.get(name)?.get(id))
        }
        // In a record these words stand for something else.
        Field::Values | Field::Details | Field::Printed | Field::Change => None,
        Field::Known("source_title") => under("source", "title"),
        Field::ChangeKind => under("change", "kind"),
        _ => under("derived", word).or_else(|| record.get(word)),
    };
    let shown = || {
        let cell = cell(field, study, fact, lang);
        if cell.key == Key::Nothing { Value::Null } else { Value::String(cell.text) }
    };
    found.cloned().unwrap_or_else(shown)
}

/// The price of a market as it stands beside others: converted, and with its currency where that is
/// not the one of the study, so that no number means something else than the one beside it.
fn compared(study: &Study, price: &Price, market: MarketIndex) -> Value {
    let Some(written) = price.values.get(market) else { return Value::Null };
    let compared = compare(study, price);
    match compared.get(market) {
        Some(value) if *compared.currency == *study.currency => nearest(value),
        Some(value) => Value::String(format!("{} {}", value.normalize(), compared.currency)),
        None => Value::String(written_text(price, market, *written)),
    }
}
