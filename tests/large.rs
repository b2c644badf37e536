//! A study too large to be searched between two keys: rows are found by jobs, keys stay live.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test that panics has failed, which is what it is for"
)]

mod common;
#[path = "../benches/studies/mod.rs"]
mod studies;

use common::App;
use herringbone::load::from_files;
use herringbone::model::Lang;
use herringbone::tui::{Effect, Msg};
use studies::study;

const ROWS: usize = 6_000;

fn app(rows: usize) -> App {
    let mut app = App::with(from_files(study(rows, 2)), (220, 30), Lang::En);
    app.press("2");
    app
}

/// What is said below the rows: what is shown of what.
fn footer(app: &App) -> String {
    let rows = app.rows();
    let first = rows.iter().rposition(|row| row.starts_with(" 1 of ")).unwrap_or(0);
    rows[first..].join(" ")
}

fn jobs(app: &App) -> usize {
    app.world.effects.iter().filter(|effect| matches!(effect, Effect::Find(_))).count()
}

#[test]
fn a_large_table_shows_searches_and_sorts_as_a_small_one_does() {
    for keys in [
        "",
        "/zdbz",
        "/number 12<enter>",
        "/biaozhu<backspace><backspace>",
        "/zd<esc>",
        "s",
        "sS",
        "<right>jj",
    ] {
        let (mut large, mut small) = (app(ROWS), app(3_000));
        let (large_screen, small_screen) = (large.press(keys).rows(), small.press(keys).rows());
        assert_eq!(jobs(&small), 0);
        assert!(jobs(&large) > 0);
        // The study is the same up to the rows that the small one lacks.
        assert_eq!(large_screen[3], small_screen[3], "{keys}");
        assert_eq!(large_screen[4].is_empty(), small_screen[4].is_empty(), "{keys}");
        assert!(!large.screen().contains("searching"), "{}", large.screen());
    }
}

#[test]
fn what_lies_over_or_beside_a_large_table_is_that_of_a_small_one() {
    // A search that both studies answer alike: the large one has these rows among others.
    let narrow = "=id.startsWith(\"row-2\") && id < \"row-2999\" && delay > 100<enter>";
    for keys in ["c", "cC", "f", "<right>F", "<c-k>row-2987", "/2987<enter><esc>n", "<f11>zdbz2988"]
    {
        let of = |rows: usize| {
            let mut app = App::with(from_files(study(rows, 2)), (160, 40), Lang::En);
            app.press("2").press(narrow).press(keys);
            (jobs(&app), app.rows())
        };
        let ((small_jobs, small), (large_jobs, large)) = (of(3_000), of(ROWS));
        assert!(small_jobs == 0 && large_jobs > 0);
        let shown = |rows: &[String]| rows.join("\n").replace("6000", "3000");
        assert_eq!(shown(&large), shown(&small), "{keys}");
    }
}

#[test]
fn keys_stay_live_while_what_lies_over_a_table_is_being_counted() {
    let mut app = app(ROWS);
    app.world.holds = true;
    app.press("f");
    assert!(app.screen().contains("counting…"), "{}", app.screen());
    app.press("no");
    assert!(app.screen().contains("counting…") && app.find(0));
    assert!(!app.screen().contains("counting…"), "{}", app.screen());
    assert!(
        app.screen().contains("each column has one value here"),
        "all rows are of one kind and time"
    );
    app.press("<esc>F");
    assert!(app.screen().contains("grouping…"), "{}", app.screen());
    app.press("<esc>f");
    assert!(!app.find(1), "nobody waits for the groups");
    assert!(app.find(2), "but for the facets");
}

#[test]
fn what_is_confirmed_before_it_is_found_is_gone_to_when_it_is() {
    let mut app = app(ROWS);
    app.world.holds = true;
    app.press("<c-k>5998<enter>");
    assert!(app.screen().contains("Find anywhere"), "{}", app.screen());
    let last = app.world.held.len() - 1;
    assert!(app.find(last));
    assert!(!app.screen().contains("Find anywhere"), "{}", app.screen());
    assert!(app.selected().contains("number 5998"), "{}", app.selected());
}

#[test]
fn a_leap_waits_for_what_matches() {
    let mut app = app(ROWS);
    app.press("/number 599<enter><esc>gg");
    app.world.holds = true;
    app.press("n");
    let before = app.selected();
    assert!(!before.contains("number 599"), "{before}");
    assert!(app.find(0));
    assert!(app.selected().contains("number 599"), "{}", app.selected());
    assert!(app.screen().contains("/number 599: 1 of"), "{}", app.screen());
}

#[test]
fn the_chart_of_former_rows_stays_until_the_next_is_made() {
    let mut app = App::with(from_files(study(ROWS, 2)), (160, 40), Lang::En);
    app.press("2");
    let shows = |app: &App, text: &str| app.screen().contains(text);
    assert!(shows(&app, "6000 of 6000"), "{}", app.screen());
    app.world.holds = true;
    app.press("/chip");
    assert!(shows(&app, "6000 of 6000"), "{}", app.screen());
    // It comes along with its rows.
    let rows = app.world.held.len() - 1;
    assert!(app.find(rows) && !shows(&app, "6000 of 6000"));
    assert!(shows(&app, "1500 of 1500"), "{}", app.screen());
    // Another chart of the same rows is made by itself.
    app.press("<enter>C");
    assert!(shows(&app, "1500 of 1500"), "{}", app.screen());
    let other = app.world.held.len() - 1;
    assert!(other > rows && app.find(other) && !shows(&app, "1500 of 1500"));
}

