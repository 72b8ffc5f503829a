//! Noun phrases of a sentence: what a figure may be of, or an office be called.
//!
//! Pure, and no grammar of its own: which words are verbs, the extraction says.

use crate::extract::picked;
use crate::lists::class;
use crate::lists::class::Class;
use crate::model::span::Span;
use crate::text::token::Token;
use crate::text::token::TokenKind;
use crate::text::token::tokens;
use std::collections::BTreeSet;

/// Noun phrases of a sentence, those behind the words' beginning first: what a figure may be of, or an office be called.
pub fn phrases(body: &str, sentence: Span, words: Span) -> Vec<String> {
    let mut all = Vec::new();
    tokens(body, sentence, &class::is_abbreviation, &mut all);
    let verbs: Vec<Span> = sentence.words(body).map(picked::verbs).unwrap_or_default();
    let at = |span: Span| Span::new(span.start_byte + sentence.start_byte, span.end_byte + sentence.start_byte);
    let verbs: BTreeSet<Span> = verbs.into_iter().map(at).collect();
    let runs = runs(&all, &verbs);
    let mut found: Vec<Span> = Vec::new();
    for (index, span) in runs.iter().copied().enumerate() {
        // `cases of cholera`, and of `tonnes of the wheat` the whole as well.
        let joined = runs.get(index + 1).filter(|behind| {
            let between = body.get(span.end_byte..behind.start_byte).unwrap_or_default();
            matches!(between.trim(), "of" | "of the" | "of its" | "of their")
        });
        found.push(span);
        found.extend(joined.map(|behind| Span::new(span.start_byte, behind.end_byte)));
    }
    found.sort_by_key(|span| (span.start_byte < words.start_byte, gap(words, *span), span.start_byte));
    let mut said: Vec<String> = Vec::new();
    for span in found {
        let phrase = span.words(body).unwrap_or_default().to_owned();
        if !said.contains(&phrase) {
            said.push(phrase);
        }
    }
    said
}

/// Words that stand together without a verb, a mark or a word of grammar between them.
fn runs(tokens: &[Token<'_>], verbs: &BTreeSet<Span>) -> Vec<Span> {
    let mut found = Vec::new();
    let mut run: Option<(Span, bool)> = None;
    for token in tokens {
        let is_past = is_past(token);
        run = match run {
            // `undocumented refugees`: what ends like a verb begins a phrase as well, and ends one that is begun.
            None if !ends_phrase(token, verbs) => Some((token.span, !is_past)),
            Some((span, _)) if !ends_phrase(token, verbs) && !is_past => {
                Some((Span::new(span.start_byte, token.span.end_byte), true))
            }
            other => {
                found.extend(other.filter(|(_, has_noun)| *has_noun).map(|(span, _)| span));
                None
            }
        };
    }
    found.extend(run.filter(|(_, has_noun)| *has_noun).map(|(span, _)| span));
    found
}

fn is_past(token: &Token<'_>) -> bool {
    !token.is_capitalised() && token.text.len() > 4 && token.text.ends_with("ed")
}

/// Whether a noun phrase neither holds nor goes on over this word.
fn ends_phrase(token: &Token<'_>, verbs: &BTreeSet<Span>) -> bool {
    if token.kind != TokenKind::Word {
        return true;
    }
    let low = token.text.to_lowercase();
    let is_of = |classes: &[Class]| classes.iter().any(|class| class::is_in(*class, &low));
    verbs.contains(&token.span) && !is_past(token)
        || is_of(&[Class::Function, Class::Weekday])
        || low.len() > 4 && low.ends_with("ly")
}

/// How far a place is from words; nothing where it is in them.
fn gap(words: Span, span: Span) -> usize {
    if words.overlaps(span) {
        0
    } else if span.end_byte <= words.start_byte {
        words.start_byte - span.end_byte + 1
    } else {
        span.start_byte - words.end_byte + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn noun_phrases_of_the_sentence_are_offered_and_no_verbs() {
        for (text, words, expected) in [
            (
                "Over 460,000 undocumented Afghan refugees left Pakistan.",
                "460,000",
                &["undocumented Afghan refugees", "Pakistan"][..],
            ),
            (
                "Officials counted 40 cases of cholera in the camp.",
                "40",
                &["cases", "cases of cholera", "cholera", "camp", "Officials"],
            ),
            ("The court imposed a fine of 2.1m euros.", "2.1m euros", &["euros", "fine", "court"]),
            ("He slowly walked to the 9 displaced, who were harmed.", "9", &[]),
        ] {
            let start = text.find(words).expect("words of the text");
            let words = Span::new(start, start + words.len());
            assert_eq!(phrases(text, Span::new(0, text.len()), words), expected, "{text}");
        }
    }
}
