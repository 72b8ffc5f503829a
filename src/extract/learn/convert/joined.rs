//! Tokens to the sentence they were cut from, by rule: marks of punctuation stand where they are written.
//!
//! Never loses a token: each is found in the sentence again. What was written otherwise (a space before a colon) is lost;
//! a set that keeps its sentences as they were is aligned with them instead.

/// A sentence and where each of its tokens stands in it, in bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Joined {
    pub words: String,
    pub places: Vec<(usize, usize)>,
}

/// Marks that stand right behind the word before them.
const BEHIND: &[&str] = &[
    ",", ".", ";", ":", "!", "?", ")", "]", "}", "%", "…", "..", "...", "....", "'s", "’s", "n't", "n’t", "'re", "'ve",
    "'ll", "'m", "'d", "’re", "’ve", "’ll", "’m", "’d", "''",
];
/// Marks that stand right before the word behind them.
const BEFORE: &[&str] = &["(", "[", "{", "$", "£", "€", "#", "@", "``"];
/// Marks that join both.
const BETWEEN: &[&str] = &["-", "/"];
/// What follows an apostrophe that was cut off.
const AFTER_APOSTROPHE: &[&str] = &["s", "t", "re", "ve", "ll", "m", "d"];

/// Joins tokens. Quotation marks open and close in turn; those of two strokes become one mark.
pub fn join(tokens: &[&str]) -> Joined {
    let mut joined = Joined::default();
    let mut is_open = [false, false];
    let mut clings = true;
    for (at, token) in tokens.iter().enumerate() {
        let next = tokens.get(at + 1).copied().unwrap_or("");
        let before = at.checked_sub(1).map_or("", |at| tokens[at]);
        let is_last = at + 1 == tokens.len();
        let (behind, then_clings) = match *token {
            "\"" | "``" | "''" => {
                let opens = *token == "``" || *token == "\"" && !is_open[0];
                is_open[0] = opens;
                (!opens, opens)
            }
            "'" | "’" | "‘" if AFTER_APOSTROPHE.contains(&next) && at > 0 => (true, true),
            "'" | "’" | "‘" => {
                let is_possessive = !is_open[1] && before.ends_with('s') && *token != "‘";
                let opens = !is_open[1] && !is_possessive && !is_last;
                is_open[1] = opens;
                (!opens, opens)
            }
            mark if BETWEEN.contains(&mark) && at > 0 && !is_last => (true, true),
            mark if BEFORE.contains(&mark) => (false, true),
            mark => (BEHIND.contains(&mark), false),
        };
        if !joined.words.is_empty() && !behind && !clings {
            joined.words.push(' ');
        }
        let start = joined.words.len();
        joined.words.push_str(if matches!(*token, "``" | "''") { "\"" } else { token });
        joined.places.push((start, joined.words.len()));
        clings = then_clings;
    }
    joined
}

/// Where each token stands in the sentence as it was written; `None` where one does not.
pub fn aligned(words: &str, tokens: &[&str]) -> Option<Vec<(usize, usize)>> {
    let mut at = 0;
    let mut places = Vec::with_capacity(tokens.len());
    for token in tokens {
        let rest = &words[at..];
        let start = at + (rest.len() - rest.trim_start().len());
        let end = start + token.len();
        if !words[start..].starts_with(token) {
            return None;
        }
        places.push((start, end));
        at = end;
    }
    Some(places)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_read_as_they_were_written() {
        for (tokens, sentence) in [
            ("Noa left , then Ana .", "Noa left, then Ana."),
            ("the men 's boat", "the men's boat"),
            ("the men ' s boat", "the men's boat"),
            ("You should ' ve come", "You should've come"),
            ("the sailors ' boat", "the sailors' boat"),
            ("they did n't ( yet )", "they didn't (yet)"),
            ("a \" clear \" sign", "a \"clear\" sign"),
            ("he `` said '' so", "he \"said\" so"),
            ("the ' new ' one", "the 'new' one"),
            ("Lima / Cusco", "Lima/Cusco"),
            ("Lima - Cusco road", "Lima-Cusco road"),
            ("- no", "- no"),
            ("$ 5 , or 3 %", "$5, or 3%"),
            ("# tag @ her", "#tag @her"),
            ("August 20 , 1920 – May", "August 20, 1920 – May"),
            ("", ""),
        ] {
            let tokens: Vec<&str> = tokens.split_whitespace().collect();
            let joined = join(&tokens);
            assert_eq!(joined.words, sentence);
            let found: Vec<&str> = joined.places.iter().map(|(start, end)| &joined.words[*start..*end]).collect();
            let meant = tokens.iter().map(|token| token.replace("``", "\"").replace("''", "\""));
            assert_eq!(found, meant.collect::<Vec<_>>());
        }
    }

    #[test]
    fn tokens_are_found_where_they_stand() {
        assert_eq!(aligned("al-Masri, 5  km", &["al", "-", "Masri", ",", "5", "km"]).map(|all| all[5]), Some((13, 15)));
        assert_eq!(aligned("Ana left", &["Ana", "right"]), None);
        assert_eq!(aligned("Ana", &["Ana", "left"]), None);
    }
}
