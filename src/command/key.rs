//! Keys as the program names them, independent of any terminal library.
//!
//! It must not know what a key does.

use std::fmt;

use crate::model::narrow;

/// A key without modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names on the keys")]
pub enum Key {
    Char(char),
    F(u8),
    Enter,
    Esc,
    Tab,
    BackTab,
    Backspace,
    Delete,
    Insert,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,
}

/// A key with its modifiers. Shift is part of the character, not a modifier, except on keys that
/// have no character.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Chord {
    /// The key.
    pub key: Key,
    /// Whether Ctrl is held.
    pub ctrl: bool,
    /// Whether Alt is held.
    pub alt: bool,
    /// Whether Shift is held, for keys without a character.
    pub shift: bool,
}

impl Chord {
    /// A key alone.
    #[must_use]
    pub const fn plain(key: Key) -> Self {
        Self { key, ctrl: false, alt: false, shift: false }
    }

    /// A character alone.
    #[must_use]
    pub const fn char(c: char) -> Self {
        Self::plain(Key::Char(c))
    }

    /// A character with Ctrl.
    #[must_use]
    pub const fn ctrl(c: char) -> Self {
        Self { ctrl: true, ..Self::char(c) }
    }

    /// A key with Alt.
    #[must_use]
    pub const fn alt(key: Key) -> Self {
        Self { alt: true, ..Self::plain(key) }
    }

    /// A key without a character, with Shift.
    #[must_use]
    pub const fn shift(key: Key) -> Self {
        Self { shift: true, ..Self::plain(key) }
    }

    /// The same chord with full-width digits and punctuation folded to their ASCII twins, so that
    /// commands work while an input method writes full-width characters.
    #[must_use]
    pub fn folded(self) -> Self {
        let Key::Char(c) = self.key else { return self };
        let twin = match c {
            '。' => '.',
            '、' => ',',
            '【' => '[',
            '】' => ']',
            '·' => '`',
            '—' => '_',
            c => narrow(c),
        };
        Self { key: Key::Char(twin), ..self }
    }

    /// The same chord with the letter of a Ctrl chord in lower case, as tables write it.
    #[must_use]
    pub fn lowered(self) -> Self {
        match self.key {
            Key::Char(c) if self.ctrl => Self { key: Key::Char(c.to_ascii_lowercase()), ..self },
            _ => self,
        }
    }

    /// The character typed, if the chord is nothing but a character.
    #[must_use]
    pub fn typed(self) -> Option<char> {
        match self {
            Self { key: Key::Char(c), ctrl: false, alt: false, .. } => Some(c),
            _ => None,
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match self {
            Self::Char(' ') => "Space",
            Self::Char(c) => return write!(f, "{c}"),
            Self::F(n) => return write!(f, "F{n}"),
            Self::Enter => "Enter",
            Self::Esc => "Esc",
            Self::Tab => "Tab",
            Self::BackTab => "Shift-Tab",
            Self::Backspace => "Backspace",
            Self::Delete => "Del",
            Self::Insert => "Ins",
            Self::Up => "Up",
            Self::Down => "Down",
            Self::Left => "Left",
            Self::Right => "Right",
            Self::Home => "Home",
            Self::End => "End",
            Self::PageUp => "PgUp",
            Self::PageDown => "PgDn",
        };
        f.write_str(name)
    }
}

impl fmt::Display for Chord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (held, name) in [(self.ctrl, "Ctrl-"), (self.alt, "Alt-"), (self.shift, "Shift-")] {
            if held {
                f.write_str(name)?;
            }
        }
        match self.key {
            Key::Char(c) if self.ctrl => write!(f, "{}", c.to_ascii_uppercase()),
            key => key.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_twins_are_the_same_key() {
        assert_eq!(Chord::char('３').folded(), Chord::char('3'));
        assert_eq!(Chord::char('？').folded(), Chord::char('?'));
        assert_eq!(Chord::char('　').folded(), Chord::char(' '));
        assert_eq!(Chord::char('因').folded(), Chord::char('因'));
    }

    #[test]
    fn chords_read_as_they_are_printed_on_keys() {
        assert_eq!(Chord::ctrl('r').to_string(), "Ctrl-R");
        assert_eq!(Chord::shift(Key::Up).to_string(), "Shift-Up");
        assert_eq!(Chord::char(' ').to_string(), "Space");
    }
}
