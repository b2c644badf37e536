//! The names that a condition on some rows can use, for whoever types one.
//!
//! Must not know which of them make sense together.

use super::members::{Member, Scope, names_of, of_fact};
use super::value::Value;
use crate::analysis::table::Row;
use crate::model::{Fact, Study};

/// The names that mean something for at least one of the rows, common ones first; a member with a
/// value per market or platform once for each: `dates.china`.
#[must_use]
pub fn names(study: &Study, rows: &[Row]) -> Vec<String> {
    let mut kinds = Vec::new();
    let mut found: Vec<String> = Vec::new();
    for fact in rows.iter().filter_map(|row| study.facts.get(*row as usize)) {
        if kinds.contains(&fact.body.kind()) {
            continue;
        }
        kinds.push(fact.body.kind());
        for name in of_one(study, fact) {
            if !found.contains(&name) {
                found.push(name);
            }
        }
    }
    found
}

fn of_one(study: &Study, fact: &Fact) -> Vec<String> {
    let scope = Scope::of_rows(study);
    let spread = |name: &str| match of_fact(scope, fact, name) {
        // What is left out has parts that nobody knows; those of the format are there all the same.
        Member::Stated(Value::Record(_, members)) => {
            let typed = members.into_iter().filter(|(part, _)| is_name(part));
            typed.map(|(part, _)| format!("{name}.{part}")).collect()
        }
        _ => vec![name.to_owned()],
    };
    names_of(fact.body.kind()).flat_map(spread).collect()
}

/// Whether it can be typed as a name.
fn is_name(part: &str) -> bool {
    let letters = part.chars().all(|c| c.is_alphanumeric() || c == '_');
    letters && !part.starts_with(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::super::Condition;
    use super::*;
    use crate::analysis::table::VIEWS;
    use crate::load::{Origin, load};

    #[test]
    fn every_name_that_is_offered_can_be_typed() {
        let study = load(&Origin::BuiltIn).unwrap().study;
        for view in VIEWS {
            for name in names(&study, &view.rows(&study)) {
                let typed = Condition::parse(&format!("has({name})"), &study);
                assert!(typed.is_ok(), "{name}: {typed:?}");
            }
        }
    }

    #[test]
    fn names_are_those_of_the_kinds_at_hand_with_the_ids_of_markets() {
        let study = load(&Origin::BuiltIn).unwrap().study;
        let releases = VIEWS.iter().find(|view| view.id == "releases").unwrap();
        let names = names(&study, &releases.rows(&study));
        assert!(names.contains(&"dates.china".to_owned()) && names.contains(&"delay".to_owned()));
        assert!(!names.iter().any(|name| name.starts_with("amounts")));
    }
}
