//! The members of facts and of the study, as expressions see them: one table, a row per member.
//!
//! They go by the keys of the file format, so that whoever writes a fact knows how to ask for it, and
//! by the words of the columns. A member that the kind knows and the fact leaves out is *not stated*,
//! which is no mistake of the expression. Must not decide what a missing value does.

mod brand;
pub(super) mod column;
mod common;
mod price;
mod strategy;
mod technology;

use std::collections::HashSet;
use std::sync::LazyLock;

use rust_decimal::Decimal;

use super::money::Money;
use super::value::{Quantity, Value};
use crate::model::{
    Availability, Brainstorm, Fact, FactId, Kind, Lang, Localized, MarketIndex, Pair, PerMarket,
    Study, Term,
};

/// Members of a record: known names, with a value where one is stated.
pub(super) type Members = Vec<(String, Option<Value>)>;

/// Who asks for members.
#[derive(Clone, Copy)]
pub(in crate::analysis) struct Scope<'s> {
    pub(super) study: &'s Study,
    /// The markets that a gap, a delay or a ratio is between.
    pub(super) pair: Pair,
    /// Whether claims may be recomputed: not while one is, which may ask for itself.
    pub(super) judges: bool,
}

impl<'s> Scope<'s> {
    /// What rows are asked for: the markets compared now, and what came of claims.
    pub(super) fn of_rows(study: &'s Study) -> Self {
        Self { study, pair: study.pair, judges: true }
    }

    /// What claims speak of: the markets that the study declares.
    pub(super) fn of_claims(study: &'s Study) -> Self {
        Self { study, pair: study.declared, judges: false }
    }
}

/// A member: a row of the table.
pub struct Known {
    /// Its name.
    pub name: &'static str,
    /// What it is, in Chinese and English, for one that is no key of the format.
    about: &'static [(&'static str, &'static str)],
    value: fn(Scope<'_>, &Fact) -> Option<Value>,
}

impl Known {
    /// What it is, in Chinese and English; none for a key of the format, which says so itself.
    #[must_use]
    pub fn about(&self) -> Option<(&'static str, &'static str)> {
        self.about.first().copied()
    }
}

/// The rows of a kind: names, what those mean that are no keys, values.
macro_rules! own {
    ($kind:ident $body:ident, $scope:ident, $fact:ident;
     $($name:literal $(($zh:literal, $en:literal))? : $value:expr),* $(,)?) => {
        &[$($crate::analysis::expr::members::Known {
            name: $name,
            about: &[$(($zh, $en))?],
            value: |$scope: $crate::analysis::expr::members::Scope<'_>, $fact: &$crate::model::Fact| {
                match &$fact.body {
                    $crate::model::Body::$kind($body) => {
                        let _ = ($scope, $body);
                        Option::<$crate::analysis::expr::value::Value>::from($value)
                    }
                    _ => None,
                }
            },
        }),*]
    };
}
use own;

macro_rules! record {
    ($($name:literal: $value:expr),* $(,)?) => {
        vec![$(($name.to_owned(), Option::<Value>::from($value))),*]
    };
}
use record;

/// The members that every fact has.
pub(super) fn common() -> &'static [Known] {
    common::COMMON
}

/// The members of a kind, beside the common ones.
pub(super) fn of_kind(kind: Kind) -> &'static [Known] {
    match kind {
        Kind::Release => technology::RELEASE,
        Kind::Capability => technology::CAPABILITY,
        Kind::Series => technology::SERIES,
        Kind::Count => technology::COUNT,
        Kind::Price => price::PRICE,
        Kind::Tco => price::TCO,
        Kind::PriceCut => price::PRICE_CUT,
        Kind::FreeTier => price::FREE_TIER,
        Kind::Exposure => brand::EXPOSURE,
        Kind::Event => brand::EVENT,
        Kind::Customer => brand::CUSTOMER,
        Kind::Pest => strategy::PEST,
        Kind::Swot => strategy::SWOT,
        Kind::Tows => strategy::TOWS,
        Kind::Interview => strategy::INTERVIEW,
        Kind::Problem => strategy::PROBLEM,
        Kind::Measure => strategy::MEASURE,
        Kind::Claim => strategy::CLAIM,
    }
}

