//! Sessions on disk: what survives a crash, a damaged file, a second window, a full disk.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests fail like tests"
)]

use std::fs;
use std::io;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use herringbone::model::board::{Board, Edit, Moment, Parent, Phase};
use herringbone::session::{
    Access, Direction, Draft, Header, Notice, Recovery, Report, Saving, Seq, Session, SessionError,
    SessionId, Sink, Snapshot, Store, StoreError, quiet, replay,
};
use tempfile::TempDir;

fn at(seconds: i64) -> Moment {
    Moment::from_timestamp(1_683_266_400 + seconds, 0).unwrap()
}

fn store() -> (TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::at(folder.path().join("sessions"));
    (folder, store)
}

fn add(session: &mut Session, text: &str) -> Seq {
    let idea = session.board().new_idea(text, None);
    session.edit(idea, at(session.last_seq().0 as i64)).unwrap()
}

/// A session with a bit of everything, closed; its board and the folder of its files.
fn sample(store: &Store) -> (SessionId, Board, PathBuf) {
    let mut session = store.create("study", at(0), quiet());
    let mut do_it = |edit: Edit| session.edit(edit, at(1)).unwrap();
    do_it(Edit::SetTopic { topic: "品牌形象不好 \"why\"\n\u{0}\u{202e}".to_owned() });
    do_it(Edit::SetPhase { phase: Phase::OpenFloor });
    for text in ["说明文档较少", "few docs", "人才", "price"] {
        add(&mut session, text);
    }
    let [a, b, c, d] = *session.board().inbox() else { panic!() };
    for edit in [
        Edit::Merge { into: a, from: b },
        session.board().new_group("内容"),
        Edit::Vote { id: c, department: None, delta: 3 },
        Edit::Remove { id: d },
    ] {
        session.edit(edit, at(5)).unwrap();
    }
    session.undo(at(6)).unwrap();
    let group = session.board().groups()[0];
    session.edit(session.board().put_into(a, group), at(7)).unwrap();
    session.undo(at(8)).unwrap();
    session.redo(at(9)).unwrap();
    session.write_draft(Draft { text: "半句".to_owned(), department: None }, at(10));
    let (id, board) = (session.id().clone(), session.board().clone());
    let folder = store.root().join(id.as_str());
    assert!(session.close(at(11)));
    (id, board, folder)
}

#[test]
fn looking_at_a_new_session_leaves_no_file_behind() {
    let (_folder, store) = store();
    let session = store.create("study", at(0), quiet());
    assert!(session.close(at(1)));
    assert!(!store.root().exists());
    assert_eq!(store.list(), []);
}

#[test]
fn a_session_comes_back_with_its_history_and_its_draft() {
    let (_folder, store) = store();
    let (id, board, _) = sample(&store);
    let mut session = store.open(&id, at(20), quiet()).unwrap();
    assert_eq!(session.board(), &board);
    assert_eq!(session.notices(), [Notice::DraftWaiting]);
    assert_eq!(session.draft().unwrap().text, "半句");
    while session.undo(at(21)).unwrap().is_some() {}
    assert_eq!(session.board(), &Board::default());
    while session.redo(at(22)).unwrap().is_some() {}
    assert_eq!(session.board(), &board);
    assert_eq!(session.pauses(), [(at(11), at(20))]);
}

#[test]
fn the_newest_session_of_a_study_is_the_current_one() {
    let (_folder, store) = store();
    for (study, topic, seconds) in [("a", "old", 1), ("a", "new", 2), ("b", "other", 3)] {
        let mut session = store.create(study, at(seconds), quiet());
        session.edit(Edit::SetTopic { topic: topic.to_owned() }, at(seconds)).unwrap();
        assert!(session.close(at(9)));
    }
    let topics: Vec<String> = store.list().into_iter().map(|session| session.topic).collect();
    assert_eq!(topics, ["old", "new", "other"]);
    assert_eq!(store.current("a", at(10), quiet()).unwrap().board().topic(), "new");
    assert_eq!(store.current("c", at(10), quiet()).unwrap().board().topic(), "");
    let newest = store.find("current").unwrap();
    assert_eq!(store.show(&newest).unwrap().board().topic(), "other");
    assert!(matches!(store.find("2"), Err(StoreError::Ambiguous(..))));
    assert!(matches!(store.find("nothing"), Err(StoreError::Unknown(_))));
}

