//! How often each value of a column stands in a table, and how its rows fare.
//!
//! Grouping is `analysis::groups`; this lists the groups, and says all of the one under the cursor.
//! Columns that do not fit are left out, the most expendable first, empty ones before
//! all others.

use std::cmp::Ordering;

use ratatui::layout::Rect;

use super::Table;
use super::chips::said;
use crate::analysis::delays::{days_text, summary_text};
use crate::analysis::filter::Filter;
use crate::analysis::groups::Group;
use crate::analysis::number::{fixed_text, percent_text, whole_text};
use crate::analysis::table::{Field, Key};
use crate::model::{Lang, Study};
use crate::text::Align;
use crate::tui::canvas::{Canvas, inner, split_bottom, split_top};
use crate::tui::finder::Asked;
use crate::tui::pages;
use crate::tui::scroll::Scroll;
use crate::tui::state::State;

/// The groups of a column.
#[derive(Debug)]
pub(crate) struct Groups {
    field: Field,
    /// In their natural order.
    groups: Vec<Group>,
    order: Order,
    /// The groups as they are listed.
    shown: Vec<usize>,
    /// The figures they have, and whether any of them says something.
    figures: Vec<(&'static Figure, bool)>,
    pub(crate) scroll: Scroll,
    /// Whether they are being formed.
    pub(crate) asked: Asked,
}

/// What groups are sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    /// As they come: gaps by weight, numbers and time in their order, all else by count.
    Natural,
    Value,
    Count,
    Missing,
    Coverage,
    Median,
    Longest,
}

impl Order {
    const ALL: [Self; 7] = [
        Self::Natural,
        Self::Value,
        Self::Count,
        Self::Missing,
        Self::Coverage,
        Self::Median,
        Self::Longest,
    ];

    /// What the order goes by, largest first.
    fn figure(self, group: &Group) -> Option<f64> {
        match self {
            Self::Natural | Self::Value => None,
            Self::Count => Some(group.count() as f64),
            Self::Missing => Some(group.tally.missing as f64).filter(|_| group.tally.stated() > 0),
            Self::Coverage => group.tally.coverage().map(|percent| -percent),
            Self::Median => group.delays.map(|delays| delays.median),
            Self::Longest => group.delays.map(|delays| delays.max),
        }
    }

    fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::Natural => lang.pick("自然顺序", "natural order"),
            Self::Value => lang.pick("按值", "by value"),
            Self::Count => lang.pick("按条数", "by count"),
            Self::Missing => lang.pick("按缺失", "by what is missing"),
            Self::Coverage => lang.pick("按覆盖率，低者在前", "by coverage, lowest first"),
            Self::Median => lang.pick("按延迟中位数", "by median delay"),
            Self::Longest => lang.pick("按最长延迟", "by longest delay"),
        }
    }
}

impl Groups {
    /// The groups of the column under the cursor, among the rows that are shown; to be formed.
    pub(crate) fn of(table: &Table) -> Option<Self> {
        let (groups, shown, scroll) = (Vec::new(), Vec::new(), Scroll::new(0));
        let field = match table.column()? {
            // What happened to each fact is a sentence; facts are counted by its kind.
            Field::Change => Field::ChangeKind,
            field => field,
        };
        let (order, asked) = (Order::Natural, Asked::Due);
        let figures = figures_of(&groups);
        Some(Self { field, groups, order, shown, figures, scroll, asked })
    }

    pub(crate) fn field(&self) -> Field {
        self.field
    }

    /// Takes over the groups that were formed.
    pub(crate) fn take(&mut self, groups: Vec<Group>) {
        self.groups = groups;
        self.figures = figures_of(&self.groups);
        self.scroll.set_len(self.groups.len());
        self.sort();
    }

    /// The filter that keeps the rows of the group under the cursor.
    pub(crate) fn drill(&self, study: &Study, filter: &Filter) -> Option<Filter> {
        let group = self.group(self.scroll.selected())?;
        let mut filter = filter.clone();
        // What is picked in the column is narrowed further: one value takes the place of many.
        filter.picks.retain(|pick| pick.field != self.field);
        filter.picks.extend(group.picks(study, self.field));
        Some(filter)
    }

    /// Sorts by the next figure that any of the groups has.
    pub(crate) fn sort_next(&mut self) {
        let has_tally = self.groups.iter().any(|group| group.tally.stated() > 0);
        let has_delays = self.groups.iter().any(|group| group.delays.is_some());
        let possible = |order: &Order| match order {
            Order::Missing | Order::Coverage => has_tally,
            Order::Median | Order::Longest => has_delays,
            _ => true,
        };
        let at = Order::ALL.iter().position(|order| *order == self.order).unwrap_or(0);
        let mut next = Order::ALL.iter().cycle().skip(at + 1).take(Order::ALL.len());
        self.order = next.find(|order| possible(order)).copied().unwrap_or(Order::Natural);
        self.sort();
        self.scroll.select(0);
    }

