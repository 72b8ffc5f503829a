//! The table of feasts and days of remembrance, and the days of a year that each rule gives.
//!
//! Facts and published rules only: Easter after Gauss and Meeus, the Hebrew calendar after its own arithmetic, feasts of
//! India by the lunar day that must hold at their hour, the Chinese New Year by the new moons after the winter solstice.

use chrono::Datelike as _;
use chrono::NaiveDate;
use chrono::Weekday;

use crate::extract::dates::hijri;
use crate::extract::dates::holiday::Holiday;
use crate::extract::dates::holiday::Rule;
use crate::extract::dates::holiday::plus;
use crate::extract::dates::moon;

const fn feast(names: &'static [&'static str], rule: Rule) -> Holiday {
    Holiday { names, rule, is_word: false }
}

const fn word(names: &'static [&'static str], rule: Rule) -> Holiday {
    Holiday { names, rule, is_word: true }
}

/// In May for most of the world, and in Britain the Sunday in Lent that is called by the other name too.
pub const MOTHERS_DAY: &str = "mother day";

/// All feasts, by the calendar they go by.
pub static HOLIDAYS: &[Holiday] = &[
    feast(&["new year day", "new year"], Rule::Fixed(1, 1)),
    feast(&["new year eve"], Rule::Fixed(12, 31)),
    feast(&["christmas", "christmas day", "xmas", "xmas day"], Rule::Fixed(12, 25)),
    feast(&["christmas eve"], Rule::Fixed(12, 24)),
    feast(&["boxing day"], Rule::Fixed(12, 26)),
    feast(&["epiphany"], Rule::Fixed(1, 6)),
    feast(&["valentine day"], Rule::Fixed(2, 14)),
    feast(
        &["st patrick day", "saint patrick day", "saint patrick", "st paddy day", "saint paddy day"],
        Rule::Fixed(3, 17),
    ),
    feast(&["earth day"], Rule::Fixed(4, 22)),
    feast(&["international women day", "women day"], Rule::Fixed(3, 8)),
    feast(&["may day", "international workers day", "workers day", "international labour day"], Rule::Fixed(5, 1)),
    feast(&["victory day"], Rule::Fixed(5, 9)),
    feast(&["anzac day"], Rule::Fixed(4, 25)),
    feast(&["juneteenth"], Rule::Fixed(6, 19)),
    feast(&["bastille day"], Rule::Fixed(7, 14)),
    feast(&["independence day"], Rule::Fixed(7, 4)),
    feast(&["halloween"], Rule::Fixed(10, 31)),
    feast(&["all saints day"], Rule::Fixed(11, 1)),
    feast(&["guy fawkes day", "guy fawkes night", "bonfire night"], Rule::Fixed(11, 5)),
    feast(&["armistice day", "veterans day"], Rule::Fixed(11, 11)),
    feast(&["world aids day"], Rule::Fixed(12, 1)),
    feast(&["boss day"], Rule::Nearest(10, 16)),
    feast(&["human rights day"], Rule::Fixed(12, 10)),
    feast(&["world vegan day"], Rule::Fixed(11, 1)),
    feast(&["world refugee day"], Rule::Fixed(6, 20)),
    feast(&["pakistan day"], Rule::Fixed(3, 23)),
    feast(&["king day", "koningsdag"], Rule::Workday(4, 27)),
    feast(&["thanksgiving", "thanksgiving day"], Rule::Nth(11, Weekday::Thu, 4, 0)),
    feast(&["black friday"], Rule::Nth(11, Weekday::Thu, 4, 1)),
    feast(&["cyber monday"], Rule::Nth(11, Weekday::Thu, 4, 4)),
    feast(
        &["mlk day", "mlk jr day", "martin luther king day", "martin luther king jr day", "civil rights day"],
        Rule::Nth(1, Weekday::Mon, 3, 0),
    ),
    feast(&["ides of march"], Rule::Fixed(3, 15)),
    feast(&["presidents day"], Rule::Nth(2, Weekday::Mon, 3, 0)),
    feast(&["memorial day"], Rule::Nth(5, Weekday::Mon, -1, 0)),
    feast(&["labor day", "labour day"], Rule::Nth(9, Weekday::Mon, 1, 0)),
    feast(&["columbus day"], Rule::Nth(10, Weekday::Mon, 2, 0)),
    feast(&["father day"], Rule::Nth(6, Weekday::Sun, 3, 0)),
    feast(&[MOTHERS_DAY], Rule::Nth(5, Weekday::Sun, 2, 0)),
    feast(&["mothering sunday"], Rule::Easter(-21, -21)),
    feast(
        &["august bank holiday", "summer bank holiday", "late summer bank holiday"],
        Rule::Nth(8, Weekday::Mon, -1, 0),
    ),
    feast(&["earth hour"], Rule::Nth(3, Weekday::Sat, -1, 0)),
    feast(&["easter", "easter sunday", "easter day"], Rule::Easter(0, 0)),
    feast(&["easter monday", "easter mon"], Rule::Easter(1, 1)),
    feast(&["easter weekend"], Rule::Easter(-1, 0)),
    feast(&["good friday"], Rule::Easter(-2, -2)),
    feast(&["holy saturday"], Rule::Easter(-1, -1)),
    feast(&["maundy thursday", "holy thursday"], Rule::Easter(-3, -3)),
    feast(&["palm sunday"], Rule::Easter(-7, -7)),
    feast(&["holy week"], Rule::Easter(-7, -1)),
    feast(&["ash wednesday"], Rule::Easter(-46, -46)),
    feast(&["mardi gras", "shrove tuesday", "fat tuesday", "pancake day"], Rule::Easter(-47, -47)),
    word(&["lent"], Rule::Easter(-46, -1)),
    feast(&["ascension day"], Rule::Easter(39, 39)),
    feast(&["pentecost", "whit sunday", "whitsunday"], Rule::Easter(49, 49)),
    feast(&["whit monday", "monday of the holy spirit"], Rule::Easter(50, 50)),
    feast(&["trinity sunday"], Rule::Easter(56, 56)),
    feast(&["corpus christi"], Rule::Easter(60, 60)),
    feast(&["orthodox easter"], Rule::Orthodox(0, 0)),
    feast(&["orthodox good friday", "orthodox great friday"], Rule::Orthodox(-2, -2)),
    feast(&["clean monday", "orthodox shrove monday"], Rule::Orthodox(-48, -48)),
    feast(&["lazarus saturday"], Rule::Orthodox(-8, -8)),
    feast(&["great lent", "great fast"], Rule::Orthodox(-48, -9)),
    feast(&["orthodox christmas"], Rule::Fixed(1, 7)),
    feast(
        &["eid al-fitr", "eid al fitr", "eid ul-fitr", "eid-ul-fitr", "eid-al-fitr", "eidul fitr"],
        Rule::Hijri(10, 1, 1),
    ),
    feast(
        &[
            "eid al-adha",
            "eid al adha",
            "eid ul-adha",
            "id ul-adha",
            "eid-ul-adha",
            "eid-ul-azha",
            "eid-al-adha",
            "eid ul-azha",
            "eid-e-qurban",
            "bakr id",
            "bakrid",
            "bakra eid",
            "feast of sacrifice",
            "feast of the sacrifice",
            "sacrifice feast",
        ],
        Rule::Hijri(12, 10, 1),
    ),
    word(&["ramadan", "ramazan", "ramzan"], Rule::Hijri(9, 1, 30)),
    word(&["muharram"], Rule::Hijri(1, 1, 30)),
    feast(&["ashura", "day of ashura"], Rule::Hijri(1, 10, 1)),
    word(&["arbaeen", "arba'een"], Rule::Hijri(2, 20, 1)),
    feast(&["islamic new year", "hijri new year", "amun jadid"], Rule::Hijri(1, 1, 1)),
    feast(
        &["mawlid", "mawlid al-nabi", "mawlid al-nabawi", "eid milad-un-nabi", "eid miladun nabi", "eid-e-milad"],
        Rule::Hijri(3, 12, 1),
    ),
    feast(
        &["laylat al-qadr", "laylat al kadr", "night of power", "shab-e-qadr", "night of measures"],
        Rule::Hijri(9, 27, 1),
    ),
    feast(
        &["isra and mi'raj", "isra and miraj", "shab-e-meraj", "shab-e-miraj", "night journey", "prophet ascension"],
        Rule::Hijri(7, 27, 1),
    ),
    feast(&["shab-e-barat", "shab-e-bara'at", "shab e-barat"], Rule::Hijri(8, 15, 1)),
    feast(&["jamat ul-vida", "jumu'atul-wida", "jumatul wida"], Rule::Hijri(9, 30, -1)),
    feast(&["nowruz", "nawroz", "navruz", "newroz", "norouz"], Rule::Nowruz),
    feast(&["rosh hashanah", "rosh hashana", "rosh hashanna"], Rule::FromTishri(0, 2)),
    feast(&["yom kippur"], Rule::FromTishri(9, 1)),
    feast(&["sukkot", "succos", "feast of tabernacles", "feast of the ingathering"], Rule::FromTishri(14, 8)),
    feast(&["shemini atzeret"], Rule::FromTishri(21, 1)),
    feast(&["simchat torah"], Rule::FromTishri(22, 1)),
    feast(&["hanukkah", "chanukah", "hanukah", "hannukkah", "hannukah"], Rule::FromTishri(83, 8)),
    feast(&["tu bishvat"], Rule::FromPassover(-59, 1)),
    feast(&["purim"], Rule::FromPassover(-30, 1)),
    feast(&["shushan purim"], Rule::FromPassover(-29, 1)),
    feast(&["passover", "pesach"], Rule::FromPassover(0, 8)),
    feast(&["holocaust remembrance day", "yom hashoah", "holocaust day"], Rule::FromPassover(12, 1)),
    feast(&["yom haatzmaut", "yom ha'atzmaut"], Rule::Haatzmaut),
    feast(&["lag b'omer", "lag baomer"], Rule::FromPassover(33, 1)),
    feast(&["shavuot"], Rule::FromPassover(50, 2)),
    feast(&["tisha b'av"], Rule::FromPassover(113, 1)),
    feast(
        &[
            "chinese new year",
            "lunar new year",
            "chinese lunar new year",
            "chinese new year day",
            "lunar new year day",
            "chinese lunar new year day",
            "spring festival",
        ],
        Rule::Chinese(0),
    ),
    feast(&["losar"], Rule::Chinese(0)),
    feast(
        &["ugadi", "yugadi", "gudi padwa", "samvatsaradi", "chaitra sukladi", "chaitra sukhladi"],
        Rule::Hindu(0, 1, 6.0, 0, 1),
    ),
    feast(&["ram navami", "rama navami"], Rule::Hindu(0, 9, 12.0, 0, 1)),
    feast(&["mahavir jayanti", "mahaveer jayanti", "mahaveer janma kalyanak"], Rule::Hindu(0, 13, 6.0, 0, 1)),
    feast(&["vesak", "buddha purnima", "buddha jayanti", "buddha day"], Rule::Hindu(1, 15, 6.0, 0, 1)),
    feast(&["rath yatra", "ratha-yatra", "rath-yatra"], Rule::Hindu(3, 2, 6.0, 0, 1)),
    feast(&["raksha bandhan", "rakhi"], Rule::Hindu(4, 15, 14.0, 0, 1)),
    feast(&["janmashtami", "krishna janmashtami", "gokulashtami"], Rule::Hindu(4, 23, 24.0, 0, 1)),
    feast(&["ganesh chaturthi"], Rule::Hindu(5, 4, 12.0, 0, 1)),
    feast(&["navaratri", "navratri", "durga puja"], Rule::Hindu(6, 1, 12.0, 0, 10)),
    feast(&["maha saptami"], Rule::Hindu(6, 7, 6.0, 0, 1)),
    feast(&["valmiki jayanti", "maharishi valmiki jayanti", "pargat diwas"], Rule::Hindu(6, 15, 6.0, 0, 1)),
    feast(&["dussehra", "dasara", "vijayadashami"], Rule::Hindu(6, 10, 14.0, 0, 1)),
    feast(&["karva chauth"], Rule::Hindu(6, 19, 20.0, 0, 1)),
    feast(&["dhanteras", "dhanatrayodashi"], Rule::Hindu(6, 28, 18.0, 0, 1)),
    feast(&["choti diwali", "chhoti diwali", "kali chaudas", "naraka chaturdashi"], Rule::Hindu(6, 30, 18.0, -1, 1)),
    feast(&["diwali", "deepavali", "lakshmi puja"], Rule::Hindu(6, 30, 18.0, 0, 1)),
    feast(&["bhai dooj"], Rule::Hindu(7, 2, 14.0, 0, 1)),
    feast(&["chhath", "chhath puja", "dala puja", "surya shashthi"], Rule::Hindu(7, 6, 6.0, 0, 1)),
    feast(&["guru nanak jayanti", "gurpurab"], Rule::Hindu(7, 15, 6.0, 0, 1)),
    feast(
        &["guru gobind singh jayanti", "guru govind singh jayanti", "guru gobind singh birthday"],
        Rule::Hindu(9, 7, 6.0, 0, 1),
    ),
    feast(&["vasant panchami", "basant panchami", "saraswati jayanti"], Rule::Hindu(10, 5, 10.0, 0, 1)),
    feast(
        &["guru ravidas jayanti", "guru ravidass jayanti", "guru ravidas birthday", "guru ravidass birthday"],
        Rule::Hindu(10, 15, 6.0, 0, 1),
    ),
    feast(&["maha shivaratri", "mahashivratri", "shivaratri"], Rule::Hindu(10, 29, 24.0, 0, 1)),
    feast(&["holika dahan", "chhoti holi"], Rule::Hindu(11, 15, 18.0, 0, 1)),
    feast(&["holi", "phagwah", "dhulandi"], Rule::Hindu(11, 15, 18.0, 1, 1)),
    feast(&["pongal", "thai pongal", "makar sankranti", "makara sankranthi", "maghi"], Rule::Sankranti(270.0, 1, 0)),
    feast(&["bhogi pandigai", "bogi pandigai"], Rule::Sankranti(270.0, 1, -1)),
    feast(&["mattu pongal", "maattu pongal"], Rule::Sankranti(270.0, 1, 1)),
    feast(&["kaanum pongal", "kanum pongal", "kanni pongal"], Rule::Sankranti(270.0, 1, 2)),
    feast(&["rabindra jayanti", "rabindranath jayanti"], Rule::Sankranti(0.0, 4, 25)),
    feast(&["parsi new year", "jamshedi navroz"], Rule::Parsi),
    feast(&["vaisakhi", "baisakhi", "vasakhi", "vaishakhi"], Rule::Sankranti(0.0, 4, 0)),
    feast(&["onam", "thiru onam", "thiruvonam"], Rule::Onam),
];

