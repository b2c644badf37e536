//! Totals of cost lines per platform, and of priced quantities per market.
//!
//! Sums what is in one currency, or converted to it, all of it or a part; a column that lacks an
//! amount is no whole and is compared with nothing. It must not know what is on the screen but the facts it is given,
//! nor add up the costs of two scenarios.

use rust_decimal::Decimal;

use super::hash::QuickMap;
use super::prices::{self, NoRate};
use super::stats::percent;
use super::what_if::WhatIf;
use crate::model::{Body, Fact, FactId, Lang, Localized, Price, Rate, Study, Tco, counted};

/// Totals, one per platform or market.
#[derive(Debug, Clone, PartialEq)]
pub struct Totals {
    /// The currency of the totals (ISO 4217).
    pub currency: Box<str>,
    /// One per platform or market, in the study's order.
    pub columns: Vec<Column>,
    /// How many rows were added up.
    pub rows: usize,
    /// The rates that amounts were converted by.
    pub rates: Vec<Rate>,
}

/// A total.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Column {
    /// The sum of the amounts stated.
    pub total: Decimal,
    /// Of how many rows an amount is stated.
    pub stated: usize,
}

impl Totals {
    /// Whether every row has an amount for a column.
    #[must_use]
    pub fn is_whole(&self, column: usize) -> bool {
        self.columns.get(column).is_some_and(|c| c.stated == self.rows && c.stated > 0)
    }

    /// The total of a column.
    #[must_use]
    pub fn total(&self, column: usize) -> Option<Decimal> {
        self.columns.get(column).filter(|column| column.stated > 0).map(|column| column.total)
    }

    /// The column with the lowest total, of those that lack no amount; none where there is no other
    /// one to be cheaper than.
    #[must_use]
    pub fn cheapest(&self) -> Option<usize> {
        let whole = || (0..self.columns.len()).filter(|at| self.is_whole(*at));
        whole().min_by_key(|at| self.total(*at)).filter(|_| whole().nth(1).is_some())
    }

    /// How much more a column costs than the cheapest one, and in percent if that is not nought.
    #[must_use]
    pub fn against_cheapest(&self, column: usize) -> Option<(Decimal, Option<Decimal>)> {
        let cheapest = self.total(self.cheapest()?)?;
        let total = self.total(column).filter(|_| self.is_whole(column))?;
        Some(moved(cheapest, total))
    }

    /// An amount as a share of its column's total, in percent.
    #[must_use]
    pub fn share(&self, column: usize, amount: Decimal) -> Option<Decimal> {
        percent(amount, self.total(column)?)
    }

    fn of(currency: &str, columns: usize) -> Self {
        Self {
            currency: currency.into(),
            columns: vec![Column::default(); columns],
            rows: 0,
            rates: Vec::new(),
        }
    }

    fn add(&mut self, at: usize, amount: Decimal) {
        if let Some(column) = self.columns.get_mut(at) {
            column.total = column.total.checked_add(amount).unwrap_or(Decimal::MAX);
            column.stated += 1;
        }
    }

    fn by(&mut self, rate: &Rate) {
        if !self.rates.contains(rate) {
            self.rates.push(rate.clone());
        }
    }
}

/// From one total to another: by how much, and in percent where the first is not nought.
#[must_use]
pub fn moved(from: Decimal, to: Decimal) -> (Decimal, Option<Decimal>) {
    let by = to.checked_sub(from).unwrap_or_default();
    (by, percent(by, from))
}

/// What is run and for how long. The costs of one scenario add up, those of two do not.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Scenario {
    name: Option<Localized>,
    years: Option<u32>,
}

impl Scenario {
    /// The scenario that a cost line is of.
    #[must_use]
    pub fn of(line: &Tco) -> Self {
        Self { name: line.scenario.clone(), years: line.years }
    }

    /// Such as `Small shop, 3 years`; empty where the study says nothing of it.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        let name = self.name.as_ref().map(|name| name.get(lang).to_owned());
        let years = self
            .years
            .map(|years| lang.pick(format!("{years} 年"), counted(years, "year", "years")));
        let parts: Vec<String> = name.into_iter().chain(years).collect();
        parts.join(lang.pick("，", ", "))
    }
}

