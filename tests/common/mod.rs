//! The interface on a terminal in memory: the real loop, the real update, the real drawing.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test that panics has failed, which is what it is for"
)]
#![allow(dead_code, reason = "each test program uses its own part")]

use std::collections::VecDeque;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc;

use herringbone::analysis::finder::Finder;
use herringbone::command::{Chord, Key};
use herringbone::load::{Loaded, Origin, load};
use herringbone::model::Lang;
use herringbone::model::board::Moment;
use herringbone::session::Follower;
use herringbone::tui::{Effect, Job, Launch, MouseAct, Msg, State, World, new_state, run_loop};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::style::Modifier;

/// The program on a terminal in memory.
pub(crate) struct App {
    terminal: Terminal<TestBackend>,
    state: State,
    pub(crate) world: Recorder,
}

/// A world that remembers what was asked of it, and whose clock stands still.
#[derive(Default)]
pub(crate) struct Recorder {
    pub(crate) effects: Vec<Effect>,
    /// What the clock says.
    pub(crate) clock: Moment,
    finder: Finder,
    answers: VecDeque<Msg>,
    /// Whether rows that are to be found are found only when a test says so.
    pub(crate) holds: bool,
    pub(crate) held: Vec<Job>,
}

impl World for Recorder {
    fn run(&mut self, effect: Effect, _: Lang) -> io::Result<bool> {
        if let Effect::Find(job) = &effect {
            if self.holds {
                self.held.push((**job).clone());
            } else {
                self.answers.extend(job.run(&mut self.finder));
            }
        }
        self.effects.push(effect);
        Ok(false)
    }

    fn answer(&mut self) -> Option<Msg> {
        self.answers.pop_front()
    }

    fn now(&self) -> Moment {
        self.clock
    }
}

impl App {
    /// The built-in study on a terminal of this size.
    pub(crate) fn new(cols: u16, rows: u16, lang: Lang) -> Self {
        Self::with(load(&Origin::BuiltIn).unwrap(), (cols, rows), lang)
    }

    /// A study on a terminal of this size, its session in memory.
    pub(crate) fn with(loaded: Loaded, (cols, rows): (u16, u16), lang: Lang) -> Self {
        let launch = Launch { lang, ..Launch::default() };
        Self::start(new_state(&launch, loaded, None), (cols, rows))
    }

    /// The study at a path, as the program opens it, its session in memory.
    pub(crate) fn opened(path: &Path, (cols, rows): (u16, u16), lang: Lang) -> Self {
        let origin = Origin::Path(path.to_owned());
        let loaded = load(&origin).unwrap();
        let launch = Launch { origin, lang, ..Launch::default() };
        Self::start(new_state(&launch, loaded, None), (cols, rows))
    }

    /// The built-in study with its session in a folder.
    pub(crate) fn on_disk(folder: &Path, size: (u16, u16), lang: Lang) -> Self {
        let launch = Launch { lang, dir: Some(folder.to_owned()), ..Launch::default() };
        let (inbox, _) = mpsc::channel();
        let loaded = load(&Origin::BuiltIn).unwrap();
        Self::start(new_state(&launch, loaded, Some(&inbox)), size)
    }

    /// A study whose session and views are kept in a folder.
    pub(crate) fn kept(folder: &Path, loaded: Loaded, lang: Lang) -> Self {
        let launch = Launch { lang, dir: Some(folder.to_owned()), ..Launch::default() };
        let (inbox, _) = mpsc::channel();
        Self::start(new_state(&launch, loaded, Some(&inbox)), (120, 40))
    }

    /// The built-in study in English, drawn in ASCII.
    pub(crate) fn ascii(cols: u16, rows: u16) -> Self {
        let launch = Launch { lang: Lang::En, ascii: true, ..Launch::default() };
        let loaded = load(&Origin::BuiltIn).unwrap();
        Self::start(new_state(&launch, loaded, None), (cols, rows))
    }

    fn start(state: State, (cols, rows): (u16, u16)) -> Self {
        let terminal = Terminal::new(TestBackend::new(cols, rows)).unwrap();
        let mut app = Self { terminal, state, world: Recorder::default() };
        app.send([]);
        app
    }

    /// Sends messages through the real loop and lets it draw.
    pub(crate) fn send(&mut self, messages: impl IntoIterator<Item = Msg>) -> Option<i32> {
        let (to, inbox) = mpsc::channel();
        for message in messages {
            to.send(message).unwrap();
        }
        drop(to);
        let ended = run_loop(&mut self.terminal, &inbox, (&mut self.state, &mut self.world));
        self.draw_anew();
        ended.unwrap()
    }

    /// Draws everything again: unlike a terminal, the one in memory keeps what a wide character
    /// covers.
    fn draw_anew(&mut self) {
        self.terminal.clear().unwrap();
        let (_, nothing) = mpsc::channel();
        run_loop(&mut self.terminal, &nothing, (&mut self.state, &mut self.world)).unwrap();
    }

