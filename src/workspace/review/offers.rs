//! What an article offers for the fields of a claim: the names, dates and noun phrases around its words, the nearest
//! first.
//!
//! Pure: a review and a place in it go in. Never fills a field: what is offered is there to be chosen.

use crate::extract::events::Told;
use crate::extract::picked;
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
use crate::workspace::review::phrases;

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
    /// A place where something is said to be: `in Lima`.
    pub is_scene: bool,
    /// It stands in the claim's own words.
    pub is_in_words: bool,
}

/// A date of the article that a field can take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateOffer {
    /// As EDTF.
    pub date: String,
    /// As the article has it; none for the day of publication.
    pub words: String,
    /// It stands in the claim's own words.
    pub is_in_words: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Offers {
    pub names: Vec<NameOffer>,
    pub dates: Vec<DateOffer>,
    /// The day of publication as EDTF, which relative dates are counted from.
    pub published: Option<String>,
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

/// Where a claim stands: its words, and in them the one that it turns on.
struct Place<'r> {
    body: &'r str,
    words: Span,
    hinge: Span,
}

impl Place<'_> {
    /// How far away something stands: marks that part clauses first, then bytes.
    fn distance(&self, span: Span) -> (usize, usize) {
        let hinge = self.hinge;
        let between = if hinge.overlaps(span) {
            ""
        } else {
            let (from, to) = if span.end_byte <= hinge.start_byte {
                (span.end_byte, hinge.start_byte)
            } else {
                (hinge.end_byte, span.start_byte)
            };
            let between = self.body.get(from..to).unwrap_or_default();
            // `In Lima, 41 boats sank`: what opens a sentence is of what follows.
            if from == span.end_byte { between.trim_start_matches(',') } else { between }
        };
        let parts_clauses =
            |c: &char| matches!(c, ',' | ';' | ':' | '–' | '—' | '(' | ')' | '"' | '“' | '”' | '«' | '»');
        (between.chars().filter(parts_clauses).count(), between.len())
    }
}

/// The word that a claim turns on: the number of a figure, the verb or noun of an event; else all of its words.
fn hinge(review: &Review, sentence: Span, claim: Option<&ReviewClaim>, words: Span) -> Span {
    let found = match claim.map(|claim| claim.kind) {
        Some(ClaimKind::Figure) => {
            let own =
                claim.into_iter().flat_map(|claim| &claim.mentions).filter_map(|index| review.mentions.get(*index));
            let is_amount = |mention: &&ReviewMention| !mention.label.names_entity() && mention.label != Label::Date;
            own.filter(|mention| words.contains(mention.span)).find(is_amount).map(|mention| mention.span)
        }
        Some(ClaimKind::Event) => told(review, sentence, words).map(|told| told.word),
        _ => None,
    };
    found.unwrap_or(words)
}

/// The same, of a claim in its paragraph.
pub fn hinge_of(review: &Review, paragraph: Span, claim: &ReviewClaim) -> Span {
    hinge(review, sentence_around(review, paragraph, claim.span), Some(claim), claim.span)
}

/// The kind of event that words of a sentence tell, by the extraction's own rules.
pub fn told(review: &Review, sentence: Span, words: Span) -> Option<Told> {
    let text = sentence.words(&review.body)?;
    let here = |span: Span| Span::new(span.start_byte - sentence.start_byte, span.end_byte - sentence.start_byte);
    let is_there =
        |mention: &&ReviewMention| mention.status != Some(Status::Rejected) && sentence.contains(mention.span);
    let mut names: Vec<(Span, Label)> =
        review.mentions.iter().filter(is_there).map(|mention| (here(mention.span), mention.label)).collect();
    // Of names in each other the outermost.
    names.sort_by_key(|(span, _)| (span.start_byte, std::cmp::Reverse(span.end_byte)));
    let mut end = 0;
    names.retain(|(span, _)| {
        let is_next = span.start_byte >= end;
        end = end.max(span.end_byte);
        is_next
    });
    let words = Span::new(words.start_byte.max(sentence.start_byte), words.end_byte.min(sentence.end_byte));
    let told = picked::event(text, here(words), &names)?;
    let word = Span::new(told.word.start_byte + sentence.start_byte, told.word.end_byte + sentence.start_byte);
    Some(Told { word, ..told })
}

/// What stands around words in their `paragraph`; `claim`: the one that they are of.
pub fn offers(review: &Review, paragraph: Span, words: Span, claim: Option<&ReviewClaim>) -> Offers {
    let sentence = sentence_around(review, paragraph, words);
    let place = Place { body: &review.body, words, hinge: hinge(review, sentence, claim, words) };
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
        names: names(review, &place, near),
        dates: dates(review, &place, near),
        published: review.article.published.clone(),
        phrases: phrases::phrases(&review.body, sentence, words),
    }
}

/// The names that a field can hold, the likeliest first: by its kind, and by where they stand.
pub fn names_for(claim: ClaimKind, field: Field, names: &[NameOffer]) -> Vec<NameOffer> {
    let kinds = kinds(claim, field);
    let rank = |name: &NameOffer| kinds.iter().position(|kind| *kind == name.label);
    let mut fitting: Vec<NameOffer> = names.iter().filter(|name| rank(name).is_some()).cloned().collect();
    let of_actor = |name: &NameOffer| if name.is_scene { Near::Article } else { name.near };
    fitting.sort_by_key(|name| match field {
        // Where something happens is said behind `in` and `near`; a country may act as well.
        Field::Place => (name.near, !name.is_scene, rank(name)),
        // Who is spoken of stands in the words, who speaks beside them; where something is neither acts nor speaks.
        Field::Speaker => (of_actor(name), name.is_in_words || name.is_scene, rank(name)),
        Field::Actors | Field::Recipients | Field::SaidBy => (of_actor(name), name.is_scene, rank(name)),
        _ => (name.near, false, rank(name)),
    });
    fitting
}

