//! TOML, in and out: `effect`, `[[category]]` with `name` and `causes`; also the `[fishbone]` of a study.
//!
//! It must not judge a study: of a study's file it reads the fishbone and nothing else.

use std::fmt::Write as _;

use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use super::error::{Fault, ReadError};
use super::grow::MOST_LEVELS;
use super::{Warning, WriteOptions, Written};
use crate::layout::Misfit;
use crate::load::MAX_DEPTH;
use crate::model::{Category, Cause, Fishbone, Lang, Localized};

const STRING: (&str, &str) = ("文字", "a string");
const LIST: (&str, &str) = ("列表", "a list");
const TABLE: (&str, &str) = ("表", "a table");
const NUMBER: (&str, &str) = ("自然数", "a whole number from 0 on");

/// Reads a fishbone; texts may be given per language, `{ zh = "...", en = "..." }`.
pub(super) fn read(text: &str, lang: Lang) -> Result<(Fishbone, Vec<Warning>), ReadError> {
    let (document, errors) = DeTable::parse_recoverable(text);
    if let Some(error) = errors.first() {
        let byte = error.span().map_or(0, |span| span.start);
        let fault = if error.message().contains("recurs") {
            Fault::Nested(MAX_DEPTH)
        } else {
            Fault::Syntax(error.message().to_owned())
        };
        return Err(ReadError::at_byte(fault, text, byte));
    }
    let mut reader = Reader { text, lang, warnings: Vec::new() };
    let document = document.get_ref();
    let fishbone = match document.get("fishbone") {
        Some(value) => reader.fishbone(reader.table(value, "fishbone")?)?,
        None => reader.fishbone(document)?,
    };
    Ok((fishbone, reader.warnings))
}

struct Reader<'a> {
    text: &'a str,
    lang: Lang,
    warnings: Vec<Warning>,
}

type Value<'i> = Spanned<DeValue<'i>>;

impl Reader<'_> {
    fn fishbone(&mut self, table: &DeTable<'_>) -> Result<Fishbone, ReadError> {
        self.pass_over(table, &["effect", "category", "categories"]);
        let effect =
            table.get("effect").ok_or_else(|| ReadError::on_line(Fault::Missing("effect"), 1))?;
        let effect = self.string(effect, "effect")?;
        let mut categories = Vec::new();
        for key in ["category", "categories"] {
            for value in table.get(key).map_or(Ok(&[][..]), |list| self.list(list, key))? {
                categories.push(self.category(value)?);
            }
        }
        Ok(Fishbone { effect, categories })
    }

    fn category(&mut self, value: &Value<'_>) -> Result<Category, ReadError> {
        let table = self.table(value, "category")?;
        self.pass_over(table, &["id", "ours", "name", "causes"]);
        let name = table.get("name").ok_or_else(|| self.error(Fault::Missing("name"), value))?;
        let name = self.string(name, "name")?;
        Ok(Category { name, causes: self.causes(table, 1)?, ..Category::default() })
    }

    fn causes(&mut self, table: &DeTable<'_>, level: usize) -> Result<Vec<Cause>, ReadError> {
        let Some(list) = table.get("causes") else { return Ok(Vec::new()) };
        if level > MOST_LEVELS {
            return Err(self.error(Fault::TooDeep(MOST_LEVELS), list));
        }
        self.list(list, "causes")?.iter().map(|value| self.cause(value, level)).collect()
    }

    fn cause(&mut self, value: &Value<'_>, level: usize) -> Result<Cause, ReadError> {
        if let DeValue::String(text) = value.get_ref() {
            return Ok(Cause::new(text.as_ref()));
        }
        let table = self.table(value, "causes")?;
        self.pass_over(
            table,
            &["id", "ours", "text", "votes", "departments", "evidence", "note", "causes"],
        );
        let text = table.get("text").ok_or_else(|| self.error(Fault::Missing("text"), value))?;
        Ok(Cause {
            text: self.string(text, "text")?,
            votes: table.get("votes").map_or(Ok(0), |votes| self.number(votes, "votes"))?,
            departments: self.strings(table, "departments")?,
            evidence: self.strings(table, "evidence")?,
            note: table.get("note").map(|note| self.string(note, "note")).transpose()?,
            causes: self.causes(table, level + 1)?,
            ..Cause::default()
        })
    }

    fn strings(&self, table: &DeTable<'_>, key: &str) -> Result<Vec<String>, ReadError> {
        let list = table.get(key).map_or(Ok(&[][..]), |list| self.list(list, key))?;
        list.iter().map(|value| self.string(value, key)).collect()
    }

    fn string(&self, value: &Value<'_>, key: &str) -> Result<String, ReadError> {
        match value.get_ref() {
            DeValue::String(text) => Ok(text.to_string()),
            DeValue::Table(table) => {
                let other = self.lang.other().code();
                let wording = table.get(self.lang.code()).or_else(|| table.get(other));
                match wording.map(Spanned::get_ref) {
                    Some(DeValue::String(text)) => Ok(text.to_string()),
                    _ => Err(self.wrong(value, key, STRING)),
                }
            }
            _ => Err(self.wrong(value, key, STRING)),
        }
    }

    fn number(&self, value: &Value<'_>, key: &str) -> Result<u32, ReadError> {
        match value.get_ref() {
            DeValue::Integer(number) => u32::from_str_radix(number.as_str(), number.radix()).ok(),
            _ => None,
        }
        .ok_or_else(|| self.wrong(value, key, NUMBER))
    }

    fn list<'v, 'i>(&self, value: &'v Value<'i>, key: &str) -> Result<&'v [Value<'i>], ReadError> {
        let list: Option<&DeArray<'i>> = value.get_ref().as_array();
        list.map(|list| &**list).ok_or_else(|| self.wrong(value, key, LIST))
    }

    fn table<'v, 'i>(&self, value: &'v Value<'i>, key: &str) -> Result<&'v DeTable<'i>, ReadError> {
        value.get_ref().as_table().ok_or_else(|| self.wrong(value, key, TABLE))
    }

    fn wrong(
        &self,
        value: &Value<'_>,
        key: &str,
        wanted: (&'static str, &'static str),
    ) -> ReadError {
        self.error(Fault::WrongType(key.to_owned(), wanted), value)
    }

    fn error(&self, fault: Fault, value: &Value<'_>) -> ReadError {
        ReadError::at_byte(fault, self.text, value.span().start)
    }

    fn pass_over(&mut self, table: &DeTable<'_>, known: &[&str]) {
        for (key, _) in table.iter().filter(|(key, _)| !known.contains(&key.get_ref().as_ref())) {
            let line = ReadError::at_byte(Fault::Empty, self.text, key.span().start).line;
            let name = key.get_ref();
            let message = Localized::each(
                format!("不认识的键 {name}，已略过"),
                format!("the key {name} is unknown and was passed over"),
            );
            self.warnings.push(Warning { line: Some(line), message });
        }
    }
}

