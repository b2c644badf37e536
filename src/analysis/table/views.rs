//! The list of tables.
//!
//! Names columns and order of each; it must not look at any fact.

use super::{Field, View};
use crate::model::{Dimension, Kind};

macro_rules! view {
    ($dimension:ident $id:literal ($zh:literal, $en:literal) [$($kind:ident),*] [$($field:ident),*] $order:expr) => {
        View {
            dimension: Dimension::$dimension,
            id: $id,
            label: ($zh, $en),
            kinds: &[$(Kind::$kind),*],
            topic: None,
            columns: &[$(Field::$field),*],
            order: $order,
        }
    };
}

const UP: bool = false;
const DOWN: bool = true;

/// Every table, by dimension, in the order shown.
#[rustfmt::skip]
pub static VIEWS: &[View] = &[
    view!(Technology "gaps" ("差距", "Gaps") [Release, Capability]
        [Name, Gap, Delay, Markets, Priority, Category, What, Workaround] Some((Field::Gap, DOWN))),
    view!(Technology "releases" ("发布延迟", "Releases") [Release]
        [Name, Markets, Delay, Category, Year] Some((Field::Delay, DOWN))),
    view!(Technology "figures" ("数量", "Figures") [Series, Count]
        [Name, Markets, Unit, Period] None),
    view!(Technology "problems" ("问题与措施", "Problems") [Problem, Measure]
        [Kind, Name, Text] None),
    view!(Technology "claims" ("论断数字", "Claims") [Claim] [Name, Printed, Unit, Recomputed, Verdict, Text] None),
    View {
        topic: Some("documentation"),
        ..view!(Technology "documents" ("文档与学习", "Docs & learning") [Series, Count, Capability]
            [Name, Markets, Ratio, Unit, Period, Source] None)
    },
    view!(Technology "all" ("全部", "All") [] [Name, Kind, Values, Source] None),
    view!(Price "prices" ("价格", "Prices") [Price]
        [Service, Tier, Unit, Markets, Ratio] Some((Field::Service, UP))),
    view!(Price "tco" ("总体拥有成本", "Total cost") [Tco]
        [Phase, Cost, Platforms, Unit, Scenario] None),
    view!(Price "cuts" ("降价", "Price cuts") [PriceCut]
        [Name, Date, Depth, Direct, Where] Some((Field::Date, DOWN))),
    view!(Price "offers" ("优惠与免费试用", "Offers") [FreeTier, Capability]
        [Name, Gap, Markets] Some((Field::Gap, DOWN))),
    view!(Price "figures" ("数量", "Figures") [Series, Count]
        [Name, Markets, Unit, Period] None),
    view!(Price "problems" ("问题与措施", "Problems") [Problem, Measure]
        [Kind, Name, Text] None),
    view!(Price "claims" ("论断数字", "Claims") [Claim] [Name, Printed, Unit, Recomputed, Verdict, Text] None),
    view!(Price "all" ("全部", "All") [] [Name, Kind, Values, Source] None),
    view!(Brand "exposure" ("博客曝光", "Exposure") [Exposure]
        [Year, Posts, AllPosts, PostsShare, Features, AllFeatures, FeaturesShare] Some((Field::Year, DOWN))),
    view!(Brand "events" ("会议", "Events") [Event]
        [Name, Where, Year, Sessions, HomeSpeakers, Speakers] None),
    view!(Brand "customers" ("客户", "Customers") [Customer]
        [Name, Home, Where, Industry] Some((Field::Home, DOWN))),
 View {
        topic: Some("survey"),
        ..view!(Brand "survey" ("用户调查", "Survey") [Series, Count]
            [Name, Markets, Unit, AsOf, Source] None)
    },
    view!(Brand "figures" ("数量", "Figures") [Series, Count]
        [Name, Markets, Unit, Period] None),
    view!(Brand "problems" ("问题与措施", "Problems") [Problem, Measure]
        [Kind, Name, Text] None),
    view!(Brand "claims" ("论断数字", "Claims") [Claim] [Name, Printed, Unit, Recomputed, Verdict, Text] None),
    view!(Brand "all" ("全部", "All") [] [Name, Kind, Values, Source] None),
    view!(Ecosystem "coverage" ("覆盖", "Coverage") [Capability, Release]
        [Name, Gap, Markets, Category, Priority] Some((Field::Gap, DOWN))),
    view!(Ecosystem "figures" ("数量", "Figures") [Series, Count]
        [Name, Markets, Unit, Period] None),
    view!(Ecosystem "problems" ("问题与措施", "Problems") [Problem, Measure]
        [Kind, Name, Text] None),
    view!(Ecosystem "claims" ("论断数字", "Claims") [Claim] [Name, Printed, Unit, Recomputed, Verdict, Text] None),
    view!(Ecosystem "all" ("全部", "All") [] [Name, Kind, Values, Source] None),
    view!(Strategy "environment" ("PEST 与 SWOT", "PEST and SWOT") [Pest, Swot]
        [Factor, Name, Text] None),
    view!(Strategy "strategies" ("TOWS 策略", "TOWS") [Tows] [Factor, Name, Text] None),
    view!(Strategy "interviews" ("访谈", "Interviews") [Interview] [Date, Name, Topic] None),
    view!(Strategy "figures" ("数量", "Figures") [Series, Count]
        [Name, Markets, Unit, Period] None),
    view!(Strategy "claims" ("论断数字", "Claims") [Claim] [Name, Printed, Unit, Recomputed, Verdict, Text] None),
    view!(Strategy "all" ("全部", "All") [] [Name, Kind, Values, Source] None),
];

macro_rules! changes {
    ($($dimension:ident),*) => {
        [$(view!($dimension "changes" ("变化", "Changes") [] [Name, Change, Before, After]
            Some((Field::Change, DOWN)))),*]
    };
}

/// What changed, by dimension: only where there is an earlier edition to compare with.
pub(super) static CHANGES: [View; 5] = changes!(Technology, Price, Brand, Ecosystem, Strategy);
