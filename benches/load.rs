//! What loading costs, beside bare parsing of the same bytes in the same run.
//!
//! `cargo bench --bench load`. One million rows with `HERRINGBONE_BENCH_ROWS=1000000`; with
//! `HERRINGBONE_BENCH_WRITE=FOLDER` the study is written there instead, to measure the whole program:
//! `/usr/bin/time -v herringbone check FOLDER`.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a bench that panics has failed, which is what it is for"
)]

mod studies;

use std::fs;
use std::path::Path;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use herringbone::analysis::claims::verdicts;
use herringbone::load::{Origin, StudyFile, from_files, load};
use studies::study;
use toml::de::DeTable;

fn rows() -> Vec<usize> {
    let asked = std::env::var("HERRINGBONE_BENCH_ROWS").ok();
    asked.map_or_else(|| vec![1_000, 10_000, 100_000], |rows| vec![rows.parse().unwrap()])
}

fn main() {
    match std::env::var_os("HERRINGBONE_BENCH_WRITE") {
        Some(folder) => write(Path::new(&folder)),
        None => divan::main(),
    }
}

fn write(folder: &Path) {
    fs::create_dir_all(folder).unwrap();
    for file in study(rows()[0], 8) {
        fs::write(folder.join(&*file.name), &*file.text).unwrap();
    }
}

fn bytes(files: &[StudyFile]) -> BytesCount {
    BytesCount::new(files.iter().map(|file| file.text.len()).sum::<usize>())
}

fn parse(files: &[StudyFile]) {
    for file in files {
        black_box(DeTable::parse(&file.text).unwrap());
    }
}

/// The bytes and nothing else: one thread, every table dropped at once.
#[divan::bench(args = rows(), sample_count = 10)]
fn bare_toml(bencher: Bencher<'_, '_>, rows: usize) {
    let files = study(rows, 8);
    bencher.counter(bytes(&files)).bench_local(|| parse(&files));
}

#[divan::bench(args = rows(), sample_count = 10)]
fn load_eight_files(bencher: Bencher<'_, '_>, rows: usize) {
    let files = study(rows, 8);
    let counter = bytes(&files);
    bencher.counter(counter).with_inputs(|| files.clone()).bench_local_values(from_files);
}

#[divan::bench(args = rows(), sample_count = 10)]
fn load_one_file(bencher: Bencher<'_, '_>, rows: usize) {
    let files = study(rows, 1);
    let counter = bytes(&files);
    bencher.counter(counter).with_inputs(|| files.clone()).bench_local_values(from_files);
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
