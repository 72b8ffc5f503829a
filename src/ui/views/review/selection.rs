//! Words that the reviewer picks: a mention under other borders, or words nobody proposed.
//!
//! Pure: a body and a span in, a span out; a border never leaves its paragraph and never grabs a space. Never draws.

use crate::lists::class;
use crate::model::kind::Label;
use crate::model::span::Span;
use crate::text::token::TokenKind;
use crate::text::token::tokens;
use unicode_segmentation::UnicodeSegmentation as _;

/// What the digits 1 to 9 call it.
pub const KINDS: [Label; 9] = [
    Label::Person,
    Label::Org,
    Label::Place,
    Label::Group,
    Label::Event,
    Label::Law,
    Label::Work,
    Label::Product,
    Label::Other,
];

/// Words in hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Selection {
    pub span: Span,
    /// The mention whose borders they are; `None` for words of their own.
    pub of: Option<(Span, Label)>,
    /// The arrows carry it through the text: nothing was fixed yet.
    pub is_carried: bool,
}

/// Which border of the words moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Border {
    Start,
    End,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stride {
    Word,
    Letter,
}

/// The words of a paragraph, marks left out, in order.
pub fn words(body: &str, paragraph: Span) -> Vec<Span> {
    let mut found = Vec::new();
    tokens(body, paragraph, &class::is_abbreviation, &mut found);
    found.iter().filter(|token| token.kind != TokenKind::Mark).map(|token| token.span).collect()
}

/// `span` with one border a step further on (towards the end of the text) or back; the same where there is no room.
pub fn stepped(body: &str, paragraph: Span, span: Span, border: Border, stride: Stride, onward: bool) -> Span {
    let stops: Vec<usize> = match (stride, border) {
        (Stride::Word, Border::Start) => words(body, paragraph).iter().map(|word| word.start_byte).collect(),
        (Stride::Word, Border::End) => words(body, paragraph).iter().map(|word| word.end_byte).collect(),
        (Stride::Letter, _) => letters(body, paragraph, border),
    };
    let here = if border == Border::Start { span.start_byte } else { span.end_byte };
    let next = if onward { stops.iter().find(|stop| **stop > here) } else { stops.iter().rfind(|stop| **stop < here) };
    let moved = match (next, border) {
        (Some(next), Border::Start) => Span { start_byte: *next, ..span },
        (Some(next), Border::End) => Span { end_byte: *next, ..span },
        (None, _) => span,
    };
    if moved.start_byte < moved.end_byte { moved } else { span }
}

/// Where a border may stand so that no space stands at it.
fn letters(body: &str, paragraph: Span, border: Border) -> Vec<usize> {
    let text = paragraph.words(body).unwrap_or_default();
    let graphemes = text.grapheme_indices(true).filter(|(_, letter)| !letter.contains(char::is_whitespace));
    let at = |(start, letter): (usize, &str)| if border == Border::Start { start } else { start + letter.len() };
    graphemes.map(|letter| paragraph.start_byte + at(letter)).collect()
}

/// The word behind (or before) a byte; the nearest one where there is none.
pub fn word_from(body: &str, paragraph: Span, byte: usize, onward: bool) -> Option<Span> {
    let words = words(body, paragraph);
    let found = if onward {
        words.iter().find(|word| word.start_byte >= byte)
    } else {
        words.iter().rfind(|word| word.end_byte <= byte)
    };
    found.copied()
}

/// The whole words between two bytes, as a pointer drags from one to the other; `None` where there is none.
pub fn dragged(body: &str, paragraph: Span, from: usize, to: usize) -> Option<Span> {
    let (start, end) = (from.min(to), from.max(to));
    let words = words(body, paragraph);
    let touched = |word: &&Span| word.start_byte < end.max(start + 1) && word.end_byte > start;
    let (first, last) = (words.iter().find(touched)?, words.iter().rfind(touched)?);
    Some(Span::new(first.start_byte, last.end_byte))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// `a [b c] d`: the text and the span in brackets.
    fn marked(text: &str) -> (String, Span) {
        let start = text.find('[').expect("a [");
        let end = text.find(']').expect("a ]") - 1;
        (text.replace(['[', ']'], ""), Span::new(start, end))
    }

    #[test]
    fn borders_move_by_words_and_letters_and_stop_at_the_paragraph() {
        use Border::End;
        use Border::Start;
        use Stride::Letter;
        use Stride::Word;
        for (before, border, stride, onward, after) in [
            ("by [Ana] Ruiz, he", End, Word, true, "by [Ana Ruiz], he"),
            ("by [Ana Ruiz], he", End, Word, true, "by [Ana Ruiz, he]"),
            ("by [Ana Ruiz], he", End, Word, false, "by [Ana] Ruiz, he"),
            ("by [Ana] Ruiz, he", End, Word, false, "by [Ana] Ruiz, he"),
            ("by [Ana] Ruiz, he", Start, Word, false, "[by Ana] Ruiz, he"),
            ("[by Ana] Ruiz, he", Start, Word, true, "by [Ana] Ruiz, he"),
            ("by [Ana] Ruiz, he", Start, Word, true, "by [Ana] Ruiz, he"),
            ("[Ana Ruiz]", End, Word, true, "[Ana Ruiz]"),
            ("by [Ana] Ruiz", End, Letter, true, "by [Ana R]uiz"),
            ("by [Ana Ruiz]", End, Letter, false, "by [Ana Rui]z"),
            ("by [Ana] Ruiz", Start, Letter, false, "b[y Ana] Ruiz"),
            ("(by) [“Ana”] he", Start, Letter, true, "(by) “[Ana”] he"),
            ("ne[a] é", End, Letter, true, "ne[a é]"),
        ] {
            let (text, span) = marked(before);
            let moved = stepped(&text, Span::new(0, text.len()), span, border, stride, onward);
            let (expected_text, expected) = marked(after);
            // The bracket counts as one byte in the marked text, so that the spans agree.
            assert_eq!((text, moved), (expected_text, expected), "{before}");
        }
    }

    #[test]
    fn words_are_taken_whole() {
        let body = "by Ana Ruiz, he";
        let all = Span::new(0, body.len());
        let of = |span: Option<Span>| span.and_then(|span| span.words(body));
        assert_eq!(of(dragged(body, all, 4, 8)), Some("Ana Ruiz"));
        assert_eq!(of(dragged(body, all, 8, 4)), Some("Ana Ruiz"));
        assert_eq!(of(dragged(body, all, 4, 4)), Some("Ana"));
        assert_eq!(of(dragged(body, all, 11, 12)), None);
        assert_eq!(of(word_from(body, all, 6, true)), Some("Ruiz"));
        assert_eq!(of(word_from(body, all, 6, false)), Some("Ana"));
        assert_eq!(of(word_from(body, all, body.len(), true)), None);
    }

    proptest! {
        #[test]
        fn a_border_never_grabs_a_space_or_half_a_letter(
            body in "[a-zé\u{301}字 .,“”]{1,30}", steps in proptest::collection::vec((any::<bool>(), any::<bool>(), any::<bool>()), 0..20)
        ) {
            let all = Span::new(0, body.len());
            let Some(mut span) = words(&body, all).first().copied() else { return Ok(()) };
            for (is_start, is_word, onward) in steps {
                let border = if is_start { Border::Start } else { Border::End };
                let stride = if is_word { Stride::Word } else { Stride::Letter };
                span = stepped(&body, all, span, border, stride, onward);
                let words = span.words(&body).expect("on the borders of letters");
                prop_assert!(!words.is_empty());
                prop_assert_eq!(words, words.trim());
            }
        }
    }
}
