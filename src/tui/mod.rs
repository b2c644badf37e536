//! The terminal interface: run loop, state, effects, one file per tab.
//!
//! ```text
//! listen ── Msg ──> update ── changed State ──> screen (draws &State)
//!   ▲                  │
//!   │                  └── Effect ──> effects (files, views, reload, rows to be found,
//!   │                                 │        clipboard, browser, editor, suspension)
//!   └────────── Msg ──────────────────┘
//! ```
//!
//! `update` is the only place that changes the state; `effects` and the threads it gives work to are
//! the only ones that touch the world after the start, beside the session, whose writer has a thread
//! of its own, and `listen`, which reads keys, signals, and the journal of another window. Drawing
//! reads the state and must not change it. Nothing is asked of the terminal before the first frame, and
//! nothing is drawn unless something happened.

mod brainstorm;
mod canvas;
mod chart;
mod claimed;
mod condition;
mod copy;
mod desk;
mod details;
mod effects;
mod facts;
mod find;
mod finder;
mod fishbone;
mod guard;
mod keeper;
mod keys;
mod line;
mod links;
mod listen;
mod markets;
mod menu;
mod msg;
mod overview;
mod pages;
mod probe;
mod problems;
mod recompute;
mod screen;
mod scroll;
mod state;
mod theme;
mod tree;
mod update;
mod views;
mod waiting;

use std::error::Error;
use std::io;
use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use ratatui::Terminal;
use ratatui::backend::{Backend, CrosstermBackend};
use ratatui::layout::Rect;

use crate::load::{LoadError, Loaded, Origin};
use crate::model::Lang;
use crate::model::board::Moment;
use crate::session::{Notify, Session, Store};
use crate::text::{Glyphs, Measure};
pub use effects::World;
pub use finder::{Found, Job, do_jobs};
pub use msg::{Clip, Effect, MouseAct, Msg, Replace};
pub use state::State;
pub use theme::ThemeChoice;

/// What the interface is started with.
#[derive(Debug, Clone, Default)]
pub struct Launch {
    /// Where the study comes from, to read it again when it changes.
    pub origin: Origin,
    /// Where the earlier edition comes from that the study is compared with, if it is.
    pub former: Option<Origin>,
    /// The language to begin with.
    pub lang: Lang,
    /// The looks.
    pub theme: ThemeChoice,
    /// Whether lines are drawn in ASCII.
    pub ascii: bool,
    /// How the terminal measures characters of ambiguous width; asked of the terminal if none.
    pub measure: Option<Measure>,
    /// The folder of the sessions; the user's own if none.
    pub dir: Option<PathBuf>,
}

/// How the interface ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ending {
    /// The signal that ended it, if one did.
    pub signal: Option<i32>,
    /// Whether everything is safely on disk.
    pub saved: bool,
}

/// Why the interface did not run to its end.
#[derive(Debug)]
pub enum Failed {
    /// There is no study to show.
    Study(LoadError),
    /// The terminal, or what the system offers to listen to it, cannot be used.
    Terminal(io::Error),
}

impl From<LoadError> for Failed {
    fn from(error: LoadError) -> Self {
        Self::Study(error)
    }
}

impl From<io::Error> for Failed {
    fn from(error: io::Error) -> Self {
        Self::Terminal(error)
    }
}

/// Runs the interface on the terminal until the user leaves.
///
/// # Errors
/// If there is no study at the origin, or the terminal cannot be used.
pub fn run(launch: Launch) -> Result<Ending, Failed> {
    let news = waiting::start(&launch.origin, launch.former.as_ref());
    let small = waiting::at_once(&news)?;
    let (inbox, messages) = mpsc::channel();
    // The library would cancel bold and reverse as well; the theme has no colours if NO_COLOR is set.
    ratatui::crossterm::style::force_color_output(true);
    let guard = guard::Guard::take()?;
    listen::signals(&inbox)?;
    let mut terminal = Terminal::new(CrosstermBackend::new(io::BufWriter::new(io::stdout())))?;
    let loaded = match small {
        Some(loaded) => Some(loaded),
        None => waiting::show(&mut terminal, (&news, &inbox), looks(&launch))?,
    };
    let Some(loaded) = loaded else { return Ok(Ending { signal: None, saved: true }) };
    let mut state = new_state(&launch, loaded, Some(&inbox));
    update::settle(&mut state);
    terminal.draw(|frame| screen::draw(&state, frame))?;
    // Only terminals set up for Chinese, Japanese or Korean draw ambiguous characters wide.
    if launch.measure.is_none() && !launch.ascii && launch.lang == Lang::Zh {
        state.set_measure(probe::ambiguous_width());
        if state.measure == Measure::Wide {
            repaint(&mut terminal)?;
        }
    }
    let keys = listen::terminal(&inbox)?;
    for origin in [Some(&launch.origin), launch.former.as_ref()].into_iter().flatten() {
        if let Origin::Path(path) = origin {
            listen::files(path, &inbox);
        }
    }
    if let Some(follower) = state.follower() {
        listen::journal(follower, &inbox);
    }
    let Launch { origin, former, .. } = launch;
    let keeper = keeper::Keeper::default();
    let mut world = effects::RealWorld { guard, keys, inbox, origin, former, keeper, finder: None };
    let ended = run_loop(&mut terminal, &messages, (&mut state, &mut world));
    drop(world);
    let saved = state.close(chrono::Utc::now());
    Ok(Ending { signal: ended?, saved })
}

