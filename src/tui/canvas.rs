//! Drawing on the terminal's cells: text in columns, lists, frames, the cursor.
//!
//! Every text goes through [`Measure`], so nothing is halved and nothing leaves its field. It must
//! not know the state of the program.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::widgets::Widget;

use super::theme::Theme;
use crate::text::{Align, Glyphs, Measure, clean, plain_graphemes};

/// The cells of a frame with the looks to draw them in.
pub(crate) struct Canvas<'b> {
    buffer: &'b mut Buffer,
    pub(crate) theme: Theme,
    pub(crate) glyphs: Glyphs,
    pub(crate) measure: Measure,
    /// Where the real cursor goes; hidden if nowhere.
    pub(crate) cursor: Option<Position>,
}

impl<'b> Canvas<'b> {
    pub(crate) fn new(buffer: &'b mut Buffer, theme: Theme, glyphs: Glyphs) -> Self {
        Self { buffer, theme, glyphs, measure: Measure::Narrow, cursor: None }
    }

    /// The same canvas for a terminal that measures ambiguous characters like this.
    pub(crate) fn with_measure(self, measure: Measure) -> Self {
        Self { measure, ..self }
    }

    /// Writes text at a cell, in at most `cols` columns and never beyond the frame; returns the
    /// columns used.
    pub(crate) fn text(&mut self, at: (u16, u16), cols: u16, text: &str, style: Style) -> u16 {
        let Some(cols) = self.room(at, cols) else { return 0 };
        let text = clean(text);
        let text = self.measure.cut_with(&text, cols.into(), self.glyphs.ellipsis());
        self.write(at, cols, &text, style)
    }

    /// Writes text in a field of exactly `cols` columns.
    pub(crate) fn field(
        &mut self,
        (x, y): (u16, u16),
        (cols, align): (u16, Align),
        text: &str,
        style: Style,
    ) {
        let Some(cols) = self.room((x, y), cols) else { return };
        let text = clean(text);
        let text = self.measure.cut_with(&text, cols.into(), self.glyphs.ellipsis());
        let free = cols.saturating_sub(cells(self.measure.cols(&text)));
        let before = align.before(free.into());
        let start = x + cells(before);
        self.blank((x, y), start - x, style);
        let used = self.write((start, y), cols - (start - x), &text, style);
        let end = start + used;
        self.blank((end, y), (x + cols).saturating_sub(end), style);
    }

    /// How many of the columns from a cell on are inside the frame; none if the cell is outside.
    fn room(&self, (x, y): (u16, u16), cols: u16) -> Option<u16> {
        let frame = self.buffer.area;
        frame.contains((x, y).into()).then(|| cols.min(frame.right() - x))
    }

    /// Writes text that is clean and has room.
    fn write(&mut self, (x, y): (u16, u16), cols: u16, text: &str, style: Style) -> u16 {
        let Some(graphemes) = plain_graphemes(text) else {
            let (end, _) = self.buffer.set_stringn(x, y, text, cols.into(), style);
            return end - x;
        };
        let mut used = 0;
        for (grapheme, wide) in graphemes {
            let wide = cells(wide);
            if used + wide > cols {
                break;
            }
            self.put((x + used, y), grapheme, style);
            // A terminal shows nothing of the cell under the right half.
            if let Some(hidden) = self.buffer.cell_mut((x + used + 1, y)).filter(|_| wide == 2) {
                hidden.reset();
            }
            used += wide;
        }
        used
    }

    fn blank(&mut self, (x, y): (u16, u16), cols: u16, style: Style) {
        for x in x..x + cols {
            self.put((x, y), " ", style);
        }
    }

    /// Writes one grapheme into its cell.
    fn put(&mut self, at: (u16, u16), grapheme: &str, style: Style) {
        if let Some(cell) = self.buffer.cell_mut(at) {
            cell.set_symbol(grapheme).set_style(style);
        }
    }

    /// Writes pieces of text one behind the other in `area`'s first row.
    pub(crate) fn pieces(&mut self, area: Rect, pieces: &[(&str, Style)]) -> u16 {
        let mut x = area.x;
        for (text, style) in pieces {
            x += self.text((x, area.y), area.right().saturating_sub(x), text, *style);
        }
        x - area.x
    }

    /// Gives every cell of an area a style.
    pub(crate) fn style(&mut self, area: Rect, style: Style) {
        self.buffer.set_style(area.intersection(self.buffer.area), style);
    }

    /// Gives one character of a text that was written at `at` another style.
    pub(crate) fn highlight(&mut self, (x, y): (u16, u16), cols: u16, style: Style) {
        self.style(Rect { x, y, width: cols, height: 1 }, style);
    }

    /// Draws one of the library's widgets; what is text in it must have gone through [`Measure`].
    pub(crate) fn widget(&mut self, widget: impl Widget, area: Rect) {
        widget.render(area.intersection(self.buffer.area), self.buffer);
    }