    /// Groups without the figure come last, in their natural order.
    fn sort(&mut self) {
        let groups = &self.groups;
        let order = self.order;
        let figure = |at: usize| groups.get(at).and_then(|group| order.figure(group));
        self.shown = (0..groups.len()).collect();
        match order {
            Order::Natural => {}
            Order::Value => self.shown.sort_by(|a, b| match (groups.get(*a), groups.get(*b)) {
                (Some(a), Some(b)) => {
                    let unknown = |group: &Group| group.key == Key::Nothing;
                    unknown(a).cmp(&unknown(b)).then(a.key.compare(&b.key))
                }
                _ => Ordering::Equal,
            }),
            _ => self.shown.sort_by(|a, b| match (figure(*a), figure(*b)) {
                (Some(a), Some(b)) => b.total_cmp(&a),
                (a, b) => b.is_some().cmp(&a.is_some()),
            }),
        }
    }

    /// The group at a place of the list.
    fn group(&self, at: usize) -> Option<&Group> {
        self.groups.get(*self.shown.get(at)?)
    }
}

/// A figure of a group: its heading, its columns, how soon it is left out, its text.
#[derive(Debug)]
struct Figure {
    title: (&'static str, &'static str),
    cols: u16,
    expendable: u8,
    text: fn(&Group) -> String,
}

fn days(group: &Group, of: fn(&crate::analysis::stats::Summary) -> Option<f64>) -> String {
    group.delays.as_ref().and_then(of).map_or(String::new(), days_text)
}

fn count(number: usize) -> String {
    if number == 0 { String::new() } else { number.to_string() }
}

/// The figures every group has.
const SIZE: &[Figure] = &[
    Figure { title: ("条数", "Count"), cols: 6, expendable: 0, text: |g| g.count().to_string() },
    Figure {
        title: ("占比 %", "Share %"),
        cols: 7,
        expendable: 1,
        text: |g| fixed_text(g.share, 1),
    },
];

/// The figures of groups that compare availability.
const TALLY: &[Figure] = &[
    Figure {
        title: ("可用", "available"),
        cols: 9,
        expendable: 6,
        text: |g| count(g.tally.available),
    },
    Figure {
        title: ("受限", "limited"), cols: 7, expendable: 4, text: |g| count(g.tally.limited)
    },
    Figure {
        title: ("缺失", "missing"), cols: 7, expendable: 2, text: |g| count(g.tally.missing)
    },
    Figure { title: ("滞后", "late"), cols: 5, expendable: 3, text: |g| count(g.tally.late) },
    Figure {
        title: ("未说明", "not stated"),
        cols: 10,
        expendable: 7,
        text: |g| count(g.tally.not_stated),
    },
    Figure {
        title: ("覆盖 %", "cover %"),
        cols: 7,
        expendable: 2,
        text: |g| g.tally.coverage().map_or(String::new(), whole_text),
    },
];

/// The figures of groups with delays, in days.
const DELAYS: &[Figure] = &[
    Figure {
        title: ("平均天数", "mean d"),
        cols: 8,
        expendable: 4,
        text: |g| days(g, |s| Some(s.mean)),
    },
    Figure {
        title: ("中位", "median"),
        cols: 6,
        expendable: 3,
        text: |g| days(g, |s| Some(s.median)),
    },
    Figure { title: ("最长", "max"), cols: 5, expendable: 5, text: |g| days(g, |s| Some(s.max)) },
    Figure {
        title: ("去最长", "w/o max"),
        cols: 7,
        expendable: 8,
        text: |g| days(g, |s| s.mean_without_max),
    },
];

/// The least columns a value gets, and those of the bar.
const VALUE: u16 = 18;
const BAR: u16 = 12;

/// The figures that some groups have, and whether any of the groups has something to say there.
fn figures_of(groups: &[Group]) -> Vec<(&'static Figure, bool)> {
    let has_tally = groups.iter().any(|g| g.tally.stated() + g.tally.not_stated > 0);
    let has_delays = groups.iter().any(|group| group.delays.is_some());
    let tally = has_tally.then_some(TALLY).into_iter().flatten();
    let delays = has_delays.then_some(DELAYS).into_iter().flatten();
    let says = |figure: &Figure| groups.iter().any(|group| !(figure.text)(group).is_empty());
    SIZE.iter().chain(tally).chain(delays).map(|figure| (figure, says(figure))).collect()
}

