//! What lies over the tabs: help, details of a fact, problems of the files, the palette.
//!
//! Pages are text with a scroll position; the palette is a line with a list. None of them changes
//! anything by being drawn.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::brainstorm::setup;
use super::canvas::{Canvas, cells, split_top};
use super::copy;
use super::details;
use super::facts::{FactsPane, facets, groups};
use super::find::Find;
use super::finder::Asked;
use super::line::Line;
use super::markets;
use super::problems;
use super::recompute;
use super::scroll::Scroll;
use super::state::State;
use crate::analysis::search::Query;
use crate::command::{COMMANDS, Command, Scope, places_text, possible};
use crate::model::{Lang, MarketIndex};
use crate::text::Align;

/// What lies on top.
#[derive(Debug)]
pub(crate) enum Overlay {
    /// The help page, from this line on.
    Help(usize),
    /// The details of a fact, from this line on.
    Details(usize, usize),
    /// The problems of the files, from this line on.
    Problems(usize),
    /// What a session can start from.
    SetUp(Scroll),
    /// What can be copied of a fact and its table.
    Copy(usize, Scroll),
    /// The palette.
    Palette(Line, Scroll),
    /// The facts of all tabs, to go to one or to take it as evidence.
    Find(Find),
    /// The values of columns.
    Facets(facets::Facets),
    /// The groups of a column.
    Groups(groups::Groups),
    /// The claims about a fact, recomputed, from this line on.
    Recomputation(usize, usize),
    /// The markets that can be compared, after the one that was picked already.
    Markets(Option<MarketIndex>, Line, Scroll),
}

impl Overlay {
    pub(crate) fn scope(&self) -> Scope {
        match self {
            Self::Palette(..) | Self::Find(_) | Self::Markets(..) => Scope::PALETTE,
            Self::SetUp(_) | Self::Copy(..) => Scope::MENU,
            Self::Facets(_) => Scope::FACETS,
            Self::Groups(_) => Scope::GROUPS,
            Self::Details(..) => Scope::DETAILS,
            _ => Scope::TEXT,
        }
    }

    /// The list in it whose cursor moves.
    pub(crate) fn list(&mut self) -> Option<&mut Scroll> {
        match self {
            Self::Groups(groups) => Some(&mut groups.scroll),
            overlay => overlay.chooser().map(|(_, scroll)| scroll),
        }
    }

    /// Where it stands that has something found out, if it does.
    pub(super) fn asked(&mut self) -> Option<&mut Asked> {
        match self {
            Self::Find(find) => Some(&mut find.asked),
            Self::Facets(facets) => Some(&mut facets.asked),
            Self::Groups(groups) => Some(&mut groups.asked),
            _ => None,
        }
    }

    /// Whether what it lists is being found out.
    pub(crate) fn is_waiting(&self) -> bool {
        let asked = match self {
            Self::Find(find) => find.asked,
            Self::Facets(facets) => facets.asked,
            Self::Groups(groups) => groups.asked,
            _ => Asked::Known,
        };
        asked.is_open()
    }

    /// Whether it shows facts by their positions, which another study has elsewhere.
    pub(crate) fn is_about_facts(&self) -> bool {
        matches!(
            self,
            Self::Details(..)
                | Self::Recomputation(..)
                | Self::Find(_)
                | Self::Facets(_)
                | Self::Groups(_)
                | Self::Copy(..)
        )
    }

    /// The line that is typed in it, with the list below.
    pub(crate) fn chooser(&mut self) -> Option<(&mut Line, &mut Scroll)> {
        match self {
            Self::Palette(line, scroll) | Self::Markets(_, line, scroll) => Some((line, scroll)),
            Self::Find(find) => Some((&mut find.line, &mut find.scroll)),
            Self::Facets(facets) => Some((&mut facets.line, &mut facets.scroll)),
            _ => None,
        }
    }
}