    /// What stands before an item of a list, and between two figures.
    pub(crate) fn dot(&self) -> &'static str {
        if self.glyphs == Glyphs::Ascii { "-" } else { "·" }
    }

    /// Empties an area, whole: a wide character that its left edge would halve goes as well.
    pub(crate) fn clear(&mut self, area: Rect) {
        let area = area.intersection(self.buffer.area);
        for y in area.top()..area.bottom() {
            if area.x > 0
                && let Some(left) = self.buffer.cell_mut((area.x - 1, y))
                && self.measure.cols(left.symbol()) == 2
            {
                left.set_symbol(" ");
            }
            for x in area.left()..area.right() {
                if let Some(cell) = self.buffer.cell_mut((x, y)) {
                    cell.reset();
                }
            }
        }
    }

    /// Draws a frame around an area with a title in its upper edge; returns the inside.
    pub(crate) fn frame(&mut self, area: Rect, title: &str) -> Rect {
        let [corner_a, corner_b, corner_c, corner_d, across, upright] = match self.glyphs {
            Glyphs::Unicode => ["┌", "┐", "└", "┘", "─", "│"],
            Glyphs::Ascii => ["+", "+", "+", "+", "-", "|"],
        };
        self.clear(area);
        let (left, right) = (area.left(), area.right().saturating_sub(1));
        let (top, bottom) = (area.top(), area.bottom().saturating_sub(1));
        let style = self.theme.line;
        let edge = across.repeat(area.width.saturating_sub(2).into());
        for (y, a, b) in [(top, corner_a, corner_b), (bottom, corner_c, corner_d)] {
            self.text((left, y), area.width, &format!("{a}{edge}{b}"), style);
        }
        for y in top + 1..bottom {
            self.text((left, y), 1, upright, style);
            self.text((right, y), 1, upright, style);
        }
        let room = area.width.saturating_sub(4);
        self.text((left + 2, top), room, &format!(" {title} "), self.theme.title);
        inner(area)
    }

    /// A vertical line down the left edge of an area.
    pub(crate) fn divider(&mut self, area: Rect) {
        let upright = if self.glyphs == Glyphs::Ascii { "|" } else { "│" };
        let area = Rect { width: area.width.min(1), ..area }.intersection(self.buffer.area);
        for at in area.positions() {
            self.put((at.x, at.y), upright, self.theme.line);
        }
    }

    /// Places the real cursor.
    pub(crate) fn place_cursor(&mut self, x: u16, y: u16) {
        let frame = self.buffer.area;
        if frame.width > 0 && frame.height > 0 {
            self.cursor =
                Some(Position { x: x.min(frame.right() - 1), y: y.min(frame.bottom() - 1) });
        }
    }
}

/// The inside of a frame.
pub(crate) fn inner(area: Rect) -> Rect {
    Rect {
        x: area.x.saturating_add(2),
        y: area.y.saturating_add(1),
        width: area.width.saturating_sub(4),
        height: area.height.saturating_sub(2),
    }
}

/// The first rows of an area, and the rest.
pub(crate) fn split_top(area: Rect, rows: u16) -> (Rect, Rect) {
    let rows = rows.min(area.height);
    let top = Rect { height: rows, ..area };
    (top, Rect { y: area.y + rows, height: area.height - rows, ..area })
}

/// The last rows of an area, behind the rest.
pub(crate) fn split_bottom(area: Rect, rows: u16) -> (Rect, Rect) {
    let rows = rows.min(area.height);
    let rest = Rect { height: area.height - rows, ..area };
    (rest, Rect { y: area.y + rest.height, height: rows, ..area })
}

/// The left columns of an area, and the rest.
pub(crate) fn split_left(area: Rect, cols: u16) -> (Rect, Rect) {
    let cols = cols.min(area.width);
    let left = Rect { width: cols, ..area };
    (left, Rect { x: area.x + cols, width: area.width - cols, ..area })
}

/// `count` columns or rows as the terminal counts them, at most the largest it can.
pub(crate) fn cells(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::theme::ThemeChoice;

    fn on_buffer(cols: u16, rows: u16, draw: impl FnOnce(&mut Canvas<'_>)) -> Vec<String> {
        let mut buffer = Buffer::empty(Rect::new(0, 0, cols, rows));
        let theme = Theme::new(ThemeChoice::Dark, false, None);
        draw(&mut Canvas::new(&mut buffer, theme, Glyphs::Unicode));
        let row = |y| (0..cols).map(|x| buffer[(x, y)].symbol().to_owned()).collect::<String>();
        (0..rows).map(row).collect()
    }

    #[test]
    fn a_popup_whose_edge_halves_a_wide_character_keeps_its_border() {
        let rows = on_buffer(12, 3, |canvas| {
            for y in 0..3 {
                canvas.text((0, y), 12, "区域区域区域", Style::new());
            }
            canvas.frame(Rect::new(3, 0, 7, 3), "");
        });
        assert!(rows[1].starts_with("区  │"), "{:?}", rows[1]);
    }

    #[test]
    fn text_is_cut_at_its_field_and_at_the_frame_alike() {
        let rows = on_buffer(6, 1, |canvas| {
            canvas.text((0, 0), 40, "区域与架构", Style::new());
            canvas.text((9, 0), 4, "x", Style::new());
        });
        assert_eq!(rows[0].replace(' ', ""), "区域…");
    }
}
