//! What to do about every mistake, in both languages.
//!
//! Says the next step where it is more than what is wrong. It must not decide what is a mistake.

use super::fault::{Advice, Fault, Referent, Slip, nearest};
use super::wording::kinds;
use crate::model::Lang;

impl Fault {
    /// What to do about it.
    #[must_use]
    pub fn hint(&self, lang: Lang) -> String {
        match self {
            Self::UnknownKey { key: found, expected }
            | Self::UnknownWord { word: found, allowed: expected } => {
                alternatives(found, expected, lang)
            }
            Self::UnknownReference { near: Some(near), .. }
            | Self::StrangeKey { near, .. }
            | Self::StrangeCurrency { near, .. } => did_you_mean(near, lang),
            Self::UnknownReference { referent, near: None, .. } => declare(*referent, lang),
            Self::WrongKind { wanted, .. } => {
                let kinds = kinds(wanted, lang);
                lang.pick(
                    format!("换成{kinds}的 id；`herringbone facts` 列出全部"),
                    format!("name the id of a {kinds}; `herringbone facts` lists them"),
                )
            }
            Self::Syntax(_, Some(slip)) => slip.hint(lang).to_owned(),
            Self::WrongType { advice: Some(advice), .. } => advice.hint(lang),
            _ => {
                let (zh, en) = self.plain_hint();
                lang.pick(zh, en).to_owned()
            }
        }
    }

    /// What to do where that is the same whatever is written there, in Chinese and English.
    fn plain_hint(&self) -> (&'static str, &'static str) {
        match self {
            Self::Unreadable(_) | Self::NoFile(_) => (
                "检查文件名和读取权限；其余文件照常读入",
                "check its name and whether you may read it; the other files are read as usual",
            ),
            Self::Encoding { .. } => {
                ("请把文件另存为 UTF-8", "save the file as UTF-8 and try again")
            }
            Self::Syntax(..) => (
                "常见原因：少了引号、逗号或括号，或同一个键写了两次",
                "usual causes: a missing quote, comma or bracket, or a key written twice",
            ),
            Self::NoStudyFile | Self::EmptyHeader | Self::NoHeader => (
                "study.toml 里写上 format = 1、id、title 和至少两个 [[market]]；`herringbone init` 可新建一份",
                "a study.toml has format = 1, an id, a title and at least two [[market]] tables; \
                 `herringbone init` writes one",
            ),
            Self::Version => ("此程序读取 format = 1", "this program reads format = 1"),
            Self::MissingKey { .. } => (
                "补上它；`herringbone schema --format md` 说明它的取值",
                "add it; `herringbone schema --format md` says what it takes",
            ),
            Self::WrongType { .. } => (
                "`herringbone schema --format md` 说明每个键的取值",
                "`herringbone schema --format md` says what every key takes",
            ),
            Self::OutOfRange { .. } => ("改成此范围内的数", "write a number of that range"),
            Self::NotPositive => {
                ("写一个大于零的数，如 1 或 0.5", "write a number such as 1 or 0.5")
            }
            Self::TooLarge => (
                "把它拆成几个文件，放在同一文件夹",
                "split it into several files in the same folder",
            ),
            Self::TooDeep => ("把里层的表移出来", "take the innermost tables out"),
            Self::BadId(_) => {
                ("id 只用小写字母、数字和连字符", "use lower-case letters, digits and hyphens only")
            }
            Self::DuplicateId(_) => ("给其中一条换个 id", "give one of the two another id"),
            Self::Blank => ("写上文字", "write something"),
            Self::TooManyDigits => {
                ("四舍五入到有意义的位数", "round it to the digits that mean something")
            }
            Self::Circle(_) => ("从其中一条删去 part_of", "take `part_of` from one of them"),
            Self::SamePair(_) => ("给出另一个市场", "name another market for one of the two"),
            Self::RateToItself(_) => ("换成另一种货币", "name another currency for one of the two"),
            Self::DuplicateRate { .. } => (
                "留下一个；反向换算取其倒数",
                "keep one of the two; the other way its inverse is taken",
            ),
            Self::SameName(_) => {
                ("合并两条，或把名称写得更清楚", "merge the two, or tell their names apart")
            }
            Self::Unused { .. } => ("引用它，或删去", "refer to it, or remove it"),
            Self::LateDate { .. } => {
                ("改正日期，或更新研究的 as_of", "correct the date, or the study's `as_of`")
            }
            Self::BeyondSource { .. } => {
                ("改正日期，或换成更晚的来源", "correct the date, or name a later source")
            }
            Self::SeriesGap { .. } => {
                ("补上缺的时期，或拆成两个序列", "add what lies between, or make it two series")
            }
            Self::RepeatedPeriod(_) => {
                ("留下一个，或改正其中一个时期", "keep one of the two, or correct a period")
            }
            Self::PeriodOrder { .. } => ("按时间排列", "put them in the order of time"),
            Self::BadCurrency(_) => {
                ("用 ISO 4217 代码，如 CNY", "use the code of ISO 4217, such as CNY")
            }
            Self::MixedCurrency { .. } => (
                "在 study.toml 里为每种货币加一个到研究货币的 [[rate]]，或换算成一种货币",
                "add a [[rate]] to the study's currency for each, in study.toml, or convert to one currency",
            ),
            Self::NoSource => (
                "写上 source，或在文件的 [defaults] 里给出",
                "name a `source` here or in the file's [defaults]",
            ),
            Self::OneLanguage { .. } => (
                "补上该语言，或改用一个普通字符串",
                "add it, or use a plain string if the text is the same in both languages",
            ),
            // Those that say what is written there.
            Self::UnknownKey { .. }
            | Self::UnknownWord { .. }
            | Self::UnknownReference { .. }
            | Self::WrongKind { .. }
            | Self::StrangeKey { .. }
            | Self::StrangeCurrency { .. } => ("", ""),
        }
    }
}

/// What to do about a reference to something of which nothing alike is there.
fn declare(referent: Referent, lang: Lang) -> String {
    let table = match referent {
        Referent::Fact => {
            let text = (
                "换成某条事实的 id；`herringbone facts` 列出全部",
                "name the id of a fact; `herringbone facts` lists them",
            );
            return lang.pick(text.0, text.1).to_owned();
        }
        Referent::Market => "[[market]]",
        Referent::Platform => "[[platform]]",
        Referent::Category => "[[category]]",
        Referent::Source => "[[source]]",
        Referent::Rate => "[[rate]]",
    };
    lang.pick(
        format!("在 study.toml 里用 {table} 声明它，或换成已有的"),
        format!("declare it as a {table} in study.toml, or name one that is there"),
    )
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
