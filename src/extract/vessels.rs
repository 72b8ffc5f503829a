//! Ships: what the letters before a name (`MV Silver Dawn`, `HMS Harbour`) make of it, and the same name later on without
//! them.
//!
//! Never takes letters that mean other things as well for a ship's where no word around them speaks of one.

use crate::extract::found::Found;
use crate::extract::reading::Reading;
use crate::extract::shape;
use crate::model::kind::Label;
use crate::model::kind::ZoneKind;

/// The rule of a ship's name.
const RULE: &str = "shape.vessel";

/// From this score on what was found under a ship's name stays what it is.
const FIRM: f64 = 0.96;

/// Longest name of a ship, in words.
const LONGEST: usize = 4;

/// Letters that stand before nothing but ships.
const SURE: &[&str] = &["MV", "M/V", "HMS", "USS", "HMAS", "HMCS", "HMNZS", "HNLMS", "USNS", "USCGC"];

/// Letters that mean other things as well.
const DOUBTFUL: &[&str] = &["SS", "MS", "MT", "RV", "FV", "KM", "INS", "BRP", "PNS"];

/// Words of a sentence that speaks of a ship.
const AFLOAT: &[&str] = &[
    "aboard",
    "anchor",
    "anchored",
    "boat",
    "capsized",
    "cargo",
    "corvette",
    "crew",
    "cruise",
    "cruiser",
    "deck",
    "destroyer",
    "docked",
    "ferries",
    "ferry",
    "fishing",
    "freighter",
    "frigate",
    "liner",
    "moored",
    "passengers",
    "sail",
    "sailed",
    "sank",
    "ship",
    "ships",
    "submarine",
    "sunk",
    "tanker",
    "trawler",
    "vessel",
    "warship",
];

/// Whether a token is letters that stand before a ship's name, and before nothing else or in a sentence of ships.
fn is_prefix(reading: &Reading<'_>, at: usize) -> bool {
    let text = reading.tokens[at].text;
    if !(2..=5).contains(&text.len()) || !text.starts_with(|c: char| c.is_ascii_uppercase()) {
        return false;
    }
    SURE.contains(&text)
        || DOUBTFUL.contains(&text) && {
            let sentence = reading.sentence(at);
            reading.folded[sentence.first..sentence.end].iter().any(|word| AFLOAT.contains(&&**word))
        }
}

/// A ship's name without the letters before it.
pub fn bare(name: &str) -> &str {
    let rest = name.split_once(' ').filter(|(letters, _)| SURE.contains(letters) || DOUBTFUL.contains(letters));
    rest.map_or(name, |(_, rest)| rest)
}

/// Puts the ships of an article among its names, over what was seen of them.
pub fn add(reading: &Reading<'_>, found: &mut Vec<Found>) {
    let ships = lettered(reading);
    if ships.is_empty() {
        return;
    }
    let mut names: Vec<&[std::borrow::Cow<'_, str>]> =
        ships.iter().map(|ship| &reading.folded[ship.first + 1..ship.end]).collect();
    names.sort_unstable();
    names.dedup();
    let mut all = ships;
    for name in names {
        let is_there = |at: &usize| reading.folded[*at..].starts_with(name);
        let is_named = |at: &usize| {
            let end = at + name.len();
            (*at..end).all(|at| reading.tokens[at].is_capitalised())
                && reading.near(end, *at).is_none_or(|next| !next.is_capitalised())
                && (name.len() > 1 || reading.low_before(*at) == "the")
                && reading.zone_of(*at) != ZoneKind::Boilerplate
        };
        for at in (0..reading.tokens.len()).filter(is_there).filter(is_named) {
            let one = Found::new(at, at + name.len(), Label::Product, RULE, 0.75);
            if !all.iter().any(|ship| ship.overlaps(&one)) {
                all.push(one);
            }
        }
    }
    for ship in all {
        let stays = |held: &Found| {
            held.overlaps(&ship) && (held.first < ship.first || held.end > ship.end || held.score >= FIRM)
        };
        if !found.iter().any(stays) {
            found.retain(|held| !held.overlaps(&ship));
            found.push(ship);
        }
    }
    found.sort_by_key(|one| (one.first, one.end));
}

/// Letters and the capitalised words behind them.
fn lettered(reading: &Reading<'_>) -> Vec<Found> {
    let mut ships = Vec::new();
    for at in 0..reading.tokens.len() {
        if !is_prefix(reading, at) || reading.sentence(at).is_loud || reading.zone_of(at) == ZoneKind::Boilerplate {
            continue;
        }
        let end = shape::run_end(reading, at + 1);
        // `MV Harbour Lines Ltd` is a company.
        let is_other = shape::by_head(reading, at, end).is_some_and(|guess| guess.rule == "shape.company");
        if (1..=LONGEST).contains(&end.saturating_sub(at + 1)) && reading.near(at + 1, at).is_some() && !is_other {
            ships.push(Found::new(at, end, Label::Product, RULE, 0.85));
        }
    }
    ships
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_make_a_ship() {
        for (text, expected) in [
            ("The MV Blue Heron sank. The Blue Heron had a hole.", "MV Blue Heron; Blue Heron"),
            ("They boarded HMS Heron; the Heron left. A heron flew.", "HMS Heron; Heron"),
            ("The tanker MT Blue Heron sank.", "MT Blue Heron"),
            ("The range of MT Blue Heron is long.", ""),
            ("The MV Heron Lines Ltd went broke.", ""),
            ("An MV has four sides.", ""),
            ("The blue heron flew over the ferry.", ""),
        ] {
            let reading = Reading::new(text);
            let mut found = vec![];
            add(&reading, &mut found);
            let words: Vec<&str> = found.iter().map(|one| reading.words(reading.span(one.first, one.end))).collect();
            assert_eq!(words.join("; "), expected, "{text}");
        }
        assert_eq!(bare("MV Blue Heron"), "Blue Heron");
        assert_eq!(bare("Blue Heron"), "Blue Heron");
    }

    #[test]
    fn a_ship_is_no_person_and_no_part_of_a_longer_name() {
        let reading = Reading::new("The ferry MV Blue Heron left the Blue Heron Hotel.");
        let at = |word: &str, from: usize| (from..99).find(|at| reading.tokens[*at].text == word).expect("there");
        let heron = at("Heron", 0);
        let hotel = at("Hotel", heron);
        let mut found = vec![
            Found::new(heron - 1, heron + 1, Label::Person, "tagger.trained", 0.9),
            Found::new(hotel - 2, hotel + 1, Label::Org, "tagger.trained", 0.9),
        ];
        add(&reading, &mut found);
        let labels: Vec<Label> = found.iter().map(|one| one.label).collect();
        assert_eq!(labels, [Label::Product, Label::Org]);
    }
}
