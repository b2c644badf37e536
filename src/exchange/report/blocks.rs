//! What a report says, as blocks: headings, sentences, lists, tables, drawings.
//!
//! Must not know a format.

use super::Report;
use crate::analysis::chart::{CHARTS, Chart};
use crate::analysis::claims::{Disputes, Verdict};
use crate::analysis::number::recomputed_text;
use crate::analysis::overview::{Figure, Overview, Section};
use crate::analysis::table::{Field, Key, VIEWS, View, cell, date_text};
use crate::exchange::{self, WriteOptions, chart, marks};
use crate::layout::chart::Page;
use crate::model::{Body, Dimension, Fact, Lang, Source, Standing, Term, counted};
use crate::text::clean;

/// The worst gaps a dimension shows.
const WORST: usize = 10;

/// Columns of the drawing of the fishbone.
const COLS: usize = 100;

/// A part of a report.
#[derive(Debug)]
pub(super) enum Block {
    /// A heading: 1 for the title, then 2 and 3.
    Heading(u8, String),
    /// A paragraph.
    Text(String),
    /// A list.
    List(Vec<String>),
    /// A table, the first row being the titles, and which columns are numbers.
    Table(Vec<Vec<String>>, Vec<bool>),
    /// Text whose columns matter, and the same as SVG.
    Drawing(String, String),
}

/// Everything a report says, in order.
pub(super) fn blocks(report: &Report<'_>) -> Vec<Block> {
    let mut blocks = head(report);
    let disputes = Disputes::of(report.study, report.verdicts);
    let overview = Overview::of(report.study, report.lang, WORST);
    for dimension in Dimension::ALL {
        let section = overview.sections.iter().find(|section| section.dimension == dimension);
        blocks.extend(dimension_blocks((report, &disputes), dimension, section));
    }
    blocks.extend(claims(report));
    blocks.extend(fishbone(report));
    blocks.extend(brainstorm(report));
    blocks.extend(sources(report));
    blocks
}

fn heading(level: u8, (zh, en): (&str, &str), lang: Lang) -> Block {
    Block::Heading(level, lang.pick(zh, en).to_owned())
}

fn head(report: &Report<'_>) -> Vec<Block> {
    let Report { study, lang, .. } = *report;
    let facts = study.facts.len();
    let as_of = study.as_of.map(date_text).unwrap_or_default();
    let names: Vec<_> =
        study.market_indexes().map(|market| study.market_name(market, lang)).collect();
    let names = names.join(lang.pick("、", ", "));
    vec![
        Block::Heading(1, study.title.get(lang).to_owned()),
        Block::Text(study.subject.get(lang).to_owned()),
        Block::Text(lang.pick(
            format!("截至 {as_of}；市场：{names}；{facts} 条事实"),
            format!("As of {as_of}; markets: {names}; {}", counted(facts, "fact", "facts")),
        )),
    ]
}

