//! Numbers in digits and words: `460,000`, `1.3 million`, `half a million`, `12 lakh`, `twenty-five`, `dozens`.
//!
//! Never decides what a number counts; ordinals and years are read by whoever needs them.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::extract::reading::Reading;
use crate::text::fast;
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
    ("mil", 1e6),
    ("tn", 1e12),
    ("tln", 1e12),
    ("lac", 1e5),
    ("lacs", 1e5),
    ("mln", 1e6),
    ("bln", 1e9),
    ("dozen", 12.0),
];

const SUFFIXES: &[(&str, f64)] = &[("k", 1e3), ("m", 1e6), ("mn", 1e6), ("bn", 1e9), ("b", 1e9), ("tn", 1e12)];

macro_rules! small {
    ($($word:literal $value:literal),+ $(,)?) => {
        const SMALL: &[&str] = &[$($word),+];

        /// The value of a word for a small number.
        fn small_alone(word: &str) -> Option<f64> {
            Some(match word { $($word => $value),+, _ => return None })
        }
    };
}

small! {
    "zero" 0.0, "one" 1.0, "two" 2.0, "three" 3.0, "four" 4.0, "five" 5.0, "six" 6.0, "seven" 7.0, "eight" 8.0,
    "nine" 9.0, "ten" 10.0, "eleven" 11.0, "twelve" 12.0, "thirteen" 13.0, "fourteen" 14.0, "fifteen" 15.0,
    "sixteen" 16.0, "seventeen" 17.0, "eighteen" 18.0, "nineteen" 19.0, "twenty" 20.0, "thirty" 30.0, "forty" 40.0,
    "fifty" 50.0, "sixty" 60.0, "seventy" 70.0, "eighty" 80.0, "ninety" 90.0,
}

/// Words that promise a size, with the least that they can mean.
const VAGUE: &[(&str, f64)] = &[
    ("dozens", 24.0),
    ("scores", 40.0),
    ("hundreds", 200.0),
    ("thousands", 2e3),
    ("millions", 2e6),
    ("billions", 2e9),
];

/// The words for small numbers.
pub fn words() -> impl Iterator<Item = &'static str> {
    SMALL.iter().copied()
}

/// Words in small letters that a number can begin with.
static CAN_BEGIN: LazyLock<HashSet<&'static str, fast::Build>> = LazyLock::new(|| {
    let others = ["a", "an", "half", "quarter", "hundred", "tens"];
    words().chain(VAGUE.iter().map(|(word, _)| *word)).chain(others).collect()
});

/// Whether a number, or a sum of money before or behind it, can begin at a token at all: most words are passed over by
/// this one question.
pub fn can_begin(reading: &Reading<'_>, at: usize) -> bool {
    let low: &str = &reading.folded[at];
    let is_plain = low.bytes().all(|byte| byte.is_ascii_lowercase());
    let opens = |at: usize| reading.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Number);
    let goes_on = || match (low, reading.folded.get(at + 1)) {
        ("a" | "an", Some(next)) => {
            let is_plain = next.bytes().all(|byte| byte.is_ascii_lowercase());
            let part = next.strip_suffix('s').unwrap_or(next);
            !is_plain || scale(next).is_some() || look_up(PARTS, part).is_some()
        }
        _ => true,
    };
    !is_plain
        || CAN_BEGIN.contains(low) && goes_on()
        || opens(at + 1)
        || opens(at + 2)
        || reading.tokens.get(at + 1).is_some_and(|token| token.is("$"))
}

fn look_up(table: &[(&str, f64)], word: &str) -> Option<f64> {
    table.iter().find(|(name, _)| *name == word).map(|(_, value)| *value)
}

/// What a word such as `million` multiplies by.
pub fn scale(word: &str) -> Option<f64> {
    look_up(SCALES, word)
}

