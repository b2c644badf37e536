//! Each kind of change, found between two editions of a small study.

use super::*;
use crate::load::{StudyFile, from_files};

const HEADER: &str = "format = 1\nid = \"s\"\ntitle = \"S\"\ncurrency = \"EUR\"\nhome = \"a\"\nreference = \"b\"\n\
    [[market]]\nid = \"a\"\nname = \"A\"\n[[market]]\nid = \"b\"\nname = \"B\"\n\
    [[source]]\nid = \"x\"\ntitle = \"X\"\n";

fn loaded(header: &str, body: &str) -> Study {
    let text = format!("{header}{body}");
    let loaded =
        from_files(vec![StudyFile { name: "study.toml".into(), text: text.into(), fault: None }]);
    assert_eq!(loaded.counts().0, 0, "{:?}", loaded.problems);
    loaded.study
}

fn compared(before: &str, after: &str) -> Study {
    loaded(HEADER, after).compared_with(loaded(HEADER, before))
}

/// Each change of the fact `f`: its kind, what changed, before and after.
fn found(before: &str, after: &str) -> Vec<(ChangeKind, String, String, String)> {
    let study = compared(before, after);
    let fact = study.facts.first().or(study.gone().next().map(|(_, fact)| fact)).unwrap();
    let told = |change: Change| {
        let text = |text: &Localized| text.get(Lang::En).to_owned();
        (change.kind, change.word.clone(), text(&change.before), text(&change.after))
    };
    changes(&study, fact).into_iter().map(told).collect()
}

fn one(
    kind: ChangeKind,
    word: &str,
    before: &str,
    after: &str,
) -> Vec<(ChangeKind, String, String, String)> {
    vec![(kind, word.into(), before.into(), after.into())]
}

fn release(a: &str, b: &str) -> String {
    format!(
        "[[release]]\nid = \"f\"\nname = \"F\"\nsource = \"x\"\ndates = {{ a = {a}, b = {b} }}\n"
    )
}

fn service(status: &str) -> String {
    format!(
        "[[capability]]\nid = \"f\"\nname = \"F\"\nsource = \"x\"\ntype = \"service\"\nstatus = {{ {status} }}\n"
    )
}

fn price(values: &str, more: &str) -> String {
    format!(
        "[[price]]\nid = \"f\"\nname = \"F\"\nsource = \"x\"\nservice = \"S\"\nunit = \"GB\"\nvalues = {{ {values} }}\n{more}"
    )
}

fn count(values: &str) -> String {
    format!(
        "[[count]]\nid = \"f\"\nname = \"F\"\nsource = \"x\"\ndimension = \"technology\"\nunit = \"features\"\nvalues = {{ {values} }}\n"
    )
}

#[test]
fn a_fact_that_came_and_one_that_went() {
    let (nothing, fact) = ("", service("a = \"missing\""));
    assert_eq!(
        found(nothing, &fact),
        one(ChangeKind::Added, "", "", "A missing; service; missing")
    );
    assert_eq!(
        found(&fact, nothing),
        one(ChangeKind::Removed, "", "A missing; service; missing", "")
    );
    assert!(found(&fact, &fact).is_empty());
}

#[test]
fn what_was_missing_and_is_offered_is_newly_available_limited_or_not() {
    let of = |before: &str, after: &str| found(&service(before), &service(after));
    let new = ChangeKind::NewlyAvailable;
    assert_eq!(of("a = \"missing\"", "a = \"available\""), one(new, "a", "missing", "available"));
    assert_eq!(of("a = \"missing\"", "a = \"limited\""), one(new, "a", "missing", "limited"));
    let lost = ChangeKind::Lost;
    assert_eq!(of("b = \"limited\"", "b = \"missing\""), one(lost, "b", "limited", "missing"));
    let status = ChangeKind::StatusChanged;
    assert_eq!(
        of("b = \"limited\"", "b = \"available\""),
        one(status, "b", "limited", "available")
    );
    let stated = one(status, "b", "not stated", "available");
    assert_eq!(of("a = \"missing\"", "a = \"missing\", b = \"available\""), stated);
}

