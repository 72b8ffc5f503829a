//! Roles that a verb tells: `was appointed finance minister`, `who heads the Water Authority`, `served as mayor until 2019`.
//!
//! Never takes a wish or a denial for a role: `wants to become`, `was not named`.

use crate::extract::cast::Cast;
use crate::extract::roles::Role;
use crate::extract::roles::behind::tail_end;
use crate::extract::roles::parse;
use crate::extract::roles::rank;
use crate::extract::roles::words::is_noun;
use crate::extract::roles::words::is_title_word;
use crate::lists::class::Class;
use crate::lists::class::is_in;
use crate::model::kind::Label;

/// How a verb brings its title.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Brings {
    /// `became`, `was appointed`: the title, or `as` and the title.
    Title,
    /// `served`, `resigned`: only with `as`.
    As,
    /// `heads`, `chairs`: the institution; the verb is the title.
    Institution,
}

/// The role that the verb behind a name at tokens `[first, end)` tells of.
pub fn by_verb(cast: &Cast<'_, '_>, first: usize, end: usize, holder: Option<usize>) -> Option<Role> {
    let verb = verb_behind(cast, first, end)?;
    let word = cast.low(verb, first);
    let (brings, qualifier) = brings(cast, verb, word)?;
    if brings == Brings::Institution {
        return heads(cast, (first, verb), holder);
    }
    let mut at = verb + 1;
    while matches!(cast.low(at, first), "also" | "currently" | "now" | "once" | "briefly" | "today" | "in")
        && at < verb + 3
    {
        at += 1;
    }
    // `succeeded Dario Velmont as governor`
    if matches!(word, "succeeded" | "replaced" | "succeeds" | "replaces") {
        let other = cast.mention_at(at).filter(|mention| cast.mentions[*mention].label == Label::Person)?;
        at = cast.ranges[other].1;
    }
    if matches!(cast.low(at, first), "down") {
        at += 1;
    }
    let has_as = matches!(cast.low(at, first), "as");
    if brings == Brings::As && !has_as {
        return None;
    }
    at += usize::from(has_as);
    if matches!(cast.low(at, first), "the" | "a" | "an" | "its" | "their" | "his" | "her") {
        at += 1;
    }
    let (noun, stop) = phrase(cast, at, first)?;
    // `is the president who …` describes; a bare `is a doctor` is no office.
    let is_copula = matches!(word, "is" | "was" | "remains");
    let mut role = parse(cast, at, stop)?;
    let is_owned = role.place.is_some() || role.organisation.is_some() || stop > noun + 1;
    if is_copula && !is_owned {
        return None;
    }
    role.first = first;
    role.end = stop;
    role.holder = holder;
    role.qualifier = role.qualifier.or_else(|| qualifier.map(str::to_owned));
    let begins = brings == Brings::Title && !is_copula && qualifier.is_none();
    role.since = since(cast, stop, first).or_else(|| if begins { began(cast, stop, first) } else { None });
    role.rule = "roles.verb";
    role.score = 0.75;
    Some(role)
}

/// The verb of a name: right behind it, behind `who`, behind an aside, and behind auxiliaries.
fn verb_behind(cast: &Cast<'_, '_>, first: usize, end: usize) -> Option<usize> {
    let mut at = end;
    if cast.low(at, first) == "," {
        let who = at + 1 + usize::from(cast.low(at + 1, first) == "and");
        at = if cast.low(who, first) == "who" {
            who + 1
        } else {
            let limit = cast.reading.sentence(first).end.min(at + 14);
            (at + 1..limit).find(|index| cast.low(*index, first) == ",")? + 1
        };
    }
    while matches!(
        cast.low(at, first),
        "has" | "had" | "also" | "later" | "recently" | "currently" | "now" | "been" | "then" | "once" | "reportedly"
    ) {
        at += 1;
    }
    let is_passive = matches!(cast.low(at, first), "was" | "were" | "is" | "being" | "been");
    let next = cast.low(at + 1, first);
    let takes = |word: &str| {
        matches!(
            word,
            "appointed"
                | "named"
                | "elected"
                | "re-elected"
                | "reelected"
                | "chosen"
                | "nominated"
                | "sworn"
                | "made"
                | "confirmed"
        )
    };
    if is_passive && (takes(next) || takes(cast.low(at + 2, first)) && next.ends_with("ly")) {
        let verb = if takes(next) { at + 1 } else { at + 2 };
        return Some(verb);
    }
    Some(at)
}

