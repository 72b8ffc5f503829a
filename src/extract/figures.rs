//! Figures: amounts as claims, with what they count, where, when and on whose word.
//!
//! Never sums or compares; figures are joined to measures by people. An amount keeps exactly what its words promise.

mod what;

use crate::extract::amounts::Amount;
use crate::extract::cast::Cast;
use crate::extract::clauses::Clauses;
use crate::extract::events::scene::behind_other;
use crate::extract::events::scene::owns_noun;
use crate::extract::quotes::speaker::Speakers;
use crate::extract::quotes::verbs::has_finite;
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
    if let Some(mention) = place_of(told, amount, frame.first, end) {
        parts.extend(cast.mentions[mention].entity.map(|entity| Part::entity(Field::Place, entity)));
        mentions.push(mention);
    }
    if let Some((mention, date)) = date_of(told, amount.first, end, frame) {
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

/// Where an amount holds: what stands behind it, what its clause is about (`Peru hosts 300 miners`), or what opens the
/// clause (`In Peru, 300 miners …`).
fn place_of(told: Told<'_, '_, '_, '_>, amount: &Amount, first: usize, end: usize) -> Option<usize> {
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
    located.or(subject).or_else(|| behind.first().copied()).or(fronted)
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
    (LOCATING.contains(&link) || link == "from") && link != "of" && !(is_person && tells)
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

/// When an amount holds: a date of its clause, before one of its sentence; from then on where `since` stands before it.
fn date_of(told: Told<'_, '_, '_, '_>, first: usize, end: usize, frame: Frame) -> Option<(usize, String)> {
    let cast = told.speakers.cast;
    let amount = first;
    let day_in = |first: usize, end: usize| {
        cast.mentions_in(first, end.max(first)).find_map(|mention| {
            let (from, until) = cast.ranges[mention];
            let (_, date) = cast.date_in(from, until)?;
            let is_ahead = told.published.is_some_and(|published| is_after(&date, published));
            let is_of_noun = owns_noun(cast, mention) && told.clauses.is_behind_verb(cast, from);
            let is_own = told.clauses.same(amount, from) && !is_of_noun && !is_aside(cast, amount, from);
            let holds = is_own && !is_compared(cast, from) && (!is_ahead || plans(cast, frame));
            holds.then_some((mention, date))
        })
    };
    let found = day_in(first, end).or_else(|| day_in(frame.first, first));
    let (mention, date) = found.or_else(|| day_in(end, frame.end))?;
    let is_since = cast.reading.low_before(cast.ranges[mention].0) == "since"
        && date.split('/').nth(1).is_none_or(|last| last != "..");
    let begins = date.split('/').next().unwrap_or(&date);
    Some((mention, if is_since { format!("{begins}/..") } else { date }))
}

/// `The mine, set up in 2019, sold 30 kilos`: the day stands in an aside that the amount is not in.
fn is_aside(cast: &Cast<'_, '_>, amount: usize, date: usize) -> bool {
    let comma = |at: &usize| cast.reading.tokens[*at].text == "," && cast.mention_at(*at).is_none();
    if date >= amount {
        return false;
    }
    let first = cast.reading.sentence(date).first;
    let opens = (first..date).rev().find(comma);
    let participle = opens.filter(|opens| {
        let word = cast.low(opens + 1, date);
        word.len() > 4 && word.ends_with("ed")
            || matches!(word, "set" | "built" | "founded" | "opened" | "held" | "who")
    });
    participle.is_some() && (date..amount).any(|at| comma(&at))
}

/// Whether a date begins on a day after `published`.
fn is_after(date: &str, published: &str) -> bool {
    let begins = date.split('/').next().unwrap_or(date);
    begins.len() == published.len() && begins > published
}

/// `2,300 more than on Thursday`: the day of another figure.
fn is_compared(cast: &Cast<'_, '_>, date: usize) -> bool {
    let than = |back: usize| date.checked_sub(back).is_some_and(|at| cast.low(at, date) == "than");
    let link = matches!(cast.reading.low_before(date), "on" | "in" | "at" | "by" | "the" | "a" | "for" | "those");
    than(1) || link && than(2)
}

/// Whether words of the frame look ahead: without one, what is told has happened by the day of publication.
fn plans(cast: &Cast<'_, '_>, frame: Frame) -> bool {
    (frame.first..frame.end).any(|at| {
        let word = cast.low(at, at);
        // `is to hire`, `to be paid`
        let is_to = word == "to"
            && (matches!(cast.reading.low_before(at), "is" | "are" | "was" | "were") || cast.low(at + 1, at) == "be");
        AHEAD.contains(&word) || is_to || word.ends_with("'ll") || word.ends_with("’ll")
    })
}

/// Words of what is still to come.
const AHEAD: &[&str] = &[
    "will",
    "would",
    "shall",
    "can",
    "could",
    "may",
    "might",
    "should",
    "must",
    "due",
    "plans",
    "planned",
    "planning",
    "expects",
    "expected",
    "scheduled",
    "slated",
    "starting",
    "next",
    "coming",
    "upcoming",
    "tomorrow",
    "begins",
    "begin",
    "starts",
    "start",
    "opens",
    "needs",
    "need",
    "promised",
    "promises",
    "pledged",
    "pledges",
    "vowed",
    "aims",
    "hopes",
    "wants",
    "want",
    "intends",
    "offered",
    "deadline",
    "target",
];

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
