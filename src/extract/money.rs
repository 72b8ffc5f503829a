//! Currencies before and after a number: symbols, codes, words, and the nations that tell one dollar from another.
//!
//! Never converts and never guesses a nation: rupees of nobody stay `rupee`; a dollar of nobody is the American one, as
//! news has it.

mod nations;

use crate::extract::number;
use crate::extract::reading::Reading;
use crate::text::token::TokenKind;

/// A currency beside a number: its code or word, and where its words end or begin.
pub struct Currency {
    pub code: String,
    /// Before a number: the token at which the number begins. After it: the token after the currency.
    pub at: usize,
    /// What the currency's words multiply the number by: `MUSD`, `75 USD million`.
    pub scale: f64,
    /// A number that is glued to the code: `USD3.14`.
    pub glued: Option<f64>,
}

impl Currency {
    fn new(code: &str, at: usize) -> Self {
        Self { code: code.to_owned(), at, scale: 1.0, glued: None }
    }
}

fn symbol(word: &str) -> Option<&'static str> {
    Some(match word {
        "$" => "USD",
        "€" => "EUR",
        "£" => "GBP",
        "¥" => "JPY",
        "₹" => "INR",
        "₨" => "PKR",
        "₽" => "RUB",
        "₺" => "TRY",
        "₩" => "KRW",
        "₪" => "ILS",
        "₦" => "NGN",
        "₴" => "UAH",
        "₿" => "BTC",
        "₱" => "PHP",
        "₫" => "VND",
        "৳" => "BDT",
        "؋" => "AFN",
        _ => return None,
    })
}

/// Whose dollar a word before `$` says: some only where they touch it, since `a $4 billion loss` has an article.
fn dollar_of(word: &str, touches: bool) -> Option<&'static str> {
    Some(match word {
        "us" | "u.s" | "usd" => "USD",
        "c" | "ca" | "can" | "cad" => "CAD",
        "au" | "aud" => "AUD",
        "nz" | "nzd" => "NZD",
        "hk" | "hkd" => "HKD",
        "nt" | "twd" => "TWD",
        "mex" | "mxn" => "MXN",
        "sgd" => "SGD",
        "a" if touches => "AUD",
        "s" if touches => "SGD",
        "r" if touches => "BRL",
        _ => return None,
    })
}

const CODES: &[&str] = &[
    "USD", "EUR", "GBP", "JPY", "INR", "PKR", "AFN", "RUB", "CNY", "RMB", "AED", "SAR", "TRY", "IRR", "CHF", "CAD",
    "AUD", "BDT", "LKR", "NPR", "KRW", "QAR", "KWD", "ILS", "EGP", "NGN", "ZAR", "BRL", "MXN", "SEK", "NOK", "DKK",
    "PLN", "UAH", "HKD", "SGD", "MYR", "IDR", "THB", "PHP", "KES", "LBP", "BGN", "MNT", "BTC", "NZD", "TWD", "VND",
    "IQD", "JOD", "OMR", "BHD", "SYP", "YER", "KZT", "UZS", "TJS", "KGS", "TMT", "GEL", "AMD", "AZN", "HUF", "CZK",
    "RON", "ETB", "UGX", "TZS", "GHS", "ARS", "COP", "CLP", "PEN", "MMK", "ISK",
];

/// A code in capitals, `rmb` and `usd` in any; `MUSD` is millions of them.
fn code(text: &str) -> Option<(&'static str, f64)> {
    // Asked of every word beside a number.
    if !(2..=4).contains(&text.len()) {
        return None;
    }
    let named = |text: &str| CODES.iter().find(|code| **code == text).copied();
    let plain = match text {
        "rmb" | "RMB" => Some("CNY"),
        "usd" => Some("USD"),
        "RM" => Some("MYR"),
        "Rs" | "Rs." | "rs" => Some("rupee"),
        _ => named(text),
    };
    plain.map(|code| (code, 1.0)).or_else(|| {
        let rest = text.strip_prefix('M').filter(|rest| rest.len() == 3)?;
        named(rest).map(|code| (code, 1e6))
    })
}

