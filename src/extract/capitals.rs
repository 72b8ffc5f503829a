//! Names by shape and company: capitalised stretches, what lists say of them, titles before, surnames later.
//!
//! Stands where a trained sequence tagger will stand: list hits and dates in, names without overlap out. Never tags
//! boilerplate, and in a line where everything is capitalised only names that are known from elsewhere.

use std::collections::BTreeMap;
use std::collections::HashMap;

use crate::extract::found::Found;
use crate::extract::reading::Reading;
use crate::extract::reading::Sentence;
use crate::extract::shape;
use crate::lists::Kind;
use crate::lists::class;
use crate::lists::class::Class;
use crate::lists::class::is_in;
use crate::model::kind::Label;
use crate::model::kind::ZoneKind;
use crate::names::initials;
use crate::text::token::Token;

/// Names of the article: `hits` kept, joined into longer names or overruled, and those found by shape.
pub fn names(reading: &Reading<'_>, hits: &[Found], dates: &[Found]) -> Vec<Found> {
    let mut tagger = Tagger::new(reading, hits, dates);
    for sentence in &reading.sentences {
        tagger.sentence(sentence);
    }
    tagger.places_in_lists();
    tagger.acronyms();
    tagger.known_elsewhere();
    let mut found = tagger.found;
    found.retain(|one| one.rule != shape::WEAK);
    found.sort_by_key(|one| (one.first, one.end));
    found
}

struct Tagger<'r, 't> {
    reading: &'r Reading<'t>,
    hits: &'r [Found],
    /// Index of the hit that covers a token.
    hit_at: Vec<Option<usize>>,
    /// Tokens of dates: no part of a name.
    dated: Vec<bool>,
    found: Vec<Found>,
}

impl<'r, 't> Tagger<'r, 't> {
    fn new(reading: &'r Reading<'t>, hits: &'r [Found], calendar: &[Found]) -> Self {
        let mut hit_at = vec![None; reading.tokens.len()];
        for (index, hit) in hits.iter().enumerate() {
            hit_at[hit.first..hit.end].fill(Some(index));
        }
        let mut dated = vec![false; reading.tokens.len()];
        for date in calendar {
            dated[date.first..date.end].fill(true);
        }
        Self { reading, hits, hit_at, dated, found: Vec::new() }
    }

    fn sentence(&mut self, sentence: &Sentence) {
        if sentence.zone == ZoneKind::Boilerplate {
            return;
        }
        let only_lists = sentence.zone == ZoneKind::Dateline || is_loud(self.reading, sentence);
        let mut at = sentence.first;
        while at < sentence.end {
            if self.dated[at] && self.hit_at[at].is_none() {
                at += 1;
            } else if only_lists {
                at = self.keep_hit(at).unwrap_or(at + 1);
            } else if self.is_name_token(at) {
                let end = self.run_end(at, sentence.end);
                self.run(at, end);
                at = end.max(at + 1).max(self.found.last().map_or(0, |one| one.end));
            } else {
                at += 1;
            }
        }
    }

    fn is_name_token(&self, at: usize) -> bool {
        self.hit_at[at].is_some() || (self.reading.tokens[at].is_capitalised() && !self.dated[at])
    }

    /// End of the stretch of name tokens, with the small words that stand inside persons' names.
    fn run_end(&self, first: usize, limit: usize) -> usize {
        let mut end = first + 1;
        while end < limit {
            let small = &*self.reading.folded[end];
            let joins = end + 1 < limit && self.reading.tokens[end + 1].is_capitalised() && !self.dated[end + 1];
            let ampersand = small == "&" && joins;
            let particle = joins
                && is_in(Class::Particle, small)
                && self.reading.tokens[end - 1].is_capitalised()
                && self.hit_at[end - 1].is_none();
            let opens_anew =
                self.hit_at[end].is_none() && is_in(Class::Function, small) && !self.reading.tokens[end].is_shouted();
            if (self.is_name_token(end) && !opens_anew) || ampersand || particle {
                end += 1;
            } else {
                break;
            }
        }
        end
    }

