//! The wording of every mistake, in both languages.
//!
//! Made in one place so that the screen, the command line and the exports say the same; what to do
//! about it is said beside it. It must not decide what is a mistake.

use super::fault::Fault;
use super::{MAX_DEPTH, MAX_MIB};
use crate::model::{Kind, Lang, Term};

impl Fault {
    /// What is wrong, as one sentence without a full stop.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::Unreadable(why) => {
                format!("{}: {why}", lang.pick("无法读取文件", "the file cannot be read"))
            }
            Self::NoFile((zh, en)) => {
                lang.pick(format!("无法读取文件：{zh}"), format!("the file cannot be read: {en}"))
            }
            Self::Encoding { looks: Some(looks), .. } => lang.pick(
                format!("文件不是 UTF-8 编码（看起来像 {looks}）"),
                format!("the file is not UTF-8 (it looks like {looks})"),
            ),
            Self::Encoding { looks: None, byte } => lang.pick(
                format!("文件不是 UTF-8 编码：字节 0x{byte:02X} 不该在此"),
                format!("the file is not UTF-8: the byte 0x{byte:02X} cannot stand here"),
            ),
            Self::Syntax(why, _) => {
                format!("{}: {why}", lang.pick("TOML 语法错误", "this is not valid TOML"))
            }
            Self::NoStudyFile => {
                lang.pick("文件夹里没有 study.toml", "the folder has no study.toml").to_owned()
            }
            Self::NoHeader => lang
                .pick(
                    "文件没有说明研究什么：没有 format 和 [[market]]",
                    "the file does not say what it studies: it has no `format` and no [[market]]",
                )
                .to_owned(),
            Self::EmptyHeader => lang
                .pick("study.toml 没有写明研究本身", "study.toml says nothing about the study")
                .to_owned(),
            Self::Version => {
                lang.pick("不认识的格式版本", "this format version is not known").to_owned()
            }
            Self::UnknownKey { key, .. } => {
                lang.pick(format!("未知的键 `{key}`"), format!("unknown key `{key}`"))
            }
            Self::MissingKey { key } => {
                lang.pick(format!("缺少键 `{key}`"), format!("the key `{key}` is missing"))
            }
            Self::WrongType { wanted, found, .. } => lang.pick(
                format!("此处应为{}，却是{}", wanted.0, found.0),
                format!("expected {}, found {}", wanted.1, found.1),
            ),
            Self::Blank => lang.pick("文字是空的", "the text is empty").to_owned(),
            Self::TooManyDigits => {
                lang.pick("数字的位数超过 28 位", "the number has more than 28 digits").to_owned()
            }
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
            Self::WrongKind { id, found, wanted } => lang.pick(
                format!("此处应引用{}，`{id}` 却是{}", kinds(wanted, lang), found.label(lang)),
                format!(
                    "expected a {}, but `{id}` is a {}",
                    kinds(wanted, lang),
                    found.label(lang)
                ),
            ),
            Self::Circle(id) => {
                lang.pick(format!("`{id}` 成了自己的一部分"), format!("`{id}` is a part of itself"))
            }
            Self::SamePair(id) => lang.pick(
                format!("home 与 reference 都是 `{id}`：市场与自己相比"),
                format!("home and reference are both `{id}`: a market compared with itself"),
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
            Self::BeyondSource { date, published } => lang.pick(
                format!("所指日期 {date} 晚于来源的发布日期 {published}"),
                format!("the source was published on {published}, before {date}"),
            ),
            Self::SeriesGap { between: (from, to) } => lang.pick(
                format!("序列从 {from} 跳到 {to}"),
                format!("the series leaps from {from} to {to}"),
            ),
            Self::RepeatedPeriod(period) => lang.pick(
                format!("时期 {period} 写了两次"),
                format!("the period {period} is there twice"),
            ),
            Self::PeriodOrder { between: (before, here) } => lang.pick(
                format!("时期的次序乱了：{before} 之后是 {here}"),
                format!("the periods are out of order: {here} comes after {before}"),
            ),
            Self::StrangeKey { key, .. } => lang.pick(
                format!("`{key}` 不是此条的键，也不是市场或平台"),
                format!("`{key}` is no key of this entry, no market and no platform"),
            ),
            Self::StrangeCurrency { code, .. } => lang.pick(
                format!("`{code}` 不在货币代码表中，也没有它的汇率"),
                format!("`{code}` is in no list of currencies, and no rate knows it"),
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
}

/// The kinds, in words.
pub(super) fn kinds(kinds: &[Kind], lang: Lang) -> String {
    let names: Vec<&str> = kinds.iter().map(|kind| kind.label(lang)).collect();
    names.join(lang.pick("或", " or a "))
}
