//! Reports without a verb of speech: `according to X`, `X's claim that …`.
//!
//! Never takes a plan, a custom or a theory for somebody's word: `according to schedule`.

use crate::extract::cast::Cast;
use crate::extract::quotes::Quote;
use crate::extract::quotes::clause::content_end;
use crate::extract::quotes::clause::trimmed;
use crate::extract::quotes::cues;
use crate::extract::quotes::indirect::main_subject;
use crate::extract::quotes::indirect::quote;
use crate::extract::quotes::speaker::Speaker;
use crate::extract::quotes::speaker::Speakers;
use crate::extract::quotes::verbs::has_finite;
use crate::extract::reading::Sentence;
use crate::lists::class::Class;
use crate::lists::class::is_in;
use crate::model::kind::Label;

/// `According to the latest UN figures, …` and `…, according to Ruiz`.
pub fn according_to(speakers: &Speakers<'_, '_, '_>, sentence: &Sentence) -> Option<Quote> {
    let cast = speakers.cast;
    let is_it =
        |at: &usize| cast.low(*at, *at) == "according" && cast.low(at + 1, *at) == "to" && !speakers.is_quoted(*at);
    let cue = (sentence.first..sentence.end).find(is_it)?;
    let comma = (cue + 2..sentence.end).find(|at| matches!(cast.reading.tokens[*at].text, "," | "." | ";" | "–" | "—"));
    let phrase_end = comma.unwrap_or(sentence.end);
    // `Peru hosts 300 refugees, according to Ruiz`: nothing behind it could be her word.
    let opens = cue <= sentence.first + 1 || !has_finite(cast, sentence.first, cue) && phrase_end + 2 < sentence.end;
    let (speaker, mut end_of_phrase) = whose(cast, (cue + 2, phrase_end), opens, comma)?;
    // `According to the agency, quoting officials, …`
    if opens && matches!(cast.low(end_of_phrase + 1, cue), "quoting" | "citing") {
        let next = (end_of_phrase + 2..sentence.end).find(|at| cast.reading.tokens[*at].text == ",");
        end_of_phrase = next.unwrap_or(end_of_phrase);
    }
    let connects = |at: usize| matches!(cast.low(at, cue), "which" | "that" | "who" | "and" | "but" | "where");
    let comma_before = cue > sentence.first && cast.reading.tokens[cue - 1].text == ",";
    let head = cue.checked_sub(1 + usize::from(comma_before)).filter(|at| *at >= sentence.first);
    let (first, end) = if opens || head.is_some_and(connects) {
        let skip = usize::from(matches!(cast.low(end_of_phrase, cue), "," | "–" | "—"));
        (end_of_phrase + skip, content_end(speakers, end_of_phrase + skip, sentence.end))
    } else if comma_before && comma.is_some_and(|comma| goes_on(cast, comma, sentence.end)) {
        (sentence.first, trimmed(cast, sentence.first, sentence.end))
    } else {
        (sentence.first, cue - usize::from(comma_before))
    };
    // `According to the agency, the mayor of Lima said …`: what is left of it before her report is no statement.
    let is_statement = !opens || end + 2 >= sentence.end || has_finite(cast, first, end);
    (end > first + 2 && is_statement)
        .then(|| quote((first, end), Some(speaker), cue, (cue, phrase_end), ("quotes.according", 0.8)))
}

/// Whether the statement goes on behind the comma that closes `, according to Ruiz,`: with a verb, and not with words about
/// the source: `, according to the agency, which sent four inspectors`.
fn goes_on(cast: &Cast<'_, '_>, comma: usize, end: usize) -> bool {
    let is_of_source = matches!(cast.low(comma + 1, comma), "which" | "who" | "whose" | "whom" | "where");
    // `, according to the bank, and importers say prices are up`: another statement.
    let is_new = matches!(cast.low(comma + 1, comma), "and" | "but" | "while");
    cast.reading.tokens[comma].text == "," && !is_of_source && !is_new && has_finite(cast, comma, end)
}

