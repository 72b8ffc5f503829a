//! Quotes: words in quotation marks and reported speech, with who said them, how and where.
//!
//! Never makes a quote of words that nobody says: marked words without a verb of speech and too short to be a sentence
//! are only held at arm's length.

mod indirect;
pub mod marks;
mod occasion;
pub mod speaker;

use crate::extract::cast::Cast;
use crate::extract::quotes::marks::Marked;
use crate::extract::quotes::occasion::setting;
use crate::extract::quotes::speaker::Speaker;
use crate::extract::quotes::speaker::Speakers;
use crate::lists::class::Class;
use crate::lists::class::is_in;
use crate::model::claim::Field;
use crate::model::claim::Part;
use crate::model::extraction::ClaimProposal;
use crate::model::kind::ClaimKind;
use crate::model::kind::QuoteForm;
use crate::model::span::Span;

/// A quote in the making: its words at tokens `[first, end)`.
#[derive(Clone, Debug)]
pub struct Quote {
    pub first: usize,
    pub end: usize,
    pub form: QuoteForm,
    pub speaker: Option<Speaker>,
    pub cue: Option<usize>,
    /// Tokens around the words where medium, occasion and day are looked for.
    around: Vec<(usize, usize)>,
    rule: &'static str,
    score: f64,
}

/// Quotes of the running text, in order, without overlaps, as claims.
pub fn find(cast: &Cast<'_, '_>, speakers: &Speakers<'_, '_, '_>, marked: &[Marked]) -> Vec<ClaimProposal> {
    let mut quotes = indirect::find(cast, speakers, marked);
    let absorbed: Vec<(usize, usize)> = quotes.iter().map(|quote| (quote.first, quote.end)).collect();
    let mut last: Option<(usize, Option<Speaker>)> = None;
    for one in marked {
        // Both lists stand in order, but an indirect quote may hold several marked stretches.
        let next = absorbed.partition_point(|(_, end)| *end <= one.first);
        let inside = absorbed.get(next).is_some_and(|(first, end)| *first <= one.first && one.first < *end);
        if inside {
            continue;
        }
        if let Some(quote) = direct(cast, speakers, one, last) {
            let zone = cast.reading.sentence(one.first).zone_idx;
            last = Some((zone, quote.speaker));
            quotes.push(quote);
        }
    }
    quotes.sort_by_key(|quote| (quote.first, quote.end));
    inherit(cast, &mut quotes);
    quotes.iter().map(|quote| claim(cast, quote)).collect()
}

/// The span without a comma that only leads to the verb.
fn words_span(cast: &Cast<'_, '_>, first: usize, end: usize) -> Span {
    let mut end = end;
    while end > first + 1 && matches!(cast.reading.tokens[end - 1].text, "," | "“" | "”" | "\"") {
        end -= 1;
    }
    cast.reading.span(first, end)
}

fn claim(cast: &Cast<'_, '_>, quote: &Quote) -> ClaimProposal {
    let span = words_span(cast, quote.first, quote.end);
    let mut parts = vec![Part::text(Field::QuoteForm, quote.form.as_str())];
    let mut mentions = cast.mentions_of(span);
    if let Some(speaker) = quote.speaker {
        parts.extend(speaker.entity.map(|entity| Part::entity(Field::Speaker, entity)));
        parts.push(Part::span(Field::SpeakerSpan, cast.reading.span(speaker.first, speaker.end)));
        mentions.extend(cast.mentions_in(speaker.first, speaker.end));
    }
    parts.extend(quote.cue.map(|cue| Part::text(Field::Cue, cue_words(cast, cue))));
    let said = setting(cast, &quote.around);
    parts.extend(said.medium.map(|words| Part::text(Field::Medium, words)));
    parts.extend(said.occasion.map(|words| Part::text(Field::Occasion, words)));
    parts.extend(said.said_on.map(|date| Part::text(Field::SaidOn, date)));
    mentions.sort_unstable();
    mentions.dedup();
    ClaimProposal { kind: ClaimKind::Quote, span, parts, mentions, score: quote.score, rule: quote.rule }
}

fn cue_words(cast: &Cast<'_, '_>, cue: usize) -> String {
    let two = cast.low(cue, cue) == "according" && cast.low(cue + 1, cue) == "to";
    cast.reading.words(cast.reading.span(cue, cue + 1 + usize::from(two))).to_owned()
}

