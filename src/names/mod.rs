//! How names compare: the folded key under which two spellings are the same, the words of a key, initials; the parts of
//! a name ([`name`]), how it sounds ([`sound`]) in whatever script ([`script`]), and how much two are one
//! ([`similarity`], [`institution`]), with the reasons in words ([`why`]).
//!
//! Never touches a body: folding makes keys for comparing, and no offset ever refers to a folded text.

pub mod eval;
pub mod form;
pub mod han;
pub mod institution;
pub mod known;
pub mod name;
pub mod script;
pub mod similarity;
pub mod sound;
pub mod why;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// Key of a name: lower case, without accents, hyphens as spaces, apostrophes dropped, single spaces.
/// `Malé` and `MALE` have the same key, `al-Qaeda` and `Al Qaeda` too.
pub fn fold(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    if name.is_ascii() {
        for byte in name.bytes() {
            match byte {
                b'\'' | b'`' | b'.' => {}
                byte if byte.is_ascii_alphanumeric() => key.push(char::from(byte.to_ascii_lowercase())),
                _ if key.is_empty() || key.ends_with(' ') => {}
                _ => key.push(' '),
            }
        }
        key.truncate(key.trim_end().len());
        return key;
    }
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
const SILENT: &[&str] = &[
    "of", "the", "and", "for", "in", "on", "to", "a", "de", "al", "e", "i", "und", "et", "y", "di", "del", "da", "do",
    "du", "la",
];

/// Capital initials of a name's words, little words left out: `National Action Plan` gives `NAP`.
pub fn initials(name: &str) -> String {
    let words = name.split(|c: char| c.is_whitespace() || c == '-');
    let loud = words.filter(|word| !is_silent(word));
    loud.filter_map(|word| word.chars().find(|c| c.is_alphanumeric())).flat_map(char::to_uppercase).collect()
}

fn is_silent(word: &str) -> bool {
    const LONGEST: usize = 3;
    word.len() <= LONGEST && SILENT.iter().any(|silent| word.eq_ignore_ascii_case(silent))
}

/// Whether `acronym` can stand for `name`: its letters, dots aside, are the name's initials.
pub fn is_acronym_of(acronym: &str, name: &str) -> bool {
    let letters: String = acronym.chars().filter(|c| c.is_alphanumeric()).collect();
    letters.chars().count() > 1 && letters == initials(name)
}

#[cfg(test)]
mod tests;
