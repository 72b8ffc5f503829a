//! Ties the names of one article together: names of one list entry, equal names, other spellings and orders, surnames and
//! initials after full names, acronyms after what they stand for.
//!
//! Never ties across articles, and never where two are honest: an ambiguous surname stays a card of its own.

use std::collections::HashMap;
use std::rc::Rc;

use crate::extract::compared::Compared;
use crate::extract::compared::compared;
use crate::extract::found::Found;
use crate::extract::listed;
use crate::extract::reading::Reading;
use crate::extract::vessels;
use crate::lists::own::OwnLists;
use crate::model::extraction::EntityProposal;
use crate::model::extraction::MentionProposal;
use crate::model::kind::Label;
use crate::names::fold;
use crate::names::initials;
use crate::names::similarity::Reason;
use crate::text::fast;

/// Mentions and the entities they name, both in reading order. `lists`: the analyst's own, which know some of them.
pub fn tie(
    reading: &Reading<'_>,
    found: Vec<Found>,
    lists: Option<&OwnLists>,
) -> (Vec<MentionProposal>, Vec<EntityProposal>) {
    let mut cards = Cards::default();
    let of_mention = cards.assign(reading, &found);
    let mut entities = cards.entities;
    if let Some(lists) = lists {
        listed::identify(&mut entities, &found, &of_mention, lists);
    }
    let mut mentions = Vec::with_capacity(found.len());
    for (index, (one, entity)) in found.into_iter().zip(of_mention).enumerate() {
        if let Some(entity) = entity {
            entities[entity].mentions.push(index);
        }
        mentions.push(MentionProposal {
            span: reading.span(one.first, one.end),
            label: one.label,
            rule: listed::rule_of(&one, lists),
            value: one.value,
            entity,
            score: one.score,
            known: one.known,
        });
    }
    (mentions, entities)
}

/// Bearers of one name that a further one is compared with. Where there are more, none is meant for sure.
const MAX_BEARERS: usize = 64;

/// A key that more entities of an article share does not tell which of them is meant.
const MAX_ALIKE: usize = 8;

/// From here on two full names in one article are one: the same but for spelling, and for parts left out.
const TIED: f64 = 0.88;

/// The entities made so far, with the keys they are found by.
#[derive(Default)]
struct Cards<'t> {
    entities: Vec<EntityProposal>,
    /// The fullest name of each that was read; `None` where it is only found by its very name.
    fullest: Vec<Option<Rc<Compared>>>,
    /// Those that were met under these words as a name in full.
    by_words: HashMap<(Label, &'t str), usize>,
    by_key: HashMap<(Label, String), usize>,
    /// Those by what likes of their names are looked up by.
    by_likeness: HashMap<(Label, u64), Vec<usize>, fast::Build>,
    /// Persons by each part of their names, folded, and by how it sounds.
    by_part: HashMap<String, Vec<usize>>,
    by_sound: HashMap<String, Vec<usize>>,
    /// Other names by their initials.
    by_initials: HashMap<String, Vec<usize>>,
}

impl<'t> Cards<'t> {
    /// The entity of each mention. Full names are read first, so that a surname in the headline finds its bearer below;
    /// then those with initials; what can only stand for another name comes last.
    fn assign(&mut self, reading: &Reading<'t>, found: &[Found]) -> Vec<Option<usize>> {
        let mut of_mention = vec![None; found.len()];
        let surface = |one: &Found| reading.words(reading.span(one.first, one.end));
        let (mut initialled, mut short) = (Vec::new(), Vec::new());
        for (index, one) in found.iter().enumerate().filter(|(_, one)| one.label.names_entity()) {
            let words = surface(one);
            if one.label != Label::Person {
                let is_word = !words.contains(|c: char| c.is_whitespace() || c == '-') || is_acronym_shaped(words);
                if one.entry.is_none() && is_word {
                    short.push(index);
                } else {
                    of_mention[index] = Some(self.full(one, words));
                }
                continue;
            }
            let read = compared(one.label, words);
            if one.entry.is_none() && read.parts.len() <= 1 {
                short.push(index);
            } else if read.has_initial {
                initialled.push(index);
            } else {
                of_mention[index] = Some(self.full(one, words));
            }
        }
        for index in initialled {
            of_mention[index] = Some(self.full(&found[index], surface(&found[index])));
        }
        self.spelled_out(reading, found, &of_mention);
        for index in short {
            let one = &found[index];
            let words = surface(one);
            let entity = self.short(one.label, words).unwrap_or_else(|| self.full(one, words));
            self.add_alias(entity, words);
            of_mention[index] = Some(entity);
        }
        self.in_reading_order(&mut of_mention);
        of_mention
    }

