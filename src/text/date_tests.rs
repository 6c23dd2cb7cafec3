#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
use super::*;
use proptest::prelude::*;

/// Monday 23 November 2026.
fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()
}

fn read(text: &str, lean: Lean) -> String {
    match parse_date(text, today(), lean) {
        Ok(date) => date.to_string(),
        Err(error) => error.to_string(),
    }
}

#[test]
fn as_people_type_them() {
    for (text, want) in [
        ("today", "2026-11-23"),
        (" Tomorrow ", "2026-11-24"),
        ("yesterday", "2026-11-22"),
        ("the day after tomorrow", "2026-11-25"),
        ("fri", "2026-11-27"),
        ("Friday", "2026-11-27"),
        ("on fri.", "2026-11-27"),
        ("mon", "2026-11-30"),
        ("this fri", "2026-11-27"),
        ("next fri", "2026-12-04"),
        ("fri week", "2026-12-04"),
        ("a week on Friday", "2026-12-04"),
        ("two weeks tomorrow", "2026-12-08"),
        ("tomorrow week", "2026-12-01"),
        ("in a week", "2026-11-30"),
        ("a week", "2026-11-30"),
        ("last mon", "2026-11-16"),
        ("last fri", "2026-11-20"),
        ("next week", "2026-11-30"),
        ("last month", "2026-10-23"),
        ("next month", "2026-12-23"),
        ("end of month", "2026-11-30"),
        ("by the end of the month", "2026-11-30"),
        ("month end", "2026-11-30"),
        ("end of this month", "2026-11-30"),
        ("end of next month", "2026-12-31"),
        ("end of last month", "2026-10-31"),
        ("end of nov", "2026-11-30"),
        ("end of March", "2027-03-31"),
        ("end feb 2028", "2028-02-29"),
        ("week commencing 7 December", "2026-12-07"),
        ("w/c 7 dec", "2026-12-07"),
        ("W/C Monday 7th December 2026", "2026-12-07"),
        ("wc 8/12", "2026-12-08"),
        ("w/b mon", "2026-11-30"),
        ("week beginning the 7th of December", "2026-12-07"),
        ("in 2 weeks", "2026-12-07"),
        ("in two weeks' time", "2026-12-07"),
        ("in a week's time", "2026-11-30"),
        ("in a month", "2026-12-23"),
        ("in a fortnight", "2026-12-07"),
        ("2w", "2026-12-07"),
        ("3 days", "2026-11-26"),
        ("3 days ago", "2026-11-20"),
        ("a year from now", "2027-11-23"),
        ("-3d", "2026-11-20"),
        ("+1m", "2026-12-23"),
        ("3/12", "2026-12-03"),
        ("3/11", "2027-11-03"),
        ("23/11", "2026-11-23"),
        ("3.12.26", "2026-12-03"),
        ("3-12-2026", "2026-12-03"),
        ("3 12 2026", "2026-12-03"),
        ("03/12/2026", "2026-12-03"),
        ("3 Dec", "2026-12-03"),
        ("3dec26", "2026-12-03"),
        ("3rd December 2026", "2026-12-03"),
        ("the 3rd of December, 2026", "2026-12-03"),
        ("Dec 3", "2026-12-03"),
        ("Dec 3rd, 2026", "2026-12-03"),
        ("Thu 3 Dec", "2026-12-03"),
        ("Thursday 3/12/2026", "2026-12-03"),
        ("2026-12-03", "2026-12-03"),
        ("1 sept", "2027-09-01"),
        ("the 14th", "2026-12-14"),
        ("29/2", "2028-02-29"),
    ] {
        assert_eq!(read(text, Lean::Future), want, "{text}");
    }
}

#[test]
fn dates_lean_to_the_past_where_asked() {
    for (text, want) in [
        ("3/12", "2025-12-03"),
        ("23/11", "2026-11-23"),
        ("fri", "2026-11-20"),
        ("mon", "2026-11-16"),
        ("2w", "2026-11-09"),
        ("in 2w", "2026-12-07"),
        ("3/12/98", "1998-12-03"),
        ("3/12/26", "2026-12-03"),
        ("3/12/27", "1927-12-03"),
        ("the 24th", "2026-10-24"),
        ("29 feb", "2024-02-29"),
        ("last week", "2026-11-16"),
        ("last month", "2026-10-23"),
        ("end of month", "2026-10-31"),
        ("end of this month", "2026-11-30"),
        ("end of March", "2026-03-31"),
        ("end of December", "2025-12-31"),
        ("w/c 16 nov", "2026-11-16"),
        ("31 feb", "There is no 31 February 2026: it has 28 days. Type a day from 1 to 28."),
        ("31 nov", "There is no 31 November 2026: it has 30 days. Type a day from 1 to 30."),
        ("32 dec", "There is no 32 December 2025: it has 31 days. Type a day from 1 to 31."),
    ] {
        assert_eq!(read(text, Lean::Past), want, "{text}");
    }
}

