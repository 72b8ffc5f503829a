//! The names of an article: what the trained tagger holds for one, together with what lists, memory and the article's
//! own words prove.
//!
//! Never tags boilerplate or dates, and never lets a list overrule what the words around a name say: lists add what
//! means nothing else, and give the tagger's names their ids.

mod doubt;

use std::cell::RefCell;
use std::sync::LazyLock;

use crate::extract::found::Found;
use crate::extract::gazette;
use crate::extract::headline;
use crate::extract::listed;
use crate::extract::listed::Listed;
use crate::extract::memory::Memory;
use crate::extract::neighbours;
use crate::extract::own;
use crate::extract::reading::Reading;
use crate::extract::shape;
use crate::extract::sought::Sought;
use crate::extract::tagger;
use crate::extract::tagger::Bench;
use crate::extract::tagger::Model;
use crate::extract::tagger::Tagged;
use crate::extract::tagger::states;
use crate::extract::tagger::weights::Weights;
use crate::extract::vessels;
use crate::extract::wholes;
use crate::lists::Entry;
use crate::lists::Kind;
use crate::lists::class::Class;
use crate::lists::class::is_in;
use crate::lists::own::OwnLists;
use crate::model::kind::Label;
use crate::model::kind::ZoneKind;
use crate::names::is_acronym_of;
use crate::text::token::Token;

/// The rule of what the tagger found.
pub use crate::extract::rule::TRAINED;

/// The weights that come with the program.
static WEIGHTS: &[u8] = include_bytes!("../../assets/tagger.weights");

/// None if the file was built wrong, which a test would have shown: then only lists speak. Its hash is not asked for at
/// each start: the bytes are part of the program, and a test asks.
static MODEL: LazyLock<Option<Model<'static>>> = LazyLock::new(|| Weights::cut(WEIGHTS).ok().map(Model::new));

thread_local! {
    static BENCH: RefCell<Bench> = RefCell::new(Bench::default());
}

/// The weights in use: those that somebody chose, else those that come with the program.
pub fn model() -> Option<&'static Model<'static>> {
    own::model().or(MODEL.as_ref())
}

/// The bytes of the weights in use.
pub fn weights() -> &'static [u8] {
    own::bytes().unwrap_or(WEIGHTS)
}

/// Names of the article with these weights.
pub fn names(
    reading: &Reading<'_>,
    (hits, dates): (&[Found], &[Found]),
    memory: &Memory,
    model: Option<&Model<'_>>,
) -> Vec<Found> {
    let mut urges = memory.urges(reading);
    let own = memory.lists().map(|lists| (lists, listed::find(reading, lists)));
    if let Some((lists, own)) = &own {
        urges.extend(listed::urges(reading, lists, own));
        urges.sort_by_key(|urge| urge.first);
    }
    let tagged = model.map_or_else(Vec::new, |model| {
        BENCH.with(|bench| match bench.try_borrow_mut() {
            Ok(mut bench) => tagger::tag_with(reading, model, &urges, &mut bench),
            Err(_) => tagger::tag_with(reading, model, &urges, &mut Bench::default()),
        })
    });
    let mut naming = Naming::new(reading, hits, dates);
    naming.first(|hit| hit.rule == gazette::ALWAYS);
    naming.first(|hit| hit.entry.is_some_and(|entry| entry.kind == Kind::Platform));
    for one in &tagged {
        naming.tagged(one, model);
    }
    naming.remembered();
    if let Some((lists, own)) = &own {
        naming.own_lists(lists, own);
    }
    naming.listed();
    naming.heads();
    for one in neighbours::titled(reading, &naming.found) {
        naming.push(one);
    }
    naming.coordinated();
    naming.acronyms();
    naming.surnames();
    naming.doubt_known();
    let mut found = naming.found;
    found.sort_by_key(|one| (one.first, one.end));
    let mut found = neighbours::corrected(reading, wholes::completed(reading, found));
    vessels::add(reading, &mut found);
    headline::add(reading, &mut found);
    headline::agree(reading, &mut found);
    found
}

