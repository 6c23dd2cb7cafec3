//! Days, months and years, as far from the meeting as they are.

use chrono::{Datelike, NaiveDate};

use super::ages::band;
use super::replace::How;
use super::token::Text;
use super::{At, Find, Label, ReplacementKind};
use crate::text::{Lean, fold, parse_date};

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Words after which a month alone is a month.
const BEFORE_MONTH: [&str; 20] = [
    "in",
    "since",
    "by",
    "until",
    "till",
    "from",
    "last",
    "next",
    "of",
    "during",
    "early",
    "late",
    "mid",
    "before",
    "after",
    "end",
    "beginning",
    "around",
    "and",
    "this",
];
/// Words that look ahead: a day without a year is still to come.
const AHEAD: [&str; 6] = ["by", "until", "till", "next", "due", "before"];
/// Words of birth.
const BIRTH: [&str; 5] = ["born", "birth", "dob", "birthday", "birthdate"];

/// The month of a word, from 1.
fn month(word: &str) -> Option<u32> {
    let short =
        |name: &str| name.get(..3) == Some(word) || (word == "sept" && name.starts_with("sept"));
    let at = MONTHS.iter().position(|name| *name == word || short(name))?;
    u32::try_from(at + 1).ok()
}

fn is_weekday(word: &str) -> bool {
    ["mon", "tue", "tues", "wed", "weds", "thu", "thur", "thurs", "fri", "sat", "sun"]
        .contains(&word)
        || (word.ends_with("day")
            && ["mon", "tues", "wednes", "thurs", "fri", "satur", "sun"]
                .contains(&word.trim_end_matches("day")))
}

/// A day of the month, "12" or "12th".
fn day(text: &Text, at: usize) -> Option<(u32, bool)> {
    let word = text.fold(at);
    let plain = ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end));
    let n: u32 = plain.unwrap_or(word).parse().ok()?;
    ((1..=31).contains(&n) && word.len() <= 4).then_some((n, plain.is_some()))
}

/// A year of four figures, or of two after an apostrophe.
fn year(text: &Text, at: usize) -> Option<i32> {
    let n = text.number(at, 4)?.cast_signed();
    match text.fold(at).len() {
        4 if (1900..=2199).contains(&n) => Some(n),
        2 if text.gap_before(at).ends_with(['\'', '’']) => Some(2000 + n),
        _ => None,
    }
}

/// What was found, and the words it covers.
enum Day {
    /// A day, or words that read as one.
    Words(String),
    Month(u32, Option<i32>),
    Year(i32),
}

struct Reader<'a> {
    text: &'a Text<'a>,
    free: &'a [bool],
}

