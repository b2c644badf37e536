//! Analysing the tables: facets, conditions, groups, matches, marks, places, links, saved views.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that panics has failed, which is what it is for"
)]

mod common;

use std::path::Path;

use chrono::TimeDelta;
use common::App;
use herringbone::load::{StudyFile, from_files};
use herringbone::model::Lang;
use herringbone::tui::{Effect, Msg};

/// Both languages at both sizes that matter most.
fn everywhere(test: impl Fn(App, Lang)) {
    for lang in [Lang::Zh, Lang::En] {
        for (cols, rows) in [(80, 24), (120, 40)] {
            test(App::new(cols, rows, lang), lang);
        }
    }
}

#[track_caller]
fn shows(app: &App, texts: &[&str]) {
    let screen = app.screen();
    for text in texts {
        assert!(screen.contains(text), "{text:?} is not on\n{screen}");
    }
}

#[track_caller]
fn hides(app: &App, text: &str) {
    assert!(!app.screen().contains(text), "{text:?} is on\n{}", app.screen());
}

#[test]
fn facets_are_picked_combined_shown_as_chips_and_cleared_with_one_key() {
    everywhere(|mut app, lang| {
        app.press("2f");
        shows(&app, &[lang.pick("分面：82 / 82 行", "Facets: 82 of 82 rows")]);
        app.press(lang.pick("缺失<enter>", "missing<enter>"));
        shows(&app, &["[x]", lang.pick("分面：17 / 82 行", "Facets: 17 of 82 rows")]);
        app.press(lang.pick("<c-u>滞后 ", "<c-u>late "));
        shows(&app, &[lang.pick("已选：缺失、滞后", "Picked: missing, late")]);
        app.press(lang.pick("<c-u>硬件<enter><esc>", "<c-u>hardware<enter><esc>"));
        let chips = app.rows()[3].clone();
        for text in lang.pick(
            ["差距: 缺失、滞后", "类别: 硬件集成", "Esc 清除"],
            ["Gap: missing, late", "Category: Hardware integration", "Esc clears"],
        ) {
            assert!(chips.contains(text), "{text} is not in {chips}");
        }
        app.press("<del>");
        let chips = app.rows()[3].clone();
        assert!(!chips.contains(lang.pick("类别", "Category")), "{chips}");
        app.press("<esc>");
        hides(&app, lang.pick("差距: ", "Gap: "));
        shows(&app, &[lang.pick("，共 82", "of 82")]);
    });
}

#[test]
fn a_facet_that_nothing_matches_says_so_and_picks_nothing() {
    let mut app = App::new(80, 24, Lang::En);
    app.press("2fqqqq<enter> <esc>");
    shows(&app, &["1 of 82"]);
    app.press("f");
    app.paste("miss");
    app.press("<enter><esc>");
    shows(&app, &["Gap: missing"]);
}

#[test]
fn what_is_not_stated_is_a_value_like_any_other() {
    everywhere(|mut app, lang| {
        app.press("2f");
        app.paste(lang.pick("未说明", "not stated"));
        app.press("<enter><esc>");
        shows(&app, &[lang.pick("差距: 未说明", "Gap: not stated"), "36"]);
    });
}

#[test]
fn a_condition_narrows_and_a_wrong_one_says_where_and_what_was_meant() {
    everywhere(|mut app, lang| {
        app.press("2]=");
        shows(&app, &["dates.china", "delay"]);
        app.press("delya > 30<enter>");
        shows(&app, &["= delya > 30", lang.pick("是不是 `delay`", "did you mean `delay`")]);
        let rows = app.rows();
        let line = rows.iter().position(|row| row.starts_with(" = delya")).unwrap();
        let arrow = rows[line - 1].find('↓').unwrap();
        assert_eq!(arrow, rows[line].find("delya").unwrap(), "{}", app.screen());
        app.press("<c-u>delay > 30 && category == \"hardware\"<enter>");
        shows(&app, &["= delay > 30 && category == \"hardware\""]);
        assert!(app.selected().contains(" 444"), "{}", app.selected());
        app.press("=<c-u><enter>");
        hides(&app, "= delay");
    });
}

#[test]
fn what_to_do_about_a_condition_is_read_whole_in_a_narrow_window() {
    let mut app = App::new(80, 24, Lang::Zh);
    app.press("2=status == \"missing\"<enter>");
    shows(&app, &["↓ 此处应为分项的值，却是文字", "其中一项才能比较：名称后接点号与市场的 id"]);
    let mut app = App::new(80, 24, Lang::En);
    app.press("2=delay > 3 && category == \"hardwear\"<enter>");
    shows(&app, &["did you mean `hardware`?", "there is no category `hardwear`"]);
    app.press("<c-u>del");
    shows(&app, &["delay delay_days"]);
    app.press("<c-u>change == ");
    shows(&app, &["\"now_agrees\"", "\"price_moved\"", "\"now_unchecked\""]);
}

