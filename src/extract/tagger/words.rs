//! What was found out about words that this worker met before: most words of an article are words of the last one too.
//!
//! Never changes what comes out: a word is looked up here by all its letters, and what is kept of it depends on nothing
//! else than those and the table of weights, whose number is kept beside.

use crate::extract::tagger::lexicon::Known;
use crate::extract::tagger::looks::Shape;
use crate::text::token::Token;
use crate::text::token::TokenKind;

/// What the scan knows of a word wherever it stands.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Look {
    pub exact: u64,
    pub fold: u64,
    pub shape: Shape,
    pub known: Known,
}

/// Longest word that is kept, in bytes.
const MAX_BYTES: usize = 23;
/// How many words are kept; a power of two.
const N_WORDS: usize = 4096;

#[derive(Clone, Copy, Debug)]
struct Kept {
    kind: Option<TokenKind>,
    n_bytes: u8,
    text: [u8; MAX_BYTES],
    look: Look,
}

/// The words, each in the one place where it would be looked for; another that belongs there takes it.
#[derive(Debug, Default)]
pub struct Words {
    kept: Vec<Kept>,
    /// Number of the table that they were looked up in.
    table: u64,
}

impl Words {
    /// What is kept of the token, or what `look` finds out now. `hash` is that of its letters, `table` the number of the
    /// table that `look` asks; 0 for one without a number, of which nothing is kept.
    pub fn look(&mut self, token: &Token<'_>, hash: u64, table: u64, look: impl FnOnce() -> Look) -> Look {
        let bytes = token.text.as_bytes();
        if table == 0 || bytes.len() > MAX_BYTES {
            return look();
        }
        if self.table != table {
            self.kept.clear();
            let none = Kept { kind: None, n_bytes: 0, text: [0; MAX_BYTES], look: Look::default() };
            self.kept.resize(N_WORDS, none);
            self.table = table;
        }
        let kept = &mut self.kept[(hash >> 24) as usize % N_WORDS];
        let is_it = kept.kind == Some(token.kind)
            && usize::from(kept.n_bytes) == bytes.len()
            && kept.text[..bytes.len()] == *bytes;
        if !is_it {
            kept.kind = Some(token.kind);
            kept.n_bytes = bytes.len() as u8;
            kept.text[..bytes.len()].copy_from_slice(bytes);
            kept.look = look();
        }
        kept.look
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::span::Span;

    #[test]
    fn what_is_kept_is_what_was_found_for_the_same_word_in_the_same_table() {
        let token = |text, kind| Token::new(text, Span::new(0, 1), kind);
        let look = |fold| move || Look { fold, ..Look::default() };
        let mut words = Words::default();
        let word = token("harbour", TokenKind::Word);
        assert_eq!(words.look(&word, 7, 1, look(1)).fold, 1);
        assert_eq!(words.look(&word, 7, 1, look(2)).fold, 1, "kept");
        assert_eq!(words.look(&token("harbor", TokenKind::Word), 7, 1, look(3)).fold, 3, "other letters");
        assert_eq!(words.look(&token("harbor", TokenKind::Number), 7, 1, look(4)).fold, 4, "another kind");
        assert_eq!(words.look(&word, 7, 1, look(5)).fold, 5, "its place was taken");
        assert_eq!(words.look(&word, 7, 2, look(6)).fold, 6, "another table");
        assert_eq!(words.look(&word, 7, 0, look(8)).fold, 8, "a table without a number");
        let long = "harbour".repeat(9);
        assert_eq!(words.look(&token(&long, TokenKind::Word), 7, 2, look(9)).fold, 9);
        assert_eq!(words.look(&token(&long, TokenKind::Word), 7, 2, look(10)).fold, 10, "too long to keep");
    }
}
