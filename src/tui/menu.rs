//! A short list over the screen whose entries are picked by digit.
//!
//! It must not know what an entry does.

use ratatui::layout::Rect;

use super::canvas::{Canvas, cells};
use super::scroll::Scroll;

/// An entry: what it is called, and why it cannot be chosen.
pub(crate) type Entry = (String, Option<&'static str>);

/// Draws a menu over the screen.
pub(crate) fn draw(
    (title, entries): (&str, &[Entry]),
    (scroll, screen): (&Scroll, Rect),
    canvas: &mut Canvas<'_>,
) {
    let width = screen.width.min(64);
    let height = cells(entries.len() + 2).min(screen.height);
    let frame = Rect { x: screen.x + (screen.width - width) / 2, y: screen.y + 2, width, height }
        .intersection(screen);
    let inside = canvas.frame(frame, title);
    let lines = entries.iter().enumerate().zip(inside.top()..inside.bottom());
    for ((at, (text, refused)), y) in lines {
        let style = if refused.is_some() { canvas.theme.faint } else { canvas.theme.plain };
        let line = Rect { y, height: 1, ..inside };
        let why = refused.map(|why| format!("  {why}")).unwrap_or_default();
        let key = format!("{}  ", at + 1);
        let (keys, faint) = (canvas.theme.key, canvas.theme.faint);
        canvas.pieces(line, &[(&key, keys), (text, style), (&why, faint)]);
        if at == scroll.selected() {
            canvas.style(line, canvas.theme.selected);
        }
    }
}
