//! What changed from the earlier edition of a study: fact by fact, market by market.
//!
//! Facts are the same if their ids are. It must not know how changes are shown, and it leaves out
//! what follows from a change of the same fact: a delay moves because a date does. What moved
//! without one is told: a price by a rate, a claim by the facts under it.

mod find;
mod follow;

use rust_decimal::Decimal;

use crate::analysis::number::{percent_text, shortened, signed_text};
use crate::analysis::table::{Cell, Key, Row, Tone, row_at};
use crate::model::{Dimension, Fact, Lang, Localized, Study, Term, TermRow};
pub use find::{changes, is_changed};
pub use follow::rates;

/// What happened to a fact or to one of its values, weightiest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChangeKind {
    /// A market had it and has it no more.
    Lost,
    /// A market had it not and has it now.
    NewlyAvailable,
    /// What a market has is another thing now, or is stated for the first time or no more.
    StatusChanged,
    /// A date is another one.
    DateMoved,
    /// A price is another one.
    PriceMoved,
    /// A claim agreed with the facts, or could not be checked, and disagrees now.
    NowDisagrees,
    /// A claim could be checked and cannot any more.
    NowUnchecked,
    /// A claim did not agree with the facts, or could not be checked, and agrees now.
    NowAgrees,
    /// A converted price or a ratio is another one, because a rate is.
    ConversionMoved,
    /// A rate is another one, or from another source.
    RateChanged,
    /// Any other number is another one.
    NumberChanged,
    /// The edition before has no such fact.
    Added,
    /// The study has no such fact any more.
    Removed,
    /// What is said is worded in another way, or something else is said.
    TextChanged,
}

impl Term for ChangeKind {
    const TERMS: &'static [TermRow<Self>] = &[
        (Self::Lost, "lost", "不再可用", "lost"),
        (Self::NewlyAvailable, "newly_available", "新可用", "newly available"),
        (Self::StatusChanged, "status_changed", "状态变化", "status changed"),
        (Self::DateMoved, "date_moved", "日期移动", "date moved"),
        (Self::PriceMoved, "price_moved", "价格变动", "price moved"),
        (Self::NowDisagrees, "now_disagrees", "转为不符", "now disagrees"),
        (Self::NowUnchecked, "now_unchecked", "转为无法复核", "can no longer be checked"),
        (Self::NowAgrees, "now_agrees", "转为相符", "now agrees"),
        (Self::ConversionMoved, "conversion_moved", "折算变动", "conversion moved"),
        (Self::RateChanged, "rate_changed", "汇率变化", "rate changed"),
        (Self::NumberChanged, "number_changed", "数字变化", "number changed"),
        (Self::Added, "added", "新增", "added"),
        (Self::Removed, "removed", "删去", "removed"),
        (Self::TextChanged, "text_changed", "文字变化", "text changed"),
    ];
}

/// One change of a fact.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// What happened.
    pub kind: ChangeKind,
    /// The word that scripts use for what changed: a market, a platform, a key; empty for the fact
    /// as a whole.
    pub word: String,
    /// What changed, as readers know it.
    pub label: Localized,
    /// What was said before; empty if nothing was.
    pub before: Localized,
    /// What is said now; empty if nothing is.
    pub after: Localized,
    /// By how much, where that can be said.
    pub by: By,
    /// The ids of the rates that moved it, if rates did.
    pub rates: Vec<String>,
}

/// How far a value moved: after less before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum By {
    /// There is no distance between the two.
    #[default]
    Nothing,
    /// Days.
    Days(i64),
    /// The difference, and what it is of the number before, in percent, unless that was zero.
    Number(Decimal, Option<Decimal>),
}

impl Change {
    /// What happened, by how much and through which rates.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        let moved = self.moved(lang);
        if self.rates.is_empty() {
            return moved;
        }
        let rates = self.rates.join(lang.pick("、", ", "));
        lang.pick(format!("{moved}（因汇率 {rates}）"), format!("{moved} (by rate {rates})"))
    }

    fn moved(&self, lang: Lang) -> String {
        let kind = self.kind.label(lang);
        match self.by {
            By::Nothing => kind.to_owned(),
            By::Days(days) => {
                lang.pick(format!("{kind} {days:+} 天"), format!("{kind} {days:+} days"))
            }
            By::Number(_, Some(percent)) if self.is_of_price() => {
                format!("{kind} {}", moved_text(percent, lang))
            }
            By::Number(difference, percent) => {
                let percent =
                    percent.map_or(String::new(), |p| format!(" ({})", moved_text(p, lang)));
                format!("{kind} {}{percent}", signed_text(difference.normalize()))
            }
        }
    }

    fn is_of_price(&self) -> bool {
        matches!(self.kind, ChangeKind::PriceMoved | ChangeKind::ConversionMoved)
    }

    /// What changed, what happened to it and by how much. What changed comes first, to be seen where
    /// a column cuts the rest.
    #[must_use]
    pub fn told(&self, lang: Lang) -> String {
        let text = self.text(lang);
        match self.label.get(lang) {
            "" => text,
            label => lang.pick(format!("{label}：{text}"), format!("{label}: {text}")),
        }
    }

    /// The whole change in one line: `A: price moved -7.7 % (649 CNY -> 599 CNY)`. What came or went
    /// as a whole has one side only.
    #[must_use]
    pub fn line(&self, lang: Lang) -> String {
        let (told, nothing) = (self.told(lang), lang.pick("无", "nothing"));
        let said = |text| if str::is_empty(text) { nothing } else { text };
        match (self.kind, self.before.get(lang), self.after.get(lang)) {
            (_, "", "") => told,
            (ChangeKind::Added, _, only) | (ChangeKind::Removed, only, _) => {
                format!("{told} ({only})")
            }
            (_, before, after) => format!("{told} ({} -> {})", said(before), said(after)),
        }
    }

    /// What it means for the home of a study; whether more of something is better is not known.
    #[must_use]
    pub fn tone(&self) -> Tone {
        let rises = match self.by {
            By::Days(days) => Some(days > 0),
            By::Number(difference, _) => Some(difference.is_sign_positive()),
            By::Nothing => None,
        };
        match (self.kind, rises) {
            (ChangeKind::Lost | ChangeKind::NowDisagrees, _) => Tone::Bad,
            (ChangeKind::NewlyAvailable | ChangeKind::NowAgrees, _) => Tone::Good,
            (ChangeKind::DateMoved | ChangeKind::PriceMoved, Some(true)) => Tone::Bad,
            (ChangeKind::DateMoved | ChangeKind::PriceMoved, Some(false)) => Tone::Good,
            (
                ChangeKind::StatusChanged | ChangeKind::ConversionMoved | ChangeKind::NowUnchecked,
                _,
            ) => Tone::Fair,
            (ChangeKind::Removed | ChangeKind::TextChanged, _) => Tone::Faint,
            _ => Tone::Plain,
        }
    }

    fn weight(&self) -> f64 {
        let at = ChangeKind::TERMS.iter().position(|row| row.0 == self.kind).unwrap_or(0);
        let rank = (ChangeKind::TERMS.len() - at) as f64;
        let by = match self.by {
            By::Nothing => 0.0,
            By::Days(days) => days.unsigned_abs() as f64,
            By::Number(_, percent) => {
                percent.and_then(|percent| f64::try_from(percent.abs()).ok()).unwrap_or(0.0)
            }
        };
        rank * 1e9 + by.min(1e8)
    }
}

