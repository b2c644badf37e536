//! Comparing markets: which two, where they differ, and what follows them.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test that panics has failed, which is what it is for"
)]

mod common;

use common::App;
use herringbone::analysis::claims::verdicts;
use herringbone::load::{Loaded, Origin, StudyFile, from_files, load};
use herringbone::model::{Lang, Pair};
use herringbone::tui::Msg;

fn study(markets: &[&str], facts: &str) -> Loaded {
    let market =
        |id: &&str| format!("[[market]]\nid = \"{id}\"\nname = \"{}\"\n", id.to_uppercase());
    let markets: String = markets.iter().map(market).collect();
    let text = format!(
        "format = 1\nid = \"s\"\ntitle = \"S\"\n[defaults]\nsource = \"x\"\n{markets}\
         [[source]]\nid = \"x\"\ntitle = \"X\"\n{facts}"
    );
    let file = StudyFile { name: "study.toml".into(), text: text.into(), fault: None };
    let loaded = from_files(vec![file]);
    assert_eq!(loaded.counts().0, 0, "{:?}", loaded.problems);
    loaded
}

fn release(name: &str, dates: &str) -> String {
    format!("[[release]]\nid = \"{name}\"\nname = \"{name}\"\ndates = {{ {dates} }}\n")
}

const THREE: [(&str, &str); 3] = [
    ("alpha", "ap = 2021-01-11, bq = 2021-01-01, cr = \"missing\""),
    ("beta", "ap = 2021-01-01, bq = 2021-01-01, cr = 2021-01-31"),
    ("gamma", "ap = 2021-01-02, bq = 2021-01-01, cr = 2021-01-02"),
];

fn three() -> Loaded {
    let facts: String = THREE.iter().map(|(name, dates)| release(name, dates)).collect();
    study(&["ap", "bq", "cr"], &facts)
}

fn title(app: &App) -> String {
    app.rows()[1].clone()
}

#[test]
fn the_title_names_the_markets_compared_where_facts_are_shown() {
    let mut app = App::new(100, 30, Lang::En);
    assert!(title(app.press("2")).ends_with("China against Global"), "{}", title(&app));
    assert!(!title(app.press("7")).contains("against"), "a fishbone compares nothing");
    let mut app = App::new(80, 24, Lang::Zh);
    assert!(title(app.press("3")).ends_with("中国区对国际区"), "{}", title(&app));
}

#[test]
fn picking_a_pair_moves_gaps_delays_and_footer_and_keeps_the_row() {
    let mut app = App::with(three(), (100, 30), Lang::En);
    app.press("2<right>/gamma<enter>");
    app.press("<esc>");
    assert!(app.selected().contains("gamma"), "{}", app.screen());
    assert!(app.screen().contains("mean 3.7"), "{}", app.screen());
    app.press("m");
    let list = app.screen();
    for pair in ["* AP against BQ", "BQ against AP", "CR against BQ"] {
        assert!(list.contains(pair), "{pair} is not on\n{list}");
    }
    app.press("cr ap<enter>");
    assert!(title(&app).ends_with("* CR against AP"), "{}", title(&app));
    assert!(app.selected().contains("gamma"), "the cursor keeps its row: {}", app.screen());
    assert!(app.screen().contains("delay of 2: mean 15,"), "{}", app.screen());
    app.press("<left>/alpha<enter>");
    assert!(app.selected().contains("missing"), "{}", app.selected());
}

#[test]
fn a_chosen_pair_survives_reload_and_the_other_language() {
    let mut app = App::with(three(), (100, 30), Lang::En);
    app.press("2mcr ap<enter>L");
    app.send([Msg::Loaded(Box::new(three()))]);
    assert!(title(&app).ends_with("* CR对AP"), "{}", title(&app));
    let two = study(&["ap", "bq"], &release("alpha", "ap = 2021-01-01"));
    app.send([Msg::Loaded(Box::new(two))]);
    assert!(title(&app).ends_with(" AP对BQ"), "a market is gone: {}", title(&app));
}

#[test]
fn of_many_markets_two_are_picked_in_turn() {
    let loaded = study(&["ap", "bq", "cr", "ds", "et"], &release("alpha", "ap = 2021-01-01"));
    let mut app = App::with(loaded, (100, 30), Lang::En);
    app.press("2m");
    assert!(app.screen().contains("Compare which market"), "{}", app.screen());
    let now: Vec<String> = app.rows().into_iter().filter(|row| row.contains("* ")).collect();
    assert!(now.len() == 1 && now[0].contains("compared now"), "the star is told: {now:?}");
    assert!(!app.screen().contains("BQ against AP"), "{}", app.screen());
    app.press("et<enter>");
    assert!(app.screen().contains("ET against which market"), "{}", app.screen());
    app.press("ds<enter>");
    assert!(title(&app).ends_with("* ET against DS"), "{}", title(&app));
}

#[test]
fn a_study_of_one_market_has_no_pair_to_pick_and_says_so() {
    let mut app =
        App::with(study(&["ap"], &release("alpha", "ap = 2021-01-01")), (80, 24), Lang::En);
    app.press("2m");
    assert!(app.screen().contains("one market only"), "{}", app.screen());
    assert!(!title(&app).contains("against"));
}

