//! What things are called on screen: labels, kinds, states, dates, numbers, counts.
//!
//! Pure formatting of the words that files and exports use into the words people read; never asks the clock or the
//! system's locale, so that every screen and photograph says the same.

use crate::model::cell;
use crate::model::claim::Field;
use crate::model::claim::PartValue;
use crate::model::kind::ArticleState;
use crate::model::kind::ClaimKind;
use crate::model::kind::DateBasis;
use crate::model::kind::Label;
use crate::model::kind::Status;
use crate::model::score::LIKELY;
use crate::model::score::SURE;
use crate::model::value::Value;
use crate::store::read::annotations::Counts;
use crate::text::month;
use chrono::Datelike as _;
use chrono::NaiveDate;

/// The words for scores, each with the lowest it is said of and the lowest it is not said of any more, in thousandths.
pub const SCORES: [(&str, u16, u16); 3] = [("sure", 900, 1001), ("likely", 600, 900), ("check", 0, 600)];

pub fn score(score: f64) -> &'static str {
    if score >= SURE {
        "sure"
    } else if score >= LIKELY {
        "likely"
    } else {
        "check"
    }
}

pub const fn label(label: Label) -> &'static str {
    match label {
        Label::Person => "person",
        Label::Org => "organisation",
        Label::Place => "place",
        Label::Group => "group",
        Label::Date => "date",
        Label::Time => "time",
        Label::Money => "money",
        Label::Percent => "percent",
        Label::Quantity => "quantity",
        Label::Event => "event",
        Label::Law => "law",
        Label::Work => "work",
        Label::Product => "product",
        Label::Other => "other",
    }
}

pub const fn claim_kind(kind: ClaimKind) -> &'static str {
    match kind {
        ClaimKind::Figure => "figure",
        ClaimKind::Quote => "quote",
        ClaimKind::Role => "role",
        ClaimKind::Event => "event",
    }
}

pub const fn status(status: Status) -> &'static str {
    match status {
        Status::Accepted => "accepted",
        Status::Doubtful => "doubtful",
        Status::Rejected => "rejected",
    }
}

pub const fn article_state(state: ArticleState) -> &'static str {
    match state {
        ArticleState::New => "new",
        ArticleState::Begun => "begun",
        ArticleState::Done => "done",
        ArticleState::SetAside => "set aside",
    }
}

/// Where a publication date comes from, as it stands in brackets behind the date.
pub const fn date_basis(basis: DateBasis) -> &'static str {
    match basis {
        DateBasis::Given => "you set it",
        DateBasis::Metadata => "from the page",
        DateBasis::FileName => "from the file name",
        DateBasis::Text => "from the text",
    }
}

pub const fn field(field: Field) -> &'static str {
    match field {
        Field::SpeakerSpan => "speaker's words",
        Field::SaidOn => "said on",
        Field::SaidBy => "said by",
        Field::AsOf => "as of",
        Field::Population => "of whom",
        Field::Value => "number",
        Field::Low => "at least",
        Field::High => "at most",
        other => other.as_str(),
    }
}

/// A claim's field as one line; `None` for what only the text view shows (spans).
pub fn part_value(field: Field, value: &PartValue<String>) -> Option<String> {
    match value {
        PartValue::Span(_) => None,
        PartValue::Number(value) => Some(number(*value)),
        PartValue::Entity(name) => Some(name.clone()),
        PartValue::Text(text) => Some(match field {
            Field::Date | Field::SaidOn | Field::AsOf => edtf(text),
            _ => field_word(field, text),
        }),
    }
}

/// A word that a field holds, as it is read.
pub fn field_word(field: Field, word: &str) -> String {
    match field {
        Field::Modality => modality(word).to_owned(),
        Field::Qualifier => word.replace('_', " "),
        _ => word.to_owned(),
    }
}

fn modality(word: &str) -> &str {
    match word {
        "hypothetical" => "if",
        "negated" => "did not happen",
        other => other,
    }
}

