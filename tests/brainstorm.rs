//! The live session: capture, departments, groups, votes, undo, evidence, export.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test that panics has failed, which is what it is for"
)]

mod common;

use common::App;
use herringbone::model::Lang;

fn captured(lang: Lang) -> App {
    let mut app = App::new(100, 30, lang);
    app.press("6<f4>市场<enter><f4>研发<enter>");
    app.press("1是因为文档太少<enter>2GPU 不足<enter>标杆客户少<enter>");
    app
}

#[test]
fn no_character_typed_fast_is_dropped_and_the_cursor_sits_behind_it() {
    let mut app = App::new(80, 24, Lang::Zh);
    let text = "是因为".repeat(8);
    app.press(&format!("6{text}"));
    let line = app.rows()[21].clone();
    assert!(line.contains(&text), "{line}");
    let before = herringbone::text::Measure::Narrow.cols(line.trim_end()) as u16;
    assert_eq!(app.cursor(), (before, 21));
}

#[test]
fn a_digit_on_the_empty_line_is_a_department_and_elsewhere_a_character() {
    let mut app = captured(Lang::Zh);
    app.press("1只有 2 个区域<enter>");
    let screen = app.screen();
    assert!(screen.contains("只有 2 个区域 市场"), "{screen}");
    assert!(screen.contains("1 市场 2") && screen.contains("2 研发 2"), "{screen}");
}

#[test]
fn without_departments_a_digit_is_text() {
    let mut app = App::new(80, 24, Lang::En);
    app.press("630 ideas<enter>");
    assert!(app.screen().contains("· 30 ideas"), "{}", app.screen());
}

#[test]
fn many_pasted_lines_are_many_ideas_and_one_line_goes_into_the_line() {
    let mut app = App::new(80, 24, Lang::En);
    app.press("6").paste("first\r\n\r\n  second\nthird\n");
    assert!(app.screen().contains("Ideas 3"), "{}", app.screen());
    app.paste("fourth\n");
    assert!(app.rows()[21].contains("fourth"), "{}", app.screen());
    app.press(" idea<enter>");
    assert!(app.screen().contains("· fourth idea"));
}

#[test]
fn digits_sort_ideas_into_groups_one_after_the_other() {
    let mut app = captured(Lang::Zh);
    app.press("<esc><f5>内容<enter><f5>算力<enter>g12");
    let screen = app.screen();
    let row = |text: &str| app.rows().iter().position(|row| row.contains(text)).unwrap();
    assert!(screen.contains("分组（大骨） 2") && screen.contains("想法 1"), "{screen}");
    assert!(row("是因为文档太少") < row("2 算力"), "{screen}");
    assert!(app.selected().contains("标杆客户少"), "{screen}");
}

#[test]
fn votes_and_every_other_change_can_be_undone_and_redone() {
    let mut app = captured(Lang::Zh);
    let start = App::new(100, 30, Lang::Zh).press("6<esc>").rows()[2].clone();
    app.press("<esc><f5>内容<enter>g1g ++");
    let done = app.screen();
    assert!(done.contains("▲3"), "{done}");
    app.press(&"u".repeat(40));
    assert_eq!(app.rows()[2], start);
    app.press(&"<c-r>".repeat(40));
    let strip =
        |screen: &str| screen.lines().skip(2).take(20).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(strip(&app.screen()), strip(&done));
}

#[test]
fn groups_are_bones_and_the_tree_is_edited_where_it_is_drawn() {
    let mut app = captured(Lang::En);
    app.press("<esc><f5>Content<enter>g1<tab>");
    assert!(app.screen().contains("├─") || app.screen().contains("└─"), "{}", app.screen());
    app.press("gj<f7>nobody owns them<enter><esc>");
    assert!(app.screen().contains("nobody owns them"), "{}", app.screen());
    app.press("<enter><c-u>no owner<enter>");
    assert!(
        app.screen().contains("no owner") && !app.screen().contains("nobody"),
        "{}",
        app.screen()
    );
    app.press("<del>");
    assert!(!app.screen().contains("no owner"));
    app.press("u");
    assert!(app.screen().contains("no owner"), "{}", app.screen());
}

#[test]
fn the_studys_own_fishbone_is_shown_and_can_be_taken_over() {
    let mut app = App::new(120, 40, Lang::Zh);
    app.press("7");
    let own = app.screen();
    assert!(own.contains("说明文档") && own.contains("按 A 采用"), "{own}");
    app.press("A");
    assert!(!app.screen().contains("按 A 采用"), "{}", app.screen());
    assert!(app.screen().contains("说明文档"));
}

