//! Finds the changes of one fact.
//!
//! What is the same costs one comparison and no text.

use std::cmp::Ordering;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::follow::followed;
use super::{By, Change, ChangeKind};
use crate::analysis::column;
use crate::analysis::number::figure_text;
use crate::analysis::table::{Field, cell, is_said_elsewhere, written_text};
use crate::model::{
    Availability, Body, Fact, Former, Lang, Localized, MarketIndex, Price, ReleaseDate, Series,
    Study,
};

/// Whether anything about a fact changed since the earlier edition of the study, or all of it.
#[must_use]
pub fn is_changed(study: &Study, fact: &Fact) -> bool {
    let Some(former) = &study.former else { return false };
    former.fact(&fact.id).is_none_or(|before| {
        std::ptr::eq(before, fact)
            || !is_same(before, fact)
            || !followed(study, former, (before, fact)).is_empty()
    })
}

/// Whether two editions of a fact say the same. Where it is written and the day it speaks of may
/// differ: a study that was looked through again says the same of more recent days.
fn is_same(before: &Fact, after: &Fact) -> bool {
    let same = |f: fn(&Fact) -> Option<&Localized>| f(before) == f(after);
    before.body == after.body
        && before.name == after.name
        && before.dimension == after.dimension
        && before.category == after.category
        && before.source == after.source
        && same(Fact::note)
        && same(Fact::doubt)
}

/// Everything that changed about a fact since the earlier edition of the study, weightiest first.
/// The fact may be one of the study or one that is gone.
#[must_use]
pub fn changes(study: &Study, fact: &Fact) -> Vec<Change> {
    let Some(former) = study.former.as_deref() else { return Vec::new() };
    let values = |fact| both(|lang| cell(Field::Values, study, fact, lang).text);
    let whole = |kind, before, after| Change {
        kind,
        word: String::new(),
        label: Localized::default(),
        before,
        after,
        by: By::Nothing,
        rates: Vec::new(),
    };
    match former.fact(&fact.id) {
        None => vec![whole(ChangeKind::Added, Localized::default(), values(fact))],
        Some(before) if std::ptr::eq(before, fact) => {
            vec![whole(ChangeKind::Removed, values(fact), Localized::default())]
        }
        Some(before) => {
            let mut found = Found { study, before, after: fact, changes: Vec::new() };
            if !is_same(before, fact) {
                found.look(former);
            }
            found.changes.extend(followed(study, former, (before, fact)));
            found.changes.sort_by_key(|change| change.kind);
            found.changes
        }
    }
}

/// A text in both languages.
pub(super) fn both(text: impl Fn(Lang) -> String) -> Localized {
    let (zh, en) = (text(Lang::Zh), text(Lang::En));
    if zh == en { Localized::same(en) } else { Localized::each(zh, en) }
}

/// Columns whose texts are compared as they are shown.
const TEXTS: [Field; 21] = [
    Field::Name,
    Field::Kind,
    Field::Category,
    Field::What,
    Field::Group,
    Field::Unit,
    Field::Period,
    Field::Service,
    Field::Tier,
    Field::Phase,
    Field::Cost,
    Field::Scenario,
    Field::Years,
    Field::Direct,
    Field::Where,
    Field::Speakers,
    Field::Home,
    Field::Industry,
    Field::Factor,
    Field::Text,
    Field::Topic,
];

/// Columns whose numbers are compared.
const NUMBERS: [Field; 10] = [
    Field::Priority,
    Field::Depth,
    Field::Year,
    Field::Posts,
    Field::AllPosts,
    Field::Features,
    Field::AllFeatures,
    Field::Sessions,
    Field::HomeSpeakers,
    Field::Printed,
];

/// Remarks that are compared: key, names in both languages, the text.
type Remark = (&'static str, &'static str, &'static str, fn(&Fact) -> Option<&Localized>);
const REMARKS: [Remark; 4] = [
    ("limit", "限制", "Limit", limit),
    ("workaround", "替代方案", "Work-around", |fact| fact.effort()?.workaround.as_deref()),
    ("doubt", "存疑", "Doubt", Fact::doubt),
    ("note", "备注", "Note", Fact::note),
];

fn limit(fact: &Fact) -> Option<&Localized> {
    match &fact.body {
        Body::Capability(capability) => capability.limit.as_deref(),
        _ => None,
    }
}

/// What was found of one fact.
struct Found<'a> {
    study: &'a Study,
    before: &'a Fact,
    after: &'a Fact,
    changes: Vec<Change>,
}