#[test]
fn every_key_narrows_and_deleting_widens_again() {
    let mut app = app(ROWS);
    app.press("/zdbz");
    assert!(footer(&app).contains("1 of 1500 (6000 in all)"), "{}", footer(&app));
    assert!(app.underlined().starts_with("automatic") || app.selected().contains("automatic"));
    app.press(" 5999");
    assert!(app.screen().contains("no facts match"), "{}", app.screen());
    app.press("<backspace><backspace><backspace><backspace><backspace>");
    assert!(footer(&app).contains("1 of 1500"), "{}", footer(&app));
    app.press("<esc>");
    assert!(footer(&app).contains("of 6000"), "{}", footer(&app));
}

#[test]
fn old_rows_stay_and_keys_stay_live_while_rows_are_being_found() {
    let mut app = app(ROWS);
    app.world.holds = true;
    let before = app.selected();
    app.press("/chip");
    assert!(
        footer(&app).contains("searching…") && footer(&app).contains("of 6000"),
        "{}",
        footer(&app)
    );
    assert_eq!(app.selected(), before);
    app.press("<enter>jjj");
    assert_ne!(app.selected(), before, "the cursor moves over the old rows");
    app.resize(100, 24).press("L").press("L");
    assert!(footer(&app).contains("searching…"), "{}", footer(&app));
    assert!(app.find(3), "the last key's job");
    assert!(footer(&app).contains("1 of 1500"), "{}", footer(&app));
    assert!(app.selected().contains("inference chip"), "{}", app.selected());
}

#[test]
fn a_job_that_is_not_the_latest_gives_up_and_its_rows_are_of_no_use() {
    let mut app = app(ROWS);
    app.world.holds = true;
    app.press("/c");
    let early = app.world.held[0].clone();
    let early = early.run(&mut Default::default()).expect("it was the latest");
    app.press("h");
    assert!(!app.find(0), "the job for c gives up");
    app.send([early]);
    assert!(footer(&app).contains("searching…"), "rows for c are stale: {}", footer(&app));
    assert!(app.find(1));
    assert!(!footer(&app).contains("searching…"), "{}", footer(&app));
}

#[test]
fn sorting_while_a_search_runs_finds_both() {
    let mut app = app(ROWS);
    app.world.holds = true;
    app.press("/chip<enter>s");
    let last = app.world.held.len() - 1;
    app.find(last);
    assert!(footer(&app).contains("of 1500"), "{}", footer(&app));
    app.press("<esc>");
    let last = app.world.held.len() - 1;
    app.find(last);
    assert!(app.rows()[3].contains('↑') || app.rows()[3].contains('↓'), "{}", app.rows()[3]);
    assert!(footer(&app).contains("of 6000"), "{}", footer(&app));
}

#[test]
fn a_study_read_again_while_a_search_runs_drops_it_and_keeps_the_fact() {
    let mut app = app(ROWS);
    app.press("/number 5998<enter>");
    let before = app.selected();
    assert!(before.contains("number 59"), "{before}");
    app.press("<esc>");
    app.world.holds = true;
    app.press("/net");
    app.send([Msg::Loaded(Box::new(from_files(study(ROWS + 40, 3))))]);
    assert!(!app.find(2), "the job on the former study gives up");
    assert!(footer(&app).contains("searching…"), "{}", footer(&app));
    let last = app.world.held.len() - 1;
    assert!(app.find(last));
    assert!(footer(&app).contains("of 1510 (6040 in all)"), "{}", footer(&app));
}

#[test]
fn the_cursor_stays_on_its_fact_when_a_large_study_is_read_again() {
    let mut app = app(ROWS);
    app.press("G");
    let before = app.selected();
    app.send([Msg::Loaded(Box::new(from_files(study(ROWS + 40, 2))))]);
    assert_eq!(app.selected(), before);
    app.send([Msg::Loaded(Box::new(from_files(study(50, 2))))]);
    assert!(footer(&app).contains("of 50"), "a small study again: {}", footer(&app));
}

#[test]
fn a_table_left_before_its_rows_were_found_finds_them_when_it_is_shown_again() {
    let mut app = app(ROWS);
    app.world.holds = true;
    app.press("/chip<enter>]");
    let last = app.world.held.len() - 1;
    assert!(app.find(last), "the other table needs rows of its own");
    assert!(footer(&app).contains("of 6000"), "{}", footer(&app));
    app.press("[");
    let last = app.world.held.len() - 1;
    assert!(app.find(last));
    assert!(footer(&app).contains("of 1500"), "{}", footer(&app));
}

#[test]
fn a_gap_of_the_overview_leads_to_its_row_in_a_large_table() {
    let mut app = App::with(from_files(study(ROWS, 2)), (220, 30), Lang::En);
    app.press("<down>");
    let gap = app.selected();
    app.press("<enter>");
    let number =
        |text: &str| text.split("number ").nth(1).unwrap().split(' ').next().unwrap().to_owned();
    assert_eq!(number(&app.selected()), number(&gap));
}
