//! Who may see what: decided here, once, before any view gets text.

use std::borrow::Cow;

use super::person::Child;

/// How much whoever looks at the screen may see.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sight {
    /// Everything.
    #[default]
    Full,
    /// No names: initials only, prose as it is (one's own shared screen).
    Initials,
    /// Nothing of a record: hidden or locked.
    Nothing,
}

impl Sight {
    /// A child's name as it may be shown.
    pub fn child(self, child: &Child) -> String {
        match self {
            Sight::Full if child.name.trim().is_empty() => "a child not yet named".into(),
            Sight::Full => child.name.clone(),
            Sight::Initials => child.shown_initials(),
            Sight::Nothing => String::new(),
        }
    }

    /// Words of the record as they may be shown.
    pub fn words(self, text: &str) -> Cow<'_, str> {
        match self {
            Sight::Full | Sight::Initials => Cow::Borrowed(text),
            Sight::Nothing => Cow::Borrowed(""),
        }
    }
}
