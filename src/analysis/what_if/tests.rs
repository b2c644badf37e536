//! What changes when somebody asks "what if", and what does not.

use proptest::prelude::*;
use rust_decimal::Decimal;

use super::{Refusal, WhatIf};
use crate::analysis::totals::{Totals, bill, costs};
use crate::load::{StudyFile, from_files};
use crate::model::{Fact, FactId, Lang, Study};

const HEADER: &str = "format = 1\nid = \"s\"\ntitle = \"S\"\ncurrency = \"CNY\"\n\
    market = [{ id = \"cn\", name = \"China\" }, { id = \"us\", name = \"Global\" }]\n\
    platform = [{ id = \"own\", name = \"Own\" }, { id = \"own-big\", name = { zh = \"自有大\", en = \"Big\" } }]\n\
    category = [{ id = \"run\", name = \"Run\" }]\nsource = [{ id = \"z\", title = \"Z\" }]\n";
const RATE: &str =
    "rate = [{ from = \"USD\", to = \"CNY\", rate = 7, date = 2022-12-31, source = \"z\" }]\n";

fn study_with(rates: &str, facts: &str) -> Study {
    let text = format!("{HEADER}{rates}[defaults]\nsource = \"z\"\n{facts}");
    let loaded =
        from_files(vec![StudyFile { name: "s.toml".into(), text: text.into(), fault: None }]);
    assert_eq!(loaded.counts().0, 0, "{:?}", loaded.problems);
    loaded.study
}

fn line(id: &str, own: &str, big: &str, currency: &str) -> String {
    format!(
        "[[tco]]\nid = \"{id}\"\nname = \"{id}\"\nphase = \"run\"\ncost = \"run\"\n\
         currency = \"{currency}\"\namounts = {{ own = {own}, own-big = {big} }}\n"
    )
}

fn study() -> Study {
    let facts = [
        line("a", "100", "200.50", "USD"),
        line("b", "0.10", "0.20", "USD"),
        "[[price]]\nid = \"p\"\nname = \"p\"\nservice = \"s\"\nunit = \"GB-month\"\nvalues = { cn = 0.1755, us = 0.5 }\n".to_owned(),
        "[[price]]\nid = \"q\"\nname = \"q\"\nservice = \"t\"\nunit = \"call\"\nvalues = { cn = 2 }\n".to_owned(),
    ];
    study_with("", &facts.concat())
}

fn fact<'a>(study: &'a Study, id: &str) -> &'a Fact {
    study.fact(&FactId::new(id)).unwrap()
}

fn asked(study: &Study, asked: &[(&str, &str)]) -> WhatIf {
    let mut what_if = WhatIf::default();
    for (id, text) in asked {
        what_if.set(study, fact(study, id), text).unwrap();
    }
    what_if
}

fn all(study: &Study) -> impl Iterator<Item = &Fact> {
    study.facts.iter()
}

fn totals(study: &Study, what_if: &WhatIf) -> Totals {
    costs(study, all(study), what_if).remove(0).unwrap()
}

fn texts(totals: &Totals) -> Vec<String> {
    totals.columns.iter().map(|column| column.total.normalize().to_string()).collect()
}

#[test]
fn every_way_to_write_a_change_moves_the_totals_exactly() {
    let study = study();
    for (text, own, big) in [
        ("x2", "200.1", "401.2"),
        ("×2", "200.1", "401.2"),
        ("Ｘ２", "200.1", "401.2"),
        ("200%", "200.1", "401.2"),
        ("+10%", "110.1", "220.75"),
        ("－１０％", "90.1", "180.65"),
        ("=5,000", "5000.1", "5000.2"),
        ("own =7", "7.1", "200.7"),
        ("OWN-BIG x0", "100.1", "0.2"),
        ("自有大 =1; own x3", "300.1", "1.2"),
        ("x2; own =0", "0.1", "401.2"),
    ] {
        let what_if = asked(&study, &[("a", text)]);
        assert_eq!(texts(&totals(&study, &what_if)), [own, big], "{text}");
        let again = asked(&study, &[("a", &what_if.text(&FactId::new("a")))]);
        assert_eq!(again, what_if, "what is shown of {text} can be typed again");
    }
}

#[test]
fn what_cannot_be_taken_is_refused_in_words_and_changes_nothing() {
    let study = study();
    let mut what_if = asked(&study, &[("a", "x2"), ("p", "500")]);
    let before = what_if.clone();
    for (id, text, refusal) in [
        ("a", "2", Refusal::NoChange),
        ("a", "twice", Refusal::NoChange),
        ("a", "x", Refusal::NoChange),
        ("a", "=1e5", Refusal::NoChange),
        ("a", "ec2 x2", Refusal::NoChange),
        ("a", "-110%", Refusal::Negative),
        ("a", "=-1", Refusal::Negative),
        ("a", "x79228162514264337593543950335", Refusal::TooLarge),
        ("p", "many", Refusal::NoQuantity),
        ("p", "-1", Refusal::Negative),
        ("q", "x2", Refusal::NoQuantityYet),
        ("q", "79228162514264337593543950335", Refusal::TooLarge),
    ] {
        let refused = what_if.set(&study, fact(&study, id), text);
        assert_eq!(refused, Err(refusal.clone()), "{text}");
        for lang in [Lang::Zh, Lang::En] {
            assert!(!refusal.message(lang).is_empty());
        }
        assert_eq!(what_if, before, "{text}");
    }
}

