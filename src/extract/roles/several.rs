//! Two people of one title: `Deputy ministers Ana Ruiz and Dario Velmont`, `Ana Ruiz and Dario Velmont, ministers of finance
//! and justice`.
//!
//! Never deals offices out where their number is not that of the names.

use crate::extract::cast::Cast;
use crate::extract::roles::Role;
use crate::extract::roles::behind::tail_end;
use crate::extract::roles::key_of;
use crate::extract::roles::phrase_start;
use crate::extract::roles::title;
use crate::extract::roles::words::is_noun;
use crate::extract::roles::words::is_title_word;
use crate::lists::class::Class;
use crate::lists::class::is_in;
use crate::model::kind::Label;
use std::borrow::Cow;

/// Two names joined by `and`: the tokens of the first and of the second.
#[derive(Clone, Copy)]
struct Pair {
    mentions: [usize; 2],
    first: usize,
    end: usize,
}

/// The roles that the person of mention `index` and the one after share.
pub fn both(cast: &Cast<'_, '_>, index: usize) -> Vec<Role> {
    let Some(pair) = pair(cast, index) else { return Vec::new() };
    let behind = cast.low(pair.end, pair.first) == ",";
    let mut roles = if behind { behind_names(cast, pair) } else { Vec::new() };
    if roles.is_empty() {
        roles = before_names(cast, pair);
    }
    for (role, mention) in roles.iter_mut().zip(pair.mentions) {
        role.holder = cast.mentions[mention].entity;
    }
    roles
}

fn pair(cast: &Cast<'_, '_>, index: usize) -> Option<Pair> {
    let (first, and) = cast.ranges[index];
    let next = cast.mention_at(and + 1).filter(|_| cast.low(and, first) == "and")?;
    let (start, end) = cast.ranges[next];
    let is_person = |mention: usize| cast.mentions[mention].label == Label::Person;
    // Of three in a list the last two are no pair.
    let in_list = first > 1 && cast.low(first - 1, first) == "," && cast.label_at(first - 2) == Some(Label::Person);
    (start == and + 1 && is_person(index) && is_person(next) && !in_list).then_some(Pair {
        mentions: [index, next],
        first,
        end,
    })
}

/// `minister` of `ministers`, `spokesman` of `spokesmen`.
fn singular(word: &str) -> Option<Cow<'_, str>> {
    let one = match word.strip_suffix("men") {
        Some(stem) => Cow::Owned(format!("{stem}man")),
        None => Cow::Borrowed(word.strip_suffix('s')?),
    };
    is_noun(&one).then_some(one)
}

/// The title in the singular: what stands before the plural noun, and the noun.
fn title_of(cast: &Cast<'_, '_>, start: usize, noun: usize) -> Option<String> {
    let one = singular(&cast.reading.folded[noun])?;
    let is_high = cast.reading.tokens[noun].is_capitalised();
    let one = if is_high { one[..1].to_uppercase() + &one[1..] } else { one.into_owned() };
    Some(if start < noun { format!("{} {one}", cast.reading.words(cast.reading.span(start, noun))) } else { one })
}

/// `…, (the) ministers of finance and justice`; `…, both members of the Senate`.
fn behind_names(cast: &Cast<'_, '_>, pair: Pair) -> Vec<Role> {
    let mut start = pair.end + 1;
    while matches!(cast.low(start, pair.first), "the" | "both" | "two" | "respectively") {
        start += 1;
    }
    let Some(noun) = plural(cast, start, pair.first) else { return Vec::new() };
    let end = tail_end(cast, noun + 1, pair.first);
    if let Some(roles) = dealt_out(cast, (start, noun), pair.first).filter(|_| start > pair.end) {
        return roles
            .into_iter()
            .zip(pair.mentions)
            .map(|(role, mention)| from(role, cast.ranges[mention].0))
            .collect();
    }
    let closes = matches!(cast.low(end, pair.first), "," | "." | ";" | "" | ")" | "who" | "said");
    let role = shared(cast, (start, noun, end)).filter(|_| closes);
    let each = |mention: usize| role.clone().map(|role| from(role, cast.ranges[mention].0));
    pair.mentions.into_iter().filter_map(each).collect()
}

fn from(role: Role, first: usize) -> Role {
    Role { first, ..role }
}

/// `Peru's deputy ministers Ana Ruiz and …`; `the ministers of finance and justice, Ana Ruiz and …,`.
fn before_names(cast: &Cast<'_, '_>, pair: Pair) -> Vec<Role> {
    let limit = cast.reading.sentence(pair.first).first;
    let Some(last) =
        pair.first.checked_sub(1).filter(|last| *last > limit || singular(cast.low(*last, *last)).is_some())
    else {
        return Vec::new();
    };
    let ends = |role: Role, mention: usize| Role { end: cast.ranges[mention].1, ..role };
    if cast.low(last, last) == "," && matches!(cast.low(pair.end, last), "," | "." | "" | "respectively") {
        let from = last.saturating_sub(8).max(limit);
        let noun = (from..last).rev().find(|at| singular(cast.low(*at, last)).is_some());
        let dealt = noun.and_then(|noun| {
            let start = phrase_start(cast, noun, limit);
            dealt_out(cast, (start, noun), last).filter(|roles| roles[1].end == last)
        });
        return dealt.map_or_else(Vec::new, |roles| {
            roles.into_iter().zip(pair.mentions).map(|(role, mention)| ends(role, mention)).collect()
        });
    }
    if cast.mention_at(last).is_some() || singular(cast.low(last, last)).is_none() {
        return Vec::new();
    }
    let start = phrase_start(cast, last, limit);
    let role = shared(cast, (start, last, pair.first));
    pair.mentions.into_iter().filter_map(|mention| role.clone().map(|role| ends(role, mention))).collect()
}

