//! One shape and one reader per fact kind, and the table of them all.
//!
//! Readers turn an [`Entry`](super::entry::Entry) into a body; they must not look at other facts.

mod brand;
mod periods;
mod price;
mod strategy;
mod technology;

use super::shape::Shape;
use crate::model::{Kind, Term};

/// Every kind of fact, in the order of the format reference.
pub static SHAPES: [&Shape; 18] = [
    &technology::RELEASE,
    &technology::CAPABILITY,
    &technology::SERIES,
    &technology::COUNT,
    &price::PRICE,
    &price::TCO,
    &price::PRICE_CUT,
    &price::FREE_TIER,
    &brand::EXPOSURE,
    &brand::EVENT,
    &brand::CUSTOMER,
    &strategy::PEST,
    &strategy::SWOT,
    &strategy::TOWS,
    &strategy::INTERVIEW,
    &strategy::PROBLEM,
    &strategy::MEASURE,
    &strategy::CLAIM,
];

/// The shape of the kind that files name with `word`.
pub(super) fn shape_of(word: &str) -> Option<&'static Shape> {
    let kind = Kind::from_word(word)?;
    SHAPES.iter().find(|shape| shape.kind == kind).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_exactly_one_shape_and_no_key_twice() {
        for &(kind, word, ..) in Kind::TERMS {
            assert_eq!(SHAPES.iter().filter(|shape| shape.kind == kind).count(), 1, "{word}");
            let shape = shape_of(word).unwrap();
            let mut keys: Vec<_> =
                super::super::shape::COMMON.iter().chain(shape.fields).map(|f| f.key).collect();
            keys.sort_unstable();
            let count = keys.len();
            keys.dedup();
            assert_eq!(keys.len(), count, "{word} names a key twice");
        }
    }
}
