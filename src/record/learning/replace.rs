//! Phrases found in a text by their words, and put in place of them.

use std::ops::Range;

use super::token::Text;
use super::{Find, Label, Replacement, ReplacementKind};

/// How strictly a phrase is found again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum How {
    /// In any case and spelling, whatever stands between its parts; with an
    /// "s" at its end too.
    Loose,
    /// The same, where it begins with a capital: it is an ordinary word too.
    Capital,
    /// In these very letters: initials.
    Letters,
    /// Word for word with the same signs between: a date.
    Figures,
}

/// A phrase, ready to be found.
pub(super) struct Phrase {
    parts: Vec<String>,
    gaps: Vec<String>,
    joined: String,
    letters: String,
    how: How,
    /// It is of a script without capitals, where words may stand together.
    is_caseless: bool,
}

/// White space as one space.
fn plain_gap(gap: &str) -> String {
    gap.split_inclusive(char::is_whitespace).fold(String::new(), |mut out, piece| {
        let solid = piece.trim_end();
        out.push_str(solid);
        if solid.len() < piece.len() && !out.ends_with(' ') {
            out.push(' ');
        }
        out
    })
}

fn letters(words: &str) -> String {
    words.chars().filter(|c| c.is_alphanumeric()).collect()
}

impl Phrase {
    pub fn new(words: &str, how: How) -> Phrase {
        let text = Text::new(words);
        let parts: Vec<String> = text.tokens.iter().map(|t| t.fold.clone()).collect();
        let gaps = (1..parts.len()).map(|n| plain_gap(text.gap_before(n))).collect::<Vec<String>>();
        let cased = |c: char| c.is_lowercase() || c.is_uppercase() || c.is_numeric();
        Phrase {
            joined: parts.concat(),
            letters: letters(words),
            is_caseless: !parts.is_empty() && !words.chars().any(cased),
            parts,
            gaps,
            how,
        }
    }

    /// Where the phrase ends, if it begins at a word.
    fn end(&self, text: &Text, from: usize, free: &[bool]) -> Option<usize> {
        if self.joined.is_empty() {
            return None;
        }
        let is_free = |at: usize| free.get(at).copied().unwrap_or(false);
        if self.how == How::Figures {
            let to = from + self.parts.len();
            let same = self.parts.iter().enumerate().all(|(n, part)| {
                is_free(from + n)
                    && text.fold(from + n) == part
                    && self
                        .gaps
                        .get(n)
                        .is_none_or(|gap| plain_gap(text.gap_after(from + n)) == *gap)
            });
            return same.then_some(to);
        }
        if self.is_caseless && is_free(from) && text.fold(from).contains(&self.joined) {
            return Some(from + 1);
        }
        let mut rest = self.joined.as_str();
        let mut at = from;
        loop {
            if !is_free(at) || at > from && !self.may_stand_between(text.gap_before(at)) {
                return None;
            }
            let word = text.fold(at);
            at += 1;
            // "the Quills" are the Quills of the record.
            let several = self.how == How::Loose && self.joined.len() >= 3;
            if word == rest || (several && word.strip_suffix('s') == Some(rest)) {
                break;
            }
            rest = rest.strip_prefix(word).filter(|rest| !rest.is_empty())?;
        }
        let fits = match self.how {
            How::Capital => text.is_capital(from),
            How::Letters => letters(text.slice(from, at)) == self.letters,
            How::Loose | How::Figures => true,
        };
        fits.then_some(at)
    }

    /// Whether this may stand between parts of the phrase: of a phrase of one
    /// word, no space.
    fn may_stand_between(&self, gap: &str) -> bool {
        let space = self.parts.len() > 1;
        gap.chars().count() <= 3
            && gap.chars().all(|c| !c.is_alphanumeric() && (space || !c.is_whitespace()))
            && (space || !gap.contains(['/', ',', ';', ':', '(', ')', '"']))
    }
}

/// The phrases of replacements, in the same order.
pub(super) fn phrases(replacements: &[Replacement]) -> Vec<Phrase> {
    replacements.iter().map(|r| Phrase::new(&r.found, r.how)).collect()
}

/// Where phrases stand in the free words of a text: the number of each, and
/// the words it covers. The longest wins, from left to right.
pub(super) fn places(text: &Text, phrases: &[Phrase], free: &[bool]) -> Vec<(usize, Range<usize>)> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < text.tokens.len() {
        let fitting = phrases
            .iter()
            .enumerate()
            .filter_map(|(n, p)| p.end(text, at, free).map(|end| (end, p.joined.len(), n)));
        // Of two as long, the first.
        match fitting.max_by_key(|(end, len, n)| (*end, *len, std::cmp::Reverse(*n))) {
            Some((end, _, n)) => {
                out.push((n, at..end));
                at = end;
            }
            None => at += 1,
        }
    }
    out
}