#[test]
fn a_fact_becomes_a_cause_with_itself_as_evidence_and_is_exported() {
    let mut app = App::new(120, 40, Lang::En);
    app.press("2<right>e");
    assert!(app.screen().contains("on the fishbone under Technology"), "{}", app.screen());
    app.press("e");
    assert!(app.screen().contains("already on the fishbone"), "{}", app.screen());
    app.press("7<f9><enter>");
    let written = app.written();
    let (path, text) = written.first().unwrap();
    assert_eq!(path.to_str(), Some("fishbone.txt"));
    let flat: String = text.split_whitespace().collect();
    assert!(text.contains("Technology") && text.contains("444"), "{text}");
    assert!(flat.contains("◆1"), "evidence is marked: {text}");
}

#[test]
fn the_file_name_chooses_the_format_of_the_export() {
    let mut app = captured(Lang::En);
    app.press("<esc><f5>Content<enter>g1<f9><c-u>out.json<enter>");
    let (_, text) = app.written().pop().unwrap();
    assert!(text.contains("\"effect\"") && text.contains("是因为文档太少"), "{text}");
}

#[test]
fn leaving_a_line_changes_nothing() {
    let mut app = captured(Lang::En);
    app.press("<esc>");
    let before = app.screen();
    app.press("<f5>Half a na<esc>");
    assert_eq!(app.screen(), before);
}

fn bones(lang: Lang) -> App {
    let mut app = App::new(100, 30, lang);
    app.press("6x<c-u><esc><f5>People<enter><f5>Method<enter><tab>g");
    app
}

#[test]
fn five_whys_are_asked_by_answering_them() {
    let mut app = bones(Lang::En);
    app.press("<f7>late<enter>no tests<enter>no time<enter>no plan<enter>no owner<enter><enter>");
    let screen = app.screen();
    let col = |text: &str| {
        let row = app.rows().into_iter().find(|row| row.contains(text)).unwrap();
        row.find(text).map(|at| row[..at].chars().count()).unwrap()
    };
    let depths: Vec<usize> = ["late", "no tests", "no time", "no plan", "no owner"].map(col).into();
    assert!(depths.windows(2).all(|pair| pair[0] < pair[1]), "each behind the last: {screen}");
}

#[test]
fn text_is_typed_where_it_is_drawn_and_the_cursor_is_there() {
    let mut app = bones(Lang::Zh);
    app.press("<ins>是因为");
    let (x, y) = app.cursor();
    let row = app.rows()[usize::from(y)].clone();
    let before: String = row
        .chars()
        .scan(0, |cols, c| {
            *cols += herringbone::text::Measure::Narrow.cols(c.encode_utf8(&mut [0; 4]));
            (*cols <= usize::from(x)).then_some(c)
        })
        .collect();
    assert!(before.ends_with("─ 是因为"), "{row:?} {before:?}");
    app.press("<left>");
    assert_eq!(app.cursor(), (x - 2, y), "one wide character to the left");
    app.press("<esc>");
    assert!(!app.screen().contains("是因为"), "nothing was added: {}", app.screen());
}

#[test]
fn tab_indents_what_is_being_typed() {
    let mut app = bones(Lang::En);
    app.press("<ins>first<enter>second<tab><enter>");
    app.press("third<backtab><enter><esc>");
    let rows = app.rows();
    let indent = |text: &str| {
        let row = rows.iter().find(|row| row.contains(text)).unwrap();
        row.chars().take_while(|c| !c.is_alphabetic()).count()
    };
    assert!(indent("second") > indent("first"), "{}", app.screen());
    assert_eq!(indent("third"), indent("first"), "{}", app.screen());
}

#[test]
fn a_cause_that_was_cut_is_moved_with_all_behind_it() {
    let mut app = bones(Lang::En);
    app.press("<ins>alpha<enter><esc><f7>deep<enter><esc>");
    app.press("g<right><left>");
    app.press("<c-x>");
    let before = app.screen();
    app.press("G<c-v>");
    assert!(
        app.screen().contains("alpha") && app.screen().contains("deep"),
        "{before}\n{}",
        app.screen()
    );
    app.press("u");
    assert!(app.screen().contains("alpha"), "{}", app.screen());
}

#[test]
fn folding_hides_what_is_behind_and_says_how_much() {
    let mut app = bones(Lang::En);
    app.press("<ins>alpha<enter>beta<enter><esc>g.");
    assert!(
        app.screen().contains("People +2") && !app.screen().contains("alpha"),
        "{}",
        app.screen()
    );
    app.press("。");
    assert!(app.screen().contains("alpha"), "an input method's full stop is the same key");
}

