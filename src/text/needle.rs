//! What somebody looks for, found in texts as the full-text index finds it: words in any case and with any accents, the
//! words of a phrase side by side.
//!
//! Never changes a text: hits are spans of it. A query has no syntax but quotation marks; whatever else is typed is what
//! is looked for.

use crate::model::span::Span;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// Which words of a query may be the beginnings of longer ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beginnings {
    None,
    /// The last word, while it is being typed.
    Last,
    All,
}

/// A query taken apart. A text matches when every term stands in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Needle {
    terms: Vec<Term>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Term {
    /// As it was typed, without quotation marks.
    typed: String,
    /// Folded, in order; the term is found where they stand side by side.
    words: Vec<String>,
    /// The last word may go on.
    is_beginning: bool,
    /// Written without spaces between words: it is found anywhere, as it stands.
    is_unspaced: bool,
}

/// A word of a text: where it stands, and its folded form.
struct Word {
    span: Span,
    key: String,
}

impl Needle {
    pub fn new(query: &str, beginnings: Beginnings) -> Self {
        // A NUL would end the text for the index.
        let query = query.replace(char::is_control, " ");
        let mut terms: Vec<Term> = Vec::new();
        let mut pieces = query.split(['"', '“', '”', '„', '«', '»']).enumerate().peekable();
        while let Some((index, piece)) = pieces.next() {
            // Between two marks stands a phrase; a mark that is never closed opens none.
            if index % 2 == 1 && pieces.peek().is_some() {
                terms.extend(Term::new(piece, false));
            } else {
                let is_open_end = pieces.peek().is_none() && !piece.ends_with(char::is_whitespace);
                let mut words = piece.split_whitespace().peekable();
                while let Some(word) = words.next() {
                    let is_last = is_open_end && words.peek().is_none();
                    let may_go_on = match beginnings {
                        Beginnings::None => false,
                        Beginnings::Last => is_last,
                        Beginnings::All => true,
                    };
                    terms.extend(Term::new(word, may_go_on));
                }
            }
        }
        Self { terms }
    }

    /// Whether nothing is looked for.
    pub const fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// The terms that a full-text index can find, in its query syntax with each term quoted; `None` where there is none.
    pub fn full_text(&self) -> Option<String> {
        let quoted = |term: &Term| {
            let end = if term.is_beginning { "\"*" } else { "\"" };
            format!("\"{}{end}", term.typed.replace('"', "\"\""))
        };
        let terms: Vec<String> = self.terms.iter().filter(|term| !term.is_unspaced).map(quoted).collect();
        if terms.is_empty() { None } else { Some(terms.join(" ")) }
    }

    /// The terms that must be looked for in the texts themselves, as they were typed.
    pub fn unspaced(&self) -> impl Iterator<Item = &str> {
        self.terms.iter().filter(|term| term.is_unspaced).map(|term| term.typed.as_str())
    }

    /// Whether every term stands in the text; an empty needle is in all.
    pub fn is_in(&self, text: &str) -> bool {
        let words = words(text);
        self.terms.iter().all(|term| !term.hits(text, &words, 1).is_empty())
    }

    /// All places of all terms, in order and not overlapping.
    pub fn find(&self, text: &str) -> Vec<Span> {
        let words = words(text);
        let mut hits: Vec<Span> = self.terms.iter().flat_map(|term| term.hits(text, &words, usize::MAX)).collect();
        hits.sort_unstable();
        let mut apart: Vec<Span> = Vec::with_capacity(hits.len());
        for hit in hits {
            match apart.last_mut() {
                Some(last) if hit.start_byte < last.end_byte => last.end_byte = last.end_byte.max(hit.end_byte),
                _ => apart.push(hit),
            }
        }
        apart
    }
}

impl Term {
    /// `None` where nothing is left to look for.
    fn new(typed: &str, may_go_on: bool) -> Option<Self> {
        let typed = typed.trim();
        let words: Vec<String> = words(typed).into_iter().map(|word| word.key).collect();
        let last = words.last()?;
        // One letter begins half of all words: alone it stands for itself.
        let is_beginning = may_go_on && (words.len() > 1 || last.chars().nth(1).is_some());
        let is_unspaced = typed.chars().any(is_unspaced);
        Some(Self { typed: typed.to_owned(), words, is_beginning, is_unspaced })
    }

    fn hits(&self, text: &str, words: &[Word], n_wanted: usize) -> Vec<Span> {
        if self.is_unspaced {
            // Only ASCII letters change their case here, so that every byte stays where it is.
            let (text, typed) = (text.to_ascii_lowercase(), self.typed.to_ascii_lowercase());
            let hits = text.match_indices(&typed).take(n_wanted);
            return hits.map(|(at, found)| Span::new(at, at + found.len())).collect();
        }
        let n = self.words.len();
        let is_hit = |run: &&[Word]| {
            let mut pairs = run.iter().zip(&self.words).enumerate();
            pairs.all(|(at, (word, wanted))| {
                word.key == *wanted || self.is_beginning && at + 1 == n && word.key.starts_with(wanted.as_str())
            })
        };
        let hits = words.windows(n).filter(is_hit).take(n_wanted);
        hits.filter_map(|run| Some(Span::new(run.first()?.span.start_byte, run.last()?.span.end_byte))).collect()
    }
}

