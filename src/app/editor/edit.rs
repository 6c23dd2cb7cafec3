//! What can be done to a text, and what it did.

use std::fmt;

/// The most an answer can hold, in bytes.
pub const MAX_BYTES: usize = 1 << 20;

/// A way for the cursor to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Motion {
    /// To the character before.
    Left,
    /// To the character after.
    Right,
    /// To the start of this word, or of the one before.
    WordLeft,
    /// To the start of the next word, or to the end of the line.
    WordRight,
    /// One row up, keeping the column it set out from.
    Up,
    /// One row down, keeping the column it set out from.
    Down,
    /// So many rows up.
    PageUp(usize),
    /// So many rows down.
    PageDown(usize),
    /// To the start of the row as shown.
    RowStart,
    /// To the end of the row as shown.
    RowEnd,
    /// To the start of this paragraph, or of the one before.
    ParagraphUp,
    /// To the start of the next paragraph, or to the end.
    ParagraphDown,
    /// To the start of the text.
    Start,
    /// To the end of the text.
    End,
}

/// One act of a person writing.
///
/// Control characters in what is typed or pasted are kept as they are, escapes
/// too: the record is true to what was put in, and the screen shows them
/// visibly. Only a carriage return, alone or before a newline, becomes a
/// newline. In a single line a newline becomes a space.
#[derive(Clone, PartialEq, Eq)]
pub enum Edit {
    /// Types one character over the selection.
    Insert(char),
    /// Pastes a text over the selection, in one step.
    InsertText(String),
    /// Starts a new paragraph; does nothing in a single line.
    Newline,
    /// Removes the selection, or the character before the cursor.
    Backspace,
    /// Removes the selection, or the character after the cursor.
    Delete,
    /// Removes the selection, or back to the start of a word.
    DeleteWordLeft,
    /// Removes the selection, or up to the start of the next word.
    DeleteWordRight,
    /// Removes the selection. Read [`super::Editor::selected_text`] before it
    /// to keep what is cut.
    Cut,
    /// Takes back the last step: a word typed, a paste, a run of deletions.
    Undo,
    /// Does again what was taken back.
    Redo,
    /// Moves the cursor, taking the selection along or letting it go.
    Move {
        /// Where to.
        motion: Motion,
        /// Whether what is passed over is selected.
        select: bool,
    },
    /// Puts the cursor at a row and column as shown, the nearest there is.
    PlaceCursor {
        /// Row of the wrapped text, from 0.
        row: usize,
        /// Column of that row, from 0.
        col: usize,
        /// Whether the selection reaches to there.
        select: bool,
    },
    /// Selects everything.
    SelectAll,
    /// Lets the selection go; the cursor stays.
    ClearSelection,
}

impl fmt::Debug for Edit {
    /// Names the act, never the text.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Edit::Insert(_) => f.write_str("Insert(..)"),
            Edit::InsertText(text) => write!(f, "InsertText({} bytes)", text.len()),
            Edit::Newline => f.write_str("Newline"),
            Edit::Backspace => f.write_str("Backspace"),
            Edit::Delete => f.write_str("Delete"),
            Edit::DeleteWordLeft => f.write_str("DeleteWordLeft"),
            Edit::DeleteWordRight => f.write_str("DeleteWordRight"),
            Edit::Cut => f.write_str("Cut"),
            Edit::Undo => f.write_str("Undo"),
            Edit::Redo => f.write_str("Redo"),
            Edit::Move { motion, select } => {
                f.debug_struct("Move").field("motion", motion).field("select", select).finish()
            }
            Edit::PlaceCursor { row, col, select } => f
                .debug_struct("PlaceCursor")
                .field("row", row)
                .field("col", col)
                .field("select", select)
                .finish(),
            Edit::SelectAll => f.write_str("SelectAll"),
            Edit::ClearSelection => f.write_str("ClearSelection"),
        }
    }
}

/// Exactly what happened to a text, so that a journal can replay it.
#[derive(Clone, PartialEq, Eq)]
pub struct Change {
    /// The byte at which it happened.
    pub at: usize,
    /// How many bytes from there are gone.
    pub removed: usize,
    /// What stands there instead.
    pub inserted: String,
}

impl Change {
    /// Does the same to another copy of the text. `false`, and nothing done,
    /// where it doesn't fit: that copy is not the text the change was made to.
    pub fn replay(&self, text: &mut String) -> bool {
        let Some(end) = self.at.checked_add(self.removed) else { return false };
        let fits = text.get(self.at..end).is_some();
        if fits {
            text.replace_range(self.at..end, &self.inserted);
        }
        fits
    }
}

impl fmt::Debug for Change {
    /// Where and how much, never the text.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Change")
            .field("at", &self.at)
            .field("removed", &self.removed)
            .field("inserted_bytes", &self.inserted.len())
            .finish()
    }
}

/// Why an edit was not made. What stood there is untouched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// The text would pass the most it can hold.
    #[error(
        "That is too much for one answer, which can hold {} KiB. Nothing was put in, and what stood here is as it was. Put it in by parts, under more than one question.",
        limit / 1024
    )]
    TooLong {
        /// The most it can hold, in bytes.
        limit: usize,
    },
}
