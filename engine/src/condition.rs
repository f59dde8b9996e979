//! Conditions as they are written: a small subset of FEEL, the expression language of DMN.
//!
//! Comes in: the text of one condition. Goes out: its parts with their offsets in that text, or one error.
//! Knows no names: what a name means is the model's business.
//!
//! ```text
//! or     = and { "or" and }
//! and    = part { "and" part }
//! part   = "not" "(" or ")" | "(" or ")" | name [ ("=" | "!=" | "<" | "<=" | ">" | ">=") value | "in" list ]
//! list   = "[" value { "," value } "]" | "[" number ".." number "]"
//! value  = name | number
//! ```

use crate::limits::MAX_CONDITION_NESTING;
use std::ops::Range;

/// A condition, or a part of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expression {
    /// All parts hold.
    And(Vec<Expression>),
    /// Some part holds.
    Or(Vec<Expression>),
    /// The part does not hold.
    Not(Box<Expression>),
    /// A name alone: a flag or a named condition.
    Name(Word),
    /// A name compared with a value.
    Compare(Word, Comparison, Word),
    /// A name with one of several values.
    In(Word, Vec<Word>),
    /// A name with a number in a range, both ends included.
    Within(Word, Word, Word),
}

/// A name or number with its offsets in the text of the condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// The name, or the digits of the number.
    pub text: String,
    /// Where it stands: bytes of the text.
    pub range: Range<usize>,
}

/// A comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    Greater,
    /// `>=`
    AtLeast,
}

/// What is wrong with a condition, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConditionError {
    /// What is wrong.
    pub problem: Problem,
    /// Where: bytes of the text; empty at its end.
    pub range: Range<usize>,
}

/// What can be wrong with how a condition is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Problem {
    /// A name is expected here.
    ExpectedName,
    /// A value is expected here.
    ExpectedValue,
    /// `(` is expected after `not`.
    ExpectedParenthesis,
    /// A parenthesis or bracket is not closed.
    Unclosed,
    /// `[` is expected after `in`.
    ExpectedList,
    /// `and` or `or` is expected here.
    ExpectedOperator,
    /// A sign that no condition has.
    UnknownSign,
    /// Nested deeper than [`MAX_CONDITION_NESTING`].
    TooDeep,
}

/// Reads a condition.
///
/// # Errors
/// The first thing that is wrong with it.
pub fn parse(text: &str) -> Result<Expression, ConditionError> {
    let tokens = tokens(text)?;
    let mut parser = Parser { tokens: &tokens, at: 0, end: text.len(), depth: 0 };
    let expression = parser.or()?;
    match parser.peek() {
        None => Ok(expression),
        Some(token) => Err(ConditionError { problem: Problem::ExpectedOperator, range: token.range.clone() }),
    }
}

#[derive(Debug, Clone)]
struct Token {
    kind: TokenKind,
    range: Range<usize>,
    text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TokenKind {
    Word,
    Number,
    Compare(Comparison),
    Open,
    Close,
    OpenList,
    CloseList,
    Comma,
    Dots,
}

fn tokens(text: &str) -> Result<Vec<Token>, ConditionError> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(sign) = rest.chars().next() {
        let start = text.len() - rest.len();
        if sign.is_whitespace() {
            rest = rest.trim_start();
            continue;
        }
        let (kind, length) = token(rest, sign);
        let Some(kind) = kind else {
            return Err(ConditionError { problem: Problem::UnknownSign, range: start..start + length });
        };
        let (word, after) = rest.split_at(length);
        tokens.push(Token { kind, range: start..start + length, text: word.to_owned() });
        rest = after;
    }
    Ok(tokens)
}

/// The kind and the length in bytes of the token that the text begins with; the length ends on a character.
fn token(rest: &str, sign: char) -> (Option<TokenKind>, usize) {
    use Comparison::{AtLeast, AtMost, Equal, Greater, Less, NotEqual};
    const SIGNS: [(&str, TokenKind); 12] = [
        ("!=", TokenKind::Compare(NotEqual)),
        ("<=", TokenKind::Compare(AtMost)),
        (">=", TokenKind::Compare(AtLeast)),
        ("..", TokenKind::Dots),
        ("=", TokenKind::Compare(Equal)),
        ("<", TokenKind::Compare(Less)),
        (">", TokenKind::Compare(Greater)),
        ("(", TokenKind::Open),
        (")", TokenKind::Close),
        ("[", TokenKind::OpenList),
        ("]", TokenKind::CloseList),
        (",", TokenKind::Comma),
    ];
    if sign.is_alphabetic() || sign == '_' {
        let length = rest.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '-').unwrap_or(rest.len());
        return (Some(TokenKind::Word), length);
    }
    if sign.is_ascii_digit() || sign == '-' {
        let digits = rest.trim_start_matches('-');
        let length = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
        let minus = rest.len() - digits.len();
        return ((minus <= 1 && length > 0).then_some(TokenKind::Number), minus + length);
    }
    match SIGNS.iter().find(|(text, _)| rest.starts_with(text)) {
        Some((text, kind)) => (Some(*kind), text.len()),
        None => (None, sign.len_utf8()),
    }
}

struct Parser<'t> {
    tokens: &'t [Token],
    at: usize,
    end: usize,
    depth: usize,
}

