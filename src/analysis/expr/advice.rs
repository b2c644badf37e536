//! What to do about every fault of an expression, in both languages.
//!
//! Says the next step where nothing like the wrong word is known. It must not say what is wrong.

use super::fault::{Fault, Reason};
use crate::model::Lang;

impl Fault {
    /// What to do about it: what was probably meant, else what an expression of the kind needs.
    #[must_use]
    pub fn advice(&self, lang: Lang) -> String {
        self.help(lang).unwrap_or_else(|| {
            let (zh, en) = self.reason.advice();
            lang.pick(zh, en).to_owned()
        })
    }
}

impl Fault {
    /// What to do about it in a condition that somebody types: what was probably meant, else how what
    /// is expected is written.
    #[must_use]
    pub fn condition_advice(&self, condition: &str, lang: Lang) -> String {
        let marked = condition.get(self.span(condition)).unwrap_or_default();
        let written = || self.reason.in_condition(marked);
        self.help(lang).unwrap_or_else(|| {
            let (zh, en) = written().unwrap_or(CONDITION);
            lang.pick(zh, en).to_owned()
        })
    }
}

/// Where conditions are described.
const CONDITION: (&str, &str) = (
    "条件用事实的键写成，见 `herringbone schema --format md`；例如 gap == \"missing\"",
    "a condition is written with the keys of facts, see `herringbone schema --format md`; for example \
     gap == \"missing\"",
);

/// Where the language is described.
const LANGUAGE: (&str, &str) = (
    "语言见 `herringbone schema --format md` 的「表达式」一节",
    "`herringbone schema --format md` describes the language",
);

/// What a claim is to do about a value that nobody states.
const LACKS: (&str, &str) = (
    "写明这个值；若文献就是没有，在 doubt 里说明",
    "state the value; if the document has none, say so in `doubt`",
);

impl Reason {
    /// How a condition says it, where what stands there in its place is `marked`.
    fn in_condition(&self, marked: &str) -> Option<(&'static str, &'static str)> {
        let quoted = marked.starts_with(['"', '\'']);
        let number = marked.starts_with(|c: char| c.is_ascii_digit());
        Some(match self {
            Self::OpenString | Self::BadNumber | Self::Ends => self.advice(),
            Self::Kind("number", "string") if quoted => {
                ("数字不加引号，如 delay > 30", "a number has no quotes, as in delay > 30")
            }
            Self::Kind("string", "number") if number => {
                ("文字加引号，如 group == \"2021\"", "a text has quotes, as in group == \"2021\"")
            }
            Self::Kind("date", _) => ("日期写作 2022-12-31", "a day is written as 2022-12-31"),
            Self::Kind("bool", _) => (
                "条件要作比较，如 delay > 30；只问有没有，写 has(delay)",
                "a condition compares, as in delay > 30; has(delay) asks whether there is one at all",
            ),
            Self::Kind("list", "string") => (
                "文字里有没有，写 name.contains(\"Inf1\")",
                "whether a text holds another is asked as in name.contains(\"Inf1\")",
            ),
            Self::Kind("record", _) => (
                "其中一项才能比较：名称后接点号与市场的 id",
                "one of its parts is compared: a dot and the id of a market follow the name",
            ),
            _ => return None,
        })
    }

    fn advice(&self) -> (&'static str, &'static str) {
        match self {
            Self::OpenString => ("补上结尾的引号", "close it with the quote it begins with"),
            Self::BadNumber => (
                "数字写作 12 或 0.5，至多 28 位",
                "numbers are written as 12 or 0.5, of up to 28 digits",
            ),
            Self::Ends => (
                "写完，或删去末尾的运算符和括号",
                "finish it, or remove the operator or bracket at its end",
            ),
            Self::TooDeep(_) | Self::TooLong => {
                ("拆成几个较简单的论断", "make several simpler claims of it")
            }
            Self::Kind(..) => (
                "取其中的值，如 rows[0].values.home；整个论断须算出一个数或真假",
                "take a value of it, such as rows[0].values.home; a claim has to give a number or true or false",
            ),
            Self::Arguments(_) => ("增减参数", "add or remove arguments"),
            Self::Mixed(_) => {
                ("换算成一种货币、一个数量", "convert to one currency and one quantity")
            }
            Self::BadDay(..) => {
                ("日期写作 date(\"2022-12-31\")", "a day is written as date(\"2022-12-31\")")
            }
            Self::Judged(_) => (
                "用事实本身的值，如 printed_value",
                "use what the facts themselves state, such as printed_value",
            ),
            Self::NotStated(..) | Self::NoDay(_) => LACKS,
            Self::NoElement | Self::EmptyList => (
                "在 rows 里列出它用到的事实；第一项是 rows[0]",
                "list the facts it is computed from in `rows`; the first is rows[0]",
            ),
            Self::Zero => (
                "改正除数；若文献就是如此，在 doubt 里说明",
                "correct the divisor; if the document has it so, say so in `doubt`",
            ),
            Self::Overflow => ("先用 round 舍入", "round the numbers first"),
            Self::Strange(_)
            | Self::Unexpected(_)
            | Self::UnknownName(..)
            | Self::UnknownFunction(..)
            | Self::UnknownMember(..)
            | Self::UnknownValue(..) => LANGUAGE,
            Self::UnknownFact(..) => (
                "换成某条事实的 id；`herringbone facts` 列出全部",
                "name the id of a fact; `herringbone facts` lists them",
            ),
        }
    }
}
