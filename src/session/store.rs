//! The sessions on this machine: where they are, which there are, opening and recovering them.
//!
//! Must not delete a session or any part of one.

use std::fmt;
use std::fs;
use std::hash::{BuildHasher, RandomState};
use std::io;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;

use super::folder::{Folder, FolderSink};
use super::live::{Access, Session};
use super::opening::{self, Reading};
use super::record::{Header, SessionId};
use super::recover::{Recovery, Salvage};
use super::replay::{Change, NewerVersion, replay_with};
use super::writer::{Notify, quiet};
use crate::model::Lang;
use crate::model::board::{Moment, Phase};

/// A folder with one folder per session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Store {
    root: PathBuf,
}

/// A session as listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// Its name.
    pub id: SessionId,
    /// The study it belongs to; empty for none.
    pub study: String,
    /// When it began.
    pub created: Moment,
    /// When it was changed last.
    pub changed: Moment,
    /// The topic.
    pub topic: String,
    /// How many ideas it holds.
    pub ideas: usize,
    /// The phase it was left in.
    pub phase: Phase,
    /// Whether its journal is damaged.
    pub damaged: bool,
}

/// Why a session could not be opened.
#[derive(Debug)]
pub enum StoreError {
    /// There is no such session.
    Unknown(String),
    /// Several sessions begin like that.
    Ambiguous(String, Vec<SessionId>),
    /// A later version of the program wrote it.
    Newer(SessionId, u32),
    /// Somebody else has it open.
    Locked(SessionId),
    /// The system refused.
    Io(PathBuf, io::Error),
}

impl StoreError {
    /// The reason in one sentence, and what to do where something can be done.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::Unknown(name) => match lang {
                Lang::Zh => format!("没有会议“{name}”；herringbone session list 可列出全部"),
                Lang::En => {
                    format!("there is no session {name:?}; see `herringbone session list`")
                }
            },
            Self::Ambiguous(name, ids) => {
                let ids: Vec<&str> = ids.iter().map(SessionId::as_str).collect();
                match lang {
                    Lang::Zh => format!("“{name}”对应多个会议：{}", ids.join("、")),
                    Lang::En => format!("{name:?} begins several sessions: {}", ids.join(", ")),
                }
            }
            Self::Newer(id, version) => match lang {
                Lang::Zh => format!("会议 {id} 由更新的版本写入（格式 {version}），请升级程序"),
                Lang::En => format!(
                    "session {id} was written by a later version (format {version}); update \
                     herringbone to open it"
                ),
            },
            Self::Locked(id) => match lang {
                Lang::Zh => format!("会议 {id} 正在另一个窗口中打开，请先关闭"),
                Lang::En => format!("session {id} is open in another window; close that first"),
            },
            Self::Io(path, error) => format!("{}: {error}", path.display()),
        }
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

impl std::error::Error for StoreError {}

impl Store {
    /// The sessions below a folder, which need not exist yet.
    #[must_use]
    pub fn at(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// The sessions of this user: `herringbone/sessions` in the XDG data folder (or what the system
    /// has in its place); none where there is no home.
    #[must_use]
    pub fn of_user() -> Option<Self> {
        let base = etcetera::choose_base_strategy().ok()?;
        Some(Self::at(base.data_dir().join("herringbone").join("sessions")))
    }

    /// The folder.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    fn folder(&self, id: &SessionId) -> Folder {
        Folder::new(self.root.join(id.as_str()))
    }

    /// A new session. No file is touched before its first change.
    #[must_use]
    pub fn create(&self, study: &str, now: Moment, notify: Notify) -> Session {
        // A hasher's random keys are all the chance that telling two seconds apart needs.
        let salt = RandomState::new().hash_one(now);
        let id = SessionId::at(now, u16::try_from(salt & 0xffff).unwrap_or(0));
        let sink = FolderSink::new(self.folder(&id));
        Session::with_sink(Header::new(id, study, now), Box::new(sink), notify)
    }

    /// The newest session of a study, opened, or a new one where there is none.
    ///
    /// # Errors
    /// Where the newest one cannot be read, or a later version wrote it.
    pub fn current(&self, study: &str, now: Moment, notify: Notify) -> Result<Session, StoreError> {
        let newest = self.headers().into_iter().rev().find(|header| header.study == study);
        match newest {
            Some(Header { session, .. }) => self.open(&session, now, notify),
            None => Ok(self.create(study, now, notify)),
        }
    }

    /// Opens a session: to write where nobody else does, to look at otherwise.
    ///
    /// # Errors
    /// Where there is no such session, a later version wrote it, or it cannot be read at all.
    pub fn open(&self, id: &SessionId, now: Moment, notify: Notify) -> Result<Session, StoreError> {
        opening::open(self.folder(id), id, now, notify)
    }

