//! A name ready to be compared, whatever it names, and the keys under which its like are looked up.

use crate::model::kind::Label;
use crate::names::fold;
use crate::names::han;
use crate::names::institution;
use crate::names::institution::Institution;
use crate::names::name::Name;
use crate::names::name::Role;
use crate::names::similarity;
use crate::names::similarity::Similarity;
use crate::names::sound::skeleton;
use crate::names::sound::sound;

#[derive(Clone, Debug, PartialEq)]
pub enum Form {
    Person(Name),
    Other(Institution),
}

impl Form {
    pub fn new(label: Label, text: &str) -> Self {
        if label == Label::Person { Self::Person(Name::new(text)) } else { Self::Other(Institution::new(text)) }
    }

    pub fn key(&self) -> &str {
        match self {
            Self::Person(name) => &name.key,
            Self::Other(name) => &name.key,
        }
    }

    pub fn text(&self) -> &str {
        match self {
            Self::Person(name) => &name.text,
            Self::Other(name) => &name.text,
        }
    }

    /// How much two names are one; a person and what is none have nothing in common.
    pub fn similarity(&self, other: &Self) -> Similarity {
        match (self, other) {
            (Self::Person(a), Self::Person(b)) => similarity::similarity(a, b),
            (Self::Other(a), Self::Other(b)) => institution::similarity(a, b),
            _ => Similarity::none(),
        }
    }

    /// What a name is looked up by, without repetition. Two that are one share a key, unless every part of one is
    /// misspelled in its consonants.
    pub fn lookup_keys(&self) -> Vec<String> {
        let mut keys = match self {
            Self::Person(name) => person_keys(name),
            Self::Other(name) => other_keys(name),
        };
        keys.push(format!("={}", self.key()));
        keys.retain(|key| key.len() > 1);
        keys.sort_unstable();
        keys.dedup();
        keys
    }
}

/// The skeleton of each part, and of each two that follow one another: `bin Ladin` and `Binladin` meet there.
fn person_keys(name: &Name) -> Vec<String> {
    let mut keys: Vec<String> = Vec::new();
    for part in name.parts.iter().filter(|part| matches!(part.role, Role::Name | Role::Nickname)) {
        let key = skeleton(&part.sound);
        // Latvian and Lithuanian add an s to every man's name.
        let key = key.strip_suffix('s').filter(|before| before.len() > 1).unwrap_or(&key);
        if !key.is_empty() {
            keys.push(key.to_owned());
        }
    }
    for two in name.parts.windows(2) {
        keys.push(skeleton(&sound(&format!("{}{}", two[0].latin, two[1].latin))));
    }
    if name.is_chinese {
        keys.extend(
            name.telling().filter_map(|part| han::syllables(&part.latin)).map(|syllables| format!("*{syllables}")),
        );
    }
    keys
}

fn other_keys(name: &Institution) -> Vec<String> {
    let telling = || name.words.iter().filter(|word| word.weight > 0.0);
    let mut keys: Vec<String> = telling().filter(|word| !word.is_number).map(|word| skeleton(&word.sound)).collect();
    let closed: String = telling().map(|word| word.sound.as_str()).collect();
    keys.push(skeleton(&closed));
    // An acronym and what it stands for.
    if name.words.len() > 1 {
        keys.push(format!("#{}", fold(&name.initials)));
    } else {
        keys.push(format!("#{}", name.key));
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_be_one_shares_a_key() {
        for (label, a, b) in [
            (Label::Person, "Amir Khan Muttaqi", "MOTAQI"),
            (Label::Person, "Osama bin Laden", "Usama Binladin"),
            (Label::Person, "Сергей Лавров", "Sergejs Lavrovs"),
            (Label::Person, "محمد بن سلمان", "Mohammed bin Salman"),
            (Label::Person, "Mao Tse-tung", "毛泽东"),
            (Label::Org, "PTI", "Pakistan Tehreek-e-Insaf"),
            (Label::Org, "Price Waterhouse", "PriceWaterhouse"),
        ] {
            let keys = Form::new(label, a).lookup_keys();
            assert!(Form::new(label, b).lookup_keys().iter().any(|key| keys.contains(key)), "{a} {b}");
        }
        let keys = Form::new(Label::Person, "Thomas West").lookup_keys();
        assert!(!Form::new(Label::Person, "Asif Durrani").lookup_keys().iter().any(|key| keys.contains(key)));
    }

    #[test]
    fn a_person_is_no_organisation() {
        let (person, org) = (Form::new(Label::Person, "Siemens"), Form::new(Label::Org, "Siemens"));
        assert!(person.similarity(&org).score.abs() < f64::EPSILON);
    }
}
