//! A session that another window writes, for one that looks on.
//!
//! Reads and replays the journal on whatever thread asks. It must not touch a session: that only
//! takes over what was read.

use std::fs;
use std::mem;
use std::path::{Path, PathBuf};

use super::record::{Seq, SessionId};
use super::replay::{NewerVersion, Replay, replay};
use super::store::StoreError;

/// What there is to read of a session that another window writes.
#[derive(Debug)]
pub struct Follower {
    id: SessionId,
    journal: PathBuf,
    /// The number of the last line that was read.
    last: Seq,
    /// Whether the journal could not be read the last time.
    failing: bool,
}

impl Follower {
    pub(super) fn new(id: SessionId, journal: PathBuf, last: Seq) -> Self {
        Self { id, journal, last, failing: false }
    }

    /// The file to watch.
    #[must_use]
    pub fn journal(&self) -> &Path {
        &self.journal
    }

    /// Reads the journal; returns what it says now, or why it cannot be read. None if nothing is new:
    /// no line was added, or reading fails as it did before. Waits for the disk.
    pub fn read(&mut self) -> Option<Result<Box<Replay>, StoreError>> {
        match self.replay() {
            Ok(replay) => {
                self.failing = false;
                // A last line that is halfway written comes whole the next time.
                if replay.last <= self.last {
                    return None;
                }
                self.last = replay.last;
                Some(Ok(Box::new(replay)))
            }
            Err(error) => (!mem::replace(&mut self.failing, true)).then_some(Err(error)),
        }
    }

    fn replay(&self) -> Result<Replay, StoreError> {
        let bytes =
            fs::read(&self.journal).map_err(|error| StoreError::Io(self.journal.clone(), error))?;
        replay(&bytes).map_err(|NewerVersion(version)| StoreError::Newer(self.id.clone(), version))
    }
}
