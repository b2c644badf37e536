//! The shapes of tables that hold a tree.
//!
//! It must not split lines into cells; it gets rows.

use super::Table;
use crate::exchange::error::{Fault, ReadError};
use crate::exchange::grow::Grower;
use crate::exchange::lists;
use crate::model::{Cause, Fishbone};

/// The columns that a header names, each with the words it goes by.
const COLUMNS: [(&str, &[&str]); 8] = [
    ("level", &["level", "depth", "层级", "级别"]),
    ("text", &["text", "cause", "label", "name", "文本", "原因", "内容"]),
    ("votes", &["votes", "票数", "投票"]),
    ("evidence", &["evidence", "证据", "佐证"]),
    ("departments", &["departments", "department", "部门"]),
    ("note", &["note", "notes", "备注"]),
    ("parent", &["parent", "父项", "上级"]),
    ("child", &["child", "子项", "下级"]),
];

/// The tree that a table holds, whatever its shape.
pub(super) fn fishbone(table: &Table) -> Result<Fishbone, ReadError> {
    let header = table.rows.first().map(|(_, cells)| Header::of(cells)).unwrap_or_default();
    if let (Some(level), Some(text)) = (header.column("level"), header.column("text")) {
        return levels(table, &header, (level, text));
    }
    if let (Some(parent), Some(child)) = (header.column("parent"), header.column("child")) {
        return parents(table, (parent, child));
    }
    if is_staircase(table) { staircase(table) } else { columns(table) }
}

/// Which column holds what.
#[derive(Debug, Default)]
struct Header {
    found: Vec<(&'static str, usize)>,
}

impl Header {
    fn of(cells: &[String]) -> Self {
        let named = |(index, cell): (usize, &String)| {
            let word = cell.to_lowercase();
            COLUMNS
                .iter()
                .find(|(_, words)| words.contains(&word.as_str()))
                .map(|(key, _)| (*key, index))
        };
        Self { found: cells.iter().enumerate().filter_map(named).collect() }
    }

    fn column(&self, key: &str) -> Option<usize> {
        self.found.iter().find(|(found, _)| *found == key).map(|(_, index)| *index)
    }

    fn cell<'a>(&self, key: &str, cells: &'a [String]) -> &'a str {
        self.column(key).map_or("", |index| cell(cells, index))
    }
}

fn cell(cells: &[String], index: usize) -> &str {
    cells.get(index).map_or("", String::as_str)
}

/// `level,text,...`: 0 is the effect, 1 a category; without a level 0 the lowest level is that of categories.
fn levels(
    table: &Table,
    header: &Header,
    (level, text): (usize, usize),
) -> Result<Fishbone, ReadError> {
    let mut grower = Grower::default();
    for (line, cells) in table.rows.iter().skip(1) {
        let wrong = || {
            ReadError::on_line(
                Fault::WrongType("level".to_owned(), ("自然数", "a whole number from 0 on")),
                *line,
            )
        };
        let level: usize = cell(cells, level).parse().map_err(|_| wrong())?;
        if level == 0 {
            grower.effect(cell(cells, text));
            continue;
        }
        let note = header.cell("note", cells);
        let cause = Cause {
            text: cell(cells, text).to_owned(),
            votes: header.cell("votes", cells).parse().unwrap_or(0),
            departments: lists::split(header.cell("departments", cells)),
            evidence: lists::split(header.cell("evidence", cells)),
            note: (!note.is_empty()).then(|| note.to_owned()),
            ..Cause::default()
        };
        grower.add(level - 1, cause).map_err(ReadError::line_of(*line))?;
    }
    Ok(grower.finish())
}

/// `parent,child`: what is a parent only is the effect.
fn parents(table: &Table, (parent, child): (usize, usize)) -> Result<Fishbone, ReadError> {
    let rows = || {
        table
            .rows
            .iter()
            .skip(1)
            .map(|(line, cells)| (*line, cell(cells, parent), cell(cells, child)))
    };
    let is_child = |name: &str| rows().any(|(_, _, child)| child == name);
    let root = rows().map(|(_, parent, _)| parent).find(|name| !is_child(name));
    let first_line = table.rows.first().map_or(0, |(line, _)| *line);
    let root = root.ok_or(ReadError::on_line(Fault::Missing("effect"), first_line))?;
    let mut grower = Grower::default();
    grower.effect(root);
    // Depth first; a table that goes in a circle ends at the depth limit.
    let mut open: Vec<(usize, usize, &str)> = children(rows(), root, 0);
    while let Some((line, level, name)) = open.pop() {
        grower.add(level, Cause::new(name)).map_err(ReadError::line_of(line))?;
        open.append(&mut children(rows(), name, level + 1));
    }
    Ok(grower.finish())
}

/// The children of a node, the last first, so that the first is popped first.
fn children<'a>(
    rows: impl Iterator<Item = (usize, &'a str, &'a str)>,
    parent: &str,
    level: usize,
) -> Vec<(usize, usize, &'a str)> {
    let mut found: Vec<_> = rows
        .filter(|(_, of, _)| *of == parent)
        .map(|(line, _, child)| (line, level, child))
        .collect();
    found.reverse();
    found
}

/// Whether every row has one cell and the first row is the leftmost of all.
fn is_staircase(table: &Table) -> bool {
    let single = |(_, cells): &(usize, Vec<String>)| {
        cells.iter().filter(|cell| !cell.is_empty()).count() == 1
    };
    table.rows.len() > 1 && table.rows.iter().all(single)
}

fn staircase(table: &Table) -> Result<Fishbone, ReadError> {
    let mut grower = Grower::default();
    let step = |cells: &[String]| cells.iter().position(|cell| !cell.is_empty()).unwrap_or(0);
    let base = table.rows.first().map_or(0, |(_, cells)| step(cells));
    for (index, (line, cells)) in table.rows.iter().enumerate() {
        let at = step(cells);
        if index == 0 {
            grower.effect(cell(cells, at));
            continue;
        }
        let level = at.saturating_sub(base).saturating_sub(1);
        grower.add(level, Cause::new(cell(cells, at))).map_err(ReadError::line_of(*line))?;
    }
    Ok(grower.finish())
}

/// One column per category, its name on top; the effect is not in the table.
fn columns(table: &Table) -> Result<Fishbone, ReadError> {
    let mut grower = Grower::default();
    let Some((_, names)) = table.rows.first() else { return Ok(grower.finish()) };
    for (index, name) in names.iter().enumerate().filter(|(_, name)| !name.is_empty()) {
        grower.add(0, Cause::new(name.as_str())).map_err(ReadError::line_of(1))?;
        for (line, cells) in table.rows.iter().skip(1) {
            let text = cell(cells, index);
            if !text.is_empty() {
                grower.add(1, Cause::new(text)).map_err(ReadError::line_of(*line))?;
            }
        }
    }
    Ok(grower.finish())
}
