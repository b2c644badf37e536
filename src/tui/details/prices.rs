//! What the details say of prices and costs: by which rate converted, how much dearer, which share
//! of the total, what if.
//!
//! The figures are computed in `analysis`.

use rust_decimal::Decimal;

use super::{Role, Sheet};
use crate::analysis::number::{
    money_text, number_text, percent_text, round_half_away, signed_text,
};
use crate::analysis::prices::{compare, rate_text, ratio};
use crate::analysis::stats::percent;
use crate::analysis::table::written_text;
use crate::model::{Body, Fact, Lang, Price, Study};
use crate::tui::facts::FactsPane;
use crate::tui::state::State;

/// The comparison of a price, and what it lacks.
pub(super) fn price(sheet: &mut Sheet, study: &Study, price: &Price, lang: Lang) {
    let compared = compare(study, price);
    if let Some(error) = compared.lacks(study.market_indexes()) {
        sheet.add((lang.pick("无法比较", "Not compared"), Role::Doubt), error.message(lang));
    }
    if !compared.as_written {
        sheet.plain(lang.pick("原价", "As written"), written(study, price, lang));
    }
    for rate in &compared.rates {
        let source = study.source(&rate.source).map_or("", |source| source.title.get(lang));
        let text = format!("{}  {source}", rate_text(rate));
        sheet.plain(lang.pick("汇率", "Rate"), text.trim_end());
    }
    if let Some(ratio) = ratio(study, price) {
        // Its distance from one in percent; a ratio beyond computing is told as it is.
        let percent = ratio.checked_sub(Decimal::ONE).and_then(|off| percent(off, Decimal::ONE));
        let text = match percent {
            Some(percent) => percent_text(signed_text(round_half_away(percent, 1)), lang),
            None => number_text(round_half_away(ratio, 1)),
        };
        sheet.plain(&study.pair.text(study, lang), text);
    }
    if let Some(market) = compared.cheapest() {
        sheet.plain(lang.pick("最便宜", "Cheapest"), study.market_name(market, lang));
    }
}

/// The shares of a cost line, what is asked of the row, and where the totals moved.
pub(super) fn asked(sheet: &mut Sheet, state: &State, fact: &Fact) {
    let (study, lang, what_if) = (state.study(), state.lang, &state.what_if);
    let table = state.facts_pane().and_then(FactsPane::table);
    let sums = table.and_then(|table| table.sums(study, what_if)?.at(Some(fact)));
    if let (Body::Tco(line), Some(sums)) = (&fact.body, sums) {
        let shares = study.platforms.iter().enumerate().filter_map(|(at, platform)| {
            let share = sums.share((at, what_if.amount(study, (&fact.id, line), at)?), lang)?;
            let stated = line.amounts.get(at).copied().flatten();
            let before = stated.and_then(|stated| sums.share_before((at, stated), lang));
            let share = match before.filter(|before| *before != share) {
                Some(before) => format!("{before} -> {share}"),
                None => share,
            };
            Some(format!("{} {share}", platform.name.get(lang)))
        });
        let shares = shares.collect::<Vec<_>>().join(lang.pick("，", ", "));
        sheet.plain(lang.pick("占合计", "Share"), shares);
    }
    if !what_if.touches(&fact.id) {
        return;
    }
    let unit = match &fact.body {
        Body::Price(price) => price.unit.get(lang),
        _ => "",
    };
    let text = format!("{} {unit}", what_if.text(&fact.id));
    sheet.plain(lang.pick("假如", "What if"), text.trim_end());
    if let Body::Price(price) = &fact.body {
        sheet.plain(lang.pick("本行每月", "This row"), monthly(state, (fact, price)));
    }
    if let Some(sums) = sums {
        let mut label = sums.label(lang);
        for line in sums.lines(study, lang) {
            sheet.plain(&std::mem::take(&mut label), line.text(lang));
        }
    }
}

/// What the quantity asked of a price costs a month, market by market.
fn monthly(state: &State, (fact, price): (&Fact, &Price)) -> String {
    let (study, lang) = (state.study(), state.lang);
    let compared = compare(study, price);
    let costs = study.market_indexes().filter_map(|market| {
        let cost = compared.get(market)?.checked_mul(state.what_if.quantity(&fact.id)?)?;
        Some(format!("{} {}", study.market_name(market, lang), money_text(cost)))
    });
    let costs: Vec<String> = costs.collect();
    let text = format!("{} {}", costs.join(lang.pick("，", ", ")), compared.currency);
    lang.pick(text.clone(), format!("{text} a month"))
}

/// The prices as the study states them.
fn written(study: &Study, price: &Price, lang: Lang) -> String {
    let stated = price.values.stated().map(|(market, value)| {
        format!("{} {}", study.market_name(market, lang), written_text(price, market, *value))
    });
    stated.collect::<Vec<_>>().join(lang.pick("，", ", "))
}
