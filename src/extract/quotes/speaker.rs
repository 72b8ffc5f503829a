//! Who speaks: the subject beside a verb of speech, resolved through names, pronouns and roles.
//!
//! Never guesses among several: a subject that cannot be resolved keeps its words and no entity.

use crate::extract::cast::Cast;
use crate::extract::quotes::cues::cue;
use crate::extract::quotes::gender;
use crate::extract::quotes::gender::Gender;
use crate::extract::quotes::marks::Marked;
use crate::extract::quotes::short_forms::ShortForms;
use crate::extract::roles::Role;
use crate::lists::class::Class;
use crate::lists::class::is_in;
use crate::model::kind::Label;
use crate::model::kind::ZoneKind;
use crate::names::fold;

/// A speaker: words at tokens `[first, end)` and whom they mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Speaker {
    pub first: usize,
    pub end: usize,
    pub entity: Option<usize>,
}

pub struct Speakers<'a, 'c, 't> {
    pub cast: &'c Cast<'a, 't>,
    /// Of each entity, as far as the article tells.
    genders: Vec<Option<Gender>>,
    /// Token and entity of every word that means a person, in order.
    points: Vec<(usize, usize)>,
    /// Tokens inside quotation marks.
    quoted: Vec<bool>,
    /// Organisations by what they are called for short.
    institutions: ShortForms,
    /// Holders of roles by their titles.
    holders: ShortForms,
}

impl<'a, 'c, 't> Speakers<'a, 'c, 't> {
    pub fn new(cast: &'c Cast<'a, 't>, roles: &'c [Role], marked: &[Marked]) -> Self {
        let mut quoted = vec![false; cast.reading.tokens.len()];
        for one in marked {
            quoted[one.first..one.end].fill(true);
        }
        let named = cast.mentions.iter().zip(&cast.ranges).filter(|(mention, _)| mention.label == Label::Person);
        let mut points: Vec<(usize, usize)> =
            named.filter_map(|(mention, range)| Some((range.0, mention.entity?))).collect();
        points.extend(
            roles
                .iter()
                .filter(|role| cast.entity_at(role.end - 1).is_none())
                .filter_map(|role| Some((role.first, role.holder?))),
        );
        points.sort_unstable();
        let genders = gender::of_entities(cast, roles);
        let institutions = ShortForms::of_institutions(cast);
        Self { cast, genders, points, quoted, institutions, holders: ShortForms::of_holders(roles) }
    }

    pub fn is_quoted(&self, token: usize) -> bool {
        self.quoted.get(token).copied().unwrap_or(false)
    }

    /// The subject that ends right before the verb at `cue`.
    pub fn before(&self, cue: usize) -> Option<Speaker> {
        let limit = self.cast.reading.sentence(cue).first;
        let mut last = self.skip_fillers(cue.checked_sub(1)?, limit);
        // `went on to say`, `has come to believe`: the subject stands before the other verb.
        if &*self.cast.reading.folded[last] == "to" && last > limit {
            last = self.skip_fillers(last - 1, limit);
            if matches!(&*self.cast.reading.folded[last], "on" | "in" | "back") && last > limit {
                last -= 1;
            }
            last = self.skip_fillers(last.checked_sub(1)?, limit);
        }
        // `The ministry on Thursday said …`
        if let Some(day) = self.cast.mention_at(last).filter(|_| self.cast.label_at(last) == Some(Label::Date)) {
            last = self.cast.ranges[day].0.checked_sub(1)?;
            if last > limit && matches!(&*self.cast.reading.folded[last], "on" | "from" | "late" | "early" | "in") {
                last -= 1;
            }
        }
        if last < limit || self.is_quoted(last) {
            return None;
        }
        let text = self.cast.reading.tokens[last].text;
        if last > limit && matches!(text, "," | "—" | "–" | "-") {
            return self.before_aside(last, limit);
        }
        if last > limit && matches!(text, ")" | "]") {
            let opening = (limit..last).rev().find(|at| matches!(self.cast.reading.tokens[*at].text, "(" | "["));
            return self.whole(opening.filter(|at| *at > limit)? - 1, limit);
        }
        self.whole(last, limit)
    }

