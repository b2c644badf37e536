//! Gives the texts of an expression the words that values are compared as, and refuses those that no
//! value can be.
//!
//! Done once, before anything is computed, so that a misspelt word is an error and not an empty list.
//! Must not compute.

use super::fault::{Fault, Reason};
use super::functions::day;
use super::ground::is_everywhere;
use super::members::{column, known};
use super::near::Near;
use super::parse::{Node, NodeKind, parse};
use super::words::Closed;
use crate::analysis::table::Field;
use crate::model::Study;

/// Parses an expression over the facts of a study.
///
/// # Errors
/// What is wrong with its writing, with a date or with a word in it.
pub(in crate::analysis) fn prepare(source: &str, study: &Study) -> Result<Node, Fault> {
    let mut node = parse(source)?;
    Resolver { study, columns: column::names(study), bound: Vec::new() }.walk(&mut node)?;
    Ok(node)
}

struct Resolver<'s> {
    study: &'s Study,
    /// The ids of markets, as names of what a fact has there.
    columns: Vec<&'s str>,
    /// Names that stand for elements of a list here.
    bound: Vec<String>,
}

impl Resolver<'_> {
    fn walk(&mut self, node: &mut Node) -> Result<(), Fault> {
        let variable = match &node.kind {
            NodeKind::Call(_, arguments) => match arguments.as_slice() {
                [_, Node { kind: NodeKind::Name(variable), .. }, _] => Some(variable.clone()),
                _ => None,
            },
            _ => None,
        };
        let binds = variable.is_some();
        self.bound.extend(variable);
        let inner = node.inner_mut().into_iter().try_for_each(|inner| self.walk(inner));
        if binds {
            self.bound.pop();
        }
        inner?;
        self.resolve(node)
    }

    fn resolve(&self, node: &mut Node) -> Result<(), Fault> {
        match &mut node.kind {
            NodeKind::Name(name) => {
                if let Some((member, part)) = self.parted(name) {
                    let member = Node::leaf(node.at, NodeKind::Name(member.to_owned()));
                    node.kind = NodeKind::Member(Box::new(member), part);
                }
                Ok(())
            }
            NodeKind::Binary(operator, a, b) => {
                let (operator, left, right) = (*operator, self.closed(a), self.closed(b));
                match (operator, left, right) {
                    ("in", Some(closed), _) => self.elements(closed, b),
                    ("in", _, Some(closed)) => self.one(closed, a),
                    ("==" | "!=", Some(closed), _) if is_text(b) || is_name(b) => {
                        self.one(closed, b)?;
                        spread(node);
                        Ok(())
                    }
                    ("==" | "!=", _, Some(closed)) if is_text(a) || is_name(a) => {
                        self.one(closed, a)?;
                        spread(node);
                        Ok(())
                    }
                    ("<" | "<=" | ">" | ">=", Some(closed), _) => to_day(closed, b),
                    ("<" | "<=" | ">" | ">=", _, Some(closed)) => to_day(closed, a),
                    _ => Ok(()),
                }
            }
            NodeKind::Call(name, arguments) => match (name.as_str(), arguments.as_mut_slice()) {
                ("date", [Node { kind: NodeKind::Text(text), at, .. }]) => {
                    day(text).map(|_| ()).map_err(|reason| Fault::new(reason, *at))
                }
                ("facts", [kind]) => self.one(Closed::Kind, kind),
                _ => Ok(()),
            },
            _ => Ok(()),
        }
    }

    /// The member and the part of it that lists for scripts call by one name: `normalised_china`.
    fn parted(&self, name: &str) -> Option<(&'static str, String)> {
        if self.bound.iter().any(|bound| bound == name) || known().iter().any(|m| m.name == name) {
            return None;
        }
        let field = Field::part(self.study, name)?;
        match field {
            Field::KnownIn(member, market) => {
                Some((member, self.study.markets.get(market.0)?.id.to_string()))
            }
            Field::Form(..) => Some(("printed", field.form_key(self.study).to_owned())),
            _ => None,
        }
    }

    /// The closed list that the values of a node come from, if it is a member that has one.
    fn closed(&self, node: &Node) -> Option<Closed> {
        match &node.kind {
            NodeKind::Name(name) if !self.bound.contains(name) => {
                Closed::of_fact(name, &self.columns)
            }
            NodeKind::Member(of, name) => match &of.kind {
                NodeKind::Name(under) if !self.bound.contains(under) => {
                    Closed::of(name, Some(under.as_str()))
                }
                NodeKind::Member(_, under) => Closed::of(name, Some(under.as_str())),
                _ => Closed::of_fact(name, &self.columns),
            },
            _ => None,
        }
    }

    /// A text that a value is compared with: the word for the value, or a list of them where it names
    /// several.
    fn one(&self, closed: Closed, node: &mut Node) -> Result<(), Fault> {
        self.check_quoted(closed, node)?;
        let NodeKind::Text(text) = &node.kind else { return Ok(()) };
        if closed.is_of_days() && day(text).is_ok() {
            return to_day(closed, node);
        }
        if closed == Closed::Day {
            return day(text).map(|_| ()).map_err(|reason| Fault::new(reason, node.at));
        }
        let words =
            closed.resolve(self.study, text).map_err(|reason| Fault::new(reason, node.at))?;
        let text = |word: &&str| Node::leaf(node.at, NodeKind::Text((*word).to_owned()));
        let mut words: Vec<Node> = words.iter().map(text).collect();
        *node = match (words.len(), words.pop()) {
            (1, Some(word)) => word,
            (_, last) => {
                words.extend(last);
                Node::leaf(node.at, NodeKind::List(words))
            }
        };
        Ok(())
    }

    /// Refuses a value without its quotes, which is a name that nothing has.
    fn check_quoted(&self, closed: Closed, node: &Node) -> Result<(), Fault> {
        let NodeKind::Name(name) = &node.kind else { return Ok(()) };
        let is_bound = self.bound.iter().any(|bound| bound == name);
        let is_known = is_bound || is_everywhere(name) || self.columns.contains(&name.as_str());
        if is_known || known().iter().any(|member| member.name == name) {
            return Ok(());
        }
        match closed.resolve(self.study, name) {
            Ok(_) => {
                let quoted = Near::only(format!("\"{name}\""));
                Err(Fault::new(Reason::UnknownName(name.clone(), quoted), node.at))
            }
            Err(_) => Ok(()),
        }
    }

    /// The texts of a list that a value is looked for in.
    fn elements(&self, closed: Closed, list: &mut Node) -> Result<(), Fault> {
        let NodeKind::List(nodes) = &mut list.kind else { return Ok(()) };
        let mut all = Vec::with_capacity(nodes.len());
        for mut node in nodes.drain(..) {
            self.one(closed, &mut node)?;
            match node.kind {
                NodeKind::List(several) => all.extend(several),
                kind => all.push(Node::leaf(node.at, kind)),
            }
        }
        *nodes = all;
        Ok(())
    }
}

