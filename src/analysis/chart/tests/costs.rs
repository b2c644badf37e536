//! Charts of costs: the sums are those of one scenario, in one currency, and what is asked stands beside.

use super::{HEADER, chart, of, study};
use crate::analysis::chart::Figure;
use crate::analysis::overview::Overview;
use crate::analysis::what_if::WhatIf;
use crate::load::{StudyFile, from_files};
use crate::model::{Lang, Study};

fn tco(phase: &str, cost: &str, amounts: &str) -> String {
    format!(
        "[[tco]]\nid = \"{phase}-{cost}\"\nname = \"{phase}-{cost}\"\ndimension = \"price\"\nphase = \"{phase}\"\ncost = \"{cost}\"\namounts = {{ {amounts} }}\n"
    )
}

fn costs() -> Study {
    study(
        &[
            tco("l", "l", "p = 100, q = 300"),
            tco("l", "m", "p = 50, q = 20"),
            tco("m", "m", "p = 50, q = 80"),
        ]
        .concat(),
    )
}

#[test]
fn parts_of_a_cost_add_up_and_the_dearer_platform_says_by_how_much() {
    let Figure::Stacked(stacked) = chart(&costs(), "tco-by-cost").unwrap().figure else { panic!() };
    assert_eq!(stacked.kinds, ["Layer", "Other"]);
    let shares: Vec<Vec<f64>> =
        stacked.stacks.iter().map(|s| s.parts.iter().map(|part| part.share).collect()).collect();
    assert_eq!(shares, [vec![0.5, 0.5], vec![0.75, 0.25]]);
    assert_eq!(stacked.stacks[0].total, "EUR 200 (lowest)");
    assert_eq!(stacked.stacks[1].total, "EUR 400 (+200 on the lowest, +100 %)");
}

/// What the overview calls the lowest total, if it does.
fn lowest(study: &Study) -> Option<String> {
    let overview = Overview::of(study, Lang::En, 1);
    let mut figures = overview.sections.iter().flat_map(|section| &section.figures);
    Some(figures.find(|figure| figure.label == "Lowest total cost")?.value.clone())
}

fn stack_totals(study: &Study) -> Vec<String> {
    let Figure::Stacked(stacked) = chart(study, "tco-by-cost").unwrap().figure else { panic!() };
    stacked.stacks.into_iter().map(|stack| stack.total).collect()
}

#[test]
fn a_platform_that_lacks_an_amount_is_lowest_neither_in_the_chart_nor_in_the_overview() {
    let study = study(&[tco("l", "l", "p = 150, q = 90"), tco("l", "m", "p = 50")].concat());
    assert_eq!(lowest(&study), None, "nothing whole is left to compare with");
    assert_eq!(stack_totals(&study), ["EUR 200", ">EUR 90 (incomplete)"]);
    assert_eq!(chart(&study, "savings"), None, "nothing is known to be dearer");
    let notes = chart(&study, "tco-by-phase").unwrap().notes;
    assert!(notes.iter().any(|note| note.starts_with("1 amount is not stated")), "{notes:?}");
}

#[test]
fn costs_of_two_scenarios_are_never_added_up() {
    let big = tco("m", "l", "p = 5000, q = 4000").replace("amounts", "scenario = \"Big\"\namounts");
    let small = [tco("l", "l", "p = 100, q = 300"), tco("l", "m", "p = 50, q = 20")].concat();
    let small = small.replace("amounts", "scenario = \"Small\"\nyears = 3\namounts");
    let study = study(&[small, big].concat());
    assert_eq!(lowest(&study).as_deref(), Some("P 1, Q 1 of 2 scenarios"));
    let Figure::Stacked(stacked) = chart(&study, "tco-by-cost").unwrap().figure else { panic!() };
    let said: Vec<_> = stacked.stacks.iter().map(|stack| (&*stack.label, &*stack.total)).collect();
    assert_eq!(
        said,
        [
            ("P (Small, 3 years)", "EUR 150 (lowest)"),
            ("Q (Small, 3 years)", "EUR 320 (+170 on the lowest, +113 %)"),
            ("P (Big)", "EUR 5,000 (+1,000 on the lowest, +25 %)"),
            ("Q (Big)", "EUR 4,000 (lowest)"),
        ]
    );
    assert!(stacked.stacks.iter().all(|stack| stack.parts.len() == stacked.kinds.len()));
    let chart = chart(&study, "savings").unwrap();
    assert!(chart.notes[0].starts_with("P (Small, 3 years), Q (Big) cost least"), "{chart:?}");
    let Figure::Bars(bars) = chart.figure else { panic!() };
    let heads: Vec<_> = bars.groups.iter().map(|group| &*group.label).collect();
    assert_eq!(heads[0], "170 (53 %) saved on Q (Small, 3 years), by kind of cost");
    assert_eq!(heads[2], "1,000 (20 %) saved on P (Big), by kind of cost");
}