impl Found<'_> {
    fn look(&mut self, former: &Former) {
        for market in former.markets() {
            self.market(market);
        }
        if let (Body::Series(before), Body::Series(after)) = (&self.before.body, &self.after.body) {
            self.points((before, after), former);
        }
        for platform in 0..self.study.platforms.len() {
            self.number(Field::Platform(platform));
        }
        let sides = [self.before, self.after];
        let own = |field: &Field| !sides.iter().all(|fact| is_said_elsewhere(*field, fact));
        let (numbers, texts): (Vec<Field>, Vec<Field>) =
            (NUMBERS.into_iter().filter(own).collect(), TEXTS.into_iter().filter(own).collect());
        numbers.into_iter().for_each(|field| self.number(field));
        self.date_of_cut();
        texts.into_iter().for_each(|field| self.text(field));
        if self.before.source != self.after.source {
            self.text(Field::Source);
        }
        for (word, zh, en, of) in REMARKS {
            let (before, after) = (of(self.before).cloned(), of(self.after).cloned());
            if before != after {
                let texts = (before.unwrap_or_default(), after.unwrap_or_default());
                let label = Localized::each(zh, en);
                self.add(ChangeKind::TextChanged, (word.to_owned(), label), (texts, By::Nothing));
            }
        }
        if self.changes.is_empty() {
            let label = Localized::each("其他", "Other");
            let none = (Localized::default(), Localized::default());
            self.add(ChangeKind::TextChanged, ("other".to_owned(), label), (none, By::Nothing));
        }
    }

    fn add(
        &mut self,
        kind: ChangeKind,
        (word, label): (String, Localized),
        ((before, after), by): ((Localized, Localized), By),
    ) {
        let rates = Vec::new();
        self.changes.push(Change { kind, word, label, before, after, by, rates });
    }

    /// Word and name of a column.
    fn named(&self, field: Field) -> (String, Localized) {
        let title = both(|lang| field.title(self.study, lang).to_owned());
        (field.word(self.study).into_owned(), title)
    }

    /// What a column shows before and after.
    fn shown(&self, field: Field) -> (Localized, Localized) {
        let of = |fact| both(|lang| cell(field, self.study, fact, lang).text);
        (of(self.before), of(self.after))
    }

    /// What a market column shows before and after; prices as each edition writes them, for they may
    /// be in another currency now, or be converted by another rate.
    fn in_market(&self, field: Field, market: MarketIndex) -> (Localized, Localized) {
        let shown = self.shown(field);
        let written = |fact: &Fact, shown| match &fact.body {
            Body::Price(price) => match price.values.get(market) {
                Some(value) => Localized::same(written_text(price, market, *value)),
                None => shown,
            },
            _ => shown,
        };
        (written(self.before, shown.0), written(self.after, shown.1))
    }

    fn market(&mut self, market: MarketIndex) {
        let field = Field::Market(market);
        let change = match (&self.before.body, &self.after.body) {
            (Body::Release(b), Body::Release(a)) => {
                released(b.dates.get(market).copied(), a.dates.get(market).copied())
            }
            (Body::Capability(b), Body::Capability(a)) => {
                offered(b.status.get(market), a.status.get(market))
            }
            (Body::FreeTier(b), Body::FreeTier(a)) => {
                offered(b.status.get(market), a.status.get(market))
            }
            (Body::Price(b), Body::Price(a)) => price((b, a), market),
            (Body::Count(b), Body::Count(a)) => number(b.values.get(market), a.values.get(market)),
            (Body::Series(b), Body::Series(a)) => number(b.total.get(market), a.total.get(market)),
            // What a price cut holds for is one list, not a value per market.
            (Body::PriceCut(_), Body::PriceCut(_)) => return,
            _ => None,
        };
        let texts = self.in_market(field, market);
        let differ = texts.0 != texts.1 && !matches!(self.after.body, Body::Series(_));
        if let Some((kind, by)) =
            change.or(differ.then_some((ChangeKind::TextChanged, By::Nothing)))
        {
            let named = self.named(field);
            self.add(kind, named, (texts, by));
        }
    }

    /// The points of a series, by period and market.
    fn points(&mut self, (before, after): (&Series, &Series), former: &Former) {
        let value = |series: &Series, period: &str, market| {
            let point = series.points.iter().find(|point| *point.period == *period)?;
            point.values.get(market).copied()
        };
        let fresh = after
            .points
            .iter()
            .filter(|point| before.points.iter().all(|known| known.period != point.period));
        let periods = before.points.iter().chain(fresh).map(|point| &*point.period);
        for period in periods {
            for market in former.markets() {
                let (b, a) = (value(before, period, market), value(after, period, market));
                let Some((kind, by)) = number(b.as_ref(), a.as_ref()) else { continue };
                let (word, name) = self.named(Field::Market(market));
                let label = both(|lang| format!("{} {period}", name.get(lang)));
                let text = |n: Option<Decimal>| {
                    Localized::same(n.map(|n| figure_text(&after.unit, n)).unwrap_or_default())
                };
                self.add(kind, (format!("{word}.{period}"), label), ((text(b), text(a)), by));
            }
        }
    }

    fn number(&mut self, field: Field) {
        let texts = self.shown(field);
        if texts.0 == texts.1 {
            return;
        }
        let exact = |fact| column::number(field, self.study, fact);
        let change = match (exact(self.before), exact(self.after)) {
            (Some(before), Some(after)) => number(Some(&before), Some(&after)),
            _ => None,
        };
        let (kind, by) = change.unwrap_or((ChangeKind::TextChanged, By::Nothing));
        let named = self.named(field);
        let paid_in = |fact: &Fact, text: Localized| match (&fact.body, text.get(Lang::En)) {
            (Body::Tco(line), amount) if !amount.is_empty() => {
                Localized::same(format!("{amount} {}", line.currency).trim_end())
            }
            _ => text,
        };
        let texts = (paid_in(self.before, texts.0), paid_in(self.after, texts.1));
        self.add(kind, named, (texts, by));
    }

    fn date_of_cut(&mut self) {
        let dates = match (&self.before.body, &self.after.body) {
            (Body::PriceCut(before), Body::PriceCut(after)) => (before.date, after.date),
            (Body::Interview(before), Body::Interview(after)) => (before.date, after.date),
            _ => return,
        };
        let change = match dates {
            (before, after) if before == after => return,
            (Some(before), Some(after)) => moved(before, after),
            _ => (ChangeKind::TextChanged, By::Nothing),
        };
        let (named, texts) = (self.named(Field::Date), self.shown(Field::Date));
        self.add(change.0, named, (texts, change.1));
    }

    fn text(&mut self, field: Field) {
        let texts = self.shown(field);
        if texts.0 != texts.1 {
            let named = self.named(field);
            self.add(ChangeKind::TextChanged, named, (texts, By::Nothing));
        }
    }
}