#[test]
fn a_release_appears_moves_and_is_withdrawn() {
    let of = |before: &str, after: &str| {
        found(&release(before, "2020-01-01"), &release(after, "2020-01-01"))
    };
    let new = one(ChangeKind::NewlyAvailable, "a", "missing", "2021-03-01");
    assert_eq!(of("\"missing\"", "2021-03-01"), new);
    assert_eq!(
        of("2021-03-01", "\"missing\""),
        one(ChangeKind::Lost, "a", "2021-03-01", "missing")
    );
    let moved = one(ChangeKind::DateMoved, "a", "2021-03-01", "2021-04-01");
    assert_eq!(of("2021-03-01", "2021-04-01"), moved);
    let study =
        compared(&release("2021-03-01", "2020-01-01"), &release("2021-04-01", "2020-01-01"));
    assert_eq!(changes(&study, &study.facts[0])[0].by, By::Days(31));
}

#[test]
fn a_price_moves_by_percent_only_in_the_same_money() {
    let (before, after) = (price("a = 0.20, b = 1", ""), price("a = 0.15, b = 1", ""));
    assert_eq!(found(&before, &after), one(ChangeKind::PriceMoved, "a", "0.20 EUR", "0.15 EUR"));
    let study = compared(&before, &after);
    let fact = &study.facts[0];
    assert_eq!(changes(&study, fact)[0].text(Lang::En), "price moved -25 %");
    assert_eq!(changes(&study, fact)[0].tone(), Tone::Good);
    let dollars = price("a = 0.15, b = 1", "currency = \"USD\"\n");
    assert!(found(&before, &dollars).iter().all(|change| change.0 == ChangeKind::TextChanged));
}

#[test]
fn a_number_changes_by_a_difference_and_a_percentage() {
    let (before, after) = (count("a = 10, b = 0"), count("a = 12, b = 5"));
    let study = compared(&before, &after);
    let texts: Vec<String> =
        changes(&study, &study.facts[0]).iter().map(|change| change.text(Lang::En)).collect();
    assert_eq!(texts, ["number changed +2 (+20 %)", "number changed +5"], "nothing is no base");
    assert_eq!(found(&count("a = 10"), &count("a = 10, b = 1"))[0].0, ChangeKind::StatusChanged);
}

#[test]
fn the_points_of_a_series_change_by_period() {
    let series = |points: &str| {
        format!(
            "[[series]]\nid = \"f\"\nname = \"F\"\nsource = \"x\"\ndimension = \"technology\"\nunit = \"n\"\npoints = [{points}]\n"
        )
    };
    let before = series("{ period = \"2021\", values = { a = 1 } }");
    let after = series(
        "{ period = \"2021\", values = { a = 3 } }, { period = \"2022\", values = { a = 4 } }",
    );
    let found: Vec<_> = found(&before, &after).into_iter().map(|c| (c.0, c.1)).collect();
    assert!(found.contains(&(ChangeKind::NumberChanged, "a.2021".into())), "{found:?}");
    assert!(found.contains(&(ChangeKind::StatusChanged, "a.2022".into())), "{found:?}");
}

#[test]
fn texts_and_remarks_change_in_either_language() {
    let named = |zh: &str, note: &str| {
        service("a = \"missing\"").replace(
            "name = \"F\"",
            &format!("name = {{ zh = \"{zh}\", en = \"F\" }}\nnote = \"{note}\""),
        )
    };
    let found: Vec<_> =
        found(&named("甲", "n"), &named("乙", "m")).into_iter().map(|c| (c.0, c.1)).collect();
    let text = ChangeKind::TextChanged;
    assert_eq!(found, [(text, "name".to_owned()), (text, "note".to_owned())]);
}

#[test]
fn a_remark_that_came_and_one_that_went_read_differently() {
    let (bare, noted) = (service("a = \"missing\""), service("a = \"missing\"") + "note = \"n\"\n");
    let line = |before: &str, after: &str| {
        let study = compared(before, after);
        changes(&study, &study.facts[0])[0].line(Lang::En)
    };
    assert_eq!(line(&bare, &noted), "Note: text changed (nothing -> n)");
    assert_eq!(line(&noted, &bare), "Note: text changed (n -> nothing)");
}