#[test]
fn names_and_values_are_completed_and_earlier_conditions_come_back() {
    let mut app = App::new(80, 24, Lang::En);
    app.press("2=prio<tab> > 9<enter>");
    shows(&app, &["= priority > 9"]);
    app.press("=<c-u>category == \"hard<tab>\"<enter>");
    shows(&app, &["= category == \"hardware\""]);
    app.press("=<c-u>abc<up>");
    shows(&app, &[" = category == \"hardware\""]);
    app.press("<up><up>");
    shows(&app, &[" = priority > 9"]);
    app.press("<down><down><esc>");
    shows(&app, &["= category == \"hardware\"  Esc"]);
}

#[test]
fn values_are_offered_as_soon_as_one_is_due_and_in_the_words_of_the_screen_too() {
    everywhere(|mut app, _| {
        app.press("2=gap == ");
        shows(&app, &["\"missing\"", "\"late\""]);
        app.press("<tab>");
        shows(&app, &["= gap == \""]);
        app.paste("缺");
        app.press("<tab>\"<enter>");
        shows(&app, &["= gap == \"缺失\"", "17"]);
        app.press("=<c-u>delay == ");
        shows(&app, &["dates.china"]);
    });
}

#[test]
fn signs_of_an_input_method_are_those_of_a_condition() {
    let mut app = App::new(80, 24, Lang::Zh);
    app.press("2]=");
    app.paste("delay ＞ 30 && category == “hardware”");
    app.press("<enter>");
    shows(&app, &["= delay > 30 && category == \"hardware\""]);
}

#[test]
fn a_condition_that_compares_a_text_with_a_number_is_refused_and_changes_nothing() {
    let mut app = App::new(120, 40, Lang::En);
    app.press("2=priority > \"x\"<enter>");
    shows(&app, &["expected"]);
    app.press("<esc>");
    shows(&app, &["1 of 82"]);
}

#[test]
fn groups_of_a_column_say_how_their_rows_fare_and_are_drilled_into() {
    everywhere(|mut app, lang| {
        app.press("2]<s-right><s-right><s-right><s-right>");
        if app.rows()[3].contains(lang.pick("›类别", "›Category")) {
            app.press("F");
        } else {
            // Narrow pages show fewer columns; the first one groups as well.
            app.press("[<s-right>F");
        }
        shows(&app, &[lang.pick("分组：", "Groups: "), lang.pick("条数", "Count")]);
        shows(&app, &[lang.pick("覆盖", "cover")]);
        app.press("s");
        shows(&app, &[lang.pick("按值", "by value")]);
        app.press("<enter>");
        shows(&app, &[lang.pick("Esc 清除", "Esc clears")]);
        hides(&app, lang.pick("分组：", "Groups: "));
    });
}

#[test]
fn what_a_market_does_not_state_is_called_so_in_groups_as_in_cells_and_facets() {
    everywhere(|mut app, lang| {
        let (unstated, inapplicable) =
            lang.pick(("未说明：36", "不适用："), ("not stated: 36 of 82", "does not apply: "));
        app.press("2<s-right><s-right><s-right>F<end>");
        shows(&app, &[lang.pick("分组：中国区", "Groups: China"), unstated]);
        hides(&app, inapplicable);
        app.press("<enter>");
        shows(&app, &[lang.pick("中国区: 未说明", "China: not stated")]);
        assert!(!app.rows()[5].contains(lang.pick("缺失", "missing")), "{}", app.screen());
        app.press("<esc><s-left>F<end>");
        shows(&app, &[lang.pick("分组：延迟天数", "Groups: Delay, days"), inapplicable]);
    });
}

#[test]
fn a_narrow_list_of_groups_drops_what_is_empty_before_what_says_something() {
    let mut app = App::new(80, 24, Lang::En);
    app.press("2]=delay > 0<enter>F");
    shows(&app, &["late cover %   mean d median   max "]);
    hides(&app, "missing  late");
}

