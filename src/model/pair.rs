//! Which market is compared with which.
//!
//! Two positions among the study's markets and nothing else; it must not know what differs.

use super::{Lang, MarketIndex, Study};

/// A market, and the one it is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Pair {
    /// The market under study.
    pub home: MarketIndex,
    /// The market it is compared with.
    pub reference: MarketIndex,
}

impl Pair {
    /// The pair of two markets named by id, such as `china` and `global`; none where the study
    /// lacks one of them or both are the same.
    #[must_use]
    pub fn named(study: &Study, home: &str, reference: &str) -> Option<Self> {
        let find = |id: &str| study.markets.iter().position(|market| &*market.id == id);
        let pair =
            Self { home: MarketIndex(find(home)?), reference: MarketIndex(find(reference)?) };
        (pair.home != pair.reference).then_some(pair)
    }

    /// Every pair of two different markets, in the order of the columns.
    pub fn all(study: &Study) -> impl Iterator<Item = Self> {
        let pairs = move |home| study.market_indexes().map(move |reference| (home, reference));
        study
            .market_indexes()
            .flat_map(pairs)
            .filter(|(home, reference)| home != reference)
            .map(|(home, reference)| Self { home, reference })
    }

    /// The same two markets in another study, which may have reordered them; none where it lacks
    /// one.
    #[must_use]
    pub fn carried(self, from: &Study, to: &Study) -> Option<Self> {
        let id = |index: MarketIndex| from.markets.get(index.0).map(|market| &*market.id);
        Self::named(to, id(self.home)?, id(self.reference)?)
    }

    /// `China against Global`, in the study's names.
    #[must_use]
    pub fn text(self, study: &Study, lang: Lang) -> String {
        let (home, reference) =
            (study.market_name(self.home, lang), study.market_name(self.reference, lang));
        lang.pick(format!("{home}对{reference}"), format!("{home} against {reference}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Localized, Market};

    fn study(ids: &[&str]) -> Study {
        let market = |id: &&str| Market { id: (*id).into(), name: Localized::same(*id) };
        Study { markets: ids.iter().map(market).collect(), ..Study::default() }
    }

    #[test]
    fn three_markets_make_six_pairs_and_one_makes_none() {
        let three = study(&["a", "b", "c"]);
        let texts: Vec<String> =
            Pair::all(&three).map(|pair| pair.text(&three, Lang::En)).collect();
        assert_eq!(texts.len(), 6);
        assert_eq!(texts.first().map(String::as_str), Some("a against b"));
        assert_eq!(Pair::all(&study(&["a"])).count(), 0);
    }

    #[test]
    fn a_pair_follows_its_markets_into_a_study_that_orders_them_otherwise() {
        let (old, new) = (study(&["a", "b"]), study(&["b", "x", "a"]));
        let pair = Pair::named(&old, "a", "b").unwrap();
        let carried = pair.carried(&old, &new).unwrap();
        assert_eq!((carried.home, carried.reference), (MarketIndex(2), MarketIndex(0)));
        assert_eq!(pair.carried(&old, &study(&["a", "c"])), None);
        assert_eq!(Pair::named(&old, "a", "a"), None, "a market is not compared with itself");
    }
}