    /// The name, pronoun or noun right before token `at`, alone.
    pub fn ending_before(&self, at: usize, limit: usize) -> Option<Speaker> {
        let last = self.skip_fillers(at.checked_sub(1)?, limit);
        if last < limit || self.is_quoted(last) { None } else { self.ending_at(last, limit) }
    }

    /// The pronoun at `token`, also where it owns: `her claim`.
    pub fn at_pronoun(&self, token: usize) -> Speaker {
        let gender = Gender::of_pronoun(self.cast.low(token, token));
        let entity = gender.and_then(|gender| self.person(token, Some(gender), None));
        Speaker { first: token, end: token + 1, entity }
    }

    /// Back over auxiliaries and adverbs.
    fn skip_fillers(&self, mut last: usize, limit: usize) -> usize {
        while last > limit && is_filler(&self.cast.reading.folded[last]) && self.cast.mention_at(last).is_none() {
            last -= 1;
        }
        last
    }

    /// `Ruiz, the mayor of Lima, said`, `the ministry, in a statement, said`: from the comma before the verb to what
    /// stands before the comma that opens the aside. Of several commas, the one behind a person counts.
    fn before_aside(&self, closing: usize, limit: usize) -> Option<Speaker> {
        let tokens = &self.cast.reading.tokens;
        let mark = tokens[closing].text;
        let mut fallback = None;
        for at in (limit + 1..closing).rev().take(MAX_ASIDE) {
            let text = tokens[at].text;
            if matches!(text, ";" | ":" | "“" | "”" | "\"") || self.is_quoted(at) {
                break;
            }
            if text != mark {
                continue;
            }
            let Some(speaker) = self.ending_at(at - 1, limit) else {
                continue;
            };
            if let Some(named) = self.named_in_aside(speaker, at, closing) {
                return Some(named);
            }
            let is_person = self.cast.label_at(at - 1) == Some(Label::Person)
                || speaker.end - speaker.first == 1 && Gender::of_pronoun(self.cast.low(speaker.first, at)).is_some();
            if is_person {
                return Some(speaker);
            }
            let is_aside_itself = self.cast.label_at(at - 1) == Some(Label::Place)
                || self.is_governed(speaker.first)
                || (is_in(Class::TitleNoun, self.cast.low(at - 1, at)) && self.cast.low(speaker.first, at) != "the");
            let is_better = fallback.is_none_or(|(_, was_aside)| was_aside && !is_aside_itself);
            if is_better {
                fallback = Some((speaker, is_aside_itself));
            }
            if !is_aside_itself {
                break;
            }
        }
        let is_settled = fallback.is_some_and(|(_, is_aside)| !is_aside);
        let opening = if is_settled { None } else { self.opens_with_title(closing, limit) };
        opening
            .or_else(|| fallback.map(|(speaker, _)| self.whole(speaker.end - 1, limit).unwrap_or(speaker)))
            .or_else(|| self.whole(closing - 1, limit))
    }

    /// `The captain of a ferry that sank off Lima last month, killing 40 people, told`: over an aside that begins with such
    /// a form the sentence's first title speaks, not what the form governs.
    fn opens_with_title(&self, closing: usize, limit: usize) -> Option<Speaker> {
        let opening = (limit + 1..closing).rev().find(|at| self.cast.reading.tokens[*at].text == ",")?;
        let is_form =
            self.cast.mention_at(opening + 1).is_none() && self.cast.low(opening + 1, opening).ends_with("ing");
        if !is_form || !matches!(self.cast.low(limit, limit), "the" | "a" | "an") {
            return None;
        }
        let is_title =
            |at: &usize| is_in(Class::TitleNoun, self.cast.low(*at, limit)) && self.cast.mention_at(*at).is_none();
        let noun = (limit + 1..opening.min(limit + 5)).find(is_title)?;
        self.whole(noun, limit)
    }

