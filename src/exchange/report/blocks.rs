//! What a report says, as blocks: headings, sentences, lists, tables, drawings.
//!
//! Must not know a format.

use super::Report;
use crate::analysis::chart::CHARTS;
use crate::analysis::claims::Verdict;
use crate::analysis::overview::{Overview, Section};
use crate::analysis::table::{Field, Key, VIEWS, View, cell, date_text};
use crate::exchange::{self, WriteOptions, chart};
use crate::layout::chart::Page;
use crate::model::{Body, Dimension, Lang, Source, Term, counted};
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
    let overview = Overview::of(report.study, report.lang, WORST);
    for dimension in Dimension::ALL {
        let section = overview.sections.iter().find(|section| section.dimension == dimension);
        blocks.extend(dimension_blocks(report, dimension, section));
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
    report: &Report<'_>,
    dimension: Dimension,
    section: Option<&Section>,
) -> Vec<Block> {
    let Report { study, lang, .. } = *report;
    let mut blocks = Vec::new();
    if let Some(section) = section {
        let colon = lang.pick("：", ": ");
        let figure =
            |f: &crate::analysis::overview::Figure| format!("{}{colon}{}", f.label, f.value);
        blocks.push(Block::List(section.figures.iter().map(figure).collect()));
        let worst = section.worst.iter().filter_map(|worst| {
            let fact = study.facts.get(worst.row)?;
            Some(vec![fact.name.get(lang).to_owned(), worst.why.clone(), fact.id.to_string()])
        });
        let titles = lang.pick(["最大的差距", "原因", "id"], ["Worst gaps", "Why", "id"]);
        let titles = titles.iter().map(ToString::to_string).collect();
        let rows: Vec<_> = std::iter::once(titles).chain(worst).collect();
        blocks.push(Block::Table(rows, vec![false; 3]));
    }
    blocks.extend(charts(report, dimension));
    let views = VIEWS.iter().filter(|view| view.dimension == dimension);
    // The last view of a dimension lists every fact again, and claims have a chapter of their own.
    let views = views.filter(|view| !view.kinds.is_empty() && view.id != "claims");
    blocks.extend(views.flat_map(|view| view_blocks(report, view)));
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

/// The charts of a dimension, each of all rows of the first table it stands beside.
fn charts(report: &Report<'_>, dimension: Dimension) -> Vec<Block> {
    let Report { study, lang, .. } = *report;
    let page = Page { lang, ..Page::of(COLS) };
    let drawn = CHARTS.iter().filter_map(|kind| {
        let (_, id) = kind.places.iter().find(|place| place.0 == dimension)?;
        let view = VIEWS.iter().find(|view| view.dimension == dimension && view.id == *id)?;
        let chart = kind.chart(study, &view.rows(study), lang)?;
        Some(Block::Drawing(chart::text(&chart, &page), chart::svg(&chart)))
    });
    let mut blocks: Vec<Block> = drawn.collect();
    if !blocks.is_empty() {
        blocks.insert(0, heading(3, ("图表", "Charts"), lang));
    }
    blocks
}

fn view_blocks(report: &Report<'_>, view: &View) -> Vec<Block> {
    let Report { study, lang, .. } = *report;
    let facts: Vec<_> =
        view.rows(study).iter().filter_map(|row| study.facts.get(*row as usize)).collect();
    if facts.is_empty() {
        return Vec::new();
    }
    let mut columns = view.columns(study);
    columns.push(Field::Source);
    columns.retain(|field| {
        facts.iter().any(|fact| cell(*field, study, fact, lang).key != Key::Nothing)
    });
    let titles = columns.iter().map(|field| field.title(study, lang).to_owned()).collect();
    let rows = facts.iter().map(|fact| {
        columns
            .iter()
            .map(|field| clean(&cell(*field, study, fact, lang).shown()).into_owned())
            .collect()
    });
    let rows = std::iter::once(titles).chain(rows).collect();
    let numeric = columns.iter().map(|field| field.is_numeric()).collect();
    vec![heading(3, view.label, lang), Block::Table(rows, numeric)]
}

fn claims(report: &Report<'_>) -> Vec<Block> {
    let lang = report.lang;
    let row = |verdict: &Verdict| -> Option<Vec<String>> {
        let fact = report.study.facts.get(verdict.row)?;
        let Body::Claim(claim) = &fact.body else { return None };
        let unit = claim.unit.as_ref().map_or("", |unit| unit.get(lang));
        let recomputed = verdict.recomputed.map(|n| n.round_dp(6).normalize().to_string());
        let doubt = fact.doubt().map_or("", |doubt| doubt.get(lang));
        Some(vec![
            fact.name.get(lang).to_owned(),
            claim.value.to_string(),
            unit.to_owned(),
            recomputed.unwrap_or_default(),
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
