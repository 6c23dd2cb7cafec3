//! What the app wants done, as data: the runtime does it.

use std::path::PathBuf;

use ulid::Ulid;

use super::message::Recovery;
use super::secret::Secret;
use crate::record::{Edit, Errand, Session};

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
    /// Look for words in every record.
    Search {
        /// The words.
        words: String,
    },
    /// Read the two versions of a session that stand side by side.
    Compare {
        /// The session.
        session: Ulid,
    },
    /// Sign the words of a statement with the key of the vault.
    Sign {
        /// The number of the statement.
        seq: u64,
        /// The words, to the byte.
        words: String,
    },
    /// Read somebody's card; nothing is added.
    ReadCard {
        /// Where it lies.
        path: PathBuf,
    },
    /// Add somebody whose fingerprint was compared.
    AddPerson {
        /// Their very card.
        bytes: Vec<u8>,
        /// Which person of the meetings here they are.
        known_as: Option<Ulid>,
    },
    /// Seal what was chosen to somebody, and write it to a file.
    Send {
        /// The number of the sending.
        seq: u64,
        /// To whom, by their id in the roster.
        to: Ulid,
        /// What for.
        errand: Errand,
        /// The session it is of.
        session: Box<Session>,
        /// What was chosen of it.
        discussions: Vec<Ulid>,
        /// In a family: whose page.
        child: Option<Ulid>,
        /// Where the file goes.
        path: PathBuf,
    },
    /// Take in what somebody sent.
    Receive {
        /// Where it lies.
        path: PathBuf,
    },
    /// Take words out of a session, with every earlier version.
    Rectify {
        /// The number of it.
        seq: u64,
        /// The session.
        session: Ulid,
        /// The entry.
        remove: Ulid,
        /// Why.
        why: String,
        /// By whose authority.
        authority: String,
        /// By whom.
        by: Ulid,
    },
    /// Put words on the clipboard: somebody asked for it.
    Copy {
        /// The number of it.
        seq: u64,
        /// The very words.
        text: String,
    },
    /// Clear the clipboard, if what was copied is still what is on it.
    ClearCopy,
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
            Effect::Search { .. } => f.write_str("Search"),
            Effect::Compare { session } => f.debug_tuple("Compare").field(session).finish(),
            Effect::Sign { seq, .. } => f.debug_tuple("Sign").field(seq).finish(),
            Effect::ReadCard { .. } => f.write_str("ReadCard"),
            Effect::AddPerson { .. } => f.write_str("AddPerson"),
            Effect::Send { seq, .. } => f.debug_tuple("Send").field(seq).finish(),
            Effect::Receive { .. } => f.write_str("Receive"),
            Effect::Rectify { seq, .. } => f.debug_tuple("Rectify").field(seq).finish(),
            Effect::Copy { seq, text } => {
                f.debug_struct("Copy").field("seq", seq).field("bytes", &text.len()).finish()
            }
            Effect::ClearCopy => f.write_str("ClearCopy"),
        }
    }
}
