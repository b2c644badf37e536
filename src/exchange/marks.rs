//! The marks beside figures in written tables, and the notes that explain those a table has.
//!
//! Words only; what is marked is found in `analysis`.

use crate::analysis::prices::{compare, rate_text};
use crate::analysis::table::{Field, Mark, cell};
use crate::model::{Body, Fact, Lang, Rate, Study};

/// The mark of a fact whose figure a claim contradicts.
pub(super) const DISPUTED: &str = "≠";

/// A text with the mark of a disputed figure.
pub(super) fn disputed(text: String) -> String {
    if text.is_empty() { DISPUTED.to_owned() } else { format!("{text} {DISPUTED}") }
}

/// What the marks of a table mean, as far as it has them: the cheapest price, disputed figures, and
/// the rates by which its prices are converted.
pub(super) fn notes(
    (study, lang): (&Study, Lang),
    (columns, facts): (&[Field], &[&Fact]),
    any_disputed: bool,
) -> Vec<String> {
    let mut notes = Vec::new();
    let is_cheapest = |fact: &&Fact| {
        let marked = |field: &Field| cell(*field, study, fact, lang).mark == Mark::Cheapest;
        columns.iter().any(marked)
    };
    if facts.iter().any(is_cheapest) {
        let note =
            lang.pick("价格后的 * 表示该行中最便宜", "a price with * is the cheapest of its row");
        notes.push(note.to_owned());
    }
    if any_disputed {
        notes.push(
            lang.pick("≠ 表示有论断数字与此不符", "≠ a claim disagrees with this figure")
                .to_owned(),
        );
    }
    if columns.iter().any(|field| matches!(field, Field::Market(_) | Field::Ratio)) {
        notes.extend(rates(study, facts).into_iter().map(|rate| rate_note(study, rate, lang)));
    }
    notes
}

/// The rates by which the prices among facts are converted, each once.
fn rates<'a>(study: &'a Study, facts: &[&'a Fact]) -> Vec<&'a Rate> {
    let mut rates: Vec<&Rate> = Vec::new();
    for fact in facts {
        let Body::Price(price) = &fact.body else { continue };
        for rate in compare(study, price).rates {
            if !rates.contains(&rate) {
                rates.push(rate);
            }
        }
    }
    rates
}

fn rate_note(study: &Study, rate: &Rate, lang: Lang) -> String {
    let source = study.source(&rate.source).map_or(&*rate.source, |source| source.title.get(lang));
    let rate = rate_text(rate);
    lang.pick(
        format!("价格按汇率 {rate} 折算；来源：{source}"),
        format!("prices are converted by {rate}; source: {source}"),
    )
}
