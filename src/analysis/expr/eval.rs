//! Computes an expression over the facts of a study, and notes which values it used.
//!
//! Must not judge the result.

mod calls;

use std::collections::HashSet;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::Used;
use super::fault::{Fault, Reason};
use super::ground::{Ground, NAMES, is_everywhere};
use super::members::{
    Member, Scope, column, is_barred, names_of, of_brainstorm, of_fact, text_of_fact,
};
use super::near::Near;
use super::operate::{Side, combine, unary};
use super::parse::{Node, NodeKind};
use super::value::Value;
use crate::model::{Fact, FactId};

/// More steps than any honest expression needs: this many, and as many for every fact as follow.
const STEPS: usize = 1_000_000;
const STEPS_PER_FACT: usize = 200;

/// One expression being computed.
pub(in crate::analysis) struct Evaluation<'a, 's> {
    ground: &'a Ground<'s>,
    scope: Scope<'s>,
    rows: &'a [FactId],
    /// The row whose members are bare names, if it is a condition on rows.
    row: Option<usize>,
    /// Whether numbers of facts are taken as rounded to their last digit.
    rounded: bool,
    variables: Vec<(String, Value)>,
    steps: usize,
    pub(in crate::analysis) used: Vec<Used>,
    /// The paths of `used`, each of which is listed once.
    noted: HashSet<String>,
    /// The numbers of which a mean was taken.
    pub(in crate::analysis) averaged: Vec<Decimal>,
}

type Computed<T = Value> = Result<T, Fault>;

impl<'a, 's> Evaluation<'a, 's> {
    pub(in crate::analysis) fn new(
        ground: &'a Ground<'s>,
        (rows, rounded): (&'a [FactId], bool),
    ) -> Self {
        Self {
            ground,
            scope: Scope::of_claims(ground.study),
            rows,
            row: None,
            rounded,
            variables: Vec::new(),
            steps: 0,
            used: Vec::new(),
            noted: HashSet::new(),
            averaged: Vec::new(),
        }
    }

    /// A condition on a row.
    pub(super) fn of_row(ground: &'a Ground<'s>, row: usize) -> Self {
        let scope = Scope::of_rows(ground.study);
        Self { row: Some(row), scope, ..Self::new(ground, (&[], false)) }
    }

    /// Whether the condition holds; one about what the row does not state does not.
    pub(super) fn holds(&mut self, node: &Node) -> Computed<bool> {
        let value = self.stated(node)?;
        let flag = value.map_or(Ok(false), |value| value.flag());
        flag.map_err(|reason| Fault::new(reason, node.at))
    }

    /// The value of a node; none if a condition asks for what its row does not state.
    fn stated(&mut self, node: &Node) -> Computed<Option<Value>> {
        if let Some((fact, name)) = self.own_name(node) {
            self.take_steps(1).map_err(|reason| Fault::new(reason, node.at))?;
            return Ok(match of_fact(self.scope, fact, name) {
                Member::Stated(value) => Some(value),
                Member::NotStated | Member::Unknown => None,
            });
        }
        match self.value(node) {
            Ok(value) => Ok(Some(value)),
            Err(fault) if fault.is_unstated() && self.row.is_some() => Ok(None),
            Err(fault) => Err(fault),
        }
    }

    /// The fact of a condition and the name of a member, if the node is no more than that: most are,
    /// and need neither a copy nor a fault.
    fn own_name<'n>(&self, node: &'n Node) -> Option<(&'s Fact, &'n str)> {
        match &node.kind {
            NodeKind::Name(name) if self.variables.is_empty() && !is_everywhere(name) => {
                Some((self.ground.study.facts.get(self.row?)?, name))
            }
            _ => None,
        }
    }

    /// Whether a node is the id of a market, where the row has a value that cannot be what is asked for.
    fn asks_another_kind(
        &self,
        operator: &str,
        (node, value): (&Node, &Value),
        other: &Value,
    ) -> bool {
        self.own_name(node).is_some_and(|(_, name)| self.ground.columns.contains(&name))
            && !column::answers(operator, value, other)
    }

    /// Whether a member that is a text is the one that is written beside it; none within if it is not
    /// stated, none at all if the nodes are anything else.
    fn same_text(&self, member: &Node, text: &Node) -> Option<Option<bool>> {
        let NodeKind::Text(text) = &text.kind else { return None };
        let (fact, name) = self.own_name(member)?;
        let stated = text_of_fact(self.scope.pair, fact, name)?;
        Some(stated.map(|stated| stated == text))
    }

