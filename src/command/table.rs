//! The table of commands.
//!
//! A row says what a command is called and when it applies; it must not hold what it does.

use super::action::LineEdit;
use super::{Action, Chord, Context, Key, Motion, Refusal, Scope, Tab};
use crate::model::Dimension;

/// A command: what it is called, where and when it applies, which keys invoke it, what it does.
pub struct Command {
    /// Stable id, which the palette finds it by as well.
    pub id: &'static str,
    /// What it does.
    pub action: Action,
    /// Where it applies.
    pub scope: Scope,
    /// The keys, the one shown first; letters are text where text is typed.
    pub keys: &'static [Chord],
    /// Where those of its keys that are characters invoke it; wherever it applies if none.
    pub chars: Option<Scope>,
    /// What it does, in Chinese and English.
    pub label: (&'static str, &'static str),
    /// A word or two for the hint bar; without it the command is not shown there.
    pub hint: Option<(&'static str, &'static str)>,
    /// The word or two where the chart has the keys, if it is another there.
    pub hint_on_mark: Option<(&'static str, &'static str)>,
    /// Whether it is possible now, and if not, why.
    pub enabled: fn(&Context) -> Result<(), Refusal>,
}

impl Command {
    const fn hint(self, zh: &'static str, en: &'static str) -> Self {
        Self { hint: Some((zh, en)), ..self }
    }

    const fn on_mark(self, zh: &'static str, en: &'static str) -> Self {
        Self { hint_on_mark: Some((zh, en)), ..self }
    }

    const fn chars_in(self, place: Scope) -> Self {
        Self { chars: Some(place), ..self }
    }

    const fn when(self, enabled: fn(&Context) -> Result<(), Refusal>) -> Self {
        Self { enabled, ..self }
    }

    /// What the hint bar says of it now; nothing where it is not shown there.
    #[must_use]
    pub fn hint_now(&self, context: &Context) -> Option<(&'static str, &'static str)> {
        self.hint_on_mark.filter(|_| context.on_mark).or(self.hint)
    }

    /// The key to name to the user at `place`: the first that invokes it there.
    #[must_use]
    pub fn key_at(&self, place: Scope) -> Option<Chord> {
        self.keys.iter().copied().find(|chord| self.answers(*chord, place))
    }

    /// Whether `chord` invokes it at `place`. Where text is typed, a character is text, unless the
    /// command is made for such places only.
    #[must_use]
    pub fn answers(&self, chord: Chord, place: Scope) -> bool {
        let is_char = chord.typed().is_some();
        let is_text = is_char && place.meets(Scope::TYPING);
        self.scope.meets(place)
            && self.keys.contains(&chord)
            && (!is_text || !self.scope.meets(Scope::BROWSE.and(Scope::PAGE)))
            && (!is_char || self.chars.is_none_or(|chars| chars.meets(place)))
    }
}

