//! What a key costs: searching, filtering and drawing, from 1,000 rows to 100,000.
//!
//! `cargo bench --bench screen`. One million rows with `HERRINGBONE_BENCH_ROWS=1000000`.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a bench that panics has failed, which is what it is for"
)]

mod studies;

use std::sync::OnceLock;

use divan::{Bencher, black_box};
use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;
use herringbone::analysis::search::{Index, Query, Searchable};
use herringbone::analysis::work::Stop;
use herringbone::load::{Loaded, from_files};
use herringbone::model::Lang;
use studies::study;

fn rows() -> Vec<usize> {
    let asked = std::env::var("HERRINGBONE_BENCH_ROWS").ok();
    asked.map_or_else(|| vec![1_000, 100_000], |rows| vec![rows.parse().unwrap()])
}

fn main() {
    let loaded = loaded(rows()[rows().len() - 1]);
    let all: Vec<u32> = (0..).take(loaded.study.facts.len()).collect();
    let index = OnceLock::new();
    let facts = Searchable { study: &loaded.study, index: &index };
    let t = std::time::Instant::now();
    let i = Index::of(&loaded.study);
    println!("index {:?}", t.elapsed());
    drop(i);
    let _ = facts.filter(&all, "x");
    for word in ["biaozhu", "automatic", "12345", "zdbz", "标注", "inference 99", "lbl", "number"]
    {
        let mut before = None;
        for (at, c) in word.char_indices() {
            let typed = &word[..at + c.len_utf8()];
            let mut best = std::time::Duration::MAX;
            let query = Query::new(typed);
            if query.is_empty() {
                continue;
            }
            let mut found = None;
            for _ in 0..7 {
                let t = std::time::Instant::now();
                found = facts.find(&query, (&all, before.as_ref()), &Stop::never());
                best = best.min(t.elapsed());
            }
            let found = found.unwrap();
            println!("{typed:12} {:7} hits {:?}", found.rows.len(), best);
            before = Some(found.hits);
        }
    }
    divan::main();
}

fn loaded(rows: usize) -> Loaded {
    from_files(study(rows, 8))
}

/// The same names scored by fuzzy-matcher alone, for comparison.
#[divan::bench(args = rows())]
fn bare_fuzzy_matcher(bencher: Bencher<'_, '_>, rows: usize) {
    let loaded = loaded(rows);
    let names: Vec<&str> = loaded.study.facts.iter().map(|fact| fact.name.get(Lang::Zh)).collect();
    let matcher = SkimMatcherV2::default().ignore_case();
    bencher.bench_local(|| {
        names.iter().filter_map(|name| matcher.fuzzy_match(black_box(name), "标注")).count()
    });
}
