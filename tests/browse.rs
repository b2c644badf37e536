//! Browsing the study: tabs, tables, search, sort, details, languages, sizes.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test that panics has failed, which is what it is for"
)]

mod common;

use common::App;
use herringbone::load::{StudyFile, from_files};
use herringbone::model::Lang;
use herringbone::tui::Msg;

#[test]
fn the_overview_shows_four_dimensions_and_the_worst_gaps() {
    let app = App::new(100, 30, Lang::En);
    let screen = app.screen();
    for text in
        ["2 Technology", "3 Price", "4 Brand", "5 Ecosystem", "444 days late", "0 against 138"]
    {
        assert!(screen.contains(text), "{text} is not on\n{screen}");
    }
}

#[test]
fn a_narrow_overview_shortens_names_and_never_a_figure_or_a_mark() {
    for (lang, figures) in [
        (
            Lang::En,
            ["36 not stated)", "25 % of 8 (4 not stated)", "5 in Global", "10.8 % in 2021)"],
        ),
        (Lang::Zh, ["另 36 项未说明）", "另 4 项未说明）", "国际区 5 次", "10.8%）"]),
    ] {
        let app = App::new(80, 24, lang);
        let screen = app.screen();
        let bound = lang.pick(">1,000 对 >100,000 ≠", ">1,000 against >100,000 ≠");
        for figure in figures.into_iter().chain(["2,460,414", bound]) {
            assert!(screen.contains(figure), "{figure} is not on\n{screen}");
        }
    }
}

#[test]
fn a_gap_of_the_overview_is_one_key_away_from_its_row() {
    let mut app = App::new(100, 30, Lang::En);
    let gap = app.selected();
    assert!(gap.contains("Inf1"), "{gap}");
    app.press("<enter>");
    assert!(app.screen().contains("[Gaps]"), "{}", app.screen());
    assert!(app.selected().contains("Inf1"), "{}", app.selected());
}

#[test]
fn digits_and_tab_switch_tabs_full_width_digits_as_well() {
    let mut app = App::new(100, 30, Lang::En);
    assert!(app.press("3").screen().contains("[Prices]"));
    assert!(app.press("２").screen().contains("[Gaps]"));
    assert!(app.press("<tab><tab>").screen().contains("[Exposure]"));
    assert!(app.press("<backtab>").screen().contains("[Prices]"));
    assert!(app.press("<a-4>").screen().contains("[Exposure]"));
}

#[test]
fn the_longest_delay_is_found_in_four_keys() {
    let mut app = App::new(120, 40, Lang::Zh);
    app.press("2<right><enter>");
    let screen = app.screen();
    assert!(screen.contains("ml.Inf1") && screen.contains("444"), "{screen}");
    assert!(screen.contains("来源") && screen.contains("releases.toml"), "{screen}");
}

#[test]
fn search_narrows_as_one_types_and_marks_what_matched() {
    let mut app = App::new(120, 40, Lang::Zh);
    app.press("2/标注");
    assert!(app.selected().contains("自动标注"), "{}", app.screen());
    // In the row, and beside it in the name, the work-around and the note.
    assert_eq!(app.underlined(), "标注标注标注标注");
    app.press("<enter>");
    assert!(app.screen().contains("/标注"), "the search stays in the footer");
    app.press("<esc>");
    assert!(!app.screen().contains("/标注"), "Esc clears it");
}

#[test]
fn search_finds_the_words_of_the_other_language() {
    let mut app = App::new(120, 40, Lang::Zh);
    app.press("2/data labelling<enter>");
    assert!(app.selected().contains("自动标注"), "{}", app.screen());
    let mut app = App::new(100, 40, Lang::En);
    app.press("2/自动标注<enter>");
    assert!(app.selected().contains("Ground Truth"), "{}", app.screen());
}

