//! Values as cells of a table that people open in a spreadsheet, and back: guarded formulas, lists, times.
//!
//! Knows no file and no separator of columns (quoting is the CSV writer's work), and never loses a character: what is
//! written here comes back exactly.

use chrono::DateTime;
use std::borrow::Cow;

/// A cell that a spreadsheet does not take for a formula: one that begins with `=`, `+`, `-`, `@`, tab, CR or `'` gets a
/// leading `'`, unless it is a plain number.
///
/// [`unguarded`] takes exactly one `'` off. That is exact for every text: one that begins with `'` is no number, so it
/// always got one more; one that does not and got none has none to lose.
pub fn guarded(text: &str) -> Cow<'_, str> {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\'']) && !is_plain_number(text) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// The text that [`guarded`] wrote.
pub fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\'').unwrap_or(cell)
}

/// Digits with at most one sign before and one decimal point between: `-3`, `+0.5`. Nothing that a spreadsheet would
/// have to interpret: no exponent, no separator of thousands, no per cent.
fn is_plain_number(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (whole, rest) = digits.split_once('.').map_or((digits, None), |(whole, rest)| (whole, Some(rest)));
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    is_digits(whole) && rest.is_none_or(is_digits)
}

/// Several values in one cell, `a; b`; a `;` or `\` inside a value gets a `\` before it. Values are not empty.
pub fn join_list<'a>(values: impl IntoIterator<Item = &'a str>) -> String {
    let mut cell = String::new();
    for value in values {
        if !cell.is_empty() {
            cell.push_str("; ");
        }
        escape(&mut cell, value, ';');
    }
    cell
}

/// The values that [`join_list`] wrote. The space after a `;` may be missing.
pub fn split_list(cell: &str) -> Vec<String> {
    let mut values = Vec::new();
    let mut rest = cell;
    while !rest.is_empty() {
        let (value, after) = until(rest, ';');
        if !value.is_empty() {
            values.push(value);
        }
        let Some(after) = after else { break };
        rest = after.strip_prefix(' ').unwrap_or(after);
    }
    values
}

/// A name and its value, `iso3166:PK`; a `:` or `\` inside the name gets a `\` before it.
pub fn join_pair(name: &str, value: &str) -> String {
    let mut cell = String::new();
    escape(&mut cell, name, ':');
    cell.push(':');
    cell.push_str(value);
    cell
}

/// The pair that [`join_pair`] wrote; `None` where there is no `:`.
pub fn split_pair(cell: &str) -> Option<(String, &str)> {
    let (name, value) = until(cell, ':');
    Some((name, value?))
}

fn escape(cell: &mut String, value: &str, separator: char) {
    for c in value.chars() {
        if c == separator || c == '\\' {
            cell.push('\\');
        }
        cell.push(c);
    }
}

/// What stands before the first separator without a `\`, freed of its own, and what stands after it.
fn until(cell: &str, separator: char) -> (String, Option<&str>) {
    let mut value = String::new();
    let mut chars = cell.char_indices();
    while let Some((at, c)) = chars.next() {
        if c == separator {
            return (value, Some(&cell[at + c.len_utf8()..]));
        }
        if c == '\\' {
            value.extend(chars.next().map(|(_, escaped)| escaped));
        } else {
            value.push(c);
        }
    }
    (value, None)
}

/// ISO 8601 in UTC with milliseconds: `2026-11-22T04:38:00.123Z`.
pub fn time(millis: i64) -> String {
    DateTime::from_timestamp_millis(millis)
        .map_or_else(|| millis.to_string(), |time| time.format("%Y-%m-%dT%H:%M:%S%.3fZ").to_string())
}

/// The milliseconds that [`time`] wrote; other ways to write an ISO 8601 time are read too.
pub fn parse_time(cell: &str) -> Option<i64> {
    DateTime::parse_from_rfc3339(cell).map(|time| time.timestamp_millis()).ok().or_else(|| cell.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn formulas_are_guarded_and_numbers_are_not() {
        for (text, cell) in [
            ("=1+1", "'=1+1"),
            ("+92 51 111", "'+92 51 111"),
            ("-minus", "'-minus"),
            ("@here", "'@here"),
            ("\tx", "'\tx"),
            ("\rx", "'\rx"),
            ("'tis", "''tis"),
            ("'-5", "''-5"),
            ("''", "'''"),
            ("-", "'-"),
            ("-1e5", "'-1e5"),
            ("-1,300", "'-1,300"),
            ("--5", "'--5"),
            ("-.5", "'-.5"),
            ("-5.", "'-5."),
            ("-5", "-5"),
            ("+5", "+5"),
            ("-0.25", "-0.25"),
            ("007", "007"),
            ("a=b", "a=b"),
            (" =1", " =1"),
            ("\n=1", "\n=1"),
            ("", ""),
        ] {
            assert_eq!(guarded(text), cell, "{text:?}");
            assert_eq!(unguarded(cell), text, "{cell:?}");
        }
    }

    #[test]
    fn lists_and_pairs_keep_their_marks() {
        for (values, cell) in
            [(vec!["a", "b"], "a; b"), (vec!["a;b", "c\\"], "a\\;b; c\\\\"), (vec![" a"], " a"), (vec![], "")]
        {
            assert_eq!(join_list(values.iter().copied()), cell);
            assert_eq!(split_list(cell), values);
        }
        assert_eq!(split_list("a;b;"), ["a", "b"]);
        assert_eq!(split_pair("iso3166:PK"), Some(("iso3166".to_owned(), "PK")));
        assert_eq!(split_pair("https\\:x:y:z"), Some(("https:x".to_owned(), "y:z")));
        assert_eq!(split_pair("PK"), None);
    }

    #[test]
    fn times_are_utc_with_milliseconds() {
        assert_eq!(time(1_795_322_280_123), "2026-11-22T04:38:00.123Z");
        assert_eq!(parse_time("2026-11-22T05:38:00.123+01:00"), Some(1_795_322_280_123));
        assert_eq!(parse_time("yesterday"), None);
    }

    proptest! {
        #[test]
        fn every_text_comes_back(text in "['=+@\t\r\n,;\"\\\\ \u{1}a\u{e9}1.-]{0,8}|\\PC{0,20}") {
            let cell = guarded(&text);
            prop_assert_eq!(unguarded(&cell), text.as_str());
            let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && !is_plain_number(&cell);
            prop_assert!(!is_formula);
        }

        #[test]
        fn every_list_comes_back(values in prop::collection::vec("[;:\\\\ ab\n]{1,6}", 0..5)) {
            prop_assert_eq!(split_list(&join_list(values.iter().map(String::as_str))), values);
        }

        #[test]
        fn every_pair_comes_back(name in "[;:\\\\ ab]{0,6}", value in "[;:\\\\ ab]{0,6}") {
            let cell = join_pair(&name, &value);
            prop_assert_eq!(split_pair(&cell), Some((name, value.as_str())));
        }

        #[test]
        fn every_time_comes_back(millis in 0_i64..4_102_444_800_000) {
            prop_assert_eq!(parse_time(&time(millis)), Some(millis));
        }
    }
}