/// The totals of the cost lines among facts, per platform, with what is changed: one of each
/// scenario, in order of appearance.
///
/// # Errors
/// In place of a total, the rate without which lines in several currencies cannot be added.
pub fn costs<'a>(
    study: &'a Study,
    facts: impl Iterator<Item = &'a Fact>,
    what_if: &WhatIf,
) -> Vec<Result<Totals, NoRate>> {
    CostLines::each(study, facts).iter().map(|lines| lines.totals(what_if)).collect()
}

/// The cost lines of one scenario, which are added up in one currency: their own if they share one,
/// else the study's.
#[derive(Debug, Clone)]
pub struct CostLines<'a> {
    study: &'a Study,
    lines: Vec<(&'a FactId, &'a Tco)>,
    currency: &'a str,
}

impl<'a> CostLines<'a> {
    /// The cost lines among facts, scenario by scenario in order of appearance.
    pub fn each(study: &'a Study, facts: impl Iterator<Item = &'a Fact>) -> Vec<Self> {
        let mut each: Vec<Self> = Vec::new();
        let mut places = QuickMap::default();
        for fact in facts {
            let Body::Tco(line) = &fact.body else { continue };
            let place = *places.entry((&line.scenario, line.years)).or_insert(each.len());
            if each.len() == place {
                each.push(Self { study, lines: Vec::new(), currency: &line.currency });
            }
            let Some(of) = each.get_mut(place) else { continue };
            if *of.currency != *line.currency {
                of.currency = &study.currency;
            }
            of.lines.push((&fact.id, line));
        }
        each
    }

    /// What they are the costs of.
    #[must_use]
    pub fn scenario(&self) -> Option<Scenario> {
        self.lines.first().map(|(_, line)| Scenario::of(line))
    }

    /// The lines, in the order they were given.
    pub fn lines(&self) -> impl Iterator<Item = &'a Tco> + '_ {
        self.lines.iter().map(|(_, line)| *line)
    }

    /// Some of the lines, to be added up in the same currency.
    #[must_use]
    pub fn only(&self, wanted: impl Fn(&Tco) -> bool) -> Self {
        let lines = self.lines.iter().copied().filter(|(_, line)| wanted(line)).collect();
        Self { lines, ..*self }
    }

    /// Their totals per platform, with what is changed.
    ///
    /// # Errors
    /// The rate without which lines in several currencies cannot be added.
    pub fn totals(&self, what_if: &WhatIf) -> Result<Totals, NoRate> {
        let Self { study, lines, currency } = self;
        let mut totals = Totals::of(currency, study.platforms.len());
        for line in lines {
            totals.rows += 1;
            for platform in 0..study.platforms.len() {
                let Some(amount) = what_if.amount(study, *line, platform) else { continue };
                let amount = if *line.1.currency == **currency {
                    Some(amount)
                } else {
                    let (amount, rate) = prices::convert(study, amount, &line.1.currency)?;
                    rate.into_iter().for_each(|rate| totals.by(rate));
                    amount
                };
                totals.add(platform, amount.unwrap_or(Decimal::MAX));
            }
        }
        Ok(totals)
    }
}

/// The monthly bill of the quantities set among facts, per market; `None` if there are none.
///
/// # Errors
/// The rate without which prices in several currencies cannot be added.
pub fn bill<'a>(
    study: &Study,
    facts: impl Iterator<Item = &'a Fact>,
    what_if: &WhatIf,
) -> Option<Result<Totals, NoRate>> {
    let priced: Vec<(Decimal, &Price)> = facts
        .filter_map(|fact| match &fact.body {
            Body::Price(price) => Some((what_if.quantity(&fact.id)?, &**price)),
            _ => None,
        })
        .collect();
    (!priced.is_empty()).then(|| add_bill(study, &priced))
}

fn add_bill(study: &Study, priced: &[(Decimal, &Price)]) -> Result<Totals, NoRate> {
    let mut totals = Totals::of("", study.markets.len());
    for (quantity, price) in priced {
        let compared = prices::compare(study, price);
        if totals.rows == 0 {
            totals.currency = compared.currency.into();
        }
        if *totals.currency != *compared.currency {
            return Err(NoRate { from: compared.currency.into(), to: totals.currency });
        }
        totals.rows += 1;
        compared.rates.iter().for_each(|rate| totals.by(rate));
        for market in study.market_indexes() {
            if let Some(cost) = compared.get(market).and_then(|one| one.checked_mul(*quantity)) {
                totals.add(market.0, cost);
            }
        }
    }
    Ok(totals)
}
