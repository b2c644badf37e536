//! Splits an expression into tokens, each with its place.
//!
//! Knows the characters of the language and nothing of its grammar.

use rust_decimal::Decimal;

use super::fault::{Fault, Reason};

/// A token.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    /// A number, exact.
    Number(Decimal),
    /// The text of a string.
    Text(String),
    /// A name: letters, digits, `_`.
    Name(String),
    /// An operator or a bracket.
    Sign(&'static str),
}

/// Longer signs first, so that `<=` is not read as `<`.
const SIGNS: [&str; 22] = [
    "==", "!=", "<=", ">=", "&&", "||", "<", ">", "+", "-", "*", "/", "%", "!", "?", ":", ".", ",",
    "(", ")", "[", "]",
];

/// The tokens of an expression with the bytes at which they begin.
pub(super) fn tokens(source: &str) -> Result<Vec<(Token, usize)>, Fault> {
    let mut tokens = Vec::new();
    let mut rest = source.trim_start();
    while let Some(first) = rest.chars().next() {
        let at = source.len() - rest.len();
        let (token, length) = match first {
            '"' | '\'' => text(rest, first).ok_or(Fault::new(Reason::OpenString, at))?,
            // Years less months less days are never meant.
            '0'..='9' if is_day(rest) => day(rest),
            '0'..='9' => number(rest).ok_or(Fault::new(Reason::BadNumber, at))?,
            c if c.is_alphabetic() || c == '_' => name(rest),
            c => {
                let sign = SIGNS.into_iter().find(|sign| rest.starts_with(sign));
                let sign = sign.ok_or(Fault::new(Reason::Strange(c), at))?;
                (Token::Sign(sign), sign.len())
            }
        };
        tokens.push((token, at));
        rest = rest.get(length..).unwrap_or("").trim_start();
    }
    Ok(tokens)
}

fn length(rest: &str, belongs: impl Fn(char) -> bool) -> usize {
    rest.find(|c| !belongs(c)).unwrap_or(rest.len())
}

fn name(rest: &str) -> (Token, usize) {
    let length = length(rest, |c| c.is_alphanumeric() || c == '_');
    (Token::Name(rest.get(..length).unwrap_or("").to_owned()), length)
}

fn number(rest: &str) -> Option<(Token, usize)> {
    let length = length(rest, |c| c.is_ascii_digit() || c == '.');
    let number = Decimal::from_str_exact(rest.get(..length)?).ok()?;
    Some((Token::Number(number), length))
}

/// The characters of a day such as 2022-12-31.
pub(super) const DAY: usize = 10;

/// Whether a day begins here: four digits, two and two, with `-` between and no more digits behind.
pub(super) fn is_day(rest: &str) -> bool {
    let digits = |from: usize, to: usize| {
        rest.get(from..to).is_some_and(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let dash = |at: usize| rest.get(at..=at) == Some("-");
    let ends = !rest.get(DAY..).unwrap_or("").starts_with(|c: char| c.is_ascii_digit() || c == '.');
    digits(0, 4) && dash(4) && digits(5, 7) && dash(7) && digits(8, DAY) && ends
}

/// A day is the text that it would be in quotes.
fn day(rest: &str) -> (Token, usize) {
    (Token::Text(rest.get(..DAY).unwrap_or_default().to_owned()), DAY)
}

/// A string ends at the next quote of its kind; there are no escapes, because ids need none.
fn text(rest: &str, quote: char) -> Option<(Token, usize)> {
    let inner = rest.get(1..)?;
    let end = inner.find(quote)?;
    Some((Token::Text(inner.get(..end)?.to_owned()), end + 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_keeps_every_digit_and_places_are_bytes() {
        let tokens = tokens("a.b >= 0.10  '中'").unwrap();
        let places: Vec<usize> = tokens.iter().map(|(_, at)| *at).collect();
        assert_eq!(places, [0, 1, 2, 4, 7, 13]);
        assert_eq!(tokens[4].0, Token::Number("0.10".parse().unwrap()));
        assert_eq!(tokens[5].0, Token::Text("中".into()));
    }

    #[test]
    fn a_day_needs_no_quotes_and_a_difference_of_numbers_is_none() {
        let kinds = |source: &str| {
            let tokens = tokens(source).unwrap();
            tokens.into_iter().map(|(token, _)| token).collect::<Vec<_>>()
        };
        let day = Token::Text("2022-12-31".into());
        assert_eq!(kinds("2022-12-31")[..], [day]);
        for sum in ["2022 - 12 - 31", "2022-12-3", "2022-12-311", "22-12-31", "2022-12"] {
            assert!(kinds(sum).contains(&Token::Sign("-")), "{sum}");
        }
    }

    #[test]
    fn what_is_no_token_is_named_with_its_place() {
        assert_eq!(tokens("1 + #").unwrap_err(), Fault::new(Reason::Strange('#'), 4));
        assert_eq!(tokens("'open").unwrap_err(), Fault::new(Reason::OpenString, 0));
        assert_eq!(tokens("1.2.3").unwrap_err(), Fault::new(Reason::BadNumber, 0));
    }
}
