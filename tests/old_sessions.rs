//! Sessions that earlier versions of the program wrote are still read, exactly.

use std::fs;
use std::path::Path;

use herringbone::model::board::{Board, Moment};
use herringbone::session::{Notice, SessionId, Snapshot, Store, quiet, replay};

/// A session of format 1 in which every kind of edit occurs. These files are never written again.
fn fixture() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/session-v1")
}

#[test]
fn a_journal_and_a_snapshot_of_version_1_are_read_to_the_same_board() {
    let journal = fs::read(fixture().join("journal.jsonl")).unwrap();
    let snapshot = fs::read_to_string(fixture().join("session.toml")).unwrap();
    let read = replay(&journal).unwrap();
    let snapshot = Snapshot::from_toml(&snapshot).unwrap();
    assert_eq!(read.damage, None);
    assert!(!read.drifted, "replay leads where it led when the journal was written");
    assert_eq!(read.history.board(), &snapshot.board);
    assert_eq!(read.last, snapshot.seq);
    assert_eq!(read.draft.unwrap().text, "未完");
    assert_eq!(read.header.unwrap().study, "sagemaker-china");
}

#[test]
fn a_session_of_version_1_goes_on_and_can_be_undone_to_its_beginning() {
    let folder = tempfile::tempdir().unwrap();
    let id = SessionId::new("20230505-060000-e0d8").unwrap();
    let there = folder.path().join(id.as_str());
    fs::create_dir(&there).unwrap();
    for name in ["journal.jsonl", "session.toml"] {
        fs::copy(fixture().join(name), there.join(name)).unwrap();
    }
    let now = Moment::from_timestamp(1_700_000_000, 0).unwrap();
    let mut session = Store::at(folder.path()).open(&id, now, quiet()).unwrap();
    assert_eq!(session.notices(), [Notice::DraftWaiting]);
    while session.undo(now).unwrap().is_some() {}
    assert_eq!(session.board(), &Board::default());
    assert!(session.close(now));
}
