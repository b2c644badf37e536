//! Currencies, exchange rates and the quantities that prices are given for.
//!
//! Reads and checks them, and finds amounts that no rate makes comparable. It must not convert an
//! amount; that is for the analysis.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use toml::de::DeValue;

use super::entry::Entry;
use super::fault::{Fault, Referent};
use super::iso;
use super::reader::{FileReader, Stated, Value};
use super::shape::{Field, Ty, must};
use crate::model::{Body, Fact, Kind, Lang, MarketIndex, PerMarket, Rate, Source, Study, Word};

pub(super) const RATE: &[Field] = &[
    must("from", Ty::Currency, "换算前的货币", "the currency that is converted"),
    must("to", Ty::Currency, "换算后的货币", "the currency it is converted to"),
    must(
        "rate",
        Ty::Number,
        "一单位 from 合多少 to；反向换算取其倒数",
        "how much of `to` one unit of `from` is; the other way its inverse is taken",
    ),
    must("date", Ty::Date, "汇率的日期", "the day the rate is of"),
    must("source", Ty::Ref, "来源 id", "id of a [[source]]"),
];

/// A rate with its place.
type Placed = (Rate, Range<usize>);

impl Entry<'_, '_, '_> {
    /// The currency under a key.
    pub(super) fn currency(&mut self, key: &'static str) -> Option<Box<str>> {
        let value = self.value(key)?;
        self.file.currency(value)
    }

    /// One currency, or one per market: the first for markets that name none.
    pub(super) fn currencies(&mut self) -> (Word, PerMarket<Word>) {
        let own = self.file.shelf.word(&self.file.names.currency);
        match self.value("currency") {
            None => (own, PerMarket::default()),
            Some(value) => {
                self.note_stated(value);
                match value.get_ref() {
                    DeValue::Table(_) => (own, self.per_market("currency", shared_currency)),
                    _ => (shared_currency(self.file, value).unwrap_or(own), PerMarket::default()),
                }
            }
        }
    }

    /// Remembers where a fact states its currencies.
    pub(super) fn note_stated(&mut self, value: &Value<'_>) {
        let Some(id) = self.id_place() else { return };
        let names = self.file.names;
        let mut note = |market: Option<usize>, at: Range<usize>| {
            let at = self.file.in_file(at);
            let byte = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
            let market = market.and_then(|market| u16::try_from(market).ok());
            let stated = Stated {
                file: self.file.index,
                id: byte(id.start),
                market,
                at: (byte(at.start), byte(at.end)),
            };
            self.file.stated.push(stated);
        };
        match value.get_ref() {
            DeValue::Table(table) => {
                for (key, value) in table {
                    let market = names.markets.iter().position(|id| **id == **key.get_ref());
                    if market.is_some() {
                        note(market, value.span());
                    }
                }
            }
            _ => note(None, value.span()),
        }
    }

    /// The quantity that the price of each market is given for; nothing stated is one.
    pub(super) fn quantities(&mut self) -> PerMarket<Decimal> {
        match self.value("per") {
            None => PerMarket::default(),
            Some(value) if matches!(value.get_ref(), DeValue::Table(_)) => {
                self.per_market("per", FileReader::positive)
            }
            Some(value) => match self.file.positive(value) {
                Some(per) => PerMarket::new(vec![Some(per); self.file.names.markets.len()]),
                None => PerMarket::default(),
            },
        }
    }

    /// The rates that the header declares; `sources` are those it declares.
    pub(super) fn rates(&mut self, (sources, as_of): (&[Source], Option<NaiveDate>)) -> Vec<Rate> {
        let ids: Vec<Box<str>> = sources.iter().map(|source| source.id.clone()).collect();
        let placed: Vec<Placed> = self.tables("rate", |entry| rate(entry, (&ids, as_of)));
        let mut kept: Vec<Placed> = Vec::new();
        for (rate, at) in placed {
            let first = kept.iter().find(|(known, _)| known.links(&rate.from, &rate.to));
            if let Some((_, first)) = first {
                let fault = Fault::DuplicateRate { from: rate.from, to: rate.to };
                self.file.report_beside(fault, at, Some(first.clone()));
                continue;
            }
            let id = rate.id().into();
            self.file.declared.push((Referent::Rate, id, self.file.in_file(at.clone())));
            kept.push((rate, at));
        }
        kept.into_iter().map(|(rate, _)| rate).collect()
    }
}

fn shared_currency(file: &mut FileReader<'_>, value: &Value<'_>) -> Option<Word> {
    let currency = file.currency(value)?;
    Some(file.shelf.word(&currency))
}

