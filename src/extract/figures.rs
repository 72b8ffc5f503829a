//! Figures: amounts as claims, with what they count, where, when and on whose word.
//!
//! Never sums or compares; figures are joined to measures by people. An amount keeps exactly what its words promise.

mod day;
mod place;
mod what;

use crate::extract::amounts::Amount;
use crate::extract::cast::Cast;
use crate::extract::clauses::Clauses;
use crate::extract::quotes::speaker::Speakers;
use crate::extract::quotes::verbs::is_finite;
use crate::extract::reading::Sentence;
use crate::lists::class::Class;
use crate::lists::class::is_in;
use crate::model::claim::Field;
use crate::model::claim::Part;
use crate::model::claim::PartValue;
use crate::model::extraction::ClaimProposal;
use crate::model::kind::ClaimKind;
use crate::model::kind::Label;
use crate::model::kind::ZoneKind;
use crate::model::span::Span;

/// What figures are found with beside the text: who speaks, whose words are reported, and the day of publication as EDTF,
/// if it is known to the day.
#[derive(Clone, Copy)]
pub struct Told<'x, 'a, 'c, 't> {
    pub speakers: &'x Speakers<'a, 'c, 't>,
    pub clauses: &'x Clauses,
    pub quotes: &'x [ClaimProposal],
    pub published: Option<&'x str>,
}

/// Figures of the running text, in order.
pub fn find(told: Told<'_, '_, '_, '_>, amounts: &[Amount]) -> Vec<ClaimProposal> {
    let cast = told.speakers.cast;
    let mut found = Vec::new();
    let mut counted_before: Option<(usize, Span)> = None;
    for (index, amount) in amounts.iter().enumerate() {
        let is_mention =
            cast.mention_at(amount.first).is_some_and(|mention| cast.ranges[mention] == (amount.first, amount.end));
        if cast.reading.zone_of(amount.first) != ZoneKind::Body || !is_mention {
            continue;
        }
        // `three times the number first given` compares, `three times in May` counts what nobody names.
        if amount.counted.is_some_and(|(_, end)| cast.low(end - 1, amount.first) == "times") {
            continue;
        }
        let next = amounts.get(index + 1).map_or(usize::MAX, |next| next.first);
        let sentence = cast.reading.sentence_of[amount.first];
        let counted = amount.counted.map(|(first, end)| cast.reading.span(first, end));
        let counted = counted.or_else(|| {
            counted_before.filter(|(before, _)| *before == sentence && amount.unit.is_none()).map(|(_, span)| span)
        });
        let counted = counted.or_else(|| of_what(cast, amount));
        let beside = if counted.is_none() { what::of(cast, told.clauses, amount) } else { None };
        let rule = if beside.is_some() { "figures.of_what" } else { "figures.amount" };
        let counted = counted.or(beside);
        counted_before = counted.map(|span| (sentence, span)).or(counted_before);
        found.push(ClaimProposal { rule, ..figure(told, amount, next, counted) });
    }
    found
}

/// `40 percent of the miners`, `$5 million in aid`.
fn of_what(cast: &Cast<'_, '_>, amount: &Amount) -> Option<Span> {
    let link = cast.low(amount.end, amount.first);
    if !(link == "of" || (link == "in" && amount.label == Label::Money)) {
        return None;
    }
    let the = usize::from(matches!(cast.low(amount.end + 1, amount.first), "the" | "its" | "their" | "all"));
    let from = amount.end + 1 + the;
    // `$5 million in February`, `$5 million in Peru`: when and where it was.
    if link == "in" && cast.mention_at(from).is_some() {
        return None;
    }
    // `90% of the province's output`
    let from = owner_end(cast, from, amount.first).unwrap_or(from);
    let stops = |at: usize| {
        let word = cast.low(at, amount.first);
        word.is_empty()
            || cast.label_at(at) == Some(Label::Date)
            || !word.starts_with(char::is_alphabetic)
            || is_in(Class::Function, word)
            || (at > from && word.len() > 4 && word.ends_with("ed"))
    };
    let end = (from..from + 5).find(|at| stops(*at)).unwrap_or(from + 5);
    (end > from).then(|| cast.reading.span(from, end))
}

/// Behind the owner at token `from`: `the province's`, `Peru's`.
fn owner_end(cast: &Cast<'_, '_>, from: usize, beside: usize) -> Option<usize> {
    let owns = |at: &usize| matches!(cast.low(*at, beside), "'s" | "’s" | "'" | "’");
    let is_word = |at: usize| cast.reading.tokens[at].text.starts_with(char::is_alphabetic);
    let mark = (from + 1..from + 4).find(owns)?;
    (from..mark).all(is_word).then_some(mark + 1)
}

