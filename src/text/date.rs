//! Dates as people in Britain type them and read them: the day comes first.
//!
//! What was understood is always shown back in full (see [`long_date`]), since
//! "next Friday" does not mean the same to everybody. Here it means:
//! - **fri**: the nearest Friday, never today; after today where dates lean to
//!   the future (an action), before today where they lean to the past (a meeting);
//! - **this fri**: the Friday of this week, Monday to Sunday;
//! - **next fri**: the Friday of next week; **fri week**: a week after **fri**;
//! - **last mon**: the last Monday before today;
//! - **next month**: the same day of next month, or its last day;
//! - **end of month**, **end of next month**, **end of March**: the last day of
//!   that month, on the side that dates lean to where the month is not said;
//! - **week commencing 7 December**, **w/c 7 dec**: the day that is named;
//! - **3/12** without a year: the nearest 3 December, today included, on the
//!   side that dates lean to;
//! - **3/12/26**: a two-figure year is 20xx, or 19xx where dates lean to the
//!   past and 20xx has not come yet.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use super::name::fold;

/// Which way a date without a year, or a bare weekday, is understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lean {
    /// Meetings, dates of birth: on or before today.
    Past,
    /// Actions, next dates: on or after today.
    Future,
}

/// Why a date could not be read, with what to type instead.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// Nothing was typed.
    #[error("No date was typed. Try 3/12, 3 Dec 2026, fri or in 2 weeks.")]
    Empty,
    /// Not a date in any of the forms we know.
    #[error("That does not read as a date. Try 3/12 (day first), 3 Dec 2026, fri or in 2 weeks.")]
    Unclear,
    /// The month stands before the day, as in 12/25.
    #[error("There is no month {day}. The day comes first: for {day} {} type {day}/{month}.", month_name(*month))]
    MonthFirst {
        /// The day that was meant.
        day: u32,
        /// The month that was meant.
        month: u32,
    },
    /// No such month, whichever way round.
    #[error("There is no month {0}. Type the day first, then a month from 1 to 12: 3/12.")]
    NoSuchMonth(u32),
    /// The month has no such day in that year.
    #[error("There is no {day} {} {year}: it has {last} days. Type a day from 1 to {last}.",
        month_name(*month))]
    NoSuchDay {
        /// The day as typed.
        day: u32,
        /// The month, 1 to 12.
        month: u32,
        /// The year that was typed, or the one that was meant.
        year: i32,
        /// The last day that month has.
        last: u32,
    },
    /// A day of the month that no month has.
    #[error("No month has a day {0}. Type the day first, then the month: 3/12.")]
    NoSuchDayAnywhere(u32),
    /// A year in neither two nor four figures.
    #[error("Type the year with two or four figures: 3/12/26 or 3/12/2026.")]
    Year,
    /// The weekday typed is not the weekday of the date typed.
    #[error("{} is a {}. Type the date alone, or the right weekday with it.", short_date(*.0), .0.format("%A"))]
    WrongWeekday(NaiveDate),
    /// Before 1900 or after 2199.
    #[error("That is too far away. Type a date from 1900 to 2199.")]
    OutOfRange,
}

/// Reads a date as typed, relative to `today`. The forms are those at the top
/// of this module, ISO dates, "today", "tomorrow", "yesterday", "in 2 weeks",
/// "3 days ago", "2w", "a week on Friday", "the 14th", "Thursday 3rd December",
/// "end of month", "w/c 7 December".
///
/// # Errors
/// Says what is wrong with the date and what to type.
pub fn parse_date(text: &str, today: NaiveDate, lean: Lean) -> Result<NaiveDate, DateError> {
    let typed = fold(text);
    let tokens = tokens(&typed)?;
    // "w/c 7 December" means the day it names.
    let day = match tokens.as_slice() {
        [Word("w"), Word("c" | "b"), day @ ..]
        | [Word("wc" | "wb"), day @ ..]
        | [Word("week"), Word("commencing" | "beginning" | "starting" | "from"), day @ ..]
            if !day.is_empty() =>
        {
            day
        }
        all => all,
    };
    let date = Reader { today, lean }.read(day)?;
    if (1900..=2199).contains(&date.year()) { Ok(date) } else { Err(DateError::OutOfRange) }
}

