//! What can be wrong with an expression, where in it, and how to say so.
//!
//! Faults of the writing are told apart from values that the study lacks. Must not decide how bad
//! a fault is for the study.

use std::fmt;

use crate::load::nearest;
use crate::model::Lang;

/// A fault at a byte of an expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong.
    pub reason: Reason,
    /// The byte of the expression at which it is noticed.
    pub at: usize,
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
    /// Brackets nested too deeply.
    TooDeep,
    /// A name that means nothing, and one that is like it.
    UnknownName(String, Option<String>),
    /// A function that does not exist, and one that is like it.
    UnknownFunction(String, Option<String>),
    /// A member that its value does not have, and one that is like it.
    UnknownMember(String, Option<String>),
    /// There is no fact with this id; one that is like it.
    UnknownFact(String, Option<String>),
    /// A value of another kind than the operation takes: what it takes, what it got.
    Kind(&'static str, &'static str),
    /// Another number of arguments than the function takes: how many it takes.
    Arguments(usize),
    /// A value that the study does not state: the fact, the member.
    NotStated(String, String),
    /// A list that has no such element, or none at all.
    NoElement,
    /// A division by zero.
    Zero,
    /// A number with more digits than can be computed exactly.
    Overflow,
    /// More steps than any honest expression needs.
    TooLong,
}

impl Fault {
    /// A fault at a byte of the expression.
    #[must_use]
    pub fn new(reason: Reason, at: usize) -> Self {
        Self { reason, at }
    }

    /// Whether the expression is badly written, rather than the study lacking a value.
    #[must_use]
    pub fn is_mistake(&self) -> bool {
        use Reason::{NoElement, NotStated, Overflow, Zero};
        !matches!(self.reason, NotStated(..) | NoElement | Zero | Overflow)
    }

    /// What is wrong, in one sentence.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        match lang {
            Lang::Zh => self.reason.zh(),
            Lang::En => self.reason.en(),
        }
    }

    /// What was probably meant.
    #[must_use]
    pub fn near(&self) -> Option<&str> {
        match &self.reason {
            Reason::UnknownName(_, near)
            | Reason::UnknownFunction(_, near)
            | Reason::UnknownMember(_, near)
            | Reason::UnknownFact(_, near) => near.as_deref(),
            _ => None,
        }
    }
}

/// The known word that a wrong one is like.
pub(super) fn near<'a>(wrong: &str, known: impl Iterator<Item = &'a str>) -> Option<String> {
    nearest(wrong, known).map(str::to_owned)
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

impl Reason {
    fn en(&self) -> String {
        match self {
            Self::OpenString => "the string has no closing quote".into(),
            Self::BadNumber => "this is no number".into(),
            Self::Strange(c) => format!("`{c}` means nothing here"),
            Self::Ends => "the expression ends too early".into(),
            Self::Unexpected(token) => format!("`{token}` is not expected here"),
            Self::TooDeep => "the expression is nested too deeply".into(),
            Self::UnknownName(name, _) => format!("there is no name `{name}`"),
            Self::UnknownFunction(name, _) => format!("there is no function `{name}`"),
            Self::UnknownMember(name, _) => format!("there is no member `{name}` here"),
            Self::UnknownFact(id, _) => format!("there is no fact with the id `{id}`"),
            Self::Kind(wanted, found) => format!("expected {wanted}, found {found}"),
            Self::Arguments(count) => format!("the function takes {count} arguments"),
            Self::NotStated(fact, member) => format!("`{fact}` does not state `{member}`"),
            Self::NoElement => "the list has no such element".into(),
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
            Self::TooDeep => "表达式嵌套过深".into(),
            Self::UnknownName(name, _) => format!("没有名为 `{name}` 的值"),
            Self::UnknownFunction(name, _) => format!("没有函数 `{name}`"),
            Self::UnknownMember(name, _) => format!("此处没有成员 `{name}`"),
            Self::UnknownFact(id, _) => format!("没有 id 为 `{id}` 的事实"),
            Self::Kind(wanted, found) => format!("此处应为 {wanted}，却是 {found}"),
            Self::Arguments(count) => format!("该函数需要 {count} 个参数"),
            Self::NotStated(fact, member) => format!("`{fact}` 没有写明 `{member}`"),
            Self::NoElement => "列表中没有这一项".into(),
            Self::Zero => "除以零".into(),
            Self::Overflow => "数字位数过多".into(),
            Self::TooLong => "表达式的步骤过多".into(),
        }
    }
}
