//! Makes the table of what is known of words: the built-in lists, how often words are capitalised, their company.
//!
//! Never decides what wins: a word can be a given name, a city and a verb at once, and training weighs that.

use std::collections::BTreeMap;

use crate::extract::learn::company::Company;
use crate::extract::tagger::hash;
use crate::extract::tagger::lexicon;
use crate::extract::tagger::lexicon::Known;
use crate::extract::tagger::lexicon::Name;
use crate::extract::tagger::lexicon::Word;
use crate::extract::tagger::scan;
use crate::extract::tagger::scan::Shape;
use crate::lists::Kind;
use crate::lists::class;
use crate::lists::class::Class;
use crate::lists::lists;
use crate::lists::training;
use crate::model::kind::Label;
use crate::model::span::Span;
use crate::text::token::Token;
use crate::text::token::tokens;

/// Classes of words that keep the same company, and similar company.
const N_FINE: usize = 200;
const N_COARSE: usize = 40;

/// The table in the making.
#[derive(Debug, Default)]
pub struct Builder {
    known: BTreeMap<u64, Known>,
    scratch: String,
}

const CLASSES: &[(Class, Word)] = &[
    (Class::TitleNoun, Word::TitleNoun),
    (Class::TitleModifier, Word::TitleModifier),
    (Class::TitleQualifier, Word::TitleQualifier),
    (Class::Honorific, Word::Honorific),
    (Class::Particle, Word::Particle),
    (Class::PersonSuffix, Word::PersonSuffix),
    (Class::OrgHead, Word::OrgHead),
    (Class::OrgStart, Word::OrgStart),
    (Class::OrgSuffix, Word::OrgSuffix),
    (Class::EventHead, Word::EventHead),
    (Class::LawHead, Word::LawHead),
    (Class::PlaceHead, Word::PlaceHead),
    (Class::PlaceHeadStrict, Word::PlaceHeadStrict),
    (Class::PlaceStart, Word::PlaceStart),
    (Class::PlacePreposition, Word::PlacePreposition),
    (Class::Speech, Word::Speech),
    (Class::Function, Word::Function),
    (Class::Opener, Word::Opener),
    (Class::Weekday, Word::Calendar),
    (Class::Month, Word::Calendar),
    (Class::Numbered, Word::Numbered),
    (Class::Unit, Word::Unit),
    (Class::CurrencyWord, Word::Unit),
];

impl Builder {
    /// All that the built-in lists say.
    pub fn from_lists() -> Self {
        let mut builder = Self::default();
        for (class, word) in CLASSES {
            for one in class::words_of(*class) {
                builder.word(one, *word);
            }
        }
        for one in class::given_names() {
            builder.word(one, Word::Given);
        }
        for entry in lists().entries() {
            let kind = match (entry.kind, entry.label) {
                (Kind::Country, _) => Name::Country,
                (Kind::Demonym, _) => Name::Demonym,
                (Kind::Capital, _) => Name::Capital,
                (Kind::City, _) => Name::City,
                (Kind::Region, _) => Name::Region,
                (Kind::Organisation, Label::Group) | (Kind::People, _) => Name::People,
                (Kind::Organisation, Label::Place) => Name::World,
                (Kind::Organisation, _) if entry.sure => Name::OrgSure,
                (Kind::Organisation, _) => Name::Org,
                (Kind::Publisher | Kind::Platform, _) => Name::Media,
            };
            builder.name(entry.surface, kind);
        }
        for (table, one) in training::rows().chain(training::places()) {
            builder.more(table, one);
        }
        builder
    }