    /// Reads a session without opening it; whoever has it open is not disturbed.
    ///
    /// # Errors
    /// As for [`Store::open`].
    pub fn show(&self, id: &SessionId) -> Result<Session, StoreError> {
        let folder = self.folder(id);
        Ok(Reading::of(&folder, id)?.look(&folder, None))
    }

    /// Shows every change of a session from its beginning, for replaying it; returns how many there
    /// were.
    ///
    /// # Errors
    /// As for [`Store::open`].
    pub fn walk(
        &self,
        id: &SessionId,
        mut see: impl FnMut(Change<'_>),
    ) -> Result<usize, StoreError> {
        let journal = self.folder(id).journal();
        let bytes = fs::read(&journal).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => StoreError::Unknown(id.to_string()),
            _ => StoreError::Io(journal, error),
        })?;
        let mut changes = 0;
        let read = replay_with(&bytes, |change| {
            changes += 1;
            see(change);
        });
        read.map_err(|NewerVersion(version)| StoreError::Newer(id.clone(), version))?;
        Ok(changes)
    }

    /// Brings back what was kept aside when the session's journal was found damaged. The files are
    /// marked as done with, not deleted.
    ///
    /// # Errors
    /// As for [`Store::open`], and where somebody else has the session open.
    pub fn recover(&self, id: &SessionId, now: Moment) -> Result<Recovery, StoreError> {
        let folder = self.folder(id);
        let mut session = self.open(id, now, quiet())?;
        if session.access() != Access::Writing {
            return Err(StoreError::Locked(id.clone()));
        }
        let tails = folder.tails();
        let mut salvage = Salvage::new(&mut session, now);
        for tail in &tails {
            salvage.read(tail).map_err(|error| StoreError::Io(tail.clone(), error))?;
        }
        let recovery = salvage.finish();
        if !session.close(now) {
            let error = io::Error::other("what was brought back could not be written");
            return Err(StoreError::Io(folder.journal(), error));
        }
        for tail in &tails {
            folder.mark_recovered(tail).map_err(|error| StoreError::Io(tail.clone(), error))?;
        }
        Ok(recovery)
    }

    /// All sessions that can be read, newest last.
    #[must_use]
    pub fn list(&self) -> Vec<Summary> {
        let ids = self.ids().into_iter();
        let mut all: Vec<Summary> = ids.filter_map(|id| self.summary(id)).collect();
        all.sort_by(|a, b| (a.created, &a.id).cmp(&(b.created, &b.id)));
        all
    }

    /// The session called `name`, whose name alone begins with it, or the newest for `current`.
    ///
    /// # Errors
    /// Where there is none or more than one.
    pub fn find(&self, name: &str) -> Result<SessionId, StoreError> {
        let unknown = || StoreError::Unknown(name.to_owned());
        if name == "current" {
            return self.list().pop().map(|summary| summary.id).ok_or_else(unknown);
        }
        let mut ids = self.ids();
        if let Some(exact) = ids.iter().find(|id| id.as_str() == name) {
            return Ok(exact.clone());
        }
        ids.retain(|id| !name.is_empty() && id.as_str().starts_with(name));
        match ids.len() {
            0 | 1 => ids.pop().ok_or_else(unknown),
            _ => Err(StoreError::Ambiguous(name.to_owned(), ids)),
        }
    }

    fn ids(&self) -> Vec<SessionId> {
        let entries = fs::read_dir(&self.root).into_iter().flatten().flatten();
        let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
        let mut ids: Vec<SessionId> = names.filter_map(|name| SessionId::new(&name)).collect();
        ids.retain(|id| self.folder(id).journal().exists() || self.folder(id).snapshot().exists());
        ids.sort();
        ids
    }

    fn headers(&self) -> Vec<Header> {
        let ids = self.ids();
        let mut headers: Vec<Header> =
            ids.iter().filter_map(|id| self.folder(id).header()).collect();
        headers.sort_by(|a, b| (a.created, &a.session).cmp(&(b.created, &b.session)));
        headers
    }

    fn summary(&self, id: SessionId) -> Option<Summary> {
        let session = self.show(&id).ok()?;
        let board = session.board();
        Some(Summary {
            study: session.study().to_owned(),
            created: session.created(),
            changed: session.last_at().unwrap_or(session.created()),
            topic: board.topic().to_owned(),
            ideas: board.ideas().count(),
            phase: board.phase(),
            damaged: !session.notices().is_empty(),
            id,
        })
    }
}
