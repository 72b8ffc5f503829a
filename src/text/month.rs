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

#[cfg(test)]
mod tests {
    use super::number;

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
