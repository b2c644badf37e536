//! From Enter to the idea on the screen: 1,000 ideas, 7 departments, a disk that hangs.
//!
//! `cargo bench --bench enter` prints the median, the 99th percentile and the worst of 500 ideas
//! typed into the real loop, for the presenter's view and for the wall. What is measured is more
//! than a user waits: two frames are drawn, one before the key and one after it.

#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a bench reports and fails loudly")]

mod hanging;

use std::io;
use std::sync::mpsc::{self, Receiver, channel};
use std::time::{Duration, Instant};

use hanging::Hanging;
use herringbone::command::{Chord, Key};
use herringbone::load::{Origin, load};
use herringbone::model::Lang;
use herringbone::model::board::Moment;
use herringbone::session::{Header, Session, SessionId, quiet};
use herringbone::tui::{Effect, Launch, Msg, State, World, run_loop, state_of};
use ratatui::Terminal;
use ratatui::backend::TestBackend;

/// A world without effects.
struct Quiet;

impl World for Quiet {
    fn run(&mut self, _: Effect, _: Lang) -> io::Result<bool> {
        Ok(false)
    }

    fn now(&self) -> Moment {
        chrono::Utc::now()
    }
}

/// The program on a terminal in memory.
struct Room {
    terminal: Terminal<TestBackend>,
    state: State,
}

impl Room {
    /// A session with 1,000 ideas of seven departments.
    fn new(gate: Receiver<()>, (cols, rows): (u16, u16)) -> Self {
        let now = chrono::Utc::now();
        let header = Header::new(SessionId::new("bench").unwrap(), "", now);
        let mut session = Session::with_sink(header, Box::new(Hanging(gate)), quiet());
        for name in ["市场", "研发", "人事", "运维", "法务", "财务", "客服"] {
            let edit = session.board().new_department(name);
            session.edit(edit, now).unwrap();
        }
        let speakers: Vec<_> = session.board().departments().iter().map(|one| one.id).collect();
        for number in 0..1000 {
            let speaker = speakers.get(number % speakers.len()).copied();
            let idea = session.board().new_idea(&text(number), speaker);
            session.edit(idea, now).unwrap();
        }
        let launch = Launch { lang: Lang::Zh, ..Launch::default() };
        let state = state_of(&launch, load(&Origin::BuiltIn).unwrap(), session);
        let terminal = Terminal::new(TestBackend::new(cols, rows)).unwrap();
        let mut room = Self { terminal, state };
        room.press([Chord::char('6'), Chord::plain(Key::F(3)), Chord::plain(Key::F(3))]);
        room
    }

    fn press(&mut self, chords: impl IntoIterator<Item = Chord>) {
        let (to, inbox) = mpsc::channel();
        for chord in chords {
            to.send(Msg::Key(chord)).unwrap();
        }
        drop(to);
        run_loop(&mut self.terminal, &inbox, (&mut self.state, &mut Quiet)).unwrap();
    }
}

fn text(number: usize) -> String {
    let of =
        |words: [&'static str; 4], by: usize| words.into_iter().nth(number / by % 4).unwrap_or("");
    let who = of(["说明文档", "售后服务", "标杆客户", "合作伙伴"], 1);
    format!("{who}{}，{number}", of(["太少", "不稳定", "无人负责", "跟不上需求"], 4))
}

fn main() {
    for (size, wall) in [((80, 24), false), ((200, 60), false), ((80, 24), true)] {
        let (open_gate, gate) = channel();
        let mut room = Room::new(gate, size);
        if wall {
            room.press([Chord::ctrl('y')]);
        }
        let mut times = Vec::new();
        let mut typing = Vec::new();
        for number in 1000..1500 {
            let started = Instant::now();
            room.press(text(number).chars().map(Chord::char));
            typing.push(started.elapsed());
            let started = Instant::now();
            room.press([Chord::plain(Key::Enter)]);
            times.push(started.elapsed());
            room.press([Chord::plain(Key::Esc), Chord::ctrl('_'), Chord::plain(Key::F(6))]);
        }
        let view = if wall { "wall" } else { "presenter" };
        print(&format!("{size:?} {view}, Enter"), &mut times);
        print(&format!("{size:?} {view}, a line typed"), &mut typing);
        drop(open_gate);
    }
}

fn print(what: &str, times: &mut [Duration]) {
    times.sort_unstable();
    let at = |share: f64| times.get((times.len() as f64 * share) as usize).copied().unwrap();
    let worst = times.last().copied().unwrap();
    println!("{what:34} median {:8.1?}  p99 {:8.1?}  worst {worst:8.1?}", at(0.5), at(0.99));
}
