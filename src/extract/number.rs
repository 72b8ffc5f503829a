//! Numbers in digits and words: `460,000`, `1.3 million`, `half a million`, `12 lakh`, `twenty-five`, `dozens`.
//!
//! Never decides what a number counts; ordinals and years are read by whoever needs them.

use crate::extract::reading::Reading;
use crate::text::token::TokenKind;

/// A cardinal number that begins at a token.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number {
    /// `None` where the words only promise a size: `dozens`.
    pub value: Option<f64>,
    /// At least so many, for words that promise a size.
    pub low: f64,
    pub end: usize,
    /// Written in words only.
    pub in_words: bool,
}

const SCALES: &[(&str, f64)] = &[
    ("hundred", 1e2),
    ("thousand", 1e3),
    ("lakh", 1e5),
    ("lakhs", 1e5),
    ("million", 1e6),
    ("crore", 1e7),
    ("crores", 1e7),
    ("billion", 1e9),
    ("trillion", 1e12),
    ("mn", 1e6),
    ("bn", 1e9),
    ("mln", 1e6),
    ("bln", 1e9),
    ("dozen", 12.0),
];

const SUFFIXES: &[(&str, f64)] = &[("k", 1e3), ("m", 1e6), ("mn", 1e6), ("bn", 1e9), ("b", 1e9), ("tn", 1e12)];

const SMALL: &[(&str, f64)] = &[
    ("zero", 0.0),
    ("one", 1.0),
    ("two", 2.0),
    ("three", 3.0),
    ("four", 4.0),
    ("five", 5.0),
    ("six", 6.0),
    ("seven", 7.0),
    ("eight", 8.0),
    ("nine", 9.0),
    ("ten", 10.0),
    ("eleven", 11.0),
    ("twelve", 12.0),
    ("thirteen", 13.0),
    ("fourteen", 14.0),
    ("fifteen", 15.0),
    ("sixteen", 16.0),
    ("seventeen", 17.0),
    ("eighteen", 18.0),
    ("nineteen", 19.0),
    ("twenty", 20.0),
    ("thirty", 30.0),
    ("forty", 40.0),
    ("fifty", 50.0),
    ("sixty", 60.0),
    ("seventy", 70.0),
    ("eighty", 80.0),
    ("ninety", 90.0),
];

/// Words that promise a size, with the least that they can mean.
const VAGUE: &[(&str, f64)] = &[
    ("dozens", 24.0),
    ("scores", 40.0),
    ("hundreds", 200.0),
    ("thousands", 2e3),
    ("millions", 2e6),
    ("billions", 2e9),
];

fn look_up(table: &[(&str, f64)], word: &str) -> Option<f64> {
    table.iter().find(|(name, _)| *name == word).map(|(_, value)| *value)
}

/// What a word such as `million` multiplies by.
pub fn scale(word: &str) -> Option<f64> {
    look_up(SCALES, word)
}

/// The number word's value: `seven`, `twenty-five`.
pub fn small(word: &str) -> Option<f64> {
    if let Some((tens, ones)) = word.split_once('-') {
        let (tens, ones) = (look_up(SMALL, tens)?, look_up(SMALL, ones)?);
        return (tens >= 20.0 && (1.0..10.0).contains(&ones)).then_some(tens + ones);
    }
    look_up(SMALL, word)
}

/// Digits with thousands separators and a decimal point: `460,000`, `1.3`, `4,60,000`.
pub fn digits(text: &str) -> Option<f64> {
    let well_grouped =
        text.split('.').next().unwrap_or("").split(',').skip(1).all(|group| matches!(group.len(), 2 | 3));
    let plain: String = text.chars().filter(|c| *c != ',').collect();
    let is_number = plain.chars().all(|c| c.is_ascii_digit() || c == '.') && plain.matches('.').count() <= 1;
    if well_grouped && is_number { plain.parse().ok() } else { None }
}

/// `1.3m`, `20k`: digits with a letter for a scale; plain digits too.
fn digits_scaled(text: &str) -> Option<f64> {
    let at = text.find(|c: char| c.is_alphabetic() || c == '-').unwrap_or(text.len());
    let value = digits(&text[..at])?;
    let suffix = text[at..].trim_start_matches('-').to_lowercase();
    if suffix.is_empty() {
        return Some(value);
    }
    look_up(SUFFIXES, &suffix).or_else(|| look_up(SCALES, &suffix)).map(|scale| value * scale)
}

/// The cardinal number that begins at token `at`.
pub fn number(reading: &Reading<'_>, at: usize) -> Option<Number> {
    vague(reading, at)
        .or_else(|| in_digits(reading, at))
        .or_else(|| fraction(reading, at))
        .or_else(|| in_words(reading, at))
}

fn in_digits(reading: &Reading<'_>, at: usize) -> Option<Number> {
    let token = reading.tokens.get(at)?;
    if token.kind != TokenKind::Number {
        return None;
    }
    let mut value = digits_scaled(token.text)?;
    let mut end = at + 1;
    while let Some(scale) = look_up(SCALES, reading.low(end, at)) {
        value *= scale;
        end += 1;
    }
    Some(Number { value: Some(value), low: value, end, in_words: false })
}

