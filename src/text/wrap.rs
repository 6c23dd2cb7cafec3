//! Soft wrapping at words, measured as the text will be shown.

use std::ops::Range;

use unicode_linebreak::{linebreaks, split_at_safe};
use unicode_segmentation::UnicodeSegmentation;

use super::clean::shown_columns;

/// One row of wrapped text, as bytes of it. Rows cover the text without gap or
/// overlap: spaces at the end hang over the edge, a newline belongs to the row
/// it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// First byte of the row.
    pub start: usize,
    /// First byte after it.
    pub end: usize,
}

impl Row {
    /// The row as a range of bytes.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// The row's text without the newline that ends it.
    #[must_use]
    pub fn content(self, text: &str) -> &str {
        let row = text.get(self.range()).unwrap_or_default();
        row.strip_suffix('\n').unwrap_or(row)
    }
}

/// Wraps a text to rows of at most `columns` (at least 1), breaking at words,
/// within a word only where it is longer than a row, and at every `'\n'`. There
/// is always a row, and one more after a newline at the end.
///
/// ```
/// use thinkwheel::text::wrap;
/// let text = "who would know?";
/// let rows: Vec<&str> = wrap(text, 10).into_iter().map(|row| row.content(text)).collect();
/// assert_eq!(rows, ["who would ", "know?"]);
/// ```
#[must_use]
pub fn wrap(text: &str, columns: usize) -> Vec<Row> {
    let mut starts = vec![0];
    wrap_from(text, 0, columns, |start| {
        starts.push(start);
        true
    });
    let ends = starts.iter().copied().skip(1).chain([text.len()]);
    starts.iter().copied().zip(ends).map(|(start, end)| Row { start, end }).collect()
}

/// Wraps from byte `from`, which must be the start of a row, and calls `found`
/// with the start of each row after it until it says `false`.
pub(crate) fn wrap_from(
    text: &str,
    from: usize,
    columns: usize,
    mut found: impl FnMut(usize) -> bool,
) {
    let columns = columns.max(1);
    let context = line_context(text, from);
    let mut used = 0; // columns of this row so far
    let mut empty = true; // nothing on this row yet
    let mut start = from; // of the piece that has to be placed
    for (end, _) in linebreaks(text.get(context..).unwrap_or_default()) {
        let end = context + end;
        if end <= from {
            continue;
        }
        let Some(piece) = text.get(start..end) else { continue };
        let plain = piece.bytes().all(|b| matches!(b, b' '..=b'~' | b'\n'))
            && text.as_bytes().get(end).is_none_or(u8::is_ascii);
        // The rules for lines may break where the rules for graphemes do not
        // (a mark that stands on a space): then the piece goes on.
        if !plain && !ends_on_boundary(text, start, end) {
            continue;
        }
        let body = piece.trim_end_matches([' ', '\t', '\n']);
        let measure = |part: &str| {
            if plain { part.len() } else { part.graphemes(true).map(shown_columns).sum() }
        };
        let wide = measure(body);
        if wide > 0 && used + wide > columns && !empty {
            if !found(start) {
                return;
            }
            used = 0;
        }
        if wide > columns && plain {
            // Longer than a row, each byte a column: break by counting.
            let mut at = start + columns;
            while at < start + wide {
                if !found(at) {
                    return;
                }
                at += columns;
            }
            used = start + wide - (at - columns);
        } else if wide > columns {
            // Longer than a row: break between graphemes.
            let mut at = start;
            for grapheme in body.graphemes(true) {
                let take = shown_columns(grapheme);
                if at > start && used + take > columns {
                    if !found(at) {
                        return;
                    }
                    used = 0;
                }
                used += take;
                at += grapheme.len();
            }
        } else {
            used += wide;
        }
        empty = false;
        if piece.ends_with('\n') {
            if !found(end) {
                return;
            }
            (used, empty) = (0, true);
        } else {
            used += measure(piece.get(body.len()..).unwrap_or_default());
        }
        start = end;
    }
}

/// Where to start reading so that the line breaks after `at` come out as if
/// the whole text before it had been read.
fn line_context(text: &str, at: usize) -> usize {
    match text.get(..at) {
        Some(before) if !before.is_empty() && !before.ends_with('\n') => {
            split_at_safe(before).0.len()
        }
        _ => at,
    }
}

