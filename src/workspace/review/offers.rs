//! What an article offers for the fields of a claim: the names, dates and noun phrases around its words, the nearest
//! first.
//!
//! Pure: a review and a place in it go in. Never fills a field: what is offered is there to be chosen.

use crate::ledger::command::EntityRef;
use crate::lists::class;
use crate::lists::class::Class;
use crate::model::claim::Field;
use crate::model::claim::PartValue;
use crate::model::edtf;
use crate::model::kind::ClaimKind;
use crate::model::kind::Label;
use crate::model::kind::Status;
use crate::model::score::SURE;
use crate::model::span::Span;
use crate::model::value::Value;
use crate::store::read::review::Card;
use crate::store::read::review::Review;
use crate::store::read::review::ReviewClaim;
use crate::store::read::review::ReviewMention;
use crate::store::read::review::ReviewName;
use crate::text::sentence::sentences;
use crate::text::token::Token;
use crate::text::token::TokenKind;
use crate::text::token::tokens;

/// How near to a claim's words something is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Near {
    Sentence,
    Paragraph,
    Article,
}

/// A name of the article that a field can take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameOffer {
    /// Its card, or the one that it is taken for; else the name itself, nearest to the claim.
    pub who: EntityRef,
    pub label: Label,
    pub name: String,
    /// Under which it is found too, as the article's own name where the card goes by another.
    pub aliases: Vec<String>,
    pub near: Near,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Offers {
    pub names: Vec<NameOffer>,
    /// As EDTF.
    pub dates: Vec<String>,
    pub phrases: Vec<String>,
}

/// Kinds of cards that a field of a claim can hold, the likeliest first.
pub const fn kinds(claim: ClaimKind, field: Field) -> &'static [Label] {
    match (claim, field) {
        (_, Field::Holder) => &[Label::Person],
        (_, Field::Organisation) => &[Label::Org, Label::Group],
        (ClaimKind::Role, Field::Place) => &[Label::Place],
        // A hospital, a camp, a forum: things happen there too.
        (_, Field::Place) => &[Label::Place, Label::Org, Label::Event],
        (_, Field::Speaker | Field::SaidBy) => {
            &[Label::Person, Label::Org, Label::Group, Label::Place, Label::Work, Label::Other]
        }
        _ => &[
            Label::Person,
            Label::Org,
            Label::Group,
            Label::Place,
            Label::Product,
            Label::Law,
            Label::Event,
            Label::Other,
        ],
    }
}

/// What stands around words in their `paragraph`.
pub fn offers(review: &Review, paragraph: Span, words: Span) -> Offers {
    let sentence = sentence_around(review, paragraph, words);
    let near = |span: Span| {
        if sentence.overlaps(span) {
            Near::Sentence
        } else if paragraph.overlaps(span) {
            Near::Paragraph
        } else {
            Near::Article
        }
    };
    Offers {
        names: names(review, words, near),
        dates: dates(review, words, near),
        phrases: phrases(&review.body, sentence, words),
    }
}

/// The sentences in which words stand: one, or all that a long quote touches.
pub fn sentence_around(review: &Review, paragraph: Span, words: Span) -> Span {
    let all = sentences(&review.body, paragraph, &class::ends_no_sentence);
    let mut touched = all.into_iter().filter(|sentence| sentence.overlaps(words));
    let Some(first) = touched.next() else { return words };
    Span::new(first.start_byte, touched.next_back().map_or(first.end_byte, |last| last.end_byte))
}

/// How far a place is from words; nothing where it is in them.
fn gap(words: Span, span: Span) -> usize {
    if words.overlaps(span) {
        0
    } else if span.end_byte <= words.start_byte {
        words.start_byte - span.end_byte + 1
    } else {
        span.start_byte - words.end_byte + 1
    }
}

/// Mentions that were not rejected, the nearest first.
fn nearest<'r>(
    mentions: impl Iterator<Item = &'r ReviewMention>,
    words: Span,
    near: impl Fn(Span) -> Near,
) -> Vec<(Near, &'r ReviewMention)> {
    let kept = mentions.filter(|mention| mention.status != Some(Status::Rejected));
    let mut found: Vec<(Near, &ReviewMention)> = kept.map(|mention| (near(mention.span), mention)).collect();
    found.sort_by_key(|(near, mention)| (*near, gap(words, mention.span), mention.span.start_byte));
    found
}

