//! What happens in the room: the timer, twins, parking, pairs, groups, votes, and who sees what.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test that panics has failed, which is what it is for"
)]

mod common;

use chrono::TimeDelta;
use common::App;
use herringbone::model::Lang;
use herringbone::tui::Msg;

const SECRETS: [&str; 3] = ["ZQX", "VKW", "PJY"];

/// A session of three departments with hardly any other text of theirs on the screen.
fn room(size: (u16, u16), lang: Lang) -> App {
    let mut app = App::new(size.0, size.1, lang);
    app.press("6");
    for name in SECRETS {
        app.press(&format!("<f4>{name}<enter>"));
    }
    app
}

fn later(app: &mut App, seconds: i64) {
    app.world.clock += TimeDelta::seconds(seconds);
    app.send([Msg::Wake]);
}

#[test]
fn the_timer_counts_down_takes_minutes_and_locks_nothing_at_zero() {
    let mut app = room((80, 24), Lang::En);
    app.press("<f3>");
    assert!(app.screen().contains(" 5:00"), "{}", app.screen());
    later(&mut app, 61);
    assert!(app.screen().contains(" 3:59"), "{}", app.screen());
    app.press("<f12><c-up><c-down>");
    assert!(app.screen().contains(" 4:59"), "{}", app.screen());
    later(&mut app, 330);
    assert!(app.screen().contains("-0:31"), "{}", app.screen());
    app.press("late but good<enter>");
    assert!(app.screen().contains("late but good"), "{}", app.screen());
}

#[test]
fn the_timer_is_large_where_there_is_room_and_plain_in_ascii() {
    let mut app = room((120, 40), Lang::En);
    app.press("<f3>");
    assert!(app.rows()[2].ends_with("┏━╸   ┏━┓ ┏━┓"), "{}", app.screen());
    let mut app = App::ascii(120, 40);
    app.press("6<f3>");
    assert!(app.rows()[4].ends_with("_| . |_| |_|"), "{}", app.screen());
    assert!(app.screen().is_ascii(), "{}", app.screen());
}

#[test]
fn in_a_round_robin_the_next_department_speaks_and_tab_passes() {
    let mut app = room((80, 24), Lang::En);
    app.press("<f3><f3>one<enter>");
    assert!(app.rows()[21].starts_with(" VKW"), "{}", app.screen());
    app.press("<tab>two<enter>three<enter>");
    assert!(app.screen().contains("two PJY") && app.screen().contains("three ZQX"));
}

#[test]
fn an_idea_may_begin_with_a_digit_after_a_blank_and_a_wide_digit_is_a_digit() {
    let mut app = room((80, 24), Lang::Zh);
    app.press("３ 3 个区域<enter>");
    assert!(app.screen().contains("· 3 个区域 PJY"), "{}", app.screen());
    app.paste("２").press("<enter>").press("又一条<enter>");
    assert!(app.screen().contains("· 又一条 VKW"), "a digit may come as a paste: {}", app.screen());
    // A department that is not there has nothing to say: the digit is the idea's.
    app.press("5 个<enter>").paste("7").press(" 天<enter>");
    assert!(app.screen().contains("· 5 个") && app.screen().contains("· 7 天"), "{}", app.screen());
}

#[test]
fn a_command_that_takes_a_digit_is_named_by_the_palette_and_does_nothing_yet() {
    let mut app = room((100, 30), Lang::En);
    app.press("<c-p>digit: speak<enter>");
    assert!(app.screen().contains("On the empty line, a digit: speak for that department"));
    app.press("2one<enter>");
    assert!(app.screen().contains("one VKW"), "{}", app.screen());
}

#[test]
fn twins_are_shown_as_one_types_and_one_key_merges() {
    let mut app = room((100, 30), Lang::Zh);
    app.press("1说明文档较少<enter>2价格太高<enter>3说明文档太少");
    let screen = app.screen();
    assert!(screen.contains("F5= 说明文档较少") && !screen.contains("F6= "), "{screen}");
    app.press("<f5>");
    let screen = app.screen();
    assert!(screen.contains("说明文档较少 =2 ZQX PJY") && screen.contains("想法 2"), "{screen}");
    app.press("<esc><c-_>");
    assert!(!app.screen().contains("=2"), "{}", app.screen());
}

