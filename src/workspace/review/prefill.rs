//! What a claim made by hand says from the start: what its words hold, and what its sentence holds but once.
//!
//! Pure: a review and words of it go in. Never takes anything from beyond the sentence, and nothing that stands there
//! twice.

use crate::extract;
use crate::ledger::command::EntityRef;
use crate::ledger::command::FieldEdit;
use crate::model::claim::Field;
use crate::model::claim::PartValue;
use crate::model::edtf;
use crate::model::kind::ClaimKind;
use crate::model::kind::Label;
use crate::model::kind::Status;
use crate::model::kind::ZoneKind;
use crate::model::span::Span;
use crate::model::value::Value;
use crate::store::read::review::Review;
use crate::store::read::review::ReviewMention;
use crate::workspace::review::offers;

/// The fields of a claim on these words of a paragraph.
pub fn prefilled(review: &Review, kind: ClaimKind, paragraph: Span, words: Span) -> Vec<FieldEdit> {
    let sentence = offers::sentence_around(review, paragraph, words);
    let told = Told { review, sentence, words };
    let fields = match kind {
        ClaimKind::Figure => figure(&told),
        ClaimKind::Quote => quote(&told),
        ClaimKind::Role => role(&told),
        ClaimKind::Event => event(&told),
    };
    fields.into_iter().flatten().collect()
}

/// Words in their sentence.
struct Told<'r> {
    review: &'r Review,
    sentence: Span,
    words: Span,
}

impl<'r> Told<'r> {
    fn text(&self) -> &'r str {
        self.words.words(&self.review.body).unwrap_or_default()
    }

    fn mentions(&self, labels: &'static [Label]) -> impl Iterator<Item = &'r ReviewMention> {
        let all = self.review.mentions.iter().filter(|mention| mention.status != Some(Status::Rejected));
        all.filter(|mention| labels.contains(&mention.label))
    }

    fn inside(&self, labels: &'static [Label]) -> impl Iterator<Item = &'r ReviewMention> {
        let words = self.words;
        self.mentions(labels).filter(move |mention| words.contains(mention.span))
    }

    /// Those of the sentence that stand outside the words; a dateline tells where the article was written, no more.
    fn beside(&self, labels: &'static [Label]) -> impl Iterator<Item = &'r ReviewMention> {
        let (review, sentence, words) = (self.review, self.sentence, self.words);
        let is_dateline = move |span: Span| {
            review.zones.iter().any(|zone| zone.kind == ZoneKind::Dateline && zone.span.overlaps(span))
        };
        let all = self.mentions(labels).filter(move |mention| sentence.contains(mention.span));
        all.filter(move |mention| !words.overlaps(mention.span) && !is_dateline(mention.span))
    }

    /// Each of the names once, in order.
    fn all_named(&self, mentions: impl Iterator<Item = &'r ReviewMention>) -> Vec<EntityRef> {
        let mut found = Vec::new();
        for mention in mentions {
            let Some(name_idx) = mention.name else { continue };
            let who = offers::who(&self.review.names[name_idx], mention);
            if found.iter().all(|(idx, other)| *idx != name_idx && *other != who) {
                found.push((name_idx, who));
            }
        }
        found.into_iter().map(|(_, who)| who).collect()
    }

    /// The name of the sentence that stands right behind words or before them, over a comma and these words alone.
    fn joined(
        &self,
        words: Span,
        labels: &'static [Label],
        over: &'static [&'static str],
    ) -> Option<&'r ReviewMention> {
        let is_joint = |gap: Span| {
            let mut pieces = gap.words(&self.review.body)?.split([' ', '\n', ',']).filter(|piece| !piece.is_empty());
            pieces.all(|piece| over.contains(&piece.to_lowercase().as_str())).then_some(gap.len())
        };
        let distance = |mention: &&ReviewMention| {
            let span = mention.span;
            if span.start_byte >= words.end_byte {
                is_joint(Span::new(words.end_byte, span.start_byte))
            } else {
                is_joint(Span::new(span.end_byte, words.start_byte.max(span.end_byte)))
            }
        };
        let near = self.beside(labels).filter_map(|mention| Some((distance(&mention)?, mention)));
        near.min_by_key(|(distance, _)| *distance).map(|(_, mention)| mention)
    }

    /// The first that the words name, else the only one that the sentence does.
    fn name(&self, field: Field, labels: &'static [Label]) -> Option<FieldEdit> {
        let inside = self.all_named(self.inside(labels)).first().copied();
        let who = inside.or_else(|| only(self.all_named(self.beside(labels))))?;
        Some(FieldEdit { field, values: vec![PartValue::Entity(who)] })
    }

    /// The only date of the words, else of the sentence.
    fn date(&self, field: Field) -> Option<FieldEdit> {
        let inside = dates(self.inside(&[Label::Date]));
        let date = if inside.is_empty() { only(dates(self.beside(&[Label::Date]))) } else { only(inside) };
        Some(text(field, &date.flatten()?))
    }
}

