//! What a number counts: the noun behind it, those whom one word names, the victims that a verb tells of.
//!
//! Never asks what was counted before it; that is the toll's and the figures'.

use crate::extract::number::number;
use crate::extract::reading::Reading;
use crate::lists::Kind;
use crate::lists::class::Class;
use crate::lists::class::is_in;
use crate::lists::lists;
use crate::text::token::TokenKind;

/// The noun phrase after a number: adjectives and its plural head, `of the` left out.
pub fn counted_noun(reading: &Reading<'_>, end: usize, at: usize) -> Option<(usize, usize)> {
    let of = match (reading.low(end, at), reading.low(end + 1, at)) {
        ("of", "the" | "its" | "their" | "those" | "these" | "his" | "her") => 2,
        ("of", _) => 1,
        _ => 0,
    };
    // `30 of the county's 52 trucks`
    let owner = (end + of..end + of + 3).find(|mark| matches!(reading.low(*mark, at), "'s" | "’s"));
    let from = owner.filter(|_| of > 0).map_or(end + of, |owner| owner + 1);
    // `12 of the 30 miners`: what the whole is counted in.
    let whole = number(reading, from).filter(|_| of > 0 && reading.near(from, at).is_some());
    let from = whole.filter(|_| !reading.tokens[from].is_capitalised()).map_or(from, |whole| whole.end);
    if of == 0 && are_people(reading, from, at) {
        return Some((from, from + 1));
    }
    plural(reading, from, at).or_else(|| (of == 2 && is_of_people(reading.low(from, at))).then_some((from, from + 1)))
}

/// The noun phrase at `from`: adjectives and a plural head.
pub fn plural(reading: &Reading<'_>, from: usize, at: usize) -> Option<(usize, usize)> {
    for index in from..from + 6 {
        let token = reading.near(index, at)?;
        let word: &str = &reading.folded[index];
        if token.kind != TokenKind::Word
            || is_in(Class::Function, word) && !matches!(word, "other" | "more" | "such" | "new")
        {
            return None;
        }
        // `120 Rohingya`: peoples whose name has no plural.
        let is_people = token.is_capitalised()
            && lists().named(token.text).is_some_and(|entry| entry.kind == Kind::People)
            && !is_plural(reading.low(index + 1, at))
            && !is_plural(reading.low(index + 2, at));
        if is_people || is_plural(word) && !is_plural(reading.low(index + 1, at)) {
            return Some((from, index + 1));
        }
    }
    None
}

/// `nine dead`, `20 injured`: people whom one word names, and no more than that word.
fn are_people(reading: &Reading<'_>, at: usize, beside: usize) -> bool {
    let is_one = matches!(
        reading.low(at, beside),
        "dead" | "injured" | "wounded" | "missing" | "displaced" | "homeless" | "hurt"
    );
    let next = reading.low(at + 1, beside);
    let ends = next.is_empty() || !next.starts_with(char::is_alphanumeric) || is_in(Class::Function, next);
    // `with 40 missing its deadline`
    let acts = matches!(next, "a" | "an" | "the" | "his" | "her" | "its" | "their" | "out" | "up");
    is_one && ends && !acts
}

/// Behind `800 of the`, words that name people without a noun.
fn is_of_people(word: &str) -> bool {
    matches!(
        word,
        "dead"
            | "injured"
            | "wounded"
            | "missing"
            | "displaced"
            | "homeless"
            | "detained"
            | "arrested"
            | "accused"
            | "unemployed"
            | "stranded"
            | "sick"
            | "poor"
            | "affected"
            | "infected"
            | "deceased"
            | "evacuated"
            | "rescued"
    )
}

/// `nine were killed`, `12 have been arrested`: who suffered what, where the noun is left out. Of `the two were arrested`
/// the number counts nothing new.
pub fn are_victims(reading: &Reading<'_>, number_at: usize, end: usize) -> bool {
    let is_known = matches!(
        reading.low_before(number_at),
        "the" | "all" | "these" | "those" | "both" | "first" | "last" | "other" | "his" | "her" | "their" | "its"
    );
    let others = usize::from(matches!(reading.low(end, number_at), "others" | "more"));
    let low = |offset: usize| reading.low(end + others + offset, number_at);
    let verb = match (low(0), low(1)) {
        ("were" | "are", _) => 1,
        ("have" | "had", "been") => 2,
        _ => return false,
    };
    let adverb = usize::from(low(verb).ends_with("ly") || matches!(low(verb), "also" | "still" | "feared"));
    !is_known && suffers(low(verb + adverb))
}

