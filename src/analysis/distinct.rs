//! The distinct values of a column, each with what is gathered of the rows that state it.
//!
//! Values are compared before they are worded, so that a text is written once a value and not once a
//! row. Must not know what is gathered, nor word anything.

use super::hash::QuickMap;
use super::table::{Field, Row, Value, value};
use super::work::Stop;
use crate::model::{Fact, Study};

/// A value of a column.
pub(super) struct Distinct<'s, A> {
    /// The first fact that states it: whoever words the value asks for its cell.
    pub(super) first: &'s Fact,
    /// What was gathered of the rows.
    pub(super) gathered: A,
}

/// The values of a column in the order they come; `None` if there are more than `most`, or nobody
/// waits for them any more.
pub(super) fn distinct<'s, A: Default>(
    (study, rows): (&'s Study, &[Row]),
    field: Field,
    (most, stop): (usize, &Stop),
    gather: impl Fn(&mut A, Row),
) -> Option<Vec<Distinct<'s, A>>> {
    let mut found: Vec<Distinct<'s, A>> = Vec::new();
    let mut places: QuickMap<Value<'s>, usize> = QuickMap::default();
    for &row in stop.watch(rows.iter()) {
        let Some(fact) = study.fact_at(row as usize) else { continue };
        let value = value(field, study, fact);
        let place = match places.get(&value) {
            Some(place) => *place,
            None if found.len() == most => return None,
            None => {
                places.insert(value, found.len());
                found.push(Distinct { first: fact, gathered: A::default() });
                found.len() - 1
            }
        };
        if let Some(known) = found.get_mut(place) {
            gather(&mut known.gathered, row);
        }
    }
    (!stop.is_due()).then_some(found)
}
