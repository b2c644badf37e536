//! Everything that is known of one fact: values, source, doubts, what uses it.
//!
//! The same lines fill the pane beside a table and the page that Enter opens.

mod prices;

use ratatui::layout::Rect;
use ratatui::style::Style;
use rust_decimal::Decimal;

use super::canvas::{Canvas, cells};
use super::claimed::disagrees;
use super::links::{End, Link, links};
use super::state::State;
use super::theme::Theme;
use crate::analysis::claims::{Outcome, Unchecked, Verdict};
use crate::analysis::compare::{self, ChangeKind};
use crate::analysis::gap;
use crate::analysis::number::{RECOMPUTED, claimed_text, figure_text, fixed_text, short_text};
use crate::analysis::search::Query;
use crate::analysis::table::{Field, Tone, cell, date_text, is_said_elsewhere};
use crate::model::{Body, DatedBy, Fact, Lang, MarketIndex, Ours, PerMarket, Study};
use crate::tui::facts::{Table, asked, highlight};

/// A line of details: a label, or none to go on with the last one, and a text.
#[derive(Debug, Clone)]
pub(crate) struct Detail {
    label: String,
    text: String,
    role: Role,
    /// The number of the link that the line stands for.
    link: Option<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Title,
    /// The name in the other language.
    Name,
    Plain,
    Doubt,
    Faint,
}

impl Role {
    fn style(self, theme: &Theme) -> Style {
        match self {
            Self::Title => theme.title,
            Self::Plain | Self::Name => theme.plain,
            Self::Doubt => theme.fair,
            Self::Faint => theme.faint,
        }
    }

    /// The characters that a search matches, by its rules: names may have gaps.
    fn matched(self, query: &Query, text: &str) -> Vec<usize> {
        match self {
            Self::Title | Self::Name => query.matched_chars(text),
            _ => query.matched_pieces(text),
        }
    }
}

/// Lines of details being put together.
#[derive(Default)]
pub(super) struct Sheet(Vec<Detail>);

impl Sheet {
    fn add(&mut self, (label, role): (&str, Role), text: impl Into<String>) {
        let text = text.into();
        if !text.is_empty() {
            self.0.push(Detail { label: label.to_owned(), text, role, link: None });
        }
    }

    pub(super) fn title(&mut self, text: impl Into<String>) {
        self.add(("", Role::Title), text);
    }

    pub(super) fn doubtful(&mut self, label: &str, text: impl Into<String>, doubtful: bool) {
        self.add((label, if doubtful { Role::Doubt } else { Role::Plain }), text);
    }

    pub(super) fn faint(&mut self, label: &str, text: impl Into<String>) {
        self.add((label, Role::Faint), text);
    }

    pub(super) fn lines(self) -> Vec<Detail> {
        self.0
    }

    pub(super) fn plain(&mut self, label: &str, text: impl Into<String>) {
        self.add((label, Role::Plain), text);
    }
}

/// Everything known of a fact.
pub(crate) fn details(state: &State, row: usize) -> Vec<Detail> {
    let (study, lang) = (state.study(), state.lang);
    let Some(fact) = study.fact_at(row) else { return Vec::new() };
    let mut sheet = Sheet::default();
    sheet.add(("", Role::Title), fact.name.get(lang));
    let other = fact.name.get(lang.other()).to_owned().replace(fact.name.get(lang), "");
    sheet.add(("", Role::Name), other);
    changed(&mut sheet, study, fact, lang);
    values(&mut sheet, state, fact);
    if let Some(doubt) = fact.doubt() {
        sheet.add((lang.pick("存疑", "Doubt"), Role::Doubt), doubt.get(lang));
    }
    if let Some(note) = fact.note() {
        sheet.plain(lang.pick("备注", "Note"), note.get(lang));
    }
    prices::asked(&mut sheet, state, fact);
    if let Some(known) = state.verdict(row) {
        verdict(&mut sheet, state, known);
    }
    // Before the links, of which a fact may have a page full.
    origin(&mut sheet, study.edition_of(row), fact, lang);
    link_lines(&mut sheet, state, row);
    apart(&mut sheet, fact, lang);
    sheet.0
}