impl Reader<'_> {
    fn is_free(&self, from: usize, to: usize) -> bool {
        self.free.get(from..to).is_some_and(|f| f.iter().all(|f| *f))
    }

    fn gap(&self, at: usize) -> &str {
        self.text.gap_after(at)
    }

    fn spaced(&self, at: usize) -> bool {
        let gap = self.gap(at);
        gap.len() <= 3
            && gap
                .chars()
                .all(|c| c.is_whitespace() || matches!(c, ',' | '.' | '-' | '/' | '\'' | '’'))
    }

    /// What begins at a word: where it ends, what it is, and whether it may be
    /// something else.
    fn at(&self, at: usize) -> Option<(usize, Day, bool)> {
        let text = self.text;
        self.in_figures(at)
            .or_else(|| {
                // "Thursday the 3rd of December 2026", "December 3rd".
                let mut n = at;
                if is_weekday(text.fold(n)) && self.spaced(n) {
                    n += 1;
                }
                if text.fold(n) == "the" {
                    n += 1;
                }
                if let Some((d, ordinal)) = day(text, n) {
                    let of = usize::from(text.fold(n + 1) == "of");
                    if self.spaced(n)
                        && month(text.fold(n + 1 + of)).is_some()
                        && self.spaced(n + of)
                    {
                        return Some(
                            self.with_year(format!("{d} {}", text.fold(n + 1 + of)), n + 2 + of),
                        );
                    }
                    let lead = ["on", "by", "since", "until", "from", "before", "after", "till"];
                    if ordinal
                        && text.before(n, 1) == "the"
                        && n == at
                        && lead.contains(&text.before(n, 2))
                    {
                        return Some((n + 1, Day::Words(text.fold(n).to_owned()), false));
                    }
                }
                let m = month(text.fold(n)).filter(|_| text.is_capital(n) || n > at)?;
                if let Some((d, ordinal)) = day(text, n + 1)
                    && self.gap(n) == " "
                    && (ordinal || text.fold(n).len() > 2 && text.is_capital(n))
                    && text.fold(n + 1).len() <= 4
                    && year(text, n + 1).is_none()
                {
                    return Some(self.with_year(format!("{d} {}", text.fold(n)), n + 2));
                }
                if let Some(y) = year(text, n + 1).filter(|_| self.spaced(n)) {
                    return Some((n + 2, Day::Month(m, Some(y)), false));
                }
                let names_too =
                    ["may", "march", "april", "june", "august", "jan"].contains(&text.fold(n));
                let led = BEFORE_MONTH.contains(&text.before(n, 1));
                let whole = MONTHS.contains(&text.fold(n)) || led;
                (n == at && whole && (led || !names_too)).then_some((
                    n + 1,
                    Day::Month(m, None),
                    false,
                ))
            })
            .or_else(|| {
                let y = year(text, at).filter(|_| text.fold(at).len() == 4)?;
                let money = text.gap_before(at).ends_with(['£', '$', '€']);
                // "2025/26" is a year of school.
                let two = text.number(at + 1, 2).is_some() && self.gap(at) == "/";
                (!money).then_some((at + 1 + usize::from(two), Day::Year(y), false))
            })
    }

    fn with_year(&self, words: String, to: usize) -> (usize, Day, bool) {
        let text = self.text;
        let two =
            text.number(to, 2).filter(|_| text.fold(to).len() == 2 && self.gap(to - 1) == " ");
        match year(text, to).or(two.map(|y| 2000 + y.cast_signed())) {
            Some(y) if self.spaced(to - 1) => (to + 1, Day::Words(format!("{words} {y}")), false),
            _ => (to, Day::Words(words), false),
        }
    }

    /// 12/3/26, 2026-03-12, 12.3.2026, 12/3.
    fn in_figures(&self, at: usize) -> Option<(usize, Day, bool)> {
        let text = self.text;
        let n = |k: usize, digits: usize| text.number(at + k, digits);
        let (one, two) = (self.gap(at), self.gap(at + 1));
        let sign = |gap: &str| matches!(gap, "/" | "." | "-" | "‑" | "–");
        if let (Some(a), Some(b), Some(c)) = (n(0, 4), n(1, 2), n(2, 4))
            && one == two
            && sign(one)
        {
            let first = text.fold(at).len() == 4 && text.fold(at + 2).len() <= 2;
            let last = text.fold(at).len() <= 2 && matches!(text.fold(at + 2).len(), 2 | 4);
            if first || last {
                return Some((
                    at + 3,
                    Day::Words(format!("{a}/{b}/{}", {
                        let width = text.fold(at + 2).len();
                        if first { format!("{c}") } else { format!("{c:0width$}") }
                    })),
                    false,
                ));
            }
        }
        let (d, m) = (n(0, 2)?, n(1, 2)?);
        let more = self.gap(at + 1).starts_with('/') && text.number(at + 2, 9).is_some();
        let before = text.gap_before(at).ends_with('/');
        if one != "/" || more || before || !(1..=31).contains(&d) || !(1..=12).contains(&m) {
            return None;
        }
        // "7/10" is a score, "1/2" a half, "24/7" always.
        let doubtful = (m == 10 && d <= 10) || (d < m && m <= 4) || (d, m) == (24, 7);
        Some((at + 2, Day::Words(format!("{d}/{m}")), doubtful))
    }
}

/// Every day, month and year among the words that are still free.
pub(super) fn dates(
    text: &Text,
    free: &[bool],
    meeting: NaiveDate,
    birthdays: &[NaiveDate],
) -> Vec<At> {
    let reader = Reader { text, free };
    let mut out: Vec<At> = Vec::new();
    // Where the date before ends: its words are its own.
    let mut taken = 0;
    let mut at = 0;
    while at < text.tokens.len() {
        let Some((to, day, doubtful)) = reader.at(at).filter(|(to, ..)| reader.is_free(at, *to))
        else {
            at += 1;
            continue;
        };
        let mut from = at;
        at = to;
        // "12 to 14 March": the first day goes with the second.
        let joined = ["-", "–", " - ", " – ", " & "];
        let both = |n: usize| self::day(text, n).is_some() && matches!(day, Day::Words(_));
        if from > taken
            && reader.is_free(from - 1, from)
            && both(from - 1)
            && joined.contains(&text.gap_before(from))
        {
            from -= 1;
        } else if from > taken + 1
            && reader.is_free(from - 2, from)
            && both(from - 2)
            && matches!(text.fold(from - 1), "to" | "and" | "or")
        {
            from -= 2;
        }
        let born = (1..=3).any(|n| BIRTH.contains(&text.before(from, n)))
            || (text.before(from, 1) == "b" && text.before(from, 2) == "o");
        let ahead = (1..=2).any(|n| AHEAD.contains(&text.before(from, n)));
        let with = said(&day, meeting, birthdays, born, ahead);
        // "seen on 12 March" becomes "seen about 8 months before", not "on about".
        if from > taken
            && matches!(text.before(from, 1), "on" | "in")
            && reader.is_free(from - 1, from)
            && !with.starts_with("a ")
            && !born
        {
            from -= 1;
        }
        taken = to;
        // A month that is a name too is found again only as it stands here.
        let how = if to - from == 1 && matches!(day, Day::Month(..)) {
            How::Capital
        } else {
            How::Figures
        };
        out.push(At {
            words: from..to,
            find: Find {
                kind: ReplacementKind::Date,
                found: text.slice(from, to).to_owned(),
                label: Label::Words(with),
                how,
                doubtful,
            },
        });
    }
    out
}