/// A text with everything replaced that is to be.
pub(super) fn put(text: &Text, phrases: &[Phrase], replacements: &[Replacement]) -> String {
    let all = vec![true; text.tokens.len()];
    let mut out = String::with_capacity(text.words.len());
    let mut from = 0;
    for (n, words) in places(text, phrases, &all) {
        let Some(r) = replacements.get(n).filter(|r| !r.kept) else { continue };
        let mut first = words.start;
        // "Ms the practitioner" is nobody.
        let titled = first.checked_sub(1).filter(|before| {
            r.kind == ReplacementKind::Person
                && super::ordinary::is_title(text.fold(*before))
                && matches!(text.gap_after(*before), " " | ". ")
        });
        first = titled.unwrap_or(first);
        let Some(start) = text.tokens.get(first).map(|t| t.start.max(from)) else { continue };
        let Some(end) = text.tokens.get(words.end.saturating_sub(1)).map(|t| t.end) else {
            continue;
        };
        out.push_str(text.words.get(from..start).unwrap_or_default());
        if text.begins_sentence(first) && text.is_capital(first) {
            out.push_str(&crate::record::note::capital(&r.with));
        } else {
            out.push_str(&r.with);
        }
        from = end;
    }
    out.push_str(text.words.get(from..).unwrap_or_default());
    out
}

/// A, B … Z, AA, AB …
fn letter(n: usize) -> String {
    let last = char::from(b'A' + u8::try_from(n % 26).unwrap_or(0));
    match n / 26 {
        0 => last.to_string(),
        more => format!("{}{last}", letter(more - 1)),
    }
}

/// "Child B".
pub(super) fn lettered(what: &str, n: usize) -> String {
    format!("{what} {}", letter(n))
}

/// What stands in the place of each find. Finds that share their words mean
/// the same: "Jasmine" is "Jasmine Brookes", if she is there.
pub(super) fn letters_of(finds: &[Find]) -> Vec<String> {
    let words: Vec<Vec<String>> = finds
        .iter()
        .map(|f| {
            let tokens = Text::new(&f.found).tokens.into_iter().map(|t| t.fold);
            tokens.filter(|t| !super::ordinary::is_title(t)).collect()
        })
        .collect();
    let same = |n: usize| -> usize {
        let Some((mine, find)) = words.get(n).zip(finds.get(n)) else { return n };
        if find.kind == ReplacementKind::Reference || mine.is_empty() {
            return n;
        }
        let larger = words.iter().zip(finds).enumerate().filter(|(m, (theirs, other))| {
            *m != n
                && matches!(other.label, Label::Lettered(_))
                && other.kind != ReplacementKind::Reference
                && (theirs.len() > mine.len() || (theirs.len() == mine.len() && *m < n))
                && mine.iter().all(|w| theirs.contains(w))
        });
        // The longest of them, which stands for itself.
        larger
            .max_by_key(|(m, (theirs, _))| (theirs.len(), std::cmp::Reverse(*m)))
            .map_or(n, |l| l.0)
    };
    let stands_for: Vec<usize> = (0..finds.len()).map(same).collect();
    let mut counts: Vec<&'static str> = Vec::new();
    let mut given: Vec<Option<String>> = vec![None; finds.len()];
    // What is only a doubt takes no letter before what is not.
    let (sure, doubts): (Vec<_>, Vec<_>) = finds.iter().enumerate().partition(|f| !f.1.doubtful);
    for (n, find) in sure.into_iter().chain(doubts) {
        let label = match &find.label {
            Label::Words(words) => words.clone(),
            Label::Lettered(_) => {
                let head = stands_for.get(n).copied().unwrap_or(n);
                if let Some(Some(there)) = given.get(head) {
                    there.clone()
                } else {
                    let what = match finds.get(head).map(|f| &f.label) {
                        Some(Label::Lettered(what)) => *what,
                        _ => "Person",
                    };
                    let at = counts.iter().filter(|w| **w == what).count();
                    counts.push(what);
                    let label = lettered(what, at);
                    if let Some(head) = given.get_mut(head) {
                        *head = Some(label.clone());
                    }
                    label
                }
            }
        };
        if let Some(mine) = given.get_mut(n) {
            *mine = Some(label);
        }
    }
    given.into_iter().map(Option::unwrap_or_default).collect()
}
