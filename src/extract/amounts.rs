//! Money, percentages, measured quantities and counts of people and things, with what their words promise.
//!
//! Never counts names (`Article 370`, `Route 66`), dates or ordinals, and never makes a vague word exact.

mod counted;
pub mod toll;

use crate::extract::amounts::counted::are_some_of;
use crate::extract::amounts::counted::are_struck;
use crate::extract::amounts::counted::are_victims;
use crate::extract::amounts::counted::counted_noun;
use crate::extract::amounts::counted::is_plural;
use crate::extract::amounts::counted::is_predicate;
use crate::extract::amounts::counted::tells_of_victims;
use crate::extract::amounts::toll::toll;
use crate::extract::found::Found;
use crate::extract::money;
use crate::extract::money::Currency;
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
    /// A bare number at tokens `[first, end)`.
    const fn exact(first: usize, end: usize, value: f64) -> Self {
        Self {
            first,
            end,
            label: Label::Quantity,
            value: Some(value),
            low: None,
            high: None,
            qualifier: Qualifier::Exact,
            unit: None,
            counted: None,
        }
    }

    pub fn found(&self) -> Found {
        let (rule, score) = match self.label {
            Label::Money => ("amounts.money", 0.92),
            Label::Percent => ("amounts.percent", 0.95),
            _ if self.unit.as_deref() == Some(SHARE) => ("amounts.share", 0.8),
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
            let can_begin = !in_date[at] && number::can_begin(reading, at);
            let amount = if can_begin { amount(reading, at, sentence.end, after_count) } else { None };
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
    money::before(reading, 0).filter(|currency| currency.glued.is_none()).map_or(0, |currency| currency.at)
}

fn amount(reading: &Reading<'_>, at: usize, limit: usize, after_count: bool) -> Option<Amount> {
    if let Some(amount) = glued_sum(reading, at).or_else(|| glued_unit(reading, at)).or_else(|| share(reading, at)) {
        return finish(reading, amount, limit);
    }
    let prefix = money::before(reading, at);
    let number_at = prefix.as_ref().map_or(at, |currency| currency.at);
    let number = number::number(reading, number_at).filter(|number| number.end <= limit)?;
    let mut amount = Amount {
        value: number.value,
        low: number.value.is_none().then_some(number.low),
        qualifier: if number.value.is_some() { Qualifier::Exact } else { Qualifier::AtLeast },
        ..Amount::exact(at, number.end, 0.0)
    };
    if let Some((end, high, low_scale)) = range_end(reading, at, number_at, &number) {
        amount.low = number.value.map(|value| value * low_scale);
        amount.high = Some(high);
        amount.value = None;
        amount.end = end;
    }
    let settled = if let Some(currency) = prefix {
        set_currency(&mut amount, currency);
        amount.end = money::tail(reading, number.end.max(amount.end), at);
        true
    } else {
        measured(reading, &mut amount) || counts(reading, &mut amount, number_at, after_count)
    };
    if settled { finish(reading, amount, limit) } else { None }
}

/// `USD3.14`, `115USD`, `12-cent`: number and currency in one token.
fn glued_sum(reading: &Reading<'_>, at: usize) -> Option<Amount> {
    let sum = |value: f64, currency: Currency| {
        let mut amount = Amount::exact(at, currency.at, value);
        set_currency(&mut amount, currency);
        amount
    };
    if let Some((value, currency)) = money::glued(reading, at) {
        return Some(sum(value, currency));
    }
    let currency = money::before(reading, at).filter(|currency| currency.glued.is_some())?;
    let mut amount = sum(currency.glued?, currency);
    while let Some(scale) = number::scale(reading.low(amount.end, at)) {
        amount.value = amount.value.map(|value| value * scale);
        amount.end += 1;
    }
    Some(amount)
}

/// `160GB`, `30km`, `3.5-inch`, `six-mile`: number and unit in one token.
fn glued_unit(reading: &Reading<'_>, at: usize) -> Option<Amount> {
    let low: &str = reading.folded.get(at)?;
    let (value, unit) = match low.split_once('-') {
        Some((count, unit)) => (number::small(count).or_else(|| number::digits(count))?, unit),
        None => {
            let letters = low.find(|c: char| c.is_ascii_alphabetic()).filter(|letters| *letters > 0)?;
            // One letter is as often a scale (`3m`) as a unit.
            (number::digits(&low[..letters])?, low.get(letters..).filter(|unit| unit.len() > 1)?)
        }
    };
    let is_unit = is_in(Class::Unit, unit) || GLUED_UNITS.contains(&unit);
    is_unit.then(|| Amount { unit: Some(unit.to_owned()), ..Amount::exact(at, at + 1, value) })
}

/// Units that only stand glued to a number.
const GLUED_UNITS: &[&str] = &["ml", "kw", "kb", "mg", "cc", "ha", "sq", "kms", "kgs", "hp"];

/// `two-thirds of the miners`, `a quarter of them`, `one in five children`, `three out of ten`: a share of a whole.
fn share(reading: &Reading<'_>, at: usize) -> Option<Amount> {
    let low = |offset: usize| reading.low(at + offset, at);
    let half = match (low(0), low(1)) {
        ("half", "of") => Some((0.5, at + 1)),
        ("half", "the" | "its" | "their" | "all") if counted_noun(reading, at + 2, at).is_some() => Some((0.5, at + 1)),
        _ => None,
    };
    let (value, end) = half.or_else(|| one_in(reading, at)).or_else(|| {
        let number = number::number(reading, at).filter(|number| number.in_words)?;
        let part = number.value.filter(|value| *value < 1.0 && *value > 0.0)?;
        (reading.low(number.end, at) == "of").then_some((part, number.end))
    })?;
    let is_of_time = is_in(Class::Month, reading.low(end + 1, at))
        || matches!(reading.low(end + 1, at), "a" | "an" | "the" | "last")
            && matches!(
                reading.low(end + 2, at),
                "century" | "year" | "day" | "hour" | "way" | "time" | "match" | "season" | "game" | "month" | "week"
            );
    let rounded = (value * 1000.0).round() / 1000.0;
    let the = usize::from(low(end - at) == "the");
    let counted = counted_noun(reading, end + the, at);
    (!is_of_time).then(|| Amount { unit: Some(SHARE.to_owned()), counted, ..Amount::exact(at, end, rounded) })
}

/// The unit of a part of a whole: 0.2 for one in five.
const SHARE: &str = "share";

/// `one in five`, `9 out of 10`: small numbers, with what they are of behind them.
fn one_in(reading: &Reading<'_>, at: usize) -> Option<(f64, usize)> {
    let small = |at_: usize| {
        let low = reading.low(at_, at);
        number::small(low).or_else(|| number::digits(low)).filter(|n| (1.0..=100.0).contains(n) && n.fract() == 0.0)
    };
    let above = small(at)?;
    let link = match (reading.low(at + 1, at), reading.low(at + 2, at)) {
        ("in", "every") | ("out", "of") => 2,
        ("in", _) => 1,
        _ => return None,
    };
    let below = small(at + 1 + link).filter(|below| *below > above && *below > 2.0)?;
    let end = at + 2 + link;
    let what = reading.low(end, at);
    let has_what = is_plural(what) || link == 2 || is_plural(reading.low(end + 1, at)) && !is_in(Class::Function, what);
    let is_time = crate::extract::dates::calendar::Unit::parse(what).is_some();
    (has_what && !is_time).then_some((above / below, end))
}

fn set_currency(amount: &mut Amount, currency: Currency) {
    amount.label = Label::Money;
    for value in [&mut amount.value, &mut amount.low, &mut amount.high] {
        *value = value.map(|value| value * currency.scale);
    }
    amount.unit = Some(currency.code);
}

/// Cents, the other end of a range whose ends both name the unit, a minus, and the words before.
fn finish(reading: &Reading<'_>, mut amount: Amount, limit: usize) -> Option<Amount> {
    let at = amount.first;
    if amount.label == Label::Money
        && let Some((part, end)) = money::hundredths(reading, amount.end, at)
        && let Some(value) = amount.value.filter(|value| value.fract() == 0.0)
        && !matches!(amount.unit.as_deref(), Some("cent" | "pence"))
    {
        amount.value = Some(value + part);
        amount.end = end;
    }
    if amount.unit.is_some() {
        second_end(reading, &mut amount);
        minus(reading, &mut amount);
    }
    qualify(reading, &mut amount);
    (amount.end <= limit).then_some(amount)
}

/// `between 10 dollars and 20 dollars`, `from 3 km to 5 km`, `$10 to $20`.
fn second_end(reading: &Reading<'_>, amount: &mut Amount) {
    let Some(low) = amount.value else { return };
    let before = reading.low_before(amount.first);
    let is_range = match reading.low(amount.end, amount.first) {
        "to" => before == "from" && amount.label != Label::Percent || before == "between",
        "and" => before == "between",
        "-" | "–" => true,
        _ => false,
    };
    if !is_range || reading.near(amount.end + 1, amount.first).is_none() {
        return;
    }
    let other = amount_alone(reading, amount.end + 1);
    if let Some(other) = other.filter(|other| other.label == amount.label && other.unit == amount.unit)
        && let Some(high) = other.value.filter(|high| *high > low)
    {
        (amount.low, amount.high, amount.value) = (Some(low), Some(high), None);
        amount.end = other.end;
    }
}

/// The measured amount at a token, without what stands around it.
fn amount_alone(reading: &Reading<'_>, at: usize) -> Option<Amount> {
    let currency = money::before(reading, at).filter(|currency| currency.glued.is_none());
    let number = number::number(reading, currency.as_ref().map_or(at, |currency| currency.at))?;
    let mut amount = Amount { value: number.value, ..Amount::exact(at, number.end, 0.0) };
    match currency {
        Some(currency) => set_currency(&mut amount, currency),
        None => {
            if !measured(reading, &mut amount) {
                return None;
            }
        }
    }
    Some(amount)
}

/// `minus five percent`: below nought.
fn minus(reading: &Reading<'_>, amount: &mut Amount) {
    let is_sign = reading.low_before(amount.first) == "-"
        && reading.touches(amount.first - 1, amount.first)
        && (amount.first < 2 || !reading.touches(amount.first - 2, amount.first - 1));
    if reading.low_before(amount.first) == "minus" || (is_sign && amount.label == Label::Percent) {
        amount.first -= 1;
        amount.value = amount.value.map(|value| -value);
    }
}

/// `5 to 10`, `5-10`, `between 5 and 10`: the end, the higher number, and the scale that both share.
fn range_end(reading: &Reading<'_>, at: usize, number_at: usize, first: &number::Number) -> Option<(usize, f64, f64)> {
    let link = reading.low(first.end, at);
    let is_range = matches!(link, "to" | "-" | "–") || (link == "and" && reading.low_before(at) == "between");
    if !is_range {
        return None;
    }
    let skip = money::before(reading, first.end + 1)
        .filter(|currency| currency.glued.is_none())
        .map_or(0, |currency| currency.at - first.end - 1);
    reading.near(first.end + 1 + skip, at)?;
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

/// A percent sign, a currency's word or a unit after the number.
fn measured(reading: &Reading<'_>, amount: &mut Amount) -> bool {
    let at = amount.first;
    let end = amount.end;
    let low = |offset: usize| reading.low(end + offset, at);
    let (n, unit) = match (low(0), low(1), low(2)) {
        ("%" | "percent" | "pct" | "percentage", "points" | "point", _) => (2, "percentage points"),
        ("per", "cent", "points" | "point") => (3, "percentage points"),
        ("per", "cent", _) => (2, "percent"),
        ("%" | "percent" | "pct" | "percents", _, _) | ("percentage", "" | "." | "," | "of", _) => (1, "percent"),
        _ => (0, ""),
    };
    if n > 0 {
        amount.label = Label::Percent;
        amount.unit = Some(unit.to_owned());
        amount.end = end + n;
        return true;
    }
    let of = usize::from(amount.value.is_none() && amount.high.is_none() && low(0) == "of");
    if let Some(currency) = money::after(reading, end + of, at) {
        amount.end = currency.at;
        set_currency(amount, currency);
        return true;
    }
    let square = usize::from(matches!(low(0), "square" | "cubic"));
    let unit = low(square);
    let token = reading.near(end + square, at);
    let is_unit =
        is_in(Class::Unit, unit) && (unit.len() > 2 || token.is_some_and(|token| token.text.len() == unit.len()));
    if is_unit && !(unit == "m" && square == 0 && amount.value.is_none()) {
        amount.end = end + square + 1;
        let mut told = if square > 0 { format!("{} {unit}", low(0)) } else { unit.to_owned() };
        // `185 kilometres per hour` is no length.
        if let ("per", rate @ ("second" | "minute" | "hour" | "day" | "week" | "month" | "year" | "hectare" | "acre")) =
            (low(square + 1), low(square + 2))
        {
            told = format!("{told} per {rate}");
            amount.end += 2;
        }
        amount.unit = Some(told);
        return true;
    }
    false
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
    // `the Three Gorges`: part of a name.
    let of_name = reading.tokens[number_at].is_capitalised()
        && !reading.starts_sentence(number_at)
        && reading.zone_of(number_at) == ZoneKind::Body
        && reading.near(amount.end, number_at).is_some_and(crate::text::token::Token::is_capitalised);
    if is_name || of_name || glued || next_mark {
        return false;
    }
    // `one of the largest` picks one out, and counts nothing.
    if reading.folded[number_at] == "one" && reading.low(number_at + 1, number_at) == "of" {
        return false;
    }
    let size = amount.value.or(amount.high).unwrap_or(amount.low.unwrap_or(0.0));
    let in_words = reading.tokens[number_at].kind != TokenKind::Number;
    amount.counted = counted_noun(reading, amount.end, number_at);
    // `500 and 1,000 songs`: both count what stands behind the second.
    if amount.counted.is_none() && matches!(reading.low(amount.end, number_at), "and" | "or") {
        let second =
            number::number(reading, amount.end + 1).filter(|_| reading.near(amount.end + 1, number_at).is_some());
        amount.counted = second.and_then(|second| counted_noun(reading, second.end, number_at));
    }
    let tolled = if amount.counted.is_none() && size > 1.0 { toll(reading, amount) } else { None };
    if tolled.is_some() {
        amount.counted = tolled;
        return true;
    }
    let is_scaled = number::scale(reading.low(amount.end - 1, number_at)).is_some_and(|scale| scale >= 1e5);
    let small_word = in_words && size < 3.0;
    let counted = amount.counted.is_some() && size >= 1.0 && (!small_word || tells_of_victims(reading, number_at));
    let elliptic = after_count && size >= 20.0 && is_predicate(reading.low(amount.end, number_at))
        || amount.counted.is_none()
            && size > 1.0
            && (are_victims(reading, number_at, amount.end) || are_struck(reading, number_at, amount.end))
        || amount.counted.is_none() && size > 2.0 && are_some_of(reading, number_at, amount.end);
    counted || elliptic || (is_scaled && amount.end > number_at + 1)
}

/// Takes `over`, `more than`, `nearly` … before the amount into it.
fn qualify(reading: &Reading<'_>, amount: &mut Amount) {
    let at = amount.first;
    let first = reading.sentence(at).first;
    let back = |n: usize| {
        if at >= first + n { &*reading.folded[at - n] } else { "" }
    };
    let (qualifier, n_tokens) = match (back(3), back(2), back(1)) {
        ("as", "many" | "much", "as") | ("no" | "not", "more", "than") => (Qualifier::UpTo, 3),
        ("no", "less" | "fewer", "than") => (Qualifier::AtLeast, 3),
        ("in", "excess", "of") => (Qualifier::Over, 3),
        (_, "more" | "greater" | "higher", "than") | (_, "well", "over") => (Qualifier::Over, 2),
        (_, "less" | "fewer" | "lower", "than") => (Qualifier::Under, 2),
        (_, "at", "least") | (_, "no", "less" | "fewer") => (Qualifier::AtLeast, 2),
        (_, "at", "most") | (_, "up", "to") => (Qualifier::UpTo, 2),
        (_, "close", "to") | (_, "just", "under") => (Qualifier::Nearly, 2),
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
