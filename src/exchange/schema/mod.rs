//! The format of study files, described from the tables that read it.
//!
//! [`json_schema`] is for editors, [`reference()`] for people. Neither may hold a key of its own.

mod page;

use serde_json::{Map, Value, json};

use crate::load::{BRAINSTORM, COMMON, DEFAULTS, FISHBONE, Field, HEADER, SHAPES, Ty};
use crate::model::{Lang, Term};
pub use page::reference;

/// The JSON Schema (draft 7) of every study file, with descriptions in one language.
///
/// One schema serves the header and the fact files, because a study may stand in one file; so it
/// cannot require the keys of the header.
#[must_use]
pub fn json_schema(lang: Lang) -> Value {
    let mut schema = Schema { lang, definitions: Map::new() };
    let mut properties = schema.properties(&HEADER);
    let table = |fields| Ty::Table(fields);
    for (key, fields) in [
        ("defaults", DEFAULTS.as_slice()),
        ("fishbone", FISHBONE.as_slice()),
        ("brainstorm", BRAINSTORM.as_slice()),
    ] {
        let value = schema.of(key, table(fields));
        properties.insert(key.to_owned(), value);
    }
    for shape in SHAPES {
        let word = shape.kind.word();
        let mut fact = schema.table(&COMMON);
        let own = schema.table(shape.fields);
        extend(&mut fact, &own);
        let mut list = json!({ "type": "array", "items": fact });
        describe(&mut list, lang.pick(shape.about.0, shape.about.1));
        properties.insert(word.to_owned(), list);
    }
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": lang.pick("herringbone 研究文件", "A herringbone study file"),
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
        "definitions": schema.definitions,
    })
}

struct Schema {
    lang: Lang,
    definitions: Map<String, Value>,
}

impl Schema {
    fn properties(&mut self, fields: &'static [Field]) -> Map<String, Value> {
        fields
            .iter()
            .map(|field| {
                let mut value = self.of(field.key, field.ty);
                describe(&mut value, self.lang.pick(field.about.0, field.about.1));
                (field.key.to_owned(), value)
            })
            .collect()
    }

    fn table(&mut self, fields: &'static [Field]) -> Value {
        let required: Vec<&str> =
            fields.iter().filter(|field| field.required).map(|field| field.key).collect();
        let properties = self.properties(fields);
        json!({
            "type": "object",
            "properties": properties,
            "required": required,
            "additionalProperties": false,
        })
    }

    /// A table by reference, because causes hold causes.
    fn reference(&mut self, key: &str, fields: &'static [Field]) -> Value {
        let name =
            format!("{key}-{}", fields.iter().map(|field| field.key).collect::<Vec<_>>().join("-"));
        if !self.definitions.contains_key(&name) {
            self.definitions.insert(name.clone(), Value::Null);
            let table = self.table(fields);
            self.definitions.insert(name.clone(), table);
        }
        json!({ "$ref": format!("#/definitions/{name}") })
    }

    fn of(&mut self, key: &str, ty: Ty) -> Value {
        let string = || json!({ "type": "string" });
        let date = || json!({ "type": "string", "format": "date" });
        match ty {
            Ty::Text => text(),
            Ty::Texts => json!({ "type": "array", "items": text() }),
            Ty::Word | Ty::Ref => string(),
            Ty::Currency => json!({ "type": "string", "pattern": "^[A-Z]{3}$" }),
            Ty::ForMarkets(inner) => {
                json!({ "anyOf": [self.of(key, *inner), self.of(key, Ty::PerMarket(inner))] })
            }
            Ty::OneOf(words) => json!({ "type": "string", "enum": words }),
            Ty::Id => json!({ "type": "string", "pattern": "^[a-z0-9-]+$" }),
            Ty::Refs | Ty::Markets => json!({ "type": "array", "items": string() }),
            Ty::Flag => json!({ "type": "boolean" }),
            Ty::Whole(low, high) => json!({ "type": "integer", "minimum": low, "maximum": high }),
            Ty::Number => json!({ "type": "number" }),
            Ty::Date => date(),
            Ty::PerMarket(inner) => {
                json!({ "type": "object", "additionalProperties": self.of(key, *inner) })
            }
            Ty::PerPlatform => {
                json!({ "type": "object", "additionalProperties": { "type": "number" } })
            }
            Ty::DateOrMissing => json!({ "anyOf": [date(), { "const": "missing" }] }),
            Ty::Tables(fields) => json!({ "type": "array", "items": self.reference(key, fields) }),
            Ty::Table(fields) => self.table(fields),
            Ty::Free => json!({ "type": "object", "additionalProperties": string() }),
            Ty::Ours => json!({ "anyOf": [
                { "type": "boolean" }, { "type": "array", "items": string() },
            ]}),
        }
    }
}

fn text() -> Value {
    json!({ "anyOf": [
        { "type": "string" },
        {
            "type": "object",
            "properties": { "zh": { "type": "string" }, "en": { "type": "string" } },
            "required": ["zh", "en"],
            "additionalProperties": false,
        },
    ]})
}

fn describe(value: &mut Value, about: &str) {
    if let Value::Object(object) = value {
        object.insert("description".to_owned(), Value::from(about));
    }
}

/// Adds the properties and required keys of one table to another.
fn extend(table: &mut Value, own: &Value) {
    for key in ["properties", "required"] {
        match (table.get_mut(key), own.get(key)) {
            (Some(Value::Object(into)), Some(Value::Object(from))) => {
                into.extend(from.clone());
            }
            (Some(Value::Array(into)), Some(Value::Array(from))) => {
                into.extend(from.iter().cloned());
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_and_key_is_in_the_schema_with_its_meaning() {
        for lang in [Lang::Zh, Lang::En] {
            let schema = json_schema(lang);
            for shape in SHAPES {
                let fact = &schema["properties"][shape.kind.word()]["items"];
                for field in COMMON.iter().chain(shape.fields) {
                    let about = &fact["properties"][field.key]["description"];
                    assert_eq!(about, lang.pick(field.about.0, field.about.1), "{}", field.key);
                }
            }
        }
    }

    #[test]
    fn every_reference_of_the_schema_points_to_a_definition() {
        let schema = json_schema(Lang::En);
        let text = schema.to_string();
        for reference in text.split("\"#/definitions/").skip(1) {
            let name = reference.split('"').next().unwrap();
            assert!(schema["definitions"][name].is_object(), "{name}");
        }
    }
}