#[test]
fn a_journal_cut_at_any_byte_gives_a_board_that_was_once_shown() {
    let (_folder, store) = store();
    let (id, _, folder) = sample(&store);
    let journal = fs::read(folder.join("journal.jsonl")).unwrap();
    let whole = replay(&journal).unwrap();
    assert!(whole.damage.is_none() && !whole.drifted);
    let mut last = Seq(0);
    for cut in 0..=journal.len() {
        let read = replay(&journal[..cut]).unwrap();
        assert!(read.last >= last, "a longer journal never says less");
        last = read.last;
        let is_end = |place: usize| journal.get(place) == Some(&b'\n');
        let between_lines = cut == 0 || is_end(cut) || is_end(cut - 1);
        assert_eq!(read.damage.is_none(), between_lines, "cut at byte {cut}");
    }
    assert_eq!(last, whole.last);
    // The same through the store, at line ends and here and there between.
    let near_a_line_end = |cut: &usize| {
        let is_end = |place: usize| journal.get(place) == Some(&b'\n');
        cut.is_multiple_of(211) || is_end(*cut) || is_end(cut.saturating_sub(1))
    };
    fs::remove_file(folder.join("session.toml")).unwrap();
    for cut in (0..journal.len()).filter(near_a_line_end) {
        fs::write(folder.join("journal.jsonl"), &journal[..cut]).unwrap();
        let mut session = store.open(&id, at(30), quiet()).unwrap();
        let expected = replay(&journal[..cut]).unwrap();
        assert_eq!(session.board(), expected.history.board());
        add(&mut session, "life goes on");
        let board = session.board().clone();
        assert!(session.close(at(31)));
        fs::remove_file(folder.join("session.toml")).unwrap();
        let again = store.open(&id, at(32), quiet()).unwrap();
        assert_eq!(again.board(), &board, "cut at byte {cut}");
    }
}

#[test]
fn an_altered_byte_anywhere_is_noticed_and_nothing_is_thrown_away() {
    let (_folder, store) = store();
    let (id, board, folder) = sample(&store);
    let path = folder.join("journal.jsonl");
    let journal = fs::read(&path).unwrap();
    for place in 0..journal.len() {
        let mut altered = journal.clone();
        altered[place] ^= 0x15;
        let read = replay(&altered).unwrap();
        let is_last_line_end = place + 1 == journal.len();
        assert!(read.damage.is_some(), "byte {place} of {}", journal.len());
        assert!(is_last_line_end || read.damage.unwrap().bytes > 0);
    }
    let snapshot = fs::read(folder.join("session.toml")).unwrap();
    for place in (3..journal.len()).step_by(173) {
        fs::write(folder.join("session.toml"), &snapshot).unwrap();
        let mut altered = journal.clone();
        altered[place] ^= 0x15;
        fs::write(&path, &altered).unwrap();
        let session = store.open(&id, at(30), quiet()).unwrap();
        let Notice::TailKept { tail, .. } = &session.notices()[0] else { panic!() };
        let kept = fs::read(tail).unwrap();
        assert!(altered.ends_with(&kept));
        assert_eq!(session.board(), &board, "the snapshot fills the gap");
    }
}

