//! The folder of one session: journal, snapshot, lock, and tails kept aside.
//!
//! Must not interpret edits; and must delete nothing.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};

use super::record::{Header, Seq, decode};
use super::replace::{Readers, create_private, replace, sync_folder};
use super::snapshot::Snapshot;
use super::writer::Sink;
use crate::model::board::Moment;

/// The names inside the folder.
const JOURNAL: &str = "journal.jsonl";
const SNAPSHOT: &str = "session.toml";
const LOCK: &str = "lock";

/// No header is longer, in bytes.
const HEADER_MAX: u64 = 4096;

/// The folder of a session, which may not exist yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Folder(PathBuf);

/// What came of asking for the lock.
pub(super) enum Locking {
    /// It is ours until the file is dropped.
    Ours(File),
    /// Another instance holds it.
    Theirs,
}

impl Folder {
    pub(super) fn new(path: PathBuf) -> Self {
        Self(path)
    }

    pub(super) fn path(&self) -> &Path {
        &self.0
    }

    pub(super) fn journal(&self) -> PathBuf {
        self.0.join(JOURNAL)
    }

    pub(super) fn snapshot(&self) -> PathBuf {
        self.0.join(SNAPSHOT)
    }

    /// Asks for the advisory lock that keeps a second instance from writing.
    pub(super) fn lock(&self) -> io::Result<Locking> {
        let path = self.0.join(LOCK);
        let file = OpenOptions::new().create(true).truncate(false).write(true).open(path)?;
        match file.try_lock() {
            Ok(()) => Ok(Locking::Ours(file)),
            Err(TryLockError::WouldBlock) => Ok(Locking::Theirs),
            // A file system without locks: better to write than to refuse.
            Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {
                Ok(Locking::Ours(file))
            }
            Err(TryLockError::Error(error)) => Err(error),
        }
    }

    /// Copies what cannot be read into a new file beside the journal and says which. Its name tells
    /// up to which line the session has everything without it.
    pub(super) fn keep_aside(
        &self,
        bytes: &[u8],
        now: Moment,
        covered: Seq,
    ) -> io::Result<PathBuf> {
        let stamp = now.format("%Y%m%d-%H%M%S");
        let mut copy = 1;
        let (path, mut file) = loop {
            let name = format!("tail-{stamp}-after-{}-{copy}.jsonl", covered.0);
            let path = self.0.join(name);
            match File::create_new(&path) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => copy += 1,
                file => break (path, file?),
            }
        };
        file.write_all(bytes)?;
        file.sync_all()?;
        sync_folder(&self.0);
        Ok(path)
    }

    /// The journal's first line, where it can be read; nothing after it is.
    pub(super) fn header(&self) -> Option<Header> {
        let mut line = String::new();
        let journal = File::open(self.journal()).ok()?;
        BufReader::new(journal).take(HEADER_MAX).read_line(&mut line).ok()?;
        decode(line.trim_end().as_bytes()).ok()
    }

    /// Replaces the journal by a new header and the lines that can be read.
    pub(super) fn rewrite_journal(&self, header: &str, good_lines: &[u8]) -> io::Result<()> {
        replace(&self.journal(), &[header.as_bytes(), good_lines].concat(), Readers::Owner)
    }

    /// Cuts the journal to its good part.
    pub(super) fn cut_journal(&self, good_bytes: u64) -> io::Result<()> {
        let file = OpenOptions::new().write(true).open(self.journal())?;
        file.set_len(good_bytes)?;
        file.sync_all()
    }

    /// Files kept aside that nobody has recovered from yet, oldest first.
    pub(super) fn tails(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(&self.0).into_iter().flatten().flatten();
        let is_tail = |path: &PathBuf| {
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            name.starts_with("tail-") && name.ends_with(".jsonl")
        };
        let mut tails: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(is_tail).collect();
        tails.sort();
        tails
    }

    /// How many bytes are in files kept aside; no more nodes than that can come out of them.
    pub(super) fn bytes_aside(&self) -> u64 {
        let sizes = self.tails().into_iter().filter_map(|tail| fs::metadata(tail).ok());
        sizes.map(|tail| tail.len()).sum()
    }

    /// Marks a kept file as done with; it stays where it is.
    pub(super) fn mark_recovered(&self, tail: &Path) -> io::Result<()> {
        let name = tail.file_name().and_then(|name| name.to_str()).unwrap_or("tail.jsonl");
        fs::rename(tail, self.0.join(format!("recovered-{name}")))
    }
}

