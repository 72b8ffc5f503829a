//! Days and moments that a value of ours covers, so that it can be laid over a table's value.
//!
//! Never reads words: values only.

use chrono::NaiveDate;
use chrono::NaiveDateTime;
use chrono::NaiveTime;

use crate::model::edtf;

/// What a value covers.
#[derive(Clone, Debug, PartialEq)]
pub enum When {
    /// First and last day, and the first day of the last unit of an interval.
    Days {
        first: NaiveDate,
        last: NaiveDate,
        last_from: NaiveDate,
    },
    Moments(NaiveDateTime, NaiveDateTime),
    /// Times of some day.
    Clock(NaiveTime, NaiveTime),
    /// As ISO 8601 writes it.
    Duration(String),
}

/// `offset_hours`: where a value has a zone, it is told in the table's.
pub fn when(value: &str, offset_hours: i64) -> Option<When> {
    if value.starts_with('P') {
        return Some(When::Duration(value.to_owned()));
    }
    if value.contains('T') {
        let (from, to) = value.split_once('/').unwrap_or((value, value));
        return if from.starts_with('T') {
            Some(When::Clock(clock(from, offset_hours)?, clock(to, offset_hours)?))
        } else {
            Some(When::Moments(moment(from, offset_hours)?, moment(to, offset_hours)?))
        };
    }
    let bounds = edtf::bounds(value)?;
    let (first, last) = (bounds.first.or(bounds.last)?, bounds.last.or(bounds.first)?);
    let last_from = value.split_once('/').and_then(|(_, to)| edtf::bounds(to)).and_then(|to| to.first);
    Some(When::Days { first, last, last_from: last_from.unwrap_or(first) })
}

fn clock(text: &str, offset_hours: i64) -> Option<NaiveTime> {
    moment(&format!("2000-06-15{text}"), offset_hours).map(|moment| moment.time())
}

/// `2013-02-12T04:30`, with seconds or without, with a zone or without.
pub fn moment(text: &str, offset_hours: i64) -> Option<NaiveDateTime> {
    let (day, time) = text.split_once(['T', ' '])?;
    let at = time.find(['Z', '+', '-']).unwrap_or(time.len());
    let (time, zone) = time.split_at(at);
    let day = NaiveDate::parse_from_str(day, "%Y-%m-%d").ok()?;
    let mut parts = time.split(':').map(str::parse::<u32>);
    let hour = parts.next()?.ok()?;
    let minute = parts.next().and_then(Result::ok).unwrap_or(0);
    let second = parts.next().and_then(Result::ok).unwrap_or(0);
    let moment = day.and_hms_opt(hour, minute, second)?;
    let zone_minutes = match zone {
        "" => return Some(moment),
        "Z" => 0,
        _ => {
            let (hours, minutes) = zone.get(1..)?.split_once(':')?;
            let total = hours.parse::<i64>().ok()? * 60 + minutes.parse::<i64>().ok()?;
            if zone.starts_with('-') { -total } else { total }
        }
    };
    moment.checked_add_signed(chrono::TimeDelta::minutes(offset_hours * 60 - zone_minutes))
}
