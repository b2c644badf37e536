//! JSON, in and out: `{"effect", "categories": [{"name", "causes": [{"text", "causes", ...}]}]}`.
//!
//! It must not invent: unknown keys are passed over. The reader also takes the shapes of other
//! tools: `name` and `children` (tree charts), `problem` and `subcauses`, a bare string for a cause,
//! and categories as an object of names.

use std::fmt;

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor,
};
use serde_json::{Map, Value};

use super::error::{Fault, ReadError};
use super::grow::MOST_LEVELS;
use super::{Warning, WriteOptions, Written};
use crate::layout::Misfit;
use crate::model::{Category, Cause, Fishbone, Lang};

/// Reads a fishbone.
pub(super) fn read(text: &str, _: Lang) -> Result<(Fishbone, Vec<Warning>), ReadError> {
    let Root(node) = serde_json::from_str(text).map_err(|error| broken(&error))?;
    let effect = node.text.ok_or_else(|| ReadError::on_line(Fault::Missing("effect"), 1))?;
    let categories = node.causes.into_iter().map(Node::into_category).collect();
    Ok((Fishbone { effect, categories }, Vec::new()))
}

fn broken(error: &serde_json::Error) -> ReadError {
    let message = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    let reason = message.strip_suffix(&place).unwrap_or(&message).to_owned();
    // The parser has a limit of its own, which lies beyond ours.
    let fault = match &*reason {
        TOO_DEEP | "recursion limit exceeded" => Fault::TooDeep(MOST_LEVELS),
        _ => Fault::Syntax(reason),
    };
    ReadError { fault, line: error.line(), column: error.column() }
}

/// What a node says that stands too deep.
const TOO_DEEP: &str = "too deep";

/// The whole input: a fishbone, or an object with one under `fishbone`.
struct Root(Node);

/// Any level of the tree, before it is known which.
#[derive(Debug, Default)]
struct Node {
    text: Option<String>,
    votes: u32,
    departments: Vec<String>,
    evidence: Vec<String>,
    note: Option<String>,
    causes: Vec<Node>,
}

impl Node {
    fn into_category(self) -> Category {
        let causes = self.causes.into_iter().map(Self::into_cause).collect();
        Category { name: self.text.unwrap_or_default(), causes, ..Category::default() }
    }

    fn into_cause(self) -> Cause {
        Cause {
            text: self.text.unwrap_or_default(),
            votes: self.votes,
            departments: self.departments,
            evidence: self.evidence,
            note: self.note,
            causes: self.causes.into_iter().map(Self::into_cause).collect(),
            ..Cause::default()
        }
    }

    /// Reads a key of a node on this level; its children stand one deeper.
    fn read_key<'de, A: MapAccess<'de>>(
        &mut self,
        (key, level): (&str, usize),
        map: &mut A,
    ) -> Result<(), A::Error> {
        match key {
            "effect" | "problem" | "text" | "name" | "label" | "title" | "cause" | "head" => {
                let text: String = map.next_value()?;
                self.text.get_or_insert(text);
            }
            "categories" | "causes" | "children" | "subcauses" | "subCauses" | "bones" | "whys" => {
                self.causes.append(&mut map.next_value_seed(NodesOn(level))?);
            }
            "votes" => self.votes = map.next_value()?,
            "departments" => self.departments = map.next_value::<Strings>()?.0,
            "evidence" => self.evidence = map.next_value::<Strings>()?.0,
            "note" => self.note = map.next_value()?,
            _ => {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }
}

impl<'de> Deserialize<'de> for Root {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct RootVisitor;
        impl<'de> Visitor<'de> for RootVisitor {
            type Value = Root;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object with \"effect\" and \"categories\"")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Root, A::Error> {
                let mut node = Node::default();
                while let Some(key) = map.next_key::<String>()? {
                    if key == "fishbone" {
                        node = map.next_value::<Root>()?.0;
                    } else {
                        node.read_key((&key, 0), &mut map)?;
                    }
                }
                Ok(Root(node))
            }
        }
        deserializer.deserialize_map(RootVisitor)
    }
}

/// A node on a level: 0 for a category.
struct NodeOn(usize);

impl<'de> DeserializeSeed<'de> for NodeOn {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        struct NodeVisitor(usize);
        impl<'de> Visitor<'de> for NodeVisitor {
            type Value = Node;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string, or an object with \"text\" (a category: \"name\")")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Node, E> {
                Ok(Node { text: Some(text.to_owned()), ..Node::default() })
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node, A::Error> {
                let mut node = Node::default();
                while let Some(key) = map.next_key::<String>()? {
                    node.read_key((&key, self.0 + 1), &mut map)?;
                }
                if node.text.is_none() {
                    return Err(A::Error::custom("a node without \"text\" (a category: \"name\")"));
                }
                Ok(node)
            }
        }
        if self.0 > MOST_LEVELS {
            return Err(D::Error::custom(TOO_DEEP));
        }
        deserializer.deserialize_any(NodeVisitor(self.0))
    }
}

