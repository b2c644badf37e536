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