#[test]
fn what_follows_a_damaged_line_can_be_brought_back() {
    let (_folder, store) = store();
    let mut session = store.create("study", at(0), quiet());
    for text in ["one", "two", "three", "four"] {
        add(&mut session, text);
    }
    let two = session.board().inbox()[1];
    session.edit(Edit::Vote { id: two, department: None, delta: 2 }, at(5)).unwrap();
    let three = session.board().inbox()[2];
    session.edit(Edit::SetText { id: three, text: "three!".to_owned() }, at(5)).unwrap();
    let id = session.id().clone();
    drop(session);
    let path = store.root().join(id.as_str()).join("journal.jsonl");
    let damaged = fs::read_to_string(&path).unwrap().replace("\"two\"", "\"tw0\"");
    fs::write(&path, damaged).unwrap();

    let mut session = store.open(&id, at(30), quiet()).unwrap();
    assert_eq!(session.board().inbox().len(), 1);
    assert!(matches!(session.notices(), [Notice::TailKept { .. }]));
    // It must not get the number that "two" had: a vote in the lost lines would become its.
    add(&mut session, "meanwhile");
    assert!(matches!(store.recover(&id, at(31)), Err(StoreError::Locked(_))));
    assert!(session.close(at(31)));

    let recovery = store.recover(&id, at(32)).unwrap();
    let Recovery { files, applied, skipped, unreadable } = recovery;
    assert_eq!([files, applied, skipped, unreadable], [1, 3, 1, 1]);
    let session = store.open(&id, at(33), quiet()).unwrap();
    let texts: Vec<&str> = session.board().ideas().map(|idea| idea.text.as_str()).collect();
    assert_eq!(texts, ["one", "meanwhile", "three!", "four"]);
    drop(session);
    assert_eq!(store.recover(&id, at(34)).unwrap().files, 0);
}

#[test]
fn a_session_can_be_replayed_change_by_change() {
    let (_folder, store) = store();
    let (id, board, _) = sample(&store);
    let mut directions = Vec::new();
    let mut last = None;
    let changes = store.walk(&id, |change| {
        directions.push(change.direction);
        last = Some(change.board.clone());
    });
    assert_eq!(changes.unwrap(), directions.len());
    assert_eq!(directions.iter().filter(|way| **way == Direction::Undone).count(), 2);
    assert_eq!(directions.iter().filter(|way| **way == Direction::Redone).count(), 1);
    assert_eq!(last, Some(board));
}

#[test]
fn a_second_window_can_only_look() {
    let (_folder, store) = store();
    let (id, board, _) = sample(&store);
    let first = store.open(&id, at(20), quiet()).unwrap();
    let mut second = store.open(&id, at(21), quiet()).unwrap();
    assert_eq!(second.access(), Access::ReadOnly);
    assert_eq!(second.notices(), [Notice::OpenElsewhere]);
    assert_eq!(second.board(), &board);
    let idea = second.board().new_idea("x", None);
    assert_eq!(second.edit(idea, at(22)), Err(SessionError::ReadOnly));
    assert_eq!(second.undo(at(22)), Err(SessionError::ReadOnly));
    drop(first);
    assert_eq!(store.open(&id, at(23), quiet()).unwrap().access(), Access::Writing);
}

#[test]
fn a_second_window_follows_the_first() {
    let (_folder, store) = store();
    let (id, ..) = sample(&store);
    let (notify, news) = reports();
    let mut first = store.open(&id, at(20), notify).unwrap();
    let mut second = store.open(&id, at(21), quiet()).unwrap();
    let mut follower = second.follower().unwrap();
    assert!(follower.read().is_none(), "nothing is new");
    let seq = add(&mut first, "seen on the wall");
    while news.recv_timeout(Duration::from_secs(5)).unwrap() != Report::Saved(seq) {}
    let read = *follower.read().unwrap().unwrap();
    assert!(second.catch_up(read.clone()));
    assert_eq!(second.board(), first.board());
    assert!(follower.read().is_none() && !second.catch_up(read));
    assert!(first.follower().is_none());
}

