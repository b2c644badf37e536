//! The earlier edition of a study that it is compared with.
//!
//! A study owns its earlier edition, and with it the facts that are *gone*: those that the edition
//! has and the study has not. They are no facts of the study: nothing that goes through
//! [`Study::facts`] meets them, so no figure, claim or coverage counts them. What lists them on
//! purpose addresses them by the positions after the last fact, which [`Study::fact_at`] resolves.
//! What has changed is found in `analysis`, not here.

use std::collections::HashMap;

use super::{Body, Fact, FactId, MarketIndex, PerMarket, Study};

/// The earlier edition of a study.
#[derive(Debug, Clone)]
pub struct Former {
    /// The edition, with the study's own markets and platforms.
    pub study: Study,
    rows: HashMap<FactId, usize>,
    /// Facts of the edition that the study has not, in their order.
    gone: Vec<usize>,
    /// The markets of the study that the edition compares as well.
    markets: Vec<MarketIndex>,
}

impl Former {
    /// The fact of the edition with this id.
    #[must_use]
    pub fn fact(&self, id: &FactId) -> Option<&Fact> {
        self.study.facts.get(*self.rows.get(id)?)
    }

    /// Whether this very fact is one of the edition.
    #[must_use]
    pub fn owns(&self, fact: &Fact) -> bool {
        self.fact(&fact.id).is_some_and(|own| std::ptr::eq(own, fact))
    }

    /// The markets that both editions compare.
    pub fn markets(&self) -> impl Iterator<Item = MarketIndex> {
        self.markets.iter().copied()
    }
}

impl Study {
    /// The study with an earlier edition to compare it with. Facts are the same if their ids are,
    /// markets and platforms likewise; what the edition says of others of those is left out.
    #[must_use]
    pub fn compared_with(mut self, mut edition: Study) -> Self {
        let here = |id: &str| edition.markets.iter().position(|market| *market.id == *id);
        let markets: Vec<Option<usize>> = self.markets.iter().map(|m| here(&m.id)).collect();
        let here = |id: &str| edition.platforms.iter().position(|label| *label.id == *id);
        let platforms: Vec<Option<usize>> = self.platforms.iter().map(|p| here(&p.id)).collect();
        let places = Places { markets, platforms };
        for fact in &mut edition.facts {
            places.realign(&mut fact.body);
        }
        edition.markets.clone_from(&self.markets);
        edition.platforms.clone_from(&self.platforms);
        (edition.declared, edition.pair) = (self.declared, self.pair);
        let mut rows = HashMap::new();
        for (row, fact) in edition.facts.iter().enumerate() {
            rows.entry(fact.id.clone()).or_insert(row);
        }
        let mut gone = rows.clone();
        for fact in &self.facts {
            gone.remove(&fact.id);
        }
        let mut gone: Vec<usize> = gone.into_values().collect();
        gone.sort_unstable();
        let known = places.markets.iter().enumerate().filter(|(_, place)| place.is_some());
        let markets = known.map(|(market, _)| MarketIndex(market)).collect();
        self.former = Some(Box::new(Former { study: edition, rows, gone, markets }));
        self
    }

    /// The facts of the earlier edition that are gone, with the positions they go by here.
    pub fn gone(&self) -> impl Iterator<Item = (usize, &Fact)> {
        let former = self.former.as_deref();
        let gone = former.map_or(&[][..], |former| &former.gone);
        let fact = move |row: &usize| former?.study.facts.get(*row);
        (self.facts.len()..).zip(gone.iter().filter_map(fact))
    }

    /// The fact at a position: one of the study's own, or, after the last of them, one that is gone.
    #[must_use]
    pub fn fact_at(&self, row: usize) -> Option<&Fact> {
        if let Some(fact) = self.facts.get(row) {
            return Some(fact);
        }
        let former = self.former.as_deref()?;
        former.study.facts.get(*former.gone.get(row - self.facts.len())?)
    }

    /// The edition whose files and sources the fact at a position refers to.
    #[must_use]
    pub fn edition_of(&self, row: usize) -> &Study {
        match &self.former {
            Some(former) if row >= self.facts.len() => &former.study,
            _ => self,
        }
    }
}

/// Where an edition has the markets and platforms of a study.
struct Places {
    markets: Vec<Option<usize>>,
    platforms: Vec<Option<usize>>,
}

