//! What a face needs to draw: rows, clean, with the selection in columns.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use super::{Editor, Layout};
use crate::text::{Row, clean_prose, prev_boundary, shown_width};

/// One row as it is to be shown.
#[derive(Clone, PartialEq, Eq)]
pub struct VisibleRow<'a> {
    /// Its number among all rows, from 0.
    pub index: usize,
    /// The bytes of the text it shows.
    pub row: Row,
    /// The row cleaned for a terminal, without newline and without spaces that
    /// hang over the edge.
    pub shown: Cow<'a, str>,
    /// The columns that are selected. A selected newline is one column more.
    pub selected: Option<Range<usize>>,
}

impl fmt::Debug for VisibleRow<'_> {
    /// Places, never the text.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VisibleRow")
            .field("index", &self.index)
            .field("row", &self.row)
            .field("selected", &self.selected)
            .finish_non_exhaustive()
    }
}

impl Editor {
    /// Wraps at so many columns, at least 1. The cursor itself can stand one
    /// column further, after the last character of a full row.
    pub fn set_width(&mut self, columns: usize) {
        if self.layout.columns() != columns.max(1) {
            self.layout = Layout::new(&self.text, columns);
            self.goal = None;
        }
    }

    /// The columns the text is wrapped at.
    #[must_use]
    pub fn width(&self) -> usize {
        self.layout.columns()
    }

    /// How many rows the text takes: at least one.
    #[must_use]
    pub fn row_count(&self) -> usize {
        self.layout.count()
    }

    /// All rows, as bytes of the text.
    pub fn rows(&self) -> impl Iterator<Item = Row> {
        (0..self.layout.count()).filter_map(|index| self.layout.row(index))
    }

    /// The row and column the cursor is shown at. The column is at most the
    /// width.
    #[must_use]
    pub fn cursor_row_col(&self) -> (usize, usize) {
        let row = self.layout.row_of(self.cursor);
        (row, self.col_in(row, self.cursor))
    }

    /// The nearest top row to `top` from which a window of `height` rows shows
    /// the cursor.
    #[must_use]
    pub fn scrolled(&self, top: usize, height: usize) -> usize {
        let row = self.layout.row_of(self.cursor);
        let top = top.min(self.layout.count().saturating_sub(1));
        top.clamp((row + 1).saturating_sub(height.max(1)), row)
    }

    /// The rows of a window, ready to draw.
    #[must_use]
    pub fn visible_rows(&self, top: usize, height: usize) -> Vec<VisibleRow<'_>> {
        let last = top.saturating_add(height).min(self.layout.count());
        (top..last).filter_map(|index| self.visible_row(index)).collect()
    }

    fn visible_row(&self, index: usize) -> Option<VisibleRow<'_>> {
        let row = self.layout.row(index)?;
        let columns = self.layout.columns();
        let content = row.content(&self.text);
        let body = content.trim_end_matches([' ', '\t']);
        let hang = shown_width(content).saturating_sub(columns.max(shown_width(body)));
        let mut shown = clean_prose(content);
        // What hangs over the edge is spaces, each one byte once cleaned.
        let keep = shown.floor_char_boundary(shown.len().saturating_sub(hang));
        match &mut shown {
            Cow::Borrowed(text) => *text = text.get(..keep).unwrap_or_default(),
            Cow::Owned(text) => text.truncate(keep),
        }
        let selected = self.selection().and_then(|range| {
            let (from, to) = (range.start.max(row.start), range.end.min(row.end));
            let newline = to > from && self.text.get(from..to).is_some_and(|t| t.ends_with('\n'));
            let end_of_text = if newline { prev_boundary(&self.text, to) } else { to };
            let columns =
                self.col_in(index, from)..self.col_in(index, end_of_text) + usize::from(newline);
            (from < to && !columns.is_empty()).then_some(columns)
        });
        Some(VisibleRow { index, row, shown, selected })
    }

    fn col_in(&self, row: usize, at: usize) -> usize {
        let start = self.layout.row(row).map_or(0, |row| row.start);
        shown_width(self.text.get(start..at).unwrap_or_default()).min(self.layout.columns())
    }
}
