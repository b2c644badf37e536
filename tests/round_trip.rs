//! Facts of every kind with any values, written as TOML and loaded, come back as they were written.
//!
//! Drives the shapes of the format, so that a new kind or key is tried without a line here.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that panics has failed, which is what it is for"
)]

use std::fmt::Write as _;

use herringbone::exchange::facts::{FACT_FORMATS, Selection};
use herringbone::load::{
    COMMON, Field, Loaded, SHAPES, Severity, Shape, StudyFile, Ty, from_files,
};
use herringbone::model::{Lang, Term};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

const HEADER: &str = "format = 1
id = \"s\"
title = \"S\"
currency = \"CNY\"
market = [{ id = \"home\", name = \"H\" }, { id = \"away\", name = \"A\" }, { id = \"far\", name = \"F\" }]
platform = [{ id = \"own\", name = \"O\" }, { id = \"cloud\", name = \"C\" }]
category = [{ id = \"ai\", name = \"AI\" }, { id = \"data\", name = \"Data\" }]
source = [{ id = \"book\", title = \"Book\" }]
[[problem]]
id = \"whole\"
name = \"W\"
text = \"W\"
source = \"book\"
dimension = \"price\"
";

/// A value as TOML, and as it is told in Chinese and in English.
#[derive(Debug, Clone)]
struct Told {
    toml: String,
    zh: Value,
    en: Value,
}

impl Told {
    fn same(toml: String, value: Value) -> Self {
        Self { toml, zh: value.clone(), en: value }
    }

    fn word(word: &str) -> Self {
        Self::same(toml::Value::from(word).to_string(), word.into())
    }

    fn list(values: Vec<Self>) -> Self {
        let toml: Vec<_> = values.iter().map(|value| &*value.toml).collect();
        let toml = format!("[{}]", toml.join(", "));
        let zh = values.iter().map(|value| value.zh.clone()).collect();
        Self { toml, zh, en: values.into_iter().map(|value| value.en).collect() }
    }

    fn table(pairs: Vec<(String, Self)>) -> Self {
        let toml: Vec<_> =
            pairs.iter().map(|(key, told)| format!("{key} = {}", told.toml)).collect();
        let toml = format!("{{ {} }}", toml.join(", "));
        let zh = pairs.iter().map(|(key, told)| (key.clone(), told.zh.clone())).collect();
        let en = pairs.into_iter().map(|(key, told)| (key, told.en)).collect();
        Self { toml, zh: Value::Object(zh), en: Value::Object(en) }
    }
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z ]{1,12}",
        "[中文字，。]{1,6}",
        any::<String>(),
        "(\"|'|\\\\|\n|#|\\[\\[count\\]\\]\n){1,5}"
    ]
}

fn one_of(words: &'static [&'static str]) -> BoxedStrategy<Told> {
    prop::sample::select(words).prop_map(Told::word).boxed()
}

fn date() -> BoxedStrategy<Told> {
    let date = |(y, m, d)| format!("{y}-{m:02}-{d:02}");
    let date = (1900..2100_u32, 1..13_u32, 1..29_u32).prop_map(date);
    date.prop_map(|date| Told::same(date.clone(), date.into())).boxed()
}

fn number() -> BoxedStrategy<Told> {
    // As many digits as a reader of JSON keeps.
    let decimal = (-9_999_999_999..9_999_999_999_i64, 0..6_u32)
        .prop_map(|(n, scale)| rust_decimal::Decimal::new(n, scale));
    let told = |text: String| Told::same(text.clone(), serde_json::from_str(&text).unwrap());
    decimal.prop_map(move |number| told(number.to_string())).boxed()
}

fn keyed(ids: &'static [&'static str], value: BoxedStrategy<Told>) -> BoxedStrategy<Told> {
    let values = prop::collection::vec(prop::option::of(value), ids.len());
    let pair = |(id, value): (&&str, Option<Told>)| Some(((*id).to_owned(), value?));
    values.prop_map(move |v| Told::table(ids.iter().zip(v).filter_map(pair).collect())).boxed()
}

/// What a key refers to.
fn reference(key: &str) -> BoxedStrategy<Told> {
    match key {
        "source" => {
            Just(Told::same("\"book\"".into(), json!({ "id": "book", "title": "Book" }))).boxed()
        }
        "market" => one_of(&["home", "away", "far"]),
        "part_of" => one_of(&["whole"]),
        _ => one_of(&["ai", "data"]),
    }
}

fn value(field: &Field) -> BoxedStrategy<Told> {
    let list = |value: BoxedStrategy<Told>| {
        prop::collection::vec(value, 0..4).prop_map(Told::list).boxed()
    };
    // What has to be there has to say something.
    let says = field.required && field.key != "unit";
    let text = move || {
        text().prop_map(move |text| if says && text.trim().is_empty() { text + "x" } else { text })
    };
    match field.ty {
        Ty::Text => prop_oneof![
            text().prop_map(|text| Told::word(&text)),
            (text(), text()).prop_map(|(zh, en)| {
                let told = |text: &str| toml::Value::from(text).to_string();
                let toml = format!("{{ zh = {}, en = {} }}", told(&zh), told(&en));
                Told { toml, zh: zh.into(), en: en.into() }
            }),
        ]
        .boxed(),
        Ty::Word => text().prop_map(|text| Told::word(&text)).boxed(),
        Ty::OneOf(words) => one_of(words),
        Ty::Ref => reference(field.key),
        Ty::Refs => list(match field.key {
            "answers" => one_of(&["fact-15", "whole"]),
            "uses" => one_of(&["fact-11", "fact-12"]),
            _ => one_of(&["fact-0", "fact-1", "fact-2"]),
        }),
        Ty::Markets => list(one_of(&["home", "away", "far"])),
        Ty::Texts => list(value(&Field { ty: Ty::Text, ..*field })),
        Ty::Flag => {
            any::<bool>().prop_map(|flag| Told::same(flag.to_string(), flag.into())).boxed()
        }
        Ty::Whole(low, high) => {
            (low..=high).prop_map(|n| Told::same(n.to_string(), n.into())).boxed()
        }
        Ty::Number => number(),
        Ty::Currency | Ty::ForMarkets(Ty::Currency) => one_of(&["CNY", "EUR", "USD"]),
        // A quantity is above nought.
        Ty::ForMarkets(_) => keyed(
            &["home", "away", "far"],
            (1..100_000_u32).prop_map(|n| Told::same(n.to_string(), n.into())).boxed(),
        ),
        Ty::Date => date(),
        Ty::DateOrMissing => prop_oneof![date(), one_of(&["missing"])].boxed(),
        Ty::PerMarket(inner) => {
            keyed(&["home", "away", "far"], value(&Field { ty: *inner, ..*field }))
        }
        Ty::PerPlatform => keyed(&["own", "cloud"], number()),
        Ty::Free => prop::collection::btree_map("[a-z_]{1,6}", text(), 1..3)
            .prop_map(|forms| {
                Told::table(forms.into_iter().map(|(k, v)| (k, Told::word(&v))).collect())
            })
            .boxed(),
        Ty::Ours => prop_oneof![
            Just(Told::same("true".into(), true.into())),
            list(one_of(&["name", "note"]))
        ]
        .boxed(),
        Ty::Tables(fields) => {
            let fields: Vec<_> =
                fields.iter().map(|f| value(f).prop_map(|told| (f.key.to_owned(), told))).collect();
            prop::collection::vec(fields.prop_map(Told::table), 0..4).prop_map(Told::list).boxed()
        }
        Ty::Id | Ty::Table(_) => panic!("no fact has a second id or a table of its own"),
    }
}

/// The keys of a fact with their values, the required ones always.
fn fact(shape: &'static Shape) -> BoxedStrategy<Vec<(&'static str, Told)>> {
    let fields = COMMON.iter().chain(shape.fields).filter(|field| field.key != "id");
    let pairs: Vec<_> = fields
        .map(|field| {
            let must = field.required || (field.key == "dimension" && shape.dimension.is_none());
            let told = value(field).prop_map(|told| (field.key, told));
            if must { told.prop_map(Some).boxed() } else { prop::option::of(told).boxed() }
        })
        .collect();
    pairs.prop_map(|pairs| pairs.into_iter().flatten().collect()).boxed()
}

/// The key under which a value is told; some are told under none.
fn told_as(key: &str) -> Option<&str> {
    match key {
        "dates" | "status" | "values" => Some("values"),
        // Of two that contradict each other one is kept.
        "lower_bound" | "approximate" => None,
        key => Some(key),
    }
}

/// Whether a value may as well not be told.
fn is_nothing(value: &Value) -> bool {
    *value == json!(false) || *value == json!([]) || *value == json!({}) || value.is_null()
}

fn records(loaded: &Loaded, lang: Lang) -> Vec<Map<String, Value>> {
    let selection = Selection {
        study: &loaded.study,
        dimension: None,
        lang,
        cols: None,
        verdicts: &[],
        rows: None,
        columns: None,
    };
    let mut json = Vec::new();
    FACT_FORMATS
        .iter()
        .find(|format| format.id == "json")
        .unwrap()
        .write(&selection, &mut json)
        .unwrap();
    let all: Value = serde_json::from_slice(&json).unwrap();
    let facts = all["facts"].as_array().unwrap().iter();
    facts.map(|fact| fact.as_object().unwrap().clone()).collect()
}

fn facts() -> impl Strategy<Value = Vec<Vec<(&'static str, Told)>>> {
    SHAPES.iter().map(|shape| fact(shape)).collect::<Vec<_>>()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn facts_of_every_kind_come_back_as_written(facts in facts()) {
        let mut text = HEADER.to_owned();
        for (row, (shape, fact)) in SHAPES.iter().zip(&facts).enumerate() {
            writeln!(text, "[[{}]]\nid = \"fact-{row}\"", shape.kind.word()).unwrap();
            fact.iter().for_each(|(key, told)| writeln!(text, "{key} = {}", told.toml).unwrap());
        }
        let loaded = from_files(vec![StudyFile { name: "study.toml".into(), text: text.into(), fault: None }]);
        let errors = loaded.problems.iter().filter(|p| p.fault.severity() == Severity::Error);
        prop_assert_eq!(errors.count(), 0, "{:?}\n{}", loaded.problems, loaded.texts[0]);
        for lang in [Lang::Zh, Lang::En] {
            let records = records(&loaded, lang);
            for (row, (shape, fact)) in SHAPES.iter().zip(&facts).enumerate() {
                let id = format!("fact-{row}");
                let record = records.iter().find(|record| record["id"] == id.as_str()).unwrap();
                prop_assert_eq!(&record["kind"], shape.kind.word());
                for field in COMMON.iter().chain(shape.fields).filter(|field| field.key != "id") {
                    let Some(key) = told_as(field.key) else { continue };
                    let told = fact.iter().find(|(key, _)| *key == field.key);
                    let told = told.map(|(_, told)| lang.pick(&told.zh, &told.en).clone());
                    let expected = match (field.key, told) {
                        ("dimension", None) => shape.dimension.map(|d| d.word().into()).unwrap_or_default(),
                        ("currency", None) => "CNY".into(),
                        (_, told) => told.unwrap_or_default(),
                    };
                    let found = record.get(key).cloned().unwrap_or_default();
                    let same = found == expected || (is_nothing(&found) && is_nothing(&expected));
                    prop_assert!(same, "{} of {}: {} is told as {}", field.key, id, expected, found);
                }
            }
        }
    }
}
