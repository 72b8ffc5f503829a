//! Names of months in English, full and short: layout, metadata and dates all meet them.
//!
//! Never decides whether a word is a month where it stands: "may" and "march" are other words too.

const NAMES: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// 1 to 12 for a month's name in lower case: `november`, `nov`, `sept`.
pub fn number(word: &str) -> Option<u32> {
    let is_short = word.len() == 3 || word == "sept";
    let found = NAMES.iter().position(|name| *name == word || (is_short && name.starts_with(word)))?;
    Some(found as u32 + 1)
}

/// Whether a word in any case is how the month of this number begins, three letters at least: what somebody who types a
/// date has typed so far.
pub fn begins(word: &str, number: u32) -> bool {
    let word = word.to_lowercase();
    let name = number.checked_sub(1).and_then(|index| NAMES.get(index as usize));
    word.len() >= 3 && name.is_some_and(|name| name.starts_with(&word))
}

#[cfg(test)]
mod tests {
    use super::begins;
    use super::number;

    #[test]
    fn months_while_they_are_typed() {
        for (word, month, expected) in [("Nov", 11, true), ("Novemb", 11, true), ("no", 11, false), ("nov", 10, false)]
        {
            assert_eq!(begins(word, month), expected, "{word}");
        }
        assert!(!begins("nov", 0) && !begins("nov", 13));
    }

    #[test]
    fn months_by_name() {
        for (word, month) in [("november", Some(11)), ("nov", Some(11)), ("sept", Some(9)), ("may", Some(5))] {
            assert_eq!(number(word), month, "{word}");
        }
        for word in ["", "ma", "novem", "mayo", "marchioness"] {
            assert_eq!(number(word), None, "{word}");
        }
    }
}