/// "Monday 23 November 2026".
#[must_use]
pub fn long_date(date: NaiveDate) -> String {
    date.format("%A %-d %B %Y").to_string()
}

/// "23 Nov 2026".
#[must_use]
pub fn short_date(date: NaiveDate) -> String {
    date.format("%-d %b %Y").to_string()
}

/// How long ago in the words people use: "today", "yesterday", "12 days ago",
/// "7 weeks ago", "5 months ago"; ahead of today "tomorrow", "in 3 weeks".
#[must_use]
pub fn ago(date: NaiveDate, today: NaiveDate) -> String {
    let days = today.signed_duration_since(date).num_days();
    let (from, to) = if days < 0 { (today, date) } else { (date, today) };
    let months = (to.year() - from.year()) * 12 + to.month().cast_signed()
        - from.month().cast_signed()
        - i32::from(to.day() < from.day());
    let span = match days.abs() {
        0 => return "today".to_owned(),
        1 => return if days > 0 { "yesterday" } else { "tomorrow" }.to_owned(),
        n @ 2..=13 => format!("{n} days"),
        n @ 14..=83 => format!("{} weeks", n / 7),
        _ if months < 24 => format!("{months} months"),
        _ => format!("{} years", months / 12),
    };
    if days > 0 { format!("{span} ago") } else { format!("in {span}") }
}

/// As [`ago`], with "never" where there is no date.
#[must_use]
pub fn ago_or_never(date: Option<NaiveDate>, today: NaiveDate) -> String {
    date.map_or_else(|| "never".to_owned(), |date| ago(date, today))
}

fn month_name(month: u32) -> &'static str {
    const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    month.checked_sub(1).and_then(|n| NAMES.get(n as usize)).copied().unwrap_or_default()
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Token<'a> {
    Word(&'a str),
    /// A number, how many figures it was typed with, and whether as "3rd".
    Number(u32, usize, bool),
    Sign(bool),
}
use Token::{Number, Sign, Word};

/// Cuts what was typed into words and numbers. Separators only separate.
fn tokens(typed: &str) -> Result<Vec<Token<'_>>, DateError> {
    let mut tokens = Vec::new();
    let mut rest = typed.trim();
    while let Some(first) = rest.chars().next() {
        let run = |belongs: fn(char) -> bool| {
            rest.split_at(rest.find(|c| !belongs(c)).unwrap_or(rest.len()))
        };
        if first.is_ascii_digit() {
            let (digits, after) = run(|c| c.is_ascii_digit());
            let number = digits.parse().map_err(|_| DateError::Unclear)?;
            tokens.push(Number(number, digits.len(), false));
            rest = after;
        } else if first.is_alphabetic() {
            let (word, after) = run(|c| c.is_alphabetic() || c == '\'');
            rest = after;
            let word = word.trim_end_matches('\'');
            let word = word.strip_suffix("'s").unwrap_or(word);
            match (word, tokens.last_mut()) {
                ("st" | "nd" | "rd" | "th", Some(Number(_, _, ordinal))) => *ordinal = true,
                ("on" | "the" | "of" | "by", _) => {}
                _ => tokens.push(Word(word)),
            }
        } else if first.is_whitespace() || matches!(first, '/' | '.' | '-' | ',' | '+') {
            if tokens.is_empty() && matches!(first, '-' | '+') {
                tokens.push(Sign(first == '+'));
            }
            rest = rest.get(1..).unwrap_or_else(|| rest.trim_start());
        } else {
            return Err(DateError::Unclear);
        }
    }
    Ok(tokens)
}

#[derive(Clone, Copy)]
enum Unit {
    Days(u32),
    Months(u32),
}