fn names(review: &Review, words: Span, near: impl Fn(Span) -> Near) -> Vec<NameOffer> {
    let named = review.mentions.iter().filter(|mention| mention.name.is_some() && mention.label.names_entity());
    let mut found: Vec<NameOffer> = Vec::new();
    let mut is_seen = vec![false; review.names.len()];
    for (near, mention) in nearest(named, words, near) {
        let Some(name_idx) = mention.name.filter(|name_idx| !is_seen[*name_idx]) else { continue };
        is_seen[name_idx] = true;
        let offer = name_offer(&review.names[name_idx], mention, near);
        // Two names of an article may be taken for one card.
        if found.iter().all(|other| other.who != offer.who) {
            found.push(offer);
        }
    }
    found
}

/// The card that a name has or is taken for.
fn card_of(name: &ReviewName) -> Option<&Card> {
    name.card.as_ref().or_else(|| name.sure_card().map(|sure| &sure.card))
}

/// Whom a mention of a name means: its card, else what stands there.
pub fn who(name: &ReviewName, mention: &ReviewMention) -> EntityRef {
    let here = EntityRef::Named { span: mention.span, label: mention.label };
    card_of(name).map_or(here, |card| EntityRef::Decided(card.id))
}

fn name_offer(name: &ReviewName, mention: &ReviewMention, near: Near) -> NameOffer {
    let card = card_of(name);
    let shown = card.map_or(&name.name, |card| &card.name);
    let others = std::iter::once(&name.name).chain(&name.aliases).filter(|other| *other != shown);
    NameOffer {
        who: who(name, mention),
        label: card.map_or(name.label, |card| card.label),
        name: shown.clone(),
        aliases: others.cloned().collect(),
        near,
    }
}

/// Dates of the article, both where two readings are honest, and last the day of publication.
fn dates(review: &Review, words: Span, near: impl Fn(Span) -> Near) -> Vec<String> {
    let dated = review.mentions.iter().filter(|mention| mention.label == Label::Date);
    let mut found: Vec<String> = Vec::new();
    for (_, mention) in nearest(dated, words, near) {
        match &mention.value {
            Some(Value::Text(date)) => found.push(date.clone()),
            Some(Value::Either(one, other)) => found.extend([one.clone(), other.clone()]),
            _ => {}
        }
    }
    found.extend(review.article.published.clone());
    let mut seen = Vec::new();
    found.retain(|date| {
        let is_new = edtf::bounds(date).is_some() && !seen.contains(date);
        seen.push(date.clone());
        is_new
    });
    found
}

/// Verbs whose form does not tell that they are one.
const VERBS: &[&str] = &[
    "ate", "become", "became", "began", "bought", "broke", "brought", "built", "came", "caught", "chose", "come",
    "comes", "cost", "cut", "died", "drew", "drove", "fell", "felt", "fled", "flew", "fought", "found", "gave", "go",
    "goes", "got", "grew", "heard", "held", "hit", "hurt", "kept", "knew", "laid", "leave", "leaves", "led", "left",
    "lost", "made", "make", "makes", "meant", "met", "paid", "put", "ran", "remain", "remains", "rose", "said", "sank",
    "saw", "sent", "set", "shot", "sold", "spent", "spoke", "stood", "struck", "take", "takes", "taken", "told",
    "took", "went", "won", "wrote",
];