/// The plural noun of a title that begins at token `start`.
fn plural(cast: &Cast<'_, '_>, start: usize, beside: usize) -> Option<usize> {
    let stands_before = |at: &usize| {
        let label = cast.label_at(*at);
        matches!(label, Some(Label::Place | Label::Group | Label::Org))
            || label.is_none() && matches!(cast.low(*at, beside), "'s" | "’s")
            || label.is_none() && is_title_word(cast.low(*at, beside))
    };
    let noun = (start..start + 6).find(|at| !stands_before(at))?;
    (cast.mention_at(noun).is_none() && singular(cast.low(noun, beside)).is_some()).then_some(noun)
}

/// The title that both have: its words begin at `start`, its plural noun stands at `noun`, its phrase ends at `end`.
fn shared(cast: &Cast<'_, '_>, (start, noun, end): (usize, usize, usize)) -> Option<Role> {
    let own = (start..noun).find(|at| cast.mention_at(*at).is_none() && is_title_word(cast.low(*at, noun)));
    let own = own.unwrap_or(noun);
    let mut role = blank(start, end, title_of(cast, own, noun)?);
    for mention in cast.mentions_in(start, end) {
        match cast.mentions[mention].label {
            Label::Org => role.organisation = role.organisation.or(cast.mentions[mention].entity),
            Label::Place | Label::Group => role.place = role.place.or(cast.country_of(mention)),
            _ => {}
        }
    }
    let own_end = if end > noun + 1 { title::own_end(cast, (noun, end), role.organisation, role.place) } else { end };
    if own_end > noun + 1 && end > noun + 1 && cast.mentions_in(start, end).all(|mention| cast.ranges[mention].0 > noun)
    {
        let tail = cast.reading.words(cast.reading.span(noun + 1, own_end));
        role.title = format!("{} {tail}", role.title);
    }
    role.key = key_of(&role.title);
    Some(role)
}

/// `ministers of finance and justice`, `presidents of Peru and Chile`: one of each, where there are two of each.
fn dealt_out(cast: &Cast<'_, '_>, (start, noun): (usize, usize), beside: usize) -> Option<[Role; 2]> {
    if cast.low(noun + 1, beside) != "of" {
        return None;
    }
    let title = title_of(cast, start, noun).filter(|_| (start..noun).all(|at| cast.mention_at(at).is_none()))?;
    let (one, and) = field(cast, noun + 2, beside)?;
    let (other, end) = field(cast, and + 1, beside).filter(|_| cast.low(and, beside) == "and")?;
    let closes = matches!(cast.low(end, beside), "," | "." | ";" | "" | ")" | "respectively");
    closes.then_some(())?;
    let role = |field: Field| match field {
        Field::Named(mention) if cast.mentions[mention].label == Label::Org => {
            Role { organisation: cast.mentions[mention].entity, ..blank(start, end, title.clone()) }
        }
        Field::Named(mention) => Role { place: cast.country_of(mention), ..blank(start, end, title.clone()) },
        Field::Words(first, end_of) => {
            let words = cast.reading.words(cast.reading.span(first, end_of));
            blank(start, end, format!("{title} of {words}"))
        }
    };
    let same_kind = matches!((one, other), (Field::Named(_), Field::Named(_)) | (Field::Words(..), Field::Words(..)));
    same_kind.then(|| [role(one), role(other)])
}

/// What a title is the title of.
#[derive(Clone, Copy)]
enum Field {
    Named(usize),
    Words(usize, usize),
}

/// One name, or up to two plain words.
fn field(cast: &Cast<'_, '_>, at: usize, beside: usize) -> Option<(Field, usize)> {
    let at = at + usize::from(cast.low(at, beside) == "the");
    if let Some(mention) = cast.mention_at(at) {
        let is_owner = matches!(cast.mentions[mention].label, Label::Org | Label::Place);
        return is_owner.then(|| (Field::Named(mention), cast.ranges[mention].1));
    }
    let is_plain = |at: &usize| {
        let word = cast.low(*at, beside);
        cast.mention_at(*at).is_none()
            && word.len() > 2
            && word.chars().all(char::is_alphabetic)
            && !is_in(Class::Function, word)
            && !matches!(word, "and" | "respectively")
    };
    let end = (at..at + 2).take_while(is_plain).last()? + 1;
    Some((Field::Words(at, end), end))
}

fn blank(first: usize, end: usize, title: String) -> Role {
    Role::titled((first, end), title, ("roles.several", 0.7))
}
