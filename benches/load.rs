//! What loading and checking cost, in time and in memory, beside bare parsing of the same bytes in
//! the same run.
//!
//! `cargo bench --bench load` writes studies of 100,000 and 1,000,000 rows to a temporary folder and
//! reads them from there, each measurement in a process of its own: the median time, and the most
//! memory the process ever had (where the system tells it). "Bare" is a thread that reads each file
//! and parses it; "load" gives a study; "check" recomputes the claims and words the findings as well.
//! `HERRINGBONE_BENCH_ROWS=1000000` asks for other sizes; with `HERRINGBONE_BENCH_WRITE=FOLDER` the
//! study is written there and nothing is measured, to try the whole program on it:
//! `/usr/bin/time -v herringbone check FOLDER`.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a bench reports, and one that panics has failed, which is what it is for"
)]

mod studies;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use divan::{Bencher, black_box};
use herringbone::analysis::claims::verdicts;
use herringbone::exchange::problems::{Findings, findings};
use herringbone::load::{Origin, load, load_with_texts};
use herringbone::model::Lang;
use studies::study;
use toml::de::DeTable;

type Task = (&'static str, fn(&Path));

/// What is measured, the measure of the others first.
const TASKS: [Task; 3] = [("bare", bare), ("load", loading), ("check", checking)];

/// Set for the process that measures one of them.
const TASK: &str = "HERRINGBONE_BENCH_TASK";

fn main() {
    if let Ok(task) = std::env::var(TASK) {
        let folder = PathBuf::from(std::env::var_os("HERRINGBONE_BENCH_STUDY").unwrap());
        return measure(TASKS.iter().find(|(name, _)| *name == task).unwrap().1, &folder);
    }
    if let Some(folder) = std::env::var_os("HERRINGBONE_BENCH_WRITE") {
        write(Path::new(&folder), (rows()[0], 8));
        return;
    }
    println!("rows     files  MB     task   seconds  of bare  peak MB  of file");
    for rows in rows() {
        for files in [8, 1] {
            let folder = tempfile::tempdir().unwrap();
            let bytes = write(folder.path(), (rows, files));
            compare(folder.path(), (rows, files), bytes);
        }
    }
    divan::main();
}

fn rows() -> Vec<usize> {
    let asked = std::env::var("HERRINGBONE_BENCH_ROWS").ok();
    asked.map_or_else(|| vec![100_000, 1_000_000], |rows| vec![rows.parse().unwrap()])
}

/// Writes a study; how many bytes it has.
fn write(folder: &Path, (rows, files): (usize, usize)) -> usize {
    fs::create_dir_all(folder).unwrap();
    let files = study(rows, files);
    for file in &files {
        fs::write(folder.join(&*file.name), &*file.text).unwrap();
    }
    files.iter().map(|file| file.text.len()).sum()
}

fn compare(folder: &Path, (rows, files): (usize, usize), bytes: usize) {
    let size = bytes as f64 / 1e6;
    let runs = if rows > 500_000 { 3 } else { 7 };
    let mut bare = None;
    for (task, _) in TASKS {
        let runs: Vec<(f64, Option<f64>)> = (0..runs).map(|_| run(task, folder)).collect();
        let seconds = median(runs.iter().map(|run| run.0).collect());
        let peak = runs.iter().map(|run| run.1).collect::<Option<Vec<f64>>>().map(median);
        let of_bare = seconds / *bare.get_or_insert(seconds);
        let told = |number: Option<f64>| number.map_or("-".into(), |number| format!("{number:.1}"));
        let (peak, of_file) = (told(peak), told(peak.map(|peak| peak / size)));
        println!(
            "{rows:<8} {files:<6} {size:<6.1} {task:<6} {seconds:<8.3} {of_bare:<8.2} {peak:<8} {of_file}"
        );
    }
}

fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers[numbers.len() / 2]
}

/// Seconds and, where the system tells it, megabytes of a task in a process of its own.
fn run(task: &str, folder: &Path) -> (f64, Option<f64>) {
    let mut child = Command::new(std::env::current_exe().unwrap());
    let output = child.env(TASK, task).env("HERRINGBONE_BENCH_STUDY", folder).output().unwrap();
    let told = String::from_utf8(output.stdout).unwrap();
    let mut numbers = told.split_whitespace().map(|number| number.parse().unwrap());
    (numbers.next().unwrap(), numbers.next())
}

fn measure(task: fn(&Path), folder: &Path) {
    let start = Instant::now();
    task(folder);
    print!("{}", start.elapsed().as_secs_f64());
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    if let Some(kib) = peak.and_then(|peak| peak.trim().strip_suffix(" kB")) {
        print!(" {}", kib.parse::<f64>().unwrap() * 1024.0 / 1e6);
    }
}

/// The bytes and nothing else: one thread, every text and every table dropped at once.
fn bare(folder: &Path) {
    for entry in fs::read_dir(folder).unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        black_box(DeTable::parse(&text).unwrap());
    }
}

fn loading(folder: &Path) {
    black_box(load(&Origin::Path(folder.to_owned())).unwrap());
}

fn checking(folder: &Path) {
    let loaded = load_with_texts(&Origin::Path(folder.to_owned())).unwrap();
    let (verdicts, lang) = (verdicts(&loaded.study), Lang::En);
    let list = findings(&loaded, &verdicts, lang);
    let findings = Findings { loaded: &loaded, list: &list, verdicts: &verdicts, lang };
    black_box(findings.to_text(false));
}

/// The built-in study.
mod built_in {
    use super::*;

    #[divan::bench]
    fn bare_toml(bencher: Bencher<'_, '_>) {
        let texts = herringbone::load::BUILT_IN;
        bencher.bench_local(|| {
            for (_, text) in texts {
                black_box(DeTable::parse(text).unwrap());
            }
        });
    }

    #[divan::bench]
    fn loading(bencher: Bencher<'_, '_>) {
        bencher.bench_local(|| load(&Origin::BuiltIn).unwrap());
    }

    #[divan::bench]
    fn claims(bencher: Bencher<'_, '_>) {
        let study = load(&Origin::BuiltIn).unwrap().study;
        bencher.bench_local(|| verdicts(black_box(&study)));
    }
}
