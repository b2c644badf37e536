//! What can be wrong with an expression, where in it, and how to say so.
//!
//! Faults of the writing are told apart from values that the study lacks. Must not decide how bad
//! a fault is for the study.

use std::fmt;
use std::ops::Range;

use super::lex::{DAY, is_day};
use super::money::Money;
use super::near::{Near, of_elsewhere};
use crate::load::did_you_mean;
use crate::model::Lang;

/// A fault at a byte of an expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong.
    pub reason: Reason,
    /// The byte of the expression at which it is noticed.
    pub at: usize,
    /// The id of the fact for which it cannot be computed, where it can for others.
    pub row: Option<Box<str>>,
}

/// What is wrong with an expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// A string without its closing quote.
    OpenString,
    /// Digits that are no number, or more than 28 of them.
    BadNumber,
    /// A character the language has no use for.
    Strange(char),
    /// The expression ends in the middle.
    Ends,
    /// A token where another was expected.
    Unexpected(String),
    /// More parts one inside another than this.
    TooDeep(usize),
    /// A name that means nothing, and those that are like it.
    UnknownName(String, Near),
    /// A function that does not exist, and those that are like it.
    UnknownFunction(String, Near),
    /// A member that its value does not have, and those that are like it.
    UnknownMember(String, Near),
    /// There is no fact with this id; one that is like it.
    UnknownFact(String, Near),
    /// A text that a member of a closed list of values never has: what the list is of in Chinese and
    /// English, the text, and those that are like it.
    UnknownValue(&'static (&'static str, &'static str), String, Near),
    /// Two amounts of money that are not in one currency or not for one quantity.
    Mixed(Box<(Money, Money)>),
    /// A text that is no day.
    BadDay(String, BadDay),
    /// What depends on what comes of recomputing claims, asked for by a claim.
    Judged(String),
    /// The date of something that is missing, by its path.
    NoDay(String),
    /// A value of another kind than the operation takes: what it takes, what it got.
    Kind(&'static str, &'static str),
    /// Another number of arguments than the function takes: how many it takes.
    Arguments(usize),
    /// A value that the study does not state: the fact, the member.
    NotStated(String, String),
    /// A list that has no such element.
    NoElement,
    /// An empty list, where something is asked of its elements.
    EmptyList,
    /// A division by zero.
    Zero,
    /// A number with more digits than can be computed exactly.
    Overflow,
    /// More steps than any honest expression needs.
    TooLong,
}

/// What is wrong with a text that should be a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadDay {
    /// It is not written as a day is.
    Writing,
    /// There is no such month.
    Month(u32),
    /// The month has no such day.
    Day(u32),
}

impl Fault {
    /// A fault at a byte of the expression.
    #[must_use]
    pub fn new(reason: Reason, at: usize) -> Self {
        Self { reason, at, row: None }
    }

    /// The same, for a fact.
    pub(super) fn in_row(self, id: &str) -> Self {
        Self { row: Some(id.into()), ..self }
    }

    /// The bytes of the expression to be marked: the name, the number or the text at the fault.
    #[must_use]
    pub fn span(&self, expression: &str) -> Range<usize> {
        let at = self.at.min(expression.len());
        let rest = expression.get(at..).unwrap_or_default();
        let mut chars = rest.chars();
        let length = match chars.next() {
            Some(quote @ ('"' | '\'')) => {
                chars.as_str().find(quote).map_or(rest.len(), |end| end + 2)
            }
            _ if is_day(rest) => DAY,
            first => {
                let word = rest.find(|c: char| !c.is_alphanumeric() && c != '_');
                word.unwrap_or(rest.len()).max(first.map_or(0, char::len_utf8))
            }
        };
        at..at + length
    }

    /// Whether the study lacks a value, which a condition does without.
    pub(super) fn is_unstated(&self) -> bool {
        matches!(self.reason, Reason::NotStated(..) | Reason::NoDay(_))
    }

    /// Whether the expression is badly written, rather than the study lacking a value.
    #[must_use]
    pub fn is_mistake(&self) -> bool {
        use Reason::{EmptyList, NoDay, NoElement, NotStated, Overflow, Zero};
        let lacks = matches!(self.reason, NotStated(..) | NoDay(_) | NoElement | EmptyList);
        !lacks && !matches!(self.reason, Zero | Overflow)
    }

