//! Money, percentages, measured quantities and counts of people and things, with what their words promise.
//!
//! Never counts names (`Article 370`, `Route 66`), dates or ordinals, and never makes a vague word exact.

use crate::extract::found::Found;
use crate::extract::number;
use crate::extract::reading::Reading;
use crate::lists::class::Class;
use crate::lists::class::is_in;
use crate::model::kind::Label;
use crate::model::kind::Qualifier;
use crate::model::kind::ZoneKind;
use crate::model::value::Value;
use crate::model::value::number_to_cell;
use crate::text::token::TokenKind;

/// An amount at tokens `[first, end)`; its number begins at `number_at`.
#[derive(Clone, Debug)]
pub struct Amount {
    pub first: usize,
    pub end: usize,
    pub label: Label,
    pub value: Option<f64>,
    pub low: Option<f64>,
    pub high: Option<f64>,
    pub qualifier: Qualifier,
    /// ISO 4217, `percent`, or the unit's word.
    pub unit: Option<String>,
    /// What is counted: tokens `[from, to)`.
    pub counted: Option<(usize, usize)>,
}

impl Amount {
    pub fn found(&self) -> Found {
        let (rule, score) = match self.label {
            Label::Money => ("amounts.money", 0.92),
            Label::Percent => ("amounts.percent", 0.95),
            _ if self.unit.is_some() => ("amounts.unit", 0.85),
            _ => ("amounts.count", 0.75),
        };
        let mut found = Found::new(self.first, self.end, self.label, rule, score);
        found.value = self.value.map(|value| match (&self.unit, self.label) {
            (Some(code), Label::Money) => Value::Text(format!("{code} {}", number_to_cell(value))),
            _ => Value::Number(value),
        });
        found
    }
}

/// Amounts of the article outside dates, in order, without overlaps.
pub fn find(reading: &Reading<'_>, dates: &[Found]) -> Vec<Amount> {
    let mut in_date = vec![false; reading.tokens.len()];
    for date in dates {
        in_date[date.first..date.end].fill(true);
    }
    let mut found: Vec<Amount> = Vec::new();
    for sentence in &reading.sentences {
        if matches!(sentence.zone, ZoneKind::Boilerplate | ZoneKind::Dateline | ZoneKind::Byline) {
            continue;
        }
        let mut at = sentence.first;
        let mut after_count = false;
        while at < sentence.end {
            let amount = if in_date[at] { None } else { amount(reading, at, sentence.end, after_count) };
            let Some(amount) = amount.filter(|amount| !in_date[amount.first..amount.end].contains(&true)) else {
                at += 1;
                continue;
            };
            after_count |= amount.label == Label::Quantity;
            at = amount.end;
            found.push(amount);
        }
    }
    found
}

/// Where the number of a text begins that opens with an amount: behind a currency.
pub fn number_at(reading: &Reading<'_>) -> usize {
    if reading.tokens.is_empty() { 0 } else { currency_before(reading, 0).map_or(0, |(_, number_at)| number_at) }
}

fn amount(reading: &Reading<'_>, at: usize, limit: usize, after_count: bool) -> Option<Amount> {
    let prefix = currency_before(reading, at);
    let number_at = prefix.as_ref().map_or(at, |(_, number_at)| *number_at);
    let number = number::number(reading, number_at).filter(|number| number.end <= limit)?;
    let mut amount = Amount {
        first: at,
        end: number.end,
        label: Label::Quantity,
        value: number.value,
        low: number.value.is_none().then_some(number.low),
        high: None,
        qualifier: if number.value.is_some() { Qualifier::Exact } else { Qualifier::AtLeast },
        unit: None,
        counted: None,
    };
    if let Some((end, high, low_scale)) = range_end(reading, at, number_at, &number) {
        amount.low = number.value.map(|value| value * low_scale);
        amount.high = Some(high);
        amount.value = None;
        amount.end = end;
    }
    let settled = if let Some((code, _)) = prefix {
        amount.label = Label::Money;
        amount.end = money_tail(reading, amount.end, at);
        amount.unit = Some(code);
        true
    } else {
        measured(reading, &mut amount) || counts(reading, &mut amount, number_at, after_count)
    };
    if !settled {
        return None;
    }
    qualify(reading, &mut amount);
    Some(amount)
}