    pub(in crate::analysis) fn value(&mut self, node: &Node) -> Computed {
        self.take_steps(1).map_err(|reason| Fault::new(reason, node.at))?;
        // Whatever nests comes first and in functions of its own: each level takes little of the stack.
        match &node.kind {
            NodeKind::Binary(operator, a, b) => self.binary(operator, (a, b)),
            NodeKind::Member(of, name) => self.member_of((of, name), node.at),
            NodeKind::Call(name, arguments) => self.call((name, node.at), arguments),
            NodeKind::Index(of, index) => self.element((of, index)),
            NodeKind::Choice(three) => self.choice(three),
            NodeKind::Unary(operator, of) => self.unary(operator, of),
            _ => self.simple(node),
        }
    }

    fn simple(&mut self, node: &Node) -> Computed {
        let at = |reason| Fault::new(reason, node.at);
        match &node.kind {
            NodeKind::Number(number) => Ok(Value::from(*number)),
            NodeKind::Text(text) => Ok(Value::Text(text.clone())),
            NodeKind::Name(name) => self.name(name).map_err(at),
            NodeKind::List(nodes) => flat(self.values(nodes)?).map_err(at),
            _ => self.value(node),
        }
    }

    fn member_of(&mut self, (of, name): (&Node, &str), at: usize) -> Computed {
        let of = self.value(of)?;
        self.member(of, name).map_err(|reason| Fault::new(reason, at))
    }

    fn element(&mut self, (of, index): (&Node, &Node)) -> Computed {
        let list = self.value(of)?.list().map_err(|reason| Fault::new(reason, of.at))?;
        let at = |reason| Fault::new(reason, index.at);
        let index = self.value(index)?.number().map_err(at)?.value;
        let index = index.is_integer().then(|| index.to_usize()).flatten();
        index.and_then(|i| list.into_iter().nth(i)).ok_or(at(Reason::NoElement))
    }

    fn choice(&mut self, [condition, then, otherwise]: &[Node; 3]) -> Computed {
        let holds = self.value(condition)?.flag();
        let holds = holds.map_err(|reason| Fault::new(reason, condition.at))?;
        self.value(if holds { then } else { otherwise })
    }

    fn unary(&mut self, operator: &str, of: &Node) -> Computed {
        let value = self.value(of)?;
        unary(operator, &value).map_err(|reason| Fault::new(reason, of.at))
    }

    fn values(&mut self, nodes: &[Node]) -> Computed<Vec<Value>> {
        nodes.iter().map(|node| self.value(node)).collect()
    }

    fn take_steps(&mut self, count: usize) -> Result<(), Reason> {
        self.steps += count;
        let allowed = STEPS + STEPS_PER_FACT * self.ground.study.facts.len();
        if self.steps > allowed { Err(Reason::TooLong) } else { Ok(()) }
    }

    fn name(&mut self, name: &str) -> Result<Value, Reason> {
        if let Some((_, value)) = self.variables.iter().rev().find(|(known, _)| known == name) {
            return Ok(value.clone());
        }
        if let Some(value) = self.own(name) {
            return value;
        }
        match name {
            "true" => Ok(Value::Flag(true)),
            "false" => Ok(Value::Flag(false)),
            "rows" => {
                self.take_steps(self.rows.len())?;
                let row = |id: &FactId| self.fact(id.as_str());
                self.rows.iter().map(row).collect::<Result<_, _>>().map(Value::List)
            }
            "brainstorm" => match &self.ground.study.brainstorm {
                Some(brainstorm) => Ok(of_brainstorm(brainstorm)),
                None => Err(Reason::NotStated(self.ground.study.id.to_string(), name.to_owned())),
            },
            _ => {
                let variables = self.variables.iter().map(|(name, _)| name.as_str());
                let known = NAMES.iter().map(|(name, _)| *name).chain(variables);
                Err(Reason::UnknownName(name.to_owned(), Near::of(name, known)))
            }
        }
    }

    /// The member of the row of a condition; what is a member of other kinds only is not stated.
    fn own(&mut self, name: &str) -> Option<Result<Value, Reason>> {
        let study = self.ground.study;
        let fact = study.fact_at(self.row?)?;
        let unstated = || Reason::NotStated(fact.id.to_string(), name.to_owned());
        match of_fact(self.scope, fact, name) {
            Member::Stated(value) => Some(Ok(value)),
            Member::Unknown if is_everywhere(name) => None,
            Member::NotStated | Member::Unknown => Some(Err(unstated())),
        }
    }

    fn fact(&self, id: &str) -> Result<Value, Reason> {
        match self.ground.row(&FactId::new(id)) {
            Some(row) => Ok(Value::Fact(row)),
            None => Err(Reason::UnknownFact(id.to_owned(), self.ground.likely(id))),
        }
    }

