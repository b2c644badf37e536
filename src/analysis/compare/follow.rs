//! What moved about a fact though nobody wrote another thing of it: prices by a rate, claims by the
//! facts under them.
//!
//! Each edition is asked with its own rates and its own facts. It must not report a rate twice: the
//! rates themselves are changes of the study, listed by [`rates`].

use rust_decimal::Decimal;

use super::find::{both, number};
use super::{By, Change, ChangeKind};
use crate::analysis::claims::checked;
use crate::analysis::number::{claimed_text, number_text, short_ratio};
use crate::analysis::prices::{self, Comparison, rate_text};
use crate::analysis::table::amount_text;
use crate::model::{
    Body, Checked, Claim, Fact, FactId, Former, Lang, Localized, MarketIndex, Price, Rate,
    Standing, Study, Term,
};

/// The rates that changed, came or went since the earlier edition of a study. A rate that is the same
/// on a later day, by the same source, is no change.
#[must_use]
pub fn rates(study: &Study) -> Vec<Change> {
    let Some(former) = study.former.as_deref() else { return Vec::new() };
    let (old, new) = (&former.study, study);
    let kept = new.rates.iter().filter_map(|rate| {
        let before = old.rate(&rate.from, &rate.to);
        let same = |before: &&Rate| is_same_rate(before, rate) && before.source == rate.source;
        (before.filter(same).is_none()).then(|| rate_change(before, Some(rate)))
    });
    let gone = old.rates.iter().filter(|rate| new.rate(&rate.from, &rate.to).is_none());
    kept.chain(gone.map(|rate| rate_change(Some(rate), None))).collect()
}

/// Whether two rates between the same currencies convert alike.
fn is_same_rate(a: &Rate, b: &Rate) -> bool {
    a.rate == b.rate && a.from == b.from
}

fn rate_change(before: Option<&Rate>, after: Option<&Rate>) -> Change {
    let id = after.or(before).map(Rate::id).unwrap_or_default();
    let text = |rate: Option<&Rate>| Localized::same(rate.map(rate_text).unwrap_or_default());
    let (kind, by) = match (before, after) {
        (None, _) => (ChangeKind::Added, By::Nothing),
        (_, None) => (ChangeKind::Removed, By::Nothing),
        (Some(b), Some(a)) if b.from == a.from => (
            ChangeKind::RateChanged,
            number(Some(&b.rate), Some(&a.rate)).map_or(By::Nothing, |m| m.1),
        ),
        _ => (ChangeKind::RateChanged, By::Nothing),
    };
    Change {
        kind,
        label: Localized::each(format!("汇率 {id}"), format!("rate {id}")),
        word: id,
        before: text(before),
        after: text(after),
        by,
        rates: Vec::new(),
    }
}