/// `5 to 10`, `5-10`, `between 5 and 10`: the end, the higher number, and the scale that both share.
fn range_end(reading: &Reading<'_>, at: usize, number_at: usize, first: &number::Number) -> Option<(usize, f64, f64)> {
    let link = reading.low(first.end, at);
    let is_range = matches!(link, "to" | "-" | "–") || (link == "and" && reading.low_before(at) == "between");
    if !is_range {
        return None;
    }
    let skip = usize::from(currency_symbol(reading.low(first.end + 1, at)).is_some());
    let last = number::number(reading, first.end + 1 + skip)?;
    let (low, high) = (first.value?, last.value?);
    // `2 to 3 million`: the scale stands once.
    let bare =
        first.end == number_at + 1 && reading.tokens[number_at].text.chars().all(|c| c.is_ascii_digit() || c == '.');
    let scaled = bare && last.end > first.end + 2 + skip && low < high / 1000.0;
    let scale = if scaled { number::scale(reading.low(last.end - 1, at)).unwrap_or(1.0) } else { 1.0 };
    let is_score = link == "-" && low > high;
    (low * scale < high && !is_score).then_some((last.end, high, scale))
}

fn currency_symbol(word: &str) -> Option<&'static str> {
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
        _ => return None,
    })
}

const CODES: &[&str] = &[
    "USD", "EUR", "GBP", "JPY", "INR", "PKR", "AFN", "RUB", "CNY", "RMB", "AED", "SAR", "TRY", "IRR", "CHF", "CAD",
    "AUD", "BDT", "LKR", "NPR", "KRW", "QAR", "KWD", "ILS", "EGP", "NGN", "ZAR", "BRL", "MXN", "SEK", "NOK", "DKK",
    "PLN", "UAH", "HKD", "SGD", "MYR", "IDR", "THB", "PHP", "KES",
];

/// A currency before the number at or after `at`: its code and where the number begins.
fn currency_before(reading: &Reading<'_>, at: usize) -> Option<(String, usize)> {
    let token = &reading.tokens[at];
    if let Some(code) = currency_symbol(token.text) {
        return Some((code.to_owned(), at + 1));
    }
    let dollar_next = reading.near(at + 1, at).is_some_and(|next| next.text == "$") && reading.touches(at, at + 1);
    let nation = match token.text {
        "US" | "U.S." => Some("USD"),
        "A" | "AU" => Some("AUD"),
        "C" | "CA" => Some("CAD"),
        "NZ" => Some("NZD"),
        "HK" => Some("HKD"),
        "S" => Some("SGD"),
        "R" => Some("BRL"),
        _ => None,
    };
    if let Some(code) = nation.filter(|_| dollar_next) {
        return Some((code.to_owned(), at + 2));
    }
    let has_digits = reading.near(at + 1, at).is_some_and(|next| next.kind == TokenKind::Number);
    let is_code = CODES.contains(&token.text) && has_digits;
    let rupees = matches!(token.text, "Rs" | "Rs.") && has_digits;
    if is_code {
        return Some((token.text.to_owned(), at + 1));
    }
    rupees.then(|| ("rupee".to_owned(), at + 1))
}

/// `(USD`, `dollars`, `US dollars` after an amount that has its symbol already.
fn money_tail(reading: &Reading<'_>, end: usize, beside: usize) -> usize {
    let low = |offset: usize| reading.low(end + offset, beside);
    match (low(0), low(1)) {
        ("us", "dollars" | "dollar") => end + 2,
        ("dollars" | "dollar" | "usd" | "euros" | "pounds" | "rupees", _) => end + 1,
        _ => end,
    }
}

/// A percent sign, a currency's word or a unit after the number.
fn measured(reading: &Reading<'_>, amount: &mut Amount) -> bool {
    let at = amount.first;
    let end = amount.end;
    let low = |offset: usize| reading.low(end + offset, at);
    let percent = match (low(0), low(1)) {
        ("%" | "percent" | "pct", "points") | ("per", "cent") | ("percentage", "points" | "point") => 2,
        ("%" | "percent" | "pct", _) => 1,
        _ => 0,
    };
    if percent > 0 {
        amount.label = Label::Percent;
        amount.unit = Some("percent".to_owned());
        amount.end = end + percent;
        return true;
    }
    if let Some((code, n_tokens)) = currency_after(reading, end, at) {
        amount.label = Label::Money;
        amount.unit = Some(code);
        amount.end = end + n_tokens;
        return true;
    }
    let square = usize::from(matches!(low(0), "square" | "cubic"));
    let unit = low(square);
    let token = reading.near(end + square, at);
    let is_unit =
        is_in(Class::Unit, unit) && (unit.len() > 2 || token.is_some_and(|token| token.text.len() == unit.len()));
    if is_unit && !(unit == "m" && square == 0 && amount.value.is_none()) {
        amount.end = end + square + 1;
        amount.unit = Some(if square > 0 { format!("{} {unit}", low(0)) } else { unit.to_owned() });
        return true;
    }
    false
}

