//! The table of codes: what each diagnostic means and what to do about it.
//!
//! Codes are stable: one is never given another meaning. `check --explain` and the rules of SARIF
//! read this table.

use crate::load::Severity::{self, Error, Note, Warning};

/// A documented diagnostic.
#[derive(Debug)]
pub struct Code {
    /// The stable code.
    pub id: &'static str,
    /// How bad it is at worst.
    pub severity: Severity,
    /// What it is, in Chinese and English.
    pub title: (&'static str, &'static str),
    /// What it means and what to do, in Chinese and English.
    pub explanation: (&'static str, &'static str),
}

/// The documentation of a code, in whatever case it is typed.
#[must_use]
pub fn code(id: &str) -> Option<&'static Code> {
    CODES.iter().find(|code| code.id.eq_ignore_ascii_case(id))
}

macro_rules! codes {
    ($($id:literal $severity:ident ($zh:literal, $en:literal) ($why_zh:literal, $why_en:literal))*) => {
        &[$(Code {
            id: $id,
            severity: $severity,
            title: ($zh, $en),
            explanation: ($why_zh, $why_en),
        }),*]
    };
}

/// Every code, in order.
pub static CODES: &[Code] = codes![
    "HB001" Error ("无法读取文件", "a file cannot be read")
    ("系统拒绝读取该文件。检查路径和权限；其余文件照常读入。",
     "The system refuses to read the file. Check its path and permissions; the other files are read as usual.")
    "HB002" Error ("文件不是 UTF-8", "a file is not UTF-8")
    ("研究文件须为 UTF-8 编码。用编辑器另存为 UTF-8（不带 BOM 亦可）。",
     "Study files are UTF-8. Save the file as UTF-8 in your editor.")
    "HB003" Error ("TOML 语法错误", "not valid TOML")
    ("此处不符合 TOML 1.0。常见原因：字符串少了引号，列表少了逗号，同一个键写了两次。",
     "The text breaks the rules of TOML 1.0. Usual causes: a missing quote, a missing comma in a list, a key written twice.")
    "HB004" Error ("没有 study.toml", "no study.toml")
    ("研究是一个含 study.toml 的文件夹：写明 format、id、title 和被比较的各 [[market]]；或是写明这些的单个文件。`herringbone init DIR` 可新建一份。",
     "A study is a folder with a study.toml that names its format, id, title and the [[market]] columns it compares, or one file that does so. `herringbone init DIR` starts one.")
    "HB005" Error ("不认识的格式版本", "unknown format version")
    ("此程序读取 format = 1。文件由更新的程序写成时，请升级。",
     "This program reads format = 1. If a later program wrote the study, update this one.")
    "HB006" Error ("文件过大", "a file is too large")
    ("单个研究文件不得超过 512 MiB。把它拆成几个文件：同一文件夹里的所有 *.toml 都会读入，而且并行读入。",
     "A study file may hold at most 512 MiB. Split it: every *.toml of the folder is read, and they are read in parallel.")
    "HB007" Error ("嵌套过深", "nested too deeply")
    ("表和列表的嵌套不得超过 80 层；鱼骨图的原因一般只有三四层。",
     "Tables and lists may be nested 80 levels deep; the causes of a fishbone rarely take more than four.")
    "HB008" Error ("study.toml 没有写明研究本身", "study.toml says nothing about the study")
    ("文件是空的，或只有事实：没有 format、id、title 和 [[market]]。在写明之前，其余文件引用的市场、来源和类别不作检查。",
     "The file is empty or holds facts alone: no format, id, title or [[market]]. Until it has them, the markets, sources and categories that other files refer to are not checked.")
    "HB010" Error ("未知的键", "unknown key")
    ("该表没有这个键；多半是拼写错误，因此不会被悄悄忽略。`herringbone schema --format md` 列出全部键。",
     "The table knows no such key. Most are misspellings, so none is ignored silently. `herringbone schema --format md` lists all keys.")
    "HB011" Error ("缺少键", "a key is missing")
    ("该表必须有这个键。",
     "The table must have this key.")
    "HB012" Error ("类型不符", "wrong type")
    ("值的类型与键不符：例如日期写成了带引号的字符串，或带了时刻。",
     "The value is of another type than its key takes: a date in quotes, for example, or with a time.")
    "HB013" Error ("未知的取值", "unknown value")
    ("此键只接受列出的几个词。",
     "The key takes one of a closed list of words.")
    "HB014" Error ("数值超出范围", "number out of range")
    ("数值须在说明的范围内；评分为 1 到 5。",
     "The number must lie in the range given; scores run from 1 to 5.")
    "HB015" Error ("数值不大于零", "a number that is not above nought")
    ("汇率和价格对应的数量须大于零，否则无法换算。",
     "Exchange rates and the quantities that prices are for must be above nought, or nothing can be converted.")
    "HB016" Error ("汇率的两端相同", "a rate from a currency to itself")
    ("汇率须在两种不同的货币之间。",
     "A rate lies between two different currencies.")
    "HB017" Error ("市场与自己相比", "a market compared with itself")
    ("home 与 reference 是同一个市场，所有的差距都会是零，比值都会是一。",
     "`home` and `reference` are the same market: every gap would be none and every ratio one.")
    "HB018" Error ("文字是空的", "an empty text")
    ("名称、标题、内容之类必须写明的文字是空的，屏幕上会是一片空白。",
     "A text that has to say something, such as a name or a title, is empty: there would be nothing to see on the screen.")
    "HB019" Error ("数字的位数太多", "a number with too many digits")
    ("数字按原文精确保留，但至多 28 位。",
     "Numbers are kept exactly as written, up to 28 digits.")
    "HB020" Error ("id 含有不允许的字符", "bad characters in an id")
    ("id 只用小写字母 a-z、数字和连字符，以便在命令行、文件名和链接中使用。",
     "Ids use a-z, digits and hyphens only, so that they work on command lines, in file names and in links.")
    "HB021" Error ("id 重复", "an id is used twice")
    ("事实的 id 在整份研究中唯一，因为证据、论断和会议都用它指代事实；市场、平台、类别、来源的 id 在同类中唯一。第二条未读入。",
     "Ids of facts are unique in the whole study, because evidence, claims and sessions refer to facts by them; those of markets, platforms, categories and sources among their like. The second is left out.")
    "HB022" Error ("引用不存在", "a reference to nothing")
    ("引用的事实、市场、平台、类别或来源没有声明。",
     "The fact, market, platform, category or source that is referred to is not declared.")
    "HB023" Warning ("名称重复", "a name is used twice")
    ("同一种类的两条事实忽略全角半角、大小写和空白后同名，多半是同一件事写了两遍。",
     "Two facts of one kind have the same name once width, case and blanks are folded; most likely it is one thing, entered twice.")
    "HB024" Warning ("不是货币代码", "no currency code")
    ("货币用 ISO 4217 的三个大写字母，如 CNY、USD；汇率按代码找到它要换算的价格。",
     "Currencies go by the three capital letters of ISO 4217, such as CNY or USD; a rate finds its prices by them.")
    "HB025" Error ("汇率重复", "a second rate between two currencies")
    ("两种货币之间只能有一个汇率，反向换算取其倒数。第二个未读入。",
     "Between two currencies there is one rate, and the other way its inverse is taken. The second is left out.")
    "HB026" Error ("引用的种类不对", "a reference to a fact of another kind")
    ("此键只能引用某一种事实：measure 的 answers 和 problem 的 part_of 引用 problem，tows 的 uses 引用 swot 或 pest。",
     "The key refers to facts of one kind: `answers` of a measure and `part_of` of a problem to problems, `uses` of a strategy to SWOT or PEST factors.")
    "HB027" Error ("问题成了自己的一部分", "a problem that is part of itself")
    ("沿 part_of 一路往上，又回到了原处。",
     "Whoever follows `part_of` upwards comes back to where they started.")
    "HB028" Warning ("可疑的货币代码", "a currency that is none")
    ("代码不在 ISO 4217 之列，没有汇率提到它，却像另一个代码：人民币是 CNY，不是 RMB。若确有此货币，给它一个 [[rate]]。",
     "The code is not in ISO 4217, no rate knows it, and it looks like another: the Chinese currency is CNY, not RMB. If it is meant, give it a [[rate]].")
    "HB029" Warning ("可疑的键", "a key that is probably misspelt")
    ("printed 的键可以自取，但这一个很像此条的键、某个市场或平台，多半是拼写错误。",
     "The keys of `printed` are free, but this one is nearly a key of its entry, a market or a platform: most likely a misspelling.")
    "HB030" Warning ("事实没有来源", "a fact without a source")
    ("没有来源的事实无法核对。写上 source，或在文件的 [defaults] 里统一给出。",
     "A fact without a source cannot be verified. Give it a `source`, or the whole file one in [defaults].")
    "HB031" Warning ("只有一种语言", "one language only")
    ("文字给出了一种语言。补上另一种；若两种语言相同，写成普通字符串。",
     "A text is worded in one language only. Add the other, or write a plain string where both are the same.")
    "HB032" Warning ("来源未被使用", "a source is not used")
    ("声明了来源，却没有事实引用它：漏写了引用，或可删去。",
     "A source is declared that no fact refers to: a reference was forgotten, or the source can go.")
    "HB033" Warning ("类别或汇率未被使用", "a category or a rate is not used")
    ("声明了类别，却没有事实引用它；或声明了汇率，却没有价格需要它：换算总是换成研究的货币。",
     "A category is declared that no fact refers to, or a rate that no price needs: amounts are converted to the study's currency.")
    "HB034" Note ("日期晚于研究日期", "a date after the study's own")
    ("事实所指日期晚于研究的 as_of，或发布日期比它晚两年以上：其中一个写错了，或研究该更新了。",
     "A fact speaks of a later day than the study as a whole (as_of), or a release lies more than two years after it: one of the two is wrong, or the study needs an update.")
    "HB035" Warning ("序列有缺口", "a series with a gap")
    ("各时期是年、半年、季度或月份，但中间缺了几个；图和增速会被误读。",
     "The periods are years, half-years, quarters or months, but some between are missing; charts and growth rates would mislead.")
    "HB036" Warning ("比较中混用货币", "currencies mixed in one comparison")
    ("同一服务的价格，或同一张成本表的各行，用了不同货币，又缺汇率，不能比较或相加。为每种货币加一个到研究货币的 [[rate]]：写明数值、日期和来源。",
     "Prices of one service, or lines of one cost table, are in different currencies without a rate between them, so they can neither be compared nor added. Add a [[rate]] to the study's currency for each: its value, day and source.")
    "HB037" Warning ("日期晚于来源", "a date its source cannot know")
    ("事实所指日期晚于来源的发布日期，来源不可能知道：日期或来源写错了。",
     "A fact speaks of a later day than its source was published, so the source cannot know it: the date or the source is wrong.")
    "HB038" Warning ("时期重复", "a period twice in a series")
    ("同一时期写了两次，合计和增速会算重。",
     "A period is there twice; totals and growth rates would count it twice.")
    "HB039" Warning ("时期次序混乱", "periods out of order")
    ("各时期既非由早到晚，也非由晚到早；图和增速会被误读。",
     "The periods run neither forwards nor backwards in time; charts and growth rates would mislead.")
    "HB040" Warning ("论断数字不符", "a claimed figure disagrees")
    ("按 expr 由事实复算的结果与印出的数字不同，且不能用四舍五入解释。若这是文献本身的错误，写上 doubt，此项即降为说明。",
     "The figure computed from the facts by `expr` is not the printed one, and rounding does not explain it. If the document itself is wrong, say so in `doubt`: the finding becomes a note.")
    "HB041" Note ("数字被截断", "a figure cut off instead of rounded")
    ("印出的数字是复算结果截去尾数，而不是四舍五入。",
     "The printed figure is the computed one with digits cut off, where rounding would give another last digit.")
    "HB042" Warning ("论断无法复算", "a claim cannot be recomputed")
    ("expr 需要的值没有写明，或除以了零。写上 doubt 则降为说明。",
     "The expression needs a value that no fact states, or divides by zero. With a `doubt` the finding becomes a note.")
    "HB043" Error ("表达式有误", "an expression is wrong")
    ("expr 写得不合语法，或用了不存在的名字。语言见 `herringbone schema --format md` 的「表达式」一节。",
     "The `expr` of a claim breaks the rules of the language or uses a name that does not exist. The language is described in `herringbone schema --format md`.")
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_in_order() {
        assert!(CODES.windows(2).all(|pair| pair[0].id < pair[1].id));
        assert!(code("hb021").is_some());
    }
}