#[test]
fn every_order_of_groups_can_be_had_and_none_shows_a_missing_figure_first() {
    let mut app = App::new(120, 40, Lang::En);
    app.press("2<s-right>F");
    let rows = |app: &App| app.rows()[4..8].join("\n");
    for (order, first) in [
        ("by value", "not stated"),
        ("by count", "missing"),
        ("by what is missing", "missing"),
        ("by coverage", "missing"),
        ("by median delay", "late"),
        ("by longest delay", "late"),
        ("natural order", "missing"),
    ] {
        app.press("s");
        shows(&app, &[order]);
        let list = rows(&app);
        let line = list.lines().find(|line| line.contains("  ")).unwrap_or_default();
        if order.starts_with("by median") || order.starts_with("by longest") {
            assert!(app.selected().contains(first), "{order}: {}\n{line}", app.selected());
        }
    }
}

#[test]
fn matches_are_gone_through_after_the_search_narrows_nothing_any_more() {
    everywhere(|mut app, lang| {
        app.press("2]/studio<enter>");
        app.press("<esc>");
        hides(&app, "/studio");
        assert!(app.underlined().is_empty(), "nothing is marked before the first leap");
        app.press("gn");
        shows(&app, &["/studio"]);
        assert!(app.selected().contains(" 126"), "{}", app.selected());
        assert!(!app.underlined().is_empty());
        let first = app.selected();
        app.press("N");
        shows(&app, &[lang.pick("到顶后从末尾继续", "from the end again")]);
        app.press("n");
        shows(&app, &[lang.pick("到底后从头继续", "from the top again")]);
        assert_eq!(app.selected(), first);
        app.press("<esc>");
        assert!(app.underlined().is_empty(), "Esc takes the marks of matches off");
    });
}

#[test]
fn details_mark_what_a_row_was_found_by_in_either_language() {
    let mut app = App::new(120, 40, Lang::En);
    app.press("2/cap-p4<enter>");
    assert_eq!(app.underlined(), "cap-p4", "the id is below, beside the place");
    app.press("/<c-u>(inf1)<enter>");
    assert_eq!(app.underlined(), "(Inf1)", "the work-around is why the row is here");
    app.press("<enter>");
    assert!(app.underlined().contains("(Inf1)"), "{}", app.underlined());
    app.press("<esc>/<c-u>zdbz<enter>");
    assert_eq!(app.underlined(), "自动标注");
    app.press("<esc>");
    assert_eq!(app.underlined(), "");
}

#[test]
fn without_words_n_says_what_to_do() {
    let mut app = App::new(80, 24, Lang::En);
    app.press("2n");
    shows(&app, &["/ searches"]);
    app.press("/@@@<enter>");
    shows(&app, &["no facts match"]);
    app.press("<esc>n");
    shows(&app, &["no row matches /@@@"]);
}

#[test]
fn marks_outlive_filter_sort_and_language_and_are_summed_up() {
    everywhere(|mut app, lang| {
        app.press("2]  j ");
        let marked = lang.pick("● 已标记 3 行", "● 3 marked");
        shows(&app, &[marked, lang.pick("延迟（3 行）", "delay of 3")]);
        shows(&app, &[lang.pick("去掉它平均", "mean without it")]);
        app.press("M");
        shows(&app, &[lang.pick("已标记 3  Esc", "marked 3  Esc"), lang.pick("，共 3", "of 3")]);
        app.press("MsSL");
        let marked = lang.pick("● 3 marked", "● 已标记 3 行");
        shows(&app, &[marked]);
        app.press("M");
        assert_eq!(app.rows().iter().filter(|row| row.starts_with('●')).count(), 3);
        app.press(" ");
        shows(&app, &[lang.pick("2 marked", "已标记 2 行")]);
        app.press("x");
        hides(&app, "●");
        app.press("M");
        shows(&app, &[lang.pick("Space marks", "按空格标记")]);
    });
}

#[test]
fn a_mark_is_on_the_fact_wherever_it_is_shown() {
    let mut app = App::new(120, 40, Lang::En);
    app.press("2] ");
    app.press("[/inf1<enter><esc>");
    assert!(app.rows().iter().any(|row| row.starts_with("●≠ml.Inf1")), "{}", app.screen());
    app.press("]M[");
    shows(&app, &["1 marked"]);
}

