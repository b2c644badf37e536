//! The wall: the session as the room sees it at the projector.
//!
//! It must not show more than the board's view for the wall allows: no departments while they are
//! hidden, no votes before they are revealed, and no order that would give them away.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::super::canvas::{Canvas, cells, split_bottom, split_top};
use super::super::state::State;
use super::{capture, digits, lanes, setup, timer};
use crate::command::Tab;
use crate::layout::{Options, draw as draw_fishbone};
use crate::model::board::{Board, Phase, Seen, Standing, State as NodeState, Viewer};
use crate::model::{Lang, NodeId, counted};

/// The rows of topic, phase and rules, beside the timer.
const HEAD_ROWS: u16 = 3;
/// A column of ideas is at least this wide.
const LEAST_COLS: u16 = 24;

/// A row of the wall: an idea, or the heading of a group.
struct Row {
    /// The idea; none for a heading.
    id: Option<NodeId>,
    head: String,
    text: String,
    marks: String,
    style: Style,
}

/// Draws the wall over the whole screen.
pub(crate) fn draw(state: &State, screen: Rect, canvas: &mut Canvas<'_>) {
    let (head, rest) = split_top(screen, HEAD_ROWS);
    let (rest, line) = split_bottom(rest, 1);
    let (rest, prompt) = split_bottom(rest, 1);
    let (_, middle) = split_top(rest, u16::from(rest.height > 12));
    draw_head(state, head, canvas);
    match (state.tab, state.board().phase()) {
        (Tab::Fishbone, _) => draw_bones(state, middle, canvas),
        (_, Phase::Prepare) if state.board().is_empty() => draw_rules(state, middle, canvas),
        (_, Phase::Merge) if !state.board_pane.pairs.is_empty() => draw_pair(state, middle, canvas),
        _ => draw_ideas(state, middle, canvas),
    }
    let prompt = Rect { x: prompt.x + 1, width: prompt.width.saturating_sub(1), ..prompt };
    capture::draw_twins(state, prompt, canvas);
    if state.tab == Tab::Brainstorm {
        // Nobody's name stands beside what is being typed.
        draw_line(state, line, canvas);
    }
}

fn draw_line(state: &State, line: Rect, canvas: &mut Canvas<'_>) {
    let pane = &state.board_pane;
    if !pane.on_board || !pane.line.is_empty() {
        capture::draw_input(state, ("", &pane.line), line, canvas);
    }
}

fn draw_head(state: &State, head: Rect, canvas: &mut Canvas<'_>) {
    let (board, lang, dot) = (state.board(), state.lang, canvas.dot());
    let area = Rect { width: head.width.saturating_sub(1), ..head };
    let timer = timer::left(state).map_or(0, |left| {
        let style = timer::style(left, &canvas.theme);
        digits::draw(&timer::text(left), area, style, canvas)
    });
    let room = area.width.saturating_sub(timer + 2);
    let title = state.study().title.get(lang);
    let topic = if board.topic().is_empty() { title } else { board.topic() };
    canvas.text((head.x + 1, head.y), room, topic, canvas.theme.effect);
    let ideas = board.ideas().filter(|idea| idea.state != NodeState::Parked).count();
    let phase = board.phase().label(lang);
    let count = lang.pick(
        format!(" {dot} {ideas} 条想法"),
        format!(" {dot} {}", counted(ideas, "idea", "ideas")),
    );
    let count = if ideas == 0 { String::new() } else { count };
    let line = Rect { x: head.x + 1, y: head.y + 1, width: room, height: 1 };
    canvas.pieces(line, &[(phase, canvas.theme.title), (&count, canvas.theme.faint)]);
    let rules: Vec<&str> = board.rules().iter().map(|rule| name_of(rule)).collect();
    let y = head.y + 2;
    canvas.text((head.x + 1, y), room, &rules.join(&format!(" {dot} ")), canvas.theme.faint);
}

/// What a rule is called: what stands before its colon.
fn name_of(rule: &str) -> &str {
    rule.split(['：', ':']).next().unwrap_or(rule)
}

