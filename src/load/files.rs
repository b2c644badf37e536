//! The files of a study: built in, a folder, or one file.
//!
//! The only place that reads study files: in pieces while a study is read, whole where that has to
//! be. A file that cannot be read becomes a problem, never a failure of the whole. It must not parse.

use std::borrow::Cow;
use std::fmt;
use std::fs::{self, File};
use std::io::{self, Read};
use std::ops::Range;
use std::path::{Path, PathBuf};

use super::MAX_MIB;
use super::fault::Fault;

/// Where a study comes from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Origin {
    /// The study inside the program.
    #[default]
    BuiltIn,
    /// A folder with a `study.toml`, or one file that holds everything.
    Path(PathBuf),
}

/// Why there is nothing to load: the path of the study does not exist or cannot be listed.
#[derive(Debug)]
pub struct LoadError {
    /// The path.
    pub path: PathBuf,
    /// The system's reason.
    pub reason: io::Error,
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.path.as_os_str().is_empty() {
            true => self.reason.fmt(f),
            false => write!(f, "{}: {}", self.path.display(), self.reason),
        }
    }
}

impl std::error::Error for LoadError {}

/// The text of one file, or why there is none.
#[derive(Debug, Clone)]
pub struct StudyFile {
    /// The name shown in messages.
    pub name: Box<str>,
    /// The text; what could be made of it if it is not UTF-8, and empty if it could not be read.
    pub text: Cow<'static, str>,
    /// Why it could not be read.
    pub fault: Option<Fault>,
}

/// Why a file is not read, and the bytes of its text that show it.
pub(super) struct Unread {
    pub(super) fault: Fault,
    pub(super) at: Range<usize>,
}

impl StudyFile {
    /// Why it is not read, if it is not.
    pub(super) fn unread(&self) -> Option<Unread> {
        let fault = self.fault.clone()?;
        // Of a text in another encoding there is what could be made of it, up to what could not.
        let at = self
            .text
            .find(char::REPLACEMENT_CHARACTER)
            .filter(|_| matches!(fault, Fault::Encoding { .. }));
        let at = at.map_or(0..0, |at| at..at + char::REPLACEMENT_CHARACTER.len_utf8());
        Some(Unread { fault, at })
    }
}

/// A file of a study that is about to be read.
#[derive(Debug)]
pub(super) enum Input {
    /// In memory, or known to be unreadable.
    Held(StudyFile),
    /// On disk, and there to be read again.
    OnDisk {
        /// Where it is.
        path: PathBuf,
        /// How long it was when it was found.
        bytes: usize,
    },
}

impl Input {
    /// The name shown in messages.
    pub(super) fn name(&self) -> Box<str> {
        match self {
            Self::Held(file) => file.name.clone(),
            Self::OnDisk { path, .. } => path.to_string_lossy().into(),
        }
    }

    /// Whether it is called `study.toml`.
    pub(super) fn is_header_file(&self) -> bool {
        is_header_file(Path::new(&*self.name()))
    }

    /// How many bytes it has.
    pub(super) fn bytes(&self) -> usize {
        match self {
            Self::Held(file) => file.text.len(),
            Self::OnDisk { bytes, .. } => *bytes,
        }
    }

    /// Opens it for reading in pieces.
    pub(super) fn open(&self) -> io::Result<Box<dyn Read + '_>> {
        Ok(match self {
            Self::Held(StudyFile { fault: Some(_), .. }) => Err(io::ErrorKind::InvalidData)?,
            Self::Held(file) => Box::new(file.text.as_bytes()),
            Self::OnDisk { path, .. } => Box::new(File::open(path)?),
        })
    }

    /// All of it.
    pub(super) fn whole(&self) -> Cow<'_, StudyFile> {
        match self {
            Self::Held(file) => Cow::Borrowed(file),
            Self::OnDisk { path, .. } => Cow::Owned(one_file(path)),
        }
    }

    /// Its text; read again if it is not held.
    pub(super) fn into_text(self) -> Cow<'static, str> {
        match self {
            Self::Held(file) => file.text,
            Self::OnDisk { path, .. } => one_file(&path).text,
        }
    }
}

