//! The reference of the format as a Markdown page.
//!
//! Made from the tables that read the files, so that it cannot say anything else.

use std::fmt::Write;

use crate::analysis::expr::{self, CHAIN, DEPTH, FUNCTIONS, NAMES};
use crate::exchange::aligned::markdown_table;
use crate::exchange::grow::MOST_LEVELS;
use crate::load::{
    BRAINSTORM, COMMON, DEFAULTS, FISHBONE, Field, HEADER, MAX_DEPTH, MAX_MIB, SHAPES, Ty,
};
use crate::model::{Lang, Term};

const INTRO: (&str, &str) = (
    "研究是一个文件夹：`study.toml` 写明研究是什么、比较哪些市场；同一文件夹里其余的 `*.toml` 写事实，\
     分成几个文件、怎样分都可以。也可以全部写在一个文件里。未知的键是错误，多半是拼写。\n\n\
     文件第一行写 `#:schema ./study.schema.json`，编辑器即可补全和检查；该文件由 \
     `herringbone schema > study.schema.json` 生成。`herringbone init DIR` 写出一份带注释的研究。",
    "A study is a folder: `study.toml` says what is studied and which markets are compared; every other \
     `*.toml` of the folder holds facts, in as many files as you like. One file may hold everything. \
     Unknown keys are errors, because most are misspellings.\n\n\
     With `#:schema ./study.schema.json` on the first line, editors complete and check the file; \
     `herringbone schema > study.schema.json` writes it. `herringbone init DIR` writes a commented study.",
);

const EXPRESSIONS: (&str, &str) = (
    "论断（`[[claim]]`）的 `expr` 由事实复算印出的数字；界面中的 `=` 与 `facts --where` 用同样的语言写条件，\
     其中事实的成员直接写名字：`delay > 30 && category == \"hardware\"`。它是 CEL（通用表达式语言）的子集：\
     数字、字符串、`[列表]`、`a.b`、`list[0]`、`+ - * / %`、比较、`&& || !`、`in`、`条件 ? 甲 : 乙`。所有数字都是\
     精确的十进制数（28 位）；商保留 28 位。函数也可以写成方法：`rows.map(r, r.delay).sum()`。",
    "The `expr` of a `[[claim]]` recomputes the printed figure from the facts; `=` in the interface and \
     `facts --where` take conditions in the same language, in which the members of a fact are bare names: \
     `delay > 30 && category == \"hardware\"`. It is a subset of CEL, the Common Expression Language: numbers, \
     strings, `[lists]`, `a.b`, `list[0]`, `+ - * / %`, comparisons, `&& || !`, `in`, `condition ? a : b`. \
     Every number is an exact decimal of up to 28 digits; quotients are carried to 28. A function may be \
     written as a method: `rows.map(r, r.delay).sum()`.",
);

/// What is compared with what.
const RULES: [(&str, &str); 6] = [
    (
        "条件中，没有写明某成员的事实不满足用到它的比较；论断中，这使数字无法复算。写作 \"missing\" 的日期在两处\
         都不满足与日期的比较，只等于 `\"missing\"`。",
        "In a condition, a fact that does not state a member meets no comparison with it; in a claim, the \
         figure then cannot be recomputed. A date that is \"missing\" meets no comparison with a day in either, \
         and equals `\"missing\"` alone.",
    ),
    (
        "取值有限的成员（种类、类别、差距、可用性、市场、来源等）只与其取值相比，也可用屏幕上的名称，中英文皆可；\
         其他字符串是错误。日期写作 `as_of > 2022-01-01`，加不加引号都可以。文字在两种语言中有一种相同即相等。",
        "A member with a closed list of values (kind, category, gap, status, market, source and the like) is \
         compared with one of them, or with its name on the screen in either language; any other string is an \
         error. A day is written as `as_of > 2022-01-01`, with or without quotes. A text equals a string if its \
         wording in one of the languages does.",
    ),
    (
        "价格与成本带着货币和数量：货币或数量不同的金额不能相加、相除或比较。请比较 `normalised`（按研究的汇率换算为\
         同一货币、每一个单位），或用 `plain(…)` 自行换算。",
        "Prices and costs carry their currency and quantity: amounts that differ in either are not added, divided \
         or compared. Compare `normalised` (one currency by the study's rates, one unit), or convert by yourself \
         with `plain(...)`.",
    ),
    (
        "条件中的 `gap`、`delay`、`ratio`、`year` 按当前所比的两个市场（`m`、`--pair`），论断中则按研究所声明的。",
        "In a condition `gap`, `delay`, `ratio` and `year` are between the markets compared now (`m`, `--pair`), in a \
         claim between those that the study declares.",
    ),
    (
        "市场的 id 单独写，就是该市场那一列所示：发布的日期（`dates`），能力与免费项的可用性（`status`），计数、序列的数字，\
         换算后的价格（`normalised`）。条件只问取值与所比同类的事实：`china > \"2022-01-01\"` 问日期，`china == \"limited\"` \
         问可用性（`\"missing\"` 也问发布），`china > 100` 问数字。平台的 id 单独写，就是该平台的金额。",
        "The id of a market alone is what its column shows: the date of a release (`dates`), the status of a \
         capability or a free-tier item (`status`), the number of a count or a series, the price as it is compared \
         (`normalised`). A condition asks those facts alone whose value is of the kind compared with: \
         `china > \"2022-01-01\"` asks for dates, `china == \"limited\"` for statuses (`\"missing\"` for releases too), \
         `china > 100` for numbers. The id of a platform alone is the amount there.",
    ),
    (
        "没有写的标志（如 `core`）是 false，没有写的列表是空的，`has(…)` 对它们为 false。",
        "A flag that is left out, such as `core`, is false and a list is empty; `has(...)` is false for both.",
    ),
];

