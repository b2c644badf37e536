//! What a session starts from: the study, a template, or what is typed.
//!
//! It must not change the board; an entry of the menu is carried out by the update.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::super::canvas::{Canvas, cells};
use super::super::menu;
use super::super::scroll::Scroll;
use super::super::state::State;
use super::head::key;
use crate::model::board::{Attribution, Board, Edit, TEMPLATES};
use crate::model::{Lang, Study, counted};

/// An entry of the menu.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Entry {
    /// Topic, rules and departments of the study's brainstorm.
    FromStudy,
    /// The same with all ideas it reports: an example to try everything on.
    Example,
    /// Common rules and departments.
    Template,
    /// The topic is typed.
    Topic,
    /// Groups from a template, by its place.
    Groups(usize),
    /// Shows or hides who raised what, from grouping on.
    Attribution,
}

/// The entries of the menu.
pub(crate) fn entries() -> Vec<Entry> {
    let groups = (0..TEMPLATES.len()).map(Entry::Groups);
    [Entry::FromStudy, Entry::Example, Entry::Template, Entry::Topic]
        .into_iter()
        .chain(groups)
        .chain([Entry::Attribution])
        .collect()
}

/// What an entry is called, and why it cannot be chosen.
fn label(entry: Entry, state: &State) -> (String, Option<&'static str>) {
    let lang = state.lang;
    let study = state.study().brainstorm.as_ref();
    let missing = lang.pick("此研究没有头脑风暴", "the study has no brainstorm");
    let refused = study.is_none().then_some(missing);
    match entry {
        Entry::FromStudy => {
            let text = lang
                .pick("议题、规则、部门：取自研究", "Topic, rules, departments: from the study");
            (text.to_owned(), refused)
        }
        Entry::Example => {
            let ideas = study.map_or(0, |brainstorm| brainstorm.ideas.len());
            let text = lang.pick(
                format!("示例：再加研究报告的 {ideas} 条想法"),
                format!("Example: with the {} the study reports", counted(ideas, "idea", "ideas")),
            );
            (text, refused)
        }
        Entry::Template => {
            let text =
                lang.pick("通用：四条规则，七个部门", "General: four rules, seven departments");
            (text.to_owned(), None)
        }
        Entry::Topic => (lang.pick("输入议题", "Type the topic").to_owned(), None),
        Entry::Groups(at) => {
            let name = TEMPLATES.get(at).map_or("", |template| template.name(lang));
            (lang.pick(format!("分组：{name}"), format!("Groups: {name}")), None)
        }
        Entry::Attribution => {
            let text = match state.board().attribution() {
                Attribution::FromGrouping => lang.pick(
                    "署名：归类起显示；改为始终隐藏",
                    "Names: shown from grouping on; never show them",
                ),
                Attribution::Hidden => lang.pick(
                    "署名：始终隐藏；改为归类起显示",
                    "Names: never shown; show them from grouping on",
                ),
            };
            (text.to_owned(), None)
        }
    }
}

/// The rules of A. F. Osborn (Applied Imagination, 1953), in Chinese and English.
const RULES: [[&str; 2]; 4] = [
    ["不评判：会中不褒不贬", "No judging: neither praise nor blame"],
    ["自由想象：越大胆越好", "Freewheel: the wilder the better"],
    ["求多：数量带来质量", "Go for many: quantity brings quality"],
    ["接着想：借别人的想法再进一步", "Combine and improve: build on what others said"],
];

/// Departments that most firms have.
const DEPARTMENTS: [[&str; 2]; 7] = [
    ["市场", "Marketing"],
    ["研发", "R&D"],
    ["人事", "HR"],
    ["运维", "Operations"],
    ["法务", "Legal"],
    ["财务", "Finance"],
    ["客服", "Support"],
];

