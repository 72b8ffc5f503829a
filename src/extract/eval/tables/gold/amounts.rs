//! Numbers, sums and lengths of time of the tables against ours.
//!
//! Never converts between currencies; a cent is the hundredth of whatever it is a cent of.

use serde_json::Value as Json;

use crate::extract::dates::calendar::Unit;
use crate::extract::eval::tables::Answer;
use crate::extract::eval::tables::gold::is_as_long;
use crate::extract::eval::tables::gold::readings;
use crate::model::value::Value;

/// Whether a duckling amount is a length, which no table of ours scores.
pub fn is_length(expect: &str) -> bool {
    let unit = expect.split_whitespace().nth(1).unwrap_or("");
    ["Kilometre", "Mile", "M", "Centimetre", "Millimetre", "Metre", "Inch", "Foot", "Yard"].contains(&unit)
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-6 * a.abs().max(b.abs()).max(1e-9)
}

/// Currency, where there is one, and number.
fn amount_of(answer: &Answer) -> Option<(Option<&str>, f64)> {
    match answer.value.as_ref()? {
        Value::Number(number) => Some((None, *number)),
        Value::Text(text) => text.rsplit_once(' ').and_then(|(unit, number)| Some((Some(unit), number.parse().ok()?))),
        Value::Either(..) => None,
    }
}

/// A number, percentage or sum of Recognizers'.
pub fn is_number(resolution: &Json, answer: &Answer) -> bool {
    let text = resolution["value"].as_str().unwrap_or("").trim_end_matches('%');
    let (Ok(number), Some((unit, value))) = (text.parse::<f64>(), amount_of(answer)) else { return false };
    let name = resolution["unit"].as_str().unwrap_or("");
    let is_part = matches!(name, "Cent" | "Pence" | "Penny");
    let fits = near(value, number) || (is_part && near(value * 100.0, number));
    fits && unit.is_none_or(|unit| is_currency(name, unit))
}

/// `(simple Dollar 10)`, `(between Dollar (10, 20))`, `(under EUR 7)`, `(NumeralValue 0.2)`, `(DurationData 2 Minute)`.
pub fn is_amount(expect: &str, answer: &Answer) -> bool {
    let plain: String = expect.chars().map(|c| if matches!(c, '(' | ')' | ',') { ' ' } else { c }).collect();
    let words: Vec<&str> = plain.split_whitespace().collect();
    let number = |at: usize| words.get(at).and_then(|word| word.parse::<f64>().ok());
    let name = words.get(1).copied().unwrap_or("");
    let is = |gold: Option<f64>, ours: Option<f64>| gold.zip(ours).is_some_and(|(gold, ours)| near(gold, ours));
    match words.first().copied() {
        Some("NumeralValue") => is(number(1), amount_of(answer).map(|(_, value)| value)),
        Some("DurationData") => number(1).is_some_and(|n| is_duration(n, words.get(2).unwrap_or(&""), answer)),
        Some("simple") => amount_of(answer).zip(number(2)).is_some_and(|((unit, value), gold)| {
            (near(value, gold) || (name == "Cent" && near(value * 100.0, gold)))
                && unit.is_some_and(|unit| is_currency(name, unit))
        }),
        // The table leaves away the scale of a range's start: `7-9 lakh` is 7 to 900,000 there.
        Some("between") => {
            is(number(3), answer.high)
                && number(2).zip(answer.low).is_some_and(|(gold, low)| near(gold, low) || low > gold)
        }
        Some("under") => is(number(2), answer.high),
        Some("above") => is(number(2), answer.low),
        _ => false,
    }
}

fn is_duration(n: f64, unit: &str, answer: &Answer) -> bool {
    let gold = Unit::parse(&unit.to_lowercase()).and_then(|unit| unit.duration(n));
    let Some(gold) = gold else { return false };
    readings(answer).is_some_and(|readings| readings.iter().all(|value| is_as_long(value, &gold)))
}

/// Names that the tables have for currencies, beside our codes and words.
const CURRENCIES: &[(&str, &[&str])] = &[
    ("USD", &["Dollar", "United States dollar", "Cent"]),
    ("EUR", &["Euro"]),
    ("GBP", &["Pound", "British pound", "Pence", "Penny"]),
    ("JPY", &["Japanese yen"]),
    ("CNY", &["Chinese yuan"]),
    ("CAD", &["Canadian dollar"]),
    ("AUD", &["Australian dollar"]),
    ("NZD", &["New Zealand dollar"]),
    ("HKD", &["Hong Kong dollar"]),
    ("MXN", &["Mexican peso"]),
    ("CHF", &["Swiss franc"]),
    ("TRY", &["Turkish lira"]),
    ("BTC", &["Bitcoin"]),
    ("NLG", &["Netherlands guilder"]),
    ("FIM", &["Finnish markka"]),
    ("rupee", &["INR"]),
];

fn is_currency(gold: &str, ours: &str) -> bool {
    let named = CURRENCIES.iter().find(|(code, _)| *code == ours);
    gold.eq_ignore_ascii_case(ours) || named.is_some_and(|(_, names)| names.contains(&gold))
}