/// The area of a page over the whole screen.
pub(crate) fn area(screen: Rect) -> Rect {
    let margin = |length: u16, least: u16, wanted: u16| {
        if length > least + 2 * wanted { wanted } else { 0 }
    };
    let (across, down) = (margin(screen.width, 96, 4), margin(screen.height, 24, 2));
    Rect {
        x: screen.x + across,
        y: screen.y + down,
        width: screen.width - 2 * across,
        height: screen.height - 2 * down,
    }
}

/// A line of a page: pieces with their styles.
pub(super) type PageLine = Vec<(String, Style)>;

/// The lines of the page on top, for drawing and for knowing where it ends.
pub(crate) fn lines(state: &State, cols: u16, canvas: &Canvas<'_>) -> Vec<PageLine> {
    match &state.overlay {
        Some(Overlay::Help(_)) => help(state, cols, canvas),
        Some(Overlay::Problems(_)) => problems::lines(state, cols, canvas),
        _ => Vec::new(),
    }
}

/// Every command once: first those of the place the help was called from, then the others by place.
fn help(state: &State, cols: u16, canvas: &Canvas<'_>) -> Vec<PageLine> {
    let (lang, theme) = (state.lang, &canvas.theme);
    let here = state.place_below();
    let (mine, others): (Vec<&Command>, Vec<&Command>) =
        COMMANDS.iter().partition(|command| command.scope.meets(here));
    let place = lang.pick(here.label().0, here.label().1);
    let title = format!("{}{place}", lang.pick("此处：", "Here: "));
    let mut lines = vec![vec![(title, theme.title)]];
    lines.extend(mine.iter().flat_map(|command| help_lines(command, (lang, cols), canvas)));
    lines.push(Vec::new());
    lines.extend(marks(lang, cols, canvas));
    let mut scope = None;
    for command in others {
        if scope != Some(command.scope) {
            scope = Some(command.scope);
            lines.push(Vec::new());
            let places = canvas.measure.wrap(&places_text(command.scope, lang), cols.into());
            lines.extend(places.into_iter().map(|line| vec![(line, theme.title)]));
        }
        lines.extend(help_lines(command, (lang, cols), canvas));
    }
    lines
}

/// What the marks before and behind the cells of a table mean.
fn marks(lang: Lang, cols: u16, canvas: &Canvas<'_>) -> Vec<PageLine> {
    let (theme, glyphs) = (&canvas.theme, canvas.glyphs);
    let rows = [
        (glyphs.marked(), lang.pick("用空格标记的行", "a row that was marked with Space")),
        (
            glyphs.disputed(),
            lang.pick(
                "有论断数字与此行自己的数字不符（论断只读至多三行，或点名此行），或此行就是不符的论断；多行的\
                 汇总不符时标在表尾与论断自己的行；r 看复算",
                "a claim about this very figure (it reads three facts at most, or names this one) \
                 disagrees, or the row is such a claim; a sum of many rows is marked at the foot of \
                 their table and on the claim; r recomputes",
            ),
        ),
        (
            "!",
            lang.pick(
                "论断数字是截尾而非四舍五入得来的",
                "a claim whose figure is cut off instead of rounded",
            ),
        ),
        ("?", lang.pick("来源存疑，详情里说明", "a doubt, which the details explain")),
        (
            "~",
            lang.pick(
                "行首：正在问「假如」；数字前：约数或改过的数",
                "before a row: a what-if is asked of it; before a number: about, or changed by it",
            ),
        ),
        ("*", lang.pick("价格后：该行最便宜的市场", "behind a price: the cheapest market of its row")),
    ];
    let mut lines = vec![vec![(lang.pick("标记", "Marks").to_owned(), theme.title)]];
    let sizes = (4, usize::from(cols).saturating_sub(4));
    let told = |(mark, text): (&str, &str)| side_by_side((&[mark], text), sizes, canvas);
    for (sign, text) in rows.into_iter().flat_map(told) {
        lines.push(vec![(sign, theme.key), (text, theme.plain)]);
    }
    lines
}

