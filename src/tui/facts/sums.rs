//! The totals below a table: per platform, or per market where quantities were set. Where costs are
//! of several scenarios, those of the row under the cursor.
//!
//! Added up once for the rows shown and kept until rows or changes do; words and columns are made
//! when drawn. The sums themselves are those of `analysis`.

use rust_decimal::Decimal;

use crate::analysis::number::{
    cents, money_text, number_text, percent_text, round_half_away, signed_text,
};
use crate::analysis::prices::NoRate;
use crate::analysis::table::{Field, Row, View};
use crate::analysis::totals::{CostLines, Scenario, Totals, bill, moved};
use crate::analysis::what_if::WhatIf;
use crate::model::{Body, Fact, Kind, Lang, MarketIndex, Study};

/// The totals of the rows of a table: of each scenario, if they are costs.
#[derive(Debug)]
pub(crate) struct Sums(Vec<Sum>);

/// Totals before and after what is changed.
#[derive(Debug)]
pub(crate) struct Sum {
    of: Of,
    /// Which one, where there are several.
    scenario: Option<Scenario>,
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
    /// The total before something was asked, if it moved.
    was: String,
    /// The total.
    now: String,
    /// By how much it moved.
    pub(crate) moved: String,
    /// How much more than the cheapest it is, as an amount and in percent.
    more: (String, String),
    /// What else is to be said: the cheapest, or not all of its rows.
    note: &'static str,
    /// Whether it is the cheapest.
    pub(crate) is_cheapest: bool,
}

impl Sums {
    /// The totals that a view of these rows has, if any.
    pub(super) fn of(view: &View, rows: &[Row], (study, asked): (&Study, &WhatIf)) -> Option<Self> {
        let facts = || rows.iter().filter_map(|row| study.facts.get(*row as usize));
        let platforms = view.columns(study).iter().any(|field| matches!(field, Field::Platform(_)));
        let sums = if platforms {
            of_costs(&CostLines::each(study, facts()), asked)
        } else if view.kinds.contains(&Kind::Price) {
            let before = bill(study, facts(), &asked.before_last()).and_then(Result::ok);
            let after = bill(study, facts(), asked);
            let sum = |after| Sum { of: Of::Markets, scenario: None, before, after };
            after.map(sum).into_iter().collect()
        } else {
            Vec::new()
        };
        (!sums.is_empty()).then_some(Self(sums))
    }

    /// The totals that a fact counts for.
    pub(crate) fn at(&self, fact: Option<&Fact>) -> Option<&Sum> {
        let scenario = match fact.map(|fact| &fact.body) {
            Some(Body::Tco(line)) => Some(Scenario::of(line)),
            _ => None,
        };
        let of = |sum: &&Sum| sum.scenario == scenario;
        self.0.iter().find(of).or(self.0.first())
    }

    /// How many lines they take at most, their heading included.
    pub(crate) fn len(&self) -> usize {
        self.0.iter().map(Sum::len).max().unwrap_or(0)
    }
}

/// The totals of each scenario, which is named where it is not the only one.
fn of_costs(each: &[CostLines<'_>], asked: &WhatIf) -> Vec<Sum> {
    let sum = |lines: &CostLines<'_>| Sum {
        of: Of::Platforms,
        scenario: lines.scenario().filter(|_| each.len() > 1),
        before: lines.totals(&WhatIf::default()).ok(),
        after: lines.totals(asked),
    };
    each.iter().map(sum).collect()
}

impl Sum {
    /// How many lines they take, their heading included.
    fn len(&self) -> usize {
        1 + self.after.as_ref().map_or(1, |after| self.columns(after).count())
    }

    /// The share of an amount in its platform's total, such as `17.3 %`.
    pub(crate) fn share(&self, (platform, amount): (usize, Decimal), lang: Lang) -> Option<String> {
        self.share_in(self.after.as_ref().ok(), (platform, amount), lang)
    }

    /// The share of an amount in its platform's total before anything was asked.
    pub(crate) fn share_before(
        &self,
        (platform, amount): (usize, Decimal),
        lang: Lang,
    ) -> Option<String> {
        self.share_in(self.before.as_ref(), (platform, amount), lang)
    }

