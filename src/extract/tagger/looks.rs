//! How a token looks: its capitals, points, digits and marks, as one of a few shapes.
//!
//! Never asks what a word means; lists and features do.

use crate::text::token::Token;
use crate::text::token::TokenKind;

/// Looks of a token.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Shape {
    #[default]
    Low,
    /// `Peru`
    Capital,
    /// `UNHCR`
    Shouted,
    /// `X`
    Letter,
    /// `J.`
    Initial,
    /// `U.S.`
    Dotted,
    /// `McDonald`, `YouTube`
    Mixed,
    /// `Jean-Claude`
    Hyphened,
    /// `al-Qaeda`, `eBay`
    InnerCapital,
    /// `G7`, `F-16`
    WithDigit,
    Year,
    SmallNumber,
    Number,
    NumberWord,
    Possessive,
    Comma,
    Point,
    Quote,
    Open,
    Close,
    Dash,
    Colon,
    Ampersand,
    Slash,
    OtherMark,
    /// A word of a script without cases.
    Caseless,
}

impl Shape {
    pub const fn is_high(self) -> bool {
        matches!(
            self,
            Self::Capital
                | Self::Shouted
                | Self::Letter
                | Self::Initial
                | Self::Dotted
                | Self::Mixed
                | Self::Hyphened
                | Self::InnerCapital
                | Self::WithDigit
        )
    }
}

/// The looks of a token.
pub fn shape(token: &Token<'_>) -> Shape {
    match token.kind {
        TokenKind::Possessive => Shape::Possessive,
        TokenKind::Mark => mark_shape(token.text),
        TokenKind::Number => number_shape(token.text),
        TokenKind::Word => word_shape(token.text),
    }
}

fn mark_shape(text: &str) -> Shape {
    match text {
        "," | "،" => Shape::Comma,
        "." | "!" | "?" | "…" => Shape::Point,
        "\"" | "“" | "”" | "'" | "‘" | "’" | "«" | "»" => Shape::Quote,
        "(" | "[" => Shape::Open,
        ")" | "]" => Shape::Close,
        "-" | "–" | "—" => Shape::Dash,
        ":" | ";" => Shape::Colon,
        "&" => Shape::Ampersand,
        "/" => Shape::Slash,
        _ => Shape::OtherMark,
    }
}

fn number_shape(text: &str) -> Shape {
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        match text.len() {
            1 | 2 => Shape::SmallNumber,
            4 if text.starts_with(['1', '2']) => Shape::Year,
            _ => Shape::Number,
        }
    } else if text.bytes().filter(u8::is_ascii_uppercase).count() > 1 {
        Shape::WithDigit
    } else if text.bytes().any(|byte| byte.is_ascii_alphabetic()) {
        Shape::NumberWord
    } else {
        Shape::Number
    }
}

fn word_shape(text: &str) -> Shape {
    let (mut n_upper, mut n_lower, mut n_other, mut n_digit, mut n_point) = (0, 0, 0, 0, 0);
    let mut hyphened = false;
    for c in text.chars() {
        if c.is_ascii_lowercase() {
            n_lower += 1;
        } else if c.is_ascii_uppercase() || c.is_uppercase() {
            n_upper += 1;
        } else if c.is_lowercase() {
            n_lower += 1;
        } else if c.is_ascii_digit() {
            n_digit += 1;
        } else if c == '.' {
            n_point += 1;
        } else if c == '-' {
            hyphened = true;
        } else if c.is_alphabetic() {
            n_other += 1;
        }
    }
    let first_upper = text.chars().next().is_some_and(char::is_uppercase);
    match (n_upper, n_lower) {
        (0, 0) if n_other > 0 => Shape::Caseless,
        (0, _) => Shape::Low,
        _ if n_digit > 0 => Shape::WithDigit,
        (1, 0) if n_point > 0 => Shape::Initial,
        (1, 0) => Shape::Letter,
        (_, 0) if n_point > 0 => Shape::Dotted,
        (_, 0) => Shape::Shouted,
        _ if !first_upper => Shape::InnerCapital,
        (1, _) if !hyphened => Shape::Capital,
        _ if hyphened => Shape::Hyphened,
        _ => Shape::Mixed,
    }
}