/// A mention's value as one line.
pub fn value(value: &Value) -> String {
    match value {
        Value::Text(text) => money(text).unwrap_or_else(|| edtf(text)),
        Value::Number(value) => number(*value),
        Value::Either(first, second) => format!("{} or {}", edtf(first), edtf(second)),
    }
}

/// `EUR 12,000,000` of `EUR 12000000`; `None` for what is no sum.
fn money(text: &str) -> Option<String> {
    let (currency, sum) = text.split_once(' ')?;
    let is_code = currency.len() == 3 && currency.bytes().all(|byte| byte.is_ascii_uppercase());
    is_code.then(|| sum.parse().ok().map(|sum| format!("{currency} {}", number(sum)))).flatten()
}

/// `1,300,000`, `0.5`, `-12`: groups of three from ten thousand on, as newspapers print them.
pub fn number(number: f64) -> String {
    let plain = crate::model::value::number_to_cell(number);
    let (sign, rest) = plain.strip_prefix('-').map_or(("", plain.as_str()), |rest| ("-", rest));
    let (whole, fraction) = rest.split_once('.').map_or((rest, None), |(whole, fraction)| (whole, Some(fraction)));
    if whole.len() < 5 || !whole.bytes().all(|byte| byte.is_ascii_digit()) {
        return plain;
    }
    let mut grouped = String::with_capacity(plain.len() + whole.len() / 3);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let fraction = fraction.map_or_else(String::new, |digits| format!(".{digits}"));
    format!("{sign}{grouped}{fraction}")
}

/// `1 more came up`: what is asked at the end of an article, because of what was decided in it.
pub fn came_up(n: usize) -> String {
    format!("{n} more came up")
}

/// `1 article`, `3 articles`: English plurals of the words this program counts.
pub fn count(n: i64, noun: &str) -> String {
    let counted = number(n as f64);
    if n == 1 { format!("{counted} {noun}") } else { format!("{counted} {}", plural(noun)) }
}

/// `3 articles`, or `3 articles, 1 text` where copies of one story are among them: they are one source, not several.
pub fn articles_and_texts(n_articles: i64, n_texts: i64) -> String {
    let articles = count(n_articles, "article");
    if n_texts < n_articles { format!("{articles}, {}", count(n_texts, "text")) } else { articles }
}

fn plural(noun: &str) -> String {
    // Only the last word takes the ending, and only a consonant before `y` changes it: "day" stays "days".
    match noun.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{stem}ies"),
        _ => format!("{noun}s"),
    }
}

/// A moment as its day, in UTC: `8 Dec 2023`.
pub fn day(millis: i64) -> String {
    edtf(cell::time(millis).get(..10).unwrap_or_default())
}

/// `2 notes, 1 tag`; empty where there are none.
pub fn remarks(counts: Counts) -> String {
    let counted = [(counts.n_notes, "note"), (counts.n_tags, "tag")];
    let counted = counted.into_iter().filter(|(n, _)| *n > 0).map(|(n, noun)| count(n, noun));
    counted.collect::<Vec<_>>().join(", ")
}

/// An EDTF date as people write it: `5-15 Dec 2023`, `Nov 2023`, `1990s`, `since Aug 2021`. What is none stays as it is.
pub fn edtf(text: &str) -> String {
    if let Some((from, to)) = text.split_once('/') {
        return interval(from, to).unwrap_or_else(|| text.to_owned());
    }
    duration(text).or_else(|| single(text)).unwrap_or_else(|| text.to_owned())
}

/// `Fri 8 Dec 2023`; dates that are not to the day as [`edtf`] has them.
pub fn edtf_with_weekday(text: &str) -> String {
    text.parse::<NaiveDate>()
        .map_or_else(|_not_to_the_day| edtf(text), |date| format!("{} {}", date.weekday(), edtf(text)))
}