/// `dollars`, `US dollars`, `Pakistani rupees`, `USD` after a number: the code where the nation is said, else the word.
fn currency_after(reading: &Reading<'_>, end: usize, at: usize) -> Option<(String, usize)> {
    let low = |offset: usize| reading.low(end + offset, at);
    if let Some(code) = reading.near(end, at).filter(|token| CODES.contains(&token.text)) {
        return Some((code.text.to_owned(), 1));
    }
    let is_word = |word: &str| is_in(Class::CurrencyWord, word) && !matches!(word, "won" | "real" | "pound" | "som");
    let code = match (low(0), low(1)) {
        ("us" | "u.s" | "american", "dollars" | "dollar") => Some(("USD", 2)),
        ("dollars" | "dollar", _) => Some(("USD", 1)),
        ("euros" | "euro", _) => Some(("EUR", 1)),
        ("pounds", "sterling") => Some(("GBP", 2)),
        ("pakistani" | "pakistan", "rupees" | "rupee") => Some(("PKR", 2)),
        ("indian", "rupees" | "rupee") => Some(("INR", 2)),
        ("yen", _) => Some(("JPY", 1)),
        ("yuan" | "renminbi", _) => Some(("CNY", 1)),
        ("afghanis" | "afghani", _) => Some(("AFN", 1)),
        ("roubles" | "rubles" | "rouble" | "ruble", _) => Some(("RUB", 1)),
        _ => None,
    };
    if let Some((code, n_tokens)) = code {
        return Some((code.to_owned(), n_tokens));
    }
    let nation = usize::from(reading.near(end, at).is_some_and(crate::text::token::Token::is_capitalised));
    is_word(low(nation)).then(|| (low(nation).trim_end_matches('s').to_owned(), nation + 1))
}

/// Whether people or things are counted; notes which.
fn counts(reading: &Reading<'_>, amount: &mut Amount, number_at: usize, after_count: bool) -> bool {
    let before = reading.before(number_at);
    let is_name = before.is_some_and(|token| {
        is_in(Class::Numbered, &reading.folded[number_at - 1])
            || token.text == "#"
            || (token.is_capitalised() && !reading.starts_sentence(number_at - 1))
    });
    let glued = reading.tokens[number_at].text.contains(':') || reading.tokens[number_at].text.starts_with('0');
    let next_mark = matches!(reading.low(amount.end, number_at), "-" | "/" | ":" | "'" | "’" | "st" | "nd");
    if is_name || glued || next_mark {
        return false;
    }
    let size = amount.value.or(amount.high).unwrap_or(amount.low.unwrap_or(0.0));
    let in_words = reading.tokens[number_at].kind != TokenKind::Number;
    amount.counted = counted_noun(reading, amount.end, number_at);
    let small_word = in_words && size < 3.0;
    let counted = amount.counted.is_some() && size >= 1.0 && (!small_word || tells_of_victims(reading, number_at));
    let elliptic = after_count && size >= 20.0 && is_predicate(reading.low(amount.end, number_at));
    counted || elliptic
}

/// A verb right after a number that goes on with what the last one counted: `while 880,000 have …`.
fn is_predicate(word: &str) -> bool {
    matches!(
        word,
        "have"
            | "had"
            | "are"
            | "were"
            | "remain"
            | "remained"
            | "left"
            | "live"
            | "fled"
            | "died"
            | "returned"
            | "more"
            | "others"
    )
}

/// Sentences about the dead, hurt and held count from one on.
fn tells_of_victims(reading: &Reading<'_>, at: usize) -> bool {
    let sentence = reading.sentence(at);
    let words = [
        "killed",
        "injured",
        "wounded",
        "dead",
        "died",
        "arrested",
        "detained",
        "missing",
        "kidnapped",
        "abducted",
        "hurt",
        "displaced",
    ];
    reading.folded[sentence.first..sentence.end].iter().any(|word| words.contains(&&**word))
}

/// The noun phrase after a number: adjectives and its plural head, `of the` left out.
fn counted_noun(reading: &Reading<'_>, end: usize, at: usize) -> Option<(usize, usize)> {
    let of = match (reading.low(end, at), reading.low(end + 1, at)) {
        ("of", "the" | "its" | "their" | "those" | "these") => 2,
        ("of", _) => 1,
        _ => 0,
    };
    let from = end + of;
    for index in from..from + 6 {
        let token = reading.near(index, at)?;
        let word: &str = &reading.folded[index];
        if token.kind != TokenKind::Word
            || is_in(Class::Function, word) && !matches!(word, "other" | "more" | "such" | "new")
        {
            return None;
        }
        if is_plural(word) && !is_plural(reading.low(index + 1, at)) {
            return Some((from, index + 1));
        }
    }
    None
}

