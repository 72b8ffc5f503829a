//! Roles: who holds which title for whom, from a title before a name, words after it, a verb, or a title alone.
//!
//! Never invents a holder: a title without a name is a role only where exactly one person of the article bears it.

mod apposed;
mod behind;
mod later;
mod rank;
mod several;
mod title;
mod told;
mod whose;
mod words;

use crate::extract::cast::Cast;
use crate::extract::roles::words::is_noun;
use crate::extract::roles::words::is_qualifier;
use crate::extract::roles::words::is_title_word;
use crate::extract::roles::words::qualifier_of;
use crate::lists::class::Class;
use crate::lists::class::is_in;
use crate::model::claim::Field;
use crate::model::claim::Part;
use crate::model::extraction::ClaimProposal;
use crate::model::kind::ClaimKind;
use crate::model::kind::Label;
use crate::model::kind::ZoneKind;
use crate::names::fold;

/// A role in the making, at tokens `[first, end)`.
#[derive(Clone, Debug)]
pub struct Role {
    pub first: usize,
    pub end: usize,
    pub title: String,
    /// Folded, abbreviations spelt out: what titles are compared by.
    pub key: String,
    pub qualifier: Option<String>,
    pub holder: Option<usize>,
    pub organisation: Option<usize>,
    pub place: Option<usize>,
    /// EDTF: since when, where the article says so.
    pub since: Option<String>,
    rule: &'static str,
    score: f64,
}

