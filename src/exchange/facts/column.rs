//! The value of a fact in one column, as scripts read it.
//!
//! What the record says is taken from there, with its type and its digits; the rest is what stands
//! in the cell on the screen. It must not compute anything.

use serde_json::Value;

use super::Selection;
use super::record::Record;
use crate::analysis::table::{Field, Key, cell};
use crate::model::Fact;

/// The value in a column; null where the fact says nothing there.
pub(super) fn value(
    selection: &Selection<'_>,
    (fact, record): (&Fact, &Record),
    field: Field,
) -> Value {
    let Selection { study, lang, .. } = *selection;
    let word = field.word(study);
    let under = |key: &str| record.get(key).and_then(|nested| nested.get(word));
    let found = match field {
        Field::Market(_) => under("values"),
        Field::Platform(_) => under("amounts"),
        // In a record these words stand for something else.
        Field::Values | Field::Details | Field::Printed | Field::Change => None,
        _ => under("derived").or_else(|| record.get(word)),
    };
    let shown = || {
        let cell = cell(field, study, fact, lang);
        if cell.key == Key::Nothing { Value::Null } else { Value::String(cell.text) }
    };
    found.cloned().unwrap_or_else(shown)
}