fn help_lines(command: &Command, (lang, cols): (Lang, u16), canvas: &Canvas<'_>) -> Vec<PageLine> {
    let theme = &canvas.theme;
    let keys: Vec<String> = command.keys.iter().map(ToString::to_string).collect();
    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    let label = lang.pick(command.label.0, command.label.1);
    let narrow = usize::from(cols.min(72) / 3);
    let sizes = (narrow, usize::from(cols).saturating_sub(narrow + 2));
    let lines = side_by_side((&keys, label), sizes, canvas).into_iter();
    let gap = || ("  ".to_owned(), theme.plain);
    lines.map(|(keys, label)| vec![(keys, theme.key), gap(), (label, theme.plain)]).collect()
}

/// Signs in a column of so many columns, and what they mean in another, in as many lines as both
/// need.
fn side_by_side(
    (signs, text): (&[&str], &str),
    (narrow, room): (usize, usize),
    canvas: &Canvas<'_>,
) -> Vec<(String, String)> {
    let measure = canvas.measure;
    let mut lines: Vec<String> = Vec::new();
    for sign in signs {
        match lines.last_mut() {
            Some(line) if measure.cols(line) + 2 + measure.cols(sign) <= narrow => {
                line.push_str("  ");
                line.push_str(sign);
            }
            _ => lines.push((*sign).to_owned()),
        }
    }
    let texts = measure.wrap(text, room.max(8));
    let line = |at: usize| {
        let sign = lines.get(at).map_or("", String::as_str);
        (measure.pad(sign, narrow, Align::Left), texts.get(at).cloned().unwrap_or_default())
    };
    (0..lines.len().max(texts.len())).map(line).collect()
}

/// The commands that the palette offers for what was typed, best first.
pub(crate) fn offered(state: &State, typed: &str) -> Vec<&'static Command> {
    let query = Query::new(typed);
    let context = state.context();
    let mut offered: Vec<(i64, &'static Command)> = possible(state.place_below(), &context)
        .filter_map(|command| {
            let texts = [command.label.0, command.label.1, command.id];
            Some((query.score_of(texts.into_iter())?, command))
        })
        .collect();
    offered.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    offered.into_iter().map(|(_, command)| command).collect()
}

/// How many entries the list under the line has for what was typed.
pub(crate) fn choices(state: &State) -> usize {
    match &state.overlay {
        Some(Overlay::Palette(line, _)) => offered(state, line.text()).len(),
        Some(Overlay::Find(find)) => find.len(),
        Some(Overlay::Facets(facets)) => facets.len(),
        Some(Overlay::Markets(home, line, _)) => markets::choices(state, *home, line.text()).len(),
        _ => 0,
    }
}