#[test]
fn mistakes_are_named_with_what_to_type() {
    for (text, want) in [
        ("", "No date was typed. Try 3/12, 3 Dec 2026, fri or in 2 weeks."),
        (
            "soon",
            "That does not read as a date. Try 3/12 (day first), 3 Dec 2026, fri or in 2 weeks.",
        ),
        ("12/25", "There is no month 25. The day comes first: for 25 December type 25/12."),
        ("12/25/2026", "There is no month 25. The day comes first: for 25 December type 25/12."),
        ("31/2", "There is no 31 February 2027: it has 28 days. Type a day from 1 to 28."),
        ("31 Nov", "There is no 31 November 2026: it has 30 days. Type a day from 1 to 30."),
        ("31/2/2027", "There is no 31 February 2027: it has 28 days. Type a day from 1 to 28."),
        ("29 Feb 2027", "There is no 29 February 2027: it has 28 days. Type a day from 1 to 28."),
        ("0/5", "There is no 0 May 2027: it has 31 days. Type a day from 1 to 31."),
        ("40/40", "There is no month 40. Type the day first, then a month from 1 to 12: 3/12."),
        ("3/12/226", "Type the year with two or four figures: 3/12/26 or 3/12/2026."),
        (
            "fri 3 dec 2026",
            "3 Dec 2026 is a Thursday. Type the date alone, or the right weekday with it.",
        ),
        ("the 40th", "No month has a day 40. Type the day first, then the month: 3/12."),
        ("1/1/1066", "That is too far away. Type a date from 1900 to 2199."),
        ("in 9999 years", "That is too far away. Type a date from 1900 to 2199."),
    ] {
        assert_eq!(read(text, Lean::Future), want, "{text}");
    }
    for text in [
        "14",
        "3 weeks dec",
        "next soon",
        "99999999999/1",
        "fri fri",
        "3/12 @",
        "december",
        "end",
        "end of soon",
        "w/c",
        "w/c w/c 7 dec",
        "\u{1b}[31m",
        "in",
        "-",
    ] {
        assert_eq!(parse_date(text, today(), Lean::Future), Err(DateError::Unclear), "{text}");
    }
}

#[test]
fn dates_as_words() {
    assert_eq!(long_date(today()), "Monday 23 November 2026");
    assert_eq!(short_date(today()), "23 Nov 2026");
    for (days, want) in [
        (0, "today"),
        (1, "yesterday"),
        (-1, "tomorrow"),
        (12, "12 days ago"),
        (14, "2 weeks ago"),
        (50, "7 weeks ago"),
        (83, "11 weeks ago"),
        (84, "2 months ago"),
        (365, "12 months ago"),
        (800, "2 years ago"),
        (-21, "in 3 weeks"),
    ] {
        assert_eq!(ago(today() - chrono::Duration::days(days), today()), want);
    }
    assert_eq!(ago_or_never(None, today()), "never");
}

proptest! {
    #[test]
    fn what_is_shown_can_be_typed(days in -9000i64..9000, future in any::<bool>()) {
        let date = today() + chrono::Duration::days(days);
        let lean = if future { Lean::Future } else { Lean::Past };
        for text in [long_date(date), short_date(date), date.to_string(), date.format("%-d.%-m.%Y").to_string()] {
            prop_assert_eq!(parse_date(&text, today(), lean), Ok(date));
        }
    }

    #[test]
    fn nothing_typed_can_hurt(text in any::<String>(), words in "((in|next|end|month|w/c|fri|week|a|3|12|2026|-|/|ago|dec|th) ?){0,6}") {
        for text in [text, words] {
            let _ = parse_date(&text, today(), Lean::Future);
            let _ = parse_date(&text, today(), Lean::Past);
        }
    }
}