/// What is told of victims behind `were`.
fn suffers(word: &str) -> bool {
    matches!(
        word,
        "killed"
            | "injured"
            | "wounded"
            | "hurt"
            | "arrested"
            | "detained"
            | "kidnapped"
            | "abducted"
            | "rescued"
            | "displaced"
            | "evacuated"
            | "hospitalised"
            | "hospitalized"
            | "missing"
            | "dead"
    )
}

/// `displaced 120,000`, `killing at least 12`: whom a verb befell, and no noun for them.
pub fn are_struck(reading: &Reading<'_>, number_at: usize, end: usize) -> bool {
    let is_qualifier = |word: &str| {
        matches!(
            word,
            "at" | "least"
                | "more"
                | "than"
                | "some"
                | "about"
                | "nearly"
                | "over"
                | "around"
                | "another"
                | "up"
                | "to"
                | "almost"
                | "roughly"
        )
    };
    let mut at = number_at;
    while is_qualifier(reading.low_before(at)) {
        at -= 1;
    }
    let verb = reading.low_before(at);
    // `were killed 12 days ago`, `the arrested 12`: the verb has its victim already.
    let before = at.checked_sub(2).map_or("", |before| reading.low(before, at));
    let is_passive = matches!(before, "was" | "were" | "been" | "being" | "be" | "is" | "are" | "the" | "of" | "by");
    let befalls = matches!(verb, "killing" | "injuring" | "wounding" | "displacing" | "arresting" | "detaining")
        || verb.ends_with("ed") && suffers(verb);
    let next = reading.low(end, number_at);
    // `forced 800 from their homes`
    let befalls = befalls || matches!(verb, "forced" | "forcing") && next == "from";
    let ends = !next.starts_with(char::is_alphanumeric) || is_in(Class::Function, next);
    befalls && !is_passive && ends && !matches!(next, "of" | "%" | "-" | "–" | "/" | "other" | "more" | "per")
}

/// `25,000 of them`: some of those whom the text has named.
pub fn are_some_of(reading: &Reading<'_>, number_at: usize, end: usize) -> bool {
    let whole = reading.low(end + 1, number_at);
    let who = matches!(reading.low(end + 2, number_at), "who" | "that" | "in" | "from" | "with");
    reading.low(end, number_at) == "of" && (matches!(whole, "them" | "us") || whole == "those" && who)
}

/// A verb right after a number that goes on with what the last one counted: `while 880,000 have …`.
pub fn is_predicate(word: &str) -> bool {
    matches!(
        word,
        "have"
            | "had"
            | "are"
            | "were"
            | "remain"
            | "remained"
            | "left"
            | "live"
            | "fled"
            | "died"
            | "returned"
            | "more"
            | "others"
    )
}

/// Clauses about the dead, hurt and held count from one on: of `destroys two villages; camps for displaced families` the
/// first tells of none.
pub fn tells_of_victims(reading: &Reading<'_>, at: usize) -> bool {
    let sentence = reading.sentence(at);
    let is_border = |index: &usize| {
        matches!(&*reading.folded[*index], ";" | ":" | "—" | "while" | "whereas" | "but" | "although" | "though")
    };
    let first = (sentence.first..at).rev().find(is_border).unwrap_or(sentence.first);
    let end = (at..sentence.end).find(is_border).unwrap_or(sentence.end);
    let words = [
        "killed",
        "killing",
        "injured",
        "injuring",
        "wounded",
        "wounding",
        "dead",
        "died",
        "arrested",
        "detained",
        "missing",
        "kidnapped",
        "abducted",
        "hurt",
        "displaced",
    ];
    reading.folded[first..end].iter().any(|word| words.contains(&&**word))
}

pub fn is_plural(word: &str) -> bool {
    let irregular = matches!(
        word,
        "people"
            | "men"
            | "women"
            | "children"
            | "police"
            | "troops"
            | "personnel"
            | "staff"
            | "cattle"
            | "sheep"
            | "fish"
            | "aircraft"
    );
    let regular = word.len() > 3
        && word.ends_with('s')
        && !word.ends_with("ss")
        && !word.ends_with("us")
        && !word.ends_with("is")
        && !word.ends_with("'s");
    let verb = matches!(
        word,
        "says"
            | "does"
            | "goes"
            | "has"
            | "was"
            | "this"
            | "plus"
            | "always"
            | "perhaps"
            | "towards"
            | "afterwards"
            | "besides"
    );
    let of_people = word.len() > 5
        && word.ends_with("men")
        && !matches!(word, "specimen" | "regimen" | "acumen" | "abdomen" | "semen" | "turkmen");
    irregular || of_people || (regular && !verb) || (word.ends_with("ese") && word.len() > 6)
}
