//! A study: what is compared, where it is known from, and the facts themselves.
//!
//! A study owns its facts and the labels they refer to by index or id. It must not know how it was
//! read; [`Place`] is all it keeps of its files.

use std::sync::OnceLock;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::{
    Audit, Category, Cause, Fact, FactId, Fishbone, Former, Lang, Localized, NodeId, Pair,
};

/// A whole study, as loaded.
#[derive(Debug, Clone, Default)]
pub struct Study {
    /// Stable id, also the name under which its sessions and views are kept.
    pub id: Box<str>,
    /// What the study is called.
    pub title: Localized,
    /// What is studied, in one line.
    pub subject: Localized,
    /// The date the study as a whole speaks of.
    pub as_of: Option<NaiveDate>,
    /// Currency of every price that names none (ISO 4217).
    pub currency: Box<str>,
    /// How currencies are converted.
    pub rates: Vec<Rate>,
    /// The columns that are compared, in order of declaration.
    pub markets: Vec<Market>,
    /// The market under study and its reference, as the study declares them: what claims and
    /// expressions speak of.
    pub declared: Pair,
    /// The two markets that are compared now: the declared ones until somebody picks others.
    /// Whatever is derived from a comparison follows it.
    pub pair: Pair,
    /// The columns of the total-cost-of-ownership table.
    pub platforms: Vec<Label>,
    /// Names of the categories and layers that facts refer to by id.
    pub categories: Vec<Label>,
    /// Where facts are known from.
    pub sources: Vec<Source>,
    /// The facts, by kind, then in reading order: by file and place.
    pub facts: Vec<Fact>,
    /// The fishbone the study ends in, if it has one.
    pub fishbone: Option<StudyFishbone>,
    /// The brainstorm the study reports, if it has one.
    pub brainstorm: Option<Brainstorm>,
    /// Names of the files, for [`Place::file`].
    pub files: Vec<Box<str>>,
    /// The date that each file sets for its facts, for files that set one.
    pub default_days: Vec<(u32, NaiveDate)>,
    /// The earlier edition it is compared with, if it is.
    pub former: Option<Box<Former>>,
    /// What came of recomputing its claims: found once, when somebody first asks for it.
    pub checked: OnceLock<Audit>,
}

/// Where the date that a fact speaks of is taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DatedBy {
    /// The fact states it.
    Fact,
    /// Its file sets it for the facts in it.
    File,
    /// The day its source was published.
    Source,
    /// The study as a whole speaks of it.
    Study,
}

impl Study {
    /// The fact with this id.
    #[must_use]
    pub fn fact(&self, id: &FactId) -> Option<&Fact> {
        self.facts.iter().find(|fact| fact.id == *id)
    }

    /// The name of a category or layer; its id where the study declares none.
    #[must_use]
    pub fn category_name<'a>(&'a self, id: &'a str, lang: Lang) -> &'a str {
        self.categories
            .iter()
            .find(|label| &*label.id == id)
            .map_or(id, |label| label.name.get(lang))
    }

    /// The name of a market column.
    #[must_use]
    pub fn market_name(&self, index: MarketIndex, lang: Lang) -> &str {
        self.markets.get(index.0).map_or("?", |market| market.name.get(lang))
    }

    /// The source with this id.
    #[must_use]
    pub fn source(&self, id: &str) -> Option<&Source> {
        self.sources.iter().find(|source| &*source.id == id)
    }

    /// The date that a fact speaks of, and where it is from: the fact, its file, its source, the
    /// study. A source that was published after the day of the study tells of that day.
    #[must_use]
    pub fn day_of(&self, fact: &Fact) -> Option<(NaiveDate, DatedBy)> {
        if let Some(day) = fact.as_of {
            let of_file = self.default_days.contains(&(fact.place.file, day));
            return Some((day, if of_file { DatedBy::File } else { DatedBy::Fact }));
        }
        let source = fact.source.as_deref().and_then(|id| self.source(id));
        let published = source.and_then(|source| source.date);
        match (published, self.as_of) {
            (Some(day), Some(study)) if day > study => Some((study, DatedBy::Study)),
            (Some(day), _) => Some((day, DatedBy::Source)),
            (None, study) => study.map(|day| (day, DatedBy::Study)),
        }
    }

    /// The rate between two currencies, whichever way it is declared.
    #[must_use]
    pub fn rate(&self, a: &str, b: &str) -> Option<&Rate> {
        self.rates.iter().find(|rate| rate.links(a, b))
    }

    /// Whether amounts in two currencies can be compared: they are one, or each is the study's
    /// currency or has a rate to it.
    #[must_use]
    pub fn exchanges(&self, a: &str, b: &str) -> bool {
        let own = &*self.currency;
        let known = |currency: &str| currency == own || self.rate(currency, own).is_some();
        a == b || (known(a) && known(b))
    }

