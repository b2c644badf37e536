//! What to do about every mistake, in both languages.
//!
//! Says the next step where it is more than what is wrong. It must not decide what is a mistake.

use super::fault::{Advice, Fault, Slip, nearest};
use crate::model::Lang;

impl Fault {
    /// What to do about it, if there is more to say than the message does.
    #[must_use]
    pub fn hint(&self, lang: Lang) -> Option<String> {
        match self {
            Self::Syntax(_, slip) => slip.map(|slip| slip.hint(lang).to_owned()),
            Self::WrongType { advice, .. } => advice.as_ref().map(|advice| advice.hint(lang)),
            Self::Encoding { .. } => Some(
                lang.pick("请把文件另存为 UTF-8", "save the file as UTF-8 and try again")
                    .to_owned(),
            ),
            Self::NoStudyFile | Self::EmptyHeader | Self::NoHeader => Some(
                lang.pick(
                    "study.toml 里写上 format = 1、id、title 和至少两个 [[market]]；`herringbone init` 可新建一份",
                    "a study.toml has format = 1, an id, a title and at least two [[market]] tables; \
                     `herringbone init` writes one",
                )
                .to_owned(),
            ),
            Self::Version => {
                Some(lang.pick("此程序读取 format = 1", "this program reads format = 1").to_owned())
            }
            Self::UnknownKey { key, expected } => Some(alternatives(key, expected, lang)),
            Self::UnknownWord { word, allowed } => Some(alternatives(word, allowed, lang)),
            Self::BadId(_) => Some(
                lang.pick(
                    "id 只用小写字母、数字和连字符",
                    "use lower-case letters, digits and hyphens only",
                )
                .to_owned(),
            ),
            Self::DuplicateId(_) => {
                Some(lang.pick("给其中一条换个 id", "give one of the two another id").to_owned())
            }
            Self::UnknownReference { near: Some(near), .. }
            | Self::StrangeCurrency { near, .. } => Some(did_you_mean(near, lang)),
            Self::Blank => Some(lang.pick("写上文字", "write something").to_owned()),
            Self::TooManyDigits => Some(
                lang.pick("四舍五入到有意义的位数", "round it to the digits that mean something").to_owned(),
            ),
            Self::Circle(_) => Some(
                lang.pick("从其中一条删去 part_of", "take `part_of` from one of them").to_owned(),
            ),
            Self::SamePair(_) => Some(
                lang.pick("给出另一个市场", "name another market for one of the two").to_owned(),
            ),
            Self::RepeatedPeriod(_) => Some(
                lang.pick("留下一个，或改正其中一个时期", "keep one of the two, or correct a period").to_owned(),
            ),
            Self::PeriodOrder { .. } => Some(
                lang.pick("按时间排列", "put them in the order of time").to_owned(),
            ),
            Self::TooLarge => Some(
                lang.pick(
                    "把它拆成几个文件，放在同一文件夹",
                    "split it into several files in the same folder",
                )
                .to_owned(),
            ),
            Self::SameName(_) => Some(
                lang.pick(
                    "合并两条，或把名称写得更清楚",
                    "merge the two, or tell their names apart",
                )
                .to_owned(),
            ),
            Self::Unused { .. } => {
                Some(lang.pick("引用它，或删去", "refer to it, or remove it").to_owned())
            }
            Self::SeriesGap { .. } => Some(
                lang.pick(
                    "补上缺的时期，或拆成两个序列",
                    "add what lies between, or make it two series",
                )
                .to_owned(),
            ),
            Self::BadCurrency(_) => Some(
                lang.pick("用 ISO 4217 代码，如 CNY", "use the code of ISO 4217, such as CNY").to_owned(),
            ),
            Self::DuplicateRate { .. } => Some(
                lang.pick(
                    "留下一个；反向换算取其倒数",
                    "keep one of the two; the other way its inverse is taken",
                )
                .to_owned(),
            ),
            Self::MixedCurrency { .. } => Some(
                lang.pick(
                    "在 study.toml 里为每种货币加一个到研究货币的 [[rate]]，或换算成一种货币",
                    "add a [[rate]] to the study's currency for each, in study.toml, or convert to one currency",
                )
                .to_owned(),
            ),
            Self::NoSource => Some(
                lang.pick(
                    "写上 source，或在文件的 [defaults] 里给出",
                    "name a `source` here or in the file's [defaults]",
                )
                .to_owned(),
            ),
            Self::OneLanguage { .. } => Some(
                lang.pick(
                    "补上该语言，或改用一个普通字符串",
                    "add it, or use a plain string if the text is the same in both languages",
                )
                .to_owned(),
            ),
            _ => None,
        }
    }
}

impl Slip {
    fn hint(self, lang: Lang) -> &'static str {
        match self {
            Self::CurlyQuotes => lang.pick("用直引号 \"…\"", "use straight quotes: \"…\""),
            Self::DecimalComma => {
                lang.pick("小数点用句点，如 0.5", "decimals take a point, as in 0.5")
            }
            Self::FullWidth => {
                lang.pick("标点用半角：= , [ ] { } \"", "use the ASCII signs: = , [ ] { } \"")
            }
        }
    }
}

impl Advice {
    fn hint(&self, lang: Lang) -> String {
        match self {
            Self::Unquote(value) => {
                lang.pick(format!("去掉引号：{value}"), format!("remove the quotes: {value}"))
            }
            Self::Quote(value) => lang
                .pick(format!("加上引号：\"{value}\""), format!("put it in quotes: \"{value}\"")),
            Self::List(value) => lang
                .pick(format!("加上方括号：[{value}]"), format!("put it in brackets: [{value}]")),
            Self::DoubleBrackets(name) => lang.pick(
                format!("用双方括号：[[{name}]]"),
                format!("use double brackets: [[{name}]]"),
            ),
            Self::DateAlone(date) => {
                lang.pick(format!("只写日期：{date}"), format!("leave the time out: {date}"))
            }
        }
    }
}

/// That a word is near the one that was written.
pub(crate) fn did_you_mean(near: &str, lang: Lang) -> String {
    lang.pick(format!("是不是 `{near}`？"), format!("did you mean `{near}`?"))
}

fn alternatives(found: &str, expected: &[&'static str], lang: Lang) -> String {
    let list = expected.join(", ");
    let all = lang.pick(format!("可用的有：{list}"), format!("expected one of: {list}"));
    match nearest(found, expected.iter().copied()) {
        Some(near) => format!("{} {all}", did_you_mean(near, lang)),
        None => all,
    }
}
