//! What an input of unknown format looks like.
//!
//! It must not read: a look at the first lines, so that an error later names the format that was meant.

/// No text looks like a format that is only written.
pub(super) fn never(_: &str) -> bool {
    false
}

pub(super) fn json(text: &str) -> bool {
    let start = text.trim_start();
    start.starts_with('{') || start.starts_with("[{") || start.starts_with("[\n")
}

/// A table header, or a key with a quoted text or an inline table, before anything else but comments.
pub(super) fn toml(text: &str) -> bool {
    let line = text
        .lines()
        .map(str::trim)
        .find(|line| !line.is_empty() && !line.starts_with('#'))
        .unwrap_or_default();
    let header = line.starts_with('[') && line.ends_with(']') && !line.contains(' ');
    let pair = line.split_once('=').is_some_and(|(key, value)| {
        let bare = |c: char| c.is_ascii_alphanumeric() || "_-.\"".contains(c);
        !key.is_empty()
            && key.trim().chars().all(bare)
            && value.trim().starts_with(['"', '\'', '{'])
    });
    header || pair
}

/// Whether any line is a heading or a list item; asked last, since other formats have such lines too.
pub(super) fn markdown(text: &str) -> bool {
    let mark = |line: &str| {
        let line = line.trim_start();
        let numbered = line.trim_start_matches(|c: char| c.is_ascii_digit());
        ["# ", "## ", "- ", "* ", "+ ", "• "].iter().any(|mark| line.starts_with(mark))
            || (numbered.len() < line.len() && numbered.starts_with(". "))
    };
    text.lines().any(mark)
}

pub(super) fn opml(text: &str) -> bool {
    has_root(text, "opml")
}

pub(super) fn freemind(text: &str) -> bool {
    has_root(text, "map")
}

/// Whether a text is XML whose first element has this name.
fn has_root(text: &str, name: &str) -> bool {
    if !text.trim_start().starts_with('<') {
        return false;
    }
    let tag = |at: &str| {
        let rest = at
            .get(..name.len())
            .filter(|found| found.eq_ignore_ascii_case(name))
            .and(at.get(name.len()..));
        rest.is_some_and(|rest| {
            rest.starts_with(|c: char| c.is_whitespace() || c == '>' || c == '/')
        })
    };
    text.split('<').any(tag)
}

/// Whether the first two lines have the same delimiter, or the first is a header that a table has.
pub(super) fn csv(text: &str) -> bool {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let (first, second) = (lines.next().unwrap_or_default(), lines.next().unwrap_or_default());
    [',', ';', '\t'].iter().any(|mark| first.contains(*mark) && second.contains(*mark))
}
