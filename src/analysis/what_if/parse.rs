//! Reads what is typed as "what if": factors, percentages, amounts, quantities.
//!
//! Full-width characters are read as well, and numbers with separators of thousands. It must not
//! change anything.

use rust_decimal::Decimal;

use super::{Change, ForPlatform};
use crate::model::{Lang, Localized, Price, Study, narrow};

/// Why a text cannot be taken, each in words that say what can be typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// It is no change of a cost line.
    NoChange,
    /// It is no quantity.
    NoQuantity,
    /// A factor of a quantity that was not set.
    NoQuantityYet,
    /// It would be less than nought.
    Negative,
    /// It is beyond what can be computed exactly.
    TooLarge,
    /// The fact has nothing that can be changed.
    NothingToChange,
}

impl Refusal {
    /// What is wrong and what to type instead, short enough for half a line.
    #[must_use]
    pub fn message(&self, lang: Lang) -> &'static str {
        match self {
            Self::NoChange => {
                lang.pick("不认识；可写 x2、+10%、=5000：", "write x2, 120%, +10% or =5000:")
            }
            Self::NoQuantity => lang.pick("不是数量；可写 500：", "write a quantity such as 500:"),
            Self::NoQuantityYet => {
                lang.pick("还没有数量；先写 500：", "set a quantity first, such as 500:")
            }
            Self::Negative => lang.pick("不能小于零：", "cannot be less than nought:"),
            Self::TooLarge => lang.pick("太大，算不准：", "too large to compute:"),
            Self::NothingToChange => lang.pick("此行无可改：", "nothing to change in this row:"),
        }
    }
}

/// Folds full-width characters, and the signs for "times" into one.
fn folded(text: &str) -> String {
    let times = |c: char| if matches!(c, '×' | '*' | 'X') { 'x' } else { c };
    text.chars().map(narrow).map(times).collect()
}

/// A number; what separates its thousands is dropped.
fn number(text: &str) -> Option<Decimal> {
    let digits: String = text.chars().filter(|c| !matches!(c, ',' | '_' | ' ')).collect();
    let plain = digits.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | '+'));
    Decimal::from_str_exact(&digits).ok().filter(|_| plain)
}

/// The changes of a cost line, each for one platform or for all.
pub(super) fn changes(study: &Study, text: &str) -> Result<Vec<ForPlatform>, Refusal> {
    let text = folded(text);
    let parts = text.split(';').map(str::trim).filter(|part| !part.is_empty());
    let read = |part: &str| {
        let (platform, rest) = platform(study, part);
        Ok((platform, change(rest)?))
    };
    let changes: Vec<_> = parts.map(read).collect::<Result<_, _>>()?;
    if changes.is_empty() { Err(Refusal::NoChange) } else { Ok(changes) }
}

/// The platform that is named first, by id or name, and what follows it.
fn platform<'t>(study: &Study, text: &'t str) -> (Option<Box<str>>, &'t str) {
    let mut named: Option<(usize, &str)> = None;
    for label in &study.platforms {
        let names = [&*label.id, label.name.get(Lang::Zh), label.name.get(Lang::En)];
        let lengths = names.into_iter().filter_map(|name| starts_with(text, name));
        if let Some(length) =
            lengths.max().filter(|length| named.is_none_or(|(best, _)| *length > best))
        {
            named = Some((length, &label.id));
        }
    }
    match named {
        Some((length, id)) => (Some(id.into()), text.get(length..).unwrap_or_default().trim()),
        None => (None, text),
    }
}

/// How many bytes of a text a name takes at its start, in whatever case.
fn starts_with(text: &str, name: &str) -> Option<usize> {
    let start = text.get(..name.len())?;
    (!name.is_empty() && start.eq_ignore_ascii_case(name)).then_some(name.len())
}

fn change(text: &str) -> Result<Change, Refusal> {
    let change = match (text.strip_prefix('='), factor(text)) {
        (Some(amount), _) => Change::Amount(number(amount).ok_or(Refusal::NoChange)?),
        (None, Some(factor)) => Change::Times(factor),
        (None, None) => return Err(Refusal::NoChange),
    };
    let (Change::Times(n) | Change::Amount(n)) = change;
    if n < Decimal::ZERO { Err(Refusal::Negative) } else { Ok(change) }
}

/// `x2`, `120%`, `+10%`, `-10%` as a factor.
fn factor(text: &str) -> Option<Decimal> {
    if let Some(times) = text.strip_prefix('x') {
        return number(times);
    }
    let percent = text.strip_suffix('%')?.trim();
    let share = number(percent)?.checked_div(Decimal::ONE_HUNDRED)?;
    let relative = percent.starts_with(['+', '-']);
    if relative { share.checked_add(Decimal::ONE) } else { Some(share) }
}

/// The monthly quantity of a price: a number, with or without its unit, or a factor of the quantity
/// it has.
pub(super) fn quantity(
    price: &Price,
    text: &str,
    now: Option<Decimal>,
) -> Result<Decimal, Refusal> {
    let text = folded(text);
    let text = text.trim().trim_start_matches('=').trim();
    let quantity = match (number(without_unit(text, &price.unit)), factor(text)) {
        (Some(quantity), _) => quantity,
        (None, Some(factor)) => {
            let now = now.ok_or(Refusal::NoQuantityYet)?;
            now.checked_mul(factor).ok_or(Refusal::TooLarge)?
        }
        (None, None) => return Err(Refusal::NoQuantity),
    };
    if quantity < Decimal::ZERO { Err(Refusal::Negative) } else { Ok(quantity) }
}

fn without_unit<'t>(text: &'t str, unit: &Localized) -> &'t str {
    let units = [unit.get(Lang::Zh), unit.get(Lang::En)].into_iter();
    let stripped = units.filter(|unit| !unit.is_empty()).find_map(|unit| text.strip_suffix(unit));
    stripped.map_or(text, str::trim_end)
}
