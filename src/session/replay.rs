//! Reading a journal back: every line up to the first bad one.
//!
//! Must not change the file: what to do about damage is the store's decision.

use serde::Deserialize;

use super::history::History;
use super::record::{Draft, Header, Line, LineFault, Record, Seq, VERSION, crc32, decode};
use crate::model::board::{Board, Edit, Moment};

/// What a journal says.
#[derive(Debug, Clone, Default)]
pub struct Replay {
    /// The first line; none where it cannot be read.
    pub header: Option<Header>,
    /// The board and what can be undone.
    pub history: History,
    /// The number of the last good line, 0 for none.
    pub last: Seq,
    /// When the last good line was written.
    pub last_at: Option<Moment>,
    /// A half-typed line that never became an idea.
    pub draft: Option<Draft>,
    /// When nobody had the session open: from, to.
    pub pauses: Vec<(Moment, Moment)>,
    /// Bytes up to the end of the last good line.
    pub good_bytes: usize,
    /// Whether the last good line lacks its line end.
    pub unended: bool,
    /// What is wrong, where anything is.
    pub damage: Option<Damage>,
    /// Whether a checkpoint disagreed with the board: another version read the edits otherwise.
    pub drifted: bool,
}

/// Where a journal stops making sense.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Damage {
    /// The number of the line, from 1; the header is line 1.
    pub line: usize,
    /// What is wrong with it.
    pub fault: LineFault,
    /// Bytes from there to the end of the file.
    pub bytes: usize,
}

/// The journal was written by a later version of the program than this one can read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewerVersion(pub u32);

/// The one key of a header that no version will ever rename.
#[derive(Deserialize)]
struct Version {
    version: u32,
}

/// Reads a journal up to its first bad line. A header that cannot be read is no reason to give the
/// lines after it up; it is noted as damage.
///
/// # Errors
/// Where a later version wrote it: reading half of it would be worse than reading nothing.
pub fn replay(journal: &[u8]) -> Result<Replay, NewerVersion> {
    replay_with(journal, |_| {})
}

/// Reads a journal as [`replay`] does and shows every change on the way.
///
/// # Errors
/// As for [`replay`].
pub fn replay_with(
    journal: &[u8],
    mut see: impl FnMut(Change<'_>),
) -> Result<Replay, NewerVersion> {
    let mut replay = Replay::default();
    let mut header_fault = None;
    for (place, line) in journal.split_inclusive(|byte| *byte == b'\n').enumerate() {
        let text = line.strip_suffix(b"\n").unwrap_or(line);
        let read = if place == 0 {
            if let Ok(Version { version }) = decode(text)
                && version > VERSION
            {
                return Err(NewerVersion(version));
            }
            match decode(text) {
                Ok(header) => {
                    replay.header = Some(header);
                    Ok(())
                }
                Err(fault) => {
                    header_fault = Some(Damage { line: 1, fault, bytes: journal.len() });
                    Ok(())
                }
            }
        } else {
            decode(text).and_then(|line| replay.take(line, &mut see))
        };
        if let Err(fault) = read {
            let bytes = journal.len() - replay.good_bytes;
            replay.damage = Some(Damage { line: place + 1, fault, bytes });
            break;
        }
        replay.good_bytes += line.len();
        replay.unended = text.len() == line.len();
    }
    replay.damage = header_fault.or(replay.damage);
    Ok(replay)
}

impl Replay {
    fn take(&mut self, line: Line, see: &mut impl FnMut(Change<'_>)) -> Result<(), LineFault> {
        if line.seq != self.last.next() {
            return Err(LineFault::OutOfOrder);
        }
        let at = line.at;
        let direction = Direction::of(&line.record);
        match line.record {
            Record::Edit(edit) => {
                let adds = adds(&edit);
                self.history.edit(line.seq, edit, at).map_err(|_| LineFault::Refused)?;
                // The line was entered; that it is empty again may not have been written yet.
                self.draft = self.draft.take().filter(|_| !adds);
            }
            Record::Undo(seq) => {
                check_next(self.history.undo_next().map(|(seq, _)| seq), seq)?;
                self.history.undo(at).map_err(|_| LineFault::Refused)?;
            }
            Record::Redo(seq) => {
                check_next(self.history.redo_next().map(|(seq, _)| seq), seq)?;
                self.history.redo(at).map_err(|_| LineFault::Refused)?;
            }
            Record::Draft(draft) => self.draft = (!draft.text.is_empty()).then_some(draft),
            Record::Opened(_) => {
                self.pauses.extend(self.last_at.filter(|last| *last < at).map(|last| (last, at)));
            }
            Record::Checkpoint(sum) => self.drifted |= sum != digest(self.history.board()),
        }
        self.last = line.seq;
        self.last_at = Some(at);
        if let Some(direction) = direction {
            let step = match direction {
                Direction::Undone => self.history.redo_next(),
                Direction::Done | Direction::Redone => self.history.undo_next(),
            };
            if let Some((_, edit)) = step {
                see(Change { seq: line.seq, at, direction, edit, board: self.history.board() });
            }
        }
        Ok(())
    }
}

/// Which way a change went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// It was made.
    Done,
    /// It was taken back.
    Undone,
    /// It was made again.
    Redone,
}

impl Direction {
    fn of(record: &Record) -> Option<Self> {
        match record {
            Record::Edit(_) => Some(Self::Done),
            Record::Undo(_) => Some(Self::Undone),
            Record::Redo(_) => Some(Self::Redone),
            Record::Draft(_) | Record::Opened(_) | Record::Checkpoint(_) => None,
        }
    }
}

/// One change of a journal being replayed.
#[derive(Debug, Clone, Copy)]
pub struct Change<'a> {
    /// The number of its line.
    pub seq: Seq,
    /// When it was made.
    pub at: Moment,
    /// Which way it went.
    pub direction: Direction,
    /// The change.
    pub edit: &'a Edit,
    /// The board after it.
    pub board: &'a Board,
}

fn adds(edit: &Edit) -> bool {
    match edit {
        Edit::Add { .. } => true,
        Edit::Batch { edits } => edits.iter().any(adds),
        _ => false,
    }
}

fn check_next(next: Option<Seq>, named: Seq) -> Result<(), LineFault> {
    if next == Some(named) { Ok(()) } else { Err(LineFault::Refused) }
}

/// A short digest of everything a board shows.
pub(super) fn digest(board: &Board) -> String {
    let json = serde_json::to_vec(board).unwrap_or_default();
    format!("{:08x}", crc32(&json))
}