impl Places {
    /// Puts the values of a body into the order of the study's markets and platforms.
    fn realign(&self, body: &mut Body) {
        match body {
            Body::Release(b) => self.values(&mut b.dates),
            Body::Capability(b) => self.values(&mut b.status),
            Body::FreeTier(b) => {
                self.values(&mut b.status);
                self.values(&mut b.offers);
            }
            Body::Series(b) => {
                self.values(&mut b.total);
                b.points.iter_mut().for_each(|point| self.values(&mut point.values));
            }
            Body::Count(b) => self.values(&mut b.values),
            Body::Price(b) => {
                self.values(&mut b.values);
                self.values(&mut b.currencies);
                self.values(&mut b.per);
            }
            Body::Tco(b) => {
                let amount = |place: &Option<usize>| b.amounts.get((*place)?).copied().flatten();
                b.amounts = self.platforms.iter().map(amount).collect();
            }
            Body::PriceCut(b) => {
                b.markets = b.markets.iter().filter_map(|market| self.market(*market)).collect();
            }
            Body::Event(b) => b.market = b.market.and_then(|market| self.market(market)),
            Body::Customer(b) => b.market = b.market.and_then(|market| self.market(market)),
            _ => {}
        }
    }

    fn values<T: Clone>(&self, values: &mut PerMarket<T>) {
        // A fact without values stays one: an empty list says so in fewer words.
        if !values.is_empty() {
            let value = |place: &Option<usize>| values.get(MarketIndex((*place)?)).cloned();
            *values = PerMarket::new(self.markets.iter().map(value).collect());
        }
    }

    fn market(&self, of_edition: MarketIndex) -> Option<MarketIndex> {
        self.markets.iter().position(|place| *place == Some(of_edition.0)).map(MarketIndex)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::Decimal;

    use crate::model::{
        Availability, Capability, CapabilityType, Effort, Localized, Market, Price, Word,
    };

    fn study(markets: &[&str], facts: &[(&str, &[Option<Availability>])]) -> Study {
        let market = |id: &&str| Market { id: (*id).into(), name: Localized::same(*id) };
        let fact = |(id, status): &(&str, &[Option<Availability>])| Fact {
            body: Body::Capability(Capability {
                what: CapabilityType::Service,
                layer: None,
                status: PerMarket::new(status.to_vec()),
                limit: None,
                effort: Effort::default(),
            }),
            ..Fact::named(id, Localized::same(*id))
        };
        Study {
            markets: markets.iter().map(market).collect(),
            facts: facts.iter().map(fact).collect(),
            ..Study::default()
        }
    }

    #[test]
    fn facts_that_are_gone_stand_behind_the_facts_and_nowhere_among_them() {
        let now = study(&["a"], &[("kept", &[]), ("new", &[])]);
        let now = now.compared_with(study(&["a"], &[("lost", &[]), ("kept", &[]), ("old", &[])]));
        let gone: Vec<_> = now.gone().map(|(row, fact)| (row, fact.id.as_str())).collect();
        assert_eq!(gone, [(2, "lost"), (3, "old")]);
        assert_eq!(now.facts.len(), 2);
        assert_eq!(now.fact_at(3).unwrap().id.as_str(), "old");
        assert!(now.fact_at(4).is_none());
        assert!(now.former.as_ref().unwrap().owns(now.fact_at(2).unwrap()));
        assert!(!now.former.as_ref().unwrap().owns(&now.facts[0]));
        assert_eq!(study(&[], &[]).fact_at(0).map(|fact| fact.id.as_str()), None);
    }

    #[test]
    fn currencies_and_quantities_of_prices_go_with_their_markets() {
        let mut before = study(&["b", "a"], &[("f", &[])]);
        let of_b = |word: &str| PerMarket::new(vec![Some(Word::from(word)), None]);
        before.facts[0].body = Body::Price(Box::new(Price {
            currencies: of_b("USD"),
            per: PerMarket::new(vec![Some(Decimal::ONE_THOUSAND), None]),
            service: Localized::default(),
            tier: None,
            unit: Localized::default(),
            values: PerMarket::default(),
            currency: Word::from("EUR"),
        }));
        let former = study(&["a", "b"], &[("f", &[])]).compared_with(before).former.unwrap();
        let Body::Price(price) = &former.study.facts[0].body else { unreachable!() };
        let b = MarketIndex(1);
        assert_eq!((price.currency_in(b), price.per_in(b)), ("USD", Decimal::ONE_THOUSAND));
        assert_eq!(price.per_in(MarketIndex(0)), Decimal::ONE);
    }

    #[test]
    fn markets_are_the_same_by_their_ids_whatever_their_order() {
        use Availability::{Available, Limited, Missing};
        let before =
            study(&["b", "x", "a"], &[("f", &[Some(Limited), Some(Missing), Some(Available)])]);
        let now = study(&["a", "b", "c"], &[("f", &[])]).compared_with(before);
        let former = now.former.unwrap();
        let Body::Capability(body) = &former.study.facts[0].body else { unreachable!() };
        let of = |market| body.status.get(MarketIndex(market)).copied();
        assert_eq!([of(0), of(1), of(2)], [Some(Available), Some(Limited), None]);
        assert_eq!(former.markets().map(|market| market.0).collect::<Vec<_>>(), [0, 1]);
    }
}