/// The change that an entry makes to the board, where it makes one.
pub(crate) fn edit(entry: Entry, (board, study): (&Board, &Study), lang: Lang) -> Option<Edit> {
    match entry {
        Entry::FromStudy => Some(board.set_up(study.brainstorm.as_ref()?, lang)),
        Entry::Example => {
            let brainstorm = study.brainstorm.as_ref()?;
            let ideas = board.reported_ideas(brainstorm, lang);
            Some(join(board.set_up(brainstorm, lang), ideas))
        }
        Entry::Template => Some(general(board, lang)),
        Entry::Groups(at) => Some(board.new_groups(TEMPLATES.get(at)?, lang)),
        Entry::Attribution => {
            let attribution = match board.attribution() {
                Attribution::FromGrouping => Attribution::Hidden,
                Attribution::Hidden => Attribution::FromGrouping,
            };
            Some(Edit::SetAttribution { attribution })
        }
        Entry::Topic => None,
    }
}

/// Rules and departments where the board has none.
fn general(board: &Board, lang: Lang) -> Edit {
    let mut edits = Vec::new();
    if board.rules().is_empty() {
        let rules = RULES.map(|[zh, en]| lang.pick(zh, en).to_owned()).to_vec();
        edits.push(Edit::SetRules { rules });
    }
    if board.departments().is_empty() {
        let Edit::AddDepartment { id: first, .. } = board.new_department("") else {
            return Edit::Batch { edits };
        };
        for ([zh, en], number) in DEPARTMENTS.into_iter().zip(first.0..) {
            let (id, name) =
                (crate::model::board::DepartmentId(number), lang.pick(zh, en).to_owned());
            edits.push(Edit::AddDepartment { id, name, index: None });
        }
    }
    Edit::Batch { edits }
}

fn join(first: Edit, second: Edit) -> Edit {
    let flat = |edit| match edit {
        Edit::Batch { edits } => edits,
        edit => vec![edit],
    };
    Edit::Batch { edits: flat(first).into_iter().chain(flat(second)).collect() }
}

/// Draws the first screen of a session: topic, rules, and what it can start from.
pub(super) fn draw(state: &State, area: Rect, canvas: &mut Canvas<'_>) {
    let (board, lang) = (state.board(), state.lang);
    let mut area = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    let mut say = |text: &str, style: Style, canvas: &mut Canvas<'_>| {
        let used = paragraph((text, style), area, canvas);
        area = super::super::canvas::split_top(area, used).1;
    };
    if board.rules().is_empty() {
        let set_up = key("set-up");
        let text = lang.pick(
            format!("按 {set_up} 准备会议：取自研究、用模板，或自己输入。"),
            format!("{set_up} sets the session up: from the study, a template, or typed."),
        );
        say("", canvas.theme.plain, canvas);
        say(&text, canvas.theme.heading, canvas);
    } else {
        say(lang.pick("规则", "Rules"), canvas.theme.heading, canvas);
        for (number, rule) in (1..).zip(board.rules()) {
            say(&format!("{number} {rule}"), canvas.theme.plain, canvas);
        }
    }
    say("", canvas.theme.plain, canvas);
    let steps = [
        (key("topic"), lang.pick("议题", "topic")),
        (key("add-department"), lang.pick("添加部门", "add a department")),
        (key("wall"), lang.pick("投影视图，给全场看", "the wall, for the room to see")),
        (key("next-phase"), lang.pick("开始", "begin")),
    ];
    for (key, text) in steps {
        say(&format!("{key}  {text}"), canvas.theme.faint, canvas);
    }
    let text = match lang {
        Lang::Zh => "也可以直接输入想法，回车记下；粘贴多行即多个想法。",
        Lang::En => "Or just type ideas, Enter adds each; paste many lines for many.",
    };
    say(text, canvas.theme.faint, canvas);
}

/// Draws wrapped text from the top of an area; returns the rows used, at least one.
pub(super) fn paragraph((text, style): (&str, Style), area: Rect, canvas: &mut Canvas<'_>) -> u16 {
    let lines = canvas.measure.wrap(text, area.width.max(1).into());
    for (line, y) in lines.iter().zip(area.top()..area.bottom()) {
        canvas.text((area.x, y), area.width, line, style);
    }
    cells(lines.len()).clamp(1, area.height.max(1))
}

/// Draws the menu over the screen.
pub(crate) fn draw_menu(state: &State, at: (&Scroll, Rect), canvas: &mut Canvas<'_>) {
    let entries: Vec<menu::Entry> =
        entries().into_iter().map(|entry| label(entry, state)).collect();
    menu::draw((state.lang.pick("准备会议", "Set up"), &entries), at, canvas);
}
