//! Other programs: whether they are installed, and running them without waiting for long.
//!
//! Nothing they write may reach the screen, and none of them may stop the loop.

use std::ffi::OsStr;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// How often a running program is looked at.
const BEAT: Duration = Duration::from_millis(10);

/// Whether a variable of the environment is set to something.
pub(super) fn is_set(variable: &str) -> bool {
    std::env::var_os(variable).is_some_and(|value| !value.is_empty())
}

/// Whether this end of the session has no desktop of its own.
pub(super) fn over_ssh(is_set: &dyn Fn(&str) -> bool) -> bool {
    ["SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY"].into_iter().any(is_set)
}

/// Whether a program can be run: a file of that name on the search path, or the path itself.
pub(super) fn is_installed(program: &str) -> bool {
    let has_folder = Path::new(program).components().count() > 1;
    let folders = std::env::var_os("PATH").unwrap_or_default();
    let places: Vec<PathBuf> = match has_folder {
        true => vec![PathBuf::from(program)],
        false => std::env::split_paths(&folders).map(|folder| folder.join(program)).collect(),
    };
    places.iter().any(|place| is_program(place))
}

#[cfg(unix)]
fn is_program(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    let metadata = std::fs::metadata(path);
    metadata.is_ok_and(|file| file.is_file() && file.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_program(path: &Path) -> bool {
    let ending = |ending| path.with_extension(ending).is_file();
    path.is_file() || ["exe", "cmd", "bat", "com"].into_iter().any(ending)
}

/// How a program that was run ended.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Ended {
    /// It succeeded.
    Well,
    /// It failed, or could not be run.
    Badly,
    /// It was still running when the patience was over.
    StillRuns,
}

/// Runs a program with `input` on its standard input, its output thrown away. One that runs longer
/// than `patience` is left alone.
pub(super) fn run<S: AsRef<OsStr>>(
    (program, args): (&str, &[S]),
    input: &[u8],
    patience: Duration,
) -> Ended {
    let mut command = Command::new(program);
    command.args(args).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    // A group of its own: what ends this program must not end a browser it has opened.
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    let Ok(mut child) = command.spawn() else { return Ended::Badly };
    let (pipe, input) = (child.stdin.take(), input.to_vec());
    let feeding = thread::spawn(move || -> io::Result<()> {
        pipe.map_or(Ok(()), |mut pipe| pipe.write_all(&input))
    });
    let until = Instant::now() + patience;
    loop {
        match child.try_wait() {
            Ok(Some(status)) => {
                let fed = feeding.join().is_ok_and(|fed| fed.is_ok());
                return if status.success() && fed { Ended::Well } else { Ended::Badly };
            }
            Ok(None) if Instant::now() < until => thread::sleep(BEAT),
            Ok(None) => {
                // Somebody has to take note of its end, or it would linger as a zombie.
                thread::spawn(move || child.wait());
                return Ended::StillRuns;
            }
            Err(_) => return Ended::Badly,
        }
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    const SOON: Duration = Duration::from_millis(50);
    const LONG: Duration = Duration::from_secs(20);

    #[test]
    fn a_program_takes_its_input_and_its_failure_is_noticed() {
        let check = ["-c", "test \"$(cat)\" = hello"];
        assert_eq!(run(("sh", &check), b"hello", LONG), Ended::Well);
        assert_eq!(run(("sh", &check), b"bye", LONG), Ended::Badly);
        assert_eq!(run(("no-such-program", &check), b"", LONG), Ended::Badly);
    }

    #[test]
    fn a_program_that_hangs_is_not_waited_for() {
        assert_eq!(run(("sleep", &["30"]), b"", SOON), Ended::StillRuns);
        assert_eq!(run(("sh", &["-c", "sleep 30"]), &[b'x'; 1 << 20], SOON), Ended::StillRuns);
    }

    #[test]
    fn programs_are_found_by_name_and_by_path() {
        assert!(is_installed("sh") && is_installed("/bin/sh"));
        assert!(!is_installed("no-such-program") && !is_installed("/bin") && !is_installed(""));
    }
}
