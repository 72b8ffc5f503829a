//! Which names stop their reader after all: those that may be a part of something longer, as `Peru` in `Green Party of Peru`.
//!
//! Never finds a name and never changes what one is.

use std::collections::BTreeSet;

use crate::extract::found::Found;
use crate::extract::gazette;
use crate::extract::naming::Naming;
use crate::lists::class::Class;
use crate::lists::class::is_in;
use crate::model::kind::Label;
use crate::text::token::Token;
use crate::text::token::TokenKind;

/// `the government of Peru`, `the invasion of Peru`: what a word before `of` may make one name of with what follows.
const GOVERNS: &[&str] =
    &["government", "governments", "invasion", "occupation", "annexation", "partition", "liberation", "bombing", "law"];

/// From this score on a name is known where another place of the article has it for known.
const AGREED: f64 = 0.8;
impl Naming<'_, '_> {
    /// What touches a capitalised word that is in no name may be part of a longer one: it stops the reader. What is known
    /// in one place of the article and likely in another is known in both.
    pub(super) fn doubt_known(&mut self) {
        let reading = self.reading;
        let loose = |at: usize, beside: usize| {
            reading.near(at, beside).is_some_and(Token::is_capitalised)
                && self.cover[at].is_none()
                && !self.dated[at]
                && !reading.is_in(at, Class::Function)
                && !self.is_title(at)
        };
        let touched: Vec<bool> = self
            .found
            .iter()
            .map(|one| {
                one.first.checked_sub(1).is_some_and(|at| loose(at, one.first))
                    || loose(one.end, one.first)
                    || self.is_in_longer(one)
            })
            .collect();
        for (one, touched) in self.found.iter_mut().zip(&touched) {
            one.known &= !touched || one.rule == gazette::ALWAYS;
        }
        let known: BTreeSet<&str> =
            self.found.iter().filter(|one| one.known).filter_map(|one| Some(one.entry?.name)).collect();
        for (one, touched) in self.found.iter_mut().zip(&touched) {
            let is_told = one.entry.is_some_and(|entry| gazette::may_be_known(entry) && known.contains(entry.name));
            one.known |= is_told && !touched && one.score >= AGREED;
        }
    }

    /// `US Special Representative`, `British Foreign Secretary`: the capitals from here on are of a title.
    fn is_title(&self, at: usize) -> bool {
        let reading = self.reading;
        let mut title = (at..reading.sentence(at).end)
            .skip_while(|at| reading.is_in(*at, Class::TitleModifier) && !reading.is_in(*at, Class::TitleNoun));
        title.next().is_some_and(|at| {
            let word = &*reading.folded[at];
            is_in(Class::TitleNoun, word) || is_in(Class::TitleNoun, word.strip_suffix('s').unwrap_or(word))
        })
    }

    /// `Green Party of the United States`, `1998 Hong Kong legislative election`: the name may be a part of another.
    fn is_in_longer(&self, one: &Found) -> bool {
        let reading = self.reading;
        let near = |at: Option<usize>| at.and_then(|at| reading.near(at, one.first));
        let the = usize::from(reading.low_before(one.first) == "the");
        let link = one.first.checked_sub(1 + the);
        let link_word = link.map_or("", |at| reading.low(at, one.first));
        let of = matches!(link_word, "of" | "for" | "at");
        // A name in another language goes on: `Collège international de Tunis`.
        let is_foreign = matches!(link_word, "de" | "du" | "del");
        let before = link.and_then(|at| at.checked_sub(1));
        let heads = before.map_or("", |at| reading.low(at, one.first));
        let heads = is_in(Class::EventHead, heads) || GOVERNS.contains(&heads);
        // The Special Representative for Peru bears a title, the Bank of Peru a name; Chad for Peru are two.
        let stands_apart = |at: usize| {
            let found = self.cover[at].map(|index| &self.found[index as usize]);
            reading.is_in(at, Class::TitleNoun) || found.and_then(|one| one.entry).is_some_and(gazette::may_be_known)
        };
        let name_before = near(before).is_some_and(Token::is_capitalised) && !before.is_some_and(stands_apart);
        let numbered = near(one.first.checked_sub(1)).is_some_and(|token| token.kind == TokenKind::Number);
        let is_high = |at: usize| near(Some(at)).is_some_and(Token::is_capitalised);
        // `Peru – Chile Free Trade Agreement`: over a dash to the next name.
        let is_dash =
            |at: usize| near(Some(at)).is_some_and(|token| matches!(token.text, "-" | "–")) && is_high(at + 1);
        let reach = if is_dash(one.end) { 6 } else { 4 };
        let named_after = (one.end..one.end + reach)
            .take_while(|at| near(Some(*at)).is_some_and(|token| token.kind == TokenKind::Word) || is_dash(*at))
            .take_while(|at| !reading.is_in(*at, Class::Function))
            .any(|at| reading.is_in(at, Class::EventHead) || reading.is_in(at, Class::LawHead) && is_high(at));
        of && (name_before || heads)
            || is_foreign
            || numbered
            || named_after
            || self.is_place_of_event(one, before)
            || self.is_joined(one)
    }

    /// `2014 European Parliament election in Germany`, `War between Armenia and Iberia`: where an event has a name, that
    /// may go on with where it was. `head`: the word before the preposition.
    fn is_place_of_event(&self, one: &Found, head: Option<usize>) -> bool {
        let reading = self.reading;
        let link = head.map_or("", |head| reading.low(head + 1, one.first));
        let is_high = |at: usize| reading.near(at, one.first).is_some_and(Token::is_capitalised);
        let is_named = |head: usize| {
            reading.near(head, one.first).is_some()
                && reading.is_in(head, Class::EventHead)
                && (is_high(head) || head.checked_sub(1).is_some_and(is_high))
        };
        matches!(link, "in" | "between") && head.is_some_and(is_named)
    }

    /// `London and Harbour Railway`: a name of which this may be the first word.
    fn is_joined(&self, one: &Found) -> bool {
        let reading = self.reading;
        let is_and = matches!(reading.low(one.end, one.first), "and" | "&");
        let next = is_and.then(|| one.end + 1).filter(|at| reading.near(*at, one.first).is_some());
        let next = next.and_then(|at| self.cover[at].filter(|index| self.found[*index as usize].first == at));
        next.map(|index| &self.found[index as usize])
            .filter(|next| matches!(next.label, Label::Org | Label::Place))
            .is_some_and(|next| next.entry.is_none() && next.end - next.first > 1)
    }
}
