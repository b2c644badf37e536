//! Out of the program on a pseudo-terminal: the clipboard's bytes, and the editor in between.

#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that panics has failed, which is what it is for"
)]

#[path = "common/pty.rs"]
mod pty;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use pty::{Pty, contains};
use rustix::process::Signal;

const STUDY: &str = "format = 1\nid = \"s\"\ntitle = \"S\"\n[[market]]\nid = \"a\"\nname = \"A\"\n\
    [[source]]\nid = \"x\"\ntitle = \"X\"\nurl = \"https://example.com/x\"\n\
    [[capability]]\nid = \"c\"\nname = \"before\"\nsource = \"x\"\ntype = \"service\"\n\
    status = { a = \"missing\" }\n";

/// A program of the test's own in a folder of the search path.
fn program(folder: &Path, name: &str, script: &str) -> PathBuf {
    let path = folder.join(name);
    fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    path
}

/// The program with a small study; no display, no other terminal around it but what `env` says.
fn start(folder: &Path, env: &[(&str, &str)]) -> Pty {
    fs::write(folder.join("study.toml"), STUDY).unwrap();
    let nothing = ["DISPLAY", "WAYLAND_DISPLAY", "TMUX", "SSH_TTY", "SSH_CLIENT", "SSH_CONNECTION"];
    let path = format!("{}:/usr/bin:/bin", folder.display());
    let mut all: Vec<(&str, &str)> = nothing.map(|name| (name, "")).to_vec();
    all.extend([("VISUAL", ""), ("EDITOR", ""), ("PATH", &path)]);
    all.extend(env);
    let mut pty = Pty::start(folder, &["--lang", "en", "study.toml"], &all);
    pty.wait_for("2 Technology");
    pty.send("2");
    pty.wait_for("before");
    pty
}

#[test]
fn over_ssh_the_terminal_is_asked_with_the_bytes_of_osc_52() {
    let folder = tempfile::tempdir().unwrap();
    program(folder.path(), "xclip", "exit 1");
    let mut pty = start(folder.path(), &[("SSH_TTY", "/dev/pts/0"), ("DISPLAY", ":0")]);
    pty.send("y1");
    pty.wait_for("copied by OSC 52 (up to the terminal): cell \"Name\", 6 characters");
    // "before" in base64.
    assert!(contains(&pty.bytes(), "\x1b]52;c;YmVmb3Jl\x07"));
}

#[test]
fn on_a_desktop_a_tool_gets_the_text_and_is_named() {
    let folder = tempfile::tempdir().unwrap();
    program(
        folder.path(),
        "xclip",
        "cat > clipboard; echo \"$@\" > arguments; echo noise; echo noise >&2",
    );
    let mut pty = start(folder.path(), &[("DISPLAY", ":0")]);
    pty.send("y1");
    pty.wait_for("copied with xclip: cell \"Name\"");
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    assert_eq!(
        (read("clipboard").as_str(), read("arguments").trim()),
        ("before", "-selection clipboard")
    );
    assert!(!contains(&pty.bytes(), "\x1b]52"), "the terminal was not asked as well");
    assert!(!contains(&pty.bytes(), "noise"), "{}", pty.screen());
}

#[test]
fn a_tool_that_fails_is_named_and_the_terminal_is_asked() {
    let folder = tempfile::tempdir().unwrap();
    program(folder.path(), "xclip", "exit 1");
    let mut pty = start(folder.path(), &[("DISPLAY", ":0")]);
    pty.send("y1");
    pty.wait_for("xclip failed; copied by OSC 52");
    assert!(contains(&pty.bytes(), "\x1b]52;c;YmVmb3Jl\x07"));
}

#[test]
fn a_tool_that_hangs_does_not_stop_the_keys() {
    let folder = tempfile::tempdir().unwrap();
    program(folder.path(), "xclip", "sleep 60");
    let mut pty = start(folder.path(), &[("DISPLAY", ":0")]);
    pty.send("y13");
    pty.wait_for("[Prices]");
    pty.wait_for("xclip failed; copied by OSC 52");
}

#[test]
fn an_address_without_a_browser_in_front_of_the_user_is_copied() {
    let folder = tempfile::tempdir().unwrap();
    let mut pty = start(folder.path(), &[]);
    pty.send("O");
    pty.wait_for("https://example.com/x (no browser here)");
    assert!(contains(&pty.bytes(), "\x1b]52;c;aHR0cHM6Ly9leGFtcGxlLmNvbS94\x07"));
}

#[test]
#[cfg(not(target_os = "macos"))]
fn an_address_is_opened_in_the_browser_of_the_desktop() {
    let folder = tempfile::tempdir().unwrap();
    program(folder.path(), "xdg-open", "echo \"$1\" > address");
    let mut pty = start(folder.path(), &[("DISPLAY", ":0")]);
    pty.send("O");
    pty.wait_for("opened with xdg-open: https://example.com/x");
    let address = fs::read_to_string(folder.path().join("address")).unwrap();
    assert_eq!(address.trim(), "https://example.com/x");
}

