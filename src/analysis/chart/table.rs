//! The list of charts: which there are and beside which tables they are offered.

use std::fmt;

use super::asked;
use super::scene::Scene;
use super::{Chart, brand, counts, coverage, delays, effort, prices, strategy, tco};
use crate::analysis::columns::Columns;
use crate::analysis::table::{Row, View};
use crate::analysis::what_if::WhatIf;
use crate::analysis::work::Stop;
use crate::model::{Dimension, Lang, Study};
use Dimension::{Brand, Ecosystem, Price, Strategy, Technology};

/// A chart that can be drawn of any study.
pub struct ChartKind {
    /// Stable id, unique.
    pub id: &'static str,
    /// Name in Chinese and English.
    pub label: (&'static str, &'static str),
    /// The tables it is offered beside: dimension and id of the view.
    pub places: &'static [(Dimension, &'static str)],
    build: fn(Scene<'_>) -> Option<Chart>,
}

/// Up to how many rows charts are made just to know whether they have something to draw.
const COUNTED: usize = 1000;

/// A chart that was chosen among those offered beside a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Chosen {
    /// Its place among those offered.
    pub at: usize,
    /// Which it is of those that the rows have something for, from 1, and how many those are; none
    /// where that is not cheap to know.
    pub place: Option<(usize, usize)>,
    /// The chart.
    pub chart: Chart,
}

impl fmt::Debug for ChartKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ChartKind").field(&self.id).finish()
    }
}

impl ChartKind {
    /// The charts offered beside a table, in order.
    pub fn of(dimension: Dimension, view: &str) -> impl Iterator<Item = &'static Self> + '_ {
        CHARTS.iter().filter(move |kind| kind.places.contains(&(dimension, view)))
    }

    /// The chart of these rows, which are positions among the study's facts; `None` where they have
    /// nothing to draw.
    #[must_use]
    pub fn chart(&self, study: &Study, rows: &[Row], lang: Lang) -> Option<Chart> {
        self.chart_with(study, rows, (lang, &WhatIf::default()))
    }

    /// The same, with what is asked "what if" of: the chart says so and shows what is stated beside.
    #[must_use]
    pub fn chart_with(
        &self,
        study: &Study,
        rows: &[Row],
        (lang, asked): (Lang, &WhatIf),
    ) -> Option<Chart> {
        let (columns, stop) = (&Columns::default(), &Stop::never());
        (self.build)(Scene { study, rows, lang, asked, columns, stop })
    }

    /// The chart at a place among those offered beside a table, or the next one that these rows have
    /// something for; `None` if nobody waits for it any more.
    pub fn beside(
        view: &View,
        at: usize,
        (study, rows, lang, asked): (&Study, &[Row], Lang, &WhatIf),
        (columns, stop): (&Columns, &Stop),
    ) -> Option<Option<Chosen>> {
        let kinds: Vec<_> = Self::of(view.dimension, view.id).enumerate().collect();
        let from = at % kinds.len().max(1);
        let scene = Scene { study, rows, lang, asked, columns, stop };
        let made = |&(at, kind): &(usize, &Self)| Some((at, (kind.build)(scene)?));
        let first = kinds.iter().cycle().skip(from).take(kinds.len()).find_map(made);
        let chosen = first.map(|(at, chart)| {
            let others = kinds.iter().filter(|(other, _)| *other != at);
            let drawn = (rows.len() <= COUNTED).then(|| others.filter(|kind| made(kind).is_some()));
            let drawn: Option<Vec<usize>> = drawn.map(|kinds| kinds.map(|kind| kind.0).collect());
            let place = drawn.map(|others| {
                (others.iter().filter(|other| **other < at).count() + 1, others.len() + 1)
            });
            Chosen { at, place, chart }
        });
        (!stop.is_due()).then_some(chosen)
    }

    /// Its name.
    #[must_use]
    pub fn name(&self, lang: Lang) -> &'static str {
        lang.pick(self.label.0, self.label.1)
    }
}

const fn row(
    id: &'static str,
    label: (&'static str, &'static str),
    places: &'static [(Dimension, &'static str)],
    build: fn(Scene<'_>) -> Option<Chart>,
) -> ChartKind {
    ChartKind { id, label, places, build }
}

