//! Dates and times: found by a grammar, resolved against the publication date by the way news counts.
//!
//! Never guesses: without a publication date relative dates stay without a value, and where two readings are honest
//! both are kept.
//!
//! ```text
//! words → numeric, clock, relative, lengths, part, holiday, hijri → grammar → expression → resolve → EDTF
//! ```

pub mod calendar;
mod clock;
pub mod expression;
mod feasts;
mod grammar;
mod hijri;
mod holiday;
mod lengths;
mod months;
mod moon;
mod numeric;
mod part;
mod relative;
mod resolve;
mod term;
mod told;
mod weekdays;
mod words;
mod years;

use chrono::NaiveDate;

use crate::extract::dates::expression::Expression;
use crate::extract::dates::expression::Shift;
use crate::extract::dates::resolve::Anchor;
use crate::extract::dates::resolve::Tense;
use crate::extract::dates::resolve::resolve;
use crate::extract::dates::told::Story;
use crate::extract::found::Found;
use crate::extract::reading::Reading;
use crate::extract::reading::Sentence;
use crate::lists::class::Class;
use crate::model::kind::Label;
use crate::model::kind::ZoneKind;
use crate::model::value::Value;

/// Dates and times of the article, in order.
pub fn find(reading: &Reading<'_>, published: Option<NaiveDate>) -> Vec<Found> {
    let mut found = Vec::new();
    let mut story: Option<Story> = None;
    for (index, sentence) in reading.sentences.iter().enumerate() {
        if sentence.zone == ZoneKind::Boilerplate {
            continue;
        }
        let mut at = sentence.first;
        while at < sentence.end {
            let found_here = if words::can_begin(reading, at) || &*reading.folded[at] == "that" {
                in_story(reading, sentence, at, story).or_else(|| one(reading, sentence, at, (published, story)))
            } else {
                None
            };
            at = match found_here {
                Some(date) => {
                    story = Story::of(&date, index).or(story);
                    let end = date.end;
                    found.push(date);
                    end
                }
                None => at + 1,
            };
        }
    }
    found
}

/// A date counted from the last one that was told.
fn in_story(reading: &Reading<'_>, sentence: &Sentence, at: usize, story: Option<Story>) -> Option<Found> {
    let (value, end) = told::told(reading, at, story?).filter(|(_, end)| *end <= sentence.end)?;
    let mut date = Found::new(at, end, Label::Date, "dates.story", 0.6);
    date.value = Some(Value::Text(value));
    Some(date)
}

/// A date by itself, told by the day of publication or going on with the last date that the story told.
fn one(
    reading: &Reading<'_>,
    sentence: &Sentence,
    at: usize,
    (published, story): (Option<NaiveDate>, Option<Story>),
) -> Option<Found> {
    let (expression, end) = grammar::moment(reading, at).filter(|(_, end)| *end <= sentence.end)?;
    let tense = term::tense(reading, sentence, at, end).unwrap_or_else(|| tense(reading, sentence, at, end));
    let by_calendar = resolve(&expression, Anchor { published, tense });
    if tense != Tense::Future
        && let Some((story, day)) = story.zip(published)
        && let Some(moved) = story.in_its_year(reading, at, (&expression, by_calendar.as_ref()), day)
    {
        let mut date = Found::new(at, end, Label::Date, "dates.story", 0.6);
        date.value = resolve(&moved, Anchor { published, tense });
        return Some(date);
    }
    let (expression, value) = match by_calendar {
        Some(_) if tense == Tense::Past && is_of_story(reading, at, &expression) => (Expression::Open, None),
        value => (expression, value),
    };
    let label = if expression.has_clock() { Label::Time } else { Label::Date };
    let (rule, score) = match &expression {
        _ if expression.has_clock() => ("dates.time", 0.9),
        Expression::Duration(_) => ("dates.duration", 0.7),
        Expression::Either(first, _) if !matches!(**first, Expression::Holiday { .. }) => ("dates.numeric", 0.8),
        _ if !expression.is_relative() => ("dates.explicit", 0.95),
        _ if value.is_some() => ("dates.relative", 0.9),
        _ => ("dates.open", 0.7),
    };
    let mut date = Found::new(at, end, label, rule, score);
    date.value = value;
    Some(date)
}

