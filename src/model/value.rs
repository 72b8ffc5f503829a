//! Values a mention or a claim's part can have: text, numbers, dates in EDTF, and two honest readings of one date.
//!
//! Never resolves anything: turning words into values is the work of `extract`.

/// What the words of a mention stand for.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// An EDTF date (`2023-11`, `2023-12-05/2023-12-15`), an ISO 8601 duration (`P2D`), a clock time, a currency amount.
    Text(String),
    Number(f64),
    /// Two readings that are both honest, e.g. `{"either": ["2023-05-04", "2023-04-05"]}`.
    Either(String, String),
}

impl Value {
    /// One cell of a table: `2023-05-04 or 2023-04-05`, numbers without a trailing `.0`.
    pub fn to_cell(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(number) => number_to_cell(*number),
            Self::Either(first, second) => format!("{first} or {second}"),
        }
    }
}

/// The shortest decimal that reads back as the same number.
pub fn number_to_cell(number: f64) -> String {
    number.to_string()
}
