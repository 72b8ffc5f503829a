//! Where and when an event was: by the names and days of its own clause, and by a day that owns its noun.
//!
//! Never takes what another clause or another noun says: of `arrested three men on Tuesday over last month's attack in Lima`
//! the arrest has Tuesday, the attack has last month and Lima.

use crate::extract::cast::Cast;
use crate::extract::clauses::Clauses;
use crate::extract::events::actors::destination;
use crate::extract::events::actors::place_in;
use crate::extract::events::kinds;
use crate::extract::events::relative;
use crate::extract::events::relative::Own;
use crate::extract::events::trigger::Trigger;
use crate::extract::quotes::verbs::is_finite;
use crate::extract::reading::Sentence;
use crate::lists::class::Class;
use crate::lists::class::is_in;
use crate::model::kind::Label;

/// What brings another event that the verb's own is about.
const ABOUT: &[&str] = &["over", "after", "before", "following", "about", "against", "since", "despite"];

/// Longest way from such a word to the noun it brings.
const NEAR: usize = 6;

/// Where an event is looked for in: the clause around its trigger at tokens `[from, until)`, and the part of it that is
/// its own.
#[derive(Clone, Copy)]
pub struct Scene<'x, 'a, 'c, 't> {
    pub cast: &'x Cast<'a, 't>,
    pub clauses: &'c Clauses,
    pub sentence: Sentence,
    pub trigger: Trigger,
    pub from: usize,
    pub until: usize,
    pub own: Own,
}

impl Scene<'_, '_, '_, '_> {
    /// The mention of the place.
    pub fn place(&self) -> Option<usize> {
        let Trigger { kind, at, is_verb } = self.trigger;
        let cast = self.cast;
        let reach = if is_verb { self.own.end } else { self.own.end.min(at + 12) };
        let is_here = |mention: &usize| {
            let token = cast.ranges[*mention].0;
            self.clauses.same(at, token) && !(is_verb && behind_other(cast, at, token))
        };
        let is_before = |mention: &usize| is_here(mention) && !relative::is_aside(cast, cast.ranges[*mention].0, at);
        let place = place_in(cast, at, reach, is_here)
            .or_else(|| if is_verb { place_in(cast, self.own.first, at, is_before) } else { None });
        let place =
            place.or_else(|| if kind == "visit" && !is_verb { place_in(cast, self.from, at, |_| true) } else { None });
        let place = place.or_else(|| self.place_before_where());
        match kind {
            "visit" => destination(cast, at, self.until).or(place),
            "disaster" => place.or_else(|| destination(cast, at, self.until)),
            _ => place,
        }
    }

    /// `in Lima, where she met …`: what the clause is about.
    fn place_before_where(&self) -> Option<usize> {
        let at = self.trigger.at;
        let is_where = |index: &usize| self.cast.low(*index, at) == "where" && self.clauses.same(*index, at);
        let before = (self.sentence.first..at).rev().find(is_where)?.checked_sub(2)?;
        let mention = self.cast.mention_at(before).filter(|_| before >= self.sentence.first)?;
        (self.cast.mentions[mention].label == Label::Place).then_some(mention)
    }

    /// The mention of the day, and the day as EDTF.
    pub fn day(&self) -> Option<(usize, String)> {
        let Trigger { at, is_verb, .. } = self.trigger;
        let cast = self.cast;
        if let Some(owned) = owning_day(cast, at).filter(|_| !is_verb) {
            return Some(owned);
        }
        let brought = if is_verb { None } else { brought_by(cast, at, self.from) };
        let is_own = |mention: usize, day: &str| {
            let token = cast.ranges[mention].0;
            // `arrested over an attack in 2019`: a month or a year is the noun's, a day may be of either.
            let is_of_other = is_verb && day.len() != 10 && behind_other(cast, at, token);
            // Of `Last month's attack killed 12` the day is the clause's.
            let is_of_noun = owns_noun(cast, mention)
                && self.clauses.is_behind_verb(cast, token)
                && !owns_same(cast, mention, self.trigger.kind);
            self.clauses.same(at, token) && !is_of_noun && !is_of_other && !self.is_of_saying(token)
        };
        let day_in = |first: usize, end: usize| {
            cast.mentions_in(first, end.max(first)).find_map(|mention| {
                let (from, until) = cast.ranges[mention];
                cast.date_in(from, until).filter(|(_, day)| is_own(mention, day))
            })
        };
        let found = day_in(at, self.own.end);
        if brought.is_some() {
            return found;
        }
        let found = found.or_else(|| day_in(self.own.first, at));
        found.or_else(|| if self.own.is_relative { None } else { day_in(self.sentence.first, self.until) })
    }