    /// Emits the hit at `at` and gives the token after it.
    fn keep_hit(&mut self, at: usize) -> Option<usize> {
        let hit = &self.hits[self.hit_at[at]?];
        if hit.first == at {
            self.found.push(hit.clone());
        }
        Some(hit.end)
    }

    /// Cuts one run into hits, titles and names.
    fn run(&mut self, first: usize, end: usize) {
        let mut at = first;
        while at < end && self.hit_at[at].is_none() && is_opening_word(self.reading, at) {
            at += 1;
        }
        if at < end && self.whole(at, end) {
            return;
        }
        while at < end {
            if let Some(next) = title_end(self.reading, at, end, &self.hit_at) {
                at = next;
            } else if self.hit_at[at].is_some() && !self.begins_person(at, end) {
                at = self.keep_hit(at).unwrap_or(at + 1).max(at + 1);
            } else {
                let stop = self.name_end(at, end);
                self.name(at, stop);
                at = stop.max(self.found.last().map_or(0, |one| one.end));
            }
        }
    }

    /// A run whose head makes one name of it: `Pakistan Army`, `Bank of England`, `National Action Plan`.
    /// Nationalities and titles in front stay apart.
    fn whole(&mut self, first: usize, end: usize) -> bool {
        let mut start = first;
        while start < end {
            let hit = self.hit_at[start].map(|index| &self.hits[index]);
            let is_apart = hit.and_then(|hit| hit.entry).is_some_and(|entry| {
                matches!(entry.kind, Kind::Demonym | Kind::People)
                    || (entry.kind == Kind::Country && entry.surface.len() < 5)
            });
            match hit {
                Some(hit) if is_apart && hit.end < end => start = hit.end,
                _ => break,
            }
        }
        if let Some(after_title) = title_end(self.reading, start, end, &self.hit_at).filter(|after| *after < end) {
            start = after_title;
        }
        let covered = self.hit_at[end - 1].is_some_and(|hit| self.hits[hit].first <= start);
        if covered || start >= end || self.hit_at[start].is_some_and(|hit| self.hits[hit].end >= end) {
            return false;
        }
        let Some(guess) = shape::by_head(self.reading, start, end).or_else(|| self.head_with_tail(start, end)) else {
            return false;
        };
        let mut at = first;
        while at < start {
            at = self.keep_hit(at).unwrap_or(at + 1);
        }
        let tail = shape::tail_end(self.reading, start, end);
        self.found.push(Found::new(start, tail, guess.label, guess.rule, guess.score));
        true
    }

    /// `Ministry of …`, `University of …`: one word and its tail.
    fn head_with_tail(&self, first: usize, end: usize) -> Option<shape::Guess> {
        let opens = end - first == 1 && is_in(Class::OrgStart, &self.reading.folded[first]);
        let has_tail = opens && shape::tail_end(self.reading, first, end) > end;
        has_tail.then_some(shape::Guess { label: Label::Org, rule: "shape.organisation", score: 0.8 })
    }

    /// A list's word that begins a person's name here: `Jordan Ellis`, `Chelsea Adeyemi`.
    fn begins_person(&self, at: usize, end: usize) -> bool {
        let Some(hit) = self.hit_at[at].map(|index| &self.hits[index]) else { return false };
        let next_is_name = hit.end < end
            && self.hit_at[hit.end].is_none()
            && title_end(self.reading, hit.end, end, &self.hit_at).is_none();
        let is_given = hit.end == at + 1 && class::is_given_name(self.reading.tokens[at].text);
        hit.first == at && next_is_name && is_given && !self.reading.tokens[hit.end].is_shouted()
    }

    /// Where the name that begins at `first` stops: before a title or a list's name, unless that is its surname.
    fn name_end(&self, first: usize, end: usize) -> usize {
        let is_given = class::is_given_name(self.reading.tokens[first].text);
        let mut at = first + 1;
        while at < end {
            let is_last = self.hit_at[at].map_or(at + 1, |hit| self.hits[hit].end) == end;
            let titled = title_end(self.reading, at, end, &self.hit_at).is_some();
            if (self.hit_at[at].is_some() || titled) && !(is_given && is_last && (titled || self.can_be_surname(at))) {
                break;
            }
            at += 1;
        }
        at
    }

