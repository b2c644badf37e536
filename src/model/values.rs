//! The values of a fact, one type per kind.
//!
//! Plain data as the study states it; what follows from it is computed in `analysis`.

use std::ops::RangeInclusive;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::{FactId, Localized, MarketIndex, PerMarket, Word};

/// The numbers that are taken for years where a year is meant.
pub const YEARS: RangeInclusive<i32> = 1800..=2200;

/// Whether and when a market got a feature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReleaseDate {
    /// Released on this day.
    On(NaiveDate),
    /// Known not to be released by the fact's as-of date.
    Missing,
}

/// Whether a market has a capability.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Availability {
    /// Offered in full.
    Available,
    /// Offered with a limit.
    Limited,
    /// Not offered.
    Missing,
}

/// What a gap costs its users and takes to close; scores run from 1 (low) to 5 (high).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Effort {
    /// Demand impact on customers.
    pub impact: Option<u8>,
    /// Technical difficulty of closing the gap.
    pub difficulty: Option<u8>,
    /// What can be done meanwhile.
    pub workaround: Option<Box<Localized>>,
}

/// See [`Body::Release`](super::Body::Release).
#[derive(Debug, Clone, PartialEq)]
pub struct Release {
    /// Per market: the day, or known to be missing.
    pub dates: PerMarket<ReleaseDate>,
    /// The period the source counts it in.
    pub group: Option<Word>,
    /// Scores and work-around.
    pub effort: Effort,
}

/// What a capability is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum CapabilityType {
    Service,
    Function,
    Instance,
    Chip,
    Language,
    Document,
}

/// See [`Body::Capability`](super::Body::Capability).
#[derive(Debug, Clone, PartialEq)]
pub struct Capability {
    /// What it is.
    pub what: CapabilityType,
    /// Layer of the stack it belongs to: a category id.
    pub layer: Option<Word>,
    /// Per market.
    pub status: PerMarket<Availability>,
    /// What the limit is.
    pub limit: Option<Box<Localized>>,
    /// Scores and work-around.
    pub effort: Effort,
}

/// See [`Body::Series`](super::Body::Series).
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// Unit of the values.
    pub unit: Localized,
    /// The points, in order of period as written.
    pub points: Vec<Point>,
    /// Totals as printed.
    pub total: PerMarket<Decimal>,
}

/// A point of a [`Series`].
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// A year, a quarter: any label.
    pub period: Word,
    /// The number per market.
    pub values: PerMarket<Decimal>,
}

/// How exactly a figure is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Precision {
    /// Counted.
    #[default]
    Exact,
    /// "More than".
    AtLeast,
    /// "About", "thousands of".
    About,
}

impl Precision {
    /// The sign before a figure: `>` for "more than", `~` for "about".
    #[must_use]
    pub fn mark(self) -> &'static str {
        match self {
            Self::Exact => "",
            Self::AtLeast => ">",
            Self::About => "~",
        }
    }
}

/// See [`Body::Count`](super::Body::Count).
#[derive(Debug, Clone, PartialEq)]
pub struct Count {
    /// Unit of the values.
    pub unit: Localized,
    /// Per market.
    pub values: PerMarket<Decimal>,
    /// How exactly they are known.
    pub precision: Precision,
    /// The period counted, if it is one.
    pub period: Option<Word>,
}

/// See [`Body::Price`](super::Body::Price).
#[derive(Debug, Clone, PartialEq)]
pub struct Price {
    /// The service that is priced.
    pub service: Localized,
    /// The tier or class.
    pub tier: Option<Localized>,
    /// What one pays for, for example GB-month.
    pub unit: Localized,
    /// Per market, in [`Price::currency_in`] for [`Price::per_in`] units.
    pub values: PerMarket<Decimal>,
    /// ISO 4217; of the markets that have no currency of their own.
    pub currency: Word,
    /// Currencies of markets that have one of their own.
    pub currencies: PerMarket<Word>,
    /// How many units the price is for, where that is not one; above nought.
    pub per: PerMarket<Decimal>,
}

impl Price {
    /// The currency of a market's price (ISO 4217).
    #[must_use]
    pub fn currency_in(&self, market: MarketIndex) -> &str {
        self.currencies.get(market).unwrap_or(&self.currency)
    }

    /// How many units a market's price is for.
    #[must_use]
    pub fn per_in(&self, market: MarketIndex) -> Decimal {
        self.per.get(market).copied().unwrap_or(Decimal::ONE)
    }
}

/// See [`Body::Tco`](super::Body::Tco).
#[derive(Debug, Clone, PartialEq)]
pub struct Tco {
    /// What is run.
    pub scenario: Option<Localized>,
    /// Length of the period in years.
    pub years: Option<u32>,
    /// Phase of the work: a category id.
    pub phase: Word,
    /// Kind of cost: a category id.
    pub cost: Word,
    /// ISO 4217.
    pub currency: Word,
    /// One amount per platform, aligned with the study's platforms.
    pub amounts: Vec<Option<Decimal>>,
}