#[test]
fn costs_in_two_currencies_are_added_by_the_rate_in_the_chart_as_in_the_overview() {
    let foreign = |of: String| of.replace("amounts", "currency = \"USD\"\namounts");
    let lines = [tco("l", "l", "p = 100, q = 300"), foreign(tco("l", "m", "p = 50, q = 10"))];
    let rated =
        "rate = [{ from = \"USD\", to = \"EUR\", rate = 7, date = 2022-12-31, source = \"x\" }]\n";
    let file =
        |name: &str, text: String| StudyFile { name: name.into(), text: text.into(), fault: None };
    let of = |rates: &str| {
        let facts = format!("[defaults]\nsource = \"x\"\n{}", lines.concat());
        let header = HEADER.replacen("[[market]]", &format!("{rates}[[market]]"), 1);
        let loaded = from_files(vec![file("study.toml", header), file("f.toml", facts)]);
        assert_eq!(loaded.counts().0, 0, "{:?}", loaded.problems);
        loaded.study
    };
    let odd = of(&rated.replace("= 7,", "= 0.93,"));
    let totals = ["EUR 146.5 (lowest)", "EUR 309.3 (+162.8 on the lowest, +111 %)"];
    assert_eq!(stack_totals(&odd), totals, "as below the table, without noughts of the rate");
    let study = of(rated);
    assert_eq!(lowest(&study).as_deref(), Some("Q EUR 370"));
    assert_eq!(stack_totals(&study), ["EUR 450 (+80 on the lowest, +22 %)", "EUR 370 (lowest)"]);
    let Figure::Bars(bars) = chart(&study, "savings").unwrap().figure else { panic!() };
    let parts: Vec<_> = bars.groups[0].bars.iter().map(|bar| &*bar.text).collect();
    assert_eq!(parts, ["+280 (350 %)", "-200 (-250 %)"]);
    let unrated = of("");
    assert_eq!(lowest(&unrated).as_deref(), Some("no rate USD-EUR"));
    for id in ["tco-by-cost", "tco-by-phase", "savings"] {
        let chart = chart(&unrated, id).unwrap();
        assert_eq!(chart.notes, ["not added up: no rate USD-EUR"], "{id}");
    }
}

#[test]
fn a_saving_is_split_into_what_is_cheaper_and_what_is_dearer() {
    let Figure::Bars(bars) = chart(&costs(), "savings").unwrap().figure else { panic!() };
    let of = |at: usize| {
        bars.groups[at].bars.iter().map(|bar| (&*bar.label, &*bar.text)).collect::<Vec<_>>()
    };
    assert_eq!(of(0), [("Layer", "+200 (100 %)"), ("Other", "0 (0 %)")]);
    assert_eq!(of(1), [("Layer", "+170 (85 %)"), ("Other", "+30 (15 %)")]);
}

#[test]
fn the_cost_charts_show_what_is_asked_beside_what_is_stated() {
    let study = costs();
    let mut asked = WhatIf::default();
    asked.set(&study, &study.facts[0], "x2").unwrap();
    let rows: Vec<u32> = (0..).take(study.facts.len()).collect();
    let chart = of("tco-by-cost").chart_with(&study, &rows, (Lang::En, &asked)).unwrap();
    assert!(chart.title.starts_with("What if: "), "{}", chart.title);
    let Figure::Stacked(stacked) = chart.figure else { panic!() };
    let totals: Vec<_> = stacked.stacks.iter().map(|s| (&*s.label, &*s.total)).collect();
    assert_eq!(
        totals,
        [
            ("P", "EUR 300 (lowest)"),
            ("P, as stated", "EUR 200 (lowest)"),
            ("Q", "EUR 700 (+400 on the lowest, +133 %)"),
            ("Q, as stated", "EUR 400 (+200 on the lowest, +100 %)"),
        ]
    );
    let chart = of("savings").chart_with(&study, &rows, (Lang::En, &asked)).unwrap();
    let Figure::Bars(bars) = chart.figure else { panic!() };
    let told: Vec<_> = bars.groups[0].bars.iter().map(|b| (&*b.label, &*b.text)).collect();
    assert_eq!(told[..2], [("Layer", "+400 (100 %)"), ("Layer, as stated", "+200 (100 %)")]);
    let other = of("tco-by-cost").chart_with(&study, &[1, 2], (Lang::En, &asked)).unwrap();
    assert!(!other.title.contains("What if"), "nothing is asked of these rows");
}

#[test]
fn the_cheapest_as_asked_may_be_another_than_the_one_as_stated() {
    let study = costs();
    let mut asked = WhatIf::default();
    asked.set(&study, &study.facts[0], "q =1; p x9").unwrap();
    let rows: Vec<u32> = (0..).take(study.facts.len()).collect();
    let chart = of("savings").chart_with(&study, &rows, (Lang::En, &asked)).unwrap();
    let notes = chart.notes.join("|");
    assert!(
        notes.starts_with("Q costs least") && notes.contains("as stated: P costs least"),
        "{notes}"
    );
}