/// Writes a fishbone, one cause a line.
pub(super) fn write(fishbone: &Fishbone, _: &WriteOptions) -> Result<Written, Misfit> {
    let mut out = format!("effect = {}\n", quoted(&fishbone.effect));
    for category in &fishbone.categories {
        let _ = writeln!(out, "\n[[category]]\nname = {}", quoted(&category.name));
        if !category.causes.is_empty() {
            out.push_str("causes = [\n");
            for cause in &category.causes {
                push_cause(&mut out, cause, 1);
            }
            out.push_str("]\n");
        }
    }
    Ok(out.into())
}

fn push_cause(out: &mut String, cause: &Cause, level: usize) {
    let indent = "  ".repeat(level);
    let _ = write!(out, "{indent}{{ text = {}", quoted(&cause.text));
    if cause.votes > 0 {
        let _ = write!(out, ", votes = {}", cause.votes);
    }
    for (key, list) in [("departments", &cause.departments), ("evidence", &cause.evidence)] {
        if !list.is_empty() {
            let items: Vec<String> = list.iter().map(|item| quoted(item)).collect();
            let _ = write!(out, ", {key} = [{}]", items.join(", "));
        }
    }
    if let Some(note) = &cause.note {
        let _ = write!(out, ", note = {}", quoted(note));
    }
    if !cause.causes.is_empty() {
        out.push_str(", causes = [\n");
        for deeper in &cause.causes {
            push_cause(out, deeper, level + 1);
        }
        let _ = write!(out, "{indent}]");
    }
    out.push_str(" },\n");
}

/// A basic string with every character escaped that TOML asks for.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fishbone_of_a_study_is_read_in_its_language() {
        let study = r#"
            [fishbone]
            effect = { zh = "落后", en = "Lag" }
            [[fishbone.category]]
            id = "bone-a"
            name = { zh = "算力", en = "Compute" }
            ours = true
            causes = [
              { id = "cause-a", text = { zh = "少", en = "Few" }, evidence = ["fact-a"], votes = 0 },
            ]
        "#;
        let (zh, warnings) = read(study, Lang::Zh).unwrap();
        assert!(warnings.is_empty());
        assert_eq!(zh.effect, "落后");
        assert_eq!(zh.categories[0].causes[0].evidence, ["fact-a"]);
        assert_eq!(read(study, Lang::En).unwrap().0.categories[0].causes[0].text, "Few");
    }

    #[test]
    fn mistakes_are_named_with_their_place() {
        let error = read("effect = 3", Lang::En).unwrap_err();
        assert_eq!((error.line, error.column), (1, 10));
        assert_eq!(error.message(Lang::En), "effect has to be a string");
        let error =
            read("effect = \"e\"\n[[category]]\nname = \"c\"\ncauses = [{ votes = 1 }]", Lang::En);
        assert_eq!(error.unwrap_err().to_string(), "line 4, column 11: text is missing");
        assert_eq!(read("effect = \"e", Lang::En).unwrap_err().line, 1);
    }

    #[test]
    fn unknown_keys_are_passed_over_with_a_warning() {
        let (_, warnings) = read("effect = \"e\"\ncolour = \"red\"", Lang::En).unwrap();
        assert_eq!(warnings[0].line, Some(2));
    }
}