fn figure(told: Told<'_, '_, '_, '_>, amount: &Amount, next_amount: usize, counted: Option<Span>) -> ClaimProposal {
    let cast = told.speakers.cast;
    let sentence = cast.reading.sentence(amount.first);
    let end = clause_end(cast, amount, next_amount.min(sentence.end));
    let span = cast.reading.span(amount.first, end);
    let mut parts = Vec::new();
    parts.extend(amount.value.map(|value| Part::number(Field::Value, value)));
    parts.extend(amount.low.map(|low| Part::number(Field::Low, low)));
    parts.extend(amount.high.map(|high| Part::number(Field::High, high)));
    parts.push(Part::text(Field::Qualifier, amount.qualifier.as_str()));
    parts.extend(amount.unit.iter().map(|unit| Part::text(Field::Unit, unit.clone())));
    parts.extend(counted.map(|span| Part::text(Field::Population, cast.reading.words(span))));
    let mut mentions = cast.mentions_of(span);
    let words = cast.reading.span(amount.first, amount.end);
    let quote = quote_of(words, told.quotes).filter(|quote| !is_behind(cast, quote, amount.first));
    let frame = frame(cast, &sentence, amount.first, (quote, told.quotes));
    if let Some(mention) = place::of(told, amount, frame.first, end) {
        parts.extend(cast.mentions[mention].entity.map(|entity| Part::entity(Field::Place, entity)));
        mentions.push(mention);
    }
    if let Some((mention, date)) = day::of(told, amount.first, end, frame) {
        parts.push(Part::text(Field::AsOf, date));
        mentions.push(mention);
    }
    for part in quote.iter().flat_map(|quote| &quote.parts) {
        match (part.field, &part.value) {
            (Field::Speaker, PartValue::Entity(entity)) => parts.push(Part::entity(Field::SaidBy, *entity)),
            (Field::SaidOn, PartValue::Text(date)) => parts.push(Part::text(Field::SaidOn, date.clone())),
            _ => {}
        }
    }
    if quote.is_none()
        && let Some(mention) = teller(told, &sentence, amount.first)
    {
        parts.extend(cast.mentions[mention].entity.map(|entity| Part::entity(Field::SaidBy, entity)));
        mentions.push(mention);
    }
    mentions.sort_unstable();
    mentions.dedup();
    let score = if counted.is_some() || amount.unit.is_some() { 0.8 } else { 0.55 };
    ClaimProposal { kind: ClaimKind::Figure, span, parts, mentions, score, rule: "figures.amount" }
}

/// Tokens in which place and day of an amount are looked for.
#[derive(Clone, Copy)]
struct Frame {
    first: usize,
    end: usize,
}

/// The quote that holds these words. Quotes stand in order and do not overlap: only the last that begins before can.
fn quote_of(words: Span, quotes: &[ClaimProposal]) -> Option<&ClaimProposal> {
    let n_before = quotes.partition_point(|quote| quote.span.start_byte <= words.start_byte);
    quotes[..n_before].last().filter(|quote| quote.span.contains(words))
}

/// Whether an amount stands behind a `;` in what is reported without marks: there the next clause begins, and another may
/// tell it.
fn is_behind(cast: &Cast<'_, '_>, quote: &ClaimProposal, at: usize) -> bool {
    let (from, _) = cast.reading.range(quote.span);
    let border = (from..at).rev().find(|index| cast.reading.tokens[*index].text == ";");
    quote.rule != "quotes.marks" && border.is_some_and(|border| (border..at).any(|index| sets(cast, index)))
}

/// Whether the verb at a token says how many there are: `put the toll at nine`, `estimates the loss at`.
fn sets(cast: &Cast<'_, '_>, at: usize) -> bool {
    let is_verb = match cast.low(at, at) {
        "put" | "puts" => (at + 1..at + 9).any(|index| cast.low(index, at) == "at"),
        "estimates" | "estimated" => {
            !matches!(cast.reading.low_before(at), "an" | "the" | "is" | "are" | "was" | "were")
        }
        "estimate" => {
            matches!(cast.reading.low_before(at), "officials" | "police" | "experts" | "they" | "authorities")
        }
        _ => false,
    };
    is_verb && cast.mention_at(at).is_none()
}

