//! What people type in small letters, or in capitals alone, and what still says
//! who, where and when: titles, streets, feasts, days in words, bare ages.

use super::ages::{band, number};
use super::ordinary::{is_acronym, is_ordinary, is_title};
use super::replace::How;
use super::token::Text;
use super::{At, Find, Label, ReplacementKind as Kind};

const STREETS: &str = "avenue road street close lane drive crescent terrace grove gardens";
const FEASTS: &str = "christmas easter diwali eid ramadan hanukkah passover vaisakhi halloween";
const MONTHS: &str = "january february march april may june july august september october \
    november december";
const DAYS: &str = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh \
    twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth \
    twentieth thirtieth thirty";
/// Titles that are no other word.
const TITLES: [&str; 4] = ["dr", "mr", "mrs", "ms"];
const WHOSE: [&str; 8] = ["she", "he", "they", "who", "child", "boy", "girl", "baby"];
/// After an age alone, or nothing.
const AFTER_AGE: [&str; 6] = ["and", "now", "but", "so", "today", "next"];
/// Short words that people write large to be heard.
const LOUD: &str = "very must never always only stop please note none nothing urgent ever more \
    really";

fn holds(words: &str, word: &str) -> bool {
    words.split_whitespace().any(|w| w == word)
}

/// What is found among the words that are still free.
pub(super) fn small(text: &Text, free: &[bool]) -> Vec<At> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < text.tokens.len() {
        let found = one(text, at)
            .filter(|(from, to, ..)| free.get(*from..*to).is_some_and(|f| f.iter().all(|f| *f)));
        let Some((from, to, kind, label)) = found else {
            at += 1;
            continue;
        };
        // Figures and words that are ordinary elsewhere are found only so.
        let how = if kind == Kind::Age { How::Figures } else { How::Loose };
        let found = text.slice(from, to).to_owned();
        out.push(At { words: from..to, find: Find { kind, found, label, how, doubtful: false } });
        at = to;
    }
    out
}

fn one(text: &Text, at: usize) -> Option<(usize, usize, Kind, Label)> {
    let (word, next) = (text.fold(at), text.fold(at + 1));
    let spaced = |n: usize| matches!(text.gap_after(n), " " | ". " | "-");
    let words = |words: &str| Label::Words(words.to_owned());
    let small = !next.is_empty() && !text.is_capital(at + 1);
    if TITLES.contains(&word) && spaced(at) && small && !is_ordinary(next) {
        return Some((at, at + 2, Kind::Person, Label::Lettered("Person")));
    }
    // "14 acacia avenue", "flat 3b".
    if text.number(at, 4).is_some() {
        let end = (at + 2..=at + 4).find(|n| holds(STREETS, text.fold(*n)))?;
        let close = (at..end).all(|n| text.gap_after(n) == " ");
        return close.then_some((at, end + 1, Kind::Place, Label::Lettered("Address")));
    }
    if word == "flat" && next.starts_with(|c: char| c.is_ascii_digit()) && next.len() <= 4 {
        return Some((at, at + 2, Kind::Place, Label::Lettered("Address")));
    }
    if holds(FEASTS, word) || (word == "bonfire" && next == "night") {
        let to = at + 1 + usize::from(word == "bonfire");
        return Some((at, to, Kind::Date, words("a feast of that year")));
    }
    // "tenth of november", "the twenty-first of May".
    if holds(DAYS, word) {
        let of = at + 1 + usize::from(next == "of");
        if holds(MONTHS, text.fold(of)) && spaced(at) {
            return Some((at, of + 1, Kind::Date, words("a day of that year")));
        }
    }
    let raw = text.raw(at);
    let loud = raw.chars().count() >= 4 && raw.chars().all(char::is_uppercase);
    if loud && !is_ordinary(word) && !is_acronym(word) && !is_title(word) && !holds(LOUD, word) {
        return Some((at, at + 1, Kind::Person, Label::Lettered("Person")));
    }
    // "Y4", "yr 4".
    let year = word.strip_prefix("yr").or(word.strip_prefix('y'));
    if let Some(n) = year.and_then(|n| n.parse::<u32>().ok()).filter(|n| (1..=13).contains(n)) {
        return Some((at, at + 1, Kind::Age, words(band(n + 5))));
    }
    if matches!(word, "yr" | "y") && text.gap_after(at) == " " {
        let n = text.number(at + 1, 2).filter(|n| (1..=13).contains(n))?;
        return Some((at, at + 2, Kind::Age, words(band(n + 5))));
    }
    // "she's nine", "he is 9".
    if matches!(word, "is" | "s" | "was") && WHOSE.contains(&text.before(at, 1)) {
        let n = number(text, at + 1)?;
        let then = text.fold(at + 2);
        let alone = then.is_empty()
            || AFTER_AGE.contains(&then)
            || text.gap_after(at + 1).contains(['.', ',', ';', '!', '?', ')', '\n']);
        return alone.then(|| (at + 1, at + 2, Kind::Age, words(band(n))));
    }
    None
}