fn rate(
    entry: &mut Entry<'_, '_, '_>,
    (sources, as_of): (&[Box<str>], Option<NaiveDate>),
) -> Option<Placed> {
    let (from, to) = (entry.currency("from"), entry.currency("to"));
    let value = entry.value("rate");
    let number = value.and_then(|value| entry.file.positive(value));
    let date = entry.value("date").and_then(|value| {
        let date = entry.file.date(value)?;
        if let Some(study) = as_of.filter(|study| date > *study) {
            entry.file.report(Fault::LateDate { study }, value.span());
        }
        Some(date)
    });
    let source = entry.known("source", (Referent::Source, sources));
    let (from, to) = (from?, to?);
    if from == to {
        entry.report(Fault::RateToItself(from));
        return None;
    }
    Some((Rate { from, to, rate: number?, date: date?, source: Box::from(&*source?) }, entry.at()))
}

impl FileReader<'_> {
    fn currency(&mut self, value: &Value<'_>) -> Option<Box<str>> {
        let code = self.str(Ty::Currency, value)?;
        if code.len() != 3 || !code.bytes().all(|byte| byte.is_ascii_uppercase()) {
            self.report(Fault::BadCurrency(code.into()), value.span());
        } else if let Some(near) = iso::likely(code, &self.names.currencies) {
            self.report(Fault::StrangeCurrency { code: code.into(), near }, value.span());
        }
        Some(code.into())
    }

    /// A number above nought.
    fn positive(&mut self, value: &Value<'_>) -> Option<Decimal> {
        let number = self.number(value)?;
        if number > Decimal::ZERO {
            return Some(number);
        }
        self.report(Fault::NotPositive, value.span());
        None
    }
}

/// The currencies that a header names.
pub(super) fn currencies(study: &Study) -> Vec<Box<str>> {
    let rates = study.rates.iter().flat_map(|rate| [&rate.from, &rate.to]);
    rates.chain(std::iter::once(&study.currency)).filter(|code| !code.is_empty()).cloned().collect()
}

/// Two amounts that are compared and that no rate joins.
pub(super) struct Mixed {
    /// The later, and the first of what it is compared with.
    pub(super) amounts: [Amount; 2],
    /// Their currencies.
    pub(super) currencies: [Box<str>; 2],
}

/// An amount: the position of its fact, and the market it is for.
pub(super) type Amount = (usize, Option<MarketIndex>);

/// The facts in a currency that cannot be compared with that of the first price of their service,
/// or the first line of their cost table; not where the currency itself is in doubt.
pub(super) fn mixed(study: &Study, strange: &HashMap<Box<str>, Box<str>>) -> Vec<Mixed> {
    let mut first: HashMap<(Kind, &str), (Amount, &str)> = HashMap::new();
    let mut mixed = Vec::new();
    for (row, fact) in study.facts.iter().enumerate() {
        let Some(compared) = compared(fact) else { continue };
        let stated = stated(study, fact);
        let mut sound = stated.iter().filter(|(_, code)| !strange.contains_key(*code));
        let Some((market, one)) = sound.clone().next() else { continue };
        let (place, known) = *first.entry(compared).or_insert(((row, *market), one));
        if let Some((market, other)) = sound.find(|(_, code)| !study.exchanges(code, known)) {
            let currencies = [Box::from(*other), Box::from(known)];
            mixed.push(Mixed { amounts: [(row, *market), place], currencies });
        }
    }
    mixed
}

/// The declared rates that some amount needs, by id; a code in doubt counts as the one it looks like.
pub(super) fn rates_used(study: &Study, strange: &HashMap<Box<str>, Box<str>>) -> HashSet<String> {
    let meant = |code| strange.get(code).map_or(code, |near| &**near);
    let all = study.facts.iter().flat_map(|fact| stated(study, fact));
    let all: HashSet<&str> = all.map(|(_, code)| meant(code)).collect();
    let meets = |rate: &&Rate| {
        let [from, to] = [&*rate.from, &*rate.to];
        // Amounts are converted to the study's currency, from wherever some amount is in.
        let other = if to == &*study.currency { from } else { to };
        [from, to].contains(&&*study.currency) && all.contains(other)
    };
    study.rates.iter().filter(meets).map(Rate::id).collect()
}

/// What a price or a cost line is compared with.
fn compared(fact: &Fact) -> Option<(Kind, &str)> {
    match &fact.body {
        Body::Price(price) => Some((Kind::Price, price.service.get(Lang::En))),
        Body::Tco(line) => {
            let scenario = line.scenario.as_ref().map_or("", |scenario| scenario.get(Lang::En));
            Some((Kind::Tco, scenario))
        }
        _ => None,
    }
}