/// The name of whoever puts or estimates an amount in its own clause, where nobody is reported.
fn teller(told: Told<'_, '_, '_, '_>, sentence: &Sentence, at: usize) -> Option<usize> {
    let cast = told.speakers.cast;
    let border = (sentence.first..at).rev().find(|index| cast.reading.tokens[*index].text == ";");
    let from = border.map_or(sentence.first, |border| border + 1);
    let verb = (from..at).rev().find(|index| sets(cast, *index))?;
    let speaker = told.speakers.before(verb).filter(|speaker| speaker.first >= from)?;
    let is_it = |mention: &usize| {
        let one = &cast.mentions[*mention];
        one.entity == speaker.entity && matches!(one.label, Label::Person | Label::Org)
    };
    speaker.entity.and_then(|_| cast.mentions_in(speaker.first, verb).find(is_it))
}

/// What is said of an amount stands in what is said: `The minister said in Lima on Monday that 300 had left` tells neither
/// where nor when they left. `Peru, where 30 percent …, passed the law on Monday` has a clause of its own as well.
/// What a `;` cuts off, and what somebody says after it, is of something else.
fn frame(
    cast: &Cast<'_, '_>,
    sentence: &Sentence,
    at: usize,
    (quote, quotes): (Option<&ClaimProposal>, &[ClaimProposal]),
) -> Frame {
    let (mut first, mut end) = (sentence.first, sentence.end);
    let is_report = quote.is_some_and(|quote| quote.rule != "quotes.marks");
    if let Some(quote) = quote.filter(|_| is_report) {
        let (from, until) = cast.reading.range(quote.span);
        (first, end) = (from.max(first), until.min(end));
    }
    let is_border = |index: &usize| cast.reading.tokens[*index].text == ";";
    first = (first..at).rev().find(is_border).map_or(first, |border| border + 1);
    end = (at..end).find(is_border).unwrap_or(end);
    let next = quotes.partition_point(|quote| quote.span.start_byte <= cast.reading.tokens[at].span.start_byte);
    if let Some(next) = quotes.get(next) {
        end = end.min(cast.reading.range(next.span).0.max(at));
    }
    let comma = (first + 1..at).rev().find(|index| cast.reading.tokens[*index].text == ",");
    let opens = comma.filter(|comma| matches!(cast.low(comma + 1, at), "where" | "which" | "who" | "whose"));
    let closes = (at..end).find(|index| cast.reading.tokens[*index].text == ",");
    if let (Some(comma), Some(closes)) = (opens, closes) {
        // The name before it is what the clause is about.
        let antecedent = comma.checked_sub(1).and_then(|before| cast.mention_at(before));
        let from = antecedent.map_or(comma, |mention| cast.ranges[mention].0);
        return Frame { first: from.max(first), end: closes };
    }
    Frame { first, end }
}

/// `and` before a verb that has the subject of what stands before: `destroyed 40 houses and forced`, `and forcing the rest`.
fn begins_anew(cast: &Cast<'_, '_>, at: usize) -> bool {
    let word = cast.low(at + 1, at);
    let takes_object = || {
        let next = cast.low(at + 2, at);
        cast.mention_at(at + 2).is_some() || is_in(Class::Function, next) || next.starts_with(char::is_numeric)
    };
    cast.low(at, at) == "and"
        && cast.mention_at(at + 1).is_none()
        && (is_finite(cast, at + 1)
            || word.len() > 4 && (word.ends_with("ing") || word.ends_with("ed")) && takes_object())
}

/// End of the clause the amount stands in: a comma, `while`, `and` with a verb, a verb of speech after one, the next amount, 24 tokens.
fn clause_end(cast: &Cast<'_, '_>, amount: &Amount, limit: usize) -> usize {
    let mut end = limit.min(amount.end + 24);
    for at in amount.end..end {
        let token = cast.reading.tokens[at].text;
        let is_stop = matches!(token, "," | ";" | ":" | "." | "“" | "”" | "\"" | "(" | "—" | "–")
            || matches!(&*cast.reading.folded[at], "while" | "whereas" | "but" | "although")
            || matches!(&*cast.reading.folded[at], "into" | "onto") && cast.mention_at(at + 1).is_none()
            || begins_anew(cast, at);
        if is_stop {
            end = at;
            break;
        }
    }
    let mut end = end.max(amount.end);
    while end > amount.end {
        let token = &cast.reading.tokens[end - 1];
        let trails = !token.text.starts_with(char::is_alphanumeric)
            || matches!(
                &*cast.reading.folded[end - 1],
                "and" | "or" | "to" | "the" | "of" | "with" | "a" | "an" | "for" | "from"
            );
        if !trails || token.text == "%" {
            break;
        }
        end -= 1;
    }
    end
}
