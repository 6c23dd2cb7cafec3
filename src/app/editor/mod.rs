//! The prose editor: a pure model. It holds a text, a cursor, a selection and
//! what can be undone, and knows no screen.
//!
//! The cursor always stands between two whole characters as a person counts
//! them. The width to wrap at arrives by [`Editor::set_width`], so what Up and
//! Down do never depends on what was last drawn. Each edit costs about as much
//! as the rows it touches.

mod edit;
mod history;
mod layout;
mod motion;
mod view;

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

pub use edit::{Change, Edit, MAX_BYTES, Motion, Refused};
pub use view::VisibleRow;

use crate::text::{
    ceil_boundary, floor_boundary, next_boundary, next_word, prev_boundary, prev_word,
};
use history::{History, Kind, Place, Step};
use layout::Layout;

/// The width until [`Editor::set_width`] says otherwise: prose is set to this.
const COLUMNS: usize = 72;

/// A text being written.
#[derive(Clone, PartialEq)]
pub struct Editor {
    text: String,
    cursor: usize,
    /// Where a selection began; it reaches to the cursor.
    anchor: Option<usize>,
    /// The column that Up and Down keep to.
    goal: Option<usize>,
    single_line: bool,
    layout: Layout,
    history: History,
}

impl fmt::Debug for Editor {
    /// Sizes and places, never the text.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Editor")
            .field("bytes", &self.text.len())
            .field("cursor", &self.cursor)
            .field("rows", &self.layout.count())
            .finish_non_exhaustive()
    }
}

impl Editor {
    /// An editor on this text, kept byte for byte, with the cursor at its end.
    #[must_use]
    pub fn new(text: String) -> Self {
        let cursor = text.len();
        Self::with_cursor(text, cursor)
    }

    /// An editor with the cursor at byte `cursor`, or at the nearest whole
    /// character before it.
    #[must_use]
    pub fn with_cursor(text: String, cursor: usize) -> Self {
        let cursor = floor_boundary(&text, cursor);
        Self {
            cursor,
            anchor: None,
            goal: None,
            single_line: false,
            layout: Layout::new(&text, COLUMNS),
            history: History::default(),
            text,
        }
    }

    /// An editor for one line: newlines, in the text and in any paste, become
    /// spaces.
    #[must_use]
    pub fn single_line(text: &str) -> Self {
        Self { single_line: true, ..Self::new(one_line(newlines(text)).into_owned()) }
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Bytes of text.
    #[must_use]
    pub fn len(&self) -> usize {
        self.text.len()
    }

    /// Whether nothing is written.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The byte the cursor stands before.
    #[must_use]
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// The selected bytes, where there are any.
    #[must_use]
    pub fn selection(&self) -> Option<Range<usize>> {
        let anchor = self.anchor?;
        (anchor != self.cursor).then(|| anchor.min(self.cursor)..anchor.max(self.cursor))
    }

    /// The selected text, where there is any.
    #[must_use]
    pub fn selected_text(&self) -> Option<&str> {
        self.text.get(self.selection()?)
    }

    /// Whether there is a step to take back.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        self.history.can_undo()
    }

    /// Whether there is a step to do again.
    #[must_use]
    pub fn can_redo(&self) -> bool {
        self.history.can_redo()
    }

    /// How many steps can be taken back.
    #[must_use]
    pub fn step_count(&self) -> usize {
        self.history.step_count()
    }

    /// What comes next is a step of its own.
    pub fn close_step(&mut self) {
        self.history.close();
    }