impl<'t> Parser<'t> {
    fn peek(&self) -> Option<&'t Token> {
        self.tokens.get(self.at)
    }

    fn error(&self, problem: Problem) -> ConditionError {
        let range = self.peek().map_or(self.end..self.end, |token| token.range.clone());
        ConditionError { problem, range }
    }

    fn take(&mut self, kind: TokenKind) -> Option<&'t Token> {
        let token = self.peek().filter(|token| token.kind == kind)?;
        self.at += 1;
        Some(token)
    }

    fn take_word(&mut self, word: &str) -> bool {
        let found = self.peek().is_some_and(|token| token.kind == TokenKind::Word && token.text == word);
        self.at += usize::from(found);
        found
    }

    fn or(&mut self) -> Result<Expression, ConditionError> {
        let mut parts = vec![self.and()?];
        while self.take_word("or") {
            parts.push(self.and()?);
        }
        Ok(one_or(parts, Expression::Or))
    }

    fn and(&mut self) -> Result<Expression, ConditionError> {
        let mut parts = vec![self.part()?];
        while self.take_word("and") {
            parts.push(self.part()?);
        }
        Ok(one_or(parts, Expression::And))
    }

    fn part(&mut self) -> Result<Expression, ConditionError> {
        let not = self.take_word("not");
        let Some(open) = self.take(TokenKind::Open) else {
            return if not { Err(self.error(Problem::ExpectedParenthesis)) } else { self.atom() };
        };
        if self.depth >= MAX_CONDITION_NESTING {
            return Err(ConditionError { problem: Problem::TooDeep, range: open.range.clone() });
        }
        self.depth += 1;
        let inner = self.or()?;
        self.depth -= 1;
        if self.take(TokenKind::Close).is_none() {
            let problem = if self.peek().is_some() { Problem::ExpectedOperator } else { Problem::Unclosed };
            let range =
                if problem == Problem::Unclosed { open.range.clone() } else { self.error(problem).range };
            return Err(ConditionError { problem, range });
        }
        Ok(if not { Expression::Not(Box::new(inner)) } else { inner })
    }

    fn atom(&mut self) -> Result<Expression, ConditionError> {
        let name = match self.peek() {
            Some(token) if token.kind == TokenKind::Word && !is_operator(&token.text) => word(token),
            _ => return Err(self.error(Problem::ExpectedName)),
        };
        self.at += 1;
        if self.take_word("in") {
            return self.list(name);
        }
        let Some(Token { kind: TokenKind::Compare(comparison), .. }) = self.peek() else {
            return Ok(Expression::Name(name));
        };
        self.at += 1;
        Ok(Expression::Compare(name, *comparison, self.value()?))
    }

    fn list(&mut self, name: Word) -> Result<Expression, ConditionError> {
        let Some(open) = self.take(TokenKind::OpenList) else {
            return Err(self.error(Problem::ExpectedList));
        };
        let mut values = vec![self.value()?];
        if self.take(TokenKind::Dots).is_some() {
            let to = self.value()?;
            self.close_list(open)?;
            let from = values.swap_remove(0);
            return Ok(Expression::Within(name, from, to));
        }
        while self.take(TokenKind::Comma).is_some() {
            values.push(self.value()?);
        }
        self.close_list(open)?;
        Ok(Expression::In(name, values))
    }

    fn close_list(&mut self, open: &Token) -> Result<(), ConditionError> {
        match self.take(TokenKind::CloseList) {
            Some(_) => Ok(()),
            None => Err(ConditionError { problem: Problem::Unclosed, range: open.range.clone() }),
        }
    }

    fn value(&mut self) -> Result<Word, ConditionError> {
        match self.peek() {
            Some(token)
                if token.kind == TokenKind::Number
                    || (token.kind == TokenKind::Word && !is_operator(&token.text)) =>
            {
                self.at += 1;
                Ok(word(token))
            }
            _ => Err(self.error(Problem::ExpectedValue)),
        }
    }
}

fn word(token: &Token) -> Word {
    Word { text: token.text.clone(), range: token.range.clone() }
}

fn is_operator(word: &str) -> bool {
    matches!(word, "and" | "or" | "not" | "in")
}

fn one_or(mut parts: Vec<Expression>, many: fn(Vec<Expression>) -> Expression) -> Expression {
    match parts.pop() {
        Some(one) if parts.is_empty() => one,
        Some(last) => {
            parts.push(last);
            many(parts)
        }
        None => many(parts),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_form() {
        let read = parse("a and not(b = x or c in [x, y]) and n >= -2 and m in [1..5]").unwrap();
        let Expression::And(parts) = read else { panic!("an and") };
        assert_eq!(parts.len(), 4);
        assert!(matches!(&parts[1], Expression::Not(inner) if matches!(**inner, Expression::Or(_))));
        assert!(
            matches!(&parts[2], Expression::Compare(_, Comparison::AtLeast, value) if value.text == "-2")
        );
        assert!(matches!(&parts[3], Expression::Within(name, ..) if name.range == (48..49)));
    }

    #[test]
    fn errors_name_their_place() {
        for (text, problem, range) in [
            ("", Problem::ExpectedName, 0..0),
            ("a and", Problem::ExpectedName, 5..5),
            ("a b", Problem::ExpectedOperator, 2..3),
            ("not a", Problem::ExpectedParenthesis, 4..5),
            ("(a", Problem::Unclosed, 0..1),
            ("a = ", Problem::ExpectedValue, 4..4),
            ("a in x", Problem::ExpectedList, 5..6),
            ("a in [x", Problem::Unclosed, 5..6),
            ("a & b", Problem::UnknownSign, 2..3),
            ("æ = ø€", Problem::UnknownSign, 7..10),
        ] {
            assert_eq!(parse(text), Err(ConditionError { problem, range }), "{text}");
        }
        let deep = "(".repeat(100_000);
        assert_eq!(parse(&deep).unwrap_err().problem, Problem::TooDeep);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_or_refused_in_bounds(text in ".{0,40}") {
            if let Err(error) = parse(&text) {
                proptest::prop_assert!(text.get(error.range).is_some());
            }
        }
    }
}
