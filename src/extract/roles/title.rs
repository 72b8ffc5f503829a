//! What of a title's words is the title, and what is its owner: `finance director of Velmont Holdings` is the title
//! `finance director` at an institution that has its own field.
//!
//! Never takes `to` for an owner: an ambassador to Chile is not Chile's.

use crate::extract::cast::Cast;
use crate::lists::class::Class;
use crate::lists::class::is_in;
use crate::model::kind::Label;
use crate::names::fold;

/// Where the title whose noun stands at `noun` and whose phrase ends at `end` ends itself: before the institution or the
/// place that its role holds apart.
pub fn own_end(
    cast: &Cast<'_, '_>,
    (noun, end): (usize, usize),
    organisation: Option<usize>,
    place: Option<usize>,
) -> usize {
    let mut stop = end;
    while let Some(link) = owner_start(cast, (noun, stop), organisation, place) {
        stop = link;
    }
    stop
}

/// The preposition of the owner that ends a phrase at token `end`.
fn owner_start(
    cast: &Cast<'_, '_>,
    (noun, end): (usize, usize),
    organisation: Option<usize>,
    place: Option<usize>,
) -> Option<usize> {
    let named = before_acronym(cast, end);
    // `of Lima province`
    let is_of_place = cast.mention_at(named - 1).is_none() && is_in(Class::PlaceHead, cast.low(named - 1, noun));
    let mention = cast.mention_at(named - 1 - usize::from(is_of_place))?;
    let (label, entity) = (cast.mentions[mention].label, cast.mentions[mention].entity);
    let is_owner = match label {
        Label::Org => entity.is_some() && entity == organisation && !is_of_place,
        Label::Place => entity.is_some() && entity == place,
        _ => false,
    };
    let link = before_article(cast, noun, cast.ranges[mention].0);
    if !is_owner || link <= noun {
        return None;
    }
    if label == Label::Org {
        return matches!(cast.low(link, noun), "of" | "for" | "at" | "in" | "from" | "with").then_some(link);
    }
    // `Rapporteur on human rights in Peru` holds the country in its name, `representative in Peru` is there.
    let is_there = cast.low(link, noun) == "in" && link == noun + 1;
    if cast.low(link, noun) != "of" && !is_there {
        return None;
    }
    // `of the southern province of Lima`
    let is_kind = link > noun + 2 && is_in(Class::PlaceHead, cast.low(link - 1, noun));
    let outer = before_article(cast, noun, link - usize::from(is_kind));
    Some(if is_kind && outer > noun && cast.low(outer, noun) == "of" { outer } else { link })
}

/// Over the article and up to three describing words before token `at`: where the preposition should stand.
fn before_article(cast: &Cast<'_, '_>, noun: usize, at: usize) -> usize {
    let describes = |index: usize| {
        let word = cast.low(index, noun);
        let is_plain = word.starts_with(|c: char| c.is_ascii_lowercase()) && !is_in(Class::Function, word);
        is_plain && cast.reading.tokens[index].text.starts_with(char::is_lowercase)
            || matches!(word, "'s" | "’s")
            || matches!(cast.label_at(index), Some(Label::Group | Label::Place))
    };
    let mut left = at;
    while left > noun + 1 && at - left < 4 && describes(left - 1) {
        left -= 1;
    }
    if left > noun + 1 && matches!(cast.low(left - 1, noun), "the" | "its" | "their" | "a" | "an") {
        left -= 1;
    }
    left - 1
}

/// Where the bracket opens that ends at token `end` and holds one acronym: `Water Authority (WA)`; else `end`.
fn before_acronym(cast: &Cast<'_, '_>, end: usize) -> usize {
    let inside = end.checked_sub(2).filter(|_| cast.reading.tokens[end - 1].text == ")");
    let open = inside.and_then(|at| cast.ranges[cast.mention_at(at)?].0.checked_sub(1));
    open.filter(|open| cast.reading.tokens[*open].text == "(").unwrap_or(end)
}

/// Behind the bracket with the acronym of the name that ends at token `end`; else `end`.
pub fn behind_acronym(cast: &Cast<'_, '_>, end: usize) -> usize {
    let last = end.saturating_sub(1);
    let inside = (cast.low(end, last) == "(").then(|| cast.mention_at(end + 1)).flatten();
    let close =
        inside.filter(|mention| cast.mentions[*mention].label == Label::Org).map(|mention| cast.ranges[mention].1);
    close.filter(|close| cast.low(*close, last) == ")").map_or(end, |close| close + 1)
}

/// Where the institution ends that stands behind `from` or `with` at token `at`: `a lawmaker from the ruling Reform
/// Party`. Where somebody comes from is no owner.
pub fn named_behind(cast: &Cast<'_, '_>, at: usize, beside: usize) -> Option<usize> {
    let describes = |index: usize| {
        let word = cast.low(index, beside);
        word == "the" || word.starts_with(|c: char| c.is_ascii_lowercase()) && !is_in(Class::Function, word)
    };
    let mut name = at + 1;
    while name < at + 4 && cast.mention_at(name).is_none() && describes(name) {
        name += 1;
    }
    let mention = cast.mention_at(name).filter(|mention| cast.mentions[*mention].label == Label::Org)?;
    Some(behind_acronym(cast, cast.ranges[mention].1))
}

/// The institution that `commission` at token `at` means: the only one of the article whose name ends in that word, or
/// has it before `of`.
pub fn meant_by(cast: &Cast<'_, '_>, at: usize) -> Option<usize> {
    let word = cast.reading.folded.get(at)?;
    if cast.mention_at(at).is_some() || word.len() < 4 {
        return None;
    }
    let is_it = |entity: &usize| {
        let one = &cast.entities[*entity];
        let name = fold(&one.name);
        let head = name.split(" of ").next().unwrap_or("");
        one.label == Label::Org && [&*name, head].iter().any(|name| name.rsplit(' ').next() == Some(word))
    };
    let mut named = (0..cast.entities.len()).filter(is_it);
    let first = named.next()?;
    named.next().is_none().then_some(first)
}