/// Before there are ideas: the rules in full.
fn draw_rules(state: &State, area: Rect, canvas: &mut Canvas<'_>) {
    let mut area = Rect { x: area.x + 2, width: area.width.saturating_sub(4), ..area };
    for (number, rule) in (1..).zip(state.board().rules()) {
        let used =
            setup::paragraph((&format!("{number}  {rule}"), canvas.theme.plain), area, canvas);
        area = split_top(area, used + u16::from(area.height > 12)).1;
    }
}

fn draw_pair(state: &State, area: Rect, canvas: &mut Canvas<'_>) {
    let Some((into, from, _)) = state.board_pane.pairs.first() else { return };
    let text = |id| state.board().node(id).map_or("", |node| &node.text);
    let (_, area) = split_top(area, area.height / 4);
    let mut area = Rect { x: area.x + 4, width: area.width.saturating_sub(8), ..area };
    let ask = state.lang.pick("这两条说的是同一件事吗？", "Do these two say the same?");
    for (text, style) in [
        (text(into), canvas.theme.title),
        (text(from), canvas.theme.title),
        (ask, canvas.theme.faint),
    ] {
        let used = setup::paragraph((text, style), area, canvas);
        area = split_top(area, used + 1).1;
    }
}

fn draw_ideas(state: &State, area: Rect, canvas: &mut Canvas<'_>) {
    let seen = state.board().seen_by(Viewer::Wall);
    let rows = match state.board().phase() {
        Phase::Keep if seen.visible().votes => ranked(state, &seen, canvas),
        Phase::Group | Phase::Fishbone | Phase::Keep => grouped(&seen, state.lang, canvas),
        Phase::Vote => numbered(&seen, &super::vote::list(state.board()), canvas),
        _ => numbered(&seen, &as_they_came(state.board()), canvas),
    };
    draw_columns(state, &rows, area, canvas);
}

/// Open ideas in the order they came.
fn as_they_came(board: &Board) -> Vec<NodeId> {
    let mut ids: Vec<NodeId> = board.open_ideas().map(|idea| idea.id).collect();
    ids.sort_unstable();
    ids
}

fn numbered(seen: &Seen<'_>, ids: &[NodeId], canvas: &Canvas<'_>) -> Vec<Row> {
    let rows = (1..).zip(ids).filter_map(|(number, id)| {
        let node = seen.node(*id)?;
        Some(Row {
            id: Some(*id),
            head: format!("{number:>2} "),
            text: node.text.to_owned(),
            marks: lanes::marks(&node, canvas),
            style: canvas.theme.plain,
        })
    });
    rows.collect()
}

fn grouped(seen: &Seen<'_>, lang: Lang, canvas: &Canvas<'_>) -> Vec<Row> {
    let board = seen.board();
    let mut rows = Vec::new();
    for (number, id) in (1..).zip(board.groups()) {
        let Some(group) = board.node(*id) else { continue };
        rows.push(heading(&format!("{number} {}", group.text), canvas.theme.title));
        rows.extend(plain_rows(seen, &group.children, canvas));
    }
    let loose = plain_rows(seen, board.inbox(), canvas);
    if !loose.is_empty() && !rows.is_empty() {
        rows.push(heading(lang.pick("还没有归类", "no group yet"), canvas.theme.faint));
    }
    rows.extend(loose);
    rows
}

fn heading(text: &str, style: Style) -> Row {
    Row { id: None, head: String::new(), text: text.to_owned(), marks: String::new(), style }
}

fn plain_rows(seen: &Seen<'_>, ids: &[NodeId], canvas: &Canvas<'_>) -> Vec<Row> {
    let nodes = ids.iter().filter_map(|id| seen.node(*id));
    let open = nodes.filter(|node| node.state == NodeState::Open);
    open.map(|node| Row {
        id: Some(node.id),
        head: "  ".to_owned(),
        text: node.text.to_owned(),
        marks: lanes::marks(&node, canvas),
        style: canvas.theme.plain,
    })
    .collect()
}

