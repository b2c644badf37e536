//! A session under way: the board, and every change to it on its way to the journal.
//!
//! Must not wait for the disk and must not lose a change that its board shows: what cannot be
//! written now is kept and written later.

use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use chrono::SubsecRound;

use super::follow::Follower;
use super::history::History;
use super::notice::Notice;
use super::record::{Draft, Header, Line, Record, Seq, SessionId, encode};
use super::replay::{Replay, digest};
use super::snapshot::Snapshot;
use super::writer::{Notify, Sink, Writer};
use crate::model::Lang;
use crate::model::board::{Board, Edit, EditError, Moment};

/// What a session may do with its files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Changes are written.
    Writing,
    /// There is no file: changes live until the program ends.
    InMemory,
    /// Somebody else has the session open; it can be looked at.
    ReadOnly,
}

/// How safe the latest change is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Saving {
    /// Everything survives a power cut.
    Saved,
    /// This many lines are on their way.
    Pending(u64),
    /// Writing fails for this reason; it is tried again.
    Failing(String),
    /// Nothing is written: see [`Access`].
    Off,
}

/// Why a session did not make a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SessionError {
    /// The session is open elsewhere.
    ReadOnly,
    /// The board refused it.
    Edit(EditError),
}

impl SessionError {
    /// The reason in one sentence.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::ReadOnly => lang
                .pick(
                    "会议已在另一个窗口打开，这里只能查看",
                    "the session is open in another window; it can only be looked at here",
                )
                .to_owned(),
            Self::Edit(error) => error.message(lang),
        }
    }
}

impl fmt::Display for SessionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

impl std::error::Error for SessionError {}

impl From<EditError> for SessionError {
    fn from(error: EditError) -> Self {
        Self::Edit(error)
    }
}

/// What came of taking a change back or making it again.
type Turned = Result<Option<(Seq, Edit)>, EditError>;

/// How long a session that ends waits for its last lines.
const PATIENCE: Duration = Duration::from_secs(2);

/// A session under way.
#[derive(Debug)]
pub struct Session {
    header: Header,
    history: History,
    access: Access,
    writer: Option<Writer>,
    last: Seq,
    last_at: Option<Moment>,
    pauses: Vec<(Moment, Moment)>,
    draft: Option<Draft>,
    notices: Vec<Notice>,
    /// Since when a session that existed before is open, until the journal says so.
    opened: Option<Moment>,
    /// The header, until the first change: looking at an empty board leaves no file behind.
    first_line: Option<String>,
    /// The last line the snapshot sums up.
    snapshot: Seq,
    /// The journal that somebody else writes.
    follows: Option<PathBuf>,
}

impl Session {
    /// A session that is written nowhere.
    #[must_use]
    pub fn in_memory(study: &str, now: Moment) -> Self {
        let header = Header::new(SessionId::at(now, 0), study, now);
        Self::resume(header, Replay::default(), None, Access::InMemory)
    }

    /// A new session whose lines go to `sink`. Nothing is written before the first change.
    #[must_use]
    pub fn with_sink(header: Header, sink: Box<dyn Sink>, notify: Notify) -> Self {
        let first_line = encode(&header).ok();
        let mut session = Self::resume(header, Replay::default(), None, Access::InMemory);
        session.first_line = first_line;
        session.write_to(sink, notify);
        session
    }

    pub(super) fn resume(
        header: Header,
        replay: Replay,
        opened: Option<Moment>,
        access: Access,
    ) -> Self {
        let opened = opened.map(|opened| opened.trunc_subsecs(3));
        let mut pauses = replay.pauses;
        let pause = replay.last_at.zip(opened).filter(|(last, opened)| last < opened);
        pauses.extend(pause);
        Self {
            header,
            history: replay.history,
            access,
            writer: None,
            last: replay.last,
            last_at: replay.last_at,
            pauses,
            draft: replay.draft,
            notices: Vec::new(),
            opened,
            first_line: None,
            snapshot: replay.last,
            follows: None,
        }
    }

    /// Starts writing; what is there already is in the sink.
    pub(super) fn write_to(&mut self, sink: Box<dyn Sink>, notify: Notify) {
        match Writer::start(sink, self.last, notify) {
            Ok(writer) => {
                self.writer = Some(writer);
                self.access = Access::Writing;
            }
            Err(error) => {
                self.access = Access::InMemory;
                self.notices.push(Notice::InMemory { reason: error.to_string() });
            }
        }
    }

    pub(super) fn tell(&mut self, notice: Notice) {
        self.notices.push(notice);
    }

    /// The board now; changed by [`Session::edit`] and its like alone.
    #[must_use]
    pub fn board(&self) -> &Board {
        self.history.board()
    }

    /// The name of the session.
    #[must_use]
    pub fn id(&self) -> &SessionId {
        &self.header.session
    }

    /// The study it belongs to; empty for none.
    #[must_use]
    pub fn study(&self) -> &str {
        &self.header.study
    }