/// Whose word it is, in the phrase at tokens `[first, end)` behind `according to`, and where the phrase ends.
fn whose(
    cast: &Cast<'_, '_>,
    (first, end): (usize, usize),
    opens: bool,
    comma: Option<usize>,
) -> Option<(Speaker, usize)> {
    let is_clause = |from: usize| opens && from < end && has_finite(cast, from, end);
    let Some(mention) = source(cast, first, end) else {
        let is_word = if opens && comma.is_some() { !is_custom(cast, first, end) } else { is_source(cast, first, end) };
        return (end > first && is_word && !is_clause(first)).then_some((Speaker { first, end, entity: None }, end));
    };
    let (named_first, named_end) = cast.ranges[mention];
    // `According to the ministry over 300 have died`: no comma, a clause of its own behind the name.
    if !is_clause(named_end) || matches!(cast.low(named_end, first), "'s" | "’s") {
        return Some((with_noun(cast, mention, end), end));
    }
    // `According to the Water Index Ana Ruiz is …`: she is who the clause is about.
    let titled = titled_from(cast, named_first, first);
    let is_other = titled > first && cast.reading.tokens[titled - 1].is_capitalised();
    if is_other && has_finite(cast, named_end, named_end + 1) {
        return Some((Speaker { first, end: titled, entity: None }, titled));
    }
    Some((Speaker { first: named_first, end: named_end, entity: cast.mentions[mention].entity }, named_end))
}

/// The words of a source with the noun that its name only describes: `Lima police`, of whom Lima is not the one who speaks.
fn with_noun(cast: &Cast<'_, '_>, mention: usize, limit: usize) -> Speaker {
    let (first, end) = cast.ranges[mention];
    let is_noun = |at: &usize| {
        let word = cast.low(*at, first);
        cast.reading.tokens[*at].text.starts_with(char::is_lowercase)
            && cast.mention_at(*at).is_none()
            && !is_in(Class::Function, word)
            && !word.ends_with("ing")
    };
    let n_nouns = (end..limit.min(end + 3)).take_while(is_noun).count();
    let is_person = cast.mentions[mention].label == Label::Person;
    let until = if is_person || has_finite(cast, end, end + n_nouns) { end } else { end + n_nouns };
    let is_place = cast.mentions[mention].label == Label::Place;
    let speaks_for_itself = is_place && until > end && are_people(cast.low(until - 1, first));
    Speaker { first, end: until, entity: cast.mentions[mention].entity.filter(|_| !speaks_for_itself) }
}

/// Where the titles before the name at `first` begin.
fn titled_from(cast: &Cast<'_, '_>, first: usize, limit: usize) -> usize {
    let is_title = |at: &usize| {
        let word = cast.low(*at, first);
        [Class::TitleNoun, Class::TitleModifier, Class::Honorific].iter().any(|class| is_in(*class, word))
            && cast.mention_at(*at).is_none()
    };
    (limit..first).rev().take_while(is_title).last().unwrap_or(first)
}

/// People by their endings, or by name.
fn are_people(word: &str) -> bool {
    let ending = ["ers", "ors", "ists", "ians", "ials", "ants", "ives", "ees"];
    word.len() > 5 && ending.iter().any(|ending| word.ends_with(ending))
        || matches!(word, "police" | "authorities" | "sources" | "locals" | "media" | "witnesses" | "eyewitnesses")
}

/// What things go by that nobody said: a plan, a custom, a measure.
fn is_custom(cast: &Cast<'_, '_>, first: usize, end: usize) -> bool {
    let of = (first..end).find(|at| matches!(cast.low(*at, first), "of" | "for" | "in" | "to"));
    let head = cast.low(of.unwrap_or(end) - 1, first);
    [
        "plan",
        "plans",
        "schedule",
        "custom",
        "customs",
        "tradition",
        "size",
        "length",
        "weight",
        "height",
        "age",
        "rank",
        "type",
        "kind",
        "number",
        "need",
        "needs",
        "order",
        "law",
        "rule",
        "rules",
        "calendar",
        "season",
        "taste",
        "design",
        "protocol",
        "procedure",
        "practice",
        "ability",
        "means",
        "merit",
        "circumstances",
        "wishes",
        "instructions",
        "which",
        "whom",
        "what",
        "how",
        "whether",
    ]
    .contains(&head)
}

/// Whether an unnamed source can speak: people, and what they write. A plan, a length, a calendar cannot.
fn is_source(cast: &Cast<'_, '_>, first: usize, end: usize) -> bool {
    (first..end).any(|at| {
        let word = cast.low(at, first);
        let is_head = at + 1 == end || !cast.reading.tokens[at + 1].text.starts_with(char::is_alphabetic);
        let is_unknown_name = is_head && cast.reading.tokens[at].is_capitalised() && !is_in(Class::Function, word);
        are_people(word)
            || is_unknown_name
            || is_in(Class::TitleNoun, word)
            || is_in(Class::TitleNoun, word.trim_end_matches('s'))
            || matches!(
                word,
                "police"
                    | "authorities"
                    | "witnesses"
                    | "sources"
                    | "source"
                    | "report"
                    | "reports"
                    | "study"
                    | "studies"
                    | "survey"
                    | "poll"
                    | "figures"
                    | "data"
                    | "statement"
                    | "statistics"
                    | "estimates"
                    | "estimate"
                    | "account"
                    | "accounts"
                    | "document"
                    | "documents"
                    | "article"
                    | "legend"
                    | "media"
                    | "court"
                    | "indictment"
                    | "analysis"
                    | "census"
                    | "letter"
                    | "post"
                    | "posting"
                    | "website"
                    | "brochure"
                    | "manual"
                    | "testimony"
                    | "family"
                    | "doctors"
                    | "scientists"
                    | "locals"
                    | "charity"
                    | "agency"
                    | "ministry"
                    | "government"
                    | "records"
                    | "investigation"
                    | "research"
                    | "semantics"
                    | "tally"
                    | "count"
                    | "release"
            )
    })
}