/// The dates that a field can hold, the likeliest first: when it was said stands beside the words.
pub fn dates_for(field: Field, dates: &[DateOffer]) -> Vec<String> {
    let mut fitting: Vec<&DateOffer> = dates.iter().collect();
    if field == Field::SaidOn {
        fitting.sort_by_key(|offer| offer.is_in_words);
    }
    fitting.into_iter().map(|offer| offer.date.clone()).collect()
}

/// The sentences in which words stand: one, or all that a long quote touches.
pub fn sentence_around(review: &Review, paragraph: Span, words: Span) -> Span {
    let all = sentences(&review.body, paragraph, &class::ends_no_sentence);
    let mut touched = all.into_iter().filter(|sentence| sentence.overlaps(words));
    let Some(first) = touched.next() else { return words };
    Span::new(first.start_byte, touched.next_back().map_or(first.end_byte, |last| last.end_byte))
}

/// Mentions that were not rejected, the nearest first.
fn nearest<'r>(
    mentions: impl Iterator<Item = &'r ReviewMention>,
    place: &Place<'_>,
    near: impl Fn(Span) -> Near,
) -> Vec<(Near, &'r ReviewMention)> {
    let kept = mentions.filter(|mention| mention.status != Some(Status::Rejected));
    let mut found: Vec<(Near, &ReviewMention)> = kept.map(|mention| (near(mention.span), mention)).collect();
    found.sort_by_key(|(near, mention)| (*near, place.distance(mention.span), mention.span.start_byte));
    found
}

fn names(review: &Review, place: &Place<'_>, near: impl Fn(Span) -> Near) -> Vec<NameOffer> {
    let named = review.mentions.iter().filter(|mention| mention.name.is_some() && mention.label.names_entity());
    let mut found: Vec<NameOffer> = Vec::new();
    let mut is_seen = vec![false; review.names.len()];
    for (near, mention) in nearest(named, place, near) {
        let Some(name_idx) = mention.name.filter(|name_idx| !is_seen[*name_idx]) else { continue };
        is_seen[name_idx] = true;
        let mut offer = name_offer(review, &review.names[name_idx], mention, near);
        offer.is_in_words = place.words.contains(mention.span);
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

fn name_offer(review: &Review, name: &ReviewName, mention: &ReviewMention, near: Near) -> NameOffer {
    let card = card_of(name);
    let shown = card.map_or(&name.name, |card| &card.name);
    // Under all that it is called here, and as the cards go by that it may be.
    let words = name.mentions.iter().filter_map(|index| review.mentions.get(*index)).map(|mention| &mention.words);
    let cards = name.candidates.iter().map(|candidate| &candidate.card.name);
    let mut aliases: Vec<String> = Vec::new();
    for other in std::iter::once(&name.name).chain(&name.aliases).chain(words).chain(cards) {
        if other != shown && !aliases.contains(other) {
            aliases.push(other.clone());
        }
    }
    NameOffer {
        who: who(name, mention),
        label: card.map_or(name.label, |card| card.label),
        name: shown.clone(),
        aliases,
        near,
        is_scene: mention.label == Label::Place && follows_place_word(&review.body, mention.span),
        is_in_words: false,
    }
}

/// `in Lima`, `near the harbour`: said to be where something is.
fn follows_place_word(body: &str, span: Span) -> bool {
    let before = body.get(..span.start_byte).unwrap_or_default().trim_end();
    let before = before.strip_suffix(" the").unwrap_or(before);
    let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    class::is_in(Class::PlacePreposition, &word.to_lowercase())
}

/// Dates of the article, both where two readings are honest, and last the day of publication.
fn dates(review: &Review, place: &Place<'_>, near: impl Fn(Span) -> Near) -> Vec<DateOffer> {
    let dated = review.mentions.iter().filter(|mention| mention.label == Label::Date);
    let mut found: Vec<DateOffer> = Vec::new();
    for (_, mention) in nearest(dated, place, near) {
        let readings = match &mention.value {
            Some(Value::Text(date)) => vec![date],
            Some(Value::Either(one, other)) => vec![one, other],
            _ => Vec::new(),
        };
        let is_in_words = place.words.contains(mention.span);
        found.extend(readings.into_iter().map(|date| DateOffer {
            date: date.clone(),
            words: mention.words.clone(),
            is_in_words,
        }));
    }
    let published = review.article.published.clone();
    found.extend(published.map(|date| DateOffer { date, words: String::new(), is_in_words: false }));
    let mut seen = Vec::new();
    found.retain(|offer| {
        let is_new = edtf::bounds(&offer.date).is_some() && !seen.contains(&offer.date);
        seen.push(offer.date.clone());
        is_new
    });
    found
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
        offers(review, Span::new(paragraph_start, paragraph_end), Span::new(start, start + words.len()), None)
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
        let dates = dates_for(Field::AsOf, &around(&review, "41 boats").dates);
        assert_eq!(dates, ["2023-03", "2023-12-01", "2023-12-08"], "no length of time");
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