/// First and last days of what a rule gives around a year.
pub fn days(rule: Rule, year: i32) -> Vec<(NaiveDate, NaiveDate)> {
    let one = |day: Option<NaiveDate>| day.map(|day| (day, day)).into_iter().collect();
    let some = |first: Option<NaiveDate>, last: Option<NaiveDate>| first.zip(last).into_iter().collect();
    match rule {
        Rule::Fixed(month, day) => one(NaiveDate::from_ymd_opt(year, month, day)),
        Rule::Workday(month, day) => one(NaiveDate::from_ymd_opt(year, month, day)
            .and_then(|day| if day.weekday() == Weekday::Sun { day.pred_opt() } else { Some(day) })),
        Rule::Nearest(month, day) => {
            one(NaiveDate::from_ymd_opt(year, month, day).and_then(|day| match day.weekday() {
                Weekday::Sat => day.pred_opt(),
                Weekday::Sun => day.succ_opt(),
                _ => Some(day),
            }))
        }
        Rule::Nth(month, weekday, n, on) => one(nth_weekday(year, month, weekday, n).and_then(|day| plus(day, on))),
        Rule::Easter(from, to) => {
            let sunday = easter(year);
            some(sunday.and_then(|day| plus(day, from)), sunday.and_then(|day| plus(day, to)))
        }
        Rule::Orthodox(from, to) => {
            let sunday = orthodox_easter(year);
            some(sunday.and_then(|day| plus(day, from)), sunday.and_then(|day| plus(day, to)))
        }
        Rule::Hijri(month, day, n_days) => hijri_days(year, month, day, n_days),
        Rule::FromTishri(on, n) => {
            let first = hebrew_new_year(year + 3761);
            // Behind the second month: it has a day more in a complete year, of 355 or 385 days.
            let is_complete = first
                .zip(hebrew_new_year(year + 3762))
                .is_some_and(|(first, next)| (next - first).num_days() % 10 == 5);
            at_sunset(first, on + i64::from(is_complete && on > 60), n)
        }
        Rule::FromPassover(on, n) => at_sunset(passover(year), on, n),
        // The fifth of Iyar, moved so that neither it nor the day of mourning before touches a Sabbath.
        Rule::Haatzmaut => {
            let fifth = passover(year).and_then(|day| plus(day, 20));
            let off = match fifth.map(|day| day.weekday()) {
                Some(Weekday::Fri) => -1,
                Some(Weekday::Sat) => -2,
                Some(Weekday::Mon) => 1,
                _ => 0,
            };
            at_sunset(fifth, off, 1)
        }
        Rule::Hindu(month, lunar_day, hour, on, n) => {
            let first = hindu(year, month, lunar_day, hour).and_then(|day| plus(day, on));
            some(first, first.and_then(|day| plus(day, n - 1)))
        }
        Rule::Sankranti(degrees, month, on) => one(sankranti(year, degrees, month).and_then(|day| plus(day, on))),
        Rule::Parsi => one(parsi_new_year(year)),
        Rule::Onam => one(onam(year)),
        Rule::Chinese(on) => one(chinese_new_year(year).and_then(|day| plus(day, on))),
        Rule::Nowruz => one(hijri::nowruz(year)),
    }
}

