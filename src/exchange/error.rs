//! What can be wrong with a file that is read, where, and what to do about it.
//!
//! A [`Fault`] is the mistake as data; its wording in both languages is made here. It must not
//! decide how an error is shown.

use std::fmt;

use crate::model::Lang;

/// A mistake at a place of the input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadError {
    /// What is wrong.
    pub fault: Fault,
    /// The line, from 1; 0 where the whole input is meant.
    pub line: usize,
    /// The column in characters, from 1; 0 where the whole line is meant.
    pub column: usize,
}

/// A mistake, as data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The bytes are in another encoding than UTF-8, which it may be.
    Encoding(&'static str),
    /// The input looks like no format that can be read.
    UnknownFormat,
    /// The format can be written only: its id.
    WriteOnly(&'static str),
    /// The input breaks the rules of its format: the parser's reason.
    Syntax(String),
    /// A key that must be there.
    Missing(&'static str),
    /// A value of another type than its key takes: the key, and what it takes in Chinese and English.
    WrongType(String, (&'static str, &'static str)),
    /// There is nothing in the input.
    Empty,
    /// Causes nested deeper than any real tree.
    TooDeep(usize),
    /// Tables and lists nested deeper than the format's parser goes: how deep it does.
    Nested(usize),
    /// The header that a format starts with is missing: the header.
    NoHeader(&'static str),
    /// The root element of an XML format is missing: the element.
    NoElement(&'static str),
}

impl ReadError {
    /// A mistake of the input as a whole.
    #[must_use]
    pub fn new(fault: Fault) -> Self {
        Self { fault, line: 0, column: 0 }
    }

    /// A mistake at a line, from 1.
    #[must_use]
    pub fn on_line(fault: Fault, line: usize) -> Self {
        Self { fault, line, column: 0 }
    }

    /// A mistake at a byte of the text.
    #[must_use]
    pub fn at_byte(fault: Fault, text: &str, byte: usize) -> Self {
        let before = text.get(..byte).unwrap_or(text);
        let line = before.matches('\n').count() + 1;
        let start = before.rfind('\n').map_or(0, |end| end + 1);
        let column = before.get(start..).unwrap_or_default().chars().count() + 1;
        Self { fault, line, column }
    }

    /// What is wrong, in one sentence without the place.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        match &self.fault {
            Fault::Encoding(name) => lang.pick(
                format!("文件不是 UTF-8 编码（像是 {name}）"),
                format!("the file is not in UTF-8 (it looks like {name})"),
            ),
            Fault::UnknownFormat => lang
                .pick("看不出这是哪种格式", "it looks like no format that can be read")
                .to_owned(),
            Fault::WriteOnly(id) => lang.pick(
                format!("{id} 格式只能写，不能读"),
                format!("the format {id} can be written, not read"),
            ),
            Fault::Syntax(reason) => reason.clone(),
            Fault::Missing(key) => lang.pick(format!("缺少 {key}"), format!("{key} is missing")),
            Fault::WrongType(key, (zh, en)) => {
                lang.pick(format!("{key} 应当是{zh}"), format!("{key} has to be {en}"))
            }
            Fault::Empty => lang.pick("内容为空", "there is nothing in it").to_owned(),
            Fault::TooDeep(most) => lang.pick(
                format!("原因嵌套超过 {most} 层"),
                format!("causes are nested more than {most} levels deep"),
            ),
            Fault::Nested(most) => lang.pick(
                format!("表和列表嵌套超过 {most} 层"),
                format!("tables and lists are nested more than {most} levels deep"),
            ),
            Fault::NoHeader(header) => lang.pick(
                format!("第一行应当是 {header}"),
                format!("the first line has to be {header}"),
            ),
            Fault::NoElement(name) => {
                lang.pick(format!("缺少元素 <{name}>"), format!("the element <{name}> is missing"))
            }
        }
    }

    /// What to do about it, where there is more to say than the message.
    #[must_use]
    pub fn hint(&self, lang: Lang) -> Option<&'static str> {
        let (zh, en) = match &self.fault {
            Fault::Encoding("UTF-16") => {
                ("先转换：iconv -f UTF-16 -t UTF-8", "convert it first: iconv -f UTF-16 -t UTF-8")
            }
            Fault::Encoding(_) => {
                ("先转换：iconv -f GB18030 -t UTF-8", "convert it first: iconv -f GB18030 -t UTF-8")
            }
            Fault::UnknownFormat => (
                "用 --from 指定格式；最简单的写法：“# 结果”、“## 类别”、“- 原因”",
                "name it with --from; the simplest form is \"# effect\", \"## category\", \"- cause\"",
            ),
            Fault::Empty => {
                ("至少要有结果：“# 结果”", "at least the effect has to be there: \"# effect\"")
            }
            Fault::Missing(_) => ("写上它，哪怕只有一个词", "add it, be it one word"),
            _ => return None,
        };
        Some(lang.pick(zh, en))
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.line, self.column) {
            (0, _) => {}
            (line, 0) => write!(f, "line {line}: ")?,
            (line, column) => write!(f, "line {line}, column {column}: ")?,
        }
        f.write_str(&self.message(Lang::En))
    }
}

impl std::error::Error for ReadError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_in_lines_and_characters() {
        let error = ReadError::at_byte(Fault::Empty, "一行\n二x", "一行\n二".len());
        assert_eq!((error.line, error.column), (2, 2));
        assert_eq!(error.to_string(), "line 2, column 2: there is nothing in it");
    }
}