fn brings(cast: &Cast<'_, '_>, verb: usize, word: &str) -> Option<(Brings, Option<&'static str>)> {
    let is_passive = matches!(cast.reading.low_before(verb), "was" | "were" | "is" | "been" | "being")
        || cast.reading.low_before(verb).ends_with("ly");
    match word {
        "appointed" | "named" | "elected" | "re-elected" | "reelected" | "chosen" | "confirmed" | "made" => {
            is_passive.then_some((Brings::Title, None))
        }
        "nominated" => is_passive.then_some((Brings::Title, Some("designate"))),
        "became" | "becomes" | "is" | "was" | "remains" => Some((Brings::Title, None)),
        "sworn" | "succeeded" | "replaced" | "succeeds" | "replaces" | "serves" | "served" | "serving" | "works"
        | "continues" => Some((Brings::As, None)),
        "resigned" | "stepped" | "quit" | "retired" | "ousted" => Some((Brings::As, Some("outgoing"))),
        "heads" | "headed" | "leads" | "chairs" | "chaired" | "commands" | "commanded" | "runs" | "directs" => {
            Some((Brings::Institution, None))
        }
        // `led the charge` is a deed; an office has lasted.
        "led" | "ran" | "run" | "directed" => {
            let lasts = |at: usize| matches!(cast.low(at, verb), "since" | "until" | "from" | "between" | "for");
            let is_perfect = matches!(cast.reading.low_before(verb), "has" | "had");
            (is_perfect || (verb + 2..verb + 10).any(lasts)).then_some((Brings::Institution, None))
        }
        _ => None,
    }
}

/// Noun and end of the title phrase at `at`.
fn phrase(cast: &Cast<'_, '_>, at: usize, beside: usize) -> Option<(usize, usize)> {
    let mut index = at;
    let mut noun = None;
    while index < at + 9 {
        let word = cast.low(index, beside);
        if let Some(mention) = cast.mention_at(index) {
            if !matches!(cast.mentions[mention].label, Label::Place | Label::Group | Label::Org) {
                break;
            }
            index = cast.ranges[mention].1;
            continue;
        }
        let possessive =
            cast.reading.near(index, beside).is_some_and(|token| matches!(token.text, "'s" | "’s" | "'" | "’"));
        let joins = word == "and" && noun.is_none();
        if is_noun(word) {
            noun = Some(index);
        } else if !(is_title_word(word)
            || possessive
            || joins
            || noun.is_none()
                && cast.reading.near(index, beside).is_some_and(crate::text::token::Token::is_capitalised))
        {
            break;
        }
        index += 1;
    }
    let noun = noun?;
    Some((noun, tail_end(cast, noun + 1, beside)))
}

/// `heads the Water Authority`: the title is the verb's, the institution that of its object. Of `heads the civil hospital
/// in Lima`, which has no name, the title says which it is.
fn heads(cast: &Cast<'_, '_>, (first, verb): (usize, usize), holder: Option<usize>) -> Option<Role> {
    let the = usize::from(matches!(cast.low(verb + 1, first), "the" | "its" | "their"));
    let from = verb + 1 + the;
    let mention = cast.mention_at(from).filter(|mention| cast.mentions[*mention].label == Label::Org);
    let title = match cast.low(verb, first) {
        "chairs" | "chaired" => "chair",
        "commands" | "commanded" => "commander",
        "leads" | "led" => "leader",
        "directs" | "directed" => "director",
        _ => "head",
    };
    let before = cast.reading.low_before(verb);
    let is_past = matches!(cast.low(verb, first), "led" | "ran") || cast.low(verb, first).ends_with("ed");
    let end = mention.map_or(from, |mention| cast.ranges[mention].1);
    let mut role = Role {
        qualifier: (is_past && before != "has").then(|| "former".to_owned()),
        holder,
        organisation: mention.and_then(|mention| cast.mentions[mention].entity),
        ..Role::titled((first, end), title.to_owned(), ("roles.verb", 0.7))
    };
    if mention.is_none() {
        let end = unnamed(cast, from, first).filter(|_| the > 0)?;
        let words = cast.reading.words(cast.reading.span(verb + 1, end));
        role.title = format!("{title} of {words}");
        role.key.clone_from(&role.title);
        role.end = end;
        role.score = 0.6;
        let of = matches!(cast.low(end, first), "in" | "at" | "of").then(|| cast.mention_at(end + 1)).flatten();
        if let Some(place) = of.filter(|mention| cast.mentions[*mention].label == Label::Place) {
            role.place = cast.mentions[place].entity;
            role.end = cast.ranges[place].1;
        }
    }
    role.since = since(cast, role.end, first);
    if role.since.is_some() {
        // `had led the union since 2019` when it happened: nobody says that it is over.
        role.qualifier = None;
    }
    Some(role)
}

/// Where `civil hospital` ends, an institution without a name that begins at token `from`.
fn unnamed(cast: &Cast<'_, '_>, from: usize, beside: usize) -> Option<usize> {
    let is_institution = |at: usize| {
        matches!(
            cast.low(at, beside),
            "hospital"
                | "clinic"
                | "school"
                | "college"
                | "university"
                | "institute"
                | "department"
                | "ministry"
                | "agency"
                | "bureau"
                | "commission"
                | "committee"
                | "inquiry"
                | "council"
                | "board"
                | "authority"
                | "union"
                | "association"
                | "party"
                | "faculty"
                | "laboratory"
                | "museum"
                | "foundation"
                | "court"
                | "tribunal"
                | "directorate"
                | "taskforce"
                | "company"
                | "firm"
                | "mission"
                | "unit"
        )
    };
    let is_plain = |at: usize| {
        let word = cast.low(at, beside);
        cast.mention_at(at).is_none() && word.starts_with(char::is_alphabetic) && !is_in(Class::Function, word)
    };
    let last = (from..from + 4).take_while(|at| is_plain(*at)).find(|at| is_institution(*at))?;
    // `the hospital choir`, `the hospital's choir`
    let next = cast.low(last + 1, beside);
    let is_mark = !next.starts_with(|c: char| c.is_alphanumeric() || c == '\'' || c == '’');
    (is_mark || is_in(Class::Function, next) || is_in(Class::Speech, next)).then_some(last + 1)
}

