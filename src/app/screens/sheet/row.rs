//! A row of a sheet, and what it holds.

use ulid::Ulid;

use crate::record::{Field, FieldName};

/// A row of a sheet.
pub struct Row {
    /// A heading above it.
    pub heading: Option<String>,
    /// Its name.
    pub label: String,
    /// What it holds.
    pub slot: Slot,
    /// Said beside or below it.
    pub aside: String,
    /// Said there too, but only while it is in hand.
    pub hint: String,
    /// In a family: whom it is about is said here, and can be changed.
    pub names: bool,
    /// Words that are often written here, to be taken with a key.
    pub offers: Vec<String>,
    /// Prose that takes one row while nothing stands in it.
    pub folds: bool,
}

/// What a row holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Slot {
    /// A text of the record.
    Text(Field),
    /// One of several, or none.
    Choice {
        /// Whose it is.
        owner: Ulid,
        /// Which of its owner's choices.
        choice: u8,
        /// What there is to choose from.
        options: Vec<String>,
        /// What is chosen.
        at: Option<usize>,
    },
    /// The end of it: Enter asks whether what was written is made final.
    Act {
        /// Whose it is.
        owner: Ulid,
        /// What Enter does.
        words: String,
    },
}

impl Slot {
    /// The id of what the row is of.
    pub fn owner(&self) -> Ulid {
        match self {
            Slot::Text(field) => field.owner,
            Slot::Choice { owner, .. } | Slot::Act { owner, .. } => *owner,
        }
    }

    /// Whether it is a number from 0 on: then a digit is that number.
    pub fn is_scale(&self) -> bool {
        matches!(self, Slot::Choice { options, .. } if options.first().is_some_and(|o| o == "0"))
    }

    /// Whether it is the same place to write or choose in, whatever is chosen.
    pub fn is_same(&self, other: &Slot) -> bool {
        match (self, other) {
            (Slot::Text(a), Slot::Text(b)) => a == b,
            (
                Slot::Choice { owner, choice, .. },
                Slot::Choice { owner: other, choice: another, .. },
            ) => owner == other && choice == another,
            (Slot::Act { owner, .. }, Slot::Act { owner: other, .. }) => owner == other,
            _ => false,
        }
    }
}

impl Row {
    fn new(label: &str, slot: Slot) -> Row {
        Row {
            heading: None,
            label: label.into(),
            slot,
            aside: String::new(),
            hint: String::new(),
            names: false,
            offers: Vec::new(),
            folds: false,
        }
    }

    /// A row of text.
    pub fn text(label: &str, owner: Ulid, name: FieldName) -> Row {
        Row::new(label, Slot::Text(Field { owner, name }))
    }

    /// A row to choose in.
    pub fn choice(
        label: &str,
        (owner, choice): (Ulid, u8),
        options: Vec<String>,
        at: Option<usize>,
    ) -> Row {
        Row::new(label, Slot::Choice { owner, choice, options, at })
    }

    /// The row that ends it.
    pub fn act(owner: Ulid, label: &str, words: impl Into<String>) -> Row {
        Row::new(label, Slot::Act { owner, words: words.into() })
    }

    /// The same, under a heading.
    #[must_use]
    pub fn under(self, heading: impl Into<String>) -> Row {
        Row { heading: Some(heading.into()), ..self }
    }

    /// The same, with something said beside it.
    #[must_use]
    pub fn beside(self, aside: impl Into<String>) -> Row {
        Row { aside: aside.into(), ..self }
    }

    /// The same, with something said while it is in hand.
    #[must_use]
    pub fn hinting(self, hint: impl Into<String>) -> Row {
        Row { hint: hint.into(), ..self }
    }

    /// The same, where a family says whom it is about.
    #[must_use]
    pub fn naming(self) -> Row {
        Row { names: true, ..self }
    }

    /// The same, with words to be taken.
    #[must_use]
    pub fn offering(self, offers: impl IntoIterator<Item = String>) -> Row {
        Row { offers: offers.into_iter().collect(), ..self }
    }

    /// The same, in one row while it is empty and not in hand.
    #[must_use]
    pub fn folding(self) -> Row {
        Row { folds: true, ..self }
    }
}