    fn member(&mut self, of: Value, name: &str) -> Result<Value, Reason> {
        let unknown = |known: &mut dyn Iterator<Item = &str>| {
            Reason::UnknownMember(name.to_owned(), Near::of(name, known))
        };
        let (who, value) = match of {
            Value::Fact(row) => {
                let study = self.ground.study;
                let fact = study.facts.get(row).ok_or(Reason::NoElement)?;
                if is_barred(self.scope, fact, name) {
                    return Err(Reason::Judged(name.to_owned()));
                }
                let value = match of_fact(self.scope, fact, name) {
                    Member::Stated(value) => Some(value),
                    Member::NotStated => None,
                    Member::Unknown => return Err(unknown(&mut names_of(fact.body.kind()))),
                };
                (fact.id.to_string(), value)
            }
            Value::Record(who, members) => {
                let known = members.iter().position(|(known, _)| known == name);
                // The keys of printed forms are free, so that none is wrong.
                if known.is_none() && !who.ends_with(".printed") {
                    return Err(unknown(&mut members.iter().map(|(known, _)| known.as_str())));
                }
                (who, known.and_then(|index| members.into_iter().nth(index)?.1))
            }
            other => return Err(Reason::Kind("fact", other.kind())),
        };
        let value = value.ok_or_else(|| Reason::NotStated(who.clone(), name.to_owned()))?;
        Ok(self.note(value, (&who, name)))
    }

    /// Notes a number or a date as used, and gives a rounded number the room it has.
    fn note(&mut self, value: Value, (who, name): (&str, &str)) -> Value {
        let (shown, value) = match value {
            Value::Number(number) if self.rounded => {
                (number.value.to_string(), Value::Number(number.rounded()))
            }
            Value::Number(number) => (number.value.to_string(), value),
            Value::Date(date) => (date.to_string(), value),
            other => return other,
        };
        if !who.is_empty() {
            self.note_used(Used { path: format!("{who}.{name}"), value: shown });
        }
        value
    }

    fn note_used(&mut self, used: Used) {
        if self.noted.insert(used.path.clone()) {
            self.used.push(used);
        }
    }

    /// Notes the facts of a list that is counted: they are what its size is made of.
    fn note_counted(&mut self, list: &Value) {
        let Value::List(elements) = list else { return };
        for element in elements {
            let Value::Fact(row) = element else { continue };
            let Some(fact) = self.ground.study.facts.get(*row) else { continue };
            self.note_used(Used { path: fact.id.to_string(), value: String::new() });
        }
    }

    fn binary(&mut self, operator: &str, (a, b): (&Node, &Node)) -> Computed {
        if LOGIC.contains(&operator) && self.row.is_some() {
            return self.logic(operator, (a, b));
        }
        let left = self.value(a)?;
        // What decides by the left side alone does not ask the right one.
        match (operator, &left) {
            ("&&", Value::Flag(false)) => return Ok(Value::Flag(false)),
            ("||", Value::Flag(true)) => return Ok(Value::Flag(true)),
            _ => {}
        }
        let right = self.value(b)?;
        combine(operator, left, right).map_err(|fault| placed(fault, (a, b)))
    }

    /// What decides a condition: a side that is not stated makes a comparison false.
    fn logic(&mut self, operator: &str, (a, b): (&Node, &Node)) -> Computed {
        match operator {
            "&&" => Ok(Value::Flag(self.holds(a)? && self.holds(b)?)),
            "||" => Ok(Value::Flag(self.holds(a)? || self.holds(b)?)),
            "==" | "!=" if self.same_text(a, b).is_some() => {
                self.take_steps(2).map_err(|reason| Fault::new(reason, a.at))?;
                let same = self.same_text(a, b).flatten();
                Ok(Value::Flag(same.is_some_and(|same| same == (operator == "=="))))
            }
            _ => {
                let (Some(left), Some(right)) = (self.stated(a)?, self.stated(b)?) else {
                    return Ok(Value::Flag(false));
                };
                if self.asks_another_kind(operator, (a, &left), &right)
                    || self.asks_another_kind(operator, (b, &right), &left)
                {
                    return Ok(Value::Flag(false));
                }
                combine(operator, left, right).map_err(|fault| placed(fault, (a, b)))
            }
        }
    }
}

/// The operators whose result is true or false.
const LOGIC: [&str; 9] = ["&&", "||", "==", "!=", "<", "<=", ">", ">=", "in"];

/// A list of values that are no lists: lists of lists would let a short expression fill the memory.
fn flat(values: Vec<Value>) -> Result<Value, Reason> {
    match values.iter().find(|value| matches!(value, Value::List(_))) {
        Some(list) => Err(Reason::Kind("value", list.kind())),
        None => Ok(Value::List(values)),
    }
}

/// A fault of an operator, at the operand that does not fit.
fn placed((side, reason): (Side, Reason), (a, b): (&Node, &Node)) -> Fault {
    Fault::new(reason, if side == Side::Left { a.at } else { b.at })
}