/// A session's folder as the place its lines go to.
pub(super) struct FolderSink {
    folder: Folder,
    open: Option<OpenJournal>,
}

struct OpenJournal {
    file: File,
    /// Held for as long as lines may come.
    _lock: File,
    /// Bytes that are safe; whatever a failed attempt left behind them is cut off.
    safe: u64,
    clean: bool,
}

impl FolderSink {
    /// For a new session: the folder is made with the first line.
    pub(super) fn new(folder: Folder) -> Self {
        Self { folder, open: None }
    }

    /// For a journal that is there and whole.
    pub(super) fn open(folder: Folder, lock: File) -> io::Result<Self> {
        let file = OpenOptions::new().append(true).open(folder.journal())?;
        let safe = file.metadata()?.len();
        let open = Some(OpenJournal { file, _lock: lock, safe, clean: true });
        Ok(Self { folder, open })
    }

    fn opened(&mut self) -> io::Result<&mut OpenJournal> {
        if self.open.is_none() {
            create_private(self.folder.path())?;
            let Locking::Ours(lock) = self.folder.lock()? else {
                return Err(io::Error::new(io::ErrorKind::WouldBlock, "the session is locked"));
            };
            let options = OpenOptions::new().create(true).append(true).open(self.folder.journal());
            let file = options?;
            sync_folder(self.folder.path());
            if let Some(above) = self.folder.path().parent() {
                sync_folder(above);
            }
            // Whatever an interrupted first attempt left is cut off before the header comes.
            self.open = Some(OpenJournal { file, _lock: lock, safe: 0, clean: false });
        }
        self.open.as_mut().ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))
    }
}

impl Sink for FolderSink {
    fn append(&mut self, lines: &[u8]) -> io::Result<()> {
        let journal = self.opened()?;
        if !journal.clean {
            journal.file.set_len(journal.safe)?;
        }
        journal.clean = false;
        journal.file.write_all(lines)?;
        journal.file.sync_data()?;
        journal.safe += lines.len() as u64;
        journal.clean = true;
        Ok(())
    }

    fn snapshot(&mut self, snapshot: &Snapshot) -> io::Result<()> {
        let text = snapshot.to_toml().map_err(io::Error::other)?;
        replace(&self.folder.snapshot(), text.as_bytes(), Readers::Owner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_failed_write_left_behind_is_cut_off_before_the_next() {
        let root = tempfile::tempdir().unwrap();
        let folder = Folder::new(root.path().join("session"));
        let mut sink = FolderSink::new(folder.clone());
        sink.append(b"one\n").unwrap();
        // As after a full disk: half a line is in the file, and the write was not acknowledged.
        let half = OpenOptions::new().append(true).open(folder.journal());
        half.unwrap().write_all(b"tw").unwrap();
        sink.open.as_mut().unwrap().clean = false;
        sink.append(b"two\n").unwrap();
        assert_eq!(fs::read_to_string(folder.journal()).unwrap(), "one\ntwo\n");
    }

    #[test]
    fn files_kept_aside_never_replace_each_other() {
        let root = tempfile::tempdir().unwrap();
        let folder = Folder::new(root.path().to_owned());
        for text in ["a", "b"] {
            folder.keep_aside(text.as_bytes(), Moment::default(), Seq(3)).unwrap();
        }
        let tails = folder.tails();
        assert_eq!(tails.len(), 2);
        assert_eq!(folder.bytes_aside(), 2);
        folder.mark_recovered(&tails[0]).unwrap();
        assert_eq!(folder.tails(), tails[1..]);
    }
}