/// Once the votes are revealed: the ranking, what is below the line faint.
fn ranked(state: &State, seen: &Seen<'_>, canvas: &Canvas<'_>) -> Vec<Row> {
    let ranks = super::keep::ranking(state);
    let rows = ranks.iter().filter_map(|rank| {
        let node = seen.node(rank.id)?;
        let style = match rank.standing {
            Standing::Kept => canvas.theme.heading,
            Standing::Tied => canvas.theme.fair,
            Standing::Out => canvas.theme.faint,
        };
        let tie = if rank.standing == Standing::Tied { "=" } else { " " };
        Some(Row {
            id: Some(rank.id),
            head: format!("{tie}{:>2} ", rank.place),
            text: node.text.to_owned(),
            marks: lanes::marks(&node, canvas),
            style,
        })
    });
    rows.collect()
}

/// Rows as they are written in columns: how wide a column is, and the lines and place of each row.
struct Page {
    cols: u16,
    /// The column, the first line in it, and the text in lines.
    rows: Vec<(u16, usize, Vec<String>)>,
}

/// Rows in as few columns as hold them all, wrapped where that fits, with a blank line between them
/// where there is room. Where nothing holds them, they are cut to a line each, the latest ones last.
fn lay_out(rows: &[Row], area: Rect, canvas: &Canvas<'_>) -> Page {
    let height = usize::from(area.height.max(1));
    let most = (area.width / LEAST_COLS).max(1);
    let wrap = |rows: &[Row], cols: u16| -> Vec<Vec<String>> {
        rows.iter().map(|row| canvas.measure.wrap(&row.text, room(row, cols, canvas))).collect()
    };
    // Columns that cannot hold a line of each are not worth wrapping for.
    let least = rows.len().div_ceil(height).max(1);
    let enough = (1..=most).filter(|columns| usize::from(*columns) >= least);
    // An airy page in many columns is worse than a tight one in a few.
    let airy = enough.clone().filter(|columns| *columns <= most.div_ceil(4));
    if let Some(page) = affinity(rows, area, &wrap) {
        return page;
    }
    // Between ideas, or where there are groups, between those.
    let grouped = rows.iter().any(|row| row.id.is_none());
    let blank = |row: &Row| usize::from(!grouped || row.id.is_none());
    for columns in airy {
        let gaps: Vec<usize> = rows.iter().map(blank).collect();
        let cols = area.width / columns;
        if let Some(rows) = fill(wrap(rows, cols), (columns, height), &gaps) {
            return Page { cols, rows };
        }
    }
    for columns in enough {
        let cols = area.width / columns;
        if let Some(rows) = fill(wrap(rows, cols), (columns, height), &[]) {
            return Page { cols, rows };
        }
    }
    cut_to_lines(rows, (cells(least).min(most), height, area.width), &wrap)
}

/// A group with a column of its own is at least this wide.
const GROUP_COLS: u16 = 30;

/// A column for each group; none where there are no groups or no room for that.
fn affinity(rows: &[Row], area: Rect, wrap: Wrap<'_>) -> Option<Page> {
    let columns = cells(rows.iter().filter(|row| row.id.is_none()).count());
    let cols = area.width.checked_div(columns).filter(|cols| *cols >= GROUP_COLS)?;
    let height = usize::from(area.height);
    // More blank lines than a column has send a heading to the top of the next one.
    let gaps: Vec<usize> =
        rows.iter().map(|row| if row.id.is_none() { height } else { 0 }).collect();
    fill(wrap(rows, cols), (columns, height), &gaps).map(|rows| Page { cols, rows })
}

/// The lines of each row of text in a column.
type Wrap<'a> = &'a dyn Fn(&[Row], u16) -> Vec<Vec<String>>;