struct Naming<'r, 't> {
    reading: &'r Reading<'t>,
    hits: &'r [Found],
    found: Vec<Found>,
    /// Index into `found` of what covers a token.
    cover: Vec<Option<u32>>,
    /// Tokens of dates.
    dated: Vec<bool>,
}

impl<'r, 't> Naming<'r, 't> {
    fn new(reading: &'r Reading<'t>, hits: &'r [Found], calendar: &[Found]) -> Self {
        let mut dated = vec![false; reading.tokens.len()];
        for date in calendar {
            dated[date.first..date.end].fill(true);
        }
        Self { reading, hits, found: Vec::new(), cover: vec![None; reading.tokens.len()], dated }
    }

    fn is_free(&self, first: usize, end: usize) -> bool {
        self.cover[first..end].iter().all(Option::is_none) && self.reading.zone_of(first) != ZoneKind::Boilerplate
    }

    fn push(&mut self, one: Found) {
        self.cover[one.first..one.end].fill(Some(self.found.len() as u32));
        self.found.push(one);
    }

    /// Hits that come before the tagger.
    fn first(&mut self, is_first: impl Fn(&Found) -> bool) {
        for hit in self.hits.iter().filter(|hit| is_first(hit)) {
            if self.is_free(hit.first, hit.end) {
                self.push(hit.clone());
            }
        }
    }

    fn tagged(&mut self, one: &Tagged, model: Option<&Model<'_>>) {
        let (mut first, mut end) = (one.first, one.end);
        let may_hold_date = matches!(one.label, Label::Event | Label::Law | Label::Work);
        if !may_hold_date || self.dated[first..end].iter().all(|dated| *dated) {
            while first < end && self.dated[first] {
                first += 1;
            }
            while first < end && self.dated[end - 1] {
                end -= 1;
            }
        }
        if first >= end || !self.is_free(first, end) {
            return;
        }
        let number = states::number(one.label).unwrap_or(0);
        let score = model.map_or(0.5, |model| model.weights.score(number, one.marginal));
        let mut found = Found::new(first, end, one.label, TRAINED, score);
        let from = self.hits.partition_point(|hit| hit.first < first);
        let hit = self.hits.get(from).filter(|hit| hit.first == first && hit.end == end && hit.label == one.label);
        if let Some(hit) = hit {
            found.entry = hit.entry;
            let needed = if is_somewhere(self.reading, found.first, found.end) { LIKELY } else { SURE };
            found.known = hit.known && one.marginal > needed;
            if hit.rule == gazette::REMEMBERED || hit.entry.is_some_and(|entry| entry.sure) {
                found.rule = hit.rule;
            }
        } else if one.label == Label::Group
            && let Some(hit) = self.hits.get(from).filter(|hit| hit.first == first && hit.end == end)
            && hit.label == Label::Place
            && hit.entry.is_some_and(|entry| entry.sure)
        {
            // What the lists know as a place, and nobody as a people.
            found = Found { known: false, score: score.min(LISTED), ..hit.clone() };
        } else if score < DOUBTFUL
            && let Some(hit) = self.hits.get(from).filter(|hit| hit.first == first && hit.end == end)
            && hit.label == Label::Group
            && hit.entry.is_some_and(|entry| entry.sure)
        {
            // What names a people means hardly anything else.
            found = hit.clone();
            found.known = false;
            found.score = found.score.min(DOUBTFUL);
        }
        self.push(found);
    }

    /// Names that were accepted before, where nothing was found and they are no part of something longer.
    fn remembered(&mut self) {
        for hit in self.hits.iter().filter(|hit| hit.rule == gazette::REMEMBERED) {
            if self.is_free(hit.first, hit.end) && !Memory::goes_on(self.reading, hit.first, hit.end) {
                self.push(Found { known: false, score: AGAIN, ..hit.clone() });
            }
        }
    }

