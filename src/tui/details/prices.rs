//! What the details say of a price: as written, by which rate converted, how much dearer.
//!
//! The figures are computed in `analysis`.

use rust_decimal::Decimal;

use super::{Role, Sheet};
use crate::analysis::prices::{Comparison, compare, rate_text};
use crate::analysis::table::{number_text, written_text};
use crate::model::{Lang, Price, Study};

/// The comparison of a price, or why there is none.
pub(super) fn price(sheet: &mut Sheet, study: &Study, price: &Price, lang: Lang) {
    match compare(study, price) {
        Err(error) => {
            sheet.add((lang.pick("无法比较", "Not compared"), Role::Doubt), error.message(lang));
        }
        Ok(compared) => {
            if !compared.as_written {
                sheet.plain(lang.pick("原价", "As written"), written(study, price, lang));
            }
            comparison(sheet, study, &compared, lang);
        }
    }
}

fn comparison(sheet: &mut Sheet, study: &Study, compared: &Comparison<'_>, lang: Lang) {
    for rate in &compared.rates {
        let source = study.source(&rate.source).map_or("", |source| source.title.get(lang));
        let text = format!("{}  {source}", rate_text(rate));
        sheet.plain(lang.pick("汇率", "Rate"), text.trim_end());
    }
    if let Some(ratio) = compared.ratio(study.pair) {
        let percent = (ratio - Decimal::ONE) * Decimal::ONE_HUNDRED;
        let text = format!("{} %", signed(percent.round_dp(1)));
        sheet.plain(&study.pair.text(study, lang), text);
    }
    if let Some(market) = compared.cheapest() {
        sheet.plain(lang.pick("最便宜", "Cheapest"), study.market_name(market, lang));
    }
}

/// The prices as the study states them.
fn written(study: &Study, price: &Price, lang: Lang) -> String {
    let stated = price.values.stated().map(|(market, value)| {
        format!("{} {}", study.market_name(market, lang), written_text(price, market, *value))
    });
    stated.collect::<Vec<_>>().join(lang.pick("，", ", "))
}

/// A number with its sign, plus as well.
pub(super) fn signed(number: Decimal) -> String {
    let plus = if number > Decimal::ZERO { "+" } else { "" };
    format!("{plus}{}", number_text(number))
}