/// Letters of writing that sets no spaces between words: Chinese, Japanese, Thai, Lao, Khmer, Burmese.
const fn is_unspaced(c: char) -> bool {
    matches!(
        c,
        '\u{0e00}'..='\u{0eff}'
            | '\u{1000}'..='\u{109f}'
            | '\u{1780}'..='\u{17ff}'
            | '\u{3040}'..='\u{30ff}'
            | '\u{31f0}'..='\u{31ff}'
            | '\u{3400}'..='\u{4dbf}'
            | '\u{4e00}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}'
            | '\u{20000}'..='\u{323af}'
    )
}

/// The words of a text as the index sees them: runs of letters and digits, folded.
fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut is_inside = false;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        if is_combining_mark(c) && is_inside {
            if let Some(word) = words.last_mut() {
                word.span.end_byte = end;
            }
        } else if c.is_alphanumeric() {
            if !is_inside {
                words.push(Word { span: Span::new(at, end), key: String::new() });
            }
            if let Some(word) = words.last_mut() {
                word.span.end_byte = end;
                fold_into(&mut word.key, c);
            }
            is_inside = true;
        } else {
            is_inside = false;
        }
    }
    words
}

/// Lower case, without accents: `É` is `e`.
fn fold_into(key: &mut String, c: char) {
    if c.is_ascii() {
        key.push(c.to_ascii_lowercase());
    } else {
        key.extend(c.to_lowercase().nfd().filter(|c| !is_combining_mark(*c)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is found stands in brackets.
    #[track_caller]
    fn check(query: &str, marked: &str) {
        let text = marked.replace(['[', ']'], "");
        let mut found = String::new();
        let mut at = 0;
        for hit in Needle::new(query, Beginnings::Last).find(&text) {
            found.push_str(&text[at..hit.start_byte]);
            found.push('[');
            found.push_str(&text[hit.start_byte..hit.end_byte]);
            found.push(']');
            at = hit.end_byte;
        }
        found.push_str(&text[at..]);
        assert_eq!(found, marked, "{query}");
    }

    #[test]
    fn words_are_found_in_any_case_and_with_any_accents() {
        check("male", "[Malé] and [MALE], not females or tamale; [males] too");
        check("MALÉ ", "[Malé] and [MALE], not males");
        check("istanbul", "[İstanbul] is [Istanbul]");
        check("cafe\u{301} ", "[Café], [cafe\u{301}]");
        check("öst", "[Ostwall], not west");
    }

    #[test]
    fn words_of_a_phrase_stand_side_by_side() {
        check("\"new port\"", "a [new port] in Port New, a new old port");
        check("“new port” old", "a [new port] and an [old] new-ish one");
        check("US-led", "the [US-led] force, led by US; [us led]");
        check("O'Brien", "[O'Brien] and Brien O");
    }

    #[test]
    fn beginnings_match_while_the_word_is_typed() {
        check("har", "[harbour] of [Harwich], Tahar");
        check("har ", "harbour, [har]");
        check("a", "[a] harbour, another");
        check("\"new po\"", "new port, [new po]");
    }

    #[test]
    fn writing_without_spaces_is_found_inside_a_sentence() {
        check("难民", "联合国[难民]署说，[难民]很多");
        check("g7会议", "[G7会议]结束");
        check("ผู้ลี้ภัย", "มี[ผู้ลี้ภัย]จำนวนมาก");
        check("難民", "联合国难民署");
    }

    #[test]
    fn what_is_typed_is_never_syntax() {
        for (query, expected) in [
            ("US-led", Some("\"US-led\"")),
            ("O'Brien AND", Some("\"O'Brien\" \"AND\"")),
            ("say \"no\"", Some("\"say\" \"no\"")),
            ("say \"no", Some("\"say\" \"no\"")),
            ("\"to and fro\" NEAR(a", Some("\"to and fro\" \"NEAR(a\"")),
            ("title: x*", Some("\"title:\" \"x*\"")),
            (" - * \"", None),
            ("难民", None),
            ("难民 camp", Some("\"camp\"")),
        ] {
            assert_eq!(Needle::new(query, Beginnings::None).full_text().as_deref(), expected, "{query}");
        }
        assert_eq!(Needle::new("old har", Beginnings::Last).full_text().as_deref(), Some("\"old\" \"har\"*"));
        assert_eq!(Needle::new("old har", Beginnings::All).full_text().as_deref(), Some("\"old\"* \"har\"*"));
    }

    #[test]
    fn every_term_must_be_there() {
        let needle = Needle::new("boat har", Beginnings::All);
        assert!(needle.is_in("Boats leave the harbour"));
        assert!(!needle.is_in("Boats leave"));
        assert!(Needle::new("", Beginnings::All).is_in(""));
        assert!(Needle::new(" -- ", Beginnings::All).is_empty());
    }
}