/// The reference of the format in one language.
#[must_use]
pub fn reference(lang: Lang) -> String {
    let mut page = Page { lang, text: String::new() };
    page.heading(1, ("研究文件的格式", "The format of study files"));
    page.paragraph(lang.pick(INTRO.0, INTRO.1));
    page.limits();
    page.table("study.toml", ("研究本身", "The study itself"), &HEADER);
    page.nested(&HEADER);
    let defaults = ("该文件中各事实的默认值", "What the facts of the file have in common");
    page.table("[defaults]", defaults, &DEFAULTS);
    page.table("[[…]]", ("每条事实都可以有的键", "Keys of every fact"), &COMMON);
    for shape in SHAPES {
        page.table(&format!("[[{}]]", shape.kind.word()), shape.about, shape.fields);
        page.nested(shape.fields);
    }
    page.table("[fishbone]", ("研究的鱼骨图", "The fishbone of the study"), &FISHBONE);
    page.nested(&FISHBONE);
    let brainstorm = ("所报告的头脑风暴", "The brainstorm that the study reports");
    page.table("[brainstorm]", brainstorm, &BRAINSTORM);
    page.nested(&BRAINSTORM);
    page.expressions();
    page.text
}

struct Page {
    lang: Lang,
    text: String,
}

impl Page {
    fn heading(&mut self, level: usize, (zh, en): (&str, &str)) {
        let break_before = if self.text.is_empty() { "" } else { "\n" };
        let title = self.lang.pick(zh, en);
        let _ = writeln!(self.text, "{break_before}{} {title}", "#".repeat(level));
    }

    fn paragraph(&mut self, text: &str) {
        let _ = writeln!(self.text, "\n{text}");
    }

    fn rows(&mut self, rows: &[Vec<String>]) {
        self.text.push('\n');
        for line in markdown_table(rows, &vec![false; rows.first().map_or(0, Vec::len)]) {
            self.text.push_str(&line);
            self.text.push('\n');
        }
    }

    fn limits(&mut self) {
        self.paragraph(&self.lang.pick(
            format!(
                "限度：单个文件 {MAX_MIB} MiB，表和列表嵌套 {MAX_DEPTH} 层；`fishbone` 读入的各种格式，原因至多 {MOST_LEVELS} 层。"
            ),
            format!(
                "Limits: {MAX_MIB} MiB a file, {MAX_DEPTH} levels of nested tables and lists; causes that \
                 `fishbone` reads, in any format, go down {MOST_LEVELS} levels."
            ),
        ));
    }

    fn table(&mut self, name: &str, about: (&str, &str), fields: &[Field]) {
        let title = (format!("`{name}` {}", about.0), format!("`{name}` {}", about.1));
        self.heading(2, (&title.0, &title.1));
        self.fields(fields);
    }

    fn fields(&mut self, fields: &[Field]) {
        let lang = self.lang;
        let titles = lang.pick(["键", "取值", "含义"], ["Key", "Takes", "Meaning"]);
        let titles = titles.iter().map(ToString::to_string).collect();
        let row = |field: &Field| {
            let must = if field.required { lang.pick("（必填）", " (required)") } else { "" };
            vec![
                format!("`{}`{must}", field.key),
                takes(field.ty, lang),
                lang.pick(field.about.0, field.about.1).to_owned(),
            ]
        };
        let rows: Vec<Vec<String>> =
            std::iter::once(titles).chain(fields.iter().map(row)).collect();
        self.rows(&rows);
    }