fn is_text(node: &Node) -> bool {
    matches!(node.kind, NodeKind::Text(_))
}

fn is_name(node: &Node) -> bool {
    matches!(node.kind, NodeKind::Name(_))
}

/// A text that a day is compared with, as a day.
fn to_day(closed: Closed, node: &mut Node) -> Result<(), Fault> {
    if let NodeKind::Text(text) = &node.kind
        && closed.is_of_days()
    {
        day(text).map_err(|reason| Fault::new(reason, node.at))?;
        let text = std::mem::replace(node, Node::leaf(node.at, NodeKind::List(Vec::new())));
        node.kind = NodeKind::Call("date".to_owned(), vec![text]);
    }
    Ok(())
}

/// `category == [a, b]`, which a name of several values has become, as `category == a || category == b`;
/// likewise with `!=` and `&&`.
fn spread(node: &mut Node) {
    let NodeKind::Binary(operator @ ("==" | "!="), a, b) = &mut node.kind else { return };
    let (member, list) = match (&mut a.kind, &mut b.kind) {
        (_, NodeKind::List(list)) => (&**a, std::mem::take(list)),
        (NodeKind::List(list), _) => (&**b, std::mem::take(list)),
        _ => return,
    };
    let joint = if *operator == "==" { "||" } else { "&&" };
    let one = |word: Node| {
        let both = (Box::new(member.clone()), Box::new(word));
        Node::leaf(node.at, NodeKind::Binary(operator, both.0, both.1))
    };
    let all = list.into_iter().map(one);
    let joined = all.reduce(|all, one| {
        Node::leaf(node.at, NodeKind::Binary(joint, Box::new(all), Box::new(one)))
    });
    if let Some(joined) = joined {
        *node = joined;
    }
}
