//! The shape of every fact kind: its keys, their types, what they mean.
//!
//! One table per kind drives reading, the list of expected keys in messages and the reference of
//! the format. It must not hold values.

use crate::load::entry::Entry;
use crate::model::{Body, Dimension, Kind};

/// What a key takes.
#[derive(Debug, Clone, Copy)]
pub enum Ty {
    /// A string, or `{ zh = "…", en = "…" }`.
    Text,
    /// A list of texts.
    Texts,
    /// A string that is used as it is.
    Word,
    /// A currency code of ISO 4217.
    Currency,
    /// One word of a closed list.
    OneOf(&'static [&'static str]),
    /// The id of this entry.
    Id,
    /// The id of a fact, a category or a source.
    Ref,
    /// A list of fact ids.
    Refs,
    /// A list of market ids.
    Markets,
    /// `true` or `false`.
    Flag,
    /// A whole number in this range.
    Whole(i64, i64),
    /// A number, kept exactly as written.
    Number,
    /// A date.
    Date,
    /// A table with a value per market.
    PerMarket(&'static Ty),
    /// A value for every market, or a table with a value per market.
    ForMarkets(&'static Ty),
    /// A table with a number per platform.
    PerPlatform,
    /// A date or the word `missing`.
    DateOrMissing,
    /// A list of tables with these keys: `[[key]]`, or inline.
    Tables(&'static [Field]),
    /// A table with these keys: `[key]`, or inline.
    Table(&'static [Field]),
    /// A table of strings under free keys.
    Free,
    /// `true` or a list of keys.
    Ours,
}

impl Ty {
    /// What the key takes, in Chinese and English, for messages and the reference.
    #[must_use]
    pub fn wanted(self) -> (&'static str, &'static str) {
        match self {
            Self::Text => (
                "文字：字符串或 { zh = \"…\", en = \"…\" }",
                "a text: a string or { zh = \"…\", en = \"…\" }",
            ),
            Self::Texts => ("文字的列表", "a list of texts"),
            Self::Word | Self::OneOf(_) => ("字符串", "a string"),
            Self::Id | Self::Ref => ("id（字符串）", "an id (a string)"),
            Self::Refs => ("事实 id 的列表", "a list of fact ids"),
            Self::Markets => ("市场 id 的列表", "a list of market ids"),
            Self::Flag => ("true 或 false", "true or false"),
            Self::Whole(..) => ("整数", "a whole number"),
            Self::Number => ("数字", "a number"),
            Self::Date => ("日期，如 2022-12-31", "a date such as 2022-12-31"),
            Self::PerMarket(_) => {
                ("每个市场一个值的表", "a table with a value per market, such as { home = … }")
            }
            Self::Currency => {
                ("货币代码（ISO 4217），如 CNY", "a currency code of ISO 4217 such as CNY")
            }
            Self::ForMarkets(_) => {
                ("一个值，或每个市场一个值的表", "a value, or a table with one per market")
            }
            Self::PerPlatform => ("每个平台一个数的表", "a table with a number per platform"),
            Self::DateOrMissing => ("日期或 \"missing\"", "a date or \"missing\""),
            Self::Tables(_) => ("表的列表", "a list of tables"),
            Self::Table(_) => ("表", "a table"),
            Self::Free => ("字符串的表", "a table of strings"),
            Self::Ours => ("true 或键的列表", "true or a list of keys"),
        }
    }
}

/// A key of an entry.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// The key.
    pub key: &'static str,
    /// What it takes.
    pub ty: Ty,
    /// Whether an entry without it is in error.
    pub required: bool,
    /// What it means, in Chinese and English.
    pub about: (&'static str, &'static str),
}

/// A key that must be there.
pub(super) const fn must(key: &'static str, ty: Ty, zh: &'static str, en: &'static str) -> Field {
    Field { key, ty, required: true, about: (zh, en) }
}

/// A key that may be there.
pub(super) const fn may(key: &'static str, ty: Ty, zh: &'static str, en: &'static str) -> Field {
    Field { key, ty, required: false, about: (zh, en) }
}

/// The shape of a kind.
pub struct Shape {
    /// The kind.
    pub kind: Kind,
    /// The dimension of facts that name none; without one, the key is required.
    pub dimension: Option<Dimension>,
    /// What the kind is, in Chinese and English.
    pub about: (&'static str, &'static str),
    /// Its keys, beside [`COMMON`].
    pub fields: &'static [Field],
    /// Reads the values of one entry.
    pub(super) read: fn(&mut Entry<'_, '_, '_>) -> Body,
}

const DIMENSIONS: &[&str] = &["technology", "price", "brand", "ecosystem", "strategy"];

/// The keys that every fact has.
pub static COMMON: [Field; 11] = [
    must("id", Ty::Id, "稳定且唯一的 id", "stable id, unique in the study"),
    must("name", Ty::Text, "名称", "what it is called"),
    may("dimension", Ty::OneOf(DIMENSIONS), "所属维度", "the side of the business it belongs to"),
    may(
        "category",
        Ty::Ref,
        "类别 id；survey（用户调查）与 documentation（文档与学习）各有一张表",
        "id of a [[category]]; `survey` and `documentation` (learning effort too) have tables of their own",
    ),
    may("source", Ty::Ref, "来源 id", "id of a [[source]]"),
    may("at", Ty::Text, "在来源中的位置", "where in the source it stands"),
    may("as_of", Ty::Date, "事实所指日期", "the date it speaks of"),
    may("note", Ty::Text, "备注", "a remark"),
    may("doubt", Ty::Text, "存疑之处", "how the source contradicts itself or is unclear"),
    may("ours", Ty::Ours, "哪些是作者自己加的", "what of it the source does not say"),
    may("printed", Ty::Free, "原文写法", "printed forms that differ from the normal one"),
];