/// The figures that fit, in their order; those that say nothing give way before any other.
fn fitted(groups: &Groups, cols: u16) -> Vec<&'static Figure> {
    let mut figures = groups.figures.clone();
    let used = |figures: &[(&Figure, bool)]| {
        VALUE + figures.iter().map(|(figure, _)| figure.cols + 1).sum::<u16>()
    };
    while used(&figures) > cols && figures.len() > 1 {
        let all = figures.iter().enumerate();
        let most = all.max_by_key(|(_, (figure, says))| (!says, figure.expendable));
        let at = most.map_or(0, |(at, _)| at);
        figures.remove(at);
    }
    figures.into_iter().map(|(figure, _)| figure).collect()
}

/// How many groups are in view on a screen.
pub(crate) fn page(screen: Rect) -> usize {
    usize::from(inner(pages::area(screen)).height.saturating_sub(4)).max(1)
}

/// Draws the groups, and in full the one under the cursor.
pub(crate) fn draw(groups: &Groups, state: &State, screen: Rect, canvas: &mut Canvas<'_>) {
    let lang = state.lang;
    let column = groups.field.title(state.study(), lang);
    let order = groups.order.label(lang);
    let count = groups.groups.len();
    let title = lang.pick(
        format!("分组：{column}（{count} 组，{order}）"),
        format!("Groups: {column} ({count}, {order})"),
    );
    let inside = canvas.frame(pages::area(screen), &title);
    let (head, rest) = split_top(inside, 1);
    let (list, foot) = split_bottom(rest, 3);
    let figures = fitted(groups, inside.width);
    let used = figures.iter().map(|figure| figure.cols + 1).sum::<u16>();
    let bar = if inside.width >= VALUE + used + BAR + 2 { BAR } else { 0 };
    let value = inside.width.saturating_sub(used + bar + u16::from(bar > 0));
    canvas.text((head.x, head.y), value, column, canvas.theme.heading);
    let mut x = head.x + value;
    for figure in &figures {
        let text = lang.pick(figure.title.0, figure.title.1);
        canvas.field((x + 1, head.y), (figure.cols, Align::Right), text, canvas.theme.heading);
        x += figure.cols + 1;
    }
    if groups.asked.is_open() {
        let text = lang.pick("正在分组……", "grouping…");
        canvas.text((list.x, list.y), list.width, text, canvas.theme.faint);
    }
    let largest = groups.groups.iter().map(Group::count).max().unwrap_or(1);
    for (at, y) in (groups.scroll.offset()..count).zip(list.top()..list.bottom()) {
        let Some(group) = groups.group(at) else { continue };
        let row = Rect { y, height: 1, ..list };
        let label = said(&group.value, groups.field, lang);
        canvas.text((row.x, y), value.saturating_sub(1), label, canvas.theme.plain);
        let mut x = row.x + value;
        for figure in &figures {
            let text = (figure.text)(group);
            canvas.field((x + 1, y), (figure.cols, Align::Right), &text, canvas.theme.plain);
            x += figure.cols + 1;
        }
        let filled = (usize::from(bar) * group.count() / largest).max(1);
        canvas.text((x + 1, y), bar, &canvas.glyphs.bar().repeat(filled), canvas.theme.line);
        if at == groups.scroll.selected() {
            canvas.style(row, canvas.theme.selected);
        }
    }
    if let Some(group) = groups.group(groups.scroll.selected()) {
        let all = groups.groups.iter().map(Group::count).sum();
        draw_whole((group, groups.field, all), lang, foot, canvas);
    }
}

/// Everything about a group in words, for pages too narrow for its columns.
fn draw_whole(
    (group, field, all): (&Group, Field, usize),
    lang: Lang,
    area: Rect,
    canvas: &mut Canvas<'_>,
) {
    let (n, share) = (group.count(), percent_text(fixed_text(group.share, 1), lang));
    let t = group.tally;
    let coverage = t.coverage().map(whole_text).map_or(String::new(), |percent| {
        let (of, percent) = (t.stated(), percent_text(percent, lang));
        lang.pick(
            format!("；已说明 {of} 行，覆盖 {percent}"),
            format!("; covers {percent} of {of} stated"),
        )
    });
    let value = said(&group.value, field, lang);
    let mut lines = vec![lang.pick(
        format!("{value}：{n} 行（共 {all}），{share}{coverage}"),
        format!("{value}: {n} of {all} rows, {share}{coverage}"),
    )];
    if t.stated() + t.not_stated > 0 {
        let (a, l, m, late, unknown) = (t.available, t.limited, t.missing, t.late, t.not_stated);
        lines.push(lang.pick(
            format!("可用 {a}，受限 {l}，缺失 {m}，滞后 {late}，未说明 {unknown}"),
            format!("available {a}, limited {l}, missing {m}, late {late}, not stated {unknown}"),
        ));
    }
    if let Some(s) = group.delays {
        lines.push(summary_text(&s, lang));
    }
    for (line, y) in lines.iter().zip(area.top()..area.bottom()) {
        canvas.text((area.x, y), area.width, line, canvas.theme.faint);
    }
}