#[test]
fn a_journal_that_cannot_be_followed_is_told_once_and_followed_again() {
    let (_folder, store) = store();
    let (id, _, folder) = sample(&store);
    let (notify, news) = reports();
    let mut first = store.open(&id, at(20), notify).unwrap();
    let mut follower = store.open(&id, at(21), quiet()).unwrap().follower().unwrap();
    let (journal, away) = (folder.join("journal.jsonl"), folder.join("away"));
    for _ in 0..2 {
        fs::rename(&journal, &away).unwrap();
        let error = follower.read().unwrap().unwrap_err();
        assert!(error.to_string().contains("journal.jsonl"), "{error}");
        assert!(follower.read().is_none(), "once is enough");
        fs::rename(&away, &journal).unwrap();
        assert!(follower.read().is_none(), "nothing was missed");
    }
    let seq = add(&mut first, "seen on the wall");
    while news.recv_timeout(Duration::from_secs(5)).unwrap() != Report::Saved(seq) {}
    assert_eq!(follower.read().unwrap().unwrap().history.board(), first.board());
}

#[test]
fn a_lost_journal_is_started_again_from_the_snapshot() {
    let (_folder, store) = store();
    let (id, board, folder) = sample(&store);
    fs::remove_file(folder.join("journal.jsonl")).unwrap();
    for _ in 0..2 {
        let session = store.open(&id, at(20), quiet()).unwrap();
        assert_eq!(session.board(), &board);
        assert_eq!(session.study(), "study");
        assert!(session.close(at(21)));
    }
}

#[test]
fn a_snapshot_holds_the_whole_board() {
    let (_folder, store) = store();
    let (_, board, folder) = sample(&store);
    let text = fs::read_to_string(folder.join("session.toml")).unwrap();
    assert_eq!(Snapshot::from_toml(&text).unwrap().board, board);
}

#[test]
fn a_journal_of_a_later_version_is_left_alone() {
    let (_folder, store) = store();
    let (id, _, folder) = sample(&store);
    let path = folder.join("journal.jsonl");
    let header = r#"{"herringbone":"journal","version":2,"anything":"else""#;
    let sum = format!("{:08x}", crc32(header.as_bytes()));
    let text = format!("{header},\"crc\":\"{sum}\"}}\n{{\"new\":1}}\n");
    fs::write(&path, &text).unwrap();
    assert!(matches!(store.open(&id, at(20), quiet()), Err(StoreError::Newer(_, 2))));
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
}

/// CRC-32 bit by bit, written apart from the program's own.
fn crc32(bytes: &[u8]) -> u32 {
    let mut sum = u32::MAX;
    for byte in bytes {
        for bit in 0..8 {
            let carry = (sum ^ (u32::from(*byte) >> bit)) & 1;
            sum = (sum >> 1) ^ (carry * 0xedb8_8320);
        }
    }
    !sum
}

/// A sink whose disk can be full or hang, as told.
struct Disk {
    written: Shared<Vec<u8>>,
    full: Shared<bool>,
    gate: Option<Receiver<()>>,
}

type Shared<T> = Arc<Mutex<T>>;

impl Disk {
    fn new() -> (Self, Shared<Vec<u8>>, Shared<bool>) {
        let (written, full) = (Arc::default(), Arc::default());
        let disk = Self { written: Arc::clone(&written), full: Arc::clone(&full), gate: None };
        (disk, written, full)
    }
}

impl Sink for Disk {
    fn append(&mut self, lines: &[u8]) -> io::Result<()> {
        if let Some(gate) = &self.gate {
            let _ = gate.recv();
        }
        if *self.full.lock().unwrap() {
            return Err(io::Error::from(io::ErrorKind::StorageFull));
        }
        self.written.lock().unwrap().extend_from_slice(lines);
        Ok(())
    }

    fn snapshot(&mut self, _: &Snapshot) -> io::Result<()> {
        if *self.full.lock().unwrap() { Err(io::Error::other("full")) } else { Ok(()) }
    }
}

fn header() -> Header {
    Header::new(SessionId::new("test").unwrap(), "study", at(0))
}

fn reports() -> (Box<dyn Fn(Report) + Send>, Receiver<Report>) {
    let (sender, receiver): (Sender<Report>, _) = channel();
    (Box::new(move |report| drop(sender.send(report))), receiver)
}