/// Every member of every kind, common ones first; a name that several kinds have comes once.
pub fn known() -> &'static [&'static Known] {
    // Every name of every expression is looked up among them.
    static ALL: LazyLock<Vec<&Known>> = LazyLock::new(|| {
        let kinds = Kind::TERMS.iter().flat_map(|row| of_kind(row.0));
        let mut names = HashSet::new();
        common().iter().chain(kinds).filter(|row| names.insert(row.name)).collect()
    });
    &ALL
}

/// Every member with its kind; those that every kind has come first and with none.
pub fn members_by_kind() -> impl Iterator<Item = (Option<Kind>, &'static Known)> {
    let of = |row: &(Kind, _, _, _)| of_kind(row.0).iter().zip(std::iter::repeat(row.0));
    let own = Kind::TERMS.iter().flat_map(of).map(|(known, kind)| (Some(kind), known));
    common().iter().map(|known| (None, known)).chain(own)
}

/// The members that depend on what comes of recomputing claims. No claim may ask for them: that would
/// recompute it once more while it is being recomputed.
const JUDGED: [&str; 8] = [
    "verdict",
    "recomputed",
    "difference",
    "disputed_by",
    "change",
    "change_kind",
    "before",
    "after",
];

/// Whether a member of the fact depends on what comes of recomputing claims, and a claim asks for it.
pub(super) fn is_barred(scope: Scope<'_>, fact: &Fact, name: &str) -> bool {
    let is_member = || names_of(fact.body.kind()).any(|known| known == name);
    !scope.judges && JUDGED.contains(&name) && is_member()
}

/// What asking for a member gives.
pub(super) enum Member {
    /// A value.
    Stated(Value),
    /// The kind has such a member and the fact leaves it out.
    NotStated,
    /// The kind has no such member.
    Unknown,
}

/// The member of a fact with this name; the id of a market or platform means the fact's value there.
pub(super) fn of_fact(scope: Scope<'_>, fact: &Fact, name: &str) -> Member {
    let rows = common().iter().chain(of_kind(fact.body.kind()));
    let found = rows.into_iter().find(|row| row.name == name).map(|row| (row.value)(scope, fact));
    match found.or_else(|| column::value(scope, fact, name)) {
        Some(Some(value)) => Member::Stated(value),
        Some(None) => Member::NotStated,
        None => Member::Unknown,
    }
}

/// The names that a fact of a kind answers to.
pub(super) fn names_of(kind: Kind) -> impl Iterator<Item = &'static str> {
    common().iter().chain(of_kind(kind)).map(|row| row.name)
}

/// A member that is a text which the study has as it is; none within if the fact leaves it out, none
/// at all if it is anything else. The same as [`of_fact`], without a copy.
pub(super) fn text_of_fact<'s>(pair: Pair, fact: &'s Fact, name: &str) -> Option<Option<&'s str>> {
    match name {
        "id" => Some(Some(fact.id.as_str())),
        "kind" => Some(Some(fact.body.kind().word())),
        "dimension" => Some(Some(fact.dimension.word())),
        "category" => Some(fact.category.as_deref()),
        "source" => Some(fact.source.as_deref()),
        "gap" => Some(common::gap_of(pair, fact)),
        _ => None,
    }
}

fn count(number: Option<impl Into<Decimal>>) -> Option<Value> {
    number.map(|number| Value::from(number.into()))
}

fn text(word: Option<&str>) -> Option<Value> {
    word.map(Value::from)
}

fn worded(text: Option<&Localized>) -> Option<Value> {
    text.map(Value::from)
}

/// What a column says, where it says more than a key does.
fn shown(wording: impl Fn(Lang) -> String) -> Option<Value> {
    let (zh, en) = (wording(Lang::Zh), wording(Lang::En));
    (!en.is_empty()).then(|| Value::Worded(Localized::each(zh, en)))
}

fn texts(texts: &[Localized]) -> Value {
    Value::List(texts.iter().map(Value::from).collect())
}

