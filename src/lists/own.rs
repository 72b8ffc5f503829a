//! The analyst's own lists, ready to be looked up: which of their names stands at a token, and whose it is.
//!
//! Never decides what a word means, and never holds the built-in tables. A lookup costs the same in a list of ten names
//! and of a million: one for the first word of a name, and a few more where that fits.

use std::collections::BTreeMap;
use std::collections::HashMap;
use std::collections::HashSet;

use crate::model::kind::Label;
use crate::model::name_list::Choice;
use crate::model::name_list::ListEntry;
use crate::names::fold;
use crate::text::token::Token;
use crate::text::token::TokenKind;
use crate::text::token::is_ideograph;

/// A list with its rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnList {
    pub title: String,
    /// Its names do not stop the reviewer where they are unambiguous.
    pub is_sure: bool,
    pub entries: Vec<ListEntry>,
}

/// Entries that bear one name: a stretch of [`OwnLists`]'s bearers. Small, so that it can be handed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bearers {
    from: u32,
    end: u32,
}

/// The longest name that stands at a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    pub n_tokens: usize,
    pub bearers: Bearers,
}

/// All lists of a dossier. Keys are looked up with the standard hash: their words come from outside.
#[derive(Debug, Default)]
pub struct OwnLists {
    lists: Vec<OwnList>,
    /// List and entry of each bearer, in the order of the lists.
    bearers: Vec<(u32, u32)>,
    by_key: HashMap<Box<str>, Bearers>,
    /// Longest key in bytes of those that begin with this word.
    longest: HashMap<Box<str>, usize>,
    /// First words in small letters of names that begin so: `al-Noor`.
    low_starts: HashSet<Box<str>>,
}

/// So many tokens are looked through for the end of a name.
const MAX_TOKENS: usize = 16;

/// What stands before the key of a name of one word: those are found letter by letter, since `Reading` is not `reading`.
const ONE_WORD: char = '=';

impl OwnLists {
    pub fn new(lists: Vec<OwnList>) -> Self {
        let mut by_name: BTreeMap<String, Vec<(u32, u32)>> = BTreeMap::new();
        let mut low_starts = HashSet::new();
        for (list_idx, list) in lists.iter().enumerate() {
            for (entry_idx, entry) in list.entries.iter().enumerate() {
                let place = (list_idx as u32, entry_idx as u32);
                for name in std::iter::once(&entry.name).chain(&entry.aliases) {
                    for key in keys(name, entry.label, list.is_sure) {
                        let bearers = by_name.entry(key).or_default();
                        if bearers.last() != Some(&place) {
                            bearers.push(place);
                        }
                    }
                    if name.starts_with(char::is_lowercase) {
                        let first = name.split(|c: char| c.is_whitespace()).next().unwrap_or(name);
                        low_starts.insert(first.into());
                    }
                }
            }
        }
        let mut own = Self { lists, low_starts, ..Self::default() };
        for (key, places) in by_name {
            let from = own.bearers.len() as u32;
            own.bearers.extend(places);
            let folded = key.strip_prefix(ONE_WORD).map(fold);
            let longest = own.longest.entry(first_of(folded.as_ref().unwrap_or(&key)).into()).or_default();
            *longest = (*longest).max(key.len());
            own.by_key.insert(key.into(), Bearers { from, end: own.bearers.len() as u32 });
        }
        own
    }

    pub fn is_empty(&self) -> bool {
        self.by_key.is_empty()
    }

