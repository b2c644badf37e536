//! Opening a session's folder: lock, replay, and repair without losing a byte.
//!
//! Must not fail over a damaged file; what cannot be read is kept aside and named.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};

use super::folder::{Folder, FolderSink, Locking};
use super::live::{Access, Session};
use super::notice::Notice;
use super::record::{Header, Seq, SessionId, encode};
use super::replay::{NewerVersion, Replay, replay};
use super::snapshot::Snapshot;
use super::store::StoreError;
use super::writer::Notify;
use crate::model::board::{Edit, Moment};

/// What the files of a session say.
pub(super) struct Reading {
    pub(super) header: Header,
    bytes: Vec<u8>,
    replay: Replay,
    /// The snapshot, where it knows more than the journal.
    snapshot: Option<Snapshot>,
}

impl Reading {
    /// Reads a folder and changes nothing in it.
    pub(super) fn of(folder: &Folder, id: &SessionId) -> Result<Self, StoreError> {
        let bytes = match fs::read(folder.journal()) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            read => Some(read.map_err(|error| StoreError::Io(folder.journal(), error))?),
        };
        let is_there = bytes.is_some();
        let bytes = bytes.unwrap_or_default();
        let replay = replay(&bytes)
            .map_err(|NewerVersion(version)| StoreError::Newer(id.clone(), version))?;
        let mut snapshot = None;
        if replay.damage.is_some() || replay.header.is_none() {
            let text = fs::read_to_string(folder.snapshot()).ok();
            snapshot = text.and_then(|text| Snapshot::from_toml(&text).ok());
        }
        if !is_there && snapshot.is_none() {
            return Err(StoreError::Unknown(id.to_string()));
        }
        let from_snapshot = || snapshot.as_ref().map(Snapshot::header);
        let unknown = || Header::new(id.clone(), "", replay.last_at.unwrap_or_default());
        let header = replay.header.clone().or_else(from_snapshot).unwrap_or_else(unknown);
        let snapshot = snapshot.filter(|snapshot| snapshot.seq > replay.last);
        Ok(Self { header, bytes, replay, snapshot })
    }

    /// A session that can only be looked at.
    pub(super) fn look(self, folder: &Folder, why: Option<Notice>) -> Session {
        let Self { header, mut replay, snapshot, .. } = self;
        let mut notices: Vec<Notice> = why.into_iter().collect();
        // Another instance may be halfway through its last line, which is no damage.
        notices.extend(replay.damage.filter(|_| notices.is_empty()).map(Notice::Damaged));
        if let Some(Snapshot { board, seq, .. }) = snapshot {
            let board = Box::new(board);
            let at = replay.last_at.unwrap_or(header.created);
            if replay.history.edit(seq, Edit::Replace { board }, at).is_ok() {
                notices.push(Notice::FromSnapshot);
            }
        }
        let mut session = Session::resume(header, replay, None, Access::ReadOnly);
        session.follow(folder.journal());
        notices.into_iter().for_each(|notice| session.tell(notice));
        session
    }

    /// A session that goes on, in its folder where that can be written.
    fn go_on(mut self, desk: Result<Desk, io::Error>, now: Moment, notify: Notify) -> Session {
        let mut notices = Vec::new();
        let sink = desk.and_then(|desk| {
            notices.extend(self.repair(&desk, now)?);
            let aside = u32::try_from(desk.folder.bytes_aside()).unwrap_or(u32::MAX / 2);
            self.replay.history.reserve_numbers(aside);
            FolderSink::open(desk.folder, desk.lock)
        });
        let drifted = self.replay.drifted;
        let mut session = Session::resume(self.header, self.replay, Some(now), Access::InMemory);
        match sink {
            Ok(sink) => session.write_to(Box::new(sink), notify),
            Err(error) => notices.push(Notice::InMemory { reason: error.to_string() }),
        }
        if let Some(Snapshot { board, .. }) = self.snapshot {
            let board = Box::new(board);
            if session.edit(Edit::Replace { board }, now).is_ok() {
                // The old snapshot has a higher line number than the journal has now, so that it
                // would win again over all that follows.
                session.write_snapshot(now);
                notices.push(Notice::FromSnapshot);
            }
        }
        notices.extend(drifted.then_some(Notice::Drifted));
        notices.extend(session.draft().is_some().then_some(Notice::DraftWaiting));
        notices.into_iter().for_each(|notice| session.tell(notice));
        session
    }

    /// Leaves a whole journal in the folder; what was wrong with it is kept aside before.
    fn repair(&mut self, desk: &Desk, now: Moment) -> io::Result<Option<Notice>> {
        let good = self.replay.good_bytes;
        let (good, bad) = self.bytes.split_at_checked(good).unwrap_or((&self.bytes, &[]));
        let mut notice = None;
        if let Some(damage) = self.replay.damage {
            let all = if self.replay.header.is_some() { bad } else { &self.bytes };
            let in_snapshot = self.snapshot.as_ref().map_or(Seq(0), |snapshot| snapshot.seq);
            let covered = self.replay.last.max(in_snapshot);
            let tail = desk.folder.keep_aside(all, now, covered)?;
            notice = Some(Notice::TailKept { damage, last: self.replay.last, tail });
        }
        if self.replay.header.is_none() {
            let header = encode(&self.header).map_err(io::Error::other)?;
            let lines =
                good.iter().position(|byte| *byte == b'\n').map_or(good.len(), |end| end + 1);
            let lines = good.split_at_checked(lines).map_or(&[] as &[u8], |(_, lines)| lines);
            desk.folder.rewrite_journal(&header, lines)?;
        } else if notice.is_some() {
            desk.folder.cut_journal(good.len() as u64)?;
        }
        if self.replay.unended && self.replay.header.is_some() {
            OpenOptions::new().append(true).open(desk.folder.journal())?.write_all(b"\n")?;
        }
        Ok(notice)
    }
}

/// A folder that is ours to write.
struct Desk {
    folder: Folder,
    lock: File,
}

/// Opens a session: to write where nobody else does, to look at otherwise, and in memory where
/// nothing can be written.
pub(super) fn open(
    folder: Folder,
    id: &SessionId,
    now: Moment,
    notify: Notify,
) -> Result<Session, StoreError> {
    // Nothing is made for a name that is only a slip of the pen.
    if !folder.path().is_dir() {
        return Err(StoreError::Unknown(id.to_string()));
    }
    // The lock comes first: what is read under it is not changed by anybody else.
    let lock = folder.lock();
    let reading = Reading::of(&folder, id)?;
    Ok(match lock {
        Ok(Locking::Theirs) => reading.look(&folder, Some(Notice::OpenElsewhere)),
        Ok(Locking::Ours(lock)) => reading.go_on(Ok(Desk { folder, lock }), now, notify),
        Err(error) => reading.go_on(Err(error), now, notify),
    })
}