#[test]
fn search_by_the_initials_of_pinyin_marks_the_characters() {
    let mut app = App::new(120, 40, Lang::Zh);
    app.press("2/zdbz<enter>");
    assert!(app.selected().contains("自动标注"), "{}", app.screen());
    assert!(app.underlined().contains("自动标注"), "{}", app.underlined());
}

#[test]
fn sorting_goes_through_the_columns_and_keeps_the_row() {
    let mut app = App::new(100, 40, Lang::En);
    app.press("2<right>");
    let before = app.selected();
    app.press("s");
    assert_eq!(app.selected(), before, "another order, the same row");
    assert!(app.rows()[3].contains("Category ↑"), "{}", app.rows()[3]);
}

#[test]
fn the_order_is_turned_around_and_what_is_not_stated_stays_last() {
    let mut app = App::new(100, 40, Lang::En);
    app.press("2<right>g");
    assert!(app.selected().contains(" 444 "), "{}", app.selected());
    app.press("Sg");
    assert!(app.selected().contains(" -1 "), "{}", app.selected());
    app.press("G");
    assert!(app.selected().contains("missing"), "{}", app.selected());
}

#[test]
fn moving_stops_at_both_ends_and_pages() {
    let mut app = App::new(80, 24, Lang::En);
    app.press("2");
    let first = app.selected();
    app.press("k<pgup>");
    assert_eq!(app.selected(), first);
    app.press("<pgdn>");
    assert_ne!(app.selected(), first);
    app.press("G");
    let last = app.selected();
    app.press("j<pgdn>");
    assert_eq!(app.selected(), last);
    app.press("g");
    assert_eq!(app.selected(), first);
}

#[test]
fn the_hint_bar_names_keys_that_work_here() {
    let mut app = App::new(100, 30, Lang::En);
    let hints = app.press("2").rows().pop().unwrap();
    assert!(hints.contains("/ search") && hints.contains("q quit"), "{hints}");
    let hints = app.press("6").rows().pop().unwrap();
    assert!(hints.contains("F1 help") && hints.contains("F10 quit"), "letters are text: {hints}");
}

#[test]
fn the_help_shows_every_command() {
    let mut app = App::new(160, 300, Lang::En);
    let screen = app.press("?").screen();
    for command in herringbone::command::COMMANDS {
        assert!(screen.contains(command.label.1), "{} is not in the help", command.id);
    }
}

#[test]
fn the_palette_runs_what_it_finds() {
    let mut app = App::new(100, 30, Lang::En);
    app.press(":fishb<enter>");
    assert!(
        app.screen().contains("weak brand image") || app.screen().contains("═╪"),
        "{}",
        app.screen()
    );
}

#[test]
fn switching_the_language_keeps_the_row() {
    let mut app = App::new(120, 40, Lang::Zh);
    app.press("2<right>jj");
    let zh = app.screen();
    app.press("L");
    assert!(app.screen().contains("[Releases]"));
    app.press("L");
    assert_eq!(app.screen(), zh);
}

#[test]
fn the_mouse_switches_tabs_selects_and_opens() {
    let mut app = App::new(100, 30, Lang::En);
    let x = app.rows()[0].find("3 Price").unwrap();
    app.click(x as u16, 0);
    assert!(app.screen().contains("[Prices]"));
    app.click(5, 6);
    let second = app.selected();
    assert!(app.rows()[6].contains(second.split(' ').next().unwrap()));
    app.click(5, 6);
    assert!(app.screen().contains("Details"), "{}", app.screen());
}

#[test]
fn no_size_of_the_terminal_is_too_small_or_too_odd() {
    for lang in [Lang::Zh, Lang::En] {
        let mut app = App::new(80, 24, lang);
        for keys in
            ["1", "2", "3", "4", "5", "8", "2?", "<esc>2<enter>", "<esc>:", "<esc>7", "6abc<esc>"]
        {
            app.press(keys);
            for (cols, rows) in
                [(1, 1), (2, 3), (39, 9), (40, 10), (41, 24), (72, 11), (111, 12), (300, 90)]
            {
                app.resize(cols, rows);
            }
        }
    }
}

