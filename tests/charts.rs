//! Charts on the screen, by key and by size; and a gallery of all of them as text.
//!
//! `UPDATE_CHARTS=1 cargo test --test charts` draws the gallery anew; look at it before it is kept.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that panics has failed, which is what it is for"
)]

mod common;

use common::App;
use herringbone::analysis::chart::CHARTS;
use herringbone::analysis::table::View;
use herringbone::exchange::chart::text;
use herringbone::layout::chart::Page;
use herringbone::load::{Origin, load};
use herringbone::model::Lang;
use herringbone::text::Glyphs;

const GALLERY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/charts.md");

/// Every chart of the built-in study beside its first table.
fn gallery() -> String {
    let study = load(&Origin::BuiltIn).unwrap().study;
    let mut page = String::from("# Every chart of the built-in study, as text\n");
    for (lang, cols, glyphs) in [
        (Lang::Zh, 96, Glyphs::Unicode),
        (Lang::En, 96, Glyphs::Unicode),
        (Lang::Zh, 48, Glyphs::Ascii),
    ] {
        page.push_str(&format!("\n## {lang}, {cols} columns, {glyphs:?}\n"));
        for kind in CHARTS {
            let (dimension, id) = kind.places[0];
            let view = View::of(dimension).find(|view| view.id == id).unwrap();
            let chart = kind.chart(&study, &view.rows(&study), lang).unwrap();
            let drawn = text(&chart, &Page { lang, glyphs, ..Page::of(cols) });
            page.push_str(&format!("\n```text\n{drawn}```\n"));
        }
    }
    page
}

#[test]
fn the_gallery_of_charts_is_up_to_date() {
    let drawn = gallery();
    if std::env::var_os("UPDATE_CHARTS").is_some() {
        std::fs::write(GALLERY, drawn).unwrap();
        return;
    }
    let kept = std::fs::read_to_string(GALLERY).unwrap();
    let differs = kept.lines().zip(drawn.lines()).position(|(kept, drawn)| kept != drawn);
    assert!(kept == drawn, "tests/charts.md is out of date from line {differs:?} on");
}

#[test]
fn c_shows_a_chart_and_shift_c_the_next_one() {
    let mut app = App::new(120, 40, Lang::En);
    app.press("2<right>");
    assert!(app.screen().contains("Enter shows all"), "the details first: {}", app.screen());
    app.press("c");
    assert!(app.screen().contains("Release delays in days, longest first"), "{}", app.screen());
    assert!(app.screen().contains("444 days") && app.screen().contains("1/5"), "{}", app.screen());
    app.press("C");
    assert!(app.screen().contains("Releases over time") && app.screen().contains("2/5"));
    app.press("CCCC");
    assert!(app.screen().contains("1/5"), "around the corner: {}", app.screen());
    app.press("c");
    assert!(
        !app.screen().contains("1/5") && app.screen().contains("Enter shows all"),
        "{}",
        app.screen()
    );
    app.press("<f6>");
    assert!(app.screen().contains("1/5"), "F6 for those whose letters are text");
}

#[test]
fn shift_c_alone_shows_the_first_chart() {
    let mut app = App::new(120, 40, Lang::Zh);
    app.press("3C");
    assert!(app.screen().contains("分档价格（元/GB-月）"), "{}", app.screen());
}

#[test]
fn on_a_narrow_screen_the_chart_stands_in_for_the_table_and_the_cursor_scrolls_it() {
    let mut app = App::new(80, 24, Lang::En);
    app.press("5c");
    let top = app.screen();
    assert!(top.contains("Coverage per layer") && top.contains("Marketplace"), "{top}");
    assert!(top.contains("0 rows above"), "{top}");
    assert!(!top.contains("Name  "), "the table gave way: {top}");
    app.press("G");
    let end = app.screen();
    assert!(end.contains("Cloud regions") && end.contains("0 below"), "{end}");
    app.press("c");
    assert!(app.screen().contains("Name "), "{}", app.screen());
}

#[test]
fn a_large_screen_shows_the_details_and_a_chart_at_once() {
    let mut app = App::new(200, 60, Lang::Zh);
    app.press("3<right>");
    let both = app.screen();
    assert!(both.contains("总体拥有成本，按成本类型") && both.contains("存疑"), "{both}");
    app.press("c");
    assert!(!app.screen().contains("按成本类型"), "details alone");
    app.press("c");
    assert!(app.screen().contains("按成本类型") && !app.screen().contains("存疑"), "chart alone");
    app.press("c");
    assert_eq!(app.screen(), both);
}

#[test]
fn a_chart_follows_the_search_and_the_table() {
    let mut app = App::new(120, 40, Lang::En);
    app.press("2<right>c/Spark<enter>");
    let screen = app.screen();
    assert!(screen.contains("27 days") && !screen.contains("444 days"), "{screen}");
    app.press("/zzzz<enter>");
    assert!(app.screen().contains("nothing to draw"), "{}", app.screen());
    app.press("<esc><right>");
    assert!(app.screen().contains("features released per year"), "{}", app.screen());
    app.press("<left>");
    assert!(app.screen().contains("444 days"), "{}", app.screen());
}

#[test]
fn the_fact_under_the_cursor_is_marked_in_the_chart() {
    let mut app = App::new(120, 40, Lang::En);
    app.press("2<right>cjj");
    let marked: Vec<String> = app.rows().into_iter().filter(|row| row.contains('▸')).collect();
    assert_eq!(marked.len(), 1, "{}", app.screen());
    assert!(marked[0].contains("TensorFlow"), "{}", marked[0]);
}

#[test]
fn a_table_without_a_chart_says_so() {
    let mut app = App::new(120, 40, Lang::En);
    app.press("2[[c");
    assert!(app.screen().contains("[Claims]"), "{}", app.screen());
    assert!(app.screen().contains("this table has no chart"), "{}", app.screen());
    assert!(!app.rows().pop().unwrap().contains("c chart"));
}

#[test]
fn a_drawing_in_ascii_has_no_blocks_dots_or_lines() {
    let mut app = App::ascii(120, 40);
    for keys in ["2c", "C", "C", "C", "3", "<right>", "C", "C", "<right>", "<right>", "4", "C", "5"]
    {
        app.press(keys);
        let screen = app.screen();
        let odd = |c: char| ('\u{2500}'..'\u{2a00}').contains(&c);
        assert!(!screen.chars().any(odd), "{screen}");
    }
}

#[test]
fn every_chart_is_drawn_at_every_size_and_switches_its_language() {
    for lang in [Lang::Zh, Lang::En] {
        let mut app = App::new(120, 40, lang);
        for tab in ["2", "3", "4", "5", "8"] {
            app.press(tab);
            for _ in 0..6 {
                app.press("C");
                for (cols, rows) in
                    [(80, 24), (40, 10), (45, 12), (110, 14), (160, 40), (200, 60), (120, 40)]
                {
                    app.resize(cols, rows);
                }
                app.press("L<right>L");
            }
        }
    }
}