    /// `Its director, Ana Ruiz, said`: whom the aside between the two commas names, and nothing else, speaks. Behind a
    /// phrase that does not speak itself (`In a statement, Ana Ruiz, …`) the name stands for itself.
    fn named_in_aside(&self, speaker: Speaker, opening: usize, closing: usize) -> Option<Speaker> {
        let mention = self.cast.mention_at(closing - 1)?;
        let (first, end) = self.cast.ranges[mention];
        let is_title = |at: usize| {
            let classes = [Class::Honorific, Class::TitleNoun, Class::TitleModifier];
            classes.iter().any(|class| self.cast.reading.is_in(at, *class))
        };
        let is_alone = end == closing && first > opening && (opening + 1..first).all(is_title);
        let is_noun = self.cast.mention_at(opening - 1).is_none() && speaker.entity.is_none()
            || self.hangs_on_title(speaker.first);
        let is_named = is_alone && is_noun && self.cast.mentions[mention].label == Label::Person;
        let from = if self.is_governed(speaker.first) { first } else { speaker.first };
        is_named.then_some(Speaker { first: from, end, entity: self.cast.mentions[mention].entity })
    }

    /// `a lawyer for Ana Ruiz`, `a spokesman for the governor`: the phrase at `first` only says whose the title is.
    fn hangs_on_title(&self, first: usize) -> bool {
        let article = usize::from(matches!(self.cast.reading.low_before(first), "the" | "a" | "an"));
        let link = first.checked_sub(1 + article).filter(|link| *link > 0);
        link.is_some_and(|link| {
            let head = self.cast.low(link - 1, first);
            matches!(self.cast.low(link, first), "of" | "for" | "to")
                && self.cast.mention_at(link - 1).is_none()
                && is_in(Class::TitleNoun, head)
        })
    }

    /// Whether a preposition stands before the phrase at `first`, and an article or nothing between.
    fn is_governed(&self, first: usize) -> bool {
        let before = self.cast.reading.low_before(first);
        let article = matches!(before, "the" | "a" | "an");
        is_preposition(before) || article && first > 0 && is_preposition(self.cast.reading.low_before(first - 1))
    }

    /// The noun phrase that ends at token `last`, with what hangs on its head: `a lawyer for the miners`.
    fn whole(&self, last: usize, limit: usize) -> Option<Speaker> {
        let mut part = self.ending_at(last, limit)?;
        let end = part.end;
        let mut organisation = None;
        for _ in 0..4 {
            let from = self.described_from(part.first, limit);
            // `analysis of its own figures`.
            let own = usize::from(self.cast.reading.low_before(from) == "own");
            let article = matches!(
                self.cast.reading.low_before(from - own),
                "the" | "a" | "an" | "its" | "his" | "her" | "their"
            );
            let Some(link) = from.checked_sub(1 + own + usize::from(article)).filter(|at| *at > limit) else {
                break;
            };
            let word = self.cast.low(link, last);
            if !is_preposition(word) || self.is_quoted(link) {
                break;
            }
            // `a report released by the ministry`.
            let issued = usize::from(word == "by" && is_issued(self.cast.reading.low_before(link)));
            let Some(head) = (link - issued).checked_sub(1).and_then(|at| self.ending_at(at.max(limit), limit)) else {
                break;
            };
            let is_person = self.cast.label_at(part.first) == Some(Label::Person);
            let is_head_noun = self.cast.mention_at(link - 1).is_none();
            // `in Lima Ana Ruiz said` has no head before the preposition; `a lawyer for Ana Ruiz said` has.
            if is_person && !(is_head_noun && matches!(word, "for" | "of" | "to")) {
                break;
            }
            // `a spokesman for the prosecutor in Lima`: nobody named is who he speaks for.
            let is_org = match self.cast.label_at(part.first) {
                Some(Label::Org) => true,
                Some(Label::Place) => matches!(word, "for" | "of" | "by"),
                _ => false,
            };
            organisation = part.entity.filter(|_| is_org);
            part = head;
        }
        let speaks_for = part.entity.is_none() && is_mouthpiece(self.cast.low(part.end - 1, last));
        Some(Speaker { first: part.first, end, entity: part.entity.or(organisation.filter(|_| speaks_for)) })
    }

