//! Feasts and days of remembrance: their names, and the rules by which their dates move.
//!
//! Never says more than the rule knows: feasts of the lunar calendars come as `~`, about that day; feasts that begin at
//! sunset are the two days that they touch.

use std::collections::HashMap;
use std::sync::LazyLock;

use chrono::Datelike as _;
use chrono::NaiveDate;
use chrono::Weekday;

use crate::extract::dates::calendar;
use crate::extract::dates::calendar::Unit;
use crate::extract::dates::calendar::moved;
use crate::extract::dates::expression::Expression;
use crate::extract::dates::expression::Shift;
use crate::extract::dates::expression::Year;
use crate::extract::dates::feasts;
use crate::extract::dates::grammar::Parsed;
use crate::extract::dates::resolve::AGAINST;
use crate::extract::dates::resolve::Anchor;
use crate::extract::dates::resolve::Tense;
use crate::extract::dates::resolve::said_year;
use crate::extract::dates::words;
use crate::extract::reading::Reading;
use crate::text::token::TokenKind;

/// How a day is found in a year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Rule {
    /// Month and day.
    Fixed(u32, u32),
    /// The nth such weekday of a month; -1 is the last; then so many days on.
    Nth(u32, Weekday, i32, i64),
    /// A day of a month, or the day before where that is a Sunday.
    Workday(u32, u32),
    /// The day from Monday to Friday that is nearest to a day of a month.
    Nearest(u32, u32),
    /// Days from Easter Sunday, first and last.
    Easter(i64, i64),
    /// Days from Easter Sunday of the Eastern churches, first and last.
    Orthodox(i64, i64),
    /// Month, day and number of days of the lunar Hijri calendar.
    Hijri(u32, u32, i64),
    /// Days from the first of Tishri and number of days; they begin at sunset.
    FromTishri(i64, i64),
    /// Days from Passover and number of days; they begin at sunset.
    FromPassover(i64, i64),
    Haatzmaut,
    /// Month from Chaitra, lunar day, hour at which that lunar day must hold, days on, number of days.
    Hindu(u32, u32, f64, i64, i64),
    /// The sun reaches so many degrees against the stars, in or after this month; then so many days on.
    Sankranti(f64, i64, i64),
    /// The Parsi year of India.
    Parsi,
    Onam,
    /// Days from the Chinese New Year.
    Chinese(i64),
    Nowruz,
}

/// A feast with its names, in lower case, without apostrophes and the `s` after them.
#[derive(Debug, PartialEq)]
pub struct Holiday {
    pub names: &'static [&'static str],
    pub rule: Rule,
    /// A word too: it needs a capital and a year or a preposition that tells of time.
    pub is_word: bool,
}

/// The words of a feast's name.
type Name = (Vec<&'static str>, &'static Holiday);

/// Names by their first word, the longest first.
static BY_WORD: LazyLock<HashMap<&'static str, Vec<Name>>> = LazyLock::new(|| {
    let mut names: Vec<Name> = Vec::new();
    for holiday in feasts::HOLIDAYS {
        names.extend(holiday.names.iter().map(|name| (name.split(' ').collect(), holiday)));
    }
    names.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
    let mut by_word: HashMap<&'static str, Vec<Name>> = HashMap::new();
    for (words, holiday) in names {
        by_word.entry(words[0]).or_default().push((words, holiday));
    }
    by_word
});

/// The first words of all names.
pub fn first_words() -> impl Iterator<Item = &'static str> {
    feasts::HOLIDAYS.iter().flat_map(|holiday| holiday.names).filter_map(|name| name.split(' ').next())
}

/// Letters that can begin a feast's name: most tokens are passed over without a look into the table.
fn can_begin(low: &str) -> bool {
    low.len() > 1 && low.len() < 16 && low.starts_with(|c: char| c.is_ascii_lowercase())
}

/// `Easter`, `last Thanksgiving`, `Eid al-Fitr 2018`, `the first day of Ramadan`.
pub fn holiday(reading: &Reading<'_>, at: usize) -> Option<Parsed> {
    let (shift, name_at) = words::shift_at(reading, at, at);
    let low = reading.low(name_at, at);
    if !can_begin(low) {
        return None;
    }
    let bare = without_apostrophe(low);
    let names = BY_WORD.get(bare).or_else(|| BY_WORD.get(bare.strip_suffix('s')?))?;
    let (holiday, end) =
        names.iter().find_map(|(words, holiday)| Some((*holiday, name_end(reading, name_at, at, words)?)))?;
    let (year, after) = words::year_after(reading, end, at);
    let is_capitalised = reading.tokens[name_at].text.starts_with(char::is_uppercase);
    let is_plain = shift != Shift::None || year != Year::Unsaid;
    let is_name_part =
        reading.near(end, at).is_some_and(|token| token.is_capitalised() && !reading.touches(end - 1, end))
            && year == Year::Unsaid
            && !matches!(reading.low(end, at), "sunday" | "monday" | "eve");
    let in_time = matches!(
        reading.low_before(at),
        "during"
            | "before"
            | "after"
            | "since"
            | "until"
            | "till"
            | "of"
            | "on"
            | "at"
            | "over"
            | "for"
            | "by"
            | "in"
            | "around"
    );
    let is_one = if holiday.is_word { is_plain || (is_capitalised && in_time && !is_name_part) } else { !is_name_part };
    let feast = Expression::Holiday { holiday, year, shift };
    if matches!(reading.low(after, at), "weekend" | "week-end") && is_one {
        let (said, end) = words::year_after(reading, after + 1, at);
        let year = if year == Year::Unsaid { said } else { year };
        let feast = Box::new(Expression::Holiday { holiday, year, shift });
        return Some((Expression::WeekendOf(feast), if said == Year::Unsaid { after + 1 } else { end }));
    }
    is_one.then(|| (of_two_countries(holiday, feast, year, shift), after))
}