    /// The longest name that begins at the first of `tokens`, which are of one sentence, and ends at one of them.
    pub fn at(&self, text: &str, tokens: &[Token<'_>]) -> Option<Hit> {
        let first = tokens.first().filter(|first| self.may_begin(first))?;
        let folded = fold(first.text);
        let longest = *self.longest.get(first_of(&folded))?;
        let mut best = self.by_key.get(word_key(first.text).as_str()).map(|bearers| (1, *bearers));
        for (index, token) in tokens.iter().take(MAX_TOKENS).enumerate() {
            if parts_names(token) {
                break;
            }
            let words = text.get(first.span.start_byte..token.span.end_byte)?;
            let key = fold(words);
            if key.len() > longest {
                break;
            }
            if token.kind != TokenKind::Mark
                && has_several_words(&key)
                && has_capital(words)
                && let Some(bearers) = self.by_key.get(key.as_str())
            {
                best = Some((index + 1, *bearers));
            }
        }
        best.map(|(n_tokens, bearers)| Hit { n_tokens, bearers })
    }

    fn may_begin(&self, token: &Token<'_>) -> bool {
        let has_case = |c: char| c.is_lowercase() || c.is_uppercase();
        match token.text.chars().next() {
            Some(c) if c.is_uppercase() || c.is_ascii_digit() => true,
            Some(c) if c.is_alphabetic() && !has_case(c) => true,
            _ => !self.low_starts.is_empty() && self.low_starts.contains(token.text),
        }
    }

    /// Labels of those that bear a name, each once, that of most first.
    pub fn labels(&self, bearers: Bearers) -> Vec<Label> {
        let mut n_of: BTreeMap<Label, usize> = BTreeMap::new();
        for (_, entry) in self.entries(bearers) {
            *n_of.entry(entry.label).or_default() += 1;
        }
        let mut labels: Vec<(Label, usize)> = n_of.into_iter().collect();
        labels.sort_by_key(|(label, n)| (std::cmp::Reverse(*n), *label));
        labels.into_iter().map(|(label, _)| label).collect()
    }

    /// Those that bear a name, with their list, in the order of the lists.
    pub fn entries(&self, bearers: Bearers) -> impl Iterator<Item = (&OwnList, &ListEntry)> {
        self.places(bearers).iter().map(|place| self.entry(*place))
    }

    /// Where those that bear a name stand: list and row.
    pub fn places(&self, bearers: Bearers) -> &[(u32, u32)] {
        &self.bearers[bearers.from as usize..bearers.end as usize]
    }

    pub fn entry(&self, (list, entry): (u32, u32)) -> (&OwnList, &ListEntry) {
        let list = &self.lists[list as usize];
        (list, &list.entries[entry as usize])
    }

    /// Whether two rows are one thing: they share an identifier. The same person often stands in two lists.
    pub fn are_one(&self, a: (u32, u32), b: (u32, u32)) -> bool {
        let ids = &self.entry(b).1.ids;
        a == b || self.entry(a).1.ids.iter().any(|id| ids.contains(id))
    }

    /// A row as one of several to choose from.
    pub fn choice(&self, place: (u32, u32)) -> Choice {
        let (list, entry) = self.entry(place);
        Choice {
            list: list.title.clone(),
            name: entry.name.clone(),
            ids: entry.ids.clone(),
            about: entry.about.clone(),
        }
    }
}

/// What a name is looked up by. A person's name of one word is left out unless the list is sure: it may be anybody's.
fn keys(name: &str, label: Label, is_sure: bool) -> Vec<String> {
    let folded = fold(name);
    if folded.is_empty() {
        return Vec::new();
    }
    if has_several_words(&folded) {
        return vec![folded];
    }
    if label == Label::Person && !is_sure {
        return Vec::new();
    }
    let mut keys = vec![word_key(name)];
    let upper = name.to_uppercase();
    let n_letters = name.chars().count();
    if upper != name && n_letters > 3 {
        keys.push(word_key(&upper));
    }
    // Lists in capitals throughout: `ROSNOVA` is `Rosnova` in a text, `NATO` is not `Nato` for sure.
    if upper == name && n_letters > 4 {
        let mut rest = name.chars();
        let first: String = rest.next().into_iter().collect();
        keys.push(word_key(&(first + &rest.as_str().to_lowercase())));
    }
    keys
}

/// The key of a name of one word; ideographs are words of one character, and have no case to go by.
fn word_key(word: &str) -> String {
    let mut key = String::with_capacity(word.len() + 1);
    key.push(ONE_WORD);
    key.push_str(word);
    key
}

/// The first word of a folded key; of a name in ideographs, its first character.
fn first_of(key: &str) -> &str {
    match key.chars().next() {
        Some(first) if is_ideograph(first) => &key[..first.len_utf8()],
        _ => key.split(' ').next().unwrap_or(key),
    }
}

fn has_several_words(key: &str) -> bool {
    key.contains(' ') || key.chars().filter(|c| is_ideograph(*c)).count() > 1
}

/// A capital, or no letter that has one.
fn has_capital(words: &str) -> bool {
    words.chars().any(char::is_uppercase) || !words.chars().any(char::is_lowercase)
}

/// Marks that no name goes across.
fn parts_names(token: &Token<'_>) -> bool {
    token.kind == TokenKind::Mark && !matches!(token.text, "." | "-" | "‐" | "‑" | "'" | "’" | "&" | "/" | "+" | "·")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lists::class;
    use crate::model::span::Span;
    use crate::text::token::tokens;

    fn entry(name: &str, label: Label) -> ListEntry {
        let ids = vec![("test".to_owned(), name.to_owned())];
        ListEntry { name: name.to_owned(), aliases: Vec::new(), label, ids, about: None }
    }

    fn lists(is_sure: bool) -> OwnLists {
        let entries = vec![
            entry("Amir Halden", Label::Person),
            entry("Amir Halden Oruz", Label::Person),
            entry("Oruz", Label::Person),
            entry("al-Noor Trust", Label::Org),
            entry("Reading", Label::Place),
            entry("KORVALIS", Label::Org),
            entry("AID", Label::Org),
            entry("Malé", Label::Place),
            entry("Cox & Hale", Label::Org),
            entry("王小明", Label::Person),
        ];
        OwnLists::new(vec![OwnList { title: "Test".to_owned(), is_sure, entries }])
    }

    fn found(lists: &OwnLists, text: &str) -> Vec<String> {
        let mut all = Vec::new();
        tokens(text, Span::new(0, text.len()), &class::is_abbreviation, &mut all);
        let mut found = Vec::new();
        let mut at = 0;
        while at < all.len() {
            match lists.at(text, &all[at..]) {
                Some(hit) => {
                    let last = &all[at + hit.n_tokens - 1];
                    found.push(text[all[at].span.start_byte..last.span.end_byte].to_owned());
                    at += hit.n_tokens;
                }
                None => at += 1,
            }
        }
        found
    }

    #[test]
    fn the_longest_name_is_found_and_nothing_that_only_looks_like_one() {
        let lists = lists(false);
        for (text, expected) in [
            ("Then Amir Halden Oruz spoke", vec!["Amir Halden Oruz"]),
            ("AMIR HALDEN spoke", vec!["AMIR HALDEN"]),
            ("amir halden spoke", vec![]),
            ("Amir, Halden and others", vec![]),
            ("Oruz spoke", vec![]),
            ("the al-Noor Trust and the Al Noor Trust", vec!["al-Noor Trust", "Al Noor Trust"]),
            ("Reading is a town, reading a joy, READING loud", vec!["Reading", "READING"]),
            ("Korvalis and KORVALIS, not korvalis", vec!["Korvalis", "KORVALIS"]),
            ("Aid came from AID", vec!["AID"]),
            ("Male voices in Malé", vec!["Malé"]),
            ("Cox & Hale's lawyer, Cox and Hale", vec!["Cox & Hale"]),
            ("昨天王小明说", vec!["王小明"]),
        ] {
            assert_eq!(found(&lists, text), expected, "{text}");
        }
        assert_eq!(found(&self::lists(true), "Oruz spoke"), ["Oruz"], "a list that is sure of its names");
    }

    #[test]
    fn those_who_share_a_name_are_all_told() {
        let one = |title: &str, entries| OwnList { title: title.to_owned(), is_sure: false, entries };
        let mut other = entry("Amir Halden", Label::Person);
        other.ids = vec![("test".to_owned(), "2".to_owned())];
        let lists = OwnLists::new(vec![
            one("A", vec![entry("Amir Halden", Label::Person), other]),
            one("B", vec![entry("Amir Halden", Label::Person), entry("Amir Halden", Label::Org)]),
        ]);
        let text = "Amir Halden";
        let mut all = Vec::new();
        tokens(text, Span::new(0, text.len()), &class::is_abbreviation, &mut all);
        let bearers = lists.at(text, &all).expect("the name").bearers;
        let told: Vec<(&str, Label)> =
            lists.entries(bearers).map(|(list, entry)| (list.title.as_str(), entry.label)).collect();
        assert_eq!(told, [("A", Label::Person), ("A", Label::Person), ("B", Label::Person), ("B", Label::Org)]);
        assert_eq!(lists.labels(bearers), [Label::Person, Label::Org]);
        let places = lists.places(bearers);
        assert!(lists.are_one(places[0], places[2]) && !lists.are_one(places[0], places[1]));
    }

    #[test]
    fn nothing_is_found_in_no_list() {
        assert!(OwnLists::new(Vec::new()).is_empty());
        assert_eq!(found(&OwnLists::default(), "Amir Halden"), Vec::<String>::new());
    }
}
