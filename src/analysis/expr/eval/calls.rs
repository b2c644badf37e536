//! The functions that need the evaluation itself: those that look facts up, and those that take each
//! element of a list in turn.
//!
//! Must not know what other functions compute.

use super::{Computed, Evaluation, flat};
use crate::analysis::expr::fault::{Fault, Reason};
use crate::analysis::expr::functions::{FUNCTIONS, function, numbers};
use crate::analysis::expr::near::Near;
use crate::analysis::expr::parse::{Node, NodeKind};
use crate::analysis::expr::value::Value;
use crate::analysis::expr::words::Closed;
use crate::model::{Body, Kind, Term};

impl Evaluation<'_, '_> {
    pub(super) fn call(&mut self, (name, at): (&str, usize), arguments: &[Node]) -> Computed {
        let fault = |reason| Fault::new(reason, at);
        let Some(function) = function(name) else {
            let known = FUNCTIONS.iter().map(|function| function.name);
            return Err(fault(Reason::UnknownFunction(name.to_owned(), Near::of(name, known))));
        };
        if arguments.len() != function.count {
            return Err(fault(Reason::Arguments(function.count)));
        }
        if let [list, variable, body] = arguments {
            return self.each(name, (list, variable, body));
        }
        if let ("has", [member]) = (name, arguments) {
            return self.has(member);
        }
        let values = self.values(arguments)?;
        // What a function is given is at fault rather than the function, but for a list of nothing.
        let place = arguments.first().map_or(at, |first| first.at);
        let fault = |reason| match reason {
            Reason::EmptyList | Reason::Overflow => Fault::new(reason, at),
            reason => Fault::new(reason, place),
        };
        if let ("size", [list]) = (name, values.as_slice()) {
            self.note_counted(list);
        }
        if name == "mean" {
            let averaged = numbers(values.clone()).map_err(fault)?;
            self.averaged = averaged.iter().map(|number| number.value).collect();
        }
        match function.compute {
            Some(compute) => compute(values).map_err(fault),
            None => self.lookup(name, &values).map_err(fault),
        }
    }

    fn has(&mut self, member: &Node) -> Computed {
        match self.value(member) {
            Ok(value) => Ok(Value::Flag(!value.is_empty())),
            Err(fault) if fault.is_unstated() => Ok(Value::Flag(false)),
            Err(fault) => Err(fault),
        }
    }

    /// The functions that look facts up.
    fn lookup(&mut self, name: &str, arguments: &[Value]) -> Result<Value, Reason> {
        match (name, arguments) {
            ("fact", [id]) => self.fact(id.text()?),
            ("facts", [kind]) => self.facts(kind.text()?),
            ("point", [series, period]) => self.point(series, period.text()?),
            _ => Err(Reason::Arguments(1)),
        }
    }

    fn facts(&mut self, word: &str) -> Result<Value, Reason> {
        let words = Closed::Kind.resolve(self.ground.study, word)?;
        let kind = words.first().and_then(|word| Kind::from_word(word));
        self.take_steps(self.ground.study.facts.len())?;
        let facts = self.ground.study.facts.iter().enumerate();
        let facts = facts.filter(|(_, fact)| Some(fact.body.kind()) == kind);
        Ok(Value::List(facts.map(|(row, _)| Value::Fact(row)).collect()))
    }

    fn point(&mut self, series: &Value, period: &str) -> Result<Value, Reason> {
        let Value::Fact(row) = series else { return Err(Reason::Kind("series", series.kind())) };
        let fact = self.ground.study.facts.get(*row).ok_or(Reason::NoElement)?;
        if !matches!(fact.body, Body::Series(_)) {
            return Err(Reason::Kind("series", fact.body.kind().word()));
        }
        let points = self.member(series.clone(), "points")?.list()?;
        for point in points {
            if self.member(point.clone(), "period")?.text()? == period {
                return Ok(point);
            }
        }
        Err(Reason::NotStated(fact.id.to_string(), period.to_owned()))
    }

    /// `map`, `filter`, `all`, `exists`: a name stands for each element in turn.
    fn each(&mut self, name: &str, (list, variable, body): (&Node, &Node, &Node)) -> Computed {
        let place = list.at;
        let list = self.value(list)?.list().map_err(|reason| Fault::new(reason, place))?;
        let NodeKind::Name(variable) = &variable.kind else {
            return Err(Fault::new(Reason::Kind("name", "expression"), variable.at));
        };
        let mut results = Vec::with_capacity(list.len());
        for element in list {
            self.variables.push((variable.clone(), element.clone()));
            let result = self.value(body);
            self.variables.pop();
            results.push((element, result?));
        }
        let holds = |(_, result): &(Value, Value)| {
            result.flag().map_err(|reason| Fault::new(reason, body.at))
        };
        match name {
            "map" => {
                let results = results.into_iter().map(|(_, result)| result).collect();
                flat(results).map_err(|reason| Fault::new(reason, body.at))
            }
            "filter" => {
                let mut kept = Vec::new();
                for pair in results {
                    if holds(&pair)? {
                        kept.push(pair.0);
                    }
                }
                Ok(Value::List(kept))
            }
            _ => {
                let flags: Vec<bool> = results.iter().map(holds).collect::<Result<_, _>>()?;
                let every = name == "all";
                Ok(Value::Flag(flags.contains(&!every) != every))
            }
        }
    }
}
