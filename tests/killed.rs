//! A program killed in the middle of a session loses nothing that it said was saved.

#![cfg(unix)]

use std::env;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use herringbone::model::board::Moment;
use herringbone::session::{Report, Store, quiet};

/// Tells the test below, run in a process of its own, where to write.
const STORE: &str = "HERRINGBONE_TEST_STORE";

/// Not a test by itself: the program that is killed. It adds ideas until then, and prints the line
/// number of each report that they are saved.
#[test]
fn write_until_killed() {
    let Some(root) = env::var_os(STORE) else { return };
    let notify = Box::new(|report| {
        if let Report::Saved(seq) = report {
            println!("saved {}", seq.0);
        }
    });
    let now = Moment::default();
    let mut session = Store::at(root).current("study", now, notify).unwrap();
    loop {
        let number = session.board().inbox().len();
        let idea = session.board().new_idea(&format!("idea {number}"), None);
        session.edit(idea, now).unwrap();
        // Undone and redone changes are written as well, and so must come back as well.
        if number.is_multiple_of(7) {
            session.undo(now).unwrap();
            session.redo(now).unwrap();
        }
        std::thread::yield_now();
    }
}

#[test]
fn no_acknowledged_idea_is_lost_when_the_program_is_killed() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::at(folder.path());
    let mut saved_before = 0;
    for round in 0..12 {
        let mut child = Command::new(env::current_exe().unwrap())
            .args(["--exact", "write_until_killed", "--nocapture"])
            .env(STORE, folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut saved = 0;
        let mut reports = 0;
        for line in BufReader::new(child.stdout.take().unwrap()).lines() {
            if let Some(seq) = line.unwrap().strip_prefix("saved ") {
                saved = seq.parse().unwrap();
                reports += 1;
            }
            // Killed in the middle of it: whatever it says until it is dead still counts.
            if reports == 3 + round {
                child.kill().unwrap();
            }
        }
        child.wait().unwrap();
        assert!(saved > saved_before, "round {round} went on where the last one ended");
        saved_before = saved;

        let id = store.find("current").unwrap();
        let session = store.open(&id, Moment::default(), quiet()).unwrap();
        assert!(session.last_seq().0 >= saved, "round {round}");
        for (number, id) in session.board().inbox().iter().enumerate() {
            assert_eq!(session.board().node(*id).unwrap().text, format!("idea {number}"));
        }
    }
}
