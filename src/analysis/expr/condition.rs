//! A condition that each row of a table meets or not.
//!
//! Must not know how rows are shown, sorted or searched.

use super::eval::{Evaluation, Ground};
use super::fault::Fault;
use super::parse::{Node, NodeKind, parse};
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
        let mut node = parse(source.trim())?;
        read_gaps(&mut node);
        let condition = Self { source: source.trim().to_owned(), node };
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
        evaluation.holds(&self.node)
    }
}

/// Takes the word that tables show for a gap that is none, `available`, for the one that expressions
/// have always had, `level`.
fn read_gaps(node: &mut Node) {
    match &mut node.kind {
        NodeKind::Binary(_, a, b) => {
            if is_gap(a) {
                read_word(b);
            } else if is_gap(b) {
                read_word(a);
            }
            read_gaps(a);
            read_gaps(b);
        }
        NodeKind::Index(a, b) => [a, b].into_iter().for_each(|node| read_gaps(node)),
        NodeKind::Member(of, _) | NodeKind::Unary(_, of) => read_gaps(of),
        NodeKind::List(nodes) | NodeKind::Call(_, nodes) => nodes.iter_mut().for_each(read_gaps),
        NodeKind::Choice(three) => three.iter_mut().for_each(read_gaps),
        NodeKind::Number(_) | NodeKind::Text(_) | NodeKind::Name(_) => {}
    }
}

fn is_gap(node: &Node) -> bool {
    matches!(&node.kind, NodeKind::Name(name) | NodeKind::Member(_, name) if name == "gap")
}

fn read_word(node: &mut Node) {
    match &mut node.kind {
        NodeKind::Text(text) if text == "available" => "level".clone_into(text),
        NodeKind::List(nodes) => nodes.iter_mut().for_each(read_word),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::super::Reason;
    use super::*;
    use crate::load::{Origin, load};
    use crate::model::FactId;

    fn ids(source: &str) -> Vec<String> {
        let study = load(&Origin::BuiltIn).unwrap().study;
        let all: Vec<Row> = (0..).take(study.facts.len()).collect();
        let condition = Condition::parse(source, &study).unwrap();
        let rows = condition.rows(&study, &all).unwrap();
        rows.iter().map(|row| study.facts[*row as usize].id.to_string()).collect()
    }

    fn fault(source: &str) -> Fault {
        let study = load(&Origin::BuiltIn).unwrap().study;
        Condition::parse(source, &study).unwrap_err()
    }

    #[test]
    fn a_gap_goes_by_the_word_of_the_tables_and_by_the_one_of_scripts() {
        let level = ids("gap == \"level\"");
        assert!(!level.is_empty());
        assert_eq!(ids("gap == \"available\""), level);
        assert_eq!(ids("\"available\" == gap && true"), level);
    }

    #[test]
    fn members_of_the_row_are_bare_names() {
        assert_eq!(ids("delay == 444"), ["release-inf1"]);
        assert!(ids("kind == \"claim\"").iter().all(|id| id.starts_with("claim-")));
        assert_eq!(ids("delay > 30 && category == \"hardware\""), ["release-inf1"]);
    }

    #[test]
    fn what_a_row_does_not_state_compares_as_false_and_spoils_nothing_else() {
        let late = ids("delay > 100");
        let missing = ids("gap == \"missing\"");
        assert!(!late.is_empty() && !missing.is_empty());
        let both = ids("delay > 100 || gap == \"missing\"");
        assert_eq!(both.len(), late.len() + missing.len());
        assert_eq!(ids("gap == \"missing\" || delay > 100").len(), both.len());
        assert_eq!(
            ids("dates.china == \"missing\" || delay > 100").len(),
            late.len() + ids("dates.china == \"missing\"").len()
        );
    }

    #[test]
    fn texts_are_compared_in_place_as_copies_of_them_are() {
        for (name, word) in [
            ("gap", "late"),
            ("kind", "release"),
            ("category", "hardware"),
            ("source", "x"),
            ("dimension", "price"),
            ("id", "release-inf1"),
        ] {
            for operator in ["==", "!="] {
                let in_place = ids(&format!("{name} {operator} \"{word}\""));
                // The other way around nothing is compared in place.
                assert_eq!(in_place, ids(&format!("\"{word}\" {operator} {name}")), "{name}");
            }
        }
    }

    #[test]
    fn names_are_found_in_either_language() {
        assert!(ids("contains(name, \"inf1\")").contains(&"release-inf1".to_owned()));
        assert_eq!(ids("name.contains(\"自动标注\")"), ids("contains(name, \"自动标注\")"));
    }

    #[test]
    fn a_misspelt_name_is_named_with_its_neighbour_and_its_place() {
        let misspelt = fault("gap == \"late\" && delya > 3");
        assert_eq!((misspelt.at, misspelt.near()), (17, Some("delay")));
        assert!(matches!(misspelt.reason, Reason::UnknownName(..)));
        assert!(matches!(fault("delay >").reason, Reason::Ends));
        assert!(matches!(fault("delay > \"x\"").reason, Reason::Kind(..)));
        assert!(matches!(fault("delay").reason, Reason::Kind(..)));
    }

    #[test]
    fn a_condition_that_names_another_fact_looks_it_up() {
        let study = load(&Origin::BuiltIn).unwrap().study;
        let inf1 = study.fact(&FactId::new("release-inf1")).unwrap();
        assert_eq!(ids("delay >= fact(\"release-inf1\").delay"), [inf1.id.as_str()]);
    }
}
