//! The tables an analyst browses: which facts, which columns, in which order.
//!
//! [`VIEWS`] is the one list of tables; the screen, the command line and the exports all read it.
//! A cell is text, a sort key and a tone. It must not know widths or colours.

mod cell;
mod claim;
mod content;
mod price;
mod sort;
mod value;
mod views;
mod words;

use std::fmt;

use crate::analysis::compare;
use crate::analysis::work::Stop;
use crate::model::{Body, Dimension, Fact, Kind, Lang, MarketIndex, Study};
pub use cell::{Cell, Key, Mark, Tone, date_text};
pub use content::cell;
use content::gap_weight;
pub(crate) use content::is_said_elsewhere;
pub(crate) use price::{amount_text, written_text};
pub use sort::sort;
use sort::sorted;
pub(super) use value::{Value, value};
use views::CHANGES;
pub use views::VIEWS;
pub(crate) use words::form_word;

/// The position of a fact among those of its study; small, because tables are long.
pub type Row = u32;

/// A position among the study's facts as tables keep it; a study of more facts than a [`Row`] can
/// count is not shown to its end.
#[must_use]
pub fn row_at(position: usize) -> Row {
    Row::try_from(position).unwrap_or(Row::MAX)
}

/// A table of facts of one dimension.
pub struct View {
    /// The dimension whose facts it shows.
    pub dimension: Dimension,
    /// Stable id, unique within the dimension.
    pub id: &'static str,
    /// Name in Chinese and English.
    pub label: (&'static str, &'static str),
    /// The kinds it shows; every kind if empty.
    pub kinds: &'static [Kind],
    /// The category it shows, of whatever dimension; its own dimension and every category if none.
    pub topic: Option<&'static str>,
    /// The columns, before markets and platforms are filled in.
    columns: &'static [Field],
    /// The column it is sorted by at first, and whether downwards.
    pub order: Option<(Field, bool)>,
}

impl fmt::Debug for View {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("View").field(&self.dimension).field(&self.id).finish()
    }
}

impl View {
    /// The views of a dimension, in order.
    pub fn of(dimension: Dimension) -> impl Iterator<Item = &'static Self> {
        VIEWS.iter().filter(move |view| view.dimension == dimension)
    }

    /// The columns for a study: one per market and platform where the view compares them, the
    /// scenario of costs where they are not all of one.
    #[must_use]
    pub fn columns(&self, study: &Study) -> Vec<Field> {
        let fill = |field: &Field| match field {
            Field::Markets => study.market_indexes().map(Field::Market).collect(),
            Field::Platforms => (0..study.platforms.len()).map(Field::Platform).collect(),
            Field::Scenario if !self.has_scenarios(study) => Vec::new(),
            field => vec![*field],
        };
        self.columns.iter().flat_map(fill).collect()
    }

    /// Whether the cost lines it shows are of several scenarios.
    fn has_scenarios(&self, study: &Study) -> bool {
        let shown = study.facts.iter().filter(|fact| self.shows(fact));
        let mut names = shown.filter_map(|fact| match &fact.body {
            Body::Tco(line) => Some(&line.scenario),
            _ => None,
        });
        let first = names.next();
        names.any(|name| Some(name) != first)
    }

    /// Whether the table shows a fact, where nothing narrows it.
    #[must_use]
    pub fn shows(&self, fact: &Fact) -> bool {
        self.topic.map_or(fact.dimension == self.dimension, |topic| {
            fact.category.as_deref() == Some(topic)
        }) && (self.kinds.is_empty() || self.kinds.contains(&fact.body.kind()))
    }

    /// The table of what changed in a dimension since an earlier edition.
    #[must_use]
    pub fn of_changes(dimension: Dimension) -> Option<&'static Self> {
        CHANGES.iter().find(|view| view.dimension == dimension)
    }

    /// How readily a narrow page drops one of its columns: 0 never, else the higher the sooner. Where
    /// rows are weighed, the weight says more than the other market's date does.
    #[must_use]
    pub fn expendable(&self, field: Field, reference: MarketIndex) -> u8 {
        let weighs = self.columns.contains(&Field::Priority);
        match field {
            Field::Market(market) if weighs && market == reference => 2,
            Field::Priority => 1,
            // The year of a release is hardly more than its dates say.
            Field::Year if self.kinds == [Kind::Release] => Field::Group.expendable(),
            field => field.expendable(),
        }
    }

    /// Whether it has a column of gaps.
    #[must_use]
    pub fn shows_gaps(&self) -> bool {
        self.columns.contains(&Field::Gap)
    }

    /// Whether it shows what changed.
    #[must_use]
    pub fn is_of_changes(&self) -> bool {
        self.columns.contains(&Field::Change)
    }

    /// The facts it shows, in the order of the study.
    #[must_use]
    pub fn members(&self, study: &Study) -> Vec<Row> {
        if self.is_of_changes() {
            return compare::rows(study, self.dimension);
        }
        let facts = (0..).zip(&study.facts);
        facts.filter(|(_, fact)| self.shows(fact)).map(|(row, _)| row).collect()
    }

    /// The facts it shows, as positions among the study's facts, in its first order; what changed
    /// may be gone, and then stands behind them.
    #[must_use]
    pub fn rows(&self, study: &Study) -> Vec<Row> {
        self.ordered(study, self.order, &Stop::never()).unwrap_or_default()
    }

    /// The same in another order, in which rows that are equal stay in the first one; none if nobody
    /// waits for them any more.
    pub(super) fn ordered(
        &self,
        study: &Study,
        order: Option<(Field, bool)>,
        stop: &Stop,
    ) -> Option<Vec<Row>> {
        let rows = self.members(study);
        let first = match self.order {
            Some(order) => sorted(study, rows, order, stop)?,
            None => rows,
        };
        match order {
            Some(order) if Some(order) != self.order => sorted(study, first, order, stop),
            _ => Some(first),
        }
    }
}