    /// Names of the analyst's own lists: what was found there gets to know whose it is, and what was not is found where
    /// it is no part of something longer. A word alone that begins a sentence may be any word.
    fn own_lists(&mut self, lists: &OwnLists, listed: &[Listed]) {
        for Listed { first, end, bearers } in listed.iter().copied() {
            let labels = lists.labels(bearers);
            let Some(label) = labels.first().copied() else { continue };
            let is_sure = listed::is_sure(lists, bearers, label);
            let is_alone = end - first == 1;
            let mut new = Found::new(first, end, label, listed::RULE, AGAIN);
            new.own = Some(bearers);
            new.known = is_sure;
            let there = self.cover[first].map(|index| index as usize);
            if let Some(index) =
                there.filter(|index| (self.found[*index].first, self.found[*index].end) == (first, end))
            {
                let one = &mut self.found[index];
                if labels.contains(&one.label) {
                    one.own = Some(bearers);
                    one.known |= is_sure;
                    if one.rule == TRAINED {
                        one.rule = listed::RULE;
                    }
                } else if one.score < DOUBTFUL && one.entry.is_none() && !is_alone {
                    *one = new;
                }
            } else if self.dated[first..end].contains(&true) {
                // `March 2024` is no place.
            } else if self.is_free(first, end) {
                let may_be_any = is_alone && self.reading.starts_sentence(first) && !is_sure;
                if !may_be_any && !Memory::goes_on(self.reading, first, end) {
                    self.push(new);
                }
            } else if !is_alone {
                self.replace(new);
            }
        }
    }

    /// Names of the lists that mean nothing else, and in a dateline any place.
    fn listed(&mut self) {
        for hit in self.hits {
            let Some(entry) = hit.entry else { continue };
            let in_dateline = self.reading.zone_of(hit.first) == ZoneKind::Dateline;
            let stands_alone = entry.sure && (means_one_thing(entry) || is_of_no_country(entry) && self.is_apart(hit))
                || in_dateline && hit.label == Label::Place;
            if stands_alone && self.is_free(hit.first, hit.end) && !self.continues_name(hit) {
                let mut hit = hit.clone();
                hit.known = false;
                hit.score = hit.score.min(LISTED);
                self.push(hit);
            } else if entry.sure && entry.kind == Kind::Country && self.are_parts(hit) {
                // `Guinea-Bissau`, of which `Guinea` was seen.
                self.replace(Found { known: false, score: hit.score.min(LISTED), ..hit.clone() });
            }
        }
    }

    /// Whether all that was found in the hit are parts of it.
    fn are_parts(&self, hit: &Found) -> bool {
        let mut inside = self.cover[hit.first..hit.end].iter().flatten().map(|index| &self.found[*index as usize]);
        inside.all(|one| one.end - one.first < hit.end - hit.first && one.rule != gazette::ALWAYS)
    }

    /// Whether no capitalised word touches the hit: not `Mediterranean Restaurant`.
    fn is_apart(&self, hit: &Found) -> bool {
        let high = |at: usize| self.reading.near(at, hit.first).is_some_and(Token::is_capitalised);
        let opens = hit.first.checked_sub(1).is_some_and(|at| high(at) && !self.reading.starts_sentence(at));
        !opens && !high(hit.end)
    }

    /// Whether a capitalised word that no name covers touches the hit: then it is part of something unknown.
    fn continues_name(&self, hit: &Found) -> bool {
        let high = |at: usize| {
            self.reading.near(at, hit.first).is_some_and(Token::is_capitalised)
                && self.cover[at].is_none()
                && !self.dated[at]
        };
        let opens = hit.first.checked_sub(1).is_some_and(|at| high(at) && !self.reading.starts_sentence(at));
        (opens || high(hit.end)) && !matches!(hit.label, Label::Group | Label::Place)
    }

    /// `National Action Plan`: laws, which few texts to learn from mark; and events where the tagger saw nothing.
    fn heads(&mut self) {
        let reading = self.reading;
        let mut at = 0;
        while at < reading.tokens.len() {
            if !self.goes_on(at) {
                at += 1;
                continue;
            }
            let mut first = at;
            let end = (at..reading.tokens.len())
                .find(|end| reading.near(*end, at).is_none() || !self.goes_on(*end))
                .unwrap_or(reading.tokens.len());
            at = end;
            while first < end && reading.starts_sentence(first) && reading.is_in(first, Class::Function) {
                first += 1;
            }
            if first >= end || reading.sentence(first).is_loud {
                continue;
            }
            let guess = shape::by_head(reading, first, end);
            let unseen = self.cover[first..end].iter().all(Option::is_none);
            let tail = shape::tail_end(reading, first, end);
            let tail = if self.dated[end..tail].contains(&true) { end } else { tail };
            // A forum for something meets; the forum of a name alone is an institution as often as not.
            let fits = |label: Label| label == Label::Law || label == Label::Event && (unseen || tail > end);
            if let Some(guess) = guess.filter(|guess| fits(guess.label)) {
                self.replace(Found::new(first, tail, guess.label, guess.rule, guess.score));
            }
        }
    }