    /// `the site Velmont News`: where the noun begins that describes the name at `first`, or the name itself.
    fn described_from(&self, first: usize, limit: usize) -> usize {
        let is_name = !matches!(self.cast.label_at(first), None | Some(Label::Person));
        let describes = |at: &usize| {
            let word: &str = &self.cast.reading.folded[*at];
            *at > limit
                && self.cast.mention_at(*at).is_none()
                && cue(word).is_none()
                && !is_filler(word)
                && self.cast.reading.tokens[*at].text.starts_with(char::is_lowercase)
        };
        // `the Manila-based Institute`.
        let is_seat = first > limit + 2
            && self.cast.low(first - 1, first) == "based"
            && matches!(self.cast.reading.tokens[first - 2].text, "-" | "–");
        if let Some(seat) = self.cast.mention_at(first.saturating_sub(3)).filter(|_| is_seat && is_name) {
            return self.cast.ranges[seat].0;
        }
        let noun = first.checked_sub(1).filter(|at| is_name && describes(at));
        noun.and_then(|noun| self.nominal(noun, limit)).map_or(first, |noun| noun.first)
    }

    /// Who is named in tokens `[first, end)`, or the noun phrase that ends there.
    pub fn phrase(&self, first: usize, end: usize) -> Option<Speaker> {
        if let Some(mention) = self.cast.first_in(first, end, &[Label::Person]) {
            let (first, end) = self.cast.ranges[mention];
            return Some(Speaker { first, end, entity: self.cast.mentions[mention].entity });
        }
        let is_word = |at: &usize| self.cast.reading.tokens[*at].text.starts_with(char::is_alphanumeric);
        self.whole((first..end).rev().find(is_word)?, first)
    }

    /// The name, pronoun or noun that ends at token `last`, alone.
    fn ending_at(&self, last: usize, limit: usize) -> Option<Speaker> {
        if let Some(mention) = self.cast.mention_at(last) {
            let (first, end) = self.cast.ranges[mention];
            let label = self.cast.mentions[mention].label;
            // What was taken for an event does not speak, but its words may.
            let entity = self.cast.mentions[mention].entity.filter(|_| label != Label::Event);
            return label.names_entity().then_some(Speaker { first, end, entity });
        }
        let word: &str = &self.cast.reading.folded[last];
        let one = |entity| Some(Speaker { first: last, end: last + 1, entity });
        if let ("he" | "she", Some(gender)) = (word, Gender::of_pronoun(word)) {
            return one(self.person(last, Some(gender), None));
        }
        match word {
            "himself" | "herself" | "themselves" | "itself" | "all" | "both" if last > limit => {
                self.ending_at(last - 1, limit)
            }
            "who" => one(self.points_in(0, last).last().filter(|(at, _)| *at + 12 > last).map(|(_, entity)| *entity)),
            "they" | "it" | "which" | "i" | "we" | "you" | "someone" | "everyone" | "many" | "some" | "others"
            | "most" | "few" => one(None),
            _ => self.nominal(last, limit),
        }
    }

    /// `the minister`, `a government spokesman`, `US officials`.
    fn nominal(&self, last: usize, limit: usize) -> Option<Speaker> {
        let token = &self.cast.reading.tokens[last];
        let is_noun = token.text.starts_with(char::is_alphabetic)
            && token.text.chars().count() > 2
            && !is_in(Class::Function, &self.cast.reading.folded[last]);
        if !is_noun {
            return None;
        }
        let mut first = last;
        while first > limit && last - first < 6 {
            let word: &str = &self.cast.reading.folded[first - 1];
            if matches!(word, "the" | "a" | "an" | "his" | "her" | "their" | "its" | "one" | "another") {
                first -= 1;
                break;
            }
            let is_link = is_in(Class::Function, word)
                || self.cast.reading.tokens[first - 1].text.chars().all(|c| !c.is_alphanumeric());
            let is_verb = cue(word).is_some_and(|how| !how.is_noun_too()) && self.cast.mention_at(first - 1).is_none();
            if is_link || is_verb || word.ends_with("ing") {
                break;
            }
            first -= 1;
        }
        // `two people familiar with the talks`.
        let counts = |at: &usize| *at >= limit && is_few(&self.cast.reading.folded[*at]);
        first = first.checked_sub(1).filter(counts).unwrap_or(first);
        let words = fold(self.cast.reading.words(self.cast.reading.span(first, last + 1)));
        let key = words.strip_prefix("the ").unwrap_or(&words);
        let definite = words.starts_with("the ");
        let entity = if definite {
            self.holders.last_before(key, first).or_else(|| self.institutions.last_before(key, first))
        } else {
            None
        };
        Some(Speaker { first, end: last + 1, entity })
    }