#[test]
fn marks_and_filters_follow_a_study_that_is_read_again() {
    let header = "format = 1\nid = \"s\"\ntitle = \"S\"\n[[market]]\nid = \"a\"\nname = \"A\"\n\
                  [[market]]\nid = \"b\"\nname = \"B\"\n[[source]]\nid = \"x\"\ntitle = \"X\"\n";
    let one = |name: &&str| {
        format!(
            "[[release]]\nid = \"{name}\"\nname = \"{name}\"\nsource = \"x\"\n\
             dates = {{ a = 2021-01-02, b = 2021-01-01 }}\n"
        )
    };
    let load = |names: &[&str]| {
        let text = header.to_owned() + &names.iter().map(one).collect::<String>();
        from_files(vec![StudyFile { name: "s.toml".into(), text: text.into(), fault: None }])
    };
    let mut app = App::with(load(&["alpha", "beta", "gamma"]), (80, 24), Lang::En);
    app.press("2]j M");
    shows(&app, &["marked 1", "beta"]);
    app.send([Msg::Loaded(Box::new(load(&["gamma", "beta", "delta"])))]);
    shows(&app, &["●", "beta", "1 of 1 (3 in all)"]);
    app.send([Msg::Loaded(Box::new(load(&["gamma"])))]);
    shows(&app, &["gamma", "1 of 1"]);
    app.send([Msg::Loaded(Box::new(load(&["gamma", "beta"])))]);
    app.press("M");
    shows(&app, &["● 1 marked", "marked 1"]);
    let broken = header.to_owned() + &one(&"gamma").replace("2021-01-02", "2021-01-99");
    let broken = StudyFile { name: "s.toml".into(), text: broken.into(), fault: None };
    app.send([Msg::Loaded(Box::new(from_files(vec![broken])))]);
    shows(&app, &["loaded again; 1 error, ! shows what"]);
}

#[test]
fn rows_that_no_column_parts_say_why_there_is_nothing_to_pick() {
    everywhere(|mut app, lang| {
        app.press("2=id == \"cap-p4\"<enter>f");
        shows(
            &app,
            &[lang.pick(
                "各列在此只有一个值，或值太多",
                "each column has one value here, or too many",
            )],
        );
    });
}

#[test]
fn figures_of_the_column_under_the_cursor_are_exact() {
    everywhere(|mut app, lang| {
        app.press("3]<s-right><s-right>");
        shows(&app, &[lang.pick("合计 2,460,414", "sum 2,460,414")]);
        shows(&app, &[lang.pick("中位 64,076", "median 64,076")]);
        app.press(" ");
        shows(&app, &[lang.pick("合计 426,710", "sum 426,710"), lang.pick("17.3%", "17.3 %")]);
    });
}

#[test]
fn columns_are_hidden_and_come_back_and_the_last_one_stays() {
    everywhere(|mut app, lang| {
        app.press("2]");
        let before = app.rows()[3].clone();
        app.press("<s-right>-");
        assert!(!app.rows()[3].contains(lang.pick("中国区", "China")), "{}", app.rows()[3]);
        shows(&app, &[lang.pick("隐藏 1 列", "columns hidden: 1")]);
        app.press("---------");
        app.press("-");
        shows(&app, &[lang.pick("只剩一列", "the only column left")]);
        app.press("+<<<<<<");
        assert_eq!(app.rows()[3], before);
    });
}

#[test]
fn every_column_is_reached_and_the_order_stays_in_view_or_is_named() {
    for lang in [Lang::Zh, Lang::En] {
        let mut app = App::new(120, 40, lang);
        app.press("2");
        let category = lang.pick("类别", "Category");
        let priority = lang.pick("优先级", "Priority");
        assert!(app.rows()[3].contains(priority), "what to sort by is in view\n{}", app.screen());
        assert!(!app.rows()[3].contains(&format!("{category} ")), "{}", app.screen());
        app.press(">>>>>>");
        assert!(app.rows()[3].contains(&format!("›{category}")), "{}", app.screen());
        assert!(app.rows()[3].contains(lang.pick("名称", "Name")), "the name stays");
        app.press("F");
        shows(&app, &[lang.pick("分组：类别", "Groups: Category")]);
        app.press("<esc>o");
        shows(&app, &[&format!("{category} ↑")]);
        hides(&app, lang.pick("按「", "sorted by"));
        app.press("<<<<<<");
        shows(&app, &[&format!("{category} ↑")]);
        hides(&app, lang.pick("按「", "sorted by"));
        app.press(">>>>>>-");
        assert!(!app.rows()[3].contains(category), "{}", app.screen());
        shows(&app, &[lang.pick("按「类别」排序 ↑", "sorted by Category ↑")]);
    }
}

