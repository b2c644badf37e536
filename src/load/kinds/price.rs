//! Prices, cost lines, price cuts and free-tier items.

use super::technology::{STATUS_FIELD, statuses};
use crate::load::entry::Entry;
use crate::load::reader::FileReader;
use crate::load::shape::{Shape, Ty, may, must};
use crate::model::{Body, Dimension, FreeTier, Kind, Price, PriceCut, Tco, Word};

pub(super) static PRICE: Shape = Shape {
    kind: Kind::Price,
    dimension: Some(Dimension::Price),
    about: ("某单位、某档位在各市场的价格", "a price per unit and tier, per market"),
    fields: &[
        must("service", Ty::Text, "计价的服务", "the service that is priced"),
        may("tier", Ty::Text, "档位或类别", "the tier or class"),
        must("unit", Ty::Text, "计价单位，如 GB-月", "what one pays for, such as GB-month"),
        must("values", Ty::PerMarket(&Ty::Number), "各市场的价格", "the price per market"),
        may(
            "currency",
            Ty::ForMarkets(&Ty::Currency),
            "货币；缺省为研究的货币",
            "the currency; the study's if absent",
        ),
        may(
            "per",
            Ty::ForMarkets(&Ty::Number),
            "价格对应多少个单位，如每 1000 次请求；缺省为 1",
            "how many units the price is for, such as 1000 requests; 1 if absent",
        ),
    ],
    read: |entry| {
        let (currency, currencies) = entry.currencies();
        Body::Price(Box::new(Price {
            service: entry.wording("service").unwrap_or_default(),
            tier: entry.text("tier"),
            unit: entry.text("unit").unwrap_or_default(),
            values: entry.numbers("values"),
            per: entry.quantities(),
            currency,
            currencies,
        }))
    },
};

fn currency(entry: &mut Entry<'_, '_, '_>) -> Word {
    if let Some(value) = entry.value("currency") {
        entry.note_stated(value);
    }
    let word = entry.currency("currency");
    entry.file.shelf.word(word.as_deref().unwrap_or(&entry.file.names.currency))
}

pub(super) static TCO: Shape = Shape {
    kind: Kind::Tco,
    dimension: Some(Dimension::Price),
    about: ("总体拥有成本的一行，按平台", "one line of a total cost of ownership, per platform"),
    fields: &[
        may(
            "scenario",
            Ty::Text,
            "场景；只有场景与年数都相同的各行才相加",
            "what is run; only lines alike in scenario and years are added up",
        ),
        may("years", Ty::Whole(1, 100), "周期（年）", "length of the period in years"),
        must("phase", Ty::Ref, "阶段（类别 id）", "phase of the work (a category id)"),
        must("cost", Ty::Ref, "成本类型（类别 id）", "kind of cost (a category id)"),
        may(
            "currency",
            Ty::Currency,
            "货币；缺省为研究的货币",
            "the currency; the study's if absent",
        ),
        must("amounts", Ty::PerPlatform, "各平台的金额", "the amount per platform"),
    ],
    read: |entry| {
        Body::Tco(Box::new(Tco {
            scenario: entry.text("scenario"),
            years: entry.whole("years"),
            phase: entry.category("phase").unwrap_or_default(),
            cost: entry.category("cost").unwrap_or_default(),
            currency: currency(entry),
            amounts: entry.per_platform("amounts"),
        }))
    },
};

pub(super) static PRICE_CUT: Shape = Shape {
    kind: Kind::PriceCut,
    dimension: Some(Dimension::Price),
    about: ("一次降价", "a price reduction"),
    fields: &[
        may("date", Ty::Date, "公布日期", "when it was announced"),
        may("percent", Ty::Number, "降幅（%）", "depth in percent"),
        may("up_to", Ty::Flag, "降幅是否为上限", "whether the depth is an upper bound"),
        must(
            "type",
            Ty::OneOf(&["direct", "indirect"]),
            "直接降价，或性能提升带来的间接降价",
            "the price itself fell, or its performance rose",
        ),
        must("markets", Ty::Markets, "适用的市场", "where it holds"),
        may("layer", Ty::Ref, "技术栈层次（类别 id）", "layer of the stack (a category id)"),
    ],
    read: |entry| {
        Body::PriceCut(Box::new(PriceCut {
            date: entry.date("date"),
            percent: entry.number("percent"),
            up_to: entry.flag("up_to"),
            direct: entry.word("type").as_deref() == Some("direct"),
            markets: entry.markets("markets"),
            layer: entry.category("layer"),
        }))
    },
};

pub(super) static FREE_TIER: Shape = Shape {
    kind: Kind::FreeTier,
    dimension: Some(Dimension::Price),
    about: ("免费试用的一项", "an item of a free tier"),
    fields: &[
        STATUS_FIELD,
        may("offers", Ty::PerMarket(&Ty::Text), "各市场提供什么", "what is offered, per market"),
    ],
    read: |entry| {
        Body::FreeTier(Box::new(FreeTier {
            status: statuses(entry),
            offers: entry.per_market("offers", FileReader::text),
        }))
    },
};
