//! From the terminal library's events to messages.
//!
//! The one place that knows its key names. Releases are ignored, or every key would count twice on
//! terminals that report them.

use ratatui::crossterm::event::{
    Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};

use super::msg::{MouseAct, Msg};
use crate::command::{Chord, Key};

/// The message of an event, if it means anything.
pub(crate) fn message(event: Event) -> Option<Msg> {
    match event {
        Event::Key(key) => chord(key).map(Msg::Key),
        Event::Paste(text) => Some(Msg::Paste(text)),
        Event::Mouse(mouse) => act(mouse),
        Event::Resize(cols, rows) => Some(Msg::Resize(cols, rows)),
        Event::FocusGained | Event::FocusLost => None,
    }
}

fn chord(event: KeyEvent) -> Option<Chord> {
    if event.kind == KeyEventKind::Release {
        return None;
    }
    let held = |modifier| event.modifiers.contains(modifier);
    let shift = held(KeyModifiers::SHIFT);
    let key = match event.code {
        KeyCode::Char(c) => Key::Char(c),
        KeyCode::F(n) => Key::F(n),
        KeyCode::Enter => Key::Enter,
        KeyCode::Esc => Key::Esc,
        KeyCode::Tab if shift => Key::BackTab,
        KeyCode::Tab => Key::Tab,
        KeyCode::BackTab => Key::BackTab,
        KeyCode::Backspace => Key::Backspace,
        KeyCode::Delete => Key::Delete,
        KeyCode::Insert => Key::Insert,
        KeyCode::Up => Key::Up,
        KeyCode::Down => Key::Down,
        KeyCode::Left => Key::Left,
        KeyCode::Right => Key::Right,
        KeyCode::Home => Key::Home,
        KeyCode::End => Key::End,
        KeyCode::PageUp => Key::PageUp,
        KeyCode::PageDown => Key::PageDown,
        _ => return None,
    };
    // Shift is part of a character, and of Shift-Tab, which is a key of its own.
    let shift = shift && !matches!(key, Key::Char(_) | Key::BackTab);
    Some(
        Chord { key, ctrl: held(KeyModifiers::CONTROL), alt: held(KeyModifiers::ALT), shift }
            .lowered(),
    )
}

fn act(event: MouseEvent) -> Option<Msg> {
    let act = match event.kind {
        MouseEventKind::Down(MouseButton::Left) => MouseAct::Press,
        MouseEventKind::ScrollUp => MouseAct::WheelUp,
        MouseEventKind::ScrollDown => MouseAct::WheelDown,
        _ => return None,
    };
    Some(Msg::Mouse(act, event.column, event.row))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_that_is_let_go_means_nothing() {
        let mut event = KeyEvent::new(KeyCode::Char('q'), KeyModifiers::NONE);
        assert_eq!(chord(event), Some(Chord::char('q')));
        event.kind = KeyEventKind::Release;
        assert_eq!(chord(event), None);
    }

    #[test]
    fn shift_belongs_to_characters_and_stands_alone_on_arrows() {
        let of = |code, modifiers| chord(KeyEvent::new(code, modifiers));
        assert_eq!(of(KeyCode::Char('G'), KeyModifiers::SHIFT), Some(Chord::char('G')));
        assert_eq!(of(KeyCode::Up, KeyModifiers::SHIFT), Some(Chord::shift(Key::Up)));
        assert_eq!(of(KeyCode::Tab, KeyModifiers::SHIFT), Some(Chord::plain(Key::BackTab)));
    }
}