fn nth_weekday(year: i32, month: u32, weekday: Weekday, n: i32) -> Option<NaiveDate> {
    if n > 0 {
        return NaiveDate::from_weekday_of_month_opt(year, month, weekday, u8::try_from(n).ok()?);
    }
    (1..=5).rev().find_map(|n| NaiveDate::from_weekday_of_month_opt(year, month, weekday, n))
}

/// Easter Sunday of the Western churches.
fn easter(year: i32) -> Option<NaiveDate> {
    let (golden, century, rest) = (year % 19, year / 100, year % 100);
    let moved = (8 * century + 13) / 25;
    let epact = (19 * golden + century - century / 4 - moved + 15) % 30;
    let to_sunday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7;
    let late = (golden + 11 * epact + 19 * to_sunday) / 433;
    let month = (epact + to_sunday - 7 * late + 90) / 25;
    let day = (epact + to_sunday - 7 * late + 33 * month + 19) % 32;
    NaiveDate::from_ymd_opt(year, month as u32, day as u32)
}

/// Easter Sunday of the Eastern churches, in our calendar: good from 1900 to 2099.
fn orthodox_easter(year: i32) -> Option<NaiveDate> {
    let d = (19 * (year % 19) + 15) % 30;
    let e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7;
    let (month, day) = ((d + e + 114) / 31, (d + e + 114) % 31 + 1);
    plus(NaiveDate::from_ymd_opt(year, month as u32, day as u32)?, 13)
}

