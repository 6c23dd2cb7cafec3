//! What the app wants done, as data: the runtime does it.

use std::path::PathBuf;

use ulid::Ulid;

use super::message::Recovery;
use super::secret::Secret;
use crate::record::{Edit, Session};

/// One thing to do. `Debug` prints no word of a record and no secret.
#[derive(Clone, PartialEq)]
pub enum Effect {
    /// Journal a change to a session.
    Keep {
        /// Rises by one with every change.
        seq: u64,
        /// The session.
        session: Ulid,
        /// The change.
        edit: Edit,
    },
    /// Start journalling a session from this state: the base of what follows.
    Begin(Box<Session>),
    /// Publish a new version of a session.
    Save {
        /// The number of the save.
        seq: u64,
        /// The session as it stands.
        session: Box<Session>,
    },
    /// Read a version of a session.
    Load {
        /// As the vault names it.
        head: String,
    },
    /// Make a vault.
    Create {
        /// The owner's name.
        owner: String,
        /// The passphrase.
        passphrase: Secret,
        /// Recovery.
        recovery: Recovery,
    },
    /// Open the vault.
    Unlock(Secret),
    /// Open the practice vault.
    Practice,
    /// Six words for a passphrase, please.
    Offer,
    /// Make a recovery for an open vault.
    MakeRecovery(Recovery),
    /// Flush, then drop the keys.
    Lock,
    /// Write a file that a person asked for.
    Export {
        /// The number of the export.
        seq: u64,
        /// Where.
        path: PathBuf,
        /// The very bytes.
        bytes: Vec<u8>,
        /// Replace what is there: only when told.
        replace: bool,
    },
    /// End, with this exit code.
    Quit(u8),
    /// Sign the words of a statement with the key of the vault.
    Sign {
        /// The number of the statement.
        seq: u64,
        /// The words, to the byte.
        words: String,
    },
}

impl std::fmt::Debug for Effect {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Effect::Keep { seq, edit, .. } => {
                f.debug_struct("Keep").field("seq", seq).field("edit", edit).finish()
            }
            Effect::Begin(s) => f.debug_tuple("Begin").field(&s.id).finish(),
            Effect::Save { seq, .. } => f.debug_tuple("Save").field(seq).finish(),
            Effect::Load { .. } => f.write_str("Load"),
            Effect::Create { .. } => f.write_str("Create"),
            Effect::Unlock(_) => f.write_str("Unlock"),
            Effect::Practice => f.write_str("Practice"),
            Effect::Offer => f.write_str("Offer"),
            Effect::MakeRecovery(_) => f.write_str("MakeRecovery"),
            Effect::Lock => f.write_str("Lock"),
            Effect::Export { seq, bytes, replace, .. } => f
                .debug_struct("Export")
                .field("seq", seq)
                .field("bytes", &bytes.len())
                .field("replace", replace)
                .finish(),
            Effect::Quit(code) => f.debug_tuple("Quit").field(code).finish(),
            Effect::Sign { seq, .. } => f.debug_tuple("Sign").field(seq).finish(),
        }
    }
}
