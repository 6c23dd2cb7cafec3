//! Where the rows of a wrapped text begin, kept up to date edit by edit.

use crate::text::{Row, is_settled, wrap, wrap_from};

/// How far above an edit its effect on wrapping can reach: a word that was
/// pushed down by a character too wide for its row can move up two rows, and
/// that character can stand at the end of the row before the edit.
const REACH: usize = 3;

/// The rows of a text at one width.
#[derive(Clone, PartialEq)]
pub(super) struct Layout {
    columns: usize,
    /// First byte of each row, ascending; the first is 0.
    starts: Vec<usize>,
    len: usize,
}

impl Layout {
    pub(super) fn new(text: &str, columns: usize) -> Self {
        let columns = columns.max(1);
        let starts = wrap(text, columns).into_iter().map(|row| row.start).collect();
        Self { columns, starts, len: text.len() }
    }

    pub(super) fn columns(&self) -> usize {
        self.columns
    }

    /// How many rows there are: at least one.
    pub(super) fn count(&self) -> usize {
        self.starts.len()
    }

    pub(super) fn row(&self, index: usize) -> Option<Row> {
        let start = *self.starts.get(index)?;
        Some(Row { start, end: self.starts.get(index + 1).copied().unwrap_or(self.len) })
    }

    /// The row that byte `at` is shown on.
    pub(super) fn row_of(&self, at: usize) -> usize {
        self.starts.partition_point(|start| *start <= at).saturating_sub(1)
    }

    /// Wraps again what an edit touched: `text` is the text after it, in which
    /// `inserted` bytes stand at `at` in place of `removed` bytes. Stops as soon
    /// as a row begins where one began before.
    pub(super) fn edited(&mut self, text: &str, at: usize, removed: usize, inserted: usize) {
        self.len = text.len();
        // Spaces before the edit may hang over the edge now, or no longer.
        let written = text.get(..at).unwrap_or_default().trim_end_matches([' ', '\t']).len();
        let mut first = self.row_of(written);
        for _ in 0..REACH {
            let start = self.starts.get(first).copied().unwrap_or_default();
            if first == 0 || text.as_bytes().get(start.wrapping_sub(1)) == Some(&b'\n') {
                break;
            }
            first -= 1;
        }
        let from = self.starts.get(first).copied().unwrap_or_default();
        let settled_from = at + inserted;
        // Rows that began inside what was removed are gone; those after it can be kept.
        let mut kept = self.starts.partition_point(|start| *start < at + removed).max(first + 1);
        let before = |start: usize| start - inserted + removed; // where it stood before the edit
        let mut fresh = Vec::new();
        let mut joined = false;
        wrap_from(text, from, self.columns, |start| {
            if start >= settled_from {
                while self.starts.get(kept).is_some_and(|old| *old < before(start)) {
                    kept += 1;
                }
                joined = self.starts.get(kept) == Some(&before(start))
                    && is_settled(text, settled_from, start);
                if joined {
                    return false;
                }
            }
            fresh.push(start);
            true
        });
        if !joined {
            kept = self.starts.len();
        }
        if inserted != removed {
            for start in self.starts.iter_mut().skip(kept) {
                *start = *start + inserted - removed;
            }
        }
        self.starts.splice(first + 1..kept, fresh);
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    fn wraps_as_new(before: &str, at: usize, removed: usize, with: &str, columns: usize) {
        let mut layout = Layout::new(before, columns);
        let mut text = before.to_owned();
        text.replace_range(at..at + removed, with);
        layout.edited(&text, at, removed, with.len());
        assert_eq!(layout.starts, Layout::new(&text, columns).starts, "{before:?} {at} {with:?}");
    }

    #[test]
    fn what_reaches_far_above_an_edit() {
        // Spaces kept on rows of their own by a quote mark hang again without it.
        wraps_as_new("a\t\t\t\t\t\t\t“b", 8, 3, "", 1);
        wraps_as_new("(          b", 11, 1, "", 2);
        // A character too wide for its row becomes narrow and moves up two rows.
        wraps_as_new("ab cd👩\u{200d}x", 12, 1, "👧", 9);
        // The first word of a row moves up once it is shorter.
        wraps_as_new("one two three", 5, 2, "", 5);
    }

    #[test]
    fn only_the_touched_rows_are_wrapped() {
        let text = "one two three four\n".repeat(100);
        let mut layout = Layout::new(&text, 8);
        let last = layout.starts.len() - 1;
        // Spoil a row far below: were it wrapped again, it would be put right.
        layout.starts[last - 1] += 1;
        let edited = format!("x{text}");
        layout.edited(&edited, 0, 0, 1);
        let mut right = Layout::new(&edited, 8).starts;
        right[last - 1] += 1;
        assert_eq!(layout.starts, right);
    }
}