const fn row(
    id: &'static str,
    action: Action,
    (scope, keys): (Scope, &'static [Chord]),
    label: (&'static str, &'static str),
) -> Command {
    Command {
        id,
        action,
        scope,
        keys,
        label,
        chars: None,
        hint: None,
        hint_on_mark: None,
        enabled: always,
    }
}

fn always(_: &Context) -> Result<(), Refusal> {
    Ok(())
}

macro_rules! condition {
    ($name:ident, $test:expr, $zh:literal, $en:literal) => {
        fn $name(context: &Context) -> Result<(), Refusal> {
            let test: fn(&Context) -> bool = $test;
            if test(context) { Ok(()) } else { Err(Refusal($zh, $en)) }
        }
    };
}

/// A condition of a change: where another window has the session, that is the reason.
macro_rules! editing {
    ($name:ident, $test:expr, $zh:literal, $en:literal) => {
        fn $name(context: &Context) -> Result<(), Refusal> {
            can_edit(context)?;
            let test: fn(&Context) -> bool = $test;
            if test(context) { Ok(()) } else { Err(Refusal($zh, $en)) }
        }
    };
}

condition!(has_rows, |c| c.has_rows, "这里没有内容", "there is nothing here");
condition!(has_views, |c| c.has_views, "此页只有一张表", "this tab has one table only");
condition!(markets, |c| c.has_markets, "此研究只有一个市场", "the study has one market only");
condition!(can_ask, |c| c.can_ask, "此行不是价格或成本", "this row is neither a price nor a cost");
condition!(has_asked, |c| c.has_asked, "没有「假如」", "there is no what-if");
condition!(has_chart, |c| c.has_chart, "此表没有图", "this table has no chart");
condition!(
    marks_of_chart,
    |c| c.chart_leads,
    "此图的标记不通向任何行",
    "the marks of this chart lead to no rows"
);
condition!(searching, |c| c.searching, "没有搜索或筛选", "nothing narrows the table");
condition!(
    words,
    |c| c.has_words && c.has_rows,
    "还没有搜索词：按 / 搜索",
    "there are no words yet: / searches"
);
condition!(
    marks,
    |c| c.has_marks,
    "此表没有标记的行：按空格标记",
    "no row here is marked: Space marks"
);
condition!(any_marks, |c| c.any_marks, "没有标记的行", "no row is marked");
condition!(back, |c| c.can_go_back, "没有更早的位置", "there is no earlier place");
condition!(forward, |c| c.can_go_forward, "没有更后的位置", "there is no later place");
condition!(
    claimed,
    |c| c.is_claimed,
    "没有论断用到这条事实",
    "no claim is computed from this fact"
);
condition!(hidable, |c| c.columns > 1, "只剩一列", "this is the only column left");
condition!(has_hidden, |c| c.has_hidden, "没有隐藏的列", "no column is hidden");
condition!(
    has_side,
    |c| c.has_side,
    "窗口太窄，列表与详情没有并排",
    "the window is too narrow for details beside the table"
);
condition!(has_links, |c| c.has_links, "这条事实没有链接", "the fact has no links");
editing!(on_cause, |c| c.on_cause, "光标不在原因上", "the cursor is not on a cause");
editing!(on_node, |c| c.on_node, "光标处无可编辑", "nothing to edit under the cursor");
condition!(
    empty_line,
    |c| c.line_is_empty && c.departments > 0,
    "行不为空",
    "the line is not empty"
);
condition!(has_departments, |c| c.departments > 0, "还没有部门", "there are no departments");
editing!(can_undo, |c| c.can_undo, "没有可撤销的", "there is nothing to undo");
editing!(can_redo, |c| c.can_redo, "没有可重做的", "there is nothing to redo");
condition!(
    can_edit,
    |c| c.can_edit,
    "会议已在另一个窗口打开，这里只能查看",
    "the session is open in another window; it can only be looked at here"
);
editing!(can_adopt, |c| c.can_adopt, "没有可采用的鱼骨图", "there is no fishbone to take over");
condition!(problems, |c| c.has_problems, "没有问题", "there are no problems");
condition!(bones, |c| c.has_bones, "鱼骨图还是空的", "the fishbone is still empty");
editing!(evidence, |c| c.on_fact, "光标不在事实上", "the cursor is not on a fact");
editing!(pastable, |c| c.has_cut && c.on_node, "没有剪下的内容", "nothing was cut");
condition!(typing_node, |c| c.typing_node, "这一行不是原因", "this line is not a cause");
editing!(
    groupable,
    |c| c.picks_template || (c.on_cause && c.groups > 0),
    "还没有分组，或光标不在想法上",
    "there are no groups yet, or the cursor is not on an idea"
);
editing!(grouped, |c| c.on_cause && c.groups > 0, "还没有分组", "there are no groups yet");
editing!(next_phase, |c| c.has_next_phase, "已是最后阶段", "this is the last phase");
editing!(previous_phase, |c| c.has_previous_phase, "已是第一阶段", "this is the first phase");
editing!(twin_1, |c| c.twins > 0, "没有相似的想法", "no idea is like it");
editing!(twin_2, |c| c.twins > 1, "没有第二条相似的", "there is no second one like it");
editing!(twin_3, |c| c.twins > 2, "没有第三条相似的", "there is no third one like it");
editing!(typed_idea, |c| !c.line_is_empty, "行是空的", "the line is empty");
editing!(pair, |c| c.has_pair, "没有待比较的", "there is no pair to judge");
editing!(voting, |c| c.ideas > 0, "还没有想法", "there are no ideas yet");
condition!(on_wall, |c| c.on_wall, "不在投影视图", "this is not the wall view");

fn chart_leads(context: &Context) -> Result<(), Refusal> {
    has_chart(context).and_then(|()| marks_of_chart(context))
}

const fn c(c: char) -> Chord {
    Chord::char(c)
}

const fn k(key: Key) -> Chord {
    Chord::plain(key)
}

const fn ctrl(c: char) -> Chord {
    Chord::ctrl(c)
}

const fn alt(key: Key) -> Chord {
    Chord::alt(key)
}

const fn ctrl_key(key: Key) -> Chord {
    Chord { ctrl: true, ..Chord::plain(key) }
}

const fn shift(key: Key) -> Chord {
    Chord::shift(key)
}

/// Digits that count, or number what is counted from 0.
const DIGIT_KEYS: &[Chord] =
    &[c('1'), c('2'), c('3'), c('4'), c('5'), c('6'), c('7'), c('8'), c('9'), c('0')];
/// Digits that number what is counted from 1.
const NUMBER_KEYS: &[Chord] =
    &[c('1'), c('2'), c('3'), c('4'), c('5'), c('6'), c('7'), c('8'), c('9')];

const DIGITS: Scope = Scope::OVERVIEW.and(Scope::FACTS).and(Scope::FISHBONE);
const LISTS: Scope = Scope::BROWSE.and(Scope::PAGE).and(Scope::GROUPS);
/// Places with a line in which Enter confirms.
const CONFIRMED: Scope = Scope::LINE.and(Scope::PALETTE).and(Scope::MENU).and(Scope::CONDITION);

use Action as A;
use Scope as S;

/// Every command, in the order of the help page.
#[rustfmt::skip]
pub static COMMANDS: &[Command] = &[
    // Moving between tabs and tables.
    row("overview", A::Go(Tab::Overview), (S::TABS, &[c('1'), alt(Key::Char('1'))]), ("总览", "Overview")).chars_in(DIGITS),
    row("technology", A::Go(Tab::Facts(Dimension::Technology)), (S::TABS, &[c('2'), alt(Key::Char('2'))]), ("技术", "Technology")).chars_in(DIGITS),
    row("price", A::Go(Tab::Facts(Dimension::Price)), (S::TABS, &[c('3'), alt(Key::Char('3'))]), ("价格", "Price")).chars_in(DIGITS),
    row("brand", A::Go(Tab::Facts(Dimension::Brand)), (S::TABS, &[c('4'), alt(Key::Char('4'))]), ("品牌", "Brand")).chars_in(DIGITS),
    row("ecosystem", A::Go(Tab::Facts(Dimension::Ecosystem)), (S::TABS, &[c('5'), alt(Key::Char('5'))]), ("生态", "Ecosystem")).chars_in(DIGITS),
    row("brainstorm", A::Go(Tab::Brainstorm), (S::TABS, &[c('6'), alt(Key::Char('6'))]), ("头脑风暴", "Brainstorm")).chars_in(DIGITS),
    row("fishbone", A::Go(Tab::Fishbone), (S::TABS, &[c('7'), alt(Key::Char('7'))]), ("鱼骨图", "Fishbone")).chars_in(DIGITS),
    row("strategy", A::Go(Tab::Facts(Dimension::Strategy)), (S::TABS, &[c('8'), alt(Key::Char('8'))]), ("策略", "Strategy")).chars_in(DIGITS),
    row("next-tab", A::Turn(1), (S::BROWSE, &[k(Key::Tab)]), ("下一页签", "Next tab")).hint("页签", "tabs"),
    row("previous-tab", A::Turn(-1), (S::BROWSE.and(S::CAPTURE), &[k(Key::BackTab)]), ("上一页签", "Previous tab")),
    row("next-view", A::TurnView(1), (S::FACTS, &[k(Key::Right), c('l'), c(']')]), ("下一张表", "Next table")).hint("下一表", "next table").when(has_views),
    row("previous-view", A::TurnView(-1), (S::FACTS, &[k(Key::Left), c('h'), c('[')]), ("上一张表", "Previous table")).when(has_views),
    // Moving in a list, a tree or a page.
    row("up", A::Move(Motion::Up), (LISTS, &[k(Key::Up), c('k')]), ("上移", "Up")),
    row("down", A::Move(Motion::Down), (LISTS, &[k(Key::Down), c('j')]), ("下移", "Down")),
    row("left", A::Move(Motion::Left), (S::EDIT.and(S::OVERVIEW).and(S::VOTE).and(S::KEEP), &[k(Key::Left), c('h')]), ("左移", "Left")),
    row("right", A::Move(Motion::Right), (S::EDIT.and(S::OVERVIEW).and(S::VOTE).and(S::KEEP), &[k(Key::Right), c('l')]), ("右移", "Right")),
    row("page-up", A::Move(Motion::PageUp), (LISTS, &[k(Key::PageUp), ctrl('b')]), ("上翻一页", "Page up")),
    row("page-down", A::Move(Motion::PageDown), (LISTS, &[k(Key::PageDown), ctrl('f')]), ("下翻一页", "Page down")),
    row("first", A::Move(Motion::First), (LISTS, &[k(Key::Home), c('g')]), ("到第一行", "First row")),
    row("last", A::Move(Motion::Last), (LISTS, &[k(Key::End), c('G')]), ("到最后一行", "Last row")),
    // Reading facts.
    row("open", A::Open, (S::READ, &[k(Key::Enter)]), ("详情与来源", "Details and source")).hint("详情", "details").on_mark("到表中", "to the table").when(has_rows),
    row("search", A::Search, (S::READ, &[c('/'), k(Key::F(3))]), ("模糊搜索", "Fuzzy search")).hint("搜索", "search"),
    row("clear-search", A::ClearFilter, (S::FACTS, &[k(Key::Esc)]), ("清除搜索和筛选", "Clear search and filters")).hint("清除筛选", "clear").on_mark("回表", "out of the chart").when(searching),
    row("facets", A::Facets, (S::FACTS, &[c('f'), k(Key::F(4))]), ("分面筛选：各列的值与条数", "Facets: values of columns with their counts")).hint("分面", "facets"),
    row("condition", A::Condition, (S::FACTS, &[c('='), k(Key::F(2))]), ("条件表达式，如 delay > 30", "A condition such as delay > 30")).hint("条件", "condition"),
    row("groups", A::Groups, (S::FACTS, &[c('F')]), ("按光标所在列分组统计", "Groups of the column under the cursor")).hint("分组", "groups").when(has_rows),
    row("drop-chip", A::DropChip, (S::FACTS, &[k(Key::Delete)]), ("去掉最后一个筛选", "Drop the last filter")).when(searching),
    row("next-match", A::NextMatch(1), (S::FACTS, &[c('n')]), ("下一个匹配", "Next match")).when(words),
    row("previous-match", A::NextMatch(-1), (S::FACTS, &[c('N')]), ("上一个匹配", "Previous match")).when(words),
    row("mark", A::Mark, (S::FACTS, &[c(' ')]), ("标记这一行并下移", "Mark the row and move down")).hint("标记", "mark").when(has_rows),
    row("marked-only", A::MarkedOnly, (S::FACTS, &[c('M')]), ("只看标记的行，再按看全部", "Marked rows only; again for all")).when(marks),
    row("unmark", A::Unmark, (S::FACTS, &[c('x')]), ("去掉所有标记", "Take every mark off")).when(any_marks),
    row("recompute", A::Recompute, (S::FACTS.and(S::DETAILS), &[c('r')]), ("复算用到这一行的论断", "Recompute the claims about this row")).hint("复算", "recompute").when(claimed),
    row("find", A::Find, (S::READ.and(S::JUDGE), &[ctrl('k'), k(Key::F(11)), shift(Key::F(3))]), ("在所有页签中查找", "Find anywhere")).hint("全局查找", "find anywhere"),
    row("find-while-capturing", A::Find, (S::CAPTURE, &[k(Key::F(11)), shift(Key::F(3))]), ("在所有页签中查找", "Find anywhere")),
    row("find-from-board", A::Find, (S::EDIT, &[shift(Key::F(3))]), ("在所有页签中查找", "Find anywhere")),
    row("jump-back", A::Jump(-1), (S::READ.and(S::DETAILS), &[alt(Key::Left), k(Key::Backspace)]), ("回到上一个位置", "Back to the place before")).when(back),
    row("jump-forward", A::Jump(1), (S::READ.and(S::DETAILS), &[alt(Key::Right)]), ("前进到下一个位置", "Forward to the place after")).when(forward),
    row("jump-back-from-fishbone", A::Jump(-1), (S::FISHBONE, &[k(Key::Backspace)]), ("回到上一个位置", "Back to the place before")).when(back),
    row("markets", A::Markets, (S::READ, &[c('m')]), ("选比较哪两个市场", "Pick the two markets to compare")).hint("市场", "markets").when(markets),
    row("next-difference", A::Difference(1), (S::FACTS, &[c('d')]), ("下一处不同", "Next row in which the markets differ")).hint("不同处", "difference").when(has_rows),
    row("previous-difference", A::Difference(-1), (S::FACTS, &[c('D')]), ("上一处不同", "Previous row in which the markets differ")).when(has_rows),
    row("what-if", A::WhatIf, (S::FACTS, &[c('w'), k(Key::F(7))]), ("假如：改一个数，看合计怎么变", "What if: change a quantity, see the total move")).hint("假如", "what if").when(can_ask),
    row("forget-what-if", A::ForgetWhatIf, (S::FACTS, &[c('W')]), ("忘掉所有「假如」", "Forget every what-if")).when(has_asked),
    row("sort", A::Sort, (S::FACTS, &[c('s')]), ("按下一列排序", "Sort by the next column")).hint("排序", "sort").when(has_rows),
    row("reverse", A::ReverseSort, (S::FACTS, &[c('S')]), ("反转顺序", "Reverse the order")).when(has_rows),
    row("column-left", A::StepColumn(-1), (S::FACTS, &[shift(Key::Left), c('<')]), ("左一列", "One column left")).when(has_rows),
    row("column-right", A::StepColumn(1), (S::FACTS, &[shift(Key::Right), c('>')]), ("右一列", "One column right")).when(has_rows),
    row("sort-column", A::SortColumn, (S::FACTS, &[c('o')]), ("按光标所在列排序，再按反转", "Sort by the column under the cursor; again to reverse")).when(has_rows),
    row("chart", A::Chart, (S::FACTS, &[c('c'), k(Key::F(6))]), ("图表：换下详情，或与之并列", "Chart: instead of the details, or beside them")).hint("图表", "chart").when(has_chart),
    row("next-chart", A::NextChart, (S::FACTS, &[c('C'), shift(Key::F(6))]), ("下一张图", "Next chart")).when(has_chart),
    row("chart-cursor", A::ChartCursor, (S::FACTS, &[c('v'), k(Key::F(5))]), ("光标进图：上下移动，Enter 只看该组或到该行；再按回表", "Into the chart: Up and Down move, Enter keeps the group or goes to the fact; again for the table")).when(chart_leads),
    row("hide-column", A::HideColumn, (S::FACTS, &[c('-')]), ("隐藏光标所在列", "Hide the column under the cursor")).when(hidable),
    row("show-columns", A::ShowColumns, (S::FACTS, &[c('+')]), ("显示所有列", "Show every column")).when(has_hidden),
    row("split-left", A::MoveSplit(-1), (S::FACTS, &[c('{')]), ("列表窄一些", "A narrower list")).when(has_side),
    row("split-right", A::MoveSplit(1), (S::FACTS, &[c('}')]), ("列表宽一些", "A wider list")).when(has_side),
    row("forget-view", A::ForgetView, (S::FACTS, &[c('R')]), ("还原此表：筛选、顺序、列、宽度", "This table as at first: filter, order, columns, split")),
    row("next-link", A::StepLink(1), (S::DETAILS, &[k(Key::Tab), k(Key::Right)]), ("下一个链接", "Next link")).hint("链接", "links").when(has_links),
    row("previous-link", A::StepLink(-1), (S::DETAILS, &[k(Key::BackTab), k(Key::Left)]), ("上一个链接", "Previous link")).when(has_links),
    row("follow", A::Follow, (S::DETAILS, &[k(Key::Enter)]), ("打开链接", "Follow the link")).hint("打开", "follow").when(has_links),
    row("toggle-pick", A::TogglePick, (S::FACETS, &[k(Key::Enter), c(' ')]), ("选取或取消这个值", "Pick the value, or drop it")).hint("选取", "pick"),
    row("drill-down", A::DrillDown, (S::GROUPS, &[k(Key::Enter)]), ("只看这一组", "Keep the rows of this group")).hint("只看这组", "keep these"),
    row("sort-groups", A::SortGroups, (S::GROUPS, &[c('s')]), ("换一种顺序", "Another order")).hint("排序", "sort"),
    row("complete", A::Complete, (S::CONDITION, &[k(Key::Tab)]), ("补全名称", "Complete the name")).hint("补全", "complete"),
    row("evidence", A::SendAsEvidence, (S::READ.and(S::PAGE), &[c('e'), k(Key::F(8))]), ("作为证据送到鱼骨图", "Send to the fishbone as evidence")).hint("送鱼骨", "to fishbone").when(evidence),
    row("copy", A::Copy, (S::READ.and(S::PAGE), &[c('y')]), ("复制单元格、行或表", "Copy the cell, the row or the table")).hint("复制", "copy").when(has_rows),
    row("open-source", A::OpenSource, (S::READ.and(S::PAGE), &[c('O')]), ("打开来源的网址", "Open the source's address")).when(has_rows),
    row("edit-file", A::EditFile, (S::READ.and(S::PAGE), &[c('E')]), ("用编辑器打开事实所在的行", "Edit the fact's file at its line")).when(has_rows),
    // The session.
    row("capture", A::Capture, (S::BOARD.and(S::JUDGE), &[k(Key::F(6)), c('i')]), ("采集想法", "Capture ideas")).hint("采集", "capture").when(can_edit),
    row("board", A::Board, (S::CAPTURE, &[k(Key::Esc), k(Key::Up), k(Key::Down)]), ("到想法板", "To the board")).hint("想法板", "board"),
    row("add-idea", A::Confirm, (S::CAPTURE, &[k(Key::Enter)]), ("记下想法", "Add the idea")).hint("记下", "add").when(can_edit),
    row("department", A::Department(None), (S::CAPTURE, NUMBER_KEYS), ("空行上按数字：为第几个部门发言", "On the empty line, a digit: speak for that department")).hint("部门", "department").when(empty_line),
    row("next-department", A::NextDepartment, (S::CAPTURE, &[k(Key::Tab)]), ("轮到下一个部门", "Pass to the next department")).hint("下一部门", "pass").when(has_departments),
    row("twin-1", A::MergeTyped(1), (S::CAPTURE, &[k(Key::F(5))]), ("并入第一条相似的想法", "It is the first one like it: another wording")).hint("同第一条", "same as 1st").when(twin_1),
    row("twin-2", A::MergeTyped(2), (S::CAPTURE, &[k(Key::F(6))]), ("并入第二条相似的想法", "It is the second one like it")).when(twin_2),
    row("twin-3", A::MergeTyped(3), (S::CAPTURE, &[k(Key::F(7))]), ("并入第三条相似的想法", "It is the third one like it")).when(twin_3),
    row("park-typed", A::Park, (S::CAPTURE, &[k(Key::F(8)), ctrl('o')]), ("把这条放入停车场", "Into the parking lot")).hint("停车场", "park").when(typed_idea),
    row("park", A::Park, (S::BOARD.and(S::VOTE).and(S::KEEP), &[k(Key::Backspace), c('p')]), ("放入停车场，或取回", "Into the parking lot, or out of it")).when(on_cause),
    row("ungroup", A::SendToGroup(Some(0)), (S::BOARD, &[c('0')]), ("移出分组", "Take out of its group")).when(grouped),
    row("group", A::SendToGroup(None), (S::BOARD, NUMBER_KEYS), ("数字：送入第几组并到下一条；没有分组时选模板", "A digit: send to that group and advance; without groups, a template")).hint("分组", "group").when(groupable),
    row("merge-cut", A::MergeCut, (S::BOARD, &[c('='), ctrl('k')]), ("把剪下的并入这里", "Merge what was cut into this")).hint("并入", "merge").when(pastable),
    row("split", A::Split, (S::BOARD, &[c('/'), ctrl('e')]), ("从这里起拆出新组", "Split the group from here on")).when(on_cause),
    // Judging.
    row("same", A::Same, (S::MERGE, &[k(Key::Enter), c('1')]), ("是同一个：合并", "The same: merge")).hint("合并", "merge").when(pair),
    row("different", A::Different, (S::MERGE, &[c('2'), k(Key::Backspace)]), ("不是同一个", "Not the same")).hint("不同", "differ").when(pair),
    row("later", A::Later, (S::MERGE, &[c('3'), c(' ')]), ("以后再说", "Later")).hint("以后", "later").when(pair),
    row("swap-pair", A::SwapPair, (S::MERGE, &[k(Key::Left), k(Key::Right)]), ("换另一种说法为主", "Let the other wording lead")).hint("换主次", "swap").when(pair),
    row("hands", A::Hands(None), (S::VOTE, DIGIT_KEYS), ("数字：几票，并到下一条", "A digit: that many votes, and advance")).hint("票数", "votes").when(voting),
    row("budget", A::Budget, (S::VOTE, &[k(Key::F(7))]), ("每部门票数", "Votes per department")).hint("每部门票数", "budget").when(can_edit),
    row("reveal", A::Reveal, (S::VOTE.and(S::KEEP), &[k(Key::F(5)), c('r')]), ("公开票数，或隐藏", "Reveal the votes, or hide them")).hint("公开", "reveal").when(can_edit),
    row("drop-rest", A::DropRest(true), (S::KEEP, &[k(Key::Enter)]), ("保留线上的和并列的", "Keep what stands above the line, ties too")).hint("保留", "keep").when(voting),
    row("drop-ties", A::DropRest(false), (S::KEEP, &[k(Key::F(7))]), ("保留线上的，不含并列", "Keep what stands above the line, without ties")).hint("不含并列", "without ties").when(voting),
    row("keep-top", A::KeepTop(None), (S::KEEP, DIGIT_KEYS), ("数字：保留前几条", "A digit: how many to keep")).hint("前几条", "how many").when(voting),
    row("toggle-kept", A::ToggleKept, (S::KEEP, &[c(' ')]), ("单独保留或去掉", "Keep or drop this one")).hint("这一条", "this one").when(on_cause),
    // The room: phases, timer, who sees what.
    row("next-phase", A::NextPhase, (S::SESSION.and(S::FISHBONE), &[k(Key::F(3)), alt(Key::Right), ctrl('n')]), ("下一阶段", "Next phase")).hint("下一阶段", "next").when(next_phase),
    row("previous-phase", A::PreviousPhase, (S::SESSION.and(S::FISHBONE), &[alt(Key::Left), shift(Key::F(2))]), ("上一阶段", "Previous phase")).when(previous_phase),
    row("minute", A::AddMinutes(1), (S::SESSION, &[k(Key::F(12)), ctrl_key(Key::Up)]), ("加一分钟", "One minute more")).hint("加一分钟", "+1 min").when(can_edit),
    row("minute-less", A::AddMinutes(-1), (S::SESSION, &[ctrl_key(Key::Down)]), ("减一分钟", "One minute less")).when(can_edit),
    row("wall", A::Wall, (S::SESSION.and(S::FISHBONE), &[shift(Key::F(5)), ctrl('y')]), ("投影视图：给全场看", "The wall: what the room sees")).hint("投影", "wall"),
    row("leave-wall", A::Wall, (S::FISHBONE, &[k(Key::Esc)]), ("离开投影视图", "Leave the wall view")).hint("离开投影", "leave the wall").when(on_wall),
    row("set-up", A::SetUp, (S::CAPTURE, &[k(Key::F(2)), ctrl('r')]), ("准备会议：取自研究或模板", "Set up: from the study or a template")).hint("准备", "set up").when(can_edit),
    row("add-department", A::AddDepartment, (S::CAPTURE.and(S::BOARD), &[k(Key::F(4)), ctrl('d')]), ("添加部门", "Add a department")).when(can_edit),
    row("topic", A::Topic, (S::EDIT.and(S::CAPTURE), &[ctrl('t')]), ("修改议题（鱼头）", "Edit the topic (the effect)")).when(can_edit),
    // Editing the tree, on the board and in the fishbone alike.
    row("add-group", A::AddGroup, (S::EDIT, &[k(Key::F(5)), c('b')]), ("添加分组，即大骨", "Add a group: a bone")).hint("加大骨", "bone").when(can_edit),
    row("add-cause", A::AddCause, (S::EDIT, &[k(Key::Insert), ctrl('o'), c('a')]), ("添加原因", "Add a cause")).hint("加原因", "cause").when(on_node),
    row("why", A::AskWhy, (S::EDIT, &[k(Key::F(7)), c('w')]), ("为什么？添加更深的原因", "Why? Add a cause behind this one")).hint("为什么", "why?").when(on_node),
    row("edit", A::Edit, (S::EDIT, &[k(Key::Enter), k(Key::F(2))]), ("修改文字", "Edit the text")).hint("修改", "edit").when(on_node),
    row("edit-voted", A::Edit, (S::VOTE.and(S::KEEP), &[k(Key::F(2))]), ("修改文字", "Edit the text")).when(on_node),
    row("vote", A::Vote(1), (S::EDIT.and(S::VOTE), &[c(' '), c('+')]), ("投一票", "Count a vote")).hint("投票", "vote").when(on_cause),
    row("unvote", A::Vote(-1), (S::EDIT.and(S::VOTE), &[c('-')]), ("收回一票", "Take a vote back")).when(on_cause),
    row("remove", A::Remove, (S::EDIT, &[k(Key::Delete), c('x')]), ("删除（可撤销）", "Remove (undo brings it back)")).hint("删除", "remove").when(on_node),
    row("shift-up", A::Shift(-1), (S::EDIT, &[Chord::shift(Key::Up), c('K')]), ("与上一个交换", "Move before the previous one")).when(on_node),
    row("shift-down", A::Shift(1), (S::EDIT, &[Chord::shift(Key::Down), c('J')]), ("与下一个交换", "Move behind the next one")).when(on_node),
    row("indent", A::Indent, (S::EDIT, &[Chord::shift(Key::Right), c('>')]), ("降一级：成为上一条的原因", "Indent: behind the one above")).when(on_cause),
    row("outdent", A::Outdent, (S::EDIT, &[Chord::shift(Key::Left), c('<')]), ("升一级", "Outdent: beside its parent")).when(on_cause),
    row("cut", A::Cut, (S::EDIT, &[ctrl('x')]), ("剪下，准备移动", "Cut, to be moved")).when(on_node),
    row("paste", A::PasteNode, (S::EDIT, &[ctrl('v')]), ("移到这里", "Move here what was cut")).hint("移到这里", "move here").when(pastable),
    row("fold", A::Fold, (S::EDIT, &[c('.'), c('z')]), ("折叠或展开", "Fold or unfold")).when(on_node),
    row("pick-evidence", A::PickEvidence, (S::EDIT.and(S::VOTE).and(S::KEEP), &[k(Key::F(8)), c('e')]), ("为原因选取证据", "Pick evidence for the cause")).hint("证据", "evidence").when(on_cause),
    row("undo", A::Undo, (S::READ.and(S::EDIT).and(S::JUDGE), &[c('u'), ctrl('_')]), ("撤销", "Undo")).hint("撤销", "undo").when(can_undo),
    row("redo", A::Redo, (S::READ.and(S::EDIT).and(S::JUDGE), &[ctrl('r'), c('U')]), ("重做", "Redo")).when(can_redo),
    row("adopt", A::Adopt, (S::EDIT, &[c('A'), k(Key::F(11))]), ("采用研究自带的鱼骨图", "Take over the study's fishbone")).hint("采用研究", "adopt").when(can_adopt),
    row("layout", A::NextLayout, (S::FISHBONE, &[c('v'), k(Key::F(12))]), ("换一种画法", "Next layout")).hint("画法", "layout"),
    row("export", A::Export, (S::TABS, &[k(Key::F(9)), ctrl('s')]), ("导出鱼骨图", "Export the fishbone")).hint("导出", "export").when(bones),
    row("minutes", A::Minutes, (S::SESSION.and(S::FISHBONE), &[shift(Key::F(9)), alt(Key::Char('m'))]), ("写会议纪要 minutes.md", "Write the minutes: minutes.md")).hint("纪要", "minutes"),
    // Typing.
    row("pick", A::Pick(None), (S::MENU, DIGIT_KEYS), ("数字：选这一项", "A digit: that entry")),
    row("confirm", A::Confirm, (CONFIRMED, &[k(Key::Enter)]), ("确认", "Confirm")).hint("确认", "confirm"),
    row("indent-typed", A::Indent, (S::LINE, &[k(Key::Tab)]), ("输入中降一级", "Indent what is being typed")).hint("降级", "indent").when(typing_node),
    row("outdent-typed", A::Outdent, (S::LINE, &[k(Key::BackTab)]), ("输入中升一级", "Outdent what is being typed")).when(typing_node),
    row("pick-up", A::Move(Motion::Up), (CONFIRMED.and(S::FACETS), &[k(Key::Up), ctrl('p')]), ("列表中上移", "Up in the list")),
    row("pick-down", A::Move(Motion::Down), (CONFIRMED.and(S::FACETS), &[k(Key::Down), ctrl('n')]), ("列表中下移", "Down in the list")),
    row("char-left", A::Line(LineEdit::Left), (S::TYPING, &[k(Key::Left), ctrl('b')]), ("左移一字", "One character left")),
    row("char-right", A::Line(LineEdit::Right), (S::TYPING, &[k(Key::Right), ctrl('f')]), ("右移一字", "One character right")),
    row("word-left", A::Line(LineEdit::WordLeft), (S::TYPING, &[ctrl_key(Key::Left), alt(Key::Char('b'))]), ("左移一词", "One word left")),
    row("word-right", A::Line(LineEdit::WordRight), (S::TYPING, &[ctrl_key(Key::Right), alt(Key::Char('f'))]), ("右移一词", "One word right")),
    row("line-start", A::Line(LineEdit::Start), (S::TYPING, &[k(Key::Home), ctrl('a')]), ("到行首", "Start of the line")),
    row("line-end", A::Line(LineEdit::End), (S::TYPING, &[k(Key::End), ctrl('e')]), ("到行尾", "End of the line")),
    row("delete-left", A::Line(LineEdit::DeleteLeft), (S::TYPING, &[k(Key::Backspace), ctrl('h')]), ("删左边一字", "Delete to the left")),
    row("delete-right", A::Line(LineEdit::DeleteRight), (S::TYPING, &[k(Key::Delete)]), ("删右边一字", "Delete to the right")),
    row("delete-word", A::Line(LineEdit::DeleteWordLeft), (S::TYPING, &[ctrl('w'), alt(Key::Backspace)]), ("删左边一词", "Delete a word to the left")),
    row("delete-word-right", A::Line(LineEdit::DeleteWordRight), (S::TYPING, &[alt(Key::Char('d'))]), ("删右边一词", "Delete a word to the right")),
    row("delete-to-start", A::Line(LineEdit::DeleteToStart), (S::TYPING, &[ctrl('u')]), ("删到行首", "Delete to the start")),
    row("delete-to-end", A::Line(LineEdit::DeleteToEnd), (S::TYPING, &[ctrl('k')]), ("删到行尾", "Delete to the end")),
    row("line-undo", A::Line(LineEdit::Undo), (S::TYPING, &[ctrl('_'), ctrl('/')]), ("撤销输入", "Undo typing")),
    // The program.
    row("close", A::Close, (S::PAGE.and(CONFIRMED).and(S::FACETS).and(S::GROUPS), &[k(Key::Esc)]), ("关闭、返回", "Close, back")).hint("返回", "back"),
    row("palette", A::Palette, (S::TABS, &[c(':'), ctrl('p')]), ("命令面板", "Command palette")).hint("命令", "commands"),
    row("language", A::Language, (S::TABS.and(S::PAGE), &[c('L'), ctrl('g')]), ("中文 / English", "中文 / English")).hint("English", "中文"),
    row("theme", A::Theme, (S::TABS.and(S::PAGE), &[c('T')]), ("深色 / 浅色", "Dark / light")),
    row("problems", A::Problems, (S::BROWSE, &[c('!')]), ("文件与论断中的问题", "Problems in files and claims")).hint("问题", "problems").when(problems),
    row("redraw", A::Redraw, (S::ALL, &[ctrl('l')]), ("重画屏幕", "Draw the screen anew")),
    row("suspend", A::Suspend, (S::ALL, &[ctrl('z')]), ("挂起程序", "Suspend the program")),
    row("help", A::Help, (S::ALL, &[c('?'), k(Key::F(1))]), ("帮助", "Help")).hint("帮助", "help"),
    row("quit", A::Quit, (S::ALL, &[c('q'), k(Key::F(10)), ctrl('q'), ctrl('c')]), ("退出（随时已保存）", "Quit (everything is saved)")).hint("退出", "quit"),
];

/// The command that a chord invokes at a place, possible or not.
#[must_use]
pub fn find(chord: Chord, place: Scope) -> Option<&'static Command> {
    // Where text is typed a full-width character is text, but a digit may pick a department and a
    // blank a value.
    let folded = chord.folded().key;
    let digit = matches!(folded, Key::Char('0'..='9')) && place == Scope::CAPTURE;
    let blank = folded == Key::Char(' ') && place == Scope::FACETS;
    let typing = place.meets(Scope::TYPING) && !digit && !blank;
    let chord = if typing { chord } else { chord.folded() };
    COMMANDS.iter().find(|command| command.answers(chord, place))
}

