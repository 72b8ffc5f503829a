//! Reported speech: `X said that …`, `…, X said`, `according to X, …`, `X's claim that …`, with marked words in it or not.
//!
//! Never reads inside quotation marks for verbs of speech, and takes no word that was denied, asked for or only possible
//! (`did not say that`, `may say`) for a report.

use crate::extract::cast::Cast;
use crate::extract::quotes::Quote;
use crate::extract::quotes::according::according_to;
use crate::extract::quotes::according::by_noun;
use crate::extract::quotes::clause::content_end;
use crate::extract::quotes::clause::opening;
use crate::extract::quotes::clause::trimmed;
use crate::extract::quotes::cues::Cue;
use crate::extract::quotes::cues::cue;
use crate::extract::quotes::marks::Marked;
use crate::extract::quotes::relayed::relayed;
use crate::extract::quotes::speaker::Speaker;
use crate::extract::quotes::speaker::Speakers;
use crate::extract::quotes::stance::stance;
use crate::extract::quotes::trailing::speaker_start;
use crate::extract::quotes::trailing::trailing;
use crate::extract::quotes::verbs::has_finite;
use crate::extract::quotes::verbs::is_finite;
use crate::extract::quotes::verbs::is_present;
use crate::extract::quotes::verbs::is_verb;
use crate::extract::reading::Sentence;
use crate::lists::class::Class;
use crate::lists::class::is_in;
use crate::model::kind::Label;
use crate::model::kind::QuoteForm;

/// Reports of the running text, in order, without overlaps.
pub fn find(speakers: &Speakers<'_, '_, '_>, marked: &[Marked]) -> Vec<Quote> {
    let cast = speakers.cast;
    let mut found: Vec<Quote> = Vec::new();
    for sentence in cast.reading.body_sentences() {
        let is_told = found.last().is_some_and(|quote| quote.end > sentence.first);
        if is_told || sentence.first == sentence.end {
            continue;
        }
        if let Some(quote) = block(speakers, &sentence) {
            found.push(quote);
            continue;
        }
        for mut quote in of_sentence(speakers, &sentence) {
            let from = marked.partition_point(|one| one.end <= quote.first);
            let inside = marked.get(from).filter(|one| one.first < quote.end);
            // Marked words that make up all of the report, or reach beyond it, are a direct quote, which has its own rule.
            if inside.is_some_and(|one| {
                (one.first <= quote.first + 1 && one.end + 2 >= quote.end) || one.end > quote.end + 1
            }) {
                continue;
            }
            let stray = cast.reading.tokens[quote.first..quote.end].iter().any(|token| matches!(token.text, "“" | "”"));
            if inside.is_some() || stray {
                quote.form = QuoteForm::Mixed;
            }
            found.push(quote);
        }
    }
    found
}

fn of_sentence(speakers: &Speakers<'_, '_, '_>, sentence: &Sentence) -> Vec<Quote> {
    let mut found: Vec<Quote> = Vec::new();
    let mut free_from = sentence.first;
    let mut at = sentence.first;
    while at < sentence.end {
        let last = found.last().and_then(|quote| quote.speaker);
        let report = how_at(speakers, at)
            .and_then(|how| report(speakers, sentence, (at, how), last))
            .map(|quote| somebody_elses(speakers, sentence, quote))
            .or_else(|| by_noun(speakers, sentence, at))
            .or_else(|| relayed(speakers, sentence, at))
            .or_else(|| stance(speakers, sentence, at));
        // `Ruiz left, saying the dam is safe, the ministry said`: the report around all of it counts.
        let frames = |quote: &Quote| {
            quote.rule == "quotes.trailing"
                && found.iter().all(|one| one.first >= quote.first && one.rule != quote.rule)
        };
        match report.filter(|quote| (quote.first >= free_from || frames(quote)) && quote.end > quote.first + 2) {
            Some(quote) => {
                found.retain(|one| one.end <= quote.first);
                free_from = quote.end;
                at = quote.end.max(at + 1);
                found.push(quote);
            }
            None => at += 1,
        }
    }
    let by_others = according_to(speakers, sentence);
    if let Some(quote) =
        by_others.filter(|quote| found.iter().all(|one| one.end <= quote.first || quote.end <= one.first))
    {
        found.push(quote);
        found.sort_by_key(|quote| quote.first);
    }
    found
}

