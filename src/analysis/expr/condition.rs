//! A condition that each row of a table meets or not.
//!
//! Must not know how rows are shown, sorted or searched.

use super::eval::Evaluation;
use super::fault::Fault;
use super::ground::Ground;
use super::parse::Node;
use super::resolve::prepare;
use crate::analysis::filter::Halt;
use crate::analysis::table::Row;
use crate::analysis::work::{BEAT, Stop};
use crate::model::Study;

/// A parsed condition over the members of a row.
#[derive(Debug, Clone, PartialEq)]
pub struct Condition {
    source: String,
    node: Node,
}

impl Condition {
    /// Parses a condition such as `delay > 30 && category == "hardware"`.
    ///
    /// # Errors
    /// What is wrong with it: its writing, or a name that no fact of the study has.
    pub fn parse(source: &str, study: &Study) -> Result<Self, Fault> {
        let condition =
            Self { source: source.trim().to_owned(), node: prepare(source.trim(), study)? };
        let ground = Ground::new(study);
        // A name is wrong if the first row of every kind says so; one that knows it is enough.
        ground.check_names(&condition.node)?;
        for row in ground.examples() {
            condition.holds(&ground, row)?;
        }
        Ok(condition)
    }

    /// The condition as it was typed.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The rows (positions among the study's facts) that meet it, in their order.
    ///
    /// # Errors
    /// If it cannot be computed for a row, such as a text compared with a number.
    pub fn rows(&self, study: &Study, rows: &[Row]) -> Result<Vec<Row>, Fault> {
        match self.met(study, rows.to_vec(), &Stop::never()) {
            Ok(met) => Ok(met),
            Err(Halt::Fault(fault)) => Err(fault),
            Err(Halt::Stopped) => Ok(Vec::new()),
        }
    }

    /// The rows that meet it, unless nobody waits for them any more.
    pub(in crate::analysis) fn met(
        &self,
        study: &Study,
        mut rows: Vec<Row>,
        stop: &Stop,
    ) -> Result<Vec<Row>, Halt> {
        let ground = Ground::new(study);
        let (mut seen, mut halt) = (0_usize, None);
        rows.retain(|row| {
            if seen.is_multiple_of(BEAT) && halt.is_none() && stop.is_due() {
                halt = Some(Halt::Stopped);
            }
            seen += 1;
            // After a halt no row is looked at.
            halt.is_none()
                && self.holds(&ground, *row as usize).unwrap_or_else(|fault| {
                    halt = Some(Halt::Fault(fault));
                    false
                })
        });
        halt.map_or(Ok(rows), Err)
    }

    fn holds(&self, ground: &Ground<'_>, row: usize) -> Result<bool, Fault> {
        let mut evaluation = Evaluation::of_row(ground, row);
        let fact = ground.study().fact_at(row);
        let named = |fault: Fault| match fact {
            Some(fact) => fault.in_row(fact.id.as_str()),
            None => fault,
        };
        evaluation.holds(&self.node).map_err(named)
    }
}

#[cfg(test)]
mod tests;