/// See [`Body::PriceCut`](super::Body::PriceCut).
#[derive(Debug, Clone, PartialEq)]
pub struct PriceCut {
    /// When it was announced.
    pub date: Option<NaiveDate>,
    /// Depth in percent.
    pub percent: Option<Decimal>,
    /// Whether the depth is an upper bound.
    pub up_to: bool,
    /// Whether the price itself fell, rather than its performance rising.
    pub direct: bool,
    /// Where it holds.
    pub markets: Vec<MarketIndex>,
    /// Layer of the stack: a category id.
    pub layer: Option<Word>,
}

/// See [`Body::FreeTier`](super::Body::FreeTier).
#[derive(Debug, Clone, PartialEq)]
pub struct FreeTier {
    /// Per market.
    pub status: PerMarket<Availability>,
    /// What is offered, per market.
    pub offers: PerMarket<Localized>,
}

/// See [`Body::Exposure`](super::Body::Exposure).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Exposure {
    /// The year counted.
    pub year: i32,
    /// Posts about the subject.
    pub posts: Option<u32>,
    /// All posts.
    pub all_posts: Option<u32>,
    /// New features of the subject.
    pub features: Option<u32>,
    /// All new features.
    pub all_features: Option<u32>,
}

/// See [`Body::Event`](super::Body::Event).
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// The year it took place.
    pub year: i32,
    /// The market it addressed.
    pub market: Option<MarketIndex>,
    /// Sessions about the subject.
    pub sessions: Option<u32>,
    /// Customers on stage.
    pub speakers: Vec<Localized>,
    /// How many of them are customers of the home market.
    pub home_speakers: Option<u32>,
}

/// See [`Body::Customer`](super::Body::Customer).
#[derive(Debug, Clone, PartialEq)]
pub struct Customer {
    /// The market its case is published in.
    pub market: Option<MarketIndex>,
    /// Whether it is a company of the home market.
    pub home: bool,
    /// Its industry.
    pub industry: Option<Localized>,
    /// What it uses.
    pub uses: Option<Localized>,
}

/// The four factors of a PEST analysis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the field's own terms")]
pub enum PestFactor {
    Political,
    Economic,
    Social,
    Technological,
}

/// The four factors of a SWOT analysis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the field's own terms")]
pub enum SwotFactor {
    Strength,
    Weakness,
    Opportunity,
    Threat,
}

/// See [`Body::Pest`](super::Body::Pest) and [`Body::Swot`](super::Body::Swot).
#[derive(Debug, Clone, PartialEq)]
pub struct Factor<F> {
    /// Which factor.
    pub factor: F,
    /// What is said of it.
    pub text: Localized,
    /// Whether it helps: `favourable`, `adverse` or `mixed`.
    pub effect: Option<Word>,
}

/// A cell of the TOWS matrix: an internal factor meets an external one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TowsCell {
    /// Strengths use opportunities.
    So,
    /// Strengths meet threats.
    St,
    /// Opportunities cure weaknesses.
    Wo,
    /// Weaknesses meet threats.
    Wt,
}

/// See [`Body::Tows`](super::Body::Tows).
#[derive(Debug, Clone, PartialEq)]
pub struct Strategy {
    /// Where in the matrix.
    pub cell: TowsCell,
    /// What is to be done.
    pub text: Localized,
    /// The factors it builds on.
    pub uses: Vec<FactId>,
}

/// See [`Body::Interview`](super::Body::Interview).
#[derive(Debug, Clone, PartialEq)]
pub struct Interview {
    /// Who was asked, by role.
    pub role: Localized,
    /// When.
    pub date: Option<NaiveDate>,
    /// About what.
    pub topic: Localized,
    /// The questions, in order.
    pub questions: Vec<Localized>,
    /// What was learnt.
    pub summary: Option<Localized>,
}

/// See [`Body::Problem`](super::Body::Problem).
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    /// What is wrong.
    pub text: Localized,
    /// Whether it is one of the core problems.
    pub core: bool,
    /// Facts that show it.
    pub evidence: Vec<FactId>,
    /// The problem it is part of.
    pub part_of: Option<FactId>,
}

/// See [`Body::Measure`](super::Body::Measure).
#[derive(Debug, Clone, PartialEq)]
pub struct Measure {
    /// What is to be done.
    pub text: Localized,
    /// The problems it answers.
    pub answers: Vec<FactId>,
}

/// See [`Body::Claim`](super::Body::Claim).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Claim {
    /// The figure, as printed.
    pub value: Box<str>,
    /// Its unit.
    pub unit: Option<Localized>,
    /// What it says.
    pub text: Localized,
    /// How exactly it is meant: "over 900" is kept by 926.
    pub precision: Precision,
    /// The facts it derives from.
    pub rows: Vec<FactId>,
    /// Whether the rows are themselves rounded to their last digit.
    pub rows_rounded: bool,
    /// How it is computed from the facts.
    pub expr: Option<Box<str>>,
}