fn said(day: &Day, meeting: NaiveDate, birthdays: &[NaiveDate], born: bool, ahead: bool) -> String {
    let lean = if ahead { Lean::Future } else { Lean::Past };
    match day {
        Day::Words(words) => {
            let Ok(date) = parse_date(&fold(words), meeting, lean) else {
                return "a day that is not given".into();
            };
            if let Some(birth) = birthdays.iter().find(|b| **b == date) {
                return birthday(*birth, meeting);
            }
            let same = |b: &&NaiveDate| (b.month(), b.day()) == (date.month(), date.day());
            if birthdays.iter().any(|b| same(&b)) {
                return "a birthday".into();
            }
            if born { birthday(date, meeting) } else { relative(date, meeting) }
        }
        Day::Month(month, year) => {
            let first = |year| NaiveDate::from_ymd_opt(year, *month, 1);
            let Some(this) = first(year.unwrap_or_else(|| meeting.year())) else {
                return "a month that is not given".into();
            };
            let date = match year {
                None if ahead && (this.month() < meeting.month()) => {
                    first(meeting.year() + 1).unwrap_or(this)
                }
                None if !ahead && this > meeting => first(meeting.year() - 1).unwrap_or(this),
                _ => this,
            };
            if born { birthday(date, meeting) } else { in_months(date, meeting) }
        }
        Day::Year(year) => {
            if born {
                let date = NaiveDate::from_ymd_opt(*year, 7, 1).unwrap_or(meeting);
                return birthday(date, meeting);
            }
            match meeting.year() - year {
                0 => "the year of this meeting".into(),
                1 => "the year before this meeting".into(),
                -1 => "the year after this meeting".into(),
                n => apart(u64::from(n.unsigned_abs()), "year", n > 0),
            }
        }
    }
}

fn birthday(birth: NaiveDate, meeting: NaiveDate) -> String {
    match meeting.years_since(birth) {
        Some(years) => format!("a date of birth (now {})", band(years)),
        None => "a date of birth (expected)".into(),
    }
}

/// "about 8 months before this meeting".
fn apart(n: u64, unit: &str, before: bool) -> String {
    let way = if before { "before" } else { "after" };
    let number = match n {
        1 if unit == "hour" => "an".to_owned(),
        1 => "a".to_owned(),
        n => n.to_string(),
    };
    let many = if n == 1 { "" } else { "s" };
    format!("about {number} {unit}{many} {way} this meeting")
}

fn in_months(date: NaiveDate, meeting: NaiveDate) -> String {
    let months = (meeting.year() - date.year()) * 12 + meeting.month().cast_signed()
        - date.month().cast_signed();
    match months.unsigned_abs() {
        0 => "the month of this meeting".into(),
        n @ 1..=23 => apart(n.into(), "month", months > 0),
        n => apart((n / 12).into(), "year", months > 0),
    }
}

/// How far a day is from the meeting, in words that do not give the day away.
pub(super) fn relative(date: NaiveDate, meeting: NaiveDate) -> String {
    let days = meeting.signed_duration_since(date).num_days();
    let before = days > 0;
    let way = if before { "before" } else { "after" };
    match days.unsigned_abs() {
        0 => "on the day of this meeting".into(),
        1 => format!("the day {way} this meeting"),
        n @ 2..=6 => format!("{n} days {way} this meeting"),
        n @ 7..=59 => apart((n + 3) / 7, "week", before),
        _ => {
            let (from, to) = if before { (date, meeting) } else { (meeting, date) };
            let years = u64::from((to.year() - from.year()).unsigned_abs()) * 12;
            let months = years + u64::from(to.month()) - u64::from(from.month());
            match months - u64::from(to.day() < from.day()) {
                n @ 0..=23 => apart(n, "month", before),
                n => apart(n / 12, "year", before),
            }
        }
    }
}
