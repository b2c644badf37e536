//! The words by which scripts and settings name columns: the one list of what `facts` can be asked for.
//!
//! It must not know what stands in a column.

use std::borrow::Cow;
use std::collections::HashSet;

use super::{Field, TITLES};
use crate::analysis::expr;
use crate::model::{Lang, MarketIndex, Study};

/// The members with a value per market that lists for scripts have a column per market of.
const PER_MARKET: [&str; 9] =
    ["values", "dates", "status", "currencies", "per", "normalised", "offers", "total", "periods"];

/// Columns of whole lists that are no members of facts: the figures of a study, and the list of all
/// that changed in a fact.
const ELSEWHERE: [&str; 2] = ["value", "change_changes"];

impl Field {
    /// The word that scripts use for the column; the id of the market or platform for theirs.
    #[must_use]
    pub fn word(self, study: &Study) -> Cow<'_, str> {
        let market =
            |index: MarketIndex| study.markets.get(index.0).map_or("", |market| &market.id);
        Cow::Borrowed(match self {
            Self::Market(index) => market(index),
            Self::Platform(index) => study.platforms.get(index).map_or("", |label| &label.id),
            Self::Known(name) => name,
            Self::KnownIn(name, index) => return Cow::Owned(format!("{name}_{}", market(index))),
            Self::Form(..) => return Cow::Owned(form_word(self.form_key(study))),
            field => field.row().map_or("", |row| row.1),
        })
    }

    /// The columns that stand for this one where every cell holds one value.
    #[must_use]
    pub fn spread(self, study: &Study) -> Vec<Self> {
        match self {
            Self::Known(name) if PER_MARKET.contains(&name) => {
                study.market_indexes().map(|market| Self::KnownIn(name, market)).collect()
            }
            Self::Known("amounts") => (0..study.platforms.len()).map(Self::Platform).collect(),
            Self::Known("printed") => Self::forms(study).collect(),
            field => vec![field],
        }
    }

    /// The key whose printed form it holds; empty for every other column.
    #[must_use]
    pub fn form_key(self, study: &Study) -> &str {
        let Self::Form(row, at) = self else { return "" };
        let form = study.facts.get(row as usize).and_then(|fact| fact.printed().get(at));
        form.map_or("", |(key, _)| key)
    }

    /// A column for each key of which a fact has a printed form.
    fn forms(study: &Study) -> impl Iterator<Item = Self> {
        let mut keys = HashSet::new();
        let facts = (0..).zip(&study.facts);
        let forms = facts.flat_map(|(row, fact)| {
            let keys = fact.printed().iter().enumerate();
            keys.map(move |(at, (key, _))| (&**key, Self::Form(row, at)))
        });
        forms.filter(move |(key, _)| keys.insert(*key)).map(|(_, field)| field)
    }

    /// The name under which a setting about the column is kept: its word, and for a market or a
    /// platform what it is as well, so that no id is taken for a word.
    #[must_use]
    pub fn key(self, study: &Study) -> String {
        match self {
            Self::Market(_) => format!("market:{}", self.word(study)),
            Self::Platform(_) => format!("platform:{}", self.word(study)),
            field => field.word(study).into_owned(),
        }
    }

    /// The column of a [`key`](Self::key); none where the study has no such market or platform.
    #[must_use]
    pub fn of_key(key: &str, study: &Study) -> Option<Self> {
        Self::all(study).find(|field| field.key(study) == key)
    }

    /// The column that a script names with `word`. The id of a market or platform means theirs,
    /// whatever else the word may stand for.
    #[must_use]
    pub fn from_word(study: &Study, word: &str) -> Option<Self> {
        // Expressions call it so as well.
        let word = if word == "delay" { "delay_days" } else { word };
        let whole = Self::all(study).chain(Self::whole_members(study));
        whole
            .into_iter()
            .find(|field| field.word(study) == word)
            .or_else(|| Self::part(study, word))
    }

    /// The column that holds a part of a member, by its word: `normalised_china`, `printed_period`.
    pub(in crate::analysis) fn part(study: &Study, word: &str) -> Option<Self> {
        let members = PER_MARKET.iter().filter(|name| word.starts_with(**name));
        // Expressions ask for every name of theirs: only who may mean a form looks through the facts.
        let forms = word.starts_with("printed").then(|| Self::forms(study));
        let parts = members.flat_map(|name| Self::in_markets(study, name));
        parts.chain(forms.into_iter().flatten()).find(|field| field.word(study) == word)
    }

    /// The column with this title on the screen, in either language and any case; its unit, behind a
    /// comma, may be left out.
    #[must_use]
    pub fn titled(study: &Study, title: &str) -> Option<Self> {
        let wanted = title.to_lowercase();
        let is = |title: &str| {
            let title = title.to_lowercase();
            title == wanted || title.split_once(',').is_some_and(|(name, _)| name == wanted)
        };
        let langs = [Lang::Zh, Lang::En];
        Self::all(study).find(|field| langs.iter().any(|lang| is(field.title(study, *lang))))
    }

    /// The columns that only lists for scripts have: members of expressions that no table shows.
    pub fn members(study: &Study) -> impl Iterator<Item = Self> {
        let parts = PER_MARKET.iter().flat_map(|name| Self::in_markets(study, name));
        Self::whole_members(study).chain(parts).chain(Self::forms(study))
    }

    fn whole_members(study: &Study) -> impl Iterator<Item = Self> + use<> {
        let is_column = |name: &&str| is_column(name) || *name == "delay";
        let names = expr::known().iter().map(|row| row.name).filter(move |name| !is_column(name));
        let compared = study.former.is_some();
        let names =
            names.chain(ELSEWHERE).filter(move |name| compared || !name.starts_with("change"));
        names.map(Self::Known)
    }

    fn in_markets(study: &Study, name: &'static str) -> impl Iterator<Item = Self> + use<> {
        study.market_indexes().map(move |market| Self::KnownIn(name, market))
    }
}

