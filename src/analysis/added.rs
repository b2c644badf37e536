//! What the rows of a table add up to where no single column says it: exposure, price cuts, events,
//! customers.
//!
//! Counted without a language, so that it can be kept, and worded for footers and charts alike. It must
//! not count anything that a fact does not state.

use rust_decimal::Decimal;

use super::number::{number_text, percent_text, round_half_away};
use super::stats::percent;
use crate::model::{
    Body, Event, Exposure, Fact, Kind, Lang, MarketIndex, PriceCut, Study, counted,
};

/// Facts of one kind, added up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Added {
    /// Posts, and features, of all posts and features.
    Exposure([Shared; 2]),
    /// Cuts per market: all, and those of the price itself.
    Cuts(Vec<(usize, usize)>),
    /// How many events, sessions, customers on stage, and how many of those are of the home market.
    Events([u64; 4]),
    /// Customers named, and those of the home market.
    Customers(usize, usize),
}

/// Parts of wholes, added up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Shared {
    /// The sum of the parts, whether or not it is stated of what they are; none if none is stated.
    pub part: Option<u64>,
    /// The parts of which the whole is stated, and those wholes.
    pub of: (u64, u64),
}

impl Added {
    /// What facts of a kind add up to; none if there are none, and for any other kind.
    pub fn of<'a>(
        study: &Study,
        kind: Kind,
        facts: impl Iterator<Item = &'a Fact>,
    ) -> Option<Self> {
        let mut sum = match kind {
            Kind::Exposure => Self::Exposure(Default::default()),
            Kind::PriceCut => Self::Cuts(vec![(0, 0); study.markets.len()]),
            Kind::Event => Self::Events([0; 4]),
            Kind::Customer => Self::Customers(0, 0),
            _ => return None,
        };
        let of_kind = facts.filter(|fact| fact.body.kind() == kind);
        let count = of_kind.map(|fact| sum.add(&fact.body)).count();
        (count > 0).then_some(sum)
    }

    /// Whether facts of a kind add up to something.
    #[must_use]
    pub fn is_of(kind: Kind) -> bool {
        matches!(kind, Kind::Exposure | Kind::PriceCut | Kind::Event | Kind::Customer)
    }

    fn add(&mut self, body: &Body) {
        match (self, body) {
            (Self::Exposure(sums), Body::Exposure(year)) => add_year(sums, year),
            (Self::Cuts(sums), Body::PriceCut(cut)) => add_cut(sums, cut),
            (Self::Events(sums), Body::Event(event)) => add_event(sums, event),
            (Self::Customers(all, home), Body::Customer(customer)) => {
                *all += 1;
                *home += usize::from(customer.home);
            }
            _ => {}
        }
    }

    /// The sums in words; empty where nothing is stated.
    #[must_use]
    pub fn text(&self, study: &Study, lang: Lang) -> String {
        match self {
            Self::Exposure(sums) => exposure_text(*sums, lang),
            Self::Cuts(sums) => cuts_text(sums, study, lang),
            Self::Events([count, sessions, stage, home]) => lang.pick(
                format!(
                    "{count} 场会议：分会场 {sessions}，登台客户 {stage} 家，其中本土 {home} 家"
                ),
                format!(
                    "{}: {}, {} on stage, {home} of them of the home market",
                    counted(count, "event", "events"),
                    counted(sessions, "session", "sessions"),
                    counted(stage, "customer", "customers")
                ),
            ),
            Self::Customers(all, home) => {
                let name = study.market_name(study.pair.home, lang);
                lang.pick(
                    format!("{all} 家客户中 {home} 家是{name}企业"),
                    format!("{home} of {all} customers are companies of {name}"),
                )
            }
        }
    }
}

impl Shared {
    fn add(&mut self, part: Option<u32>, whole: Option<u32>) {
        let Some(part) = part.map(u64::from) else { return };
        self.part = Some(self.part.unwrap_or(0).saturating_add(part));
        if let Some(whole) = whole {
            self.of.0 = self.of.0.saturating_add(part);
            self.of.1 = self.of.1.saturating_add(whole.into());
        }
    }