/// `n_days` below zero: the last Friday of the month.
fn hijri_days(year: i32, month: u32, day: u32, n_days: i64) -> Vec<(NaiveDate, NaiveDate)> {
    let Some(around) = NaiveDate::from_ymd_opt(year, 7, 1).map(hijri::lunar_year) else { return Vec::new() };
    (around - 1..=around + 1)
        .filter_map(|lunar_year| {
            if n_days < 0 {
                let last = hijri::lunar(lunar_year, month + 1, 1)?.pred_opt()?;
                let friday = plus(last, -i64::from((last.weekday().num_days_from_monday() + 3) % 7))?;
                return Some((friday, friday));
            }
            let first = hijri::lunar(lunar_year, month, day)?;
            let last = if n_days < 2 { first } else { hijri::lunar(lunar_year, month + 1, 1)?.pred_opt()? };
            Some((first, last))
        })
        .collect()
}

/// From sunset of the day before to the last day.
fn at_sunset(base: Option<NaiveDate>, on: i64, n_days: i64) -> Vec<(NaiveDate, NaiveDate)> {
    let first = base.and_then(|day| plus(day, on - 1));
    first.and_then(|first| Some((first, plus(first, n_days)?))).into_iter().collect()
}

/// Days from the Hebrew epoch to the conjunction of a year's Tishri.
fn hebrew_elapsed(year: i64) -> i64 {
    let months = (235 * year - 234) / 19;
    let parts = 12_084 + 13_753 * months;
    let day = 29 * months + parts / 25_920;
    if (3 * (day + 1)) % 7 < 3 { day + 1 } else { day }
}

