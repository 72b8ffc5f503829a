//! Where an amount holds: what stands behind it, what its clause is about, or what opens the clause.
//!
//! Never takes for its place where those are who tell it, or what a state does elsewhere.

use crate::extract::amounts::Amount;
use crate::extract::cast::Cast;
use crate::extract::events::scene::behind_other;
use crate::extract::figures::Told;
use crate::extract::quotes::verbs::has_finite;
use crate::extract::quotes::verbs::is_finite;
use crate::lists::class::Class;
use crate::lists::class::is_in;
use crate::model::kind::Label;

/// Where an amount holds: what stands behind it, what its clause is about (`Peru hosts 300 miners`), or what opens the
/// clause (`In Peru, 300 miners …`).
pub fn of(told: Told<'_, '_, '_, '_>, amount: &Amount, first: usize, end: usize) -> Option<usize> {
    let cast = told.speakers.cast;
    let is_own = |mention: usize| {
        let token = cast.ranges[mention].0;
        told.clauses.same(amount.first, token) && !behind_other(cast, amount.first, token)
    };
    let is_here = |mention: &usize| cast.mentions[*mention].label == Label::Place;
    // `90% of Peru's output` is Peru's.
    let is_whole =
        |mention: usize| cast.low(amount.end, amount.first) == "of" && cast.ranges[mention].0 <= amount.end + 2;
    let behind: Vec<usize> = cast
        .mentions_in(amount.end, end)
        .filter(|mention| is_here(mention) && (!is_owned(cast, *mention) || is_whole(*mention)) && is_own(*mention))
        .collect();
    let located = behind.iter().copied().find(|mention| LOCATING.contains(&link(cast, *mention)));
    let mut before: Vec<usize> = cast.mentions_in(first, amount.first).filter(is_here).collect();
    before.reverse();
    let fronted = before.iter().copied().find(|mention| is_fronted(cast, *mention) && is_own(*mention));
    let subject = before.into_iter().find(|mention| is_subject(cast, *mention, amount.first));
    // `rice from Peru`: where it comes from.
    let near = behind.iter().copied().find(|mention| !matches!(link(cast, *mention), "from" | "against"));
    located.or(subject).or(near).or(fronted)
}

/// Prepositions that say where, rather than where to or from.
const LOCATING: &[&str] = &[
    "in",
    "across",
    "throughout",
    "at",
    "near",
    "inside",
    "around",
    "off",
    "outside",
    "along",
    "of",
    "within",
    "over",
];

/// The preposition before a place: `in`, also of `in northern Peru`.
fn link<'c>(cast: &'c Cast<'_, '_>, mention: usize) -> &'c str {
    let first = cast.ranges[mention].0;
    let before = cast.reading.low_before(first);
    let is_aside =
        matches!(before, "northern" | "southern" | "eastern" | "western" | "central" | "the" | "neighbouring");
    if is_aside { first.checked_sub(2).map_or("", |at| cast.low(at, first)) } else { before }
}

/// `Peru's aid for …`: the place only owns what stands behind it.
fn is_owned(cast: &Cast<'_, '_>, mention: usize) -> bool {
    matches!(cast.low(cast.ranges[mention].1, cast.ranges[mention].0), "'s" | "’s")
}

/// `In Peru, 300 miners …`, `Exports from Peru fell by 6 percent`; of `Officials in Lima put it at 300` it is theirs.
fn is_fronted(cast: &Cast<'_, '_>, mention: usize) -> bool {
    let (first, end) = cast.ranges[mention];
    let link = link(cast, mention);
    let head = first.checked_sub(2).map_or("", |at| cast.low(at, first));
    let is_person = is_in(Class::TitleNoun, head)
        || is_in(Class::TitleNoun, head.trim_end_matches('s'))
        || SPEAKING.contains(&head);
    let tells =
        (end..end + 4).any(|at| matches!(cast.low(at, end), "put" | "puts" | "estimate" | "estimated" | "told"));
    // `Exports from Peru fell`, but not `sailed from Peru with 300 on board`.
    let sentence = cast.reading.sentence(first);
    let is_of_subject = link == "from" && !(sentence.first..first).any(|at| is_finite(cast, at));
    (LOCATING.contains(&link) || is_of_subject) && link != "of" && !(is_person && tells)
}

/// Those whose whereabouts say nothing of what they count.
const SPEAKING: &[&str] = &[
    "officials",
    "authorities",
    "police",
    "ministry",
    "government",
    "sources",
    "embassy",
    "agency",
    "court",
    "doctors",
    "residents",
    "witnesses",
    "reporters",
    "diplomats",
    "analysts",
    "said",
    "says",
    "told",
    "office",
];

/// What a state does elsewhere, or to others: it is no place of that.
const ELSEWHERE: &[&str] = &[
    "fired",
    "launched",
    "sent",
    "donated",
    "pledged",
    "gave",
    "gives",
    "offered",
    "shot",
    "killed",
    "struck",
    "bombed",
    "shelled",
    "hit",
    "attacked",
    "accused",
    "imposed",
    "sanctioned",
    "beat",
    "defeated",
    "lent",
    "promised",
    "said",
    "says",
    "invested",
];

/// `Peru hosts 300 miners`, `Peru's inflation stood at 30 percent`, `Peru, where 300 …`: the clause tells of the place.
fn is_subject(cast: &Cast<'_, '_>, mention: usize, amount: usize) -> bool {
    let (first, end) = cast.ranges[mention];
    let before = cast.reading.low_before(first);
    let opens = before.is_empty()
        || !before.starts_with(char::is_alphanumeric)
        || matches!(before, "and" | "while" | "but" | "that" | "as" | "when" | "where" | "because" | "although");
    let acts = |at: usize| ELSEWHERE.contains(&cast.low(at, end));
    let far = (end..amount).any(|at| acts(at) || matches!(cast.reading.tokens[at].text, ";" | ":" | "“" | "\""));
    if far || amount > end + 12 {
        return false;
    }
    if is_owned(cast, mention) {
        return (end + 1..amount).all(|at| !is_in(Class::TitleNoun, cast.low(at, end)))
            && !(end + 1..amount).any(|at| matches!(cast.low(at, end), "army" | "navy" | "police" | "forces"));
    }
    if cast.low(end, first) == "," {
        return matches!(
            (cast.low(end + 1, first), cast.low(end + 2, first)),
            ("where", _) | ("which", "has" | "hosts" | "had")
        );
    }
    let verb = cast.low(end, first);
    let is_verb = has_finite(cast, end, (end + 3).min(amount + 1))
        || verb.ends_with('s') && verb.len() > 3 && cast.reading.tokens[end].text.starts_with(char::is_lowercase);
    // `Peru and Chile will pay 60 percent`: of both together.
    let joined =
        first.checked_sub(2).filter(|_| before == "and").and_then(|at| cast.label_at(at)) == Some(Label::Place);
    opens && is_verb && !joined
}
