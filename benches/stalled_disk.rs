//! From Enter to the idea on the board, with 1,000 ideas and a disk that hangs.
//!
//! `cargo bench --bench stalled_disk` prints the median, the 99th percentile and the worst of 10,000
//! edits, with the disk hanging, failing and working. All three must be microseconds: nobody in the
//! room ever waits for a disk.

#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a bench reports and fails loudly")]

mod hanging;

use std::io;
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

use hanging::Hanging;
use herringbone::model::board::Moment;
use herringbone::session::{
    Header, Saving, Session, SessionId, Sink, Snapshot, Store, Twins, quiet,
};

/// Is full.
struct Full;

impl Sink for Full {
    fn append(&mut self, _: &[u8]) -> io::Result<()> {
        Err(io::Error::from(io::ErrorKind::StorageFull))
    }

    fn snapshot(&mut self, _: &Snapshot) -> io::Result<()> {
        Err(io::Error::from(io::ErrorKind::StorageFull))
    }
}

fn main() {
    let header = || Header::new(SessionId::new("bench").unwrap(), "", Moment::default());
    let (open_gate, gate) = channel();
    measure("hanging", Session::with_sink(header(), Box::new(Hanging(gate)), quiet()), || {
        drop(open_gate);
    });
    measure("full", Session::with_sink(header(), Box::new(Full), quiet()), || {});
    let folder = tempfile::tempdir().unwrap();
    let working = Store::at(folder.path()).create("", Moment::default(), quiet());
    measure("working", working, || {});
}

/// Measures edits at 1,000 ideas: add one, see its twins, undo it.
fn measure(disk: &str, mut session: Session, open_gate: impl FnOnce()) {
    let now = Moment::default();
    let text = |number: usize| format!("说明文档以及免费学习资料较少 idea {number}");
    for number in 0..1000 {
        let idea = session.board().new_idea(&text(number), None);
        session.edit(idea, now).unwrap();
    }
    let mut twins = Twins::default();
    twins.update(session.board());
    let mut edits = Vec::new();
    let mut with_twins = Vec::new();
    for number in 0..10_000 {
        let started = Instant::now();
        let idea = session.board().new_idea(&text(number), None);
        session.edit(idea, now).unwrap();
        edits.push(started.elapsed());
        if number < 500 {
            twins.update(session.board());
            with_twins.push(started.elapsed());
        }
        session.undo(now).unwrap();
    }
    let is_saved = session.saving() == Saving::Saved;
    print(disk, "edit", &mut edits);
    print(disk, "edit and twins", &mut with_twins);
    println!("{disk:8} all of it on disk meanwhile: {is_saved}");
    open_gate();
    assert_eq!(session.board().inbox().len(), 1000);
}

fn print(disk: &str, what: &str, times: &mut [Duration]) {
    times.sort_unstable();
    let at = |share: f64| times.get((times.len() as f64 * share) as usize).copied().unwrap();
    let worst = times.last().copied().unwrap();
    println!(
        "{disk:8} {what:15} median {:8.1?}  p99 {:8.1?}  worst {worst:8.1?}",
        at(0.5),
        at(0.99)
    );
}