    /// The subject right after the verb at `cue`: `said the Foreign Office`, `said Ana Ruiz`.
    pub fn after(&self, cue: usize) -> Option<Speaker> {
        let sentence = self.cast.reading.sentence(cue);
        let stop = (cue + 1..sentence.end.min(cue + 14)).find(|at| {
            matches!(self.cast.reading.tokens[*at].text, "," | "." | ";" | ":" | "“" | "\"")
                || matches!(&*self.cast.reading.folded[*at], "that" | "in" | "on" | "at" | "who" | "during" | "to")
        });
        let stop = stop.unwrap_or(sentence.end.min(cue + 14));
        // `said Water Ministry spokesman Igor Velmont`: the person speaks, not the ministry in the title.
        let of_label = |label| self.cast.first_in(cue + 1, stop, &[label]);
        let mention = of_label(Label::Person).or_else(|| of_label(Label::Org)).or_else(|| of_label(Label::Place));
        if let Some(mention) = mention {
            let (first, end) = self.cast.ranges[mention];
            return Some(Speaker { first, end, entity: self.cast.mentions[mention].entity });
        }
        let is_subject =
            matches!(self.cast.low(cue + 1, cue), "he" | "she" | "the" | "a" | "an" | "one" | "his" | "her");
        let is_plural =
            self.cast.low(stop - 1, cue).ends_with('s') && !is_in(Class::Function, self.cast.low(cue + 1, cue));
        let is_unknown_name =
            self.cast.reading.near(cue + 1, cue).is_some_and(crate::text::token::Token::is_capitalised)
                && !is_in(Class::Function, self.cast.low(cue + 1, cue));
        (stop > cue + 1 && (is_subject || is_plural || is_unknown_name))
            .then(|| self.whole(stop - 1, cue + 1))
            .flatten()
    }

    /// Whom `he` or `she` at `token` means.
    pub fn person_before(&self, token: usize) -> Option<usize> {
        self.person(token, Gender::of_pronoun(self.cast.low(token, token)), None)
    }

    /// The person of this gender that a pronoun at `token` means: the last outside quotes in this sentence, else whoever
    /// spoke `last`, else the first of the sentences before. A pronoun that stands first there is followed in its turn.
    pub fn person(&self, token: usize, gender: Option<Gender>, last: Option<usize>) -> Option<usize> {
        let (mut token, mut last) = (token, last);
        for _ in 0..MAX_CHAIN {
            match self.meant(token, gender, last) {
                Meant::Entity(entity) => return Some(entity),
                Meant::SameAs(earlier) => token = earlier,
                Meant::Nobody => return None,
            }
            last = None;
        }
        None
    }

    /// Whether a pronoun of this gender can mean a person, as far as the article tells.
    pub fn may_be(&self, entity: usize, gender: Option<Gender>) -> bool {
        let known = self.genders.get(entity).copied().flatten();
        gender.is_none() || known.is_none() || known == gender
    }

