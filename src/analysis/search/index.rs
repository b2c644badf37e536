//! What is searched of a study: per fact the tokens of its names and its id, and a group of texts
//! that it shares with others.
//!
//! Texts that many facts have, such as the names of categories, are kept once and compared once a
//! query. Must not know queries.

use super::alike::{Likening, Lookalikes};
use super::shapes::Shaping;
use super::texts::{self, Style};
use super::tokens::{END, Numbering, Splitter, Streams, Vocabulary, number};
use crate::analysis::hash::QuickMap;
use crate::analysis::work::{BEAT, Stop};
use crate::model::{Fact, Lang, Study};

/// The prepared search in a study: about 50 bytes a fact of two names.
#[derive(Debug, Default)]
pub struct Index {
    pub(super) vocabulary: Vocabulary,
    /// Per fact: its Chinese name, its English name, its id, each up to an [`END`].
    pub(super) rows: Streams,
    /// Per fact: which characters occur in those, letters of readings among them.
    pub(super) bits: Vec<u64>,
    /// Which facts are alike, and their groups of texts.
    pub(super) alike: Lookalikes,
    pub(super) groups: Groups,
    /// The distinct texts of groups.
    pub(super) texts: Streams,
    /// Whether they are prose.
    pub(super) prose: Vec<bool>,
}

/// Sets of texts.
#[derive(Debug, Default)]
pub(super) struct Groups {
    starts: Vec<u32>,
    texts: Vec<u32>,
}

impl Groups {
    pub(super) fn len(&self) -> usize {
        self.starts.len()
    }

    /// The texts of a group.
    pub(super) fn get(&self, group: usize) -> &[u32] {
        let start = self.starts.get(group).map_or(usize::MAX, |start| *start as usize);
        let end = self.starts.get(group + 1).map_or(self.texts.len(), |end| *end as usize);
        self.texts.get(start..end).unwrap_or_default()
    }
}

impl Index {
    /// Prepares the search in a study.
    #[must_use]
    pub fn of(study: &Study) -> Self {
        Self::unless_stopped(study, &Stop::never()).unwrap_or_default()
    }

    /// Prepares the search in a study, unless nobody waits for it any more.
    #[must_use]
    pub fn unless_stopped(study: &Study, stop: &Stop) -> Option<Self> {
        let mut builder = Builder::default();
        for facts in study.facts.chunks(BEAT) {
            if stop.is_due() {
                return None;
            }
            facts.iter().for_each(|fact| builder.add(study, fact));
        }
        // In the order of their positions.
        study.gone().for_each(|(_, fact)| builder.add(study, fact));
        Some(builder.finish())
    }
}

/// Makes an index; what it needs for finding what it has seen already is gone when it is made.
#[derive(Default)]
struct Builder<'s> {
    index: Index,
    numbering: Numbering,
    shaping: Shaping,
    likening: Likening,
    splitter: Splitter,
    known_texts: QuickMap<(&'s str, bool), u32>,
    known_groups: QuickMap<Box<[u32]>, u32>,
    /// The texts of the fact at hand.
    group: Vec<u32>,
}

impl<'s> Builder<'s> {
    fn add(&mut self, study: &'s Study, fact: &'s Fact) {
        let (zh, en) = (fact.name.get(Lang::Zh), fact.name.get(Lang::En));
        let names = [zh, if en == zh { "" } else { en }, fact.id.as_str()];
        let Self { index, numbering, splitter, .. } = self;
        index.rows.begin();
        let mut bits = 0;
        for name in names {
            splitter.split(name, |text, flags| {
                let token = numbering.number(text, flags);
                index.rows.push(token);
                bits |= numbering.bits(token);
            });
            index.rows.push(END);
        }
        index.bits.push(bits);
        let shape = self.shaping.next(&self.index.rows, &self.numbering.vocabulary);
        let group = self.group(study, fact);
        self.likening.add(shape, group);
    }

    /// The number of the group of a fact's texts.
    fn group(&mut self, study: &'s Study, fact: &'s Fact) -> u32 {
        let mut group = std::mem::take(&mut self.group);
        group.clear();
        texts::each(study, fact, |text, style| {
            if !text.is_empty() {
                let text = self.text(text, style);
                if !group.contains(&text) {
                    group.push(text);
                }
            }
        });
        let known = self.known_groups.get(group.as_slice()).copied();
        let number = known.unwrap_or_else(|| {
            let Groups { starts, texts } = &mut self.index.groups;
            let next = number(starts.len());
            starts.push(number(texts.len()));
            texts.extend(&group);
            self.known_groups.insert(group.as_slice().into(), next);
            next
        });
        self.group = group;
        number
    }

    fn text(&mut self, text: &'s str, style: Style) -> u32 {
        let prose = style == Style::Prose;
        let Self { index, numbering, splitter, known_texts, .. } = self;
        *known_texts.entry((text, prose)).or_insert_with(|| {
            let next = number(index.texts.len());
            index.texts.begin();
            splitter.split(text, |text, flags| index.texts.push(numbering.number(text, flags)));
            index.texts.push(END);
            index.prose.push(prose);
            next
        })
    }

    fn finish(self) -> Index {
        let mut index = self.index;
        index.vocabulary = self.numbering.vocabulary;
        index.alike = self.likening.finish();
        index.rows.shrink();
        index.texts.shrink();
        index.bits.shrink_to_fit();
        index
    }
}