#[test]
fn what_is_off_the_topic_is_parked_and_not_lost() {
    let mut app = room((100, 30), Lang::En);
    app.press("keep me<enter>lunch was cold<f8>");
    assert!(app.screen().contains("Ideas 1  Parked 1"), "{}", app.screen());
    app.press("<s-f9><enter>");
    let (_, minutes) = app.written().pop().unwrap();
    assert!(minutes.contains("## Parking lot") && minutes.contains("lunch was cold"), "{minutes}");
    app.press("<esc><backspace>");
    assert!(app.screen().contains("Ideas 0  Parked 2"), "{}", app.screen());
    app.press("<end><backspace>");
    assert!(app.screen().contains("· lunch was cold"), "back again: {}", app.screen());
}

fn pairs(lang: Lang) -> App {
    let mut app = room((100, 30), lang);
    app.press("1slow release process<enter>2release process is slow<enter>");
    app.press("1prices change too often<enter>3too often prices change<enter><esc>");
    app.press("<f3><f3><f3><f3>");
    app
}

#[test]
fn likely_pairs_are_judged_one_by_one() {
    let mut app = pairs(Lang::En);
    assert!(app.screen().contains("2 likely pairs"), "{}", app.screen());
    let first = app.rows()[9].clone();
    app.press("3");
    assert!(app.screen().contains("2 likely pairs") && app.rows()[9] != first);
    app.press("3");
    assert_eq!(app.rows()[9], first, "what was left for later comes back");
    app.press("<right>");
    assert_ne!(app.rows()[9], first, "the other wording leads");
    app.press("<enter>");
    assert!(app.screen().contains("1 likely pairs"), "{}", app.screen());
    app.press("2");
    assert!(app.screen().contains("Ideas 3"), "{}", app.screen());
    app.press("<c-_>");
    assert!(app.screen().contains("1 likely pairs"), "undo brings a pair back: {}", app.screen());
}

#[test]
fn the_estimate_is_shown_with_what_it_takes_for_granted() {
    let mut app = pairs(Lang::En);
    app.press("<f6>1alpha one<enter>2beta two<enter>3gamma three<enter>1delta four<enter><esc>");
    app.press("11");
    let text = app.screen().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains("6 raised, about") && text.contains("Chao 1987"), "{text}");
    assert!(text.contains("assumes that departments wrote independently"), "{text}");
}

fn grouped() -> App {
    let mut app = room((100, 30), Lang::En);
    app.press("1aa one<enter>1bb two<enter>2cc three<enter>3dd four<enter><esc>");
    app.press("<f3><f3><f3><f3><f3>");
    app
}

#[test]
fn a_digit_picks_a_template_and_then_groups() {
    let mut app = grouped();
    assert!(app.screen().contains("4 Four dimensions"), "{}", app.screen());
    app.press("41");
    assert!(app.screen().contains("1 Technology 1"), "{}", app.screen());
    app.press("<c-_><c-_>");
    assert!(app.screen().contains("4 Four dimensions"), "{}", app.screen());
}

#[test]
fn groups_are_renamed_split_and_merged() {
    let mut app = grouped();
    app.press("<f5>All<enter>1111");
    assert!(app.screen().contains("1 All 4"), "{}", app.screen());
    app.press("<home><down><down><down>/Late<enter>");
    let screen = app.screen();
    assert!(screen.contains("1 All 2") && screen.contains("2 Late 2"), "{screen}");
    app.press("<left><home><enter><c-u>Early<enter>");
    assert!(app.screen().contains("1 Early 2"), "{}", app.screen());
    app.press("<home><c-x><right>");
    app.press("<home>=");
    let screen = app.screen();
    assert!(screen.contains("1 Late 4") && !screen.contains("Early"), "{screen}");
    app.press("<c-_>");
    assert!(app.screen().contains("1 Early 2"), "{}", app.screen());
}

#[test]
fn a_group_with_something_in_common_is_suggested() {
    let mut app = room((100, 30), Lang::Zh);
    app.press("价格太高<enter>培训太少<enter><esc><f3><f3><f3><f3><f3>4");
    assert!(app.screen().contains("可能属于：2 价格"), "{}", app.screen());
    assert!(app.screen().contains("技术 空") && app.screen().contains("品牌 空"));
}

