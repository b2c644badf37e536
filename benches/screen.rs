//! What a key costs: filtering and drawing, from the built-in study to 100,000 rows.
//!
//! `cargo bench --bench screen`. A redraw must not depend on the number of rows loaded.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a bench that panics has failed, which is what it is for"
)]

use std::io;
use std::sync::OnceLock;
use std::sync::mpsc;

use divan::{Bencher, black_box};
use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;
use herringbone::analysis::search::{Index, Searchable};
use herringbone::command::{Chord, Key};
use herringbone::load::{Loaded, StudyFile, from_files};
use herringbone::model::Lang;
use herringbone::model::board::Moment;
use herringbone::tui::{Effect, Launch, Msg, State, World, new_state, run_loop};
use ratatui::Terminal;
use ratatui::backend::TestBackend;

const ROWS: [usize; 3] = [1_000, 10_000, 100_000];

fn main() {
    divan::main();
}

/// A study of `rows` capabilities, half of their names Chinese.
fn study(rows: usize) -> Loaded {
    let mut text = String::from(
        "format = 1\nid = \"bench\"\ntitle = \"Bench\"\n[[market]]\nid = \"home\"\nname = \"Home\"\n\
         [[market]]\nid = \"abroad\"\nname = \"Abroad\"\n[[source]]\nid = \"made\"\ntitle = \"Made\"\n",
    );
    let words =
        ["自动标注", "training", "推理芯片", "storage", "对象存储", "network", "弹性", "cache"];
    for row in 0..rows {
        let word = |by: usize| words[(row * by + row / 7) % words.len()];
        text.push_str(&format!(
            "[[capability]]\nid = \"row-{row}\"\nname = \"{} {} {row}\"\nsource = \"made\"\ntype = \"service\"\n\
             as_of = 2022-12-31\nstatus = {{ home = \"missing\", abroad = \"available\" }}\nimpact = {}\n",
            word(1),
            word(3),
            1 + row % 5
        ));
    }
    from_files(vec![StudyFile { name: "study.toml".into(), text: text.into(), fault: None }])
}

struct Still;

impl World for Still {
    fn run(&mut self, _: Effect, _: Lang) -> io::Result<bool> {
        Ok(false)
    }

    fn now(&self) -> Moment {
        Moment::default()
    }
}

struct Screen {
    terminal: Terminal<TestBackend>,
    state: State,
}

impl Screen {
    fn new(rows: usize) -> Self {
        let state = new_state(&Launch::default(), study(rows), None);
        let mut screen =
            Self { terminal: Terminal::new(TestBackend::new(160, 40)).unwrap(), state };
        screen.press(&[Chord::char('2')]);
        screen
    }

    fn press(&mut self, chords: &[Chord]) {
        let (to, inbox) = mpsc::channel();
        for chord in chords {
            to.send(Msg::Key(*chord)).unwrap();
        }
        drop(to);
        run_loop(&mut self.terminal, &inbox, (&mut self.state, &mut Still)).unwrap();
    }
}

/// One Down key from the message to the drawn frame.
#[divan::bench(args = ROWS)]
fn down_key(bencher: Bencher<'_, '_>, rows: usize) {
    let mut screen = Screen::new(rows);
    bencher.bench_local(|| screen.press(&[Chord::plain(Key::Down)]));
}

/// One filter keystroke: every row scored, the best on top, without drawing.
#[divan::bench(args = ROWS)]
fn filter_keystroke(bencher: Bencher<'_, '_>, rows: usize) {
    let loaded = study(rows);
    let all: Vec<u32> = (0..).take(loaded.study.facts.len()).collect();
    let index = OnceLock::new();
    let facts = Searchable { study: &loaded.study, index: &index };
    let _ = facts.filter(&all, "x");
    bencher.bench_local(|| black_box(facts).filter(&all, "标注"));
}

/// What the first search of a study costs before it: the index.
#[divan::bench(args = ROWS)]
fn search_index(bencher: Bencher<'_, '_>, rows: usize) {
    let loaded = study(rows);
    bencher.bench_local(|| Index::of(black_box(&loaded.study)));
}

/// The same names scored by fuzzy-matcher alone, for comparison.
#[divan::bench(args = ROWS)]
fn bare_fuzzy_matcher(bencher: Bencher<'_, '_>, rows: usize) {
    let loaded = study(rows);
    let names: Vec<&str> = loaded.study.facts.iter().map(|fact| fact.name.get(Lang::Zh)).collect();
    let matcher = SkimMatcherV2::default().ignore_case();
    bencher.bench_local(|| {
        names.iter().filter_map(|name| matcher.fuzzy_match(black_box(name), "标注")).count()
    });
}