/// Nodes on a level: a list of them, or an object from names to the lists below.
struct NodesOn(usize);

impl<'de> DeserializeSeed<'de> for NodesOn {
    type Value = Vec<Node>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Vec<Node>, D::Error> {
        struct NodesVisitor(usize);
        impl<'de> Visitor<'de> for NodesVisitor {
            type Value = Vec<Node>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of causes, or an object from names to lists of causes")
            }

            fn visit_unit<E: Error>(self) -> Result<Vec<Node>, E> {
                Ok(Vec::new())
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Vec<Node>, A::Error> {
                let mut nodes = Vec::new();
                while let Some(node) = list.next_element_seed(NodeOn(self.0))? {
                    nodes.push(node);
                }
                Ok(nodes)
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Vec<Node>, A::Error> {
                let mut nodes = Vec::new();
                while let Some(name) = map.next_key()? {
                    let causes = map.next_value_seed(NodesOn(self.0 + 1))?;
                    nodes.push(Node { text: Some(name), causes, ..Node::default() });
                }
                Ok(nodes)
            }
        }
        if self.0 > MOST_LEVELS + 1 {
            return Err(D::Error::custom(TOO_DEEP));
        }
        deserializer.deserialize_any(NodesVisitor(self.0))
    }
}

/// A list of strings, or one.
struct Strings(Vec<String>);

impl<'de> Deserialize<'de> for Strings {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct StringsVisitor;
        impl<'de> Visitor<'de> for StringsVisitor {
            type Value = Strings;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of strings")
            }

            fn visit_unit<E: Error>(self) -> Result<Strings, E> {
                Ok(Strings(Vec::new()))
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Strings, E> {
                Ok(Strings(vec![text.to_owned()]))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Strings, A::Error> {
                let mut strings = Vec::new();
                while let Some(text) = list.next_element()? {
                    strings.push(text);
                }
                Ok(Strings(strings))
            }
        }
        deserializer.deserialize_any(StringsVisitor)
    }
}

/// Writes a fishbone, two blanks per level; keys without a value are left out.
pub(super) fn write(fishbone: &Fishbone, _: &WriteOptions) -> Result<Written, Misfit> {
    let category = |category: &Category| {
        let mut map = Map::new();
        map.insert("name".into(), category.name.as_str().into());
        map.insert("causes".into(), category.causes.iter().map(cause).collect());
        Value::Object(map)
    };
    let mut map = Map::new();
    map.insert("effect".into(), fishbone.effect.as_str().into());
    map.insert("categories".into(), fishbone.categories.iter().map(category).collect());
    Ok(format!("{:#}\n", Value::Object(map)).into())
}

fn cause(node: &Cause) -> Value {
    let mut map = Map::new();
    map.insert("text".into(), node.text.as_str().into());
    if node.votes > 0 {
        map.insert("votes".into(), node.votes.into());
    }
    for (key, list) in [("departments", &node.departments), ("evidence", &node.evidence)] {
        if !list.is_empty() {
            map.insert(key.into(), list.iter().map(String::as_str).collect());
        }
    }
    if let Some(note) = &node.note {
        map.insert("note".into(), note.as_str().into());
    }
    if !node.causes.is_empty() {
        map.insert("causes".into(), node.causes.iter().map(cause).collect());
    }
    Value::Object(map)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fishbone(text: &str) -> Fishbone {
        read(text, Lang::En).unwrap().0
    }

    #[test]
    fn shapes_of_other_tools_are_read() {
        let ours = fishbone(
            r#"{"effect":"e","categories":[{"name":"c","causes":[{"text":"a","causes":[{"text":"b"}]}]}]}"#,
        );
        let chart = fishbone(
            r#"{"id":1,"name":"e","children":[{"name":"c","children":[{"name":"a","children":["b"]}]}]}"#,
        );
        let list =
            fishbone(r#"{"problem":"e","categories":{"c":[{"text":"a","subcauses":["b"]}]}}"#);
        assert_eq!(ours, chart);
        assert_eq!(ours, list);
    }

    #[test]
    fn a_wrong_value_is_named_with_its_place() {
        let error = read("{\n \"effect\": 3}", Lang::En).unwrap_err();
        assert_eq!((error.line, error.column), (2, 12));
        let error = read(r#"{"categories": []}"#, Lang::En).unwrap_err();
        assert_eq!(error.fault, Fault::Missing("effect"));
    }
}