/// The commands that are possible at a place now, in table order.
pub fn possible(place: Scope, context: &Context) -> impl Iterator<Item = &'static Command> {
    COMMANDS
        .iter()
        .filter(move |command| command.scope.meets(place) && (command.enabled)(context).is_ok())
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn ids_are_unique_and_labels_are_in_both_languages() {
        let ids: HashSet<_> = COMMANDS.iter().map(|command| command.id).collect();
        assert_eq!(ids.len(), COMMANDS.len());
        for command in COMMANDS {
            assert!(!command.label.0.is_empty() && !command.label.1.is_empty(), "{}", command.id);
            assert!(!command.keys.is_empty(), "{} has no key", command.id);
        }
    }

    #[test]
    fn no_key_means_two_things_at_one_place() {
        for place in Scope::EACH {
            let mut seen = HashSet::new();
            for command in COMMANDS {
                for chord in command.keys.iter().filter(|chord| command.answers(**chord, place)) {
                    assert!(
                        seen.insert(*chord),
                        "{chord} twice at {}: {}",
                        place.label().1,
                        command.id
                    );
                }
            }
        }
    }

    #[test]
    fn letters_are_text_where_text_is_typed() {
        for letter in ('a'..='z').chain('A'..='Z').chain(['?', ':', '/', '!', ' ', '+', '<']) {
            assert!(find(Chord::char(letter), Scope::CAPTURE).is_none(), "{letter}");
            assert!(find(Chord::char(letter), Scope::LINE).is_none(), "{letter}");
        }
    }

    #[test]
    fn a_full_width_digit_switches_tabs_like_its_twin() {
        let command = find(Chord::char('２'), Scope::OVERVIEW).unwrap();
        assert_eq!(command.id, "technology");
    }
}