fn is_plural(word: &str) -> bool {
    let irregular = matches!(
        word,
        "people"
            | "men"
            | "women"
            | "children"
            | "police"
            | "troops"
            | "personnel"
            | "staff"
            | "cattle"
            | "sheep"
            | "fish"
            | "aircraft"
    );
    let regular = word.len() > 3
        && word.ends_with('s')
        && !word.ends_with("ss")
        && !word.ends_with("us")
        && !word.ends_with("is")
        && !word.ends_with("'s");
    let verb = matches!(
        word,
        "says"
            | "does"
            | "goes"
            | "has"
            | "was"
            | "this"
            | "plus"
            | "always"
            | "perhaps"
            | "towards"
            | "afterwards"
            | "besides"
    );
    irregular || (regular && !verb) || (word.ends_with("ese") && word.len() > 6)
}

/// Takes `over`, `more than`, `nearly` … before the amount into it.
fn qualify(reading: &Reading<'_>, amount: &mut Amount) {
    let at = amount.first;
    let first = reading.sentence(at).first;
    let back = |n: usize| {
        if at >= first + n { &*reading.folded[at - n] } else { "" }
    };
    let (qualifier, n_tokens) = match (back(3), back(2), back(1)) {
        ("as", "many" | "much", "as") => (Qualifier::UpTo, 3),
        ("in", "excess", "of") => (Qualifier::Over, 3),
        (_, "more" | "greater" | "higher", "than") => (Qualifier::Over, 2),
        (_, "less" | "fewer" | "lower", "than") => (Qualifier::Under, 2),
        (_, "at", "least") | (_, "no", "less" | "fewer") => (Qualifier::AtLeast, 2),
        (_, "at", "most") | (_, "up", "to") => (Qualifier::UpTo, 2),
        (_, "close", "to") => (Qualifier::Nearly, 2),
        (_, "an", "estimated") => (Qualifier::About, 2),
        (_, _, "over" | "above" | "exceeding") => (Qualifier::Over, 1),
        (_, _, "under" | "below") => (Qualifier::Under, 1),
        (_, _, "about" | "around" | "approximately" | "roughly" | "some" | "circa" | "estimated") => {
            (Qualifier::About, 1)
        }
        (_, _, "nearly" | "almost") => (Qualifier::Nearly, 1),
        _ => return,
    };
    amount.first = at - n_tokens;
    amount.qualifier = qualifier;
    match qualifier {
        Qualifier::Over | Qualifier::AtLeast => amount.low = amount.low.or(amount.value),
        Qualifier::Under | Qualifier::UpTo | Qualifier::Nearly => amount.high = amount.high.or(amount.value),
        Qualifier::About | Qualifier::Exact => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amounts(text: &str) -> Vec<String> {
        let reading = Reading::new(text);
        let dates = crate::extract::dates::find(&reading, None);
        let shown = |amount: &Amount| {
            let words = reading.words(reading.span(amount.first, amount.end));
            let value = amount.found().value.map_or_else(String::new, |value| value.to_cell());
            format!("{words} = {value} {} {}", amount.label, amount.qualifier)
        };
        find(&reading, &dates).iter().map(shown).collect()
    }

    #[test]
    fn amounts_of_every_kind() {
        for (text, expected) in [
            ("Over 460,000 undocumented workers left.", "Over 460,000 = 460000 quantity over"),
            ("They hold 1.3 million Peruvians.", "1.3 million = 1300000 quantity exact"),
            ("It cost $75 million then.", "$75 million = USD 75000000 money exact"),
            ("It cost more than 75 million dollars.", "more than 75 million dollars = USD 75000000 money over"),
            ("It cost Rs 5 crore then.", "Rs 5 crore = rupee 50000000 money exact"),
            ("It cost €1.5bn then.", "€1.5bn = EUR 1500000000 money exact"),
            ("About 40 percent agreed.", "About 40 percent = 40 percent about"),
            ("Nearly 12.5% agreed.", "Nearly 12.5% = 12.5 percent nearly"),
            ("The road is 30 km long.", "30 km = 30 quantity exact"),
            ("At least five miners died.", "At least five = 5 quantity at_least"),
            ("Two men were killed.", "Two = 2 quantity exact"),
            ("Half a million people fled.", "Half a million = 500000 quantity exact"),
            ("Dozens of miners died.", "Dozens =  quantity at_least"),
            ("It costs 2 to 3 million dollars.", "2 to 3 million dollars =  money exact"),
        ] {
            assert_eq!(amounts(text), [expected], "{text}");
        }
    }

    #[test]
    fn what_counts_nothing() {
        for text in [
            "Article 370 was cut.",
            "She took Route 66 home.",
            "One of them sat down.",
            "A second man came.",
            "They won 3-2 at home.",
            "Two officials met.",
            "On 5 May they left.",
            "The 45-year-old left.",
        ] {
            assert_eq!(amounts(text), Vec::<String>::new(), "{text}");
        }
    }
}
