//! Where a command applies: which part of the screen has the keys.
//!
//! It must not know which place has them now.

/// A set of places that may have the keys. Exactly one place has them at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Scope(u32);

impl Scope {
    /// The overview.
    pub const OVERVIEW: Self = Self(1);
    /// A table of facts.
    pub const FACTS: Self = Self(1 << 1);
    /// The list and the groups of the brainstorm.
    pub const BOARD: Self = Self(1 << 2);
    /// The capture line of the brainstorm.
    pub const CAPTURE: Self = Self(1 << 3);
    /// The tree of the fishbone.
    pub const FISHBONE: Self = Self(1 << 4);
    /// A line that is being typed: a search, a name, an edit in place.
    pub const LINE: Self = Self(1 << 5);
    /// The palette: a line with a list under it.
    pub const PALETTE: Self = Self(1 << 6);
    /// A page of text laid over the screen: help, problems, a recomputation.
    pub const TEXT: Self = Self(1 << 7);
    /// Pairs of ideas that may say the same, one after the other.
    pub const MERGE: Self = Self(1 << 8);
    /// The list of ideas that is voted on.
    pub const VOTE: Self = Self(1 << 9);
    /// The ranking with its cut line.
    pub const KEEP: Self = Self(1 << 10);
    /// A short list whose entries are picked by digit.
    pub const MENU: Self = Self(1 << 11);
    /// The line in which a condition on rows is typed.
    pub const CONDITION: Self = Self(1 << 12);
    /// The values of columns, to be picked: a line with a list under it.
    pub const FACETS: Self = Self(1 << 13);
    /// The groups of a column.
    pub const GROUPS: Self = Self(1 << 14);
    /// The details of a fact, whose links can be followed.
    pub const DETAILS: Self = Self(1 << 15);

    /// Every place by itself.
    pub const EACH: [Self; 16] = [
        Self::OVERVIEW,
        Self::FACTS,
        Self::BOARD,
        Self::CAPTURE,
        Self::FISHBONE,
        Self::LINE,
        Self::PALETTE,
        Self::TEXT,
        Self::MERGE,
        Self::VOTE,
        Self::KEEP,
        Self::MENU,
        Self::CONDITION,
        Self::FACETS,
        Self::GROUPS,
        Self::DETAILS,
    ];

    /// Pages laid over the screen.
    pub const PAGE: Self = Self(Self::TEXT.0 | Self::DETAILS.0);

    /// Places where facts are read.
    pub const READ: Self = Self(Self::OVERVIEW.0 | Self::FACTS.0);
    /// Stages of a session where ideas are judged.
    pub const JUDGE: Self = Self(Self::MERGE.0 | Self::VOTE.0 | Self::KEEP.0);
    /// The whole session, whatever has the keys inside it.
    pub const SESSION: Self = Self(Self::CAPTURE.0 | Self::BOARD.0 | Self::JUDGE.0);
    /// Places where letters and digits are commands.
    pub const BROWSE: Self = Self(Self::READ.0 | Self::BOARD.0 | Self::JUDGE.0 | Self::FISHBONE.0);
    /// Places that change the board.
    pub const EDIT: Self = Self(Self::BOARD.0 | Self::FISHBONE.0);
    /// Places where text is typed.
    pub const TYPING: Self =
        Self(Self::CAPTURE.0 | Self::LINE.0 | Self::PALETTE.0 | Self::CONDITION.0 | Self::FACETS.0);
    /// The tabs, whatever has the keys inside them.
    pub const TABS: Self = Self(Self::BROWSE.0 | Self::CAPTURE.0);
    /// Everywhere.
    pub const ALL: Self =
        Self(Self::TABS.0 | Self::TYPING.0 | Self::PAGE.0 | Self::MENU.0 | Self::GROUPS.0);

    /// The places of both.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether the two have a place in common.
    #[must_use]
    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Name of a single place, in Chinese and English.
    #[must_use]
    pub fn label(self) -> (&'static str, &'static str) {
        match self {
            Self::OVERVIEW => ("总览", "Overview"),
            Self::FACTS => ("事实表", "Fact tables"),
            Self::BOARD => ("头脑风暴板", "Brainstorm board"),
            Self::CAPTURE => ("采集行", "Capture line"),
            Self::FISHBONE => ("鱼骨图", "Fishbone"),
            Self::LINE => ("输入行", "Input line"),
            Self::PALETTE => ("命令面板", "Palette"),
            Self::TEXT => ("页面", "Page"),
            Self::MERGE => ("合并重复", "Merging"),
            Self::VOTE => ("投票", "Voting"),
            Self::KEEP => ("保留要因", "Keeping the top"),
            Self::MENU => ("菜单", "Menu"),
            Self::CONDITION => ("条件行", "Condition line"),
            Self::FACETS => ("分面", "Facets"),
            Self::GROUPS => ("分组统计", "Groups"),
            Self::DETAILS => ("详情", "Details"),
            _ => ("各处", "Everywhere"),
        }
    }
}
