//! Words with a capital that the record does not know: they may be names and
//! places.

use std::collections::BTreeSet;

use super::ordinary::{institution, is_acronym, is_ordinary, is_origin, is_title};
use super::replace::How;
use super::token::Text;
use super::{At, Find, IN_DOUBT, Label, ReplacementKind as Kind};
use crate::record::session::Session;

/// Words before a place.
const IN: [&str; 8] = ["in", "near", "at", "around", "outside", "via", "across", "towards"];
/// Words of going and living: what comes after "to" and "from" is a place.
const GOING: [&str; 18] = [
    "move", "moved", "moves", "moving", "came", "come", "comes", "went", "go", "goes", "going",
    "back", "return", "returned", "lives", "live", "lived", "travel",
];

/// How the words of a session are written wherever they stand: what begins a
/// sentence has a capital whatever it is.
pub(super) struct Habits {
    /// Written small somewhere: a word like any other.
    small: BTreeSet<String>,
    /// Written with a capital within a sentence.
    large: BTreeSet<String>,
    /// Names that are known.
    names: Vec<String>,
}

impl Habits {
    pub fn of(session: &Session, names: Vec<String>) -> Habits {
        let mut habits = Habits { small: BTreeSet::new(), large: BTreeSet::new(), names };
        session.texts(&mut |_, _, words| {
            let text = Text::new(words);
            for at in 0..text.tokens.len() {
                let word = text.fold(at);
                if !word.chars().any(char::is_alphabetic) {
                    continue;
                }
                if !text.is_capital(at) {
                    habits.small.insert(word.to_owned());
                } else if !text.begins_sentence(at) {
                    habits.large.insert(word.to_owned());
                }
            }
        });
        habits
    }
}

/// Whether a word may be part of a name: a capital, and letters alone.
fn is_name_like(text: &Text, at: usize) -> bool {
    text.is_capital(at) && text.raw(at).chars().all(|c| !c.is_numeric())
}

/// What may stand between the words of one name.
fn joins(text: &Text, at: usize) -> bool {
    let gap = text.gap_after(at);
    let short = is_title(text.fold(at)) || text.fold(at).chars().count() == 1;
    matches!(gap, " " | "-" | "'" | "’" | "‑" | "\u{a0}") || (gap == ". " && short)
}

fn is_plain(text: &Text, at: usize) -> bool {
    let word = text.fold(at);
    is_ordinary(word) || is_acronym(word)
}

/// The names in a field that says who somebody is: runs of words with a
/// capital that are no ordinary words.
pub(super) fn runs_of(text: &Text) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < text.tokens.len() {
        let from = at;
        while is_name_like(text, at) && !is_plain(text, at) && (at == from || joins(text, at - 1)) {
            at += 1;
        }
        if (from..at).any(|n| !is_title(text.fold(n))) {
            out.push((from, at));
        }
        at = at.max(from + 1);
    }
    out
}

/// Runs of words with a capital among those that are still free.
pub(super) fn capitals(text: &Text, free: &[bool], habits: &Habits) -> Vec<At> {
    let mut out = Vec::new();
    let mut at = 0;
    let is_free = |at: usize| free.get(at).copied().unwrap_or(false);
    while at < text.tokens.len() {
        if !is_free(at) || !is_name_like(text, at) {
            at += 1;
            continue;
        }
        let from = at;
        let mut to = at + 1;
        while to < text.tokens.len() && is_free(to) && is_name_like(text, to) && joins(text, to - 1)
        {
            to += 1;
        }
        at = to;
        run(text, from, to, habits, free, &mut out);
    }
    out
}

/// One run, cut where an ordinary word stands that is no institution's.
fn run(text: &Text, from: usize, to: usize, habits: &Habits, free: &[bool], out: &mut Vec<At>) {
    let is_of_it = |at: usize| {
        let word = text.fold(at);
        let begins = text.begins_sentence(at);
        // "Seen Dudley": the first word of a sentence is a word, if it may be.
        let may_be_word = begins
            && (habits.small.contains(word) || looks_like_a_verb(word) || word.ends_with('s'));
        (institution(word).is_some() || is_title(word) || !is_plain(text, at))
            && !(is_plain(text, at) && begins && institution(word).is_none())
            && !(may_be_word && !is_title(word) && to - from > 1)
    };
    let mut at = from;
    while at < to {
        let begin = at;
        while at < to && is_of_it(at) && (at == begin || !is_origin(text.fold(at))) {
            at += 1;
            if is_origin(text.fold(at - 1)) {
                break;
            }
        }
        if at > begin {
            out.extend(judge(text, begin, at, habits, free));
        }
        at = at.max(begin + 1);
    }
}

/// What a word that ends so is, more often than a name.
fn looks_like_a_verb(word: &str) -> bool {
    word.len() > 4 && ["ing", "ed", "ly", "ness", "tion"].iter().any(|end| word.ends_with(end))
}

fn judge(text: &Text, from: usize, to: usize, habits: &Habits, free: &[bool]) -> Option<At> {
    let says = |at: usize| {
        let word = text.fold(at);
        institution(word).is_none() && !is_title(word) && !is_plain(text, at)
    };
    let mut from = from;
    if !(from..to).any(says) {
        return None;
    }
    let one = to - from == 1;
    let word = text.fold(from);
    let letters = word.chars().count();
    let find = |kind, label, doubtful, from| At {
        words: from..to,
        find: Find {
            kind,
            found: text.slice(from, to).split_whitespace().collect::<Vec<_>>().join(" "),
            label,
            how: How::Capital,
            doubtful,
        },
    };
    if one && is_origin(word) {
        let label = Label::Words("(a nationality, a language or a faith)".into());
        return Some(find(Kind::Word, label, true, from));
    }
    let what = (from..to).rev().find_map(|at| institution(text.fold(at)));
    if what == Some("Address") {
        // "12 High Street".
        let number = from.checked_sub(1).filter(|at| {
            text.number(*at, 4).is_some()
                && free.get(*at).copied().unwrap_or(false)
                && matches!(text.gap_after(*at), " " | ", ")
        });
        from = number.unwrap_or(from);
        let mut found = find(Kind::Place, Label::Lettered("Address"), false, from);
        if number.is_some() {
            found.find.how = How::Loose;
        }
        return Some(found);
    }
    if let Some(what) = what {
        return Some(find(Kind::Place, Label::Lettered(what), false, from));
    }
    let titled = is_title(word) || is_title(text.before(from, 1));
    let before = text.before(from, 1);
    let named = habits.names.iter().any(|n| n == word);
    // A letter alone, a word that may be one like any other: for a person to
    // look at. What begins a sentence may be either.
    let may_be_word = one && !titled && !named && (letters == 1 || habits.small.contains(word));
    let large = habits.large.contains(word) && !habits.small.contains(word);
    let begins = one && text.begins_sentence(from) && !titled && !large;
    if may_be_word && (begins || is_plain(text, from)) && letters > 1 {
        return None;
    }
    let doubtful = may_be_word || begins;
    if begins && (looks_like_a_verb(word)) {
        return None;
    }
    let of_place = IN.contains(&before)
        || (matches!(before, "to" | "from" | "of")
            && (2..=4).any(|n| GOING.contains(&text.before(from, n))));
    let owns = text.gap_after(to - 1).starts_with(['\'', '’']);
    let (kind, what) = match (of_place && !titled && !owns, doubtful) {
        (true, false) => (Kind::Place, "Place"),
        (_, true) => (Kind::Word, IN_DOUBT),
        (false, false) => (Kind::Person, "Person"),
    };
    Some(find(kind, Label::Lettered(what), doubtful, from))
}