/// `They left the following year`: what has happened cannot lie after the publication.
fn is_of_story(reading: &Reading<'_>, at: usize, expression: &Expression) -> bool {
    let the = usize::from(reading.low(at, at) == "the");
    let is_next = match reading.low(at + the, at) {
        "following" => true,
        "next" => the == 1,
        _ => false,
    };
    is_next
        && matches!(expression, Expression::Period { offset: 1, .. } | Expression::Weekday { shift: Shift::Next, .. })
}

/// Longest sentence in tokens, the date aside, that tells nothing of time when it has no verb: a headline, a caption.
const FRAGMENT: usize = 4;

/// Past tenses of verbs that news uses and that do not end as most do.
pub const IRREGULAR: &[&str] = &[
    "rose", "fell", "won", "lost", "sent", "gave", "got", "hit", "spoke", "wrote", "ran", "flew", "fled", "shot",
    "struck", "broke", "stood", "sat", "saw", "became", "grew", "drew", "threw", "fought", "brought", "bought",
    "sought", "caught", "felt", "kept", "spent", "built", "led", "paid", "sold", "chose", "drove", "sank", "swore",
    "withdrew", "forbade", "hurt", "knew", "thought", "taught", "stole", "froze", "beat", "laid", "lay", "dealt",
    "found", "heard", "ended",
];

