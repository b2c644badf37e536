//! What a key costs from the message to the settled frame: the whole loop, with the thread that
//! searches. Beside it fuzzy-matcher alone over the same names, in the same run.
//!
//! `cargo bench --bench screen`. Prints median and 95th percentile in milliseconds. Other sizes with
//! `HERRINGBONE_BENCH_ROWS=1000000`.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a bench prints, and one that panics has failed, which is what it is for"
)]

mod studies;

use std::hint::black_box;
use std::io;
use std::sync::OnceLock;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::{Duration, Instant};

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;
use herringbone::analysis::chart::ChartKind;
use herringbone::analysis::expr::Condition;
use herringbone::analysis::facets::facets;
use herringbone::analysis::filter::{Filter, Pick};
use herringbone::analysis::groups::groups;
use herringbone::analysis::search::{Index, Searchable};
use herringbone::analysis::table::{Field, Row, VIEWS, sort};
use herringbone::analysis::work::Stop;
use herringbone::command::{Chord, Key};
use herringbone::load::{Loaded, from_files};
use herringbone::model::board::Moment;
use herringbone::model::{Dimension, Lang};
use herringbone::tui::{Effect, Job, Launch, Msg, World, do_jobs, new_state, run_loop};
use ratatui::Terminal;
use ratatui::backend::{Backend, ClearType, TestBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};
use studies::study;

/// Words that are typed character by character: pinyin, initials, words of either language, digits,
/// letters with gaps.
const WORDS: [&str; 8] =
    ["biaozhu", "zdbz", "标注", "automatic", "inference 99", "number 1234", "lbl", "网络"];

fn sizes() -> Vec<usize> {
    let asked = std::env::var("HERRINGBONE_BENCH_ROWS").ok();
    asked.map_or_else(|| vec![1_000, 100_000], |rows| vec![rows.parse().unwrap()])
}

fn main() {
    for rows in sizes() {
        let loaded = from_files(study(rows, 8));
        println!("{rows} rows                        median      95 %       max    keys");
        bare_fuzzy_matcher(&loaded);
        without_a_screen(&loaded);
        on_a_screen(loaded);
    }
}

/// Times of one kind of work.
struct Times(Vec<Duration>);

impl Times {
    fn of<R>(count: usize, mut work: impl FnMut() -> R) -> Self {
        let time = |_| {
            let start = Instant::now();
            black_box(work());
            start.elapsed()
        };
        Self((0..count).map(time).collect())
    }

    fn say(mut self, what: &str) {
        self.0.sort_unstable();
        let ms = |at: usize| self.0[at.min(self.0.len() - 1)].as_secs_f64() * 1e3;
        let (middle, most) = (self.0.len() / 2, self.0.len() * 95 / 100);
        let (a, b, c) = (ms(middle), ms(most), ms(usize::MAX));
        println!("  {what:30} {a:9.3} {b:9.3} {c:9.3} {:7}", self.0.len());
    }
}

/// The names in both languages and the ids, scored one by one.
fn bare_fuzzy_matcher(loaded: &Loaded) {
    let matcher = SkimMatcherV2::default().ignore_case();
    let facts = &loaded.study.facts;
    let texts = facts
        .iter()
        .flat_map(|fact| [fact.name.get(Lang::Zh), fact.name.get(Lang::En), fact.id.as_str()]);
    let texts: Vec<&str> = texts.collect();
    let mut times = Vec::new();
    for word in WORDS {
        let score = || texts.iter().filter_map(|text| matcher.fuzzy_match(text, word)).count();
        times.extend(Times::of(3, score).0);
    }
    Times(times).say("fuzzy-matcher alone, a query");
}

/// Work that a thread does behind the screen.
fn without_a_screen(loaded: &Loaded) {
    let study = &loaded.study;
    let all: Vec<Row> = (0..).take(study.facts.len()).collect();
    Times::of(5, || Index::of(study)).say("index");
    for field in [Field::Gap, Field::Name, Field::Category] {
        let sorted = || {
            let mut rows = all.clone();
            sort(study, &mut rows, (field, true));
        };
        Times::of(7, sorted).say(&format!("sort by {field:?}"));
    }
    let stop = Stop::never();
    for field in [Field::Category, Field::Delay, Field::Name] {
        let form = || groups(study, &all, (field, Lang::En), &stop);
        Times::of(9, form).say(&format!("groups of {field:?}"));
    }
    for view in VIEWS.iter().filter(|view| view.dimension == Dimension::Technology) {
        let (rows, filter) = (view.members(study), Filter::default());
        let facts = Searchable { study, index: &OnceLock::new() };
        let count = || facets(facts, (view, &rows), (&filter, Lang::En), &stop).unwrap();
        Times::of(5, count).say(&format!("facets of {}", view.id));
        for kind in ChartKind::of(view.dimension, view.id) {
            let draw = || kind.chart(study, &rows, Lang::En);
            if draw().is_some() {
                Times::of(5, draw).say(&format!("chart {} of {}", kind.id, view.id));
            }
        }
    }
    for source in ["delay > 30 && category == \"data\"", "name.contains(\"99\")"] {
        let condition = Condition::parse(source, study).unwrap();
        Times::of(9, || condition.rows(study, &all).unwrap()).say(source);
        let filter = Filter { condition: Some(condition), ..Filter::default() };
        let index = OnceLock::new();
        let facts = Searchable { study, index: &index };
        Times::of(9, || filter.apply(facts, &all).unwrap()).say("  in parts");
    }
    let pick = Pick { field: Field::Gap, value: "late".into() };
    let filter = Filter { picks: vec![pick], ..Filter::default() };
    let facts = Searchable { study, index: &OnceLock::new() };
    Times::of(9, || filter.apply(facts, &all).unwrap()).say("a picked value");
}