/// The number word's value: `seven`, `twenty-five`.
pub fn small(word: &str) -> Option<f64> {
    if !word.as_bytes().contains(&b'-') {
        return small_alone(word);
    }
    let (tens, ones) = word.split_once('-')?;
    let (tens, ones) = (small_alone(tens)?, small_alone(ones)?);
    (tens >= 20.0 && (1.0..10.0).contains(&ones)).then_some(tens + ones)
}

/// Digits with thousands separators and a decimal point: `460,000`, `1.3`, `4,60,000`.
pub fn digits(text: &str) -> Option<f64> {
    // Asked of words as well, nearly always.
    if !text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b',')) {
        return None;
    }
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
    look_up(SUFFIXES, &suffix).or_else(|| look_up(SCALES, &suffix)).map(|scale| scaled(value, scale))
}

/// The cardinal number that begins at token `at`.
pub fn number(reading: &Reading<'_>, at: usize) -> Option<Number> {
    let found = vague(reading, at)
        .or_else(|| point(reading, at))
        .or_else(|| share(reading, at))
        .or_else(|| in_digits(reading, at))
        .or_else(|| fraction(reading, at))
        .or_else(|| in_words(reading, at))?;
    Some(with_half(reading, at, found))
}

/// A value that a scale multiplies, without the dust of binary fractions: 16.4 million is 16,400,000.
fn scaled(value: f64, scale: f64) -> f64 {
    let product = value * scale;
    if scale >= 100.0 && product.abs() < 1e15 { (product * 100.0).round() / 100.0 } else { product }
}

fn exact(value: f64, end: usize, in_words: bool) -> Number {
    Number { value: Some(value), low: value, end, in_words }
}

/// The scales that follow: `million`, `lakh crore`, `dozens` after a number; the product and the token after.
fn scales(reading: &Reading<'_>, at: usize, mut value: f64, mut end: usize) -> (f64, usize) {
    while let Some(scale) = scale_after(reading.low(end, at)) {
        value = scaled(value, scale);
        end += 1;
    }
    (value, end)
}

/// A scale behind a number, where its plural is one too: `three billions`, `2 dozens`.
fn scale_after(word: &str) -> Option<f64> {
    look_up(SCALES, word).or_else(|| {
        let singular = word.strip_suffix('s')?;
        matches!(singular, "dozen" | "million" | "billion" | "trillion" | "thousand")
            .then(|| look_up(SCALES, singular))?
    })
}

fn in_digits(reading: &Reading<'_>, at: usize) -> Option<Number> {
    let token = reading.tokens.get(at)?;
    if token.kind != TokenKind::Number {
        return None;
    }
    let value = digits_scaled(token.text)?;
    let (value, end) = mixed(reading, at, value).unwrap_or((value, at + 1));
    let (value, end) = scales(reading, at, value, end);
    Some(exact(value, end, false))
}

/// `2 1/4`, `10 1/2`, `3/4`: digits over digits.
fn mixed(reading: &Reading<'_>, at: usize, whole: f64) -> Option<(f64, usize)> {
    let over = |first: usize| {
        let is_one = reading.low(first + 1, at) == "/"
            && reading.near(first + 2, at).is_some()
            && reading.touches(first, first + 1)
            && reading.touches(first + 1, first + 2)
            && reading.low(first + 3, at) != "/";
        let (above, below) = (digits(reading.low(first, at))?, digits(reading.low(first + 2, at))?);
        (is_one && above > 0.0 && above < below && below <= 100.0).then_some(above / below)
    };
    if let Some(part) = over(at) {
        return Some((part, at + 3));
    }
    if let Some(part) = reading.near(at + 1, at).and_then(|token| vulgar(token.text)) {
        return Some((whole + part, at + 2));
    }
    let is_whole = whole.fract() == 0.0 && !reading.low(at, at).contains(',');
    over(at + 1).filter(|_| is_whole).map(|part| (whole + part, at + 4))
}