fn text(field: Field, text: &str) -> FieldEdit {
    FieldEdit { field, values: vec![PartValue::Text(text.to_owned())] }
}

fn only<T>(mut found: Vec<T>) -> Option<T> {
    found.pop().filter(|_| found.is_empty())
}

/// Each date once; `None` for one that can be read in two ways, which is no less there.
fn dates<'r>(mentions: impl Iterator<Item = &'r ReviewMention>) -> Vec<Option<String>> {
    let mut found = Vec::new();
    for mention in mentions {
        let date = match &mention.value {
            Some(Value::Text(date)) if edtf::bounds(date).is_some() => Some(date.clone()),
            Some(Value::Either(..)) => None,
            _ => continue,
        };
        if !found.contains(&date) {
            found.push(date);
        }
    }
    found
}

fn figure(told: &Told<'_>) -> Vec<Option<FieldEdit>> {
    let words = told.text();
    // The first word from which on it says a number: `the death toll at 7`.
    let mut from_here = words.char_indices().filter(|(at, _)| *at == 0 || words[..*at].ends_with(' '));
    let read = from_here.find_map(|(at, _)| extract::amount(&words[at..]));
    let mut fields = Vec::new();
    if let Some((value, of)) = read {
        fields.push(Some(FieldEdit { field: Field::Value, values: vec![PartValue::Number(value)] }));
        let unit = unit(words.strip_suffix(of).unwrap_or(words));
        fields.push(unit.map(|unit| text(Field::Unit, unit)));
        let of = of.trim().trim_end_matches(['.', ',', ';']).trim_end();
        // `$5 million in aid`
        let of_money = of.strip_prefix("in ").filter(|_| unit.is_some());
        let of = of.strip_prefix("of ").or(of_money).unwrap_or(of);
        // `83 of them`: who they are stands elsewhere.
        let is_told = !matches!(of, "" | "them" | "these" | "those" | "whom" | "which");
        fields.push(is_told.then(|| text(Field::Population, of)));
    }
    fields.extend([told.name(Field::Place, &[Label::Place]), told.date(Field::AsOf)]);
    fields
}

/// Signs and words of units, as figures have them: a currency by its code.
const UNITS: &[(&str, &str)] = &[
    ("%", "percent"),
    ("percent", "percent"),
    ("per cent", "percent"),
    ("dollars", "USD"),
    ("euros", "EUR"),
    ("pounds", "GBP"),
    ("USD", "USD"),
    ("EUR", "EUR"),
    ("GBP", "GBP"),
    ("$", "USD"),
    ("€", "EUR"),
    ("£", "GBP"),
];

/// The unit of words that end with an amount: behind it, else before.
fn unit(words: &str) -> Option<&'static str> {
    let words = words.trim();
    let behind = UNITS.iter().find(|(sign, _)| words.ends_with(sign));
    let before = || UNITS.iter().find(|(sign, _)| words.split(' ').any(|word| word.starts_with(sign)));
    behind.or_else(before).map(|(_, unit)| *unit)
}

fn quote(told: &Told<'_>) -> Vec<Option<FieldEdit>> {
    let is_direct = told.text().starts_with(['"', '“', '‘', '«']);
    // Whom the words name is spoken of: who speaks stands beside them.
    let speaker = only(told.all_named(told.beside(&[Label::Person])));
    let speaker = speaker.or_else(|| only(told.all_named(told.beside(&[Label::Person, Label::Org]))));
    let date = only(dates(told.beside(&[Label::Date]))).flatten();
    vec![
        Some(text(Field::QuoteForm, if is_direct { "direct" } else { "indirect" })),
        speaker.map(|who| FieldEdit { field: Field::Speaker, values: vec![PartValue::Entity(who)] }),
        date.map(|date| text(Field::SaidOn, &date)),
    ]
}