    /// `Ministry of Refugees and Repatriation`: what follows `and` belongs to the ministry, if it is no name of its own.
    fn coordinated(&mut self) {
        let reading = self.reading;
        let is_office = |one: &Found| {
            let head = reading.low(one.first, one.first);
            one.label == Label::Org
                && matches!(head, "ministry" | "department" | "directorate" | "bureau")
                && reading.low(one.first + 1, one.first) == "of"
                && reading.low(one.end, one.first) == "and"
        };
        let offices: Vec<Found> = self.found.iter().filter(|one| is_office(one)).cloned().collect();
        for office in offices {
            let first = office.end + 1;
            if reading.near(first, office.first).is_none_or(|token| !token.is_capitalised() || token.is_shouted()) {
                continue;
            }
            let end = shape::run_end(reading, first);
            let is_own = |index: &u32| {
                let one = &self.found[*index as usize];
                one.entry.is_some() || one.label != Label::Org || one.score >= DOUBTFUL || one.end > end
            };
            if end - first <= 2 && !self.cover[first..end].iter().flatten().any(is_own) {
                let mut whole = Found::new(office.first, end, Label::Org, office.rule, office.score);
                whole.score = whole.score.min(DOUBTFUL);
                self.replace(whole);
            }
        }
    }

    /// Whether the token can be part of a law's name: capitalised, and no part of a person's or people's.
    fn goes_on(&self, at: usize) -> bool {
        let fits = self.cover[at].is_none_or(|index| {
            matches!(self.found[index as usize].label, Label::Org | Label::Law | Label::Event | Label::Place)
        });
        fits && self.reading.tokens[at].is_capitalised() && !self.dated[at]
    }

    /// Puts `new` in the place of what it covers, unless that reaches beyond it or is better known.
    fn replace(&mut self, new: Found) {
        let inside = self.cover[new.first..new.end].iter().flatten().all(|index| {
            let one = &self.found[*index as usize];
            one.first >= new.first
                && one.end <= new.end
                && (one.score < 0.9 || one.end - one.first < new.end - new.first)
        });
        let same = self.cover[new.first].is_some_and(|index| {
            let one = &self.found[index as usize];
            one.label == new.label && one.first == new.first && one.end >= new.end
        });
        if !inside || same || self.reading.zone_of(new.first) == ZoneKind::Boilerplate {
            return;
        }
        self.found.retain(|one| !one.overlaps(&new));
        self.found.push(new);
        self.cover.fill(None);
        for (index, one) in self.found.iter().enumerate() {
            self.cover[one.first..one.end].fill(Some(index as u32));
        }
    }

    /// `Rural Water Plan (RWP)`: the short form is what the long one is, here and wherever it stands.
    fn acronyms(&mut self) {
        let reading = self.reading;
        let mut meaning: Sought<'_, Label> = Sought::new();
        let mut longs: Vec<(usize, Label)> = self
            .found
            .iter()
            .filter(|one| one.end - one.first > 1 && matches!(one.label, Label::Org | Label::Law | Label::Event))
            .map(|one| (one.end, one.label))
            .collect();
        longs.sort_unstable();
        for at in 2..reading.tokens.len().saturating_sub(1) {
            let bracketed = reading.tokens[at - 1].is("(") && reading.tokens[at + 1].is(")");
            if !bracketed || !reading.tokens[at].is_shouted() {
                continue;
            }
            let Ok(index) = longs.binary_search_by_key(&(at - 1), |(end, _)| *end) else {
                continue;
            };
            let long = self.found.iter().find(|one| one.end == at - 1 && one.end - one.first > 1);
            let fits = long.is_some_and(|long| {
                is_acronym_of(reading.tokens[at].text, reading.words(reading.span(long.first, long.end)))
            });
            if fits {
                *meaning.entry(reading.tokens[at].text, longs[index].1) = longs[index].1;
            }
        }
        if meaning.is_empty() {
            return;
        }
        for at in 0..reading.tokens.len() {
            let Some(label) = meaning.get(reading.tokens[at].text) else {
                continue;
            };
            match self.cover[at] {
                None if reading.zone_of(at) != ZoneKind::Boilerplate => {
                    self.push(Found::new(at, at + 1, *label, "names.acronym", 0.9));
                }
                Some(index) => {
                    let one = &mut self.found[index as usize];
                    if one.end - one.first == 1 && one.label != *label {
                        *one = Found::new(at, at + 1, *label, "names.acronym", 0.85);
                    }
                }
                None => {}
            }
        }
    }