#[test]
fn the_day_a_fact_speaks_of_and_its_place_are_no_change() {
    let again = format!("\n\n{}as_of = 2023-01-01\n", service("a = \"missing\""));
    assert!(found(&service("a = \"missing\""), &again).is_empty());
}

#[test]
fn markets_that_only_one_edition_compares_are_no_change() {
    let more = HEADER.replace("[[source]]", "[[market]]\nid = \"c\"\nname = \"C\"\n[[source]]");
    let after = loaded(&more, &service("a = \"missing\", c = \"available\""));
    let study = after.compared_with(loaded(HEADER, &service("a = \"available\"")));
    let words: Vec<String> =
        changes(&study, &study.facts[0]).into_iter().map(|change| change.word).collect();
    assert_eq!(words, ["a"]);
}

#[test]
fn changes_are_listed_by_dimension_with_what_is_gone_and_counted_by_kind() {
    let before = service("a = \"missing\"") + &service("a = \"missing\"").replace("\"f\"", "\"g\"");
    let study = compared(&before, &service("a = \"available\", b = \"limited\""));
    let rows = rows(&study, Dimension::Technology);
    assert_eq!(rows, [0, 1]);
    assert_eq!(study.fact_at(1).unwrap().id.as_str(), "g");
    let counted = tally(&study, &rows);
    let kinds = [ChangeKind::NewlyAvailable, ChangeKind::StatusChanged, ChangeKind::Removed];
    assert_eq!(counted, kinds.map(|kind| (kind, 1)));
    assert_eq!(tally_text(&counted, Lang::En), "newly available 1, status changed 1, removed 1");
    let cell = |side| cell(&study, &study.facts[0], (side, Lang::En));
    assert_eq!(cell(Side::Change).text, "A: newly available; B: status changed");
    assert_eq!(cell(Side::Before).text, "A missing; B not stated");
    assert_eq!(cell(Side::Change).tone, Tone::Good);
}

const RATES: &str =
    "[[rate]]\nfrom = \"USD\"\nto = \"EUR\"\nrate = 0.50\ndate = 2022-12-31\nsource = \"x\"\n";

/// Two editions that each have rates of their own.
fn with_rates(before: (&str, &str), after: (&str, &str)) -> Study {
    let edition = |(rates, body): (&str, &str)| loaded(&format!("{HEADER}{rates}"), body);
    edition(after).compared_with(edition(before))
}

fn told(study: &Study) -> Vec<String> {
    changes(study, &study.facts[0]).iter().map(|change| change.line(Lang::En)).collect()
}

#[test]
fn a_changed_rate_is_a_change_and_moves_what_is_converted_by_it() {
    let mixed = price("a = 3, b = 4", "currency = { b = \"USD\" }\n");
    let dearer = RATES.replace("0.50", "0.75");
    let study = with_rates((RATES, &mixed), (&dearer, &mixed));
    let rates: Vec<String> = rates(&study).iter().map(|rate| rate.told(Lang::En)).collect();
    assert_eq!(rates, ["rate USD-EUR: rate changed +0.25 (+50 %)"]);
    let moved = [
        "B: conversion moved +50 % (by rate USD-EUR) (2 EUR -> 3 EUR)",
        "Ratio: conversion moved -33.3 % (by rate USD-EUR) (1.5 -> 1)",
    ];
    assert_eq!(told(&study), moved);
    assert!(is_changed(&study, &study.facts[0]));
    assert_eq!(super::rows(&study, Dimension::Price), [0]);
    let own = price("a = 3, b = 4", "");
    assert!(told(&with_rates((RATES, &own), (&dearer, &own))).is_empty(), "nothing is converted");
}

#[test]
fn a_price_that_moved_is_told_as_it_is_written_and_the_others_as_they_are_converted() {
    let dollars = |values: &str| price(values, "currency = \"USD\"\n");
    let dearer = RATES.replace("0.50", "0.75");
    let study =
        with_rates((RATES, &dollars("a = 649, b = 8")), (&dearer, &dollars("a = 599, b = 8")));
    let moved = [
        "A: price moved -7.7 % (649 USD -> 599 USD)",
        "B: conversion moved +50 % (by rate USD-EUR) (4 EUR -> 6 EUR)",
    ];
    assert_eq!(told(&study), moved);
}

