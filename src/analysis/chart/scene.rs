//! What a chart is made from: the facts of the rows shown, and how its words are written.
//!
//! It must not know any chart.

use std::hash::Hash;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::analysis::added::Added;
use crate::analysis::columns::Columns;
use crate::analysis::hash::QuickMap;
use crate::analysis::number::{percent_text, whole_text};
use crate::analysis::table::Row;
use crate::analysis::what_if::WhatIf;
use crate::analysis::work::Stop;
use crate::model::{Fact, Kind, Lang, MarketIndex, Study};

/// How many rows a chart shows at most: more than anybody reads, few enough to be drawn at once.
pub(super) const MOST: usize = 200;

/// The rows of a table and the language to speak of them in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scene<'a> {
    pub(super) study: &'a Study,
    pub(super) rows: &'a [Row],
    pub(super) lang: Lang,
    /// What is asked "what if" of.
    pub(super) asked: &'a WhatIf,
    pub(super) columns: &'a Columns,
    /// Whether the chart is still wanted; where it is not, facts end early.
    pub(super) stop: &'a Stop,
}

impl<'a> Scene<'a> {
    /// The facts with their positions.
    pub(super) fn facts(self) -> impl Iterator<Item = (usize, &'a Fact)> {
        self.rows().filter_map(move |row| {
            let row = row as usize;
            Some((row, self.study.facts.get(row)?))
        })
    }

    /// What the facts of a kind add up to, in words; none if there are none.
    pub(super) fn added(self, kind: Kind) -> Option<String> {
        let sum = Added::of(self.study, kind, self.facts().map(|(_, fact)| fact))?;
        Some(sum.text(self.study, self.lang))
    }

    /// The rows.
    pub(super) fn rows(self) -> impl Iterator<Item = Row> {
        self.stop.watch(self.rows.iter().copied())
    }

    /// Picks one of two wordings.
    pub(super) fn say(self, zh: impl Into<String>, en: impl Into<String>) -> String {
        self.lang.pick(zh.into(), en.into())
    }

    /// A share of 0 to 1 in whole percent.
    pub(super) fn percent(self, share: f64) -> String {
        percent_text(whole_text(share * 100.0), self.lang)
    }

    /// A range of shares of 0 to 1 in whole percent; one of the two where they read the same.
    pub(super) fn range(self, least: f64, most: f64) -> String {
        let [from, to] = [least, most].map(|share| self.percent(share));
        if from == to {
            return to;
        }
        let from = from.trim_end_matches([' ', '%']);
        format!("{from}-{to}")
    }

    pub(super) fn market(self, index: MarketIndex) -> String {
        self.study.market_name(index, self.lang).to_owned()
    }

    /// The names of all markets, in column order.
    pub(super) fn markets(self) -> Vec<String> {
        self.study.market_indexes().map(|index| self.market(index)).collect()
    }

    /// The name of the category or layer with this id; a word for none.
    pub(super) fn category(self, id: Option<&str>) -> String {
        match id {
            Some(id) => self.study.category_name(id, self.lang).to_owned(),
            None => self.say("未分类", "without a category"),
        }
    }

    /// What is left out of a chart that shows `shown` of `all` rows.
    pub(super) fn left_out(self, shown: usize, all: usize) -> Option<String> {
        (shown < all).then(|| {
            self.say(
                format!("只画前 {shown} 项，共 {all} 项"),
                format!("the first {shown} of {all}"),
            )
        })
    }
}

/// A decimal as a length.
pub(super) fn length(number: Decimal) -> f64 {
    number.to_f64().unwrap_or(0.0)
}

/// The first [`MOST`] of a list by a key; in the order of the list where keys are equal.
pub(super) fn first_by_key<T, K: Ord>(list: Vec<T>, key: impl Fn(&T) -> K) -> Vec<T> {
    let mut list: Vec<(usize, T)> = list.into_iter().enumerate().collect();
    let order = |a: &(usize, T), b: &(usize, T)| key(&a.1).cmp(&key(&b.1)).then(a.0.cmp(&b.0));
    if list.len() > MOST {
        list.select_nth_unstable_by(MOST, order);
        list.truncate(MOST);
    }
    list.sort_unstable_by(order);
    list.into_iter().map(|(_, item)| item).collect()
}

/// The distinct keys of a list, in order of appearance, each with its members.
pub(super) fn grouped<K, T>(list: impl IntoIterator<Item = (K, T)>) -> Vec<(K, Vec<T>)>
where
    K: Hash + Eq + Clone,
{
    let mut groups: Vec<(K, Vec<T>)> = Vec::new();
    let mut places: QuickMap<K, usize> = QuickMap::default();
    for (key, member) in list {
        let place = *places.entry(key.clone()).or_insert(groups.len());
        match groups.get_mut(place) {
            Some((_, members)) => members.push(member),
            None => groups.push((key, vec![member])),
        }
    }
    groups
}