    /// What reads the session that another window writes.
    pub(crate) fn follower(&self) -> Option<Follower> {
        self.state.follower()
    }

    /// Presses keys: characters as they are, others by name, such as `2jj<enter>` or `<c-r>`.
    pub(crate) fn press(&mut self, keys: &str) -> &mut Self {
        self.send(chords(keys).into_iter().map(Msg::Key));
        self
    }

    /// Does a piece of work that the world held back, and hands over what came of it, if anything.
    pub(crate) fn find(&mut self, at: usize) -> bool {
        let job = self.world.held[at].clone();
        let msg = job.run(&mut Finder::default());
        let answered = msg.is_some();
        self.send(msg);
        answered
    }

    pub(crate) fn paste(&mut self, text: &str) -> &mut Self {
        self.send([Msg::Paste(text.to_owned())]);
        self
    }

    pub(crate) fn click(&mut self, x: u16, y: u16) -> &mut Self {
        self.send([Msg::Mouse(MouseAct::Press, x, y)]);
        self
    }

    pub(crate) fn resize(&mut self, cols: u16, rows: u16) -> &mut Self {
        self.terminal.backend_mut().resize(cols, rows);
        self.send([Msg::Resize(cols, rows)]);
        self
    }

    /// The rows of the screen, trailing blanks cut.
    pub(crate) fn rows(&self) -> Vec<String> {
        let buffer = self.terminal.backend().buffer();
        let area = buffer.area;
        (0..area.height)
            .map(|y| {
                let mut row = String::new();
                let mut skip = 0;
                for x in 0..area.width {
                    let symbol = buffer[(x, y)].symbol();
                    // The cell behind a wide character belongs to it.
                    if skip > 0 {
                        skip -= 1;
                        continue;
                    }
                    skip = herringbone::text::Measure::Narrow.cols(symbol).saturating_sub(1);
                    row.push_str(symbol);
                }
                row.trim_end().to_owned()
            })
            .collect()
    }

    pub(crate) fn screen(&self) -> String {
        self.rows().join("\n")
    }

    /// The text of the cells that are drawn in reverse: where the cursor bar is.
    pub(crate) fn selected(&self) -> String {
        self.cells_with(Modifier::REVERSED)
    }

    /// The text of the cells that are underlined: what a search has matched.
    pub(crate) fn underlined(&self) -> String {
        self.cells_with(Modifier::UNDERLINED)
    }

    fn cells_with(&self, modifier: Modifier) -> String {
        let cells = self.terminal.backend().buffer().content();
        let cells = cells.iter().filter(|cell| cell.modifier.contains(modifier));
        let text: String = cells.map(|cell| cell.symbol()).collect();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Where the real cursor is.
    pub(crate) fn cursor(&mut self) -> (u16, u16) {
        let at = self.terminal.get_cursor_position().unwrap();
        (at.x, at.y)
    }

    /// What was written to files.
    pub(crate) fn written(&self) -> Vec<(PathBuf, String)> {
        let written = |effect: &Effect| match effect {
            Effect::WriteFile(path, text, _) => Some((path.clone(), text.clone())),
            _ => None,
        };
        self.world.effects.iter().filter_map(written).collect()
    }
}

/// Reads a string of keys.
pub(crate) fn chords(keys: &str) -> Vec<Chord> {
    let mut chords = Vec::new();
    let mut rest = keys;
    while let Some(first) = rest.chars().next() {
        let named = rest.strip_prefix('<').and_then(|rest| rest.split_once('>'));
        match named.and_then(|(name, after)| Some((named_chord(name)?, after))) {
            Some((chord, after)) => {
                chords.push(chord);
                rest = after;
            }
            None => {
                chords.push(Chord::char(first));
                rest = &rest[first.len_utf8()..];
            }
        }
    }
    chords
}

fn named_chord(name: &str) -> Option<Chord> {
    if let Some(letter) = name.strip_prefix("c-") {
        return Some(Chord::ctrl(letter.chars().next()?));
    }
    if let Some(rest) = name.strip_prefix("s-") {
        return Some(Chord { shift: true, ..named_chord(rest)? });
    }
    if let Some(rest) = name.strip_prefix("a-") {
        let chord = named_chord(rest).or(rest.chars().next().map(Chord::char))?;
        return Some(Chord { alt: true, ..chord });
    }
    let key = match name {
        "enter" => Key::Enter,
        "esc" => Key::Esc,
        "tab" => Key::Tab,
        "backtab" => Key::BackTab,
        "backspace" => Key::Backspace,
        "del" => Key::Delete,
        "ins" => Key::Insert,
        "up" => Key::Up,
        "down" => Key::Down,
        "left" => Key::Left,
        "right" => Key::Right,
        "home" => Key::Home,
        "end" => Key::End,
        "pgup" => Key::PageUp,
        "pgdn" => Key::PageDown,
        name => Key::F(name.strip_prefix('f')?.parse().ok()?),
    };
    Some(Chord::plain(key))
}