#[test]
fn footers_say_how_rows_stand_and_never_add_up_years_or_call_early_late() {
    let mut app = App::new(120, 40, Lang::En);
    app.press("2");
    shows(&app, &["1 of 82, 29 differ  17 missing, 9 late, 20 available, 36 not stated"]);
    app.press("=delay < 0<enter>");
    shows(&app, &["delay of 3: none late; early by 1 day in the mean, 1 at most"]);
    hides(&app, "longest");
    app.press("<esc>=gap == \"available\"<enter>");
    shows(&app, &["1 of 20 (82 in all)", "20 available"]);
    hides(&app, "level");
    app.press("<esc>4");
    shows(&app, &["posts 131 / 2,266 (5.8 %), features 278 / 9,359 (3.0 %)"]);
    hides(&app, "median");
    app.press("]");
    shows(&app, &["4 events: 15 sessions, 5 customers on stage, 1 of them"]);
    app.press("]");
    shows(&app, &["1 of 17  6 of 17 customers are companies of China"]);
    app.press("/Toyota<enter>");
    shows(&app, &["0 of 1 customers are companies of China"]);
    app.press("3]]");
    shows(&app, &["cuts listed: China 1 (1 direct), Global 5 (3 direct)"]);
    app.press("=percent > 50<enter>");
    shows(&app, &["cuts listed: China 1 (1 direct), Global 4 (3 direct)"]);
}

#[test]
fn facets_are_narrowed_by_words_and_markets_answer_to_their_name() {
    let mut app = App::new(120, 40, Lang::En);
    app.press("2]f2021");
    let listed: Vec<String> = app.rows().into_iter().filter(|row| row.contains("[ ]")).collect();
    assert!(listed.len() >= 3, "{}", app.screen());
    assert!(listed.iter().all(|row| row.contains("[ ] 2021")), "{listed:?}");
    app.press("<c-u>market");
    shows(&app, &["China", "Global", "[ ] 2022"]);
    app.press("<c-u>year<down><enter><esc>");
    // What the chart per year calls 2021.
    shows(&app, &["Year: 2021", "1 of 8 (15 in all)"]);
    app.press("<esc>4]");
    shows(&app, &["Markets", "Global"]);
    app.press("<enter>");
    shows(&app, &["Markets", "Global"]);
}

#[test]
fn labels_stand_apart_from_their_values() {
    let mut app = App::new(120, 40, Lang::En);
    app.press("3]");
    shows(&app, &["Amazon SageM", " 426,710"]);
    let glued = app.rows().iter().any(|row| row.contains("…426,710"));
    assert!(!glued, "{}", app.screen());
}

#[test]
fn a_wide_page_has_the_work_arounds_beside_their_gaps_and_a_narrow_one_keeps_names() {
    for rows in [38, 50] {
        let mut app = App::new(200, rows, Lang::En);
        let titles = app.press("2").rows()[3].clone();
        assert!(titles.contains("Work-around"), "{}", app.screen());
        assert!(!app.resize(100, 40).rows()[3].contains("Work-around"), "{}", app.screen());
    }
}

#[test]
fn survey_figures_have_a_table_and_a_chart_in_the_brand() {
    let mut app = App::new(120, 40, Lang::En);
    app.press("4]]]");
    shows(&app, &["[Survey]", "Users who find it expensive", "Companies surveyed"]);
    app.press("c");
    shows(&app, &["Users who find it expensive (%)"]);
}

#[test]
fn documents_and_learning_effort_have_a_table_in_the_technology_with_their_ratio() {
    let mut app = App::new(120, 40, Lang::En);
    app.press("2]]]]]");
    shows(&app, &["[Docs & learning]", "Pages of the developer gui", "3,870", "Ratio"]);
    let count = |id: &str, unit: &str, values: &str| {
        format!(
            "[[count]]\nid = \"{id}\"\nname = \"{id}\"\nsource = \"x\"\ndimension = \"technology\"\n\
             category = \"documentation\"\nunit = \"{unit}\"\nvalues = {{ {values} }}\n"
        )
    };
    let text =
        "format = 1\nid = \"s\"\ntitle = \"S\"\n[[market]]\nid = \"a\"\nname = \"A\"\n[[market]]\n\
        id = \"b\"\nname = \"B\"\n[[source]]\nid = \"x\"\ntitle = \"X\"\n[[category]]\n\
        id = \"documentation\"\nname = \"Documents\"\n"
            .to_owned()
            + &count("until the first model", "hours", "a = 40, b = 16")
            + &count("courses", "courses", "b = 12");
    let text = text.replace("id = \"until the first model\"", "id = \"first-model\"").into();
    let loaded = from_files(vec![StudyFile { name: "study.toml".into(), text, fault: None }]);
    assert_eq!(loaded.problems, []);
    let mut app = App::with(loaded, (120, 40), Lang::En);
    app.press("2]]]]]");
    let row = app.rows().into_iter().find(|row| row.trim_start().starts_with("until the")).unwrap();
    for cell in ["40", "16", "2.5", "hours"] {
        assert!(row.contains(cell), "{cell}: {row}");
    }
    app.press("= ratio > 2<enter>");
    shows(&app, &["until the first model"]);
    hides(&app, "courses ");
}

