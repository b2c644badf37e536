//! The value of a fact in one column, as scripts read it.
//!
//! It is what the record says under the same name, with its type and its digits; prices side by side
//! are those that the screen compares, and what is a sentence on the screen stays one. It must not
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
    let id = |market: MarketIndex| study.markets.get(market.0).map_or("", |market| &market.id);
    let under = |key: &str, inner: &str| told((fact, record), key)?.get(inner);
    let found = match field {
        Field::Market(market) => match &fact.body {
            Body::Price(price) => return compared(study, price, market),
            _ => under("values", id(market)),
        },
        Field::Platform(_) => under("amounts", &field.word(study)),
        Field::KnownIn(name, market) => under(name, id(market)),
        Field::Form(..) => under("printed", field.form_key(study)),
        Field::Known("source_title") => under("source", "title"),
        Field::ChangeKind => under("change", "kind"),
        Field::Known("change_changes") => under("change", "changes"),
        Field::Values | Field::Details | Field::Before | Field::After => {
            let cell = cell(field, study, fact, lang);
            return if cell.key == Key::Nothing { Value::Null } else { cell.text.into() };
        }
        field => told((fact, record), &field.word(study)),
    };
    found.cloned().unwrap_or(Value::Null)
}

/// What a record says under a key of the format or the name of a member.
fn told<'r>((fact, record): (&Fact, &'r Record), key: &str) -> Option<&'r Value> {
    let key = match (key, &fact.body) {
        ("dates", Body::Release(_)) | ("status", Body::Capability(_) | Body::FreeTier(_)) => {
            "values"
        }
        (key, _) => key,
    };
    record.get("derived").and_then(|derived| derived.get(key)).or_else(|| record.get(key))
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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::record::record;
    use super::*;
    use crate::analysis::claims::verdicts;
    use crate::analysis::expr::Condition;
    use crate::analysis::table::{Row, row_at};
    use crate::load::{Origin, load};
    use crate::model::Lang;

    /// Calls with every fact of the built-in study and its record.
    fn each(mut check: impl FnMut(&Selection<'_>, (usize, &Fact), &Record)) {
        let study = load(&Origin::BuiltIn).unwrap().study;
        let verdicts = verdicts(&study);
        let (dimension, lang) = (None, Lang::En);
        let (cols, rows, columns, verdicts) = (None, None, None, verdicts.as_slice());
        let selection = Selection { study: &study, dimension, lang, cols, verdicts, rows, columns };
        for row in study.facts.iter().enumerate() {
            check(&selection, row, &record(&selection, row));
        }
    }

    #[test]
    fn every_key_of_a_record_is_a_column_of_the_same_value() {
        each(|selection, (_, fact), record| {
            let derived = record.get("derived").and_then(Value::as_object).cloned();
            let own = record.iter().filter(|(key, _)| *key != "derived");
            for (key, told) in own.chain(derived.iter().flatten()) {
                let field = Field::from_word(selection.study, key);
                let field = field.unwrap_or_else(|| panic!("{key} is no column"));
                assert_eq!(value(selection, (fact, record), field), *told, "{key} of {}", fact.id);
            }
        });
    }

    #[test]
    fn a_column_says_something_of_the_facts_that_conditions_find_to_have_it() {
        let study = load(&Origin::BuiltIn).unwrap().study;
        let all: Vec<Row> = (0..study.facts.len()).map(row_at).collect();
        let fields = Field::all(&study).chain(Field::members(&study));
        // Files say `dates` and `status` where records say `values`; figures are no facts.
        let apart = |field: &Field| {
            matches!(field, Field::Known("values" | "value") | Field::KnownIn("values", _))
        };
        let fields = fields.filter(|field| !apart(field));
        let having = fields.map(|field| {
            let condition = Condition::parse(&format!("has({})", field.word(&study)), &study);
            (field, condition.unwrap().rows(&study, &all).unwrap())
        });
        let having: Vec<_> = having.collect();
        each(|selection, (row, fact), record| {
            for (field, rows) in &having {
                let told = value(selection, (fact, record), *field);
                let nothing = [Value::Null, json!(false), json!([]), json!({})].contains(&told);
                let has = rows.contains(&row_at(row));
                assert_eq!(has, !nothing, "{} of {}: {told}", field.word(&study), fact.id);
            }
        });
    }
}
