//! Asks the terminal how wide it draws a character of ambiguous width.
//!
//! Asked once, after the first frame and before keys are read, with a short time limit: a terminal
//! that does not answer is taken for one that draws them narrow, and costs no more than that time.
//! Whatever is typed meanwhile stays in the terminal's queue.

use std::io::{self, Write};

use ratatui::crossterm::cursor::MoveTo;
use ratatui::crossterm::execute;
use ratatui::crossterm::style::Print;
use ratatui::crossterm::terminal::size;

use crate::text::Measure;

/// How the terminal measures characters of ambiguous width; narrow if it does not say.
pub(crate) fn ambiguous_width() -> Measure {
    match column_behind_a_line_character() {
        Ok(Some(2)) => Measure::Wide,
        _ => Measure::Narrow,
    }
}

/// Draws one in the lower left corner, which every screen leaves blank, and asks where the cursor is.
fn column_behind_a_line_character() -> io::Result<Option<u16>> {
    let (_, rows) = size()?;
    let corner = MoveTo(0, rows.saturating_sub(1));
    execute!(io::stdout(), corner, Print("─"), Print("\x1b[6n"))?;
    let column = if answers()? { Some(ratatui::crossterm::cursor::position()?.0) } else { None };
    // One blank puts the corner back as it was, unless the character took the next cell as well.
    execute!(io::stdout(), corner, Print(" "))?;
    io::stdout().flush()?;
    Ok(column)
}

/// How long the terminal may take to answer, in milliseconds: enough for a line across an ocean.
#[cfg(unix)]
const PATIENCE_MS: i64 = 200;

#[cfg(unix)]
fn answers() -> io::Result<bool> {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    let stdin = io::stdin();
    let mut terminal = [PollFd::new(&stdin, PollFlags::IN)];
    let patience = Timespec { tv_sec: 0, tv_nsec: PATIENCE_MS * 1_000_000 };
    Ok(poll(&mut terminal, Some(&patience))? > 0)
}

#[cfg(not(unix))]
fn answers() -> io::Result<bool> {
    Ok(false)
}