fn role(told: &Told<'_>) -> Vec<Option<FieldEdit>> {
    let title = title(told);
    let house =
        |labels: &'static [Label]| told.inside(labels).next().or_else(|| told.joined(told.words, labels, OF_HOUSE));
    let org = house(&[Label::Org]);
    let place = if org.is_some() { told.inside(&[Label::Place]).next() } else { house(&[Label::Place]) };
    // `spokeswoman for the Bay Union, Ana Ruiz`: the name stands behind the house.
    let reach = org.or(place).filter(|house| house.span.start_byte >= told.words.end_byte);
    let reach = reach.map_or(told.words, |house| Span::new(told.words.start_byte, house.span.end_byte));
    let person: &[Label] = &[Label::Person];
    let holder = told.inside(person).next().or_else(|| told.joined(reach, person, OF_HOLDER));
    let named = |field: Field, mention: Option<&ReviewMention>| {
        let who = told.all_named(mention.into_iter()).first().copied()?;
        Some(FieldEdit { field, values: vec![PartValue::Entity(who)] })
    };
    vec![
        (!title.is_empty()).then(|| text(Field::Title, title)),
        named(Field::Holder, holder).or_else(|| told.name(Field::Holder, person)),
        named(Field::Organisation, org),
        named(Field::Place, place),
    ]
}

/// Words between a title and its house, and between it and its holder, where nothing else stands there.
const OF_HOUSE: &[&str] = &["at", "for", "in", "of", "the", "with", "’s", "'s"];
const OF_HOLDER: &[&str] = &["a", "an", "as", "is", "the", "was"];

/// Words that join a title to its holder and its house, and are part of neither.
const AROUND_TITLE: &[&str] = &["a", "an", "and", "as", "at", "for", "from", "in", "of", "the", "to", "’s", "'s"];

/// The words without the names in them: the first piece that is left, without what joined it to them.
fn title<'r>(told: &Told<'r>) -> &'r str {
    let mut rest = told.words;
    let mut pieces = Vec::new();
    for mention in told.inside(&[Label::Person, Label::Org, Label::Place]) {
        // Names may stand in each other.
        if mention.span.start_byte >= rest.start_byte {
            pieces.push(Span::new(rest.start_byte, mention.span.start_byte));
        }
        rest.start_byte = rest.start_byte.max(mention.span.end_byte);
    }
    pieces.push(rest);
    let trimmed = pieces.into_iter().filter_map(|piece| piece.words(&told.review.body)).map(|piece| {
        let mut piece = piece;
        loop {
            let shorter = piece.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '.' | ';' | '(' | ')'));
            let of_grammar = |word: &&&str| AROUND_TITLE.contains(&word.to_lowercase().as_str());
            let first = shorter.split_whitespace().next().as_ref().filter(of_grammar).map_or(0, |word| word.len());
            let last = shorter.split_whitespace().next_back().as_ref().filter(of_grammar).map_or(0, |word| word.len());
            if first == 0 && last == 0 {
                return shorter;
            }
            piece = shorter.get(first..shorter.len().saturating_sub(last)).unwrap_or_default();
        }
    });
    // `Ana, who heads the bank`: a verb tells the office, and no words name it.
    let is_clause = |piece: &str| matches!(piece.split_whitespace().next(), Some("who" | "whose" | "which" | "that"));
    trimmed.into_iter().find(|piece| !piece.is_empty() && !is_clause(piece)).unwrap_or_default()
}