    fn meant(&self, token: usize, gender: Option<Gender>, last: Option<usize>) -> Meant {
        let reading = self.cast.reading;
        let sentence = reading.sentence_of[token];
        let first = reading.sentences[sentence].first;
        let fits = |entity: usize| self.may_be(entity, gender);
        let outside = |(at, entity): &&(usize, usize)| !self.is_quoted(*at) && fits(*entity) && !self.is_whom(*at);
        if let Some((_, entity)) = self.points_in(first, token).iter().rev().find(outside) {
            return Meant::Entity(*entity);
        }
        if let Some(entity) = last.filter(|entity| fits(*entity)) {
            return Meant::Entity(entity);
        }
        // Captions and headings between the paragraphs name people too, but a pronoun goes on with the text.
        let is_told = |index: &usize| {
            let earlier = reading.sentences[*index];
            let closes = earlier.end.checked_sub(1).is_some_and(|last| {
                matches!(reading.tokens[last].text, "." | "!" | "?" | ":" | ";" | "”" | "\"" | ")" | "]")
            });
            closes || earlier.zone != ZoneKind::Body
        };
        let before = sentence.saturating_sub(5)..sentence;
        let captions = before.clone().rev().filter(|index| !is_told(index));
        for earlier in before.clone().rev().filter(is_told).chain(captions) {
            let earlier = reading.sentences[earlier];
            let named = self.points_in(earlier.first, earlier.end).iter().find(outside);
            let until = named.map_or(earlier.end, |(at, _)| *at);
            // `He went to Lima, where he met Velmont`: whoever went is meant again.
            let is_same = |at: &usize| {
                matches!(self.cast.low(*at, *at), "he" | "she")
                    && Gender::of_pronoun(self.cast.low(*at, *at)) == gender
                    && !self.is_quoted(*at)
            };
            if let Some(pronoun) = (earlier.first..until).find(|at| gender.is_some() && is_same(at)) {
                return Meant::SameAs(pronoun);
            }
            if let Some((_, entity)) = named {
                return Meant::Entity(*entity);
            }
        }
        Meant::Nobody
    }

    /// `Velmont, of whom she wrote`: the one who is spoken of does not speak.
    fn is_whom(&self, at: usize) -> bool {
        let end = self.cast.mention_at(at).map_or(at + 1, |mention| self.cast.ranges[mention].1);
        let comma = usize::from(self.cast.low(end, at) == ",");
        (end + comma..end + comma + 2).any(|index| self.cast.low(index, at) == "whom")
    }

    /// Words that mean a person in tokens `[first, end)`.
    pub fn points_in(&self, first: usize, end: usize) -> &[(usize, usize)] {
        let from = self.points.partition_point(|(at, _)| *at < first);
        let until = self.points.partition_point(|(at, _)| *at < end);
        &self.points[from..until.max(from)]
    }
}

/// How many pronouns of earlier sentences are followed.
const MAX_CHAIN: usize = 8;

/// What a pronoun stands for.
enum Meant {
    Entity(usize),
    /// The pronoun at this token, in an earlier sentence.
    SameAs(usize),
    Nobody,
}

/// How far an aside between subject and verb goes.
const MAX_ASIDE: usize = 40;

fn is_preposition(word: &str) -> bool {
    matches!(word, "of" | "for" | "in" | "at" | "on" | "from" | "with" | "to" | "by" | "near" | "behind" | "inside")
}

/// What is done with a report by whoever puts it out.
fn is_issued(word: &str) -> bool {
    matches!(
        word,
        "released"
            | "issued"
            | "published"
            | "conducted"
            | "prepared"
            | "written"
            | "commissioned"
            | "compiled"
            | "submitted"
    )
}

/// Words for one who speaks for an institution, or for what it puts out: the institution speaks.
fn is_mouthpiece(word: &str) -> bool {
    matches!(
        word,
        "spokesman"
            | "spokeswoman"
            | "spokesperson"
            | "study"
            | "survey"
            | "statement"
            | "report"
            | "website"
            | "communique"
            | "communiqué"
            | "letter"
            | "bulletin"
            | "release"
    )
}

/// Numbers of people as sentences have them in words.
fn is_few(word: &str) -> bool {
    matches!(word, "two" | "three" | "four" | "five" | "six" | "seven" | "eight" | "nine" | "ten" | "several" | "some")
}

/// Words between a subject and its verb.
fn is_filler(word: &str) -> bool {
    matches!(
        word,
        "also"
            | "later"
            | "earlier"
            | "has"
            | "had"
            | "have"
            | "then"
            | "reportedly"
            | "repeatedly"
            | "recently"
            | "again"
            | "once"
            | "however"
            | "previously"
            | "separately"
            | "meanwhile"
            | "further"
            | "already"
            | "since"
            | "just"
            | "even"
            | "still"
            | "both"
            | "always"
            | "often"
            | "would"
            | "will"
            | "could"
            | "might"
            | "may"
            | "should"
            | "must"
            | "can"
            | "did"
            | "does"
            | "do"
    ) || (word.len() > 4
        && word.ends_with("ly")
        && !matches!(word, "daily" | "weekly" | "monthly" | "family" | "assembly" | "supply"))
}
