//! Reads `study.toml`: what the study is, and the names its facts refer to.
//!
//! Comes before every other file, because values are aligned with the markets it declares. It must
//! not read facts.

use std::ops::Range;

use super::entry::Entry;
use super::fault::{Fault, Referent};
use super::money::{RATE, currencies};
use super::reader::Names;
use super::shape::{Field, Ty, may, must};
use crate::model::{Label, Localized, Market, MarketIndex, Pair, Source, Study, Word};

/// The keys of a [`Label`].
pub(super) const LABEL: &[Field] = &[
    must("id", Ty::Id, "id", "the key used in files"),
    must("name", Ty::Text, "名称", "what it is called"),
];

const SOURCE: &[Field] = &[
    must("id", Ty::Id, "id", "the key used in facts"),
    must("title", Ty::Text, "标题", "title of the document or page"),
    may("author", Ty::Text, "机构或职务", "the organisation or role that published it"),
    may("date", Ty::Date, "发布日期", "date of publication"),
    may("url", Ty::Word, "地址", "address of the document"),
];

/// The keys of `study.toml`, beside the kinds of facts that it may hold like any other file.
pub static HEADER: [Field; 13] = [
    must("format", Ty::Whole(1, i64::MAX), "格式版本", "version of the format, now 1"),
    must("id", Ty::Id, "研究的 id", "id of the study"),
    must("title", Ty::Text, "标题", "what the study is called"),
    may("subject", Ty::Text, "研究对象", "what is studied, in one line"),
    may("as_of", Ty::Date, "研究所指日期", "the date the study as a whole speaks of"),
    may(
        "currency",
        Ty::Currency,
        "研究的货币：未写货币的价格以它计，其余换算成它",
        "the study's currency: of prices that name none, and what the others are converted to",
    ),
    may(
        "home",
        Ty::Ref,
        "被研究的市场；缺省为第一个",
        "the market under study; the first if absent",
    ),
    may(
        "reference",
        Ty::Ref,
        "对照市场；缺省为第二个，它若被研究则为第一个",
        "the market it is compared with; the second if absent, the first if the second is under study",
    ),
    must("market", Ty::Tables(LABEL), "被比较的各列", "the columns that are compared"),
    may("platform", Ty::Tables(LABEL), "成本表的各列", "the columns of the cost table"),
    may("category", Ty::Tables(LABEL), "类别与层次", "names of categories and layers"),
    may("source", Ty::Tables(SOURCE), "来源", "where facts are known from"),
    may("rate", Ty::Tables(RATE), "汇率", "exchange rates, each with its day and source"),
];

/// What the header declares for facts to refer to.
pub(super) const DECLARED: [Referent; 4] =
    [Referent::Market, Referent::Platform, Referent::Category, Referent::Source];

/// Reads the header into an otherwise empty study.
pub(super) fn read(entry: &mut Entry<'_, '_, '_>) -> Study {
    if entry.whole::<i64>("format").is_some_and(|version| version > 1)
        && let Some(value) = entry.value("format")
    {
        entry.file.report(Fault::Version, value.span());
    }
    let markets: Vec<Market> = entry
        .declared(("market", Referent::Market), label)
        .into_iter()
        .map(|Label { id, name }| Market { id, name })
        .collect();
    let declared = pair(entry, &markets);
    let sources = entry.declared(("source", Referent::Source), source);
    let as_of = entry.date("as_of");
    Study {
        id: entry.word("id").unwrap_or_default(),
        title: entry.wording("title").unwrap_or_default(),
        subject: entry.text("subject").unwrap_or_default(),
        as_of,
        currency: entry.currency("currency").unwrap_or_default(),
        declared,
        pair: declared,
        platforms: entry.declared(("platform", Referent::Platform), label),
        categories: entry.declared(("category", Referent::Category), category),
        rates: entry.rates((&sources, as_of)),
        sources,
        markets,
        ..Study::default()
    }
}

/// The market under study and the one it is compared with.
fn pair(entry: &mut Entry<'_, '_, '_>, markets: &[Market]) -> Pair {
    let ids: Vec<Box<str>> = markets.iter().map(|market| market.id.clone()).collect();
    let (home, reference) =
        (entry.market_among("home", &ids), entry.market_among("reference", &ids));
    if let (Some(MarketIndex(home)), true) = (home, home == reference && ids.len() > 1)
        && let (Some(id), Some(value)) = (ids.get(home), entry.value("reference"))
    {
        entry.file.report(Fault::SamePair(id.clone()), value.span());
    }
    let other = |taken: Option<MarketIndex>, usual: usize| {
        let usual = usual.min(ids.len().saturating_sub(1));
        // Compared with itself a market would be neither ahead nor behind.
        MarketIndex(if taken == Some(MarketIndex(usual)) && ids.len() > 1 {
            1 - usual
        } else {
            usual
        })
    };
    let chosen = home.unwrap_or_else(|| other(reference, 0));
    Pair { home: chosen, reference: reference.unwrap_or_else(|| other(Some(chosen), 1)) }
}

fn category(entry: &mut Entry<'_, '_, '_>) -> Option<Label> {
    let (label, at) = label_at(entry)?;
    entry.file.declared.push((Referent::Category, label.id.clone(), at));
    Some(label)
}

/// Reads an id with its name; one without a name is called by its id.
pub(super) fn label(entry: &mut Entry<'_, '_, '_>) -> Option<Label> {
    label_at(entry).map(|(label, _)| label)
}

fn label_at(entry: &mut Entry<'_, '_, '_>) -> Option<(Label, Range<usize>)> {
    let (id, at) = entry.id()?;
    let name = entry.wording("name").unwrap_or_else(|| Localized::same(id.as_str()));
    Some((Label { id: id.as_str().into(), name }, at))
}

fn source(entry: &mut Entry<'_, '_, '_>) -> Option<Source> {
    let (id, at) = entry.id()?;
    entry.file.declared.push((Referent::Source, id.as_str().into(), at));
    Some(Source {
        id: id.as_str().into(),
        title: entry.wording("title").unwrap_or_else(|| Localized::same(id.as_str())),
        author: entry.text("author"),
        date: entry.date("date"),
        url: entry.word("url"),
    })
}

impl Names {
    /// The ids that the facts of this study may refer to.
    pub(super) fn of(study: &Study, lost: Vec<Referent>) -> Self {
        let ids = |labels: &[Label]| labels.iter().map(|label| label.id.clone()).collect();
        Self {
            markets: study.markets.iter().map(|market| market.id.clone()).collect(),
            platforms: ids(&study.platforms),
            categories: ids(&study.categories),
            sources: study.sources.iter().map(|source| source.id.clone()).collect(),
            published: study.sources.iter().map(|source| source.date).collect(),
            currency: Word::new(&study.currency),
            currencies: currencies(study),
            as_of: study.as_of,
            lost,
        }
    }
}
