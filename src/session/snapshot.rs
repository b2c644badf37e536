//! The snapshot of a session as TOML: for people, for git, and to start from.
//!
//! Must not leave anything out: a board read from its snapshot equals the board written.

use serde::{Deserialize, Serialize};

use super::record::{Header, Seq, SessionId, VERSION};
use crate::model::board::{Board, Moment};

/// A session at one moment, without its history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    herringbone: String,
    version: u32,
    /// The session.
    pub session: SessionId,
    /// The study it belongs to; empty for none.
    pub study: String,
    /// When the session began.
    pub created: Moment,
    /// The last line of the journal that the board sums up.
    pub seq: Seq,
    /// The board after that line.
    pub board: Board,
}

impl Snapshot {
    /// Of a session's board as it is after line `seq`.
    #[must_use]
    pub fn new(header: &Header, seq: Seq, board: Board) -> Self {
        Self {
            herringbone: "snapshot".to_owned(),
            version: VERSION,
            session: header.session.clone(),
            study: header.study.clone(),
            created: header.created,
            seq,
            board,
        }
    }

    /// The snapshot as TOML.
    ///
    /// # Errors
    /// Where the board holds something TOML cannot say.
    pub fn to_toml(&self) -> Result<String, toml::ser::Error> {
        toml::to_string(self)
    }

    /// Reads a snapshot.
    ///
    /// # Errors
    /// With line and column, where it is no snapshot or the board does not hang together.
    pub fn from_toml(text: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(text)
    }

    /// The header of a journal that goes on from here.
    #[must_use]
    pub fn header(&self) -> Header {
        Header::new(self.session.clone(), &self.study, self.created)
    }
}