/// Words for currencies, in the singular: the word, and the code where the word alone tells.
const WORDS: &[(&str, &str)] = &[
    ("dollar", "USD"),
    ("euro", "EUR"),
    ("yen", "JPY"),
    ("yuan", "CNY"),
    ("renminbi", "CNY"),
    ("afghani", "AFN"),
    ("rouble", "RUB"),
    ("ruble", "RUB"),
    ("rupee", "rupee"),
    ("dirham", "dirham"),
    ("riyal", "riyal"),
    ("rial", "rial"),
    ("dinar", "dinar"),
    ("lira", "lira"),
    ("franc", "franc"),
    ("peso", "peso"),
    ("rand", "ZAR"),
    ("taka", "BDT"),
    ("shekel", "ILS"),
    ("hryvnia", "UAH"),
    ("naira", "NGN"),
    ("baht", "THB"),
    ("ringgit", "MYR"),
    ("rupiah", "IDR"),
    ("krona", "krona"),
    ("kronor", "krona"),
    ("krone", "krone"),
    ("kroner", "krone"),
    ("zloty", "PLN"),
    ("forint", "HUF"),
    ("shilling", "shilling"),
    ("birr", "ETB"),
    ("tenge", "KZT"),
    ("somoni", "TJS"),
    ("manat", "manat"),
    ("tugrik", "MNT"),
    ("kyat", "MMK"),
    ("dong", "VND"),
    ("lari", "GEL"),
    ("cedi", "GHS"),
    ("kwacha", "kwacha"),
    ("kwanza", "AOA"),
    ("dalasi", "GMD"),
    ("leone", "SLE"),
    ("metical", "MZN"),
    ("meticais", "MZN"),
    ("pula", "BWP"),
    ("loti", "LSL"),
    ("maloti", "LSL"),
    ("lilangeni", "SZL"),
    ("emalangeni", "SZL"),
    ("nakfa", "ERN"),
    ("dobra", "STN"),
    ("ouguiya", "MRU"),
    ("ariary", "MGA"),
    ("escudo", "escudo"),
    ("boliviano", "BOB"),
    ("soles", "PEN"),
    ("guarani", "PYG"),
    ("guaranies", "PYG"),
    ("quetzal", "GTQ"),
    ("quetzales", "GTQ"),
    ("lempira", "HNL"),
    ("cordoba", "NIO"),
    ("colones", "colon"),
    ("balboa", "PAB"),
    ("gourde", "HTG"),
    ("bolivares", "VES"),
    ("riel", "KHR"),
    ("rufiyaa", "MVR"),
    ("ngultrum", "BTN"),
    ("pataca", "MOP"),
    ("denar", "MKD"),
    ("leva", "BGN"),
    ("koruna", "CZK"),
    ("kuna", "HRK"),
    ("kina", "PGK"),
    ("vatu", "VUV"),
    ("tala", "WST"),
    ("paanga", "TOP"),
    ("reais", "BRL"),
    ("bitcoin", "BTC"),
    ("markka", "markka"),
    ("guilder", "guilder"),
    ("peseta", "peseta"),
    ("pound", "pound"),
    ("won", "KRW"),
    ("cent", "cent"),
    ("pence", "pence"),
    ("penny", "penny"),
];

fn word(low: &str) -> Option<(&'static str, &'static str)> {
    let find = |low: &str| WORDS.iter().find(|(word, _)| *word == low).copied();
    find(low).or_else(|| find(low.strip_suffix('s')?))
}