    /// Every market, in column order.
    pub fn market_indexes(&self) -> impl Iterator<Item = MarketIndex> + use<> {
        (0..self.markets.len()).map(MarketIndex)
    }
}

/// Position of a market among [`Study::markets`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct MarketIndex(pub usize);

/// A column that is compared: a region, a country, a competitor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Market {
    /// The key used in facts.
    pub id: Box<str>,
    /// The heading of its column.
    pub name: Localized,
}

/// How much of one currency another one is worth, on a day, by a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rate {
    /// The currency that is converted (ISO 4217).
    pub from: Box<str>,
    /// The currency it is converted to (ISO 4217).
    pub to: Box<str>,
    /// How much of `to` one unit of `from` is; above nought.
    pub rate: Decimal,
    /// The day the rate is of.
    pub date: NaiveDate,
    /// Id of the source.
    pub source: Box<str>,
}

impl Rate {
    /// `USD-CNY`.
    #[must_use]
    pub fn id(&self) -> String {
        format!("{}-{}", self.from, self.to)
    }

    /// Whether it is between these two currencies, whichever way.
    #[must_use]
    pub fn links(&self, a: &str, b: &str) -> bool {
        let ends = (&*self.from, &*self.to);
        ends == (a, b) || ends == (b, a)
    }
}

/// An id with a name: a category, a layer, a platform, a department.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The key used in files.
    pub id: Box<str>,
    /// What it is called.
    pub name: Localized,
}

/// Where facts are known from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The key used in facts.
    pub id: Box<str>,
    /// Title of the document or page.
    pub title: Localized,
    /// The organisation or role that published it.
    pub author: Option<Localized>,
    /// Date of publication.
    pub date: Option<NaiveDate>,
    /// Address of the document.
    pub url: Option<Box<str>>,
}

/// Where in the study's files something stands. Lines and columns count from 1; a column is a
/// character, not a byte and not a terminal column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Place {
    /// Position among [`Study::files`].
    pub file: u32,
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

/// The fishbone of a study, in every language it is worded in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StudyFishbone {
    /// The effect at the head.
    pub effect: Localized,
    /// The bones: a name and its causes.
    pub categories: Vec<(Localized, Vec<StudyCause>)>,
}

/// A cause of a [`StudyFishbone`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StudyCause {
    /// The wording.
    pub text: Localized,
    /// Votes the study reports.
    pub votes: u32,
    /// Facts that support the cause.
    pub evidence: Vec<FactId>,
    /// A remark.
    pub note: Option<Localized>,
    /// The causes behind it.
    pub causes: Vec<StudyCause>,
}

impl StudyFishbone {
    /// The fishbone worded in one language, with node ids in reading order.
    #[must_use]
    pub fn in_lang(&self, lang: Lang) -> Fishbone {
        let mut ids = (1..).map(NodeId);
        let categories = self
            .categories
            .iter()
            .map(|(name, causes)| Category {
                id: ids.next().unwrap_or_default(),
                name: name.get(lang).to_owned(),
                causes: causes.iter().map(|cause| cause.in_lang(lang, &mut ids)).collect(),
            })
            .collect();
        Fishbone { effect: self.effect.get(lang).to_owned(), categories }
    }
}

impl StudyCause {
    fn in_lang(&self, lang: Lang, ids: &mut impl Iterator<Item = NodeId>) -> Cause {
        Cause {
            id: ids.next().unwrap_or_default(),
            text: self.text.get(lang).to_owned(),
            votes: self.votes,
            departments: Vec::new(),
            evidence: self.evidence.iter().map(|id| id.as_str().to_owned()).collect(),
            note: self.note.as_ref().map(|note| note.get(lang).to_owned()),
            causes: self.causes.iter().map(|cause| cause.in_lang(lang, ids)).collect(),
        }
    }
}

/// A brainstorm that a study reports: the material to replay or to start from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brainstorm {
    /// The question put to the room.
    pub topic: Localized,
    /// When it took place.
    pub date: Option<NaiveDate>,
    /// How many people took part, the facilitator aside.
    pub participants: Option<u32>,
    /// How it was prepared.
    pub preparation: Vec<Localized>,
    /// The rules read out at the start: a name and what it asks.
    pub rules: Vec<(Localized, Localized)>,
    /// Who took part.
    pub departments: Vec<Label>,
    /// What was said, in order.
    pub ideas: Vec<Idea>,
}

/// An idea of a reported brainstorm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Idea {
    /// Stable id.
    pub id: Box<str>,
    /// The wording.
    pub text: Localized,
    /// Whether the room kept it as a core issue.
    pub core: bool,
}