    /// When it began.
    #[must_use]
    pub fn created(&self) -> Moment {
        self.header.created
    }

    /// What happened when the session was opened, for the facilitator to know.
    #[must_use]
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }

    /// What the session may do with its files.
    #[must_use]
    pub fn access(&self) -> Access {
        self.access
    }

    /// Whether the session can only be looked at.
    #[must_use]
    pub fn is_read_only(&self) -> bool {
        self.access == Access::ReadOnly
    }

    /// The half-typed line the session was left with; none once an idea was added.
    #[must_use]
    pub fn draft(&self) -> Option<&Draft> {
        self.draft.as_ref()
    }

    /// When nobody had the session open: from, to.
    #[must_use]
    pub fn pauses(&self) -> &[(Moment, Moment)] {
        &self.pauses
    }

    /// When the last line was written, none for a new session.
    #[must_use]
    pub fn last_at(&self) -> Option<Moment> {
        self.last_at
    }

    /// The number of the latest line, safe or not.
    #[must_use]
    pub fn last_seq(&self) -> Seq {
        self.last
    }

    pub(super) fn follow(&mut self, journal: PathBuf) {
        self.follows = Some(journal);
    }

    /// What to read to keep up with whoever has the session open; none where that is this one. A
    /// second window can be the wall.
    #[must_use]
    pub fn follower(&self) -> Option<Follower> {
        let journal = self.follows.clone()?;
        Some(Follower::new(self.id().clone(), journal, self.last))
    }

    /// Takes over what a [`Follower`] of this session has read; says whether anything is new.
    pub fn catch_up(&mut self, read: Replay) -> bool {
        if !self.is_read_only() || read.last <= self.last {
            return false;
        }
        self.history = read.history;
        self.last = read.last;
        self.last_at = read.last_at;
        self.pauses = read.pauses;
        self.draft = read.draft;
        true
    }

    /// How safe the latest change is.
    #[must_use]
    pub fn saving(&self) -> Saving {
        let Some(writer) = &self.writer else { return Saving::Off };
        if let Some(reason) = writer.failing() {
            return Saving::Failing(reason);
        }
        match self.last.0.saturating_sub(writer.saved().0) {
            0 => Saving::Saved,
            lines => Saving::Pending(lines),
        }
    }

    /// Makes a change and returns the number of its line. Never waits for the disk.
    ///
    /// # Errors
    /// Where the board refuses it or the session is read-only; nothing has changed then.
    pub fn edit(&mut self, edit: Edit, now: Moment) -> Result<Seq, SessionError> {
        self.check_writable()?;
        let now = now.trunc_subsecs(3);
        let phases = self.board().phases().len();
        self.note_opening(now);
        let seq = self.last.next();
        self.history.edit(seq, edit.clone(), now)?;
        self.write(Record::Edit(edit), now);
        self.snapshot_on_new_phase(phases);
        Ok(seq)
    }

    /// Takes the latest change back and returns it; none where there is nothing to take back.
    ///
    /// # Errors
    /// Where the session is read-only.
    pub fn undo(&mut self, now: Moment) -> Result<Option<Edit>, SessionError> {
        self.turn(now, History::undo, Record::Undo)
    }

    /// Makes the change undone last again and returns it; none where there is none.
    ///
    /// # Errors
    /// Where the session is read-only.
    pub fn redo(&mut self, now: Moment) -> Result<Option<Edit>, SessionError> {
        self.turn(now, History::redo, Record::Redo)
    }

    fn turn(
        &mut self,
        now: Moment,
        step: fn(&mut History, Moment) -> Turned,
        record: fn(Seq) -> Record,
    ) -> Result<Option<Edit>, SessionError> {
        self.check_writable()?;
        let now = now.trunc_subsecs(3);
        let phases = self.board().phases().len();
        let Some((seq, edit)) = step(&mut self.history, now)? else { return Ok(None) };
        self.note_opening(now);
        self.write(record(seq), now);
        self.snapshot_on_new_phase(phases);
        Ok(Some(edit))
    }

    /// The change an undo would take back.
    #[must_use]
    pub fn can_undo(&self) -> Option<&Edit> {
        self.history.undo_next().filter(|_| !self.is_read_only()).map(|(_, edit)| edit)
    }

    /// The change a redo would make again.
    #[must_use]
    pub fn can_redo(&self) -> Option<&Edit> {
        self.history.redo_next().filter(|_| !self.is_read_only()).map(|(_, edit)| edit)
    }

    pub(super) fn undo_seq(&self) -> Option<Seq> {
        self.history.undo_next().map(|(seq, _)| seq)
    }

    pub(super) fn redo_seq(&self) -> Option<Seq> {
        self.history.redo_next().map(|(seq, _)| seq)
    }

    /// Journals the half-typed line, unless it is the one journalled last. The caller says when:
    /// every two seconds of typing is enough.
    pub fn write_draft(&mut self, draft: Draft, now: Moment) {
        let wanted = Some(draft).filter(|draft| !draft.text.is_empty());
        if self.is_read_only() || self.draft == wanted {
            return;
        }
        let now = now.trunc_subsecs(3);
        self.note_opening(now);
        self.draft.clone_from(&wanted);
        self.write(Record::Draft(wanted.unwrap_or_default()), now);
    }

    /// Has the snapshot written, where anything has changed since the last one.
    pub fn write_snapshot(&mut self, now: Moment) {
        if self.snapshot == self.last {
            return;
        }
        let sum = digest(self.board());
        self.write(Record::Checkpoint(sum), now.trunc_subsecs(3));
        self.snapshot = self.last;
        if let Some(writer) = &self.writer {
            let board = self.history.board().clone();
            writer.snapshot(Snapshot::new(&self.header, self.last, board));
        }
    }

    /// Ends the session: writes the snapshot and waits a moment for the disk. Says whether
    /// everything is safe; true as well where nothing was to be written.
    #[must_use]
    pub fn close(mut self, now: Moment) -> bool {
        self.write_snapshot(now);
        self.writer.take().is_none_or(|writer| writer.finish(PATIENCE))
    }

    fn check_writable(&self) -> Result<(), SessionError> {
        if self.is_read_only() { Err(SessionError::ReadOnly) } else { Ok(()) }
    }

    /// Says in the journal that the session was opened again, before the first thing that is new.
    fn note_opening(&mut self, now: Moment) {
        if let Some(opened) = self.opened.take() {
            let version = env!("CARGO_PKG_VERSION").to_owned();
            self.write(Record::Opened(version), opened.min(now));
        }
    }

    fn write(&mut self, record: Record, at: Moment) {
        self.last = self.last.next();
        self.last_at = Some(at);
        let line = encode(&Line { seq: self.last, at, record });
        // Every record can be written as JSON: its keys are texts and its numbers are whole.
        if let (Some(writer), Ok(line)) = (&self.writer, line) {
            let first = self.first_line.take().unwrap_or_default();
            writer.line(self.last, first + &line);
        }
    }

    fn snapshot_on_new_phase(&mut self, phases_before: usize) {
        let Some(at) = self.last_at else { return };
        if self.board().phases().len() != phases_before {
            self.write_snapshot(at);
        }
    }
}