fn ids(ids: &[FactId]) -> Value {
    Value::List(ids.iter().map(|id| Value::from(id.as_str())).collect())
}

fn market(study: &Study, index: MarketIndex) -> Option<Value> {
    study.markets.get(index.0).map(|market| Value::from(&*market.id))
}

/// A record of a fact: `price-s3.values`.
fn record_of(fact: &Fact, key: &str, members: Members) -> Value {
    Value::Record(format!("{}.{key}", fact.id), members)
}

/// A value per market, under the ids of the markets.
fn per_market<T>(
    study: &Study,
    values: &PerMarket<T>,
    value: impl Fn(MarketIndex, &T) -> Value,
) -> Members {
    let stated = |index| values.get(index).map(|stated| value(index, stated));
    let markets = study.markets.iter().zip(study.market_indexes());
    markets.map(|(market, index)| (market.id.to_string(), stated(index))).collect()
}

fn numbers(study: &Study, values: &PerMarket<Decimal>) -> Members {
    per_market(study, values, |_, number| Value::from(*number))
}

/// The markets that a value is stated for.
fn stated_in<T>(study: &Study, values: &PerMarket<T>) -> Value {
    Value::List(values.stated().filter_map(|(index, _)| market(study, index)).collect())
}

fn amount(number: Decimal, currency: &str, per: Decimal) -> Value {
    Value::Number(Quantity::of_money(number, Money::new(currency, per)))
}

fn status(status: Availability) -> Value {
    Value::from(status.word())
}

/// The members of the brainstorm that the study reports.
pub(super) fn of_brainstorm(brainstorm: &Brainstorm) -> Value {
    let idea = |idea: &crate::model::Idea| {
        let members = record! { "id": Value::from(&*idea.id), "text": Value::from(&idea.text),
        "core": Value::Flag(idea.core) };
        Value::Record(String::new(), members)
    };
    let department = |department: &crate::model::Label| Value::from(&*department.id);
    let members = record! {
        "topic": Value::from(&brainstorm.topic),
        "ideas": Value::List(brainstorm.ideas.iter().map(idea).collect()),
        "departments": Value::List(brainstorm.departments.iter().map(department).collect()),
        "participants": count(brainstorm.participants),
        "date": brainstorm.date.map(Value::Date),
    };
    Value::Record("brainstorm".to_owned(), members)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::table::{Field, VIEWS};
    use crate::load::{COMMON, Origin, SHAPES, load};

    #[test]
    fn every_key_of_the_format_is_a_member_of_its_kind() {
        for shape in SHAPES {
            for field in COMMON.iter().chain(shape.fields) {
                let known = names_of(shape.kind).any(|name| name == field.key);
                assert!(known, "{} has no member {}", shape.kind.word(), field.key);
            }
        }
    }

    #[test]
    fn a_member_that_is_no_key_says_what_it_is_and_a_key_does_not() {
        for shape in SHAPES {
            let keys: Vec<&str> = COMMON.iter().chain(shape.fields).map(|f| f.key).collect();
            for row in common().iter().chain(of_kind(shape.kind)) {
                let is_key = keys.contains(&row.name);
                assert_eq!(row.about().is_none(), is_key, "{} {}", shape.kind.word(), row.name);
            }
        }
    }

    #[test]
    fn every_column_is_a_member_under_the_same_word() {
        let study = load(&Origin::BuiltIn).unwrap().study;
        let members: Vec<&str> = known().iter().map(|row| row.name).collect();
        let columns: Vec<Field> = VIEWS.iter().flat_map(|view| view.columns(&study)).collect();
        for field in columns {
            // A market and a platform are asked for by their ids.
            if !matches!(field, Field::Market(_) | Field::Platform(_)) {
                let word = field.word(&study);
                assert!(members.contains(&&*word), "{word}");
            }
        }
    }

    #[test]
    fn no_kind_names_a_member_twice() {
        for (kind, word, ..) in Kind::TERMS {
            let mut names: Vec<&str> = names_of(*kind).collect();
            names.sort_unstable();
            let count = names.len();
            names.dedup();
            assert_eq!(names.len(), count, "{word}");
        }
    }
}