#[test]
fn a_full_disk_is_reported_and_made_up_for_once_there_is_room() {
    let (disk, written, full) = Disk::new();
    let (notify, news) = reports();
    *full.lock().unwrap() = true;
    let mut session = Session::with_sink(header(), Box::new(disk), notify);
    add(&mut session, "first");
    let soon = Duration::from_secs(5);
    assert!(matches!(news.recv_timeout(soon).unwrap(), Report::Failing(_)));
    assert!(matches!(session.saving(), Saving::Failing(_)));
    for number in 0..50 {
        add(&mut session, &format!("idea {number}"));
    }
    assert_eq!(session.board().inbox().len(), 51);
    assert!(written.lock().unwrap().is_empty());
    *full.lock().unwrap() = false;
    assert_eq!(news.recv_timeout(soon).unwrap(), Report::Saved(session.last_seq()));
    assert_eq!(session.saving(), Saving::Saved);
    let read = replay(&written.lock().unwrap()).unwrap();
    assert_eq!(read.history.board(), session.board());
}

#[test]
fn a_hanging_disk_keeps_nobody_waiting() {
    let (mut disk, written, _) = Disk::new();
    let (open_gate, gate) = channel();
    disk.gate = Some(gate);
    let mut session = Session::with_sink(header(), Box::new(disk), quiet());
    for number in 0..100 {
        add(&mut session, &format!("idea {number}"));
    }
    assert_eq!(session.saving(), Saving::Pending(100));
    drop(open_gate);
    let board = session.board().clone();
    assert!(session.close(at(99)));
    assert_eq!(replay(&written.lock().unwrap()).unwrap().history.board(), &board);
}

#[test]
fn every_saved_report_is_true() {
    let (disk, written, _) = Disk::new();
    let (notify, news) = reports();
    let mut session = Session::with_sink(header(), Box::new(disk), notify);
    for number in 0..200 {
        add(&mut session, &format!("idea {number}"));
    }
    assert!(session.close(at(99)));
    let mut saved = Seq(0);
    for report in news {
        let Report::Saved(seq) = report else { panic!("{report:?}") };
        assert!(seq > saved);
        saved = seq;
    }
    assert_eq!(replay(&written.lock().unwrap()).unwrap().last, saved);
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_is_no_reason_not_to_work() {
    let (folder, _) = store();
    fs::write(folder.path().join("file"), "in the way").unwrap();
    let store = Store::at(folder.path().join("file"));
    let (notify, news) = reports();
    let mut session = store.create("study", at(0), notify);
    add(&mut session, "in memory at least");
    assert!(matches!(news.recv_timeout(Duration::from_secs(5)).unwrap(), Report::Failing(_)));
    assert_eq!(session.board().inbox().len(), 1);
    assert!(!session.close(at(2)));
}

#[test]
fn hostile_texts_come_back_as_they_were() {
    let texts = ["\n", "a\u{0}b", "\"}\n{\"seq\":1", "\u{202e}txt", "👨‍👩‍👧", "\u{feff}x", "a\r\nb"];
    let (_folder, store) = store();
    let mut session = store.create("\"\n]", at(0), quiet());
    for text in texts {
        let parent = Parent::Inbox;
        let edit = session.board().new_node(parent, &format!("{text}."), None);
        session.edit(edit, at(1)).unwrap();
    }
    let (id, board) = (session.id().clone(), session.board().clone());
    assert!(session.close(at(2)));
    let journal = fs::read(store.root().join(id.as_str()).join("journal.jsonl")).unwrap();
    let lines = journal.iter().filter(|byte| **byte == b'\n').count();
    assert_eq!(lines, texts.len() + 2, "one line per change, header and checkpoint besides");
    let snapshot = fs::read_to_string(store.root().join(id.as_str()).join("session.toml")).unwrap();
    assert_eq!(Snapshot::from_toml(&snapshot).unwrap().board, board);
    assert_eq!(store.open(&id, at(3), quiet()).unwrap().board(), &board);
}