/// Draws what lies on top.
pub(crate) fn draw(state: &State, screen: Rect, canvas: &mut Canvas<'_>) {
    let Some(overlay) = &state.overlay else { return };
    let lang = state.lang;
    match overlay {
        Overlay::Help(from) => draw_page(state, (lang.pick("帮助", "Help"), *from), screen, canvas),
        Overlay::Problems(from) => {
            draw_page(
                state,
                (lang.pick("文件与论断中的问题", "Problems in files and claims"), *from),
                screen,
                canvas,
            );
        }
        Overlay::Details(row, from) => {
            let inside = canvas.frame(area(screen), lang.pick("详情", "Details"));
            let lines = details::details(state, *row);
            let table = state.facts_pane().and_then(FactsPane::table);
            let query = table.filter(|table| table.selected() == Some(*row));
            let query = query.and_then(|table| table.query_of(*row));
            let marks = details::Marks { link: Some(state.desk.link), query: query.as_ref() };
            let count = details::draw((&lines, marks), inside, *from, canvas);
            draw_progress((*from + usize::from(inside.height), count), screen, canvas);
        }
        Overlay::Recomputation(row, from) => {
            let inside = canvas.frame(area(screen), lang.pick("复算", "Recomputed"));
            let lines = recompute::lines(state, *row);
            let count = details::draw((&lines, details::Marks::default()), inside, *from, canvas);
            draw_progress((*from + usize::from(inside.height), count), screen, canvas);
        }
        Overlay::Facets(open) => facets::draw(open, state, screen, canvas),
        Overlay::Groups(open) => groups::draw(open, state, screen, canvas),
        Overlay::Find(find) => {
            let title = find.title(state);
            let row = |at: usize, area: Rect, canvas: &mut Canvas<'_>| {
                find.draw_row((state, at), area, canvas);
            };
            let list = (title.as_str(), &find.line, &find.scroll);
            draw_chooser(list, (find.len(), &row), screen, canvas);
        }
        Overlay::SetUp(scroll) => setup::draw_menu(state, (scroll, screen), canvas),
        Overlay::Copy(_, scroll) => copy::draw_menu(state, (scroll, screen), canvas),
        Overlay::Palette(line, scroll) => {
            let offered = offered(state, line.text());
            let title = lang.pick("命令", "Commands");
            let row = |at: usize, area, canvas: &mut Canvas<'_>| {
                if let Some(command) = offered.get(at) {
                    draw_offer(command, state, area, canvas);
                }
            };
            draw_chooser((title, line, scroll), (offered.len(), &row), screen, canvas);
        }
        Overlay::Markets(home, line, scroll) => {
            let choices = markets::choices(state, *home, line.text());
            let title = markets::title(state, *home);
            let row = |at: usize, area: Rect, canvas: &mut Canvas<'_>| {
                if let Some(choice) = choices.get(at) {
                    let (is_it, now) = (choice.is_current(state), markets::now(lang));
                    let text = format!("{} {}", if is_it { "*" } else { " " }, choice.text(state));
                    let x = canvas.text((area.x, area.y), area.width, &text, canvas.theme.plain);
                    if is_it {
                        let room = area.width.saturating_sub(x);
                        canvas.text((area.x + x, area.y), room, now, canvas.theme.faint);
                    }
                }
            };
            draw_chooser((&title, line, scroll), (choices.len(), &row), screen, canvas);
        }
    }
}

fn draw_page(state: &State, (title, from): (&str, usize), screen: Rect, canvas: &mut Canvas<'_>) {
    let inside = canvas.frame(area(screen), title);
    let lines = lines(state, inside.width, canvas);
    for (line, y) in lines.iter().skip(from).zip(inside.top()..inside.bottom()) {
        let pieces: Vec<(&str, Style)> =
            line.iter().map(|(text, style)| (text.as_str(), *style)).collect();
        canvas.pieces(Rect { y, height: 1, ..inside }, &pieces);
    }
    draw_progress((from + usize::from(inside.height), lines.len()), screen, canvas);
}

/// How far a page is shown, in its lower edge: a sign that there is more.
fn draw_progress((shown, count): (usize, usize), screen: Rect, canvas: &mut Canvas<'_>) {
    let mark = format!(" {}/{count} ", shown.min(count));
    let frame = area(screen);
    let cols = cells(canvas.measure.cols(&mark));
    let x = frame.right().saturating_sub(cols + 2);
    canvas.text((x, frame.bottom().saturating_sub(1)), cols, &mark, canvas.theme.faint);
}

/// The rows that a list under a line has at most.
const CHOOSER_ROWS: u16 = 14;

