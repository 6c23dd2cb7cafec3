//! What a person calls one character: how wide it is, where it begins and
//! ends, where words begin and end.

use std::borrow::Cow;

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};
use unicode_width::UnicodeWidthStr;

use super::clean::{clean_line, shown_columns};

/// The columns that clean text takes on a terminal, summed over its graphemes
/// as they are drawn. For text that may hold anything, see [`shown_width`].
#[must_use]
pub fn width(text: &str) -> usize {
    if text.bytes().all(|b| matches!(b, b' '..=b'~')) {
        return text.len();
    }
    text.graphemes(true).map(UnicodeWidthStr::width).sum()
}

/// The columns a text takes as [`super::clean_prose`] shows it; newlines take none.
#[must_use]
pub fn shown_width(text: &str) -> usize {
    if text.bytes().all(|b| matches!(b, b' '..=b'~')) {
        return text.len();
    }
    text.graphemes(true).map(shown_columns).sum()
}

/// Whether byte `at` lies between two graphemes (or at either end).
#[must_use]
pub fn is_boundary(text: &str, at: usize) -> bool {
    if at == 0 || at == text.len() {
        return true;
    }
    text.is_char_boundary(at)
        && GraphemeCursor::new(at, text.len(), true).is_boundary(text, 0).unwrap_or(false)
}

/// The nearest grapheme boundary after byte `at`; the length of the text at its end.
#[must_use]
pub fn next_boundary(text: &str, at: usize) -> usize {
    let at = text.floor_char_boundary(at);
    GraphemeCursor::new(at, text.len(), true)
        .next_boundary(text, 0)
        .ok()
        .flatten()
        .unwrap_or(text.len())
}

/// The nearest grapheme boundary before byte `at`; 0 at the start.
#[must_use]
pub fn prev_boundary(text: &str, at: usize) -> usize {
    let at = text.ceil_char_boundary(at.min(text.len()));
    GraphemeCursor::new(at, text.len(), true).prev_boundary(text, 0).ok().flatten().unwrap_or(0)
}

/// `at` where it is a grapheme boundary, or the nearest one before it.
#[must_use]
pub fn floor_boundary(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    if is_boundary(text, at) { at } else { prev_boundary(text, at) }
}

/// `at` where it is a grapheme boundary, or the nearest one after it.
#[must_use]
pub fn ceil_boundary(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    if is_boundary(text, at) { at } else { next_boundary(text, at) }
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Space,
    Word,
    Other,
}

fn kind(piece: &str) -> Kind {
    if piece.chars().all(char::is_whitespace) {
        Kind::Space
    } else if piece.chars().any(char::is_alphanumeric) {
        Kind::Word
    } else {
        Kind::Other
    }
}

/// The start of the next word: past the word (or run of punctuation) that
/// `at` stands in, then past spaces. Stops at the end of the line; at the end
/// of a line, passes the newline and no more.
#[must_use]
pub fn next_word(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    if rest.starts_with('\n') || rest.starts_with("\r\n") {
        return next_boundary(text, at);
    }
    let line =
        rest.split_once('\n').map_or(rest, |(line, _)| line.strip_suffix('\r').unwrap_or(line));
    let mut end = 0;
    let mut run: Option<Kind> = None;
    for (start, piece) in line.split_word_bound_indices() {
        let now = kind(piece);
        let goes_on = match run {
            None | Some(Kind::Space) => run.is_none() || now == Kind::Space,
            // Two words can stand side by side without a space (漢字): one each.
            Some(before) => now == Kind::Space || (now == before && now == Kind::Other),
        };
        if !goes_on {
            break;
        }
        run = Some(now);
        end = start + piece.len();
    }
    ceil_boundary(text, at + end)
}

/// The start of the word (or run of punctuation) before `at`, past any spaces
/// between. Stops at the start of the line; at the start of a line, passes the
/// newline and no more.
#[must_use]
pub fn prev_word(text: &str, at: usize) -> usize {
    let before = text.get(..at).unwrap_or_default();
    if before.is_empty() || before.ends_with('\n') {
        return prev_boundary(text, at);
    }
    let line_start = before.rfind('\n').map_or(0, |n| n + 1);
    let line = before.get(line_start..).unwrap_or_default();
    let mut start = line.len();
    let mut run: Option<Kind> = None;
    for (from, piece) in line.split_word_bound_indices().rev() {
        let now = kind(piece);
        let goes_on = match run {
            None | Some(Kind::Space) => true,
            Some(before) => now == before && now == Kind::Other,
        };
        if !goes_on {
            break;
        }
        run = Some(now);
        start = from;
    }
    floor_boundary(text, line_start + start)
}