    /// Acronyms that the text itself explains, whatever their letters: `Justice Movement (PTI)`.
    fn spelled_out(&mut self, reading: &Reading<'t>, found: &[Found], of_mention: &[Option<usize>]) {
        for (two, entities) in found.windows(2).zip(of_mention.windows(2)) {
            let [long, short] = two else { continue };
            let (long_span, short_span) = (reading.span(long.first, long.end), reading.span(short.first, short.end));
            let between = reading.text.get(long_span.end_byte..short_span.start_byte).unwrap_or_default();
            let is_enclosed = between.trim() == "(" && reading.text[short_span.end_byte..].starts_with(')');
            let words = reading.words(short_span);
            if let Some(entity) = entities[0]
                && is_enclosed
                && long.label == short.label
                && long.label != Label::Person
                && is_acronym_shaped(words)
            {
                self.by_key.entry((short.label, fold(words))).or_insert(entity);
            }
        }
    }

    fn full(&mut self, one: &Found, words: &'t str) -> usize {
        if let Some(entity) = self.by_words.get(&(one.label, words)) {
            return *entity;
        }
        let entity = self.full_anew(one, words);
        self.by_words.insert((one.label, words), entity);
        entity
    }

    fn full_anew(&mut self, one: &Found, words: &'t str) -> usize {
        let name = one.entry.map_or(words, |entry| entry.name);
        // `MV Silver Dawn` is the Silver Dawn.
        let told = if one.label == Label::Product { vessels::bare(name) } else { name };
        let key = (one.label, fold(told));
        let read = (!is_plain(one, words)).then(|| compared(one.label, words));
        let known = self.by_key.get(&key).copied();
        let like = || read.as_ref().filter(|_| one.entry.is_none()).and_then(|read| self.like(one.label, read));
        if let Some(entity) = known.or_else(like) {
            self.add_alias(entity, words);
            if let Some(read) = read {
                self.learn(entity, one.label, &read);
                let n_parts = self.fullest[entity].as_ref().map_or(0, |fullest| fullest.parts.len());
                if self.fullest[entity].is_none() || read.parts.len() > n_parts {
                    self.fullest[entity] = Some(read);
                }
            }
            return entity;
        }
        let entity = self.entities.len();
        let iso = one.entry.filter(|entry| entry.kind == crate::lists::Kind::Country).and_then(|entry| entry.iso);
        let ids = iso.map(|code| ("iso3166".to_owned(), code.to_owned())).into_iter().collect();
        self.entities.push(EntityProposal {
            label: one.label,
            name: name.to_owned(),
            aliases: Vec::new(),
            ids,
            choices: Vec::new(),
            mentions: Vec::new(),
        });
        if let Some(read) = &read {
            self.learn(entity, one.label, read);
        }
        self.fullest.push(read);
        if one.label != Label::Person && name.contains(' ') {
            self.by_initials.entry(initials(name)).or_default().push(entity);
        }
        self.by_key.insert(key, entity);
        self.add_alias(entity, words);
        entity
    }

    /// Enters a name under the keys by which further ones find it.
    fn learn(&mut self, entity: usize, label: Label, read: &Compared) {
        let enter = |entities: &mut Vec<usize>| {
            if !entities.contains(&entity) && entities.len() <= MAX_BEARERS {
                entities.push(entity);
            }
        };
        for key in read.keys() {
            enter(self.by_likeness.entry((label, *key)).or_default());
        }
        // A name of one word is found by its key; its parts must not make others ambiguous.
        if read.parts.len() < 2 {
            return;
        }
        for (part, sound) in read.parts.iter().filter(|(part, _)| part.chars().count() > 1) {
            enter(self.by_part.entry(part.clone()).or_default());
            enter(self.by_sound.entry(sound.clone()).or_default());
        }
    }

    /// The one entity already met that bears this name in another spelling, or with more or fewer of its parts.
    fn like(&self, label: Label, read: &Compared) -> Option<usize> {
        let mut others: Vec<usize> = Vec::new();
        for key in read.keys() {
            if let Some(found) = self.by_likeness.get(&(label, *key)).filter(|found| found.len() <= MAX_ALIKE) {
                others.extend(found);
            }
        }
        others.sort_unstable();
        others.dedup();
        let is_like = |entity: &usize| {
            let Some(fullest) = &self.fullest[*entity] else { return false };
            let similarity = read.form.similarity(&fullest.form);
            let is_whole =
                || !similarity.reasons.iter().any(|reason| matches!(reason, Reason::OnlyA(_) | Reason::OnlyB(_)));
            similarity.score >= TIED && (label == Label::Person || is_whole())
        };
        let mut matching = others.into_iter().filter(is_like);
        matching.next().filter(|_| matching.next().is_none())
    }