/// Whether it is a code of ISO 4217, and not a word that several currencies share.
fn is_code(unit: &str) -> bool {
    unit.len() == 3 && unit.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// A currency's word at a token, its nation before it or not; the token after.
fn named(reading: &Reading<'_>, at: usize, beside: usize) -> Option<(&'static str, usize)> {
    let low = reading.low(at, beside);
    if let Some((word, code)) = word(low) {
        let sterling = word == "pound" && reading.low(at + 1, beside) == "sterling";
        return Some(if sterling { ("GBP", at + 2) } else { (code, at + 1) });
    }
    // `CFA francs` are of two unions of states.
    if low == "cfa" && matches!(reading.low(at + 1, beside), "franc" | "francs") {
        return Some(("CFA franc", at + 2));
    }
    let of_nation = |n: usize| {
        let (name, own) =
            word(reading.low(at + n, beside)).or_else(|| Some((nations::needing(reading.low(at + n, beside))?, "")))?;
        if n == 1 && name == "dollar" && matches!(low, "us" | "u.s" | "u.s.") {
            return Some(("USD", at + 2));
        }
        let iso = nations::nation(reading, at, at + n)?;
        // A yuan is Chinese, whoever says so; a dollar is not everybody's.
        let code = nations::code(iso, name).or_else(|| (is_code(own) && own != "USD" && n == 1).then_some(own))?;
        Some((code, at + n + 1))
    };
    if let Some(found) = of_nation(1).or_else(|| of_nation(2)) {
        return Some(found);
    }
    let (_, code) = word(reading.low(at + 1, beside))?;
    // Any other nation's name keeps the word: `Ruritanian crowns` are nobody's code.
    let is_nation = reading.near(at, beside).is_some_and(crate::text::token::Token::is_capitalised);
    is_nation.then_some((if code == "USD" { "dollar" } else { code }, at + 2))
}

/// A currency before the number at or after `at`.
pub fn before(reading: &Reading<'_>, at: usize) -> Option<Currency> {
    let token = reading.tokens.get(at)?;
    let is_number =
        |at: usize, beside: usize| reading.near(at, beside).is_some_and(|next| next.kind == TokenKind::Number);
    if let Some(code) = symbol(token.text) {
        return Some(Currency::new(code, at + 1));
    }
    let is_dollar_next = reading.low(at + 1, at) == "$";
    if is_dollar_next && let Some(code) = dollar_of(&reading.folded[at], reading.touches(at, at + 1)) {
        return Some(Currency::new(code, at + 2));
    }
    if let Some((code, scale)) = code(token.text)
        && is_number(at + 1, at)
    {
        return Some(Currency { scale, ..Currency::new(code, at + 1) });
    }
    if token.kind == TokenKind::Word
        && let Some(digit) = token.text.find(|c: char| c.is_ascii_digit())
        && let Some((code, scale)) = code(&token.text[..digit])
        && let Some(value) = number::digits(&token.text[digit..])
    {
        return Some(Currency { scale, glued: Some(value), ..Currency::new(code, at + 1) });
    }
    // `ringgit 42`: not where another currency follows the number, and not `the euro 2024`.
    if token.kind != TokenKind::Word || !(is_number(at + 1, at) || is_number(at + 2, at)) {
        return None;
    }
    let (code, end) = named(reading, at, at)?;
    let number = number::number(reading, end).filter(|_| is_number(end, at))?;
    let is_other = after(reading, number.end, at).is_some()
        || matches!(code, "cent" | "pence" | "penny" | "pound" | "EUR" | "KRW" | "ZAR");
    let is_year = reading.low(end, at).len() == 4 && number.end == end + 1;
    (!is_other && !is_year && reading.low_before(at) != "the").then(|| Currency::new(code, end))
}

/// A currency after the number that ends before `end`.
pub fn after(reading: &Reading<'_>, end: usize, at: usize) -> Option<Currency> {
    let token = reading.near(end, at)?;
    let more = |currency: Currency| {
        // `75 USD million`.
        match number::scale(reading.low(currency.at, at)) {
            Some(scale) if scale >= 1e3 => Currency { scale: currency.scale * scale, at: currency.at + 1, ..currency },
            _ => currency,
        }
    };
    let number_next = |at_: usize| reading.near(at_, at).is_some_and(|next| next.kind == TokenKind::Number);
    if let Some(code) = symbol(token.text) {
        let is_its = !number_next(end + 1) || reading.touches(end - 1, end) && !reading.touches(end, end + 1);
        return is_its.then(|| Currency::new(code, end + 1));
    }
    if reading.low(end + 1, at) == "$" && reading.touches(end, end + 1) && !number_next(end + 2) {
        return dollar_of(&reading.folded[end], true).map(|code| Currency::new(code, end + 2));
    }
    if let Some((code, scale)) = code(token.text) {
        let is_its = !number_next(end + 1) || !matches!(token.text, "Rs" | "RM");
        return is_its.then(|| more(Currency { scale, ..Currency::new(code, end + 1) }));
    }
    if matches!(token.text, "¢") {
        return Some(Currency::new("cent", end + 1));
    }
    let (code, next) = named(reading, end, at)?;
    // Pounds weigh, soles swim and `won` is a verb: they are money in large sums, or with their nation.
    let is_doubtful = matches!(code, "pound" | "KRW" | "PEN") && next == end + 1;
    (!is_doubtful || is_large(reading, end, at))
        .then(|| Currency::new(if code == "pound" { "GBP" } else { code }, next))
}

/// Whether a scale such as `million` stands right before.
fn is_large(reading: &Reading<'_>, end: usize, at: usize) -> bool {
    let is_scaled = number::scale(reading.low(end - 1, at)).is_some_and(|scale| scale >= 1e5);
    let is_long = reading.low(end - 1, at).len() > 6;
    (is_scaled || is_long) && !matches!(reading.low(end + 1, at), "of" | "the" | "a" | "an" | "his" | "her" | "their")
}

/// `115USD`, `12-cent`, `one-yen`, `20Rs`: a number with its currency in one token.
pub fn glued(reading: &Reading<'_>, at: usize) -> Option<(f64, Currency)> {
    let token = reading.tokens.get(at)?;
    if let Some((count, name)) = reading.folded[at].split_once('-') {
        let value = number::small(count).or_else(|| number::digits(count))?;
        let (_, code) = word(name).filter(|(word, _)| !matches!(*word, "pound" | "won"))?;
        return Some((value, Currency::new(code, at + 1)));
    }
    if token.kind != TokenKind::Number {
        return None;
    }
    let letters = token.text.find(|c: char| c.is_ascii_alphabetic())?;
    let value = number::digits(&token.text[..letters])?;
    // `3.14US$`.
    if token.text[letters..].eq_ignore_ascii_case("us") && reading.low(at + 1, at) == "$" && reading.touches(at, at + 1)
    {
        return Some((value, Currency::new("USD", at + 2)));
    }
    let (code, scale) = code(&token.text[letters..])?;
    Some((value, Currency { scale, ..Currency::new(code, at + 1) }))
}

/// `50 cents`, `and forty-five cents` after a sum in dollars: the hundredths, and the token after.
pub fn hundredths(reading: &Reading<'_>, end: usize, at: usize) -> Option<(f64, usize)> {
    let and = usize::from(reading.low(end, at) == "and");
    reading.near(end + and, at)?;
    let number = number::number(reading, end + and)?;
    let value = number.value.filter(|value| (1.0..100.0).contains(value))?;
    let is_part = matches!(reading.low(number.end, at), "cents" | "cent" | "pence" | "sen" | "paisa" | "kopecks");
    is_part.then_some((value / 100.0, number.end + 1))
}

/// `(USD`, `dollars`, `US dollars` after a sum that has its symbol already.
pub fn tail(reading: &Reading<'_>, end: usize, beside: usize) -> usize {
    let low = |offset: usize| reading.low(end + offset, beside);
    match (low(0), low(1)) {
        ("us", "dollars" | "dollar") => end + 2,
        ("dollars" | "dollar" | "usd" | "euros" | "pounds" | "rupees", _) => end + 1,
        _ => end,
    }
}