fn event(told: &Told<'_>) -> Vec<Option<FieldEdit>> {
    let actors = told.all_named(told.inside(&[Label::Person, Label::Org]));
    let values: Vec<PartValue<EntityRef>> = actors.into_iter().map(PartValue::Entity).collect();
    let is = offers::told(told.review, told.sentence, told.words);
    vec![
        is.map(|is| text(Field::Type, is.kind)),
        is.map(|is| text(Field::Modality, is.modality.as_str())),
        (!values.is_empty()).then_some(FieldEdit { field: Field::Actors, values }),
        told.name(Field::Place, &[Label::Place]),
        told.date(Field::Date),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::article::Zone;
    use crate::workspace::review::fixture;

    /// The fields of a claim on `words` as `field=value`, names as the article has them.
    fn told_of(review: &Review, kind: ClaimKind, words: &str) -> Vec<String> {
        let start = review.body.find(words).expect("words of the body");
        let span = Span::new(start, start + words.len());
        let value = |value: &PartValue<EntityRef>| match value {
            PartValue::Text(text) => text.clone(),
            PartValue::Number(number) => number.to_string(),
            PartValue::Entity(EntityRef::Decided(id)) => format!("E{id}"),
            PartValue::Entity(EntityRef::Named { span, .. }) => span.words(&review.body).expect("a name").to_owned(),
            PartValue::Span(_) => "a place".to_owned(),
        };
        let fields = prefilled(review, kind, Span::new(0, review.body.len()), span);
        let line = |edit: &FieldEdit| {
            format!("{}={}", edit.field.as_str(), edit.values.iter().map(value).collect::<Vec<_>>().join("+"))
        };
        fields.iter().map(line).collect()
    }

    /// A text with dates that have values, in order.
    fn dated(text: &str, dates: &[&str]) -> Review {
        let mut review = fixture::marked(text);
        let found = review.mentions.iter_mut().filter(|mention| mention.label == Label::Date);
        for (mention, date) in found.zip(dates) {
            mention.value = Some(Value::Text((*date).to_owned()));
        }
        review
    }

    #[test]
    fn what_the_words_name_is_taken_and_of_the_sentence_what_stands_there_once() {
        let review = dated(
            "[Bo]{person:9} slept in [Cusco]{place:8} in [May]{date}. On [Friday]{date} [Ana Ruiz]{person:1} of the [Bay Union]{org:2} met [Bo]{person:9} in [Lima]{place:3}.",
            &["2023-05", "2023-12-08"],
        );
        let words = "Ana Ruiz of the Bay Union met Bo";
        assert_eq!(
            told_of(&review, ClaimKind::Event, words),
            ["type=meeting", "modality=happened", "actors=Ana Ruiz+Bay Union+Bo", "place=Lima", "date=2023-12-08"]
        );
    }

    #[test]
    fn an_event_is_of_the_kind_that_its_verb_tells_and_came_about_or_not() {
        for (text, words, expected) in [
            (
                "[Soldiers]{group:1} stormed the office in [Lima]{place:2}.",
                "stormed the office",
                &["type=attack", "modality=happened", "place=Lima"][..],
            ),
            (
                "[Ana]{person:1} plans to visit [Lima]{place:2}.",
                "plans to visit",
                &["type=visit", "modality=planned", "place=Lima"],
            ),
            ("[Ana]{person:1} slept in [Lima]{place:2} after the attack.", "slept", &["place=Lima"]),
            ("[Ana]{person:1} struck a balance.", "struck a balance", &[]),
        ] {
            assert_eq!(told_of(&fixture::marked(text), ClaimKind::Event, words), expected, "{text}");
        }
    }

    #[test]
    fn of_two_places_or_dates_in_the_sentence_none_is_guessed() {
        let review = dated(
            "Between [Lima]{place:1} and [Cusco]{place:2} 41 miners slept from [May]{date} to [June]{date}.",
            &["2023-05", "2023-06"],
        );
        assert_eq!(told_of(&review, ClaimKind::Figure, "41 miners"), ["value=41", "population=miners"]);
        assert_eq!(
            told_of(&review, ClaimKind::Figure, "41 miners slept from May"),
            ["value=41", "population=miners slept from May", "as_of=2023-05"],
            "what the words hold themselves goes before"
        );
    }

    #[test]
    fn an_amount_keeps_its_unit() {
        let review = fixture::marked(
            "Fined 2.1 million euros, 6 percent of exports, $5 million in aid, 40 boats, 31 of them old.",
        );
        for (words, expected) in [
            ("2.1 million euros", &["value=2100000", "unit=EUR"][..]),
            ("6 percent of exports", &["value=6", "unit=percent", "population=exports"]),
            ("$5 million in aid", &["value=5000000", "unit=USD", "population=aid"]),
            ("40 boats", &["value=40", "population=boats"]),
            ("31 of them", &["value=31"]),
        ] {
            assert_eq!(told_of(&review, ClaimKind::Figure, words), expected, "{words}");
        }
    }

    #[test]
    fn a_sentence_border_is_never_crossed_and_a_dateline_is_no_place_of_an_event() {
        let mut review = dated(
            "[LIMA]{place:1}, [May 3]{date} - 41 miners left. They sang in [Cusco]{place:2} on [Friday]{date}.",
            &["2023-05-03", "2023-05-05"],
        );
        review.zones.push(Zone { span: Span::new(0, "LIMA, May 3 -".len()), kind: ZoneKind::Dateline });
        assert_eq!(told_of(&review, ClaimKind::Event, "41 miners left"), Vec::<String>::new());
        assert_eq!(told_of(&review, ClaimKind::Event, "They sang"), ["place=Cusco", "date=2023-05-05"]);
    }

    #[test]
    fn a_date_of_two_readings_and_a_rejected_name_are_not_taken() {
        let mut review = fixture::marked("On [Friday]{date} 41 miners left [Lima]{place:1} for [Cusco]{place:2}.");
        review.mentions[0].value = Some(Value::Either("2023-12-01".to_owned(), "2023-12-08".to_owned()));
        review.mentions[1].status = Some(Status::Rejected);
        assert_eq!(told_of(&review, ClaimKind::Event, "41 miners left"), ["place=Cusco"]);
    }

    #[test]
    fn a_title_has_neither_article_nor_house() {
        for (text, words, expected) in [
            (
                "[Ana]{person:1}, the prefect of [Cusco]{place:2}, left.",
                "Ana, the prefect of Cusco",
                &["title=prefect", "holder=Ana", "place=Cusco"][..],
            ),
            (
                "The finance director of [Bay Resources]{org:1}, [Bo]{person:2}, left.",
                "The finance director of Bay Resources, Bo",
                &["title=finance director", "holder=Bo", "organisation=Bay Resources"],
            ),
            (
                "[Peru]{place:1}'s interior minister [Bo]{person:2} left.",
                "Peru's interior minister Bo",
                &["title=interior minister", "holder=Bo", "place=Peru"],
            ),
            ("[Bo]{person:2} is the mayor.", "the mayor", &["title=mayor", "holder=Bo"]),
            ("[Bo]{person:2} and [Ana]{person:1} met the mayor.", "the mayor", &["title=mayor"]),
            ("[Bo]{person:2} left.", "Bo", &["holder=Bo"]),
            (
                "[Bo]{person:2}, emergency coordinator for the [Bay Union]{org:1}, met [Ana]{person:3}.",
                "emergency coordinator",
                &["title=emergency coordinator", "holder=Bo", "organisation=Bay Union"],
            ),
            (
                "A spokeswoman for the [Bay Union]{org:1}, [Ana]{person:3}, met [Bo]{person:2}.",
                "spokeswoman",
                &["title=spokeswoman", "holder=Ana", "organisation=Bay Union"],
            ),
            (
                "[Bo]{person:2} met the mayor of [Cusco]{place:1}, [Ana]{person:3}, and the [Bay Union]{org:4}.",
                "mayor",
                &["title=mayor", "holder=Ana", "place=Cusco"],
            ),
            (
                "[Bo]{person:2} of the [Bay Union]{org:1} told [Ana]{person:3} that a lawyer came.",
                "lawyer",
                &["title=lawyer"],
            ),
            (
                "[Bo]{person:2}, who heads the [Bay Union]{org:1}, left.",
                "Bo, who heads the Bay Union",
                &["holder=Bo", "organisation=Bay Union"],
            ),
        ] {
            assert_eq!(told_of(&fixture::marked(text), ClaimKind::Role, words), expected, "{text}");
        }
    }

    #[test]
    fn who_speaks_stands_beside_the_words() {
        let review = dated(
            "“[Bo]{person:1} must go,” [Ana Ruiz]{person:2} of the [Bay Union]{org:3} said on [Friday]{date}.",
            &["2023-12-08"],
        );
        assert_eq!(
            told_of(&review, ClaimKind::Quote, "“Bo must go,”"),
            ["form=direct", "speaker=Ana Ruiz", "said_on=2023-12-08"]
        );
        let review = fixture::marked("[Ana]{person:1} and [Bo]{person:2} said it would rain.");
        assert_eq!(told_of(&review, ClaimKind::Quote, "it would rain"), ["form=indirect"]);
    }
}
