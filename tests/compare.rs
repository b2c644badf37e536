//! Two editions of a study side by side: the table of changes, what is gone, what the rest ignores.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that panics has failed, which is what it is for"
)]

mod common;

use common::App;
use herringbone::load::{Loaded, StudyFile, from_files};
use herringbone::model::Lang;
use herringbone::tui::{Effect, Msg};

const HEADER: &str = "format = 1\nid = \"s\"\ntitle = \"S\"\nhome = \"a\"\nreference = \"b\"\n[[market]]\nid = \"a\"\n\
    name = \"A\"\n[[market]]\nid = \"b\"\nname = \"B\"\n[[source]]\nid = \"x\"\ntitle = \"Page\"\n\
    url = \"https://example.com/x\"\n";

fn service(id: &str, status: &str) -> String {
    format!(
        "[[capability]]\nid = \"{id}\"\nname = \"The {id}\"\nsource = \"x\"\ntype = \"service\"\n\
         status = {{ a = \"{status}\", b = \"available\" }}\n"
    )
}

const CLAIM: &str = "[[claim]]\nid = \"services\"\nname = \"Services\"\nsource = \"x\"\ndimension = \"technology\"\n\
    printed_value = \"2\"\ntext = \"There are two.\"\nexpr = \"size(facts(\\\"capability\\\"))\"\n";

fn loaded(body: &str) -> Loaded {
    let text = format!("{HEADER}{body}");
    from_files(vec![StudyFile { name: "study.toml".into(), text: text.into(), fault: None }])
}

/// Before: `kept` missing, `gone` there. After: `kept` available, `gone` gone, `new` there.
fn compared(kept: &str) -> Loaded {
    let before = loaded(&(service("kept", "missing") + &service("gone", "missing") + CLAIM));
    let mut after = loaded(&(service("kept", kept) + &service("new", "limited") + CLAIM));
    assert_eq!(after.counts(), (0, 0), "{:?}", after.problems);
    after.study = after.study.compared_with(before.study);
    after
}

#[test]
fn changes_come_first_on_a_tab_with_what_is_gone_and_their_number_by_kind() {
    let mut app = App::with(compared("available"), (100, 30), Lang::En);
    app.press("2");
    let screen = app.screen();
    assert!(screen.contains("[Changes]  Gaps"), "{screen}");
    for text in ["A: newly available", "added", "removed", "newly available 1, added 1, removed 1"]
    {
        assert!(screen.contains(text), "{text} is not on\n{screen}");
    }
    let row = app.rows().into_iter().find(|row| row.contains("The kept")).unwrap();
    assert!(row.contains("missing") && row.contains("available"), "{row}");
    app.press("L");
    assert!(
        app.screen().contains("[变化]") && app.screen().contains("A：新可用"),
        "{}",
        app.screen()
    );
}

#[test]
fn without_an_earlier_edition_there_is_no_table_of_changes() {
    let mut app = App::new(100, 30, Lang::En);
    app.press("2");
    assert!(app.screen().contains("[Gaps]") && !app.screen().contains("Changes"));
}

#[test]
fn a_fact_shows_before_and_after_and_one_that_is_gone_where_it_stood() {
    let mut app = App::with(compared("available"), (100, 40), Lang::En);
    let page = app.press("2g<enter>").screen();
    for text in ["A: newly available", "before: missing", "after: available"] {
        assert!(page.contains(text), "{text} is not on\n{page}");
    }
    app.press("<esc>/gone<enter>");
    assert!(app.selected().contains("The gone"), "it is found: {}", app.screen());
    let page = app.press("<enter>").screen();
    assert!(page.contains("removed") && page.contains("study.toml:"), "{page}");
    app.press("O");
    assert_eq!(app.world.effects, [Effect::Open("https://example.com/x".into())]);
    app.press("<esc>e");
    assert!(app.screen().contains("the cursor is not on a fact"), "{}", app.screen());
}

