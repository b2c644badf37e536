//! Bringing back what was kept aside from a damaged journal.
//!
//! Must not touch what the session holds: every change brought back is a new one, and can be undone.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::live::Session;
use super::record::{Line, Record, Seq, decode};
use crate::model::board::Moment;

/// What was brought back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Recovery {
    /// Files read.
    pub files: usize,
    /// Changes made again.
    pub applied: usize,
    /// Changes to something that is not on the board.
    pub skipped: usize,
    /// Lines that cannot be read.
    pub unreadable: usize,
}

/// One recovery under way.
pub(super) struct Salvage<'a> {
    session: &'a mut Session,
    now: Moment,
    /// Old line numbers to new ones.
    lines: BTreeMap<Seq, Seq>,
    recovery: Recovery,
}

impl<'a> Salvage<'a> {
    pub(super) fn new(session: &'a mut Session, now: Moment) -> Self {
        Self { session, now, lines: BTreeMap::new(), recovery: Recovery::default() }
    }

    /// Makes every change of a file again that can be read, is not covered, and fits the board.
    pub(super) fn read(&mut self, tail: &Path) -> std::io::Result<()> {
        let bytes = fs::read(tail)?;
        self.recovery.files += 1;
        let covered = covered(tail);
        for line in bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
            match decode::<Line>(line) {
                Ok(line) if line.seq > covered => self.take(line, covered),
                Ok(_) => {}
                Err(_) => self.recovery.unreadable += 1,
            }
        }
        Ok(())
    }

    pub(super) fn finish(self) -> Recovery {
        self.recovery
    }

    fn take(&mut self, line: Line, covered: Seq) {
        let known =
            |seq: Seq| self.lines.get(&seq).copied().or_else(|| (seq <= covered).then_some(seq));
        let done = match line.record {
            Record::Edit(edit) => {
                let seq = self.session.edit(edit, self.now);
                self.lines.extend(seq.iter().map(|seq| (line.seq, *seq)));
                seq.is_ok()
            }
            Record::Undo(seq) => {
                let fits = self.session.undo_seq().is_some_and(|next| known(seq) == Some(next));
                fits && self.session.undo(self.now).is_ok_and(|edit| edit.is_some())
            }
            Record::Redo(seq) => {
                let fits = self.session.redo_seq().is_some_and(|next| known(seq) == Some(next));
                fits && self.session.redo(self.now).is_ok_and(|edit| edit.is_some())
            }
            Record::Draft(_) | Record::Opened(_) | Record::Checkpoint(_) => return,
        };
        if done {
            self.recovery.applied += 1;
        } else {
            self.recovery.skipped += 1;
        }
    }
}

/// The last line that the session has already, as the name of the file says.
fn covered(tail: &Path) -> Seq {
    let name = tail.file_stem().and_then(|name| name.to_str()).unwrap_or_default();
    let after = name.split("-after-").nth(1).and_then(|rest| rest.split('-').next());
    Seq(after.and_then(|number| number.parse().ok()).unwrap_or(0))
}
