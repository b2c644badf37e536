//! Character codes by name or number, `#35;` in Mermaid and `&#35;` elsewhere.
//!
//! It must not know which characters a format needs coded.

/// A blank that does not vanish: the code of a label that shows nothing.
pub(super) const BLANK: &str = "#160;";

const NAMES: [(&str, char); 7] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", '\u{a0}'),
    ("num", '#'),
];

/// The code of a character in Mermaid.
pub(super) fn code(c: char) -> String {
    format!("#{};", u32::from(c))
}

/// Whether a text that starts with the mark starts with something that looks like a code.
pub(super) fn starts_code(text: &str, mark: char) -> bool {
    name(text, mark).is_some()
}

fn name(text: &str, mark: char) -> Option<&str> {
    let rest = text.strip_prefix(mark)?;
    let (name, _) = rest.split_once(';')?;
    let bare = name.strip_prefix('#').filter(|_| mark == '&').unwrap_or(name);
    let plain = !bare.is_empty() && bare.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    plain.then_some(name)
}

/// The character that a text starts with the code of, and the bytes of the code.
pub(super) fn take(text: &str, mark: char) -> Option<(char, usize)> {
    let name = name(text, mark)?;
    Some((resolve(name)?, mark.len_utf8() + name.len() + 1))
}

/// The text with its codes resolved; unknown ones stay.
pub(super) fn decode(text: &str, mark: char) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(mark) {
        let (before, code) = rest.split_at_checked(at).unwrap_or((rest, ""));
        out.push_str(before);
        let (c, len) = take(code, mark).unwrap_or((mark, mark.len_utf8()));
        out.push(c);
        rest = code.get(len..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

/// The character that a code names.
fn resolve(name: &str) -> Option<char> {
    let digits = name.strip_prefix('#').unwrap_or(name);
    let number = match digits.strip_prefix(['x', 'X']) {
        Some(hex) if name.starts_with('#') => u32::from_str_radix(hex, 16).ok(),
        _ => digits.parse().ok(),
    };
    let named = || NAMES.iter().find(|(known, _)| *known == name).map(|(_, c)| *c);
    number.and_then(char::from_u32).filter(|c| !c.is_control() || *c == '\n').or_else(named)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_resolved_and_the_rest_stays() {
        assert_eq!(decode("a #35;x #quot;b #what; #", '#'), "a #x \"b #what; #");
        assert_eq!(resolve("#x41"), Some('A'));
    }
}
