//! The wording of every mistake, in both languages, and what to do about it.
//!
//! Made in one place so that the screen, the command line and the exports say the same. It must not
//! decide what is a mistake.

use super::fault::{Fault, nearest};
use super::{MAX_DEPTH, MAX_MIB};
use crate::model::Lang;

impl Fault {
    /// What is wrong, as one sentence without a full stop.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::Unreadable(why) => {
                format!("{}: {why}", lang.pick("无法读取文件", "the file cannot be read"))
            }
            Self::Encoding(looks) => lang.pick(
                format!("文件不是 UTF-8 编码（看起来像 {looks}）"),
                format!("the file is not UTF-8 (it looks like {looks})"),
            ),
            Self::Syntax(why) => {
                format!("{}: {why}", lang.pick("TOML 语法错误", "this is not valid TOML"))
            }
            Self::NoStudyFile => {
                lang.pick("文件夹里没有 study.toml", "the folder has no study.toml").to_owned()
            }
            Self::Version => {
                lang.pick("不认识的格式版本", "this format version is not known").to_owned()
            }
            Self::UnknownKey { key, .. } => {
                lang.pick(format!("未知的键 `{key}`"), format!("unknown key `{key}`"))
            }
            Self::MissingKey { key } => {
                lang.pick(format!("缺少键 `{key}`"), format!("the key `{key}` is missing"))
            }
            Self::WrongType { wanted, found } => lang.pick(
                format!("此处应为{}，却是 {found}", wanted.0),
                format!("expected {}, found {found}", wanted.1),
            ),
            Self::UnknownWord { word, .. } => {
                lang.pick(format!("未知的取值 `{word}`"), format!("unknown value `{word}`"))
            }
            Self::OutOfRange { allowed: (low, high) } => lang.pick(
                format!("数值应在 {low} 到 {high} 之间"),
                format!("the number must lie between {low} and {high}"),
            ),
            Self::NotPositive => {
                lang.pick("数值应大于零", "the number must be above nought").to_owned()
            }
            Self::BadId(id) => lang.pick(
                format!("id `{id}` 含有不允许的字符"),
                format!("the id `{id}` has characters that are not allowed"),
            ),
            Self::DuplicateId(id) => {
                lang.pick(format!("id `{id}` 用了两次"), format!("the id `{id}` is used twice"))
            }
            Self::UnknownReference { referent, id, .. } => lang.pick(
                format!("没有 id 为 `{id}` 的{}", referent.label(lang)),
                format!("there is no {} with the id `{id}`", referent.label(lang)),
            ),
            Self::NoSource => lang.pick("这条事实没有来源", "this fact has no source").to_owned(),
            Self::TooLarge => lang.pick(
                format!("文件超过 {MAX_MIB} MiB"),
                format!("the file is larger than {MAX_MIB} MiB"),
            ),
            Self::TooDeep => lang.pick(
                format!("嵌套超过 {MAX_DEPTH} 层"),
                format!("nested more than {MAX_DEPTH} levels deep"),
            ),
            Self::OneLanguage { lacks } => lang.pick(
                format!("缺少 `{}` 的文字", lacks.code()),
                format!("the wording in `{}` is missing", lacks.code()),
            ),
            _ => self.audit_message(lang),
        }
    }

    /// What is wrong with values that are well-formed.
    fn audit_message(&self, lang: Lang) -> String {
        match self {
            Self::SameName(name) => lang.pick(
                format!("同一种类的另一条事实也叫「{name}」"),
                format!("another fact of this kind is called \"{name}\" as well"),
            ),
            Self::Unused { referent, id } => lang.pick(
                format!("{} `{id}` 没有被引用", referent.label(lang)),
                format!("the {} `{id}` is not used", referent.label(lang)),
            ),
            Self::LateDate { study } => lang.pick(
                format!("日期晚于研究所指日期 {study}"),
                format!("the date is after {study}, which the study speaks of"),
            ),
            Self::BeyondSource { published } => lang.pick(
                format!("所指日期晚于来源的发布日期 {published}"),
                format!("the source was published on {published}, before this date"),
            ),
            Self::SeriesGap { between: (from, to) } => lang.pick(
                format!("序列从 {from} 年跳到 {to} 年"),
                format!("the series leaps from {from} to {to}"),
            ),
            Self::BadCurrency(code) => lang.pick(
                format!("`{code}` 不是三个大写字母的货币代码"),
                format!("`{code}` is no currency code of three capital letters"),
            ),
            Self::DuplicateRate { from, to } => lang.pick(
                format!("{from} 与 {to} 之间已有一个汇率"),
                format!("there is a rate between {from} and {to} already"),
            ),
            Self::RateToItself(code) => lang.pick(
                format!("汇率的两端都是 {code}"),
                format!("both ends of the rate are {code}"),
            ),
            Self::MixedCurrency { here, first } => lang.pick(
                format!("此处以 {here} 计价，与之比较的却是 {first}"),
                format!("this is in {here}, but what it is compared with is in {first}"),
            ),
            _ => String::new(),
        }
    }

    /// What to do about it, if there is more to say than the message does.
    #[must_use]
    pub fn hint(&self, lang: Lang) -> Option<String> {
        match self {
            Self::Encoding(_) => Some(
                lang.pick("请把文件另存为 UTF-8", "save the file as UTF-8 and try again")
                    .to_owned(),
            ),
            Self::NoStudyFile => Some(
                lang.pick(
                    "新建 study.toml，写上 id、title 和至少两个 [[market]]",
                    "add a study.toml with an id, a title and at least two [[market]] tables",
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
            Self::UnknownReference { near: Some(near), .. } => Some(did_you_mean(near, lang)),
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
                    "补上缺的年份，或拆成两个序列",
                    "add the years between, or make it two series",
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

fn did_you_mean(near: &str, lang: Lang) -> String {
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
