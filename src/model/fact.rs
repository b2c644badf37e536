//! Facts: one entry of a study each, with values per market, a source and a place.
//!
//! One struct for what every fact has, one [`Body`] variant per kind. What follows from facts
//! (delays, shares, coverage) is not kept here; it is computed in `analysis`.

use std::fmt;

use chrono::NaiveDate;

use super::values::{
    Capability, Claim, Count, Customer, Effort, Event, Exposure, Factor, FreeTier, Interview,
    Measure, PestFactor, Price, PriceCut, Problem, Release, Series, Strategy, SwotFactor, Tco,
};
use super::{Localized, MarketIndex, Place};

/// Stable id of a fact, unique in its study.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct FactId(Box<str>);

impl FactId {
    /// Wraps an id as written in the study.
    #[must_use]
    pub fn new(id: impl Into<Box<str>>) -> Self {
        Self(id.into())
    }

    /// The id as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for FactId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The side of the business a fact speaks about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Dimension {
    /// Features, services, hardware, their release dates.
    Technology,
    /// Prices, cost lines, cuts, free offers.
    Price,
    /// Posts, events, customers, ratings.
    Brand,
    /// Partners, marketplace, integrated services.
    Ecosystem,
    /// Environment, strategies, problems, measures, claims.
    Strategy,
}

impl Dimension {
    /// All dimensions, in the order of the tabs.
    pub const ALL: [Self; 5] =
        [Self::Technology, Self::Price, Self::Brand, Self::Ecosystem, Self::Strategy];
}

/// One value per market, aligned with the study's markets; `None` where the source states nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PerMarket<T>(Box<[Option<T>]>);

impl<T> PerMarket<T> {
    /// Wraps values that are already in market order.
    #[must_use]
    pub fn new(values: Vec<Option<T>>) -> Self {
        Self(values.into_boxed_slice())
    }

    /// The value of one market, if stated.
    #[must_use]
    pub fn get(&self, market: MarketIndex) -> Option<&T> {
        self.0.get(market.0).and_then(Option::as_ref)
    }

    /// The stated values with their markets.
    pub fn stated(&self) -> impl Iterator<Item = (MarketIndex, &T)> {
        self.0.iter().enumerate().filter_map(|(i, value)| Some((MarketIndex(i), value.as_ref()?)))
    }

    /// Whether nothing is stated for any market.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(Option::is_none)
    }
}

impl<T> Default for PerMarket<T> {
    fn default() -> Self {
        Self(Box::default())
    }
}

/// A fact of a study.
#[derive(Debug, Clone)]
pub struct Fact {
    /// Stable id.
    pub id: FactId,
    /// What it is called.
    pub name: Localized,
    /// The side of the business it belongs to.
    pub dimension: Dimension,
    /// Id of a category of the study.
    pub category: Option<Box<str>>,
    /// Id of the source.
    pub source: Option<Box<str>>,
    /// The date the fact speaks of.
    pub as_of: Option<NaiveDate>,
    /// What is said beside the values; most facts have none.
    pub remarks: Option<Box<Remarks>>,
    /// Where it is written.
    pub place: Place,
    /// What kind of fact it is, and its values.
    pub body: Body,
}

/// What is said about a fact beside its values.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Remarks {
    /// Where in the source it stands: a section, a table.
    pub locator: Option<Localized>,
    /// A remark.
    pub note: Option<Localized>,
    /// How the source contradicts itself or is unclear.
    pub doubt: Option<Localized>,
    /// What of it the study's source does not say.
    pub ours: Ours,
    /// Printed forms that differ from the normal one: key, text as printed.
    pub printed: Vec<(Box<str>, Box<str>)>,
}

/// What of a fact was added by the author of the study files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Ours {
    /// Nothing: all of it is in the source.
    #[default]
    Nothing,
    /// These keys.
    Keys(Vec<Box<str>>),
    /// The whole fact.
    Whole,
}