/// `half a million`, `a quarter of a million`, `a million`, `a dozen`.
fn fraction(reading: &Reading<'_>, at: usize) -> Option<Number> {
    let low = |offset: usize| reading.low(at + offset, at);
    let (part, scale_at) = match (low(0), low(1), low(2), low(3)) {
        ("half", "a" | "an", _, _) | ("a", "half", _, _) => (0.5, 2),
        ("half-a" | "half", _, _, _) => (0.5, 1),
        ("quarter", "of", "a", _) => (0.25, 3),
        ("a", "quarter", "of", "a") => (0.25, 4),
        ("a" | "an", _, _, _) => (1.0, 1),
        _ => return None,
    };
    let scale =
        look_up(SCALES, low(scale_at)).filter(|scale| part > 0.9 || *scale > 12.0 || low(scale_at) == "dozen")?;
    let mut value = part * scale;
    let mut end = at + scale_at + 1;
    if let Some(more) = look_up(SCALES, reading.low(end, at)) {
        value *= more;
        end += 1;
    }
    Some(Number { value: Some(value), low: value, end, in_words: true })
}

/// `twenty-five thousand three hundred and two`, `1.5`-less words only.
fn in_words(reading: &Reading<'_>, at: usize) -> Option<Number> {
    let mut total = 0.0;
    let mut current = small(reading.folded.get(at)?)?;
    let mut end = at + 1;
    loop {
        let word = reading.low(end, at);
        if let Some(scale) = look_up(SCALES, word) {
            current *= scale;
            if scale >= 1e3 {
                total += current;
                current = 0.0;
            }
            end += 1;
        } else if let Some(ones) = small(word).filter(|ones| fits_after(current, *ones, total)) {
            current += ones;
            end += 1;
        } else if word == "and" && current >= 100.0 && small(reading.low(end + 1, at)).is_some_and(|ones| ones < 100.0)
        {
            end += 1;
        } else {
            break;
        }
    }
    let value = total + current;
    Some(Number { value: Some(value), low: value, end, in_words: true })
}

/// Whether `ones` goes on with a number whose last part is `current`: `hundred` + `two`, `twenty` + `two`.
fn fits_after(current: f64, ones: f64, total: f64) -> bool {
    let after_tens = (20.0..100.0).contains(&current) && current % 10.0 == 0.0 && ones < 10.0;
    let after_hundreds = current >= 100.0 && current % 100.0 == 0.0 && ones < 100.0;
    after_tens || after_hundreds || (current == 0.0 && total > 0.0)
}

/// `dozens`, `tens of thousands`, `hundreds of thousands`.
fn vague(reading: &Reading<'_>, at: usize) -> Option<Number> {
    let word: &str = reading.folded.get(at)?;
    let tens = if word == "tens" { Some(20.0) } else { look_up(VAGUE, word) }?;
    let next = (reading.low(at + 1, at), reading.low(at + 2, at));
    let (low, end) = match next {
        ("of", second) => match look_up(VAGUE, second).filter(|scale| *scale >= 2e3) {
            Some(scale) => (tens * scale / 2.0, at + 3),
            None if word == "tens" => return None,
            None => (tens, at + 1),
        },
        _ if word == "tens" => return None,
        _ => (tens, at + 1),
    };
    Some(Number { value: None, low, end, in_words: true })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> Option<(Option<f64>, f64, usize)> {
        let reading = Reading::new(text);
        number(&reading, 0).map(|number| (number.value, number.low, number.end))
    }

    #[test]
    fn numbers_in_digits_and_words() {
        for (text, expected, end) in [
            ("460,000 men", 460_000.0, 1),
            ("1.3 million men", 1_300_000.0, 2),
            ("1.3m men", 1_300_000.0, 1),
            ("12 lakh men", 1_200_000.0, 2),
            ("4,60,000 men", 460_000.0, 1),
            ("half a million men", 500_000.0, 3),
            ("a million men", 1_000_000.0, 2),
            ("twenty-five thousand three hundred and two men", 25_302.0, 6),
            ("two hundred men", 200.0, 2),
            ("a dozen men", 12.0, 2),
            ("fifteen men", 15.0, 1),
        ] {
            assert_eq!(value(text), Some((Some(expected), expected, end)), "{text}");
        }
    }

    #[test]
    fn vague_numbers_stay_vague() {
        assert_eq!(value("dozens of men"), Some((None, 24.0, 1)));
        assert_eq!(value("tens of thousands of men"), Some((None, 20_000.0, 3)));
        assert_eq!(value("hundreds of thousands fled"), Some((None, 200_000.0, 3)));
    }

    #[test]
    fn what_is_no_number() {
        for text in ["a man", "half the men", "second man", "5th man", "tens of men", "1.2.3 men", "men"] {
            assert_eq!(value(text), None, "{text}");
        }
    }
}
