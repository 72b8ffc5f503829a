//! How well a few letters fit a name: in order, better at the beginnings of words and without gaps.
//!
//! Never knows what the names are of.

/// Points for a letter that begins a word, one that follows the letter before, any other.
const WORD_START: u32 = 8;
const RUN: u32 = 5;
const ANYWHERE: u32 = 1;
/// Added where the name begins with what was typed.
const PREFIX: u32 = 10;
/// Longest text that is looked at in letters; names are far shorter.
const MAX_LETTERS: usize = 200;

/// The best way to find the letters of `query` in `name`, in order; `None` where they are not in it. Case and spaces of
/// the query do not count. An empty query fits everything alike.
pub fn score(query: &str, name: &str) -> Option<u32> {
    let wanted: Vec<char> = query.to_lowercase().chars().filter(|letter| !letter.is_whitespace()).collect();
    let letters: Vec<char> = name.to_lowercase().chars().take(MAX_LETTERS).collect();
    // best[j]: most points with the letters so far, the last of them at `j`.
    let mut best: Vec<Option<u32>> = Vec::new();
    for (index, want) in wanted.iter().enumerate() {
        let mut next = vec![None; letters.len()];
        let mut before = if index == 0 { Some(0) } else { None };
        for (at, letter) in letters.iter().enumerate() {
            if letter == want {
                let is_start = at == 0 || !letters[at - 1].is_alphanumeric();
                let alone = before.map(|points| points + if is_start { WORD_START } else { ANYWHERE });
                let run = at.checked_sub(1).and_then(|left| *best.get(left)?).map(|points| points + RUN);
                next[at] = alone.max(run);
            }
            before = before.max(best.get(at).copied().flatten());
        }
        best = next;
    }
    if wanted.is_empty() {
        return Some(0);
    }
    let points = best.into_iter().flatten().max()?;
    let (typed, lower) = (query.trim().to_lowercase(), name.to_lowercase());
    let is_prefix = lower.starts_with(&typed);
    // A word as it was typed is meant before one whose letters begin several.
    let begins_word = |(at, _): (usize, &str)| !lower[..at].ends_with(char::is_alphanumeric);
    let is_whole = lower.match_indices(&typed).any(begins_word);
    let points = if is_whole { points.max(WORD_START * wanted.len() as u32 + 1) } else { points };
    // Of names that fit alike the shorter one is meant.
    Some((points + if is_prefix { PREFIX } else { 0 }) * 4 + (MAX_LETTERS - letters.len()) as u32 / 64)
}

/// Whether each word of the query begins a word of the text.
pub fn words_begin(query: &str, text: &str) -> bool {
    let text = text.to_lowercase();
    let begins = |word: &str| text.split(|letter: char| !letter.is_alphanumeric()).any(|other| other.starts_with(word));
    query.to_lowercase().split_whitespace().all(begins)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_better(query: &str, better: &str, worse: &str) {
        let (better_score, worse_score) = (score(query, better), score(query, worse));
        assert!(better_score > worse_score, "{query}: {better} {better_score:?}, {worse} {worse_score:?}");
    }

    #[test]
    fn beginnings_and_runs_fit_better() {
        check_better("ex", "Export", "Next");
        check_better("ip", "Import path", "Skip");
        check_better("copy", "Copy the table", "Crop yes");
        check_better("copy", "Copy the table", "Save a copy");
        check_better("open", "Open", "Reopen");
        // Letters of three words, though each begins one.
        check_better("path", "Import from a path…", "Not part of the article");
        // The first `s` is not the one that fits best.
        check_better("sa", "Is set aside", "Visa");
    }

    #[test]
    fn letters_count_in_their_order_only() {
        assert_eq!(score("od", "Do"), None);
        assert_eq!(score("xyz", "Export"), None);
        assert!(score("IMPORT FOL", "Import a folder…").is_some());
        assert!(score("й", "Йод").is_some());
        assert_eq!(score("", "Anything"), Some(0));
    }

    #[test]
    fn words_of_a_tooltip_are_found_by_their_beginnings() {
        assert!(words_begin("spread", "Copy the rows, for a spreadsheet"));
        assert!(words_begin("rows copy", "Copy the rows, for a spreadsheet"));
        assert!(!words_begin("sheet", "Copy the rows, for a spreadsheet"));
    }
}