fn dimension_blocks(
    (report, disputes): (&Report<'_>, &Disputes),
    dimension: Dimension,
    section: Option<&Section>,
) -> Vec<Block> {
    let lang = report.lang;
    let mut blocks = Vec::new();
    if let Some(section) = section {
        blocks.extend(section_blocks((report, disputes), section));
    }
    blocks.extend(charts(report, dimension));
    let views = VIEWS.iter().filter(|view| view.dimension == dimension);
    // The last view of a dimension lists every fact again, and claims have a chapter of their own.
    let views = views.filter(|view| !view.kinds.is_empty() && view.id != "claims");
    blocks.extend(views.flat_map(|view| view_blocks((report, disputes), view)));
    blocks.retain(|block| match block {
        Block::List(items) => !items.is_empty(),
        Block::Table(rows, _) => rows.len() > 1,
        _ => true,
    });
    if !blocks.is_empty() {
        blocks.insert(0, Block::Heading(2, dimension.label(lang).to_owned()));
    }
    blocks
}

/// The headline figures of a dimension and its worst gaps.
fn section_blocks((report, disputes): (&Report<'_>, &Disputes), section: &Section) -> Vec<Block> {
    let Report { study, lang, .. } = *report;
    let colon = lang.pick("：", ": ");
    let figure = |f: &Figure| format!("{}{colon}{}", f.label, f.value);
    let worst = section.worst.iter().filter_map(|worst| {
        let fact = study.facts.get(worst.row)?;
        let why = worst.why.clone();
        let why = if disputes.is_disputed(worst.row) { marks::disputed(why) } else { why };
        Some(vec![fact.name.get(lang).to_owned(), why, fact.id.to_string()])
    });
    let titles = lang.pick(["最大的差距", "原因", "id"], ["Worst gaps", "Why", "id"]);
    let titles = titles.iter().map(ToString::to_string).collect();
    let rows: Vec<_> = std::iter::once(titles).chain(worst).collect();
    let any_disputed = section.worst.iter().any(|worst| disputes.is_disputed(worst.row));
    let notes = marks::notes((study, lang), (&[], &[]), any_disputed);
    vec![
        Block::List(section.figures.iter().map(figure).collect()),
        Block::Table(rows, vec![false; 3]),
        Block::List(notes),
    ]
}

/// The charts of a dimension, each of all rows of the first table it stands beside.
fn charts(report: &Report<'_>, dimension: Dimension) -> Vec<Block> {
    let Report { study, lang, .. } = *report;
    let page = Page { lang, ..Page::of(COLS) };
    let charts = CHARTS.iter().filter_map(|kind| {
        let (_, id) = kind.places.iter().find(|place| place.0 == dimension)?;
        let view = VIEWS.iter().find(|view| view.dimension == dimension && view.id == *id)?;
        kind.chart(study, &view.rows(study), lang)
    });
    let drawn = |chart: Chart| Block::Drawing(chart::text(&chart, &page), chart::svg(&chart));
    let mut blocks: Vec<Block> = charts.map(drawn).collect();
    if !blocks.is_empty() {
        blocks.insert(0, heading(3, ("图表", "Charts"), lang));
    }
    blocks
}

fn view_blocks((report, disputes): (&Report<'_>, &Disputes), view: &View) -> Vec<Block> {
    let Report { study, lang, .. } = *report;
    let shown = view.rows(study);
    let rows: Vec<(usize, &Fact)> = shown
        .iter()
        .filter_map(|row| Some((*row as usize, study.facts.get(*row as usize)?)))
        .collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let facts: Vec<&Fact> = rows.iter().map(|(_, fact)| *fact).collect();
    let mut columns = view.columns(study);
    columns.push(Field::Source);
    columns.retain(|field| {
        facts.iter().any(|fact| cell(*field, study, fact, lang).key != Key::Nothing)
    });
    let titles = columns.iter().map(|field| field.title(study, lang).to_owned()).collect();
    let line = |(row, fact): &(usize, &Fact)| {
        let text = |field: &Field| clean(&cell(*field, study, fact, lang).shown()).into_owned();
        let mut line: Vec<String> = columns.iter().map(text).collect();
        if let Some(first) = line.first_mut().filter(|_| disputes.is_disputed(*row)) {
            *first = marks::disputed(std::mem::take(first));
        }
        line
    };
    let lines = std::iter::once(titles).chain(rows.iter().map(line)).collect();
    let numeric = columns.iter().map(|field| field.is_numeric()).collect();
    let any_disputed = rows.iter().any(|(row, _)| disputes.is_disputed(*row));
    let mut notes = marks::notes((study, lang), (&columns, &facts), any_disputed);
    let over = disputes.over(&shown);
    notes.extend(over.iter().filter_map(|at| over_note(report, *at)));
    let mut label = lang.pick(view.label.0, view.label.1).to_owned();
    if !over.is_empty() {
        label = marks::disputed(label);
    }
    vec![Block::Heading(3, label), Block::Table(lines, numeric), Block::List(notes)]
}

/// A claim about many rows of a table that disagrees: what is printed, and what follows from them.
fn over_note(report: &Report<'_>, at: usize) -> Option<String> {
    let Report { study, lang, verdicts } = *report;
    let verdict = verdicts.get(at)?;
    let fact = study.facts.get(verdict.row)?;
    let Body::Claim(claim) = &fact.body else { return None };
    let (name, printed) = (fact.name.get(lang), &claim.value);
    Some(match recomputed(verdict) {
        Some(number) => lang.pick(
            format!("≠ {name}：据这些行，原文 {printed}，复算 {number}"),
            format!("≠ {name}, over these rows: printed {printed}, recomputed {number}"),
        ),
        None => lang.pick(
            format!("≠ {name}：据这些行，与原文 {printed} 不符"),
            format!("≠ {name}, over these rows: not {printed} as printed"),
        ),
    })
}

fn recomputed(verdict: &Verdict) -> Option<String> {
    verdict.recomputed.map(recomputed_text)
}

fn claims(report: &Report<'_>) -> Vec<Block> {
    let lang = report.lang;
    let row = |verdict: &Verdict| -> Option<Vec<String>> {
        let fact = report.study.facts.get(verdict.row)?;
        let Body::Claim(claim) = &fact.body else { return None };
        let unit = claim.unit.as_ref().map_or("", |unit| unit.get(lang));
        let doubt = fact.doubt().map_or("", |doubt| doubt.get(lang));
        let name = fact.name.get(lang).to_owned();
        let differs = verdict.outcome.standing() == Standing::Differs;
        Some(vec![
            if differs { marks::disputed(name) } else { name },
            claim.value.to_string(),
            unit.to_owned(),
            recomputed(verdict).unwrap_or_default(),
            verdict.outcome.label(lang).to_owned(),
            clean(doubt).into_owned(),
        ])
    };
    let rows: Vec<Vec<String>> = report.verdicts.iter().filter_map(row).collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let titles = lang.pick(
        ["论断", "印作", "单位", "复算", "结论", "存疑"],
        ["Claim", "Printed", "Unit", "Recomputed", "Verdict", "Doubt"],
    );
    let titles = titles.iter().map(ToString::to_string).collect();
    let rows = std::iter::once(titles).chain(rows).collect();
    let numeric = vec![false, true, false, true, false, false];
    vec![heading(2, ("论断数字复算", "Claims recomputed"), lang), Block::Table(rows, numeric)]
}

fn fishbone(report: &Report<'_>) -> Vec<Block> {
    let lang = report.lang;
    let Some(fishbone) = &report.study.fishbone else { return Vec::new() };
    let fishbone = fishbone.in_lang(lang);
    let mut options = WriteOptions { lang, ..WriteOptions::default() };
    options.layout.cols = COLS;
    let drawn = |id| {
        let format = exchange::by_id(id)?;
        exchange::write(&fishbone, format, &options).ok().map(|written| written.text)
    };
    let text = drawn("text").or_else(|| drawn("outline")).unwrap_or_default();
    let svg = drawn("svg").unwrap_or_default();
    vec![heading(2, ("鱼骨图", "Fishbone"), lang), Block::Drawing(text, svg)]
}

fn brainstorm(report: &Report<'_>) -> Vec<Block> {
    let lang = report.lang;
    let Some(brainstorm) = &report.study.brainstorm else { return Vec::new() };
    let core = lang.pick("（核心问题）", " (core issue)");
    let idea = |idea: &crate::model::Idea| {
        format!("{}{}", idea.text.get(lang), if idea.core { core } else { "" })
    };
    vec![
        heading(2, ("头脑风暴", "Brainstorm"), lang),
        Block::Text(brainstorm.topic.get(lang).to_owned()),
        Block::List(brainstorm.ideas.iter().map(idea).collect()),
    ]
}

fn sources(report: &Report<'_>) -> Vec<Block> {
    let lang = report.lang;
    let line = |source: &Source| {
        let parts = [
            source.title.get(lang).to_owned(),
            source.author.as_ref().map_or(String::new(), |author| author.get(lang).to_owned()),
            source.date.map(date_text).unwrap_or_default(),
            source.url.as_deref().unwrap_or_default().to_owned(),
        ];
        let stated: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        stated.join(lang.pick("，", ", "))
    };
    let list = report.study.sources.iter().map(line).collect();
    vec![heading(2, ("来源", "Sources"), lang), Block::List(list)]
}