fn interval(from: &str, to: &str) -> Option<String> {
    match (from, to) {
        ("" | "..", "" | "..") => None,
        ("" | "..", until) => Some(format!("until {}", single(until)?)),
        (since, "" | "..") => Some(format!("since {}", single(since)?)),
        _ => both_ends(from, to),
    }
}

fn both_ends(from: &str, to: &str) -> Option<String> {
    let days = from.parse::<NaiveDate>().ok().zip(to.parse::<NaiveDate>().ok());
    if let Some((first, last)) = days {
        if first.year() == last.year() && first.month() == last.month() {
            return Some(format!("{}-{}", first.day(), single(to)?));
        }
        if first.year() == last.year() {
            return Some(format!("{} {} - {}", first.day(), month(first.month())?, single(to)?));
        }
    }
    Some(format!("{} - {}", single(from)?, single(to)?))
}

/// One date, season, quarter, decade or year, with its marks of doubt.
fn single(text: &str) -> Option<String> {
    let bare = text.trim_end_matches(['?', '~', '%']);
    let words = if let Some(decade) = bare.strip_suffix('X') {
        let is_decade = decade.len() == 3 && decade.bytes().all(|byte| byte.is_ascii_digit());
        is_decade.then(|| format!("{decade}0s"))?
    } else {
        plain_date(bare)?
    };
    Some(match &text[bare.len()..] {
        "" => words,
        "~" => format!("about {words}"),
        _ => format!("{words} (uncertain)"),
    })
}

fn plain_date(text: &str) -> Option<String> {
    if let Ok(date) = text.parse::<NaiveDate>() {
        return Some(format!("{} {} {}", date.day(), month(date.month())?, date.year()));
    }
    if let Some((date, clock)) = text.split_once('T') {
        return Some(format!("{}, {}", plain_date(date)?, clock.get(..5)?));
    }
    let (year, rest) = text.split_once('-').map_or((text, None), |(year, rest)| (year, Some(rest)));
    if year.len() != 4 || !year.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let Some(rest) = rest else { return Some(year.to_owned()) };
    let code: u32 = rest.parse().ok()?;
    Some(match code {
        21 => format!("spring {year}"),
        22 => format!("summer {year}"),
        23 => format!("autumn {year}"),
        24 => format!("winter {year}"),
        33..=36 => format!("Q{} {year}", code - 32),
        40 | 41 => format!("{} half of {year}", if code == 40 { "first" } else { "second" }),
        _ => format!("{} {year}", month(code)?),
    })
}

fn month(number: u32) -> Option<&'static str> {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    number.checked_sub(1).and_then(|index| MONTHS.get(index as usize)).copied()
}

/// `P2D` is `2 days`; only durations of one unit, as the extractor writes them.
fn duration(text: &str) -> Option<String> {
    let (rest, is_clock) =
        text.strip_prefix("PT").map_or_else(|| (text.strip_prefix('P'), false), |rest| (Some(rest), true));
    let rest = rest?;
    let unit = match (rest.chars().next_back()?, is_clock) {
        ('D', false) => "day",
        ('W', false) => "week",
        ('M', false) => "month",
        ('Y', false) => "year",
        ('H', true) => "hour",
        ('M', true) => "minute",
        ('S', true) => "second",
        _ => return None,
    };
    let n: i64 = rest[..rest.len() - 1].parse().ok()?;
    Some(count(n, unit))
}

/// The first `max_chars` characters, with `…` where something was left out; never inside a word if there is a space.
pub fn shortened(text: &str, max_chars: usize) -> String {
    let one_line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((cut, _)) = one_line.char_indices().nth(max_chars) else { return one_line };
    let head = &one_line[..cut];
    let head = head.rfind(' ').filter(|at| *at > cut / 2).map_or(head, |at| &head[..at]);
    format!("{}…", head.trim_end_matches([',', ';', ':', '.', ' ']))
}

