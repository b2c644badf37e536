//! Which measure finds re-worded ideas best, on the labelled pairs of tests/data/twins.tsv.
//!
//! `cargo bench --bench duplicates` prints, for each measure, the threshold that does best on every
//! other pair, and precision and recall on the pairs that were held out from choosing it. "Top
//! three" is how often the held-out twin of an idea is among its three likeliest of all texts.

#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a bench reports and fails loudly")]

use std::collections::BTreeSet;
use std::time::Instant;

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;
use herringbone::model::board::{Board, Moment};
use herringbone::session::{Twins, likeness};

struct Pair {
    same: bool,
    first: String,
    second: String,
}

type Measure = Box<dyn Fn(&str, &str) -> f64>;

fn main() {
    let pairs = pairs();
    let (same, other): (Vec<&Pair>, Vec<&Pair>) = pairs.iter().partition(|pair| pair.same);
    println!("{} re-worded pairs, {} other pairs\n", same.len(), other.len());
    let half = |odd: usize| -> Vec<&Pair> {
        same.iter().skip(odd).step_by(2).chain(other.iter().skip(odd).step_by(2)).copied().collect()
    };
    let (chosen_on, held_out) = (half(0), half(1));
    println!("measure                threshold  precision  recall  F1    top three");
    for (name, measure) in measures() {
        // Of thresholds that do equally well the lowest, which misses least.
        let best = (1..100).rev().map(|step| f64::from(step) / 100.0).max_by(|a, b| {
            let f1 = |threshold| scores(&measure, &chosen_on, threshold).2;
            f1(*a).total_cmp(&f1(*b))
        });
        let threshold = best.unwrap();
        let (precision, recall, f1) = scores(&measure, &held_out, threshold);
        let found = top_three(&measure, &pairs, &held_out);
        println!("{name:22} {threshold:9.2}  {precision:9.2}  {recall:6.2}  {f1:4.2}  {found:9.2}");
    }
    time_a_key_stroke();
}

fn pairs() -> Vec<Pair> {
    let lines = include_str!("../tests/data/twins.tsv").lines();
    let pair = |line: &str| {
        let mut fields = line.split('\t').map(str::to_owned);
        Some(Pair { same: fields.next()? == "same", first: fields.next()?, second: fields.next()? })
    };
    lines.filter(|line| !line.starts_with('#')).map(|line| pair(line).unwrap()).collect()
}

fn measures() -> Vec<(&'static str, Measure)> {
    let fuzzy = SkimMatcherV2::default();
    let score = move |a: &str, b: &str| fuzzy.fuzzy_match(a, b).unwrap_or(0) as f64;
    let fuzzy = move |a: &str, b: &str| {
        let best = score(a, a).min(score(b, b)).max(1.0);
        score(a, b).max(score(b, a)) / best
    };
    vec![
        ("token overlap", Box::new(|a, b| jaccard(&tokens(a), &tokens(b)))),
        ("character pairs", Box::new(|a, b| dice(&character_pairs(a), &character_pairs(b)))),
        ("edit distance", Box::new(edit_likeness)),
        ("fuzzy-matcher", Box::new(fuzzy)),
        ("content words (ours)", Box::new(|a, b| f64::from(likeness(a, b)))),
    ]
}

/// Precision, recall and their harmonic mean.
fn scores(measure: &Measure, pairs: &[&Pair], threshold: f64) -> (f64, f64, f64) {
    let is_named = |pair: &&&Pair| measure(&pair.first, &pair.second) >= threshold;
    let named: Vec<&&Pair> = pairs.iter().filter(is_named).collect();
    let right = named.iter().filter(|pair| pair.same).count() as f64;
    let same = pairs.iter().filter(|pair| pair.same).count() as f64;
    let precision = right / (named.len() as f64).max(1.0);
    let recall = right / same;
    (precision, recall, 2.0 * precision * recall / (precision + recall).max(f64::EPSILON))
}