macro_rules! built_in {
    ($($name:literal),* $(,)?) => {
        &[$((concat!("sagemaker-china/", $name), include_str!(concat!("../../data/sagemaker-china/", $name)))),*]
    };
}

/// Name and text of the files of the built-in study.
pub const BUILT_IN: &[(&str, &str)] = built_in![
    "study.toml",
    "brainstorm.toml",
    "brand.toml",
    "claims-brand.toml",
    "claims-ecosystem.toml",
    "claims-price.toml",
    "claims-releases.toml",
    "claims-strategy.toml",
    "claims-tco.toml",
    "claims-technology.toml",
    "company.toml",
    "compute.toml",
    "ecosystem.toml",
    "fishbone.toml",
    "literature.toml",
    "price.toml",
    "problems.toml",
    "releases.toml",
    "strategy.toml",
    "tco.toml",
    "technology.toml",
];

const MAX_BYTES: u64 = MAX_MIB << 20;

/// The name of the header file.
const HEADER_FILE: &str = "study.toml";

/// Finds every file of a study, `study.toml` first, the others by name.
///
/// # Errors
/// If the path itself does not exist or cannot be listed.
pub(super) fn find(origin: &Origin) -> Result<Vec<Input>, LoadError> {
    let path = match origin {
        Origin::BuiltIn => {
            return Ok(BUILT_IN.iter().map(|&(name, text)| built_in(name, text)).collect());
        }
        Origin::Path(path) => path,
    };
    let found = match fs::metadata(path) {
        Ok(found) if found.is_dir() => folder(path),
        found => found.map(|_| vec![input(path)]),
    };
    found.map_err(|reason| LoadError { path: path.clone(), reason })
}

fn built_in(name: &str, text: &'static str) -> Input {
    Input::Held(StudyFile { name: name.into(), text: Cow::Borrowed(text), fault: None })
}

fn folder(path: &Path) -> io::Result<Vec<Input>> {
    let mut paths: Vec<PathBuf> = fs::read_dir(path)?
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|ext| ext == "toml") && !is_lock(path))
        .collect();
    paths.sort_by_key(|path| (!is_header_file(path), path.clone()));
    Ok(paths.iter().map(|path| entry(path)).collect())
}

/// Whether it is the mark of an editor that has a file open: a link to nowhere, `.#facts.toml`.
fn is_lock(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default();
    name.as_encoded_bytes().starts_with(b".#") && !path.exists()
}

/// What stands in the folder of a study under the name of a file. Only a file is opened: a pipe would
/// keep the reader waiting for ever.
fn entry(path: &Path) -> Input {
    let fault = match fs::metadata(path) {
        Ok(found) if found.is_file() => return input(path),
        Ok(found) if found.is_dir() => Fault::NoFile(("它是文件夹", "it is a folder")),
        Ok(_) => Fault::NoFile(("它不是普通文件", "it is no regular file")),
        Err(_) if path.is_symlink() => {
            Fault::NoFile(("它所链接的文件不存在", "it is a link to a file that is not there"))
        }
        Err(error) => Fault::Unreadable(error.to_string()),
    };
    let name = path.to_string_lossy().into();
    Input::Held(StudyFile { name, text: Cow::Borrowed(""), fault: Some(fault) })
}

fn is_header_file(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == HEADER_FILE)
}

/// What comes through a pipe cannot be read twice, so it is read at once.
fn input(path: &Path) -> Input {
    match fs::metadata(path) {
        Ok(file) if file.is_file() && file.len() <= MAX_BYTES => {
            let bytes = usize::try_from(file.len()).unwrap_or(usize::MAX);
            Input::OnDisk { path: path.to_owned(), bytes }
        }
        _ => Input::Held(one_file(path)),
    }
}

fn one_file(path: &Path) -> StudyFile {
    let (text, fault) = match read(path) {
        Ok(bytes) => decode(bytes),
        Err(fault) => (String::new(), Some(fault)),
    };
    StudyFile { name: path.to_string_lossy().into(), text: Cow::Owned(text), fault }
}

