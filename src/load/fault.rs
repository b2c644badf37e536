//! What can be wrong with a study, where, and what to do about it.
//!
//! A [`Fault`] is the mistake as data; its wording in both languages is made here so that every
//! output says the same. It must not decide how a problem is drawn.

use std::ops::Range;

use crate::model::Lang;

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Something is lost or cannot be trusted.
    Error,
    /// Nothing is lost, but somebody should look.
    Warning,
    /// A finding that its author knows of.
    Note,
}

/// A mistake at a place of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What is wrong.
    pub fault: Fault,
    /// Where.
    pub span: Span,
    /// Another place that matters: the first use of an id, say.
    pub related: Option<Span>,
}

/// A range of bytes in one file of a study.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Span {
    /// Position among [`crate::model::Study::files`].
    pub file: u32,
    /// Bytes in that file.
    pub bytes: Range<usize>,
}

/// The kinds of things that facts refer to by id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Referent {
    Fact,
    Market,
    Platform,
    Category,
    Source,
}

impl Referent {
    fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::Fact => lang.pick("事实", "fact"),
            Self::Market => lang.pick("市场", "market"),
            Self::Platform => lang.pick("平台", "platform"),
            Self::Category => lang.pick("类别", "category"),
            Self::Source => lang.pick("来源", "source"),
        }
    }
}

/// A mistake, as data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The file cannot be read: the system's reason.
    Unreadable(String),
    /// The file is not UTF-8; the encoding it looks like, if one can tell.
    Encoding(&'static str),
    /// The file is not TOML: the parser's reason.
    Syntax(String),
    /// The folder has no `study.toml`.
    NoStudyFile,
    /// A key that its table does not know.
    UnknownKey {
        /// The key as written.
        key: Box<str>,
        /// The keys the table knows.
        expected: Vec<&'static str>,
    },
    /// A key that its table must have.
    MissingKey {
        /// The key.
        key: &'static str,
    },
    /// A value of another type than the key takes.
    WrongType {
        /// What the key takes, in Chinese and English.
        wanted: (&'static str, &'static str),
        /// The TOML type that was found.
        found: &'static str,
    },
    /// A word outside a closed list.
    UnknownWord {
        /// The word as written.
        word: Box<str>,
        /// The words allowed.
        allowed: Vec<&'static str>,
    },
    /// An id with characters outside `a-z`, `0-9` and `-`.
    BadId(Box<str>),
    /// An id that is used twice; the related place is the first use.
    DuplicateId(Box<str>),
    /// A reference to something that the study does not have.
    UnknownReference {
        /// What kind of thing is meant.
        referent: Referent,
        /// The id as written.
        id: Box<str>,
        /// Ids that exist and look alike, nearest first.
        near: Option<Box<str>>,
    },
    /// A number outside the range its key takes.
    OutOfRange {
        /// The smallest and the largest number allowed.
        allowed: (i64, i64),
    },
    /// A text worded in one language only.
    OneLanguage {
        /// The language that lacks.
        lacks: Lang,
    },
    /// A format version this program does not know.
    Version,
    /// A fact without a source.
    NoSource,
}

impl Fault {
    /// The stable code of the mistake.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unreadable(_) => "HB001",
            Self::Encoding(_) => "HB002",
            Self::Syntax(_) => "HB003",
            Self::NoStudyFile => "HB004",
            Self::Version => "HB005",
            Self::UnknownKey { .. } => "HB010",
            Self::MissingKey { .. } => "HB011",
            Self::WrongType { .. } => "HB012",
            Self::UnknownWord { .. } => "HB013",
            Self::OutOfRange { .. } => "HB014",
            Self::BadId(_) => "HB020",
            Self::DuplicateId(_) => "HB021",
            Self::UnknownReference { .. } => "HB022",
            Self::NoSource => "HB030",
            Self::OneLanguage { .. } => "HB031",
        }
    }

    /// How bad it is.
    #[must_use]
    pub fn severity(&self) -> Severity {
        match self {
            Self::NoSource | Self::OneLanguage { .. } => Severity::Warning,
            _ => Severity::Error,
        }
    }

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
            Self::OneLanguage { lacks } => lang.pick(
                format!("缺少 `{}` 的文字", lacks.code()),
                format!("the wording in `{}` is missing", lacks.code()),
            ),
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

/// The candidate that `found` is most likely a misspelling of, if any is near enough.
#[must_use]
pub fn nearest<'a>(found: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    candidates
        .map(|candidate| (strsim::damerau_levenshtein(found, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= 1 + candidate.chars().count() / 4)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_key_finds_its_neighbour_and_a_strange_one_none() {
        let keys = ["status", "limit", "impact"];
        assert_eq!(nearest("statsu", keys.into_iter()), Some("status"));
        assert_eq!(nearest("colour", keys.into_iter()), None);
    }
}