/// A text cleaned as one line and cut to at most `columns`, with `…` as its
/// last column where something was left out.
#[must_use]
pub fn truncate(text: &str, columns: usize) -> Cow<'_, str> {
    let clean = clean_line(text);
    if width(&clean) <= columns {
        return clean;
    }
    let Some(room) = columns.checked_sub(1) else {
        return Cow::Borrowed("");
    };
    let mut used = 0;
    let mut out = String::new();
    for g in clean.graphemes(true) {
        used += g.width();
        if used > room {
            break;
        }
        out.push_str(g);
    }
    out.push('…');
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn widths_are_what_a_terminal_draws() {
        assert_eq!(width("Amina"), 5);
        assert_eq!(width("e\u{301}"), 1);
        assert_eq!(width("漢字"), 4);
        assert_eq!(width("👨\u{200d}👩\u{200d}👧"), 2);
        assert_eq!(width("🇬🇧"), 2);
        assert_eq!(shown_width("a\u{202e}b"), 10);
        assert_eq!(shown_width("a\tb\n"), 6);
        assert_eq!(shown_width("\r\n"), 1);
    }

    #[test]
    fn boundaries_keep_whole_characters() {
        let family = "a👨\u{200d}👩\u{200d}👧b";
        assert_eq!(next_boundary(family, 1), family.len() - 1);
        assert_eq!(prev_boundary(family, family.len() - 1), 1);
        assert_eq!(floor_boundary(family, 6), 1);
        assert_eq!(ceil_boundary(family, 6), family.len() - 1);
        assert_eq!(next_boundary("abc", 3), 3);
        assert_eq!(prev_boundary("abc", 0), 0);
        assert_eq!(ceil_boundary("abc", 99), 3);
        assert!(!is_boundary("é", 1));
    }

    fn stops(text: &str) -> Vec<usize> {
        let mut at = 0;
        let mut all = vec![];
        while at < text.len() {
            let next = next_word(text, at);
            assert!(next > at, "stuck at {at} in {text:?}");
            at = next;
            all.push(at);
        }
        all
    }

    fn stops_back(text: &str) -> Vec<usize> {
        let mut at = text.len();
        let mut all = vec![];
        while at > 0 {
            let prev = prev_word(text, at);
            assert!(prev < at, "stuck at {at} in {text:?}");
            at = prev;
            all.push(at);
        }
        all
    }

    #[test]
    fn words_forward_and_back() {
        let text = "Mum didn't  come, twice...\n\nok";
        assert_eq!(stops(text), [4, 12, 16, 18, 23, 26, 27, 28, 30]);
        assert_eq!(stops_back(text), [28, 27, 26, 23, 18, 16, 12, 4, 0]);
        assert_eq!(stops("漢字"), [3, 6]);
        assert_eq!(stops("  a "), [2, 4]);
        assert_eq!(stops("a\r\nb"), [1, 3, 4]);
    }

    #[test]
    fn truncation_says_so_and_fits() {
        assert_eq!(truncate("Amina Yusuf", 11), "Amina Yusuf");
        assert_eq!(truncate("Amina Yusuf", 6), "Amina…");
        assert_eq!(truncate("漢字漢字", 4), "漢…");
        assert_eq!(truncate("ab", 1), "…");
        assert_eq!(truncate("ab", 0), "");
        assert_eq!(truncate("\u{1b}ab", 2), "␛…");
    }

    proptest! {
        #[test]
        fn words_always_advance_on_boundaries(text in "[ a-c.,\u{301}é漢👩\u{200d}\n\r]{0,20}") {
            for at in stops(&text).into_iter().chain(stops_back(&text)) {
                prop_assert!(is_boundary(&text, at));
            }
        }

        #[test]
        fn truncation_never_passes_the_width(text in any::<String>(), columns in 0usize..12) {
            prop_assert!(width(&truncate(&text, columns)) <= columns);
        }
    }
}
