//! The totals below a table: per platform, or per market where quantities were set.
//!
//! Added up once for the rows shown and kept until rows or changes do; words and columns are made
//! when drawn. The sums themselves are those of `analysis`.

use rust_decimal::Decimal;

use crate::analysis::prices::NoRate;
use crate::analysis::table::{Field, Row, View, number_text, signed_text};
use crate::analysis::totals::{Totals, bill, costs, moved};
use crate::analysis::what_if::WhatIf;
use crate::model::{Kind, Lang, MarketIndex, Study};

/// The totals of the rows of a table, before and after what is changed.
#[derive(Debug)]
pub(crate) struct Sums {
    of: Of,
    before: Option<Totals>,
    after: Result<Totals, NoRate>,
}

/// What the columns of the totals are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Of {
    Platforms,
    Markets,
}

/// A line of totals, in parts that stand below each other.
#[derive(Debug, Default)]
pub(crate) struct SumLine {
    /// The platform or market.
    pub(crate) name: String,
    /// The total; before and after if it moved.
    pub(crate) total: String,
    /// By how much it moved.
    pub(crate) moved: String,
    /// How it stands to the cheapest.
    pub(crate) against: String,
    /// Whether it is the cheapest.
    pub(crate) is_cheapest: bool,
}

impl Sums {
    /// The totals that a view of these rows has, if any.
    pub(super) fn of(view: &View, rows: &[Row], (study, asked): (&Study, &WhatIf)) -> Option<Self> {
        let facts = || rows.iter().filter_map(|row| study.facts.get(*row as usize));
        let platforms = view.columns(study).iter().any(|field| matches!(field, Field::Platform(_)));
        if platforms {
            let before = costs(study, facts(), &WhatIf::default())?.ok();
            return Some(Self { of: Of::Platforms, before, after: costs(study, facts(), asked)? });
        }
        if !view.kinds.contains(&Kind::Price) {
            return None;
        }
        let before = bill(study, facts(), &asked.before_last()).and_then(Result::ok);
        Some(Self { of: Of::Markets, before, after: bill(study, facts(), asked)? })
    }

    /// How many lines they take.
    pub(crate) fn len(&self) -> usize {
        self.after.as_ref().map_or(1, |after| self.columns(after).count())
    }

    /// The share of an amount in its platform's total, such as `17.3%`.
    pub(crate) fn share(&self, platform: usize, amount: Decimal) -> Option<String> {
        let share = self.after.as_ref().ok()?.share(platform, amount)?;
        (self.of == Of::Platforms).then(|| format!("{:.1}%", share.round_dp(1)))
    }

    /// What the totals are: of what, in which currency.
    pub(crate) fn label(&self, lang: Lang) -> String {
        let currency = self.after.as_ref().map_or("", |after| &after.currency);
        let label = match self.of {
            Of::Platforms => lang.pick("合计", "Total"),
            Of::Markets => lang.pick("每月", "A month"),
        };
        format!("{label} {currency}").trim_end().to_owned()
    }

    /// The lines, one per platform or market that has a total; one with the reason if there are
    /// none.
    pub(crate) fn lines(&self, study: &Study, lang: Lang) -> Vec<SumLine> {
        match &self.after {
            Err(error) => vec![SumLine { name: error.message(lang), ..SumLine::default() }],
            Ok(after) => {
                self.columns(after).map(|at| self.line(after, at, (study, lang))).collect()
            }
        }
    }

    /// The columns that have a total.
    fn columns<'a>(&self, after: &'a Totals) -> impl Iterator<Item = usize> + use<'a> {
        (0..after.columns.len()).filter(|at| after.total(*at).is_some())
    }

    fn line(&self, after: &Totals, at: usize, (study, lang): (&Study, Lang)) -> SumLine {
        let name = match self.of {
            Of::Platforms => study.platforms.get(at).map_or("", |label| label.name.get(lang)),
            Of::Markets => study.market_name(MarketIndex(at), lang),
        };
        let now = after.total(at).unwrap_or_default();
        let was =
            self.before.as_ref().and_then(|before| before.total(at)).filter(|was| *was != now);
        // A total without some of its rows is at least this much.
        let least = if after.is_whole(at) { "" } else { ">" };
        let total = match was {
            Some(was) => format!("{} -> {least}{}", amount(was), amount(now)),
            None => format!("{least}{}", amount(now)),
        };
        let is_cheapest = after.cheapest() == Some(at);
        SumLine {
            name: name.to_owned(),
            total,
            moved: was.map(|was| by(moved(was, now), false)).unwrap_or_default(),
            against: match after.against_cheapest(at) {
                _ if is_cheapest => lang.pick("最便宜", "cheapest").to_owned(),
                Some(more) => by(more, was.is_none()),
                None => lang.pick("不全", "incomplete").to_owned(),
            },
            is_cheapest,
        }
    }
}

impl SumLine {
    /// The line as one text: `2,460,414 -> 2,710,000, +10.1 %`.
    pub(crate) fn text(&self) -> String {
        let parts = [&self.total, &self.moved, &self.against];
        let parts: Vec<&str> =
            parts.into_iter().map(String::as_str).filter(|p| !p.is_empty()).collect();
        format!("{} {}", self.name, parts.join(", "))
    }
}

/// An amount of money in at most two decimals.
pub(crate) fn amount(number: Decimal) -> String {
    number_text(number.round_dp(2).normalize())
}

/// A movement: in percent, with the amount before it if there is room or no percentage.
fn by((by, percent): (Decimal, Option<Decimal>), long: bool) -> String {
    let percent = percent.map(|percent| {
        let mut tenths = percent.round_dp(1);
        // A tenth is written even where it is nought.
        tenths.rescale(1);
        format!("{} %", signed_text(tenths))
    });
    let by = signed_text(by.round_dp(2).normalize());
    match percent {
        Some(percent) if long => format!("{by} ({percent})"),
        Some(percent) => percent,
        None => by,
    }
}