/// The first of Tishri of a Hebrew year.
fn hebrew_new_year(year: i32) -> Option<NaiveDate> {
    let year = i64::from(year);
    let (before, this, after) = (hebrew_elapsed(year - 1), hebrew_elapsed(year), hebrew_elapsed(year + 1));
    let delay = match (after - this, this - before) {
        (356, _) => 2,
        (_, 382) => 1,
        _ => 0,
    };
    NaiveDate::from_num_days_from_ce_opt(i32::try_from(this + delay - 1_373_427).ok()?)
}

/// The fifteenth of Nisan in a year of ours.
fn passover(year: i32) -> Option<NaiveDate> {
    plus(hebrew_new_year(year + 3761)?, -163)
}

/// The second new moon after the month of the winter solstice begins; a leap month between the two comes once in a
/// human life.
fn chinese_new_year(year: i32) -> Option<NaiveDate> {
    let guess = moon::at(NaiveDate::from_ymd_opt(year - 1, 12, 21)?, 12.0, moon::CHINA);
    let solstice = moon::day_of(moon::sun_reaches(270.0, guess, moon::sun), moon::CHINA)?;
    let eleventh = moon::new_moon_before(moon::at(solstice, 24.0, moon::CHINA));
    moon::day_of(moon::new_moon_before(eleventh + 59.06 + 5.0), moon::CHINA)
}

