//! The grammar of expressions: tokens to a tree.
//!
//! Operators bind as in CEL. Must not know what names mean.

use rust_decimal::Decimal;

use super::fault::{Fault, Reason};
use super::lex::{Token, tokens};

/// A node of an expression, with the byte to point at where it is at fault: the name of a member or
/// a function, the beginning of anything else.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::analysis) struct Node {
    pub(super) at: usize,
    pub(super) kind: NodeKind,
    /// How many nodes stand one inside another, this one counted.
    height: usize,
}

impl Node {
    /// A node without others inside, or in whose place stands no deeper one.
    pub(super) fn leaf(at: usize, kind: NodeKind) -> Self {
        Self { at, kind, height: 1 }
    }

    /// The nodes inside.
    pub(super) fn inner(&self) -> Vec<&Self> {
        match &self.kind {
            NodeKind::Number(_) | NodeKind::Text(_) | NodeKind::Name(_) => Vec::new(),
            NodeKind::Member(of, _) | NodeKind::Unary(_, of) => vec![of],
            NodeKind::Index(a, b) | NodeKind::Binary(_, a, b) => vec![a, b],
            NodeKind::List(nodes) | NodeKind::Call(_, nodes) => nodes.iter().collect(),
            NodeKind::Choice(three) => three.iter().collect(),
        }
    }

    /// The nodes inside, to be changed.
    pub(super) fn inner_mut(&mut self) -> Vec<&mut Self> {
        match &mut self.kind {
            NodeKind::Number(_) | NodeKind::Text(_) | NodeKind::Name(_) => Vec::new(),
            NodeKind::Member(of, _) | NodeKind::Unary(_, of) => vec![of],
            NodeKind::Index(a, b) | NodeKind::Binary(_, a, b) => vec![a, b],
            NodeKind::List(nodes) | NodeKind::Call(_, nodes) => nodes.iter_mut().collect(),
            NodeKind::Choice(three) => three.iter_mut().collect(),
        }
    }

    /// The names that nothing inside the expression gives a meaning, with their places.
    pub(super) fn free_names(&self) -> Vec<(&str, usize)> {
        let mut names = Vec::new();
        self.collect(&mut Vec::new(), &mut names);
        names
    }

    fn collect<'n>(&'n self, bound: &mut Vec<&'n str>, names: &mut Vec<(&'n str, usize)>) {
        match &self.kind {
            NodeKind::Name(name) if !bound.contains(&name.as_str()) => names.push((name, self.at)),
            // `list.map(r, body)`: the name stands for each element inside the body alone.
            NodeKind::Call(_, arguments) => match arguments.as_slice() {
                [list, Self { kind: NodeKind::Name(variable), .. }, body] => {
                    list.collect(bound, names);
                    bound.push(variable);
                    body.collect(bound, names);
                    bound.pop();
                }
                arguments => arguments.iter().for_each(|node| node.collect(bound, names)),
            },
            _ => self.inner().into_iter().for_each(|node| node.collect(bound, names)),
        }
    }
}