    fn share_in(
        &self,
        totals: Option<&Totals>,
        (platform, amount): (usize, Decimal),
        lang: Lang,
    ) -> Option<String> {
        let share = totals?.share(platform, amount)?;
        let text = || percent_text(number_text(tenths(share)), lang);
        (self.of == Of::Platforms).then(text)
    }

    /// What the totals are: of what, in which currency.
    pub(crate) fn label(&self, lang: Lang) -> String {
        let currency = self.after.as_ref().map_or("", |after| &after.currency);
        let label = match self.of {
            Of::Platforms => lang.pick("合计", "Total"),
            Of::Markets => lang.pick("每月", "A month"),
        };
        let scenario = self.scenario.as_ref().map(|scenario| scenario.text(lang));
        let of = scenario.filter(|of| !of.is_empty());
        let of = of.map(|of| lang.pick(format!("：{of}"), format!(": {of}"))).unwrap_or_default();
        format!("{}{of}", format!("{label} {currency}").trim_end())
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
        let is_cheapest = after.cheapest() == Some(at);
        let against = after.against_cheapest(at).filter(|_| !is_cheapest);
        SumLine {
            name: name.to_owned(),
            was: was.map(|was| format!("{least}{}", money_text(was))).unwrap_or_default(),
            now: format!("{least}{}", money_text(now)),
            moved: was.map(|was| percent_or_amount(moved(was, now), lang)).unwrap_or_default(),
            more: against.map_or_else(Default::default, |(by, percent)| {
                let percent = percent.map(|percent| moved_text(percent, lang));
                (signed_text(cents(by)), percent.unwrap_or_default())
            }),
            note: match () {
                () if is_cheapest => lang.pick("最便宜", "cheapest"),
                () if !after.is_whole(at) => lang.pick("不全", "incomplete"),
                () => "",
            },
            is_cheapest,
        }
    }
}

impl SumLine {
    /// The total; with what it was before, if that is to be shown and it moved.
    pub(crate) fn total(&self, before: bool) -> String {
        match self.was.as_str() {
            was if before && !was.is_empty() => format!("{was} -> {}", self.now),
            _ => self.now.clone(),
        }
    }

    /// How it stands to the cheapest: in percent, with the amount if that is to be shown.
    pub(crate) fn against(&self, amount: bool) -> String {
        match (&self.more, self.note) {
            ((more, percent), "") if percent.is_empty() => more.clone(),
            ((more, percent), "") if amount => format!("{more} ({percent})"),
            ((_, percent), "") => percent.clone(),
            (_, note) => note.to_owned(),
        }
    }

    /// The line as one text: `2,460,414 -> 2,710,000, +10.1 % against before`.
    pub(crate) fn text(&self, lang: Lang) -> String {
        let mut parts = vec![self.total(true)];
        if !self.moved.is_empty() {
            let (before, moved) = (HEADINGS.0, &self.moved);
            parts.push(lang.pick(format!("{} {moved}", before.0), format!("{moved} {}", before.1)));
        }
        let against = self.against(false);
        if !against.is_empty() && self.note.is_empty() {
            let least = HEADINGS.1;
            parts.push(
                lang.pick(format!("{} {against}", least.0), format!("{against} {}", least.1)),
            );
        } else if !against.is_empty() {
            parts.push(against);
        }
        format!("{} {}", self.name, parts.join(lang.pick("，", ", ")))
    }
}

/// What movements are measured against: the totals before, the cheapest.
pub(crate) const HEADINGS: ((&str, &str), (&str, &str)) =
    (("比原先", "vs before"), ("比最便宜", "vs cheapest"));

/// To a tenth, which is written even where it is nought.
fn tenths(percent: Decimal) -> Decimal {
    let mut tenths = round_half_away(percent, 1);
    tenths.rescale(1);
    tenths
}

fn moved_text(percent: Decimal, lang: Lang) -> String {
    percent_text(signed_text(tenths(percent)), lang)
}

/// A movement in percent; as an amount where it has no percentage.
fn percent_or_amount((by, percent): (Decimal, Option<Decimal>), lang: Lang) -> String {
    percent.map_or_else(|| signed_text(cents(by)), |percent| moved_text(percent, lang))
}