    /// `said on Wednesday`, `told reporters in Lima on Wednesday`, `On Wednesday the army said`: the day belongs to the saying
    /// and not to what is said. The nearest verb before it decides; where none is, the first behind it, up to the event.
    fn is_of_saying(&self, day: usize) -> bool {
        let says =
            |at: &usize| self.cast.mention_at(*at).is_none() && is_in(Class::SpeechThat, self.cast.low(*at, day));
        let is_verb = |at: &usize| {
            let word = self.cast.low(*at, day);
            says(at)
                || is_finite(self.cast, *at)
                || self.cast.mention_at(*at).is_none() && word.len() > 4 && word.ends_with("ed")
        };
        let at = self.trigger.at;
        // Behind the event, a day is the event's unless somebody speaks in between.
        if at < day {
            return (at + 1..day).any(|index| says(&index));
        }
        let before = (self.sentence.first..day).rev().find(is_verb);
        before.or_else(|| (day..at).find(is_verb)).is_some_and(|verb| says(&verb))
    }
}

/// The day whose noun stands at `at`: `last month's attack`, `the January protests`.
fn owning_day(cast: &Cast<'_, '_>, at: usize) -> Option<(usize, String)> {
    let mention = (at.saturating_sub(4)..at).rev().find_map(|token| cast.mention_at(token))?;
    let (first, end) = cast.ranges[mention];
    let is_near = cast.reading.sentence_of[first] == cast.reading.sentence_of[at];
    (is_near && owns_noun(cast, mention)).then(|| cast.date_in(first, end)).flatten()
}

/// Whether a day belongs to the noun behind it.
pub fn owns_noun(cast: &Cast<'_, '_>, mention: usize) -> bool {
    let (first, end) = cast.ranges[mention];
    let next = cast.low(end, first);
    // `died in Tuesday's fighting`: the day of both.
    let the = usize::from(matches!(cast.reading.low_before(first), "the"));
    if matches!(cast.reading.low_before(first - the), "in" | "during") {
        return false;
    }
    if matches!(next, "'s" | "’s" | "'" | "’") {
        return true;
    }
    let determined = matches!(
        cast.reading.low_before(first),
        "the" | "a" | "an" | "his" | "her" | "its" | "their" | "this" | "that" | "'s" | "’s"
    );
    let is_noun = next.len() > 3
        && next.chars().all(char::is_alphabetic)
        && !is_in(Class::Function, next)
        && !next.ends_with("ed")
        && cast.mention_at(end).is_none();
    determined && is_noun
}

/// Whether the noun that a day owns tells of the same kind of event: `Last month's meeting was the first since the talks`.
fn owns_same(cast: &Cast<'_, '_>, mention: usize, kind: &str) -> bool {
    let (first, end) = cast.ranges[mention];
    (end..end + 4).any(|at| kinds::told_by(cast.low(at, first)).is_some_and(|told| told.name == kind))
}

/// The preposition that brings the noun at `at` as what something else is about.
fn brought_by(cast: &Cast<'_, '_>, at: usize, from: usize) -> Option<usize> {
    let near = at.saturating_sub(NEAR).max(from);
    (near..at).rev().find(|index| ABOUT.contains(&cast.low(*index, at)) && cast.mention_at(*index).is_none())
}

/// Whether the noun of another event stands between the verb at `at` and a token, with all that hangs on it.
pub fn behind_other(cast: &Cast<'_, '_>, at: usize, token: usize) -> bool {
    (at + 1..token).any(|noun| {
        let is_event = cast.mention_at(noun).is_none()
            && kinds::told_by(cast.low(noun, at)).is_some_and(|kind| kind.nouns.contains(&cast.low(noun, at)));
        is_event && brought_by(cast, noun, at + 1).is_some()
    })
}