/// What changed since the edition that the study is compared with: what, before and after.
fn changed(sheet: &mut Sheet, study: &Study, fact: &Fact, lang: Lang) {
    for (at, change) in compare::changes(study, fact).iter().enumerate() {
        let label = if at == 0 { lang.pick("变化", "Changes") } else { "" };
        let role = if change.tone() == Tone::Bad { Role::Doubt } else { Role::Plain };
        sheet.add((label, role), change.told(lang));
        let sides = [
            (lang.pick("之前：", "before: "), change.before.get(lang)),
            (lang.pick("之后：", "after: "), change.after.get(lang)),
        ];
        // What came or went as a whole is told by its values below.
        let whole = matches!(change.kind, ChangeKind::Added | ChangeKind::Removed);
        for (side, text) in sides.into_iter().filter(|(_, text)| !whole && !text.is_empty()) {
            sheet.add(("", role), format!("  {side}{text}"));
        }
    }
}

/// The columns that say something about the fact, each as a line.
fn values(sheet: &mut Sheet, state: &State, fact: &Fact) {
    let (study, lang) = (state.study(), state.lang);
    let markets = study.market_indexes().map(Field::Market);
    let platforms = (0..study.platforms.len()).map(Field::Platform);
    let fields = markets.chain(platforms).chain(LISTED.iter().copied());
    for field in fields.filter(|field| !is_said_elsewhere(*field, fact)) {
        let cell = cell(field, study, fact, lang);
        let text = match asked::changed(state, field, fact) {
            Some(now) => format!("{} -> {now}", cell.shown()),
            None => cell.shown().into_owned(),
        };
        let text = match &fact.body {
            Body::PriceCut(cut) if cut.up_to && field == Field::Depth => {
                lang.pick(format!("最多 {text}"), format!("up to {text}"))
            }
            _ => text,
        };
        sheet.plain(field.title(study, lang), text);
    }
    if let Body::Customer(customer) = &fact.body {
        let uses = customer.uses.as_ref().map_or("", |uses| uses.get(lang));
        sheet.plain(lang.pick("使用", "Uses"), uses);
    }
    if let Body::Price(price) = &fact.body {
        prices::price(sheet, study, price, lang);
    }
    if let Body::Series(series) = &fact.body {
        let mut line = |title: &str, numbers: &PerMarket<Decimal>| {
            let one = |(market, number): (MarketIndex, &Decimal)| {
                let number = figure_text(&series.unit, *number);
                format!("{} {number}", study.market_name(market, lang))
            };
            sheet.plain(title, numbers.stated().map(one).collect::<Vec<_>>().join("  "));
        };
        series.points.iter().for_each(|point| line(&point.period, &point.values));
        line(lang.pick("合计", "Total"), &series.total);
    }
    if let Body::Interview(interview) = &fact.body {
        sheet.plain(lang.pick("受访者", "Asked"), interview.role.get(lang));
        for (number, question) in (1..).zip(&interview.questions) {
            sheet.plain(&format!("{number}"), question.get(lang));
        }
    }
    if let Body::Capability(capability) = &fact.body
        && let Some(limit) = &capability.limit
    {
        sheet.plain(lang.pick("限制", "Limit"), limit.get(lang));
    }
    effort(sheet, fact, lang);
}

/// The columns listed in the details, markets and platforms aside.
const LISTED: [Field; 33] = [
    Field::Gap,
    Field::Delay,
    Field::What,
    Field::Category,
    Field::Group,
    Field::Service,
    Field::Tier,
    Field::Unit,
    Field::Period,
    Field::Ratio,
    Field::Phase,
    Field::Cost,
    Field::Scenario,
    Field::Years,
    Field::Date,
    Field::Depth,
    Field::Direct,
    Field::Where,
    Field::Year,
    Field::Posts,
    Field::AllPosts,
    Field::PostsShare,
    Field::Features,
    Field::AllFeatures,
    Field::FeaturesShare,
    Field::Sessions,
    Field::Speakers,
    Field::HomeSpeakers,
    Field::Home,
    Field::Industry,
    Field::Factor,
    Field::Printed,
    Field::Text,
];

fn effort(sheet: &mut Sheet, fact: &Fact, lang: Lang) {
    let Some(effort) = fact.effort() else { return };
    if let (Some(impact), Some(difficulty), Some(priority)) =
        (effort.impact, effort.difficulty, gap::priority(fact))
    {
        let text = lang.pick(
            format!("{priority} = 需求影响 {impact} × 技术难度 {difficulty}"),
            format!("{priority} = demand impact {impact} × difficulty {difficulty}"),
        );
        sheet.plain(lang.pick("优先级", "Priority"), text);
    }
    if let Some(workaround) = &effort.workaround {
        sheet.plain(lang.pick("替代方案", "Work-around"), workaround.get(lang));
    }
}