#[test]
fn what_is_gone_is_counted_by_no_other_table_and_by_no_claim() {
    let mut app = App::with(compared("available"), (100, 30), Lang::En);
    app.press("2]");
    assert!(app.screen().contains("[Gaps]") && app.screen().contains("of 2"), "{}", app.screen());
    assert!(!app.screen().contains("The gone"), "{}", app.screen());
    app.press("/gone<enter>");
    assert!(app.screen().contains("no facts match"), "{}", app.screen());
    app.press("<esc>]]]]");
    assert!(app.screen().contains("All]") || app.screen().contains("[Claims]"), "{}", app.screen());
    let services = app.rows().into_iter().find(|row| row.contains("Services")).unwrap();
    assert!(services.starts_with("  Services"), "two services, as claimed: {services}");
}

#[test]
fn changes_are_filtered_copied_and_read_again_like_any_table() {
    let mut app = App::with(compared("available"), (100, 30), Lang::En);
    app.press("2y6");
    let Some(Effect::Copy(clip)) = app.world.effects.last() else { unreachable!() };
    let lines: Vec<&str> = clip.text.lines().collect();
    assert_eq!(lines[0], "name,change,before,after");
    assert_eq!(lines[1], "The kept,A: newly available,missing,available");
    assert!(lines[3].starts_with("The gone,removed,"), "{}", clip.text);
    app.press("G");
    assert!(app.selected().contains("The gone"), "{}", app.selected());
    app.send([Msg::Loaded(Box::new(compared("missing")))]);
    assert!(app.selected().contains("The gone"), "the cursor stays on it: {}", app.screen());
    assert!(!app.screen().contains("newly available"), "{}", app.screen());
}

#[test]
fn a_dimension_without_changes_says_so() {
    let mut app = App::with(compared("available"), (100, 30), Lang::En);
    app.press("3");
    assert!(app.screen().contains("[Changes]") && app.screen().contains("nothing changed"));
}

#[test]
fn from_the_overview_a_gap_is_shown_among_the_gaps_and_not_among_the_changes() {
    let mut app = App::with(compared("limited"), (100, 30), Lang::En);
    app.press("<enter>");
    assert!(app.screen().contains("[Gaps]"), "{}", app.screen());
}

const RATE: &str =
    "[[rate]]\nfrom = \"USD\"\nto = \"EUR\"\nrate = 0.50\ndate = 2022-12-31\nsource = \"x\"\n";
const PRICE: &str = "[[price]]\nid = \"p\"\nname = \"The price\"\nsource = \"x\"\nservice = \"S\"\nunit = \"GB\"\n\
    values = { a = 3, b = 4 }\ncurrency = { a = \"EUR\", b = \"USD\" }\n";

#[test]
fn a_rate_that_changed_is_said_with_the_prices_it_moved() {
    let currency = "currency = \"EUR\"\n";
    let edition = |body: &str| {
        let text = format!("{currency}{HEADER}{body}");
        from_files(vec![StudyFile { name: "study.toml".into(), text: text.into(), fault: None }])
    };
    let compared = |before: &str, after: &str| {
        let (before, mut after) = (edition(before), edition(after));
        assert_eq!(after.counts().0, 0, "{:?}", after.problems);
        after.study = after.study.compared_with(before.study);
        after
    };
    let dearer = RATE.replace("0.50", "0.75");
    let moved = compared(&format!("{RATE}{PRICE}"), &format!("{dearer}{PRICE}"));
    let mut app = App::with(moved, (240, 30), Lang::En);
    app.press("3");
    let row = app.rows().into_iter().find(|row| row.starts_with("  The price")).unwrap();
    assert!(row.contains("conversion moved +50 %"), "{row}");
    assert!(app.screen().contains("rate USD-EUR: rate changed +0.25 (+50 %)"), "{}", app.screen());
    let page = app.press("<enter>").screen();
    for text in ["(by rate USD-EUR)", "before: 2 EUR", "after: 3 EUR", "Ratio: conversion moved"] {
        assert!(page.contains(text), "{text} is not on\n{page}");
    }
    let mut app = App::with(compared(RATE, &dearer), (120, 30), Lang::En);
    app.press("3");
    assert!(app.screen().contains("nothing but rates changed"), "{}", app.screen());
    app.press("2");
    assert!(!app.screen().contains("rate USD-EUR"), "it is said under Price alone");
}