pub(super) type Move = (ChangeKind, By);

fn moved(before: NaiveDate, after: NaiveDate) -> Move {
    (ChangeKind::DateMoved, By::Days(after.signed_duration_since(before).num_days()))
}

/// What became of a release; having no date is something else than being known to be missing.
fn released(before: Option<ReleaseDate>, after: Option<ReleaseDate>) -> Option<Move> {
    use ReleaseDate::{Missing, On};
    let kind = match (before, after) {
        (before, after) if before == after => return None,
        (Some(On(before)), Some(On(after))) => return Some(moved(before, after)),
        (Some(Missing), Some(On(_))) => ChangeKind::NewlyAvailable,
        (Some(On(_)), Some(Missing)) => ChangeKind::Lost,
        _ => ChangeKind::StatusChanged,
    };
    Some((kind, By::Nothing))
}

/// What became of an offer; a limited one is an offer.
fn offered(before: Option<&Availability>, after: Option<&Availability>) -> Option<Move> {
    use Availability::Missing;
    let kind = match (before, after) {
        (before, after) if before == after => return None,
        (Some(Missing), Some(_)) => ChangeKind::NewlyAvailable,
        (Some(_), Some(Missing)) => ChangeKind::Lost,
        _ => ChangeKind::StatusChanged,
    };
    Some((kind, By::Nothing))
}

/// A price moves only if it is still asked in the same money for the same thing.
fn price((before, after): (&Price, &Price), market: MarketIndex) -> Option<Move> {
    let money = |price: &Price| (price.currency_in(market).to_owned(), price.per_in(market));
    let alike = money(before) == money(after) && before.unit == after.unit;
    let change = number(before.values.get(market), after.values.get(market))?;
    match change {
        (ChangeKind::NumberChanged, by) if alike => Some((ChangeKind::PriceMoved, by)),
        (ChangeKind::NumberChanged, _) => Some((ChangeKind::TextChanged, By::Nothing)),
        other => Some(other),
    }
}

pub(super) fn number(before: Option<&Decimal>, after: Option<&Decimal>) -> Option<Move> {
    let (before, after) = match (before, after) {
        (Some(before), Some(after)) => (*before, *after),
        (None, None) => return None,
        _ => return Some((ChangeKind::StatusChanged, By::Nothing)),
    };
    let difference = match before.cmp(&after) {
        Ordering::Equal => return None,
        _ => after.checked_sub(before)?,
    };
    let part = difference.checked_div(before.abs());
    let percent = part.and_then(|part| part.checked_mul(Decimal::ONE_HUNDRED));
    Some((ChangeKind::NumberChanged, By::Number(difference, percent)))
}
