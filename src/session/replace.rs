//! Replaces a file whole or not at all: whoever reads it finds the old text or the new one.
//!
//! Everything that writes a file beside the journal goes through here. It must not decide where a
//! file stands or what is in it.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile};

/// Who may read a file that was not there before. One that was keeps its mode.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Readers {
    /// Whoever the user lets read new files: the umask decides.
    Usual,
    /// The user alone: a session knows who said what.
    Owner,
}

/// Replaces what is in a file, or makes it. A link stays one: the file that it leads to is replaced.
/// What is no file, such as a pipe, is written to.
///
/// # Errors
/// What the system says, without the name of any temporary file; the old file is untouched then.
pub fn replace(path: &Path, bytes: &[u8], readers: Readers) -> io::Result<()> {
    replace_by(path, readers, |file| file.write_all(bytes))
}

fn replace_by(
    path: &Path,
    readers: Readers,
    write: impl FnOnce(&mut File) -> io::Result<()>,
) -> io::Result<()> {
    let old = match OpenOptions::new().write(true).open(path) {
        Ok(mut old) => {
            let known = old.metadata()?;
            if !known.is_file() {
                return write(&mut old);
            }
            Some(known)
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    let path = target(path)?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    let mut new = beside(folder, old.is_none() && readers == Readers::Usual)?;
    write(new.as_file_mut())?;
    if let Some(old) = old {
        make_like(new.as_file(), &old)?;
    }
    new.as_file().sync_all()?;
    new.persist(&path).map_err(|error| error.error)?;
    sync_folder(folder);
    Ok(())
}

/// Where a path leads in the end; nothing need be there yet.
fn target(path: &Path) -> io::Result<PathBuf> {
    match fs::canonicalize(path) {
        // A chain of links that ends in nothing has an end; one that turns in a circle is another
        // error.
        Err(error) if error.kind() == io::ErrorKind::NotFound => match fs::read_link(path) {
            Ok(link) => target(&path.parent().unwrap_or(Path::new("")).join(link)),
            Err(_) => Ok(path.to_owned()),
        },
        found => found,
    }
}

/// A temporary file in a folder; its owner's alone, or as the umask has it.
fn beside(folder: &Path, usual: bool) -> io::Result<NamedTempFile> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, if usual { 0o666 } else { 0o600 });
    let _ = usual;
    let mut reason = None;
    let made = Builder::new().make_in(folder, |path| {
        let file = options.open(path);
        reason = file.as_ref().err().and_then(io::Error::raw_os_error);
        file
    });
    // The system's own error, because nobody knows the name of the temporary file.
    made.map_err(|error| reason.map_or(error, io::Error::from_raw_os_error))
}

/// Gives a new file the owner and the mode of the one it replaces.
#[cfg(unix)]
fn make_like(new: &File, old: &Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};
    let group = Some(old.gid());
    let same_group = fchown(new, Some(old.uid()), group).or_else(|_| fchown(new, None, group));
    // What one group could read is nothing for another.
    let kept = if same_group.is_ok() { 0o7777 } else { 0o7707 };
    new.set_permissions(fs::Permissions::from_mode(old.permissions().mode() & kept))
}

#[cfg(not(unix))]
fn make_like(new: &File, old: &Metadata) -> io::Result<()> {
    new.set_permissions(old.permissions())
}

/// Makes new names in a folder survive a power cut, where the system can do that.
pub(super) fn sync_folder(path: &Path) {
    let _ = File::open(path).and_then(|folder| folder.sync_all());
}

/// Makes a folder, and those above it, that only its owner can read: a session knows who said what.
///
/// # Errors
/// What the system says.
pub fn create_private(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crash_in_the_middle_leaves_the_old_file_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("notes.md");
        fs::write(&path, "old").unwrap();
        let failed = replace_by(&path, Readers::Usual, |file| {
            file.write_all(b"half of the n")?;
            file.sync_all()?;
            // What a reader would find if the program ended here.
            assert_eq!(fs::read_to_string(&path).unwrap(), "old");
            Err(io::ErrorKind::StorageFull.into())
        });
        assert_eq!(failed.unwrap_err().kind(), io::ErrorKind::StorageFull);
        assert_eq!(fs::read_to_string(&path).unwrap(), "old");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        replace(&path, b"new", Readers::Usual).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
    }

    #[test]
    fn the_error_is_the_systems_and_names_no_temporary_file() {
        let folder = tempfile::tempdir().unwrap();
        let missing = replace(&folder.path().join("no").join("x"), b"", Readers::Usual);
        let plain = fs::write(folder.path().join("no").join("x"), "");
        assert_eq!(missing.unwrap_err().to_string(), plain.unwrap_err().to_string());
        let taken = replace(folder.path(), b"", Readers::Usual);
        assert_eq!(
            taken.unwrap_err().to_string(),
            fs::write(folder.path(), "").unwrap_err().to_string()
        );
    }

    #[cfg(unix)]
    mod unix {
        use std::os::unix::fs::{FileTypeExt, PermissionsExt, symlink};

        use super::*;

        fn mode(path: &Path) -> u32 {
            fs::metadata(path).unwrap().permissions().mode() & 0o7777
        }

        #[test]
        fn a_file_keeps_its_mode_and_a_new_one_has_the_usual_one() {
            let folder = tempfile::tempdir().unwrap();
            let (path, plain) = (folder.path().join("a"), folder.path().join("b"));
            for kept in [0o600, 0o640, 0o755] {
                fs::write(&path, "old").unwrap();
                fs::set_permissions(&path, fs::Permissions::from_mode(kept)).unwrap();
                replace(&path, b"new", Readers::Usual).unwrap();
                assert_eq!(mode(&path), kept, "{kept:o}");
            }
            fs::remove_file(&path).unwrap();
            replace(&path, b"new", Readers::Usual).unwrap();
            fs::write(&plain, "").unwrap();
            assert_eq!(mode(&path), mode(&plain), "as the umask has it");
            fs::remove_file(&path).unwrap();
            replace(&path, b"new", Readers::Owner).unwrap();
            assert_eq!(mode(&path), 0o600);
        }

        #[test]
        fn a_link_stays_one_and_its_target_is_replaced() {
            let folder = tempfile::tempdir().unwrap();
            let inner = folder.path().join("inner");
            fs::create_dir(&inner).unwrap();
            let (link, chain) = (folder.path().join("link"), folder.path().join("chain"));
            symlink("inner/file", &link).unwrap();
            symlink(&link, &chain).unwrap();
            for text in ["made behind a link to nothing", "replaced"] {
                replace(&chain, text.as_bytes(), Readers::Usual).unwrap();
                assert_eq!(fs::read_to_string(inner.join("file")).unwrap(), text);
                assert!(link.is_symlink() && chain.is_symlink());
            }
            symlink("circle", folder.path().join("circle")).unwrap();
            assert!(replace(&folder.path().join("circle"), b"", Readers::Usual).is_err());
        }

        #[test]
        fn a_device_is_written_to_and_not_replaced() {
            replace(Path::new("/dev/null"), b"gone", Readers::Usual).unwrap();
            assert!(fs::metadata("/dev/null").unwrap().file_type().is_char_device());
        }

        #[test]
        fn nobody_else_can_read_who_said_what() {
            let root = tempfile::tempdir().unwrap();
            let path = root.path().join("sessions").join("one");
            create_private(&path).unwrap();
            assert_eq!(mode(&path), 0o700);
        }
    }
}