    /// The tables inside a table, once each.
    fn nested(&mut self, fields: &'static [Field]) {
        let mut open: Vec<(&str, &'static [Field])> = vec![("", fields)];
        let mut done: Vec<*const Field> = Vec::new();
        while let Some((_, fields)) = open.pop() {
            for field in fields {
                let Ty::Tables(inner) = field.ty else { continue };
                if done.contains(&inner.as_ptr()) {
                    continue;
                }
                done.push(inner.as_ptr());
                let title = format!("`{}`", field.key);
                self.heading(3, (&title, &title));
                self.fields(inner);
                open.push((field.key, inner));
            }
        }
    }

    fn members(&mut self) {
        let lang = self.lang;
        self.paragraph(lang.pick(
            "事实的成员就是上面各表的键，另有：",
            "The members of a fact are the keys of the tables above, and:",
        ));
        let titles = lang.pick(["成员", "种类", "含义"], ["Member", "Kinds", "Meaning"]);
        let titles = titles.iter().map(ToString::to_string).collect();
        let row = |(name, kinds, (zh, en)): Derived| {
            let kinds = match kinds.as_slice() {
                [""] => lang.pick("全部", "all").to_owned(),
                kinds => kinds.iter().map(|kind| format!("`{kind}`")).collect::<Vec<_>>().join(" "),
            };
            vec![format!("`{name}`"), kinds, lang.pick(zh, en).to_owned()]
        };
        let rows: Vec<Vec<String>> =
            std::iter::once(titles).chain(derived().into_iter().map(row)).collect();
        self.rows(&rows);
    }

    fn expressions(&mut self) {
        let lang = self.lang;
        self.heading(2, ("表达式", "Expressions"));
        self.paragraph(lang.pick(EXPRESSIONS.0, EXPRESSIONS.1));
        for (zh, en) in RULES {
            self.paragraph(lang.pick(zh, en));
        }
        self.paragraph(&lang.pick(
            format!("限度：括号与正负号嵌套 {DEPTH} 层，运算符与成员连写 {CHAIN} 个。"),
            format!(
                "Limits: {DEPTH} brackets and signs one inside another, {CHAIN} operators and members in a row."
            ),
        ));
        self.members();
        let titles = lang.pick(["写法", "含义"], ["Name or function", "Meaning"]);
        let titles = titles.iter().map(ToString::to_string).collect();
        let names = NAMES
            .iter()
            .map(|(name, (zh, en))| vec![format!("`{name}`"), lang.pick(*zh, *en).to_owned()]);
        let functions = FUNCTIONS.iter().map(|function| {
            let call = format!("`{}({})`", function.name, function.takes);
            vec![call, lang.pick(function.about.0, function.about.1).to_owned()]
        });
        let rows: Vec<Vec<String>> =
            std::iter::once(titles).chain(names).chain(functions).collect();
        self.rows(&rows);
    }
}

/// The members that are no keys: name, the kinds that have it, what it is.
type Derived = (&'static str, Vec<&'static str>, (&'static str, &'static str));

fn derived() -> Vec<Derived> {
    let mut all: Vec<Derived> = Vec::new();
    for (kind, member) in expr::members_by_kind() {
        let Some(about) = member.about() else { continue };
        let kind = kind.map_or("", Term::word);
        match all.iter_mut().find(|row| (row.0, row.2) == (member.name, about)) {
            Some((_, kinds, _)) => kinds.push(kind),
            None => all.push((member.name, vec![kind], about)),
        }
    }
    all
}

/// What a key takes, with the words of a closed list.
fn takes(ty: Ty, lang: Lang) -> String {
    let wanted = lang.pick(ty.wanted().0, ty.wanted().1);
    match ty {
        Ty::OneOf(words) => {
            words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(" ")
        }
        Ty::PerMarket(inner) => {
            format!("{}{}", lang.pick("每个市场：", "per market: "), takes(*inner, lang))
        }
        Ty::ForMarkets(inner) => {
            let one = takes(*inner, lang);
            lang.pick(format!("{one}；或每个市场一个"), format!("{one}; or one per market"))
        }
        Ty::Whole(low, high) if high < 1_000_000 => {
            lang.pick(format!("整数，{low} 到 {high}"), format!("a whole number, {low} to {high}"))
        }
        _ => wanted.to_owned(),
    }
}