    /// The one entity that a single word can stand for: a person by a part of the name, in whatever spelling; another by
    /// its initials.
    fn short(&mut self, label: Label, words: &'t str) -> Option<usize> {
        let key = fold(words);
        if let Some(entity) = self.by_key.get(&(label, key)) {
            return Some(*entity);
        }
        let fitting = if label == Label::Person {
            let read = compared(label, words);
            let (part, sound) = read.parts.first()?;
            self.by_part.get(part).or_else(|| self.by_sound.get(sound))?
        } else {
            let letters: String = words.chars().filter(|c| c.is_alphanumeric()).collect();
            self.by_initials.get(&letters).filter(|_| is_acronym_shaped(words))?
        };
        if let [only] = fitting.as_slice() { Some(*only) } else { None }
    }

    fn add_alias(&mut self, entity_idx: usize, words: &'t str) {
        let entity = &self.entities[entity_idx];
        if entity.name == words || entity.aliases.iter().any(|alias| alias == words) {
            return;
        }
        let label = entity.label;
        let is_fuller = label == Label::Person
            && compared(label, words).n_told > compared(label, &self.entities[entity_idx].name).n_told;
        let entity = &mut self.entities[entity_idx];
        let alias = if is_fuller || is_same_in_capitals(label, &entity.name, words) {
            std::mem::replace(&mut entity.name, words.to_owned())
        } else {
            words.to_owned()
        };
        entity.aliases.push(alias);
    }

    /// Numbers the entities by their first mention.
    fn in_reading_order(&mut self, of_mention: &mut [Option<usize>]) {
        let mut new_index = vec![None; self.entities.len()];
        let mut order = Vec::new();
        for entity in of_mention.iter_mut().flatten() {
            let index = *new_index[*entity].get_or_insert_with(|| {
                order.push(*entity);
                order.len() - 1
            });
            *entity = index;
        }
        let mut old: Vec<Option<EntityProposal>> = std::mem::take(&mut self.entities).into_iter().map(Some).collect();
        self.entities = order.into_iter().filter_map(|index| old[index].take()).collect();
    }
}

/// Whether a name is found by itself alone: names of lists, whose spellings the lists know, and places and peoples of one
/// word. Most names are, and looking for their like costs more than all else.
fn is_plain(one: &Found, words: &str) -> bool {
    let is_listed = one.entry.is_some() && one.label != Label::Person;
    is_listed || matches!(one.label, Label::Place | Label::Group) && !words.contains([' ', '-'])
}

/// `CATANIA` of a dateline, and `Catania` below; `NATO` may be written so on purpose.
fn is_same_in_capitals(label: Label, name: &str, words: &str) -> bool {
    let may_be_initials = label == Label::Org && !name.contains(' ');
    !may_be_initials
        && !name.chars().any(char::is_lowercase)
        && words.chars().any(char::is_lowercase)
        && name.to_lowercase() == words.to_lowercase()
}