impl Drop for Session {
    /// What was changed is worth a moment's wait even where nobody closes the session.
    fn drop(&mut self) {
        if let Some(writer) = self.writer.take() {
            writer.finish(PATIENCE);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::sync::{Arc, Mutex};

    use proptest::prelude::*;

    use super::*;
    use crate::model::board::random::{any_edit, any_text};
    use crate::session::{quiet, replay};

    /// Keeps what is written.
    struct Paper(Arc<Mutex<Vec<u8>>>);

    impl Sink for Paper {
        fn append(&mut self, lines: &[u8]) -> io::Result<()> {
            self.0.lock().unwrap().extend_from_slice(lines);
            Ok(())
        }

        fn snapshot(&mut self, _: &Snapshot) -> io::Result<()> {
            Ok(())
        }
    }

    #[derive(Debug, Clone)]
    enum Step {
        Edit(Edit),
        Undo,
        Redo,
        Draft(String),
        Snapshot,
    }

    fn any_step() -> impl Strategy<Value = Step> {
        prop_oneof![
            8 => any_edit().prop_map(Step::Edit),
            3 => Just(Step::Undo),
            2 => Just(Step::Redo),
            1 => any_text().prop_map(Step::Draft),
            1 => Just(Step::Snapshot),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

        #[test]
        fn the_journal_tells_the_whole_session(
            steps in proptest::collection::vec(any_step(), 0..120)
        ) {
            let paper = Arc::new(Mutex::new(Vec::new()));
            let header = Header::new(SessionId::new("s").unwrap(), "", Moment::default());
            let sink = Box::new(Paper(Arc::clone(&paper)));
            let mut session = Session::with_sink(header, sink, quiet());
            for (second, step) in steps.into_iter().enumerate() {
                let now = Moment::from_timestamp(second as i64, 999_999_999).unwrap();
                match step {
                    Step::Edit(edit) => drop(session.edit(edit, now)),
                    Step::Undo => drop(session.undo(now).unwrap()),
                    Step::Redo => drop(session.redo(now).unwrap()),
                    Step::Draft(text) => session.write_draft(Draft { text, department: None }, now),
                    Step::Snapshot => session.write_snapshot(now),
                }
            }
            prop_assert!(session.writer.take().unwrap().finish(PATIENCE));
            let read = replay(&paper.lock().unwrap()).unwrap();
            prop_assert_eq!(read.damage, None);
            prop_assert!(!read.drifted);
            prop_assert_eq!(read.last, session.last);
            prop_assert_eq!(read.history, session.history.clone());
        }
    }
}
