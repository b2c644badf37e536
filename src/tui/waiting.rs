//! Loading a study before there is anything to show: at once if it is small, else with a bar.
//!
//! The study is read on a thread. What is typed meanwhile is kept for the interface; only keys that
//! leave are heeded. It must not keep a small study waiting.

use std::io;
use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use ratatui::Frame;
use ratatui::Terminal;
use ratatui::backend::Backend;
use ratatui::crossterm::event;

use super::Failed;
use super::canvas::{Canvas, cells};
use super::keys;
use super::listen::HAS_COME;
use super::msg::Msg;
use super::state::Looks;
use crate::command::{Action, Scope, find};
use crate::load::{LoadError, Loaded, Origin, load_compared, load_with_texts};
use crate::text::Glyphs;

/// News of a study that is being read.
pub(crate) enum News {
    /// Bytes taken in, and bytes in all.
    Taken(usize, usize),
    /// It is read, or there is nothing at its path.
    Done(Box<Result<Loaded, LoadError>>),
}

/// How long the terminal stays as it is: a study read by then needs no bar.
const UNSEEN: Duration = Duration::from_millis(40);
/// How often the bar is drawn.
const BEAT: Duration = Duration::from_millis(50);

/// Starts reading a study: the built-in one right here, because it is small and a thread of its own
/// would cost more than it saves; any other on a thread.
pub(crate) fn start(origin: &Origin, former: Option<&Origin>) -> Receiver<News> {
    let (to, news) = mpsc::channel();
    if *origin == Origin::BuiltIn && former.is_none() {
        let _ = to.send(News::Done(Box::new(load_with_texts(origin))));
        return news;
    }
    let (origin, former) = (origin.clone(), former.cloned());
    thread::spawn(move || {
        let tell = |taken, total| {
            let _ = to.send(News::Taken(taken, total));
        };
        let loaded = load_compared(&origin, former.as_ref(), &tell);
        let _ = to.send(News::Done(Box::new(loaded)));
    });
    news
}

/// The study, if it is read before anybody could look.
pub(crate) fn at_once(news: &Receiver<News>) -> Result<Option<Loaded>, Failed> {
    let until = Instant::now() + UNSEEN;
    loop {
        match news.recv_timeout(until.saturating_duration_since(Instant::now())) {
            Ok(News::Done(loaded)) => return Ok(Some((*loaded)?)),
            Ok(News::Taken(..)) => {}
            Err(RecvTimeoutError::Timeout) => return Ok(None),
            Err(RecvTimeoutError::Disconnected) => return Err(gone()),
        }
    }
}

/// Shows how far the reading is until it is done; none if the user leaves first.
pub(crate) fn show<B: Backend<Error = io::Error>>(
    terminal: &mut Terminal<B>,
    (news, inbox): (&Receiver<News>, &Sender<Msg>),
    looks: Looks,
) -> Result<Option<Loaded>, Failed> {
    let mut progress = (0, 0);
    loop {
        terminal.draw(|frame| draw(progress, looks, frame))?;
        let until = Instant::now() + BEAT;
        loop {
            match news.recv_timeout(until.saturating_duration_since(Instant::now())) {
                Ok(News::Done(loaded)) => return Ok(Some((*loaded)?)),
                Ok(News::Taken(taken, total)) => progress = (taken, total),
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return Err(gone()),
            }
        }
        while event::poll(HAS_COME)? {
            let Some(msg) = keys::message(event::read()?) else { continue };
            if leaves(&msg) {
                return Ok(None);
            }
            let _ = inbox.send(msg);
        }
    }
}

/// Whether a key leaves the program wherever it is pressed.
fn leaves(msg: &Msg) -> bool {
    let Msg::Key(chord) = msg else { return false };
    find(*chord, Scope::LINE).is_some_and(|command| command.action == Action::Quit)
}

/// What reads the study ended before the study did.
fn gone() -> Failed {
    let reason = io::Error::other("the study was not read to its end");
    Failed::Study(LoadError { path: PathBuf::new(), reason })
}

/// One line with a bar, in the middle of the screen.
fn draw((taken, total): (usize, usize), looks: Looks, frame: &mut Frame<'_>) {
    let screen = frame.area();
    let mut canvas = Canvas::new(frame.buffer_mut(), looks.theme, looks.glyphs);
    let mega = |bytes: usize| bytes as f64 / 1e6;
    let (done, all) = (mega(taken), mega(total));
    let text = looks.lang.pick(
        format!("载入研究 {done:.1} / {all:.1} MB；Ctrl-C 退出"),
        format!("loading the study, {done:.1} of {all:.1} MB; Ctrl-C leaves"),
    );
    let width = screen.width.min(60);
    let (x, y) = (screen.x + (screen.width - width) / 2, screen.y + screen.height / 2);
    canvas.text((x, y.saturating_sub(1)), width, &text, looks.theme.plain);
    let (full, empty) = if looks.glyphs == Glyphs::Ascii { ("#", "-") } else { ("━", "─") };
    let filled = usize::from(width) * taken / total.max(1);
    canvas.text((x, y), width, &empty.repeat(width.into()), looks.theme.line);
    canvas.text((x, y), cells(filled).min(width), &full.repeat(filled), looks.theme.title);
}