/// `I think the miners said that …`: what the text itself thinks gives way to somebody's word in it.
fn somebody_elses(speakers: &Speakers<'_, '_, '_>, sentence: &Sentence, own: Quote) -> Quote {
    if own.rule != "quotes.own" {
        return own;
    }
    let inner = (own.first..own.end).find_map(|at| {
        let how = how_at(speakers, at)?;
        let quote = report(speakers, sentence, (at, how), None)?;
        let is_inside =
            quote.speaker.is_some_and(|speaker| speaker.first >= own.first && !is_own(speakers.cast, speaker));
        (is_inside && quote.first > at).then_some(quote)
    });
    inner.unwrap_or(own)
}

/// The paragraph behind `Moss wrote to the miners:`, where it has no marks of its own.
fn block(speakers: &Speakers<'_, '_, '_>, sentence: &Sentence) -> Option<Quote> {
    let cast = speakers.cast;
    let index = cast.reading.sentence_of[sentence.first];
    let earlier = *cast.reading.sentences.get(index.checked_sub(1)?)?;
    let is_new = earlier.zone_idx + 1 == sentence.zone_idx && earlier.zone == sentence.zone;
    if !is_new || cast.reading.tokens[earlier.end - 1].text != ":" || speakers.is_quoted(sentence.first) {
        return None;
    }
    let is_cue = |at: &usize| {
        cue(&cast.reading.folded[*at]).is_some_and(|how| how.takes_marked() && is_verb(cast, *at, how))
            && !speakers.is_quoted(*at)
    };
    let at = (earlier.first..earlier.end).rev().find(is_cue)?;
    let speaker = speakers.before(at)?;
    let last = cast.reading.sentences[index..].iter().take_while(|one| one.zone_idx == sentence.zone_idx).last()?;
    let mut quote = quote(
        (sentence.first, trimmed(cast, sentence.first, last.end)),
        Some(speaker),
        at,
        (earlier.first, earlier.end),
        ("quotes.block", 0.6),
    );
    quote.form = QuoteForm::Direct;
    (quote.end > quote.first + 4).then_some(quote)
}

/// How the verb at a token takes what is said, if it is used as one there.
fn how_at(speakers: &Speakers<'_, '_, '_>, at: usize) -> Option<Cue> {
    let cast = speakers.cast;
    let how = cue(&cast.reading.folded[at]).filter(|how| how.takes_that() || how.trails())?;
    // `a statement posted on X`: a participle, not a verb.
    let hangs_on = matches!(
        cast.reading.low_before(at),
        "statement"
            | "post"
            | "message"
            | "video"
            | "letter"
            | "article"
            | "report"
            | "interview"
            | "remarks"
            | "tweet"
    ) && matches!(cast.low(at + 1, at), "on" | "by" | "in" | "to" | "at" | "late" | "early" | "after");
    if hangs_on {
        return None;
    }
    (is_verb(cast, at, how) && !speakers.is_quoted(at) && !is_unreal(cast, at)).then_some(how)
}

/// Denied, possible, asked or commanded: nobody is reported to have said it.
fn is_unreal(cast: &Cast<'_, '_>, at: usize) -> bool {
    let first = cast.reading.sentence(at).first;
    let from = at.saturating_sub(4).max(first);
    let denies = |index: usize| {
        let word = cast.low(index, at);
        matches!(
            word,
            "not"
                | "never"
                | "cannot"
                | "refused"
                | "declined"
                | "refuses"
                | "declines"
                | "could"
                | "may"
                | "might"
                | "can"
                | "should"
                | "must"
                | "shall"
                | "if"
                | "unless"
                | "whether"
                | "nobody"
                | "none"
                | "let"
                | "please"
                | "failed"
                | "will"
        ) || word.ends_with("n't")
            || word.ends_with("n’t")
    };
    let mut index = at;
    while index > from {
        index -= 1;
        if matches!(cast.reading.tokens[index].text, "," | ";" | "“" | "”" | "\"" | ":") {
            return false;
        }
        if denies(index) {
            return true;
        }
    }
    false
}

/// `was told that`: who was told is not who speaks.
fn is_passive(cast: &Cast<'_, '_>, at: usize) -> bool {
    let word = cast.low(at, at);
    let is_be = |word: &str| matches!(word, "was" | "were" | "is" | "are" | "been" | "be" | "being" | "am");
    let before = |n: usize| at.checked_sub(n).map_or("", |index| cast.low(index, at));
    !word.ends_with("ing") && (is_be(before(1)) || before(1).ends_with("ly") && is_be(before(2)))
}