    /// Does one edit. `None` where the text did not change.
    ///
    /// # Errors
    /// [`Refused`] where the text would grow past [`MAX_BYTES`]; then nothing
    /// has changed.
    pub fn apply(&mut self, edit: Edit) -> Result<Option<Change>, Refused> {
        match edit {
            Edit::Insert('\n' | '\r') | Edit::Newline => {
                if self.single_line {
                    return Ok(None);
                }
                self.put("\n", Kind::Whole)
            }
            Edit::Insert(c) => self.put(c.encode_utf8(&mut [0; 4]), Kind::Typing),
            Edit::InsertText(pasted) => {
                let text = newlines(&pasted);
                let text = if self.single_line { one_line(text) } else { text };
                if text.is_empty() { Ok(None) } else { self.put(&text, Kind::Whole) }
            }
            Edit::Backspace => self.remove(prev_boundary(&self.text, self.cursor), Kind::Backward),
            Edit::Delete => self.remove(next_boundary(&self.text, self.cursor), Kind::Forward),
            Edit::DeleteWordLeft => self.remove(prev_word(&self.text, self.cursor), Kind::Whole),
            Edit::DeleteWordRight => self.remove(next_word(&self.text, self.cursor), Kind::Whole),
            Edit::Cut => self.remove(self.cursor, Kind::Whole),
            Edit::Undo => Ok(self.undo()),
            Edit::Redo => Ok(self.redo()),
            Edit::Move { motion, select } => {
                self.history.close();
                self.go(motion, select);
                Ok(None)
            }
            Edit::PlaceCursor { row, col, select } => {
                self.history.close();
                let to = self.at_row_col(row, col);
                self.go_to(to, select);
                Ok(None)
            }
            Edit::SelectAll => {
                self.history.close();
                (self.anchor, self.cursor, self.goal) = (Some(0), self.text.len(), None);
                Ok(None)
            }
            Edit::ClearSelection => {
                self.history.close();
                self.anchor = None;
                Ok(None)
            }
        }
    }

    /// Puts a text over the selection, or in at the cursor.
    fn put(&mut self, text: &str, kind: Kind) -> Result<Option<Change>, Refused> {
        let range = self.selection().unwrap_or(self.cursor..self.cursor);
        self.replace(range, text, kind)
    }

    /// Removes the selection, or what stands between the cursor and `to`.
    fn remove(&mut self, to: usize, kind: Kind) -> Result<Option<Change>, Refused> {
        match self.selection() {
            Some(range) => self.replace(range, "", Kind::Whole),
            None => self.replace(to.min(self.cursor)..to.max(self.cursor), "", kind),
        }
    }

    fn replace(
        &mut self,
        range: Range<usize>,
        with: &str,
        kind: Kind,
    ) -> Result<Option<Change>, Refused> {
        let Some(removed) = self.text.get(range.clone()).map(str::to_owned) else {
            return Ok(None);
        };
        if removed.is_empty() && with.is_empty() {
            return Ok(None);
        }
        if self.text.len() - removed.len() + with.len() > MAX_BYTES && with.len() > removed.len() {
            return Err(Refused::TooLong { limit: MAX_BYTES });
        }
        let before = Place { cursor: self.cursor, anchor: self.anchor };
        let change = self.splice(range.start, removed.len(), with);
        // A character can join with what follows it: the cursor goes past the whole.
        let after =
            Place { cursor: ceil_boundary(&self.text, range.start + with.len()), anchor: None };
        self.stand(after);
        self.history.record(Step {
            kind,
            at: range.start,
            removed,
            inserted: with.to_owned(),
            before,
            after,
        });
        Ok(Some(change))
    }

    fn undo(&mut self) -> Option<Change> {
        let step = self.history.undo()?.clone();
        let change = self.splice(step.at, step.inserted.len(), &step.removed);
        self.stand(step.before);
        Some(change)
    }

    fn redo(&mut self) -> Option<Change> {
        let step = self.history.redo()?.clone();
        let change = self.splice(step.at, step.removed.len(), &step.inserted);
        self.stand(step.after);
        Some(change)
    }

    /// The one place where the text changes.
    fn splice(&mut self, at: usize, removed: usize, with: &str) -> Change {
        self.text.replace_range(at..at + removed, with);
        self.layout.edited(&self.text, at, removed, with.len());
        Change { at, removed, inserted: with.to_owned() }
    }

    fn stand(&mut self, place: Place) {
        (self.cursor, self.anchor, self.goal) = (place.cursor, place.anchor, None);
    }
}

/// CRLF and CR as they come from other systems, as newlines.
fn newlines(text: &str) -> Cow<'_, str> {
    if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(text)
    }
}

fn one_line(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.contains('\n') { Cow::Owned(text.replace('\n', " ")) } else { text }
}

#[cfg(test)]
mod model_tests;
#[cfg(test)]
mod tests;
