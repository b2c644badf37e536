//! Facts: one entry of a study each, with values per market, a source and a place.
//!
//! One struct for what every fact has, one [`Body`] variant per kind. What follows from facts
//! (delays, shares, coverage) is not kept here; it is computed in `analysis`.

use std::sync::Arc;

use chrono::NaiveDate;

use super::values::{
    Capability, Claim, Count, Customer, Effort, Event, Exposure, Factor, FreeTier, Interview,
    Measure, PestFactor, Price, PriceCut, Problem, Release, Series, Strategy, SwotFactor, Tco,
};
use super::{FactId, Localized, PerMarket, Place, Word};

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
    pub category: Option<Word>,
    /// Id of the source.
    pub source: Option<Word>,
    /// Where in the source it stands: a section, a table. Many facts share one.
    pub locator: Option<Arc<Localized>>,
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
            locator: None,
            as_of: None,
            remarks: None,
            place: Place::default(),
            body: Body::FreeTier(Box::new(FreeTier {
                status: PerMarket::default(),
                offers: PerMarket::default(),
            })),
        }
    }

    /// The locator in the source, if given.
    #[must_use]
    pub fn locator(&self) -> Option<&Localized> {
        self.locator.as_deref()
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

/// The values of a fact, by kind; boxed where they are large or rare, so that the others are small.
#[derive(Debug, Clone)]
pub enum Body {
    /// A feature and its release date per market.
    Release(Release),
    /// A service, function, instance type or chip and its availability per market.
    Capability(Capability),
    /// A number per period.
    Series(Box<Series>),
    /// One figure per market.
    Count(Box<Count>),
    /// A price per unit and tier, per market.
    Price(Box<Price>),
    /// One line of a total cost of ownership, per platform.
    Tco(Box<Tco>),
    /// A price reduction.
    PriceCut(Box<PriceCut>),
    /// An item of a free tier.
    FreeTier(Box<FreeTier>),
    /// One year of blog posts and features.
    Exposure(Exposure),
    /// A flagship event.
    Event(Box<Event>),
    /// A named customer or case.
    Customer(Box<Customer>),
    /// A factor of the macro environment.
    Pest(Factor<PestFactor>),
    /// A strength, weakness, opportunity or threat.
    Swot(Factor<SwotFactor>),
    /// A strategy in a cell of the TOWS matrix.
    Tows(Box<Strategy>),
    /// An interview.
    Interview(Box<Interview>),
    /// A problem the study finds.
    Problem(Box<Problem>),
    /// A measure that answers problems.
    Measure(Box<Measure>),
    /// A figure that somebody printed.
    Claim(Box<Claim>),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fact_is_small() {
        assert!(size_of::<Body>() <= 64, "{}", size_of::<Body>());
        assert!(size_of::<Fact>() <= 168, "{}", size_of::<Fact>());
    }
}