#[test]
fn the_editor_has_the_terminal_and_every_key_until_it_ends_and_its_changes_are_shown() {
    let folder = tempfile::tempdir().unwrap();
    let script = "printf '%s ' \"$@\" > arguments; stty -a > modes; echo EDITING; read line; echo \"got $line\"\n\
    sed -i.old s/before/behind/ study.toml; read line";
    program(folder.path(), "vim", script);
    let mut pty = start(folder.path(), &[("EDITOR", "vim -n")]);
    pty.seen.lock().unwrap().bytes.clear();
    pty.send("E");
    pty.wait_for("EDITING");
    assert!(contains(&pty.bytes(), "\x1b[?1049l"), "the terminal is given back");
    assert!(contains(&pty.bytes(), "\x1b[?2004l") && contains(&pty.bytes(), "\x1b[?1000l"));
    let modes = fs::read_to_string(folder.path().join("modes")).unwrap();
    assert!(modes.contains(" icanon") && modes.contains(" echo "), "{modes}");
    pty.send("q says nothing to us\r");
    pty.wait_for("got q says nothing to us");
    pty.seen.lock().unwrap().bytes.clear();
    pty.send("\r");
    pty.wait_for("behind");
    assert!(contains(&pty.bytes(), "\x1b[?1049h"), "the terminal is taken again");
    let arguments = fs::read_to_string(folder.path().join("arguments")).unwrap();
    assert_eq!(arguments.trim(), "-n +11 study.toml");
    pty.send("3");
    pty.wait_for("[Prices]");
    pty.send("q");
    assert!(pty.wait_for_end().success());
}

#[test]
fn an_interrupt_in_the_editor_is_the_editors() {
    let folder = tempfile::tempdir().unwrap();
    program(folder.path(), "waits", "trap 'echo CAUGHT' INT; echo EDITING; read line; read line");
    let mut pty = start(folder.path(), &[("VISUAL", "waits"), ("EDITOR", "false")]);
    pty.send("E");
    pty.wait_for("EDITING");
    pty.send("\x03");
    pty.wait_for("CAUGHT");
    pty.send("\r\r\r");
    pty.wait_for("2 Technology");
    pty.send("3");
    pty.wait_for("[Prices]");
}

#[test]
fn stopping_the_editor_stops_the_program_and_continuing_leaves_the_terminal_to_the_editor() {
    let folder = tempfile::tempdir().unwrap();
    program(folder.path(), "waits", "echo EDITING; read line; echo \"got $line\"; read line");
    let mut pty = start(folder.path(), &[("EDITOR", "waits")]);
    pty.send("E");
    pty.wait_for("EDITING");
    pty.send("\x1a");
    pty.wait("the program to be stopped", |pty| pty.state() == "T");
    pty.signal(Signal::CONT);
    pty.wait("the program to go on", |pty| pty.state() != "T");
    pty.send("still here\r");
    pty.wait_for("got still here");
    pty.send("\r");
    pty.wait_for("2 Technology");
}

#[test]
fn an_editor_that_is_missing_or_fails_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let mut pty = start(folder.path(), &[("EDITOR", "no-such-editor -w")]);
    pty.send("E");
    pty.wait_for("there is no editor `no-such-editor`: set VISUAL or EDITOR");
    program(folder.path(), "fails", "exit 3");
    let mut pty = start(folder.path(), &[("EDITOR", "fails")]);
    pty.send("E");
    pty.wait_for("[Gaps]");
    pty.wait("the failure to be named", |pty| {
        let screen = pty.screen();
        screen.contains("the editor failed: fails") || screen.contains("loaded again")
    });
}

#[test]
fn two_editions_are_compared_and_both_are_watched() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["before", "after"] {
        fs::create_dir(folder.path().join(name)).unwrap();
        fs::write(folder.path().join(name).join("study.toml"), STUDY).unwrap();
    }
    let mut pty = Pty::start(folder.path(), &["--lang", "en", "before", "after"], &[]);
    pty.wait_for("compared with before");
    pty.send("2");
    pty.wait_for("nothing changed");
    for (name, from, to, shown) in [
        ("after", "\"missing\"", "\"available\"", "A: newly available"),
        ("before", "\"missing\"", "\"limited\"", "A: status changed"),
    ] {
        // The watch may start a moment after the first frame.
        let path = folder.path().join(name).join("study.toml");
        pty.wait("the change to be seen", |pty| {
            fs::write(&path, STUDY.replace(from, to)).unwrap();
            std::thread::sleep(std::time::Duration::from_millis(150));
            pty.screen().contains(shown)
        });
    }
}

#[test]
fn a_long_text_typed_at_once_arrives_whole_without_another_key() {
    let folder = tempfile::tempdir().unwrap();
    let mut pty = start(folder.path(), &[]);
    pty.send("6");
    pty.wait_for("Prepare");
    let text = "abcdefgh ".repeat(400);
    pty.send(&format!("{text}THE-END"));
    pty.wait_for("THE-END");
}