/// Noun phrases of a sentence, those behind the words' beginning first: what a figure may be of, or an office be called.
fn phrases(body: &str, sentence: Span, words: Span) -> Vec<String> {
    let mut all = Vec::new();
    tokens(body, sentence, &class::is_abbreviation, &mut all);
    let runs = runs(&all);
    let mut found: Vec<Span> = Vec::new();
    for (index, span) in runs.iter().copied().enumerate() {
        // `cases of cholera`, and of `tonnes of the wheat` the whole as well.
        let joined = runs.get(index + 1).filter(|behind| {
            let between = body.get(span.end_byte..behind.start_byte).unwrap_or_default();
            matches!(between.trim(), "of" | "of the" | "of its" | "of their")
        });
        found.push(span);
        found.extend(joined.map(|behind| Span::new(span.start_byte, behind.end_byte)));
    }
    found.sort_by_key(|span| (span.start_byte < words.start_byte, gap(words, *span), span.start_byte));
    let mut said: Vec<String> = Vec::new();
    for span in found {
        let phrase = span.words(body).unwrap_or_default().to_owned();
        if !said.contains(&phrase) {
            said.push(phrase);
        }
    }
    said
}

/// Words that stand together without a verb, a mark or a word of grammar between them.
fn runs(tokens: &[Token<'_>]) -> Vec<Span> {
    let mut found = Vec::new();
    let mut run: Option<(Span, bool)> = None;
    for token in tokens {
        let is_past = is_past(token);
        run = match run {
            // `undocumented refugees`: what ends like a verb begins a phrase as well, and ends one that is begun.
            None if !ends_phrase(token) => Some((token.span, !is_past)),
            Some((span, _)) if !ends_phrase(token) && !is_past => {
                Some((Span::new(span.start_byte, token.span.end_byte), true))
            }
            other => {
                found.extend(other.filter(|(_, has_noun)| *has_noun).map(|(span, _)| span));
                None
            }
        };
    }
    found.extend(run.filter(|(_, has_noun)| *has_noun).map(|(span, _)| span));
    found
}

fn is_past(token: &Token<'_>) -> bool {
    !token.is_capitalised() && token.text.len() > 4 && token.text.ends_with("ed")
}

/// Whether a noun phrase neither holds nor goes on over this word.
fn ends_phrase(token: &Token<'_>) -> bool {
    if token.kind != TokenKind::Word {
        return true;
    }
    let low = token.text.to_lowercase();
    let is_of = |classes: &[Class]| classes.iter().any(|class| class::is_in(*class, &low));
    let is_verb = !token.is_capitalised() && (VERBS.contains(&low.as_str()) || is_of(&[Class::Speech]));
    is_verb || is_of(&[Class::Function, Class::Weekday]) || low.len() > 4 && low.ends_with("ly")
}

/// The field of a suggestion whose words were read with least certainty, where any was read without being sure.
pub fn least_sure(review: &Review, claim: &ReviewClaim) -> Option<Field> {
    let scored = claim.parts.iter().filter(|_| claim.status.is_none()).filter_map(|part| {
        let is_it = |mention: &&ReviewMention| match &part.value {
            PartValue::Entity(name) => mention.name.is_some_and(|name_idx| review.names[name_idx].name == *name),
            PartValue::Text(text) => mention.value == Some(Value::Text(text.clone())),
            PartValue::Number(_) | PartValue::Span(_) => false,
        };
        let own = claim.mentions.iter().filter_map(|index| review.mentions.get(*index));
        let scores = own.filter(|mention| mention.status.is_none()).filter(is_it).filter_map(|mention| mention.score);
        Some((scores.min_by(f64::total_cmp)?, part.field))
    });
    let least = scored.min_by(|one, other| one.0.total_cmp(&other.0));
    least.filter(|(score, _)| *score < SURE).map(|(_, field)| field)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::claim::Part;
    use crate::workspace::review::fixture;

    fn around(review: &Review, words: &str) -> Offers {
        let start = review.body.find(words).expect("words of the body");
        let paragraph_start = review.body[..start].rfind('\n').map_or(0, |at| at + 1);
        let paragraph_end = review.body[start..].find('\n').map_or(review.body.len(), |at| start + at);
        offers(review, Span::new(paragraph_start, paragraph_end), Span::new(start, start + words.len()))
    }

    fn named(review: &Review, words: &str) -> Vec<(String, Near)> {
        around(review, words).names.into_iter().map(|offer| (offer.name, offer.near)).collect()
    }

    #[test]
    fn names_of_the_sentence_go_before_those_of_the_paragraph_and_the_article() {
        let review = fixture::marked(
            "[Bo Lind]{person:1} left [Cusco]{place:2}.\n[Peru]{place:3} waited. In [Lima]{place:4}, 41 boats sank off [Callao]{place:5}. [Peru]{place:3} wept.",
        );
        let of = |name: &str, near: Near| (name.to_owned(), near);
        assert_eq!(
            named(&review, "41 boats"),
            [
                of("Lima", Near::Sentence),
                of("Callao", Near::Sentence),
                of("Peru", Near::Paragraph),
                of("Cusco", Near::Article),
                of("Bo Lind", Near::Article),
            ]
        );
    }

    #[test]
    fn a_name_is_offered_as_its_card_as_the_one_it_is_taken_for_or_as_it_stands() {
        let mut review =
            fixture::marked("[Ana]{person:1}, [Bo]{person:2}, [Cy]{person:3} and [Di]{person:4} saw 41 boats.");
        review.names[0].card = Some(fixture::candidate(7, "Ana Ruiz").card);
        review.names[1].candidates.push(fixture::candidate(8, "Bo Lind"));
        review.names[2].candidates.push(fixture::like(9, "Cyd"));
        review.mentions[3].status = Some(Status::Rejected);
        let offers = around(&review, "41 boats").names;
        let told: Vec<(&str, EntityRef)> = offers.iter().map(|offer| (offer.name.as_str(), offer.who)).collect();
        let cy = EntityRef::Named { span: review.mentions[2].span, label: Label::Person };
        assert_eq!(told, [("Cy", cy), ("Bo Lind", EntityRef::Decided(8)), ("Ana Ruiz", EntityRef::Decided(7))]);
        assert_eq!(offers[2].aliases, ["Ana"], "found by the name it has here");
    }

    #[test]
    fn dates_are_offered_once_with_both_readings_and_the_day_of_publication_last() {
        let mut review = fixture::marked("On [Friday]{date}, after [March]{date}, 41 boats sank in [two days]{date}.");
        review.mentions[0].value = Some(Value::Either("2023-12-01".to_owned(), "2023-12-08".to_owned()));
        review.mentions[1].value = Some(Value::Text("2023-03".to_owned()));
        review.mentions[2].value = Some(Value::Text("P2D".to_owned()));
        assert_eq!(around(&review, "41 boats").dates, ["2023-03", "2023-12-01", "2023-12-08"], "no length of time");
    }

    #[test]
    fn noun_phrases_of_the_sentence_are_offered_and_no_verbs() {
        for (text, words, expected) in [
            (
                "Over 460,000 undocumented Afghan refugees left Pakistan.",
                "460,000",
                &["undocumented Afghan refugees", "Pakistan"][..],
            ),
            (
                "Officials counted 40 cases of cholera in the camp.",
                "40",
                &["cases", "cases of cholera", "cholera", "camp", "Officials"],
            ),
            ("The court imposed a fine of 2.1m euros.", "2.1m euros", &["euros", "fine", "court"]),
            ("He slowly walked to the 9 displaced, who were harmed.", "9", &[]),
        ] {
            let review = fixture::marked(text);
            assert_eq!(around(&review, words).phrases, expected, "{text}");
        }
    }

    #[test]
    fn the_field_read_with_least_certainty_is_told() {
        let mut review = fixture::marked("[Ana]{person:1 0.7} met [Bo]{person:2 0.6} in [Lima]{place:3 0.95}.");
        fixture::add_claim(&mut review, ClaimKind::Event, "met", 0.9, &[0, 2]);
        review.claims[0].parts =
            vec![Part::entity(Field::Actors, "Ana".to_owned()), Part::entity(Field::Place, "Lima".to_owned())];
        assert_eq!(least_sure(&review, &review.claims[0]), Some(Field::Actors));
        review.mentions[0].score = Some(0.97);
        assert_eq!(least_sure(&review, &review.claims[0]), None, "all of it is sure");
        review.mentions[0].score = Some(0.7);
        review.claims[0].status = Some(Status::Accepted);
        assert_eq!(least_sure(&review, &review.claims[0]), None, "it was decided");
    }
}
