//! The members that have a closed list of values, and the words for each value.
//!
//! A value goes by the word of the files and by its names on the screen, in either language. Must not
//! know expressions.

use super::fault::Reason;
use super::members::column;
use super::near::Near;
use crate::analysis::compare::ChangeKind;
use crate::model::{
    Availability, CapabilityType, Dimension, Kind, Lang, Localized, PestFactor, Standing, Study,
    SwotFactor, Term, TowsCell,
};

/// A closed list of values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Closed {
    Kind,
    Dimension,
    Category,
    Source,
    Market,
    Gap,
    Status,
    Type,
    Factor,
    Cell,
    Effect,
    Verdict,
    Change,
    /// Days, and the word for a date that is missing.
    Release,
    /// What a market has: days and statuses, by the kind of fact.
    Column,
    /// Days only.
    Day,
}

/// A value: the word it is compared as, and every other word for it.
type Entry<'s> = (&'s str, Vec<&'s str>);

impl Closed {
    /// The list that the values of a member come from; `under` is the member that it is a part of.
    pub(super) fn of(name: &str, under: Option<&str>) -> Option<Self> {
        match under {
            Some("status") => return Some(Self::Status),
            Some("dates") => return Some(Self::Release),
            _ => {}
        }
        Some(match name {
            "kind" => Self::Kind,
            "dimension" => Self::Dimension,
            "category" | "layer" | "phase" | "cost" => Self::Category,
            "source" => Self::Source,
            "market" | "markets" | "cheapest" => Self::Market,
            "gap" => Self::Gap,
            "type" => Self::Type,
            "factor" => Self::Factor,
            "cell" => Self::Cell,
            "effect" => Self::Effect,
            "verdict" => Self::Verdict,
            "change" | "change_kind" => Self::Change,
            "date" | "as_of" => Self::Day,
            _ => return None,
        })
    }

    /// The list that the values of a fact's own member come from, or of what it has in one of the
    /// markets whose ids are `columns`.
    pub(super) fn of_fact(name: &str, columns: &[&str]) -> Option<Self> {
        Self::of(name, None).or_else(|| columns.contains(&name).then_some(Self::Column))
    }

    /// Whether its values are days.
    pub(super) fn is_of_days(self) -> bool {
        matches!(self, Self::Release | Self::Column | Self::Day)
    }

    /// What a value is called, in Chinese and English.
    fn label(self) -> &'static (&'static str, &'static str) {
        match self {
            Self::Kind => &("种类", "kind"),
            Self::Dimension => &("维度", "dimension"),
            Self::Category => &("类别", "category"),
            Self::Source => &("来源", "source"),
            Self::Market => &("市场", "market"),
            Self::Gap => &("差距", "gap"),
            Self::Status => &("可用性", "status"),
            Self::Type => &("类型", "type"),
            Self::Factor => &("因素", "factor"),
            Self::Cell => &("格子", "cell"),
            Self::Effect => &("作用", "effect"),
            Self::Verdict => &("结论", "verdict"),
            Self::Change => &("变化", "change"),
            Self::Release | Self::Day => &("日期", "date"),
            Self::Column => &("可用性或日期", "status or date"),
        }
    }

    fn entries(self, study: &Study) -> Vec<Entry<'_>> {
        match self {
            Self::Kind => terms::<Kind>(),
            Self::Dimension => terms::<Dimension>(),
            Self::Status | Self::Column => terms::<Availability>(),
            Self::Cell => terms::<TowsCell>(),
            Self::Change => terms::<ChangeKind>(),
            Self::Factor => {
                [terms::<PestFactor>(), terms::<SwotFactor>(), terms::<TowsCell>()].concat()
            }
            Self::Type => {
                let cuts = vec![("direct", vec!["直接"]), ("indirect", vec!["间接"])];
                [terms::<CapabilityType>(), cuts].concat()
            }
            Self::Category => named(study.categories.iter().map(|label| (&*label.id, &label.name))),
            Self::Source => named(study.sources.iter().map(|source| (&*source.id, &source.title))),
            Self::Market => named(study.markets.iter().map(|market| (&*market.id, &market.name))),
            Self::Gap => vec![
                ("missing", vec!["缺失"]),
                ("limited", vec!["受限"]),
                ("late", vec!["滞后"]),
                // Who asks what is there does not think of who came first.
                ("level", vec!["持平", "available", "可用"]),
                ("not stated", vec!["未说明"]),
            ],
            Self::Effect => vec![
                ("favourable", vec!["利好"]),
                ("adverse", vec!["不利"]),
                ("mixed", vec!["兼有"]),
            ],
            Self::Verdict => Standing::TERMS.iter().map(|row| (row.1, Vec::new())).collect(),
            Self::Release => vec![("missing", vec!["缺失"])],
            Self::Day => Vec::new(),
        }
    }

    /// The words that values are compared as, of which `word` is a name; ids come before names, of
    /// which several values may share one.
    ///
    /// # Errors
    /// If it is none, with those it is like.
    pub(super) fn resolve<'s>(self, study: &'s Study, word: &str) -> Result<Vec<&'s str>, Reason> {
        let entries = self.entries(study);
        if let Some((own, _)) = entries.iter().find(|(own, _)| *own == word) {
            return Ok(vec![own]);
        }
        let folded = word.trim().to_lowercase();
        let is_name = |name: &&str| name.to_lowercase() == folded;
        let own: Vec<&str> = entries
            .iter()
            .filter(|(own, names)| is_name(own) || names.iter().any(is_name))
            .map(|(own, _)| *own)
            .collect();
        if own.is_empty() { Err(self.unknown(&entries, word)) } else { Ok(own) }
    }

    fn unknown(self, entries: &[Entry<'_>], word: &str) -> Reason {
        let near = Near::of(word, entries.iter().map(|(own, _)| *own));
        // A name on the screen that is misspelt means its value.
        let names =
            entries.iter().flat_map(|(own, names)| names.iter().map(move |name| (name, *own)));
        let likely = |(name, _): &(&&str, &str)| {
            Near::likely_of(word, [**name].into_iter()).likely().is_some()
        };
        let near = match names.into_iter().find(likely) {
            Some((_, own)) if near.likely().is_none() => near.rather(own.to_owned()),
            _ => near,
        };
        Reason::UnknownValue(self.label(), word.to_owned(), near)
    }
}