#[test]
fn a_small_terminal_says_what_it_needs() {
    let mut app = App::new(30, 6, Lang::En);
    assert!(app.screen().contains("too small"), "{}", app.screen());
    app.resize(80, 24);
    assert!(app.screen().contains("2 Technology"));
}

fn file(name: &str, text: &str) -> StudyFile {
    StudyFile { name: name.into(), text: text.to_owned().into(), fault: None }
}

const HEADER: &str = "format = 1\nid = \"s\"\ntitle = \"S\"\n[[market]]\nid = \"a\"\nname = \"A\"\n\
                      [[market]]\nid = \"b\"\nname = \"B\"\n[[source]]\nid = \"x\"\ntitle = \"X\"\n";

fn releases(names: &[&str]) -> String {
    let one = |name: &&str| {
        format!(
            "[[release]]\nid = \"{name}\"\nname = \"{name}\"\nsource = \"x\"\ndates = {{ a = 2021-01-02, b = 2021-01-01 }}\n"
        )
    };
    names.iter().map(one).collect()
}

#[test]
fn a_study_that_changes_on_disk_is_read_again_with_the_cursor_on_its_fact() {
    let load = |names: &[&str]| {
        from_files(vec![file("study.toml", HEADER), file("r.toml", &releases(names))])
    };
    let mut app = App::with(load(&["alpha", "beta", "gamma"]), (80, 24), Lang::En);
    app.press("2<right>jj");
    assert!(app.selected().contains("gamma"), "{}", app.selected());
    app.send([Msg::Loaded(Box::new(load(&["gamma", "delta", "alpha", "beta"])))]);
    assert!(app.selected().contains("gamma"), "{}", app.screen());
    app.send([Msg::Loaded(Box::new(load(&["delta"])))]);
    assert!(app.selected().contains("delta"), "the fact is gone, the cursor is not");
}

#[test]
fn problems_of_the_files_are_on_the_screen_with_place_and_advice() {
    let broken = "[[release]]\nid = \"ok\"\nname = \"ok\"\nsource = \"x\"\ndates = {}\nnmae = 1\n";
    let loaded = from_files(vec![file("study.toml", HEADER), file("中文.toml", broken)]);
    let mut app = App::with(loaded, (100, 30), Lang::En);
    assert!(app.screen().contains("! 1 error, 0 warnings"), "{}", app.screen());
    let page = app.press("!").screen();
    for text in ["中文.toml:6:1", "HB010", "unknown key `nmae`", "did you mean `name`?"] {
        assert!(page.contains(text), "{text} is not on\n{page}");
    }
}

#[test]
fn claims_count_among_the_problems_and_are_listed_with_them_as_check_does() {
    let claim = "[[count]]\nid = \"n\"\nname = \"n\"\nsource = \"x\"\ndimension = \"brand\"\nunit = \"u\"\n\
        values = { a = 7 }\n[[claim]]\nid = \"c\"\nname = \"c\"\nsource = \"x\"\ndimension = \"brand\"\n\
        text = \"t\"\nprinted_value = \"8\"\nrows = [\"n\"]\nexpr = \"rows[0].values.a\"\n";
    let loaded = from_files(vec![file("study.toml", HEADER), file("claims.toml", claim)]);
    let mut app = App::with(loaded, (100, 30), Lang::En);
    app.press("4]");
    assert!(app.screen().contains("! 0 errors, 1 warning"), "{}", app.screen());
    let page = app.press("!").screen();
    for text in [
        "0 errors, 1 warning, 0 notes",
        "claims.toml:14:17",
        "HB040 `c` disagrees: printed 8, recomputed 7",
        "n.values.a = 7",
        "say so in `doubt`",
    ] {
        assert!(page.contains(text), "{text} is not on\n{page}");
    }
    app.press("L");
    assert!(app.screen().contains("`c` 不符：印作 8"), "{}", app.screen());
}