/// Whose word it is, in the phrase behind `according to`: its first name, but the person whom that name only describes.
fn source(cast: &Cast<'_, '_>, first: usize, end: usize) -> Option<usize> {
    let named = cast.first_in(first, end, &[Label::Org, Label::Place, Label::Person, Label::Work, Label::Product])?;
    let (named_first, named_end) = cast.ranges[named];
    // `Peru's Water Committee`: the place only owns it.
    if matches!(cast.low(named_end, named_first), "'s" | "’s")
        && let Some(owned) = cast.mention_at(named_end + 1).filter(|owned| cast.mentions[*owned].label == Label::Org)
    {
        return Some(owned);
    }
    // `officials in Lima`: the place only says where they are.
    let is_where = cast.mentions[named].label == Label::Place
        && named_first > first
        && matches!(cast.reading.low_before(named_first), "in" | "at" | "near" | "from" | "of");
    if is_where {
        return None;
    }
    let person = cast.first_in(named_end, end, &[Label::Person]);
    let described = person
        .filter(|person| !has_finite(cast, named_end, cast.ranges[*person].0) && cast.ranges[*person].0 > named_end);
    let titled = described.filter(|person| is_in(Class::TitleNoun, cast.low(cast.ranges[*person].0 - 1, named_end)));
    Some(titled.unwrap_or(named))
}

/// `Ruiz's claim that …`, `the minister's warning that …`, `issued a statement that …`.
pub fn by_noun(speakers: &Speakers<'_, '_, '_>, sentence: &Sentence, at: usize) -> Option<Quote> {
    let cast = speakers.cast;
    let is_noun = cues::is_noun(&cast.reading.folded[at]) && !speakers.is_quoted(at) && cast.mention_at(at).is_none();
    if is_noun && cast.low(at + 1, at) == "by" {
        return by_owner_behind(speakers, sentence, at);
    }
    if !is_noun || cast.low(at + 1, at) != "that" {
        return None;
    }
    let from = at.saturating_sub(4).max(sentence.first);
    let owner = (from..at).rev().find(|index| matches!(cast.reading.tokens[*index].text, "'s" | "’s" | "’" | "'"));
    let speaker = match owner.filter(|index| *index > sentence.first) {
        Some(owner) => speakers.ending_before(owner, sentence.first)?,
        None => {
            (from..at).rev().find(|index| matches!(cast.low(*index, at), "his" | "her" | "their" | "its")).map_or_else(
                || {
                    main_subject(speakers, sentence, at)
                        .filter(|_| matches!(cast.reading.low_before(at), "a" | "an" | "the"))
                },
                |index| Some(speakers.at_pronoun(index)),
            )?
        }
    };
    let end = content_end(speakers, at + 2, sentence.end);
    let has_verb = has_finite(cast, at + 3, end);
    has_verb.then(|| quote((at + 2, end), Some(speaker), at, (sentence.first, at), ("quotes.noun", 0.55)))
}

/// `a claim by the ministry that …`: whose it is stands behind it.
fn by_owner_behind(speakers: &Speakers<'_, '_, '_>, sentence: &Sentence, at: usize) -> Option<Quote> {
    let cast = speakers.cast;
    let that = (at + 3..sentence.end.min(at + 12)).find(|index| cast.low(*index, at) == "that")?;
    let is_plain = |index: usize| cast.reading.tokens[index].text.starts_with(char::is_alphanumeric);
    let is_about_owner = has_finite(cast, that + 1, sentence.end.min(that + 2));
    if !(at + 2..that).all(is_plain) || has_finite(cast, at + 2, that) || is_about_owner {
        return None;
    }
    let speaker = speakers.phrase(at + 2, that)?;
    let end = content_end(speakers, that + 1, sentence.end);
    has_finite(cast, that + 2, end)
        .then(|| quote((that + 1, end), Some(speaker), at, (sentence.first, at), ("quotes.noun", 0.55)))
}