/// The words that the member of a path such as `status.china` can be compared with and that begin with
/// what was typed, where they are a closed list; names on the screen where no word begins so.
#[must_use]
pub fn words(study: &Study, path: &str, begun: &str) -> Vec<String> {
    let closed = match path.rsplit_once('.') {
        None => Closed::of_fact(path, &column::names(study)),
        Some((of, name)) => Closed::of(name, of.rsplit('.').next()),
    };
    let entries = closed.map(|closed| closed.entries(study)).unwrap_or_default();
    let beginning = |words: &mut dyn Iterator<Item = &str>| -> Vec<String> {
        let words = words.filter(|word| word.starts_with(begun)).map(str::to_owned);
        let mut words: Vec<String> = words.collect();
        // Some names are the same in both languages.
        words.dedup();
        words
    };
    let own = beginning(&mut entries.iter().map(|(word, _)| *word));
    if own.is_empty() {
        beginning(&mut entries.iter().flat_map(|(_, names)| names.iter().copied()))
    } else {
        own
    }
}

fn terms<'s, T: Term>() -> Vec<Entry<'s>> {
    T::TERMS.iter().map(|row| (row.1, vec![row.2, row.3])).collect()
}

fn named<'s>(labels: impl Iterator<Item = (&'s str, &'s Localized)>) -> Vec<Entry<'s>> {
    labels.map(|(id, name)| (id, vec![name.get(Lang::Zh), name.get(Lang::En)])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::{Origin, load};

    #[test]
    fn a_value_is_found_by_its_word_and_by_its_names_on_the_screen() {
        let study = load(&Origin::BuiltIn).unwrap().study;
        let found = |closed: Closed, word: &str| closed.resolve(&study, word).unwrap();
        for word in ["hardware", "硬件集成", "Hardware integration", "HARDWARE INTEGRATION"] {
            assert_eq!(found(Closed::Category, word), ["hardware"], "{word}");
        }
        for word in ["level", "available", "持平", "可用"] {
            assert_eq!(found(Closed::Gap, word), ["level"], "{word}");
        }
        assert_eq!(found(Closed::Kind, "free-tier item"), ["free_tier"]);
    }

    #[test]
    fn what_was_begun_is_completed_in_the_words_of_files_else_in_those_of_the_screen() {
        let study = load(&Origin::BuiltIn).unwrap().study;
        assert_eq!(words(&study, "gap", "li"), ["limited"]);
        assert_eq!(words(&study, "gap", "not s"), ["not stated"]);
        assert_eq!(words(&study, "gap", "缺"), ["缺失"]);
        assert_eq!(words(&study, "status.china", "").len(), 3);
        assert!(words(&study, "delay", "").is_empty());
    }

    #[test]
    fn a_word_outside_the_list_is_refused_with_its_neighbour() {
        let study = load(&Origin::BuiltIn).unwrap().study;
        for (closed, word, near) in [
            (Closed::Category, "hardwar", "hardware"),
            (Closed::Kind, "relese", "release"),
            (Closed::Gap, "availabel", "level"),
            (Closed::Status, "mising", "missing"),
            (Closed::Verdict, "difers", "differs"),
        ] {
            let Err(Reason::UnknownValue(_, said, found)) = closed.resolve(&study, word) else {
                panic!("{word} was taken");
            };
            assert_eq!((said.as_str(), found.likely()), (word, Some(near)));
        }
    }
}