#[test]
fn evidence_is_picked_from_a_fuzzy_list_and_shown_at_the_cause() {
    let mut app = bones(Lang::En);
    app.press("<ins>slow hardware<enter><esc><f8>inf1 inst<enter>");
    assert!(app.screen().contains("slow hardware ◆1"), "{}", app.screen());
    assert!(app.screen().contains("evidence linked"));
    app.press("<f8>inf1 inst<enter>");
    assert!(!app.screen().contains("◆1"), "picked again, it is taken away: {}", app.screen());
}

#[test]
fn nothing_of_the_tree_needs_a_letter_key() {
    let mut app = App::new(100, 30, Lang::Zh);
    app.press("<tab><tab><tab><tab><tab><f4>市场<enter><f4>研发<enter>");
    app.press("1文档少<enter>2算力不足<enter><esc>");
    app.press("<f5>内容<enter><f5>算力<enter><home>12<tab>");
    app.press("<home><down><f7>没有人写<enter><enter> <f9><enter>");
    let (_, text) = app.written().pop().unwrap();
    for wanted in ["内容", "算力", "文档少", "算力不足", "没有人写"] {
        assert!(text.contains(wanted), "{wanted} is not in\n{text}");
    }
}

#[test]
fn a_digit_that_names_no_department_is_the_first_character_of_an_idea() {
    let mut app = captured(Lang::Zh);
    app.press("5G 信号差<enter>");
    assert!(app.screen().contains("5G 信号差"), "{}", app.screen());
}

#[test]
fn digits_with_alt_switch_tabs_wherever_one_is() {
    let mut app = captured(Lang::En);
    app.press("<a-2>");
    assert!(app.screen().contains("[Gaps]"), "{}", app.screen());
    app.press("6<esc><a-7>");
    assert!(app.screen().contains("═") || app.screen().contains("┌"), "{}", app.screen());
}

#[test]
fn a_digit_makes_no_groups_before_the_templates_are_on_the_screen() {
    let mut app = captured(Lang::En);
    app.press("<esc>2");
    assert!(app.screen().contains("no groups yet"), "{}", app.screen());
    assert!(!app.screen().contains("Skills"), "{}", app.screen());
}

#[test]
fn a_file_that_is_there_already_is_replaced_only_when_named_again() {
    use herringbone::tui::{Effect, Msg, Replace};
    let mut app = bones(Lang::En);
    app.press("<f9><enter>");
    assert!(matches!(app.world.effects.last(), Some(Effect::WriteFile(_, _, Replace::Ask))));
    app.send([Msg::Exists("fishbone.txt".into())]);
    assert!(app.screen().contains("Exists; Enter replaces"), "{}", app.screen());
    app.press("<enter>");
    assert!(matches!(app.world.effects.last(), Some(Effect::WriteFile(_, _, Replace::Yes))));
    app.send([Msg::Exists("fishbone.txt".into())]);
    app.press("<c-u>other.txt<enter>");
    assert!(matches!(app.world.effects.last(), Some(Effect::WriteFile(_, _, Replace::Ask))));
}

#[test]
fn the_markers_of_a_pasted_list_are_not_part_of_the_ideas() {
    let mut app = App::new(80, 24, Lang::En);
    app.press("6").paste("- one\n  * two\n3. three\n4、four\n2020 was hard\n");
    let screen = app.screen();
    for idea in ["· one", "· two", "· three", "· four", "· 2020 was hard"] {
        assert!(screen.contains(idea), "{idea} is not on\n{screen}");
    }
}

#[test]
fn what_is_exported_as_text_is_the_drawing_and_secret_votes_are_said_to_be_left_out() {
    let mut app = bones(Lang::En);
    app.press("<ins>slow builds<enter><esc>  <f9><enter>");
    let (_, text) = app.written().pop().unwrap();
    assert!(text.contains("═") && !text.contains("▲"), "{text}");
    app.send([herringbone::tui::Msg::Done("written".to_owned())]);
    assert!(
        app.screen().contains("votes are secret and left out (F5 reveals)"),
        "{}",
        app.screen()
    );
    app.press("<a-6><f3><f3><f3><f3><f3><f3><f5><f9><enter>");
    let (_, text) = app.written().pop().unwrap();
    assert!(text.contains("slow builds ▲2"), "{text}");
}
