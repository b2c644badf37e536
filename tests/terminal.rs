//! The program itself on a pseudo-terminal: the main job, and its manners.

#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::string_slice,
    clippy::indexing_slicing,
    reason = "a test that panics has failed, which is what it is for"
)]

#[path = "common/pty.rs"]
mod pty;

use std::thread;
use std::time::Duration;

use portable_pty::PtySize;
use pty::{Pty, SIZE, contains, is_given_back, parser};
use rustix::process::Signal;

#[test]
fn the_longest_delay_becomes_a_cause_with_evidence_in_an_exported_fishbone() {
    let folder = tempfile::tempdir().unwrap();
    let mut pty = Pty::english(folder.path());
    pty.send("2");
    pty.wait_for("[Gaps]");
    pty.send("]");
    pty.wait_for("[Releases]");
    pty.wait_for("444");
    pty.send("e");
    pty.wait_for("on the fishbone under Technology");
    pty.send("7");
    pty.wait_for("444 days late");
    pty.send("\x13");
    pty.wait_for("Export to:");
    pty.send("\r");
    pty.wait_for("written to");
    pty.send("q");
    assert!(pty.wait_for_end().success());
    let text = std::fs::read_to_string(folder.path().join("fishbone.txt")).unwrap();
    let flat: String =
        text.split_whitespace().filter(|word| word.len() > 3 || word.is_ascii()).collect();
    assert!(text.contains("Technology") && flat.contains("444"), "{text}");
    assert!(text.contains('◆'), "the evidence is marked:\n{text}");
}

#[test]
fn kill_9_in_the_middle_loses_no_saved_idea() {
    let folder = tempfile::tempdir().unwrap();
    let mut pty = Pty::english(folder.path());
    pty.send("6");
    pty.wait_for("Prepare");
    pty.send("是因为文档太少\r第二个想法\r");
    pty.wait_for_all(&["Ideas 2", "✓ saved"]);
    pty.signal(Signal::KILL);
    pty.wait_for_end();
    let mut again = Pty::english(folder.path());
    again.send("6");
    again.wait_for("是因为文档太少");
    again.wait_for("第二个想法");
}

#[test]
fn signals_end_it_with_the_terminal_given_back_and_the_line_kept() {
    for (signal, code) in [(Signal::TERM, 143), (Signal::HUP, 129)] {
        let folder = tempfile::tempdir().unwrap();
        let mut pty = Pty::english(folder.path());
        pty.send("6half an idea");
        pty.wait_for("half an idea");
        pty.signal(signal);
        assert_eq!(pty.wait_for_end().exit_code(), code);
        pty.wait("the terminal to be given back", |pty| is_given_back(&pty.bytes()));
        let mut again = Pty::english(folder.path());
        again.send("6");
        again.wait_for("half an idea");
    }
}

#[test]
fn a_terminal_that_is_closed_ends_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut pty = Pty::english(folder.path());
    pty.send("6an idea before the line drops\r");
    pty.wait_for("Ideas 1");
    pty.close();
    pty.wait_for_end();
    let mut again = Pty::english(folder.path());
    again.send("6");
    again.wait_for("an idea before the line drops");
}

#[test]
fn ctrl_z_gives_the_terminal_back_and_continuing_takes_it_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut pty = Pty::english(folder.path());
    pty.send("\x1a");
    pty.wait("the program to be stopped", |pty| pty.state() == "T");
    pty.wait("the terminal to be given back", |pty| is_given_back(&pty.bytes()));
    pty.seen.lock().unwrap().bytes.clear();
    pty.signal(Signal::CONT);
    pty.wait("the screen to be drawn again", |pty| {
        let bytes = pty.bytes();
        contains(&bytes, "\x1b[?1049h") && contains(&bytes, "Technology")
    });
    pty.send("3");
    pty.wait_for("[Prices]");
}

#[test]
fn a_resize_is_drawn_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let mut pty = Pty::english(folder.path());
    let size = PtySize { rows: 8, cols: 30, ..SIZE };
    pty.seen.lock().unwrap().parser = parser(size);
    pty.master.as_ref().unwrap().resize(size).unwrap();
    pty.wait_for("too small");
}

#[test]
fn without_colour_the_cursor_bar_is_still_seen() {
    let folder = tempfile::tempdir().unwrap();
    let mut pty = Pty::start(folder.path(), &["--lang", "en"], &[("NO_COLOR", "1")]);
    pty.wait_for("2 Technology");
    let bytes = pty.bytes();
    assert!(contains(&bytes, "\x1b[7m"), "reverse is no colour");
    let coloured: Vec<String> =
        styles(&bytes).into_iter().filter(|style| is_colour(style)).collect();
    assert!(coloured.is_empty(), "colours were sent: {coloured:?}");
}

/// The parameters of every sequence that sets a style.
fn styles(bytes: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(bytes);
    let sequences = text.split("\x1b[").skip(1);
    let style = |sequence: &str| {
        let end = sequence.find(|c: char| !c.is_ascii_digit() && c != ';')?;
        sequence[end..].starts_with('m').then(|| sequence[..end].to_owned())
    };
    sequences.filter_map(style).collect()
}

fn is_colour(style: &str) -> bool {
    let colour = |n: u32| matches!(n, 30..=38 | 40..=48 | 90..=107);
    style.split(';').filter_map(|n| n.parse().ok()).any(colour)
}