/// `the Water Authority, led by Ana Ruiz`: the institution stands before the verb.
pub fn led_by(cast: &Cast<'_, '_>, first: usize, end: usize, holder: Option<usize>) -> Option<Role> {
    let limit = cast.reading.sentence(first).first;
    let bearer = rank::start(cast, first, limit);
    let by = bearer.checked_sub(3).filter(|at| *at >= limit).map(|_| bearer - 1)?;
    let title = match (cast.low(by, first), cast.low(by - 1, first)) {
        ("by", "led") => "leader",
        ("by", "headed") => "head",
        ("by", "chaired") => "chair",
        ("by", "commanded") => "commander",
        _ => return None,
    };
    let behind = by - 1 - usize::from(cast.low(by - 2, first) == ",");
    let mention = cast.mention_at(behind.checked_sub(1)?)?;
    (cast.mentions[mention].label == Label::Org).then(|| Role {
        holder,
        organisation: cast.mentions[mention].entity,
        ..Role::titled((cast.ranges[mention].0, end), title.to_owned(), ("roles.verb", 0.7))
    })
}

/// Words in `-er` and `-or` that are kin, things or times, not trades.
const NO_TRADE: &[&str] = &[
    "mother",
    "father",
    "brother",
    "sister",
    "daughter",
    "grandmother",
    "grandfather",
    "member",
    "number",
    "matter",
    "letter",
    "order",
    "quarter",
    "former",
    "other",
    "another",
    "supporter",
    "stranger",
    "neighbor",
    "neighbour",
    "follower",
    "survivor",
    "prisoner",
    "winner",
    "loser",
    "master",
    "minor",
    "major",
    "senior",
    "junior",
    "factor",
    "center",
    "centre",
    "corner",
    "border",
    "river",
    "tower",
    "power",
    "paper",
    "chapter",
    "water",
    "winter",
    "summer",
    "dinner",
    "leader",
    "giant",
    "infant",
    "restaurant",
    "plant",
    "descendant",
    "applicant",
];

/// `…, a geologist at Cairo University`: a trade that no list holds, with the institution it is held at. `start` is behind
/// the article.
pub fn trade(cast: &Cast<'_, '_>, (first, end): (usize, usize), start: usize) -> Option<Role> {
    if !matches!(cast.reading.low_before(start), "a" | "an" | "the") {
        return None;
    }
    let noun = (start..start + 3).find(|at| matches!(cast.low(at + 1, end), "at" | "with" | "of" | "from" | "for"))?;
    let is_low = |at: usize| {
        cast.mention_at(at).is_none()
            && cast.reading.near(at, end).is_some_and(|token| !token.is_capitalised())
            && cast.low(at, end).chars().all(|c| c.is_alphabetic() || c == '-')
    };
    let word = cast.low(noun, end);
    let is_trade = matches!(word, "fellow" | "scholar" | "scientist")
        || word.len() > 5
            && ["ist", "ian", "er", "or", "yst", "ant", "ologue"].iter().any(|ending| word.ends_with(ending))
            && !NO_TRADE.contains(&word);
    if !is_trade || is_noun(word) || !(start..=noun).all(is_low) {
        return None;
    }
    let at = noun + 2 + usize::from(matches!(cast.low(noun + 2, end), "the"));
    let mention = cast.mention_at(at).filter(|mention| cast.mentions[*mention].label == Label::Org)?;
    let title = cast.reading.words(cast.reading.span(start, noun + 1)).to_owned();
    Some(Role {
        organisation: cast.mentions[mention].entity,
        ..Role::titled((first, cast.ranges[mention].1), title, ("roles.after", 0.7))
    })
}

/// `since 2021` right behind a title.
pub fn since(cast: &Cast<'_, '_>, at: usize, beside: usize) -> Option<String> {
    let comma = usize::from(cast.low(at, beside) == ",");
    if cast.low(at + comma, beside) != "since" {
        return None;
    }
    cast.date_in(at + comma + 1, at + comma + 3).map(|(_, date)| date)
}

/// `was appointed … on Monday`, `became … in 2021`: when it began.
fn began(cast: &Cast<'_, '_>, at: usize, beside: usize) -> Option<String> {
    let preposition = matches!(cast.low(at, beside), "in" | "on" | "late" | "early" | "last");
    let date = cast.date_in(at, at + 3).filter(|_| preposition || cast.label_at(at) == Some(Label::Date));
    date.map(|(_, date)| date)
}
