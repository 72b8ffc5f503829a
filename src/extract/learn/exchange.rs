//! More lessons from the same texts: names exchanged for others of the lists, headlines in capitals.
//!
//! So the learner sees what surrounds a name and how it is built, not only the names that happen to be in its texts.
//! Never changes what is marked as what.

use std::collections::BTreeMap;

use crate::extract::learn::crf::Dice;
use crate::extract::learn::gold::Gold;
use crate::extract::learn::gold::GoldSpan;
use crate::lists::Kind;
use crate::lists::lists;
use crate::lists::training;

/// Names to exchange for.
#[derive(Clone, Debug, Default)]
pub struct Pools {
    given: Vec<&'static str>,
    surnames: Vec<&'static str>,
    places: Vec<&'static str>,
    orgs: Vec<&'static str>,
    peoples: Vec<String>,
    many_peoples: Vec<String>,
}

impl Pools {
    pub fn from_lists() -> Self {
        let mut pools = Self::default();
        for (table, name) in training::rows() {
            let n_words = name.split(' ').count();
            match table {
                "given" => pools.given.push(name),
                "surname" => pools.surnames.push(name),
                "place" => pools.places.push(name),
                "org" | "party" | "armed" | "media" | "company" if (2..6).contains(&n_words) => pools.orgs.push(name),
                _ => {}
            }
        }
        for entry in lists().entries().iter().filter(|entry| matches!(entry.kind, Kind::Demonym | Kind::People)) {
            let pool = if entry.surface.ends_with('s') { &mut pools.many_peoples } else { &mut pools.peoples };
            pool.push(entry.surface.to_owned());
        }
        pools
    }

    fn person(&self, words: &[&str], known: &mut BTreeMap<String, String>, dice: &mut Dice) -> String {
        let last = words.len() - 1;
        let mut name = Vec::new();
        for (at, word) in words.iter().enumerate() {
            let small = word.chars().next().is_some_and(char::is_lowercase) || word.chars().count() < 3;
            if small || matches!(*word, "Jr." | "Sr." | "Khan") {
                name.push((*word).to_owned());
                continue;
            }
            let pool = if at == last && (last > 0 || dice.below(4) > 0) { &self.surnames } else { &self.given };
            let new = known.entry((*word).to_owned()).or_insert_with(|| (*pick(pool, dice)).to_owned());
            name.push(new.clone());
        }
        name.join(" ")
    }

    /// What to say instead of these words, if anything.
    fn other(&self, words: &str, label: &str, known: &mut BTreeMap<String, String>, dice: &mut Dice) -> Option<String> {
        let shouted = !words.chars().any(char::is_lowercase);
        let parts: Vec<&str> = words.split(' ').collect();
        match label {
            "person" if shouted || parts.iter().any(|part| part.is_empty() || part.contains(['"', '(', '.'])) => None,
            "person" => Some(self.person(&parts, known, dice)),
            "place" if shouted && words.chars().count() > 3 => {
                let new = pick(&self.places, dice).to_uppercase();
                Some(known.entry(words.to_owned()).or_insert(new).clone())
            }
            "place" if !shouted && parts.len() == 1 => {
                Some(known.entry(words.to_owned()).or_insert_with(|| (*pick(&self.places, dice)).to_owned()).clone())
            }
            "group" if !shouted && parts.len() == 1 => {
                let pool = if words.ends_with('s') { &self.many_peoples } else { &self.peoples };
                Some(known.entry(words.to_owned()).or_insert_with(|| pick(pool, dice).clone()).clone())
            }
            "org" if !shouted && (2..6).contains(&parts.len()) && dice.below(3) == 0 => {
                Some(known.entry(words.to_owned()).or_insert_with(|| (*pick(&self.orgs, dice)).to_owned()).clone())
            }
            _ => None,
        }
    }

