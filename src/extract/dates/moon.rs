//! Where sun and moon stand, near enough for calendars that go by them: new moons, lunar days, equinoxes.
//!
//! After the series of Meeus, *Astronomical Algorithms*, chapters 25 and 47, cut off at about a hundredth of a degree:
//! a minute or two of a lunar day. Never knows a feast: it gives days, `holiday` gives them names.

use chrono::Datelike as _;
use chrono::NaiveDate;

/// Moment in days and fractions of a day, universal time, counted as `NaiveDate` counts days.
pub type Moment = f64;

/// Hours by which the clocks of India, China and Iran are ahead.
pub const INDIA: f64 = 5.5;
pub const CHINA: f64 = 8.0;
pub const IRAN: f64 = 3.5;

/// The start of a day on clocks that are `ahead` by so many hours, plus `hour`.
pub fn at(day: NaiveDate, hour: f64, ahead: f64) -> Moment {
    f64::from(day.num_days_from_ce()) + (hour - ahead) / 24.0
}

/// The day of a moment on clocks that are `ahead`.
pub fn day_of(moment: Moment, ahead: f64) -> Option<NaiveDate> {
    NaiveDate::from_num_days_from_ce_opt((moment + ahead / 24.0).floor() as i32)
}

/// Julian centuries from the year 2000.
fn centuries(moment: Moment) -> f64 {
    (moment + 1_721_424.5 - 2_451_545.0) / 36_525.0
}

fn sine(degrees: f64) -> f64 {
    degrees.to_radians().sin()
}

/// Longitude of the sun in degrees, from the equinox of the day.
pub fn sun(moment: Moment) -> f64 {
    let t = centuries(moment);
    let anomaly = 357.529_11 + 35_999.050_29 * t;
    let centre = (1.914_602 - 0.004_817 * t) * sine(anomaly) + 0.019_993 * sine(2.0 * anomaly);
    let node = 125.04 - 1_934.136 * t;
    (280.466_46 + 36_000.769_83 * t + centre - 0.005_69 - 0.004_78 * sine(node)).rem_euclid(360.0)
}

/// Terms of the moon's longitude: degrees, and multiples of elongation, sun's and moon's anomaly, and latitude.
const MOON: &[(f64, [f64; 4])] = &[
    (6.288_774, [0.0, 0.0, 1.0, 0.0]),
    (1.274_027, [2.0, 0.0, -1.0, 0.0]),
    (0.658_314, [2.0, 0.0, 0.0, 0.0]),
    (0.213_618, [0.0, 0.0, 2.0, 0.0]),
    (-0.185_116, [0.0, 1.0, 0.0, 0.0]),
    (-0.114_332, [0.0, 0.0, 0.0, 2.0]),
    (0.058_793, [2.0, 0.0, -2.0, 0.0]),
    (0.057_066, [2.0, -1.0, -1.0, 0.0]),
    (0.053_322, [2.0, 0.0, 1.0, 0.0]),
    (0.045_758, [2.0, -1.0, 0.0, 0.0]),
    (-0.040_923, [0.0, 1.0, -1.0, 0.0]),
    (-0.034_720, [1.0, 0.0, 0.0, 0.0]),
    (-0.030_383, [0.0, 1.0, 1.0, 0.0]),
    (0.015_327, [2.0, 0.0, 0.0, -2.0]),
    (-0.012_528, [0.0, 0.0, 1.0, 2.0]),
    (0.010_980, [0.0, 0.0, 1.0, -2.0]),
    (0.010_675, [4.0, 0.0, -1.0, 0.0]),
    (0.010_034, [0.0, 0.0, 3.0, 0.0]),
];

/// Longitude of the moon in degrees, from the equinox of the day.
pub fn moon(moment: Moment) -> f64 {
    let t = centuries(moment);
    let arguments = [
        297.850_19 + 445_267.111_40 * t,
        357.529_11 + 35_999.050_29 * t,
        134.963_40 + 477_198.867_51 * t,
        93.272_10 + 483_202.017_52 * t,
    ];
    let mut longitude = 218.316_45 + 481_267.881_23 * t;
    for (size, multiples) in MOON {
        let argument: f64 = multiples.iter().zip(arguments).map(|(multiple, argument)| multiple * argument).sum();
        longitude += size * sine(argument);
    }
    longitude.rem_euclid(360.0)
}

/// How far the moon is ahead of the sun, in degrees: 0 at new moon.
fn elongation(moment: Moment) -> f64 {
    (moon(moment) - sun(moment)).rem_euclid(360.0)
}

/// The lunar day at a moment, 1 to 30: 15 ends with the full moon, 30 with the new one.
pub fn lunar_day(moment: Moment) -> u32 {
    (elongation(moment) / 12.0).floor() as u32 + 1
}

/// The last new moon at or before a moment.
pub fn new_moon_before(moment: Moment) -> Moment {
    let mut found = moment - elongation(moment) / 12.190_75;
    for _ in 0..5 {
        let angle = (elongation(found) + 180.0).rem_euclid(360.0) - 180.0;
        found -= angle / 12.190_75;
    }
    if found > moment + 1e-6 { new_moon_before(moment - 1.0) } else { found }
}

/// Longitude against the stars, as Indian calendars count it (Lahiri's).
pub fn sidereal(longitude: f64, moment: Moment) -> f64 {
    (longitude - 23.857 - 1.3969 * centuries(moment)).rem_euclid(360.0)
}

/// The moment near `moment` when the sun reaches a longitude that `of` gives.
pub fn sun_reaches(degrees: f64, moment: Moment, of: impl Fn(Moment) -> f64) -> Moment {
    let mut found = moment;
    for _ in 0..6 {
        let angle = (of(found) - degrees + 180.0).rem_euclid(360.0) - 180.0;
        found -= angle / 0.985_647;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn new_moons_and_equinoxes_are_on_their_days() {
        for (before, expected) in [
            (day(2000, 1, 20), day(2000, 1, 6)),
            (day(2019, 10, 30), day(2019, 10, 28)),
            (day(2024, 4, 20), day(2024, 4, 8)),
        ] {
            assert_eq!(day_of(new_moon_before(at(before, 0.0, 0.0)), 0.0), Some(expected));
        }
        let equinox = sun_reaches(0.0, at(day(2024, 3, 15), 0.0, 0.0), sun);
        assert_eq!(day_of(equinox, 0.0), Some(day(2024, 3, 20)));
        assert_eq!(lunar_day(at(day(2024, 4, 8), 12.0, 0.0)), 30);
        assert_eq!(lunar_day(at(day(2024, 4, 9), 12.0, 0.0)), 1);
    }
}