/// `½`, `¾`, `⅔`.
fn vulgar(text: &str) -> Option<f64> {
    Some(match text {
        "½" => 0.5,
        "⅓" => 1.0 / 3.0,
        "⅔" => 2.0 / 3.0,
        "¼" => 0.25,
        "¾" => 0.75,
        "⅕" => 0.2,
        "⅖" => 0.4,
        "⅗" => 0.6,
        "⅘" => 0.8,
        "⅙" => 1.0 / 6.0,
        "⅛" => 0.125,
        "⅜" => 0.375,
        "⅝" => 0.625,
        "⅞" => 0.875,
        _ => return None,
    })
}

/// `.77`: a decimal without a nought.
fn point(reading: &Reading<'_>, at: usize) -> Option<Number> {
    let token = reading.tokens.get(at)?;
    if let Some(part) = vulgar(token.text) {
        return Some(exact(part, at + 1, false));
    }
    let next = reading.near(at + 1, at)?;
    let is_one = token.text == "." && reading.touches(at, at + 1) && next.kind == TokenKind::Number;
    let stands_free = at == 0 || !reading.touches(at - 1, at);
    if !(is_one && stands_free && next.text.bytes().all(|byte| byte.is_ascii_digit())) {
        return None;
    }
    let value = format!("0.{}", next.text).parse().ok()?;
    let (value, end) = scales(reading, at, value, at + 2);
    Some(exact(value, end, false))
}

/// Parts of a whole, by the word in the plural.
const PARTS: &[(&str, f64)] = &[
    ("half", 2.0),
    ("halve", 2.0),
    ("third", 3.0),
    ("quarter", 4.0),
    ("fourth", 4.0),
    ("fifth", 5.0),
    ("sixth", 6.0),
    ("seventh", 7.0),
    ("eighth", 8.0),
    ("ninth", 9.0),
    ("tenth", 10.0),
];

/// `two-thirds`, `three quarters`, `one fifth of`, `two thirds of a million`: a part with its count in words.
fn share(reading: &Reading<'_>, at: usize) -> Option<Number> {
    let low: &str = reading.folded.get(at)?;
    let (count, part, end) = match low.split_once('-') {
        Some((count, part)) => (count, part, at + 1),
        None => {
            let dash = usize::from(reading.low(at + 1, at) == "-");
            (low, reading.low(at + 1 + dash, at), at + 2 + dash)
        }
    };
    let n = if matches!(count, "a" | "an") { 1.0 } else { small_alone(count).filter(|n| (1.0..10.0).contains(n))? };
    let whole = look_up(PARTS, part.strip_suffix('s').unwrap_or(part))?;
    let is_plural = part.ends_with('s') || part == "halve";
    // `a third man`, `one third party`, `a quarter million`: the word is a rank, or another number's.
    let follows = reading.low(end, at);
    let is_part = if n > 1.0 { is_plural && n < whole } else { !is_plural && matches!(follows, "of" | "" | "." | ",") };
    if !is_part || (n > 1.0 && count == "a") || whole < n {
        return None;
    }
    let value = n / whole;
    let of_a = usize::from(follows == "of" && matches!(reading.low(end + 1, at), "a" | "one")) * 2;
    match scale_after(reading.low(end + of_a, at)) {
        Some(scale) if scale >= 1e3 => Some(exact(scaled(value, scale), end + of_a + 1, true)),
        _ => Some(exact(value, end, true)),
    }
}

/// `half a million`, `a quarter of a million`, `a million`, `a dozen`, `hundred thousand`.
fn fraction(reading: &Reading<'_>, at: usize) -> Option<Number> {
    let low = |offset: usize| reading.low(at + offset, at);
    let (part, scale_at) = match (low(0), low(1), low(2), low(3)) {
        ("half", "a" | "an", _, _) | ("a", "half", _, _) => (0.5, 2),
        ("half-a" | "half", _, _, _) => (0.5, 1),
        ("quarter", "of", "a", _) => (0.25, 3),
        ("a", "quarter", "of", "a") => (0.25, 4),
        ("a", "quarter", _, _) => (0.25, 2),
        ("quarter", _, _, _) => (0.25, 1),
        ("hundred", "thousand" | "million", _, _) => (100.0, 1),
        ("a" | "an", _, _, _) => (1.0, 1),
        _ => return None,
    };
    let scale =
        look_up(SCALES, low(scale_at)).filter(|scale| part > 0.9 || *scale > 12.0 || low(scale_at) == "dozen")?;
    if part < 0.3 && scale < 1e3 {
        return None;
    }
    let mut value = scaled(part, scale);
    let mut end = at + scale_at + 1;
    if let Some(more) = look_up(SCALES, reading.low(end, at)) {
        value = scaled(value, more);
        end += 1;
    }
    Some(exact(value, end, true))
}