/// The currencies that a fact states amounts in, each with its market if it is for one.
fn stated<'a>(study: &Study, fact: &'a Fact) -> Vec<(Option<MarketIndex>, &'a str)> {
    match &fact.body {
        Body::Price(price) => {
            let markets = study.market_indexes().filter(|at| price.values.get(*at).is_some());
            markets.map(|market| (Some(market), price.currency_in(market))).collect()
        }
        Body::Tco(line) => vec![(None, &line.currency)],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::{Loaded, StudyFile, from_files};

    fn loaded(rates: &str, facts: &str) -> Loaded {
        let text = format!(
            "format = 1\nid = \"s\"\ntitle = \"S\"\ncurrency = \"CNY\"\nas_of = 2022-12-31\n\
             market = [{{ id = \"a\", name = \"A\" }}, {{ id = \"b\", name = \"B\" }}]\n\
             source = [{{ id = \"z\", title = \"Z\" }}]\nrate = [{rates}]\n\
             [defaults]\nsource = \"z\"\n{facts}"
        );
        from_files(vec![StudyFile { name: "s.toml".into(), text: text.into(), fault: None }])
    }

    fn codes(rates: &str, facts: &str) -> Vec<&'static str> {
        let loaded = loaded(rates, facts);
        for problem in &loaded.problems {
            for lang in [Lang::Zh, Lang::En] {
                assert!(!problem.fault.message(lang).is_empty());
            }
        }
        loaded.problems.iter().map(|problem| problem.fault.code()).collect()
    }

    fn price(id: &str, more: &str) -> String {
        format!(
            "[[price]]\nid = \"{id}\"\nname = \"{id}\"\nservice = \"s\"\nunit = \"u\"\n\
             values = {{ a = 1, b = 2 }}\n{more}\n"
        )
    }

    const RATE: &str =
        "{ from = \"USD\", to = \"CNY\", rate = 6.95, date = 2022-12-31, source = \"z\" }";

    #[test]
    fn a_rate_that_a_price_needs_is_no_problem_and_keeps_its_digits() {
        let loaded = loaded(RATE, &price("p", "currency = { b = \"USD\" }\nper = 1000"));
        assert_eq!(loaded.problems, []);
        assert_eq!(loaded.study.rates[0].rate.to_string(), "6.95");
        assert_eq!(loaded.study.rates[0].id(), "USD-CNY");
        let Body::Price(price) = &loaded.study.facts[0].body else { unreachable!() };
        let b = loaded.study.pair.reference;
        assert_eq!((price.currency_in(b), price.per_in(b).to_string()), ("USD", "1000".to_owned()));
        assert_eq!(price.currency_in(loaded.study.pair.home), "CNY");
    }

    #[test]
    fn a_rate_is_checked_like_everything_else() {
        let used = price("p", "currency = { b = \"USD\" }");
        let changed = |from: &str, to: &str| codes(&RATE.replace(from, to), &used);
        assert_eq!(changed("6.95", "0"), ["HB015", "HB036"]);
        assert_eq!(changed("\"USD\"", "\"CNY\""), ["HB016", "HB036"]);
        assert_eq!(changed("source = \"z\"", "source = \"y\""), ["HB022"]);
        assert_eq!(changed("2022-12-31", "2023-01-01"), ["HB034"]);
        assert_eq!(changed("rate = 6.95, ", ""), ["HB011", "HB036"]);
        assert_eq!(changed("rate = 6.95", "rat = 6.95"), ["HB010", "HB036"]);
        assert_eq!(codes(&format!("{RATE}, {RATE}"), &used), ["HB025"]);
        let inverse = RATE.replace("USD", "X").replace("CNY", "USD").replace('X', "CNY");
        assert_eq!(
            codes(&format!("{RATE}, {inverse}"), &used),
            ["HB025"],
            "either way is one pair"
        );
        assert_eq!(codes(RATE, &price("p", "")), ["HB033"], "nothing is in US dollars");
    }

    #[test]
    fn a_quantity_is_above_nought_and_a_currency_has_three_capitals() {
        assert_eq!(codes("", &price("p", "per = 0")), ["HB015"]);
        assert_eq!(codes("", &price("p", "per = { a = -1 }")), ["HB015"]);
        assert_eq!(codes("", &price("p", "per = \"many\"")), ["HB012"]);
        assert_eq!(codes("", &price("p", "currency = { c = \"CNY\" }")), ["HB022"]);
        assert_eq!(codes("", &price("p", "currency = \"yuan\"")), ["HB024"]);
    }

    #[test]
    fn currencies_are_mixed_only_where_no_rate_joins_them() {
        let both = format!("{}{}", price("p", ""), price("q", "currency = \"USD\""));
        assert_eq!(codes("", &both), ["HB036"]);
        assert_eq!(codes(RATE, &both), Vec::<&str>::new());
        let one = price("p", "currency = { b = \"USD\" }");
        assert_eq!(codes("", &one), ["HB036"], "within one price as well");
        assert_eq!(codes("", &price("p", "currency = { b = \"RMB\" }")), ["HB028"]);
        assert_eq!(codes("", &price("p", "currency = { b = \"AUD\" }")), ["HB036"]);
        let hint = loaded("", &one).problems[0].fault.hint(Lang::En);
        assert!(hint.contains("[[rate]]"), "{hint}");
    }
}