/// The new moon that begins a month, by the sign the sun stands in; of two in one sign the second counts.
fn hindu_month(year: i32, month: u32) -> Option<moon::Moment> {
    let first = moon::at(NaiveDate::from_ymd_opt(year, 1, 1)?, 0.0, moon::INDIA);
    // Chaitra begins in March or April, the others follow by months of thirty days.
    let near = first + 88.0 + f64::from(month) * 29.53 - if month >= 10 { 365.25 } else { 0.0 };
    let sign = |moment: f64| (moon::sidereal(moon::sun(moment), moment) / 30.0).floor() as u32;
    let mut begins = moon::new_moon_before(near + 45.0);
    for _ in 0..5 {
        if (sign(begins) + 1) % 12 == month {
            return Some(begins);
        }
        begins = moon::new_moon_before(begins - 5.0);
    }
    None
}

/// The day of a month on which a lunar day holds at an hour.
fn hindu(year: i32, month: u32, lunar_day: u32, hour: f64) -> Option<NaiveDate> {
    let begins = hindu_month(year, month)?;
    let first = moon::day_of(begins, moon::INDIA)?;
    let guess = plus(first, i64::from(lunar_day) - 3)?;
    // The lunar day at the hour, counted on past the new moon that ends the month.
    let holds = |day: NaiveDate| {
        let moment = moon::at(day, hour, moon::INDIA);
        let here = moon::lunar_day(moment);
        if here < 5 && lunar_day > 25 { here + 30 } else { here }
    };
    let days: Vec<NaiveDate> = (0..6).filter_map(|n| plus(guess, n)).collect();
    let exact = days.iter().find(|day| holds(**day) == lunar_day);
    exact.or_else(|| days.iter().find(|day| (lunar_day..lunar_day + 3).contains(&holds(**day)))).copied()
}