#[test]
fn a_second_window_can_only_look() {
    let folder = tempfile::tempdir().unwrap();
    let mut first = Pty::english(folder.path());
    first.send("6from the first\r");
    first.wait_for_all(&["Ideas 1", "✓ saved"]);
    let mut second = Pty::english(folder.path());
    second.wait_for("read-only");
    second.send("6");
    second.wait_for("from the first");
    // No key and no timer wakes the second one.
    first.send("one more\r");
    second.wait_for("one more");
}

#[test]
fn files_that_change_are_read_again() {
    let folder = tempfile::tempdir().unwrap();
    let study = folder.path().join("study.toml");
    let text = |name: &str| {
        format!(
            "format = 1\nid = \"s\"\ntitle = \"S\"\n[[market]]\nid = \"a\"\nname = \"A\"\n[[source]]\nid = \"x\"\n\
             title = \"X\"\n[[capability]]\nid = \"c\"\nname = \"{name}\"\nsource = \"x\"\ntype = \"service\"\n\
             status = {{ a = \"missing\" }}\n"
        )
    };
    std::fs::write(&study, text("before")).unwrap();
    let mut pty = Pty::start(folder.path(), &["--lang", "en", "study.toml"], &[]);
    pty.send("2");
    pty.wait_for("before");
    // The watch may start a moment after the first frame; writing again is what an editor does.
    pty.wait("the change to be seen", |pty| {
        std::fs::write(&study, text("behind")).unwrap();
        thread::sleep(Duration::from_millis(150));
        pty.screen().contains("behind")
    });
}

#[test]
fn a_study_that_went_away_is_said_and_its_rows_stay() {
    let folder = tempfile::tempdir().unwrap();
    let study = folder.path().join("study.toml");
    std::fs::write(&study, "format = 1\nid = \"s\"\ntitle = \"Still here\"\n").unwrap();
    let mut pty = Pty::start(folder.path(), &["--lang", "en", "study.toml"], &[]);
    pty.wait_for("Still here");
    // The watch may start a moment after the first frame.
    pty.wait("the failure to be said", |pty| {
        std::fs::write(&study, "").unwrap();
        std::fs::remove_file(&study).unwrap();
        thread::sleep(Duration::from_millis(150));
        pty.screen().contains("not loaded again, what was read before is still shown: study.toml")
    });
    assert!(pty.screen().contains("No such file"), "{}", pty.screen());
}

#[test]
fn a_filter_is_there_again_in_the_next_run() {
    let folder = tempfile::tempdir().unwrap();
    let mut pty = Pty::english(folder.path());
    pty.send("2=delay > 100\r");
    pty.wait_for("= delay > 100");
    pty.send("q");
    assert!(pty.wait_for_end().success());
    let mut again = Pty::english(folder.path());
    again.wait_for_all(&["= delay > 100", "[Gaps]"]);
}

#[test]
fn what_is_typed_before_the_first_frame_is_not_lost() {
    let folder = tempfile::tempdir().unwrap();
    let args: &[&str] = &["--lang", "en"];
    let mut pty = Pty::start_behind("6是因为", (folder.path(), args), &[]);
    pty.wait_for("是因为");
}

#[test]
fn a_terminal_that_draws_ambiguous_characters_wide_gets_lines_in_ascii() {
    let folder = tempfile::tempdir().unwrap();
    // The answer to "where is the cursor?" after one such character: column 3, counted from 1. It
    // lies in the queue before the question is asked, so that no time limit plays a part.
    let args: &[&str] = &["--lang", "zh"];
    let mut pty = Pty::start_behind("\x1b[30;3R", (folder.path(), args), &[]);
    pty.wait_for("----------");
    assert!(!pty.screen().contains('─'), "{}", pty.screen());
    pty.send("7");
    pty.wait_for("|-");
}

#[test]
fn a_large_study_shows_a_bar_and_keeps_what_is_typed_meanwhile() {
    let folder = tempfile::tempdir().unwrap();
    let mut text = String::from(
        "format = 1\nid = \"s\"\ntitle = \"S\"\n[[market]]\nid = \"a\"\nname = \"A\"\n[[source]]\nid = \"x\"\n\
         title = \"X\"\n",
    );
    for row in 0..30_000 {
        text.push_str(&format!(
            "[[capability]]\nid = \"c{row}\"\nname = \"row {row}\"\nsource = \"x\"\ntype = \"service\"\n\
             status = {{ a = \"missing\" }}\n"
        ));
    }
    std::fs::write(folder.path().join("study.toml"), text).unwrap();
    let mut pty = Pty::start(folder.path(), &["--lang", "en", "study.toml"], &[]);
    pty.wait("the bar", |pty| contains(&pty.bytes(), "loading"));
    pty.send("2");
    pty.wait_for("of 30000");
    pty.send("\x1b[F");
    pty.wait_for("row 29999");
}

#[test]
fn leaving_while_a_study_is_read_is_possible() {
    let folder = tempfile::tempdir().unwrap();
    let header = "format = 1\nid = \"s\"\ntitle = \"S\"\n[[market]]\nid = \"a\"\nname = \"A\"\n";
    let row = "[[count]]\nid = \"c\"\nname = \"n\"\ndimension = \"brand\"\nunit = \"u\"\nvalues = { a = 1 }\n";
    let text = format!("{header}{}", row.repeat(60_000));
    std::fs::write(folder.path().join("study.toml"), text).unwrap();
    let mut pty = Pty::start(folder.path(), &["--lang", "en", "study.toml"], &[]);
    pty.wait("the bar", |pty| contains(&pty.bytes(), "loading"));
    pty.send("\x03");
    assert!(pty.wait_for_end().success());
    pty.wait("the terminal to be given back", |pty| is_given_back(&pty.bytes()));
}
