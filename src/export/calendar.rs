//! Actions as calendar entries that identify nobody.
//!
//! A calendar is read by more people than a record: colleagues, whoever keeps
//! the mailbox, a telephone's lock screen. So an entry holds a day, that an
//! action is due, and a short code by which its owner finds it; no word of the
//! action, no name, no reference. Entries are events of a whole day and not
//! tasks: the calendars people use at work import no tasks.

use chrono::{NaiveDate, NaiveTime};
use icalendar::{Calendar, Class, Component, Event, EventLike, Property};
use ulid::Ulid;

/// An action with a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// The action.
    pub action: Ulid,
    /// The day it is due.
    pub on: NaiveDate,
    /// The day it was agreed.
    pub agreed: NaiveDate,
}

/// The short code of an action, the same in the calendar and in the list of
/// actions: the end of its id. The beginning says when it was written, and is
/// the same for all that were written in one hour.
pub fn code(action: Ulid) -> String {
    let id = action.to_string();
    id.get(id.len().saturating_sub(6)..).unwrap_or_default().to_owned()
}

/// The entries as one calendar (RFC 5545). The same actions always give the
/// same bytes.
pub fn calendar(actions: &[Due]) -> String {
    let mut out = Calendar::empty();
    for (key, value) in [("VERSION", "2.0"), ("PRODID", "-//thinkwheel//actions//EN")] {
        out.append_property(Property::new(key, value));
    }
    for due in actions {
        let mut event = Event::new();
        event
            .uid(&format!("{}@thinkwheel", due.action.to_string().to_lowercase()))
            .timestamp(due.agreed.and_time(NaiveTime::MIN).and_utc())
            .summary(&format!("Supervision action due ({})", code(due.action)))
            .starts(due.on)
            .class(Class::Private)
            // It takes up none of the day.
            .add_property("TRANSP", "TRANSPARENT");
        // The first day it no longer takes: an entry ends before its end.
        if let Some(next) = due.on.succ_opt() {
            event.ends(next);
        }
        out.push(event);
    }
    out.to_string()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn an_entry_is_a_day_and_a_code() {
        let on = |day: &str| day.parse::<NaiveDate>().unwrap();
        let action: Ulid = "01JD3Q9W2X7Q2K9D4M8N6P5R3T".parse().unwrap();
        let due = Due { action, on: on("2026-12-31"), agreed: on("2026-11-23") };
        let lines: Vec<String> = calendar(&[due]).lines().map(str::to_owned).collect();
        assert_eq!(
            lines,
            [
                "BEGIN:VCALENDAR",
                "VERSION:2.0",
                "PRODID:-//thinkwheel//actions//EN",
                "BEGIN:VEVENT",
                "CLASS:PRIVATE",
                "DTEND;VALUE=DATE:20270101",
                "DTSTAMP:20261123T000000Z",
                "DTSTART;VALUE=DATE:20261231",
                "SUMMARY:Supervision action due (6P5R3T)",
                "TRANSP:TRANSPARENT",
                "UID:01jd3q9w2x7q2k9d4m8n6p5r3t@thinkwheel",
                "END:VEVENT",
                "END:VCALENDAR",
            ]
        );
        let text = calendar(&[due, due]);
        assert_eq!(text.matches("\r\n").count(), text.matches('\n').count());
        assert!(text.ends_with("END:VCALENDAR\r\n") && text == calendar(&[due, due]));
    }
}
