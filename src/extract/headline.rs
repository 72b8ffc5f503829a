//! Names in lines above the text, which say little around them: in `ERDEM VOWS STEPS AGAINST UNION` capitals tell nothing,
//! and of `Velmont seeks loan` the text below knows whether Velmont is a bank.
//!
//! Never finds a name that the running text does not have. A line in capitals never overrules what the tagger is sure of.

use std::collections::HashMap;

use crate::extract::found::Found;
use crate::extract::gazette;
use crate::extract::reading::Reading;
use crate::extract::reading::Sentence;
use crate::model::kind::Label;
use crate::model::kind::ZoneKind;

/// The rule of what the text below the line told.
const RULE: &str = "names.headline";
/// Longest name that is looked for, in tokens.
const MAX_TOKENS: usize = 6;
/// A guess of the tagger's in such a line gives way below this.
const DOUBTFUL: f64 = 0.85;
/// A name of the running text must be this likely to speak for a headline.
const LIKELY: f64 = 0.6;

/// Adds to `found` what the running text calls a name, in loud lines; guesses that it contradicts go.
pub fn add(reading: &Reading<'_>, found: &mut Vec<Found>) {
    let is_loud = |sentence: &Sentence| sentence.zone != ZoneKind::Boilerplate && sentence.is_loud;
    let loud: Vec<bool> = reading.sentences.iter().map(is_loud).collect();
    if !loud.contains(&true) {
        return;
    }
    let told = told(reading, found, &loud);
    if told.is_empty() {
        return;
    }
    let mut new = Vec::new();
    for sentence in reading.sentences.iter().enumerate().filter(|(at, _)| loud[*at]).map(|(_, sentence)| sentence) {
        let mut at = sentence.first;
        while at < sentence.end {
            let longest = (1..=MAX_TOKENS.min(sentence.end - at))
                .rev()
                .find_map(|n| told.get(&key(reading, at, at + n)).map(|(label, score)| (n, *label, *score)));
            let Some((n, label, score)) = longest.filter(|_| reading.tokens[at].is_capitalised()) else {
                at += 1;
                continue;
            };
            let one = Found::new(at, at + n, label, RULE, score.min(0.9));
            let stays = |held: &Found| held.score >= DOUBTFUL || held.end - held.first > n && held.score >= score;
            if !found
                .iter()
                .any(|held| held.overlaps(&one) && (stays(held) || held.label == label && held.end - held.first == n))
            {
                new.push(one);
            }
            at += n;
        }
    }
    found.retain(|held| !new.iter().any(|one| one.overlaps(held)));
    found.extend(new);
    found.sort_by_key(|one| (one.first, one.end));
}

/// What a line calls otherwise than the text below it does is what the text calls it; where the text itself calls it
/// both, the line stops its reader.
pub fn agree(reading: &Reading<'_>, found: &mut [Found]) {
    let is_line = |one: &Found| {
        matches!(reading.zone_of(one.first), ZoneKind::Headline | ZoneKind::Subhead)
            && !reading.sentence(one.first).is_loud
            && !matches!(one.rule, gazette::ALWAYS | gazette::REMEMBERED)
    };
    let surface = |one: &Found| reading.words(reading.span(one.first, one.end));
    let lines: Vec<usize> = (0..found.len()).filter(|at| is_line(&found[*at])).collect();
    // The best of each surface in the text, and whether all of them are of its kind.
    let mut told: HashMap<&str, Option<(usize, bool)>> = lines.iter().map(|at| (surface(&found[*at]), None)).collect();
    if told.is_empty() {
        return;
    }
    for (index, one) in found.iter().enumerate().filter(|(_, one)| one.score >= LIKELY) {
        if reading.zone_of(one.first) != ZoneKind::Body {
            continue;
        }
        let Some(held) = told.get_mut(surface(one)) else { continue };
        *held = Some(match *held {
            Some((best, is_one)) => {
                let is_one = is_one && found[best].label == one.label;
                (if one.score > found[best].score { index } else { best }, is_one)
            }
            None => (index, true),
        });
    }
    for at in lines {
        let Some((below, is_one)) = told.get(surface(&found[at])).copied().flatten() else { continue };
        if found[below].label == found[at].label {
            found[at].known &= is_one;
        } else if is_one {
            let Found { first, end, .. } = found[at];
            let score = found[below].score.min(0.9);
            found[at] = Found { first, end, rule: RULE, score, ..found[below].clone() };
        } else {
            found[at].known = false;
        }
    }
}

