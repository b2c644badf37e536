//! "What if": cost lines and quantities that somebody changes to see the total move.
//!
//! Kept beside the study by the ids of its facts, and exact. It must never be written into the
//! study, and knows nothing of how it is asked or shown.

mod parse;

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::model::{Body, Fact, FactId, Lang, Price, Study, Tco};
pub use parse::Refusal;

/// What is changed, by fact.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WhatIf {
    /// Changes of cost lines, each for one platform by id, or for all.
    lines: BTreeMap<FactId, Vec<ForPlatform>>,
    /// Monthly quantities of prices, in their units.
    quantities: BTreeMap<FactId, Decimal>,
    /// The quantity that was set last, and what it was before.
    last: Option<(FactId, Option<Decimal>)>,
}

/// A change with the id of the platform it is for; for all of them without.
type ForPlatform = (Option<Box<str>>, Change);

/// A change of a cost line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// So many times as much.
    Times(Decimal),
    /// This amount instead.
    Amount(Decimal),
}

impl Change {
    fn of(self, amount: Decimal) -> Option<Decimal> {
        match self {
            Self::Times(factor) => amount.checked_mul(factor),
            Self::Amount(amount) => Some(amount),
        }
    }

    fn text(self) -> String {
        match self {
            Self::Times(factor) => format!("x{}", factor.normalize()),
            Self::Amount(amount) => format!("={amount}"),
        }
    }
}

impl WhatIf {
    /// Whether a fact can be asked "what if" of: a cost line or a price.
    #[must_use]
    pub fn applies(fact: &Fact) -> bool {
        matches!(fact.body, Body::Tco(_) | Body::Price(_))
    }

    /// Whether nothing is changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty() && self.quantities.is_empty()
    }

    /// Whether something of the fact is changed.
    #[must_use]
    pub fn touches(&self, fact: &FactId) -> bool {
        self.lines.contains_key(fact) || self.quantities.contains_key(fact)
    }

    /// Takes what was typed for a fact in place of what was asked of it before; an empty text takes
    /// it back. A cost line takes a factor or an amount (`x2`, `120%`, `+10%`, `=5000`), each for
    /// one platform if its name stands before it, several with `;` between. A price takes a monthly
    /// quantity in its unit (`500`), or a factor of the one it has.
    ///
    /// # Errors
    /// Why the text is neither; nothing is changed then.
    pub fn set(&mut self, study: &Study, fact: &Fact, text: &str) -> Result<(), Refusal> {
        if text.trim().is_empty() {
            self.forget(&fact.id);
            return Ok(());
        }
        match &fact.body {
            Body::Tco(line) => {
                let changes = parse::changes(study, text)?;
                let fits = |(platform, change): &ForPlatform| {
                    stated(study, line, platform.as_deref())
                        .all(|amount| change.of(amount).is_some())
                };
                if !changes.iter().all(fits) {
                    return Err(Refusal::TooLarge);
                }
                self.lines.insert(fact.id.clone(), changes);
            }
            Body::Price(price) => {
                let before = self.quantity(&fact.id);
                let quantity = parse::quantity(price, text, before)?;
                if !affordable(price, quantity) {
                    return Err(Refusal::TooLarge);
                }
                self.quantities.insert(fact.id.clone(), quantity);
                self.last = Some((fact.id.clone(), before));
            }
            _ => return Err(Refusal::NothingToChange),
        }
        Ok(())
    }

    /// Takes back what was asked of one fact.
    pub fn forget(&mut self, fact: &FactId) {
        self.lines.remove(fact);
        if let Some(before) = self.quantities.remove(fact) {
            self.last = Some((fact.clone(), Some(before)));
        }
    }

    /// Drops what was asked of facts that the study no longer has, or has as another kind.
    pub fn keep_known(&mut self, study: &Study) {
        let body = |id: &FactId| study.fact(id).map(|fact| &fact.body);
        self.lines.retain(|id, _| matches!(body(id), Some(Body::Tco(_))));
        self.quantities.retain(|id, _| matches!(body(id), Some(Body::Price(_))));
    }

    /// The monthly quantity of a price, if one was set.
    #[must_use]
    pub fn quantity(&self, fact: &FactId) -> Option<Decimal> {
        self.quantities.get(fact).copied()
    }

    /// The amount of a cost line for a platform as changed; as stated if it is not.
    #[must_use]
    pub fn amount(
        &self,
        study: &Study,
        (id, line): (&FactId, &Tco),
        platform: usize,
    ) -> Option<Decimal> {
        let stated = line.amounts.get(platform).copied().flatten()?;
        let name = study.platforms.get(platform).map(|label| &label.id);
        let changes = self.lines.get(id).map_or(&[][..], Vec::as_slice);
        let own = changes.iter().find(|(of, _)| of.is_some() && of.as_ref() == name);
        let change = own.or_else(|| changes.iter().find(|(of, _)| of.is_none()));
        Some(change.and_then(|(_, change)| change.of(stated)).unwrap_or(stated))
    }

    /// The quantities as they were before the last one was set or taken back.
    #[must_use]
    pub fn before_last(&self) -> Self {
        let mut before = self.clone();
        match self.last.clone() {
            Some((id, Some(quantity))) => {
                before.quantities.insert(id, quantity);
            }
            Some((id, None)) => {
                before.quantities.remove(&id);
            }
            None => {}
        }
        before.last = None;
        before
    }

    /// What is asked of a fact, as it can be typed; empty if nothing is.
    #[must_use]
    pub fn text(&self, fact: &FactId) -> String {
        if let Some(quantity) = self.quantity(fact) {
            return quantity.to_string();
        }
        let changes = self.lines.get(fact).map_or(&[][..], Vec::as_slice);
        let said = changes.iter().map(|(platform, change)| match platform {
            Some(platform) => format!("{platform} {}", change.text()),
            None => change.text(),
        });
        said.collect::<Vec<_>>().join("; ")
    }
}

/// The amounts that a line states for one platform, or for all.
fn stated<'a>(
    study: &'a Study,
    line: &'a Tco,
    platform: Option<&'a str>,
) -> impl Iterator<Item = Decimal> + 'a {
    let named = study.platforms.iter().zip(&line.amounts);
    let wanted = move |id: &str| platform.is_none_or(|platform| platform == id);
    named.filter(move |(label, _)| wanted(&label.id)).filter_map(|(_, amount)| *amount)
}

/// Whether the price of a quantity can be computed at all.
fn affordable(price: &Price, quantity: Decimal) -> bool {
    price.values.stated().all(|(_, value)| value.checked_mul(quantity).is_some())
}

/// What to type for a fact, in a few words.
#[must_use]
pub fn prompt(fact: &Fact, lang: Lang) -> String {
    match &fact.body {
        Body::Price(price) => {
            let unit = price.unit.get(lang);
            lang.pick(format!("每月多少 {unit}："), format!("{unit} a month:"))
        }
        _ => lang.pick("假如（x2、+10%、=5000）：", "What if (x2, +10%, =5000):").to_owned(),
    }
}

#[cfg(test)]
mod tests;
