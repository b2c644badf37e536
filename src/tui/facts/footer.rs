//! The lines below a table: what is shown of what, and what follows from it.
//!
//! Puts figures into words; computes nothing but rounded digits.

use rust_decimal::Decimal;

use super::Table;
use super::aside::Figures;
use super::compare as comparison;
use crate::analysis::column::ColumnSummary;
use crate::analysis::compare;
use crate::analysis::delays::summary_text;
use crate::analysis::number::{fixed_text, percent_text, round_half_away, short_text};
use crate::analysis::table::Field;
use crate::model::Lang;
use crate::tui::state::State;

/// The lines of the footer at most.
const MOST_LINES: usize = 4;

/// What is shown of what, and the figures of the marked rows, or of all that are shown: in one line
/// if it fits.
pub(super) fn lines(table: &Table, state: &State, cols: u16) -> Vec<String> {
    let (count, figures) = (count(table, (state, cols)), figures(table, state));
    let both = format!("{count}{figures}");
    if state.measure.cols(&both) <= usize::from(cols) {
        return vec![both];
    }
    let cols = usize::from(cols).max(1);
    let mut lines = packed(&count, (state, cols));
    lines.extend(state.measure.wrap(figures.trim_start(), cols));
    lines.truncate(MOST_LINES);
    lines
}

/// What is said of the rows, which is two blanks apart, on as few lines as it takes.
fn packed(text: &str, (state, cols): (&State, usize)) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for part in text.split("  ") {
        match lines.last_mut() {
            Some(line) if state.measure.cols(line) + 2 + state.measure.cols(part) <= cols => {
                line.push_str("  ");
                line.push_str(part);
            }
            _ => lines.push(part.to_owned()),
        }
    }
    lines
}

/// How many rows are shown and marked, and what is hidden.
fn count(table: &Table, (state, cols): (&State, u16)) -> String {
    let lang = state.lang;
    let (shown, all) = (table.len(), table.total);
    let at = (table.scroll.selected() + 1).min(shown);
    let mut text = lang.pick(format!("第 {at} 行，共 {shown}"), format!("{at} of {shown}"));
    if shown < all {
        text.push_str(&lang.pick(format!("（全部 {all}）"), format!(" ({all} in all)")));
    }
    text.push_str(&comparison::differences(table, state));
    text.push_str(&comparison::tally(table, state.lang));
    text.push_str(&order_out_of_view(table, (state, cols)));
    if table.is_finding() {
        text.push_str(lang.pick("  正在查找……", "  searching…"));
    }
    if let Some((count, hidden)) = &table.aside.figures.marked {
        let mark = state.glyphs.marked();
        let percent = fixed_text(*count as f64 * 100.0 / all.max(1) as f64, 1);
        let percent = percent_text(percent, lang);
        text.push_str(&lang.pick(
            format!("  {mark} 已标记 {count} 行（{percent}）"),
            format!("  {mark} {count} marked ({percent})"),
        ));
        if *hidden > 0 {
            text.push_str(&lang.pick(format!("，{hidden} 行未显示"), format!(", {hidden} hidden")));
        }
    }
    if let Some(disputed) = table.disputes.filter(|disputed| *disputed > 0) {
        let mark = state.glyphs.disputed();
        text.push_str(&lang.pick(
            format!("  {mark} 汇总论断 {disputed} 条"),
            format!("  {mark} sums claimed: {disputed}"),
        ));
    }
    let columns = table.hidden();
    if columns > 0 {
        text.push_str(
            &lang.pick(
                format!("  隐藏 {columns} 列（+）"),
                format!("  columns hidden: {columns} (+)"),
            ),
        );
    }
    text
}

/// By what the rows are sorted, where the heading that says so is not in view.
fn order_out_of_view(table: &Table, (state, cols): (&State, u16)) -> String {
    let Some((field, downwards)) = table.order else { return String::new() };
    let in_view = || table.fitted(cols.saturating_sub(1)).iter().any(|column| column.0 == field);
    if !table.filter().words.is_empty() || in_view() {
        return String::new();
    }
    let (title, lang) = (field.title(state.study(), state.lang), state.lang);
    let mark = state.glyphs.order(downwards);
    lang.pick(format!("  按「{title}」排序 {mark}"), format!("  sorted by {title} {mark}"))
}

/// What changed, by kind; the figures of the column under the cursor where it has any; else the
/// delays, or what the rows add up to, or the ratios.
fn figures(table: &Table, state: &State) -> String {
    if table.view.is_of_changes() {
        let rates = comparison::rates(table, state).into_iter();
        let tally = compare::tally_text(&table.changes, state.lang);
        let parts = rates.map(|rate| rate.told(state.lang)).chain([tally]);
        let parts: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
        return format!("  {}", parts.join(state.lang.pick("；", "; ")));
    }
    let Figures { delays, totals, added, share, .. } = &table.aside.figures;
    match (totals, delays) {
        (Some((field, totals)), _) if *field != Field::Delay => {
            column_text(field.title(state.study(), state.lang), totals, *share, state.lang)
        }
        (_, Some(delays)) => format!("  {}", summary_text(delays, state.lang)),
        _ => match added {
            Some(added) => match added.text(state.study(), state.lang) {
                none if none.is_empty() => none,
                text => format!("  {text}"),
            },
            None => comparison::ratios(table, state),
        },
    }
}

fn column_text(title: &str, totals: &ColumnSummary, share: Option<Decimal>, lang: Lang) -> String {
    let n = totals.count;
    if totals.units_differ {
        return lang.pick(
            format!("  {title}（{n} 个数）：单位不同，不可相加"),
            format!("  {title}, {n} numbers: units differ, not to be added"),
        );
    }
    let mut parts = Vec::new();
    let mut add = |zh: &str, en: &str, number: Option<Decimal>| {
        if let Some(number) = number {
            parts.push(format!("{} {}", lang.pick(zh, en), digits(number)));
        }
    };
    add("合计", "sum", totals.sum);
    add("平均", "mean", totals.mean);
    add("中位", "median", totals.median);
    add("最大", "largest", Some(totals.max));
    add("去掉它平均", "mean without it", totals.mean_without_max.filter(|_| n > 2));
    if let Some(share) = share {
        let percent = percent_text(round_half_away(share, 1), lang);
        parts.push(lang.pick(format!("占全部 {percent}"), format!("{percent} of the whole")));
    }
    let parts = parts.join(lang.pick("，", ", "));
    lang.pick(format!("  {title}（{n} 行）：{parts}"), format!("  {title} of {n}: {parts}"))
}

/// A sum is shown to its last digit; a quotient has more digits than anybody reads.
fn digits(number: Decimal) -> String {
    short_text(number, if number.scale() > 6 { 2 } else { 6 })
}
