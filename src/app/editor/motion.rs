//! Where the cursor goes.

use unicode_segmentation::UnicodeSegmentation;

use super::{Editor, Motion};
use crate::text::{next_boundary, next_word, prev_boundary, prev_word, shown_width};

impl Editor {
    pub(super) fn go(&mut self, motion: Motion, select: bool) {
        if !select
            && let Some(range) = self.selection()
            && let Some(edge) = match motion {
                Motion::Left => Some(range.start),
                Motion::Right => Some(range.end),
                _ => None,
            }
        {
            return self.go_to(edge, false);
        }
        let (text, at) = (self.text.as_str(), self.cursor);
        match motion {
            Motion::Up => self.go_rows(1, false, select),
            Motion::Down => self.go_rows(1, true, select),
            Motion::PageUp(rows) => self.go_rows(rows, false, select),
            Motion::PageDown(rows) => self.go_rows(rows, true, select),
            Motion::Left => self.go_to(prev_boundary(text, at), select),
            Motion::Right => self.go_to(next_boundary(text, at), select),
            Motion::WordLeft => self.go_to(prev_word(text, at), select),
            Motion::WordRight => self.go_to(next_word(text, at), select),
            Motion::RowStart => self.go_to(self.row_span(self.layout.row_of(at)).0, select),
            Motion::RowEnd => self.go_to(self.row_span(self.layout.row_of(at)).1, select),
            Motion::ParagraphUp => self.go_to(paragraph_up(text, at), select),
            Motion::ParagraphDown => self.go_to(paragraph_down(text, at), select),
            Motion::Start => self.go_to(0, select),
            Motion::End => self.go_to(text.len(), select),
        }
    }

    pub(super) fn go_to(&mut self, to: usize, select: bool) {
        self.anchor = select.then(|| self.anchor.unwrap_or(self.cursor));
        self.cursor = to;
        self.goal = None;
    }

    fn go_rows(&mut self, rows: usize, down: bool, select: bool) {
        let (row, col) = self.cursor_row_col();
        let goal = self.goal.unwrap_or(col);
        let last = self.layout.count() - 1;
        let target =
            if down { row.saturating_add(rows).min(last) } else { row.saturating_sub(rows) };
        let to = if target == row { self.cursor } else { self.at_row_col(target, goal) };
        self.go_to(to, select);
        self.goal = Some(goal);
    }

    /// The first and last places for the cursor on a row. On all but the last
    /// row the last place is before its last character, the space or newline it
    /// ends with: the place after that is the start of the next row.
    fn row_span(&self, row: usize) -> (usize, usize) {
        let Some(found) = self.layout.row(row) else { return (self.text.len(), self.text.len()) };
        let last = if row + 1 < self.layout.count() {
            prev_boundary(&self.text, found.end)
        } else {
            found.end
        };
        (found.start, last)
    }

    /// The place for the cursor nearest to a row and column as shown.
    pub(super) fn at_row_col(&self, row: usize, col: usize) -> usize {
        let (start, last) = self.row_span(row.min(self.layout.count() - 1));
        let (mut at, mut used) = (start, 0);
        for grapheme in self.text.get(start..last).unwrap_or_default().graphemes(true) {
            used += shown_width(grapheme);
            if used > col {
                break;
            }
            at += grapheme.len();
        }
        at
    }
}

/// The start of the paragraph `at` stands in, or of the written one before it.
fn paragraph_up(text: &str, at: usize) -> usize {
    let before = text.get(..at).unwrap_or_default();
    let written = before.trim_end_matches(['\n', '\r']);
    written.rfind('\n').map_or(0, |newline| newline + 1)
}

/// The start of the next written paragraph, or the end of the text.
fn paragraph_down(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    let Some(newline) = rest.find('\n') else { return text.len() };
    let after = rest.get(newline..).unwrap_or_default();
    let blank = after.len() - after.trim_start_matches(['\n', '\r']).len();
    at + newline + blank
}