#[test]
fn votes_are_counted_by_hands_or_per_department_within_a_budget() {
    let mut app = grouped();
    app.press("<f3>");
    assert!(app.screen().contains("suggested: 2 votes each"), "{}", app.screen());
    app.press("3102<right>21");
    let screen = app.screen();
    assert!(screen.contains("ZQX 3/2"), "over the budget, and nothing is locked: {screen}");
    assert!(screen.contains("▲5"), "hands and ballots together: {screen}");
    app.press("<f7><c-u>4<enter>");
    assert!(app.screen().contains("ZQX 3/4"), "{}", app.screen());
    app.press("<home><backspace>");
    assert!(!app.screen().contains("aa one"), "parked while voting: {}", app.screen());
}

#[test]
fn ties_at_the_cut_line_are_shown_and_the_room_decides() {
    let mut app = grouped();
    app.press("<f3>5331<f3>2");
    let screen = app.screen();
    assert!(screen.contains("1 above the line, 2 tied at it"), "{screen}");
    let line = app.rows().iter().position(|row| row.contains("────")).unwrap();
    assert!(app.rows()[line + 1].contains("dd four"), "{screen}");
    app.press("<enter>");
    assert!(app.screen().contains("1 dropped"), "{}", app.screen());
    app.press("<f7>");
    assert!(app.screen().contains("3 dropped"), "{}", app.screen());
    app.press("<down> ");
    assert!(app.screen().contains("2 dropped"), "one can be kept all the same: {}", app.screen());
    app.press("<right><enter>");
    assert!(app.screen().contains("1 dropped"), "a later cut brings back: {}", app.screen());
}

/// Everything the room or a file's reader could see now.
fn public(app: &mut App) -> String {
    app.press("<c-y>");
    let wall = app.screen();
    app.press("<c-y><s-f9><enter><f9><c-u>out.json<enter>");
    let written: Vec<String> = app.written().into_iter().map(|(_, text)| text).collect();
    app.world.effects.clear();
    // The minutes name who took part, before their first heading; not who said what.
    let said =
        written.iter().map(|text| text.split_once("\n## ").map_or(text.as_str(), |two| two.1));
    format!("{wall}\n{}", said.collect::<Vec<_>>().join("\n"))
}

#[test]
fn neither_wall_nor_files_show_who_said_what_or_how_many_voted_before_it_is_time() {
    let mut app = room((80, 24), Lang::En);
    app.press("1aa one<enter>2bb two<enter>3cc three<enter><esc><f5>Bone<enter>1");
    for phase in 0..5 {
        let shown = public(&mut app);
        assert!(!SECRETS.iter().any(|name| shown.contains(name)), "phase {phase}: {shown}");
        assert!(shown.contains("aa one"), "{shown}");
        app.press("<f3>");
    }
    app.press("<home>111");
    let shown = public(&mut app);
    assert!(SECRETS.iter().any(|name| shown.contains(name)), "from grouping on: {shown}");
    app.press("<f3>797");
    for _ in 0..2 {
        let shown = public(&mut app);
        for count in ["▲", "7 votes", "\"votes\": 7", "\"votes\":7"] {
            assert!(!shown.contains(count), "{count} in {shown}");
        }
        app.press("<f3>");
    }
    app.press("<a-left><f5>");
    let shown = public(&mut app);
    assert!(shown.contains("▲9") && shown.contains("9 votes"), "{shown}");
}

#[test]
fn hidden_names_stay_hidden() {
    let mut app = room((80, 24), Lang::En);
    app.press("1aa one<enter><f2>9<esc><f5>Bone<enter>1<f3><f3><f3><f3><f3>");
    let shown = public(&mut app);
    assert!(!SECRETS.iter().any(|name| shown.contains(name)), "{shown}");
}

