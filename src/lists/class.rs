//! Classes of English words: titles, heads of institutions, verbs of speech, function words, given names.
//!
//! Never holds names of things (those are tables of entries); a class only answers whether a word is in it.

use std::collections::HashMap;
use std::collections::HashSet;
use std::sync::LazyLock;

use crate::text::fast;

macro_rules! classes {
    ($($(#[$meta:meta])* $variant:ident = $key:literal),+ $(,)?) => {
        /// A class of words, by its key in `words.tsv`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Class { $($(#[$meta])* $variant),+ }

        impl Class {
            const ALL: &'static [Self] = &[$(Self::$variant),+];

            const fn key(self) -> &'static str {
                match self { $(Self::$variant => $key),+ }
            }
        }
    };
}

classes! {
    /// `minister`, `spokesperson`.
    TitleNoun = "title.noun",
    /// `foreign`, `deputy`, `special`.
    TitleModifier = "title.modifier",
    /// `caretaker`, `former`.
    TitleQualifier = "title.qualifier",
    /// `Mr`, `Gen`, `Mullah`.
    Honorific = "title.honorific",
    /// `bin`, `van`, `al` inside a person's name.
    Particle = "person.particle",
    PersonSuffix = "person.suffix",
    /// The last word of an institution's name: `Ministry`, `University`.
    OrgHead = "org.head",
    /// The first word before `of`: `Bank of …`.
    OrgStart = "org.start",
    /// `Inc`, `Ltd`.
    OrgSuffix = "org.suffix",
    EventHead = "event.head",
    LawHead = "law.head",
    /// `Province`, `River`: after a name.
    PlaceHead = "place.head",
    /// Those of `PlaceHead` that make a place of any name.
    PlaceHeadStrict = "place.head.strict",
    /// `Mount`, `Lake`: before a name.
    PlaceStart = "place.start",
    /// `in`, `near`.
    PlacePreposition = "place.in",
    /// Verbs that have a speaker.
    Speech = "speech",
    /// Verbs that take what was said as a clause.
    SpeechThat = "speech.that",
    /// Verbs that introduce words of a speaker inside the writer's own sentence.
    SpeechPartial = "speech.partial",
    Abbreviation = "abbreviation",
    /// Abbreviations that end sentences as often as not.
    AbbreviationEnd = "abbreviation.end",
    /// Words that are capitalised only because a sentence begins.
    Function = "function",
    /// Common words that open sentences: alone and capitalised there they name nothing.
    Opener = "opener",
    Weekday = "weekday",
    Month = "month",
    CurrencyWord = "currency.word",
    Unit = "unit",
    /// `Article 5`, `Route 66`: the number is a name.
    Numbered = "numbered",
    /// `-led`, `-based`: what hangs on a name behind a hyphen.
    HangsOn = "hangs.on",
}

struct Words {
    /// Bits of the classes that a word is in, by their order.
    classes_of: HashMap<&'static str, u64, fast::Build>,
    given_names: HashSet<&'static str, fast::Build>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    // Room for all words at once: growing moves them again and again.
    let mut classes_of: HashMap<&'static str, u64, fast::Build> =
        HashMap::with_capacity_and_hasher(2048, fast::Build::default());
    for line in data_lines(include_str!("../../assets/lists/words.tsv")) {
        let (key, words) = line.split_once('\t').unwrap_or((line, ""));
        if let Some(class) = Class::ALL.iter().find(|class| class.key() == key) {
            for word in words.split('|') {
                *classes_of.entry(word).or_default() |= 1 << *class as u32;
            }
        }
    }
    let mut names = HashSet::with_capacity_and_hasher(2048, fast::Build::default());
    names.extend(given_names());
    Words { classes_of, given_names: names }
});

/// Lines of a table without comments and blank lines.
pub(crate) fn data_lines(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty())
}

/// The classes that one word is in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Classes(u64);

impl Classes {
    /// Those of a word in lower case, without an abbreviation's dot.
    pub fn of(folded: &str) -> Self {
        Self(WORDS.classes_of.get(folded).copied().unwrap_or(0))
    }

    pub const fn holds(self, class: Class) -> bool {
        self.0 & (1 << class as u32) != 0
    }
}

/// Whether a word, in lower case and without an abbreviation's dot, is in the class.
pub fn is_in(class: Class, folded: &str) -> bool {
    Classes::of(folded).holds(class)
}

/// The words of a class, in the order of the table.
pub fn words_of(class: Class) -> impl Iterator<Item = &'static str> {
    let lines = data_lines(include_str!("../../assets/lists/words.tsv")).filter_map(|line| line.split_once('\t'));
    lines.filter(move |(key, _)| *key == class.key()).flat_map(|(_, words)| words.split('|'))
}

/// Known given names, in the order of the table.
pub fn given_names() -> impl Iterator<Item = &'static str> {
    data_lines(include_str!("../../assets/lists/given_names.tsv")).flat_map(str::split_whitespace)
}

/// Whether a capitalised word is a known given name.
pub fn is_given_name(word: &str) -> bool {
    WORDS.given_names.contains(word)
}

/// Whether the dot after `word` belongs to it.
pub fn is_abbreviation(word: &str) -> bool {
    word.len() <= 6
        && word.starts_with(char::is_uppercase)
        && is_in(Class::Abbreviation, &word.to_lowercase())
        && !is_in(Class::TitleNoun, word)
}

/// Whether a capital after `word.` usually goes on with the sentence.
pub fn ends_no_sentence(word: &str) -> bool {
    is_abbreviation(word) && !is_in(Class::AbbreviationEnd, &word.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_class_has_words_and_every_line_a_class() {
        for class in Class::ALL {
            assert!(words_of(*class).next().is_some(), "{class:?} has no words");
        }
        for line in data_lines(include_str!("../../assets/lists/words.tsv")) {
            let key = line.split('\t').next().unwrap_or("");
            assert!(Class::ALL.iter().any(|class| class.key() == key), "no class {key}");
        }
    }

    #[test]
    fn classes_tell_words_apart() {
        assert!(is_in(Class::TitleNoun, "minister") && !is_in(Class::TitleNoun, "ministry"));
        assert!(is_given_name("Thomas") && !is_given_name("West"));
        assert!(ends_no_sentence("Gen") && !ends_no_sentence("Inc") && !is_abbreviation("gen"));
    }
}