#[test]
fn changes_come_first_whatever_was_remembered_and_what_was_stays_so() {
    let folder = tempfile::tempdir().unwrap();
    let alone = || {
        let body = service("kept", "missing") + CLAIM;
        App::kept(folder.path(), loaded(&body), Lang::En)
    };
    let leave = |mut app: App| {
        app.send([Msg::End(None)]);
        for effect in app.world.effects.drain(..) {
            if let Effect::SaveViews(path, text) = effect {
                std::fs::create_dir_all(path.parent().unwrap()).unwrap();
                std::fs::write(path, text).unwrap();
            }
        }
    };
    let mut app = alone();
    app.press("2]");
    let table = app.rows().into_iter().find(|row| row.contains('[')).unwrap();
    assert!(!table.contains("[Gaps]"), "{table}");
    leave(app);
    let mut app = App::kept(folder.path(), compared("available"), Lang::En);
    assert!(app.screen().contains("[Changes]"), "{}", app.screen());
    app.press("]");
    assert!(app.screen().contains("[Gaps]"), "{}", app.screen());
    leave(app);
    let again = alone();
    assert!(again.screen().contains(table.trim()), "{}", again.screen());
}

#[test]
fn the_overview_says_what_changed_in_every_dimension() {
    let mut app = App::with(compared("available"), (80, 24), Lang::En);
    let screen = app.screen();
    assert!(screen.contains("Changes newly available 1, added 1,"), "{screen}");
    assert!(screen.contains("Changes") && screen.contains("none"), "{screen}");
    assert!(app.press("L").screen().contains("新可用 1，新增 1，删去 1"), "{}", app.screen());
    assert!(!App::new(80, 24, Lang::En).screen().contains("Changes"));
}

#[test]
fn changes_are_counted_and_picked_by_their_kind() {
    let gone = service("gone", "missing") + &service("lost", "missing");
    let before = loaded(&(service("kept", "missing") + &gone));
    let mut after = loaded(&(service("kept", "available") + &service("new", "limited")));
    after.study = after.study.compared_with(before.study);
    let mut app = App::with(after, (100, 30), Lang::En);
    app.press("2f");
    let facets = app.screen();
    for text in ["Kind of change", "newly available", "added", "[ ] removed"] {
        assert!(facets.contains(text), "{text} is not on\n{facets}");
    }
    assert!(!facets.contains("[ ] missing"), "sentences are not picked: {facets}");
    app.press("removed<enter><esc>");
    let removed = app.screen();
    assert!(removed.contains("The gone") && !removed.contains("The new"), "{removed}");
    app.press("<esc>>F");
    let groups = app.screen();
    assert!(groups.contains("Groups: Kind of change (3"), "{groups}");
    app.press("<enter>");
    let first = app.screen();
    assert!(first.contains("The kept") && !first.contains("The gone"), "{first}");
}

#[test]
fn what_is_wrong_stays_whole_in_the_title_however_long_the_rest_is() {
    let mut after = compared("available");
    after.study.title =
        herringbone::model::Localized::same("A title that goes on and on ".repeat(4));
    let wrong = loaded(&(service("kept", "available") + "nmae = \"x\"\n"));
    after.problems = wrong.problems;
    after.texts = wrong.texts;
    for lang in [Lang::En, Lang::Zh] {
        let app = App::with(after.clone(), (80, 24), lang);
        let title = app.rows()[1].clone();
        assert!(
            title.contains(lang.pick("! 1 个错误，0 个警告", "! 1 error, 0 warnings")),
            "{title}"
        );
        assert!(title.contains('…') && title.contains(lang.pick("A对B", "A against B")), "{title}");
    }
}