#[test]
fn the_next_difference_is_one_key_away_in_both_directions() {
    let mut app = App::with(three(), (100, 30), Lang::En);
    app.press("2<right>");
    assert!(app.screen().contains("of 3, 2 differ"), "{}", app.screen());
    // Longest delay first: alpha 10, gamma 1, beta 0.
    assert!(app.selected().contains("alpha"));
    assert!(app.press("d").selected().contains("gamma"), "{}", app.screen());
    assert!(app.press("d").selected().contains("alpha"), "around the end: {}", app.screen());
    assert!(app.screen().contains("went around"), "{}", app.screen());
    assert!(app.press("D").selected().contains("gamma"), "{}", app.screen());
    assert!(app.press("D").selected().contains("alpha"), "{}", app.screen());
}

#[test]
fn a_table_without_a_difference_says_so() {
    let same = release("alpha", "ap = 2021-01-01, bq = 2021-01-01");
    let mut app = App::with(study(&["ap", "bq"], &same), (100, 30), Lang::En);
    app.press("2d");
    assert!(app.screen().contains("AP against BQ: no row differs"), "{}", app.screen());
    assert!(app.screen().contains("0 differ"), "{}", app.screen());
}

#[test]
fn claims_speak_of_the_declared_markets_whichever_are_compared() {
    let mut study = load(&Origin::BuiltIn).unwrap().study;
    let declared = format!("{:?}", verdicts(&study));
    assert!(declared.contains("delay"), "some claims are about delays");
    for pair in Pair::all(&study).collect::<Vec<_>>() {
        study.pair = pair;
        assert_eq!(format!("{:?}", verdicts(&study)), declared, "{}", pair.text(&study, Lang::En));
    }
    // The same on the screen: the verdicts are recomputed after the pair was turned around.
    let marked = |app: &App| app.rows().iter().filter(|row| row.starts_with(" ≠")).count();
    let mut before = App::new(100, 50, Lang::En);
    before.press("2]]]]");
    let mut after = App::new(100, 50, Lang::En);
    after.press("mglobal against<enter>2]]]]");
    assert!(title(&after).ends_with("* Global against China"), "{}", title(&after));
    assert!(marked(&before) > 1, "{}", before.screen());
    assert_eq!(marked(&before), marked(&after));
}

#[test]
fn the_overview_follows_the_pair() {
    let mut app = App::new(100, 30, Lang::En);
    assert!(app.screen().contains("444 days late"));
    app.press("mglobal against<enter>");
    assert!(!app.screen().contains("444 days late"), "{}", app.screen());
    app.press("mchina against<enter>");
    assert!(app.screen().contains("444 days late"), "{}", app.screen());
}

#[test]
fn a_table_of_which_nothing_can_differ_does_not_count_differences() {
    let mut app = App::new(160, 40, Lang::En);
    for (tab, says) in [("8[", false), ("4<right><right>", false), ("2[", true), ("3[", true)] {
        let screen = app.press(tab).screen();
        assert_eq!(screen.contains(" differ "), says, "{tab}\n{screen}");
    }
}

#[test]
fn exposure_adds_up_what_is_stated_and_shares_only_what_has_a_whole() {
    let year = |year: u32, rest: &str| {
        format!("[[exposure]]\nid = \"y{year}\"\nname = \"y{year}\"\nyear = {year}\n{rest}\n")
    };
    let facts = [year(2020, "posts = 5"), year(2021, "posts = 10\nall_posts = 40")].concat();
    let mut app = App::with(study(&["ap", "bq"], &facts), (120, 30), Lang::En);
    let screen = app.press("4").screen();
    assert!(screen.contains("in all: posts 15, of which 10 / 40 (25 %)"), "{screen}");
    assert!(!screen.contains("features 0"), "none is stated\n{screen}");
}

#[test]
fn details_hold_what_a_customer_uses_and_that_a_cut_is_up_to_so_much() {
    let facts = "[[customer]]\nid = \"c\"\nname = \"c\"\nhome = true\nuses = \"The whole stack\"\n\
                 [[price_cut]]\nid = \"d\"\nname = \"d\"\npercent = 58\nup_to = true\n\
                 type = \"direct\"\nmarkets = [\"ap\"]\n";
    let mut app = App::with(study(&["ap", "bq"], facts), (120, 30), Lang::En);
    let said = |app: &App| app.screen().split_whitespace().collect::<Vec<_>>().join(" ");
    app.press("4]]");
    assert!(said(&app).contains("Uses The whole stack"), "{}", app.screen());
    app.press("3]]");
    assert!(said(&app).contains("Cut, % up to 58"), "{}", app.screen());
}

#[test]
fn an_empty_table_says_whether_a_filter_or_the_study_leaves_it_empty() {
    let mut app = App::with(three(), (120, 30), Lang::En);
    let screen = app.press("3").screen();
    assert!(screen.contains("the study has no such facts"), "nothing narrows it\n{screen}");
    let screen = app.press("2/zzzz<enter>").screen();
    assert!(screen.contains("no facts match"), "{screen}");
}