fn unit(word: &str) -> Option<Unit> {
    Some(match word {
        "d" | "day" | "days" => Unit::Days(1),
        "w" | "wk" | "wks" | "week" | "weeks" => Unit::Days(7),
        "fortnight" | "fortnights" => Unit::Days(14),
        "m" | "mo" | "mth" | "mths" | "month" | "months" => Unit::Months(1),
        "y" | "yr" | "yrs" | "year" | "years" => Unit::Months(12),
        _ => return None,
    })
}

fn count(token: Token<'_>) -> Option<u32> {
    const WORDS: [&str; 13] = [
        "a", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "eleven", "twelve",
    ];
    match token {
        Number(n, digits, false) if digits <= 4 => Some(n),
        Word("an") => Some(1),
        Word(word) => {
            WORDS.iter().position(|w| *w == word).and_then(|n| u32::try_from(n.max(1)).ok())
        }
        _ => None,
    }
}

fn weekday(word: &str) -> Option<Weekday> {
    Some(match word {
        "mon" | "monday" => Weekday::Mon,
        "tue" | "tues" | "tuesday" => Weekday::Tue,
        "wed" | "weds" | "wednesday" => Weekday::Wed,
        "thu" | "thur" | "thurs" | "thursday" => Weekday::Thu,
        "fri" | "friday" => Weekday::Fri,
        "sat" | "saturday" => Weekday::Sat,
        "sun" | "sunday" => Weekday::Sun,
        _ => return None,
    })
}

fn month(word: &str) -> Option<u32> {
    let found = (1..=12).find(|m| {
        let name = fold(month_name(*m));
        word == name || name.get(..3) == Some(word)
    });
    found.or_else(|| (word == "sept").then_some(9))
}

/// Moves a date; a month too short for the day gives its last day.
fn shift(from: NaiveDate, unit: Unit, count: u32, ahead: bool) -> Result<NaiveDate, DateError> {
    let date = match (unit, ahead) {
        (Unit::Days(n), true) => from.checked_add_days(Days::new(u64::from(n) * u64::from(count))),
        (Unit::Days(n), false) => from.checked_sub_days(Days::new(u64::from(n) * u64::from(count))),
        (Unit::Months(n), true) => from.checked_add_months(Months::new(n * count)),
        (Unit::Months(n), false) => from.checked_sub_months(Months::new(n * count)),
    };
    date.ok_or(DateError::OutOfRange)
}

struct Reader {
    today: NaiveDate,
    lean: Lean,
}