/// Which way the clause around a date looks: the nearest verb that tells, within a dozen words.
fn tense(reading: &Reading<'_>, sentence: &Sentence, first: usize, end: usize) -> Tense {
    let mut best: Option<(usize, Tense)> = None;
    let from = first.saturating_sub(12).max(sentence.first);
    // `would halve it from May because it had lost money`: the reason has a time of its own.
    let gives_reason =
        |index: &usize| matches!(&*reading.folded[*index], "because" | "although" | "though" | "whereas");
    let limit = (end + 12).min(sentence.end);
    let limit = (end..limit).find(gives_reason).unwrap_or(limit);
    // `told the inquiry on Tuesday that it will pay`: what is told has a time of its own.
    let is_of_telling =
        reading.low(end, first) == "that" && (from..first).any(|at| reading.is_in(at, Class::SpeechThat));
    let limit = if is_of_telling { end } else { limit };
    for index in (from..first).chain(end..limit.max(end)) {
        let word: &str = &reading.folded[index];
        // `to be held`, `is to be signed`: the form is that of the past, the time is not.
        let tense = match word {
            _ if reading.low_before(index) == "be" => continue,
            // `plans to go`, `is to be held`.
            "set" | "plans" | "plan" | "planned" | "going" | "is" | "are" if reading.low(index + 1, first) == "to" => {
                Tense::Future
            }
            "plans" | "planned" | "set" | "going" => continue,
            "will" | "would" | "shall" | "'ll" | "ll" | "upcoming" | "scheduled" | "expected" | "due" | "slated"
            | "expect" | "expects" | "forecast" | "predicts" | "wants" | "want" | "hopes" | "aims" | "intends"
            | "should" | "i'll" | "we'll" | "they'll" | "he'll" | "she'll" | "it'll" | "let's" | "i’ll" | "we’ll" => {
                Tense::Future
            }
            "was" | "were" | "had" | "did" | "said" | "told" | "met" | "left" | "began" | "held" | "took" | "went"
            | "came" | "made" => Tense::Past,
            _ if IRREGULAR.contains(&word) => Tense::Past,
            _ if word.len() > 4 && word.ends_with("ed") => Tense::Past,
            _ => continue,
        };
        let distance = if index < first { first - index } else { index + 1 - end };
        if best.is_none_or(|(nearest, _)| distance < nearest) {
            best = Some((distance, tense));
        }
    }
    let is_closed =
        sentence.end.checked_sub(1).is_some_and(|last| matches!(reading.tokens[last].text, "." | "!" | "?"));
    let is_fragment = !is_closed && (sentence.end - sentence.first).saturating_sub(end - first) <= FRAGMENT;
    best.map_or(if is_fragment { Tense::Open } else { Tense::Unknown }, |(_, tense)| tense)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::dates::calendar::parse_day;

    /// Words and values of the dates in `text`, published on Friday, 8 December 2023.
    fn dates(text: &str) -> Vec<(String, Option<String>)> {
        let reading = Reading::new(text);
        let found = find(&reading, parse_day("2023-12-08"));
        let cell = |value: &Option<Value>| value.as_ref().map(Value::to_cell);
        found.iter().map(|one| (reading.words(reading.span(one.first, one.end)).to_owned(), cell(&one.value))).collect()
    }

    #[test]
    fn dates_of_every_kind() {
        for (text, words, value) in [
            ("They met on Thursday in Lima.", "Thursday", Some("2023-12-07")),
            ("They will meet on Thursday in Lima.", "Thursday", Some("2023-12-14")),
            ("2023-", "2023", Some("2023")),
            ("They told an official inquiry on Thursday that it will pay.", "Thursday", Some("2023-12-07")),
            ("The day is Thursday that they will meet.", "Thursday", Some("2023-12-14")),
            ("They met last month.", "last month", Some("2023-11")),
            ("They left by Nov. 1 or later.", "Nov. 1", Some("2023-11-01")),
            ("On November 1, 2023, they left.", "November 1, 2023", Some("2023-11-01")),
            ("On 1 November they left.", "1 November", Some("2023-11-01")),
            ("He tours Peru from Dec. 5 to 15, then rests.", "Dec. 5 to 15", Some("2023-12-05/2023-12-15")),
            ("It ran 5-15 December 2022 in Lima.", "5-15 December 2022", Some("2022-12-05/2022-12-15")),
            ("It ran Dec. 20 to Jan. 3, 2023.", "Dec. 20 to Jan. 3, 2023", Some("2022-12-20/2023-01-03")),
            ("In October, Peru set a limit.", "October", Some("2023-10")),
            ("It fell in early 2021 there.", "early 2021", Some("2021")),
            ("It fell in the 1990s there.", "the 1990s", Some("199X")),
            ("Sales rose in the third quarter.", "the third quarter", Some("2023-35")),
            ("Sales rose in the third quarter of 2022.", "the third quarter of 2022", Some("2022-35")),
            ("He is on a two-day visit.", "two-day", Some("P2D")),
            ("Prices rose since August.", "August", Some("2023-08")),
            ("It was signed on 2023-11-01.", "2023-11-01", Some("2023-11-01")),
            ("It was signed on 5/4/2023.", "5/4/2023", Some("2023-05-04 or 2023-04-05")),
            ("It was signed on 25/4/2023.", "25/4/2023", Some("2023-04-25")),
            ("It was signed on 04.10.2023.", "04.10.2023", Some("2023-10-04")),
            ("They met three days ago.", "three days ago", Some("2023-12-05")),
            ("They left yesterday.", "yesterday", Some("2023-12-07")),
            ("They met last week.", "last week", Some("2023-11-27/2023-12-03")),
            ("The 2024 election is far.", "2024", Some("2024")),
            ("It began in May.", "May", Some("2023-05")),
            ("Doors open at 10:30 a.m. there.", "10:30 a.m.", Some("T10:30")),
            ("Between 2019 and 2021 it grew.", "2019 and 2021", Some("2019/2021")),
            ("On Thursday, Nov. 2, they met.", "Thursday, Nov. 2", Some("2023-11-02")),
            ("They stayed last summer.", "last summer", Some("2023-22")),
            ("He spoke on Good Friday.", "Good Friday", Some("2023-04-07")),
        ] {
            let expected = vec![(words.to_owned(), value.map(str::to_owned))];
            assert_eq!(dates(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_date() {
        for text in [
            "They may march on the capital.",
            "A second man sat in the sun.",
            "May I march with you?",
            "Some 2021 people came.",
            "April Jones met June Smith.",
            "The tanker carried 1999 tonnes.",
            "The 45-year-old was held.",
            "She scored 3-2 in the final.",
        ] {
            assert_eq!(dates(text), Vec::new(), "{text}");
        }
    }

    #[test]
    fn without_a_publication_date_relative_ones_stay_open() {
        let reading = Reading::new("They met on Thursday and on 1 May 2022.");
        let values: Vec<Option<Value>> = find(&reading, None).into_iter().map(|one| one.value).collect();
        assert_eq!(values, [None, Some(Value::Text("2022-05-01".to_owned()))]);
    }
}