fn top_three(measure: &Measure, pairs: &[Pair], asked: &[&Pair]) -> f64 {
    let texts: BTreeSet<&str> =
        pairs.iter().flat_map(|pair| [pair.first.as_str(), pair.second.as_str()]).collect();
    let twins = asked.iter().filter(|pair| pair.same);
    let both_ways =
        twins.flat_map(|pair| [(&pair.first, &pair.second), (&pair.second, &pair.first)]);
    let (mut found, mut all) = (0.0, 0.0);
    for (text, twin) in both_ways {
        let others = texts.iter().filter(|other| *other != text);
        let score = measure(text, twin);
        let better = others.filter(|other| measure(text, other) > score).count();
        all += 1.0;
        found += f64::from(u8::from(score > 0.0 && better < 3));
    }
    found / all
}

fn folded(text: &str) -> String {
    text.to_lowercase()
}

fn is_ideograph(c: char) -> bool {
    ('\u{3400}'..='\u{9fff}').contains(&c)
}

fn tokens(text: &str) -> BTreeSet<String> {
    let mut tokens = BTreeSet::new();
    for run in folded(text).split(|c: char| !c.is_alphanumeric()) {
        let (wide, narrow): (String, String) = run.chars().partition(|c| is_ideograph(*c));
        tokens.extend(wide.chars().map(String::from));
        tokens.extend((!narrow.is_empty()).then_some(narrow));
    }
    tokens
}

fn character_pairs(text: &str) -> BTreeSet<String> {
    let text: Vec<char> = folded(text).chars().filter(|c| c.is_alphanumeric()).collect();
    text.windows(2).map(|pair| pair.iter().collect()).collect()
}

fn jaccard(a: &BTreeSet<String>, b: &BTreeSet<String>) -> f64 {
    a.intersection(b).count() as f64 / (a.union(b).count() as f64).max(1.0)
}

fn dice(a: &BTreeSet<String>, b: &BTreeSet<String>) -> f64 {
    2.0 * a.intersection(b).count() as f64 / ((a.len() + b.len()) as f64).max(1.0)
}

/// One minus Levenshtein's distance over the longer length.
fn edit_likeness(a: &str, b: &str) -> f64 {
    let (a, b): (Vec<char>, Vec<char>) = (folded(a).chars().collect(), folded(b).chars().collect());
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (above, from) in a.iter().enumerate() {
        let mut next = vec![above + 1];
        for (cells, to) in row.windows(2).zip(&b) {
            let [diagonal, up] = *cells else { continue };
            let left = next.last().copied().unwrap();
            next.push((diagonal + usize::from(from != to)).min(up + 1).min(left + 1));
        }
        row = next;
    }
    1.0 - row.last().copied().unwrap() as f64 / (a.len().max(b.len()) as f64).max(1.0)
}

/// What one key stroke costs with 1,000 ideas on the board.
fn time_a_key_stroke() {
    let pairs = pairs();
    let mut board = Board::default();
    let texts = pairs.iter().flat_map(|pair| [&pair.first, &pair.second]);
    for (number, text) in texts.cycle().take(1000).enumerate() {
        let edit = board.new_idea(&format!("{text} {number}"), None);
        board.apply(&edit, Moment::default()).unwrap();
    }
    let mut twins = Twins::default();
    let started = Instant::now();
    twins.update(&board);
    let first = started.elapsed();
    let started = Instant::now();
    twins.update(&board);
    let again = started.elapsed();
    let rounds = 200;
    let started = Instant::now();
    for _ in 0..rounds {
        std::hint::black_box(twins.like(std::hint::black_box("缺少说明文档 documentation")));
    }
    let key = started.elapsed() / rounds;
    let started = Instant::now();
    let pairs = twins.pairs().len();
    let all = started.elapsed();
    println!("\n1,000 ideas: read {first:.1?}, read again {again:.1?}, one key stroke {key:.1?},");
    println!("all {pairs} likely pairs {all:.1?}");
}
