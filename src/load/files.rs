//! The files of a study: built in, a folder, or one file.
//!
//! The only place that reads study files. A file that cannot be read becomes a problem, never a
//! failure of the whole. It must not parse.

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::{fs, io};

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

/// The text of one file, or why there is none.
#[derive(Debug, Clone)]
pub struct StudyFile {
    /// The name shown in messages.
    pub name: Box<str>,
    /// The text; empty if it could not be read.
    pub text: Cow<'static, str>,
    /// Why it could not be read.
    pub fault: Option<Fault>,
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

/// The name of the header file.
pub(super) const HEADER_FILE: &str = "study.toml";

/// Reads every file of a study, `study.toml` first, the others by name.
///
/// # Errors
/// If the path itself does not exist or cannot be listed.
pub(super) fn read(origin: &Origin) -> io::Result<Vec<StudyFile>> {
    match origin {
        Origin::BuiltIn => Ok(BUILT_IN.iter().map(|&(name, text)| built_in(name, text)).collect()),
        Origin::Path(path) if path.is_dir() => folder(path),
        Origin::Path(path) => {
            fs::metadata(path)?;
            Ok(vec![one_file(path)])
        }
    }
}

fn built_in(name: &str, text: &'static str) -> StudyFile {
    StudyFile { name: name.into(), text: Cow::Borrowed(text), fault: None }
}

fn folder(path: &Path) -> io::Result<Vec<StudyFile>> {
    let mut paths: Vec<PathBuf> = fs::read_dir(path)?
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|ext| ext == "toml") && path.is_file())
        .collect();
    paths.sort_by_key(|path| {
        (path.file_name().is_none_or(|name| name != HEADER_FILE), path.clone())
    });
    Ok(read_all(&paths))
}

/// Reads files on as many threads as there are processors.
fn read_all(paths: &[PathBuf]) -> Vec<StudyFile> {
    super::parallel(paths, |path| one_file(path))
}

fn one_file(path: &Path) -> StudyFile {
    let name = path.to_string_lossy().into();
    if fs::metadata(path).is_ok_and(|file| file.len() > MAX_MIB << 20) {
        return StudyFile { name, text: Cow::Borrowed(""), fault: Some(Fault::TooLarge) };
    }
    let (text, fault) = match fs::read(path) {
        Ok(bytes) => decode(bytes),
        Err(error) => (String::new(), Some(Fault::Unreadable(error.to_string()))),
    };
    StudyFile { name, text: Cow::Owned(text), fault }
}

pub(super) fn decode(bytes: Vec<u8>) -> (String, Option<Fault>) {
    let looks = match bytes.as_slice() {
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => "UTF-16",
        _ => "GBK",
    };
    match String::from_utf8(bytes) {
        Ok(text) => (text, None),
        Err(_) => (String::new(), Some(Fault::Encoding(looks))),
    }
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
        assert_eq!(decode(vec![0xFF, 0xFE, 0x41, 0]).1, Some(Fault::Encoding("UTF-16")));
        assert_eq!(decode(vec![0xD6, 0xD0]).1, Some(Fault::Encoding("GBK")));
    }
}