/// What moved about a fact that both editions have, apart from what is written of it.
pub(super) fn followed(
    study: &Study,
    former: &Former,
    (before, after): (&Fact, &Fact),
) -> Vec<Change> {
    match (&before.body, &after.body) {
        (Body::Price(b), Body::Price(a)) if study.rates != former.study.rates => {
            Conversion::of(study, former, (b, a)).map_or_else(Vec::new, |moved| moved.changes())
        }
        (Body::Claim(b), Body::Claim(a)) => {
            turned(study, former, (&after.id, b, a)).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

/// A claim of which something else came than before: it agrees, disagrees or cannot be checked now.
fn turned(
    study: &Study,
    former: &Former,
    (id, before, after): (&FactId, &Claim, &Claim),
) -> Option<Change> {
    let (was, is) = (checked(&former.study, id)?, checked(study, id)?);
    let kind = turn(is.standing);
    if turn(was.standing) == kind {
        return None;
    }
    Some(Change {
        kind,
        word: "verdict".to_owned(),
        label: Localized::each("结论", "Verdict"),
        before: both(|lang| verdict_text(before, was, lang)),
        after: both(|lang| verdict_text(after, is, lang)),
        by: By::Nothing,
        rates: Vec::new(),
    })
}

/// What a claim that stands like this has turned to, if it stood differently before.
fn turn(standing: Standing) -> ChangeKind {
    match standing {
        Standing::Agrees | Standing::Rounded | Standing::CutOff => ChangeKind::NowAgrees,
        Standing::Differs => ChangeKind::NowDisagrees,
        Standing::Unchecked => ChangeKind::NowUnchecked,
    }
}

/// A printed figure with the one that follows from the facts, or how it stands where none does.
fn verdict_text(claim: &Claim, checked: &Checked, lang: Lang) -> String {
    let printed = &claim.value;
    match checked.recomputed.map(|number| claimed_text(claim, number)) {
        Some(number) => lang.pick(
            format!("原文 {printed}，复算 {number}"),
            format!("printed {printed}, recomputed {number}"),
        ),
        None => {
            let standing = checked.standing.label(lang);
            lang.pick(
                format!("原文 {printed}，{standing}"),
                format!("printed {printed}, {standing}"),
            )
        }
    }
}

/// The rate for want of which the price of one of these markets is not converted.
fn lacking(
    compared: &Comparison<'_>,
    markets: impl IntoIterator<Item = MarketIndex> + Copy,
) -> Localized {
    both(|lang| compared.lacks(markets).map(|rate| rate.message(lang)).unwrap_or_default())
}

/// A price in both editions, each converted by the rates of its own.
struct Conversion<'a> {
    study: &'a Study,
    former: &'a Former,
    prices: (&'a Price, &'a Price),
    was: Comparison<'a>,
    is: Comparison<'a>,
    /// The rates it is converted by that changed, came or went.
    rates: Vec<String>,
}

impl<'a> Conversion<'a> {
    /// None if no rate that it is converted by changed.
    fn of(study: &'a Study, former: &'a Former, prices: (&'a Price, &'a Price)) -> Option<Self> {
        let (was, is) =
            (prices::compare(&former.study, prices.0), prices::compare(study, prices.1));
        let is_other = |rate: &&Rate, edition: &Study| {
            let there = edition.rate(&rate.from, &rate.to);
            there.is_none_or(|there| !is_same_rate(there, rate))
        };
        let used = is.rates.iter().filter(|rate| is_other(rate, &former.study));
        let dropped = was.rates.iter().filter(|rate| is_other(rate, study));
        let mut rates: Vec<String> = used.chain(dropped).map(|rate| rate.id()).collect();
        rates.sort_unstable();
        rates.dedup();
        (!rates.is_empty()).then_some(Self { study, former, prices, was, is, rates })
    }

    fn changes(&self) -> Vec<Change> {
        let markets = self.former.markets().filter(|market| self.is_as_written(*market));
        markets.filter_map(|market| self.market(market)).chain(self.ratio()).collect()
    }

    /// Whether the price of a market is written as it was: then a rate alone can have moved it.
    fn is_as_written(&self, market: MarketIndex) -> bool {
        let written = |price: &Price| {
            (
                price.values.get(market).copied(),
                price.currency_in(market).to_owned(),
                price.per_in(market),
            )
        };
        written(self.prices.0) == written(self.prices.1)
    }

    fn market(&self, market: MarketIndex) -> Option<Change> {
        let (was, is) = (self.was.get(market), self.is.get(market));
        let label = both(|lang| self.study.market_name(market, lang).to_owned());
        let word = self.study.markets.get(market.0).map_or("", |market| &market.id);
        let text = |compared: &Comparison<'_>, value: Option<Decimal>| match value {
            Some(value) => {
                Localized::same(format!("{} {}", amount_text(compared, value), compared.currency))
            }
            None => lacking(compared, [market]),
        };
        let texts = (text(&self.was, was), text(&self.is, is));
        self.moved((word, label), (was, is), texts)
    }

    /// The ratio of the markets compared, unless what is written of them moved it as well.
    fn ratio(&self) -> Option<Change> {
        let pair = self.study.pair;
        if ![pair.home, pair.reference].into_iter().all(|market| self.is_as_written(market)) {
            return None;
        }
        let ratio = |compared: &Comparison<'_>| {
            let ratio = compared.get(pair.home)?.checked_div(compared.get(pair.reference)?)?;
            Some(short_ratio(ratio))
        };
        let (was, is) = (ratio(&self.was), ratio(&self.is));
        let text = |compared: &Comparison<'_>, ratio: Option<Decimal>| match ratio {
            Some(ratio) => Localized::same(number_text(ratio)),
            None => lacking(compared, [pair.home, pair.reference]),
        };
        let label = Localized::each("比值", "Ratio");
        let texts = (text(&self.was, was), text(&self.is, is));
        self.moved(("ratio", label), (was, is), texts)
    }

    fn moved(
        &self,
        (word, label): (&str, Localized),
        (was, is): (Option<Decimal>, Option<Decimal>),
        (before, after): (Localized, Localized),
    ) -> Option<Change> {
        // What looks the same in as many digits as are shown has not moved.
        if before == after {
            return None;
        }
        let by = number(was.as_ref(), is.as_ref()).map(|moved| moved.1);
        let by = by.filter(|_| self.was.currency == self.is.currency || word == "ratio");
        Some(Change {
            kind: ChangeKind::ConversionMoved,
            word: word.to_owned(),
            label,
            before,
            after,
            by: by.unwrap_or_default(),
            rates: self.rates.clone(),
        })
    }
}