/// The bytes of a file; a device may have no end, so its length is not trusted.
fn read(path: &Path) -> Result<Vec<u8>, Fault> {
    let unreadable = |error: io::Error| Fault::Unreadable(error.to_string());
    let length = fs::metadata(path).map_err(unreadable)?.len();
    if length > MAX_BYTES {
        return Err(Fault::TooLarge);
    }
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or_default());
    let file = File::open(path).map_err(unreadable)?;
    file.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > MAX_BYTES { Err(Fault::TooLarge) } else { Ok(bytes) }
}

pub(super) fn decode(bytes: Vec<u8>) -> (String, Option<Fault>) {
    let error = match String::from_utf8(bytes) {
        Ok(text) => return (text, None),
        Err(error) => error,
    };
    let (at, bytes) = (error.utf8_error().valid_up_to(), error.into_bytes());
    let byte = bytes.get(at).copied().unwrap_or_default();
    if let [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] = bytes.as_slice() {
        return (String::new(), Some(Fault::Encoding { looks: Some("UTF-16"), byte }));
    }
    let looks = is_chinese(&bytes).then_some("GBK");
    // A sign of its own before it would be taken for the place of the mistake.
    let (before, after) = bytes.split_at(at);
    let before = String::from_utf8_lossy(before).replace(char::REPLACEMENT_CHARACTER, "?");
    let text = before + &String::from_utf8_lossy(after);
    (text, Some(Fault::Encoding { looks, byte }))
}

/// Whether bytes are Chinese in GBK: whatever is not ASCII comes in pairs, and nearly all of them are
/// signs of GB 2312, which has the characters in use (rows A1 to F7).
fn is_chinese(bytes: &[u8]) -> bool {
    let (mut pairs, mut common) = (0_usize, 0_usize);
    let mut bytes = bytes.iter();
    while let Some(lead) = bytes.next() {
        if lead.is_ascii() {
            continue;
        }
        match (lead, bytes.next()) {
            (0x81..=0xFE, Some(trail @ (0x40..=0x7E | 0x80..=0xFE))) => {
                pairs += 1;
                common += usize::from(matches!(lead, 0xA1..=0xF7) && *trail >= 0xA1);
            }
            _ => return false,
        }
    }
    common * 10 >= pairs * 9 && pairs > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_the_data_folder_is_built_in() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/data/sagemaker-china");
        let mut on_disk: Vec<String> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        on_disk.sort();
        let mut built_in: Vec<String> =
            BUILT_IN.iter().map(|(name, _)| name.rsplit('/').next().unwrap().to_owned()).collect();
        assert_eq!(built_in.first().map(String::as_str), Some(HEADER_FILE));
        built_in.sort();
        assert_eq!(built_in, on_disk);
    }

    #[test]
    fn other_encodings_are_named() {
        let looks = |bytes: &[u8]| match decode(bytes.to_vec()).1 {
            Some(Fault::Encoding { looks, .. }) => looks,
            other => panic!("{other:?}"),
        };
        assert_eq!(looks(&[0xFF, 0xFE, 0x41, 0]), Some("UTF-16"));
        assert_eq!(looks(&[0xD6, 0xD0]), Some("GBK"));
        for stray in
            [b"caf\xE9\n".as_slice(), b"a = \"\xFF\"\n", b"na\xEFve = 1", "中\u{FF}".as_bytes()]
        {
            if String::from_utf8(stray.to_vec()).is_err() {
                assert_eq!(looks(stray), None, "{stray:?}");
            }
        }
    }

    #[test]
    fn the_first_byte_that_is_not_utf_8_is_the_place() {
        let (text, fault) = decode(b"a = 1\nb = \"\xE9t\xE9\"\n".to_vec());
        assert_eq!(fault, Some(Fault::Encoding { looks: None, byte: 0xE9 }));
        let file = StudyFile { name: "x".into(), text: text.into(), fault };
        assert_eq!(file.unread().unwrap().at, 11..14);
    }
}