/// A link as a line: a claim that does not agree says so and what it should be.
fn link_text(state: &State, link: &Link) -> (String, Role) {
    let (lang, text) = (state.lang, &link.text);
    let End::Fact(row) = link.to else { return (text.clone(), Role::Plain) };
    let verdict = state.verdict(row).filter(|verdict| disagrees(verdict));
    let Some(verdict) = verdict else { return (format!("{text}  [{}]", link.id), Role::Plain) };
    let label = verdict.outcome.label(lang);
    let number = verdict.recomputed.map(|number| figure(state, verdict, number));
    let number = number.unwrap_or_default();
    let said = format!("{text} ({label} {number})").replace(" )", ")");
    (format!("{said}  [{}]", link.id), Role::Doubt)
}

/// A figure of a claim.
fn figure(state: &State, verdict: &Verdict, number: Decimal) -> String {
    match state.study().facts.get(verdict.row).map(|fact| &fact.body) {
        Some(Body::Claim(claim)) => claimed_text(claim, number),
        _ => short_text(number, RECOMPUTED),
    }
}

/// What came of recomputing a claim: the figure, the difference, the rows it was computed from, and
/// the averages that one odd row cannot move.
pub(super) fn verdict(sheet: &mut Sheet, state: &State, verdict: &Verdict) {
    let lang = state.lang;
    let role = if disagrees(verdict) { Role::Doubt } else { Role::Plain };
    sheet.add((lang.pick("复核", "Check"), role), verdict.outcome.label(lang));
    if let Some(number) = verdict.recomputed {
        sheet.add((lang.pick("重算", "Recomputed"), role), figure(state, verdict, number));
    }
    if let Outcome::Differs { difference: Some(difference) } = &verdict.outcome {
        sheet.add((lang.pick("相差", "Difference"), role), short_text(*difference, RECOMPUTED));
    }
    if let Outcome::Unchecked(Unchecked::Fault(fault)) = &verdict.outcome {
        sheet.add((lang.pick("原因", "Why"), Role::Faint), fault.message(lang));
    }
    if let Some(s) = verdict.spread {
        let rest = s.mean_without_max.map_or(String::new(), |mean| {
            let mean = fixed_text(mean, 1);
            lang.pick(format!("；去掉最大一行 {mean}"), format!("; without the largest row {mean}"))
        });
        let median = fixed_text(s.median, 1);
        let median = lang.pick(format!("中位数 {median}"), format!("median {median}"));
        sheet.plain(lang.pick("稳健统计", "Robust"), format!("{median}{rest}"));
    }
    let expr = state.study().facts.get(verdict.row).and_then(|fact| match &fact.body {
        Body::Claim(claim) => claim.expr.as_deref(),
        _ => None,
    });
    sheet.add((lang.pick("算式", "Expression"), Role::Faint), expr.unwrap_or_default());
    for used in &verdict.used {
        sheet.add((lang.pick("依据", "From"), Role::Faint), used.to_string());
    }
}

/// A line for every link; those that can be followed carry their number.
fn link_lines(sheet: &mut Sheet, state: &State, row: usize) {
    for (number, link) in links(state, row).iter().enumerate() {
        let (text, role) = link_text(state, link);
        let label = state.lang.pick(link.label.0, link.label.1).to_owned();
        sheet.0.push(Detail { label, text, role, link: Some(number) });
    }
}

fn origin(sheet: &mut Sheet, study: &Study, fact: &Fact, lang: Lang) {
    let source = fact.source.as_deref().and_then(|id| study.source(id));
    if let Some(source) = source {
        let at = fact.locator().map_or("", |at| at.get(lang));
        sheet.plain(lang.pick("来源", "Source"), source.title.get(lang));
        sheet.plain("", at);
        sheet.add(("", Role::Faint), source.url.as_deref().unwrap_or_default());
    }
    if let Some((day, by)) = study.day_of(fact) {
        let from = match by {
            DatedBy::Fact => "",
            DatedBy::File => lang.pick("（文件的 [defaults]）", " (from [defaults] of its file)"),
            DatedBy::Source => lang.pick("（来源的日期）", " (date of the source)"),
            DatedBy::Study => lang.pick("（研究的日期）", " (date of the study)"),
        };
        sheet.plain(lang.pick("截至", "As of"), format!("{}{from}", date_text(day)));
    }
    let file = study.files.get(fact.place.file as usize).map_or("", |name| name);
    let place = format!("{file}:{}  {}", fact.place.line, fact.id);
    sheet.add((lang.pick("位置", "Place"), Role::Faint), place);
}

