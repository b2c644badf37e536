//! The worst gaps of a dimension.
//!
//! Four lists (delays, gaps in availability, figures far below the reference, price cuts that the
//! home market did not get), dealt out in turn so that none hides the others.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::analysis::gap::{Gap, delay_between, gap, priority};
use crate::analysis::number::{number_text, percent_text};
use crate::model::{Body, Dimension, Fact, Lang, Study, counted};

/// One of the worst gaps.
#[derive(Debug, Clone, PartialEq)]
pub struct Worst {
    /// Position among the study's facts.
    pub row: usize,
    /// Why it is here, in a few words: `444 days late`.
    pub why: String,
}

/// A way to be among the worst: how bad a fact is by it, and why.
type Measure = fn(&Study, &Fact, Lang) -> Option<(f64, String)>;

const MEASURES: [Measure; 4] = [by_delay, by_availability, by_shortfall, by_missed_cut];

/// The worst gaps, at most `rows`.
pub(super) fn worst(
    study: &Study,
    (dimension, lang): (Dimension, Lang),
    rows: usize,
) -> Vec<Worst> {
    let ranked = MEASURES.map(|measure| ranked(study, (dimension, lang), (measure, rows)));
    let longest = ranked.iter().map(Vec::len).max().unwrap_or(0);
    let mut dealt: Vec<Worst> = Vec::new();
    for turn in 0..longest {
        for list in &ranked {
            let Some(next) = list.get(turn) else { continue };
            if dealt.len() < rows && dealt.iter().all(|worst| worst.row != next.row) {
                dealt.push(next.clone());
            }
        }
    }
    dealt
}

/// The worst `rows` by one measure, the worst first; more are never dealt.
fn ranked(
    study: &Study,
    (dimension, lang): (Dimension, Lang),
    (measure, rows): (Measure, usize),
) -> Vec<Worst> {
    let mut list: Vec<(f64, Worst)> = Vec::new();
    for (row, fact) in study.facts.iter().enumerate().filter(|(_, f)| f.dimension == dimension) {
        let Some((weight, why)) = measure(study, fact, lang) else { continue };
        list.push((weight, Worst { row, why }));
        // Sorted now and then, so that a large study costs no more room than a small one.
        if list.len() > 2 * rows {
            keep_worst(&mut list, rows);
        }
    }
    keep_worst(&mut list, rows);
    list.into_iter().map(|(_, worst)| worst).collect()
}

fn keep_worst(list: &mut Vec<(f64, Worst)>, rows: usize) {
    list.sort_by(|a, b| b.0.total_cmp(&a.0));
    list.truncate(rows);
}

fn by_delay(study: &Study, fact: &Fact, lang: Lang) -> Option<(f64, String)> {
    let days = delay_between(study.pair, fact).filter(|days| *days > 0)?;
    Some((
        days as f64,
        lang.pick(format!("晚 {days} 天"), format!("{} late", counted(days, "day", "days"))),
    ))
}

fn by_availability(study: &Study, fact: &Fact, lang: Lang) -> Option<(f64, String)> {
    let gap = gap(study, fact)?;
    let (zh, en) = gap.label();
    let weight = match gap {
        Gap::Missing => 1000.0,
        Gap::Limited => 500.0,
        _ => return None,
    };
    let priority = f64::from(priority(fact).unwrap_or(0));
    Some((weight + priority, lang.pick(zh, en).to_owned()))
}

/// Figures where the home market has less than half of the reference market.
fn by_shortfall(study: &Study, fact: &Fact, lang: Lang) -> Option<(f64, String)> {
    let Body::Count(count) = &fact.body else { return None };
    let home = count.values.get(study.pair.home)?;
    let reference = count.values.get(study.pair.reference)?;
    // Too many to be doubled are more than half of whatever the other market has.
    if home.checked_mul(Decimal::TWO).is_none_or(|twice| twice >= *reference) {
        return None;
    }
    let times = reference.checked_div((*home).max(Decimal::ONE))?.to_f64()?;
    let mark = count.precision.mark();
    let [home, reference] = [home, reference].map(|n| format!("{mark}{}", number_text(*n)));
    Some((
        times,
        lang.pick(format!("{home} 对 {reference}"), format!("{home} against {reference}")),
    ))
}

fn by_missed_cut(study: &Study, fact: &Fact, lang: Lang) -> Option<(f64, String)> {
    let Body::PriceCut(cut) = &fact.body else { return None };
    if cut.markets.contains(&study.pair.home) || !cut.markets.contains(&study.pair.reference) {
        return None;
    }
    let percent = cut.percent?;
    let depth = percent_text(number_text(percent), lang);
    let why = lang.pick(format!("未享 -{depth}"), format!("missed -{depth}"));
    Some((percent.to_f64()?, why))
}