#[test]
fn the_split_moves_where_there_are_two_panes() {
    let mut app = App::new(120, 40, Lang::En);
    let divider = |app: &App| app.rows()[4].chars().position(|c| c == '│').unwrap();
    app.press("2");
    let before = divider(&app);
    app.press("{{");
    assert!(divider(&app) < before);
    app.press("}}}}");
    assert!(divider(&app) > before);
    app.press("R");
    assert_eq!(divider(&app), before);
    let mut app = App::new(80, 24, Lang::En);
    app.press("2{");
    shows(&app, &["too narrow"]);
}

#[test]
fn places_that_were_left_are_gone_back_to_and_forward() {
    everywhere(|mut app, lang| {
        let gap = app.selected();
        app.press("<enter>");
        shows(&app, &[lang.pick("[差距]", "[Gaps]")]);
        let row = app.selected();
        app.press("G");
        app.press("3]4");
        app.press("<backspace>");
        shows(&app, &[lang.pick("[总体拥有成本]", "[Total cost]")]);
        app.press("<a-left><a-left>");
        assert_eq!(app.selected(), row);
        app.press("<backspace>");
        assert_eq!(app.selected(), gap);
        app.press("<backspace>");
        shows(&app, &[lang.pick("没有更早的位置", "no earlier place")]);
        app.press("<a-right>");
        assert_eq!(app.selected(), row);
        app.press("<a-right><a-right><a-right><a-right>");
        shows(&app, &[lang.pick("没有更后的位置", "no later place")]);
        shows(&app, &[lang.pick("[博客曝光]", "[Exposure]")]);
    });
}

#[test]
fn a_fact_is_found_from_any_tab_and_shown_in_its_table() {
    everywhere(|mut app, lang| {
        for (tab, key) in [("1", "<c-k>"), ("3", "<f11>"), ("7", "<s-f3>"), ("6", "<f11>")] {
            app.press(tab);
            app.press(key);
            shows(&app, &[lang.pick("在所有页签中查找", "Find anywhere")]);
            app.press("zdbz");
            app.press("<enter>");
            let name = lang.pick("自动标注", "SageMaker Ground Tr");
            assert!(app.selected().contains(name), "{tab}: {}", app.screen());
            app.press("<backspace>");
            assert!(!app.selected().contains(name), "{tab}: {}", app.screen());
        }
    });
}

#[test]
fn finding_keeps_the_half_typed_idea_and_a_filter_gives_way() {
    let mut app = App::new(80, 24, Lang::En);
    app.press("2=delay > 100<enter>");
    app.press("6half an idea<f11>ground truth<down><enter>");
    shows(&app, &["filters cleared"]);
    app.press("6");
    shows(&app, &["half an idea"]);
    app.press("<c-k><f11><esc>");
    shows(&app, &["half an idea"]);
}

#[test]
fn links_of_a_fact_lead_from_gap_to_problem_to_measure_and_back() {
    everywhere(|mut app, lang| {
        app.press("<enter><enter>");
        shows(&app, &["[problem-release-gap]", "[measure-speed-up]"]);
        let problem = lang.pick("新功能发布不同步", "Releases are out of step");
        for _ in 0..12 {
            if app.selected().contains("[problem-release-gap]") {
                break;
            }
            app.press("<tab>");
        }
        app.press("<enter>");
        shows(&app, &["release-inf1", "measure-"]);
        assert!(!problem.is_empty());
        app.press("<backspace>");
        shows(&app, &["Inf1", lang.pick("详情", "Details")]);
    });
}

#[test]
fn a_fact_names_the_causes_it_supports_and_leads_to_them() {
    let mut app = App::new(120, 40, Lang::En);
    app.press("2]e");
    app.press("<enter>");
    shows(&app, &["Evidence for"]);
    for _ in 0..20 {
        if app.selected().contains("444 days late") {
            break;
        }
        app.press("<tab>");
    }
    app.press("<enter>");
    shows(&app, &["═"]);
    app.press("<backspace>");
    shows(&app, &["Details", "Inf1"]);
}