/// Every chart, in the order in which it is offered beside a table.
#[rustfmt::skip]
pub static CHARTS: &[ChartKind] = &[
    row("coverage", ("覆盖热力图", "Coverage"), &[(Technology, "gaps"), (Technology, "all")], coverage::by_layer),
    row("whole-stack", ("各层覆盖", "Coverage per layer"), &[(Ecosystem, "coverage"), (Ecosystem, "all")], coverage::whole_stack),
    row("delays", ("发布延迟", "Release delays"), &[(Technology, "releases"), (Technology, "gaps"), (Technology, "all")], delays::ranked),
    row("timeline", ("发布时间线", "Release timeline"), &[(Technology, "releases"), (Technology, "gaps"), (Technology, "all"), (Ecosystem, "coverage")], delays::timeline),
    row("delays-by-year", ("各年延迟", "Delays per year"), &[(Technology, "releases"), (Technology, "all")], delays::by_year),
    row("delays-by-category", ("各类延迟", "Delays per category"), &[(Technology, "releases"), (Technology, "all")], delays::by_category),
    row("quadrant", ("需求影响×技术难度", "Demand and difficulty"), &[(Technology, "gaps"), (Technology, "releases"), (Ecosystem, "coverage"), (Technology, "all"), (Ecosystem, "all")], effort::quadrant),
    row("series", ("逐期数量", "Figures per period"), &[(Technology, "figures"), (Technology, "documents"), (Price, "figures"), (Brand, "figures"), (Ecosystem, "figures"), (Strategy, "figures"), (Technology, "all")], counts::series),
    row("counts", ("各市场数量", "Figures per market"), &[(Technology, "figures"), (Technology, "documents"), (Price, "figures"), (Brand, "survey"), (Brand, "figures"), (Ecosystem, "figures"), (Strategy, "figures"), (Ecosystem, "all")], counts::counts),
    row("tiers", ("分档价格", "Prices by tier"), &[(Price, "prices"), (Price, "all")], prices::tiers),
    row("tco-by-cost", ("成本按类型", "Cost by kind"), &[(Price, "tco"), (Price, "all")], |scene| asked::both(scene, tco::by_cost)),
    row("tco-by-phase", ("成本按阶段", "Cost by phase"), &[(Price, "tco"), (Price, "all")], |scene| asked::both(scene, tco::by_phase)),
    row("savings", ("节省从何而来", "Where the saving comes from"), &[(Price, "tco"), (Price, "all")], |scene| asked::both(scene, tco::savings)),
    row("cuts", ("降价时间线", "Price cuts"), &[(Price, "cuts"), (Price, "all")], prices::cuts),
    row("free-tier", ("免费试用对照", "Free tier"), &[(Price, "offers"), (Price, "all")], coverage::offers),
    row("exposure-shares", ("曝光占比", "Shares per year"), &[(Brand, "exposure"), (Brand, "all")], brand::shares),
    row("exposure-counts", ("博客与新功能", "Posts and features per year"), &[(Brand, "exposure"), (Brand, "all")], brand::numbers),
    row("events", ("会议与登台客户", "Events and voices on stage"), &[(Brand, "events"), (Brand, "all")], brand::events),
    row("customers", ("各市场客户", "Customers by market"), &[(Brand, "customers"), (Brand, "all")], brand::customers),
    row("factors", ("各因素条数", "Items per factor"), &[(Strategy, "environment"), (Strategy, "strategies"), (Strategy, "all")], strategy::factors),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::table::VIEWS;

    #[test]
    fn ids_are_unique_names_are_in_both_languages_and_every_place_is_a_table() {
        for (at, kind) in CHARTS.iter().enumerate() {
            assert!(CHARTS.iter().skip(at + 1).all(|other| other.id != kind.id), "{}", kind.id);
            assert!(!kind.label.0.is_empty() && !kind.label.1.is_empty());
            for (dimension, view) in kind.places {
                let found = VIEWS.iter().any(|v| v.dimension == *dimension && v.id == *view);
                assert!(found, "{} names the table {view}, which is not there", kind.id);
            }
        }
    }
}
