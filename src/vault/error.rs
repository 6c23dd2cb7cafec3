//! What can go wrong, said so that a person knows what is safe and what to do.
//! Never a word of a record, never a secret.

use std::io;

use super::agreement::AgreementCheck;
use super::generation::GenerationId;
use super::store::StoreError;

/// Why a vault could not be made, opened or used.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    /// The folder does not exist, or holds no vault.
    #[error(
        "there is no vault in this folder. Nothing was changed. Check the path, or make a vault \
         with `thinkwheel vault init`"
    )]
    NoVault,
    /// A vault, or something else, is there already.
    #[error(
        "{place} is not empty. Nothing in it was changed. Choose an empty folder, or open the \
         vault that is there"
    )]
    NotEmpty {
        /// Which of the two folders.
        place: &'static str,
    },
    /// This machine holds no key for the vault.
    #[error(
        "this machine has no key for this vault. The vault was not touched. Name the right state \
         folder with --state, or use the recovery key"
    )]
    NoKey,
    /// The passphrase does not open the key.
    #[error("that passphrase does not open this vault. Nothing was changed. Try again")]
    WrongPassphrase,
    /// A key file that would take too much work to open.
    #[error(
        "the key file asks for more work (2^{found}) than this program does (2^{limit}). It was \
         not made by this program; nothing was changed",
        limit = super::keys::MAX_WORK_FACTOR
    )]
    TooMuchWork {
        /// The work factor found.
        found: u8,
    },
    /// Made by a newer version.
    #[error(
        "{name} has format {found}, from a newer thinkwheel. It was left as it is. Open it with \
         a newer version"
    )]
    NewerFormat {
        /// Which file.
        name: String,
        /// The number found.
        found: u32,
    },
    /// Changed, cut short or missing.
    #[error(
        "{name} is damaged or missing. Nothing was changed. Put it back from a backup; \
         `thinkwheel vault verify` lists what is whole"
    )]
    Damaged {
        /// Which file.
        name: String,
    },
    /// Not signed by this vault's owner.
    #[error(
        "{name} is not signed by the owner of this vault. It was not used and not changed. \
         Find out who put it there before going on"
    )]
    Foreign {
        /// Which file.
        name: String,
    },
    /// The state folder belongs to another vault.
    #[error(
        "this state folder belongs to another vault. Neither was changed. Name the state folder \
         of this vault with --state"
    )]
    OtherVault,
    /// Another program writes.
    #[error(
        "another thinkwheel on this machine is writing in this vault. Nothing was changed. \
         Close the other one, or read only"
    )]
    InUse,
    /// The vault was opened for reading.
    #[error("this vault was opened for reading only; nothing was changed")]
    ReadOnly,
    /// Something a person asked for cannot be.
    #[error("{0}")]
    Refused(&'static str),
    /// Somebody is known here by other keys than their card names.
    #[error(
        "this vault knows that person, or that key, otherwise: the key known here is {known}.          Nothing was added. Somebody may be taking another's place: speak to them before you go on"
    )]
    OtherKeys {
        /// Fingerprint of the key that is known.
        known: String,
    },
    /// No generation has this id here.
    #[error("this record is not in the vault (any more); nothing was changed")]
    NoSuchGeneration,
    /// The disk or the share failed.
    #[error("{happened}: {source}. {safe}. {advice}")]
    Io {
        /// What happened.
        happened: &'static str,
        /// What is safe.
        safe: &'static str,
        /// What to do.
        advice: &'static str,
        /// What the system said.
        #[source]
        source: io::Error,
    },
}

impl VaultError {
    pub(super) fn reading(source: io::Error) -> Self {
        VaultError::Io {
            happened: "the vault could not be read",
            safe: "Nothing was changed",
            advice: "Check that the folder is there and may be read",
            source,
        }
    }

    pub(super) fn writing(source: io::Error) -> Self {
        VaultError::Io {
            happened: "something could not be written",
            safe: "What was there before is whole",
            advice: "Check free space and permissions, and try again",
            source,
        }
    }

    pub(super) fn store(name: &str, e: StoreError) -> Self {
        match e {
            StoreError::NotFound => VaultError::Damaged { name: name.to_owned() },
            StoreError::NotSaved(e) | StoreError::NotConfirmed(e) => VaultError::writing(e),
            StoreError::Io(e) => VaultError::reading(e),
            StoreError::Exists | StoreError::BadName => {
                VaultError::writing(io::Error::other(e.to_string()))
            }
        }
    }

    pub(super) fn internal(what: &'static str) -> Self {
        VaultError::writing(io::Error::other(what))
    }
}