    fn can_be_surname(&self, at: usize) -> bool {
        self.hit_at[at]
            .and_then(|hit| self.hits[hit].entry)
            .is_some_and(|entry| !entry.surface.contains(' ') && entry.surface.chars().count() > 3)
    }

    fn name(&mut self, first: usize, end: usize) {
        let reading = self.reading;
        let alone_low = end - first == 1 && is_common_word(reading, first);
        let by_head = shape::by_head(reading, first, end).or_else(|| self.head_with_tail(first, end));
        if let Some(guess) = by_head {
            let tail = shape::tail_end(reading, first, end);
            self.found.push(Found::new(first, tail, guess.label, guess.rule, guess.score));
            return;
        }
        let guess = shape::by_company(reading, first, end);
        let guess = if alone_low && guess.is_none_or(|guess| guess.rule != "titles.honorific") {
            None
        } else {
            guess.or_else(|| shape::by_place(reading, first, end))
        };
        if let Some(guess) = guess {
            self.found.push(Found::new(first, end, guess.label, guess.rule, guess.score));
        }
    }

    /// In an enumeration with a place from the lists, weak names are places too.
    fn places_in_lists(&mut self) {
        let mut start = 0;
        while start < self.found.len() {
            let mut end = start + 1;
            while end < self.found.len() && is_enumerated(self.reading, &self.found[end - 1], &self.found[end]) {
                end += 1;
            }
            let group = &mut self.found[start..end];
            let has_place = group.iter().any(|one| one.label == Label::Place && one.entry.is_some());
            let has_person = group.iter().any(|one| one.label == Label::Person && one.score > 0.6);
            if has_place && !has_person && group.len() > 1 {
                for one in group.iter_mut().filter(|one| one.entry.is_none() && one.score <= 0.6) {
                    *one = Found::new(one.first, one.end, Label::Place, "shape.enumeration", 0.68);
                }
            }
            start = end;
        }
    }

    /// An acronym in brackets is what stands before it; elsewhere it is the name whose initials it has.
    fn acronyms(&mut self) {
        let reading = self.reading;
        let mut meaning: BTreeMap<&str, (Label, f64)> = BTreeMap::new();
        let mut longs: HashMap<String, (Label, f64)> = HashMap::new();
        for one in self.found.iter().filter(|one| one.end - one.first > 1 && one.label != Label::Person) {
            let key = initials(reading.words(reading.span(one.first, one.end)));
            longs.entry(key).or_insert((one.label, one.score));
        }
        for one in &self.found {
            let is_short = one.end - one.first == 1 && reading.tokens[one.first].is_shouted() && one.entry.is_none();
            let words = reading.tokens[one.first].text;
            let letters: String = words.chars().filter(|c| c.is_alphanumeric()).collect();
            if let Some(known) = longs.get(&letters).filter(|_| is_short) {
                meaning.entry(words).or_insert(*known);
            }
        }
        for one in &mut self.found {
            if let Some((label, score)) =
                meaning.get(reading.tokens[one.first].text).filter(|_| one.end - one.first == 1)
            {
                *one = Found::new(one.first, one.end, *label, "names.acronym", score.max(0.8));
            }
        }
    }

    /// Surnames after full names, and names in loud lines that the running text has too.
    fn known_elsewhere(&mut self) {
        let reading = self.reading;
        let mut surnames: HashMap<&str, f64> = HashMap::new();
        for one in self.found.iter().filter(|one| one.label == Label::Person && one.end - one.first > 1) {
            let mut last = one.end - 1;
            if is_in(Class::PersonSuffix, &reading.folded[last]) && last > one.first {
                last -= 1;
            }
            if one.score >= 0.7 && reading.tokens[last].text.chars().count() > 1 {
                let score = surnames.entry(reading.tokens[last].text).or_insert(0.0);
                *score = score.max(one.score);
            }
        }
        let mut covered = vec![None; reading.tokens.len()];
        for (index, one) in self.found.iter().enumerate() {
            covered[one.first..one.end].fill(Some(index));
        }
        for (at, cover) in covered.iter().enumerate() {
            let Some(score) = surnames.get(reading.tokens[at].text) else { continue };
            if reading.zone_of(at) == ZoneKind::Boilerplate || self.dated[at] {
                continue;
            }
            let person = Found::new(at, at + 1, Label::Person, "names.surname", score.min(0.9));
            match cover {
                None => self.found.push(person),
                Some(index) if self.gives_way(*index) => self.found[*index] = person,
                Some(_) => {}
            }
        }
    }