impl Fact {
    /// A fact that says nothing but its name; a start for tests and generators.
    #[must_use]
    pub fn named(id: &str, name: Localized) -> Self {
        Self {
            id: FactId::new(id),
            name,
            dimension: Dimension::Technology,
            category: None,
            source: None,
            as_of: None,
            remarks: None,
            place: Place::default(),
            body: Body::FreeTier(FreeTier {
                status: PerMarket::default(),
                offers: PerMarket::default(),
            }),
        }
    }

    /// The locator in the source, if given.
    #[must_use]
    pub fn locator(&self) -> Option<&Localized> {
        self.remarks.as_ref()?.locator.as_ref()
    }

    /// The remark, if any.
    #[must_use]
    pub fn note(&self) -> Option<&Localized> {
        self.remarks.as_ref()?.note.as_ref()
    }

    /// The doubt, if any.
    #[must_use]
    pub fn doubt(&self) -> Option<&Localized> {
        self.remarks.as_ref()?.doubt.as_ref()
    }

    /// What of the fact is the study author's own.
    #[must_use]
    pub fn ours(&self) -> &Ours {
        self.remarks.as_ref().map_or(&Ours::Nothing, |remarks| &remarks.ours)
    }

    /// Printed forms that differ from the normal one.
    #[must_use]
    pub fn printed(&self) -> &[(Box<str>, Box<str>)] {
        self.remarks.as_ref().map_or(&[], |remarks| &remarks.printed)
    }

    /// What a gap would cost and take to close, for the kinds that can be gaps.
    #[must_use]
    pub fn effort(&self) -> Option<&Effort> {
        match &self.body {
            Body::Release(release) => Some(&release.effort),
            Body::Capability(capability) => Some(&capability.effort),
            _ => None,
        }
    }
}

/// The kinds of facts; [`Body`] holds their values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each kind is documented at its Body variant")]
pub enum Kind {
    Release,
    Capability,
    Series,
    Count,
    Price,
    Tco,
    PriceCut,
    FreeTier,
    Exposure,
    Event,
    Customer,
    Pest,
    Swot,
    Tows,
    Interview,
    Problem,
    Measure,
    Claim,
}

/// The values of a fact, by kind.
#[derive(Debug, Clone, PartialEq)]
pub enum Body {
    /// A feature and its release date per market.
    Release(Release),
    /// A service, function, instance type or chip and its availability per market.
    Capability(Capability),
    /// A number per period.
    Series(Series),
    /// One figure per market.
    Count(Count),
    /// A price per unit and tier, per market.
    Price(Price),
    /// One line of a total cost of ownership, per platform.
    Tco(Tco),
    /// A price reduction.
    PriceCut(PriceCut),
    /// An item of a free tier.
    FreeTier(FreeTier),
    /// One year of blog posts and features.
    Exposure(Exposure),
    /// A flagship event.
    Event(Event),
    /// A named customer or case.
    Customer(Customer),
    /// A factor of the macro environment.
    Pest(Factor<PestFactor>),
    /// A strength, weakness, opportunity or threat.
    Swot(Factor<SwotFactor>),
    /// A strategy in a cell of the TOWS matrix.
    Tows(Strategy),
    /// An interview.
    Interview(Interview),
    /// A problem the study finds.
    Problem(Problem),
    /// A measure that answers problems.
    Measure(Measure),
    /// A figure that somebody printed.
    Claim(Claim),
}

impl Body {
    /// Which kind this is.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::Release(_) => Kind::Release,
            Self::Capability(_) => Kind::Capability,
            Self::Series(_) => Kind::Series,
            Self::Count(_) => Kind::Count,
            Self::Price(_) => Kind::Price,
            Self::Tco(_) => Kind::Tco,
            Self::PriceCut(_) => Kind::PriceCut,
            Self::FreeTier(_) => Kind::FreeTier,
            Self::Exposure(_) => Kind::Exposure,
            Self::Event(_) => Kind::Event,
            Self::Customer(_) => Kind::Customer,
            Self::Pest(_) => Kind::Pest,
            Self::Swot(_) => Kind::Swot,
            Self::Tows(_) => Kind::Tows,
            Self::Interview(_) => Kind::Interview,
            Self::Problem(_) => Kind::Problem,
            Self::Measure(_) => Kind::Measure,
            Self::Claim(_) => Kind::Claim,
        }
    }
}
