//! An item that says who does what by when: a row of a table in a document,
//! for such rows are looked up by who and by when. All else of an item is read
//! from top to bottom, and is a list.

use crate::record::Block;

/// The columns of that table.
pub(super) const COLUMNS: [&str; 4] = ["What", "Who", "By when", "Why"];

/// What an action says.
pub(super) struct Action<'a> {
    pub what: &'a str,
    pub who: &'a str,
    pub by: &'a str,
    pub why: Option<&'a str>,
    /// Further lines, as the record gives them: "Name: value".
    pub more: &'a [String],
}

impl<'a> Action<'a> {
    pub fn of(block: &'a Block) -> Option<Action<'a>> {
        let Block::Item { text, details } = block else { return None };
        let [who, by, more @ ..] = details.as_slice() else { return None };
        let (who, by) = (who.strip_prefix("Who: ")?, by.strip_prefix("By when: ")?);
        let (why, more) = match more {
            [why, rest @ ..] if why.starts_with("Why: ") => (why.strip_prefix("Why: "), rest),
            all => (None, all),
        };
        Some(Action { what: text, who, by, why, more })
    }
}