/// The latest rows, one line each and more while lines are left.
fn cut_to_lines(rows: &[Row], (columns, height, width): (u16, usize, u16), wrap: Wrap<'_>) -> Page {
    let cols = width / columns;
    let page = usize::from(columns) * height;
    let latest = rows.get(rows.len().saturating_sub(page)..).unwrap_or_default();
    // A column may waste a line or two at its end.
    let mut spare = page.saturating_sub(latest.len() + 2 * usize::from(columns));
    let single = |row: &Row| vec![row.text.clone()];
    let texts = wrap(latest, cols).into_iter().zip(latest).map(|(lines, row)| {
        if lines.len() > (1 + spare).min(3) {
            return single(row);
        }
        spare -= lines.len().saturating_sub(1);
        lines
    });
    let shown = fill(texts.collect(), (columns, height), &[])
        .or_else(|| fill(latest.iter().map(single).collect(), (columns, height), &[]))
        .unwrap_or_default();
    let nothing = (0..rows.len() - shown.len()).map(|_| (0, 0, Vec::new()));
    Page { cols, rows: nothing.chain(shown).collect() }
}

/// The columns that the text of a row has in a column of the page.
fn room(row: &Row, cols: u16, canvas: &Canvas<'_>) -> usize {
    let marks = canvas.measure.cols(&row.marks);
    let around = canvas.measure.cols(&row.head) + marks + usize::from(marks > 0) + 2;
    usize::from(cols).saturating_sub(around).max(8)
}

/// Places rows one below the other and column by column, each with this many blank lines above;
/// none if they do not fit.
fn fill(
    texts: Vec<Vec<String>>,
    (columns, height): (u16, usize),
    gaps: &[usize],
) -> Option<Vec<(u16, usize, Vec<String>)>> {
    let (mut column, mut line) = (0, 0);
    let mut rows = Vec::with_capacity(texts.len());
    for (at, text) in texts.into_iter().enumerate() {
        if line > 0 {
            line += gaps.get(at).copied().unwrap_or(0);
        }
        if line + text.len() > height {
            column += 1;
            line = 0;
        }
        if column >= columns || text.len() > height {
            return None;
        }
        let lines = text.len();
        rows.push((column, line, text));
        line += lines;
    }
    Some(rows)
}

fn draw_columns(state: &State, rows: &[Row], area: Rect, canvas: &mut Canvas<'_>) {
    let page = lay_out(rows, area, canvas);
    let cursor = state.cursor.filter(|_| state.board_pane.on_board);
    for (row, (column, line, texts)) in rows.iter().zip(&page.rows) {
        let cell = Rect {
            x: area.x + column * page.cols,
            y: area.y + cells(*line),
            width: page.cols.saturating_sub(1),
            height: cells(texts.len()),
        };
        let head = canvas.text((cell.x + 1, cell.y), cell.width, &row.head, canvas.theme.faint) + 1;
        let wide = cells(canvas.measure.cols(&row.marks));
        let room = cell.width.saturating_sub(head + wide + u16::from(wide > 0));
        let mut used = 0;
        for (text, y) in texts.iter().zip(cell.y..) {
            used = canvas.text((cell.x + head, y), room, text, row.style);
        }
        let x = cell.x + head + used + 1;
        let last = cell.bottom().saturating_sub(1);
        canvas.text((x, last), cell.right().saturating_sub(x), &row.marks, canvas.theme.faint);
        if row.id.is_some() && row.id == cursor {
            canvas.style(cell, canvas.theme.selected);
        }
    }
}

/// The fishbone as the room may see it.
fn draw_bones(state: &State, area: Rect, canvas: &mut Canvas<'_>) {
    let fishbone = state.board().fishbone(Viewer::Wall);
    let options = Options {
        layout: state.fishbone_pane.layout,
        cols: area.width.saturating_sub(2).into(),
        glyphs: canvas.glyphs,
        measure: canvas.measure,
        ..Options::default()
    };
    let text = match draw_fishbone(&fishbone, &options) {
        Ok(drawing) => drawing.to_text(),
        Err(misfit) => misfit.message(state.lang),
    };
    for (line, y) in text.lines().zip(area.top()..area.bottom()) {
        canvas.text((area.x + 1, y), area.width, line, canvas.theme.plain);
    }
    if fishbone.categories.is_empty() {
        let text = match state.lang {
            Lang::Zh => "还没有分组",
            Lang::En => "no groups yet",
        };
        canvas.text((area.x + 1, area.y), area.width, text, canvas.theme.faint);
    }
}