/// What a node is.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::analysis) enum NodeKind {
    Number(Decimal),
    Text(String),
    Name(String),
    List(Vec<Node>),
    /// `of.name`
    Member(Box<Node>, String),
    /// `of[index]`
    Index(Box<Node>, Box<Node>),
    /// `name(arguments)`, or `first.name(arguments)` with the first argument before the name.
    Call(String, Vec<Node>),
    /// `-x` or `!x`
    Unary(&'static str, Box<Node>),
    Binary(&'static str, Box<Node>, Box<Node>),
    /// `condition ? then : otherwise`
    Choice(Box<[Node; 3]>),
}

/// How many brackets and signs may stand one inside another; more are mistakes or attacks.
pub const DEPTH: usize = 64;

/// How many operators and members may follow one another, which nest as well: each computes with
/// what stands before it.
pub const CHAIN: usize = 128;

/// Binary operators by how tightly they bind, loosest first.
const LEVELS: [&[&str]; 5] =
    [&["||"], &["&&"], &["==", "!=", "<", "<=", ">", ">=", "in"], &["+", "-"], &["*", "/", "%"]];

/// Parses an expression.
pub(in crate::analysis) fn parse(source: &str) -> Result<Node, Fault> {
    let mut parser = Parser { tokens: tokens(source)?, next: 0, depth: 0, end: source.len() };
    let node = parser.choice()?;
    match parser.peek() {
        None => Ok(node),
        Some(_) => Err(parser.unexpected()),
    }
}

struct Parser {
    tokens: Vec<(Token, usize)>,
    next: usize,
    depth: usize,
    end: usize,
}

type Parsed<T = Node> = Result<T, Fault>;

impl Parser {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.next).map(|(token, _)| token)
    }

    fn at(&self) -> usize {
        self.tokens.get(self.next).map_or(self.end, |(_, at)| *at)
    }

    fn unexpected(&self) -> Fault {
        let reason = match self.peek() {
            None => Reason::Ends,
            Some(Token::Sign(sign)) => Reason::Unexpected((*sign).to_owned()),
            Some(Token::Name(name)) => Reason::Unexpected(name.clone()),
            Some(Token::Text(text)) => Reason::Unexpected(format!("\"{text}\"")),
            Some(Token::Number(number)) => Reason::Unexpected(number.to_string()),
        };
        Fault::new(reason, self.at())
    }

    fn takes(&mut self, sign: &str) -> bool {
        let found = matches!(self.peek(), Some(Token::Sign(found)) if *found == sign);
        self.next += usize::from(found);
        found
    }

    fn expect(&mut self, sign: &str) -> Parsed<()> {
        if self.takes(sign) { Ok(()) } else { Err(self.unexpected()) }
    }

    /// The operator of a level that comes next.
    fn operator(&mut self, level: &[&'static str]) -> Option<&'static str> {
        let word = match self.peek()? {
            Token::Sign(sign) => *sign,
            Token::Name(name) => name.as_str(),
            _ => return None,
        };
        let operator = level.iter().find(|operator| **operator == word).copied()?;
        self.next += 1;
        Some(operator)
    }

    fn choice(&mut self) -> Parsed {
        self.depth += 1;
        if self.depth > DEPTH {
            return Err(Fault::new(Reason::TooDeep(DEPTH), self.at()));
        }
        let at = self.at();
        let mut node = self.binary(&LEVELS)?;
        if self.takes("?") {
            let then = self.choice()?;
            self.expect(":")?;
            let otherwise = self.choice()?;
            node = made(at, NodeKind::Choice(Box::new([node, then, otherwise])))?;
        }
        self.depth -= 1;
        Ok(node)
    }

    fn binary(&mut self, levels: &[&[&'static str]]) -> Parsed {
        let Some((level, tighter)) = levels.split_first() else { return self.unary() };
        let mut left = self.binary(tighter)?;
        while let Some(operator) = self.operator(level) {
            let right = self.binary(tighter)?;
            let at = left.at;
            left = made(at, NodeKind::Binary(operator, Box::new(left), Box::new(right)))?;
        }
        Ok(left)
    }

    fn unary(&mut self) -> Parsed {
        let at = self.at();
        let Some(operator) = self.operator(&["-", "!"]) else { return self.postfix() };
        self.depth += 1;
        if self.depth > DEPTH {
            return Err(Fault::new(Reason::TooDeep(DEPTH), at));
        }
        let node = self.unary()?;
        self.depth -= 1;
        made(at, NodeKind::Unary(operator, Box::new(node)))
    }

    fn postfix(&mut self) -> Parsed {
        let mut node = self.primary()?;
        loop {
            let mut at = node.at;
            let kind = if self.takes(".") {
                let name;
                (name, at) = self.name()?;
                if self.takes("(") {
                    let mut arguments = vec![node];
                    arguments.extend(self.until(")")?);
                    NodeKind::Call(name, arguments)
                } else {
                    NodeKind::Member(Box::new(node), name)
                }
            } else if self.takes("[") {
                let index = self.choice()?;
                self.expect("]")?;
                NodeKind::Index(Box::new(node), Box::new(index))
            } else {
                return Ok(node);
            };
            node = made(at, kind)?;
        }
    }

    fn name(&mut self) -> Parsed<(String, usize)> {
        match self.tokens.get(self.next) {
            Some((Token::Name(name), at)) => {
                let named = (name.clone(), *at);
                self.next += 1;
                Ok(named)
            }
            _ => Err(self.unexpected()),
        }
    }

    /// Expressions between commas, up to a closing bracket.
    fn until(&mut self, close: &str) -> Parsed<Vec<Node>> {
        let mut nodes = Vec::new();
        if self.takes(close) {
            return Ok(nodes);
        }
        loop {
            nodes.push(self.choice()?);
            if self.takes(close) {
                return Ok(nodes);
            }
            self.expect(",")?;
        }
    }

    fn primary(&mut self) -> Parsed {
        let at = self.at();
        let kind = match self.peek().cloned() {
            Some(Token::Number(number)) => NodeKind::Number(number),
            Some(Token::Text(text)) => NodeKind::Text(text),
            Some(Token::Name(name)) => {
                self.next += 1;
                let kind = if self.takes("(") {
                    NodeKind::Call(name, self.until(")")?)
                } else {
                    NodeKind::Name(name)
                };
                return made(at, kind);
            }
            Some(Token::Sign("(")) => {
                self.next += 1;
                let node = self.choice()?;
                self.expect(")")?;
                return Ok(node);
            }
            Some(Token::Sign("[")) => {
                self.next += 1;
                return made(at, NodeKind::List(self.until("]")?));
            }
            _ => return Err(self.unexpected()),
        };
        self.next += 1;
        made(at, kind)
    }
}

/// A node, unless too many stand one inside another: computing it would take too much of the stack.
fn made(at: usize, kind: NodeKind) -> Parsed {
    let node = Node::leaf(at, kind);
    let height = 1 + node.inner().iter().map(|inner| inner.height).max().unwrap_or(0);
    if height > CHAIN {
        return Err(Fault::new(Reason::TooDeep(CHAIN), at));
    }
    Ok(Node { height, ..node })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Lang;

    fn shape(node: &Node) -> String {
        match &node.kind {
            NodeKind::Number(number) => number.to_string(),
            NodeKind::Text(text) => format!("'{text}'"),
            NodeKind::Name(name) => name.clone(),
            NodeKind::List(nodes) => format!("[{}]", shapes(nodes)),
            NodeKind::Member(of, name) => format!("{}.{name}", shape(of)),
            NodeKind::Index(of, index) => format!("{}[{}]", shape(of), shape(index)),
            NodeKind::Call(name, nodes) => format!("{name}({})", shapes(nodes)),
            NodeKind::Unary(operator, of) => format!("({operator}{})", shape(of)),
            NodeKind::Binary(operator, a, b) => format!("({}{operator}{})", shape(a), shape(b)),
            NodeKind::Choice(three) => format!("({})", shapes(&three[..])),
        }
    }

    fn shapes(nodes: &[Node]) -> String {
        nodes.iter().map(shape).collect::<Vec<_>>().join(",")
    }

    fn parsed(source: &str) -> String {
        shape(&parse(source).unwrap())
    }

    #[test]
    fn operators_bind_as_in_cel() {
        assert_eq!(parsed("1 + 2 * -a.b - 3"), "((1+(2*(-a.b)))-3)");
        assert_eq!(parsed("a / b / c"), "((a/b)/c)");
        assert_eq!(parsed("a > 1 && b in c || !d"), "(((a>1)&&(binc))||(!d))");
        assert_eq!(parsed("a ? b : c ? d : e"), "(a,b,(c,d,e))");
    }

    #[test]
    fn a_method_is_a_function_whose_first_argument_stands_before_it() {
        assert_eq!(parsed("rows.map(r, r.delay).mean()"), "mean(map(rows,r,r.delay))");
        assert_eq!(parsed("points[0].values.home"), "points[0].values.home");
    }

    #[test]
    fn what_does_not_fit_is_named_with_its_place() {
        let fault = |source: &str| parse(source).unwrap_err();
        assert_eq!(fault("1 +"), Fault::new(Reason::Ends, 3));
        assert_eq!(fault("sum(a b)"), Fault::new(Reason::Unexpected("b".into()), 6));
        assert_eq!(fault(&"(".repeat(1000)).reason, Reason::TooDeep(DEPTH));
        assert_eq!(fault(&"-".repeat(1000)).reason, Reason::TooDeep(DEPTH));
        let said = fault(&"-".repeat(1000)).message(Lang::En);
        assert!(said.contains("64"), "{said}");
    }

    #[test]
    fn a_long_row_of_operators_is_refused_before_it_fills_the_stack() {
        for long in ["+1".repeat(20_000), ".a".repeat(20_000), "[0]".repeat(20_000)] {
            let fault = parse(&format!("x{long}")).unwrap_err();
            assert_eq!(fault.reason, Reason::TooDeep(CHAIN));
        }
        assert!(parse(&format!("1{}", "+1".repeat(CHAIN - 1))).is_ok());
    }

    #[test]
    fn a_member_is_pointed_at_by_its_name() {
        assert_eq!(parse("rows[0].delay").unwrap().at, 8);
        assert_eq!(parse("rows.mean()").unwrap().at, 5);
    }
}