fn is_column(word: &str) -> bool {
    TITLES.iter().any(|row| row.1 == word)
}

/// The word for the column of a printed form: `printed_period`, or as expressions write it where that
/// is another column: `printed.value`, which is no claim's `printed_value`.
pub(crate) fn form_word(key: &str) -> String {
    let word = format!("printed_{key}");
    if is_column(&word) { format!("printed.{key}") } else { word }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::{Loaded, StudyFile, from_files};

    /// A study with a count that has printed forms of these keys, and a claim.
    fn with_forms(keys: &[&str]) -> Study {
        let forms: Vec<String> = keys.iter().map(|key| format!("{key} = \"so\"")).collect();
        let text = format!(
            "format = 1\nid = \"s\"\ntitle = \"S\"\n\
             market = [{{ id = \"a\", name = \"A\" }}, {{ id = \"b\", name = \"B\" }}]\n\
             [[source]]\nid = \"x\"\ntitle = \"X\"\n[defaults]\nsource = \"x\"\ndimension = \"brand\"\n\
             [[count]]\nid = \"n\"\nname = \"N\"\nunit = \"u\"\nvalues = {{ a = 1, b = 2 }}\n\
             printed = {{ {} }}\n\
             [[claim]]\nid = \"c\"\nname = \"C\"\ntext = \"t\"\nprinted_value = \"1\"\n",
            forms.join(", ")
        );
        let file = StudyFile { name: "study.toml".into(), text: text.into(), fault: None };
        let Loaded { study, .. } = from_files(vec![file]);
        study
    }

    #[test]
    fn every_column_is_found_by_its_word_and_a_part_of_a_member_as_one() {
        let study = with_forms(&["a", "period"]);
        for field in Field::all(&study).chain(Field::members(&study)) {
            let word = field.word(&study);
            assert_eq!(Field::from_word(&study, &word), Some(field), "{word}");
            let is_part = matches!(field, Field::KnownIn(..) | Field::Form(..));
            assert_eq!(Field::part(&study, &word).is_some(), is_part, "{word}");
        }
        assert!(Field::part(&study, "printed_period").is_some());
        assert_eq!(Field::part(&study, "printed_unit"), None);
    }

    #[test]
    fn a_printed_value_is_no_claims_printed_value() {
        let study = with_forms(&["value"]);
        let fields = || Field::all(&study).chain(Field::members(&study));
        let words: HashSet<_> = fields().map(|field| field.word(&study)).collect();
        assert_eq!(words.len(), fields().count(), "two columns have one name");
        let form = Field::from_word(&study, "printed.value");
        assert!(matches!(form, Some(Field::Form(..))));
        assert_eq!(Field::from_word(&study, "printed_value"), Some(Field::Printed));
    }
}