/// Where the entry parts from its source: printed forms, and what is the author's own.
fn apart(sheet: &mut Sheet, fact: &Fact, lang: Lang) {
    for (key, text) in fact.printed() {
        let label = lang.pick("原文写作", "Printed");
        sheet.add((label, Role::Faint), format!("{key}: {text}"));
    }
    let ours = match fact.ours() {
        Ours::Nothing => String::new(),
        Ours::Whole => lang.pick("整条为本研究所加", "this whole fact").to_owned(),
        Ours::Keys(keys) => keys.join(", "),
    };
    sheet.add((lang.pick("自加", "Ours"), Role::Faint), ours);
}

/// Draws the details of the fact under the cursor of a table in an area, from its first line.
pub(crate) fn draw_beside(state: &State, table: &Table, area: Rect, canvas: &mut Canvas<'_>) {
    let Some(row) = table.selected() else { return };
    let query = table.query_of(row);
    let marks = Marks { link: None, query: query.as_ref() };
    let count = draw((&details(state, row), marks), area, 0, canvas);
    if count > usize::from(area.height) && area.height > 0 {
        let last = Rect { y: area.bottom() - 1, height: 1, ..area };
        canvas.clear(last);
        let more = state.lang.pick("回车看全部", "Enter shows all");
        let text = format!("{} {more}", canvas.glyphs.ellipsis());
        canvas.text((last.x, last.y), last.width, &text, canvas.theme.faint);
    }
}

/// What stands out in details.
#[derive(Clone, Copy, Default)]
pub(crate) struct Marks<'q> {
    /// The number of the link under the cursor.
    pub(crate) link: Option<usize>,
    /// The search by which the fact was found.
    pub(crate) query: Option<&'q Query>,
}

/// Draws details from line `from` on, labels in a column of their own; returns the lines there are.
pub(crate) fn draw(
    (details, marks): (&[Detail], Marks<'_>),
    area: Rect,
    from: usize,
    canvas: &mut Canvas<'_>,
) -> usize {
    let lines = lay_out(details, area.width, canvas);
    let indent = label_cols(details, area.width, canvas);
    for (line, y) in lines.iter().skip(from).zip(area.top()..area.bottom()) {
        let style = line.role.style(&canvas.theme);
        let indent = if line.role == Role::Title { 0 } else { indent };
        // A blank at least between a label and its text.
        let label = indent.saturating_sub(1);
        canvas.text((area.x, y), label, &line.label, canvas.theme.faint);
        let x = area.x + indent;
        canvas.text((x, y), area.width.saturating_sub(indent), &line.text, style);
        if let Some(query) = marks.query {
            let matched = line.role.matched(query, &line.text);
            let room = area.width.saturating_sub(indent);
            highlight(&line.text, &matched, ((x, y), room, canvas.theme.matched), canvas);
        }
        if line.link.is_some() && line.link == marks.link {
            canvas.text((x.saturating_sub(1), y), 1, canvas.glyphs.pointer(), canvas.theme.key);
            canvas.style(Rect { x, y, width: area.right() - x, height: 1 }, canvas.theme.selected);
        }
    }
    lines.len()
}

/// The first line of a link, and the first behind it, in details drawn this wide.
pub(crate) fn lines_of_link(
    details: &[Detail],
    link: usize,
    (cols, canvas): (u16, &Canvas<'_>),
) -> Option<(usize, usize)> {
    let lines = lay_out(details, cols, canvas);
    let is = |line: &Line| line.link == Some(link);
    let first = lines.iter().position(is)?;
    Some((first, lines.iter().rposition(is)? + 1))
}

fn label_cols(details: &[Detail], cols: u16, canvas: &Canvas<'_>) -> u16 {
    let widest = details.iter().map(|detail| canvas.measure.cols(&detail.label)).max();
    (cells(widest.unwrap_or(0)) + 2).min(cols * 2 / 5)
}

/// A line as it is drawn.
struct Line {
    label: String,
    text: String,
    role: Role,
    link: Option<usize>,
}

fn lay_out(details: &[Detail], cols: u16, canvas: &Canvas<'_>) -> Vec<Line> {
    let indent = label_cols(details, cols, canvas);
    let mut lines = Vec::new();
    for &Detail { ref label, ref text, role, link } in details {
        let room = if role == Role::Title { cols } else { cols.saturating_sub(indent) };
        let mut label = label.clone();
        for text in canvas.measure.wrap(text, room.max(1).into()) {
            lines.push(Line { label: std::mem::take(&mut label), text, role, link });
        }
    }
    lines
}
