//! Dates and other descriptive fields as sources write them, brought into the form that articles keep.
//!
//! Never converts time zones: the publisher's own local day counts, as it stands. Never takes one of two readings of a
//! date (`04/05/2023`): it is then not understood, and the person is told.

use crate::text::month;
use chrono::Datelike as _;
use chrono::NaiveDate;

/// Years in which a news article can have been published. Outside of them, digits are something else.
const YEARS: std::ops::RangeInclusive<i32> = 1600..=2199;

/// The day in a file name (`2023-12-08_x.txt`, `20231208-x.html`, `x_2023_12_08.txt`); `None` if it tells none or several.
pub(super) fn day_in_name(name: &str) -> Option<String> {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let mut found: Option<String> = None;
    for (start, _) in stem.char_indices() {
        if stem[..start].chars().next_back().is_some_and(char::is_alphanumeric) {
            continue;
        }
        let Some(day) = iso_day_at(&stem[start..]) else { continue };
        if found.as_ref().is_some_and(|earlier| *earlier != day) {
            return None;
        }
        found = Some(day);
    }
    found
}

/// `2023-12-08`, `2023_12_08`, `2023.12.08` or `20231208` at the very start, not followed by a letter or digit.
fn iso_day_at(text: &str) -> Option<String> {
    let digits = |range: std::ops::Range<usize>| -> Option<u32> {
        text.get(range).filter(|part| part.bytes().all(|byte| byte.is_ascii_digit()))?.parse().ok()
    };
    let year = digits(0..4)?;
    let (month, day, end) = match text.as_bytes().get(4)? {
        separator @ (b'-' | b'_' | b'.') if text.as_bytes().get(7) == Some(separator) => {
            (digits(5..7)?, digits(8..10)?, 10)
        }
        _ => (digits(4..6)?, digits(6..8)?, 8),
    };
    let follows = text[end..].chars().next();
    if follows.is_some_and(char::is_alphanumeric) {
        return None;
    }
    day_from(i32::try_from(year).ok()?, month, day)
}

fn day_from(year: i32, month: u32, day: u32) -> Option<String> {
    let date = NaiveDate::from_ymd_opt(year, month, day).filter(|date| YEARS.contains(&date.year()))?;
    Some(date.format("%Y-%m-%d").to_string())
}

/// The day in a machine's or a person's writing of a date: ISO 8601 with or without a time, RFC 2822, and days with
/// the month in English letters. Purely numeric days whose order is open are `None`.
pub(super) fn day_in_value(value: &str) -> Option<String> {
    let value = value.trim();
    iso_day(value).or_else(|| day_in_words(value))
}

/// `2023-12-08`, `2023/12/08`, `20231208`, each with or without `T…` or ` …` behind.
fn iso_day(value: &str) -> Option<String> {
    let end = value.find(['T', 't', ' ']).unwrap_or(value.len());
    let day = value[..end].replace('/', "-");
    let parts: Vec<&str> = day.split('-').collect();
    let number =
        |part: &str| part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse::<u32>().ok()).flatten();
    match parts[..] {
        [year, month, day] if year.len() == 4 && month.len() <= 2 && day.len() <= 2 => {
            day_from(year.parse().ok()?, number(month)?, number(day)?)
        }
        [compact] if compact.len() == 8 => iso_day_at(compact),
        _ => None,
    }
}

/// `Fri, 08 Dec 2023 10:00:00 GMT`, `8 December 2023`, `December 8, 2023 at 10:00`.
fn day_in_words(value: &str) -> Option<String> {
    let words: Vec<&str> = value.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let at = words.iter().position(|word| month::number(&word.to_lowercase()).is_some())?;
    let month = month::number(&words[at].to_lowercase())?;
    let day_of = |word: &&str| -> Option<u32> {
        let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        (digits.len() <= 2).then(|| digits.parse().ok()).flatten()
    };
    let year = words[at + 1..].iter().find(|word| word.len() == 4).and_then(|word| word.parse().ok())?;
    let before = at.checked_sub(1).and_then(|index| words.get(index)).and_then(day_of);
    let day = before.or_else(|| words.get(at + 1).and_then(day_of))?;
    day_from(year, month, day)
}