fn report(
    speakers: &Speakers<'_, '_, '_>,
    sentence: &Sentence,
    (at, how): (usize, Cue),
    last: Option<Speaker>,
) -> Option<Quote> {
    let cast = speakers.cast;
    if is_passive(cast, at) {
        return None;
    }
    if cast.low(at, at).ends_with("ing") && !is_progressive(cast, at) {
        return participle(speakers, sentence, (at, how), last);
    }
    let joined = cast.reading.low_before(at) == "and" || cast.reading.low_before(at) == ",";
    // `was led in and told that`: whom it was told.
    if joined && how.tells() && cast.low(at + 1, at) == "that" {
        return None;
    }
    let subject = || {
        let own = || speakers.before(at).filter(|speaker| !is_thing_alone(cast, *speaker, how));
        let acts = || main_subject(speakers, sentence, at);
        if joined && last.is_some() {
            last
        } else if cast.reading.low_before(at) == "and" {
            acts()
        } else {
            own()
        }
    };
    // `The dam, said Moss, is safe`: the name behind the verb speaks.
    let inverted =
        if cast.reading.low_before(at) == "," && how.trails() { trailing(speakers, sentence, at) } else { None };
    if inverted.is_some() {
        return inverted;
    }
    if let Some(quote) = behind_comma(speakers, sentence, at, how) {
        return Some(quote);
    }
    if let Some(opening) = opening(speakers, sentence, at, how).filter(|opening| opening.first < sentence.end) {
        let speaker = subject()?;
        if is_question(cast, sentence, speaker) {
            return None;
        }
        let end = content_end(speakers, opening.first, sentence.end);
        // `held that office`, `rules that bind them`.
        let takes_noun = how.is_noun_too() || cast.low(at, at) == "held" || cast.low(at, at) == "submitted";
        if takes_noun && opening.is_marked && !has_clause(cast, opening.first, end) {
            return None;
        }
        let (rule, score) = match (is_own(cast, speaker), opening.is_marked) {
            (true, _) => ("quotes.own", 0.5),
            (false, true) => ("quotes.that", 0.85),
            (false, false) => ("quotes.said", 0.75),
        };
        return Some(quote((opening.first, end), Some(speaker), at, (sentence.first, opening.first), (rule, score)));
    }
    if how.trails() { trailing(speakers, sentence, at) } else { None }
}

/// Whether words behind `that` are a clause with a subject of its own.
fn has_clause(cast: &Cast<'_, '_>, first: usize, end: usize) -> bool {
    let has_subject = !is_finite(cast, first) || matches!(cast.low(first, first), "that" | "would" | "will");
    has_subject && (has_finite(cast, first + 1, end) || (first + 1..end).any(|at| is_present(cast, at)))
}

/// `As Moss told reporters, the dam is safe.`, `He said, the dam is safe.`
fn behind_comma(speakers: &Speakers<'_, '_, '_>, sentence: &Sentence, at: usize, how: Cue) -> Option<Quote> {
    let cast = speakers.cast;
    if !how.trails() {
        return None;
    }
    let opens_as = cast.low(sentence.first, at) == "as" && at < sentence.first + 16;
    let comma = if opens_as {
        (at + 1..sentence.end.min(at + 12)).find(|index| cast.reading.tokens[*index].text == ",")?
    } else {
        (cast.low(at + 1, at) == "," && how.takes_bare_clause()).then_some(at + 1)?
    };
    let speaker = speakers.before(at)?;
    let is_led = || matches!(cast.reading.low_before(speaker.first), "where" | "but" | "then" | "because");
    // `Most of the miners, he said, were asleep`: an aside.
    let start = speaker_start(cast, speaker, sentence.first);
    if !opens_as
        && !is_led()
        && start > sentence.first
        && matches!(cast.reading.tokens[start - 1].text, "," | "—" | "–")
    {
        return None;
    }
    let is_first = opens_as || is_led() || !has_finite(cast, sentence.first, speaker.first);
    let first = comma + 1;
    let follows = first < sentence.end && !speakers.is_quoted(first) && has_finite(cast, first, sentence.end);
    let own = is_own(cast, speaker) || cast.low(speaker.first, at) == "you";
    (is_first && follows && !own && !matches!(cast.low(first, at), "and" | "but" | "adding" | "as")).then(|| {
        let end = content_end(speakers, first, sentence.end);
        quote((first, end), Some(speaker), at, (sentence.first, first), ("quotes.said", 0.65))
    })
}

fn is_progressive(cast: &Cast<'_, '_>, at: usize) -> bool {
    matches!(cast.reading.low_before(at), "is" | "are" | "was" | "were" | "been" | "be" | "’re" | "'re" | "am")
        || cast.reading.low_before(at).ends_with("'re")
        || cast.reading.low_before(at).ends_with("’re")
}