    /// The article with other names, the same name by the same other one throughout. `share` of names are exchanged.
    pub fn exchanged(&self, gold: &Gold, share: f32, dice: &mut Dice) -> Gold {
        let letters: Vec<char> = gold.text.chars().collect();
        let mut known = BTreeMap::new();
        let mut kept: BTreeMap<String, bool> = BTreeMap::new();
        let mut spans = gold.spans.clone();
        spans.sort_by_key(|span| (span.start, span.end));
        let mut text = String::new();
        let (mut at, mut n) = (0, 0);
        let mut moved = Vec::new();
        for span in spans {
            if span.start < at || span.end > letters.len() {
                continue;
            }
            let words: String = letters[span.start..span.end].iter().collect();
            let before: String = letters[at..span.start].iter().collect();
            text.push_str(&before);
            n += span.start - at;
            let last = words.split(' ').next_back().unwrap_or("").to_owned();
            let keep = *kept.entry(last).or_insert_with(|| dice.share() >= share);
            let new = if keep { None } else { self.other(&words, &span.label, &mut known, dice) }.unwrap_or(words);
            let length = new.chars().count();
            moved.push(GoldSpan { start: n, end: n + length, label: span.label });
            text.push_str(&new);
            n += length;
            at = span.end;
        }
        text.extend(&letters[at..]);
        Gold { text, spans: moved, ..gold.clone() }
    }
}

fn pick<'p, T>(pool: &'p [T], dice: &mut Dice) -> &'p T {
    &pool[dice.below(pool.len())]
}

/// The article with one of its own sentences before it as a headline, in capitals or with every word capitalised.
pub fn with_headline(gold: &Gold, dice: &mut Dice) -> Option<Gold> {
    let shout = dice.below(3) == 0;
    let letters: Vec<char> = gold.text.chars().collect();
    let ends: Vec<usize> = letters
        .windows(2)
        .enumerate()
        .filter(|(_, pair)| pair[0] == '.' && pair[1].is_whitespace())
        .map(|(at, _)| at)
        .take(6)
        .collect();
    let end = *ends.get(dice.below(ends.len().max(1)))?;
    let start = ends.iter().rev().find(|at| **at < end).map_or(0, |at| at + 2);
    let cut = &letters[start.min(end)..end];
    if cut.len() < 25 || cut.len() > 160 || cut.iter().any(|c| !c.is_ascii() || *c == '\n') {
        return None;
    }
    let mut line = String::new();
    let mut opens = true;
    for c in cut {
        line.push(if shout || opens { c.to_ascii_uppercase() } else { *c });
        opens = *c == ' ';
    }
    let length = cut.len();
    let shift = length + 1;
    let mut spans: Vec<GoldSpan> = gold
        .spans
        .iter()
        .filter(|span| span.start >= start && span.end <= end)
        .map(|span| GoldSpan { start: span.start - start, end: span.end - start, label: span.label.clone() })
        .collect();
    spans.extend(gold.spans.iter().map(|span| GoldSpan {
        start: span.start + shift,
        end: span.end + shift,
        label: span.label.clone(),
    }));
    let text = format!("{line}\n{}", gold.text);
    Some(Gold { text, spans, ..gold.clone() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::learn::marked;

    #[test]
    fn names_are_exchanged_and_marks_move_along() {
        let gold = &marked::articles("[Ana Ruiz]{p} met [Peruvian]{g} envoys in [Lima]{l}. [Ruiz]{p} left.")[0];
        let new = Pools::from_lists().exchanged(gold, 1.0, &mut Dice(5));
        let letters: Vec<char> = new.text.chars().collect();
        let words: Vec<String> = new.spans.iter().map(|span| letters[span.start..span.end].iter().collect()).collect();
        assert_eq!(words.len(), 4);
        assert!(words[0].ends_with(&words[3]) && words[0] != "Ana Ruiz" && words[2] != "Lima", "{words:?}");
        assert!(new.text.contains(" envoys in "));
    }

    #[test]
    fn a_sentence_becomes_a_headline() {
        let gold = &marked::articles("The old mayor [Ana Ruiz]{p} came home to [Lima]{l}. She slept.")[0];
        let new = with_headline(gold, &mut Dice(1)).unwrap();
        let letters: Vec<char> = new.text.chars().collect();
        let words: Vec<String> = new.spans.iter().map(|span| letters[span.start..span.end].iter().collect()).collect();
        assert_eq!(words.len(), 4);
        assert!(words[0].eq_ignore_ascii_case("Ana Ruiz") && words[2] == "Ana Ruiz", "{words:?}");
    }
}