fn moved_text(percent: Decimal, lang: Lang) -> String {
    percent_text(signed_text(shortened(percent, 1)), lang)
}

/// Which side of a change a cell shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// What happened.
    Change,
    /// What was said before.
    Before,
    /// What is said now.
    After,
}

/// All changes of a fact in one cell; empty if nothing changed.
pub(super) fn cell(study: &Study, fact: &Fact, (side, lang): (Side, Lang)) -> Cell {
    let changes = changes(study, fact);
    let Some(first) = changes.first() else { return Cell::default() };
    let one = |change: &Change| match side {
        Side::Change => change.told(lang),
        Side::Before => told(&changes, (change, &change.before), lang),
        Side::After => told(&changes, (change, &change.after), lang),
    };
    let texts: Vec<String> = changes.iter().map(one).filter(|text| !text.is_empty()).collect();
    let text = texts.join(lang.pick("；", "; "));
    let key = match side {
        _ if text.is_empty() => Key::Nothing,
        Side::Change => Key::Number(first.weight()),
        Side::Before | Side::After => Key::Text(text.clone()),
    };
    let tone = if side == Side::Change { first.tone() } else { Tone::Plain };
    Cell { text, key, tone, ..Cell::default() }
}

/// The kind of the weightiest change of a fact; empty if nothing changed.
pub(super) fn kind_cell(study: &Study, fact: &Fact, lang: Lang) -> Cell {
    let Some(kind) = changes(study, fact).first().map(|change| change.kind) else {
        return Cell::default();
    };
    let rank = ChangeKind::TERMS.iter().position(|row| row.0 == kind).unwrap_or(0);
    Cell { key: Key::Number(rank as f64), ..Cell::text(kind.label(lang)) }
}

/// A side of a change; named where there are several.
fn told(changes: &[Change], (change, text): (&Change, &Localized), lang: Lang) -> String {
    match (changes.len(), text.get(lang)) {
        (_, "") => String::new(),
        (1, text) => text.to_owned(),
        (_, text) => format!("{} {text}", change.label.get(lang)).trim().to_owned(),
    }
}

/// The facts of a dimension that changed, came or went, as positions in the study.
#[must_use]
pub fn rows(study: &Study, dimension: Dimension) -> Vec<Row> {
    let here = |(_, fact): &(usize, &Fact)| fact.dimension == dimension;
    // What changed about a claim takes recomputing all of them: facts of other tabs are not asked.
    let facts = study.facts.iter().enumerate().filter(here);
    let changed = facts.filter(|(_, fact)| is_changed(study, fact));
    changed.chain(study.gone().filter(here)).map(|(row, _)| row_at(row)).collect()
}

/// How many changes of facts there are of each kind, weightiest first.
#[must_use]
pub fn tally(study: &Study, rows: &[Row]) -> Vec<(ChangeKind, usize)> {
    let facts = rows.iter().filter_map(|row| study.fact_at(*row as usize));
    let all: Vec<ChangeKind> =
        facts.flat_map(|fact| changes(study, fact)).map(|change| change.kind).collect();
    counted(&all)
}

fn counted(all: &[ChangeKind]) -> Vec<(ChangeKind, usize)> {
    let kinds = ChangeKind::TERMS.iter().map(|row| row.0);
    let count = |kind| (kind, all.iter().filter(|other| **other == kind).count());
    kinds.map(count).filter(|(_, count)| *count > 0).collect()
}

/// The tally in words.
#[must_use]
pub fn tally_text(tally: &[(ChangeKind, usize)], lang: Lang) -> String {
    let parts: Vec<String> =
        tally.iter().map(|(kind, count)| format!("{} {count}", kind.label(lang))).collect();
    parts.join(lang.pick("，", ", "))
}

#[cfg(test)]
mod tests;