/// A language as a BCP 47 tag in its usual letter case (`en_US` → `en-US`), or `None` if it is none.
pub(super) fn language_tag(value: &str) -> Option<String> {
    let value = value.trim().replace('_', "-");
    let mut parts = value.split('-');
    let primary = parts.next().filter(|part| matches!(part.len(), 2 | 3))?.to_ascii_lowercase();
    let mut tag = primary;
    for part in parts {
        if part.is_empty() || part.len() > 8 || !part.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return None;
        }
        tag.push('-');
        match part.len() {
            2 => tag.push_str(&part.to_ascii_uppercase()),
            4 => tag.push_str(&title_case(part)),
            _ => tag.push_str(&part.to_ascii_lowercase()),
        }
    }
    tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-').then_some(tag)
}

fn title_case(part: &str) -> String {
    let (first, rest) = part.split_at(1);
    first.to_ascii_uppercase() + &rest.to_ascii_lowercase()
}

/// The text on one line, or `None` where there is none.
pub(super) fn one_line(text: &str) -> Option<String> {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!line.is_empty()).then_some(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_can_tell_the_day() {
        for (name, day) in [
            ("2023-12-08_talks.txt", Some("2023-12-08")),
            ("20231208-talks.html", Some("2023-12-08")),
            ("talks_2023_12_08.txt", Some("2023-12-08")),
            ("talks.2023.12.08.txt", Some("2023-12-08")),
            ("2023-12-08.txt", Some("2023-12-08")),
            ("2023-12-08_copy_of_2023-12-08.txt", Some("2023-12-08")),
            ("2023-12-08_to_2023-12-10.txt", None),
            ("2023-13-08.txt", None),
            ("2023-02-30.txt", None),
            ("20231208123000.txt", None),
            ("id120231208.txt", None),
            ("000_66cfa0415802427a.txt", None),
            ("99991231.txt", None),
            ("día2023-12-08.txt", None),
            ("talks.txt", None),
            ("", None),
        ] {
            assert_eq!(day_in_name(name).as_deref(), day, "{name}");
        }
    }

    #[test]
    fn a_value_tells_the_publishers_own_day() {
        for (value, day) in [
            ("2023-12-08", Some("2023-12-08")),
            ("2023-12-08T23:30:00-05:00", Some("2023-12-08")),
            ("2023-12-08T00:10:00+0500", Some("2023-12-08")),
            ("2023-12-08 10:11:12", Some("2023-12-08")),
            ("2023/12/8", Some("2023-12-08")),
            ("20231208", Some("2023-12-08")),
            ("20231208T101112Z", Some("2023-12-08")),
            ("Fri, 08 Dec 2023 10:00:00 GMT", Some("2023-12-08")),
            ("8 December 2023", Some("2023-12-08")),
            ("December 8, 2023 at 10:00", Some("2023-12-08")),
            ("Sept. 1st, 2023", Some("2023-09-01")),
            ("04/05/2023", None),
            ("08.12.2023", None),
            ("yesterday", None),
            ("May", None),
            ("2023-12", None),
            ("1701993600", None),
            ("", None),
        ] {
            assert_eq!(day_in_value(value).as_deref(), day, "{value}");
        }
    }

    #[test]
    fn languages_are_tags() {
        for (value, tag) in [
            ("en", Some("en")),
            ("en_US", Some("en-US")),
            ("PT-br", Some("pt-BR")),
            ("zh-hant-tw", Some("zh-Hant-TW")),
            ("English", None),
            ("", None),
            ("en--US", None),
            ("é1", None),
        ] {
            assert_eq!(language_tag(value).as_deref(), tag, "{value}");
        }
    }
}