/// Two capitals or more, no small letter, no space.
fn is_acronym_shaped(words: &str) -> bool {
    let capitals = words.chars().filter(|c| c.is_uppercase()).count();
    capitals > 1 && !words.contains(char::is_whitespace) && !words.chars().any(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text without its marks, and a mention for each: `[Ana Ruiz]{person a}`.
    fn unmarked(marked: &str) -> (String, Vec<(String, String, Label)>) {
        let (mut text, mut marks) = (String::new(), Vec::new());
        let mut rest = marked;
        while let Some((before, after)) = rest.split_once('[') {
            let (words, after) = after.split_once("]{").expect("a mark");
            let (mark, after) = after.split_once('}').expect("the end of a mark");
            let (label, key) = mark.split_once(' ').expect("a label and a key");
            text.push_str(before);
            text.push_str(words);
            marks.push((words.to_owned(), key.to_owned(), Label::parse(label).expect("a label")));
            rest = after;
        }
        text.push_str(rest);
        (text, marks)
    }

    /// What bears one key is one entity, what bears two is two.
    #[track_caller]
    fn check(marked: &str) {
        let (text, marks) = unmarked(marked);
        let reading = Reading::new(&text);
        let mut at = 0;
        let mut found = Vec::new();
        for (words, _, label) in &marks {
            let start = at + text[at..].find(words.as_str()).expect("the words");
            at = start + words.len();
            let (first, end) = reading.range(crate::model::span::Span::new(start, at));
            found.push(Found::new(first, end, *label, "test", 0.9));
        }
        let (mentions, entities) = tie(&reading, found, None);
        let entity_of: Vec<Option<usize>> = mentions.iter().map(|mention| mention.entity).collect();
        for (a, (first, key_a, _)) in marks.iter().enumerate() {
            for (b, (second, key_b, _)) in marks.iter().enumerate().skip(a + 1) {
                let is_tied = entity_of[a] == entity_of[b];
                let names: Vec<&str> = entities.iter().map(|entity| entity.name.as_str()).collect();
                assert_eq!(is_tied, key_a == key_b, "{first} and {second} in \"{text}\": {names:?}");
            }
        }
    }

    #[test]
    fn names_of_one_person_are_tied() {
        for marked in [
            "[Ruiz]{person a} wins. [Ana Ruiz]{person a} sang, said [Ana María Ruiz]{person a}; [Ana]{person a} left.",
            "[Jalil Abbas Jilani]{person j} met [J. A. Jilani]{person j}, or [J. Jilani]{person j}, or [FM Jilani]{person j}.",
            "[Qamar Bajwa]{person b} and [Gen. Bajwa]{person b} and [General Qamar Javed Bajwa]{person b}.",
            "[Amir Khan Muttaqi]{person m} is [Amir Khan Motaqi]{person m}; [Motaqi]{person m} and [Mutaqi]{person m} too.",
            "[Abd al-Rahman Sherzad]{person s}, [Abdul Rahman Sherzad]{person s}, [Sherzad]{person s}.",
            "[Bashar al-Masri]{person m} and later [al-Masri]{person m}, [Masri]{person m}.",
            "[Robert \"Bob\" Hale]{person h} is [Bob Hale]{person h} or [Hale]{person h}.",
            "[Tanaka Kenji]{person t} is [Kenji Tanaka]{person t}.",
            "[Sergey Viktorovich Orlov]{person o}, [Orlov Sergey]{person o}, [Sergey Orlov]{person o}.",
            "[Orlov]{person o} came; [Mr. Orlov]{person o} left.",
        ] {
            check(marked);
        }
    }

    #[test]
    fn a_name_in_capitals_is_called_as_it_is_written_elsewhere() {
        for (text, label, name) in [
            ("CATANIA is Catania.", Label::Place, "Catania"),
            ("Catania is CATANIA.", Label::Place, "Catania"),
            ("BAY UNION, the Bay Union.", Label::Org, "Bay Union"),
            ("NATO is Nato.", Label::Org, "NATO"),
            ("ORMOND is in capitals alone.", Label::Place, "ORMOND"),
        ] {
            let reading = Reading::new(text);
            let begins = ["catania", "bay", "nato", "ormond"];
            let n_words = name.split(' ').count();
            let at = |first: usize| Found::new(first, first + n_words, label, "test", 0.9);
            let names = (0..reading.tokens.len())
                .filter(|index| begins.contains(&reading.tokens[*index].text.to_lowercase().as_str()));
            let (_, entities) = tie(&reading, names.map(at).collect(), None);
            let names: Vec<&str> = entities.iter().map(|entity| entity.name.as_str()).collect();
            assert_eq!(names, [name], "{text}");
        }
    }

    #[test]
    fn two_who_may_be_meant_leave_a_name_to_itself() {
        for marked in [
            "[Asif Durrani]{person a} met [Imran Durrani]{person b}. [Durrani]{person c} spoke.",
            "[Javed Jilani]{person a}, [Jalil Jilani]{person b}, [J. Jilani]{person c}.",
            "[Hasan Karimi]{person a} is the brother of [Husain Karimi]{person b}.",
            "[Zabihullah Mujahid]{person a} and [Mohammed Yahya Mujahid]{person b} and [Mujahid]{person c}.",
            "[John Hale Jr.]{person a} is the son of [John Hale Sr.]{person b}.",
            "[Amir Khan]{person a} and [Imran Khan]{person b}, then [Khan]{person c}.",
        ] {
            check(marked);
        }
    }

    #[test]
    fn institutions_are_tied_by_initials_by_the_text_and_by_sound() {
        for marked in [
            "The [Foreign Office]{org f} spoke. The [FO]{org f} said more.",
            "The [Tehreek-e-Insaf]{org t} ([PTI]{org t}) won. [PTI]{org t} and [Tehrik-i-Insaf]{org t} are one.",
            "The [Movement for Justice]{org m} ([MQX]{org m}) lost. [MQX]{org m} wept.",
            "The [Ministry of Health]{org h} and the [Ministry of Finance]{org f} and the [FO]{org x}.",
            "[Brigade 44]{org a} relieved [Brigade 45]{org b}.",
            "[Afghan]{group g} traders left [Afghanistan]{place p}.",
            "The [Foreign Office]{org a} and the [Finance Office]{org b} asked the [FO]{org c}.",
        ] {
            check(marked);
        }
    }
}
