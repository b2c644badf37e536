//! The journal of edits of one brainstorm: undo, redo, replay, and the crash-safe store.
//!
//! Must not make the caller wait for a disk: a thread of its own writes, and says what is saved.
//! Must not know a terminal; what is shown of a session is decided by the board's `Viewer`.
//!
//! ```text
//! Session ── edit, undo, redo ──> History (board, what can be undone)
//!    │
//!    └─ one line per change ──> Writer (thread) ──> journal.jsonl, fdatasync ──> Report::Saved
//!                                        └── at a change of phase, at the end ──> session.toml
//! Store ── open ──> replay to the first bad line, tail kept aside, lock ──> Session
//! ```

mod estimate;
mod folder;
mod follow;
mod gist;
mod history;
mod live;
mod minutes;
mod notice;
mod opening;
mod record;
mod recover;
mod replace;
mod replay;
mod snapshot;
mod store;
mod timing;
mod twins;
mod writer;

pub use estimate::Estimate;
pub use follow::Follower;
pub use gist::{Gist, likeness};
pub use history::History;
pub use live::{Access, Saving, Session, SessionError};
pub use minutes::minutes;
pub use notice::Notice;
pub use record::{Draft, Header, LineFault, Seq, SessionId};
pub use recover::Recovery;
pub use replace::{Readers, create_private, replace};
pub use replay::{Change, Damage, Direction, NewerVersion, Replay, replay, replay_with};
pub use snapshot::Snapshot;
pub use store::{Store, StoreError, Summary};
pub use twins::{LIKELY, Twin, Twins};
pub use writer::{Notify, Report, Sink, quiet};
