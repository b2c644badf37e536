//! The user's editor: which it is, and how it is told a line.
//!
//! It must not take or give back the terminal; it runs while the terminal is lent.

use std::ffi::OsString;
use std::path::Path;
use std::process::{Command, ExitStatus};
use std::{env, io};

/// An editor with the arguments that its variable gives it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Editor {
    pub(super) program: String,
    args: Vec<String>,
}

/// How editors are told a line; those not listed get the file alone.
static LINES: [(Telling, &[&str]); 4] = [
    (
        Telling::Plus,
        &[
            "vi",
            "vim",
            "nvim",
            "gvim",
            "view",
            "ex",
            "nano",
            "pico",
            "emacs",
            "emacsclient",
            "kak",
            "micro",
            "joe",
            "jed",
            "mg",
            "ne",
            "gedit",
        ],
    ),
    (Telling::Goto, &["code", "code-insiders", "codium", "vscodium", "cursor"]),
    (Telling::Colon, &["hx", "helix", "subl", "zed", "zeditor"]),
    (Telling::Line, &["kate", "idea", "pycharm", "clion", "rustrover"]),
];

#[derive(Debug, Clone, Copy)]
enum Telling {
    /// `+12 FILE`
    Plus,
    /// `-g FILE:12`
    Goto,
    /// `FILE:12`
    Colon,
    /// `--line 12 FILE`
    Line,
}

impl Editor {
    /// The editor of the environment: `VISUAL`, else `EDITOR`, else the one every system has.
    pub(super) fn of_user() -> Self {
        let set = |name| env::var(name).ok().and_then(|value| Self::parse(&value));
        let usual = if cfg!(windows) { "notepad" } else { "vi" };
        let usual = || Self { program: usual.to_owned(), args: Vec::new() };
        set("VISUAL").or_else(|| set("EDITOR")).unwrap_or_else(usual)
    }

    /// A program and its arguments, which quotes hold together.
    fn parse(value: &str) -> Option<Self> {
        let mut words = words(value).into_iter();
        Some(Self { program: words.next()?, args: words.collect() })
    }

    /// The arguments that open a file at a line, counted from 1.
    fn arguments(&self, file: &Path, line: u32) -> Vec<OsString> {
        let name = Path::new(&self.program).file_stem().unwrap_or_default().to_string_lossy();
        let known = LINES.iter().find(|(_, names)| names.contains(&&*name.to_ascii_lowercase()));
        let line = line.max(1);
        let at = || {
            let mut at = file.as_os_str().to_owned();
            at.push(format!(":{line}"));
            at
        };
        let own = self.args.iter().map(OsString::from);
        own.chain(match known.map(|(telling, _)| telling) {
            Some(Telling::Plus) => vec![format!("+{line}").into(), file.into()],
            Some(Telling::Goto) => vec!["-g".into(), at()],
            Some(Telling::Colon) => vec![at()],
            Some(Telling::Line) => vec!["--line".into(), line.to_string().into(), file.into()],
            None => vec![file.into()],
        })
        .collect()
    }

    /// Runs it on the terminal and waits for its end.
    pub(super) fn run(&self, file: &Path, line: u32) -> io::Result<ExitStatus> {
        Command::new(&self.program).args(self.arguments(file, line)).status()
    }
}

/// The words of a value; quotes of either kind hold blanks together.
fn words(value: &str) -> Vec<String> {
    let mut words = Vec::new();
    let (mut word, mut quote) = (None::<String>, None);
    for c in value.chars() {
        match quote {
            Some(open) if c == open => quote = None,
            None if c == '"' || c == '\'' => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            None if c.is_whitespace() => words.extend(word.take()),
            _ => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(value: &str) -> String {
        let editor = Editor::parse(value).unwrap();
        let args = editor.arguments(Path::new("a b.toml"), 12);
        let args: Vec<_> = args.iter().map(|arg| arg.to_string_lossy()).collect();
        format!("{}|{}", editor.program, args.join("|"))
    }

    #[test]
    fn each_editor_is_told_the_line_in_its_own_way() {
        assert_eq!(line("vim"), "vim|+12|a b.toml");
        assert_eq!(line("/usr/bin/nvim"), "/usr/bin/nvim|+12|a b.toml");
        assert_eq!(line("code -w"), "code|-w|-g|a b.toml:12");
        assert_eq!(line("hx"), "hx|a b.toml:12");
        assert_eq!(line("kate -b"), "kate|-b|--line|12|a b.toml");
        assert_eq!(line("mine --wait"), "mine|--wait|a b.toml", "a stranger gets the file alone");
    }

    #[test]
    fn quotes_hold_a_path_with_blanks_together() {
        assert_eq!(words("\"/my apps/vim\" -u 'a b'  --x"), ["/my apps/vim", "-u", "a b", "--x"]);
        assert_eq!(words("a\"b c\"d ''"), ["ab cd", ""]);
        assert_eq!(Editor::parse("  "), None);
    }

    #[test]
    fn no_editor_is_listed_twice() {
        let mut names: Vec<&str> =
            LINES.iter().flat_map(|(_, names)| names.iter().copied()).collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
    }
}
