//! What expressions stand on: a study with its facts by id, and the names there are.
//!
//! Must not compute.

use std::cell::{Cell, OnceCell};
use std::collections::HashMap;

use super::fault::{Fault, Reason};
use super::members::{column, known};
use super::near::Near;
use super::parse::Node;
use crate::load::LOOKS;
use crate::model::{FactId, Study};

/// Names that every expression may use.
pub static NAMES: &[(&str, (&str, &str))] = &[
    ("rows", ("论断所列的事实", "the facts that the claim lists")),
    ("brainstorm", ("所报告的头脑风暴", "the brainstorm that the study reports")),
    ("true", ("真", "true")),
    ("false", ("假", "false")),
];

/// Whether every expression may use the name.
pub(super) fn is_everywhere(name: &str) -> bool {
    NAMES.iter().any(|(known, _)| *known == name)
}

/// A study prepared for many expressions.
pub(in crate::analysis) struct Ground<'a> {
    pub(super) study: &'a Study,
    /// Facts by id; made when an expression first asks for one.
    ids: OnceCell<HashMap<&'a FactId, usize>>,
    /// The ids of markets, as names of what a row has there.
    pub(super) columns: Vec<&'a str>,
    /// How many ids were looked at for what unknown ones may mean.
    looks: Cell<usize>,
}

impl<'a> Ground<'a> {
    pub(in crate::analysis) fn new(study: &'a Study) -> Self {
        Self { study, ids: OnceCell::new(), columns: column::names(study), looks: Cell::new(0) }
    }

    /// The study.
    pub(in crate::analysis) fn study(&self) -> &'a Study {
        self.study
    }

    pub(super) fn row(&self, id: &FactId) -> Option<usize> {
        let facts = self.study.facts.iter().enumerate();
        let ids = self.ids.get_or_init(|| facts.map(|(row, fact)| (&fact.id, row)).collect());
        ids.get(id).copied()
    }

    /// The id that was probably meant by one that no fact has, unless too many are unknown.
    pub(super) fn likely(&self, id: &str) -> Near {
        let facts = &self.study.facts;
        if self.looks.get() > LOOKS {
            return Near::default();
        }
        self.looks.set(self.looks.get() + facts.len());
        Near::likely_of(id, facts.iter().map(|fact| fact.id.as_str()))
    }

    /// The first fact of every kind there is. Facts are in order of kind.
    pub(super) fn examples(&self) -> Vec<usize> {
        let facts = &self.study.facts;
        let mut rows = Vec::new();
        let mut row = 0;
        while let Some(fact) = facts.get(row) {
            rows.push(row);
            let kind = fact.body.kind();
            row += facts.get(row..).unwrap_or_default().partition_point(|f| f.body.kind() == kind);
        }
        rows
    }

    /// Refuses a name that is neither a member of some kind, nor a market or platform, nor known to
    /// every expression.
    pub(super) fn check_names(&self, node: &Node) -> Result<(), Fault> {
        let names: Vec<&str> = known().iter().map(|row| row.name).collect();
        let Study { markets, platforms, .. } = self.study;
        let ids = markets.iter().map(|m| &*m.id).chain(platforms.iter().map(|p| &*p.id));
        let everywhere = NAMES.iter().map(|(name, _)| *name);
        let all: Vec<&str> = names.into_iter().chain(everywhere).chain(ids).collect();
        let wrong = node.free_names().into_iter().find(|(name, _)| !all.contains(name));
        wrong.map_or(Ok(()), |(name, at)| {
            let near = Near::of(name, all.iter().copied());
            Err(Fault::new(Reason::UnknownName(name.to_owned(), near), at))
        })
    }
}