#[test]
fn rates_come_and_go_with_what_they_convert_and_a_later_day_is_no_change() {
    let mixed = price("a = 3, b = 4", "currency = { b = \"USD\" }\n");
    let lines = |before, after| {
        let study = with_rates((before, &mixed), (after, &mixed));
        let rates: Vec<ChangeKind> = rates(&study).iter().map(|rate| rate.kind).collect();
        (rates, told(&study))
    };
    let moved = |b: &str, ratio: &str| {
        [("B", b), ("Ratio", ratio)]
            .map(|(of, sides)| format!("{of}: conversion moved (by rate USD-EUR) ({sides})"))
            .to_vec()
    };
    let came = moved("no rate USD-EUR -> 2 EUR", "no rate USD-EUR -> 1.5");
    assert_eq!(lines("", RATES), (vec![ChangeKind::Added], came));
    let went = moved("2 EUR -> no rate USD-EUR", "1.5 -> no rate USD-EUR");
    assert_eq!(lines(RATES, ""), (vec![ChangeKind::Removed], went));
    assert_eq!(lines(RATES, &RATES.replace("2022-12-31", "2023-06-30")), (vec![], vec![]));
}

#[test]
fn a_claim_that_comes_to_disagree_is_a_change_and_so_is_the_way_back() {
    let claim = "[[claim]]\nid = \"c\"\nname = \"C\"\nsource = \"x\"\ndimension = \"technology\"\n\
        text = \"t\"\nprinted_value = \"10\"\nrows = [\"f\"]\nexpr = \"rows[0].values.a\"\n";
    let edition = |values: &str| count(values) + claim;
    let turned = |before: &str, after: &str| {
        let study = compared(&edition(before), &edition(after));
        let claim = study.facts.iter().find(|fact| fact.id.as_str() == "c").unwrap();
        let lines = changes(&study, claim).iter().map(|change| change.line(Lang::En)).collect();
        (is_changed(&study, claim), lines)
    };
    let text = |kind: &str, was: u8, is: u8| {
        format!("Verdict: {kind} (printed 10, recomputed {was} -> printed 10, recomputed {is})")
    };
    let expected = |line| (true, vec![line]);
    assert_eq!(turned("a = 10", "a = 12"), expected(text("now disagrees", 10, 12)));
    assert_eq!(turned("a = 12", "a = 10"), expected(text("now agrees", 12, 10)));
    assert_eq!(turned("a = 12", "a = 13"), (false, vec![]), "it never agreed");
    let unchecked = "printed 10, cannot be checked";
    let line =
        |kind: &str, was: &str, is: &str| expected(format!("Verdict: {kind} ({was} -> {is})"));
    let ten = "printed 10, recomputed 10";
    assert_eq!(turned("a = 10", "b = 1"), line("can no longer be checked", ten, unchecked));
    assert_eq!(turned("b = 1", "a = 10"), line("now agrees", unchecked, ten));
    let twelve = "printed 10, recomputed 12";
    assert_eq!(turned("b = 1", "a = 12"), line("now disagrees", unchecked, twelve));
    assert_eq!(turned("b = 1", "b = 2"), (false, vec![]), "it never could be checked");
}

#[test]
fn a_printed_figure_changes_by_a_number_however_it_is_written() {
    let claim = |printed: &str| {
        format!(
            "[[claim]]\nid = \"f\"\nname = \"F\"\nsource = \"x\"\ndimension = \"brand\"\n\
             printed_value = \"{printed}\"\ntext = \"T\"\n"
        )
    };
    let kind = |before, after| found(&claim(before), &claim(after)).remove(0).0;
    assert_eq!(kind("1,000", "2000"), ChangeKind::NumberChanged);
    assert_eq!(kind("46.8%", "47.5%"), ChangeKind::NumberChanged);
    assert_eq!(kind("5-15", "5-16"), ChangeKind::TextChanged);
}