/// Why a save is not what "saved" means. The text stays where it was typed.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// Too large a record.
    #[error(
        "not saved: this record has {bytes} bytes and a record may have 16 MiB. The text is kept \
         here and in the journal. Begin a new session for what comes next"
    )]
    TooLarge {
        /// Its size.
        bytes: usize,
    },
    /// A finalised page, a statement or an amendment would be changed or lost.
    #[error(
        "not saved: this would change or lose something that is final (a finalised note, a \
         statement of agreement, an amendment), and what is final stays as it is. Your words are \
         kept here and in the journal. What is new can be added as an amendment"
    )]
    FinalChanged,
    /// Nothing new is in the vault.
    #[error(
        "not saved: {happened}. Your words are kept here and in the journal. Check free space \
         and the folder; saving will be tried again"
    )]
    NotSaved {
        /// What the system said.
        happened: String,
    },
    /// In the vault, but the disk did not confirm it.
    #[error(
        "saved, not confirmed on disk: {happened}. Your words are also kept in the journal; \
         saving will be tried again"
    )]
    NotConfirmed {
        /// The generation that was written.
        generation: GenerationId,
        /// What the system said.
        happened: String,
    },
}

/// Why a file is not used. Such a file is never rewritten and never removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Refusal {
    /// Changed or cut short.
    Damaged,
    /// Unsigned, signed by a key that is not approved, or of another vault.
    Foreign,
    /// From a newer thinkwheel.
    Newer(u32),
}

/// What is wrong with something that lies in the vault or the state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ProblemKind {
    /// Changed or cut short.
    Damaged,
    /// Not signed by an approved key, or not of this vault.
    Foreign,
    /// From a newer thinkwheel: left as it is.
    Newer {
        /// Its format.
        found: u32,
    },
    /// A change to the roster that the owner has not approved on this machine.
    NotApproved,
    /// Seen here before, and gone.
    Missing,
    /// Whole, but not sealed to the recovery key.
    WithoutRecovery,
    /// A segment of the journal that is done with, and is there again.
    Superseded,
    /// The disk would not give it.
    Unreadable,
    /// A statement of agreement that does not hold.
    Agreement(AgreementCheck),
    /// Something that was final in an earlier version is changed or gone here.
    FinalChanged,
    /// Two versions stand side by side, and something that is final in both
    /// says something else in each.
    FinalDiffers,
    /// A copy that holds words which had to be removed.
    HoldsRemoved,
    /// Not every copy of words that had to go could be removed.
    NotRemoved,
}

impl ProblemKind {
    /// As it is read beside a file's name.
    pub fn words(self) -> &'static str {
        match self {
            ProblemKind::Damaged => "damaged: changed or cut short since it was written",
            ProblemKind::Foreign => "foreign: not signed by the owner of this vault; not used",
            ProblemKind::Newer { .. } => "from a newer thinkwheel; left as it is",
            ProblemKind::NotApproved => "a change of keys that nobody has approved here; not used",
            ProblemKind::Missing => "missing: it was here before",
            ProblemKind::WithoutRecovery => {
                "whole, but the recovery key does not open it; opening the vault to write mends this"
            }
            ProblemKind::Superseded => {
                "an old piece of the journal: what it holds was saved or kept before; not used"
            }
            ProblemKind::Unreadable => "the disk would not give it; cannot tell",
            ProblemKind::Agreement(check) => check.words(),
            ProblemKind::FinalChanged => {
                "tampered with: a finalised note, a statement or an amendment was changed or \
                 removed in it"
            }
            ProblemKind::FinalDiffers => {
                "two versions of one session, and a finalised note, a statement or an amendment \
                 is not the same in both: one of them was changed"
            }
            ProblemKind::HoldsRemoved => {
                "an old copy with words that had to be removed: they are not shown; opening the \
                 vault to write removes them"
            }
            ProblemKind::NotRemoved => {
                "words that had to be removed are not shown, but a file that holds them could not \
                 be replaced or removed; check free space and permissions: it is tried again when \
                 the vault is next opened"
            }
        }
    }
}

impl From<Refusal> for ProblemKind {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Damaged => ProblemKind::Damaged,
            Refusal::Foreign => ProblemKind::Foreign,
            Refusal::Newer(found) => ProblemKind::Newer { found },
        }
    }
}

/// Something that is there and is not used, by name, never by content.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Problem {
    /// The file's name in the vault, or in the state folder.
    pub name: String,
    /// What is wrong with it.
    pub kind: ProblemKind,
}

impl Problem {
    pub(super) fn new(name: &str, kind: impl Into<ProblemKind>) -> Self {
        Problem { name: name.to_owned(), kind: kind.into() }
    }

    /// As an error, where the thing cannot be done without.
    pub(super) fn fatal(name: &str, refusal: Refusal) -> VaultError {
        let name = name.to_owned();
        match refusal {
            Refusal::Damaged => VaultError::Damaged { name },
            Refusal::Foreign => VaultError::Foreign { name },
            Refusal::Newer(found) => VaultError::NewerFormat { name, found },
        }
    }
}