/// A quote of marked words, if anybody says them or they are long enough to be a sentence.
fn direct(
    cast: &Cast<'_, '_>,
    speakers: &Speakers<'_, '_, '_>,
    one: &Marked,
    last: Option<(usize, Option<Speaker>)>,
) -> Option<Quote> {
    let sentence_before = cast.reading.sentence(one.first);
    let sentence_after = cast.reading.sentence(one.end - 1);
    let around = vec![
        (sentence_before.first, one.first.saturating_sub(1).max(sentence_before.first)),
        (one.after, sentence_after.end),
    ];
    let quote = |speaker, cue, rule, score| Quote {
        first: one.first,
        end: one.end,
        form: QuoteForm::Direct,
        speaker,
        cue,
        around: around.clone(),
        rule,
        score,
    };
    let n_words = cast.reading.tokens[one.first..one.end]
        .iter()
        .filter(|token| token.text.starts_with(char::is_alphanumeric))
        .count();
    if let Some((speaker, cue)) = attribution_after(cast, speakers, one, sentence_after.end) {
        return Some(quote(Some(speaker), Some(cue), "quotes.direct", 0.9));
    }
    if let Some((speaker, cue)) = attribution_before(cast, speakers, one, sentence_before.first) {
        let partial = !matches!(cast.reading.tokens[one.first.saturating_sub(2)].text, ":" | ",") && n_words < 12;
        let mut quote = quote(speaker, Some(cue), "quotes.before", 0.85);
        quote.form = if partial { QuoteForm::Mixed } else { QuoteForm::Direct };
        return Some(quote);
    }
    let zone = cast.reading.sentence(one.first).zone_idx;
    let alone = cast.reading.tokens[sentence_before.first..one.first]
        .iter()
        .all(|token| !token.text.starts_with(char::is_alphanumeric));
    let follows = last.filter(|(last_zone, _)| alone && (zone == *last_zone || zone <= *last_zone + 1));
    if let Some((_, speaker)) = follows.filter(|_| n_words > 2) {
        return Some(quote(speaker, None, "quotes.continued", 0.7));
    }
    (n_words >= 6 || (alone && n_words > 3)).then(|| quote(None, None, "quotes.marks", 0.45))
}

/// `,” Ruiz wrote on X`, `,” said the minister`.
fn attribution_after(
    cast: &Cast<'_, '_>,
    speakers: &Speakers<'_, '_, '_>,
    one: &Marked,
    limit: usize,
) -> Option<(Speaker, usize)> {
    let mut from = one.after;
    while from < limit && matches!(cast.reading.tokens[from].text, "," | "—" | "–" | "-") {
        from += 1;
    }
    let cue = (from..limit.min(from + 16))
        .find(|at| is_in(Class::Speech, &cast.reading.folded[*at]) && cast.mention_at(*at).is_none())?;
    if (from..cue).any(|at| speakers.is_quoted(at)) {
        return None;
    }
    if cue == from {
        return speakers.after(cue).map(|speaker| (speaker, cue));
    }
    speakers
        .before(cue)
        .filter(|speaker| speaker.first >= from && speaker.first <= from + 10)
        .map(|speaker| (speaker, cue))
}

/// `Ruiz said: “…`, `The minister called the plan “…`.
fn attribution_before(
    cast: &Cast<'_, '_>,
    speakers: &Speakers<'_, '_, '_>,
    one: &Marked,
    limit: usize,
) -> Option<(Option<Speaker>, usize)> {
    let from = one.first.saturating_sub(22).max(limit);
    let cue = (from..one.first).rev().find(|at| {
        let word: &str = &cast.reading.folded[*at];
        (is_in(Class::Speech, word) || is_in(Class::SpeechPartial, word)) && !speakers.is_quoted(*at)
    })?;
    let speaker = speakers.before(cue);
    let close = one.first - cue <= 4;
    (speaker.is_some() || close).then_some((speaker, cue))
}

/// A quote without a speaker that goes on with the one before it, in this paragraph or the next, has the same one.
fn inherit(cast: &Cast<'_, '_>, quotes: &mut [Quote]) {
    for index in 1..quotes.len() {
        let (earlier, later) = quotes.split_at_mut(index);
        let (previous, quote) = (&earlier[index - 1], &mut later[0]);
        let near = cast.reading.sentence(quote.first).zone_idx <= cast.reading.sentence(previous.first).zone_idx + 1;
        if quote.rule == "quotes.marks"
            && quote.speaker.is_none()
            && previous.speaker.is_some()
            && near
            && starts_paragraph(cast, quote)
        {
            quote.speaker = previous.speaker;
            quote.rule = "quotes.continued";
            quote.score = 0.65;
        }
    }
}

fn starts_paragraph(cast: &Cast<'_, '_>, quote: &Quote) -> bool {
    let zone = cast.reading.sentence(quote.first).zone_idx;
    let first = cast.reading.token_at(cast.reading.zones[zone].span.start_byte);
    quote.first <= first + 1
}