#[test]
fn the_wall_has_topic_rules_timer_and_thirty_ideas_at_80_by_24() {
    for lang in [Lang::Zh, Lang::En] {
        let mut app = App::new(80, 24, lang);
        app.press("6<f2>2<f3><f3>");
        for number in 27..=30 {
            app.press(&format!("idea {number}<enter>"));
        }
        app.press("<s-f5>");
        let screen = app.screen();
        for number in 1..=30 {
            assert!(screen.contains(&format!("{number:>2} ")), "{number}: {screen}");
        }
        assert!(screen.contains("idea 30") && screen.contains("┗━┛"), "{screen}");
        assert!(screen.contains("SageMaker"), "the topic: {screen}");
        assert!(
            screen.contains(lang.pick("自由发散 · 主题聚焦", "Think freely · Keep to the topic"))
        );
        // Ideas are captured while the wall is shown, and the cursor is there.
        app.press("one more");
        assert_eq!(app.cursor(), (11, 23), "{}", app.screen());
        app.press("<enter><s-f5>");
        assert!(app.screen().contains(lang.pick("想法 31", "Ideas 31")), "{}", app.screen());
    }
}

#[test]
fn every_stage_can_be_drawn_in_ascii() {
    let mut app = App::ascii(80, 24);
    app.press("6<f2>2too few docs and materials free<enter><f3><f3><f3>");
    for phase in 0..6 {
        for _ in 0..2 {
            assert!(app.screen().is_ascii(), "phase {phase}: {}", app.screen());
            app.press("<c-y>");
        }
        app.press("4123<f3>");
    }
}

/// Waits until the writer's thread has written an idea: a window that is opened before would begin
/// a session of its own.
fn wait_for_journal(folder: &std::path::Path, idea: &str) {
    let has_it = |entry: std::io::Result<std::fs::DirEntry>| {
        let journal = std::fs::read_to_string(entry.unwrap().path().join("journal.jsonl"));
        journal.is_ok_and(|journal| journal.contains(idea))
    };
    while !std::fs::read_dir(folder).unwrap().any(has_it) {
        std::thread::yield_now();
    }
}

#[test]
fn a_second_window_on_the_same_session_is_the_wall() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = App::on_disk(folder.path(), (80, 24), Lang::En);
    app.press("6<f2>1<f3>the first idea<enter>");
    wait_for_journal(folder.path(), "the first idea");
    let mut wall = App::on_disk(folder.path(), (80, 24), Lang::En);
    wall.press("6<c-y>");
    assert!(wall.screen().contains("the first idea"), "{}", wall.screen());
    let mut follower = wall.follower().unwrap();
    app.press("the second idea<enter>");
    let read = std::iter::repeat_with(|| {
        std::thread::yield_now();
        follower.read()
    });
    let read = { read }.flatten().next().unwrap();
    wall.send([Msg::Wake]);
    assert!(!wall.screen().contains("the second idea"), "only who listens reads the disk");
    wall.send([Msg::Journal(read)]);
    assert!(wall.screen().contains("the second idea"), "{}", wall.screen());
}

#[test]
fn a_second_window_says_why_it_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = App::on_disk(folder.path(), (100, 24), Lang::En);
    app.press("6<f2>1<f3>an idea<enter>");
    wait_for_journal(folder.path(), "an idea");
    let mut second = App::on_disk(folder.path(), (100, 24), Lang::En);
    let why = "the session is open in another window";
    for keys in ["2e", "7u", "6<f3>"] {
        second.press(keys);
        assert!(second.screen().contains(why), "{keys}: {}", second.screen());
        second.press("<f1><esc>");
        assert!(!second.screen().contains(why), "{keys}: gone with the next key");
    }
    app.press("<esc>7e");
    assert!(!app.screen().contains(why), "{}", app.screen());
}

#[test]
fn a_window_that_cannot_follow_another_says_why() {
    for (lang, said) in
        [(Lang::En, "cannot follow the other window"), (Lang::Zh, "无法跟上另一个窗口")]
    {
        let folder = tempfile::tempdir().unwrap();
        let mut app = App::on_disk(folder.path(), (100, 24), lang);
        app.press("6<f2>1<f3>an idea<enter>");
        wait_for_journal(folder.path(), "an idea");
        let mut wall = App::on_disk(folder.path(), (100, 24), lang);
        let mut follower = wall.follower().unwrap();
        std::fs::remove_file(follower.journal()).unwrap();
        let error = follower.read().unwrap();
        wall.press("6");
        wall.send([Msg::Journal(error)]);
        assert!(wall.screen().contains(said), "{}", wall.screen());
    }
}