/// A weekday, an amount or the like that a careless reading takes for the subject.
fn is_thing_alone(cast: &Cast<'_, '_>, speaker: Speaker, how: Cue) -> bool {
    let word = cast.low(speaker.end - 1, speaker.first);
    let is_vague = matches!(word, "it" | "this" | "that" | "which" | "there" | "what");
    is_vague && (how.is_noun_too() || word != "it")
}

/// The text itself speaks.
pub fn is_own(cast: &Cast<'_, '_>, speaker: Speaker) -> bool {
    speaker.end == speaker.first + 1 && matches!(cast.low(speaker.first, speaker.first), "i" | "we")
}

/// `Do you think that …?`
fn is_question(cast: &Cast<'_, '_>, sentence: &Sentence, speaker: Speaker) -> bool {
    let asks = cast.reading.tokens[sentence.first..sentence.end].iter().rev().take(3).any(|token| token.text == "?");
    let word = cast.low(speaker.first, speaker.first);
    word == "you" || asks && matches!(word, "i" | "we")
}

/// `…, saying that …`, `…, warning the dam may break`: whoever acts in the sentence says it.
fn participle(
    speakers: &Speakers<'_, '_, '_>,
    sentence: &Sentence,
    (at, how): (usize, Cue),
    last: Option<Speaker>,
) -> Option<Quote> {
    let cast = speakers.cast;
    let before = cast.reading.low_before(at);
    let opens = at == sentence.first
        || matches!(before, "," | "and" | "while" | "by" | "—" | "–" | "statement" | "letter" | "post" | "reporters");
    let opening = opening(speakers, sentence, at, how).filter(|opening| opening.first < sentence.end)?;
    if !(opens || opening.is_marked || how.takes_bare_clause()) {
        return None;
    }
    let speaker = last.or_else(|| main_subject(speakers, sentence, at))?;
    let end = content_end(speakers, opening.first, sentence.end);
    Some(quote((opening.first, end), Some(speaker), at, (sentence.first, opening.first), ("quotes.participle", 0.65)))
}

/// Whoever acts in a sentence before token `until`: its first name, pronoun or definite noun that no preposition
/// governs.
pub fn main_subject(speakers: &Speakers<'_, '_, '_>, sentence: &Sentence, until: usize) -> Option<Speaker> {
    let cast = speakers.cast;
    let labels = [Label::Person, Label::Org, Label::Place, Label::Group];
    for at in sentence.first..until {
        if speakers.is_quoted(at) {
            continue;
        }
        let before = cast.reading.low_before(at);
        let governed = matches!(
            before,
            "in" | "on"
                | "at"
                | "of"
                | "for"
                | "from"
                | "to"
                | "with"
                | "by"
                | "after"
                | "near"
                | "during"
                | "following"
                | "against"
        );
        if let Some(mention) = cast.mention_at(at) {
            let (first, end) = cast.ranges[mention];
            let owns = matches!(cast.low(end, at), "'s" | "’s");
            let is_title = is_in(Class::TitleNoun, cast.low(end, at)) || is_in(Class::TitleModifier, cast.low(end, at));
            let label = cast.mentions[mention].label;
            let is_modifier = label != Label::Person
                && (owns
                    || is_title
                    || cast
                        .reading
                        .tokens
                        .get(end)
                        .is_some_and(|token| label == Label::Group && token.text.starts_with(char::is_lowercase)));
            if labels.contains(&label) && first == at && !governed && !owns && !is_modifier {
                return Some(Speaker { first, end, entity: cast.mentions[mention].entity });
            }
            continue;
        }
        if matches!(cast.low(at, at), "he" | "she" | "they") && !governed {
            return Some(speakers.at_pronoun(at));
        }
    }
    // `The minister left, saying …`: the noun phrase that opens the sentence.
    let first = sentence.first;
    let verb = (first + 1..until.min(first + 9))
        .find(|at| has_finite(cast, *at, at + 1) || cue(cast.low(*at, first)).is_some())?;
    let determined = matches!(cast.low(first, first), "the" | "a" | "an" | "his" | "her" | "one");
    let is_named = |speaker: &Speaker| {
        let many = cast.low(speaker.end - 1, first).ends_with('s') && !is_in(Class::Function, cast.low(first, first));
        speaker.first == first && (many || speaker.end - first > 1)
    };
    speakers.before(verb).filter(|speaker| determined || is_named(speaker))
}

/// An indirect quote of tokens `[first, end)`.
pub fn quote(
    (first, end): (usize, usize),
    speaker: Option<Speaker>,
    cue: usize,
    around: (usize, usize),
    (rule, score): (&'static str, f64),
) -> Quote {
    Quote { first, end, form: QuoteForm::Indirect, speaker, cue: Some(cue), around: vec![around], rule, score }
}
