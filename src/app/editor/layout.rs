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
        let mut first = self.row_of(at);
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
