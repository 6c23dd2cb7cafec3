//! What stands first in a document of several notes: which they are.

use super::DRAFT;
use crate::record::{Audience, Block, Leaving, Note};

/// The columns of the list.
pub(super) const COLUMNS: [&str; 4] = ["Note", "About", "Held", "State"];

/// One note of those that leave in one file.
pub(super) struct Entry {
    /// Whom it is about, as the note itself says it.
    pub about: String,
    pub held: String,
    pub state: String,
    pub draft: bool,
}

/// The list, where there are more than two notes and none of them lists the
/// others itself; letters are for a child to read, and have none.
pub(super) fn of(leaving: &Leaving) -> Option<Vec<Entry>> {
    let (first, others) = leaving.notes.split_first()?;
    let has_none = |note: &Note| {
        matches!(note.audience, Audience::Letter | Audience::SubjectAccess | Audience::Learning)
    };
    if others.len() < 2 || leaving.notes.iter().any(has_none) {
        return None;
    }
    let is_one_kind = others.iter().all(|note| note.title == first.title);
    Some(leaving.notes.iter().map(|note| entry(note, is_one_kind)).collect())
}

fn entry(note: &Note, is_one_kind: bool) -> Entry {
    let whom = whom(note);
    let about = match (is_one_kind, whom.is_empty()) {
        (_, true) => note.title.clone(),
        (true, false) => whom,
        (false, false) => format!("{}: {whom}", note.title),
    };
    let held = note.date.map(|on| on.format("%-d %B %Y").to_string());
    let mut letters = about.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    Entry {
        about: first + letters.as_str(),
        held: held.unwrap_or_default(),
        state: if note.draft { DRAFT.to_owned() } else { note.version.clone() },
        draft: note.draft,
    }
}

/// Those whom the head of a note names; its reference where it names nobody.
fn whom(note: &Note) -> String {
    let head = note.blocks.iter().take_while(|block| !matches!(block, Block::Heading { .. }));
    let named: Vec<&str> = head
        .filter_map(|block| match block {
            Block::Field { name, value } if name == "Child" || name == "About" => {
                Some(value.as_str())
            }
            _ => None,
        })
        .collect();
    if named.is_empty() { note.reference.clone() } else { named.join(", ") }
}