    /// A single weak guess, or a list's word that is no country, gives way to a surname of this article.
    fn gives_way(&self, index: usize) -> bool {
        let one = &self.found[index];
        let weak = one.entry.map_or(one.score < 0.85, |entry| !matches!(entry.kind, Kind::Country | Kind::Capital));
        let is_place_here =
            one.label == Label::Place && is_in(Class::PlacePreposition, self.reading.low_before(one.first));
        one.end - one.first == 1 && weak && !(is_place_here && one.entry.is_some())
    }
}

/// A capital only because a sentence begins: `The`, `However`, `Both`.
fn is_opening_word(reading: &Reading<'_>, at: usize) -> bool {
    let word: &str = &reading.folded[at];
    is_in(Class::Function, word)
        && (reading.starts_sentence(at) || word.len() <= 3 || reading.tokens[at].text == "However")
        && !reading.tokens[at].is_shouted()
}

/// Capitalised where anything is, and a common word elsewhere.
fn is_common_word(reading: &Reading<'_>, at: usize) -> bool {
    let word: &str = &reading.folded[at];
    let opens = reading.starts_sentence(at);
    let listed = is_in(Class::Function, word)
        || is_in(Class::Opener, word)
        || is_in(Class::TitleNoun, word)
        || is_in(Class::TitleModifier, word)
        || is_in(Class::OrgHead, word);
    listed
        || reading.occurs_low(word)
        || (opens && !reading.occurs_inside(reading.tokens[at].text))
        || word.chars().count() < 2
}

/// The token after the title that begins at `at`: modifiers and a title's noun, honorifics, with `for X` inside.
fn title_end(reading: &Reading<'_>, at: usize, end: usize, hit_at: &[Option<usize>]) -> Option<usize> {
    let mut last = None;
    let mut index = at;
    while index < end {
        let word: &str = &reading.folded[index];
        if hit_at[index].is_some() && !is_in(Class::TitleModifier, word) {
            break;
        }
        if is_in(Class::TitleNoun, word) || is_in(Class::Honorific, word) {
            last = Some(index + 1);
        } else if !is_in(Class::TitleModifier, word) && !is_in(Class::TitleQualifier, word) {
            break;
        }
        index += 1;
    }
    last
}

/// A headline in title case or capitals: shapes say nothing there.
fn is_loud(reading: &Reading<'_>, sentence: &Sentence) -> bool {
    let words: Vec<&Token<'_>> = reading.tokens[sentence.first..sentence.end]
        .iter()
        .filter(|token| token.text.chars().count() > 3 && token.text.starts_with(char::is_alphabetic))
        .collect();
    let capitalised = words.iter().filter(|token| token.is_capitalised()).count();
    let shouted = words.iter().filter(|token| token.is_shouted()).count();
    let head = matches!(sentence.zone, ZoneKind::Headline | ZoneKind::Subhead);
    (head && words.len() > 2 && capitalised * 4 >= words.len() * 3) || (words.len() > 3 && shouted * 2 > words.len())
}

/// Only a comma, `and`, or one small noun and a comma between.
fn is_enumerated(reading: &Reading<'_>, left: &Found, right: &Found) -> bool {
    if right.first <= left.end || right.first - left.end > 3 || reading.near(right.first, left.first).is_none() {
        return false;
    }
    let between = &reading.folded[left.end..right.first];
    let n_links = between.iter().filter(|word| matches!(&***word, "," | "and" | "or" | "&")).count();
    let others = between.len() - n_links;
    n_links > 0 && (others == 0 || (others == 1 && n_links > 0 && !matches!(&*between[0], "," | "and" | "(")))
}