/// A state for a launch; a session in memory if nothing can be kept on disk.
#[must_use]
pub fn new_state(launch: &Launch, loaded: Loaded, inbox: Option<&Sender<Msg>>) -> State {
    let (session, failed) = open_session(launch, &loaded.study.id, inbox);
    let mut state = state_of(launch, loaded, session);
    state.notice = failed.or(state.notice.take());
    // Where no session is kept, nothing is.
    if inbox.is_some() {
        restore_views(launch, &mut state);
    }
    state
}

/// Shows the tables as they were left.
fn restore_views(launch: &Launch, state: &mut State) {
    let Some(folder) = views::folder(launch.dir.as_deref()) else { return };
    let (keeping, said) = views::read(&folder, &state.study().id, launch.lang);
    state.desk.keeping = keeping;
    views::restore(state);
    state.notice = state.notice.take().or(said);
}

/// A state for a launch with a session that is open already.
#[must_use]
pub fn state_of(launch: &Launch, loaded: Loaded, session: Session) -> State {
    State::new(loaded, session, (looks(launch), launch))
}

/// The looks that a launch asks for, as far as the environment allows.
fn looks(launch: &Launch) -> state::Looks {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let colorfgbg = std::env::var("COLORFGBG").ok();
    state::Looks {
        lang: launch.lang,
        theme: theme::Theme::new(launch.theme, set("NO_COLOR"), colorfgbg.as_deref()),
        glyphs: if launch.ascii { Glyphs::Ascii } else { Glyphs::Unicode },
        measure: launch.measure.unwrap_or_default(),
    }
}

fn open_session(
    launch: &Launch,
    study: &str,
    inbox: Option<&Sender<Msg>>,
) -> (Session, Option<String>) {
    let now = chrono::Utc::now();
    let store = launch.dir.as_ref().map(Store::at).or_else(Store::of_user);
    let (Some(store), Some(inbox)) = (store, inbox) else {
        return (Session::in_memory(study, now), None);
    };
    let to = inbox.clone();
    let notify: Notify = Box::new(move |_| {
        let _ = to.send(Msg::Saving);
    });
    match store.current(study, now, notify) {
        Ok(session) => (session, None),
        Err(error) => (Session::in_memory(study, now), Some(error.message(launch.lang))),
    }
}

/// How long a frame may wait for what is being found out: shorter than anybody sees.
const UNSEEN: Duration = Duration::from_millis(10);

/// Waits for messages, updates, runs effects, draws; returns the signal that ended it, if one did.
///
/// Whatever is waiting is taken in before a frame is drawn, so that fast typing and paste cost one
/// frame and not one each. Ends as well when nobody can send messages any more.
///
/// # Errors
/// If the terminal cannot be drawn on.
pub fn run_loop<B>(
    terminal: &mut Terminal<B>,
    messages: &Receiver<Msg>,
    (state, world): (&mut State, &mut dyn World),
) -> io::Result<Option<i32>>
where
    B: Backend,
    B::Error: Error + Send + Sync + 'static,
{
    let size = terminal.size().map_err(io::Error::other)?;
    for effect in update::update(state, Msg::Resize(size.width, size.height), world.now()) {
        world.run(effect, state.lang)?;
    }
    update::settle(state);
    terminal.draw(|frame| screen::draw(state, frame)).map_err(io::Error::other)?;
    loop {
        let mut next = wait(messages, state.due(), world.now());
        if next.is_none() {
            return Ok(None);
        }
        let settled = Instant::now() + UNSEEN;
        while let Some(msg) = next {
            for effect in update::update(state, msg, world.now()) {
                if world.run(effect, state.lang)? {
                    repaint(terminal).map_err(io::Error::other)?;
                }
            }
            if let Some(signal) = state.ending {
                return Ok(signal);
            }
            next = world.answer().or_else(|| messages.try_recv().ok());
            if next.is_none() && state.is_waiting() {
                // What is found in a moment saves a frame that says it is being looked for.
                let patience = settled.saturating_duration_since(Instant::now());
                next = messages.recv_timeout(patience).ok();
            }
        }
        update::settle(state);
        terminal.draw(|frame| screen::draw(state, frame)).map_err(io::Error::other)?;
    }
}

/// Has the next frame drawn whole. The terminal's own `clear` would ask where the cursor is, and a
/// terminal that does not answer would end the program.
fn repaint<B: Backend>(terminal: &mut Terminal<B>) -> Result<(), B::Error> {
    let size = terminal.size()?;
    terminal.resize(Rect::new(0, 0, size.width, size.height))
}

/// The next message; a wake-up when the time asked for comes first; none if nobody can send.
fn wait(messages: &Receiver<Msg>, due: Option<Moment>, now: Moment) -> Option<Msg> {
    let Some(due) = due else { return messages.recv().ok() };
    let patience = (due - now).to_std().unwrap_or(Duration::ZERO);
    match messages.recv_timeout(patience) {
        Ok(msg) => Some(msg),
        Err(RecvTimeoutError::Timeout) => Some(Msg::Wake),
        Err(RecvTimeoutError::Disconnected) => None,
    }
}
