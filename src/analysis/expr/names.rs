//! The names that a condition on some rows can use, for whoever types one.
//!
//! Must not know which of them make sense together.

use super::members::{Member, of_fact};
use crate::analysis::table::Row;
use crate::model::{Body, Fact, Study};

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
    let Member::Unknown(common, own) = of_fact(study, fact, "") else { return Vec::new() };
    let common = common.iter().map(|name| (*name).to_owned());
    let own = own.iter().flat_map(|name| spread(study, &fact.body, name));
    common.chain(own).collect()
}

/// A member, or one name for each of its values.
fn spread(study: &Study, body: &Body, name: &str) -> Vec<String> {
    let under = |ids: Vec<&str>| ids.iter().map(|id| format!("{name}.{id}")).collect();
    match (name, body) {
        ("amounts", _) => under(study.platforms.iter().map(|label| &*label.id).collect()),
        ("dates" | "status" | "values" | "total", _) => {
            under(study.markets.iter().map(|market| &*market.id).collect())
        }
        _ => vec![name.to_owned()],
    }
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