/// Whether text is a publication date: a day, a month or a year.
fn is_date(text: &str) -> bool {
    let is_digits = |part: &str, n: usize| part.len() == n && part.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<&str> = text.split('-').collect();
    match parts.as_slice() {
        [year] => is_digits(year, 4),
        [year, month] => is_digits(year, 4) && is_digits(month, 2) && (1..=12).contains(&month.parse().unwrap_or(0)),
        [year, month, day] => {
            is_digits(year, 4) && is_digits(month, 2) && is_digits(day, 2) && text.parse::<chrono::NaiveDate>().is_ok()
        }
        _ => false,
    }
}

/// A publication date as people type it, `2 July 2024`, `July 2, 2024`, `2.7.2024` or `2024-07-02`, as it is kept; a year or
/// a month alone is one. `2/7/2024` is none: who wrote it decides what it means.
pub fn typed_date(text: &str) -> Option<String> {
    let text = text.trim();
    if is_date(text) {
        return Some(text.to_owned());
    }
    let parts: Vec<&str> = text.split([' ', ',', '.']).filter(|part| !part.is_empty()).collect();
    let named = |word: &str| (1..=12).find(|number| month::begins(word, *number));
    let day_of = |text: &str| text.parse::<u32>().ok();
    let has_dots = text.contains('.') && !text.contains(' ');
    let (day, month, year) = match parts.as_slice() {
        [month, year] => (None, named(month)?, year),
        [day, month, year] if has_dots => (Some(day_of(day)?), day_of(month)?, year),
        [day, month, year] if named(month).is_some() => (Some(day_of(day)?), named(month)?, year),
        [month, day, year] => (Some(day_of(day)?), named(month)?, year),
        _ => return None,
    };
    let date = day.map_or_else(|| format!("{year}-{month:02}"), |day| format!("{year}-{month:02}-{day:02}"));
    is_date(&date).then_some(date)
}

