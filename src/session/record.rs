//! One line of the journal: JSON with a checksum of itself.
//!
//! Must not be changed in a way that makes a journal of version 1 unreadable.
//!
//! The checksum is the last key of the line and covers every byte before it, so that a torn or
//! altered line is noticed before its meaning is asked for:
//!
//! ```text
//! {"herringbone":"journal","version":1,"session":"…","study":"…","created":"…","crc":"5e1f0a9c"}
//! {"seq":1,"at":"2023-05-05T06:00:00Z","edit":{"set_topic":{"topic":"…"}},"crc":"0b64d5f1"}
//! {"seq":2,"at":"2023-05-05T06:00:09Z","undo":1,"crc":"9d0e11aa"}
//! ```

use std::fmt;

use chrono::{DateTime, Local, SubsecRound};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::model::board::{DepartmentId, Edit, Moment};

/// The version this program writes, and the newest it reads.
pub(super) const VERSION: u32 = 1;

/// The number of a line in its journal, from 1 without gaps.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Seq(pub u64);

impl Seq {
    /// The number of the line after this one.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}

/// The name of a session and of its folder.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SessionId(String);

impl SessionId {
    /// A name that can be a folder everywhere: ASCII letters, digits, `-` and `_`, at most 64.
    #[must_use]
    pub fn new(name: &str) -> Option<Self> {
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        let fits = (1..=64).contains(&name.len()) && name.bytes().all(allowed);
        fits.then(|| Self(name.to_owned()))
    }

    /// A new name that says when, in local time, and sorts by it. `salt` tells apart two sessions
    /// of one second.
    #[must_use]
    pub fn at(now: Moment, salt: u16) -> Self {
        let local: DateTime<Local> = now.into();
        Self(format!("{}-{salt:04x}", local.format("%Y%m%d-%H%M%S")))
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SessionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for SessionId {
    type Error = String;

    fn try_from(name: String) -> Result<Self, String> {
        Self::new(&name).ok_or_else(|| format!("{name:?} is not a name of a session"))
    }
}

impl From<SessionId> for String {
    fn from(id: SessionId) -> Self {
        id.0
    }
}

/// The first line of a journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// What the file is: always `journal`.
    pub(super) herringbone: String,
    /// The version of the format.
    pub version: u32,
    /// The session.
    pub session: SessionId,
    /// The study it belongs to; empty for none.
    pub study: String,
    /// When it began.
    pub created: Moment,
}

impl Header {
    /// The header of a new journal.
    #[must_use]
    pub fn new(session: SessionId, study: &str, created: Moment) -> Self {
        let created = created.trunc_subsecs(3);
        let study = study.to_owned();
        Self { herringbone: "journal".to_owned(), version: VERSION, session, study, created }
    }
}

/// A half-typed line and the department it is for.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Draft {
    /// What stands in the capture line; empty where it was cleared.
    pub text: String,
    /// The department picked for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub department: Option<DepartmentId>,
}

/// What a line says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Record {
    /// A change.
    Edit(Edit),
    /// The change of that line was taken back.
    Undo(Seq),
    /// The change of that line was made again.
    Redo(Seq),
    /// The half-typed line.
    Draft(Draft),
    /// The session was opened again, by this version of the program.
    Opened(String),
    /// A digest of the board at this line, so that a replay that goes another way is noticed.
    Checkpoint(String),
}

/// A line after the header.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Line {
    pub(super) seq: Seq,
    pub(super) at: Moment,
    #[serde(flatten)]
    pub(super) record: Record,
}

/// What stands between a line's own keys and its checksum.
const SEAL: &str = ",\"crc\":\"";

/// Writes a value as a line with its checksum and line end.
pub(super) fn encode(value: &impl Serialize) -> Result<String, serde_json::Error> {
    let mut line = serde_json::to_string(value)?;
    line.pop();
    let sum = crc32(line.as_bytes());
    line.push_str(&format!("{SEAL}{sum:08x}\"}}\n"));
    Ok(line)
}

/// Reads a line, without its line end, if its checksum holds.
pub(super) fn decode<T: DeserializeOwned>(line: &[u8]) -> Result<T, LineFault> {
    let line = std::str::from_utf8(line).map_err(|_| LineFault::Altered)?;
    let (body, seal) = line.rsplit_once(SEAL).ok_or(LineFault::Torn)?;
    let sum = seal.strip_suffix("\"}").ok_or(LineFault::Torn)?;
    if sum != format!("{:08x}", crc32(body.as_bytes())) {
        return Err(LineFault::Altered);
    }
    serde_json::from_str(&format!("{body}}}")).map_err(|_| LineFault::Unknown)
}

/// Why a line is not taken as it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineFault {
    /// It was not written to its end.
    Torn,
    /// Its checksum does not hold.
    Altered,
    /// It holds something this version does not know.
    Unknown,
    /// It is not the line that comes next.
    OutOfOrder,
    /// Its change does not fit the board.
    Refused,
}

/// The checksum of a line: CRC-32 as in IEEE 802.3, which notices every single altered byte.
pub(super) fn crc32(bytes: &[u8]) -> u32 {
    let shift = |sum: u32| if sum & 1 == 1 { (sum >> 1) ^ 0xedb8_8320 } else { sum >> 1 };
    !bytes.iter().fold(!0, |sum, byte| (0..8).fold(sum ^ u32::from(*byte), |sum, _| shift(sum)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_the_published_one() {
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
    }

    #[test]
    fn a_line_reads_back_and_any_altered_byte_is_noticed() {
        let text = "a \",\"crc\":\" 中文 \u{0} \n".to_owned();
        let record = Record::Edit(Edit::SetTopic { topic: text });
        let line = Line { seq: Seq(7), at: Moment::default(), record };
        let written = encode(&line).unwrap();
        let bytes = written.strip_suffix('\n').unwrap().as_bytes();
        assert_eq!(decode::<Line>(bytes), Ok(line));
        for place in 0..bytes.len() {
            for flip in [1, 0x20, 0x80, 0xff] {
                let mut altered = bytes.to_vec();
                altered[place] ^= flip;
                assert!(decode::<Line>(&altered).is_err(), "byte {place} altered by {flip:#x}");
            }
            assert!(decode::<Line>(&bytes[..place]).is_err(), "cut at byte {place}");
        }
    }

    #[test]
    fn a_session_name_cannot_leave_its_folder() {
        for name in ["", "..", "a/b", "a\\b", "C:", "a b", "会议", &"x".repeat(65)] {
            assert_eq!(SessionId::new(name), None, "{name}");
        }
        let made = SessionId::at(Moment::default(), 10);
        assert_eq!(SessionId::new(made.as_str()), Some(made));
    }
}