    fn more(&mut self, table: &str, one: &str) {
        let word = match table {
            "given" => Some(Word::Given),
            "surname" => Some(Word::Surname),
            "role" => Some(Word::RoleNoun),
            "facility" => Some(Word::Facility),
            "military" => Some(Word::Military),
            "media.head" => Some(Word::Media),
            "product.head" => Some(Word::ProductHead),
            "org.head" => Some(Word::OrgHead),
            "event.head" => Some(Word::EventHead),
            "title" => Some(Word::TitleNoun),
            "honorific" => Some(Word::Honorific),
            _ => None,
        };
        let name = match table {
            "place" => Some(Name::World),
            "org" | "company" => Some(Name::Org),
            "party" => Some(Name::Party),
            "armed" => Some(Name::Armed),
            "media" => Some(Name::Media),
            "people" => Some(Name::People),
            "person" => Some(Name::Person),
            "event" => Some(Name::Event),
            "city" => Some(Name::City),
            "town" => Some(Name::Town),
            "village" | "shared" => Some(Name::Village),
            _ => None,
        };
        if let Some(word) = word {
            self.word(one, word);
        }
        if let Some(name) = name {
            self.name(one, name);
        }
        if table == "person" {
            self.parts_of_person(one);
        }
    }

    /// The words of a person's name are parts of other persons' names too.
    fn parts_of_person(&mut self, name: &str) {
        let is_part = |word: &&str| word.chars().count() > 2 && word.starts_with(char::is_uppercase);
        let parts: Vec<&str> = name.split(' ').filter(is_part).collect();
        if let [given @ .., surname] = parts.as_slice() {
            self.word(surname, Word::Surname);
            for one in given {
                self.word(one, Word::Given);
            }
        }
    }

    fn of(&mut self, word: &str) -> &mut Known {
        let hash = hash::folded(word, &mut self.scratch);
        self.known.entry(hash).or_default()
    }

    pub fn word(&mut self, word: &str, class: Word) {
        self.of(word).words |= class.bit();
    }

    /// A name of one word or more. One that begins in capitals counts only in capitals.
    pub fn name(&mut self, name: &str, kind: Name) {
        let cut = cut(name);
        let Some(first) = cut.first().filter(|_| cut.len() <= lexicon::MAX_WORDS) else {
            return;
        };
        let exact = matches!(scan::shape(first), Shape::Shouted | Shape::Dotted | Shape::Letter);
        let mut row = if exact { !hash::bytes(first.text.as_bytes()) } else { self.fold(first) };
        for next in &cut[1..] {
            self.known.entry(row).or_default().flags |= lexicon::PREFIX;
            row = lexicon::longer(row, self.fold(next));
        }
        self.known.entry(row).or_default().names |= kind.bit() as u16;
    }

    fn fold(&mut self, token: &Token<'_>) -> u64 {
        let bare = token.text.trim_end_matches('.');
        hash::folded(if bare.is_empty() { token.text } else { bare }, &mut self.scratch)
    }

    /// How often a word, by its hash, is written with a capital: 1 never … 7 always.
    pub fn capital(&mut self, fold: u64, capital: u8) {
        self.known.entry(fold).or_default().capital = capital;
    }

    /// The company of a word, by its hash.
    pub fn company(&mut self, fold: u64, company: u16) {
        self.known.entry(fold).or_default().company = company;
    }

    /// All that raw text tells.
    pub fn learn_company(&mut self, company: &Company) {
        for (fold, capital) in company.capitals() {
            self.capital(fold, capital);
        }
        let coarse: BTreeMap<u64, u16> = company.classes(N_COARSE).into_iter().collect();
        for (fold, fine) in company.classes(N_FINE) {
            let coarse = coarse.get(&fold).copied().unwrap_or(0);
            self.company(fold, (coarse << 8) | fine);
        }
    }

    pub const fn known(&self) -> &BTreeMap<u64, Known> {
        &self.known
    }

    pub fn build(&self) -> Vec<u8> {
        lexicon::build(&self.known)
    }
}

fn cut(name: &str) -> Vec<Token<'_>> {
    let mut cut = Vec::new();
    tokens(name, Span::new(0, name.len()), &class::is_abbreviation, &mut cut);
    cut
}