/// Whether the line breaks after `to` are the same whatever stands before
/// `from`: then rows that start at `to` do not depend on it either.
pub(crate) fn is_settled(text: &str, from: usize, to: usize) -> bool {
    text.get(from..to)
        .is_some_and(|between| between.ends_with('\n') || !split_at_safe(between).0.is_empty())
}

/// Whether a grapheme ends at `end`, given that one begins at `start`.
fn ends_on_boundary(text: &str, start: usize, end: usize) -> bool {
    let mut at = start;
    for grapheme in text.get(start..).unwrap_or_default().graphemes(true) {
        if at >= end {
            break;
        }
        at += grapheme.len();
    }
    at == end
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::super::{is_boundary, shown_width};
    use super::*;
    use proptest::prelude::*;

    fn rows(text: &str, columns: usize) -> Vec<&str> {
        wrap(text, columns).into_iter().map(|row| &text[row.range()]).collect()
    }

    #[test]
    fn breaks_at_words_and_hangs_spaces() {
        assert_eq!(rows("one two three", 7), ["one two ", "three"]);
        assert_eq!(rows("one two   three", 7), ["one two   ", "three"]);
        assert_eq!(rows("well-known", 6), ["well-", "known"]);
        assert_eq!(rows("", 7), [""]);
        assert_eq!(rows("a\n", 7), ["a\n", ""]);
        assert_eq!(rows("a\n\nb", 7), ["a\n", "\n", "b"]);
        assert_eq!(rows("12345 \n12345", 5), ["12345 \n", "12345"]);
    }

    #[test]
    fn long_words_break_between_graphemes() {
        assert_eq!(rows("abcdefgh", 3), ["abc", "def", "gh"]);
        assert_eq!(rows("abcdef gh i", 3), ["abc", "def ", "gh ", "i"]);
        assert_eq!(rows("abcd ef", 3), ["abc", "d ", "ef"]);
        assert_eq!(rows("hi abcdefgh ok", 4), ["hi ", "abcd", "efgh ", "ok"]);
        assert_eq!(rows("漢字漢字", 3), ["漢", "字", "漢", "字"]);
        let families = "👨\u{200d}👩\u{200d}👧".repeat(3);
        assert_eq!(rows(&families, 4).len(), 2);
        assert_eq!(rows("漢", 1), ["漢"]);
    }

    #[test]
    fn measures_what_is_shown() {
        // ⟨U+202E⟩ takes eight columns.
        assert_eq!(rows("ab cd\u{202e} ef", 10), ["ab ", "cd\u{202e} ", "ef"]);
        assert_eq!(rows("a\t\t\tb", 5), ["a\t\t\t", "b"]);
        assert_eq!(rows("a\tb", 5), ["a\t", "b"]);
    }

    #[test]
    fn only_a_newline_is_a_hard_break() {
        assert_eq!(rows("a\u{b}b\u{2028}c\rd\u{85}e", 80).len(), 1);
    }

    proptest! {
        #[test]
        fn rows_cover_the_text_and_fit(text in "([a-d]{1,9}|[ \t\n\r]|é|e\u{301}|\u{301}|漢|👩|\u{200d}|🇬|\u{202e}|\u{600}|क्ष|-|\\(|\u{2028}){0,30}", columns in 1usize..20) {
            let rows = wrap(&text, columns);
            let mut at = 0;
            for (n, row) in rows.iter().enumerate() {
                prop_assert_eq!(row.start, at);
                at = row.end;
                prop_assert!(is_boundary(&text, row.start));
                let inside = &text[row.range()];
                prop_assert!(!inside.strip_suffix('\n').unwrap_or(inside).contains('\n'));
                let last = n + 1 == rows.len();
                prop_assert!(last || row.end > row.start);
                let body = row.content(&text).trim_end_matches([' ', '\t']);
                prop_assert!(shown_width(body) <= columns || body.graphemes(true).count() == 1, "{:?}", body);
            }
            prop_assert_eq!(at, text.len());
            prop_assert_eq!(text.ends_with('\n') || text.is_empty(), rows.last().unwrap().range().is_empty());
        }
    }
}
