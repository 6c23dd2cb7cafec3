//! What is to come, typed in one line: "conference 12 Dec; visit Friday".

use chrono::NaiveDate;

use super::date::{Lean, parse_date};

/// Reads what is to come from one line: each thing with its day, where a day
/// can be read. A semicolon or a line break separates; so does a comma where
/// each part names a thing and a day. No word is lost: what names no day
/// stays as it was typed.
#[must_use]
pub fn read_coming(typed: &str, today: NaiveDate) -> Vec<(String, Option<NaiveDate>)> {
    let mut out = Vec::new();
    for piece in typed.split([';', '\n', '\r']).map(str::trim).filter(|p| !p.is_empty()) {
        let parts: Vec<_> = piece.split(',').map(|p| read_one(p, today)).collect();
        // "Friday, 12 December" is one day, not two things.
        let several = parts.len() > 1 && parts.iter().all(|(w, on)| !w.is_empty() && on.is_some());
        if several {
            out.extend(parts);
        } else {
            out.push(read_one(piece, today));
        }
    }
    out
}

/// A thing and its day: the day stands after it, or before it.
fn read_one(piece: &str, today: NaiveDate) -> (String, Option<NaiveDate>) {
    let words: Vec<&str> = piece.split_whitespace().collect();
    let day = |words: &[&str]| {
        parse_date(words.join(" ").trim_end_matches(':'), today, Lean::Future).ok()
    };
    for at in 0..words.len() {
        let (what, when) = words.split_at(at);
        if let Some(on) = day(when) {
            return (thing(what), Some(on));
        }
    }
    for at in (1..words.len()).rev() {
        let (when, what) = words.split_at(at);
        if let Some(on) = day(when) {
            return (thing(what), Some(on));
        }
    }
    (words.join(" "), None)
}

/// The thing without what only joined it to its day.
fn thing(words: &[&str]) -> String {
    let joined = words.join(" ");
    joined.trim_matches([',', ':', '-', '–', ' ']).to_owned()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn day(text: &str) -> Option<NaiveDate> {
        text.parse().ok()
    }

    #[test]
    fn things_and_their_days_are_read_and_no_word_is_lost() {
        let today = "2026-11-23".parse().unwrap();
        let read = |typed: &str| read_coming(typed, today);
        let conference = ("conference".to_owned(), day("2026-12-12"));
        let visit = ("visit".to_owned(), day("2026-11-27"));
        assert_eq!(read("conference 12 Dec; visit Friday"), [conference.clone(), visit.clone()]);
        assert_eq!(read("conference 12 Dec, visit on Friday"), [conference.clone(), visit]);
        assert_eq!(read("12 Dec: conference"), [conference]);
        assert_eq!(
            read("hearing Friday, 11 December"),
            [("hearing".to_owned(), day("2026-12-11"))]
        );
        assert_eq!(read("in 2 weeks"), [(String::new(), day("2026-12-07"))]);
        assert_eq!(
            read("review when the school answers"),
            [("review when the school answers".to_owned(), None)]
        );
        assert_eq!(read(" ; "), []);
    }
}