#[test]
fn what_an_author_doubts_is_no_warning_and_yet_on_the_page() {
    let mut app = App::new(120, 40, Lang::En);
    app.press("3");
    assert!(!app.screen().contains("! 0 errors"), "{}", app.screen());
    let page = app.press("!").screen();
    assert!(page.contains("0 errors, 0 warnings, 47 notes"), "{page}");
}

#[test]
fn a_figure_that_disagrees_is_marked_and_its_recomputation_is_one_key_away() {
    let mut app = App::new(120, 40, Lang::En);
    app.press("3]]]]]]");
    assert!(app.screen().contains("[Claims]"), "{}", app.screen());
    app.press("/s3 dearest<enter>");
    assert!(app.rows().iter().any(|row| row.starts_with(" ≠S3, dearest")), "{}", app.screen());
    let page = app.press("<enter>").screen();
    for text in ["disagrees", "16.4", "16.22", "price-s3-standard"] {
        assert!(page.contains(text), "{text} is not on\n{page}");
    }
    app.press("<esc><esc>[[[[[[/s3 standard<enter>");
    assert!(
        app.screen().contains("16.4") && app.screen().contains("disagrees"),
        "{}",
        app.screen()
    );
}

#[test]
fn the_column_under_the_cursor_is_marked_and_sorts_the_table() {
    let mut app = App::new(120, 40, Lang::En);
    app.press("2<right>");
    assert!(app.rows()[3].contains("›Name"), "{}", app.rows()[3]);
    let before = app.selected();
    app.press("<s-right><s-right>o");
    assert!(app.rows()[3].contains("›Global ↑"), "{}", app.rows()[3]);
    assert_eq!(app.selected(), before, "the row stays");
    app.press("o");
    assert!(app.rows()[3].contains("›Global ↓"), "{}", app.rows()[3]);
    app.press("<<<");
    assert!(app.rows()[3].contains("›Name"), "{}", app.rows()[3]);
}

#[test]
fn details_say_which_day_a_fact_speaks_of_and_where_that_is_from() {
    let text = "format = 1\nid = \"s\"\ntitle = \"S\"\nas_of = 2022-12-31\n\
        market = [{ id = \"a\", name = \"A\" }]\nsource = [{ id = \"x\", title = \"X\", date = 2022-06-30 }, \
        { id = \"y\", title = \"Y\" }, { id = \"z\", title = \"Z\", date = 2023-05-01 }]\n";
    let fact = |id: &str, source: &str, more: &str| {
        format!(
            "[[count]]\nid = \"{id}\"\nname = \"{id}\"\nsource = \"{source}\"\ndimension = \"technology\"\n\
             unit = \"u\"\nvalues = {{ a = 1 }}\n{more}\n"
        )
    };
    let plain = [
        fact("own", "x", "as_of = 2021-01-01"),
        fact("sourced", "x", ""),
        fact("bare", "y", ""),
        fact("late", "z", ""),
    ];
    let dated = format!("[defaults]\nas_of = 2022-03-03\n{}", fact("filed", "x", ""));
    let file =
        |name: &str, text: String| StudyFile { name: name.into(), text: text.into(), fault: None };
    let files =
        vec![file("study.toml", text.to_owned() + &plain.concat()), file("more.toml", dated)];
    let mut app = App::with(from_files(files), (120, 40), Lang::En);
    app.press("2]]");
    for (id, day) in [
        ("own", "2021-01-01"),
        ("sourced", "2022-06-30 (date of the source)"),
        ("bare", "2022-12-31 (date of the study)"),
        ("late", "2022-12-31 (date of the study)"),
        ("filed", "2022-03-03 (from [defaults] of its file)"),
    ] {
        let page = app.press(&format!("/{id}<enter><enter>")).screen();
        let line = page.lines().find(|line| line.contains("As of")).unwrap_or(&page).to_owned();
        assert!(line.contains(day), "{id}: {line}");
        assert_eq!(line.contains('('), day.contains('('), "{line}");
        app.press("<esc><esc>");
    }
}