/// `five and a half million`, `one million and a half`, `2 and a half`.
fn with_half(reading: &Reading<'_>, at: usize, found: Number) -> Number {
    let Some(value) = found.value else { return found };
    let low = |offset: usize| reading.low(found.end + offset, at);
    let (part, n) = match (low(0), low(1), low(2)) {
        ("and", "a" | "one", "half") => (0.5, 3),
        ("and", "a", "quarter") => (0.25, 3),
        ("and", "half", _) => (0.5, 2),
        _ => return found,
    };
    let end = found.end + n;
    if let Some(scale) = scale_after(reading.low(end, at)).filter(|scale| *scale >= 1e3) {
        let is_small = value < 1e3;
        return if is_small { exact(scaled(value + part, scale), end + 1, found.in_words) } else { found };
    }
    let last = scale_after(reading.low(found.end - 1, at)).unwrap_or(1.0);
    // `two and a half years` belongs to the length of time.
    if last < 1e3 && value >= 100.0 { found } else { exact(value + part * last, end, found.in_words) }
}

/// `twenty-five thousand three hundred and two`, `1.5`-less words only.
fn in_words(reading: &Reading<'_>, at: usize) -> Option<Number> {
    let mut total = 0.0;
    let mut current = small(reading.folded.get(at)?)?;
    let mut end = at + 1;
    loop {
        let word = reading.low(end, at);
        if let Some(scale) = scale_after(word).filter(|scale| *scale > 12.0 || current > 0.0) {
            if current <= 0.0 {
                // `three thousand millions`.
                total = scaled(total, scale);
                end += 1;
                continue;
            }
            current = scaled(current, scale);
            if scale >= 1e3 {
                total += current;
                current = 0.0;
            }
            end += 1;
        } else if let Some(ones) = small(word).filter(|ones| fits_after(current, *ones, total)) {
            current += ones;
            end += 1;
        } else if word == "and"
            && (current >= 100.0 || (total > 0.0 && current == 0.0))
            && is_rest(reading, at, end + 1, total)
        {
            end += 1;
        } else {
            break;
        }
    }
    let value = total + current;
    let is_pronoun = end == at + 1
        && reading.low(at, at) == "one"
        && matches!(
            reading.low_before(at),
            "the" | "that" | "this" | "which" | "each" | "every" | "any" | "another" | "no"
        );
    (!is_pronoun).then(|| exact(value, end, true))
}

/// Whether a number below a hundred that ends this one follows: `and two`, but not `and two dogs` after `one thousand`.
fn is_rest(reading: &Reading<'_>, at: usize, next: usize, total: f64) -> bool {
    let is_small = small(reading.low(next, at)).is_some_and(|ones| ones < 100.0);
    is_small && (total == 0.0 || scale_after(reading.low(next + 1, at)).is_none())
}

/// Whether `ones` goes on with a number whose last part is `current`: `hundred` + `two`, `twenty` + `two`.
fn fits_after(current: f64, ones: f64, total: f64) -> bool {
    let tens = current % 100.0;
    let after_tens = (20.0..100.0).contains(&tens) && current % 10.0 == 0.0 && ones < 10.0 && ones > 0.0;
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
        let number = number(&reading, 0);
        assert!(number.is_none() || can_begin(&reading, 0), "passed over: {text}");
        number.map(|number| (number.value, number.low, number.end))
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