/// The day on which the sun reaches a sign, the next one where it does so after sunset.
fn sankranti(year: i32, degrees: f64, month: i64) -> Option<NaiveDate> {
    let guess = moon::at(NaiveDate::from_ymd_opt(year, month as u32, 14)?, 12.0, moon::INDIA);
    let reached = moon::sun_reaches(degrees, guess, |moment| moon::sidereal(moon::sun(moment), moment));
    moon::day_of(reached + 0.25, moon::INDIA)
}

/// The year of the Parsis of India has 365 days, always: a day earlier after each leap day of ours.
fn parsi_new_year(year: i32) -> Option<NaiveDate> {
    let leap_days = (year - 2016).div_euclid(4);
    plus(NaiveDate::from_ymd_opt(year, 8, 17)?, -i64::from(leap_days))
}

/// The day of the month of Leo on which the moon stands in Altair's house at sunrise.
fn onam(year: i32) -> Option<NaiveDate> {
    let from = NaiveDate::from_ymd_opt(year, 8, 17)?;
    (0..31).filter_map(|n| plus(from, n)).find(|day| {
        let moment = moon::at(*day, 12.0, moon::INDIA);
        (280.0..293.34).contains(&moon::sidereal(moon::moon(moment), moment))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn feasts_are_on_their_days() {
        for (name, year, expected) in [
            ("easter", 2024, "2024-03-31"),
            ("orthodox easter", 2024, "2024-05-05"),
            ("thanksgiving", 2023, "2023-11-23"),
            ("chinese new year", 2024, "2024-02-10"),
            ("chinese new year", 2023, "2023-01-22"),
            ("diwali", 2023, "2023-11-12"),
            ("holi", 2024, "2024-03-25"),
            ("eid al-fitr", 2024, "2024-04-10"),
            ("passover", 2024, "2024-04-22"),
            ("rosh hashanah", 2023, "2023-09-15"),
            ("nowruz", 2024, "2024-03-20"),
            ("makar sankranti", 2019, "2019-01-15"),
            ("parsi new year", 2022, "2022-08-16"),
            ("rabindra jayanti", 2019, "2019-05-09"),
            ("maha saptami", 2021, "2021-10-12"),
        ] {
            let holiday = HOLIDAYS.iter().find(|holiday| holiday.names.contains(&name)).unwrap();
            let found = days(holiday.rule, year);
            assert!(found.iter().any(|(first, _)| first.to_string() == expected), "{name} {year}: {found:?}");
        }
    }
}
