//! What the app is given from outside, and never fetches itself.

use std::path::PathBuf;

use chrono::NaiveDate;
use ulid::Ulid;

use crate::config::Config;
use crate::practice::{Bank, Banks, Question};
use crate::record::{Audience, Format, Layouts, Leaving, Session, Stamp};

/// Where copied text goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Clipboard {
    /// There is none.
    #[default]
    None,
    /// That of this desktop: it can be looked at again, and cleared.
    Desktop,
    /// Through the terminal, which answers nothing: whether it arrived is not
    /// known, and it cannot be cleared.
    Terminal {
        /// Over ssh: it is the clipboard of the computer somebody sits at.
        remote: bool,
        /// Inside tmux, which passes it on only where it is set to.
        tmux: bool,
    },
}

/// Everything `update` may look at besides model and message.
pub struct Context {
    /// The question banks.
    pub banks: Banks,
    /// The layouts a note can have.
    pub layouts: Layouts,
    /// Appearance and paths.
    pub config: Config,
    /// Where exported files go by default.
    pub folder: PathBuf,
    /// Where the vault lies, for sentences only.
    pub vault: PathBuf,
    /// The formats a note can be written in, the one to propose first.
    pub formats: Vec<Format>,
    /// Writes what leaves: screen and command call the same.
    pub write: fn(&Leaving, Format) -> Vec<u8>,
    /// What a person reads before it leaves.
    pub preview: fn(&Leaving, Format) -> String,
    /// Names the file of a note: ASCII, without the child's name.
    pub file_name: fn(&Session, Ulid, Option<Ulid>, Audience, Format) -> String,
    /// SHA-256 of what left, in hex.
    pub digest: fn(&[u8]) -> String,
    /// Where copied text goes.
    pub clipboard: Clipboard,
}

impl Context {
    /// The bank that is walked.
    pub fn bank(&self) -> Option<&Bank> {
        self.banks.first()
    }

    /// A question of that bank.
    pub fn question(&self, id: &str) -> Option<&Question> {
        self.bank().and_then(|b| b.question(id))
    }
}

/// One turn of the app: the context, and the time its message came.
#[derive(Clone, Copy)]
pub struct Turn<'a> {
    /// When the message came.
    pub at: Stamp,
    /// The rest.
    pub context: &'a Context,
}

impl Turn<'_> {
    /// The day of the message.
    pub fn today(&self) -> NaiveDate {
        self.at.date_naive()
    }
}