    /// The part and its share of the whole; where not every year says of how many, the share is of
    /// those that do.
    fn text(self, lang: Lang) -> Option<String> {
        let (part, (stated, whole)) = (self.part?, self.of);
        let share = share_of(self.of).map_or(String::new(), |share| {
            let share = percent_text(share, lang);
            lang.pick(format!("（{share}）"), format!(" ({share})"))
        });
        let [all, known, of] = [part, stated, whole].map(|number| number_text(number.into()));
        Some(match self.of {
            (_, 0) => all,
            _ if stated == part => format!("{all} / {of}{share}"),
            _ => lang.pick(
                format!("{all}，其中 {known} / {of}{share}"),
                format!("{all}, of which {known} / {of}{share}"),
            ),
        })
    }
}

/// A part of a whole in percent, for reading; none of nothing.
fn share_of((part, whole): (u64, u64)) -> Option<Decimal> {
    percent(part.into(), whole.into()).map(|percent| round_half_away(percent, 1))
}

fn add_year([posts, features]: &mut [Shared; 2], year: &Exposure) {
    posts.add(year.posts, year.all_posts);
    features.add(year.features, year.all_features);
}

fn add_cut(sums: &mut [(usize, usize)], cut: &PriceCut) {
    for (at, (all, direct)) in sums.iter_mut().enumerate() {
        if cut.markets.contains(&MarketIndex(at)) {
            *all += 1;
            *direct += usize::from(cut.direct);
        }
    }
}

fn add_event(sums: &mut [u64; 4], event: &Event) {
    let stage = event.speakers.len() as u64;
    let [sessions, home] = [event.sessions, event.home_speakers].map(|n| n.unwrap_or(0).into());
    for (sum, number) in sums.iter_mut().zip([1, sessions, stage, home]) {
        *sum = sum.saturating_add(number);
    }
}

fn exposure_text([posts, features]: [Shared; 2], lang: Lang) -> String {
    let named = |sum: Shared, name: &str| Some(format!("{name} {}", sum.text(lang)?));
    let parts = [
        named(posts, lang.pick("博客", "posts")),
        named(features, lang.pick("新功能", "features")),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    let text = parts.join(lang.pick("，", ", "));
    let told = || lang.pick(format!("合计：{text}"), format!("in all: {text}"));
    if parts.is_empty() { String::new() } else { told() }
}

fn cuts_text(sums: &[(usize, usize)], study: &Study, lang: Lang) -> String {
    let of = |(market, (all, direct)): (MarketIndex, &(usize, usize))| {
        let name = study.market_name(market, lang);
        lang.pick(
            format!("{name} {all} 次（直接 {direct}）"),
            format!("{name} {all} ({direct} direct)"),
        )
    };
    let sums: Vec<String> = study.market_indexes().zip(sums).map(of).collect();
    let sums = sums.join(lang.pick("，", ", "));
    lang.pick(format!("列明的降价：{sums}"), format!("cuts listed: {sums}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::{Origin, load};

    #[test]
    fn exposure_adds_up_and_shares_are_of_what_has_a_whole() {
        let study = load(&Origin::BuiltIn).unwrap().study;
        let sum = Added::of(&study, Kind::Exposure, study.facts.iter()).unwrap();
        let Added::Exposure([posts, _]) = sum else { panic!() };
        assert_eq!(posts.of, (26 + 75 + 14 + 15 + 1, 426 + 692 + 554 + 346 + 248));
        assert_eq!(posts.part, Some(posts.of.0));
        assert_eq!(share_of(posts.of), Some(Decimal::new(58, 1)));
        assert_eq!(share_of((1, 0)), None);
        assert_eq!(share_of((1, 16)), Some(Decimal::new(63, 1)), "halves away from zero");
    }

    #[test]
    fn a_kind_without_rows_adds_up_to_nothing() {
        let study = load(&Origin::BuiltIn).unwrap().study;
        assert_eq!(Added::of(&study, Kind::Customer, std::iter::empty()), None);
        assert_eq!(Added::of(&study, Kind::Release, study.facts.iter()), None);
    }
}
