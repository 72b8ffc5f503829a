//! Figures: amounts as claims, with what they count, where, when and on whose word.
//!
//! Never sums or compares; figures are joined to measures by people. An amount keeps exactly what its words promise.

use crate::extract::amounts::Amount;
use crate::extract::cast::Cast;
use crate::model::claim::Field;
use crate::model::claim::Part;
use crate::model::claim::PartValue;
use crate::model::extraction::ClaimProposal;
use crate::model::kind::ClaimKind;
use crate::model::kind::Label;
use crate::model::kind::ZoneKind;
use crate::model::span::Span;

/// Figures of the running text, in order. `quotes` tell whose word a figure is.
pub fn find(cast: &Cast<'_, '_>, amounts: &[Amount], quotes: &[ClaimProposal]) -> Vec<ClaimProposal> {
    let mut found = Vec::new();
    let mut counted_before: Option<(usize, Span)> = None;
    for (index, amount) in amounts.iter().enumerate() {
        let is_mention =
            cast.mention_at(amount.first).is_some_and(|mention| cast.ranges[mention] == (amount.first, amount.end));
        if cast.reading.zone_of(amount.first) != ZoneKind::Body || !is_mention {
            continue;
        }
        let next = amounts.get(index + 1).map_or(usize::MAX, |next| next.first);
        let sentence = cast.reading.sentence_of[amount.first];
        let counted = amount.counted.map(|(first, end)| cast.reading.span(first, end));
        let counted = counted.or_else(|| {
            counted_before.filter(|(before, _)| *before == sentence && amount.unit.is_none()).map(|(_, span)| span)
        });
        let counted = counted.or_else(|| of_what(cast, amount));
        counted_before = counted.map(|span| (sentence, span)).or(counted_before);
        found.push(figure(cast, amount, next, counted, quotes));
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
    let stops = |at: usize| {
        let word = cast.low(at, amount.first);
        word.is_empty()
            || !word.starts_with(char::is_alphabetic)
            || crate::lists::class::is_in(crate::lists::class::Class::Function, word)
            || (at > from && word.len() > 4 && word.ends_with("ed"))
    };
    let end = (from..from + 5).find(|at| stops(*at)).unwrap_or(from + 5);
    (end > from).then(|| cast.reading.span(from, end))
}

fn figure(
    cast: &Cast<'_, '_>,
    amount: &Amount,
    next_amount: usize,
    counted: Option<Span>,
    quotes: &[ClaimProposal],
) -> ClaimProposal {
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
    let place =
        cast.first_in(amount.end, end, &[Label::Place]).or_else(|| fronted_place(cast, sentence.first, amount.first));
    if let Some(mention) = place {
        parts.extend(cast.mentions[mention].entity.map(|entity| Part::entity(Field::Place, entity)));
        mentions.push(mention);
    }
    let date = cast
        .date_in(amount.first, end)
        .or_else(|| cast.date_in(sentence.first, amount.first))
        .or_else(|| cast.date_in(end, sentence.end));
    if let Some((mention, date)) = date {
        parts.push(Part::text(Field::AsOf, date));
        mentions.push(mention);
    }
    // Quotes stand in order and do not overlap: only the last that begins before the amount can hold it.
    let words = cast.reading.span(amount.first, amount.end);
    let n_before = quotes.partition_point(|quote| quote.span.start_byte <= words.start_byte);
    let quote = quotes[..n_before].last().filter(|quote| quote.span.contains(words));
    for part in quote.iter().flat_map(|quote| &quote.parts) {
        match (part.field, &part.value) {
            (Field::Speaker, PartValue::Entity(entity)) => parts.push(Part::entity(Field::SaidBy, *entity)),
            (Field::SaidOn, PartValue::Text(date)) => parts.push(Part::text(Field::SaidOn, date.clone())),
            _ => {}
        }
    }
    mentions.sort_unstable();
    mentions.dedup();
    let score = if counted.is_some() || amount.unit.is_some() { 0.8 } else { 0.55 };
    ClaimProposal { kind: ClaimKind::Figure, span, parts, mentions, score, rule: "figures.amount" }
}

/// `In Peru, 300 miners …`: a place with a preposition before the amount.
fn fronted_place(cast: &Cast<'_, '_>, first: usize, at: usize) -> Option<usize> {
    let mention = cast.last_in(first, at, &[Label::Place])?;
    matches!(cast.reading.low_before(cast.ranges[mention].0), "in" | "across" | "throughout" | "at" | "near" | "from")
        .then_some(mention)
}

/// End of the clause the amount stands in: a comma, `while`, a verb of speech after one, the next amount, 24 tokens.
fn clause_end(cast: &Cast<'_, '_>, amount: &Amount, limit: usize) -> usize {
    let mut end = limit.min(amount.end + 24);
    for at in amount.end..end {
        let token = cast.reading.tokens[at].text;
        let is_stop = matches!(token, "," | ";" | ":" | "." | "“" | "”" | "\"" | "(" | "—" | "–")
            || matches!(&*cast.reading.folded[at], "while" | "whereas" | "but" | "although");
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
