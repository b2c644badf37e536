//! Which facts, in which order, with which columns: the choices a list of facts offers.
//!
//! Turns words into rows and columns, and mistakes in them into messages; what a condition, a
//! search and an order mean is known elsewhere.

use std::sync::OnceLock;

use clap::Args;

use super::failure::{Failure, Outcome};
use super::scene::Scene;
use crate::analysis::expr::{Condition, Fault};
use crate::analysis::filter::Filter;
use crate::analysis::search::Searchable;
use crate::analysis::table::{Field, Row, sort};
use crate::load::nearest;
use crate::model::{Lang, Study};
use crate::text::{Measure, clean};

/// The flags that choose.
#[derive(Debug, Args)]
pub(super) struct Choice {
    /// Only facts that meet a condition on their keys: delay > 30 && category == "hardware"
    #[arg(long = "where", value_name = "EXPR", allow_hyphen_values = true)]
    condition: Option<String>,
    /// Only facts with these words, as the search of the interface finds them, best first
    #[arg(long, value_name = "WORDS")]
    search: Option<String>,
    /// Order by these columns; a minus before one turns it around
    #[arg(long, value_name = "COLUMN,...", allow_hyphen_values = true)]
    sort: Vec<String>,
    /// Only these columns, by their keys or titles, in this order
    #[arg(long, value_name = "COLUMN,...")]
    columns: Vec<String>,
}

/// The Chinese help of the flags.
pub(super) const ZH: [(&str, &str); 4] = [
    ("condition", "只列满足条件的事实，条件用其键写成：delay > 30 && category == \"hardware\""),
    ("search", "只列含有这些词的事实，与界面中的搜索相同，最相近的在前"),
    ("sort", "按这些列排序；列名前加减号则反向"),
    ("columns", "只输出这些列（写键或标题），按此次序"),
];

impl Choice {
    /// The columns asked for; none for the usual ones.
    pub(super) fn columns(&self, study: &Study, scene: &Scene<'_>) -> Outcome<Option<Vec<Field>>> {
        let words = self.columns.iter().flat_map(|list| words_of(study, list));
        let columns = words.map(|word| column(study, word, scene.lang));
        let columns: Vec<Field> = columns.collect::<Outcome<_>>()?;
        Ok((!columns.is_empty()).then_some(columns))
    }

    /// Of `rows` (positions among the study's facts) those that are asked for, in the order asked
    /// for; none if nothing is asked.
    pub(super) fn rows(
        &self,
        study: &Study,
        mut rows: Vec<Row>,
        scene: &Scene<'_>,
    ) -> Outcome<Option<Vec<Row>>> {
        let words = self.sort.iter().flat_map(|list| words_of(study, list));
        let order = words.map(|word| ordered(study, word, scene.lang));
        let order: Vec<(Field, bool)> = order.collect::<Outcome<_>>()?;
        rows = self.matching(study, &rows).map_err(|fault| {
            refused(self.condition.as_deref().unwrap_or_default(), &fault, scene.lang)
        })?;
        // The sort is stable, so the column named first has the last word.
        for &by in order.iter().rev() {
            sort(study, &mut rows, by);
        }
        let asked = self.condition.is_some() || self.search.is_some() || !order.is_empty();
        if asked && rows.is_empty() {
            scene.say(scene.lang.pick("没有符合的事实", "no facts match"));
        }
        Ok(asked.then_some(rows))
    }

    /// The rows that meet the condition and match the words.
    fn matching(&self, study: &Study, rows: &[Row]) -> Result<Vec<Row>, Fault> {
        let condition = self.condition.as_ref().map(|source| Condition::parse(source, study));
        let words = self.search.clone().unwrap_or_default();
        let filter = Filter { words, condition: condition.transpose()?, ..Filter::default() };
        filter.apply(Searchable { study, index: &OnceLock::new() }, rows)
    }
}

/// The words of a list between its commas; the title of a column may have one of its own.
fn words_of<'l>(study: &Study, list: &'l str) -> Vec<&'l str> {
    let mut words = Vec::new();
    let mut rest = Some(list);
    while let Some(text) = rest {
        let mut ends = text.match_indices([',', '，']).map(|(at, _)| at).chain([text.len()]);
        let first = ends.next().unwrap_or(text.len());
        let word = |end: usize| text.get(..end).unwrap_or(text).trim();
        let is_title = |end: &usize| {
            let word = word(*end);
            Field::titled(study, word.strip_prefix('-').unwrap_or(word)).is_some()
        };
        let end = ends.next().filter(is_title).unwrap_or(first);
        words.push(word(end));
        rest = text.get(end..).and_then(|rest| rest.strip_prefix([',', '，']));
    }
    words
}

fn ordered(study: &Study, word: &str, lang: Lang) -> Outcome<(Field, bool)> {
    match word.strip_prefix('-') {
        Some(word) => Ok((column(study, word, lang)?, true)),
        None => Ok((column(study, word, lang)?, false)),
    }
}

fn column(study: &Study, word: &str, lang: Lang) -> Outcome<Field> {
    if let Some(field) = Field::from_word(study, word).or_else(|| Field::titled(study, word)) {
        return Ok(field);
    }
    let fields = Field::all(study).chain(Field::members(study));
    let known: Vec<String> = fields.map(|field| field.word(study).into_owned()).collect();
    let longer = || known.iter().find(|known| !word.is_empty() && known.starts_with(word));
    let titles = Field::all(study).map(|field| field.title(study, lang));
    let spellings = known.iter().map(String::as_str).chain(["delay"]).chain(titles);
    let near = nearest(word, spellings).or_else(|| Some(longer()?));
    let near = near.map_or(String::new(), |near| {
        lang.pick(format!("是不是 `{near}`？"), format!("did you mean `{near}`? "))
    });
    let list = known.join(", ");
    Err(Failure::usage(
        lang.pick(format!("没有列 `{word}`"), format!("there is no column `{word}`")),
    )
    .hint(lang.pick(format!("{near}列有：{list}"), format!("{near}there are: {list}"))))
}

/// A condition that cannot be computed, with a mark under the place.
fn refused(source: &str, fault: &Fault, lang: Lang) -> Failure {
    let source = source.trim();
    let span = fault.span(source);
    let before = source.get(..span.start).unwrap_or(source);
    let marked = source.get(span).unwrap_or_default();
    let cols = |text: &str| Measure::Narrow.cols(&clean(text));
    let (indent, marks) = (" ".repeat(cols(before)), "^".repeat(cols(marked).max(1)));
    let (message, advice) = (fault.message(lang), fault.condition_advice(source, lang));
    let source = clean(source);
    Failure::usage(format!(
        "--where{}{message}\n  {source}\n  {indent}{marks}",
        lang.pick("：", ": ")
    ))
    .hint(advice)
}