/// Whether a date that is being typed is at its end: ten characters, or a year behind the rest.
pub fn is_date_written_out(text: &str) -> bool {
    let has_letters = text.contains(char::is_alphabetic);
    let last = text.trim().rsplit([' ', ',', '.']).next().unwrap_or_default();
    let ends_with_year = last.len() == 4 && last.bytes().all(|byte| byte.is_ascii_digit());
    if has_letters { ends_with_year || text.len() > 18 } else { text.trim().len() >= 8 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_of_one_story_count_once() {
        assert_eq!(articles_and_texts(3, 1), "3 articles, 1 text");
        assert_eq!(articles_and_texts(3, 3), "3 articles");
    }

    #[test]
    fn dates_read_as_people_write_them() {
        for (text, words) in [
            ("2023-12-07", "7 Dec 2023"),
            ("2023-11", "Nov 2023"),
            ("2023", "2023"),
            ("2023-12-05/2023-12-15", "5-15 Dec 2023"),
            ("2023-11-28/2023-12-03", "28 Nov - 3 Dec 2023"),
            ("2023-12-28/2024-01-03", "28 Dec 2023 - 3 Jan 2024"),
            ("2021-08/..", "since Aug 2021"),
            ("../2021", "until 2021"),
            ("2023-35", "Q3 2023"),
            ("2021-21", "spring 2021"),
            ("199X", "1990s"),
            ("2021~", "about 2021"),
            ("2021?", "2021 (uncertain)"),
            ("2023-12-07T14:30", "7 Dec 2023, 14:30"),
            ("P2D", "2 days"),
            ("P1W", "1 week"),
            ("PT3H", "3 hours"),
        ] {
            assert_eq!(edtf(text), words, "{text}");
        }
    }

    #[test]
    fn what_is_no_date_stays_as_it_is() {
        for text in
            ["", "soon", "2023-13", "2023-02-30", "../..", "P", "PD", "USD 5", "20235", "/", "X", "2023-", "né-1"]
        {
            assert_eq!(edtf(text), text);
        }
    }

    #[test]
    fn weekdays_stand_before_whole_dates_only() {
        assert_eq!(edtf_with_weekday("2023-12-08"), "Fri 8 Dec 2023");
        assert_eq!(edtf_with_weekday("2023-12"), "Dec 2023");
    }

    #[test]
    fn moments_are_told_by_their_day() {
        assert_eq!(day(1_702_000_000_000), "8 Dec 2023");
    }

    #[test]
    fn numbers_are_grouped_from_ten_thousand_on() {
        for (value, words) in [
            (1_300_000.0, "1,300,000"),
            (460_000.0, "460,000"),
            (10_000.0, "10,000"),
            (2023.0, "2023"),
            (0.5, "0.5"),
            (-12_345.25, "-12,345.25"),
            (f64::INFINITY, "inf"),
        ] {
            assert_eq!(number(value), words);
        }
    }

    #[test]
    fn counts_take_their_plural() {
        assert_eq!(count(1, "article"), "1 article");
        assert_eq!(count(0, "article"), "0 articles");
        assert_eq!(count(2, "day"), "2 days");
        assert_eq!(count(12_000, "body"), "12,000 bodies");
    }

    #[test]
    fn scores_have_three_words() {
        assert_eq!([score(0.9), score(0.899), score(0.6), score(0.59)], ["sure", "likely", "likely", "check"]);
        for (word, from, below) in SCORES {
            let ends = [from, below - 1].map(|thousandths| score(f64::from(thousandths) / 1000.0));
            assert_eq!(ends, [word, word]);
        }
    }

    #[test]
    fn long_words_are_cut_between_words() {
        assert_eq!(shortened("We touched upon various issues", 17), "We touched upon…");
        assert_eq!(shortened("short enough", 40), "short enough");
        assert_eq!(shortened("two\nlines", 40), "two lines");
        assert_eq!(shortened("Donaudampfschifffahrt", 8), "Donaudam…");
        assert_eq!(shortened("日本語の文章です", 4), "日本語の…");
    }

    #[test]
    fn parts_show_their_value_in_words() {
        let text = |word: &str| PartValue::Text(word.to_owned());
        assert_eq!(part_value(Field::Modality, &text("negated")), Some("did not happen".to_owned()));
        assert_eq!(part_value(Field::SaidOn, &text("2023-12-07")), Some("7 Dec 2023".to_owned()));
        assert_eq!(part_value(Field::Qualifier, &text("at_least")), Some("at least".to_owned()));
        let span = PartValue::Span(crate::model::span::Span::new(0, 1));
        assert_eq!(part_value(Field::SpeakerSpan, &span), None);
    }

    #[test]
    fn dates_are_taken_as_people_type_them() {
        for (typed, kept) in [
            ("2023-12-08", "2023-12-08"),
            ("2023-12", "2023-12"),
            ("2023", "2023"),
            (" 2 July 2024 ", "2024-07-02"),
            ("2 Jul 2024", "2024-07-02"),
            ("July 2, 2024", "2024-07-02"),
            ("2.7.2024", "2024-07-02"),
            ("2. July 2024", "2024-07-02"),
            ("Sept 2023", "2023-09"),
        ] {
            assert_eq!(typed_date(typed).as_deref(), Some(kept), "{typed}");
        }
        for typed in [
            "",
            "2023-13",
            "2023-02-30",
            "23",
            "2023-1",
            "2023-12-08-",
            "2023/12",
            "2/7/2024",
            "30 Feb 2023",
            "2 Foo 2024",
            "July",
            "2 July 24",
            "٢٠٢٣",
        ] {
            assert_eq!(typed_date(typed), None, "{typed}");
        }
        assert!(["2 Foo 2024", "2023-13-45"].into_iter().all(is_date_written_out));
        assert!(!["2 J", "10 December 202", "2023-1"].into_iter().any(is_date_written_out), "still under way");
    }

    #[test]
    fn a_sum_is_read_in_groups() {
        assert_eq!(value(&Value::Text("EUR 12000000".to_owned())), "EUR 12,000,000");
        assert_eq!(value(&Value::Text("2024-07-02".to_owned())), edtf("2024-07-02"));
    }
}
