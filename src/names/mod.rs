//! How names compare: the folded key under which two spellings are the same, the parts of a name, its initials.
//!
//! Never touches a body: folding makes keys for comparing, and no offset ever refers to a folded text.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// Key of a name: lower case, without accents, hyphens as spaces, apostrophes dropped, single spaces.
/// `Malé` and `MALE` have the same key, `al-Qaeda` and `Al Qaeda` too.
pub fn fold(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    for c in name.nfkd().filter(|c| !is_combining_mark(*c)) {
        match c {
            '\'' | '’' | '‘' | 'ʼ' | '`' | '.' => {}
            c if c.is_alphanumeric() => key.extend(c.to_lowercase()),
            _ if key.is_empty() || key.ends_with(' ') => {}
            _ => key.push(' '),
        }
    }
    key.truncate(key.trim_end().len());
    key
}

/// The words of a folded name.
pub fn parts(folded: &str) -> impl DoubleEndedIterator<Item = &str> {
    folded.split(' ').filter(|part| !part.is_empty())
}

/// Words that stand inside names of institutions without giving a letter to their acronym.
const SILENT: &[&str] = &["of", "the", "and", "for", "in", "on", "to", "a", "de", "al"];

/// Capital initials of a name's words, little words left out: `National Action Plan` gives `NAP`.
pub fn initials(name: &str) -> String {
    let words = name.split(|c: char| c.is_whitespace() || c == '-');
    let loud = words.filter(|word| !SILENT.contains(&word.to_lowercase().as_str()));
    loud.filter_map(|word| word.chars().find(|c| c.is_alphanumeric())).flat_map(char::to_uppercase).collect()
}

/// Whether `acronym` can stand for `name`: its letters, dots aside, are the name's initials.
pub fn is_acronym_of(acronym: &str, name: &str) -> bool {
    let letters: String = acronym.chars().filter(|c| c.is_alphanumeric()).collect();
    letters.chars().count() > 1 && letters == initials(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_key_for_one_name() {
        for (first, second) in [("Malé", "MALE"), ("al-Qaeda", "Al Qaeda"), ("Sana'a", "Sanaa"), ("U.S.", "US")] {
            assert_eq!(fold(first), fold(second));
        }
        assert_ne!(fold("Oman"), fold("Omar"));
        assert_eq!(fold(" – "), "");
    }

    #[test]
    fn acronyms_are_initials() {
        for (acronym, name, expected) in [
            ("NAP", "National Action Plan", true),
            ("FO", "Foreign Office", true),
            ("U.N.", "United Nations", true),
            ("NAP", "National Plan", false),
            ("N", "Nauru", false),
        ] {
            assert_eq!(is_acronym_of(acronym, name), expected, "{acronym} {name}");
        }
    }
}