/// Draws an entry of a list at an area.
type DrawRow<'a> = &'a dyn Fn(usize, Rect, &mut Canvas<'_>);

/// A line being typed with a list of what it may mean.
fn draw_chooser(
    (title, line, scroll): (&str, &Line, &Scroll),
    (count, draw_row): (usize, DrawRow<'_>),
    screen: Rect,
    canvas: &mut Canvas<'_>,
) {
    let width = screen.width.min(84);
    let height = (CHOOSER_ROWS + 3).min(screen.height);
    let frame = Rect { x: screen.x + (screen.width - width) / 2, y: screen.y + 1, width, height }
        .intersection(screen);
    let inside = canvas.frame(frame, title);
    let (input, list) = split_top(inside, 1);
    let (shown, cursor) = line.shown(canvas.measure, input.width.max(1).into());
    canvas.text((input.x, input.y), input.width, &shown, canvas.theme.plain);
    canvas.place_cursor(input.x + cells(cursor), input.y);
    for (at, y) in (scroll.offset()..count).zip(list.top()..list.bottom()) {
        let row = Rect { y, height: 1, ..list };
        draw_row(at, row, canvas);
        if at == scroll.selected() {
            canvas.style(row, canvas.theme.selected);
        }
    }
}

fn draw_offer(command: &Command, state: &State, line: Rect, canvas: &mut Canvas<'_>) {
    let key = command.key_at(state.place_below()).map(|key| key.to_string()).unwrap_or_default();
    let cols = cells(canvas.measure.cols(&key));
    let label = state.lang.pick(command.label.0, command.label.1);
    canvas.text((line.x, line.y), line.width.saturating_sub(cols + 1), label, canvas.theme.plain);
    canvas.text((line.right().saturating_sub(cols), line.y), cols, &key, canvas.theme.key);
}

/// How many rows of the list on top a screen shows.
pub(crate) fn page(overlay: &Overlay, screen: Rect) -> usize {
    match overlay {
        Overlay::Facets(_) => facets::page(screen),
        Overlay::Groups(_) => groups::page(screen),
        _ => chooser_rows(screen),
    }
}

/// How many rows of a list under a line a screen shows.
fn chooser_rows(screen: Rect) -> usize {
    usize::from(CHOOSER_ROWS.min(screen.height.saturating_sub(4)).max(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::{Launch, new_state};

    #[test]
    fn every_command_is_in_the_help_exactly_once() {
        for lang in [Lang::Zh, Lang::En] {
            let launch = Launch { lang, ..Launch::default() };
            let mut state = new_state(&launch, crate::load::Loaded::default(), None);
            state.overlay = Some(Overlay::Help(0));
            let mut buffer = ratatui::buffer::Buffer::empty(Rect::new(0, 0, 80, 24));
            let canvas = Canvas::new(&mut buffer, state.theme, state.glyphs);
            // So wide that no label takes a second line.
            let lines = lines(&state, 200, &canvas);
            let labels = lines.iter().filter_map(|line| line.get(2)).map(|(text, _)| text.as_str());
            // A line that only goes on with keys has no label.
            let mut shown: Vec<&str> = labels.filter(|label| !label.is_empty()).collect();
            let label = |command: &Command| lang.pick(command.label.0, command.label.1);
            let mut wanted: Vec<&str> = COMMANDS.iter().map(label).collect();
            shown.sort_unstable();
            wanted.sort_unstable();
            assert_eq!(shown, wanted);
        }
    }

    #[test]
    fn the_help_is_wrapped_and_not_cut_where_it_is_narrow() {
        for (lang, cols) in [(Lang::Zh, 78), (Lang::En, 78), (Lang::En, 40)] {
            let launch = Launch { lang, ..Launch::default() };
            let mut state = new_state(&launch, crate::load::Loaded::default(), None);
            state.overlay = Some(Overlay::Help(0));
            let mut buffer = ratatui::buffer::Buffer::empty(Rect::new(0, 0, 80, 24));
            let canvas = Canvas::new(&mut buffer, state.theme, state.glyphs);
            for line in lines(&state, cols, &canvas) {
                let text: String = line.iter().map(|piece| piece.0.as_str()).collect();
                assert!(canvas.measure.cols(&text) <= cols.into(), "{text}");
                assert!(!text.contains('…') || text.contains("……"), "{text}");
            }
        }
    }
}
