//! The key under which two spellings of one name meet: case, accents, dots, dashes and spaces folded away.
//!
//! Never changes a name or a text: keys are for comparing only and never shown.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// `Fumio  KISHIDA`, `fumio kishida` and `Fumio Kishida's` are not all one: possessives stay, for the text decides them.
///
/// Compatibility decomposition, marks dropped, lower case; apostrophes and dots dropped (`U.S.` = `US`), dashes and
/// other separators one space.
pub fn name_key(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    let mut gap = false;
    for character in name.nfkd().filter(|character| !is_combining_mark(*character)) {
        if matches!(character, '.' | '\'' | '’' | '‘' | 'ʼ' | '`' | 'ʿ' | 'ʾ') {
            continue;
        }
        if character.is_alphanumeric() {
            if gap && !key.is_empty() {
                key.push(' ');
            }
            gap = false;
            key.extend(character.to_lowercase());
        } else {
            gap = true;
        }
    }
    key
}

#[cfg(test)]
mod tests {
    use super::name_key;

    #[test]
    fn spellings_of_one_name_meet_and_others_do_not() {
        for (a, b) in [
            ("José  Peña", "jose pena"),
            ("U.S.", "US"),
            ("al-Hadi", "Al Hadi"),
            ("O’Brien", "O'Brien"),
            ("ИВАНОВ", "иванов"),
        ] {
            assert_eq!(name_key(a), name_key(b), "{a} / {b}");
        }
        for (a, b) in [("Iran", "Iraq"), ("Ana Ruiz", "Ana"), ("12", "1 2")] {
            assert_ne!(name_key(a), name_key(b), "{a} / {b}");
        }
        assert_eq!(name_key(" - "), "");
    }
}
