//! Numbers and addresses that lead to somebody: file and telephone numbers,
//! postcodes, addresses of the net.

use super::ordinary::is_acronym;
use super::replace::How;
use super::token::Text;
use super::{At, Find, Label, ReplacementKind};

/// What may follow figures in one word and make a measure of them.
const MEASURES: &str = "st nd rd th am pm h hr hrs m min mins s sec secs d day days wk wks w mth \
    mths month months yr yrs y yo x k kg g mg ml l cm mm km mph p c f pp ft in gb mb";

fn at(words: std::ops::Range<usize>, found: &str, how: How, doubtful: bool) -> At {
    At {
        words,
        find: Find {
            kind: ReplacementKind::Reference,
            found: found.to_owned(),
            label: Label::Lettered("Reference"),
            how,
            doubtful,
        },
    }
}

/// Addresses of mail and of the net.
pub(super) fn addresses(text: &Text, free: &[bool]) -> Vec<At> {
    let mut out = Vec::new();
    let is_free = |at: usize| free.get(at).copied().unwrap_or(false);
    let mut n = 0;
    while n < text.tokens.len() {
        let mut to = n + 1;
        while to < text.tokens.len() && !text.gap_after(to - 1).contains(char::is_whitespace) {
            to += 1;
        }
        let piece = text.slice(n, to);
        let gap = text.gap_before(n);
        let is_address = piece.contains('@')
            || piece.contains("://")
            || piece.to_ascii_lowercase().starts_with("www.")
            || (gap.ends_with('@') && !gap.ends_with(" @ "));
        if is_address && (n..to).all(is_free) {
            out.push(at(n..to, piece, How::Figures, false));
        }
        n = to;
    }
    out
}

/// A word of figures and letters that is no measure.
fn is_mixed(word: &str) -> bool {
    let digits = word.chars().filter(char::is_ascii_digit).count();
    let others = word.chars().count() - digits;
    if digits == 0 || others == 0 || word.chars().count() < 4 {
        return false;
    }
    let measure = word.trim_start_matches(|c: char| c.is_ascii_digit());
    if MEASURES.split_whitespace().any(|m| m == measure) {
        return false;
    }
    // "s47", "ks2", "section31": one letter of a law, a stage of school.
    let tail = word.trim_start_matches(|c: char| c.is_alphabetic());
    let head = word.len() - tail.len();
    let law = head <= 2
        && tail.len() <= 3
        && tail.bytes().all(|b| b.is_ascii_digit())
        && word.starts_with('s');
    !law
}

/// The first half of a postcode: "B70", "DY1", "SW1A".
fn is_outward(word: &str) -> bool {
    let letters = word.chars().take_while(char::is_ascii_alphabetic).count();
    let rest = word.get(letters..).unwrap_or_default();
    (1..=2).contains(&letters)
        && (1..=2).contains(&rest.len())
        && rest.starts_with(|c: char| c.is_ascii_digit())
        && rest.is_ascii()
}

fn is_inward(word: &str) -> bool {
    let b = word.as_bytes();
    matches!(b, [d, x, y] if d.is_ascii_digit() && x.is_ascii_alphabetic() && y.is_ascii_alphabetic())
}

fn is_year(text: &Text, n: usize) -> bool {
    text.number(n, 4).is_some_and(|y| (1900..=2099).contains(&y))
}

/// References among the words that are still free.
pub(super) fn references(text: &Text, free: &[bool]) -> Vec<At> {
    let mut out = Vec::new();
    let is_free = |at: usize| free.get(at).copied().unwrap_or(false);
    let mut n = 0;
    while n < text.tokens.len() {
        match is_free(n).then(|| reference(text, n, &is_free)).flatten() {
            Some((to, doubtful)) => {
                out.push(at(n..to, text.slice(n, to), How::Loose, doubtful));
                n = to;
            }
            None => n += 1,
        }
    }
    out
}

/// Where a reference ends that begins here, and whether it may be something
/// else.
fn reference(text: &Text, n: usize, is_free: &dyn Fn(usize) -> bool) -> Option<(usize, bool)> {
    let word = text.fold(n);
    let upper = |n: usize| text.raw(n).chars().all(|c| !c.is_lowercase());
    if is_outward(word) && is_free(n + 1) && is_inward(text.fold(n + 1)) && text.gap_after(n) == " "
    {
        return Some((n + 2, false));
    }
    // "LCS 12345", "EX-1001".
    let letters = word.chars().all(char::is_alphabetic) && word.chars().count() <= 5 && upper(n);
    let next = text.fold(n + 1);
    let figures = next.len() >= 3 && next.bytes().all(|b| b.is_ascii_digit());
    if letters
        && figures
        && is_free(n + 1)
        && matches!(text.gap_after(n), "-" | "/" | " " | " no " | ": ")
    {
        let dashed = text.gap_after(n) != " ";
        if (dashed || next.len() >= 4) && !(is_acronym(word) && is_year(text, n + 1)) {
            return Some((n + 2, false));
        }
    }
    if is_mixed(word) {
        return Some((n + 1, false));
    }
    if is_outward(word) && word.len() >= 3 && upper(n) && !word.starts_with("ks") {
        return Some((n + 1, true));
    }
    // Groups of figures that make a long number.
    let is_figures = |n: usize| {
        let word = text.fold(n);
        !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit())
    };
    if !is_figures(n) || text.gap_before(n).ends_with(['£', '$', '€']) {
        return None;
    }
    let mut to = n + 1;
    while is_free(to) && is_figures(to) && matches!(text.gap_after(to - 1), " " | "-" | "/" | ") ")
    {
        to += 1;
    }
    let length: usize = (n..to).map(|n| text.fold(n).len()).sum();
    let long = text.fold(n).len() >= 5 || (to - n > 1 && length >= 7);
    long.then_some((if text.fold(n).len() >= 5 && to - n == 1 { n + 1 } else { to }, false))
}