impl Reader {
    fn read(&self, tokens: &[Token<'_>]) -> Result<NaiveDate, DateError> {
        match tokens {
            [] => Err(DateError::Empty),
            // "fri week", "a week on Friday", "two weeks today"
            [Word(day), Word("week")]
                if !matches!(*day, "this" | "next" | "last") && count(Word(day)).is_none() =>
            {
                self.weeks_after(day, 1)
            }
            [how_many, Word("week" | "weeks"), Word(day)]
                if count(*how_many).is_some() && *day != "ago" && *day != "time" =>
            {
                self.weeks_after(day, count(*how_many).unwrap_or(1))
            }
            [Word("day"), Word("after"), Word("tomorrow")] => {
                shift(self.today, Unit::Days(1), 2, true)
            }
            [Word("day"), Word("before"), Word("yesterday")] => {
                shift(self.today, Unit::Days(1), 2, false)
            }
            [Word("end"), month @ ..] | [month @ .., Word("end")] if !month.is_empty() => {
                self.end_of(month)
            }
            [Word(which @ ("this" | "next" | "last")), Word(what)] => self.which(which, what),
            [Word(word)] => self.day_word(word).ok_or(DateError::Unclear),
            [Word(day), rest @ ..] if weekday(day).is_some() && !rest.is_empty() => {
                let date = self.calendar(rest)?;
                if Some(date.weekday()) == weekday(day) {
                    Ok(date)
                } else {
                    Err(DateError::WrongWeekday(date))
                }
            }
            _ => self.span(tokens).unwrap_or_else(|| self.calendar(tokens)),
        }
    }

    fn weeks_after(&self, day: &str, weeks: u32) -> Result<NaiveDate, DateError> {
        shift(self.day_word(day).ok_or(DateError::Unclear)?, Unit::Days(7), weeks, true)
    }

    /// today, tomorrow, yesterday, a weekday.
    fn day_word(&self, word: &str) -> Option<NaiveDate> {
        match word {
            "today" | "now" => Some(self.today),
            "tomorrow" | "tmrw" | "tomorow" | "tommorow" | "tommorrow" => self.today.succ_opt(),
            "yesterday" => self.today.pred_opt(),
            _ => {
                let day = weekday(word)?;
                let mut date = self.today;
                loop {
                    date =
                        if self.lean == Lean::Future { date.succ_opt()? } else { date.pred_opt()? };
                    if date.weekday() == day {
                        return Some(date);
                    }
                }
            }
        }
    }

    /// "this", "next" or "last" with a weekday or a unit.
    fn which(&self, which: &str, what: &str) -> Result<NaiveDate, DateError> {
        if let Some(day) = weekday(what) {
            if which == "last" {
                return Reader { lean: Lean::Past, ..*self }
                    .day_word(what)
                    .ok_or(DateError::OutOfRange);
            }
            let in_week = |date: NaiveDate| u64::from(date.weekday().num_days_from_monday());
            let monday = self.today.checked_sub_days(Days::new(in_week(self.today)));
            let ahead = u64::from(day.num_days_from_monday()) + if which == "next" { 7 } else { 0 };
            return monday
                .and_then(|m| m.checked_add_days(Days::new(ahead)))
                .ok_or(DateError::OutOfRange);
        }
        match unit(what) {
            Some(unit) if which != "this" => shift(self.today, unit, 1, which == "next"),
            _ => Err(DateError::Unclear),
        }
    }

    /// The last day of a month: "month", "next month", "March", "March 2027".
    fn end_of(&self, which: &[Token<'_>]) -> Result<NaiveDate, DateError> {
        let last = |first: NaiveDate| {
            shift(first, Unit::Months(1), 1, true)?.pred_opt().ok_or(DateError::OutOfRange)
        };
        let this = self.today.with_day(1).ok_or(DateError::OutOfRange)?;
        let before = shift(this, Unit::Months(1), 1, false)?;
        match *which {
            [Word("month")] => match last(this)? {
                end if self.lean == Lean::Past && end > self.today => last(before),
                end => Ok(end),
            },
            [Word("this"), Word("month")] => last(this),
            [Word("next"), Word("month")] => last(shift(this, Unit::Months(1), 1, true)?),
            [Word("last"), Word("month")] => last(before),
            [Word(name)] => {
                let month = month(name).ok_or(DateError::Unclear)?;
                let year = self.today.year();
                let end = last(Self::on(1, month, year)?)?;
                match self.lean {
                    Lean::Future if end < self.today => last(Self::on(1, month, year + 1)?),
                    Lean::Past if end > self.today => last(Self::on(1, month, year - 1)?),
                    _ => Ok(end),
                }
            }
            [Word(name), Number(year, figures, false)] => {
                let month = month(name).ok_or(DateError::Unclear)?;
                last(Self::on(1, month, self.year(year, figures)?)?)
            }
            _ => Err(DateError::Unclear),
        }
    }

    /// "in 2 weeks", "3 days ago", "2w", "a month from now"; `None` where the
    /// words are not of that kind.
    fn span(&self, tokens: &[Token<'_>]) -> Option<Result<NaiveDate, DateError>> {
        let lean = self.lean == Lean::Future;
        let (ahead, rest) = match tokens {
            [Word("in" | "within"), rest @ .., Word("time")]
            | [Word("in" | "within"), rest @ ..]
            | [rest @ .., Word("from"), Word("now")] => (true, rest),
            [rest @ .., Word("ago")] => (false, rest),
            [Sign(ahead), rest @ ..] => (*ahead, rest),
            rest => (lean, rest),
        };
        let [how_many, Word(word)] = rest else { return None };
        Some(shift(self.today, unit(word)?, count(*how_many)?, ahead))
    }

    /// A day of the calendar: in figures, or with the month as a word.
    fn calendar(&self, tokens: &[Token<'_>]) -> Result<NaiveDate, DateError> {
        match *tokens {
            [Number(y, 4, false), Number(m, ..), Number(d, ..)] => {
                Self::on(d, Self::month_number(d, m)?, self.year(y, 4)?)
            }
            [Number(d, ..), Number(m, ..)] => self.near(d, Self::month_number(d, m)?),
            [Number(d, ..), Number(m, ..), Number(y, figures, _)] => {
                Self::on(d, Self::month_number(d, m)?, self.year(y, figures)?)
            }
            [Number(d, ..), Word(m)] | [Word(m), Number(d, ..)] => {
                self.near(d, month(m).ok_or(DateError::Unclear)?)
            }
            [Number(d, ..), Word(m), Number(y, figures, _)]
            | [Word(m), Number(d, ..), Number(y, figures, _)] => {
                Self::on(d, month(m).ok_or(DateError::Unclear)?, self.year(y, figures)?)
            }
            [Number(d, _, true)] => self.nth(d),
            _ => Err(DateError::Unclear),
        }
    }

    fn month_number(day: u32, month: u32) -> Result<u32, DateError> {
        match (day, month) {
            (_, 1..=12) => Ok(month),
            (1..=12, 13..=31) => Err(DateError::MonthFirst { day: month, month: day }),
            _ => Err(DateError::NoSuchMonth(month)),
        }
    }

    fn year(&self, year: u32, figures: usize) -> Result<i32, DateError> {
        let this = self.today.year();
        match (figures, year.cast_signed()) {
            (4, year) => Ok(year),
            (2, year) if self.lean == Lean::Past && 2000 + year > this => Ok(1900 + year),
            (2, year) => Ok(2000 + year),
            _ => Err(DateError::Year),
        }
    }

    fn on(day: u32, month: u32, year: i32) -> Result<NaiveDate, DateError> {
        NaiveDate::from_ymd_opt(year, month, day).ok_or_else(|| {
            let last = (28..=31)
                .rev()
                .find(|d| NaiveDate::from_ymd_opt(year, month, *d).is_some())
                .unwrap_or(28);
            DateError::NoSuchDay { day, month, year, last }
        })
    }

    /// The nearest such day on the side that dates lean to, today included.
    fn near(&self, day: u32, month: u32) -> Result<NaiveDate, DateError> {
        let (this, today) = (self.today.year(), self.today);
        let found = (0..=8).find_map(|n| {
            let year = if self.lean == Lean::Future { this + n } else { this - n };
            let fits =
                |d: &NaiveDate| if self.lean == Lean::Future { *d >= today } else { *d <= today };
            NaiveDate::from_ymd_opt(year, month, day).filter(fits)
        });
        // A day that is in no year near: said of the year that was meant.
        found.map_or_else(|| Self::on(day, month, self.year_of(month)), Ok)
    }

    /// The year of the nearest such month on the side that dates lean to, this
    /// month included.
    fn year_of(&self, month: u32) -> i32 {
        let (this, now) = (self.today.year(), self.today.month());
        match self.lean {
            Lean::Future if month < now => this + 1,
            Lean::Past if month > now => this - 1,
            _ => this,
        }
    }

    /// "the 14th": the nearest on the side that dates lean to, today included.
    fn nth(&self, day: u32) -> Result<NaiveDate, DateError> {
        if !(1..=31).contains(&day) {
            return Err(DateError::NoSuchDayAnywhere(day));
        }
        let mut date = self.today;
        while date.day() != day {
            let next = if self.lean == Lean::Future { date.succ_opt() } else { date.pred_opt() };
            date = next.ok_or(DateError::OutOfRange)?;
        }
        Ok(date)
    }
}

#[cfg(test)]
#[path = "date_tests.rs"]
mod tests;