/// Words in lower case of each name of the running text, and the last words of persons' names.
fn told(reading: &Reading<'_>, found: &[Found], loud: &[bool]) -> HashMap<String, (Label, f64)> {
    let mut told: HashMap<String, (Label, f64)> = HashMap::new();
    let mut tell = |words: String, label: Label, score: f64| {
        let held = told.entry(words).or_insert((label, score));
        if score > held.1 {
            *held = (label, score);
        }
    };
    for one in found.iter().filter(|one| one.score >= LIKELY && !loud[reading.sentence_of[one.first]]) {
        tell(key(reading, one.first, one.end), one.label, one.score);
        if one.label == Label::Person && one.end - one.first > 1 && reading.tokens[one.end - 1].text.chars().count() > 2
        {
            tell(key(reading, one.end - 1, one.end), one.label, one.score);
        }
    }
    told
}

fn key(reading: &Reading<'_>, first: usize, end: usize) -> String {
    reading.folded[first..end].join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_in_capitals_is_read_by_the_text_below() {
        let reading =
            Reading::new("MOSS VOWS NEW STEPS IN SORREL\n\nVelda Moss said so in Sorrel on Monday. She left.");
        let at = |word: &str, from: usize| (from..reading.tokens.len()).find(|at| reading.tokens[*at].text == word);
        let person = at("Velda", 0).expect("in the text");
        let place = at("Sorrel", 0).expect("in the text");
        let mut found = vec![
            Found::new(0, 2, Label::Org, "tagger.trained", 0.4),
            Found::new(person, person + 2, Label::Person, "tagger.trained", 0.9),
            Found::new(place, place + 1, Label::Place, "tagger.trained", 0.9),
        ];
        add(&reading, &mut found);
        let words: Vec<(&str, Label)> =
            found.iter().map(|one| (reading.words(reading.span(one.first, one.end)), one.label)).collect();
        let expected = [
            ("MOSS", Label::Person),
            ("SORREL", Label::Place),
            ("Velda Moss", Label::Person),
            ("Sorrel", Label::Place),
        ];
        assert_eq!(words, expected);
    }

    /// The labels of `Sorrel` in a headline and in two sentences below it, when the headline was read by itself as a group.
    fn agreed(below: [Label; 2]) -> (Vec<Label>, bool) {
        let reading = Reading::new("Sorrel closes its port\n\nThe port of Sorrel is shut. Sorrel said so on Monday.");
        let at: Vec<usize> = (0..reading.tokens.len()).filter(|at| reading.tokens[*at].text == "Sorrel").collect();
        let labels = [Label::Group, below[0], below[1]];
        let mut found: Vec<Found> =
            at.iter().zip(labels).map(|(at, label)| Found::new(*at, at + 1, label, "tagger.trained", 0.8)).collect();
        found[0].known = true;
        agree(&reading, &mut found);
        (found.iter().map(|one| one.label).collect(), found[0].known)
    }

    #[test]
    fn a_line_is_read_by_the_text_below() {
        assert_eq!(agreed([Label::Place; 2]), (vec![Label::Place; 3], false));
        assert_eq!(agreed([Label::Group; 2]), (vec![Label::Group; 3], true));
        let (labels, is_known) = agreed([Label::Place, Label::Group]);
        assert_eq!(labels, [Label::Group, Label::Place, Label::Group]);
        assert!(!is_known);
    }

    #[test]
    fn a_line_like_any_other_is_left_alone() {
        let reading = Reading::new("Moss vows new steps\n\nVelda Moss said so on Monday.");
        let mut found = vec![Found::new(4, 6, Label::Person, "tagger.trained", 0.9)];
        add(&reading, &mut found);
        assert_eq!(found.len(), 1);
    }
}