#[test]
fn a_bill_is_price_times_quantity_and_remembers_what_it_was_before_the_last_one() {
    let study = study();
    let total =
        |what_if: &WhatIf| bill(&study, all(&study), what_if).map(|bill| texts(&bill.unwrap()));
    let mut what_if = asked(&study, &[("p", "500 GB-month")]);
    assert_eq!(total(&what_if).unwrap(), ["87.75", "250"]);
    assert_eq!(total(&what_if.before_last()), None);
    what_if.set(&study, fact(&study, "p"), "+20%").unwrap();
    assert_eq!(total(&what_if).unwrap(), ["105.3", "300"]);
    assert_eq!(total(&what_if.before_last()).unwrap(), ["87.75", "250"]);
    what_if.set(&study, fact(&study, "q"), "10").unwrap();
    let bill = bill(&study, all(&study), &what_if).unwrap().unwrap();
    assert_eq!(texts(&bill), ["125.3", "300"]);
    assert!(bill.is_whole(0) && !bill.is_whole(1), "the second price lacks a market");
    what_if.set(&study, fact(&study, "q"), " ").unwrap();
    assert_eq!(total(&what_if).unwrap(), ["105.3", "300"]);
}

#[test]
fn lines_in_two_currencies_are_added_by_a_rate_or_not_at_all() {
    let facts = [line("a", "10", "20", "USD"), line("b", "30", "40", "CNY")].concat();
    let without = study_with("", &facts);
    let error = costs(&without, all(&without), &WhatIf::default()).remove(0).unwrap_err();
    assert_eq!(error.message(Lang::En), "no rate USD-CNY");
    let with = study_with(RATE, &facts);
    let totals = totals(&with, &WhatIf::default());
    assert_eq!(
        (texts(&totals), &*totals.currency),
        (vec!["100".to_owned(), "180".to_owned()], "CNY")
    );
    assert_eq!(totals.rates.len(), 1);
}

#[test]
fn shares_and_differences_to_the_cheapest_are_of_the_rows_given() {
    let study = study();
    let totals = totals(&study, &WhatIf::default());
    assert_eq!(totals.cheapest(), Some(0));
    let (by, percent) = totals.against_cheapest(1).unwrap();
    assert_eq!(
        (by.to_string(), percent.unwrap().round_dp(1).to_string()),
        ("100.60".into(), "100.5".into())
    );
    assert_eq!(totals.share(0, Decimal::ONE_HUNDRED).unwrap().round_dp(1).to_string(), "99.9");
    let one = std::iter::once(fact(&study, "a"));
    let first = costs(&study, one, &WhatIf::default()).remove(0).unwrap();
    assert_eq!(first.share(0, Decimal::ONE_HUNDRED), Some(Decimal::ONE_HUNDRED));
}

#[test]
fn what_was_asked_of_a_fact_that_is_gone_is_dropped() {
    let study = study();
    let mut what_if = asked(&study, &[("a", "x2"), ("b", "x3"), ("p", "5")]);
    let smaller = study_with("", &line("a", "1", "2", "USD"));
    what_if.keep_known(&smaller);
    assert!(what_if.touches(&FactId::new("a")));
    assert!(!what_if.touches(&FactId::new("b")) && !what_if.touches(&FactId::new("p")));
}

proptest! {
    #[test]
    fn the_total_is_the_sum_of_the_changed_rows_and_forgetting_restores_it(
        amounts in prop::collection::vec((0_i64..1_000_000_000, 0_i64..1_000_000_000), 1..8),
        changes in prop::collection::vec((0_usize..8, 0_u32..10_000, any::<bool>()), 0..12),
    ) {
        let cents = |n: i64| Decimal::new(n, 2);
        let facts: String = amounts.iter().enumerate().map(|(at, (own, big))| {
            line(&format!("l{at}"), &cents(*own).to_string(), &cents(*big).to_string(), "CNY")
        }).collect();
        let study = study_with("", &facts);
        let mut expected: Vec<(Decimal, Decimal)> =
            amounts.iter().map(|(own, big)| (cents(*own), cents(*big))).collect();
        let stated = expected.clone();
        let mut what_if = WhatIf::default();
        for (at, n, is_factor) in changes {
            let at = at % amounts.len();
            let n = Decimal::new(n.into(), 2);
            let fact = fact(&study, &format!("l{at}"));
            let text = if is_factor { format!("x{n}") } else { format!("={n}") };
            what_if.set(&study, fact, &text).unwrap();
            let (own, big) = stated[at];
            expected[at] = if is_factor { (own * n, big * n) } else { (n, n) };
        }
        let after = totals(&study, &what_if);
        prop_assert_eq!(after.columns[0].total, expected.iter().map(|row| row.0).sum::<Decimal>());
        prop_assert_eq!(after.columns[1].total, expected.iter().map(|row| row.1).sum::<Decimal>());
        let shares: Decimal = expected.iter().filter_map(|row| after.share(0, row.0)).sum();
        prop_assert!(after.columns[0].total.is_zero() || shares.round_dp(6) == Decimal::ONE_HUNDRED);
        let before = totals(&study, &WhatIf::default());
        for fact in &study.facts {
            what_if.forget(&fact.id);
        }
        prop_assert!(what_if.is_empty());
        prop_assert_eq!(totals(&study, &what_if), before);
    }
}
