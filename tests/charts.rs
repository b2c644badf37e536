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
    assert!(app.screen().contains("分档价格（CNY/GB-月）"), "{}", app.screen());
}

#[test]
fn on_a_narrow_screen_the_chart_stands_in_for_the_table_and_the_cursor_scrolls_it() {
    let mut app = App::new(80, 24, Lang::En);
    app.press("5c");
    let top = app.screen();
    assert!(top.contains("Coverage per layer, whole study") && top.contains("Compute"), "{top}");
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
    assert!(screen.contains("1 release: ") || !screen.contains("1 releases"), "{screen}");
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
fn the_cost_chart_shows_what_if_beside_what_is_stated() {
    let mut app = App::new(120, 40, Lang::En);
    app.press("3<right>c");
    assert!(!app.screen().contains("What if"), "{}", app.screen());
    app.press("wx2<enter>");
    let asked = app.screen();
    assert!(asked.contains("What if: ") && asked.contains(", as stated"), "{asked}");
    app.press("W");
    assert!(!app.screen().contains("as stated"), "{}", app.screen());
}

#[test]
fn the_cursor_of_a_chart_in_place_of_the_list_narrows_the_table_to_a_layer() {
    let mut app = App::new(80, 24, Lang::En);
    app.press("5c");
    let first = app.screen();
    assert!(first.contains("Enter keeps these"), "{first}");
    while !app.screen().contains("Network: China") {
        app.press("j");
    }
    app.press("<enter>");
    let screen = app.screen();
    assert!(screen.contains("Layer: Network") && screen.contains("Name "), "{screen}");
    assert!(!screen.contains("Coverage per layer"), "the list is shown: {screen}");
    app.press("<esc>c");
    while !app.screen().contains("Compute: China") {
        app.press("k");
    }
    app.press("<enter>");
    let screen = app.screen();
    assert!(screen.contains("Layer: Compute"), "{screen}");
    assert!(screen.contains("these rows are in the tab Technology"), "{screen}");
}

#[test]
fn the_cursor_goes_into_a_chart_beside_the_list_and_back() {
    let mut app = App::new(120, 40, Lang::En);
    app.press("2<right>CCCC");
    assert!(app.screen().contains("per category") && app.screen().contains("C next v in"));
    app.press("v");
    assert!(app.screen().contains("Enter keeps these"), "{}", app.screen());
    app.press("<esc>");
    assert!(app.screen().contains("C next v in"), "Esc gives the keys back: {}", app.screen());
    app.press("vj<enter>");
    let screen = app.screen();
    assert!(screen.contains("Category: Software integration"), "{screen}");
    assert!(!screen.contains("Enter keeps these"), "the list has the keys again: {screen}");
}

#[test]
fn the_hint_bar_says_where_enter_and_esc_lead_while_the_chart_has_the_keys() {
    let hints = |app: &App| app.rows().pop().unwrap();
    let mut app = App::new(120, 40, Lang::En);
    app.press("2<right>c");
    assert!(hints(&app).contains("Enter details"), "{}", hints(&app));
    app.press("v");
    assert!(hints(&app).contains("Enter to the table"), "{}", hints(&app));
    assert!(hints(&app).contains("Esc out of the chart"), "{}", hints(&app));
    app.press("v");
    assert!(hints(&app).contains("Enter details"), "{}", hints(&app));
    let mut narrow = App::new(80, 24, Lang::Zh);
    narrow.press("5c");
    assert!(hints(&narrow).contains("Enter 到表中"), "{}", hints(&narrow));
    narrow.press("<esc>");
    assert!(hints(&narrow).contains("Enter 详情"), "Esc leads out: {}", narrow.screen());
}

#[test]
fn v_says_that_the_marks_of_a_chart_lead_nowhere() {
    let mut app = App::new(120, 40, Lang::En);
    app.press("4Cv");
    assert!(app.screen().contains("the marks of this chart lead to no rows"), "{}", app.screen());
    assert!(!app.screen().contains("Enter to the table"), "{}", app.screen());
}

#[test]
fn going_back_after_enter_in_a_chart_shows_the_chart_as_it_was() {
    for (size, keys) in
        [((80, 24), "2<right>CCCCjj"), ((120, 40), "2<right>CCCCvj"), ((80, 24), "5cj")]
    {
        let mut app = App::new(size.0, size.1, Lang::En);
        app.press(keys);
        let chart = app.screen();
        app.press("<enter>");
        assert!(app.screen() != chart, "{}", app.screen());
        app.press("<backspace>");
        assert_eq!(app.screen(), chart, "{keys}");
    }
}

#[test]
fn enter_on_a_fact_of_a_chart_goes_to_its_row() {
    let mut app = App::new(120, 40, Lang::En);
    app.press("2<right>cvjj<enter>");
    let marked: Vec<String> = app.rows().into_iter().filter(|row| row.contains('▸')).collect();
    assert_eq!(marked.len(), 1, "{}", app.screen());
    assert!(marked[0].contains("TensorFlow"), "{}", marked[0]);
}

#[test]
fn a_quadrant_is_two_by_two_from_80_by_24_up_and_its_fields_narrow_the_table() {
    for (cols, rows) in [(80, 24), (120, 40)] {
        let mut app = App::new(cols, rows, Lang::En);
        app.press("2CCCC");
        while !app.screen().contains("Demand impact") {
            app.press("C");
        }
        let edges = app.rows().iter().filter(|row| row.matches('┌').count() == 2).count();
        assert_eq!(edges, 2, "{}", app.screen());
        if cols > 100 {
            app.press("v");
        }
        app.press("g<enter>");
        let screen = app.screen();
        assert!(
            screen.contains("Demand impact: 4, 5") && screen.contains("Difficulty: 1, 2, 3"),
            "{screen}"
        );
    }
}

#[test]
fn every_item_of_a_field_can_be_reached() {
    let mut app = App::new(80, 24, Lang::En);
    app.press("2");
    while !app.screen().contains("Demand impact") {
        app.press("C");
    }
    app.press("G");
    let end = app.screen();
    assert!(end.contains("Elastic Inf"), "{end}");
    let mut seen = end;
    for _ in 0..30 {
        app.press("k");
        seen.push_str(&app.screen());
    }
    for name in ["Ground Truth", "Inference testing", "JumpStart", "A10G"] {
        assert!(seen.contains(name), "{name} is never shown");
    }
}

#[test]
fn a_table_without_a_chart_says_so() {
    let mut app = App::new(120, 40, Lang::En);
    app.press("2[[[c");
    assert!(app.screen().contains("[Claims]"), "{}", app.screen());
    assert!(app.screen().contains("this table has no chart"), "{}", app.screen());
    assert!(!app.rows().pop().unwrap().contains("c chart"));
}

#[test]
fn a_table_without_a_chart_shows_its_list_and_the_chart_is_there_again_on_coming_back() {
    for keys in ["[[", "<right><right><right>"] {
        let mut app = App::new(80, 24, Lang::En);
        app.press("2c");
        let chart = app.screen();
        assert!(chart.contains("Coverage per layer"), "{chart}");
        app.press(keys);
        let list = app.screen();
        let rows = |screen: &str| screen.lines().filter(|row| !row.trim().is_empty()).count();
        assert!(!list.contains("nothing to draw") && rows(&list) > 6, "{list}");
        assert!(list.contains("Name") || list.contains("Claim"), "{list}");
        app.press(&keys.replace('[', "]").replace("right", "left"));
        assert_eq!(app.screen(), chart);
    }
}

#[test]
fn a_chart_in_place_of_the_list_that_has_nothing_to_draw_says_how_to_see_the_list() {
    let mut app = App::new(80, 24, Lang::En);
    app.press("2<right>c=delay > 9999<enter>");
    assert!(app.screen().contains("nothing to draw; c shows the list"), "{}", app.screen());
    app.press("c");
    assert!(app.screen().contains("Name "), "{}", app.screen());
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