    /// The surname of someone named in full, where nothing else was found.
    fn surnames(&mut self) {
        let reading = self.reading;
        let mut surnames: Sought<'_, f64> = Sought::new();
        for one in self.found.iter().filter(|one| one.label == Label::Person && one.end - one.first > 1) {
            let mut last = one.end - 1;
            if reading.is_in(last, Class::PersonSuffix) && last > one.first + 1 {
                last -= 1;
            }
            if one.score >= 0.6 && reading.tokens[last].text.chars().count() > 2 {
                let score = surnames.entry(reading.tokens[last].text, 0.0);
                *score = score.max(one.score);
            }
        }
        for at in 0..reading.tokens.len() {
            let Some(score) = surnames.get(reading.tokens[at].text) else {
                continue;
            };
            if reading.zone_of(at) == ZoneKind::Boilerplate || self.dated[at] || self.beside_capital(at) {
                continue;
            }
            let person = Found::new(at, at + 1, Label::Person, "names.surname", score.min(0.9));
            match self.cover[at] {
                None => self.push(person),
                Some(index) if self.gives_way(index as usize) => self.found[index as usize] = person,
                Some(_) => {}
            }
        }
    }

    /// Whether the word goes on as a name that was not found: `Church Street` after Henry Church.
    fn beside_capital(&self, at: usize) -> bool {
        let high = |other: usize| {
            self.reading.near(other, at).is_some_and(Token::is_capitalised)
                && self.cover[other].is_none()
                && !self.reading.is_in(other, Class::Function)
        };
        self.cover[at].is_none() && high(at + 1)
    }

    /// A single doubtful guess gives way to a surname of this article.
    fn gives_way(&self, index: usize) -> bool {
        let one = &self.found[index];
        let is_place_here =
            one.label == Label::Place && is_in(Class::PlacePreposition, self.reading.low_before(one.first));
        one.end - one.first == 1 && one.label != Label::Person && one.score < 0.85 && !is_place_here
    }
}

/// The score of a name that was accepted before where the tagger holds it for none.
const AGAIN: f64 = 0.7;

/// The tagger must be this sure of a name for it not to stop the reader.
const SURE: f32 = 0.95;
/// And this sure where the words around it leave no doubt that a place is meant.
const LIKELY: f32 = 0.8;
/// Below this score a guess gives way to a list of peoples.
const DOUBTFUL: f64 = 0.7;

/// `from Peru met`: behind a word that says where, and no part of something longer.
fn is_somewhere(reading: &Reading<'_>, first: usize, end: usize) -> bool {
    let goes_on = reading.near(end, first).is_some_and(|next| next.is_capitalised() || next.is("-") || next.is("&"));
    !goes_on && is_in(Class::PlacePreposition, reading.low_before(first))
}

/// From the lists alone no name is surer than this.
const LISTED: f64 = 0.9;

/// Parts of the world, and names that two countries share.
const fn is_of_no_country(entry: &Entry) -> bool {
    matches!(entry.kind, Kind::Region) && entry.iso.is_none()
}

const fn means_one_thing(entry: &Entry) -> bool {
    matches!(entry.kind, Kind::Country | Kind::Demonym | Kind::Capital | Kind::Organisation | Kind::People)
}
