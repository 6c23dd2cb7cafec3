//! Ages, in bands.

use super::replace::How;
use super::token::Text;
use super::{At, Find, Label, ReplacementKind};

const NUMBERS: [&str; 20] = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
];
const ORDINALS: [&str; 18] = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
];

/// "of primary-school age (5–10)".
pub(super) fn band(years: u32) -> &'static str {
    match years {
        0 => "under a year old",
        1..=4 => "of pre-school age (1–4)",
        5..=10 => "of primary-school age (5–10)",
        11..=15 => "of secondary-school age (11–15)",
        16..=17 => "nearly grown up (16–17)",
        _ => "of adult age",
    }
}

/// Before a noun: "a primary-school-aged (5–10) boy".
fn band_before_noun(years: u32) -> &'static str {
    match years {
        0 => "very young (under a year)",
        1..=4 => "pre-school-aged (1–4)",
        5..=10 => "primary-school-aged (5–10)",
        11..=15 => "secondary-school-aged (11–15)",
        16..=17 => "nearly grown-up (16–17)",
        _ => "adult",
    }
}

pub(super) fn number(text: &Text, at: usize) -> Option<u32> {
    let word = text.fold(at);
    let said = || NUMBERS.iter().position(|n| *n == word).and_then(|n| u32::try_from(n + 1).ok());
    text.number(at, 3).filter(|n| *n <= 110).or_else(said)
}

/// "7th", "seventh".
fn ordinal(text: &Text, at: usize) -> Option<u32> {
    let word = text.fold(at);
    if let Some(n) = ORDINALS.iter().position(|n| *n == word) {
        return u32::try_from(n + 1).ok();
    }
    ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end))?.parse().ok()
}

/// Years in so many of a unit; none where the word is no unit of age.
fn in_years(n: u32, unit: &str) -> Option<u32> {
    match unit {
        "year" | "years" | "yr" | "yrs" | "y" => Some(n),
        "month" | "months" | "mth" | "mths" => Some(n / 12),
        "week" | "weeks" | "wk" | "wks" => Some(n / 52),
        "day" | "days" => Some(0),
        _ => None,
    }
}

/// Every age among the words that are still free.
pub(super) fn ages(text: &Text, free: &[bool]) -> Vec<At> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < text.tokens.len() {
        let found =
            age(text, at).filter(|(to, _)| free.get(at..*to).is_some_and(|f| f.iter().all(|f| *f)));
        let Some((to, with)) = found else {
            at += 1;
            continue;
        };
        out.push(At {
            words: at..to,
            find: Find {
                kind: ReplacementKind::Age,
                found: text.slice(at, to).to_owned(),
                label: Label::Words(with),
                how: How::Figures,
                doubtful: false,
            },
        });
        at = to;
    }
    out
}

fn close(gap: &str) -> bool {
    matches!(gap, " " | "-" | "‑" | "–" | "/" | "\u{a0}")
}

/// An age that begins at a word: where it ends, and what stands for it.
fn age(text: &Text, at: usize) -> Option<(usize, String)> {
    let word = text.fold(at);
    if let Some(n) = number(text, at).filter(|_| close(text.gap_after(at))) {
        let unit = text.fold(at + 1);
        if let Some(years) = in_years(n, unit)
            .filter(|_| text.fold(at + 2) == "old" && close(text.gap_after(at + 1)))
        {
            let noun = !unit.ends_with('s') || text.gap_after(at) == "-";
            let with = if noun { band_before_noun(years) } else { band(years) };
            return Some((at + 3, with.to_owned()));
        }
        if matches!(unit, "yo") {
            return Some((at + 2, band(n).to_owned()));
        }
        // "7 y/o".
        if unit == "y" && text.fold(at + 2) == "o" && text.gap_after(at + 1) == "/" {
            return Some((at + 3, band(n).to_owned()));
        }
    }
    // "7yo", "7yrs old".
    let digits = word.trim_end_matches(|c: char| c.is_alphabetic());
    if let Ok(n) = digits.parse::<u32>()
        && digits.len() <= 3
    {
        let rest = word.get(digits.len()..).unwrap_or_default();
        if rest == "yo" {
            return Some((at + 1, band(n).to_owned()));
        }
        if !rest.is_empty() && text.fold(at + 1) == "old" && close(text.gap_after(at)) {
            return in_years(n, rest).map(|years| (at + 2, band(years).to_owned()));
        }
    }
    if matches!(word, "aged" | "age" | "turned" | "turns" | "turning") && text.gap_after(at) == " "
    {
        let of = usize::from(text.fold(at + 1) == "of");
        let n = number(text, at + 1 + of)?;
        let unit =
            in_years(n, text.fold(at + 2 + of)).filter(|_| text.gap_after(at + 1 + of) == " ");
        let to = at + 2 + of + usize::from(unit.is_some());
        let with = band(unit.unwrap_or(n));
        return Some((
            to,
            if word.starts_with("turn") { format!("is now {with}") } else { with.to_owned() },
        ));
    }
    if let Some(n) =
        ordinal(text, at).filter(|_| matches!(text.fold(at + 1), "birthday" | "birthdays"))
    {
        return Some((at + 2, format!("birthday ({})", band(n))));
    }
    if word == "year" && text.is_capital(at) && text.gap_after(at) == " " {
        let with = match text.number(at + 1, 2)? {
            1..=6 => "primary school",
            7..=11 => "secondary school",
            12 | 13 => "sixth form",
            _ => return None,
        };
        return Some((at + 2, with.to_owned()));
    }
    None
}