/// A world that finds rows on a thread and says so through the inbox, as the real one does.
struct Threaded {
    jobs: Sender<Job>,
}

impl World for Threaded {
    fn run(&mut self, effect: Effect, _: Lang) -> io::Result<bool> {
        if let Effect::Find(job) = effect {
            self.jobs.send(*job).unwrap();
        }
        Ok(false)
    }

    fn now(&self) -> Moment {
        Moment::default()
    }
}

/// A terminal in memory that says when a frame is done.
struct Watched {
    inner: TestBackend,
    frames: Sender<Instant>,
}

impl Backend for Watched {
    type Error = io::Error;

    fn draw<'a, I: Iterator<Item = (u16, u16, &'a Cell)>>(&mut self, content: I) -> io::Result<()> {
        self.inner.draw(content).map_err(|never| match never {})
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.inner.hide_cursor().map_err(|never| match never {})
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.inner.show_cursor().map_err(|never| match never {})
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        self.inner.get_cursor_position().map_err(|never| match never {})
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.inner.set_cursor_position(position).map_err(|never| match never {})
    }

    fn clear(&mut self) -> io::Result<()> {
        self.inner.clear().map_err(|never| match never {})
    }

    fn clear_region(&mut self, part: ClearType) -> io::Result<()> {
        self.inner.clear_region(part).map_err(|never| match never {})
    }

    fn size(&self) -> io::Result<Size> {
        self.inner.size().map_err(|never| match never {})
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        self.inner.window_size().map_err(|never| match never {})
    }

    fn flush(&mut self) -> io::Result<()> {
        let _ = self.frames.send(Instant::now());
        Ok(())
    }
}

/// Whoever sits at the keys and looks at the screen.
struct Typist {
    inbox: Sender<Msg>,
    frames: Receiver<Instant>,
    quiet: Duration,
}

impl Typist {
    /// A key, up to the last frame before the screen stays as it is.
    fn press(&self, chord: Chord) -> Duration {
        while self.frames.try_recv().is_ok() {}
        let start = Instant::now();
        self.inbox.send(Msg::Key(chord)).unwrap();
        let mut last = self.frames.recv().unwrap();
        while let Ok(frame) = self.frames.recv_timeout(self.quiet) {
            last = frame;
        }
        last - start
    }

    fn press_all(&self, chords: impl IntoIterator<Item = Chord>) -> Times {
        Times(chords.into_iter().map(|chord| self.press(chord)).collect())
    }

    /// What is done with a table: scrolling, searching, sorting.
    fn work(&self) {
        let _ = self.frames.recv();
        self.press_all([Chord::char('2')]).say("first look at a table");
        self.press_all([Chord::plain(Key::Down); 100]).say("scroll by a key");
        self.press(Chord::char('/'));
        self.press_all([Chord::char('x')]).say("first key of a search, indexing");
        self.press(Chord::plain(Key::Backspace));
        let (mut typing, mut deleting) = (Vec::new(), Vec::new());
        for word in WORDS {
            typing.extend(self.press_all(word.chars().map(Chord::char)).0);
            let back = word.chars().map(|_| Chord::plain(Key::Backspace));
            deleting.extend(self.press_all(back).0);
        }
        Times(typing).say("type a character of a search");
        Times(deleting).say("delete one");
        self.press_all("number".chars().map(Chord::char));
        self.press(Chord::plain(Key::Enter));
        self.press_all([Chord::plain(Key::Down); 100]).say("scroll among marked hits");
        self.press(Chord::plain(Key::Esc));
        self.press_all([Chord::char('s'); 6]).say("sort by the next column");
        let _ = self.inbox.send(Msg::End(None));
    }
}

fn on_a_screen(loaded: Loaded) {
    let quiet = Duration::from_millis(40 + loaded.study.facts.len() as u64 / 1000);
    let (inbox, messages) = mpsc::channel();
    let (frames, drawn) = mpsc::channel();
    let (jobs, asked) = mpsc::channel();
    let mut state = new_state(&Launch::default(), loaded, None);
    let mut terminal = Terminal::new(Watched { inner: TestBackend::new(160, 40), frames }).unwrap();
    let typist = Typist { inbox: inbox.clone(), frames: drawn, quiet };
    thread::scope(|scope| {
        scope.spawn(move || do_jobs(&asked, &inbox));
        scope.spawn(move || typist.work());
        run_loop(&mut terminal, &messages, (&mut state, &mut Threaded { jobs })).unwrap();
    });
}
