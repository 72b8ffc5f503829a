//! The words that titles are made of, with what hyphens join to them.
//!
//! Never looks at what stands around a word.

use crate::lists::class::Class;
use crate::lists::class::is_in;

/// What a hyphen puts before or behind a title, as a qualifier.
const JOINED: &[(&str, &str)] =
    &[("then-", "then"), ("ex-", "former"), ("former-", "former"), ("acting-", "acting"), ("interim-", "interim")];

const ENDINGS: &[(&str, &str)] = &[("-designate", "designate"), ("-elect", "elect"), ("-in-waiting", "designate")];

/// The title without what a hyphen joins to it, and the qualifier that this is.
fn taken_apart(word: &str) -> (&str, Option<&'static str>) {
    let front = JOINED.iter().find_map(|(lead, says)| Some((word.strip_prefix(lead)?, Some(*says))));
    let back = || ENDINGS.iter().find_map(|(end, says)| Some((word.strip_suffix(end)?, Some(*says))));
    front.or_else(back).unwrap_or((word, None))
}

/// Whether a word in lower case is a title: `minister`, `minister-designate`, `vice-chairman`.
pub fn is_noun(word: &str) -> bool {
    if is_in(Class::TitleNoun, word) {
        return true;
    }
    if !word.contains('-') {
        return false;
    }
    let (bare, qualifier) = taken_apart(word);
    let joined = ["vice-", "co-", "sub-", "deputy-", "under-"].iter().find_map(|lead| bare.strip_prefix(lead));
    (qualifier.is_some() || joined.is_some()) && is_in(Class::TitleNoun, joined.unwrap_or(bare))
}

/// `former`, `caretaker`.
pub fn is_qualifier(word: &str) -> bool {
    is_in(Class::TitleQualifier, word)
}

/// The qualifier that a hyphen joins to a title: `designate` of `minister-designate`.
pub fn qualifier_of(word: &str) -> Option<&'static str> {
    taken_apart(word).1
}

/// Words of a title phrase: titles, modifiers, qualifiers.
pub fn is_title_word(word: &str) -> bool {
    is_noun(word) || is_in(Class::TitleModifier, word) || is_qualifier(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hyphens_join_titles() {
        for word in ["minister", "minister-designate", "president-elect", "then-president", "vice-chairman", "ex-mayor"]
        {
            assert!(is_noun(word), "{word}");
        }
        for word in ["river", "river-designate", "two-day", "ministry", "ex-", "-elect", "co-", ""] {
            assert!(!is_noun(word), "{word}");
        }
        assert_eq!(qualifier_of("ex-mayor"), Some("former"));
        assert_eq!(qualifier_of("mayor"), None);
    }
}
