//! Out of the terminal: what is copied, opened and edited, and what is said about it.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that panics has failed, which is what it is for"
)]

mod common;

use std::path::Path;

use common::App;
use herringbone::model::Lang;
use herringbone::tui::{Clip, Effect, Msg};

/// What the last effect was to put on the clipboard.
fn copied(app: &App) -> &Clip {
    match app.world.effects.last() {
        Some(Effect::Copy(clip)) => clip,
        other => panic!("nothing was copied: {other:?}"),
    }
}

#[test]
fn the_cell_under_the_column_cursor_is_copied() {
    let mut app = App::new(100, 30, Lang::En);
    app.press("2]gy");
    assert!(app.screen().contains("1  cell \"Name\""), "{}", app.screen());
    app.press("1");
    assert_eq!(copied(&app).text, "ml.Inf1 instances on SageMaker");
    app.press("<s-right>y1");
    assert_eq!(copied(&app).text, "2021-07-08");
    assert_eq!(copied(&app).what, "cell \"China\", 10 characters");
    assert!(!app.screen().contains("Copy ─"), "the menu is gone");
}

#[test]
fn a_row_is_copied_with_its_titles_and_as_json_with_everything_known() {
    let mut app = App::new(100, 30, Lang::En);
    app.press("2]gy2");
    let markdown = copied(&app).text.clone();
    assert_eq!(markdown.lines().count(), 3, "{markdown}");
    assert!(markdown.starts_with("| Name | China | Global | Delay, days |"), "{markdown}");
    assert!(markdown.contains("| 444 |"), "{markdown}");
    app.press("y4");
    let fact: serde_json::Value = serde_json::from_str(&copied(&app).text).unwrap();
    assert_eq!(
        (&fact["id"], &fact["derived"]["delay_days"]),
        (&"release-inf1".into(), &444.into())
    );
}

#[test]
fn the_table_is_copied_as_it_is_filtered_and_ordered() {
    let mut app = App::new(100, 30, Lang::En);
    app.press("2]Sgy6");
    let all = copied(&app).text.clone();
    assert!(all.starts_with("name,china,global,delay_days,category,year\n"), "{all}");
    assert!(all.lines().nth(1).unwrap().contains(",-1,"), "the order of the screen: {all}");
    app.press("/inf1<enter>y6");
    let found = &copied(&app).text;
    let rows = found.lines().count() - 1;
    assert!((1..5).contains(&rows) && rows < all.lines().count() - 1, "{found}");
    assert!(copied(&app).what.contains(&format!("table as CSV, {rows} rows, ")), "{found}");
}

#[test]
fn the_menu_is_moved_through_with_arrows_and_worded_in_both_languages() {
    let mut app = App::new(80, 24, Lang::Zh);
    app.press("2y");
    assert!(app.screen().contains("5  整表 Markdown"), "{}", app.screen());
    app.press("<down><down><down><down><enter>");
    assert!(copied(&app).what.starts_with("整表 Markdown，"), "{}", copied(&app).what);
    app.press("y<esc>");
    assert!(!app.screen().contains("整表 Markdown"), "{}", app.screen());
}

#[test]
fn on_the_overview_there_is_a_fact_but_no_table() {
    let mut app = App::new(100, 30, Lang::En);
    app.press("y5");
    assert!(app.world.effects.is_empty());
    assert!(app.screen().contains("there is no table here"), "{}", app.screen());
    app.press("1");
    assert_eq!(copied(&app).text, "ml.Inf1 instances on SageMaker");
}

#[test]
fn a_tool_that_fails_leaves_it_to_the_terminal() {
    let mut app = App::new(100, 30, Lang::En);
    app.press("2y1");
    let clip = copied(&app).clone();
    app.send([Msg::NotCopied(clip.clone(), "xclip")]);
    assert_eq!(app.world.effects.last(), Some(&Effect::CopyByTerminal(clip, "xclip")));
    app.send([Msg::Said("copied by OSC 52".into())]);
    assert!(app.screen().contains("copied by OSC 52"));
}

#[test]
fn what_is_too_long_for_the_terminal_is_offered_a_file() {
    let mut app = App::new(100, 30, Lang::En);
    app.press("2y6");
    let clip = copied(&app).clone();
    app.send([Msg::TooLong(clip.clone())]);
    assert!(
        app.screen().contains("Too long for the terminal; file: facts.csv"),
        "{}",
        app.screen()
    );
    app.press("<enter>");
    assert_eq!(app.written(), [("facts.csv".into(), clip.text.clone())]);
    app.send([Msg::Exists("facts.csv".into())]);
    assert!(app.screen().contains("Exists; Enter replaces"), "{}", app.screen());
    app.press("<enter>");
    assert_eq!(app.written().len(), 2);
    app.send([Msg::Done("written to facts.csv".into())]);
    assert!(app.screen().contains("written to facts.csv"), "{}", app.screen());
}

/// A folder with a study of two facts: one whose source has an address, one whose source has none.
fn study(folder: &Path) {
    let text = "format = 1\nid = \"s\"\ntitle = \"S\"\n[[market]]\nid = \"a\"\nname = \"A\"\n\
        [[source]]\nid = \"x\"\ntitle = \"Page\"\nurl = \"https://example.com/x\"\n\
        [[source]]\nid = \"y\"\ntitle = \"Paper\"\n";
    let fact = |id: &str, source: &str| {
        format!(
            "\n[[capability]]\nid = \"{id}\"\nname = \"{id}\"\nsource = \"{source}\"\ntype = \"service\"\n\
             status = {{ a = \"missing\" }}\n"
        )
    };
    std::fs::write(folder.join("study.toml"), text).unwrap();
    std::fs::write(folder.join("facts.toml"), fact("one", "x") + &fact("two", "y")).unwrap();
}

#[test]
fn the_address_of_the_source_is_opened_and_a_source_without_one_is_named() {
    let folder = tempfile::tempdir().unwrap();
    study(folder.path());
    let mut app = App::opened(folder.path(), (100, 30), Lang::En);
    app.press("2gO");
    assert_eq!(app.world.effects, [Effect::Open("https://example.com/x".into())]);
    app.press("jO");
    assert_eq!(app.world.effects.len(), 1);
    assert!(app.screen().contains("the source has no address: Paper"), "{}", app.screen());
}

#[test]
fn the_editor_gets_the_file_and_the_line_of_the_fact_and_the_cursor_stays_on_it() {
    let folder = tempfile::tempdir().unwrap();
    study(folder.path());
    let mut app = App::opened(folder.path(), (100, 30), Lang::En);
    app.press("2gj<enter>E");
    let path = folder.path().join("facts.toml");
    assert_eq!(app.world.effects, [Effect::Edit(path, 9)]);
}

#[test]
fn the_built_in_study_has_no_file_and_says_how_to_get_one() {
    for lang in [Lang::Zh, Lang::En] {
        let mut app = App::new(80, 24, lang);
        app.press("2E");
        assert!(app.world.effects.is_empty());
        assert!(
            app.screen().contains("herringbone init DIR --template built-in"),
            "{}",
            app.screen()
        );
    }
}