impl Role {
    /// A title at tokens `[first, end)` that nobody holds yet.
    fn titled((first, end): (usize, usize), title: String, (rule, score): (&'static str, f64)) -> Self {
        Self {
            first,
            end,
            key: key_of(&title),
            title,
            qualifier: None,
            holder: None,
            organisation: None,
            place: None,
            since: None,
            rule,
            score,
        }
    }

    /// The last word of the title as it stands in the text.
    pub fn last_word(&self) -> &str {
        self.title.rsplit(' ').next().unwrap_or("")
    }

    /// Members are many: of an institution, or of what the title itself names, they hold an office.
    fn holds_office(&self) -> bool {
        let bodies =
            ["parliament", "politburo", "committee", "council", "assembly", "senate", "congress", "board", "cabinet"];
        let is_member = self.key.split(' ').any(|word| word == "member");
        !is_member || self.organisation.is_some() || bodies.iter().any(|body| self.key.contains(body))
    }

    pub fn claim(&self, cast: &Cast<'_, '_>) -> ClaimProposal {
        let span = cast.reading.span(self.first, self.end);
        let mut parts = vec![Part::text(Field::Title, self.title.clone())];
        parts.extend(self.qualifier.iter().map(|words| Part::text(Field::Qualifier, words.clone())));
        parts.extend(self.holder.map(|entity| Part::entity(Field::Holder, entity)));
        parts.extend(self.organisation.map(|entity| Part::entity(Field::Organisation, entity)));
        parts.extend(self.place.map(|entity| Part::entity(Field::Place, entity)));
        parts.extend(self.since.iter().map(|date| Part::text(Field::Date, date.clone())));
        ClaimProposal {
            kind: ClaimKind::Role,
            span,
            parts,
            mentions: cast.mentions_of(span),
            score: self.score,
            rule: self.rule,
        }
    }
}

/// Roles of the article, in order.
pub fn find(cast: &Cast<'_, '_>) -> Vec<Role> {
    let mut roles: Vec<Role> = Vec::new();
    for (index, mention) in cast.mentions.iter().enumerate() {
        let (first, end) = cast.ranges[index];
        if mention.label == Label::Person && cast.reading.zone_of(first) != ZoneKind::Boilerplate {
            roles.extend(before(cast, first, end, mention.entity));
            roles.extend(behind::after(cast, first, end, mention.entity));
            roles.extend(told::by_verb(cast, first, end, mention.entity));
            roles.extend(told::led_by(cast, first, end, mention.entity));
            roles.extend(several::both(cast, index));
        }
    }
    roles.retain(Role::holds_office);
    roles.sort_by_key(|role| (role.first, role.end));
    later::counterparts(cast, &mut roles);
    let named = roles.clone();
    roles.extend(later::bare(cast, &named));
    roles.sort_by_key(|role| (role.first, role.end));
    // `who was head of …` is read as a description and as a verb.
    roles.dedup_by(|next, one| {
        (next.first, next.end, next.holder, &next.key) == (one.first, one.end, one.holder, &one.key)
    });
    roles
}

/// `fm` and the like, spelt out.
fn key_of(title: &str) -> String {
    let folded = fold(title);
    match folded.as_str() {
        "fm" => "foreign minister".to_owned(),
        "pm" => "prime minister".to_owned(),
        "cm" => "chief minister".to_owned(),
        "spokesman" | "spokeswoman" => "spokesperson".to_owned(),
        _ => folded,
    }
}

/// `US Special Representative for Afghanistan` before `Thomas West`, `the outgoing envoy to Chile,` before `Velda Moss`;
/// all of them where titles are joined: `interior minister and deputy premier Tovar Quispe`.
fn before(cast: &Cast<'_, '_>, first: usize, end: usize, holder: Option<usize>) -> Vec<Role> {
    let limit = cast.reading.sentence(first).first;
    // `army chief Lt. Gen. Ana Ruiz`
    let bearer = rank::start(cast, first, limit);
    if let Some(comma) = title_before_comma(cast, bearer, end, limit) {
        return apart(cast, (comma, first, end), limit).map(|role| Role { holder, ..role }).into_iter().collect();
    }
    let (start, parsed) = phrase_before(cast, bearer, limit);
    let Some(mut role) = parsed.or_else(|| rank::as_title(cast, bearer, first)) else {
        return Vec::new();
    };
    own(cast, &mut role, start);
    role.end = end;
    role.holder = holder;
    role.rule = "roles.before";
    role.score = 0.85;
    owner_behind(cast, &mut role, (first, end));
    let mut found = vec![role];
    if start > limit + 1 && cast.low(start - 1, first) == "and" && cast.mention_at(start - 2).is_none() {
        let other = phrase_start(cast, start - 1, limit);
        if let Some(mut role) = parse(cast, other, start - 1) {
            role.end = end;
            role.holder = holder;
            role.place = role.place.or(found[0].place);
            role.rule = "roles.before";
            role.score = 0.7;
            found.insert(0, role);
        }
    }
    // `the head of the mission, Colonel Ana Ruiz, …` is both.
    if let Some(comma) = title_before_comma(cast, start, end, limit) {
        found.extend(apposed::definite(cast, (comma, end), limit).map(|role| Role { holder, ..role }));
    }
    found
}

/// `the outgoing envoy to Chile, Velda Moss, …`: what stands before the comma at `comma`, and the name at tokens
/// `[first, end)` behind it.
fn apart(cast: &Cast<'_, '_>, (comma, first, end): (usize, usize, usize), limit: usize) -> Option<Role> {
    let (start, parsed) = phrase_before(cast, comma, limit);
    let closes = matches!(cast.low(end, comma), "," | ".") && !apposed::goes_on(cast, end + 1, comma);
    if let Some(head) = whose::served(cast, start, limit).filter(|_| parsed.is_some()) {
        let role = whose::serving(cast, head, comma, limit).filter(|_| closes)?;
        return Some(Role { end, rule: "roles.apposed", score: 0.75, ..role });
    }
    let owned = parsed.and_then(|mut role| {
        own(cast, &mut role, start);
        let is_owned = role.place.is_some()
            || role.organisation.is_some()
            || role.qualifier.is_some()
            || closes && whose::is_of_person(cast, start);
        let determined = matches!(cast.reading.low_before(start), "the" | "his" | "her" | "their" | "its" | "a" | "an");
        let is_it = is_owned
            && (determined || start == limit || cast.mention_at(start).is_some() || whose::is_of_person(cast, start));
        is_it.then_some(Role { rule: "roles.before", score: 0.75, ..role })
    });
    let mut role = owned.or_else(|| apposed::definite(cast, (comma, end), limit))?;
    role.end = end;
    owner_behind(cast, &mut role, (first, end));
    Some(role)
}

/// Whose a title is that says neither place nor institution, by the word before it: `its`, `the commission's`.
fn own(cast: &Cast<'_, '_>, role: &mut Role, start: usize) {
    if role.organisation.is_some() || role.place.is_some() {
        return;
    }
    if whose::is_of_person(cast, start) {
        whose::of_person(cast, role, start);
        return;
    }
    role.organisation = match cast.reading.low_before(start) {
        "its" => whose::its(cast, start),
        "'s" | "’s" => start.checked_sub(2).and_then(|owner| title::meant_by(cast, owner)),
        _ => None,
    };
}

/// The title phrase that ends at token `end`, and where it begins.
fn phrase_before(cast: &Cast<'_, '_>, end: usize, limit: usize) -> (usize, Option<Role>) {
    let start = phrase_start(cast, end, limit);
    if let Some(role) = parse(cast, start, end) {
        return (start, Some(role));
    }
    let Some(noun) = rank::linked_noun(cast, end, limit) else {
        return (start, None);
    };
    let start = phrase_start(cast, noun + 1, limit);
    (start, parse(cast, start, end))
}

/// `President Ana Ruiz of Peru`, `Commodore Ana Ruiz of the Coast Guard`: what stands behind the name at tokens
/// `[first, end)`.
fn owner_behind(cast: &Cast<'_, '_>, role: &mut Role, (first, end): (usize, usize)) {
    if cast.low(end, first) != "of" {
        return;
    }
    let mut at = end + 1;
    // `of the ruling Reform Party`
    let describes = |at: usize| {
        let word = cast.low(at, first);
        word.chars().all(|c| c.is_ascii_lowercase()) && !is_in(Class::Function, word)
    };
    while at < end + 4 && cast.mention_at(at).is_none() && (cast.low(at, first) == "the" || describes(at)) {
        at += 1;
    }
    let Some(mention) = cast.mention_at(at) else {
        return;
    };
    match cast.mentions[mention].label {
        Label::Place if role.place.is_none() && at == end + 1 => role.place = cast.country_of(mention),
        Label::Org if role.organisation.is_none() => role.organisation = cast.mentions[mention].entity,
        _ => return,
    }
    role.end = cast.ranges[mention].1;
}

/// `Peru's president, Ana Ruiz, left`: the comma before a name that another comma, a stop or a verb of speech follows.
fn title_before_comma(cast: &Cast<'_, '_>, first: usize, end: usize, limit: usize) -> Option<usize> {
    let comma = first.checked_sub(1).filter(|at| *at > limit && cast.low(*at, first) == ",")?;
    let closes = matches!(cast.low(end, first), "," | "." | "" | "said" | "told" | ";" | ")");
    (closes && cast.mention_at(comma - 1).is_none_or(|mention| cast.mentions[mention].label != Label::Person))
        .then_some(comma)
}

/// Walks left from a name over everything that can belong to its title, not past token `limit`.
fn phrase_start(cast: &Cast<'_, '_>, first: usize, limit: usize) -> usize {
    let mut start = first;
    while start > limit {
        let at = start - 1;
        if let Some(bracket) = acronym_before(cast, start, limit) {
            start = bracket;
            continue;
        }
        let word: &str = &cast.reading.folded[at];
        let right_is_name = cast.mention_at(start).is_some() && start < first;
        let taken = match cast.mention_at(at) {
            Some(mention)
                if matches!(cast.mentions[mention].label, Label::Place | Label::Group | Label::Org | Label::Law) =>
            {
                let (mention_first, _) = cast.ranges[mention];
                start = mention_first;
                continue;
            }
            Some(_) => false,
            None => {
                let titled = is_title_word(cast.low(start, at)) && start < first;
                let linked = matches!(word, "for" | "of" | "to")
                    && (right_is_name
                        || titled
                        || start < first && (is_high(cast, start) || cast.low(start, at) == "the"));
                let joins = word == "and"
                    && titled
                    && is_high(cast, start)
                    && at > limit
                    && is_high(cast, at - 1)
                    && !ends_in_noun(cast, at);
                let article =
                    word == "the" && right_is_name && at > limit && matches!(cast.low(at - 1, at), "for" | "of" | "to");
                let possessive = matches!(cast.reading.tokens[at].text, "'s" | "’s" | "'" | "’")
                    && at > limit
                    && cast.mention_at(at - 1).is_some();
                is_title_word(word) || linked || possessive || joins || article || is_field(cast, at, start, first)
            }
        };
        if !taken {
            break;
        }
        start = at;
    }
    // What opens the phrase is no link: `of Peru President Ana Ruiz`.
    while start < first
        && (matches!(cast.low(start, start), "for" | "of" | "to" | "and" | "the")
            || matches!(cast.reading.tokens[start].text, "'s" | "’s" | "'" | "’"))
    {
        start += 1;
    }
    start
}

/// Where the bracket of `State Committee (SC)` opens, if it closes right before token `end`.
fn acronym_before(cast: &Cast<'_, '_>, end: usize, limit: usize) -> Option<usize> {
    let inside = end.checked_sub(2).filter(|at| *at > limit && cast.reading.folded[end - 1] == ")")?;
    let (first, stop) = cast.ranges[cast.mention_at(inside).filter(|at| cast.mentions[*at].label == Label::Org)?];
    let open = first.checked_sub(1).filter(|at| *at > limit && cast.reading.folded[*at] == "(")?;
    (stop == end - 1 && cast.label_at(open - 1) == Some(Label::Org)).then_some(open)
}

fn is_high(cast: &Cast<'_, '_>, at: usize) -> bool {
    cast.reading.tokens[at].is_capitalised()
        && cast.mention_at(at).is_none()
        && !is_in(Class::Function, &cast.reading.folded[at])
}

/// `interior minister and deputy premier`: what stands before `and` is a title of its own.
fn ends_in_noun(cast: &Cast<'_, '_>, and: usize) -> bool {
    and > 0 && is_noun(&cast.reading.folded[and - 1])
}

/// A capitalised word that is in no list of words for titles but says what of: `Emergency Situations Minister`,
/// `Minister of Religious Endowments`.
fn is_field(cast: &Cast<'_, '_>, at: usize, start: usize, first: usize) -> bool {
    if !is_high(cast, at) || start >= first && !follows_of(cast, at) {
        return false;
    }
    let next = cast.low(start, at);
    let before_title = start < first && (is_title_word(next) || is_high(cast, start) || matches!(next, "and"));
    before_title && (is_noun(next) || !cast.reading.starts_sentence(at)) || follows_of(cast, at)
}

/// Behind a title and `of` or `for`, over other capitalised words.
fn follows_of(cast: &Cast<'_, '_>, at: usize) -> bool {
    let first = cast.reading.sentence(at).first;
    let mut left = at;
    while left > first
        && at - left < 5
        && (is_high(cast, left - 1) && !is_noun(&cast.reading.folded[left - 1]) || cast.low(left - 1, at) == "and")
    {
        left -= 1;
    }
    left > first + 1 && matches!(cast.low(left - 1, at), "of" | "for" | "to") && is_noun(&cast.reading.folded[left - 2])
}

/// What joins the noun of a title to what it is the title of.
fn is_link(word: &str) -> bool {
    matches!(word, "for" | "of" | "to" | "at" | "on" | "in" | "from" | "with")
}

/// Takes a title phrase apart: whose, which qualifiers, the title itself.
fn parse(cast: &Cast<'_, '_>, start: usize, end: usize) -> Option<Role> {
    let has_noun = (start..end).any(|at| cast.mention_at(at).is_none() && is_noun(&cast.reading.folded[at]));
    if !has_noun {
        return None;
    }
    let mut at = start;
    let (mut place, mut organisation) = (None, None);
    let mut qualifier: Vec<String> = Vec::new();
    while at < end {
        let word: &str = &cast.reading.folded[at];
        if let Some(mention) = cast.mention_at(at) {
            match cast.mentions[mention].label {
                Label::Org => organisation = cast.mentions[mention].entity,
                _ => place = cast.country_of(mention),
            }
            at = cast.ranges[mention].1;
        } else if at + 1 < end && matches!(cast.low(at + 1, at), "'s" | "’s") {
            // `the union's ambassador`
            organisation = organisation.or_else(|| title::meant_by(cast, at));
            at += 2;
        } else if is_qualifier(word) && !is_noun(word) {
            qualifier.push(word.to_owned());
            at += 1;
        } else if is_title_word(word) || is_high(cast, at) {
            break;
        } else {
            at += 1;
        }
    }
    let noun =
        (at..end).rev().find(|index| cast.mention_at(*index).is_none() && is_noun(&cast.reading.folded[*index]))?;
    // `Envoy for the Peace Process`: the first noun that a link follows heads the phrase.
    let heads =
        |index: &usize| is_noun(&cast.reading.folded[*index]) && is_link(cast.low(index + 1, start)) && index + 2 < end;
    let noun = (at..end).find(|index| cast.mention_at(*index).is_none() && heads(index)).unwrap_or(noun);
    qualifier.extend(qualifier_of(&cast.reading.folded[noun]).map(str::to_owned));
    // What stands behind the noun belongs to the title when it is linked to it.
    let tail = end > noun + 1 && is_link(cast.low(noun + 1, start));
    let title_end = if tail { end } else { noun + 1 };
    if tail {
        for mention in cast.mentions_in(noun, title_end) {
            match cast.mentions[mention].label {
                Label::Org => organisation = organisation.or(cast.mentions[mention].entity),
                Label::Place => place = place.or(cast.country_of(mention)),
                _ => {}
            }
        }
    }
    let title_end = title::own_end(cast, (noun, title_end), organisation, place);
    let title = cast.reading.words(cast.reading.span(at, title_end)).to_owned();
    Some(Role {
        qualifier: (!qualifier.is_empty()).then(|| qualifier.join(" ")),
        organisation,
        place,
        ..Role::titled((start, end), title, ("roles.bare", 0.6))
    })
}