/// A column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is titled in Field::title")]
pub enum Field {
    Id,
    Name,
    Kind,
    What,
    Category,
    /// The layer of the stack that a fact counts for.
    Layer,
    /// Stands for one [`Market`](Self::Market) column per market.
    Markets,
    Market(MarketIndex),
    /// Stands for one [`Platform`](Self::Platform) column per platform.
    Platforms,
    Platform(usize),
    Gap,
    Delay,
    Priority,
    Workaround,
    Impact,
    Difficulty,
    Group,
    Unit,
    Period,
    Service,
    Tier,
    Ratio,
    Phase,
    Cost,
    /// What is run, of which the row is a cost.
    Scenario,
    Years,
    Date,
    Depth,
    Direct,
    Where,
    Year,
    Posts,
    AllPosts,
    PostsShare,
    Features,
    AllFeatures,
    FeaturesShare,
    Sessions,
    Speakers,
    HomeSpeakers,
    Home,
    Industry,
    Factor,
    Text,
    Topic,
    Printed,
    /// The figure of a claim as it follows from the facts.
    Recomputed,
    /// How the two stand to each other.
    Verdict,
    Values,
    /// What a kind says beside its values per market.
    Details,
    Source,
    AsOf,
    /// What changed since the earlier edition that the study is compared with.
    Change,
    /// The kind of the weightiest change, for rows to be counted and picked by.
    ChangeKind,
    Before,
    After,
    /// A member of the expression language that has no column of its own in any table.
    Known(&'static str),
    /// The same where it has a value per market: that of one market.
    KnownIn(&'static str, MarketIndex),
    /// How the source prints one of the keys of a fact: the form that stands at this place among
    /// those of this fact, which is the first of its study to have one of that key.
    Form(Row, usize),
}

impl Field {
    /// Every column that the tables of a study have: markets, platforms, then the others.
    pub fn all(study: &Study) -> impl Iterator<Item = Self> + use<> {
        let platforms = (0..study.platforms.len()).map(Self::Platform);
        let compared = study.former.is_some();
        let others = TITLES.iter().map(|row| row.0);
        let others = others.filter(move |field| compared || !field.is_of_change());
        study.market_indexes().map(Self::Market).chain(platforms).chain(others)
    }

    /// The heading of the column.
    #[must_use]
    pub fn title(self, study: &Study, lang: Lang) -> &str {
        match self {
            Self::Market(index) | Self::KnownIn(_, index) => study.market_name(index, lang),
            Self::Platform(index) => study.platforms.get(index).map_or("", |l| l.name.get(lang)),
            Self::Known(name) => name,
            Self::Form(..) => self.form_key(study),
            field => field.row().map_or("", |row| lang.pick(row.2, row.3)),
        }
    }

    /// Whether its cells are numbers, to be aligned to the right.
    #[must_use]
    pub fn is_numeric(self) -> bool {
        matches!(
            self,
            Self::Platform(_)
                | Self::Delay
                | Self::Priority
                | Self::Ratio
                | Self::Depth
                | Self::Year
                | Self::Posts
                | Self::AllPosts
                | Self::PostsShare
                | Self::Features
                | Self::AllFeatures
                | Self::FeaturesShare
                | Self::Sessions
                | Self::HomeSpeakers
                | Self::Printed
                | Self::Recomputed
        )
    }

    /// Whether it says what changed since an earlier edition.
    #[must_use]
    pub fn is_of_change(self) -> bool {
        matches!(self, Self::Change | Self::ChangeKind | Self::Before | Self::After)
    }

    /// How readily a narrow page drops the column: 0 never, else the higher the sooner.
    #[must_use]
    pub fn expendable(self) -> u8 {
        match self {
            Self::What | Self::Source => 5,
            Self::Category | Self::Group => 4,
            Self::Priority | Self::Kind | Self::Workaround => 3,
            Self::Period | Self::AllPosts | Self::AllFeatures | Self::Industry => 2,
            Self::Unit | Self::FeaturesShare | Self::Direct => 1,
            _ => 0,
        }
    }

    fn row(self) -> Option<&'static (Self, &'static str, &'static str, &'static str)> {
        TITLES.iter().find(|row| row.0 == self)
    }
}

/// Word and titles of every column that is not a market or a platform.
const TITLES: &[(Field, &str, &str, &str)] = &[
    (Field::Id, "id", "id", "id"),
    (Field::Name, "name", "名称", "Name"),
    (Field::Kind, "kind", "种类", "Kind"),
    (Field::What, "type", "类型", "Type"),
    (Field::Category, "category", "类别", "Category"),
    (Field::Layer, "layer", "层", "Layer"),
    (Field::Gap, "gap", "差距", "Gap"),
    (Field::Delay, "delay_days", "延迟天数", "Delay, days"),
    (Field::Priority, "priority", "优先级", "Priority"),
    (Field::Workaround, "workaround", "替代方案", "Work-around"),
    (Field::Impact, "impact", "需求影响", "Demand impact"),
    (Field::Difficulty, "difficulty", "技术难度", "Difficulty"),
    (Field::Group, "group", "分组", "Group"),
    (Field::Unit, "unit", "单位", "Unit"),
    (Field::Period, "period", "时期", "Period"),
    (Field::Service, "service", "服务", "Service"),
    (Field::Tier, "tier", "档位", "Tier"),
    (Field::Ratio, "ratio", "比值", "Ratio"),
    (Field::Phase, "phase", "阶段", "Phase"),
    (Field::Cost, "cost", "成本类型", "Cost"),
    (Field::Scenario, "scenario", "场景", "Scenario"),
    (Field::Years, "years", "年数", "Years"),
    (Field::Date, "date", "日期", "Date"),
    (Field::Depth, "percent", "降幅 %", "Cut, %"),
    (Field::Direct, "direct", "方式", "Direct"),
    (Field::Where, "markets", "市场", "Markets"),
    (Field::Year, "year", "年份", "Year"),
    (Field::Posts, "posts", "博客", "Posts"),
    (Field::AllPosts, "all_posts", "全部博客", "All posts"),
    (Field::PostsShare, "posts_share", "博客占比 %", "Post share, %"),
    (Field::Features, "features", "新功能", "Features"),
    (Field::AllFeatures, "all_features", "全部新功能", "All features"),
    (Field::FeaturesShare, "features_share", "新功能占比 %", "Feature share, %"),
    (Field::Sessions, "sessions", "分会场", "Sessions"),
    (Field::Speakers, "speakers", "登台客户", "On stage"),
    (Field::HomeSpeakers, "home_speakers", "本土客户", "Home"),
    (Field::Home, "home", "本土", "Home"),
    (Field::Industry, "industry", "行业", "Industry"),
    (Field::Factor, "factor", "因素", "Factor"),
    (Field::Text, "text", "内容", "Text"),
    (Field::Topic, "topic", "主题", "Topic"),
    (Field::Printed, "printed_value", "原文数字", "Printed"),
    (Field::Recomputed, "recomputed", "复算", "Recomputed"),
    (Field::Verdict, "verdict", "结论", "Verdict"),
    (Field::Values, "values_text", "数值", "Values"),
    (Field::Details, "details", "其他", "Details"),
    (Field::Source, "source", "来源", "Source"),
    (Field::AsOf, "as_of", "截至", "As of"),
    (Field::Change, "change", "变化", "Change"),
    (Field::ChangeKind, "change_kind", "变化种类", "Kind of change"),
    (Field::Before, "before", "之前", "Before"),
    (Field::After, "after", "之后", "After"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Term;

    #[test]
    fn every_column_has_a_word_and_titles_and_no_word_stands_twice() {
        let mut words: Vec<_> = TITLES.iter().map(|row| row.1).collect();
        words.sort_unstable();
        let count = words.len();
        words.dedup();
        assert_eq!(words.len(), count);
        for view in VIEWS {
            for field in view.columns {
                let stands_for_many = matches!(field, Field::Markets | Field::Platforms);
                assert!(stands_for_many || field.row().is_some(), "{field:?} has no title");
            }
        }
    }

    #[test]
    fn every_column_is_found_by_its_key() {
        let study = crate::load::load(&crate::load::Origin::BuiltIn).unwrap().study;
        for view in VIEWS {
            for field in view.columns(&study) {
                assert_eq!(Field::of_key(&field.key(&study), &study), Some(field));
            }
        }
        assert_eq!(Field::of_key("market:nowhere", &study), None);
    }

    #[test]
    fn views_are_unique_and_the_last_of_each_dimension_shows_every_fact() {
        for dimension in Dimension::ALL {
            let views: Vec<_> = View::of(dimension).collect();
            let mut ids: Vec<_> = views.iter().map(|view| view.id).collect();
            ids.sort_unstable();
            ids.dedup();
            assert_eq!(ids.len(), views.len(), "{}", dimension.word());
            assert!(views.last().is_some_and(|view| view.kinds.is_empty()), "{}", dimension.word());
        }
    }
}