#[test]
fn rows_under_a_figure_that_disagrees_are_marked_and_recomputed_with_one_key() {
    everywhere(|mut app, lang| {
        app.press("3");
        assert!(app.rows().iter().any(|row| row.starts_with(" ≠")), "{}", app.screen());
        app.press("/s3<enter>r");
        shows(&app, &["16.4", "16.2", "price-s3-standard", "claim-s3-ratio"]);
        shows(&app, &[lang.pick("不符", "disagrees"), lang.pick("相差", "Difference")]);
        app.press("<esc><esc>2]r");
        shows(&app, &[lang.pick("稳健统计", "Robust"), "8.3", "mean("]);
        app.press("<esc>[/lambda<enter>r");
        shows(&app, &[lang.pick("没有论断用到", "no claim is computed")]);
    });
}

#[test]
fn a_claim_about_a_sum_marks_its_own_row_and_the_foot_of_the_table_and_not_each_row() {
    let mut app = App::new(120, 60, Lang::En);
    app.press("2]");
    let marked: Vec<String> = app.rows().into_iter().filter(|r| r.starts_with(" ≠")).collect();
    assert_eq!(marked.len(), 1, "{}", app.screen());
    assert!(marked[0].contains("ml.Inf1"), "{}", marked[0]);
    shows(&app, &["≠ sums claimed: 4"]);
    app.press("/jupyter<enter>");
    hides(&app, "sums claimed");
    app.press("r");
    shows(&app, &["Also used by", "Improvement in 2022", "25.8"]);
    app.press("<esc><esc>]]]/improvement in<enter>");
    assert!(app.rows().iter().any(|row| row.starts_with(" ≠Improvement")), "{}", app.screen());
}

#[test]
fn the_table_of_claims_says_what_follows_from_the_facts_and_how_the_two_stand() {
    everywhere(|mut app, lang| {
        app.press("2]]]]/improvement<enter>");
        shows(&app, &[lang.pick("复算", "Recomputed"), lang.pick("结论", "Verdict"), "25.418327"]);
        let row = app.selected();
        assert!(row.contains(lang.pick("不符", "disagrees")), "{row}");
    });
}

#[test]
fn a_claim_that_is_cut_off_is_marked_and_its_rows_are_not() {
    let mut app = App::new(120, 40, Lang::En);
    app.press("3/efs<enter>");
    assert!(app.rows().iter().any(|row| row.contains("EFS")), "{}", app.screen());
    assert!(!app.rows().iter().any(|row| row.starts_with(" ≠")), "{}", app.screen());
    app.press("]]]]]]/claim-efs-ratio<enter>");
    let row = app.rows().into_iter().find(|row| row.contains("19.9 ")).unwrap();
    assert!(row.starts_with(" !"), "{row}");
}

#[test]
fn the_overview_marks_gaps_whose_figures_claims_contradict() {
    let app = App::new(140, 50, Lang::En);
    shows(&app, &[">1,000 against >100,000 ≠"]);
    hides(&app, "126 days late ≠");
}

#[test]
fn the_help_explains_every_mark_in_both_languages() {
    everywhere(|mut app, lang| {
        app.press("2?");
        let mut all = String::new();
        app.press("<home>");
        for _ in 0..20 {
            all.push_str(&app.screen());
            app.press("<pgdn>");
        }
        for told in [
            lang.pick("用空格标记的行", "marked with Space"),
            lang.pick("有论断数字与此行自己的数字不符", "about this very figure"),
            lang.pick("截尾而非四舍五入", "cut off instead of rounded"),
            lang.pick("来源存疑", "a doubt"),
            lang.pick("正在问「假如」", "a what-if is asked"),
            lang.pick("该行最便宜的市场", "the cheapest market"),
        ] {
            assert!(all.contains(told), "{told}");
        }
    });
}

#[test]
fn ascii_has_its_own_marks() {
    let mut app = App::ascii(80, 24);
    app.press("2] ");
    assert!(app.rows().iter().any(|row| row.starts_with("*#ml.Inf1")), "{}", app.screen());
    app.press("f");
    shows(&app, &["####"]);
    assert!(app.screen().is_ascii(), "{}", app.screen());
}

/// Writes what the program had written, as the world does.
fn write(app: &mut App) -> usize {
    let mut count = 0;
    for effect in app.world.effects.drain(..) {
        if let Effect::SaveViews(path, text) = effect {
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
            count += 1;
        }
    }
    count
}

fn run(folder: &Path, lang: Lang) -> App {
    App::on_disk(folder, (120, 40), lang)
}