    /// What is wrong, in one sentence, with the fact it is wrong for.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        let said = match lang {
            Lang::Zh => self.reason.zh(),
            Lang::En => self.reason.en(),
        };
        match &self.row {
            Some(id) => lang.pick(format!("{said}（`{id}`）"), format!("{said} (`{id}`)")),
            None => said,
        }
    }

    /// What was probably meant.
    #[must_use]
    pub fn near(&self) -> Option<&str> {
        self.reason.neighbours()?.likely()
    }

    /// What was probably meant, and what else there is.
    #[must_use]
    pub fn help(&self, lang: Lang) -> Option<String> {
        let elsewhere = self.reason.elsewhere().map(|word| did_you_mean(word, lang));
        elsewhere.or_else(|| self.reason.neighbours()?.help(lang))
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

impl Reason {
    fn neighbours(&self) -> Option<&Near> {
        match self {
            Self::UnknownName(_, near)
            | Self::UnknownFunction(_, near)
            | Self::UnknownMember(_, near)
            | Self::UnknownFact(_, near)
            | Self::UnknownValue(_, _, near) => Some(near),
            _ => None,
        }
    }

    /// What it is called here, if another language writes it so.
    fn elsewhere(&self) -> Option<&'static str> {
        match self {
            Self::Strange(sign) => of_elsewhere(sign.encode_utf8(&mut [0; 4])),
            Self::Unexpected(word)
            | Self::UnknownName(word, _)
            | Self::UnknownFunction(word, _) => of_elsewhere(word),
            _ => None,
        }
    }

    fn en(&self) -> String {
        match self {
            Self::OpenString => "the string has no closing quote".into(),
            Self::BadNumber => "this is no number".into(),
            Self::Strange(c) => format!("`{c}` means nothing here"),
            Self::Ends => "the expression ends too early".into(),
            Self::Unexpected(token) => format!("`{token}` is not expected here"),
            Self::TooDeep(limit) => format!("more than {limit} parts stand one inside another"),
            Self::UnknownName(name, _) => format!("there is no name `{name}`"),
            Self::UnknownFunction(name, _) => format!("there is no function `{name}`"),
            Self::UnknownMember(name, _) => format!("there is no member `{name}` here"),
            Self::UnknownFact(id, _) => format!("there is no fact with the id `{id}`"),
            Self::Kind(wanted, found) => format!("expected {wanted}, found {found}"),
            Self::Arguments(count) => format!("the function takes {count} arguments"),
            Self::NotStated(fact, member) => format!("`{fact}` does not state `{member}`"),
            Self::UnknownValue(of, word, _) => format!("there is no {} `{word}`", of.1),
            Self::Mixed(amounts) => format!(
                "these amounts are in {} and {}: compare `normalised`, or convert them with \
                 `plain(...)` and a rate of your own",
                amounts.0, amounts.1
            ),
            Self::BadDay(text, wrong) => wrong.en(text),
            Self::Judged(name) => {
                format!(
                    "`{name}` depends on what comes of recomputing claims, so no claim can use it"
                )
            }
            Self::NoDay(path) => format!("`{path}` is \"missing\", so it is no day"),
            Self::NoElement => "the list has no such element".into(),
            Self::EmptyList => "the list is empty".into(),
            Self::Zero => "a division by zero".into(),
            Self::Overflow => "a number has too many digits".into(),
            Self::TooLong => "the expression takes too many steps".into(),
        }
    }

    fn zh(&self) -> String {
        match self {
            Self::OpenString => "字符串缺少结尾的引号".into(),
            Self::BadNumber => "不是数字".into(),
            Self::Strange(c) => format!("`{c}` 在此没有意义"),
            Self::Ends => "表达式不完整".into(),
            Self::Unexpected(token) => format!("此处不应出现 `{token}`"),
            Self::TooDeep(limit) => format!("嵌套超过 {limit} 层"),
            Self::UnknownName(name, _) => format!("没有名为 `{name}` 的值"),
            Self::UnknownFunction(name, _) => format!("没有函数 `{name}`"),
            Self::UnknownMember(name, _) => format!("此处没有成员 `{name}`"),
            Self::UnknownFact(id, _) => format!("没有 id 为 `{id}` 的事实"),
            Self::Kind(wanted, found) => {
                format!("此处应为{}，却是{}", kind_zh(wanted), kind_zh(found))
            }
            Self::Arguments(count) => format!("该函数需要 {count} 个参数"),
            Self::NotStated(fact, member) => format!("`{fact}` 没有写明 `{member}`"),
            Self::UnknownValue(of, word, _) => format!("没有{} `{word}`", of.0),
            Self::Mixed(amounts) => format!(
                "这两个金额分别是 {} 与 {}：请比较 `normalised`，或用 `plain(...)` 和自己的汇率换算",
                amounts.0, amounts.1
            ),
            Self::BadDay(text, wrong) => wrong.zh(text),
            Self::Judged(name) => format!("`{name}` 取决于论断的复算结果，论断的表达式里不能用"),
            Self::NoDay(path) => format!("`{path}` 是 \"missing\"，不是日期"),
            Self::NoElement => "列表中没有这一项".into(),
            Self::EmptyList => "列表是空的".into(),
            Self::Zero => "除以零".into(),
            Self::Overflow => "数字位数过多".into(),
            Self::TooLong => "表达式的步骤过多".into(),
        }
    }
}

/// A kind of value in Chinese; the word of the format where it is the kind of a fact.
fn kind_zh(kind: &str) -> &str {
    match kind {
        "number" => "数字",
        "string" => "文字",
        "bool" => "真假",
        "date" => "日期",
        "list" => "列表",
        "fact" => "事实",
        "record" => "分项的值",
        "series" => "序列",
        "value" => "值",
        "name" => "名称",
        "expression" => "表达式",
        kind => kind,
    }
}

impl BadDay {
    fn en(self, text: &str) -> String {
        match self {
            Self::Writing => format!("`{text}` is no day; one is written as 2022-12-31"),
            Self::Month(month) => format!("`{text}` is no day: there is no month {month}"),
            Self::Day(day) => format!("`{text}` is no day: the month has no day {day}"),
        }
    }

    fn zh(self, text: &str) -> String {
        match self {
            Self::Writing => format!("`{text}` 不是日期；日期写作 2022-12-31"),
            Self::Month(month) => format!("`{text}` 不是日期：没有 {month} 月"),
            Self::Day(day) => format!("`{text}` 不是日期：该月没有 {day} 日"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_word_or_text_at_the_fault_is_marked() {
        let marked = |expression: &str, at: usize| {
            let span = Fault::new(Reason::Ends, at).span(expression);
            expression.get(span).unwrap().to_owned()
        };
        assert_eq!(marked("gap == \"lat e\" && x", 7), "\"lat e\"");
        assert_eq!(marked("a.delya > 3", 2), "delya");
        assert_eq!(marked("date > 2022-13-01 && x", 7), "2022-13-01");
        assert_eq!(marked("a § b", 2), "§");
        assert_eq!(marked("a >", 3), "");
    }
}