/// `Mother's Day` is in May for most, and in Lent for the British press.
fn of_two_countries(holiday: &Holiday, feast: Expression, year: Year, shift: Shift) -> Expression {
    let names = BY_WORD.get("mothering").filter(|_| holiday.names.contains(&feasts::MOTHERS_DAY));
    match names.and_then(|names| names.first()) {
        Some((_, holiday)) => {
            let british = Expression::Holiday { holiday, year, shift };
            Expression::Either(Box::new(feast), Box::new(british))
        }
        None => feast,
    }
}

fn without_apostrophe(low: &str) -> &str {
    low.strip_suffix("'s").or_else(|| low.strip_suffix("’s")).unwrap_or(low)
}

/// The token after a name that begins at `at`: apostrophes and the `s` behind them do not count.
fn name_end(reading: &Reading<'_>, at: usize, beside: usize, name: &[&str]) -> Option<usize> {
    let mut end = at;
    for word in name {
        while end > at && reading.near(end, beside).is_some_and(|token| is_apostrophe(token.text, token.kind)) {
            end += 1;
        }
        let low = reading.low(end, beside);
        if without_apostrophe(low) != *word && low.strip_suffix('s') != Some(word) {
            return None;
        }
        end += 1;
    }
    Some(end)
}

fn is_apostrophe(text: &str, kind: TokenKind) -> bool {
    kind == TokenKind::Possessive || matches!(text, "'" | "’")
}

impl Holiday {
    /// The value in the year said, or in the one that the publication and the sentence point to.
    pub fn edtf(&self, year: Year, shift: Shift, anchor: Anchor) -> Option<String> {
        if let Some(year) = said_year(year, anchor) {
            return self.in_year(year).into_iter().next().map(|days| self.shown(days));
        }
        let published = anchor.published?;
        let years = published.year() - 1..=published.year() + 1;
        let candidates = years.flat_map(|year| self.in_year(year));
        let found = match shift {
            Shift::Last | Shift::Past => candidates.filter(|days| days.0 < published).max(),
            Shift::Next | Shift::Coming => candidates.filter(|days| days.0 > published).min(),
            Shift::This if anchor.tense != Tense::Past => candidates.filter(|days| days.0 >= published).min(),
            Shift::This | Shift::None => candidates.min_by_key(|days| {
                let off = (days.0 - published).num_days();
                let against = match anchor.tense {
                    Tense::Past if off > 0 => AGAINST,
                    Tense::Future if off < 0 => 366,
                    _ => 0,
                };
                off.abs() + against
            }),
        };
        found.map(|days| self.shown(days))
    }

    fn shown(&self, (first, last): (NaiveDate, NaiveDate)) -> String {
        // The almanacs of Bengal and ours part by a day in some years: what is counted on from the sign is about that day.
        let is_counted_on = matches!(self.rule, Rule::Sankranti(_, _, on) if on > 2);
        let is_about = is_counted_on || matches!(self.rule, Rule::Hijri(..) | Rule::Hindu(..) | Rule::Onam);
        let mark = if is_about { "~" } else { "" };
        let one = |day: NaiveDate| format!("{}{mark}", calendar::day(day));
        if first == last { one(first) } else { format!("{}/{}", one(first), one(last)) }
    }

    /// First and last days of all that begin in a year: a lunar year can begin and end in one of ours.
    fn in_year(&self, year: i32) -> Vec<(NaiveDate, NaiveDate)> {
        let mut found = feasts::days(self.rule, year);
        if matches!(self.rule, Rule::Hindu(..)) {
            found.extend(feasts::days(self.rule, year - 1));
        }
        found.retain(|(first, _)| first.year() == year || matches!(self.rule, Rule::FromTishri(..)));
        found
    }
}

/// `day` moved by so many days.
pub fn plus(day: NaiveDate, n: i64) -> Option<NaiveDate> {
    moved(day, Unit::Day, n)
}