#[test]
fn a_view_is_as_it_was_left_in_the_run_before_in_another_language_too() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = run(folder.path(), Lang::Zh);
    app.press("2f缺失<enter><esc>=priority > 9<enter>/p4<enter>");
    app.press("<s-right><s-right>-o{{ 3]");
    assert_eq!(write(&mut app), 0, "nothing is written at once");
    app.world.clock += TimeDelta::seconds(2);
    app.send([Msg::Wake]);
    assert_eq!(write(&mut app), 1);
    app.send([Msg::Wake]);
    assert_eq!(write(&mut app), 0, "what has not changed is not written again");
    let mut again = run(folder.path(), Lang::En);
    shows(&again, &["[Total cost]"]);
    again.press("2");
    shows(&again, &["Gap: missing", "= priority > 9", "columns hidden: 1", "1 marked"]);
    hides(&again, "/p4");
    assert!(!again.rows()[4].contains("Delay"), "{}", again.rows()[4]);
    assert!(again.rows()[4].contains("›China"), "the column cursor: {}", again.rows()[4]);
}

#[test]
fn leaving_writes_what_was_changed_last_and_only_looking_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = run(folder.path(), Lang::En);
    app.press("q");
    assert_eq!(write(&mut app), 0, "a program that was only looked at leaves no file");
    let mut app = run(folder.path(), Lang::En);
    app.press("2]o");
    app.send([Msg::End(Some(15))]);
    assert_eq!(write(&mut app), 1);
    let again = run(folder.path(), Lang::En);
    shows(&again, &["[Releases]", "›Name ↑"]);
}

#[test]
fn a_view_that_is_forgotten_is_as_at_first_in_the_next_run() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = run(folder.path(), Lang::En);
    app.press("2=delay > 3<enter>-}}");
    app.send([Msg::End(None)]);
    write(&mut app);
    let mut app = run(folder.path(), Lang::En);
    shows(&app, &["= delay > 3", "columns hidden"]);
    app.press("R");
    app.send([Msg::End(None)]);
    write(&mut app);
    let app = run(folder.path(), Lang::En);
    hides(&app, "= delay > 3");
    hides(&app, "columns hidden");
    shows(&app, &["1 of 82"]);
}

#[test]
fn a_damaged_file_is_put_aside_and_one_with_unknown_columns_is_used_as_far_as_it_goes() {
    let folder = tempfile::tempdir().unwrap();
    let views = folder.path().join("views");
    std::fs::create_dir_all(&views).unwrap();
    let file = views.join("sagemaker-china.json");
    std::fs::write(&file, "{\"version\": 1, \"tab\":").unwrap();
    let app = run(folder.path(), Lang::En);
    shows(&app, &["saved views cannot be read", "4 Brand"]);
    assert!(!file.exists());
    let text = "{\"version\": 1, \"tab\": \"technology\", \"split\": 9999, \"marks\": [\"gone\"], \
                \"tabs\": {\"technology\": {\"view\": \"gone\", \"tables\": {\"gaps\": {\"order\": [\"gone\", true], \
                \"picks\": [[\"gap\", \"late\"], [\"gone\", \"x\"]], \"condition\": \"no such (\", \
                \"marked_only\": true, \"hidden\": [\"gone\", \"category\"]}}}}}";
    std::fs::write(&file, text).unwrap();
    let mut app = run(folder.path(), Lang::En);
    shows(&app, &["[Gaps]", "Gap: late", "1 of 9"]);
    app.press("<esc>");
    hides(&app, "Gap: late");
    shows(&app, &["of 82", "missing"]);
}

#[test]
fn nothing_is_kept_where_no_session_is() {
    let mut app = App::new(80, 24, Lang::En);
    app.press("2]o M");
    app.world.clock += TimeDelta::seconds(60);
    app.send([Msg::Wake, Msg::End(None)]);
    assert!(app.world.effects.is_empty(), "{:?}", app.world.effects);
}

#[test]
fn typing_fast_pasting_and_resizing_leave_every_overlay_whole() {
    for lang in [Lang::Zh, Lang::En] {
        for keys in ["2f", "2=", "2F", "2<c-k>", "2<enter>", "3r", "2]  M", "2f  <esc>=x<enter>"] {
            let mut app = App::new(80, 24, lang);
            app.press(keys);
            app.paste("delay > 3\n第二行 ＂");
            for (cols, rows) in [(1, 1), (40, 10), (41, 11), (111, 12), (300, 90), (80, 24)] {
                app.resize(cols, rows);
                app.press("<down><pgdn><up><tab><end><home>");
            }
            app.press("<esc><esc><esc><esc>");
            app.press("abc");
        }
    }
}
